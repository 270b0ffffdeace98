//! Answers about code actions: which there are, and what the chosen one changes.

use glossator_core::cancel::{Cancel, Cancellable, Cancelled};
use glossator_core::features::{self, ActionKind, CodeAction, Wanted};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types as lsp;

use super::client::Abilities;
use super::convert::{self, Chosen, is_wanted};
use super::server::Server;
use super::view::View;

/// The actions at a place. A client that asks for the changes of the chosen one is told no changes yet.
pub(super) async fn code_action(
    server: &Server,
    params: lsp::CodeActionParams,
) -> Result<Option<lsp::CodeActionResponse>> {
    let client = server.session().client.clone();
    if !client.takes_actions {
        return Ok(None);
    }
    let lsp::CodeActionParams { text_document: document, range, context, .. } = params;
    let uri = document.uri.clone();
    // An editor asks what can be done where the cursor went; about several lines, it asks for the note.
    if range.start.line == range.end.line {
        server.note_cursor(&uri, range.start.line);
    }
    let answer = move |view: &View, cancel: &Cancel| {
        // An editor that asks by itself wants to know whether to show a sign.
        let is_sign = context.trigger_kind == Some(lsp::CodeActionTriggerKind::AUTOMATIC);
        let kinds =
            |kind: ActionKind| is_wanted(context.only.as_deref(), kind) && !(is_sign && kind.is_everywhere());
        let mut answers = Vec::new();
        let mut counted = [0; ActionKind::ALL.len()];
        for action in actions(view, &client, range, &kinds, cancel)? {
            let at = ActionKind::ALL.iter().position(|kind| *kind == action.kind).unwrap_or_default();
            let chosen = Chosen {
                uri: document.uri.clone(),
                version: view.open.as_ref().map(|open| open.version),
                range,
                kind: action.kind.name().to_owned(),
                at: counted[at],
            };
            counted[at] += 1;
            let mut answer = view.converter.code_action(view.note, &action, &chosen, &context.diagnostics);
            let copied = action.copied.clone();
            let told = copied.as_deref().map(|text| convert::telling(text, client.copies_texts));
            answer.command.clone_from(&told);
            answer.is_preferred = answer.is_preferred.filter(|_| client.prefers_actions);
            if !client.resolves_actions {
                let changes = action.changes();
                if changes.is_none() && told.is_some() {
                    answer.data = None;
                    answers.push(lsp::CodeActionOrCommand::CodeAction(answer));
                    continue;
                }
                let edit = changes.and_then(|changes| view.converter.action_edit(&changes, client.edits));
                let Some(edit) = edit else { continue };
                answer.data = None;
                answer.edit = Some(edit);
            }
            answers.push(lsp::CodeActionOrCommand::CodeAction(answer));
        }
        Ok(Some(answers))
    };
    server.about(&uri, Cancel::default(), answer).await
}

/// The action with its changes; nobody but the client knows which of those it was told of is chosen.
pub(super) async fn code_action_resolve(server: &Server, action: lsp::CodeAction) -> Result<lsp::CodeAction> {
    let Some(chosen) = Chosen::of(action.data.as_ref()) else { return Ok(action) };
    let client = server.session().client.clone();
    let (uri, title) = (chosen.uri.clone(), action.title.clone());
    let answer = move |view: &View, cancel: &Cancel| {
        if view.open.as_ref().map(|open| open.version) != chosen.version {
            return Err(Cancelled);
        }
        let kinds = |kind: ActionKind| kind.name() == chosen.kind;
        let found = actions(view, &client, chosen.range, &kinds, cancel)?;
        let same = found.into_iter().nth(chosen.at).filter(|found| found.title == title);
        // Other notes may have changed since.
        let Some(same) = same else { return Err(Cancelled) };
        Ok(same.changes().and_then(|changes| view.converter.action_edit(&changes, client.edits)))
    };
    let edit = server.about(&uri, Cancel::default(), answer).await?;
    Ok(lsp::CodeAction { edit, ..action })
}

fn actions<'v>(
    view: &'v View,
    client: &Abilities,
    range: lsp::Range,
    kinds: &dyn Fn(ActionKind) -> bool,
    cancel: &Cancel,
) -> Cancellable<Vec<CodeAction<'v>>> {
    let wanted = Wanted {
        range: view.span(range),
        kinds,
        creates: client.creates_files,
        deletes: client.deletes_files,
        copies: client.copies_texts,
    };
    features::code_actions(view.snapshot(), view.note, wanted, cancel)
}
