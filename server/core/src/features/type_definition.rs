//! Go to type definition: from a term to the term it is a kind of.

use super::definition::{Definitions, sense_locations};
use super::location::Location;
use super::subject::sense_at;
use crate::index::FileId;
use crate::snapshot::Snapshot;

/// Where the is-a parents of the term at an offset are explained; `None` where its definitions name none.
#[must_use]
pub fn type_definition(snapshot: &Snapshot, note: FileId, offset: u32) -> Option<Definitions> {
    let (origin, sense) = sense_at(snapshot, note, offset)?;
    let parents = snapshot.index.parents(&sense);
    let mut targets: Vec<Location> = Vec::new();
    for target in parents.iter().flat_map(|parent| sense_locations(snapshot, parent)) {
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    (!targets.is_empty()).then_some(Definitions { origin, targets })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Case, case};

    #[track_caller]
    fn check(fixture: &str) {
        let case = case(fixture);
        let found = type_definition(&case.snapshot, case.note, case.offset);
        let found = found.map(|found| found.targets).unwrap_or_default();
        assert_eq!(Case::names(&found), case.marks);
    }

    #[test]
    fn the_kind_that_a_definition_names() {
        check(
            "
-- a.md
Take the mut$0exes.
-- b.md
## What is a mutex?

A mutex is a kind of lock that one thread holds.
-- c.md
## What is a lock?
   ^^^^^^^^^^^^^^^

A lock is a thing that keeps others out of a resource.
",
        );
    }

    #[test]
    fn the_longest_known_ending_of_the_phrase() {
        check(
            "
-- a.md
Build a DH$0T.

## What is a DHT?

A DHT is a distributed hash table over many machines.

## What is a hash table?
   ^^^^^^^^^^^^^^^^^^^^^

A hash table is an array of buckets found by a hash.

## What is a table?

A table is a set of rows that share their columns.
",
        );
    }

    #[test]
    fn a_term_without_a_known_kind_has_none() {
        check("\nA wid$0get.\n\n## What is a widget?\n\nA widget is a thing with a handle.\n");
        check("\nA wid$0get.\n\n## What is a widget?\n\nA widget is a widget that grew.\n");
        check(
            "\nSa$0ve it.\n\n## What is a save?\n\nA save is a file with a game in it.\n\n# Files\n\n- one\n- two\n",
        );
        check("\nNothing kn$0own.\n");
    }
}
