//! The places of a note that tell what a term means.

use crate::facts::Topic;
use crate::syntax::Syntax;
use crate::text::Span;

/// A place that tells what a term means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The names by which it calls the term: the term first.
    pub names: Box<[Box<str>]>,
    /// By which form it is known.
    pub kind: DefinitionKind,
    /// The sentence that a hover shows, as Markdown of at most 280 characters.
    pub gist: Box<str>,
    /// Whether the gist is the best there is and yet no definition.
    pub excerpt: bool,
    /// The text that explains: its first to its last line.
    pub span: Span,
    /// The name, or the title that names it: what go-to selects.
    pub name: Span,
    /// The topic it stands in, as an index.
    pub topic: Option<usize>,
}

/// The forms of definitions; the names are those of `glossator glossary`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DefinitionKind {
    /// The body of a topic whose title names the term.
    Heading,
    /// `X is a …` in running text.
    Copula,
    /// `**X**: …`.
    Bold,
    /// `X: …`, in a list or among lines of its shape.
    Colon,
    /// A row of a table with a column for meanings.
    Table,
    /// `Long Form (LF)`.
    Abbr,
    /// `X` above `: …`.
    Deflist,
    /// `X - …`.
    Dash,
    /// `X :: …`, `*[X]: …`.
    Explicit,
}

pub(super) fn definitions(_syntax: &Syntax<'_>, _topics: &[Topic]) -> Vec<Definition> {
    Vec::new()
}
