//! The text of a title while it is put together from its line, or from the lines that a page tore it into.

use std::ops::Range;

use super::around::{above, below};
use super::candidate::{Above, Candidate, Shape};
use super::lines::{Lines, Place};
use super::phrase::{self, Capitals};
use super::title::{End, Title, cut, without_ornament};
use super::visible::{Dress, Visible};
use super::words;
use crate::syntax::InlineKind;
use crate::text::Span;

/// Titles are never longer, in bytes.
pub(super) const MAX_TITLE: usize = 200;

/// A title on its way to a [`Candidate`].
#[derive(Debug)]
pub(super) struct Draft<'l, 's, 't> {
    pub(super) lines: &'l Lines<'s, 't>,
    /// Its lines.
    pub(super) at: Range<usize>,
    visible: Visible<'t>,
    /// The title in its first line.
    pub(super) title: Title,
    /// The markup that all of it shares there.
    pub(super) dress: Dress,
    /// What belongs to it of the lines below the first.
    tail: Vec<(Visible<'t>, Range<usize>)>,
}

impl<'l, 's, 't> Draft<'l, 's, 't> {
    /// The title in a line.
    pub(super) fn of(lines: &'l Lines<'s, 't>, line: usize) -> Self {
        let visible = lines.visible(line);
        let title = cut(&visible.text, lines.garbled);
        let dress = visible.dress(title.range.clone());
        Self { lines, at: line..line + 1, visible, title, dress, tail: Vec::new() }
    }

    /// Whether it has a letter or digit.
    pub(super) fn has_words(&self) -> bool {
        self.first().contains(char::is_alphanumeric)
    }

    /// The part of the title in its first line.
    pub(super) fn first(&self) -> &str {
        &self.visible.text[self.title.range.clone()]
    }

    /// The same in lower case.
    pub(super) fn lower(&self) -> String {
        self.first().to_lowercase()
    }

    /// Keeps only a part of the title in its first line.
    pub(super) fn keep(&mut self, part: Range<usize>) {
        let start = self.title.range.start;
        self.title.range = start + part.start..start + part.end;
    }

    /// Adds the line below, which is a part of the title.
    pub(super) fn join(&mut self) {
        let visible = self.lines.visible(self.at.end);
        let whole = cut(&visible.text, false);
        self.title.end = whole.end;
        self.tail.push((visible, 0..whole.range.end));
        self.at.end += 1;
    }

    /// Whether it is a task with a box to tick.
    pub(super) fn is_task(&self) -> bool {
        let inlines = self.lines.all[self.at.start].inlines.clone();
        let mut inlines = self.lines.syntax.inlines[inlines].iter();
        inlines.any(|inline| matches!(inline.kind, InlineKind::TaskMarker))
    }

    /// Whether a numbered line may be a title: short, and no sentence, link or code.
    pub(super) fn is_numbered_title(&self) -> bool {
        let short = self.first().len() <= MAX_TITLE / 2 || self.title.end == End::Question;
        let code = self.lines.is_code(self.at.start);
        short && self.title.end != End::Stop && !self.dress.link && !code
    }

    /// What stands above it.
    pub(super) fn above(&self) -> Above {
        above(self.lines, self.at.start)
    }

    /// Whether it is more than one sentence, or a piece of one.
    pub(super) fn is_running(&self) -> bool {
        phrase::has_break(self.first()) || phrase::is_torn(self.first())
    }

    /// How many lines below belong to the question that the line opens: one, or two where the first of them
    /// is a piece of code that a page set on its own line.
    pub(super) fn question_lines(&self) -> Option<usize> {
        let opens = || self.title.end == End::Open && words::asks(&self.lower());
        let goes_on = |line: usize| self.lines.place(line) == Place::Prose { inside: false };
        let ends = |line: usize| {
            let text = self.lines.text(line).trim_end_matches(['*', '_']);
            let rest = text.trim_end_matches(['?', '？']);
            let asked = rest.len() < text.len() && rest.len() < MAX_TITLE;
            // A line that opens a question itself is the next one, not the rest of this.
            asked && !words::asks(&rest.to_lowercase()) && !phrase::has_break(rest)
        };
        let next = self.at.end;
        if !goes_on(next) {
            return None;
        }
        if ends(next) {
            return opens().then_some(1);
        }
        let single = self.lines.text(next).split_whitespace().nth(2).is_none();
        (single && goes_on(next + 1) && ends(next + 1) && opens()).then_some(2)
    }

    /// Whether a title in title case goes on in the line below, as where a page set a part of it as code.
    pub(super) fn goes_on(&self) -> bool {
        let rest = self.lines.text(self.at.end);
        let glued = self.lines.place(self.at.end) == Place::Prose { inside: false };
        let first_word = rest.split(char::is_whitespace).next().unwrap_or_default();
        let binds = words::SMALL.has(first_word) && !words::VERBS.has(first_word);
        let short = rest.len() <= 60 && !rest.ends_with(['.', ':', ';', ',', '?', '!', '-']);
        let titled = |text: &str| phrase::capitals(text) == Capitals::Title;
        glued && binds && short && titled(self.first()) && titled(rest) && 2 < phrase::words(rest)
    }

    /// The candidate that the title makes.
    pub(super) fn finish(self, shape: Shape) -> Candidate<'t> {
        let text = self.text();
        let dress = self.dress;
        let lower = text.to_lowercase();
        let indent = self.lines.all[self.at.start].indent;
        let asks = matches!(shape, Shape::Question | Shape::Chat | Shape::Numbered);
        Candidate {
            shape,
            name: self.name(),
            number: self.title.number,
            front: self.title.front,
            end: self.title.end,
            words: phrase::words(&text),
            capitals: phrase::capitals(&text),
            bold: dress.bold,
            code: dress.code,
            asks: asks && (words::asks(&lower) || words::TASKS.start(&lower)),
            above: self.above(),
            below: below(self.lines, self.at.end - 1, indent),
            marked: self.title.front.emoji && !self.is_in_list_of_signs(),
            question_in_list: false,
            limit: None,
            told: self.lines.turns.binary_search(&self.at.start).is_ok(),
            lines: self.at,
            text,
            lower,
        }
    }

    /// Whether the line above or below starts with an emoji as well.
    fn is_in_list_of_signs(&self) -> bool {
        let signed = |line: usize| {
            let text = self.lines.text(line);
            let prose = matches!(self.lines.place(line), Place::Prose { .. });
            prose && without_ornament(text, self.lines.garbled).len() < text.len()
        };
        self.at.start.checked_sub(1).is_some_and(signed) || signed(self.at.end)
    }

    fn text(&self) -> String {
        let mut text = self.first().to_owned();
        for (visible, range) in &self.tail {
            let part = visible.text[range.clone()].trim();
            if part.starts_with(char::is_alphanumeric) {
                text.push(' ');
            }
            text.push_str(part);
        }
        text
    }

    fn name(&self) -> Span {
        let first = self.visible.source(self.title.range.clone());
        let last = self.tail.last().map(|(visible, range)| visible.source(range.clone()));
        Span { start: first.start, end: last.unwrap_or(first).end }
    }
}
