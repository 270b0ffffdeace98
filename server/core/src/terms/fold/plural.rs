//! Plurals and number words, one word at a time: of English, and those of other languages that no English word resembles.

use std::sync::LazyLock;

use super::Token;

/// A spelling to fold to: what to keep of the word, and what to put behind it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Singular {
    /// Bytes to keep.
    pub(super) keep: usize,
    pub(super) ending: &'static str,
}

/// What a lower-case word folds to, or nothing if it stays as it is; `token` is that of the word itself.
pub(super) fn singular(word: &[u8], token: Token) -> Option<Singular> {
    if let Some(special) = special().get(token) {
        return (special.as_bytes() != word).then_some(Singular { keep: 0, ending: special });
    }
    let len = word.len();
    let (Some(last), true) = (word.last(), 3 < len) else { return None };
    match last {
        // `cookie` meets `cookies` where `query` meets `queries`; `réseaux` is several of `réseau`.
        b'e' if 4 < len && word.ends_with(b"ie") && is_word(word) => {
            Some(Singular { keep: len - 2, ending: "y" })
        }
        b'x' if 4 < len && word.ends_with(b"eaux") && is_word(word) => {
            Some(Singular { keep: len - 1, ending: "" })
        }
        // `signaux` is several of `signal`.
        b'x' if 5 < len && word.ends_with(b"aux") && is_word(word) => {
            Some(Singular { keep: len - 2, ending: "l" })
        }
        b'n' if 6 < len && word.ends_with(b"en") && is_word(word) => {
            let cut =
                GERMAN.iter().find(|(ending, _)| word.ends_with(ending.as_bytes())).map(|(_, cut)| *cut)?;
            Some(Singular { keep: len - cut, ending: "" })
        }
        b's' if is_word(word) && !NO_PLURAL.iter().any(|ending| word.ends_with(ending)) => {
            let rule = RULES.iter().find(|(ending, _, _)| 4 < len && word.ends_with(ending.as_bytes()));
            let (cut, ending) = rule.map_or((1, ""), |(_, cut, put)| (*cut, *put));
            Some(Singular { keep: len - cut, ending })
        }
        _ => None,
    }
}

/// Whether a word is letters and nothing else.
fn is_word(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_lowercase)
}

/// Whether a folded word ends in *s* without being a plural.
pub(super) fn is_invariant(word: &str) -> bool {
    special().get(Token::of_folded(word)) == Some(word)
}

const NO_PLURAL: [&[u8]; 4] = [b"ss", b"us", b"is", b"ics"];

/// Endings of German plurals that no English word has, and letters to cut.
const GERMAN: [(&str, usize); 11] = [
    ("ungen", 2),
    ("ionen", 2),
    ("heiten", 2),
    ("keiten", 2),
    ("schaften", 2),
    ("itaten", 2),
    ("banken", 2),
    ("klassen", 1),
    ("stellen", 1),
    ("methoden", 1),
    ("variablen", 1),
];

/// Ending, letters to cut, letters to put; the first that fits. Otherwise the *s* goes.
const RULES: [(&str, usize, &str); 19] = [
    ("sses", 2, ""),
    ("shes", 2, ""),
    ("ches", 2, ""),
    ("xes", 2, ""),
    ("uses", 2, ""),
    ("oes", 2, ""),
    ("ies", 3, "y"),
    ("lyses", 2, "is"),
    ("theses", 2, "is"),
    ("geneses", 2, "is"),
    ("iones", 2, ""),
    ("idades", 2, ""),
    ("edades", 2, ""),
    ("idores", 2, ""),
    ("cadores", 2, ""),
    ("ladores", 2, ""),
    ("sadores", 2, ""),
    ("ctores", 2, ""),
    ("zzes", 3, ""),
];

/// Number words as digits, short ordinals as words, and the sign for *and*.
const NUMBERS: [(&str, &str); 19] = [
    ("&", "and"),
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("1st", "first"),
    ("2nd", "second"),
    ("3rd", "third"),
    ("4th", "fourth"),
    ("5th", "fifth"),
];

/// Several times the number of words, so that most look-ups end at the first slot.
const SLOTS: usize = 2048;

/// Words with a fold of their own: numbers, plurals that no rule gives, and words that end like
/// plurals and are none (they fold to themselves).
///
/// Every word of every note is looked up here and hardly any is found, so it is a bare table with open addressing, and
/// small enough to stay in the nearest cache.
struct Special {
    /// Places in `words`, from 1; 0 where there is none.
    slots: Box<[u16; SLOTS]>,
    words: Vec<(Token, &'static str)>,
}

impl Special {
    fn new() -> Self {
        let mut special = Self { slots: Box::new([0; SLOTS]), words: Vec::new() };
        for line in super::super::words::lines(include_str!("../words/plurals.txt")) {
            let (word, fold) = line.split_once(' ').unwrap_or((line, line));
            special.insert(word, fold);
        }
        for (word, fold) in NUMBERS {
            special.insert(word, fold);
        }
        special
    }

    fn insert(&mut self, word: &str, fold: &'static str) {
        let token = Token::of_folded(word);
        let mut at = Self::home(token);
        while self.slots[at] != 0 {
            at = (at + 1) % SLOTS;
        }
        self.words.push((token, fold));
        self.slots[at] = self.words.len() as u16;
    }

    fn get(&self, token: Token) -> Option<&'static str> {
        let mut at = Self::home(token);
        while let Some(place) = self.slots[at].checked_sub(1) {
            let (known, fold) = self.words[usize::from(place)];
            if known == token {
                return Some(fold);
            }
            at = (at + 1) % SLOTS;
        }
        None
    }

    fn home(token: Token) -> usize {
        token.get() as usize % SLOTS
    }
}

fn special() -> &'static Special {
    static SPECIAL: LazyLock<Special> = LazyLock::new(Special::new);
    &SPECIAL
}
