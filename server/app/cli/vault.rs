//! The vault of a command: found from its PATH, read, and what could not be read told on stderr.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use glossator_core::config::Config;
use glossator_core::index::FileId;
use glossator_core::path::NotePath;
use glossator_core::snapshot::{Files, Snapshot};
use glossator_core::text::{Encoding, LineIndex, Position, Span};

use super::{complain, output};
use crate::exit::Exit;
use crate::reading::{Progress, read_vault};
use crate::{disk, settings};

/// A vault that was read from disk.
pub(super) struct Vault {
    pub(super) snapshot: Snapshot,
    /// Whether everything could be read.
    pub(super) complete: bool,
    /// The folder or file inside the vault that was asked for; empty for all of it.
    scope: String,
}

/// The texts of a vault, as they are on disk.
struct OnDisk(PathBuf);

impl Files for OnDisk {
    fn text(&self, path: &NotePath) -> Option<String> {
        disk::read_note(&self.0, &self.0.join(path.as_str())).ok()
    }

    fn exists(&self, path: &str) -> bool {
        self.0.join(path).symlink_metadata().is_ok()
    }
}

/// A place as the command line prints it: lines and columns from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) end_line: u32,
    pub(super) end_column: u32,
}

impl Vault {
    /// Reads the vault that a path belongs to; what is wrong with it is told on stderr.
    pub(super) fn read(path: &Path) -> Result<Self, Exit> {
        let found = path.canonicalize().map_err(|error| {
            complain(format!("cannot read {}: {}", output::shown_path(path), disk::describe(&error)));
            Exit::Unusable
        })?;
        let folder = if found.is_dir() {
            found.clone()
        } else {
            found.parent().map(Path::to_owned).unwrap_or_default()
        };
        let root =
            folder.ancestors().find(|above| above.join(settings::FILE_NAME).is_file()).unwrap_or(&folder);
        let config = settings::read(root).map_err(|refused| {
            complain(refused);
            Exit::Unusable
        })?;
        let scope = disk::note_path(root, &found).map(|scope| scope.to_string()).unwrap_or_default();
        Ok(Self::read_root(root, config, scope))
    }

    fn read_root(root: &Path, config: Config, scope: String) -> Self {
        let reading = read_vault(root, &config, &Progress::default());
        for (file, reason) in &reading.failures {
            complain(format!("cannot read {}: {reason}", output::shown_path(file)));
        }
        let complete = reading.failures.is_empty();
        let index = reading.into_index();
        let files = Arc::new(OnDisk(root.to_owned()));
        let snapshot = Snapshot { index, files, config: Arc::new(config) };
        Self { snapshot, complete, scope }
    }

    /// The notes that were asked for, in the order of paths.
    pub(super) fn notes(&self) -> Vec<FileId> {
        let notes = self.snapshot.index.notes();
        notes.filter(|(_, path, _)| self.is_in_scope(path.as_str())).map(|(note, ..)| note).collect()
    }

    fn is_in_scope(&self, path: &str) -> bool {
        let rest = path.strip_prefix(self.scope.as_str());
        self.scope.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The path of a file inside the vault.
    pub(super) fn path(&self, file: FileId) -> &str {
        self.snapshot.index.path(file).map_or("", |path| path.as_str())
    }

    fn lines(&self, file: FileId) -> Option<&LineIndex> {
        self.snapshot.facts(file).map(|facts| &facts.lines)
    }

    /// Where a span of a file is; the start of the file where it is no note.
    pub(super) fn place(&self, file: FileId, span: Span) -> Place {
        let at = |offset| {
            self.lines(file).map_or(Position::default(), |lines| lines.position(offset, Encoding::Utf32))
        };
        let (start, end) = (at(span.start), at(span.end));
        Place {
            line: start.line + 1,
            column: start.column + 1,
            end_line: end.line + 1,
            end_column: end.column + 1,
        }
    }

    /// The first and last line of a span, from 1; the last is the one its last byte is on.
    pub(super) fn line_range(&self, file: FileId, span: Span) -> (u32, u32) {
        let Some(lines) = self.lines(file) else { return (1, 1) };
        let last = span.end.saturating_sub(1).max(span.start);
        (lines.line(span.start) + 1, lines.line(last) + 1)
    }

    /// The exit code of a listing: unusable where something could not be read.
    pub(super) fn exit(&self) -> Exit {
        if self.complete { Exit::Fine } else { Exit::Unusable }
    }
}
