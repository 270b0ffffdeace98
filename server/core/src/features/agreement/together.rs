//! Hover, definition, references, highlights, rename and `mentions` see the same mentions and the same senses.

use proptest::prelude::*;

use super::{card, hovered};
use crate::cancel::Cancel;
use crate::features::{Location, definition, highlights, mentions_of, references, rename};
use crate::testing::{Case, case};

const NOTES: [&str; 10] = [
    "## What is a cell?\n\nA cell is the smallest unit of life. Cells divide.\n\n",
    "## Token bucket\n\nA token bucket is a guard that fills up. The `token bucket` and a [token bucket](x.md) too.\n\n",
    "Use a CDN (Content Delivery Network), or many CDNs. $token bucket$ <b title=\"cell\">cell</b> ![cell](cell.png)\n\n",
    "## What does `git rebase` do?\n\nIt moves commits. Run `git rebase main`, or git rebase.\n\n",
    "- **latency**: the time that an answer takes\n- **jitter**: how much latency changes\n\nHigh latency, more jitter.\n\n",
    "数据库和细胞。\n\n## 什么是数据库？\n\n数据库是存储数据的系统。\n\n",
    "The cell's wall. See [[a]], [[a#What is a cell?]] and <https://cell.example/cell>. A token bucket per cell.\n\n",
    "---\ntitle: cell\n---\n# Latency\n\nLatency hurts. #cell %%cell%% [cell]: x\n\n",
    "| Term | Meaning |\n|---|---|\n| throughput | how much passes in a second |\n\nMore throughput, less latency.\n\n",
    "```\ncell latency\n```\n\nA cell-wall, é😀cell. WHO knows who.\n\n## WHO\n\nThe WHO is an agency for health.\n\n",
];

/// What a note may begin with.
const ORDERS: [&str; 4] = [
    "",
    "---\nglossator: {scope: [sub], uses: [c]}\n---\n",
    "---\nglossator: {scope: listed, pin: true}\naliases: [cells, jitter]\n---\n",
    "---\nglossator: {exclude: [jitter, cell], uses: [a, b]}\n---\n",
];

fn names(locations: &[Location]) -> Vec<(crate::index::FileId, crate::text::Span)> {
    locations.iter().map(|location| (location.file, location.name)).collect()
}

#[track_caller]
fn agree(fixture: &str) {
    let case = case(fixture);
    let snapshot = &case.snapshot;
    let cancel = Cancel::default();
    for (note, ..) in snapshot.index.notes() {
        let text = snapshot.text(note).expect("a fixture has texts");
        for mention in snapshot.index.mentions(note) {
            if snapshot.link_at(note, mention.span.start).is_some() {
                continue;
            }
            let written = mention.span.of(&text);
            let own = (note, mention.span);
            let first = definition(snapshot, note, mention.span.start).expect("a mention leads somewhere");
            assert_eq!(first.origin, mention.span, "{written}");
            for (at, _) in written.char_indices() {
                let offset = mention.span.start + u32::try_from(at).expect("a fixture is small");
                let hover =
                    card(&case, note, offset).unwrap_or_else(|| panic!("a card for {written} in {fixture}"));
                assert_eq!(hover.span, mention.span, "{written}");
                let found = definition(snapshot, note, offset).expect("as above");
                assert_eq!(found, first);
                let used = references(snapshot, note, offset, true, &cancel).expect("nobody cancels");
                let is_told =
                    names(&used).iter().any(|(file, span)| *file == note && span.covers(mention.span));
                assert!(is_told, "{written} is none of its references in {fixture}");
                let lit = highlights(snapshot, note, offset, &cancel).expect("nobody cancels");
                assert!(
                    lit.iter().any(|span| span.covers(mention.span)),
                    "{written} is not lit in {fixture}"
                );
            }
            let listed = mentions_of(snapshot, written, &cancel).expect("nobody cancels");
            let used =
                references(snapshot, note, mention.span.start, false, &cancel).expect("nobody cancels");
            for (file, span) in names(&used) {
                if snapshot.link_at(file, span.start).is_none() {
                    assert!(
                        listed.iter().any(|found| (found.location.file, found.location.name) == (file, span))
                    );
                }
            }
            let is_listed = listed.iter().any(|found| (found.location.file, found.location.name) == own);
            let gives_name = !names(&used).contains(&own);
            assert!(is_listed || gives_name, "{written} is not listed in {fixture}");
            if let Ok(renaming) =
                rename(snapshot, note, mention.span.start, "quux", false, &cancel).expect("nobody cancels")
            {
                assert!(
                    renaming
                        .edits
                        .iter()
                        .any(|edit| edit.file == note && edit.span.touches(mention.span.start)),
                    "{written} is not renamed in {fixture}"
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_mention_is_one_to_all(
        notes in prop::collection::vec((0..ORDERS.len(), prop::collection::vec(0..NOTES.len(), 1..5)), 1..4),
    ) {
        let mut fixture = String::new();
        for (path, (orders, parts)) in ["a.md", "sub/b.md", "other/c.md"].iter().zip(&notes) {
            let text: String = parts.iter().map(|&part| NOTES[part]).collect();
            fixture.push_str(&format!("\n-- {path}\n{}{text}", ORDERS[*orders]));
        }
        agree(&fixture.replace("$token bucket$", "\\(token bucket\\)"));
    }
}

#[test]
fn a_title_is_told_and_lit_where_another_note_has_the_definition() {
    agree(
        "
-- a.md
# Osmosis

A list of words on osmosis.
-- b.md
# Cells

Osmosis is the movement of water through a membrane.

## Difference between osmosis and diffusion

Osmosis needs a membrane, diffusion does not.
-- c.md
## What is diffusion?

Diffusion is the movement of particles from many to few.
",
    );
}

#[test]
fn a_title_of_a_note_whose_terms_hold_elsewhere_is_no_mention_there() {
    let note =
        "---\nglossator: {scope: [sub]}\n---\nWHO knows who.\n\n## WHO\n\nThe WHO is an agency for health.\n";
    agree(&format!("\n-- a.md\n{note}-- sub/b.md\n{note}"));
}

#[test]
fn there_are_no_mentions_in_code_math_addresses_and_front_matter() {
    let found = hovered(
        "
-- a.md
## What is a gizmo?

A gizmo is a device of some kind.
-- z.md
---
about: gizmo
---
`gizmo` $gizmo$ <b class=\"gizmo\"></b> https://gizmo.example/gizmo ![gizmo](gizmo.png) #gizmo %%gizmo%%

```
gizmo
```

    gizmo

A gizmo. ^gizmo
",
    );
    assert_eq!(found.iter().filter(|found| *found == "z.md: gizmo").count(), 1, "{found:?}");
}

const CELLS: &str = "
-- biology/cells.md
## What is a cell?

A cell is the smallest unit of life.

Each cell lives.
-- sheets/basics.md
## Cell

A cell is a box in the grid where a value goes.

Click a cell.
-- sheets/more.md
Select a cell.
-- index.md
Any cell.
";

/// The first definition and the card at the only place where a text stands in a note.
fn at(case: &Case, path: &str, text: &str) -> (String, String) {
    let note = case.snapshot.index.file(path).expect("it is in the fixture");
    let offset = case.snapshot.text(note).and_then(|found| found.find(text)).expect("it is there");
    let offset =
        u32::try_from(offset).expect("a fixture is small") + u32::try_from(text.len()).expect("short") - 1;
    let target = definition(&case.snapshot, note, offset).expect("it leads somewhere").targets[0];
    let place = case.snapshot.index.path(target.file).expect("it is there").as_str().to_owned();
    (place, card(case, note, offset).expect("it has a card").markdown)
}

#[test]
fn the_nearest_sense_comes_first_and_the_others_are_told() {
    let case = case(CELLS);
    for (path, text, expected, other) in [
        ("biology/cells.md", "Each cell", "biology/cells.md", "a box in the grid"),
        ("sheets/basics.md", "Click a cell", "sheets/basics.md", "the smallest unit"),
        ("sheets/more.md", "Select a cell", "sheets/basics.md", "the smallest unit"),
    ] {
        let (place, card) = at(&case, path, text);
        assert_eq!(place, expected, "{path}");
        let (first, others) = card.split_once("*Other meanings*").expect("there are two");
        assert!(first.contains(expected) && others.contains(other), "{card}");
    }
    // A word of one sense is none of the other.
    let note = case.snapshot.index.file("biology/cells.md").expect("it is in the fixture");
    let offset = case.snapshot.text(note).and_then(|text| text.find("cell lives")).expect("it is there");
    let used =
        references(&case.snapshot, note, u32::try_from(offset).expect("small"), true, &Cancel::default());
    let used = used.expect("nobody cancels");
    assert!(
        used.iter().all(|found| case.snapshot.index.path(found.file).expect("there").parent() != "sheets")
    );
}

#[test]
fn one_meaning_in_many_folders_is_one_sense() {
    let case = case(
        "
-- a/x.md
## What is a webhook?

A webhook is a message that one server sends to another.

The webhook.
-- b/y.md
## What is a webhook?

A webhook is a request from a server when something happens.
",
    );
    let (_, card) = at(&case, "a/x.md", "The webhook");
    assert!(card.contains("1 more definition") && !card.contains("Other meanings"), "{card}");
}

#[test]
fn homonyms_of_one_folder_are_two_senses() {
    let case = case(
        "
-- gods.md
# Roman gods

**Mercury** - messenger of Jupiter, patron of merchants and thieves
**Vulcan** - smith of Olympus

Pray to Mercury.
-- metals.md
# Elements

**Mercury** - a metal that is liquid at room temperature
**Bromine** - a red-brown nonmetal
-- more.md
# Alloys

**Amalgam** - a metal that holds some mercury
",
    );
    let (place, card) = at(&case, "gods.md", "Pray to Mercury");
    assert_eq!(place, "gods.md");
    assert!(card.contains("*Other meanings*") && card.contains("liquid"), "{card}");
}

#[test]
fn a_card_is_short_whatever_a_vault_says() {
    let mut fixture = String::new();
    for at in 0..12 {
        fixture.push_str(&format!(
            "\n-- f{at}/n.md\n## What is a quux{at} (QX)?\n\nA quux{at} (QX) is made of the following, all of it{at}:\n\n\
             - **One{at}**: x\n- two\n- three\n- four\n- five\n- six\n- seven\n\nMore.\n\n## QX vs. foo{at}\n\nDiffer.\n"
        ));
    }
    fixture.push_str("\n-- f0/z.md\nThe QX$0 here.\n");
    let case = case(&fixture);
    let card = card(&case, case.note, case.offset).expect("there is a card").markdown;
    assert!(card.lines().count() < 20, "{card}");
}
