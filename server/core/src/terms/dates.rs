//! The names of months and days.

use super::spelling::is_among;

/// "July", "Sept", "août", however it is capitalised.
pub(crate) fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 33] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "januar",
        "februar",
        "märz",
        "mai",
        "juni",
        "juli",
        "oktober",
        "dezember",
        "août",
    ];
    is_among(word, &MONTHS)
}

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// "Monday", however it is capitalised.
pub(crate) fn is_weekday(word: &str) -> bool {
    is_among(word, &DAYS)
}

/// "Mon", "Thur": a day cut to three letters, or to four.
pub(crate) fn is_short_weekday(word: &str) -> bool {
    let opens = |day: &&str| day.get(..word.len()).is_some_and(|opening| opening.eq_ignore_ascii_case(word));
    (3..=4).contains(&word.len()) && DAYS.iter().any(opens)
}
