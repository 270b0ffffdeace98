//! Inline marks of Markdown as they lie in the text of one block: code spans, brackets, links,
//! quotes, emphasis. For readers of prose that must not break them, or must not see them.
//!
//! This is no parser: blocks are parsed elsewhere. Here odd or unclosed marks are plain text.

use std::borrow::Cow;
use std::ops::Range;

use super::bytes::{ByteSet, holds};

/// Brackets and quotes that stay open longer than this many bytes hide nothing: a lost bracket
/// must not swallow the block.
const FAR: usize = 400;

/// Marks that may be open at the same time; deeper ones are not followed.
const DEEP: usize = 32;

/// What opens a span that a sentence does not end in, and what closes it.
const PAIRS: [(char, char); 13] = [
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('"', '"'),
    ('“', '”'),
    ('„', '“'),
    ('«', '»'),
    ('（', '）'),
    ('【', '】'),
    ('「', '」'),
    ('『', '』'),
    ('《', '》'),
    ('〈', '〉'),
];

/// Bytes that may belong to a mark; runs of the others are skipped without decoding them.
const MARKS: ByteSet = ByteSet::of(b"\\`<>()[]{}\"*_~=!\n").and_beyond_ascii();

/// The next byte at or behind `at` that may belong to a mark, and the character there.
fn next_mark(text: &str, at: usize) -> Option<(usize, char)> {
    let at = MARKS.find(text, at)?;
    text[at..].chars().next().map(|char| (at, char))
}

/// Spans in which no sentence ends, outermost only, in order: code spans, HTML tags, and what
/// stands between brackets or quotes that are closed soon enough.
///
/// Quotes that open where a text or line begins are left out: whole answers are pasted in quotes.
pub(super) fn shields(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut fences = Fences::default();
    let close = |start: usize, end: usize, found: &mut Vec<Range<usize>>| {
        while found.last().is_some_and(|last| start <= last.start) {
            found.pop();
        }
        found.push(start..end);
    };
    let mut at = 0;
    while let Some((found_at, char)) = next_mark(text, at) {
        at = found_at;
        let next = at + char.len_utf8();
        match char {
            '\\' if text[next..].starts_with(|next: char| next.is_ascii_punctuation()) => {
                at = next + 1;
                continue;
            }
            '`' => {
                let (end, closed) = fences.span(text, at);
                if closed {
                    close(at, end, &mut found);
                }
                at = end;
                continue;
            }
            '<' => {
                if let Some(end) = tag(text, at) {
                    close(at, end, &mut found);
                    at = end;
                    continue;
                }
            }
            '\n' if breaks_block(text, at) => open.clear(),
            _ => {
                let closes = PAIRS.iter().find(|pair| pair.1 == char);
                let opener = closes.and_then(|pair| open.iter().rposition(|(open, _)| *open == pair.0));
                if let Some(opener) = opener {
                    let start = open[opener].1;
                    open.truncate(opener);
                    let quotes_all = matches!(char, '"' | '”') && line_starts(text, start);
                    if next - start <= FAR && !quotes_all {
                        close(start, next, &mut found);
                    }
                } else if opens(char) && open.len() < DEEP {
                    open.push((char, at));
                }
            }
        }
        at = next;
    }
    found
}

/// Spans that a cut must not fall into, outermost only, in order: code spans, HTML tags, links
/// with their destinations, wiki links, and closed emphasis.
pub(super) fn unbreakable(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut fences = Fences::default();
    let mut at = 0;
    while let Some((found_at, char)) = next_mark(text, at) {
        at = found_at;
        let next = at + char.len_utf8();
        let end = match char {
            '\\' if text[next..].starts_with(|next: char| next.is_ascii_punctuation()) => {
                at = next + 1;
                continue;
            }
            '`' => {
                let (end, closed) = fences.span(text, at);
                if !closed {
                    at = end;
                    continue;
                }
                Some(end)
            }
            '<' => tag(text, at),
            '!' if text[next..].starts_with('[') => link(text, next),
            '[' => link(text, at),
            '*' | '_' | '~' | '=' => {
                let end = emphasis(text, at);
                if end.is_none() {
                    at = run(text, at);
                    continue;
                }
                end
            }
            _ => None,
        };
        if let Some(end) = end {
            found.push(at..end);
        }
        at = end.unwrap_or(next);
    }
    found
}

/// The text a reader sees: without marks, links reduced to their labels. Borrowed when there are none.
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    if next_mark(text, 0).is_none() {
        return Cow::Borrowed(text);
    }
    let mut seen = String::with_capacity(text.len());
    let mut fences = Fences::default();
    plain_into(text, &mut fences, &mut seen, 0);
    Cow::Owned(seen)
}

fn plain_into(text: &str, fences: &mut Fences, seen: &mut String, depth: usize) {
    let mut at = 0;
    while let Some((found_at, char)) = next_mark(text, at) {
        seen.push_str(&text[at..found_at]);
        at = found_at;
        let next = at + char.len_utf8();
        match char {
            '\\' if text[next..].starts_with(|next: char| next.is_ascii_punctuation()) => {
                seen.push_str(&text[next..next + 1]);
                at = next + 1;
                continue;
            }
            '`' => {
                let (end, closed) = fences.span(text, at);
                seen.push_str(if closed { text[at..end].trim_matches('`').trim() } else { &text[at..end] });
                at = end;
                continue;
            }
            '<' => {
                if let Some(end) = tag(text, at) {
                    let inner = &text[next..end - 1];
                    if holds(inner, "://") || inner.contains('@') {
                        seen.push_str(inner);
                    }
                    at = end;
                    continue;
                }
            }
            '!' if text[next..].starts_with('[') && link(text, next).is_some() => {
                at = next;
                continue;
            }
            '[' => {
                if let Some(end) = link(text, at) {
                    let link = &text[at..end];
                    let label = link.get(label(link)).unwrap_or_default();
                    if depth < 4 {
                        plain_into(label, &mut Fences::default(), seen, depth + 1);
                    } else {
                        seen.push_str(label);
                    }
                    at = end;
                    continue;
                }
            }
            '*' | '_' | '~' | '=' => {
                let end = run(text, at);
                if is_delimiter(text, at, end) {
                    at = end;
                    continue;
                }
                seen.push_str(&text[at..end]);
                at = end;
                continue;
            }
            _ => {}
        }
        seen.push(char);
        at = next;
    }
    seen.push_str(&text[at..]);
}

/// The range without the marks and quotes that wrap it as a whole, and without a lone mark at
/// either end: `` `ls` `` gives `ls`, `**a** b` stays, `**a b` gives `a b`.
pub(super) fn unwrapped(text: &str, range: Range<usize>) -> Range<usize> {
    let mut range = trimmed(text, range);
    for _ in 0..DEEP {
        let inside = &text[range.clone()];
        let bare = |char: Option<char>| char.is_none_or(char::is_alphanumeric);
        if bare(inside.chars().next()) && bare(inside.chars().next_back()) {
            break;
        }
        let inner = without_link(text, range.clone()).or_else(|| without_wrap(text, range.clone()));
        let Some(inner) = inner else { break };
        range = inner;
    }
    range
}

/// The label of the link, or the inside of the HTML element, that is all there is.
fn without_link(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let inside = &text[range.clone()];
    if inside.starts_with('[') && link(inside, 0) == Some(inside.len()) {
        let label = label(inside);
        let inner = trimmed(text, range.start + label.start..range.start + label.end);
        return Some(inner).filter(|inner| !inner.is_empty());
    }
    let open = inside.starts_with('<').then(|| tag(inside, 0))??;
    let close =
        inside.rfind("</").filter(|close| open <= *close && tag(inside, *close) == Some(inside.len()))?;
    Some(trimmed(text, range.start + open..range.start + close)).filter(|inner| !inner.is_empty())
}

/// Marks and quotes that wrap a name.
const WRAPS: [(&str, &str); 12] = [
    ("**", "**"),
    ("__", "__"),
    ("~~", "~~"),
    ("==", "=="),
    ("*", "*"),
    ("_", "_"),
    ("`", "`"),
    ("\"", "\""),
    ("“", "”"),
    ("«", "»"),
    ("「", "」"),
    ("[[", "]]"),
];

/// The range without one mark, or one pair of marks, at its ends.
fn without_wrap(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    /// What marks and quotes begin and end with.
    const EDGES: ByteSet = ByteSet::of(b"*_~=`\"[]").and_beyond_ascii();
    let inside = &text[range.clone()];
    let is_edge = |byte: Option<&u8>| byte.is_some_and(|byte| EDGES.has(*byte));
    if !is_edge(inside.as_bytes().first()) && !is_edge(inside.as_bytes().last()) {
        return None;
    }
    for (open, close) in WRAPS {
        let opened = inside.strip_prefix(open);
        if let Some(core) = opened.and_then(|rest| rest.strip_suffix(close))
            && !core.is_empty()
            && !holds(core, close)
            && !holds(core, open)
        {
            return Some(trimmed(text, range.start + open.len()..range.end - close.len()));
        }
        if opened.is_some_and(|rest| !holds(rest, close)) {
            return Some(trimmed(text, range.start + open.len()..range.end));
        }
        if let Some(core) = inside.strip_suffix(close)
            && !core.contains(open)
            && open != "_"
        {
            return Some(trimmed(text, range.start..range.end - close.len()));
        }
    }
    None
}

/// The range without white space at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = &text[range.clone()];
    let start = range.start + (inside.len() - inside.trim_start().len());
    start..start + inside.trim().len()
}

/// Finds code spans; remembers which lengths of backtick runs have no partner further on, so
/// that a text of odd backticks is still read in linear time.
#[derive(Default)]
pub(super) struct Fences {
    /// Bit `n`: no run of `n` backticks follows any more.
    spent: u64,
}

impl Fences {
    /// The end of the code span that opens at `at`, and true; or the end of the run of
    /// backticks, and false, when nothing closes it.
    pub(super) fn span(&mut self, text: &str, at: usize) -> (usize, bool) {
        let bytes = text.as_bytes();
        let run = |from: usize| bytes[from..].iter().take_while(|byte| **byte == b'`').count();
        let length = run(at);
        let inside = at + length;
        let bit = 1u64 << length.min(63);
        if self.spent & bit == 0 {
            let mut from = inside;
            while let Some(tick) = text[from..].find('`').map(|offset| from + offset) {
                let closing = run(tick);
                if closing == length {
                    return (tick + closing, true);
                }
                from = tick + closing;
            }
            self.spent |= bit;
        }
        (inside, false)
    }
}

/// The end of the HTML tag or autolink that opens at `at`.
pub(crate) fn tag(text: &str, at: usize) -> Option<usize> {
    let rest = &text.as_bytes()[at + 1..];
    let first = *rest.first()?;
    if !(first.is_ascii_alphabetic() || first == b'/' || first == b'!') {
        return None;
    }
    let window = &rest[..rest.len().min(FAR)];
    let end = window.iter().position(|byte| matches!(byte, b'>' | b'<' | b'\n'))?;
    (window[end] == b'>').then_some(at + 1 + end + 1)
}

/// The end of the link that opens at `at` with `[`: `[text](to)`, `[text][id]`, `[[note]]`, `[^1]`.
pub(crate) fn link(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let limit = bytes.len().min(at + FAR);
    if bytes.get(at + 1) == Some(&b'[') {
        let inside = bytes.get(at + 2..limit)?;
        let end = inside.windows(2).position(|two| two == b"]]")?;
        return Some(at + 2 + end + 2);
    }
    let close = matching(&bytes[..limit], at, b'[', b']')?;
    if bytes.get(at + 1) == Some(&b'^') {
        return Some(close + 1);
    }
    match bytes.get(close + 1) {
        Some(b'(') => {
            matching(&bytes[..bytes.len().min(close + 1 + FAR)], close + 1, b'(', b')').map(|end| end + 1)
        }
        Some(b'[') => matching(&bytes[..limit], close + 1, b'[', b']').map(|end| end + 1),
        _ => None,
    }
}

/// What a link shows, as a range of it: the label of an inline link, the alias or the name of a
/// wiki link, nothing of a footnote.
fn label(link: &str) -> Range<usize> {
    if let Some(inside) = link.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) {
        let alias = inside.rfind('|').map_or(0, |bar| bar + 1);
        return 2 + alias..2 + inside.len();
    }
    if link.starts_with("[^") {
        return 0..0;
    }
    1..matching(link.as_bytes(), 0, b'[', b']').unwrap_or(link.len())
}

/// The partner of the bracket at `at`.
fn matching(bytes: &[u8], at: usize, open: u8, close: u8) -> Option<usize> {
    let mut depth = 0_usize;
    let mut index = at;
    while let Some(&byte) = bytes.get(index) {
        if byte == b'\\' {
            index += 2;
            continue;
        }
        if byte == open {
            depth += 1;
        } else if byte == close {
            depth -= 1;
            if depth == 0 {
                return Some(index);
            }
        }
        index += 1;
    }
    None
}

/// The end of the run of one repeated mark at `at`.
pub(crate) fn run(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    at + bytes[at..].iter().take_while(|byte| **byte == bytes[at]).count()
}

/// Whether the run of marks at `start..end` is emphasis and not text: `*` and `_` that touch a
/// word on one side only (`_` inside a word is text), `~~` and `==`.
pub(crate) fn is_delimiter(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    let touches = |char: Option<char>| char.is_some_and(|char| !char.is_whitespace());
    let in_word = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
    match text.as_bytes()[start] {
        b'*' => touches(before) || touches(after),
        b'_' => (touches(before) || touches(after)) && !(in_word(before) && in_word(after)),
        b'~' => end - start == 2 && (touches(before) || touches(after)),
        _ => end - start == 2 && (touches(before) != touches(after) || in_word(before) != in_word(after)),
    }
}

/// The end of the emphasis that opens at `at`.
fn emphasis(text: &str, at: usize) -> Option<usize> {
    let inside = run(text, at);
    let marks = &text[at..inside];
    let opens =
        is_delimiter(text, at, inside) && text[inside..].starts_with(|char: char| !char.is_whitespace());
    if !opens || marks.len() > 3 {
        return None;
    }
    let mut window = text.len().min(inside + 2 * FAR);
    while !text.is_char_boundary(window) {
        window -= 1;
    }
    let mut from = inside;
    while let Some(found) = text[from..window].find(marks).map(|offset| from + offset) {
        let end = run(text, found);
        let touches_word = text[..found].chars().next_back().is_some_and(|char| !char.is_whitespace());
        if end - found == marks.len() && touches_word && is_delimiter(text, found, end) {
            return Some(end);
        }
        from = end;
        if window < from {
            break;
        }
    }
    None
}

fn opens(char: char) -> bool {
    PAIRS.iter().any(|pair| pair.0 == char)
}

/// Whether only white space and marks stand before `at` in its line.
fn line_starts(text: &str, at: usize) -> bool {
    let before = text[..at].chars().rev().take_while(|char| *char != '\n');
    before.into_iter().all(|char| char.is_whitespace() || matches!(char, '*' | '_' | '-' | '>'))
}

/// Whether the line end at `at` ends what is said: a hard break, a blank line, or a bullet behind it.
pub(super) fn breaks_block(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches('\r');
    if before.ends_with("  ") || before.ends_with('\\') {
        return true;
    }
    let line = text[at + 1..].lines().next().unwrap_or_default().trim_start();
    line.is_empty() || ["- ", "* ", "+ ", "1. ", "1) "].iter().any(|bullet| line.starts_with(bullet))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_plain(text: &str, expected: &str) {
        assert_eq!(plain(text), expected);
    }

    #[test]
    fn plain_text_is_what_a_reader_sees() {
        check_plain("no marks", "no marks");
        check_plain("a **bold** and *soft* `ls -l` word", "a bold and soft ls -l word");
        check_plain("**O**xygen and snake_case and __init__", "Oxygen and snake_case and init");
        check_plain("see [the **cell**](bio.md#cell) or [[bio#Cell|cells]][^2]", "see the cell or cells");
        check_plain("2 * 3 = 6 and ==marked== text", "2 * 3 = 6 and marked text");
        check_plain("![a lyre](lyre.png) and <b>fat</b>", "a lyre and fat");
        check_plain("\\*not\\* open `tick", "*not* open `tick");
    }

    #[test]
    fn wrapping_marks_are_taken_off_only_as_pairs() {
        let check = |text: &str, expected: &str| assert_eq!(&text[unwrapped(text, 0..text.len())], expected);
        check("**Fugue**", "Fugue");
        check("`git log`", "git log");
        check("**a** and **b**", "**a** and **b**");
        check("**Entity model", "Entity model");
        check("“_habeas corpus_”", "habeas corpus");
        check("`git log` command", "`git log` command");
        check("__init__", "init");
        check("max_", "max_");
        check("[**Rondo**](forms.md#rondo)", "Rondo");
        check("[[forms|rondo]]", "rondo");
        check("<b>osmosis</b>", "osmosis");
        check("[^1]", "[^1]");
        check("[a](b) and [c](d)", "[a](b) and [c](d)");
    }

    #[test]
    fn shields_cover_code_and_closed_brackets_only() {
        let check = |text: &str, expected: &[&str]| {
            let shields: Vec<_> = shields(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(shields, expected);
        };
        check("plain", &[]);
        check("a (b (c) d) e", &["(b (c) d)"]);
        check("a (b [c) d] e", &["(b [c)"]);
        check("lost ( bracket. Next `code. X` end", &["`code. X`"]);
        check("say \"one. Two\" now", &["\"one. Two\""]);
        check("\"A whole answer. In quotes.\"", &[]);
        check("the “curly. Quotes” and 1) item", &["“curly. Quotes”"]);
        check("<img alt=\"a. B\"> and a < b", &["<img alt=\"a. B\">"]);
    }

    #[test]
    fn many_odd_backticks_are_read_once() {
        let text = "`a``b```c".repeat(2000);
        assert!(shields(&text).len() < 20_000);
    }
}
