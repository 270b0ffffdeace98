//! [`Phrases`]: expressions of several words, looked up at either end of a row of words.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::{language::Language, line::Item};
use crate::terms::fold::Token;

/// A set of phrases, found at either end of some words. English ones count in any title.
#[derive(Default)]
pub(super) struct Phrases {
    by_first: HashMap<Token, Vec<Phrase>, FixedState>,
    by_last: HashMap<Token, Vec<Phrase>, FixedState>,
}

#[derive(Clone)]
struct Phrase {
    language: Language,
    tokens: Box<[Token]>,
}

impl Phrase {
    fn is_read_in(&self, language: Language) -> bool {
        self.language == language || self.language == Language::English
    }
}

impl Phrases {
    /// Adds a phrase of a language.
    pub(super) fn add(&mut self, tokens: Box<[Token]>, language: Language) {
        let phrase = Phrase { language, tokens };
        let (Some(first), Some(last)) = (phrase.tokens.first(), phrase.tokens.last()) else { return };
        self.by_first.entry(*first).or_default().push(phrase.clone());
        self.by_last.entry(*last).or_default().push(phrase);
    }

    /// How many words at the start are one of these phrases, the longest first.
    pub(super) fn prefix(&self, items: &[Item], language: Language) -> Option<usize> {
        let known = self.by_first.get(&items.first()?.token)?.iter();
        let fits = |phrase: &&Phrase| {
            let len = phrase.tokens.len();
            phrase.is_read_in(language) && len <= items.len() && same(&phrase.tokens, &items[..len])
        };
        known.filter(fits).map(|phrase| phrase.tokens.len()).max()
    }

    /// How many words at the end are one of these phrases, the longest first.
    pub(super) fn suffix(&self, items: &[Item], language: Language) -> Option<usize> {
        let known = self.by_last.get(&items.last()?.token)?.iter();
        let fits = |phrase: &&Phrase| {
            let len = phrase.tokens.len();
            phrase.is_read_in(language)
                && len <= items.len()
                && same(&phrase.tokens, &items[items.len() - len..])
        };
        known.filter(fits).map(|phrase| phrase.tokens.len()).max()
    }

    /// Whether the words are one of these phrases.
    pub(super) fn is(&self, items: &[Item], language: Language) -> bool {
        self.prefix(items, language) == Some(items.len())
    }

    /// The first place where one of these phrases stands: its position and length.
    pub(super) fn find(&self, items: &[Item], language: Language) -> Option<(usize, usize)> {
        (0..items.len()).find_map(|at| Some((at, self.prefix(&items[at..], language)?)))
    }

    /// How many tokens at the start are one of these phrases, in any language.
    pub(super) fn prefix_of(&self, tokens: &[Token]) -> Option<usize> {
        let known = self.by_first.get(tokens.first()?)?.iter();
        known.filter(|phrase| tokens.starts_with(&phrase.tokens)).map(|phrase| phrase.tokens.len()).max()
    }
}

fn same(phrase: &[Token], items: &[Item]) -> bool {
    phrase.iter().zip(items).all(|(token, item)| *token == item.token)
}
