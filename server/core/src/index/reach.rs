//! Where the terms of a note hold, and which of several is the nearer: what notes say of that in their front matter.

use super::{FileId, Index, NameKey};
use crate::facts::{Scope, Target};
use crate::path::Joined;
use crate::resolve::fold_name;

/// What ties a note to a place that looks at it, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Bond {
    /// They are one note.
    Own,
    /// The place's note lists it.
    Listed,
    /// Its scope holds the place.
    Scope,
    /// Nothing but the way from folder to folder.
    Way,
    /// Its terms do not hold there.
    Nothing,
}

/// The scope of a note in the terms of the vault: alike for two notes whose terms hold in the same places.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Everywhere.
    Vault,
    /// In these folders and below these tags.
    Places(Vec<String>, Vec<String>),
    /// In this note and those that list it.
    Listed(FileId),
}

/// What a note does not see of the names of the vault.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unseen {
    /// Notes whose terms do not hold in it, sorted.
    notes: Vec<FileId>,
    /// Names that are no terms in it, sorted.
    names: Box<[NameKey]>,
}

impl Unseen {
    /// Whether a name that a note gives is not to be seen.
    pub(crate) fn hides(&self, key: NameKey, giver: FileId) -> bool {
        self.hides_name(key) || self.hides_note(giver)
    }

    pub(super) fn hides_name(&self, key: NameKey) -> bool {
        !self.names.is_empty() && self.names.binary_search(&key).is_ok()
    }

    pub(super) fn hides_note(&self, giver: FileId) -> bool {
        !self.notes.is_empty() && self.notes.binary_search(&giver).is_ok()
    }
}

impl Index {
    /// Whether the terms of a note hold in another: in itself, in the notes that list it, and in its scope.
    #[must_use]
    pub fn holds_in(&self, giver: FileId, note: FileId) -> bool {
        self.bond(giver, note) != Bond::Nothing
    }

    /// Whether the terms of two notes hold in the same places: one name in both is one term.
    pub(crate) fn hold_alike(&self, one: FileId, other: FileId) -> bool {
        one == other || self.reach(one) == self.reach(other)
    }

    /// What ties a note to one that looks at it.
    pub(crate) fn bond(&self, giver: FileId, note: FileId) -> Bond {
        if giver == note {
            return Bond::Own;
        }
        if self.lists(note, giver) {
            return Bond::Listed;
        }
        match self.reach(giver) {
            Reach::Vault => Bond::Way,
            Reach::Places(folders, tags) if self.is_in(note, &folders, &tags) => Bond::Scope,
            Reach::Places(..) | Reach::Listed(_) => Bond::Nothing,
        }
    }

    /// What a note does not see.
    pub(crate) fn unseen(&self, note: FileId) -> Unseen {
        let limited = self.names.limited();
        let notes = limited.filter(|&giver| !self.holds_in(giver, note)).collect();
        let orders = self.facts(note).and_then(|facts| facts.orders.as_ref());
        Unseen { notes, names: orders.map(|orders| orders.excluded.clone()).unwrap_or_default() }
    }

    /// The scope of a note.
    pub(super) fn reach(&self, note: FileId) -> Reach {
        let orders = self.facts(note).and_then(|facts| facts.orders.as_ref());
        let Some(scope) = orders.and_then(|orders| orders.scope.as_ref()) else { return Reach::Vault };
        if scope.folders.is_empty() && scope.tags.is_empty() {
            return Reach::Listed(note);
        }
        Reach::Places(self.folders(note, scope), scope.tags.to_vec())
    }

    /// The folders of a scope by their paths in the vault.
    fn folders(&self, note: FileId, scope: &Scope) -> Vec<String> {
        let resolved = scope.folders.iter().filter_map(|folder| {
            if !folder.starts_with('.') {
                return Some(folder.clone());
            }
            match self.path(note)?.join(folder) {
                Joined::Inside(path) => Some(path.trim_end_matches('/').to_owned()),
                Joined::Outside => None,
            }
        });
        resolved.collect()
    }

    fn lists(&self, note: FileId, giver: FileId) -> bool {
        let orders = self.facts(note).and_then(|facts| facts.orders.as_ref());
        let uses = orders.map(|orders| &*orders.uses).unwrap_or_default();
        let Some(path) = self.path(giver).filter(|_| !uses.is_empty()) else { return false };
        let whole = fold_name(path.as_str());
        let short = crate::path::without_note_extension(&whole);
        let mut names = self.facts(giver).into_iter().flat_map(|facts| facts.names()).map(fold_name);
        uses.contains(&whole)
            || uses.iter().any(|name| name == short)
            || uses.contains(&fold_name(path.stem()))
            || names.any(|name| uses.contains(&name))
    }

    fn is_in(&self, note: FileId, folders: &[String], tags: &[String]) -> bool {
        let below = |outer: &str, inner: &str| {
            let rest = inner.strip_prefix(outer);
            outer.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let path = self.path(note).map_or("", |path| path.as_str());
        if folders.iter().any(|folder| below(folder, path)) {
            return true;
        }
        let Some(facts) = self.facts(note).filter(|_| !tags.is_empty()) else { return false };
        let written = facts.links.iter().filter_map(|link| match &link.target {
            Target::Tag(tag) => Some(tag),
            _ => None,
        });
        let mut own = facts.tags.iter().chain(written).map(|tag| fold_name(tag));
        own.any(|own| tags.iter().any(|tag| below(tag, &own)))
    }
}
