//! `check --fix`: makes the changes that keep what notes say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use glossator_core::cancel::Cancel;
use glossator_core::edit::{Edit, Edits};
use glossator_core::facts::Facts;
use glossator_core::index::FileId;
use glossator_core::rules::{self, Rule};

use super::super::output;
use super::super::vault::Vault;
use super::{counted, diff, notes, on_all_cores};
use crate::disk;
use crate::exit::Exit;

/// Mends the notes of some vaults, or prints what would change; tells whether anything does.
pub(super) fn fix(
    vaults: &[Vault],
    listed: Option<&BTreeSet<PathBuf>>,
    wanted: &BTreeSet<Rule>,
    dry_run: bool,
) -> Result<bool, Exit> {
    let mut changed = 0;
    let mut refused = false;
    let mut printed = String::new();
    // A note that is a link to another is mended where it lies, and once.
    let mut mended_files: BTreeSet<PathBuf> = BTreeSet::new();
    for vault in vaults {
        let notes = notes(vault, listed);
        let edits = on_all_cores(&notes, |note| safe_edits(vault, note, wanted));
        let edits = Edits::new(edits);
        for (file, own) in by_path(vault, &edits) {
            let place = vault.root.join(vault.path(file));
            if place.canonicalize().is_ok_and(|place| !mended_files.insert(place)) {
                continue;
            }
            let Some(text) = vault.snapshot.text(file) else { continue };
            // The changes were found in the text that the facts were read from, and fit no other.
            if vault.snapshot.facts(file).is_none_or(|facts| **facts != Facts::read(&text)) {
                let place = place.display();
                super::super::complain(format!("cannot write {place}: it changed since it was read"));
                refused = true;
                continue;
            }
            let mended = edits.applied(file, &text);
            if mended == text {
                continue;
            }
            changed += 1;
            if dry_run {
                printed.push_str(&diff::unified(&vault.place_from_here(file), &text, &own));
                continue;
            }
            if let Err(reason) = disk::replace_note(&vault.root, &place, &text, &mended) {
                super::super::complain(format!("cannot write {}: {reason}", place.display()));
                refused = true;
            }
        }
    }
    if dry_run {
        output::write(&printed)?;
    } else if 0 < changed {
        super::super::complain(format!("{} mended", counted(changed, "note")));
    }
    if refused { Err(Exit::Unusable) } else { Ok(0 < changed) }
}

fn safe_edits(vault: &Vault, note: FileId, wanted: &BTreeSet<Rule>) -> Vec<Edit> {
    let problems = rules::check(&vault.snapshot, note, &Cancel::default()).unwrap_or_default();
    let wanted = problems.into_iter().filter(|problem| wanted.is_empty() || wanted.contains(&problem.rule));
    let fixes = wanted.filter_map(|problem| problem.fix).filter(|fix| fix.safe);
    fixes.flat_map(|fix| fix.edits.iter().cloned().collect::<Vec<_>>()).collect()
}

/// The changes of each note, in the order of paths.
fn by_path<'e>(vault: &Vault, edits: &'e Edits) -> Vec<(FileId, Vec<&'e Edit>)> {
    let by_file: BTreeMap<FileId, Vec<&Edit>> = edits.by_file();
    let mut files: Vec<(FileId, Vec<&Edit>)> = by_file.into_iter().collect();
    files.sort_by(|(a, _), (b, _)| vault.path(*a).cmp(vault.path(*b)));
    files
}
