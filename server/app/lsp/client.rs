//! What the client can do, read once from its `initialize`.

use serde_json::Value;

/// The shape in which the client takes changes of notes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum EditShape {
    /// A list of changes for each note.
    #[default]
    Plain,
    /// The same with the version of the note that they are for.
    Versioned,
    /// The same with changes that the user is asked about.
    Annotated,
}

/// What the client shows of a diagnostic besides its place and message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct DiagnosticShape {
    /// Other places that belong to it.
    pub(crate) related: bool,
    /// That its place is not needed.
    pub(crate) unnecessary: bool,
    /// That its place is not to be used any more.
    pub(crate) deprecated: bool,
}

/// How the client is told that something is not to be used any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deprecates {
    /// By a tag.
    ByTag,
    /// By a field.
    ByField,
}

/// What the client can do. Absent means no, as the protocol has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Abilities {
    /// Takes `LocationLink`s as definitions.
    pub(crate) definition_links: bool,
    /// Takes `LocationLink`s as declarations.
    pub(crate) declaration_links: bool,
    /// Takes `LocationLink`s as implementations.
    pub(crate) implementation_links: bool,
    /// Takes `LocationLink`s as type definitions.
    pub(crate) type_definition_links: bool,
    /// Takes nested document symbols.
    pub(crate) nested_symbols: bool,
    /// Knows all kinds of document symbols there are, and not only the first of them.
    pub(crate) all_document_symbol_kinds: bool,
    /// Knows all kinds of workspace symbols.
    pub(crate) all_workspace_symbol_kinds: bool,
    /// Asks for diagnostics itself.
    pub(crate) pulls_diagnostics: bool,
    /// What it shows of them.
    pub(crate) diagnostics: DiagnosticShape,
    /// Asks again for diagnostics when told to.
    pub(crate) refreshes_diagnostics: bool,
    /// Watches files when asked to while running.
    pub(crate) watches_files: bool,
    /// Tells its settings when asked.
    pub(crate) gives_settings: bool,
    /// Tells of changed settings when asked to while running.
    pub(crate) registers_settings: bool,
    /// Shows progress that the server starts.
    pub(crate) shows_progress: bool,
    /// Opens a document when the server asks.
    pub(crate) shows_documents: bool,
    /// How it takes changes of notes.
    pub(crate) edits: EditShape,
    /// The same for a rename, which it may do without asking about anything.
    pub(crate) rename_edits: EditShape,
    /// Takes code actions rather than commands alone.
    pub(crate) takes_actions: bool,
    /// Marks the code action that is to be preferred.
    pub(crate) prefers_actions: bool,
    /// Asks for the changes of a code action once it is chosen.
    pub(crate) resolves_actions: bool,
    /// Applies changes of notes that the server asks for.
    pub(crate) applies_edits: bool,
    /// Makes files when a change of notes says so.
    pub(crate) creates_files: bool,
    /// Renames files when a change of notes says so.
    pub(crate) renames_files: bool,
    /// Asks what can be renamed before it asks for a new name.
    pub(crate) prepares_rename: bool,
    /// Asks again for semantic tokens when told to.
    pub(crate) refreshes_tokens: bool,
    /// Asks again for code lenses when told to.
    pub(crate) refreshes_lenses: bool,
    /// Asks again for inlay hints when told to.
    pub(crate) refreshes_hints: bool,
    /// Folds whole lines only.
    pub(crate) folds_lines_only: bool,
    /// Most folds of a note that it takes.
    pub(crate) most_folds: Option<usize>,
    /// Shows what a document link leads to.
    pub(crate) link_tooltips: bool,
    /// Has the command `glossator.showReferences`, which shows places it is given.
    pub(crate) shows_references: bool,
    /// Renders Markdown in hovers.
    pub(crate) hover_markdown: bool,
    /// Renders Markdown beside completions.
    pub(crate) completion_markdown: bool,
    /// Asks for the documentation of a completion when somebody looks at it.
    pub(crate) resolves_documentation: bool,
    /// Knows all kinds of completions there are, and not only the first of them.
    pub(crate) all_completion_kinds: bool,
    /// Strikes out completions that are deprecated: by a tag, or by a field of its own as older clients do.
    pub(crate) deprecates_completions: Option<Deprecates>,
    /// Lets its user choose whether a completion replaces what stands behind the cursor.
    pub(crate) inserts_or_replaces: bool,
}

impl Abilities {
    /// Reads the parameters of `initialize` as the client sent them: the typed ones lack
    /// `workspace.diagnostics.refreshSupport`.
    pub(crate) fn of(initialize: &Value) -> Self {
        let is = |path: &str| initialize.pointer(&format!("/capabilities{path}")) == Some(&Value::Bool(true));
        let has =
            |path: &str| initialize.pointer(&format!("/capabilities{path}")).is_some_and(Value::is_object);
        let names = |path: &str, name: &str| {
            let named = initialize.pointer(&format!("/capabilities{path}")).and_then(Value::as_array);
            named.is_some_and(|named| named.iter().any(|known| known == name))
        };
        let numbers = |path: &str, number: u64| {
            let listed = initialize.pointer(&format!("/capabilities{path}")).and_then(Value::as_array);
            listed.is_some_and(|listed| listed.iter().any(|known| known.as_u64() == Some(number)))
        };
        let knows_keys = |path: &str| numbers(path, 20);
        let named = |operation: &str| names("/workspace/workspaceEdit/resourceOperations", operation);
        // Files are made and moved by versioned changes alone, so who does all of that takes them: Neovim says no more.
        let is_versioned = is("/workspace/workspaceEdit/documentChanges")
            || ["create", "rename", "delete"].into_iter().all(named);
        let does = |operation: &str| is_versioned && named(operation);
        let edits = match (is_versioned, has("/workspace/workspaceEdit/changeAnnotationSupport")) {
            (true, true) => EditShape::Annotated,
            (true, false) => EditShape::Versioned,
            (false, _) => EditShape::Plain,
        };
        // The diagnostics that are asked for are shown as those that are sent, which older clients describe alone.
        let shows = |what: &str| {
            is(&format!("/textDocument/publishDiagnostics/{what}"))
                || is(&format!("/textDocument/diagnostic/{what}"))
        };
        let shows_tag = |tag: u64| {
            let of = |way: &str| numbers(&format!("/textDocument/{way}/tagSupport/valueSet"), tag);
            of("publishDiagnostics") || of("diagnostic")
        };
        let renders_markdown = |path: &str| names(path, "markdown");
        Self {
            definition_links: is("/textDocument/definition/linkSupport"),
            declaration_links: is("/textDocument/declaration/linkSupport"),
            implementation_links: is("/textDocument/implementation/linkSupport"),
            type_definition_links: is("/textDocument/typeDefinition/linkSupport"),
            nested_symbols: is("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            all_document_symbol_kinds: knows_keys("/textDocument/documentSymbol/symbolKind/valueSet"),
            all_workspace_symbol_kinds: knows_keys("/workspace/symbol/symbolKind/valueSet"),
            pulls_diagnostics: has("/textDocument/diagnostic"),
            diagnostics: DiagnosticShape {
                related: shows("relatedInformation"),
                unnecessary: shows_tag(1),
                deprecated: shows_tag(2),
            },
            // Helix spells it as the request is spelled.
            refreshes_diagnostics: is("/workspace/diagnostics/refreshSupport")
                || is("/workspace/diagnostic/refreshSupport"),
            watches_files: is("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            gives_settings: is("/workspace/configuration"),
            registers_settings: is("/workspace/didChangeConfiguration/dynamicRegistration"),
            shows_progress: is("/window/workDoneProgress"),
            shows_documents: is("/window/showDocument/support"),
            edits,
            rename_edits: match edits {
                EditShape::Annotated if !is("/textDocument/rename/honorsChangeAnnotations") => {
                    EditShape::Versioned
                }
                edits => edits,
            },
            takes_actions: has("/textDocument/codeAction/codeActionLiteralSupport"),
            prefers_actions: is("/textDocument/codeAction/isPreferredSupport"),
            resolves_actions: is("/textDocument/codeAction/dataSupport")
                && names("/textDocument/codeAction/resolveSupport/properties", "edit"),
            applies_edits: is("/workspace/applyEdit"),
            creates_files: does("create"),
            renames_files: does("rename"),
            prepares_rename: is("/textDocument/rename/prepareSupport"),
            refreshes_tokens: is("/workspace/semanticTokens/refreshSupport"),
            refreshes_lenses: is("/workspace/codeLens/refreshSupport"),
            refreshes_hints: is("/workspace/inlayHint/refreshSupport"),
            folds_lines_only: is("/textDocument/foldingRange/lineFoldingOnly"),
            most_folds: initialize
                .pointer("/capabilities/textDocument/foldingRange/rangeLimit")
                .and_then(|limit| usize::try_from(limit.as_u64()?).ok()),
            link_tooltips: is("/textDocument/documentLink/tooltipSupport"),
            shows_references: initialize
                .pointer("/capabilities/experimental/commands/commands")
                .and_then(Value::as_array)
                .is_some_and(|commands| commands.iter().any(|command| command == "glossator.showReferences")),
            hover_markdown: renders_markdown("/textDocument/hover/contentFormat"),
            completion_markdown: renders_markdown(
                "/textDocument/completion/completionItem/documentationFormat",
            ),
            resolves_documentation: names(
                "/textDocument/completion/completionItem/resolveSupport/properties",
                "documentation",
            ),
            all_completion_kinds: (19..=21)
                .all(|kind| numbers("/textDocument/completion/completionItemKind/valueSet", kind)),
            deprecates_completions: if numbers(
                "/textDocument/completion/completionItem/tagSupport/valueSet",
                1,
            ) {
                Some(Deprecates::ByTag)
            } else {
                is("/textDocument/completion/completionItem/deprecatedSupport").then_some(Deprecates::ByField)
            },
            inserts_or_replaces: is("/textDocument/completion/completionItem/insertReplaceSupport"),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_not_said_is_not_there() {
        assert_eq!(Abilities::of(&json!({})), Abilities::default());
        assert_eq!(
            Abilities::of(&json!({ "capabilities": { "window": { "workDoneProgress": "yes" } } })),
            Abilities::default()
        );
    }

    #[test]
    fn what_is_said_is_read() {
        let abilities = Abilities::of(&json!({ "capabilities": {
            "workspace": { "diagnostics": { "refreshSupport": true } },
            "textDocument": { "diagnostic": {}, "hover": { "contentFormat": ["plaintext", "markdown"] } },
        } }));
        let expected = Abilities {
            pulls_diagnostics: true,
            refreshes_diagnostics: true,
            hover_markdown: true,
            ..Abilities::default()
        };
        assert_eq!(abilities, expected);
    }
}
