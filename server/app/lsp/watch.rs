//! Learns of changes on disk: from the client where it can watch, else by watching here.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use serde_json::json;
use tokio::task::spawn_blocking;
use tower_lsp::lsp_types::{FileChangeType, FileEvent, Registration, Unregistration, WatchKind};

use super::convert;
use super::session::{Vault, VaultId};
use super::shared::Shared;

/// What is watched, and by whom.
#[derive(Default)]
pub(crate) struct Watch {
    /// Watches here, where the client does not.
    here: Mutex<Option<RecommendedWatcher>>,
    /// Extensions of notes, besides the usual ones, that the client watches.
    extensions: tokio::sync::Mutex<BTreeSet<String>>,
}

impl Watch {
    fn here(&self) -> MutexGuard<'_, Option<RecommendedWatcher>> {
        self.here.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const METHOD: &str = "workspace/didChangeWatchedFiles";

/// Has the folders of the session watched and read: by the client, or here where it cannot watch.
pub(crate) async fn start(shared: Arc<Shared>) {
    let watches = shared.session().client.watches_files;
    if !watches {
        // Before they are read, so that no change is missed in between.
        watch_here(Arc::clone(&shared)).await;
        read_folders(&shared);
        return;
    }
    // The client may take its time to answer.
    read_folders(&shared);
    let everything = WatchKind::Create | WatchKind::Change | WatchKind::Delete;
    // Of other files only their coming and going matters.
    let options = json!({ "watchers": [
        { "globPattern": "**/*.{md,markdown}", "kind": everything },
        { "globPattern": "**/{glossator.toml,.gitignore,.ignore,.glossatorignore}", "kind": everything },
        { "globPattern": "**/*", "kind": WatchKind::Create | WatchKind::Delete },
    ] });
    let registration = Registration {
        id: "glossator/watch".to_owned(),
        method: METHOD.to_owned(),
        register_options: Some(options),
    };
    if let Err(error) = shared.client.register_capability(vec![registration]).await {
        tracing::warn!("the client does not watch files ({error}); watching here");
        shared.session().client.watches_files = false;
        watch_here(Arc::clone(&shared)).await;
        // What has changed since they were read nobody has seen.
        read_folders(&shared);
    }
}

fn read_folders(shared: &Shared) {
    for folder in folders(shared) {
        shared.refresher.read_all(folder.vault);
    }
}

/// Has the client watch notes with the extensions that the settings name.
pub(crate) async fn watch_extensions(shared: Arc<Shared>) {
    let wanted: BTreeSet<String> = {
        let session = shared.session();
        if !session.client.watches_files {
            return;
        }
        let extensions = session.vaults.values().flat_map(|vault| &vault.config.notes.extensions);
        let extensions = extensions.map(|extension| extension.trim_start_matches('.').to_owned());
        // Anything else would be read as a pattern.
        let plain = extensions.filter(|extension| extension.chars().all(char::is_alphanumeric));
        plain.filter(|extension| !extension.is_empty()).collect()
    };
    // Held while the client is asked, so that it hears of changes in their order.
    let mut watched = shared.watch.extensions.lock().await;
    if *watched == wanted {
        return;
    }
    let id = "glossator/watch/extensions".to_owned();
    if !watched.is_empty() {
        let unregistration = Unregistration { id: id.clone(), method: METHOD.to_owned() };
        if let Err(error) = shared.client.unregister_capability(vec![unregistration]).await {
            tracing::warn!("the client cannot stop watching: {error}");
        }
    }
    if !wanted.is_empty() {
        let globs: Vec<_> =
            wanted.iter().map(|extension| json!({ "globPattern": format!("**/*.{extension}") })).collect();
        let options = Some(json!({ "watchers": globs }));
        let registration = Registration { id, method: METHOD.to_owned(), register_options: options };
        if let Err(error) = shared.client.register_capability(vec![registration]).await {
            tracing::warn!("the client does not watch more files: {error}");
        }
    }
    *watched = wanted;
}

/// Events of the client.
pub(crate) fn on_events(shared: &Shared, events: &[FileEvent]) {
    for event in events {
        if let Some(file) = convert::file_of(&event.uri) {
            on_event(shared, &file, event.typ == FileChangeType::CHANGED);
        }
    }
}

/// Files or folders that the client has made, moved or deleted.
pub(crate) fn on_files(shared: &Shared, uris: impl IntoIterator<Item = String>) {
    for file in uris.into_iter().filter_map(|uri| convert::file_of(&uri.parse().ok()?)) {
        on_event(shared, &file, false);
    }
}

fn on_event(shared: &Shared, file: &Path, changed: bool) {
    let session = shared.session();
    // The folder of a vault itself came or went.
    for (&vault, _) in session.vaults.iter().filter(|(_, vault)| vault.is_folder() && vault.root == file) {
        shared.refresher.walk(vault);
    }
    for home in session.homes_of_file(file) {
        let Some(vault) = session.vaults.get(&home.vault) else { continue };
        let is_known = changed && vault.index.file(home.path.as_str()).is_some();
        shared.refresher.note_event(home, file, is_known);
    }
}

/// Has folders read that were opened later, and watched where the others are watched here.
pub(crate) async fn folders_changed(shared: Arc<Shared>, removed: Vec<PathBuf>, added: Vec<PathBuf>) {
    let watching = {
        let shared = Arc::clone(&shared);
        spawn_blocking(move || watch_again(&shared, &removed, &added))
    };
    match watching.await {
        Ok(changed) => changed.into_iter().for_each(|vault| shared.refresher.read_all(vault)),
        Err(error) => tracing::error!("watching folders failed: {error}"),
    }
}

/// Watches the folders that are new; tells which are to be read.
fn watch_again(shared: &Arc<Shared>, removed: &[PathBuf], added: &[PathBuf]) -> Vec<VaultId> {
    let client_watches = shared.session().client.watches_files;
    let folders = folders(shared);
    let is_own = |folder: &Folder| !client_watches || !folder.is_opened;
    let mut here = shared.watch.here();
    // A client watches the folders that it has opened and no others.
    if client_watches && here.is_none() && folders.iter().any(is_own) {
        *here = watcher(shared);
    }
    // A folder around or inside one that is not watched any more is not watched for a moment either.
    let touches = |folder: &Path| {
        here.is_some() && removed.iter().any(|gone| folder.starts_with(gone) || gone.starts_with(folder))
    };
    let is_changed = |folder: &Folder| added.contains(&folder.root) || touches(&folder.root);
    let changed: Vec<_> = folders.iter().filter(|folder| is_changed(folder)).collect();
    if let Some(watcher) = here.as_mut() {
        // One that went and came back meanwhile is watched on.
        for folder in removed.iter().filter(|gone| folders.iter().all(|folder| folder.root != **gone)) {
            // It may have been gone before, or never watched.
            let _ = watcher.unwatch(folder);
        }
        for folder in changed.iter().filter(|folder| is_own(folder)) {
            watch_folder(watcher, &folder.root);
        }
    }
    changed.into_iter().map(|folder| folder.vault).collect()
}

/// A folder that is read from the disk.
struct Folder {
    vault: VaultId,
    root: PathBuf,
    /// Whether the client has opened it.
    is_opened: bool,
}

/// The folders that are read from the disk.
fn folders(shared: &Shared) -> Vec<Folder> {
    let session = shared.session();
    let folders = session.vaults.iter().filter(|(_, vault)| vault.is_folder());
    let folder = |(&vault, found): (&VaultId, &Vault)| Folder {
        vault,
        root: found.root.clone(),
        is_opened: found.is_opened,
    };
    folders.map(folder).collect()
}

/// Watches the folders of the session until the process ends.
async fn watch_here(shared: Arc<Shared>) {
    let Some(watcher) = watcher(&shared) else { return };
    *shared.watch.here() = Some(watcher);
    // Asked only now: a folder that comes from here on finds the watcher.
    let folders = folders(&shared);
    // A big folder takes a while.
    let watching = spawn_blocking(move || {
        for folder in folders {
            if let Some(watcher) = shared.watch.here().as_mut() {
                watch_folder(watcher, &folder.root);
            }
        }
    });
    if let Err(error) = watching.await {
        tracing::error!("watching folders failed: {error}");
    }
}

/// A watcher of no folder yet; `None` where the system has none to give.
fn watcher(shared: &Arc<Shared>) -> Option<RecommendedWatcher> {
    let weak = Arc::downgrade(shared);
    let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let Some(shared) = weak.upgrade() else { return };
        match event {
            // So many events that some were lost.
            Ok(event) if event.need_rescan() => shared.session().vaults.keys().for_each(|&vault| {
                shared.refresher.read_all(vault);
            }),
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => {}
            Ok(event) => {
                let changed = matches!(event.kind, EventKind::Modify(notify::event::ModifyKind::Data(_)));
                for file in &event.paths {
                    on_event(&shared, file, changed);
                }
            }
            Err(error) => tracing::warn!("watching files failed: {error}"),
        }
    });
    watcher.inspect_err(|error| tracing::warn!("cannot watch files: {error}")).ok()
}

fn watch_folder(watcher: &mut RecommendedWatcher, root: &Path) {
    if !root.is_dir() {
        return;
    }
    if let Err(error) = watcher.watch(root, RecursiveMode::Recursive) {
        tracing::warn!("cannot watch {}: {error}", root.display());
    }
}
