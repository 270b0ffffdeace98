//! One name with two meanings within one subject. Across subjects that is how short names are.

use super::super::report::{Report, quoted};
use super::super::{Related, Rule};
use crate::facts::{Definition, Facts};
use crate::index::{DefinitionId, NameKey, Named, is_acronym};
use crate::terms::abbreviation::is_abbreviation_of;
use crate::terms::tokens::words;

/// Words of long forms that are put in or left out freely.
const LINKING: [&str; 8] = ["a", "and", "for", "in", "of", "on", "the", "to"];

/// Properties of which something has one; the second of each pair is its opposite.
const OPPOSITES: [(&str, &str); 18] = [
    ("synchronous", "asynchronous"),
    ("mutable", "immutable"),
    ("stateful", "stateless"),
    ("ordered", "unordered"),
    ("connection-oriented", "connectionless"),
    ("secure", "insecure"),
    ("blocking", "non-blocking"),
    ("single-threaded", "multi-threaded"),
    ("symmetric", "asymmetric"),
    ("deterministic", "nondeterministic"),
    ("reversible", "irreversible"),
    ("directed", "undirected"),
    ("lossless", "lossy"),
    ("stable", "unstable"),
    ("bounded", "unbounded"),
    ("signed", "unsigned"),
    ("structured", "unstructured"),
    ("reliable", "unreliable"),
];

/// Most definitions of one name that are compared: a name that more have is one of many things.
const MOST_ALIKE: usize = 50;

pub(super) fn check(report: &mut Report<'_>) {
    if !report.is_on(Rule::Conflict) {
        return;
    }
    let facts = report.facts;
    for (at, definition) in (0..).zip(&*facts.definitions) {
        let id = DefinitionId { note: report.note, at };
        expansions(report, id, definition);
        statements(report, id, definition);
    }
}

/// The short name of a definition and what it stands for there.
fn expansion(definition: &Definition) -> Option<(&str, &str)> {
    let short = definition.names.iter().find(|name| is_acronym(name))?;
    let long = definition.names.iter().find(|name| !is_acronym(name) && is_abbreviation_of(short, name))?;
    Some((short, long))
}

/// An acronym that is spelled out in two ways below one topic; or, in notes of one folder, with one word of several that
/// is another.
fn expansions(report: &mut Report<'_>, id: DefinitionId, definition: &Definition) {
    let Some((short, long)) = expansion(definition) else { return };
    let index = &report.snapshot.index;
    let subject = subject(report.facts, definition);
    let is_against = |other: &DefinitionId| {
        let Some(found) = index.definition(*other) else { return false };
        let Some((_, other_long)) = expansion(found).filter(|(other_short, _)| *other_short == short) else {
            return false;
        };
        let is_same_subject = || other.note == id.note && self::subject(report.facts, found) == subject;
        match likeness(long, other_long) {
            Likeness::Same => false,
            Likeness::OneWordOff => true,
            // Across subjects that is how short names are.
            Likeness::Different => is_same_subject(),
        }
    };
    let Some(other) = earlier_nearby(report, id, short).into_iter().find(is_against) else { return };
    let Some((found, (_, other_long))) =
        index.definition(other).and_then(|found| Some((found, expansion(found)?)))
    else {
        return;
    };
    let place =
        if other.note == id.note { "above".to_owned() } else { format!("in `{}`", report.path(other.note)) };
    let message =
        format!("{} stands for {} here, and for {} {place}", quoted(short), quoted(long), quoted(other_long));
    let message_there = format!("{} stands here", quoted(other_long));
    let related = Related { file: other.note, span: found.span, message: message_there };
    report.add(Rule::Conflict, definition.name, message).map(|found| found.related([related]));
}

/// The definitions of a name in the note above and in the notes of its folder that come before it.
fn earlier_nearby(report: &Report<'_>, id: DefinitionId, name: &str) -> Vec<DefinitionId> {
    let index = &report.snapshot.index;
    let Some(key) = NameKey::of(name).filter(|key| index.names().count(*key) <= MOST_ALIKE) else {
        return Vec::new();
    };
    let folder = |note| index.path(note).map(|path| path.parent());
    let others = index.names().named(key).into_iter().filter_map(|named| match named {
        Named::Definition(other) => Some(other),
        Named::Topic(_) => None,
    });
    let is_earlier = |other: &DefinitionId| (index.path(other.note), other.at) < (index.path(id.note), id.at);
    others.filter(|other| folder(other.note) == folder(id.note) && is_earlier(other)).collect()
}

/// How two long forms of one short form differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Likeness {
    /// Not, but for small words, endings and a letter; or one says more than the other.
    Same,
    /// In one word of three or more.
    OneWordOff,
    /// In more: two things of one short name.
    Different,
}

fn likeness(one: &str, other: &str) -> Likeness {
    let letters =
        |name: &str| -> String { name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect() };
    let split = |name: &str| -> Vec<String> {
        let kept = words(name).map(|word| word.span.of(name).to_lowercase());
        let kept = kept.filter(|word| !LINKING.contains(&word.as_str()));
        kept.flat_map(|word| word.split('-').map(str::to_owned).collect::<Vec<_>>()).collect()
    };
    let (ones, others) = (split(one), split(other));
    let missing = |a: &[String], b: &[String]| {
        a.iter().filter(|word| !b.iter().any(|other| are_one_word(word, other))).count()
    };
    let (differing, other_differing) = (missing(&ones, &others), missing(&others, &ones));
    // `Hyper Text` and `hypertext` are one.
    if letters(one) == letters(other) || differing == 0 || other_differing == 0 {
        Likeness::Same
    } else if ones.len() == others.len() && 2 < ones.len() && differing == 1 {
        Likeness::OneWordOff
    } else {
        Likeness::Different
    }
}

/// Whether two words are one but for an ending or a letter: `mapping` and `mapper`.
fn are_one_word(one: &str, other: &str) -> bool {
    /// Most letters of an ending.
    const ENDING: usize = 4;
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let start = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let rest = |word: &[char]| word[start..].iter().rev().copied().collect::<Vec<_>>();
    let (one_rest, other_rest) = (rest(&one), rest(&other));
    let end = one_rest.iter().zip(&other_rest).take_while(|(a, b)| a == b).count();
    let longest = one.len().max(other.len());
    let is_inflected = 3 <= start && one_rest.len() <= ENDING && other_rest.len() <= ENDING;
    let is_slip = 3 < longest && longest <= start + end + 1;
    one == other || is_inflected || is_slip
}

/// The outermost topic around a definition that is not the title of its note.
fn subject(facts: &Facts, definition: &Definition) -> Option<usize> {
    let mut at = definition.topic?;
    while let Some(parent) = facts.topics[at].parent {
        let is_title = facts.topics[parent].parent.is_none()
            && facts.topics.iter().filter(|topic| topic.parent.is_none()).count() == 1;
        if is_title {
            break;
        }
        at = parent;
    }
    Some(at)
}

/// A term that is said to have a property in one place and its opposite in another, in notes of one folder.
fn statements(report: &mut Report<'_>, id: DefinitionId, definition: &Definition) {
    let Some((pair, side)) = property(definition) else { return };
    let index = &report.snapshot.index;
    let mut others: Vec<DefinitionId> =
        definition.names.iter().flat_map(|name| earlier_nearby(report, id, name)).collect();
    others.sort_by_key(|other| (index.path(other.note), other.at));
    let is_other_sense = |other: &Definition| match (expansion(definition), expansion(other)) {
        (Some((_, long)), Some((_, other_long))) => likeness(long, other_long) == Likeness::Different,
        _ => false,
    };
    let is_against = |other: &&DefinitionId| {
        let found = index.definition(**other);
        found.is_some_and(|found| property(found) == Some((pair, !side)) && !is_other_sense(found))
    };
    let Some(&other) = others.iter().find(is_against) else { return };
    let term = definition.names.first().map(|name| quoted(name)).unwrap_or_default();
    let (own, theirs) =
        if side { (OPPOSITES[pair].0, OPPOSITES[pair].1) } else { (OPPOSITES[pair].1, OPPOSITES[pair].0) };
    let place =
        if other.note == id.note { "above".to_owned() } else { format!("in `{}`", report.path(other.note)) };
    let message = format!("{term} is {own} here, and {theirs} {place}");
    let span = index.definition(other).map(|definition| definition.span).unwrap_or_default();
    let related = Related { file: other.note, span, message: format!("{term} is {theirs}") };
    report.add(Rule::Conflict, definition.span, message).map(|found| found.related([related]));
}

/// The property that a gist gives its term: `X is a synchronous …`. Which pair it is of, and which side.
fn property(definition: &Definition) -> Option<(usize, bool)> {
    let lower = definition.gist.to_lowercase();
    let said: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()).collect();
    let is = said.iter().position(|word| matches!(*word, "is" | "are"))?;
    let near: Vec<&str> = said[is + 1..].iter().take(5).copied().collect();
    let negated = near.first() == Some(&"not");
    // What names both sides tells them apart.
    let found = OPPOSITES.iter().position(|(one, other)| near.contains(one) != near.contains(other))?;
    let both = said.contains(&OPPOSITES[found].0) && said.contains(&OPPOSITES[found].1);
    (!both).then(|| (found, near.contains(&OPPOSITES[found].0) != negated))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::check_codes;

    #[test]
    fn long_forms_that_mean_the_same_are_alike() {
        for (one, other) in [
            ("Open Container Initiative", "Open Containers Initiative"),
            ("Availability and Partition", "Availability Partition"),
            ("Hypertext Transfer Protocol", "Hyper Text Transfer Protocol"),
            ("Object-Relational Mapping", "object relational mapper"),
            ("Application Programming Interface", "Application Program Interface"),
            ("Liskov Substitution Principle", "Liscov Substitution Principle"),
            ("Hypertext Transfer Protocol", "Hypertext Transfer Protocol Secure"),
        ] {
            assert_eq!(likeness(one, other), Likeness::Same, "{one}");
        }
        let (one, other) = ("Transmission Control Protocol", "Transfer Control Protocol");
        assert_eq!(likeness(one, other), Likeness::OneWordOff);
        for (one, other) in [
            ("Certificate Authority", "Consistency and Availability"),
            ("Continuous Delivery", "Continuous Deployment"),
        ] {
            assert_eq!(likeness(one, other), Likeness::Different, "{one}");
        }
    }

    #[test]
    fn one_wrong_word_in_a_long_form_is_told_across_notes_of_a_folder() {
        let other = "-- net/a.md\n# TCP\n\nTCP (Transmission Control Protocol) is a protocol.\n";
        let own = "\n-- net/b.md\n# Transport\n\nIt uses TCP (Transfer Control Protocol) below.\n";
        check_codes(&format!("{own}{other}"), &["3 term/conflict"]);
        check_codes(&format!("{}{other}", own.replace("net/b", "web/b")), &[]);
        check_codes(&format!("{}{other}", own.replace("Transfer Control Protocol", "The Cat Pact")), &[]);
    }

    #[test]
    fn two_long_forms_below_one_topic_are_told() {
        let note = "\n-- a.md\n# Notes\n\n## Signing\n\nA certificate authority (CA) signs.\n\nThe central agency (CA) lies.\n";
        check_codes(note, &["7 term/conflict"]);
        check_codes(&note.replace("The central", "## Offices\n\nThe central"), &[]);
    }

    #[test]
    fn opposite_statements_in_one_folder_are_told() {
        let vault = "\n-- b.md\n# Webhook\n\nA webhook is an asynchronous message.\n-- a.md\n## What is a webhook?\n\nA webhook is a synchronous message.\n";
        let own = vault.replace("# Webhook", "## What is a webhook?");
        check_codes(&own, &["1 topic/duplicate", "3 term/conflict"]);
    }

    #[test]
    fn opposite_statements_of_one_note_and_of_acronyms_are_told() {
        check_codes(
            "\n-- a.md\n# Transport\n\n## What is TCP?\n\nTCP is a connection-oriented protocol.\n\n## Review\n\nTCP is a connectionless protocol.\n",
            &["9 term/conflict"],
        );
        let senses = "\n-- b.md\n# Sets\n\nThe array list tool (ALT) is an ordered thing.\n-- a.md\n# Planes\n\nThe air lift tower (ALT) is an unordered thing.\n";
        check_codes(senses, &[]);
    }
}
