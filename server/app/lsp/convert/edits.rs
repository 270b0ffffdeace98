//! Changes of notes and moves of files, in the shape that the client takes.

use std::collections::HashMap;

use glossator_core::edit::Edits;
use glossator_core::features::Move;
use tower_lsp::lsp_types::{
    AnnotatedTextEdit, ChangeAnnotation, DocumentChangeOperation, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, RenameFile, RenameFileOptions, ResourceOp, TextDocumentEdit,
    TextEdit, WorkspaceEdit,
};

use super::{Converter, uri_of};
use crate::lsp::client::EditShape;

/// What the user is asked about changes that want asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// Whether a mention of a renamed term gets the new name.
    Mentions,
    /// Whether a link to a deleted file becomes plain text.
    Unlink,
}

impl Question {
    fn id(self) -> &'static str {
        match self {
            Self::Mentions => "mentions",
            Self::Unlink => "unlink",
        }
    }

    fn annotation(self) -> ChangeAnnotation {
        let (label, description) = match self {
            Self::Mentions => ("Mentions in prose", "Sentences that name the term"),
            Self::Unlink => ("Links to what is deleted", "They become plain text"),
        };
        ChangeAnnotation {
            label: label.to_owned(),
            needs_confirmation: Some(true),
            description: Some(description.to_owned()),
        }
    }
}

/// The changes of one note, and whether the user is to be asked about each.
pub(crate) struct NoteChange {
    note: OptionalVersionedTextDocumentIdentifier,
    edits: Vec<(TextEdit, bool)>,
}

impl Converter {
    /// Changes of notes for the client.
    pub(crate) fn note_changes(&self, edits: &Edits) -> Vec<NoteChange> {
        let changes = edits.by_file().into_iter().filter_map(|(file, edits)| {
            let uri = self.uri(file)?;
            let version = self.open.get(self.snapshot.index.path(file)?).map(|open| open.version);
            let edits = edits
                .into_iter()
                .map(|edit| (TextEdit::new(self.range(file, edit.span), edit.text.clone()), edit.confirm));
            let note = OptionalVersionedTextDocumentIdentifier { uri, version };
            Some(NoteChange { note, edits: edits.collect() })
        });
        changes.collect()
    }

    /// The same of the notes that are in no vault inside this one: those that vault changes itself.
    pub(crate) fn own_note_changes(&self, edits: &Edits) -> Vec<NoteChange> {
        let own = edits.iter().filter(|edit| self.owns(edit.file)).cloned();
        self.note_changes(&Edits::new(own.collect()))
    }

    /// A move of a file or folder as the operation that the client does.
    pub(crate) fn file_move(&self, moved: &Move) -> Option<RenameFile> {
        let old_uri = match self.snapshot.index.file(moved.from.as_str()) {
            Some(file) => self.uri(file)?,
            None => uri_of(&self.root.join(moved.from.as_str()))?,
        };
        Some(RenameFile {
            old_uri,
            new_uri: uri_of(&self.root.join(moved.to.as_str()))?,
            options: Some(RenameFileOptions { overwrite: Some(false), ignore_if_exists: Some(false) }),
            annotation_id: None,
        })
    }
}

/// Changes and moves as one edit, the moves last; where the client cannot ask the user, changes that want asking are
/// left out.
pub(crate) fn workspace_edit(
    changes: Vec<NoteChange>,
    moves: Vec<RenameFile>,
    shape: EditShape,
    question: Question,
) -> WorkspaceEdit {
    let mut asks = false;
    let changes = changes.into_iter().filter_map(|NoteChange { note, mut edits }| {
        edits.retain(|(_, confirm)| !confirm || shape == EditShape::Annotated);
        asks |= edits.iter().any(|(_, confirm)| *confirm);
        (!edits.is_empty()).then_some((note, edits))
    });
    let changes: Vec<_> = changes.collect();
    if shape == EditShape::Plain {
        let texts = |edits: Vec<(TextEdit, bool)>| edits.into_iter().map(|(edit, _)| edit).collect();
        let changes = changes.into_iter().map(|(note, edits)| (note.uri, texts(edits))).collect();
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let edits = changes.into_iter().map(|(text_document, edits)| {
        let edits = edits.into_iter().map(|(text_edit, confirm)| {
            if confirm {
                OneOf::Right(AnnotatedTextEdit { text_edit, annotation_id: question.id().to_owned() })
            } else {
                OneOf::Left(text_edit)
            }
        });
        TextDocumentEdit { text_document, edits: edits.collect() }
    });
    let document_changes = if moves.is_empty() {
        DocumentChanges::Edits(edits.collect())
    } else {
        let moves = moves.into_iter().map(|moved| DocumentChangeOperation::Op(ResourceOp::Rename(moved)));
        DocumentChanges::Operations(edits.map(DocumentChangeOperation::Edit).chain(moves).collect())
    };
    let annotations = asks.then(|| HashMap::from([(question.id().to_owned(), question.annotation())]));
    WorkspaceEdit {
        document_changes: Some(document_changes),
        change_annotations: annotations,
        ..WorkspaceEdit::default()
    }
}
