//! Folders: none, several, one inside another, and those that come and go while the server runs.

use std::fs;

use serde_json::{Value, json};

use super::{about, at, names, until_named};
use crate::client::Client;
use crate::scene::{Scene, is_read, messages, modern, open, plain, start};
use crate::vault::Vault;

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
fn links_of_single_notes_lead_to_notes_beside_them() {
    let vault = Vault::new(
        "\n-- b.md\n# B\n\n## Part\n\nWhat it says.\n-- sub/c.md\n# C\n\nAnother.\n-- i.png\nx\n-- binary.md\n\0\n",
    );
    let mut client = without_folder(&vault, json!({}));
    let uri = vault.uri("a.md");
    open(
        &mut client,
        &uri,
        "[x](b.md#part)\n[[b#Part]]\n[y](sub/c.md)\n[l]\n![i](i.png)\n[z](binary.md) [o](../o.md)\n\n[l]: b.md\n",
    );
    let definition = |client: &mut Client, line: u64, character: u64| {
        client.request("textDocument/definition", at(&uri, line, character))[0].clone()
    };
    for (line, path, target_line) in
        [(0, "b.md", 2), (1, "b.md", 2), (2, "sub/c.md", 0), (3, "b.md", 0), (4, "i.png", 0)]
    {
        let found = definition(&mut client, line, 3);
        assert_eq!(found["targetUri"], vault.uri(path).as_str(), "line {line}: {found}");
        assert_eq!(found["targetSelectionRange"]["start"]["line"], target_line, "line {line}: {found}");
    }
    for (line, text) in [(0, "What it says."), (1, "What it says."), (2, "Another.")] {
        let hover = client.request("textDocument/hover", at(&uri, line, 3));
        assert!(hover["contents"]["value"].as_str().unwrap().contains(text), "line {line}: {hover}");
    }
    for character in [2, 18] {
        assert_eq!(definition(&mut client, 5, character), Value::Null);
    }
    let links = client.request("textDocument/documentLink", about(&uri));
    let targets = links.as_array().unwrap().iter().map(|link| link["target"].as_str().unwrap().to_owned());
    let targets: Vec<String> = targets.collect();
    let part = format!("{}#L3", vault.uri("b.md"));
    let (b, c, i) = (vault.uri("b.md"), vault.uri("sub/c.md"), vault.uri("i.png"));
    for target in [&part, &c, &i, &b] {
        assert!(targets.contains(target), "{target} in {targets:?}");
    }
    // They are looked at and not taken in.
    assert_eq!(names(&mut client), ["a"]);
    vault.write("b.md", "# B\n\nMoved.\n\n## Part\n");
    assert_eq!(definition(&mut client, 0, 3)["targetSelectionRange"]["start"]["line"], 4);
    client.finish();
}

#[test]
fn the_folder_of_notes_around_a_single_note_is_its_vault() {
    for marker in ["glossator.toml", ".obsidian/app.json", ".zk/config.toml"] {
        let vault = Vault::new(
            "\n-- web/a.md\nx\n-- other/b.md\n# B\n\n## What is a beacon?\n\nA beacon is a small request.\n",
        );
        vault.write(marker, "");
        let mut client = without_folder(&vault, json!({"rootUri": null, "workspaceFolders": []}));
        let uri = vault.uri("web/a.md");
        open(&mut client, &uri, "# A\n\n[x](../other/b.md#b) [y](../gone.md) [[b]] A beacon.\n");
        let report = client.request("textDocument/diagnostic", about(&uri));
        assert_eq!(messages(&report["items"]), ["there is no file `gone.md`"], "{marker}");
        let found = client.request("textDocument/definition", at(&uri, 2, 2));
        assert_eq!(found[0]["targetUri"], vault.uri("other/b.md").as_str(), "{marker}");
        let hover = client.request("textDocument/hover", at(&uri, 2, 50));
        assert!(hover["contents"]["value"].as_str().unwrap().contains("small request"), "{marker}: {hover}");
        assert_eq!(names(&mut client), ["A", "B", "What is a beacon?", "beacon"], "{marker}");
        // Only what is open is checked: nobody asked for the folder.
        let report = client.request("workspace/diagnostic", json!({"previousResultIds": []}));
        assert_eq!(report["items"].as_array().unwrap().len(), 1, "{marker}: {report}");
        client.notify("textDocument/didClose", about(&uri));
        assert_eq!(names(&mut client), [""; 0], "{marker}");
        client.finish();
    }
}

#[test]
fn changes_on_disk_are_seen_in_a_vault_that_was_found() {
    for capabilities in [modern(), plain()] {
        let (opened, found) = (
            Vault::new("\n-- o.md\n# Opened\n"),
            Vault::new("\n-- glossator.toml\n[rules]\nlink = \"off\"\n-- a.md\nx\n-- b.md\n# B\n"),
        );
        let mut client = Client::start(&opened);
        start(&mut client, &[opened.uri("")], &capabilities);
        let uri = found.uri("a.md");
        open(&mut client, &uri, "[x](../b.md) [y](gone.md)\n");
        until_named(&mut client, &["B", "Opened", "a"]);
        let report = client.request("textDocument/diagnostic", about(&uri));
        assert_eq!(messages(&report["items"]), [""; 0], "its own settings hold");
        found.write("b.md", "# Changed\n");
        until_named(&mut client, &["Changed", "Opened", "a"]);
        client.notify("textDocument/didClose", about(&uri));
        assert_eq!(names(&mut client), ["Opened"]);
        // A folder that the client opens stays.
        open(&mut client, &uri, "[x](b.md)\n");
        client.notify("workspace/didChangeWorkspaceFolders", folders(&[&found.uri("")], &[]));
        client.notify("textDocument/didClose", about(&uri));
        until_named(&mut client, &["Changed", "Opened", "a"]);
        client.finish();
    }
}

#[test]
fn a_repository_says_how_far_up_links_of_single_notes_may_lead() {
    let vault = Vault::new("\n-- .git/config\n[core]\n-- docs/a.md\nx\n-- src/b.md\n# B\n\nText.\n");
    let mut client = without_folder(&vault, json!({}));
    let uri = vault.uri("docs/a.md");
    open(&mut client, &uri, "# A\n\n[x](../src/b.md) [y](/src/b.md) [z](../gone.md) [[gone]]\n");
    for character in [3, 20] {
        let found = client.request("textDocument/definition", at(&uri, 2, character));
        assert_eq!(found[0]["targetUri"], vault.uri("src/b.md").as_str(), "{found}");
    }
    let report = client.request("textDocument/diagnostic", about(&uri));
    assert_eq!(messages(&report["items"]), ["there is no file `gone.md`"]);
    // It may hold anything, so it is not read.
    assert_eq!(names(&mut client), ["A"]);
    client.finish();
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
            until_named(&mut client, &["One", "Two"]);
            // Folders are vaults of their own.
            let found = client.request("textDocument/definition", at(&one.uri("a.md"), 2, 3));
            assert!(found.is_null(), "{found}");
            client.notify("workspace/didChangeWorkspaceFolders", folders(&[], &[&two.uri("")]));
        }
        assert_eq!(names(&mut client), ["One"]);
        client.notify("workspace/didChangeWorkspaceFolders", folders(&[&two.uri("")], &[&one.uri("")]));
        is_read(&mut client);
        until_named(&mut client, &["Two"]);
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
    open(&mut client, &uri, "# Edited\n\nText.\n");
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
