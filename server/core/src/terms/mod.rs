//! What a term is: names and their spellings, titles that name one, sentences that define one.

pub mod fold;
pub mod title;
pub mod tokens;

mod words;
