//! What the user *asked*: one file and one public function per feature.
//!
//! Every answer is a pure function of a [`Snapshot`](crate::snapshot::Snapshot) and a place in it.

mod card;
mod completion;
mod declaration;
mod definition;
mod document_links;
mod document_symbols;
mod find;
mod highlights;
mod hover;
mod implementation;
mod location;
mod preview;
mod references;
mod rename;
mod subject;
mod type_definition;
mod workspace_symbols;

pub use completion::{
    About, Also, Completion, CompletionKind, Completions, completion, completion_documentation,
    completion_gist,
};
pub use declaration::declaration;
pub use definition::{Definitions, definition};
pub use document_links::{DocumentLink, LinkDestination, document_links};
pub use document_symbols::{DocumentSymbol, document_symbols};
pub use find::{TermMention, find, mentions_of, senses_of};
pub use highlights::highlights;
pub use hover::{Hover, hover};
pub use implementation::implementation;
pub use location::{Location, place_location};
pub use references::references;
pub use rename::{Refusal, RenameTarget, prepare_rename, rename};
pub use type_definition::type_definition;
pub use workspace_symbols::{SymbolKind, WorkspaceSymbol, workspace_symbols};
