//! The text of a line as a reader sees it, with the way back to the source.

use std::borrow::Cow;
use std::ops::Range;

use super::lines::Lines;
use crate::syntax::InlineKind;
use crate::syntax::marks::{Mark, MarkKind};
use crate::text::Span;

/// What a reader sees of a line: no emphasis signs, no backticks, no link destinations.
#[derive(Debug, Default)]
pub(super) struct Visible<'t> {
    /// The text.
    pub(super) text: Cow<'t, str>,
    /// Where its parts come from, in order; they cover the text.
    pieces: Vec<Piece>,
}

/// A part of the text of one origin.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Offset of its first byte in the visible text.
    at: usize,
    /// Where it stands in the source.
    source: Span,
    /// Whether it stands there as it reads, so that its bytes can be told apart.
    verbatim: bool,
    /// How it is marked up.
    dress: Dress,
}

/// The markup of a part of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Dress {
    /// Whether it is strong.
    pub(super) bold: bool,
    /// Whether it is a code span.
    pub(super) code: bool,
    /// Whether it is the text of a link.
    pub(super) link: bool,
}

impl<'t> Visible<'t> {
    /// Where the source of a range of the visible text stands.
    pub(super) fn source(&self, range: Range<usize>) -> Span {
        let holding = |at: usize| self.pieces[..self.pieces.partition_point(|piece| piece.at <= at)].last();
        let start = holding(range.start).map_or(0, |piece| piece.offset(range.start, piece.source.start));
        let end = holding(range.end.saturating_sub(1))
            .map_or(start, |piece| piece.offset(range.end, piece.source.end));
        Span { start, end: end.max(start) }
    }

    /// The markup that all letters and digits of a range of the visible text share.
    pub(super) fn dress(&self, range: Range<usize>) -> Dress {
        let mut shared = Dress { bold: true, code: true, link: true };
        for (index, piece) in self.pieces.iter().enumerate() {
            let end = self.pieces.get(index + 1).map_or(self.text.len(), |next| next.at);
            let part = piece.at.max(range.start)..end.min(range.end);
            if part.start < part.end && self.text[part].contains(char::is_alphanumeric) {
                shared.bold &= piece.dress.bold;
                shared.code &= piece.dress.code;
                shared.link &= piece.dress.link;
            }
        }
        shared
    }
}

impl Piece {
    /// Source offset of the byte of the visible text at `at`; `otherwise` where it cannot be told.
    fn offset(&self, at: usize, otherwise: u32) -> u32 {
        if self.verbatim { self.source.start + (at - self.at) as u32 } else { otherwise }
    }
}

impl<'t> Lines<'_, 't> {
    /// What a reader sees of a line behind a list marker, a quotation sign or the `#` signs of a heading.
    pub(super) fn visible(&self, line: usize) -> Visible<'t> {
        let place = &self.all[line];
        let inlines = &self.syntax.inlines[place.inlines.clone()];
        if inlines.is_empty() {
            return Visible { text: Cow::Borrowed(self.text(line)), pieces: vec![plain(place.text, 0)] };
        }
        let marks = marks_on(&self.syntax.marks, place.text);
        let mut builder = Builder::new(self.syntax.text, marks, place.text.start);
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(text) => builder.text(text, inline.span),
                // Code that goes on in the next line shows its own line only, signs and all.
                InlineKind::Code(_) | InlineKind::Math(_) if place.text.end < inline.span.end => {
                    let part = Span { start: inline.span.start, end: place.text.end };
                    builder.text(part.of(self.syntax.text), part);
                }
                InlineKind::Code(code) | InlineKind::Math(code) => {
                    builder.code(code, inline.span, matches!(inline.kind, InlineKind::Code(_)));
                }
                // Strong text that goes on in the next line is emphasis in a paragraph.
                InlineKind::Strong if inline.span.end <= place.text.end => {
                    builder.bold_until = inline.span.end
                }
                InlineKind::Link(_) => builder.link_until = inline.span.end,
                InlineKind::Image(_) => builder.image_until = inline.span.end,
                InlineKind::Strong
                | InlineKind::Html
                | InlineKind::SoftBreak
                | InlineKind::HardBreak
                | InlineKind::Emphasis
                | InlineKind::Strikethrough
                | InlineKind::TaskMarker => {}
            }
        }
        Visible { text: builder.shown, pieces: builder.pieces }
    }
}

fn plain(source: Span, at: usize) -> Piece {
    Piece { at, source, verbatim: true, dress: Dress::default() }
}

/// The marks that start in a line.
fn marks_on(marks: &[Mark], line: Span) -> &[Mark] {
    let from = marks.partition_point(|mark| mark.span.start < line.start);
    let behind = marks.partition_point(|mark| mark.span.start < line.end);
    &marks[from..behind.max(from)]
}

struct Builder<'s, 't> {
    source: &'t str,
    marks: &'s [Mark],
    /// Where the line begins: what stands before, such as the name of who speaks, is not shown.
    from: u32,
    shown: Cow<'t, str>,
    pieces: Vec<Piece>,
    /// Ends of the last strong text, link and image that started.
    bold_until: u32,
    link_until: u32,
    image_until: u32,
}

impl<'s, 't> Builder<'s, 't> {
    fn new(source: &'t str, marks: &'s [Mark], from: u32) -> Self {
        Self {
            source,
            marks,
            from,
            shown: Cow::Borrowed(""),
            pieces: Vec::new(),
            bold_until: 0,
            link_until: 0,
            image_until: 0,
        }
    }

    fn text(&mut self, text: &str, span: Span) {
        let mut rest = Span { start: span.start.max(self.from), end: span.end };
        if rest.end <= rest.start && rest.start != span.start {
            return;
        }
        for mark in self.marks {
            if mark.span.end <= rest.start || rest.end <= mark.span.start {
                continue;
            }
            let shown = match mark.kind {
                MarkKind::Wiki { embed: false, target, shown } => shown.unwrap_or(target),
                MarkKind::Tag { .. } => mark.span,
                MarkKind::Wiki { embed: true, .. }
                | MarkKind::Footnote { .. }
                | MarkKind::BlockId { .. }
                | MarkKind::Comment => Span { start: mark.span.end, end: mark.span.end },
            };
            let linked = matches!(mark.kind, MarkKind::Wiki { .. });
            self.piece(text, span, Span { start: rest.start, end: mark.span.start }, false);
            let part = Span { start: rest.start.max(shown.start), end: rest.end.min(shown.end) };
            self.piece(text, span, part, linked);
            rest.start = mark.span.end.min(rest.end);
        }
        self.piece(text, span, rest, false);
    }

    /// Adds the part of a text that stands at `part`; all of it where its bytes are not those of the source.
    fn piece(&mut self, text: &str, span: Span, part: Span, linked: bool) {
        if part.is_empty() || span.start < self.image_until {
            return;
        }
        let verbatim = span.of(self.source) == text;
        let dress = Dress {
            bold: span.start < self.bold_until,
            code: false,
            link: linked || span.start < self.link_until,
        };
        if verbatim {
            self.push(part.of(self.source), Piece { at: 0, source: part, verbatim, dress });
        } else if part.start == span.start {
            self.push(text, Piece { at: 0, source: span, verbatim, dress });
        }
    }

    fn code(&mut self, code: &str, span: Span, is_code: bool) {
        if span.start < self.image_until {
            return;
        }
        let dress =
            Dress { bold: span.start < self.bold_until, code: is_code, link: span.start < self.link_until };
        let signs = span.of(self.source).find(code).unwrap_or_default() as u32;
        let source = Span { start: span.start + signs, end: span.start + signs + code.len() as u32 };
        let verbatim = source.of(self.source) == code;
        self.push(code, Piece { at: 0, source: if verbatim { source } else { span }, verbatim, dress });
    }

    fn push(&mut self, shown: &str, piece: Piece) {
        self.pieces.push(Piece { at: self.shown.len(), ..piece });
        if self.shown.is_empty() && piece.verbatim {
            self.shown = Cow::Borrowed(piece.source.of(self.source));
        } else {
            self.shown.to_mut().push_str(shown);
        }
    }
}
