//! The pure heart of Glossator: from the text of notes to topics, terms, links and answers.
//!
//! Nothing here knows the language server protocol, a file system, a clock or the
//! environment. Data goes one way: bytes, [`text`], [`syntax`], [`facts`], [`index`], answer.
#![warn(missing_docs)]

pub mod outline;
pub mod syntax;
pub mod terms;
pub mod text;
