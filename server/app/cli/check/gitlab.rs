//! The report that GitLab shows as code quality.

use glossator_core::rules::Severity;
use serde_json::{Value, json};

use super::{Problem, fingerprints};

pub(super) fn report(problems: &[Problem]) -> String {
    let names = fingerprints(problems);
    let issues: Vec<Value> =
        problems.iter().zip(names).map(|(problem, name)| issue(problem, &name)).collect();
    let mut text = serde_json::to_string_pretty(&issues).unwrap_or_else(|_| "[]".to_owned());
    text.push('\n');
    text
}

fn issue(problem: &Problem, fingerprint: &str) -> Value {
    let severity = match problem.level {
        Severity::Error => "critical",
        Severity::Warning => "major",
        Severity::Information => "minor",
        Severity::Hint => "info",
    };
    json!({
        "description": problem.message,
        "check_name": problem.code,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {
            "path": problem.place,
            "lines": { "begin": problem.line, "end": problem.end_line },
        },
    })
}
