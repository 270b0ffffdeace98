//! What the server answers to an editor, feature by feature.
//!
//! The cores of the features have tests of their own; here it is shown that each reaches an editor in the shape it can
//! take.

mod commands;
mod completion;
mod diagnostics;
mod file_operations;
mod files;
mod hover;
mod navigation;
mod progress;
mod rename;
mod symbols;
mod terms;
