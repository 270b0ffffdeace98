//! Progress of the first reading, with a button to end it.

use std::time::Instant;

use serde_json::{Value, json};

use crate::client::Client;
use crate::scene::{Scene, plain};
use crate::vault::Vault;

fn vault_of(notes: usize) -> Vault {
    let mut notation = String::new();
    for note in 0..notes {
        notation.push_str(&format!("\n-- n{note}.md\n# N{note}\n\n{}", "some words to read\n".repeat(60)));
    }
    Vault::new(&notation)
}

fn initialize(vault: &Vault, capabilities: &Value) -> Client {
    let mut client = Client::start(vault);
    client.initialize_with(json!({
        "workspaceFolders": [{"uri": vault.uri(""), "name": "v"}],
        "capabilities": capabilities,
    }));
    client
}

#[test]
fn reading_begins_reports_and_ends() {
    let vault = vault_of(100);
    let mut client = initialize(&vault, &plain());
    let begun = Instant::now();
    let created = client.respond_to("window/workDoneProgress/create", Value::Null);
    let mut kinds = Vec::new();
    let mut percentage = 0;
    loop {
        let progress = client.notification("$/progress");
        assert_eq!(progress["token"], created["token"]);
        let value = &progress["value"];
        let now = value["percentage"].as_u64().unwrap_or(100);
        assert!(percentage <= now && now <= 100, "{value}");
        percentage = now;
        kinds.push(value["kind"].as_str().unwrap().to_owned());
        if kinds.last().unwrap() == "end" {
            break;
        }
    }
    assert_eq!(kinds.first().unwrap(), "begin");
    assert!(
        kinds.len() as u128 <= 3 + begun.elapsed().as_millis() / 100,
        "more than ten a second: {kinds:?}"
    );
    assert!(kinds[1..kinds.len() - 1].iter().all(|kind| kind == "report"), "{kinds:?}");
    // Whoever has seen the end sees everything.
    let found = client.request("workspace/symbol", json!({"query": "N99"}));
    assert_eq!(found[0]["name"], "N99");
    client.finish();
}

#[test]
fn reading_can_be_ended_by_the_user() {
    // Enough that the reading is still under way when the cancel comes.
    let vault = vault_of(3000);
    let mut client = initialize(&vault, &plain());
    let created = client.respond_to("window/workDoneProgress/create", Value::Null);
    let begun = client.notification("$/progress");
    assert_eq!((&begun["value"]["kind"], &begun["value"]["cancellable"]), (&json!("begin"), &json!(true)));
    client.notify("window/workDoneProgress/cancel", json!({"token": created["token"]}));
    while client.notification("$/progress")["value"]["kind"] != "end" {}
    // What was not read is not called missing.
    let uri = vault.uri("n0.md");
    crate::scene::open(&mut client, &uri, "[[n2999]] [[gone]]\n");
    client.request("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}}));
    assert_eq!(client.waiting("textDocument/publishDiagnostics"), 0);
    client.finish();
}

#[test]
fn cancels_of_nothing_change_nothing() {
    let mut scene = Scene::new("\n-- a.md\n# A\n\nText.\n");
    for token in [json!("glossator/none"), json!(7)] {
        scene.client.notify("window/workDoneProgress/cancel", json!({"token": token}));
    }
    assert_eq!(scene.problems("a.md"), [""; 0]);
    scene.finish();
}

#[test]
fn a_client_that_refuses_or_never_answers_still_gets_its_notes_read() {
    let vault = Vault::new("\n-- a.md\n# A\n");
    let query = json!({"query": "A"});
    let mut client = initialize(&vault, &plain());
    client.request_until("workspace/symbol", &query, |found| found[0]["name"] == "A");
    assert_eq!(client.waiting("$/progress"), 0, "it was not asked for yet");
    client.finish();

    let mut client = initialize(&vault, &json!({}));
    client.request_until("workspace/symbol", &query, |found| found[0]["name"] == "A");
    assert_eq!(client.waiting("window/workDoneProgress/create"), 0);
    client.finish();
}

#[test]
fn each_folder_has_a_progress_of_its_own() {
    let (one, two) = (Vault::new("\n-- a.md\n# A\n"), Vault::new("\n-- b.md\n# B\n"));
    let mut client = Client::start(&one);
    client.initialize_with(json!({
        "workspaceFolders": [{"uri": one.uri(""), "name": "1"}, {"uri": two.uri(""), "name": "2"}],
        "capabilities": plain(),
    }));
    let first = client.respond_to("window/workDoneProgress/create", Value::Null);
    let second = client.respond_to("window/workDoneProgress/create", Value::Null);
    assert_ne!(first["token"], second["token"]);
    let mut ended = 0;
    while ended < 2 {
        ended += i32::from(client.notification("$/progress")["value"]["kind"] == "end");
    }
    let found = client.request("workspace/symbol", json!({"query": ""}));
    assert_eq!(found.as_array().unwrap().len(), 2);
    client.finish();
}
