//! Behind an opening fence the languages of code: those the vault uses, the most used first, then common ones.

use super::place::Place;
use super::{Completion, CompletionKind, Completions, MOST};
use crate::candidates::Candidates;
use crate::fuzzy::Query;

/// Names of languages as they are written behind fences, one a line.
const LANGUAGES: &str = include_str!("languages.txt");

/// Where the language starts in the line, if the line opens a code block and the cursor is in its first word.
pub(super) fn opening(place: &Place<'_>) -> Option<usize> {
    let marks =
        |c: char| c.is_whitespace() || c.is_ascii_digit() || matches!(c, '>' | '-' | '*' | '+' | '.' | ')');
    let fence = place.before.trim_start_matches(marks);
    let sign = fence.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let typed = fence.trim_start_matches(sign);
    let length = fence.len() - typed.len();
    if length < 3 || !typed.chars().all(is_name) {
        return None;
    }
    // A fence inside a block closes it, or is code itself.
    let line = place.line_start() as u32;
    let start = line + (place.before.len() - fence.len()) as u32;
    let is_inside = place.facts.closed.iter().any(|closed| closed.start < line && start < closed.end);
    (!is_inside).then_some(place.before.len() - typed.len())
}

pub(super) fn complete(place: &Place<'_>, at: usize) -> Completions {
    let query = Query::limited(&place.before[at..]);
    let behind = place.behind.find(|c| !is_name(c)).unwrap_or(place.behind.len());
    let own = format!("{}{}", &place.before[at..], &place.behind[..behind]);
    let mut candidates = Candidates::new();
    for (name, count) in place.snapshot.index.languages() {
        // What is being written counts as used once.
        let count = if name == own { count - 1 } else { count };
        if let Some(score) = query.score(name).filter(|_| 0 < count) {
            candidates.push(score + 100 + i64::from(count.min(99)), (name, count));
        }
    }
    let known = LANGUAGES.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let is_used = |name: &str| {
        let mut used = place.snapshot.index.languages();
        used.any(|(used, count)| used == name && (used != own || 1 < count))
    };
    for name in known.filter(|name| !is_used(name)) {
        if let Some(score) = query.score(name) {
            candidates.push(score, (name, 0));
        }
    }
    let (best, incomplete) = candidates.best(MOST);
    let items = best.into_iter().map(|(_, (name, count))| Completion {
        detail: uses(count),
        ..place.item(CompletionKind::Language, name, place.span(at, behind), name.to_owned())
    });
    Completions { items: items.collect(), incomplete }
}

/// How often something is used, in words.
pub(super) fn uses(count: u32) -> Option<String> {
    match count {
        0 => None,
        1 => Some("1 use".to_owned()),
        _ => Some(format!("{count} uses")),
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '+' | '-' | '#' | '.' | '_')
}
