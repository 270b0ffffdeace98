//! Takes Markdown and HTML off a title, character by character.
//!
//! Titles come from headings, from list items and from plain lines, so all of it is optional, and what
//! opens and never closes is text.

use super::source::Source;
use crate::terms::bytes::holds;
use crate::terms::tokens::is_ignorable;

/// Whether a title has no markup at all, as most have.
pub(super) fn is_plain(title: &str) -> bool {
    let markup = |byte: u8| {
        matches!(
            byte,
            b'\\'
                | b'`'
                | b'*'
                | b'_'
                | b'~'
                | b'='
                | b'!'
                | b'['
                | b'<'
                | b'{'
                | b':'
                | b'&'
                | b'^'
                | b'#'
                | b'\t'
                | 0x80..
        )
    };
    !title.bytes().any(markup) && !holds(title, "  ")
}

/// Cuts `## `, `> `, `- [ ] ` and a closing `##` off.
pub(super) fn without_block_marks(title: &str) -> &str {
    let mut rest = title;
    loop {
        let hashes = rest.len() - rest.trim_start_matches('#').len();
        let after = if 0 < hashes {
            &rest[hashes..]
        } else {
            rest.strip_prefix(['>', '-', '*', '+']).unwrap_or(rest)
        };
        let marks = after.len() < rest.len() && after.starts_with(char::is_whitespace);
        if !marks {
            break;
        }
        rest = after.trim_start();
        for mark in ["[ ] ", "[x] ", "[X] "] {
            rest = rest.strip_prefix(mark).unwrap_or(rest);
        }
    }
    let open = rest.trim_end_matches('#');
    if open.len() < rest.len() && open.ends_with(' ') { open.trim_end() } else { rest }
}

/// Reads inline markup; what opens and never closes is text.
pub(super) fn inline(rest: &str, source: &mut Source) {
    let bytes = rest.as_bytes();
    let mut closers: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if let Some(closer) = closers.iter().position(|(place, _)| *place == at) {
            at += closers.swap_remove(closer).1;
            continue;
        }
        let tail = &rest[at..];
        at += match byte {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => {
                source.push(char::from(bytes[at + 1]));
                2
            }
            b'`' => code(tail, source),
            b'*' | b'_' | b'~' | b'=' => emphasis(rest, at, &mut closers, source),
            b'!' if tail.starts_with("![") => image(tail, source),
            b'[' => link(tail, source),
            b'<' => tag(tail, source),
            b'{' if tail.ends_with('}') && tail[1..].starts_with(['#', '.', ':']) => tail.len(),
            b':' => shortcode(rest, at, source),
            b'&' => entity(tail, source),
            b'^' | b'#' if is_note_mark(rest, at) => tail.len(),
            _ => {
                let Some(sign) = tail.chars().next() else { break };
                if is_icon(sign) {
                    source.push(' ');
                } else if !is_ignorable(sign) || sign == '\u{ad}' {
                    source.push(sign);
                }
                sign.len_utf8()
            }
        };
    }
}

fn code(tail: &str, source: &mut Source) -> usize {
    let ticks = tail.len() - tail.trim_start_matches('`').len();
    let inner = &tail[ticks..];
    match inner.find(&tail[..ticks]) {
        Some(end) => {
            source.push_code(&inner[..end]);
            ticks + end + ticks
        }
        None => ticks,
    }
}

/// Skips a mark of emphasis and notes where its partner is; a mark without a partner is text.
fn emphasis(rest: &str, at: usize, closers: &mut Vec<(usize, usize)>, source: &mut Source) -> usize {
    let sign = &rest[at..=at];
    let len = rest[at..].len() - rest[at..].trim_start_matches(sign).len();
    let after = &rest[at + len..];
    let single = matches!(sign, "~" | "=") && len < 2;
    let opens = !single
        && len <= 3
        && after.starts_with(|next: char| !next.is_whitespace())
        && !rest[..at].ends_with(char::is_alphanumeric);
    let marks = &rest[at..at + len];
    let close = after.match_indices(marks).map(|(close, _)| close).find(|close| {
        let inner = &after[..*close];
        let behind = &after[close + len..];
        let in_word = sign == "_" && behind.starts_with(char::is_alphanumeric);
        !inner.is_empty() && !inner.ends_with(char::is_whitespace) && !in_word
    });
    let identifier = |inner: &str| inner.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    match close.filter(|_| opens) {
        // `__init__` is a name far more often than a word in bold.
        Some(close) if marks == "__" && identifier(&after[..close]) => {
            source.push_code(&rest[at..at + len + close + len]);
            len + close + len
        }
        Some(close) => {
            closers.push((at + len + close, len));
            len
        }
        None => {
            if !(sign == "*" && 1 < len) {
                marks.chars().for_each(|mark| source.push(mark));
            }
            len
        }
    }
}

/// `[[target|shown]]`, `[shown](url)`, `[shown][label]`, `[^note]`.
fn link(tail: &str, source: &mut Source) -> usize {
    if let Some(inner) = tail.strip_prefix("[[")
        && let Some(end) = inner.find("]]")
    {
        let target = &inner[..end];
        let shown = target.rsplit('|').next().unwrap_or(target);
        let shown =
            if target.contains('|') { shown } else { shown.rsplit(['/', '#']).next().unwrap_or(shown) };
        shown.chars().for_each(|sign| source.push(sign));
        return end + 4;
    }
    let Some(end) = closing_bracket(tail) else {
        source.push('[');
        return 1;
    };
    let (shown, behind) = (&tail[1..end], &tail[end + 1..]);
    if shown.starts_with('^') {
        return end + 1;
    }
    let target = match behind.as_bytes().first() {
        Some(b'(') => behind.find(')'),
        Some(b'[') => behind.find(']'),
        Some(_) | None => None,
    };
    match target {
        Some(len) => {
            inline(shown, source);
            end + 1 + len + 1
        }
        None => {
            source.push('[');
            1
        }
    }
}

fn closing_bracket(tail: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in tail.bytes().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' if depth == 1 => return Some(at),
            b']' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn image(tail: &str, source: &mut Source) -> usize {
    let image = &tail[1..];
    let end = closing_bracket(image).filter(|end| image[end + 1..].starts_with('('));
    match end.and_then(|end| Some((end, image[end..].find(')')?))) {
        Some((end, close)) => 1 + end + close + 1,
        None => {
            source.push('!');
            1
        }
    }
}

/// Drops tags of HTML, and only those: `Vec<T>` stays.
fn tag(tail: &str, source: &mut Source) -> usize {
    const TAGS: [&str; 27] = [
        "a", "abbr", "b", "big", "br", "center", "code", "del", "details", "div", "em", "font", "h1", "h2",
        "h3", "i", "img", "ins", "kbd", "mark", "p", "s", "span", "strong", "sub", "summary", "u",
    ];
    let close = tail.find('>');
    let name = tail[1..].trim_start_matches('/');
    let name = &name[..name.find(|sign: char| !sign.is_ascii_alphanumeric()).unwrap_or(name.len())];
    match close {
        Some(close) if tail.starts_with("<!--") => tail.find("-->").map_or(close + 1, |end| end + 3),
        Some(close)
            if TAGS.iter().chain(&["sup", "small", "samp"]).any(|tag| name.eq_ignore_ascii_case(tag)) =>
        {
            if name.eq_ignore_ascii_case("br") {
                source.push(' ');
            }
            close + 1
        }
        Some(_) | None => {
            source.push('<');
            1
        }
    }
}

fn shortcode(rest: &str, at: usize, source: &mut Source) -> usize {
    let name = &rest[at + 1..];
    let end = name.find(|sign: char| !(sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-' | '+')));
    match end {
        Some(end)
            if 1 < end && name[end..].starts_with(':') && !rest[..at].ends_with(char::is_alphanumeric) =>
        {
            source.push(' ');
            end + 2
        }
        Some(_) | None => {
            source.push(':');
            1
        }
    }
}

fn entity(tail: &str, source: &mut Source) -> usize {
    const ENTITIES: [(&str, char); 7] = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&apos;", '\''),
        ("&#39;", '\''),
        ("&nbsp;", ' '),
    ];
    let known = ENTITIES.iter().find(|(name, _)| tail.starts_with(name));
    let (name, sign) = known.copied().unwrap_or(("&", '&'));
    source.push(sign);
    name.len()
}

/// Whether nothing but a block mark (`^a1`) or tags (`#biology #cells`) stands from `at` to the end.
fn is_note_mark(rest: &str, at: usize) -> bool {
    let free = rest[..at].ends_with(' ');
    let is_mark = |word: &str| {
        word.strip_prefix(['#', '^'])
            .is_some_and(|name| name.starts_with(char::is_alphabetic) && !name.contains('#'))
    };
    free && rest[at..].split_whitespace().all(is_mark)
}

/// Emoji and other pictures.
fn is_icon(sign: char) -> bool {
    match sign {
        '♀' | '♂' | '♭' | '♮' | '♯' => false,
        '\u{2300}'..='\u{23FF}' | '\u{25A0}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' => true,
        '\u{1F000}'..='\u{1FAFF}' | '\u{E0020}'..='\u{E007F}' | '\u{20E3}' | '•' | '‣' | '\u{FFFD}' => {
            true
        }
        _ => false,
    }
}
