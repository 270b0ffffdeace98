//! Which definition is meant where notes limit, list, pin and exclude terms: hover, definition and completion agree.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::card;
use crate::cancel::Cancel;
use crate::config::{Config, Terms};
use crate::facts::Facts;
use crate::features::{About, completion, definition, references};
use crate::rules::check as problems;
use crate::testing::{Case, case};

/// The case with settings of the vault about its terms.
fn with(fixture: &str, terms: Terms) -> Case {
    let mut case = case(fixture);
    let notes: Vec<_> = case.snapshot.index.notes().map(|(note, path, _)| (note, path.clone())).collect();
    for (note, path) in notes {
        let text = case.snapshot.text(note).expect("a fixture has texts");
        let facts = Facts::read(&text).with_orders(&terms, &path);
        case.snapshot.index.put_note(path, Arc::new(facts));
    }
    case.snapshot.config = Arc::new(Config { terms, ..Config::default() });
    case
}

/// The note whose definition the word at the cursor means, as hover, definition and completion have it.
fn meant(case: &Case) -> Option<String> {
    let snapshot = &case.snapshot;
    let path = |note| snapshot.index.path(note).expect("a note has a path").to_string();
    let found = definition(snapshot, case.note, case.offset);
    let first = found.and_then(|found| found.targets.first().map(|place| path(place.file)));
    assert_eq!(card(case, case.note, case.offset).is_some(), first.is_some(), "hover and definition");
    first
}

/// The note of the definition that is offered for the letters before the cursor.
fn offered(case: &Case) -> Option<(String, bool)> {
    let found =
        completion(&case.snapshot, case.note, case.offset, &Cancel::default()).expect("nobody cancels");
    let first = found.items.first()?;
    let Some(About::Definition(id)) = first.about else { return None };
    Some((case.snapshot.index.path(id.note)?.to_string(), first.deprecated))
}

#[track_caller]
fn check(fixture: &str, expected: Option<&str>) {
    assert_eq!(meant(&case(fixture)).as_deref(), expected, "{fixture}");
}

const LAW: &str = "
-- terms/law.md
---
glossator: {scope: [law, '#contracts']}
---
## What is a novation?

A novation is a swap of one party for another.
";

const MUSIC: &str = "
-- music/terms.md
## What is a novation?

A novation is a maker of synthesizers.
";

#[test]
fn a_term_holds_in_its_folder_its_tags_and_its_own_note() {
    let at = |path: &str, text: &str| format!("{LAW}-- {path}\n{text}\n");
    check(&at("law/deep/a.md", "A nov$0ation."), Some("terms/law.md"));
    check(&at("a.md", "A nov$0ation."), None);
    check(&at("lawyers/a.md", "A nov$0ation."), None);
    check(&at("a.md", "A nov$0ation. #contracts/signed"), Some("terms/law.md"));
    check(&at("a.md", "---\ntags: [Contracts]\n---\nA nov$0ation."), Some("terms/law.md"));
    check(&LAW.replace("A novation", "A nov$0ation"), Some("terms/law.md"));
}

#[test]
fn a_note_that_lists_another_has_its_terms() {
    let listed = LAW.replace("[law, '#contracts']", "listed");
    let at = |text: &str| format!("{listed}-- a.md\n{text}\n");
    check(&at("A nov$0ation."), None);
    for name in ["law", "terms/law", "terms/law.md", "'[[law]]'", "LAW"] {
        check(&at(&format!("---\nglossator: {{uses: {name}}}\n---\nA nov$0ation.")), Some("terms/law.md"));
    }
}

#[test]
fn a_dot_is_the_folder_of_the_note() {
    let own = LAW.replace("[law, '#contracts']", "[./]").replace("terms/law.md", "law/terms.md");
    check(&format!("{own}-- law/x/a.md\nA nov$0ation.\n"), Some("law/terms.md"));
    check(&format!("{own}-- a.md\nA nov$0ation.\n"), None);
}

#[test]
fn the_nearest_of_several_wins() {
    let at = |path: &str, text: &str| format!("{LAW}{MUSIC}-- {path}\n{text}\n");
    check(&at("law/a.md", "A nov$0ation."), Some("terms/law.md"));
    check(&at("a.md", "A nov$0ation."), Some("music/terms.md"));
    check(&at("music/a.md", "A nov$0ation."), Some("music/terms.md"));
    check(&at("music/a.md", "A nov$0ation. #contracts"), Some("terms/law.md"));
    let listing = "---\nglossator: {uses: terms/law}\n---\nA nov$0ation.";
    check(&at("music/a.md", listing), Some("terms/law.md"));
}

#[test]
fn what_is_limited_is_another_term() {
    let at =
        |path: &str, text: &str| case(&format!("{LAW}{MUSIC}-- {path}\n{text}\n-- b.md\nThe novation.\n"));
    let count = |case: &Case| {
        references(&case.snapshot, case.note, case.offset, false, &Cancel::default())
            .expect("nobody cancels")
            .len()
    };
    assert_eq!(count(&at("law/a.md", "A nov$0ation.")), 1 + 1, "its own, and that of its note");
    assert_eq!(count(&at("a.md", "A nov$0ation.")), 2 + 1);
    let case = at("law/a.md", "A nov$0ation.");
    for (note, ..) in case.snapshot.index.notes() {
        let found = problems(&case.snapshot, note, &Cancel::default()).expect("nobody cancels");
        assert!(found.iter().all(|problem| problem.rule.family() != "term"), "{found:?}");
    }
}

#[test]
fn completion_offers_what_hover_would_show() {
    let at = |path: &str, text: &str| offered(&case(&format!("{LAW}{MUSIC}-- {path}\n{text}\n")));
    let found = |path: &str| Some((path.to_owned(), false));
    assert_eq!(at("law/a.md", "A nova$0"), found("terms/law.md"));
    assert_eq!(at("a.md", "A nova$0"), found("music/terms.md"));
    assert_eq!(at("music/a.md", "#contracts A nova$0"), found("terms/law.md"));
    assert_eq!(offered(&case(&format!("{LAW}-- a.md\nA nova$0\n"))), None);
    let excluding = "---\nglossator: {exclude: novation}\n---\nA nova$0";
    assert_eq!(at("law/a.md", excluding), None);
}

#[test]
fn an_excluded_name_is_no_term() {
    check(&format!("{MUSIC}-- a.md\n---\nglossator: {{exclude: [Novations]}}\n---\nA nov$0ation.\n"), None);
    check(
        &format!("{MUSIC}-- a.md\n---\nglossator: {{exclude: [other]}}\n---\nA nov$0ation.\n"),
        Some("music/terms.md"),
    );
    let own = "\n-- a.md\n---\nglossator: {exclude: [novation]}\n---\n## What is a novation?\n\nA novation is a swap.\n-- b.md\nA nov$0ation.\n";
    check(own, None);
    let everywhere = Terms { exclude: vec!["novation".to_owned()], ..Terms::default() };
    assert_eq!(meant(&with(&format!("{MUSIC}-- a.md\nA nov$0ation.\n"), everywhere)), None);
}

#[test]
fn a_longer_or_shorter_name_stands_where_one_is_excluded() {
    let notes = "
-- t.md
## What is a token?

A token is a permit to pass.

## What is a token bucket?

A token bucket is a guard that fills up with permits.
-- a.md
---
glossator: {exclude: NAME}
---
A tok$0en bucket.
";
    let span = |name: &str| {
        let case = case(&notes.replace("NAME", name));
        card(&case, case.note, case.offset).map(|card| card.span.len())
    };
    assert_eq!(span("token"), Some("token bucket".len() as u32));
    assert_eq!(span("token bucket"), Some("token".len() as u32));
}

const NEAR: &str = "
-- web/near.md
## What is a beacon?

A beacon is a small request that tells of a visit.
-- far/pinned.md
ORDERS## What is a beacon?

A beacon is a small request that a page sends.
-- web/a.md
A bea$0con.
";

#[test]
fn a_pinned_definition_comes_first() {
    check(&NEAR.replace("ORDERS", ""), Some("web/near.md"));
    for pin in ["true", "[beacons]"] {
        check(
            &NEAR.replace("ORDERS", &format!("---\nglossator: {{pin: {pin}}}\n---\n")),
            Some("far/pinned.md"),
        );
    }
    check(&NEAR.replace("ORDERS", "---\nglossator: {pin: [other]}\n---\n"), Some("web/near.md"));
    let pin = BTreeMap::from([("Beacon".to_owned(), "far/pinned.md".to_owned())]);
    let case = with(&NEAR.replace("ORDERS", ""), Terms { pin, ..Terms::default() });
    assert_eq!(meant(&case).as_deref(), Some("far/pinned.md"));
}

#[test]
fn a_deprecated_name_leads_to_its_term_and_is_offered_last() {
    let notes = "
-- leader.md
---
deprecated: [prime node]
---
# Leader node

A leader node is a node that takes all writes.
-- a.md
The prime no$0de.
";
    check(notes, Some("leader.md"));
    let warns = |case: &Case| {
        let card = card(case, case.note, case.offset).expect("the name is known");
        card.markdown.contains("⚠ *prime node* is not to be used any more: write *leader node*.")
    };
    let told = case(notes);
    assert!(warns(&told), "{}", card(&told, told.note, told.offset).expect("the name is known").markdown);
    assert!(!warns(&case(&notes.replace("The prime no$0de", "The leader no$0de"))));
    assert_eq!(offered(&case(&notes.replace("no$0de", "no$0"))), Some(("leader.md".to_owned(), true)));
    let plain = notes.replace("deprecated: [prime node]\n", "");
    check(&plain, None);
    let deprecated = BTreeMap::from([("prime node".to_owned(), "leader node".to_owned())]);
    let terms = Terms { deprecated, ..Terms::default() };
    assert_eq!(meant(&with(&plain, terms.clone())).as_deref(), Some("leader.md"));
    assert!(warns(&with(&plain, terms.clone())));
    assert_eq!(
        offered(&with(&plain.replace("no$0de", "no$0"), terms.clone())),
        Some(("leader.md".to_owned(), true))
    );
    let case = with(&plain, terms);
    let found = problems(&case.snapshot, case.note, &Cancel::default()).expect("nobody cancels");
    assert_eq!(found.iter().map(|problem| problem.rule.code()).collect::<Vec<_>>(), ["term/deprecated"]);
}
