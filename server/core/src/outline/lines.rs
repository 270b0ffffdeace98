//! A note as lines: what each one is to CommonMark, and where it stands.
//!
//! Titles are decided line by line because the blocks of a pasted or hastily typed note mislead: a
//! title glued below a list reads as the end of its last item, an indented answer as code, a
//! bullet without text as an underline. Mistakes of that kind are undone here.

use std::ops::Range;

use super::code::is_code;
use super::speakers::{Speaker, is_conversation, speaker};
use super::title::is_garbled;
use crate::syntax::marks::MarkKind;
use crate::syntax::{Block, BlockKind, Inline, InlineKind, Syntax};
use crate::terms::bytes::whole_lines;
use crate::text::Span;

/// The lines of one note, in order.
#[derive(Debug)]
pub(super) struct Lines<'s, 't> {
    /// The note.
    pub(super) syntax: &'s Syntax<'t>,
    /// Every line; the part behind the last line end counts as one.
    pub(super) all: Vec<Line>,
    /// Whether a wrong encoding tore signs of the note to letters.
    pub(super) garbled: bool,
    /// Lines that open what a user said to a machine, in a conversation pasted with its speakers.
    pub(super) turns: Vec<usize>,
}

/// One line.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Offset of its first byte, indentation included.
    pub(super) start: u32,
    /// Its text without indentation and trailing white space; empty for a blank line.
    pub(super) text: Span,
    /// Columns of white space before its text; a tab stops at multiples of four.
    pub(super) indent: u32,
    /// What it is.
    pub(super) place: Place,
    /// Whether it is text to CommonMark and reads as code.
    pub(super) code: bool,
    /// The inlines that start on it, as indices into [`Syntax::inlines`].
    pub(super) inlines: Range<usize>,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// White space only.
    Blank,
    /// Nothing for a reader: front matter, comments, link definitions.
    Hidden,
    /// The first line of a heading.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Whether it is underlined.
        setext: bool,
    },
    /// A further line of a heading: more text, or the underline.
    HeadingRest,
    /// A thematic break.
    Rule,
    /// The first line of a list item.
    Item(Item),
    /// A line of running text.
    Prose {
        /// Whether it is indented to belong to the list item above it.
        inside: bool,
    },
    /// Indented so far that it is code to CommonMark; often an answer below its question.
    Indented,
    /// Code.
    Code,
    /// A row of a table.
    Table,
    /// Quoted.
    Quote {
        /// Whether the whole quotation is this one line.
        alone: bool,
    },
    /// Other content in which nothing opens a topic: HTML, formulas, footnotes.
    Apart,
}

/// What the first line of a list item tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// Its number as written, where the list is ordered.
    pub(super) number: Option<u32>,
    /// Whether it stands inside another item.
    pub(super) nested: bool,
    /// Whether nothing stands behind its marker.
    pub(super) empty: bool,
    /// Its last line, as an index into [`Lines::all`].
    pub(super) last: usize,
}

impl Place {
    /// Whether a reader finds something to read there: no white space, comment or rule.
    pub(super) fn is_content(self) -> bool {
        !matches!(self, Self::Blank | Self::Hidden | Self::Rule)
    }
}

impl<'s, 't> Lines<'s, 't> {
    /// Reads the lines of a note.
    pub(super) fn of(syntax: &'s Syntax<'t>) -> Self {
        let mut lines =
            Self { syntax, all: cut(syntax), garbled: is_garbled(syntax.text), turns: Vec::new() };
        lines.place_blocks();
        for line in &mut lines.all {
            let text = matches!(line.place, Place::Prose { .. } | Place::Item(_) | Place::Indented);
            line.code = text && is_code(line.text.of(syntax.text));
        }
        lines.hide_comments();
        lines.hide_speakers();
        lines
    }

    /// The text of a line without indentation and trailing white space; empty outside the note.
    pub(super) fn text(&self, line: usize) -> &'t str {
        self.all.get(line).map_or("", |line| line.text.of(self.syntax.text))
    }

    /// What a line is; [`Place::Hidden`] outside the note.
    pub(super) fn place(&self, line: usize) -> Place {
        self.all.get(line).map_or(Place::Hidden, |line| line.place)
    }

    /// Whether a line is text to CommonMark and reads as code.
    pub(super) fn is_code(&self, line: usize) -> bool {
        self.all.get(line).is_some_and(|line| line.code)
    }

    /// The next line below that a reader sees, rules included.
    pub(super) fn below(&self, line: usize) -> Option<usize> {
        let unseen = |place| matches!(place, Place::Blank | Place::Hidden);
        (line + 1..self.all.len()).find(|&at| !unseen(self.all[at].place))
    }

    /// Whether the line above is blank, a rule, or missing.
    pub(super) fn is_free_above(&self, line: usize) -> bool {
        line.checked_sub(1).is_none_or(|above| !self.all[above].place.is_content())
    }

    /// Whether the line below is blank, a rule, or missing.
    pub(super) fn is_free_below(&self, line: usize) -> bool {
        self.all.get(line + 1).is_none_or(|below| !below.place.is_content())
    }

    /// Number of the line that holds the byte at `offset`.
    fn line_at(&self, offset: u32) -> usize {
        self.all.partition_point(|line| line.start <= offset).saturating_sub(1)
    }

    fn lines_of(&self, span: Span) -> Range<usize> {
        let last = span.end.saturating_sub(1).max(span.start);
        self.line_at(span.start)..self.line_at(last) + 1
    }

    fn set(&mut self, lines: Range<usize>, place: Place) {
        for line in &mut self.all[lines] {
            line.place = place;
        }
    }

    fn set_filled(&mut self, lines: Range<usize>, place: Place) {
        for line in self.all[lines].iter_mut().filter(|line| !line.text.is_empty()) {
            line.place = place;
        }
    }

    fn place_blocks(&mut self) {
        let homes = homes(self.syntax);
        for (block, home) in self.syntax.blocks.iter().zip(&homes) {
            let lines = self.lines_of(block.span);
            match home.shelter {
                Some(_) => {}
                None => self.place_block(block, lines, home),
            }
        }
        for (at, block) in self.syntax.blocks.iter().enumerate() {
            if block.kind == BlockKind::Item && homes[at].shelter.is_none() {
                self.place_item(block, homes[at].item.is_some());
            }
        }
    }

    fn place_block(&mut self, block: &Block<'_>, lines: Range<usize>, home: &Home) {
        match block.kind {
            BlockKind::Heading { level, setext: false } => {
                self.set(lines, Place::Heading { level, setext: false });
            }
            BlockKind::Heading { level, setext: true } => self.place_underlined(level, lines, home),
            BlockKind::Paragraph => self.place_paragraph(block, lines, home),
            BlockKind::Quote => {
                let alone = lines.len() == 1;
                self.set_filled(lines, Place::Quote { alone });
            }
            BlockKind::Footnote(_) => self.set_filled(lines, Place::Apart),
            BlockKind::Code { fence: Some(_) } => self.set(lines, Place::Code),
            BlockKind::Code { fence: None } => self.set_filled(lines, Place::Indented),
            BlockKind::Html => {
                let comment = block.span.of(self.syntax.text).trim_start().starts_with("<!--");
                self.set_filled(lines, if comment { Place::Hidden } else { Place::Apart });
            }
            BlockKind::Table => self.set(lines, Place::Table),
            BlockKind::Rule => self.set(lines, Place::Rule),
            BlockKind::List(_) | BlockKind::Item | BlockKind::Row { .. } | BlockKind::Cell => {}
        }
    }

    fn place_paragraph(&mut self, block: &Block<'_>, lines: Range<usize>, home: &Home) {
        let column = home.item.map(|item| self.column(self.syntax.blocks[item].span.start));
        for line in &mut self.all[lines.clone()] {
            let inside = column.is_some_and(|column| column < line.indent);
            line.place = Place::Prose { inside };
        }
        let formula = |inline: &&Inline<'_>| matches!(inline.kind, InlineKind::Math(_));
        for inline in self.syntax.inlines_of(block).iter().filter(formula) {
            let covered = self.lines_of(inline.span);
            let starts = self.all[covered.start].text.start == inline.span.start;
            if starts && self.all[covered.end - 1].text.end == inline.span.end {
                self.set(covered, Place::Apart);
            }
        }
        // Before CommonMark no space was needed behind the signs, and many still write none. One sign makes a tag.
        let first = lines.start;
        let text = self.text(first);
        let signs = text.len() - text.trim_start_matches('#').len();
        let opens = text[signs..].starts_with(char::is_alphanumeric) && home.item.is_none();
        if opens && (2..=6).contains(&signs) {
            self.all[first].place = Place::Heading { level: signs as u8, setext: false };
        }
    }

    /// Places a setext heading, or what it is really: a paragraph with a title below it, text above a rule, or text
    /// above a bullet that lost its own.
    fn place_underlined(&mut self, level: u8, lines: Range<usize>, home: &Home) {
        let underline = lines.end - 1;
        let sign = self.text(underline);
        let width = |line: usize| self.text(line).chars().count();
        let above = underline - 1;
        // Who underlines only the last line of what reads as one paragraph left out a blank line.
        let alone = lines.len() == 2 || (2 < sign.len() && sign.len().abs_diff(width(above)) <= 2);
        let title = if alone { above } else { lines.start };
        let text = self.text(title);
        let sentence = text.ends_with(['.', ';', ',', '。', '，', '；']) || 120 < width(title);
        let wrapped = 2 < underline - title || (1 < underline - title && sign.starts_with('-'));
        let formula = text.ends_with("$$");
        for line in &mut self.all[lines.start..underline] {
            line.place = Place::Prose { inside: home.item.is_some() && 0 < line.indent };
        }
        if !wrapped && !sentence && !formula && 1 < sign.len() {
            self.all[title].place = Place::Heading { level, setext: true };
            self.set(title + 1..lines.end, Place::HeadingRest);
        } else if sign == "-" {
            let bullet = Item { number: None, nested: false, empty: true, last: underline };
            self.all[underline].place = Place::Item(bullet);
        } else {
            self.all[underline].place = Place::Rule;
        }
    }

    fn place_item(&mut self, block: &Block<'_>, nested: bool) {
        let line = self.line_at(block.span.start);
        let text = self.syntax.text;
        let from = block.span.start as usize;
        let marked = &text[from..self.all[line].text.end.max(block.span.start) as usize];
        let digits = marked.len() - marked.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let number = marked[..digits].parse().ok();
        let behind = marked.get(digits + 1..).unwrap_or_default();
        let last = self.lines_of(block.span).end - 1;
        let item = Item { number, nested, empty: behind.trim().is_empty(), last };
        if !matches!(self.all[line].place, Place::Heading { .. }) {
            self.all[line].place = Place::Item(item);
        }
    }

    /// Columns before the byte at `offset` in its line, were all before it white space or markers.
    fn column(&self, offset: u32) -> u32 {
        let line = &self.all[self.line_at(offset)];
        line.indent + offset.saturating_sub(line.text.start)
    }

    /// Hides the names of the speakers of a conversation, where a user and a machine both speak.
    fn hide_speakers(&mut self) {
        let spoken = |at: usize| matches!(self.place(at), Place::Prose { .. } | Place::Heading { .. });
        let names =
            (0..self.all.len()).filter(|&at| spoken(at)).filter_map(|at| Some((at, speaker(self.text(at))?)));
        let names: Vec<(usize, Speaker)> = names.collect();
        if !is_conversation(names.iter().map(|(_, speaker)| speaker)) {
            return;
        }
        for (at, speaker) in names {
            let alone = self.text(at).len() == speaker.length;
            if alone {
                self.all[at].place = Place::Hidden;
            } else {
                self.all[at].text.start += u32::try_from(speaker.length).unwrap_or_default();
            }
            match (speaker.asks, alone) {
                (true, true) => self.turns.extend(self.below(at)),
                (true, false) => self.turns.push(at),
                (false, _) => {}
            }
        }
        self.turns.sort_unstable();
    }

    fn hide_comments(&mut self) {
        let syntax = self.syntax;
        for mark in syntax.marks.iter().filter(|mark| mark.kind == MarkKind::Comment) {
            for line in self.lines_of(mark.span) {
                if mark.span.covers(self.all[line].text) && !self.all[line].text.is_empty() {
                    self.all[line].place = Place::Hidden;
                }
            }
        }
    }
}

/// What a block stands in.
#[derive(Clone, Copy, Debug, Default)]
struct Home {
    /// The outermost quotation or footnote, where the block stands in one.
    shelter: Option<usize>,
    /// The outermost list item, where the block stands in one.
    item: Option<usize>,
}

/// The home of every block.
fn homes(syntax: &Syntax<'_>) -> Vec<Home> {
    let mut homes: Vec<Home> = Vec::with_capacity(syntax.blocks.len());
    for block in &syntax.blocks {
        let home = block.parent.map_or(Home::default(), |parent| {
            let above = homes[parent];
            let kind = &syntax.blocks[parent].kind;
            let shelters = matches!(kind, BlockKind::Quote | BlockKind::Footnote(_));
            Home {
                shelter: above.shelter.or(shelters.then_some(parent)),
                item: above.item.or((*kind == BlockKind::Item).then_some(parent)),
            }
        });
        homes.push(home);
    }
    homes
}

/// Cuts a note into lines that are blank or hidden; the blocks show what they are.
fn cut(syntax: &Syntax<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut inline = 0;
    for piece in whole_lines(syntax.text) {
        let end = start + piece.len();
        let unindented = piece.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let indentation = &piece[..piece.len() - unindented.len()];
        let text = unindented.trim_end();
        let first = if text.is_empty() { start } else { start + indentation.len() };
        let from = inline;
        while syntax.inlines.get(inline).is_some_and(|next| (next.span.start as usize) < end) {
            inline += 1;
        }
        lines.push(Line {
            start: start as u32,
            text: Span::new(first..first + text.len()),
            indent: columns(indentation),
            place: if text.is_empty() { Place::Blank } else { Place::Hidden },
            code: false,
            inlines: from..inline,
        });
        start = end;
    }
    lines
}

/// Width of some white space in columns.
fn columns(indentation: &str) -> u32 {
    indentation.chars().fold(0, |columns: u32, character| match character {
        '\t' => (columns / 4 + 1) * 4,
        '\u{feff}' => columns,
        _ => columns + 1,
    })
}
