//! Labels that explain what they name: `**X**: …`, `- X: …`, `X - …`, and items whose explanation
//! stands in the bullets below.

use std::ops::Range;

use crate::syntax::{BlockKind, Syntax};
use crate::terms::gloss::{self, Shape, shape};
use crate::terms::label::{Label, Mark, is_stop_label, read_label};
use crate::terms::reading::Reading;
use crate::terms::sentence::sentences;
use crate::terms::title::TitleKind;
use crate::text::Span;

use super::prose::Passage;
use super::setting::{self, Setting};
use super::subject::{Term, abbreviates};
use super::{DefinitionKind, Found, Note, heading, running, shown};

/// Points from which on a label is believed.
const ENOUGH: i32 = 5;

/// A label and the text it stands in.
struct Piece<'n, 't> {
    passage: usize,
    of: &'n Passage<'t>,
    /// The text of the label and its explanation, in the passage.
    range: Range<usize>,
    /// Its parts, as ranges of the passage.
    name: Range<usize>,
    bracket: Option<Range<usize>>,
    body: Range<usize>,
    mark: Mark,
    bold: bool,
    code: bool,
    /// The list it is an item of.
    list: Option<usize>,
}

pub(super) fn read(note: &Note<'_, '_>, found: &mut Vec<Found>) {
    let pieces = pieces(note);
    for at in 0..pieces.len() {
        let siblings = siblings(&pieces, at);
        if let Some(definition) = judge(note, &pieces, at, siblings) {
            found.push(definition);
        }
    }
}

/// Every label of a note.
fn pieces<'n, 't>(note: &Note<'n, 't>) -> Vec<Piece<'n, 't>> {
    let mut found = Vec::new();
    for (at, passage) in note.passages.iter().enumerate() {
        if passage.is_link() {
            continue;
        }
        let list = passage.item.and_then(|item| note.syntax.blocks[item].parent).filter(|_| passage.leads);
        for (index, range) in parts(passage).into_iter().enumerate() {
            let Some(label) = read_label(&passage.text[range.clone()]) else { continue };
            found.push(piece(at, passage, range, &label, list.filter(|_| index == 0)));
        }
    }
    found
}

fn piece<'n, 't>(
    at: usize,
    of: &'n Passage<'t>,
    range: Range<usize>,
    label: &Label,
    list: Option<usize>,
) -> Piece<'n, 't> {
    let place = |part: &Range<usize>| range.start + part.start..range.start + part.end;
    Piece {
        passage: at,
        of,
        name: place(&label.name),
        bracket: label.bracket.as_ref().map(place),
        body: place(&label.body),
        mark: label.mark,
        bold: label.bold,
        code: label.code,
        list,
        range,
    }
}

/// A passage, cut before each line that opens with a label; lines that go on with a sentence are not looked at.
fn parts(passage: &Passage<'_>) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for line in passage.lines() {
        let text = &passage.text[line.clone()];
        let opens = parts.last().is_none_or(|before| {
            let before = passage.text[before.clone()].trim_end();
            let ended = before.ends_with(['.', '!', '?', ':', ';', '。', '！', '？', '：']);
            let after_label =
                read_label(before).is_some_and(|label| label.bold || label.mark != Mark::Nothing);
            (ended || after_label && before.len() < 100)
                && read_label(text).is_some_and(|label| !label.body.is_empty())
        });
        match parts.last_mut() {
            Some(last) if !opens => last.end = line.end,
            _ => parts.push(line),
        }
    }
    parts
}

/// How many labels of the same shape stand beside a label.
fn siblings(pieces: &[Piece<'_, '_>], at: usize) -> usize {
    let piece = &pieces[at];
    let alike = |other: &&Piece<'_, '_>| {
        other.of.topic == piece.of.topic
            && other.list == piece.list
            && (other.bold == piece.bold && other.code == piece.code || other.mark == piece.mark)
    };
    let near = |other: &&Piece<'_, '_>| piece.list.is_some() || other.passage.abs_diff(piece.passage) <= 6;
    pieces.iter().filter(alike).filter(near).count() - 1
}

fn judge(note: &Note<'_, '_>, pieces: &[Piece<'_, '_>], at: usize, siblings: usize) -> Option<Found> {
    let piece = &pieces[at];
    let text = &piece.of.text;
    let name = shown::name(&text[piece.name.clone()]);
    let is_marked = piece.code || piece.bold;
    if !(running::is_name(&name) || is_marked) || piece.mark == Mark::DoubleColon {
        return None;
    }
    let setting = surroundings(note, piece);
    if setting == Setting::Advice || is_attribute(note, pieces, at, &name) {
        return None;
    }
    let mut term = Term::new(&name);
    if let Some(bracket) = piece.bracket.clone() {
        let inside = shown::name(&text[bracket]);
        if abbreviates(&name, &inside) {
            term.also(&inside);
        }
    }
    note.pairs.complete(&mut term, piece.of.topic);
    let below = piece.body.is_empty() || gloss::length(&text[piece.body.clone()]) == 0;
    if below {
        return told_below(note, piece, term, setting, siblings);
    }
    let body = &text[piece.body.clone()];
    let first = sentences(body).next()?;
    let gist = if piece.mark == Mark::Verb {
        shown::gist(first_sentence(&text[piece.range.clone()]))
    } else {
        shown::gist(&body[first.clone()])
    };
    let points = points(note, piece, &term, &Reading::new(&body[first]), setting, siblings);
    if points < ENOUGH {
        return None;
    }
    let span = Span { start: piece.of.source(piece.range.clone()).start, end: end_of(note, piece) };
    Some(Found {
        term,
        kind: kind(piece),
        gist,
        excerpt: false,
        span,
        name: piece.of.source(piece.name.clone()),
        topic: piece.of.topic,
    })
}

fn first_sentence(text: &str) -> &str {
    sentences(text).next().map_or(text, |range| &text[range])
}

fn kind(piece: &Piece<'_, '_>) -> DefinitionKind {
    match piece.mark {
        _ if piece.bold => DefinitionKind::Bold,
        Mark::Dash => DefinitionKind::Dash,
        _ => DefinitionKind::Colon,
    }
}

/// How much speaks for a label: how it stands out, what surrounds it, what its text looks like.
fn points(
    note: &Note<'_, '_>,
    piece: &Piece<'_, '_>,
    term: &Term,
    said: &Reading<'_>,
    setting: Setting,
    siblings: usize,
) -> i32 {
    let mut points = match piece.mark {
        Mark::Verb => 1,
        _ if piece.bold => 3,
        _ if piece.code => 3,
        Mark::Brackets => 0,
        _ if piece.list.is_some() => 2,
        _ => 1,
    };
    points += match siblings {
        0 => 0,
        1 => 1,
        _ => 2,
    };
    if setting == Setting::Members {
        points += 1;
    }
    if is_known(note, term) {
        points += 1;
    }
    points + shape_points(note, piece, term, said)
}

fn shape_points(note: &Note<'_, '_>, piece: &Piece<'_, '_>, term: &Term, said: &Reading<'_>) -> i32 {
    let text = said.text();
    let words = gloss::length(text);
    let short = words < 3 && !abbreviates(&term.names[0], text);
    let own = |subject: &str| {
        note.terms_around(piece.of.topic).any(|own| own.is_meant_by(subject) && !own.shares(term))
    };
    match shape(said) {
        Shape::Value | Shape::Aside | Shape::Nothing => -9,
        _ if short => -3,
        Shape::Noun => 2,
        Shape::Does | Shape::StandIn => 2,
        Shape::Sentence { subject, .. } if term.is_meant_by(&text[subject.clone()]) => 2,
        Shape::Sentence { subject, .. } if own(&text[subject.clone()]) => -5,
        Shape::Sentence { .. } => i32::from(piece.bold),
        Shape::Gerund { purpose: false } => 1,
        Shape::Gerund { purpose: true } => -5,
        Shape::Order if piece.code || piece.bold && piece.mark != Mark::Colon => 1,
        Shape::Order => -4,
    }
}

/// Whether a title of the note names the term.
fn is_known(note: &Note<'_, '_>, term: &Term) -> bool {
    note.terms.iter().flatten().any(|own| own.shares(term))
}

/// What the introduction, the item around and the title say of the label.
fn surroundings(note: &Note<'_, '_>, piece: &Piece<'_, '_>) -> Setting {
    let mut best = Setting::Open;
    let mut see = |text: &str| {
        let found = setting::of_text(text);
        if found != Setting::Open && best != Setting::Advice {
            best = found;
        }
    };
    if let Some(topic) = piece.of.topic
        && note.topics[topic].asks != TitleKind::Define
        && note.topics[topic].asks != TitleKind::Phrase
    {
        see(&note.topics[topic].title);
    }
    if let Some(intro) = introduction(note, piece) {
        see(intro);
    }
    let mut at = piece.of.item.filter(|_| piece.list.is_some());
    while let Some(item) = at {
        let outer = note.syntax.blocks[item].parent.and_then(|list| note.syntax.blocks[list].parent);
        at = outer.filter(|&outer| note.syntax.blocks[outer].kind == BlockKind::Item);
        if let Some(outer) = at
            && let Some(lead) =
                note.passages.iter().find(|passage| passage.item == Some(outer) && passage.leads)
        {
            see(lead.text.trim_end_matches([':', '*']).trim_start_matches('*'));
        }
    }
    best
}

/// The line that ends in a colon right before the list or the run of labels.
fn introduction<'n>(note: &'n Note<'_, '_>, piece: &Piece<'n, '_>) -> Option<&'n str> {
    let mut at = piece.passage;
    if piece.list.is_none() && 0 < piece.range.start {
        let before = piece.of.text[..piece.range.start].trim_end();
        return before.ends_with([':', '：']).then(|| before.rsplit('\n').next().unwrap_or(before));
    }
    while let Some(before) = at.checked_sub(1) {
        at = before;
        let passage = &note.passages[before];
        if passage.topic != piece.of.topic {
            return None;
        }
        let same_list =
            piece.list.is_some() && passage.item.is_some_and(|item| is_within(note.syntax, item, piece.list));
        if !same_list {
            let text = passage.text.trim_end_matches(['*', '_', ' ']);
            let last = text.rsplit('\n').next().unwrap_or(text);
            return text
                .ends_with([':', '：'])
                .then(|| crate::terms::sentence::sentences(last).last().map_or(last, |range| &last[range]));
        }
    }
    None
}

fn is_within(syntax: &Syntax<'_>, block: usize, list: Option<usize>) -> bool {
    list.is_some_and(|list| list < block && block < syntax.blocks[list].end)
}

/// Whether the label only names an attribute: the same names come again elsewhere in the topic, or the term
/// stands above and the label is one of its parts.
fn is_attribute(note: &Note<'_, '_>, pieces: &[Piece<'_, '_>], at: usize, name: &str) -> bool {
    let piece = &pieces[at];
    if is_stop_label(name) {
        return true;
    }
    let own = Term::new(name);
    let again = pieces.iter().enumerate().filter(|(other, found)| {
        *other != at
            && found.of.topic == piece.of.topic
            && (found.list != piece.list || found.list.is_none() && 8 < found.passage.abs_diff(piece.passage))
            && own.is_called(&shown::name(&found.of.text[found.name.clone()]))
    });
    let compares = piece.of.topic.is_some_and(|topic| {
        note.topics[topic].asks == TitleKind::Compare
            || note.topics[topic].parent.is_some_and(|parent| note.topics[parent].asks == TitleKind::Compare)
    });
    let compared = || {
        let mut topic = piece.of.topic;
        while let Some(at) = topic {
            if note.topics[at].asks == TitleKind::Compare
                && note.terms[at].iter().any(|term| term.is_meant_by(name))
            {
                return true;
            }
            topic = note.topics[at].parent;
        }
        false
    };
    2 <= again.count()
        || compares && compared() && piece.list.is_some_and(|list| is_nested_or_numbered(note.syntax, list))
}

fn is_nested_or_numbered(syntax: &Syntax<'_>, list: usize) -> bool {
    syntax.blocks[list].parent.is_some_and(|parent| syntax.blocks[parent].kind == BlockKind::Item)
}

/// A label with nothing behind its mark: the bullets or lines below explain it.
fn told_below(
    note: &Note<'_, '_>,
    piece: &Piece<'_, '_>,
    term: Term,
    setting: Setting,
    siblings: usize,
) -> Option<Found> {
    let inside = children(note, piece);
    let first = &note.passages[*inside.first()?];
    let sentences = heading::candidates(note, &inside);
    let opening = sentences.first()?.reading();
    let said = opening.text();
    let told = match shape(opening) {
        Shape::Noun | Shape::Does | Shape::StandIn => 2,
        Shape::Sentence { subject, .. } if term.is_meant_by(&said[subject.clone()]) => 2,
        Shape::Sentence { .. } => 1,
        Shape::Gerund { purpose: false } => 1,
        Shape::Order => i32::from(piece.code || piece.bold),
        Shape::Value | Shape::Aside | Shape::Nothing | Shape::Gerund { purpose: true } => return None,
    };
    let points = told
        + if piece.bold || piece.code { 2 } else { 0 }
        + i32::from(1 <= siblings)
        + i32::from(setting == Setting::Members)
        + i32::from(is_known(note, &term));
    let chosen = heading::choose(&sentences, &term);
    let gist = match chosen {
        Some((gist, true)) => gist,
        _ => shown::gist(said),
    };
    if points < 4 || gloss::length(&gist) < 3 || gist.ends_with(':') {
        return None;
    }
    let start = if piece.bold { piece.of.source(piece.range.clone()).start } else { first.span().start };
    let end = inside.last().map_or(start, |&last| note.passages[last].span().end);
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
fn children(note: &Note<'_, '_>, piece: &Piece<'_, '_>) -> Vec<usize> {
    let blocks = &note.syntax.blocks;
    let (Some(item), Some(list)) = (piece.of.item, piece.list) else { return Vec::new() };
    let own_topic = |at: &usize| note.passages[*at].topic == piece.of.topic;
    let within = |at: &usize, from: usize, end: usize| {
        note.passages[*at].item.is_some_and(|item| from <= item && item < end)
    };
    let behind = piece.passage + 1..note.passages.len();
    let inside = behind.clone().take_while(|at| within(at, item, blocks[item].end) && own_topic(at));
    let code = blocks[item + 1..blocks[item].end]
        .iter()
        .find(|block| matches!(block.kind, BlockKind::Code { fence: Some(_) }));
    let wall = code.map_or(u32::MAX, |code| code.span.start);
    let inside: Vec<usize> = inside.take_while(|&at| note.passages[at].span().start < wall).collect();
    if !inside.is_empty() || blocks[item].end != blocks[list].end {
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

/// Where the explanation of a label ends: with its text, or the bullets below it.
fn end_of(note: &Note<'_, '_>, piece: &Piece<'_, '_>) -> u32 {
    let own = piece.of.source(piece.range.clone()).end;
    children(note, piece).last().map_or(own, |&last| note.passages[last].span().end.max(own))
}
