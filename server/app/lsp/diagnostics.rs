//! Diagnostics: sent to clients that wait for them, given to clients that ask, never both.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use glossator_core::cancel::{Cancel, Cancellable};
use glossator_core::config::Scope;
use glossator_core::index::FileId;
use glossator_core::rules::{check, held_back, most_important};
use tower_lsp::lsp_types::{
    Diagnostic, DocumentDiagnosticReport, DocumentDiagnosticReportResult, FullDocumentDiagnosticReport,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, Url, WorkspaceDiagnosticReport, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::convert::Converter;
use super::session::{Opening, View};
use super::shared::Shared;

/// The diagnostics of a note: not those that wait until its line is written, and not more than a reader takes in.
fn diagnostics(converter: &Converter, note: FileId, cancel: &Cancel) -> Cancellable<Vec<Diagnostic>> {
    if !converter.snapshot.config.features.diagnostics {
        return Ok(Vec::new());
    }
    let mut problems = check(&converter.snapshot, note, cancel)?;
    if let Some(edited) = converter.edited_line(note) {
        problems.retain(|problem| !held_back(problem, edited));
    }
    let problems = most_important(problems);
    Ok(problems.iter().map(|problem| converter.diagnostic(note, problem)).collect())
}

/// A name for a list of diagnostics of one opening of a note; equal lists have equal names.
///
/// A client may forget what it was sent when it closes a note and still name the last list when it opens it again, so
/// no name outlives an opening. `None` is for notes that are not open.
fn result_id(diagnostics: &[Diagnostic], opening: Option<u64>) -> String {
    let mut hasher = DefaultHasher::new();
    opening.hash(&mut hasher);
    for diagnostic in diagnostics {
        let range = diagnostic.range;
        (range.start.line, range.start.character, range.end.line, range.end.character).hash(&mut hasher);
        diagnostic.message.hash(&mut hasher);
        format!("{:?}{:?}", diagnostic.severity, diagnostic.related_information).hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

/// The answer to `textDocument/diagnostic`.
pub(crate) fn report(
    view: &View,
    previous: Option<&str>,
    cancel: &Cancel,
) -> Cancellable<DocumentDiagnosticReportResult> {
    let items = diagnostics(&view.converter, view.note, cancel)?;
    let opening = view.open.as_ref().map(|open| open.opening);
    let result_id = result_id(&items, opening);
    let report = if previous == Some(result_id.as_str()) {
        DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        })
    } else {
        DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport {
                result_id: Some(result_id),
                items,
            },
        })
    };
    Ok(DocumentDiagnosticReportResult::Report(report))
}

/// The answer to a note nothing is known of.
pub(crate) fn empty_report() -> DocumentDiagnosticReportResult {
    let report = RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: None, items: Vec::new() },
    };
    DocumentDiagnosticReportResult::Report(DocumentDiagnosticReport::Full(report))
}

/// The answer to `workspace/diagnostic` for these folders: what differs from what the client has; `None` if nothing.
///
/// Notes without problems are told of only where the client has some of them.
pub(crate) fn workspace_report(
    folders: &[Converter],
    open: &HashMap<Url, Opening>,
    previous: &HashMap<Url, String>,
    cancel: &Cancel,
) -> Cancellable<Option<WorkspaceDiagnosticReport>> {
    let mut items = Vec::new();
    let mut known = 0;
    let mut differs = false;
    for converter in folders {
        let scope = converter.snapshot.config.diagnostics.scope;
        for (note, ..) in converter.snapshot.index.notes().filter(|(note, ..)| converter.owns(*note)) {
            cancel.check()?;
            let Some(uri) = converter.uri(note) else { continue };
            if scope == Scope::Open && !open.contains_key(&uri) {
                continue;
            }
            let found = diagnostics(converter, note, cancel)?;
            let before = previous.get(&uri);
            if found.is_empty() && before.is_none() {
                continue;
            }
            known += usize::from(before.is_some());
            let open = open.get(&uri);
            let result_id = result_id(&found, open.map(|open| open.opening));
            let version = open.map(|open| i64::from(open.version));
            if before == Some(&result_id) {
                items.push(WorkspaceDocumentDiagnosticReport::Unchanged(
                    WorkspaceUnchangedDocumentDiagnosticReport {
                        uri,
                        version,
                        unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
                    },
                ));
                continue;
            }
            differs = true;
            items.push(WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
                uri,
                version,
                full_document_diagnostic_report: FullDocumentDiagnosticReport {
                    result_id: Some(result_id),
                    items: found,
                },
            }));
        }
    }
    // A note that is gone has no problems any more.
    if known < previous.len() {
        let told: Vec<Url> = items
            .iter()
            .map(|item| match item {
                WorkspaceDocumentDiagnosticReport::Full(full) => full.uri.clone(),
                WorkspaceDocumentDiagnosticReport::Unchanged(unchanged) => unchanged.uri.clone(),
            })
            .collect();
        for uri in previous.keys().filter(|uri| !told.contains(uri)) {
            differs = true;
            items.push(WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
                uri: uri.clone(),
                version: None,
                full_document_diagnostic_report: FullDocumentDiagnosticReport {
                    result_id: None,
                    items: Vec::new(),
                },
            }));
        }
    }
    Ok(differs.then_some(WorkspaceDiagnosticReport { items }))
}

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
pub(crate) async fn publish(shared: Arc<Shared>) {
    let mut changed = shared.changed.clone();
    let mut sent: HashMap<Url, Sent> = HashMap::new();
    // Names of the lists that were sent for notes that are not open, none of them empty.
    let mut sent_closed: HashMap<Url, String> = HashMap::new();
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
            folders.retain(|folder| folder.snapshot.config.diagnostics.scope == Scope::Vault);
            (views, folders, shared.revisions.cancel_when_stale())
        };
        let still = cancel.clone();
        let open: HashSet<Url> = views.iter().map(|(uri, ..)| uri.clone()).collect();
        let work = tokio::task::spawn_blocking(move || {
            let mut found = Vec::new();
            for (uri, view, open) in views {
                found.push((uri, open, diagnostics(&view.converter, view.note, &cancel)?));
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
        let closed: Vec<Url> = sent.keys().filter(|uri| !open.contains(uri)).cloned().collect();
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
    open: &HashSet<Url>,
    cancel: &Cancel,
) -> Cancellable<HashMap<Url, Vec<Diagnostic>>> {
    let mut found = HashMap::new();
    for folder in folders {
        for (note, ..) in folder.snapshot.index.notes().filter(|(note, ..)| folder.owns(*note)) {
            cancel.check()?;
            let Some(uri) = folder.uri(note).filter(|uri| !open.contains(uri)) else { continue };
            let items = diagnostics(folder, note, cancel)?;
            if !items.is_empty() {
                found.insert(uri, items);
            }
        }
    }
    Ok(found)
}

/// Sends what differs from what the client has of notes that are not open.
async fn send_closed(shared: &Shared, found: HashMap<Url, Vec<Diagnostic>>, sent: &mut HashMap<Url, String>) {
    let gone: Vec<Url> = sent.keys().filter(|uri| !found.contains_key(uri)).cloned().collect();
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
