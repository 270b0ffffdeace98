//! Rename of a term, in the shape of changes that each kind of client takes.

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
fn editor(edits: &Value) -> Value {
    let mut capabilities = modern();
    capabilities["workspace"]["workspaceEdit"] = edits.clone();
    capabilities["textDocument"]["rename"] = json!({"prepareSupport": true});
    capabilities
}

fn renamed(scene: &mut Scene, new_name: &str) -> Value {
    let mut params = scene.at_cursor();
    params["newName"] = json!(new_name);
    scene.client.request("textDocument/rename", params)
}

/// A text with edits of the protocol made, the last first.
fn edited(text: &str, edits: &Value) -> String {
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
