//! What the user *asked*: one file and one public function per feature.
//!
//! Every answer is a pure function of a [`Snapshot`](crate::snapshot::Snapshot) and a place in it.

#[cfg(test)]
mod agreement;
mod backlinks;
mod blocks;
mod card;
mod code_actions;
mod code_lens;
mod completion;
mod daily;
mod declaration;
mod definition;
mod deprecated;
mod document_links;
mod document_symbols;
mod files;
mod find;
mod folding;
mod formatting;
mod front_matter;
mod gaps;
mod glossary;
mod hierarchy;
mod highlights;
mod hover;
mod implementation;
mod inlay_hints;
mod link_text;
mod linked_editing;
mod location;
mod picture;
mod preview;
mod references;
mod relink;
mod rename;
mod selection;
mod semantic_tokens;
mod statistics;
mod subject;
mod tags;
mod type_definition;
mod workspace_symbols;

pub use code_actions::{ActionKind, Changes, CodeAction, NewNote, Wanted, code_actions, link_all};
pub use code_lens::{CodeLens, LensKind, backlinks, code_lenses, term_mentions};
pub use completion::{
    About, Also, Completion, CompletionKind, Completions, completion, completion_documentation,
    completion_gist,
};
pub use daily::{Day, daily_notes, daily_path, day_of};
pub use declaration::declaration;
pub use definition::{Definitions, definition};
pub use document_links::{DocumentLink, LinkDestination, document_links, link_title};
pub use document_symbols::{DocumentSymbol, document_symbols};
pub use files::{move_files, unlink_files};
pub use find::{TermMention, find, mentions_of, names_like, senses_of};
pub use folding::{Fold, FoldKind, folding};
pub use formatting::{FormatEdit, formatting, on_newline};
pub use gaps::{Gap, GapKind, gaps};
pub use glossary::{Excerpts, GlossaryEntry, glossary, glossary_entries, glossary_note};
pub use hierarchy::{HierarchyCall, HierarchyItem, hierarchy_item, incoming, outgoing, subtypes, supertypes};
pub use highlights::highlights;
pub use hover::{Hover, hover};
pub use implementation::implementation;
pub use inlay_hints::{InlayHint, inlay_hints};
pub use linked_editing::{LABEL_PATTERN, linked_editing};
pub use location::{Location, definition_location, place_location};
pub use references::references;
pub use relink::Move;
pub use rename::{Refusal, RenameKind, RenameTarget, Renaming, prepare_rename, rename};
pub use selection::selections;
pub use semantic_tokens::{SemanticToken, semantic_tokens};
pub use statistics::{Statistics, random_topic, statistics};
pub use type_definition::type_definition;
pub use workspace_symbols::{MOST_SYMBOLS, SymbolKind, WorkspaceSymbol, workspace_symbols};
