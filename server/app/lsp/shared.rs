//! What handlers and background tasks share.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use glossator_core::cancel::Revisions;
use tokio::sync::watch;
use tower_lsp::Client;
use tower_lsp::lsp_types::MessageType;

use super::refresh::Refresher;
use super::session::Session;

/// What handlers and background tasks share.
pub(crate) struct Shared {
    pub(crate) client: Client,
    /// Counts the changes, so that work on an older state can stop.
    pub(crate) revisions: Revisions,
    /// Wakes whoever waits for the next change.
    pub(crate) changed: watch::Receiver<u64>,
    pub(crate) refresher: Refresher,
    session: Mutex<Session>,
}

impl Shared {
    pub(crate) fn new(client: Client) -> Self {
        let revisions = Revisions::default();
        let (changing, changed) = watch::channel(0);
        let session = Mutex::new(Session::new(revisions.clone(), changing));
        Self { client, revisions, changed, refresher: Refresher::default(), session }
    }

    /// The session, also after a handler has panicked while it held the guard.
    pub(crate) fn session(&self) -> MutexGuard<'_, Session> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the user about files that could not be read: each in the log, all in one message.
    pub(crate) async fn report_failures(&self, root: &Path, failures: &[(std::path::PathBuf, String)]) {
        let Some((first, reason)) = failures.first() else { return };
        for (file, reason) in failures {
            tracing::warn!("cannot read {}: {reason}", file.display());
        }
        let text = match failures.len() {
            1 => format!("Glossator cannot read {} in {}: {reason}", first.display(), root.display()),
            count => format!(
                "Glossator cannot read {count} files in {}, the first is {}: {reason}. The log names all.",
                root.display(),
                first.display()
            ),
        };
        self.client.show_message(MessageType::WARNING, text).await;
    }
}
