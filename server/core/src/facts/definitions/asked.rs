//! Questions in bold, or in the title of a callout, at the head of a passage, and the answer behind them:
//! `**What is a chord?** Three notes …`.
//!
//! A question on a line of its own opens a topic and is read as a title; here the answer shares its paragraph.

use crate::terms::gist::{self, Candidate};
use crate::terms::gloss::{self, Shape, shape};
use crate::terms::reading::Reading;
use crate::terms::sentence::sentences;
use crate::terms::title::{TitleKind, read_title};

use super::prose::Passage;
use super::subject::Term;
use super::{DefinitionKind, Found, Note, shown};

pub(super) fn read(note: &Note<'_, '_>, found: &mut Vec<Found>) {
    let marked = |passage: &&Passage<'_>| passage.text.starts_with("**") || passage.text.starts_with("[!");
    for passage in note.passages.iter().filter(marked).filter(|passage| !passage.is_link) {
        found.extend(answer(note, passage));
    }
}

fn answer(note: &Note<'_, '_>, passage: &Passage<'_>) -> Option<Found> {
    let text = &passage.text;
    // "[!question]- What is a chord?" is the title of a callout.
    let (open, mark) = match text.starts_with("**") {
        true => (2, "**"),
        false => (text.find(']')? + 1, "\n"),
    };
    let close = open + text[open..].find(mark)?;
    let question = text[open..close].trim_start_matches(['+', '-']).trim();
    if !question.ends_with(['?', '？']) {
        return None;
    }
    let title = read_title(question);
    let [name] = title.names.as_slice() else { return None };
    if title.kind != TitleKind::Define {
        return None;
    }
    let behind = &text[close + mark.len()..];
    let body = behind.trim_start_matches(|char: char| {
        char.is_whitespace() || matches!(char, '-' | '–' | '—' | ':' | '*' | '\\')
    });
    let mut term = Term::new(&name.text);
    for alias in &name.aliases {
        term.also(alias);
    }
    note.pairs.complete(&mut term, passage.topic);
    let readings: Vec<Reading<'_>> = sentences(body).map(|range| Reading::new(&body[range])).collect();
    let candidates: Vec<Candidate<'_, '_>> =
        readings.iter().map(|sentence| Candidate { sentence, first_block: true }).collect();
    let chosen = gist::choose(&candidates, &|words: &str| term.is_meant_by(words));
    // Who asks what something is answers at once.
    let at = chosen.filter(|chosen| chosen.accepted).map_or(0, |chosen| chosen.index);
    let told = readings.get(at)?;
    let answers = matches!(
        shape(told),
        Shape::Noun | Shape::Does | Shape::StandIn | Shape::Condition | Shape::Gerund { .. }
    ) || matches!(shape(told), Shape::Sentence { subject } if term.is_meant_by(&told.text()[subject.clone()]));
    (answers && 2 <= gloss::length(told.text())).then(|| Found {
        term,
        kind: DefinitionKind::Bold,
        gist: shown::gist(told.text()),
        excerpt: false,
        span: passage.span(),
        name: passage.source(open..close),
        topic: passage.topic,
    })
}
