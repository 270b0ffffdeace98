//! Inside `[[`: notes by title, stem, path and alias; behind `#` their headings, behind `#^` their blocks.

use super::{Completion, CompletionKind, Completions, Place, best};
use crate::cancel::Cancellable;
use crate::facts::{AnchorKind, Target, heading_key};
use crate::fuzzy::Matcher;
use crate::index::FileId;
use crate::path::without_note_extension;
use crate::resolve::{self, Resolution, fold_name};
use crate::text::Span;

pub(super) fn complete(place: &Place<'_>, at: usize) -> Cancellable<Completions> {
    let typed = &place.before[at..];
    if typed.contains('|') {
        return Ok(Completions::default());
    }
    match typed.split_once('#') {
        None => notes(place, at),
        Some((name, fragment)) => Ok(fragments(place, at, name, fragment)),
    }
}

/// How much of the line behind the cursor belongs to the link, and what closes it if nothing does yet.
fn rest(place: &Place<'_>) -> (usize, &'static str) {
    let end = place.behind.find("]]").filter(|&end| !place.behind[..end].contains(['[', '|', '#']));
    match end {
        Some(end) => (end, ""),
        None if place.behind.starts_with(['#', '|']) => (0, ""),
        None => (0, "]]"),
    }
}

fn notes(place: &Place<'_>, at: usize) -> Cancellable<Completions> {
    let index = &place.snapshot.index;
    let matcher = Matcher::new(&place.before[at..]);
    let (behind, closing) = rest(place);
    let replace = place.span(at, behind);
    let embeds = place.before[..at].ends_with("![[");
    let mut scored = Vec::new();
    for (file, path) in index.files() {
        place.cancel.check()?;
        let facts = index.facts(file);
        if file == place.note || (facts.is_none() && !embeds) {
            continue;
        }
        let name = shortest_name(place, file);
        let names = [path.stem(), without_note_extension(path.as_str())];
        let title = facts.and_then(|facts| facts.title.as_ref()).map(|title| &*title.text);
        let own =
            names.into_iter().chain(title).filter_map(|name| matcher.score(name).map(|score| (score, name)));
        let kind = if facts.is_some() { CompletionKind::Note } else { CompletionKind::File };
        if let Some((score, matched)) = own.max_by_key(|(score, _)| *score) {
            scored.push((
                score,
                Completion {
                    label: title
                        .unwrap_or(if facts.is_some() { path.stem() } else { path.file_name() })
                        .to_owned(),
                    kind,
                    detail: Some(path.as_str().to_owned()),
                    documentation: None,
                    filter: matched.to_owned(),
                    replace,
                    insert: format!("{name}{closing}"),
                },
            ));
        }
        for alias in facts.iter().flat_map(|facts| &facts.aliases) {
            if let Some(score) = matcher.score(alias) {
                scored.push((
                    score,
                    Completion {
                        label: alias.to_string(),
                        kind,
                        detail: Some(path.as_str().to_owned()),
                        documentation: None,
                        filter: alias.to_string(),
                        replace,
                        insert: format!("{name}|{alias}{closing}"),
                    },
                ));
            }
        }
    }
    Ok(best(scored))
}

/// The shortest name by which a wiki link of this note finds a file.
fn shortest_name(place: &Place<'_>, file: FileId) -> String {
    let index = &place.snapshot.index;
    let Some(path) = index.path(file) else { return String::new() };
    let whole =
        if index.facts(file).is_some() { without_note_extension(path.as_str()) } else { path.as_str() };
    let last = whole.rsplit('/').next().unwrap_or(whole);
    let alone = index.named(&fold_name(last)).len() <= 1;
    if alone { last.to_owned() } else { whole.to_owned() }
}

fn fragments(place: &Place<'_>, at: usize, name: &str, fragment: &str) -> Completions {
    let target = Target::Name { path: name.trim().into(), fragment: None, shown: None };
    let Resolution::Found(found) = resolve::resolve_target(&place.snapshot.index, place.note, &target, false)
    else {
        return Completions::default();
    };
    let facts = found.place.file().and_then(|file| place.snapshot.facts(file));
    let Some(facts) = facts else { return Completions::default() };
    let (behind, closing) = rest(place);
    let mut scored = Vec::new();
    if let Some(id) = fragment.strip_prefix('^') {
        let replace = place.span(at + typed_length(place, at) - id.len(), behind);
        let matcher = Matcher::new(id);
        for anchor in facts.anchors.iter().filter(|anchor| anchor.kind == AnchorKind::Block) {
            if let Some(score) = matcher.score(&anchor.id) {
                scored.push((score, item(&anchor.id, CompletionKind::Anchor, replace, closing)));
            }
        }
        return best(scored);
    }
    let typed = fragment.rsplit('#').next().unwrap_or_default();
    let parents: Vec<&str> = fragment.split('#').collect();
    let scope = parents.len().checked_sub(2).and_then(|last| {
        let wanted = heading_key(parents[last]);
        facts
            .headings
            .iter()
            .find(|heading| *heading.key == *wanted)
            .map(|heading| (heading.span.end, heading.section.end))
    });
    let replace = place.span(at + typed_length(place, at) - typed.len(), behind);
    let matcher = Matcher::new(typed);
    for heading in &facts.headings {
        let inside = scope.is_none_or(|(start, end)| start <= heading.span.start && heading.span.start < end);
        // A heading with a bracket, pipe or hash in it cannot be written in a wiki link.
        let writable = !heading.title.contains(['[', ']', '|', '#', '^']);
        if let Some(score) = matcher.score(&heading.title).filter(|_| inside && writable) {
            scored.push((score, item(&heading.title, CompletionKind::Heading, replace, closing)));
        }
    }
    best(scored)
}

fn typed_length(place: &Place<'_>, at: usize) -> usize {
    place.before.len() - at
}

fn item(name: &str, kind: CompletionKind, replace: Span, closing: &str) -> Completion {
    Completion {
        label: name.to_owned(),
        kind,
        detail: None,
        documentation: None,
        filter: name.to_owned(),
        replace,
        insert: format!("{name}{closing}"),
    }
}
