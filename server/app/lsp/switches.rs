//! What `features` in the settings switches off: requests that are answered with nothing, and capabilities that are
//! not told.
//!
//! The one place for it: a handler does not know that it can be switched off. What is off when the client starts is
//! never advertised; what is switched off later is answered with null.

use glossator_core::config::Features;
use serde_json::Value;
use tower_lsp::jsonrpc::Request;
use tower_lsp::lsp_types::Url;

use super::session::Session;

/// A feature as the protocol sees it.
struct Switch {
    is_on: fn(&Features) -> bool,
    /// Where the server's capabilities speak of it, as JSON pointers.
    capabilities: &'static [&'static str],
    /// Its requests; those that resolve an item only follow one of these.
    requests: &'static [&'static str],
}

const SWITCHES: &[Switch] = &[
    Switch {
        is_on: |features| features.hover,
        capabilities: &["/hoverProvider"],
        requests: &["textDocument/hover"],
    },
    Switch {
        is_on: |features| features.completion,
        capabilities: &["/completionProvider"],
        requests: &["textDocument/completion"],
    },
    Switch {
        is_on: |features| features.definition,
        capabilities: &[
            "/definitionProvider",
            "/declarationProvider",
            "/implementationProvider",
            "/typeDefinitionProvider",
        ],
        requests: &[
            "textDocument/definition",
            "textDocument/declaration",
            "textDocument/implementation",
            "textDocument/typeDefinition",
        ],
    },
    Switch {
        is_on: |features| features.references,
        capabilities: &["/referencesProvider"],
        requests: &["textDocument/references"],
    },
    Switch {
        is_on: |features| features.rename,
        capabilities: &["/renameProvider"],
        requests: &["textDocument/prepareRename", "textDocument/rename"],
    },
    Switch {
        is_on: |features| features.file_operations,
        capabilities: &[
            "/workspace/fileOperations/willCreate",
            "/workspace/fileOperations/willRename",
            "/workspace/fileOperations/willDelete",
        ],
        requests: &["workspace/willCreateFiles", "workspace/willRenameFiles", "workspace/willDeleteFiles"],
    },
    Switch {
        is_on: |features| features.highlights,
        capabilities: &["/documentHighlightProvider"],
        requests: &["textDocument/documentHighlight"],
    },
    Switch {
        is_on: |features| features.symbols,
        capabilities: &["/documentSymbolProvider", "/workspaceSymbolProvider"],
        requests: &["textDocument/documentSymbol", "workspace/symbol"],
    },
    Switch {
        is_on: |features| features.links,
        capabilities: &["/documentLinkProvider"],
        requests: &["textDocument/documentLink"],
    },
    Switch {
        is_on: |features| features.diagnostics,
        capabilities: &["/diagnosticProvider"],
        // Null is no answer to these, and a client that is sent diagnostics asks nothing: see `diagnostics`.
        requests: &[],
    },
    Switch {
        is_on: |features| features.code_actions,
        capabilities: &["/codeActionProvider"],
        requests: &["textDocument/codeAction"],
    },
    Switch {
        is_on: |features| {
            features.code_lens_mentions || features.code_lens_backlinks || features.code_lens_unanswered
        },
        capabilities: &["/codeLensProvider"],
        requests: &["textDocument/codeLens"],
    },
    Switch {
        is_on: |features| features.inlay_hints,
        // Off unless somebody asks for them, which may be the vault, whose file is read later.
        capabilities: &[],
        requests: &["textDocument/inlayHint"],
    },
    Switch {
        is_on: |features| features.semantic_tokens,
        capabilities: &["/semanticTokensProvider"],
        requests: &[
            "textDocument/semanticTokens/full",
            "textDocument/semanticTokens/full/delta",
            "textDocument/semanticTokens/range",
        ],
    },
    Switch {
        is_on: |features| features.folding,
        capabilities: &["/foldingRangeProvider"],
        requests: &["textDocument/foldingRange"],
    },
    Switch {
        is_on: |features| features.selection,
        capabilities: &["/selectionRangeProvider"],
        requests: &["textDocument/selectionRange"],
    },
    Switch {
        is_on: |features| features.linked_editing,
        capabilities: &["/linkedEditingRangeProvider"],
        requests: &["textDocument/linkedEditingRange"],
    },
    Switch {
        is_on: |features| features.hierarchies,
        capabilities: &["/callHierarchyProvider", "/typeHierarchyProvider"],
        requests: &["textDocument/prepareCallHierarchy", "textDocument/prepareTypeHierarchy"],
    },
    Switch {
        is_on: |features| features.formatting,
        capabilities: &["/documentFormattingProvider", "/documentRangeFormattingProvider"],
        requests: &["textDocument/formatting", "textDocument/rangeFormatting"],
    },
    Switch {
        is_on: |features| features.on_type_formatting,
        // As with inlay hints.
        capabilities: &[],
        requests: &["textDocument/onTypeFormatting"],
    },
];

/// Takes out of the result of `initialize` what is switched off.
pub(super) fn leave_out(features: &Features, result: &mut Value) {
    let Some(capabilities) = result.get_mut("capabilities") else { return };
    for switch in SWITCHES.iter().filter(|switch| !(switch.is_on)(features)) {
        for pointer in switch.capabilities {
            let Some((parent, key)) = pointer.rsplit_once('/') else { continue };
            if let Some(parent) = capabilities.pointer_mut(parent).and_then(Value::as_object_mut) {
                parent.remove(key);
            }
        }
    }
}

/// Whether a request is for a feature that is switched off where it asks.
pub(super) fn is_off(session: &Session, request: &Request) -> bool {
    let asks = |switch: &&Switch| switch.requests.contains(&request.method());
    let Some(switch) = SWITCHES.iter().find(asks) else { return false };
    let uri = request.params().and_then(|params| params.pointer("/textDocument/uri")?.as_str());
    let uri = uri.and_then(|uri| Url::parse(uri).ok());
    let configs = match uri.and_then(|uri| session.config_of(&uri)) {
        Some(config) => vec![config],
        // About no note: on where any vault has it on.
        None => session.vaults.values().map(|vault| &vault.config).collect(),
    };
    !configs.is_empty() && !configs.iter().any(|config| (switch.is_on)(&config.features))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_is_named_twice() {
        let mut names: Vec<&str> = SWITCHES
            .iter()
            .flat_map(|switch| switch.capabilities.iter().chain(switch.requests))
            .copied()
            .collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn only_what_is_off_is_left_out() {
        let features =
            Features { hover: false, file_operations: false, definition: false, ..Features::default() };
        let mut result = json!({"capabilities": {
            "hoverProvider": true,
            "completionProvider": {},
            "workspace": {"fileOperations": {"willRename": {}, "didRename": {}}, "workspaceFolders": {}},
        }});
        leave_out(&features, &mut result);
        assert_eq!(
            result,
            json!({"capabilities": {
                "completionProvider": {},
                "workspace": {"fileOperations": {"didRename": {}}, "workspaceFolders": {}},
            }})
        );
    }
}
