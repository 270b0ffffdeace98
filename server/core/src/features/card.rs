//! The card of a term: its name, what it means, where that is written, what it stands beside.

use std::collections::BTreeSet;

use super::deprecated::old_name;
use super::location::{Location, definition_location, topic_location};
use super::preview::{literal, preview_of, safe};
use crate::facts::Definition;
use crate::index::{DefinitionId, Display, FileId, NameKey, Named, Sense, TopicId, Viewpoint};
use crate::snapshot::Snapshot;
use crate::syntax::{Block, BlockKind, InlineKind, Syntax, parse, plain_text};
use crate::terms::cut::{GIST_LENGTH, cut};
use crate::terms::label::read_label;
use crate::terms::sentence::sentences;
use crate::terms::title::TitleKind;
use crate::terms::tokens::words;
use crate::text::Span;

/// Most list items that are named behind a gist that ends in a colon.
const MOST_ITEMS: usize = 5;

/// What stands for a text that is still to be written.
const NOTHING: &str = "*Nothing is written here yet.*";

/// Words that stand where a text is still to be written.
const PLACEHOLDERS: [&str; 7] = ["todo", "tbd", "tba", "toc", "fixme", "wip", "coming soon"];

/// Most characters of such an item.
const MOST_HEAD: usize = 70;

/// Fewest words with which a sentence says more than the names it gives.
const FEWEST_WORDS: usize = 3;

/// Most lines of a topic that stands in for a definition.
const MOST_LINES: usize = 8;

/// Most characters of a meaning that is told in passing.
const MOST_CHARACTERS: usize = 120;

/// Most further definitions that are linked, most names it is compared with, and most related terms.
const MOST_OTHERS: usize = 3;
const MOST_RELATED: usize = 5;

/// Most other names of a term.
const MOST_NAMES: usize = 6;

/// How places become links in a card; `None` where the client renders none.
pub(super) type Href<'s> = &'s dyn Fn(Location) -> Option<String>;

/// The card of one sense as Markdown; `None` where nothing is known of it.
pub(super) fn card(snapshot: &Snapshot, sense: &Sense, asked: NameKey, href: Href<'_>) -> Option<String> {
    let writer = Writer { snapshot, href };
    let names = names_of(snapshot, sense, asked);
    let (term, others) = names.split_first()?;
    let mut lines = vec![heading(term, others)];
    lines.extend(warning(snapshot, sense, asked));
    match sense.definitions.first() {
        Some(&best) => lines.extend(writer.defined(sense, best)?),
        None => lines.extend(writer.asked(best_topic(snapshot, sense)?)?),
    }
    lines.extend(writer.compared(sense));
    lines.extend(writer.related(sense));
    Some(lines.join("\n\n"))
}

/// A line for a sense that is farther away than another one of the same name; `None` where nothing is known of it.
pub(super) fn brief(snapshot: &Snapshot, sense: &Sense, asked: NameKey, href: Href<'_>) -> Option<String> {
    let writer = Writer { snapshot, href };
    let names = names_of(snapshot, sense, asked);
    let (term, others) = names.split_first()?;
    let (told, location) = match sense.definitions.first() {
        Some(&best) => {
            let definition = snapshot.index.definition(best)?;
            let told = cut(&definition.gist, MOST_CHARACTERS).replace(['\n', '\r'], " ");
            let is_name = others.iter().any(|name| NameKey::of(name) == NameKey::of(&told));
            let told = if is_name { String::new() } else { safe(&told).trim().to_owned() };
            (told, definition_location(snapshot, best)?)
        }
        None => (String::new(), topic_location(snapshot, best_topic(snapshot, sense)?)?),
    };
    let parts = [heading(term, others), told, writer.link(location)];
    Some(format!(
        "- {}",
        parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" – ")
    ))
}

/// The topic that best stands in for a definition: where go to definition leads.
fn best_topic(snapshot: &Snapshot, sense: &Sense) -> Option<TopicId> {
    let compares = |id: &&TopicId| {
        let topic = snapshot.facts(id.note).and_then(|facts| facts.topics.get(id.at as usize));
        topic.is_none_or(|topic| topic.asks == TitleKind::Compare)
    };
    sense.topics.iter().find(|id| !compares(id)).or(sense.topics.first()).copied()
}

/// The names of a sense; where a topic of several terms stands in for a definition, of the term that was asked for.
fn names_of(snapshot: &Snapshot, sense: &Sense, asked: NameKey) -> Vec<String> {
    let display = Display::new(&snapshot.index);
    let topic = best_topic(snapshot, sense).filter(|_| sense.definitions.is_empty());
    let topic = topic.and_then(|id| snapshot.facts(id.note)?.topics.get(id.at as usize));
    let Some(topic) = topic else { return display.names(sense) };
    let mut groups = topic.names.chunk_by(|_, next| next.alias);
    let group = groups.find(|group| group.iter().any(|name| NameKey::of(&name.text) == Some(asked)));
    let names = group.unwrap_or(&topic.names).iter();
    names.map(|name| display.name(sense, &name.text)).collect()
}

/// That the name which was asked for is not to be used any more, and what to write instead.
fn warning(snapshot: &Snapshot, sense: &Sense, asked: NameKey) -> Option<String> {
    let definitions = sense.definitions.iter().map(|id| id.note);
    let old = old_name(snapshot, asked, definitions.chain(sense.topics.iter().map(|id| id.note)))?;
    let display = Display::new(&snapshot.index);
    let instead = old.instead.map(|name| format!(": write *{}*", literal(&display.name(sense, &name))));
    let instead = instead.unwrap_or_default();
    Some(format!("⚠ *{}* is not to be used any more{instead}.", literal(&old.name)))
}

fn heading(term: &str, others: &[String]) -> String {
    let mut heading = format!("**{}**", literal(term));
    for other in others.iter().take(MOST_NAMES) {
        heading.push_str(" · ");
        heading.push_str(&literal(other));
    }
    heading
}

struct Writer<'s> {
    snapshot: &'s Snapshot,
    href: Href<'s>,
}

impl Writer<'_> {
    /// The gist of the best definition, where it is from, and the others.
    fn defined(&self, sense: &Sense, best: DefinitionId) -> Option<Vec<String>> {
        let index = &self.snapshot.index;
        let definition = index.definition(best)?;
        let mut gist = self.told(sense, best, definition);
        if definition.gist.trim_end().ends_with(':') {
            for item in announced(self.snapshot, best.note, definition.span) {
                gist.push_str(&format!("\n- {}", literal(&item)));
            }
        }
        let mut source = format!("*From* {}", self.link(definition_location(self.snapshot, best)?));
        let more: Vec<DefinitionId> = sense.definitions[1..]
            .iter()
            .copied()
            .filter(|&id| index.definition(id).is_some_and(|other| !other.excerpt))
            .collect();
        if !more.is_empty() {
            let plural = if more.len() == 1 { "" } else { "s" };
            let links: Vec<String> = more
                .iter()
                .take(MOST_OTHERS)
                .filter_map(|&id| definition_location(self.snapshot, id))
                .map(|location| self.link(location))
                .collect();
            source.push_str(&format!(" · {} more definition{plural}: {}", more.len(), links.join(", ")));
        }
        Some(vec![gist, source])
    }

    /// What a definition or an excerpt says, if it says more than the name does.
    fn told(&self, sense: &Sense, id: DefinitionId, definition: &Definition) -> String {
        let gist = safe(&definition.gist);
        let is_name = NameKey::of(&definition.gist).is_some_and(|key| self.keys(sense).contains(&key));
        if definition.excerpt {
            if PLACEHOLDERS
                .contains(&definition.gist.trim_matches(['*', '.', ':', ' ']).to_lowercase().as_str())
            {
                return NOTHING.to_owned();
            }
            let text = self.listed(id, definition).or_else(|| is_name.then(|| self.below(id, definition))?);
            return text.unwrap_or_else(|| format!("*Excerpt:* {gist}"));
        }
        // The long form of an acronym stands above already.
        let short_for = || format!("*Short for* {}.", gist.trim_end_matches('.'));
        if is_name { self.context(id).unwrap_or_else(short_for) } else { gist }
    }

    /// The start of the text below the title that a definition stands under.
    fn below(&self, id: DefinitionId, definition: &Definition) -> Option<String> {
        let topic = self.snapshot.facts(id.note)?.topics.get(definition.topic?)?;
        let body = preview_of(&self.snapshot.text(id.note)?, topic.body, MOST_LINES);
        Some(body).filter(|body| !body.is_empty())
    }

    /// The start of the text below a title that is a list or a table: more than one line of it is of use.
    fn listed(&self, id: DefinitionId, definition: &Definition) -> Option<String> {
        let topic = self.snapshot.facts(id.note)?.topics.get(definition.topic?)?;
        if topic.name != definition.name {
            return None;
        }
        let body = self.below(id, definition)?;
        let syntax = parse(&body);
        let first = syntax.blocks.first().map(|block| &block.kind);
        let is_listed = matches!(first, Some(BlockKind::List(_) | BlockKind::Table));
        is_listed.then(|| body.clone())
    }

    /// The sentence that gives an acronym with its long form, if it says more than that.
    fn context(&self, id: DefinitionId) -> Option<String> {
        let definition = self.snapshot.index.definition(id)?;
        let text = self.snapshot.text(id.note)?;
        let syntax = parse(&text);
        let mut leaves = syntax.blocks.iter().filter(|block| block.kind.is_leaf());
        let leaf = leaves.find(|block| block.span.covers(definition.name))?;
        let (start, source) = (leaf.span.start, leaf.span.of(&text));
        let mut found =
            sentences(source).filter(|sentence| start + sentence.end as u32 > definition.name.start);
        let sentence = &source[found.next()?];
        let own: usize = definition.names.iter().map(|name| words(name).count()).sum();
        let says_more = own + FEWEST_WORDS <= words(sentence).count();
        let is_prose =
            !matches!(leaf.kind, BlockKind::Heading { .. } | BlockKind::Code { .. } | BlockKind::Html);
        (is_prose && says_more)
            .then(|| format!("*Excerpt:* {}", safe(&cut(sentence, GIST_LENGTH)).replace(['\n', '\r'], " ")))
    }

    /// The start of a topic, for a term that is asked for and defined nowhere.
    fn asked(&self, id: TopicId) -> Option<Vec<String>> {
        let topic = self.snapshot.facts(id.note)?.topics.get(id.at as usize)?;
        let body = preview_of(&self.snapshot.text(id.note)?, topic.body, MOST_LINES);
        let body = if body.is_empty() { self.contents(id)? } else { body };
        Some(vec![body, format!("*From* {}", self.link(topic_location(self.snapshot, id)?))])
    }

    /// What stands in for the text of a topic that has none of its own: its parts, or that it is still to be written.
    fn contents(&self, id: TopicId) -> Option<String> {
        let topics = &self.snapshot.facts(id.note)?.topics;
        let parts = topics.iter().filter(|part| part.parent == Some(id.at as usize));
        let parts: Vec<String> =
            parts.take(MOST_ITEMS).map(|part| format!("- {}", literal(&part.title))).collect();
        if !parts.is_empty() {
            return Some(parts.join("\n"));
        }
        let asks = topics.get(id.at as usize)?.asks == TitleKind::Define;
        asks.then(|| NOTHING.to_owned())
    }

    /// Terms that some title sets against this one.
    fn compared(&self, sense: &Sense) -> Option<String> {
        let own = self.keys(sense);
        let display = Display::new(&self.snapshot.index);
        let mut seen = own.clone();
        let mut others = Vec::new();
        for id in &sense.topics {
            let topic = self.snapshot.facts(id.note).and_then(|facts| facts.topics.get(id.at as usize));
            let compares = topic.filter(|topic| topic.asks == TitleKind::Compare);
            for name in compares.iter().flat_map(|topic| &topic.names).filter(|name| !name.alias) {
                if NameKey::of(&name.text).is_some_and(|key| seen.insert(key)) {
                    let shown = literal(&display.name_of(Named::Topic(*id), &name.text));
                    others.push(match topic_location(self.snapshot, *id).and_then(self.href) {
                        Some(href) => format!("[{shown}]({href})"),
                        None => shown,
                    });
                }
            }
        }
        others.truncate(MOST_OTHERS);
        (!others.is_empty()).then(|| format!("*Compared with* {}", others.join(", ")))
    }

    /// Terms that the best definition is written with.
    fn related(&self, sense: &Sense) -> Option<String> {
        let index = &self.snapshot.index;
        let display = Display::new(index);
        let best = *sense.definitions.first()?;
        let definition = index.definition(best).filter(|definition| !definition.excerpt)?;
        let mut seen = self.keys(sense);
        let mut related = Vec::new();
        // Of a long text below a title only the sentence that is shown counts.
        let gist = definition.gist.to_lowercase();
        let text = self.snapshot.text(best.note)?;
        for mention in index.mentions(best.note) {
            let is_told = || gist.contains(&mention.span.of(&text).to_lowercase());
            if !definition.span.covers(mention.span) || !is_told() || !seen.insert(mention.key) {
                continue;
            }
            let from = Viewpoint { note: best.note, offset: mention.span.start };
            let senses = index.senses(&index.meant(&mention), Some(from));
            let Some(found) = senses.first() else { continue };
            let Some(&first) = found.definitions.first() else { continue };
            let is_own = found.definitions.iter().any(|id| sense.definitions.contains(id));
            if is_own || index.definition(first).is_none_or(|definition| definition.excerpt) {
                continue;
            }
            seen.extend(self.keys(found));
            let Some(name) = display.names(found).into_iter().next() else { continue };
            related.push(match definition_location(self.snapshot, first).and_then(self.href) {
                Some(href) => format!("[{}]({href})", literal(&name)),
                None => literal(&name),
            });
            if related.len() == MOST_RELATED {
                break;
            }
        }
        (!related.is_empty()).then(|| format!("*Related* {}", related.join(", ")))
    }

    fn keys(&self, sense: &Sense) -> BTreeSet<NameKey> {
        let names = self.snapshot.index.sense_names(sense);
        names.into_iter().filter_map(NameKey::of).collect()
    }

    /// `note › topic`, as a link where the client can follow one.
    fn link(&self, location: Location) -> String {
        let shown = shown_place(self.snapshot, location);
        match (self.href)(location) {
            Some(href) => format!("[{shown}]({href})"),
            None => shown,
        }
    }
}

/// What a gist that ends in a colon announces: the heads of the list items behind it.
pub(super) fn announced(snapshot: &Snapshot, note: FileId, span: Span) -> Vec<String> {
    let text = snapshot.text(note).unwrap_or_default();
    let syntax = parse(&text);
    let is_list =
        |block: &Block<'_>| matches!(block.kind, BlockKind::List(_)) && span.start < block.span.start;
    let Some(list) = syntax.blocks.iter().position(is_list) else {
        return Vec::new();
    };
    // What begins behind the gist and is no list comes between the two.
    if syntax.blocks[..list].iter().any(|block| span.end <= block.span.start) {
        return Vec::new();
    }
    let items = (list + 1..syntax.blocks[list].end)
        .filter(|&at| syntax.blocks[at].kind == BlockKind::Item && syntax.blocks[at].parent == Some(list));
    items.filter_map(|item| item_head(&syntax, item)).take(MOST_ITEMS).collect()
}

/// `note › topic`: what a reader calls a place.
pub(super) fn shown_place(snapshot: &Snapshot, location: Location) -> String {
    let path = snapshot.index.path(location.file).map_or("", |path| path.as_str());
    let topic = snapshot.facts(location.file).and_then(|facts| {
        let at = facts.topic_at(location.name.start)?;
        Some(facts.topics[at].title.to_string())
    });
    match topic.filter(|title| !title.is_empty()) {
        Some(title) => format!("{} › {}", literal(path), literal(&title)),
        None => literal(path),
    }
}

/// The name a list item begins with: its bold part, its label, else its first words.
fn item_head(syntax: &Syntax<'_>, item: usize) -> Option<String> {
    let leaf = syntax.blocks[item + 1..syntax.blocks[item].end].iter().find(|block| block.kind.is_leaf())?;
    let inlines = syntax.inlines_of(leaf);
    if let Some(first) = inlines.first().filter(|first| matches!(first.kind, InlineKind::Strong)) {
        let inside = inlines[1..].iter().take_while(|inner| first.span.covers(inner.span)).count();
        let bold = plain_text(&inlines[1..=inside]);
        return Some(bold.trim().trim_end_matches(':').to_owned()).filter(|bold| !bold.is_empty());
    }
    let text = syntax.plain_text(leaf);
    if let Some(label) = read_label(&text) {
        return Some(text[label.name].to_owned());
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| cut(&words.join(" "), MOST_HEAD).into_owned())
}
