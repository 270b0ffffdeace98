//! Code lenses, inlay hints and document links: what is told of at once, and what is told when it is looked at.

use glossator_core::features::{
    CodeLens, DocumentLink, InlayHint, LensKind, LinkDestination, Location, link_title,
};
use glossator_core::index::FileId;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::lsp_types::{self as lsp, Command, InlayHintLabel, Position, Url};

use super::Converter;

/// What a lens, hint or link carries until it is asked about again.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Carried {
    /// The note it stands in.
    pub(crate) uri: Url,
    /// Of a lens that counts mentions, the term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) term: Option<String>,
    /// Whether the lens has to name the term, since another above the same title counts another one.
    #[serde(default)]
    pub(crate) named: bool,
}

impl Carried {
    /// Reads what was carried; `None` where the client has lost it.
    pub(crate) fn of(data: Option<&Value>) -> Option<Self> {
        Self::deserialize(data?).ok()
    }
}

/// How a client shows places that a lens has counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shows {
    /// By a command of its own, which gets the places.
    Places,
    /// By a command of the server, which answers them.
    Answers,
}

impl Converter {
    /// A code lens; what it counts is left for later.
    pub(crate) fn code_lens(&self, note: FileId, lens: &CodeLens) -> Option<lsp::CodeLens> {
        let range = self.range(note, lens.span);
        let uri = self.uri(note)?;
        let later = |term, named| json!(Carried { uri: uri.clone(), term, named });
        let (command, data) = match &lens.kind {
            LensKind::Mentions { term, is_one_of_several } => {
                (None, Some(later(Some(term.clone()), *is_one_of_several)))
            }
            LensKind::Backlinks => (None, Some(later(None, false))),
            LensKind::Unanswered { title } => {
                let arguments = Some(vec![json!(title)]);
                let (title, command) = ("unanswered question".to_owned(), "glossator.openTopic".to_owned());
                (Some(Command { title, command, arguments }), None)
            }
        };
        Some(lsp::CodeLens { range, command, data })
    }

    /// The command of a lens that has been counted.
    pub(crate) fn lens_command(
        &self,
        carried: &Carried,
        at: Position,
        places: Vec<Location>,
        shows: Shows,
    ) -> Command {
        let places: Vec<lsp::Location> =
            places.into_iter().filter_map(|place| self.location(place)).collect();
        let count = places.len();
        let plural = if count == 1 { "" } else { "s" };
        let title = match &carried.term {
            Some(term) if carried.named => format!("{term}: {count} mention{plural}"),
            Some(_) => format!("{count} mention{plural}"),
            None => format!("{count} backlink{plural}"),
        };
        let (command, arguments) = match (shows, &carried.term) {
            (Shows::Places, _) => {
                ("glossator.showReferences", vec![json!(carried.uri), json!(at), json!(places)])
            }
            (Shows::Answers, Some(term)) => {
                ("glossator.mentions", vec![json!(term), json!(carried.uri), json!(at)])
            }
            (Shows::Answers, None) => ("glossator.backlinks", vec![json!(carried.uri)]),
        };
        Command { title, command: command.to_owned(), arguments: Some(arguments) }
    }

    /// An inlay hint; its tooltip is left for later.
    pub(crate) fn inlay_hint(&self, note: FileId, hint: InlayHint) -> Option<lsp::InlayHint> {
        Some(lsp::InlayHint {
            position: self.range(note, hint.span).end,
            label: InlayHintLabel::String(hint.label),
            kind: None,
            text_edits: None,
            tooltip: None,
            padding_left: Some(true),
            padding_right: None,
            data: Some(json!(Carried { uri: self.uri(note)?, term: None, named: false })),
        })
    }

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
        let data = Some(json!(Carried { uri: self.uri(note)?, term: None, named: false }));
        Some(lsp::DocumentLink { target: None, data, ..known })
    }

    /// The link with its target and what it leads to in words.
    pub(crate) fn resolved_link(&self, note: FileId, link: &DocumentLink) -> Option<lsp::DocumentLink> {
        let tooltip = Some(link_title(&self.snapshot, &link.destination));
        Some(lsp::DocumentLink { tooltip, ..self.document_link(note, link)? })
    }
}
