//! A line that may open a topic: what it looks like and what stands around it.

use std::ops::Range;

use super::phrase::Capitals;
use super::title::{End, Front, Number};
use crate::text::Span;

/// A line, or two where a title is torn, that may open a topic.
#[derive(Debug)]
pub(super) struct Candidate<'t> {
    /// Its lines.
    pub(super) lines: Range<usize>,
    /// What it looks like.
    pub(super) shape: Shape,
    /// Its title as it reads, before it is set right for an outline.
    pub(super) text: String,
    /// The same in lower case.
    pub(super) lower: String,
    /// Where the title stands.
    pub(super) name: Span,
    /// The number in front of it.
    pub(super) number: Option<Number>,
    /// What else stands in front of it.
    pub(super) front: Front,
    /// How it ends.
    pub(super) end: End,
    /// How many words it has.
    pub(super) words: usize,
    /// How its words are written.
    pub(super) capitals: Capitals,
    /// Whether all of it is strong.
    pub(super) bold: bool,
    /// Whether all of it is code.
    pub(super) code: bool,
    /// Whether its first words open a question that wants an answer, or a request.
    pub(super) asks: bool,
    /// What stands above it.
    pub(super) above: Above,
    /// What stands below it.
    pub(super) below: Below<'t>,
    /// Whether an emoji in front of it sets it apart, and is no bullet that the lines around it have too.
    pub(super) marked: bool,
    /// Whether it is a list item that asks something.
    pub(super) question_in_list: bool,
    /// The last line it can cover, where it is a list item with content of its own.
    pub(super) limit: Option<usize>,
    /// Whether a user said it to a machine, in a conversation with named speakers.
    pub(super) told: bool,
}

/// The looks of a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A heading to Markdown.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Whether it is underlined.
        setext: bool,
    },
    /// A question in quotation marks, or quoted.
    Chat,
    /// A question.
    Question,
    /// A number and a title.
    Numbered,
    /// Strong text that fills its line.
    Bold,
    /// All capitals.
    Shout,
    /// Ends with a colon.
    Label,
    /// Nothing but its words.
    Bare,
}

/// What stands above a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Above {
    /// Nothing, a blank line, a rule or a heading.
    Free,
    /// Another block: a list, a table, code, an answer indented.
    Block,
    /// Text that ends as a sentence does.
    Ended,
    /// Text that announces something, with a colon at its end.
    Announcing,
    /// Text that may go on in this line.
    Running,
    /// A single word, as a page leaves where it set a word of a sentence as code: the sentence goes on.
    Scrap,
}

/// What stands below a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Below<'t> {
    /// What it is.
    pub(super) what: What,
    /// Whether no blank line parts it from the title.
    pub(super) glued: bool,
    /// Whether it is indented below the title.
    pub(super) deeper: bool,
    /// Whether it is text to CommonMark and reads as code.
    pub(super) code: bool,
    /// Its line; the number of lines where there is none.
    pub(super) line: usize,
    /// Its text.
    pub(super) text: &'t str,
}

/// The kinds of content below a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Nothing at all.
    Nothing,
    /// A heading or a rule.
    Border,
    /// A list.
    Items,
    /// A table.
    Table,
    /// Text indented below the title.
    Deeper,
    /// Text at the margin.
    Prose,
    /// Another question: nothing answers the one above.
    Question,
    /// Code, formulas, pictures, quotations.
    Other,
}

impl Candidate<'_> {
    /// Whether something stands below that a title can be the title of.
    pub(super) fn has_content(&self) -> bool {
        !matches!(self.below.what, What::Nothing | What::Border | What::Question)
    }

    /// Whether blank lines or borders part it from the text around it.
    pub(super) fn stands_alone(&self) -> bool {
        self.above == Above::Free && !self.below.glued
    }
}
