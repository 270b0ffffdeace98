//! Which place of the vault a link means, or why none.
//!
//! The rules are those of the places where writers read their notes: CommonMark links as GitHub follows them,
//! wiki links as Obsidian and its relatives do. What is undecidable is [`Resolution::Unjudged`], never broken.

mod anchor;
mod path;
mod wiki;

use crate::facts::{Link, LinkKind, Target};
use crate::index::{FileId, Index};
use crate::letters::caseless;

pub(crate) use path::folder_note;
pub use wiki::fold_name;

/// What a link turned out to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// Nothing of this vault, or nothing that can be decided: a URL, a template hole, a tag.
    Unjudged,
    /// A place.
    Found(Found),
    /// No place.
    Broken(Broken),
}

/// A place a link means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The place.
    pub place: Place,
    /// Other files that the same words could as well mean, sorted by path.
    pub rivals: Vec<FileId>,
    /// The file's name, where the link writes it in another case: it works on some systems only.
    pub other_case: Option<Box<str>>,
    /// Whether nothing but a title or an alias of the note says so: some tools follow names of files alone.
    pub by_title: bool,
}

/// A place in the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A whole file; a note or any other.
    File(FileId),
    /// A folder, by its path without a final slash; empty for the root.
    Folder(Box<str>),
    /// A heading, as an index into [`Facts::headings`].
    Heading(FileId, usize),
    /// An HTML or block anchor, as an index into [`Facts::anchors`].
    Anchor(FileId, usize),
    /// A footnote's text, as an index into [`Facts::footnotes`].
    Footnote(FileId, usize),
}

impl Place {
    /// The file it is in, but for folders.
    #[must_use]
    pub fn file(&self) -> Option<FileId> {
        match *self {
            Self::File(file) | Self::Heading(file, _) | Self::Anchor(file, _) | Self::Footnote(file, _) => {
                Some(file)
            }
            Self::Folder(_) => None,
        }
    }
}

/// Why a link means no place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// No file or folder at this path of the vault.
    File(Box<str>),
    /// No note or file of this name; notes whose last path part is the same, where there are some.
    Note {
        /// The name as written.
        name: Box<str>,
        /// Notes it may have meant, sorted by path.
        near: Vec<FileId>,
    },
    /// The note is there, the heading is not.
    Heading(FileId, Box<str>),
    /// The note is there, the block id is not.
    Block(FileId, Box<str>),
    /// The label is not defined in the note.
    Label(Box<str>),
    /// The footnote is not defined in the note.
    Footnote(Box<str>),
    /// There is nothing between the parentheses.
    Nothing,
}

impl From<Place> for Resolution {
    fn from(place: Place) -> Self {
        Self::Found(Found { place, rivals: Vec::new(), other_case: None, by_title: false })
    }
}

/// What a link of the note `from` means, by the index alone.
///
/// A [`Broken::File`] may still lie on disk where the index does not look (an ignored file);
/// [`crate::Snapshot::resolve`] asks there too.
#[must_use]
pub fn resolve(index: &Index, from: FileId, link: &Link) -> Resolution {
    resolve_target(index, from, &link.target, matches!(link.kind, LinkKind::Embed))
}

/// The same for a target alone; `embed` where it stands in `![[…]]`.
#[must_use]
pub fn resolve_target(index: &Index, from: FileId, target: &Target, embed: bool) -> Resolution {
    match target {
        Target::External(_) | Target::Template(_) | Target::Tag(_) => Resolution::Unjudged,
        Target::Nothing => Resolution::Broken(Broken::Nothing),
        Target::Path { path, fragment } => path::resolve(index, from, path, fragment.as_deref()),
        Target::Name { path, fragment, shown } => {
            wiki::resolve(index, from, path, fragment.as_ref(), shown.as_deref(), embed)
        }
        Target::Label(label) => Resolution::Broken(Broken::Label(label.clone())),
        Target::Footnote(label) => match index.facts(from).and_then(|facts| facts.footnote(label)) {
            Some(at) => Place::Footnote(from, at).into(),
            None => Resolution::Broken(Broken::Footnote(label.clone())),
        },
    }
}

/// Whether two labels of links or footnotes are one: letter case does not matter (CommonMark 0.31 section 6.3).
pub(crate) fn is_same_label(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        return one.eq_ignore_ascii_case(other);
    }
    caseless(one) == caseless(other)
}
