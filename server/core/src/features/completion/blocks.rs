//! Blocks as targets: behind `[[note#^`, and behind `[[^^` those of the whole vault.
//!
//! A paragraph or list item of this note needs no id to be offered: the proposal gives it one. In another note a block
//! is offered by the id it has, since a completion changes the note it is made in and no other.

use std::collections::BTreeSet;

use super::place::Place;
use super::rank::{Candidates, Query};
use super::wiki::{Rest, name_of};
use super::{About, Also, Completion, CompletionKind, Completions, MOST};
use crate::cancel::Cancellable;
use crate::facts::{Anchor, AnchorKind, Facts};
use crate::index::FileId;
use crate::syntax::marks::MarkKind;
use crate::syntax::{BlockKind, parse, with_known_line_ends};
use crate::text::Span;

/// Most characters of a block that a list shows.
const MOST_SHOWN: usize = 60;

/// The blocks of a note behind `#^`; `start` is behind both.
pub(super) fn in_note(place: &Place<'_>, start: usize, file: FileId) -> Completions {
    let Some(facts) = place.snapshot.facts(file) else { return Completions::default() };
    let query = Query::new(&place.before[start..]);
    let rest = Rest::with_fragment(place);
    let replace = place.span(start, rest.length);
    let text = if file == place.note { None } else { place.snapshot.text(file) };
    let text = text.as_deref().unwrap_or(place.text);
    let mut candidates = Candidates::new();
    for (at, anchor) in blocks(place, file, facts) {
        let shown = shown(text, anchor.block);
        if let Some(score) = query.score(&anchor.id).into_iter().chain(query.score(&shown)).max() {
            candidates.push(score + 10, (anchor.id.to_string(), shown, Some(at), None));
        }
    }
    if file == place.note {
        for (block, id) in without_id(place) {
            let shown = shown(place.text, block);
            if let Some(score) = query.score(&shown) {
                candidates.push(score, (id, shown, None, Some(block)));
            }
        }
    }
    let (best, incomplete) = candidates.best(MOST);
    let items = best.into_iter().map(|(_, (id, shown, at, block))| Completion {
        label: if at.is_some() { id.clone() } else { shown.clone() },
        detail: Some(if at.is_some() { shown.clone() } else { "gets an id".to_owned() }),
        about: at.map(|at| About::Anchor(file, at)),
        filter: format!("{id} {shown}"),
        also: block.map(|block| Also { offset: block.end, text: format!(" ^{id}") }),
        ..place.item(CompletionKind::Anchor, "", replace, format!("{id}{}", rest.closing))
    });
    Completions { items: items.collect(), incomplete }
}

/// The blocks of the vault inside `[[^^`.
pub(super) fn anywhere(place: &Place<'_>, at: usize, typed: &str) -> Cancellable<Completions> {
    let query = Query::new(typed);
    let rest = Rest::with_fragment(place);
    let replace = place.span(at, rest.length);
    let mut candidates = Candidates::new();
    for (file, path, facts) in place.snapshot.index.entries() {
        place.cancel.check()?;
        for (number, anchor) in facts.iter().flat_map(|facts| blocks(place, file, facts)) {
            if let Some(score) = query.score(&anchor.id) {
                candidates.push(score + 10 + place.nearness(file, path), (file, Ok(number)));
            }
        }
    }
    let fresh = without_id(place);
    for (number, (block, _)) in fresh.iter().enumerate() {
        if let Some(score) = query.score(&shown(place.text, *block)) {
            candidates.push(score, (place.note, Err(number)));
        }
    }
    let (best, incomplete) = candidates.best(MOST);
    let items = best.into_iter().filter_map(|(_, (file, block))| {
        let name = if file == place.note { String::new() } else { name_of(place, file, false)? };
        let path = place.snapshot.index.path(file)?.as_str().to_owned();
        Some(match block {
            Ok(number) => {
                let id = &place.snapshot.facts(file)?.anchors[number].id;
                let insert = format!("{name}#^{id}{}", rest.closing);
                Completion {
                    detail: Some(path),
                    about: Some(About::Anchor(file, number)),
                    filter: format!("^^{id}"),
                    ..place.item(CompletionKind::Anchor, id, replace, insert)
                }
            }
            Err(number) => {
                let (block, id) = &fresh[number];
                let shown = shown(place.text, *block);
                Completion {
                    detail: Some("gets an id".to_owned()),
                    filter: format!("^^{shown}"),
                    also: Some(Also { offset: block.end, text: format!(" ^{id}") }),
                    ..place.item(CompletionKind::Anchor, &shown, replace, format!("#^{id}{}", rest.closing))
                }
            }
        })
    });
    Ok(Completions { items: items.collect(), incomplete })
}

/// The block ids of a note, but for what is being written at the cursor and looks like one.
fn blocks<'f>(
    place: &Place<'_>,
    file: FileId,
    facts: &'f Facts,
) -> impl Iterator<Item = (usize, &'f Anchor)> {
    let anchors = facts.anchors.iter().enumerate();
    let is_unfinished = move |anchor: &Anchor| file == place.note && place.is_on_line(anchor.name);
    anchors.filter(move |(_, anchor)| anchor.kind == AnchorKind::Block && !is_unfinished(anchor))
}

/// The paragraphs and list items of this note that have no id, but for the one with the cursor, each with an id it may get.
fn without_id(place: &Place<'_>) -> Vec<(Span, String)> {
    let text = with_known_line_ends(place.text);
    let syntax = parse(&text);
    let mut taken = ids(place.facts);
    let mut found = Vec::new();
    for block in &syntax.blocks {
        let source = block.span.of(&text);
        let span = Span { start: block.span.start, end: block.span.start + source.trim_end().len() as u32 };
        let first = syntax.marks.partition_point(|mark| mark.span.start < span.start);
        let marks = syntax.marks[first..].iter().take_while(|mark| mark.span.start < span.end);
        let has_id = marks.into_iter().any(|mark| matches!(mark.kind, MarkKind::BlockId { .. }));
        let inside_comment =
            syntax.marks.iter().any(|mark| mark.kind == MarkKind::Comment && mark.span.covers(span));
        if block.kind != BlockKind::Paragraph
            || place.is_on_line(block.span)
            || has_id
            || inside_comment
            || span.is_empty()
        {
            continue;
        }
        // A line that follows would be underlined or parted by what is added before it; a mark that is open would hold it.
        if source.trim_end().ends_with(['\\', '^', '%', '`', '$']) {
            continue;
        }
        let id = fresh_id(span.of(&text), &taken);
        taken.insert(id.clone());
        found.push((span, id));
    }
    found
}

fn ids(facts: &Facts) -> BTreeSet<String> {
    let ids = facts.anchors.iter().filter(|anchor| anchor.kind == AnchorKind::Block);
    ids.map(|anchor| anchor.id.to_ascii_lowercase()).collect()
}

/// An id for a block: six letters and digits that follow from its text (FNV-1a), so that asking twice gives the same.
fn fresh_id(block: &str, taken: &BTreeSet<String>) -> String {
    let mut hash = block.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    loop {
        let digits = (0..6).map(|place| {
            let digit = (hash / 36_u64.pow(place)) % 36;
            char::from_digit(digit as u32, 36).unwrap_or('0')
        });
        let id: String = digits.collect();
        if !taken.contains(&id) {
            return id;
        }
        hash = hash.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    }
}

/// The start of a block on one line, without its id.
fn shown(text: &str, block: Span) -> String {
    let source = text.get(block.range()).unwrap_or_default();
    let source = match source.rsplit_once('^') {
        Some((before, id)) if id.trim_end().chars().all(|c| c.is_ascii_alphanumeric() || c == '-') => before,
        _ => source,
    };
    let words = source.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(MOST_SHOWN) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    }
}
