//! Semantic tokens: whole notes, parts of them, what an edit changes, and when the client is to ask again.

use serde_json::{Value, json};

use crate::model::{Encoding, Model};
use crate::scene::{Scene, modern};

const NOTES: &str = "\n-- a.md\n😀 A bucket, a [bucket](b.md).\n-- b.md\n## What is a bucket?\n\nA bucket is a vessel with a handle.\n";

/// The tokens of a text, each with its modifiers, from the numbers of an answer.
fn shown(text: &str, data: &Value) -> Vec<String> {
    let model = Model::new(text, Encoding::Utf16);
    let numbers: Vec<u64> = data.as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect();
    let (mut line, mut start) = (0, 0);
    let tokens = numbers.chunks(5).map(|token| {
        start = if token[0] == 0 { start + token[1] } else { token[1] };
        line += token[0];
        let at = |character: u64| json!({"line": line, "character": character});
        let name = model.slice(&json!({"start": at(start), "end": at(start + token[2])}));
        format!("{name} {} {}", token[3], token[4])
    });
    tokens.collect()
}

#[test]
fn a_note_has_its_terms_with_what_they_are() {
    let mut scene = Scene::new(NOTES);
    let found = scene.ask_about("textDocument/semanticTokens/full", "a.md");
    assert_eq!(shown("😀 A bucket, a [bucket](b.md).\n", &found["data"]), ["bucket 0 2", "bucket 0 0"]);
    let found = scene.ask_about("textDocument/semanticTokens/full", "b.md");
    let text = "## What is a bucket?\n\nA bucket is a vessel with a handle.\n";
    assert_eq!(shown(text, &found["data"])[0], "bucket 0 1");
    let params = json!({
        "textDocument": {"uri": scene.vault.uri("a.md")},
        "range": {"start": {"line": 0, "character": 16}, "end": {"line": 0, "character": 20}},
    });
    let part = scene.client.request("textDocument/semanticTokens/range", params);
    assert_eq!(shown("😀 A bucket, a [bucket](b.md).\n", &part["data"]), ["bucket 0 0"]);
    scene.finish();
}

#[test]
fn an_edit_is_answered_by_what_it_changes() {
    let mut scene = Scene::new(
        "\n-- a.md\nA bucket.\n\nA bucket.\n-- b.md\n## What is a bucket?\n\nA bucket is a vessel.\n",
    );
    let found = scene.ask_about("textDocument/semanticTokens/full", "a.md");
    scene.change("a.md", 2, "A bucket.\n\nA bucket.\n\nA bucket.\n");
    let uri = scene.vault.uri("a.md");
    let mut delta = |id: &Value| {
        let params = json!({"textDocument": {"uri": uri}, "previousResultId": id});
        scene.client.request("textDocument/semanticTokens/full/delta", params)
    };
    let changed = delta(&found["resultId"]);
    let edits = changed["edits"].as_array().unwrap();
    assert_eq!(edits.len(), 1, "{changed}");
    let mut numbers = found["data"].as_array().unwrap().clone();
    let number = |field: &str| usize::try_from(edits[0][field].as_u64().unwrap()).unwrap();
    let (start, end) = (number("start"), number("start") + number("deleteCount"));
    numbers.splice(start..end, edits[0]["data"].as_array().unwrap().iter().cloned());
    let text = "A bucket.\n\nA bucket.\n\nA bucket.\n";
    assert_eq!(shown(text, &Value::Array(numbers)), ["bucket 0 2", "bucket 0 2", "bucket 0 2"]);
    assert_eq!(delta(&changed["resultId"])["edits"], json!([]));
    // A client that has something else gets all of them.
    assert_eq!(delta(&json!("nothing"))["data"].as_array().unwrap().len(), 15);
    scene.finish();
}

#[test]
fn a_client_asks_again_when_another_note_gives_a_new_name() {
    let mut abilities = modern();
    abilities["workspace"]["semanticTokens"] = json!({"refreshSupport": true});
    abilities["workspace"]["codeLens"] = json!({"refreshSupport": true});
    let mut scene = Scene::of("\n-- a.md\nA bucket and a ladle.\n", &abilities);
    scene.open("b.md", "text\n");
    assert_eq!(scene.ask_about("textDocument/semanticTokens/full", "a.md")["data"], json!([]));
    scene.change("b.md", 2, "text\n\n## What is a ladle?\n\nA ladle is a spoon with a long handle.\n");
    scene.client.respond_to("workspace/semanticTokens/refresh", Value::Null);
    let found = scene.ask_about("textDocument/semanticTokens/full", "a.md");
    assert_eq!(shown("A bucket and a ladle.\n", &found["data"]), ["ladle 0 2"]);
    // It has not asked for lenses.
    assert_eq!(scene.client.waiting("workspace/codeLens/refresh"), 0);
    scene.finish();
}
