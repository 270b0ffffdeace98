//! What a place in a note is about: the link or the name under the cursor.

use crate::facts::{Label, Link};
use crate::index::{FileId, Mention, NameKey, Named};
use crate::snapshot::Snapshot;
use crate::text::Span;

/// What stands under a cursor.
pub(super) enum Subject<'s> {
    /// A link.
    Link(&'s Link),
    /// The definition of a link label.
    Label(&'s Label),
    /// A name of terms or topics.
    Name(Name),
}

/// A name under a cursor.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Where it stands.
    pub(super) span: Span,
    /// The name itself.
    pub(super) key: NameKey,
    /// What it may mean.
    pub(super) named: Vec<Named>,
}

/// What stands at an offset. A link wins over the names in its text.
pub(super) fn subject(snapshot: &Snapshot, note: FileId, offset: u32) -> Option<Subject<'_>> {
    if let Some(link) = snapshot.link_at(note, offset) {
        return Some(Subject::Link(link));
    }
    let facts = snapshot.facts(note)?;
    if let Some(label) = facts.labels.iter().find(|label| label.span.touches(offset)) {
        return Some(Subject::Label(label));
    }
    name_at(snapshot, note, offset).map(Subject::Name)
}

/// The name at an offset; of two that touch it the one behind.
pub(super) fn name_at(snapshot: &Snapshot, note: FileId, offset: u32) -> Option<Name> {
    let touching = mentions(snapshot, note).into_iter().filter(|mention| mention.span.touches(offset));
    let mention = touching.max_by_key(|mention| mention.span.start)?;
    Some(Name { span: mention.span, key: mention.key, named: snapshot.index.names().meant(&mention) })
}

/// Every mention of any name in a note, definitions and titles included.
pub(super) fn mentions(snapshot: &Snapshot, note: FileId) -> Vec<Mention> {
    let Some(facts) = snapshot.facts(note) else { return Vec::new() };
    snapshot.index.names().mentions(&facts.words).collect()
}
