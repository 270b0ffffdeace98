//! [`Session`]: the vaults and open notes of one client.
//!
//! Locked for a moment at a time and never across an `.await`. An open note wins over the disk: while it is open, what
//! its file says is not looked at. Edits only mark a note; [`Session::view`] reads what is marked before it answers, so
//! a burst of edits is paid for once.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use glossator_core::cancel::Revisions;
use glossator_core::config::Config;
use glossator_core::facts::Facts;
use glossator_core::index::{FileId, Index};
use glossator_core::path::NotePath;
use glossator_core::snapshot::{Files, Snapshot};
use glossator_core::text::{Encoding, Text};
use tokio::sync::watch;
use tower_lsp::lsp_types::{TextDocumentContentChangeEvent, Url};

use super::client::Abilities;
use super::convert::{self, Converter};
use crate::disk;

/// The vaults and open notes of one client.
pub(crate) struct Session {
    pub(crate) client: Abilities,
    pub(crate) encoding: Encoding,
    pub(crate) vaults: BTreeMap<VaultId, Vault>,
    documents: HashMap<Key, Document>,
    revisions: Revisions,
    changed: watch::Sender<u64>,
    next_vault: u32,
    /// Watches the folders where the client does not; ends with the session.
    pub(crate) watcher: Option<notify::RecommendedWatcher>,
}

/// A vault of this session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct VaultId(u32);

/// A root folder, its index and its settings.
pub(crate) struct Vault {
    pub(crate) root: PathBuf,
    pub(crate) index: Index,
    pub(crate) config: Arc<Config>,
    /// Whether the client opened it as a folder; else it is the folder of notes opened alone, and is not walked.
    pub(crate) is_folder: bool,
}

/// Two URIs of one file are one document.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    File(PathBuf),
    Other(Url),
}

impl Key {
    fn of(uri: &Url) -> Self {
        convert::file_of(uri).map_or_else(|| Self::Other(uri.clone()), Self::File)
    }
}

/// An open note.
struct Document {
    uri: Url,
    version: i32,
    text: Text,
    vault: VaultId,
    path: NotePath,
    state: State,
}

/// Where the facts of an open note are.
enum State {
    /// Not read since the last edit.
    Edited { aside: bool },
    /// In the index of its vault.
    Indexed,
    /// Kept here: an untitled note or another version of one sees the vault but is no part of it.
    Aside(Arc<Facts>),
}

/// Everything one request about one note needs.
#[derive(Clone)]
pub(crate) struct View {
    pub(crate) converter: Converter,
    pub(crate) note: FileId,
    /// Its text and version where it is open.
    pub(crate) open: Option<(Text, i32)>,
}

impl View {
    pub(crate) fn snapshot(&self) -> &Snapshot {
        &self.converter.snapshot
    }

    /// The offset of a position of the client; of a note that is not open, by the text on disk.
    pub(crate) fn offset(&self, position: tower_lsp::lsp_types::Position) -> u32 {
        let position = convert::position(position);
        let encoding = self.converter.encoding;
        match &self.open {
            Some((text, _)) => text.offset(position, encoding),
            None => {
                let text = self.snapshot().text(self.note).unwrap_or_default();
                Text::new(&text).offset(position, encoding)
            }
        }
    }
}

/// The texts of a vault: open notes first, then the disk.
struct VaultFiles {
    root: PathBuf,
    open: HashMap<NotePath, Text>,
}

impl Files for VaultFiles {
    fn text(&self, path: &NotePath) -> Option<String> {
        if let Some(text) = self.open.get(path) {
            return Some(text.contents());
        }
        disk::read_note(&self.root, &self.root.join(path.as_str())).ok()
    }

    fn exists(&self, path: &str) -> bool {
        self.root.join(path).symlink_metadata().is_ok()
    }
}

impl Session {
    pub(crate) fn new(revisions: Revisions, changed: watch::Sender<u64>) -> Self {
        Self {
            client: Abilities::default(),
            encoding: Encoding::Utf16,
            vaults: BTreeMap::new(),
            documents: HashMap::new(),
            revisions,
            changed,
            next_vault: 0,
            watcher: None,
        }
    }

    /// Tells whoever waits or works that what they read is not the newest any more.
    pub(crate) fn touch(&self) {
        self.revisions.advance();
        self.changed.send_modify(|revision| *revision += 1);
    }

    /// Adds a vault; the one that is there where its root is known.
    pub(crate) fn add_vault(&mut self, root: PathBuf, is_folder: bool) -> VaultId {
        if let Some((&id, vault)) = self.vaults.iter_mut().find(|(_, vault)| vault.root == root) {
            vault.is_folder |= is_folder;
            return id;
        }
        let id = VaultId(self.next_vault);
        self.next_vault += 1;
        self.vaults.insert(id, Vault { root, index: Index::default(), config: Arc::default(), is_folder });
        if is_folder {
            self.rehome();
        }
        id
    }

    /// Forgets a vault; its open notes move to where they belong then.
    pub(crate) fn remove_vault(&mut self, root: &Path) {
        self.vaults.retain(|_, vault| vault.root != root);
        self.rehome();
    }

    /// Puts every open note into the vault it belongs to.
    fn rehome(&mut self) {
        let keys: Vec<Key> = self.documents.keys().cloned().collect();
        for key in keys {
            let Some(document) = self.documents.get(&key) else { continue };
            let (uri, old, path) = (document.uri.clone(), document.vault, document.path.clone());
            let Some((vault, new_path, aside)) = self.home(&uri) else { continue };
            if vault != old || new_path != path {
                if let Some(old) = self.vaults.get_mut(&old).filter(|_| !aside) {
                    old.index.remove(path.as_str());
                }
                if let Some(document) = self.documents.get_mut(&key) {
                    document.vault = vault;
                    document.path = new_path;
                    document.state = State::Edited { aside };
                }
            }
        }
        let used: Vec<VaultId> = self.documents.values().map(|document| document.vault).collect();
        self.vaults.retain(|id, vault| vault.is_folder || used.contains(id));
    }

    /// The vault and path of a document, and whether it stands aside of the vault: it is no file.
    fn home(&mut self, uri: &Url) -> Option<(VaultId, NotePath, bool)> {
        let file = convert::file_of(uri);
        let aside = file.is_none();
        // Another version of a file (`git:`) has relative links as the file has.
        let place = file.unwrap_or_else(|| PathBuf::from(uri.path()));
        let deepest = self
            .vaults
            .iter()
            .filter(|(_, vault)| vault.is_folder)
            .filter_map(|(&id, vault)| {
                Some((vault.root.as_os_str().len(), id, disk::note_path(&vault.root, &place)?))
            })
            .max_by_key(|(length, ..)| *length);
        if let Some((_, id, path)) = deepest {
            return Some((id, path, aside));
        }
        let name = place.file_name().and_then(|name| name.to_str()).unwrap_or("untitled").to_owned();
        let path = NotePath::new(&name)?;
        if aside && let Some(first) = self.vaults.iter().find(|(_, vault)| vault.is_folder) {
            return Some((*first.0, path, true));
        }
        let root =
            if aside { PathBuf::new() } else { place.parent().map(Path::to_owned).unwrap_or_default() };
        Some((self.add_vault(root, false), path, aside))
    }

    pub(crate) fn open(&mut self, uri: Url, version: i32, text: &str) {
        let Some((vault, path, aside)) = self.home(&uri) else {
            tracing::warn!("a note without a name: {uri}");
            return;
        };
        let document = Document {
            uri: uri.clone(),
            version,
            text: Text::new(text),
            vault,
            path,
            state: State::Edited { aside },
        };
        self.documents.insert(Key::of(&uri), document);
        self.touch();
    }

    pub(crate) fn change(&mut self, uri: &Url, version: i32, changes: &[TextDocumentContentChangeEvent]) {
        let encoding = self.encoding;
        let Some(document) = self.documents.get_mut(&Key::of(uri)) else {
            tracing::warn!("an edit of a note that is not open: {uri}");
            return;
        };
        for change in changes {
            document.text.apply(change.range.map(convert::ends), &change.text, encoding);
        }
        document.version = version;
        let aside = matches!(document.state, State::Edited { aside: true } | State::Aside(_));
        document.state = State::Edited { aside };
        self.touch();
    }

    /// Closes a note and tells which file is to be read again in its place.
    pub(crate) fn close(&mut self, uri: &Url) -> Option<(VaultId, NotePath)> {
        let document = self.documents.remove(&Key::of(uri))?;
        self.touch();
        match document.state {
            State::Aside(_) | State::Edited { aside: true } => None,
            State::Indexed | State::Edited { aside: false } => {
                let vault = self.vaults.get_mut(&document.vault)?;
                if vault.is_folder {
                    return Some((document.vault, document.path));
                }
                vault.index.remove(document.path.as_str());
                self.rehome();
                None
            }
        }
    }

    /// Whether a note of a vault is open, so that the disk has no say.
    pub(crate) fn is_open(&self, vault: VaultId, path: &NotePath) -> bool {
        self.documents.values().any(|document| {
            document.vault == vault && document.path == *path && !matches!(document.state, State::Aside(_))
        })
    }

    /// The URIs of all open notes.
    pub(crate) fn open_notes(&self) -> Vec<Url> {
        let mut uris: Vec<Url> = self.documents.values().map(|document| document.uri.clone()).collect();
        uris.sort();
        uris
    }

    /// The versions of all open notes.
    pub(crate) fn versions(&self) -> HashMap<Url, i32> {
        self.documents.values().map(|document| (document.uri.clone(), document.version)).collect()
    }

    /// Marks every open note of a vault to be read again: its index was replaced.
    pub(crate) fn reread_open(&mut self, vault: VaultId) {
        for document in self.documents.values_mut().filter(|document| document.vault == vault) {
            if matches!(document.state, State::Indexed) {
                document.state = State::Edited { aside: false };
            }
        }
    }

    /// Reads every note that was edited since it was last read.
    fn settle(&mut self) {
        for document in self.documents.values_mut() {
            let State::Edited { aside } = document.state else { continue };
            let facts = Arc::new(Facts::read(&document.text.contents()));
            document.state = if aside {
                State::Aside(facts)
            } else {
                if let Some(vault) = self.vaults.get_mut(&document.vault) {
                    vault.index.put_note(document.path.clone(), facts);
                }
                State::Indexed
            };
        }
    }

    /// A view of a note as it is now; `None` where nothing is known of it.
    pub(crate) fn view(&mut self, uri: &Url) -> Option<View> {
        self.settle();
        let key = Key::of(uri);
        if let Some(document) = self.documents.get(&key) {
            let mut converter = self.converter(document.vault)?;
            if let State::Aside(facts) = &document.state {
                let index = &mut converter.snapshot.index;
                index.put_note(document.path.clone(), Arc::clone(facts));
                converter.open.insert(document.path.clone(), document.uri.clone());
                let mut open = self.open_texts(document.vault);
                open.insert(document.path.clone(), document.text.clone());
                converter.snapshot.files = Arc::new(VaultFiles { root: converter.root.clone(), open });
            }
            let note = converter.snapshot.index.file(document.path.as_str())?;
            return Some(View { converter, note, open: Some((document.text.clone(), document.version)) });
        }
        let Key::File(file) = key else { return None };
        let (id, path) =
            self.vaults.iter().find_map(|(&id, vault)| Some((id, disk::note_path(&vault.root, &file)?)))?;
        let converter = self.converter(id)?;
        let note = converter.snapshot.index.file(path.as_str())?;
        Some(View { converter, note, open: None })
    }

    /// A view of each folder, for questions about all notes.
    pub(crate) fn folders(&mut self) -> Vec<Converter> {
        self.settle();
        let ids: Vec<VaultId> = self.vaults.keys().copied().collect();
        ids.into_iter().filter_map(|id| self.converter(id)).collect()
    }

    fn converter(&self, id: VaultId) -> Option<Converter> {
        let vault = self.vaults.get(&id)?;
        let files = Arc::new(VaultFiles { root: vault.root.clone(), open: self.open_texts(id) });
        let snapshot = Snapshot { index: vault.index.clone(), files, config: Arc::clone(&vault.config) };
        let documents = self.indexed(id);
        let open = documents.map(|document| (document.path.clone(), document.uri.clone())).collect();
        Some(Converter { snapshot, root: vault.root.clone(), encoding: self.encoding, open })
    }

    fn open_texts(&self, id: VaultId) -> HashMap<NotePath, Text> {
        self.indexed(id).map(|document| (document.path.clone(), document.text.clone())).collect()
    }

    fn indexed(&self, id: VaultId) -> impl Iterator<Item = &Document> {
        let documents = self.documents.values();
        documents.filter(move |document| document.vault == id && !matches!(document.state, State::Aside(_)))
    }
}
