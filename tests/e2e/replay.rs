//! A session as each of four editors would have it: what the server says is of a shape that the editor takes.
//!
//! The capability sets beside this file are those that the editors send themselves: VS Code 1.139 (code-server),
//! Neovim 0.12.4, Helix 25.07.1 and eglot 1.17.30 in Emacs 30.2.

mod takes;

use serde_json::{Value, json};

use self::takes::Editor;
use crate::client::Client;
use crate::model::{Encoding, Model};
use crate::scene::open;
use crate::vault::Vault;

const A: &str = "---
tags: [guards]
deprecated: [mutant]
---
# Mutex

A mutex is a kind of lock that one thread holds.

é😀 See a mutex, [b](b.md#what-is-a-lock), [gone](gone.md), [[nowhere]], [[b]], #guards and [^1]. The loc

The mutan

- one
- two

| a | b |
|---|---|
| long cell | c |

<!-- a comment
of two lines -->

![pixel](p.png) ![[b]] and the mutant

[^1]: A footnote about a lock.

## Why is it held?
";

const B: &str = "## What is a lock?

A lock is a guard of shared data. A CDN (Content Delivery Network) is a network of servers. See [a](a.md) and a mutex.
";

/// A position in `A` behind the first place of some words, as the server counts.
fn behind(words: &str, encoding: &str) -> Value {
    let at = A.find(words).unwrap_or_else(|| panic!("{words} stands there")) + words.len();
    let start = A[..at].rfind('\n').map_or(0, |at| at + 1);
    let line = A[..at].matches('\n').count();
    let before = &A[start..at];
    let character = match encoding {
        "utf-8" => before.len(),
        "utf-16" => before.encode_utf16().count(),
        _ => before.chars().count(),
    };
    json!({"line": line, "character": character})
}

/// The arguments that a command wants.
fn arguments(command: &str, vault: &Vault) -> Value {
    match command {
        "glossator.openTopic" | "glossator.mentions" => json!(["mutex"]),
        "glossator.explain" => json!(["link/self"]),
        "glossator.show" => json!(["A line."]),
        "glossator.dailyNote" => json!(["today"]),
        "glossator.linkAll" | "glossator.backlinks" => json!([vault.uri("a.md")]),
        _ => json!([]),
    }
}

/// One session; what was said that the editor does not take.
fn session(name: &str, recorded: &str) -> Vec<String> {
    let recorded: Value = serde_json::from_str(recorded).unwrap();
    let mut editor = Editor::new(name, &recorded["capabilities"]);
    let vault = Vault::new("");
    for (path, text) in [("a.md", A), ("b.md", B), ("glossator.toml", "[features]\ninlay_hints = true\n")] {
        vault.write(path, text);
    }
    let mut client = Client::start(&vault);
    let root = vault.uri("");
    let begun = client.initialize_with(json!({
        "processId": null,
        "clientInfo": recorded["clientInfo"],
        "rootUri": root,
        "workspaceFolders": [{"uri": root, "name": "vault"}],
        "capabilities": recorded["capabilities"],
    }));
    let can = &begun["capabilities"];
    editor.initialized(can);
    let encoding = can["positionEncoding"].as_str().unwrap_or("utf-16").to_owned();
    open(&mut client, &vault.uri("a.md"), A);
    client.wait_until("the vault is read", |client| {
        if 0 < client.waiting("window/workDoneProgress/create") {
            client.respond_to("window/workDoneProgress/create", Value::Null);
        }
        let asked = json!({"command": "glossator.statistics", "arguments": []});
        client.request("workspace/executeCommand", asked)["indexing"] == false
    });

    let document = json!({"uri": vault.uri("a.md")});
    let at = |words: &str| json!({"textDocument": document, "position": behind(words, &encoding)});
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 40, "character": 0}});
    let with = |mut params: Value, key: &str, value: Value| {
        params[key] = value;
        params
    };
    let about = json!({"textDocument": document});

    let hover = editor.ask(&mut client, "textDocument/hover", at("See a mu"));
    let counted = match encoding.as_str() {
        "utf-8" => Encoding::Utf8,
        "utf-16" => Encoding::Utf16,
        _ => Encoding::Utf32,
    };
    assert_eq!(Model::new(A, counted).slice(&hover["range"]), "mutex", "{name} counts {encoding}");
    for words in ["[b](b", "#gua", "[^1", "# Mut", "the muta"] {
        editor.ask(&mut client, "textDocument/hover", at(words));
    }
    for method in ["definition", "declaration", "implementation", "typeDefinition", "documentHighlight"] {
        for words in ["See a mu", "[b](b"] {
            editor.ask(&mut client, &format!("textDocument/{method}"), at(words));
        }
    }
    let references = with(at("See a mu"), "context", json!({"includeDeclaration": true}));
    editor.ask(&mut client, "textDocument/references", references);
    editor.ask(&mut client, "workspace/symbol", json!({"query": "lock"}));
    for words in ["The loc", "The mutan", "[[b", "](b", "](gone.md), [["] {
        let list = editor.ask(&mut client, "textDocument/completion", at(words));
        for item in list["items"].as_array().into_iter().flatten().take(5) {
            editor.ask(&mut client, "completionItem/resolve", item.clone());
        }
    }
    editor.ask(&mut client, "textDocument/prepareRename", at("See a mu"));
    for (words, new) in [("See a mu", "guard dog"), ("# Mut", "Guard dog"), ("[b](b", "c"), ("[^1", "2")] {
        editor.ask_or_be_refused(&mut client, "textDocument/rename", with(at(words), "newName", json!(new)));
    }
    let moved = json!({"files": [{"oldUri": vault.uri("b.md"), "newUri": vault.uri("c.md")}]});
    editor.ask(&mut client, "workspace/willRenameFiles", moved);
    editor.ask(&mut client, "workspace/willDeleteFiles", json!({"files": [{"uri": vault.uri("b.md")}]}));
    if can["codeActionProvider"].is_object() {
        let context =
            with(with(about.clone(), "range", whole.clone()), "context", json!({"diagnostics": []}));
        let actions = editor.ask(&mut client, "textDocument/codeAction", context);
        for action in actions.as_array().unwrap().iter().filter(|action| action.get("data").is_some()) {
            editor.ask(&mut client, "codeAction/resolve", action.clone());
        }
    }
    for method in ["documentSymbol", "foldingRange", "semanticTokens/full", "documentLink", "codeLens"] {
        let found = editor.ask(&mut client, &format!("textDocument/{method}"), about.clone());
        let resolved = match method {
            "documentLink" => "documentLink/resolve",
            "codeLens" => "codeLens/resolve",
            _ => continue,
        };
        for item in found.as_array().unwrap().iter().filter(|item| item.get("data").is_some()) {
            editor.ask(&mut client, resolved, item.clone());
        }
    }
    let delta = with(about.clone(), "previousResultId", json!("none"));
    editor.ask(&mut client, "textDocument/semanticTokens/full/delta", delta);
    editor.ask(
        &mut client,
        "textDocument/selectionRange",
        with(about.clone(), "positions", json!([at("See a mu")["position"]])),
    );
    editor.ask(&mut client, "textDocument/linkedEditingRange", at("[^1"));
    let spaces = json!({"tabSize": 4, "insertSpaces": true});
    for method in ["semanticTokens/range", "inlayHint", "rangeFormatting", "formatting"] {
        let params = with(with(about.clone(), "range", whole.clone()), "options", spaces.clone());
        editor.ask(&mut client, &format!("textDocument/{method}"), params);
    }
    let typed = with(with(at("- two\n"), "ch", json!("\n")), "options", spaces);
    editor.ask(&mut client, "textDocument/onTypeFormatting", typed);
    for (prepare, further) in [
        ("CallHierarchy", ["callHierarchy/incomingCalls", "callHierarchy/outgoingCalls"]),
        ("TypeHierarchy", ["typeHierarchy/supertypes", "typeHierarchy/subtypes"]),
    ] {
        let items = editor.ask(&mut client, &format!("textDocument/prepare{prepare}"), at("See a mu"));
        assert!(items[0].is_object(), "{items}");
        for method in further {
            editor.ask(&mut client, method, json!({"item": items[0]}));
        }
    }
    if can["diagnosticProvider"].is_object() {
        editor.ask(&mut client, "textDocument/diagnostic", about.clone());
        editor.ask(&mut client, "workspace/diagnostic", json!({"previousResultIds": []}));
    } else {
        let sent = client.notification("textDocument/publishDiagnostics");
        editor.look("textDocument/publishDiagnostics", &sent);
    }
    for command in can["executeCommandProvider"]["commands"].as_array().unwrap() {
        let command = command.as_str().unwrap();
        let params = json!({"command": command, "arguments": arguments(command, &vault)});
        editor.ask(&mut client, "workspace/executeCommand", params);
    }
    // Something changes, so that whatever is to be asked again is said.
    let change =
        json!({"textDocument": {"uri": vault.uri("a.md"), "version": 2}, "contentChanges": [{"text": B}]});
    client.notify("textDocument/didChange", change);
    editor.ask(&mut client, "textDocument/documentSymbol", about);
    for message in client.told() {
        editor.told(&message);
    }
    client.finish();
    editor.wrong
}

#[test]
fn each_editor_is_given_what_it_takes_and_nothing_else() {
    for (name, recorded) in [
        ("VS Code", include_str!("replay/vscode.json")),
        ("Neovim", include_str!("replay/neovim.json")),
        ("Helix", include_str!("replay/helix.json")),
        ("Emacs", include_str!("replay/emacs.json")),
    ] {
        let wrong = session(name, recorded);
        assert!(wrong.is_empty(), "{name} does not take:\n{}", wrong.join("\n"));
    }
}
