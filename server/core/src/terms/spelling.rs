//! Quick looks at the words of a short text: names, labels, titles.
//!
//! A name is a few words long and is asked many things. What the standard library does to find a space or to compare
//! without case is made for long texts and costs several times as much.

use std::borrow::Cow;

/// The parts between spaces, as `split(' ')` gives them.
pub(crate) fn spaced(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = text.bytes().position(|byte| byte == b' ') else { return rest.take() };
        rest = Some(&text[end + 1..]);
        Some(&text[..end])
    })
}

/// The text in small letters: itself where it is, as most words are.
pub(crate) fn lowered(text: &str) -> Cow<'_, str> {
    let is_lower = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) }
}

/// Whether a word is one of a list of words in small letters, however it is capitalised.
pub(crate) fn is_among(word: &str, list: &[&str]) -> bool {
    known(word, list).is_some()
}

/// Which of a list of words in small letters a word is, however it is capitalised.
pub(crate) fn known<'l>(word: &str, list: &[&'l str]) -> Option<&'l str> {
    let mut list = list.iter().copied();
    if word.is_ascii() {
        // Nearly all are refused by their length and their first letter.
        let first = word.as_bytes().first().map(u8::to_ascii_lowercase);
        let alike = |known: &str| known.len() == word.len() && known.as_bytes().first().copied() == first;
        return list.find(|known| alike(known) && known.eq_ignore_ascii_case(word));
    }
    let word = word.to_lowercase();
    list.find(|known| *known == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_as_the_standard_library_cuts_them() {
        for text in ["", " ", "one", "one two", " one  two ", "ünë 漢 字"] {
            assert_eq!(spaced(text).collect::<Vec<_>>(), text.split(' ').collect::<Vec<_>>(), "{text:?}");
        }
    }

    #[test]
    fn capitals_make_no_difference() {
        for word in ["law", "Law", "LAW", "ÉTÉ", "été"] {
            assert!(is_among(word, &["law", "été"]), "{word}");
        }
        for word in ["", "laws", "ete"] {
            assert!(!is_among(word, &["law", "été"]), "{word}");
        }
    }
}
