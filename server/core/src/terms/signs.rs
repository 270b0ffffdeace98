//! Signs by which a sentence, or the text behind a label, tells whether it explains something.
//!
//! Each is a small question about the words; [`super::gloss`] tells what kind of text it is as a whole.

use super::bytes::{ByteSet, holds, holds_any};
use super::clause::{self, Opener, Predicate};
use super::gloss::length;
use super::lexicon::Class;
use super::phrase::{Kind, Phrase};
use super::reading::{Reading, Spaced};

/// Whether the sentence says what its subject is or means, plainly: no opinion, no negation, and nothing
/// that leads over from the sentence before.
#[must_use]
pub fn is_firm(sentence: &Reading<'_>) -> bool {
    let Some(Spaced { phrase, clause }) = &sentence.spaced else { return true };
    clause.as_ref().is_some_and(|clause| {
        let defines = matches!(
            clause.predicate,
            Predicate::Is(Opener::Kind | Opener::Activity | Opener::Genus) | Predicate::Says(_)
        );
        // "my main language", "our second choice"
        let owned = phrase.is(clause.body, Class::PRONOUN)
            || phrase.is_one_of(clause.body, &["my", "our", "your", "their"]);
        defines && !clause.leads_over && !owned
    })
}

/// "The heart is a muscular organ that …": a noun for a kind of thing, with an article, and a clause or a
/// preposition behind it.
#[must_use]
pub fn tells_kind(sentence: &Reading<'_>) -> bool {
    let Some(Spaced { phrase, clause: Some(clause) }) = &sentence.spaced else { return false };
    let frame =
        clause.subject.clone().any(|at| phrase.is(at, Class::FRAME.or(Class::PRAISE).or(Class::VAGUE)));
    let kind = clause.predicate == Predicate::Is(Opener::Kind) && phrase.is(clause.body, Class::INDEFINITE);
    let apart = |at: usize| {
        phrase.is_one_of(
            at,
            &[
                "that", "which", "of", "in", "for", "where", "with", "between", "around", "below", "above",
                "used", "on",
            ],
        )
    };
    let genus = clause::genus(phrase, clause.body + 1);
    kind && !frame && !clause.joint && !clause.leads_over && genus.is_some_and(|at| apart(at + 1))
}

/// "X is fast", "X is not …", "X is stored in …": a property, and no kind of thing. "HTTPS is HTTP over TLS" tells a
/// kind by a name.
#[must_use]
pub fn is_plain(text: &Reading<'_>) -> bool {
    let Some(Spaced { phrase, clause: Some(clause) }) = &text.spaced else { return false };
    let named = phrase.word(clause.body).starts_with(char::is_uppercase);
    match clause.predicate {
        Predicate::Is(Opener::Plain) => !named && !phrase.is(clause.body, Class::DEFINITE),
        Predicate::Is(Opener::Negated | Opener::Opinion) => true,
        _ => false,
    }
}

/// Whether what follows the subject only says what should, may or did happen to it.
#[must_use]
pub fn is_modal(text: &Reading<'_>) -> bool {
    let Some(Spaced { phrase, clause: Some(clause) }) = &text.spaced else { return false };
    let modal = [
        "should", "must", "may", "might", "can", "will", "would", "could", "does", "do", "was", "were",
        "has", "have", "had",
    ];
    // "The manor was the village …" tells what it was.
    let told = matches!(clause.predicate, Predicate::Is(_)) && phrase.is(clause.body, Class::ARTICLE);
    !told && phrase.is_one_of(clause.subject.end, &modal)
}

/// "Drivers must stop", "both need a seal".
#[must_use]
pub fn is_demand(text: &Reading<'_>) -> bool {
    let Some(Spaced { phrase, clause: Some(clause) }) = &text.spaced else { return false };
    phrase.is_one_of(clause.subject.end, &["must", "need", "needs"])
}

/// "use X instead", "see below": an order that points elsewhere.
#[must_use]
pub fn is_advice(text: &Reading<'_>) -> bool {
    let advice = [
        "use", "prefer", "avoid", "see", "try", "consider", "ensure", "do", "don't", "make", "check",
        "remember",
    ];
    text.spaced.as_ref().is_some_and(|spaced| advice.iter().any(|word| spaced.phrase.is_word(0, word)))
}

/// Words of other languages that join what tells a thing apart to its noun.
const JOINTS: [&str; 36] = [
    "de",
    "des",
    "du",
    "del",
    "que",
    "qui",
    "dont",
    "où",
    "donde",
    "para",
    "con",
    "laquelle",
    "lequel",
    "von",
    "das",
    "der",
    "die",
    "mit",
    "für",
    "di",
    "che",
    "para",
    "который",
    "которая",
    "котором",
    "van",
    "dat",
    "voor",
    "della",
    "dei",
    "delle",
    "som",
    "dos",
    "który",
    "która",
    "které",
];

/// Whether a text forbids or demands something for all times: "don't stop", "never mix".
#[must_use]
pub fn forbids(text: &Reading<'_>) -> bool {
    text.spaced
        .as_ref()
        .is_some_and(|Spaced { phrase, .. }| phrase.is_one_of(0, &["don't", "don’t", "never", "always"]))
}

/// Whether a text is about its writer: "a place where I can think".
#[must_use]
pub fn is_personal(text: &Reading<'_>) -> bool {
    text.spaced.as_ref().is_some_and(|Spaced { phrase, .. }| {
        (0..phrase.tokens.len()).any(|at| ["I", "my", "me", "I'm", "I’m"].contains(&phrase.word(at)))
    })
}

/// Whether a text without a verb names a kind of thing: "a court that …", "collection of parts", "concurrent map".
///
/// "Copyright 2017", "For more information" and a heap of names do not.
#[must_use]
pub fn is_noun_phrase(text: &Reading<'_>) -> bool {
    let Some(Spaced { phrase, .. }) = &text.spaced else { return true };
    let Some(first) = phrase.tokens.iter().position(|token| token.is_wordy()) else { return false };
    let opens = phrase
        .is(first, Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::SUBORDINATE).or(Class::DETERMINER));
    // "Ran out of time": no participle looks so.
    let past = [
        "ran", "took", "gave", "went", "wrote", "began", "did", "came", "were", "had", "was", "tried", "got",
    ];
    let plain = phrase.is_kind(first, Kind::Word)
        && !phrase.is_one_of(first, &past)
        && !phrase.word(first).starts_with(|char: char| char.is_ascii_digit());
    let near = phrase.tokens.len().min(first + 8);
    // "La Organización del Tratado … se fundó": a proper name opens a sentence.
    let romance = ["la", "el", "los", "las", "le", "les", "il", "lo", "gli"];
    let proper = phrase.is_one_of(first, &romance) && phrase.word(first + 1).starts_with(char::is_uppercase);
    let genus = phrase.is(first, Class::INDEFINITE.or(Class::DEFINITE))
        || (first..near).any(|index| phrase.is(index, Class::GENUS.or(Class::ACTIVITY)))
        || (first + 1..phrase.tokens.len()).any(|index| {
            ["that", "which", "where", "for", "of", "to", "whose", "in"]
                .iter()
                .chain(if proper { &[][..] } else { &JOINTS })
                .any(|word| phrase.is_word(index, word))
        });
    let contrast = ["whereas", "while", "but", "because"];
    let told = (first..phrase.tokens.len()).any(|index| phrase.is_one_of(index, &contrast));
    let relative = (first..near).find(|index| phrase.is(*index, Class::SUBORDINATE)).unwrap_or(near);
    // "The survey compares this bridge with others": a verb that no list has.
    let acts = (first + 1..relative).any(|index| {
        let object = Class::ARTICLE.or(Class::DETERMINER).or(Class::STAND_IN);
        index + 1 < relative
            && phrase.word(index).ends_with('s')
            && phrase.is(index + 1, object)
            && !phrase.is(index, Class::PREPOSITION)
    });
    let counts = ["two", "three", "four", "five", "six", "several"];
    let counted = phrase.is_one_of(first, &counts) && !has_relative(text);
    let listed = is_enumeration(phrase.text) || counted || goes_on_to_verb(phrase, first);
    plain && !opens && !told && !acts && !listed && genus && 3 <= length(&without_brackets(phrase.text))
}

/// "A program that talks to networks spends its life waiting": the relative clause ends, and a verb follows.
fn goes_on_to_verb(phrase: &Phrase<'_>, first: usize) -> bool {
    let relative = |at: usize| phrase.is_one_of(at, &["that", "which", "who"]);
    let verb = |at: usize| {
        let object = Class::ARTICLE.or(Class::DETERMINER).or(Class::PREPOSITION).or(Class::VAGUE);
        let sure = phrase.is(at, Class::VERB_S) && !phrase.is(at, Class::VERB_S_OR_NOUN);
        let likely = phrase.is(at, Class::VERB_S_OR_NOUN)
            && (phrase.is(at + 1, object) || phrase.is_kind(at + 1, Kind::Code));
        sure || likely
    };
    let length = phrase.tokens.len();
    let Some(opens) = (first + 1..length).find(|&at| relative(at)) else { return false };
    let Some(own) = (opens + 1..length.min(opens + 4)).find(|&at| verb(at)) else { return false };
    let ends = Class::CONJUNCTION.or(Class::SUBORDINATE).or(Class::ADVERB).or(Class::PRONOUN);
    let end = (own + 1..length)
        .find(|&at| !phrase.tokens[at].is_wordy() || phrase.is(at, ends) || relative(at))
        .unwrap_or(length);
    (own + 2..end).any(verb)
}

/// Whether a text begins as an explanation does, and not with a place, a condition or a number.
#[must_use]
pub fn opens_plainly(text: &Reading<'_>) -> bool {
    let Some(Spaced { phrase, .. }) = &text.spaced else { return true };
    let small = Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::SUBORDINATE);
    let some = phrase.is_one_of(0, &["some", "many", "most", "several", "all", "few"]);
    if some {
        return false;
    }
    let participle =
        phrase.word(0).ends_with("ed") || phrase.word(0).ends_with("en") || phrase.is_word(0, "for");
    participle || !phrase.is(0, small)
}

/// Whether the first word is a verb in its base form, or may be one.
#[must_use]
pub fn opens_with_verb(text: &Reading<'_>) -> bool {
    let spaced = text.spaced.as_ref();
    spaced.is_some_and(|spaced| spaced.phrase.is(0, Class::VERB.or(Class::VERB_OR_NOUN)))
}

/// "how a species makes its living", "all populations of one place": not "how to …", and not "all included".
#[must_use]
pub fn tells_how(text: &Reading<'_>) -> bool {
    let Some(Spaced { phrase, .. }) = &text.spaced else { return false };
    let apart = |at: usize| phrase.is_one_of(at, &["of", "in", "that", "which", "who", "whose"]);
    phrase.is_one_of(0, &["how", "where", "what", "whether"]) && !phrase.is_word(1, "to")
        || phrase.is_one_of(0, &["all", "any", "every"]) && (2..phrase.tokens.len()).any(apart)
}

/// "a law that …", "the art of …".
#[must_use]
pub fn opens_with_article(text: &Reading<'_>) -> bool {
    text.spaced.as_ref().is_some_and(|spaced| spaced.phrase.is(0, Class::ARTICLE))
}

/// "rubble that a glacier drops": a noun phrase told apart from others of its kind.
#[must_use]
pub fn has_relative(text: &Reading<'_>) -> bool {
    text.spaced.as_ref().is_some_and(|Spaced { phrase, .. }| {
        let relative = |at: usize| phrase.is_one_of(at, &["that", "which", "who", "whose"]);
        (1..phrase.tokens.len()).any(relative)
    })
}

/// Whether no word is "is", "can" or the like: "using a value through a reference".
#[must_use]
pub fn is_bare(text: &Reading<'_>) -> bool {
    text.spaced.as_ref().is_some_and(|Spaced { phrase, .. }| {
        (0..phrase.tokens.len())
            .all(|at| !phrase.is(at, Class::BE.or(Class::AUXILIARY)) && !phrase.is_kind(at, Kind::Colon))
    })
}

/// Participles of verbs that tell what somebody did and hardly ever what something is.
const DONE: [&str; 46] = [
    "added",
    "asked",
    "attended",
    "began",
    "booked",
    "bought",
    "called",
    "checked",
    "cleaned",
    "completed",
    "debugged",
    "deployed",
    "did",
    "emailed",
    "finished",
    "fixed",
    "forgot",
    "gave",
    "got",
    "had",
    "helped",
    "implemented",
    "installed",
    "merged",
    "met",
    "migrated",
    "missed",
    "moved",
    "prepared",
    "pushed",
    "refactored",
    "released",
    "reviewed",
    "rewrote",
    "sent",
    "showed",
    "started",
    "submitted",
    "talked",
    "tested",
    "tried",
    "updated",
    "upgraded",
    "was",
    "went",
    "wrote",
];

/// "fixed login bug", "moved to the new host", "forgot the agent": an entry of a log, told of a person or a thing.
/// "moved by the wind" and "fixed sum that is paid" explain.
#[must_use]
pub fn is_logged(text: &Reading<'_>) -> bool {
    let Some(Spaced { phrase, .. }) = &text.spaced else { return false };
    let object = Class::ARTICLE.or(Class::DETERMINER).or(Class::PRONOUN);
    if phrase.is(0, Class::PAST) && phrase.is(1, object) {
        return true;
    }
    let explains = phrase.is_one_of(1, &["by", "when", "if", "as"]);
    phrase.is_one_of(0, &DONE) && !explains && !has_relative(text)
}

/// "Affects the yield", "Depends on the load": what is told is a property of something that is known already.
#[must_use]
pub fn varies(text: &Reading<'_>) -> bool {
    const VARY: [&str; 10] = [
        "affects",
        "depends",
        "varies",
        "increases",
        "decreases",
        "influences",
        "rises",
        "falls",
        "grows",
        "shrinks",
    ];
    text.spaced.as_ref().is_some_and(|spaced| VARY.iter().any(|word| spaced.phrase.is_word(0, word)))
}

/// "is down since Saturday", "are late": what is told without a subject is a state and no kind of thing.
#[must_use]
pub fn is_bare_state(text: &Reading<'_>) -> bool {
    text.spaced.as_ref().is_some_and(|Spaced { phrase, .. }| {
        phrase.is(0, Class::BE) && {
            let (predicate, _) = clause::behind_be(phrase, 1);
            predicate == Predicate::Is(Opener::Plain) && !phrase.is(1, Class::DEFINITE)
        }
    })
}

/// "It is …", "They move …".
#[must_use]
pub fn is_it(text: &Reading<'_>) -> bool {
    text.spaced
        .as_ref()
        .is_some_and(|Spaced { phrase, .. }| phrase.is_one_of(0, &["it", "it's", "they", "they're"]))
}

/// "This method splits …": a demonstrative with a noun behind it.
#[must_use]
pub fn points_back(text: &Reading<'_>) -> bool {
    text.spaced.as_ref().is_some_and(|Spaced { phrase, .. }| {
        let demonstrative = phrase.is_word(0, "this") || phrase.is_word(0, "these");
        demonstrative && !phrase.is(1, Class::BE.or(Class::AUXILIARY).or(Class::VERB_S).or(Class::CAPABILITY))
    })
}

/// Whether a text only lists things: "actin, myosin, troponin", "motor → nerve → muscle". Lists tell parts, not
/// meanings.
#[must_use]
pub fn is_enumeration(text: &str) -> bool {
    const PARTS: usize = 3;
    const ARROWS: ByteSet = ByteSet::of(b">").and_beyond_ascii();
    if ARROWS.find(text, 0).is_some()
        && [" → ", " -> ", " => "].iter().any(|arrow| 2 <= text.matches(arrow).count())
    {
        return true;
    }
    // "**anthrax** (sheep), **rabies** (dogs)"
    if text.starts_with("**") && holds(text, ", **") && text.ends_with(['*', ')']) && !holds(text, " is ") {
        return true;
    }
    const MARKS: [char; 5] = [',', ';', '，', '、', '；'];
    let commas = if text.is_ascii() {
        text.bytes().filter(|byte| matches!(byte, b',' | b';')).count()
    } else {
        text.matches(MARKS).count()
    };
    // "Political, judicial or mixed": the last two without a comma.
    let joint = [" or ", " and ", " oder ", " und ", " ou ", " et ", " y ", " o ", " e "]
        .iter()
        .find(|joint| commas + 2 == PARTS && holds(text, joint));
    if commas + 1 < PARTS && joint.is_none() {
        return false;
    }
    let relative = holds_any(text, &[" that ", " which ", " who ", " where "]);
    let article = ["a ", "an ", "the ", "A ", "An ", "The "].iter().any(|article| text.starts_with(article));
    let mut outside = without_brackets(text);
    if let Some(joint) = joint {
        if !article && outside.rfind(*joint) > outside.rfind(MARKS) {
            outside = outside.replace(*joint, ",");
        } else {
            return false;
        }
    }
    let parts: Vec<usize> = outside.split(MARKS).map(length).filter(|words| 0 < *words).collect();
    let words: usize = parts.iter().sum();
    !relative
        && !article
        && PARTS <= parts.len()
        && parts[0] <= 3
        && words <= if joint.is_some() { parts.len() + 1 } else { 2 * parts.len() + 2 }
}

/// Whether a name is written as no common noun is: "GET", "select_related", "iOS".
#[must_use]
pub fn has_capitals(name: &str) -> bool {
    name.chars().skip(1).any(|char| char.is_uppercase() || matches!(char, '_' | '(' | '.'))
        || name.starts_with('`')
}

/// Whether a name is all capitals, as those of short forms are: "PRN", "DNA".
#[must_use]
pub fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|char| char.is_alphabetic()).count();
    (2..=6).contains(&letters) && name.chars().all(|char| char.is_uppercase() || char.is_ascii_digit())
}

/// A text without what stands in round brackets.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|char| match char {
            '(' | '（' => {
                depth += 1;
                false
            }
            ')' | '）' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect()
}
