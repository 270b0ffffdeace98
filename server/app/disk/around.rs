//! The folder that a note belongs to where the client has opened none around it.
//!
//! What marks a folder as notes makes it a vault, as if it had been opened: its settings hold, its terms are known, and
//! `../` leads to other notes of it. A repository holds anything, so it is never read whole: it only says how far up links
//! may lead, as on the sites that show it. The markers are those by which the Neovim plugin finds a root.

use std::path::{Path, PathBuf};

use crate::settings;

/// What marks a folder of notes, the strongest first: our own settings and those of other programs for notes.
pub(crate) const MARKERS: [&str; 6] =
    [settings::FILE_NAME, ".obsidian", ".marksman.toml", ".moxide.toml", ".zk", ".foam"];

/// What marks a repository.
pub(crate) const REPOSITORY: &str = ".git";

/// A folder around a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Around {
    /// A folder of notes.
    Vault(PathBuf),
    /// A folder that links may lead to the top of.
    Repository(PathBuf),
}

/// The folder around a note: the nearest that has the strongest marker found above the note; `None` where there is none.
///
/// The root of the disk is none: nobody keeps their notes in all there is.
pub(crate) fn around(note: &Path) -> Option<Around> {
    let marked = |marker: &str| {
        let folders = note.ancestors().skip(1).filter(|folder| folder.parent().is_some());
        folders.into_iter().find(|folder| folder.join(marker).exists()).map(Path::to_owned)
    };
    let vault = MARKERS.into_iter().find_map(marked).map(Around::Vault);
    vault.or_else(|| marked(REPOSITORY).map(Around::Repository))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_neovim_plugin_looks_for_the_same() {
        let plugin = include_str!("../../../editors/nvim/lsp/glossator.lua");
        let names: Vec<String> =
            MARKERS.iter().chain([&REPOSITORY]).map(|name| format!("{name:?}")).collect();
        let line = format!("root_markers = {{ {} }}", names.join(", "));
        assert!(plugin.contains(&line), "{line}");
    }
}
