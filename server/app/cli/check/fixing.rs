//! `check --fix`: makes the changes that keep what notes say, and brings what is known of the notes up to date.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use glossator_core::edit::{Edit, Edits};
use glossator_core::index::FileId;
use glossator_core::rules::Rule;

use super::super::output;
use super::super::vault::Vault;
use super::{counted, diff, notes, on_all_cores, problems_of};
use crate::disk;
use crate::exit::Exit;
use crate::guard::guarded;
use crate::reading::facts_of;

/// What became of the changes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Fixed {
    /// How many notes changed, or would.
    pub(super) changed: usize,
    /// Whether a note could not be written.
    pub(super) refused: bool,
}

/// Mends the notes of some vaults, or prints what would change.
pub(super) fn fix(
    vaults: &mut [Vault],
    listed: Option<&BTreeSet<PathBuf>>,
    wanted: &BTreeSet<Rule>,
    dry_run: bool,
) -> Result<Fixed, Exit> {
    let mut fixed = Fixed::default();
    let mut printed = String::new();
    // A note that is a link to another is mended where it lies, and once.
    let mut mended_files: BTreeSet<PathBuf> = BTreeSet::new();
    for vault in vaults {
        let mut touched = Vec::new();
        let notes = notes(vault, listed);
        let edits = on_all_cores(&notes, |note| safe_edits(vault, note, wanted));
        let edits = Edits::new(edits);
        for (file, own) in by_path(vault, &edits) {
            touched.push(file);
            let place = vault.root.join(vault.path(file));
            if place.canonicalize().is_ok_and(|place| !mended_files.insert(place)) {
                continue;
            }
            let Some(text) = vault.snapshot.text(file) else { continue };
            // The changes were found in the text that the facts were read from, and fit no other.
            let is_as_read = || {
                let (path, facts) = (vault.snapshot.index.path(file)?, vault.snapshot.facts(file)?);
                let now = guarded(|| facts_of(&text, path, &vault.snapshot.config.terms)).ok()?;
                Some(**facts == now)
            };
            if is_as_read() != Some(true) {
                let place = place.display();
                super::super::complain(format!("cannot write {place}: it changed since it was read"));
                fixed.refused = true;
                continue;
            }
            let mended = edits.applied(file, &text);
            if mended == text {
                continue;
            }
            if dry_run {
                fixed.changed += 1;
                let mark = if disk::has_mark(&place) { disk::MARK } else { "" };
                printed.push_str(&diff::unified(&vault.place_from_here(file), mark, &text, &own));
                continue;
            }
            match disk::replace_note(&vault.root, &place, &text, &mended) {
                Ok(()) => fixed.changed += 1,
                Err(reason) => {
                    super::super::complain(format!("cannot write {}: {reason}", place.display()));
                    fixed.refused = true;
                }
            }
        }
        if !dry_run {
            touched.into_iter().for_each(|file| read_again(vault, file));
        }
    }
    if dry_run {
        output::write(&printed)?;
    } else if 0 < fixed.changed {
        super::super::complain(format!("{} mended", counted(fixed.changed, "note")));
    }
    Ok(fixed)
}

/// Reads a note that has changed on disk.
fn read_again(vault: &mut Vault, file: FileId) {
    let Some(path) = vault.snapshot.index.path(file).cloned() else { return };
    let Some(text) = vault.snapshot.text(file) else { return };
    if let Ok(facts) = guarded(|| facts_of(&text, &path, &vault.snapshot.config.terms)) {
        vault.snapshot.index.put_note(path, Arc::new(facts));
    }
}

fn safe_edits(vault: &Vault, note: FileId, wanted: &BTreeSet<Rule>) -> Vec<Edit> {
    // A note that cannot be checked is told of when the problems that are left are.
    let problems = problems_of(vault, note, wanted).unwrap_or_default();
    let fixes = problems.into_iter().filter_map(|problem| problem.fix).filter(|fix| fix.safe);
    fixes.flat_map(|fix| fix.edits.iter().cloned().collect::<Vec<_>>()).collect()
}

/// The changes of each note, in the order of paths.
fn by_path<'e>(vault: &Vault, edits: &'e Edits) -> Vec<(FileId, Vec<&'e Edit>)> {
    let by_file: BTreeMap<FileId, Vec<&Edit>> = edits.by_file();
    let mut files: Vec<(FileId, Vec<&Edit>)> = by_file.into_iter().collect();
    files.sort_by(|(a, _), (b, _)| vault.path(*a).cmp(vault.path(*b)));
    files
}
