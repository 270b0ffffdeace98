//! [`Edits`]: what is to be changed in the notes of a vault, before any editor has done it.

use std::collections::BTreeMap;

use crate::index::FileId;
use crate::text::Span;

/// One change of one note.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The note.
    pub file: FileId,
    /// What is replaced; empty where something is put in.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
    /// Whether the user is to be asked first.
    pub confirm: bool,
}

/// Changes that can be made together: in the order of files and places, none reaching into another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits(Vec<Edit>);

impl Edits {
    /// Puts changes in order. Of two that overlap the one that starts first stays, of equal starts the longer.
    #[must_use]
    pub fn new(mut edits: Vec<Edit>) -> Self {
        edits.sort_by(|a, b| {
            let key =
                |edit: &Edit| (edit.file, edit.span.start, std::cmp::Reverse(edit.span.end), edit.confirm);
            key(a).cmp(&key(b))
        });
        let mut kept: Vec<Edit> = Vec::with_capacity(edits.len());
        for edit in edits {
            let meets = |last: &Edit| {
                last.file == edit.file
                    && (edit.span.start < last.span.end || edit.span.start == last.span.start)
            };
            if !kept.last().is_some_and(meets) {
                kept.push(edit);
            }
        }
        Self(kept)
    }

    /// The changes, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Edit> {
        self.0.iter()
    }

    /// Whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same changes, with nothing that the user is asked about.
    #[must_use]
    pub fn unasked(mut self) -> Self {
        self.0.iter_mut().for_each(|edit| edit.confirm = false);
        self
    }

    /// The changes of each note.
    #[must_use]
    pub fn by_file(&self) -> BTreeMap<FileId, Vec<&Edit>> {
        let mut files: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
        for edit in &self.0 {
            files.entry(edit.file).or_default().push(edit);
        }
        files
    }

    /// The text of a note with its changes made.
    #[must_use]
    pub fn applied(&self, file: FileId, text: &str) -> String {
        let mut changed = String::with_capacity(text.len());
        let mut at = 0;
        for edit in self.0.iter().filter(|edit| edit.file == file) {
            let range = edit.span.range();
            // A text that is not the one the changes were made for is left as it is there.
            if let Some(before) = text.get(at..range.start).filter(|_| text.is_char_boundary(range.end)) {
                changed.push_str(before);
                changed.push_str(&edit.text);
                at = range.end;
            }
        }
        changed.push_str(text.get(at..).unwrap_or_default());
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::case;

    fn edit(file: FileId, span: (u32, u32), text: &str) -> Edit {
        Edit { file, span: Span { start: span.0, end: span.1 }, text: text.to_owned(), confirm: false }
    }

    #[test]
    fn changes_are_made_in_the_order_of_the_text() {
        let file = case("\na\n").note;
        let edits = vec![edit(file, (4, 5), "Z"), edit(file, (0, 1), "XY"), edit(file, (3, 3), "-")];
        let edits = Edits::new(edits);
        assert_eq!(edits.applied(file, "aébcd\n"), "XYé-bZd\n");
        assert_eq!(edits.by_file()[&file].len(), 3);
    }

    #[test]
    fn a_text_that_the_changes_were_not_made_for_stays() {
        let file = case("\na\n").note;
        let edits = Edits::new(vec![edit(file, (1, 2), "x"), edit(file, (9, 12), "y")]);
        assert_eq!(edits.applied(file, "éb"), "éb");
    }

    #[test]
    fn of_two_that_overlap_one_stays() {
        let file = case("\na\n").note;
        let edits =
            Edits::new(vec![edit(file, (1, 3), "b"), edit(file, (0, 2), "a"), edit(file, (0, 1), "c")]);
        assert_eq!(edits.iter().map(|edit| edit.text.as_str()).collect::<Vec<_>>(), ["a"]);
    }
}
