//! Learns of changes on disk: from the client where it can watch, else by watching here.

use std::sync::Arc;

use notify::{EventKind, RecursiveMode, Watcher};
use serde_json::json;
use tower_lsp::lsp_types::{FileChangeType, FileEvent, Registration, WatchKind};

use super::convert;
use super::shared::Shared;
use crate::disk;

/// Asks the client to watch; watches here where it cannot.
pub(crate) async fn start(shared: Arc<Shared>) {
    let watches = shared.session().client.watches_files;
    if !watches {
        watch_here(&shared);
        return;
    }
    let everything = WatchKind::Create | WatchKind::Change | WatchKind::Delete;
    // Of other files only their coming and going matters.
    let options = json!({ "watchers": [
        { "globPattern": "**/*.{md,markdown}", "kind": everything },
        { "globPattern": "**/{glossator.toml,.gitignore,.ignore,.glossatorignore}", "kind": everything },
        { "globPattern": "**/*", "kind": WatchKind::Create | WatchKind::Delete },
    ] });
    let registration = Registration {
        id: "glossator/watch".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: Some(options),
    };
    if let Err(error) = shared.client.register_capability(vec![registration]).await {
        tracing::warn!("the client does not watch files ({error}); watching here");
        watch_here(&shared);
    }
}

/// Events of the client.
pub(crate) fn on_events(shared: &Shared, events: &[FileEvent]) {
    for event in events {
        if let Some(file) = convert::file_of(&event.uri) {
            on_event(shared, &file, event.typ == FileChangeType::CHANGED);
        }
    }
}

fn on_event(shared: &Shared, file: &std::path::Path, changed: bool) {
    let session = shared.session();
    for (&id, vault) in session.vaults.iter().filter(|(_, vault)| vault.is_folder) {
        let Some(path) = disk::note_path(&vault.root, file) else { continue };
        let is_known = changed && vault.index.file(path.as_str()).is_some();
        shared.refresher.note_event(id, &vault.root, file, is_known);
    }
}

/// Watches the folders of the session until the process ends.
fn watch_here(shared: &Arc<Shared>) {
    let roots: Vec<_> = shared
        .session()
        .vaults
        .values()
        .filter(|vault| vault.is_folder)
        .map(|vault| vault.root.clone())
        .collect();
    let weak = Arc::downgrade(shared);
    let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let Some(shared) = weak.upgrade() else { return };
        match event {
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
    let mut watcher = match watcher {
        Ok(watcher) => watcher,
        Err(error) => {
            tracing::warn!("cannot watch files: {error}");
            return;
        }
    };
    for root in roots.iter().filter(|root| root.is_dir()) {
        if let Err(error) = watcher.watch(root, RecursiveMode::Recursive) {
            tracing::warn!("cannot watch {}: {error}", root.display());
        }
    }
    shared.session().watcher = Some(watcher);
}
