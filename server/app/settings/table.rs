//! [`SETTINGS`]: every setting there is, once. What reads, explains or lists settings goes by this table.

use glossator_core::config::Config;

use super::field::Field;

/// One setting.
pub(crate) struct Setting {
    /// Its path, with a dot between group and name.
    pub(crate) key: &'static str,
    /// What it does, in one sentence of Markdown without a full stop.
    pub(super) meaning: &'static str,
    /// Where it is kept; its type there says how it is written.
    pub(super) field: fn(&mut Config) -> &mut dyn Field,
}

impl Setting {
    /// Its group, empty at the top.
    pub(super) fn group(&self) -> &'static str {
        self.key.split_once('.').map_or("", |(group, _)| group)
    }

    /// Its name inside its group.
    pub(super) fn name(&self) -> &'static str {
        self.key.split_once('.').map_or(self.key, |(_, name)| name)
    }

    /// Calls a function with the default of the setting.
    pub(super) fn default<T>(&self, of: impl FnOnce(&dyn Field) -> T) -> T {
        of((self.field)(&mut Config::default()))
    }
}

/// Every setting, in the order in which people read about them; those of a group stand together.
pub(crate) const SETTINGS: &[Setting] = &[
    Setting {
        key: "notes.extensions",
        meaning: "Files with these extensions are notes too, besides `.md` and `.markdown`",
        field: |config| &mut config.notes.extensions,
    },
    Setting {
        key: "notes.ignore",
        meaning: "Files and folders that are passed over, as lines of a `.gitignore`, such as `\"archive/\"`",
        field: |config| &mut config.notes.ignore,
    },
    Setting {
        key: "rules",
        meaning: "The severity of a rule, such as `\"link/missing-note\"`, or of a family, such as `link`",
        field: |config| &mut config.rules,
    },
    Setting {
        key: "folders",
        meaning: "Other severities in a folder or note, which the deepest `path` around a note decides",
        field: |config| &mut config.folders,
    },
    Setting {
        key: "terms.exclude",
        meaning: "Names that are no terms, such as `\"note\"`",
        field: |config| &mut config.terms.exclude,
    },
    Setting {
        key: "terms.pin",
        meaning: "The notes whose definitions come before others, each by the name of its term, such as `\"web/load.md\"`",
        field: |config| &mut config.terms.pin,
    },
    Setting {
        key: "terms.deprecated",
        meaning: "What to write instead of names that are not to be used any more, such as `\"leader\"`",
        field: |config| &mut config.terms.deprecated,
    },
    Setting {
        key: "diagnostics.scope",
        meaning: "Notes whose problems an editor shows: open ones or all; `auto` is all where the editor asks for all",
        field: |config| &mut config.diagnostics.scope,
    },
    Setting {
        key: "completion.insert",
        meaning: "What a term completed in prose becomes: its name, or a link to its definition",
        field: |config| &mut config.completion.insert,
    },
    Setting {
        key: "links.style",
        meaning: "The kind of links that are written; `auto` is the kind the vault has more of",
        field: |config| &mut config.links.style,
    },
    Setting {
        key: "links.extension",
        meaning: "Whether the targets of links end in `.md`; `auto` is as the vault mostly does",
        field: |config| &mut config.links.extension,
    },
    Setting {
        key: "links.paths",
        meaning: "Where paths of links start: in the folder of the note or, with a slash, in the root of the vault",
        field: |config| &mut config.links.paths,
    },
    Setting {
        key: "rename.mentions",
        meaning: "Rename a term in prose also where the editor cannot ask about each mention",
        field: |config| &mut config.rename.mentions,
    },
    Setting {
        key: "glossary.file",
        meaning: "The note that new definitions are added to",
        field: |config| &mut config.glossary.file,
    },
    Setting {
        key: "glossary.template",
        meaning: "What a new definition looks like, with `{term}` and `{definition}` filled in",
        field: |config| &mut config.glossary.template,
    },
    Setting {
        key: "daily.path",
        meaning: "The note of a day, with `{year}`, `{month}` and `{day}` filled in",
        field: |config| &mut config.daily.path,
    },
    switch("features.hover", "Hover", |config| &mut config.features.hover),
    switch("features.completion", "Completion", |config| &mut config.features.completion),
    switch(
        "features.definition",
        "Go to definition, declaration, implementation and type definition",
        |config| &mut config.features.definition,
    ),
    switch("features.references", "References", |config| &mut config.features.references),
    switch("features.rename", "Rename", |config| &mut config.features.rename),
    switch(
        "features.file_operations",
        "Links follow files that are renamed or moved in the editor",
        |config| &mut config.features.file_operations,
    ),
    switch("features.highlights", "Highlights of what the cursor is on", |config| {
        &mut config.features.highlights
    }),
    switch("features.symbols", "Symbols of a note and of the vault", |config| &mut config.features.symbols),
    switch("features.links", "Links that open on a click", |config| &mut config.features.links),
    switch("features.diagnostics", "Problems", |config| &mut config.features.diagnostics),
    switch("features.code_actions", "Code actions", |config| &mut config.features.code_actions),
    switch("features.code_lens_mentions", "Code lenses that count mentions", |config| {
        &mut config.features.code_lens_mentions
    }),
    switch("features.code_lens_backlinks", "Code lenses that count backlinks", |config| {
        &mut config.features.code_lens_backlinks
    }),
    switch("features.code_lens_unanswered", "Code lenses on questions without an answer", |config| {
        &mut config.features.code_lens_unanswered
    }),
    switch("features.inlay_hints", "Inlay hints: what an acronym means, what an embed shows", |config| {
        &mut config.features.inlay_hints
    }),
    switch("features.semantic_tokens", "Terms as semantic tokens", |config| {
        &mut config.features.semantic_tokens
    }),
    switch("features.folding", "Folding", |config| &mut config.features.folding),
    switch("features.selection", "Selections that grow with the structure of the note", |config| {
        &mut config.features.selection
    }),
    switch(
        "features.linked_editing",
        "Labels of references and footnotes that are edited together",
        |config| &mut config.features.linked_editing,
    ),
    switch(
        "features.hierarchies",
        "Call hierarchy (what a definition uses) and type hierarchy (is-a)",
        |config| &mut config.features.hierarchies,
    ),
    switch("features.formatting", "Formatting of tables", |config| &mut config.features.formatting),
    switch("features.on_type_formatting", "Lists and tables that go on while you type", |config| {
        &mut config.features.on_type_formatting
    }),
];

const fn switch(
    key: &'static str,
    meaning: &'static str,
    field: fn(&mut Config) -> &mut dyn Field,
) -> Setting {
    Setting { key, meaning, field }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_stand_together() {
        let mut groups: Vec<&str> =
            SETTINGS.iter().map(Setting::group).filter(|group| !group.is_empty()).collect();
        groups.dedup();
        let mut distinct = groups.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(groups.len(), distinct.len(), "{groups:?}");
    }

    #[test]
    fn meanings_are_single_sentences_without_an_end() {
        for setting in SETTINGS {
            assert!(!setting.meaning.ends_with('.') && !setting.meaning.contains('|'), "{}", setting.key);
        }
    }
}
