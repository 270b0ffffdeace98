//! Vaults for tests: folders of notes that vanish with the test.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tower_lsp::lsp_types::Url;

/// A temporary folder of notes.
pub(crate) struct Vault {
    folder: TempDir,
}

impl Vault {
    /// Writes the files of `notation`, in which a line `-- path` begins a file.
    pub(crate) fn new(notation: &str) -> Self {
        let vault = Self { folder: TempDir::new().unwrap() };
        for file in notation.split("\n-- ").skip(1) {
            let (path, text) = file.split_once('\n').unwrap_or((file, ""));
            // The line end in front of the next `-- ` belongs to the text.
            vault.write(path.trim(), &format!("{}\n", text.strip_suffix('\n').unwrap_or(text)));
        }
        vault
    }

    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where the note at `path`, with `/` between folders, lies on the disk.
    pub(crate) fn file(&self, path: &str) -> PathBuf {
        self.folder().join(path)
    }

    /// Writes a note, together with the folders it lies in.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let file = self.file(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    /// What the note at `path` reads.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.file(path)).unwrap()
    }

    /// The URI of the note at `path`; `""` means the vault itself.
    pub(crate) fn uri(&self, path: &str) -> String {
        Url::from_file_path(self.file(path)).unwrap().into()
    }
}

#[test]
fn a_vault_has_the_files_of_its_notation() {
    let vault = Vault::new("\n-- a.md\n# A\n\ntext\n-- b/c.md\n# C\n-- empty.md\n");
    let text = |path| fs::read_to_string(vault.file(path)).unwrap();
    assert_eq!((text("a.md"), text("b/c.md")), ("# A\n\ntext\n".to_owned(), "# C\n".to_owned()));
    assert_eq!(text("empty.md").trim(), "");
}

/// A note whose first line is a link to its version.
pub(crate) fn versioned(version: i64) -> String {
    format!("[now](#now)\n\n# Now\n\nv{version}\n")
}
