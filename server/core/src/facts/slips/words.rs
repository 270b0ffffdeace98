//! Words whose place tells that a sentence is wrong.

/// Words that nobody writes twice in a row on purpose, in the languages that notes are mostly written in.
const NEVER_DOUBLED: [&str; 117] = [
    "a",
    "about",
    "also",
    "an",
    "and",
    "are",
    "as",
    "at",
    "att",
    "auch",
    "aux",
    "avec",
    "be",
    "because",
    "been",
    "beim",
    "between",
    "but",
    "by",
    "cette",
    "com",
    "con",
    "could",
    "dans",
    "del",
    "della",
    "delle",
    "des",
    "di",
    "dla",
    "durch",
    "een",
    "eine",
    "einem",
    "einen",
    "einer",
    "el",
    "et",
    "for",
    "from",
    "für",
    "gli",
    "has",
    "have",
    "if",
    "il",
    "into",
    "its",
    "le",
    "les",
    "los",
    "mais",
    "mit",
    "nella",
    "not",
    "och",
    "oder",
    "of",
    "or",
    "oraz",
    "os",
    "our",
    "para",
    "pela",
    "pelo",
    "pero",
    "pour",
    "przez",
    "should",
    "sono",
    "than",
    "the",
    "their",
    "them",
    "these",
    "they",
    "this",
    "through",
    "to",
    "uma",
    "una",
    "und",
    "vom",
    "von",
    "was",
    "were",
    "when",
    "which",
    "while",
    "with",
    "would",
    "wurde",
    "your",
    "zum",
    "zur",
    "zwischen",
    "über",
    "και",
    "της",
    "του",
    "в",
    "для",
    "если",
    "и",
    "из",
    "или",
    "которая",
    "которые",
    "который",
    "между",
    "на",
    "от",
    "по",
    "при",
    "также",
    "через",
    "чтобы",
];

/// Words that a sentence cannot end with.
const NEVER_LAST: [&str; 22] = [
    "an",
    "and",
    "because",
    "between",
    "der",
    "des",
    "die",
    "et",
    "into",
    "las",
    "los",
    "oder",
    "or",
    "than",
    "the",
    "their",
    "und",
    "whose",
    "your",
    "и",
    "или",
    "чтобы",
];

/// Words that a sentence can end with only behind a clause that wants them: `what it is made of`.
const LAST_IN_CLAUSES: [&str; 2] = ["of", "which"];

/// Words that a sentence can end with, but only behind a clause that wants them: `where it comes from`.
const SELDOM_LAST: [&str; 6] = ["at", "by", "for", "from", "to", "with"];

/// Words whose clauses may end with a preposition.
const CLAUSES: [&str; 14] = [
    "that", "to", "what", "when", "where", "which", "who", "whom", "whose", "why", "how", "it", "you", "they",
];

/// Small words that show a sentence to be German, where `die` is an article and `an` is how a verb may end it.
const GERMAN: [&str; 24] = [
    "als", "auch", "auf", "aus", "bei", "das", "dem", "den", "der", "des", "ein", "eine", "einen", "für",
    "ich", "im", "ist", "mit", "nicht", "sich", "sie", "sind", "und", "von",
];

/// Whether a word in lower case never stands twice in a row.
pub(super) fn is_never_doubled(word: &str) -> bool {
    NEVER_DOUBLED.binary_search(&word).is_ok()
}

/// Whether a sentence that ends with these letters may stop in its middle: quick, and sure only where it says no.
pub(super) fn may_be_last(letters: &str) -> bool {
    let known = NEVER_LAST.iter().chain(&SELDOM_LAST).chain(&LAST_IN_CLAUSES).chain(&["a"]);
    known.into_iter().any(|last| letters.ends_with(last))
}

/// Whether the words of a sentence stop in its middle.
pub(super) fn stops_in_the_middle(words: &[&str]) -> bool {
    let Some((last, before)) = words.split_last() else { return false };
    let last = last.to_lowercase();
    let last = last.as_str();
    let is_clause = |word: &&str| CLAUSES.iter().any(|clause| word.eq_ignore_ascii_case(clause));
    let plain = || !before.iter().any(is_clause);
    let is_german = || before.iter().any(|word| GERMAN.binary_search(&word.to_lowercase().as_str()).is_ok());
    // `The cells die`, `Das Licht geht an`.
    let is_whole = match last {
        "die" => !is_german(),
        "an" => is_german(),
        _ => false,
    };
    if is_whole {
        return false;
    }
    let in_between =
        || last == "between" && before.last().is_some_and(|word| word.eq_ignore_ascii_case("in"));
    (NEVER_LAST.binary_search(&last).is_ok() && !in_between())
        || (LAST_IN_CLAUSES.contains(&last) && plain())
        || (last == "a" && !is_variable(before))
        || (SELDOM_LAST.contains(&last) && 7 < words.len() && plain())
}

/// Whether `a` at the end of a text is a letter and no article: other letters stand before it (`b is larger than a`),
/// or what is told apart by letters (`see figure a`).
fn is_variable(before: &[&str]) -> bool {
    const LETTERED: [&str; 26] = [
        "case", "class", "column", "constant", "eq", "equation", "exercise", "fig", "figure", "group",
        "item", "letter", "option", "panel", "part", "point", "question", "row", "section", "side", "step",
        "type", "value", "variable", "vector", "vitamin",
    ];
    let is_letter = |word: &&str| word.chars().count() == 1 && !matches!(*word, "a" | "A" | "i" | "I");
    let is_lettered = |word: &&str| LETTERED.iter().any(|known| word.eq_ignore_ascii_case(known));
    before.iter().any(is_letter) || before.last().is_some_and(is_lettered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!(NEVER_DOUBLED.is_sorted() && LAST_IN_CLAUSES.is_sorted());
        assert!(NEVER_LAST.is_sorted() && GERMAN.is_sorted());
    }
}
