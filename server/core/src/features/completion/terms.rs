//! In prose: the terms of the vault, by the words typed so far.

use std::collections::BTreeSet;

use super::super::preview::safe;
use super::{Completion, CompletionKind, Completions, Place, best};
use crate::cancel::Cancellable;
use crate::index::{DefinitionId, NameKey, Named};
use crate::terms::tokens::words;

/// Most words of a name that are looked for before the cursor.
const MOST_WORDS: usize = 4;

/// Fewest characters that are worth an answer: a shorter beginning starts half of all terms.
const FEWEST_CHARACTERS: usize = 2;

pub(super) fn complete(place: &Place<'_>) -> Cancellable<Completions> {
    if is_no_prose(place.before) {
        return Ok(Completions::default());
    }
    let starts = beginnings(place.before);
    let mut scored = Vec::new();
    let mut seen: BTreeSet<NameKey> = BTreeSet::new();
    // The longest beginning first: `token b` is a better witness than `b`.
    for (length, start) in starts.into_iter().enumerate().rev() {
        let typed = &place.before[start..];
        if typed.chars().count() < FEWEST_CHARACTERS {
            continue;
        }
        for (name, named) in place.snapshot.index.names().starting_with(typed) {
            place.cancel.check()?;
            let Named::Definition(id) = named else { continue };
            let Some(definition) =
                place.snapshot.index.definition(id).filter(|definition| !definition.excerpt)
            else {
                continue;
            };
            let spelling = definition.names.iter().find(|spelling| spelling.to_lowercase() == name);
            let (Some(spelling), Some(key)) = (spelling, NameKey::of(name)) else { continue };
            if !seen.insert(key) {
                continue;
            }
            let score = 1000 * length as i64 + nearness(place, id) - spelling.chars().count() as i64;
            let path = place.snapshot.index.path(id.note).map(|path| path.as_str().to_owned());
            let item = Completion {
                label: spelling.to_string(),
                kind: CompletionKind::Term,
                detail: path,
                documentation: Some(safe(&definition.gist)),
                filter: spelling.to_string(),
                replace: place.span(start, 0),
                insert: capitalised_as(typed, spelling),
            };
            scored.push((score, item));
        }
    }
    Ok(best(scored))
}

/// Whether the cursor is in something that is being written and is no prose: a URL, a path, a tag, code.
fn is_no_prose(before: &str) -> bool {
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_address = last.contains("://") || last.starts_with("www.") || last.contains('@');
    let in_code = before.matches('`').count() % 2 == 1;
    is_address || in_code || last.starts_with('#')
}

/// Where the last word before the cursor starts, and the ones before it that could be of one name with it, last first.
fn beginnings(before: &str) -> Vec<usize> {
    let found: Vec<_> = words(before).collect();
    let at_cursor = found.last().is_some_and(|last| last.span.end as usize == before.len());
    if !at_cursor {
        return Vec::new();
    }
    let mut starts = Vec::new();
    for (at, word) in found.iter().enumerate().rev().take(MOST_WORDS) {
        starts.push(word.span.start as usize);
        if !found[at].gap.joins() {
            break;
        }
    }
    starts
}

/// Definitions of the same note before those of the same folder before all others.
fn nearness(place: &Place<'_>, id: DefinitionId) -> i64 {
    let index = &place.snapshot.index;
    let folder = |note| index.path(note).map(|path| path.parent());
    if id.note == place.note {
        400
    } else if folder(id.note) == folder(place.note) {
        200
    } else {
        0
    }
}

/// A name with the capital that the writer began with, at the start of a sentence say.
fn capitalised_as(typed: &str, name: &str) -> String {
    let mut letters = name.chars();
    match (typed.chars().next(), letters.next()) {
        (Some(typed), Some(first)) if typed.is_uppercase() && first.is_lowercase() => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => name.to_owned(),
    }
}
