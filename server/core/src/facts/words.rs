//! The words of a note's prose: all that is needed to find mentions without the text.
//!
//! About three bytes a word: a word is a gap, a length and its place in the note's own sorted vocabulary. So a vault's
//! words fit in memory, and a new term finds its mentions without reading a file.

use crate::syntax::marks::MarkKind;
use crate::syntax::{Block, InlineKind, LinkStyle, Syntax};
use crate::terms::fold::{Token, fold_cased};
use crate::terms::tokens::{Gap, words};
use crate::text::Span;

/// The words of a note's prose, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Every token once, sorted.
    vocabulary: Box<[Token]>,
    /// The words, packed; see [`Words::pack`].
    stream: Box<[u8]>,
}

/// A word of a note's prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its folded form.
    pub token: Token,
    /// Where it stands.
    pub span: Span,
    /// Whether it may continue a name that the word before is part of.
    pub joined: bool,
    /// How it is capitalised.
    pub case: Case,
    /// Whether it stands in a code span.
    pub code: bool,
    /// Whether it is a character inside a run of Katakana or Hangul, or a letter that belongs to the word before it: no
    /// name begins here, but behind another name.
    pub within: bool,
}

/// How a word is capitalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// No capital, or a script without any.
    Lower,
    /// The first letter alone.
    Title,
    /// Every letter.
    Upper,
    /// Some letter behind the first.
    Mixed,
}

impl Case {
    /// How a word is capitalised. One capital letter alone is [`Case::Title`].
    #[must_use]
    pub fn of(word: &str) -> Self {
        if let Some((first, rest)) = word.as_bytes().split_first()
            && first.is_ascii_uppercase()
            && rest.iter().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
        {
            return Self::Title;
        }
        if word.is_ascii() {
            return Self::of_ascii(word.as_bytes());
        }
        let mut letters = word.chars().filter(|character| character.is_alphabetic());
        let first = letters.next().is_some_and(char::is_uppercase);
        let (mut upper, mut lower) = (0, 0);
        for letter in letters {
            *if letter.is_uppercase() { &mut upper } else { &mut lower } += 1;
        }
        Self::of_counts(first, upper, lower)
    }

    fn of_ascii(word: &[u8]) -> Self {
        let (mut first, mut upper, mut lower) = (None, 0, 0);
        for byte in word.iter().filter(|byte| byte.is_ascii_alphabetic()) {
            let is_upper = byte.is_ascii_uppercase();
            if first.is_none() {
                first = Some(is_upper);
            } else {
                *if is_upper { &mut upper } else { &mut lower } += 1;
            }
        }
        Self::of_counts(first == Some(true), upper, lower)
    }

    /// By whether the first letter is a capital, and how many of the others are and are not.
    fn of_counts(first: bool, upper: usize, lower: usize) -> Self {
        match (first, 0 < upper, 0 < lower) {
            (false, false, _) => Self::Lower,
            (true, false, _) => Self::Title,
            (true, true, false) => Self::Upper,
            _ => Self::Mixed,
        }
    }
}

impl Words {
    /// Every distinct token, sorted.
    #[must_use]
    pub fn vocabulary(&self) -> &[Token] {
        &self.vocabulary
    }

    /// The words, in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = Word> {
        let mut rest = &*self.stream;
        let mut end = 0;
        std::iter::from_fn(move || {
            let (&head, behind) = rest.split_first()?;
            rest = behind;
            let before = if head & USUAL != 0 { USUAL_GAP } else { take(&mut rest) };
            let length = match u32::from(head & LENGTH) {
                0 => take(&mut rest),
                length => length,
            };
            let at = take(&mut rest);
            let start = end + (before >> FLAGS);
            end = start + length;
            Some(Word {
                token: self.vocabulary[at as usize],
                span: Span { start, end },
                joined: before & JOINED != 0,
                case: unpack_case(head),
                code: before & CODE != 0,
                within: before & WITHIN != 0,
            })
        })
    }

    /// Packs words. Each begins with a byte that holds its case, its length if that is short, and whether it stands
    /// behind one space as most do; else its gap and flags follow. Then comes its length if that is long, and its
    /// place in the vocabulary. Numbers have variable lengths.
    pub(super) fn pack(words: &[Word]) -> Self {
        let (vocabulary, places) = vocabulary(words);
        let mut stream = Vec::with_capacity(words.len() * 4);
        let mut end = 0;
        for (word, place) in words.iter().zip(places) {
            let flag = |is_set: bool, flag: u32| if is_set { flag } else { 0 };
            let flags = flag(word.joined, JOINED) | flag(word.code, CODE) | flag(word.within, WITHIN);
            let before = (word.span.start - end) << FLAGS | flags;
            let short = u8::try_from(word.span.len()).ok().filter(|length| *length <= LENGTH);
            let usual = if before == USUAL_GAP { USUAL } else { 0 };
            stream.push(pack_case(word.case) | usual | short.unwrap_or_default());
            if before != USUAL_GAP {
                put(&mut stream, before);
            }
            if short.is_none() {
                put(&mut stream, word.span.len());
            }
            put(&mut stream, place);
            end = word.span.end;
        }
        Self { vocabulary: vocabulary.into(), stream: stream.into() }
    }
}

/// Every token of some words once, sorted, and the place of each word's token among them.
fn vocabulary(words: &[Word]) -> (Vec<Token>, Vec<u32>) {
    /// A slot of the table that holds no token yet.
    const EMPTY: u32 = u32::MAX;
    // Half of all words are repeated: a table finds the distinct ones, so that only those are sorted.
    let slots = (words.len() * 2).next_power_of_two();
    let mut table = vec![EMPTY; slots];
    let mut distinct: Vec<(Token, u32)> = Vec::with_capacity(words.len() / 2 + 1);
    let mut places: Vec<u32> = Vec::with_capacity(words.len());
    for word in words {
        let mut slot = word.token.get() as usize & (slots - 1);
        let place = loop {
            match table[slot] {
                EMPTY => {
                    let place = distinct.len() as u32;
                    table[slot] = place;
                    distinct.push((word.token, place));
                    break place;
                }
                place if distinct[place as usize].0 == word.token => break place,
                _ => slot = (slot + 1) & (slots - 1),
            }
        };
        places.push(place);
    }
    distinct.sort_unstable();
    // What was numbered as it came is renumbered as it is sorted; the table is not needed any more.
    let mut sorted = table;
    for (at, (_, place)) in (0..).zip(&distinct) {
        sorted[*place as usize] = at;
    }
    for place in &mut places {
        *place = sorted[*place as usize];
    }
    (distinct.into_iter().map(|(token, _)| token).collect(), places)
}

/// Of the first byte of a word: its length, or 0 where that follows.
const LENGTH: u8 = 0x1f;
/// Of the first byte of a word: set where [`USUAL_GAP`] stands before it.
const USUAL: u8 = 0x20;

/// Of what stands before a word: whether the word goes on with a name, whether it is code, and whether it goes on in a
/// run of characters. The gap in bytes is above these flags.
const JOINED: u32 = 1;
const CODE: u32 = 2;
const WITHIN: u32 = 4;
const FLAGS: u32 = 3;

/// One space behind a word of the same sentence.
const USUAL_GAP: u32 = 1 << FLAGS | JOINED;

fn pack_case(case: Case) -> u8 {
    match case {
        Case::Lower => 0,
        Case::Title => 0x40,
        Case::Upper => 0x80,
        Case::Mixed => 0xc0,
    }
}

fn unpack_case(head: u8) -> Case {
    match head & 0xc0 {
        0 => Case::Lower,
        0x40 => Case::Title,
        0x80 => Case::Upper,
        _ => Case::Mixed,
    }
}

/// Appends a number as LEB128: seven bits a byte, the lowest first, the top bit set on all but the last.
fn put(stream: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        stream.push(number as u8 | 0x80);
        number >>= 7;
    }
    stream.push(number as u8);
}

/// Takes a number that [`put`] has written.
fn take(rest: &mut &[u8]) -> u32 {
    let mut number = 0;
    let mut shift = 0;
    while let Some((&byte, behind)) = rest.split_first() {
        *rest = behind;
        number |= u32::from(byte & 0x7f) << shift;
        shift += 7;
        if byte < 0x80 {
            break;
        }
    }
    number
}

/// The words of a note: of headings, paragraphs and cells, without math, raw HTML, images, URLs, tags, comments and
/// the targets of links.
pub(super) fn read(syntax: &Syntax<'_>) -> Vec<Word> {
    // A word and the space behind it take five bytes and more.
    let mut found = Vec::with_capacity(syntax.text.len() / 5);
    for block in &syntax.blocks {
        if block.kind.is_leaf() {
            read_block(syntax, block, &mut found);
        }
    }
    found
}

/// Words are cut from the source of the whole block, so that a name goes on across `**bold**` and line ends.
fn read_block(syntax: &Syntax<'_>, block: &Block<'_>, found: &mut Vec<Word>) {
    let source = block.span.of(syntax.text);
    let mut closed = closed_spans(syntax, block).into_iter().peekable();
    let mut codes = syntax
        .inlines_of(block)
        .iter()
        .filter(|inline| matches!(inline.kind, InlineKind::Code(_)))
        .map(|inline| inline.span)
        .peekable();
    let mut cut = true;
    let mut url_end = 0;
    let mut before = "";
    for word in words(source) {
        let span = Span { start: block.span.start + word.span.start, end: block.span.start + word.span.end };
        while closed.next_if(|closed| closed.end <= span.start).is_some() {}
        while codes.next_if(|code| code.end <= span.start).is_some() {}
        let is_closed = closed.peek().is_some_and(|closed| closed.start < span.end) || span.start < url_end;
        let behind = &syntax.text[span.end as usize..];
        if behind.starts_with("://") && !is_closed {
            let length = behind.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(behind.len());
            url_end = span.end + length as u32;
        }
        if is_closed || span.start < url_end {
            cut = true;
            continue;
        }
        let written = span.of(syntax.text);
        let is_letter = written.len() == 1 && written.as_bytes()[0].is_ascii_uppercase();
        let is_part =
            is_letter && is_bound(source, word.span.range(), if word.gap.joins() { before } else { "" });
        before = written;
        let (token, is_lower) = fold_cased(written);
        found.push(Word {
            token,
            span,
            joined: word.gap.joins() && !cut,
            case: if is_lower { Case::Lower } else { Case::of(written) },
            code: codes.peek().is_some_and(|code| code.start <= span.start),
            within: word.gap == Gap::Inside && is_in_run(written) || is_part,
        });
        cut = false;
    }
}

/// Words that a letter behind them tells apart: "vitamin C", "plan B", "figure A".
const LETTERED: [&str; 46] = [
    "annex",
    "answer",
    "appendix",
    "block",
    "box",
    "building",
    "case",
    "category",
    "chapter",
    "choice",
    "class",
    "coenzyme",
    "column",
    "deck",
    "drive",
    "exhibit",
    "fig",
    "figure",
    "floor",
    "gate",
    "grade",
    "group",
    "hepatitis",
    "influenza",
    "item",
    "level",
    "line",
    "method",
    "model",
    "option",
    "panel",
    "paper",
    "part",
    "phase",
    "plan",
    "point",
    "question",
    "room",
    "schedule",
    "section",
    "series",
    "step",
    "table",
    "team",
    "type",
    "vitamin",
];

/// Whether a single capital letter is a part of something else: of "vitamin C", of a number ("C)", "C:", "5 C"), of a
/// person's initials.
fn is_bound(source: &str, at: std::ops::Range<usize>, before: &str) -> bool {
    let lead = source[..at.start].trim_end_matches(['*', '_', '`']);
    let behind = source[at.end..].trim_start_matches(['*', '_', '`']);
    let touches =
        lead.ends_with(|char: char| char.is_alphanumeric() || matches!(char, '-' | '°' | '/' | '.' | '\''));
    let goes_on = behind.starts_with([')', '-', '/', '°', '\\', '='])
        || behind.starts_with(":\\")
        || behind.starts_with(|char: char| char.is_alphanumeric());
    let counted = before.ends_with(|char: char| char.is_ascii_digit());
    // "J. S. Bach", "George C. Scott".
    let next = behind.strip_prefix(". ").filter(|next| next.starts_with(char::is_uppercase));
    let chained = next.is_some_and(|next| next.chars().nth(1) == Some('.'));
    let behind_initial = before.is_empty() && lead.trim_end().ends_with(['.', ':']);
    let initial = chained || next.is_some() && (before.starts_with(char::is_uppercase) || behind_initial);
    let classed = LETTERED.contains(&before.to_lowercase().trim_end_matches('s'));
    touches || goes_on || counted || initial || classed
}

/// Whether a character is of a script that is written in runs of whole words: Katakana, and Hangul up to its particles.
fn is_in_run(written: &str) -> bool {
    written.starts_with(|c: char| {
        is_katakana(c) || matches!(c, '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7A3}')
    })
}

/// Whether a character is Katakana, which writes borrowed words and runs them together.
#[must_use]
pub fn is_katakana(character: char) -> bool {
    matches!(character, '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9D}')
}

/// Where a block holds no prose, by start. Spans may lie inside each other.
fn closed_spans(syntax: &Syntax<'_>, block: &Block<'_>) -> Vec<Span> {
    let inlines = syntax.inlines_of(block);
    let mut spans = Vec::new();
    for (at, inline) in inlines.iter().enumerate() {
        match &inline.kind {
            InlineKind::Math(_) | InlineKind::Html | InlineKind::Image(_) => spans.push(inline.span),
            InlineKind::Link(destination) if destination.style == LinkStyle::Autolink => {
                spans.push(inline.span)
            }
            InlineKind::Link(_) => {
                let content = inlines[at + 1..].iter().take_while(|inner| inline.span.covers(inner.span));
                let start = content.map(|inner| inner.span.end).max().unwrap_or(inline.span.start);
                spans.push(Span { start, end: inline.span.end });
            }
            _ => {}
        }
    }
    let first = syntax.marks.partition_point(|mark| mark.span.end <= block.span.start);
    for mark in syntax.marks[first..].iter().take_while(|mark| mark.span.start < block.span.end) {
        match mark.kind {
            MarkKind::Wiki { target, shown, embed: false } => {
                let shown = shown.unwrap_or(target);
                spans.push(Span { start: mark.span.start, end: shown.start });
                spans.push(Span { start: shown.end, end: mark.span.end });
            }
            _ => spans.push(mark.span),
        }
    }
    spans.sort_unstable();
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;
    use crate::terms::fold::fold_token;

    /// The words of a text: `|` before one that continues nothing, backticks around code.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = read(&parse(text));
        let shown = found.iter().map(|word| {
            let written = word.span.of(text);
            assert_eq!(word.token, fold_token(written));
            assert_eq!(word.case, Case::of(written));
            let code = if word.code { "`" } else { "" };
            format!("{}{code}{written}{code}", if word.joined { "" } else { "|" })
        });
        assert_eq!(shown.collect::<Vec<_>>().join(" "), expected, "{text}");
    }

    #[test]
    fn emphasis_and_line_ends_do_not_part_words() {
        check("A **rate** limiter\nis _here_. It works", "|A rate limiter is here |It works");
    }

    #[test]
    fn links_give_what_they_show() {
        check(
            "[the text](target.md \"title\") and [[note#part|shown]] and [[Cell wall]] <https://a.example> https://b.example/x y",
            "|the text |and |shown |and |Cell wall |y",
        );
    }

    #[test]
    fn math_html_images_tags_and_comments_give_nothing() {
        check("a $b$ c <b>d</b> ![e](f) #g %%h%% i ^j\n", "|a |c |d |i");
    }

    #[test]
    fn code_is_marked() {
        check("Call `select_related` now.\n\n```\nno\n```\n", "|Call `select` `related` now");
    }

    #[test]
    fn letters_that_belong_to_something_else_begin_no_name() {
        let bound = |text: &str| {
            let words = read(&parse(text));
            let letters = words.iter().filter(|word| word.span.len() == 1);
            letters.map(|word| word.within).collect::<Vec<_>>()
        };
        for text in
            ["Eat vitamin C.", "As in plan B of", "J. S. Bach", "See (C) below", "George C. Scott", "at 20 C"]
        {
            assert!(bound(text).iter().all(|&within| within), "{text}");
        }
        for text in ["I learn C and R.", "Write it in C. Then run it.", "C is old", "**C** or *R*"] {
            let found = bound(text);
            assert!(found.iter().skip(usize::from(text.starts_with('I'))).all(|&within| !within), "{text}");
        }
    }

    #[test]
    fn headings_items_and_cells_count() {
        check("# One\n\n- two\n\n| three |\n|---|\n| four |\n", "|One |two |three |four");
    }
}
