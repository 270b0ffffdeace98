//! The outline of a note: its topics, nested, each with the terms defined in it.

use crate::index::FileId;
use crate::snapshot::Snapshot;
use crate::text::Span;

/// A line of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentSymbol {
    /// The topic's title, or the term.
    pub name: String,
    /// Whether it is a term defined in the topic above it, and no topic.
    pub is_term: bool,
    /// All of it, nested topics included.
    pub span: Span,
    /// The title or the term itself; inside `span`.
    pub selection: Span,
    /// What is nested in it.
    pub children: Vec<DocumentSymbol>,
}

/// The outline of a note.
#[must_use]
pub fn document_symbols(snapshot: &Snapshot, note: FileId) -> Vec<DocumentSymbol> {
    let Some(facts) = snapshot.facts(note) else { return Vec::new() };
    let mut symbols: Vec<DocumentSymbol> = Vec::new();
    for topic in &facts.topics {
        let name = if topic.title.is_empty() { "…".to_owned() } else { topic.title.to_string() };
        let symbol = DocumentSymbol {
            name,
            is_term: false,
            span: topic.range,
            selection: Span {
                start: topic.name.start.max(topic.range.start),
                end: topic.name.end.min(topic.range.end),
            },
            children: Vec::new(),
        };
        symbols.push(symbol);
    }
    for definition in facts.definitions.iter().filter(|definition| !definition.excerpt) {
        let Some(topic) = definition.topic else { continue };
        let Some(parent) = symbols.get_mut(topic) else { continue };
        // A topic that is about the term is its symbol already.
        if parent.span.covers(definition.name) && !facts.topics[topic].span.covers(definition.name) {
            parent.children.push(DocumentSymbol {
                name: definition.names.first().map(ToString::to_string).unwrap_or_default(),
                is_term: true,
                span: Span {
                    start: definition.name.start,
                    end: definition.span.end.max(definition.name.end),
                },
                selection: definition.name,
                children: Vec::new(),
            });
        }
    }
    // Children first, so that a topic is complete when it moves into its parent.
    let mut roots = Vec::new();
    for at in (0..symbols.len()).rev() {
        let Some(symbol) = symbols.pop() else { break };
        match facts.topics[at].parent {
            Some(parent) => symbols[parent].children.push(symbol),
            None => roots.push(symbol),
        }
    }
    sort(&mut roots);
    roots
}

fn sort(symbols: &mut [DocumentSymbol]) {
    symbols.sort_by_key(|symbol| (symbol.span.start, symbol.selection.start));
    for symbol in symbols {
        sort(&mut symbol.children);
    }
}
