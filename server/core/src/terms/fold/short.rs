//! The fold of short ASCII words, which are nearly all words of most prose, on the stack.

use super::{Token, plural};

/// A folded word of at most [`LONGEST`] bytes, zeros behind it.
pub(super) struct Short {
    bytes: [u8; LONGEST],
    len: usize,
    pub(super) token: Token,
    /// Whether the word was written without capitals.
    pub(super) is_lower: bool,
}

const LONGEST: usize = 32;

impl Short {
    /// The fold of a word; nothing if it is long, not ASCII, or needs the slower rules.
    pub(super) fn folded(token: &str) -> Option<Self> {
        let token = token.as_bytes();
        let mut bytes = [0; LONGEST];
        bytes.get_mut(..token.len())?.copy_from_slice(token);
        // The whole buffer and no branch, so that many bytes are looked at in one step: every word comes by here.
        let (mut upper, mut odd) = (0, 0);
        for byte in &mut bytes {
            upper |= u8::from(byte.is_ascii_uppercase());
            odd |= u8::from(is_odd(*byte));
            *byte = byte.to_ascii_lowercase();
        }
        let acronym = upper != 0 && token.last() == Some(&b's');
        if odd != 0 || acronym {
            return None;
        }
        let len = token.len();
        let mut short = Self { bytes, len, token: Token::of_padded(&bytes, len), is_lower: upper == 0 };
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

/// Whether a byte is not folded as it is: an apostrophe, a space, a byte beyond ASCII.
fn is_odd(byte: u8) -> bool {
    0x80 <= byte || byte == b'\'' || byte == b' ' || matches!(byte, b'\t'..=b'\r')
}
