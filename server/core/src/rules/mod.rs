//! What is *wrong* in a note: one file per family of rules.
//!
//! A rule is a pure function of a snapshot and a note. What it needs of the note alone stands in the note's facts, what
//! it needs of all notes in [`census`], so that checking one note after an edit costs the same in any vault.

mod census;
mod control;
#[cfg(test)]
mod examples;
mod footnote;
mod front_matter;
mod heading;
mod ignoring;
mod link;
mod note;
mod report;
#[cfg(test)]
mod seeded;
mod table;
mod tables;
mod term;
#[cfg(test)]
mod testing;
mod text;
mod toc;
mod topic;

pub use census::Census;
pub use control::{MOST_IN_EDITOR, held_back, most_important};
pub use table::{RULES, Rule};

use crate::cancel::{Cancel, Cancellable};
use crate::edit::Edits;
use crate::index::FileId;
use crate::snapshot::Snapshot;
use crate::text::Span;
use report::Report;

pub(crate) use report::quoted;
pub(crate) use text::as_heading;
pub(crate) use toc::contents_fixes;

/// How bad a problem is, from the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Hint,
    /// Probably an oversight.
    Information,
    /// Something does not work for a reader.
    Warning,
    /// Nothing works.
    Error,
}

/// Every name of [`Severity`], from the least.
pub const SEVERITIES: [(&str, Severity); 4] = [
    ("hint", Severity::Hint),
    ("information", Severity::Information),
    ("warning", Severity::Warning),
    ("error", Severity::Error),
];

impl Severity {
    /// Its name in settings and output.
    #[must_use]
    pub fn name(self) -> &'static str {
        SEVERITIES.iter().find(|(_, severity)| *severity == self).map_or("", |(name, _)| name)
    }
}

/// One thing that is wrong at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The rule it breaks.
    pub rule: Rule,
    /// How bad it is in this vault.
    pub severity: Severity,
    /// Where it is.
    pub span: Span,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What was looked for and not found, as the note writes it.
    pub target: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// How an editor may show its place.
    pub tag: Option<Tag>,
    /// How it can be mended, where that is known.
    pub fix: Option<Fix>,
}

/// How an editor may show the place of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Faded: it can go.
    Unnecessary,
    /// Struck out: it is not to be used any more.
    Deprecated,
}

/// A place that belongs to a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Its file.
    pub file: FileId,
    /// Where in the file.
    pub span: Span,
    /// What it has to do with the problem.
    pub message: String,
}

/// Changes that mend a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What they do, as a command: `Write GitHub`.
    pub title: String,
    /// The changes.
    pub edits: Edits,
    /// Whether they keep what the note says, so that they can be made unseen.
    pub safe: bool,
}

/// Every problem of a note, in the order of the text.
pub fn check(snapshot: &Snapshot, note: FileId, cancel: &Cancel) -> Cancellable<Vec<Problem>> {
    let Some(mut report) = Report::new(snapshot, note) else { return Ok(Vec::new()) };
    cancel.check()?;
    link::check(&mut report, cancel)?;
    heading::check(&mut report);
    toc::check(&mut report);
    text::check(&mut report);
    footnote::check(&mut report);
    tables::check(&mut report);
    cancel.check()?;
    topic::check(&mut report, cancel)?;
    term::check(&mut report, cancel)?;
    note::check(&mut report);
    front_matter::check(&mut report);
    Ok(ignoring::kept(report))
}

/// The fixes of the problems of a note that a range touches, each with its problem. Where a note has several problems
/// that are mended alike, one more fix mends all of them.
#[must_use]
pub fn fixes(problems: &[Problem], range: Span) -> Vec<(Problem, Fix)> {
    let touches = |problem: &Problem| problem.span.start <= range.end && range.start <= problem.span.end;
    let mut found = Vec::new();
    for problem in problems.iter().filter(|problem| touches(problem)) {
        let Some(fix) = &problem.fix else { continue };
        found.push((problem.clone(), fix.clone()));
        found.extend(fix_of_all(problems, problem).map(|fix| (problem.clone(), fix)));
    }
    found
}

/// One fix for all problems of a note that break the same rule.
fn fix_of_all(problems: &[Problem], one: &Problem) -> Option<Fix> {
    let title = match one.rule {
        Rule::LostMarkup => "Turn all such lines into headings",
        Rule::Casing => "Write all names of this note as the vault does",
        Rule::DoubledWord => "Remove all doubled words",
        Rule::UnusedLabel => "Remove all unused labels",
        _ => return None,
    };
    let alike = problems.iter().filter(|problem| problem.rule == one.rule);
    let fixes: Vec<&Fix> = alike.filter_map(|problem| problem.fix.as_ref()).collect();
    if fixes.len() < 2 {
        return None;
    }
    let safe = fixes.iter().all(|fix| fix.safe);
    let edits = fixes.iter().flat_map(|fix| fix.edits.iter().cloned()).collect();
    Some(Fix { title: title.to_owned(), edits: Edits::new(edits), safe })
}
