//! A title without its markup, with a record of which parts were code or quoted.

use std::ops::Range;

use super::markup;
use crate::terms::bytes::ByteSet;
use crate::text::Span;

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

impl Verbatim {
    /// Whether the byte at `at` is inside.
    pub(super) fn contains(&self, at: usize) -> bool {
        self.range.contains(&at)
    }
}

impl Source {
    /// Reads a title as it stands in a note, with or without its heading or list marks.
    pub(super) fn new(title: &str) -> Self {
        let title = markup::without_block_marks(title.trim());
        if markup::is_plain(title) {
            return Self { text: title.to_owned(), verbatim: Vec::new() };
        }
        let mut source = Self { text: String::with_capacity(title.len()), verbatim: Vec::new() };
        markup::inline(title, &mut source);
        source.trim_end();
        source.drop_lost_icons();
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
        /// What quotes begin with.
        const OPENS: ByteSet = ByteSet::of(b"\"").and_beyond_ascii();
        let mut from = OPENS.find(&self.text, 0).unwrap_or(self.text.len());
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

    /// Adds a character; white space runs into one space.
    pub(super) fn push(&mut self, sign: char) {
        if !sign.is_whitespace() {
            self.text.push(sign);
        } else if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    pub(super) fn push_code(&mut self, code: &str) {
        let start = self.text.len();
        code.trim().chars().for_each(|sign| self.push(sign));
        self.verbatim.push(Verbatim { range: start..self.text.len(), is_code: true });
    }

    fn trim_end(&mut self) {
        let len = self.text.trim_end().len();
        self.remove(len..self.text.len());
    }

    /// Drops what is left of icons, where nothing else can have been meant.
    fn drop_lost_icons(&mut self) {
        while let Some(icon) = lost_icon(&self.text).filter(|icon| icon.is_certain) {
            self.remove(0..icon.len);
        }
    }
}

/// What is left of an icon whose bytes were read in a wrong encoding: `ðŸ³ Docker`, `π» Docker`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LostIcon {
    /// Its length in bytes, with the space behind it.
    pub len: usize,
    /// Whether it can be nothing else. A single letter (`π Docker`) may be meant; only the other titles of
    /// the note can tell.
    pub is_certain: bool,
}

/// The remains of an icon in front of a title. What is certain, the readers of titles drop themselves.
///
/// Such remains begin with the letter that the first byte of the icon is in that encoding, and go on
/// with signs and misplaced capitals that no word has.
#[must_use]
pub fn lost_icon(title: &str) -> Option<LostIcon> {
    let (first, rest) = title.split_once(' ')?;
    let mut signs = first.chars();
    if !signs.next().is_some_and(|lead| "ðâïπβορвп".contains(lead))
        || first.chars().any(|sign| sign.is_ascii())
    {
        return None;
    }
    let alone = signs.as_str().is_empty();
    let odd = signs.any(|sign| !sign.is_alphabetic() || sign.is_uppercase() || sign == 'џ');
    let numbered = alone && (rest.starts_with(|next: char| next.is_ascii_digit()) || rest.starts_with('ο'));
    (alone || odd).then_some(LostIcon { len: first.len() + 1, is_certain: odd || numbered })
}

fn is_quote(sign: char) -> bool {
    matches!(sign, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '《' | '》' | '‘')
}
