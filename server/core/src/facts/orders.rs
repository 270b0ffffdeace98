//! [`Orders`]: what is said about the terms of one note, in its front matter or in the settings of its vault.
//!
//! What is excluded is taken out of the facts at once, so that nothing else has to know of it. Where terms hold, and which
//! definition comes first, is asked by the index; see [`Index::holds_in`](crate::index::Index::holds_in).

use super::{Definition, Facts, Topic};
use crate::config::Terms;
use crate::index::NameKey;
use crate::path::NotePath;
use crate::resolve::fold_name;
use crate::syntax::front_matter::FrontMatter;

/// What is said about the terms of a note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Orders {
    /// Where its terms hold; `None` for everywhere.
    pub scope: Option<Scope>,
    /// The notes whose terms hold in it whatever their scope, by folded names.
    pub uses: Box<[String]>,
    /// Names that are no terms in it, sorted.
    pub excluded: Box<[NameKey]>,
    /// Names whose first definition is in it.
    pinned: Box<[NameKey]>,
    pins_all: bool,
}

/// Where the terms of a note hold besides the note itself and the notes that list it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Folders of the vault, without a slash at either end; those that start with a dot lie beside the note.
    pub folders: Box<[String]>,
    /// Tags, folded and without `#`; a tag holds those below it.
    pub tags: Box<[String]>,
}

impl Orders {
    /// What the front matter says; `None` where that is nothing.
    pub(super) fn of(found: &FrontMatter) -> Option<Box<Self>> {
        let scope = found.scope.as_ref().map(|entries| {
            let (tags, folders): (Vec<_>, Vec<_>) = entries.iter().partition(|entry| entry.starts_with('#'));
            let folder = |path: &&String| path.trim_end_matches('/').trim_start_matches('/').to_owned();
            Scope {
                folders: folders.iter().map(folder).collect(),
                tags: tags.iter().map(|tag| fold_name(tag.trim_start_matches('#'))).collect(),
            }
        });
        let orders = Self {
            scope,
            uses: found.uses.iter().map(|name| fold_name(name.trim_matches(['[', ']']))).collect(),
            excluded: keys(&found.excluded),
            pinned: keys(&found.pinned),
            pins_all: found.pins_all,
        };
        (orders != Self::default()).then(|| Box::new(orders))
    }

    /// Whether a definition of the note comes before those of other notes.
    #[must_use]
    pub fn pins(&self, definition: &Definition) -> bool {
        let is_pinned = |name: &str| NameKey::of(name).is_some_and(|key| self.pinned.contains(&key));
        self.pins_all || definition.names.iter().any(|name| is_pinned(name))
    }
}

impl Facts {
    /// The same note by the settings of its vault: without the names that are no terms there, with its pinned ones, and
    /// with the old names of its terms.
    #[must_use]
    pub fn with_orders(mut self, terms: &Terms, path: &NotePath) -> Self {
        if *terms == Terms::default() {
            return self;
        }
        let excluded = keys(&terms.exclude);
        leave_out(&excluded, &mut self.topics, &mut self.definitions);
        let pinned = terms.pin.iter().filter(|(_, place)| place.trim_matches('/') == path.as_str());
        let pinned: Vec<NameKey> = pinned.filter_map(|(name, _)| NameKey::of(name)).collect();
        if !pinned.is_empty() {
            let orders = self.orders.get_or_insert_default();
            orders.pinned = orders.pinned.iter().copied().chain(pinned).collect();
        }
        for (old, name) in &terms.deprecated {
            let Some(key) = NameKey::of(name) else { continue };
            let is_meant =
                |found: &&mut Definition| found.names.iter().any(|name| NameKey::of(name) == Some(key));
            for definition in self.definitions.iter_mut().filter(is_meant) {
                let is_known = definition.names.iter().any(|name| NameKey::of(name) == NameKey::of(old));
                let added = (!is_known).then(|| old.as_str().into());
                definition.names = definition.names.iter().cloned().chain(added).collect();
            }
        }
        self
    }

    /// Whether its terms do not hold everywhere.
    #[must_use]
    pub fn is_limited(&self) -> bool {
        self.orders.as_ref().is_some_and(|orders| orders.scope.is_some())
    }

    /// Whether a definition of the note comes before those of other notes.
    #[must_use]
    pub fn pins(&self, definition: &Definition) -> bool {
        self.orders.as_ref().is_some_and(|orders| orders.pins(definition))
    }
}

/// Takes names away from topics and definitions; a definition that no name is left of is none.
pub(super) fn leave_out(excluded: &[NameKey], topics: &mut [Topic], definitions: &mut Box<[Definition]>) {
    if excluded.is_empty() {
        return;
    }
    let is_left = |name: &str| NameKey::of(name).is_none_or(|key| excluded.binary_search(&key).is_err());
    for topic in topics.iter_mut().filter(|topic| topic.names.iter().any(|name| !is_left(&name.text))) {
        topic.names = topic.names.iter().filter(|name| is_left(&name.text)).cloned().collect();
    }
    let mut left = Vec::with_capacity(definitions.len());
    for mut definition in std::mem::take(definitions) {
        if definition.names.iter().any(|name| !is_left(name)) {
            definition.names = definition.names.iter().filter(|name| is_left(name)).cloned().collect();
        }
        if !definition.names.is_empty() {
            left.push(definition);
        }
    }
    *definitions = left.into();
}

/// The keys of some names, sorted.
fn keys(names: &[String]) -> Box<[NameKey]> {
    let mut keys: Vec<NameKey> = names.iter().filter_map(|name| NameKey::of(name)).collect();
    keys.sort_unstable();
    keys.into()
}
