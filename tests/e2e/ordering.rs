//! Each request sees the text as it was when the request was sent, and no request waits for another.

use serde_json::{Value, json};

use crate::client::{Client, frame};
use crate::vault::{Vault, versioned};

/// The version that a hover over the link of [`versioned`] shows.
fn version_in(hover: &Value) -> Option<i64> {
    let contents = hover["contents"]["value"].as_str()?;
    contents.split_whitespace().find_map(|word| word.strip_prefix('v')?.parse().ok())
}

/// A client with one open note, at version 0, and the URI of the note.
fn client_with_note(vault: &Vault) -> (Client, String) {
    let uri = vault.uri("a.md");
    let mut client = Client::initialized(vault);
    let document = json!({"uri": uri, "languageId": "markdown", "version": 0, "text": versioned(0)});
    client.notify("textDocument/didOpen", json!({"textDocument": document}));
    (client, uri)
}

fn change(uri: &str, version: i64) -> Value {
    json!({
        "textDocument": {"uri": uri, "version": version},
        "contentChanges": [{"text": versioned(version)}],
    })
}

fn hover(uri: &str) -> Value {
    json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 1}})
}

/// The frames of `count` pairs, an edit and a hover behind it, and the ids of the hovers.
fn pairs(client: &mut Client, uri: &str, count: i64) -> (String, Vec<i64>) {
    let mut frames = String::new();
    let mut ids = Vec::new();
    for version in 1..=count {
        let id = client.next_id();
        ids.push(id);
        let edit =
            json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": change(uri, version)});
        let question =
            json!({"jsonrpc": "2.0", "id": id, "method": "textDocument/hover", "params": hover(uri)});
        frames.push_str(&frame(&edit.to_string()));
        frames.push_str(&frame(&question.to_string()));
    }
    (frames, ids)
}

#[track_caller]
fn check_versions(client: &mut Client, ids: &[i64]) {
    for (version, &id) in (1..).zip(ids) {
        let hover = client.result(id);
        assert_eq!(version_in(&hover), Some(version), "{hover}");
    }
}

#[test]
fn each_of_thousands_of_hovers_sees_the_edit_in_front_of_it_and_none_behind() {
    let vault = Vault::new("");
    let (mut client, uri) = client_with_note(&vault);
    let (frames, ids) = pairs(&mut client, &uri, 4000);
    client.send_raw(frames);
    check_versions(&mut client, &ids);
    client.finish();
}

#[test]
fn a_client_that_writes_everything_before_it_reads_is_not_blocked() {
    let vault = Vault::new("");
    let (mut client, uri) = client_with_note(&vault);
    client.pause_reading();
    let (frames, ids) = pairs(&mut client, &uri, 4000);
    client.send_raw(frames);
    client.resume_reading();
    check_versions(&mut client, &ids);
    client.finish();
}

#[test]
fn a_cancel_is_answered_while_the_request_works_and_stops_the_work() {
    let vault = Vault::new("");
    let (mut client, _) = client_with_note(&vault);
    let slow = client.send_request("glossator/test/slow", json!({"ms": 600_000}));
    assert_eq!(client.notification("glossator/test/slowIs"), json!(["begun"]));
    client.notify("$/cancelRequest", json!({"id": slow}));
    assert_eq!(client.error(slow), -32800);
    assert_eq!(client.notification("glossator/test/slowIs"), json!(["stopped"]));
    client.finish();
}

#[test]
fn slow_requests_hold_up_neither_edits_nor_cancels() {
    let vault = Vault::new("");
    let (mut client, uri) = client_with_note(&vault);
    // More of them than there are threads.
    let slow: Vec<_> =
        (0..50).map(|_| client.send_request("glossator/test/slow", json!({"ms": 600_000}))).collect();
    client.notify("textDocument/didChange", change(&uri, 1));
    let question = client.send_request("textDocument/hover", hover(&uri));
    for &id in &slow {
        client.notify("$/cancelRequest", json!({"id": id}));
        assert_eq!(client.error(id), -32800);
    }
    assert_eq!(version_in(&client.result(question)), Some(1));
    client.finish();
}

#[test]
fn a_hover_does_not_wait_for_a_slow_request() {
    let vault = Vault::new("");
    let (mut client, uri) = client_with_note(&vault);
    let slow = client.send_request("glossator/test/slow", json!({"ms": 600_000}));
    assert_eq!(client.notification("glossator/test/slowIs"), json!(["begun"]));
    let question = client.send_request("textDocument/hover", hover(&uri));
    assert_eq!(version_in(&client.result(question)), Some(0));
    client.notify("$/cancelRequest", json!({"id": slow}));
    assert_eq!(client.error(slow), -32800);
    client.finish();
}

#[test]
fn work_that_an_edit_has_made_worthless_is_answered_so() {
    let vault = Vault::new("");
    let (mut client, uri) = client_with_note(&vault);
    let slow = client.send_request("glossator/test/slow", json!({"ms": 600_000, "untilEdited": true}));
    assert_eq!(client.notification("glossator/test/slowIs"), json!(["begun"]));
    client.notify("textDocument/didChange", change(&uri, 1));
    assert_eq!(client.error(slow), -32801);
    client.finish();
}

#[test]
fn a_cancel_of_what_is_already_answered_or_was_never_asked_changes_nothing() {
    let vault = Vault::new("");
    let (mut client, uri) = client_with_note(&vault);
    let question = client.send_request("textDocument/hover", hover(&uri));
    assert_eq!(version_in(&client.result(question)), Some(0));
    for id in [json!(question), json!(99_999), json!("none"), json!(null)] {
        client.notify("$/cancelRequest", json!({"id": id}));
    }
    assert_eq!(version_in(&client.request("textDocument/hover", hover(&uri))), Some(0));
    client.finish();
}

#[test]
fn a_client_that_never_answers_blocks_nothing() {
    let vault = Vault::new("");
    let (mut client, uri) = client_with_note(&vault);
    let asking: Vec<_> =
        (0..200).map(|_| client.send_request("glossator/test/askClient", Value::Null)).collect();
    let (frames, ids) = pairs(&mut client, &uri, 1000);
    client.send_raw(frames);
    check_versions(&mut client, &ids);
    for &id in &asking {
        client.notify("$/cancelRequest", json!({"id": id}));
    }
    for &id in &asking {
        assert_eq!(client.error(id), -32800);
    }
    client.finish();
}

#[test]
fn an_answer_that_comes_late_or_to_nothing_is_ignored() {
    let vault = Vault::new("");
    let (mut client, uri) = client_with_note(&vault);
    let asking = client.send_request("glossator/test/askClient", Value::Null);
    let question = client.server_request("workspace/workspaceFolders");
    client.notify("$/cancelRequest", json!({"id": asking}));
    assert_eq!(client.error(asking), -32800);
    client.respond(&question, Value::Null);
    client.respond(&question, Value::Null);
    client.respond(&json!({"id": 12_345}), json!([]));
    client.respond(&json!({"id": "none"}), json!([]));

    let asking = client.send_request("glossator/test/askClient", Value::Null);
    let question = client.server_request("workspace/workspaceFolders");
    client.respond(&question, json!([{"uri": uri, "name": "a"}]));
    assert_eq!(client.result(asking), json!([{"uri": uri, "name": "a"}]));
    client.finish();
}
