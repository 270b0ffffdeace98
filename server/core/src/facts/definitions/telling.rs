//! From a chosen sentence to the gist that a hover shows.
//!
//! A sentence that only opens an explanation ("MVC stands for …", "All or nothing.", "… guarantees:") is
//! completed by what follows it.

use crate::terms::definition::{Form, Statement};
use crate::terms::foreign;
use crate::terms::gloss::{self, Shape, shape};
use crate::terms::label::read_label;
use crate::terms::reading::Reading;

use super::body::part_label;
use super::{Note, shown};

/// Gists shorter than this many characters are completed by the next sentence.
const SHORT: usize = 20;
/// Gists up to this many characters leave room for a second sentence.
const ROOM: usize = 130;
/// How many items of a list a gist that ends in a colon is given.
const ITEMS: usize = 5;

/// Where a sentence stands: its passage, and its place in it.
pub(super) type Place = (usize, usize);

/// The gist of a sentence, completed where that is needed.
pub(super) fn gist(note: &Note<'_, '_>, sentence: &Reading<'_>, (passage, at): Place) -> String {
    let shown = shown::gist(sentence.text());
    if shown.ends_with([':', '：']) {
        return with_items(note, shown, passage, at);
    }
    let behind = note.sentences[passage].get(at + 1).map(|sentence| &sentence.reading);
    let expands =
        || sentence.statement().is_some_and(|said| said.form == Form::StandsFor || said.form == Form::Means);
    // Two letters of an alphabet say what one character of Chinese or Japanese does.
    let wide = foreign::is_unspaced(&shown);
    let length = shown.chars().count() * if wide { 2 } else { 1 };
    if let Some(next) = behind {
        let short = length < SHORT;
        if !short && (ROOM / 2 <= length || !expands()) {
            return shown;
        }
        let shape = shape(next);
        let goes_on = short || shape == Shape::StandIn;
        let fits = !matches!(shape, Shape::Aside | Shape::Nothing | Shape::Value);
        if goes_on && fits && length + next.text().chars().count() < 2 * ROOM {
            return joined(&shown, &shown::gist(next.text()));
        }
        return shown;
    }
    if length < SHORT {
        let next = note.passages.get(passage + 1).filter(|next| {
            next.item.is_some()
                && next.leads
                && note.passages[passage].leads
                && next.topic == note.passages[passage].topic
        });
        let next = next.and_then(|_| note.sentences[passage + 1].first()).map(|sentence| &sentence.reading);
        if let Some(next) = next.filter(|next| explains(next) && next.text().chars().count() < ROOM) {
            return joined(&shown, &shown::gist(next.text()));
        }
    }
    shown
}

/// Whether the next bullet goes on with the explanation: no label, order, example or further case.
fn explains(next: &Reading<'_>) -> bool {
    let told = matches!(shape(next), Shape::Sentence { .. } | Shape::StandIn | Shape::Noun | Shape::Does);
    told && read_label(next.text()).is_none()
        && part_label(next.text()).is_none()
        && !next.text().trim_end().ends_with(':')
}

fn joined(first: &str, second: &str) -> String {
    let ends = first.ends_with(['.', '!', '?', '。', '"', '”', '…']);
    let first = if ends { first.to_owned() } else { format!("{first}.") };
    let space = if first.ends_with('。') { "" } else { " " };
    shown::gist(&format!("{first}{space}{second}"))
}

/// "It has three parts:" and the heads of the items below.
fn with_items(note: &Note<'_, '_>, gist: String, passage: usize, at: usize) -> String {
    if at + 1 < note.sentences[passage].len() {
        return gist;
    }
    let Some(first) = note.passages.get(passage + 1) else { return gist };
    let list = |item: Option<usize>| item.and_then(|item| note.syntax.blocks[item].parent);
    let own = list(first.item);
    let items = note.passages[passage + 1..]
        .iter()
        .take_while(|next| next.item.is_some() && next.topic == note.passages[passage].topic)
        .filter(|next| next.leads && list(next.item) == own);
    let heads: Vec<String> = items.map(|item| head(&item.text)).take(ITEMS + 1).collect();
    let short = heads.iter().all(|head| head.chars().count() <= 60);
    if heads.len() < 2 || !short || !first.leads {
        return gist;
    }
    let more = if ITEMS < heads.len() { " …" } else { "" };
    shown::gist(&format!("{gist} {}{more}", heads[..heads.len().min(ITEMS)].join("; ")))
}

/// The heads of items, as one line; none where there is but one item.
pub(super) fn heads(note: &Note<'_, '_>, items: &[usize]) -> Option<String> {
    let heads: Vec<String> = items.iter().map(|&at| head(&note.passages[at].text)).collect();
    let more = if ITEMS < heads.len() { " …" } else { "" };
    let shown = heads[..heads.len().min(ITEMS)].join("; ");
    (1 < heads.len()).then(|| shown::gist(&format!("{shown}{more}")))
}

/// What an item is about: its name where it has one, else all of it.
fn head(text: &str) -> String {
    let named = read_label(text).map(|label| shown::name(&text[label.name]));
    let whole = || shown::gist(text).trim_end_matches(['.', ';', ',', ':']).to_owned();
    named.filter(|name| !name.is_empty()).unwrap_or_else(whole)
}

/// The clause of a statement where its sentence goes on to another subject: "X is …, while Y is …".
pub(super) fn clause(text: &str, statement: &Statement) -> Option<String> {
    if statement.form == Form::StandsFor {
        return None;
    }
    let rest = gloss::length(text.get(statement.body.end..)?);
    let second = 4 < gloss::length(&text[..statement.subject.start]);
    let start = if second { clause_start(text, statement) } else { 0 };
    // "Parts that move on their own, called levers": the name stands behind what is said, and there is no clause to cut.
    let clause = text.get(start..statement.body.end)?;
    (second || 3 <= rest).then(|| ended(&capitalised(&shown::gist(clause))))
}

/// Where the clause of a statement begins: at the article before its subject.
fn clause_start(text: &str, statement: &Statement) -> usize {
    let start = statement.subject.start;
    let before = &text[..start];
    let article =
        ["the ", "a ", "an ", "The ", "A ", "An "].iter().find(|article| before.ends_with(*article));
    article.map_or(start, |article| start - article.len())
}

fn ended(text: &str) -> String {
    if text.ends_with(['.', '!', '…', '。']) { text.to_owned() } else { format!("{text}.") }
}

/// The text with its first letter as a capital.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
