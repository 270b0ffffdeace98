//! Definitions in running text: "X is a …", "X refers to …", "… called X", and abbreviations.

use crate::terms::abbreviation::abbreviations;
use crate::terms::definition::{Form, Statement};
use crate::terms::label::is_stop_label;
use crate::terms::{gloss, marks};

use super::prose::Passage;
use super::subject::{Term, abbreviates};
use super::{DefinitionKind, Found, Note, shown};

pub(super) fn read(note: &Note<'_, '_>, found: &mut Vec<Found>) {
    for (passage, sentences) in note.passages.iter().zip(&note.sentences) {
        for sentence in sentences {
            let start = sentence.range.start;
            for statement in sentence.reading.statements() {
                found.extend(stated(note, passage, start, sentence.reading.text(), &statement));
            }
        }
        abbreviated(note, passage, found);
    }
}

fn stated(
    note: &Note<'_, '_>,
    passage: &Passage<'_>,
    start: usize,
    sentence: &str,
    statement: &Statement,
) -> Option<Found> {
    if statement.pronoun || !statement.joint.is_empty() {
        return None;
    }
    let name = shown::name(&sentence[statement.subject.clone()]);
    if !is_name(&name) {
        return None;
    }
    let own = topic_terms(note, passage.topic);
    let known = own.iter().any(|term| term.is_meant_by(&name));
    let length = gloss::length(&sentence[statement.body.clone()]);
    let credible = match statement.form {
        Form::Copula | Form::RefersTo | Form::StandsFor | Form::Means | Form::DefinedAs => {
            statement.strict || known
        }
        Form::Called | Form::Which | Form::Apposition => (3..=40).contains(&length) && statement.strict,
        Form::Capability | Form::Does => false,
    };
    if !credible || length < 2 && statement.form != Form::StandsFor {
        return None;
    }
    let mut term = Term::new(&name);
    if let Some(alias) = statement.alias.clone() {
        let written = shown::name(&sentence[alias.clone()]);
        let before = sentence[statement.subject.end..alias.start].trim_end();
        let bracket = before.ends_with(['(', '（']);
        if abbreviates(&name, &written) || !bracket && is_name(&written) {
            term.also(&written);
        }
    }
    note.pairs.complete(&mut term, passage.topic);
    let gist = match statement.form {
        Form::Called | Form::Which | Form::Apposition => {
            capitalised(&shown::gist(&sentence[statement.body.clone()]))
        }
        _ => shown::gist(sentence),
    };
    Some(Found {
        term,
        kind: DefinitionKind::Copula,
        gist,
        excerpt: false,
        span: passage.source(start..start + sentence.len()),
        name: passage.source(start + statement.subject.start..start + statement.subject.end),
        topic: passage.topic,
    })
}

/// The terms of a topic and of those it is nested in.
fn topic_terms<'n>(note: &'n Note<'_, '_>, topic: Option<usize>) -> Vec<&'n Term> {
    let mut terms = Vec::new();
    let mut at = topic;
    while let Some(topic) = at {
        terms.extend(&note.terms[topic]);
        at = note.topics[topic].parent;
    }
    terms
}

/// The pairs of a passage, as definitions of the short forms.
fn abbreviated(note: &Note<'_, '_>, passage: &Passage<'_>, found: &mut Vec<Found>) {
    for pair in abbreviations(&passage.text).into_iter().filter(|pair| !pair.weak) {
        let short = shown::name(&passage.text[pair.short.clone()]);
        let long = shown::name(&passage.text[pair.long.clone()]);
        if short.is_empty() || long.is_empty() {
            continue;
        }
        let mut term = Term::new(&short);
        term.also(&long);
        note.pairs.complete(&mut term, passage.topic);
        let from = pair.short.start.min(pair.long.start);
        let to = pair.short.end.max(pair.long.end);
        found.push(Found {
            term,
            kind: DefinitionKind::Abbr,
            gist: long,
            excerpt: false,
            span: passage.source(from..to),
            name: passage.source(pair.short.clone()),
            topic: passage.topic,
        });
    }
}

/// Whether words can be the name of a term.
pub(super) fn is_name(name: &str) -> bool {
    let letters = name.chars().filter(|char| char.is_alphanumeric()).count();
    2 <= letters
        && name.chars().count() <= 60
        && gloss::length(name) <= 6
        && !is_stop_label(name)
        && !marks::plain(name).contains(['|', '?'])
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
