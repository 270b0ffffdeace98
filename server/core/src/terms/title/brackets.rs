//! Brackets in titles: another name, or what the name is told apart by.

use super::{grammar::Grammar, source::Source};
use crate::terms::{
    abbreviation::is_abbreviation_of,
    fold::{Key, fold_token},
    tokens::{Script, words},
};

/// A pair of brackets that was taken out of a title.
#[derive(Debug)]
pub(super) struct Bracket {
    /// What stood inside.
    pub(super) inner: String,
    /// Where it stood: a byte offset into the text that is left.
    pub(super) at: usize,
}

/// What brackets behind a name say about it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Other names of the same thing.
    Aliases(Vec<String>),
    /// The long form of one word of the name, or its short form: not the whole name.
    WordPair {
        short: String,
        long: String,
        /// The name with that word replaced.
        alias: String,
    },
    /// Where the name belongs, or a list of its members.
    Context,
}

/// Takes all brackets out of a title but those of code and formulas (`O(n)`, `main()`).
pub(super) fn take(source: &mut Source) -> Vec<Bracket> {
    let mut brackets = Vec::new();
    let mut from = 0;
    while let Some(found) = source.text[from..].find(['(', '（', '[']) {
        let open = from + found;
        let wide = source.text[open..].starts_with('（');
        if source.text[open..].starts_with('[') {
            // Law reports put the year in square brackets; others belong to code.
            let year = source.text.get(open + 1..open + 6).filter(|year| year.ends_with(']'));
            if year.is_none_or(|year| !year[..4].bytes().all(|digit| digit.is_ascii_digit())) {
                from = open + 1;
                continue;
            }
        }
        let inner_start = open + if wide { '（'.len_utf8() } else { 1 };
        let Some(close) = matching(&source.text, inner_start).filter(|_| source.verbatim_at(open).is_none())
        else {
            from = inner_start;
            continue;
        };
        let end = close + source.text[close..].chars().next().map_or(1, char::len_utf8);
        let inner = source.text[inner_start..close].trim().to_owned();
        if !wide && is_part_of_word(&source.text[..open], &inner, &source.text[end..]) {
            from = end;
            continue;
        }
        let tight = source.text[..open].ends_with(char::is_alphanumeric);
        source.remove(open..end);
        from = open;
        // `container(s)` is a plural that could not decide.
        if !(tight && matches!(inner.as_str(), "s" | "es")) {
            let left = source.text[..open].trim_end().len();
            let right = source.text.len() - source.text[open..].trim_start().len();
            let word_follows = source.text[right..].starts_with(char::is_alphanumeric);
            source.remove(left..right);
            if word_follows && 0 < left {
                source.insert_space(left);
            }
            brackets.push(Bracket { inner, at: left });
            from = left;
        }
    }
    brackets
}

/// The bracket that closes the one before `start`.
fn matching(text: &str, start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, sign) in text[start..].char_indices() {
        match sign {
            '(' | '（' | '[' => depth += 1,
            ')' | '）' | ']' if depth == 0 => return Some(start + at),
            ')' | '）' | ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether brackets belong to the word they touch: `O(n)`, `Fe(OH)3`, `useState()`, `f(x)`.
fn is_part_of_word(before: &str, inner: &str, after: &str) -> bool {
    if !before.ends_with(char::is_alphanumeric) {
        return false;
    }
    let word = before.rsplit(|sign: char| !sign.is_alphanumeric()).next().unwrap_or_default();
    let camel = word.starts_with(char::is_lowercase) && word.contains(char::is_uppercase);
    let short = inner.chars().count() <= 2 && !matches!(inner, "s" | "es");
    inner.is_empty()
        || (word.starts_with(char::is_lowercase) && declares(inner))
        || after.starts_with(char::is_alphanumeric)
        || word.chars().count() == 1
        || camel
        || (short && word.starts_with(char::is_lowercase))
}

/// Whether what a call takes is spelled out: `String a, int[] b`, `name: str`.
fn declares(inner: &str) -> bool {
    const PRIMITIVES: [&str; 8] = ["int", "boolean", "char", "double", "float", "long", "void", "const"];
    inner.split(',').all(|taken| {
        let mut found = taken.split_whitespace();
        let (Some(kind), Some(name), None) = (found.next(), found.next(), found.next()) else { return false };
        let typed = kind.ends_with([':', ']', '>', '*'])
            || PRIMITIVES.contains(&kind)
            || kind.starts_with(char::is_uppercase);
        typed && name.starts_with(char::is_lowercase)
    })
}

/// What brackets with this inside say about the name before them.
pub(super) fn meaning(name: &str, inner: &str, grammar: &Grammar) -> Meaning {
    if let Some(other) = announced(inner, grammar) {
        return Meaning::Aliases(pieces(other));
    }
    let parts = pieces(inner);
    if 1 < parts.len() {
        let translated = parts.iter().all(|part| is_translation(name, part));
        let abbreviated = parts.len() == 2 && is_abbreviation_of(&parts[1], &parts[0]);
        return if translated || abbreviated { Meaning::Aliases(parts) } else { Meaning::Context };
    }
    if inner.is_empty() || inner.ends_with('…') || inner.ends_with("...") {
        return Meaning::Context;
    }
    if is_pair(name, inner)
        || is_translation(name, inner)
        || is_numeronym(inner, name)
        || is_clipped(name, inner)
    {
        return Meaning::Aliases(parts);
    }
    if let Some(pair) = word_pair(name, inner) {
        return pair;
    }
    if has_same_head(name, inner) {
        return Meaning::Aliases(parts);
    }
    Meaning::Context
}

/// Whether one of two names abbreviates the other.
pub(super) fn is_pair(one: &str, other: &str) -> bool {
    is_abbreviation_of(one, other) || is_abbreviation_of(other, one)
}

/// What is behind `aka`, `also called`, `or`, at the start.
fn announced<'t>(inner: &'t str, grammar: &Grammar) -> Option<&'t str> {
    let found: Vec<_> = words(inner).collect();
    let tokens: Vec<_> = found.iter().map(|word| fold_token(word.span.of(inner))).collect();
    let len = grammar.also_called.prefix_of(&tokens)?;
    let next = found.get(len)?;
    Some(&inner[next.span.range().start..])
}

fn pieces(inner: &str) -> Vec<String> {
    let parts = inner.split([',', '，', '、', ';', '；']).flat_map(|part| part.split(" or "));
    let parts = parts.flat_map(|part| part.split(" / "));
    parts.map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// Whether the two are written in different scripts: `机器学习 (machine learning)`.
fn is_translation(name: &str, other: &str) -> bool {
    let script = |text: &str| text.chars().find(|sign| sign.is_alphabetic()).map(Script::of);
    match (script(name), script(other)) {
        (Some(left), Some(right)) => (left == Script::Latin) != (right == Script::Latin),
        (Some(_) | None, _) => false,
    }
}

/// Whether both end in the same word and are more than that word: `CAP theorem`, `Brewer's theorem`.
fn has_same_head(name: &str, other: &str) -> bool {
    let (left, right) = (Key::new(name), Key::new(other));
    let head = |key: &Key| key.as_str().rsplit_once(' ').map(|(_, head)| head.to_owned());
    matches!((head(&left), head(&right)), (Some(left), Some(right)) if left == right)
}

/// Whether a single lower-case word begins as some word of the name does: `Docker Daemon (dockerd)`.
fn is_clipped(name: &str, inner: &str) -> bool {
    let single = inner.chars().all(|sign| sign.is_lowercase() || sign.is_ascii_digit()) && inner.is_ascii();
    let prefix = inner.get(..3);
    single
        && prefix.is_some_and(|prefix| {
            name.split(|sign: char| !sign.is_alphanumeric())
                .any(|word| word.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(prefix)))
        })
}

/// `K8s` for `Kubernetes`: the number counts the letters that were left out.
fn is_numeronym(short: &str, long: &str) -> bool {
    let digits: String = short.chars().filter(char::is_ascii_digit).collect();
    let letters = short.chars().count() - digits.len();
    let Ok(count) = digits.parse::<usize>() else { return false };
    let same_start = short.chars().next().map(|sign| sign.to_ascii_lowercase())
        == long.chars().next().map(|sign| sign.to_ascii_lowercase());
    same_start
        && 2 <= letters
        && letters + count == long.chars().filter(|sign| sign.is_alphanumeric()).count()
}

/// A word of the name that the brackets spell out, or that spells them out.
fn word_pair(name: &str, inner: &str) -> Option<Meaning> {
    let mut found = name.split_whitespace();
    let word = found.find(|word| is_abbreviation_of(word, inner))?;
    let alias = name.replacen(word, inner, 1);
    Some(Meaning::WordPair { short: word.to_owned(), long: inner.to_owned(), alias })
}
