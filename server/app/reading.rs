//! From a folder on disk to an index: walks, reads on all cores, keeps what cannot be read apart.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use glossator_core::config::Config;
use glossator_core::facts::Facts;
use glossator_core::index::Index;
use glossator_core::path::NotePath;

use crate::disk;

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

/// Reads some files of a vault on all cores; those that are no notes are not opened.
pub(crate) fn read_files(root: &Path, files: Vec<NotePath>, config: &Config, progress: &Progress) -> Reading {
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
                match disk::read_note(root, &place) {
                    Ok(text) => {
                        let facts = Facts::of_note(&text, path.stem());
                        Some(Arc::new(facts.with_orders(&config.terms, path)))
                    }
                    // It went since it was seen, and is of no interest any more.
                    Err(_) if place.symlink_metadata().is_err() => continue,
                    Err(error) => {
                        let mut failures = failures.lock().unwrap_or_else(PoisonError::into_inner);
                        failures.push((PathBuf::from(path.as_str()), error.to_string()));
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
