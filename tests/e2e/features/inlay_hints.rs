//! Inlay hints, which nobody sees who has not asked for them.

use serde_json::json;

use crate::scene::Scene;

#[test]
fn there_are_none_unless_the_vault_wants_them() {
    let mut scene = Scene::new("\n-- a.md\n![[b]]\n-- b.md\nThe first line.\n");
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}});
    let params = json!({"textDocument": {"uri": scene.vault.uri("a.md")}, "range": range});
    assert_eq!(scene.client.request("textDocument/inlayHint", params), json!([]));
    scene.finish();
}
