//! Which term another is a kind of, where a definition names one.

use super::{DefinitionId, Index, Sense, Viewpoint};
use crate::terms::parent::parent_phrases;

impl Index {
    /// The terms that the definitions of a sense call it a kind of, the best definition's first.
    ///
    /// Of `distributed hash table` the longest ending that is a term counts, and never the sense itself.
    #[must_use]
    pub fn parents(&self, sense: &Sense) -> Vec<Sense> {
        let names = self.sense_names(sense);
        let mut parents: Vec<Sense> = Vec::new();
        for &id in &sense.definitions {
            let found = self.parent(id, &names, sense);
            parents.extend(found.filter(|found| parents.iter().all(|known| !known.overlaps(found))));
        }
        parents
    }

    fn parent(&self, id: DefinitionId, names: &[&str], child: &Sense) -> Option<Sense> {
        let definition = self.definition(id).filter(|definition| !definition.excerpt)?;
        let from = Viewpoint { note: id.note, offset: definition.span.start };
        parent_phrases(&definition.gist, names).into_iter().find_map(|phrase| {
            let named = self.named_as(phrase, id.note);
            let nearest = self.senses(&named, Some(from)).into_iter().next();
            nearest.filter(|sense| !sense.overlaps(child) && self.is_defined(sense))
        })
    }

    /// Whether somebody says what the term means: a heading "Formats" over a list of some makes no kind of format.
    fn is_defined(&self, sense: &Sense) -> bool {
        sense.definitions.iter().filter_map(|&id| self.definition(id)).any(|definition| !definition.excerpt)
    }
}
