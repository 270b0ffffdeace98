//! Answers requests: implements [`LanguageServer`], each method in a few lines.
//!
//! Rules for every handler: state changes before the first `.await`, under [`Shared::session`], whose guard cannot be
//! held across one; whatever takes time runs on [`Workers`]; the client is never waited for.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::{Arc, MutexGuard};

use glossator_core::cancel::{Cancel, Cancellable};
use serde_json::Value;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types as lsp;
use tower_lsp::{Client, ClientSocket, LanguageServer, LspService};

use super::client::Abilities;
use super::dispatch::Workers;
use super::session::Session;
use super::shared::Shared;
use super::transport::Hooks;
use super::view::View;
use super::{
    capabilities, code_actions, commands, completion, configuration, convert, diagnostics, navigation,
    publish, refresh, renaming, stale, structure, switches, test_hooks, watch,
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
        self.note_cursor(uri, position.line);
        self.about(uri, cancel, move |view, cancel| answer(view, view.offset(position), cancel))
    }

    /// The cursor is on a line of a note: what waited for it to leave another one is told.
    pub(super) fn note_cursor(&self, uri: &lsp::Url, line: u32) {
        if self.session().cursor_on(uri, line) {
            self.refresh_diagnostics();
        }
    }

    /// Has vaults read and watched that the client has opened or a note was found in, and no longer watched those that
    /// are gone.
    fn follow_vaults(&self, mut removed: Vec<PathBuf>, mut added: Vec<PathBuf>) {
        let moved = self.session().take_moved();
        removed.extend(moved.left);
        added.extend(moved.found);
        if !removed.is_empty() || !added.is_empty() {
            tokio::spawn(watch::folders_changed(Arc::clone(&self.shared), removed, added));
        }
    }

    /// Asks a client that pulls diagnostics to ask again; the others are sent them.
    pub(super) fn refresh_diagnostics(&self) {
        if self.session().client.refreshes_diagnostics {
            let client = self.shared.client.clone();
            // A client may not answer before its own requests are answered; nobody waits for it.
            tokio::spawn(async move { client.workspace_diagnostic_refresh().await });
        }
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
        let (uri, path) = (params.root_uri, params.root_path.map(PathBuf::from));
        let home = std::env::home_dir();
        let path = path.filter(|path| is_below_home(path, home.as_deref()));
        let single = uri.and_then(|uri| convert::file_of(&uri)).or(path);
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
            tokio::spawn(publish::run(Arc::clone(&self.shared)));
        }
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: lsp::DidOpenTextDocumentParams) {
        let document = params.text_document;
        if self.session().open(document.uri, document.version, &document.text) {
            self.refresh_diagnostics();
        }
        self.follow_vaults(Vec::new(), Vec::new());
    }

    async fn did_change(&self, params: lsp::DidChangeTextDocumentParams) {
        let document = params.text_document;
        if self.session().change(&document.uri, document.version, &params.content_changes) {
            self.refresh_diagnostics();
        }
    }

    async fn did_close(&self, params: lsp::DidCloseTextDocumentParams) {
        self.shared.tokens.forget(&params.text_document.uri);
        let on_disk = self.session().close(&params.text_document.uri);
        for home in on_disk {
            self.shared.refresher.read_file(home.vault, home.path);
        }
        self.follow_vaults(Vec::new(), Vec::new());
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
        drop(session);
        self.follow_vaults(removed, added);
        tokio::spawn(configuration::folders_changed(Arc::clone(&self.shared)));
    }

    async fn hover(&self, params: lsp::HoverParams) -> Result<Option<lsp::Hover>> {
        navigation::hover(self, params).await
    }

    async fn goto_definition(
        &self,
        params: lsp::GotoDefinitionParams,
    ) -> Result<Option<lsp::GotoDefinitionResponse>> {
        navigation::goto_definition(self, params).await
    }

    async fn goto_declaration(
        &self,
        params: lsp::request::GotoDeclarationParams,
    ) -> Result<Option<lsp::request::GotoDeclarationResponse>> {
        navigation::goto_declaration(self, params).await
    }

    async fn goto_implementation(
        &self,
        params: lsp::request::GotoImplementationParams,
    ) -> Result<Option<lsp::request::GotoImplementationResponse>> {
        navigation::goto_implementation(self, params).await
    }

    async fn goto_type_definition(
        &self,
        params: lsp::request::GotoTypeDefinitionParams,
    ) -> Result<Option<lsp::request::GotoTypeDefinitionResponse>> {
        navigation::goto_type_definition(self, params).await
    }

    async fn prepare_rename(
        &self,
        place: lsp::TextDocumentPositionParams,
    ) -> Result<Option<lsp::PrepareRenameResponse>> {
        renaming::prepare_rename(self, place).await
    }

    async fn rename(&self, params: lsp::RenameParams) -> Result<Option<lsp::WorkspaceEdit>> {
        renaming::rename(self, params).await
    }

    async fn will_rename_files(&self, params: lsp::RenameFilesParams) -> Result<Option<lsp::WorkspaceEdit>> {
        renaming::will_rename_files(self, params).await
    }

    async fn will_delete_files(&self, params: lsp::DeleteFilesParams) -> Result<Option<lsp::WorkspaceEdit>> {
        renaming::will_delete_files(self, params).await
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
        navigation::references(self, params).await
    }

    async fn document_highlight(
        &self,
        params: lsp::DocumentHighlightParams,
    ) -> Result<Option<Vec<lsp::DocumentHighlight>>> {
        navigation::document_highlight(self, params).await
    }

    async fn document_symbol(
        &self,
        params: lsp::DocumentSymbolParams,
    ) -> Result<Option<lsp::DocumentSymbolResponse>> {
        navigation::document_symbol(self, params).await
    }

    async fn symbol(
        &self,
        params: lsp::WorkspaceSymbolParams,
    ) -> Result<Option<Vec<lsp::SymbolInformation>>> {
        navigation::symbol(self, params).await
    }

    async fn completion(&self, params: lsp::CompletionParams) -> Result<Option<lsp::CompletionResponse>> {
        completion::completion(self, params).await
    }

    async fn completion_resolve(&self, item: lsp::CompletionItem) -> Result<lsp::CompletionItem> {
        completion::completion_resolve(self, item).await
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
        diagnostics::diagnostic(self, params).await
    }

    async fn workspace_diagnostic(
        &self,
        params: lsp::WorkspaceDiagnosticParams,
    ) -> Result<lsp::WorkspaceDiagnosticReportResult> {
        diagnostics::workspace_diagnostic(self, params).await
    }

    async fn execute_command(&self, params: lsp::ExecuteCommandParams) -> Result<Option<Value>> {
        commands::execute_command(self, params).await
    }
}

/// Whether a folder that is named by its path alone is one of notes, for all that its place tells. Helix sends the folder it
/// was started in where it knows of no other, and that is often the user's home.
fn is_below_home(folder: &Path, home: Option<&Path>) -> bool {
    home.is_none_or(|home| !home.starts_with(folder))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_home_of_the_user_is_no_folder_of_notes_by_its_path_alone() {
        let is = |folder: &str| is_below_home(Path::new(folder), Some(Path::new("/home/ann")));
        assert!(is("/home/ann/notes") && is("/srv/notes") && is("/home/anna"));
        assert!(!is("/home/ann") && !is("/home/ann/") && !is("/home") && !is("/"));
        assert!(is_below_home(Path::new("/home/ann"), None));
    }
}
