//! Rename of terms, files, headings, ids, tags and labels, in the shape of changes that each kind of client takes.

use serde_json::{Value, json};

use crate::model::{Encoding, Model};
use crate::scene::{Scene, modern, plain};

const NOTES: &str = "
-- a.md
é 😀 two wid$0gets, see [it](b.md#what-is-a-widget).
-- b.md
## What is a widget?

A widget is a thing with a handle.
";

/// An editor with these abilities to change notes.
pub(super) fn editor(edits: &Value) -> Value {
    let mut capabilities = modern();
    capabilities["workspace"]["workspaceEdit"] = edits.clone();
    capabilities["textDocument"]["rename"] = json!({"prepareSupport": true, "honorsChangeAnnotations": true});
    capabilities
}

fn renamed(scene: &mut Scene, new_name: &str) -> Value {
    let mut params = scene.at_cursor();
    params["newName"] = json!(new_name);
    scene.client.request("textDocument/rename", params)
}

/// A text with edits of the protocol made, the last first.
pub(super) fn edited(text: &str, edits: &Value) -> String {
    let mut model = Model::new(text, Encoding::Utf16);
    for edit in edits.as_array().unwrap().iter().rev() {
        model.edit(edit);
    }
    model.text
}

const A: &str = "é 😀 two widgets, see [it](b.md#what-is-a-widget).\n";
const B: &str = "## What is a widget?\n\nA widget is a thing with a handle.\n";
const B_TITLE: &str = "## What is a gadget?\n\nA widget is a thing with a handle.\n";

#[test]
fn an_editor_that_can_ask_is_given_mentions_to_confirm() {
    let edits = json!({"documentChanges": true, "changeAnnotationSupport": {"groupsOnLabel": true}});
    let mut scene = Scene::of(NOTES, &editor(&edits));
    scene.change("a.md", 7, A);
    let prepared = scene.ask("textDocument/prepareRename");
    assert_eq!(prepared["placeholder"], "widget");
    assert_eq!(Model::new(A, Encoding::Utf16).slice(&prepared["range"]), "widgets");

    let edit = renamed(&mut scene, "gadget");
    assert_eq!(edit.get("changes"), None, "{edit}");
    let notes = &edit["documentChanges"];
    assert_eq!(notes.as_array().unwrap().len(), 2, "{edit}");
    let note = |path: &str| {
        let uri = scene.vault.uri(path);
        notes.as_array().unwrap().iter().find(|note| note["textDocument"]["uri"] == uri.as_str()).unwrap()
    };
    assert_eq!(note("a.md")["textDocument"]["version"], 7);
    assert_eq!(note("b.md")["textDocument"]["version"], Value::Null);
    assert_eq!(edited(A, &note("a.md")["edits"]), "é 😀 two gadgets, see [it](b.md#what-is-a-gadget).\n");
    assert_eq!(
        edited(B, &note("b.md")["edits"]),
        "## What is a gadget?\n\nA gadget is a thing with a handle.\n"
    );
    let asked = |path: &str| -> Vec<bool> {
        let edits = note(path)["edits"].as_array().unwrap();
        edits.iter().map(|edit| edit.get("annotationId").is_some()).collect()
    };
    assert_eq!((asked("a.md"), asked("b.md")), (vec![true, false], vec![false, true]));
    let id = note("a.md")["edits"][0]["annotationId"].as_str().unwrap();
    assert_eq!(edit["changeAnnotations"][id]["needsConfirmation"], true, "{edit}");
    scene.finish();
}

#[test]
fn an_editor_that_cannot_ask_is_given_titles_and_links() {
    for (edits, is_versioned) in [(json!({"documentChanges": true}), true), (json!({}), false)] {
        let mut scene = Scene::of(NOTES, &editor(&edits));
        let edit = renamed(&mut scene, "gadget");
        let of = |at: usize, path: &str| {
            if is_versioned {
                edit["documentChanges"][at]["edits"].clone()
            } else {
                edit["changes"][scene.vault.uri(path)].clone()
            }
        };
        assert_eq!(edited(A, &of(0, "a.md")), A.replace("#what-is-a-widget", "#what-is-a-gadget"), "{edit}");
        assert_eq!(edited(B, &of(1, "b.md")), B_TITLE, "{edit}");
        assert_eq!(edit.get("changeAnnotations"), None, "{edit}");
        scene.finish();
    }
}

#[test]
fn where_no_term_stands_and_for_no_name_nothing_changes() {
    let mut scene = Scene::of("\n-- a.md\nno$0thing\n", &plain());
    assert_eq!(scene.ask("textDocument/prepareRename"), Value::Null);
    scene.finish();
    let mut scene = Scene::of(NOTES, &plain());
    for (name, words) in [(" ", "is empty"), ("a\nb", "line break"), ("a|b", "\"|\"")] {
        let mut params = scene.at_cursor();
        params["newName"] = json!(name);
        let id = scene.client.send_request("textDocument/rename", params);
        let answer = scene.client.answer(id);
        let message = answer["error"]["message"].as_str().unwrap();
        assert!(message.contains(words), "{answer}");
    }
    scene.finish();
}

/// An editor that renames files when it is told to.
fn moving() -> Value {
    editor(&json!({"documentChanges": true, "resourceOperations": ["create", "rename", "delete"]}))
}

#[test]
fn a_note_is_renamed_from_a_link_to_it() {
    let mut scene = Scene::of("\n-- a.md\n😀 [[b$0#H]] [x](b.md)\n-- b.md\n# H\n", &moving());
    let prepared = scene.ask("textDocument/prepareRename");
    assert_eq!(prepared["placeholder"], "b");
    let text = "😀 [[b#H]] [x](b.md)\n";
    assert_eq!(Model::new(text, Encoding::Utf16).slice(&prepared["range"]), "b");
    let edit = renamed(&mut scene, "sub/c d");
    let changes = edit["documentChanges"].as_array().unwrap();
    assert_eq!(changes.len(), 2, "{edit}");
    assert_eq!(edited(text, &changes[0]["edits"]), "😀 [[c d#H]] [x](sub/c%20d.md)\n");
    assert_eq!(changes[1]["kind"], "rename", "{edit}");
    assert_eq!(changes[1]["oldUri"], scene.vault.uri("b.md").as_str());
    assert_eq!(changes[1]["newUri"], scene.vault.uri("sub/c d.md").as_str());
    assert_eq!(changes[1]["options"]["overwrite"], false, "{edit}");
    scene.finish();
}

#[test]
fn a_note_called_after_its_title_is_renamed_with_it() {
    let fixture = "\n-- cell-walls.md\n#$0 Cell walls\n-- b.md\n[x](cell-walls.md#cell-walls)\n";
    let mut scene = Scene::of(fixture, &moving());
    let edit = renamed(&mut scene, "Plant cells");
    let changes = edit["documentChanges"].as_array().unwrap();
    let moved = changes.iter().find(|change| change["kind"] == "rename").unwrap();
    assert_eq!(moved["newUri"], scene.vault.uri("plant-cells.md").as_str());
    let of = |path: &str| {
        let uri = scene.vault.uri(path);
        let change = changes.iter().find(|change| change["textDocument"]["uri"] == uri.as_str()).unwrap();
        change["edits"].clone()
    };
    assert_eq!(edited("# Cell walls\n", &of("cell-walls.md")), "# Plant cells\n");
    assert_eq!(edited("[x](cell-walls.md#cell-walls)\n", &of("b.md")), "[x](plant-cells.md#plant-cells)\n");
    scene.finish();
}

#[test]
fn an_editor_that_cannot_rename_files_is_told_so() {
    for edits in [json!({}), json!({"documentChanges": true}), json!({"resourceOperations": ["rename"]})] {
        let mut scene = Scene::of("\n-- a.md\n[[b$0]]\n-- b.md\nx\n", &editor(&edits));
        let mut params = scene.at_cursor();
        params["newName"] = json!("c");
        let id = scene.client.send_request("textDocument/rename", params);
        let answer = scene.client.answer(id);
        let message = answer["error"]["message"].as_str().unwrap();
        assert!(message.contains("does not let language servers rename files"), "{answer}");
        scene.finish();
    }
}

#[test]
fn each_thing_with_a_name_is_renamed_with_what_means_it() {
    for (text, name, expected) in [
        (
            "# T\n\n#$0# Part\n\n[[#Part]] [x](#part)\n",
            "Whole",
            "# T\n\n## Whole\n\n[[#Whole]] [x](#whole)\n",
        ),
        ("one ^i$0d\n\n[[#^id]]\n", "new", "one ^new\n\n[[#^new]]\n"),
        ("<a id=\"i$0d\"></a> [x](#id)\n", "new", "<a id=\"new\"></a> [x](#new)\n"),
        ("#ta$0g/sub #Tag\n", "new", "#new/sub #new\n"),
        ("[x][l$0] [l]\n\n[l]: b.md\n", "new", "[x][new] [new]\n\n[new]: b.md\n"),
        ("x[^n$0]\n\n[^n]: y\n", "new", "x[^new]\n\n[^new]: y\n"),
    ] {
        let mut scene = Scene::of(&format!("\n-- a.md\n{text}-- b.md\nb\n"), &moving());
        let edit = renamed(&mut scene, name);
        assert_eq!(edited(&text.replace("$0", ""), &edit["documentChanges"][0]["edits"]), expected, "{edit}");
        scene.finish();
    }
}
