//! How names and gists are written for a reader.

use std::borrow::Cow;

use crate::terms::bytes::{ByteSet, holds};
use crate::terms::cut::{GIST_LENGTH, cut};
use crate::terms::marks;

/// A name as a reader would call it: without marks, article, line ends and marks at its ends.
pub(super) fn name(text: &str) -> String {
    if is_plain(text) {
        return super::subject::without_article(text).to_owned();
    }
    let plain = marks::plain(text);
    let joined = single_spaced(&plain);
    let trimmed = joined.trim_matches(|char: char| {
        char.is_whitespace() || matches!(char, ':' | '：' | ',' | ';' | '?' | '!' | '–' | '—' | '*')
    });
    let trimmed = unquoted(trimmed);
    let trimmed = trimmed.strip_suffix(" -").unwrap_or(trimmed);
    let bare = trimmed.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    let trimmed = bare.filter(|name| !name.contains(['[', ']'])).unwrap_or(trimmed);
    super::subject::without_article(trimmed).trim().to_owned()
}

/// The same of a name that nearly always is so already.
pub(super) fn tidied(text: String) -> String {
    if is_plain(&text) && super::subject::without_article(&text).len() == text.len() {
        text
    } else {
        name(&text)
    }
}

/// Whether a text is letters, digits and hyphens with one space between its words, as nearly all names are.
fn is_plain(text: &str) -> bool {
    let mut before = b' ';
    let plain = text.bytes().all(|byte| {
        let fits = byte.is_ascii_alphanumeric() || before != b' ' && matches!(byte, b' ' | b'-');
        before = byte;
        fits
    });
    plain && !matches!(before, b' ' | b'-')
}

/// The text with one space wherever it has white space, and none at its ends.
fn single_spaced(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let mut before = b' ';
    let is_single = text.bytes().all(|byte| {
        let fits = if byte == b' ' { before != b' ' } else { !byte.is_ascii_whitespace() && byte != 0xb };
        before = byte;
        fits
    });
    // Beyond ASCII there are more kinds of space.
    if is_single && (text.is_ascii() || !text.chars().any(|char| char != ' ' && char.is_whitespace())) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The text without quotes around the whole of it, and without a single one at either end.
fn unquoted(text: &str) -> &str {
    const QUOTES: [char; 5] = ['"', '“', '”', '«', '»'];
    let inner = text.strip_prefix(QUOTES).unwrap_or(text);
    let inner = inner.strip_suffix(QUOTES).unwrap_or(inner);
    if inner.contains(QUOTES) { text } else { inner.trim() }
}

/// A sentence as one line of Markdown that can be shown anywhere: emphasis, code and formulas stay where they
/// are whole, links become their text, footnotes, comments and block ids go.
pub(super) fn gist(text: &str) -> String {
    let text = text.trim();
    let mut before = b' ';
    let is_one_line = text.bytes().all(|byte| {
        let fits = !matches!(byte, b'\n' | b'\t') && (byte, before) != (b' ', b' ');
        before = byte;
        fits
    });
    let line = if is_one_line {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    // Nearly all sentences have no marks, so that there is nothing to take out.
    if MARKS.find(&line, 0).is_none() {
        return cut_at_ends(&line);
    }
    let mut shown = if line.contains(['[', '<', '%']) { Cow::Owned(without_links(&line)) } else { line };
    if !is_balanced(&shown) {
        shown = Cow::Owned(marks::plain(&shown).into_owned());
    }
    cut_at_ends(whole_emphasis(without_block_id(shown.trim())))
}

/// Bytes without which a sentence is shown as it is written but for its ends.
const MARKS: ByteSet = ByteSet::of(b"[<%`*_=^");

/// A sentence without ornaments before it and a dash behind it, and no longer than a gist may be.
fn cut_at_ends(shown: &str) -> String {
    let highlighted = shown.starts_with("==") && 2 < shown.len() && holds(&shown[2..], "==");
    let shown = if highlighted { shown } else { shown.trim_start_matches(is_ornament) }.trim();
    let shown = shown.strip_suffix(" -").unwrap_or(shown).trim_end();
    cut(shown, GIST_LENGTH).into_owned()
}

/// A text that is emphasised as a whole, without the marks: they set it off from its neighbours, which are gone.
fn whole_emphasis(text: &str) -> &str {
    let inner =
        |mark: &str| text.strip_prefix(mark)?.strip_suffix(mark).filter(|inner| !inner.contains(mark));
    ["***", "**", "__", "*", "_", "=="].iter().find_map(|mark| inner(mark)).unwrap_or(text)
}

/// A bullet, a dash or a picture before the first word.
fn is_ornament(char: char) -> bool {
    char.is_whitespace()
        || matches!(char, ':' | '-' | '=' | '>' | ',' | '•' | '·' | '▪' | '–' | '—' | '\u{2190}'..='\u{2bff}')
        || matches!(char, '\u{fe0f}' | '\u{200d}' | '\u{1f000}'..='\u{1faff}')
}

fn without_block_id(text: &str) -> &str {
    let Some((before, id)) = text.rsplit_once(" ^") else { return text };
    let plain = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if plain { before.trim_end() } else { text }
}

/// Links and images become their text; footnote references, tags of HTML and `%%comments%%` go.
fn without_links(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let Some(char) = rest.chars().next() else { break };
        match char {
            '`' => {
                let ticks = rest.bytes().take_while(|byte| *byte == b'`').count();
                let fence = &rest[..ticks];
                let end = rest[ticks..].find(fence).map_or(ticks, |end| ticks + end + ticks);
                shown.push_str(&rest[..end]);
                at += end;
                continue;
            }
            '!' if rest.starts_with("![") => {
                at += 1;
                continue;
            }
            '[' => {
                if let Some(end) = marks::link(text, at).filter(|end| at + 2 < *end) {
                    let label = marks::plain(&text[at..end]);
                    shown.push_str(&label);
                    at = end;
                    continue;
                }
                if let Some(label) = shortcut(text, at) {
                    shown.push_str(label);
                    at += label.len() + 2;
                    continue;
                }
            }
            '<' => {
                if let Some(end) = marks::tag(text, at) {
                    if rest[1..].starts_with("http") {
                        shown.push_str(&text[at + 1..end - 1]);
                    }
                    at = end;
                    continue;
                }
            }
            '%' if rest.starts_with("%%") => {
                if let Some(end) = rest[2..].find("%%") {
                    at += end + 4;
                    continue;
                }
            }
            _ => {}
        }
        shown.push(char);
        at += char.len_utf8();
    }
    shown
}

/// The label of a reference in its short form: `[crate]`. A check box, an index or a range is none.
fn shortcut(text: &str, at: usize) -> Option<&str> {
    let free = text[..at]
        .chars()
        .next_back()
        .is_none_or(|char| char.is_whitespace() || matches!(char, '(' | '*' | '"'));
    let rest = &text[at + 1..];
    let label = &rest[..rest.find([']', '['])?];
    let worded = label.chars().filter(|char| char.is_alphabetic()).count();
    let closed =
        rest[label.len()..].starts_with(']') && !rest[label.len() + 1..].starts_with(['(', '[', ':']);
    let opens = label.starts_with(|char: char| char.is_alphabetic() || char == '`');
    (free && closed && opens && 2 <= worded && !label.contains(['|', '=', ','])).then_some(label)
}

/// Whether no emphasis or code span opens without closing or the other way round.
fn is_balanced(text: &str) -> bool {
    let ticks = text.bytes().filter(|byte| *byte == b'`').count();
    let strong = text.matches("**").count();
    let stars = text.bytes().filter(|byte| *byte == b'*').count();
    let highlights = text.matches("==").count();
    ticks % 2 == 0 && strong.is_multiple_of(2) && stars % 2 == 0 && highlights.is_multiple_of(2)
}
