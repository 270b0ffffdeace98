//! Ranks names against what somebody typed: the only place that knows the matching library.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// A query, ready to be matched against many names.
pub(crate) struct Matcher {
    query: String,
    matcher: SkimMatcherV2,
}

impl Matcher {
    /// A matcher for a query; letter case does not matter, nor does space around it.
    pub(crate) fn new(query: &str) -> Self {
        Self { query: query.trim().to_lowercase(), matcher: SkimMatcherV2::default().ignore_case() }
    }

    /// How well a name matches, higher is better; `None` where it does not. Everything matches an empty query.
    ///
    /// A whole name beats one that starts with the query, and that beats a scattered match.
    pub(crate) fn score(&self, name: &str) -> Option<i64> {
        if self.query.is_empty() {
            return Some(0);
        }
        let fuzzy = self.matcher.fuzzy_match(name, &self.query)?;
        let lower = name.to_lowercase();
        let bonus = match lower.strip_prefix(&self.query) {
            Some("") => 2000,
            Some(_) => 1000,
            None if lower.contains(&self.query) => 500,
            None => 0,
        };
        Some(fuzzy + bonus)
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

    #[test]
    fn whole_names_beat_beginnings_beat_parts_beat_scattered_letters() {
        let matcher = Matcher::new("cap");
        let score = |name| matcher.score(name);
        assert!(score("CAP") > score("CAP theorem"));
        assert!(score("CAP theorem") > score("The CAP theorem"));
        assert!(score("The CAP theorem") > score("Circuit and pipe"));
        assert_eq!(score("cup"), None);
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
        assert_eq!(Matcher::new(" ").score("anything"), Some(0));
    }
}
