//! [`View`]: everything one request about one note needs, as it was when the request arrived.

use std::collections::HashMap;
use std::path::PathBuf;

use glossator_core::features;
use glossator_core::index::FileId;
use glossator_core::path::NotePath;
use glossator_core::snapshot::{Beginning, Files, Snapshot};
use glossator_core::text::{Span, Text};
use tower_lsp::lsp_types::{MarkupContent, MarkupKind};

use super::convert::{self, Converter};
use super::plain::plain;
use crate::disk;

/// Everything one request about one note needs.
#[derive(Clone)]
pub(crate) struct View {
    pub(crate) converter: Converter,
    pub(crate) note: FileId,
    /// The note as the client has it, where it is open.
    pub(crate) open: Option<OpenNote>,
}

/// A note as the client has it.
#[derive(Clone)]
pub(crate) struct OpenNote {
    pub(crate) text: Text,
    pub(crate) version: i32,
    /// Differs for each time a note is opened.
    pub(crate) opening: u64,
}

impl View {
    pub(crate) fn snapshot(&self) -> &Snapshot {
        &self.converter.snapshot
    }

    /// The view with the file that the link at an offset leads to, where that is not known yet and can be read.
    pub(crate) fn reaching(&self, offset: u32) -> Option<Self> {
        let snapshot = self.snapshot().reaching(self.note, offset)?;
        Some(Self { converter: Converter { snapshot, ..self.converter.clone() }, ..self.clone() })
    }

    /// The view with the files that the links of the note lead to, where they are not known yet and can be read.
    pub(crate) fn reaching_all(&self) -> Option<Self> {
        let snapshot = self.snapshot().reaching_all(self.note)?;
        Some(Self { converter: Converter { snapshot, ..self.converter.clone() }, ..self.clone() })
    }

    /// The offset of a position of the client; of a note that is not open, by the text on disk.
    pub(crate) fn offset(&self, position: tower_lsp::lsp_types::Position) -> u32 {
        let position = convert::position(position);
        let encoding = self.converter.encoding;
        match &self.open {
            Some(open) => open.text.offset(position, encoding),
            None => {
                let text = self.snapshot().text(self.note).unwrap_or_default();
                Text::new(&text).offset(position, encoding)
            }
        }
    }

    /// The span of a range of the client.
    pub(crate) fn span(&self, range: tower_lsp::lsp_types::Range) -> Span {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        Span { start, end: end.max(start) }
    }

    /// What to show beside an offset, and what it is about.
    pub(crate) fn hover(&self, offset: u32, markdown: bool) -> Option<(MarkupContent, Span)> {
        let href = |location| if markdown { self.converter.href(location) } else { None };
        let found = features::hover(self.snapshot(), self.note, offset, &href)?;
        let content = if markdown {
            MarkupContent { kind: MarkupKind::Markdown, value: found.markdown }
        } else {
            MarkupContent { kind: MarkupKind::PlainText, value: plain(&found.markdown) }
        };
        Some((content, found.span))
    }
}

/// The texts of a vault: open notes first, then the disk.
pub(super) struct VaultFiles {
    pub(super) root: PathBuf,
    pub(super) open: HashMap<NotePath, Text>,
}

impl Files for VaultFiles {
    fn text(&self, path: &NotePath) -> Option<String> {
        if let Some(text) = self.open.get(path) {
            return Some(text.contents());
        }
        disk::read_note(&self.root, &self.root.join(path.as_str())).ok()
    }

    fn exists(&self, path: &str) -> bool {
        self.root.join(path).symlink_metadata().is_ok()
    }

    fn beginning(&self, path: &NotePath, most: usize) -> Option<Beginning> {
        disk::read_beginning(&self.root, path, most)
    }
}
