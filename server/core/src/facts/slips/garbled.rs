//! Text that was decoded wrongly: `donâ€™t` for `don’t`.

use std::ops::Range;

use crate::syntax::{BlockKind, InlineKind, Syntax};
use crate::terms::bytes::holds;
use crate::text::Span;

/// The first garbled signs of a note outside code.
pub(super) fn first(syntax: &Syntax<'_>) -> Option<Span> {
    let text = syntax.text;
    let mut from = syntax.front_matter.as_ref().map_or(0, |front| front.span.end as usize);
    if text[from..].is_ascii() {
        return None;
    }
    let code: Vec<Span> = code(syntax);
    while let Some(found) = next(text, from) {
        if !code.iter().any(|code| code.covers(Span::new(found.clone()))) {
            return Some(Span::new(found));
        }
        from = found.end;
    }
    None
}

fn code(syntax: &Syntax<'_>) -> Vec<Span> {
    let blocks = syntax.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Code { .. }));
    let inlines = syntax.inlines.iter().filter(|inline| matches!(inline.kind, InlineKind::Code(_)));
    blocks.map(|block| block.span).chain(inlines.map(|inline| inline.span)).collect()
}

/// The next garbled signs from an offset on.
fn next(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(ascii) = bytes[at..].iter().position(|byte| !byte.is_ascii()) {
        let start = at + ascii;
        let run = torn_run(&text[start..]);
        if 0 < run {
            return Some(start..start + run);
        }
        let mut rest = text[start..].chars();
        let sign = rest.next()?;
        let end = start + sign.len_utf8();
        let before = text[..start].chars().next_back();
        if (is_no_text(sign) && !is_spoken_of(text, start)) || stands_for_a_sign(before, sign, rest.next()) {
            return Some(start..end);
        }
        at = end;
    }
    None
}

/// Whether a character stands in no text: the sign for what could not be read, or a control character that Unicode took
/// over from ISO 8859 (but for the line end among them).
fn is_no_text(sign: char) -> bool {
    matches!(sign, '\u{fffd}' | '\u{80}'..='\u{84}' | '\u{86}'..='\u{9f}')
}

/// Whether a line that holds the sign for what could not be read tells of that sign, by its number or name.
fn is_spoken_of(text: &str, at: usize) -> bool {
    let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    let end = text[at..].find('\n').map_or(text.len(), |behind| at + behind);
    let line = text[start..end].to_ascii_lowercase();
    holds(&line, "fffd") || holds(&line, "replacement character")
}

/// Whether a Greek letter stands where English has a dash or an apostrophe: `donβt`, `a β b`.
///
/// So it reads where the first byte of a sign was taken for ISO 8859-7 and the rest of it was dropped. A Greek letter
/// that stands for itself is part of a Greek word, or of a formula such as `β = 2`.
fn stands_for_a_sign(before: Option<char>, sign: char, behind: Option<char>) -> bool {
    let in_a_word =
        before.is_some_and(|c| c.is_ascii_alphabetic()) && behind.is_some_and(|c| c.is_ascii_lowercase());
    matches!(sign, 'β' | 'π' | 'Β') && in_a_word
}

/// Length of the signs at the start of a text that are the bytes of other signs; 0 where there are none.
fn torn_run(text: &str) -> usize {
    let mut length = 0;
    let mut two_bytes = 0;
    let mut surely = false;
    while let Some((read, sign)) = torn_sign(&text[length..]) {
        length += read;
        // Two bytes alone may be chance: `Ã£` never is, `Ñ€` may be the price in a Spanish list.
        surely |= !sign.is_alphabetic() || text.starts_with(['Ã', 'Â']);
        two_bytes += 1;
    }
    if surely || 1 < two_bytes { length } else { 0 }
}

/// The sign whose bytes were taken for characters of their own at the start of a text, and how long they are there.
fn torn_sign(text: &str) -> Option<(usize, char)> {
    let mut bytes = [0_u8; 4];
    let mut signs = text.chars();
    let first = signs.next()?;
    bytes[0] = byte_of(first)?;
    let width = match bytes[0] {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut length = first.len_utf8();
    for byte in bytes.iter_mut().take(width).skip(1) {
        let next = signs.next()?;
        *byte = byte_of(next).filter(|byte| (0x80..=0xbf).contains(byte))?;
        length += next.len_utf8();
    }
    let decoded = std::str::from_utf8(&bytes[..width]).ok()?;
    decoded.chars().next().map(|sign| (length, sign))
}

/// The byte that Windows-1252 has for a character above ASCII; its five holes are the bytes themselves.
fn byte_of(character: char) -> Option<u8> {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let number = u32::from(character);
    match number {
        0x80..=0xff => u8::try_from(number).ok(),
        _ => HIGH.iter().position(|known| *known == character).and_then(|at| u8::try_from(0x80 + at).ok()),
    }
}

/// The garbled parts of a text that can be decoded without loss, with what they stand for, in the order of the text.
#[must_use]
pub fn decoded(text: &str) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(ascii) = text.as_bytes()[at..].iter().position(|byte| !byte.is_ascii()) {
        let start = at + ascii;
        let run = torn_run(&text[start..]);
        if run == 0 {
            at = start + text[start..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let mut signs = String::new();
        let mut read = 0;
        while let Some((length, sign)) = torn_sign(&text[start + read..]) {
            signs.push(sign);
            read += length;
        }
        found.push((Span::new(start..start + run), signs));
        at = start + run;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(first(&parse(text)).map(|span| span.of(text)), expected, "{text}");
    }

    #[test]
    fn torn_signs_are_found() {
        check("I donâ€™t know", Some("â€™"));
        check("CafÃ© au lait", Some("Ã©"));
        check("a \u{fffd} b", Some("\u{fffd}"));
        check("They donβt", Some("β"));
        check("Ð¿Ñ€Ð¸Ð²ÐµÑ‚", Some("Ð¿Ñ€Ð¸Ð²ÐµÑ‚"));
        check("ðŸ”¬ Cells", Some("ðŸ”¬"));
    }

    #[test]
    fn letters_that_stand_for_themselves_are_none() {
        for text in [
            "déjà vu, Überα, Ñandú",
            "β = 2 and π",
            "β-cells",
            "αβγ λόγος",
            "São Paulo",
            "`â€™` in code",
            "5 Ñ€",
            "日本",
            "The replacement character is \u{fffd}",
            "U+FFFD (\u{fffd}) stands for what cannot be read",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn decoding_gives_the_signs_back() {
        let text = "I donâ€™t like cafÃ© â€” really";
        let mut fixed = String::new();
        let mut at = 0;
        for (span, sign) in decoded(text) {
            fixed.push_str(&text[at..span.start as usize]);
            fixed.push_str(&sign);
            at = span.end as usize;
        }
        fixed.push_str(&text[at..]);
        assert_eq!(fixed, "I don’t like café — really");
    }
}
