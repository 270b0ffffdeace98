//! One definition for each place and term: of several readings the surest.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::terms::fold::Key;
use crate::text::Span;

use super::subject::without_article;
use super::{Definition, DefinitionKind, Found, Note, shown};

pub(super) fn choose(note: &Note<'_, '_>, mut found: Vec<Found>) -> Vec<Definition> {
    found.retain(|one| !one.gist.is_empty() && one.term.names.first().is_some_and(|name| !name.is_empty()));
    // The surest first; the sort is stable, so that the order of the text decides among equals.
    found.sort_by_key(|one| (one.excerpt, rank(one.kind), one.span.start));
    let mut kept = Kept::default();
    for one in found {
        if !kept.tells(note, &one) {
            kept.keep(one);
        }
    }
    let mut kept = kept.all;
    kept.sort_by_key(|one| (one.span.start.min(one.name.start), one.name.start, one.kind));
    kept.into_iter().map(definition).collect()
}

/// What is kept so far, with the ways to all that could tell the same as another reading: a note may define
/// thousands of terms, so not every pair can be compared.
#[derive(Default)]
struct Kept {
    all: Vec<Found>,
    by_key: HashMap<Key, Vec<usize>, FixedState>,
    by_topic: HashMap<usize, Vec<usize>, FixedState>,
}

impl Kept {
    fn keep(&mut self, one: Found) {
        let at = self.all.len();
        for key in one.term.keys() {
            self.by_key.entry(key.clone()).or_default().push(at);
        }
        if let Some(topic) = one.topic {
            self.by_topic.entry(topic).or_default().push(at);
        }
        self.all.push(one);
    }

    /// Whether something kept tells what a reading tells. It shares a name with it, or stands in the same topic.
    fn tells(&self, note: &Note<'_, '_>, one: &Found) -> bool {
        let of_key = |key: &Key| {
            let found = self.by_key.get(key).map_or(&[][..], Vec::as_slice);
            found.iter().any(|&at| is_told(note, &self.all[at], one))
        };
        let is_pair = one.kind == DefinitionKind::Abbr;
        let by_name = one.term.keys().iter().any(of_key)
            || is_pair && of_key(&Key::new(without_article(&one.term.names[0])));
        let by_place = || {
            let found = one.topic.and_then(|topic| self.by_topic.get(&topic));
            found.into_iter().flatten().map(|&at| &self.all[at]).any(|told| {
                let titled = (told.kind, one.kind) == (DefinitionKind::Heading, DefinitionKind::Copula);
                (is_pair || titled) && is_told(note, told, one)
            })
        };
        by_name || by_place()
    }
}

fn rank(kind: DefinitionKind) -> u8 {
    match kind {
        DefinitionKind::Explicit | DefinitionKind::Deflist => 0,
        DefinitionKind::Heading => 1,
        DefinitionKind::Bold | DefinitionKind::Table => 2,
        DefinitionKind::Copula => 3,
        DefinitionKind::Colon => 4,
        DefinitionKind::Dash => 5,
        DefinitionKind::Abbr => 6,
    }
}

/// Whether the first tells what the second tells, of the same term at the same place.
fn is_told(note: &Note<'_, '_>, told: &Found, one: &Found) -> bool {
    let same_topic = told.topic == one.topic && told.topic.is_some();
    if one.kind == DefinitionKind::Abbr {
        // "the entity-relationship (ER) model" under "ER model": the pair is a part of the name.
        let in_title = told.name.covers(one.name);
        let part = same_topic
            && !in_title
            && one.term.names.iter().all(|name| told.term.is_called(name) || told.term.has_word(name));
        let shares = told.term.shares(&one.term);
        return part
            || shares && told.kind != DefinitionKind::Abbr && (same_topic || is_near(note, told, one))
            || repeated(told, one);
    }
    let titled = (told.kind, one.kind) == (DefinitionKind::Heading, DefinitionKind::Copula)
        && one.term.names.first().is_some_and(|name| told.term.is_meant_by(name));
    if !told.term.shares(&one.term) && !titled {
        return false;
    }
    match (told.kind, one.kind) {
        _ if one.excerpt => same_topic || is_near(note, told, one),
        (DefinitionKind::Heading, DefinitionKind::Copula) => same_topic,
        (DefinitionKind::Copula, _) | (_, DefinitionKind::Copula) => is_near(note, told, one),
        _ => told.span.start == one.span.start || told.name == one.name,
    }
}

/// Whether both give the same short form for the same long one: told once in a note.
fn repeated(told: &Found, one: &Found) -> bool {
    told.kind == DefinitionKind::Abbr
        && told.term.is_called(&one.term.names[0])
        && told.term.is_called(&one.gist)
}

fn is_near(note: &Note<'_, '_>, told: &Found, one: &Found) -> bool {
    told.span.covers(one.span) || lines(note, told.span).covers(one.span)
}

/// The whole lines of a span.
fn lines(note: &Note<'_, '_>, span: Span) -> Span {
    let text = note.syntax.text;
    let start = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end as usize..].find('\n').map_or(text.len(), |at| span.end as usize + at);
    Span::new(start..end)
}

fn definition(found: Found) -> Definition {
    let names = found.term.names.iter().map(|name| shown::name(name)).filter(|name| !name.is_empty());
    Definition {
        names: names.map(Into::into).collect(),
        kind: found.kind,
        gist: found.gist.into(),
        excerpt: found.excerpt,
        span: found.span,
        name: found.name,
        topic: found.topic,
    }
}
