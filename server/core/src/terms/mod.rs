//! What a term is: names and their spellings, titles that name one, sentences that define one.

pub mod abbreviation;
pub mod cut;
pub mod definition;
pub mod fold;
pub mod gist;
pub mod gloss;
pub mod label;
pub mod marks;
pub mod parent;
pub mod reading;
pub mod respell;
pub mod sentence;
pub mod signs;
pub mod title;
pub mod tokens;

mod align;
mod asides;
pub(crate) mod bytes;
pub(crate) mod clause;
pub(crate) mod dates;
pub(crate) mod emphasis;
pub(crate) mod everyday;
pub mod foreign;
mod lexicon;
mod naming;
mod phrase;
mod separator;
pub(crate) mod spelling;
mod table;
mod words;
