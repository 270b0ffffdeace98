//! A vault from a fixture, opened in an editor that can much or little.
//!
//! The notation is that of `glossator-testkit`: `-- path` starts a file, `$0` is the cursor, a line of carets marks
//! the text above it. The first file is open, the others lie on the disk.

use glossator_testkit::{File, Fixture, Place};
use serde_json::{Value, json};

use crate::client::Client;
use crate::model::{Encoding, Model};
use crate::vault::Vault;

/// What an editor of today can do.
pub(crate) fn modern() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-16"]},
        "textDocument": {
            "definition": {"linkSupport": true},
            "documentSymbol": {
                "hierarchicalDocumentSymbolSupport": true,
                "symbolKind": {"valueSet": (1..=26).collect::<Vec<u8>>()},
            },
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "completion": {
                "completionItem": {"documentationFormat": ["markdown"]},
                "completionItemKind": {"valueSet": (1..=25).collect::<Vec<u8>>()},
            },
            "diagnostic": {},
            "publishDiagnostics": {"relatedInformation": true, "tagSupport": {"valueSet": [1, 2]}},
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "refactor", "source"]}},
                "dataSupport": true,
                "isPreferredSupport": true,
                "resolveSupport": {"properties": ["edit"]},
            },
        },
        "window": {"workDoneProgress": true, "showDocument": {"support": true}},
        "workspace": {
            "diagnostics": {"refreshSupport": true},
            "symbol": {"symbolKind": {"valueSet": (1..=26).collect::<Vec<u8>>()}},
            "didChangeWatchedFiles": {"dynamicRegistration": true},
        },
    })
}

/// What an editor of long ago can do, but for the progress by which a test sees that the vault is read.
pub(crate) fn plain() -> Value {
    json!({"window": {"workDoneProgress": true}})
}

/// A vault in an editor.
pub(crate) struct Scene {
    pub(crate) vault: Vault,
    pub(crate) client: Client,
    fixture: Fixture,
    version: i64,
}

impl Scene {
    /// Opens a fixture in an editor of today.
    #[track_caller]
    pub(crate) fn new(fixture: &str) -> Self {
        Self::of(fixture, &modern())
    }

    /// Opens a fixture in an editor with these capabilities, and waits until the vault is read.
    #[track_caller]
    pub(crate) fn of(fixture: &str, capabilities: &Value) -> Self {
        let mut scene = Self::closed(fixture, capabilities);
        if let Some(first) = scene.fixture.files.first() {
            let (path, text) = (first.path.clone(), first.text.clone());
            scene.open(&path, &text);
        }
        scene
    }

    /// The same with no note open.
    #[track_caller]
    pub(crate) fn closed(fixture: &str, capabilities: &Value) -> Self {
        let fixture = Fixture::parse(fixture);
        let vault = Vault::new("");
        for File { path, text } in &fixture.files {
            vault.write(path, text);
        }
        let mut client = Client::start(&vault);
        start(&mut client, &[vault.uri("")], capabilities);
        Self { vault, client, fixture, version: 1 }
    }

    /// Opens a note with a text.
    #[track_caller]
    pub(crate) fn open(&mut self, path: &str, text: &str) {
        let uri = self.vault.uri(path);
        open(&mut self.client, &uri, text);
    }

    /// Replaces the text of an open note.
    #[track_caller]
    pub(crate) fn change(&mut self, path: &str, version: i64, text: &str) {
        let uri = self.vault.uri(path);
        self.client.notify(
            "textDocument/didChange",
            json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]}),
        );
    }

    /// Closes a note.
    #[track_caller]
    pub(crate) fn close(&mut self, path: &str) {
        let uri = self.vault.uri(path);
        self.client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    /// Tells the server of a change on disk, as a watching editor does: 1 created, 2 changed, 3 deleted.
    #[track_caller]
    pub(crate) fn file_event(&mut self, path: &str, kind: u8) {
        let uri = self.vault.uri(path);
        self.client
            .notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri, "type": kind}]}));
    }

    /// The parameters of a question about the cursor.
    pub(crate) fn at_cursor(&self) -> Value {
        self.at(&self.fixture.cursors[0])
    }

    /// Makes this the text of the first note, which has the cursor, and gives the parameters of a question about the
    /// cursor in it.
    #[track_caller]
    pub(crate) fn write_at_cursor(&mut self, text: &str) -> Value {
        let path = self.fixture.files[0].path.clone();
        let model = Model::new(&text.replace("$0", ""), Encoding::Utf16);
        self.version += 1;
        self.change(&path, self.version, &model.text);
        json!({
            "textDocument": {"uri": self.vault.uri(&path)},
            "position": model.position(text.find("$0").unwrap()),
        })
    }

    fn at(&self, place: &Place) -> Value {
        let file = &self.fixture.files[place.file];
        json!({
            "textDocument": {"uri": self.vault.uri(&file.path)},
            "position": self.model(place.file).position(place.offset),
        })
    }

    fn model(&self, file: usize) -> Model {
        Model::new(&self.fixture.files[file].text, Encoding::Utf16)
    }

    /// The text of a file of the fixture.
    pub(crate) fn text(&self, file: usize) -> String {
        self.fixture.files[file].text.clone()
    }

    /// Asks about the cursor.
    #[track_caller]
    pub(crate) fn ask(&mut self, method: &str) -> Value {
        let params = self.at_cursor();
        self.client.request(method, params)
    }

    /// Asks about a whole note.
    #[track_caller]
    pub(crate) fn ask_about(&mut self, method: &str, path: &str) -> Value {
        let uri = self.vault.uri(path);
        self.client.request(method, json!({"textDocument": {"uri": uri}}))
    }

    /// The messages of the diagnostics of a note, as the client asks for them.
    #[track_caller]
    pub(crate) fn problems(&mut self, path: &str) -> Vec<String> {
        messages(&self.ask_about("textDocument/diagnostic", path)["items"])
    }

    /// The messages of the diagnostics of a note about links that lead nowhere.
    #[track_caller]
    pub(crate) fn broken_links(&mut self, path: &str) -> Vec<String> {
        let report = self.ask_about("textDocument/diagnostic", path);
        let items = report["items"].as_array().cloned().unwrap_or_default();
        let is_broken =
            |item: &Value| item["code"].as_str().is_some_and(|code| code.starts_with("link/missing"));
        messages(&items.into_iter().filter(is_broken).collect())
    }

    /// Asks for the diagnostics of a note until they are these.
    #[track_caller]
    pub(crate) fn problems_become(&mut self, path: &str, expected: &[&str]) {
        let params = json!({"textDocument": {"uri": self.vault.uri(path)}});
        self.client.request_until("textDocument/diagnostic", &params, |report| {
            messages(&report["items"]) == expected
        });
    }

    /// What the carets mark, as the protocol's locations, sorted.
    pub(crate) fn marks(&self) -> Vec<Value> {
        let marks = self.fixture.marks.iter().map(|mark| {
            let model = self.model(mark.file);
            let range = json!({
                "start": model.position(mark.range.start),
                "end": model.position(mark.range.end),
            });
            json!({"uri": self.vault.uri(&self.fixture.files[mark.file].path), "range": range})
        });
        sorted(marks.collect())
    }

    /// A text with the vault's own URI and path shown as `VAULT`.
    pub(crate) fn without_vault(&self, text: &str) -> String {
        let root = self.vault.uri("");
        text.replace(root.trim_end_matches('/'), "VAULT")
            .replace(&self.vault.folder().display().to_string(), "VAULT")
    }

    /// Ends the session as an editor does.
    #[track_caller]
    pub(crate) fn finish(self) {
        self.client.finish();
    }
}

/// Goes through `initialize` with these folders and waits until they are read.
#[track_caller]
pub(crate) fn start(client: &mut Client, folders: &[String], capabilities: &Value) -> Value {
    let named: Vec<Value> = folders.iter().map(|uri| json!({"uri": uri, "name": uri})).collect();
    let result = client.initialize_with(json!({
        "processId": null,
        "rootUri": folders.first(),
        "workspaceFolders": named,
        "capabilities": capabilities,
    }));
    for _ in folders {
        is_read(client);
    }
    if capabilities.pointer("/workspace/didChangeWatchedFiles/dynamicRegistration") == Some(&json!(true)) {
        client.respond_to("client/registerCapability", Value::Null);
    }
    result
}

/// Waits until one more folder is read.
#[track_caller]
pub(crate) fn is_read(client: &mut Client) {
    client.respond_to("window/workDoneProgress/create", Value::Null);
    while client.notification("$/progress")["value"]["kind"] != "end" {}
}

/// Opens a document with a text.
#[track_caller]
pub(crate) fn open(client: &mut Client, uri: &str, text: &str) {
    let document = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": text});
    client.notify("textDocument/didOpen", json!({"textDocument": document}));
}

/// Values in an order of their own, to compare what comes in any order.
pub(crate) fn sorted(mut values: Vec<Value>) -> Vec<Value> {
    values.sort_by_key(ToString::to_string);
    values
}

/// The messages of diagnostics.
pub(crate) fn messages(items: &Value) -> Vec<String> {
    let items = items.as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().map(|item| item["message"].as_str().unwrap_or_default().to_owned()).collect()
}
