//! Bytes that are no message are answered with an error, and the next message is read.

use serde_json::json;

use crate::client::{Client, frame};
use crate::vault::{Vault, versioned};

const PARSE_ERROR: i64 = -32700;
const INVALID_REQUEST: i64 = -32600;

/// A request that every server knows to refuse, as bytes.
fn probe(client: &mut Client) -> (i64, String) {
    let id = client.next_id();
    (id, frame(&json!({"jsonrpc": "2.0", "id": id, "method": "glossator/none"}).to_string()))
}

/// Sends `bytes` and a request behind them in one write; the bytes are refused with these codes, the request is answered.
#[track_caller]
fn check(client: &mut Client, bytes: impl AsRef<[u8]>, codes: &[i64]) {
    let bytes = bytes.as_ref();
    let (id, request) = probe(client);
    client.send_raw([bytes, request.as_bytes()].concat());
    for &code in codes {
        assert_eq!(client.refusal(), code, "{}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(client.error(id), -32601, "{}", String::from_utf8_lossy(bytes));
}

/// Checks one case after another in one session, which must end without any further error.
#[track_caller]
fn check_all<B: AsRef<[u8]>>(cases: impl IntoIterator<Item = (B, &'static [i64])>) {
    let vault = Vault::new("");
    let mut client = Client::initialized(&vault);
    for (bytes, codes) in cases {
        check(&mut client, bytes, codes);
    }
    client.finish();
}

#[test]
fn headers_may_be_written_as_anyone_likes() {
    let message = r#"{"jsonrpc":"2.0","method":"$/nothing"}"#;
    let length = message.len();
    check_all([
        (format!("content-length:{length}\r\n\r\n{message}"), &[][..]),
        (format!("CONTENT-LENGTH: {length}\n\n{message}"), &[]),
        (
            format!(
                "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: {length}\r\n\r\n{message}"
            ),
            &[],
        ),
        (format!("Content-Length: {length}\r\nX-Other: 1\r\n\r\n{message}\r\n\r\n"), &[]),
    ]);
}

#[test]
fn a_message_may_arrive_byte_by_byte() {
    let vault = Vault::new("");
    let mut client = Client::initialized(&vault);
    let (id, request) = probe(&mut client);
    for byte in request.bytes() {
        client.send_raw([byte]);
    }
    assert_eq!(client.error(id), -32601);
    client.finish();
}

#[test]
fn what_is_no_json_is_a_parse_error() {
    check_all([
        (frame("{bad}").into_bytes(), &[PARSE_ERROR][..]),
        (frame("").into_bytes(), &[PARSE_ERROR]),
        (frame(r#"{"jsonrpc":"2.0","id":1,"method":"cut sho"#).into_bytes(), &[PARSE_ERROR]),
        (frame(&"[".repeat(100_000)).into_bytes(), &[PARSE_ERROR]),
        (b"Content-Length: 4\r\n\r\n\"\xff\xfe\"".to_vec(), &[PARSE_ERROR]),
    ]);
}

#[test]
fn json_that_is_no_message_is_an_invalid_request() {
    check_all([
        (frame("7"), &[INVALID_REQUEST][..]),
        (frame("null"), &[INVALID_REQUEST]),
        (frame("{}"), &[INVALID_REQUEST]),
        (frame("[]"), &[INVALID_REQUEST]),
        (frame(r#"{"jsonrpc":"2.0","id":{},"method":"m"}"#), &[INVALID_REQUEST]),
        (frame(r#"[1,{"jsonrpc":"2.0","method":"$/nothing"},"x"]"#), &[INVALID_REQUEST, INVALID_REQUEST]),
    ]);
}

#[test]
fn the_user_is_told_once_that_a_message_was_lost() {
    let vault = Vault::new("");
    let mut client = Client::initialized(&vault);
    check(&mut client, frame("{bad}"), &[PARSE_ERROR]);
    check(&mut client, "garbage\r\n", &[PARSE_ERROR]);
    let told = client.notification("window/showMessage");
    assert_eq!(told["type"], 2, "{told}");
    assert!(told["message"].as_str().unwrap().contains("could not read a message"), "{told}");
    client.finish();
}

#[test]
fn a_batch_is_answered_one_by_one() {
    let vault = Vault::new("");
    let mut client = Client::initialized(&vault);
    let (first, second) = (client.next_id(), client.next_id());
    let request = |id: i64| json!({"jsonrpc": "2.0", "id": id, "method": "glossator/none"});
    check(&mut client, frame(&json!([request(first), request(second)]).to_string()), &[]);
    assert_eq!((client.error(first), client.error(second)), (-32601, -32601));
    client.finish();
}

#[test]
fn half_a_surrogate_pair_costs_neither_its_message_nor_the_next() {
    let vault = Vault::new("");
    let uri = vault.uri("a.md");
    let mut client = Client::initialized(&vault);
    let open = json!({
        "jsonrpc": "2.0",
        "method": "textDocument/didOpen",
        "params": {"textDocument": {"uri": uri, "languageId": "markdown", "version": 1, "text": versioned(1) + "HALF"}},
    });
    check(&mut client, frame(&open.to_string().replace("HALF", r"\ud83d.")), &[]);
    let position = json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 1}});
    let hover = client.request("textDocument/hover", position);
    assert!(hover.to_string().contains("v1"), "{hover}");
    client.finish();
}

#[test]
fn headers_that_make_no_sense_are_skipped() {
    check_all([
        ("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".to_owned(), &[PARSE_ERROR][..]),
        ("{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}\n".to_owned(), &[PARSE_ERROR]),
        ("Content-Type: text/plain\r\n\r\n{}".to_owned(), &[PARSE_ERROR]),
        ("Content-Length: many\r\n\r\n{}".to_owned(), &[PARSE_ERROR]),
        ("Content-Length: -5\r\n\r\n{}".to_owned(), &[PARSE_ERROR]),
        ("Content-Length: 1000000000000\r\n\r\n{}".to_owned(), &[PARSE_ERROR]),
        (format!("Content-Length: 9{}\r\n\r\n{{}}", "9".repeat(50)), &[PARSE_ERROR]),
        ("x".repeat(1_000_000), &[PARSE_ERROR]),
    ]);
}

#[test]
fn a_length_in_characters_instead_of_bytes_costs_one_message() {
    let body = r#"{"jsonrpc":"2.0","method":"$/naïve"}"#;
    let short = format!("Content-Length: {}\r\n\r\n{body}", body.chars().count());
    // Once for the message that was cut short, once for the rest of it.
    check_all([(short, &[PARSE_ERROR, PARSE_ERROR][..])]);
}

#[cfg(target_os = "linux")]
#[test]
fn an_absurd_length_takes_no_memory() {
    let vault = Vault::new("");
    let mut client = Client::initialized(&vault);
    for length in ["1000000000000", "268435457", "18446744073709551615"] {
        check(&mut client, format!("Content-Length: {length}\r\n\r\n{{}}"), &[PARSE_ERROR]);
    }
    let peak = client.peak_memory();
    assert!(peak < 64 * 1024 * 1024, "{peak} bytes");
    client.finish();
}
