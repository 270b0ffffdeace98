//! The edits that format a note.

use glossator_core::features::FormatEdit;
use glossator_core::index::FileId;
use tower_lsp::lsp_types::TextEdit;

use super::Converter;

impl Converter {
    /// Changes that format a note.
    pub(crate) fn format_edits(&self, note: FileId, edits: Vec<FormatEdit>) -> Vec<TextEdit> {
        edits.into_iter().map(|edit| TextEdit::new(self.range(note, edit.span), edit.text)).collect()
    }
}
