//! [`Location`]: a place in a file that an answer points at.

use crate::facts::Facts;
use crate::index::{DefinitionId, FileId, TopicId};
use crate::resolve::{Place, folder_note};
use crate::snapshot::Snapshot;
use crate::text::Span;

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The file; empty spans where it is no note.
    pub file: FileId,
    /// All of what is meant: the section, the definition, the footnote.
    pub span: Span,
    /// The part to select: the heading's text, the term.
    pub name: Span,
}

impl Location {
    /// The start of a file.
    #[must_use]
    pub fn start_of(file: FileId) -> Self {
        Self { file, span: Span::default(), name: Span::default() }
    }
}

/// Where a place is; `None` for a folder without a note of its own.
#[must_use]
pub fn place_location(snapshot: &Snapshot, place: &Place) -> Option<Location> {
    let facts = |file: FileId| snapshot.facts(file);
    match *place {
        Place::File(file) => Some(Location::start_of(file)),
        Place::Folder(ref folder) => folder_note(&snapshot.index, folder).map(Location::start_of),
        Place::Heading(file, at) => facts(file)?.headings.get(at).map(|heading| Location {
            file,
            span: heading.section,
            name: heading.name,
        }),
        Place::Anchor(file, at) => facts(file)?.anchors.get(at).map(|anchor| Location {
            file,
            span: anchor.block,
            name: anchor.name,
        }),
        Place::Footnote(file, at) => {
            let footnote = facts(file)?.footnotes.get(at)?;
            Some(Location { file, span: footnote.span, name: footnote.span })
        }
    }
}

/// Where a topic opens.
pub(super) fn topic_location(snapshot: &Snapshot, topic: TopicId) -> Option<Location> {
    let found = snapshot.facts(topic.note)?.topics.get(topic.at as usize)?;
    Some(Location { file: topic.note, span: found.range, name: found.name })
}

/// Where a definition stands: at its topic where the topic is about the term, else at the term itself.
#[must_use]
pub fn definition_location(snapshot: &Snapshot, definition: DefinitionId) -> Option<Location> {
    let facts: &Facts = snapshot.facts(definition.note)?;
    let found = facts.definitions.get(definition.at as usize)?;
    Some(Location { file: definition.note, span: found.span, name: found.name })
}
