//! The notes that ship explain what they set out to explain.

use std::collections::BTreeSet;
use std::path::Path;

use glossator_core::index::NameKey;

use crate::shell;

#[test]
fn every_subject_is_a_term_that_the_notes_define() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let subjects = std::fs::read_to_string(project.join("tests/data/subjects.txt")).unwrap();
    let glossary = shell::run(project, &["glossary", "notes", "--format", "json"]).json();
    let mut defined: BTreeSet<NameKey> = BTreeSet::new();
    for entry in glossary.as_array().unwrap() {
        let aliases = entry["aliases"].as_array().unwrap().iter();
        let names = [&entry["term"]].into_iter().chain(aliases);
        defined.extend(names.filter_map(|name| NameKey::of(name.as_str().unwrap())));
    }
    let subjects = subjects.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let is_defined = |subject: &&str| NameKey::of(subject).is_some_and(|key| defined.contains(&key));
    let missing: Vec<&str> = subjects.filter(|subject| !is_defined(subject)).collect();
    assert!(missing.is_empty(), "the notes define no {missing:?}");
}
