//! The fold of short ASCII words, which are nearly all words of most prose, on the stack.

use super::{Token, plural};

/// A folded word of at most [`LONGEST`] bytes, zeros behind it.
pub(super) struct Short {
    bytes: [u8; LONGEST],
    len: usize,
    pub(super) token: Token,
}

const LONGEST: usize = 32;

impl Short {
    /// The fold of a word; nothing if it is long, not ASCII, or needs the slower rules.
    pub(super) fn folded(token: &str) -> Option<Self> {
        let token = token.as_bytes();
        if LONGEST < token.len() {
            return None;
        }
        let mut bytes = [0; LONGEST];
        let mut seen = 0;
        for (lower, byte) in bytes.iter_mut().zip(token) {
            *lower = byte.to_ascii_lowercase();
            seen |= SIGHTS[*byte as usize];
        }
        let acronym = seen & UPPER != 0 && token.last() == Some(&b's');
        if seen & ODD != 0 || acronym {
            return None;
        }
        let mut short = Self { bytes, len: token.len(), token: Token::of_padded(&bytes, token.len()) };
        while let Some(singular) = plural::singular(&short.bytes[..short.len], short.token) {
            short.replace(singular.keep, singular.ending);
        }
        Some(short)
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }

    fn replace(&mut self, keep: usize, ending: &str) {
        let end = (keep + ending.len()).min(LONGEST);
        self.bytes[keep..end].copy_from_slice(&ending.as_bytes()[..end - keep]);
        self.bytes[end..].fill(0);
        self.len = end;
        self.token = Token::of_padded(&self.bytes, end);
    }
}

/// A capital was seen.
const UPPER: u8 = 1;
/// Something was seen that is not copied as it is: an apostrophe, a space, a byte beyond ASCII.
const ODD: u8 = 2;

const SIGHTS: [u8; 256] = sights();

const fn sights() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'A'..=b'Z' => UPPER,
            b'\'' | b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x80.. => ODD,
            _ => 0,
        };
        byte += 1;
    }
    table
}
