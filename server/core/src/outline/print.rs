//! How an outline prints a title: spaces set right, shouting lowered, a question with a capital.

use std::collections::HashSet;

use foldhash::fast::RandomState;

use super::words;

/// How the words of a note are written where it does not shout.
#[derive(Debug, Default)]
pub(super) struct Spellings<'t> {
    /// Every word of the lines that hold a lower-case letter, as bytes; `None` until first needed.
    seen: Option<HashSet<&'t [u8], RandomState>>,
}

/// Prints a title.
pub(super) fn printed<'t>(
    title: &str,
    question: bool,
    note: &'t str,
    spellings: &mut Spellings<'t>,
) -> String {
    let mut spaced = respaced(title);
    if is_shouted(&spaced) {
        spaced = lowered(&spaced, note, spellings);
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
        let lower = word.to_lowercase();
        small += i32::from(length <= 3 && (words::SMALL.has(&lower) || words::SHORT.has(&lower)));
    }
    // One long word, two of some length, or a word that no acronym has: `VS`, `OF`.
    2 <= long || (1 <= long && 0 < small && 2 <= count)
}

/// A shouted title in title case; acronyms keep their capitals.
fn lowered<'t>(title: &str, note: &'t str, spellings: &mut Spellings<'t>) -> String {
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
        shown.push_str(&lowered_word(word, shown.is_empty(), lone, note, spellings));
        rest = behind;
    }
    shown
}

fn lowered_word<'t>(
    word: &str,
    first: bool,
    lone: bool,
    note: &'t str,
    spellings: &mut Spellings<'t>,
) -> String {
    let lower = word.to_lowercase();
    if words::SMALL.has(&lower) {
        return if first { with_capital(lower) } else { lower };
    }
    let capital = with_capital(lower.clone());
    let vowel = |c: char| !c.is_ascii() || "aeiouy".contains(c);
    let seen = spellings.seen.get_or_insert_with(|| spelled(note));
    let common = seen.contains(lower.as_bytes()) || seen.contains(capital.as_bytes());
    let short = word.chars().count() <= 3 && !words::SHORT.has(&lower);
    let acronym = seen.contains(word.as_bytes())
        || short
        || !lower.contains(vowel)
        || word.contains(|c: char| c.is_numeric());
    if lone || (acronym && !common) { word.to_owned() } else { capital }
}

fn spelled(note: &str) -> HashSet<&[u8], RandomState> {
    // A word and the space behind it take six bytes and more, and half of all words are repeated.
    let mut seen = HashSet::with_capacity_and_hasher(note.len() / 12, RandomState::default());
    for line in note.lines() {
        if line.is_ascii() {
            let words = line.as_bytes().split(|byte| !byte.is_ascii_alphanumeric());
            if line.bytes().any(|byte| byte.is_ascii_lowercase()) {
                words.filter(|word| !word.is_empty()).for_each(|word| see(word, &mut seen));
            }
        } else if line.contains(char::is_lowercase) {
            let words = line.split(|c: char| !c.is_alphanumeric());
            words.for_each(|word| see(word.as_bytes(), &mut seen));
        }
    }
    seen
}

fn see<'t>(word: &'t [u8], seen: &mut HashSet<&'t [u8], RandomState>) {
    seen.insert(word);
    // `VMs` tells that VM is written so.
    if let Some(stem) = word.strip_suffix(b"s").filter(|stem| 1 < stem.len())
        && !str::from_utf8(stem).is_ok_and(|stem| stem.contains(char::is_lowercase))
    {
        seen.insert(stem);
    }
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
        assert_eq!(printed(title, question, note, &mut Spellings::default()), expected);
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
