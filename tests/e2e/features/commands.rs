//! The commands of `workspace/executeCommand`.

use serde_json::{Value, json};

use crate::scene::{Scene, modern, plain};

fn execute(scene: &mut Scene, command: &str, arguments: Value) -> i64 {
    scene.client.send_request("workspace/executeCommand", json!({"command": command, "arguments": arguments}))
}

const NOTES: &str = "\n-- a.md\n# Rate limiting\n\n## Token bucket\n         ^^^^^^\n-- b.md\n# Other\n";

#[test]
fn a_topic_is_opened_by_the_client() {
    let mut scene = Scene::closed(NOTES, &modern());
    let id = execute(&mut scene, "glossator.openTopic", json!(["token bucket"]));
    // The answer does not wait for the client.
    let location = scene.client.result(id);
    let shown = scene.client.respond_to("window/showDocument", json!({"success": true}));
    assert_eq!((&shown["uri"], &shown["selection"]), (&location["uri"], &location["range"]));
    assert_eq!((&shown["external"], &shown["takeFocus"]), (&json!(false), &json!(true)));
    assert_eq!(location["uri"], scene.vault.uri("a.md").as_str());
    assert_eq!(location["range"]["start"]["line"], 2);
    scene.finish();
}

#[test]
fn a_client_that_cannot_open_documents_gets_the_place() {
    let mut scene = Scene::closed(NOTES, &plain());
    let id = execute(&mut scene, "glossator.openTopic", json!(["Token bucket"]));
    assert_eq!(scene.client.result(id)["range"]["start"]["line"], 2);
    assert_eq!(scene.client.waiting("window/showDocument"), 0);
    scene.finish();
}

#[test]
fn what_is_not_there_is_no_error() {
    let mut scene = Scene::closed(NOTES, &modern());
    let id = execute(&mut scene, "glossator.openTopic", json!(["quantum zoology"]));
    assert_eq!(scene.client.result(id), Value::Null);
    let id = execute(&mut scene, "glossator.mentions", json!(["quantum zoology"]));
    assert_eq!(scene.client.result(id), json!([]));
    scene.finish();
}

#[test]
fn a_command_without_its_argument_is_refused() {
    let mut scene = Scene::closed(NOTES, &modern());
    for (command, arguments) in [
        ("glossator.openTopic", json!([])),
        ("glossator.openTopic", json!([7])),
        ("glossator.openTopic", json!(["  "])),
        ("glossator.mentions", json!([null])),
        ("glossator.none", json!(["x"])),
    ] {
        let id = execute(&mut scene, command, arguments);
        assert_eq!(scene.client.error(id), -32602, "{command}");
    }
    let id = scene.client.send_request("workspace/executeCommand", json!({"command": "glossator.mentions"}));
    assert_eq!(scene.client.error(id), -32602);
    scene.finish();
}
