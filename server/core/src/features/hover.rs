//! Hover: what a term means, or what a link leads to.

use super::card::{Href, brief, card, shown_place};
use super::location::Location;
use super::preview::{literal, preview};
use super::subject::{Name, Subject, name_at, subject};
use crate::facts::{Link, LinkKind, Target};
use crate::index::{FileId, Viewpoint};
use crate::resolve::{Found, Place, Resolution, resolve_target};
use crate::snapshot::Snapshot;
use crate::text::Span;

/// Most senses of a name that are shown besides the nearest.
const MOST_OTHERS: usize = 3;

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
    match subject(snapshot, note, offset)? {
        Subject::Link(link) => match asked.link(link) {
            Some(markdown) => Some(Hover { span: link.span, markdown }),
            // The text of a link that leads nowhere may still be a name.
            None => asked.name(&name_at(snapshot, note, offset)?),
        },
        Subject::Label(label) => {
            let target = asked
                .target(resolve_target(&snapshot.index, note, &label.target, false), LinkKind::Reference)?;
            Some(Hover { span: label.span, markdown: target })
        }
        Subject::Name(name) => asked.name(&name),
    }
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
                return Some(format!(
                    "Folder **{}/** with {count} file{}",
                    literal(&folder),
                    if count == 1 { "" } else { "s" }
                ));
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
