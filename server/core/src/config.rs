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
    /// Severities that differ from the rules' own; `None` turns a rule off.
    pub severities: BTreeMap<Rule, Option<Severity>>,
    /// How completions are written.
    pub completion: Completion,
    /// How links are written.
    pub links: Links,
}

impl Config {
    /// The severity of a rule in this vault; `None` where it is off.
    #[must_use]
    pub fn severity(&self, rule: Rule) -> Option<Severity> {
        self.severities.get(&rule).copied().unwrap_or_else(|| Some(rule.severity()))
    }
}

/// How completions are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// What a term completed in prose becomes.
    pub insert: TermInsert,
}

/// What a term completed in prose becomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TermInsert {
    /// Its name.
    #[default]
    Text,
    /// A wiki link to its definition.
    Wiki,
    /// A Markdown link to its definition.
    Markdown,
}

/// How links are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// Wiki links or Markdown links.
    pub style: LinkStyle,
    /// Whether targets end in `.md`.
    pub extension: LinkExtension,
    /// Where the paths of Markdown links start.
    pub paths: LinkPaths,
}

/// The kind of links that are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinkStyle {
    /// The kind that the vault has more of.
    #[default]
    Auto,
    /// `[[note]]`.
    Wiki,
    /// `[text](note.md)`.
    Markdown,
}

/// Whether the targets of links end in the extension of their note.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinkExtension {
    /// As the vault mostly does.
    #[default]
    Auto,
    /// They do.
    Always,
    /// They do not.
    Never,
}

/// Where the paths of Markdown links start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinkPaths {
    /// Where the vault mostly starts them.
    #[default]
    Auto,
    /// In the folder of the note.
    Relative,
    /// In the root of the vault, with a slash.
    Root,
}
