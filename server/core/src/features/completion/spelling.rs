//! How a completed name is written: in the case and number in which its writer began it.
//!
//! A title has capitals of its own, which the term has not: *Token Bucket* is *token bucket* in a sentence, and *Bloom
//! Filter* a *Bloom filter*. Which words are written small is learned from the prose of the notes that have the term.

use foldhash::{HashMap, HashMapExt};

use crate::facts::{Case, Facts};
use crate::index::is_acronym;
use crate::letters::folded;
use crate::terms::fold::{CaseRule, Token, case_rule, fold_token, is_common_word};
use crate::terms::respell::{SMALL, capitalised, each_word};
use crate::terms::tokens::words;

/// How often words are written small, and with one capital in front.
pub(super) struct Usage(HashMap<Token, (u32, u32)>);

impl Usage {
    /// Of these tokens, and nothing counted yet.
    pub(super) fn of(tokens: impl Iterator<Item = Token>) -> Self {
        let mut counts = HashMap::new();
        counts.extend(tokens.map(|token| (token, (0, 0))));
        Self(counts)
    }

    /// Counts the words of a note.
    pub(super) fn add(&mut self, facts: &Facts) {
        if !facts.words.vocabulary().iter().any(|token| self.0.contains_key(token)) {
            return;
        }
        for word in facts.words.iter().filter(|word| !word.code) {
            let Some((small, title)) = self.0.get_mut(&word.token) else { continue };
            match word.case {
                Case::Lower => *small += 1,
                Case::Title => *title += 1,
                Case::Upper | Case::Mixed => {}
            }
        }
    }

    /// A name as it is written in mid-sentence.
    pub(super) fn in_sentence(&self, name: &str) -> String {
        if case_rule(name) == CaseRule::Exact || is_acronym(name) {
            return name.to_owned();
        }
        let is_proper = |word: &str| Case::of(word) == Case::Title && !self.is_small(word);
        // What stands before a proper name in a name has its capital for the same reason: *Naive Bayes classifier*.
        let last = words(name).enumerate().filter(|(_, word)| is_proper(word.span.of(name))).last();
        let first_small = last.map_or(0, |(at, _)| at);
        each_word(name, |at, word| {
            let is_title = Case::of(word) == Case::Title;
            if is_title && first_small <= at && self.is_small(word) {
                word.to_lowercase()
            } else {
                word.to_owned()
            }
        })
    }

    /// Whether most write the word small. Titles and starts of sentences give capitals to words that have none.
    fn is_small(&self, word: &str) -> bool {
        let (small, title) = self.0.get(&fold_token(word)).copied().unwrap_or_default();
        if 0 < small {
            return title <= 2 * small + 1;
        }
        let lower = word.to_lowercase();
        let is_abstract = 7 <= lower.len() && ABSTRACT.iter().any(|ending| lower.ends_with(ending));
        is_abstract || is_common_word(&lower)
    }
}

/// Endings of English words that are hardly ever names of people, places or products.
const ABSTRACT: [&str; 13] = [
    "tion", "sion", "ment", "ness", "ility", "icity", "ance", "ence", "ency", "ancy", "ology", "ization",
    "ability",
];

/// A name that goes on from what was typed: the words that are there stay as they are, but for capitals and accents the
/// name has of its own, and the rest is written as they are.
pub(super) fn as_typed(typed: &str, name: &str) -> String {
    let typed_words: Vec<_> = words(typed).collect();
    let cased = in_case_of(typed, name);
    let Some((last, before)) = typed_words.split_last() else { return cased };
    let cased_words: Vec<_> = words(&cased).collect();
    let Some(rest) = cased_words.get(before.len()) else { return cased };
    let mut written = String::with_capacity(cased.len());
    let mut end = 0;
    for (word, own) in before.iter().zip(&cased_words) {
        let (word_typed, word_own) = (word.span.of(typed), own.span.of(&cased));
        written.push_str(&typed[end..word.span.start as usize]);
        let is_same = folded(word_typed) == folded(word_own);
        written.push_str(if is_same { word_own } else { word_typed });
        end = word.span.end as usize;
    }
    written.push_str(&typed[end..last.span.start as usize]);
    written.push_str(&cased[rest.span.start as usize..]);
    written
}

/// A name with the capitals that somebody gives it who began like this.
fn in_case_of(typed: &str, name: &str) -> String {
    let typed_words: Vec<&str> = words(typed).map(|word| word.span.of(typed)).collect();
    let names: Vec<&str> = words(name).map(|word| word.span.of(name)).collect();
    let is_capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let letters = typed.chars().filter(|letter| letter.is_alphabetic()).count();
    let is_shouted =
        1 < letters && !typed.chars().any(char::is_lowercase) && typed.chars().any(char::is_uppercase);
    if is_shouted && !name.starts_with(typed) {
        return name.to_uppercase();
    }
    let pairs = typed_words.iter().zip(&names).skip(1);
    if pairs.into_iter().any(|(typed, own)| is_capital(typed) && Case::of(own) == Case::Lower) {
        return each_word(name, |at, word| {
            if 0 < at && SMALL.contains(&word) { word.to_owned() } else { capitalised(word) }
        });
    }
    if typed_words.first().is_some_and(is_capital) { capitalised(name) } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, name: &str, expected: &str) {
        assert_eq!(as_typed(typed, name), expected, "{typed}");
    }

    #[test]
    fn case_is_kept() {
        check("tok", "token bucket", "token bucket");
        check("Tok", "token bucket", "Token bucket");
        check("token b", "token bucket", "token bucket");
        check("Token b", "token bucket", "Token bucket");
        check("Token B", "token bucket", "Token Bucket");
        check("TOKEN B", "token bucket", "TOKEN BUCKET");
        check("Bank o", "bank of tokens", "Bank of tokens");
        check("Bank Of T", "bank of tokens", "Bank of Tokens");
    }

    #[test]
    fn names_with_capitals_of_their_own_keep_them() {
        check("cd", "CDN", "CDN");
        check("Cd", "CDN", "CDN");
        check("bloom f", "Bloom filter", "Bloom filter");
        check("iph", "iPhone", "iPhone");
        check("Iph", "iPhone", "iPhone");
    }

    #[test]
    fn words_that_are_there_stay() {
        check("rate-lim", "rate limiting", "rate-limiting");
        check("circuits b", "circuit breaker", "circuits breaker");
        check("数据", "数据库", "数据库");
    }

    #[test]
    fn prose_tells_which_words_are_small() {
        let text = "# Bloom Filter\n\nA Bloom filter is a set. Two filters.\n\n## Kubernetes\n\nText.\n\n## Idempotency\n\nText.\n";
        let facts = Facts::read(text);
        let mut usage = Usage::of(facts.words.vocabulary().iter().copied());
        usage.add(&facts);
        for (name, expected) in [
            ("Bloom Filter", "Bloom filter"),
            ("Kubernetes", "Kubernetes"),
            ("Idempotency", "idempotency"),
            ("Common Object Kubernetes Filter", "Common Object Kubernetes filter"),
            ("CDN", "CDN"),
            ("REST", "REST"),
        ] {
            assert_eq!(usage.in_sentence(name), expected);
        }
    }
}
