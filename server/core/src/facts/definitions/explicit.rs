//! Syntaxes made for definitions: `Term` above `: text`, `*[ABBR]: long`, `Term :: text`, `Q::A`.

use std::ops::Range;

use crate::terms::bytes::holds;
use crate::terms::gloss::{self, Shape, shape};
use crate::terms::reading::Reading;
use crate::terms::title::{TitleKind, read_title};

use super::prose::Passage;
use super::subject::Term;
use super::words::List;
use super::{DefinitionKind, Found, Note, running, shown};

pub(super) fn read(note: &Note<'_, '_>, found: &mut Vec<Found>) {
    let mut lines: Vec<Range<usize>> = Vec::new();
    for (at, passage) in note.passages.iter().enumerate() {
        lines.clear();
        lines.extend(passage.lines());
        for (line, range) in lines.iter().enumerate() {
            let text = &passage.text[range.clone()];
            if text.starts_with("*[") {
                found.extend(abbreviation(note, passage, range.clone()));
            } else if is_description(text) {
                found.extend(description(note, at, &lines, line));
            } else if holds(text, "::") {
                found.extend(card(note, passage, range.clone()));
            }
        }
    }
}

/// `*[HTML]: Hypertext Markup Language`.
fn abbreviation(note: &Note<'_, '_>, passage: &Passage<'_>, line: Range<usize>) -> Option<Found> {
    let text = &passage.text[line.clone()];
    let close = text.find("]:")?;
    let (name, long) = (shown::name(&text[2..close]), shown::gist(&text[close + 2..]));
    let mut term = Term::new(&name);
    if super::subject::abbreviates(&name, &long) {
        term.also(&long);
    }
    (!name.is_empty() && !long.is_empty())
        .then(|| Found {
            term,
            kind: DefinitionKind::Explicit,
            gist: long,
            excerpt: false,
            span: passage.source(line.clone()),
            name: passage.source(line.start + 2..line.start + close),
            topic: passage.topic,
        })
        .map(|found| completed(note, found))
}

/// `: text` or `:   text` at the beginning of a line.
fn is_description(line: &str) -> bool {
    line.strip_prefix(':').is_some_and(|rest| rest.starts_with([' ', '\t']) && !rest.trim().is_empty())
}

/// The description on a line, of the term on the lines before.
fn description(note: &Note<'_, '_>, at: usize, lines: &[Range<usize>], line: usize) -> Option<Found> {
    let passage = &note.passages[at];
    // Further descriptions of one term are senses or remarks: the first one is its gist.
    let further = |before: usize| {
        let text = &passage.text[lines[before].clone()];
        is_description(text)
            || 0 < before
                && lines[..before].iter().any(|above| is_description(&passage.text[above.clone()]))
                && goes_on(note, passage, &lines[before - 1], &lines[before])
    };
    if line.checked_sub(1).is_some_and(further) {
        return None;
    }
    let (owner, name) = match lines.get(line.wrapping_sub(1)) {
        Some(name) => (passage, name.clone()),
        None => {
            let before = at.checked_sub(1).map(|before| &note.passages[before])?;
            let gap = &note.syntax.text[before.span().end as usize..passage.span().start as usize];
            let close =
                before.lines().len() == 1 && gap.matches('\n').count() <= 2 && before.topic == passage.topic;
            close.then(|| (before, 0..before.text.len()))?
        }
    };
    let written = &owner.text[name.clone()];
    let label = shown::name(written);
    if !running::is_name(&label) || label.ends_with(['.', '。', ',']) {
        return None;
    }
    let mut last = line;
    while last + 1 < lines.len() && goes_on(note, passage, &lines[last], &lines[last + 1]) {
        last += 1;
    }
    let body = lines[line].start + 1..lines[last].end;
    let text = &passage.text[body];
    let first_sentence = crate::terms::sentence::sentences(text).next()?;
    let start = owner.source(name.clone()).start;
    let mut end = last;
    while end + 1 < lines.len()
        && (is_description(&passage.text[lines[end + 1].clone()])
            || line < end && goes_on(note, passage, &lines[end], &lines[end + 1]))
    {
        end += 1;
    }
    let mut term = Term::new(&label);
    for name in other_names(passage, lines, line) {
        term.also(&name);
    }
    let found = Found {
        term,
        kind: DefinitionKind::Deflist,
        gist: shown::gist(&text[first_sentence]),
        excerpt: false,
        span: crate::text::Span { start, end: passage.source(lines[end].clone()).end },
        name: owner.source(name),
        topic: passage.topic,
    };
    Some(completed(note, found))
}

/// Whether a description goes on on the next line: indented, or in the middle of a sentence.
fn goes_on(note: &Note<'_, '_>, passage: &Passage<'_>, line: &Range<usize>, next: &Range<usize>) -> bool {
    let start = passage.source(next.clone()).start as usize;
    let indented = note.syntax.text[..start].ends_with([' ', '\t']);
    let (line, text) = (&passage.text[line.clone()], &passage.text[next.clone()]);
    let ended = line.trim_end().ends_with(['.', '!', '?', '-', '。']);
    let described = || passage.text[next.end..].trim_start_matches([' ', '\\', '\n']).starts_with(": ");
    !is_description(text) && (indented || !ended && !described())
}

/// Whether a passage is part of a list of descriptions: it holds one, or one follows its only line.
pub(super) fn is_list(note: &Note<'_, '_>, at: usize) -> bool {
    let described = |passage: &Passage<'_>| passage.lines().any(|line| is_description(&passage.text[line]));
    let next = || note.passages.get(at + 1).filter(|next| is_description(&next.text));
    described(&note.passages[at]) || note.passages[at].lines().len() == 1 && next().is_some()
}

/// The names above the one right before a description, if the passage opens with them: they share it.
fn other_names(passage: &Passage<'_>, lines: &[Range<usize>], line: usize) -> Vec<String> {
    let above = lines[..line.saturating_sub(1)].iter().rev();
    let mut names = Vec::new();
    for text in above.map(|line| &passage.text[line.clone()]) {
        let name = shown::name(text);
        let ends = text.trim_end().ends_with(['.', ':', ',', ';', '!', '?']);
        if ends || is_description(text) || !running::is_name(&name) || 4 < name.split(' ').count() {
            return Vec::new();
        }
        names.push(name);
    }
    names
}

/// Fewest words of a back that cannot be the value of a property.
const LEAST_WORDS: usize = 3;

/// `Status:: done`, `Author:: Ann Smith`: a property and its value.
fn is_property(front: &str, back: &str) -> bool {
    let name = front.trim_start_matches(|char: char| !char.is_alphanumeric()).to_lowercase();
    let back = back.trim();
    let value = matches!(shape(&Reading::new(back)), Shape::Value | Shape::Nothing);
    let linked = back.starts_with(['[', '#', '"', '<']) || holds(back, "://");
    gloss::length(back) < LEAST_WORDS || value || linked || List::Property.has(&name)
}

/// Whether a line of the passage can only be a property: those around it are some, too.
fn has_properties(passage: &Passage<'_>) -> bool {
    passage.lines().any(|line| {
        passage.text[line].split_once(":: ").is_some_and(|(front, back)| is_property(front, back))
    })
}

/// `Term :: text`, and `Question?::answer` where the question asks what a term is. `key:: value` is a property.
fn card(note: &Note<'_, '_>, passage: &Passage<'_>, line: Range<usize>) -> Option<Found> {
    let text = &passage.text[line.clone()];
    let at = text.find("::")?;
    let (front, back) = (&text[..at], text[at..].trim_start_matches(':'));
    let spaced = (front.ends_with(' '), back.starts_with(' '));
    if front.contains('`') || back.trim().is_empty() || holds(&text[at + 2..], "::") {
        return None;
    }
    // "Rope::insert() puts text in" tells of a path of code.
    let called = back.split_whitespace().next().is_some_and(|word| word.contains(['(', '_', '<', ';']));
    if !spaced.1 && called {
        return None;
    }
    if spaced.0 != spaced.1 && (spaced.0 || is_property(front, back) || has_properties(passage)) {
        return None;
    }
    // "use std::vec" is a path of code; a card has a question or a capital on one of its sides.
    let capital = |part: &str| {
        part.trim_start_matches(|char: char| !char.is_alphanumeric()).starts_with(char::is_uppercase)
    };
    let worded =
        front.contains(' ') && (front.ends_with('?') || capital(front) || capital(back)) || !front.is_ascii();
    let plain = front.chars().all(|char| char.is_alphabetic() || char == '-') && capital(front);
    // "sunk cost::a cost already paid"
    let told = front.contains(' ')
        && ["a ", "an ", "the "].iter().any(|article| back.trim_start().starts_with(article))
        && front.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'-' | b'\''));
    let worded = worded || (plain || told) && LEAST_WORDS <= gloss::length(back);
    if !spaced.0 && !worded {
        return None;
    }
    let lead = front.len() - front.trim_start_matches(|char: char| !char.is_alphanumeric()).len();
    let title = read_title(front[lead..].trim());
    let asked = matches!(title.kind, TitleKind::Define | TitleKind::Phrase);
    let label = match title.names.first() {
        Some(name) if asked && title.names.len() == 1 => name.text.clone(),
        _ if !front.contains('?') => shown::name(&front[lead..]),
        _ => return None,
    };
    let gist = shown::gist(back);
    (running::is_name(&label) && !gist.is_empty()).then(|| {
        let found = Found {
            term: Term::new(&label),
            kind: DefinitionKind::Explicit,
            gist,
            excerpt: false,
            span: passage.source(line.clone()),
            name: passage.source(line.start + lead..line.start + front.trim_end().len()),
            topic: passage.topic,
        };
        completed(note, found)
    })
}

fn completed(note: &Note<'_, '_>, mut found: Found) -> Found {
    note.pairs.complete(&mut found.term, found.topic);
    found
}
