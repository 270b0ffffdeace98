//! The settings of a vault: what holds where nobody says anything, then the client's, then those of `glossator.toml`.
//!
//! [`table`] lists every setting once, with its place in [`Config`] and what it means; its type there says how it is
//! written. Both sources are read by that table, and the JSON schema, the file of `glossator init` and the table in
//! README are made from it. What makes no sense is told and left out; everything else is taken all the same.

mod choices;
mod field;
mod init;
mod nearest;
#[cfg(test)]
mod reference;
mod schema;
mod seen;
mod table;
mod written;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use glossator_core::config::Config;
use glossator_core::rules::Rule;

use self::field::Wrong;
pub(crate) use self::init::{SCHEMA_NAME, template};
use self::nearest::nearest;
pub(crate) use self::schema::schema;
pub(crate) use self::seen::{see_links, seen};
use self::table::SETTINGS;
use self::written::Value;
pub(crate) use self::written::Written;
use crate::disk;

/// The name of the file.
pub(crate) const FILE_NAME: &str = "glossator.toml";

/// Longest file that is read, in bytes.
const MAX_BYTES: u64 = 1_000_000;

/// What clients keep under the name of the server for themselves.
const OF_CLIENTS: [&str; 2] = ["server", "trace"];

/// Why a file of settings cannot be used at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    file: PathBuf,
    /// The line of what is wrong, from 1, where that is known.
    line: Option<usize>,
    reason: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot use {}: ", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        write!(f, "{}", self.reason)
    }
}

/// One thing in settings that makes no sense and was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Complaint {
    /// The file; `None` for settings of the client.
    file: Option<PathBuf>,
    /// The line in the file, from 1.
    line: Option<usize>,
    reason: String,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.file {
            Some(file) => write!(f, "{}: ", file.display())?,
            None => write!(f, "settings of the client: ")?,
        }
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        write!(f, "{}", self.reason)
    }
}

/// Settings as they hold, and what is wrong with what was written.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    pub(crate) config: Config,
    /// What was left out.
    pub(crate) complaints: Vec<Complaint>,
    /// Why nothing of the file is in it.
    pub(crate) refused: Option<Refused>,
}

/// Something that makes no sense in a vault's own file, by the place where it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault<'s> {
    /// The line in the file, from 1; the first where none is known.
    pub(crate) line: usize,
    pub(crate) reason: &'s str,
    /// Whether nothing of the file is taken because of it.
    pub(crate) is_refused: bool,
}

/// The settings of a vault, with those of a client below its own, the weakest first.
pub(crate) fn read(root: &Path, client: &[Arc<Written>]) -> Settings {
    let mut settings = of_client(client);
    let file = root.join(FILE_NAME);
    if !file.exists() {
        return settings;
    }
    let text = disk::read_text(root, &file, MAX_BYTES);
    let text = text.map_err(|error| Wrong { line: None, reason: error.to_string() });
    match text.and_then(|text| Written::from_toml(&text)) {
        Ok(written) => settings.take(&written, Some(&file)),
        Err(Wrong { line, reason }) => settings.refused = Some(Refused { file, line, reason }),
    }
    settings
}

/// The settings of a client alone, the weakest first.
pub(crate) fn of_client(client: &[Arc<Written>]) -> Settings {
    let mut settings = Settings::default();
    for written in client {
        settings.take(written, None);
    }
    settings
}

impl Settings {
    /// What makes no sense in the vault's own file, and nothing of what the client has said.
    pub(crate) fn faults_of_file(&self) -> impl Iterator<Item = Fault<'_>> {
        let refused = self.refused.iter().map(|refused| (refused.line, &refused.reason, true));
        let of_file = self.complaints.iter().filter(|complaint| complaint.file.is_some());
        let left_out = of_file.map(|complaint| (complaint.line, &complaint.reason, false));
        refused.chain(left_out).map(|(line, reason, is_refused)| Fault {
            line: line.unwrap_or(1),
            reason,
            is_refused,
        })
    }

    /// Takes what is written over what there is.
    fn take(&mut self, written: &Written, file: Option<&Path>) {
        let wrong = match &written.value {
            Value::Nothing => Vec::new(),
            Value::Table(_) => take_group(&mut self.config, "", written, file.is_none()),
            other => {
                let reason = format!("settings are a table, not {}", other.name());
                vec![Wrong { line: written.line, reason }]
            }
        };
        let file = file.map(Path::to_owned);
        self.complaints.extend(wrong.into_iter().map(|wrong| Complaint {
            file: file.clone(),
            line: wrong.line,
            reason: wrong.reason,
        }));
    }
}

/// Takes the entries of a group of settings, the empty one being all of them.
fn take_group(config: &mut Config, group: &str, written: &Written, of_client: bool) -> Vec<Wrong> {
    let Value::Table(entries) = &written.value else {
        let reason = format!("`{group}` wants a table, not {}", written.value.name());
        return vec![Wrong { line: written.line, reason }];
    };
    let mut wrong = Vec::new();
    for entry in entries.iter().filter(|entry| entry.value.value != Value::Nothing) {
        // Some clients keep the dots in the names of nested settings, and the name of the server before them.
        let path = if group.is_empty() {
            entry.key.strip_prefix("glossator.").filter(|_| of_client).unwrap_or(&entry.key).to_owned()
        } else {
            format!("{group}.{}", entry.key)
        };
        let top = path.split('.').next().unwrap_or_default();
        if of_client && OF_CLIENTS.contains(&top) {
            continue;
        }
        if let Some(setting) = SETTINGS.iter().find(|setting| setting.key == path) {
            wrong.extend((setting.field)(config).take(&path, &entry.value));
        } else if SETTINGS.iter().any(|setting| setting.group() == path) {
            wrong.extend(take_group(config, &path, &entry.value, of_client));
        } else {
            wrong.extend(unknown(&path, entry));
        }
    }
    wrong
}

/// What to say of a setting or group that there is not, with what may be meant.
///
/// Who takes `notes` for `files` is told of each key in it: those are what tells what was meant.
fn unknown(path: &str, entry: &written::Entry) -> Vec<Wrong> {
    let groups = || SETTINGS.iter().map(|setting| setting.group());
    let keys = || SETTINGS.iter().map(|setting| setting.key);
    let wrong = |path: &str, line: Option<usize>, hint: String| {
        let reason = format!("there is no setting `{path}`{hint}");
        Wrong { line, reason }
    };
    let hint = match &entry.value.value {
        Value::Table(inner) => {
            let hint = nearest(path, groups().chain(keys().filter(|key| !key.contains('.'))));
            if hint.is_empty() && !inner.is_empty() {
                let of_inner = |entry: &written::Entry| {
                    let path = format!("{path}.{}", entry.key);
                    let is_rule = !Rule::named(&entry.key).is_empty();
                    let hint = if is_rule { nearest("rules", keys()) } else { nearest(&path, keys()) };
                    wrong(&path, entry.line, hint)
                };
                return inner.iter().map(of_inner).collect();
            }
            hint
        }
        _ => nearest(path, keys().chain(groups())),
    };
    vec![wrong(path, entry.line, hint)]
}

#[cfg(test)]
mod tests;
