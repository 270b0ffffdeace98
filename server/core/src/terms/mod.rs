//! What a term is: names and their spellings, titles that name one, sentences that define one.

pub mod cut;
pub mod definition;
pub mod fold;
pub mod sentence;
pub mod title;
pub mod tokens;

mod asides;
mod clause;
mod foreign;
mod lexicon;
mod marks;
mod phrase;
mod words;
