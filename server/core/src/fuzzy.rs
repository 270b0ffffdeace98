//! Ranks names against what somebody typed, for symbols and completions alike: the only place that knows the matching
//! library.
//!
//! The library finds a match in almost any long name. Here a match has to be one that a person would see: typed text in
//! one piece, the beginnings of words, or that with a few letters left out.

use std::cell::Cell;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::letters::{folded, wanted_letters, wanted_pairs};

/// What a match is worth by its shape; scattered letters are worth less than any of these.
const WHOLE: i64 = 5000;
const BEGINNING: i64 = 4000;
const WORDS_IN_A_ROW: i64 = 3000;
const WORDS_IN_ANY_ORDER: i64 = 2500;
const INSIDE_A_WORD: i64 = 2000;
const MOST_SCATTERED: i64 = 999;

/// Most names of a limited query whose scattered letters are weighed; that costs ten times what all else does.
const MOST_WEIGHED: u32 = 200;

/// What was typed, ready to be matched against many names. Letter case and accents do not matter, nor does space around it.
pub(crate) struct Query {
    /// What was typed, folded.
    folded: String,
    /// The same without spaces.
    letters: String,
    matcher: SkimMatcherV2,
    /// How many more names may be weighed; `None` for all.
    to_weigh: Option<Cell<u32>>,
}

impl Query {
    /// A query that weighs each name.
    pub(crate) fn new(typed: &str) -> Self {
        let folded = folded(typed.trim());
        let letters = folded.chars().filter(|letter| !letter.is_whitespace()).collect();
        Self { folded, letters, matcher: SkimMatcherV2::default().ignore_case(), to_weigh: None }
    }

    /// A query for an answer that is asked for with each letter: when enough names are weighed, the letters of others
    /// count as seen.
    pub(crate) fn limited(typed: &str) -> Self {
        Self { to_weigh: Some(Cell::new(MOST_WEIGHED)), ..Self::new(typed) }
    }

    /// Whether nothing was typed.
    pub(crate) fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }

    /// What was typed, in lower case and without accents.
    pub(crate) fn folded(&self) -> &str {
        &self.folded
    }

    /// The pairs of letters that a name has to have to match in one piece; see [`wanted_pairs`].
    pub(crate) fn pairs(&self) -> u64 {
        wanted_pairs(&self.folded)
    }

    /// The letters and digits that a name has to have to match at all; see [`wanted_letters`].
    pub(crate) fn letters(&self) -> u64 {
        wanted_letters(&self.folded)
    }

    /// How well a name matches, higher is better; `None` where it does not. Everything matches nothing typed.
    ///
    /// A whole name beats one that starts with the query, and that beats a scattered match.
    pub(crate) fn score(&self, name: &str) -> Option<i64> {
        if self.folded.is_empty() {
            return Some(0);
        }
        let shape =
            if name.is_ascii() { self.shape(name.as_bytes()) } else { self.shape(folded(name).as_bytes()) };
        match shape? {
            Shape::OnePiece(score) => Some(score),
            Shape::Scattered => self.scattered(name),
        }
    }

    /// How the query is found in a name, whose letters are those of ASCII or folded.
    fn shape(&self, name: &[u8]) -> Option<Shape> {
        let query = self.folded.as_bytes();
        let in_words = query.contains(&b' ');
        // Most names end here, so this has to be fast.
        if !in_words && !has_letters(query, name) {
            return None;
        }
        let has = |at: usize, wanted: &[u8]| {
            name.get(at..at + wanted.len()).is_some_and(|part| part.eq_ignore_ascii_case(wanted))
        };
        if has(0, query) {
            return Some(Shape::OnePiece(if name.len() == query.len() { WHOLE } else { BEGINNING }));
        }
        let first = query[0];
        let starts = (0..name.len()).filter(|&at| name[at].eq_ignore_ascii_case(&first));
        let mut is_inside = false;
        for at in starts.clone().filter(|&at| has(at, query)) {
            if starts_word(name, at) {
                return Some(Shape::OnePiece(WORDS_IN_A_ROW));
            }
            is_inside = true;
        }
        if in_words {
            let mut words = query.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
            if words.all(|word| (0..name.len()).any(|at| starts_word(name, at) && has(at, word))) {
                return Some(Shape::OnePiece(WORDS_IN_ANY_ORDER));
            }
        }
        // One letter inside a word is in nearly every name.
        if self.letters.len() < 2 {
            return None;
        }
        if is_inside {
            return Some(Shape::OnePiece(INSIDE_A_WORD));
        }
        let from = starts.into_iter().find(|&at| starts_word(name, at))?;
        has_letters(self.letters.as_bytes(), &name[from..]).then_some(Shape::Scattered)
    }

    /// The worth of letters that are strewn over a name.
    fn scattered(&self, name: &str) -> Option<i64> {
        if let Some(left) = &self.to_weigh {
            if left.get() == 0 {
                return Some(0);
            }
            left.set(left.get() - 1);
        }
        let name = Name::new(name);
        if !name.is_seen_in(&self.letters.chars().collect::<Vec<_>>()) {
            return None;
        }
        let lower: String = name.lower.iter().collect();
        self.matcher.fuzzy_match(&lower, &self.letters).map(|score| score.clamp(0, MOST_SCATTERED))
    }
}

/// How a query is found in a name.
enum Shape {
    /// In one piece, or word by word: worth so much.
    OnePiece(i64),
    /// Letter by letter, perhaps too far apart.
    Scattered,
}

/// Whether the letters of a folded query are in a name in their order.
fn has_letters(query: &[u8], name: &[u8]) -> bool {
    let mut rest = query;
    for byte in name {
        if byte.to_ascii_lowercase() == rest[0] {
            rest = &rest[1..];
            if rest.is_empty() {
                return true;
            }
        }
    }
    false
}

fn starts_word(name: &[u8], at: usize) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
    let Some(before) = at.checked_sub(1).map(|before| name[before]) else { return true };
    is_letter(name[at])
        && (!is_letter(before) || (before.is_ascii_lowercase() && name[at].is_ascii_uppercase()))
}

/// A name letter by letter.
struct Name {
    /// In lower case, without accents.
    lower: Vec<char>,
    /// Whether a word starts at the letter.
    starts: Vec<bool>,
}

impl Name {
    fn new(name: &str) -> Self {
        let plain: Vec<char> = if name.is_ascii() {
            name.chars().collect()
        } else {
            name.nfd().filter(|character| !is_combining_mark(*character)).collect()
        };
        let starts = (0..plain.len()).map(|at| {
            let letter = plain[at];
            let before = at.checked_sub(1).map(|before| plain[before]);
            letter.is_alphanumeric()
                && before.is_none_or(|before| {
                    !before.is_alphanumeric() || (before.is_lowercase() && letter.is_uppercase())
                })
        });
        let starts = starts.collect();
        let lower = plain.iter().map(|letter| letter.to_lowercase().next().unwrap_or(*letter)).collect();
        Self { lower, starts }
    }

    /// Whether the letters are in the name in their order, from the start of a word on, and each where the one before
    /// ends or where the next word starts. In place of each four letters one may be left out, or a word of more than
    /// three.
    fn is_seen_in(&self, letters: &[char]) -> bool {
        let allowed = if letters.len() < 6 { 0 } else { letters.len() / 4 };
        // For each place of the name: how many letters are left out where the letter looked at stands there.
        let mut left_out: Vec<Option<usize>> = vec![None; self.lower.len()];
        for (number, letter) in letters.iter().enumerate() {
            let mut next = vec![None; self.lower.len()];
            let mut word_start = 0;
            // The best of the words before, and of this word with its distance to the start of the name added.
            let mut before: Option<usize> = (number == 0).then_some(0);
            let mut here: Option<isize> = None;
            for at in 0..self.lower.len() {
                if self.starts[at] {
                    let of_word = left_out[word_start..at].iter().flatten().min().copied();
                    let word = self.lower[word_start..at].iter().filter(|letter| letter.is_alphanumeric());
                    // A match may begin at any word.
                    let passed_over = usize::from(0 < number && 3 < word.count());
                    before = before.map(|cost| cost + passed_over).into_iter().chain(of_word).min();
                    here = None;
                    word_start = at;
                }
                if self.lower[at] == *letter {
                    let may_jump = self.starts[at] || 0 < number;
                    let jumped = before.filter(|_| may_jump).map(|cost| cost + (at - word_start));
                    let walked = here.map(|cost| (cost + at as isize - 1).max(0) as usize);
                    let cost = jumped.into_iter().chain(walked).min();
                    next[at] = cost.filter(|cost| *cost <= allowed);
                }
                if let Some(cost) = left_out[at] {
                    let far = cost as isize - at as isize;
                    here = Some(here.map_or(far, |known| known.min(far)));
                }
            }
            left_out = next;
        }
        left_out.iter().any(Option::is_some)
    }
}

/// Whether a client that compares letters one after the other finds what was typed in a text, letter case aside.
pub(crate) fn keeps(typed: &str, text: &str) -> bool {
    let mut rest = text.chars().flat_map(char::to_lowercase);
    typed.chars().flat_map(char::to_lowercase).all(|typed| rest.any(|found| found == typed))
}

/// How many letters one must insert, remove, replace or swap with their neighbour to make one word of another; `None`
/// for more than `most`.
pub(crate) fn distance(one: &str, other: &str, most: usize) -> Option<usize> {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    if most < one.len().abs_diff(other.len()) {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, &a) in one.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, &b) in other.iter().enumerate() {
            let replaced = last[column] + usize::from(a != b);
            let mut least = replaced.min(last[column + 1] + 1).min(next[column] + 1);
            if 0 < row && 0 < column && a == other[column - 1] && b == one[row - 1] {
                least = least.min(before[column - 1] + 1);
            }
            next.push(least);
        }
        if next.iter().all(|&count| most < count) {
            return None;
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().filter(|&count| count <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(query: &str, name: &str) -> Option<i64> {
        Query::new(query).score(name)
    }

    #[test]
    fn whole_names_beat_beginnings_beat_parts_beat_scattered_letters() {
        let ranked = ["CAP", "CAP theorem", "The CAP theorem", "Escape", "Circuit and pipe"];
        let scores = ranked.map(|name| score("cap", name).expect("all of them match"));
        assert!(scores.is_sorted_by(|one, other| one > other), "{scores:?}");
        assert_eq!(score("cup", "CAP"), None);
    }

    #[test]
    fn letters_have_to_begin_words_or_go_on() {
        for name in ["Rate limiting", "rate_limit", "RateLimiter"] {
            assert!(score("ratelim", name).is_some(), "{name}");
        }
        assert!(score("wtc", "Write-through cache").is_some());
        assert_eq!(score("cat", "Computing state machines"), None);
        assert_eq!(score("tls", "Handling of installs"), None);
        assert_eq!(score("cors", "Chain of responsibility"), None);
        assert_eq!(score("dns", "Does it need another server"), None);
        assert_eq!(score("lock", "A list of keys in one column"), None);
    }

    #[test]
    fn a_few_letters_may_be_left_out() {
        assert!(score("tokn bcket", "Token bucket").is_some());
        assert!(score("bckt", "Token bucket").is_none());
        assert!(score("tkn", "Token").is_none());
    }

    #[test]
    fn words_may_stand_in_any_order() {
        assert!(score("bucket tok", "Token bucket") > score("tokbuck", "Token bucket"));
        assert_eq!(score("bucket leak", "Token bucket"), None);
    }

    #[test]
    fn accents_do_not_matter() {
        assert_eq!(score("cafe", "Café"), score("café", "CAFE"));
        assert_eq!(score("cafe", "Cafe\u{301}"), Some(WHOLE));
        assert_eq!(score("数据", "数据库"), Some(BEGINNING));
    }

    #[test]
    fn one_letter_has_to_begin_a_word() {
        assert!(score("b", "Token bucket").is_some());
        assert_eq!(score("k", "Token bucket"), None);
    }

    #[test]
    fn letters_to_change() {
        for (one, other, expected) in [
            ("osmosis", "osmosis", Some(0)),
            ("osmsis", "osmosis", Some(1)),
            ("osmsosi", "osmosis", Some(2)),
            ("teh", "the", Some(1)),
            ("", "ab", Some(2)),
            ("köln", "koln", Some(1)),
            ("mitosis", "kernel", None),
            ("a", "abcdef", None),
        ] {
            assert_eq!(distance(one, other, 2), expected, "{one} {other}");
            assert_eq!(distance(other, one, 2), expected, "{other} {one}");
        }
    }

    #[test]
    fn words_of_one_piece_are_worth_the_same_with_a_limit() {
        let limited = Query::limited("tokbuck");
        for _ in 0..=MOST_WEIGHED {
            limited.score("Token bucket");
        }
        assert_eq!(limited.score("Token bucket"), Some(0));
        assert_eq!(limited.score("tokbuckets"), Some(BEGINNING));
        assert_eq!(limited.score("bucket"), None);
    }

    #[test]
    fn everything_matches_nothing_typed() {
        assert_eq!(score(" ", "anything"), Some(0));
    }
}
