//! The terms of a topic, and whether words name one of them.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::facts::Topic;
use crate::terms::abbreviation::{self, is_abbreviation_of};
use crate::terms::fold::Key;
use crate::terms::marks;

use super::prose::Passage;

/// Last words that a name may have or lack: "CAP" and "CAP theorem"; "design pattern" counts as one.
const TAILS: [&str; 18] = [
    "pattern",
    "theorem",
    "algorithm",
    "principle",
    "protocol",
    "model",
    "method",
    "architecture",
    "technique",
    "problem",
    "theory",
    "law",
    "effect",
    "system",
    "function",
    "process",
    "concept",
    "rule",
];

/// A term and its other names.
#[derive(Clone, Debug)]
pub(super) struct Term {
    /// The term first.
    pub(super) names: Vec<String>,
    keys: Vec<Key>,
}

impl Term {
    /// A term of one name.
    pub(super) fn new(name: &str) -> Self {
        Self { names: vec![name.to_owned()], keys: vec![Key::new(name)] }
    }

    /// The keys of its names.
    pub(super) fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// Adds another name, unless it is known or empty.
    pub(super) fn also(&mut self, name: &str) {
        let name = name.trim();
        let key = Key::new(name);
        if !name.is_empty() && !self.keys.contains(&key) {
            self.names.push(name.to_owned());
            self.keys.push(key);
        }
    }

    /// Whether words are a part, but not all, of one of the names: "client" of "client-server model".
    pub(super) fn has_word(&self, words: &str) -> bool {
        let key = Key::new(words);
        let part =
            |own: &Key| *own != key && format!(" {} ", own.as_str()).contains(&format!(" {} ", key.as_str()));
        let is_tail = TAILS.contains(&key.as_str()) || key.as_str() == "design pattern";
        !key.is_empty() && !is_tail && self.keys.iter().any(part)
    }

    /// Whether the two share a name.
    pub(super) fn shares(&self, other: &Term) -> bool {
        self.keys.iter().any(|key| other.keys.contains(key))
    }

    /// Whether words are one of the names.
    pub(super) fn is_called(&self, words: &str) -> bool {
        let key = Key::new(without_article(words));
        self.keys.contains(&key)
    }

    /// Whether words begin with one of the names and go on with something else about it: "Docker containers run"
    /// with "Docker", but not "encryption with one key" with "encryption", which tells a kind of it.
    pub(super) fn begins(&self, words: &str) -> bool {
        const KINDS: [&str; 16] = [
            "in", "with", "of", "for", "that", "which", "where", "about", "by", "from", "without", "to",
            "between", "whose", "at", "as",
        ];
        let key = Key::new(words);
        self.keys.iter().filter(|own| !own.is_empty()).any(|own| {
            let rest = key.as_str().strip_prefix(own.as_str());
            rest.is_some_and(|rest| {
                let next = rest.trim_start().split(' ').next().unwrap_or_default();
                (rest.is_empty() || rest.starts_with(' ')) && !KINDS.contains(&next)
            })
        })
    }

    /// Whether one of the names is part of a longer run of words.
    pub(super) fn is_within(&self, words: &Key) -> bool {
        let (words, mut keys) = (format!(" {} ", words.as_str()), self.keys.iter());
        keys.any(|key| !key.is_empty() && words.contains(&format!(" {} ", without_tail(key.as_str()))))
    }

    /// Whether words name the term, as one writes it when the title stands above: "lists" under "Python
    /// lists", "Asynchronous execution" under "Async execution", "CAP" under "CAP theorem".
    pub(super) fn is_meant_by(&self, words: &str) -> bool {
        let key = Key::new(without_article(words));
        !key.is_empty() && self.keys.iter().any(|own| *own == key || are_close(own.as_str(), key.as_str()))
    }
}

/// Whether two keys differ only in what people leave out.
fn are_close(one: &str, other: &str) -> bool {
    let (bare, stripped) = (without_tail(one), without_tail(other));
    if bare == stripped && !bare.is_empty() {
        return true;
    }
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let (short_words, long_words) = (short.split(' ').count(), long.split(' ').count());
    // "git cherry-pick" and "cherry-pick".
    if 2 <= short_words
        && short_words + 1 == long_words
        && long.ends_with(short)
        && long[..long.len() - short.len()].ends_with(' ')
    {
        return true;
    }
    let mut shortened = 0;
    1 < short_words
        && one.split(' ').count() == other.split(' ').count()
        && one.split(' ').zip(other.split(' ')).all(|(one, other)| {
            let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
            let begins = 4 <= short.len() && long.starts_with(short);
            shortened += usize::from(short != long);
            short == long || begins
        })
        && shortened <= 1
}

fn without_tail(key: &str) -> &str {
    let Some((rest, last)) = key.rsplit_once(' ').filter(|(_, last)| TAILS.contains(last)) else {
        return key;
    };
    if last == "pattern" { rest.strip_suffix(" design").unwrap_or(rest) } else { rest }
}

/// Words without a leading article and without marks.
pub(super) fn without_article(words: &str) -> &str {
    let words = words.trim();
    ["the ", "The ", "a ", "A ", "an ", "An "]
        .iter()
        .find_map(|article| words.strip_prefix(article))
        .unwrap_or(words)
}

/// Short and long forms that the text of a note ties.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    all: Vec<Pair>,
    by_key: HashMap<Key, Vec<usize>, FixedState>,
}

/// A short and a long form, their keys, and the topic they stand in.
#[derive(Debug)]
struct Pair {
    short: String,
    long: String,
    keys: [Key; 2],
    topic: Option<usize>,
}

impl Pairs {
    /// The pairs in the passages and titles of a note.
    pub(super) fn of(passages: &[Passage<'_>], topics: &[Topic]) -> Self {
        let mut pairs = Self::default();
        for passage in passages {
            pairs.read(&passage.text, passage.topic);
        }
        for (at, topic) in topics.iter().enumerate() {
            pairs.read(&topic.title, Some(at));
        }
        pairs
    }

    fn read(&mut self, text: &str, topic: Option<usize>) {
        if !text.bytes().any(|byte| byte.is_ascii_uppercase()) && text.is_ascii() && !text.contains('(') {
            return;
        }
        for pair in abbreviation::abbreviations(text).iter().filter(|pair| !pair.weak) {
            let short = marks::plain(&text[pair.short.clone()]).into_owned();
            let long = marks::plain(&text[pair.long.clone()]).replace('\n', " ");
            let at = self.all.len();
            let keys = [Key::new(&short), Key::new(&long)];
            for key in &keys {
                self.by_key.entry(key.clone()).or_default().push(at);
            }
            self.all.push(Pair { short, long, keys, topic });
        }
    }

    /// Gives a term the other form of each of its names; where a note ties one short form to several long
    /// ones, only what the same topic says counts.
    pub(super) fn complete(&self, term: &mut Term, topic: Option<usize>) {
        for key in term.keys.clone() {
            let Some(found) = self.by_key.get(&key) else { continue };
            let own: Vec<usize> = found.iter().copied().filter(|&at| self.all[at].topic == topic).collect();
            let chosen = if own.is_empty() { found.clone() } else { own };
            if chosen.iter().any(|&at| self.all[at].keys != self.all[chosen[0]].keys) {
                continue;
            }
            for at in chosen {
                let pair = &self.all[at];
                term.also(if pair.keys[0] == key { &pair.long } else { &pair.short });
            }
        }
    }
}

/// Whether one of two names abbreviates the other.
pub(super) fn abbreviates(one: &str, other: &str) -> bool {
    is_abbreviation_of(one, other) || is_abbreviation_of(other, one)
}

/// The terms that the title of a topic names, with the other forms that the note gives.
pub(super) fn terms_of(topic: &Topic, at: usize, pairs: &Pairs) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for name in &topic.names {
        match terms.last_mut() {
            Some(term) if name.alias => term.also(&name.text),
            _ => terms.push(Term::new(&name.text)),
        }
    }
    for term in &mut terms {
        pairs.complete(term, Some(at));
    }
    terms
}
