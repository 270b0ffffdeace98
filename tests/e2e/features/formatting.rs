//! Formatting of tables, and what a new line begins with.

use serde_json::{Value, json};

use crate::model::{Encoding, Model};
use crate::scene::Scene;

const NOTE: &str = "*  text\n\n|数|b|\n|-|-:|\n|1|22|\n";

fn applied(text: &str, edits: &Value) -> String {
    let mut edits = edits.as_array().unwrap().clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit["range"]["start"]["line"].as_u64()));
    let mut model = Model::new(text, Encoding::Utf16);
    for edit in &edits {
        model.edit(edit);
    }
    model.text
}

#[test]
fn tables_are_aligned_and_nothing_else_changes() {
    let mut scene = Scene::new(&format!("\n-- a.md\n{NOTE}"));
    let uri = scene.vault.uri("a.md");
    let options = json!({"tabSize": 4, "insertSpaces": true});
    let mut format = |range: Option<Value>| {
        let document = json!({"uri": uri});
        match range {
            Some(range) => scene.client.request(
                "textDocument/rangeFormatting",
                json!({"textDocument": document, "range": range, "options": options}),
            ),
            None => scene
                .client
                .request("textDocument/formatting", json!({"textDocument": document, "options": options})),
        }
    };
    let expected = "*  text\n\n| 数  |   b |\n| --- | --: |\n| 1   |  22 |\n";
    assert_eq!(applied(NOTE, &format(None)), expected);
    let line =
        |line: u32| json!({"start": {"line": line, "character": 0}, "end": {"line": line, "character": 1}});
    assert_eq!(applied(NOTE, &format(Some(line(3)))), expected);
    assert_eq!(format(Some(line(0))), json!([]));
    scene.finish();
}

#[test]
fn a_new_line_goes_on_with_its_list_where_the_vault_wants_it() {
    let mut scene =
        Scene::new("\n-- a.md\n9. [x] a\n$0\n-- glossator.toml\n[features]\non_type_formatting = true\n");
    let mut params = scene.at_cursor();
    params["ch"] = json!("\n");
    params["options"] = json!({"tabSize": 4, "insertSpaces": true});
    let edits = scene.client.request("textDocument/onTypeFormatting", params);
    assert_eq!(applied("9. [x] a\n\n", &edits), "9. [x] a\n10. [ ] \n");
    scene.finish();
}

#[test]
fn a_new_line_stays_as_it_is_unless_the_vault_wants_more() {
    let mut scene = Scene::new("\n-- a.md\n- a\n$0");
    let mut params = scene.at_cursor();
    params["ch"] = json!("\n");
    params["options"] = json!({"tabSize": 4, "insertSpaces": true});
    assert_eq!(scene.client.request("textDocument/onTypeFormatting", params), Value::Null);
    scene.finish();
}
