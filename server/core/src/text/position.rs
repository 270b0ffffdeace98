//! [`Position`]: a line and a column, and the [`Encoding`] that columns are counted in.

/// What one step of a column is. An editor and the server agree on it once, at the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, what every editor can speak.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

/// A place between two characters of a text, as editors name it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line number, the first line is 0. LF, CRLF and a lone CR end a line, nothing else does.
    pub line: u32,
    /// Distance from the start of the line, in units of an [`Encoding`].
    pub column: u32,
}

impl Position {
    /// The place `column` units into line `line`.
    #[must_use]
    pub fn new(line: u32, column: u32) -> Self {
        Self { line, column }
    }
}
