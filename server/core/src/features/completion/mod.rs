//! Completion: link targets inside `[[`, `](`, `][` and `[^`, terms everywhere else in prose.

mod labels;
mod paths;
mod terms;
mod wiki;

#[cfg(test)]
mod tests;

use crate::cancel::{Cancel, Cancellable};
use crate::facts::Facts;
use crate::index::FileId;
use crate::snapshot::Snapshot;
use crate::text::Span;

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
    /// Markdown that explains it.
    pub documentation: Option<String>,
    /// What the client compares with the text in `replace`; starts as that text may start.
    pub filter: String,
    /// The text it takes the place of; on one line, and the cursor is in it or at an end.
    pub replace: Span,
    /// The text to write.
    pub insert: String,
}

/// What a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A term with a definition.
    Term,
    /// A note.
    Note,
    /// Another file.
    File,
    /// A heading.
    Heading,
    /// A block id or HTML anchor.
    Anchor,
    /// A link label.
    Label,
    /// A footnote.
    Footnote,
}

/// The cursor and the line it is on.
struct Place<'s> {
    snapshot: &'s Snapshot,
    note: FileId,
    facts: &'s Facts,
    /// Offset of the cursor.
    cursor: u32,
    /// The line before the cursor.
    before: &'s str,
    /// The line behind the cursor.
    behind: &'s str,
    cancel: &'s Cancel,
}

impl Place<'_> {
    /// The span from a byte of [`Self::before`] to the cursor and `behind` bytes more.
    fn span(&self, from: usize, behind: usize) -> Span {
        let start = self.cursor as usize - self.before.len() + from;
        Span::new(start..self.cursor as usize + behind)
    }
}

/// What may be written at an offset.
pub fn completion(
    snapshot: &Snapshot,
    note: FileId,
    offset: u32,
    cancel: &Cancel,
) -> Cancellable<Completions> {
    let (Some(facts), Some(text)) = (snapshot.facts(note), snapshot.text(note)) else {
        return Ok(Completions::default());
    };
    let cursor = offset as usize;
    let (Some(head), Some(tail)) = (text.get(..cursor), text.get(cursor..)) else {
        return Ok(Completions::default());
    };
    if facts.is_closed(offset) {
        return Ok(Completions::default());
    }
    let line_start = head.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let line_end = tail.find(['\n', '\r']).unwrap_or(tail.len());
    let place = Place {
        snapshot,
        note,
        facts,
        cursor: offset,
        before: &head[line_start..],
        behind: &tail[..line_end],
        cancel,
    };
    let found = match Opening::of(place.before) {
        Some(Opening::Wiki(at)) => wiki::complete(&place, at)?,
        Some(Opening::Destination(at)) => paths::complete(&place, at)?,
        Some(Opening::Label(at)) => labels::labels(&place, at),
        Some(Opening::Footnote(at)) => labels::footnotes(&place, at),
        None => terms::complete(&place)?,
    };
    Ok(found)
}

/// The bracket that is open before the cursor, with the byte behind it.
#[derive(Debug, PartialEq, Eq)]
enum Opening {
    Wiki(usize),
    Destination(usize),
    Label(usize),
    Footnote(usize),
}

impl Opening {
    fn of(before: &str) -> Option<Self> {
        let open = |opening: &str, closing: &str| {
            let at = before.rfind(opening)? + opening.len();
            (!before[at..].contains(closing)).then_some(at)
        };
        let found = [
            open("[[", "]]").map(Self::Wiki),
            open("](", ")").map(Self::Destination),
            open("][", "]").map(Self::Label),
            open("[^", "]").map(Self::Footnote),
        ];
        found.into_iter().flatten().max_by_key(|opening| match opening {
            Self::Wiki(at) | Self::Destination(at) | Self::Label(at) | Self::Footnote(at) => *at,
        })
    }
}

/// Sorts by score, the best first and equals by label, and cuts the list.
fn best(mut scored: Vec<(i64, Completion)>) -> Completions {
    scored.sort_by(|(a, left), (b, right)| b.cmp(a).then_with(|| left.label.cmp(&right.label)));
    let incomplete = scored.len() > MOST;
    scored.truncate(MOST);
    Completions { items: scored.into_iter().map(|(_, item)| item).collect(), incomplete }
}
