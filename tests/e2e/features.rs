//! What the server answers to an editor, feature by feature.
//!
//! The cores of the features have tests of their own; here it is shown that each reaches an editor in the shape it can
//! take.

mod code_actions;
mod code_lens;
mod commands;
mod completion;
mod diagnostics;
mod document_links;
mod file_operations;
mod files;
mod formatting;
mod hierarchies;
mod hover;
mod inlay_hints;
mod navigation;
mod progress;
mod ranges;
mod rename;
mod semantic_tokens;
mod symbols;
mod terms;
