//! Document links for a client that shows where they lead before they are followed.

use serde_json::{Value, json};

use crate::scene::{Scene, modern};

#[test]
fn a_link_is_resolved_when_it_is_looked_at() {
    let mut abilities = modern();
    abilities["textDocument"]["documentLink"] = json!({"tooltipSupport": true});
    let mut scene = Scene::of(
        "\n-- a.md\n[[b#Part]] [x](https://example.org/)\n-- b.md\n# The other\n\n## Part\n\ntext\n",
        &abilities,
    );
    let links = scene.ask_about("textDocument/documentLink", "a.md");
    let links = links.as_array().unwrap().clone();
    assert!(links.iter().all(|link| link.get("target").is_none()), "{links:?}");
    let resolved = links.into_iter().map(|link| scene.client.request("documentLink/resolve", link));
    let resolved: Vec<Value> = resolved.collect();
    assert_eq!(resolved[0]["tooltip"], "The other › Part");
    assert_eq!(scene.without_vault(resolved[0]["target"].as_str().unwrap()), "VAULT/b.md#L3");
    assert_eq!(resolved[1]["tooltip"], "https://example.org/");
    assert_eq!(resolved[1]["target"], "https://example.org/");
    scene.finish();
}

#[test]
fn a_link_that_is_gone_stays_as_it_was() {
    let mut scene = Scene::new("\n-- a.md\ntext\n");
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 4}});
    let link = json!({"range": range, "data": {"uri": scene.vault.uri("a.md")}});
    assert_eq!(scene.client.request("documentLink/resolve", link.clone()), link);
    scene.finish();
}
