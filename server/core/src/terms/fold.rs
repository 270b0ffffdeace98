//! The fold key: what two spellings of one name have in common.
//!
//! [`Key`] is an equivalence class written as a string, never shown to anyone: `rate-limiting`, `Rate
//! Limiting` and `rate_limiting` share one, and so do `résumés` and `Resume`, `VM's` and `VMs`, `3-way
//! handshake` and `Three-way handshake`. A display form is never derived from it.
//!
//! A key is the folds of **all** the words of a name, each made by [`fold_token`] alone, plural fold
//! included. Prose does not say which of its words ends a name, so only a fold that looks at one word at
//! a time lets a name in prose meet the name in a title by construction. Folding the plural of every
//! word is safe because the fold merges only a plural with its own singular: words that end in *s* by
//! nature stand in `words/plurals.txt` (`lens`, `news`, `https`), words of three letters are left alone,
//! and `-ss`, `-us`, `-is` and `-ics` are no plurals. Two names collide only if they differ in nothing
//! but the number of some word.

mod case;
mod cyrillic;
mod plural;
mod short;
mod unicode;

use std::cell::Cell;
use std::fmt;

use short::Short;

pub(crate) use case::is_pronoun_acronym;
pub use case::{CaseRule, case_rule, is_common_word};

use super::spelling::spaced;
use super::tokens::words;

/// One folded word, as a number: a hash of its folded spelling, the same in every process and on every machine.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token(u64);

impl Token {
    /// The number itself. Its bits are well mixed: any of them will do for a table.
    #[must_use]
    pub fn get(self) -> u64 {
        self.0
    }

    /// The token of a word that is folded already: one of the words of a [`Key`], or what
    /// [`fold_token_into`] wrote.
    ///
    /// Eight bytes at a time are multiplied to 128 bits, of which the halves are joined, as wyhash and
    /// its kin do.
    #[must_use]
    pub fn of_folded(folded: &str) -> Self {
        let bytes = folded.as_bytes();
        let mut hash = Self::seed(bytes.len());
        let (chunks, rest) = bytes.as_chunks::<8>();
        for chunk in chunks {
            hash = Self::mix(hash, *chunk);
        }
        if !rest.is_empty() {
            let mut last = [0; 8];
            last[..rest.len()].copy_from_slice(rest);
            hash = Self::mix(hash, last);
        }
        Self(hash)
    }

    /// The same for `len` bytes that have nothing but zeros behind them.
    fn of_padded(bytes: &[u8; 32], len: usize) -> Self {
        let (chunks, _) = bytes.as_chunks::<8>();
        Self(chunks.iter().take(len.div_ceil(8)).fold(Self::seed(len), |hash, chunk| Self::mix(hash, *chunk)))
    }

    fn seed(len: usize) -> u64 {
        KEY ^ len as u64
    }

    fn mix(hash: u64, chunk: [u8; 8]) -> u64 {
        let product = u128::from(hash ^ u64::from_le_bytes(chunk)) * u128::from(KEY);
        (product as u64) ^ ((product >> 64) as u64)
    }
}

/// The golden ratio as bits; odd, and ones and zeros in good measure.
const KEY: u64 = 0x9e37_79b9_7f4a_7c15;

impl fmt::Debug for Token {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Token({:016x})", self.0)
    }
}

/// The folded spelling of a name: its folded words, joined by one space.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Box<str>);

impl Key {
    /// The key of a name as somebody wrote it.
    ///
    /// A name of signs that are no words either (`...`) is its own key; no word of prose ever matches it.
    #[must_use]
    pub fn new(name: &str) -> Self {
        with_key(name, |key| Self(key.into()))
    }

    /// The folded spelling. It is for comparing; people are shown a spelling that somebody wrote.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the name had nothing to fold.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its words as [`Token`]s, in order.
    pub fn tokens(&self) -> impl Iterator<Item = Token> + '_ {
        tokens_of(&self.0)
    }
}

/// Shows the [`Key`] of a name, for what is asked once: the key itself is not made.
pub(crate) fn with_key<R>(name: &str, see: impl FnOnce(&str) -> R) -> R {
    thread_local! {
        /// Where keys are folded, again and again in the same memory.
        static FOLDED: Cell<String> = const { Cell::new(String::new()) };
    }
    let mut folded = FOLDED.take();
    folded.clear();
    for word in words(name) {
        let before = folded.len();
        if 0 < before {
            folded.push(' ');
        }
        let start = folded.len();
        fold_token_into(word.span.of(name), &mut folded);
        if folded.len() == start {
            folded.truncate(before);
        }
    }
    if folded.is_empty() {
        folded = signs(name);
    }
    let seen = see(&folded);
    FOLDED.set(folded);
    seen
}

/// The tokens of a folded name.
pub(crate) fn tokens_of(key: &str) -> impl Iterator<Item = Token> + '_ {
    spaced(key).filter(|word| !word.is_empty()).map(Token::of_folded)
}

/// The words of a name as [`Token`]s, in order: those of its [`Key`], without making the key.
pub fn tokens(name: &str) -> impl Iterator<Item = Token> + '_ {
    let nothing = Token::of_folded("");
    let mut folded = words(name)
        .map(|word| fold_token(word.span.of(name)))
        .filter(move |token| *token != nothing)
        .peekable();
    let signs = if folded.peek().is_none() { signs(name) } else { String::new() };
    let alone = (!signs.is_empty()).then(|| Token::of_folded(&signs));
    folded.chain(alone)
}

/// What stands for a name without words.
fn signs(name: &str) -> String {
    name.chars().filter(|sign| !sign.is_whitespace()).collect()
}

/// Folds one word of [`words`] and hashes the result.
///
/// Words of up to 32 ASCII bytes, which is nearly all, need no memory but the stack.
#[must_use]
pub fn fold_token(token: &str) -> Token {
    fold_cased(token).0
}

/// The same, and whether it is seen already that the word is ASCII and has no capital: so are nearly all words of prose.
pub(crate) fn fold_cased(token: &str) -> (Token, bool) {
    if let Some(short) = Short::folded(token) {
        return (short.token, short.is_lower);
    }
    let mut folded = String::with_capacity(token.len());
    fold_long_into(token, &mut folded);
    (Token::of_folded(&folded), false)
}

/// Appends the fold of one word of [`words`] to `out`; folding the result again changes nothing.
///
/// Lower case by simple case folding (`ß` is `ss`, `İ` is `i`); the width variants of East Asian text
/// and the marks of Latin and Greek letters go (`résumé`), those that tell letters apart elsewhere stay
/// (`й`, `が`, Devanagari and Thai vowels); soft hyphens, zero-width characters, apostrophes and a
/// possessive `'s` go; number words become digits; plurals become singulars, and Russian words lose their endings.
pub fn fold_token_into(token: &str, out: &mut String) {
    match Short::folded(token) {
        Some(short) => out.push_str(short.as_str()),
        None => fold_long_into(token, out),
    }
}

/// The same for words that are not short ASCII, or have an apostrophe or the capitals of an acronym.
fn fold_long_into(token: &str, out: &mut String) {
    let start = out.len();
    let token = without_possessive(token);
    let token = without_acronym_plural(token).unwrap_or(token);
    if token.is_ascii() {
        let kept = token.bytes().filter(|byte| *byte != b'\'' && !byte.is_ascii_whitespace());
        out.extend(kept.map(|byte| char::from(byte.to_ascii_lowercase())));
    } else {
        unicode::fold_into(token, out);
        if let Some(end) = cyrillic::stem_end(&out[start..]) {
            out.truncate(start + end);
        }
    }
    while let Some(singular) = plural::singular(&out.as_bytes()[start..], Token::of_folded(&out[start..])) {
        out.truncate(start + singular.keep);
        out.push_str(singular.ending);
    }
}

fn without_possessive(token: &str) -> &str {
    ["'s", "'S", "’s", "’S"].iter().find_map(|ending| token.strip_suffix(ending)).unwrap_or(token)
}

/// `CDN` for `CDNs`, `OS` for `OSes`; nothing for what is no plural of capitals and digits.
fn without_acronym_plural(token: &str) -> Option<&str> {
    let stem = token.strip_suffix('s')?;
    let stem = match stem.strip_suffix('e') {
        Some(hissing) if hissing.ends_with(['S', 'X', 'Z', 'H']) => hissing,
        Some(_) | None => stem,
    };
    let capitals = stem.bytes().filter(u8::is_ascii_uppercase).count();
    let acronym = 2 <= stem.len()
        && 0 < capitals
        && stem.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    // `HTTPs` is `HTTPS` with a tired little finger, not several of `HTTP`.
    (acronym && !plural::is_invariant(&token.to_ascii_lowercase())).then_some(stem)
}

#[cfg(test)]
mod tests;
