//! [`Snapshot`]: everything one answer is computed from.

use std::sync::Arc;

use crate::config::Config;
use crate::facts::{Facts, Link, LinkKind, Target};
use crate::index::{FileId, Index, LinkHabit};
use crate::path::{Joined, NOTE_EXTENSIONS, NotePath, is_note};
use crate::resolve::{self, Broken, Place, Resolution};
use crate::rules::{Census, Rule, Severity};

/// Most links of a note whose targets are read at once.
const MOST_FOLLOWED: usize = 200;

/// An immutable view of one vault, taken when a request arrives.
#[derive(Clone)]
pub struct Snapshot {
    /// What the notes declare and use.
    pub index: Index,
    /// The texts of notes and the files on disk.
    pub files: Arc<dyn Files>,
    /// The vault's settings.
    pub config: Arc<Config>,
    /// Whether the index holds every note of the vault. Names that a part of it lacks are not judged.
    pub complete: bool,
    /// What rules have counted of all notes; kept from one snapshot to the next, and empty in the first.
    pub census: Census,
}

/// The texts and files of a vault as they were when the snapshot was taken: open notes first, then the disk.
pub trait Files: Send + Sync {
    /// The text of a note of the index; `None` where it cannot be read any more.
    fn text(&self, path: &NotePath) -> Option<String>;

    /// Whether a path of the vault is a file or folder on disk, be it ignored or hidden.
    fn exists(&self, path: &str) -> bool;

    /// The first bytes of any file, at most this many; `None` where it cannot be read.
    fn beginning(&self, path: &NotePath, most: usize) -> Option<Beginning>;
}

/// The beginning of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beginning {
    /// Its first bytes.
    pub bytes: Vec<u8>,
    /// The length of all of it, in bytes.
    pub length: u64,
}

impl Snapshot {
    /// What a note says.
    #[must_use]
    pub fn facts(&self, note: FileId) -> Option<&Arc<Facts>> {
        self.index.facts(note)
    }

    /// The text of a note.
    #[must_use]
    pub fn text(&self, note: FileId) -> Option<String> {
        self.index.path(note).and_then(|path| self.files.text(path))
    }

    /// How new links are to be written.
    #[must_use]
    pub fn link_habit(&self) -> LinkHabit {
        self.index.link_habit(self.config.links, [])
    }

    /// The severity of a rule in a note; `None` where it is off.
    #[must_use]
    pub fn severity(&self, rule: Rule, note: FileId) -> Option<Severity> {
        let path = self.index.path(note);
        self.config.severity(rule, path.map_or("", |path| path.as_str()))
    }

    /// What a link of a note means.
    ///
    /// A file that the index does not hold, ignored or hidden, is none of its places but not broken either.
    #[must_use]
    pub fn resolve(&self, note: FileId, link: &Link) -> Resolution {
        let resolution = resolve::resolve(&self.index, note, link);
        match &resolution {
            Resolution::Broken(Broken::File(path)) if self.is_on_disk(path) => Resolution::Unjudged,
            Resolution::Broken(Broken::Note { name, .. })
                if !self.complete || (link.kind == LinkKind::Embed && self.files.exists(name)) =>
            {
                Resolution::Unjudged
            }
            _ => resolution,
        }
    }

    /// Whether a path the index does not hold lies on disk. Where not all notes are known, neither is the vault's habit
    /// of leaving the extension out, so that it may be missing from the path.
    fn is_on_disk(&self, path: &str) -> bool {
        let is_short = || NOTE_EXTENSIONS.iter().any(|end| self.files.exists(&format!("{path}.{end}")));
        self.files.exists(path) || (!self.complete && is_short())
    }

    /// The link of a note that a cursor at `offset` is on: of nested ones the innermost.
    #[must_use]
    pub fn link_at(&self, note: FileId, offset: u32) -> Option<&Link> {
        let facts = self.facts(note)?;
        let touching = facts.links.iter().filter(|link| link.span.touches(offset));
        touching.min_by_key(|link| (!link.span.contains(offset), link.span.len()))
    }

    /// The same view with the file in it that the link at an offset leads to, where only a part of the vault is known;
    /// `None` where nothing is to be added.
    ///
    /// One file is read at most, so that the first note of a vault and one that is in no vault can be walked from.
    #[must_use]
    pub fn reaching(&self, note: FileId, offset: u32) -> Option<Self> {
        if self.complete {
            return None;
        }
        self.with_target(note, self.link_at(note, offset)?)
    }

    /// The same view with the files in it that the links of a note lead to, where only a part of the vault is known;
    /// `None` where nothing is to be added.
    #[must_use]
    pub fn reaching_all(&self, note: FileId) -> Option<Self> {
        let facts = self.facts(note).filter(|_| !self.complete)?;
        let mut wider: Option<Self> = None;
        for link in facts.links.iter().take(MOST_FOLLOWED) {
            let known = wider.as_ref().unwrap_or(self);
            if let Some(more) = known.with_target(note, link) {
                wider = Some(more);
            }
        }
        wider
    }

    /// The same view with the file that a link leads to.
    fn with_target(&self, note: FileId, link: &Link) -> Option<Self> {
        let from = self.index.path(note)?;
        let candidates = match &link.target {
            Target::Path { path, .. } if !path.is_empty() => vec![from.join(path)],
            // Beside the note, and from the root: where the others are nobody knows without looking everywhere.
            Target::Name { path, .. } if !path.is_empty() => {
                vec![from.join(path), from.join(&format!("/{path}"))]
            }
            _ => return None,
        };
        let places = candidates.into_iter().filter_map(|joined| match joined {
            Joined::Inside(place) => Some(place),
            Joined::Outside => None,
        });
        let ends = std::iter::once(String::new()).chain(NOTE_EXTENSIONS.map(|end| format!(".{end}")));
        let paths = places.flat_map(|place| ends.clone().map(move |end| format!("{place}{end}")));
        for path in paths.filter_map(|path| NotePath::new(&path)) {
            if self.index.file(path.as_str()).is_some() {
                return None;
            }
            let mut wider = self.clone();
            if is_note(path.as_str()) {
                let Some(text) = self.files.text(&path) else { continue };
                let facts = Facts::of_note(&text, path.stem()).with_orders(&self.config.terms, &path);
                wider.index.put_note(path, Arc::new(facts));
            } else if path.extension().is_some() && self.files.exists(path.as_str()) {
                wider.index.put_file(path);
            } else {
                continue;
            }
            return Some(wider);
        }
        None
    }

    /// Every link of the vault that means a place for which `fits` holds, by file path and then place in the text.
    pub fn links_to<'s>(
        &'s self,
        file: FileId,
        fits: impl Fn(&Place) -> bool + 's,
    ) -> impl Iterator<Item = (FileId, &'s Link)> {
        let mut notes = self.index.may_link_to(file);
        notes.sort_by(|a, b| self.index.path(*a).cmp(&self.index.path(*b)));
        let links = notes.into_iter().flat_map(move |note| {
            let links = self.facts(note).map_or(&[][..], |facts| &facts.links);
            links.iter().map(move |link| (note, link))
        });
        links.filter(move |(note, link)| match resolve::resolve(&self.index, *note, link) {
            Resolution::Found(found) => fits(&found.place),
            Resolution::Unjudged | Resolution::Broken(_) => false,
        })
    }
}
