//! The topics of a note and the terms their titles name.

use crate::outline::{self, TopicKind};
use crate::syntax::Syntax;
use crate::terms::title::{Name, TitleKind, read_title};
use crate::text::Span;

/// A line that opens a subject, and the lines under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its title as an outline prints it.
    pub title: Box<str>,
    /// By which shape its title is known.
    pub kind: TopicKind,
    /// How deep it nests, from 1.
    pub level: u8,
    /// The title's lines.
    pub span: Span,
    /// The title's text inside them.
    pub name: Span,
    /// From the title to the last line it covers, nested topics included.
    pub range: Span,
    /// What stands below the title before the first nested topic; may be empty.
    pub body: Span,
    /// The topic it is nested in, as an index.
    pub parent: Option<usize>,
    /// Whether anything stands below the title.
    pub answered: bool,
    /// What the title asks or says.
    pub asks: TitleKind,
    /// The terms its title names, where it is about all of them.
    pub names: Box<[TopicName]>,
    /// Terms of whose one side it is about, or that it asks something of.
    pub about: Box<[Box<str>]>,
}

/// A name that a title gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicName {
    /// The name.
    pub text: Box<str>,
    /// Whether it is another name of the term before it.
    pub alias: bool,
}

/// The topics of a note, in the order of the text.
pub(super) fn topics(syntax: &Syntax<'_>) -> Vec<Topic> {
    let found = outline::topics(syntax).into_iter().map(|topic| {
        let title = read_title(without_id(&topic.title));
        Topic {
            title: topic.title,
            kind: topic.kind,
            level: topic.level,
            span: topic.span,
            name: topic.name,
            range: topic.range,
            body: topic.body,
            parent: topic.parent,
            answered: topic.answered,
            asks: title.kind,
            names: if is_named(title.kind) {
                title.names.iter().flat_map(names).collect()
            } else {
                Box::default()
            },
            about: if is_named(title.kind) {
                Box::default()
            } else {
                title.names.iter().map(|name| name.text.as_str().into()).collect()
            },
        }
    });
    found.collect()
}

/// A title without the date or number that Zettelkasten notes begin with: `202401011200 Spaced repetition`.
fn without_id(title: &str) -> &str {
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit());
    let name = rest.trim_start_matches([' ', '-', '_', ':']);
    let is_id = (8..=17).contains(&(title.len() - rest.len())) && name.len() < rest.len() && !name.is_empty();
    if is_id { name } else { title }
}

/// Whether a title of this kind makes its topic a place to go to for its names.
fn is_named(kind: TitleKind) -> bool {
    match kind {
        TitleKind::Define | TitleKind::Compare | TitleKind::Phrase => true,
        TitleKind::About | TitleKind::Task | TitleKind::Question | TitleKind::Generic | TitleKind::None => {
            false
        }
    }
}

fn names(name: &Name) -> impl Iterator<Item = TopicName> + use<'_> {
    let own = TopicName { text: name.text.as_str().into(), alias: false };
    let aliases = name.aliases.iter().map(|text| TopicName { text: text.as_str().into(), alias: true });
    [own].into_iter().chain(aliases)
}
