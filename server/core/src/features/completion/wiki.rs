//! Inside `[[`: notes by title, stem, path and alias; behind `#` their headings, behind `#^` their blocks.

use super::super::link_text::shortest_name;
use super::{Completion, CompletionKind, Completions, MOST, Place, best};
use crate::cancel::Cancellable;
use crate::facts::{AnchorKind, Target, heading_key};
use crate::fuzzy::Matcher;
use crate::index::FileId;
use crate::path::without_note_extension;
use crate::resolve::{self, Resolution};
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

/// How a link goes on behind the cursor.
struct Rest {
    /// How many bytes belong to the part that the cursor is in.
    length: usize,
    /// What closes the link if nothing does yet.
    closing: &'static str,
    /// Whether another part follows: a heading or the text to show.
    goes_on: bool,
}

impl Rest {
    fn of(place: &Place<'_>) -> Self {
        let behind = place.behind;
        let closed = behind.find("]]").filter(|&end| !behind[..end].contains('['));
        let Some(closed) = closed else {
            let goes_on = behind.starts_with(['#', '|']);
            return Self { length: 0, closing: if goes_on { "" } else { "]]" }, goes_on };
        };
        // Inside a table the pipe is written `\|`.
        let end = ["#", "\\|", "|"].iter().filter_map(|part| behind[..closed].find(part)).min();
        Self { length: end.unwrap_or(closed), closing: "", goes_on: end.is_some() }
    }
}

fn notes(place: &Place<'_>, at: usize) -> Cancellable<Completions> {
    let index = &place.snapshot.index;
    let matcher = Matcher::new(&place.before[at..]);
    let Rest { length, closing, goes_on } = Rest::of(place);
    let replace = place.span(at, length);
    let pipe = if is_in_table(place) { "\\|" } else { "|" };
    let embeds = place.before[..at].ends_with("![[");
    let mut matches = Vec::new();
    for (file, path) in index.files() {
        place.cancel.check()?;
        let facts = index.facts(file);
        if file == place.note || (facts.is_none() && !embeds) {
            continue;
        }
        let names = [path.stem(), without_note_extension(path.as_str())];
        let title = facts.and_then(|facts| facts.title.as_ref()).map(|title| &*title.text);
        let own =
            names.into_iter().chain(title).filter_map(|name| matcher.score(name).map(|score| (score, name)));
        if let Some((score, matched)) = own.max_by_key(|(score, _)| *score) {
            let label = title.unwrap_or(if facts.is_some() { path.stem() } else { path.file_name() });
            matches.push((score, label, Match { file, matched, alias: None }));
        }
        for alias in facts.iter().flat_map(|facts| &facts.aliases).filter(|alias| is_writable(alias)) {
            if let Some(score) = matcher.score(alias) {
                matches.push((score, &**alias, Match { file, matched: alias, alias: Some(alias) }));
            }
        }
    }
    // The first letters match most notes: proposals are put into words from the best on, and no more than are shown.
    matches.sort_by(|(a, left, _), (b, right, _)| b.cmp(a).then_with(|| left.cmp(right)));
    let writable = matches.into_iter().filter_map(|(score, label, found)| {
        let name = shortest_name(place.snapshot, found.file);
        is_writable(&name).then(|| {
            let is_note = index.facts(found.file).is_some();
            let shown = found.alias.filter(|_| !goes_on);
            let item = Completion {
                label: label.to_owned(),
                kind: if is_note { CompletionKind::Note } else { CompletionKind::File },
                detail: index.path(found.file).map(|path| path.as_str().to_owned()),
                documentation: None,
                filter: found.matched.to_owned(),
                replace,
                insert: match shown {
                    Some(shown) => format!("{name}{pipe}{shown}{closing}"),
                    None if found.alias.is_some() => name,
                    None => format!("{name}{closing}"),
                },
            };
            (score, item)
        })
    });
    Ok(best(writable.take(MOST + 1).collect()))
}

/// A file that matches what was typed.
struct Match<'s> {
    file: FileId,
    /// The name of it that matches.
    matched: &'s str,
    /// Where that is one of its other names, the name to show.
    alias: Option<&'s str>,
}

/// Whether a wiki link can name a note so, or show such a text.
fn is_writable(name: &str) -> bool {
    !name.contains(['#', '|', '[', ']'])
}

/// Whether the line is a row of a table, whose pipes part its cells.
fn is_in_table(place: &Place<'_>) -> bool {
    place.before.trim_start().starts_with('|')
}

fn fragments(place: &Place<'_>, at: usize, name: &str, fragment: &str) -> Completions {
    let target = Target::Name { path: name.trim().into(), fragment: None, shown: None };
    let Resolution::Found(found) = resolve::resolve_target(&place.snapshot.index, place.note, &target, false)
    else {
        return Completions::default();
    };
    let facts = found.place.file().and_then(|file| place.snapshot.facts(file));
    let Some(facts) = facts else { return Completions::default() };
    let Rest { length: behind, closing, .. } = Rest::of(place);
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
