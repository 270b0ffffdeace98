//! Tests of what a reader sees of terms in prose, and that all features see the same.

mod cards;
mod everyday;
mod reach;
mod spelling;
mod together;

use crate::features::{Hover, hover};
use crate::index::FileId;
use crate::testing::{Case, case};
use crate::text::Span;

/// The card at an offset, without links.
fn card(case: &Case, note: FileId, offset: u32) -> Option<Hover> {
    hover(&case.snapshot, note, offset, &|_| None)
}

/// Every stretch of the notes on which a hover tells of a term, as `file: text`, in the order of the files.
fn hovered(fixture: &str) -> Vec<String> {
    let case = case(fixture);
    let mut found = Vec::new();
    for (note, path, _) in case.snapshot.index.notes() {
        let text = case.snapshot.text(note).expect("a fixture has texts");
        let mut last = Span::default();
        for (offset, _) in text.char_indices() {
            let offset = u32::try_from(offset).expect("a fixture is small");
            let Some(hover) = card(&case, note, offset).filter(|hover| hover.span.contains(offset)) else {
                continue;
            };
            let is_term = !case.snapshot.index.mentions_at(note, offset).is_empty();
            if is_term && hover.span != last {
                found.push(format!("{}: {}", path.as_str(), hover.span.of(&text)));
                last = hover.span;
            }
        }
    }
    found
}
