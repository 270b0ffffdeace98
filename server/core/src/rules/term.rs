//! Terms: how they are spelled, and whether their definitions hold together.

mod casing;
mod deprecated;
mod gists;
mod meanings;
mod near_miss;
mod undefined;
mod unused;

use super::Rule;
use super::report::Report;
use crate::cancel::{Cancel, Cancellable};
use crate::index::{FileId, Named};

pub(super) fn check(report: &mut Report<'_>, cancel: &Cancel) -> Cancellable<()> {
    gists::check(report);
    // What a part of the vault does not have says nothing.
    if !report.snapshot.complete {
        return Ok(());
    }
    casing::check(report);
    deprecated::check(report);
    near_miss::check(report);
    cancel.check()?;
    meanings::check(report);
    undefined::check(report);
    if report.is_any_on(&[Rule::UnusedTerm, Rule::UsedBeforeDefined]) {
        unused::check(report, cancel)?;
    }
    Ok(())
}

/// The note of a definition or topic.
pub(super) fn note_of(named: Named) -> FileId {
    match named {
        Named::Definition(id) => id.note,
        Named::Topic(id) => id.note,
    }
}
