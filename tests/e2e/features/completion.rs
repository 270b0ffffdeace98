//! Completion: what is proposed, what the line is after each proposal is taken, and what a client asks for later.

use serde_json::{Value, json};

use crate::model::{Encoding, Model};
use crate::scene::{Scene, modern};

const VAULT: &str = "
-- web/caching.md
---
aliases: [cache, 100% & more]
---
# Caching

## Write-through

text ^block-1

## Two words 😀

<a name=\"html-anchor\"></a>
-- My Notes (2)/ü #1.md
# Odd
-- map.png
PNG
-- other.md
# Other

#http and [[not yet]]

```rust
```
";

const OWN: &str = "# Own\n\n[lab]: other.md\n[other label]: other.md\n\n[^one]: First.\n[^two]: Second.\n";

/// A line with a cursor in a vault of some notes, below a label and a footnote of its own.
fn scene(line: &str) -> Scene {
    Scene::new(&format!("\n-- a.md\n{line}\n\n{OWN}{}", VAULT.trim_start_matches('\n')))
}

/// The line at the cursor after a proposal is taken; checks what the protocol asks of each proposal.
#[track_caller]
fn taken(scene: &Scene, line: &str, item: &Value) -> String {
    let text = line.replace("$0", "");
    let cursor = line.find("$0").unwrap();
    let mut model = Model::new(&text, Encoding::Utf16);
    let edit = &item["textEdit"];
    let (start, end) = (model.offset(&edit["range"]["start"]), model.offset(&edit["range"]["end"]));
    assert_eq!(
        (&edit["range"]["start"]["line"], &edit["range"]["end"]["line"]),
        (&json!(0), &json!(0)),
        "{item}"
    );
    assert!(start <= cursor && cursor <= end, "the cursor is outside: {item}");
    // An editor keeps a proposal if what is typed is a subsequence of its filter text, letter case aside.
    let typed = text[start..cursor].to_lowercase();
    let filter =
        item["filterText"].as_str().unwrap_or_else(|| item["label"].as_str().unwrap()).to_lowercase();
    let mut rest = filter.chars();
    assert!(
        typed.chars().all(|typed| rest.any(|found| found == typed)),
        "{typed:?} is filtered out of {item}"
    );
    model.edit(edit);
    scene.without_vault(&model.text)
}

/// In each line the proposal with this label makes that line, and a link that leads somewhere.
#[track_caller]
fn check(cases: &[(&str, &str, &str)]) {
    let mut scene = scene("$0");
    for (before, label, after) in cases {
        let items = proposals(&mut scene, before);
        let labels: Vec<&str> = items.iter().map(|item| item["label"].as_str().unwrap()).collect();
        let item = items.iter().find(|item| item["label"] == *label);
        let item = item.unwrap_or_else(|| panic!("{before}: no {label:?} among {labels:?}"));
        assert_eq!(taken(&scene, before, item), *after, "{before}");
        scene.write_at_cursor(&format!("{after}$0\n\n{OWN}"));
        assert_eq!(scene.broken_links("a.md"), [""; 0], "{after}");
    }
    scene.finish();
}

/// What is proposed where the first line of the note is this one.
#[track_caller]
fn proposals(scene: &mut Scene, line: &str) -> Vec<Value> {
    let params = scene.write_at_cursor(&format!("{line}\n\n{OWN}"));
    let list = scene.client.request("textDocument/completion", params);
    list["items"].as_array().unwrap().clone()
}

#[test]
fn notes_in_wiki_links() {
    check(&[
        ("[[$0", "Caching", "[[caching]]"),
        ("[[ca$0", "Caching", "[[caching]]"),
        ("[[ca$0]]", "Caching", "[[caching]]"),
        ("[[$0]] and [[other]]", "Caching", "[[caching]] and [[other]]"),
        ("[[ca$0ching]]", "Caching", "[[caching]]"),
        ("see [[oth$0 and more", "Other", "see [[other]] and more"),
        ("😀 [[ca$0]] é", "Caching", "😀 [[caching]] é"),
        ("[[ca$0|shown]]", "Caching", "[[caching|shown]]"),
        ("[[ca$0|shown]]", "cache", "[[caching|shown]]"),
        ("| [[ca$0\\|shown]] | b |", "Caching", "| [[caching\\|shown]] | b |"),
        ("| [[cach$0]] | b |", "cache", "| [[caching\\|cache]] | b |"),
        ("[[ca$0#Write-through]]", "Caching", "[[caching#Write-through]]"),
        ("[[web/ca$0", "Caching", "[[caching]]"),
        ("[[cach$0", "cache", "[[caching|cache]]"),
        ("![[$0", "Caching", "![[caching]]"),
        ("![[ma$0]]", "map.png", "![[map.png]]"),
    ]);
}

#[test]
fn headings_and_blocks_in_wiki_links() {
    check(&[
        ("[[caching#$0", "Write-through", "[[caching#Write-through]]"),
        ("[[caching#wri$0]]", "Write-through", "[[caching#Write-through]]"),
        ("[[caching#Wri$0te]] x", "Write-through", "[[caching#Write-through]] x"),
        ("[[caching#Two$0", "Two words 😀", "[[caching#Two words 😀]]"),
        ("[[caching#Wri$0|shown]]", "Write-through", "[[caching#Write-through|shown]]"),
        ("[[caching#Caching#W$0]]", "Write-through", "[[caching#Caching#Write-through]]"),
        ("[[caching#^$0", "block-1", "[[caching#^block-1]]"),
        ("[[caching#^bl$0]]", "block-1", "[[caching#^block-1]]"),
        ("[[#$0", "Own", "[[#Own]]"),
        ("[[cache#$0", "Write-through", "[[cache#Write-through]]"),
    ]);
}

#[test]
fn paths_in_markdown_links() {
    check(&[
        ("[x]($0", "web/caching.md", "[x](web/caching.md)"),
        ("[x]($0)", "web/caching.md", "[x](web/caching.md)"),
        ("[x](ca$0)", "web/caching.md", "[x](web/caching.md)"),
        ("[x](web/c$0aching.md) y", "web/caching.md", "[x](web/caching.md) y"),
        ("[x](./web/ca$0)", "web/caching.md", "[x](./web/caching.md)"),
        ("[x](/$0)", "/web/caching.md", "[x](/web/caching.md)"),
        ("[x](My$0)", "My Notes (2)/ü #1.md", "[x](My%20Notes%20%282%29/ü%20%231.md)"),
        ("[x](My%20No$0)", "My Notes (2)/ü #1.md", "[x](My%20Notes%20%282%29/ü%20%231.md)"),
        ("[x](ca$0#write-through)", "web/caching.md", "[x](web/caching.md#write-through)"),
        ("(see [x](oth$0)) y", "other.md", "(see [x](other.md)) y"),
        ("![x]($0)", "map.png", "![x](map.png)"),
        ("[x](oth$0 \"title\")", "other.md", "[x](other.md \"title\")"),
    ]);
}

#[test]
fn anchors_in_markdown_links() {
    check(&[
        ("[x](#$0", "Own", "[x](#own)"),
        ("[x](#$0)", "Own", "[x](#own)"),
        ("[x](web/caching.md#$0)", "Write-through", "[x](web/caching.md#write-through)"),
        ("[x](web/caching.md#wri$0)", "Write-through", "[x](web/caching.md#write-through)"),
        ("[x](web/caching.md#wri$0te-through)", "Write-through", "[x](web/caching.md#write-through)"),
        ("[x](web/caching.md#html$0)", "html-anchor", "[x](web/caching.md#html-anchor)"),
        ("[x](web/caching.md#two$0", "Two words 😀", "[x](web/caching.md#two-words-)"),
    ]);
}

#[test]
fn labels_and_footnotes() {
    check(&[
        ("[x][$0", "lab", "[x][lab]"),
        ("[x][$0]", "lab", "[x][lab]"),
        ("[x][oth$0]", "other label", "[x][other label]"),
        ("word[^$0", "one", "word[^one]"),
        ("word[^$0]", "one", "word[^one]"),
        ("word[^o$0ne] more", "one", "word[^one] more"),
    ]);
}

#[test]
fn nothing_is_proposed_where_nothing_belongs() {
    let mut scene = scene("$0");
    let lines = [
        "`[[$0`",
        "[x](https://exam$0ple.org)",
        "[x](mailto:a$0)",
        "[[a|sh$0]]",
        "`x` \\`[[gone#$0",
        "$0",
        "[$0",
    ];
    for line in lines {
        let found = proposals(&mut scene, line);
        assert!(found.is_empty(), "{line}: {found:?}");
    }
    scene.finish();
}

/// Wherever the cursor stands in a link, taking any proposal gives one well-formed link and touches nothing else.
#[test]
fn no_bracket_is_ever_doubled_or_lost() {
    let mut scene = scene("$0");
    for (opening, rest) in [
        ("[[", "caching]]"),
        ("[[", "caching|shown]]"),
        ("[[", "caching#Write-through]]"),
        ("[[", "caching#^block-1]]"),
        ("![[", "map.png]]"),
        ("[x](", "web/caching.md)"),
        ("[x](", "web/caching.md#write-through)"),
        ("[x](", "other.md \"title\")"),
        ("[x][", "lab]"),
        ("word[^", "one]"),
    ] {
        let target = rest.trim_end_matches([']', ')']).split([' ', '|']).next().unwrap();
        for at in 0..=target.len() {
            // Either all of the link is there already, or only what stands before the cursor.
            for tail in [&rest[at..], ""] {
                let line = format!("< {opening}{}$0{tail} >", &rest[..at]);
                // A folder leaves the link open, to be gone on with.
                let is_folder = |item: &Value| item["kind"] == 19;
                for item in proposals(&mut scene, &line).into_iter().filter(|item| !is_folder(item)) {
                    let after = taken(&scene, &line, &item);
                    let link = after.strip_prefix("< ").and_then(|after| after.strip_suffix(" >"));
                    check_link(opening, link.unwrap_or_else(|| panic!("{line} became {after}")), &line);
                }
            }
        }
    }
    scene.finish();
}

#[track_caller]
fn check_link(opening: &str, link: &str, line: &str) {
    let closing = if opening.ends_with("[[") {
        "]]"
    } else if opening.ends_with('(') {
        ")"
    } else {
        "]"
    };
    let inside = link.strip_prefix(opening).and_then(|rest| rest.strip_suffix(closing));
    let inside = inside.unwrap_or_else(|| panic!("{line} became {link}"));
    assert!(!inside.contains(['[', ']', '(', ')']), "{line} became {link}");
    assert!(inside.matches('|').count() <= 1 && inside.matches('"').count() <= 2, "{line} became {link}");
    assert!(inside.matches(".md").count() <= 1 && inside.matches('#').count() <= 1, "{line} became {link}");
}

#[test]
fn all_else_that_can_be_completed_reaches_the_editor() {
    check(&[
        ("[[##wri$0", "Write-through", "[[caching#Write-through]]"),
        ("[[^^blo$0", "block-1", "[[caching#^block-1]]"),
        ("[x](##wri$0", "Write-through", "[x](web/caching.md#write-through)"),
        ("[x](we$0)", "web/", "[x](web/)"),
        ("See #ht$0", "http", "See #http"),
        ("> [!no$0", "note", "> [!note]"),
        ("<a href=\"oth$0\">x</a>", "other.md", "<a href=\"other.md\">x</a>"),
    ]);
    let mut scene = scene("$0");
    let labels = |items: &[Value]| -> Vec<String> {
        items.iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    };
    assert!(labels(&proposals(&mut scene, "[[not$0")).contains(&"not yet".to_owned()));
    assert_eq!(labels(&proposals(&mut scene, "```ru$0"))[0], "rust");
    assert!(labels(&proposals(&mut scene, "---\nal$0\n---")).contains(&"aliases".to_owned()));
    scene.finish();
}

#[test]
fn a_block_without_an_id_gets_one_with_the_link_to_it() {
    let mut scene = scene("$0");
    let line = "See [[#^fir$0]]";
    let params = scene.write_at_cursor(&format!("{line}\n\nThe first paragraph.\n"));
    let list = scene.client.request("textDocument/completion", params);
    let item = &list["items"][0];
    assert_eq!(item["label"], "The first paragraph.", "{list}");
    let also = &item["additionalTextEdits"][0];
    assert_eq!(also["range"]["start"], json!({"line": 2, "character": 20}), "{item}");
    let id = also["newText"].as_str().unwrap();
    assert_eq!(format!(" ^{}", item["textEdit"]["newText"].as_str().unwrap()), id);
    scene.write_at_cursor(&format!("See [[#{}]]$0\n\nThe first paragraph.{id}\n", id.trim()));
    assert_eq!(scene.problems("a.md"), [""; 0]);
    scene.finish();
}

const TERM: &str = "\n-- a.md\nUse a circ$0\n-- b.md\n# B\n\n## Circuit breaker\n\nA circuit breaker is a switch that opens.\n";

/// The first proposal for a client whose completion items can do this.
#[track_caller]
fn first(fixture: &str, abilities: Value) -> (Scene, Value) {
    let mut capabilities = modern();
    capabilities["textDocument"]["completion"]["completionItem"] = abilities;
    let mut scene = Scene::of(fixture, &capabilities);
    let item = scene.ask("textDocument/completion")["items"][0].clone();
    (scene, item)
}

#[test]
fn documentation_is_made_when_it_is_asked_for() {
    let lazy =
        json!({"documentationFormat": ["markdown"], "resolveSupport": {"properties": ["documentation"]}});
    let (mut scene, item) = first(TERM, lazy);
    assert_eq!((&item["label"], &item["documentation"]), (&json!("circuit breaker"), &Value::Null));
    assert!(item["data"].to_string().len() < 200, "{item}");
    let resolved = scene.client.request("completionItem/resolve", item.clone());
    let shown = resolved["documentation"]["value"].as_str().unwrap();
    assert!(shown.contains("a switch that opens") && shown.contains("b.md"), "{shown}");
    assert_eq!(resolved["textEdit"], item["textEdit"]);
    // The note may be another by then.
    let uri = scene.vault.uri("b.md");
    crate::scene::open(&mut scene.client, &uri, "Nothing.\n");
    let gone = scene.client.request("completionItem/resolve", item.clone());
    assert_eq!((&gone["label"], &gone["documentation"]), (&item["label"], &Value::Null));
    for odd in
        [json!({"label": "x"}), json!({"label": "x", "data": {"uri": 1}}), json!({"label": "x", "data": []})]
    {
        assert_eq!(scene.client.request("completionItem/resolve", odd.clone())["label"], "x");
    }
    scene.finish();
}

#[test]
fn a_client_that_cannot_ask_is_told_at_once_and_in_the_form_it_can_show() {
    for abilities in [json!({}), json!({"resolveSupport": {"properties": ["additionalTextEdits"]}})] {
        let (scene, item) = first(TERM, abilities);
        assert_eq!(item["documentation"], "A circuit breaker is a switch that opens.", "{item}");
        scene.finish();
    }
}

#[test]
fn headings_and_notes_are_shown_when_looked_at() {
    let fixture = "\n-- a.md\n[[b#$0\n-- b.md\n# B\n\nHello.\n";
    let (mut scene, item) = first(fixture, json!({"documentationFormat": ["markdown"]}));
    let resolved = scene.client.request("completionItem/resolve", item);
    assert!(resolved["documentation"]["value"].as_str().unwrap().contains("Hello."), "{resolved}");
    scene.finish();
}

#[test]
fn in_the_middle_of_a_word_the_writer_chooses_what_becomes_of_its_rest() {
    let fixture = TERM.replace("circ$0", "circ$0xyz");
    let (scene, item) = first(&fixture, json!({"insertReplaceSupport": true}));
    let at = |character: u32| json!({"line": 0, "character": character});
    assert_eq!(item["textEdit"]["insert"], json!({"start": at(6), "end": at(10)}), "{item}");
    assert_eq!(item["textEdit"]["replace"], json!({"start": at(6), "end": at(13)}));
    scene.finish();
    // Who knows one way only would lose something or double it.
    let (scene, item) = first(&fixture, json!({}));
    assert_eq!(item, Value::Null);
    scene.finish();
}

#[test]
fn what_is_advertised_is_asked_for() {
    let vault = crate::vault::Vault::new("");
    let mut client = crate::client::Client::start(&vault);
    let provider = client.initialize(&vault)["capabilities"]["completionProvider"].clone();
    assert_eq!(provider["resolveProvider"], true);
    for sign in ["[", "(", "#", "^", "/", "!", "<", "`", "~", "\""] {
        assert!(provider["triggerCharacters"].as_array().unwrap().contains(&json!(sign)), "{sign}");
    }
    client.finish();
}

#[test]
fn a_setting_makes_links_of_completed_terms() {
    for (insert, written) in [
        ("wiki", "[[b#Circuit breaker|circuit breaker]]"),
        ("markdown", "[circuit breaker](b.md#circuit-breaker)"),
        ("text", "circuit breaker"),
    ] {
        let fixture = format!("{TERM}-- glossator.toml\n[completion]\ninsert = \"{insert}\"\n");
        let (scene, item) = first(&fixture, json!({}));
        assert_eq!(item["textEdit"]["newText"], written, "{item}");
        assert_eq!(item["filterText"], "circuit breaker");
        scene.finish();
    }
}
