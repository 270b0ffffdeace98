//! Behind `> [!` the kinds of callout: those of GitHub first, then those that note tools add.

use super::place::Place;
use super::rank::{Candidates, Query};
use super::{Completion, CompletionKind, Completions, MOST};

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
    let query = Query::new(typed);
    let is_kind = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let behind = place.behind.find(|c| !is_kind(c)).unwrap_or(place.behind.len());
    let closing = if place.behind[behind..].starts_with(']') { "" } else { "]" };
    let mut candidates = Candidates::new();
    for (number, kind) in GITHUB.into_iter().chain(NOTE_TOOLS).enumerate() {
        if let Some(score) = query.score(kind) {
            candidates.push(score, (number, kind));
        }
    }
    let (best, incomplete) = candidates.best(MOST);
    let items = best.into_iter().map(|(_, (number, kind))| {
        // Letter case does not matter to who shows it; the writer's is kept.
        let kind = match typed.chars().next() {
            Some(first) if first.is_lowercase() => kind.to_lowercase(),
            Some(_) => kind.to_uppercase(),
            None => kind.to_owned(),
        };
        let insert = format!("{kind}{closing}");
        Completion {
            detail: (number < GITHUB.len()).then(|| "shown on GitHub too".to_owned()),
            ..place.item(CompletionKind::Callout, &kind, place.span(at, behind), insert)
        }
    });
    Completions { items: items.collect(), incomplete }
}

fn is_kind(typed: &str) -> bool {
    typed.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}
