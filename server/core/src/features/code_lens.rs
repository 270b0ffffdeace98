//! Code lenses: lines above titles that tell how often a term is mentioned, how many notes link here, and which
//! questions wait for an answer.
//!
//! Where lenses stand is told at once; what they count, which may take a look at all notes, when they are seen. A lens
//! that would count nothing is none, for which one place to count is looked for and no more.

use std::collections::BTreeSet;

use super::location::Location;
use super::references::{has_mentions, sense_mentions};
use crate::cancel::{Cancel, Cancellable};
use crate::facts::{Definition, Facts, Link, Topic};
use crate::index::{DefinitionId, Display, FileId, NameKey, Sense, Viewpoint};
use crate::outline::TopicKind;
use crate::snapshot::Snapshot;
use crate::text::Span;

/// A line above a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeLens {
    /// The title it stands above.
    pub span: Span,
    /// What it tells.
    pub kind: LensKind,
}

/// What a code lens tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LensKind {
    /// How often a term is mentioned.
    Mentions {
        /// The term.
        term: String,
        /// Whether the title defines other terms too.
        is_one_of_several: bool,
    },
    /// How many links of other notes lead to the note.
    Backlinks,
    /// That nothing stands below a question.
    Unanswered {
        /// The question.
        title: String,
    },
}

/// The lenses of a note that the vault has switched on, in the order of the text.
pub fn code_lenses(snapshot: &Snapshot, note: FileId, cancel: &Cancel) -> Cancellable<Vec<CodeLens>> {
    let Some(facts) = snapshot.facts(note) else { return Ok(Vec::new()) };
    let switches = snapshot.config.features;
    let mut lenses = Vec::new();
    if switches.code_lens_backlinks && links_here(snapshot, note).next().is_some() {
        lenses.push(CodeLens { span: title_span(facts), kind: LensKind::Backlinks });
    }
    for (at, topic) in facts.topics.iter().enumerate() {
        if switches.code_lens_unanswered && is_unanswered(topic) {
            lenses.push(CodeLens {
                span: topic.name,
                kind: LensKind::Unanswered { title: topic.title.to_string() },
            });
        }
        if switches.code_lens_mentions {
            let terms = terms_of(snapshot, note, at);
            let is_one_of_several = 1 < terms.len();
            for term in terms {
                let sense = sense_of(snapshot, &term, note, topic.name.start);
                if sense.map_or(Ok(false), |sense| has_mentions(snapshot, &sense, cancel))? {
                    let kind = LensKind::Mentions { term, is_one_of_several };
                    lenses.push(CodeLens { span: topic.name, kind });
                }
            }
        }
    }
    lenses.sort_by_key(|lens| lens.span.start);
    Ok(lenses)
}

/// Whether a topic asks something and nothing stands below it.
pub(super) fn is_unanswered(topic: &Topic) -> bool {
    let asks =
        matches!(topic.kind, TopicKind::Question | TopicKind::Chat) || topic.title.ends_with(['?', '？']);
    asks && !topic.answered
}

/// Where the title of a note stands; its start where it has none.
fn title_span(facts: &Facts) -> Span {
    facts.title.as_ref().map(|title| title.span).unwrap_or_default()
}

/// The terms that a topic defines by its title, as the vault writes them.
fn terms_of(snapshot: &Snapshot, note: FileId, topic: usize) -> Vec<String> {
    let Some(facts) = snapshot.facts(note) else { return Vec::new() };
    let title = facts.topics[topic].span;
    let mut keys = BTreeSet::new();
    let mut is_new = |found: &Definition| {
        found.names.first().and_then(|term| NameKey::of(term)).is_some_and(|key| keys.insert(key))
    };
    let display = Display::new(&snapshot.index);
    let defined = (0_u32..).zip(&facts.definitions);
    let defined = defined.filter(|(_, found)| !found.excerpt && title.covers(found.name) && is_new(found));
    defined.map(|(at, _)| display.term(DefinitionId { note, at })).collect()
}

/// Every mention of a term, as seen from the title that defines it.
pub fn term_mentions(
    snapshot: &Snapshot,
    term: &str,
    note: FileId,
    offset: u32,
    cancel: &Cancel,
) -> Cancellable<Vec<Location>> {
    let sense = sense_of(snapshot, term, note, offset);
    sense.map_or(Ok(Vec::new()), |sense| sense_mentions(snapshot, &sense, cancel))
}

/// What a term means at a place.
fn sense_of(snapshot: &Snapshot, term: &str, note: FileId, offset: u32) -> Option<Sense> {
    let named = NameKey::of(term).map(|key| snapshot.index.names().named(key)).unwrap_or_default();
    snapshot.index.senses(&named, Some(Viewpoint { note, offset })).into_iter().next()
}

/// Every link of another note that leads to a note or a place in it, by path and place.
#[must_use]
pub fn backlinks(snapshot: &Snapshot, note: FileId) -> Vec<Location> {
    links_here(snapshot, note)
        .map(|(file, link)| Location { file, span: link.span, name: link.span })
        .collect()
}

fn links_here(snapshot: &Snapshot, note: FileId) -> impl Iterator<Item = (FileId, &Link)> {
    let links = snapshot.links_to(note, move |place| place.file() == Some(note));
    links.filter(move |(from, _)| *from != note)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::case;

    /// Each lens as its title and what it tells.
    #[track_caller]
    fn check(fixture: &str, expected: &[&str]) {
        let case = case(fixture);
        let snapshot = &case.snapshot;
        let text = snapshot.text(case.note).expect("a fixture has a text");
        let shown = |lens: CodeLens| {
            let what = match &lens.kind {
                LensKind::Mentions { term, .. } => {
                    let found = term_mentions(snapshot, term, case.note, lens.span.start, &Cancel::default());
                    format!("{term} {}", found.expect("nobody stops it").len())
                }
                LensKind::Backlinks => format!("backlinks {}", backlinks(snapshot, case.note).len()),
                LensKind::Unanswered { .. } => "unanswered".to_owned(),
            };
            format!("{}: {what}", lens.span.of(&text))
        };
        let lenses = code_lenses(snapshot, case.note, &Cancel::default()).expect("nobody stops it");
        let found: Vec<String> = lenses.into_iter().map(shown).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_title_tells_of_its_term_and_the_first_of_the_note() {
        check(
            "
-- a.md
# Locks

## What is a mutex?

A mutex is a lock that one thread holds. It is small.

## What is a latch?
-- b.md
Take a mutex, another mutex, and see [it](a.md) and [more](a.md#locks).
",
            &["Locks: backlinks 2", "What is a mutex?: mutex 3", "What is a latch?: unanswered"],
        );
    }

    #[test]
    fn links_of_the_note_to_itself_do_not_count() {
        check("\n-- a.md\n# A\n\n[up](#a) and [[a]]\n", &[]);
    }

    #[test]
    fn what_would_count_nothing_is_not_there() {
        let alone = "\n-- a.md\n# Locks\n\n## What is a mutex?\n\nA mutex is a lock.\n";
        check(&alone.replace("A mutex is", "It is"), &[]);
        check(&format!("{alone}-- b.md\nA latch.\n"), &["What is a mutex?: mutex 1"]);
    }

    #[test]
    fn a_note_without_a_title_has_them_at_its_start() {
        check("\n-- a.md\ntext\n-- b.md\n[[a]]\n", &[": backlinks 1"]);
    }

    #[test]
    fn each_kind_can_be_switched_off() {
        let mut case = case(
            "\n-- a.md\n# A\n\n## What is a latch?\n\n## What is a mutex?\n\nA mutex is a lock.\n-- b.md\nA mutex: [[a]].\n",
        );
        for (at, kinds) in [2, 2, 2].into_iter().enumerate() {
            let mut config = (*case.snapshot.config).clone();
            config.features = crate::config::Features::default();
            let features = &mut config.features;
            *[
                &mut features.code_lens_mentions,
                &mut features.code_lens_backlinks,
                &mut features.code_lens_unanswered,
            ][at] = false;
            case.snapshot.config = config.into();
            let lenses = code_lenses(&case.snapshot, case.note, &Cancel::default()).expect("nobody stops it");
            assert_eq!(lenses.len(), kinds);
        }
    }
}
