//! Whether a note is about somebody's affairs and not about a subject: a to-do list, a recipe, minutes, a diary, a trip.
//!
//! Who writes such notes labels things, days and people as students label terms ("Garden – a bench for the corner by the
//! shed"), so that no single line tells. The note as a whole does: by its titles, by labels that only such notes have, by
//! boxes to tick, and by how many of its labels are everyday words.

use crate::facts::Topic;
use crate::terms::bytes::lines;
use crate::terms::everyday::Nature;
use crate::terms::fold::Key;

use super::prose::Passage;
use super::shown;
use super::words::List;

/// Points from which on a short note is about affairs.
const ENOUGH: usize = 3;

/// A longer note needs one more point for so many passages: in a book of a thousand some label is *Duration* by chance.
const PASSAGES: usize = 30;

/// What its titles, its labels and its boxes say of a note.
pub(super) fn is_about_affairs(topics: &[Topic], passages: &[Passage<'_>]) -> bool {
    // What heads the note is what it is about; a student's note may end in a list of things to do.
    let told = |topic: &Topic| is_told_by_title(&topic.title);
    let enough = ENOUGH + passages.len() / PASSAGES;
    let first = topics.first().is_some_and(told);
    let parts = topics.iter().skip(1).filter(|topic| told(topic)).count();
    let most = 2 * parts + 1 >= topics.len();
    let mut points = 2 * usize::from(first) + parts.min(if most { 2 } else { 1 });
    let (mut ticked, mut measured) = (0, 0);
    for passage in passages {
        ticked += usize::from(passage.is_boxed());
        measured += usize::from(is_measured(&passage.text));
        for line in lines(&passage.text) {
            points += of_line(line);
        }
        if enough <= points {
            return true;
        }
    }
    points += usize::from(2 <= ticked) + usize::from(2 <= measured) + 2 * usize::from(4 <= measured);
    0 < points && enough <= points + of_names(passages)
}

/// Whether a topic of such a note, or one it is nested in, is a list of terms all the same: "Vocab", "Key terms".
pub(super) fn names_terms(topics: &[Topic], topic: Option<usize>) -> bool {
    let mut at = topic;
    while let Some(topic) = at {
        let title = topics[topic].title.trim_end_matches(':').to_lowercase();
        if List::TermColumn.has(&title) || title.split(' ').any(|word| List::TermColumn.has(word)) {
            return true;
        }
        at = topics[topic].parent;
    }
    false
}

/// "250 g flour", "2 tbsp oil": an ingredient.
fn is_measured(text: &str) -> bool {
    if !text.starts_with(|char: char| char.is_ascii_digit() || matches!(char, '½' | '¼' | '¾')) {
        return false;
    }
    let amount = |char: char| {
        char.is_ascii_digit() || matches!(char, '½' | '¼' | '¾' | '/' | '.' | ',' | '-' | '–' | ' ')
    };
    let rest = text.trim_start_matches(amount);
    let unit = rest.split([' ', '.']).next().unwrap_or_default();
    unit.len() <= 8 && List::KitchenUnit.has(&unit.to_lowercase())
}

/// "Ingredients", "Lisbon trip", "To-do".
fn is_told_by_title(title: &str) -> bool {
    const LONGEST: usize = 40;
    if LONGEST < title.len() {
        return false;
    }
    let title = title.trim_end_matches(':').to_lowercase();
    let worded = || {
        let mut words = title.split([' ', ',', '/']);
        words.any(|word| List::AffairsTitle.has(word))
    };
    // "Lab log 12 March", "Reading log"
    let logged = || {
        let log = title.find(" log").filter(|at| {
            title[at + " log".len()..].is_empty() || title[at + " log".len()..].starts_with(' ')
        });
        log.is_some_and(|at| List::AffairsLog.has(&title[..at]))
    };
    List::Affairs.has(&title) || List::Minutes.has(&title) || worded() || logged()
}

/// "Serves: 4", "**Flight:** the one at 6:40", "Present: Anna", "Dear Ms Hall,".
fn of_line(line: &str) -> usize {
    const LONGEST: usize = 24;
    let line = line.trim_start_matches(['*', '_', '-', ' ']);
    let near = line.as_bytes().iter().take(LONGEST).position(|byte| *byte == b':');
    let Some(colon) = near else {
        let letter = line.starts_with("Dear ") && line.ends_with(',') && line.len() <= 2 * LONGEST;
        return if letter { 2 } else { 0 };
    };
    let Some(label) = line.get(..colon) else { return 0 };
    let label = label.trim_end_matches(['*', '_', ' ']).to_lowercase();
    if List::Minutes.has(&label) { 2 } else { usize::from(List::AffairsLabel.has(&label)) }
}

/// Points for how many of the labels that are not set off are words that everybody knows.
fn of_names(passages: &[Passage<'_>]) -> usize {
    const FEWEST: usize = 3;
    let mut labels = 0;
    let mut everyday = 0;
    for passage in passages.iter().filter(|passage| passage.leads) {
        let Some(label) = passage.label().filter(|label| !label.bold && !label.code) else { continue };
        let name = shown::name(&passage.text[label.name.clone()]);
        labels += 1;
        everyday += usize::from(Nature::of(&name, &Key::new(&name)) != Nature::Telling);
    }
    if labels < FEWEST || 2 * everyday < labels { 0 } else { 1 + usize::from(2 * labels <= 3 * everyday) }
}
