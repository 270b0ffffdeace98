//! What a question or comparison asks for, in no words: so that the same question is known by another wording.

use crate::terms::fold::fold_token;
use crate::terms::spelling::lowered;
use crate::terms::title::TitleKind;
use crate::terms::tokens::words;

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
pub(super) fn asked(title: &str, kind: TitleKind) -> u64 {
    let is_comparison = kind == TitleKind::Compare;
    if !matches!(kind, TitleKind::Compare | TitleKind::About | TitleKind::Question) {
        return 0;
    }
    let mut tokens: Vec<u64> = Vec::new();
    for word in words(title) {
        let lower = lowered(word.span.of(title));
        let says_little = FILLERS.binary_search(&&*lower).is_ok()
            || (is_comparison && (COMPARING.contains(&&*lower) || ASKING.contains(&&*lower)));
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
