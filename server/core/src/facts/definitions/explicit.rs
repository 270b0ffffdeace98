//! Syntaxes made for definitions: `Term` above `: text`, `*[ABBR]: long`, `Term :: text`, `Q::A`.

use std::ops::Range;

use crate::terms::title::{TitleKind, read_title};

use super::prose::Passage;
use super::subject::Term;
use super::{DefinitionKind, Found, Note, running, shown};

pub(super) fn read(note: &Note<'_, '_>, found: &mut Vec<Found>) {
    for (at, passage) in note.passages.iter().enumerate() {
        let lines: Vec<Range<usize>> = passage.lines().collect();
        for (line, range) in lines.iter().enumerate() {
            let text = &passage.text[range.clone()];
            if text.starts_with("*[") {
                found.extend(abbreviation(note, passage, range.clone()));
            } else if is_description(text) {
                found.extend(description(note, at, &lines, line));
            } else if text.contains("::") {
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
    let mut first = line;
    while 0 < first && is_description(&passage.text[lines[first - 1].clone()]) {
        first -= 1;
    }
    // Further descriptions of one term are senses or remarks: the first one is its gist.
    if first != line {
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
    while last + 1 < lines.len()
        && !is_description(&passage.text[lines[last + 1].clone()])
        && !lines.get(last + 2).is_some_and(|next| is_description(&passage.text[next.clone()]))
    {
        last += 1;
    }
    let body = lines[line].start + 1..lines[last].end;
    let text = &passage.text[body];
    let first_sentence = crate::terms::sentence::sentences(text).next()?;
    let start = owner.source(name.clone()).start;
    let mut end = last;
    while end + 1 < lines.len() && is_description(&passage.text[lines[end + 1].clone()]) {
        end += 1;
    }
    let found = Found {
        term: Term::new(&label),
        kind: DefinitionKind::Deflist,
        gist: shown::gist(&text[first_sentence]),
        excerpt: false,
        span: crate::text::Span { start, end: passage.source(lines[end].clone()).end },
        name: owner.source(name),
        topic: passage.topic,
    };
    Some(completed(note, found))
}

/// `Term :: text`, and `Question?::answer` where the question asks what a term is. `key:: value` is a property.
fn card(note: &Note<'_, '_>, passage: &Passage<'_>, line: Range<usize>) -> Option<Found> {
    let text = &passage.text[line.clone()];
    let at = text.find("::")?;
    let (front, back) = (&text[..at], text[at..].trim_start_matches(':'));
    let spaced = (front.ends_with(' '), back.starts_with(' '));
    if spaced.0 != spaced.1 || front.contains('`') || back.trim().is_empty() || text[at + 2..].contains("::")
    {
        return None;
    }
    let code = |part: &str| !spaced.0 && part.split_whitespace().count() < 2;
    if code(front)
        && code(back)
        && text.is_ascii()
        && front.chars().next().is_none_or(|char| !char.is_uppercase())
    {
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
