//! The parsed form of a note: blocks in reading order, and the inlines of the leaf blocks.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::CowStr;

use super::front_matter::FrontMatter;
use super::marks::Mark;
use crate::text::Span;

/// One note, parsed. Borrows from the text it was made of and lives only while facts are read.
#[derive(Debug)]
pub struct Syntax<'t> {
    /// The whole text, byte order mark and front matter included.
    pub text: &'t str,
    /// The metadata between `---` lines at the top, if there is any.
    pub front_matter: Option<FrontMatter>,
    /// Every block, parents before children, in the order of the text.
    pub blocks: Vec<Block<'t>>,
    /// Every inline, containers before their content, in the order of the text.
    pub inlines: Vec<Inline<'t>>,
    /// Wiki links, footnote references, tags and block ids, in the order of the text.
    pub marks: Vec<Mark>,
    /// `[label]: destination` lines, in the order of the text; the first of a label wins.
    pub label_definitions: Vec<LabelDefinition>,
}

/// A block: a heading, a paragraph, a list, …
#[derive(Debug)]
pub struct Block<'t> {
    /// What it is.
    pub kind: BlockKind<'t>,
    /// All of it, markers included, without the line end behind it.
    pub span: Span,
    /// The block it stands in, as an index into [`Syntax::blocks`].
    pub parent: Option<usize>,
    /// Its content, as indices into [`Syntax::inlines`]; empty but for headings, paragraphs and cells.
    pub inlines: Range<usize>,
    /// Index behind its last descendant in [`Syntax::blocks`].
    pub end: usize,
}

/// The kinds of block. The text of a tight list item is a [`BlockKind::Paragraph`] too.
#[derive(Debug, PartialEq, Eq)]
pub enum BlockKind<'t> {
    /// `# Title` or a title underlined with `===` or `---`.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Whether it is underlined (setext) and not marked with `#` (ATX).
        setext: bool,
    },
    /// Running text.
    Paragraph,
    /// `> quoted`.
    Quote,
    /// A list; the number of its first item where it is ordered.
    List(Option<u64>),
    /// One item of a list.
    Item,
    /// A code block.
    Code {
        /// The words behind the opening fence; `None` for an indented block.
        fence: Option<CowStr<'t>>,
    },
    /// Raw HTML.
    Html,
    /// A table.
    Table,
    /// A row of a table.
    Row {
        /// Whether it is the header.
        head: bool,
    },
    /// A cell of a row.
    Cell,
    /// `[^label]: text`.
    Footnote(CowStr<'t>),
    /// A thematic break.
    Rule,
}

/// A piece of text inside a leaf block.
#[derive(Debug)]
pub struct Inline<'t> {
    /// What it is.
    pub kind: InlineKind<'t>,
    /// All of it, markers included.
    pub span: Span,
}

/// The kinds of inline.
#[derive(Debug)]
pub enum InlineKind<'t> {
    /// Text as a reader sees it, escapes and entities decoded.
    Text(CowStr<'t>),
    /// `` `code` ``, without the backticks.
    Code(CowStr<'t>),
    /// `$math$`, without the dollars.
    Math(CowStr<'t>),
    /// A raw tag or comment.
    Html,
    /// A line end inside a paragraph.
    SoftBreak,
    /// A line end that the writer forced.
    HardBreak,
    /// `*emphasis*`; its content follows.
    Emphasis,
    /// `**strong**`; its content follows.
    Strong,
    /// `~~struck~~`; its content follows.
    Strikethrough,
    /// A link; its text follows.
    Link(Destination<'t>),
    /// An image; its description follows.
    Image(Destination<'t>),
    /// `[ ]` or `[x]` at the start of a list item.
    TaskMarker,
}

/// Where an inline link or image of CommonMark points.
#[derive(Debug)]
pub struct Destination<'t> {
    /// How it is written.
    pub style: LinkStyle,
    /// The destination, escapes and entities decoded, percent escapes kept; of a reference, its definition's.
    pub url: CowStr<'t>,
    /// The label of a reference.
    pub label: CowStr<'t>,
}

/// The ways CommonMark has to write a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkStyle {
    /// `[text](destination)`.
    Inline,
    /// `[text][label]`, `[label][]` or `[label]`, with a definition.
    Reference,
    /// `[text][label]` or `[label][]` whose label is defined nowhere in the note.
    UndefinedReference,
    /// `<https://example.org>` or `<a@example.org>`.
    Autolink,
}

/// A `[label]: destination` line.
#[derive(Debug, PartialEq, Eq)]
pub struct LabelDefinition {
    /// The label as written.
    pub label: String,
    /// The destination, decoded as in [`Destination::url`].
    pub url: String,
    /// The whole definition.
    pub span: Span,
}

impl<'t> Syntax<'t> {
    /// The inlines of a block.
    #[must_use]
    pub fn inlines_of(&self, block: &Block<'t>) -> &[Inline<'t>] {
        &self.inlines[block.inlines.clone()]
    }

    /// The text of a block as a reader sees it: no markup, line ends as spaces.
    #[must_use]
    pub fn plain_text(&self, block: &Block<'t>) -> String {
        plain_text(self.inlines_of(block))
    }

    /// The lines of a leaf block, each as a range of indices into [`Syntax::inlines`].
    ///
    /// An emphasis or link that spans a line end counts to the line it starts on; its text to the line it stands on.
    pub fn lines_of(&self, block: &Block<'t>) -> impl Iterator<Item = Range<usize>> {
        let mut start = block.inlines.start;
        let end = block.inlines.end;
        std::iter::from_fn(move || {
            if start >= end {
                return None;
            }
            let broken = (start..end).find(|&at| self.inlines[at].kind.is_break());
            let line = start..broken.unwrap_or(end);
            start = broken.map_or(end, |at| at + 1);
            Some(line)
        })
    }

    /// Whether some ancestor of the block fits.
    pub fn is_inside(&self, block: usize, fits: impl Fn(&BlockKind<'t>) -> bool) -> bool {
        let mut at = self.blocks[block].parent;
        while let Some(parent) = at {
            if fits(&self.blocks[parent].kind) {
                return true;
            }
            at = self.blocks[parent].parent;
        }
        false
    }
}

impl InlineKind<'_> {
    /// Whether it ends a line.
    #[must_use]
    pub fn is_break(&self) -> bool {
        matches!(self, Self::SoftBreak | Self::HardBreak)
    }
}

impl BlockKind<'_> {
    /// Whether blocks of this kind hold inlines and no blocks.
    #[must_use]
    pub fn is_leaf(&self) -> bool {
        matches!(self, Self::Heading { .. } | Self::Paragraph | Self::Cell)
    }
}

/// The text of some inlines as a reader sees it.
#[must_use]
pub fn plain_text(inlines: &[Inline<'_>]) -> String {
    let length = |inline: &Inline<'_>| inline.span.len() as usize;
    let mut text = String::with_capacity(inlines.iter().map(length).sum());
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(piece) | InlineKind::Code(piece) | InlineKind::Math(piece) => {
                text.push_str(piece)
            }
            InlineKind::SoftBreak | InlineKind::HardBreak => text.push(' '),
            InlineKind::Html
            | InlineKind::Emphasis
            | InlineKind::Strong
            | InlineKind::Strikethrough
            | InlineKind::Link(_)
            | InlineKind::Image(_)
            | InlineKind::TaskMarker => {}
        }
    }
    text
}

/// A text with CommonMark's line ends: a lone CR, which pulldown-cmark does not know, becomes LF.
///
/// The length stays, so offsets hold for both.
#[must_use]
pub(crate) fn with_known_line_ends(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let lone = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    if !(0..bytes.len()).any(lone) {
        return Cow::Borrowed(text);
    }
    let mut changed = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        changed.push(if character == '\r' && lone(at) { '\n' } else { character });
    }
    Cow::Owned(changed)
}
