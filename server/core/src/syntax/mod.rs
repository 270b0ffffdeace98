//! What Markdown *is*: from the text of a note to its blocks, inlines and marks.
//!
//! CommonMark and GFM come from pulldown-cmark with a fixed set of options; front matter, wiki
//! links, tags and block ids are read here. What a note *says* with them is not decided here;
//! see [`crate::facts`].

mod build;
pub mod front_matter;
pub mod html;
pub mod marks;
pub mod slug;
mod tree;

pub use build::parse;
pub(crate) use tree::with_known_line_ends;
pub use tree::{
    Block, BlockKind, Destination, Inline, InlineKind, LabelDefinition, LinkStyle, Syntax, plain_text,
};
