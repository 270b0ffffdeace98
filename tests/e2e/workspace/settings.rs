//! Settings: of the vault and of the client, right and wrong, at the start and later.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::client::Client;
use crate::scene::{Scene, is_read, messages, modern, open, plain};
use crate::vault::Vault;

/// Capabilities of a client that is asked for its settings.
fn asked() -> Value {
    let mut capabilities = modern();
    capabilities["workspace"] = json!({"configuration": true});
    capabilities
}

/// Starts a client with these settings in `initializationOptions`, and waits until its folders are read.
#[track_caller]
fn start_with(folders: &[&Vault], capabilities: &Value, options: &Value) -> (Client, Value) {
    let named: Vec<Value> = folders.iter().map(|vault| json!({"uri": vault.uri(""), "name": "x"})).collect();
    let mut client = Client::start(folders[0]);
    let result = client.initialize_with(json!({
        "workspaceFolders": named,
        "capabilities": capabilities,
        "initializationOptions": options,
    }));
    for _ in folders {
        is_read(&mut client);
    }
    (client, result)
}

#[track_caller]
fn problems(client: &mut Client, vault: &Vault, path: &str) -> Vec<String> {
    let params = json!({"textDocument": {"uri": vault.uri(path)}});
    messages(&client.request("textDocument/diagnostic", params)["items"])
}

#[track_caller]
fn problems_become(client: &mut Client, vault: &Vault, path: &str, expected: &[&str]) {
    let params = json!({"textDocument": {"uri": vault.uri(path)}});
    client.request_until("textDocument/diagnostic", &params, |report| messages(&report["items"]) == expected);
}

/// What the server told the user.
#[track_caller]
fn told(client: &mut Client) -> String {
    client.notification("window/showMessage")["message"].as_str().unwrap().to_owned()
}

const TWO_LINKS: &str = "\n-- a.md\n[[gone]] [x](gone.md)\n";
const NO_NOTE: &str = "there is no note `gone`";
const NO_FILE: &str = "there is no file `gone.md`";

#[test]
fn settings_given_at_the_start_hold_below_those_of_the_vault() {
    let vault = Vault::new(TWO_LINKS);
    let options = json!({"rules": {"link/missing-note": "off", "link/missing-file": "off"}});
    for options in [options.clone(), json!({"glossator": options})] {
        let (mut client, _) = start_with(&[&vault], &modern(), &options);
        assert_eq!(problems(&mut client, &vault, "a.md"), [""; 0]);
        client.finish();
    }
    vault.write("glossator.toml", "[rules]\n\"link/missing-file\" = \"error\"\n");
    let (mut client, _) = start_with(&[&vault], &modern(), &options);
    assert_eq!(problems(&mut client, &vault, "a.md"), [NO_FILE]);
    client.finish();
}

#[test]
fn a_setting_that_is_said_again_and_then_dropped_holds_no_more() {
    let vault = Vault::new(TWO_LINKS);
    let off = json!({"rules": {"link/missing-note": "off"}});
    let (mut client, _) = start_with(&[&vault], &modern(), &off);
    for (settings, expected) in [
        // Clients that keep their settings elsewhere say nothing.
        (json!({}), vec![NO_FILE]),
        (off, vec![NO_FILE]),
        (json!({"rules": {}}), vec![NO_NOTE, NO_FILE]),
    ] {
        client.notify("workspace/didChangeConfiguration", json!({"settings": settings}));
        problems_become(&mut client, &vault, "a.md", &expected);
    }
    client.finish();
}

#[test]
fn settings_that_are_sent_later_take_effect() {
    let vault = Vault::new(TWO_LINKS);
    let (mut client, _) = start_with(&[&vault], &modern(), &json!({}));
    for (settings, expected) in [
        (json!({"glossator": {"rules": {"link/missing-note": "off"}}}), vec![NO_FILE]),
        // Clients that want to be asked send nothing.
        (json!(null), vec![NO_FILE]),
        (json!({"rules": {"link": "off"}}), vec![]),
        (json!({"glossator": {}}), vec![NO_NOTE, NO_FILE]),
    ] {
        client.notify("workspace/didChangeConfiguration", json!({"settings": settings}));
        problems_become(&mut client, &vault, "a.md", &expected);
    }
    client.finish();
}

#[test]
fn clients_that_want_to_be_asked_are_asked_for_each_folder() {
    let (one, two) = (Vault::new(TWO_LINKS), Vault::new(TWO_LINKS));
    let mut capabilities = asked();
    capabilities["workspace"]["didChangeConfiguration"] = json!({"dynamicRegistration": true});
    let (mut client, _) = start_with(&[&one, &two], &capabilities, &json!({}));
    let registered = client.respond_to("client/registerCapability", Value::Null);
    assert_eq!(registered["registrations"][0]["method"], "workspace/didChangeConfiguration");
    assert_eq!(registered["registrations"][0]["registerOptions"], json!({"section": "glossator"}));

    let off = |rule: &str| json!({"rules": {rule: "off"}});
    let answers = json!([off("link/missing-note"), off("link/missing-file"), null]);
    let request = client.respond_to("workspace/configuration", answers);
    let uris: Vec<&str> = request["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| {
            assert_eq!(item["section"], "glossator");
            item["scopeUri"].as_str().unwrap_or_default()
        })
        .collect();
    assert_eq!(
        uris,
        [
            format!("{}/", one.uri("").trim_end_matches('/')),
            format!("{}/", two.uri("").trim_end_matches('/')),
            String::new()
        ]
    );
    problems_become(&mut client, &one, "a.md", &[NO_FILE]);
    problems_become(&mut client, &two, "a.md", &[NO_NOTE]);

    client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    client.respond_to("workspace/configuration", json!([{}, {}, {}]));
    problems_become(&mut client, &one, "a.md", &[NO_NOTE, NO_FILE]);
    problems_become(&mut client, &two, "a.md", &[NO_NOTE, NO_FILE]);
    client.finish();
}

#[test]
fn a_client_that_refuses_to_tell_its_settings_gets_the_usual_ones() {
    let vault = Vault::new(TWO_LINKS);
    let (mut client, _) = start_with(&[&vault], &asked(), &json!({"rules": {"link/missing-note": "off"}}));
    client.refuse("workspace/configuration");
    assert_eq!(problems(&mut client, &vault, "a.md"), [NO_FILE]);
    // And one that knows of none keeps what it said at the start.
    client.notify("workspace/didChangeConfiguration", json!({"settings": {}}));
    client.respond_to("workspace/configuration", json!([null, null]));
    assert_eq!(problems(&mut client, &vault, "a.md"), [NO_FILE]);
    client.finish();
}

#[test]
fn what_makes_no_sense_is_told_once_and_the_rest_is_taken() {
    let vault = Vault::new(TWO_LINKS);
    vault.write("glossator.toml", "[rules]\n\"link/missing-note\" = \"off\"\n[note]\n");
    let options = json!({"rules": {"link/missing-file": "of"}, "trace": {"server": "off"}, "x": 1});
    let (mut client, _) = start_with(&[&vault], &modern(), &options);
    let mut all = [told(&mut client), told(&mut client)];
    all.sort();
    assert!(
        all[0].contains("line 3: there is no setting `note`; did you mean `notes`?")
            && all[0].contains("glossator.toml"),
        "{all:?}"
    );
    assert_eq!(
        all[1],
        "Glossator: settings of the client: `link/missing-file` wants \"off\", \"hint\", \"information\", \
         \"warning\" or \"error\", not \"of\" (and 1 more, which the log names)"
    );
    client.logged("there is no setting `x`");
    assert_eq!(problems(&mut client, &vault, "a.md"), [NO_FILE]);
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"rules": {"link": "off"}}}));
    problems_become(&mut client, &vault, "a.md", &[]);
    assert_eq!(client.waiting("window/showMessage"), 0, "each is told once");
    client.finish();
}

#[test]
fn what_makes_no_sense_in_the_file_stands_among_the_problems() {
    // Clients that ask for diagnostics are sent these too: they ask about notes alone.
    for abilities in [plain(), modern()] {
        let vault = Vault::new("\n-- a.md\n# A\n");
        vault.write("glossator.toml", "[rules]\n\"link/missing-note\" = \"loud\"\n\n[note]\n");
        let (mut client, _) = start_with(&[&vault], &abilities, &json!({"rules": {"link/gone": "off"}}));
        let mut sent = |expected: &[(u64, u64, &str)]| {
            let sent = client.notification("textDocument/publishDiagnostics");
            assert_eq!(sent["uri"], vault.uri("glossator.toml").as_str());
            let items = sent["diagnostics"].as_array().unwrap();
            assert_eq!(items.len(), expected.len(), "{sent}");
            for (item, &(line, severity, words)) in items.iter().zip(expected) {
                let whole_line = json!({"start": {"line": line, "character": 0}, "end": {"line": line + 1, "character": 0}});
                assert_eq!((&item["range"], &item["severity"]), (&whole_line, &json!(severity)), "{item}");
                assert!(
                    item["message"].as_str().unwrap().contains(words) && item["source"] == "glossator",
                    "{item}"
                );
            }
        };
        sent(&[(1, 2, "not \"loud\""), (3, 2, "no setting `note`")]);
        client.finish();
    }
}

#[test]
fn problems_of_the_file_go_when_they_are_mended_and_with_their_folder() {
    let vault = Vault::new("\n-- a.md\n# A\n-- glossator.toml\n\n[rules\n");
    let uri = vault.uri("glossator.toml");
    let (mut client, _) = start_with(&[&vault], &modern(), &json!({}));
    let lines_are = |client: &mut Client, expected: &[u64]| {
        let sent = client.notification("textDocument/publishDiagnostics");
        let items = sent["diagnostics"].as_array().unwrap().iter();
        let lines: Vec<u64> = items.map(|item| item["range"]["start"]["line"].as_u64().unwrap()).collect();
        assert_eq!((sent["uri"].as_str().unwrap(), lines), (uri.as_str(), expected.to_vec()), "{sent}");
    };
    lines_are(&mut client, &[1]);
    for (text, expected) in
        [("x = 1\n[rules]\ny = 1\n", &[0, 2][..]), ("[rules]\n", &[]), ("\n\nx = 1\n", &[2])]
    {
        vault.write("glossator.toml", text);
        let event = json!({"changes": [{"uri": uri, "type": 2}]});
        client.notify("workspace/didChangeWatchedFiles", event);
        lines_are(&mut client, expected);
    }
    let folder = json!({"uri": vault.uri(""), "name": "x"});
    let event = json!({"event": {"removed": [folder], "added": []}});
    client.notify("workspace/didChangeWorkspaceFolders", event);
    lines_are(&mut client, &[]);
    client.finish();
}

#[test]
fn a_setting_that_makes_other_files_notes_has_the_vault_read_again() {
    let mut scene = Scene::new("\n-- a.md\n[[b]]\n-- b.txt\n# B\n");
    assert_eq!(scene.problems("a.md"), ["there is no note `b`"]);
    let settings = json!({"settings": {"glossator": {"notes": {"extensions": ["txt"]}}}});
    scene.client.notify("workspace/didChangeConfiguration", settings);
    scene.problems_become("a.md", &[]);
    scene.finish();
}

#[test]
fn what_the_settings_ignore_is_passed_over_and_comes_back() {
    let mut scene = Scene::new("\n-- a.md\n[[b]] [[c]]\n-- old/b.md\n# B\n-- c.md\n# C\n");
    assert_eq!(scene.problems("a.md"), [""; 0]);
    scene.vault.write("glossator.toml", "[notes]\nignore = [\"/old/\", \"c.md\"]\n");
    scene.file_event("glossator.toml", 1);
    scene.problems_become("a.md", &["there is no note `b`", "there is no note `c`"]);
    // Events do not bring it back.
    scene.vault.write("old/b.md", "# B changed\n");
    scene.file_event("old/b.md", 2);
    scene.vault.write("old/new.md", "# New\n");
    scene.file_event("old/new.md", 1);
    scene.vault.write("d.md", "# D\n");
    scene.file_event("d.md", 1);
    scene.client.request_until("workspace/symbol", &json!({"query": "D"}), |found| found[0]["name"] == "D");
    assert_eq!(scene.client.request("workspace/symbol", json!({"query": "New"})), json!([]));
    scene.vault.write("glossator.toml", "");
    scene.file_event("glossator.toml", 2);
    scene.problems_become("a.md", &[]);
    scene.finish();
}

#[test]
fn clients_watch_the_notes_that_settings_add() {
    let mut scene = Scene::new("\n-- a.md\n# A\n-- glossator.toml\n[notes]\nextensions = [\".txt\"]\n");
    let globs = |params: &Value| params["registrations"][0]["registerOptions"]["watchers"].clone();
    let registered = scene.client.respond_to("client/registerCapability", Value::Null);
    assert_eq!(globs(&registered), json!([{"globPattern": "**/*.txt"}]));
    let settings = json!({"settings": {"notes": {"extensions": ["mdx"]}}});
    scene.client.notify("workspace/didChangeConfiguration", settings);
    scene.vault.write("glossator.toml", "");
    scene.file_event("glossator.toml", 2);
    let gone = scene.client.respond_to("client/unregisterCapability", Value::Null);
    assert_eq!(gone["unregisterations"][0]["id"], "glossator/watch/extensions");
    let registered = scene.client.respond_to("client/registerCapability", Value::Null);
    assert_eq!(globs(&registered), json!([{"globPattern": "**/*.mdx"}]));
    scene.finish();
}

#[test]
fn a_folder_that_comes_later_has_its_own_settings() {
    let (one, two) = (Vault::new(TWO_LINKS), Vault::new(TWO_LINKS));
    two.write("glossator.toml", "[rules]\n\"link/missing-note\" = \"off\"\n");
    let (mut client, _) = start_with(&[&one], &asked(), &json!({}));
    client.respond_to("workspace/configuration", json!([null, null]));
    let folder = json!({"uri": two.uri(""), "name": "two"});
    client
        .notify("workspace/didChangeWorkspaceFolders", json!({"event": {"added": [folder], "removed": []}}));
    let asked = client.respond_to(
        "workspace/configuration",
        json!([{}, {"rules": {"link/missing-file": "off", "link/missing-note": "error"}}, null]),
    );
    assert_eq!(asked["items"].as_array().unwrap().len(), 3);
    is_read(&mut client);
    problems_become(&mut client, &two, "a.md", &[]);
    problems_become(&mut client, &one, "a.md", &[NO_NOTE, NO_FILE]);
    client.finish();
}

#[test]
fn notes_in_no_folder_have_the_settings_of_the_client() {
    let vault = Vault::new("");
    let mut client = Client::start(&vault);
    let options = json!({"rules": {"link/missing-file": "off"}, "nonsense": true});
    client.initialize_with(json!({"capabilities": asked(), "initializationOptions": options}));
    assert_eq!(told(&mut client), "Glossator: settings of the client: there is no setting `nonsense`");
    let uri = vault.uri("a.md");
    open(&mut client, &uri, "[x](gone.md) [y](#gone)\n");
    let expected = "this note has no heading `gone`";
    problems_become(&mut client, &vault, "a.md", &[expected]);
    client.respond_to("workspace/configuration", json!([{"rules": {"link": "off"}}]));
    problems_become(&mut client, &vault, "a.md", &[]);
    client.finish();
}

#[test]
fn what_is_switched_off_is_not_advertised_and_answered_with_nothing() {
    let vault =
        Vault::new("\n-- a.md\n# Cache\n\nA cache is a store of copies.\n\nThe cache helps. [x](gone.md)\n");
    let requests = |vault: &Vault| {
        let place = json!({
            "textDocument": {"uri": vault.uri("a.md")},
            "position": {"line": 4, "character": 6},
            "context": {"includeDeclaration": true, "triggerKind": 1},
        });
        [
            ("hover", "hoverProvider", "textDocument/hover", place.clone()),
            ("definition", "definitionProvider", "textDocument/definition", place.clone()),
            ("definition", "declarationProvider", "textDocument/declaration", place.clone()),
            ("references", "referencesProvider", "textDocument/references", place.clone()),
            ("highlights", "documentHighlightProvider", "textDocument/documentHighlight", place.clone()),
            ("completion", "completionProvider", "textDocument/completion", place.clone()),
            ("symbols", "documentSymbolProvider", "textDocument/documentSymbol", place.clone()),
            ("symbols", "workspaceSymbolProvider", "workspace/symbol", json!({"query": "Cache"})),
            ("links", "documentLinkProvider", "textDocument/documentLink", place.clone()),
            ("rename", "renameProvider", "textDocument/prepareRename", place),
        ]
    };
    let all_off: serde_json::Map<String, Value> =
        requests(&vault).iter().map(|(feature, ..)| ((*feature).to_owned(), json!(false))).collect();

    let (mut client, result) = start_with(&[&vault], &modern(), &json!({"features": all_off}));
    for (feature, capability, method, params) in requests(&vault) {
        assert!(result["capabilities"].get(capability).is_none(), "{feature}: {result}");
        assert!(client.request(method, params).is_null(), "{method}");
    }
    assert!(result["capabilities"]["textDocumentSync"].is_object());
    assert_eq!(problems(&mut client, &vault, "a.md"), [NO_FILE], "problems are still on");
    client.finish();

    // Switched off by the vault, and on again, while the server runs.
    let (mut client, result) = start_with(&[&vault], &modern(), &json!({}));
    for on in [true, false, true] {
        let features: String = all_off.keys().map(|feature| format!("{feature} = {on}\n")).collect();
        let kind = if vault.file("glossator.toml").exists() { 2 } else { 1 };
        vault.write("glossator.toml", &format!("[features]\n{features}diagnostics = {on}\n"));
        let uri = vault.uri("glossator.toml");
        client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri, "type": kind}]}));
        problems_become(&mut client, &vault, "a.md", if on { &[NO_FILE] } else { &[] });
        for (feature, capability, method, params) in requests(&vault) {
            assert!(result["capabilities"].get(capability).is_some(), "{feature}: {result}");
            let answer = client.request(method, params);
            assert_eq!(answer.is_null(), !on, "{method}: {answer}");
        }
    }
    client.finish();
}

#[test]
fn a_feature_is_switched_off_in_its_vault_alone() {
    let notes = "\n-- a.md\n# Cache\n\nA cache is a store of copies.\n";
    let (one, two) = (Vault::new(notes), Vault::new(notes));
    two.write("glossator.toml", "[features]\nhover = false\nsymbols = false\n");
    let (mut client, _) = start_with(&[&one, &two], &modern(), &json!({}));
    let hover = |client: &mut Client, vault: &Vault| {
        let params =
            json!({"textDocument": {"uri": vault.uri("a.md")}, "position": {"line": 2, "character": 3}});
        client.request("textDocument/hover", params)
    };
    assert!(hover(&mut client, &one).is_object());
    assert!(hover(&mut client, &two).is_null());
    let found = client.request("workspace/symbol", json!({"query": "Cache"}));
    let uris = found.as_array().unwrap().iter().map(|found| found["location"]["uri"].as_str().unwrap());
    assert_eq!(uris.collect::<BTreeSet<_>>(), BTreeSet::from([one.uri("a.md").as_str()]));
    client.finish();
}

#[test]
fn problems_are_shown_of_open_notes_or_of_all() {
    let vault = Vault::new("\n-- a.md\n[x](gone.md)\n-- b.md\n[x](gone.md)\n");
    let uris = |report: &Value| -> Vec<String> {
        let items = report["items"].as_array().unwrap().iter();
        items.map(|item| item["uri"].as_str().unwrap().to_owned()).collect()
    };
    for (scope, expected) in
        [("auto", vec!["a.md", "b.md"]), ("vault", vec!["a.md", "b.md"]), ("open", vec!["b.md"])]
    {
        let options = json!({"diagnostics": {"scope": scope}});
        let (mut client, _) = start_with(&[&vault], &modern(), &options);
        open(&mut client, &vault.uri("b.md"), "[x](gone.md)\n");
        let report = client.request("workspace/diagnostic", json!({"previousResultIds": []}));
        let expected: Vec<String> = expected.iter().map(|path| vault.uri(path)).collect();
        assert_eq!(uris(&report), expected, "{scope}");
        client.finish();
    }
}

#[test]
fn problems_of_closed_notes_are_sent_where_the_settings_want_so() {
    let vault = Vault::new("\n-- a.md\n[x](gone.md)\n-- b.md\n[x](gone.md)\n");
    let (mut client, _) = start_with(&[&vault], &plain(), &json!({"diagnostics": {"scope": "vault"}}));
    let sent = |client: &mut Client| {
        let sent = client.notification("textDocument/publishDiagnostics");
        (sent["uri"].as_str().unwrap().to_owned(), messages(&sent["diagnostics"]).len())
    };
    let mut both = [sent(&mut client), sent(&mut client)];
    both.sort();
    let (a, b) = (vault.uri("a.md"), vault.uri("b.md"));
    assert_eq!(both, [(a.clone(), 1), (b.clone(), 1)]);
    // What the editor has open counts, and then the disk again.
    open(&mut client, &a, "fine\n");
    assert_eq!(sent(&mut client), (a.clone(), 0));
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": a}}));
    assert_eq!(sent(&mut client), (a.clone(), 1));
    let settings = json!({"settings": {"diagnostics": {"scope": "open"}}});
    client.notify("workspace/didChangeConfiguration", settings);
    let mut both = [sent(&mut client), sent(&mut client)];
    both.sort();
    assert_eq!(both, [(a, 0), (b, 0)]);
    client.finish();
}
