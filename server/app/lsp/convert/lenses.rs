//! Document links: what is told of at once, and what is told when it is looked at.

use glossator_core::features::{DocumentLink, LinkDestination, link_title};
use glossator_core::index::FileId;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::lsp_types::{self as lsp, Url};

use super::Converter;

/// What a link carries until it is asked about again.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Carried {
    /// The note it stands in.
    pub(crate) uri: Url,
}

impl Carried {
    /// Reads what was carried; `None` where the client has lost it.
    pub(crate) fn of(data: Option<&Value>) -> Option<Self> {
        Self::deserialize(data?).ok()
    }
}

impl Converter {
    /// A document link with its target.
    pub(crate) fn document_link(&self, note: FileId, link: &DocumentLink) -> Option<lsp::DocumentLink> {
        let target = match &link.destination {
            LinkDestination::Url(url) => Url::parse(url).ok()?,
            LinkDestination::Location(location) => {
                let mut target = self.uri(location.file)?;
                if !location.name.is_empty() {
                    let line = self.range(location.file, location.name).start.line + 1;
                    target.set_fragment(Some(&format!("L{line}")));
                }
                target
            }
        };
        let range = self.range(note, link.span);
        Some(lsp::DocumentLink { range, target: Some(target), tooltip: None, data: None })
    }

    /// The same for a client that shows what a link leads to: that and the target are left for later.
    pub(crate) fn document_link_for_later(
        &self,
        note: FileId,
        link: &DocumentLink,
    ) -> Option<lsp::DocumentLink> {
        let known = self.document_link(note, link)?;
        let data = Some(json!(Carried { uri: self.uri(note)? }));
        Some(lsp::DocumentLink { target: None, data, ..known })
    }

    /// The link with its target and what it leads to in words.
    pub(crate) fn resolved_link(&self, note: FileId, link: &DocumentLink) -> Option<lsp::DocumentLink> {
        let tooltip = Some(link_title(&self.snapshot, &link.destination));
        Some(lsp::DocumentLink { tooltip, ..self.document_link(note, link)? })
    }
}
