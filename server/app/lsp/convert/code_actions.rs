//! Code actions: what is told of at once, and what is changed once one is chosen.

use glossator_core::features::{ActionKind, Changes, CodeAction};
use glossator_core::index::FileId;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::lsp_types::{
    self as lsp, CreateFile, CreateFileOptions, DeleteFile, Diagnostic, DocumentChangeOperation,
    DocumentChanges, NumberOrString, OneOf, OptionalVersionedTextDocumentIdentifier, Position, Range,
    ResourceOp, TextDocumentEdit, TextEdit, Url, WorkspaceEdit,
};

use super::edits::{Question, workspace_edit};
use super::{Converter, uri_of};
use crate::lsp::client::EditShape;

/// What an action carries until it is chosen.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Chosen {
    /// The note it was offered in.
    pub(crate) uri: Url,
    /// The version of the note, where it is open: what was offered for another text is not done.
    pub(crate) version: Option<i32>,
    /// The place it was offered at.
    pub(crate) range: Range,
    /// Its kind, by its name.
    pub(crate) kind: String,
    /// Which of the actions of its kind it is, from 0.
    pub(crate) at: usize,
}

impl Chosen {
    /// Reads what was carried; `None` where the client has lost it.
    pub(crate) fn of(data: Option<&Value>) -> Option<Self> {
        Self::deserialize(data?).ok()
    }
}

/// Whether a client that asks for these kinds wants actions of a kind; where it names none it wants all.
pub(crate) fn is_wanted(only: Option<&[lsp::CodeActionKind]>, kind: ActionKind) -> bool {
    let is_of = |wanted: &str| {
        let rest = kind.name().strip_prefix(wanted);
        wanted.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    only.is_none_or(|only| only.iter().any(|wanted| is_of(wanted.as_str())))
}

impl Converter {
    /// An action without its changes. `shown` are the problems that the client shows at the place.
    pub(crate) fn code_action(
        &self,
        note: FileId,
        action: &CodeAction<'_>,
        chosen: &Chosen,
        shown: &[Diagnostic],
    ) -> lsp::CodeAction {
        let mended = action.problem.map(|(rule, span)| {
            let (code, range) = (rule.code(), self.range(note, span));
            let is_it = |found: &&Diagnostic| {
                let code_of =
                    |found: &NumberOrString| matches!(found, NumberOrString::String(own) if own == code);
                found.range == range && found.code.as_ref().is_some_and(code_of)
            };
            shown.iter().filter(is_it).cloned().collect::<Vec<_>>()
        });
        lsp::CodeAction {
            title: action.title.clone(),
            kind: Some(lsp::CodeActionKind::from(action.kind.name())),
            diagnostics: mended.filter(|mended| !mended.is_empty()),
            is_preferred: action.preferred.then_some(true),
            data: Some(json!(chosen)),
            ..lsp::CodeAction::default()
        }
    }

    /// The changes of an action; `None` where a note would be made or deleted by a client that cannot.
    pub(crate) fn action_edit(&self, changes: &Changes, shape: EditShape) -> Option<WorkspaceEdit> {
        let edit = workspace_edit(self.note_changes(&changes.edits), Vec::new(), shape, Question::Mentions);
        if changes.created.is_none() && changes.deleted.is_none() {
            return Some(edit);
        }
        let mut operations = match &changes.created {
            Some(new) => creation(uri_of(&self.root.join(new.path.as_str()))?, new.text.clone()),
            None => Vec::new(),
        };
        match edit.document_changes? {
            DocumentChanges::Edits(edits) => {
                operations.extend(edits.into_iter().map(DocumentChangeOperation::Edit));
            }
            DocumentChanges::Operations(others) => operations.extend(others),
        }
        if let Some(file) = changes.deleted {
            let delete = DeleteFile { uri: self.uri(file)?, options: None };
            operations.push(DocumentChangeOperation::Op(ResourceOp::Delete(delete)));
        }
        Some(of_operations(operations))
    }
}

/// The command that gives the user a text to paste: by the clipboard, or by a message where the client has none to offer.
pub(crate) fn telling(text: &str, copies: bool) -> lsp::Command {
    let (title, command) = if copies { ("Copy", "glossator.copy") } else { ("Show", "glossator.show") };
    lsp::Command::new(title.to_owned(), command.to_owned(), Some(vec![json!(text)]))
}

/// The change that makes a note with a text.
pub(crate) fn created(uri: Url, text: String) -> WorkspaceEdit {
    of_operations(creation(uri, text))
}

fn of_operations(operations: Vec<DocumentChangeOperation>) -> WorkspaceEdit {
    let document_changes = Some(DocumentChanges::Operations(operations));
    WorkspaceEdit { document_changes, ..WorkspaceEdit::default() }
}

fn creation(uri: Url, text: String) -> Vec<DocumentChangeOperation> {
    let options = CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(false) };
    let create = CreateFile { uri: uri.clone(), options: Some(options), annotation_id: None };
    let start = Range::new(Position::new(0, 0), Position::new(0, 0));
    let text = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version: None },
        edits: vec![OneOf::Left(TextEdit::new(start, text))],
    };
    vec![DocumentChangeOperation::Op(ResourceOp::Create(create)), DocumentChangeOperation::Edit(text)]
}
