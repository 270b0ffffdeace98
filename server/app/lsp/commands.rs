//! The commands of `workspace/executeCommand`.

use glossator_core::cancel::{Cancel, Cancellable};
use glossator_core::features;
use glossator_core::index::FileId;
use glossator_core::text::Text;
use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{ExecuteCommandParams, Location, Position, ShowDocumentParams, Url};

use super::convert::{self, Converter};

/// The names of all commands.
pub(crate) const NAMES: [&str; 3] = ["glossator.openTopic", "glossator.mentions", "glossator.backlinks"];

/// A command with its argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Opens the best place about a term or topic.
    OpenTopic(String),
    /// Finds every mention of a term; with a place, of the term as it is meant there.
    Mentions(String, Option<(Url, Position)>),
    /// Finds every link of other notes to a note.
    Backlinks(Url),
}

/// What a command found.
pub(crate) enum Found {
    /// The place to open, if any.
    Topic(Option<Location>),
    /// The mentions or links.
    Places(Vec<Location>),
}

/// Reads a command; an unknown one or one without its argument is an error that says so.
pub(crate) fn parse(params: &ExecuteCommandParams) -> Result<Command> {
    let name = || match params.arguments.first().and_then(Value::as_str) {
        Some(name) if !name.trim().is_empty() => Ok(name.trim().to_owned()),
        _ => Err(Error::invalid_params(format!("{} wants the name of a term or topic", params.command))),
    };
    match params.command.as_str() {
        "glossator.openTopic" => Ok(Command::OpenTopic(name()?)),
        "glossator.mentions" => Ok(Command::Mentions(name()?, place(params))),
        "glossator.backlinks" => {
            let uri = params.arguments.first().and_then(|uri| Url::deserialize(uri).ok());
            let uri =
                uri.ok_or_else(|| Error::invalid_params("glossator.backlinks wants the URI of a note"))?;
            Ok(Command::Backlinks(uri))
        }
        unknown => Err(Error::invalid_params(format!("there is no command {unknown}"))),
    }
}

/// The place behind the name: a URI and a position in it.
fn place(params: &ExecuteCommandParams) -> Option<(Url, Position)> {
    let uri = Url::deserialize(params.arguments.get(1)?).ok()?;
    Some((uri, Position::deserialize(params.arguments.get(2)?).ok()?))
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
        Command::Mentions(name, Some((uri, position))) if owner(folders, uri).is_some() => {
            let Some((converter, note)) = owner(folders, uri) else { return Ok(Found::Places(Vec::new())) };
            let text = Text::new(&converter.snapshot.text(note).unwrap_or_default());
            let offset = text.offset(convert::position(*position), converter.encoding);
            let found = features::term_mentions(&converter.snapshot, name, note, offset, cancel)?;
            Ok(Found::Places(found.into_iter().filter_map(|place| converter.location(place)).collect()))
        }
        Command::Backlinks(uri) => {
            let found = owner(folders, uri).map(|(converter, note)| {
                let links = features::backlinks(&converter.snapshot, note).into_iter();
                links.filter_map(|link| converter.location(link)).collect()
            });
            Ok(Found::Places(found.unwrap_or_default()))
        }
        Command::Mentions(name, _) => {
            let mut mentions = Vec::new();
            for converter in folders {
                let found = features::mentions_of(&converter.snapshot, name, cancel)?;
                let own = found.into_iter().filter(|mention| converter.owns(mention.location.file));
                mentions.extend(own.filter_map(|mention| converter.location(mention.location)));
            }
            Ok(Found::Places(mentions))
        }
    }
}

/// The vault that a note belongs to.
fn owner<'f>(folders: &'f [Converter], uri: &Url) -> Option<(&'f Converter, FileId)> {
    let mut found = folders.iter().filter_map(|converter| Some((converter, converter.note(uri)?)));
    found.find(|(converter, note)| converter.owns(*note))
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
        Found::Places(places) => Some(json!(places)),
    }
}
