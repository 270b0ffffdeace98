//! Which vaults there are, and which of them an open note lies in.

use std::path::{Path, PathBuf};

use glossator_core::index::Index;
use glossator_core::path::NotePath;
use glossator_core::rules::Census;
use tower_lsp::lsp_types::Url;

use super::super::convert;
use super::{Home, Key, Known, Moved, Session, Vault, VaultId};
use crate::disk::{self, Around};

impl Session {
    /// Adds a folder that is to be read; the vault that is there where it is known.
    pub(crate) fn add_folder(&mut self, root: PathBuf) -> VaultId {
        let known = self.vaults.iter_mut().find(|(_, vault)| vault.root == root);
        if let Some((&id, vault)) = known {
            vault.is_opened = true;
            if !vault.is_folder() {
                vault.known = Known::NotYet;
                self.rehome();
            }
            return id;
        }
        let id = self.add_vault(root, Known::NotYet);
        if let Some(vault) = self.vaults.get_mut(&id) {
            vault.is_opened = true;
        }
        self.rehome();
        id
    }

    /// Makes a vault of the folder around a note that lies in none; whether it did.
    pub(super) fn find_vault(&mut self, uri: &Url) -> bool {
        let Some(file) = convert::file_of(uri).filter(|file| self.homes_of_file(file).is_empty()) else {
            return false;
        };
        let Some(Around::Vault(root)) = disk::around(&file) else { return false };
        // A file whose name no link can write is no part of any vault.
        if disk::note_path(&root, &file).is_none() {
            return false;
        }
        match self.vaults.values_mut().find(|vault| vault.root == root) {
            Some(vault) => vault.known = Known::NotYet,
            None => drop(self.add_vault(root.clone(), Known::NotYet)),
        }
        self.moved.found.push(root);
        true
    }

    /// The vaults that came or went without the client since this was last asked.
    pub(crate) fn take_moved(&mut self) -> Moved {
        std::mem::take(&mut self.moved)
    }

    fn add_vault(&mut self, root: PathBuf, known: Known) -> VaultId {
        let id = VaultId(self.next_vault);
        self.next_vault += 1;
        let config = self.client_settings.config();
        let census = Census::default();
        let vault = Vault {
            root,
            index: Index::default(),
            config,
            client_settings: None,
            known,
            is_opened: false,
            census,
        };
        self.vaults.insert(id, vault);
        id
    }

    /// Forgets a vault; its open notes move to where they belong then.
    pub(crate) fn remove_vault(&mut self, root: &Path) {
        self.vaults.retain(|_, vault| vault.root != root);
        self.rehome();
    }

    /// Puts every open note into the vaults it belongs to, and forgets those that hold none.
    fn rehome(&mut self) {
        self.move_notes();
        self.drop_unused_vaults();
    }

    /// Puts every open note into the vaults it belongs to.
    pub(super) fn move_notes(&mut self) {
        let keys: Vec<Key> = self.documents.keys().cloned().collect();
        for key in keys {
            let Some(uri) = self.documents.get(&key).map(|document| document.uri.clone()) else { continue };
            self.find_vault(&uri);
            let (homes, _) = self.homes(&uri);
            if let Some(document) = self.documents.get_mut(&key)
                && !homes.is_empty()
            {
                document.homes = homes;
                document.facts = None;
            }
        }
    }

    /// A folder that nobody opened is a vault for as long as a note of it is open.
    pub(super) fn drop_unused_vaults(&mut self) {
        let documents = &self.documents;
        let is_used = |id: &VaultId| documents.values().any(|document| document.path_in(*id).is_some());
        let unused = self.vaults.iter().filter(|(id, vault)| !vault.is_opened && !is_used(id));
        let unused: Vec<VaultId> = unused.map(|(&id, _)| id).collect();
        let gone = unused.iter().filter_map(|id| self.vaults.remove(id));
        self.moved.left.extend(gone.filter(Vault::is_folder).map(|vault| vault.root));
    }

    /// The vaults of a document and its paths there, the innermost first, and whether it stands aside of them.
    pub(super) fn homes(&mut self, uri: &Url) -> (Vec<Home>, bool) {
        let file = convert::file_of(uri);
        let aside = file.is_none();
        // Another version of a file (`git:`) has relative links as the file has.
        let place = file.unwrap_or_else(|| PathBuf::from(uri.path()));
        let mut homes = self.homes_of_file(&place);
        if aside {
            homes.truncate(1);
        }
        if !homes.is_empty() {
            return (homes, aside);
        }
        let name = place.file_name().and_then(|name| name.to_str()).unwrap_or("untitled");
        let Some(mut path) = NotePath::new(name) else { return (homes, aside) };
        let first = self.vaults.iter().find(|(_, vault)| vault.is_folder()).map(|(&id, _)| id);
        let vault = match first.filter(|_| aside) {
            Some(first) => first,
            None => {
                let parent = if aside { None } else { place.parent() };
                let mut root = parent.map(Path::to_owned).unwrap_or_default();
                if !aside
                    && let Some(Around::Repository(top)) = disk::around(&place)
                    && let Some(inside) = disk::note_path(&top, &place)
                {
                    (root, path) = (top, inside);
                }
                // Never a folder: a file that lies in one and has no path there is no part of it.
                let mut alone = self.vaults.iter().filter(|(_, vault)| !vault.is_folder());
                let there = alone.find(|(_, vault)| vault.root == root).map(|(&id, _)| id);
                there.unwrap_or_else(|| self.add_vault(root, Known::OpenNotes))
            }
        };
        (vec![Home { vault, path }], aside)
    }

    /// The folders a file lies in and its paths there, the innermost first.
    pub(crate) fn homes_of_file(&self, file: &Path) -> Vec<Home> {
        let folders = self.vaults.iter().filter(|(_, vault)| vault.is_folder());
        let around = folders.filter_map(|(&vault, found)| {
            let path = disk::note_path(&found.root, file)?;
            Some((found.root.as_os_str().len(), Home { vault, path }))
        });
        let mut around: Vec<_> = around.collect();
        around.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
        around.into_iter().map(|(_, home)| home).collect()
    }
}
