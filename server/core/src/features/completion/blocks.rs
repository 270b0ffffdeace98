//! Blocks as targets: behind `[[note#^`, and behind `[[^^` those of the whole vault.
//!
//! A paragraph or list item of this note needs no id to be offered: the proposal gives it one. In another note a block
//! is offered by the id it has, since a completion changes the note it is made in and no other.

use super::super::blocks::{shown, without_id};
use super::place::Place;
use super::wiki::Rest;
use super::{About, Also, Completion, CompletionKind, Completions, MOST};
use crate::cancel::Cancellable;
use crate::candidates::Candidates;
use crate::facts::{Anchor, AnchorKind, Facts};
use crate::fuzzy::Query;
use crate::index::FileId;
use crate::resolve::Place as Spot;

/// The blocks of a note behind `#^`; `start` is behind both.
pub(super) fn in_note(place: &Place<'_>, start: usize, file: FileId) -> Completions {
    let Some(facts) = place.snapshot.facts(file) else { return Completions::default() };
    let query = Query::limited(&place.before[start..]);
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
        for (block, id) in without_id(place.text, place.facts, |block| !place.is_on_line(block)) {
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
    let query = Query::limited(typed);
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
    let fresh = without_id(place.text, place.facts, |block| !place.is_on_line(block));
    for (number, (block, _)) in fresh.iter().enumerate() {
        if let Some(score) = query.score(&shown(place.text, *block)) {
            candidates.push(score, (place.note, Err(number)));
        }
    }
    let (best, incomplete) = candidates.best(MOST);
    let items = best.into_iter().filter_map(|(_, (file, block))| {
        let path = place.snapshot.index.path(file)?.as_str().to_owned();
        Some(match block {
            Ok(number) => {
                let id = &place.snapshot.facts(file)?.anchors[number].id;
                let target = place.writer().name(place.note, &Spot::Anchor(file, number), None)?;
                let insert = format!("{target}{}", rest.closing);
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
