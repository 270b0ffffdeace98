//! Document links: what an editor underlines and opens on a click.

use crate::facts::Target;
use crate::index::FileId;
use crate::resolve::Resolution;
use crate::snapshot::Snapshot;
use crate::text::Span;

use super::location::{Location, place_location};

/// A link an editor can open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLink {
    /// What to underline: the target as written.
    pub span: Span,
    /// What to open.
    pub destination: LinkDestination,
}

/// What a document link opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkDestination {
    /// A URL, as written.
    Url(String),
    /// A place of the vault.
    Location(Location),
}

/// Every link of a note that leads somewhere, in the order of the text.
#[must_use]
pub fn document_links(snapshot: &Snapshot, note: FileId) -> Vec<DocumentLink> {
    let Some(facts) = snapshot.facts(note) else { return Vec::new() };
    let links = facts.links.iter().filter(|link| !link.target_span.is_empty());
    let found = links.filter_map(|link| {
        let destination = match &link.target {
            // Editors ask before they open a URL, but not each of them for every scheme.
            Target::External(url) if is_web(url) => LinkDestination::Url(url.to_string()),
            _ => match snapshot.resolve(note, link) {
                Resolution::Found(found) => {
                    LinkDestination::Location(place_location(snapshot, &found.place)?)
                }
                Resolution::Unjudged | Resolution::Broken(_) => return None,
            },
        };
        Some(DocumentLink { span: link.target_span, destination })
    });
    found.collect()
}

/// Whether a URL can do no more than show a page or start a letter.
pub(super) fn is_web(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
}
