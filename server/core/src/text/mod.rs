//! Text and places in it: byte spans inside, line and column only at the edge.
//!
//! Every offset in this crate is a byte offset into the UTF-8 text of one note.

mod lines;
mod position;
mod rope;
mod span;
#[cfg(test)]
mod tests;

pub use lines::LineIndex;
pub use position::{Encoding, Position};
pub use rope::Text;
pub use span::Span;

/// How many columns of a terminal a text takes: two for a sign of Chinese, none for a combining mark.
#[must_use]
pub fn width(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}
