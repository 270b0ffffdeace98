//! Go to declaration: the one best place of all that go to definition knows.

use super::definition::{Definitions, definition};
use crate::index::FileId;
use crate::snapshot::Snapshot;

/// The primary definition of what stands at an offset; `None` where nothing is known of it.
#[must_use]
pub fn declaration(snapshot: &Snapshot, note: FileId, offset: u32) -> Option<Definitions> {
    let mut found = definition(snapshot, note, offset)?;
    found.targets.truncate(1);
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Case, case};

    #[track_caller]
    fn check(fixture: &str) {
        let case = case(fixture);
        let found = declaration(&case.snapshot, case.note, case.offset);
        let found = found.map(|found| found.targets).unwrap_or_default();
        assert_eq!(Case::names(&found), case.marks);
    }

    #[test]
    fn the_nearest_definition_of_several() {
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

A widget is a thing on a screen.
",
        );
    }

    #[test]
    fn a_link_leads_to_its_target() {
        check("\n-- a.md\n[x](b.md#two$0)\n-- b.md\n# Two\n  ^^^\n");
    }

    #[test]
    fn an_unknown_word_has_none() {
        check("\nNothing kn$0own.\n");
    }
}
