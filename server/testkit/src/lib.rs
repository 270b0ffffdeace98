//! Fixture notation for tests: files, a cursor and marks, as plain data.
//!
//! Knows no type of the core, so that the core's own unit tests can use it.
//!
//! ```text
//! -- plan.md
//! See [[bio#Cell wa$0lls]].
//! -- bio.md
//! ## Cell walls
//!    ^^^^^^^^^^
//! ```
//!
//! `-- path` starts a file; text before the first such line is the file `note.md`. `$0` is the cursor, two of
//! them are a selection, `\$0` is a literal. A line of carets marks the text above it, counted in characters,
//! and is taken out before anything is parsed: Markdown has no comments to hide it in.

use std::ops::Range;

/// A parsed fixture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixture {
    /// The files, in the order they are written.
    pub files: Vec<File>,
    /// Where `$0` stands: at most two places, in the order of the text.
    pub cursors: Vec<Place>,
    /// What the lines of carets mark, in the order of the text.
    pub marks: Vec<Mark>,
}

/// A file of a fixture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path inside the vault.
    pub path: String,
    /// Its text, cursors and marks taken out.
    pub text: String,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index into [`Fixture::files`].
    pub file: usize,
    /// Offset in bytes.
    pub offset: usize,
}

/// A marked stretch of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Index into [`Fixture::files`].
    pub file: usize,
    /// Offsets in bytes.
    pub range: Range<usize>,
    /// The words behind the carets, if any.
    pub label: String,
}

impl Fixture {
    /// Parses a fixture; the line break it starts with, if any, is not part of it.
    ///
    /// # Panics
    ///
    /// Where a line of carets has no text above it: the test itself is wrong.
    #[must_use]
    pub fn parse(source: &str) -> Self {
        let mut fixture = Self::default();
        for line in source.strip_prefix('\n').unwrap_or(source).split_inclusive('\n') {
            if let Some(path) = line.strip_prefix("-- ") {
                fixture.files.push(File { path: path.trim().to_owned(), text: String::new() });
            } else if is_marks(line) {
                fixture.mark(line);
            } else {
                if fixture.files.is_empty() {
                    fixture.files.push(File { path: "note.md".to_owned(), text: String::new() });
                }
                fixture.add(line);
            }
        }
        fixture
    }

    /// The only cursor.
    ///
    /// # Panics
    ///
    /// Where there is none.
    #[must_use]
    pub fn cursor(&self) -> &Place {
        self.cursors.first().expect("the fixture has a cursor `$0`")
    }

    fn add(&mut self, line: &str) {
        let at = self.files.len() - 1;
        let text = &mut self.files[at].text;
        let mut rest = line;
        while let Some(found) = rest.find("$0") {
            if let Some(before) = rest[..found].strip_suffix('\\') {
                text.push_str(before);
                text.push_str("$0");
            } else {
                text.push_str(&rest[..found]);
                self.cursors.push(Place { file: at, offset: text.len() });
            }
            rest = &rest[found + 2..];
        }
        text.push_str(rest);
    }

    fn mark(&mut self, carets: &str) {
        let at = self.files.len().checked_sub(1).expect("a line of carets stands below a text");
        let text = &self.files[at].text;
        let end = text.strip_suffix('\n').unwrap_or(text).len();
        let start = text[..end].rfind('\n').map_or(0, |end| end + 1);
        let offsets: Vec<usize> =
            text[start..end].char_indices().map(|(offset, _)| start + offset).chain([end]).collect();
        let offset = |column: usize| offsets.get(column).copied().unwrap_or(end);
        let columns: Vec<char> = carets.trim_end().chars().collect();
        let mut column = 0;
        while column < columns.len() {
            if columns[column] == '^' {
                let from = column;
                while columns.get(column) == Some(&'^') {
                    column += 1;
                }
                let label: String = columns[column..].iter().take_while(|&&c| c != '^').collect();
                let range = offset(from)..offset(column);
                self.marks.push(Mark { file: at, range, label: label.trim().to_owned() });
            } else {
                column += 1;
            }
        }
    }
}

/// Spaces and carets, then perhaps a label: `   ^^^ label`. A block id (`^id`) is none: its caret touches its word.
fn is_marks(line: &str) -> bool {
    let trimmed = line.trim();
    let carets = trimmed.trim_start_matches('^');
    trimmed.starts_with('^') && (carets.is_empty() || carets.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_cursors_and_marks() {
        let fixture =
            Fixture::parse("\n-- a.md\nSee [[b$0]].\n-- x/b.md\n## Größe\n   ^^^^^ title\n\\$0 ^id\n");
        assert_eq!(fixture.files[0], File { path: "a.md".into(), text: "See [[b]].\n".into() });
        assert_eq!(fixture.files[1], File { path: "x/b.md".into(), text: "## Größe\n$0 ^id\n".into() });
        assert_eq!(fixture.cursors, [Place { file: 0, offset: 7 }]);
        assert_eq!(fixture.marks, [Mark { file: 1, range: 3..10, label: "title".into() }]);
    }

    #[test]
    fn a_lone_text_is_a_note() {
        let fixture = Fixture::parse("one $0two$0\n^^^ ^^^\n");
        assert_eq!(fixture.files, [File { path: "note.md".into(), text: "one two\n".into() }]);
        assert_eq!(fixture.cursors.iter().map(|cursor| cursor.offset).collect::<Vec<_>>(), [4, 7]);
        assert_eq!(fixture.marks.iter().map(|mark| mark.range.clone()).collect::<Vec<_>>(), [0..3, 4..7]);
    }
}
