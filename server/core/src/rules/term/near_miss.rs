//! Names one letter away from a name that the vault uses much more often.

use super::super::report::{Report, quoted};
use super::super::{Related, Rule};
use super::note_of;
use crate::index::{FileId, Index, NameKey, Named};
use crate::terms::fold::{Key, Token, is_common_word};
use crate::text::Span;

/// How many times as often the other name has to be used.
const TIMES: usize = 3;

/// Most notes that a name is counted in.
const NOTES: usize = 20;

/// Most names that one is a slip of: with more it is one of a row, such as `step one`, `step two`.
const ALIKE: usize = 3;

pub(super) fn check(report: &mut Report<'_>) {
    if !report.is_on(Rule::NearMiss) {
        return;
    }
    let mut told: Vec<Span> = Vec::new();
    let found = report.tables().near_names(report.note);
    for near in &found {
        if ALIKE < found.iter().filter(|other| other.named == near.named).count() {
            continue;
        }
        let Some(span) = place(report, near.named) else { continue };
        if told.contains(&span) || is_common_word(&near.name) {
            continue;
        }
        let index = &report.snapshot.index;
        let Some(other_key) = NameKey::of(&near.other) else { continue };
        // Two names of one term are its spellings, and two terms of one note are told apart by it.
        let others = index.names().named(other_key);
        if others.iter().any(|other| note_of(*other) == report.note) || others.contains(&near.named) {
            continue;
        }
        if uses(index, &near.other) < uses(index, &near.name).max(1) * TIMES {
            continue;
        }
        told.push(span);
        let related: Vec<Related> = others
            .iter()
            .take(1)
            .filter_map(|other| {
                let message = format!("{} is used here", quoted(&near.other));
                Some(Related { file: note_of(*other), span: place(report, *other)?, message })
            })
            .collect();
        let message = format!(
            "{} is one letter from {}, which is used more often",
            quoted(&near.name),
            quoted(&near.other)
        );
        let found = report.add(Rule::NearMiss, span, message);
        found.map(|found| found.target(near.other.as_ref()).related(related));
    }
}

/// Where a name stands that is used so.
fn place(report: &Report<'_>, named: Named) -> Option<Span> {
    let facts = report.snapshot.facts(note_of(named))?;
    match named {
        Named::Definition(id) => facts.definitions.get(id.at as usize).map(|definition| definition.name),
        Named::Topic(id) => facts.topics.get(id.at as usize).map(|topic| topic.name),
    }
}

/// How often the words of a name stand one after the other in the notes that define it or have it for a title. To count
/// it in all notes would cost a reading of the vault for each name.
fn uses(index: &Index, name: &str) -> usize {
    let tokens: Vec<Token> = Key::new(name).tokens().collect();
    let mut notes: Vec<FileId> =
        NameKey::of(name).map(|key| index.names().named(key)).into_iter().flatten().map(note_of).collect();
    notes.dedup();
    let facts = notes.into_iter().take(NOTES).filter_map(|note| index.facts(note));
    let counts = facts.map(|facts| {
        let words: Vec<Token> = facts.words.iter().map(|word| word.token).collect();
        words.windows(tokens.len().max(1)).filter(|window| *window == tokens).count()
    });
    counts.sum()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check_codes;

    #[test]
    fn a_rare_name_near_a_common_one_is_told() {
        let other = "-- b.md\n# Mitochondrion\n\nA mitochondrion is small. The mitochondrion works. A mitochondrion lives.\n";
        check_codes(&format!("\n-- a.md\n# Mitochodrion\n\nSmall.\n{other}"), &["1 term/near-miss"]);
    }

    #[test]
    fn two_names_that_are_both_used_are_two() {
        let other = "-- b.md\n# Mitochondrion\n\nText.\n";
        check_codes(&format!("\n-- a.md\n# Mitochodrion\n\nSmall.\n{other}"), &[]);
    }
}
