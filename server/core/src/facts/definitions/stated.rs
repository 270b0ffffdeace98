//! Definitions as mathematics and law state them: `**Definition 2.1 (Span).** The span of …`, `Def: a *linear map* is …`,
//! and names in bold or italics that a condition explains: "A set is **convex** if …".

use std::ops::Range;

use crate::terms::gloss;
use crate::terms::marks;
use crate::terms::sentence::sentences;

use super::prose::{Passage, Sentence};
use super::subject::Term;
use super::{DefinitionKind, Found, Note, running, shown};

/// Words that announce a definition, in lower case.
const ANNOUNCING: [&str; 12] = [
    "definition",
    "def",
    "defn",
    "définition",
    "définit",
    "definición",
    "definição",
    "definizione",
    "определение",
    "定义",
    "定義",
    "begriff",
];

/// Most words of a name that marks set off in a sentence.
const MOST_WORDS: usize = 4;

pub(super) fn read(note: &Note<'_, '_>, found: &mut Vec<Found>) {
    for (passage, sentences) in note.passages.iter().zip(&note.sentences).filter(|(of, _)| !of.is_link) {
        if let Some(announced) = announced(note, passage) {
            found.push(announced);
        }
        for sentence in sentences {
            found.extend(conditional(passage, sentence));
        }
    }
}

/// The definition that a passage opens with a label for.
fn announced(note: &Note<'_, '_>, passage: &Passage<'_>) -> Option<Found> {
    let (bracket, behind) = label(&passage.text)?;
    let text = &passage.text[behind..];
    let sentence = sentences(text).next()?;
    let (from, told) = (behind + sentence.start, &text[sentence]);
    let name = match bracket {
        Some(bracket) => bracket,
        // Without a name of its own the label is about the title, unless the sentence sets one off.
        None => emphases(told).into_iter().map(|inside| from + inside.start..from + inside.end).next()?,
    };
    let shown = shown::name(&passage.text[name.clone()]);
    let enough =
        4 <= gloss::length(told) && running::is_name(&shown) && gloss::length(&shown) <= MOST_WORDS + 1;
    let mut term = Term::new(&shown);
    note.pairs.complete(&mut term, passage.topic);
    enough.then(|| Found {
        term,
        kind: DefinitionKind::Explicit,
        gist: shown::gist(told),
        excerpt: false,
        span: passage.source(from..from + told.len()),
        name: passage.source(name),
        topic: passage.topic,
    })
}

/// The name in the brackets of a label such as `**Definition 2.1 (Span).**`, and where the text behind it begins.
fn label(text: &str) -> Option<(Option<Range<usize>>, usize)> {
    let marks = |char: char| matches!(char, '*' | '_');
    let mut at = text.len() - text.trim_start_matches(marks).len();
    let word = text[at..].find(|char: char| !char.is_alphabetic()).map_or(text.len(), |end| at + end);
    if word - at > 24 || !ANNOUNCING.contains(&text[at..word].to_lowercase().as_str()) {
        return None;
    }
    let number = |char: char| char.is_ascii_digit() || matches!(char, '.' | ' ');
    at = text.len() - text[word..].trim_start_matches(number).len();
    let mut closed = at - word > usize::from(text[word..].starts_with(' '));
    let mut bracket = None;
    if let Some(open) = text[at..].strip_prefix(['(', '（']).map(|inside| text.len() - inside.len()) {
        let close = open + text[open..].find([')', '）'])?;
        bracket = Some(open..close);
        at = close + text[close..].chars().next().map_or(1, char::len_utf8);
        closed = true;
    }
    let behind = text[at..].trim_start_matches(|char: char| {
        marks(char) || matches!(char, '.' | ':' | '：' | '—' | '–') || char.is_whitespace()
    });
    closed |= text[at..text.len() - behind.len()].contains([':', '：', '.', '—', '–']);
    // Marks that open behind the label belong to the text.
    let between = &text[at..text.len() - behind.len()];
    let opened = between.len() - between.trim_end_matches(marks).len();
    let own = if between.trim_end_matches(marks).ends_with(char::is_whitespace) { opened } else { 0 };
    (closed && !behind.is_empty()).then_some((bracket, text.len() - behind.len() - own))
}

/// "A set of vectors is **linearly independent** if …".
fn conditional(passage: &Passage<'_>, sentence: &Sentence<'_>) -> Option<Found> {
    const IS: [&str; 10] = [
        " is",
        " are",
        " is called",
        " are called",
        " is called a",
        " is called an",
        " is called the",
        " is said to be",
        " are said to be",
        " is said to be a",
    ];
    const CONDITIONS: [&str; 6] = ["if ", "iff ", "when ", "whenever ", "provided ", "precisely when "];
    let text = sentence.reading.text();
    let subordinate = ["If ", "When ", "Whenever ", "It ", "This ", "They ", "That "];
    if !text.contains(['*', '_']) || subordinate.iter().any(|start| text.starts_with(start)) {
        return None;
    }
    let fits = |inside: &Range<usize>| {
        let before = text[..inside.start].trim_end_matches(['*', '_', ' ']);
        let behind = text[inside.end..].trim_start_matches(['*', '_', ' ', ',']);
        IS.iter().any(|verb| before.ends_with(verb)) && CONDITIONS.iter().any(|word| behind.starts_with(word))
    };
    let inside = emphases(text).into_iter().find(fits)?;
    let name = shown::name(&text[inside.clone()]);
    let from = sentence.range.start;
    (running::is_name(&name) && !has_negation(&text[..inside.start])).then(|| Found {
        term: Term::new(&name),
        kind: DefinitionKind::Copula,
        gist: shown::gist(text),
        excerpt: false,
        span: passage.source(sentence.range.clone()),
        name: passage.source(from + inside.start..from + inside.end),
        topic: passage.topic,
    })
}

fn has_negation(text: &str) -> bool {
    text.split(' ').any(|word| ["not", "never", "no"].contains(&word))
}

/// The insides of bold and italics of a few words in a sentence that is read as one.
fn emphases(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find(['*', '_']).map(|open| at + open) {
        let start = marks::run(text, open);
        let mark = &text[open..start];
        let inside = |close: usize| start + close;
        match text[start..].find(mark).map(inside) {
            Some(close) if marks::is_delimiter(text, open, start) && start < close => {
                let name = &text[start..close];
                let words = gloss::length(name);
                if (1..=MOST_WORDS).contains(&words) && name.contains(|char: char| char.is_alphabetic()) {
                    found.push(start..close);
                }
                at = marks::run(text, close);
            }
            _ => at = start,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::facts::Facts;

    /// What a text defines, each as `name: gist`.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let facts = Facts::read(text);
        let found: Vec<String> = facts
            .definitions
            .iter()
            .filter(|found| !found.excerpt)
            .map(|found| format!("{}: {}", found.names[0], found.gist))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_label_announces_a_definition() {
        check(
            "**Definition 1.3 (Span).** The span of some vectors is the set of all their sums.",
            &["Span: The span of some vectors is the set of all their sums."],
        );
        check(
            "Def: a *linear map* is what keeps sums and multiples.",
            &["linear map: a *linear map* is what keeps sums and multiples."],
        );
        check(
            "*Definition.* A **group** $G$ has one operation.",
            &["group: A **group** $G$ has one operation."],
        );
    }

    #[test]
    fn a_name_that_is_set_off_is_explained_by_a_condition() {
        check(
            "A set is **convex** if it holds every line between two of its points.",
            &["convex: A set is **convex** if it holds every line between two of its points."],
        );
        check(
            "A shape is *closed* when its ends meet.",
            &["closed: A shape is *closed* when its ends meet."],
        );
        check("This is **bad** if it rains. A set is not **convex** if it has holes.", &[]);
    }
}
