//! Between the protocol's types and the core's: with the files below it the only one that says `Position` or `Range`.

mod code_actions;
mod edits;

pub(crate) use code_actions::{Chosen, created, is_wanted, telling};
pub(crate) use edits::{NoteChange, Question, workspace_edit};

mod hierarchy;
mod lenses;
mod ranges;
mod semantic_tokens;

mod completion;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use glossator_core::features::{self, Location};
use glossator_core::index::FileId;
use glossator_core::path::{NotePath, PathStyle, path_to_uri, uri_to_path};
use glossator_core::rules::{Problem, Rule, Severity, Tag};
use glossator_core::snapshot::Snapshot;
use glossator_core::text::{self, Encoding, LineIndex, Span};
use tower_lsp::lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    DocumentSymbol, GotoDefinitionResponse, LocationLink, NumberOrString, Position, PositionEncodingKind,
    Range, SymbolInformation, SymbolKind, Url,
};

pub(crate) use self::completion::{documentation, pointed_at};
use super::client::DiagnosticShape;
use crate::disk;

pub(crate) use lenses::{Carried, Shows};
pub(crate) use semantic_tokens::legend;

/// How paths are written on this system.
const STYLE: PathStyle = if cfg!(windows) { PathStyle::Windows } else { PathStyle::Unix };

/// The path of a `file:` URI; `None` for any other scheme, also where its URI holds the path of a file (`git:`).
pub(crate) fn file_of(uri: &Url) -> Option<PathBuf> {
    uri_to_path(uri.as_str(), STYLE).map(PathBuf::from)
}

/// Where a client finds the page of a rule that `glossator.explain` tells. Pages are part of the program and of no site.
fn rule_page(rule: Rule) -> Option<CodeDescription> {
    let href = Url::parse(&format!("glossator-rule:/{}.md", rule.code())).ok()?;
    Some(CodeDescription { href })
}

/// The URI of a file.
pub(crate) fn uri_of(file: &Path) -> Option<Url> {
    Url::parse(&path_to_uri(file.to_str()?, STYLE)).ok()
}

/// The first encoding of positions that both sides know; UTF-16 where the client says nothing.
pub(crate) fn encoding(offered: &[PositionEncodingKind]) -> Encoding {
    let known = offered.iter().find_map(|kind| match kind.as_str() {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    });
    known.unwrap_or(Encoding::Utf16)
}

/// The protocol's name of an encoding.
pub(crate) fn encoding_name(encoding: Encoding) -> PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    }
}

/// A position of the client.
pub(crate) fn position(position: Position) -> text::Position {
    text::Position::new(position.line, position.character)
}

/// The two ends of a range of the client.
pub(crate) fn ends(range: Range) -> (text::Position, text::Position) {
    (position(range.start), position(range.end))
}

/// A note that is open in the client.
#[derive(Clone)]
pub(crate) struct OpenFile {
    /// Its URI as the client gave it, which may be spelled unlike ours.
    pub(crate) uri: Url,
    pub(crate) version: i32,
    /// The line that is being edited, from 0.
    pub(crate) edited: Option<u32>,
}

/// Turns answers of the core into the protocol's, for one snapshot.
#[derive(Clone)]
pub(crate) struct Converter {
    pub(crate) snapshot: Snapshot,
    pub(crate) root: PathBuf,
    pub(crate) encoding: Encoding,
    /// What the client shows of diagnostics.
    pub(crate) diagnostics: DiagnosticShape,
    /// Open notes by their path.
    pub(crate) open: HashMap<NotePath, OpenFile>,
    /// Folders of this vault that are vaults of their own.
    pub(crate) inner: Vec<NotePath>,
    /// Whether the client has opened the folder, so that all its notes are of interest.
    pub(crate) is_opened: bool,
    /// Whether the client opens the pages of rules.
    pub(crate) opens_rule_pages: bool,
}

impl Converter {
    /// The line of a note that is being edited, line end left out.
    pub(crate) fn edited_line(&self, note: FileId) -> Option<Span> {
        let path = self.snapshot.index.path(note)?;
        let line = self.open.get(path)?.edited?;
        let lines = &self.snapshot.facts(note)?.lines;
        let start = lines.line_start(line);
        let end = lines.line_start(line.saturating_add(1));
        Some(Span { start, end: end.saturating_sub(u32::from(start < end)).max(start) })
    }

    /// The URI of a file of the vault.
    pub(crate) fn uri(&self, file: FileId) -> Option<Url> {
        let path = self.snapshot.index.path(file)?;
        self.open.get(path).map(|open| open.uri.clone()).or_else(|| uri_of(&self.root.join(path.as_str())))
    }

    /// The note of the vault at a URI.
    pub(crate) fn note(&self, uri: &Url) -> Option<FileId> {
        let path = disk::note_path(&self.root, &file_of(uri)?)?;
        self.snapshot.index.file(path.as_str())
    }

    /// Whether a file is in no vault inside this one, so that answers about all vaults name it once.
    pub(crate) fn owns(&self, file: FileId) -> bool {
        let Some(path) = self.snapshot.index.path(file) else { return false };
        let lies_in = |folder: &NotePath| {
            let rest = path.as_str().strip_prefix(folder.as_str());
            rest.is_some_and(|rest| rest.starts_with('/'))
        };
        !self.inner.iter().any(lies_in)
    }

    fn lines(&self, file: FileId) -> Option<&LineIndex> {
        self.snapshot.facts(file).map(|facts| &facts.lines)
    }

    /// The range of a span; the start of the file where it is no note.
    pub(crate) fn range(&self, file: FileId, span: Span) -> Range {
        let Some(lines) = self.lines(file) else { return Range::default() };
        let at = |offset| {
            let position = lines.position(offset, self.encoding);
            Position::new(position.line, position.column)
        };
        Range::new(at(span.start), at(span.end))
    }

    /// A place as the protocol's `Location`, at its name.
    pub(crate) fn location(&self, location: Location) -> Option<tower_lsp::lsp_types::Location> {
        Some(tower_lsp::lsp_types::Location::new(
            self.uri(location.file)?,
            self.range(location.file, location.name),
        ))
    }

    /// A link to a place for Markdown that a client shows, at its line.
    pub(crate) fn href(&self, location: Location) -> Option<String> {
        let line = self.range(location.file, location.name).start.line + 1;
        let uri = self.uri(location.file)?;
        // A parenthesis would end the link in Markdown.
        Some(format!("{uri}#L{line}").replace('(', "%28").replace(')', "%29"))
    }

    /// The answer to go-to-definition, with the origin where the client can take it.
    pub(crate) fn definitions(
        &self,
        note: FileId,
        found: &features::Definitions,
        with_links: bool,
    ) -> Option<GotoDefinitionResponse> {
        if !with_links {
            let locations: Vec<_> =
                found.targets.iter().filter_map(|&target| self.location(target)).collect();
            return (!locations.is_empty()).then_some(GotoDefinitionResponse::Array(locations));
        }
        let origin = self.range(note, found.origin);
        let links = found.targets.iter().filter_map(|target| {
            let selection = self.range(target.file, target.name);
            let whole = self.range(target.file, target.span);
            Some(LocationLink {
                origin_selection_range: Some(origin),
                target_uri: self.uri(target.file)?,
                // The selection has to lie inside the whole; a name above its explanation does not.
                target_range: Range::new(whole.start.min(selection.start), whole.end.max(selection.end)),
                target_selection_range: selection,
            })
        });
        let links: Vec<LocationLink> = links.collect();
        (!links.is_empty()).then_some(GotoDefinitionResponse::Link(links))
    }

    /// A problem as the protocol's `Diagnostic`.
    pub(crate) fn diagnostic(&self, note: FileId, problem: &Problem) -> Diagnostic {
        let shape = self.diagnostics;
        let related = problem.related.iter().filter(|_| shape.related).filter_map(|related| {
            let location = Location { file: related.file, span: related.span, name: related.span };
            Some(DiagnosticRelatedInformation {
                location: self.location(location)?,
                message: related.message.clone(),
            })
        });
        let related: Vec<_> = related.collect();
        Diagnostic {
            range: self.range(note, problem.span),
            severity: Some(match problem.severity {
                Severity::Hint => DiagnosticSeverity::HINT,
                Severity::Information => DiagnosticSeverity::INFORMATION,
                Severity::Warning => DiagnosticSeverity::WARNING,
                Severity::Error => DiagnosticSeverity::ERROR,
            }),
            code: Some(NumberOrString::String(problem.rule.code().to_owned())),
            code_description: self.opens_rule_pages.then(|| rule_page(problem.rule)).flatten(),
            source: Some("glossator".to_owned()),
            message: problem.message.clone(),
            related_information: (!related.is_empty()).then_some(related),
            tags: problem.tag.and_then(|tag| match tag {
                Tag::Unnecessary => shape.unnecessary.then(|| vec![DiagnosticTag::UNNECESSARY]),
                Tag::Deprecated => shape.deprecated.then(|| vec![DiagnosticTag::DEPRECATED]),
            }),
            ..Diagnostic::default()
        }
    }

    /// A symbol of an outline with all that is nested in it.
    pub(crate) fn symbol(&self, note: FileId, symbol: &features::DocumentSymbol) -> DocumentSymbol {
        let children: Vec<_> = symbol.children.iter().map(|child| self.symbol(note, child)).collect();
        #[expect(deprecated, reason = "the field has to be given")]
        DocumentSymbol {
            name: symbol.name.clone(),
            detail: symbol.detail.clone(),
            kind: symbol_kind(symbol.kind),
            tags: None,
            deprecated: None,
            range: self.range(note, symbol.span),
            selection_range: self.range(note, symbol.selection),
            children: (!children.is_empty()).then_some(children),
        }
    }

    /// A symbol of the vault.
    pub(crate) fn workspace_symbol(&self, symbol: features::WorkspaceSymbol) -> Option<SymbolInformation> {
        let location = self.location(symbol.location)?;
        #[expect(deprecated, reason = "the field has to be given")]
        Some(SymbolInformation {
            name: symbol.name,
            kind: symbol_kind(symbol.kind),
            tags: None,
            deprecated: None,
            location,
            container_name: Some(symbol.container),
        })
    }
}

/// Headings are strings, as with other Markdown servers: an editor with symbols of its own for them can tell them apart.
fn symbol_kind(kind: features::SymbolKind) -> SymbolKind {
    match kind {
        features::SymbolKind::Term => SymbolKind::KEY,
        features::SymbolKind::Heading => SymbolKind::STRING,
        features::SymbolKind::Topic => SymbolKind::FIELD,
        features::SymbolKind::Note => SymbolKind::FILE,
    }
}

/// Nested symbols as the flat list that older clients take.
pub(crate) fn flat(uri: &Url, symbols: Vec<DocumentSymbol>) -> Vec<SymbolInformation> {
    let mut flat = Vec::new();
    add_flat(uri, None, symbols, &mut flat);
    flat
}

fn add_flat(
    uri: &Url,
    parent: Option<&str>,
    symbols: Vec<DocumentSymbol>,
    flat: &mut Vec<SymbolInformation>,
) {
    for symbol in symbols {
        #[expect(deprecated, reason = "the field has to be given")]
        flat.push(SymbolInformation {
            name: symbol.name.clone(),
            kind: symbol.kind,
            tags: None,
            deprecated: None,
            location: tower_lsp::lsp_types::Location::new(uri.clone(), symbol.selection_range),
            container_name: parent.map(str::to_owned),
        });
        add_flat(uri, Some(&symbol.name), symbol.children.unwrap_or_default(), flat);
    }
}
