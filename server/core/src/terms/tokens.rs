//! Cuts prose into the words that names are made of.
//!
//! A [`Word`] is a run of letters and digits with the marks that belong to names (`Node.js`, `C++`,
//! `.NET`, `don't`); a possessive `'s` stays outside its span. Names are cut by the same rules as prose,
//! so that a name and its mentions give the same words by construction.
//!
//! Two decisions:
//! - `+`, `/` and `&` between two words are words themselves, spaced or not, so that `N + 1` is `N+1`
//!   and `TCP/IP` is not `TCP IP`. So are operators that stand alone (`==`, `&&`): a name may be
//!   one, and the `==` operator is not the `===` operator.
//! - Scripts written without spaces (Han, Hiragana, Katakana, Thai, Lao, Khmer, Burmese), and Hangul,
//!   whose compounds are spaced at will, give one word a **character**. A sequence of single characters
//!   matches a name exactly; pairs of characters would do the same with twice the bookkeeping.

mod gap;
mod script;

use unicode_normalization::char::is_combining_mark;

use crate::text::Span;

use gap::Between;

pub use gap::Gap;
pub(super) use script::Script;
use script::{common_letter, is_voiced_mark, letter};

/// One word of prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands: byte offsets into the prose.
    pub span: Span,
    /// What separates it from the word before.
    pub gap: Gap,
}

/// The words of `prose`, in order.
#[must_use]
pub fn words(prose: &str) -> Words<'_> {
    Words { prose, at: 0, before: Before::Nothing }
}

/// The iterator that [`words`] returns.
#[derive(Clone, Debug)]
pub struct Words<'t> {
    prose: &'t str,
    /// Where the last word and its possessive ended.
    at: usize,
    before: Before,
}

/// What the last word was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    Nothing,
    Spaced,
    /// An article that ends in an apostrophe.
    Elided,
    Character(Script),
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let bytes = self.prose.as_bytes();
        // Nearly all words of prose are plain letters behind one space.
        if let Some([b' ', first]) = bytes.get(self.at..self.at + 2)
            && KINDS[*first as usize] == Kind::Word
            && self.before != Before::Nothing
        {
            let start = self.at + 1;
            let cut = cut_plain_word(bytes, start).unwrap_or_else(|| cut_word(self.prose, start));
            self.at = cut.resume;
            self.before = cut.before;
            return Some(Word { span: Span::new(start..cut.end), gap: Gap::Space });
        }
        let mut between = Between::default();
        let mut at = self.at;
        let mut operator = 0;
        let connector = loop {
            let byte = *bytes.get(at)?;
            match KINDS[byte as usize] {
                Kind::Word => break false,
                Kind::Space => between.space(),
                Kind::Newline => between.newline(),
                Kind::Hyphen => between.hyphen(),
                Kind::Underscore => between.underscore(),
                Kind::Emphasis => between.emphasis(),
                Kind::Connector if self.connects(at, &between) => break true,
                Kind::Dot if starts_dotted_name(bytes, at) => break false,
                Kind::Apostrophe if self.before == Before::Elided && between.is_empty() => {}
                Kind::Connector | Kind::Operator if 0 < operator_len(bytes, at) => {
                    operator = operator_len(bytes, at);
                    break true;
                }
                Kind::Connector | Kind::Operator | Kind::Dot | Kind::Apostrophe | Kind::Other => {
                    between.other()
                }
                Kind::Wide => {
                    let wide = char_at(self.prose, at)?;
                    if letter(wide).is_some() {
                        break false;
                    }
                    let elided = wide == '’' && self.before == Before::Elided && between.is_empty();
                    if !elided {
                        between.wide(wide);
                    }
                    at += wide.len_utf8();
                    continue;
                }
            }
            at += 1;
        };
        let start = at;
        let cut = if connector {
            let end = at + operator.max(1);
            Cut { end, resume: end, before: Before::Spaced }
        } else {
            let plain = if bytes[at].is_ascii_alphanumeric() { cut_plain_word(bytes, at) } else { None };
            plain.unwrap_or_else(|| cut_word(self.prose, at))
        };
        let gap = match (between.gap(), self.before, cut.before) {
            (_, Before::Nothing, _) => Gap::Start,
            (Gap::Joined, Before::Character(left), Before::Character(right)) if left == right => Gap::Inside,
            (gap, _, _) => gap,
        };
        self.at = cut.resume;
        self.before = cut.before;
        Some(Word { span: Span::new(start..cut.end), gap })
    }
}

impl Words<'_> {
    /// Whether the `+`, `/` or `&` at `at` stands between two words with nothing but spaces around it.
    fn connects(&self, at: usize, between: &Between) -> bool {
        let rest = self.prose[at + 1..].trim_start_matches(' ');
        self.before != Before::Nothing
            && between.is_only_spaces()
            && rest.chars().next().is_some_and(|next| letter(next).is_some())
    }
}

/// The length of the operator at `at`, which stands alone: `==`, `&&`, `?.`; zero if there is none.
fn operator_len(bytes: &[u8], at: usize) -> usize {
    let ends = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\t' | b'`' | b'(' | b')' | b',' | b'*');
    let len = bytes[at..].iter().take_while(|byte| b"=<>!&|?.:%^".contains(byte)).count();
    let alone =
        at.checked_sub(1).is_none_or(|before| ends(&bytes[before])) && bytes.get(at + len).is_none_or(ends);
    let sign = &bytes[at..at + len];
    let known = match sign {
        b"=" | b"<" => true,
        [_] => false,
        _ => sign.iter().any(|byte| b"=<&|".contains(byte)) || sign == b"?." || sign == b"??",
    };
    if alone && known { len } else { 0 }
}

/// Where a word ends, and where the search for the next one goes on.
struct Cut {
    end: usize,
    resume: usize,
    before: Before,
}

/// Cuts a word of ASCII letters and digits, unless what follows it may belong to it.
fn cut_plain_word(bytes: &[u8], start: usize) -> Option<Cut> {
    let len = bytes[start..].iter().take_while(|byte| KINDS[**byte as usize] == Kind::Word).count();
    let end = start + len;
    let plain = match bytes.get(end) {
        None | Some(b' ' | b'\n' | b',' | b')' | b'-' | b':' | b'/' | b'_' | b'(' | b'"' | b'`') => true,
        Some(b'.') => matches!(bytes.get(end + 1), None | Some(b' ' | b'\n')),
        Some(b'*') => 1 < len,
        Some(_) => false,
    };
    plain.then_some(Cut { end, resume: end, before: Before::Spaced })
}

fn cut_word(prose: &str, start: usize) -> Cut {
    let bytes = prose.as_bytes();
    let mut at = start;
    let mut end = start;
    let mut script = Script::Neutral;
    if bytes.get(at) == Some(&b'.') {
        at += 1;
    }
    while let Some(&byte) = bytes.get(at) {
        match byte {
            _ if KINDS[byte as usize] == Kind::Word => {
                if byte.is_ascii_alphabetic() {
                    if script == Script::Foreign {
                        break;
                    }
                    script = Script::Latin;
                }
                at += 1;
                end = at;
            }
            b'.' if dot_joins(prose, start, at) => at += 1,
            b'+' => {
                let double = bytes.get(at + 1) == Some(&b'+');
                let followed = char_at(prose, at + 1).is_some_and(|next| letter(next).is_some());
                if double {
                    end = at + 2;
                } else if !followed && script == Script::Latin {
                    end = at + 1;
                }
                break;
            }
            b'#' | b'*' if is_marked_letter(bytes, start, at) => {
                end = at + 1;
                break;
            }
            b'\'' => match apostrophe(prose, start, at, 1) {
                Apostrophe::Inside => at += 1,
                Apostrophe::Elision => return Cut { end, resume: at, before: Before::Elided },
                Apostrophe::Possessive => return Cut { end, resume: at + 2, before: Before::Spaced },
                Apostrophe::Quote => break,
            },
            0x80.. => {
                let Some(wide) = char_at(prose, at) else { break };
                let next = at + wide.len_utf8();
                if let Some(own) = letter(wide) {
                    if own.is_unspaced() {
                        if end == start {
                            return Cut::character(prose, next, own);
                        }
                        break;
                    }
                    let mixed = (script == Script::Latin && own == Script::Foreign)
                        || (script == Script::Foreign && own == Script::Latin);
                    if mixed {
                        break;
                    }
                    if own != Script::Neutral {
                        script = own;
                    }
                    end = next;
                } else if is_combining_mark(wide) && start < end {
                    end = next;
                } else if wide == '’' || wide == 'ʼ' {
                    match apostrophe(prose, start, at, wide.len_utf8()) {
                        Apostrophe::Inside => {}
                        Apostrophe::Elision => return Cut { end, resume: at, before: Before::Elided },
                        Apostrophe::Possessive => {
                            return Cut { end, resume: next + 1, before: Before::Spaced };
                        }
                        Apostrophe::Quote => break,
                    }
                } else if matches!(wide, '♯' | '♭') && at == start + 1 {
                    end = next;
                } else if !is_ignorable(wide) {
                    break;
                }
                at = next;
            }
            _ => break,
        }
    }
    if end == start {
        // Nothing but a lone dot cannot happen; an odd first character still has to be passed.
        end = start + char_at(prose, start).map_or(1, char::len_utf8);
    }
    Cut { end, resume: end, before: Before::Spaced }
}

impl Cut {
    /// One character of a script without spaces, with its combining marks.
    fn character(prose: &str, first_end: usize, script: Script) -> Self {
        let mut end = first_end;
        let mut resume = first_end;
        for wide in prose[first_end..].chars() {
            if common_letter(wide).is_some() {
                break;
            }
            let belongs = is_combining_mark(wide)
                || is_voiced_mark(wide)
                || (script == Script::Hangul && ('\u{1160}'..='\u{11FF}').contains(&wide));
            if !belongs && !is_ignorable(wide) {
                break;
            }
            resume += wide.len_utf8();
            if belongs {
                end = resume;
            }
        }
        Self { end, resume: end, before: Before::Character(script) }
    }
}

enum Apostrophe {
    Inside,
    Elision,
    Possessive,
    Quote,
}

/// What the apostrophe at `at`, `len` bytes long, does to the word that began at `start`.
fn apostrophe(prose: &str, start: usize, at: usize, len: usize) -> Apostrophe {
    let mut rest = prose[at + len..].chars();
    let first = rest.next();
    let ends_after = !rest.next().is_some_and(char::is_alphanumeric);
    match first {
        Some('s' | 'S') if ends_after => Apostrophe::Possessive,
        Some(next) if next.is_alphabetic() && letter(next).is_some() => {
            let word = &prose[start..at];
            if ELISIONS.iter().any(|elision| word.eq_ignore_ascii_case(elision)) {
                Apostrophe::Elision
            } else {
                Apostrophe::Inside
            }
        }
        Some(_) | None => Apostrophe::Quote,
    }
}

/// French and Italian words that lose their vowel to an apostrophe: what follows is a word of its own.
const ELISIONS: [&str; 19] = [
    "l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "un", "dell",
    "nell", "sull", "dall", "all",
];

/// Whether the dot at `at` belongs to the name: `Node.js`, `3.8`, but not the missing space in `file.Then`.
fn dot_joins(prose: &str, start: usize, at: usize) -> bool {
    let mut after = prose[at + 1..].chars();
    let (Some(next), second) = (after.next(), after.next()) else { return false };
    if letter(next).is_none_or(Script::is_unspaced) {
        return false;
    }
    let piece = prose[start..at].rsplit('.').next().unwrap_or_default();
    if piece.chars().all(char::is_numeric) {
        // `1.Introduction` is an ordinal without its space, `3.x` a version.
        return next.is_numeric() || (next == 'x' && !second.is_some_and(char::is_alphanumeric));
    }
    let new_sentence = next.is_uppercase() && second.is_some_and(char::is_lowercase);
    !(new_sentence && piece.chars().next().is_some_and(char::is_lowercase))
}

/// Whether the dot at `at` opens a name such as `.NET`: nothing but space before it, a letter after it.
fn starts_dotted_name(bytes: &[u8], at: usize) -> bool {
    let free = at.checked_sub(1).is_none_or(|before| matches!(bytes[before], b' ' | b'\n' | b'\t' | b'('));
    free && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic)
}

/// Whether the sign at `at` belongs to a name of one letter: `C#`, `A*`, but not the emphasis of `*A*`.
fn is_marked_letter(bytes: &[u8], start: usize, at: usize) -> bool {
    let single = at == start + 1 && bytes[start].is_ascii_alphabetic();
    let in_emphasis = bytes[at] == b'*' && start.checked_sub(1).is_some_and(|before| bytes[before] == b'*');
    let ends = !bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphanumeric() || *next == bytes[at]);
    single && ends && !in_emphasis
}

fn char_at(prose: &str, at: usize) -> Option<char> {
    prose.get(at..)?.chars().next()
}

/// Characters that are written and not seen: soft hyphen, zero-width spaces and joiners, variation selectors.
pub(super) fn is_ignorable(wide: char) -> bool {
    matches!(wide, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}')
}

/// What a byte is to the tokenizer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Space,
    Newline,
    Hyphen,
    Underscore,
    Emphasis,
    Connector,
    /// What an operator may begin with.
    Operator,
    Dot,
    Apostrophe,
    Other,
    /// The first byte of a character beyond ASCII.
    Wide,
}

const KINDS: [Kind; 256] = kinds();

const fn kinds() -> [Kind; 256] {
    let mut table = [Kind::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => Kind::Word,
            b' ' | b'\t' | b'\r' => Kind::Space,
            b'\n' => Kind::Newline,
            b'-' => Kind::Hyphen,
            b'_' => Kind::Underscore,
            b'*' | b'`' => Kind::Emphasis,
            b'+' | b'/' | b'&' => Kind::Connector,
            b'=' | b'<' | b'>' | b'!' | b'|' | b'?' => Kind::Operator,
            b'.' => Kind::Dot,
            b'\'' => Kind::Apostrophe,
            0x80.. => Kind::Wide,
            _ => Kind::Other,
        };
        byte += 1;
    }
    table
}

#[cfg(test)]
mod tests;
