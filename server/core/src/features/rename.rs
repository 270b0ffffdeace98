//! Rename: of terms, headings, files, ids, tags and labels, with every link that means them.
//!
//! What is under the cursor is changed where it is written, and then each link that would lead elsewhere is written
//! anew, see [`relink`](super::relink). Before a rename is answered it is made in a copy of the vault: where a link would
//! be lost for all that, the answer is a sentence that says so, and nothing is changed.

mod file_name;
mod missing;
mod refusal;
mod target;
mod term;
mod written;

use super::relink::{Change, Move};
use crate::cancel::{Cancel, Cancellable};
use crate::edit::{Edit, Edits};
use crate::index::FileId;
use crate::path::NotePath;
use crate::snapshot::Snapshot;
use crate::text::Span;

pub use refusal::{Refusal, RenameKind};
use target::{Target, What, target_at};
use term::Term;

/// What can be renamed at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameTarget {
    /// What is renamed.
    pub kind: RenameKind,
    /// What of the text under the cursor stands for it.
    pub span: Span,
    /// Its name now: what the new one takes the place of.
    pub placeholder: String,
}

/// A rename that can be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renaming {
    /// The changes of notes, which are to be made first.
    pub edits: Edits,
    /// The files and folders to be renamed then.
    pub moves: Vec<Move>,
}

/// What a rename at an offset would rename; `None` where nothing can be.
#[must_use]
pub fn prepare_rename(snapshot: &Snapshot, note: FileId, offset: u32) -> Option<RenameTarget> {
    let found = target_at(snapshot, note, offset)?;
    Some(RenameTarget { kind: found.kind(), span: found.span, placeholder: found.placeholder })
}

/// The changes that give what is at an offset a new name, or why there are none.
///
/// Where the client cannot move files, a note keeps its file name when its title changes, and a file is not renamed.
pub fn rename(
    snapshot: &Snapshot,
    note: FileId,
    offset: u32,
    new_name: &str,
    can_move_files: bool,
    cancel: &Cancel,
) -> Cancellable<Result<Renaming, Refusal>> {
    let Some(target) = target_at(snapshot, note, offset) else { return Ok(Err(Refusal::Nothing)) };
    let plan = match plan(snapshot, note, &target, new_name, cancel)? {
        Ok(plan) => plan,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if !can_move_files && !plan.moves.is_empty() {
        return Ok(Err(Refusal::CannotMove));
    }
    finish(snapshot, plan, target.title_of.filter(|_| can_move_files), cancel)
}

/// What a rename changes by itself, links not counted.
#[derive(Default)]
struct Plan {
    edits: Vec<Edit>,
    moves: Vec<Move>,
}

fn plan(
    snapshot: &Snapshot,
    note: FileId,
    target: &Target,
    new_name: &str,
    cancel: &Cancel,
) -> Cancellable<Result<Plan, Refusal>> {
    // Who ends the name of a title like that of a file means the file.
    let is_file_name = target.title_of.is_some() && crate::path::is_note(new_name.trim());
    let edits = match &target.what {
        What::File(file) => return Ok(file_plan(snapshot, *file, new_name)),
        What::Folder(from) => return Ok(folder_plan(snapshot, from, new_name)),
        What::Missing(broken) => missing::renamed(snapshot, broken, new_name),
        _ if is_file_name => return Ok(file_plan(snapshot, note, new_name)),
        What::Term(term) => {
            let name = match written::term_name(new_name) {
                Ok(name) => name,
                Err(refusal) => return Ok(Err(refusal)),
            };
            let moves = match named_file(snapshot, term, name) {
                Ok(moves) => moves,
                Err(refusal) => return Ok(Err(refusal)),
            };
            return Ok(Ok(Plan { edits: term.edits(snapshot, name, cancel)?, moves }));
        }
        What::Heading(file, at) => written::heading(snapshot, *file, *at, new_name),
        What::Title(file) => written::title(snapshot, *file, new_name),
        What::Anchor(file, at, _) => written::anchor(snapshot, *file, *at, new_name),
        What::Tag(tag) => match written::tag_name(new_name) {
            Ok(name) => Ok(written::tags(snapshot, tag, name, cancel)?),
            Err(refusal) => Err(refusal),
        },
        What::Label(label) => written::label(snapshot, note, label, new_name),
        What::Footnote(label) => written::footnote(snapshot, note, label, new_name),
    };
    Ok(edits.map(|edits| Plan { edits, moves: Vec::new() }))
}

/// Where the note goes that has no title and is called after the term.
fn named_file(snapshot: &Snapshot, term: &Term, new_name: &str) -> Result<Vec<Move>, Refusal> {
    let named = term.untitled_notes(snapshot).into_iter().find_map(|note| {
        let stem = snapshot.index.path(note)?.stem();
        file_name::following(stem, &term.spelling, new_name).map(|stem| (note, stem))
    });
    let Some((note, stem)) = named else { return Ok(Vec::new()) };
    if stem.contains('/') {
        return Err(Refusal::FileName(stem.into()));
    }
    Ok(file_plan(snapshot, note, &stem)?.moves)
}

fn file_plan(snapshot: &Snapshot, file: FileId, new_name: &str) -> Result<Plan, Refusal> {
    let to = file_name::new_path(snapshot, file, new_name)?;
    let from = snapshot.index.path(file).cloned().ok_or(Refusal::Nothing)?;
    let moves = if from == to { Vec::new() } else { vec![Move { from, to }] };
    Ok(Plan { edits: Vec::new(), moves })
}

fn folder_plan(snapshot: &Snapshot, from: &NotePath, new_name: &str) -> Result<Plan, Refusal> {
    let to = file_name::new_folder(snapshot, from, new_name)?;
    let moves = if *from == to { Vec::new() } else { vec![Move { from: from.clone(), to }] };
    Ok(Plan { edits: Vec::new(), moves })
}

/// Adds the links, and the file that is called after the title `title_of`; makes sure that no link is lost.
fn finish(
    snapshot: &Snapshot,
    mut plan: Plan,
    title_of: Option<FileId>,
    cancel: &Cancel,
) -> Cancellable<Result<Renaming, Refusal>> {
    let own = Edits::new(plan.edits.iter().filter(|edit| !edit.confirm).cloned().collect());
    let mut change = Change::new(snapshot);
    if !change.edit(&own, cancel)? {
        return Ok(Err(Refusal::BreaksTitle));
    }
    if let Some(note) = title_of
        && plan.moves.is_empty()
    {
        match following_file(snapshot, &change, note) {
            Ok(moved) => plan.moves.extend(moved),
            Err(refusal) => return Ok(Err(refusal)),
        }
    }
    let paths = plan.moves.iter().map(|moved| (moved.from.to_string(), moved.to.to_string()));
    change.move_paths(&paths.collect::<Vec<_>>());
    let (links, helpless) = change.relink(cancel)?;
    if !helpless.is_empty() {
        return Ok(Err(Refusal::LosesLink));
    }
    let sure = Edits::new(own.iter().cloned().chain(links.iter().cloned()).collect());
    if !change.holds(&sure, &own, &[], cancel)? {
        return Ok(Err(Refusal::LosesLink));
    }
    plan.edits.extend(links);
    Ok(Ok(Renaming { edits: Edits::new(plan.edits), moves: plan.moves }))
}

/// Where a note goes that is called after its title, when that has changed.
fn following_file(snapshot: &Snapshot, change: &Change<'_>, note: FileId) -> Result<Option<Move>, Refusal> {
    let title = |facts: &crate::facts::Facts| facts.title.as_ref().map(|title| title.text.clone());
    let old_title = snapshot.facts(note).and_then(|facts| title(facts));
    let (Some(from), Some(old), Some(new)) =
        (snapshot.index.path(note), old_title, change.edited(note).and_then(title))
    else {
        return Ok(None);
    };
    let stem = file_name::following(from.stem(), &old, &new).filter(|_| old != new);
    let Some(stem) = stem.filter(|stem| !stem.contains('/')) else { return Ok(None) };
    let end = from.extension().map(|end| format!(".{end}")).unwrap_or_default();
    match file_name::new_path(snapshot, note, &format!("{stem}{end}")) {
        Ok(to) if to == *from => Ok(None),
        Ok(to) => Ok(Some(Move { from: from.clone(), to })),
        Err(taken @ Refusal::Exists(_)) => Err(taken),
        // A title may say what no file can be called.
        Err(_) => Ok(None),
    }
}

#[cfg(test)]
pub(super) mod random;
#[cfg(test)]
mod tests;
