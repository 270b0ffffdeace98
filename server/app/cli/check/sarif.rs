//! SARIF 2.1.0, which code scanning of several hosts reads.

use glossator_core::path::percent_encode_path;
use glossator_core::rules::{Rule, Severity};
use serde_json::{Value, json};

use super::{Problem, fingerprints};

pub(super) fn report(problems: &[Problem]) -> String {
    let names = fingerprints(problems);
    let results: Vec<Value> =
        problems.iter().zip(names).map(|(problem, name)| result(problem, &name)).collect();
    let rules: Vec<Value> = Rule::ALL.into_iter().map(rule).collect();
    let report = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "glossator",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

fn rule(rule: Rule) -> Value {
    json!({
        "id": rule.code(),
        "shortDescription": { "text": rule.line() },
        "help": { "text": rule.page(), "markdown": rule.page() },
        "defaultConfiguration": {
            "enabled": rule.severity().is_some(),
            "level": level(rule.severity().unwrap_or(Severity::Hint)),
        },
    })
}

/// A path as a URI, in which letters beyond ASCII are escaped too (RFC 3986), other than in links that people write.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in percent_encode_path(path).bytes() {
        if byte.is_ascii() { uri.push(char::from(byte)) } else { uri.push_str(&format!("%{byte:02X}")) }
    }
    uri
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "note",
    }
}

fn result(problem: &Problem, fingerprint: &str) -> Value {
    let related: Vec<Value> = problem
        .related
        .iter()
        .zip(1..)
        .map(|(related, id)| {
            json!({
                "id": id,
                "message": { "text": related.message },
                "physicalLocation": {
                    "artifactLocation": { "uri": uri(&related.place) },
                    "region": { "startLine": related.line },
                },
            })
        })
        .collect();
    let mut result = json!({
        "ruleId": problem.code,
        "ruleIndex": problem.rule as usize,
        "level": level(problem.level),
        "message": { "text": problem.message },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": uri(&problem.place) },
                "region": {
                    "startLine": problem.line,
                    "startColumn": problem.column,
                    "endLine": problem.end_line,
                    "endColumn": problem.end_column,
                },
            },
        }],
        "partialFingerprints": { "glossator/v1": fingerprint },
    });
    if !related.is_empty() {
        result["relatedLocations"] = Value::Array(related);
    }
    result
}
