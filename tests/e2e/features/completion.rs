//! Completion of link targets: what is proposed, and what the line is after each proposal is taken.

use serde_json::{Value, json};

use crate::model::{Encoding, Model};
use crate::scene::Scene;

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
                for item in proposals(&mut scene, &line) {
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
