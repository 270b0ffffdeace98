//! Ranks many names at the cost of few: a cheap look at each, and proposals are made of the best alone.

use std::cell::Cell;

use crate::fuzzy::Matcher;
use crate::letters::{folded, wanted_pairs};

/// What a match is worth by its shape; scattered letters are worth less than any of these.
const WHOLE: i64 = 5000;
const BEGINNING: i64 = 4000;
const WORD: i64 = 3000;
const WORDS: i64 = 2500;
const INSIDE: i64 = 2000;
const MOST_SCATTERED: i64 = 999;

/// Most names of an answer whose scattered letters are weighed; that costs ten times what all else does.
const MOST_WEIGHED: u32 = 200;

/// What was typed, ready to be compared with many names. Letter case and accents do not matter.
pub(super) struct Query {
    folded: String,
    matcher: Matcher,
    weighed: Cell<u32>,
}

impl Query {
    pub(super) fn new(typed: &str) -> Self {
        let typed = typed.trim();
        Self { folded: folded(typed), matcher: Matcher::new(typed), weighed: Cell::new(0) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }

    /// What was typed, in lower case and without accents.
    pub(super) fn folded(&self) -> &str {
        &self.folded
    }

    /// The pairs of letters that a name has to have to match in one piece; see [`wanted_pairs`].
    pub(super) fn pairs(&self) -> u64 {
        wanted_pairs(&self.folded)
    }

    /// How well a name matches, in steps of hundreds; `None` where it does not. Everything matches nothing typed.
    pub(super) fn score(&self, name: &str) -> Option<i64> {
        if self.folded.is_empty() {
            return Some(0);
        }
        let score = if name.is_ascii() {
            score(self.folded.as_bytes(), name.as_bytes())
        } else {
            score(self.folded.as_bytes(), folded(name).as_bytes())
        }?;
        if score > 0 {
            return Some(score);
        }
        if self.weighed.get() == MOST_WEIGHED {
            return Some(0);
        }
        self.weighed.set(self.weighed.get() + 1);
        self.matcher.score(name).map(|score| score.clamp(0, MOST_SCATTERED))
    }
}

/// The same for a folded query, which is not empty; 0 for letters that are there in their order and no more.
fn score(query: &[u8], name: &[u8]) -> Option<i64> {
    let in_words = query.contains(&b' ');
    // Most names end here, so this has to be fast.
    if !in_words && !has_letters(query, name) {
        return None;
    }
    let has = |at: usize, wanted: &[u8]| {
        name.get(at..at + wanted.len()).is_some_and(|part| part.eq_ignore_ascii_case(wanted))
    };
    if has(0, query) {
        return Some(if name.len() == query.len() { WHOLE } else { BEGINNING });
    }
    let first = query[0];
    let starts = (0..name.len()).filter(|&at| name[at].eq_ignore_ascii_case(&first));
    let mut is_inside = false;
    for at in starts.clone().filter(|&at| has(at, query)) {
        if starts_word(name, at) {
            return Some(WORD);
        }
        is_inside = true;
    }
    if in_words {
        let mut words = query.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
        if words.all(|word| (0..name.len()).any(|at| starts_word(name, at) && has(at, word))) {
            return Some(WORDS);
        }
    }
    // One letter inside a word is in nearly every name.
    if query.len() < 2 {
        return None;
    }
    if is_inside {
        return Some(INSIDE);
    }
    let from = starts.into_iter().find(|&at| starts_word(name, at))?;
    has_letters(query, &name[from..]).then_some(0)
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

/// Whether a client that compares letters one after the other finds what was typed in a text, letter case aside.
pub(super) fn keeps(typed: &str, text: &str) -> bool {
    let mut rest = text.chars().flat_map(char::to_lowercase);
    typed.chars().flat_map(char::to_lowercase).all(|typed| rest.any(|found| found == typed))
}

/// Things with their scores, of which the best are kept; of equals those that came first.
pub(super) struct Candidates<T>(Vec<(i64, u32, T)>);

impl<T> Candidates<T> {
    pub(super) fn new() -> Self {
        Self(Vec::new())
    }

    pub(super) fn push(&mut self, score: i64, candidate: T) {
        // A negative score would sort as a worse one; the number tells equals apart.
        let number = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        self.0.push((-score, number, candidate));
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The best, with their scores, and whether there are more.
    pub(super) fn best(mut self, most: usize) -> (Vec<(i64, T)>, bool) {
        let is_cut = most < self.0.len();
        let key = |candidate: &(i64, u32, T)| (candidate.0, candidate.1);
        if is_cut {
            self.0.select_nth_unstable_by_key(most, key);
            self.0.truncate(most);
        }
        self.0.sort_unstable_by_key(key);
        (self.0.into_iter().map(|(score, _, candidate)| (-score, candidate)).collect(), is_cut)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_names_beat_beginnings_beat_words_beat_parts_beat_scattered_letters() {
        let query = Query::new("cap");
        let ranked = ["CAP", "Caps", "The cap", "Escape", "Circuit and pipe"];
        let scores = ranked.map(|name| query.score(name).unwrap_or(-1));
        assert!(scores.is_sorted_by(|one, other| one > other), "{scores:?}");
        assert_eq!(query.score("cup"), None);
    }

    #[test]
    fn accents_and_case_do_not_matter_and_words_come_in_any_order() {
        assert_eq!(Query::new("CAFÉ").score("cafe"), Some(WHOLE));
        assert_eq!(Query::new("cafe").score("Le Café"), Some(WORD));
        assert_eq!(Query::new("数据").score("数据库"), Some(BEGINNING));
        assert_eq!(Query::new("bucket tok").score("Token bucket"), Some(WORDS));
        assert_eq!(Query::new(" ").score("anything"), Some(0));
    }

    #[test]
    fn the_best_are_kept_and_equals_stay_in_order() {
        let mut candidates = Candidates::new();
        for (score, name) in [(1, "a"), (3, "b"), (1, "c"), (2, "d"), (3, "e")] {
            candidates.push(score, name);
        }
        assert_eq!(candidates.best(4), (vec![(3, "b"), (3, "e"), (2, "d"), (1, "a")], true));
    }
}
