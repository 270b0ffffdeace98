//! What a rename changes and what it leaves.

use super::*;
use crate::resolve::{Resolution, resolve};
use crate::testing::case;

/// The changes as `path: old > new`, with a `?` behind those that the user is asked about.
#[track_caller]
fn check(fixture: &str, new_name: &str, expected: &[&str]) {
    let case = case(fixture);
    let edits = rename(&case.snapshot, case.note, case.offset, new_name, &Cancel::default());
    let edits = edits.expect("nobody cancels").expect("the name is fine");
    let shown = edits.iter().map(|edit| {
        let text = case.snapshot.text(edit.file).expect("in the fixture");
        let path = case.snapshot.index.path(edit.file).expect("in the fixture");
        let ask = if edit.confirm { "?" } else { "" };
        format!("{}: {} > {}{ask}", path.as_str(), edit.span.of(&text), edit.text)
    });
    let mut shown: Vec<String> = shown.collect();
    shown.sort();
    assert_eq!(shown, expected);
}

/// After all changes every link means what it meant before.
#[track_caller]
fn check_links(fixture: &str, new_name: &str) {
    let case = case(fixture);
    let edits = rename(&case.snapshot, case.note, case.offset, new_name, &Cancel::default());
    let edits = edits.expect("nobody cancels").expect("the name is fine");
    let mut after = case.snapshot.index.clone();
    for (file, path, _) in case.snapshot.index.notes() {
        let text = case.snapshot.text(file).expect("in the fixture");
        after.put_note(path.clone(), Facts::read(&edits.applied(file, &text)).into());
    }
    for (file, path, before) in case.snapshot.index.notes() {
        let new = after.facts(file).expect("put in above");
        assert_eq!(new.links.len(), before.links.len(), "{}", path.as_str());
        for (old, new) in before.links.iter().zip(&*new.links) {
            let place = |index, link| match resolve(index, file, link) {
                Resolution::Found(found) => Some(found.place),
                Resolution::Unjudged | Resolution::Broken(_) => None,
            };
            let meant = place(&case.snapshot.index, old);
            assert!(meant.is_some(), "{:?}", old.target);
            assert_eq!(meant, place(&after, new), "{new_name}: {:?} > {:?}", old.target, new.target);
        }
    }
}

#[track_caller]
fn refusal(text: &str, new_name: &str) -> Option<Refusal> {
    let case = case(text);
    rename(&case.snapshot, case.note, case.offset, new_name, &Cancel::default())
        .expect("nobody cancels")
        .err()
}

const WIDGET: &str = "-- b.md\n## What is a widget?\n\nA widget is a thing with a handle.\n";

#[test]
fn titles_change_and_mentions_are_asked_about() {
    check(
        &format!("\n-- a.md\nTwo wid$0gets, Widget, WIDGETS.\n{WIDGET}"),
        "gadget",
        &[
            "a.md: WIDGETS > GADGETS?",
            "a.md: Widget > Gadget?",
            "a.md: widgets > gadgets?",
            "b.md: widget > gadget",
            "b.md: widget > gadget?",
        ],
    );
}

#[test]
fn names_of_definitions_change() {
    check(
        "\n- **wid$0get**: a thing that somebody holds by its handle\n",
        "gadget",
        &["note.md: widget > gadget"],
    );
    check(
        "\nwid$0get\n: A thing that somebody holds by its handle.\n",
        "gadget",
        &["note.md: widget > gadget"],
    );
}

#[test]
fn another_name_of_the_term_stays() {
    check(
        "\n-- a.md\nA CD$0N, a content delivery network.\n-- b.md\n## What is a content delivery network (CDN)?\n\nA content delivery network is a group of servers near you.\n",
        "edge cache",
        &["a.md: CDN > edge cache?", "b.md: CDN > edge cache"],
    );
}

#[test]
fn what_is_no_mention_stays() {
    check(
        &format!(
            "\n-- a.md\nA wid$0get. #widget [x](widget.md) `a` $widget$ <b title=\"widget\">\n\n```\nwidget\n```\n\n[widget]\n\n[widget]: b.md\n{WIDGET}-- widget.md\nx\n"
        ),
        "gadget",
        &["a.md: widget > gadget?", "b.md: widget > gadget", "b.md: widget > gadget?"],
    );
}

#[test]
fn another_sense_stays() {
    check(
        "
-- tls/a.md
Ask the C$0A.

## What is a certificate authority (CA)?

A certificate authority (CA) is a company that signs keys.
-- cap/b.md
Give a CA.

## What is a consistent answer (CA)?

A consistent answer (CA) is a reply that all nodes would give.
",
        "signer",
        &["tls/a.md: CA > signer", "tls/a.md: CA > signer?", "tls/a.md: CA > signer?"],
    );
}

#[test]
fn links_to_a_heading_follow_it() {
    check(
        &format!(
            "\n-- a.md\nA wid$0get: [x](b.md#what-is-a-widget), [[b#What is a widget?|this]].\n\n[y][l]\n\n[l]: <b.md#what-is-a-widget>\n{WIDGET}"
        ),
        "small gadget",
        &[
            "a.md: What is a widget? > What is a small gadget?",
            "a.md: what-is-a-widget > what-is-a-small-gadget",
            "a.md: what-is-a-widget > what-is-a-small-gadget",
            "a.md: widget > small gadget?",
            "b.md: widget > small gadget",
            "b.md: widget > small gadget?",
        ],
    );
}

#[test]
fn every_link_means_afterwards_what_it_meant() {
    for new_name in ["gadget", "b", "größe & C++", "two (2) *words*"] {
        check_links(
            "
-- a.md
The wid$0get: [a](b.md#widget) [b](b.md#widget-1) [c](b.md#Widget) [d][l] <a href=\"b.md#widget\">e</a>
[[b#Widget]] [[b#Widget#Use of a widget|f]] [[Widgets]] [[Widgets#Widget]] ![[b#Widget]] [g](b.md#other) [[b]]

[l]: b.md#use-of-a-widget 'title'
-- b.md
# Widgets

[h](#widget) [[#Widget]]

## Widget

A widget is a thing with a handle.

### Use of a widget

Text.

## Widget

Text.

## Other

Text.
",
            new_name,
        );
    }
}

#[test]
fn the_target_is_the_name_and_its_spelling() {
    let case = case(&format!("\n-- a.md\né Two WID$0GETS.\n{WIDGET}"));
    let found = prepare_rename(&case.snapshot, case.note, case.offset);
    let expected = RenameTarget { span: Span { start: 7, end: 14 }, placeholder: "widget".to_owned() };
    assert_eq!(found, Some(expected));
}

#[test]
fn where_no_term_stands_nothing_is_offered() {
    for text in
        ["Noth$0ing known.", "`x` $0", "[x](wid$0get.md)", "#wid$0get", "[[wid$0get]]", "```\nwid$0get\n```"]
    {
        let fixture = format!("\n-- a.md\n{text}\n{WIDGET}-- widget.md\nx\n");
        let case = case(&fixture);
        assert_eq!(prepare_rename(&case.snapshot, case.note, case.offset), None, "{text}");
        assert_eq!(refusal(&fixture, "gadget"), Some(Refusal::NoTerm), "{text}");
    }
}

#[test]
fn names_that_cannot_be_written_are_refused() {
    let fixture = format!("\n-- a.md\nA wid$0get.\n{WIDGET}");
    for (name, expected) in [
        ("", Refusal::Empty),
        (" \t", Refusal::Empty),
        ("a\nb", Refusal::LineBreak),
        ("a\r", Refusal::LineBreak),
        ("a[b", Refusal::Character('[')),
        ("b]", Refusal::Character(']')),
        ("a|b", Refusal::Character('|')),
        ("C#", Refusal::Character('#')),
    ] {
        assert_eq!(refusal(&fixture, name), Some(expected), "{name:?}");
    }
}

#[test]
fn a_name_that_makes_two_headings_one_for_a_link_is_refused() {
    let notes = "-- b.md\n## Gadget\n\nText.\n\n## Widget\n\nA widget is a thing with a handle.\n";
    let by_wiki = format!("\n-- a.md\nA wid$0get [[b#Widget]].\n{notes}");
    assert_eq!(refusal(&by_wiki, "gadget"), Some(Refusal::LosesLink));
    check_links(&format!("\n-- a.md\nA wid$0get [x](b.md#widget) [[b#Gadget]].\n{notes}"), "gadget");
}

#[test]
fn a_name_that_makes_a_heading_another_kind_of_line_is_refused() {
    let fixture = "\n# A\n\nWid$0get\n------\n\nA widget is a thing with a handle.\n";
    assert_eq!(refusal(fixture, "- x"), Some(Refusal::BreaksTitle));
}
