//! Ranks names against what somebody typed: the only place that knows the matching library.
//!
//! The library finds a match in almost any long name. Here a match has to be one that a person would see: typed text in
//! one piece, the beginnings of words, or that with a few letters left out.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a match is worth by its shape; scattered letters are worth less than any of these.
const WHOLE: i64 = 5000;
const BEGINNING: i64 = 4000;
const WORDS_IN_A_ROW: i64 = 3000;
const WORDS_IN_ANY_ORDER: i64 = 2500;
const INSIDE_A_WORD: i64 = 2000;
const MOST_SCATTERED: i64 = 999;

/// A query, ready to be matched against many names.
pub(crate) struct Matcher {
    /// What was typed, folded.
    query: String,
    /// The same without spaces.
    letters: Vec<char>,
    /// Which letters these are.
    mask: u64,
    matcher: SkimMatcherV2,
}

impl Matcher {
    /// A matcher for a query; letter case and accents do not matter, nor does space around it.
    pub(crate) fn new(query: &str) -> Self {
        let query: String = Name::new(query.trim()).lower.into_iter().collect();
        let letters: Vec<char> = query.chars().filter(|character| !character.is_whitespace()).collect();
        let mask = letters.iter().fold(0, |mask, &letter| mask | bit(letter));
        Self { query, letters, mask, matcher: SkimMatcherV2::default().ignore_case() }
    }

    /// How well a name matches, higher is better; `None` where it does not. Everything matches an empty query.
    ///
    /// A whole name beats one that starts with the query, and that beats a scattered match.
    pub(crate) fn score(&self, name: &str) -> Option<i64> {
        if self.query.is_empty() {
            return Some(0);
        }
        // Most names of a vault lack one of the letters, and need no closer look.
        if name.is_ascii() && self.mask & !name.chars().fold(0, |mask, letter| mask | bit(letter)) != 0 {
            return None;
        }
        let name = Name::new(name);
        let lower: String = name.lower.iter().collect();
        if let Some(rest) = lower.strip_prefix(&self.query) {
            return Some(if rest.is_empty() { WHOLE } else { BEGINNING });
        }
        let mut found =
            lower.match_indices(&self.query).map(|(at, _)| lower[..at].chars().count()).peekable();
        let is_inside = found.peek().is_some();
        if found.any(|at| name.starts[at]) {
            return Some(WORDS_IN_A_ROW);
        }
        let mut words = self.query.split_whitespace();
        if self.query.contains(char::is_whitespace) && words.all(|word| name.has_word(word)) {
            return Some(WORDS_IN_ANY_ORDER);
        }
        // One letter inside a word is in nearly every name.
        if is_inside && 1 < self.letters.len() {
            return Some(INSIDE_A_WORD);
        }
        if !name.is_seen_in(&self.letters) {
            return None;
        }
        let letters: String = self.letters.iter().collect();
        self.matcher.fuzzy_match(&lower, &letters).map(|score| score.clamp(0, MOST_SCATTERED))
    }
}

/// A bit for each letter and digit of ASCII; none for other characters.
fn bit(letter: char) -> u64 {
    match letter.to_ascii_lowercase() {
        letter @ 'a'..='z' => 1 << (letter as u32 - 'a' as u32),
        digit @ '0'..='9' => 1 << (digit as u32 - '0' as u32 + 26),
        _ => 0,
    }
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

    /// Whether a word of the name begins so.
    fn has_word(&self, word: &str) -> bool {
        (0..self.lower.len()).any(|at| {
            let mut rest = self.lower[at..].iter().copied();
            self.starts[at] && word.chars().all(|letter| rest.next() == Some(letter))
        })
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
        Matcher::new(query).score(name)
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
    fn everything_matches_nothing_typed() {
        assert_eq!(score(" ", "anything"), Some(0));
    }
}
