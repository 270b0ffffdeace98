//! What links to a place, and what links to the same place that is missing.

use std::collections::BTreeMap;

use super::location::Location;
use crate::facts::{Link, Target, heading_key};
use crate::index::FileId;
use crate::path::without_note_extension;
use crate::resolve::{Broken, Place, Resolution, fold_name};
use crate::snapshot::Snapshot;
use crate::syntax::slug::slug;

/// Every link that means a place, by path; a whole note stands for all in it, and links inside it do not count then.
pub(super) fn links_to(snapshot: &Snapshot, place: &Place) -> Vec<Location> {
    let Some(file) = place.file() else {
        let Place::Folder(folder) = place else { return Vec::new() };
        return links_to_folder(snapshot, folder);
    };
    let whole = matches!(place, Place::File(_));
    let fits = |found: &Place| if whole { found.file() == Some(file) } else { found == place };
    let links = snapshot.links_to(file, fits);
    let own = |note: FileId, target: &Target| {
        // `#part` inside the note is no reference to the note.
        let empty =
            matches!(target, Target::Path { path, .. } | Target::Name { path, .. } if path.is_empty());
        whole && note == file && (empty || matches!(target, Target::Footnote(_)))
    };
    let others = links.filter(|(note, link)| !own(*note, &link.target));
    others.map(|(note, link)| at(note, link)).collect()
}

fn at(note: FileId, link: &Link) -> Location {
    Location { file: note, span: link.span, name: link.span }
}

fn links_to_folder(snapshot: &Snapshot, folder: &str) -> Vec<Location> {
    // `..` names a folder too.
    let index = &snapshot.index;
    let named = index.linking_by_name(folder).iter().chain(index.linking_by_name(".."));
    let links = links_that(snapshot, named.copied().collect(), |found| match found {
        Resolution::Found(found) => matches!(&found.place, Place::Folder(found) if **found == *folder),
        Resolution::Unjudged | Resolution::Broken(_) => false,
    });
    links.into_iter().map(|(note, link)| at(note, link)).collect()
}

/// The links of some notes that mean what fits, by path.
fn links_that(
    snapshot: &Snapshot,
    mut notes: Vec<FileId>,
    fits: impl Fn(&Resolution) -> bool,
) -> Vec<(FileId, &Link)> {
    notes.sort_by_key(|&note| snapshot.index.path(note));
    notes.dedup();
    let mut found = Vec::new();
    for note in notes {
        let links = snapshot.facts(note).map_or(&[][..], |facts| &facts.links);
        found
            .extend(links.iter().filter(|link| fits(&snapshot.resolve(note, link))).map(|link| (note, link)));
    }
    found
}

/// The notes that link to a note, with how often, by path; its own links do not count.
pub(super) fn linking_notes(snapshot: &Snapshot, note: FileId) -> Vec<(FileId, usize)> {
    let mut counts: BTreeMap<FileId, usize> = BTreeMap::new();
    for link in links_to(snapshot, &Place::File(note)).iter().filter(|link| link.file != note) {
        *counts.entry(link.file).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|&(note, _)| snapshot.index.path(note));
    counts
}

/// The places of [`missing_links`].
pub(super) fn links_to_missing(snapshot: &Snapshot, broken: &Broken) -> Vec<Location> {
    missing_links(snapshot, broken).into_iter().map(|(note, link)| at(note, link)).collect()
}

/// Every link that is broken for the same reason: to the same note, file, heading or block that is not there; by path.
pub(super) fn missing_links<'s>(snapshot: &'s Snapshot, broken: &Broken) -> Vec<(FileId, &'s Link)> {
    let notes = match broken {
        Broken::File(name) | Broken::Note { name, .. } => snapshot.index.linking_by_name(name).to_vec(),
        Broken::Heading(file, _) | Broken::Block(file, _) => snapshot.index.may_link_to(*file),
        Broken::Label(_) | Broken::Footnote(_) | Broken::Nothing => Vec::new(),
    };
    links_that(snapshot, notes, |found| matches!(found, Resolution::Broken(found) if is_same(found, broken)))
}

/// Whether the same is missing, be it called by its name or its path.
fn is_same(one: &Broken, other: &Broken) -> bool {
    let name = |name: &str| {
        let name = fold_name(without_note_extension(name));
        name.trim_start_matches("./").trim_start_matches('/').to_owned()
    };
    match (one, other) {
        (Broken::File(one), Broken::File(other)) => name(one) == name(other),
        (Broken::Note { name: one, .. }, Broken::Note { name: other, .. }) => name(one) == name(other),
        (Broken::File(path), Broken::Note { name: end, .. })
        | (Broken::Note { name: end, .. }, Broken::File(path)) => {
            let (path, end) = (name(path), name(end));
            path.strip_suffix(&end).is_some_and(|before| before.is_empty() || before.ends_with('/'))
        }
        (Broken::Heading(file, one), Broken::Heading(other_file, other)) => {
            file == other_file && (slug(one) == slug(other) || heading_key(one) == heading_key(other))
        }
        (Broken::Block(file, one), Broken::Block(other_file, other)) => {
            file == other_file && one.eq_ignore_ascii_case(other)
        }
        (
            Broken::File(_)
            | Broken::Note { .. }
            | Broken::Heading(..)
            | Broken::Block(..)
            | Broken::Label(_)
            | Broken::Footnote(_)
            | Broken::Nothing,
            _,
        ) => false,
    }
}
