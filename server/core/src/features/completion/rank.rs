//! The best of many candidates at the cost of few: each gets a score, and proposals are made of the best alone.

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
    fn the_best_are_kept_and_equals_stay_in_order() {
        let mut candidates = Candidates::new();
        for (score, name) in [(1, "a"), (3, "b"), (1, "c"), (2, "d"), (3, "e")] {
            candidates.push(score, name);
        }
        assert_eq!(candidates.best(4), (vec![(3, "b"), (3, "e"), (2, "d"), (1, "a")], true));
    }
}
