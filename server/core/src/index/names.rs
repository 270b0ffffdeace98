//! The names of terms and topics: a table and a trie in one.
//!
//! A name is a sequence of folded tokens. The key of a name is a hash of that sequence that grows token by token, and
//! the key of each of its beginnings is in the table too, with a count of the names that go on from there. So one
//! look-up a token walks all names at once, and adding or removing a name touches its own tokens only.

use std::sync::Arc;

use super::FileId;
use crate::facts::{Case, Facts, Word, Words};
use crate::terms::fold::Token;
use crate::terms::tokens::Joint;
use crate::text::Span;

/// A definition: its note, and its place in [`Facts::definitions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DefinitionId {
    /// The note.
    pub note: FileId,
    /// Index into [`Facts::definitions`].
    pub at: u32,
}

/// A topic: its note, and its place in [`Facts::topics`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicId {
    /// The note.
    pub note: FileId,
    /// Index into [`Facts::topics`].
    pub at: u32,
}

/// The key of a name: equal for all its spellings. 64 bits, so that two names of one vault never share one by chance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameKey(u64);
