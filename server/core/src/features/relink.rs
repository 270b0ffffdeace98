//! Links across a change of the vault: what is to be written in them so that they mean what they meant.
//!
//! The vault is built as it will be, and each link that the change may touch is resolved in both. So it does not matter
//! how a link is written or why it would lead elsewhere: what still leads to its place stays as it is, letter for
//! letter, and what does not is written anew in the habit of its writer. What meant nothing before is left alone;
//! a link to what a note does not have still means that note.

mod markdown;
mod wiki;

use std::collections::{BTreeMap, BTreeSet};

use crate::cancel::{Cancel, Cancellable};
use crate::edit::{Edit, Edits};
use crate::facts::{Facts, Label, Link, LinkKind, Target};
use crate::index::{FileId, Index};
use crate::path::{Joined, NotePath};
use crate::resolve::{Broken, Found, Place, Resolution, resolve_target};
use crate::snapshot::Snapshot;
use crate::text::Span;

/// A file or folder that is to be somewhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Where it is.
    pub from: NotePath,
    /// Where it will be.
    pub to: NotePath,
}

/// A vault before and after notes are edited and files moved.
pub(super) struct Change<'s> {
    snapshot: &'s Snapshot,
    after: Index,
    /// The files that get another number by their move.
    moved: BTreeMap<FileId, FileId>,
    /// Moved folders, as their old and new paths.
    folders: Vec<(String, String)>,
    /// Notes that get other titles, headings or anchors.
    edited: BTreeSet<FileId>,
}

/// Where the target of a link that nothing helps stands.
type Helpless = (FileId, Span);

/// A link that would not mean what it meant.
struct Lost<'f> {
    note: FileId,
    target: &'f Target,
    embed: bool,
    before: Place,
    /// Whether it called its note by a title or an alias.
    by_title: bool,
    wanted: Place,
}

impl<'s> Change<'s> {
    pub(super) fn new(snapshot: &'s Snapshot) -> Self {
        Self {
            snapshot,
            after: snapshot.index.clone(),
            moved: BTreeMap::new(),
            folders: Vec::new(),
            edited: BTreeSet::new(),
        }
    }

    /// Edits notes; tells whether each still has the headings, anchors, labels and footnotes it had, by their number.
    pub(super) fn edit(&mut self, edits: &Edits, cancel: &Cancel) -> Cancellable<bool> {
        let snapshot = self.snapshot;
        for &file in edits.by_file().keys() {
            cancel.check()?;
            let (Some(path), Some(facts)) = (snapshot.index.path(file), snapshot.facts(file)) else {
                continue;
            };
            let Some(text) = snapshot.text(file) else { continue };
            let new = Facts::read(&edits.applied(file, &text));
            let shape = |facts: &Facts| {
                let levels: Vec<u8> = facts.headings.iter().map(|heading| heading.level).collect();
                let anchors: Vec<_> = facts.anchors.iter().map(|anchor| anchor.kind).collect();
                (levels, anchors, facts.labels.len(), facts.footnotes.len())
            };
            if shape(&new) != shape(facts) {
                return Ok(false);
            }
            self.after.put_note(path.clone(), new.into());
            self.edited.insert(file);
        }
        Ok(true)
    }

    /// What a note says after [`Change::edit`].
    pub(super) fn edited(&self, note: FileId) -> Option<&Facts> {
        self.after.facts(note).map(|facts| &**facts)
    }

    /// Moves files and whole folders, given as old and new paths.
    pub(super) fn move_paths(&mut self, paths: &[(String, String)]) {
        let index = &self.snapshot.index;
        let mut moves = Vec::new();
        let mut folders = Vec::new();
        for (old, new) in paths {
            if let Some((from, to)) =
                index.file(old).and_then(|file| index.path(file)).zip(NotePath::new(new))
            {
                moves.push(Move { from: from.clone(), to });
                continue;
            }
            for (_, from) in index.files_below(old) {
                let below = from.as_str().get(old.len()..).unwrap_or_default();
                let to = NotePath::new(&format!("{new}{below}"));
                moves.extend(to.map(|to| Move { from: from.clone(), to }));
            }
            folders.push((old.clone(), new.clone()));
        }
        self.move_files(&moves, folders);
    }

    /// Moves files, and folders as a whole; links to a folder follow only the latter.
    fn move_files(&mut self, moves: &[Move], folders: Vec<(String, String)>) {
        let known = moves.iter().filter_map(|moved| {
            let file = self.snapshot.index.file(moved.from.as_str())?;
            Some((file, moved, self.after.facts(file).cloned()))
        });
        let known: Vec<_> = known.collect();
        // One may move to where another was.
        for (_, moved, _) in &known {
            self.after.remove(moved.from.as_str());
        }
        for (file, moved, facts) in known {
            match facts {
                Some(facts) => self.after.put_note(moved.to.clone(), facts),
                None => self.after.put_file(moved.to.clone()),
            }
            if let Some(new) = self.after.file(moved.to.as_str()) {
                self.moved.insert(file, new);
            }
        }
        self.folders.extend(folders);
    }

    /// The changes of links that the change asks for, and the links that nothing helps, by where their targets stand.
    pub(super) fn relink(&self, cancel: &Cancel) -> Cancellable<(Vec<Edit>, Vec<Helpless>)> {
        let mut edits = Vec::new();
        let mut helpless = Vec::new();
        for note in self.touched() {
            cancel.check()?;
            let Some(facts) = self.snapshot.facts(note) else { continue };
            let links = facts.links.iter().filter(|link| link.label.is_none());
            let lost_links: Vec<(&Link, Lost<'_>)> = links
                .filter_map(|link| Some((link, self.lost(note, &link.target, link.kind == LinkKind::Embed)?)))
                .collect();
            let labels = facts.labels.iter();
            let lost_labels: Vec<(&Label, Lost<'_>)> =
                labels.filter_map(|label| Some((label, self.lost(note, &label.target, false)?))).collect();
            if lost_links.is_empty() && lost_labels.is_empty() {
                continue;
            }
            let text = self.snapshot.text(note).unwrap_or_default();
            let links = lost_links.iter().map(|(link, lost)| {
                let written = match &link.target {
                    Target::Name { .. } => self.wiki(lost, link, &text),
                    _ => self.markdown(lost, link.target_span, link.kind == LinkKind::Html, &text),
                };
                (link.target_span, written)
            });
            let labels = lost_labels.iter().map(|(label, lost)| {
                (label.target_span, self.markdown(lost, label.target_span, false, &text))
            });
            for (target, written) in links.chain(labels) {
                match written {
                    Some((span, text)) => edits.push(Edit { file: note, span, text, confirm: false }),
                    None => helpless.push((note, target)),
                }
            }
        }
        Ok((edits, helpless))
    }

    /// Whether all links of the notes that `edits` change lead, once they are made, where they led before.
    ///
    /// Those that `own` replaces with what stands around them are not asked, nor those that nothing helps.
    pub(super) fn holds(
        &self,
        edits: &Edits,
        own: &Edits,
        helpless: &[(FileId, Span)],
        cancel: &Cancel,
    ) -> Cancellable<bool> {
        let mut after = self.after.clone();
        let files: Vec<FileId> = edits.by_file().keys().copied().collect();
        for &file in &files {
            cancel.check()?;
            let Some(text) = self.snapshot.text(file) else { continue };
            let Some(path) = after.path(self.moved_to(file)).cloned() else { continue };
            after.put_note(path, Facts::read(&edits.applied(file, &text)).into());
        }
        for &file in &files {
            cancel.check()?;
            let (Some(before), Some(now)) = (self.snapshot.facts(file), after.facts(self.moved_to(file)))
            else {
                continue;
            };
            let is_torn = before.front_matter_error != now.front_matter_error;
            let (replaced, put_in) = replaced(edits, own, file);
            let kept = |link: &&Link| !replaced.iter().any(|span| span.covers(link.span));
            let stays = |link: &&Link| !put_in.iter().any(|span| span.covers(link.span));
            let before: Vec<&Link> = before.links.iter().filter(kept).collect();
            let now: Vec<&Link> = now.links.iter().filter(stays).collect();
            let is_same = |(old, new): (&&Link, &&Link)| {
                let found = place(&self.snapshot.index, file, &old.target, old.kind == LinkKind::Embed);
                let is_helpless = helpless.contains(&(file, old.target_span));
                let is_kept = is_helpless
                    || found.is_none_or(|found| {
                        let wanted = self.translated(&found.place);
                        let embed = new.kind == LinkKind::Embed;
                        self.reached(&after, self.moved_to(file), &new.target, embed, &wanted).is_some()
                    });
                old.kind == new.kind && is_kept
            };
            if is_torn || before.len() != now.len() || !before.iter().zip(&now).all(is_same) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Notes with links that the change may touch.
    fn touched(&self) -> BTreeSet<FileId> {
        let before = &self.snapshot.index;
        let back: BTreeMap<FileId, FileId> = self.moved.iter().map(|(&old, &new)| (new, old)).collect();
        let mut notes = BTreeSet::new();
        for &file in self.edited.iter().chain(self.moved.keys()) {
            notes.extend(before.may_link_to(file));
            let after = self.after.may_link_to(self.moved_to(file));
            notes.extend(after.into_iter().map(|note| back.get(&note).copied().unwrap_or(note)));
        }
        for (old, new) in &self.folders {
            notes.extend(before.linking_by_name(old));
            notes.extend(before.linking_by_name(new));
        }
        notes
    }

    fn moved_to(&self, file: FileId) -> FileId {
        self.moved.get(&file).copied().unwrap_or(file)
    }

    /// The same place afterwards.
    fn translated(&self, place: &Place) -> Place {
        match place {
            Place::File(file) => Place::File(self.moved_to(*file)),
            Place::Heading(file, at) => Place::Heading(self.moved_to(*file), *at),
            Place::Anchor(file, at) => Place::Anchor(self.moved_to(*file), *at),
            Place::Footnote(file, at) => Place::Footnote(self.moved_to(*file), *at),
            Place::Folder(folder) => {
                let moved = self.folders.iter().find_map(|(old, new)| {
                    let rest = folder.strip_prefix(old.as_str())?;
                    (rest.is_empty() || rest.starts_with('/')).then(|| format!("{new}{rest}"))
                });
                Place::Folder(moved.map_or_else(|| folder.clone(), Into::into))
            }
        }
    }

    fn lost<'f>(&self, note: FileId, target: &'f Target, embed: bool) -> Option<Lost<'f>> {
        if !matches!(target, Target::Path { .. } | Target::Name { .. }) {
            return None;
        }
        let before = place(&self.snapshot.index, note, target, embed)?;
        let wanted = self.translated(&before.place);
        let stays = match self.reached(&self.after, self.moved_to(note), target, embed, &wanted) {
            Some(found) => is_as_good(&found, &before),
            None => false,
        };
        (!stays).then(|| {
            let by_title = before.by_title;
            Lost { note, target, embed, before: before.place, by_title, wanted }
        })
    }

    /// Whether a target written in the note of a lost link means what it is to mean, and nothing else as well.
    fn leads_back(&self, lost: &Lost<'_>, target: &Target) -> bool {
        let found = self.reached(&self.after, self.moved_to(lost.note), target, lost.embed, &lost.wanted);
        found.is_some_and(|found| {
            found.rivals.is_empty() && found.other_case.is_none() && (!found.by_title || lost.by_title)
        })
    }

    /// What a target of the note `from` is found to mean, if that is `wanted`.
    fn reached(
        &self,
        index: &Index,
        from: FileId,
        target: &Target,
        embed: bool,
        wanted: &Place,
    ) -> Option<Found> {
        if let (Place::Folder(folder), Target::Path { path, .. }) = (wanted, target) {
            // A folder that loses its last file is still there, though no file says so.
            let is_there = index.path(from)?.join(path) == Joined::Inside(folder.to_string());
            return is_there.then(|| Found {
                place: wanted.clone(),
                rivals: Vec::new(),
                other_case: None,
                by_title: false,
            });
        }
        place(index, from, target, embed).filter(|found| match wanted {
            Place::File(file) => found.place.file() == Some(*file),
            wanted => found.place == *wanted,
        })
    }
}

/// Whether what a link was found to mean is found as surely now: a name that two notes could be called by leads elsewhere
/// in other tools, one in another case nowhere, and what only a title says some tools do not follow.
pub(super) fn is_as_good(now: &Found, before: &Found) -> bool {
    (now.rivals.is_empty() || !before.rivals.is_empty())
        && (now.other_case.is_none() || before.other_case.is_some())
        && (!now.by_title || before.by_title)
}

/// The spans that `own` replaces in a note, before and after all edits are made.
fn replaced(edits: &Edits, own: &Edits, file: FileId) -> (Vec<Span>, Vec<Span>) {
    let mut before = Vec::new();
    let mut after = Vec::new();
    let mut shift = 0_i64;
    for edit in edits.iter().filter(|edit| edit.file == file) {
        let start = u32::try_from(i64::from(edit.span.start) + shift).unwrap_or_default();
        let length = u32::try_from(edit.text.len()).unwrap_or(u32::MAX);
        shift += i64::from(length) - i64::from(edit.span.len());
        if own.iter().any(|own| own == edit) {
            before.push(edit.span);
            after.push(Span { start, end: start.saturating_add(length) });
        }
    }
    (before, after)
}

fn place(index: &Index, note: FileId, target: &Target, embed: bool) -> Option<Found> {
    match resolve_target(index, note, target, embed) {
        Resolution::Found(found) => Some(found),
        // The file is there, whatever it lacks.
        Resolution::Broken(Broken::Heading(file, _) | Broken::Block(file, _)) => {
            Some(Found { place: Place::File(file), rivals: Vec::new(), other_case: None, by_title: false })
        }
        Resolution::Unjudged | Resolution::Broken(_) => None,
    }
}

/// What a link may write to name a place inside a note that has been found: a heading's anchor, an id.
fn fragment_of(facts: &Facts, place: &Place) -> Option<String> {
    let named = match *place {
        Place::Heading(_, at) => facts.headings.get(at).map(|heading| heading.slug.to_string()),
        Place::Anchor(_, at) => facts.anchors.get(at).map(|anchor| match anchor.kind {
            crate::facts::AnchorKind::Html => anchor.id.to_string(),
            crate::facts::AnchorKind::Block => format!("^{}", anchor.id),
        }),
        Place::File(_) | Place::Folder(_) | Place::Footnote(..) => None,
    };
    named.filter(|name| !name.is_empty())
}
