//! Answers requests: implements [`LanguageServer`], each method in a few lines.
//!
//! Rules for every handler: state changes before the first `.await`, under [`Shared::session`], whose guard cannot be
//! held across one; whatever takes time runs on [`Workers`]; the client is never waited for.

use std::collections::HashMap;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::{Arc, MutexGuard};

use glossator_core::cancel::{Cancel, Cancellable};
use glossator_core::features::{self, Definitions};
use glossator_core::index::FileId;
use glossator_core::snapshot::Snapshot;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types as lsp;
use tower_lsp::{Client, ClientSocket, LanguageServer, LspService};

use super::client::{Abilities, EditShape};
use super::convert::Question;
use super::dispatch::Workers;
use super::session::{Session, View};
use super::shared::Shared;
use super::transport::Hooks;
use super::{
    capabilities, code_actions, commands, configuration, convert, diagnostics, files, refresh, stale,
    structure, switches, test_hooks, watch,
};

/// The server with what surrounds it: the socket of the client, and what the transport tells it.
pub(crate) fn service() -> (LspService<Server>, ClientSocket, Hooks) {
    let mut shared = None;
    let builder = LspService::build(|client: Client| {
        let own = Arc::new(Shared::new(client));
        shared = Some(Arc::clone(&own));
        Server { shared: own, workers: Workers::new() }
    })
    .custom_method("window/workDoneProgress/cancel", Server::cancel_progress)
    .custom_method("$/setTrace", Server::set_trace);
    let (service, socket) = test_hooks::register_if_wanted(builder).finish();
    let (first, last, asked) = (shared.clone(), shared.clone(), shared);
    let hooks = Hooks {
        on_initialize: Box::new(move |params| {
            if let Some(shared) = &first {
                shared.session().client = Abilities::of(params);
            }
        }),
        on_initialize_result: Box::new(move |result| {
            capabilities::complete(result);
            if let Some(shared) = &last {
                switches::leave_out(&shared.session().client_settings.config().features, result);
            }
        }),
        answers_nothing: Box::new(move |request| {
            asked.as_ref().is_some_and(|shared| switches::is_off(&shared.session(), request))
        }),
    };
    (service, socket, hooks)
}

/// The one who answers.
pub(crate) struct Server {
    pub(crate) shared: Arc<Shared>,
    pub(crate) workers: Workers,
}

impl Server {
    pub(crate) fn session(&self) -> MutexGuard<'_, Session> {
        self.shared.session()
    }

    /// Reads every vault from scratch.
    fn reindex(&self) {
        let session = self.session();
        let folders = session.vaults.iter().filter(|(_, vault)| vault.is_folder());
        folders.for_each(|(&vault, _)| self.shared.refresher.read_all(vault));
    }

    async fn cancel_progress(&self, params: lsp::WorkDoneProgressCancelParams) {
        if let lsp::NumberOrString::String(token) = params.token {
            self.shared.refresher.cancel(&token);
        }
    }

    /// Clients may turn tracing on and off; the log does not depend on it.
    async fn set_trace(&self, _: Value) {}

    /// Answers a question about a place in a note, on a worker; with nothing where the note is unknown.
    pub(super) fn at<T: Default + Send + 'static, F>(
        &self,
        uri: &lsp::Url,
        position: lsp::Position,
        cancel: Cancel,
        answer: F,
    ) -> impl Future<Output = Result<T>> + use<T, F>
    where
        F: FnOnce(&View, u32, &Cancel) -> Cancellable<T> + Send + 'static,
    {
        if self.session().cursor_on(uri, position.line) {
            self.refresh_diagnostics();
        }
        self.about(uri, cancel, move |view, cancel| answer(view, view.offset(position), cancel))
    }

    /// The same for a look at what is there: at the target of a link, be it read from the disk for that.
    fn look<T: Default + Send + 'static, F>(
        &self,
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
        self.at(&place.text_document.uri, place.position, Cancel::default(), answer)
    }

    /// Asks a client that pulls diagnostics to ask again; the others are sent them.
    fn refresh_diagnostics(&self) {
        if self.session().client.refreshes_diagnostics {
            let client = self.shared.client.clone();
            // A client may not answer before its own requests are answered; nobody waits for it.
            tokio::spawn(async move { client.workspace_diagnostic_refresh().await });
        }
    }

    /// Answers where one of the ways to go on from a place leads; with `LocationLink`s where the client takes them.
    fn go(
        &self,
        place: lsp::TextDocumentPositionParams,
        with_links: bool,
        way: fn(&Snapshot, FileId, u32) -> Option<Definitions>,
    ) -> impl Future<Output = Result<Option<lsp::GotoDefinitionResponse>>> + use<> {
        let answer = move |view: &View, offset: u32, _: &Cancel| {
            let found = way(view.snapshot(), view.note, offset);
            Ok(found.and_then(|found| view.converter.definitions(view.note, &found, with_links)))
        };
        self.look(&place, answer)
    }

    /// Answers a question about a whole note, on a worker; with nothing where the note is unknown.
    pub(super) fn about<T: Default + Send + 'static, F>(
        &self,
        uri: &lsp::Url,
        cancel: Cancel,
        answer: F,
    ) -> impl Future<Output = Result<T>> + use<T, F>
    where
        F: FnOnce(&View, &Cancel) -> Cancellable<T> + Send + 'static,
    {
        let view = self.session().view(uri);
        self.workers.run(cancel, move |cancel| match view {
            Some(view) => answer(&view, cancel),
            None => Ok(T::default()),
        })
    }
}

#[tower_lsp::async_trait]
impl LanguageServer for Server {
    async fn initialize(&self, params: lsp::InitializeParams) -> Result<lsp::InitializeResult> {
        let mut session = self.session();
        session.client_settings.begin(&params.initialization_options.unwrap_or_default());
        let offered =
            params.capabilities.general.and_then(|general| general.position_encodings).unwrap_or_default();
        session.encoding = convert::encoding(&offered);
        #[expect(deprecated, reason = "older clients know no other way to name their folder")]
        let single =
            params.root_uri.and_then(|uri| convert::file_of(&uri)).or(params.root_path.map(Into::into));
        let folders = params.workspace_folders.unwrap_or_default();
        let mut roots: Vec<_> = folders.iter().filter_map(|folder| convert::file_of(&folder.uri)).collect();
        if roots.is_empty() {
            roots.extend(single);
        }
        for root in roots.into_iter().filter(|root| can_be_vault(root)) {
            session.add_folder(root);
        }
        Ok(lsp::InitializeResult {
            capabilities: capabilities::of(&session.client, session.encoding),
            server_info: Some(lsp::ServerInfo {
                name: "glossator".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        })
    }

    async fn initialized(&self, _: lsp::InitializedParams) {
        let mut session = self.session();
        // Some clients say it again.
        if std::mem::replace(&mut session.is_started, true) {
            return;
        }
        tokio::spawn(configuration::start(Arc::clone(&self.shared)));
        tokio::spawn(refresh::run(Arc::clone(&self.shared)));
        tokio::spawn(watch::start(Arc::clone(&self.shared)));
        let client = &session.client;
        if client.refreshes_tokens || client.refreshes_lenses || client.refreshes_hints {
            tokio::spawn(stale::run(Arc::clone(&self.shared)));
        }
        if !session.client.pulls_diagnostics {
            tokio::spawn(diagnostics::publish(Arc::clone(&self.shared)));
        }
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: lsp::DidOpenTextDocumentParams) {
        let document = params.text_document;
        self.session().open(document.uri, document.version, &document.text);
    }

    async fn did_change(&self, params: lsp::DidChangeTextDocumentParams) {
        let document = params.text_document;
        self.session().change(&document.uri, document.version, &params.content_changes);
    }

    async fn did_close(&self, params: lsp::DidCloseTextDocumentParams) {
        self.shared.tokens.forget(&params.text_document.uri);
        let on_disk = self.session().close(&params.text_document.uri);
        for home in on_disk {
            self.shared.refresher.read_file(home.vault, home.path);
        }
    }

    /// Nothing to do: a note that is saved is open, and what is open is known.
    async fn did_save(&self, params: lsp::DidSaveTextDocumentParams) {
        if self.session().saved(&params.text_document.uri) {
            self.refresh_diagnostics();
        }
    }

    async fn did_change_configuration(&self, params: lsp::DidChangeConfigurationParams) {
        self.session().client_settings.set(&params.settings);
        tokio::spawn(configuration::changed(Arc::clone(&self.shared)));
    }

    async fn did_change_watched_files(&self, params: lsp::DidChangeWatchedFilesParams) {
        watch::on_events(&self.shared, &params.changes);
    }

    async fn did_change_workspace_folders(&self, params: lsp::DidChangeWorkspaceFoldersParams) {
        let mut session = self.session();
        let roots = |folders: &[lsp::WorkspaceFolder]| -> Vec<PathBuf> {
            folders.iter().filter_map(|folder| convert::file_of(&folder.uri)).collect()
        };
        let (removed, added) = (roots(&params.event.removed), roots(&params.event.added));
        let added: Vec<PathBuf> = added.into_iter().filter(|root| can_be_vault(root)).collect();
        for root in &removed {
            session.remove_vault(root);
        }
        for root in &added {
            session.add_folder(root.clone());
        }
        session.touch();
        tokio::spawn(watch::folders_changed(Arc::clone(&self.shared), removed, added));
        tokio::spawn(configuration::folders_changed(Arc::clone(&self.shared)));
    }

    async fn hover(&self, params: lsp::HoverParams) -> Result<Option<lsp::Hover>> {
        let place = params.text_document_position_params;
        let markdown = self.session().client.hover_markdown;
        let answer = move |view: &View, offset: u32, _: &Cancel| {
            Ok(view.hover(offset, markdown).map(|(content, span)| lsp::Hover {
                contents: lsp::HoverContents::Markup(content),
                range: Some(view.converter.range(view.note, span)),
            }))
        };
        self.look(&place, answer).await
    }

    async fn goto_definition(
        &self,
        params: lsp::GotoDefinitionParams,
    ) -> Result<Option<lsp::GotoDefinitionResponse>> {
        let with_links = self.session().client.definition_links;
        self.go(params.text_document_position_params, with_links, features::definition).await
    }

    async fn goto_declaration(
        &self,
        params: lsp::request::GotoDeclarationParams,
    ) -> Result<Option<lsp::request::GotoDeclarationResponse>> {
        let with_links = self.session().client.declaration_links;
        self.go(params.text_document_position_params, with_links, features::declaration).await
    }

    async fn goto_implementation(
        &self,
        params: lsp::request::GotoImplementationParams,
    ) -> Result<Option<lsp::request::GotoImplementationResponse>> {
        let with_links = self.session().client.implementation_links;
        self.go(params.text_document_position_params, with_links, features::implementation).await
    }

    async fn goto_type_definition(
        &self,
        params: lsp::request::GotoTypeDefinitionParams,
    ) -> Result<Option<lsp::request::GotoTypeDefinitionResponse>> {
        let with_links = self.session().client.type_definition_links;
        self.go(params.text_document_position_params, with_links, features::type_definition).await
    }

    async fn prepare_rename(
        &self,
        place: lsp::TextDocumentPositionParams,
    ) -> Result<Option<lsp::PrepareRenameResponse>> {
        let answer = |view: &View, offset: u32, _: &Cancel| {
            let found = features::prepare_rename(view.snapshot(), view.note, offset);
            Ok(found.map(|found| lsp::PrepareRenameResponse::RangeWithPlaceholder {
                range: view.converter.range(view.note, found.span),
                placeholder: found.placeholder,
            }))
        };
        self.at(&place.text_document.uri, place.position, Cancel::default(), answer).await
    }

    async fn rename(&self, params: lsp::RenameParams) -> Result<Option<lsp::WorkspaceEdit>> {
        let place = params.text_document_position;
        let uri = place.text_document.uri;
        let mut changed = self.shared.changed.clone();
        // Half of a rename would leave the other half of the notes with the old name.
        while self.session().is_unread(&uri) && changed.changed().await.is_ok() {}
        let (shape, moves) = {
            let client = &self.session().client;
            (client.edits, client.renames_files)
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
        match self.at(&uri, place.position, Cancel::default(), answer).await? {
            Some(Ok(edit)) => Ok(Some(edit)),
            Some(Err(refusal)) => Err(Error::invalid_params(refusal.to_string())),
            None => Ok(None),
        }
    }

    async fn will_rename_files(&self, params: lsp::RenameFilesParams) -> Result<Option<lsp::WorkspaceEdit>> {
        let mut changed = self.shared.changed.clone();
        // The client waits for the answer before it moves anything; links that are not known yet would be lost.
        while self.session().has_unread() && changed.changed().await.is_ok() {}
        let (vaults, shape) = {
            let mut session = self.session();
            (session.by_vault(files::moved(&params)), session.client.edits)
        };
        self.workers.run(Cancel::default(), move |cancel| files::move_files(&vaults, shape, cancel)).await
    }

    async fn will_delete_files(&self, params: lsp::DeleteFilesParams) -> Result<Option<lsp::WorkspaceEdit>> {
        let mut changed = self.shared.changed.clone();
        while self.session().has_unread() && changed.changed().await.is_ok() {}
        let (vaults, shape) = {
            let mut session = self.session();
            (session.by_vault(files::deleted(&params)), session.client.edits)
        };
        self.workers.run(Cancel::default(), move |cancel| files::unlink_files(&vaults, shape, cancel)).await
    }

    async fn did_create_files(&self, params: lsp::CreateFilesParams) {
        watch::on_files(&self.shared, params.files.into_iter().map(|file| file.uri));
    }

    async fn did_rename_files(&self, params: lsp::RenameFilesParams) {
        let uris = params.files.into_iter().flat_map(|file| [file.old_uri, file.new_uri]);
        watch::on_files(&self.shared, uris);
    }

    async fn did_delete_files(&self, params: lsp::DeleteFilesParams) {
        watch::on_files(&self.shared, params.files.into_iter().map(|file| file.uri));
    }

    async fn references(&self, params: lsp::ReferenceParams) -> Result<Option<Vec<lsp::Location>>> {
        let place = params.text_document_position;
        let with_definitions = params.context.include_declaration;
        let answer = move |view: &View, offset: u32, cancel: &Cancel| {
            let found = features::references(view.snapshot(), view.note, offset, with_definitions, cancel)?;
            Ok(Some(found.into_iter().filter_map(|location| view.converter.location(location)).collect()))
        };
        self.at(&place.text_document.uri, place.position, Cancel::default(), answer).await
    }

    async fn document_highlight(
        &self,
        params: lsp::DocumentHighlightParams,
    ) -> Result<Option<Vec<lsp::DocumentHighlight>>> {
        let place = params.text_document_position_params;
        let answer = |view: &View, offset: u32, cancel: &Cancel| {
            let spans = features::highlights(view.snapshot(), view.note, offset, cancel)?;
            let ranges = spans.into_iter().map(|span| view.converter.range(view.note, span));
            Ok(Some(
                ranges
                    .map(|range| lsp::DocumentHighlight {
                        range,
                        kind: Some(lsp::DocumentHighlightKind::TEXT),
                    })
                    .collect(),
            ))
        };
        self.at(&place.text_document.uri, place.position, Cancel::default(), answer).await
    }

    async fn document_symbol(
        &self,
        params: lsp::DocumentSymbolParams,
    ) -> Result<Option<lsp::DocumentSymbolResponse>> {
        let uri = params.text_document.uri;
        let nested = self.session().client.nested_symbols;
        let own = uri.clone();
        let answer = move |view: &View, _: &Cancel| {
            let symbols = features::document_symbols(view.snapshot(), view.note);
            let symbols: Vec<_> =
                symbols.iter().map(|symbol| view.converter.symbol(view.note, symbol)).collect();
            Ok(Some(if nested {
                lsp::DocumentSymbolResponse::Nested(symbols)
            } else {
                lsp::DocumentSymbolResponse::Flat(convert::flat(&own, symbols))
            }))
        };
        self.about(&uri, Cancel::default(), answer).await
    }

    async fn symbol(
        &self,
        params: lsp::WorkspaceSymbolParams,
    ) -> Result<Option<Vec<lsp::SymbolInformation>>> {
        let mut folders = self.session().folders();
        folders.retain(|folder| folder.snapshot.config.features.symbols);
        let answer = move |cancel: &Cancel| {
            let mut symbols = Vec::new();
            for converter in &folders {
                let found = features::workspace_symbols(&converter.snapshot, &params.query, cancel)?;
                let own = found.into_iter().filter(|found| converter.owns(found.location.file));
                symbols
                    .extend(own.filter_map(|found| Some((found.score, converter.workspace_symbol(found)?))));
            }
            // Each folder has its best first; of equally good ones the order of the folders stays.
            symbols.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
            let symbols = symbols.into_iter().take(features::MOST_SYMBOLS);
            Ok(Some(symbols.map(|(_, symbol)| symbol).collect()))
        };
        self.workers.run(Cancel::default(), answer).await
    }

    async fn completion(&self, params: lsp::CompletionParams) -> Result<Option<lsp::CompletionResponse>> {
        let place = params.text_document_position;
        let client = self.session().client.clone();
        let answer = move |view: &View, offset: u32, cancel: &Cancel| {
            let found = features::completion(view.snapshot(), view.note, offset, cancel)?;
            Ok(Some(lsp::CompletionResponse::List(view.converter.completions(view.note, &found, &client))))
        };
        self.at(&place.text_document.uri, place.position, Cancel::default(), answer).await
    }

    async fn completion_resolve(&self, mut item: lsp::CompletionItem) -> Result<lsp::CompletionItem> {
        let Some((uri, pointer)) = convert::pointed_at(&item) else { return Ok(item) };
        let markdown = self.session().client.completion_markdown;
        let label = item.label.clone();
        let answer = move |view: &View, _: &Cancel| {
            let shown = features::completion_documentation(view.snapshot(), pointer.about(view.note), &label);
            Ok(shown.map(|shown| convert::documentation(&shown, markdown)))
        };
        item.documentation = self.about(&uri, Cancel::default(), answer).await?.or(item.documentation);
        Ok(item)
    }

    async fn document_link(&self, params: lsp::DocumentLinkParams) -> Result<Option<Vec<lsp::DocumentLink>>> {
        structure::document_link(self, params).await
    }

    async fn document_link_resolve(&self, link: lsp::DocumentLink) -> Result<lsp::DocumentLink> {
        structure::document_link_resolve(self, link).await
    }

    async fn semantic_tokens_full(
        &self,
        params: lsp::SemanticTokensParams,
    ) -> Result<Option<lsp::SemanticTokensResult>> {
        structure::semantic_tokens_full(self, params).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: lsp::SemanticTokensDeltaParams,
    ) -> Result<Option<lsp::SemanticTokensFullDeltaResult>> {
        structure::semantic_tokens_full_delta(self, params).await
    }

    async fn semantic_tokens_range(
        &self,
        params: lsp::SemanticTokensRangeParams,
    ) -> Result<Option<lsp::SemanticTokensRangeResult>> {
        structure::semantic_tokens_range(self, params).await
    }

    async fn prepare_call_hierarchy(
        &self,
        params: lsp::CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<lsp::CallHierarchyItem>>> {
        structure::prepare_call_hierarchy(self, params).await
    }

    async fn incoming_calls(
        &self,
        params: lsp::CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<lsp::CallHierarchyIncomingCall>>> {
        structure::incoming_calls(self, params).await
    }

    async fn outgoing_calls(
        &self,
        params: lsp::CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<lsp::CallHierarchyOutgoingCall>>> {
        structure::outgoing_calls(self, params).await
    }

    async fn prepare_type_hierarchy(
        &self,
        params: lsp::TypeHierarchyPrepareParams,
    ) -> Result<Option<Vec<lsp::TypeHierarchyItem>>> {
        structure::prepare_type_hierarchy(self, params).await
    }

    async fn supertypes(
        &self,
        params: lsp::TypeHierarchySupertypesParams,
    ) -> Result<Option<Vec<lsp::TypeHierarchyItem>>> {
        structure::supertypes(self, params).await
    }

    async fn subtypes(
        &self,
        params: lsp::TypeHierarchySubtypesParams,
    ) -> Result<Option<Vec<lsp::TypeHierarchyItem>>> {
        structure::subtypes(self, params).await
    }

    async fn folding_range(&self, params: lsp::FoldingRangeParams) -> Result<Option<Vec<lsp::FoldingRange>>> {
        structure::folding_range(self, params).await
    }

    async fn selection_range(
        &self,
        params: lsp::SelectionRangeParams,
    ) -> Result<Option<Vec<lsp::SelectionRange>>> {
        structure::selection_range(self, params).await
    }

    async fn linked_editing_range(
        &self,
        params: lsp::LinkedEditingRangeParams,
    ) -> Result<Option<lsp::LinkedEditingRanges>> {
        structure::linked_editing_range(self, params).await
    }

    async fn code_action(&self, params: lsp::CodeActionParams) -> Result<Option<lsp::CodeActionResponse>> {
        code_actions::code_action(self, params).await
    }

    async fn code_action_resolve(&self, action: lsp::CodeAction) -> Result<lsp::CodeAction> {
        code_actions::code_action_resolve(self, action).await
    }

    async fn code_lens(&self, params: lsp::CodeLensParams) -> Result<Option<Vec<lsp::CodeLens>>> {
        structure::code_lens(self, params).await
    }

    async fn code_lens_resolve(&self, lens: lsp::CodeLens) -> Result<lsp::CodeLens> {
        structure::code_lens_resolve(self, lens).await
    }

    async fn inlay_hint(&self, params: lsp::InlayHintParams) -> Result<Option<Vec<lsp::InlayHint>>> {
        structure::inlay_hint(self, params).await
    }

    async fn inlay_hint_resolve(&self, hint: lsp::InlayHint) -> Result<lsp::InlayHint> {
        structure::inlay_hint_resolve(self, hint).await
    }

    async fn formatting(&self, params: lsp::DocumentFormattingParams) -> Result<Option<Vec<lsp::TextEdit>>> {
        structure::formatting(self, params).await
    }

    async fn range_formatting(
        &self,
        params: lsp::DocumentRangeFormattingParams,
    ) -> Result<Option<Vec<lsp::TextEdit>>> {
        structure::range_formatting(self, params).await
    }

    async fn on_type_formatting(
        &self,
        params: lsp::DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<lsp::TextEdit>>> {
        structure::on_type_formatting(self, params).await
    }

    async fn diagnostic(
        &self,
        params: lsp::DocumentDiagnosticParams,
    ) -> Result<lsp::DocumentDiagnosticReportResult> {
        let uri = params.text_document.uri;
        let mut changed = self.shared.changed.clone();
        // A client that asks asks once: half of an answer would stay.
        while self.session().is_unread(&uri) && changed.changed().await.is_ok() {}
        let view = self.session().view(&uri);
        let answer = move |cancel: &Cancel| match view {
            Some(view) => diagnostics::report(&view, params.previous_result_id.as_deref(), cancel),
            None => Ok(diagnostics::empty_report()),
        };
        // An answer of ContentModified would take the diagnostics away in some editors until the note is edited again.
        self.workers.run(Cancel::default(), answer).await
    }

    async fn workspace_diagnostic(
        &self,
        params: lsp::WorkspaceDiagnosticParams,
    ) -> Result<lsp::WorkspaceDiagnosticReportResult> {
        let previous: HashMap<lsp::Url, String> =
            params.previous_result_ids.into_iter().map(|previous| (previous.uri, previous.value)).collect();
        let previous = Arc::new(previous);
        let mut changed = self.shared.changed.clone();
        loop {
            changed.mark_unchanged();
            let folders = {
                let mut session = self.session();
                (!session.has_unread()).then(|| (session.folders(), session.openings()))
            };
            if let Some((folders, open)) = folders {
                let known = Arc::clone(&previous);
                let answer =
                    move |cancel: &Cancel| diagnostics::workspace_report(&folders, &open, &known, cancel);
                if let Some(report) = self.workers.run(Cancel::default(), answer).await? {
                    return Ok(lsp::WorkspaceDiagnosticReportResult::Report(report));
                }
            }
            // Held until something changes, so that an idle client stays idle.
            if changed.changed().await.is_err() {
                return Ok(lsp::WorkspaceDiagnosticReportResult::Report(lsp::WorkspaceDiagnosticReport {
                    items: Vec::new(),
                }));
            }
        }
    }

    async fn execute_command(&self, params: lsp::ExecuteCommandParams) -> Result<Option<Value>> {
        let command = commands::parse(&params)?;
        if command == commands::Command::Reindex {
            self.reindex();
        }
        if let commands::Command::LinkAll(uri) = &command {
            let mut changed = self.shared.changed.clone();
            // Terms that are not known yet would stay without a link.
            while self.session().is_unread(uri) && changed.changed().await.is_ok() {}
        }
        let (folders, indexing, abilities) = {
            let mut session = self.session();
            (session.folders(), session.has_unread(), session.client.clone())
        };
        let run = move |cancel: &Cancel| commands::run(&command, &folders, indexing, cancel);
        let found = self.workers.run(Cancel::default(), run).await?;
        Ok(commands::deliver(found, &self.shared.client, &abilities))
    }
}

/// Whether a folder can be read as a vault. Clients without a folder name the root of the disk or nothing, and nobody
/// keeps their notes in all there is.
fn can_be_vault(root: &Path) -> bool {
    let can = root.is_absolute() && root.parent().is_some();
    if !can {
        tracing::warn!("{} is no folder of notes", root.display());
    }
    can
}
