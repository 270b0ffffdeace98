//! The commands of `workspace/executeCommand`.

mod daily;

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

use glossator_core::cancel::{Cancel, Cancellable};
use glossator_core::features::{self, GapKind, GlossaryEntry, Statistics};
use glossator_core::index::FileId;
use glossator_core::rules::Rule;
use glossator_core::text::Text;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types as lsp;

use super::client::Abilities;
use super::convert::{self, Converter, NoteChange, Question};
use super::plain::plain;
use super::server::Server;

/// A command as clients know it.
pub(crate) struct Known {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it wants to be told; empty where nothing.
    wants: &'static str,
    read: fn(Option<&str>, &[Value]) -> Option<Command>,
}

/// Every command.
pub(crate) const COMMANDS: [Known; 13] = [
    Known {
        name: "glossator.backlinks",
        wants: "the URI of a note",
        read: |uri, _| Some(Command::Backlinks(lsp::Url::parse(uri?).ok()?)),
    },
    Known {
        name: "glossator.dailyNote",
        wants: "today, previous or next",
        read: |which, rest| {
            let from = rest.first().and_then(|uri| lsp::Url::deserialize(uri).ok());
            Some(Command::DailyNote(daily::Which::read(which)?, from))
        },
    },
    Known {
        name: "glossator.explain",
        wants: "the code of a rule",
        read: |rule, _| Some(Command::Explain(rule?.to_owned())),
    },
    Known { name: "glossator.exportGlossary", wants: "", read: |_, _| Some(Command::ExportGlossary) },
    Known {
        name: "glossator.glossary",
        wants: "",
        read: |part, rest| {
            let most = rest.first().and_then(Value::as_u64).and_then(|most| usize::try_from(most).ok());
            Some(Command::Glossary(part.unwrap_or_default().to_owned(), most))
        },
    },
    Known {
        name: "glossator.linkAll",
        wants: "the URI of a note",
        read: |uri, _| Some(Command::LinkAll(lsp::Url::parse(uri?).ok()?)),
    },
    Known {
        name: "glossator.mentions",
        wants: "the name of a term",
        read: |name, rest| Some(Command::Mentions(name?.to_owned(), place(rest))),
    },
    Known {
        name: "glossator.openTopic",
        wants: "the name of a term or topic",
        read: |name, _| Some(Command::OpenTopic(name?.to_owned())),
    },
    Known { name: "glossator.randomTopic", wants: "", read: |_, _| Some(Command::RandomTopic) },
    Known { name: "glossator.reindex", wants: "", read: |_, _| Some(Command::Reindex) },
    Known { name: "glossator.show", wants: "a text", read: |text, _| Some(Command::Show(text?.to_owned())) },
    Known { name: "glossator.statistics", wants: "", read: |_, _| Some(Command::Statistics) },
    Known { name: "glossator.unanswered", wants: "", read: |_, _| Some(Command::Unanswered) },
];

/// A command with its argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Opens the best place about a term or topic.
    OpenTopic(String),
    /// Opens a topic by chance.
    RandomTopic,
    /// Finds every mention of a term; with a place, of the term as it is meant there.
    Mentions(String, Option<(lsp::Url, lsp::Position)>),
    /// Finds every link of other notes to a note.
    Backlinks(lsp::Url),
    /// Links the first mention of every defined term in each section of a note.
    LinkAll(lsp::Url),
    /// Opens the note of today, or of the day before or after that of a note.
    DailyNote(daily::Which, Option<lsp::Url>),
    /// Tells the terms with their definitions: those that have a part of text in a name or a meaning, at most so many.
    Glossary(String, Option<usize>),
    /// Writes the glossary of each vault as Markdown.
    ExportGlossary,
    /// Tells what still waits for words.
    Unanswered,
    /// Tells the page of a rule, as Markdown.
    Explain(String),
    /// Shows a text in a message.
    Show(String),
    /// Counts what the vaults hold.
    Statistics,
    /// Reads all notes again.
    Reindex,
}

/// What a command found.
pub(crate) enum Found {
    /// A place to open, if any.
    Place(Option<lsp::Location>),
    /// What the client is told.
    Answer(Value),
    /// What the user is shown, and the client told.
    Message(String),
    /// Changes of notes to make.
    Changes(Vec<NoteChange>),
    /// A note to create with this text, and to open.
    Note(lsp::Url, String),
}

/// Does what a command says.
pub(super) async fn execute_command(
    server: &Server,
    params: lsp::ExecuteCommandParams,
) -> Result<Option<Value>> {
    let command = parse(&params)?;
    if command == Command::Reindex {
        let session = server.session();
        let folders = session.vaults.iter().filter(|(_, vault)| vault.is_folder());
        folders.for_each(|(&vault, _)| server.shared.refresher.read_all(vault));
    }
    if let Command::LinkAll(uri) = &command {
        let mut changed = server.shared.changed.clone();
        // Terms that are not known yet would stay without a link.
        while server.session().is_unread(uri) && changed.changed().await.is_ok() {}
    }
    let (folders, indexing, abilities) = {
        let mut session = server.session();
        (session.folders(), session.has_unread(), session.client.clone())
    };
    let run = move |cancel: &Cancel| run(&command, &folders, indexing, cancel);
    let found = server.workers.run(Cancel::default(), run).await?;
    Ok(deliver(found, &server.shared.client, &abilities))
}

/// Reads a command; an unknown one or one without its argument is an error that says so.
fn parse(params: &lsp::ExecuteCommandParams) -> Result<Command> {
    let known = COMMANDS.iter().find(|known| known.name == params.command);
    let known =
        known.ok_or_else(|| Error::invalid_params(format!("there is no command {}", params.command)))?;
    let argument = params.arguments.first().and_then(Value::as_str);
    let rest = params.arguments.get(1..).unwrap_or_default();
    (known.read)(argument.map(str::trim).filter(|name| !name.is_empty()), rest)
        .ok_or_else(|| Error::invalid_params(format!("{} wants {}", known.name, known.wants)))
}

/// A place behind the name of a term: a URI and a position in it.
fn place(rest: &[Value]) -> Option<(lsp::Url, lsp::Position)> {
    let uri = lsp::Url::deserialize(rest.first()?).ok()?;
    Some((uri, lsp::Position::deserialize(rest.get(1)?).ok()?))
}

/// Does the part of a command that needs no client. `indexing` tells whether some notes are not read yet.
fn run(command: &Command, folders: &[Converter], indexing: bool, cancel: &Cancel) -> Cancellable<Found> {
    let found = match command {
        Command::OpenTopic(name) => Found::Place(open_topic(folders, name, cancel)?),
        Command::RandomTopic => Found::Place(random_topic(folders)),
        Command::Mentions(name, place) => {
            let at = place.as_ref().and_then(|(uri, position)| Some((owner(folders, uri)?, *position)));
            Found::Answer(json!(match at {
                Some(((converter, note), position)) =>
                    mentions_as_meant(converter, note, position, name, cancel)?,
                None => mentions(folders, name, cancel)?,
            }))
        }
        Command::Backlinks(uri) => Found::Answer(json!(backlinks(folders, uri))),
        Command::LinkAll(uri) => match owner(folders, uri) {
            Some((converter, note)) => {
                let edits = features::link_all(&converter.snapshot, note, cancel)?;
                Found::Changes(converter.note_changes(&edits))
            }
            None => Found::Answer(Value::Null),
        },
        Command::DailyNote(which, from) => {
            let from = from.as_ref().and_then(|uri| owner(folders, uri));
            daily::find(folders, *which, from, daily::today())
        }
        Command::Glossary(part, most) => Found::Answer(json!(glossary(folders, part, *most))),
        Command::ExportGlossary => Found::Answer(json!(export(folders))),
        Command::Unanswered => Found::Answer(json!(unanswered(folders, cancel)?)),
        Command::Statistics => Found::Answer(statistics(folders, indexing, cancel)?),
        Command::Explain(code) => {
            let rule = Rule::ALL.iter().find(|rule| rule.code() == code);
            Found::Answer(json!(rule.map(|rule| rule.page())))
        }
        Command::Show(text) => Found::Message(text.clone()),
        Command::Reindex => Found::Answer(Value::Null),
    };
    Ok(found)
}

/// Shows, changes or answers what a command found. What the client cannot be asked to do is in the answer.
fn deliver(found: Found, client: &Client, abilities: &Abilities) -> Option<Value> {
    let mut new_note = None;
    let location = match found {
        Found::Place(location) => location?,
        Found::Note(uri, text) => {
            new_note = Some(convert::created(uri.clone(), text));
            lsp::Location { uri, range: lsp::Range::default() }
        }
        Found::Answer(answer) => return Some(answer),
        Found::Message(text) => {
            let (client, shown) = (client.clone(), text.clone());
            tokio::spawn(async move { client.show_message(lsp::MessageType::INFO, shown).await });
            return Some(json!(text));
        }
        Found::Changes(changes) => {
            let is_any = !changes.is_empty();
            let edit = convert::workspace_edit(changes, Vec::new(), abilities.edits, Question::Mentions);
            if abilities.applies_edits && is_any {
                let (client, edit) = (client.clone(), edit.clone());
                // As with showing a place.
                tokio::spawn(async move { client.apply_edit(edit).await });
            }
            return Some(json!(edit));
        }
    };
    let client = client.clone();
    let (creates, shows) = (abilities.applies_edits && abilities.creates_files, abilities.shows_documents);
    let (edit, show) = (new_note.filter(|_| creates), shows.then(|| shown(&location)));
    // The client may answer late or never; nobody waits for it.
    tokio::spawn(async move {
        if let Some(edit) = edit {
            client.apply_edit(edit).await?;
        }
        match show {
            Some(show) => client.show_document(show).await,
            None => Ok(false),
        }
    });
    Some(json!(location))
}

/// A place to bring before the user.
fn shown(location: &lsp::Location) -> lsp::ShowDocumentParams {
    lsp::ShowDocumentParams {
        uri: location.uri.clone(),
        external: Some(false),
        take_focus: Some(true),
        selection: Some(location.range),
    }
}

fn open_topic(folders: &[Converter], name: &str, cancel: &Cancel) -> Cancellable<Option<lsp::Location>> {
    for converter in folders {
        let found = features::find(&converter.snapshot, name, cancel)?;
        if let Some(location) = found.into_iter().find_map(|place| converter.location(place)) {
            return Ok(Some(location));
        }
    }
    Ok(None)
}

fn random_topic(folders: &[Converter]) -> Option<lsp::Location> {
    // The state of a new hasher is as random as the system can make it.
    let dice = RandomState::new().build_hasher().finish();
    let folder = folders.get(usize::try_from(dice >> 32).ok()?.checked_rem(folders.len())?)?;
    let from_folder = |folder: &Converter| {
        features::random_topic(&folder.snapshot, dice).and_then(|place| folder.location(place))
    };
    from_folder(folder).or_else(|| folders.iter().find_map(from_folder))
}

fn mentions(folders: &[Converter], name: &str, cancel: &Cancel) -> Cancellable<Vec<lsp::Location>> {
    let mut mentions = Vec::new();
    for converter in folders {
        let found = features::mentions_of(&converter.snapshot, name, cancel)?;
        let own = found.into_iter().filter(|mention| converter.owns(mention.location.file));
        mentions.extend(own.filter_map(|mention| converter.location(mention.location)));
    }
    Ok(mentions)
}

/// The mentions of a term as it is meant at a place.
fn mentions_as_meant(
    converter: &Converter,
    note: FileId,
    position: lsp::Position,
    name: &str,
    cancel: &Cancel,
) -> Cancellable<Vec<lsp::Location>> {
    let text = Text::new(&converter.snapshot.text(note).unwrap_or_default());
    let offset = text.offset(convert::position(position), converter.encoding);
    let found = features::term_mentions(&converter.snapshot, name, note, offset, cancel)?;
    Ok(found.into_iter().filter_map(|place| converter.location(place)).collect())
}

fn backlinks(folders: &[Converter], uri: &lsp::Url) -> Vec<lsp::Location> {
    let Some((converter, note)) = owner(folders, uri) else { return Vec::new() };
    let links = features::backlinks(&converter.snapshot, note).into_iter();
    links.filter_map(|link| converter.location(link)).collect()
}

/// The vault that a note belongs to.
fn owner<'f>(folders: &'f [Converter], uri: &lsp::Url) -> Option<(&'f Converter, FileId)> {
    let mut found = folders.iter().filter_map(|converter| Some((converter, converter.note(uri)?)));
    found.find(|(converter, note)| converter.owns(*note))
}

/// A term as `glossator.glossary` tells it.
#[derive(Serialize)]
struct Term {
    term: String,
    aliases: Vec<String>,
    definitions: Vec<Definition>,
}

#[derive(Serialize)]
struct Definition {
    location: lsp::Location,
    gist: String,
}

/// The terms that have `part` in a name or a meaning, letter case aside; at most `most` of them.
fn glossary(folders: &[Converter], part: &str, most: Option<usize>) -> Vec<Term> {
    let part = part.to_lowercase();
    let mut found = Vec::new();
    for converter in folders {
        let index = &converter.snapshot.index;
        let has_part = |text: &str| text.to_lowercase().contains(&part);
        let is_wanted = |entry: &&GlossaryEntry| {
            let meanings = entry.definitions.iter().filter_map(|&id| index.definition(id));
            part.is_empty()
                || has_part(&entry.term)
                || entry.aliases.iter().any(|alias| has_part(alias))
                || meanings.into_iter().any(|definition| has_part(&definition.gist))
        };
        let entries = own_glossary(converter);
        let terms = entries.iter().filter(is_wanted).filter_map(|entry| term(converter, entry));
        found.extend(terms.take(most.map_or(usize::MAX, |most| most.saturating_sub(found.len()))));
    }
    found
}

/// The entries of the notes that belong to this vault and to none inside it.
fn own_glossary(converter: &Converter) -> Vec<GlossaryEntry> {
    let notes = converter.snapshot.index.notes().map(|(note, _, _)| note);
    features::glossary(&converter.snapshot, notes.filter(|&note| converter.owns(note)))
}

fn term(converter: &Converter, entry: &GlossaryEntry) -> Option<Term> {
    let definitions = entry.definitions.iter().filter_map(|&id| {
        let location = converter.location(features::definition_location(&converter.snapshot, id)?)?;
        // Lists of terms show it on one line and render no Markdown.
        let gist = plain(&converter.snapshot.index.definition(id)?.gist);
        Some(Definition { location, gist })
    });
    let definitions: Vec<Definition> = definitions.collect();
    let aliases = entry.aliases.clone();
    (!definitions.is_empty()).then(|| Term { term: entry.term.clone(), aliases, definitions })
}

fn export(folders: &[Converter]) -> String {
    let notes = folders.iter().map(|folder| features::glossary_note(&folder.snapshot, &own_glossary(folder)));
    notes.collect::<Vec<_>>().join("\n")
}

/// A place that waits for words, as `glossator.unanswered` tells it.
#[derive(Serialize)]
struct Gap {
    kind: &'static str,
    name: String,
    location: lsp::Location,
}

fn unanswered(folders: &[Converter], cancel: &Cancel) -> Cancellable<Vec<Gap>> {
    let mut all = Vec::new();
    for converter in folders {
        let gaps = features::gaps(&converter.snapshot, cancel)?.into_iter();
        let own = gaps.filter(|gap| converter.owns(gap.location.file));
        all.extend(own.filter_map(|gap| {
            let kind = match gap.kind {
                GapKind::Answer => "question",
                GapKind::Text => "topic",
                GapKind::Definition => "term",
            };
            let location = converter.location(gap.location)?;
            Some(Gap { kind, name: gap.name.into(), location })
        }));
    }
    Ok(all)
}

fn statistics(folders: &[Converter], indexing: bool, cancel: &Cancel) -> Cancellable<Value> {
    let mut sum = Statistics::default();
    for converter in folders {
        let own = features::statistics(&converter.snapshot, cancel)?;
        sum.notes += own.notes;
        sum.topics += own.topics;
        sum.terms += own.terms;
        sum.definitions += own.definitions;
        sum.links += own.links;
        sum.gaps += own.gaps;
    }
    Ok(json!({
        "notes": sum.notes,
        "topics": sum.topics,
        "terms": sum.terms,
        "definitions": sum.definitions,
        "links": sum.links,
        "unanswered": sum.gaps,
        "indexing": indexing,
    }))
}
