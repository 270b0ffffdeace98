//! Answers about what stands at a place and where it leads: hover, the ways to go on, references and symbols.
//!
//! Each function is the method of the same name of [`Server`], under the same rules.

use std::future::Future;

use glossator_core::cancel::{Cancel, Cancellable};
use glossator_core::features::{self, Definitions};
use glossator_core::index::FileId;
use glossator_core::snapshot::Snapshot;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types as lsp;

use super::convert;
use super::server::Server;
use super::view::View;

pub(super) async fn hover(server: &Server, params: lsp::HoverParams) -> Result<Option<lsp::Hover>> {
    let place = params.text_document_position_params;
    let markdown = server.session().client.hover_markdown;
    let answer = move |view: &View, offset: u32, _: &Cancel| {
        Ok(view.hover(offset, markdown).map(|(content, span)| lsp::Hover {
            contents: lsp::HoverContents::Markup(content),
            range: Some(view.converter.range(view.note, span)),
        }))
    };
    look(server, &place, answer).await
}

pub(super) async fn goto_definition(
    server: &Server,
    params: lsp::GotoDefinitionParams,
) -> Result<Option<lsp::GotoDefinitionResponse>> {
    let with_links = server.session().client.definition_links;
    go(server, params.text_document_position_params, with_links, features::definition).await
}

pub(super) async fn goto_declaration(
    server: &Server,
    params: lsp::request::GotoDeclarationParams,
) -> Result<Option<lsp::request::GotoDeclarationResponse>> {
    let with_links = server.session().client.declaration_links;
    go(server, params.text_document_position_params, with_links, features::declaration).await
}

pub(super) async fn goto_implementation(
    server: &Server,
    params: lsp::request::GotoImplementationParams,
) -> Result<Option<lsp::request::GotoImplementationResponse>> {
    let with_links = server.session().client.implementation_links;
    go(server, params.text_document_position_params, with_links, features::implementation).await
}

pub(super) async fn goto_type_definition(
    server: &Server,
    params: lsp::request::GotoTypeDefinitionParams,
) -> Result<Option<lsp::request::GotoTypeDefinitionResponse>> {
    let with_links = server.session().client.type_definition_links;
    go(server, params.text_document_position_params, with_links, features::type_definition).await
}

pub(super) async fn references(
    server: &Server,
    params: lsp::ReferenceParams,
) -> Result<Option<Vec<lsp::Location>>> {
    let place = params.text_document_position;
    let with_definitions = params.context.include_declaration;
    let answer = move |view: &View, offset: u32, cancel: &Cancel| {
        let found = features::references(view.snapshot(), view.note, offset, with_definitions, cancel)?;
        Ok(Some(found.into_iter().filter_map(|location| view.converter.location(location)).collect()))
    };
    server.at(&place.text_document.uri, place.position, Cancel::default(), answer).await
}

pub(super) async fn document_highlight(
    server: &Server,
    params: lsp::DocumentHighlightParams,
) -> Result<Option<Vec<lsp::DocumentHighlight>>> {
    let place = params.text_document_position_params;
    let answer = |view: &View, offset: u32, cancel: &Cancel| {
        let spans = features::highlights(view.snapshot(), view.note, offset, cancel)?;
        let ranges = spans.into_iter().map(|span| view.converter.range(view.note, span));
        Ok(Some(
            ranges
                .map(|range| lsp::DocumentHighlight { range, kind: Some(lsp::DocumentHighlightKind::TEXT) })
                .collect(),
        ))
    };
    server.at(&place.text_document.uri, place.position, Cancel::default(), answer).await
}

pub(super) async fn document_symbol(
    server: &Server,
    params: lsp::DocumentSymbolParams,
) -> Result<Option<lsp::DocumentSymbolResponse>> {
    let uri = params.text_document.uri;
    let (nested, all_kinds) = {
        let client = &server.session().client;
        (client.nested_symbols, client.all_document_symbol_kinds)
    };
    let own = uri.clone();
    let answer = move |view: &View, _: &Cancel| {
        let symbols = features::document_symbols(view.snapshot(), view.note);
        let mut symbols: Vec<_> =
            symbols.iter().map(|symbol| view.converter.symbol(view.note, symbol)).collect();
        if !all_kinds {
            in_old_kinds(&mut symbols);
        }
        Ok(Some(if nested {
            lsp::DocumentSymbolResponse::Nested(symbols)
        } else {
            lsp::DocumentSymbolResponse::Flat(convert::flat(&own, symbols))
        }))
    };
    server.about(&uri, Cancel::default(), answer).await
}

pub(super) async fn symbol(
    server: &Server,
    params: lsp::WorkspaceSymbolParams,
) -> Result<Option<Vec<lsp::SymbolInformation>>> {
    let (mut folders, all_kinds) = {
        let mut session = server.session();
        (session.folders(), session.client.all_workspace_symbol_kinds)
    };
    folders.retain(|folder| folder.snapshot.config.features.symbols);
    let answer = move |cancel: &Cancel| {
        let mut symbols = Vec::new();
        for converter in &folders {
            let found = features::workspace_symbols(&converter.snapshot, &params.query, cancel)?;
            let own = found.into_iter().filter(|found| converter.owns(found.location.file));
            symbols.extend(own.filter_map(|found| Some((found.score, converter.workspace_symbol(found)?))));
        }
        // Each folder has its best first; of equally good ones the order of the folders stays.
        symbols.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        let symbols = symbols.into_iter().take(features::MOST_SYMBOLS);
        Ok(Some(
            symbols
                .map(|(_, symbol)| match all_kinds {
                    true => symbol,
                    false => lsp::SymbolInformation { kind: old_kind(symbol.kind), ..symbol },
                })
                .collect(),
        ))
    };
    server.workers.run(Cancel::default(), answer).await
}

/// Writes symbols in the kinds of the first version of the protocol.
fn in_old_kinds(symbols: &mut [lsp::DocumentSymbol]) {
    for symbol in symbols {
        symbol.kind = old_kind(symbol.kind);
        in_old_kinds(symbol.children.as_deref_mut().unwrap_or_default());
    }
}

fn old_kind(kind: lsp::SymbolKind) -> lsp::SymbolKind {
    if kind == lsp::SymbolKind::KEY { lsp::SymbolKind::CONSTANT } else { kind }
}

/// Answers where one of the ways to go on from a place leads; with `LocationLink`s where the client takes them.
fn go(
    server: &Server,
    place: lsp::TextDocumentPositionParams,
    with_links: bool,
    way: fn(&Snapshot, FileId, u32) -> Option<Definitions>,
) -> impl Future<Output = Result<Option<lsp::GotoDefinitionResponse>>> + use<> {
    let answer = move |view: &View, offset: u32, _: &Cancel| {
        let found = way(view.snapshot(), view.note, offset);
        Ok(found.and_then(|found| view.converter.definitions(view.note, &found, with_links)))
    };
    look(server, &place, answer)
}

/// Answers about a place by what is there: the target of a link too, be it read from the disk for that.
fn look<T: Default + Send + 'static, F>(
    server: &Server,
    place: &lsp::TextDocumentPositionParams,
    look: F,
) -> impl Future<Output = Result<T>> + use<T, F>
where
    F: FnOnce(&View, u32, &Cancel) -> Cancellable<T> + Send + 'static,
{
    let answer = move |view: &View, offset: u32, cancel: &Cancel| {
        let wider = view.reaching(offset);
        look(wider.as_ref().unwrap_or(view), offset, cancel)
    };
    server.at(&place.text_document.uri, place.position, Cancel::default(), answer)
}
