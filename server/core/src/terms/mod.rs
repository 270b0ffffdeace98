//! What a term is: names and their spellings, titles that name one, sentences that define one.

pub mod abbreviation;
pub mod cut;
pub mod definition;
pub mod gist;
pub mod label;
pub mod marks;
pub mod reading;
pub mod sentence;

mod align;
mod asides;
mod clause;
mod foreign;
mod lexicon;
mod naming;
mod phrase;
mod separator;
mod table;
