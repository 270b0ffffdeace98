//! Answers about the shape of notes: tokens, folds, selections, lenses, hints, links, hierarchies and formatting.
//!
//! Each function is the method of the same name of [`Server`], under the same rules.

use std::future::Future;

use glossator_core::cancel::Cancel;
use glossator_core::features;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types as lsp;

use super::convert::{Carried, Shows};
use super::server::Server;
use super::view::View;

pub(super) async fn document_link(
    server: &Server,
    params: lsp::DocumentLinkParams,
) -> Result<Option<Vec<lsp::DocumentLink>>> {
    let later = server.session().client.link_tooltips;
    let answer = move |view: &View, _: &Cancel| {
        let wider = view.reaching_all();
        let view = wider.as_ref().unwrap_or(view);
        let links = features::document_links(view.snapshot(), view.note);
        let links = links.iter().filter_map(|link| {
            let converter = &view.converter;
            if later {
                converter.document_link_for_later(view.note, link)
            } else {
                converter.document_link(view.note, link)
            }
        });
        Ok(Some(links.collect()))
    };
    server.about(&params.text_document.uri, Cancel::default(), answer).await
}

pub(super) async fn document_link_resolve(
    server: &Server,
    link: lsp::DocumentLink,
) -> Result<lsp::DocumentLink> {
    let Some(carried) = Carried::of(link.data.as_ref()) else { return Ok(link) };
    let range = link.range;
    let answer = move |view: &View, _: &Cancel| {
        let wider = view.reaching_all();
        let view = wider.as_ref().unwrap_or(view);
        let links = features::document_links(view.snapshot(), view.note);
        let here = links.iter().find(|link| view.converter.range(view.note, link.span) == range);
        Ok(here.and_then(|link| view.converter.resolved_link(view.note, link)))
    };
    Ok(server.about(&carried.uri, Cancel::default(), answer).await?.unwrap_or(link))
}

pub(super) async fn semantic_tokens_full(
    server: &Server,
    params: lsp::SemanticTokensParams,
) -> Result<Option<lsp::SemanticTokensResult>> {
    let uri = params.text_document.uri;
    let tokens = tokens(server, &uri, None).await?;
    Ok(tokens.map(|tokens| server.shared.tokens.full(uri, tokens).into()))
}

pub(super) async fn semantic_tokens_full_delta(
    server: &Server,
    params: lsp::SemanticTokensDeltaParams,
) -> Result<Option<lsp::SemanticTokensFullDeltaResult>> {
    let uri = params.text_document.uri;
    let tokens = tokens(server, &uri, None).await?;
    Ok(tokens.map(|tokens| server.shared.tokens.delta(uri, &params.previous_result_id, tokens)))
}

pub(super) async fn semantic_tokens_range(
    server: &Server,
    params: lsp::SemanticTokensRangeParams,
) -> Result<Option<lsp::SemanticTokensRangeResult>> {
    let tokens = tokens(server, &params.text_document.uri, Some(params.range)).await?;
    Ok(tokens.map(|data| lsp::SemanticTokens { result_id: None, data }.into()))
}

pub(super) async fn prepare_call_hierarchy(
    server: &Server,
    params: lsp::CallHierarchyPrepareParams,
) -> Result<Option<Vec<lsp::CallHierarchyItem>>> {
    let place = params.text_document_position_params;
    let answer = |view: &View, offset: u32, _: &Cancel| {
        let item = features::hierarchy_item(view.snapshot(), view.note, offset);
        Ok(item.and_then(|item| view.converter.call_item(&item)).map(|item| vec![item]))
    };
    server.at(&place.text_document.uri, place.position, Cancel::default(), answer).await
}

pub(super) async fn incoming_calls(
    server: &Server,
    params: lsp::CallHierarchyIncomingCallsParams,
) -> Result<Option<Vec<lsp::CallHierarchyIncomingCall>>> {
    let lsp::CallHierarchyItem { name, uri, selection_range, .. } = params.item;
    let answer = move |view: &View, offset: u32, cancel: &Cancel| {
        let calls = features::incoming(view.snapshot(), &name, view.note, offset, cancel)?;
        Ok(Some(calls.iter().filter_map(|call| view.converter.incoming_call(call)).collect()))
    };
    server.at(&uri, selection_range.start, Cancel::default(), answer).await
}

pub(super) async fn outgoing_calls(
    server: &Server,
    params: lsp::CallHierarchyOutgoingCallsParams,
) -> Result<Option<Vec<lsp::CallHierarchyOutgoingCall>>> {
    let lsp::CallHierarchyItem { name, uri, selection_range, .. } = params.item;
    let answer = move |view: &View, offset: u32, cancel: &Cancel| {
        let calls = features::outgoing(view.snapshot(), &name, view.note, offset, cancel)?;
        Ok(Some(calls.iter().filter_map(|call| view.converter.outgoing_call(view.note, call)).collect()))
    };
    server.at(&uri, selection_range.start, Cancel::default(), answer).await
}

pub(super) async fn prepare_type_hierarchy(
    server: &Server,
    params: lsp::TypeHierarchyPrepareParams,
) -> Result<Option<Vec<lsp::TypeHierarchyItem>>> {
    let place = params.text_document_position_params;
    let answer = |view: &View, offset: u32, _: &Cancel| {
        let item = features::hierarchy_item(view.snapshot(), view.note, offset);
        Ok(item.and_then(|item| view.converter.type_item(&item)).map(|item| vec![item]))
    };
    server.at(&place.text_document.uri, place.position, Cancel::default(), answer).await
}

pub(super) async fn supertypes(
    server: &Server,
    params: lsp::TypeHierarchySupertypesParams,
) -> Result<Option<Vec<lsp::TypeHierarchyItem>>> {
    let lsp::TypeHierarchyItem { name, uri, selection_range, .. } = params.item;
    let answer = move |view: &View, offset: u32, _: &Cancel| {
        let items = features::supertypes(view.snapshot(), &name, view.note, offset);
        Ok(Some(items.iter().filter_map(|item| view.converter.type_item(item)).collect()))
    };
    server.at(&uri, selection_range.start, Cancel::default(), answer).await
}

pub(super) async fn subtypes(
    server: &Server,
    params: lsp::TypeHierarchySubtypesParams,
) -> Result<Option<Vec<lsp::TypeHierarchyItem>>> {
    let lsp::TypeHierarchyItem { name, uri, selection_range, .. } = params.item;
    let answer = move |view: &View, offset: u32, cancel: &Cancel| {
        let items = features::subtypes(view.snapshot(), &name, view.note, offset, cancel)?;
        Ok(Some(items.iter().filter_map(|item| view.converter.type_item(item)).collect()))
    };
    server.at(&uri, selection_range.start, Cancel::default(), answer).await
}

pub(super) async fn folding_range(
    server: &Server,
    params: lsp::FoldingRangeParams,
) -> Result<Option<Vec<lsp::FoldingRange>>> {
    let (lines_only, limit) = {
        let session = server.session();
        (session.client.folds_lines_only, session.client.most_folds)
    };
    let answer = move |view: &View, _: &Cancel| {
        let folds = features::folding(view.snapshot(), view.note, limit).into_iter();
        Ok(Some(folds.map(|fold| view.converter.fold(view.note, fold, lines_only)).collect()))
    };
    server.about(&params.text_document.uri, Cancel::default(), answer).await
}

pub(super) async fn selection_range(
    server: &Server,
    params: lsp::SelectionRangeParams,
) -> Result<Option<Vec<lsp::SelectionRange>>> {
    let positions = params.positions;
    let answer = move |view: &View, _: &Cancel| {
        let offsets: Vec<u32> = positions.iter().map(|&position| view.offset(position)).collect();
        let chains = features::selections(view.snapshot(), view.note, &offsets);
        Ok(Some(chains.iter().map(|chain| view.converter.selection(view.note, chain)).collect()))
    };
    server.about(&params.text_document.uri, Cancel::default(), answer).await
}

pub(super) async fn linked_editing_range(
    server: &Server,
    params: lsp::LinkedEditingRangeParams,
) -> Result<Option<lsp::LinkedEditingRanges>> {
    let place = params.text_document_position_params;
    let answer = |view: &View, offset: u32, _: &Cancel| {
        let spans = features::linked_editing(view.snapshot(), view.note, offset);
        Ok(view.converter.linked(view.note, &spans))
    };
    server.at(&place.text_document.uri, place.position, Cancel::default(), answer).await
}

pub(super) async fn code_lens(
    server: &Server,
    params: lsp::CodeLensParams,
) -> Result<Option<Vec<lsp::CodeLens>>> {
    server.shared.asked.note_lenses();
    let answer = |view: &View, cancel: &Cancel| {
        let lenses = features::code_lenses(view.snapshot(), view.note, cancel)?;
        Ok(Some(lenses.iter().filter_map(|lens| view.converter.code_lens(view.note, lens)).collect()))
    };
    server.about(&params.text_document.uri, Cancel::default(), answer).await
}

pub(super) async fn code_lens_resolve(server: &Server, lens: lsp::CodeLens) -> Result<lsp::CodeLens> {
    let Some(carried) = Carried::of(lens.data.as_ref()) else { return Ok(lens) };
    let shows = if server.session().client.shows_references { Shows::Places } else { Shows::Answers };
    let (uri, start) = (carried.uri.clone(), lens.range.start);
    let answer = move |view: &View, offset: u32, cancel: &Cancel| {
        let places = match &carried.term {
            Some(term) => features::term_mentions(view.snapshot(), term, view.note, offset, cancel)?,
            None => features::backlinks(view.snapshot(), view.note),
        };
        Ok(Some(view.converter.lens_command(&carried, start, places, shows)))
    };
    let command = server.at(&uri, start, Cancel::default(), answer).await?;
    Ok(lsp::CodeLens { command, ..lens })
}

pub(super) async fn inlay_hint(
    server: &Server,
    params: lsp::InlayHintParams,
) -> Result<Option<Vec<lsp::InlayHint>>> {
    server.shared.asked.note_hints();
    let range = params.range;
    let answer = move |view: &View, cancel: &Cancel| {
        let hints = features::inlay_hints(view.snapshot(), view.note, view.span(range), cancel)?;
        Ok(Some(hints.into_iter().filter_map(|hint| view.converter.inlay_hint(view.note, hint)).collect()))
    };
    server.about(&params.text_document.uri, Cancel::default(), answer).await
}

pub(super) async fn inlay_hint_resolve(server: &Server, hint: lsp::InlayHint) -> Result<lsp::InlayHint> {
    let Some(carried) = Carried::of(hint.data.as_ref()) else { return Ok(hint) };
    let markdown = server.session().client.hover_markdown;
    let answer = move |view: &View, offset: u32, _: &Cancel| {
        Ok(view.hover(offset, markdown).map(|(content, _)| content))
    };
    let tooltip = server.at(&carried.uri, hint.position, Cancel::default(), answer).await?;
    Ok(lsp::InlayHint { tooltip: tooltip.map(lsp::InlayHintTooltip::MarkupContent), ..hint })
}

pub(super) async fn formatting(
    server: &Server,
    params: lsp::DocumentFormattingParams,
) -> Result<Option<Vec<lsp::TextEdit>>> {
    formatted(server, &params.text_document.uri, None).await
}

pub(super) async fn range_formatting(
    server: &Server,
    params: lsp::DocumentRangeFormattingParams,
) -> Result<Option<Vec<lsp::TextEdit>>> {
    formatted(server, &params.text_document.uri, Some(params.range)).await
}

pub(super) async fn on_type_formatting(
    server: &Server,
    params: lsp::DocumentOnTypeFormattingParams,
) -> Result<Option<Vec<lsp::TextEdit>>> {
    let place = params.text_document_position;
    let answer = |view: &View, offset: u32, _: &Cancel| {
        let edit = features::on_newline(view.snapshot(), view.note, offset);
        Ok(edit.map(|edit| view.converter.format_edits(view.note, vec![edit])))
    };
    server.at(&place.text_document.uri, place.position, Cancel::default(), answer).await
}

/// The semantic tokens of a note or a part of it.
fn tokens(
    server: &Server,
    uri: &lsp::Url,
    range: Option<lsp::Range>,
) -> impl Future<Output = Result<Option<Vec<lsp::SemanticToken>>>> + use<> {
    server.shared.asked.note_tokens();
    let answer = move |view: &View, cancel: &Cancel| {
        let within = range.map(|range| view.span(range));
        let tokens = features::semantic_tokens(view.snapshot(), view.note, within, cancel)?;
        Ok(Some(view.converter.semantic_tokens(view.note, &tokens)))
    };
    server.about(uri, Cancel::default(), answer)
}

/// The edits that format a note or a part of it.
fn formatted(
    server: &Server,
    uri: &lsp::Url,
    range: Option<lsp::Range>,
) -> impl Future<Output = Result<Option<Vec<lsp::TextEdit>>>> + use<> {
    let answer = move |view: &View, _: &Cancel| {
        let edits = features::formatting(view.snapshot(), view.note, range.map(|range| view.span(range)));
        Ok(Some(view.converter.format_edits(view.note, edits)))
    };
    server.about(uri, Cancel::default(), answer)
}
