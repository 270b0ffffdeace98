//! Checks what actions offer and change, for the tests of this folder.

use super::{ActionKind, CodeAction, Wanted, code_actions};
use crate::cancel::Cancel;
use crate::testing::{Case, case};
use crate::text::Span;

fn actions(case: &Case) -> Vec<CodeAction<'_>> {
    // A marked span is the selection, else the cursor.
    let cursor = Span { start: case.offset, end: case.offset };
    let range = case.marks.iter().find(|(file, _)| *file == case.note).map_or(cursor, |(_, span)| *span);
    let kinds = |_: ActionKind| true;
    let wanted = Wanted { range, kinds: &kinds, creates: true, deletes: true, copies: true };
    code_actions(&case.snapshot, case.note, wanted, &Cancel::default()).expect("nobody cancels")
}

/// The titles of the actions at the cursor.
pub(super) fn titles(fixture: &str) -> Vec<String> {
    actions(&case(fixture)).into_iter().map(|action| action.title).collect()
}

/// What stands for a note that is deleted.
pub(super) const DELETED: &str = "(deleted)";

/// The text that an action gives to be pasted.
#[track_caller]
pub(super) fn copied(fixture: &str, title: &str) -> String {
    let case = case(fixture);
    let found = actions(&case).into_iter().find(|action| action.title == title);
    let action = found.unwrap_or_else(|| panic!("no {title:?} in {:#?}", titles(fixture)));
    action.copied.expect("it copies a text")
}

/// Checks what an action makes of the notes: those that change or come into being, with their texts.
#[track_caller]
pub(super) fn check(fixture: &str, title: &str, expected: &[(&str, &str)]) {
    check_case(&case(fixture), title, expected);
}

/// The same of a fixture with settings of its own.
#[track_caller]
pub(super) fn check_case(case: &Case, title: &str, expected: &[(&str, &str)]) {
    let found = actions(case);
    let titles: Vec<String> = found.iter().map(|action| action.title.clone()).collect();
    let action = found.into_iter().find(|action| action.title == title);
    let changes = action.unwrap_or_else(|| panic!("no {title:?} in {titles:#?}")).changes();
    let changes = changes.unwrap_or_else(|| panic!("{title:?} changes nothing"));
    let mut changed: Vec<(String, String)> = changes
        .edits
        .by_file()
        .into_keys()
        .map(|file| {
            let path = case.snapshot.index.path(file).expect("put in").to_string();
            (path, changes.edits.applied(file, &case.snapshot.text(file).expect("put in")))
        })
        .collect();
    if let Some(deleted) = changes.deleted {
        let path = case.snapshot.index.path(deleted).expect("put in").to_string();
        changed.retain(|(known, _)| *known != path);
        changed.push((path, DELETED.to_owned()));
    }
    changed.extend(changes.created.map(|note| (note.path.to_string(), note.text)));
    changed.sort();
    let changed: Vec<(&str, &str)> =
        changed.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    assert_eq!(changed, expected);
}
