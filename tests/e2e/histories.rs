//! After any history of a vault the server knows what one knows that starts now.
//!
//! Files come, change, move and go, notes are opened, edited and closed, ignore files and settings change. The events
//! that a watching editor tells are doubled, reordered and sometimes of the wrong kind; where the server watches itself
//! there are none.

use std::fs;

use serde_json::{Value, json};

use crate::client::Client;
use crate::dice::Dice;
use crate::scene::{modern, open, sorted, start};
use crate::vault::Vault;

const PATHS: [&str; 12] = [
    "a.md",
    "A.md",
    "b.md",
    "sub/a.md",
    "sub/c.md",
    "sub/deep/d.markdown",
    "other/b.md",
    "other/note.txt",
    "pic.png",
    "sub/pic.png",
    ".hidden/h.md",
    "drafts/e.md",
];

const FOLDERS: [&str; 5] = ["sub", "sub/deep", "other", "drafts", "moved"];

const LINES: [&str; 16] = [
    "# Alpha",
    "## Beta gamma",
    "## What is a widget?",
    "A widget is a thing with a handle.",
    "A widget and alpha.",
    "[x](a.md)",
    "[x](sub/c.md#alpha)",
    "[x](../b.md#beta-gamma)",
    "[[a]]",
    "[[c#Alpha]]",
    "[[b|shown]]",
    "![p](pic.png)",
    "[[note]]",
    "[t](other/note.txt)",
    "[e](drafts/e.md)",
    "block ^id",
];

fn text(dice: &mut Dice) -> String {
    (0..dice.below(6)).map(|_| format!("{}\n\n", dice.one(&LINES))).collect()
}

/// A vault, the editor that has lived through its history, and the notes that are open in it.
struct History {
    vault: Vault,
    client: Client,
    open: Vec<(String, String)>,
    events: Vec<Value>,
    version: i64,
}

impl History {
    fn event(&mut self, path: &str, kind: u8) {
        self.events.push(json!({"uri": self.vault.uri(path), "type": kind}));
    }

    /// Something that happens to a file, or where `in_editor` something that happens to a note in the editor.
    fn step(&mut self, dice: &mut Dice, in_editor: bool) {
        let path = dice.one(&PATHS);
        if in_editor {
            return self.edit(path, &text(dice), dice.below(2));
        }
        match dice.below(11) {
            0..=2 => self.write(path, &text(dice)),
            3 => {
                if fs::remove_file(self.vault.file(path)).is_ok() {
                    self.event(path, 3);
                }
            }
            4 => {
                let to = dice.one(&PATHS);
                if to != path && self.vault.file(path).is_file() {
                    fs::create_dir_all(self.vault.file(to).parent().unwrap()).unwrap();
                    fs::rename(self.vault.file(path), self.vault.file(to)).unwrap();
                    self.event(path, 3);
                    self.event(to, 1);
                }
            }
            5 => {
                let (from, to) = (dice.one(&FOLDERS), dice.one(&FOLDERS));
                if self.vault.file(from).is_dir() && !self.vault.file(to).exists() && !to.starts_with(from) {
                    fs::create_dir_all(self.vault.file(to).parent().unwrap()).unwrap();
                    fs::rename(self.vault.file(from), self.vault.file(to)).unwrap();
                    self.event(from, 3);
                    self.event(to, 1);
                }
            }
            6 => {
                let folder = dice.one(&FOLDERS);
                if fs::remove_dir_all(self.vault.file(folder)).is_ok() {
                    self.event(folder, 3);
                }
            }
            7 => {
                let ignored = dice.one(&["", "drafts/\n", "*.txt\nsub/deep\n", "a.md\n!sub/a.md\n"]);
                self.write(dice.one(&[".gitignore", "sub/.ignore", ".glossatorignore"]), ignored);
            }
            8 => {
                let settings = dice.one(&[
                    "",
                    "[notes]\nextensions = [\"txt\"]\n",
                    "[rules]\n\"link/missing-note\" = \"off\"\n",
                    "[odd\n",
                ]);
                self.write("glossator.toml", settings);
            }
            _ => self.write(path, &text(dice)),
        }
    }

    fn write(&mut self, path: &str, text: &str) {
        let is_new = !self.vault.file(path).exists();
        self.vault.write(path, text);
        self.event(path, if is_new { 1 } else { 2 });
    }

    /// Opens a note, or edits or closes it where it is open.
    fn edit(&mut self, path: &str, text: &str, what: usize) {
        let uri = self.vault.uri(path);
        let at = self.open.iter().position(|(open, _)| open == path);
        match at {
            None if path.ends_with(".png") => {}
            None => {
                open(&mut self.client, &uri, text);
                self.open.push((path.to_owned(), text.to_owned()));
            }
            Some(at) if what == 0 => {
                self.client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
                self.open.remove(at);
            }
            Some(at) => {
                self.version += 1;
                let document = json!({"uri": uri, "version": self.version});
                let changes = json!([{"text": text}]);
                self.client.notify(
                    "textDocument/didChange",
                    json!({"textDocument": document, "contentChanges": changes}),
                );
                self.open[at].1 = text.to_owned();
            }
        }
    }

    /// Tells of the events in any order, some of them twice, and of some that they were changes.
    fn tell(&mut self, dice: &mut Dice) {
        let mut events = std::mem::take(&mut self.events);
        for at in (1..events.len()).rev() {
            events.swap(at, dice.below(at + 1));
        }
        let mut told = Vec::new();
        for mut event in events {
            if dice.below(4) == 0 {
                told.push(event.clone());
            }
            if event["type"] == 1 && dice.below(4) == 0 {
                event["type"] = json!(2);
            }
            told.push(event);
        }
        self.client.notify("workspace/didChangeWatchedFiles", json!({"changes": told}));
    }
}

/// What a server knows of the vault.
fn known(client: &mut Client, vault: &Vault) -> Value {
    let symbols = client.request("workspace/symbol", json!({"query": ""}));
    let symbols = sorted(symbols.as_array().unwrap().clone());
    let mut notes = serde_json::Map::new();
    for path in PATHS.iter().copied().chain([
        "moved/c.md",
        "moved/a.md",
        "moved/d.markdown",
        "moved/deep/d.markdown",
        "moved/e.md",
    ]) {
        let document = json!({"textDocument": {"uri": vault.uri(path)}});
        let problems = client.request("textDocument/diagnostic", document.clone())["items"].take();
        let links = client.request("textDocument/documentLink", document);
        notes.insert(path.to_owned(), json!([problems, links]));
    }
    json!({"symbols": symbols, "notes": notes})
}

#[track_caller]
fn check(seed: u64, capabilities: &Value) {
    let mut dice = Dice::new(seed);
    let vault = Vault::new("");
    for _ in 0..8 {
        vault.write(dice.one(&PATHS), &text(&mut dice));
    }
    let mut client = Client::start(&vault);
    start(&mut client, &[vault.uri("")], capabilities);
    let watches = capabilities.pointer("/workspace/didChangeWatchedFiles").is_some();
    let mut history = History { vault, client, open: Vec::new(), events: Vec::new(), version: 1 };
    for round in 0..8 {
        // Some rounds are the editor's alone, some the disk's, in some both take part.
        let editor = dice.below(3);
        for _ in 0..=dice.below(6) {
            let in_editor = editor == 2 || (editor == 1 && dice.below(2) == 0);
            history.step(&mut dice, in_editor);
        }
        if watches {
            history.tell(&mut dice);
        }
        let mut fresh = Client::start(&history.vault);
        start(&mut fresh, &[history.vault.uri("")], capabilities);
        for (path, text) in &history.open {
            open(&mut fresh, &history.vault.uri(path), text);
        }
        let expected = known(&mut fresh, &history.vault);
        fresh.finish();
        let (client, vault) = (&mut history.client, &history.vault);
        client.wait_until(&format!("seed {seed}, round {round}: {expected:#}"), |client| {
            known(client, vault) == expected
        });
        // Settings change which more files the editor is to watch.
        for method in ["client/registerCapability", "client/unregisterCapability"] {
            while history.client.waiting(method) > 0 {
                history.client.respond_to(method, Value::Null);
            }
        }
    }
    history.client.finish();
}

#[test]
fn a_server_that_is_told_of_changes_knows_what_a_new_one_knows() {
    for seed in 1..=4 {
        check(seed, &modern());
    }
}

#[test]
fn a_server_that_watches_knows_what_a_new_one_knows() {
    let mut capabilities = modern();
    capabilities["workspace"].as_object_mut().unwrap().remove("didChangeWatchedFiles");
    for seed in 11..=14 {
        check(seed, &capabilities);
    }
}
