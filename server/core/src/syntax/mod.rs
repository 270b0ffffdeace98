//! What Markdown is: from the text of a note to its blocks, links and headings.

pub mod slug;
