//! What rules find in one note, with what they need of it at hand.

use std::cell::OnceCell;
use std::sync::Arc;

use super::census::Tables;
use super::{Fix, Problem, RULES, Related, Rule, Severity, Tag};
use crate::edit::{Edit, Edits};
use crate::facts::Facts;
use crate::index::FileId;
use crate::snapshot::Snapshot;
use crate::text::Span;

/// The note that is checked, and what was found in it so far.
pub(super) struct Report<'s> {
    pub(super) snapshot: &'s Snapshot,
    pub(super) note: FileId,
    pub(super) facts: &'s Facts,
    pub(super) problems: Vec<Problem>,
    severities: [Option<Severity>; RULES],
    text: OnceCell<String>,
    tables: OnceCell<Arc<Tables>>,
}

/// A problem that is being described.
pub(super) struct Described<'r> {
    problem: &'r mut Problem,
    note: FileId,
}

impl<'s> Report<'s> {
    /// An empty report of a note; `None` where the index does not have it.
    pub(super) fn new(snapshot: &'s Snapshot, note: FileId) -> Option<Self> {
        let facts = snapshot.facts(note)?;
        let path = snapshot.index.path(note)?;
        let severities = Rule::ALL.map(|rule| snapshot.config.severity(rule, path.as_str()));
        let (text, tables) = (OnceCell::new(), OnceCell::new());
        Some(Self { snapshot, note, facts, problems: Vec::new(), severities, text, tables })
    }

    /// Whether a rule is on for this note.
    pub(super) fn is_on(&self, rule: Rule) -> bool {
        self.severities[rule as usize].is_some()
    }

    /// Whether one of some rules is on for this note.
    pub(super) fn is_any_on(&self, rules: &[Rule]) -> bool {
        rules.iter().any(|rule| self.is_on(*rule))
    }

    /// The text of the note; empty where it cannot be read any more. Few rules need it, and only where they found
    /// something.
    pub(super) fn text(&self) -> &str {
        self.text.get_or_init(|| self.snapshot.text(self.note).unwrap_or_default())
    }

    /// What all notes have in common.
    pub(super) fn tables(&self) -> &Tables {
        self.tables.get_or_init(|| self.snapshot.census.tables(&self.snapshot.index))
    }

    /// The path of a file.
    pub(super) fn path(&self, file: FileId) -> &'s str {
        self.snapshot.index.path(file).map_or("", |path| path.as_str())
    }

    /// Adds a problem, unless its rule is off.
    pub(super) fn add(&mut self, rule: Rule, span: Span, message: String) -> Option<Described<'_>> {
        let severity = self.severities[rule as usize]?;
        self.problems.push(Problem {
            rule,
            severity,
            span,
            message,
            target: None,
            related: Vec::new(),
            tag: None,
            fix: None,
        });
        let note = self.note;
        self.problems.last_mut().map(|problem| Described { problem, note })
    }
}

impl Described<'_> {
    /// What was looked for.
    pub(super) fn target(self, target: impl Into<String>) -> Self {
        self.problem.target = Some(target.into());
        self
    }

    /// Other places that belong to it.
    pub(super) fn related(self, related: impl IntoIterator<Item = Related>) -> Self {
        self.problem.related.extend(related);
        self
    }

    /// How its place may be shown.
    pub(super) fn tag(self, tag: Tag) -> Self {
        self.problem.tag = Some(tag);
        self
    }

    /// A fix that keeps what the note says.
    pub(super) fn safe_fix(self, title: impl Into<String>, changes: Vec<(Span, String)>) -> Self {
        self.fix(title.into(), changes, true)
    }

    /// A fix that somebody should look at.
    pub(super) fn unsafe_fix(self, title: impl Into<String>, changes: Vec<(Span, String)>) -> Self {
        self.fix(title.into(), changes, false)
    }

    fn fix(self, title: String, changes: Vec<(Span, String)>, safe: bool) -> Self {
        let file = self.note;
        let edits = changes.into_iter().map(|(span, text)| Edit { file, span, text, confirm: false });
        self.problem.fix = Some(Fix { title, edits: Edits::new(edits.collect()), safe });
        self
    }
}

/// A text in backticks, with room for its own.
pub(crate) fn quoted(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// `1 heading`, `2 headings`.
pub(super) fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}
