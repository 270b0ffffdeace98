//! Inside `][` the link labels of the note, inside `[^` its footnotes.

use super::super::preview::safe;
use super::{Completion, CompletionKind, Completions, Place, best};
use crate::fuzzy::Matcher;

pub(super) fn labels(place: &Place<'_>, at: usize) -> Completions {
    let matcher = Matcher::new(&place.before[at..]);
    let (behind, closing) = rest(place);
    let labels = place.facts.labels.iter().filter_map(|label| {
        let score = matcher.score(&label.name)?;
        let item = Completion {
            label: label.name.to_string(),
            kind: CompletionKind::Label,
            detail: None,
            documentation: None,
            filter: label.name.to_string(),
            replace: place.span(at, behind),
            insert: format!("{}{closing}", label.name),
        };
        Some((score, item))
    });
    best(labels.collect())
}

pub(super) fn footnotes(place: &Place<'_>, at: usize) -> Completions {
    let matcher = Matcher::new(&place.before[at..]);
    let (behind, closing) = rest(place);
    let text = place.snapshot.text(place.note).unwrap_or_default();
    let footnotes = place.facts.footnotes.iter().filter_map(|footnote| {
        let score = matcher.score(&footnote.label)?;
        let whole = footnote.span.of(&text);
        let body = whole.split_once("]:").map_or(whole, |(_, body)| body).trim();
        let item = Completion {
            label: footnote.label.to_string(),
            kind: CompletionKind::Footnote,
            detail: None,
            documentation: Some(safe(body)),
            filter: footnote.label.to_string(),
            replace: place.span(at, behind),
            insert: format!("{}{closing}", footnote.label),
        };
        Some((score, item))
    });
    best(footnotes.collect())
}

fn rest(place: &Place<'_>) -> (usize, &'static str) {
    match place.behind.find([']', '[', ' ']) {
        Some(end) if place.behind[end..].starts_with(']') => (end, ""),
        _ => (0, "]"),
    }
}
