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
    /// What is switched on.
    pub features: Features,
}

impl Config {
    /// The severity of a rule in this vault; `None` where it is off.
    #[must_use]
    pub fn severity(&self, rule: Rule) -> Option<Severity> {
        self.severities.get(&rule).copied().unwrap_or_else(|| Some(rule.severity()))
    }
}

/// A switch for each feature, so that another server can do some of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Features {
    /// Code lenses that count mentions.
    pub code_lens_mentions: bool,
    /// Code lenses that count backlinks.
    pub code_lens_backlinks: bool,
    /// Code lenses on questions without an answer.
    pub code_lens_unanswered: bool,
    /// Inlay hints.
    pub inlay_hints: bool,
    /// Semantic tokens.
    pub semantic_tokens: bool,
    /// Lists and tables go on while typing.
    pub on_type_formatting: bool,
}

impl Default for Features {
    fn default() -> Self {
        Self {
            code_lens_mentions: true,
            code_lens_backlinks: true,
            code_lens_unanswered: true,
            // Both change what a writer sees or types without being asked.
            inlay_hints: false,
            on_type_formatting: false,
            semantic_tokens: true,
        }
    }
}
