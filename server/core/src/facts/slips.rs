//! What in a note looks like a slip: found while its syntax is at hand, judged by [`crate::rules`].
//!
//! Here is only what a note says; whether anybody is to be told of it, and how, the rules decide.

mod blocks;
mod cut_off;
mod garbled;
mod labels;
mod prose;
mod words;

pub use garbled::decoded;
pub(crate) use prose::is_apart;
pub use prose::{Sketch, Spelling, Spellings, shingles};

use crate::facts::{Topic, Word};
use crate::outline::Loss;
use crate::syntax::Syntax;
use crate::text::Span;

/// A place that looks like a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slip {
    /// Where it is.
    pub span: Span,
    /// What it looks like.
    pub kind: SlipKind,
}

/// The kinds of slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SlipKind {
    /// Signs that a wrong encoding turned into others; the first of the note.
    Garbled,
    /// The second of two equal words, with the white space before it.
    Doubled,
    /// The opening fence of a code block that never ends.
    OpenFence,
    /// A row with more or fewer cells than its table has columns.
    Ragged {
        /// How many cells it has.
        cells: u16,
        /// How many columns the table has.
        columns: u16,
    },
    /// The last words of a sentence that stops in its middle.
    CutOff,
    /// Markup that a paste lost.
    Lost(Loss),
    /// A list item of a label and nothing behind it.
    EmptyLabel,
    /// A link label or footnote that was defined before.
    Repeated,
}

/// What a look through a note found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) slips: Vec<Slip>,
    pub(super) spellings: Spellings,
    pub(super) sketches: Vec<Sketch>,
}

/// Looks through a note.
pub(super) fn look(
    syntax: &Syntax<'_>,
    words: &[Word],
    topics: &[Topic],
    losses: Vec<(Loss, Span)>,
) -> Found {
    let mut slips: Vec<Slip> =
        losses.into_iter().map(|(loss, span)| Slip { span, kind: SlipKind::Lost(loss) }).collect();
    slips.extend(garbled::first(syntax).map(|span| Slip { span, kind: SlipKind::Garbled }));
    blocks::read(syntax, &mut slips);
    cut_off::read(syntax, &mut slips);
    labels::read(syntax, &mut slips);
    let (spellings, sketches) = prose::read(syntax.text, words, topics, &mut slips);
    slips.sort_unstable();
    slips.dedup();
    Found { slips, spellings, sketches }
}

#[cfg(test)]
mod testing {
    use super::Slip;
    use crate::syntax::{Syntax, parse};

    /// Compares what a reader finds in a note with the words it is to find.
    #[track_caller]
    pub(super) fn check(read: fn(&Syntax<'_>, &mut Vec<Slip>), text: &str, expected: &[&str]) {
        let mut slips = Vec::new();
        read(&parse(text), &mut slips);
        let found: Vec<&str> = slips.iter().map(|slip| slip.span.of(text)).collect();
        assert_eq!(found, expected, "{text}");
    }
}
