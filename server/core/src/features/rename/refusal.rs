//! Why something is not renamed, in a sentence for the one who asked.

use std::fmt;

/// What can be renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RenameKind {
    /// A term.
    Term,
    /// A heading that is no term.
    Heading,
    /// The title of a note.
    Title,
    /// A file: a note or any other.
    File,
    /// A folder, with all in it.
    Folder,
    /// A note or file that is linked and not there.
    Missing,
    /// A block id, `^id`.
    Block,
    /// An id in HTML or behind a heading.
    Anchor,
    /// A tag with those below it.
    Tag,
    /// The label of a link definition.
    Label,
    /// The label of a footnote.
    Footnote,
}

impl RenameKind {
    fn name(self) -> &'static str {
        match self {
            Self::Term => "the name of a term",
            Self::Heading => "a heading",
            Self::Title => "the title of a note",
            Self::File => "the name of a file",
            Self::Folder => "the name of a folder",
            Self::Missing => "the name of a note that is not there yet",
            Self::Block => "a block id",
            Self::Anchor => "an id",
            Self::Tag => "a tag",
            Self::Label => "a link label",
            Self::Footnote => "a footnote label",
        }
    }
}

/// Why something is not renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is nothing at the place that could be renamed.
    Nothing,
    /// The new name is empty.
    Empty(RenameKind),
    /// The new name has a line break.
    LineBreak(RenameKind),
    /// The new name has a character that it cannot have.
    Character(RenameKind, char),
    /// The new tag has no letter, or a part of it is empty.
    NoTag,
    /// The new name of a file is one that systems keep for themselves, ends with a dot or a space, or hides the file.
    FileName(Box<str>),
    /// The new path leads out of the vault.
    Outside,
    /// There is a file at the new path.
    Exists(Box<str>),
    /// The note has another id or label of this name.
    Taken(RenameKind, Box<str>),
    /// The client cannot rename files.
    CannotMove,
    /// With the new name a title would be a title no more, or another one would be.
    BreaksTitle,
    /// With the new name a link could not say what it means.
    LosesLink,
    /// The note cannot be read any more, or has become another.
    Stale,
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => write!(out, "there is nothing here that can be renamed"),
            Self::Empty(kind) => write!(out, "{} cannot be empty: the new one is empty", kind.name()),
            Self::LineBreak(kind) => {
                write!(out, "{} stands on one line: the new one has a line break", kind.name())
            }
            Self::Character(kind, found) => {
                write!(out, "{} cannot have \"{}\" in it", kind.name(), found.escape_debug())
            }
            Self::NoTag => write!(out, "a tag needs a letter, and something between its slashes"),
            Self::FileName(name) => {
                write!(out, "a file cannot be called \"{name}\": some systems refuse or hide such a name")
            }
            Self::Outside => write!(out, "the new name leads out of the vault"),
            Self::Exists(path) => write!(out, "there is already a file \"{path}\""),
            Self::Taken(kind, name) => {
                write!(out, "the note has \"{name}\" already: {} cannot stand for two things", kind.name())
            }
            Self::CannotMove => write!(
                out,
                "the editor does not let language servers rename files; rename it in the editor, and links follow"
            ),
            Self::BreaksTitle => {
                write!(out, "with this name a heading of the notes would be no heading any more")
            }
            Self::LosesLink => write!(
                out,
                "with this name a link of the notes could not say any more what it means, so nothing is changed"
            ),
            Self::Stale => {
                write!(out, "the note has changed on disk and is not read again yet; try once more")
            }
        }
    }
}
