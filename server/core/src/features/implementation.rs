//! Go to implementation: every definition of the one sense that is meant.

use super::definition::{Definitions, sense_locations};
use super::location::Location;
use super::subject::sense_at;
use crate::index::FileId;
use crate::snapshot::Snapshot;

/// All definitions of the nearest sense of what stands at an offset; `None` where no term does.
///
/// A link stands for the term that the heading it leads to is about.
#[must_use]
pub fn implementation(snapshot: &Snapshot, note: FileId, offset: u32) -> Option<Definitions> {
    let (origin, sense) = sense_at(snapshot, note, offset)?;
    let mut targets: Vec<Location> = Vec::new();
    for target in sense_locations(snapshot, &sense) {
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    Some(Definitions { origin, targets })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Case, case};

    /// The order is that of the answer, by file and place here.
    #[track_caller]
    fn check(fixture: &str) {
        let case = case(fixture);
        let found = implementation(&case.snapshot, case.note, case.offset);
        let found = found.map(|found| found.targets).unwrap_or_default();
        assert_eq!(Case::names(&found), case.marks);
    }

    #[test]
    fn all_definitions_of_one_sense() {
        check(
            "
-- a.md
A wid$0get helps.
-- b.md
## What is a widget?
   ^^^^^^^^^^^^^^^^^

A widget is a thing with a handle.
-- far/c.md
## What is a widget?
   ^^^^^^^^^^^^^^^^^

A widget is a thing on a screen.
",
        );
    }

    #[test]
    fn another_sense_of_an_acronym_is_left_out() {
        check(
            "
-- tls/a.md
Ask the C$0A.

## What is a certificate authority (CA)?
   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

A certificate authority (CA) is a company that signs keys.
-- cap/b.md
## What is a consistent answer (CA)?

A consistent answer (CA) is a reply that all nodes would give.
",
        );
    }

    #[test]
    fn a_link_to_a_heading_stands_for_its_term() {
        check(
            "
-- a.md
[[b#What is a widget?|th$0is]]
-- b.md
## What is a widget?
   ^^^^^^^^^^^^^^^^^

A widget is a thing with a handle.
-- c.md
- **widget**: a thing that somebody holds by its handle
    ^^^^^^
",
        );
    }

    #[test]
    fn an_unknown_word_has_none() {
        check("\nNothing kn$0own.\n");
    }
}
