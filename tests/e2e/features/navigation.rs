//! Go to definition, references, highlights and document links.

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use crate::scene::{Scene, modern, plain, sorted};

/// From the cursor, go to definition leads to what is marked, in the shape that each kind of client takes.
#[track_caller]
fn check_definition(fixture: &str) {
    for capabilities in [modern(), plain()] {
        let mut scene = Scene::of(fixture, &capabilities);
        let params = scene.at_cursor();
        assert_eq!(definitions(&mut scene, &params, capabilities == modern()), scene.marks(), "{fixture}");
        scene.finish();
    }
}

/// From each of these texts in a note beside these notes, go to definition leads to what is marked in them.
#[track_caller]
fn check_definitions(texts: &[&str], notes: &str) {
    for capabilities in [modern(), plain()] {
        let mut scene = Scene::of(&format!("\n-- a.md\n$0\n{notes}"), &capabilities);
        for text in texts {
            let params = scene.write_at_cursor(text);
            assert_eq!(definitions(&mut scene, &params, capabilities == modern()), scene.marks(), "{text}");
        }
        scene.finish();
    }
}

/// From each of these texts in a note beside these notes, go to definition leads to the start of a file.
#[track_caller]
fn check_files(cases: &[(&str, &str)], notes: &str) {
    let mut scene = Scene::of(&format!("\n-- a.md\n$0\n{notes}"), &plain());
    for (text, path) in cases {
        let params = scene.write_at_cursor(text);
        let places = scene.client.request("textDocument/definition", params);
        let start = json!({"line": 0, "character": 0});
        assert_eq!(places[0]["range"], json!({"start": start, "end": start}), "{text}: {places}");
        // Two spellings of a URI may name one file.
        let file = Url::parse(places[0]["uri"].as_str().unwrap()).unwrap().to_file_path().unwrap();
        assert_eq!((file, places.as_array().unwrap().len()), (scene.vault.file(path), 1), "{text}");
    }
    scene.finish();
}

/// The answer to go-to-definition as sorted locations; checks what the protocol asks of location links.
#[track_caller]
fn definitions(scene: &mut Scene, params: &Value, as_links: bool) -> Vec<Value> {
    let answer = scene.client.request("textDocument/definition", params.clone());
    let found = answer.as_array().cloned().unwrap_or_default();
    if !as_links {
        return sorted(found);
    }
    let cursor = json!({"start": params["position"], "end": params["position"]});
    let places = found.iter().map(|link| {
        assert!(covers(&link["targetRange"], &link["targetSelectionRange"]), "{link}");
        assert!(covers(&link["originSelectionRange"], &cursor), "{link}");
        json!({"uri": link["targetUri"], "range": link["targetSelectionRange"]})
    });
    sorted(places.collect())
}

/// Whether one range of the protocol lies inside another.
fn covers(outer: &Value, inner: &Value) -> bool {
    let key =
        |position: &Value| (position["line"].as_u64().unwrap(), position["character"].as_u64().unwrap());
    key(&outer["start"]) <= key(&inner["start"]) && key(&inner["end"]) <= key(&outer["end"])
}

#[test]
fn links_lead_to_notes() {
    let links = [
        "[x](sub/b$0.md)",
        "[x](<sub/b$0.md>)",
        "[x](sub/b$0.md 'title')",
        "[x](./sub/../sub/b$0.md?raw=1)",
        "[x](/sub/b$0.md)",
        "[x](sub/b$0.md#)",
        "[[b$0]]",
        "[[B$0]]",
        "[[sub/b$0|shown]]",
        "[[/sub/b$0]]",
        "[[The title$0]]",
        "[[An alias$0]]",
        "![[b$0]]",
        "<a href=\"sub/b$0.md\">x</a>",
        "| t |\n| --- |\n| [[b$0\\|x]] |",
        "[x$0][l]\n\n[l]: sub/b.md",
        "[l$0][]\n\n[l]: sub/b.md",
        "[L$0]\n\n[l]: sub/b.md",
        "text\n\n[l]: sub/b$0.md",
    ];
    check_files(
        &links.map(|link| (link, "sub/b.md")),
        "-- sub/b.md\n---\ntitle: The title\naliases: [An alias]\n---\n# B\n",
    );
}

#[test]
fn links_lead_to_other_files_and_folders() {
    check_files(
        &[
            ("![x](m$0ap.png)", "map.png"),
            ("![[pic.png$0]]", "img/pic.png"),
            ("<img src='map.png$0'>", "map.png"),
            ("[x](src/main.rs$0#L3)", "src/main.rs"),
            ("[x](sub$0/)", "sub/README.md"),
            ("[x](p%20q%23$0.md)", "p q#.md"),
            ("[x](%C3%BC%25$0.md)", "ü%.md"),
            ("[x](a_(b)$0.md)", "a_(b).md"),
            ("[x](a+b$0.md)", "a+b.md"),
            ("[x](a%20b$0.md)", "a b.md"),
            // The name on disk is decomposed, the link is not.
            ("[[cafe\u{301}$0]]", "cafe\u{301}.md"),
            ("[[caf\u{e9}$0]]", "cafe\u{301}.md"),
        ],
        "-- map.png\nPNG\n-- img/pic.png\nPNG\n-- src/main.rs\nfn main() {}\n-- sub/README.md\n# S\n-- p q#.md\n# P\n-- ü%.md\n\
         -- a_(b).md\n-- a+b.md\n-- a b.md\n-- cafe\u{301}.md\n",
    );
}

#[test]
fn links_lead_to_headings_blocks_and_anchors() {
    check_definitions(
        &[
            "😀 [x](b.md#two-w$0ords)",
            "[x](b.md#TWO-w$0ords)",
            "[x](b.md#two%2Dw$0ords)",
            "[[b#Two w$0ords]]",
            "é [[b#Two w$0ords|shown]]",
            "[[b#B#Two w$0ords]]",
            "![[b#Two w$0ords]]",
            "<a href='b.md#two-w$0ords'>x</a>",
            "[x$0][l]\n\n[l]: b.md#two-words",
        ],
        "-- b.md\n# B\n\n## Two words\n   ^^^^^^^^^\n",
    );
    check_definition("\n-- a.md\n[[b#^i$0d]]\n-- b.md\né text ^id\n        ^^\n");
    check_definition("\n-- a.md\n[x](b.md#sp$0ot)\n-- b.md\nA <a name=\"spot\"></a> b\n           ^^^^\n");
    check_definition("\n-- a.md\n[x](b.md#t-$01)\n-- b.md\n# T\n# T\n  ^\n");
}

#[test]
fn links_lead_to_places_of_their_own_note() {
    check_definition("\n-- a.md\n[x](#pa$0rt)\n\n## Part\n   ^^^^\n");
    check_definition("\n-- a.md\n[[#Pa$0rt]]\n\n## Part\n   ^^^^\n");
    check_definition("\nWord[^n$0].\n\n[^n]: Text.\n^^^^^^^^^^^\n");
    check_definition("\n[x][l$0b]\n\n[lb]: https://example.org\n^^^^^^^^^^^^^^^^^^^^^^^^^\n");
}

#[test]
fn a_wiki_link_that_may_mean_two_notes_leads_to_both() {
    let mut scene = Scene::of("\n-- a.md\n[[n$0]]\n-- x/n.md\nn\n-- y/n.md\nn\n", &plain());
    let places = scene.ask("textDocument/definition");
    let uris: Vec<&str> =
        places.as_array().unwrap().iter().map(|place| place["uri"].as_str().unwrap()).collect();
    assert_eq!(uris, [scene.vault.uri("x/n.md"), scene.vault.uri("y/n.md")]);
    scene.finish();
}

#[test]
fn what_leads_nowhere_has_no_definition() {
    check_definitions(
        &[
            "[[go$0ne]]",
            "[x](https://exam$0ple.org)",
            "`[[b$0]]`",
            "[x](../out$0side.md)",
            "[x]($0)",
            "[x](/..$0/b.md)",
            "$0",
        ],
        "-- b.md\n# B\n",
    );
}

#[test]
fn a_tag_leads_to_its_uses_and_what_is_declared_to_itself() {
    check_definition("\n-- a.md\nx #to$0do\n  ^^^^^\n-- b.md\n#todo/later\n^^^^^^^^^^^\n");
    check_definition("\n# T\n\n##$0 Nothing known\n   ^^^^^^^^^^^^^\n");
}

const REFERENCES: &str = "
-- a.md
[x](b.md#part) and [[b#Part]] and [[b]]
^^^^^^^^^^^^^^     ^^^^^^^^^^
-- b.md
# B

## Pa$0rt
   ^^^^

[own](#part)
^^^^^^^^^^^^
-- c.md
[other](b.md#b) [[gone#Part]]
";

#[test]
fn references_of_a_heading_are_the_links_to_it() {
    let mut scene = Scene::new(REFERENCES);
    let mut params = scene.at_cursor();
    params["context"] = json!({"includeDeclaration": true});
    let found = scene.client.request("textDocument/references", params.clone());
    let found: Vec<Value> = found.as_array().unwrap().clone();
    for mark in scene.marks() {
        assert!(found.contains(&mark), "{mark} is missing in {found:?}");
    }

    params["context"] = json!({"includeDeclaration": false});
    let found = scene.client.request("textDocument/references", params);
    let heading = json!({"line": 2, "character": 3});
    let is_heading = |place: &Value| {
        place["uri"] == scene.vault.uri("b.md").as_str() && place["range"]["start"] == heading
    };
    assert!(!found.as_array().unwrap().iter().any(is_heading), "{found}");
    scene.finish();
}

#[test]
fn references_from_a_link_are_those_of_its_target() {
    let mut scene = Scene::new("\n-- a.md\n[x](b.m$0d)\n^^^^^^^^^\n-- b.md\ntext\n-- c.md\n[[b]]\n^^^^^\n");
    let mut params = scene.at_cursor();
    params["context"] = json!({"includeDeclaration": false});
    let found = scene.client.request("textDocument/references", params);
    assert_eq!(sorted(found.as_array().unwrap().clone()), scene.marks());
    scene.finish();
}

#[test]
fn references_of_a_tag_are_its_uses() {
    let mut scene =
        Scene::new("\n-- a.md\nx #to$0do y\n  ^^^^^\n-- b.md\n#todo/later and #todos\n^^^^^^^^^^^\n");
    let mut params = scene.at_cursor();
    params["context"] = json!({"includeDeclaration": true});
    let found = scene.client.request("textDocument/references", params);
    assert_eq!(sorted(found.as_array().unwrap().clone()), scene.marks());
    scene.finish();
}

#[track_caller]
fn check_references(fixture: &str) {
    let mut scene = Scene::new(fixture);
    let mut params = scene.at_cursor();
    params["context"] = json!({"includeDeclaration": true});
    let found = scene.client.request("textDocument/references", params);
    assert_eq!(sorted(found.as_array().unwrap().clone()), scene.marks(), "{fixture}");
    scene.finish();
}

#[test]
fn references_of_blocks_footnotes_and_labels_are_their_uses() {
    check_references("\n-- a.md\ntext ^i$0d\n      ^^\n-- b.md\n[[a#^id]]\n^^^^^^^^^\n");
    check_references("\nA[^n$0] b[^N].\n ^^^^  ^^^^\n\n[^n]: x\n^^^^^^^\n");
    check_references("\n[x][l$0] [L]\n^^^^^^ ^^^\n\n[l]: https://example.org\n^^^^^^^^^^^^^^^^^^^^^^^^\n");
}

#[test]
fn references_of_what_is_missing_are_all_links_to_it() {
    check_references(
        "\n-- a.md\n[[go$0ne]] [x](gone.md#h)\n^^^^^^^^ ^^^^^^^^^^^^^^\n-- sub/b.md\n[x](../gone.md) [y](gone.md)\n^^^^^^^^^^^^^^^ ^^^^^^^^^^^^\n-- c.md\n[[other]]\n",
    );
    check_references(
        "\n-- a.md\n[[b#Go$0ne]] [x](b.md#gone)\n^^^^^^^^^^ ^^^^^^^^^^^^^^\n-- b.md\n[y](#gone) [z](#no)\n^^^^^^^^^^\n",
    );
    check_references("\n[x][go$0ne] [^gone] [y][Gone]\n^^^^^^^^^         ^^^^^^^^^\n");
}

#[test]
fn references_of_a_title_or_folder_are_the_links_to_it() {
    let mut scene = Scene::new("\n-- a.md\n---\ntitle: Al$0l\n---\n-- b.md\n[[a]] [[All]]\n^^^^^ ^^^^^^^\n");
    let mut params = scene.at_cursor();
    params["context"] = json!({"includeDeclaration": false});
    let found = scene.client.request("textDocument/references", params);
    assert_eq!(sorted(found.as_array().unwrap().clone()), scene.marks());
    scene.finish();
    check_references("\n-- a.md\n[x](su$0b/)\n^^^^^^^^^\n-- sub/b.md\n[y](../sub) [z](..)\n^^^^^^^^^^^\n");
}

#[test]
fn highlights_are_the_references_of_the_note() {
    let mut scene = Scene::new("\n-- a.md\n[x](b.m$0d) text [[b]]\n^^^^^^^^^      ^^^^^\n-- b.md\n[[b]]\n");
    let found = scene.ask("textDocument/documentHighlight");
    let uri = scene.vault.uri("a.md");
    let found = found.as_array().unwrap().iter().map(|found| json!({"uri": uri, "range": found["range"]}));
    assert_eq!(sorted(found.collect()), scene.marks());
    scene.finish();
}

#[test]
fn document_links_open_what_they_lead_to() {
    let mut scene = Scene::of(
        "
-- a.md
😀 [b](b.md) [h](b.md#part) [w](https://example.org/x) [[b#Part|s]]
      ^^^^      ^^^^^^^^^      ^^^^^^^^^^^^^^^^^^^^^    ^^^^^^
![i](map.png) [gone](gone.md) [run](command:quit) [js](javascript:x) [[gone]] `[c](b.md)`
     ^^^^^^^
[f](file:///etc/passwd) [o](../o.md) <mailto:a@b.example>
                                      ^^^^^^^^^^^^^^^^^^
-- b.md
# B

## Part
-- map.png
PNG
",
        &modern(),
    );
    let links = scene.ask_about("textDocument/documentLink", "a.md");
    let links = links.as_array().unwrap().clone();
    let uri = scene.vault.uri("a.md");
    let ranges = links.iter().map(|link| json!({"uri": uri, "range": link["range"]}));
    assert_eq!(sorted(ranges.collect()), scene.marks());
    let targets: Vec<String> =
        links.iter().map(|link| scene.without_vault(link["target"].as_str().unwrap())).collect();
    assert_eq!(
        targets,
        [
            "VAULT/b.md",
            "VAULT/b.md#L3",
            "https://example.org/x",
            "VAULT/b.md#L3",
            "VAULT/map.png",
            "mailto:a@b.example"
        ]
    );
    scene.finish();
}
