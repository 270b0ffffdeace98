//! A panic in a handler costs one answer and nothing else.

use serde_json::{Value, json};

use crate::client::Client;
use crate::vault::{Vault, versioned};

#[track_caller]
fn check_alive(client: &mut Client, uri: &str) {
    let document = json!({"uri": uri, "languageId": "markdown", "version": 0, "text": versioned(1)});
    client.notify("textDocument/didOpen", json!({"textDocument": document}));
    let hover = json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 1}});
    let ids: Vec<_> = (0..200).map(|_| client.send_request("textDocument/hover", hover.clone())).collect();
    for id in ids {
        assert!(client.result(id).to_string().contains("v1"));
    }
}

/// One panic of this kind, then a crowd of them; the server answers each and works on.
#[track_caller]
fn check(method: &str) {
    let vault = Vault::new("");
    let mut client = Client::initialized(&vault);
    let id = client.send_request(method, Value::Null);
    assert_eq!(client.error(id), -32603);
    check_alive(&mut client, &vault.uri("a.md"));

    let ids: Vec<_> = (0..50).map(|_| client.send_request(method, Value::Null)).collect();
    for id in ids {
        assert_eq!(client.error(id), -32603);
    }
    check_alive(&mut client, &vault.uri("b.md"));
    client.finish();
}

#[test]
fn a_panic_before_the_first_wait_is_an_internal_error() {
    check("glossator/test/panic");
}

#[test]
fn a_panic_after_a_wait_is_an_internal_error() {
    check("glossator/test/panicLater");
}

#[test]
fn a_panic_of_a_worker_is_an_internal_error() {
    check("glossator/test/panicBlocking");
}

#[test]
fn a_panic_with_the_session_in_hand_leaves_the_session_usable() {
    check("glossator/test/panicLocked");
}

#[test]
fn a_panic_in_a_notification_is_logged_and_nothing_else() {
    let vault = Vault::new("");
    let mut client = Client::initialized(&vault);
    client.notify("glossator/test/panicNotified", Value::Null);
    check_alive(&mut client, &vault.uri("a.md"));
    let log = client.finish();
    assert!(log.contains("a panic in a notification"), "{log}");
}
