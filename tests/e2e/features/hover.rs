//! Hover: a link shows what it leads to, and nothing a note says can do more than be read.

use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::{Value, json};

use crate::scene::{Scene, modern, plain};

#[track_caller]
fn hover(scene: &mut Scene) -> String {
    let answer = scene.ask("textDocument/hover");
    scene.without_vault(answer["contents"]["value"].as_str().unwrap_or_default())
}

#[track_caller]
fn check(fixture: &str, expected: &str) {
    let mut scene = Scene::new(fixture);
    assert_eq!(hover(&mut scene), expected);
    scene.finish();
}

#[test]
fn a_link_shows_the_section_it_leads_to() {
    check(
        "
-- a.md
See [b](b.md#pa$0rt).
-- b.md
# B

intro

## Part

the part

## Other

other
",
        "## Part\n\nthe part\n\n*From* [b.md › Part](VAULT/b.md#L5)",
    );
}

#[test]
fn the_card_belongs_to_the_whole_link() {
    let mut scene = Scene::new("\n-- a.md\n😀 [b](b.m$0d).\n-- b.md\n# B\n\nx\n");
    let answer = scene.ask("textDocument/hover");
    // The smile is two units wide.
    assert_eq!(
        answer["range"],
        json!({"start": {"line": 0, "character": 3}, "end": {"line": 0, "character": 12}})
    );
    assert_eq!(answer["contents"]["kind"], "markdown");
    scene.finish();
}

#[test]
fn a_block_a_footnote_and_a_folder_are_shown_too() {
    check(
        "\n-- a.md\n[[b#^i$0d]]\n-- b.md\none\n\ntwo ^id\n\nthree\n",
        "two\n\n*From* [b.md](VAULT/b.md#L3)",
    );
    check("\nWord[^n$0].\n\n[^n]: The note below.\n", "The note below.");
    check("\n-- a.md\n[x](su$0b)\n-- sub/b.md\nb\n-- sub/c.md\nc\n", "Folder **sub/** with 2 files");
    check("\n-- a.md\n![x](m$0ap.png)\n-- map.png\nPNG\n", "Image **map.png** · 4 bytes");
    check("\n[x](https://exam$0ple.org/a)\n", "`https://example.org/a`");
}

#[test]
fn an_image_shows_its_size() {
    let gif = "GIF89a\u{40}\u{1}\u{50}\0";
    check(
        &format!("\n-- a.md\n![[ma$0p.gif]]\n-- map.gif\n{gif}\n"),
        "Image **map.gif** · 320 × 80 pixels · 11 bytes",
    );
    check("\n-- a.md\n[x][l$0]\n\n[l]: doc.pdf\n-- doc.pdf\nPDF\n", "File **doc.pdf** · 4 bytes");
    check("\n[x][l]\n\n[l$0]: https://example.org/a\n", "`https://example.org/a`");
}

#[test]
fn a_title_counts_what_links_to_its_note() {
    check(
        "\n-- b.md\n# Nothing kn$0own\n\n[x](#nothing-known)\n-- a.md\n[[b]] [x](b.md)\n-- c.md\n[[b]]\n",
        "**Nothing known**\n\n3 links from 2 notes: [a.md](VAULT/a.md#L1), [c.md](VAULT/c.md#L1)",
    );
    check("\n---\ntitle: Alo$0ne\n---\n", "**Alone**\n\n*No other note links here.*");
}

#[test]
fn a_tag_counts_its_uses_with_those_below_it() {
    check(
        "\n-- a.md\n#pla$0nts and #plants/cells\n-- b.md\n---\ntags: [plants]\n---\n",
        "**\\#plants** · 3 uses in 2 notes: [a.md](VAULT/a.md#L1), [b.md](VAULT/b.md#L1)\n\n1 of them as a tag below it",
    );
}

#[test]
fn a_link_that_leads_nowhere_shows_nothing() {
    for link in ["[[go$0ne]]", "[x](go$0ne.md)", "[x](#go$0ne)", "[x]($0)", "[x](../../$0etc/passwd)"] {
        let mut scene = Scene::new(&format!("\n{link}\n"));
        assert_eq!(scene.ask("textDocument/hover"), Value::Null, "{link}");
        scene.finish();
    }
}

#[test]
fn a_note_that_is_not_open_can_be_asked_about() {
    let mut scene = Scene::closed("\n-- a.md\n[b](b$0.md)\n-- b.md\n# B\n\nthe text\n", &modern());
    assert!(hover(&mut scene).contains("the text"));
    scene.finish();
}

#[test]
fn a_client_without_markdown_gets_plain_text() {
    let mut scene = Scene::of("\n-- a.md\n[b](b$0.md)\n-- b.md\n# B\n\nSome *words* and `code`.\n", &plain());
    let answer = scene.ask("textDocument/hover");
    let contents = &answer["contents"];
    assert_eq!(contents["kind"], "plaintext", "{answer}");
    assert_eq!(contents["value"], "B\n\nSome words and code.\n\nFrom b.md › B");
    scene.finish();
}

#[test]
fn places_that_are_none_are_answered_with_nothing() {
    let mut scene = Scene::new("\n-- a.md\ntext\n");
    let uri = scene.vault.uri("a.md");
    let unknown = scene.vault.uri("no.md");
    let huge = u64::from(u32::MAX >> 1);
    for (uri, line, character) in [
        (uri.as_str(), 1, 0),
        (&uri, 2, 7),
        (&uri, 0, 99),
        (&uri, huge, huge),
        (&unknown, 0, 0),
        ("file:///", 0, 0),
        ("file://server/share/a.md", 0, 0),
        ("untitled:Untitled-1", 0, 0),
        ("https://example.org/a.md", 0, 0),
    ] {
        for method in [
            "textDocument/hover",
            "textDocument/definition",
            "textDocument/references",
            "textDocument/documentHighlight",
            "textDocument/completion",
        ] {
            let mut params = json!({
                "textDocument": {"uri": uri},
                "position": {"line": line, "character": character},
            });
            if method == "textDocument/references" {
                params["context"] = json!({"includeDeclaration": true});
            }
            let id = scene.client.send_request(method, params);
            let answer = scene.client.result(id);
            let is_empty = answer.is_null()
                || answer == json!([])
                || answer["items"].as_array().is_some_and(Vec::is_empty);
            assert!(is_empty, "{method} {uri} {line}:{character}: {answer}");
        }
    }
    scene.finish();
}

/// A note that tries everything; every line is one attempt.
const HOSTILE: &str = r#"---
title: "![t](https://evil.example/t.png) <img src=x> [r](command:quit)"
aliases: ["<script>a</script>", "[al](command:alias)"]
---

# Head ![i](https://evil.example/h.png) <img src=h> [c](command:head)

![pixel](https://evil.example/1.png) ![](data:image/png;base64,AAAA) ![r][pic] ![[own.png]] <IMG SRC=x>
[run](command:workbench.action.terminal.sendSequence?%7B%7D) [js](javascript:alert(1)) [JS](JaVaScRiPt:x)
[ed](vscode://settings) [d](data:text/html,x) [f](file:///etc/passwd) [u](\\\\server\share) <command:x>
!<b>[joined](https://evil.example/2.png) !%%c%%[joined](https://evil.example/3.png) [[a|!]][x](https://evil.example/4)
<a href="command:y">link</a> <div onclick="z()">html</div> <svg/onload=a()> <!-- [h](command:hidden) -->
[ref][run] [collapsed][] ![image][] &lt;img src=q&gt; \<img src=w> `<img src=code>`
[multi
line](command:multi
"title") [nested ![in](https://evil.example/5.png)](command:nested) [a](<command:angle x>)

[pic]: https://evil.example/6.png
[run]: command:ref
[collapsed]: command:collapsed
[image]: https://evil.example/7.png

<img
src="https://evil.example/8.png">

> ![quoted](https://evil.example/9.png)
> <script>
> alert(1)

| table | ![cell](https://evil.example/10.png) |
| --- | --- |
| [t](command:cell) | <img src=cell> |

[^n]: Note ![n](https://evil.example/11.png) [n](command:note) <img src=n>

A block ![b](https://evil.example/12.png) [b](command:block) ^id
"#;

/// Whether Markdown could show a picture, run a command or open anything but a page or a note of the vault.
#[track_caller]
pub(super) fn check_harmless(markdown: &str, about: &str) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("{about}: HTML {html}\n{markdown}"),
            Event::Start(Tag::Image { dest_url, .. }) => panic!("{about}: image {dest_url}\n{markdown}"),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let is_fine = ["https://", "http://", "mailto:", "VAULT/"]
                    .iter()
                    .any(|start| dest_url.starts_with(start));
                assert!(is_fine, "{about}: link to {dest_url}\n{markdown}");
            }
            _ => {}
        }
    }
}

#[test]
fn a_hostile_note_can_only_be_read() {
    // Each line and each place of the hostile note is the target of a link once.
    let mut links = vec![
        "[[host$0ile]]".to_owned(),
        "[x](hostile.m$0d)".to_owned(),
        "[[hostile#^i$0d]]".to_owned(),
        "[[al$0|x]]".to_owned(),
    ];
    let lines: Vec<&str> = HOSTILE.lines().skip(5).collect();
    links.extend((0..lines.len()).map(|line| format!("[x](part{line}.m$0d)")));
    for link in links {
        let mut fixture = format!("\n-- a.md\n{link}\n-- hostile.md\n{HOSTILE}");
        if let Some(line) = link.strip_prefix("[x](part").and_then(|rest| rest.strip_suffix(".m$0d)")) {
            let line: usize = line.parse().unwrap();
            fixture = format!("\n-- a.md\n{link}\n-- part{line}.md\n{}\n", lines[line..].join("\n"));
        }
        let mut scene = Scene::new(&fixture);
        let shown = hover(&mut scene);
        assert!(!shown.is_empty() || link.starts_with("[[al"), "{link} shows nothing");
        check_harmless(&shown, &link);
        scene.finish();
    }
}

#[test]
fn names_of_files_and_titles_are_shown_as_they_are() {
    for name in [
        "![x](y).md",
        "a](command:b) c.md",
        "<img src=x>.md",
        "`code`.md",
        "(1).md",
        "**b**.md",
        "a\\.md",
        "&lt;img src=x&gt;.md",
        "https:evil.example.md",
    ] {
        let escaped: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let fixture =
            format!("\n-- a.md\n[x]({escaped}$0)\n-- {name}\n# T ![x](https://evil.example/p.png)\n\ntext\n");
        let mut scene = Scene::new(&fixture);
        let shown = hover(&mut scene);
        check_harmless(&shown, name);
        scene.finish();
    }
}

#[test]
fn a_client_without_markdown_gets_plain_text_beside_completions() {
    let mut scene = Scene::of("\n-- a.md\nx[^$0\n\n[^n]: Some *words* and `code`.\n", &plain());
    let list = scene.ask("textDocument/completion");
    assert_eq!(list["items"][0]["documentation"], "Some words and code.", "{list}");
    scene.finish();
}

#[test]
fn the_text_of_a_footnote_in_completion_is_harmless() {
    let mut scene = Scene::new(&format!("\n-- a.md\nx[^$0\n\n{HOSTILE}"));
    let list = scene.ask("textDocument/completion");
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 1, "{list}");
    let shown = items[0]["documentation"]["value"].as_str().unwrap();
    check_harmless(shown, "completion");
    assert!(shown.contains("Note"), "{shown}");
    scene.finish();
}
