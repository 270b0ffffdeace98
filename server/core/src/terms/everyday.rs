//! [`Nature`]: how much a name says by itself.

use std::{collections::HashSet, sync::LazyLock};

use foldhash::fast::FixedState;

use super::fold::Key;
use super::lexicon::{self, Class};
use super::title::generic_titles;
use super::words::lines;

/// How much a name says by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Nature {
    /// An adjective, an adverb, a verb, a small word: nothing that has a meaning to look up.
    Nothing,
    /// A word that everybody knows, and that is a term here and there: `cell`, `usage`.
    Everyday,
    /// Any other name.
    Telling,
}

impl Nature {
    /// The nature of a name; `key` is its own.
    pub(crate) fn of(name: &str, key: &Key) -> Self {
        let words = &*WORDS;
        let folded = key.as_str();
        let is_word = folded.bytes().all(|byte| byte.is_ascii_lowercase());
        let is_inflected = is_word && (is_participle(&name.trim().to_lowercase()) || words.is_adverb(folded));
        if is_inflected || words.nothing.contains(folded) {
            return Self::Nothing;
        }
        if words.everyday.contains(folded) {
            return Self::Everyday;
        }
        // One character of a script without spaces is part of many words.
        let mut characters = folded.chars();
        if characters.next().is_some_and(|first| '\u{2E80}' < first) && characters.next().is_none() {
            return Self::Everyday;
        }
        Self::Telling
    }
}

/// Whether a text is one word that is a verb, whatever else it is: `require`, `measure`.
pub(crate) fn is_verb(text: &str) -> bool {
    lexicon::class(text).is(Class::VERB.or(Class::VERB_OR_NOUN))
}

/// The lists, folded.
struct Words {
    nothing: HashSet<Box<str>, FixedState>,
    everyday: HashSet<Box<str>, FixedState>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words { nothing: HashSet::default(), everyday: HashSet::default() };
    let folded = |word: &str| Box::from(Key::new(word).as_str());
    words.everyday.extend(lines(include_str!("words/common.txt")).chain(generic_titles()).map(folded));
    let mut are_nouns = false;
    for line in lines(include_str!("words/everyday.txt")) {
        match line {
            "[nothing]" => are_nouns = false,
            "[noun]" => are_nouns = true,
            noun if are_nouns => drop(words.everyday.insert(folded(noun))),
            word => drop(words.nothing.insert(folded(word))),
        }
    }
    words
});

impl Words {
    /// `quickly`, but not `assembly`.
    fn is_adverb(&self, word: &str) -> bool {
        let stem = word.strip_suffix("ly");
        stem.is_some_and(|stem| self.nothing.contains(stem) || self.everyday.contains(stem))
    }
}

/// `added`, `changed`, `dropped`, but not `seed`.
fn is_participle(word: &str) -> bool {
    let Some(stem) = word.strip_suffix("ed").filter(|stem| 2 < stem.len()) else { return false };
    let is_verb = |word: &str| lexicon::class(word).is(Class::VERB.or(Class::VERB_OR_NOUN));
    let mut letters = stem.chars().rev();
    let is_doubled = letters.next() == letters.next();
    is_verb(stem) || is_verb(&word[..word.len() - 1]) || (is_doubled && is_verb(&stem[..stem.len() - 1]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(nature: Nature, names: &[&str]) {
        for name in names {
            assert_eq!(Nature::of(name, &Key::new(name)), nature, "{name}");
        }
    }

    #[test]
    fn words_that_name_nothing() {
        check(
            Nature::Nothing,
            &["Added", "Changed", "fixed", "Removed", "Deprecated", "Unreleased", "Dropped"],
        );
        check(Nature::Nothing, &["good", "Simple", "Important", "quickly", "today", "the", "Nothing"]);
        check(Nature::Nothing, &["Wichtig", "ajouté", "Corregidos", "Исправлено", "重要", "오늘"]);
    }

    #[test]
    fn words_that_everybody_knows() {
        check(Nature::Everyday, &["Usage", "Notes", "cell", "Lunch", "Next steps", "Summary", "Example"]);
        check(Nature::Everyday, &["熵", "Wochenende", "Zusammenfassung"]);
    }

    #[test]
    fn names_that_tell() {
        check(
            Nature::Telling,
            &["mitochondrion", "rate limiting", "Docker", "assembly", "seed bank", "数据库"],
        );
        check(Nature::Telling, &["C++", "==", "embedded system", "Kubernetes", "load balancer"]);
    }

    #[test]
    fn the_list_is_sorted_in_each_part() {
        let mut last = "";
        for line in include_str!("words/everyday.txt").lines() {
            let starts_anew = line.is_empty() || line.starts_with(['#', '[']);
            assert!(starts_anew || last < line, "{line:?} stands behind {last:?}");
            last = if starts_anew { "" } else { line };
        }
    }
}
