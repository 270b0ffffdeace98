//! Percent coding: how links and URIs write the characters they may not hold.

use std::borrow::Cow;

/// `text` with its escapes resolved.
///
/// An escape that is none (`100%`, `%zz`) stays as it is, and so does the whole text if its bytes
/// would not be UTF-8: people write `%` without meaning an escape.
#[must_use]
pub fn percent_decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    String::from_utf8(decoded_bytes(text)).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// `path` as the destination of a Markdown link.
///
/// Escaped is what would end the destination, start a query or a fragment, or mean something to
/// Markdown (a table cell, math, code, an entity) before the link does. A colon in the first part
/// would make a scheme of what stands before it. Letters of all scripts stay readable.
#[must_use]
pub fn percent_encode_path(path: &str) -> String {
    let first_part = path.find('/').unwrap_or(path.len());
    let mut encoded = String::with_capacity(path.len());
    for (offset, char) in path.char_indices() {
        let is_kept = match char {
            ':' => first_part < offset,
            '-' | '.' | '_' | '~' | '!' | '\'' | '*' | '+' | ',' | ';' | '=' | '@' | '/' => true,
            char if char.is_ascii() => char.is_ascii_alphanumeric(),
            char => !char.is_control(),
        };
        if is_kept {
            encoded.push(char);
        } else {
            push_escaped(&mut encoded, char);
        }
    }
    encoded
}

/// The bytes that `text` stands for; escapes that are none stand for themselves.
pub(super) fn decoded_bytes(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match escape_at(bytes, at) {
            Some(escaped) => {
                decoded.push(escaped);
                at += 3;
            }
            None => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    decoded
}

/// Whether every `%` starts an escape.
pub(super) fn is_well_escaped(text: &str) -> bool {
    text.match_indices('%').all(|(at, _)| escape_at(text.as_bytes(), at).is_some())
}

/// Writes the escapes of the UTF-8 bytes of `char`.
pub(super) fn push_escaped(encoded: &mut String, char: char) {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    for &byte in char.encode_utf8(&mut [0; 4]).as_bytes() {
        encoded.extend(['%', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
}

/// The byte that the escape at `at` stands for, if there is one.
fn escape_at(bytes: &[u8], at: usize) -> Option<u8> {
    let &[b'%', high, low] = bytes.get(at..at + 3)? else {
        return None;
    };
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    #[track_caller]
    fn check_decode(text: &str, expected: &str) {
        assert_eq!(percent_decode(text), expected);
    }

    #[test]
    fn escapes_are_resolved() {
        check_decode("a%20b.md", "a b.md");
        check_decode("%C3%A9%f0%9F%98%80", "é😀");
        check_decode("100%25", "100%");
        check_decode("a+b", "a+b");
        check_decode("é", "é");
    }

    #[test]
    fn what_is_no_escape_stays() {
        check_decode("100%", "100%");
        check_decode("%2", "%2");
        check_decode("%zz%20", "%zz ");
        check_decode("%%20", "% ");
        check_decode("%é", "%é");
        check_decode("%+1", "%+1");
    }

    #[test]
    fn bytes_that_are_no_text_stay() {
        check_decode("a%20%ff", "a%20%ff");
        check_decode("%C3", "%C3");
    }

    #[track_caller]
    fn check_encode(path: &str, expected: &str) {
        assert_eq!(percent_encode_path(path), expected);
    }

    #[test]
    fn characters_that_break_a_destination_are_escaped() {
        check_encode("My Notes (2)/ü #1 100%.md", "My%20Notes%20%282%29/ü%20%231%20100%25.md");
        check_encode("a<b>?\\\t\u{7f}\u{85}", "a%3Cb%3E%3F%5C%09%7F%C2%85");
        check_encode("a|b&amp;`c`$d$[e]{f}", "a%7Cb%26amp;%60c%60%24d%24%5Be%5D%7Bf%7D");
    }

    #[test]
    fn other_characters_stay_readable() {
        check_encode("../été/漢字 😀/a-b_c~d.e.md", "../été/漢字%20😀/a-b_c~d.e.md");
        check_encode("C++/don't, a=b; x@y!.md", "C++/don't,%20a=b;%20x@y!.md");
    }

    #[test]
    fn a_colon_makes_no_scheme() {
        check_encode("Plan: B.md", "Plan%3A%20B.md");
        check_encode("x/Plan: B.md", "x/Plan:%20B.md");
    }

    /// The destination of the only link in `markdown`.
    fn destination(markdown: &str) -> Option<String> {
        let options = Options::all()
            - Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
            - Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
        Parser::new_ext(markdown, options).find_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.to_string()),
            _ => None,
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn a_link_to_any_path_is_read_back(path in "[ -~é漢😀\u{a0}\u{301}\t]{1,12}") {
            let encoded = percent_encode_path(&path);
            for markdown in [
                format!("[x]({encoded})"),
                format!("`a` $b$ *c* _d_ [x]({encoded}) `e` $f$ *g* _h_ ~~i~~ ]]"),
                format!("[x]({encoded})$ `"),
                format!("| a | b |\n|---|---|\n| [x]({encoded}) | c |\n"),
            ] {
                let read = destination(&markdown);
                let read = read.as_deref().map(percent_decode);
                prop_assert_eq!(read.as_deref(), Some(&*path), "{}", markdown);
            }
        }

        #[test]
        fn decoding_undoes_encoding(path in any::<String>()) {
            let encoded = percent_encode_path(&path);
            prop_assert_eq!(percent_decode(&encoded), path);
        }

        #[test]
        fn any_text_decodes(text in "[%0-9a-fA-Fxé]{0,16}") {
            let decoded = percent_decode(&text);
            prop_assert!(decoded.len() <= text.len());
        }
    }
}
