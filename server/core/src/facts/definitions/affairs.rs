//! Whether a note is about somebody's affairs and not about a subject: a to-do list, a recipe, minutes, a diary, a trip.
//!
//! Who writes such notes labels things, days and people as students label terms ("Garden – a bench for the corner by the
//! shed"), so that no single line tells. The note as a whole does: by its titles, by labels that only such notes have, by
//! boxes to tick, and by how many of its labels are everyday words.

use crate::facts::Topic;
use crate::terms::bytes::lines;
use crate::terms::dates::{is_short_weekday, is_weekday};
use crate::terms::everyday::Nature;
use crate::terms::fold::Key;
use crate::terms::gloss;
use crate::terms::spelling::lowered;

use super::prose::Passage;
use super::shown;
use super::words::List;

/// Points from which on a short note is about affairs.
const ENOUGH: usize = 3;

/// A longer note needs one more point for so many passages: in a book of a thousand some label is *Duration* by chance.
const PASSAGES: usize = 30;

/// Points that a title such as "Chapter 3" or "Definitions" takes away.
const STUDY: usize = 2;

/// What its titles, its labels and its boxes say of a note.
pub(super) fn is_about_affairs(topics: &[Topic], passages: &[Passage<'_>]) -> bool {
    // What heads the note is what it is about; a student's note may end in a list of things to do.
    let told = |topic: &Topic| is_told_by_title(&topic.title);
    let study = topics.iter().any(|topic| is_study(&topic.title));
    let enough = ENOUGH + passages.len() / PASSAGES + if study { STUDY } else { 0 };
    let first = topics.first().is_some_and(told);
    let mut points = 2 * usize::from(first);
    if topics.len() > 1 {
        let parts = topics[1..].iter().filter(|topic| told(topic)).count();
        let days = topics.iter().filter(|topic| is_day(&topic.title)).count();
        let minutes = topics.iter().filter(|topic| is_of_minutes(&topic.title)).count();
        let most = 2 * (parts + days) + 1 >= topics.len();
        points += parts.min(if most || 1 < days { 2 } else { 1 });
        points += usize::from(1 < days) + if 1 < minutes { ENOUGH } else { 0 };
    }
    let mut labels = Labels::default();
    let (mut ticked, mut measured) = (0, 0);
    for passage in passages {
        ticked += usize::from(passage.is_boxed());
        measured += usize::from(is_measured(&passage.text));
        for line in lines(&passage.text) {
            labels.see(line);
        }
        if enough <= points + labels.points() {
            return true;
        }
    }
    points += labels.points();
    let few = measured == 1 && 0 < labels.points;
    points += usize::from(2 <= ticked) + usize::from(few || 2 <= measured) + 2 * usize::from(4 <= measured);
    0 < points && enough <= points + of_names(passages)
}

/// "Chapter 3: Cells", "Key definitions": a note on a subject, whatever else it lists.
fn is_study(title: &str) -> bool {
    let mut words = gloss::words(title);
    words.any(|word| List::StudyTitle.has(&lowered(word)))
}

/// "Day 1 – Tokyo", "Tag 2".
fn is_day(title: &str) -> bool {
    let mut words = gloss::words(title);
    let named = words.next().is_some_and(|word| List::AffairsDay.has(&lowered(word)));
    named && words.next().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
}

/// "Present", "Agenda".
fn is_of_minutes(title: &str) -> bool {
    List::Minutes.has(&lowered(title.trim_end_matches(':')))
}

/// What the labels of a note say.
#[derive(Default)]
struct Labels {
    points: usize,
    /// Lines that are a day of the week and nothing else.
    days: usize,
    /// Labels that notes of a subject have as well, each once.
    details: Vec<String>,
}

impl Labels {
    fn points(&self) -> usize {
        // "Time: an hour" tells beside "Serves: 4", and nothing beside "Space: O(n)".
        let more = usize::from(0 < self.points);
        self.points + (self.details.len() + more) / 2 + usize::from(1 < self.days)
    }

    /// "Serves: 4", "**Flight:** the one at 6:40", "Present: Anna", "Dear Ms Hall,".
    fn see(&mut self, line: &str) {
        const LONGEST: usize = 24;
        let line = line.trim_start_matches(['*', '_', '-', ' ']);
        let near = line.as_bytes().iter().take(LONGEST).position(|byte| *byte == b':');
        let Some(colon) = near else {
            let letter = line.starts_with("Dear ") && line.ends_with(',') && line.len() <= 2 * LONGEST;
            // "Serves 4", "Zutaten"
            let short = || {
                let word = line.split([' ', '*', '_']).next().unwrap_or_default();
                line.len() <= LONGEST && List::AffairsLabel.has(&lowered(word))
            };
            self.points += if letter { 2 } else { usize::from(short()) };
            let day = line.trim_end_matches(['*', '_']);
            self.days += usize::from(is_weekday(day) || is_short_weekday(day));
            return;
        };
        let Some(label) = line.get(..colon) else { return };
        let label = lowered(label.trim_end_matches(['*', '_', ' ']));
        if List::Minutes.has(&label) {
            self.points += 2;
        } else if List::AffairsLabel.has(&label) {
            self.points += 1;
        } else if List::AffairsDetail.has(&label) && !self.details.iter().any(|known| *known == *label) {
            self.details.push(label.into_owned());
        }
    }
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
    // "*250 g* flour"
    let text = text.trim_start_matches(['*', '_']);
    if !text.starts_with(|char: char| char.is_ascii_digit() || matches!(char, '½' | '¼' | '¾')) {
        return false;
    }
    let amount = |char: char| {
        char.is_ascii_digit() || matches!(char, '½' | '¼' | '¾' | '/' | '.' | ',' | '-' | '–' | ' ')
    };
    let rest = text.trim_start_matches(amount);
    let unit = rest.split([' ', '.', '*', '_']).next().unwrap_or_default();
    unit.len() <= 8 && List::KitchenUnit.has(&unit.to_lowercase())
}

/// "Ingredients", "Lisbon trip", "To-do".
fn is_told_by_title(title: &str) -> bool {
    const LONGEST: usize = 40;
    if LONGEST < title.len() {
        return false;
    }
    let title = title.trim_end_matches(':').to_lowercase();
    let words: Vec<&str> = title.split([' ', ',', '/']).filter(|word| !word.is_empty()).collect();
    let worded = || words.iter().any(|word| List::AffairsTitle.has(word));
    // "Lisbon trip", "Trip 2024", "Meeting notes"
    let ended = || {
        words.iter().enumerate().any(|(at, word)| {
            let behind = words.get(at + 1);
            let ends = behind.is_none_or(|next| {
                List::AffairsKind.has(next) || next.bytes().any(|byte| byte.is_ascii_digit())
            });
            ends && List::AffairsTitleEnd.has(word)
        })
    };
    // "Lab log 12 March", "Reading log"
    let logged = || {
        let log = title.find(" log").filter(|at| {
            title[at + " log".len()..].is_empty() || title[at + " log".len()..].starts_with(' ')
        });
        log.is_some_and(|at| List::AffairsLog.has(&title[..at]))
    };
    List::Affairs.has(&title) || List::Minutes.has(&title) || worded() || ended() || logged()
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
