//! [`Session`]: the vaults and open notes of one client.
//!
//! Locked for a moment at a time and never across an `.await`. An open note wins over the disk: while it is open, what
//! its file says is not looked at. Edits only mark a note; [`Session::view`] reads what is marked before it answers, so
//! a burst of edits is paid for once.

mod vaults;

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use glossator_core::cancel::Revisions;
use glossator_core::config::{Config, Terms};
use glossator_core::facts::Facts;
use glossator_core::index::Index;
use glossator_core::path::NotePath;
use glossator_core::rules::Census;
use glossator_core::snapshot::Snapshot;
use glossator_core::text::{Encoding, Text};
use tokio::sync::watch;
use tower_lsp::lsp_types::{TextDocumentContentChangeEvent, Url};

use super::client::Abilities;
use super::configuration::ClientSettings;
use super::convert::{self, Converter, OpenFile};
use super::view::{OpenNote, VaultFiles, View};
use crate::disk;
use crate::guard::guarded;
use crate::settings::Written;

/// The vaults and open notes of one client.
pub(crate) struct Session {
    pub(crate) client: Abilities,
    pub(crate) client_settings: ClientSettings,
    pub(crate) encoding: Encoding,
    pub(crate) vaults: BTreeMap<VaultId, Vault>,
    documents: HashMap<Key, Document>,
    revisions: Revisions,
    changed: watch::Sender<u64>,
    next_vault: u32,
    /// Vaults that came or went without the client, since somebody last took care of them.
    moved: Moved,
    openings: u64,
    /// How often something new was read that no edit has told: notes or settings.
    pub(crate) readings: u64,
    /// Whether the tasks beside the handlers are running.
    pub(crate) is_started: bool,
}

/// A vault of this session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct VaultId(u32);

/// A root folder, its index and its settings.
pub(crate) struct Vault {
    pub(crate) root: PathBuf,
    pub(crate) index: Index,
    pub(crate) config: Arc<Config>,
    /// What the client says about this folder alone.
    pub(crate) client_settings: Option<Arc<Written>>,
    pub(crate) known: Known,
    /// Whether the client has opened it; it was found around an open note otherwise, and goes with the last of those.
    pub(crate) is_opened: bool,
    /// What rules have counted of all its notes.
    census: Census,
}

/// How much of a vault is in its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// Open notes, and those of the disk as soon as they are read.
    NotYet,
    /// All of it.
    All,
    /// What was read before the user ended the reading.
    Part,
    /// Open notes and nothing else, for ever: nothing says that the folder is one of notes.
    OpenNotes,
}

impl Vault {
    /// Whether it is read from the disk.
    pub(crate) fn is_folder(&self) -> bool {
        self.known != Known::OpenNotes
    }
}

/// Vaults that came or went without the client: found around a note, and left with the last note of them.
#[derive(Debug, Default)]
pub(crate) struct Moved {
    pub(crate) found: Vec<PathBuf>,
    pub(crate) left: Vec<PathBuf>,
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
    /// Differs for each time a note is opened.
    opening: u64,
    text: Text,
    /// Where it belongs, the innermost vault first; not empty. A vault may lie inside another.
    homes: Vec<Home>,
    /// Whether it is no file but untitled or another version of one: it sees the vault and is no part of it.
    aside: bool,
    /// What it says; `None` since the last edit.
    facts: Option<Arc<Facts>>,
    /// The line that is being edited, from 0; `None` once the user has gone elsewhere.
    edited: Option<u32>,
}

/// A vault and the path of a note in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Home {
    pub(crate) vault: VaultId,
    pub(crate) path: NotePath,
}

impl Document {
    fn as_open_file(&self) -> OpenFile {
        OpenFile { uri: self.uri.clone(), version: self.version, edited: self.edited }
    }

    fn path_in(&self, vault: VaultId) -> Option<&NotePath> {
        self.homes.iter().find(|home| home.vault == vault).map(|home| &home.path)
    }
}

/// The state of an open note.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opening {
    pub(crate) version: i32,
    /// Differs for each time a note is opened.
    pub(crate) opening: u64,
}

/// What a vault has of some files that something is done to.
pub(crate) struct Touched<T> {
    pub(crate) converter: Converter,
    pub(crate) files: Vec<(NotePath, T)>,
}

impl Session {
    pub(crate) fn new(revisions: Revisions, changed: watch::Sender<u64>) -> Self {
        Self {
            client: Abilities::default(),
            client_settings: ClientSettings::default(),
            encoding: Encoding::Utf16,
            vaults: BTreeMap::new(),
            documents: HashMap::new(),
            revisions,
            changed,
            next_vault: 0,
            moved: Moved::default(),
            openings: 0,
            readings: 0,
            is_started: false,
        }
    }

    /// Tells whoever waits that there is something new.
    pub(crate) fn touch(&self) {
        self.changed.send_modify(|revision| *revision += 1);
    }

    /// The client has changed something: what it asked before is not what it wants to know any more.
    fn edited(&self) {
        self.revisions.advance();
        self.touch();
    }

    // Open notes.

    /// Takes a note that the user opened. Tells whether links that were broken may now lead to it: it is not on the disk
    /// yet, or no event has told of it.
    pub(crate) fn open(&mut self, uri: Url, version: i32, text: &str) -> bool {
        if self.find_vault(&uri) {
            self.move_notes();
        }
        let (homes, aside) = self.homes(&uri);
        if homes.is_empty() {
            tracing::warn!("a note without a name: {uri}");
            return false;
        }
        let is_new = homes.iter().filter(|_| !aside).any(|home| {
            let vault = self.vaults.get(&home.vault).filter(|vault| vault.known == Known::All);
            vault.is_some_and(|vault| vault.index.file(home.path.as_str()).is_none())
        });
        self.openings += 1;
        let document = Document {
            uri: uri.clone(),
            version,
            opening: self.openings,
            text: Text::new(text),
            homes,
            aside,
            facts: None,
            edited: None,
        };
        self.documents.insert(Key::of(&uri), document);
        self.drop_unused_vaults();
        self.edited();
        is_new
    }

    /// Takes edits of a note. Tells whether a line of another note was being edited.
    pub(crate) fn change(
        &mut self,
        uri: &Url,
        version: i32,
        changes: &[TextDocumentContentChangeEvent],
    ) -> bool {
        let encoding = self.encoding;
        let own = Key::of(uri);
        let Some(document) = self.documents.get_mut(&own) else {
            tracing::warn!("an edit of a note that is not open: {uri}");
            return false;
        };
        for change in changes {
            let before = change.range.is_none().then(|| document.text.contents());
            document.text.apply(change.range.map(convert::ends), &change.text, encoding);
            // The cursor is where the last change ends.
            let lines = u32::try_from(change.text.matches('\n').count()).unwrap_or(u32::MAX);
            document.edited = match (change.range, before) {
                (Some(range), _) => Some(range.start.line.saturating_add(lines)),
                (None, Some(before)) => changed_line(&before, &change.text),
                (None, None) => None,
            };
        }
        document.version = version;
        document.facts = None;
        let left = self.leave_lines(|key, _| *key != own);
        self.edited();
        left
    }

    /// The user saved a note: nothing of it is half-written now. Tells whether a line was being edited.
    pub(crate) fn saved(&mut self, uri: &Url) -> bool {
        let own = Key::of(uri);
        self.rest_lines(|key, _| *key == own)
    }

    /// The cursor is on a line of a note, from 0. Tells whether it left the one that was being edited, there or in
    /// another note.
    pub(crate) fn cursor_on(&mut self, uri: &Url, line: u32) -> bool {
        let own = Key::of(uri);
        self.rest_lines(|key, edited| *key != own || edited != line)
    }

    /// The same as [`Session::leave_lines`] where nothing else changes.
    fn rest_lines(&mut self, is_left: impl Fn(&Key, u32) -> bool) -> bool {
        let left = self.leave_lines(is_left);
        if left {
            self.touch();
        }
        left
    }

    /// Forgets the lines that are being edited and that the cursor has left; tells whether there are any.
    fn leave_lines(&mut self, is_left: impl Fn(&Key, u32) -> bool) -> bool {
        let mut left = false;
        for (key, document) in &mut self.documents {
            if document.edited.is_some_and(|edited| is_left(key, edited)) {
                document.edited = None;
                left = true;
            }
        }
        left
    }

    /// Closes a note and tells which files are to be read again in its place.
    pub(crate) fn close(&mut self, uri: &Url) -> Vec<Home> {
        let Some(document) = self.documents.remove(&Key::of(uri)) else { return Vec::new() };
        self.edited();
        let mut on_disk = Vec::new();
        for home in document.homes.into_iter().filter(|_| !document.aside) {
            let Some(vault) = self.vaults.get_mut(&home.vault) else { continue };
            if vault.is_folder() {
                on_disk.push(home);
            } else {
                vault.index.remove(home.path.as_str());
            }
        }
        self.drop_unused_vaults();
        on_disk
    }

    /// Whether a note of a vault is open, so that the disk has no say.
    pub(crate) fn is_open(&self, vault: VaultId, path: &NotePath) -> bool {
        self.files_of(vault).any(|(open, _)| open == path)
    }

    /// The URIs of all open notes.
    pub(crate) fn open_notes(&self) -> Vec<Url> {
        let mut uris: Vec<Url> = self.documents.values().map(|document| document.uri.clone()).collect();
        uris.sort();
        uris
    }

    /// The state of all open notes.
    pub(crate) fn openings(&self) -> HashMap<Url, Opening> {
        let opening = |document: &Document| Opening { version: document.version, opening: document.opening };
        self.documents.values().map(|document| (document.uri.clone(), opening(document))).collect()
    }

    /// The open files of a vault.
    fn files_of(&self, vault: VaultId) -> impl Iterator<Item = (&NotePath, &Document)> {
        let files = self.documents.values().filter(|document| !document.aside);
        files.filter_map(move |document| Some((document.path_in(vault)?, document)))
    }

    /// The settings that hold for a note; `None` where nothing is known of it.
    pub(crate) fn config_of(&self, uri: &Url) -> Option<&Arc<Config>> {
        let key = Key::of(uri);
        let open = self.documents.get(&key).and_then(|document| document.homes.first());
        let vault = match (open, &key) {
            (Some(home), _) => home.vault,
            (None, Key::File(file)) => self.homes_of_file(file).first()?.vault,
            (None, Key::Other(_)) => return None,
        };
        self.vaults.get(&vault).map(|vault| &vault.config)
    }

    /// Everything the client has said about settings of a vault, the weakest first.
    pub(crate) fn settings_below(&self, id: VaultId) -> Vec<Arc<Written>> {
        let folder = self.vaults.get(&id).and_then(|vault| vault.client_settings.as_ref());
        self.client_settings.layers(folder)
    }

    /// Replaces what is known of a vault by what was read from the disk; open notes win over it.
    pub(crate) fn set_index(&mut self, id: VaultId, index: Index, config: Arc<Config>, known: Known) {
        let Some(vault) = self.vaults.get_mut(&id) else { return };
        vault.index = index;
        vault.config = config;
        vault.known = known;
        for document in self.documents.values_mut().filter(|document| document.path_in(id).is_some()) {
            document.facts = None;
        }
        self.read_news();
    }

    /// Has notes that are in no folder take the settings of the client as they are now.
    pub(crate) fn take_client_settings(&mut self) {
        let config = self.client_settings.config();
        for vault in self.vaults.values_mut().filter(|vault| !vault.is_folder()) {
            vault.config = Arc::clone(&config);
        }
        self.documents.values_mut().for_each(|document| document.facts = None);
    }

    /// Tells whoever waits that something new was read: notes or settings.
    pub(crate) fn read_news(&mut self) {
        self.readings += 1;
        self.touch();
    }

    // Views.

    /// Reads every note that was edited since it was last read.
    fn settle(&mut self) {
        for document in self.documents.values_mut().filter(|document| document.facts.is_none()) {
            let stem = document.homes.first().map_or("", |home| home.path.stem());
            let text = document.text.contents();
            let read = guarded(|| Facts::of_note(&text, stem)).unwrap_or_else(|reason| {
                // With nothing known of it, the note spoils no answer about the others.
                tracing::error!("cannot read {stem}: {reason}");
                Facts::read("")
            });
            let read = Arc::new(read);
            // The innermost vault last: what the note is there is kept.
            for home in document.homes.iter().rev() {
                let Some(vault) = self.vaults.get_mut(&home.vault) else { continue };
                let terms = &vault.config.terms;
                let facts = match *terms == Terms::default() {
                    true => Arc::clone(&read),
                    false => Arc::new(Facts::clone(&read).with_orders(terms, &home.path)),
                };
                if !document.aside {
                    vault.index.put_note(home.path.clone(), Arc::clone(&facts));
                }
                document.facts = Some(facts);
            }
        }
    }

    /// A view of a note as it is now; `None` where nothing is known of it.
    pub(crate) fn view(&mut self, uri: &Url) -> Option<View> {
        self.settle();
        let key = Key::of(uri);
        let Some(document) = self.documents.get(&key) else {
            let Key::File(file) = key else { return None };
            let home = self.homes_of_file(&file).into_iter().next()?;
            let converter = self.converter(home.vault)?;
            let note = converter.snapshot.index.file(home.path.as_str())?;
            return Some(View { converter, note, open: None });
        };
        let home = document.homes.first()?;
        let mut converter = self.converter(home.vault)?;
        if let Some(facts) = document.facts.as_ref().filter(|_| document.aside) {
            converter.snapshot.index.put_note(home.path.clone(), Arc::clone(facts));
            converter.open.insert(home.path.clone(), document.as_open_file());
            let mut open = self.open_texts(home.vault);
            open.insert(home.path.clone(), document.text.clone());
            converter.snapshot.files = Arc::new(VaultFiles { root: converter.root.clone(), open });
        }
        let note = converter.snapshot.index.file(home.path.as_str())?;
        let (text, version, opening) = (document.text.clone(), document.version, document.opening);
        Some(View { converter, note, open: Some(OpenNote { text, version, opening }) })
    }

    /// Whether the vault of a note is still to be read for the first time.
    pub(crate) fn is_unread(&self, uri: &Url) -> bool {
        let key = Key::of(uri);
        let document = self.documents.get(&key).and_then(|document| document.homes.first()).cloned();
        let home = document.or_else(|| match key {
            Key::File(file) => self.homes_of_file(&file).into_iter().next(),
            Key::Other(_) => None,
        });
        let vault = home.and_then(|home| self.vaults.get(&home.vault));
        vault.is_some_and(|vault| vault.known == Known::NotYet)
    }

    /// Whether any folder is still to be read for the first time.
    pub(crate) fn has_unread(&self) -> bool {
        self.vaults.values().any(|vault| vault.known == Known::NotYet)
    }

    /// A view of each vault, for questions about all notes.
    pub(crate) fn folders(&mut self) -> Vec<Converter> {
        self.settle();
        let ids: Vec<VaultId> = self.vaults.keys().copied().collect();
        ids.into_iter().filter_map(|id| self.converter(id)).collect()
    }

    /// Files or folders by the vault they lie in and their path there; each vault with a view of it as it is now.
    ///
    /// A file in a vault inside another one belongs to both: notes of either may link to it.
    pub(crate) fn by_vault<T: Clone>(
        &mut self,
        files: impl IntoIterator<Item = (PathBuf, T)>,
    ) -> Vec<Touched<T>> {
        self.settle();
        let mut touched: BTreeMap<VaultId, Vec<(NotePath, T)>> = BTreeMap::new();
        for (file, with) in files {
            for home in self.homes_of_file(&file) {
                touched.entry(home.vault).or_default().push((home.path, with.clone()));
            }
        }
        touched
            .into_iter()
            .filter_map(|(id, files)| Some(Touched { converter: self.converter(id)?, files }))
            .collect()
    }

    fn converter(&self, id: VaultId) -> Option<Converter> {
        let vault = self.vaults.get(&id)?;
        let files = Arc::new(VaultFiles { root: vault.root.clone(), open: self.open_texts(id) });
        let snapshot = Snapshot {
            index: vault.index.clone(),
            files,
            config: Arc::clone(&vault.config),
            complete: vault.known == Known::All,
            census: vault.census.clone(),
        };
        let open =
            self.files_of(id).map(|(path, document)| (path.clone(), document.as_open_file())).collect();
        let inner = self.vaults.values().filter(|other| other.is_folder());
        let inner = inner.filter_map(|other| disk::note_path(&vault.root, &other.root)).collect();
        let (opens_rule_pages, is_opened) = (self.client.opens_rule_pages, vault.is_opened);
        let (root, encoding, diagnostics) = (vault.root.clone(), self.encoding, self.client.diagnostics);
        Some(Converter { snapshot, root, encoding, diagnostics, open, inner, is_opened, opens_rule_pages })
    }

    fn open_texts(&self, id: VaultId) -> HashMap<NotePath, Text> {
        self.files_of(id).map(|(path, document)| (path.clone(), document.text.clone())).collect()
    }
}

/// The line, from 0, on which a text differs from another, where that is one line or its end: who sends the whole text
/// with each edit does not tell where it was.
fn changed_line(before: &str, now: &str) -> Option<u32> {
    let (before, now) = (before.as_bytes(), now.as_bytes());
    let start = before.iter().zip(now).take_while(|(a, b)| a == b).count();
    let (old, new) = (&before[start..], &now[start..]);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let breaks = |part: &[u8]| part.iter().filter(|byte| **byte == b'\n').count();
    let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);
    let is_typed = !(old.is_empty() && new.is_empty()) && breaks(old) <= 1 && breaks(new) <= 1;
    is_typed.then(|| u32::try_from(breaks(&now[..start]) + breaks(new)).unwrap_or(u32::MAX))
}
