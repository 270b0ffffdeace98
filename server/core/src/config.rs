//! The settings of a vault, as plain data.
//!
//! Each field is one setting: `config.links.style` is `links.style` in `glossator.toml` and in the client. How they are
//! written, explained and read is the application's matter; here is what they are and what holds where nobody says
//! anything. They name no programs, no paths outside the vault and no URLs.

use std::collections::BTreeMap;

use crate::rules::{Rule, Severity};

/// The settings of a vault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Which files are notes.
    pub notes: Notes,
    /// Severities of rules in the whole vault.
    pub rules: Severities,
    /// Severities of rules in parts of it.
    pub folders: Vec<Folder>,
    /// What is said about terms.
    pub terms: Terms,
    /// Which notes are told problems of.
    pub diagnostics: Diagnostics,
    /// How completions are written.
    pub completion: Completion,
    /// How links are written.
    pub links: Links,
    /// What a rename changes.
    pub rename: Rename,
    /// What is switched on.
    pub features: Features,
    /// Where the vault keeps its definitions.
    pub glossary: Glossary,
    /// The notes of days.
    pub daily: Daily,
}

impl Config {
    /// The severity of a rule in the note at a path of the vault; `None` where it is off.
    ///
    /// The deepest folder that says anything decides, and in it the rule before its family.
    #[must_use]
    pub fn severity(&self, rule: Rule, path: &str) -> Option<Severity> {
        let around = self.folders.iter().filter(|folder| folder.holds(path));
        let told = around.filter_map(|folder| Some((folder.path.len(), folder.rules.of(rule)?)));
        // Of two sections about one folder the later one wins.
        let deepest = told.max_by_key(|(depth, _)| *depth).map(|(_, severity)| severity);
        deepest.or_else(|| self.rules.of(rule)).unwrap_or_else(|| rule.severity())
    }
}

/// Which files are notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Extensions of notes besides `md` and `markdown`, with or without a dot.
    pub extensions: Vec<String>,
    /// Files and folders that are passed over, as lines of a `.gitignore` in the root of the vault.
    pub ignore: Vec<String>,
}

impl Notes {
    /// Whether a file with this extension is a note by these settings.
    #[must_use]
    pub fn takes(&self, extension: &str) -> bool {
        let mut known = self.extensions.iter().map(|known| known.trim_start_matches('.'));
        known.any(|known| known.eq_ignore_ascii_case(extension))
    }
}

/// Severities that differ from the rules' own; `None` turns a rule off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Severities {
    /// Of single rules.
    pub rules: BTreeMap<Rule, Option<Severity>>,
    /// Of all rules of a family, such as `link`.
    pub families: BTreeMap<String, Option<Severity>>,
}

impl Severities {
    /// Sets the severity of what a code or a family names; `None` turns it off. Tells whether anything has the name.
    pub fn set(&mut self, name: &str, severity: Option<Severity>) -> bool {
        if let Some(rule) = Rule::from_code(name) {
            self.rules.insert(rule, severity);
            return true;
        }
        let is_family = Rule::ALL.into_iter().any(|rule| rule.family() == name);
        if is_family {
            self.families.insert(name.to_owned(), severity);
        }
        is_family
    }

    /// What is said about a rule; `None` where nothing is.
    ///
    /// A family's severity is that of its rules that are on by themselves: the others are for those who name them.
    fn of(&self, rule: Rule) -> Option<Option<Severity>> {
        let family = || self.families.get(rule.family()).filter(|_| rule.severity().is_some());
        self.rules.get(&rule).or_else(family).copied()
    }
}

/// What differs in a folder of the vault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// Path of the folder or note inside the vault, without a slash at either end.
    pub path: String,
    /// Severities in it.
    pub rules: Severities,
}

impl Folder {
    fn holds(&self, path: &str) -> bool {
        let rest = path.strip_prefix(self.path.as_str());
        self.path.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// What is said about the terms of the whole vault; the front matter of notes says it of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Names that are no terms.
    pub exclude: Vec<String>,
    /// The notes, by path, whose definitions come before those of other notes, by the name of the term.
    pub pin: BTreeMap<String, String>,
    /// Names that are not to be used any more, each with the one to write instead.
    pub deprecated: BTreeMap<String, String>,
}

/// Which notes are told problems of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    /// Open notes or all.
    pub scope: Scope,
}

/// Notes that are told problems of in an editor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All of them where the client asks for those of the whole workspace, else the open ones.
    #[default]
    Auto,
    /// The open ones.
    Open,
    /// All of them.
    Vault,
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

/// What a rename changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rename {
    /// Whether a rename of a term changes its mentions in prose also for clients that cannot ask about each.
    pub mentions: bool,
}

/// A switch for each feature, so that another server can do some of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Features {
    /// Hover.
    pub hover: bool,
    /// Completion.
    pub completion: bool,
    /// Go to definition, declaration, implementation and type definition.
    pub definition: bool,
    /// References.
    pub references: bool,
    /// Rename.
    pub rename: bool,
    /// Links follow files that are renamed, moved or deleted in the editor.
    pub file_operations: bool,
    /// Highlights of what the cursor is on.
    pub highlights: bool,
    /// Symbols of a note and of the vault.
    pub symbols: bool,
    /// Document links.
    pub links: bool,
    /// Diagnostics.
    pub diagnostics: bool,
    /// Code actions.
    pub code_actions: bool,
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
    /// Folding ranges.
    pub folding: bool,
    /// Selection ranges.
    pub selection: bool,
    /// Linked editing of labels.
    pub linked_editing: bool,
    /// Call and type hierarchy.
    pub hierarchies: bool,
    /// Formatting of tables.
    pub formatting: bool,
    /// Lists and tables go on while typing.
    pub on_type_formatting: bool,
}

impl Default for Features {
    fn default() -> Self {
        Self {
            hover: true,
            completion: true,
            definition: true,
            references: true,
            rename: true,
            file_operations: true,
            highlights: true,
            symbols: true,
            links: true,
            diagnostics: true,
            code_actions: true,
            code_lens_mentions: true,
            code_lens_backlinks: true,
            code_lens_unanswered: true,
            // Both change what a writer sees or types without being asked.
            inlay_hints: false,
            on_type_formatting: false,
            semantic_tokens: true,
            folding: true,
            selection: true,
            linked_editing: true,
            hierarchies: true,
            formatting: true,
        }
    }
}

/// Where the vault keeps its definitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glossary {
    /// Path inside the vault of the note that new entries are added to.
    pub file: String,
    /// What a new entry looks like; `{term}` and `{definition}` stand for what is known.
    pub template: String,
}

impl Default for Glossary {
    fn default() -> Self {
        Self { file: "glossary.md".to_owned(), template: "## {term}\n\n{definition}\n".to_owned() }
    }
}

/// The notes of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Daily {
    /// Path inside the vault of the note of a day; `{year}`, `{month}` and `{day}` stand for its date in digits.
    pub path: String,
}

impl Default for Daily {
    fn default() -> Self {
        Self { path: "daily/{year}-{month}-{day}.md".to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deepest_folder_decides_and_in_it_the_rule_before_its_family() {
        let family = |severity| Severities {
            families: BTreeMap::from([("link".to_owned(), severity)]),
            ..Severities::default()
        };
        let mut deep = family(None);
        deep.rules.insert(Rule::Ambiguous, Some(Severity::Error));
        let config = Config {
            rules: family(Some(Severity::Hint)),
            folders: vec![
                Folder { path: "a/b".to_owned(), rules: deep },
                Folder { path: "a".to_owned(), rules: family(Some(Severity::Warning)) },
            ],
            ..Config::default()
        };
        let of = |rule, path| config.severity(rule, path);
        assert_eq!(of(Rule::MissingNote, "x.md"), Some(Severity::Hint));
        assert_eq!(of(Rule::MissingNote, "ab.md"), Some(Severity::Hint), "no folder of that name");
        assert_eq!(of(Rule::MissingNote, "a/x.md"), Some(Severity::Warning));
        assert_eq!(of(Rule::MissingNote, "a/b/x.md"), None);
        assert_eq!(of(Rule::Ambiguous, "a/b/x.md"), Some(Severity::Error));
        assert_eq!(Config::default().severity(Rule::Ambiguous, "x.md"), Rule::Ambiguous.severity());
    }

    #[test]
    fn a_family_does_not_turn_on_what_is_off_by_itself() {
        let mut config = Config::default();
        assert!(config.rules.set("note", Some(Severity::Warning)));
        assert_eq!(config.severity(Rule::Orphan, "a.md"), None);
        assert!(config.rules.set("note/orphan", Some(Severity::Warning)));
        assert_eq!(config.severity(Rule::Orphan, "a.md"), Some(Severity::Warning));
        assert!(!config.rules.set("notes", None));
    }

    #[test]
    fn extensions_are_taken_with_and_without_their_dot() {
        let notes = Notes { extensions: vec![".TXT".to_owned(), "mdx".to_owned()], ..Notes::default() };
        assert!(notes.takes("txt") && notes.takes("MDX") && !notes.takes("md"));
    }
}
