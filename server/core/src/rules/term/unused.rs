//! Terms that nothing mentions, and terms that a course uses before it defines them; off by default.

use super::super::report::{Report, quoted};
use super::super::{Related, Rule};
use crate::cancel::{Cancel, Cancellable};
use crate::facts::Definition;
use crate::index::{DefinitionId, NameKey, Named};

pub(super) fn check(report: &mut Report<'_>, cancel: &Cancel) -> Cancellable<()> {
    if report.is_on(Rule::UnusedTerm) {
        let facts = report.facts;
        for definition in facts.definitions.iter().filter(|definition| !definition.excerpt) {
            cancel.check()?;
            if !is_mentioned(report, definition) {
                let term = definition.names.first().map(|name| quoted(name)).unwrap_or_default();
                report.add(Rule::UnusedTerm, definition.name, format!("nothing else mentions {term}"));
            }
        }
    }
    if report.is_on(Rule::UsedBeforeDefined) {
        used_before_defined(report);
    }
    Ok(())
}

/// Whether a name of a term stands somewhere outside its own definition and title.
fn is_mentioned(report: &Report<'_>, definition: &Definition) -> bool {
    let index = &report.snapshot.index;
    let keys: Vec<NameKey> = definition.names.iter().filter_map(|name| NameKey::of(name)).collect();
    let title = definition.topic.and_then(|topic| report.facts.topics.get(topic)).map(|topic| topic.span);
    index.notes().any(|(note, _, facts)| {
        let may = keys.iter().any(|key| index.names().may_be_in(*key, facts.words.vocabulary()));
        may && index.mentions(note).iter().any(|mention| {
            let own = note == report.note
                && (definition.span.covers(mention.span)
                    || definition.name.covers(mention.span)
                    || title.is_some_and(|title| title.covers(mention.span)));
            keys.contains(&mention.key) && !own
        })
    })
}

/// The number that the names of a course's notes begin with.
fn number(name: &str) -> Option<u32> {
    let digits = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    (0 < digits && digits <= 4 && name[digits..].starts_with([' ', '-', '_', '.']))
        .then(|| name[..digits].parse().ok())?
}

/// Mentions of terms that only later notes of the same numbered folder define.
fn used_before_defined(report: &mut Report<'_>) {
    let index = &report.snapshot.index;
    let Some(path) = index.path(report.note) else { return };
    let Some(own) = number(path.file_name()) else { return };
    let mut told: Vec<NameKey> = Vec::new();
    for mention in index.mentions(report.note).into_iter().filter(|mention| !mention.code) {
        if told.contains(&mention.key) {
            continue;
        }
        let definitions: Vec<DefinitionId> = index
            .meant(&mention)
            .into_iter()
            .filter_map(|named| match named {
                Named::Definition(id) if index.definition(id).is_some_and(|found| !found.excerpt) => Some(id),
                Named::Definition(_) | Named::Topic(_) => None,
            })
            .collect();
        let is_later = |id: &DefinitionId| {
            index.path(id.note).is_some_and(|other| {
                other.parent() == path.parent()
                    && number(other.file_name()).is_some_and(|number| own < number)
            })
        };
        if definitions.is_empty() || !definitions.iter().all(is_later) {
            continue;
        }
        told.push(mention.key);
        let first = definitions[0];
        let written = quoted(mention.span.of(report.text()));
        let message = format!("{written} is defined later, in `{}`", report.path(first.note));
        let span = index.definition(first).map(|definition| definition.span).unwrap_or_default();
        let related = Related { file: first.note, span, message: format!("{written} is defined here") };
        report.add(Rule::UsedBeforeDefined, mention.span, message).map(|found| found.related([related]));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check_codes_with;

    #[test]
    fn terms_that_nothing_mentions_are_told_to_who_asks() {
        let vault = "\n-- a.md\n## What is a glomus?\n\nA glomus is a part of a rose.\n\n## What is a strobe?\n\nA strobe is a lamp.\n-- b.md\nThe strobe shines.\n";
        check_codes_with(vault, &["term/unused"], &["1 term/unused"]);
    }

    #[test]
    fn a_course_defines_before_it_uses() {
        let vault = "\n-- 01 intro.md\nEvery glomus is small.\n-- 02 parts.md\n## What is a glomus?\n\nA glomus is a part of a rose.\n";
        check_codes_with(vault, &["term/used-before-defined"], &["1 term/used-before-defined"]);
        check_codes_with(&vault.replace("02 parts", "parts"), &["term/used-before-defined"], &[]);
    }
}
