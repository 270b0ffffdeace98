//! The glossary: every term of some notes with its names and definitions, one entry for each sense.

mod note;

pub use self::note::glossary_note;
use crate::index::{DefinitionId, Display, FileId, NameKey, Named, Sense};
use crate::snapshot::Snapshot;

/// One sense of a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlossaryEntry {
    /// The name it is shown by.
    pub term: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// Where it is defined, the best place first; never empty.
    pub definitions: Vec<DefinitionId>,
}

/// Whether excerpts, which only may tell what a term means, count as definitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excerpts {
    /// They do not.
    Left,
    /// They do.
    Kept,
}

/// Every term that some notes define, in the order of terms.
#[must_use]
pub fn glossary(snapshot: &Snapshot, notes: impl IntoIterator<Item = FileId>) -> Vec<GlossaryEntry> {
    glossary_entries(snapshot, &defined_senses(snapshot, notes), Excerpts::Left)
}

/// The senses that some notes define, in no order. To count them is much cheaper than to know how each is written.
pub(super) fn defined_senses(snapshot: &Snapshot, notes: impl IntoIterator<Item = FileId>) -> Vec<Sense> {
    let index = &snapshot.index;
    let ids = notes.into_iter().flat_map(|note| {
        let definitions = index.facts(note).map_or(0, |facts| facts.definitions.len());
        (0..u32::try_from(definitions).unwrap_or(u32::MAX)).map(move |at| DefinitionId { note, at })
    });
    // What no hover would tell is no entry either.
    let is_term = |id: DefinitionId, name: &str| {
        NameKey::of(name).is_some_and(|key| index.names().is_term(key, Named::Definition(id)))
    };
    let defined = ids.filter(|&id| {
        let found = index.definition(id).filter(|found| !found.excerpt);
        found.is_some_and(|found| found.names.iter().any(|name| is_term(id, name)))
    });
    index.group(defined.collect())
}

/// One entry for each sense that has a definition, in the order of terms.
#[must_use]
pub fn glossary_entries(snapshot: &Snapshot, senses: &[Sense], excerpts: Excerpts) -> Vec<GlossaryEntry> {
    let index = &snapshot.index;
    let display = Display::new(index);
    let entry = |sense: &Sense| {
        let mut sense = sense.clone();
        index.rank(&mut sense);
        sense.definitions.retain(|&id| {
            index.definition(id).is_some_and(|found| excerpts == Excerpts::Kept || !found.excerpt)
        });
        let mut names = display.names(&sense).into_iter();
        let term = names.next().filter(|_| !sense.definitions.is_empty())?;
        Some(GlossaryEntry { term, aliases: names.collect(), definitions: sense.definitions })
    };
    let mut entries: Vec<GlossaryEntry> = senses.iter().filter_map(entry).collect();
    entries.sort_by_cached_key(|entry| (entry.term.to_lowercase(), entry.term.clone()));
    entries
}
