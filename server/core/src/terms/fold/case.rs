//! Whether a name is told from an ordinary word by its capitals.

use std::{collections::HashSet, sync::LazyLock};

use foldhash::fast::FixedState;

/// How the letters of a mention must agree with the letters of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseRule {
    /// Any mixture of capitals: `cors` mentions CORS.
    Any,
    /// The very letters of the name: `who` does not mention WHO, nor `Select_Related` the function.
    Exact,
}

/// The rule for a name, by its spelling alone.
///
/// Exact are capitals that spell an everyday word when lowered (`IT`, `ACID`, `REST`), and code.
#[must_use]
pub fn case_rule(name: &str) -> CaseRule {
    let name = name.trim();
    if is_code_like(name) || is_shouted_word(name) { CaseRule::Exact } else { CaseRule::Any }
}

/// Whether a word, in lower case, is one of the everyday words of English that make poor names.
#[must_use]
pub fn is_common_word(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str, FixedState>> =
        LazyLock::new(|| super::super::words::lines(include_str!("../words/common.txt")).collect());
    WORDS.contains(word)
}

/// Whether a word is an acronym whose letters are those of a pronoun.
#[must_use]
pub(crate) fn is_pronoun_acronym(word: &str) -> bool {
    matches!(word, "IT" | "US" | "WHO")
}

/// One word, at least half of it capitals, that is an everyday word in lower case.
fn is_shouted_word(name: &str) -> bool {
    let letters = name.chars().filter(|sign| sign.is_alphabetic()).count();
    let capitals = name.chars().filter(|sign| sign.is_uppercase()).count();
    if letters == 0 || capitals * 2 < letters {
        return false;
    }
    let lowered = name.to_lowercase();
    is_common_word(&lowered) || (letters == 1 && lowered.chars().count() == 1)
}

/// Whether a name can only be code: no letters, an underscore, a call, a path, `camelCase`.
fn is_code_like(name: &str) -> bool {
    let signs = ["_", "()", "::", "->", "=>", "$", "\\", "@"];
    if name.is_empty() {
        return false;
    }
    !name.chars().any(char::is_alphanumeric)
        || signs.iter().any(|sign| name.contains(sign))
        || (name.starts_with("--") && 2 < name.len())
        || name.split_whitespace().any(is_camel_case)
}

/// `queueMicrotask`, but not `iPhone`, `mRNA` or `GitHub`: two small letters, later a capital and a small one.
fn is_camel_case(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() > 3
        && bytes[..2].iter().all(u8::is_ascii_lowercase)
        && bytes.windows(3).any(|three| {
            three[0].is_ascii_lowercase() && three[1].is_ascii_uppercase() && three[2].is_ascii_lowercase()
        })
}
