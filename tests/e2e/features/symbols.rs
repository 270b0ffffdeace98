//! Outline of a note and search for names in all notes.

use serde_json::{Value, json};

use crate::model::{Encoding, Model};
use crate::scene::{Scene, modern, plain};

const NOTE: &str = "\n-- a.md\n# One é\n\ntext\n\n## Two\n\nmore\n\n# Three\n";

fn names(symbols: &Value) -> Vec<String> {
    let mut names = Vec::new();
    for symbol in symbols.as_array().map(Vec::as_slice).unwrap_or_default() {
        names.push(symbol["name"].as_str().unwrap().to_owned());
        names.extend(self::names(&symbol["children"]));
    }
    names
}

/// Every symbol selects its own name, inside its range, and inside the range of the one around it.
#[track_caller]
fn check_ranges(symbols: &Value, around: Option<&Value>) {
    let key =
        |position: &Value| (position["line"].as_u64().unwrap(), position["character"].as_u64().unwrap());
    let covers = |outer: &Value, inner: &Value| {
        key(&outer["start"]) <= key(&inner["start"]) && key(&inner["end"]) <= key(&outer["end"])
    };
    for symbol in symbols.as_array().map(Vec::as_slice).unwrap_or_default() {
        assert!(covers(&symbol["range"], &symbol["selectionRange"]), "{symbol}");
        assert!(around.is_none_or(|around| covers(around, &symbol["range"])), "{symbol}");
        check_ranges(&symbol["children"], Some(&symbol["range"]));
    }
}

#[test]
fn the_outline_is_nested_where_the_client_takes_it() {
    let mut scene = Scene::new(NOTE);
    let symbols = scene.ask_about("textDocument/documentSymbol", "a.md");
    assert_eq!(names(&symbols), ["One é", "Two", "Three"]);
    check_ranges(&symbols, None);
    assert!(symbols[0].get("location").is_none(), "{symbols}");
    scene.finish();
}

#[test]
fn the_outline_is_flat_where_the_client_takes_nothing_else() {
    let mut scene = Scene::of(NOTE, &plain());
    let symbols = scene.ask_about("textDocument/documentSymbol", "a.md");
    assert_eq!(names(&symbols), ["One é", "Two", "Three"]);
    let model = Model::new("# One é\n\ntext\n\n## Two\n\nmore\n\n# Three\n", Encoding::Utf16);
    for symbol in symbols.as_array().unwrap() {
        assert_eq!(symbol["location"]["uri"], scene.vault.uri("a.md").as_str());
        let text = model.slice(&symbol["location"]["range"]);
        assert!(text.contains(symbol["name"].as_str().unwrap()), "{symbol}: {text}");
        assert!(symbol.get("children").is_none(), "{symbol}");
    }
    scene.finish();
}

#[test]
fn notes_without_topics_have_an_empty_outline() {
    let mut scene = Scene::new("\n-- a.md\n");
    assert_eq!(scene.ask_about("textDocument/documentSymbol", "a.md"), json!([]));
    assert_eq!(scene.ask_about("textDocument/documentSymbol", "no.md"), Value::Null);
    scene.finish();
}

#[test]
fn topics_of_all_notes_are_found_by_a_fuzzy_name() {
    let mut scene = Scene::closed(
        "\n-- a.md\n# Rate limiting\n\n## Token bucket\n-- sub/b.md\n# Caching\n\n## Write-through cache\n",
        &modern(),
    );
    let mut find = |query: &str| -> Vec<String> {
        let found = scene.client.request("workspace/symbol", json!({"query": query}));
        names(&found)
    };
    assert_eq!(find("token")[0], "Token bucket");
    assert_eq!(find("ratelim")[0], "Rate limiting");
    assert_eq!(find("wtc")[0], "Write-through cache");
    assert_eq!(find("zzzz"), [""; 0]);
    assert_eq!(find("").len(), 4);
    let found = scene.client.request("workspace/symbol", json!({"query": "bucket"}));
    assert_eq!(found[0]["location"]["uri"], scene.vault.uri("a.md").as_str(), "{found}");
    assert!(found[0]["containerName"].as_str().unwrap().starts_with("a.md"), "{found}");
    scene.finish();
}

#[test]
fn an_unsaved_edit_is_found_at_once() {
    let mut scene = Scene::new("\n-- a.md\n# Old name\n");
    scene.change("a.md", 2, "# Fresh name\n");
    let found = scene.client.request("workspace/symbol", json!({"query": "name"}));
    assert_eq!(names(&found), ["Fresh name"]);
    scene.finish();
}
