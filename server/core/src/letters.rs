//! The letters of names, for comparing many of them with little: in lower case, without accents, and as bits.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text in lower case and without the accents of its letters.
pub(crate) fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// A text without the case of its letters, as CommonMark compares labels (0.31 section 4.7): `ß` is `ss`, and a sigma is
/// one wherever in a word it stands.
pub(crate) fn caseless(text: &str) -> String {
    text.to_lowercase().to_uppercase()
}

/// A small letter of ASCII, and what it is with an accent; of any other letter that alone.
pub(crate) fn accented(letter: char) -> impl Iterator<Item = char> {
    // The Latin letters with accents that languages of today write.
    let tables = [0xe0..=0x17f_u32, 0x1ea0..=0x1ef9]
        .into_iter()
        .flatten()
        .filter(move |_| letter.is_ascii_alphabetic());
    let others = tables
        .filter_map(char::from_u32)
        .filter(move |other| other.is_lowercase() && std::iter::once(*other).nfd().next() == Some(letter));
    std::iter::once(letter).chain(others)
}

/// The pairs of letters that stand side by side in a text, as bits; the first letter of a word makes a pair with the
/// space before it.
///
/// A name has all the pairs of a text that is found in it in one piece, so that two numbers rule most names out.
pub(crate) fn pairs(text: &str) -> u64 {
    let mut bits = 0;
    let mut before = b' ';
    for byte in folded(text).bytes() {
        let is_letter = byte.is_ascii_alphanumeric() || !byte.is_ascii();
        if is_letter {
            bits |= pair(before, byte);
        }
        before = if is_letter { byte } else { b' ' };
    }
    bits
}

/// The pairs that a name has to have in which each word of a text is found in one piece; of a lone letter that with the
/// space before it.
pub(crate) fn wanted_pairs(text: &str) -> u64 {
    let folded = folded(text);
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
    match folded.trim().as_bytes() {
        [alone] if is_letter(*alone) => pair(b' ', *alone),
        bytes => {
            let both = bytes.windows(2).filter(|two| two.iter().all(|byte| is_letter(*byte)));
            both.fold(0, |bits, two| bits | pair(two[0], two[1]))
        }
    }
}

/// The letters and digits of a text, as bits; all bits where it has others than those of ASCII, since `é` is found by
/// `e`.
pub(crate) fn letters(text: &str) -> u64 {
    if text.is_ascii() { text.bytes().fold(0, |bits, byte| bits | letter(byte)) } else { u64::MAX }
}

/// The letters and digits that a name has to have in which the letters of a text are found.
pub(crate) fn wanted_letters(text: &str) -> u64 {
    text.bytes().fold(0, |bits, byte| bits | letter(byte))
}

/// A bit for each letter and digit of ASCII; none for other bytes.
fn letter(byte: u8) -> u64 {
    match byte.to_ascii_lowercase() {
        letter @ b'a'..=b'z' => 1 << (letter - b'a'),
        digit @ b'0'..=b'9' => 1 << (digit - b'0' + 26),
        _ => 0,
    }
}

fn pair(one: u8, other: u8) -> u64 {
    let mixed = (u32::from(one) << 8 | u32::from(other)).wrapping_mul(0x9e37_79b1);
    1 << (mixed >> 26)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_with_accents_are_those_of_their_letter() {
        let found: String = accented('u').collect();
        assert!(found.starts_with("uù") && found.contains('ü') && found.contains('ữ'), "{found}");
        assert_eq!(accented('数').collect::<String>(), "数");
    }

    #[test]
    fn a_name_has_the_pairs_of_what_is_found_in_it() {
        for (part, name) in [
            ("CAF", "Le Café"),
            ("fé", "Le Café"),
            ("c", "Le Café"),
            ("据库", "数据库"),
            ("tree-2", "A B-tree-2"),
            ("buck tok", "Token bucket"),
            ("", "x"),
        ] {
            assert_eq!(wanted_pairs(part) & !pairs(name), 0, "{part}");
        }
        assert_ne!(wanted_pairs("fac") & !pairs("Le Café"), 0);
    }
}
