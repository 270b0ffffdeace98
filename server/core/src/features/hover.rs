//! Hover: what a term means, or what a link leads to.

use super::location::Location;
use super::preview::{literal, preview, safe};
use super::subject::{Name, Subject, name_at, subject};
use crate::facts::{Link, LinkKind, Target};
use crate::index::{DefinitionId, FileId, Sense, Viewpoint};
use crate::resolve::{Found, Place, Resolution, resolve_target};
use crate::snapshot::Snapshot;
use crate::text::Span;

/// What to show beside a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is about.
    pub span: Span,
    /// Markdown without images, raw HTML or links other than to pages and notes.
    pub markdown: String,
}

/// What to show at an offset; `None` where nothing is known.
///
/// `href` gives the URI of a place, for links in the card.
#[must_use]
pub fn hover(
    snapshot: &Snapshot,
    note: FileId,
    offset: u32,
    href: &dyn Fn(Location) -> Option<String>,
) -> Option<Hover> {
    let card = Card { snapshot, note, offset, href };
    match subject(snapshot, note, offset)? {
        Subject::Link(link) => match card.link(link) {
            Some(markdown) => Some(Hover { span: link.span, markdown }),
            // The text of a link that leads nowhere may still be a name.
            None => card.name(&name_at(snapshot, note, offset)?),
        },
        Subject::Label(label) => {
            let target = card
                .target(resolve_target(&snapshot.index, note, &label.target, false), LinkKind::Reference)?;
            Some(Hover { span: label.span, markdown: target })
        }
        Subject::Name(name) => card.name(&name),
    }
}

struct Card<'s> {
    snapshot: &'s Snapshot,
    note: FileId,
    offset: u32,
    href: &'s dyn Fn(Location) -> Option<String>,
}

impl Card<'_> {
    fn name(&self, name: &Name) -> Option<Hover> {
        let viewpoint = Viewpoint { note: self.note, offset: self.offset };
        let senses = self.snapshot.index.senses(&name.named, Some(viewpoint));
        let cards: Vec<String> = senses.iter().take(3).filter_map(|sense| self.sense(sense)).collect();
        (!cards.is_empty()).then(|| Hover { span: name.span, markdown: cards.join("\n\n---\n\n") })
    }

    /// Name and other names, the gist, where it is from, how much more there is.
    fn sense(&self, sense: &Sense) -> Option<String> {
        let index = &self.snapshot.index;
        let names = index.sense_names(sense);
        let (term, others) = names.split_first()?;
        let mut card = format!("**{}**", literal(term));
        if !others.is_empty() {
            let others: Vec<String> = others.iter().map(|name| literal(name)).collect();
            card.push_str(&format!(" · {}", others.join(" · ")));
        }
        let definitions: Vec<DefinitionId> = sense.definitions.clone();
        let Some(&best) = definitions.first() else {
            let topic = sense.topics.first()?;
            let found = self.snapshot.facts(topic.note)?.topics.get(topic.at as usize)?;
            let location = Location { file: topic.note, span: found.range, name: found.name };
            let text = self.snapshot.text(topic.note)?;
            let body = preview(&text, found.body);
            let body = if body.is_empty() { "*Nothing is written here yet.*".to_owned() } else { body };
            card.push_str(&format!("\n\n{body}\n\n{}", self.source(location)));
            return Some(card);
        };
        let definition = index.definition(best)?;
        card.push_str("\n\n");
        if definition.excerpt {
            card.push_str("*Excerpt:* ");
        }
        card.push_str(&safe(&definition.gist));
        let location = Location { file: best.note, span: definition.span, name: definition.name };
        card.push_str(&format!("\n\n{}", self.source(location)));
        let more = definitions
            .iter()
            .skip(1)
            .filter(|&&id| index.definition(id).is_some_and(|other| !other.excerpt));
        match more.count() {
            0 => {}
            1 => card.push_str(" · 1 more definition"),
            count => card.push_str(&format!(" · {count} more definitions")),
        }
        Some(card)
    }

    /// `*From* note › topic`, as a link where the client can follow one.
    fn source(&self, location: Location) -> String {
        let path = self.snapshot.index.path(location.file).map_or("", |path| path.as_str());
        let facts = self.snapshot.facts(location.file);
        let topic =
            facts.and_then(|facts| facts.topic_at(location.name.start).map(|at| facts.topic_path(at)));
        let title = topic.and_then(|path| path.last().copied()).unwrap_or_default();
        let shown = if title.is_empty() {
            literal(path)
        } else {
            format!("{} › {}", literal(path), literal(title))
        };
        match (self.href)(location) {
            Some(href) => format!("*From* [{shown}]({href})"),
            None => format!("*From* {shown}"),
        }
    }

    fn link(&self, link: &Link) -> Option<String> {
        match &link.target {
            Target::External(url) => return Some(format!("`{}`", url.replace('`', ""))),
            Target::Tag(tag) => return Some(self.tag(tag)),
            _ => {}
        }
        self.target(self.snapshot.resolve(self.note, link), link.kind)
    }

    fn target(&self, resolution: Resolution, kind: LinkKind) -> Option<String> {
        let Resolution::Found(Found { place, .. }) = resolution else { return None };
        let snapshot = self.snapshot;
        let path = |file: FileId| snapshot.index.path(file).map_or("", |path| path.as_str());
        let section = match place {
            Place::Folder(folder) => {
                let count = snapshot.index.files_below(&folder).count();
                return Some(format!("Folder **{}/** with {count} files", literal(&folder)));
            }
            Place::File(file) if snapshot.facts(file).is_none() => {
                let what = if kind == LinkKind::Image { "Image" } else { "File" };
                return Some(format!("{what} **{}**", literal(path(file))));
            }
            Place::File(file) => {
                Location { file, span: Span { start: 0, end: u32::MAX }, name: Span::default() }
            }
            Place::Heading(file, at) => {
                let heading = snapshot.facts(file)?.headings.get(at)?;
                Location { file, span: heading.section, name: heading.name }
            }
            Place::Anchor(file, at) => {
                let anchor = snapshot.facts(file)?.anchors.get(at)?;
                Location { file, span: anchor.block, name: anchor.name }
            }
            Place::Footnote(file, at) => {
                let footnote = snapshot.facts(file)?.footnotes.get(at)?;
                let label = footnote.label.len() as u32 + 5;
                let start = (footnote.span.start + label).min(footnote.span.end);
                let text = snapshot.text(file)?;
                return Some(preview(&text, Span { start, end: footnote.span.end }));
            }
        };
        let text = snapshot.text(section.file)?;
        let end = section.span.end.min(text.len() as u32);
        let body = preview(&text, Span { start: section.span.start, end });
        let body = if body.is_empty() { "*This note is empty.*".to_owned() } else { body };
        Some(format!("{body}\n\n{}", self.source(section)))
    }

    fn tag(&self, tag: &str) -> String {
        let uses = |found: &str| found.eq_ignore_ascii_case(tag);
        let mut notes = 0;
        let mut count = 0;
        for (_, _, facts) in self.snapshot.index.notes() {
            let in_text =
                facts.links.iter().filter(|link| matches!(&link.target, Target::Tag(found) if uses(found)));
            let here = in_text.count() + facts.tags.iter().filter(|found| uses(found)).count();
            count += here;
            notes += usize::from(here > 0);
        }
        let plural = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
        format!("**\\#{}** · {} in {}", literal(tag), plural(count, "use"), plural(notes, "note"))
    }
}
