//! What a line becomes when a proposal is taken.

use std::sync::Arc;

use super::*;
use crate::config::{Config, LinkExtension, LinkPaths, TermInsert};
use crate::testing::{Case, case};

const VAULT: &str = "
-- web/caching.md
---
aliases: [cache]
tags: [web/speed, http]
---
# Caching

## Write-through

text ^block-1

## Notes

### Deep [x] | C#

## Other

### Notes

<a name=\"html-anchor\"></a>
-- other.md
# Other

See [[not yet]], [[web/caching|the store]] and [x](web/gone.md). #http #http #web/speed/fast

```rust
```
-- c#.md
# Sharp
-- img/map.png
PNG
";

/// What is offered in a line of a vault with some notes; the line may have more lines around it.
#[track_caller]
fn offered(line: &str, config: &Config) -> (Case, Completions) {
    let mut case = case(&format!("\n-- a.md\n{line}{VAULT}"));
    case.snapshot.config = Arc::new(config.clone());
    let found = completion(&case.snapshot, case.note, case.offset, &Cancel::default());
    (case, found.expect("nobody cancels"))
}

/// The note after a proposal is taken.
fn taken(text: &str, item: &Completion) -> String {
    let mut taken = text.to_owned();
    let (replace, also) = (item.replace.range(), item.also.as_ref());
    let first = also.filter(|also| replace.end <= also.offset as usize);
    if let Some(also) = first {
        taken.insert_str(also.offset as usize, &also.text);
    }
    taken.replace_range(replace, &item.insert);
    if let Some(also) = also.filter(|_| first.is_none()) {
        taken.insert_str(also.offset as usize, &also.text);
    }
    taken
}

#[track_caller]
fn check_with(config: &Config, line: &str, label: &str, expected: &str) {
    let (case, found) = offered(line, config);
    let text = case.snapshot.text(case.note).expect("put in");
    let labels: Vec<&str> = found.items.iter().map(|item| item.label.as_str()).collect();
    let item = found.items.iter().find(|item| item.label == label);
    let item = item.unwrap_or_else(|| panic!("{line}: no {label:?} among {labels:?}"));
    assert_eq!(taken(&text, item).trim_end(), expected, "{line}");
}

/// In a line the proposal with this label makes that line.
#[track_caller]
fn check(line: &str, label: &str, expected: &str) {
    check_with(&Config::default(), line, label, expected);
}

/// All that is offered, in order.
#[track_caller]
fn check_labels(line: &str, expected: &[&str]) {
    let (_, found) = offered(line, &Config::default());
    let labels: Vec<&str> = found.items.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(labels, expected, "{line}");
}

#[test]
fn what_follows_in_a_wiki_link_stays_as_it_is() {
    check("[[$0caching#Write-through]] x", "Other", "[[other#Write-through]] x");
    check("[[ca$0ching|shown]] x", "Caching", "[[caching|shown]] x");
    check("[[caching#Wri$0te|shown]] x", "Write-through", "[[caching#Write-through|shown]] x");
    check("[[caching#Cach$0ing#Write-through]]", "Caching", "[[caching#Caching#Write-through]]");
    check("| [[ca$0ching\\|shown]] |", "Caching", "| [[caching\\|shown]] |");
}

#[test]
fn an_alias_is_what_is_shown_unless_something_follows() {
    check("[[cach$0", "cache", "[[caching|cache]]");
    check("[[cach$0]] x", "cache", "[[caching|cache]] x");
    check("[[cach$0|shown]]", "cache", "[[caching|shown]]");
    check("[[cach$0#Write-through]]", "cache", "[[caching#Write-through]]");
}

#[test]
fn notes_are_offered_by_title_the_near_ones_first_and_those_to_be_written_last() {
    check_labels("[[$0", &["Other", "Caching", "cache", "not yet"]);
    check_labels("[[gone$0", &[]);
    check("[[not$0", "not yet", "[[not yet]]");
    check("[[map$0", "map.png", "[[map.png]]");
    check("[x](c$0)", "c#.md", "[x](c%23.md)");
}

#[test]
fn inside_a_table_a_pipe_is_escaped() {
    check("| [[cach$0]] | b |", "cache", "| [[caching\\|cache]] | b |");
    check("a | b\n--|--\nx | [[cach$0", "cache", "a | b\n--|--\nx | [[caching\\|cache]]");
}

#[test]
fn headings_are_written_so_that_the_right_one_is_found() {
    check("[[caching#$0", "Caching › Notes", "[[caching#Notes]]");
    check("[[caching#not$0]]", "Other › Notes", "[[caching#Other#Notes]]");
    check("[[caching#deep$0", "Deep [x] | C#", "[[caching#Deep x C]]");
    check("[[caching#Other#$0", "Other › Notes", "[[caching#Other#Notes]]");
    check("# Own\n\n[[#$0", "Own", "# Own\n\n[[#Own]]");
    check("[[caching#$0#Notes]]", "Write-through", "[[caching#Write-through]]");
    check("[[cache#wri$0", "Write-through", "[[cache#Write-through]]");
    check("[x](web/caching.md#notes$0)", "Notes", "[x](web/caching.md#notes)");
}

#[test]
fn of_equal_headings_each_has_its_own_anchor() {
    let (_, found) = offered("[x](web/caching.md#notes$0)", &Config::default());
    let inserts: Vec<&str> = found.items.iter().map(|item| item.insert.as_str()).collect();
    assert_eq!(inserts, ["notes", "notes-1"]);
}

#[test]
fn two_signs_ask_for_headings_and_blocks_of_the_whole_vault() {
    check("[[##wri$0", "Write-through", "[[caching#Write-through]]");
    check("[[##wri$0te]] x", "Write-through", "[[caching#Write-through]] x");
    check("[x](##wri$0", "Write-through", "[x](web/caching.md#write-through)");
    check("# Own\n\n[x](##ow$0)", "Own", "# Own\n\n[x](#own)");
    check("# Own\n\n[[##ow$0", "Own", "# Own\n\n[[#Own]]");
    check("[[^^bl$0", "block-1", "[[caching#^block-1]]");
    check("[[caching#^$0", "block-1", "[[caching#^block-1]]");
    check("[x](web/caching.md#^b$0)", "block-1", "[x](web/caching.md#^block-1)");
}

#[test]
fn a_block_of_this_note_gets_the_id_it_lacks() {
    let (case, found) = offered("One thing.\n\nSee [[#^thi$0]]\n\n- a thing\n", &Config::default());
    let text = case.snapshot.text(case.note).expect("put in");
    let made = found.items.iter().map(|item| taken(&text, item).trim_end().to_owned());
    let made: Vec<String> = made.collect();
    let id = &found.items[0].insert;
    assert_eq!(id.len(), 6, "{id}");
    assert_eq!(made[0], format!("One thing. ^{id}\n\nSee [[#^{id}]]\n\n- a thing"));
    let id = &found.items[1].insert;
    assert_eq!(made[1], format!("One thing.\n\nSee [[#^{id}]]\n\n- a thing ^{id}"));
}

#[test]
fn a_title_behind_a_destination_stays() {
    check("[x](oth$0 \"title\") y", "other.md", "[x](other.md \"title\") y");
    check("[x](oth$0 'it is (not)') y", "other.md", "[x](other.md 'it is (not)') y");
    check("[x](oth$0 \"open", "other.md", "[x](other.md) \"open");
    check("[x](oth$0 and more", "other.md", "[x](other.md) and more");
    check("[x](oth$0 [y](z)", "other.md", "[x](other.md) [y](z)");
    check("[x](oth$0er_(1).md) y", "other.md", "[x](other.md) y");
}

#[test]
fn paths_go_on_as_they_were_begun() {
    check("[x](./ca$0)", "web/caching.md", "[x](./web/caching.md)");
    check("[x](/ca$0)", "/web/caching.md", "[x](/web/caching.md)");
    check("[x](<c$0", "c#.md", "[x](<c%23.md>)");
    check("[x](<c$0>) y", "c#.md", "[x](<c%23.md>) y");
    check("[x](we$0)", "web/", "[x](web/)");
    check("[x](gon$0", "web/gone.md", "[x](web/gone.md)");
    check("[x]: oth$0", "other.md", "[x]: other.md");
    check_labels("![x]($0", &["img/map.png", "img/", "web/", "web/gone.md"]);
}

#[test]
fn links_are_written_as_the_vault_writes_them_or_as_its_settings_say() {
    check(
        "[y](/web/caching) [z](/other)\n\n[x](cach$0",
        "/web/caching.md",
        "[y](/web/caching) [z](/other)\n\n[x](/web/caching)",
    );
    // What is being written tells nothing of how links are written.
    check("[x](oth$0)", "other.md", "[x](other.md)");
    let mut config = Config::default();
    config.links.paths = LinkPaths::Root;
    check_with(&config, "[x]($0", "/other.md", "[x](/other.md)");
    config.links.extension = LinkExtension::Always;
    check_with(&config, "[[oth$0", "Other", "[[other.md]]");
    config.links.extension = LinkExtension::Never;
    check_with(&config, "[[oth$0", "Other", "[[other]]");
    // Where the vault does not read them so, such a link would lead nowhere.
    check_with(&config, "[x](##wri$0", "Write-through", "[x](/web/caching.md#write-through)");
}

#[test]
fn labels_and_footnotes_are_those_of_the_note() {
    let text = "\n\n[lab]: other.md\n[LAB]: twice.md\n\n[^one]: First.\n";
    check(&format!("[x][l$0{text}"), "lab", format!("[x][lab]{text}").trim_end());
    check(&format!("x[^$0]{text}"), "one", format!("x[^one]{text}").trim_end());
    check_labels(&format!("a[i][$0{text}"), &[]);
    check(&format!("x[^two]\n\n[^$0{text}"), "two", format!("x[^two]\n\n[^two]: {text}").trim_end());
}

#[test]
fn tags_are_those_of_the_vault_with_their_parents() {
    check_labels("a #$0", &["http", "web/speed", "web/speed/fast", "web"]);
    check("a #web/s$0x b", "web/speed", "a #web/speed b");
    check_labels("#$0", &[]);
    check_labels("a#h$0", &[]);
    check_labels("a \\#h$0", &[]);
    check_labels("## h$0", &[]);
}

#[test]
fn callouts_are_written_in_the_case_they_were_begun_in() {
    check("> [!$0", "NOTE", "> [!NOTE]");
    check("> [!no$0]", "note", "> [!note]");
    check("> > [!W$0", "WARNING", "> > [!WARNING]");
    check("> [!war$0ning]- Title", "warning", "> [!warning]- Title");
    check_labels("[!no$0", &[]);
}

#[test]
fn callouts_are_learned_from_the_vault() {
    let vault = "-- b.md\n> [!proof] x\n\n> [!proof]\n\n> [!quote]\n";
    for (line, expected) in
        [("> [!pr$0]", "> [!proof]"), ("> [!P$0", "> [!PROOF]"), ("> [!qu$0", "> [!quote]")]
    {
        let case = case(&format!("\n-- a.md\n{line}\n{vault}"));
        let found =
            completion(&case.snapshot, case.note, case.offset, &Cancel::default()).expect("nobody cancels");
        let text = case.snapshot.text(case.note).expect("put in");
        assert_eq!(taken(&text, &found.items[0]).trim_end(), expected);
    }
    // What is being written is no kind that the vault knows.
    let case = case("\n-- a.md\n> [!prov$0]\n");
    let found =
        completion(&case.snapshot, case.note, case.offset, &Cancel::default()).expect("nobody cancels");
    assert_eq!(found.items, Vec::new());
}

#[test]
fn an_opening_fence_asks_for_a_language_and_a_closing_one_does_not() {
    check("```ru$0", "rust", "```rust");
    check("- ~~~pyt$0", "python", "- ~~~python");
    let (_, found) = offered("```$0\n\n```", &Config::default());
    assert_eq!(found.items[0].label, "rust", "what the vault uses comes first");
    check_labels("```\ncode\n```$0", &[]);
    check_labels("```\nru$0\n```", &[]);
}

#[test]
fn front_matter_has_fields_and_their_values() {
    check("---\nti$0\n---\n", "title", "---\ntitle: \n---");
    check("---\ntags: [$0]\n---\n", "http", "---\ntags: [http]\n---");
    check("---\ntags: [a, web/s$0pe]\n---\n", "web/speed", "---\ntags: [a, web/speed]\n---");
    check("---\ntags:\n  - \"ht$0\n---\n", "http", "---\ntags:\n  - \"http\"\n---");
    check("---\ntags:$0\n---\n", "http", "---\ntags: http\n---");
    check("---\ntags: one ht$0\n---\n", "http", "---\ntags: one http\n---");
    check("---\ntitle: $0\n---\n# A: b\n", "A: b", "---\ntitle: \"A: b\"\n---\n# A: b");
    check_labels("---\ntitle: a\naliases: b\ntags: c\n$0\n---\n", &["deprecated", "glossator"]);
    check("---\nup: \"[[oth$0\n---\n", "Other", "---\nup: \"[[other]]\"\n---");
    check("---\nup:\n  - '[[oth$0'\n---\n", "Other", "---\nup:\n  - '[[other]]'\n---");
    check(
        "---\nup: \"[[caching#wri$0]]\"\n---\n",
        "Write-through",
        "---\nup: \"[[caching#Write-through]]\"\n---",
    );
    check_labels("---\nup: [[oth$0\n---\n", &[]);
    check_labels("---\n\nProse, ti$0\n\n---\n", &[]);
}

#[test]
fn what_this_program_is_told_in_front_matter_is_completed() {
    let keys = ["ignore", "scope", "uses", "exclude", "pin"];
    check_labels("---\nglossator:\n  $0\n---\n", &keys);
    check_labels("---\nglossator: {$0}\n---\n", &keys);
    check_labels("---\nglossator:\n  scope: x\n  $0\n  pin: y\n---\n", &["ignore", "uses", "exclude"]);
    check_labels("---\nother:\n  $0\n---\n", &[]);
    check("---\nglossator:\n  ig$0\n---\n", "ignore", "---\nglossator:\n  ignore: \n---");
    check(
        "---\nglossator: {scope: web, ig$0}\n---\n",
        "ignore",
        "---\nglossator: {scope: web, ignore: }\n---",
    );
    check(
        "---\nglossator:\n  ignore: [link, toc$0]\n---\n",
        "toc/stale",
        "---\nglossator:\n  ignore: [link, toc/stale]\n---",
    );
    check("---\nglossator: {ignore: [toc$0]}\n---\n", "toc", "---\nglossator: {ignore: [toc]}\n---");
    check(
        "---\nglossator:\n  ignore:\n    - missing-n$0\n---\n",
        "link/missing-note",
        "---\nglossator:\n  ignore:\n    - link/missing-note\n---",
    );
    check("---\nglossator:\n  scope:$0\n---\n", "web", "---\nglossator:\n  scope: web\n---");
    check(
        "---\nglossator:\n  scope: [web, htt$0]\n---\n",
        "#http",
        "---\nglossator:\n  scope: [web, \"#http\"]\n---",
    );
    check("---\nglossator:\n  scope: li$0\n---\n", "listed", "---\nglossator:\n  scope: listed\n---");
    check("---\nglossator:\n  pin: $0\n---\n", "true", "---\nglossator:\n  pin: true\n---");
    check(
        "---\nglossator:\n  exclude: [gua$0]\n---\n## What is a guard?\n\nA guard is a thing.\n",
        "guard",
        "---\nglossator:\n  exclude: [guard]\n---\n## What is a guard?\n\nA guard is a thing.",
    );
}

#[test]
fn fields_say_what_they_say_in_other_notes() {
    let vault = "-- b.md\n---\nstatus: draft\nkind: [lab, \"Field trip\"]\n---\n-- c.md\n---\nStatus: draft\n---\n-- d.md\n---\nstatus: done\ndate: 2024\n---\n";
    for (own, expected) in [
        ("status: $0", "status: draft"),
        ("status: do$0", "status: done"),
        ("status:$0", "status: draft"),
        ("status: \"d$0\"", "status: \"draft\""),
        ("kind: [lab, f$0]", "kind: [lab, Field trip]"),
        ("kind:\n  - $0", "kind:\n  - Field trip"),
    ] {
        let case = case(&format!("\n-- a.md\n---\n{own}\n---\n{vault}"));
        let found =
            completion(&case.snapshot, case.note, case.offset, &Cancel::default()).expect("nobody cancels");
        let text = case.snapshot.text(case.note).expect("put in");
        assert_eq!(taken(&text, &found.items[0]), format!("---\n{expected}\n---\n"));
    }
    for own in ["date: $0", "status: draft$0", "other: $0"] {
        let case = case(&format!("\n-- a.md\n---\n{own}\n---\n{vault}"));
        let found =
            completion(&case.snapshot, case.note, case.offset, &Cancel::default()).expect("nobody cancels");
        let labels: Vec<&str> = found.items.iter().map(|item| item.label.as_str()).collect();
        assert!(labels.is_empty() || labels == ["draft"], "{own}: {labels:?}");
    }
}

#[test]
fn aliases_are_what_other_notes_call_this_one() {
    let case =
        case("\n-- a.md\n---\naliases: [$0]\n---\n# A\n-- b.md\n[[a|the store]] [[a|A]] [B: c](a.md)\n");
    let found =
        completion(&case.snapshot, case.note, case.offset, &Cancel::default()).expect("nobody cancels");
    let made: Vec<&str> = found.items.iter().map(|item| item.insert.as_str()).collect();
    assert_eq!(made, ["\"B: c\"", "the store"]);
}

#[test]
fn attributes_of_html_have_paths_anchors_and_ids() {
    check("<a href=\"oth$0", "other.md", "<a href=\"other.md\"");
    check("<a href=\"oth$0x\">y</a>", "other.md", "<a href=\"other.md\">y</a>");
    check("<a href=\"web/caching.md#html$0\">", "html-anchor", "<a href=\"web/caching.md#html-anchor\">");
    check("<img alt='' src='$0'>", "img/map.png", "<img alt='' src='img/map.png'>");
    check("[x](#there)\n\n<a id=\"$0\"></a>", "there", "[x](#there)\n\n<a id=\"there\"></a>");
    check_labels("`<a href=\"oth$0`", &[]);
    check_labels("<a title=\"oth$0", &[]);
}

const TERMS: &str = "
-- limits.md
# Limits

## Token Bucket

A token bucket is an algorithm that lets requests pass while there are tokens.

## Load Balancers

Load balancers are servers that spread requests over others.

## Content delivery network (CDN)

A content delivery network is a network of caches near the readers.

## Query

A query is a question that is asked of a database.

## Index

An index is a table that finds rows fast.

## What is Kubernetes?

Kubernetes is a system that runs containers on many machines.

## 数据库

数据库是按照数据结构来组织、存储和管理数据的仓库。
";

#[track_caller]
fn terms(line: &str, insert: TermInsert) -> (String, Completions) {
    let mut case = case(&format!("\n-- a.md\n{line}{TERMS}"));
    let config = Config { completion: crate::config::Completion { insert }, ..Config::default() };
    case.snapshot.config = Arc::new(config);
    let text = case.snapshot.text(case.note).expect("put in");
    let found = completion(&case.snapshot, case.note, case.offset, &Cancel::default());
    (text, found.expect("nobody cancels"))
}

/// The first proposal in a line makes that line.
#[track_caller]
fn check_term(line: &str, expected: &str) {
    check_term_as(TermInsert::Text, line, expected);
}

#[track_caller]
fn check_term_as(insert: TermInsert, line: &str, expected: &str) {
    let (text, found) = terms(line, insert);
    let item = found.items.first().unwrap_or_else(|| panic!("{line}: nothing is offered"));
    assert_eq!(taken(&text, item).trim_end(), expected, "{line}");
    assert_eq!(item.filter, item.label, "{line}");
}

#[track_caller]
fn check_no_term(line: &str) {
    let (_, found) = terms(line, TermInsert::Text);
    let labels: Vec<&str> = found.items.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(labels, [""; 0], "{line}");
}

#[test]
fn a_term_is_completed_over_several_words_in_the_case_it_was_begun_in() {
    check_term("Use a toke$0", "Use a token bucket");
    check_term("Use a token b$0 now", "Use a token bucket now");
    check_term("Token b$0", "Token bucket");
    check_term("Token B$0", "Token Bucket");
    check_term("the token-b$0", "the token-bucket");
    check_term("a cd$0", "a CDN");
    check_term("run kube$0", "run Kubernetes");
    check_term("一个数据$0", "一个数据库");
}

#[test]
fn number_is_kept() {
    check_term("two queri$0", "two queries");
    check_term("a load bal$0", "a load balancers");
    check_term("two toke$0", "two token buckets");
    check_term("Many quer$0", "Many queries");
    check_term("12 token b$0", "12 token buckets");
    check_term("in 2024 toke$0", "in 2024 token bucket");
    check_term("two, toke$0", "two, token bucket");
    let case = case("\n-- a.md\nmany mitoc$0\n-- b.md\n# Cells\n\nA mitochondrion is a part of a cell.\n");
    let found =
        completion(&case.snapshot, case.note, case.offset, &Cancel::default()).expect("nobody cancels");
    assert_eq!(found.items.first().map(|item| item.label.as_str()), Some("mitochondria"));
}

#[test]
fn accents_are_no_hindrance() {
    let vault = "-- b.md\n# Mots\n\n## Élan vital\n\nÉlan vital is a force that was thought to drive life.\n\n## Naïve set\n\nA naïve set is a set that nobody has axioms for.\n";
    for (line, expected) in [
        ("the elan$0", "Élan vital"),
        ("a naiv$0", "naïve set"),
        ("a naïv$0", "naïve set"),
        ("elan v$0", "Élan vital"),
        ("élan v$0", "Élan vital"),
        ("naïve s$0", "naïve set"),
        ("naive s$0", "naïve set"),
    ] {
        let case = case(&format!("\n-- a.md\n{line}\n{vault}"));
        let found =
            completion(&case.snapshot, case.note, case.offset, &Cancel::default()).expect("nobody cancels");
        let labels: Vec<String> = found.items.iter().map(|item| item.label.to_lowercase()).collect();
        assert_eq!(labels.first(), Some(&expected.to_lowercase()), "{line}: {labels:?}");
        assert_eq!(labels.len(), 1, "{line}: {labels:?}");
    }
}

#[test]
fn the_stem_of_a_word_with_many_endings_goes_on() {
    let vault = "-- b.md\n# Слова\n\n## Субстанция\n\nСубстанция — это бытие, которое ни от чего не зависит.\n\n- `lru_cache`: a decorator that keeps results\n- `max_size`: how many results are kept\n";
    for (line, expected) in [
        ("одна субс$0", Some("субстанция")),
        ("одна субстанци$0", Some("субстанция")),
        ("одна субстанция$0", None),
        ("две субстанции$0", None),
        ("the lru_c$0", Some("lru_cache")),
    ] {
        let case = case(&format!("\n-- a.md\n{line}\n{vault}"));
        let found =
            completion(&case.snapshot, case.note, case.offset, &Cancel::default()).expect("nobody cancels");
        let label = found.items.first().map(|item| item.label.to_lowercase());
        assert_eq!(label.as_deref(), expected, "{line}");
    }
}

#[test]
fn what_stands_behind_the_cursor_is_not_doubled() {
    check_term("a tok$0 bucket now", "a token bucket now");
    check_term("a token b$0UCKET", "a token bucket");
    check_term("a toke$0N BUCKET", "a token bucket");
    check_term("a toke$0 bag", "a token bucket bag");
    let (_, found) = terms("a toke$0xyz", TermInsert::Text);
    let item = &found.items[0];
    assert_eq!((item.replace, item.wide), (Span::new(2..6), Some(Span::new(2..9))));
}

#[test]
fn a_path_may_start_anywhere_and_end_with_its_extension() {
    check("[[other.md$0]]", "Other", "[[other]]");
    check("[[/oth$0", "Other", "[[other]]");
    check("[[./web/cach$0", "Caching", "[[caching]]");
}

#[test]
fn what_is_shown_in_place_gets_no_other_name() {
    check("![[cach$0", "cache", "![[caching]]");
}

#[test]
fn a_heading_goes_on_with_those_below_one_of_its_name() {
    let case = case("\n-- a.md\n[[b#Same#$0\n-- b.md\n# B\n\n## Same\n\n## Same\n\n### Below\n");
    let found = completion(&case.snapshot, case.note, case.offset, &Cancel::default());
    let inserted: Vec<String> =
        found.expect("nobody cancels").items.into_iter().map(|item| item.insert).collect();
    assert_eq!(inserted, ["Below]]"]);
}

#[test]
fn a_destination_in_brackets_is_replaced_as_a_whole() {
    check("[x]: <we$0b/gone one.md> 't'", "web/caching.md", "[x]: <web/caching.md> 't'");
    let case = case("\n-- a.md\n[x]: <tw$0>\n-- two words.md\nx\n");
    let found = completion(&case.snapshot, case.note, case.offset, &Cancel::default());
    assert_eq!(found.expect("nobody cancels").items[0].insert, "two words.md");
}

#[test]
fn no_list_opens_where_it_is_in_the_way() {
    for line in [
        "to$0",
        "the tokens are$0",
        "a token bucket$0",
        "a token buckets$0",
        "a tok$0en bucket",
        "a token b$0ucket",
        "an inde$0",
        "`toke$0`",
        "`toke$0",
        "$x + toke$0$",
        "$x + toke$0",
        "$$\ntoke$0",
        "https://toke$0",
        "me@toke$0",
        "./src/toke$0",
        "\\toke$0",
        "<b toke$0",
        "<img src=\"x\" toke$0",
        "<a title=\"x toke$0",
        "```\ntoke$0\n```",
        "[[a|toke$0]]",
        "token, b$0",
        "toke $0",
    ] {
        check_no_term(line);
    }
    check_term("if a <b and a toke$0", "if a <b and a token bucket");
    check_term("It costs $5 for a toke$0", "It costs $5 for a token bucket");
}

#[test]
fn a_term_becomes_the_link_that_a_setting_asks_for() {
    check_term_as(TermInsert::Wiki, "a toke$0", "a [[limits#Token Bucket|token bucket]]");
    check_term_as(TermInsert::Wiki, "token buckets$0", "[[limits#Token Bucket|token buckets]]");
    check_term_as(TermInsert::Wiki, "| a toke$0 |", "| a [[limits#Token Bucket\\|token bucket]] |");
    check_term_as(TermInsert::Markdown, "a toke$0", "a [token bucket](limits.md#token-bucket)");
    check_term_as(TermInsert::Markdown, "[a toke$0](x.md)", "[a token bucket](x.md)");
    check_term_as(TermInsert::Markdown, "# A toke$0", "# A token bucket");
}

#[test]
fn what_explains_a_proposal_is_made_later() {
    let case = case(&format!("\n-- a.md\na toke$0{TERMS}"));
    let found =
        completion(&case.snapshot, case.note, case.offset, &Cancel::default()).expect("nobody cancels");
    let item = &found.items[0];
    let about = item.about.expect("a term has a definition");
    let gist = completion_gist(&case.snapshot, case.note, about).expect("it has a gist");
    assert!(gist.starts_with("A token bucket is an algorithm"), "{gist}");
    let shown = completion_documentation(&case.snapshot, about, &item.label).expect("it has a card");
    assert!(shown.contains(&gist) && shown.contains("limits"), "{shown}");
}
