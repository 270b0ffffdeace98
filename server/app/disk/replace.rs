//! Writes a file so that nobody ever finds half of it: beside its place, then renamed over it.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::{describe, leaves, read_note};

/// What keeps a file from being written.
#[derive(Debug)]
pub(crate) enum Unwritable {
    /// The system says no.
    Io(io::Error),
    /// It is no more what it was when it was read.
    Changed,
    /// It lies outside the vault, behind a link.
    Outside,
    /// Its permissions say that nobody is to write it.
    ReadOnly,
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "{}", describe(error)),
            Self::Changed => f.write_str("it changed since it was read"),
            Self::Outside => f.write_str("it is a link to something outside the vault"),
            Self::ReadOnly => f.write_str("it is read-only"),
        }
    }
}

/// Replaces the text of a note, byte order mark kept, where it still reads as it did.
pub(crate) fn replace_note(root: &Path, note: &Path, old: &str, new: &str) -> Result<(), Unwritable> {
    if leaves(root, note) {
        return Err(Unwritable::Outside);
    }
    // A link is kept, and what it leads to is written.
    let place = note.canonicalize().map_err(Unwritable::Io)?;
    // A rename asks the folder alone.
    if fs::metadata(&place).is_ok_and(|metadata| metadata.permissions().readonly()) {
        return Err(Unwritable::ReadOnly);
    }
    if read_note(root, note).ok().as_deref() != Some(old) {
        return Err(Unwritable::Changed);
    }
    let before = fs::read(&place).map_err(Unwritable::Io)?;
    let lead = if before.starts_with(MARK.as_bytes()) { MARK } else { "" };
    replace(&place, Some(&before), &[lead.as_bytes(), new.as_bytes()].concat())
}

/// The byte order mark, which stands before a text and is no part of it.
pub(crate) const MARK: &str = "\u{feff}";

/// Whether a file begins with a byte order mark.
pub(crate) fn has_mark(file: &Path) -> bool {
    let mut start = [0; MARK.len()];
    fs::File::open(file).and_then(|mut file| file.read_exact(&mut start)).is_ok() && start == MARK.as_bytes()
}

/// Writes a file anew; `expected` is what it has to hold before. Its permissions stay.
pub(crate) fn replace(place: &Path, expected: Option<&[u8]>, content: &[u8]) -> Result<(), Unwritable> {
    let (beside, mut file) = create_beside(place).map_err(Unwritable::Io)?;
    let written = (|| {
        file.write_all(content)?;
        if let Ok(metadata) = fs::metadata(place) {
            file.set_permissions(metadata.permissions())?;
            #[cfg(unix)]
            keep_owner(&file, &metadata);
        }
        file.sync_all()
    })();
    drop(file);
    let replaced = written.map_err(Unwritable::Io).and_then(|()| {
        // Looked at as late as can be: an editor may have saved meanwhile.
        if expected.is_some_and(|expected| fs::read(place).ok().as_deref() != Some(expected)) {
            return Err(Unwritable::Changed);
        }
        fs::rename(&beside, place).map_err(Unwritable::Io)
    });
    if replaced.is_err() {
        let _ = fs::remove_file(&beside);
    }
    replaced
}

/// Gives a file the owner of the one it takes the place of, where the system lets us: a build server may run as another
/// user than the one whose notes it mends.
#[cfg(unix)]
fn keep_owner(file: &fs::File, before: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    if file.metadata().is_ok_and(|now| (now.uid(), now.gid()) != (before.uid(), before.gid())) {
        let _ = fchown(file, Some(before.uid()), Some(before.gid()));
    }
}

/// A new file in the same folder, hidden from walks.
fn create_beside(place: &Path) -> io::Result<(PathBuf, fs::File)> {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
    for attempt in 0..16 {
        let beside = place.with_file_name(format!(".{name}.{}-{attempt}.tmp", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&beside) {
            Ok(file) => return Ok((beside, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_keeps_its_mark_and_its_permissions() {
        let folder = tempfile::tempdir().expect("a folder");
        let note = folder.path().join("a.md");
        fs::write(&note, "\u{feff}old\r\n").expect("written");
        let mut permissions = fs::metadata(&note).expect("there").permissions();
        #[cfg(unix)]
        std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o640);
        fs::set_permissions(&note, permissions).expect("set");
        let before = fs::metadata(&note).expect("there").permissions();
        replace_note(folder.path(), &note, "old\r\n", "new\r\n").expect("replaced");
        assert_eq!(fs::read(&note).expect("there"), "\u{feff}new\r\n".as_bytes());
        assert_eq!(fs::metadata(&note).expect("there").permissions(), before);
        assert_eq!(fs::read_dir(folder.path()).expect("there").count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_note_that_is_read_only_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let note = folder.path().join("a.md");
        fs::write(&note, "old").expect("written");
        let mut permissions = fs::metadata(&note).expect("there").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&note, permissions).expect("set");
        let refused = replace_note(folder.path(), &note, "old", "new");
        assert!(matches!(refused, Err(Unwritable::ReadOnly)), "{refused:?}");
        assert_eq!(fs::read_to_string(&note).expect("there"), "old");
    }

    #[test]
    fn a_note_that_changed_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let note = folder.path().join("a.md");
        fs::write(&note, "newer").expect("written");
        let refused = replace_note(folder.path(), &note, "old", "new");
        assert!(matches!(refused, Err(Unwritable::Changed)), "{refused:?}");
        assert_eq!(fs::read_to_string(&note).expect("there"), "newer");
    }
}
