//! The kinds of code actions, by the names that clients ask for them with.

/// What an action is; clients ask for actions by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// Mends a problem.
    QuickFix,
    /// Makes a mention a link.
    Link,
    /// Makes the first mention of a term in each section a link.
    LinkFirst,
    /// Makes all mentions of a term links.
    LinkAll,
    /// Makes a link plain text.
    Unlink,
    /// Makes a wiki link a Markdown link or the other way round.
    RewriteLink,
    /// Makes a heading of a line that opens a subject.
    Heading,
    /// Makes a note of a section.
    ExtractTopic,
    /// Makes a section of a note.
    InlineTopic,
    /// Gives the destination of a link a label.
    ExtractDefinition,
    /// Adds a term to the glossary.
    Define,
    /// Adds a name to the front matter of a note.
    Alias,
    /// Gives a block an id, or copies the link to a block or heading.
    CopyLink,
    /// Links a note to what links to it.
    Backlink,
    /// Deletes a note with the links to it.
    Delete,
    /// Writes the contents list of the note.
    Contents,
    /// Brings the link definitions of the note in order.
    Definitions,
}

impl ActionKind {
    /// Every kind.
    pub const ALL: [Self; 17] = [
        Self::QuickFix,
        Self::Link,
        Self::LinkFirst,
        Self::LinkAll,
        Self::Unlink,
        Self::RewriteLink,
        Self::Heading,
        Self::ExtractTopic,
        Self::InlineTopic,
        Self::ExtractDefinition,
        Self::Define,
        Self::Alias,
        Self::CopyLink,
        Self::Backlink,
        Self::Delete,
        Self::Contents,
        Self::Definitions,
    ];

    /// Whether it is possible nearly everywhere, so that a sign for it would say nothing.
    #[must_use]
    pub fn is_everywhere(self) -> bool {
        matches!(self, Self::CopyLink | Self::Delete)
    }

    /// Its name in the protocol. A name that starts with another and a dot is of that kind too.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::QuickFix => "quickfix",
            Self::Link => "refactor.link",
            Self::LinkFirst => "refactor.link.first",
            Self::LinkAll => "refactor.link.all",
            Self::Unlink => "refactor.unlink",
            Self::RewriteLink => "refactor.rewrite.link",
            Self::Heading => "refactor.rewrite.heading",
            Self::ExtractTopic => "refactor.extract.topic",
            Self::InlineTopic => "refactor.inline.topic",
            Self::ExtractDefinition => "refactor.extract.definition",
            Self::Define => "refactor.define",
            Self::Alias => "refactor.alias",
            Self::CopyLink => "refactor.copyLink",
            Self::Backlink => "refactor.backlink",
            Self::Delete => "refactor.delete",
            Self::Contents => "source.contents",
            Self::Definitions => "source.definitions",
        }
    }
}
