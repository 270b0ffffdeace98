//! Behind `> [!` the kinds of callout: those of GitHub first, then those that note tools add, and what the vault uses.

use super::place::Place;
use super::{Completion, CompletionKind, Completions, MOST};
use crate::candidates::Candidates;
use crate::fuzzy::Query;

/// GitHub's alerts, which note tools know too.
const GITHUB: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

/// What Obsidian and its relatives show besides.
const NOTE_TOOLS: [&str; 10] =
    ["abstract", "info", "todo", "success", "question", "failure", "danger", "bug", "example", "quote"];

/// Where the kind of a callout starts in the line, if one is being written.
pub(super) fn opening(place: &Place<'_>) -> Option<usize> {
    let inner = place.before.trim_start_matches([' ', '\t', '-', '*']);
    let quoted = inner.strip_prefix('>')?.trim_start_matches(['>', ' ']);
    let typed = quoted.strip_prefix("[!")?;
    is_kind(typed).then_some(place.before.len() - typed.len())
}

pub(super) fn complete(place: &Place<'_>, at: usize) -> Completions {
    let typed = &place.before[at..];
    let query = Query::limited(typed);
    let is_kind = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let behind = place.behind.find(|c| !is_kind(c)).unwrap_or(place.behind.len());
    let closing = if place.behind[behind..].starts_with(']') { "" } else { "]" };
    let mut candidates = Candidates::new();
    let known = || GITHUB.into_iter().chain(NOTE_TOOLS);
    let written = [typed, &place.behind[..behind]].concat().to_lowercase();
    // What is being written counts as used once where it is read as a callout.
    let is_read = place.behind[behind..].starts_with(']');
    let used = place.snapshot.index.callouts().filter_map(|(kind, count)| {
        let is_own = is_read && kind == written;
        let count = if is_own { count.saturating_sub(1) } else { count };
        (0 < count).then_some((kind, count))
    });
    let used: Vec<(&str, u32)> = used.collect();
    for (number, kind) in known().enumerate() {
        let count =
            used.iter().find(|(own, _)| own.eq_ignore_ascii_case(kind)).map_or(0, |(_, count)| *count);
        if let Some(score) = query.score(kind) {
            candidates.push(score + i64::from(count.min(99)), (number, kind));
        }
    }
    for (kind, count) in used.iter().filter(|(kind, _)| !known().any(|own| own.eq_ignore_ascii_case(kind))) {
        if let Some(score) = query.score(kind) {
            candidates.push(score + i64::from((*count).min(99)), (usize::MAX, *kind));
        }
    }
    let (best, incomplete) = candidates.best(MOST);
    let items = best.into_iter().map(|(_, (number, kind))| {
        // Letter case does not matter to who shows it; the writer's is kept.
        let kind = match typed.chars().next() {
            Some(first) if first.is_lowercase() => kind.to_lowercase(),
            Some(_) if !typed.contains(char::is_lowercase) => kind.to_uppercase(),
            Some(_) | None => kind.to_owned(),
        };
        let insert = format!("{kind}{closing}");
        Completion {
            detail: match number {
                number if number < GITHUB.len() => Some("shown on GitHub too".to_owned()),
                usize::MAX => Some("used in these notes".to_owned()),
                _ => None,
            },
            ..place.item(CompletionKind::Callout, &kind, place.span(at, behind), insert)
        }
    });
    Completions { items: items.collect(), incomplete }
}

fn is_kind(typed: &str) -> bool {
    typed.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}
