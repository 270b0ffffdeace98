//! Names in bold with what they mean in brackets behind them: "broken by **disinfection** (removing microorganisms)".
//!
//! Brackets hold examples, numbers and asides as often; only what tells a kind of thing or an activity counts.

use std::ops::Range;

use crate::terms::bytes::holds;
use crate::terms::gloss::{self, Shape, shape};
use crate::terms::reading::Reading;
use crate::terms::signs;

use super::prose::Passage;
use super::subject::{Term, abbreviates};
use super::words::List;
use super::{DefinitionKind, Found, Note, running, shown};

/// The bold that closes, and the bracket that opens.
const BETWEEN: &str = "** (";

pub(super) fn read(note: &Note<'_, '_>, found: &mut Vec<Found>) {
    for passage in note.passages.iter().filter(|passage| !passage.is_link && holds(&passage.text, BETWEEN)) {
        for (close, _) in passage.text.match_indices(BETWEEN) {
            found.extend(glossed(note, passage, close));
        }
    }
}

/// The name whose bold closes at `close`, if the bracket behind it tells what it means.
fn glossed(note: &Note<'_, '_>, passage: &Passage<'_>, close: usize) -> Option<Found> {
    const LONGEST_NAME: usize = 60;
    let text = &passage.text;
    let open = text[..close].rfind("**")? + "**".len();
    let name = open..close;
    let written = &text[name.clone()];
    let opens =
        !written.starts_with(char::is_whitespace) && !written.contains('\n') && name.len() <= LONGEST_NAME;
    // What bold closes there, the words between two bold names do not.
    let inside = text[..open - "**".len()].matches("**").count().is_multiple_of(2);
    let gloss = bracket(text, close + BETWEEN.len())?;
    let behind = text[gloss.end + 1..].trim_start_matches(['*', ' ']);
    // A label goes on behind its bracket, and what follows explains it.
    let labels = behind.starts_with(':')
        || open <= "**".len() && (behind.is_empty() || behind.starts_with(['-', '–', '—', '=', '→']));
    if !opens || !inside || labels || written.ends_with([':', '.', '?']) {
        return None;
    }
    let shown = shown::name(written);
    let said = Reading::new(&text[gloss.clone()]);
    let numbered = shown.ends_with(|char: char| char.is_ascii_digit());
    let named = running::is_name(&shown)
        && gloss::length(&shown) <= 4
        && !numbered
        && !List::FirstName.has(&shown.to_lowercase());
    if !named || abbreviates(&shown, said.text()) || !tells(&said) {
        return None;
    }
    let mut term = Term::new(&shown);
    note.pairs.complete(&mut term, passage.topic);
    Some(Found {
        term,
        kind: DefinitionKind::Bold,
        gist: shown::gist(said.text()),
        excerpt: false,
        span: passage.source(open - "**".len()..gloss.end + 1),
        name: passage.source(name),
        topic: passage.topic,
    })
}

/// The inside of the bracket whose text begins at `start`.
fn bracket(text: &str, start: usize) -> Option<Range<usize>> {
    let mut depth = 1_usize;
    for (offset, char) in text[start..].char_indices() {
        match char {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(start..start + offset);
        }
    }
    None
}

/// Whether a gloss in brackets tells a kind of thing or an activity.
fn tells(said: &Reading<'_>) -> bool {
    let text = said.text();
    let plain = !text.contains(['=', '?', '"', '“', '/', ';'])
        && !text.starts_with(|char: char| char.is_ascii_digit() || matches!(char, '~' | '<' | '>' | '$'));
    let words = gloss::length(text);
    // "up to 100 km"
    let plain = plain && (5 <= words || !text.contains(|char: char| char.is_ascii_digit()));
    let kind = match shape(said) {
        Shape::Noun => 3 <= words && signs::is_noun_phrase(said) && signs::opens_plainly(said),
        Shape::Gerund { .. } => 2 <= words && signs::is_bare(said) && !signs::is_enumeration(text),
        _ => false,
    };
    plain && kind
}
