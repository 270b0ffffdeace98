//! One name with two meanings within one subject. Across subjects that is how short names are.

use super::super::report::{Report, quoted};
use super::super::{Related, Rule};
use crate::facts::{Definition, Facts};
use crate::index::{DefinitionId, NameKey, Named, is_acronym};
use crate::terms::abbreviation::is_abbreviation_of;
use crate::terms::fold::{Key, Token};
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

/// An acronym that is spelled out in two ways below one topic.
fn expansions(report: &mut Report<'_>, id: DefinitionId, definition: &Definition) {
    let Some((short, long)) = expansion(definition) else { return };
    let facts = report.facts;
    let subject = subject(facts, definition);
    let other = facts.definitions[..id.at as usize].iter().find(|other| {
        let same = expansion(other).filter(|(other_short, _)| *other_short == short);
        same.is_some_and(|(_, other_long)| !are_alike(long, other_long))
            && self::subject(facts, other) == subject
    });
    let Some((other, (_, other_long))) = other.and_then(|other| Some((other, expansion(other)?))) else {
        return;
    };
    let message =
        format!("{} stands for {} here, and for {} above", quoted(short), quoted(long), quoted(other_long));
    let related = Related {
        file: report.note,
        span: other.span,
        message: format!("{} stands here", quoted(other_long)),
    };
    report.add(Rule::Conflict, definition.name, message).map(|found| found.related([related]));
}

/// Whether two long forms are the same: the words of one are those of the other, but for small ones and a letter.
fn are_alike(one: &str, other: &str) -> bool {
    let tokens = |name: &str| -> Vec<Token> {
        let kept = words(name).map(|word| word.span.of(name).to_lowercase());
        let kept = kept.filter(|word| !LINKING.contains(&word.as_str()));
        kept.flat_map(|word| Key::new(&word).tokens().collect::<Vec<_>>()).collect()
    };
    let (one, other) = (tokens(one), tokens(other));
    let within = |a: &[Token], b: &[Token]| a.iter().all(|token| b.contains(token));
    let differing = one.iter().filter(|token| !other.contains(token)).count();
    within(&one, &other)
        || within(&other, &one)
        || (one.len() == other.len() && 2 < one.len() && differing == 1)
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
    let folder = |note| index.path(note).map(|path| path.parent());
    let keys = definition.names.iter().filter(|name| !is_acronym(name)).filter_map(|name| NameKey::of(name));
    let others = keys.flat_map(|key| index.names().named(key)).filter_map(|named| match named {
        Named::Definition(other) if other != id => Some(other),
        Named::Definition(_) | Named::Topic(_) => None,
    });
    let against = |other: &DefinitionId| {
        let opposed = index.definition(*other).and_then(property) == Some((pair, !side));
        opposed
            && folder(other.note) == folder(id.note)
            && (index.path(other.note), other.at) < (index.path(id.note), id.at)
    };
    let Some(other) = others.into_iter().find(against) else { return };
    let term = definition.names.first().map(|name| quoted(name)).unwrap_or_default();
    let (own, theirs) =
        if side { (OPPOSITES[pair].0, OPPOSITES[pair].1) } else { (OPPOSITES[pair].1, OPPOSITES[pair].0) };
    let message = format!("{term} is {own} here, and {theirs} in `{}`", report.path(other.note));
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
            ("Hypertext Transfer Protocol", "Hypertext Transfer Protocols"),
        ] {
            assert!(are_alike(one, other), "{one}");
        }
        assert!(!are_alike("Certificate Authority", "Consistency and Availability"));
    }

    #[test]
    fn opposite_statements_in_one_folder_are_told() {
        let vault = "\n-- b.md\n# Webhook\n\nA webhook is an asynchronous message.\n-- a.md\n## What is a webhook?\n\nA webhook is a synchronous message.\n";
        let own = vault.replace("# Webhook", "## What is a webhook?");
        check_codes(&own, &["1 topic/duplicate", "3 term/conflict"]);
    }
}
