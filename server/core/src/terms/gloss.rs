//! What kind of text stands behind the mark of a label: an explanation, an order, a value.
//!
//! "Osmosis: …" explains osmosis if a noun phrase, a verb without subject or "it is …" follows. An
//! order ("use a pump") or a value ("3 hours") tells something else.

use std::ops::Range;

use super::clause;
use super::foreign;
use super::lexicon::Class;
use super::naming;
use super::phrase::{Kind, Phrase};
use super::reading::{Reading, Spaced};

/// The ways a text behind a label begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A noun phrase or a participle: "a piece for several voices", "used for cuts".
    Noun,
    /// A verb in the third person whose subject is the label: "moves water".
    Does,
    /// A sentence about it, they, this or these.
    StandIn,
    /// A sentence with a subject of its own.
    Sentence {
        /// The subject, without article.
        subject: Range<usize>,
        /// Whether the sentence says what the subject is or means.
        defines: bool,
    },
    /// A verb in its base form: an order, or what several do ("Jobs: run in parallel").
    Order,
    /// "Finding faults", "Using a pump".
    Gerund {
        /// Whether it names what one does for some purpose ("using", "ensuring") and no activity.
        purpose: bool,
    },
    /// A number, an amount, a yes or no.
    Value,
    /// A condition: "once the wall is torn, …", "if two keys …".
    Condition,
    /// A question, an address to the reader, an example.
    Aside,
    /// No word.
    Nothing,
}

/// Verbs of orders and gerunds that say what one wants rather than what something is.
const PURPOSES: [&str; 27] = [
    "us",
    "utiliz",
    "utilis",
    "leverag",
    "implement",
    "ensur",
    "build",
    "improv",
    "enhanc",
    "optimiz",
    "optimis",
    "protect",
    "adopt",
    "apply",
    "avoid",
    "reduc",
    "increas",
    "keep",
    "help",
    "learn",
    "work",
    "study",
    "practic",
    "maintain",
    "understand",
    "leav",
    "achiev",
];

/// Reads the text behind a label.
#[must_use]
pub fn shape(text: &Reading<'_>) -> Shape {
    let Some(Spaced { phrase, clause }) = &text.spaced else { return unspaced(text.text()) };
    let Some(first) = phrase.tokens.iter().position(|token| token.is_wordy()) else { return Shape::Nothing };
    if phrase.text.trim_end().ends_with('?') || is_aside(phrase, first) {
        return Shape::Aside;
    }
    if ["if", "when", "once", "whenever", "after", "as", "while", "given"]
        .iter()
        .any(|word| phrase.is_word(first, word))
    {
        return Shape::Condition;
    }
    if is_value(phrase, first) {
        return Shape::Value;
    }
    if let Some(gerund) = gerund(phrase, first, clause.as_ref()) {
        return gerund;
    }
    // "This algorithm spreads …": the label is what it stands for.
    if phrase.is(first, Class::STAND_IN) {
        return Shape::StandIn;
    }
    let does = phrase.is(first, Class::VERB_S.or(Class::CAPABILITY))
        || phrase.is(first, Class::VERB_S_OR_NOUN)
            && phrase.is(
                first + 1,
                Class::ARTICLE.or(Class::DETERMINER).or(Class::PREPOSITION).or(Class::SUBORDINATE),
            );
    let does = does && !phrase.is(first, Class::VERB);
    match clause {
        Some(clause) if clause.pronoun => return Shape::StandIn,
        Some(clause) if !does => {
            let defines = matches!(
                clause.predicate,
                clause::Predicate::Is(
                    clause::Opener::Kind | clause::Opener::Activity | clause::Opener::Genus
                ) | clause::Predicate::Says(_)
            );
            return Shape::Sentence { subject: phrase.range(clause.subject.clone()), defines };
        }
        Some(_) | None => {}
    }
    if does {
        return Shape::Does;
    }
    if naming::is_order(phrase) || phrase.is_word(first, "use") { Shape::Order } else { Shape::Noun }
}

/// Whether a text begins as an explanation does, and not with a place, a condition or a number.
#[must_use]
pub fn opens_plainly(text: &Reading<'_>) -> bool {
    let Some(Spaced { phrase, .. }) = &text.spaced else { return true };
    let small = Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::SUBORDINATE);
    let participle =
        phrase.word(0).ends_with("ed") || phrase.word(0).ends_with("en") || phrase.is_word(0, "for");
    participle || !phrase.is(0, small)
}

/// "This method splits …": a demonstrative with a noun behind it.
#[must_use]
pub fn points_back(text: &Reading<'_>) -> bool {
    text.spaced.as_ref().is_some_and(|Spaced { phrase, .. }| {
        let demonstrative = phrase.is_word(0, "this") || phrase.is_word(0, "these");
        demonstrative && !phrase.is(1, Class::BE.or(Class::AUXILIARY).or(Class::VERB_S).or(Class::CAPABILITY))
    })
}

/// "a law that …", "the art of …".
#[must_use]
pub fn opens_with_article(text: &Reading<'_>) -> bool {
    text.spaced.as_ref().is_some_and(|spaced| spaced.phrase.is(0, Class::ARTICLE))
}

/// "Finding faults", "Testing the whole of it, to be sure": but "Testing is an art" is a sentence.
fn gerund(phrase: &Phrase<'_>, first: usize, clause: Option<&clause::Clause>) -> Option<Shape> {
    const NAME: usize = 3;
    let word = phrase.word(first).to_lowercase();
    let stem =
        word.strip_suffix("ing").filter(|stem| 2 <= stem.len() && phrase.is_kind(first, Kind::Word))?;
    let object = phrase.is(first + 1, Class::ARTICLE.or(Class::DETERMINER));
    let sentence = clause.is_some_and(|clause| clause.subject.len() <= NAME) && !object;
    if sentence || phrase.is_word(first + 1, "of") {
        return None;
    }
    Some(Shape::Gerund { purpose: PURPOSES.iter().any(|verb| stem.starts_with(verb)) })
}

/// Whether the sentence says what its subject is or means, plainly: no opinion, no negation, and nothing
/// that leads over from the sentence before.
#[must_use]
pub fn is_firm(sentence: &Reading<'_>) -> bool {
    let Some(Spaced { phrase, clause }) = &sentence.spaced else { return true };
    clause.as_ref().is_some_and(|clause| {
        let defines = matches!(
            clause.predicate,
            clause::Predicate::Is(clause::Opener::Kind | clause::Opener::Activity | clause::Opener::Genus)
                | clause::Predicate::Says(_)
        );
        // "my main language", "our second choice"
        let owned = phrase.is(clause.body, Class::PRONOUN)
            || ["my", "our", "your", "their"].iter().any(|word| phrase.is_word(clause.body, word));
        defines && !clause.leads_over && !owned
    })
}

/// Whether a text without a verb names a kind of thing: "a court that …", "collection of parts", "concurrent map".
///
/// "Copyright 2017", "For more information" and a heap of names do not.
#[must_use]
pub fn is_noun_phrase(text: &Reading<'_>) -> bool {
    let Some(Spaced { phrase, .. }) = &text.spaced else { return true };
    let Some(first) = phrase.tokens.iter().position(|token| token.is_wordy()) else { return false };
    let opens = phrase.is(first, Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::SUBORDINATE));
    let plain = phrase.is_kind(first, Kind::Word)
        && !phrase.word(first).starts_with(|char: char| char.is_ascii_digit());
    let near = phrase.tokens.len().min(first + 8);
    let genus = phrase.is(first, Class::INDEFINITE.or(Class::DEFINITE))
        || (first..near).any(|index| phrase.is(index, Class::GENUS.or(Class::ACTIVITY)))
        || (first + 1..phrase.tokens.len()).any(|index| {
            ["that", "which", "where", "for", "of", "to", "whose", "in"]
                .iter()
                .any(|word| phrase.is_word(index, word))
        });
    plain && !opens && genus && 3 <= phrase.tokens.iter().filter(|token| token.is_wordy()).count()
}

/// "For example", "When", "If", "You", "Imagine", "Think of it as".
fn is_aside(phrase: &Phrase<'_>, first: usize) -> bool {
    let condition = ["if", "when", "once", "whenever", "after", "as", "while", "given"];
    phrase.is(first, Class::ASIDE_OPENING.or(Class::CONNECTIVE))
        && !condition.iter().any(|word| phrase.is_word(first, word))
        || phrase.is_word(first, "for") && phrase.is_word(first + 1, "example")
        || {
            let (start, _) = clause::opening(phrase, 0);
            ["you", "we", "i"].iter().any(|word| phrase.is_word(start, word))
        }
        || ["e.g", "eg", "imagine", "think", "see", "cf", "like", "you", "we", "i"]
            .iter()
            .any(|word| phrase.is_word(first, word))
}

/// Fewer than three words that are no noun phrase with an article, or a number first.
fn is_value(phrase: &Phrase<'_>, first: usize) -> bool {
    let word = phrase.word(first);
    let number = word.starts_with(|char: char| char.is_ascii_digit());
    let words = phrase.tokens.iter().filter(|token| token.is_wordy()).count();
    let answer = ["yes", "no", "none", "n/a", "true", "false", "same", "optional", "required"]
        .iter()
        .any(|value| phrase.is_word(first, value));
    let bracket = phrase.text.trim_start().starts_with(['[', '{', '<', '$']) && !phrase.text.contains("](");
    let percent = phrase.text.contains('%');
    let alone = words == 1 || phrase.get(first + 1).is_some_and(|next| !next.is_wordy());
    let coded = phrase.tokens.iter().filter(|token| {
        let word = &phrase.text[token.start..token.end];
        token.is_wordy() && word.contains(|char: char| char.is_ascii_digit() || char == '_')
    });
    number && (words <= 5 || percent) || answer && alone || words < 2 * coded.count() || bracket && words <= 8
}

/// Where words are not spaced only asides and lengths are told apart.
fn unspaced(text: &str) -> Shape {
    let text = text.trim();
    let aside = ["例如", "比如", "如果", "当", "請", "请", "例えば", "もし"];
    if aside.iter().any(|start| text.starts_with(start)) || text.ends_with(['？', '?']) {
        return Shape::Aside;
    }
    let letters = text.chars().filter(|char| char.is_alphabetic()).count();
    match letters {
        0 => Shape::Nothing,
        1 => Shape::Value,
        _ => Shape::Noun,
    }
}

/// How many words a text has, as a reader counts them; two characters make a word where words are not spaced.
#[must_use]
pub fn length(text: &str) -> usize {
    if foreign::is_unspaced(text) {
        return text.chars().filter(|char| char.is_alphanumeric()).count() / 2;
    }
    Phrase::new(text).tokens.iter().filter(|token| token.is_wordy()).count()
}
