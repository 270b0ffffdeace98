//! What handlers and background tasks share.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use glossator_core::cancel::Revisions;
use tokio::sync::watch;
use tower_lsp::Client;
use tower_lsp::lsp_types::MessageType;

use super::refresh::Refresher;
use super::semantic_tokens::Told;
use super::session::Session;
use super::settings_file::Marked;
use super::stale::Asked;
use super::watch::Watch;
use crate::settings::Settings;
use crate::visible::visible;

/// What handlers and background tasks share.
pub(crate) struct Shared {
    pub(crate) client: Client,
    /// Counts the changes, so that work on an older state can stop.
    pub(crate) revisions: Revisions,
    /// Wakes whoever waits for the next change.
    pub(crate) changed: watch::Receiver<u64>,
    pub(crate) refresher: Refresher,
    pub(crate) watch: Watch,
    /// The semantic tokens that the client has.
    pub(crate) tokens: Told,
    /// What the client shows.
    pub(crate) asked: Asked,
    /// The files of settings that the client shows problems of.
    pub(super) marked: Marked,
    session: Mutex<Session>,
    /// Warnings that were shown, so that each is shown once.
    shown: Mutex<HashSet<String>>,
}

impl Shared {
    pub(crate) fn new(client: Client) -> Self {
        let revisions = Revisions::default();
        let (changing, changed) = watch::channel(0);
        let session = Mutex::new(Session::new(revisions.clone(), changing));
        Self {
            client,
            revisions,
            changed,
            refresher: Refresher::default(),
            watch: Watch::default(),
            tokens: Told::default(),
            asked: Asked::default(),
            marked: Marked::default(),
            session,
            shown: Mutex::default(),
        }
    }

    /// The session, also after a handler has panicked while it held the guard.
    pub(crate) fn session(&self) -> MutexGuard<'_, Session> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows the user a warning, the first time it is to be shown.
    pub(crate) async fn warn(&self, warning: String) {
        let is_new = self.shown.lock().unwrap_or_else(PoisonError::into_inner).insert(warning.clone());
        if is_new {
            self.client.show_message(MessageType::WARNING, warning).await;
        }
    }

    /// Tells the user what makes no sense in settings: each thing in the log, all that is new in one message.
    pub(crate) async fn report_settings(&self, settings: &Settings) {
        if let Some(refused) = &settings.refused {
            let refused = visible(&refused.to_string());
            tracing::warn!("{refused}");
            self.warn(format!("Glossator {refused}")).await;
        }
        let told = settings.complaints.iter().map(|complaint| visible(&complaint.to_string()));
        let news: Vec<String> = {
            let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
            told.filter(|told| shown.insert(told.clone())).collect()
        };
        let Some(first) = news.first() else { return };
        for told in &news {
            tracing::warn!("{told}");
        }
        let message = match news.len() - 1 {
            0 => format!("Glossator: {first}"),
            more => format!("Glossator: {first} (and {more} more, which the log names)"),
        };
        self.client.show_message(MessageType::WARNING, message).await;
    }

    /// Tells the user about files that could not be read: each in the log, all in one message.
    pub(crate) async fn report_failures(&self, root: &Path, failures: &[(PathBuf, String)]) {
        let Some((first, reason)) = failures.first() else { return };
        for (file, reason) in failures {
            tracing::warn!("cannot read {}: {reason}", visible(&file.to_string_lossy()));
        }
        let (first, root) = (visible(&first.to_string_lossy()), visible(&root.to_string_lossy()));
        self.warn(match failures.len() {
            1 => format!("Glossator cannot read {first} in {root}: {reason}"),
            count => format!(
                "Glossator cannot read {count} files in {root}, the first is {first}: {reason}. The log names all."
            ),
        })
        .await;
    }
}
