//! Terms: a name in plain prose is a symbol, with nothing marked up.

use serde_json::{Value, json};

use crate::model::{Encoding, Model};
use crate::scene::{Scene, modern, sorted};

/// A vault in which one note explains two terms; the cursor is in another.
fn scene(text: &str) -> Scene {
    Scene::new(&format!(
        "
-- a.md
{text}
-- net/cdn.md
# Delivery

## What is a content delivery network (CDN)?
             ^^^^^^^^^^^^^^^^^^^^^^^^

A content delivery network is a group of servers that keep copies of files close to their readers.

## What is a circuit breaker?

A circuit breaker is a proxy that stops calling a service after too many failures.
"
    ))
}

const GIST: &str =
    "A content delivery network is a group of servers that keep copies of files close to their readers.";

#[test]
fn a_mention_anywhere_in_prose_shows_what_the_term_means() {
    for text in [
        "Put it behind a CD$0N.",
        "Put it behind some CD$0Ns, 😀.",
        "😀 A Content Deliv$0ery Network helps.",
        "content-deliver$0y networks",
        "- a *content deli$0very network*",
        "| x |\n| --- |\n| the CD$0N |",
        "> quoted: CD$0N",
        "## About the CD$0N of ours",
        "[a CD$0N](gone.md)",
        "word[^1]\n\n[^1]: A CD$0N again.",
    ] {
        let mut scene = scene(text);
        let hover = scene.ask("textDocument/hover");
        let shown = scene.without_vault(hover["contents"]["value"].as_str().unwrap_or_default());
        assert!(shown.contains(GIST), "{text}: {shown}");
        assert!(shown.starts_with("**content delivery network** · CDN"), "{text}: {shown}");
        assert!(shown.contains("VAULT/net/cdn.md#L"), "{text}: {shown}");
        scene.finish();
    }
}

#[test]
fn what_is_no_prose_and_no_whole_word_is_no_mention() {
    for text in
        ["```\nCD$0N\n```", "$CD$0N$", "xCD$0Nx", "<!-- CD$0N -->", "https://cd$0n.example.org", "CDN$ $0 "]
    {
        let mut scene = scene(text);
        assert_eq!(scene.ask("textDocument/hover"), Value::Null, "{text}");
        scene.finish();
    }
}

#[test]
fn a_mention_leads_to_the_topic_of_its_term() {
    let mut scene = scene("Two content delivery net$0works.");
    let links = scene.ask("textDocument/definition");
    let found = &links[0];
    assert_eq!(found["targetUri"], scene.vault.uri("net/cdn.md").as_str());
    let origin = Model::new("Two content delivery networks.", Encoding::Utf16);
    assert_eq!(origin.slice(&found["originSelectionRange"]), "content delivery networks");
    // To the question, or to the sentence that answers it.
    let line = found["targetSelectionRange"]["start"]["line"].as_u64().unwrap();
    assert!(line == 2 || line == 4, "{links}");
    scene.finish();
}

/// Two terms of which one is a kind of the other, and a second definition of the first.
const KINDS: &str = "
-- a.md
Take the mut$0exes.
-- b.md
## What is a mutex?

A mutex is a kind of lock that one thread holds.
-- far/c.md
## What is a mutex?

A mutex is a thing that only one may hold.

## What is a lock?

A lock is a thing that keeps others out of a resource.
";

#[test]
fn a_mention_leads_to_one_to_all_and_to_its_kind() {
    for links in [true, false] {
        let mut capabilities = modern();
        for way in ["declaration", "implementation", "typeDefinition"] {
            capabilities["textDocument"][way] = json!({"linkSupport": links});
        }
        let mut scene = Scene::of(KINDS, &capabilities);
        for (way, expected) in [
            ("declaration", &[("b.md", 0)][..]),
            ("implementation", &[("b.md", 0), ("far/c.md", 0)]),
            ("typeDefinition", &[("far/c.md", 4)]),
        ] {
            let answer = scene.ask(&format!("textDocument/{way}"));
            let (uri, range) = if links { ("targetUri", "targetSelectionRange") } else { ("uri", "range") };
            let found: Vec<Value> = answer
                .as_array()
                .unwrap()
                .iter()
                .map(|place| json!([place[uri], place[range]["start"]["line"]]))
                .collect();
            let expected: Vec<Value> =
                expected.iter().map(|(path, line)| json!([scene.vault.uri(path), line])).collect();
            assert_eq!(found, expected, "{way}");
        }
        scene.finish();
    }
}

#[test]
fn references_are_all_mentions_of_the_term_by_any_name() {
    let fixture = "
-- a.md
A CD$0N is cheap.
  ^^^

    CDN is code
-- b.md
é Content-delivery networks, CDNs.
  ^^^^^^^^^^^^^^^^^^^^^^^^^  ^^^^
-- net/cdn.md
# Delivery

## What is a content delivery network (CDN)?

It is what the heading says: a content delivery network is a group of servers near you.
";
    let mut scene = Scene::new(fixture);
    let mut params = scene.at_cursor();
    params["context"] = json!({"includeDeclaration": false});
    let found = scene.client.request("textDocument/references", params);
    let found = found.as_array().unwrap().clone();
    for mark in scene.marks() {
        assert!(found.contains(&mark), "{mark} is missing in {found:#?}");
    }
    let code = json!({"line": 2, "character": 4});
    assert!(!found.iter().any(|place| place["range"]["start"] == code), "{found:#?}");

    let mentions = json!({"command": "glossator.mentions", "arguments": ["CDN"]});
    let told = scene.client.request("workspace/executeCommand", mentions);
    let told = told.as_array().unwrap().clone();
    for mark in scene.marks() {
        assert!(told.contains(&mark), "{mark} is missing in {told:#?}");
    }
    let highlights = scene.ask("textDocument/documentHighlight");
    assert_eq!(highlights.as_array().unwrap().len(), 1, "{highlights}");
    assert!(sorted(told).len() < 10);
    scene.finish();
}

#[test]
fn terms_are_completed_in_prose_with_what_they_mean() {
    for (line, label, after) in [
        ("Use a circ$0", "circuit breaker", "Use a circuit breaker"),
        ("Use a circuit br$0 now", "circuit breaker", "Use a circuit breaker now"),
        ("Circ$0", "circuit breaker", "Circuit breaker"),
        ("é 😀 cd$0", "CDN", "é 😀 CDN"),
    ] {
        let mut scene = scene(line);
        let list = scene.ask("textDocument/completion");
        let items = list["items"].as_array().unwrap();
        let item = items.iter().find(|item| item["label"].as_str().unwrap().eq_ignore_ascii_case(label));
        let item = item.unwrap_or_else(|| panic!("{line}: {list}"));
        let mut model = Model::new(&line.replace("$0", ""), Encoding::Utf16);
        model.edit(&item["textEdit"]);
        assert_eq!(model.text, after);
        let shown = item["documentation"]["value"].as_str().unwrap();
        assert!(shown.contains("is a"), "{item}");
        scene.finish();
    }
}

#[test]
fn an_unsaved_definition_is_a_term_at_once_and_gone_when_it_is_deleted() {
    let mut scene = Scene::new("\n-- a.md\n# Notes\n-- b.md\nA widget here.\n");
    let uri = scene.vault.uri("b.md");
    let hover = json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 4}});
    assert_eq!(scene.client.request("textDocument/hover", hover.clone()), Value::Null);
    scene.change("a.md", 2, "# Notes\n\n## What is a widget?\n\nA widget is a thing with a handle.\n");
    let shown = scene.client.request("textDocument/hover", hover.clone());
    assert!(shown.to_string().contains("a thing with a handle"), "{shown}");
    scene.change("a.md", 3, "# Notes\n");
    assert_eq!(scene.client.request("textDocument/hover", hover), Value::Null);
    scene.finish();
}

#[test]
fn topics_nest_in_the_outline_and_terms_are_found_by_name() {
    let mut scene = Scene::closed(
        "\n-- a.md\n# Net\n\n## Layers\n\n### Physical\n\ntext\n\n## What is a hub?\n\nA hub is a box that repeats bits.\n",
        &modern(),
    );
    let symbols = scene.ask_about("textDocument/documentSymbol", "a.md");
    assert_eq!(symbols[0]["name"], "Net");
    let children: Vec<&str> = symbols[0]["children"]
        .as_array()
        .unwrap()
        .iter()
        .map(|child| child["name"].as_str().unwrap())
        .collect();
    assert_eq!(children, ["Layers", "What is a hub?"]);
    assert_eq!(symbols[0]["children"][0]["children"][0]["name"], "Physical");
    let found = scene.client.request("workspace/symbol", json!({"query": "hub"}));
    let kinds: Vec<(&str, i64)> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|found| (found["name"].as_str().unwrap(), found["kind"].as_i64().unwrap()))
        .collect();
    // 20 is a key, which stands for a term; 15 is a string, which stands for a topic.
    assert_eq!(kinds, [("hub", 20), ("What is a hub?", 15)]);
    let id = json!({"command": "glossator.openTopic", "arguments": ["Hubs"]});
    let location = scene.client.request("workspace/executeCommand", id);
    assert_eq!(location["uri"], scene.vault.uri("a.md").as_str(), "{location}");
    scene.finish();
}

#[test]
fn a_hostile_definition_can_only_be_read() {
    let text = "## What is a trap?\n\nA trap is a ![p](https://evil.example/p.png) <img src=x> [thing](command:quit) that `<b>` hurts ![[x.png]].\n\n**[Bait](command:x)**: A ![b](https://evil.example/b.png) thing <script>.\n";
    let mut scene = Scene::new(&format!("\n-- a.md\nA tra$0p and bait, ba$0\n-- b.md\n{text}"));
    let shown = scene.ask("textDocument/hover")["contents"]["value"].take();
    let shown = scene.without_vault(shown.as_str().unwrap_or_default());
    assert!(shown.contains("hurts"), "{shown}");
    super::hover::check_harmless(&shown, "a definition");
    let symbols = scene.client.request("workspace/symbol", json!({"query": ""}));
    assert!(!symbols.as_array().unwrap().is_empty());
    let mut params = scene.at_cursor();
    params["position"]["character"] = json!(6);
    let list = scene.client.request("textDocument/completion", params);
    for item in list["items"].as_array().unwrap() {
        super::hover::check_harmless(
            item["documentation"]["value"].as_str().unwrap_or_default(),
            "completion",
        );
    }
    scene.finish();
}
