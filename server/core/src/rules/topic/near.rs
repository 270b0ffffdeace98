//! Sections that are mostly the same words: copied, and then changed in one place only.

use foldhash::{HashMap, HashMapExt};

use super::super::census::{LEAST_SHARED, MOST_SHARING};
use super::super::report::{Report, quoted};
use super::super::{Related, Rule};
use crate::cancel::{Cancel, Cancellable};
use crate::facts::Word;
use crate::facts::slips::shingles;
use crate::index::{FileId, TopicId};
use crate::snapshot::Snapshot;

/// Of a hundred shingles that two sections have together, how many both must have.
const SHARED: usize = 80;

pub(super) fn check(report: &mut Report<'_>, cancel: &Cancel) -> Cancellable<()> {
    let facts = report.facts;
    let mut sections = Sections { snapshot: report.snapshot, words: HashMap::new() };
    for sketch in &facts.sketches {
        cancel.check()?;
        let id = TopicId { note: report.note, at: sketch.topic };
        // Most sections share nothing, and need no look at each of their shingles.
        if !report.tables().may_share(id) {
            continue;
        }
        let place = |id: TopicId| (report.path(id.note), id.at);
        let mut shared: HashMap<TopicId, usize> = HashMap::new();
        for &least in &sketch.least {
            let sharing: Vec<TopicId> = report.tables().sharing(least).take(MOST_SHARING + 1).collect();
            if sharing.len() <= MOST_SHARING {
                sharing
                    .into_iter()
                    .filter(|other| *other != id)
                    .for_each(|other| *shared.entry(other).or_default() += 1);
            }
        }
        let mut others: Vec<(usize, TopicId)> =
            shared.into_iter().map(|(other, count)| (count, other)).collect();
        others.retain(|(count, other)| LEAST_SHARED <= *count && place(*other) < place(id));
        others.sort_by_key(|(count, other)| (std::cmp::Reverse(*count), place(*other)));
        if others.is_empty() {
            continue;
        }
        let own = sections.shingles(id);
        let found = others
            .into_iter()
            .map(|(_, other)| other)
            .find(|other| is_near(&own, &sections.shingles(*other)));
        let Some(other) = found else { continue };
        let topics =
            |id: TopicId| report.snapshot.facts(id.note).and_then(|facts| facts.topics.get(id.at as usize));
        let (Some(topic), Some(other_topic)) = (topics(id), topics(other)) else { continue };
        let message = if other.note == report.note {
            format!("this section is almost the same as {} above", quoted(&other_topic.title))
        } else {
            format!(
                "this section is almost the same as {} in `{}`",
                quoted(&other_topic.title),
                report.path(other.note)
            )
        };
        let related = Related {
            file: other.note,
            span: other_topic.name,
            message: "the section it repeats".to_owned(),
        };
        report.add(Rule::NearDuplicate, topic.name, message).map(|found| found.related([related]));
    }
    Ok(())
}

/// The words of notes, each unpacked once: a long note has hundreds of sections.
struct Sections<'s> {
    snapshot: &'s Snapshot,
    words: HashMap<FileId, Vec<Word>>,
}

impl Sections<'_> {
    /// The shingles of a section, sorted.
    fn shingles(&mut self, id: TopicId) -> Vec<u64> {
        let Some(facts) = self.snapshot.facts(id.note) else { return Vec::new() };
        let Some(topic) = facts.topics.get(id.at as usize) else { return Vec::new() };
        let words = self.words.entry(id.note).or_insert_with(|| facts.words.iter().collect());
        let first = words.partition_point(|word| word.span.start < topic.body.start);
        let end = words.partition_point(|word| word.span.start < topic.body.end);
        shingles(words.get(first..end).unwrap_or_default())
    }
}

/// Whether two sorted lists share enough of what they have together (Jaccard's index).
fn is_near(one: &[u64], other: &[u64]) -> bool {
    let both = one.iter().filter(|shingle| other.binary_search(shingle).is_ok()).count();
    let all = one.len() + other.len() - both;
    0 < all && SHARED * all <= 100 * both
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check_codes;

    fn words(from: usize, to: usize) -> String {
        (from..to).map(|at| format!("w{at} ")).collect()
    }

    #[test]
    fn copies_are_told_where_they_come_later() {
        let copy =
            format!("\n-- z.md\n# Own\n\n{}changed.\n-- a.md\n# Origin\n\n{}\n", words(0, 80), words(0, 80));
        check_codes(&copy, &["1 topic/near-duplicate"]);
        let within = format!("\n-- z.md\n# One\n\n{}\n\n# Two\n\n{}\n", words(0, 60), words(0, 60));
        check_codes(&within, &["5 topic/near-duplicate"]);
    }

    #[test]
    fn sections_that_share_a_part_are_their_own() {
        let part = format!("\n-- z.md\n# Own\n\n{}\n-- a.md\n# Origin\n\n{}\n", words(0, 80), words(40, 120));
        check_codes(&part, &[]);
    }
}
