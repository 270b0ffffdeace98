//! Names that a sentence sets off and says when they apply: "A matrix $A$ is called *symmetric* if …",
//! "We say that two sets are *disjoint* if …".

use crate::terms::bytes::ByteSet;
use crate::terms::emphasis::emphasised;

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
            found.extend(sentences.iter().filter_map(|sentence| conditional(note, passage, sentence)));
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
