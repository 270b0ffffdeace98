//! Behind the `#` of a path: the headings of a note by their slugs, its HTML anchors and its block ids.

use super::super::link_text::Form;
use super::place::Place;
use super::{About, Completion, CompletionKind, Completions, MOST, paths, wiki};
use crate::candidates::Candidates;
use crate::facts::{AnchorKind, Target, target_of_url};
use crate::fuzzy::Query;
use crate::index::FileId;
use crate::path::percent_decode;
use crate::resolve::{self, Place as Spot};

/// What may stand behind `path#`, where `path` and what is typed of the fragment stand between `goal` and the cursor.
pub(super) fn complete(place: &Place<'_>, goal: &paths::Goal, path: &str) -> Completions {
    let target = target_of_url(&format!("{path}#"));
    let Some(file) = wiki::found_file(place, &target) else { return Completions::default() };
    let Some(facts) = place.snapshot.facts(file) else { return Completions::default() };
    let (behind, closing) = goal.rest(place);
    let start = goal.at + path.len() + 1;
    let replace = place.span(start, behind);
    let typed = percent_decode(&place.before[start..]);
    let query = Query::limited(&typed);
    let wants_blocks = typed.starts_with('^');
    let mut candidates = Candidates::new();
    for (at, heading) in facts.headings.iter().enumerate().filter(|_| !wants_blocks) {
        let is_own = file == place.note && place.is_on_line(heading.span);
        let score = query.score(&heading.slug).into_iter().chain(query.score(&heading.title)).max();
        if let Some(score) = score.filter(|_| !is_own) {
            candidates.push(score, (&*heading.title, heading.slug.to_string(), About::Heading(file, at)));
        }
    }
    for (at, anchor) in facts.anchors.iter().enumerate() {
        let is_block = anchor.kind == AnchorKind::Block;
        let id = if is_block { format!("^{}", anchor.id) } else { anchor.id.to_string() };
        let is_own = is_block && file == place.note && place.is_on_line(anchor.name);
        if let Some(score) = query.score(&id).filter(|_| is_block == wants_blocks && !is_own) {
            candidates.push(score, (&*anchor.id, id, About::Anchor(file, at)));
        }
    }
    let (best, incomplete) = candidates.best(MOST);
    let items = best.into_iter().filter_map(|(_, (name, id, about))| {
        let insert = Form::Plain.encoded(&id);
        if !leads_to(place, file, &insert, about) {
            return None;
        }
        let kind = if matches!(about, About::Heading(..)) {
            CompletionKind::Heading
        } else {
            CompletionKind::Anchor
        };
        Some(Completion {
            detail: Some(format!("#{id}")),
            about: Some(about),
            filter: filter(&query, &id, name),
            ..place.item(kind, name, replace, format!("{insert}{closing}"))
        })
    });
    Completions { items: items.collect(), incomplete }
}

/// Whether a fragment of a note leads to the anchor it is written for, and not to one before it.
fn leads_to(place: &Place<'_>, file: FileId, fragment: &str, about: About) -> bool {
    let target = Target::Path { path: "".into(), fragment: Some(percent_decode(fragment).as_ref().into()) };
    let found = resolve::resolve_target(&place.snapshot.index, file, &target, false);
    match about {
        About::Heading(file, at) => found == Spot::Heading(file, at).into(),
        About::Anchor(file, at) => found == Spot::Anchor(file, at).into(),
        About::Definition(_) | About::File(_) | About::Label(..) | About::Footnote(..) => false,
    }
}

/// The slug, and the title before it where that is what was typed.
fn filter(query: &Query, id: &str, title: &str) -> String {
    if query.score(id) < query.score(title) { format!("{title} {id}") } else { format!("{id} {title}") }
}
