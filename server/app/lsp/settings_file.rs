//! Shows what makes no sense in a vault's `glossator.toml` among the problems, on the lines where it is written.
//!
//! It is sent also to clients that ask for diagnostics: they ask about notes, and this file is none.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tower_lsp::lsp_types::{Diagnostic, DiagnosticSeverity, Position, Range};

use super::convert::uri_of;
use super::shared::Shared;
use crate::settings::{FILE_NAME, Fault, Settings};
use crate::visible::visible;

/// The roots of the vaults whose file has problems that the client shows.
#[derive(Debug, Default)]
pub(super) struct Marked(Mutex<HashSet<PathBuf>>);

impl Marked {
    fn roots(&self) -> MutexGuard<'_, HashSet<PathBuf>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sends what is wrong in the file of a vault, as its settings were read; nothing where nothing was wrong before either.
pub(super) async fn mark(shared: &Shared, root: &Path, settings: &Settings) {
    let found: Vec<Diagnostic> = settings.faults_of_file().map(diagnostic).collect();
    let had_some = if found.is_empty() {
        shared.marked.roots().remove(root)
    } else {
        shared.marked.roots().replace(root.to_owned()).is_some()
    };
    if had_some || !found.is_empty() {
        publish(shared, root, found).await;
    }
}

/// Takes the problems of those files back whose vault is open no longer.
pub(super) async fn unmark_closed(shared: &Shared) {
    let open: HashSet<PathBuf> = shared.session().vaults.values().map(|vault| vault.root.clone()).collect();
    let closed: Vec<PathBuf> = shared.marked.roots().extract_if(|root| !open.contains(root)).collect();
    for root in closed {
        publish(shared, &root, Vec::new()).await;
    }
}

async fn publish(shared: &Shared, root: &Path, found: Vec<Diagnostic>) {
    if let Some(uri) = uri_of(&root.join(FILE_NAME)) {
        shared.client.publish_diagnostics(uri, found, None).await;
    }
}

fn diagnostic(fault: Fault<'_>) -> Diagnostic {
    let line = u32::try_from(fault.line.saturating_sub(1)).unwrap_or(u32::MAX - 1);
    Diagnostic {
        // The whole line: where in it the fault lies is not known.
        range: Range::new(Position::new(line, 0), Position::new(line + 1, 0)),
        severity: Some(if fault.is_refused {
            DiagnosticSeverity::ERROR
        } else {
            DiagnosticSeverity::WARNING
        }),
        source: Some("glossator".to_owned()),
        message: visible(fault.reason),
        ..Diagnostic::default()
    }
}
