//! Quick searches for bytes and short parts of a text, without decoding it.
//!
//! What the standard library does to find a part or a line end is made for long texts; sentences and names are short,
//! and preparing for them costs more than the search.

use memchr::{memchr, memchr_iter};

/// Where a text has a part first, such as `" = "`: what [`str::find`] tells.
pub(crate) fn place(text: &str, part: &str) -> Option<usize> {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    // A space is the byte that stands everywhere.
    let anchor = part.iter().position(|byte| *byte != b' ').unwrap_or_default();
    let Some(&sign) = part.get(anchor) else { return Some(0) };
    memchr_iter(sign, text.get(anchor..)?).find(|&at| text[at..].starts_with(part))
}

/// What stands before and behind a part where a text has it first: what [`str::split_once`] gives.
pub(crate) fn parted<'t>(text: &'t str, part: &str) -> Option<(&'t str, &'t str)> {
    let at = place(text, part)?;
    Some((&text[..at], &text[at + part.len()..]))
}

/// Whether a text has a part.
pub(crate) fn holds(text: &str, part: &str) -> bool {
    place(text, part).is_some()
}

/// Whether a text has one of some parts.
pub(crate) fn holds_any(text: &str, parts: &[&str]) -> bool {
    parts.iter().any(|part| holds(text, part))
}

/// The lines of a text without their ends, as [`str::lines`] gives them.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    whole_lines(text).map(|line| match line.strip_suffix('\n') {
        Some(ended) => ended.strip_suffix('\r').unwrap_or(ended),
        None => line,
    })
}

/// The lines of a text with their ends, as `split_inclusive('\n')` gives them.
pub(crate) fn whole_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
        let (line, behind) = rest.split_at(end);
        rest = behind;
        (!line.is_empty()).then_some(line)
    })
}

/// A set of bytes.
pub(crate) struct ByteSet([bool; 256]);

impl ByteSet {
    /// The bytes of ASCII characters.
    pub(crate) const fn of(bytes: &[u8]) -> Self {
        let mut set = [false; 256];
        let mut index = 0;
        while index < bytes.len() {
            set[bytes[index] as usize] = true;
            index += 1;
        }
        Self(set)
    }

    /// With every byte of the characters beyond ASCII.
    pub(crate) const fn and_beyond_ascii(mut self) -> Self {
        let mut byte = 0x80;
        while byte < 256 {
            self.0[byte] = true;
            byte += 1;
        }
        self
    }

    /// The first byte at or behind `from` that is in the set.
    pub(crate) fn find(&self, text: &str, from: usize) -> Option<usize> {
        const STRIDE: usize = 8;
        let bytes = text.as_bytes().get(from..)?;
        let mut skipped = 0;
        // Most of a text is letters: eight bytes are refused by one test.
        for chunk in bytes.chunks_exact(STRIDE) {
            if chunk.iter().fold(false, |any, byte| any | self.has(*byte)) {
                break;
            }
            skipped += STRIDE;
        }
        let offset = bytes[skipped..].iter().position(|byte| self.has(*byte))?;
        Some(from + skipped + offset)
    }

    /// Where a text has one of the set.
    pub(crate) fn places(&self, text: &str) -> impl Iterator<Item = usize> {
        std::iter::successors(self.find(text, 0), |at| self.find(text, at + 1))
    }

    /// Whether a byte is in the set.
    pub(crate) fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_lines_are_found_as_the_standard_library_finds_them() {
        let texts = [
            "",
            " ",
            "\n",
            "a",
            "a = b",
            " = ",
            "a =  b",
            "\r\n",
            "one\ntwo",
            "one\r\ntwo\n",
            "é = ü\n\n漢",
            "a\rb",
        ];
        for text in texts {
            for part in ["", " ", "  ", " = ", "=", "é", "two", "a", "\n"] {
                assert_eq!(place(text, part), text.find(part), "{text:?} {part:?}");
                assert_eq!(parted(text, part), text.split_once(part), "{text:?} {part:?}");
            }
            assert_eq!(lines(text).collect::<Vec<_>>(), text.lines().collect::<Vec<_>>(), "{text:?}");
            let whole: Vec<_> = text.split_inclusive('\n').collect();
            assert_eq!(whole_lines(text).collect::<Vec<_>>(), whole, "{text:?}");
        }
    }

    #[test]
    fn the_first_of_the_set_is_found_however_far() {
        const SET: ByteSet = ByteSet::of(b".!");
        assert_eq!(SET.find("a. b!", 0), Some(1));
        assert_eq!(SET.find("a. b!", 2), Some(4));
        assert_eq!(SET.find("a long way to go.", 0), Some(16));
        assert_eq!(SET.find("none, é", 0), None);
        assert_eq!(SET.find("a.", 9), None);
        assert_eq!(ByteSet::of(b".").and_beyond_ascii().find("none, é", 0), Some(6));
    }
}
