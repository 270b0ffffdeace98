//! Both roads from places to offsets against an independent model: a plain buffer of code units,
//! as an editor would keep it.

use proptest::{prelude::*, sample::select};

use super::{Encoding, LineIndex, Position, Span, Text};

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

/// What trips positions: every kind of line end, look-alikes of them, characters of every width.
const ALPHABET: [&str; 22] = [
    "a",
    "bc",
    " ",
    "\t",
    "\n",
    "\n",
    "\r\n",
    "\r\n",
    "\r",
    "\u{2028}",
    "\u{2029}",
    "\u{85}",
    "\u{b}",
    "\u{c}",
    "\u{0}",
    "\u{feff}",
    "é",
    "e\u{301}",
    "漢字",
    "ß",
    "😀",
    "👩\u{200d}👩\u{200d}👧",
];

/// The editor's side: code units of one encoding in a flat buffer, searched from the start each time.
struct Buffer {
    units: Vec<u32>,
    encoding: Encoding,
}

impl Buffer {
    fn new(text: &str, encoding: Encoding) -> Self {
        let units = match encoding {
            Encoding::Utf8 => text.bytes().map(u32::from).collect(),
            Encoding::Utf16 => text.encode_utf16().map(u32::from).collect(),
            Encoding::Utf32 => text.chars().map(u32::from).collect(),
        };
        Self { units, encoding }
    }

    fn contents(&self) -> String {
        let units = self.units.iter();
        match self.encoding {
            Encoding::Utf8 => String::from_utf8(units.map(|&unit| unit as u8).collect()).unwrap(),
            Encoding::Utf16 => {
                String::from_utf16(&units.map(|&unit| unit as u16).collect::<Vec<_>>()).unwrap()
            }
            Encoding::Utf32 => units.map(|&unit| char::from_u32(unit).unwrap()).collect(),
        }
    }

    /// Where each line starts and where its line end starts.
    fn lines(&self) -> Vec<(usize, usize)> {
        let mut lines = Vec::new();
        let mut start = 0;
        let mut at = 0;
        while at < self.units.len() {
            let width = match (self.units[at], self.units.get(at + 1)) {
                (0xd, Some(0xa)) => 2,
                (0xd | 0xa, _) => 1,
                _ => 0,
            };
            if 0 < width {
                lines.push((start, at));
                start = at + width;
            }
            at += width.max(1);
        }
        lines.push((start, self.units.len()));
        lines
    }

    fn index(&self, position: Position) -> usize {
        let Some(&(start, end)) = self.lines().get(position.line as usize) else {
            return self.units.len();
        };
        let mut index = end.min(start + position.column as usize);
        while index < self.units.len() && self.continues_a_character(index) {
            index -= 1;
        }
        index
    }

    fn continues_a_character(&self, index: usize) -> bool {
        match self.encoding {
            Encoding::Utf8 => (0x80..0xc0).contains(&self.units[index]),
            Encoding::Utf16 => (0xdc00..0xe000).contains(&self.units[index]),
            Encoding::Utf32 => false,
        }
    }

    fn apply(&mut self, range: Option<(Position, Position)>, replacement: &str) {
        let replacement = Self::new(replacement, self.encoding).units;
        let Some((start, end)) = range else {
            self.units = replacement;
            return;
        };
        let (start, end) = (self.index(start), self.index(end));
        self.units.splice(start.min(end)..start.max(end), replacement);
    }
}

fn texts(longest: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(select(&ALPHABET[..]), 0..longest).prop_map(|parts| parts.concat())
}

/// Texts of up to some ten thousand bytes, so that a rope has several leaves to keep in step.
fn long_texts() -> impl Strategy<Value = String> {
    (texts(60), prop_oneof![Just(1), 1..120usize]).prop_map(|(text, times)| text.repeat(times))
}

fn encodings() -> impl Strategy<Value = Encoding> {
    select(&ENCODINGS[..])
}

fn positions() -> impl Strategy<Value = Position> {
    let lines = prop_oneof![6 => 0..20u32, 3 => 0..3000u32, 1 => Just(u32::MAX)];
    let columns = prop_oneof![8 => 0..30u32, 1 => 30..3000u32, 1 => Just(u32::MAX)];
    (lines, columns).prop_map(|(line, column)| Position { line, column })
}

fn edits() -> impl Strategy<Value = (Option<(Position, Position)>, String)> {
    (prop::option::weighted(0.95, (positions(), positions())), prop_oneof![9 => texts(8), 1 => long_texts()])
}

/// Line and column by counting, the slowest way there is.
fn counted_position(text: &str, offset: usize, encoding: Encoding) -> Position {
    let before = Buffer::new(&text[..offset], encoding).units.len();
    let lines = Buffer::new(text, encoding).lines();
    let line = lines.iter().rposition(|&(start, _)| start <= before).unwrap();
    Position::new(line as u32, (before - lines[line].0) as u32)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn edits_equal_those_of_an_editor(
        start in long_texts(),
        edits in prop::collection::vec(edits(), 1..24),
        encoding in encodings(),
    ) {
        let mut text = Text::new(&start);
        let mut buffer = Buffer::new(&start, encoding);
        for (range, replacement) in edits {
            text.apply(range, &replacement, encoding);
            buffer.apply(range, &replacement);
            let contents = buffer.contents();
            prop_assert_eq!(text.contents(), &*contents);
            prop_assert_eq!(text.len() as usize, contents.len());
            let lines = buffer.lines();
            let (start, end) = lines[lines.len() - 1];
            let last = Position::new(lines.len() as u32 - 1, (end - start) as u32);
            prop_assert_eq!(text.position(u32::MAX, encoding), last);
        }
    }

    #[test]
    fn both_roads_agree_on_every_offset(start in texts(60), edits in prop::collection::vec(edits(), 0..4)) {
        let mut text = Text::new(&start);
        for (range, replacement) in edits {
            text.apply(range, &replacement, Encoding::Utf16);
        }
        let contents = text.contents();
        let index = LineIndex::new(&contents);
        prop_assert_eq!(index.len(), text.len());
        for encoding in ENCODINGS {
            for offset in 0..index.len() + 3 {
                let position = index.position(offset, encoding);
                prop_assert_eq!(position, text.position(offset, encoding), "{} {:?}", offset, encoding);
                prop_assert!(index.line_start(position.line) <= offset);
            }
        }
    }

    #[test]
    fn positions_are_those_of_counting(text in texts(60)) {
        let index = LineIndex::new(&text);
        let offsets = text.char_indices().map(|(offset, _)| offset).chain([text.len()]);
        for (offset, encoding) in offsets.flat_map(|offset| ENCODINGS.map(|encoding| (offset, encoding))) {
            let position = index.position(offset as u32, encoding);
            prop_assert_eq!(position, counted_position(&text, offset, encoding));
            prop_assert_eq!(index.line(offset as u32), position.line);
        }
    }

    #[test]
    fn every_position_means_what_it_means_to_an_editor(contents in texts(40), encoding in encodings()) {
        let text = Text::new(&contents);
        let buffer = Buffer::new(&contents, encoding);
        let lines = buffer.lines();
        prop_assert_eq!(LineIndex::new(&contents).line_count() as usize, lines.len());
        for line in (0..lines.len() as u32 + 2).chain([u32::MAX]) {
            let width = lines.get(line as usize).map_or(0, |&(start, end)| (end - start) as u32);
            for column in (0..width + 4).chain([u32::MAX]) {
                let position = Position { line, column };
                let before = &buffer.units[..buffer.index(position)];
                let before = Buffer { units: before.to_vec(), encoding }.contents();
                prop_assert_eq!(text.offset(position, encoding) as usize, before.len(), "{:?}", position);
            }
        }
    }

    #[test]
    fn lines_and_slices_are_those_of_the_text(
        contents in texts(40),
        start in 0..200u32,
        end in prop_oneof![0..200u32, Just(u32::MAX)],
    ) {
        let text = Text::new(&contents);
        let buffer = Buffer::new(&contents, Encoding::Utf8);
        for (number, (start, end)) in buffer.lines().into_iter().enumerate() {
            prop_assert_eq!(text.line(number as u32), &contents[start..end]);
        }
        let floor = |offset: u32| {
            let offset = (offset as usize).min(contents.len());
            (0..=offset).rev().find(|&offset| contents.is_char_boundary(offset)).unwrap()
        };
        let expected = contents.get(floor(start)..floor(end)).unwrap_or_default();
        prop_assert_eq!(text.slice(Span { start, end }), expected);
    }
}
