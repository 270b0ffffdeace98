//! Headings as targets: behind `[[note#`, and behind `##` those of the whole vault.

use super::super::link_text::{heading_text, parents};
use super::place::Place;
use super::wiki::{Rest, finds, leads_to};
use super::{About, Completion, CompletionKind, Completions, MOST, paths};
use crate::cancel::Cancellable;
use crate::candidates::Candidates;
use crate::facts::{Facts, Heading};
use crate::fuzzy::Query;
use crate::index::FileId;
use crate::resolve::Place as Spot;
use crate::text::Span;

/// The headings of a note behind `#`, which may follow those of headings around them: `#a#b`.
pub(super) fn in_note(place: &Place<'_>, start: usize, file: FileId) -> Completions {
    let Some(facts) = place.snapshot.facts(file) else { return Completions::default() };
    let typed = &place.before[start..];
    let (around, last) = typed.rsplit_once('#').unwrap_or(("", typed));
    let around: Vec<&str> = around.split('#').map(str::trim).filter(|part| !part.is_empty()).collect();
    let query = Query::limited(last);
    let mut candidates = Candidates::new();
    for (at, heading) in facts.headings.iter().enumerate() {
        if let Some(score) = query.score(&heading.title).filter(|_| !is_unfinished(place, file, heading)) {
            candidates.push(score, at);
        }
    }
    let (best, incomplete) = candidates.best(MOST);
    let start = place.before.len() - last.len();
    let items = best.into_iter().filter_map(|(_, at)| {
        let path = heading_path(place, facts, file, at, &around)?;
        let rest = rest(place, file, &around, &path);
        let shown = label(facts, at);
        Some(Completion {
            label: shown,
            about: Some(About::Heading(file, at)),
            ..place.item(
                CompletionKind::Heading,
                &facts.headings[at].title,
                place.span(start, rest.length),
                format!("{path}{}", rest.closing),
            )
        })
    });
    Completions { items: items.collect(), incomplete }
}

/// What goes on behind a heading: the headings below it that follow stay where they are below this one too.
fn rest(place: &Place<'_>, file: FileId, around: &[&str], path: &str) -> Rest {
    let (part, whole) = (Rest::of(place), Rest::with_fragment(place));
    let Some(below) = place.behind.get(part.length..whole.length) else { return part };
    let path = around.iter().copied().chain(path.split('#')).chain(below.split('#').map(str::trim));
    let path: Vec<&str> = path.filter(|part| !part.is_empty()).collect();
    if finds(place, &path, file) { part } else { whole }
}

/// The headings of the vault inside `[[##`.
pub(super) fn anywhere_by_wiki_link(place: &Place<'_>, at: usize, typed: &str) -> Cancellable<Completions> {
    let rest = Rest::with_fragment(place);
    let replace = place.span(at, rest.length);
    anywhere(place, typed, replace, |file, heading| {
        let target = place.writer().name(place.note, &Spot::Heading(file, heading), None)?;
        Some(format!("{target}{}", rest.closing))
    })
}

/// The headings of the vault inside `](##`.
pub(super) fn anywhere_by_path(place: &Place<'_>, goal: &paths::Goal) -> Cancellable<Completions> {
    let (length, closing) = goal.rest(place);
    let replace = place.span(goal.at, length);
    anywhere(place, &place.before[goal.at + 2..], replace, |file, heading| {
        let target = place.writer().destination(place.note, &Spot::Heading(file, heading), goal.form)?;
        Some(format!("{target}{closing}"))
    })
}

fn anywhere(
    place: &Place<'_>,
    typed: &str,
    replace: Span,
    write: impl Fn(FileId, usize) -> Option<String>,
) -> Cancellable<Completions> {
    let query = Query::limited(typed);
    let wanted = query.pairs();
    let mut candidates = Candidates::new();
    let index = &place.snapshot.index;
    // With a letter or none the headings of this note come first, and others until there are enough.
    let is_short = typed.trim().chars().count() < 2;
    let own = index.path(place.note).map(|path| (place.note, path, Some(place.facts)));
    let all = index.entries().map(|(file, path, facts)| (file, path, facts.map(AsRef::as_ref)));
    for (file, path, facts) in own.into_iter().chain(all.filter(|(file, ..)| *file != place.note)) {
        place.cancel.check()?;
        if is_short && 2 * MOST < candidates.len() {
            break;
        }
        let Some(facts) = facts else { continue };
        // Where a note is, is asked for those alone that have something to offer.
        let mut near = None;
        for (at, title) in facts.heading_titles.with_pairs(wanted) {
            let Some(score) = query.score(title) else { continue };
            if file == place.note && is_unfinished(place, file, &facts.headings[at]) {
                continue;
            }
            let near = *near.get_or_insert_with(|| place.nearness(file, path));
            candidates.push(score + near, (file, at));
        }
    }
    let (best, incomplete) = candidates.best(MOST);
    let items = best.into_iter().filter_map(|(_, (file, at))| {
        let facts = place.snapshot.facts(file)?;
        let shown = label(facts, at);
        Some(Completion {
            label: shown,
            detail: place.snapshot.index.path(file).map(|path| path.as_str().to_owned()),
            about: Some(About::Heading(file, at)),
            filter: format!("##{}", facts.headings[at].title),
            ..place.item(CompletionKind::Heading, "", replace, write(file, at)?)
        })
    });
    Ok(Completions { items: items.collect(), incomplete })
}

/// The heading that is being written with the cursor in it is no target yet.
fn is_unfinished(place: &Place<'_>, file: FileId, heading: &Heading) -> bool {
    file == place.note && place.is_on_line(heading.span)
}

/// What a list shows for a heading: with the heading around it where its note has it twice.
fn label(facts: &Facts, at: usize) -> String {
    let heading = &facts.headings[at];
    let is_alone = facts.headings_with_key(&heading.key).nth(1).is_none();
    let around = parents(facts, at).next().filter(|_| !is_alone);
    match around {
        Some(around) => format!("{} › {}", facts.headings[around].title, heading.title),
        None => heading.title.to_string(),
    }
}

/// How a heading is written behind `#` and the headings that stand there already, so that it is found and no other of its
/// name; `None` where it cannot be.
fn heading_path(
    place: &Place<'_>,
    facts: &Facts,
    file: FileId,
    at: usize,
    around: &[&str],
) -> Option<String> {
    let writer = place.writer();
    let title = |at: usize| {
        let text = heading_text(&facts.headings[at].title);
        writer.can_write(&text).then(|| String::from(text))
    };
    let own = title(at)?;
    let with = |parents: &[String]| {
        let path = around.iter().copied().chain(parents.iter().map(String::as_str)).chain([own.as_str()]);
        leads_to(place, &path.collect::<Vec<_>>(), file, at)
    };
    if with(&[]) {
        return Some(own);
    }
    let mut chosen: Vec<String> = Vec::new();
    for parent in parents(facts, at).filter(|_| around.is_empty()) {
        chosen.insert(0, title(parent)?);
        if with(&chosen) {
            chosen.push(own);
            return Some(chosen.join("#"));
        }
    }
    None
}
