//! What a vault holds, in numbers; and a topic by chance.

use super::gaps::gaps;
use super::glossary::defined_senses;
use super::location::{Location, topic_location};
use crate::cancel::{Cancel, Cancellable};
use crate::index::TopicId;
use crate::snapshot::Snapshot;

/// What a vault holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Its notes.
    pub notes: usize,
    /// Their topics.
    pub topics: usize,
    /// The senses that have a definition.
    pub terms: usize,
    /// Their definitions.
    pub definitions: usize,
    /// The links of all notes.
    pub links: usize,
    /// Questions, topics and linked terms that wait for words.
    pub gaps: usize,
}

/// Counts what a vault holds.
pub fn statistics(snapshot: &Snapshot, cancel: &Cancel) -> Cancellable<Statistics> {
    let mut counted = Statistics::default();
    for (_, _, facts) in snapshot.index.notes() {
        counted.notes += 1;
        counted.topics += facts.topics.len();
        counted.links += facts.links.len();
    }
    cancel.check()?;
    let senses = defined_senses(snapshot, snapshot.index.notes().map(|(note, _, _)| note));
    counted.terms = senses.len();
    counted.definitions = senses.iter().map(|sense| sense.definitions.len()).sum();
    cancel.check()?;
    counted.gaps = gaps(snapshot, cancel)?.len();
    Ok(counted)
}

/// A topic that has text, chosen by a number: every topic is meant by as many numbers as any other.
#[must_use]
pub fn random_topic(snapshot: &Snapshot, dice: u64) -> Option<Location> {
    let topics = snapshot.index.notes().flat_map(|(note, _, facts)| {
        let answered = (0..).zip(&facts.topics).filter(|(_, topic)| topic.answered);
        answered.map(move |(at, _)| TopicId { note, at })
    });
    let topics: Vec<TopicId> = topics.collect();
    let count = u64::try_from(topics.len()).ok().filter(|&count| 0 < count)?;
    let chosen = usize::try_from(dice % count).ok()?;
    topic_location(snapshot, topics[chosen])
}

#[cfg(test)]
mod tests {
    use super::super::glossary::glossary;
    use super::*;
    use crate::testing;

    const NOTES: &str = "
-- a.md
# Ships$0

**Keel**: the beam along the bottom of a ship.

## What is ballast?

-- b.md
# Rigging

**Sprit**: a spar that crosses the sail. See [[a]].
";

    #[test]
    fn a_vault_is_counted() {
        let case = testing::case(NOTES);
        let counted = statistics(&case.snapshot, &Cancel::default()).expect("nothing cancels");
        let entries = glossary(&case.snapshot, case.snapshot.index.notes().map(|(note, _, _)| note));
        assert_eq!(counted.terms, entries.len());
        assert_eq!(counted, Statistics { notes: 2, topics: 3, terms: 2, definitions: 2, links: 1, gaps: 1 });
    }

    #[test]
    fn chance_finds_every_topic_with_text_and_no_other() {
        let case = testing::case(NOTES);
        let title = |dice| {
            let found = random_topic(&case.snapshot, dice).expect("there are topics");
            found.name.of(&case.snapshot.text(found.file).expect("a note")).to_owned()
        };
        assert_eq!([title(0), title(1), title(u64::MAX)], ["Ships", "Rigging", "Rigging"]);
        assert_eq!(random_topic(&testing::case("-- a.md\n$0nothing\n").snapshot, 7), None);
    }
}
