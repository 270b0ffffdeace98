//! What the server says it can do: everything that works, and nothing else.

use glossator_core::text::Encoding;
use tower_lsp::lsp_types as lsp;

use super::client::Abilities;
use super::{commands, convert, files};

/// The capabilities for a client.
pub(crate) fn of(client: &Abilities, encoding: Encoding) -> lsp::ServerCapabilities {
    let diagnostics = lsp::DiagnosticOptions {
        identifier: Some("glossator".to_owned()),
        inter_file_dependencies: true,
        workspace_diagnostics: true,
        work_done_progress_options: lsp::WorkDoneProgressOptions::default(),
    };
    lsp::ServerCapabilities {
        position_encoding: Some(convert::encoding_name(encoding)),
        text_document_sync: Some(lsp::TextDocumentSyncCapability::Options(lsp::TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(lsp::TextDocumentSyncKind::INCREMENTAL),
            ..lsp::TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(lsp::HoverProviderCapability::Simple(true)),
        definition_provider: Some(lsp::OneOf::Left(true)),
        declaration_provider: Some(lsp::DeclarationCapability::Simple(true)),
        implementation_provider: Some(lsp::ImplementationProviderCapability::Simple(true)),
        type_definition_provider: Some(lsp::TypeDefinitionProviderCapability::Simple(true)),
        // The protocol allows options to clients that prepare a rename, and no one else.
        rename_provider: Some(if client.prepares_rename {
            lsp::OneOf::Right(lsp::RenameOptions {
                prepare_provider: Some(true),
                work_done_progress_options: lsp::WorkDoneProgressOptions::default(),
            })
        } else {
            lsp::OneOf::Left(true)
        }),
        references_provider: Some(lsp::OneOf::Left(true)),
        document_highlight_provider: Some(lsp::OneOf::Left(true)),
        document_symbol_provider: Some(lsp::OneOf::Left(true)),
        workspace_symbol_provider: Some(lsp::OneOf::Left(true)),
        completion_provider: Some(lsp::CompletionOptions {
            trigger_characters: Some(["[", "(", "#", "^", "/"].map(str::to_owned).to_vec()),
            ..lsp::CompletionOptions::default()
        }),
        document_link_provider: Some(lsp::DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: lsp::WorkDoneProgressOptions::default(),
        }),
        diagnostic_provider: client
            .pulls_diagnostics
            .then_some(lsp::DiagnosticServerCapabilities::Options(diagnostics)),
        execute_command_provider: Some(lsp::ExecuteCommandOptions {
            commands: commands::COMMANDS.iter().map(|known| known.name.to_owned()).collect(),
            ..lsp::ExecuteCommandOptions::default()
        }),
        workspace: Some(lsp::WorkspaceServerCapabilities {
            workspace_folders: Some(lsp::WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(lsp::OneOf::Left(true)),
            }),
            file_operations: Some(files::operations()),
        }),
        ..lsp::ServerCapabilities::default()
    }
}
