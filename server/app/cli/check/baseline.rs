//! The problems that an old vault has already, so that only new ones are reported.
//!
//! They are known by file, rule and message and not by line, since lines move with every edit.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Problem;
use crate::disk;
use crate::exit::Exit;

/// A kind of problem of one file, and how many there are.
#[derive(Serialize, Deserialize)]
struct Entry {
    file: String,
    code: String,
    message: String,
    count: usize,
}

/// Writes some problems as a baseline and tells how many they are.
pub(super) fn write(file: &Path, problems: &[Problem]) -> Result<usize, Exit> {
    let mut counts: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    for problem in problems {
        *counts.entry((&problem.file, problem.code, &problem.message)).or_default() += 1;
    }
    let entries = counts.into_iter().map(|((file, code, message), count)| Entry {
        file: file.to_owned(),
        code: code.to_owned(),
        message: message.to_owned(),
        count,
    });
    let entries: Vec<Entry> = entries.collect();
    let mut text = serde_json::to_string_pretty(&entries).unwrap_or_else(|_| "[]".to_owned());
    text.push('\n');
    disk::replace(file, None, text.as_bytes()).map_err(|reason| {
        super::super::complain(format!("cannot write {}: {reason}", file.display()));
        Exit::Unusable
    })?;
    Ok(problems.len())
}

/// Takes the problems of a baseline away, and tells how many.
pub(super) fn subtract(file: &Path, problems: &mut Vec<Problem>) -> Result<usize, Exit> {
    let refused = |reason: String| {
        super::super::complain(format!("cannot read {}: {reason}", file.display()));
        Exit::Unusable
    };
    let text = std::fs::read_to_string(file).map_err(|error| refused(disk::describe(&error)))?;
    let entries: Vec<Entry> = serde_json::from_str(&text).map_err(|error| refused(error.to_string()))?;
    let mut counts: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for entry in entries {
        *counts.entry((entry.file, entry.code, entry.message)).or_default() += entry.count;
    }
    let before = problems.len();
    problems.retain(|problem| {
        let key = (problem.file.clone(), problem.code.to_owned(), problem.message.clone());
        match counts.get_mut(&key) {
            Some(count) if 0 < *count => {
                *count -= 1;
                false
            }
            Some(_) | None => true,
        }
    });
    Ok(before - problems.len())
}
