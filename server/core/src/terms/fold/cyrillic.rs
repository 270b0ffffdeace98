//! The endings of Russian words: as much as can be done without a dictionary.
//!
//! A name is found in most of its cases (`алгоритма`, `базе данных`) by cutting the endings of nouns and adjectives from
//! every word. Words change inside too (`окно`, `окон`), and those are missed; short words keep long endings, since
//! `геном` is no case of `ген`.

/// Endings that hold a consonant or several vowels: what is left must have four letters.
const LONG: [&str; 34] = [
    "иями", "ами", "ями", "ыми", "ими", "ого", "его", "ому", "ему", "ией", "ов", "ев", "ей", "ам", "ям",
    "ах", "ях", "ом", "ем", "ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "ых", "их", "ым", "им",
    "ую", "ью",
];

/// Single letters: what is left must have three.
const SHORT: [char; 10] = ['а', 'е', 'и', 'о', 'у', 'ы', 'ь', 'ю', 'я', 'й'];

/// Where a folded word ends without its endings; nothing if it has none.
pub(super) fn stem_end(word: &str) -> Option<usize> {
    let is_russian = !word.is_empty() && word.chars().all(|letter| matches!(letter, 'а'..='я'));
    if !is_russian {
        return None;
    }
    // Each letter takes two bytes.
    let letters = |text: &str| text.len() / 2;
    let mut stem = word;
    loop {
        let long = LONG.iter().find_map(|ending| stem.strip_suffix(ending)).filter(|rest| 4 <= letters(rest));
        let Some(rest) = long.or_else(|| stem.strip_suffix(SHORT).filter(|rest| 3 <= letters(rest))) else {
            break;
        };
        stem = rest;
    }
    (stem.len() < word.len()).then_some(stem.len())
}
