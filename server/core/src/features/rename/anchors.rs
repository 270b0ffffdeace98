//! Links to headings whose text changes: what is to be written in them so that they mean the same place.
//!
//! The changed notes are read as they will be, and each link that may mean one of them is resolved before and after.
//! So it does not matter how a link is written or how anchors are made: what still leads to its heading stays.

use std::collections::BTreeSet;

use super::Refusal;
use crate::cancel::{Cancel, Cancellable};
use crate::edit::{Edit, Edits};
use crate::facts::{Facts, Fragment, Label, Link, Target};
use crate::index::{FileId, Index};
use crate::resolve::{Place, Resolution, resolve_target};
use crate::snapshot::Snapshot;
use crate::text::Span;

/// The changes of links that changes of titles ask for.
pub(super) fn edits(
    snapshot: &Snapshot,
    titles: &Edits,
    cancel: &Cancel,
) -> Cancellable<Result<Vec<Edit>, Refusal>> {
    let mut after = snapshot.index.clone();
    let mut changed = BTreeSet::new();
    for (&file, edits) in &titles.by_file() {
        cancel.check()?;
        let (Some(path), Some(facts)) = (snapshot.index.path(file), snapshot.facts(file)) else { continue };
        let in_heading = |span: Span| facts.headings.iter().any(|heading| heading.span.covers(span));
        if !edits.iter().any(|edit| in_heading(edit.span)) {
            continue;
        }
        let Some(text) = snapshot.text(file) else { continue };
        let new = Facts::read(&titles.applied(file, &text));
        let levels = |facts: &Facts| facts.headings.iter().map(|heading| heading.level).collect::<Vec<_>>();
        if levels(&new) != levels(facts) {
            return Ok(Err(Refusal::BreaksTitle));
        }
        after.put_note(path.clone(), new.into());
        changed.insert(file);
    }
    let names = Renamed { before: &snapshot.index, after: &after };
    let notes: BTreeSet<FileId> = changed.iter().flat_map(|&file| snapshot.index.may_link_to(file)).collect();
    let mut found = Vec::new();
    for note in notes {
        cancel.check()?;
        let Some(facts) = snapshot.facts(note) else { continue };
        let lost_links = facts.links.iter().filter(|link| link.label.is_none());
        let lost_links = lost_links.filter(|link| names.is_lost(note, &link.target));
        let lost_labels: Vec<&Label> =
            facts.labels.iter().filter(|label| names.is_lost(note, &label.target)).collect();
        let text = if lost_labels.is_empty() { None } else { snapshot.text(note) }.unwrap_or_default();
        let changes = lost_links.map(|link| names.of_link(note, link));
        for change in changes.chain(lost_labels.into_iter().map(|label| names.of_label(note, label, &text))) {
            let Some((span, text)) = change else { return Ok(Err(Refusal::LosesLink)) };
            found.push(Edit { file: note, span, text, confirm: false });
        }
    }
    Ok(Ok(found))
}

/// The vault before and after the titles have changed.
struct Renamed<'i> {
    before: &'i Index,
    after: &'i Index,
}

impl Renamed<'_> {
    /// What is to be written where in a link that would lead elsewhere; `None` where nothing would help.
    fn of_link(&self, note: FileId, link: &Link) -> Option<(Span, String)> {
        match &link.target {
            Target::Path { .. } => Some((link.fragment_span?, self.slug(note, &link.target)?)),
            Target::Name { path, fragment, shown } => {
                let new_path = self.note_name(note, path)?;
                let fragments = self.fragments(note, path, &link.target, fragment.as_ref())?;
                let meant = place(self.before, note, &link.target);
                let fragment = fragments.into_iter().find(|fragment| {
                    let (path, fragment) = (new_path.as_str().into(), fragment.clone());
                    place(self.after, note, &Target::Name { path, fragment, shown: shown.clone() }) == meant
                })?;
                let whole = link.target_span;
                Some(match (link.fragment_span, fragment) {
                    (Some(span), Some(Fragment::Headings(names))) if *new_path == **path => {
                        (span, names.join("#"))
                    }
                    (Some(_), Some(Fragment::Headings(names))) => {
                        (whole, format!("{new_path}#{}", names.join("#")))
                    }
                    (Some(span), _) => (Span { start: whole.start, end: span.start - 1 }, new_path),
                    (None, _) => (whole, new_path),
                })
            }
            Target::External(_)
            | Target::Template(_)
            | Target::Label(_)
            | Target::Footnote(_)
            | Target::Tag(_)
            | Target::Nothing => None,
        }
    }

    /// The same for `[label]: destination`.
    fn of_label(&self, note: FileId, label: &Label, text: &str) -> Option<(Span, String)> {
        let written = label.target_span.of(text);
        let start = label.target_span.start + written.find('#')? as u32 + 1;
        let end = label.target_span.end - u32::from(written.ends_with('>'));
        Some((Span { start, end }, self.slug(note, &label.target)?))
    }

    /// Whether a target that meant a place means another one or none afterwards.
    fn is_lost(&self, note: FileId, target: &Target) -> bool {
        let before = place(self.before, note, target);
        before.is_some() && before != place(self.after, note, target)
    }

    /// The new anchor of the heading that a target meant.
    fn slug(&self, note: FileId, target: &Target) -> Option<String> {
        let Some(Place::Heading(file, at)) = place(self.before, note, target) else { return None };
        let heading = self.after.facts(file)?.headings.get(at)?;
        (!heading.slug.is_empty()).then(|| heading.slug.to_string())
    }

    /// What a wiki link calls a note afterwards: its new title, if it was called by the old one.
    fn note_name(&self, note: FileId, path: &str) -> Option<String> {
        let target = Target::Name { path: path.into(), fragment: None, shown: None };
        let before = place(self.before, note, &target)?;
        if place(self.after, note, &target).as_ref() == Some(&before) {
            return Some(path.to_owned());
        }
        let title = &self.after.facts(before.file()?)?.title.as_ref()?.text;
        let is_free = !title.contains(['[', ']', '|', '#']);
        is_free.then(|| title.to_string())
    }

    /// What a wiki link may write behind its `#`: the headings it names, else all headings around the one it means.
    fn fragments(
        &self,
        note: FileId,
        path: &str,
        target: &Target,
        fragment: Option<&Fragment>,
    ) -> Option<Vec<Option<Fragment>>> {
        let Some(Fragment::Headings(names)) = fragment else { return Some(vec![fragment.cloned()]) };
        let named = (1..=names.len()).map(|length| {
            let fragment = Some(Fragment::Headings(names[..length].into()));
            let target = Target::Name { path: path.into(), fragment, shown: None };
            let Some(Place::Heading(file, at)) = place(self.before, note, &target) else { return None };
            let is_same =
                self.before.facts(file)?.headings[at].title == self.after.facts(file)?.headings[at].title;
            if is_same { Some(names[length - 1].clone()) } else { self.heading(file, at) }
        });
        let named: Box<[Box<str>]> = named.collect::<Option<_>>()?;
        let Some(Place::Heading(file, at)) = place(self.before, note, target) else { return None };
        let headings = &self.after.facts(file)?.headings;
        let start = headings.get(at)?.span.start;
        let around = (0..at).filter(|&outer| start < headings[outer].section.end).chain([at]);
        let around: Box<[Box<str>]> = around.map(|at| self.heading(file, at)).collect::<Option<_>>()?;
        Some(vec![Some(Fragment::Headings(named)), Some(Fragment::Headings(around))])
    }

    /// The new text of a heading as a wiki link can write it.
    fn heading(&self, file: FileId, at: usize) -> Option<Box<str>> {
        let title = &self.after.facts(file)?.headings.get(at)?.title;
        let plain = title.replace(['[', ']', '|', '#'], " ");
        Some(plain.split_whitespace().collect::<Vec<_>>().join(" ").into())
    }
}

fn place(index: &Index, note: FileId, target: &Target) -> Option<Place> {
    match resolve_target(index, note, target, false) {
        Resolution::Found(found) => Some(found.place),
        Resolution::Unjudged | Resolution::Broken(_) => None,
    }
}
