//! Which notes there are: folders that come and go, open notes that win over the disk, and notes that are no files.

use std::fs;

use serde_json::{Value, json};

use crate::client::Client;
use crate::scene::{Scene, is_read, messages, modern, open, plain, start};
use crate::vault::Vault;

/// The names of all topics and notes that the server knows, sorted.
#[track_caller]
fn names(client: &mut Client) -> Vec<String> {
    let found = client.request("workspace/symbol", json!({"query": ""}));
    let mut names: Vec<String> =
        found.as_array().unwrap().iter().map(|found| found["name"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

fn about(uri: &str) -> Value {
    json!({"textDocument": {"uri": uri}})
}

fn at(uri: &str, line: u64, character: u64) -> Value {
    json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}})
}

fn folders(added: &[&str], removed: &[&str]) -> Value {
    let folders =
        |uris: &[&str]| -> Vec<Value> { uris.iter().map(|uri| json!({"uri": uri, "name": "x"})).collect() };
    json!({"event": {"added": folders(added), "removed": folders(removed)}})
}

/// A client without a folder.
fn without_folder(vault: &Vault, params: Value) -> Client {
    let mut client = Client::start(vault);
    let mut params = params;
    params["capabilities"] = modern();
    client.initialize_with(params);
    client.respond_to("client/registerCapability", Value::Null);
    client
}

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

#[test]
fn single_notes_work_without_a_folder() {
    let vault = Vault::new("\n-- b.md\n# B\n");
    for params in [
        json!({"workspaceFolders": null, "rootUri": null, "rootPath": null}),
        json!({"workspaceFolders": [], "rootUri": null}),
        json!({"rootUri": null}),
        json!({"rootPath": ""}),
        // Nobody keeps notes in all there is; clients say so that have no folder.
        json!({"rootUri": "file:///", "rootPath": "/"}),
        json!({"rootPath": "relative/folder"}),
        json!({}),
    ] {
        let mut client = without_folder(&vault, params.clone());
        let uri = vault.uri("a.md");
        open(&mut client, &uri, "# A\n\n[[#A]] [x](b.md) [y](gone.md) [[b]] [[gone]] [z](#no) n[^1]\n");
        let report = client.request("textDocument/diagnostic", about(&uri));
        assert_eq!(
            messages(&report["items"]),
            [
                "there is no file `gone.md`",
                "this note has no heading `no`",
                "the footnote `[^1]` has no text"
            ],
            "{params}"
        );
        let hover = client.request("textDocument/hover", at(&uri, 2, 3));
        assert!(hover["contents"]["value"].as_str().unwrap().contains("# A"), "{params}: {hover}");
        assert_eq!(names(&mut client), ["A"], "{params}");
        client.notify("textDocument/didClose", about(&uri));
        assert_eq!(names(&mut client), [""; 0], "{params}");
        client.finish();
    }
}

#[test]
fn a_folder_that_is_opened_later_takes_single_notes_in() {
    let vault = Vault::new("\n-- a.md\n[[b]]\n-- b.md\n# B\n");
    let mut client = without_folder(&vault, json!({}));
    let uri = vault.uri("a.md");
    open(&mut client, &uri, "# Open\n\n[x](b.md#b) [[gone]]\n");
    assert_eq!(names(&mut client), ["Open"]);
    client.notify("workspace/didChangeWorkspaceFolders", folders(&[&vault.uri("")], &[]));
    is_read(&mut client);
    assert_eq!(names(&mut client), ["B", "Open"]);
    let report = client.request("textDocument/diagnostic", about(&uri));
    assert_eq!(messages(&report["items"]), ["there is no note `gone`"]);
    let found = client.request("textDocument/definition", at(&uri, 2, 2));
    assert_eq!(found[0]["targetUri"], vault.uri("b.md").as_str());

    client.notify("workspace/didChangeWorkspaceFolders", folders(&[], &[&vault.uri("")]));
    assert_eq!(names(&mut client), ["Open"]);
    client.finish();
}

#[test]
fn folders_are_found_wherever_the_client_names_them() {
    let vault = Vault::new("\n-- a.md\n# A\n");
    let root = vault.uri("");
    for params in [
        json!({"workspaceFolders": [{"uri": root, "name": "x"}]}),
        json!({"workspaceFolders": [{"uri": root, "name": "x"}, {"uri": root.trim_end_matches('/'), "name": "again"}]}),
        json!({"workspaceFolders": null, "rootUri": root}),
        json!({"workspaceFolders": [], "rootUri": root.trim_end_matches('/')}),
        json!({"rootUri": null, "rootPath": vault.folder()}),
        json!({"rootPath": vault.folder().join("")}),
    ] {
        let mut client = without_folder(&vault, params);
        is_read(&mut client);
        assert_eq!(names(&mut client), ["A"]);
        client.finish();
    }
}

#[test]
fn folders_come_and_go_while_the_server_runs() {
    let (one, two) = (Vault::new("\n-- a.md\n# One\n\n[[b]]\n"), Vault::new("\n-- b.md\n# Two\n"));
    for capabilities in [modern(), plain()] {
        let mut client = Client::start(&one);
        start(&mut client, &[one.uri("")], &capabilities);
        for _ in 0..3 {
            assert_eq!(names(&mut client), ["One"]);
            client.notify("workspace/didChangeWorkspaceFolders", folders(&[&two.uri("")], &[]));
            is_read(&mut client);
            assert_eq!(names(&mut client), ["One", "Two"]);
            // Folders are vaults of their own.
            let found = client.request("textDocument/definition", at(&one.uri("a.md"), 2, 3));
            assert!(found.is_null(), "{found}");
            client.notify("workspace/didChangeWorkspaceFolders", folders(&[], &[&two.uri("")]));
        }
        assert_eq!(names(&mut client), ["One"]);
        client.notify("workspace/didChangeWorkspaceFolders", folders(&[&two.uri("")], &[&one.uri("")]));
        is_read(&mut client);
        assert_eq!(names(&mut client), ["Two"]);
        client.notify(
            "workspace/didChangeWorkspaceFolders",
            folders(&[], &["file:///never/was", "untitled:x", &two.uri("")]),
        );
        assert_eq!(names(&mut client), [""; 0]);
        client.finish();
    }
}

#[test]
fn folders_that_come_later_are_watched_and_those_around_them_stay_so() {
    let (one, two) =
        (Vault::new("\n-- a.md\n# One\n-- in/b.md\n# Inner\n"), Vault::new("\n-- c.md\n# Two\n"));
    let mut client = Client::start(&one);
    start(&mut client, &[one.uri("")], &plain());
    client.notify("workspace/didChangeWorkspaceFolders", folders(&[&two.uri(""), &one.uri("in")], &[]));
    is_read(&mut client);
    is_read(&mut client);
    two.write("c.md", "# Two changed\n");
    let query = json!({"query": "changed"});
    client.request_until("workspace/symbol", &query, |found| found[0]["name"] == "Two changed");
    client.notify("workspace/didChangeWorkspaceFolders", folders(&[], &[&one.uri("in")]));
    one.write("in/b.md", "# Inner changed\n");
    client.request_until("workspace/symbol", &query, |found| {
        found.as_array().unwrap().iter().any(|found| found["name"] == "Inner changed")
    });
    client.finish();
}

#[test]
fn a_folder_inside_another_is_answered_for_once() {
    let vault = Vault::new(
        "\n-- a.md\n# Outer\n\n[x](in/b.md#inner)\n-- in/b.md\n# Inner\n\n[gone](gone.md)\n-- in/c.md\n[x](b.md#edited)\n",
    );
    let mut client = Client::start(&vault);
    start(&mut client, &[vault.uri(""), vault.uri("in")], &modern());
    assert_eq!(names(&mut client), ["Inner", "Outer", "c"]);
    // An edit is seen from both.
    let uri = vault.uri("in/b.md");
    open(&mut client, &uri, "# Edited\n");
    for (path, expected) in [("a.md", vec!["`in/b.md` has no heading `inner`"]), ("in/c.md", vec![])] {
        let report = client.request("textDocument/diagnostic", about(&vault.uri(path)));
        assert_eq!(messages(&report["items"]), expected);
    }
    assert_eq!(names(&mut client), ["Edited", "Outer", "c"]);
    let report = client.request("workspace/diagnostic", json!({"previousResultIds": []}));
    let uris: Vec<&str> =
        report["items"].as_array().unwrap().iter().map(|item| item["uri"].as_str().unwrap()).collect();
    assert_eq!(uris, [vault.uri("a.md")]);
    // Without the inner folder the outer one still knows the open text.
    client.notify("workspace/didChangeWorkspaceFolders", folders(&[], &[&vault.uri("in")]));
    assert_eq!(names(&mut client), ["Edited", "Outer", "c"]);
    client.notify("textDocument/didClose", about(&uri));
    client.request_until("workspace/symbol", &json!({"query": "Inner"}), |found| found[0]["name"] == "Inner");
    client.finish();
}

#[test]
fn a_folder_that_is_not_there_is_told_of_once_and_does_no_harm() {
    let vault = Vault::new("\n-- a.md\n# A\n-- file.txt\nx\n");
    let (gone, file) = (vault.uri("gone"), vault.uri("file.txt"));
    let mut client = without_folder(
        &vault,
        json!({"workspaceFolders": [
            {"uri": gone, "name": "1"}, {"uri": vault.uri(""), "name": "2"}, {"uri": file, "name": "3"}, {"uri": "vscode-remote://x/y", "name": "4"},
        ]}),
    );
    is_read(&mut client);
    assert_eq!(names(&mut client), ["A"]);
    let mut told: Vec<String> = (0..2)
        .map(|_| client.notification("window/showMessage")["message"].as_str().unwrap().to_owned())
        .collect();
    told.sort();
    assert!(told[0].contains("file.txt") && told[1].contains("gone"), "{told:?}");
    client.logged("gone: no such folder");

    client.notify("workspace/didChangeWorkspaceFolders", folders(&[], &[&gone]));
    client.notify("workspace/didChangeWorkspaceFolders", folders(&[&gone], &[]));
    let uri = vault.uri("gone/new.md");
    open(&mut client, &uri, "# New\n\n[[gone]]\n");
    let report = client.request("textDocument/diagnostic", about(&uri));
    assert_eq!(messages(&report["items"]), ["there is no note `gone`"]);
    assert_eq!(client.waiting("window/showMessage"), 0, "it is told of once");
    client.finish();
}

#[test]
fn a_folder_that_goes_while_the_server_runs_takes_its_notes_along() {
    let mut scene = Scene::of("\n-- in/a.md\n# A\n", &plain());
    let root = scene.vault.uri("in");
    scene.client.notify("workspace/didChangeWorkspaceFolders", folders(&[&root], &[&scene.vault.uri("")]));
    is_read(&mut scene.client);
    scene.close("in/a.md");
    scene.client.request_until("workspace/symbol", &json!({"query": "A"}), |found| found[0]["name"] == "A");
    fs::rename(scene.vault.file("in"), scene.vault.file("out")).unwrap();
    scene.client.request_until("workspace/symbol", &json!({"query": "A"}), |found| found == &json!([]));
    fs::rename(scene.vault.file("out"), scene.vault.file("in")).unwrap();
    scene.finish();
}

#[test]
fn vaults_may_lie_in_folders_of_any_name() {
    for folder in [
        "My Notes (2)/ü #1 100%",
        ".notes",
        "a/.b/c",
        "%2e%2e",
        "node_modules",
        "x+y & z",
        "e\u{301}😀",
        "a.md",
    ] {
        let outer = Vault::new("");
        outer.write(&format!("{folder}/a.md"), "# A\n\n[x](sub/b.md#b) [[b]]\n");
        outer.write(&format!("{folder}/sub/b.md"), "# B\n");
        let mut client = Client::start(&outer);
        start(&mut client, &[outer.uri(folder)], &modern());
        assert_eq!(names(&mut client), ["A", "B"], "{folder}");
        let uri = outer.uri(&format!("{folder}/a.md"));
        open(&mut client, &uri, "# A\n\n[x](sub/b.md#b) [[b]]\n");
        let report = client.request("textDocument/diagnostic", about(&uri));
        assert_eq!(report["items"], json!([]), "{folder}");
        let found = client.request("textDocument/definition", at(&uri, 2, 1));
        let found = tower_lsp::lsp_types::Url::parse(found[0]["targetUri"].as_str().unwrap()).unwrap();
        assert_eq!(found.to_file_path().unwrap(), outer.file(&format!("{folder}/sub/b.md")));
        let hover = client.request("textDocument/hover", at(&uri, 2, 1));
        assert!(hover["contents"]["value"].as_str().unwrap().contains("# B"), "{folder}");
        client.finish();
    }
}

#[test]
fn the_folder_above_has_no_say_over_a_vault_that_is_no_part_of_its_repository() {
    let outer = Vault::new("\n-- .gitignore\n*\n-- notes/a.md\n# A\n");
    let mut client = Client::start(&outer);
    start(&mut client, &[outer.uri("notes")], &modern());
    assert_eq!(names(&mut client), ["A"]);
    client.finish();
}
