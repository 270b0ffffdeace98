//! The terms of a topic, and whether words name one of them.

mod initials;

use std::ops::Range;

use foldhash::{HashMap, HashMapExt};

use crate::facts::Topic;
use crate::syntax::{BlockKind, Syntax};
use crate::terms::abbreviation::{self, is_abbreviation_of};
use crate::terms::bytes::ByteSet;
use crate::terms::fold::{Key, with_key};
use crate::terms::spelling::{is_among, spaced};
use crate::text::Span;

use super::prose::Passage;
use super::shown;
use initials::Initials;

/// Last words that a name may have or lack: "CAP" and "CAP theorem".
const TAILS: [&str; 19] = [
    "design pattern",
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

/// Last words of names whose meaning is a statement: what the rule says.
const RULES: [&str; 9] =
    ["rule", "law", "principle", "theorem", "effect", "doctrine", "paradox", "hypothesis", "lemma"];

/// Whether a name is that of a rule or law, which a whole sentence tells: "Mailbox rule", "Law of demand".
pub(super) fn is_rule(name: &str) -> bool {
    let Some((_, last)) = name.rsplit_once(' ') else { return false };
    let head = || {
        let (head, behind) = name.split_once(' ').unwrap_or_default();
        behind.get(..3).filter(|of| of.eq_ignore_ascii_case("of ")).map(|_| head)
    };
    is_among(last, &RULES) || head().is_some_and(|head| is_among(head, &RULES))
}

/// A term and its other names.
#[derive(Clone, Debug)]
pub(super) struct Term {
    /// The term first.
    pub(super) names: Vec<String>,
    keys: Vec<Key>,
    initials: Initials,
}

impl Term {
    /// A term of one name.
    pub(super) fn new(name: &str) -> Self {
        Self::keyed(name, Key::new(name))
    }

    /// The same, where the key of the name is known.
    pub(super) fn keyed(name: &str, key: Key) -> Self {
        let mut initials = Initials::default();
        initials.add(&key);
        Self { names: vec![name.to_owned()], keys: vec![key], initials }
    }

    /// What each name has in common with its other spellings.
    pub(super) fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// Adds another name, unless it is known or empty.
    pub(super) fn also(&mut self, name: &str) {
        let name = name.trim();
        let key = Key::new(name);
        if !name.is_empty() && !self.keys.contains(&key) {
            self.initials.add(&key);
            self.names.push(name.to_owned());
            self.keys.push(key);
        }
    }

    /// Whether words are a part, but not all, of one of the names: "client" of "client-server model".
    pub(super) fn has_word(&self, words: &str) -> bool {
        let key = Key::new(words);
        let part =
            |own: &Key| *own != key && format!(" {} ", own.as_str()).contains(&format!(" {} ", key.as_str()));
        !key.is_empty() && self.keys.iter().any(part) && !TAILS.contains(&key.as_str())
    }

    /// Whether the two share a name.
    pub(super) fn shares(&self, other: &Term) -> bool {
        self.keys.iter().any(|key| other.keys.contains(key))
    }

    /// Whether words are one of the names.
    pub(super) fn is_called(&self, words: &str) -> bool {
        with_key(without_article(words), |key| self.keys.iter().any(|own| own.as_str() == key))
    }

    /// Whether words may begin with one of the names: quick, and sure only where it says no.
    pub(super) fn may_begin(&self, words: &str) -> bool {
        self.initials.may_open(words)
    }

    /// Whether words begin with one of the names and go on with something else about it: "Docker containers run"
    /// with "Docker", but not "encryption with one key" with "encryption", which tells a kind of it.
    pub(super) fn begins(&self, key: &Key) -> bool {
        const KINDS: [&str; 34] = [
            "in", "with", "of", "for", "that", "which", "where", "about", "by", "from", "without", "to",
            "between", "whose", "at", "as", "de", "del", "des", "du", "en", "con", "para", "que", "qui",
            "von", "mit", "der", "das", "fur", "aus", "di", "che", "com",
        ];
        self.keys.iter().filter(|own| !own.is_empty()).any(|own| {
            let rest = key.as_str().strip_prefix(own.as_str());
            rest.is_some_and(|rest| {
                let next = spaced(rest.trim_start()).next().unwrap_or_default();
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
        let words = without_article(words);
        if !self.initials.may_be(words) {
            return false;
        }
        with_key(words, |key| {
            let means = |own: &Key| own.as_str() == key || are_close(own.as_str(), key);
            !key.is_empty() && self.keys.iter().any(means)
        })
    }
}

/// Whether two keys differ only in what people leave out.
fn are_close(one: &str, other: &str) -> bool {
    let (bare, stripped) = (without_tail(one), without_tail(other));
    if bare == stripped && !bare.is_empty() {
        return true;
    }
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let (short_words, long_words) = (spaced(short).count(), spaced(long).count());
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
        && spaced(one).count() == spaced(other).count()
        && spaced(one).zip(spaced(other)).all(|(one, other)| {
            let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
            let begins = 4 <= short.len() && long.starts_with(short);
            shortened += usize::from(short != long);
            short == long || begins
        })
        && shortened <= 1
}

fn without_tail(key: &str) -> &str {
    match key.rsplit_once(' ') {
        Some((name, "pattern")) => name.strip_suffix(" design").unwrap_or(name),
        Some((name, last)) if TAILS.contains(&last) => name,
        _ => key,
    }
}

/// Whether a name is a single capital letter, as languages, quantities and vitamins have it: "C", "R". The letters that
/// are words of English are none.
pub(super) fn is_letter(name: &str) -> bool {
    let mut letters = name.chars();
    let letter = letters.next().filter(|letter| letter.is_ascii_uppercase() && !matches!(letter, 'A' | 'I'));
    letter.is_some() && letters.next().is_none()
}

/// Words without a leading article and without marks.
pub(super) fn without_article(words: &str) -> &str {
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = words.as_bytes();
    // Hardly any words have white space around them.
    let words = if is_letter(bytes.first()) && is_letter(bytes.last()) { words } else { words.trim() };
    if !matches!(words.as_bytes().first(), Some(b't' | b'T' | b'a' | b'A')) {
        return words;
    }
    ["the ", "The ", "a ", "A ", "an ", "An "]
        .iter()
        .find_map(|article| words.strip_prefix(article))
        .unwrap_or(words)
}

/// Short and long forms that the text of a note ties.
#[derive(Debug)]
pub(super) struct Pairs {
    all: Vec<Pair>,
    by_key: HashMap<Key, Tied>,
}

/// The pairs that one form stands in.
#[derive(Debug, Default)]
struct Tied {
    anywhere: Forms,
    by_topic: HashMap<Option<usize>, Forms>,
}

/// What some pairs of one form have in common.
#[derive(Clone, Copy, Debug, Default)]
enum Forms {
    /// There are none.
    #[default]
    None,
    /// All are the same as the pair at this index.
    One(usize),
    /// One short form has several long ones, or the other way round.
    Several,
}

/// A short and a long form.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) short: String,
    pub(super) long: String,
    pub(super) topic: Option<usize>,
    /// Where both stand.
    pub(super) span: Span,
    /// Where the short form stands.
    pub(super) name: Span,
    short_key: Key,
    long_key: Key,
}

impl Pairs {
    /// The pairs in the passages, titles and tables of a note.
    pub(super) fn of(syntax: &Syntax<'_>, passages: &[Passage<'_>], topics: &[Topic]) -> Self {
        let mut pairs = Self { all: Vec::new(), by_key: HashMap::new() };
        for passage in passages.iter().filter(|passage| !passage.is_link) {
            pairs.read(&passage.text, passage.topic, |range| passage.source(range));
        }
        for (at, topic) in topics.iter().enumerate() {
            pairs.read(topic.name.of(syntax.text), Some(at), |range| within(topic.name, range));
        }
        for block in syntax.blocks.iter().filter(|block| block.kind == BlockKind::Cell) {
            let topic = super::prose::topic_at(topics, block.span.start as usize);
            pairs.read(block.span.of(syntax.text), topic, |range| within(block.span, range));
        }
        pairs
    }

    fn read(&mut self, text: &str, topic: Option<usize>, source: impl Fn(Range<usize>) -> Span) {
        const TELLING: ByteSet = ByteSet::of(b"(ABCDEFGHIJKLMNOPQRSTUVWXYZ").and_beyond_ascii();
        if TELLING.find(text, 0).is_none() {
            return;
        }
        for found in abbreviation::abbreviations(text).iter().filter(|pair| !pair.weak) {
            let (short, long) =
                (shown::name(&text[found.short.clone()]), shown::name(&text[found.long.clone()]));
            if short.is_empty() || long.is_empty() {
                continue;
            }
            let at = self.all.len();
            let (short_key, long_key) = (Key::new(&short), Key::new(&long));
            let span = source(found.short.start.min(found.long.start)..found.short.end.max(found.long.end));
            let name = source(found.short.clone());
            self.all.push(Pair { short, long, topic, span, name, short_key, long_key });
            let pair = &self.all[at];
            for key in [&pair.short_key, &pair.long_key] {
                let tied = self.by_key.entry(key.clone()).or_default();
                for forms in [&mut tied.anywhere, tied.by_topic.entry(topic).or_default()] {
                    *forms = match *forms {
                        Forms::None => Forms::One(at),
                        Forms::One(first) if self.all[first].is_same(pair) => Forms::One(first),
                        Forms::One(_) | Forms::Several => Forms::Several,
                    };
                }
            }
        }
    }

    /// Every pair.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Pair> {
        self.all.iter()
    }

    /// Gives a term the other form of each of its names; where a note ties one short form to several long
    /// ones, only what the same topic says counts.
    pub(super) fn complete(&self, term: &mut Term, topic: Option<usize>) {
        for known in 0..term.keys.len() {
            let Some(tied) = self.by_key.get(&term.keys[known]) else { continue };
            let Forms::One(first) = *tied.by_topic.get(&topic).unwrap_or(&tied.anywhere) else { continue };
            let first = &self.all[first];
            let other = if first.short_key == term.keys[known] { &first.long } else { &first.short };
            term.also(other);
        }
    }
}

impl Pair {
    fn is_same(&self, other: &Pair) -> bool {
        self.short_key == other.short_key && self.long_key == other.long_key
    }
}

fn within(span: Span, range: Range<usize>) -> Span {
    let start = span.start as usize;
    Span::new(start + range.start..start + range.end)
}

/// Whether one of two names abbreviates the other.
pub(super) fn abbreviates(one: &str, other: &str) -> bool {
    is_abbreviation_of(one, other) || is_abbreviation_of(other, one)
}

/// "Definição de anatomia": the name behind what announces it, in languages whose titles are not read word by word.
fn behind_announcement(name: &str) -> &str {
    const ANNOUNCING: [&str; 14] = [
        "Definição de ",
        "Definição da ",
        "Definição do ",
        "Conceito de ",
        "Conceito da ",
        "Conceito do ",
        "Definizione di ",
        "Concetto di ",
        "Definicja ",
        "Pojęcie ",
        "Definice ",
        "Pojem ",
        "Definitie van ",
        "Begrip ",
    ];
    ANNOUNCING.iter().find_map(|start| name.strip_prefix(start)).unwrap_or(name)
}

/// Whether a name is of each of several things.
fn is_each(name: &str) -> bool {
    const EACH: [&str; 9] = ["each", "every", "chaque", "jeder", "jede", "jedes", "cada", "ogni", "elke"];
    name.split_once(' ').is_some_and(|(first, _)| crate::terms::spelling::is_among(first, &EACH))
}

/// The terms that the title of a topic names, with the other forms that the note gives.
pub(super) fn terms_of(topic: &Topic, at: usize, pairs: &Pairs) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for name in &topic.names {
        match terms.last_mut() {
            Some(term) if name.alias => term.also(&name.text),
            _ => terms.push(Term::new(behind_announcement(&name.text))),
        }
    }
    // "Chaque niveau", "Elke cel": each of several has no name.
    terms.retain(|term| !is_each(&term.names[0]));
    // "Friday, 14 March 2025" names no term, although a name stands in it.
    if terms.iter().any(|term| super::running::is_date(&term.names[0])) {
        return Vec::new();
    }
    for term in &mut terms {
        pairs.complete(term, Some(at));
    }
    terms
}
