//! [`Editor`]: what an editor takes by the capabilities it has announced.

use serde_json::{Value, json};

use crate::client::Client;

/// An editor with what it was told that it does not take.
pub(super) struct Editor {
    name: String,
    capabilities: Value,
    pub(super) wrong: Vec<String>,
}

/// Requests of the server and the capability that each needs.
const ASKED: [(&str, &[&str]); 8] = [
    ("window/workDoneProgress/create", &["/window/workDoneProgress"]),
    ("workspace/configuration", &["/workspace/configuration"]),
    ("window/showDocument", &["/window/showDocument/support"]),
    ("workspace/applyEdit", &["/workspace/applyEdit"]),
    (
        "workspace/diagnostic/refresh",
        // Helix writes it as the request is written.
        &["/workspace/diagnostics/refreshSupport", "/workspace/diagnostic/refreshSupport"],
    ),
    ("workspace/semanticTokens/refresh", &["/workspace/semanticTokens/refreshSupport"]),
    ("workspace/codeLens/refresh", &["/workspace/codeLens/refreshSupport"]),
    ("workspace/inlayHint/refresh", &["/workspace/inlayHint/refreshSupport"]),
];

impl Editor {
    pub(super) fn new(name: &str, capabilities: &Value) -> Self {
        Self { name: name.to_owned(), capabilities: capabilities.clone(), wrong: Vec::new() }
    }

    fn said(&self, path: &str) -> &Value {
        self.capabilities.pointer(path).unwrap_or(&Value::Null)
    }

    fn can(&self, path: &str) -> bool {
        matches!(self.said(path), Value::Bool(true) | Value::Object(_))
    }

    /// Whether a list of the capabilities has a value; where there is no such list, whether another one has.
    fn lists(&self, path: &str, value: &Value, otherwise: &[Value]) -> bool {
        self.said(path).as_array().map_or(otherwise, Vec::as_slice).contains(value)
    }

    fn want(&mut self, holds: bool, what: &str, method: &str, found: &Value) {
        if !holds {
            let shown: String = found.to_string().chars().take(200).collect();
            self.wrong.push(format!("{} in {method}: {what}: {shown}", self.name));
        }
    }

    /// Asks and looks at the answer.
    #[track_caller]
    pub(super) fn ask(&mut self, client: &mut Client, method: &str, params: Value) -> Value {
        let answer = client.request(method, params);
        self.look(method, &answer);
        answer
    }

    /// The same for what an editor may be told that it cannot do.
    #[track_caller]
    pub(super) fn ask_or_be_refused(&mut self, client: &mut Client, method: &str, params: Value) {
        let id = client.send_request(method, params);
        let answer = client.answer(id);
        match answer["error"]["message"].as_str() {
            Some(reason) => {
                let can = self.lists("/workspace/workspaceEdit/resourceOperations", &json!("rename"), &[]);
                self.want(!can && reason.contains("the editor does not"), "a refusal", method, &answer);
            }
            None => self.look(method, &answer["result"]),
        }
    }

    /// Looks at what the server announces.
    pub(super) fn initialized(&mut self, can: &Value) {
        let method = "initialize";
        let encoding = &can["positionEncoding"];
        let known = self.lists("/general/positionEncodings", encoding, &[json!("utf-16")]);
        self.want(known, "a known encoding", method, encoding);
        let renames = &can["renameProvider"];
        let prepares = renames.is_boolean() || self.can("/textDocument/rename/prepareSupport");
        self.want(prepares, "a rename that is prepared", method, renames);
        let acts = can["codeActionProvider"].is_null()
            || self.can("/textDocument/codeAction/codeActionLiteralSupport");
        self.want(acts, "code actions", method, &can["codeActionProvider"]);
        let asks = can["diagnosticProvider"].is_null() || self.can("/textDocument/diagnostic");
        self.want(asks, "diagnostics that are asked for", method, &can["diagnosticProvider"]);
    }

    /// Looks at a request or notification of the server.
    pub(super) fn told(&mut self, message: &Value) {
        let (method, params) = (message["method"].as_str().unwrap(), &message["params"]);
        if let Some((_, needs)) = ASKED.iter().find(|(asked, _)| *asked == method) {
            let can = needs.iter().any(|path| self.can(path));
            self.want(can, "the request", method, params);
            self.look(method, params);
            return;
        }
        match method {
            "client/registerCapability" => {
                for registration in params["registrations"].as_array().unwrap() {
                    let name = registration["method"].as_str().unwrap();
                    let path = if name.starts_with("workspace/") {
                        name.to_owned()
                    } else {
                        format!("textDocument/{name}")
                    };
                    let can = self.can(&format!("/{path}/dynamicRegistration"));
                    self.want(can, "to be registered", method, registration);
                }
            }
            "client/unregisterCapability" | "window/logMessage" | "window/showMessage" => {}
            "$/progress" => self.want(self.can("/window/workDoneProgress"), "progress", method, params),
            "textDocument/publishDiagnostics" => {
                let asks = self.can("/textDocument/diagnostic");
                self.want(!asks, "diagnostics twice", method, params);
                self.look(method, params);
            }
            _ => self.want(false, "what nobody knows", method, params),
        }
    }

    /// Looks at an answer, and at all that is in it.
    pub(super) fn look(&mut self, method: &str, value: &Value) {
        match value {
            Value::Array(list) => list.iter().for_each(|value| self.look(method, value)),
            Value::Object(fields) => {
                self.one(method, value);
                fields
                    .iter()
                    .filter(|(key, _)| *key != "data")
                    .for_each(|(_, value)| self.look(method, value));
            }
            _ => {}
        }
    }

    fn one(&mut self, method: &str, value: &Value) {
        let has = |key: &str| value.get(key).is_some_and(|found| !found.is_null());
        if has("documentChanges") || has("changes") {
            self.edit(method, value);
        }
        let (kind, feature) = (&value["kind"], method.trim_start_matches("textDocument/"));
        if has("value") && kind.is_string() {
            let formats = match method {
                "textDocument/hover" => Some("/textDocument/hover/contentFormat"),
                "textDocument/completion" | "completionItem/resolve" => {
                    Some("/textDocument/completion/completionItem/documentationFormat")
                }
                _ => None,
            };
            if let Some(path) = formats {
                let known = self.lists(path, kind, &[json!("plaintext")]);
                self.want(known, "the format", method, value);
            }
        }
        if has("targetUri") {
            let can = self.can(&format!("/textDocument/{feature}/linkSupport"));
            self.want(can, "links with origins", method, value);
        }
        if has("severity") && has("message") {
            self.diagnostic(method, value);
        }
        match method {
            "textDocument/completion" | "completionItem/resolve" if has("label") => {
                self.completion(method, value)
            }
            "textDocument/documentSymbol" if has("name") => {
                let nested = self.can("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport");
                self.want(nested || has("location"), "a tree", method, value);
                let known =
                    self.lists("/textDocument/documentSymbol/symbolKind/valueSet", kind, &numbers(18));
                self.want(known, "the kind", method, value);
            }
            "workspace/symbol" if has("name") => {
                let known = self.lists("/workspace/symbol/symbolKind/valueSet", kind, &numbers(18));
                self.want(known, "the kind", method, value);
            }
            "textDocument/documentLink" | "documentLink/resolve" if has("tooltip") => {
                let can = self.can("/textDocument/documentLink/tooltipSupport");
                self.want(can, "a tooltip", method, value);
            }
            "textDocument/foldingRange" => {
                let whole = self.can("/textDocument/foldingRange/lineFoldingOnly");
                self.want(!whole || !has("startCharacter"), "folds within lines", method, value);
                let text = self.can("/textDocument/foldingRange/foldingRange/collapsedText");
                self.want(text || !has("collapsedText"), "a text for a fold", method, value);
            }
            "textDocument/codeAction" if has("title") => {
                let prefers = self.can("/textDocument/codeAction/isPreferredSupport");
                self.want(prefers || !has("isPreferred"), "a preferred action", method, value);
                let keeps = self.can("/textDocument/codeAction/dataSupport");
                self.want(keeps || !has("data"), "data", method, value);
            }
            _ => {}
        }
    }

    fn completion(&mut self, method: &str, item: &Value) {
        let has = |key: &str| item.get(key).is_some_and(|found| !found.is_null());
        let of = |what: &str| format!("/textDocument/completion/completionItem/{what}");
        for (holds, what) in [
            (item["insertTextFormat"] != 2 || self.can(&of("snippetSupport")), "a snippet"),
            (item["textEdit"].get("insert").is_none() || self.can(&of("insertReplaceSupport")), "two ranges"),
            (!has("deprecated") || self.can(&of("deprecatedSupport")), "deprecated"),
            (!has("tags") || self.lists(&of("tagSupport/valueSet"), &json!(1), &[]), "a tag"),
            (!has("labelDetails") || self.can(&of("labelDetailsSupport")), "details of a label"),
            (!has("commitCharacters") || self.can(&of("commitCharactersSupport")), "characters that commit"),
            (
                self.lists(
                    "/textDocument/completion/completionItemKind/valueSet",
                    &item["kind"],
                    &numbers(18),
                ),
                "the kind",
            ),
        ] {
            self.want(holds, what, method, item);
        }
    }

    fn diagnostic(&mut self, method: &str, found: &Value) {
        let has = |key: &str| found.get(key).is_some_and(|found| !found.is_null());
        let can = |what: &str| {
            ["publishDiagnostics", "diagnostic"]
                .iter()
                .any(|way| self.can(&format!("/textDocument/{way}/{what}")))
        };
        let (related, described, keeps) =
            (can("relatedInformation"), can("codeDescriptionSupport"), can("dataSupport"));
        self.want(related || !has("relatedInformation"), "related places", method, found);
        self.want(described || !has("codeDescription"), "a page for its code", method, found);
        self.want(keeps || !has("data"), "data", method, found);
        for tag in found["tags"].as_array().into_iter().flatten() {
            let known = ["publishDiagnostics", "diagnostic"]
                .iter()
                .any(|way| self.lists(&format!("/textDocument/{way}/tagSupport/valueSet"), tag, &[]));
            self.want(known, "a tag", method, found);
        }
    }

    fn edit(&mut self, method: &str, edit: &Value) {
        let edits = "/workspace/workspaceEdit";
        let operations = format!("{edits}/resourceOperations");
        let is_versioned = edit.get("documentChanges").is_some_and(|changes| !changes.is_null());
        // Files are made and moved in these alone, so who does that takes them.
        let takes = self.can(&format!("{edits}/documentChanges")) || self.said(&operations).is_array();
        self.want(!is_versioned || takes, "versioned changes", method, edit);
        let changes = edit["documentChanges"].as_array().into_iter().flatten();
        let kinds: Vec<Value> = changes.filter_map(|change| change.get("kind").cloned()).collect();
        for kind in kinds {
            let known = self.lists(&operations, &kind, &[]);
            self.want(known, "what is done to a file", method, &kind);
        }
        let is_annotated = edit.to_string().contains("\"annotationId\"")
            || edit.get("changeAnnotations").is_some_and(|found| !found.is_null());
        let honours = match method {
            "textDocument/rename" => self.can("/textDocument/rename/honorsChangeAnnotations"),
            _ => true,
        };
        let asks = self.can(&format!("{edits}/changeAnnotationSupport")) && honours;
        self.want(!is_annotated || asks, "changes to confirm", method, edit);
    }
}

/// The numbers from 1.
fn numbers(last: u64) -> Vec<Value> {
    (1..=last).map(Value::from).collect()
}
