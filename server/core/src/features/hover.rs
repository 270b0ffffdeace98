//! Hover: what a term means, or what a link leads to.

use super::backlinks::linking_notes;
use super::card::{Href, brief, card, shown_place};
use super::location::Location;
use super::picture;
use super::preview::{literal, preview};
use super::subject::{Name, Subject, name_at, subject};
use super::tags::{TagAt, tag_at, uses};
use crate::cancel::Cancel;
use crate::facts::{Link, LinkKind, Target};
use crate::index::{FileId, Viewpoint};
use crate::resolve::{Found, Place, Resolution, resolve_target};
use crate::snapshot::Snapshot;
use crate::text::Span;

/// Most senses of a name that are shown besides the nearest.
const MOST_OTHERS: usize = 3;

/// Most notes that are named where they are many.
const MOST_NOTES: usize = 5;

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
pub fn hover(snapshot: &Snapshot, note: FileId, offset: u32, href: Href<'_>) -> Option<Hover> {
    let asked = Asked { snapshot, note, offset, href };
    if let Some(tag) = tag_at(snapshot, note, offset) {
        return Some(asked.tag(&tag));
    }
    let found = match subject(snapshot, note, offset) {
        Some(Subject::Link(link)) => match asked.link(link) {
            Some(markdown) => Some(Hover { span: link.span, markdown }),
            // The text of a link that leads nowhere may still be a name.
            None => name_at(snapshot, note, offset).and_then(|name| asked.name(&name)),
        },
        Some(Subject::Label(label)) => asked
            .destination(&label.target, LinkKind::Reference, || {
                resolve_target(&snapshot.index, note, &label.target, false)
            })
            .map(|markdown| Hover { span: label.span, markdown }),
        Some(Subject::Name(name)) => asked.name(&name),
        None => None,
    };
    asked.with_backlinks(found)
}

struct Asked<'s> {
    snapshot: &'s Snapshot,
    note: FileId,
    offset: u32,
    href: Href<'s>,
}

impl Asked<'_> {
    fn name(&self, name: &Name) -> Option<Hover> {
        let viewpoint = Viewpoint { note: self.note, offset: self.offset };
        let senses = self.snapshot.index.senses(&name.named, Some(viewpoint));
        let mut told = senses.iter();
        let mut shown = told.find_map(|sense| card(self.snapshot, sense, name.key, self.href))?;
        let others: Vec<String> = told
            .filter_map(|sense| brief(self.snapshot, sense, name.key, self.href))
            .take(MOST_OTHERS)
            .collect();
        if !others.is_empty() {
            shown.push_str(&format!("\n\n*Other meanings*\n{}", others.join("\n")));
        }
        Some(Hover { span: name.span, markdown: shown })
    }

    /// Where a section is from, as a link where the client can follow one.
    fn source(&self, location: Location) -> String {
        let shown = shown_place(self.snapshot, location);
        match (self.href)(location) {
            Some(href) => format!("*From* [{shown}]({href})"),
            None => format!("*From* {shown}"),
        }
    }

    /// Who links to the note, beside what is known of its title.
    fn with_backlinks(&self, found: Option<Hover>) -> Option<Hover> {
        let title = self.snapshot.facts(self.note)?.title.as_ref();
        let Some(title) = title.filter(|title| title.span.touches(self.offset)) else { return found };
        let notes = linking_notes(self.snapshot, self.note);
        let links = notes.iter().map(|(_, links)| links).sum();
        let count = match notes.len() {
            0 => "*No other note links here.*".to_owned(),
            count => {
                let named = self.notes(notes.iter().map(|&(note, _)| note));
                format!("{} from {}: {named}", plural(links, "link"), plural(count, "note"))
            }
        };
        Some(match found {
            Some(found) => Hover { markdown: format!("{}\n\n{count}", found.markdown), ..found },
            None => Hover { span: title.span, markdown: format!("**{}**\n\n{count}", literal(&title.text)) },
        })
    }

    /// Some notes by their paths, as links where the client can follow them; of many the first.
    fn notes(&self, notes: impl Iterator<Item = FileId>) -> String {
        let mut named = Vec::new();
        let mut more = 0;
        for note in notes {
            if named.len() == MOST_NOTES {
                more += 1;
                continue;
            }
            let path = literal(self.snapshot.index.path(note).map_or("", |path| path.as_str()));
            named.push(match (self.href)(Location::start_of(note)) {
                Some(href) => format!("[{path}]({href})"),
                None => path,
            });
        }
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        named.join(", ") + &more
    }

    fn link(&self, link: &Link) -> Option<String> {
        self.destination(&link.target, link.kind, || self.snapshot.resolve(self.note, link))
    }

    /// What is at the other end of a link; of another site its address, which a label or a text may hide.
    fn destination(
        &self,
        target: &Target,
        kind: LinkKind,
        resolve: impl FnOnce() -> Resolution,
    ) -> Option<String> {
        match target {
            Target::External(url) => Some(format!("`{}`", url.replace('`', ""))),
            _ => self.target(resolve(), kind),
        }
    }

    fn target(&self, resolution: Resolution, kind: LinkKind) -> Option<String> {
        let Resolution::Found(Found { place, .. }) = resolution else { return None };
        let snapshot = self.snapshot;
        let section = match place {
            Place::Folder(folder) => {
                let count = snapshot.index.files_below(&folder).count();
                return Some(format!(
                    "Folder **{}/** with {count} file{}",
                    literal(&folder),
                    if count == 1 { "" } else { "s" }
                ));
            }
            Place::File(file) if snapshot.facts(file).is_none() => {
                return Some(self.file(file, kind == LinkKind::Image));
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

    /// A file that is no note: its path, its size and that of the picture in it.
    fn file(&self, file: FileId, is_image: bool) -> String {
        let Some(path) = self.snapshot.index.path(file) else { return String::new() };
        let beginning = self.snapshot.files.beginning(path, picture::MOST_BYTES);
        let pixels = beginning.as_ref().and_then(|found| picture::pixels(&found.bytes));
        let what = if is_image || pixels.is_some() { "Image" } else { "File" };
        let mut shown = format!("{what} **{}**", literal(path.as_str()));
        if let Some((width, height)) = pixels {
            shown.push_str(&format!(" · {width} × {height} pixels"));
        }
        if let Some(found) = beginning {
            shown.push_str(&format!(" · {} byte{}", found.length, if found.length == 1 { "" } else { "s" }));
        }
        shown
    }

    /// How often a tag is used, with those below it, and where.
    fn tag(&self, tag: &TagAt) -> Hover {
        let uses = uses(self.snapshot, &tag.name, &Cancel::default()).unwrap_or_default();
        let mut notes: Vec<FileId> = uses.iter().map(|found| found.file).collect();
        notes.dedup();
        let mut markdown = format!(
            "**\\#{}** · {} in {}: {}",
            literal(&tag.name),
            plural(uses.len(), "use"),
            plural(notes.len(), "note"),
            self.notes(notes.iter().copied())
        );
        let below = uses.iter().filter(|found| found.is_below).count();
        if below > 0 {
            markdown.push_str(&format!("\n\n{below} of them as a tag below it"));
        }
        Hover { span: tag.span, markdown }
    }
}

fn plural(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}
