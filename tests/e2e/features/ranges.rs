//! Folds, selections that grow, and labels that are changed together.

use serde_json::{Value, json};

use crate::model::{Encoding, Model};
use crate::scene::{Scene, modern, plain};

const NOTE: &str = "# Ä\n\n<!-- #region -->\n\n- a\n- b\n\n<!-- #endregion -->\n\n## B\n\ntext\n";

#[test]
fn a_note_folds_by_topics_lists_and_regions() {
    let mut scene = Scene::of(&format!("\n-- a.md\n{NOTE}"), &plain());
    let folds = scene.ask_about("textDocument/foldingRange", "a.md");
    let lines: Vec<(u64, u64, Option<&str>)> = folds
        .as_array()
        .unwrap()
        .iter()
        .map(|fold| {
            (fold["startLine"].as_u64().unwrap(), fold["endLine"].as_u64().unwrap(), fold["kind"].as_str())
        })
        .collect();
    assert_eq!(lines, [(0, 11, None), (2, 7, Some("region")), (4, 5, None), (9, 11, None)]);
    assert_eq!(folds[2]["endCharacter"], 3);
    scene.finish();
}

#[test]
fn a_client_gets_as_many_and_as_exact_folds_as_it_takes() {
    let mut abilities = modern();
    abilities["textDocument"]["foldingRange"] = json!({"lineFoldingOnly": true, "rangeLimit": 2});
    let mut scene = Scene::of(&format!("\n-- a.md\n{NOTE}"), &abilities);
    let folds = scene.ask_about("textDocument/foldingRange", "a.md");
    let folds = folds.as_array().unwrap();
    assert_eq!(folds.len(), 2, "{folds:?}");
    assert!(folds.iter().all(|fold| fold.get("endCharacter").is_none()), "{folds:?}");
    scene.finish();
}

#[test]
fn selections_grow_from_the_word_to_the_note() {
    let text = "# É\n\nOne two. Three.\n";
    let mut scene = Scene::new(&format!("\n-- a.md\n{text}"));
    let params = json!({
        "textDocument": {"uri": scene.vault.uri("a.md")},
        "positions": [{"line": 2, "character": 5}, {"line": 0, "character": 2}],
    });
    let found = scene.client.request("textDocument/selectionRange", params);
    let model = Model::new(text, Encoding::Utf16);
    let chain = |mut at: &Value| {
        let mut texts = Vec::new();
        while !at.is_null() {
            texts.push(model.slice(&at["range"]).to_owned());
            at = &at["parent"];
        }
        texts
    };
    assert_eq!(found.as_array().unwrap().len(), 2);
    assert_eq!(chain(&found[0]), ["two", "One two.", "One two. Three.", text.trim_end(), text]);
    assert_eq!(chain(&found[1])[0], "É");
    scene.finish();
}

#[test]
fn a_label_is_changed_wherever_the_note_has_it() {
    let mut scene = Scene::new(
        "
-- a.md
See[^no$0te] and[^note].
     ^^^^       ^^^^

[^note]: Text.
  ^^^^
",
    );
    let linked = scene.ask("textDocument/linkedEditingRange");
    let uri = scene.vault.uri("a.md");
    let ranges = linked["ranges"].as_array().unwrap().iter();
    let places = ranges.map(|range| json!({"uri": uri, "range": range})).collect();
    assert_eq!(crate::scene::sorted(places), scene.marks());
    let elsewhere = json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 1}});
    assert_eq!(scene.client.request("textDocument/linkedEditingRange", elsewhere), Value::Null);
    scene.finish();
}

#[test]
fn another_server_may_do_it_instead() {
    let mut scene = Scene::new(
        "
-- a.md
# A[^n$0]

text

[^n]: Text.
-- glossator.toml
[features]
folding = false
selection = false
linked_editing = false
hierarchies = false
",
    );
    assert_eq!(scene.ask_about("textDocument/foldingRange", "a.md"), Value::Null);
    assert_eq!(scene.ask("textDocument/linkedEditingRange"), Value::Null);
    assert_eq!(scene.ask("textDocument/prepareCallHierarchy"), Value::Null);
    let mut params = scene.at_cursor();
    params["positions"] = json!([params["position"]]);
    assert_eq!(scene.client.request("textDocument/selectionRange", params), Value::Null);
    scene.finish();
}
