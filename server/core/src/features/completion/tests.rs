//! What a line becomes when a proposal is taken.

use super::*;
use crate::testing::case;

const VAULT: &str = "
-- web/caching.md
---
aliases: [cache]
---
# Caching

## Write-through
-- other.md
# Other
-- c#.md
# Sharp
";

/// In a line of a vault with some notes, the proposal with this label makes that line.
#[track_caller]
fn check(line: &str, label: &str, expected: &str) {
    let case = case(&format!("\n-- a.md\n{line}{VAULT}"));
    let text = case.snapshot.text(case.note).expect("put in");
    let found =
        completion(&case.snapshot, case.note, case.offset, &Cancel::default()).expect("nobody cancels");
    let labels: Vec<&str> = found.items.iter().map(|item| item.label.as_str()).collect();
    let item = found.items.iter().find(|item| item.label == label);
    let item = item.unwrap_or_else(|| panic!("no {label:?} among {labels:?}"));
    let mut taken = text;
    taken.replace_range(item.replace.range(), &item.insert);
    assert_eq!(taken.trim_end(), expected, "{line}");
}

#[test]
fn what_follows_in_a_wiki_link_stays_as_it_is() {
    check("[[$0caching#Write-through]] x", "Other", "[[other#Write-through]] x");
    check("[[ca$0ching|shown]] x", "Caching", "[[caching|shown]] x");
    check("[[caching#Wri$0te|shown]] x", "Write-through", "[[caching#Write-through|shown]] x");
    check("[[caching#Cach$0ing#Write-through]]", "Caching", "[[caching#Caching#Write-through]]");
    check("| [[ca$0ching\\|shown]] |", "Caching", "| [[caching\\|shown]] |");
}

#[test]
fn an_alias_is_what_is_shown_unless_something_follows() {
    check("[[cach$0", "cache", "[[caching|cache]]");
    check("[[cach$0]] x", "cache", "[[caching|cache]] x");
    check("[[cach$0|shown]]", "cache", "[[caching|shown]]");
    check("[[cach$0#Write-through]]", "cache", "[[caching#Write-through]]");
}

#[test]
fn a_note_that_no_wiki_link_can_name_is_not_proposed() {
    let case = case(&format!("\n-- a.md\n[[$0{VAULT}"));
    let found =
        completion(&case.snapshot, case.note, case.offset, &Cancel::default()).expect("nobody cancels");
    let labels: Vec<&str> = found.items.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(labels, ["Caching", "Other", "cache"]);
    check("[x](c$0)", "c#.md", "[x](c%23.md)");
}

#[test]
fn inside_a_table_a_pipe_is_escaped() {
    check("| [[cach$0]] | b |", "cache", "| [[caching\\|cache]] | b |");
}

#[test]
fn a_title_behind_a_destination_stays() {
    check("[x](oth$0 \"title\") y", "other.md", "[x](other.md \"title\") y");
    check("[x](oth$0 'it is (not)') y", "other.md", "[x](other.md 'it is (not)') y");
    check("[x](oth$0 \"open", "other.md", "[x](other.md) \"open");
    check("[x](oth$0 and more", "other.md", "[x](other.md) and more");
}

#[test]
fn a_path_that_starts_here_goes_on_so() {
    check("[x](./ca$0)", "web/caching.md", "[x](./web/caching.md)");
}
