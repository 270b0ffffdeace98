//! Which lines of a note open a topic, and what each topic covers.
//!
//! The road: `lines` (what each line is, whatever block CommonMark lost it in), `scan` (what it could be as
//! a title), `evidence` (what speaks for that), `habits` (how this note marks topics), `accept` (which
//! candidates open one), `nesting` (levels and ranges). Headings are always topics; everything else needs
//! evidence, since a false topic costs the reader more than a missed one. Last, `named` reads what each title asks.

mod accept;
mod around;
mod asked;
mod candidate;
mod code;
mod draft;
mod evidence;
mod habits;
mod lines;
mod losses;
mod named;
mod nesting;
mod numbers;
mod phrase;
mod print;
mod rows;
mod scan;
mod speakers;
#[cfg(test)]
mod tests;
mod title;
mod visible;
mod words;

pub(crate) use self::speakers::{is_conversation, speaker};
use crate::syntax::Syntax;
use crate::terms::bytes::holds;
use crate::terms::title::TitleKind;
use crate::text::Span;

pub use losses::Loss;

/// A line that opens a subject, and the lines under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// The title as an outline prints it: no markup, number, bullet or closing colon, no shouting.
    pub title: Box<str>,
    /// How the title is marked.
    pub kind: TopicKind,
    /// Nesting level from 1; of a heading its own.
    pub level: u8,
    /// The title's line or lines, without indentation.
    pub span: Span,
    /// The title's own text in them: what a jump selects.
    pub name: Span,
    /// From the title to the end of the last line it covers, nested topics included.
    pub range: Span,
    /// The lines below the title and above the first nested topic; empty where there are none.
    pub body: Span,
    /// The topic it is nested in, as an index into the topics of the note.
    pub parent: Option<usize>,
    /// Whether something stands below the title, or below one nested in it.
    pub answered: bool,
    /// What the title asks or says.
    pub asks: TitleKind,
    /// The terms its title names, where it is about all of them.
    pub names: Box<[TopicName]>,
    /// Terms of whose one side it is about, or that it asks something of.
    pub about: Box<[Box<str>]>,
    /// The words of a question or comparison that matter, hashed, so that `How does A differ from B?` and `B vs. A`
    /// have the same; 0 for other titles.
    pub asked: u64,
}

/// A name that a title gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicName {
    /// The name.
    pub text: Box<str>,
    /// Whether it is another name of the term before it.
    pub alias: bool,
}

/// How a title is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TopicKind {
    /// `# Title`.
    Atx,
    /// A title underlined with `===` or `---`.
    Setext,
    /// A question, or a request such as "Explain …".
    Question,
    /// A line that names what stands below it: `Title:`, `TITLE`, or the title alone.
    Label,
    /// `1. Title` with text below that is no list item.
    Numbered,
    /// `**Title**` alone on its line.
    Bold,
    /// A quoted question, as pasted from a conversation.
    Chat,
}

impl TopicKind {
    /// Its name in listings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Atx => "atx",
            Self::Setext => "setext",
            Self::Question => "question",
            Self::Label => "label",
            Self::Numbered => "numbered",
            Self::Bold => "bold",
            Self::Chat => "chat",
        }
    }
}

/// How a note is laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Its topics, in the order of the text.
    pub topics: Vec<Topic>,
    /// The markup that it lost.
    pub losses: Vec<(Loss, Span)>,
}

/// Reads how a note is laid out.
#[must_use]
pub fn read(syntax: &Syntax<'_>) -> Outline {
    let mut lines = lines::Lines::of(syntax);
    lines.demote_comments();
    let mut candidates = scan::candidates(&lines);
    numbers::find_bare_numbers(&mut candidates);
    let evidence: Vec<_> = candidates.iter().map(evidence::Evidence::of).collect();
    let habits = habits::Habits::of(&lines, &candidates, &evidence);
    let accepted = accept::accepted(&candidates, &evidence, &habits);
    let kept = candidates.into_iter().zip(accepted).filter_map(|(candidate, kept)| kept.then_some(candidate));
    let titles: Vec<_> = kept.collect();
    let title_lines: Vec<usize> = titles.iter().map(|title| title.lines.start).collect();
    let losses = losses::losses(&lines, &title_lines);
    let mut topics = nesting::nested(&lines, &titles, &habits);
    topics.iter_mut().for_each(named::read);
    named::take_from_parts(&mut topics);
    Outline { topics, losses }
}

/// Fewest bytes of a first line that explains something.
const SHORTEST_OPENING: usize = 30;

/// The text above the first topic, as a topic with the name of the note; its title is empty and stands before it.
///
/// `None` where a heading of the first level says what the note is about, or where the name is that of no term: a date,
/// a number, "index".
pub(crate) fn opening(syntax: &Syntax<'_>, topics: &[Topic], name: &str) -> Option<Topic> {
    let titled = |topic: &Topic| topic.level == 1 && matches!(topic.kind, TopicKind::Atx | TopicKind::Setext);
    let named = name.chars().any(char::is_alphabetic) && !name.contains(['.', ':', '/']);
    if !named || topics.iter().any(titled) {
        return None;
    }
    let start = syntax.front_matter.as_ref().map_or(0, |found| found.span.end);
    let end = topics.first().map_or(syntax.text.len(), |topic| topic.span.start as usize);
    let body = Span::new((start as usize).min(end)..end);
    let text = body.of(syntax.text);
    let first = text.find(|char: char| !char.is_whitespace())?;
    // A short first line is a title that nothing marks, and "bar::line in a score" names something else.
    let line = text[first..].lines().next().unwrap_or_default().trim_end();
    if line.len() < SHORTEST_OPENING || holds(line, "::") {
        return None;
    }
    let title = Span::new(body.start as usize + first..body.start as usize + first);
    let joint = if name.contains(' ') { &['_'][..] } else { &['_', '-'] };
    let mut opening = Topic {
        title: name.replace(joint, " ").into(),
        kind: TopicKind::Atx,
        level: 1,
        span: title,
        name: title,
        range: Span::new(body.start as usize..syntax.text.len()),
        body,
        parent: None,
        answered: true,
        asks: TitleKind::None,
        names: Box::default(),
        about: Box::default(),
        asked: 0,
    };
    named::read(&mut opening);
    let plain = |name: &TopicName| !name.text.contains(|char: char| char.is_ascii_digit());
    (!opening.names.is_empty() && opening.names.iter().all(plain)).then_some(opening)
}

/// The topics of a note, in the order of the text.
#[must_use]
pub fn topics(syntax: &Syntax<'_>) -> Vec<Topic> {
    read(syntax).topics
}
