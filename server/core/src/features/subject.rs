//! What a place in a note is about: the link or the name under the cursor.

use crate::facts::{Label, Link};
use crate::index::{FileId, Mention, NameKey, Named, Sense, Viewpoint};
use crate::resolve::{Place, Resolution};
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
    let touching = snapshot.index.mentions_at(note, offset).into_iter();
    let mention = touching.max_by_key(|mention| mention.span.start)?;
    Some(Name { span: mention.span, key: mention.key, named: snapshot.index.meant(&mention) })
}

/// The nearest sense of what stands at an offset, and where it stands: of a name, or of the topic a link leads to.
pub(super) fn sense_at(snapshot: &Snapshot, note: FileId, offset: u32) -> Option<(Span, Sense)> {
    if let Some(Subject::Link(link)) = subject(snapshot, note, offset)
        && let Resolution::Found(found) = snapshot.resolve(note, link)
        && let Place::Heading(file, at) = found.place
        && let Some(sense) = sense_of_heading(snapshot, file, at)
    {
        return Some((link.span, sense));
    }
    let name = name_at(snapshot, note, offset)?;
    let senses = snapshot.index.senses(&name.named, Some(Viewpoint { note, offset }));
    senses.into_iter().next().map(|sense| (name.span, sense))
}

fn sense_of_heading(snapshot: &Snapshot, note: FileId, heading: usize) -> Option<Sense> {
    let facts = snapshot.facts(note)?;
    let start = facts.headings.get(heading)?.span.start;
    let at = facts.topics.iter().position(|topic| topic.span.start == start)?;
    let key = NameKey::of(&facts.topics[at].names.first()?.text)?;
    let named = snapshot.index.names().named(key);
    let senses = snapshot.index.senses(&named, Some(Viewpoint { note, offset: start }));
    senses.into_iter().next()
}

/// Every mention of any name in a note, definitions and titles included.
pub(super) fn mentions(snapshot: &Snapshot, note: FileId) -> Vec<Mention> {
    snapshot.index.mentions(note)
}
