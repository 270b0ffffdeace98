//! Words whose place tells that a sentence is wrong.

/// Words that nobody writes twice in a row on purpose, in the languages that notes are mostly written in.
const NEVER_DOUBLED: [&str; 42] = [
    "a", "an", "and", "are", "as", "at", "be", "because", "but", "by", "con", "der", "des", "for", "from",
    "für", "has", "have", "if", "into", "its", "les", "los", "mit", "not", "of", "or", "para", "pour", "the",
    "their", "these", "this", "to", "und", "von", "was", "were", "when", "which", "with", "your",
];

/// Words that a sentence cannot end with.
const NEVER_LAST: [&str; 18] = [
    "a", "an", "and", "because", "between", "der", "des", "die", "into", "of", "or", "than", "the", "their",
    "und", "which", "whose", "your",
];

/// Words that a sentence can end with, but only behind a clause that wants them: `where it comes from`.
const SELDOM_LAST: [&str; 6] = ["at", "by", "for", "from", "to", "with"];

/// Words whose clauses may end with a preposition.
const CLAUSES: [&str; 14] = [
    "that", "to", "what", "when", "where", "which", "who", "whom", "whose", "why", "how", "it", "you", "they",
];

/// Whether a word in lower case never stands twice in a row.
pub(super) fn is_never_doubled(word: &str) -> bool {
    NEVER_DOUBLED.binary_search(&word).is_ok()
}

/// Whether a sentence that ends with these letters may stop in its middle: quick, and sure only where it says no.
pub(super) fn may_be_last(letters: &str) -> bool {
    NEVER_LAST.iter().chain(&SELDOM_LAST).any(|last| letters.ends_with(last))
}

/// Whether the words of a sentence stop in its middle.
pub(super) fn stops_in_the_middle(words: &[&str]) -> bool {
    let Some((last, before)) = words.split_last() else { return false };
    let last = last.to_lowercase();
    let is_clause = |word: &&str| CLAUSES.iter().any(|clause| word.eq_ignore_ascii_case(clause));
    NEVER_LAST.binary_search(&last.as_str()).is_ok()
        || (SELDOM_LAST.contains(&last.as_str()) && 7 < words.len() && !before.iter().any(is_clause))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!(NEVER_DOUBLED.is_sorted());
        assert!(NEVER_LAST.is_sorted());
    }
}
