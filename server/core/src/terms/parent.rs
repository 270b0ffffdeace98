//! The is-a parent that a sentence names: "a mutex is a kind of lock" puts a mutex under *lock*.
//!
//! Only the sentence is read here; whether the phrase holds a known term is for
//! [`Index::parents`](crate::index::Index::parents) to say.

use super::fold::Key;
use super::tokens::{Word, words};
use crate::text::Span;

/// Words behind the verb that say nothing of the kind.
const ADVERBS: [&str; 12] = [
    "also",
    "basically",
    "essentially",
    "generally",
    "just",
    "often",
    "really",
    "simply",
    "still",
    "therefore",
    "typically",
    "usually",
];

const ARTICLES: [&str; 5] = ["a", "an", "one", "the", "any"];

/// Words before *of* that make what follows the kind.
const KINDS: [&str; 18] = [
    "case", "cases", "class", "example", "examples", "flavor", "flavour", "form", "forms", "instance",
    "kind", "kinds", "sort", "subset", "type", "types", "variant", "variety",
];

/// Words that end a noun phrase in front.
const ENDS: [&str; 61] = [
    "about",
    "above",
    "across",
    "after",
    "against",
    "along",
    "allowing",
    "among",
    "and",
    "around",
    "as",
    "at",
    "because",
    "before",
    "behind",
    "below",
    "between",
    "but",
    "by",
    "containing",
    "during",
    "for",
    "from",
    "holding",
    "if",
    "in",
    "inside",
    "into",
    "like",
    "made",
    "near",
    "not",
    "of",
    "on",
    "only",
    "or",
    "outside",
    "over",
    "per",
    "so",
    "than",
    "that",
    "through",
    "to",
    "toward",
    "towards",
    "under",
    "until",
    "used",
    "using",
    "via",
    "when",
    "where",
    "whereby",
    "which",
    "while",
    "who",
    "whose",
    "with",
    "within",
    "without",
];

/// Most words a noun phrase may have: behind so many the sentence has taken another turn.
const MOST_WORDS: usize = 8;

/// Most words before the verb: a longer sentence is about something else.
const MOST_BEFORE: usize = 14;

/// The noun phrases that a gist names as what its term is, each from its first word to its head, the longest first:
/// `distributed hash table`, `hash table`, `table`.
///
/// A gist without a subject (`a kind of lock`) speaks of its term; one with a subject has to name the term there.
#[must_use]
pub fn parent_phrases<'g>(gist: &'g str, names: &[&str]) -> Vec<&'g str> {
    let words: Vec<Word> = words(gist).take(MOST_BEFORE + 2 * MOST_WORDS).collect();
    let Some((start, plural)) = predicate(gist, &words, names) else { return Vec::new() };
    let Some(phrase) = noun_phrase(gist, &words, start, plural) else { return Vec::new() };
    // "A certificate binds a key to a name": another article behind the first means a verb between them.
    if phrase.iter().any(|word| is_one_of(gist, *word, &["a", "an", "the"])) {
        return Vec::new();
    }
    let Some(last) = phrase.last() else { return Vec::new() };
    let spans = phrase.iter().map(|word| Span { start: word.span.start, end: last.span.end });
    spans.map(|span| span.of(gist)).collect()
}

/// The word with which a gist begins to say what its term is, and whether it speaks of several.
fn predicate(gist: &str, words: &[Word], names: &[&str]) -> Option<(usize, bool)> {
    if words.first().is_some_and(|first| is_one_of(gist, *first, &ARTICLES)) && !has_verb(gist, words) {
        return Some((0, false));
    }
    let verb = words.iter().take(MOST_BEFORE).position(|word| is_one_of(gist, *word, &["is", "are"]))?;
    let before = gist.get(..words[verb].span.start as usize)?;
    let before = format!(" {} ", Key::new(before).as_str());
    let is_subject = |name: &&str| {
        let key = Key::new(name);
        !key.is_empty() && before.contains(&format!(" {} ", key.as_str()))
    };
    let is_pronoun = verb == 1 && is_one_of(gist, words[0], &["it", "they", "this", "these"]);
    if !is_pronoun && !names.iter().any(is_subject) {
        return None;
    }
    let behind = words[verb + 1..].iter().take_while(|word| is_one_of(gist, **word, &ADVERBS)).count();
    Some((verb + 1 + behind, words[verb].span.of(gist).eq_ignore_ascii_case("are")))
}

/// Whether the first clause has a verb of being, so that its start is a subject.
fn has_verb(gist: &str, words: &[Word]) -> bool {
    let clause = words.iter().enumerate().take_while(|(at, word)| *at == 0 || word.gap.joins());
    let clause = clause.take_while(|(_, word)| !is_one_of(gist, **word, &["that", "which", "who", "where"]));
    clause.into_iter().any(|(_, word)| is_one_of(gist, *word, &["is", "are"]))
}

/// The words of the noun phrase from a place on, article and "kind of" left out.
fn noun_phrase<'w>(gist: &str, words: &'w [Word], start: usize, plural: bool) -> Option<&'w [Word]> {
    let mut at = start;
    let first = words.get(at)?;
    if is_one_of(gist, *first, &ARTICLES) {
        at += 1;
    } else if !plural && !is_one_of(gist, *first, &KINDS) {
        // "X is fast" names no kind.
        return None;
    }
    loop {
        let end = phrase_end(gist, words, at);
        let phrase = &words[at..end];
        let last = phrase.last()?;
        let goes_on = words.get(end).is_some_and(|word| word.gap.joins() && is_one_of(gist, *word, &["of"]));
        if !is_one_of(gist, *last, &KINDS) || !goes_on {
            return Some(phrase);
        }
        at = end + 1;
        if words.get(at).is_some_and(|word| is_one_of(gist, *word, &ARTICLES)) {
            at += 1;
        }
    }
}

/// Where the noun phrase that starts at a word ends.
fn phrase_end(gist: &str, words: &[Word], start: usize) -> usize {
    let inside =
        |(at, word): &(usize, &Word)| (*at == start || word.gap.joins()) && !is_one_of(gist, **word, &ENDS);
    let phrase = words.iter().enumerate().skip(start).take(MOST_WORDS);
    start + phrase.take_while(inside).count()
}

fn is_one_of(gist: &str, word: Word, list: &[&str]) -> bool {
    let written = word.span.of(gist);
    list.iter().any(|known| written.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(gist: &str, name: &str, longest: &str) {
        let found = parent_phrases(gist, &[name]);
        assert_eq!(found.first().copied().unwrap_or_default(), longest, "{gist}");
    }

    #[test]
    fn a_copula_names_the_kind() {
        check("A mutex is a lock that one thread holds.", "mutex", "lock");
        check("A mutex is a kind of lock.", "mutex", "lock");
        check("Mutexes are simply a special type of lock, held by one thread.", "mutex", "lock");
        check("A DHT is a distributed hash table.", "DHT", "distributed hash table");
        check("**Mutexes** are locks with one owner.", "mutex", "locks");
        check("It is an example of a *greedy algorithm*.", "Huffman coding", "greedy algorithm");
        check("In Rust, a mutex is a lock.", "mutex", "lock");
    }

    #[test]
    fn a_gloss_names_the_kind_without_a_subject() {
        check("A kind of lock that is held by one thread.", "mutex", "lock");
        check("a hash table over many machines", "DHT", "hash table");
    }

    #[test]
    fn what_names_no_kind_gives_nothing() {
        check("A mutex is fast.", "mutex", "");
        check("A lock is a thing that guards.", "mutex", "");
        check("Holds one thread at a time.", "mutex", "");
        check("A certificate binds a public key to a name.", "certificate", "");
        check("A process holds the lock while it waits.", "hold and wait", "");
        check("A mutex is", "mutex", "");
        check("A mutex is a", "mutex", "");
        check("A mutex is a kind of", "mutex", "");
        check("", "mutex", "");
        check("😀 is — é", "é", "");
    }

    #[test]
    fn shorter_phrases_follow_down_to_the_head() {
        let found = parent_phrases("A DHT is a big hash table.", &["DHT"]);
        assert_eq!(found, ["big hash table", "hash table", "table"]);
    }
}
