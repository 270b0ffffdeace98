//! Highlights: the other places of this note that name what is under the cursor.

use super::location::Location;
use super::references::references;
use crate::cancel::{Cancel, Cancellable};
use crate::index::FileId;
use crate::snapshot::Snapshot;
use crate::text::Span;

/// Every place of the note that refers to what stands at an offset, in the order of the text.
pub fn highlights(snapshot: &Snapshot, note: FileId, offset: u32, cancel: &Cancel) -> Cancellable<Vec<Span>> {
    let found = references(snapshot, note, offset, true, cancel)?;
    let here = found.into_iter().filter(|location| location.file == note && !location.name.is_empty());
    let mut spans: Vec<Span> = here.map(|Location { name, .. }| name).collect();
    spans.sort_unstable();
    spans.dedup();
    Ok(spans)
}
