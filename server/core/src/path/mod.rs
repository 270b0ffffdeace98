//! Paths as text: of notes inside a vault, of links in notes, and of files in URIs.
//!
//! All functions are pure. Whether a path leads anywhere is not decided here.

mod note_file;
mod note_path;
mod percent;
mod uri;

pub use note_file::{NOTE_EXTENSIONS, is_note, without_note_extension};
pub use note_path::{Joined, NotePath};
pub use percent::{percent_decode, percent_encode_path};
pub use uri::{PathStyle, path_to_uri, uri_to_path};
