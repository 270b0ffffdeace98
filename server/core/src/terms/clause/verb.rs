//! The verb of a clause: whether a word must be one here, and what it says.

use super::predicate::behind_be;
use super::{Opener, Predicate};
use crate::terms::definition::Form;
use crate::terms::lexicon::{self, Class};
use crate::terms::phrase::{Kind, Phrase};

/// A verb: what it says, where what it says begins, whether it is singular.
pub(super) struct Verb {
    pub(super) predicate: Predicate,
    pub(super) body: usize,
    pub(super) singular: bool,
    pub(super) foreign: bool,
}

/// The verb at `at`, behind adverbs if there are any. `plural` tells whether a base form can be
/// one here: "cells divide" but not "cell divide".
pub(super) fn verb_at(phrase: &Phrase<'_>, at: usize, plural: bool) -> Option<Verb> {
    // "a promise to be bound", "somebody's use of land": an infinitive, a noun.
    let before = at.checked_sub(1).map_or("", |before| phrase.word(before));
    if before.eq_ignore_ascii_case("to") || before.ends_with("'s") || before.ends_with("’s") {
        return None;
    }
    let mut verb = at;
    while verb < at + 3 && phrase.is(verb, Class::ADVERB) {
        verb += 1;
    }
    let token = phrase.get(verb).filter(|token| token.kind == Kind::Word)?;
    let singular = lexicon_singular(phrase, verb);
    if token.is(Class::PREDICATE)
        && let Some((predicate, body, foreign)) = fixed_phrase(phrase, verb, plural)
    {
        return Some(Verb { predicate, body, singular, foreign });
    }
    if token.is(Class::BE) {
        let (predicate, body) = behind_be(phrase, verb + 1);
        return Some(Verb { predicate, body, singular, foreign: false });
    }
    let before_verb = phrase.is(verb + 1, Class::BE.or(Class::AUXILIARY));
    if before_verb && !token.is(Class::AUXILIARY) {
        return None;
    }
    let does = |predicate| Some(Verb { predicate, body: verb, singular, foreign: false });
    let third_person = Class::VERB_S.or(Class::VERB_S_OR_NOUN);
    let base = Class::VERB.or(Class::VERB_OR_NOUN);
    if token.is(Class::CAPABILITY) && (token.is(third_person) || plural) && !noun_here(phrase, verb) {
        return does(Predicate::Says(Form::Capability));
    }
    if is_past(phrase, verb) {
        return does(Predicate::Does);
    }
    // "at the start of the staff", "loss of water from leaves": a noun follows an article, and such a preposition.
    let follows = |before: usize| {
        phrase.is(before, Class::ARTICLE.or(Class::DETERMINER))
            || phrase.is_one_of(before, &["from", "with", "between", "through", "into"])
    };
    if at.checked_sub(1).is_some_and(follows) {
        return None;
    }
    let certain = token.is(Class::AUXILIARY.or(Class::VERB_S)) || plural && token.is(Class::VERB);
    if certain {
        return does(Predicate::Does);
    }
    let possible = token.is(third_person) && !plural || plural && token.is(base);
    (possible && !noun_here(phrase, verb)).then_some(())?;
    does(Predicate::Does)
}

/// "ended the war", "wrote it": a past with an object behind it, so no participle.
fn is_past(phrase: &Phrase<'_>, at: usize) -> bool {
    let object = Class::ARTICLE.or(Class::DETERMINER).or(Class::PRONOUN).or(Class::STAND_IN);
    let past = phrase.is(at, Class::PAST) || phrase.word(at).ends_with("ed");
    past && phrase.is(at + 1, object) && !phrase.is(at + 1, Class::SUBORDINATE)
}

/// Whether a word that is verb or noun is a noun, by the word behind it.
fn noun_here(phrase: &Phrase<'_>, at: usize) -> bool {
    let Some(next) = phrase.get(at + 1) else { return true };
    let ends = !next.is_wordy() && next.kind != Kind::Open;
    ends || next.is(Class::BE.or(Class::AUXILIARY).or(Class::VERB_S).or(Class::CAPABILITY))
}

fn lexicon_singular(phrase: &Phrase<'_>, verb: usize) -> bool {
    phrase.get(verb).is_some_and(|token| {
        token.is(Class::BE) && !token.is(Class::PLURAL_BE)
            || token.is(Class::VERB_S.or(Class::VERB_S_OR_NOUN))
    })
}

/// A phrase of the list at `at`: what it says and where its body begins.
fn fixed_phrase(phrase: &Phrase<'_>, at: usize, plural: bool) -> Option<(Predicate, usize, bool)> {
    let found = lexicon::predicates(phrase.word(at)).iter().find(|predicate| {
        predicate.words.iter().enumerate().all(|(offset, word)| {
            phrase.is_word(at + offset, word)
                || word.ends_with('\'')
                    && phrase.word(at + offset).to_lowercase().replace('’', "'").starts_with(word)
        })
    })?;
    let body = at + found.verb_words;
    let next = phrase.get(body)?;
    if !(next.is_wordy() || next.kind == Kind::Open || next.kind == Kind::Colon) {
        return None;
    }
    if found.form == Form::Means && found.words.len() == 1 {
        // "by means of", "the mean of a sample", "the mean is".
        let quoted = phrase.get(body).is_some_and(|token| token.lead() < token.start());
        let noun = phrase.is_word(body, "of") && !quoted || next.is(Class::BE.or(Class::AUXILIARY));
        if noun || phrase.is_word(at, "mean") && !plural {
            return None;
        }
    }
    let body = body + usize::from(next.kind == Kind::Colon);
    let predicate =
        if found.form == Form::Copula { Predicate::Is(Opener::Kind) } else { Predicate::Says(found.form) };
    Some((predicate, body, found.foreign))
}
