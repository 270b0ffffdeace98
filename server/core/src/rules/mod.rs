//! What is *wrong* in a note: one file per family of rules.

mod link;

use crate::cancel::{Cancel, Cancellable};
use crate::index::FileId;
use crate::snapshot::Snapshot;
use crate::text::Span;

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

/// A rule that notes are checked by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A Markdown link to a file that is not there.
    MissingFile,
    /// A wiki link to a note that is not there.
    MissingNote,
    /// A link to a heading that the note does not have.
    MissingHeading,
    /// A link to a block id that the note does not have.
    MissingBlock,
    /// A reference to a label that the note does not define.
    MissingLabel,
    /// A footnote reference without its text.
    MissingFootnote,
    /// An image that is not there.
    MissingImage,
    /// A link whose target is written in another letter case.
    CaseMismatch,
    /// A wiki link that may as well mean another note.
    Ambiguous,
}

impl Rule {
    /// Every rule, in the order they are listed.
    pub const ALL: [Rule; 9] = [
        Rule::MissingFile,
        Rule::MissingNote,
        Rule::MissingHeading,
        Rule::MissingBlock,
        Rule::MissingLabel,
        Rule::MissingFootnote,
        Rule::MissingImage,
        Rule::CaseMismatch,
        Rule::Ambiguous,
    ];

    /// Its stable code, `family/name`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Rule::MissingFile => "link/missing-file",
            Rule::MissingNote => "link/missing-note",
            Rule::MissingHeading => "link/missing-heading",
            Rule::MissingBlock => "link/missing-block",
            Rule::MissingLabel => "link/missing-label",
            Rule::MissingFootnote => "link/missing-footnote",
            Rule::MissingImage => "link/missing-image",
            Rule::CaseMismatch => "link/case-mismatch",
            Rule::Ambiguous => "link/ambiguous",
        }
    }

    /// The part of its code before the slash: the rules that settings can speak of together.
    #[must_use]
    pub fn family(self) -> &'static str {
        self.code().split('/').next().unwrap_or_default()
    }

    /// The rule with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }

    /// Its severity where no setting says otherwise.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Rule::MissingNote | Rule::Ambiguous => Severity::Information,
            Rule::MissingFile
            | Rule::MissingHeading
            | Rule::MissingBlock
            | Rule::MissingLabel
            | Rule::MissingFootnote
            | Rule::MissingImage
            | Rule::CaseMismatch => Severity::Warning,
        }
    }

    /// The page about it, in Markdown: what, why, wrong and right, how to fix, how to turn it off.
    #[must_use]
    pub fn page(self) -> &'static str {
        match self {
            Rule::MissingFile => include_str!("pages/link/missing-file.md"),
            Rule::MissingNote => include_str!("pages/link/missing-note.md"),
            Rule::MissingHeading => include_str!("pages/link/missing-heading.md"),
            Rule::MissingBlock => include_str!("pages/link/missing-block.md"),
            Rule::MissingLabel => include_str!("pages/link/missing-label.md"),
            Rule::MissingFootnote => include_str!("pages/link/missing-footnote.md"),
            Rule::MissingImage => include_str!("pages/link/missing-image.md"),
            Rule::CaseMismatch => include_str!("pages/link/case-mismatch.md"),
            Rule::Ambiguous => include_str!("pages/link/ambiguous.md"),
        }
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

/// Every problem of a note, in the order of the text.
pub fn check(snapshot: &Snapshot, note: FileId, cancel: &Cancel) -> Cancellable<Vec<Problem>> {
    let mut problems = link::check(snapshot, note, cancel)?;
    problems.sort_by_key(|a| (a.span, a.rule));
    Ok(problems)
}
