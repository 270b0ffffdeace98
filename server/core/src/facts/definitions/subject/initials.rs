//! Whether words may name a term, told by their first letters: most words do not, and need no folding then.

use crate::terms::fold::Key;
use crate::terms::spelling::spaced;

use super::{TAILS, without_tail};

/// The first letters of the words of some names: what shares none with them needs no folding to be told apart.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Initials {
    /// The lowest bit stands for `a`.
    letters: u32,
    /// The same for the last word of each name, left out those of [`TAILS`]: whatever is meant, it is there.
    heads: u32,
    /// Whether some word begins with anything else.
    others: bool,
}

impl Initials {
    pub(super) fn add(&mut self, key: &Key) {
        for word in spaced(key.as_str()) {
            match word.bytes().next() {
                Some(first @ b'a'..=b'z') => self.letters |= 1 << (first - b'a'),
                _ => self.others = true,
            }
        }
        for name in [key.as_str(), without_tail(key.as_str())] {
            let head = spaced(name).last().and_then(|word| word.bytes().next());
            self.heads |= head.filter(u8::is_ascii_lowercase).map_or(0, |first| 1 << (first - b'a'));
        }
    }

    /// Whether one of the first two words may begin one of the names.
    pub(super) fn may_open(self, words: &str) -> bool {
        if self.others || !words.is_ascii() {
            return true;
        }
        initials(words).take(2).any(|first| has_letter(self.letters, first))
    }

    /// Whether the words may name one of the names as a whole.
    pub(super) fn may_be(self, words: &str) -> bool {
        self.may_open(words) && (self.others || self.may_end(words))
    }

    /// Whether the last of the words, or the last before one of [`TAILS`], may be the last of a name.
    fn may_end(self, words: &str) -> bool {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-');
        if !words.bytes().all(plain) {
            return !words.is_ascii() || initials(words).any(|first| has_letter(self.heads, first));
        }
        let words = words.as_bytes().trim_ascii_end();
        let start = words.iter().rposition(|byte| matches!(byte, b' ' | b'-')).map_or(0, |space| space + 1);
        let Some(&first) = words.get(start) else { return true };
        let is_tail = || {
            let stem =
                words[start..].first_chunk().map(|stem: &[u8; 3]| stem.map(|byte| byte.to_ascii_lowercase()));
            stem.is_some_and(|stem| STEMS.contains(&stem))
        };
        let is_head = |letter: &u8| letter.is_ascii_alphabetic() && has_letter(self.heads, *letter);
        has_letter(self.heads, first) || is_tail() && words[..start].iter().any(is_head)
    }
}

/// The first byte of each word of an ASCII text.
fn initials(words: &str) -> impl Iterator<Item = u8> + '_ {
    let mut before = b' ';
    words.bytes().filter(move |byte| {
        let opens = byte.is_ascii_alphanumeric() && !before.is_ascii_alphanumeric();
        before = *byte;
        opens
    })
}

/// Whether a set has a letter in small; of what is no letter it cannot tell.
fn has_letter(letters: u32, first: u8) -> bool {
    let small = first.to_ascii_lowercase();
    !small.is_ascii_lowercase() || letters & (1 << (small - b'a')) != 0
}

/// What every spelling of the last word of each of [`TAILS`] begins with.
const STEMS: [[u8; 3]; TAILS.len()] = stems();

const fn stems() -> [[u8; 3]; TAILS.len()] {
    let mut stems = [[0; 3]; TAILS.len()];
    let mut at = 0;
    while at < TAILS.len() {
        let tail = TAILS[at].as_bytes();
        let mut start = tail.len();
        while 0 < start && tail[start - 1] != b' ' {
            start -= 1;
        }
        stems[at] = [tail[start], tail[start + 1], tail[start + 2]];
        at += 1;
    }
    stems
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Term, are_close};
    use crate::terms::fold::Key;

    /// Names in the making: words that are folded in all kinds of ways, and what joins them.
    fn words() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "cap",
            "CAP",
            "Caches",
            "cache",
            "client",
            "server",
            "Node.js",
            "node",
            "men",
            "man",
            "theory",
            "Theories",
            "theorem",
            "design",
            "pattern",
            "patterns",
            "law",
            "laws",
            "two",
            "2",
            "of",
            "the",
            "C++",
            "é",
            "token",
            "tokens",
            "Asynchronous",
            "async",
            "dog's",
            "dogs",
            "\"quoted\"",
            "(law)",
            "x",
            "OSes",
            "mice",
            "mouse",
        ]);
        let joint = prop::sample::select(vec![" ", " ", " ", "-", "_", "/", "  "]);
        prop::collection::vec((word, joint), 1..5)
            .prop_map(|words| words.into_iter().flat_map(|(word, joint)| [word, joint]).collect::<String>())
            .prop_map(|words| words.trim_end_matches([' ', '-', '_', '/']).to_owned())
    }

    proptest! {
        #[test]
        fn what_is_meant_is_never_passed_over(name in words(), other in words(), said in words()) {
            let mut term = Term::new(&name);
            term.also(&other);
            let key = Key::new(&said);
            let means = |own: &Key| *own == key || are_close(own.as_str(), key.as_str());
            let meant = !key.is_empty() && term.keys().iter().any(means);
            prop_assert!(!meant || term.initials.may_be(&said), "{name:?} {other:?} {said:?}");
        }
    }
}
