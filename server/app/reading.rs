//! From a folder on disk to an index: walks, reads on all cores, keeps what cannot be read apart.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use glossator_core::config::{Config, Terms};
use glossator_core::facts::Facts;
use glossator_core::index::Index;
use glossator_core::path::NotePath;

use crate::disk;
use crate::guard::guarded;

/// What was read of a vault.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// Every file that was looked at, in the order of paths; its facts where it is a note that could be read.
    pub(crate) files: Vec<(NotePath, Option<Arc<Facts>>)>,
    /// What could not be read, and why, in the order of paths.
    pub(crate) failures: Vec<(PathBuf, String)>,
}

impl Reading {
    /// The index of what was read.
    pub(crate) fn into_index(self) -> Index {
        Index::of(self.files)
    }
}

/// How far reading has come; shared with whoever shows it or ends it.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    pub(crate) done: AtomicUsize,
    pub(crate) all: AtomicUsize,
    pub(crate) stop: AtomicBool,
}

impl Progress {
    /// Whether the user has ended it.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Walks through a vault and reads its notes.
pub(crate) fn read_vault(root: &Path, config: &Config, progress: &Progress) -> Reading {
    let walk = disk::walk(root, &config.notes, &|| progress.is_stopped());
    let mut reading = read_files(root, walk.files, config, progress);
    reading.failures.extend(walk.failures);
    reading.failures.sort();
    reading
}

/// The facts of a note at a place of a vault.
pub(crate) fn facts_of(text: &str, path: &NotePath, terms: &Terms) -> Facts {
    Facts::of_note(text, path.stem()).with_orders(terms, path)
}

/// Reads some files of a vault on all cores; those that are no notes are not opened.
pub(crate) fn read_files(root: &Path, files: Vec<NotePath>, config: &Config, progress: &Progress) -> Reading {
    read_files_by(&facts_of, root, files, config, progress)
}

/// The same by a way to turn a text into facts.
fn read_files_by(
    facts_of: &(dyn Fn(&str, &NotePath, &Terms) -> Facts + Sync),
    root: &Path,
    files: Vec<NotePath>,
    config: &Config,
    progress: &Progress,
) -> Reading {
    progress.all.store(files.len(), Ordering::Relaxed);
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(files.len().max(1));
    let work = || {
        let mut read = Vec::new();
        while let Some(path) =
            files.get(next.fetch_add(1, Ordering::Relaxed)).filter(|_| !progress.is_stopped())
        {
            let facts = if disk::is_note_file(path, &config.notes) {
                let place = root.join(path.as_str());
                let facts = disk::read_note(root, &place).map_err(|error| error.to_string());
                let facts = facts
                    .and_then(|text| guarded(|| facts_of(&text, path, &config.terms)).map_err(str::to_owned));
                match facts {
                    Ok(facts) => Some(Arc::new(facts)),
                    // It went since it was seen, and is of no interest any more.
                    Err(_) if place.symlink_metadata().is_err() => continue,
                    Err(error) => {
                        let mut failures = failures.lock().unwrap_or_else(PoisonError::into_inner);
                        failures.push((PathBuf::from(path.as_str()), error));
                        None
                    }
                }
            } else {
                None
            };
            read.push((path.clone(), facts));
            progress.done.fetch_add(1, Ordering::Relaxed);
        }
        read
    };
    let mut read: Vec<(NotePath, Option<Arc<Facts>>)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut read = work();
        for worker in workers {
            match worker.join() {
                Ok(more) => read.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        read
    });
    read.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut failures = failures.into_inner().unwrap_or_else(PoisonError::into_inner);
    failures.sort();
    Reading { files: read, failures }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::FAULT;

    #[test]
    fn a_note_that_makes_the_program_fail_costs_no_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let names = ["a.md", "b.md", "c.md", "d.md"];
        for name in names {
            std::fs::write(folder.path().join(name), format!("# Note {name}\n")).expect("written");
        }
        let fails_on_b = |text: &str, path: &NotePath, terms: &Terms| {
            assert!(path.as_str() != "b.md", "a fault of ours");
            facts_of(text, path, terms)
        };
        let files = names.iter().filter_map(|name| NotePath::new(name)).collect();
        let progress = Progress::default();
        let reading = read_files_by(&fails_on_b, folder.path(), files, &Config::default(), &progress);
        assert_eq!(reading.failures, [(PathBuf::from("b.md"), FAULT.to_owned())]);
        let read: Vec<(&str, bool)> =
            reading.files.iter().map(|(path, facts)| (path.as_str(), facts.is_some())).collect();
        assert_eq!(read, [("a.md", true), ("b.md", false), ("c.md", true), ("d.md", true)]);
        assert_eq!(progress.done.load(Ordering::Relaxed), 4);
    }
}
