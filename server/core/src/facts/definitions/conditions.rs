//! Names that a sentence sets off and says when they apply: "A matrix $A$ is called *symmetric* if …",
//! "We say that two sets are *disjoint* if …".

use std::ops::Range;

use crate::terms::bytes::ByteSet;
use crate::terms::emphasis::emphasised;
use crate::terms::gloss;

use super::prose::{Passage, Sentence};
use super::subject::Term;
use super::{DefinitionKind, Found, Note, running, shown};

/// What may follow the name, in small letters.
const WHEN: [&str; 17] = [
    "if ",
    "iff ",
    "when ",
    "whenever ",
    "provided ",
    "exactly if ",
    "exactly when ",
    "precisely when ",
    "wenn ",
    "falls ",
    "si ",
    "lorsque ",
    "cuando ",
    "se ",
    "quando ",
    "если ",
    "когда ",
];

/// What may stand before it and names, in small letters.
const NAMES: [&str; 13] = [
    " called",
    " said to be",
    " termed",
    " known as",
    " heißt",
    " heißen",
    " se llama",
    " se dice",
    " est dite",
    " est dit",
    " si dice",
    " называется",
    " называют",
];

/// What may stand before it where the sentence is one of mathematics: elsewhere one stresses a word in this way.
const IS: [&str; 5] = [" is", " are", " be", " ist", " sind"];

/// Marks of emphasis.
const EMPHASIS: ByteSet = ByteSet::of(b"*_");

pub(super) fn read(note: &Note<'_, '_>, found: &mut Vec<Found>) {
    for (passage, sentences) in note.passages.iter().zip(&note.sentences) {
        if EMPHASIS.find(&passage.text, 0).is_some() {
            let read = |sentence| {
                conditional(note, passage, sentence)
                    .or_else(|| named(note, passage, sentence))
                    .or_else(|| called(note, passage, sentence))
                    .or_else(|| opening(note, passage, sentence))
                    .or_else(|| named_last(note, passage, sentence))
            };
            found.extend(sentences.iter().filter_map(read));
        }
    }
}

fn conditional(note: &Note<'_, '_>, passage: &Passage<'_>, sentence: &Sentence<'_>) -> Option<Found> {
    let text = sentence.reading.text();
    let name = emphasised(text).find(|name| {
        let before = text[..name.start].trim_end_matches(['*', '_', ' ', '"', '“']).to_lowercase();
        let behind = text[name.end..].trim_start_matches(['*', '_', ' ', '"', '”', ',']).to_lowercase();
        let formal = || {
            let opens = ["we say ", "we call ", "wir sagen ", "on dit ", "decimos "];
            text.contains('$') || opens.iter().any(|open| before.starts_with(open))
        };
        let named = NAMES.iter().any(|word| before.ends_with(word))
            || IS.iter().any(|word| before.ends_with(word)) && formal();
        named && WHEN.iter().any(|word| behind.starts_with(word))
    })?;
    told(note, passage, sentence, name)
}

/// What stands before a name that a sentence of another language than English gives, in small letters. English says
/// "called" of what is no name as well and is read word by word.
const CALLED: [&str; 53] = [
    " nennt man",
    " nennen wir",
    " genannt",
    " heißt",
    " heißen",
    " bezeichnet man als",
    " se llama",
    " se llaman",
    " se denomina",
    " se denominan",
    " se conoce como",
    " es conocido como",
    " es conocida como",
    " denominado",
    " denominada",
    " chamado de",
    " chamada de",
    " chamados de",
    " chamadas de",
    " denomina-se",
    " chama-se",
    " est appelé",
    " est appelée",
    " sont appelés",
    " sont appelées",
    " on l'appelle",
    " s'appelle",
    " si chiama",
    " si chiamano",
    " è detto",
    " è detta",
    " viene chiamato",
    " называется",
    " называют",
    " heet",
    " heten",
    " noemt men",
    " noemen we",
    " noem je",
    " kallas",
    " kaldes",
    " kalles",
    " nazywa się",
    " nazywamy",
    " se nazývá",
    " se nazývají",
    " nazýváme",
    " se numește",
    " viene detto",
    " viene detta",
    " prende il nome di",
    " recibe el nombre de",
    " é chamada",
];

/// "Die größte Menge wird als **Sättigungsmenge** bezeichnet", "La unidad de la herencia se llama *gen*."
fn named(note: &Note<'_, '_>, passage: &Passage<'_>, sentence: &Sentence<'_>) -> Option<Found> {
    const LEAST_WORDS: usize = 3;
    let text = sentence.reading.text();
    let name = emphasised(text).find(|name| {
        let before = text[..name.start].trim_end_matches(['*', '_', ' ', '"', '“', '„']).to_lowercase();
        let behind = text[name.end..].trim_start_matches(['*', '_', '"', '”', '“']);
        let ends = behind.trim_start().is_empty() || behind.starts_with(['.', ',', ';', '(', ':']);
        let called = ends && CALLED.iter().any(|word| before.ends_with(word));
        let behind_as = before.ends_with(" als") && behind.starts_with(" bezeichnet")
            || (before.ends_with(" wordt") || before.ends_with(" worden")) && behind.starts_with(" genoemd");
        let stands_in = ["es ", "sie ", "er ", "dies ", "das ", "il ", "elle ", "esto ", "isso ", "это "]
            .iter()
            .any(|word| before.starts_with(word));
        (called || behind_as) && !stands_in && LEAST_WORDS < gloss::length(&before)
    })?;
    told(note, passage, sentence, name)
}

/// "When a matrix equals its transpose, it is called **symmetric**", "If $AB = I$, we call $B$ an **inverse**": English
/// says "called" of what is no term as well, so that the sentence must open as one does that is true of many things.
fn called(note: &Note<'_, '_>, passage: &Passage<'_>, sentence: &Sentence<'_>) -> Option<Found> {
    const GENERAL: [&str; 9] =
        ["if ", "when ", "whenever ", "where ", "any ", "every ", "each ", "all ", "the process of "];
    const NAMING: [&str; 4] = [" called", " known as", " termed", " referred to as"];
    const LEAST_WORDS: usize = 6;
    let text = sentence.reading.text();
    let opens = |start: &str| text.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
    if !GENERAL.into_iter().any(opens) {
        return None;
    }
    let name = emphasised(text).find(|name| {
        let before = text[..name.start].trim_end_matches(['*', '_', ' ', '"', '“']);
        let before = [" a", " an", " the"].iter().find_map(|end| before.strip_suffix(end)).unwrap_or(before);
        let behind = text[name.end..].trim_start_matches(['*', '_', '"', '”']);
        let ends = behind.trim_start().is_empty()
            || behind.starts_with(['.', ',', ';', '('])
            || [" (", " of "].iter().any(|start| behind.starts_with(start));
        let calls = before.rfind(" we call ").is_some_and(|at| !before[at..].contains(['.', ',']));
        let named = NAMING.iter().any(|verb| before.ends_with(verb)) || calls;
        let own = &text[name.clone()];
        // "The listeners are called *synchronously*" names nothing.
        let small = own.starts_with(char::is_lowercase) && !own.ends_with("ly") || 2 < gloss::length(own);
        ends && named && small && LEAST_WORDS <= gloss::length(before)
    })?;
    told(note, passage, sentence, name)
}

/// "**Osmóza** je průchod …", "Het **ribosoom** bestaat uit …": a name that is set off at the beginning, and the verb of
/// a language whose sentences are not read word by word.
fn opening(note: &Note<'_, '_>, passage: &Passage<'_>, sentence: &Sentence<'_>) -> Option<Found> {
    const LEAST_WORDS: usize = 4;
    const LONGEST_ARTICLE: usize = 4;
    const IS: [&str; 10] =
        [" je ", " jsou ", " jest ", " są ", " to ", " är ", " este ", " sunt ", " adalah ", " là "];
    const PLURAL: [&str; 4] = [" zijn ", " sind ", " sono ", " são "];
    const CONSISTS: [&str; 12] = [
        " bestaat uit ",
        " bestaan uit ",
        " besteht aus ",
        " bestehen aus ",
        " se compone de ",
        " consta de ",
        " se compose de ",
        " è composto da ",
        " é formado por ",
        " består av ",
        " składa się z ",
        " se skládá z ",
    ];
    const APART: [&str; 16] = [
        " die ", " dat ", " met ", " van ", " der ", " des ", " mit ", " aus ", " che ", " di ", " que ",
        " de ", " in ", " uit ", " con ", " com ",
    ];
    let text = sentence.reading.text();
    let article = text.bytes().take(LONGEST_ARTICLE + 1).position(|byte| matches!(byte, b'*' | b'_'))?;
    let before = &text[..article];
    let opens = before.is_empty() || before.ends_with(' ') && before.starts_with(char::is_uppercase);
    let name = emphasised(text).next().filter(|name| opens && name.start <= article + 3)?;
    let behind = text[name.end..].trim_start_matches(['*', '_']);
    let verb = |verbs: &[&str]| verbs.iter().find_map(|verb| behind.strip_prefix(verb));
    let words = |said: &str| LEAST_WORDS <= gloss::length(said);
    let beyond = |said: &str| said.chars().any(|char| char.is_alphabetic() && !char.is_ascii());
    let told = verb(&CONSISTS).is_some_and(words)
        || verb(&IS).is_some_and(|said| beyond(said) && words(said))
        || verb(&PLURAL).is_some_and(|said| words(said) && APART.iter().any(|word| said.contains(word)));
    told.then(|| self::told(note, passage, sentence, name)).flatten()
}

/// "Water crosses a membrane towards more salt: **osmosis**.": what happens, and behind a colon what that is called.
fn named_last(note: &Note<'_, '_>, passage: &Passage<'_>, sentence: &Sentence<'_>) -> Option<Found> {
    const LEAST_WORDS: usize = 5;
    const LONGEST_NAME: usize = 3;
    // "We need one thing: **time**"
    const POINTING: [&str; 20] = [
        "thing",
        "things",
        "word",
        "words",
        "rule",
        "rules",
        "question",
        "answer",
        "note",
        "important",
        "types",
        "kinds",
        "parts",
        "steps",
        "following",
        "namely",
        "e.g",
        "example",
        "is",
        "are",
    ];
    const PERSONAL: [&str; 10] = ["I", "We", "You", "There", "This", "These", "Remember", "My", "Our", "Two"];
    let text = sentence.reading.text();
    let whole = text.trim_end_matches(['.', '*', ' ']);
    let open = whole.rfind(": **")?;
    let name = open + ": **".len()..whole.len();
    let own = &text[name.clone()];
    let before = &text[..open];
    let last = before.rsplit(' ').next().unwrap_or_default();
    let first = before.split(' ').next().unwrap_or_default();
    let fits = own.starts_with(char::is_lowercase)
        && gloss::length(own) <= LONGEST_NAME
        && !own.contains(['*', ',', ':'])
        && !before.contains([':', '?'])
        && LEAST_WORDS <= gloss::length(before)
        && !POINTING.iter().any(|word| last.trim_matches(['*', '_']).eq_ignore_ascii_case(word))
        && !PERSONAL.contains(&first);
    fits.then(|| told(note, passage, sentence, name)).flatten()
}

/// The definition that a whole sentence gives of a name in it.
fn told(
    note: &Note<'_, '_>,
    passage: &Passage<'_>,
    sentence: &Sentence<'_>,
    name: Range<usize>,
) -> Option<Found> {
    let text = sentence.reading.text();
    let shown = shown::name(&text[name.clone()]);
    if !running::is_name(&shown) {
        return None;
    }
    let mut term = Term::new(&shown);
    note.pairs.complete(&mut term, passage.topic);
    let start = sentence.range.start;
    Some(Found {
        term,
        kind: DefinitionKind::Copula,
        gist: shown::gist(text),
        excerpt: false,
        span: passage.source(sentence.range.clone()),
        name: passage.source(start + name.start..start + name.end),
        topic: passage.topic,
    })
}
