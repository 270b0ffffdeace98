//! The topics of a note and the terms their titles name.

use crate::outline::{self, TopicKind};
use crate::terms::fold::fold_token;
use crate::terms::title::{Name, TitleKind, read_title};
use crate::terms::tokens::words;
use crate::text::Span;

/// A line that opens a subject, and the lines under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its title as an outline prints it.
    pub title: Box<str>,
    /// By which shape its title is known.
    pub kind: TopicKind,
    /// How deep it nests, from 1.
    pub level: u8,
    /// The title's lines.
    pub span: Span,
    /// The title's text inside them.
    pub name: Span,
    /// From the title to the last line it covers, nested topics included.
    pub range: Span,
    /// What stands below the title before the first nested topic; may be empty.
    pub body: Span,
    /// The topic it is nested in, as an index.
    pub parent: Option<usize>,
    /// Whether anything stands below the title.
    pub answered: bool,
    /// What the title asks or says.
    pub asks: TitleKind,
    /// The terms its title names, where it is about all of them.
    pub names: Box<[TopicName]>,
    /// Terms of whose one side it is about, or that it asks something of.
    pub about: Box<[Box<str>]>,
    /// The words of a question or comparison that matter, hashed, so that `How does A differ from B?` and `B vs. A`
    /// have the same; 0 for other titles.
    pub asked: u64,
}

/// A name that a title gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicName {
    /// The name.
    pub text: Box<str>,
    /// Whether it is another name of the term before it.
    pub alias: bool,
}

/// The topics of a note, in the order of the text.
pub(super) fn topics(found: Vec<outline::Topic>) -> Vec<Topic> {
    let found = found.into_iter().map(|topic| {
        let title = read_title(without_id(&topic.title));
        Topic {
            asked: asked(&topic.title, title.kind),
            title: topic.title,
            kind: topic.kind,
            level: topic.level,
            span: topic.span,
            name: topic.name,
            range: topic.range,
            body: topic.body,
            parent: topic.parent,
            answered: topic.answered,
            asks: title.kind,
            names: if is_named(title.kind) {
                title.names.iter().flat_map(names).collect()
            } else {
                Box::default()
            },
            about: if is_named(title.kind) {
                Box::default()
            } else {
                title.names.iter().map(|name| name.text.as_str().into()).collect()
            },
        }
    });
    found.collect()
}

/// Words that say nothing about what a question asks for.
const FILLERS: [&str; 66] = [
    "a",
    "about",
    "actually",
    "an",
    "and",
    "approach",
    "architecture",
    "are",
    "as",
    "associated",
    "at",
    "basically",
    "be",
    "between",
    "by",
    "can",
    "come",
    "comes",
    "could",
    "describe",
    "detail",
    "did",
    "different",
    "do",
    "does",
    "each",
    "explain",
    "for",
    "from",
    "have",
    "i",
    "in",
    "is",
    "it",
    "its",
    "main",
    "me",
    "my",
    "of",
    "on",
    "or",
    "other",
    "our",
    "please",
    "should",
    "some",
    "tell",
    "that",
    "the",
    "their",
    "them",
    "there",
    "these",
    "they",
    "this",
    "those",
    "to",
    "us",
    "was",
    "we",
    "were",
    "what",
    "will",
    "with",
    "would",
    "you",
];

/// Words that set things against each other.
const COMPARING: [&str; 9] =
    ["compare", "compared", "differ", "difference", "differences", "differs", "distinguish", "versus", "vs"];

/// What a question or comparison asks, as a hash of its words that matter, in no order.
fn asked(title: &str, kind: TitleKind) -> u64 {
    let is_comparison = kind == TitleKind::Compare;
    if !matches!(kind, TitleKind::Compare | TitleKind::About | TitleKind::Question) {
        return 0;
    }
    let mut tokens: Vec<u64> = Vec::new();
    for word in words(title) {
        let lower = word.span.of(title).to_lowercase();
        let says_little = FILLERS.binary_search(&lower.as_str()).is_ok()
            || (is_comparison && (COMPARING.contains(&lower.as_str()) || ASKING.contains(&lower.as_str())));
        if !says_little {
            tokens.push(fold_token(&lower).get());
        }
    }
    tokens.sort_unstable();
    tokens.dedup();
    // One word is the subject alone, and no question about it.
    if tokens.len() < 2 {
        return 0;
    }
    let seed = u64::from(is_comparison);
    tokens
        .iter()
        .fold(seed, |hash, token| (hash.rotate_left(5) ^ token).wrapping_mul(6_364_136_223_846_793_005))
}

/// Words that open a question; in one that compares they say no more.
const ASKING: [&str; 5] = ["how", "key", "when", "where", "why"];

/// A title without the date or number that Zettelkasten notes begin with: `202401011200 Spaced repetition`.
fn without_id(title: &str) -> &str {
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit());
    let name = rest.trim_start_matches([' ', '-', '_', ':']);
    let is_id = (8..=17).contains(&(title.len() - rest.len())) && name.len() < rest.len() && !name.is_empty();
    if is_id { name } else { title }
}

/// Whether a title of this kind makes its topic a place to go to for its names.
fn is_named(kind: TitleKind) -> bool {
    match kind {
        TitleKind::Define | TitleKind::Compare | TitleKind::Phrase => true,
        TitleKind::About | TitleKind::Task | TitleKind::Question | TitleKind::Generic | TitleKind::None => {
            false
        }
    }
}

fn names(name: &Name) -> impl Iterator<Item = TopicName> + use<'_> {
    let own = TopicName { text: name.text.as_str().into(), alias: false };
    let aliases = name.aliases.iter().map(|text| TopicName { text: text.as_str().into(), alias: true });
    [own].into_iter().chain(aliases)
}
