//! The rules find what people have labelled as faults of their notes, and little else.
//!
//! The labelled notes are no part of the project. `GLOSSATOR_LABELS` names a folder with the notes in `seeds` and the
//! labels in `gold/seeds.json`; where it is not set, there is nothing to measure.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::shell;

/// A kind of fault, and the rules that tell of it.
const KINDS: [(&str, &[&str]); 4] = [
    ("empty-topic", &["topic/empty", "topic/unanswered"]),
    ("duplicate-topic", &["topic/duplicate", "topic/near-duplicate"]),
    ("cut-off-sentence", &["text/cut-off"]),
    ("lost-markup", &["text/lost-markup"]),
];

/// A line of a note: the three digits that its name begins with, and the number of the line.
type Line = (String, u64);

#[test]
fn labelled_faults_are_found_and_little_else() {
    let Some(folder) = std::env::var_os("GLOSSATOR_LABELS") else {
        println!("GLOSSATOR_LABELS is not set: the rules are not measured by labels");
        return;
    };
    let folder = Path::new(&folder);
    let labels = std::fs::read_to_string(folder.join("gold/seeds.json")).unwrap();
    let labels: Value = serde_json::from_str(&labels).unwrap();
    let found = shell::run(folder, &["check", "seeds", "--format", "json"]).json();
    let problems = found.as_array().unwrap();
    for (kind, codes) in KINDS {
        let told: BTreeSet<Line> = problems
            .iter()
            .filter(|problem| codes.contains(&problem["code"].as_str().unwrap()))
            .map(|problem| (note(problem), problem["line"].as_u64().unwrap()))
            .collect();
        let (sure, arguable) = labelled(&labels, kind);
        let right = told.intersection(&sure).count();
        let wrong: Vec<&Line> =
            told.iter().filter(|line| !sure.contains(line) && !arguable.contains(line)).collect();
        let missed: Vec<&Line> = sure.difference(&told).collect();
        assert!(9 * missed.len() <= right, "{kind} misses {missed:?}");
        assert!(9 * wrong.len() <= right, "{kind} is told wrongly of {wrong:?}");
    }
    let garbled: BTreeSet<String> =
        problems.iter().filter(|problem| problem["code"] == "text/mojibake").map(note).collect();
    let labelled = labelled(&labels, "mojibake").0.into_iter().map(|(note, _)| note).collect();
    assert_eq!(garbled, labelled);
    let bad: Vec<&Value> = problems
        .iter()
        .filter(|problem| matches!(problem["severity"].as_str(), Some("warning" | "error")))
        .collect();
    assert!(bad.is_empty(), "no label supports {bad:?}");
}

fn note(problem: &Value) -> String {
    problem["file"].as_str().unwrap().chars().take(3).collect()
}

/// The lines that surely have a fault, and those of which people may think either way.
fn labelled(labels: &Value, kind: &str) -> (BTreeSet<Line>, BTreeSet<Line>) {
    let (mut sure, mut arguable) = (BTreeSet::new(), BTreeSet::new());
    for (note, told) in labels.as_object().unwrap() {
        let defects = told.get("defects").and_then(Value::as_array).into_iter().flatten();
        for defect in defects.filter(|defect| defect["kind"] == kind) {
            let line = (note.clone(), defect["line"].as_u64().unwrap());
            if defect["sure"] == false {
                arguable.insert(line)
            } else {
                sure.insert(line)
            };
        }
    }
    // A subject that several notes treat repeats wherever it is treated.
    for subject in labels["cross"].as_array().into_iter().flatten().filter(|_| kind == "duplicate-topic") {
        for place in subject["places"].as_array().unwrap() {
            arguable.insert((place["file"].as_str().unwrap().to_owned(), place["line"].as_u64().unwrap()));
        }
    }
    arguable.retain(|line| !sure.contains(line));
    (sure, arguable)
}
