//! Links that an action would lead elsewhere are written anew with it: one more heading, name or note takes them from
//! what they meant.
//!
//! A link that meant nothing may come to mean what is made: that is what most of it is made for.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::relocation::Relocation;
use super::{ActionKind, Asked, Changes};
use crate::edit::{Edit, Edits};
use crate::facts::Facts;
use crate::index::FileId;
use crate::resolve::{Place, is_same_label};
use crate::text::Span;

/// The changes of an action with those of the links around; `None` where one of these could not be kept.
pub(super) fn kept(asked: &Asked<'_>, kind: ActionKind, changes: Changes) -> Option<Changes> {
    // What moves or deletes does so with its links.
    if matches!(kind, ActionKind::ExtractTopic | ActionKind::InlineTopic | ActionKind::Delete) {
        return Some(changes);
    }
    let snapshot = asked.snapshot;
    let by_file = changes.edits.by_file();
    let mut edited = BTreeMap::new();
    for (file, edits) in by_file {
        let (Some(text), Some(before)) = (snapshot.text(file), snapshot.facts(file)) else { continue };
        let now = Arc::new(Facts::read(&changes.edits.applied(file, &text)));
        edited.insert(file, Edited { before, now, edits });
    }
    if changes.created.is_none() && edited.values().all(Edited::has_its_places) {
        return Some(changes);
    }
    let mut after = snapshot.clone();
    for (&file, note) in &edited {
        if let Some(path) = snapshot.index.path(file) {
            after.index.put_note(path.clone(), Arc::clone(&note.now));
        }
    }
    let mut named: Vec<FileId> = edited.keys().copied().collect();
    if let Some(new) = &changes.created {
        after.index.put_note(new.path.clone(), Arc::new(Facts::of_note(&new.text, new.path.stem())));
        named.extend(after.index.file(new.path.as_str()));
    }
    let place = |place: &Place| match place.file().and_then(|file| edited.get(&file)) {
        Some(note) => note.place(place),
        None => Some(place.clone()),
    };
    let home = |note: FileId, span: Span| {
        let is_own = |edit: &&Edit| {
            let overlaps = edit.span.start < span.end && span.start < edit.span.end;
            overlaps || edit.span.start == span.start
        };
        let is_written = edited.get(&note).is_some_and(|note| note.edits.iter().any(is_own));
        (!is_written).then_some(note)
    };
    let relocation = Relocation { before: snapshot, after: &after, place: &place, home: &home };
    let linking =
        named.iter().flat_map(|&file| [snapshot.index.may_link_to(file), after.index.may_link_to(file)]);
    let links = match relocation.relinked(linking.flatten()) {
        Some(links) => links,
        // What mends a problem is asked for itself.
        None if kind == ActionKind::QuickFix && changes.created.is_none() => Vec::new(),
        None => return None,
    };
    let edits = changes.edits.iter().cloned().chain(links).collect();
    Some(Changes { edits: Edits::new(edits), ..changes })
}

/// A note that an action edits.
struct Edited<'e> {
    before: &'e Facts,
    now: Arc<Facts>,
    edits: Vec<&'e Edit>,
}

impl Edited<'_> {
    /// Whether its names are what they were, and all that links can lead to in it.
    fn has_its_places(&self) -> bool {
        let (old, new) = (self.before, &self.now);
        let headings = |facts: &Facts| -> Vec<_> {
            facts
                .headings
                .iter()
                .map(|found| (found.level, found.slug.clone(), found.title.clone()))
                .collect()
        };
        let anchors = |facts: &Facts| -> Vec<_> {
            facts.anchors.iter().map(|found| (found.kind, found.id.clone())).collect()
        };
        old.names().eq(new.names())
            && headings(old) == headings(new)
            && anchors(old) == anchors(new)
            && old.footnotes.len() == new.footnotes.len()
    }

    /// The same place once the note is edited; `None` where it is gone.
    fn place(&self, place: &Place) -> Option<Place> {
        Some(match *place {
            Place::Heading(file, at) => {
                let start = self.moved(self.before.headings.get(at)?.name.start);
                let mut headings = self.now.headings.iter();
                Place::Heading(file, headings.position(|found| found.span.touches(start))?)
            }
            Place::Anchor(file, at) => {
                let old = self.before.anchors.get(at)?;
                let start = self.moved(old.name.start);
                let is_it = |found: &crate::facts::Anchor| {
                    found.kind == old.kind && found.id == old.id && found.name.start == start
                };
                Place::Anchor(file, self.now.anchors.iter().position(is_it)?)
            }
            Place::Footnote(file, at) => {
                let label = &self.before.footnotes.get(at)?.label;
                let mut footnotes = self.now.footnotes.iter();
                Place::Footnote(file, footnotes.position(|found| is_same_label(&found.label, label))?)
            }
            Place::File(_) | Place::Folder(_) => place.clone(),
        })
    }

    /// Where what stands at an offset stands then.
    fn moved(&self, offset: u32) -> u32 {
        let mut shift = 0;
        for edit in &self.edits {
            let length = i64::try_from(edit.text.len()).unwrap_or_default();
            if edit.span.end <= offset {
                shift += length - i64::from(edit.span.len());
            } else if edit.span.start <= offset {
                let within = i64::from(offset - edit.span.start).min(length);
                return u32::try_from(i64::from(edit.span.start) + shift + within).unwrap_or_default();
            }
        }
        u32::try_from(i64::from(offset) + shift).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn a_note_that_is_made_takes_no_link_from_another_of_its_name() {
        check(
            "\n-- d/a.md\n[x](new.md)$0\n-- d/c.md\n[[new]] [[new|y]]\n-- other/new.md\n# Old\n",
            "Create note `d/new.md`",
            &[("d/c.md", "[[other/new]] [[other/new|y]]\n"), ("d/new.md", "# x\n")],
        );
        check(
            "\n-- a.md\n[new](b.md)$0\n-- c.md\n[[new]] [[b]]\n-- z.md\n# New\n",
            "Create note `b.md`",
            &[("b.md", "# new\n"), ("c.md", "[[z]] [[b]]\n")],
        );
    }

    #[test]
    fn a_glossary_that_is_made_takes_no_link_from_a_note_of_its_title() {
        check(
            "\n-- a.md\n# A\n\nThe kee$0lson. [[Glossary]]\n-- words.md\n# Glossary\n",
            "Define `keelson` in `glossary.md`",
            &[("a.md", "# A\n\nThe keelson. [[words]]\n"), ("glossary.md", "# Glossary\n\n## keelson\n")],
        );
    }

    #[test]
    fn an_alias_takes_no_link_from_the_note_that_has_it_for_its_title() {
        check(
            "\n-- a.md\n[[lock|latch$0]] [[Latch]]\n-- lock.md\n# Lock\n-- z.md\n# Latch\n",
            "Add `latch` as an alias of `lock.md`",
            &[("a.md", "[[lock|latch]] [[z]]\n"), ("lock.md", "---\naliases: [latch]\n---\n\n# Lock\n")],
        );
    }

    #[test]
    fn one_more_heading_takes_no_link_from_one_that_says_the_same() {
        check(
            "\n-- a.md\n# Cells\n\nWhat is a ce$0ll?\n\nA cell is small.\n\n## What is a cell?\n\nText. [x](#what-is-a-cell)\n-- b.md\n[y](a.md#what-is-a-cell)\n",
            "Turn this line into a heading",
            &[
                (
                    "a.md",
                    "# Cells\n\n## What is a cell?\n\nA cell is small.\n\n## What is a cell?\n\nText. [x](#what-is-a-cell-1)\n",
                ),
                ("b.md", "[y](a.md#what-is-a-cell-1)\n"),
            ],
        );
    }
}
