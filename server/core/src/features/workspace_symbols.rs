//! Workspace symbols: topics and terms of the whole vault by a fuzzy name.

use super::location::Location;
use crate::cancel::{Cancel, Cancellable};
use crate::fuzzy::Matcher;
use crate::snapshot::Snapshot;

/// Most symbols of one answer. Nobody reads further, and some clients stall.
const MOST: usize = 256;

/// A topic or term of the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceSymbol {
    /// The topic's title or the term.
    pub name: String,
    /// What it is.
    pub kind: SymbolKind,
    /// The note and the topics around it: `note.md › Topic › Sub-topic`.
    pub container: String,
    /// Where it is.
    pub location: Location,
}

/// What a symbol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SymbolKind {
    /// A term with a definition.
    Term,
    /// A topic.
    Topic,
    /// A note without a topic for a title.
    Note,
}

/// The topics, terms and notes whose names match, the best first; all of them, up to a limit, for an empty query.
pub fn workspace_symbols(
    snapshot: &Snapshot,
    query: &str,
    cancel: &Cancel,
) -> Cancellable<Vec<WorkspaceSymbol>> {
    let matcher = Matcher::new(query);
    let mut found = Vec::new();
    for (note, path, facts) in snapshot.index.notes() {
        cancel.check()?;
        for (at, topic) in facts.topics.iter().enumerate() {
            if let Some(score) = matcher.score(&topic.title) {
                found.push((
                    score,
                    SymbolKind::Topic,
                    &*topic.title,
                    note,
                    Some(at),
                    topic.range,
                    topic.name,
                ));
            }
        }
        for definition in facts.definitions.iter().filter(|definition| !definition.excerpt) {
            let best =
                definition.names.iter().filter_map(|name| matcher.score(name).map(|score| (score, &**name)));
            if let Some((score, name)) = best.max_by_key(|(score, _)| *score) {
                found.push((
                    score,
                    SymbolKind::Term,
                    name,
                    note,
                    definition.topic,
                    definition.span,
                    definition.name,
                ));
            }
        }
        if facts.topics.is_empty()
            && let Some(score) = matcher.score(path.stem())
        {
            let start = Location::start_of(note);
            found.push((score, SymbolKind::Note, path.stem(), note, None, start.span, start.name));
        }
    }
    // Equal scores: the shorter name is the better match; then terms before topics, then the order of the vault.
    found.sort_by_key(|(score, kind, name, ..)| (std::cmp::Reverse(*score), name.chars().count(), *kind));
    found.truncate(MOST);
    let symbols = found.into_iter().map(|(_, kind, name, note, topic, span, selection)| {
        let path = snapshot.index.path(note).map_or("", |path| path.as_str());
        let mut container = vec![path];
        if let (Some(facts), Some(topic)) = (snapshot.facts(note), topic) {
            let mut topics = facts.topic_path(topic);
            if kind == SymbolKind::Topic {
                topics.pop();
            }
            container.extend(topics);
        }
        WorkspaceSymbol {
            name: name.to_owned(),
            kind,
            container: container.join(" › "),
            location: Location { file: note, span, name: selection },
        }
    });
    Ok(symbols.collect())
}
