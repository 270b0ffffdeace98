//! Below `glossator:` in front matter: its keys, and what each of them takes.

use super::super::front_matter::scalar;
use super::place::Place;
use super::{Completion, CompletionKind, Completions, MOST, tags};
use crate::candidates::Candidates;
use crate::fuzzy::Query;
use crate::path::without_note_extension;
use crate::rules::Rule;
use crate::syntax::front_matter::ORDERS;

/// The key whose value is being written, and what of it is there.
enum Writing<'p> {
    Key(&'p str),
    Value(&'p str, &'p str),
}

/// What the cursor is in, below `glossator:`: `inside` is what stands before it there, `above` are the lines above, the
/// nearest first.
fn writing<'p>(inside: &'p str, above: &[&'p str]) -> Option<Writing<'p>> {
    // `{ignore: [a], sc`: what stands behind the last brace or comma that no bracket holds.
    let flow = inside.trim_start().starts_with('{');
    let item = if flow {
        let mut depth = 0;
        let start = inside.char_indices().filter(|(_, c)| {
            depth += i32::from(*c == '[') - i32::from(*c == ']');
            depth == 0 && matches!(c, '{' | ',')
        });
        let start = start.last().map_or(0, |(at, _)| at + 1);
        inside[start..].trim_start()
    } else {
        inside.trim_start()
    };
    if let Some(value) = item.strip_prefix('-').filter(|_| !flow) {
        let key = above.iter().find_map(|line| {
            let (key, rest) = line.trim_start().split_once(':')?;
            rest.trim().is_empty().then_some(key)
        })?;
        return Some(Writing::Value(key, value.trim_start()));
    }
    match item.split_once(':') {
        Some((key, value)) => {
            let value = value.trim_start();
            let last =
                if value.starts_with('[') { value.rfind(['[', ',']).map_or(0, |at| at + 1) } else { 0 };
            Some(Writing::Value(key.trim(), value[last..].trim_start()))
        }
        None => Some(Writing::Key(item)),
    }
}

/// What can be written before the cursor below `glossator:`. `at` is where that begins in the line, `around` are the other
/// lines of the front matter, those above first and the nearest of them first.
pub(super) fn complete(place: &Place<'_>, at: usize, above: &[&str], below: &[&str]) -> Completions {
    match writing(&place.before[at..], above) {
        Some(Writing::Key(typed)) => keys(place, typed, &[above, below].concat()),
        Some(Writing::Value(key, typed)) => values(place, key, typed),
        None => Completions::default(),
    }
}

fn keys(place: &Place<'_>, typed: &str, others: &[&str]) -> Completions {
    let behind = word_end(place.behind);
    let closing = if place.behind[behind..].starts_with(':') { "" } else { ": " };
    let is_there = |key: &str| {
        let is_key =
            |line: &&str| line.trim_start().strip_prefix(key).is_some_and(|rest| rest.starts_with(':'));
        others.iter().any(is_key) || place.before.contains(&format!("{key}:"))
    };
    let known = ORDERS.into_iter().filter(|(key, _)| !is_there(key));
    let names =
        known.map(|(key, meaning)| (key.to_owned(), format!("{key}{closing}"), Some(meaning.to_owned())));
    items(place, typed, behind, CompletionKind::Field, names)
}

fn values(place: &Place<'_>, key: &str, typed: &str) -> Completions {
    let index = &place.snapshot.index;
    // A colon or dash wants a space behind it.
    let space = if typed.is_empty() && place.before.ends_with([':', '-']) { " " } else { "" };
    let typed_bare = typed.trim_start_matches(['"', '\'']);
    let quoted = typed_bare.len() < typed.len();
    let behind = word_end(place.behind);
    let value = |name: String, detail: Option<String>| {
        let written = if quoted { name.clone() } else { format!("{space}{}", scalar(&name)) };
        (name, written, detail)
    };
    let own = place.facts.definitions.iter().filter(|definition| !definition.excerpt);
    let own = own.filter_map(|definition| definition.names.first()).map(|name| value(name.to_string(), None));
    match key {
        "ignore" => {
            let rules = Rule::ALL.into_iter().map(|rule| (rule.code(), Some(rule.line().to_owned())));
            let mut families: Vec<&str> = Rule::ALL.into_iter().map(Rule::family).collect();
            families.dedup();
            let families = families.into_iter().map(|family| (family, Some("all its rules".to_owned())));
            // A code is no text that YAML would read otherwise.
            let names = families
                .chain(rules)
                .map(|(name, detail)| (name.to_owned(), format!("{space}{name}"), detail));
            items(place, typed_bare, behind, CompletionKind::Value, names)
        }
        "scope" => {
            let mut folders: Vec<&str> = index.files().map(|(_, path)| path.parent()).collect();
            folders.sort_unstable();
            folders.dedup();
            let folders = folders.into_iter().filter(|folder| !folder.is_empty());
            let folders = folders.map(|folder| value(folder.to_owned(), Some("a folder".to_owned())));
            let listed = value("listed".to_owned(), Some("the notes that list it".to_owned()));
            let (found, _) = tags::matching(place, typed_bare.trim_start_matches('#'), "");
            let tags = found.into_iter().map(|(tag, _)| value(format!("#{tag}"), Some("a tag".to_owned())));
            items(
                place,
                typed_bare,
                behind,
                CompletionKind::Value,
                [listed].into_iter().chain(folders).chain(tags),
            )
        }
        "uses" => {
            let notes = index.notes().filter(|(note, ..)| *note != place.note);
            let limited = notes.filter(|(_, _, facts)| facts.is_limited());
            let names =
                limited.map(|(_, path, _)| value(without_note_extension(path.as_str()).to_owned(), None));
            items(place, typed_bare, behind, CompletionKind::Value, names)
        }
        "pin" => {
            let all = ("true".to_owned(), format!("{space}true"), Some("all of this note".to_owned()));
            items(place, typed_bare, behind, CompletionKind::Value, [all].into_iter().chain(own))
        }
        "exclude" => items(place, typed_bare, behind, CompletionKind::Value, own),
        _ => Completions::default(),
    }
}

/// Where the word ends that goes on behind the cursor.
fn word_end(behind: &str) -> usize {
    behind.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '/'))).unwrap_or(behind.len())
}

/// The best of some names for what is typed, each with what is written for it and what it is.
fn items(
    place: &Place<'_>,
    typed: &str,
    behind: usize,
    kind: CompletionKind,
    names: impl Iterator<Item = (String, String, Option<String>)>,
) -> Completions {
    let query = Query::limited(typed);
    let mut candidates = Candidates::new();
    for (name, written, detail) in names {
        if let Some(score) = query.score(&name) {
            candidates.push(score, (name, written, detail));
        }
    }
    let start = place.before.len() - typed.len();
    let (best, incomplete) = candidates.best(MOST);
    let items = best.into_iter().map(|(_, (name, written, detail))| Completion {
        detail,
        ..place.item(kind, &name, place.span(start, behind), written)
    });
    Completions { items: items.collect(), incomplete }
}
