//! [`Model`]: the client's side of a text, written from the specification alone.
//!
//! Shares nothing with the server: no rope, and every position is found by walking through the characters.

use std::ops::Range;

use serde_json::{Value, json};

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf16,
    Utf32,
}

impl Encoding {
    pub(crate) const ALL: [Self; 3] = [Self::Utf8, Self::Utf16, Self::Utf32];

    /// Its name in the protocol.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Utf32 => "utf-32",
        }
    }

    fn units(self, character: char) -> u64 {
        match self {
            Self::Utf8 => character.len_utf8() as u64,
            Self::Utf16 => character.len_utf16() as u64,
            Self::Utf32 => 1,
        }
    }
}

/// A text as an editor holds it.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    pub(crate) text: String,
    encoding: Encoding,
}

impl Model {
    pub(crate) fn new(text: &str, encoding: Encoding) -> Self {
        Self { text: text.to_owned(), encoding }
    }

    /// Each line without its end, as bytes of the text: lines end with `\n`, `\r\n` or `\r` and nothing else.
    pub(crate) fn lines(&self) -> Vec<Range<usize>> {
        let bytes = self.text.as_bytes();
        let mut lines = Vec::new();
        let (mut start, mut at) = (0, 0);
        while at < bytes.len() {
            let length = match bytes[at] {
                b'\r' if bytes.get(at + 1) == Some(&b'\n') => 2,
                b'\r' | b'\n' => 1,
                _ => 0,
            };
            if length == 0 {
                at += 1;
                continue;
            }
            lines.push(start..at);
            at += length;
            start = at;
        }
        lines.push(start..bytes.len());
        lines
    }

    /// The position of a byte that starts a character.
    pub(crate) fn position(&self, offset: usize) -> Value {
        let lines = self.lines();
        let line = lines.iter().rposition(|line| line.start <= offset).unwrap();
        // Between `\r` and `\n` there is no position but the line's end.
        let end = offset.min(lines[line].end);
        let column: u64 = self.text[lines[line].start..end].chars().map(|c| self.encoding.units(c)).sum();
        json!({"line": line, "character": column})
    }

    /// The byte of a position: past the line's end it is the line's end, past the last line the end of the text,
    /// inside a character its start.
    pub(crate) fn offset(&self, position: &Value) -> usize {
        let (line, column) =
            (position["line"].as_u64().unwrap() as usize, position["character"].as_u64().unwrap());
        let Some(line) = self.lines().get(line).cloned() else { return self.text.len() };
        let mut units = 0;
        for (at, character) in self.text[line.clone()].char_indices() {
            units += self.encoding.units(character);
            if column < units {
                return line.start + at;
            }
        }
        line.end
    }

    /// The text of a range.
    pub(crate) fn slice(&self, range: &Value) -> &str {
        &self.text[self.offset(&range["start"])..self.offset(&range["end"])]
    }

    /// Takes over a `TextDocumentContentChangeEvent`.
    pub(crate) fn apply(&mut self, change: &Value) {
        let text = change["text"].as_str().unwrap();
        match change.get("range") {
            None => self.text = text.to_owned(),
            Some(range) => self.replace(range, text),
        }
    }

    /// Takes over a `TextEdit`.
    pub(crate) fn edit(&mut self, edit: &Value) {
        self.replace(&edit["range"], edit["newText"].as_str().unwrap());
    }

    fn replace(&mut self, range: &Value, text: &str) {
        let (start, end) = (self.offset(&range["start"]), self.offset(&range["end"]));
        self.text.replace_range(start.min(end)..start.max(end), text);
    }
}

#[test]
fn the_model_counts_as_the_specification_says() {
    let at = |line: u64, character: u64| json!({"line": line, "character": character});
    let text = "a😀b\r\né\rx\n";
    for (encoding, behind_smile) in [(Encoding::Utf8, 5), (Encoding::Utf16, 3), (Encoding::Utf32, 2)] {
        let model = Model::new(text, encoding);
        assert_eq!(model.lines(), [0..6, 8..10, 11..12, 13..13]);
        assert_eq!((model.position(5), model.offset(&at(0, behind_smile))), (at(0, behind_smile), 5));
        assert_eq!([at(0, 99), at(2, 1), at(3, 5), at(9, 9)].map(|at| model.offset(&at)), [6, 12, 13, 13]);
    }
    let model = Model::new(text, Encoding::Utf16);
    assert_eq!(model.offset(&at(0, 2)), 1, "inside a character is its start");
}
