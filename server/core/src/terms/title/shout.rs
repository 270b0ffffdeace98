//! Titles in capitals: `VIRTUAL MACHINES`, `CONTENT DELIVERY NETWORK (CDN)`.

use super::{class::Class, grammar::Grammar};
use crate::terms::{
    fold::{fold_token, is_common_word},
    tokens::words,
};

/// The title in lower case, but for its acronyms; nothing if it is not shouted.
pub(super) fn lowered(title: &str, grammar: &Grammar) -> Option<String> {
    is_shouted(title, grammar)
        .then(|| recased(title, |word| is_small(word, grammar), |word| word.to_lowercase()))
}

/// A name in lower case, but for its acronyms, if some word is too long for one, or words beside it were.
pub(super) fn lowered_name(name: &str, beside: bool, grammar: &Grammar) -> Option<String> {
    // `GITHUB_TOKEN` is written so in code.
    let shouts = !name.contains('_')
        && !name.chars().any(char::is_lowercase)
        && words(name).any(|word| {
            let letters = word.span.of(name).chars().filter(|sign| sign.is_uppercase()).count();
            if beside { 4 <= letters } else { 6 <= letters }
        });
    shouts.then(|| recased(name, |word| is_small(word, grammar), |word| word.to_lowercase()))
}

/// The title with its words capitalised as titles are; nothing if it is not shouted.
pub(super) fn capitalised(title: &str, grammar: &Grammar) -> Option<String> {
    is_shouted(title, grammar).then(|| {
        let mut first = true;
        let small = |word: &str| is_small(word, grammar);
        recased(title, small, |word| {
            let lower = word.to_lowercase();
            let capital = std::mem::take(&mut first) || !is_small(word, grammar);
            let mut signs = lower.chars();
            match signs.next() {
                Some(initial) if capital => initial.to_uppercase().chain(signs).collect(),
                Some(_) | None => lower,
            }
        })
    })
}

/// Whether all letters are capitals and some word is too long for an acronym, or asks.
fn is_shouted(title: &str, grammar: &Grammar) -> bool {
    if title.chars().any(char::is_lowercase) || !title.chars().any(char::is_uppercase) {
        return false;
    }
    let long = |word: &str| 6 <= word.chars().filter(|sign| sign.is_uppercase()).count();
    let mut found = words(title).map(|word| word.span.of(title)).peekable();
    let asks = found.peek().is_some_and(|first| {
        grammar
            .classes(fold_token(first))
            .is_some_and(|classes| classes.iter().any(|class| class.has(Class::ASKING)))
    });
    let single = words(title).nth(1).is_none();
    // `DELETE` alone is a keyword, told from the everyday word by its capitals; `CONTAINERS` shouts.
    let keyword = single
        && !title.ends_with([':', '：'])
        && found.peek().is_some_and(|word| is_common_word(&word.to_lowercase()));
    (asks || found.any(long)) && !keyword
}

/// Whether a word is one of those that titles do not capitalise.
fn is_small(word: &str, grammar: &Grammar) -> bool {
    let small = Class::ARTICLE
        .and(Class::AND)
        .and(Class::OR)
        .and(Class::OF)
        .and(Class::CONTEXT)
        .and(Class::VERSUS)
        .and(Class::PREPOSITION);
    grammar.classes(fold_token(word)).is_some_and(|classes| classes[0].has(small))
}

/// The title with all words recased that are no acronyms.
fn recased(title: &str, small: impl Fn(&str) -> bool, mut recase: impl FnMut(&str) -> String) -> String {
    let mut text = String::with_capacity(title.len());
    let mut last = 0;
    for word in words(title) {
        let range = word.span.range();
        let surface = &title[range.clone()];
        let bracketed = title[..range.start].matches(['(', '（']).count()
            > title[..range.start].matches([')', '）']).count();
        text.push_str(&title[last..range.start]);
        if !small(surface) && is_acronym(surface, bracketed) {
            text.push_str(surface);
        } else {
            text.push_str(&recase(surface));
        }
        last = range.end;
    }
    text.push_str(&title[last..]);
    text
}

/// Whether a word in capitals is an acronym: short, and no everyday word or hard to pronounce.
fn is_acronym(word: &str, bracketed: bool) -> bool {
    let len = word.chars().count();
    let lower = word.to_lowercase();
    let vowels = lower.chars().filter(|sign| !sign.is_ascii() || "aeiouy".contains(*sign)).count();
    match len {
        0..=4 => bracketed || !is_common_word(&lower),
        5 => (bracketed && !is_common_word(&lower)) || vowels == 0,
        _ => vowels == 0,
    }
}
