//! The mentions of a note: the one list that hover, definition, references, highlights, rename and `mentions` share.

use std::collections::BTreeSet;

use super::{FileId, Index, Mention, NameKey, Named};
use crate::facts::Facts;
use crate::text::Span;

impl Index {
    /// Every mention of a term in a note, titles and definitions included: the longest names, none inside another.
    ///
    /// There are none in math, raw HTML, URLs, the targets of links and front matter, and in code only of names that
    /// are code.
    #[must_use]
    pub fn mentions(&self, note: FileId) -> Vec<Mention> {
        let Some(facts) = self.facts(note) else { return Vec::new() };
        self.names()
            .mentions(note, &facts.words, self.unseen(note))
            .filter(|mention| is_sure(facts, mention))
            .collect()
    }

    /// Of the mentions in a note those that touch an offset.
    #[must_use]
    pub fn mentions_at(&self, note: FileId, offset: u32) -> Vec<Mention> {
        let Some(facts) = self.facts(note) else { return Vec::new() };
        let found = self.names().mentions_at(note, &facts.words, offset, self.unseen(note));
        found.filter(|mention| is_sure(facts, mention)).collect()
    }

    /// Of the mentions in a note those of some names.
    #[must_use]
    pub fn mentions_of(&self, note: FileId, names: &BTreeSet<NameKey>) -> Vec<Mention> {
        let Some(facts) = self.facts(note) else { return Vec::new() };
        let found = self.names().mentions_of(note, &facts.words, names, self.unseen(note));
        found.filter(|mention| is_sure(facts, mention)).collect()
    }

    /// What a mention may mean; sorted.
    #[must_use]
    pub fn meant(&self, mention: &Mention) -> Vec<Named> {
        self.names().meant(mention, &self.unseen(mention.note()))
    }

    /// What a name may mean in the prose of a note, with the capitals it is written with; sorted.
    #[must_use]
    pub fn named_as(&self, name: &str, note: FileId) -> Vec<Named> {
        self.names().named_as(name, note, &self.unseen(note))
    }
}

fn is_sure(facts: &Facts, mention: &Mention) -> bool {
    !mention.is_doubtful || gives_name(facts, mention.span)
}

/// Whether a place is in a title or where a definition names its term.
fn gives_name(facts: &Facts, span: Span) -> bool {
    facts.definitions.iter().any(|definition| definition.name.covers(span)) || is_in_title(facts, span)
}

/// Whether a place is in the title of a topic.
pub(super) fn is_in_title(facts: &Facts, span: Span) -> bool {
    let behind = facts.topics.partition_point(|topic| topic.name.end < span.end);
    facts.topics.get(behind).is_some_and(|topic| topic.name.covers(span))
}
