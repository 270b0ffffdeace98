//! What the listings print: text for people and JSON in a shape that stays.

use expect_test::{Expect, expect};

use crate::shell::run;
use crate::vault::Vault;

/// A small vault with everything that a listing names.
const NOTES: &str = "
-- glossator.toml
[rules]
\"link/missing-note\" = \"hint\"
-- net.md
# Network

## What is a content delivery network (CDN)?

A content delivery network is a group of servers that keep copies of files close to their readers.

## Caching

See [the plan](plan.md#goals), [[plan|it]], ![map](img/map.png) and [gone](gone.md).
-- plan.md
# Plan

😀 A CDN is cheap, says [[net]] and [[missing]].[^1]

## Goals

#todo [l][here] <a href=\"net.md\">net</a>

[^1]: A note.

[here]: https://example.org/x
-- img/map.png
PNG
";

#[track_caller]
fn check(arguments: &[&str], code: i32, expected: Expect) {
    let vault = Vault::new(NOTES);
    let ran = run(vault.folder(), arguments);
    expected.assert_eq(&format!("{}{}", ran.stdout, ran.stderr));
    assert_eq!(ran.code, Some(code));
}

#[test]
fn check_lists_problems_and_counts_them() {
    check(
        &["check"],
        1,
        expect![[r#"
            net.md:9:76: warning: there is no file `gone.md` [link/missing-file]
               9 | See [the plan](plan.md#goals), [[plan|it]], ![map](img/map.png) and [gone](gone.md).
                 |                                                                            ^^^^^^^
            plan.md:3:38: hint: there is no note `missing` [link/missing-note]
               3 | 😀 A CDN is cheap, says [[net]] and [[missing]].[^1]
                 |                                       ^^^^^^^
            2 notes checked, 2 problems
        "#]],
    );
    check(
        &["check", "--format", "json"],
        1,
        expect![[r#"
        [
          {
            "file": "net.md",
            "line": 9,
            "column": 76,
            "end_line": 9,
            "end_column": 83,
            "code": "link/missing-file",
            "severity": "warning",
            "message": "there is no file `gone.md`",
            "target": "gone.md",
            "related": [],
            "fixable": false
          },
          {
            "file": "plan.md",
            "line": 3,
            "column": 38,
            "end_line": 3,
            "end_column": 45,
            "code": "link/missing-note",
            "severity": "hint",
            "message": "there is no note `missing`",
            "target": "missing",
            "related": [],
            "fixable": false
          }
        ]
    "#]],
    );
}

#[test]
fn topics_lists_the_outline() {
    check(
        &["topics"],
        0,
        expect![[r#"
        net.md
             1  Network
             3    What is a content delivery network (CDN)?
             7    Caching
        plan.md
             1  Plan
             5    Goals
    "#]],
    );
    check(
        &["topics", "plan.md", "--format", "json"],
        0,
        expect![[r#"
        [
          {
            "file": "plan.md",
            "line": 1,
            "end_line": 9,
            "level": 1,
            "title": "Plan",
            "terms": [],
            "kind": "atx",
            "answered": true
          },
          {
            "file": "plan.md",
            "line": 5,
            "end_line": 9,
            "level": 2,
            "title": "Goals",
            "terms": [],
            "kind": "atx",
            "answered": true
          }
        ]
    "#]],
    );
}

#[test]
fn links_lists_every_reference_and_what_it_means() {
    check(
        &["links"],
        0,
        expect![[r#"
        net.md:9:5: inline plan.md#goals -> plan.md:5
        net.md:9:32: wiki plan -> plan.md:1
        net.md:9:45: image img/map.png -> img/map.png:1
        net.md:9:69: inline gone.md
        plan.md:3:24: wiki net -> net.md:1
        plan.md:3:36: wiki missing
        plan.md:3:48: footnote 1 -> plan.md:9
        plan.md:7:1: tag todo
        plan.md:7:7: reference https://example.org/x
        plan.md:7:26: html net.md -> net.md:1
    "#]],
    );
    check(
        &["links", "plan.md", "--format", "json"],
        0,
        expect![[r#"
        [
          {
            "file": "plan.md",
            "line": 3,
            "column": 24,
            "kind": "wiki",
            "target": "net",
            "resolved": {
              "file": "net.md",
              "line": 1
            }
          },
          {
            "file": "plan.md",
            "line": 3,
            "column": 36,
            "kind": "wiki",
            "target": "missing",
            "resolved": null
          },
          {
            "file": "plan.md",
            "line": 3,
            "column": 48,
            "kind": "footnote",
            "target": "1",
            "resolved": {
              "file": "plan.md",
              "line": 9
            }
          },
          {
            "file": "plan.md",
            "line": 7,
            "column": 1,
            "kind": "tag",
            "target": "todo",
            "resolved": null
          },
          {
            "file": "plan.md",
            "line": 7,
            "column": 7,
            "kind": "reference",
            "target": "https://example.org/x",
            "resolved": null
          },
          {
            "file": "plan.md",
            "line": 7,
            "column": 26,
            "kind": "html",
            "target": "net.md",
            "resolved": {
              "file": "net.md",
              "line": 1
            }
          }
        ]
    "#]],
    );
}

#[test]
fn glossary_and_define_tell_what_terms_mean() {
    check(
        &["glossary"],
        0,
        expect![[r#"
        content delivery network (CDN)
            A content delivery network is a group of servers that keep copies of files close to their readers.
            net.md:5
    "#]],
    );
    check(
        &["define", "CDNs", "--format", "json"],
        0,
        expect![[r#"
        [
          {
            "term": "content delivery network",
            "aliases": [
              "CDN"
            ],
            "definitions": [
              {
                "file": "net.md",
                "line": 5,
                "end_line": 5,
                "kind": "heading",
                "gist": "A content delivery network is a group of servers that keep copies of files close to their readers.",
                "names": []
              }
            ]
          }
        ]
    "#]],
    );
    check(
        &["define", "content-delivery network"],
        0,
        expect![[r#"
        content delivery network (CDN)
            A content delivery network is a group of servers that keep copies of files close to their readers.
            net.md:5
    "#]],
    );
    check(
        &["define", "zebra"],
        1,
        expect![[r#"
        glossator: `zebra` is no known term
    "#]],
    );
    check(
        &["define", "content delivry network"],
        1,
        expect![[r#"
        glossator: `content delivry network` is no known term; did you mean `content delivery network`?
    "#]],
    );
    check(
        &["define", "zebra", "--format", "json"],
        1,
        expect![[r#"
        []
        glossator: `zebra` is no known term
    "#]],
    );
}

#[test]
fn mentions_lists_where_a_term_is_spoken_of() {
    check(
        &["mentions", "cdn"],
        0,
        expect![[r#"
        net.md:5:3: A content delivery network is a group of servers that keep copies of files c…
        plan.md:3:5: 😀 A CDN is cheap, says [[net]] and [[missing]].[^1]
    "#]],
    );
    check(
        &["mentions", "cdn", ".", "--format", "json"],
        0,
        expect![[r#"
        [
          {
            "file": "net.md",
            "line": 5,
            "column": 3,
            "end_line": 5,
            "end_column": 27,
            "text": "content delivery network",
            "linked": false
          },
          {
            "file": "plan.md",
            "line": 3,
            "column": 5,
            "end_line": 3,
            "end_column": 8,
            "text": "CDN",
            "linked": false
          }
        ]
    "#]],
    );
    check(
        &["mentions", "zebra"],
        1,
        expect![[r#"
        glossator: `zebra` is no known term
    "#]],
    );
}

#[test]
fn explain_prints_the_page_of_a_rule() {
    check(
        &["explain"],
        0,
        expect![[r#"
            link/missing-file          warning      a Markdown link leads to no file
            link/missing-note          information  a wiki link leads to no note
            link/missing-heading       warning      a link leads to no heading
            link/missing-block         warning      a link leads to no block
            link/missing-label         warning      a reference has no definition
            link/missing-footnote      warning      a footnote has no text
            link/missing-image         warning      an image is not there
            link/case-mismatch         warning      a link is written in another letter case
            link/ambiguous             information  a wiki link could mean several notes
            link/duplicate-label       warning      a link label is defined twice
            link/unused-label          hint         nothing uses a link label
            link/self                  hint         a link leads to the note it stands in
            link/empty-target          information  a link leads nowhere yet
            link/outside-vault         off          a link leads out of the vault
            heading/duplicate-sibling  information  two headings below one heading have the same name
            heading/level-skip         hint         a heading skips a level
            toc/stale                  warning      a contents list does not match the headings
            topic/empty                information  a topic has nothing below its title
            topic/unanswered           information  a question has no answer below it
            topic/duplicate            hint         another place is about the same topic
            topic/near-duplicate       hint         a section is almost the same as another
            term/casing                information  a name is written in other capitals than elsewhere
            term/near-miss             information  a name is one letter from one that is used much more
            term/conflict              hint         one name has two meanings within one subject
            term/circular              hint         two definitions need each other
            term/self-definition       hint         a definition says no more than its name
            term/deprecated            hint         a name that is not to be used any more is used
            term/undefined-acronym     off          nothing spells an acronym out
            term/undefined             off          several notes link to a term, or stress it, and none defines it
            term/unused                off          nothing mentions a defined term
            term/used-before-defined   off          a course uses a term before it defines it
            text/mojibake              information  text was decoded wrongly
            text/doubled-word          hint         a word stands twice
            text/unclosed-fence        warning      a code block never ends
            text/cut-off               hint         a sentence stops in its middle
            text/lost-markup           hint         text lost its markup
            footnote/unused            hint         nothing refers to a footnote
            footnote/duplicate         warning      a footnote is defined twice
            table/ragged               hint         a row has more or fewer cells than columns
            note/orphan                off          a note has no ties to others
            note/dead-end              off          a note leads to no other
            config/unused-ignore       hint         an order to ignore a rule holds nothing back
            config/front-matter        warning      front matter says something that Glossator does not know
        "#]],
    );
    check(
        &["explain", "link/none"],
        2,
        expect![[r#"
            glossator: there is no rule or family `link/none`; `glossator explain` lists them
        "#]],
    );
    let vault = Vault::new("");
    let listed = run(vault.folder(), &["explain", "--format", "json"]).json();
    for rule in listed.as_array().unwrap() {
        let code = rule["code"].as_str().unwrap();
        let page = run(vault.folder(), &["explain", code]);
        assert!(page.stdout.contains(code) && page.code == Some(0), "{page:?}");
        assert_eq!(rule["page"], page.stdout.as_str());
    }
}

/// A file name, a heading, a link and a label with characters that steer a terminal.
fn hostile() -> Vault {
    let vault = Vault::new("");
    let text = "# \u{1b}[2J Clear \u{202e}txt\u{2069}\u{9b}31m\n\n[x](gone\u{1b}]0;pwned\u{7}.md) [[no\u{200f}te\u{1b}]0;pwned\u{7}]]\n\n**\u{1b}[1mTerm**: A thing that is \u{8}\u{8} hidden.\n";
    #[cfg(unix)]
    vault.write("a\u{1b}]0;x\u{7}\u{202e}b.md", text);
    #[cfg(not(unix))]
    vault.write("a\u{202e}b.md", text);
    vault
}

#[test]
fn nothing_that_is_printed_for_people_steers_their_terminal() {
    let vault = hostile();
    let steers = |text: &str| {
        text.chars().any(|c| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        })
    };
    for arguments in [
        ["check"].as_slice(),
        &["topics"],
        &["links"],
        &["glossary"],
        &["define", "\u{1b}[1mTerm"],
        &["define", "\u{1b}[31mnone"],
        &["mentions", "\u{202e}none"],
        &["check", "no\u{1b}[31mne"],
        &["explain", "\u{1b}[31m"],
        &["init", "no\u{1b}[31mne"],
    ] {
        let ran = run(vault.folder(), arguments);
        assert!(!steers(&ran.stdout) && !steers(&ran.stderr), "{ran:?}");
    }
    let ran = run(vault.folder(), &["topics"]);
    assert!(ran.stdout.contains("\\u{1b}[2J Clear \\u{202e}txt\\u{2069}\\u{9b}31m"), "{ran:?}");
}

#[test]
fn json_has_everything_as_it_is() {
    let vault = hostile();
    let topics = run(vault.folder(), &["topics", "--format", "json"]).json();
    assert_eq!(topics[0]["title"], "\u{1b}[2J Clear \u{202e}txt\u{2069}\u{9b}31m");
    let problems = run(vault.folder(), &["check", "--rule", "link", "--format", "json"]).json();
    assert!(problems[0]["file"].as_str().unwrap().contains('\u{202e}'), "{problems}");
    assert_eq!(problems[0]["target"], "no\u{200f}te\u{1b}]0;pwned\u{7}");
}

#[test]
fn columns_are_counted_in_characters() {
    let vault = Vault::new("");
    vault.write("a.md", "\u{feff}é😀👩\u{200d}👧 [x](gone.md)\r\n漢 [y](gone.md)\r[z](gone.md)");
    let problems = run(vault.folder(), &["check", "--format", "json"]).json();
    let places: Vec<(i64, i64, i64)> = problems
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| {
            let number = |name: &str| problem[name].as_i64().unwrap();
            (number("line"), number("column"), number("end_column"))
        })
        .collect();
    assert_eq!(places, [(1, 11, 18), (2, 7, 14), (3, 5, 12)]);
}
