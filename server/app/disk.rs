//! The disk: which files a vault has, and their texts, read with care.
//!
//! A vault is somebody's folder and may hold anything: links in circles, pipes that never end, files of any size.
//! Each is passed over with a reason; none stops the rest. Nothing is parsed here.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use glossator_core::path::{NotePath, is_note};
use ignore::{WalkBuilder, WalkState};

/// Longest note that is read, in bytes. A longer one is known by its name alone.
pub(crate) const MAX_NOTE_BYTES: u64 = 16 * 1024 * 1024;

/// Deepest folder that is looked into.
const MAX_DEPTH: usize = 256;

/// What keeps a note from being read.
#[derive(Debug)]
pub(crate) enum Unreadable {
    /// The system says no.
    Io(io::Error),
    /// A folder, a pipe, a device: nothing to read.
    NoFile,
    /// Longer than [`MAX_NOTE_BYTES`].
    TooLong(u64),
    /// A byte that never stands in text.
    Binary,
    /// Not UTF-8, from this byte on.
    NotUtf8(usize),
    /// A link to something outside the vault.
    Outside,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "{}", describe(error)),
            Self::NoFile => f.write_str("not a regular file"),
            Self::TooLong(bytes) => {
                write!(
                    f,
                    "too long to read: {} MB, at most {} MB",
                    bytes / 1_000_000,
                    MAX_NOTE_BYTES / 1_000_000
                )
            }
            Self::Binary => f.write_str("not a text: it holds NUL bytes"),
            Self::NotUtf8(at) => write!(f, "not UTF-8 from byte {at} on"),
            Self::Outside => f.write_str("a link to something outside the vault"),
        }
    }
}

/// An error of the system in a few plain words.
pub(crate) fn describe(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}

/// Reads a note, byte order mark left out.
///
/// The file is looked at before it is opened: opening a pipe waits for its other end.
pub(crate) fn read_note(root: &Path, note: &Path) -> Result<String, Unreadable> {
    let metadata = fs::metadata(note).map_err(Unreadable::Io)?;
    if !metadata.is_file() {
        return Err(Unreadable::NoFile);
    }
    if metadata.len() > MAX_NOTE_BYTES {
        return Err(Unreadable::TooLong(metadata.len()));
    }
    if fs::symlink_metadata(note).is_ok_and(|link| link.is_symlink()) && leaves(root, note) {
        return Err(Unreadable::Outside);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default() + 1);
    let file = File::open(note).map_err(Unreadable::Io)?;
    // The file may grow while it is read.
    file.take(MAX_NOTE_BYTES + 1).read_to_end(&mut bytes).map_err(Unreadable::Io)?;
    if bytes.len() as u64 > MAX_NOTE_BYTES {
        return Err(Unreadable::TooLong(bytes.len() as u64));
    }
    decode(bytes)
}

/// The text of a note's bytes, byte order mark left out.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<String, Unreadable> {
    if bytes.contains(&0) {
        return Err(Unreadable::Binary);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => Err(Unreadable::NotUtf8(error.utf8_error().valid_up_to())),
    }
}

/// Whether a path really lies outside the root, links followed.
fn leaves(root: &Path, path: &Path) -> bool {
    match (root.canonicalize(), path.canonicalize()) {
        (Ok(root), Ok(path)) => !path.starts_with(root),
        _ => true,
    }
}

/// What a walk through a vault found.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    /// Every file, by its path inside the vault, sorted.
    pub(crate) files: Vec<NotePath>,
    /// Places that could not be looked into, and why, sorted.
    pub(crate) failures: Vec<(PathBuf, String)>,
}

/// Walks through a vault on both cores.
///
/// Hidden files, `.git`, `node_modules` and what `.gitignore`, `.ignore` and `.glossatorignore` name are left out;
/// links to folders are not followed. `stop` ends it early.
pub(crate) fn walk(root: &Path, stop: &(dyn Fn() -> bool + Sync)) -> Walk {
    let found = Mutex::new(Walk::default());
    let walker = WalkBuilder::new(root)
        .follow_links(false)
        .require_git(false)
        .git_global(false)
        .max_depth(Some(MAX_DEPTH))
        .add_custom_ignore_filename(".glossatorignore")
        .filter_entry(|entry| entry.file_name() != "node_modules")
        .threads(std::thread::available_parallelism().map_or(1, usize::from).min(8))
        .build_parallel();
    walker.run(|| {
        Box::new(|entry| {
            if stop() {
                return WalkState::Quit;
            }
            let lock = || found.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            match entry {
                Ok(entry) => {
                    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
                    if !is_folder && let Some(path) = note_path(root, entry.path()) {
                        lock().files.push(path);
                    }
                }
                Err(error) => {
                    let (place, reason) = explain(root, &error);
                    lock().failures.push((place, reason));
                }
            }
            WalkState::Continue
        })
    });
    let mut found = found.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    found.files.sort();
    found.failures.sort();
    found
}

fn explain(root: &Path, error: &ignore::Error) -> (PathBuf, String) {
    match error {
        ignore::Error::WithPath { path, err } => (path.clone(), explain(root, err).1),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            explain(root, err)
        }
        ignore::Error::Io(error) => (root.to_owned(), describe(error)),
        other => (root.to_owned(), other.to_string()),
    }
}

/// The path of a file inside the vault; `None` outside it, or where the name is not Unicode.
pub(crate) fn note_path(root: &Path, file: &Path) -> Option<NotePath> {
    let relative = file.strip_prefix(root).ok()?;
    let mut parts = Vec::new();
    for part in relative.components() {
        parts.push(part.as_os_str().to_str()?);
    }
    NotePath::new(&parts.join("/"))
}

/// Whether a file is a note by its name: `*.md`, `*.markdown`, or an extension of the settings.
pub(crate) fn is_note_file(path: &NotePath, extensions: &[String]) -> bool {
    let own = || {
        path.extension().is_some_and(|found| extensions.iter().any(|known| known.eq_ignore_ascii_case(found)))
    };
    is_note(path.as_str()) || own()
}
