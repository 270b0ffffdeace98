//! Numbers without a sign behind them: `2 Methods` in a text that counts its sections.

use super::candidate::{Candidate, Shape};
use super::title::{LETTERED, Number};

/// Takes bare numbers for numbers where they count 1, 2, 3, since `3 Musketeers` is a title as it is:
/// in headings of one level, and in plain lines of a text that also has `2.1`.
pub(super) fn find_bare_numbers(candidates: &mut [Candidate<'_>]) {
    let dotted = candidates
        .iter()
        .any(|candidate| candidate.number.is_some_and(|number| (2..LETTERED).contains(&number.depth)));
    for level in 0..=6 {
        let fits = |shape| match shape {
            Shape::Heading { level: own, .. } => own == level,
            Shape::Bare => level == 0 && dotted,
            _ => false,
        };
        let mut counted = Vec::new();
        for (at, candidate) in candidates.iter().enumerate().filter(|(_, candidate)| fits(candidate.shape)) {
            if let Some((value, length)) = bare_number(&candidate.text).filter(|_| candidate.number.is_none())
            {
                let next = counted.last().map_or(1, |(_, last, _)| last + 1);
                if value != next {
                    counted.clear();
                    break;
                }
                counted.push((at, value, length));
            }
        }
        if counted.len() < 2 {
            continue;
        }
        for (at, value, length) in counted {
            take(&mut candidates[at], value, length);
        }
    }
}

fn take(candidate: &mut Candidate<'_>, value: u32, length: usize) {
    candidate.text.drain(..length);
    candidate.name.start += length as u32;
    candidate.number = Some(Number { value, depth: 1 });
    if candidate.shape == Shape::Bare {
        candidate.shape = Shape::Numbered;
    }
}

/// A number of one or two digits in front of a capital, and the length of both it and the space behind it.
fn bare_number(text: &str) -> Option<(u32, usize)> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let title = text[digits..].trim_start();
    let fits = (1..=2).contains(&digits)
        && title.len() < text.len() - digits
        && !title.starts_with(char::is_lowercase);
    let named = title.starts_with(char::is_alphabetic);
    (fits && named).then(|| Some((text[..digits].parse().ok()?, text.len() - title.len())))?
}
