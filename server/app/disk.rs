//! The disk: which files a vault has, and their texts, read with care.
//!
//! A vault is somebody's folder and may hold anything: links in circles, pipes that never end, files of any size.
//! Each is passed over with a reason; none stops the rest. Nothing is parsed here.

mod around;
mod ignored;
mod replace;

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use glossator_core::config::Notes;
use glossator_core::path::{NotePath, is_note};
use glossator_core::snapshot::Beginning;
use ignore::{WalkBuilder, WalkState};

pub(crate) use self::around::{Around, around};
use self::ignored::Ignored;
pub(crate) use self::replace::{MARK, has_mark, replace, replace_note};

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
    /// Longer than it may be.
    TooLong {
        /// Its length, in bytes, where that is known.
        bytes: Option<u64>,
        /// The longest that is read, in bytes.
        most: u64,
    },
    /// A byte that never stands in text.
    Binary,
    /// Text of two bytes a sign.
    Utf16,
    /// Not UTF-8, from this byte on.
    NotUtf8(usize),
    /// A link to something outside the vault.
    Outside,
    /// A link to something that is not there.
    Dangling,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "{}", describe(error)),
            Self::NoFile => f.write_str("not a regular file"),
            Self::TooLong { bytes, most } => {
                let megabytes = |bytes: u64| bytes / 1_000_000;
                match bytes.map(megabytes) {
                    Some(bytes) => write!(f, "too long to read: {bytes} MB, at most {} MB", megabytes(*most)),
                    None => write!(f, "too long to read: more than {} MB", megabytes(*most)),
                }
            }
            Self::Binary => f.write_str("not a text: it holds NUL bytes"),
            Self::Utf16 => f.write_str("stored as UTF-16, and only UTF-8 is read"),
            Self::NotUtf8(at) => write!(f, "not UTF-8 from byte {at} on"),
            Self::Outside => f.write_str("a link to something outside the vault"),
            Self::Dangling => f.write_str("a link to something that is not there"),
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
pub(crate) fn read_note(root: &Path, note: &Path) -> Result<String, Unreadable> {
    read_text(root, note, MAX_NOTE_BYTES)
}

/// Reads a file of a vault that is a text of at most `most` bytes.
///
/// The file is looked at before it is opened: opening a pipe waits for its other end.
pub(crate) fn read_text(root: &Path, note: &Path, most: u64) -> Result<String, Unreadable> {
    let is_link = || fs::symlink_metadata(note).is_ok_and(|link| link.is_symlink());
    let metadata = fs::metadata(note).map_err(|error| {
        let dangles = error.kind() == io::ErrorKind::NotFound && is_link();
        if dangles { Unreadable::Dangling } else { Unreadable::Io(error) }
    })?;
    if !metadata.is_file() {
        return Err(Unreadable::NoFile);
    }
    if metadata.len() > most {
        return Err(Unreadable::TooLong { bytes: Some(metadata.len()), most });
    }
    if is_link() && leaves(root, note) {
        return Err(Unreadable::Outside);
    }
    let file = File::open(note).map_err(Unreadable::Io)?;
    read_all(file, usize::try_from(metadata.len()).unwrap_or_default(), most)
}

/// Reads a note from stdin, byte order mark left out.
pub(crate) fn read_stdin() -> Result<String, Unreadable> {
    read_all(io::stdin(), 0, MAX_NOTE_BYTES)
}

/// Reads a text of at most `most` bytes to its end; `length` is what it is said to have, in bytes.
fn read_all(from: impl Read, length: usize, most: u64) -> Result<String, Unreadable> {
    let mut bytes = Vec::with_capacity(length + 1);
    // A file may grow while it is read.
    from.take(most + 1).read_to_end(&mut bytes).map_err(Unreadable::Io)?;
    if bytes.len() as u64 > most {
        return Err(Unreadable::TooLong { bytes: None, most });
    }
    decode(bytes)
}

/// The first bytes of any file of a vault, at most `most`; `None` for what is no file, or none of the vault's.
pub(crate) fn read_beginning(root: &Path, path: &NotePath, most: usize) -> Option<Beginning> {
    let file = root.join(path.as_str());
    let metadata = fs::metadata(&file).ok().filter(fs::Metadata::is_file)?;
    if fs::symlink_metadata(&file).is_ok_and(|link| link.is_symlink()) && leaves(root, &file) {
        return None;
    }
    let mut bytes = Vec::new();
    File::open(&file).ok()?.take(most as u64).read_to_end(&mut bytes).ok()?;
    Some(Beginning { bytes, length: metadata.len() })
}

/// The text of a note's bytes, byte order mark left out.
fn decode(bytes: Vec<u8>) -> Result<String, Unreadable> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(Unreadable::Utf16);
    }
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
/// Hidden files, `node_modules` and what the settings, `.gitignore`, `.ignore` and `.glossatorignore` name are left
/// out; links to folders are not followed. `stop` ends it early.
pub(crate) fn walk(root: &Path, settings: &Notes, stop: &(dyn Fn() -> bool + Sync)) -> Walk {
    let found = Mutex::new(Walk::default());
    let ignored = Ignored::new(root, &settings.ignore);
    let walker = WalkBuilder::new(root)
        .standard_filters(false)
        .follow_links(false)
        .max_depth(Some(MAX_DEPTH))
        .filter_entry(move |entry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            entry.depth() == 0 || !ignored.is_ignored(entry.path(), is_folder)
        })
        .threads(std::thread::available_parallelism().map_or(1, usize::from).min(8))
        .build_parallel();
    walker.run(|| {
        Box::new(|entry| {
            if stop() {
                return WalkState::Quit;
            }
            let lock = || found.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {}
                Ok(entry) => match note_path(root, entry.path()) {
                    Some(path) => lock().files.push(path),
                    None if entry.path().extension().is_some_and(|end| end == "md" || end == "markdown") => {
                        let place = entry.path().strip_prefix(root).unwrap_or(entry.path()).to_owned();
                        lock().failures.push((place, NO_NAME.to_owned()));
                    }
                    None => {}
                },
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

/// Whether a file is there and a walk would find it.
pub(crate) fn is_walked(root: &Path, settings: &Notes, path: &NotePath) -> bool {
    let ignored = Ignored::new(root, &settings.ignore);
    let mut place = root.to_owned();
    for folder in path.parent().split('/').filter(|part| !part.is_empty()) {
        place.push(folder);
        let is_folder = place.symlink_metadata().is_ok_and(|found| found.is_dir());
        if !is_folder || ignored.is_ignored(&place, true) {
            return false;
        }
    }
    place.push(path.file_name());
    place.is_file() && !ignored.is_ignored(&place, false)
}

fn explain(root: &Path, error: &ignore::Error) -> (PathBuf, String) {
    match error {
        ignore::Error::WithPath { path, err } => {
            let place = path.strip_prefix(root).ok().filter(|place| !place.as_os_str().is_empty());
            (place.unwrap_or(path).to_owned(), explain(root, err).1)
        }
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            explain(root, err)
        }
        ignore::Error::Io(error) => (root.to_owned(), describe(error)),
        other => (root.to_owned(), other.to_string()),
    }
}

/// Why a note has no path inside its vault.
pub(crate) const NO_NAME: &str = "its name is not Unicode, or holds a backslash, so that no link can name it";

/// The path of a file inside the vault; `None` outside it, where a name is not Unicode, and where one holds a
/// backslash, which stands between folders in paths that notes write.
pub(crate) fn note_path(root: &Path, file: &Path) -> Option<NotePath> {
    let relative = file.strip_prefix(root).ok()?;
    let mut parts = Vec::new();
    for part in relative.components() {
        parts.push(part.as_os_str().to_str().filter(|part| !part.contains('\\'))?);
    }
    NotePath::new(&parts.join("/"))
}

/// Whether a file is a note by its name: `*.md`, `*.markdown`, or an extension of the settings.
pub(crate) fn is_note_file(path: &NotePath, settings: &Notes) -> bool {
    is_note(path.as_str()) || path.extension().is_some_and(|extension| settings.takes(extension))
}
