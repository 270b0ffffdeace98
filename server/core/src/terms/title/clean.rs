//! Takes the markup off a title and remembers which parts were code or quoted.

use std::ops::Range;

use crate::{terms::tokens::is_ignorable, text::Span};

/// A title without markup.
#[derive(Debug, Default)]
pub(super) struct Source {
    pub(super) text: String,
    /// Parts to take as they are, in order, none inside another.
    verbatim: Vec<Verbatim>,
}

/// A part whose words are not read as words of the title.
#[derive(Clone, Debug)]
pub(super) struct Verbatim {
    range: Range<usize>,
    /// Code; otherwise quoted.
    pub(super) is_code: bool,
}

impl Source {
    /// Reads a title as it stands in a note, with or without its heading or list marks.
    pub(super) fn new(title: &str) -> Self {
        let mut source = Self { text: String::with_capacity(title.len()), verbatim: Vec::new() };
        inline(without_block_marks(title.trim()), &mut source);
        source.trim_end();
        source.drop_lost_icon();
        source
    }

    /// The part that holds the byte at `at`, if one does.
    pub(super) fn verbatim_at(&self, at: usize) -> Option<&Verbatim> {
        self.verbatim.iter().find(|verbatim| verbatim.range.contains(&at))
    }

    /// Whether a verbatim part begins or ends at `at`.
    pub(super) fn is_verbatim_edge(&self, at: usize) -> bool {
        self.verbatim.iter().any(|verbatim| verbatim.range.start == at || verbatim.range.end == at)
    }

    /// Code inside `range` that has no letter and no digit.
    pub(super) fn signs_between(&self, range: Range<usize>) -> impl Iterator<Item = Span> + '_ {
        self.verbatim.iter().filter_map(move |verbatim| {
            let part = &verbatim.range;
            let inside = range.start <= part.start && part.end <= range.end;
            let bare = !part.is_empty() && !self.text[part.clone()].contains(char::is_alphanumeric);
            (inside && bare && verbatim.is_code).then(|| Span::new(part.clone()))
        })
    }

    /// Cuts a range out.
    pub(super) fn remove(&mut self, range: Range<usize>) {
        self.text.replace_range(range.clone(), "");
        let moved = |at: usize| if range.end <= at { at - range.len() } else { at.min(range.start) };
        for verbatim in &mut self.verbatim {
            verbatim.range = moved(verbatim.range.start)..moved(verbatim.range.end);
        }
        self.verbatim.retain(|verbatim| !verbatim.range.is_empty());
    }

    /// Puts a space between two parts.
    pub(super) fn insert_space(&mut self, at: usize) {
        self.text.insert(at, ' ');
        for verbatim in &mut self.verbatim {
            if at <= verbatim.range.start {
                verbatim.range = verbatim.range.start + 1..verbatim.range.end + 1;
            }
        }
    }

    /// Replaces the text by one of the same length, such as one in another case.
    pub(super) fn recase(&mut self, text: String) {
        if text.len() == self.text.len() {
            self.text = text;
        }
    }

    /// Takes quotation marks off; what they enclose, if short, is a name and read as it is.
    pub(super) fn take_quotes(&mut self) {
        let mut from = 0;
        while let Some(found) = self.text[from..].find(is_quote) {
            let open = from + found;
            let Some(sign) = self.text[open..].chars().next() else { break };
            let after = open + sign.len_utf8();
            if self.verbatim_at(open).is_some() {
                from = after;
                continue;
            }
            let close = if sign == '‘' {
                self.text[after..].find('’')
            } else {
                self.text[after..].find(is_quote)
            };
            let close = close.map(|close| after + close);
            let opens = sign != '"' || !self.text[..open].ends_with(char::is_alphanumeric);
            if let Some(close) = close.filter(|_| opens) {
                let len = self.text[close..].chars().next().map_or(1, char::len_utf8);
                let words = self.text[after..close].split_whitespace().count();
                self.remove(close..close + len);
                if words <= 4
                    && self.verbatim.iter().all(|code| code.range.end <= after || close <= code.range.start)
                {
                    let at = self.verbatim.partition_point(|code| code.range.end <= after);
                    self.verbatim.insert(at, Verbatim { range: after..close, is_code: false });
                }
            }
            self.remove(open..after);
            from = open;
        }
        self.trim_end();
    }

    fn push(&mut self, sign: char) {
        if !sign.is_whitespace() {
            self.text.push(sign);
        } else if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    fn push_code(&mut self, code: &str) {
        let start = self.text.len();
        code.trim().chars().for_each(|sign| self.push(sign));
        self.verbatim.push(Verbatim { range: start..self.text.len(), is_code: true });
    }

    fn trim_end(&mut self) {
        self.text.truncate(self.text.trim_end().len());
    }

    /// Drops what is left of an icon whose bytes were read in a wrong encoding: `ðŸ³ Docker`, `π» Docker`.
    ///
    /// Such remains begin with the letter that the first byte of the icon is in that encoding, and go
    /// on with signs and misplaced capitals that no word has.
    fn drop_lost_icon(&mut self) {
        loop {
            let Some(first) = self.text.split(' ').next().filter(|first| first.len() < self.text.len())
            else {
                return;
            };
            let mut signs = first.chars();
            let leads = signs.next().is_some_and(|lead| "ðâïπβορвп".contains(lead));
            let rest = &self.text[first.len() + 1..];
            let odd = signs.clone().any(|sign| !sign.is_alphabetic() || sign.is_uppercase() || sign == 'џ');
            let numbered =
                signs.clone().next().is_none() && rest.starts_with(|next: char| next.is_ascii_digit());
            let doubled = signs.next().is_none() && rest.starts_with('ο');
            if !leads || !first.chars().all(|sign| !sign.is_ascii()) || !(odd || numbered || doubled) {
                return;
            }
            self.remove(0..first.len() + 1);
        }
    }
}

/// Cuts `## `, `> `, `- [ ] ` and a closing `##` off.
fn without_block_marks(title: &str) -> &str {
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
fn inline(rest: &str, source: &mut Source) {
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

fn is_quote(sign: char) -> bool {
    matches!(sign, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '《' | '》' | '‘')
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
