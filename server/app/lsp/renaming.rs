//! Answers about renaming: of what stands at a place, and of files that the client moves or deletes.
//!
//! Each function is the method of the same name of [`Server`], under the same rules.

use glossator_core::cancel::Cancel;
use glossator_core::features;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types as lsp;

use super::client::EditShape;
use super::convert::{self, Question};
use super::files;
use super::server::Server;
use super::view::View;

pub(super) async fn prepare_rename(
    server: &Server,
    place: lsp::TextDocumentPositionParams,
) -> Result<Option<lsp::PrepareRenameResponse>> {
    let answer = |view: &View, offset: u32, _: &Cancel| {
        let found = features::prepare_rename(view.snapshot(), view.note, offset);
        Ok(found.map(|found| lsp::PrepareRenameResponse::RangeWithPlaceholder {
            range: view.converter.range(view.note, found.span),
            placeholder: found.placeholder,
        }))
    };
    server.at(&place.text_document.uri, place.position, Cancel::default(), answer).await
}

pub(super) async fn rename(server: &Server, params: lsp::RenameParams) -> Result<Option<lsp::WorkspaceEdit>> {
    let place = params.text_document_position;
    let uri = place.text_document.uri;
    let mut changed = server.shared.changed.clone();
    // Half of a rename would leave the other half of the notes with the old name.
    while server.session().is_unread(&uri) && changed.changed().await.is_ok() {}
    let (shape, moves) = {
        let client = &server.session().client;
        (client.rename_edits, client.renames_files)
    };
    let answer = move |view: &View, offset: u32, cancel: &Cancel| {
        let (snapshot, converter) = (view.snapshot(), &view.converter);
        let found = features::rename(snapshot, view.note, offset, &params.new_name, moves, cancel)?;
        Ok(Some(found.map(|found| {
            let changes_all = shape != EditShape::Annotated && snapshot.config.rename.mentions;
            let edits = if changes_all { found.edits.unasked() } else { found.edits };
            let moves = found.moves.iter().filter_map(|moved| converter.file_move(moved)).collect();
            convert::workspace_edit(converter.note_changes(&edits), moves, shape, Question::Mentions)
        })))
    };
    match server.at(&uri, place.position, Cancel::default(), answer).await? {
        Some(Ok(edit)) => Ok(Some(edit)),
        Some(Err(refusal)) => Err(Error::invalid_params(refusal.to_string())),
        None => Ok(None),
    }
}

pub(super) async fn will_rename_files(
    server: &Server,
    params: lsp::RenameFilesParams,
) -> Result<Option<lsp::WorkspaceEdit>> {
    let mut changed = server.shared.changed.clone();
    // The client waits for the answer before it moves anything; links that are not known yet would be lost.
    while server.session().has_unread() && changed.changed().await.is_ok() {}
    let (vaults, shape) = {
        let mut session = server.session();
        (session.by_vault(files::moved(&params)), session.client.edits)
    };
    server.workers.run(Cancel::default(), move |cancel| files::move_files(&vaults, shape, cancel)).await
}

pub(super) async fn will_delete_files(
    server: &Server,
    params: lsp::DeleteFilesParams,
) -> Result<Option<lsp::WorkspaceEdit>> {
    let mut changed = server.shared.changed.clone();
    while server.session().has_unread() && changed.changed().await.is_ok() {}
    let (vaults, shape) = {
        let mut session = server.session();
        (session.by_vault(files::deleted(&params)), session.client.edits)
    };
    server.workers.run(Cancel::default(), move |cancel| files::unlink_files(&vaults, shape, cancel)).await
}
