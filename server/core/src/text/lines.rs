//! [`LineIndex`]: from byte offsets to lines and columns, without the text.
//!
//! Texts of closed notes are not kept, yet their places must still be told to an editor. Two
//! things suffice: where lines start, and which bytes continue a character. The latter are
//! kept as bit masks of the 64-byte blocks that have any, so that ASCII text costs four bytes a
//! line and the densest text a quarter of its size on top.

use super::{Encoding, Position};

const LF: u8 = b'\n';
const CR: u8 = b'\r';

/// The lines of one text and the widths of its characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    /// Length of the text in bytes.
    len: u32,
    /// Offset of the first byte of every line; never empty, the first is 0.
    starts: Box<[u32]>,
    /// The blocks that hold continuation bytes, by number.
    blocks: Box<[Block]>,
    /// Offsets of the characters outside the basic plane: two units in UTF-16, where all others are one.
    astral: Box<[u32]>,
}

/// 64 bytes of the text, at least one of which continues a character.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Block {
    /// Offset of the first byte, divided by 64.
    number: u32,
    /// Continuation bytes in all earlier blocks.
    before: u32,
    /// The lowest bit stands for the first byte.
    continuations: u64,
}

impl LineIndex {
    /// Reads the lines of `text`; bytes past `u32::MAX` are not seen.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let bytes = &bytes[..bytes.len().min(u32::MAX as usize)];
        let (words, rest) = bytes.as_chunks::<8>();
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);

        let mut starts = vec![0];
        let mut blocks = Vec::new();
        let mut astral = Vec::new();
        for (index, word) in words.iter().chain([&last]).enumerate() {
            let word = u64::from_le_bytes(*word);
            let base = (index * 8) as u32;
            for lane in Lanes(equal_bytes(word, LF) | equal_bytes(word, CR)) {
                let next = base + lane + 1;
                let first_of_crlf =
                    bytes.get(next as usize - 1) == Some(&CR) && bytes.get(next as usize) == Some(&LF);
                if !first_of_crlf {
                    starts.push(next);
                }
            }
            if word & HIGH_BITS != 0 {
                add_continuations(&mut blocks, base, continuation_bytes(word));
                astral.extend(Lanes(four_byte_leads(word)).map(|lane| base + lane));
            }
        }
        Self { len: bytes.len() as u32, starts: starts.into(), blocks: blocks.into(), astral: astral.into() }
    }

    /// Length of the text in bytes.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Whether the text has no bytes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Number of lines: one more than there are line ends, so never 0.
    #[must_use]
    pub fn line_count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// Byte offset at which `line` starts; the end of the text for lines that do not exist.
    #[must_use]
    pub fn line_start(&self, line: u32) -> u32 {
        self.starts.get(line as usize).copied().unwrap_or(self.len)
    }

    /// The line that holds the byte at `offset`; the last one for offsets past the end.
    ///
    /// A line end belongs to the line it ends.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        // The first start is 0, so that at least one start is at or before any offset.
        self.starts.partition_point(|&start| start <= offset) as u32 - 1
    }

    /// Line and column of a byte offset. An offset past the end means the end, one inside a
    /// character the start of that character.
    #[must_use]
    pub fn position(&self, offset: u32, encoding: Encoding) -> Position {
        let mut offset = offset.min(self.len);
        while self.is_continuation(offset) {
            offset -= 1;
        }
        let line = self.line(offset);
        let start = self.line_start(line);
        let column = self.units_before(offset, encoding) - self.units_before(start, encoding);
        Position { line, column }
    }

    /// Units of `encoding` in the text before `offset`, a character boundary.
    fn units_before(&self, offset: u32, encoding: Encoding) -> u32 {
        match encoding {
            Encoding::Utf8 => offset,
            Encoding::Utf16 => {
                let pairs = self.astral.partition_point(|&start| start < offset) as u32;
                offset - self.continuations_before(offset) + pairs
            }
            Encoding::Utf32 => offset - self.continuations_before(offset),
        }
    }

    fn continuations_before(&self, offset: u32) -> u32 {
        let number = offset / 64;
        let next = self.blocks.partition_point(|block| block.number <= number);
        let Some(block) = next.checked_sub(1).map(|index| &self.blocks[index]) else {
            return 0;
        };
        let counted = if block.number == number {
            block.continuations & ((1 << (offset % 64)) - 1)
        } else {
            block.continuations
        };
        block.before + counted.count_ones()
    }

    fn is_continuation(&self, offset: u32) -> bool {
        let found = self.blocks.binary_search_by_key(&(offset / 64), |block| block.number);
        found.is_ok_and(|index| (self.blocks[index].continuations >> (offset % 64)) & 1 == 1)
    }
}

/// Notes the continuation bytes of the eight bytes at `base`, one bit in the top of each lane.
fn add_continuations(blocks: &mut Vec<Block>, base: u32, lanes: u64) {
    let number = base / 64;
    let bits = Lanes(lanes).fold(0, |bits, lane| bits | 1 << (base % 64 + lane));
    match blocks.last_mut() {
        Some(last) if last.number == number => last.continuations |= bits,
        last => {
            let before = last.map_or(0, |last| last.before + last.continuations.count_ones());
            blocks.push(Block { number, before, continuations: bits });
        }
    }
}

// Eight bytes are looked at together: each is a lane of a 64-bit word, the first byte of the text
// in the lowest lane, and an answer is the top bit of its lane. No step carries into another lane.

const HIGH_BITS: u64 = 0x8080_8080_8080_8080;
const LOW_BITS: u64 = 0x0101_0101_0101_0101;

/// The lanes that hold `byte`, which is ASCII.
fn equal_bytes(word: u64, byte: u8) -> u64 {
    let difference = word ^ (LOW_BITS * u64::from(byte));
    !(((difference & !HIGH_BITS) + !HIGH_BITS) | difference) & HIGH_BITS
}

/// The lanes that hold 0b10xx_xxxx.
fn continuation_bytes(word: u64) -> u64 {
    word & !(word << 1) & HIGH_BITS
}

/// The lanes that hold 0b1111_xxxx: first bytes of characters of four bytes.
fn four_byte_leads(word: u64) -> u64 {
    word & (word << 1) & (word << 2) & (word << 3) & HIGH_BITS
}

/// Numbers of the lanes whose top bit is set, in order.
struct Lanes(u64);

impl Iterator for Lanes {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.0 == 0 {
            return None;
        }
        let lane = self.0.trailing_zeros() / 8;
        self.0 &= self.0 - 1;
        Some(lane)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_starts(text: &str, starts: &[u32]) {
        let index = LineIndex::new(text);
        assert_eq!(&*index.starts, starts);
        assert_eq!(index.line_count() as usize, starts.len());
    }

    #[test]
    fn an_empty_text_is_one_empty_line() {
        check_starts("", &[0]);
        assert!(LineIndex::new("").is_empty());
    }

    #[test]
    fn lf_crlf_and_lone_cr_end_a_line() {
        check_starts("a\nb\r\nc\rd", &[0, 2, 5, 7]);
        check_starts("\n\r\r\n\n\r", &[0, 1, 2, 4, 5, 6]);
        check_starts("a\n", &[0, 2]);
    }

    #[test]
    fn a_crlf_across_two_words_is_one_line_end() {
        check_starts("1234567\r\n", &[0, 9]);
        check_starts("12345678\r\n", &[0, 10]);
        check_starts("123456\r\n8", &[0, 8]);
    }

    #[test]
    fn other_separators_end_no_line() {
        check_starts("a\u{b}b\u{c}c\u{85}d\u{2028}e\u{2029}f\u{0}g", &[0]);
    }

    #[track_caller]
    fn check_columns(text: &str, offset: u32, utf8: u32, utf16: u32, utf32: u32) {
        let index = LineIndex::new(text);
        let columns = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32]
            .map(|encoding| index.position(offset, encoding).column);
        assert_eq!(columns, [utf8, utf16, utf32]);
    }

    #[test]
    fn columns_count_units_since_the_line_start() {
        check_columns("né 漢😀x", 4, 4, 3, 3);
        check_columns("né 漢😀x", 7, 7, 4, 4);
        check_columns("né 漢😀x", 11, 11, 6, 5);
        check_columns("é😀\r\né😀x", 14, 6, 3, 2);
    }

    #[test]
    fn columns_count_through_blocks_without_wide_characters() {
        let text = format!("{}é{}😀{}x", "a".repeat(60), "b".repeat(200), "c".repeat(61));
        check_columns(&text, text.len() as u32, 328, 325, 324);
    }

    #[test]
    fn an_offset_inside_a_character_means_its_start() {
        for offset in 1..5 {
            check_columns("a😀b", offset, 1, 1, 1);
        }
    }

    #[test]
    fn an_offset_past_the_end_means_the_end() {
        let index = LineIndex::new("é\nab");
        assert_eq!(index.position(u32::MAX, Encoding::Utf16), Position::new(1, 2));
        assert_eq!(index.line(u32::MAX), 1);
        assert_eq!(index.line_start(2), 5);
        assert_eq!(index.line_start(u32::MAX), 5);
    }

    #[test]
    fn ascii_text_costs_its_line_starts_only() {
        let index = LineIndex::new(&"0123456789\n".repeat(1000));
        assert_eq!((index.starts.len(), index.blocks.len(), index.astral.len()), (1001, 0, 0));
    }

    #[test]
    fn dense_text_costs_one_block_for_64_bytes() {
        let text = "по-русски".repeat(1000);
        let index = LineIndex::new(&text);
        assert_eq!(index.blocks.len(), text.len().div_ceil(64));
        assert_eq!(size_of::<Block>(), 16);
    }
}
