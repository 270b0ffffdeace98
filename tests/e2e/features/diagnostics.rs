//! Diagnostics: sent to clients that wait for them, given to those that ask, never both.

use serde_json::{Value, json};

use crate::client::Client;
use crate::scene::{Scene, messages, modern, plain};
use crate::vault::Vault;

const BROKEN: &str = "\n-- a.md\n😀 [x](gone.md) [[b]]\n      ^^^^^^^\n-- b.md\n[y](also-gone.md)\n";

#[track_caller]
fn published(client: &mut Client) -> Value {
    client.notification("textDocument/publishDiagnostics")
}

#[test]
fn a_diagnostic_says_where_what_and_why() {
    let mut scene = Scene::new(BROKEN);
    let report = scene.ask_about("textDocument/diagnostic", "a.md");
    assert_eq!(report["kind"], "full");
    let items = report["items"].as_array().unwrap();
    let uri = scene.vault.uri("a.md");
    assert_eq!(
        items.iter().map(|item| json!({"uri": uri, "range": item["range"]})).collect::<Vec<_>>(),
        scene.marks()
    );
    assert_eq!(
        (&items[0]["code"], &items[0]["severity"], &items[0]["source"], &items[0]["message"]),
        (&json!("link/missing-file"), &json!(2), &json!("glossator"), &json!("there is no file `gone.md`"))
    );
    scene.finish();
}

#[test]
fn the_code_of_a_problem_leads_to_the_page_of_its_rule() {
    let mut capabilities = modern();
    capabilities["experimental"] = json!({"commands": {"commands": ["glossator.openRule"]}});
    let mut scene = Scene::of("\n-- a.md\n[x](gone.md)\n\n[l]: gone.md\n[L]: lost.md\n", &capabilities);
    let report = scene.ask_about("textDocument/diagnostic", "a.md");
    let items = report["items"].as_array().unwrap();
    for item in items {
        let code = item["code"].as_str().unwrap();
        assert_eq!(item["codeDescription"]["href"], format!("glossator-rule:/{code}.md"));
        let params = json!({"command": "glossator.explain", "arguments": [code]});
        let page = scene.client.request("workspace/executeCommand", params);
        assert!(page.as_str().unwrap().contains(code), "{page}");
    }
    // Definitions that nothing uses, or that another takes the place of, are faded.
    let faded = |code: &str| items.iter().find(|item| item["code"] == code).unwrap()["tags"] == json!([1]);
    assert!(faded("link/unused-label") && faded("link/duplicate-label"), "{items:?}");
    let params = json!({"command": "glossator.explain", "arguments": ["no/rule"]});
    assert_eq!(scene.client.request("workspace/executeCommand", params), Value::Null);
    scene.finish();
    // Who cannot open it is not led there.
    let mut scene = Scene::new(BROKEN);
    let report = scene.ask_about("textDocument/diagnostic", "a.md");
    assert_eq!(report["items"][0].get("codeDescription"), None, "{report}");
    scene.finish();
}

#[test]
fn a_client_that_asks_gets_the_same_report_only_once() {
    let mut scene = Scene::new(BROKEN);
    let uri = scene.vault.uri("a.md");
    let full = scene.ask_about("textDocument/diagnostic", "a.md");
    let again = json!({"textDocument": {"uri": uri}, "previousResultId": full["resultId"]});
    let unchanged = scene.client.request("textDocument/diagnostic", again.clone());
    assert_eq!((&unchanged["kind"], &unchanged["resultId"]), (&json!("unchanged"), &full["resultId"]));
    assert!(unchanged.get("items").is_none(), "{unchanged}");

    scene.change("a.md", 2, "fine\n");
    let fixed = scene.client.request("textDocument/diagnostic", again);
    assert_eq!((&fixed["kind"], &fixed["items"]), (&json!("full"), &json!([])));
    assert_ne!(fixed["resultId"], full["resultId"]);
    scene.finish();
}

#[test]
fn what_a_client_was_told_of_a_note_before_it_opened_it_again_is_told_again() {
    let mut scene = Scene::new(BROKEN);
    let uri = scene.vault.uri("a.md");
    let before = scene.ask_about("textDocument/diagnostic", "a.md");
    scene.close("a.md");
    scene.open("a.md", "[x](gone.md)\n");
    let again = json!({"textDocument": {"uri": uri}, "previousResultId": before["resultId"]});
    assert_eq!(scene.client.request("textDocument/diagnostic", again)["kind"], "full");
    scene.finish();
}

#[test]
fn a_client_that_asks_is_never_sent_any() {
    let mut scene = Scene::new(BROKEN);
    assert_eq!(scene.problems("a.md").len(), 1);
    scene.change("a.md", 2, "[z](gone-too.md)\n");
    scene.file_event("b.md", 2);
    scene.client.server_request("workspace/diagnostic/refresh");
    assert_eq!(scene.problems("a.md"), ["there is no file `gone-too.md`"]);
    scene.close("a.md");
    assert_eq!(scene.problems("b.md").len(), 1);
    assert_eq!(scene.client.waiting("textDocument/publishDiagnostics"), 0);
    scene.finish();
}

#[test]
fn a_client_that_does_not_ask_is_offered_nothing_to_ask() {
    let vault = Vault::new("\n-- a.md\n");
    let mut client = Client::start(&vault);
    let result = client.initialize(&vault);
    assert_eq!(result["capabilities"]["diagnosticProvider"], Value::Null);
    client.finish();

    let mut scene = Scene::new("\n-- a.md\n");
    let uri = scene.vault.uri("");
    let mut client = Client::start(&scene.vault);
    let result = crate::scene::start(&mut client, &[uri], &modern());
    assert_eq!(result["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"], true);
    client.finish();
    assert_eq!(scene.problems("a.md"), [""; 0]);
    scene.finish();
}

#[test]
fn a_client_that_does_not_ask_is_sent_what_changes_about_open_notes() {
    let mut scene = Scene::of(BROKEN, &plain());
    let first = published(&mut scene.client);
    assert_eq!(first["uri"], scene.vault.uri("a.md").as_str());
    assert_eq!(
        (&first["version"], messages(&first["diagnostics"])),
        (&json!(1), vec!["there is no file `gone.md`".to_owned()])
    );

    scene.change("a.md", 2, "[x](gone.md)\n\nmore text\n");
    assert_eq!(published(&mut scene.client)["diagnostics"][0]["range"]["start"]["character"], 4);
    scene.change("a.md", 3, "fine\n");
    let fixed = published(&mut scene.client);
    assert_eq!((&fixed["version"], &fixed["diagnostics"]), (&json!(3), &json!([])));
    // b.md is not open and has a problem all the same.
    assert_eq!(scene.client.waiting("textDocument/publishDiagnostics"), 0);
    scene.finish();
}

#[test]
fn closing_a_note_takes_its_diagnostics_away_and_opening_it_brings_them_back() {
    let mut scene = Scene::of(BROKEN, &plain());
    assert_eq!(published(&mut scene.client)["diagnostics"].as_array().unwrap().len(), 1);
    for _ in 0..3 {
        scene.close("a.md");
        assert_eq!(published(&mut scene.client)["diagnostics"], json!([]));
        scene.open("a.md", "[x](gone.md)\n");
        assert_eq!(published(&mut scene.client)["diagnostics"].as_array().unwrap().len(), 1);
    }
    scene.finish();
}

#[test]
fn a_note_that_is_closed_and_opened_in_one_breath_gets_its_diagnostics_again() {
    // So editors reload a note, and they forget its diagnostics on the way.
    let mut scene = Scene::of(BROKEN, &plain());
    published(&mut scene.client);
    for _ in 0..20 {
        scene.close("a.md");
        scene.open("a.md", "[x](gone.md)\n");
        let mut last = published(&mut scene.client);
        while last["diagnostics"] == json!([]) {
            last = published(&mut scene.client);
        }
    }
    scene.finish();
}

#[test]
fn the_last_diagnostics_sent_are_those_of_the_last_edit() {
    let mut scene = Scene::of(BROKEN, &plain());
    for version in 2..300 {
        let lines = "\n".repeat((version % 7) as usize);
        scene.change("a.md", version, &format!("{lines}[x](gone{version}.md)\n"));
    }
    scene.change("a.md", 300, "[x](last.md)\n");
    let mut before = 0;
    loop {
        let sent = published(&mut scene.client);
        let version = sent["version"].as_i64().unwrap();
        assert!(before <= version, "{version} after {before}");
        before = version;
        let expected = if version == 300 { "last.md".to_owned() } else { format!("gone{version}.md") };
        let expected = if version == 1 { "gone.md".to_owned() } else { expected };
        assert_eq!(messages(&sent["diagnostics"]), [format!("there is no file `{expected}`")]);
        if version == 300 {
            break;
        }
    }
    scene.finish();
}

#[test]
fn nothing_is_said_of_links_before_the_vault_is_read() {
    let mut notation = String::from("\n-- a.md\n[[note99]] [[gone]]");
    for note in 0..150 {
        notation.push_str(&format!("\n-- note{note}.md\n# N{note}\n\n{}", "some text\n".repeat(20)));
    }
    let vault = Vault::new(&notation);
    for capabilities in [json!({}), json!({"textDocument": {"diagnostic": {}}})] {
        let mut client = Client::start(&vault);
        let uri = vault.uri("a.md");
        let document =
            json!({"uri": uri, "languageId": "markdown", "version": 1, "text": "[[note99]] [[gone]]"});
        // All in one write, as an editor starts that opens with a note.
        let root = vault.uri("");
        let frames = [
            json!({"jsonrpc": "2.0", "id": client.next_id(), "method": "initialize", "params":
                {"workspaceFolders": [{"uri": root, "name": "v"}], "capabilities": capabilities}}),
            json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}),
            json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": document}}),
        ];
        let frames: String =
            frames.iter().map(|message| crate::client::frame(&message.to_string())).collect();
        client.send_raw(frames);
        client.result(1);
        let items = if capabilities == json!({}) {
            published(&mut client)["diagnostics"].take()
        } else {
            client.request("textDocument/diagnostic", json!({"textDocument": {"uri": uri}}))["items"].take()
        };
        assert_eq!(messages(&items), ["there is no note `gone`"]);
        client.finish();
    }
}

/// Asks for the diagnostics of the whole workspace, with the results known so far.
fn ask_workspace(scene: &mut Scene, known: &Value) -> i64 {
    let ids: Vec<Value> = known["items"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .filter(|item| item["resultId"].is_string())
        .map(|item| json!({"uri": item["uri"], "value": item["resultId"]}))
        .collect();
    scene.client.send_request("workspace/diagnostic", json!({"previousResultIds": ids}))
}

#[test]
fn the_diagnostics_of_all_notes_are_held_until_something_changes() {
    let mut scene = Scene::new(BROKEN);
    let first = ask_workspace(&mut scene, &json!({}));
    let first = scene.client.result(first);
    let uris: Vec<&str> =
        first["items"].as_array().unwrap().iter().map(|item| item["uri"].as_str().unwrap()).collect();
    assert_eq!(uris, [scene.vault.uri("a.md"), scene.vault.uri("b.md")]);

    let held = ask_workspace(&mut scene, &first);
    scene.ask_about("textDocument/documentSymbol", "a.md");
    assert!(!scene.client.is_answered(held), "nothing has changed yet");
    scene.change("a.md", 2, "[x](gone.md)\n");
    let second = scene.client.result(held);
    let of = |path: &str| {
        let uri = scene.vault.uri(path);
        second["items"].as_array().unwrap().iter().find(|item| item["uri"] == uri.as_str()).cloned()
    };
    assert_eq!(of("a.md").unwrap()["version"], 2);
    assert!(of("b.md").is_none_or(|item| item["kind"] == "unchanged"), "{second}");

    let cancelled = ask_workspace(&mut scene, &second);
    scene.client.notify("$/cancelRequest", json!({"id": cancelled}));
    assert_eq!(scene.client.error(cancelled), -32800);

    // A note that is gone has no diagnostics any more.
    let held = ask_workspace(&mut scene, &second);
    std::fs::remove_file(scene.vault.file("b.md")).unwrap();
    scene.file_event("b.md", 3);
    let third = scene.client.result(held);
    let gone = third["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["uri"] == scene.vault.uri("b.md").as_str())
        .cloned();
    assert_eq!(gone.unwrap()["items"], json!([]));
    let last = ask_workspace(&mut scene, &third);
    scene.client.notify("$/cancelRequest", json!({"id": last}));
    assert_eq!(scene.client.error(last), -32800);
    scene.finish();
}

#[test]
fn the_server_ends_though_a_request_is_held() {
    let mut scene = Scene::new("\n-- a.md\nfine\n");
    ask_workspace(&mut scene, &json!({}));
    scene.client.request("shutdown", Value::Null);
    scene.client.notify("exit", Value::Null);
    assert_eq!(scene.client.exit_code(), Some(0));
}

#[test]
fn mild_problems_of_the_line_that_is_written_wait_until_it_is_left() {
    let mut scene = Scene::new("\n-- a.md\n# Cells\n\nText.\n\nMore.\n");
    let uri = scene.vault.uri("a.md");
    let type_into = |client: &mut Client, version: i64, line: u32, text: &str| {
        let start = json!({"line": line, "character": 0});
        let change = json!({"range": {"start": start, "end": start}, "text": text});
        let params = json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]});
        client.notify("textDocument/didChange", params);
    };
    assert_eq!(scene.problems("a.md"), [""; 0]);
    type_into(&mut scene.client, 2, 2, "It is in the the book. [x](gone.md) ");
    assert_eq!(scene.problems("a.md"), ["there is no file `gone.md`"], "a warning does not wait");
    type_into(&mut scene.client, 3, 4, "Much ");
    assert_eq!(scene.problems("a.md").len(), 2, "the next edit is elsewhere");

    type_into(&mut scene.client, 4, 4, "And of of that. ");
    assert_eq!(scene.problems("a.md").len(), 2);
    let elsewhere = json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 3}});
    scene.client.request("textDocument/hover", elsewhere);
    scene.client.server_request("workspace/diagnostic/refresh");
    assert_eq!(scene.problems("a.md").len(), 3, "the next request is elsewhere");

    type_into(&mut scene.client, 5, 4, "By by hand. ");
    assert_eq!(scene.problems("a.md").len(), 2, "the whole line waits again");
    scene.client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
    scene.client.server_request("workspace/diagnostic/refresh");
    assert_eq!(scene.problems("a.md").len(), 4, "it is saved");
    scene.finish();
}

#[test]
fn mild_problems_wait_too_where_the_whole_text_is_sent() {
    let note = |line: &str, last: &str| format!("# Cells\n\n{line}\n\n{last}\n");
    let mut scene = Scene::new(&format!("\n-- a.md\n{}", note("Text.", "More.")));
    scene.change("a.md", 2, &note("It is in the the book.", "More."));
    assert_eq!(scene.problems("a.md"), [""; 0]);
    scene.change("a.md", 3, &note("It is in the the book.", "More of of it."));
    assert_eq!(scene.problems("a.md").len(), 1, "the next edit is elsewhere");
    scene.change("a.md", 4, &note("Of of it.\n\nBy by hand.\n\n", "More of of it."));
    assert_eq!(scene.problems("a.md").len(), 3, "what changed everywhere was not typed");
    scene.finish();
}

#[test]
fn mild_problems_wait_until_the_cursor_is_in_another_note_or_asks_what_can_be_done() {
    let mut scene = Scene::new("\n-- a.md\n# Cells\n\nText.\n-- b.md\n# Walls\n\nText.\n");
    scene.open("b.md", "# Walls\n\nText.\n");
    let there = |scene: &Scene, path: &str| json!({"uri": scene.vault.uri(path)});
    let position = json!({"line": 2, "character": 1});
    scene.change("a.md", 2, "# Cells\n\nIt is in the the book.\n");
    assert_eq!(scene.problems("a.md"), [""; 0]);
    let hover = json!({"textDocument": there(&scene, "b.md"), "position": position});
    scene.client.request("textDocument/hover", hover);
    scene.client.server_request("workspace/diagnostic/refresh");
    assert_eq!(scene.problems("a.md").len(), 1);

    scene.change("a.md", 3, "# Cells\n\nIt is in the the book of of it.\n");
    assert_eq!(scene.problems("a.md"), [""; 0]);
    let actions = |scene: &Scene, line: u32| {
        let start = json!({"line": line, "character": 0});
        let range = json!({"start": start, "end": start});
        json!({"textDocument": there(scene, "a.md"), "range": range, "context": {"diagnostics": []}})
    };
    scene.client.request("textDocument/codeAction", actions(&scene, 2));
    assert_eq!(scene.problems("a.md"), [""; 0], "the cursor is still there");
    scene.client.request("textDocument/codeAction", actions(&scene, 0));
    scene.client.server_request("workspace/diagnostic/refresh");
    assert_eq!(scene.problems("a.md").len(), 2);
    scene.finish();
}

#[test]
fn an_editor_is_given_the_worst_twenty_besides_links() {
    let lines: String = (0..30).map(|at| format!("In the the book {at}.\n\n")).collect();
    let links = "[x](gone.md)\n\n".repeat(5);
    let mut scene = Scene::new(&format!("\n-- a.md\n# Cells\n\n{lines}{links}"));
    assert_eq!(scene.problems("a.md").len(), 25);
    scene.finish();
}

#[test]
fn a_note_that_is_opened_before_it_is_on_the_disk_mends_the_links_to_it() {
    let mut scene = Scene::new("\n-- a.md\n# A\n\nSee [b](b.md).\n");
    assert_eq!(scene.broken_links("a.md"), ["there is no file `b.md`"]);
    let before = scene.client.waiting("workspace/diagnostic/refresh");
    scene.open("b.md", "# B\n\nA bee.\n");
    for _ in 0..=before {
        scene.client.respond_to("workspace/diagnostic/refresh", Value::Null);
    }
    assert!(scene.broken_links("a.md").is_empty());
    scene.finish();
}
