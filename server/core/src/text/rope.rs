//! [`Text`]: the text of an open note, edited in place by what an editor reports.
//!
//! Positions come from outside and may name no place at all. They clamp as the language server
//! protocol says: a column past the line end means the line end, a line past the last means the
//! end of the text, and a column inside a character means its start.

use super::{Encoding, Position, Span};
use ropey::Rope;

/// A text that is cheap to edit and cheap to clone: clones share what no edit has touched.
#[derive(Clone, Debug, Default)]
pub struct Text {
    rope: Rope,
}

impl Text {
    /// A text with these contents.
    #[must_use]
    pub fn new(contents: &str) -> Self {
        Self { rope: Rope::from_str(contents) }
    }

    /// Replaces what stands between two positions, or everything where there is no range.
    ///
    /// A range whose ends are in the wrong order means the same as in the right one.
    pub fn apply(&mut self, range: Option<(Position, Position)>, replacement: &str, encoding: Encoding) {
        let Some((start, end)) = range else {
            self.rope = Rope::from_str(replacement);
            return;
        };
        let start = self.char_index(start, encoding);
        let end = self.char_index(end, encoding);
        let (start, end) = (start.min(end), start.max(end));
        self.rope.remove(start..end);
        self.rope.insert(start, replacement);
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(&self) -> u32 {
        narrow(self.rope.len_bytes())
    }

    /// Whether it has no bytes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rope.len_bytes() == 0
    }

    /// All of it, in one piece.
    #[must_use]
    pub fn contents(&self) -> String {
        String::from(&self.rope)
    }

    /// The bytes that `span` covers; what lies past the end is left out, and a bound inside a
    /// character moves to its start.
    #[must_use]
    pub fn slice(&self, span: Span) -> String {
        let start = self.char_at_byte(span.start);
        let end = self.char_at_byte(span.end);
        if end <= start {
            return String::new();
        }
        String::from(self.rope.slice(start..end))
    }

    /// One line without its line end; empty for a line that does not exist.
    #[must_use]
    pub fn line(&self, line: u32) -> String {
        let line = line as usize;
        if self.rope.len_lines() <= line {
            return String::new();
        }
        String::from(self.rope.slice(self.rope.line_to_char(line)..self.line_end(line)))
    }

    /// Byte offset of a position.
    #[must_use]
    pub fn offset(&self, position: Position, encoding: Encoding) -> u32 {
        narrow(self.rope.char_to_byte(self.char_index(position, encoding)))
    }

    /// Line and column of a byte offset. An offset past the end means the end, one inside a
    /// character the start of that character.
    #[must_use]
    pub fn position(&self, offset: u32, encoding: Encoding) -> Position {
        let char = self.char_at_byte(offset);
        let line = self.rope.char_to_line(char);
        let start = self.rope.line_to_char(line);
        let units_before = |char| match encoding {
            Encoding::Utf8 => self.rope.char_to_byte(char),
            Encoding::Utf16 => self.rope.char_to_utf16_cu(char),
            Encoding::Utf32 => char,
        };
        Position::new(narrow(line), narrow(units_before(char) - units_before(start)))
    }

    /// The rope counts in characters; this is the one at `position`, clamped.
    fn char_index(&self, position: Position, encoding: Encoding) -> usize {
        let line = position.line as usize;
        if self.rope.len_lines() <= line {
            return self.rope.len_chars();
        }
        let rope = &self.rope;
        let start = rope.line_to_char(line);
        let end = self.line_end(line);
        let clamped = |start: usize, end: usize| start.saturating_add(position.column as usize).min(end);
        // The rope answers for a unit inside a character with that character.
        match encoding {
            Encoding::Utf8 => rope.byte_to_char(clamped(rope.char_to_byte(start), rope.char_to_byte(end))),
            Encoding::Utf16 => {
                rope.utf16_cu_to_char(clamped(rope.char_to_utf16_cu(start), rope.char_to_utf16_cu(end)))
            }
            Encoding::Utf32 => clamped(start, end),
        }
    }

    /// The character at which an existing line ends: its line end, or the end of the text.
    fn line_end(&self, line: usize) -> usize {
        let rope = &self.rope;
        if rope.len_lines() <= line + 1 {
            return rope.len_chars();
        }
        // A line that another follows has a line end, so that there is a character before.
        let last = rope.line_to_char(line + 1) - 1;
        let is_crlf =
            rope.char(last) == '\n' && rope.line_to_char(line) < last && rope.char(last - 1) == '\r';
        if is_crlf { last - 1 } else { last }
    }

    fn char_at_byte(&self, offset: u32) -> usize {
        self.rope.byte_to_char((offset as usize).min(self.rope.len_bytes()))
    }
}

/// Notes above `u32::MAX` bytes are not opened, and nothing in a text counts more than its bytes.
fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, column: u32) -> Position {
        Position::new(line, column)
    }

    #[track_caller]
    fn check_edit(before: &str, range: (Position, Position), replacement: &str, after: &str) {
        let mut text = Text::new(before);
        text.apply(Some(range), replacement, Encoding::Utf16);
        assert_eq!(text.contents(), after);
    }

    #[test]
    fn an_edit_replaces_a_range() {
        check_edit("one\ntwo\n", (at(1, 0), at(1, 3)), "2", "one\n2\n");
        check_edit("one\ntwo\n", (at(0, 3), at(1, 0)), " ", "one two\n");
        check_edit("", (at(0, 0), at(0, 0)), "x", "x");
    }

    #[test]
    fn an_edit_without_range_replaces_everything() {
        let mut text = Text::new("old\nlines");
        text.apply(None, "new", Encoding::Utf16);
        assert_eq!(text.contents(), "new");
        text.apply(None, "", Encoding::Utf16);
        assert!(text.is_empty());
    }

    #[test]
    fn a_reversed_range_is_swapped() {
        check_edit("abcd", (at(0, 3), at(0, 1)), "-", "a-d");
    }

    #[test]
    fn a_column_past_the_line_end_stops_before_the_line_end() {
        check_edit("a\r\nb", (at(0, 9), at(0, u32::MAX)), "!", "a!\r\nb");
        check_edit("a\rb", (at(0, 2), at(0, 2)), "!", "a!\rb");
        check_edit("a\u{2028}b\nc", (at(0, 9), at(0, 9)), "!", "a\u{2028}b!\nc");
    }

    #[test]
    fn a_line_past_the_last_is_the_end_of_the_text() {
        check_edit("a\n", (at(1, 0), at(2, 0)), "b", "a\nb");
        check_edit("a", (at(1, 0), at(1, 0)), "\nb", "a\nb");
        check_edit("a", (at(u32::MAX, u32::MAX), at(u32::MAX, 0)), "b", "ab");
    }

    #[test]
    fn a_column_inside_a_character_is_its_start() {
        check_edit("a😀b", (at(0, 2), at(0, 2)), "-", "a-😀b");
        check_edit("a😀b", (at(0, 2), at(0, 3)), "-", "a-b");
        let text = Text::new("a漢b");
        assert_eq!([2, 3, 4].map(|column| text.offset(at(0, column), Encoding::Utf8)), [1, 1, 4]);
    }

    #[test]
    fn an_edit_may_join_cr_and_lf() {
        let mut text = Text::new("a\rx\nb");
        assert_eq!(text.position(4, Encoding::Utf8), at(2, 0));
        text.apply(Some((at(1, 0), at(1, 1))), "", Encoding::Utf16);
        assert_eq!(text.contents(), "a\r\nb");
        assert_eq!(text.position(3, Encoding::Utf8), at(1, 0));
        assert_eq!(text.line(0), "a");
    }

    #[test]
    fn lines_come_without_their_ends() {
        let text = Text::new("a\nb\r\nc\rd\u{c}e\n");
        assert_eq!([0, 1, 2, 3, 4, 5].map(|line| text.line(line)), ["a", "b", "c", "d\u{c}e", "", ""]);
        assert_eq!(Text::new("").line(0), "");
        assert_eq!(Text::new("\r\n").line(0), "");
    }

    #[test]
    fn a_slice_is_cut_at_the_end_and_at_characters() {
        let text = Text::new("aé😀");
        assert_eq!(text.slice(Span { start: 1, end: 3 }), "é");
        assert_eq!(text.slice(Span { start: 2, end: 5 }), "é");
        assert_eq!(text.slice(Span { start: 3, end: u32::MAX }), "😀");
        assert_eq!(text.slice(Span { start: 3, end: 1 }), "");
    }

    #[test]
    fn a_clone_keeps_the_text_it_was_taken_from() {
        let mut text = Text::new("before");
        let clone = text.clone();
        text.apply(None, "after", Encoding::Utf16);
        assert_eq!(clone.contents(), "before");
    }
}
