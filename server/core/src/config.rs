//! The settings of a vault, as plain data.
//!
//! They name no programs, no paths outside the vault and no URLs.

use std::collections::BTreeMap;

use crate::rules::{Rule, Severity};

/// The settings of a vault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Extensions of notes besides `md` and `markdown`, without a dot.
    pub extensions: Vec<String>,
    /// Severities that differ from the rules' own.
    pub severities: Severities,
    /// Severities that differ below some folders; of two folders that hold a note the deeper one decides.
    pub folders: BTreeMap<String, Severities>,
}

impl Config {
    /// The severity of a rule for the note at a path of the vault; `None` where it is off.
    ///
    /// The settings of the deepest folder decide, then those of the vault; in each what names the rule itself, then
    /// what names its family.
    #[must_use]
    pub fn severity(&self, rule: Rule, path: &str) -> Option<Severity> {
        let holds = |folder: &str| {
            let rest = path.strip_prefix(folder.trim_end_matches('/'));
            folder.is_empty() || rest.is_some_and(|rest| rest.starts_with('/') || rest.is_empty())
        };
        let mut around: Vec<(&String, &Severities)> =
            self.folders.iter().filter(|(folder, _)| holds(folder)).collect();
        around.sort_by_key(|(folder, _)| std::cmp::Reverse(folder.trim_end_matches('/').len()));
        let mut layers = around.into_iter().map(|(_, severities)| severities).chain([&self.severities]);
        layers.find_map(|layer| layer.of(rule)).unwrap_or_else(|| rule.severity())
    }
}

/// The severities that settings give to rules and families.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Severities {
    rules: BTreeMap<Rule, Option<Severity>>,
    families: BTreeMap<&'static str, Option<Severity>>,
}

impl Severities {
    /// Sets the severity of what a code (`link/self`), a family (`link`) or a family with a star (`link/*`) names;
    /// `None` turns it off. Tells whether anything has the name.
    ///
    /// A family's severity is that of its rules that are on by themselves: the others are for those who name them.
    pub fn set(&mut self, name: &str, severity: Option<Severity>) -> bool {
        if let Some(rule) = Rule::from_code(name) {
            self.rules.insert(rule, severity);
            return true;
        }
        let Some(first) = Rule::named(name).first().copied() else { return false };
        self.families.insert(first.family(), severity);
        true
    }

    /// The severity that a rule is given here; `None` where nothing is said of it.
    fn of(&self, rule: Rule) -> Option<Option<Severity>> {
        let family = || self.families.get(rule.family()).filter(|_| rule.severity().is_some());
        self.rules.get(&rule).or_else(family).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_setting_decides() {
        let mut config = Config::default();
        assert!(config.severities.set("link", Some(Severity::Hint)));
        assert!(config.severities.set("link/self", Some(Severity::Error)));
        assert!(!config.severities.set("links", None));
        let mut archive = Severities::default();
        assert!(archive.set("link/*", None));
        config.folders.insert("archive".to_owned(), archive);
        let mut kept = Severities::default();
        assert!(kept.set("link/missing-file", Some(Severity::Warning)));
        config.folders.insert("archive/kept/".to_owned(), kept);
        let severity = |code, path| config.severity(Rule::from_code(code).expect("a rule"), path);
        assert_eq!(severity("link/missing-file", "a.md"), Some(Severity::Hint));
        assert_eq!(severity("link/self", "a.md"), Some(Severity::Error));
        assert_eq!(severity("toc/stale", "a.md"), Some(Severity::Warning));
        assert_eq!(severity("link/self", "archive/a.md"), None);
        assert_eq!(severity("link/self", "archived/a.md"), Some(Severity::Error));
        assert_eq!(severity("link/missing-file", "archive/kept/a.md"), Some(Severity::Warning));
        assert_eq!(severity("link/ambiguous", "archive/kept/a.md"), None);
    }

    #[test]
    fn a_family_does_not_turn_on_what_is_off_by_itself() {
        let mut config = Config::default();
        assert!(config.severities.set("note", Some(Severity::Warning)));
        assert_eq!(config.severity(Rule::Orphan, "a.md"), None);
        assert!(config.severities.set("note/orphan", Some(Severity::Warning)));
        assert_eq!(config.severity(Rule::Orphan, "a.md"), Some(Severity::Warning));
    }
}
