//! The vault of a command: found from its PATH, read, and what could not be read told on stderr.

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use glossator_core::index::FileId;
use glossator_core::path::NotePath;
use glossator_core::rules::Census;
use glossator_core::snapshot::{Beginning, Files, Snapshot};
use glossator_core::text::{Encoding, LineIndex, Position, Span};

use super::complain;
use crate::disk::{Around, around};
use crate::exit::Exit;
use crate::guard::guarded;
use crate::reading::{Progress, facts_of, read_vault};
use crate::{disk, settings};

/// A vault that was read from disk.
pub(super) struct Vault {
    pub(super) root: PathBuf,
    /// Never dropped: the command ends with it, and to free each note by itself takes longer than some rules.
    pub(super) snapshot: ManuallyDrop<Snapshot>,
    /// Whether everything could be read.
    pub(super) complete: bool,
    /// The folders and files inside the vault that were asked for; an empty one is all of it.
    scopes: Vec<String>,
    /// Where the command was called.
    here: PathBuf,
}

/// What a path asks for.
struct Asked {
    root: PathBuf,
    /// The folder or file inside the root; empty for all of it.
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

    fn beginning(&self, path: &NotePath, most: usize) -> Option<Beginning> {
        disk::read_beginning(&self.0, path, most)
    }
}

/// A note that was read from stdin.
pub(super) struct Stdin {
    pub(super) text: String,
    /// Its place, from the current folder.
    pub(super) path: PathBuf,
}

/// The texts of a vault on disk, but for one note.
struct WithStdin {
    disk: OnDisk,
    path: NotePath,
    text: String,
}

impl Files for WithStdin {
    fn text(&self, path: &NotePath) -> Option<String> {
        if *path == self.path { Some(self.text.clone()) } else { self.disk.text(path) }
    }

    fn exists(&self, path: &str) -> bool {
        path == self.path.as_str() || self.disk.exists(path)
    }

    fn beginning(&self, path: &NotePath, most: usize) -> Option<Beginning> {
        self.disk.beginning(path, most)
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
        let asked = locate(path)?;
        Self::read_root(&asked.root, vec![asked.scope])
    }

    /// Reads the vaults that some paths belong to, each once, and tells whether all of them could be read; it fails
    /// where none could.
    pub(super) fn read_each(paths: &[PathBuf]) -> Result<(Vec<Self>, bool), Exit> {
        let mut roots: Vec<(PathBuf, Vec<String>)> = Vec::new();
        let mut complete = true;
        for path in paths {
            let Ok(asked) = locate(path) else {
                complete = false;
                continue;
            };
            match roots.iter_mut().find(|(root, _)| *root == asked.root) {
                Some((_, scopes)) => scopes.push(asked.scope),
                None => roots.push((asked.root, vec![asked.scope])),
            }
        }
        let mut vaults = Vec::new();
        for (root, scopes) in roots {
            match Self::read_root(&root, scopes) {
                Ok(vault) => vaults.push(vault),
                Err(_) => complete = false,
            }
        }
        if vaults.is_empty() { Err(Exit::Unusable) } else { Ok((vaults, complete)) }
    }

    fn read_root(root: &Path, scopes: Vec<String>) -> Result<Self, Exit> {
        let settings = settings::read(root, &[]);
        if let Some(refused) = settings.refused {
            complain(refused);
            return Err(Exit::Unusable);
        }
        settings.complaints.iter().for_each(complain);
        let config = settings.config;
        let reading = read_vault(root, &config, &Progress::default());
        for (file, reason) in &reading.failures {
            complain(format!("cannot read {}: {reason}", file.display()));
        }
        let mut complete = reading.failures.is_empty();
        let is_told = |scope: &str| reading.failures.iter().any(|(file, _)| file.as_os_str() == scope);
        let asked: Vec<String> = scopes.iter().filter(|scope| !is_told(scope)).cloned().collect();
        let index = reading.into_index();
        for scope in asked.iter().filter(|scope| root.join(scope).is_file()) {
            if index.file(scope).and_then(|file| index.facts(file)).is_none() {
                complain(format!("cannot read {scope}: it is hidden, ignored, or not named as notes are"));
                complete = false;
            }
        }
        let files = Arc::new(OnDisk(root.to_owned()));
        let config = Arc::new(config);
        let snapshot =
            ManuallyDrop::new(Snapshot { index, files, config, complete: true, census: Census::default() });
        Ok(Self { root: root.to_owned(), snapshot, complete, scopes, here: here().unwrap_or_default() })
    }

    /// Reads the vault around the current folder, with a note on stdin in the place of one of its own.
    pub(super) fn read_with_stdin(stdin: &Stdin) -> Result<Self, Exit> {
        let here = locate(Path::new("."))?;
        let refused = || {
            complain(format!("{} is no place in the vault for a note", stdin.path.display()));
            Exit::Unusable
        };
        let inside = Path::new(&here.scope).join(&stdin.path);
        let path = disk::note_path(&here.root, &here.root.join(inside)).ok_or_else(refused)?;
        let mut vault = Self::read_root(&here.root, Vec::new())?;
        vault.scopes = vec![path.to_string()];
        let text = stdin.text.strip_prefix('\u{feff}').unwrap_or(&stdin.text).to_owned();
        let facts = guarded(|| facts_of(&text, &path, &vault.snapshot.config.terms)).map_err(|reason| {
            complain(format!("cannot read {path}: {reason}"));
            Exit::Unusable
        })?;
        vault.snapshot.index.put_note(path.clone(), Arc::new(facts));
        vault.snapshot.files = Arc::new(WithStdin { disk: OnDisk(here.root), path, text });
        Ok(vault)
    }

    /// The path of a file as programs find it that run where the command was called; with `/` on every system.
    pub(super) fn place_from_here(&self, file: FileId) -> String {
        let place = self.root.join(self.path(file));
        let shown = place.strip_prefix(&self.here).unwrap_or(&place);
        let parts: Vec<_> = shown.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        if shown.is_absolute() { shown.display().to_string() } else { parts.join("/") }
    }

    /// The notes that were asked for, in the order of paths.
    pub(super) fn notes(&self) -> Vec<FileId> {
        let notes = self.snapshot.index.notes();
        notes.filter(|(_, path, _)| self.is_in_scope(path.as_str())).map(|(note, ..)| note).collect()
    }

    fn is_in_scope(&self, path: &str) -> bool {
        self.scopes.iter().any(|scope| {
            let rest = path.strip_prefix(scope.as_str());
            scope.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
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

    /// The line of a file's text that a span begins on.
    pub(super) fn line_of<'t>(&self, file: FileId, text: &'t str, span: Span) -> Option<&'t str> {
        let lines = self.lines(file)?;
        let line = lines.line(span.start);
        let (start, end) = (lines.line_start(line), lines.line_start(line + 1));
        text.get(start as usize..(end as usize).min(text.len()))
    }

    /// The first and last line of a span, from 1; the last is the one its last byte is on.
    pub(super) fn line_range(&self, file: FileId, span: Span) -> (u32, u32) {
        let Some(lines) = self.lines(file) else { return (1, 1) };
        let last = span.end.saturating_sub(1).max(span.start);
        (lines.line(span.start) + 1, lines.line(last) + 1)
    }

    /// The exit code of a listing: unusable where something could not be read.
    pub(super) fn exit(&self) -> Exit {
        self.exit_with(Exit::Fine)
    }

    /// The same for a listing that ends otherwise where everything could be read.
    pub(super) fn exit_with(&self, exit: Exit) -> Exit {
        if self.complete { exit } else { Exit::Unusable }
    }
}

/// The vault that a path belongs to: the nearest folder above it with settings, else the folder itself; of a note what
/// else marks a folder of notes above it, else the current folder if the note lies in it, else the note's own. So the
/// links of a note lead where they lead when all notes are checked.
fn locate(path: &Path) -> Result<Asked, Exit> {
    let cannot_read = |reason: &str| {
        complain(format!("cannot read {}: {reason}", path.display()));
        Exit::Unusable
    };
    let found = path.canonicalize().map_err(|error| cannot_read(&disk::describe(&error)))?;
    let folder = if found.is_dir() { Some(found.as_path()) } else { found.parent() };
    let folder = folder.ok_or_else(|| cannot_read("it is in no folder"))?;
    let with_settings = folder.ancestors().find(|above| above.join(settings::FILE_NAME).is_file());
    let of_note = || found.is_file().then(|| around_note(&found)).flatten();
    let root = with_settings.map(Path::to_owned).or_else(of_note).unwrap_or_else(|| folder.to_owned());
    let root = root.as_path();
    let scope = if found == root {
        String::new()
    } else {
        disk::note_path(root, &found).ok_or_else(|| cannot_read(disk::NO_NAME))?.to_string()
    };
    Ok(Asked { root: root.to_owned(), scope })
}

/// The folder of notes around a note without settings. The home of a user and the root of a disk are none, be they the
/// current folder: they hold everything.
fn around_note(note: &Path) -> Option<PathBuf> {
    if let Some(Around::Vault(folder)) = around(note) {
        return Some(folder);
    }
    let here = here()?;
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let is_home = home.and_then(|home| home.canonicalize().ok()).is_some_and(|home| home == here);
    (note.starts_with(&here) && here.parent().is_some() && !is_home).then_some(here)
}

/// The folder where the command was called.
fn here() -> Option<PathBuf> {
    std::env::current_dir().and_then(|here| here.canonicalize()).ok()
}
