//! The commands of `workspace/executeCommand`.

use serde_json::{Value, json};

use crate::client::Client;
use crate::scene::{Scene, modern, plain, sorted};
use crate::vault::Vault;

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
fn a_random_topic_is_one_with_text() {
    let mut scene = Scene::closed("\n-- a.md\n# Empty\n-- b.md\n# Keel\n\nThe beam below.\n", &modern());
    for _ in 0..3 {
        let id = execute(&mut scene, "glossator.randomTopic", json!([]));
        let place = scene.client.result(id);
        scene.client.respond_to("window/showDocument", json!({"success": true}));
        assert_eq!(place["uri"], scene.vault.uri("b.md").as_str());
    }
    scene.finish();
}

const DAYS: &str = "
-- glossator.toml
daily.path = \"log/{year}-{month}-{day}.md\"
-- log/2001-02-03.md
# Early
-- log/2001-02-10.md
# Later
-- log/plan.md
# Plan
";

#[test]
fn the_notes_of_days_are_opened_and_made() {
    let mut capabilities = modern();
    capabilities["workspace"]["applyEdit"] = json!(true);
    capabilities["workspace"]["workspaceEdit"] =
        json!({"documentChanges": true, "resourceOperations": ["create"]});
    let mut scene = Scene::closed(DAYS, &capabilities);
    let early = scene.vault.uri("log/2001-02-03.md");
    let later = scene.vault.uri("log/2001-02-10.md");
    for (arguments, expected) in [
        (json!(["next", early]), json!(later)),
        (json!(["previous", later]), json!(early)),
        (json!(["previous"]), json!(later)),
        (json!(["next", later]), Value::Null),
    ] {
        let id = execute(&mut scene, "glossator.dailyNote", arguments);
        assert_eq!(scene.client.result(id)["uri"], expected);
        if !expected.is_null() {
            scene.client.respond_to("window/showDocument", json!({"success": true}));
        }
    }
    let id = execute(&mut scene, "glossator.dailyNote", json!([]));
    let today = scene.client.result(id)["uri"].clone();
    let made = scene.client.respond_to("workspace/applyEdit", json!({"applied": true}));
    let operations = &made["edit"]["documentChanges"];
    assert_eq!((&operations[0]["kind"], &operations[0]["uri"]), (&json!("create"), &today));
    let name = today.as_str().and_then(|uri| uri.rsplit('/').next()).expect("a name");
    let title = format!("# {}\n\n", name.trim_end_matches(".md"));
    assert_eq!(operations[1]["edits"][0]["newText"], title);
    let shown = scene.client.respond_to("window/showDocument", json!({"success": true}));
    assert_eq!(shown["uri"], today);
    scene.finish();
}

const SHIPS: &str = "
-- a.md
# Ships

- **Centre of gravity** (CG): the point at which the weight of a ship acts. See [[rudder]].

## What is ballast?
-- b.md
# Old boats

A keel rots.
";

#[test]
fn the_glossary_is_told_with_its_places() {
    let mut scene = Scene::closed(SHIPS, &modern());
    let id = execute(&mut scene, "glossator.glossary", json!([]));
    let glossary = scene.client.result(id);
    assert_eq!(glossary[0]["term"], "Centre of gravity");
    assert_eq!(glossary[0]["aliases"], json!(["CG"]));
    let definition = &glossary[0]["definitions"][0];
    assert_eq!(definition["location"]["uri"], scene.vault.uri("a.md").as_str());
    assert_eq!(definition["location"]["range"]["start"]["line"], 2);
    assert_eq!(definition["gist"], "the point at which the weight of a ship acts.");
    assert_eq!(glossary.as_array().map(Vec::len), Some(1));
    // A client that shows a part of it asks for a part.
    for (arguments, terms) in [
        (json!(["GRAV"]), 1),
        (json!(["cg", 5]), 1),
        (json!(["weight of a ship"]), 1),
        (json!(["", 1]), 1),
        (json!(["", 0]), 0),
        (json!(["rudder", 5]), 0),
        (json!([null, "x"]), 1),
    ] {
        let id = execute(&mut scene, "glossator.glossary", arguments.clone());
        assert_eq!(scene.client.result(id).as_array().map(Vec::len), Some(terms), "{arguments}");
    }
    let id = execute(&mut scene, "glossator.exportGlossary", json!([]));
    let note = scene.client.result(id);
    let expected = "# Glossary\n\n## C\n\n- **Centre of gravity** (also: CG) - The point at which the weight of a ship acts. ([Ships](a.md#ships))\n";
    assert_eq!(note, expected);
    scene.finish();
}

#[test]
fn what_waits_for_words_is_told() {
    let mut scene = Scene::closed(SHIPS, &modern());
    let id = execute(&mut scene, "glossator.unanswered", json!([]));
    let gaps = scene.client.result(id);
    let told: Vec<_> =
        gaps.as_array().expect("a list").iter().map(|gap| (&gap["kind"], &gap["name"])).collect();
    assert_eq!(told, [(&json!("term"), &json!("rudder")), (&json!("question"), &json!("What is ballast?"))]);
    assert_eq!(gaps[1]["location"]["range"]["start"]["line"], 4);
    scene.finish();
}

#[test]
fn the_vaults_are_counted_and_read_again_when_asked() {
    let mut scene = Scene::closed(SHIPS, &modern());
    let expected = json!({
        "notes": 2, "topics": 3, "terms": 1, "definitions": 1, "links": 1, "unanswered": 2, "indexing": false
    });
    let id = execute(&mut scene, "glossator.statistics", json!([]));
    assert_eq!(scene.client.result(id), expected);
    // Nobody tells the server about this note.
    scene.vault.write("c.md", "# Masts\n\nA mast is a pole that carries sails.\n");
    let id = execute(&mut scene, "glossator.reindex", json!([]));
    assert_eq!(scene.client.result(id), Value::Null);
    scene.client.wait_until("the new note is counted", |client| {
        let id = client.send_request(
            "workspace/executeCommand",
            json!({"command": "glossator.statistics", "arguments": []}),
        );
        client.result(id)["notes"] == 3
    });
    scene.finish();
}

#[test]
fn the_links_to_a_note_are_told() {
    let mut scene = Scene::closed(
        "\n-- a.md\n# A\n\n[own](#a)\n-- b.md\nSee [[a]] and [x](a.md#a).\n    ^^^^^     ^^^^^^^^^^^\n",
        &modern(),
    );
    let uri = scene.vault.uri("a.md");
    let id = execute(&mut scene, "glossator.backlinks", json!([uri]));
    let found = scene.client.result(id);
    assert_eq!(sorted(found.as_array().unwrap().clone()), scene.marks());
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
        ("glossator.dailyNote", json!(["someday"])),
        ("glossator.none", json!(["x"])),
    ] {
        let id = execute(&mut scene, command, arguments);
        assert_eq!(scene.client.error(id), -32602, "{command}");
    }
    let id = scene.client.send_request("workspace/executeCommand", json!({"command": "glossator.mentions"}));
    assert_eq!(scene.client.error(id), -32602);
    scene.finish();
}

/// By which of their own commands, views and rows VS Code and Neovim offer a command of the server; a client may show what
/// it does where it is of use, and need no command for it.
const OFFERED: [(&str, &str, &str); 13] = [
    ("glossator.backlinks", "glossator.showReferences", "backlinks"),
    ("glossator.dailyNote", "glossator.openDailyNote", "daily"),
    ("glossator.explain", "glossator.explain", ""),
    ("glossator.exportGlossary", "glossator.openGlossary", "export"),
    ("glossator.glossary", "glossator.glossary", "glossary"),
    ("glossator.linkAll", "glossator.linkAllMentions", "link"),
    ("glossator.mentions", "glossator.showMentions", "mentions"),
    ("glossator.openTopic", "glossator.goToTopic", "open"),
    ("glossator.randomTopic", "glossator.openRandomTopic", "random"),
    ("glossator.reindex", "glossator.reindexVault", "reindex"),
    ("glossator.show", "", ""),
    ("glossator.statistics", "glossator.checkVault", "statistics"),
    ("glossator.unanswered", "glossator.unanswered", "unanswered"),
];

#[test]
fn both_clients_offer_every_command() {
    let vault = Vault::new("\n-- a.md\n# A\n");
    let mut client = Client::start(&vault);
    let result = client.initialize_with(json!({"capabilities": modern()}));
    let advertised = &result["capabilities"]["executeCommandProvider"]["commands"];
    assert_eq!(*advertised, json!(OFFERED.map(|(name, ..)| name)));
    client.finish();

    let manifest: Value = serde_json::from_str(include_str!("../../../editors/vscode/package.json")).unwrap();
    let sources = concat!(
        include_str!("../../../editors/vscode/src/commands.ts"),
        include_str!("../../../editors/vscode/src/gaps.ts"),
        include_str!("../../../editors/vscode/src/glossary.ts"),
    );
    let plugin = include_str!("../../../editors/nvim/lua/glossator/commands.lua");
    let help = include_str!("../../../editors/nvim/doc/glossator.txt");
    let titled = manifest["contributes"]["commands"].as_array().unwrap();
    for (name, code, subcommand) in OFFERED {
        let short = code.trim_start_matches("glossator.");
        let is_titled = titled.iter().any(|command| command["command"] == code);
        let is_run = sources.contains(&format!("\"{name}\"")) || sources.contains(&format!("  {short}: "));
        assert!(code.is_empty() || is_titled || is_run, "VS Code: {name}");
        let line = format!("\n  {subcommand} = {{");
        let is_documented = help.contains(&format!("*:Glossator-{subcommand}*"));
        assert!(subcommand.is_empty() || (plugin.contains(&line) && is_documented), "Neovim: {name}");
    }
}
