//! The best of many candidates at the cost of few: each gets a rank, and answers are made of the best alone.

use std::cmp::Reverse;

/// Things with their ranks, of which the highest are kept; of equals those that came first.
pub(crate) struct Candidates<T, R = i64>(Vec<(Reverse<R>, u32, T)>);

impl<T, R: Copy + Ord> Candidates<T, R> {
    pub(crate) fn new() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn push(&mut self, rank: R, candidate: T) {
        // The number tells equals apart.
        let number = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        self.0.push((Reverse(rank), number, candidate));
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The best, with their ranks, and whether there are more.
    pub(crate) fn best(mut self, most: usize) -> (Vec<(R, T)>, bool) {
        let is_cut = most < self.0.len();
        let key = |candidate: &(Reverse<R>, u32, T)| (candidate.0, candidate.1);
        if is_cut {
            self.0.select_nth_unstable_by_key(most, key);
            self.0.truncate(most);
        }
        self.0.sort_unstable_by_key(key);
        (self.0.into_iter().map(|(Reverse(rank), _, candidate)| (rank, candidate)).collect(), is_cut)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_are_kept_and_equals_stay_in_order() {
        let mut candidates = Candidates::new();
        for (rank, name) in [(1, "a"), (3, "b"), (1, "c"), (2, "d"), (3, "e")] {
            candidates.push(rank, name);
        }
        assert_eq!(candidates.best(4), (vec![(3, "b"), (3, "e"), (2, "d"), (1, "a")], true));
    }
}
