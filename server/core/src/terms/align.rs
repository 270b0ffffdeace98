//! Lines up the letters of a short form with the words of a long one: "DNA" with
//! "deoxyribonucleic acid".
//!
//! Schwartz and Hearst (2003) match letters from right to left and ask only that the first one
//! begins a word, which takes "memoization" for the MM of "mindful memoization". Here every
//! word must give its initial, and the cheapest of all such matches wins: initials are free,
//! letters from inside a word cost, small words may be left out.

use std::ops::Range;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::lexicon::{self, Class};

/// The longest short form, in letters, after "S3" is read as "SSS".
const LONGEST_SHORT: usize = 12;

/// The longest long form, in parts.
const LONGEST_LONG: usize = 24;

/// The cost of a word that gives no letter; more than all letters from inside together.
const LEFT_OUT: u16 = 100;

/// The cost of what cannot be lined up.
const NEVER: u16 = u16::MAX / 2;

/// How well a short form fits, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// Every letter is the initial of a word: "habeas corpus (HC)".
    Initials,
    /// Every word gives its initial, and some give more: "Hypertext Transfer Protocol (HTTP)".
    Inside,
    /// One word gives nothing, or all letters come from one word: "television (TV)".
    Weak,
}

/// A word of the long form, or what hyphens, slashes and capitals part in a word.
#[derive(Clone, Copy, Debug)]
struct Part {
    start: usize,
    end: usize,
    /// Whether a word begins here: the long form may.
    opens_word: bool,
    /// Whether a word ends here: the long form may.
    closes_word: bool,
    /// "of", "and": may be left out.
    small: bool,
    /// An abbreviation itself: gives letters from its beginning only.
    capitals: bool,
}

/// The letters to line up, digits included, in lower case.
struct Letters {
    chars: [char; LONGEST_SHORT],
    count: usize,
}

/// The long form that ends where `region` ends, for a short form behind it.
pub(super) fn before(text: &str, region: Range<usize>, short: &str) -> Option<(Range<usize>, Fit)> {
    let parts = parts(text, region);
    // As many words as Schwartz and Hearst allow.
    let letters = short.chars().filter(|char| char.is_alphanumeric()).count();
    let from = parts.len().saturating_sub(most_parts(letters));
    let parts = &parts[from..];
    let mut best: Option<(u16, usize)> = None;
    for letters in readings(short) {
        let mut costs = [NEVER; LONGEST_SHORT + 1];
        costs[letters.count] = 0;
        for (index, part) in parts.iter().enumerate().rev() {
            costs = prepend(text, part, &letters, &costs);
            let opens = part.opens_word && !part.small;
            if opens && costs[0] < NEVER && best.is_none_or(|(cost, _)| costs[0] < cost) {
                best = Some((costs[0], index));
            }
        }
    }
    let (cost, index) = best?;
    let chosen = &parts[index..];
    let fit = fit(text, cost, chosen, short)?;
    Some((chosen.first()?.start..chosen.last()?.end, fit))
}

/// The long form that begins where `region` begins, for a short form before it.
pub(super) fn behind(text: &str, region: Range<usize>, short: &str) -> Option<(Range<usize>, Fit)> {
    let parts = parts(text, region);
    let letters = short.chars().filter(|char| char.is_alphanumeric()).count();
    let parts = &parts[..parts.len().min(most_parts(letters))];
    let mut best: Option<(u16, usize)> = None;
    for end in 1..=parts.len() {
        let Some(last) = parts[..end].last() else { continue };
        if last.small || !last.closes_word {
            continue;
        }
        let cost =
            readings(short).map(|letters| whole_cost(text, &parts[..end], &letters)).min().unwrap_or(NEVER);
        if cost < NEVER && best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, end));
        }
    }
    let (cost, end) = best?;
    let chosen = &parts[..end];
    let fit = fit(text, cost, chosen, short)?;
    Some((chosen.first()?.start..chosen.last()?.end, fit))
}

/// As many parts as a long form may have for so many letters: the words that Schwartz and Hearst
/// allow, and two more for hyphens.
fn most_parts(letters: usize) -> usize {
    ((letters + 5).min(letters * 2) + 2).min(LONGEST_LONG)
}

/// How well `short` fits all of `long`.
pub(super) fn whole(short: &str, long: &str) -> Option<Fit> {
    let parts = parts(long, 0..long.len());
    if LONGEST_LONG < parts.len() {
        return None;
    }
    let cost = readings(short).map(|letters| whole_cost(long, &parts, &letters)).min()?;
    fit(long, cost, &parts, short)
}

fn whole_cost(text: &str, parts: &[Part], letters: &Letters) -> u16 {
    let mut costs = [NEVER; LONGEST_SHORT + 1];
    costs[letters.count] = 0;
    for part in parts.iter().rev() {
        costs = prepend(text, part, letters, &costs);
    }
    costs[0]
}

/// What the cost of a match says about it. The first word must give the first letter.
fn fit(text: &str, cost: u16, parts: &[Part], short: &str) -> Option<Fit> {
    let words = parts.iter().filter(|part| !part.small).count();
    let letters = short.chars().filter(|char| char.is_alphanumeric()).count();
    let first = short.chars().find(|char| char.is_alphanumeric()).map(plain)?;
    let opening = parts.first()?;
    if !begins_with(&text[opening.start..opening.end], first) {
        return None;
    }
    match cost {
        0 => Some(Fit::Initials),
        NEVER.. => None,
        _ if words == 1 && letters == 2 => Some(Fit::Weak),
        1..LEFT_OUT => Some(Fit::Inside),
        // One word left out is the limit, and no letters from inside besides.
        LEFT_OUT => Some(Fit::Weak),
        _ => None,
    }
}

/// `costs[n]` is what it takes to line up the letters from `n` on with the parts so far; the
/// same with one more part in front.
fn prepend(
    text: &str,
    part: &Part,
    letters: &Letters,
    costs: &[u16; LONGEST_SHORT + 1],
) -> [u16; LONGEST_SHORT + 1] {
    let left_out = if part.small { 0 } else { LEFT_OUT };
    let mut next = costs.map(|cost| (cost + left_out).min(NEVER));
    let word = &text[part.start..part.end];
    for from in 0..letters.count {
        let wanted = &letters.chars[from..letters.count];
        let most = letters_from(word, wanted, part.capitals);
        for given in 1..=most {
            let inside = if part.capitals { 0 } else { given - 1 };
            let cost = costs[from + given].saturating_add(u16::try_from(inside).unwrap_or(NEVER));
            next[from] = next[from].min(cost);
        }
    }
    next
}

/// How many of the wanted letters, in order, the word can give, its initial first.
fn letters_from(word: &str, wanted: &[char], contiguous: bool) -> usize {
    let Some((&first, rest)) = wanted.split_first() else { return 0 };
    if !begins_with(word, first) {
        return 0;
    }
    let mut given = 1;
    let mut rest = rest.iter();
    let mut next = rest.next();
    for char in word.chars().skip(1).map(plain) {
        match next {
            Some(letter) if *letter == char => {
                given += 1;
                next = rest.next();
            }
            Some(_) if !contiguous => {}
            _ => break,
        }
    }
    given
}

/// Whether the word begins with the letter, or with what it is written for: X for "ex" and
/// "cross", 2 for "two", "second", "to".
fn begins_with(word: &str, letter: char) -> bool {
    const SPOKEN: [(char, &[&str]); 11] = [
        ('x', &["ex", "cross"]),
        ('1', &["one", "first", "single"]),
        ('2', &["two", "second", "to", "double"]),
        ('3', &["three", "third", "triple"]),
        ('4', &["four", "fourth", "for"]),
        ('5', &["five", "fifth"]),
        ('6', &["six", "sixth"]),
        ('7', &["seven", "seventh"]),
        ('8', &["eight", "eighth"]),
        ('9', &["nine", "ninth"]),
        ('&', &["and"]),
    ];
    let initial = word.chars().next().map(plain);
    initial == Some(letter)
        || SPOKEN.iter().any(|(sign, words)| {
            let spoken = |spoken: &&str| {
                word.get(..spoken.len()).is_some_and(|start| start.eq_ignore_ascii_case(spoken))
            };
            *sign == letter && words.iter().any(spoken)
        })
}

/// A letter in lower case without its accent: `ADN` abbreviates `ácido desoxirribonucleico`.
fn plain(sign: char) -> char {
    if sign.is_ascii() {
        return sign.to_ascii_lowercase();
    }
    let mut base = sign;
    decompose_canonical(sign, |part| {
        if !is_combining_mark(part) {
            base = part;
        }
    });
    base.to_lowercase().next().unwrap_or(base)
}

/// The ways to read a short form: as it is, and with a digit as "that many times": S3, W3C.
fn readings(short: &str) -> impl Iterator<Item = Letters> {
    let plain = Letters::new(short, false);
    let repeated =
        short.contains(|char: char| char.is_ascii_digit()).then(|| Letters::new(short, true)).flatten();
    plain.into_iter().chain(repeated)
}

impl Letters {
    fn new(short: &str, repeat: bool) -> Option<Letters> {
        let mut letters = Letters { chars: ['\0'; LONGEST_SHORT], count: 0 };
        for char in short.chars().filter(|char| char.is_alphanumeric()).map(plain) {
            let times = char.to_digit(10).filter(|_| repeat && 0 < letters.count);
            match times {
                Some(times @ 2..=9) => {
                    let last = letters.chars[letters.count - 1];
                    for _ in 1..times {
                        letters.push(last)?;
                    }
                }
                _ => letters.push(char)?,
            }
        }
        (0 < letters.count).then_some(letters)
    }

    fn push(&mut self, char: char) -> Option<()> {
        *self.chars.get_mut(self.count)? = char;
        self.count += 1;
        Some(())
    }
}

/// The words of a region, parted at hyphens, slashes, signs and inner capitals.
fn parts(text: &str, region: Range<usize>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::with_capacity(16);
    let mut start: Option<usize> = None;
    let mut opens_word = true;
    let mut before = ' ';
    for (offset, char) in text[region.clone()].char_indices() {
        let at = region.start + offset;
        let joins = char.is_alphanumeric() || matches!(char, '\'' | '’') && start.is_some();
        let hump = start.is_some() && before.is_lowercase() && char.is_uppercase();
        if let Some(begun) = start.filter(|_| !joins || hump) {
            parts.push(part(text, begun..at, opens_word));
            opens_word = false;
            start = None;
        }
        if joins {
            start = start.or(Some(at));
        } else if !matches!(char, '-' | '/' | '*' | '_' | '‑') {
            opens_word = true;
            if let Some(last) = parts.last_mut() {
                last.closes_word = true;
            }
        }
        before = char;
    }
    if let Some(begun) = start {
        parts.push(part(text, begun..region.end, opens_word));
    }
    if let Some(last) = parts.last_mut() {
        last.closes_word = true;
    }
    parts
}

/// Small words of other languages: "Organisation mondiale de la santé (OMS)".
const SMALL_ELSEWHERE: [&str; 24] = [
    "de", "del", "della", "des", "di", "do", "da", "dos", "du", "la", "las", "le", "les", "el", "los", "der",
    "die", "das", "für", "und", "y", "et", "e", "van",
];

fn part(text: &str, range: Range<usize>, opens_word: bool) -> Part {
    let word = &text[range.clone()];
    let small = Class::ARTICLE.or(Class::PREPOSITION).or(Class::CONJUNCTION);
    let class = if word.len() <= 7 { lexicon::class(word) } else { Class::NONE };
    Part {
        start: range.start,
        end: range.end,
        opens_word,
        closes_word: false,
        small: (class.is(small) || SMALL_ELSEWHERE.contains(&word)) && !word.starts_with(char::is_uppercase)
            || lexicon::same_word(word, "of")
            || lexicon::same_word(word, "and"),
        capitals: 2 <= word.chars().count()
            && word.chars().all(|char| char.is_uppercase() || char.is_ascii_digit()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(short: &str, long: &str, expected: Option<Fit>) {
        assert_eq!(whole(short, long), expected, "{short} for {long}");
    }

    #[test]
    fn initials_fit_best() {
        for (short, long) in [
            ("CNS", "central nervous system"),
            ("MM", "Mindful memoization"),
            ("WAL", "write-ahead log"),
            ("SSL/TLS", "Secure Sockets Layer/Transport Layer Security"),
            ("JSON", "JavaScript Object Notation"),
            ("ASOC", "Air and Space Operations Center"),
            ("R&D", "research and development"),
            ("SaaS", "Software as a Service"),
            ("S3", "Simple Storage Service"),
            ("W3C", "World Wide Web Consortium"),
            ("2FA", "two-factor authentication"),
            ("P2P", "peer-to-peer"),
            ("XSS", "cross-site scripting"),
            ("mRNA", "messenger RNA"),
            ("ВВП", "валовой внутренний продукт"),
        ] {
            check(short, long, Some(Fit::Initials));
        }
    }

    #[test]
    fn words_may_give_more_than_their_initial() {
        for (short, long) in [
            ("HTTP", "Hypertext Transfer Protocol"),
            ("DNA", "deoxyribonucleic acid"),
            ("REST", "Representational State Transfer"),
            ("ACK", "acknowledgment"),
            ("DBMS", "database management system"),
        ] {
            check(short, long, Some(Fit::Inside));
        }
    }

    #[test]
    fn a_word_left_out_and_two_letters_of_one_word_are_weak() {
        check("SV", "Stress + Vowel length", Some(Fit::Weak));
        check("TV", "television", Some(Fit::Weak));
    }

    #[test]
    fn what_does_not_line_up_does_not_fit() {
        for (short, long) in [
            ("ECS", "EC2 instances"),
            ("TCP", "accept HTTP traffic"),
            ("ABC", ""),
            ("", "a"),
            ("CPU", "graphics card"),
            ("SV", "Stress or maybe Vowel length"),
        ] {
            check(short, long, None);
        }
    }

    #[test]
    fn the_long_form_is_found_from_either_side() {
        let text = "we drew the Mindful memoization";
        assert_eq!(
            before(text, 0..text.len(), "MM").map(|(range, _)| &text[range]),
            Some("Mindful memoization")
        );
        let text = "gross domestic product of a country";
        assert_eq!(
            behind(text, 0..text.len(), "GDP").map(|(range, _)| &text[range]),
            Some("gross domestic product")
        );
    }
}
