//! Changes on disk: told by the client, or seen by the server where the client cannot watch.

use std::fs;

use serde_json::{Value, json};

use crate::scene::{Scene, messages, modern, plain};

/// What a client can do that asks for diagnostics and does not watch.
fn unwatching() -> Value {
    json!({"window": {"workDoneProgress": true}, "textDocument": {"diagnostic": {}}})
}

#[test]
fn the_client_is_asked_to_watch() {
    let mut scene = Scene::closed("\n-- a.md\n", &plain());
    assert_eq!(scene.client.waiting("client/registerCapability"), 0);
    scene.client.request("workspace/symbol", json!({"query": ""}));
    scene.finish();
    // With dynamic registration the scene itself waits for it.
    Scene::closed("\n-- a.md\n", &modern()).finish();
}

#[test]
fn a_diagnostic_goes_when_its_target_comes_and_comes_when_it_goes() {
    let mut scene = Scene::new("\n-- a.md\n[x](b.md) [[c]]\n");
    assert_eq!(scene.problems("a.md"), ["there is no file `b.md`", "there is no note `c`"]);
    scene.vault.write("b.md", "# B\n");
    scene.file_event("b.md", 1);
    scene.problems_become("a.md", &["there is no note `c`"]);
    scene.vault.write("deep/down/c.md", "# C\n");
    // Some clients tell of the folder only.
    scene.file_event("deep", 1);
    scene.problems_become("a.md", &[]);

    fs::remove_file(scene.vault.file("b.md")).unwrap();
    scene.file_event("b.md", 3);
    scene.problems_become("a.md", &["there is no file `b.md`"]);
    fs::remove_dir_all(scene.vault.file("deep")).unwrap();
    scene.file_event("deep", 3);
    scene.problems_become("a.md", &["there is no file `b.md`", "there is no note `c`"]);
    scene.finish();
}

#[test]
fn a_changed_note_is_read_again() {
    let mut scene = Scene::new("\n-- a.md\n[x](b.md#new)\n-- b.md\n# Old\n");
    assert_eq!(scene.problems("a.md"), ["`b.md` has no heading `new`"]);
    scene.vault.write("b.md", "# New\n");
    scene.file_event("b.md", 2);
    scene.problems_become("a.md", &[]);
    scene.finish();
}

#[test]
fn the_client_is_told_to_ask_again() {
    let mut scene = Scene::new("\n-- a.md\n[x](b.md)\n");
    scene.client.respond_to("workspace/diagnostic/refresh", Value::Null);
    scene.vault.write("b.md", "# B\n");
    scene.file_event("b.md", 1);
    scene.client.respond_to("workspace/diagnostic/refresh", Value::Null);
    assert_eq!(scene.problems("a.md"), [""; 0]);
    scene.finish();
}

#[test]
fn a_renamed_folder_moves_all_its_notes() {
    let mut scene = Scene::new(
        "\n-- a.md\n[x](old/b.md) [y](new/b.md) [z](new/sub/c.md)\n-- old/b.md\n# B\n-- old/sub/c.md\n# C\n",
    );
    assert_eq!(scene.problems("a.md"), ["there is no file `new/b.md`", "there is no file `new/sub/c.md`"]);
    fs::rename(scene.vault.file("old"), scene.vault.file("new")).unwrap();
    scene.file_event("old", 3);
    scene.file_event("new", 1);
    scene.problems_become("a.md", &["there is no file `old/b.md`"]);
    let found = scene.client.request("workspace/symbol", json!({"query": ""}));
    assert!(!scene.without_vault(&found.to_string()).contains("VAULT/old"), "{found}");
    scene.finish();
}

#[test]
fn a_link_to_a_file_that_no_note_may_be_is_judged_anew_when_it_comes() {
    let mut scene = Scene::new("\n-- a.md\n[x](out/a.pdf)\n-- .gitignore\nout/\n");
    assert_eq!(scene.problems("a.md"), ["there is no file `out/a.pdf`"]);
    scene.client.respond_to("workspace/diagnostic/refresh", Value::Null);
    scene.vault.write("out/a.pdf", "PDF");
    scene.file_event("out/a.pdf", 1);
    scene.client.respond_to("workspace/diagnostic/refresh", Value::Null);
    assert_eq!(scene.problems("a.md"), [""; 0]);
    scene.finish();
}

#[test]
fn events_may_be_wrong_doubled_or_about_nothing() {
    let mut scene = Scene::new("\n-- a.md\n[x](b.md)\n-- c.md\n# C\n");
    assert_eq!(scene.problems("a.md").len(), 1);
    // Told of as changed, though it is new; told of as deleted, though it is there.
    scene.vault.write("b.md", "# B\n");
    scene.file_event("c.md", 3);
    scene.file_event("b.md", 2);
    scene.file_event("b.md", 2);
    scene.file_event("never/was.md", 3);
    scene.file_event("", 2);
    let outside = json!({"changes": [
        {"uri": "file:///etc/passwd", "type": 2}, {"uri": "git:/x", "type": 1}, {"uri": "untitled:x", "type": 3},
    ]});
    scene.client.notify("workspace/didChangeWatchedFiles", outside);
    scene.problems_become("a.md", &[]);
    let found = scene.client.request("workspace/symbol", json!({"query": "c"}));
    assert_eq!(found[0]["name"], "C");
    scene.finish();
}

#[test]
fn a_file_that_goes_and_comes_at_once_is_there() {
    let mut scene = Scene::new("\n-- a.md\n[x](b.md#one) ![i](p.png)\n-- b.md\n# One\n-- p.png\nPNG\n");
    for _ in 0..20 {
        for path in ["b.md", "p.png"] {
            let text = fs::read(scene.vault.file(path)).unwrap();
            fs::remove_file(scene.vault.file(path)).unwrap();
            fs::write(scene.vault.file(path), text).unwrap();
            scene.file_event(path, 3);
            scene.file_event(path, 1);
        }
    }
    scene.problems_become("a.md", &[]);
    scene.finish();
}

#[test]
fn ignore_files_take_effect_when_they_change() {
    let mut scene = Scene::closed("\n-- a.md\n# A\n-- drafts/b.md\n# Draft\n", &modern());
    let query = json!({"query": ""});
    let names = |answer: &Value| -> Vec<String> {
        answer.as_array().unwrap().iter().map(|found| found["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&scene.client.request("workspace/symbol", query.clone())), ["A", "Draft"]);
    for file in [".gitignore", ".ignore", ".glossatorignore"] {
        scene.vault.write(file, "drafts/\n");
        scene.file_event(file, 1);
        scene.client.request_until("workspace/symbol", &query, |answer| names(answer) == ["A"]);
        fs::remove_file(scene.vault.file(file)).unwrap();
        scene.file_event(file, 3);
        scene.client.request_until("workspace/symbol", &query, |answer| names(answer) == ["A", "Draft"]);
    }
    scene.finish();
}

#[test]
fn settings_take_effect_when_they_change() {
    let mut scene = Scene::new("\n-- a.md\n[[gone]] [[b]]\n-- b.txt\n# B\n");
    let problems = ["there is no note `gone`", "there is no note `b`"];
    assert_eq!(scene.problems("a.md"), problems);
    scene.vault.write(
        "glossator.toml",
        "[rules]\n\"link/missing-note\" = \"off\"\n[notes]\nextensions = [\"txt\"]\n",
    );
    scene.file_event("glossator.toml", 1);
    scene.problems_become("a.md", &[]);
    let found = scene.client.request("workspace/symbol", json!({"query": "B"}));
    assert_eq!(found[0]["location"]["uri"], scene.vault.uri("b.txt").as_str());

    scene.vault.write("glossator.toml", "[rules]\n\n\"link/no-such\" = \"off\"\n");
    scene.file_event("glossator.toml", 2);
    let told = scene.client.notification("window/showMessage");
    let told = told["message"].as_str().unwrap();
    assert!(
        told.contains("glossator.toml") && told.contains("line 3") && told.contains("link/no-such"),
        "{told}"
    );
    scene.problems_become("a.md", &problems);
    scene.finish();
}

#[test]
fn notes_by_a_setting_are_watched_too() {
    let vault_text =
        "\n-- a.md\n[x](b.txt#new)\n-- b.txt\n# Old\n-- glossator.toml\n[notes]\nextensions = [\"txt\"]\n";
    let mut scene = Scene::of(
        vault_text,
        &json!({
            "window": {"workDoneProgress": true},
            "textDocument": {"diagnostic": {}},
        }),
    );
    assert_eq!(scene.problems("a.md"), ["`b.txt` has no heading `new`"]);
    scene.vault.write("b.txt", "# New\n");
    scene.problems_become("a.md", &[]);
    scene.finish();
}

#[test]
fn a_server_that_watches_itself_sees_files_come_change_move_and_go() {
    let mut scene = Scene::of("\n-- a.md\n[x](b.md#part) [[d]]\n", &unwatching());
    assert_eq!(scene.problems("a.md").len(), 2);
    scene.vault.write("b.md", "# B\n");
    scene.problems_become("a.md", &["`b.md` has no heading `part`", "there is no note `d`"]);
    scene.vault.write("b.md", "# B\n\n## Part\n");
    scene.problems_become("a.md", &["there is no note `d`"]);
    scene.vault.write("x/y/d.md", "# D\n");
    scene.problems_become("a.md", &[]);
    fs::rename(scene.vault.file("x"), scene.vault.file("z")).unwrap();
    let query = json!({"query": "D"});
    let moved = scene.vault.uri("z/y/d.md");
    scene
        .client
        .request_until("workspace/symbol", &query, |found| found[0]["location"]["uri"] == moved.as_str());
    // A file that an editor replaces by renaming another over it.
    scene.vault.write("b.md.tmp", "# B\n");
    fs::rename(scene.vault.file("b.md.tmp"), scene.vault.file("b.md")).unwrap();
    scene.problems_become("a.md", &["`b.md` has no heading `part`"]);
    fs::remove_dir_all(scene.vault.file("z")).unwrap();
    fs::remove_file(scene.vault.file("b.md")).unwrap();
    scene.problems_become("a.md", &["there is no file `b.md`", "there is no note `d`"]);
    scene.finish();
}

#[test]
fn a_client_that_promises_to_watch_and_does_not_is_not_relied_on() {
    let mut scene = Scene::closed("\n-- a.md\n[x](b.md)\n", &plain());
    let mut client = crate::client::Client::start(&scene.vault);
    client.initialize_with(json!({"rootUri": scene.vault.uri(""), "capabilities": modern()}));
    client.respond_to("window/workDoneProgress/create", Value::Null);
    // Written while nobody watches.
    scene.vault.write("b.md", "# B\n");
    client.refuse("client/registerCapability");
    let query = json!({"query": "B"});
    client.request_until("workspace/symbol", &query, |found| found[0]["name"] == "B");
    scene.vault.write("b.md", "# Be\n");
    client.request_until("workspace/symbol", &query, |found| found[0]["name"] == "Be");
    client.finish();
    scene.client.request("workspace/symbol", query);
    scene.finish();
}

#[test]
fn notes_written_into_new_folders_at_once_are_all_seen() {
    let mut scene = Scene::of("\n-- a.md\n# A\n", &unwatching());
    for at in 0..60 {
        scene.vault.write(&format!("new{at}/deep{at}/note.md"), "# N\n");
    }
    let query = json!({"query": ""});
    scene.client.request_until("workspace/symbol", &query, |found| found.as_array().unwrap().len() == 61);
    scene.finish();
}

#[test]
fn a_client_that_is_sent_diagnostics_is_sent_those_after_a_change_on_disk() {
    let mut scene = Scene::of("\n-- a.md\n[x](b.md)\n", &plain());
    let first = scene.client.notification("textDocument/publishDiagnostics");
    assert_eq!(messages(&first["diagnostics"]), ["there is no file `b.md`"]);
    scene.vault.write("b.md", "# B\n");
    assert_eq!(scene.client.notification("textDocument/publishDiagnostics")["diagnostics"], json!([]));
    fs::remove_file(scene.vault.file("b.md")).unwrap();
    let again = scene.client.notification("textDocument/publishDiagnostics");
    assert_eq!(messages(&again["diagnostics"]), ["there is no file `b.md`"]);
    scene.finish();
}

#[test]
fn a_log_inside_the_vault_does_not_wake_the_server_for_ever() {
    let scene = Scene::closed("\n-- a.md\n# A\n", &unwatching());
    let log = scene.vault.file("server.log");
    let mut client = crate::client::Client::start_with(
        &scene.vault,
        &["--log", "trace", "--log-file", log.to_str().unwrap()],
    );
    crate::scene::start(&mut client, &[scene.vault.uri("")], &unwatching());
    // Each change that is seen is one more line in the log, were it so; the answers tell when things have settled.
    client.request("workspace/symbol", json!({"query": ""}));
    let lines = || fs::read_to_string(&log).unwrap().lines().count();
    let before = lines();
    for _ in 0..200 {
        client.request(
            "textDocument/hover",
            json!({"textDocument": {"uri": "file:///no.md"}, "position": {"line": 0, "character": 0}}),
        );
    }
    let added = lines() - before;
    client.finish();
    scene.finish();
    assert!(added < 3 * 200 + 20, "{added} lines for 200 requests");
}
