//! Answers about diagnostics, for clients that ask for them. The others are sent them: see [`publish`](super::publish).

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use glossator_core::cancel::{Cancel, Cancellable};
use glossator_core::config::Scope;
use glossator_core::index::FileId;
use glossator_core::rules::{check, held_back, most_important};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types as lsp;

use super::convert::Converter;
use super::server::Server;
use super::session::Opening;
use super::view::View;
use crate::guard::guarded;

pub(super) async fn diagnostic(
    server: &Server,
    params: lsp::DocumentDiagnosticParams,
) -> Result<lsp::DocumentDiagnosticReportResult> {
    let uri = params.text_document.uri;
    let mut changed = server.shared.changed.clone();
    // A client that asks asks once: half of an answer would stay.
    while server.session().is_unread(&uri) && changed.changed().await.is_ok() {}
    let view = server.session().view(&uri);
    let answer = move |cancel: &Cancel| match view {
        Some(view) => report(&view, params.previous_result_id.as_deref(), cancel),
        None => Ok(empty_report()),
    };
    // An answer of ContentModified would take the diagnostics away in some editors until the note is edited again.
    server.workers.run(Cancel::default(), answer).await
}

pub(super) async fn workspace_diagnostic(
    server: &Server,
    params: lsp::WorkspaceDiagnosticParams,
) -> Result<lsp::WorkspaceDiagnosticReportResult> {
    let previous: HashMap<lsp::Url, String> =
        params.previous_result_ids.into_iter().map(|previous| (previous.uri, previous.value)).collect();
    let previous = Arc::new(previous);
    let mut changed = server.shared.changed.clone();
    loop {
        changed.mark_unchanged();
        let folders = {
            let mut session = server.session();
            (!session.has_unread()).then(|| (session.folders(), session.openings()))
        };
        if let Some((folders, open)) = folders {
            let known = Arc::clone(&previous);
            let answer = move |cancel: &Cancel| workspace_report(&folders, &open, &known, cancel);
            if let Some(report) = server.workers.run(Cancel::default(), answer).await? {
                return Ok(lsp::WorkspaceDiagnosticReportResult::Report(report));
            }
        }
        // Held until something changes, so that an idle client stays idle.
        if changed.changed().await.is_err() {
            return Ok(lsp::WorkspaceDiagnosticReportResult::Report(lsp::WorkspaceDiagnosticReport {
                items: Vec::new(),
            }));
        }
    }
}

/// The diagnostics of a note: not those that wait until its line is written, and not more than a reader takes in.
pub(super) fn of_note(
    converter: &Converter,
    note: FileId,
    cancel: &Cancel,
) -> Cancellable<Vec<lsp::Diagnostic>> {
    if !converter.snapshot.config.features.diagnostics {
        return Ok(Vec::new());
    }
    let checked = guarded(|| check(&converter.snapshot, note, cancel)).unwrap_or_else(|reason| {
        let path = converter.snapshot.index.path(note).map_or("", |path| path.as_str());
        tracing::error!("cannot check {path}: {reason}");
        Ok(Vec::new())
    });
    let mut problems = checked?;
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
pub(super) fn result_id(diagnostics: &[lsp::Diagnostic], opening: Option<u64>) -> String {
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
fn report(
    view: &View,
    previous: Option<&str>,
    cancel: &Cancel,
) -> Cancellable<lsp::DocumentDiagnosticReportResult> {
    let items = of_note(&view.converter, view.note, cancel)?;
    let opening = view.open.as_ref().map(|open| open.opening);
    let result_id = result_id(&items, opening);
    let report = if previous == Some(result_id.as_str()) {
        lsp::DocumentDiagnosticReport::Unchanged(lsp::RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: lsp::UnchangedDocumentDiagnosticReport { result_id },
        })
    } else {
        lsp::DocumentDiagnosticReport::Full(lsp::RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: lsp::FullDocumentDiagnosticReport {
                result_id: Some(result_id),
                items,
            },
        })
    };
    Ok(lsp::DocumentDiagnosticReportResult::Report(report))
}

/// The answer to a note nothing is known of.
fn empty_report() -> lsp::DocumentDiagnosticReportResult {
    let report = lsp::RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: lsp::FullDocumentDiagnosticReport {
            result_id: None,
            items: Vec::new(),
        },
    };
    lsp::DocumentDiagnosticReportResult::Report(lsp::DocumentDiagnosticReport::Full(report))
}

/// The answer to `workspace/diagnostic` for these folders: what differs from what the client has; `None` if nothing.
///
/// Notes without problems are told of only where the client has some of them.
fn workspace_report(
    folders: &[Converter],
    open: &HashMap<lsp::Url, Opening>,
    previous: &HashMap<lsp::Url, String>,
    cancel: &Cancel,
) -> Cancellable<Option<lsp::WorkspaceDiagnosticReport>> {
    let mut items = Vec::new();
    let mut known = 0;
    let mut differs = false;
    for converter in folders {
        let is_wanted = converter.is_opened && converter.snapshot.config.diagnostics.scope != Scope::Open;
        for (note, ..) in converter.snapshot.index.notes().filter(|(note, ..)| converter.owns(*note)) {
            cancel.check()?;
            let Some(uri) = converter.uri(note) else { continue };
            if !is_wanted && !open.contains_key(&uri) {
                continue;
            }
            let found = of_note(converter, note, cancel)?;
            let before = previous.get(&uri);
            if found.is_empty() && before.is_none() {
                continue;
            }
            known += usize::from(before.is_some());
            let open = open.get(&uri);
            let result_id = result_id(&found, open.map(|open| open.opening));
            let version = open.map(|open| i64::from(open.version));
            if before == Some(&result_id) {
                items.push(lsp::WorkspaceDocumentDiagnosticReport::Unchanged(
                    lsp::WorkspaceUnchangedDocumentDiagnosticReport {
                        uri,
                        version,
                        unchanged_document_diagnostic_report: lsp::UnchangedDocumentDiagnosticReport {
                            result_id,
                        },
                    },
                ));
                continue;
            }
            differs = true;
            items.push(lsp::WorkspaceDocumentDiagnosticReport::Full(
                lsp::WorkspaceFullDocumentDiagnosticReport {
                    uri,
                    version,
                    full_document_diagnostic_report: lsp::FullDocumentDiagnosticReport {
                        result_id: Some(result_id),
                        items: found,
                    },
                },
            ));
        }
    }
    // A note that is gone has no problems any more.
    if known < previous.len() {
        let told: Vec<lsp::Url> = items
            .iter()
            .map(|item| match item {
                lsp::WorkspaceDocumentDiagnosticReport::Full(full) => full.uri.clone(),
                lsp::WorkspaceDocumentDiagnosticReport::Unchanged(unchanged) => unchanged.uri.clone(),
            })
            .collect();
        for uri in previous.keys().filter(|uri| !told.contains(uri)) {
            differs = true;
            items.push(lsp::WorkspaceDocumentDiagnosticReport::Full(
                lsp::WorkspaceFullDocumentDiagnosticReport {
                    uri: uri.clone(),
                    version: None,
                    full_document_diagnostic_report: lsp::FullDocumentDiagnosticReport {
                        result_id: None,
                        items: Vec::new(),
                    },
                },
            ));
        }
    }
    Ok(differs.then_some(lsp::WorkspaceDiagnosticReport { items }))
}
