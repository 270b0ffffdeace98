//! How an outline prints a title: spaces set right, shouting lowered, a question with a capital.

use std::collections::HashSet;
use std::ops::Range;

use foldhash::fast::RandomState;

use crate::terms::bytes::ByteSet;

use super::words;

/// What a run of letters, digits and whatever is beyond ASCII is made of.
const RUN: ByteSet =
    ByteSet::of(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz").and_beyond_ascii();

/// How the words of shouted titles are written where a note does not shout.
#[derive(Debug, Default)]
pub(super) struct Spellings<'t> {
    /// From the lines that hold a lower-case letter.
    seen: HashSet<&'t str, RandomState>,
}

impl<'t> Spellings<'t> {
    /// Looks for the words of the titles that are shouted.
    pub(super) fn of<'n>(note: &'t str, titles: impl Iterator<Item = &'n str>) -> Self {
        let mut wanted = Wanted::default();
        for title in titles.filter(|title| is_shouted(title)) {
            title.split(|c: char| !c.is_alphanumeric()).for_each(|word| wanted.add(word));
        }
        let mut found = Self::default();
        if wanted.words.is_empty() {
            return found;
        }
        let bytes = note.as_bytes();
        let mut start = 0;
        while start < bytes.len() {
            let mut wide = 0;
            let length = bytes[start..].iter().take_while(|byte| {
                wide |= **byte;
                RUN.has(**byte)
            });
            let end = start + length.count();
            if !wide.is_ascii() {
                found.run(note, start..end, &mut wanted);
            } else if wanted.may_be(&bytes[start..end]) {
                found.word(note, start..end, &mut wanted);
            }
            start = end + 1;
        }
        found
    }

    /// Sees a run of letters, digits and whatever is beyond ASCII.
    fn run(&mut self, note: &'t str, run: Range<usize>, wanted: &mut Wanted) {
        let mut start = run.start;
        for word in note[run].split(|c: char| !c.is_alphanumeric()) {
            let end = start + word.len();
            self.word(note, start..end, wanted);
            start = end + note[end..].chars().next().map_or(0, char::len_utf8);
        }
    }

    fn word(&mut self, note: &'t str, at: Range<usize>, wanted: &mut Wanted) {
        let word = &note[at.clone()];
        // `VMs` tells that VM is written so.
        let stem = word.strip_suffix('s').filter(|stem| 1 < stem.len() && !stem.contains(char::is_lowercase));
        let stem = stem.filter(|stem| wanted.has(stem));
        let word = Some(word).filter(|word| wanted.has(word));
        for spelling in [word, stem].into_iter().flatten() {
            if !self.seen.contains(spelling) && !shouts(note, at.start) {
                self.seen.insert(spelling);
            }
        }
    }

    fn has(&self, word: &str) -> bool {
        self.seen.contains(word)
    }
}

/// Whether the line at `at` has no lower-case letter.
fn shouts(note: &str, at: usize) -> bool {
    let start = note[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = note[at..].find('\n').map_or(note.len(), |length| at + length);
    !note[start..end].contains(char::is_lowercase)
}

/// Words to look for, however they are capitalised.
#[derive(Default)]
struct Wanted {
    /// In lower case.
    words: HashSet<String, RandomState>,
    /// By the low bits of a first letter, which are those of its capital: the lengths of such words, a bit each. Nearly
    /// every word of a note is refused by this.
    lengths: [u32; 32],
    /// By the same of a first letter: the last letters of such words, a bit each.
    ends: [u32; 32],
    lower: String,
}

impl Wanted {
    fn add(&mut self, word: &str) {
        if let (Some(first), Some(last)) = (word.bytes().next(), word.bytes().next_back()) {
            let lower = word.to_lowercase();
            self.lengths[usize::from(first & 31)] |= 1 << lower.len().min(31);
            self.ends[usize::from(first & 31)] |= 1 << (last & 31);
            self.words.insert(lower);
        }
    }

    /// Whether an ASCII word, or what stands before the `s` that it ends in, may be wanted, by its length and its first
    /// and last letters alone.
    fn may_be(&self, word: &[u8]) -> bool {
        let (Some(first), Some(last)) = (word.first(), word.last()) else { return false };
        let ends = |last: u8| self.ends[usize::from(first & 31)] >> (last & 31) & 1 != 0;
        let fits = self.lengths[usize::from(first & 31)] >> word.len().saturating_sub(1).min(30) & 0b11 != 0;
        fits && (ends(*last) || *last == b's' && word.iter().nth_back(1).is_some_and(|last| ends(*last)))
    }

    fn has(&mut self, word: &str) -> bool {
        self.lower.clear();
        if word.is_ascii() {
            self.lower.push_str(word);
            self.lower.make_ascii_lowercase();
        } else {
            self.lower.push_str(&word.to_lowercase());
        }
        self.words.contains(&self.lower)
    }
}

/// Prints a title.
pub(super) fn printed(title: &str, question: bool, spellings: &Spellings<'_>) -> String {
    let mut spaced = respaced(title);
    if is_shouted(&spaced) {
        spaced = lowered(&spaced, spellings);
    }
    if question { with_capital(spaced) } else { spaced }
}

/// One space between words, none inside parentheses or before a closing sign, one before a parenthesis with words.
fn respaced(title: &str) -> String {
    let mut shown = String::with_capacity(title.len());
    let mut space = false;
    for (at, character) in title.char_indices() {
        if character.is_whitespace() {
            space = true;
            continue;
        }
        let closes = matches!(character, '?' | '!' | ',' | ')' | ':' | ';');
        let wanted = space && !closes && !shown.ends_with('(');
        let missing = character == '(' && is_glued_aside(&title[..at], &title[at + 1..]);
        if (wanted || missing) && !shown.is_empty() {
            shown.push(' ');
        }
        shown.push(character);
        space = false;
    }
    shown
}

/// Whether a parenthesis is an aside that lost its space, `Differences(old and new)`, and no call, `sort(list)`.
fn is_glued_aside(before: &str, behind: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let inner = behind.split(')').next().unwrap_or_default();
    4 <= word.chars().count() && inner.trim().contains(' ') && !inner.contains(',')
}

/// Whether a title is all capitals for emphasis, and no acronym.
pub(super) fn is_shouted(title: &str) -> bool {
    if title.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return false;
    }
    let mut count = 0;
    let mut long = 0;
    let mut small = 0;
    for word in title
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| word.contains(char::is_alphabetic))
    {
        if word.contains('_') || word.contains(char::is_lowercase) || !word.contains(char::is_uppercase) {
            return false;
        }
        let length = word.chars().count();
        count += 1;
        long += if 6 <= length { 2 } else { i32::from(4 <= length) };
        small += i32::from(length <= 3 && (words::SMALL.knows(word) || words::SHORT.knows(word)));
    }
    // One long word, two of some length, or a word that no acronym has: `VS`, `OF`.
    2 <= long || (1 <= long && 0 < small && 2 <= count)
}

/// A shouted title in title case; acronyms keep their capitals.
fn lowered(title: &str, spellings: &Spellings<'_>) -> String {
    let mut shown = String::with_capacity(title.len());
    let mut rest = title;
    while let Some(character) = rest.chars().next() {
        let length = rest.find(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').unwrap_or(rest.len());
        if length == 0 {
            shown.push(character);
            rest = &rest[character.len_utf8()..];
            continue;
        }
        let (word, behind) = rest.split_at(length);
        let lone = shown.ends_with('(') && behind.starts_with(')');
        shown.push_str(&lowered_word(word, shown.is_empty(), lone, spellings));
        rest = behind;
    }
    shown
}

fn lowered_word(word: &str, first: bool, lone: bool, spellings: &Spellings<'_>) -> String {
    let lower = word.to_lowercase();
    if words::SMALL.has(&lower) {
        return if first { with_capital(lower) } else { lower };
    }
    let capital = with_capital(lower.clone());
    let vowel = |c: char| !c.is_ascii() || "aeiouy".contains(c);
    let common = spellings.has(&lower) || spellings.has(&capital);
    let short = word.chars().count() <= 3 && !words::SHORT.has(&lower);
    let acronym =
        spellings.has(word) || short || !lower.contains(vowel) || word.contains(|c: char| c.is_numeric());
    if lone || (acronym && !common) { word.to_owned() } else { capital }
}

/// The title with a capital where its first word is a plain lower-case one; `iOS` and `npm-run` stay.
fn with_capital(title: String) -> String {
    let from = title.find(char::is_alphabetic).unwrap_or_default();
    let word = title[from..].split([' ', ',', '?', '!']).next().unwrap_or_default();
    let plain = word.chars().all(|c| c.is_lowercase() || c == '\'' || c == '’');
    let Some(first) = title[from..].chars().next().filter(|_| plain && from < 4) else {
        return title;
    };
    let mut shown = title[..from].to_owned();
    shown.extend(first.to_uppercase());
    shown.push_str(&title[from + first.len_utf8()..]);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(title: &str, expected: &str) {
        check_in(title, "", expected);
    }

    #[track_caller]
    fn check_in(title: &str, note: &str, expected: &str) {
        let question = title.ends_with('?');
        assert_eq!(printed(title, question, &Spellings::of(note, [title].into_iter())), expected);
    }

    #[test]
    fn spaces_are_set_right() {
        check("What is  a cell ?", "What is a cell?");
        check("Cell Wall ( CW )", "Cell Wall (CW)");
        check("Differences(plants vs animals)", "Differences (plants vs animals)");
        check("sort(list)", "sort(list)");
        check("O(n log n)", "O(n log n)");
    }

    #[test]
    fn questions_start_with_a_capital() {
        check("what is a cell?", "What is a cell?");
        check("¿qué es una célula?", "¿Qué es una célula?");
        check("iOS or Android?", "iOS or Android?");
        check("git merge", "git merge");
    }

    #[test]
    fn shouting_is_lowered() {
        check("PLANT CELLS", "Plant Cells");
        check("THE ROOT OF THE PLANT", "The Root of the Plant");
        check("CIVIL WAR", "Civil War");
        check("ZELLATMUNG", "Zellatmung");
        check("MESSENGER RIBONUCLEIC ACID (RNA)", "Messenger Ribonucleic Acid (RNA)");
    }

    #[test]
    fn acronyms_keep_their_capitals() {
        check("DNA", "DNA");
        check("ACID", "ACID");
        check("HTTP METHODS", "HTTP Methods");
        check_in("CRISPR SYSTEMS", "Bacteria use CRISPR to cut.", "CRISPR Systems");
        check_in("RED BLOOD CELLS", "They are red.", "Red Blood Cells");
        check_in("TREE VS NFA", "Two NFAs are joined.", "Tree vs NFA");
    }
}
