//! Sets of bytes, for passing over what has none of them without decoding it.

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

    fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
