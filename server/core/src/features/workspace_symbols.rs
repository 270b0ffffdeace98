//! Workspace symbols: topics and terms of the whole vault by a fuzzy name.

use std::cmp::Reverse;

use super::location::Location;
use crate::cancel::{Cancel, Cancellable};
use crate::candidates::Candidates;
use crate::fuzzy::Query;
use crate::index::{DefinitionId, Display, FileId, Named};
use crate::outline::TopicKind;
use crate::snapshot::Snapshot;
use crate::text::Span;

/// Most symbols of one answer. Nobody reads further, and some clients stall.
pub const MOST_SYMBOLS: usize = 256;

/// A topic or term of the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceSymbol {
    /// The topic's title or the term, by the name that was found.
    pub name: String,
    /// What it is.
    pub kind: SymbolKind,
    /// The note and the topics around it: `note.md › Topic › Sub-topic`.
    pub container: String,
    /// Where it is.
    pub location: Location,
    /// How well it matches; higher is better.
    pub score: i64,
}

/// What a symbol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SymbolKind {
    /// A term with a definition.
    Term,
    /// A topic that a heading of Markdown opens.
    Heading,
    /// A topic that another line opens.
    Topic,
    /// A note without a topic for a title.
    Note,
}

impl SymbolKind {
    pub(super) fn of(topic: TopicKind) -> Self {
        match topic {
            TopicKind::Atx | TopicKind::Setext => Self::Heading,
            TopicKind::Question
            | TopicKind::Label
            | TopicKind::Numbered
            | TopicKind::Bold
            | TopicKind::Chat => Self::Topic,
        }
    }
}

/// A symbol that matches, before it is known whether it is among the best.
struct Match<'s> {
    kind: SymbolKind,
    name: &'s str,
    /// The definition that has the name.
    definition: Option<DefinitionId>,
    note: FileId,
    /// The topic it is or stands in.
    topic: Option<usize>,
    span: Span,
    selection: Span,
}

/// A score, and what tells equal ones apart: the shorter name is the better match; then terms before topics.
type Rank = (i64, Reverse<usize>, Reverse<SymbolKind>);

fn rank(score: i64, found: &Match<'_>) -> Rank {
    (score, Reverse(found.name.chars().count()), Reverse(found.kind))
}

/// The topics, terms and notes whose names match, the best first; all of them, up to a limit, for an empty query.
///
/// A term is found by each of its names, a topic by its title, a note without topics by its file name and aliases.
pub fn workspace_symbols(
    snapshot: &Snapshot,
    query: &str,
    cancel: &Cancel,
) -> Cancellable<Vec<WorkspaceSymbol>> {
    let wanted = Query::new(query);
    let letters = wanted.letters();
    let mut candidates: Candidates<Match<'_>, Rank> = Candidates::new();
    for (note, path, facts) in snapshot.index.notes() {
        cancel.check()?;
        let (of_definitions, of_topics) = facts.name_letters.split_at(facts.definitions.len());
        for (at, _) in (0..).zip(of_definitions).filter(|(_, name)| *name & letters == letters) {
            let definition = &facts.definitions[at as usize];
            if definition.excerpt {
                continue;
            }
            let names = definition.names.iter().map(|name| &**name);
            let Some((score, name)) = best(&wanted, names) else { continue };
            let found = Match {
                kind: SymbolKind::Term,
                name,
                definition: Some(DefinitionId { note, at }),
                note,
                topic: definition.topic,
                span: definition.span,
                selection: definition.name,
            };
            candidates.push(rank(score, &found), found);
        }
        for (at, _) in of_topics.iter().enumerate().filter(|(_, name)| *name & letters == letters) {
            let topic = &facts.topics[at];
            if topic.title.is_empty() {
                continue;
            }
            let by_title = wanted.score(&topic.title).map(|score| (score, &*topic.title));
            let by_name = best(&wanted, topic.names.iter().map(|name| &*name.text));
            let Some((score, name)) = by_title.into_iter().chain(by_name).max_by_key(|&(score, _)| score)
            else {
                continue;
            };
            let found = Match {
                kind: SymbolKind::of(topic.kind),
                // A title is shown as it is; another name alone would not tell why the topic was found.
                name: if by_title.is_some() { &topic.title } else { name },
                definition: None,
                note,
                topic: Some(at),
                span: topic.range,
                selection: topic.name,
            };
            candidates.push(rank(score, &found), found);
        }
        if facts.topics.is_empty() {
            let names = [path.stem()].into_iter().chain(facts.names());
            let Some((score, name)) = best(&wanted, names) else { continue };
            let Location { span, name: selection, .. } = Location::start_of(note);
            let kind = SymbolKind::Note;
            let found = Match { kind, name, definition: None, note, topic: None, span, selection };
            candidates.push(rank(score, &found), found);
        }
    }
    let (found, _) = candidates.best(MOST_SYMBOLS);
    let display = Display::new(&snapshot.index);
    Ok(found.into_iter().map(|((score, ..), found)| symbol(snapshot, &display, &found, score)).collect())
}

/// The best score among some names, and the name that has it; of equal ones the first.
fn best<'n>(wanted: &Query, names: impl Iterator<Item = &'n str>) -> Option<(i64, &'n str)> {
    let scores = names.filter_map(|name| Some((wanted.score(name)?, name)));
    scores.reduce(|best, next| if best.0 < next.0 { next } else { best })
}

fn symbol(snapshot: &Snapshot, display: &Display<'_>, found: &Match<'_>, score: i64) -> WorkspaceSymbol {
    let path = snapshot.index.path(found.note).map_or("", |path| path.as_str());
    let mut container = vec![path];
    if let (Some(facts), Some(topic)) = (snapshot.facts(found.note), found.topic) {
        let mut topics = facts.topic_path(topic);
        if matches!(found.kind, SymbolKind::Heading | SymbolKind::Topic) {
            topics.pop();
        }
        container.extend(topics);
    }
    WorkspaceSymbol {
        name: found
            .definition
            .map_or_else(|| found.name.to_owned(), |id| display.name_of(Named::Definition(id), found.name)),
        kind: found.kind,
        container: container.join(" › "),
        location: Location { file: found.note, span: found.span, name: found.selection },
        score,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::case;

    /// What is found, each as `name < container`.
    #[track_caller]
    fn check(fixture: &str, query: &str, expected: &[&str]) {
        let case = case(fixture);
        let found = workspace_symbols(&case.snapshot, query, &Cancel::default()).expect("nobody stops it");
        let found: Vec<String> =
            found.into_iter().map(|found| format!("{} < {}", found.name, found.container)).collect();
        assert_eq!(found, expected);
    }

    const NOTES: &str = "
-- a.md
# Limits

## What is a token bucket (TB)?

A token bucket is a counter of allowances.

### Its size

Small.
-- sub/b.md
# Café

Coffee.
-- plain.md
Nothing much.
";

    #[test]
    fn a_term_stands_before_the_title_that_names_it() {
        check(
            NOTES,
            "token bucket",
            &[
                "token bucket < a.md › Limits › What is a token bucket (TB)?",
                "What is a token bucket (TB)? < a.md › Limits",
            ],
        );
    }

    #[test]
    fn other_names_are_found() {
        check(
            NOTES,
            "tb",
            &[
                "TB < a.md › Limits › What is a token bucket (TB)?",
                "What is a token bucket (TB)? < a.md › Limits",
            ],
        );
    }

    #[test]
    fn topics_have_the_path_above_them() {
        check(NOTES, "its size", &["Its size < a.md › Limits › What is a token bucket (TB)?"]);
        check(NOTES, "limits", &["Limits < a.md"]);
    }

    #[test]
    fn accents_may_be_left_out() {
        check(NOTES, "cafe", &["Café < sub/b.md"]);
    }

    #[test]
    fn letters_strewn_over_a_name_are_no_match() {
        check(NOTES, "lms", &[]);
        check(NOTES, "zzz", &[]);
    }

    #[test]
    fn notes_without_topics_are_found_by_their_file() {
        check(NOTES, "plain", &["plain < plain.md"]);
        check("\n-- x.md\n---\naliases: [Another name]\n---\ntext\n", "another", &["Another name < x.md"]);
    }

    #[test]
    fn better_matches_stand_first() {
        check(
            "\n-- a.md\n# The cache of a web server\n\n# Cache\n\n# Caches and more\n",
            "cache",
            &["Cache < a.md", "Caches and more < a.md", "The cache of a web server < a.md"],
        );
    }
}
