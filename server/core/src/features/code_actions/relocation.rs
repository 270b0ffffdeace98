//! Links across a part of a note that moves to another note.
//!
//! The vault is built as it will be, and every link that led into the part, out of it or around in it is asked where it
//! leads then. What leads elsewhere is written anew; where one link cannot be kept, nothing may be moved.

use super::super::link_text::{Form, LinkText};
use super::super::relink::is_as_good;
use crate::edit::Edit;
use crate::facts::{Facts, Heading, LinkKind, Target};
use crate::index::FileId;
use crate::resolve::{Place, Resolution, is_same_label, resolve_target};
use crate::snapshot::Snapshot;
use crate::text::Span;

/// A move of a part of a note.
pub(super) struct Relocation<'r> {
    /// The notes before it.
    pub(super) before: &'r Snapshot,
    /// The notes as they will be, but for what their links say.
    pub(super) after: &'r Snapshot,
    /// Where a place is then; `None` where that cannot be told.
    pub(super) place: &'r dyn Fn(&Place) -> Option<Place>,
    /// The note that a span of a note stands in then; `None` where it is gone.
    pub(super) home: &'r dyn Fn(FileId, Span) -> Option<FileId>,
}

impl Relocation<'_> {
    /// The changes of the links of some notes, as they stand before the move; `None` where one cannot be kept.
    pub(super) fn relinked(&self, notes: impl IntoIterator<Item = FileId>) -> Option<Vec<Edit>> {
        let mut notes: Vec<FileId> = notes.into_iter().collect();
        notes.sort_unstable();
        notes.dedup();
        let writer = LinkText::new(self.after);
        let mut edits = Vec::new();
        for note in notes {
            let Some(facts) = self.before.facts(note) else { continue };
            let mut text: Option<String> = None;
            let links = facts.links.iter().filter(|link| link.label.is_none());
            let links = links.map(|link| (&link.target, link.target_span, link.shown, link.kind));
            let labels = facts.labels.iter();
            let labels = labels
                .map(|label| (&label.target, label.target_span, label.target_span, LinkKind::Reference));
            for (target, span, shown, kind) in links.chain(labels) {
                let embed = kind == LinkKind::Embed;
                let before = resolve_target(&self.before.index, note, target, embed);
                let (Resolution::Found(found), Some(from)) = (before, (self.home)(note, span)) else {
                    continue;
                };
                let wanted = (self.place)(&found.place)?;
                let now = resolve_target(&self.after.index, from, target, embed);
                let stays =
                    matches!(&now, Resolution::Found(now) if now.place == wanted && is_as_good(now, &found));
                if stays {
                    continue;
                }
                let text = text.get_or_insert_with(|| self.before.text(note).unwrap_or_default());
                let shown = (shown != span).then(|| shown.of(text).to_owned());
                let is_angled = text[..span.start as usize].ends_with('<');
                let form = match kind {
                    LinkKind::Html => Form::Html('"'),
                    _ if is_angled => Form::Angled,
                    _ => Form::Plain,
                };
                let written = match target {
                    Target::Name { .. } => writer.name(from, &wanted, shown.as_deref()),
                    Target::Path { .. } => match &wanted {
                        Place::Folder(folder) => self.folder(from, folder),
                        place => writer.destination(from, place, form),
                    },
                    _ => None,
                }?;
                edits.push(Edit { file: note, span, text: written, confirm: false });
            }
        }
        Some(edits)
    }

    /// The way from a note to a folder.
    fn folder(&self, from: FileId, folder: &str) -> Option<String> {
        let from = self.after.index.path(from)?;
        let up = from.parent().split('/').filter(|part| !part.is_empty()).count();
        let path = format!("{}{folder}", "../".repeat(up));
        Some(Form::Plain.encoded(if path.is_empty() { "." } else { path.trim_end_matches('/') }))
    }
}

/// The changes that move the levels of some headings of a note up or down; `None` where one would be too deep.
pub(super) fn relevelled<'f>(
    file: FileId,
    text: &str,
    headings: impl IntoIterator<Item = &'f Heading>,
    by: i16,
) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    let edit = |span, text| Edit { file, span, text, confirm: false };
    for heading in headings {
        let level =
            usize::try_from((i16::from(heading.level) + by).max(1)).ok().filter(|level| *level <= 6)?;
        let written = heading.span.of(text);
        if written.starts_with('#') {
            let marks = written.len() - written.trim_start_matches('#').len();
            let span = Span { start: heading.span.start, end: heading.span.start + marks as u32 };
            edits.extend((marks != level).then(|| edit(span, "#".repeat(level))));
            continue;
        }
        // An underlined heading knows two levels only.
        let name = heading.name.of(text);
        if by != 0 && !name.contains('\n') {
            edits.push(edit(heading.span, format!("{} {name}", "#".repeat(level))));
        }
    }
    Some(edits)
}

/// Whether two notes can share their labels: none defines what the other names.
pub(super) fn labels_stay_apart(one: &Facts, other: &Facts) -> bool {
    let meets = |facts: &Facts, other: &Facts| {
        let labels = other.labels.iter().any(|label| {
            let named = facts.links.iter().filter_map(|link| match &link.target {
                Target::Label(name) => Some(name),
                _ => link.label.as_ref(),
            });
            let defined = facts.labels.iter().map(|own| &own.name);
            named.chain(defined).any(|own| is_same_label(own, &label.name))
        });
        let footnotes = other.footnotes.iter().any(|footnote| {
            let named = facts.links.iter().filter_map(|link| match &link.target {
                Target::Footnote(name) => Some(name),
                _ => None,
            });
            let defined = facts.footnotes.iter().map(|own| &own.label);
            named.chain(defined).any(|own| is_same_label(own, &footnote.label))
        });
        labels || footnotes
    };
    !meets(one, other) && !meets(other, one)
}
