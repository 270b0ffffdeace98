//! Files that the editor makes, moves and deletes: links follow, and the index stays true.

use serde_json::{Value, json};

use super::rename::{edited, editor};
use crate::client::Client;
use crate::scene::{Scene, modern, start};
use crate::vault::Vault;

const NOTES: &str = "
-- a.md
😀 [b](old/b.md#h) ![p](old/p.png) [[b]] [f](old)
-- old/b.md
# H

[up](../a.md) [beside](p.png)
-- old/p.png
PNG
";

const A: &str = "😀 [b](old/b.md#h) ![p](old/p.png) [[b]] [f](old)\n";
const B: &str = "# H\n\n[up](../a.md) [beside](p.png)\n";

fn asking() -> Value {
    editor(&json!({"documentChanges": true, "changeAnnotationSupport": {}}))
}

fn moves(scene: &Scene, paths: &[(&str, &str)]) -> Value {
    let files = paths
        .iter()
        .map(|(old, new)| json!({"oldUri": scene.vault.uri(old), "newUri": scene.vault.uri(new)}));
    json!({"files": files.collect::<Vec<_>>()})
}

/// The edits of a note in an edit with versions.
fn of<'e>(scene: &Scene, edit: &'e Value, path: &str) -> &'e Value {
    let uri = scene.vault.uri(path);
    let changes = edit["documentChanges"].as_array().unwrap();
    &changes.iter().find(|change| change["textDocument"]["uri"] == uri.as_str()).unwrap()["edits"]
}

#[test]
fn links_to_and_from_a_moved_note_follow() {
    let mut scene = Scene::of(NOTES, &asking());
    let params = moves(&scene, &[("old/b.md", "new one.md")]);
    let edit = scene.client.request("workspace/willRenameFiles", params);
    let a = "😀 [b](new%20one.md#h) ![p](old/p.png) [[new one]] [f](old)\n";
    assert_eq!(edited(A, of(&scene, &edit, "a.md")), a);
    assert_eq!(edited(B, of(&scene, &edit, "old/b.md")), "# H\n\n[up](a.md) [beside](old/p.png)\n");
    scene.finish();
}

#[test]
fn links_follow_a_folder_and_an_image() {
    let mut scene = Scene::of(NOTES, &asking());
    let params = moves(&scene, &[("old", "new/er")]);
    let edit = scene.client.request("workspace/willRenameFiles", params);
    let a = "😀 [b](new/er/b.md#h) ![p](new/er/p.png) [[b]] [f](new/er)\n";
    assert_eq!(edited(A, of(&scene, &edit, "a.md")), a);
    assert_eq!(edited(B, of(&scene, &edit, "old/b.md")), "# H\n\n[up](../../a.md) [beside](p.png)\n");
    let params = moves(&scene, &[("old/p.png", "q.png")]);
    let edit = scene.client.request("workspace/willRenameFiles", params);
    assert_eq!(edited(B, of(&scene, &edit, "old/b.md")), "# H\n\n[up](../a.md) [beside](../q.png)\n");
    // What leaves the vault or was never in it changes nothing.
    let elsewhere = Vault::new("");
    let params = moves(&scene, &[("gone.md", "b.md")]);
    assert_eq!(scene.client.request("workspace/willRenameFiles", params), Value::Null);
    let outside =
        json!({"files": [{"oldUri": scene.vault.uri("old/b.md"), "newUri": elsewhere.uri("b.md")}]});
    assert_eq!(scene.client.request("workspace/willRenameFiles", outside), Value::Null);
    scene.finish();
}

#[test]
fn links_to_what_is_deleted_can_be_unlinked() {
    let mut scene = Scene::of(NOTES, &asking());
    let params = json!({"files": [{"uri": scene.vault.uri("old")}]});
    let edit = scene.client.request("workspace/willDeleteFiles", params.clone());
    let edits = of(&scene, &edit, "a.md");
    assert_eq!(edited(A, edits), "😀 b p b f\n");
    for change in edits.as_array().unwrap() {
        let id = change["annotationId"].as_str().unwrap();
        assert_eq!(edit["changeAnnotations"][id]["needsConfirmation"], true, "{edit}");
    }
    scene.finish();
    // Who cannot be asked keeps the links.
    let mut scene = Scene::of(NOTES, &modern());
    let params = json!({"files": [{"uri": scene.vault.uri("old")}]});
    assert_eq!(scene.client.request("workspace/willDeleteFiles", params), Value::Null);
    scene.finish();
}

#[test]
fn what_was_made_moved_and_deleted_is_known() {
    let mut scene = Scene::of("\n-- a.md\n[x](b.md) [y](c.md)\n-- b.md\nb\n", &modern());
    let before = scene.problems("a.md");
    assert_eq!(before.len(), 1, "{before:?}");
    let of_c = before[0].clone();
    let of_b = of_c.replace("c.md", "b.md");
    std::fs::rename(scene.vault.file("b.md"), scene.vault.file("c.md")).unwrap();
    let params = moves(&scene, &[("b.md", "c.md")]);
    scene.client.notify("workspace/didRenameFiles", params);
    scene.problems_become("a.md", &[&of_b]);
    scene.vault.write("b.md", "b\n");
    let params = json!({"files": [{"uri": scene.vault.uri("b.md")}]});
    scene.client.notify("workspace/didCreateFiles", params);
    scene.problems_become("a.md", &[]);
    std::fs::remove_file(scene.vault.file("c.md")).unwrap();
    let params = json!({"files": [{"uri": scene.vault.uri("c.md")}]});
    scene.client.notify("workspace/didDeleteFiles", params);
    scene.problems_become("a.md", &[&of_c]);
    scene.finish();
}

#[test]
fn all_files_and_folders_are_asked_for() {
    let vault = Vault::new("");
    let mut client = Client::start(&vault);
    let answer = start(&mut client, &[vault.uri("")], &modern());
    let operations = &answer["capabilities"]["workspace"]["fileOperations"];
    for operation in ["willRename", "didRename", "willDelete", "didDelete", "didCreate"] {
        let filters = operations[operation]["filters"].as_array().unwrap();
        let kinds: Vec<&str> =
            filters.iter().map(|filter| filter["pattern"]["matches"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["file", "folder"], "{operations}");
    }
    assert_eq!(operations.get("willCreate"), None);
    client.finish();
}
