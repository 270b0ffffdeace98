//! English plurals, one word at a time.

use std::{collections::HashMap, sync::LazyLock};

use foldhash::fast::FixedState;

/// A shorter spelling: what to keep of the word, and what to put behind it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Singular {
    /// Bytes to keep.
    pub(super) keep: usize,
    pub(super) ending: &'static str,
}

/// The singular of a folded word, or nothing if it is no plural by its spelling.
pub(super) fn singular(word: &str) -> Option<Singular> {
    let len = word.len();
    if len <= 3 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let may_be_irregular = matches!(word.as_bytes()[len - 1], b's' | b'a' | b'e' | b'i' | b'n' | b't' | b'h');
    if may_be_irregular && let Some(singular) = irregular().get(word) {
        return (*singular != word).then_some(Singular { keep: 0, ending: singular });
    }
    if !word.ends_with('s') {
        // `cookie` meets `cookies` where `query` meets `queries`; `réseaux` is several of `réseau`.
        return match word {
            _ if 4 < len && word.ends_with("ie") => Some(Singular { keep: len - 2, ending: "y" }),
            _ if 4 < len && word.ends_with("eaux") => Some(Singular { keep: len - 1, ending: "" }),
            _ => None,
        };
    }
    if ["ss", "us", "is", "ics"].iter().any(|ending| word.ends_with(ending)) {
        return None;
    }
    let rule = RULES.iter().find(|(ending, _, _)| word.ends_with(ending) && ending.len() < len);
    Some(match rule {
        Some((_, cut, put)) if 4 < len => Singular { keep: len - cut, ending: put },
        Some(_) | None => Singular { keep: len - 1, ending: "" },
    })
}

/// Whether a folded word ends in *s* without being a plural.
pub(super) fn is_invariant(word: &str) -> bool {
    irregular().get(word).is_some_and(|singular| *singular == word)
}

/// Ending, letters to cut, letters to put; the first that fits. Otherwise the *s* goes.
const RULES: [(&str, usize, &str); 12] = [
    ("sses", 2, ""),
    ("shes", 2, ""),
    ("ches", 2, ""),
    ("xes", 2, ""),
    ("uses", 2, ""),
    ("oes", 2, ""),
    ("ies", 3, "y"),
    ("lyses", 2, "is"),
    ("theses", 2, "is"),
    ("geneses", 2, "is"),
    ("iones", 2, ""),
    ("zzes", 3, ""),
];

/// Plurals that no rule gives, and words that end like plurals and are none (they map to themselves).
fn irregular() -> &'static HashMap<&'static str, &'static str, FixedState> {
    static WORDS: LazyLock<HashMap<&str, &str, FixedState>> = LazyLock::new(|| {
        super::super::words::lines(include_str!("../words/plurals.txt"))
            .map(|line| line.split_once(' ').unwrap_or((line, line)))
            .collect()
    });
    &WORDS
}
