//! The pure heart of Glossator: from the text of notes to topics, terms, links and answers.
//!
//! Nothing here knows the language server protocol, a file system, a clock or the
//! environment. Data goes one way: bytes, [`text`], [`syntax`], [`outline`], [`facts`],
//! [`index`], [`snapshot`], [`features`], answer.
#![warn(missing_docs)]

mod beside;
pub mod cancel;
mod candidates;
pub mod config;
pub mod edit;
pub mod facts;
pub mod features;
mod fuzzy;
pub mod index;
mod letters;
pub mod outline;
pub mod path;
pub mod resolve;
pub mod rules;
pub mod snapshot;
pub mod syntax;
pub mod terms;
#[cfg(test)]
mod testing;
pub mod text;
