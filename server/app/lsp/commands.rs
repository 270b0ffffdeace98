//! The commands of `workspace/executeCommand`.

use glossator_core::cancel::{Cancel, Cancellable};
use glossator_core::features;
use serde_json::{Value, json};
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{ExecuteCommandParams, Location, ShowDocumentParams};

use super::convert::Converter;

/// The names of all commands.
pub(crate) const NAMES: [&str; 2] = ["glossator.openTopic", "glossator.mentions"];

/// A command with its argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Opens the best place about a term or topic.
    OpenTopic(String),
    /// Finds every mention of a term.
    Mentions(String),
}

/// What a command found.
pub(crate) enum Found {
    /// The place to open, if any.
    Topic(Option<Location>),
    /// The mentions.
    Mentions(Vec<Location>),
}

/// Reads a command; an unknown one or one without its argument is an error that says so.
pub(crate) fn parse(params: &ExecuteCommandParams) -> Result<Command> {
    let name = || match params.arguments.first().and_then(Value::as_str) {
        Some(name) if !name.trim().is_empty() => Ok(name.trim().to_owned()),
        _ => Err(Error::invalid_params(format!("{} wants the name of a term or topic", params.command))),
    };
    match params.command.as_str() {
        "glossator.openTopic" => Ok(Command::OpenTopic(name()?)),
        "glossator.mentions" => Ok(Command::Mentions(name()?)),
        unknown => Err(Error::invalid_params(format!("there is no command {unknown}"))),
    }
}

/// Does the part of a command that needs no client.
pub(crate) fn run(command: &Command, folders: &[Converter], cancel: &Cancel) -> Cancellable<Found> {
    match command {
        Command::OpenTopic(name) => {
            for converter in folders {
                let found = features::find(&converter.snapshot, name, cancel)?;
                if let Some(location) = found.into_iter().find_map(|place| converter.location(place)) {
                    return Ok(Found::Topic(Some(location)));
                }
            }
            Ok(Found::Topic(None))
        }
        Command::Mentions(name) => {
            let mut mentions = Vec::new();
            for converter in folders {
                let found = features::mentions_of(&converter.snapshot, name, cancel)?;
                let own = found.into_iter().filter(|mention| converter.owns(mention.location.file));
                mentions.extend(own.filter_map(|mention| converter.location(mention.location)));
            }
            Ok(Found::Mentions(mentions))
        }
    }
}

/// Shows or answers what a command found.
pub(crate) fn deliver(found: Found, client: &Client, shows_documents: bool) -> Option<Value> {
    match found {
        Found::Topic(location) => {
            let location = location?;
            if shows_documents {
                let show = ShowDocumentParams {
                    uri: location.uri.clone(),
                    external: Some(false),
                    take_focus: Some(true),
                    selection: Some(location.range),
                };
                let client = client.clone();
                // The client may answer late or never; nobody waits for it.
                tokio::spawn(async move { client.show_document(show).await });
            }
            Some(json!(location))
        }
        Found::Mentions(mentions) => Some(json!(mentions)),
    }
}
