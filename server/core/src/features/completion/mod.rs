//! Completion: what may be written at a place.
//!
//! Which answer is asked for is decided by what stands before the cursor: link targets inside `[[`, `](`, `][` and `[^`,
//! attributes of HTML, front matter, the opening of a code block or a callout, a tag, and everywhere else in prose the
//! terms of the vault. Each of them is a file here. All candidates are ranked before any proposal is made, so that the
//! cost of an answer does not grow with the words of the vault. What explains a proposal is made when it is looked at;
//! see [`completion_documentation`].

mod anchors;
mod blocks;
mod callouts;
mod documentation;
mod fences;
mod front_matter;
mod headings;
mod html;
mod labels;
mod orders;
mod paths;
mod place;
mod spelling;
mod tags;
mod terms;
mod wiki;

#[cfg(test)]
mod property;
#[cfg(test)]
mod tests;

use self::place::{Opening, Place};
use crate::cancel::{Cancel, Cancellable};
use crate::fuzzy::keeps;
use crate::index::{DefinitionId, FileId};
use crate::snapshot::Snapshot;
use crate::text::Span;

pub use documentation::{completion_documentation, completion_gist};

/// Most completions of one answer; a longer list is cut and says so.
const MOST: usize = 100;

/// What may be written at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// The proposals, the best first.
    pub items: Vec<Completion>,
    /// Whether there are more, so that the client asks again as the user types on.
    pub incomplete: bool,
}

/// One proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What the list shows.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// Where it comes from, in a few words.
    pub detail: Option<String>,
    /// Whether it is not to be used any more.
    pub deprecated: bool,
    /// What explains it, where anything does.
    pub about: Option<About>,
    /// What the client compares with the text in `replace` before the cursor; starts as that text may start.
    pub filter: String,
    /// The text it takes the place of; on one line, and the cursor is in it or at an end.
    pub replace: Span,
    /// The text it may take the place of as well, where the writer wants it: with the rest of a word that stands behind
    /// the cursor and has nothing to do with it.
    pub wide: Option<Span>,
    /// The text to write.
    pub insert: String,
    /// A change elsewhere in the same note that goes with it.
    pub also: Option<Also>,
}

/// A text that is put in elsewhere in the same note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Also {
    /// Where.
    pub offset: u32,
    /// The text.
    pub text: String,
}

/// What a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A term with a definition.
    Term,
    /// A note.
    Note,
    /// A note or file that is linked and not there.
    Wanted,
    /// Another file.
    File,
    /// A folder.
    Folder,
    /// A heading.
    Heading,
    /// A block id or HTML anchor.
    Anchor,
    /// A link label.
    Label,
    /// A footnote.
    Footnote,
    /// A tag.
    Tag,
    /// A kind of callout.
    Callout,
    /// A language of code.
    Language,
    /// A field of front matter.
    Field,
    /// A value of a field.
    Value,
}

/// The thing that a proposal means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A definition of the term.
    Definition(DefinitionId),
    /// A note or file.
    File(FileId),
    /// A heading, as an index into [`crate::facts::Facts::headings`].
    Heading(FileId, usize),
    /// An anchor, as an index into [`crate::facts::Facts::anchors`].
    Anchor(FileId, usize),
    /// A label, as an index into [`crate::facts::Facts::labels`].
    Label(FileId, usize),
    /// A footnote, as an index into [`crate::facts::Facts::footnotes`].
    Footnote(FileId, usize),
}

/// What may be written at an offset.
pub fn completion(
    snapshot: &Snapshot,
    note: FileId,
    offset: u32,
    cancel: &Cancel,
) -> Cancellable<Completions> {
    let text = snapshot.text(note).unwrap_or_default();
    let Some(place) = Place::new(snapshot, note, &text, offset, cancel) else {
        return Ok(Completions::default());
    };
    let mut found = proposals(&place)?;
    for item in &mut found.items {
        let typed = text.get(item.replace.start as usize..offset as usize).unwrap_or_default();
        // What was typed may have matched something that a client does not compare: a title, a decoded path, a letter
        // without its accent. It has to be asked again then as the user types on.
        if !keeps(typed, &item.filter) {
            item.filter = format!("{typed} {}", item.filter);
            found.incomplete = true;
        }
    }
    Ok(found)
}

fn proposals(place: &Place<'_>) -> Cancellable<Completions> {
    if let Some(fields) = front_matter::Fields::around(place) {
        return front_matter::quoted_link(place).unwrap_or_else(|| Ok(fields.complete(place)));
    }
    if let Some(at) = fences::opening(place) {
        return Ok(fences::complete(place, at));
    }
    if let Some(value) = html::Value::at(place) {
        return value.complete(place);
    }
    if place.facts.is_closed(place.cursor) {
        return Ok(Completions::default());
    }
    match Opening::of(place) {
        Some(Opening::Wiki(at)) => return wiki::complete(place, at),
        Some(Opening::Destination(at)) => return paths::complete(place, at),
        Some(Opening::Label(at)) => return Ok(labels::labels(place, at)),
        Some(Opening::Footnote(at)) => return Ok(labels::footnotes(place, at)),
        None => {}
    }
    if let Some(at) = callouts::opening(place) {
        return Ok(callouts::complete(place, at));
    }
    match tags::opening(place) {
        Some(at) => Ok(tags::complete(place, at)),
        None => terms::complete(place),
    }
}
