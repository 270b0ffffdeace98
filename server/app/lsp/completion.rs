//! Answers about completion: what can be written at a place, and what one of it is about.
//!
//! Each function is the method of the same name of [`Server`], under the same rules.

use glossator_core::cancel::Cancel;
use glossator_core::features;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types as lsp;

use super::convert;
use super::server::Server;
use super::view::View;

pub(super) async fn completion(
    server: &Server,
    params: lsp::CompletionParams,
) -> Result<Option<lsp::CompletionResponse>> {
    let place = params.text_document_position;
    let client = server.session().client.clone();
    let answer = move |view: &View, offset: u32, cancel: &Cancel| {
        let found = features::completion(view.snapshot(), view.note, offset, cancel)?;
        Ok(Some(lsp::CompletionResponse::List(view.converter.completions(view.note, &found, &client))))
    };
    server.at(&place.text_document.uri, place.position, Cancel::default(), answer).await
}

pub(super) async fn completion_resolve(
    server: &Server,
    mut item: lsp::CompletionItem,
) -> Result<lsp::CompletionItem> {
    let Some((uri, pointer)) = convert::pointed_at(&item) else { return Ok(item) };
    let markdown = server.session().client.completion_markdown;
    let label = item.label.clone();
    let answer = move |view: &View, _: &Cancel| {
        let shown = features::completion_documentation(view.snapshot(), pointer.about(view.note), &label);
        Ok(shown.map(|shown| convert::documentation(&shown, markdown)))
    };
    item.documentation = server.about(&uri, Cancel::default(), answer).await?.or(item.documentation);
    Ok(item)
}
