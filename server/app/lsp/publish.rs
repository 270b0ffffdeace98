//! Sends diagnostics to clients that do not ask for them; those that do are answered by [`diagnostics`](super::diagnostics).

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use glossator_core::cancel::{Cancel, Cancellable};
use glossator_core::config::Scope;
use tower_lsp::lsp_types as lsp;

use super::convert::Converter;
use super::diagnostics::{of_note, result_id};
use super::shared::Shared;

/// What the client was sent about a note.
struct Sent {
    /// For which opening of the note: a client may forget what it was sent when it closes one.
    opening: u64,
    result_id: String,
    is_empty: bool,
}

/// Sends diagnostics whenever they change, to a client that does not ask for them: those of open notes, and then those
/// of all others where the settings of their vault want so.
///
/// The first change after quiet is answered at once; what comes while an answer is made is answered together.
pub(super) async fn run(shared: Arc<Shared>) {
    let mut changed = shared.changed.clone();
    let mut sent: HashMap<lsp::Url, Sent> = HashMap::new();
    // Names of the lists that were sent for notes that are not open, none of them empty.
    let mut sent_closed: HashMap<lsp::Url, String> = HashMap::new();
    loop {
        if changed.changed().await.is_err() {
            return;
        }
        changed.mark_unchanged();
        let (views, folders, cancel) = {
            let mut session = shared.session();
            let open = session.open_notes();
            let views = open.into_iter().filter_map(|uri| {
                let view = session.view(&uri)?;
                let open = view.open.clone()?;
                Some((uri, view, open))
            });
            let views: Vec<_> = views.collect();
            let mut folders = session.folders();
            folders.retain(|folder| {
                folder.is_opened && folder.snapshot.config.diagnostics.scope == Scope::Vault
            });
            (views, folders, shared.revisions.cancel_when_stale())
        };
        let still = cancel.clone();
        let open: HashSet<lsp::Url> = views.iter().map(|(uri, ..)| uri.clone()).collect();
        let work = tokio::task::spawn_blocking(move || {
            let mut found = Vec::new();
            for (uri, view, open) in views {
                found.push((uri, open, of_note(&view.converter, view.note, &cancel)?));
            }
            Ok::<_, glossator_core::cancel::Cancelled>(found)
        });
        let found = match work.await {
            Ok(Ok(found)) => found,
            // Something changed meanwhile, so the loop goes on at once.
            Ok(Err(_)) => continue,
            Err(error) => {
                tracing::error!("making diagnostics failed: {error}");
                continue;
            }
        };
        for (uri, note, items) in found {
            let now = Sent {
                opening: note.opening,
                result_id: result_id(&items, Some(note.opening)),
                is_empty: items.is_empty(),
            };
            let was_told = sent_closed.remove(&uri).is_some();
            let is_news = match sent.get(&uri) {
                None => was_told || !now.is_empty,
                Some(before) if before.opening != now.opening => !before.is_empty || !now.is_empty,
                Some(before) => before.result_id != now.result_id,
            };
            if is_news {
                shared.client.publish_diagnostics(uri.clone(), items, Some(note.version)).await;
            }
            sent.insert(uri, now);
        }
        let closed: Vec<lsp::Url> = sent.keys().filter(|uri| !open.contains(uri)).cloned().collect();
        for uri in closed {
            let had_some = sent.remove(&uri).is_some_and(|before| !before.is_empty);
            if had_some {
                shared.client.publish_diagnostics(uri, Vec::new(), None).await;
            }
        }
        if folders.is_empty() && sent_closed.is_empty() {
            continue;
        }
        let work = tokio::task::spawn_blocking(move || of_closed(&folders, &open, &still));
        match work.await {
            Ok(Ok(found)) => send_closed(&shared, found, &mut sent_closed).await,
            Ok(Err(_)) => {}
            Err(error) => tracing::error!("making diagnostics failed: {error}"),
        }
    }
}

/// The diagnostics of the notes of these folders that are not open and have some.
fn of_closed(
    folders: &[Converter],
    open: &HashSet<lsp::Url>,
    cancel: &Cancel,
) -> Cancellable<HashMap<lsp::Url, Vec<lsp::Diagnostic>>> {
    let mut found = HashMap::new();
    for folder in folders {
        for (note, ..) in folder.snapshot.index.notes().filter(|(note, ..)| folder.owns(*note)) {
            cancel.check()?;
            let Some(uri) = folder.uri(note).filter(|uri| !open.contains(uri)) else { continue };
            let items = of_note(folder, note, cancel)?;
            if !items.is_empty() {
                found.insert(uri, items);
            }
        }
    }
    Ok(found)
}

/// Sends what differs from what the client has of notes that are not open.
async fn send_closed(
    shared: &Shared,
    found: HashMap<lsp::Url, Vec<lsp::Diagnostic>>,
    sent: &mut HashMap<lsp::Url, String>,
) {
    let gone: Vec<lsp::Url> = sent.keys().filter(|uri| !found.contains_key(uri)).cloned().collect();
    for uri in gone {
        sent.remove(&uri);
        shared.client.publish_diagnostics(uri, Vec::new(), None).await;
    }
    for (uri, items) in found {
        let result_id = result_id(&items, None);
        if sent.get(&uri) != Some(&result_id) {
            shared.client.publish_diagnostics(uri.clone(), items, None).await;
            sent.insert(uri, result_id);
        }
    }
}
