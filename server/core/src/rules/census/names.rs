//! Names that are one letter away from each other.
//!
//! Two names within one letter have the same first half or the same second half (one letter can be wrong in one half
//! only), so each is looked up by both halves and few pairs are compared.
//!
//! Compared are names in alphabets that have small letters and capitals: Latin with all its accents, Greek, Cyrillic and
//! their kin. Where a sign is a syllable or a word, or vowels are left out, one more or less makes another word.

use foldhash::HashMap;

use crate::index::{FileId, Index, NameKey, Named};
use crate::letters::folded;

/// Shortest name that is compared, in characters: short words are one letter from many others.
const SHORTEST: usize = 6;

/// Longest name that is compared, in bytes.
const LONGEST: usize = 120;

/// Most names with the same half that are compared.
const MOST_ALIKE: usize = 50;

/// A name of a note that is one letter from another name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NearName {
    /// What the note names so.
    pub(crate) named: Named,
    /// The name, in lower case.
    pub(crate) name: Box<str>,
    /// The other name, in lower case.
    pub(crate) other: Box<str>,
}

/// Distinct names, in lower case, by their halves.
#[derive(Default)]
pub(super) struct Names {
    names: Vec<Box<str>>,
    /// Hash of a half and of the length, with the name's place.
    halves: Vec<(u64, u32)>,
    /// Pairs that are one letter apart, by note; for the base only.
    pairs: HashMap<FileId, Vec<NearName>>,
}

impl Names {
    /// The names of all notes and their near pairs.
    pub(super) fn of_index(index: &Index) -> Self {
        let mut names: Vec<Box<str>> = Vec::new();
        let mut last = "";
        for name in index.names().spellings() {
            if name != last && is_compared(name) {
                names.push(name.into());
            }
            last = name;
        }
        let mut found = Self::of(names);
        let mut pairs: HashMap<FileId, Vec<NearName>> = HashMap::default();
        for group in found.halves.chunk_by(|a, b| a.0 == b.0) {
            // A half that many names have is a common word, and no sign that two of them are meant as one.
            if group.len() < 2 || MOST_ALIKE < group.len() {
                continue;
            }
            for (at, &(_, one)) in group.iter().enumerate() {
                for &(_, other) in &group[at + 1..] {
                    let (one, other) = (&*found.names[one as usize], &*found.names[other as usize]);
                    if is_near(one, other) {
                        let both = pairs_of(index, one, other).into_iter().chain(pairs_of(index, other, one));
                        both.for_each(|pair| pairs.entry(note_of(pair.named)).or_default().push(pair));
                    }
                }
            }
        }
        found.pairs = pairs;
        for pairs in found.pairs.values_mut() {
            pairs.sort();
            pairs.dedup();
        }
        found
    }

    /// The names of some notes.
    pub(super) fn of_notes(index: &Index, notes: &[FileId]) -> Self {
        let mut names: Vec<Box<str>> =
            notes.iter().flat_map(|note| names_of(index, *note)).map(|(name, _)| name).collect();
        names.sort_unstable();
        names.dedup();
        Self::of(names)
    }

    fn of(names: Vec<Box<str>>) -> Self {
        let mut halves: Vec<(u64, u32)> = Vec::with_capacity(names.len() * 4);
        for (at, name) in (0..).zip(&names) {
            halves.extend(own_halves(name).map(|half| (half, at)));
        }
        halves.sort_unstable();
        Self { names, halves, pairs: HashMap::default() }
    }

    /// The names that share a half with a name and are one letter from it.
    fn near_to<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n str> + 'n {
        let found = own_halves(name).flat_map(|half| {
            let first = self.halves.partition_point(|(known, _)| *known < half);
            self.halves[first..].iter().take_while(move |(known, _)| *known == half).take(MOST_ALIKE)
        });
        found.map(|(_, at)| &*self.names[*at as usize]).filter(move |other| is_near(name, other))
    }
}

/// The near names of a note.
pub(super) fn near(
    index: &Index,
    base: &Names,
    delta: &Names,
    note: FileId,
    is_changed: bool,
) -> Vec<NearName> {
    let mut found: Vec<NearName> = Vec::new();
    if is_changed {
        for (name, named) in names_of(index, note) {
            for other in base.near_to(&name).chain(delta.near_to(&name)) {
                found.push(NearName { named, name: name.clone(), other: other.into() });
            }
        }
    } else {
        found.extend(base.pairs.get(&note).into_iter().flatten().cloned());
        if !delta.names.is_empty() {
            for (name, named) in names_of(index, note) {
                for other in delta.near_to(&name) {
                    found.push(NearName { named, name: name.clone(), other: other.into() });
                }
            }
        }
    }
    // Names that were changed away are in the tables and not in the index.
    found.retain(|near| NameKey::of(&near.other).is_some_and(|key| !index.names().named(key).is_empty()));
    found.sort();
    found.dedup();
    found
}

fn note_of(named: Named) -> FileId {
    match named {
        Named::Definition(id) => id.note,
        Named::Topic(id) => id.note,
    }
}

/// The places where a name is used, each with the other name.
fn pairs_of(index: &Index, name: &str, other: &str) -> Vec<NearName> {
    let named = NameKey::of(name).map(|key| index.names().named(key)).unwrap_or_default();
    named.into_iter().map(|named| NearName { named, name: name.into(), other: other.into() }).collect()
}

/// The names of a note that are compared, in lower case.
fn names_of(index: &Index, note: FileId) -> Vec<(Box<str>, Named)> {
    let mut found = Vec::new();
    let Some(facts) = index.facts(note) else { return found };
    crate::index::each_name(note, facts, |name, named| {
        let lower = name.to_lowercase();
        if is_compared(&lower) {
            found.push((lower.into(), named));
        }
    });
    found
}

fn is_compared(name: &str) -> bool {
    SHORTEST <= name.len()
        && name.len() <= LONGEST
        && name.chars().all(|c| c.is_lowercase() || matches!(c, ' ' | '-' | '\''))
        && (name.is_ascii() || SHORTEST <= name.chars().count())
}

/// The halves by which a name is found: of its own length, and as a name one letter shorter or longer is cut.
fn own_halves(name: &str) -> impl Iterator<Item = u64> + '_ {
    let length = if name.is_ascii() { name.len() } else { name.chars().count() };
    // Cut both ways where the length is odd, so that names of neighbouring lengths share a cut.
    let cuts = [length / 2, length.div_ceil(2)];
    let cuts = if cuts[0] == cuts[1] { [cuts[0], usize::MAX] } else { cuts };
    let place = move |cut: usize| {
        if name.is_ascii() { cut } else { name.char_indices().nth(cut).map_or(name.len(), |(at, _)| at) }
    };
    cuts.into_iter()
        .filter(|cut| *cut != usize::MAX)
        .map(place)
        .flat_map(move |cut| [hash(0, &name.as_bytes()[..cut]), hash(1, &name.as_bytes()[cut..])])
}

/// FNV-1a over a side and its bytes.
fn hash(side: u8, bytes: &[u8]) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(mix(0xcbf2_9ce4_8422_2325, side), |hash, byte| mix(hash, *byte))
}

/// Whether one letter more, less, other or exchanged makes one name the other, and not at its ends: there, letters
/// inflect (`parser`, `parsed`) and first letters tell words apart.
fn is_near(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        return is_a_slip(one.as_bytes(), other.as_bytes(), |byte| byte.is_ascii_lowercase(), |_, _| true);
    }
    // `Kloster` and `Klöster` are one word in two numbers, or written with and without its marks.
    let differ = |a: char, b: char| folded(&a.to_string()) != folded(&b.to_string());
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    is_a_slip(&one, &other, |letter| letter.is_lowercase(), differ)
}

/// The same for the letters of both names; `differ` tells whether two letters are more than one with and without a mark.
fn is_a_slip<L: Copy + PartialEq>(
    one: &[L],
    other: &[L],
    is_letter: impl Fn(L) -> bool,
    differ: impl Fn(L, L) -> bool,
) -> bool {
    let (one, other) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if one == other || 1 < other.len() - one.len() {
        return false;
    }
    let start = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let end = one[start..].iter().rev().zip(other[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (left, right) = (one.len() - start - end, other.len() - start - end);
    let swapped = left == 2 && right == 2 && one[start] == other[start + 1] && one[start + 1] == other[start];
    let is_one = left <= 1 && right <= 1 && (left + right < 2 || differ(one[start], other[start]));
    let letters = |part: &[L]| part.iter().all(|letter| is_letter(*letter));
    // The word that differs has letters on both sides of the difference.
    let word_start = one[..start].iter().rev().take_while(|letter| is_letter(**letter)).count();
    let word_end = one[one.len() - end..].iter().take_while(|letter| is_letter(**letter)).count();
    let long = 5 <= word_start + word_end + left;
    (is_one || swapped)
        && letters(&one[start..one.len() - end])
        && letters(&other[start..other.len() - end])
        && 1 < word_start
        && 1 < word_end
        && long
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_one_letter_apart_are_near() {
        for (one, other) in [
            ("liscov substitution", "liskov substitution"),
            ("quadatic probing", "quadratic probing"),
            ("kuberntes", "kubernetes"),
            ("recieve buffer", "receive buffer"),
            ("митохондрия", "митохондия"),
            ("zustansautomat", "zustandsautomat"),
            ("schlüsselaustuasch", "schlüsselaustausch"),
            ("φωτοσυνθεση", "φωτοσνυθεση"),
        ] {
            assert!(is_near(one, other) && is_near(other, one), "{one}");
        }
    }

    #[test]
    fn names_that_differ_at_their_ends_are_others() {
        for (one, other) in [
            ("parser", "parsed"),
            ("encoder", "encoders"),
            ("socket", "rocket"),
            ("stateful", "stateless"),
            ("version a", "version b"),
            ("liskov", "liskov"),
            ("unit test", "unit-test"),
            ("kloster", "klöster"),
            ("митоза", "митозы"),
            ("клетка", "клетки"),
            ("cómodo", "comodo"),
        ] {
            assert!(!is_near(one, other) && !is_near(other, one), "{one}");
        }
    }

    #[test]
    fn names_without_small_letters_are_not_compared() {
        for name in ["数据结构与算法", "データベース", "דטה בייס", "base64 code", "short"]
        {
            assert!(!is_compared(name), "{name}");
        }
        for name in ["база данных", "schlüssel", "βάση δεδομένων"] {
            assert!(is_compared(name), "{name}");
        }
    }

    #[test]
    fn near_names_share_a_half() {
        for (one, other) in [
            ("kuberntes", "kubernetes"),
            ("liscov", "liskov"),
            ("liskov principles", "liskov principle"),
            ("митохондрия", "митохондия"),
            ("schlüsel", "schlüssel"),
        ] {
            let names = Names::of(vec![other.into()]);
            let shared = own_halves(one).any(|half| names.halves.iter().any(|(known, _)| *known == half));
            assert!(shared, "{one}");
        }
    }
}
