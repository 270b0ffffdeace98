//! Names that are not to be used any more, and what to write instead: front matter and settings say so.

use crate::index::{FileId, NameKey};
use crate::snapshot::Snapshot;

/// What is said of a name that is not to be used any more.
pub(super) struct Old {
    /// The name as it was called so.
    pub(super) name: String,
    /// What to write instead, where that is known.
    pub(super) instead: Option<String>,
}

/// What is said of a name, by the settings or by one of the notes that give it.
pub(super) fn old_name(
    snapshot: &Snapshot,
    key: NameKey,
    givers: impl IntoIterator<Item = FileId>,
) -> Option<Old> {
    let is_name = |name: &str| NameKey::of(name) == Some(key);
    let mut settings = snapshot.config.terms.deprecated.iter();
    if let Some((name, instead)) = settings.find(|(name, _)| is_name(name)) {
        let instead = Some(instead.clone()).filter(|instead| !instead.is_empty());
        return Some(Old { name: name.clone(), instead });
    }
    givers.into_iter().find_map(|note| {
        let facts = snapshot.facts(note)?;
        let name = facts.deprecated.iter().find(|name| is_name(name))?.to_string();
        // The names of a note's front matter are those of its first topic.
        let instead = facts.topics.first().and_then(|topic| topic.names.first());
        let instead = instead.map(|instead| instead.text.to_string()).filter(|instead| !is_name(instead));
        Some(Old { name, instead })
    })
}
