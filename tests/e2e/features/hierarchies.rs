//! What a definition uses and who uses it; what is a kind of what.

use serde_json::{Value, json};

use crate::model::{Encoding, Model};
use crate::scene::Scene;

const LOCKS: &str = "## What is a lock?\n\nA lock is a guard of a resource.\n\n## What is a mutex?\n\nA mutex is a kind of lock that one thread holds.\n";

fn scene() -> Scene {
    Scene::new(&format!("\n-- a.md\nTake the mut$0ex.\n-- locks.md\n{LOCKS}"))
}

fn names(items: &Value, field: &str) -> Vec<String> {
    let items = items.as_array().unwrap().iter();
    items
        .map(|item| if field.is_empty() { item } else { &item[field] }["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn calls_lead_from_a_definition_to_what_it_uses_and_back() {
    let mut scene = scene();
    let items = scene.ask("textDocument/prepareCallHierarchy");
    let item = items[0].clone();
    assert_eq!((&item["name"], &item["uri"]), (&json!("mutex"), &json!(scene.vault.uri("locks.md"))));
    assert!(item["detail"].as_str().unwrap().starts_with("A mutex is a kind of lock"), "{item}");
    let model = Model::new(LOCKS, Encoding::Utf16);
    let outgoing = scene.client.request("callHierarchy/outgoingCalls", json!({"item": item}));
    assert_eq!(names(&outgoing, "to"), ["lock"]);
    assert_eq!(model.slice(&outgoing[0]["fromRanges"][0]), "lock");
    let incoming = scene.client.request("callHierarchy/incomingCalls", json!({"item": outgoing[0]["to"]}));
    assert_eq!(names(&incoming, "from"), ["mutex"]);
    assert_eq!(incoming[0]["fromRanges"], outgoing[0]["fromRanges"]);
    let none = scene.client.request("callHierarchy/incomingCalls", json!({"item": item}));
    assert_eq!(none, json!([]));
    scene.finish();
}

#[test]
fn kinds_lead_up_and_down() {
    let mut scene = scene();
    let items = scene.ask("textDocument/prepareTypeHierarchy");
    assert_eq!(names(&items, ""), ["mutex"]);
    let above = scene.client.request("typeHierarchy/supertypes", json!({"item": items[0]}));
    assert_eq!(names(&above, ""), ["lock"]);
    let below = scene.client.request("typeHierarchy/subtypes", json!({"item": above[0]}));
    assert_eq!(names(&below, ""), ["mutex"]);
    scene.finish();
}

#[test]
fn both_are_offered() {
    let vault = crate::vault::Vault::new("");
    let mut client = crate::client::Client::start(&vault);
    let capabilities = client.initialize(&vault)["capabilities"].clone();
    assert_eq!(
        (&capabilities["callHierarchyProvider"], &capabilities["typeHierarchyProvider"]),
        (&json!(true), &json!(true))
    );
    client.finish();
}

#[test]
fn where_no_term_is_nothing_begins() {
    let mut scene = Scene::new("\n-- a.md\nNoth$0ing.\n");
    assert_eq!(scene.ask("textDocument/prepareCallHierarchy"), Value::Null);
    assert_eq!(scene.ask("textDocument/prepareTypeHierarchy"), Value::Null);
    scene.finish();
}
