//! The places of a note that tell what a term means.
//!
//! Each form in which people explain has a reader of its own with its own guard; what several readers
//! find at one place is told once, by the surest form. A false alarm costs a reader more than a miss, so
//! what is not anchored to a name (a title, a label, a copula) is left alone.

mod affairs;
mod asked;
mod body;
mod callouts;
mod cards;
mod choice;
mod code;
mod columns;
mod conditions;
mod credit;
mod entries;
mod explicit;
mod glossed;
mod heading;
mod labels;
mod numbered;
mod prose;
mod running;
mod setting;
mod shown;
mod subject;
mod tables;
mod telling;
#[cfg(test)]
mod tests;
mod words;

use foldhash::HashSet;

use crate::beside::both;
use crate::facts::{Topic, TopicName};
use crate::syntax::Syntax;
use crate::terms::fold::Key;
use crate::text::Span;

/// A place that tells what a term means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The names by which it calls the term: the term first.
    pub names: Box<[Box<str>]>,
    /// By which form it is known.
    pub kind: DefinitionKind,
    /// The sentence that a hover shows, as Markdown of at most 280 characters.
    pub gist: Box<str>,
    /// Whether the gist is the best there is and yet no definition.
    pub excerpt: bool,
    /// The text that explains: its first to its last line.
    pub span: Span,
    /// The name, or the title that names it: what go-to selects.
    pub name: Span,
    /// The topic it stands in, as an index.
    pub topic: Option<usize>,
}

/// The forms of definitions; the names are those of `glossator glossary`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DefinitionKind {
    /// The body of a topic whose title names the term.
    Heading,
    /// `X is a …` in running text.
    Copula,
    /// `**X**: …`.
    Bold,
    /// `X: …`, in a list or among lines of its shape.
    Colon,
    /// A row of a table with a column for meanings.
    Table,
    /// `Long Form (LF)`.
    Abbr,
    /// `X` above `: …`.
    Deflist,
    /// `X - …`.
    Dash,
    /// `X :: …`, `*[X]: …`.
    Explicit,
}

impl DefinitionKind {
    /// Its name in listings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Copula => "copula",
            Self::Bold => "bold",
            Self::Colon => "colon",
            Self::Table => "table",
            Self::Abbr => "abbr",
            Self::Deflist => "deflist",
            Self::Dash => "dash",
            Self::Explicit => "explicit",
        }
    }
}

/// What one reader found.
#[derive(Debug)]
struct Found {
    term: subject::Term,
    kind: DefinitionKind,
    gist: String,
    excerpt: bool,
    span: Span,
    name: Span,
    topic: Option<usize>,
}

/// What all readers know of a note.
struct Note<'n, 't> {
    syntax: &'n Syntax<'t>,
    topics: &'n [Topic],
    passages: &'n [prose::Passage<'t>],
    /// The sentences of each passage.
    sentences: Vec<Vec<prose::Sentence<'n>>>,
    pairs: subject::Pairs,
    /// The terms of each topic.
    terms: Vec<Vec<subject::Term>>,
    /// What the names in titles have in common with their other spellings.
    titled: HashSet<Key>,
    /// Whether it is about somebody's affairs.
    affairs: bool,
}

/// Adds what is told in one form.
type Reader = fn(&Note<'_, '_>, &mut Vec<Found>);

/// The definitions of a note, in the order of the text.
///
/// The text above the first topic explains what the note is called, if `opening` says so, and by the names of
/// `aliases` too.
pub(super) fn definitions(
    syntax: &Syntax<'_>,
    topics: &[Topic],
    opening: Option<Topic>,
    aliases: &[String],
) -> Vec<Definition> {
    let Some(mut opening) = opening else { return of_topics(syntax, topics) };
    let also = aliases.iter().map(|alias| TopicName { text: alias.as_str().into(), alias: true });
    opening.names = opening.names.iter().cloned().chain(also).collect();
    let nested = |topic: &Topic| Topic { parent: Some(topic.parent.map_or(0, |at| at + 1)), ..topic.clone() };
    let topics: Vec<Topic> = std::iter::once(opening).chain(topics.iter().map(nested)).collect();
    let mut found = of_topics(syntax, &topics);
    for definition in &mut found {
        definition.topic = definition.topic.and_then(|at| at.checked_sub(1));
    }
    found
}

fn of_topics(syntax: &Syntax<'_>, topics: &[Topic]) -> Vec<Definition> {
    let passages = prose::passages(syntax, topics);
    let bytes = syntax.text.len();
    let read_sentences = || passages.iter().map(prose::sentences_of).collect();
    let read_names = || {
        let pairs = subject::Pairs::of(syntax, &passages, topics);
        let terms = topics.iter().enumerate().map(|(at, topic)| subject::terms_of(topic, at, &pairs));
        (terms.collect::<Vec<_>>(), pairs)
    };
    let (sentences, (terms, pairs)) = both(bytes, read_sentences, read_names);
    let titled = terms.iter().flatten().flat_map(|term| term.keys().iter().cloned()).collect();
    let affairs = affairs::is_about_affairs(topics, &passages);
    let note = Note { syntax, topics, passages: &passages, sentences, pairs, terms, titled, affairs };
    let told_by = |readers: &[Reader]| {
        let mut found = Vec::new();
        readers.iter().for_each(|read| read(&note, &mut found));
        found
    };
    let titles = || {
        told_by(&[
            explicit::read,
            heading::read,
            asked::read,
            callouts::read,
            tables::read,
            columns::read,
            numbered::read,
        ])
    };
    let lines = || told_by(&[cards::read, labels::read, conditions::read, glossed::read, running::read]);
    let (mut found, more) = both(bytes, titles, lines);
    found.extend(more);
    choice::choose(&note, found)
}

impl Note<'_, '_> {
    /// Whether a title of the note names the term.
    fn is_titled(&self, term: &subject::Term) -> bool {
        term.keys().iter().any(|key| self.titled.contains(key))
    }

    /// The terms of a topic and of those it is nested in.
    fn terms_around(&self, topic: Option<usize>) -> impl Iterator<Item = &subject::Term> {
        let mut at = topic;
        let topics = std::iter::from_fn(move || {
            let topic = at?;
            at = self.topics[topic].parent;
            Some(topic)
        });
        topics.flat_map(|topic| &self.terms[topic])
    }
}
