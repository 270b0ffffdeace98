//! Decides what the body of a frame is: a request or notification, an answer to us, or neither.
//!
//! Says which error a bad message deserves:
//!
//! | body | answer |
//! | --- | --- |
//! | no JSON, bad UTF-8, nested too deep | ParseError (-32700), id null |
//! | JSON, but no message: a number, `{}`, `"jsonrpc": "1.0"` | InvalidRequest (-32600), with the id where it has one |
//! | an array | each element on its own; LSP knows no batches, so there is no joint answer. Empty: InvalidRequest |
//! | an answer without `result`, as JavaScript writes one that is undefined | taken as `null` |
//!
//! Half of a surrogate pair (`"\ud83d"`) is legal in JSON text though not in a Rust string. It is read as
//! U+FFFD, which has the same length in UTF-16, rather than refused: an editor that splits a pair between
//! two edits would otherwise lose an edit, and every later position in that note would be wrong.

use serde_json::{Map, Value};
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};

/// One message from the client.
#[derive(Debug, PartialEq)]
pub(crate) enum Incoming {
    /// A request, or a notification where it has no id.
    Request(Request),
    /// The client's answer to a request of ours.
    Answer(Response),
    /// JSON that is no message, and what to answer.
    Invalid(Response),
    /// Not JSON, and why.
    Unreadable(String),
}

/// The messages in the body of one frame: one, except in a batch.
pub(crate) fn decode(body: &[u8]) -> Vec<Incoming> {
    match parse(body) {
        Ok(Value::Array(batch)) if !batch.is_empty() => batch.into_iter().map(classify).collect(),
        Ok(value) => vec![classify(value)],
        Err(error) => vec![Incoming::Unreadable(error.to_string())],
    }
}

/// A request without the parameters that carry nothing: clients refuse `"params": null`, as we would.
pub(crate) fn encode_request(request: Request) -> Vec<u8> {
    let (method, id, params) = request.into_parts();
    let mut message = Map::new();
    message.insert("jsonrpc".to_owned(), "2.0".into());
    if let Some(id) = id {
        message.insert("id".to_owned(), id_value(id));
    }
    message.insert("method".to_owned(), method.into());
    if let Some(params) = params.filter(|params| !params.is_null()) {
        message.insert("params".to_owned(), params);
    }
    Value::Object(message).to_string().into_bytes()
}

fn parse(body: &[u8]) -> serde_json::Result<Value> {
    serde_json::from_slice(body).or_else(|error| match replace_lone_surrogates(body) {
        Some(repaired) => serde_json::from_slice(&repaired),
        None => Err(error),
    })
}

/// The text with every `\uD800`…`\uDFFF` that is half a pair replaced by `\ufffd`; `None` where there is none.
fn replace_lone_surrogates(json: &[u8]) -> Option<Vec<u8>> {
    let mut repaired = None;
    let mut at = 0;
    while at < json.len() {
        let Some(unit) = escaped_unit(&json[at..]) else {
            // A backslash takes the next byte with it, so that `\\ud800` is not seen as an escape.
            at += if json[at] == b'\\' { 2 } else { 1 };
            continue;
        };
        let next = escaped_unit(&json[at + 6..]);
        let is_pair =
            (0xD800..0xDC00).contains(&unit) && next.is_some_and(|low| (0xDC00..0xE000).contains(&low));
        if is_pair {
            at += 12;
            continue;
        }
        if (0xD800..0xE000).contains(&unit) {
            repaired.get_or_insert_with(|| json.to_vec())[at + 2..at + 6].copy_from_slice(b"fffd");
        }
        at += 6;
    }
    repaired
}

/// The number in the `\uXXXX` that `json` begins with.
fn escaped_unit(json: &[u8]) -> Option<u16> {
    let digits = json.strip_prefix(b"\\u")?.first_chunk::<4>()?;
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

fn classify(value: Value) -> Incoming {
    let Value::Object(mut message) = value else {
        return invalid(None);
    };
    let id = match message.remove("id").map(id_from) {
        None => None,
        Some(Some(id)) => Some(id),
        Some(None) => return invalid(None),
    };
    if message.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
        return invalid(id);
    }
    match (message.remove("method"), id) {
        (Some(Value::String(method)), id) => {
            let mut request = Request::build(method);
            if let Some(id) = id {
                request = request.id(id);
            }
            if let Some(params) = message.remove("params") {
                request = request.params(params);
            }
            Incoming::Request(request.finish())
        }
        (Some(_), id) => invalid(id),
        // A method that was forgotten: an answer has no parameters. Anything else without a method is
        // taken as an answer, for an error sent to it would carry an id of ours into the client's ids.
        (None, Some(id)) if message.contains_key("params") => invalid(Some(id)),
        (None, Some(id)) => Incoming::Answer(answer(id, message)),
        (None, None) => invalid(None),
    }
}

fn answer(id: Id, mut message: Map<String, Value>) -> Response {
    match message.remove("error").filter(|error| !error.is_null()) {
        Some(error) => Response::from_error(id, error_from(error)),
        None => Response::from_ok(id, message.remove("result").unwrap_or_default()),
    }
}

/// Reads an error object as far as it is one.
fn error_from(error: Value) -> Error {
    let code = error.get("code").and_then(Value::as_i64).map_or(ErrorCode::InternalError, ErrorCode::from);
    let message = error.get("message").and_then(Value::as_str).unwrap_or_default().to_owned();
    Error { code, message: message.into(), data: error.get("data").cloned() }
}

fn id_from(value: Value) -> Option<Id> {
    match value {
        Value::Number(number) => number.as_i64().map(Id::Number),
        Value::String(text) => Some(Id::String(text)),
        Value::Null => Some(Id::Null),
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn id_value(id: Id) -> Value {
    match id {
        Id::Number(number) => number.into(),
        Id::String(text) => text.into(),
        Id::Null => Value::Null,
    }
}

fn invalid(id: Option<Id>) -> Incoming {
    Incoming::Invalid(Response::from_error(id.unwrap_or_default(), Error::invalid_request()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn request(method: &'static str, id: impl Into<Id>, params: Value) -> Incoming {
        Incoming::Request(Request::build(method).id(id).params(params).finish())
    }

    #[track_caller]
    fn check(body: &str, expected: Incoming) {
        assert_eq!(decode(body.as_bytes()), [expected], "{body}");
    }

    #[test]
    fn requests_notifications_and_answers_are_told_apart() {
        check(r#"{"jsonrpc":"2.0","id":1,"method":"m","params":{}}"#, request("m", 1, json!({})));
        check(r#"{"jsonrpc":"2.0","id":"a","method":"m","params":[1]}"#, request("m", "a", json!([1])));
        check(
            r#"{"jsonrpc":"2.0","id":null,"method":"m","params":null}"#,
            request("m", Id::Null, json!(null)),
        );
        check(r#"{"jsonrpc":"2.0","method":"m"}"#, Incoming::Request(Request::build("m").finish()));
        check(
            r#"{"jsonrpc":"2.0","id":3,"result":{"a":1}}"#,
            Incoming::Answer(Response::from_ok(3.into(), json!({"a": 1}))),
        );
    }

    #[test]
    fn answers_are_read_as_far_as_they_go() {
        let answer = |response| Incoming::Answer(response);
        check(r#"{"jsonrpc":"2.0","id":3}"#, answer(Response::from_ok(3.into(), Value::Null)));
        check(
            r#"{"jsonrpc":"2.0","id":3,"result":null,"error":null}"#,
            answer(Response::from_ok(3.into(), Value::Null)),
        );
        check(
            r#"{"jsonrpc":"2.0","id":3,"error":{"code":-32601,"message":"no","extra":1}}"#,
            answer(Response::from_error(
                3.into(),
                Error { code: ErrorCode::MethodNotFound, message: "no".into(), data: None },
            )),
        );
        check(
            r#"{"jsonrpc":"2.0","id":3,"error":"no"}"#,
            answer(Response::from_error(
                3.into(),
                Error { code: ErrorCode::InternalError, message: "".into(), data: None },
            )),
        );
    }

    #[test]
    fn what_is_no_message_is_refused_with_its_id_where_it_has_one() {
        for (body, id) in [
            ("1", Id::Null),
            ("null", Id::Null),
            ("\"x\"", Id::Null),
            ("[]", Id::Null),
            ("{}", Id::Null),
            (r#"{"jsonrpc":"2.0"}"#, Id::Null),
            (r#"{"jsonrpc":"1.0","id":4,"method":"m"}"#, 4.into()),
            (r#"{"id":4,"method":"m"}"#, 4.into()),
            (r#"{"jsonrpc":"2.0","id":4,"method":5}"#, 4.into()),
            (r#"{"jsonrpc":"2.0","id":4,"params":{}}"#, 4.into()),
            (r#"{"jsonrpc":"2.0","id":1.5,"method":"m"}"#, Id::Null),
            (r#"{"jsonrpc":"2.0","id":true,"method":"m"}"#, Id::Null),
            (r#"{"jsonrpc":"2.0","id":[1],"method":"m"}"#, Id::Null),
        ] {
            check(body, Incoming::Invalid(Response::from_error(id, Error::invalid_request())));
        }
    }

    #[test]
    fn what_is_no_json_is_unreadable() {
        let deep = "[".repeat(100_000);
        for body in ["", " ", "{", "{bad}", "{}{}", "\u{feff}", deep.as_str()] {
            assert!(matches!(decode(body.as_bytes())[..], [Incoming::Unreadable(_)]), "{body:.20}");
        }
        let bad_utf8 = b"{\"jsonrpc\":\"2.0\",\"method\":\"\xff\xfe\"}";
        assert!(matches!(decode(bad_utf8)[..], [Incoming::Unreadable(_)]));
    }

    #[test]
    fn a_batch_is_read_one_by_one() {
        let body = r#"[{"jsonrpc":"2.0","id":1,"method":"m","params":{}}, 7, {"jsonrpc":"2.0","id":2,"method":"n","params":{}}, [1]]"#;
        let refused = || Incoming::Invalid(Response::from_error(Id::Null, Error::invalid_request()));
        assert_eq!(
            decode(body.as_bytes()),
            [request("m", 1, json!({})), refused(), request("n", 2, json!({})), refused()]
        );
    }

    #[test]
    fn half_a_surrogate_pair_becomes_a_replacement_of_the_same_length() {
        for (escaped, expected) in [
            (r"\ud83d", "\u{fffd}"),
            (r"\uDE00", "\u{fffd}"),
            (r"a\ud83db", "a\u{fffd}b"),
            (r"\ud83d\ud83d\ude00", "\u{fffd}😀"),
            (r"\ude00\ud83d", "\u{fffd}\u{fffd}"),
            (r"\ud83d\\ude00", "\u{fffd}\\ude00"),
            (r"\ud83d\n", "\u{fffd}\n"),
            (r"\\ud83d \ud83d", "\\ud83d \u{fffd}"),
            (r"\ud83d\ude00", "😀"),
        ] {
            let body = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"m","params":["{escaped}"]}}"#);
            check(&body, request("m", 1, json!([expected])));
        }
    }

    #[test]
    fn broken_escapes_are_unreadable() {
        for escaped in [r"\ud83", r"\ud83d\", r"\u", r"\ud83g", r"\ud83d\u12"] {
            let body = format!(r#"{{"jsonrpc":"2.0","method":"{escaped}"}}"#);
            assert!(matches!(decode(body.as_bytes())[..], [Incoming::Unreadable(_)]), "{escaped}");
            assert!(matches!(decode(escaped.as_bytes())[..], [Incoming::Unreadable(_)]), "{escaped}");
        }
    }

    #[test]
    fn our_requests_have_no_empty_parameters() {
        let encode = |request| String::from_utf8(encode_request(request)).unwrap();
        assert_eq!(
            encode(Request::build("m").id(1).params(Value::Null).finish()),
            r#"{"id":1,"jsonrpc":"2.0","method":"m"}"#
        );
        assert_eq!(
            encode(Request::build("m").params(json!({"a": "é"})).finish()),
            r#"{"jsonrpc":"2.0","method":"m","params":{"a":"é"}}"#
        );
    }
}
