//! The names of months.

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
