//! Repairs requests that editors really send and that the strict types below would refuse.
//!
//! A refused `initialize` means no server at all, so of its parameters whatever cannot be read is
//! left out and the rest is used. Nothing is repaired in other requests but parameters where there
//! are none, or none where there are some: `"params": null` always means that there are none.

use serde_json::{Map, Value, json};
use tower_lsp::jsonrpc::Request;
use tower_lsp::lsp_types::{ClientCapabilities, ClientInfo, TraceValue, Url, WorkspaceFolder};

/// The request as it was meant.
pub(crate) fn normalise(request: Request) -> Request {
    match request.method() {
        "initialize" => with_params(request, |params| Some(initialize(params.unwrap_or_default()))),
        "initialized" => with_params(request, |params| Some(object_or_empty(params.unwrap_or_default()))),
        // Both have no parameters, and are sent with `{}` and `[]` all the same.
        "shutdown" | "exit" => with_params(request, |_| None),
        _ if request.params() == Some(&Value::Null) => with_params(request, |_| None),
        _ => request,
    }
}

fn with_params(request: Request, change: impl FnOnce(Option<Value>) -> Option<Value>) -> Request {
    let (method, id, params) = request.into_parts();
    let mut changed = Request::build(method);
    if let Some(params) = change(params) {
        changed = changed.params(params);
    }
    if let Some(id) = id {
        changed = changed.id(id);
    }
    changed.finish()
}

fn object_or_empty(value: Value) -> Value {
    if value.is_object() { value } else { json!({}) }
}

fn initialize(params: Value) -> Value {
    let Value::Object(mut params) = object_or_empty(params) else { return json!({}) };
    // Some clients send -1 for "no process".
    keep_if(&mut params, "processId", |id| id.as_u64().is_some_and(|id| u32::try_from(id).is_ok()));
    // "" for "no folder", and plain paths.
    keep_if(&mut params, "rootUri", reads_as::<Url>);
    keep_if(&mut params, "rootPath", Value::is_string);
    keep_if(&mut params, "locale", Value::is_string);
    keep_if(&mut params, "trace", reads_as::<TraceValue>);
    keep_if(&mut params, "clientInfo", reads_as::<ClientInfo>);
    keep_if(&mut params, "workspaceFolders", Value::is_array);
    if let Some(folders) = params.get_mut("workspaceFolders").and_then(Value::as_array_mut) {
        folders.retain(reads_as::<WorkspaceFolder>);
    }
    let capabilities = params.remove("capabilities").unwrap_or_default();
    params.insert("capabilities".to_owned(), readable_capabilities(capabilities));
    Value::Object(params)
}

/// Takes out a field that does not satisfy `is_fine`.
fn keep_if(params: &mut Map<String, Value>, field: &str, is_fine: impl FnOnce(&Value) -> bool) {
    if params.get(field).is_some_and(|value| !is_fine(value)) {
        params.remove(field);
    }
}

fn reads_as<T: serde::de::DeserializeOwned>(value: &Value) -> bool {
    T::deserialize(value).is_ok()
}

/// The capabilities without those that cannot be read, such as a kind of folding range newer than our types.
fn readable_capabilities(capabilities: Value) -> Value {
    let Value::Object(mut sections) = object_or_empty(capabilities) else { return json!({}) };
    let is_readable =
        |section: &str, features: Value| reads_as::<ClientCapabilities>(&json!({ section: features }));
    sections.retain(|section, features| {
        if is_readable(section, features.clone()) {
            return true;
        }
        let Some(features) = features.as_object_mut() else { return false };
        features.retain(|feature, value| is_readable(section, json!({ feature: value })));
        true
    });
    Value::Object(sections)
}

#[cfg(test)]
mod tests {
    use tower_lsp::lsp_types::{InitializeParams, InitializedParams};

    use super::*;

    /// What the handler of `initialize` gets when a client sends `params`.
    fn initialized_with(params: Value) -> InitializeParams {
        let request = normalise(Request::build("initialize").id(1).params(params).finish());
        serde_json::from_value(request.params().cloned().unwrap()).unwrap()
    }

    #[track_caller]
    fn check_params(method: &'static str, sent: Option<Value>, expected: Option<Value>) {
        let mut request = Request::build(method).id(7);
        if let Some(params) = &sent {
            request = request.params(params.clone());
        }
        let (name, id, params) = normalise(request.finish()).into_parts();
        assert_eq!((name.as_ref(), id, params), (method, Some(7.into()), expected), "{sent:?}");
    }

    #[test]
    fn a_process_that_is_none_becomes_null() {
        for id in [json!(-1), json!(null), json!("12"), json!(1.5), json!(4_294_967_296_u64)] {
            assert_eq!(initialized_with(json!({"processId": id, "capabilities": {}})).process_id, None);
        }
        assert_eq!(initialized_with(json!({"processId": 12, "capabilities": {}})).process_id, Some(12));
    }

    #[test]
    fn a_root_that_is_no_uri_becomes_null() {
        for root in [json!(""), json!("/home/me"), json!("notes"), json!(null), json!(5), json!({})] {
            assert_eq!(initialized_with(json!({"rootUri": root, "capabilities": {}})).root_uri, None);
        }
        let kept = initialized_with(json!({"rootUri": "file:///home/me", "capabilities": {}})).root_uri;
        assert_eq!(kept.as_ref().map(Url::as_str), Some("file:///home/me"));
    }

    #[test]
    fn folders_that_cannot_be_read_are_left_out() {
        let folders =
            |folders: Value| initialized_with(json!({"workspaceFolders": folders})).workspace_folders;
        assert_eq!(folders(json!(null)), None);
        assert_eq!(folders(json!({})), None);
        assert_eq!(folders(json!([])), Some(vec![]));
        let some =
            folders(json!([{"uri": "x", "name": "bad"}, {"uri": "file:///a", "name": "a"}, 5])).unwrap();
        assert_eq!(some.iter().map(|folder| folder.name.as_str()).collect::<Vec<_>>(), ["a"]);
    }

    #[test]
    fn other_fields_that_cannot_be_read_are_left_out() {
        let params = initialized_with(json!({
            "trace": "compact", "clientInfo": {"version": 1}, "locale": 5, "rootPath": {}, "capabilities": null,
            "initializationOptions": {"kept": true},
        }));
        assert_eq!((params.trace, params.client_info, params.locale), (None, None, None));
        assert_eq!(params.initialization_options, Some(json!({"kept": true})));
        assert_eq!(initialized_with(json!(null)), initialized_with(json!({})));
        assert_eq!(initialized_with(json!([1])), initialized_with(json!({})));
    }

    #[test]
    fn only_the_capabilities_that_cannot_be_read_are_left_out() {
        let capabilities = initialized_with(json!({"capabilities": {
            "textDocument": {
                "hover": {"contentFormat": ["markdown", "html"]},
                "foldingRange": {"lineFoldingOnly": true},
            },
            "workspace": {"applyEdit": true},
            "window": 5,
            "future": {"x": 1},
        }}))
        .capabilities;
        let text = capabilities.text_document.unwrap();
        assert_eq!(text.hover, None);
        assert_eq!(text.folding_range.unwrap().line_folding_only, Some(true));
        assert_eq!(capabilities.workspace.unwrap().apply_edit, Some(true));
        assert_eq!(capabilities.window, None);
    }

    #[test]
    fn methods_without_parameters_get_none() {
        for params in [None, Some(json!(null)), Some(json!({})), Some(json!([])), Some(json!({"x": 1}))] {
            check_params("shutdown", params.clone(), None);
            check_params("exit", params, None);
        }
    }

    #[test]
    fn initialized_always_gets_its_empty_object() {
        for params in [None, Some(json!(null)), Some(json!([])), Some(json!({}))] {
            check_params("initialized", params, Some(json!({})));
        }
        assert!(reads_as::<InitializedParams>(&json!({})));
    }

    #[test]
    fn other_parameters_are_left_alone_except_for_null() {
        for params in [None, Some(json!({})), Some(json!([null])), Some(json!({"processId": -1}))] {
            check_params("workspace/symbol", params.clone(), params);
        }
        check_params("workspace/symbol", Some(json!(null)), None);
    }
}
