//! `glossator.toml`: the settings of a vault.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use glossator_core::config::Config;
use glossator_core::rules::{SEVERITIES, Severity};
use serde::Deserialize;
use toml::Spanned;

use crate::disk;

/// The name of the file.
pub(crate) const FILE_NAME: &str = "glossator.toml";

/// Longest file that is read, in bytes.
const MAX_BYTES: u64 = 1_000_000;

/// The file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    notes: Notes,
    rules: BTreeMap<Spanned<String>, Spanned<String>>,
    folders: BTreeMap<String, Folder>,
}

/// What differs below a folder.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Folder {
    rules: BTreeMap<Spanned<String>, Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Notes {
    extensions: Vec<String>,
}

/// Why settings cannot be taken.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    /// The file.
    pub(crate) file: PathBuf,
    /// What is wrong, with the line where that is known.
    reason: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot use {}: {}", self.file.display(), self.reason)
    }
}

/// The settings of a vault; those of a vault without a file are the defaults.
pub(crate) fn read(root: &Path) -> Result<Config, Refused> {
    let file = root.join(FILE_NAME);
    if !file.exists() {
        return Ok(Config::default());
    }
    let refused = |reason: String| Refused { file: file.clone(), reason };
    let text = disk::read_text(root, &file, MAX_BYTES).map_err(|error| refused(error.to_string()))?;
    parse(&text).map_err(refused)
}

fn parse(text: &str) -> Result<Config, String> {
    let at = |span: Range<usize>, reason: String| {
        let before = text.get(..span.start).unwrap_or(text);
        format!("line {}: {reason}", before.matches('\n').count() + 1)
    };
    let written: Written = toml::from_str(text).map_err(|error| {
        let message = error.message().lines().collect::<Vec<_>>().join(" ");
        error.span().map_or_else(|| message.clone(), |span| at(span, message.clone()))
    })?;
    let extensions = written.notes.extensions.iter();
    let extensions = extensions.map(|extension| extension.trim_start_matches('.').to_owned()).collect();
    let mut config = Config { extensions, ..Config::default() };
    for (code, severity) in &written.rules {
        let severity = parse_severity(severity.get_ref()).map_err(|reason| at(severity.span(), reason))?;
        if !config.severities.set(code.get_ref(), severity) {
            return Err(at(code.span(), unknown_rule(code.get_ref())));
        }
    }
    for (folder, own) in &written.folders {
        let severities = config.folders.entry(folder.trim_matches('/').to_owned()).or_default();
        for (code, severity) in &own.rules {
            let severity =
                parse_severity(severity.get_ref()).map_err(|reason| at(severity.span(), reason))?;
            if !severities.set(code.get_ref(), severity) {
                return Err(at(code.span(), unknown_rule(code.get_ref())));
            }
        }
    }
    Ok(config)
}

fn unknown_rule(code: &str) -> String {
    format!("there is no rule or family `{code}`; `glossator explain` lists them")
}

fn parse_severity(written: &str) -> Result<Option<Severity>, String> {
    if written == "off" {
        return Ok(None);
    }
    let found = SEVERITIES.iter().find(|(name, _)| *name == written);
    found
        .map(|(_, severity)| Some(*severity))
        .ok_or_else(|| format!("`{written}` is no severity; they are off, hint, information, warning, error"))
}

#[cfg(test)]
mod tests {
    use glossator_core::rules::Rule;

    use super::*;

    #[test]
    fn settings_are_read() {
        let config = parse(
            "[notes]\nextensions = [\".txt\", \"mdx\"]\n[rules]\n\"link/missing-note\" = \"off\"\n\"link/ambiguous\" = \"error\"\n",
        );
        let config = config.expect("all of it is known");
        assert_eq!(config.extensions, ["txt", "mdx"]);
        assert_eq!(config.severity(Rule::MissingNote, "a.md"), None);
        assert_eq!(config.severity(Rule::Ambiguous, "a.md"), Some(Severity::Error));
        assert_eq!(config.severity(Rule::MissingFile, "a.md"), Some(Severity::Warning));
    }

    #[test]
    fn families_and_folders_have_severities_of_their_own() {
        let config = parse("[rules]\nlink = \"hint\"\n[folders.\"old/2020\".rules]\n\"link/*\" = \"off\"\n");
        let config = config.expect("all of it is known");
        assert_eq!(config.severity(Rule::MissingFile, "a.md"), Some(Severity::Hint));
        assert_eq!(config.severity(Rule::MissingFile, "old/2020/a.md"), None);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let reason = parse("[notes]\n\nextension = []\n").expect_err("the key is not known");
        assert!(reason.starts_with("line 3: ") && reason.contains("extension"), "{reason}");
        let reason = parse("[rules]\n\"link/gone\" = \"off\"\n").expect_err("no such rule");
        assert!(reason.starts_with("line 2: there is no rule or family `link/gone`"), "{reason}");
        let rules = "[rules]\n# more\n\"link/ambiguous\" = \"loud\"\n";
        let reason = parse(rules).expect_err("no such severity");
        assert!(reason.starts_with("line 3: `loud` is no severity"), "{reason}");
    }
}
