//! What the words of a note say of the names it gives: how it writes them, and whether it speaks of them.
//!
//! A name alone does not tell `Promise`, which is code, from a promise, or Rust from rust. How the note that gives the
//! name writes it does.

use super::{Case, Definition, Topic, Word};
use crate::index::NameKey;
use crate::terms::everyday::Nature;
use crate::terms::fold::{Key, Token};
use crate::terms::title::TitleKind;
use crate::text::Span;

/// Most words of a topic in which it is looked for its own name. Who has not named it by then speaks of something else.
const MOST_WORDS: usize = 60;

/// What the words of a note say of the names it gives. Small: most notes have nothing to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    code: Box<[NameKey]>,
    proper: Box<[NameKey]>,
    spoken_of: Box<[u32]>,
}

impl Evidence {
    /// Reads the words of a note for the names of its topics and definitions.
    pub(super) fn of(topics: &[Topic], definitions: &[Definition], words: &[Word]) -> Self {
        if topics.is_empty() && definitions.is_empty() {
            return Self::default();
        }
        let note = Note { words, topics, definitions };
        Self { code: note.code(), proper: note.proper(), spoken_of: note.spoken_of() }
    }

    /// Whether a name is written as code where it is given.
    #[must_use]
    pub fn is_code(&self, name: NameKey) -> bool {
        self.code.binary_search(&name).is_ok()
    }

    /// Whether an everyday word is a proper name here: inside sentences it always has a capital.
    #[must_use]
    pub fn is_proper(&self, name: NameKey) -> bool {
        self.proper.binary_search(&name).is_ok()
    }

    /// Whether the text of a topic with a bare name for its title speaks of what the title names.
    #[must_use]
    pub fn is_spoken_of(&self, topic: u32) -> bool {
        self.spoken_of.binary_search(&topic).is_ok()
    }
}

struct Note<'n> {
    words: &'n [Word],
    topics: &'n [Topic],
    definitions: &'n [Definition],
}

impl Note<'_> {
    /// Every name with the place that gives it.
    fn names(&self) -> impl Iterator<Item = (&str, Span)> {
        let defined = self.definitions.iter();
        let defined = defined.flat_map(|found| found.names.iter().map(|name| (&**name, found.name)));
        let titled =
            self.topics.iter().flat_map(|topic| topic.names.iter().map(|name| (&*name.text, topic.name)));
        defined.chain(titled)
    }

    fn words_in(&self, span: Span) -> &[Word] {
        let start = self.words.partition_point(|word| word.span.start < span.start);
        let end = self.words.partition_point(|word| word.span.end <= span.end);
        self.words.get(start..end).unwrap_or_default()
    }

    fn code(&self) -> Box<[NameKey]> {
        if !self.words.iter().any(|word| word.code) {
            return Box::default();
        }
        let is_code = |(name, span): &(&str, Span)| {
            let words = self.words_in(*span);
            words.iter().any(|word| word.code) && holds(words, &tokens(name), |word| word.code)
        };
        sorted(self.names().filter(is_code).filter_map(|(name, _)| NameKey::of(name)))
    }

    /// Titles do not count: their words have capitals that are the title's own.
    fn proper(&self) -> Box<[NameKey]> {
        let candidate = |name: &str| {
            let is_title = Case::of(name) == Case::Title && !name.contains(char::is_whitespace);
            let key = is_title.then(|| Key::new(name))?;
            (Nature::of(name, &key) != Nature::Telling)
                .then(|| Some((key.tokens().next()?, NameKey::of(name)?)))?
        };
        let candidates: Vec<(Token, NameKey)> =
            self.names().filter_map(|(name, _)| candidate(name)).collect();
        if candidates.is_empty() {
            return Box::default();
        }
        let in_title = |word: &&Word| {
            let behind = self.topics.partition_point(|topic| topic.name.end <= word.span.start);
            self.topics.get(behind).is_some_and(|topic| topic.name.covers(word.span))
        };
        let is_proper = |(token, _): &&(Token, NameKey)| {
            let own = self.words.iter().filter(|word| word.token == *token && word.joined && !word.code);
            let mut cases = own.filter(|word| !in_title(word)).map(|word| word.case).peekable();
            cases.peek().is_some() && cases.all(|case| case == Case::Title)
        };
        sorted(candidates.iter().filter(is_proper).map(|(_, key)| *key))
    }

    fn spoken_of(&self) -> Box<[u32]> {
        let is_spoken_of = |topic: &Topic| {
            let Some(name) = topic.names.first().filter(|_| topic.asks == TitleKind::Phrase) else {
                return false;
            };
            let words = self.words_in(topic.body);
            holds(&words[..words.len().min(MOST_WORDS)], &tokens(&name.text), |_| true)
        };
        (0..).zip(self.topics).filter(|(_, topic)| is_spoken_of(topic)).map(|(at, _)| at).collect()
    }
}

fn tokens(name: &str) -> Vec<Token> {
    Key::new(name).tokens().collect()
}

/// Whether the tokens stand together among some words that fit.
fn holds(words: &[Word], tokens: &[Token], fits: impl Fn(&Word) -> bool) -> bool {
    let is_here = |window: &[Word]| {
        window.iter().zip(tokens).all(|(word, token)| word.token == *token && fits(word))
            && window.iter().skip(1).all(|word| word.joined)
    };
    !tokens.is_empty() && words.windows(tokens.len()).any(is_here)
}

fn sorted(keys: impl Iterator<Item = NameKey>) -> Box<[NameKey]> {
    let mut keys: Vec<NameKey> = keys.collect();
    keys.sort_unstable();
    keys.dedup();
    keys.into()
}
