//! The glossary: every term of some notes with its names and definitions, one entry for each sense.

mod note;

pub use self::note::glossary_note;
use crate::index::{DefinitionId, FileId, Sense};
use crate::snapshot::Snapshot;

/// One sense of a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlossaryEntry<'s> {
    /// The name it is shown by.
    pub term: &'s str,
    /// Its other names.
    pub aliases: Vec<&'s str>,
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
pub fn glossary(snapshot: &Snapshot, notes: impl IntoIterator<Item = FileId>) -> Vec<GlossaryEntry<'_>> {
    let index = &snapshot.index;
    let ids = notes.into_iter().flat_map(|note| {
        let definitions = index.facts(note).map_or(0, |facts| facts.definitions.len());
        (0..u32::try_from(definitions).unwrap_or(u32::MAX)).map(move |at| DefinitionId { note, at })
    });
    let defined = ids.filter(|&id| index.definition(id).is_some_and(|found| !found.excerpt));
    glossary_entries(snapshot, &index.group(defined.collect()), Excerpts::Left)
}

/// One entry for each sense that has a definition, in the order of terms.
#[must_use]
pub fn glossary_entries<'s>(
    snapshot: &'s Snapshot,
    senses: &[Sense],
    excerpts: Excerpts,
) -> Vec<GlossaryEntry<'s>> {
    let index = &snapshot.index;
    let entry = |sense: &Sense| {
        let mut sense = sense.clone();
        index.rank(&mut sense);
        sense.definitions.retain(|&id| {
            index.definition(id).is_some_and(|found| excerpts == Excerpts::Kept || !found.excerpt)
        });
        let names = index.sense_names(&sense);
        let (&term, aliases) = names.split_first().filter(|_| !sense.definitions.is_empty())?;
        Some(GlossaryEntry { term, aliases: aliases.to_vec(), definitions: sense.definitions })
    };
    let mut entries: Vec<GlossaryEntry<'s>> = senses.iter().filter_map(entry).collect();
    entries.sort_by_cached_key(|entry| (entry.term.to_lowercase(), entry.term));
    entries
}
