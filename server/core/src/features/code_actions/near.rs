//! "Did you mean": what a broken link may have been meant for, the nearest first.

use super::super::link_text::{Form, LinkText};
use super::{ActionKind, Asked, Changes, Offers};
use crate::cancel::{Cancel, Cancellable};
use crate::facts::{AnchorKind, Facts, Target};
use crate::fuzzy;
use crate::index::FileId;
use crate::path::{percent_encode_path, without_note_extension};
use crate::resolve::{Broken, Place, Resolution, resolve_target};
use crate::rules::{Problem, Rule};
use crate::text::Span;

/// Most proposals for one link.
const MOST: usize = 3;

/// A target of a link that leads nowhere.
pub(super) struct BrokenTarget<'s> {
    /// What is written.
    pub(super) target: &'s Target,
    /// Where it is written.
    pub(super) span: Span,
    /// Where its fragment is written, if that can be told.
    pub(super) fragment: Option<Span>,
    /// What a reader sees.
    pub(super) shown: Span,
    /// Why it leads nowhere.
    pub(super) broken: Broken,
}

/// The broken targets that the selection touches: of links, and of the labels that links are written with.
pub(super) fn broken_targets<'s>(asked: &Asked<'s>) -> Vec<BrokenTarget<'s>> {
    let mut found = Vec::new();
    let (snapshot, facts) = (asked.snapshot, asked.facts);
    for link in facts.links.iter().filter(|link| asked.touches(link.span)) {
        // What a label says is mended at the label.
        if link.label.is_some() {
            continue;
        }
        if let Resolution::Broken(broken) = snapshot.resolve(asked.note, link) {
            found.push(BrokenTarget {
                target: &link.target,
                span: link.target_span,
                fragment: link.fragment_span,
                shown: link.shown,
                broken,
            });
        }
    }
    for label in facts.labels.iter().filter(|label| asked.touches(label.span)) {
        let resolution = resolve_target(&snapshot.index, asked.note, &label.target, false);
        let Resolution::Broken(broken) = resolution else { continue };
        if matches!(&broken, Broken::File(path) if snapshot.files.exists(path)) {
            continue;
        }
        let hash = label.target_span.of(&asked.text).find('#');
        let fragment =
            hash.map(|at| Span { start: label.target_span.start + at as u32 + 1, ..label.target_span });
        let (target, span) = (&label.target, label.target_span);
        found.push(BrokenTarget { target, span, fragment, shown: span, broken });
    }
    found
}

/// The problem that a target was told as: its rule and place.
pub(super) fn told_as(problems: &[Problem], found: &BrokenTarget<'_>) -> Option<(Rule, Span)> {
    let is_it = |problem: &&Problem| {
        let span = problem.span;
        problem.rule.family() == "link" && span.start <= found.span.end && found.span.start <= span.end
    };
    problems.iter().find(is_it).map(|problem| (problem.rule, problem.span))
}

pub(super) fn offer(offers: &mut Offers<'_, '_>, problems: &[Problem], cancel: &Cancel) -> Cancellable<()> {
    if !offers.wants(ActionKind::QuickFix) || !offers.asked.snapshot.complete {
        return Ok(());
    }
    let asked = std::rc::Rc::clone(&offers.asked);
    for found in broken_targets(&asked) {
        cancel.check()?;
        for (at, (name, span, text)) in proposals(&asked, &found).into_iter().enumerate() {
            let title = format!("Change to {}", crate::rules::quoted(&name));
            let making = move |asked: &Asked<'_>| Some(Changes::from(vec![asked.edit(span, text)]));
            let action = offers.add(ActionKind::QuickFix, title, making);
            if let Some(action) = action {
                action.preferred = at == 0;
                action.problem = told_as(problems, &found);
            }
        }
    }
    Ok(())
}

/// What may have been meant: as the user knows it, and what is to be written where.
fn proposals(asked: &Asked<'_>, found: &BrokenTarget<'_>) -> Vec<(String, Span, String)> {
    match &found.broken {
        Broken::File(path) => nearest_files(asked, path, false)
            .into_iter()
            .filter_map(|file| {
                let destination = LinkText::new(asked.snapshot).of_kind(false);
                let written = destination.destination(asked.note, &Place::File(file), Form::Plain)?;
                let name = asked.snapshot.index.path(file)?.to_string();
                Some((name, path_span(asked, found), written))
            })
            .collect(),
        Broken::Note { .. } => {
            let files = broken_notes(asked, &found.broken).map(|(_, files)| files);
            files
                .into_iter()
                .flatten()
                .filter_map(|file| {
                    let written = LinkText::new(asked.snapshot).name(asked.note, &Place::File(file), None)?;
                    let name = asked.snapshot.index.path(file)?.to_string();
                    Some((name, path_span(asked, found), written))
                })
                .collect()
        }
        Broken::Heading(file, name) => {
            let Some((facts, span)) = asked.snapshot.facts(*file).zip(found.fragment) else {
                return Vec::new();
            };
            headings(facts, name, found.target, span)
        }
        Broken::Block(file, id) => {
            let Some((facts, span)) = asked.snapshot.facts(*file).zip(found.fragment) else {
                return Vec::new();
            };
            let blocks = facts.anchors.iter().filter(|anchor| anchor.kind == AnchorKind::Block);
            let near = nearest(id, blocks.map(|anchor| (&*anchor.id, &*anchor.id)));
            near.into_iter().map(|near| (near.to_owned(), span, format!("^{near}"))).collect()
        }
        Broken::Label(label) => {
            let near = nearest(label, asked.facts.labels.iter().map(|label| (&*label.name, &*label.name)));
            near.into_iter().map(|near| (near.to_owned(), found.span, near.to_owned())).collect()
        }
        Broken::Footnote(label) => {
            let footnotes = asked.facts.footnotes.iter();
            let near = nearest(label, footnotes.map(|footnote| (&*footnote.label, &*footnote.label)));
            near.into_iter().map(|near| (near.to_owned(), found.span, near.to_owned())).collect()
        }
        Broken::Nothing => Vec::new(),
    }
}

/// What a wiki link calls a note that is not there, and the notes that are called nearly so.
pub(super) fn broken_notes(asked: &Asked<'_>, broken: &Broken) -> Option<(String, Vec<FileId>)> {
    let Broken::Note { name, near } = broken else { return None };
    let others = nearest_files(asked, name, true).into_iter().filter(|file| !near.contains(file));
    Some((name.to_string(), near.iter().copied().chain(others).take(MOST).collect()))
}

/// The headings and ids near to a fragment.
fn headings(facts: &Facts, name: &str, target: &Target, span: Span) -> Vec<(String, Span, String)> {
    let linkable = facts.headings.iter().filter(|heading| !heading.slug.is_empty());
    if matches!(target, Target::Name { .. }) {
        let writable = linkable.filter(|heading| !heading.title.contains(['[', ']', '|', '#', '^']));
        let near = nearest(name, writable.map(|heading| (&*heading.title, &*heading.title)));
        return near.into_iter().map(|near| (near.to_owned(), span, near.to_owned())).collect();
    }
    // A slug as it is written and the title it may be a slug of are one heading.
    let slugs = linkable.map(|heading| (&*heading.slug, (&*heading.title, &*heading.slug)));
    let html = facts.anchors.iter().filter(|anchor| anchor.kind == AnchorKind::Html);
    let ids = html.map(|anchor| (&*anchor.id, (&*anchor.id, &*anchor.id)));
    let near = nearest(&crate::syntax::slug::slug(name), slugs.chain(ids));
    let written = near.into_iter().map(|(title, id)| (title.to_owned(), span, percent_encode_path(id)));
    written.collect()
}

/// Where the path is written in a target, its fragment left out.
fn path_span(asked: &Asked<'_>, found: &BrokenTarget<'_>) -> Span {
    let written = found.span.of(&asked.text);
    let length = written.find('#').unwrap_or(written.len());
    Span { start: found.span.start, end: found.span.start + length as u32 }
}

/// The files whose names are nearest to the last part of a path; of equal ones those whose whole path is.
fn nearest_files(asked: &Asked<'_>, path: &str, by_name: bool) -> Vec<FileId> {
    let index = &asked.snapshot.index;
    let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_lowercase();
    let stem = |path: &str| last(without_note_extension(path));
    let wanted = stem(path);
    let mut found: Vec<(usize, Option<usize>, FileId)> = Vec::new();
    for (file, own) in index.files() {
        if file == asked.note {
            continue;
        }
        let facts = index.facts(file);
        let names = facts.iter().filter(|_| by_name).flat_map(|facts| facts.names().map(str::to_lowercase));
        let near = std::iter::once(stem(own.as_str())).chain(names);
        if let Some(distance) = near.filter_map(|name| distance(&wanted, &name)).min() {
            let whole = fuzzy::distance(path, own.as_str(), usize::MAX);
            found.push((distance, whole, file));
        }
    }
    found.sort_by_key(|&(distance, whole, file)| (distance, whole, index.path(file).cloned()));
    found.into_iter().take(MOST).map(|(_, _, file)| file).collect()
}

/// The names that are nearest to a name, with what belongs to them.
fn nearest<'n, T: PartialEq>(wanted: &str, names: impl Iterator<Item = (&'n str, T)>) -> Vec<T> {
    let wanted = wanted.to_lowercase();
    let near = names.filter_map(|(name, of)| Some((distance(&wanted, &name.to_lowercase())?, of)));
    let mut near: Vec<(usize, T)> = near.collect();
    near.sort_by_key(|(distance, _)| *distance);
    let mut found: Vec<T> = Vec::new();
    for (_, of) in near {
        if !found.contains(&of) && found.len() < MOST {
            found.push(of);
        }
    }
    found
}

/// How many letters differ; `None` where that is more than every third, so that nobody can have meant it.
fn distance(wanted: &str, name: &str) -> Option<usize> {
    let (own, other) = (wanted.chars().count(), name.chars().count());
    let most = own.max(other) / 3;
    if most < own.abs_diff(other) || own == 0 {
        // A name that goes on where the other ends is near all the same.
        let is_longer = 4 <= own && name.starts_with(wanted) || 4 <= other && wanted.starts_with(name);
        return is_longer.then(|| most.max(1) + own.abs_diff(other));
    }
    fuzzy::distance(wanted, name, most.max(1))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, titles};

    #[track_caller]
    fn check_near(fixture: &str, expected: &[&str]) {
        let titles = titles(fixture);
        let changes: Vec<&str> = titles.iter().filter_map(|title| title.strip_prefix("Change to ")).collect();
        assert_eq!(changes, expected);
    }

    #[test]
    fn the_nearest_files_come_first_and_far_ones_not_at_all() {
        let files = "-- d/locks.md\nl\n-- lock.md\nl\n-- locked.md\nl\n-- block.md\nl\n-- queue.md\nq\n";
        check_near(&format!("\n-- a.md\n[x](lokc.md)$0\n{files}"), &["`lock.md`"]);
        check_near(&format!("\n-- a.md\n[[loks]]$0\n{files}"), &["`d/locks.md`"]);
        check_near(&format!("\n-- a.md\n[[zebra]]$0\n{files}"), &[]);
    }

    #[test]
    fn the_path_changes_and_the_rest_stays() {
        check(
            "\n-- a.md\n[x](lokc.md#h 'T')$0\n-- d/lock.md\n# H\n",
            "Change to `d/lock.md`",
            &[("a.md", "[x](d/lock.md#h 'T')\n")],
        );
        check(
            "\n-- a.md\n[[Mutx#H|x]]$0\n-- lock.md\n---\naliases: [mutex]\n---\n# H\n",
            "Change to `lock.md`",
            &[("a.md", "[[lock#H|x]]\n")],
        );
    }

    #[test]
    fn headings_blocks_labels_and_footnotes_are_found_too() {
        let b = "-- b.md\n# One two\n\ntext ^block\n";
        check(
            &format!("\n-- a.md\n[x](b.md#one-tow)$0\n{b}"),
            "Change to `One two`",
            &[("a.md", "[x](b.md#one-two)\n")],
        );
        check(
            &format!("\n-- a.md\n[[b#One tow]]$0\n{b}"),
            "Change to `One two`",
            &[("a.md", "[[b#One two]]\n")],
        );
        check(&format!("\n-- a.md\n[[b#^blcok]]$0\n{b}"), "Change to `block`", &[("a.md", "[[b#^block]]\n")]);
        check(
            "\n-- a.md\n[x][labl]$0\n\n[label]: https://example.org\n",
            "Change to `label`",
            &[("a.md", "[x][label]\n\n[label]: https://example.org\n")],
        );
        check(
            "\n-- a.md\nx[^noet]$0\n\n[^note]: n\n",
            "Change to `note`",
            &[("a.md", "x[^note]\n\n[^note]: n\n")],
        );
    }
}
