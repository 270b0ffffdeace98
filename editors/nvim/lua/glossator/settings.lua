---@meta
--- The settings of a vault, as types. The server's tests hold them to what it takes.

---@alias glossator.settings.Severity "off"|"hint"|"information"|"warning"|"error"

---@class glossator.settings.Folder
---@field path string Path of a folder or note inside the vault.
---@field rules? table<string, glossator.settings.Severity>

---@class glossator.settings.Completion
---@field insert? "text"|"wiki"|"markdown" What a term completed in prose becomes: its name, or a link to its definition.

---@class glossator.settings.Daily
---@field path? string The note of a day, with `{year}`, `{month}` and `{day}` filled in.

---@class glossator.settings.Diagnostics
---@field scope? "auto"|"open"|"vault" Notes whose problems an editor shows: open ones or all; `auto` is all where the editor asks for all.

---@class glossator.settings.Features
---@field hover? boolean Hover.
---@field completion? boolean Completion.
---@field definition? boolean Go to definition, declaration, implementation and type definition.
---@field references? boolean References.
---@field rename? boolean Rename.
---@field file_operations? boolean Links follow files that are renamed or moved in the editor.
---@field highlights? boolean Highlights of what the cursor is on.
---@field symbols? boolean Symbols of a note and of the vault.
---@field links? boolean Links that open on a click.
---@field diagnostics? boolean Problems.
---@field code_actions? boolean Code actions.
---@field code_lens_mentions? boolean Code lenses that count mentions.
---@field code_lens_backlinks? boolean Code lenses that count backlinks.
---@field code_lens_unanswered? boolean Code lenses on questions without an answer.
---@field inlay_hints? boolean Inlay hints: what an acronym means, what an embed shows.
---@field semantic_tokens? boolean Terms as semantic tokens.
---@field folding? boolean Folding.
---@field selection? boolean Selections that grow with the structure of the note.
---@field linked_editing? boolean Labels of references and footnotes that are edited together.
---@field hierarchies? boolean Call hierarchy (what a definition uses) and type hierarchy (is-a).
---@field formatting? boolean Formatting of tables.
---@field on_type_formatting? boolean Lists and tables that go on while you type.

---@class glossator.settings.Glossary
---@field file? string The note that new definitions are added to.
---@field template? string What a new definition looks like, with `{term}` and `{definition}` filled in.

---@class glossator.settings.Links
---@field style? "auto"|"wiki"|"markdown" The kind of links that are written; `auto` is the kind the vault has more of.
---@field extension? "auto"|true|false Whether the targets of links end in `.md`; `auto` is as the vault mostly does.
---@field paths? "auto"|"relative"|"root" Where paths of links start: in the folder of the note or, with a slash, in the root of the vault.

---@class glossator.settings.Notes
---@field extensions? string[] Files with these extensions are notes too, besides `.md` and `.markdown`.
---@field ignore? string[] Files and folders that are passed over, as lines of a `.gitignore`, such as `"archive/"`.

---@class glossator.settings.Rename
---@field mentions? boolean Rename a term in prose also where the editor cannot ask about each mention.

---@class glossator.settings.Terms
---@field exclude? string[] Names that are no terms, such as `"note"`.
---@field pin? table<string, string> The notes whose definitions come before others, each by the name of its term, such as `"web/load.md"`.
---@field deprecated? table<string, string> What to write instead of names that are not to be used any more, such as `"leader"`.

---@class glossator.Settings
---@field completion? glossator.settings.Completion
---@field daily? glossator.settings.Daily
---@field diagnostics? glossator.settings.Diagnostics
---@field features? glossator.settings.Features
---@field glossary? glossator.settings.Glossary
---@field links? glossator.settings.Links
---@field notes? glossator.settings.Notes
---@field rename? glossator.settings.Rename
---@field terms? glossator.settings.Terms
---@field rules? table<string, glossator.settings.Severity> The severity of a rule, such as `"link/missing-note"`, or of a family, such as `link`.
---@field folders? glossator.settings.Folder[] Other severities in a folder or note, which the deepest `path` around a note decides.
