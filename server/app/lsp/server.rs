//! Answers requests: implements [`LanguageServer`] over the open notes.
//!
//! Rules for every handler: state changes before the first `.await`, under [`Server::session`], whose
//! guard cannot be held across one; whatever takes time runs on [`Workers`].

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use glossator_core::cancel::{Cancel, Revisions};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    DidChangeTextDocumentParams, DidOpenTextDocumentParams, Hover, HoverContents, HoverParams,
    HoverProviderCapability, InitializeParams, InitializeResult, MarkupContent, MarkupKind,
    ServerCapabilities, ServerInfo, TextDocumentSyncKind, Url,
};
use tower_lsp::{Client, ClientSocket, LanguageServer, LspService};

use super::dispatch::Workers;
use super::test_hooks;
use super::transport::Hooks;

/// The server with what surrounds it: the socket of the client, and what the transport tells it.
pub(crate) fn service() -> (LspService<Server>, ClientSocket, Hooks) {
    let builder = LspService::build(|client| Server {
        client,
        workers: Workers::new(),
        revisions: Revisions::default(),
        session: Mutex::default(),
    });
    let (service, socket) = test_hooks::register_if_wanted(builder).finish();
    let hooks = Hooks { on_initialize: Box::new(|_| ()), on_initialize_result: Box::new(|_| ()) };
    (service, socket, hooks)
}

/// The one who answers.
pub(crate) struct Server {
    pub(crate) client: Client,
    pub(crate) workers: Workers,
    /// Counts the edits, so that work on an older text can stop.
    pub(crate) revisions: Revisions,
    session: Mutex<Session>,
}

/// The texts of the open notes.
#[derive(Default)]
pub(crate) struct Session {
    notes: HashMap<Url, String>,
}

impl Server {
    /// The session, also after a handler has panicked while it held the guard.
    pub(crate) fn session(&self) -> MutexGuard<'_, Session> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set_text(&self, note: Url, text: String) {
        self.session().notes.insert(note, text);
        self.revisions.advance();
    }
}

#[tower_lsp::async_trait]
impl LanguageServer for Server {
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        Ok(InitializeResult {
            capabilities: ServerCapabilities {
                text_document_sync: Some(TextDocumentSyncKind::FULL.into()),
                hover_provider: Some(HoverProviderCapability::Simple(true)),
                ..ServerCapabilities::default()
            },
            server_info: Some(ServerInfo {
                name: "glossator".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        })
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.set_text(params.text_document.uri, params.text_document.text);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        if let Some(change) = params.content_changes.into_iter().next_back() {
            self.set_text(params.text_document.uri, change.text);
        }
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let note = params.text_document_position_params.text_document.uri;
        let text = self.session().notes.get(&note).cloned();
        let work = move |_: &Cancel| Ok(text.as_deref().and_then(first_line).map(plain_hover));
        self.workers.run(Cancel::default(), work).await
    }
}

fn first_line(text: &str) -> Option<String> {
    text.lines().find(|line| !line.trim().is_empty()).map(str::to_owned)
}

fn plain_hover(value: String) -> Hover {
    Hover {
        contents: HoverContents::Markup(MarkupContent { kind: MarkupKind::PlainText, value }),
        range: None,
    }
}
