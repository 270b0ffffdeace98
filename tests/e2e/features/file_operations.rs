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

/// Names that are written otherwise in a link than on the disk, moved one by one.
#[test]
fn links_follow_files_with_odd_names() {
    for (old, new, before, after) in [
        ("b.md", "two words.md", "[x](b.md) [[b]]\n", "[x](two%20words.md) [[two words]]\n"),
        ("two words.md", "b.md", "[x](two%20words.md) [y](<two words.md>)\n", "[x](b.md) [y](<b.md>)\n"),
        ("c#.md", "100%.md", "[x](c%23.md)\n", "[x](100%25.md)\n"),
        ("100%.md", "a (b).md", "[x](100%25.md)\n", "[x](a%20%28b%29.md)\n"),
        ("x[1].md", "x.md", "[x](x%5B1%5D.md) [y](<x[1].md>)\n", "[x](x.md) [y](<x.md>)\n"),
        ("b.md", "x[1].md", "[x](b.md) [[b]]\n", "[x](x%5B1%5D.md) [[b]]\n"),
        ("Über.md", "über/Größe.md", "[x](Über.md) [[über]]\n", "[x](über/Größe.md) [[Größe]]\n"),
        ("b.md", "B.md", "[x](b.md) [[b]]\n", "[x](B.md) [[b]]\n"),
        ("数据.md", "数据库.md", "[[数据]] [x](数据.md)\n", "[[数据库]] [x](数据库.md)\n"),
    ] {
        let mut scene = Scene::of(&format!("\n-- a.md\n{before}-- {old}\n# T\n"), &asking());
        let params = moves(&scene, &[(old, new)]);
        let edit = scene.client.request("workspace/willRenameFiles", params);
        assert_eq!(edited(before, of(&scene, &edit, "a.md")), after, "{old} > {new}: {edit}");
        scene.finish();
    }
}

/// What VS Code does: it asks, applies the answer to open and closed notes, moves the file, and tells of it.
#[test]
fn after_a_move_in_the_editor_nothing_is_broken() {
    let mut scene = Scene::of("\n-- a.md\n[x](b.md#t)\n-- b.md\n# T\n\n[up](a.md)\n", &asking());
    let params = moves(&scene, &[("b.md", "sub/c d.md")]);
    let edit = scene.client.request("workspace/willRenameFiles", params.clone());
    let a = edited("[x](b.md#t)\n", of(&scene, &edit, "a.md"));
    let b = edited("# T\n\n[up](a.md)\n", of(&scene, &edit, "b.md"));
    scene.change("a.md", 2, &a);
    // The editor opens the note to edit it, moves it, and opens it anew where it is.
    scene.open("b.md", "# T\n\n[up](a.md)\n");
    scene.change("b.md", 2, &b);
    scene.vault.write("sub/c d.md", &b);
    std::fs::remove_file(scene.vault.file("b.md")).unwrap();
    scene.close("b.md");
    scene.open("sub/c d.md", &b);
    scene.client.notify("workspace/didRenameFiles", params);
    scene.file_event("b.md", 3);
    scene.file_event("sub/c d.md", 1);
    scene.problems_become("a.md", &[]);
    scene.problems_become("sub/c d.md", &[]);
    assert_eq!((a.as_str(), b.as_str()), ("[x](sub/c%20d.md#t)\n", "# T\n\n[up](../a.md)\n"));
    scene.finish();
}

#[test]
fn a_folder_of_hundreds_of_notes_moves_as_one() {
    use std::fmt::Write as _;
    let mut fixture = String::from("\n-- a.md\n");
    for at in 0..400 {
        let _ = writeln!(fixture, "[{at}](old/{at}.md) [[old/{at}]]");
    }
    for at in 0..400 {
        let _ = write!(fixture, "-- old/{at}.md\n# N {at}\n\n[next]({}.md) [up](../a.md)\n", (at + 1) % 400);
    }
    let mut scene = Scene::of(&fixture, &asking());
    let params = moves(&scene, &[("old", "new/er")]);
    let edit = scene.client.request("workspace/willRenameFiles", params);
    assert_eq!(edit["documentChanges"].as_array().unwrap().len(), 401);
    let edits = of(&scene, &edit, "a.md");
    assert_eq!(edits.as_array().unwrap().len(), 800);
    assert!(edited(&scene.text(0), edits).starts_with("[0](new/er/0.md) [[new/er/0]]\n"));
    assert_eq!(
        edited("# N 7\n\n[next](8.md) [up](../a.md)\n", of(&scene, &edit, "old/7.md")),
        "# N 7\n\n[next](8.md) [up](../../a.md)\n"
    );
    scene.finish();
}
