//! Inlay hints, which nobody sees who has not asked for them.

use serde_json::{Value, json};

use crate::scene::{Scene, modern};

fn hints(scene: &mut Scene) -> Value {
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 3, "character": 0}});
    let params = json!({"textDocument": {"uri": scene.vault.uri("a.md")}, "range": range});
    scene.client.request("textDocument/inlayHint", params)
}

#[test]
fn a_vault_that_wants_them_gets_acronyms_and_embeds_explained() {
    let mut scene = Scene::new(
        "
-- a.md
A CDN helps.

![[b]]
-- b.md
The first line.

## What is a CDN (content delivery network)?

A content delivery network is a set of servers close to readers.
-- glossator.toml
[features]
inlay_hints = true
",
    );
    let found = hints(&mut scene);
    let shown: Vec<(&Value, &Value)> =
        found.as_array().unwrap().iter().map(|hint| (&hint["label"], &hint["position"])).collect();
    let at = |line: u32, character: u32| json!({"line": line, "character": character});
    assert_eq!(
        shown,
        [(&json!("content delivery network"), &at(0, 5)), (&json!("The first line."), &at(2, 6)),]
    );
    assert!(found[0].get("tooltip").is_none(), "{found}");
    let resolved = scene.client.request("inlayHint/resolve", found[0].clone());
    assert!(resolved["tooltip"]["value"].as_str().unwrap().contains("set of servers"), "{resolved}");
    scene.finish();
}

#[test]
fn hints_are_asked_for_again_when_another_note_changes_them() {
    let mut abilities = modern();
    abilities["workspace"]["inlayHint"] = json!({"refreshSupport": true});
    let b = "## What is a CDN (content delivery network)?\n\nA set of servers close to readers.\n";
    let notes =
        format!("\n-- a.md\nA CDN helps.\n-- b.md\n{b}-- glossator.toml\n[features]\ninlay_hints = true\n");
    let mut scene = Scene::of(&notes, &abilities);
    scene.open("b.md", b);
    assert_eq!(hints(&mut scene)[0]["label"], "content delivery network");
    scene.change("b.md", 2, &b.replace("delivery", "dispatch"));
    scene.client.wait_until("refresh", |client| {
        client.request("workspace/symbol", json!({"query": ""}));
        0 < client.waiting("workspace/inlayHint/refresh")
    });
    scene.client.respond_to("workspace/inlayHint/refresh", Value::Null);
    assert_eq!(hints(&mut scene)[0]["label"], "content dispatch network");
    scene.finish();
}

#[test]
fn there_are_none_unless_the_vault_wants_them() {
    let mut scene = Scene::new("\n-- a.md\n![[b]]\n-- b.md\nThe first line.\n");
    assert_eq!(hints(&mut scene), Value::Null);
    scene.finish();
}
