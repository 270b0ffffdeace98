//! How much speaks for a label: how it stands out, what stands around it, what its text looks like.
//!
//! The points are weighed against each other so that one strong sign (bold, and a noun phrase behind it) is
//! enough, and weak ones (a plain word and a colon) need company.

use crate::terms::gloss::{self, Shape, shape};
use crate::terms::label::Mark;
use crate::terms::reading::Reading;

use super::super::setting::Setting;
use super::super::subject::{Term, abbreviates};
use super::super::{Note, shown};
use super::Piece;

/// Points from which on a label is believed.
const ENOUGH: i32 = 5;

/// What stands around a label.
pub(super) struct Evidence {
    pub(super) setting: Setting,
    /// Labels of the same shape beside it.
    pub(super) siblings: usize,
    /// Whether a title of the note names it too.
    pub(super) known: bool,
}

impl Evidence {
    fn points(&self) -> i32 {
        let members = i32::from(self.setting == Setting::Members);
        members + i32::from(self.known) + i32::try_from(self.siblings.min(2)).unwrap_or(2)
    }
}

/// Whether a label explains its term with the sentence behind its mark.
pub(super) fn is_enough(
    note: &Note<'_, '_>,
    piece: &Piece<'_, '_>,
    term: &Term,
    said: &Reading<'_>,
    evidence: &Evidence,
) -> bool {
    ENOUGH <= stands_out(piece) + evidence.points() + said_points(note, piece, term, said)
}

/// Whether a label explains its term with the sentence below it.
pub(super) fn is_enough_below(
    note: &Note<'_, '_>,
    piece: &Piece<'_, '_>,
    term: &Term,
    said: &Reading<'_>,
    evidence: &Evidence,
) -> bool {
    let points = match shape(said) {
        // Without a mark, only a sentence that wants its subject from above belongs to the name.
        Shape::Sentence { subject, .. }
            if piece.bare && !term.is_meant_by(&shown::name(&said.text()[subject.clone()])) =>
        {
            -2
        }
        Shape::Order if piece.bare && !piece.code => -2,
        _ => said_points(note, piece, term, said),
    };
    ENOUGH <= stands_out(piece) + evidence.points() + points
}

fn stands_out(piece: &Piece<'_, '_>) -> i32 {
    match piece.mark {
        Mark::Verb => 2,
        _ if piece.bold || piece.code => 3,
        _ if piece.list.is_some() => 2,
        _ => 1,
    }
}

fn said_points(note: &Note<'_, '_>, piece: &Piece<'_, '_>, term: &Term, said: &Reading<'_>) -> i32 {
    let text = said.text();
    let marked = piece.bold || piece.code;
    let words = gloss::length(text);
    let short = words < 3 && !abbreviates(&term.names[0], text);
    match shape(said) {
        Shape::Value | Shape::Aside | Shape::Nothing => -9,
        Shape::Noun if short => {
            if marked && words == 2 {
                0
            } else {
                -4
            }
        }
        Shape::Noun | Shape::Does | Shape::StandIn => 2,
        Shape::Sentence { subject, .. } => {
            let subject = shown::name(&text[subject]);
            if term.is_meant_by(&subject) {
                3
            } else if is_about_section(note, piece, term, &subject) {
                -5
            } else {
                i32::from(marked)
            }
        }
        Shape::Condition => i32::from(marked) - 1,
        Shape::Gerund { purpose: false } => 1,
        Shape::Gerund { purpose: true } => -4,
        Shape::Order if piece.code || is_command(&term.names[0]) => 1,
        Shape::Order if piece.bold && piece.mark != Mark::Colon && piece.mark != Mark::Nothing => 1,
        Shape::Order if term.names[0].ends_with('s') && piece.list.is_some() => -1,
        Shape::Order => -4,
    }
}

/// Whether a sentence tells a property of what the section is about: "Portability: Docker runs everywhere".
fn is_about_section(note: &Note<'_, '_>, piece: &Piece<'_, '_>, term: &Term, subject: &str) -> bool {
    note.terms_around(piece.of.topic).any(|own| !own.shares(term) && own.begins(subject))
}

/// `docker run`, `git-log`: the name of something one types, which orders explain.
fn is_command(name: &str) -> bool {
    name.is_ascii()
        && name.starts_with(|char: char| char.is_ascii_lowercase())
        && name.contains([' ', '-', '_', '.'])
}
