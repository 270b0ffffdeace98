//! Open notes, which win over the disk, and those that are no files.

use std::fs;

use serde_json::{Value, json};

use super::{about, at, names};
use crate::scene::{Scene, messages, modern, open};

#[test]
fn an_open_note_wins_over_the_disk() {
    let mut scene = Scene::new("\n-- a.md\n# Disk\n-- b.md\n[x](a.md#edited) [y](a.md#disk)\n");
    scene.change("a.md", 2, "# Edited\n");
    assert_eq!(scene.problems("b.md"), ["`a.md` has no heading `disk`"]);
    // Whatever happens to the file.
    scene.vault.write("a.md", "# Disk again\n");
    scene.file_event("a.md", 2);
    fs::remove_file(scene.vault.file("a.md")).unwrap();
    scene.file_event("a.md", 3);
    // Something else changes behind it, and when that is seen the others were.
    scene.vault.write("c.md", "# Marker\n");
    scene.file_event("c.md", 1);
    let query = json!({"query": "Marker"});
    scene.client.request_until("workspace/symbol", &query, |found| found[0]["name"] == "Marker");
    assert_eq!(scene.problems("b.md"), ["`a.md` has no heading `disk`"]);
    assert_eq!(names(&mut scene.client), ["Edited", "Marker", "b"]);

    // Closed, it is what the disk says: gone.
    scene.close("a.md");
    scene.problems_become("b.md", &["there is no file `a.md`", "there is no file `a.md`"]);
    scene.finish();
}

#[test]
fn closing_a_note_restores_the_disk() {
    let mut scene = Scene::new("\n-- a.md\n# Disk\n-- b.md\n[x](a.md#disk)\n");
    for version in 2..10 {
        scene.change("a.md", version, "# Never saved\n");
        assert_eq!(scene.problems("b.md"), ["`a.md` has no heading `disk`"]);
        scene.close("a.md");
        scene.problems_become("b.md", &[]);
        scene.open("a.md", "# Opened\n");
        assert_eq!(scene.problems("b.md"), ["`a.md` has no heading `disk`"]);
    }
    scene.finish();
}

#[test]
fn a_note_that_is_ignored_is_known_only_while_it_is_open() {
    let mut scene = Scene::closed(
        "\n-- a.md\n# A\n-- .gitignore\ndrafts/\n-- drafts/b.md\n# Draft\n-- .hidden/c.md\n# H\n",
        &modern(),
    );
    assert_eq!(names(&mut scene.client), ["A"]);
    for path in ["drafts/b.md", ".hidden/c.md"] {
        scene.open(path, "# Open draft\n\n[x](a.md)\n");
        assert_eq!(names(&mut scene.client), ["A", "Open draft"]);
        scene.close(path);
        scene.client.request_until("workspace/symbol", &json!({"query": ""}), |found| {
            found.as_array().unwrap().len() == 1
        });
    }
    scene.finish();
}

#[test]
fn a_new_note_that_was_never_saved_is_known_while_it_is_open() {
    let mut scene = Scene::new("\n-- a.md\n[[new]] [x](new.md#part)\n");
    assert_eq!(scene.problems("a.md").len(), 2);
    scene.open("new.md", "# New\n\n## Part\n");
    assert_eq!(scene.problems("a.md"), [""; 0]);
    scene.close("new.md");
    scene.problems_become("a.md", &["there is no note `new`", "there is no file `new.md`"]);
    scene.finish();
}

#[test]
fn untitled_notes_see_the_vault_and_are_no_part_of_it() {
    let mut scene = Scene::closed("\n-- b.md\n# B\n\nthe text\n", &modern());
    for uri in ["untitled:Untitled-1", "untitled:/somewhere/b.md", "untitled:", "newdoc:2"] {
        open(&mut scene.client, uri, "# Mine\n\n[x](b.md) [[b]] [[#Mine]] [y](#no)\n");
        let symbols = scene.client.request("textDocument/documentSymbol", about(uri));
        assert_eq!(symbols[0]["name"], "Mine", "{uri}");
        let report = scene.client.request("textDocument/diagnostic", about(uri));
        let found = messages(&report["items"]);
        assert!(found.contains(&"this note has no heading `no`".to_owned()), "{uri}: {found:?}");
        let hover = scene.client.request("textDocument/hover", at(uri, 2, 12));
        let shown = hover["contents"]["value"].as_str().unwrap_or_default();
        // A note of the same name stands in for the other.
        assert!(shown.contains(if uri.ends_with("b.md") { "Mine" } else { "the text" }), "{uri}: {shown}");
        let completion = scene.client.request("textDocument/completion", at(uri, 2, 4));
        let has_others = !completion["items"].as_array().unwrap().is_empty();
        assert_eq!(has_others, !uri.ends_with("b.md"), "{uri}: {completion}");
        assert_eq!(names(&mut scene.client), ["B"], "{uri}");
        let symbols = scene.client.request("textDocument/documentSymbol", about(&scene.vault.uri("b.md")));
        assert_eq!(symbols[0]["name"], "B", "{uri}");
        scene.client.notify("textDocument/didClose", about(uri));
    }
    scene.finish();
}

#[test]
fn twins_of_a_note_never_change_its_state() {
    let mut scene = Scene::new("\n-- a.md\n# Real\n-- b.md\n[x](a.md#real)\n");
    let file = scene.vault.uri("a.md");
    let path = file.strip_prefix("file://").unwrap().to_owned();
    let twins = [
        format!("git:{path}?%7B%22ref%22%3A%22HEAD%22%7D"),
        format!("git:{path}?%7B%22ref%22%3A%22~%22%7D"),
        format!("vscode-notebook-cell:{path}#W0sZmlsZQ"),
        format!("gitlens://{path}"),
        format!("conflictResolution:{path}"),
    ];
    for twin in &twins {
        open(&mut scene.client, twin, "# Old version\n");
        let symbols = scene.client.request("textDocument/documentSymbol", about(twin));
        assert_eq!(symbols[0]["name"], "Old version", "{twin}");
    }
    assert_eq!(names(&mut scene.client), ["Real", "b"]);
    assert_eq!(scene.problems("b.md"), [""; 0]);
    // Each edit of one is of that one alone.
    let edit = json!({"textDocument": {"uri": twins[0], "version": 2}, "contentChanges": [{"text": "# Edited twin\n"}]});
    scene.client.notify("textDocument/didChange", edit);
    scene.change("a.md", 2, "# Real and edited\n");
    assert_eq!(names(&mut scene.client), ["Real and edited", "b"]);
    for twin in &twins[1..] {
        let symbols = scene.client.request("textDocument/documentSymbol", about(twin));
        assert_eq!(symbols[0]["name"], "Old version", "{twin}");
    }
    for twin in &twins {
        scene.client.notify("textDocument/didClose", about(twin));
    }
    assert_eq!(names(&mut scene.client), ["Real and edited", "b"]);
    scene.finish();
}

#[test]
fn an_open_twin_does_not_keep_the_file_from_being_read() {
    let mut scene = Scene::closed("\n-- a.md\n# Disk\n-- b.md\n[x](a.md#changed)\n", &modern());
    let twin = scene.vault.uri("a.md").replace("file://", "git:");
    open(&mut scene.client, &twin, "# Old\n");
    scene.vault.write("a.md", "# Changed\n");
    scene.file_event("a.md", 2);
    // Nothing is asked in between that would settle the twin.
    for _ in 0..2 {
        scene.client.respond_to("workspace/diagnostic/refresh", Value::Null);
    }
    assert_eq!(scene.problems("b.md"), [""; 0]);
    scene.finish();
}

#[test]
fn a_file_is_one_document_however_its_uri_is_written() {
    let mut scene = Scene::closed("\n-- my notes/ü (1).md\n# Disk\n", &modern());
    let plain = scene.vault.uri("my notes/ü (1).md");
    let root = scene.vault.uri("");
    let root = root.trim_end_matches('/');
    let spellings = [
        plain.clone(),
        format!("{root}/my%20notes/%C3%BC%20%281%29.md"),
        format!("{root}/my%20notes/%c3%bc%20(1)%2Emd"),
        format!("{root}/./my%20notes/../my%20notes/%C3%BC%20(1).md"),
        format!("{root}//my%20notes/%C3%BC%20(1).md"),
        plain.replace("file:///", "file://localhost/"),
        plain.replace("file:///", "FILE:/"),
        format!("{root}/%6D%79%20notes/%C3%BC%20(1).md"),
    ];
    for (version, opened) in (1..).zip(&spellings) {
        open(&mut scene.client, opened, "# Open\n");
        for asked in &spellings {
            let text = format!("# Edited {version}\n");
            let edit = json!({"textDocument": {"uri": asked, "version": version + 1}, "contentChanges": [{"text": text}]});
            scene.client.notify("textDocument/didChange", edit);
            let symbols = scene.client.request("textDocument/documentSymbol", about(asked));
            assert_eq!(symbols[0]["name"], format!("Edited {version}"), "{opened} {asked}");
        }
        assert_eq!(names(&mut scene.client), [format!("Edited {version}")], "{opened}");
        // Answers name the note as the client does.
        let found = scene.client.request("workspace/symbol", json!({"query": "Edited"}));
        let url = tower_lsp::lsp_types::Url::parse(opened).unwrap();
        assert_eq!(found[0]["location"]["uri"], url.as_str());
        scene.client.notify("textDocument/didClose", about(&spellings[spellings.len() - version as usize]));
        scene
            .client
            .request_until("workspace/symbol", &json!({"query": ""}), |found| found[0]["name"] == "Disk");
    }
    scene.finish();
}

#[test]
fn a_note_of_another_machine_is_not_the_one_at_its_path() {
    let mut scene = Scene::new("\n-- a.md\n# Here\n");
    let there = scene.vault.uri("a.md").replace("file:///", "file://server/");
    open(&mut scene.client, &there, "# There\n");
    assert_eq!(names(&mut scene.client), ["Here"]);
    let symbols = scene.client.request("textDocument/documentSymbol", about(&there));
    assert_eq!(symbols[0]["name"], "There");
    scene.finish();
}

#[test]
fn a_name_with_a_backslash_is_not_a_path_with_a_slash() {
    let mut scene = Scene::closed("\n-- a/b.md\n# Real\n", &modern());
    let odd = format!("{}/a%5Cb.md", scene.vault.uri("").trim_end_matches('/'));
    open(&mut scene.client, &odd, "# Odd\n");
    let symbols = scene.client.request("textDocument/documentSymbol", about(&scene.vault.uri("a/b.md")));
    assert_eq!(symbols[0]["name"], "Real");
    scene.client.notify("textDocument/didClose", about(&odd));
    assert_eq!(names(&mut scene.client), ["Real"]);
    scene.finish();
}
