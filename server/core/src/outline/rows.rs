//! Rows of numbered titles, told from the items of a list.

use super::candidate::{Candidate, Shape, What};
use super::lines::{Lines, Place};
use super::phrase::{self, Capitals};
use super::title::{End, LETTERED, Number, lettered, numbered};

/// Rows inside rows that are followed; nobody counts in more.
const DEEPEST: usize = 6;

/// For each candidate, whether it belongs to a row of numbered titles: 1, 2, 3, at least two with content of
/// their own at the margin, and not mostly the items of a list.
pub(super) fn rows(lines: &Lines<'_, '_>, candidates: &[Candidate<'_>]) -> Vec<bool> {
    let mut rows: Vec<Row> = Vec::new();
    let mut row_of: Vec<Option<usize>> = vec![None; candidates.len()];
    // The rows that may go on, innermost last: a list of steps may stand below a numbered title.
    let mut open: Vec<usize> = Vec::new();
    for (at, candidate) in candidates.iter().enumerate() {
        if let Shape::Heading { .. } = candidate.shape {
            open.clear();
        }
        let Some(number) = candidate.number.filter(|_| candidate.shape == Shape::Numbered) else {
            continue;
        };
        let listed = matches!(lines.place(candidate.lines.start), Place::Item(_));
        let style = (number.depth, candidate.front.emoji, listed, lines.all[candidate.lines.start].indent);
        // 2.1 goes on after 1.3 as well as after 2.
        let goes_on = |&row: &usize| {
            rows[row].style == style && (is_parted(number) || rows[row].last + 1 == number.value)
        };
        let known = open.iter().rposition(goes_on);
        let row = known.map_or(rows.len(), |position| open[position]);
        match known {
            Some(position) => open.truncate(position + 1),
            None if number.value <= 1 || is_parted(number) => {
                rows.push(Row { style, last: 0, titles: 0, items: 0 });
                open.drain(..open.len().saturating_sub(DEEPEST - 1));
                open.push(row);
            }
            None => continue,
        }
        rows[row].last = number.value;
        row_of[at] = Some(row);
        let titled = is_numbered_title(candidate, listed);
        rows[row].titles += usize::from(titled);
        rows[row].items += usize::from(!titled);
    }
    let fits = |row: &Row| 2 <= row.titles && row.items <= row.titles;
    let is_title = |(candidate, row): (&Candidate<'_>, &Option<usize>)| {
        row.is_some_and(|row| fits(&rows[row])) && !is_long_item(candidate)
    };
    candidates.iter().zip(&row_of).map(is_title).collect()
}

/// `2.3`: a number of several parts.
fn is_parted(number: Number) -> bool {
    (2..LETTERED).contains(&number.depth)
}

/// Whether a numbered line is more than a title: a sentence, or text that goes on below as in a list item.
fn is_long_item(candidate: &Candidate<'_>) -> bool {
    let wrapped = candidate.below.glued && candidate.below.deeper;
    let announcing = candidate.end == End::Colon && phrase::leads_in(&candidate.lower);
    wrapped || announcing || (14 < candidate.words && candidate.end != End::Question)
}

/// Numbered lines that count on from each other.
struct Row {
    style: (u8, bool, bool, u32),
    last: u32,
    titles: usize,
    items: usize,
}

/// Whether a numbered line has content of its own at the margin, and none that belongs to it as to a list item.
fn is_numbered_title(candidate: &Candidate<'_>, listed: bool) -> bool {
    if is_long_item(candidate) || candidate.capitals == Capitals::Small {
        return false;
    }
    match candidate.below.what {
        What::Prose => {
            let small = candidate.below.text.starts_with(char::is_lowercase);
            // Choices of a test stand right below each other.
            let chosen = candidate.number.is_some_and(|number| number.depth == LETTERED)
                && lettered(candidate.below.text).is_some();
            !(candidate.below.glued && small) && candidate.text.len() <= 100 && !chosen
        }
        What::Items => numbered(candidate.below.text).is_none() && !(listed && candidate.below.deeper),
        What::Table | What::Question => true,
        What::Deeper => !listed,
        What::Other | What::Nothing | What::Border => false,
    }
}
