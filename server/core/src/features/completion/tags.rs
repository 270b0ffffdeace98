//! Behind `#` the tags of the vault, with the tags they lie in.

use std::collections::BTreeSet;

use super::fences::uses;
use super::place::{Place, is_escaped};
use super::{Completion, CompletionKind, Completions, MOST};
use crate::candidates::Candidates;
use crate::fuzzy::Query;

/// Where a tag starts in the line, behind its sign, if the cursor is in one.
pub(super) fn opening(place: &Place<'_>) -> Option<usize> {
    let before = place.before;
    let sign = before.trim_end_matches(is_tag).strip_suffix('#')?;
    let at = sign.len() + 1;
    let opens =
        sign.chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '|' | ',' | '>'));
    // A sign alone at the start of a line will be a heading.
    let is_heading = sign.trim_start_matches([' ', '>']).is_empty() && before.len() == at;
    (opens && !is_heading && !is_escaped(before, sign.len())).then_some(at)
}

/// Whether a character can be in a tag.
pub(super) fn is_tag(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '/')
}

pub(super) fn complete(place: &Place<'_>, at: usize) -> Completions {
    let behind = place.behind.find(|c| !is_tag(c)).unwrap_or(place.behind.len());
    let written = [&place.before[at..], &place.behind[..behind]].concat();
    let (found, incomplete) = matching(place, &place.before[at..], &written);
    let items = found.into_iter().map(|(tag, count)| Completion {
        detail: uses(count),
        ..place.item(CompletionKind::Tag, tag, place.span(at, behind), tag.to_owned())
    });
    Completions { items: items.collect(), incomplete }
}

/// The tags that match, with the number of their uses, the best first, and whether there are more; `written` is the tag
/// at the cursor, which counts as used once.
pub(super) fn matching<'s>(place: &Place<'s>, typed: &str, written: &str) -> (Vec<(&'s str, u32)>, bool) {
    let query = Query::limited(typed);
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut candidates = Candidates::new();
    let mut around: Vec<&str> = Vec::new();
    for (tag, count) in place.snapshot.index.tags() {
        let count = if tag == written.trim_end_matches(['/', '-']) { count - 1 } else { count };
        if count == 0 {
            continue;
        }
        seen.insert(tag);
        around.extend(tag.match_indices('/').map(|(end, _)| &tag[..end]));
        if let Some(score) = query.score(tag) {
            candidates.push(score + i64::from(count.min(99)), (tag, count));
        }
    }
    for tag in around {
        if seen.insert(tag)
            && let Some(score) = query.score(tag)
        {
            candidates.push(score, (tag, 0));
        }
    }
    let (best, incomplete) = candidates.best(MOST);
    (best.into_iter().map(|(_, found)| found).collect(), incomplete)
}
