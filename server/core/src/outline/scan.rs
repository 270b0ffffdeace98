//! Which lines could open a topic, and by which looks. Nothing is decided here.

use std::ops::Range;

use super::candidate::{Above, Candidate, Shape, What};
use super::draft::{Draft, MAX_TITLE};
use super::lines::{Item, Lines, Place};
use super::phrase;
use super::title::{End, Number, lettered};
use super::words;
use crate::terms::bytes::holds;

/// Questions put to a machine may be long, in bytes.
const MAX_QUESTION: usize = 1500;

/// Titles that are no questions never have more words.
const MOST_WORDS: usize = 20;

/// Every line that may open a topic, in order.
pub(super) fn candidates<'t>(lines: &Lines<'_, 't>) -> Vec<Candidate<'t>> {
    let mut found: Vec<Candidate<'t>> = Vec::new();
    let mut at = 0;
    while at < lines.all.len() {
        let candidate = candidate(lines, at);
        at = candidate.as_ref().map_or(at + 1, |candidate| candidate.lines.end);
        found.extend(candidate);
    }
    for at in 1..found.len() {
        let (above, question) = (&found[at - 1], &found[at]);
        let asked = |candidate: &Candidate<'_>| matches!(candidate.shape, Shape::Question | Shape::Chat);
        if asked(above) && asked(question) && above.below.line == question.lines.start {
            found[at - 1].below.what = What::Question;
        }
    }
    found
}

fn candidate<'t>(lines: &Lines<'_, 't>, at: usize) -> Option<Candidate<'t>> {
    let line = &lines.all[at];
    match line.place {
        Place::Heading { level, setext } => heading(lines, at, level, setext),
        Place::Item(found) if !found.nested && !found.empty && line.indent < 4 => item(lines, at, found),
        Place::Quote { alone: true } => {
            let draft = Draft::of(lines, at);
            (draft.title.end == End::Question).then(|| draft.finish(Shape::Chat))
        }
        Place::Prose { inside: false } if line.indent < 4 => prose(lines, at),
        Place::Blank
        | Place::Hidden
        | Place::HeadingRest
        | Place::Rule
        | Place::Item(_)
        | Place::Prose { .. }
        | Place::Indented
        | Place::Code
        | Place::Table
        | Place::Quote { .. }
        | Place::Apart => None,
    }
}

fn heading<'t>(lines: &Lines<'_, 't>, at: usize, level: u8, setext: bool) -> Option<Candidate<'t>> {
    let mut draft = Draft::of(lines, at);
    if !draft.first().contains(|c: char| !c.is_whitespace() && c != '\u{feff}') {
        return None;
    }
    // "??x" above a rule that was meant to part two cards.
    let first = draft.first();
    let letters = first.chars().filter(|char| char.is_alphanumeric()).take(2).count();
    if setext && letters < 2 && !first.starts_with(char::is_alphanumeric) {
        return None;
    }
    if let Some(length) = without_attributes(draft.first()) {
        draft.keep(0..length);
    }
    if setext && lines.place(at + 2) == Place::HeadingRest {
        draft.join();
    }
    while lines.place(draft.at.end) == Place::HeadingRest {
        draft.at.end += 1;
    }
    Some(draft.finish(Shape::Heading { level, setext }))
}

/// Length of a title without `{#id .class}` behind it.
fn without_attributes(title: &str) -> Option<usize> {
    let open = title.rfind('{')?;
    let inner = title[open + 1..].strip_suffix('}')?;
    let shown = title[..open].trim_end();
    (inner.starts_with(['#', '.']) && !shown.is_empty()).then_some(shown.len())
}

/// A list item: a number and a title, or a question.
fn item<'t>(lines: &Lines<'_, 't>, at: usize, item: Item) -> Option<Candidate<'t>> {
    let mut draft = Draft::of(lines, at);
    if draft.is_task() || !draft.has_words() {
        return None;
    }
    let lower = draft.lower();
    let request = item.number.is_some() && words::TASKS.start(&lower);
    if request && draft.title.end == End::Stop {
        draft.keep(0..draft.first().trim_end_matches(['.', '。']).len());
        draft.title.end = End::Open;
    }
    let asks = request || (draft.title.end == End::Question && words::asks(&lower));
    let question = asks && !phrase::has_break(&lower);
    if !draft.is_numbered_title() || (item.number.is_none() && !question) {
        return None;
    }
    draft.title.number = item.number.map(|value| Number { value, depth: 1 });
    let candidate = draft.finish(if item.number.is_some() { Shape::Numbered } else { Shape::Question });
    let inside = candidate.below.deeper && candidate.below.line <= item.last;
    Some(Candidate { question_in_list: question, limit: inside.then_some(item.last), ..candidate })
}

/// A line at the margin.
fn prose<'t>(lines: &Lines<'_, 't>, at: usize) -> Option<Candidate<'t>> {
    let line = &lines.all[at];
    let text = lines.text(at);
    let asked = text.trim_end_matches(['"', '”', '*', '_', '»', '」']).ends_with(['?', '？', '؟']);
    let longest = if asked { MAX_QUESTION } else { MAX_TITLE };
    if longest < text.len() || text.starts_with('|') {
        return None;
    }
    let mut draft = Draft::of(lines, at);
    if let Some((number, length)) = lettered(draft.first()).filter(|_| draft.title.number.is_none()) {
        draft.keep(length..draft.first().len());
        draft.title.number = Some(number);
    }
    let dress = draft.dress;
    let listed = draft.title.front.bullet && !dress.bold;
    let named = draft.first().contains('_') && !draft.first().contains(' ');
    if !draft.has_words() || listed || dress.link || ((named || line.code) && !dress.code) {
        return None;
    }
    if lines.turns.binary_search(&at).is_ok() {
        return Some(draft.finish(Shape::Chat));
    }
    if let Some(inner) = unquoted(draft.first()).filter(|_| draft.title.end == End::Question) {
        draft.keep(inner);
        return Some(draft.finish(Shape::Chat));
    }
    let shape = looks(&mut draft)?;
    let fits = shape != Shape::Numbered || draft.is_numbered_title();
    (fits && !draft.is_running()).then(|| draft.finish(shape))
}

/// What a line at the margin looks like; takes in the lines below that belong to it.
fn looks(draft: &mut Draft<'_, '_, '_>) -> Option<Shape> {
    if draft.title.front.asks || draft.title.end == End::Question {
        return Some(Shape::Question);
    }
    if let Some(more) = draft.question_lines() {
        (0..more).for_each(|_| draft.join());
        return Some(Shape::Question);
    }
    if draft.title.end == End::Stop {
        return hanging_request(draft).then_some(Shape::Question);
    }
    if draft.title.number.is_some() {
        return Some(Shape::Numbered);
    }
    if draft.dress.bold {
        return Some(Shape::Bold);
    }
    // Longer than any label that a writer hangs an answer on.
    if MOST_WORDS < phrase::words(draft.first()) {
        return None;
    }
    let open = draft.title.end == End::Open;
    if open && phrase::is_request(&draft.lower()) {
        return Some(Shape::Question);
    }
    if is_shout(draft.first()) && draft.above() == Above::Free {
        return Some(Shape::Shout);
    }
    if !open {
        return Some(Shape::Label);
    }
    if draft.goes_on() {
        draft.join();
    }
    Some(Shape::Bare)
}

/// "Explain triage." above an answer that hangs below it: a request, whose stop is left out.
fn hanging_request(draft: &mut Draft<'_, '_, '_>) -> bool {
    let indent = |line: usize| draft.lines.all.get(line).map_or(0, |line| line.indent);
    let hangs = indent(draft.at.start) < indent(draft.at.end);
    let bare = draft.first().trim_end_matches(['.', '。']).len();
    let short = phrase::words(draft.first()) <= MOST_WORDS && !holds(&draft.first()[..bare], ". ");
    let asks = hangs && short && words::TASKS.start(&draft.lower());
    if asks {
        draft.keep(0..bare);
        draft.title.end = End::Open;
    }
    asks
}

/// Whether a line is all capitals, be it for emphasis or since it is an acronym.
fn is_shout(text: &str) -> bool {
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    1 < capitals && !text.contains(char::is_lowercase)
}

/// The text between quotation marks around a line, or behind or before one that lost its pair.
fn unquoted(text: &str) -> Option<Range<usize>> {
    let opens = |c: char| matches!(c, '“' | '„' | '«' | '「' | '『' | '"');
    let closes = |c: char| matches!(c, '”' | '“' | '»' | '」' | '』' | '"');
    let first = text.chars().next().filter(|c| opens(*c));
    let last = text.chars().next_back().filter(|c| closes(*c));
    let range = first.map_or(0, char::len_utf8)..text.len() - last.map_or(0, char::len_utf8);
    let inner = text.get(range.clone())?;
    let around = first.is_some() || last.is_some();
    (around && !inner.contains(|c| opens(c) || closes(c))).then_some(range)
}
