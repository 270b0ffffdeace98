//! Ranges of a note: folds, selections, linked labels, and the edits that format it.

use glossator_core::features::{Fold, FoldKind, FormatEdit, LABEL_PATTERN};
use glossator_core::index::FileId;
use glossator_core::text::Span;
use tower_lsp::lsp_types::{
    FoldingRange, FoldingRangeKind, LinkedEditingRanges, Range, SelectionRange, TextEdit,
};

use super::Converter;

impl Converter {
    /// A fold; by whole lines where the client folds nothing else.
    pub(crate) fn fold(&self, note: FileId, fold: Fold, lines_only: bool) -> FoldingRange {
        let Range { start, end } = self.range(note, fold.span);
        FoldingRange {
            start_line: start.line,
            start_character: None,
            end_line: end.line,
            end_character: (!lines_only).then_some(end.character),
            kind: match fold.kind {
                FoldKind::Region => Some(FoldingRangeKind::Region),
                FoldKind::Comment => Some(FoldingRangeKind::Comment),
                FoldKind::Topic | FoldKind::Block => None,
            },
            collapsed_text: None,
        }
    }

    /// Selections from the inside out, as the protocol nests them.
    pub(crate) fn selection(&self, note: FileId, spans: &[Span]) -> SelectionRange {
        let mut parent = None;
        for &span in spans.iter().skip(1).rev() {
            parent = Some(Box::new(SelectionRange { range: self.range(note, span), parent }));
        }
        let range = spans.first().map(|&span| self.range(note, span)).unwrap_or_default();
        SelectionRange { range, parent }
    }

    /// Places that are changed together; `None` where there are none.
    pub(crate) fn linked(&self, note: FileId, spans: &[Span]) -> Option<LinkedEditingRanges> {
        let ranges: Vec<Range> = spans.iter().map(|&span| self.range(note, span)).collect();
        let word_pattern = Some(LABEL_PATTERN.to_owned());
        (!ranges.is_empty()).then_some(LinkedEditingRanges { ranges, word_pattern })
    }

    /// Changes that format a note.
    pub(crate) fn format_edits(&self, note: FileId, edits: Vec<FormatEdit>) -> Vec<TextEdit> {
        edits.into_iter().map(|edit| TextEdit::new(self.range(note, edit.span), edit.text)).collect()
    }
}
