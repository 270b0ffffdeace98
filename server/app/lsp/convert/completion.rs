//! Proposals of completion, and what a client sends back to learn more of one.

use glossator_core::features::{self, About, CompletionKind};
use glossator_core::index::{DefinitionId, FileId};
use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types as lsp;

use super::Converter;
use crate::lsp::client::{Abilities, Deprecates};
use crate::lsp::plain::plain;

/// What a proposal is about, in the words it is sent in: the file, what kind of thing in it, and which of them.
#[derive(Debug, Serialize, Deserialize)]
struct Data {
    uri: lsp::Url,
    kind: Kind,
    at: usize,
}

/// The kinds of things that can be explained.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Definition,
    File,
    Heading,
    Anchor,
    Label,
    Footnote,
}

/// A thing in a file that is known by then.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pointer {
    kind: Kind,
    at: usize,
}

impl Pointer {
    /// The thing, in a file.
    pub(crate) fn about(self, file: FileId) -> About {
        match self.kind {
            Kind::Definition => {
                About::Definition(DefinitionId { note: file, at: u32::try_from(self.at).unwrap_or(u32::MAX) })
            }
            Kind::File => About::File(file),
            Kind::Heading => About::Heading(file, self.at),
            Kind::Anchor => About::Anchor(file, self.at),
            Kind::Label => About::Label(file, self.at),
            Kind::Footnote => About::Footnote(file, self.at),
        }
    }
}

/// The file and the thing in it that a proposal is about; `None` for one that says nothing, or nothing of ours.
pub(crate) fn pointed_at(item: &lsp::CompletionItem) -> Option<(lsp::Url, Pointer)> {
    let data: Data = serde_json::from_value(item.data.clone()?).ok()?;
    Some((data.uri, Pointer { kind: data.kind, at: data.at }))
}

/// Markdown as the client can show it.
pub(crate) fn documentation(markdown: &str, with_markdown: bool) -> lsp::Documentation {
    if with_markdown {
        let kind = lsp::MarkupKind::Markdown;
        lsp::Documentation::MarkupContent(lsp::MarkupContent { kind, value: markdown.to_owned() })
    } else {
        lsp::Documentation::String(plain(markdown))
    }
}

impl Converter {
    /// Proposals for a note, in the order of their list.
    pub(crate) fn completions(
        &self,
        note: FileId,
        found: &features::Completions,
        client: &Abilities,
    ) -> lsp::CompletionList {
        // In the middle of another word a term either parts or replaces it; that is for the writer to choose.
        let offered = found.items.iter().filter(|item| client.inserts_or_replaces || item.wide.is_none());
        let items = offered.enumerate().map(|(rank, item)| self.completion(note, rank, item, client));
        lsp::CompletionList { is_incomplete: found.incomplete, items: items.collect() }
    }

    fn completion(
        &self,
        note: FileId,
        rank: usize,
        item: &features::Completion,
        client: &Abilities,
    ) -> lsp::CompletionItem {
        let (range, new_text) = (self.range(note, item.replace), item.insert.clone());
        let edit = match item.wide {
            Some(wide) => lsp::CompletionTextEdit::InsertAndReplace(lsp::InsertReplaceEdit {
                new_text,
                insert: range,
                replace: self.range(note, wide),
            }),
            None => lsp::CompletionTextEdit::Edit(lsp::TextEdit { range, new_text }),
        };
        let also = item.also.as_ref().map(|also| {
            let place = glossator_core::text::Span { start: also.offset, end: also.offset };
            vec![lsp::TextEdit::new(self.range(note, place), also.text.clone())]
        });
        // Who cannot ask later is told at once what is at hand.
        let at_once = item.about.filter(|_| !client.resolves_documentation);
        let gist = at_once.and_then(|about| features::completion_gist(&self.snapshot, note, about));
        let deprecated = client.deprecates_completions.filter(|_| item.deprecated);
        lsp::CompletionItem {
            label: item.label.clone(),
            kind: Some(if client.all_completion_kinds { kind(item.kind) } else { old_kind(item.kind) }),
            detail: item.detail.clone(),
            documentation: gist.map(|gist| documentation(&gist, client.completion_markdown)),
            deprecated: deprecated.filter(|way| *way == Deprecates::ByField).map(|_| true),
            tags: deprecated
                .filter(|way| *way == Deprecates::ByTag)
                .map(|_| vec![lsp::CompletionItemTag::DEPRECATED]),
            sort_text: Some(format!("{rank:04}")),
            filter_text: Some(item.filter.clone()),
            text_edit: Some(edit),
            additional_text_edits: also,
            data: item.about.and_then(|about| self.data(about)),
            ..lsp::CompletionItem::default()
        }
    }

    fn data(&self, about: About) -> Option<serde_json::Value> {
        let (file, kind, at) = match about {
            About::Definition(id) => (id.note, Kind::Definition, id.at as usize),
            About::File(file) => (file, Kind::File, 0),
            About::Heading(file, at) => (file, Kind::Heading, at),
            About::Anchor(file, at) => (file, Kind::Anchor, at),
            About::Label(file, at) => (file, Kind::Label, at),
            About::Footnote(file, at) => (file, Kind::Footnote, at),
        };
        serde_json::to_value(Data { uri: self.uri(file)?, kind, at }).ok()
    }
}

/// The kind for clients that know those of the first version of the protocol.
fn old_kind(found: CompletionKind) -> lsp::CompletionItemKind {
    match kind(found) {
        lsp::CompletionItemKind::FOLDER => lsp::CompletionItemKind::FILE,
        lsp::CompletionItemKind::ENUM_MEMBER => lsp::CompletionItemKind::ENUM,
        lsp::CompletionItemKind::CONSTANT => lsp::CompletionItemKind::VALUE,
        known => known,
    }
}

fn kind(kind: CompletionKind) -> lsp::CompletionItemKind {
    match kind {
        CompletionKind::Term => lsp::CompletionItemKind::KEYWORD,
        CompletionKind::Note | CompletionKind::File | CompletionKind::Wanted => lsp::CompletionItemKind::FILE,
        CompletionKind::Folder => lsp::CompletionItemKind::FOLDER,
        CompletionKind::Heading => lsp::CompletionItemKind::REFERENCE,
        CompletionKind::Tag => lsp::CompletionItemKind::CONSTANT,
        CompletionKind::Callout => lsp::CompletionItemKind::ENUM_MEMBER,
        CompletionKind::Field => lsp::CompletionItemKind::PROPERTY,
        CompletionKind::Anchor
        | CompletionKind::Label
        | CompletionKind::Footnote
        | CompletionKind::Language
        | CompletionKind::Value => lsp::CompletionItemKind::VALUE,
    }
}
