//! Code actions, from the place that they are asked for to the note they leave.

use serde_json::{Value, json};

use super::rename::{edited, editor};
use crate::scene::{Scene, modern, plain};

/// An editor that makes files and is told the version of what it changes.
fn creating() -> Value {
    editor(&json!({"documentChanges": true, "resourceOperations": ["create"]}))
}

/// The actions at the cursor, of some kinds or all.
#[track_caller]
fn actions(scene: &mut Scene, only: &Value) -> Vec<Value> {
    let mut params = scene.at_cursor();
    let at = params["position"].clone();
    params["range"] = json!({"start": at, "end": at});
    params["context"] = json!({"diagnostics": []});
    if !only.is_null() {
        params["context"]["only"] = only.clone();
    }
    let answer = scene.client.request("textDocument/codeAction", params);
    answer.as_array().cloned().unwrap_or_default()
}

#[track_caller]
fn titled<'a>(found: &'a [Value], title: &str) -> &'a Value {
    let titles: Vec<_> = found.iter().map(|action| action["title"].clone()).collect();
    found
        .iter()
        .find(|action| action["title"] == title)
        .unwrap_or_else(|| panic!("no {title:?} in {titles:?}"))
}

/// What an action does, by the way an editor of today takes: asked for once it is chosen.
#[track_caller]
fn changes(scene: &mut Scene, only: &str, title: &str) -> Value {
    let found = actions(scene, &json!([only]));
    let action = titled(&found, title);
    assert_eq!(action["kind"], only, "{action}");
    assert_eq!(action.get("edit"), None, "{action}");
    let resolved = scene.client.request("codeAction/resolve", action.clone());
    resolved["edit"]["documentChanges"].clone()
}

/// Checks what an action of a kind makes of the note with the cursor.
#[track_caller]
fn check(fixture: &str, kind: &str, title: &str, expected: &str) {
    let mut scene = Scene::of(fixture, &creating());
    let notes = changes(&mut scene, kind, title);
    let path = fixture.lines().find_map(|line| line.strip_prefix("-- ")).unwrap();
    assert_eq!(notes[0]["textDocument"]["uri"], scene.vault.uri(path).as_str(), "{notes}");
    assert_eq!(notes[0]["textDocument"]["version"], 1, "{notes}");
    let text = scene.text(0);
    assert_eq!(edited(&text, &notes[0]["edits"]), expected);
    scene.finish();
}

const WIDGETS: &str = "-- b.md\n# Things\n\n## Widget\n\nA widget is a thing with a handle.\n";

#[test]
fn a_problem_is_mended_where_it_is() {
    check(
        "\n-- a.md\n# A\n\n😀 the the$0 end\n",
        "quickfix",
        "Remove the second `the`",
        "# A\n\n😀 the end\n",
    );
}

#[test]
fn an_action_names_the_problem_it_mends() {
    let mut scene = Scene::of("\n-- a.md\n# A\n\nthe the$0 end\n", &creating());
    let report = scene.ask("textDocument/diagnostic");
    let mut params = scene.at_cursor();
    let at = params["position"].clone();
    params["range"] = json!({"start": at, "end": at});
    params["context"] = json!({"diagnostics": report["items"]});
    let found = scene.client.request("textDocument/codeAction", params);
    let found = found.as_array().unwrap();
    let action = titled(found, "Remove the second `the`");
    assert_eq!(action["diagnostics"], report["items"], "{action}");
    assert_eq!(action["isPreferred"], true, "{action}");
    scene.finish();
}

#[test]
fn a_rule_is_ignored_here_and_in_the_note() {
    let note = "\n-- a.md\n# A\n\nthe the$0 end\n";
    check(
        note,
        "quickfix",
        "Ignore text/doubled-word here",
        "# A\n\nthe the end <!-- glossator: ignore text/doubled-word -->\n",
    );
    check(
        note,
        "quickfix",
        "Ignore text/doubled-word in this note",
        "<!-- glossator: ignore-file text/doubled-word -->\n\n# A\n\nthe the end\n",
    );
}

#[test]
fn a_mention_becomes_a_link() {
    check(
        &format!("\n-- a.md\n# A\n\nTwo wid$0gets.\n{WIDGETS}"),
        "refactor.link",
        "Link this mention",
        "# A\n\nTwo [widgets](b.md#widget).\n",
    );
}

#[test]
fn all_mentions_become_links() {
    check(
        &format!("\n-- a.md\n# A\n\nTwo wid$0gets, a widget.\n{WIDGETS}"),
        "refactor.link.all",
        "Link all mentions in this note",
        "# A\n\nTwo [widgets](b.md#widget), a [widget](b.md#widget).\n",
    );
}

#[test]
fn a_link_becomes_plain_text() {
    check(
        &format!("\n-- a.md\n# A\n\n[see$0](b.md)\n{WIDGETS}"),
        "refactor.unlink",
        "Remove this link, keep its text",
        "# A\n\nsee\n",
    );
}

#[test]
fn a_broken_link_is_led_to_what_is_nearest() {
    check(
        "\n-- a.md\n[x](lokc.md#h)$0\n-- lock.md\n# H\n",
        "quickfix",
        "Change to `lock.md`",
        "[x](lock.md#h)\n",
    );
}

#[test]
fn a_missing_note_is_made_by_an_editor_that_makes_files() {
    let fixture = "\n-- d/a.md\n[[New]]$0\n";
    let mut scene = Scene::of(fixture, &creating());
    let notes = changes(&mut scene, "quickfix", "Create note `d/New.md`");
    assert_eq!(
        (&notes[0]["kind"], &notes[0]["uri"]),
        (&json!("create"), &json!(scene.vault.uri("d/New.md")))
    );
    assert_eq!(notes[1]["edits"][0]["newText"], "# New\n", "{notes}");
    scene.finish();
    let mut scene = Scene::new(fixture);
    let found = actions(&mut scene, &Value::Null);
    assert!(!found.iter().any(|action| action["title"].as_str().unwrap().starts_with("Create")), "{found:?}");
    scene.finish();
}

#[test]
fn a_missing_heading_is_made() {
    check("\n-- a.md\n[[#Here]]$0\n", "quickfix", "Create heading `Here`", "[[#Here]]\n\n## Here\n");
}

#[test]
fn a_link_is_written_the_other_way() {
    check(
        &format!("\n-- a.md\n[[b#Wid$0get|it]]\n{WIDGETS}"),
        "refactor.rewrite.link",
        "Make it a Markdown link",
        "[it](b.md#widget)\n",
    );
}

#[test]
fn a_question_becomes_a_heading() {
    check(
        "\n-- a.md\n# Cells\n\nText.\n\nWhat is a ce$0ll?\n\nA cell is small.\n",
        "refactor.rewrite.heading",
        "Turn this line into a heading",
        "# Cells\n\nText.\n\n## What is a cell?\n\nA cell is small.\n",
    );
}

#[test]
fn a_contents_list_is_put_in() {
    check(
        "\n-- a.md\n# A$0\n\n## B\n\n## C\n\n## D\n",
        "source.contents",
        "Insert a table of contents",
        "# A\n\n- [B](#b)\n- [C](#c)\n- [D](#d)\n\n## B\n\n## C\n\n## D\n",
    );
}

#[test]
fn a_section_becomes_a_note() {
    let mut scene = Scene::of("\n-- a.md\n# A\n\n## Part$0\n\ntext\n", &creating());
    let notes = changes(&mut scene, "refactor.extract.topic", "Move this section to `part.md`");
    assert_eq!((&notes[0]["kind"], &notes[0]["uri"]), (&json!("create"), &json!(scene.vault.uri("part.md"))));
    assert_eq!(notes[1]["edits"][0]["newText"], "# Part\n\ntext\n", "{notes}");
    assert_eq!(notes[2]["textDocument"]["version"], 1, "{notes}");
    assert_eq!(edited(&scene.text(0), &notes[2]["edits"]), "# A\n\n[Part](part.md)\n");
    scene.finish();
}

#[test]
fn a_term_gets_an_entry_in_the_glossary() {
    let fixture = "\n-- a.md\nThe kee$0lson.\n-- terms.md\n# Terms\n-- glossator.toml\n[glossary]\nfile = \"terms.md\"\n";
    let mut scene = Scene::of(fixture, &creating());
    let notes = changes(&mut scene, "refactor.define", "Define `keelson` in `terms.md`");
    assert_eq!(notes[0]["textDocument"]["uri"], scene.vault.uri("terms.md").as_str(), "{notes}");
    assert_eq!(edited("# Terms\n", &notes[0]["edits"]), "# Terms\n\n## keelson\n");
    scene.finish();
}

/// An editor that makes and deletes files, and has a clipboard to give.
fn able() -> Value {
    let mut able = editor(&json!({"documentChanges": true, "resourceOperations": ["create", "delete"]}));
    able["experimental"] = json!({"commands": {"commands": ["glossator.copy"]}});
    able
}

#[test]
fn a_definition_is_taken_out_of_a_link_and_definitions_are_sorted() {
    check(
        "\n-- a.md\n[x](b.md$0) [y](b.md)\n",
        "refactor.extract.definition",
        "Move the destination to a link definition",
        "[x][] [y][x]\n\n[x]: b.md\n",
    );
    check(
        "\n-- a.md\n[b]$0 [a]\n\n[b]: b.md\n[a]: a.md\n",
        "source.definitions",
        "Sort the link definitions at the end of the note",
        "[b] [a]\n\n[a]: a.md\n[b]: b.md\n",
    );
}

#[test]
fn the_first_mention_in_each_section_becomes_a_link() {
    check(
        &format!("\n-- a.md\n# A\n\nTwo wid$0gets, a widget.\n{WIDGETS}"),
        "refactor.link.first",
        "Link the first mention in each section",
        "# A\n\nTwo [widgets](b.md#widget), a widget.\n",
    );
}

#[test]
fn a_name_becomes_an_alias_of_a_note() {
    let mut scene = Scene::of("\n-- a.md\n[[b|it$0]]\n-- b.md\n# B\n", &creating());
    let notes = changes(&mut scene, "refactor.alias", "Add `it` as an alias of `b.md`");
    assert_eq!(notes[0]["textDocument"]["uri"], scene.vault.uri("b.md").as_str(), "{notes}");
    assert_eq!(edited("# B\n", &notes[0]["edits"]), "---\naliases: [it]\n---\n\n# B\n");
    scene.finish();
}

#[test]
fn a_note_that_is_linked_links_back() {
    let mut scene = Scene::of("\n-- a.md\n# A\n\n[[b$0]]\n-- b.md\n# B\n", &creating());
    let notes = changes(&mut scene, "refactor.backlink", "Add a link back in `b.md`");
    assert_eq!(notes[0]["textDocument"]["uri"], scene.vault.uri("b.md").as_str(), "{notes}");
    assert_eq!(edited("# B\n", &notes[0]["edits"]), "# B\n\n- [[A]]\n");
    scene.finish();
}

#[test]
fn a_block_gets_an_id_and_its_link_is_copied_or_shown() {
    let note = "\n-- a.md\nO$0ne.\n\n[[b]]\n-- b.md\n# B\n";
    let mut scene = Scene::of(note, &able());
    let found = actions(&mut scene, &json!(["refactor.copyLink"]));
    let action = titled(&found, "Add a block id and copy a link to it");
    let link = action["command"]["arguments"][0].as_str().unwrap().to_owned();
    assert_eq!(action["command"]["command"], "glossator.copy");
    let resolved = scene.client.request("codeAction/resolve", action.clone());
    let text = edited(&scene.text(0), &resolved["edit"]["documentChanges"][0]["edits"]);
    let id = link.trim_start_matches("[[a#^").trim_end_matches("]]");
    assert_eq!(text, format!("One. ^{id}\n\n[[b]]\n"));
    assert_eq!(resolved["command"], action["command"]);
    scene.finish();
    // Who has no clipboard to give is shown the link.
    let mut scene = Scene::of(note, &modern());
    let found = actions(&mut scene, &json!(["refactor.copyLink"]));
    let action = titled(&found, "Add a block id and show a link to it");
    let params =
        json!({"command": action["command"]["command"], "arguments": action["command"]["arguments"]});
    let id = scene.client.send_request("workspace/executeCommand", params);
    assert_eq!(scene.client.result(id), link.as_str());
    let shown = scene.client.notification("window/showMessage");
    assert_eq!(shown["message"], link.as_str());
    scene.finish();
}

#[test]
fn what_can_be_done_everywhere_is_no_reason_for_a_sign() {
    let mut scene = Scene::of("\n-- a.md\nO$0ne.\n", &able());
    let mut params = scene.at_cursor();
    let at = params["position"].clone();
    params["range"] = json!({"start": at, "end": at});
    for (trigger, count) in [(1, 1), (2, 0)] {
        params["context"] = json!({"diagnostics": [], "only": ["refactor"], "triggerKind": trigger});
        let found = scene.client.request("textDocument/codeAction", params.clone());
        assert_eq!(found.as_array().unwrap().len(), count, "{found}");
    }
    scene.finish();
}

#[test]
fn what_can_be_linked_is_copied_without_a_change() {
    let mut scene = Scene::of("\n-- a.md\n# A\n\n## B b$0\n\n[[c]]\n", &able());
    let found = actions(&mut scene, &json!(["refactor.copyLink"]));
    let action = titled(&found, "Copy a link to this heading");
    assert_eq!(action["command"]["arguments"][0], "[[a#B b]]");
    let resolved = scene.client.request("codeAction/resolve", action.clone());
    assert_eq!(resolved.get("edit"), None, "{resolved}");
    scene.finish();
}

#[test]
fn a_note_becomes_a_section_and_is_deleted() {
    let fixture = "\n-- a.md\n# A\n\n![[b]]$0\n-- b.md\n# B\n\ntext\n-- c.md\n[[b]]\n";
    let mut scene = Scene::of(fixture, &able());
    let notes = changes(&mut scene, "refactor.inline.topic", "Move `b.md` in here");
    assert_eq!(edited(&scene.text(0), &notes[0]["edits"]), "# A\n\n## B\n\ntext\n");
    assert_eq!(edited("[[b]]\n", &notes[1]["edits"]), "[[a#B]]\n");
    assert_eq!(notes[2], json!({"kind": "delete", "uri": scene.vault.uri("b.md")}));
    scene.finish();
    let mut scene = Scene::of(fixture, &creating());
    let found = actions(&mut scene, &json!(["refactor.inline", "refactor.delete"]));
    assert_eq!(found, Vec::<Value>::new(), "who cannot delete files is not told to");
    scene.finish();
}

#[test]
fn a_note_is_deleted_with_the_links_to_it() {
    let mut scene = Scene::of("\n-- a.md\n# A\n\n[see](b.md$0)\n-- b.md\n# B\n", &able());
    let notes = changes(&mut scene, "refactor.delete", "Delete `b.md` and unlink all links to it");
    assert_eq!(edited(&scene.text(0), &notes[0]["edits"]), "# A\n\nsee\n");
    assert_eq!(notes[1], json!({"kind": "delete", "uri": scene.vault.uri("b.md")}));
    scene.finish();
}

#[test]
fn an_editor_that_does_not_ask_again_is_told_the_changes_at_once() {
    let mut capabilities = modern();
    capabilities["textDocument"]["codeAction"] =
        json!({"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}});
    let mut scene = Scene::of("\n-- a.md\n# A\n\nthe the$0 end\n", &capabilities);
    let found = actions(&mut scene, &Value::Null);
    let action = titled(&found, "Remove the second `the`");
    let edits = &action["edit"]["changes"][scene.vault.uri("a.md")];
    assert_eq!(edited("# A\n\nthe the end\n", edits), "# A\n\nthe end\n");
    assert_eq!(action.get("data"), None);
    scene.finish();
}

#[test]
fn an_editor_that_takes_commands_alone_gets_nothing() {
    let mut scene = Scene::of("\n-- a.md\n# A\n\nthe the$0 end\n", &plain());
    assert_eq!(actions(&mut scene, &Value::Null), Vec::<Value>::new());
    scene.finish();
}

#[test]
fn what_was_offered_for_another_text_is_not_done() {
    let mut scene = Scene::of("\n-- a.md\n# A\n\nthe the$0 end\n", &creating());
    let found = actions(&mut scene, &json!(["quickfix"]));
    let action = titled(&found, "Remove the second `the`").clone();
    scene.change("a.md", 2, "# A\n\nof the the end\n");
    let id = scene.client.send_request("codeAction/resolve", action);
    assert_eq!(scene.client.error(id), -32801);
    scene.finish();
}

#[test]
fn a_command_links_each_term_once_in_each_section() {
    let text = "# A\n\nA widget, a widget.\n";
    let mut capabilities = creating();
    capabilities["workspace"]["applyEdit"] = json!(true);
    let mut scene = Scene::of(&format!("\n-- a.md\n{text}{WIDGETS}"), &capabilities);
    let uri = scene.vault.uri("a.md");
    let id = scene.client.send_request(
        "workspace/executeCommand",
        json!({"command": "glossator.linkAll", "arguments": [uri]}),
    );
    let answer = scene.client.result(id);
    let asked = scene.client.respond_to("workspace/applyEdit", json!({"applied": true}));
    assert_eq!(asked["edit"], answer);
    let edits = &answer["documentChanges"][0]["edits"];
    assert_eq!(edited(text, edits), "# A\n\nA [widget](b.md#widget), a widget.\n");
    scene.finish();
}
