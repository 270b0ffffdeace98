//! One definition for each place and term: of several readings the surest.

use foldhash::{HashMap, HashMapExt};

use crate::terms::fold::Key;
use crate::text::Span;

use super::prose::topic_at;
use super::{Definition, DefinitionKind, Found, Note, shown};

pub(super) fn choose(note: &Note<'_, '_>, mut found: Vec<Found>) -> Vec<Definition> {
    found.retain(|one| !one.gist.is_empty() && one.term.names.first().is_some_and(|name| !name.is_empty()));
    // The surest first; the sort is stable, so that the order of the text decides among equals.
    found.sort_by_key(|one| (one.excerpt, rank(one.kind), one.span.start));
    let mut kept: Vec<&Found> = Vec::with_capacity(found.len());
    // Of what was kept by one name in one place: the last, and for each the one before it.
    let mut by_key: HashMap<(&Key, Place), usize> = HashMap::with_capacity(2 * found.len());
    let mut chains: Vec<(usize, Option<usize>)> = Vec::with_capacity(2 * found.len());
    let mut by_topic: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut told = vec![false; found.len()];
    for (one, told) in found.iter().zip(&mut told) {
        let places = places(note, one);
        let named = || {
            one.term.keys().iter().flat_map(|key| places.into_iter().flatten().map(move |place| (key, place)))
        };
        let chain = |last: usize| {
            std::iter::successors(Some(chains[last]), |(_, before)| Some(chains[(*before)?]))
                .map(|(at, _)| at)
        };
        let same_name = named().filter_map(|name| by_key.get(&name).copied()).flat_map(chain);
        let same_title = one.topic.and_then(|topic| by_topic.get(&topic)).into_iter().flatten().copied();
        if same_name.chain(same_title).any(|other| is_told(note, kept[other], one)) {
            *told = true;
            continue;
        }
        for name in named() {
            let before = by_key.insert(name, chains.len());
            chains.push((kept.len(), before));
        }
        if let Some(topic) = one.topic.filter(|_| one.kind == DefinitionKind::Heading) {
            by_topic.entry(topic).or_default().push(kept.len());
        }
        kept.push(one);
    }
    let kept = found.into_iter().zip(told).filter(|(_, told)| !told).map(|(one, _)| one);
    let mut kept: Vec<Found> = kept.collect();
    kept.sort_by_key(|one| (one.span.start.min(one.name.start), one.name.start, one.kind));
    kept.into_iter().map(definition).collect()
}

/// Where a term is told: what tells the same of it shares one of its places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Place {
    /// The topic it counts to.
    Topic(Option<usize>),
    /// The topic around its text, which a title may have borrowed from a topic below.
    Home(Option<usize>),
    /// Anywhere in the note: a short form is told once.
    Note,
}

fn places(note: &Note<'_, '_>, one: &Found) -> [Option<Place>; 3] {
    let home = topic_at(note.topics, one.span.start as usize);
    let anywhere = (one.kind == DefinitionKind::Abbr).then_some(Place::Note);
    [Some(Place::Topic(one.topic)), Some(Place::Home(home)), anywhere]
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
        _ => {
            told.span.start == one.span.start || told.name == one.name || same_topic && told.gist == one.gist
        }
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
    let names = found.term.names.into_iter().map(shown::tidied).filter(|name| !name.is_empty());
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
