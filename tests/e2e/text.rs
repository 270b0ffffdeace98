//! The server's text of an open note is the editor's, whatever is edited, in every encoding of positions.
//!
//! Two roads must agree: a server that is told of edits, and one that is told of the whole text that the independent
//! [`Model`] makes of them. What a server holds shows in its outline, links, diagnostics and in the preview of a hover.

use serde_json::{Value, json};

use crate::client::Client;
use crate::dice::Dice;
use crate::model::{Encoding, Model};
use crate::scene::{modern, open, start};
use crate::vault::Vault;

/// An editor that counts columns in this encoding.
fn client(vault: &Vault, encoding: Encoding) -> Client {
    let mut capabilities = modern();
    capabilities["general"]["positionEncodings"] = json!([encoding.name()]);
    let mut client = Client::start(vault);
    let result = start(&mut client, &[vault.uri("")], &capabilities);
    assert_eq!(result["capabilities"]["positionEncoding"], encoding.name());
    client
}

fn change(client: &mut Client, uri: &str, version: i64, changes: &[Value]) {
    let document = json!({"uri": uri, "version": version});
    client.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
}

/// Everything a server tells about the text of a note.
fn told(client: &mut Client, vault: &Vault) -> Value {
    let document = json!({"uri": vault.uri("a.md")});
    // What waits for a line to be written depends on how it was.
    client.notify("textDocument/didSave", json!({"textDocument": document}));
    let symbols = client.request("textDocument/documentSymbol", json!({"textDocument": document}));
    let links = client.request("textDocument/documentLink", json!({"textDocument": document}));
    let problems = client.request("textDocument/diagnostic", json!({"textDocument": document}));
    let at = json!({"line": 0, "character": 1});
    let preview = client
        .request("textDocument/hover", json!({"textDocument": {"uri": vault.uri("b.md")}, "position": at}));
    json!({"symbols": symbols, "links": links, "problems": problems["items"], "preview": preview["contents"]["value"]})
}

/// What is typed and pasted: what Markdown is made of, and what is counted differently in each encoding.
const PIECES: [&str; 36] = [
    "a",
    "word ",
    "é",
    "e\u{301}",
    "😀",
    "👩\u{200d}👩\u{200d}👧",
    "漢字",
    "\u{2028}",
    "\u{c}",
    "\u{85}",
    "\u{feff}",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\r\n\r\n",
    "\n# ",
    "\n## H",
    "\r# R",
    "# ",
    "[[",
    "]]",
    "[[gone]]",
    "[x](b.md)",
    "[é😀](no.md)",
    "](",
    ")",
    "[^1]",
    "`",
    "\n```\n",
    "---\n",
    "**t**: ",
    "|",
    "> ",
    "\u{10ffff}",
];

fn piece(dice: &mut Dice) -> String {
    (0..dice.below(4)).map(|_| dice.one(&PIECES)).collect()
}

fn position(dice: &mut Dice, model: &Model) -> Value {
    // The largest number that the protocol knows.
    const MOST: u64 = (1 << 31) - 1;
    let lines = model.lines();
    let line = dice.below(lines.len() + 1);
    let length = lines.get(line).map_or(0, |line| line.len());
    let line = if dice.below(40) == 0 { MOST } else { line as u64 };
    let character = if dice.below(20) == 0 { MOST } else { dice.below(length + 3) as u64 };
    json!({"line": line, "character": character})
}

fn edit(dice: &mut Dice, model: &Model) -> Value {
    if dice.below(25) == 0 {
        return json!({"text": (0..10).map(|_| piece(dice)).collect::<String>()});
    }
    let one = position(dice, model);
    let other = if dice.below(3) == 0 { one.clone() } else { position(dice, model) };
    let (start, end) = if model.offset(&one) <= model.offset(&other) { (one, other) } else { (other, one) };
    let mut change = json!({"range": {"start": start, "end": end}, "text": piece(dice)});
    if dice.below(2) == 0 {
        // Deprecated, and wrong in some editors.
        change["rangeLength"] = json!(dice.below(100));
    }
    change
}

#[test]
fn edits_one_by_one_give_the_text_that_the_editor_has() {
    for (seed, encoding) in (1..).zip(Encoding::ALL) {
        let vault = Vault::new("\n-- a.md\n-- b.md\n[a](a.md)\n");
        let uri = vault.uri("a.md");
        let mut dice = Dice::new(seed);
        let mut model = Model::new("# One\r\n\r\n😀 [x](no.md)\rend", encoding);
        let (mut edited, mut told_all) = (client(&vault, encoding), client(&vault, encoding));
        open(&mut edited, &uri, &model.text);
        open(&mut told_all, &uri, &model.text);
        for version in 2..120 {
            let mut changes = Vec::new();
            for _ in 0..=dice.below(4) {
                let change = edit(&mut dice, &model);
                model.apply(&change);
                changes.push(change);
            }
            change(&mut edited, &uri, version, &changes);
            change(&mut told_all, &uri, version, &[json!({"text": model.text})]);
            let (one, other) = (told(&mut edited, &vault), told(&mut told_all, &vault));
            assert_eq!(one, other, "{encoding:?}, version {version}: {changes:#?} to {:?}", model.text);
        }
        edited.finish();
        told_all.finish();
    }
}

#[test]
fn an_edit_takes_the_one_before_it_for_granted() {
    let vault = Vault::new("\n-- b.md\n[a](a.md)\n");
    let uri = vault.uri("a.md");
    let mut client = client(&vault, Encoding::Utf16);
    open(&mut client, &uri, "");
    let at = |line: u64, character: u64| json!({"line": line, "character": character});
    let insert = |line, character, text: &str| json!({"range": {"start": at(line, character), "end": at(line, character)}, "text": text});
    let changes = [
        insert(0, 0, "😀 one\r\n"),
        insert(1, 0, "two"),
        insert(1, 3, "\rthree"),
        // Behind the smile, which is two units wide.
        json!({"range": {"start": at(0, 2), "end": at(0, 6)}, "rangeLength": 77, "text": "!"}),
        json!({"text": "# All new 😀\r\rtext"}),
        json!({"range": {"start": at(2, 0), "end": at(9, 9)}, "text": "end"}),
    ];
    change(&mut client, &uri, 2, &changes);
    let hover = json!({"textDocument": {"uri": vault.uri("b.md")}, "position": at(0, 1)});
    let shown = client.request("textDocument/hover", hover)["contents"]["value"].take();
    assert!(shown.as_str().unwrap().starts_with("# All new 😀\n\nend\n"), "{shown}");
    client.finish();
}

/// Every kind of line end, character and mark, with a link behind it whose place is known by its text.
const ODD: &str = "\u{feff}[[t0]] x\r\n😀😀 [[t1]]\ré e\u{301} 漢字 [[t2]]\n\u{2028}\u{c}\u{85} [[t3]]\r\n\r\
                   👩\u{200d}👩\u{200d}👧 [[t4]] \u{10ffff} [[t5]]\n\ttab [[t6]]";

#[test]
fn ranges_are_counted_as_the_editor_counts() {
    for encoding in Encoding::ALL {
        let vault = Vault::new("");
        let mut client = client(&vault, encoding);
        let uri = vault.uri("a.md");
        open(&mut client, &uri, ODD);
        let model = Model::new(ODD, encoding);
        let report = client.request("textDocument/diagnostic", json!({"textDocument": {"uri": uri}}));
        let marked: Vec<&str> =
            report["items"].as_array().unwrap().iter().map(|item| model.slice(&item["range"])).collect();
        assert_eq!(marked, ["t0", "t1", "t2", "t3", "t4", "t5", "t6"], "{encoding:?}");
        // And back: a question about each place is about the link there.
        for item in report["items"].as_array().unwrap() {
            let params = json!({"textDocument": {"uri": uri}, "position": item["range"]["start"]});
            let list = client.request("textDocument/completion", params);
            let replaced = &list["items"][0]["textEdit"]["range"];
            assert!(replaced.is_null() || model.slice(replaced) == model.slice(&item["range"]), "{list}");
        }
        client.finish();
    }
}

#[test]
fn the_first_encoding_that_both_know_is_taken() {
    let vault = Vault::new("");
    for (offered, taken) in [
        (json!(["utf-32", "utf-8"]), "utf-32"),
        (json!(["utf-7", "utf-8"]), "utf-8"),
        (json!([]), "utf-16"),
        (json!(["ebcdic"]), "utf-16"),
        (Value::Null, "utf-16"),
    ] {
        let mut client = Client::start(&vault);
        let capabilities = json!({"general": {"positionEncodings": offered}});
        let result = client.initialize_with(json!({"capabilities": capabilities}));
        assert_eq!(result["capabilities"]["positionEncoding"], taken, "{offered}");
        client.finish();
    }
}

#[test]
fn a_byte_order_mark_on_disk_is_no_part_of_the_text() {
    // Editors do not show it, and count from behind it.
    let vault = Vault::new("\n-- a.md\n[x](b.md#t) [y](c.md#t)\n");
    vault.write("b.md", "\u{feff}# T\n");
    vault.write("c.md", "\u{feff}---\r\ntitle: C\r\n---\r\n# T\r\n");
    let mut client = client(&vault, Encoding::Utf8);
    for (character, line) in [(1, 0), (14, 3)] {
        let at = json!({"line": 0, "character": character});
        let params = json!({"textDocument": {"uri": vault.uri("a.md")}, "position": at});
        let found = client.request("textDocument/definition", params);
        let range = &found[0]["targetSelectionRange"];
        assert_eq!(
            range,
            &json!({"start": {"line": line, "character": 2}, "end": {"line": line, "character": 3}})
        );
    }
    client.finish();
}

#[test]
fn edits_of_what_is_not_open_change_nothing() {
    let vault = Vault::new("\n-- a.md\n# A\n");
    let mut client = client(&vault, Encoding::Utf16);
    let uri = vault.uri("a.md");
    change(&mut client, &uri, 2, &[json!({"text": "# Other\n"})]);
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
    let symbols = client.request("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}}));
    assert_eq!(symbols[0]["name"], "A");
    open(&mut client, &uri, "# Open\n");
    open(&mut client, &uri, "# Open again\n");
    let symbols = client.request("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}}));
    assert_eq!(symbols[0]["name"], "Open again");
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    client.finish();
}
