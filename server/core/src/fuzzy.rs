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
    fn everything_matches_nothing_typed() {
        assert_eq!(Matcher::new(" ").score("anything"), Some(0));
    }
}
