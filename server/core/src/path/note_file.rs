//! Which files are notes by their name.

/// The extensions of notes, without a dot; settings add others.
pub const NOTE_EXTENSIONS: [&str; 2] = ["md", "markdown"];

/// Whether a path or file name ends like a note.
#[must_use]
pub fn is_note(path: &str) -> bool {
    without_note_extension(path).len() < path.len()
}

/// A path or name without a note's extension; the whole of it where it has none.
#[must_use]
pub fn without_note_extension(path: &str) -> &str {
    let Some((stem, extension)) = path.rsplit_once('.') else { return path };
    let is_name = !stem.is_empty() && !stem.ends_with('/');
    let known = NOTE_EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension));
    if is_name && known { stem } else { path }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_extensions_make_a_note() {
        for (path, stem) in [
            ("a.md", "a"),
            ("x/a.b.MD", "x/a.b"),
            ("a.markdown", "a"),
            (".md", ".md"),
            ("x/.md", "x/.md"),
            ("a.txt", "a.txt"),
            ("md", "md"),
        ] {
            assert_eq!(without_note_extension(path), stem);
            assert_eq!(is_note(path), stem != path);
        }
    }
}
