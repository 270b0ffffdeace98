//! Reads the word lists beside this file: one entry a line, `#` comments, nothing else.

/// The entries of a word list.
pub(super) fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}
