//! Turns one note into [`Facts`]: the names it declares and the names it uses.
//!
//! Pure: the same text always gives the same facts, so they are computed once per text and shared. Whether a used name
//! exists anywhere is not decided here; see [`crate::resolve`].

mod anchors;
mod contents;
mod definitions;
mod evidence;
#[cfg(test)]
mod habits;
mod heading_titles;
mod ignores;
mod links;
mod orders;
pub mod slips;
mod usage;
mod words;

use crate::beside::both;
use crate::index::NameKey;
use crate::letters::letters;
use crate::outline;
use crate::syntax::{self, BlockKind, InlineKind, Syntax};
use crate::text::{LineIndex, Span};

use heading_titles::HeadingTitles;
use slips::{Sketch, Slip, Spellings};

pub use crate::outline::{Topic, TopicName};
pub use crate::syntax::front_matter::Misread;
pub use anchors::{Anchor, AnchorKind, Heading, heading_key};
pub use contents::{Contents, ContentsEntry};
pub use definitions::{Definition, DefinitionKind};
pub use evidence::Evidence;
pub use ignores::Ignore;
pub use links::{Footnote, Fragment, Label, Link, LinkKind, Target, target_of_url};
pub use orders::{Orders, Scope};
pub(crate) use usage::field;
pub use words::{Case, Word, Words, is_katakana};

/// What one note declares and uses. Spans are offsets into the text it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Where its lines start.
    pub lines: LineIndex,
    /// Its title: of the front matter, else the first heading.
    pub title: Option<Title>,
    /// Its other names, from the front matter.
    pub aliases: Box<[Box<str>]>,
    /// Its tags from the front matter; those in the text are [`Facts::links`].
    pub tags: Box<[Box<str>]>,
    /// The fields of its front matter.
    pub fields: Box<[Box<str>]>,
    /// What those fields say that may be said in other notes too: field and value.
    pub values: Box<[(Box<str>, Box<str>)]>,
    /// The kinds of its callouts, in lower case, each as often as it is used.
    pub callouts: Box<[Box<str>]>,
    /// The languages of its fenced code, each as often as it is named.
    pub languages: Box<[Box<str>]>,
    /// Where its prose sets a few words in bold that may be a name.
    pub bold: Box<[Span]>,
    /// Why its front matter could not be read, if so.
    pub front_matter_error: Option<Box<str>>,
    /// The headings of CommonMark.
    pub headings: Box<[Heading]>,
    /// Their titles, for whoever looks for one in all notes.
    pub(crate) heading_titles: HeadingTitles,
    /// The same by their anchors and keys, for [`Facts::headings_with_slug`] and [`Facts::headings_with_key`].
    heading_order: anchors::HeadingOrder,
    /// Other places that links can point at.
    pub anchors: Box<[Anchor]>,
    /// The references it makes.
    pub links: Box<[Link]>,
    /// The link labels it defines.
    pub labels: Box<[Label]>,
    /// The footnotes it defines.
    pub footnotes: Box<[Footnote]>,
    /// The same by their labels, for [`Facts::footnote`].
    footnote_order: links::LabelOrder,
    /// The lines that open a subject.
    pub topics: Box<[Topic]>,
    /// The places that tell what a term means.
    pub definitions: Box<[Definition]>,
    /// The letters of the names of each definition, and behind them those of each topic's title and names, so that most
    /// are passed over unseen where a symbol is looked for.
    pub(crate) name_letters: Box<[u64]>,
    /// The words of its prose.
    pub words: Words,
    /// What these words say of the names of its terms.
    pub evidence: Evidence,
    /// Where it holds no prose: front matter, code, math, raw HTML; sorted and apart.
    pub closed: Box<[Span]>,
    /// What looks like a slip, in the order of the text.
    pub slips: Box<[Slip]>,
    /// How it spells names.
    pub spellings: Spellings,
    /// What its longer sections are known by.
    pub sketches: Box<[Sketch]>,
    /// Its contents lists.
    pub contents: Box<[Contents]>,
    /// Where it turns rules off.
    pub ignores: Box<[Ignore]>,
    /// Names of its first topic that are not to be used any more, from the front matter.
    pub deprecated: Box<[Box<str>]>,
    /// What its front matter tells this program in vain.
    pub misread: Box<[Misread]>,
    /// What is said about its terms; `None` where that is nothing.
    pub orders: Option<Box<Orders>>,
}

/// The title of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// The title as a reader sees it.
    pub text: Box<str>,
    /// Where it stands.
    pub span: Span,
}

impl Facts {
    /// Reads a note that has no name.
    #[must_use]
    pub fn read(text: &str) -> Self {
        Self::of_note(text, "")
    }

    /// Reads a note whose file is called `stem`: where no title says what it is about, that name does.
    #[must_use]
    pub fn of_note(text: &str, stem: &str) -> Self {
        let text = syntax::with_known_line_ends(text);
        let syntax = syntax::parse(&text);
        let (outline, (words, links, (headings, anchors))) = both(
            text.len(),
            || outline::read(&syntax),
            || (words::read(&syntax), links::links(&syntax), anchors::headings_and_anchors(&syntax)),
        );
        let mut topics = outline.topics;
        let named = syntax.front_matter.as_ref().and_then(|found| found.title.as_deref()).unwrap_or(stem);
        let opening = outline::opening(&syntax, &topics, named);
        let orders = syntax.front_matter.as_ref().and_then(Orders::of);
        // Names that are not to be used any more lead to the term all the same.
        let aliases =
            syntax.front_matter.iter().flat_map(|found| found.aliases.iter().chain(&found.deprecated));
        let aliases: Vec<String> = aliases.cloned().collect();
        let mut definitions = definitions::definitions(&syntax, &topics, opening, &aliases);
        add_aliases(&aliases, &mut topics, &mut definitions);
        let mut definitions = definitions.into_boxed_slice();
        if let Some(orders) = &orders {
            orders::leave_out(&orders.excluded, &mut topics, &mut definitions);
        }
        let evidence = Evidence::of(&topics, &definitions, &words);
        let front_matter = syntax.front_matter.as_ref();
        let found = slips::look(&syntax, &words, &topics, outline.losses);
        let boxed = |texts: &[String]| texts.iter().map(|text| text.as_str().into()).collect();
        let footnotes = links::footnotes(&syntax);
        Self {
            lines: LineIndex::new(&text),
            title: title(&syntax, &headings),
            aliases: front_matter.map(|found| boxed(&found.aliases)).unwrap_or_default(),
            tags: front_matter.map(|found| boxed(&found.tags)).unwrap_or_default(),
            fields: usage::fields(&syntax),
            values: usage::values(&syntax),
            callouts: usage::callouts(&syntax),
            languages: usage::languages(&syntax),
            bold: usage::bold(&syntax),
            front_matter_error: front_matter.and_then(|found| found.error.as_deref().map(Into::into)),
            heading_titles: HeadingTitles::of(&headings),
            heading_order: anchors::HeadingOrder::of(&headings),
            headings: headings.into(),
            anchors: anchors.into(),
            links: links.into(),
            labels: links::labels(&syntax).into(),
            footnote_order: links::LabelOrder::of(&footnotes),
            footnotes: footnotes.into(),
            name_letters: name_letters(&topics, &definitions),
            topics: topics.into(),
            definitions,
            words: Words::pack(&words),
            evidence,
            closed: closed(&syntax),
            slips: found.slips.into(),
            spellings: found.spellings,
            sketches: found.sketches.into(),
            contents: contents::contents(&syntax).into(),
            ignores: ignores::ignores(&syntax).into(),
            deprecated: front_matter.map(|found| boxed(&found.deprecated)).unwrap_or_default(),
            misread: front_matter.map(|found| found.misread.as_slice().into()).unwrap_or_default(),
            orders,
        }
    }

    /// The names wiki links may call the note by besides its path: title and aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let title = self.title.iter().map(|title| &*title.text);
        title.chain(self.aliases.iter().map(|alias| &**alias))
    }

    /// The headings with an anchor, as indices into [`Facts::headings`], in the order of the text.
    pub fn headings_with_slug<'f>(&'f self, slug: &'f str) -> impl Iterator<Item = usize> + 'f {
        self.heading_order.with_slug(&self.headings, slug)
    }

    /// The headings with a [`heading_key`], as indices into [`Facts::headings`], in the order of the text.
    pub fn headings_with_key<'f>(&'f self, key: &'f str) -> impl Iterator<Item = usize> + 'f {
        self.heading_order.with_key(&self.headings, key)
    }

    /// The first footnote with a label, as an index into [`Facts::footnotes`].
    #[must_use]
    pub fn footnote(&self, label: &str) -> Option<usize> {
        self.footnote_order.find(&self.footnotes, label)
    }

    /// Whether a cursor at an offset is inside code, math, raw HTML or front matter.
    #[must_use]
    pub fn is_closed(&self, offset: u32) -> bool {
        let behind = self.closed.partition_point(|closed| closed.end <= offset);
        self.closed.get(behind).is_some_and(|closed| closed.start < offset)
    }

    /// The innermost topic that covers an offset, as an index into [`Facts::topics`].
    #[must_use]
    pub fn topic_at(&self, offset: u32) -> Option<usize> {
        let behind = self.topics.partition_point(|topic| topic.span.start <= offset);
        let mut at = behind.checked_sub(1)?;
        while !self.topics[at].range.touches(offset) {
            at = self.topics[at].parent?;
        }
        Some(at)
    }

    /// The titles of the topics around a topic and its own, outermost first.
    #[must_use]
    pub fn topic_path(&self, topic: usize) -> Vec<&str> {
        let mut path = Vec::new();
        let mut at = Some(topic);
        while let Some(topic) = at.and_then(|at| self.topics.get(at)) {
            path.push(&*topic.title);
            at = topic.parent;
        }
        path.reverse();
        path
    }
}

/// Gives the other names of a note to the term that its first topic is about.
fn add_aliases(aliases: &[String], topics: &mut [Topic], definitions: &mut [Definition]) {
    let first = topics.first_mut().filter(|_| !aliases.is_empty());
    let one_term = |first: &&mut Topic| first.names.iter().filter(|name| !name.alias).count() == 1;
    let Some(first) = first.filter(one_term) else { return };
    let added = aliases.iter().map(|alias| TopicName { text: alias.as_str().into(), alias: true });
    first.names = first.names.iter().cloned().chain(added).collect();
    let term = first.names.first().and_then(|name| NameKey::of(&name.text));
    let is_meant = |definition: &Definition| definition.names.iter().any(|name| NameKey::of(name) == term);
    for definition in definitions.iter_mut().filter(|definition| is_meant(definition)) {
        let added = aliases.iter().map(|alias| alias.as_str().into());
        definition.names = definition.names.iter().cloned().chain(added).collect();
    }
}

/// The title of the front matter, else the first heading of the first level that the note uses.
fn title(syntax: &Syntax<'_>, headings: &[Heading]) -> Option<Title> {
    if let Some(front_matter) = &syntax.front_matter
        && let Some(title) = &front_matter.title
    {
        let content = front_matter.content.of(syntax.text);
        let key = content.to_ascii_lowercase().find("title:").map_or(0, |at| at + "title:".len());
        let at = content[key..].find(title.as_str()).map_or(0, |at| key + at);
        let at = front_matter.content.start as usize + at;
        return Some(Title { text: title.as_str().into(), span: Span::new(at..at + title.len()) });
    }
    let first = headings.first().filter(|heading| heading.level == 1)?;
    Some(Title { text: first.title.clone(), span: first.name })
}

/// See [`Facts::name_letters`].
fn name_letters(topics: &[Topic], definitions: &[Definition]) -> Box<[u64]> {
    let of_names = definitions
        .iter()
        .map(|definition| definition.names.iter().fold(0, |bits, name| bits | letters(name)));
    let of_titles = topics
        .iter()
        .map(|topic| topic.names.iter().fold(letters(&topic.title), |bits, name| bits | letters(&name.text)));
    of_names.chain(of_titles).collect()
}

/// Where a note holds no prose.
fn closed(syntax: &Syntax<'_>) -> Box<[Span]> {
    let front_matter = syntax.front_matter.iter().map(|found| found.span);
    let blocks =
        syntax.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Code { .. } | BlockKind::Html));
    let inlines = syntax
        .inlines
        .iter()
        .filter(|inline| matches!(inline.kind, InlineKind::Code(_) | InlineKind::Math(_) | InlineKind::Html));
    let mut spans: Vec<Span> =
        front_matter.chain(blocks.map(|block| block.span)).chain(inlines.map(|inline| inline.span)).collect();
    spans.sort_unstable();
    spans.into()
}
