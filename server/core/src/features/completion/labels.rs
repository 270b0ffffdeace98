//! Inside `][` the link labels of the note, inside `[^` its footnotes.

use std::collections::BTreeSet;

use super::place::Place;
use super::{About, Completion, CompletionKind, Completions, MOST};
use crate::candidates::Candidates;
use crate::facts::Target;
use crate::fuzzy::Query;
use crate::resolve::is_same_label;

pub(super) fn labels(place: &Place<'_>, at: usize) -> Completions {
    let query = Query::limited(&place.before[at..]);
    let (behind, closing) = rest(place);
    let labels = &place.facts.labels;
    let mut candidates = Candidates::new();
    for (number, label) in labels.iter().enumerate() {
        // Of several with one name the first is meant.
        let is_first = !labels[..number].iter().any(|known| is_same_label(&known.name, &label.name));
        if let Some(score) = query.score(&label.name).filter(|_| is_first) {
            candidates.push(score, number);
        }
    }
    let (best, incomplete) = candidates.best(MOST);
    let items = best.into_iter().map(|(_, number)| {
        let label = &labels[number];
        Completion {
            detail: Some(label.target_span.of(place.text).to_owned()),
            about: Some(About::Label(place.note, number)),
            ..place.item(
                CompletionKind::Label,
                &label.name,
                place.span(at, behind),
                format!("{}{closing}", label.name),
            )
        }
    });
    Completions { items: items.collect(), incomplete }
}

pub(super) fn footnotes(place: &Place<'_>, at: usize) -> Completions {
    let query = Query::limited(&place.before[at..]);
    if place.before[..at].trim_start_matches([' ', '>']) == "[^" {
        return undefined(place, at, &query);
    }
    let (behind, closing) = rest(place);
    let mut candidates = Candidates::new();
    let footnotes = &place.facts.footnotes;
    for (number, footnote) in footnotes.iter().enumerate() {
        let is_first = !footnotes[..number].iter().any(|known| is_same_label(&known.label, &footnote.label));
        if let Some(score) = query.score(&footnote.label).filter(|_| is_first) {
            candidates.push(score, number);
        }
    }
    let (best, incomplete) = candidates.best(MOST);
    let items = best.into_iter().map(|(_, number)| {
        let label = &place.facts.footnotes[number].label;
        Completion {
            about: Some(About::Footnote(place.note, number)),
            ..place.item(CompletionKind::Footnote, label, place.span(at, behind), format!("{label}{closing}"))
        }
    });
    Completions { items: items.collect(), incomplete }
}

/// At the start of a line a footnote is being written: those that are used and have no text yet.
fn undefined(place: &Place<'_>, at: usize, query: &Query) -> Completions {
    let used = place.facts.links.iter().filter_map(|link| match &link.target {
        Target::Footnote(label) if !link.span.touches(place.cursor) => Some(&**label),
        _ => None,
    });
    let is_defined =
        |label: &str| place.facts.footnotes.iter().any(|footnote| is_same_label(&footnote.label, label));
    let used: BTreeSet<&str> = used.filter(|label| !is_defined(label)).collect();
    let (behind, closing) = match rest(place) {
        (0, "]") => (0, "]: "),
        (behind, _) if place.behind[behind..].starts_with("]:") => (behind, ""),
        (behind, _) => (behind + 1, "]: "),
    };
    let mut candidates = Candidates::new();
    for label in used {
        if let Some(score) = query.score(label) {
            candidates.push(score, label);
        }
    }
    let (best, incomplete) = candidates.best(MOST);
    let items = best.into_iter().map(|(_, label)| {
        place.item(CompletionKind::Footnote, label, place.span(at, behind), format!("{label}{closing}"))
    });
    Completions { items: items.collect(), incomplete }
}

/// How much of the line behind the cursor belongs to the label, and what closes it if nothing does yet.
fn rest(place: &Place<'_>) -> (usize, &'static str) {
    match place.behind.find([']', '[', ' ']) {
        Some(end) if place.behind[end..].starts_with(']') => (end, ""),
        _ => (0, "]"),
    }
}
