//! Document links: what an editor underlines and opens on a click.

use super::location::{Location, place_location};
use crate::facts::{Label, Link, Target};
use crate::index::FileId;
use crate::resolve::{Resolution, resolve_target};
use crate::snapshot::Snapshot;
use crate::text::Span;

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

/// Every link of a note that leads somewhere, definitions of labels included, in the order of the text.
#[must_use]
pub fn document_links(snapshot: &Snapshot, note: FileId) -> Vec<DocumentLink> {
    let Some(facts) = snapshot.facts(note) else { return Vec::new() };
    let links = facts.links.iter().map(|link| (link.target_span, &link.target, Either::Link(link)));
    let labels = facts.labels.iter().map(|label| (label.target_span, &label.target, Either::Label(label)));
    let written = links.chain(labels).filter(|(span, ..)| !span.is_empty());
    let mut found: Vec<DocumentLink> = written
        .filter_map(|(span, target, written)| {
            let destination = match target {
                // Editors ask before they open a URL, but not each of them for every scheme.
                Target::External(url) if is_web(url) => LinkDestination::Url(url.to_string()),
                _ => LinkDestination::Location(leads_to(snapshot, note, &written)?),
            };
            Some(DocumentLink { span, destination })
        })
        .collect();
    found.sort_by_key(|link| link.span);
    found
}

/// A link, or the definition that references share.
enum Either<'s> {
    Link(&'s Link),
    Label(&'s Label),
}

fn leads_to(snapshot: &Snapshot, note: FileId, written: &Either<'_>) -> Option<Location> {
    let resolution = match written {
        Either::Link(link) => snapshot.resolve(note, link),
        Either::Label(label) => resolve_target(&snapshot.index, note, &label.target, false),
    };
    match resolution {
        Resolution::Found(found) => place_location(snapshot, &found.place),
        Resolution::Unjudged | Resolution::Broken(_) => None,
    }
}

/// What a link leads to, in words: the title of the note and of the place in it; of a page its address.
#[must_use]
pub fn link_title(snapshot: &Snapshot, destination: &LinkDestination) -> String {
    let location = match destination {
        LinkDestination::Url(url) => return url.clone(),
        LinkDestination::Location(location) => location,
    };
    let path = snapshot.index.path(location.file).map_or("", |path| path.as_str());
    let Some(facts) = snapshot.facts(location.file) else { return path.to_owned() };
    let title = facts.title.as_ref().map_or(path, |title| &*title.text);
    let topic = facts.topic_at(location.name.start).filter(|_| !location.name.is_empty());
    let topic = topic.map(|topic| &*facts.topics[topic].title).filter(|topic| *topic != title);
    topic.map_or_else(|| title.to_owned(), |topic| format!("{title} › {topic}"))
}

/// Whether a URL can do no more than show a page or start a letter.
pub(super) fn is_web(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::case;

    /// Each link as what is underlined and what it leads to, in words.
    #[track_caller]
    fn check(fixture: &str, expected: &[&str]) {
        let case = case(fixture);
        let text = case.snapshot.text(case.note).expect("a fixture has a text");
        let shown = |link: DocumentLink| {
            format!("{} = {}", link.span.of(&text), link_title(&case.snapshot, &link.destination))
        };
        let found: Vec<String> = document_links(&case.snapshot, case.note).into_iter().map(shown).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn links_to_notes_have_their_titles() {
        let target = "-- b.md\n# The other\n\n## A part\n\ntext\n";
        check(
            &format!("\n-- a.md\n[x](b.md) [[b#A part]] [[b#the other]]\n{target}"),
            &["b.md = The other", "b#A part = The other › A part", "b#the other = The other"],
        );
        check("\n-- a.md\n![x](c.png)\n-- c.png\n", &["c.png = c.png"]);
    }

    #[test]
    fn pages_have_their_address() {
        check(
            "\n[x](https://example.org/a) <https://example.org>\n",
            &["https://example.org/a = https://example.org/a", "https://example.org = https://example.org"],
        );
        check("\n[x](command:quit)\n", &[]);
    }

    #[test]
    fn definitions_of_labels_lead_somewhere_too() {
        check("\n-- a.md\n[x][lb]\n\n[lb]: b.md\n-- b.md\n# B\n", &["lb = B", "b.md = B"]);
    }

    #[test]
    fn what_leads_nowhere_is_no_link() {
        check("\n[[gone]] [x](gone.md) #tag\n", &[]);
    }
}
