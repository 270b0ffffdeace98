//! Text and places in it: byte spans inside, line and column only at the edge.
//!
//! Every offset in this crate is a byte offset into the UTF-8 text of one note.

mod span;

pub use span::Span;
