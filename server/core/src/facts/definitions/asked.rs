//! Questions in bold at the head of a passage, and the answer behind them: `**What is a chord?** Three notes …`.
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
    for passage in note.passages.iter().filter(|passage| passage.text.starts_with("**") && !passage.is_link) {
        found.extend(answer(note, passage));
    }
}

fn answer(note: &Note<'_, '_>, passage: &Passage<'_>) -> Option<Found> {
    const OPEN: usize = "**".len();
    let text = &passage.text;
    let close = OPEN + text[OPEN..].find("**")?;
    let question = text[OPEN..close].trim();
    if !question.ends_with(['?', '？']) {
        return None;
    }
    let body = text[close + OPEN..].trim_start_matches(|char: char| {
        char.is_whitespace() || matches!(char, '-' | '–' | '—' | ':' | '*' | '\\')
    });
    let (term, gist) = told(note, question, body, passage.topic)?;
    Some(Found {
        term,
        kind: DefinitionKind::Bold,
        gist,
        excerpt: false,
        span: passage.span(),
        name: passage.source(OPEN..close),
        topic: passage.topic,
    })
}

/// The one term that a question asks for, and what its answer says of it.
pub(super) fn told(
    note: &Note<'_, '_>,
    question: &str,
    answer: &str,
    topic: Option<usize>,
) -> Option<(Term, String)> {
    let title = read_title(question);
    let [name] = title.names.as_slice() else { return None };
    if title.kind != TitleKind::Define {
        return None;
    }
    let mut term = Term::new(&name.text);
    for alias in &name.aliases {
        term.also(alias);
    }
    note.pairs.complete(&mut term, topic);
    let readings: Vec<Reading<'_>> = sentences(answer).map(|range| Reading::new(&answer[range])).collect();
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
    (answers && 2 <= gloss::length(told.text())).then(|| (term, shown::gist(told.text())))
}
