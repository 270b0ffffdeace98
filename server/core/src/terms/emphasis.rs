//! What a writer sets off by emphasis: `*name*`, `**name**`, `_name_`.

use std::ops::Range;

use super::marks::{self, Fences};

/// Longer runs, in bytes, are no names, and a mark that is never closed is not looked for any further.
const LONGEST: usize = 160;

/// The emphasised runs of a text, without their marks, as byte ranges; code and formulas hold none.
///
/// Marks that close nothing are passed over, and of emphasis in emphasis the outer is told.
pub(crate) fn emphasised(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    let mut fences = Fences::default();
    std::iter::from_fn(move || {
        while let Some(offset) = text[at..].find(['*', '_', '`', '$', '\\']) {
            let start = at + offset;
            let sign = &text[start..=start];
            at = match sign {
                "`" => fences.span(text, start).0,
                "$" => text[start + 1..].find('$').map_or(start + 1, |close| start + close + 2),
                "\\" => {
                    text[start + 1..].chars().next().map_or(text.len(), |char| start + 1 + char.len_utf8())
                }
                _ => {
                    let end = marks::run(text, start);
                    match closing(text, start, end) {
                        Some(close) => {
                            at = close + end - start;
                            return Some(end..close);
                        }
                        None => end,
                    }
                }
            };
        }
        None
    })
}

/// Where the marks that stand at `start..end` are closed.
fn closing(text: &str, start: usize, end: usize) -> Option<usize> {
    let free = |before: Option<char>| before.is_none_or(|char| !char.is_alphanumeric());
    let word_only = text[start..].starts_with('_');
    let opens = text[end..].starts_with(|char: char| !char.is_whitespace())
        && (!word_only || free(text[..start].chars().next_back()));
    let mark = &text[start..end];
    let found = |at: usize| {
        let behind = text[at + mark.len()..].chars().next();
        !text[..at].ends_with(char::is_whitespace) && (!word_only || free(behind))
    };
    let far = (end + LONGEST..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    let inside = &text[end..far];
    opens
        .then(|| inside.match_indices(mark).map(|(at, _)| end + at).find(|&at| end < at && found(at)))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = emphasised(text).map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_stands_between_marks_is_set_off() {
        check("A *knot* is **tied** or __loose__, _so_.", &["knot", "tied", "loose", "so"]);
        check("the *span of ä* and snake_case_names", &["span of ä"]);
    }

    #[test]
    fn code_formulas_and_loose_marks_set_nothing_off() {
        check("`*a*` and $x_1 * y_2 * z$ and 2 * 3 * 4", &[]);
        check("\\*no\\* **open", &[]);
        check("*", &[]);
        check("**", &[]);
        check("$", &[]);
        check("\\", &[]);
    }
}
