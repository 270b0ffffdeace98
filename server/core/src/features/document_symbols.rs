//! The outline of a note: its topics, nested, each with the terms defined in it.

use super::code_lens::is_unanswered;
use super::workspace_symbols::SymbolKind;
use crate::index::{DefinitionId, Display, FileId};
use crate::snapshot::Snapshot;
use crate::terms::cut::cut;
use crate::terms::marks::plain;
use crate::text::Span;

/// Most characters of a detail: it stands behind the name on one line.
const MOST_DETAIL: usize = 80;

/// A line of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentSymbol {
    /// The topic's title, or the term.
    pub name: String,
    /// What it is: a heading, a topic that another line opens, or a term defined in the topic above it.
    pub kind: SymbolKind,
    /// What the term means, or that a question has no answer; short.
    pub detail: Option<String>,
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
            kind: SymbolKind::of(topic.kind),
            detail: is_unanswered(topic).then(|| "unanswered".to_owned()),
            span: topic.range,
            selection: Span {
                start: topic.name.start.max(topic.range.start),
                end: topic.name.end.min(topic.range.end),
            },
            children: Vec::new(),
        };
        symbols.push(symbol);
    }
    let display = Display::new(&snapshot.index);
    for (at, definition) in (0_u32..).zip(&facts.definitions).filter(|(_, definition)| !definition.excerpt) {
        let Some(topic) = definition.topic else { continue };
        let Some(parent) = symbols.get_mut(topic) else { continue };
        // A topic that is about the term is its symbol already.
        if parent.span.covers(definition.name) && !facts.topics[topic].span.covers(definition.name) {
            parent.children.push(DocumentSymbol {
                name: display.term(DefinitionId { note, at }),
                kind: SymbolKind::Term,
                detail: Some(cut(&plain(&definition.gist), MOST_DETAIL).into_owned()),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::case;

    fn shown(symbols: &[DocumentSymbol], depth: usize, lines: &mut Vec<String>) {
        for symbol in symbols {
            let detail = symbol.detail.iter().map(|detail| format!(" — {detail}"));
            lines.push(format!("{}{}{}", "  ".repeat(depth), symbol.name, detail.collect::<String>()));
            assert!(symbol.span.covers(symbol.selection), "{symbol:?}");
            assert!(symbol.children.iter().all(|child| symbol.span.covers(child.span)), "{symbol:?}");
            shown(&symbol.children, depth + 1, lines);
        }
    }

    #[track_caller]
    fn check(fixture: &str, expected: &[&str]) {
        let case = case(fixture);
        let mut lines = Vec::new();
        shown(&document_symbols(&case.snapshot, case.note), 0, &mut lines);
        assert_eq!(lines, expected);
    }

    #[test]
    fn topics_nest_and_hold_the_terms_defined_in_them() {
        check(
            "\n-- a.md\n# Limits\n\n## Kinds\n\n- **Token bucket**: a *counter* of allowances\n\n# More\n\ntext\n",
            &["Limits", "  Kinds", "    Token bucket — a counter of allowances", "More"],
        );
    }

    #[test]
    fn headings_are_told_from_topics_that_other_lines_open() {
        let case = case(
            "\n-- a.md\n# Limits\n\n**Q:** What is a burst?\n\nA short peak of requests.\n\n## More\n\ntext\n",
        );
        let symbols = document_symbols(&case.snapshot, case.note);
        let kinds: Vec<_> = symbols[0].children.iter().map(|symbol| symbol.kind).collect();
        assert_eq!(
            (symbols[0].kind, &kinds[..]),
            (SymbolKind::Heading, &[SymbolKind::Topic, SymbolKind::Heading][..])
        );
    }

    #[test]
    fn a_question_without_an_answer_says_so() {
        check(
            "\n-- a.md\n## What is a lock?\n\n## What is a mutex?\n\nA mutex is a kind of lock.\n",
            &["What is a lock? — unanswered", "What is a mutex?"],
        );
    }
}
