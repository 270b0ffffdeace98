//! A hash table of short words: nearly every word of every note is looked up in it.
//!
//! A word of up to sixteen ASCII bytes is packed into one number, its case folded on the way,
//! so that a lookup neither copies nor compares strings. Three times as fast as a general map.

/// Words by their packed form, each with a value.
#[derive(Default)]
pub(super) struct Table<V> {
    /// By hash; a power of two long.
    slots: Vec<Slot>,
    entries: Vec<(u128, V)>,
}

/// Where an entry is found. Most words of a text are in no list; the tag tells so without a
/// look at the entry.
#[derive(Clone, Copy, Default)]
struct Slot {
    /// 1 + index of the entry, or 0 where there is none.
    index: u16,
    /// Bits of the hash that did not choose the slot.
    tag: u16,
}

/// The longest word that can be packed, in bytes.
const PACKED: usize = 16;

impl<V: Copy + Default> Table<V> {
    /// The value of a word, to be changed; the default if it is new.
    pub(super) fn entry(&mut self, word: u128) -> &mut V {
        if self.slots.len() < 2 * (self.entries.len() + 1) {
            self.grow();
        }
        let (slot, tag) = self.slot(word);
        if self.slots[slot].index == 0 {
            self.entries.push((word, V::default()));
            self.slots[slot] = Slot { index: number(self.entries.len()), tag };
        }
        &mut self.entries[usize::from(self.slots[slot].index) - 1].1
    }

    /// The value of a word.
    pub(super) fn get(&self, word: u128) -> Option<V> {
        if self.slots.is_empty() {
            return None;
        }
        let index = usize::from(self.slots[self.slot(word).0].index);
        index.checked_sub(1).map(|index| self.entries[index].1)
    }

    /// The slot of a word, or the empty one where it would be put; and its tag.
    #[inline]
    fn slot(&self, word: u128) -> (usize, u16) {
        const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
        let [low, high] = [word as u64, (word >> 64) as u64];
        let hash = (low ^ high.rotate_left(29)).wrapping_mul(SPREAD);
        let tag = (hash >> 48) as u16;
        let last = self.slots.len() - 1;
        let mut slot = (hash >> 24) as usize & last;
        loop {
            let found = self.slots[slot];
            let is_it =
                found.tag == tag && found.index != 0 && self.entries[usize::from(found.index) - 1].0 == word;
            if found.index == 0 || is_it {
                return (slot, tag);
            }
            slot = (slot + 1) & last;
        }
    }

    fn grow(&mut self) {
        self.slots = vec![Slot::default(); (self.slots.len() * 2).max(64)];
        for index in 0..self.entries.len() {
            let (slot, tag) = self.slot(self.entries[index].0);
            self.slots[slot] = Slot { index: number(index + 1), tag };
        }
    }
}

/// The number of an entry. Lists of words are far from 65,535 long; one that were would lose
/// its last words.
fn number(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

/// The packed form of the word at `start..end`, if it is short and ASCII.
#[inline]
pub(super) fn packed(text: &[u8], start: usize, end: usize) -> Option<u128> {
    const HIGH_BITS: u128 = u128::from_le_bytes([0x80; PACKED]);
    const CASE_BITS: u128 = u128::from_le_bytes([0x20; PACKED]);
    let length = end.checked_sub(start).filter(|length| (1..=PACKED).contains(length))?;
    let bytes = match text.get(start..start + PACKED) {
        Some(bytes) => u128::from_le_bytes(bytes.try_into().ok()?),
        None => {
            let mut bytes = [0; PACKED];
            bytes.get_mut(..length)?.copy_from_slice(text.get(start..end)?);
            u128::from_le_bytes(bytes)
        }
    };
    let mask = u128::MAX >> (8 * (PACKED - length));
    let word = bytes & mask;
    // Setting the bit turns capitals into small letters and leaves digits, hyphens and
    // apostrophes as they are.
    (word & HIGH_BITS == 0).then_some((word | CASE_BITS) & mask)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pack(word: &str) -> Option<u128> {
        packed(word.as_bytes(), 0, word.len())
    }

    #[test]
    fn case_and_place_do_not_matter() {
        assert_eq!(pack("Rondo"), pack("rONDO"));
        assert_eq!(packed(b"a long text with the word rondo in it", 26, 31), pack("Rondo"));
        assert_eq!(packed(b"rondo", 0, 5), packed(b"rondo, and a longer text", 0, 5));
        assert_ne!(pack("rondo"), pack("rondos"));
        assert_ne!(pack("it's"), pack("its"));
    }

    #[test]
    fn long_and_foreign_words_are_not_packed() {
        for word in ["", "counterpoint-studies", "für", "it’s"] {
            assert_eq!(pack(word), None, "{word}");
        }
        assert!(pack("counterpointlike").is_some());
    }

    #[test]
    fn what_is_put_in_is_found() {
        let mut table = Table::<u32>::default();
        assert_eq!(table.get(7), None);
        for word in 0..500_u32 {
            *table.entry(u128::from(word) << 40) = word + 1;
        }
        *table.entry(3 << 40) += 1000;
        assert!((4..500).all(|word| table.get(u128::from(word) << 40) == Some(word + 1)));
        assert_eq!(table.get(3 << 40), Some(1004));
        assert_eq!(table.get(1), None);
    }
}
