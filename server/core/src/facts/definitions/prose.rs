//! The running text of a note as passages: paragraphs and items without indentation, quotation
//! signs and titles, each with the way back to its place.
//!
//! Nothing is mined from code, so code that lost its fence is left out here, and answers that
//! CommonMark takes for code because they are indented are let in.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use super::{callouts, code};
use crate::facts::Topic;
use crate::outline::{is_conversation, speaker};
use crate::syntax::marks::MarkKind;
use crate::syntax::{Block, BlockKind, InlineKind, Syntax};
use crate::terms::bytes::{holds, lines, place, whole_lines};
use crate::terms::foreign;
use crate::terms::label::{Label, read_label};
use crate::terms::reading::Reading;
use crate::terms::sentence::sentences;
use crate::text::Span;

/// Lines longer than this many characters are not wrapped by hand.
const WRAPPED: usize = 120;

/// Nobody wraps all lines of a note at fewer characters.
const NARROW: usize = 50;

/// A run of text that stands together.
#[derive(Debug)]
pub(super) struct Passage<'t> {
    /// Its lines, joined by line ends.
    pub(super) text: Cow<'t, str>,
    lines: Vec<Line>,
    /// The innermost topic it stands in.
    pub(super) topic: Option<usize>,
    /// The innermost list item it stands in, as an index of [`Syntax::blocks`].
    pub(super) item: Option<usize>,
    /// Whether it is the text right behind the marker of that item.
    pub(super) leads: bool,
    /// Whether all that stands in it is links, images and HTML, an entry of a contents list or a row of badges, or the
    /// first line of a callout: no text that explains.
    pub(super) is_link: bool,
    /// Whether a formula of its own follows.
    leads_to_formula: bool,
    label: OnceLock<Option<Label>>,
}

/// A line of a passage.
#[derive(Clone, Copy, Debug)]
struct Line {
    /// Offset in the text of the passage.
    at: usize,
    /// Offset in the note.
    source: usize,
    /// Its bytes, without the line end.
    length: usize,
}

impl Passage<'_> {
    /// Where a range of the text stands in the note.
    pub(super) fn source(&self, range: Range<usize>) -> Span {
        let place = |at: usize| {
            let behind = self.lines.partition_point(|line| line.at <= at);
            let line = self.lines[behind.saturating_sub(1)];
            line.source + (at - line.at).min(line.length)
        };
        let start = place(range.start);
        Span::new(start..place(range.end).max(start))
    }

    /// Where it stands in the note.
    pub(super) fn span(&self) -> Span {
        self.source(0..self.text.len())
    }

    /// The label that all of its text opens with; read once, since many ask.
    pub(super) fn label(&self) -> Option<&Label> {
        self.label.get_or_init(|| read_label(&self.text)).as_ref()
    }

    /// Whether a box to tick stands before it: "[ ] Bank: ask about the card".
    pub(super) fn is_boxed(&self) -> bool {
        ["[ ] ", "[x] ", "[X] "].iter().any(|task| self.text.starts_with(task))
    }

    /// The ranges of its lines.
    pub(super) fn lines(&self) -> impl DoubleEndedIterator<Item = Range<usize>> + ExactSizeIterator + '_ {
        self.lines.iter().map(|line| line.at..line.at + line.length)
    }
}

/// The passages of a note, in the order of the text.
pub(super) fn passages<'t>(syntax: &Syntax<'t>, topics: &[Topic]) -> Vec<Passage<'t>> {
    let comments: Vec<Span> =
        syntax.marks.iter().filter(|mark| mark.kind == MarkKind::Comment).map(|mark| mark.span).collect();
    let talks = talks(syntax.text);
    let mut widest = 0;
    for line in lines(syntax.text) {
        // No line has more characters than bytes.
        if widest < line.len() && is_prose(line) {
            widest = widest.max(width(line));
        }
    }
    let (mut open, mut found) = (Vec::new(), Vec::new());
    for (at, block) in syntax.blocks.iter().enumerate() {
        let answer = match block.kind {
            BlockKind::Paragraph | BlockKind::Heading { setext: true, .. } => true,
            BlockKind::Code { fence: None } => code::is_indented_prose(block.span.of(syntax.text)),
            _ => false,
        };
        if !answer || comments.iter().any(|comment| comment.covers(block.span)) {
            continue;
        }
        let item = innermost_item(syntax, at);
        let leads = item.is_some_and(|item| at == item + 1);
        let is_link = is_link(syntax, block);
        let (open, found) = (&mut open, &mut found);
        let mut builder = Builder { syntax, topics, item, leads, is_link, talks, widest, open, found };
        builder.block(block.span);
    }
    found
}

fn is_link(syntax: &Syntax<'_>, block: &Block<'_>) -> bool {
    let mut end = 0;
    let mut links = false;
    for inline in syntax.inlines_of(block) {
        match &inline.kind {
            InlineKind::Link(_) | InlineKind::Image(_) => {
                end = end.max(inline.span.end);
                links = true;
            }
            InlineKind::Text(text) | InlineKind::Code(text) | InlineKind::Math(text)
                if end <= inline.span.start && text.contains(char::is_alphanumeric) =>
            {
                return false;
            }
            _ => {}
        }
    }
    links
}

fn innermost_item(syntax: &Syntax<'_>, block: usize) -> Option<usize> {
    let mut at = syntax.blocks[block].parent;
    while let Some(parent) = at {
        if syntax.blocks[parent].kind == BlockKind::Item {
            return Some(parent);
        }
        at = syntax.blocks[parent].parent;
    }
    None
}

/// Cuts one block into passages.
struct Builder<'b, 't> {
    syntax: &'b Syntax<'t>,
    topics: &'b [Topic],
    item: Option<usize>,
    leads: bool,
    is_link: bool,
    /// Whether the note is a conversation, whose speakers' names are no text.
    talks: bool,
    /// The characters of the longest line of the note.
    widest: usize,
    /// The lines of the passage that is being read.
    open: &'b mut Vec<Range<usize>>,
    found: &'b mut Vec<Passage<'t>>,
}

impl Builder<'_, '_> {
    fn block(&mut self, span: Span) {
        let setext = self.syntax.text[span.range()].lines().next_back().is_some_and(is_underline);
        let mut start = span.start as usize;
        for line in whole_lines(span.of(self.syntax.text)) {
            let end = start + line.len();
            let text = line.trim_start_matches(|char: char| char.is_whitespace() || char == '>');
            let mut from = end - text.len();
            let mut trimmed = text.trim_end();
            if let Some(speaker) = self.talks.then(|| speaker(trimmed)).flatten() {
                self.close();
                from += speaker.length;
                trimmed = &trimmed[speaker.length..];
            }
            let range = from..from + trimmed.len();
            start = end;
            let last = end >= span.end as usize;
            if trimmed.is_empty() || last && setext && is_underline(trimmed) {
                self.close();
            } else if callouts::is_head(trimmed) {
                self.close();
                self.open.push(range);
                let told = std::mem::replace(&mut self.is_link, true);
                self.close();
                self.is_link = told;
            } else if self.is_title(range.start) || code::is_code(trimmed) {
                self.close();
                self.leads &= self.is_title(range.start);
            } else {
                let first = self.open.len() == 1 && self.open[0].start == span.start as usize;
                if first && text.len() == line.len() && self.is_forgotten(trimmed) {
                    self.close();
                }
                unglue(self.syntax.text, range, self.open);
            }
        }
        self.close();
    }

    /// Whether a line at the margin right below an item begins something new, for which its writer forgot the empty
    /// line: it opens with a capital, and the line above was not full.
    fn is_forgotten(&self, line: &str) -> bool {
        const FULL: usize = 64;
        let Some(before) = self.open.last().filter(|_| self.item.is_some()) else { return false };
        let before = width(&self.syntax.text[before.clone()]);
        let word = line.split(' ').next().map_or(0, width);
        line.starts_with(char::is_uppercase) && before + 1 + word < FULL
    }

    fn is_title(&self, offset: usize) -> bool {
        let behind = self.topics.partition_point(|topic| topic.span.start as usize <= offset);
        behind.checked_sub(1).is_some_and(|at| offset < self.topics[at].span.end as usize)
    }

    fn close(&mut self) {
        let lines = &self.open;
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
        let source = self.syntax.text;
        let topic = topic_at(self.topics, first.start);
        let (item, leads) = (self.item, std::mem::take(&mut self.leads));
        let mut at = 0;
        let mut places = Vec::with_capacity(lines.len());
        let text = if lines.len() == 1 {
            places.push(Line { at: 0, source: first.start, length: first.len() });
            Cow::Borrowed(&source[first.clone()])
        } else {
            let widest = lines.iter().map(|line| width(&source[line.clone()])).max().unwrap_or(0);
            let mut text = String::with_capacity(last.end - first.start);
            for (index, line) in lines.iter().enumerate() {
                let written = &source[line.clone()];
                if 0 < index {
                    let before = &source[lines[index - 1].clone()];
                    // Who writes much longer lines elsewhere does not wrap these.
                    let free = 4 * self.widest > 5 * widest;
                    let behind = &source[lines[index - 1].end..];
                    text.push_str(joint(before, written, (widest, self.widest), free, behind));
                    at = text.len();
                }
                places.push(Line { at, source: line.start, length: line.len() });
                text.push_str(written);
            }
            Cow::Owned(text)
        };
        let is_link =
            self.is_link || text.starts_with("[[") && text.ends_with("]]") && text.matches("[[").count() == 1;
        let behind = source[last.end..].trim_start();
        let leads_to_formula = behind.starts_with("$$") || behind.starts_with("\\[");
        let label = OnceLock::new();
        self.open.clear();
        self.found.push(Passage {
            text,
            lines: places,
            topic,
            item,
            leads,
            is_link,
            leads_to_formula,
            label,
        });
    }
}

/// Adds the parts of a line into which bullets were glued when it was pasted: "one. - Two", "A (one) - B (two)".
fn unglue(text: &str, line: Range<usize>, parts: &mut Vec<Range<usize>>) {
    let mut start = line.start;
    let mut from = line.start;
    while let Some(at) = place(&text[from..line.end], " - ") {
        let end = from + at;
        from = end + 1;
        let (before, behind) = (&text[line.start..end], &text[end + 3..line.end]);
        let opens = behind.starts_with(char::is_uppercase);
        let bracketed = || {
            let open = behind.find('(').is_some_and(|open| behind[..open].split(' ').count() <= 4);
            open && behind.trim_end().ends_with(')')
        };
        if opens && (before.ends_with('.') || before.ends_with(')') && bracketed()) {
            parts.push(start..end);
            start = end + 3;
        }
    }
    parts.push(start..line.end);
}

/// What joins two lines: a line end, one that ends what is said, or nothing before a mark that was torn off.
///
/// `widths` are those of the longest line of the passage and of the note.
fn joint(before: &str, next: &str, widths: (usize, usize), free: bool, behind: &str) -> &'static str {
    let (widest, of_note) = widths;
    if next.starts_with([',', ')', ';'])
        || next.starts_with('.') && !next[1..].starts_with(char::is_alphanumeric)
    {
        return "";
    }
    let forced = behind.starts_with("  ") || before.ends_with('\\');
    let word = next.split(char::is_whitespace).next().unwrap_or_default();
    // A line that had room for the next word was ended on purpose.
    let had_room = width(before) + 1 + width(word) + 4 < widest || WRAPPED < widest || of_note < NARROW;
    let told = (had_room || free) && is_told(before) && is_told(next);
    let opens = next.starts_with(|char: char| {
        let caseless = char.is_alphabetic() && !char.is_lowercase();
        caseless || !char.is_alphanumeric() && char != '('
    });
    // Nobody wraps Chinese by hand but to one width.
    let had_room =
        had_room || (width(before) + 2 < widest || 2 * of_note < WRAPPED) && foreign::is_unspaced(before);
    let begins = STARTERS.contains(&word);
    let last = before.chars().next_back();
    let complete =
        last.is_some_and(|char| char.is_alphanumeric() || matches!(char, '*' | '`' | ')' | '"' | '”'));
    if forced || complete && (had_room && opens || begins || told || is_labelled(next)) {
        "  \n"
    } else {
        "\n"
    }
}

/// "osmosis is the movement of …": a line says what something is and so may stand by itself.
fn is_told(line: &str) -> bool {
    const NEAR: usize = 40;
    let opening = line.char_indices().nth(NEAR).map_or(line, |(end, _)| &line[..end]);
    let opens = line.starts_with(|char: char| char.is_alphabetic() || char == '*');
    opens
        && [" is a ", " is an ", " is the ", " is when ", " are ", " = ", " means "]
            .iter()
            .any(|verb| place(opening, verb).is_some_and(|at| opening[..at].split(' ').count() <= 4))
}

/// Whether a line is text that one would wrap: no row of a table, no address.
fn is_prose(line: &str) -> bool {
    !line.trim_start().starts_with('|') && !holds(line, "](") && !holds(line, "://")
}

/// Whether a note is a conversation of one who asks and one who answers.
fn talks(text: &str) -> bool {
    let labelled = lines(text).filter(|line| line.bytes().take(24).any(|byte| byte == b':'));
    let speakers: Vec<_> = labelled.filter_map(|line| speaker(line.trim_start())).collect();
    is_conversation(speakers.iter())
}

/// "Oral: 3 March": a short label opens the line.
fn is_labelled(line: &str) -> bool {
    const LONGEST: usize = 30;
    let colon = place(line, ": ").filter(|colon| *colon <= LONGEST);
    let name = colon.map_or("", |colon| line[..colon].trim_matches(['*', '_']));
    name.starts_with(char::is_uppercase) && name.split(' ').count() <= 3 && !name.contains(['.', ',', '"'])
}

/// Words that only stand with a capital where a sentence begins.
const STARTERS: [&str; 24] = [
    "It", "They", "This", "These", "The", "A", "An", "In", "If", "When", "For", "Each", "We", "You",
    "However", "There", "Every", "Es", "Sie", "Das", "El", "Il", "Elle", "Это",
];

fn width(text: &str) -> usize {
    text.chars().count()
}

fn is_underline(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && (line.bytes().all(|byte| byte == b'-') || line.bytes().all(|byte| byte == b'='))
}

/// The innermost topic that covers an offset.
pub(super) fn topic_at(topics: &[Topic], offset: usize) -> Option<usize> {
    let offset = u32::try_from(offset).unwrap_or(u32::MAX);
    let behind = topics.partition_point(|topic| topic.span.start <= offset);
    let mut at = behind.checked_sub(1)?;
    while !topics[at].range.touches(offset) {
        at = topics[at].parent?;
    }
    Some(at)
}

/// A sentence of a passage, read once.
pub(super) struct Sentence<'p> {
    /// Where it stands in the text of the passage.
    pub(super) range: Range<usize>,
    /// Its words.
    pub(super) reading: Reading<'p>,
}

/// The sentences of a passage; none of an entry of a contents list.
pub(super) fn sentences_of<'p>(passage: &'p Passage<'_>) -> Vec<Sentence<'p>> {
    if passage.is_link {
        return Vec::new();
    }
    let cut = sentences(&passage.text);
    let whole = cut.filter_map(|range| {
        let text = &passage.text[range.clone()];
        let formula = text.as_bytes().contains(&b'$').then(|| text.find("$$"));
        let Some(formula) = formula.flatten() else { return Some(range) };
        // "The mean is given by $$…$$" says nothing without its formula; what a colon ends is said.
        let told = text[..formula].trim_end();
        told.ends_with([':', '：']).then(|| range.start..range.start + told.len())
    });
    let read = |range: Range<usize>| Sentence { reading: Reading::new(&passage.text[range.clone()]), range };
    let mut found: Vec<Sentence<'_>> = whole.map(read).collect();
    if passage.leads_to_formula
        && found
            .last()
            .is_some_and(|last| !last.reading.text().trim_end().ends_with(['.', '!', '?', ':', '。', '：']))
    {
        found.pop();
    }
    found
}
