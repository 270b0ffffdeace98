//! What stands behind "is" and "are": a kind of thing, an activity, praise, a name.

use super::{Opener, Predicate, looks_plural};
use crate::terms::definition::Form;
use crate::terms::lexicon::Class;
use crate::terms::phrase::{Kind, Phrase};

/// What follows "is" or "are" at `from`, and where it begins.
pub(in crate::terms) fn behind_be(phrase: &Phrase<'_>, from: usize) -> (Predicate, usize) {
    let mut at = from;
    // "is, in short, a …"
    if phrase.is_kind(at, Kind::Comma)
        && let Some(closing) = (at + 1..at + 7).find(|index| phrase.is_kind(*index, Kind::Comma))
    {
        at = closing + 1;
    }
    let body = at;
    while phrase.is(at, Class::ADVERB) && at < from + 8 {
        at += 1;
    }
    let plain = (Predicate::Is(Opener::Plain), body);
    let Some(token) = phrase.get(at) else { return plain };
    // "Farmers were growing too much food": what went on. "Testing is checking …" tells what it is.
    let past = from.checked_sub(1).is_some_and(|be| phrase.is_one_of(be, &["was", "were", "are"]));
    if past && phrase.word(at).ends_with("ing") && phrase.is(at + 1, Class::ARTICLE.or(Class::DETERMINER)) {
        return plain;
    }
    if past && phrase.word(at).ends_with("ing") && phrase.is_one_of(from - 1, &["was", "were"]) {
        return plain;
    }
    if token.is(Class::NEGATION) {
        return (Predicate::Is(Opener::Negated), body);
    }
    if let Some(name) = naming(phrase, at) {
        return (Predicate::Called, name);
    }
    let uses = phrase.is_word(at, "used") && (phrase.is_word(at + 1, "to") || phrase.is_word(at + 1, "for"));
    if uses || phrase.is_word(at, "responsible") && phrase.is_word(at + 1, "for") {
        return (Predicate::Says(Form::Capability), body);
    }
    let as_definition = phrase.is_one_of(at, &["defined", "described", "regarded", "viewed"]);
    if as_definition && phrase.is_word(at + 1, "as") {
        return (Predicate::Says(Form::DefinedAs), at + 2);
    }
    let opener = if token.is(Class::INDEFINITE) {
        let praised = at + 1 + usize::from(phrase.is(at + 1, Class::ADVERB));
        let compared = phrase.is_one_of(at + 1, &["more", "less", "better", "worse"]);
        if names_no_kind(phrase, at + 1) {
            Opener::Plain
        } else if compared || is_opinion(phrase, praised) {
            Opener::Opinion
        } else {
            Opener::Kind
        }
    } else if phrase.is_word(at, "one") && phrase.is_one_of(at + 1, &["that", "which", "who", "in", "whose"])
    {
        Opener::Kind
    } else if phrase.is_word(at, "one") && phrase.is_word(at + 1, "of") {
        if phrase.is_word(at + 3, "most") || phrase.is(at + 3, Class::PRAISE) {
            Opener::Opinion
        } else {
            Opener::Kind
        }
    } else if phrase
        .is_one_of(at, &["any", "anything", "something", "anyone", "someone", "when", "where", "how"])
    {
        Opener::Kind
    } else if phrase.is_word(at, "what")
        && !from.checked_sub(2).is_some_and(|two| phrase.is(two, Class::STAND_IN))
    {
        // "A cuticle is what keeps a leaf from drying out."
        if phrase.get(at + 2).is_some_and(|next| next.is_wordy()) { Opener::Genus } else { Opener::Plain }
    } else if token.is(Class::DEFINITE) {
        behind_the(phrase, at + 1)
    } else if token.is(Class::PREPOSITION.or(Class::AUXILIARY).or(Class::SUBORDINATE).or(Class::PRONOUN)) {
        Opener::Plain
    } else {
        match genus(phrase, at) {
            Some(_) if is_opinion(phrase, at) => Opener::Opinion,
            Some(_) => Opener::Genus,
            None if described_plural(phrase, at) => Opener::Genus,
            None => Opener::Plain,
        }
    };
    // Adverbs are no part of what a card asks for, but "typically" is part of the claim.
    (Predicate::Is(opener), body)
}

/// "an example", "a simpler one": what is said of a thing among others, and not what it is.
fn names_no_kind(phrase: &Phrase<'_>, at: usize) -> bool {
    let instance = phrase.is_one_of(at, &["example", "instance", "exception", "exercise"]);
    let ends = |at: usize| phrase.get(at).is_none_or(|token| !token.is_wordy());
    instance && (ends(at + 1) || phrase.is_word(at + 1, "of"))
        || (at..at + 3).any(|one| phrase.is_word(one, "one") && ends(one + 1))
}

/// "the process of …", "the common name used by …", "the melting of …", "the best way".
fn behind_the(phrase: &Phrase<'_>, at: usize) -> Opener {
    if is_opinion(phrase, at)
        || phrase.is_word(at, "most")
        || phrase.is_word(at, "one") && phrase.is_word(at + 1, "to")
        || phrase.is(at, Class::PRAISE) && phrase.is(at + 1, Class::VAGUE)
    {
        return Opener::Opinion;
    }
    for index in at..at + 4 {
        let Some(token) = phrase.get(index).filter(|token| token.kind == Kind::Word) else { break };
        if token.is(Class::PREPOSITION.or(Class::BE).or(Class::SUBORDINATE)) {
            break;
        }
        let word = phrase.word(index);
        let abstract_noun = ["ing", "tion", "sion", "ment", "ance", "ence", "ity", "ness"]
            .iter()
            .any(|ending| word.ends_with(ending));
        let described = phrase.is_one_of(
            index + 1,
            &[
                "of", "in", "by", "to", "for", "at", "with", "from", "that", "which", "who", "whose",
                "between",
            ],
        );
        if token.is(Class::ACTIVITY) && described || abstract_noun && phrase.is_word(index + 1, "of") {
            return Opener::Activity;
        }
        // "the core of a system", "the city where the king lives".
        if described {
            return Opener::Genus;
        }
    }
    if genus(phrase, at).is_some() { Opener::Genus } else { Opener::Plain }
}

/// "peasants who …", "animals that …": a plural that a relative clause describes.
fn described_plural(phrase: &Phrase<'_>, at: usize) -> bool {
    if phrase.word(at).ends_with("ed") {
        // "are built as sets of": a passive.
        return false;
    }
    let in_phrase =
        |index: &usize| phrase.is_kind(*index, Kind::Word) && !phrase.is(*index, Class::PREPOSITION);
    let noun = (at..at + 4)
        .take_while(in_phrase)
        .find(|index| phrase.is_one_of(index + 1, &["that", "which", "who", "whose", "of"]));
    noun.is_some_and(|noun| looks_plural(phrase.word(noun)))
}

/// Adjectives that make one of the noun before them.
const TURNED: [&str; 10] = [
    "dependent",
    "based",
    "driven",
    "controlled",
    "related",
    "specific",
    "sensitive",
    "free",
    "resistant",
    "independent",
];

/// The first noun that names a kind of thing within the noun phrase that begins at `at`.
pub(in crate::terms) fn genus(phrase: &Phrase<'_>, at: usize) -> Option<usize> {
    for index in at..at + 6 {
        let token = phrase.get(index)?;
        // "small, hollow bones"
        if token.kind == Kind::Comma
            && at < index
            && !phrase.is(index + 1, Class::CONJUNCTION.or(Class::SUBORDINATE))
        {
            continue;
        }
        if !token.is_wordy() {
            return None;
        }
        // "temperature dependent" is no kind of temperature.
        let turned = || phrase.is_one_of(index + 1, &TURNED);
        if token.is(Class::GENUS) && !turned() {
            return Some(index);
        }
        let ends =
            Class::PREPOSITION.or(Class::SUBORDINATE).or(Class::BE).or(Class::AUXILIARY).or(Class::PRONOUN);
        if token.is(ends) || index == at && phrase.word(index).ends_with("ed") {
            return None;
        }
    }
    None
}

/// "important part", "must", "very popular tool".
fn is_opinion(phrase: &Phrase<'_>, at: usize) -> bool {
    if phrase.is(at, Class::OPINION) && !phrase.is(at + 1, Class::GENUS) {
        return true;
    }
    phrase.is(at, Class::PRAISE) && (phrase.is(at + 1, Class::VAGUE) || phrase.is(at + 2, Class::VAGUE))
}

/// Behind "called", "known as", "named", "referred to as" at `at`: where the name begins.
/// "is called by", "is known for" and "named after" give no name.
pub(in crate::terms) fn naming(phrase: &Phrase<'_>, at: usize) -> Option<usize> {
    let words =
        |words: &[&str]| words.iter().enumerate().all(|(offset, word)| phrase.is_word(at + offset, word));
    let name = if words(&["known", "as"]) || words(&["termed", "as"]) || words(&["called", "as"]) {
        at + 2
    } else if words(&["referred", "to", "as"]) {
        at + 3
    } else if words(&["called"])
        || words(&["named"])
        || words(&["termed"])
        || words(&["dubbed"])
        || words(&["aka"])
        || words(&["a.k.a"])
    {
        at + 1
    } else {
        return None;
    };
    let token = phrase.get(name).filter(|token| token.is_wordy())?;
    let other = Class::PREPOSITION
        .or(Class::SUBORDINATE)
        .or(Class::CONJUNCTION)
        .or(Class::ADVERB)
        .or(Class::PRONOUN)
        .or(Class::CONNECTIVE);
    (token.kind == Kind::Code || !token.is(other)).then_some(name)
}
