//! What still waits for words: questions without an answer, topics without text, terms that are linked and nowhere
//! explained.

use std::collections::BTreeSet;

use super::find::senses_of;
use super::location::Location;
use crate::cancel::{Cancel, Cancellable};
use crate::facts::Target;
use crate::index::NameKey;
use crate::outline::TopicKind;
use crate::resolve::{Broken, Resolution};
use crate::snapshot::Snapshot;

/// A place that waits for words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// What is missing.
    pub kind: GapKind,
    /// The title or the term.
    pub name: Box<str>,
    /// Where it stands.
    pub location: Location,
}

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GapKind {
    /// The answer to a question.
    Answer,
    /// The text of a topic.
    Text,
    /// The note or definition that a wiki link asks for.
    Definition,
}

/// Every gap of the vault, by path and place; a term counts where it is linked first.
pub fn gaps(snapshot: &Snapshot, cancel: &Cancel) -> Cancellable<Vec<Gap>> {
    let mut notes: Vec<_> = snapshot.index.notes().collect();
    notes.sort_by_key(|(_, path, _)| *path);
    let mut gaps = Vec::new();
    let mut wanted = BTreeSet::new();
    for (file, _, facts) in notes {
        cancel.check()?;
        let own = gaps.len();
        for topic in facts.topics.iter().filter(|topic| !topic.answered) {
            let asks = matches!(topic.kind, TopicKind::Question | TopicKind::Chat)
                || topic.title.ends_with(['?', '？']);
            let kind = if asks { GapKind::Answer } else { GapKind::Text };
            let location = Location { file, span: topic.range, name: topic.name };
            gaps.push(Gap { kind, name: topic.title.clone(), location });
        }
        for link in &facts.links {
            let Target::Name { path, .. } = &link.target else { continue };
            let is_missing = matches!(snapshot.resolve(file, link), Resolution::Broken(Broken::Note { .. }));
            let is_defined = || senses_of(snapshot, path).iter().any(|sense| !sense.definitions.is_empty());
            if is_missing && NameKey::of(path).is_some_and(|key| wanted.insert(key)) && !is_defined() {
                let location = Location { file, span: link.span, name: link.span };
                gaps.push(Gap { kind: GapKind::Definition, name: path.clone(), location });
            }
        }
        gaps[own..].sort_by_key(|gap| gap.location.name);
    }
    Ok(gaps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[track_caller]
    fn check(source: &str, expected: &[(GapKind, &str)]) {
        let case = testing::case(source);
        let found = gaps(&case.snapshot, &Cancel::default()).expect("nothing cancels");
        let found: Vec<_> = found.iter().map(|gap| (gap.kind, &*gap.name)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn questions_topics_and_terms_without_words_are_gaps() {
        check(
            "
-- a.md
# Ships$0

A ship has a [[keel]] and a [[rudder]].

## What is ballast?

## Masts

### Sprit

A sprit is a spar that crosses the sail.

## Anchors
-- b.md
# Parts

**Keel**: the beam along the bottom of a ship.

The [[rudder]] again, and the [[sprit]].
",
            &[
                (GapKind::Definition, "rudder"),
                (GapKind::Answer, "What is ballast?"),
                (GapKind::Text, "Anchors"),
            ],
        );
    }

    #[test]
    fn a_vault_without_gaps_has_none() {
        check("-- a.md\n# Ships$0\n\nA ship is a large boat.\n", &[]);
    }
}
