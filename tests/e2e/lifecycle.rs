//! From `initialize` to the end of the process, which comes in time whatever the client does.

use std::fs;

use serde_json::{Value, json};

use crate::client::Client;
use crate::vault::Vault;

/// Makes the server work for ten minutes, and waits until it does.
#[track_caller]
fn keep_busy(client: &mut Client) {
    client.send_request("glossator/test/slow", json!({"ms": 600_000}));
    assert_eq!(client.notification("glossator/test/slowIs"), json!(["begun"]));
}

#[test]
fn initialize_says_who_answers_and_what_it_can() {
    let vault = Vault::new("");
    let mut client = Client::start(&vault);
    let result = client.initialize(&vault);
    assert_eq!(result["serverInfo"], json!({"name": "glossator", "version": env!("CARGO_PKG_VERSION")}));
    assert!(result["capabilities"]["hoverProvider"].as_bool().unwrap(), "{result}");
    client.finish();
}

#[test]
fn initialize_is_understood_as_editors_send_it() {
    let vault = Vault::new("");
    for params in [
        json!({"processId": -1, "rootUri": null, "capabilities": {}}),
        json!({"processId": null, "rootUri": "", "capabilities": {}, "workspaceFolders": null}),
        json!({"rootUri": "/home/me/notes", "rootPath": null, "capabilities": {}, "trace": "compact"}),
        json!({"capabilities": {"textDocument": {"hover": {"contentFormat": ["html"]}}}}),
        json!({}),
    ] {
        let mut client = Client::start(&vault);
        client.initialize_with(params);
        client.finish();
    }
}

#[test]
fn a_client_that_says_twice_that_it_is_ready_is_served_once() {
    let vault = Vault::new("\n-- a.md\n# A\n");
    let mut client = Client::initialized(&vault);
    client.notify("initialized", json!({}));
    client.notify("initialized", json!({}));
    let uri = vault.uri("a.md");
    let document = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": "[x](gone.md)"});
    client.notify("textDocument/didOpen", json!({"textDocument": document}));
    client.notification("textDocument/publishDiagnostics");
    let document = json!({"uri": uri, "version": 2});
    client.notify(
        "textDocument/didChange",
        json!({"textDocument": document, "contentChanges": [{"text": "fine"}]}),
    );
    assert_eq!(client.notification("textDocument/publishDiagnostics")["version"], 2);
    // Whatever else was made of these changes has been sent by now.
    for _ in 0..50 {
        client.request("workspace/symbol", json!({"query": ""}));
    }
    assert_eq!(client.waiting("textDocument/publishDiagnostics"), 0);
    client.finish();
}

#[test]
fn requests_out_of_time_are_refused() {
    let vault = Vault::new("");
    let mut client = Client::start(&vault);
    let early = client.send_request("textDocument/hover", json!({}));
    assert_eq!(client.error(early), -32002);
    client.initialize(&vault);
    let again = client.send_request("initialize", json!({"capabilities": {}}));
    assert_eq!(client.error(again), -32600);
    assert_eq!(client.request("shutdown", Value::Null), Value::Null);
    let late = client.send_request("textDocument/hover", json!({}));
    assert_eq!(client.error(late), -32600);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), Some(0));
}

#[test]
fn exit_ends_the_process_with_0_after_shutdown_though_stdin_is_open() {
    for params in [json!(null), json!({}), json!([])] {
        let vault = Vault::new("");
        let mut client = Client::initialized(&vault);
        assert_eq!(client.request("shutdown", params.clone()), Value::Null);
        client.notify("exit", params);
        assert_eq!(client.exit_code(), Some(0));
    }
}

#[test]
fn exit_ends_the_process_with_1_without_shutdown() {
    let vault = Vault::new("");
    let mut client = Client::initialized(&vault);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), Some(1));

    let mut client = Client::start(&vault);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), Some(1));
}

#[test]
fn exit_does_not_wait_for_slow_work() {
    let vault = Vault::new("");
    let mut client = Client::initialized(&vault);
    keep_busy(&mut client);
    for _ in 0..20 {
        client.send_request("glossator/test/slow", json!({"ms": 600_000}));
    }
    client.request("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), Some(0));
}

#[test]
fn exit_does_not_wait_for_a_client_that_does_not_read() {
    let vault = Vault::new("");
    let mut client = Client::initialized(&vault);
    client.request("shutdown", Value::Null);
    client.pause_reading();
    // More answers than a pipe holds.
    for _ in 0..5000 {
        client.send_request("textDocument/hover", Value::Null);
    }
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), Some(0));
}

#[test]
fn the_end_of_stdin_ends_the_process_though_work_goes_on() {
    let vault = Vault::new("");
    let mut client = Client::initialized(&vault);
    keep_busy(&mut client);
    client.send_request("glossator/test/askClient", Value::Null);
    client.close_stdin();
    assert_eq!(client.exit_code(), Some(1));
}

#[test]
fn the_end_of_stdin_amid_a_message_ends_the_process() {
    for bytes in ["Content-Le", "Content-Length: 100\r\n\r\n{\"jsonrpc\":"] {
        let vault = Vault::new("");
        let mut client = Client::initialized(&vault);
        client.send_raw(bytes);
        client.close_stdin();
        assert_eq!(client.exit_code(), Some(1));
    }
}

#[test]
fn a_closed_stdout_ends_the_process_quietly() {
    let vault = Vault::new("");
    let mut client = Client::initialized(&vault);
    client.close_stdout();
    assert_eq!(client.exit_code_when_asked(), Some(1));
    assert_eq!(client.log(), "");
}

#[cfg(unix)]
#[test]
fn the_end_of_the_clients_process_ends_the_server_though_its_pipes_are_open() {
    let vault = Vault::new("");
    // Stands for the editor; this test holds the pipes, as another child of a killed editor might.
    let mut editor = Client::start(&vault);
    let mut client = Client::start(&vault);
    client.initialize_with(json!({"processId": editor.process(), "capabilities": {}}));
    keep_busy(&mut client);
    editor.notify("exit", Value::Null);
    assert_eq!(editor.exit_code(), Some(1));
    assert_eq!(client.exit_code(), Some(1));
}

#[test]
fn a_process_that_never_was_does_not_end_the_server() {
    let vault = Vault::new("");
    let mut client = Client::start(&vault);
    // As from another namespace of processes; the number is above what systems give out.
    client.initialize_with(json!({"processId": 2_000_000_000, "capabilities": {}}));
    client.finish();
}

#[test]
fn the_log_goes_to_its_file_and_nowhere_else() {
    let vault = Vault::new("");
    let file = vault.file("server.log");
    let mut client = Client::start_with(&vault, &["--log", "trace", "--log-file", file.to_str().unwrap()]);
    client.initialize(&vault);
    let failing = client.send_request("glossator/test/panic", Value::Null);
    assert_eq!(client.error(failing), -32603);
    client.request("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), Some(0));
    assert_eq!(client.log(), "");

    let log = fs::read_to_string(file).unwrap();
    assert!(log.contains("a panic at once") && log.contains("the client has shut the server down"), "{log}");
    assert!(!log.contains('\u{1b}'), "{log}");
}

#[test]
fn a_log_that_cannot_be_opened_is_a_usage_error() {
    let vault = Vault::new("");
    let mut client = Client::start_with(&vault, &["--log-file", "no/such/folder/server.log"]);
    assert_eq!(client.exit_code(), Some(2));
    assert!(client.log().starts_with("glossator: cannot open log file"), "{}", client.log());

    let mut client = Client::start_with(&vault, &["--log", "loud"]);
    assert_eq!(client.exit_code(), Some(2));
    assert!(client.log().contains("loud"), "{}", client.log());
}
