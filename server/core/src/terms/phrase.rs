//! The words of one sentence, as its grammar sees them: marks left out, code in one piece,
//! every word with its classes.

use std::ops::Range;

use super::bytes::holds;
use super::fold::is_pronoun_acronym;
use super::lexicon::{self, Class};
use super::marks::{self, Fences};

/// Tokens behind this many are not read: what a sentence defines stands near its beginning.
const LONGEST: usize = 160;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// A code span, an autolink or a formula: always a name, whatever stands in it.
    Code,
    Open,
    Close,
    Comma,
    Semicolon,
    Colon,
    /// A dash between words: a spaced hyphen, an en dash or an em dash.
    Dash,
    Arrow,
    Equals,
    /// The end of a sentence, or an ellipsis.
    Stop,
}

/// A word or a mark of punctuation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    // A sentence has many tokens: half as wide, most fit in memory that is quick to get.
    start: u32,
    end: u32,
    lead: u32,
    trail: u32,
    pub(super) kind: Kind,
    pub(super) class: Class,
    /// Whether it stands in bold.
    pub(super) strong: bool,
    /// Whether it stands in italics.
    pub(super) italic: bool,
}

impl Token {
    /// Offset of its first byte, inside emphasis, links and quotes.
    pub(super) fn start(&self) -> usize {
        self.start as usize
    }

    /// Offset behind its last byte.
    pub(super) fn end(&self) -> usize {
        self.end as usize
    }

    /// Offset of the marks that open right before it, or its start.
    pub(super) fn lead(&self) -> usize {
        self.lead as usize
    }

    /// Offset behind the marks that close right after it, or its end.
    pub(super) fn trail(&self) -> usize {
        self.trail as usize
    }

    /// Its bytes in the text of its sentence.
    pub(super) fn range(&self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Whether it can be part of a name.
    pub(super) fn is_wordy(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Code)
    }

    /// Whether it has one of the classes.
    pub(super) fn is(&self, class: Class) -> bool {
        self.class.is(class)
    }
}

/// A sentence and its tokens.
pub(super) struct Phrase<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Token>,
}

impl<'t> Phrase<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Reader {
            text,
            at: 0,
            lead: None,
            strong: false,
            italic: false,
            fences: Fences::default(),
            tokens: Vec::with_capacity(text.len() / 5 + 4),
        }
        .read()
    }

    pub(super) fn get(&self, index: usize) -> Option<&Token> {
        self.tokens.get(index)
    }

    /// Whether the token at `index` is of this kind.
    pub(super) fn is_kind(&self, index: usize, kind: Kind) -> bool {
        self.get(index).is_some_and(|token| token.kind == kind)
    }

    /// Whether the token at `index` has one of the classes.
    pub(super) fn is(&self, index: usize, class: Class) -> bool {
        self.get(index).is_some_and(|token| token.is(class))
    }

    /// The word at `index` as written.
    pub(super) fn word(&self, index: usize) -> &'t str {
        self.get(index).map_or("", |token| &self.text[token.range()])
    }

    /// Whether the word at `index` is this one, in any case.
    pub(super) fn is_word(&self, index: usize, lower_case: &str) -> bool {
        // Nearly all are refused by their length, which case does not change in any list.
        self.get(index).is_some_and(|token| {
            token.range().len() == lower_case.len()
                && lexicon::same_word(&self.text[token.range()], lower_case)
        })
    }

    /// Whether the word at `index` is one of these, in any case.
    pub(super) fn is_one_of(&self, index: usize, lower_case: &[&str]) -> bool {
        self.get(index).is_some_and(|token| {
            let word = &self.text[token.range()];
            lower_case.iter().any(|known| known.len() == word.len() && lexicon::same_word(word, known))
        })
    }

    /// The bytes of a run of tokens, without marks or quotes that wrap the whole of it.
    pub(super) fn range(&self, tokens: Range<usize>) -> Range<usize> {
        let (Some(first), Some(last)) = (self.get(tokens.start), self.get(tokens.end.wrapping_sub(1))) else {
            return 0..0;
        };
        if tokens.end <= tokens.start {
            return first.start()..first.start();
        }
        if first.lead == first.start
            && last.trail == last.end
            && first.kind == Kind::Word
            && last.kind == Kind::Word
        {
            return first.start()..last.end();
        }
        marks::unwrapped(self.text, first.lead()..last.trail())
    }

    /// The bytes from a token to the end of the text, without the last full stop.
    pub(super) fn rest(&self, from: usize) -> Range<usize> {
        let Some(first) = self.get(from) else { return self.text.len()..self.text.len() };
        let mut end = self.text.trim_end().len();
        let last = self.text[..end].chars().next_back();
        if last.is_some_and(|char| matches!(char, '.' | '。')) {
            end -= last.map_or(0, char::len_utf8);
        }
        first.lead()..end.max(first.lead())
    }

    /// The index behind the bracket that opens at `index`.
    pub(super) fn behind_bracket(&self, index: usize) -> usize {
        let mut depth = 0_usize;
        for (offset, token) in self.tokens[index..].iter().enumerate() {
            match token.kind {
                Kind::Open => depth += 1,
                Kind::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return index + offset + 1;
            }
        }
        index + 1
    }
}

/// An offset as a token holds it. A sentence of four gigabytes is none.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// Where marks began that no token has followed yet.
    lead: Option<usize>,
    strong: bool,
    italic: bool,
    fences: Fences,
    tokens: Vec<Token>,
}

impl<'t> Reader<'t> {
    fn read(mut self) -> Phrase<'t> {
        while self.tokens.len() < LONGEST {
            match self.text.as_bytes().get(self.at) {
                Some(b' ') => {
                    self.at += 1;
                    self.lead = None;
                    continue;
                }
                Some(byte) if byte.is_ascii_alphanumeric() => {
                    self.push_word(self.at);
                    continue;
                }
                _ => {}
            }
            let Some(char) = self.text[self.at..].chars().next() else { break };
            self.step(char);
        }
        Phrase { text: self.text, tokens: self.tokens }
    }

    fn step(&mut self, char: char) {
        let (text, at) = (self.text, self.at);
        let next = at + char.len_utf8();
        let rest = &text[next..];
        if char.is_alphanumeric() {
            return self.push_word(at);
        }
        match char {
            '\t' | '\n' | '\r' => self.skip(next),
            '\\' if rest.starts_with(|char: char| char.is_ascii_punctuation()) => self.skip(next + 1),
            '`' => match self.fences.span(text, at) {
                (end, true) if text[at..end].trim_matches('`').trim().is_empty() => self.skip(end),
                (end, true) => self.push(Kind::Code, at, end),
                (end, false) => self.skip(end),
            },
            '$' => match rest.find('$').filter(|end| (1..80).contains(end)) {
                Some(end) if !rest.starts_with(' ') && !rest[..end].ends_with(' ') => {
                    self.push(Kind::Code, at, next + end + 1);
                }
                _ if rest.starts_with(char::is_alphanumeric) => self.push_word(at),
                _ => self.skip(next),
            },
            '<' => match marks::tag(text, at) {
                Some(end) if holds(&text[at..end], "://") => self.push(Kind::Code, at, end),
                Some(end) => self.mark(end),
                None => self.skip(next),
            },
            '!' if rest.starts_with('[') => self.skip(marks::link(text, next).unwrap_or(next)),
            '[' => self.open_link(),
            ']' => self.close_link(),
            '*' | '~' => {
                let end = marks::run(text, at);
                if char == '*' && marks::is_delimiter(text, at, end) {
                    self.strong ^= 2 <= end - at;
                    self.italic ^= end - at != 2;
                }
                self.mark(end);
            }
            '_' => {
                let end = marks::run(text, at);
                if text[end..].starts_with(char::is_alphanumeric) && !marks::is_delimiter(text, at, end) {
                    self.push_word(at);
                } else {
                    self.italic ^= end - at == 1;
                    self.mark(end);
                }
            }
            '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' | '《' | '》' | '‘' | '’'
            | '\'' => self.mark(next),
            '(' | '（' => self.push(Kind::Open, at, next),
            ')' | '）' => self.push(Kind::Close, at, next),
            ',' | '，' | '、' => self.push(Kind::Comma, at, next),
            ';' | '；' => self.push(Kind::Semicolon, at, next),
            ':' | '：' => self.push(Kind::Colon, at, next),
            '.' if rest.starts_with(char::is_alphanumeric) && self.is_free(at) => self.push_word(at),
            '.' | '!' | '?' | '…' | '。' | '！' | '？' => {
                self.push(Kind::Stop, at, marks::run(text, at).max(next))
            }
            '—' | '–' => self.push(Kind::Dash, at, next),
            '→' | '⇒' | '⟶' | '➜' => self.push(Kind::Arrow, at, next),
            '-' if rest.starts_with('>') => self.push(Kind::Arrow, at, next + 1),
            '-' if rest.starts_with("->") => self.push(Kind::Arrow, at, next + 2),
            '-' => {
                let end = marks::run(text, at);
                let spaced = text[end..].starts_with(char::is_whitespace);
                if spaced || end - at == 3 {
                    self.push(Kind::Dash, at, end);
                } else if self.is_free(at) && text[end..].starts_with(char::is_alphanumeric) {
                    self.push_word(at);
                } else {
                    self.push(Kind::Dash, at, end);
                }
            }
            '=' if rest.starts_with('>') => self.push(Kind::Arrow, at, next + 1),
            '=' => {
                let end = marks::run(text, at);
                if marks::is_delimiter(text, at, end) {
                    self.strong ^= end - at == 2;
                    self.mark(end);
                } else {
                    self.push(Kind::Equals, at, end);
                }
            }
            '@' | '#' | '/' if rest.starts_with(char::is_alphanumeric) && self.is_free(at) => {
                self.push_word(at)
            }
            _ => self.skip(next),
        }
    }

    /// Whether white space or a bracket stands before `at`.
    fn is_free(&self, at: usize) -> bool {
        self.text[..at].chars().next_back().is_none_or(|char| char.is_whitespace() || char == '(')
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        self.push_token(kind, Class::NONE, start, end);
    }

    fn push_token(&mut self, kind: Kind, class: Class, start: usize, end: usize) {
        let lead = self.lead.take().unwrap_or(start);
        self.tokens.push(Token {
            start: narrow(start),
            end: narrow(end),
            lead: narrow(lead),
            trail: narrow(end),
            kind,
            class,
            strong: self.strong,
            italic: self.italic,
        });
        self.at = end;
    }

    fn push_word(&mut self, start: usize) {
        let end = self.word_end(start);
        let mut class = lexicon::class_at(self.text, start, end);
        // "The WHO is an agency": among small letters its capitals tell it from a pronoun.
        if class.is(Class::PRONOUN.or(Class::SUBORDINATE))
            && is_pronoun_acronym(&self.text[start..end])
            && self.text.contains(char::is_lowercase)
        {
            class = Class::NONE;
        }
        self.push_token(Kind::Word, class, start, end);
    }

    /// A mark: it may close the token before it, or open the one behind it.
    fn mark(&mut self, end: usize) {
        match self.tokens.last_mut() {
            Some(token) if token.trail() == self.at && token.is_wordy() => token.trail = narrow(end),
            _ => self.lead = Some(self.lead.unwrap_or(self.at)),
        }
        self.at = end;
    }

    fn skip(&mut self, end: usize) {
        self.at = end;
        self.lead = None;
    }

    /// The end of the word at `start`: letters and digits, what joins them inside a word, and
    /// the `+` or `#` that ends the name of a language. Bold parts of a word belong to it.
    fn word_end(&self, start: usize) -> usize {
        let text = self.text;
        let bytes = text.as_bytes();
        let mut end = start;
        while bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
            end += 1;
        }
        match bytes.get(end) {
            None | Some(b' ' | b',' | b'\n') if start < end => return end,
            Some(b'.') if start < end && !text[end + 1..].starts_with(char::is_alphanumeric) => return end,
            _ => {}
        }
        let mut chars = text[end..].char_indices().peekable();
        let rest = end;
        while let Some((offset, char)) = chars.next() {
            let at = rest + offset;
            let followed = chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
            let first = at == start;
            let inside = char.is_alphanumeric()
                || !char.is_ascii() && unicode_normalization::char::is_combining_mark(char)
                || first && matches!(char, '.' | '-' | '@' | '#' | '$' | '/' | '_')
                || followed
                    && matches!(
                        char,
                        '-' | '\'' | '’' | '.' | '/' | '_' | '+' | '&' | '@' | '\u{ad}' | '\u{200b}'
                    )
                || !first && at - start <= 3 && matches!(char, '+' | '#')
                || char == ':' && self.is_inner_colon(at)
                || char == '*' && !first && (followed || self.opens_bold_inside(at));
            if !inside {
                break;
            }
            end = at + char.len_utf8();
        }
        end
    }

    /// "**S**tate": the first of two stars inside a word.
    fn opens_bold_inside(&self, at: usize) -> bool {
        let behind = self.text[at..].strip_prefix("**");
        behind.is_some_and(|behind| behind.starts_with(char::is_alphanumeric))
    }

    /// "12:30" and "std::vector": a colon that belongs to the word.
    fn is_inner_colon(&self, at: usize) -> bool {
        let (before, after) = (&self.text[..at], &self.text[at + 1..]);
        let digit = |char: Option<char>| char.is_some_and(|char| char.is_ascii_digit());
        let time = digit(before.chars().next_back()) && digit(after.chars().next());
        let path = after
            .strip_prefix(':')
            .is_some_and(|after| after.starts_with(|char: char| char.is_alphanumeric() || char == '_'))
            || before.ends_with(':') && after.starts_with(|char: char| char.is_alphanumeric() || char == '_');
        let address = after.starts_with("//");
        time || path || address
    }

    fn open_link(&mut self) {
        let at = self.at;
        let Some(end) = marks::link(self.text, at) else {
            return self.push(Kind::Open, at, at + 1);
        };
        let lead = self.lead.unwrap_or(at);
        if self.text[at..].starts_with("[^") {
            return self.skip(end);
        }
        let inside = if self.text[at..].starts_with("[[") {
            at + 2 + self.text[at + 2..end - 2].rfind('|').map_or(0, |bar| bar + 1)
        } else {
            at + 1
        };
        self.at = inside;
        self.lead = Some(lead);
    }

    /// A `]`: the destination of a link follows, or it closes a plain bracket.
    fn close_link(&mut self) {
        let rest = &self.text[self.at + 1..];
        let end = match rest.bytes().next() {
            Some(b']') => Some(self.at + 2),
            Some(b'(') => rest.find(')').map(|close| self.at + 1 + close + 1),
            Some(b'[') => rest.find(']').map(|close| self.at + 1 + close + 1),
            _ => None,
        };
        match end {
            Some(end) => self.mark(end),
            None => self.push(Kind::Close, self.at, self.at + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let phrase = Phrase::new(text);
        let words: Vec<_> = (0..phrase.tokens.len()).map(|index| phrase.word(index)).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn words_keep_what_joins_them() {
        check(
            "Pub/sub in C++ and Node.js isn't N+1",
            &["Pub/sub", "in", "C++", "and", "Node.js", "isn't", "N+1"],
        );
        check("at 12:30 std::vector, .NET", &["at", "12:30", "std::vector", ",", ".NET"]);
        check("snake_case and well-known", &["snake_case", "and", "well-known"]);
        check("**S**tate **law**", &["S**tate", "law"]);
    }

    #[test]
    fn marks_are_left_out() {
        check("*A* [cell](cell.md#wall) and [[note|alias]].", &["A", "cell", "and", "alias", "."]);
        check("The “golden rule” (old) <b>x</b>", &["The", "golden", "rule", "(", "old", ")", "x"]);
        check("`ls -l` → lists", &["`ls -l`", "→", "lists"]);
        check("energy $E=mc^2$ - famous", &["energy", "$E=mc^2$", "-", "famous"]);
    }

    #[test]
    fn a_range_of_tokens_has_no_marks_around_it() {
        let text = "The **Sonata form** and **rondo**";
        let phrase = Phrase::new(text);
        assert_eq!(&text[phrase.range(1..3)], "Sonata form");
        assert_eq!(&text[phrase.range(1..5)], "**Sonata form** and **rondo**");
        assert_eq!(&text[phrase.range(2..4)], "form** and");
    }

    #[test]
    fn odd_marks_are_read_without_end() {
        for text in ["]](", "**", "[[", "[a](", "`", "$", "<", "a*", "_", "=", "--", "\\"] {
            Phrase::new(text);
        }
    }
}
