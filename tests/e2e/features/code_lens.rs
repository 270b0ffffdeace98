//! Code lenses: what stands above titles, counted when it is seen.

use serde_json::{Value, json};

use crate::scene::{Scene, modern};

const NOTES: &str = "
-- a.md
# Guards

## What is a mutex?

A mutex is a guard that one thread holds.

## What is a latch?
-- b.md
Take a mutex, and see [it](a.md).
";

/// The lenses of a note with what each tells once it is seen.
fn resolved(scene: &mut Scene, path: &str) -> Vec<Value> {
    let lenses = scene.ask_about("textDocument/codeLens", path);
    let lenses = lenses.as_array().unwrap().clone();
    let seen = lenses.into_iter().map(|lens| {
        if lens.get("command").is_some() { lens } else { scene.client.request("codeLens/resolve", lens) }
    });
    seen.collect()
}

fn titles(lenses: &[Value]) -> Vec<(u64, &str)> {
    let titles = lenses.iter().map(|lens| {
        (lens["range"]["start"]["line"].as_u64().unwrap(), lens["command"]["title"].as_str().unwrap())
    });
    titles.collect()
}

#[test]
fn titles_tell_what_refers_to_them() {
    let mut scene = Scene::new(NOTES);
    let lenses = resolved(&mut scene, "a.md");
    assert_eq!(titles(&lenses), [(0, "1 backlink"), (2, "2 mentions"), (6, "unanswered question")]);
    // Each command works in a client that knows nothing of it.
    for (lens, expected) in lenses.iter().zip([1, 2]) {
        let found = scene.client.request("workspace/executeCommand", lens["command"].clone());
        assert_eq!(found.as_array().unwrap().len(), expected, "{lens}");
    }
    scene.finish();
}

#[test]
fn a_client_that_shows_places_gets_them() {
    let mut abilities = modern();
    abilities["experimental"] = json!({"commands": {"commands": ["glossator.showReferences"]}});
    let mut scene = Scene::of(NOTES, &abilities);
    let lenses = resolved(&mut scene, "a.md");
    let command = &lenses[1]["command"];
    assert_eq!(command["command"], "glossator.showReferences");
    assert_eq!(command["arguments"][0], scene.vault.uri("a.md").as_str());
    assert_eq!(command["arguments"][1], json!({"line": 2, "character": 3}));
    assert_eq!(command["arguments"][2].as_array().unwrap().len(), 2, "{command}");
    scene.finish();
}

#[test]
fn counts_are_asked_for_again_when_another_note_changes_them() {
    let mut abilities = modern();
    abilities["workspace"]["codeLens"] = json!({"refreshSupport": true});
    let mut scene = Scene::of(NOTES, &abilities);
    scene.open("b.md", "Take a mutex, and see [it](a.md).\n");
    assert_eq!(titles(&resolved(&mut scene, "a.md"))[1], (2, "2 mentions"));
    // Time for the server to know what b.md says.
    scene.change("b.md", 2, "Take a mutex.\n");
    scene.client.wait_until("refresh", |client| {
        client.request("workspace/symbol", json!({"query": ""}));
        0 < client.waiting("workspace/codeLens/refresh")
    });
    scene.client.respond_to("workspace/codeLens/refresh", Value::Null);
    // What would count nothing is not shown.
    assert_eq!(titles(&resolved(&mut scene, "a.md"))[0], (2, "2 mentions"));
    scene.finish();
}

#[test]
fn a_lens_that_has_lost_what_it_carried_stays_as_it_is() {
    let mut scene = Scene::new(NOTES);
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 1}});
    let lens = json!({"range": range, "data": 7});
    assert_eq!(scene.client.request("codeLens/resolve", lens.clone()), lens);
    scene.finish();
}
