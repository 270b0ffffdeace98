//! Labels with nothing behind their mark: the bullets or lines below explain them.

use crate::syntax::BlockKind;
use crate::terms::gloss;
use crate::terms::signs;
use crate::text::Span;

use super::super::credit::{self, Evidence};
use super::super::subject::Term;
use super::super::{DefinitionKind, Found, Note, body, telling};
use super::Piece;

/// The definition that the passages under a label give.
pub(super) fn read(
    note: &Note<'_, '_>,
    piece: &Piece<'_, '_>,
    term: Term,
    evidence: &Evidence,
) -> Option<Found> {
    let inside = children(note, piece);
    let first = &note.passages[*inside.first()?];
    // Two labels below one name members of it.
    let labelled = |at: &usize| note.passages[*at].label().is_some_and(|label| !label.body.is_empty());
    if inside.iter().take(2).filter(|at| labelled(at)).count() == 2 {
        return None;
    }
    let sentences = body::candidates(note, &inside);
    let opening = sentences.first()?;
    if body::names_other(opening.reading().text(), &term) && !opening.announced {
        return None;
    }
    let chosen = body::choose(note, &sentences, &term).filter(|chosen| chosen.accepted);
    let told = chosen.as_ref().map(|chosen| (chosen, &sentences[chosen.index]));
    let told = told.filter(|(chosen, told)| chosen.is_own || signs::is_firm(told.reading()));
    let said = told.map_or(opening, |(_, told)| told);
    // "Hand test" and "Penetrometer" below "Snow hardness" are some of it.
    let some = || {
        let short = |at: &usize| gloss::length(&note.passages[*at].text) < 4;
        1 < inside.len() && inside.iter().all(short)
    };
    if piece.bare && (some() || signs::varies(opening.reading())) {
        return None;
    }
    let enough = credit::is_enough(note, piece.label(&term), said.reading(), evidence);
    let gist = match chosen {
        Some(chosen) if enough || chosen.is_own => chosen.gist,
        _ if enough => telling::gist(note, said.reading(), said.place),
        _ => return None,
    };
    if gloss::length(&gist) < 3 || gist.ends_with([':', '：']) {
        return None;
    }
    let own = piece.of.source(piece.range.clone());
    let start = if piece.bold { own.start } else { first.span().start };
    let end = inside.last().map_or(own.end, |&last| note.passages[last].span().end);
    Some(Found {
        term,
        kind: if piece.bold { DefinitionKind::Bold } else { DefinitionKind::Heading },
        gist,
        excerpt: false,
        span: Span { start, end },
        name: piece.of.source(piece.name.clone()),
        topic: piece.of.topic,
    })
}

/// The passages that stand under a label: inside its item, or in the list of another sort that follows it.
pub(super) fn children(note: &Note<'_, '_>, piece: &Piece<'_, '_>) -> Vec<usize> {
    let blocks = &note.syntax.blocks;
    let (Some(item), Some(list)) = (piece.of.item, piece.list) else { return Vec::new() };
    let own_topic = |at: &usize| note.passages[*at].topic == piece.of.topic;
    let within = |at: &usize, from: usize, end: usize| {
        note.passages[*at].item.is_some_and(|item| from <= item && item < end)
    };
    let behind = piece.passage + 1..note.passages.len();
    let inside = behind.clone().take_while(|at| within(at, item, blocks[item].end) && own_topic(at));
    let mut codes = blocks[item + 1..blocks[item].end]
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Code { fence: Some(_) }));
    let wall = codes.next().map_or(u32::MAX, |code| code.span.start);
    let inside: Vec<usize> = inside.take_while(|&at| note.passages[at].span().start < wall).collect();
    if !inside.is_empty() || blocks[item].end != blocks[list].end || !piece.body.is_empty() {
        return inside;
    }
    let next = blocks[list].end;
    let follows = blocks
        .get(next)
        .is_some_and(|block| matches!(block.kind, BlockKind::List(_)) && block.parent == blocks[list].parent);
    if !follows {
        return Vec::new();
    }
    behind.take_while(|at| within(at, next, blocks[next].end) && own_topic(at)).collect()
}
