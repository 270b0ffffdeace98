//! Checks fixtures by their lines, for the tests of the rules.

use std::sync::Arc;

use super::{Problem, Severity, check};
use crate::cancel::Cancel;
use crate::config::Config;
use crate::testing::{Case, case};

/// The problems of the first note of a fixture; rules that `on` names are hints at least.
pub(super) fn problems(fixture: &str, on: &[&str]) -> (Case, Vec<Problem>) {
    let mut case = case(fixture);
    let mut config = Config::default();
    for name in on {
        assert!(config.rules.set(name, Some(Severity::Hint)), "{name}");
    }
    case.snapshot.config = Arc::new(config);
    let problems = check(&case.snapshot, case.note, &Cancel::default()).expect("nobody cancels");
    (case, problems)
}

/// Checks that the problems of the first note are these, each as its line and its rule.
#[track_caller]
pub(super) fn check_codes(fixture: &str, expected: &[&str]) {
    check_codes_with(fixture, &[], expected);
}

/// The same with rules turned on.
#[track_caller]
pub(super) fn check_codes_with(fixture: &str, on: &[&str], expected: &[&str]) {
    let (case, problems) = problems(fixture, on);
    let facts = case.snapshot.facts(case.note).expect("the first note is there");
    let line = |problem: &Problem| facts.lines.line(problem.span.start) + 1;
    let found: Vec<String> =
        problems.iter().map(|problem| format!("{} {}", line(problem), problem.rule.code())).collect();
    assert_eq!(found, expected, "{problems:#?}");
}

/// Checks what the first note reads once all problems of a rule are fixed.
#[track_caller]
pub(super) fn check_fixed(fixture: &str, code: &str, expected: &str) {
    let (case, problems) = problems(fixture, &[]);
    let mut edits = Vec::new();
    for problem in problems.iter().filter(|problem| problem.rule.code() == code) {
        let fix = problem.fix.as_ref().expect("the problem has a fix");
        edits.extend(fix.edits.iter().cloned());
    }
    assert!(!edits.is_empty(), "{problems:#?}");
    let text = case.snapshot.text(case.note).expect("the first note is there");
    assert_eq!(crate::edit::Edits::new(edits).applied(case.note, &text), expected);
}
