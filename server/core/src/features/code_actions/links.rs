//! Mentions that become links, and links that become plain text.

use std::collections::BTreeSet;

use super::super::files::unlinked;
use super::super::link_text::LinkText;
use super::super::references::{keys_of, mentions_in_note};
use super::super::subject::{mentions, name_at, sense_at};
use super::{ActionKind, Asked, Changes, Offers};
use crate::cancel::{Cancel, Cancellable};
use crate::edit::{Edit, Edits};
use crate::facts::{Facts, LinkKind};
use crate::index::{DefinitionId, FileId, Meanings, Sense, Viewpoint};
use crate::resolve::Place;
use crate::snapshot::Snapshot;
use crate::text::Span;

pub(super) fn offer(offers: &mut Offers<'_, '_>) {
    let asked = std::rc::Rc::clone(&offers.asked);
    let (snapshot, note, cursor) = (asked.snapshot, asked.note, asked.range.start);
    let link = snapshot.link_at(note, cursor);
    if let Some(link) = link.filter(|link| can_go(&asked, link)) {
        let cuts = unlinked(&asked.text, link);
        offers.add(ActionKind::Unlink, "Remove this link, keep its text", move |asked| {
            let cuts = cuts.into_iter().filter(|span| !span.is_empty());
            Some(cuts.map(|span| asked.edit(span, "")).collect::<Vec<_>>().into())
        });
    }
    let wants = offers.wants(ActionKind::Link) || offers.wants(ActionKind::LinkAll);
    let Some((_, sense)) = sense_at(snapshot, note, cursor).filter(|_| wants) else { return };
    let note_text = NoteText { snapshot, note, facts: asked.facts, text: &asked.text };
    let own = name_at(snapshot, note, cursor).filter(|name| !note_text.is_own_name(&sense, name.span));
    if let Some(name) = own.filter(|name| note_text.takes_link(name.span))
        && note_text.home(&sense, name.span.start).is_some()
    {
        let (span, sense) = (name.span, sense.clone());
        offers.add(ActionKind::Link, "Link this mention", move |asked| linked(asked, &sense, &[span]));
    }
    let mut meanings = Meanings::new(&snapshot.index);
    let keys = keys_of(&snapshot.index, &sense);
    let mut spans = mentions_in_note(&snapshot.index, note, &sense, &keys, &mut meanings);
    spans.retain(|&span| note_text.takes_link(span) && note_text.home(&sense, span.start).is_some());
    if !spans.is_empty() {
        offers.add(ActionKind::LinkAll, "Link all mentions in this note", move |asked| {
            linked(asked, &sense, &spans)
        });
    }
}

/// Whether a link can be taken away so that its text stays.
fn can_go(asked: &Asked<'_>, link: &crate::facts::Link) -> bool {
    // An image has no text of its own, and a URL in angle brackets is all its text.
    let is_kind = matches!(link.kind, LinkKind::Wiki | LinkKind::Inline | LinkKind::Reference);
    is_kind && asked.text[link.span.range()].starts_with('[') && !asked.facts.is_closed(link.span.start)
}

fn linked(asked: &Asked<'_>, sense: &Sense, spans: &[Span]) -> Option<Changes> {
    let note = NoteText { snapshot: asked.snapshot, note: asked.note, facts: asked.facts, text: &asked.text };
    let writer = LinkText::new(asked.snapshot);
    let edits: Vec<Edit> = spans.iter().filter_map(|&span| note.linked(&writer, sense, span)).collect();
    Some(edits.into())
}

/// The changes that link the first mention of every defined term in each section of a note.
///
/// Where a section already links to the place that tells what the term means, its mentions stay as they are.
pub fn link_all(snapshot: &Snapshot, note: FileId, cancel: &Cancel) -> Cancellable<Edits> {
    let (Some(facts), Some(text)) = (snapshot.facts(note), snapshot.text(note)) else {
        return Ok(Edits::default());
    };
    if facts.lines.len() as usize != text.len() {
        return Ok(Edits::default());
    }
    let own = NoteText { snapshot, note, facts, text: &text };
    let writer = LinkText::new(snapshot);
    let mut done: BTreeSet<(Option<usize>, DefinitionId)> = BTreeSet::new();
    let mut edits = Vec::new();
    let mut found = mentions(snapshot, note);
    // Of two names at one place the longer is meant.
    found.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    for mention in found {
        cancel.check()?;
        let from = Viewpoint { note, offset: mention.span.start };
        let named = snapshot.index.meant(&mention);
        let senses = snapshot.index.senses(&named, Some(from));
        let Some(sense) = senses.into_iter().next() else { continue };
        let Some(&first) = sense.definitions.first() else { continue };
        if own.is_own_name(&sense, mention.span) || !own.takes_link(mention.span) {
            continue;
        }
        let section = own.section_at(mention.span.start);
        let Some(home) = own.home(&sense, mention.span.start) else { continue };
        if done.contains(&(section, first)) || own.section_links_to(section, &home) {
            continue;
        }
        if let Some(edit) = own.linked(&writer, &sense, mention.span) {
            done.insert((section, first));
            edits.push(edit);
        }
    }
    Ok(Edits::new(edits))
}

/// A note whose mentions are looked at.
struct NoteText<'s> {
    snapshot: &'s Snapshot,
    note: FileId,
    facts: &'s Facts,
    text: &'s str,
}

impl NoteText<'_> {
    /// Whether a name stands where its term is defined or asked for.
    fn is_own_name(&self, sense: &Sense, span: Span) -> bool {
        let index = &self.snapshot.index;
        let defined = sense.definitions.iter().filter(|id| id.note == self.note);
        let mut defined = defined.filter_map(|&id| index.definition(id).map(|found| found.name));
        let topics = sense.topics.iter().filter(|id| id.note == self.note);
        let mut topics =
            topics.filter_map(|id| self.facts.topics.get(id.at as usize).map(|topic| topic.span));
        defined.any(|name| name.covers(span)) || topics.any(|name| name.covers(span))
    }

    /// Whether a link may stand there: in prose that is no link, label or heading, with no markup in it.
    fn takes_link(&self, span: Span) -> bool {
        let facts = self.facts;
        let meets = |other: Span| other.start < span.end && span.start < other.end;
        let Some(written) = self.text.get(span.range()) else { return false };
        !written.contains(['[', ']', '|', '`', '*', '_', '<', '>', '$', '\n', '\r'])
            && !facts.is_closed(span.start)
            && !facts.links.iter().any(|link| meets(link.span))
            && !facts.labels.iter().any(|label| meets(label.span))
            && !facts.headings.iter().any(|heading| meets(heading.span))
    }

    /// The innermost section that an offset lies in.
    fn section_at(&self, offset: u32) -> Option<usize> {
        self.facts.headings.iter().rposition(|heading| heading.section.contains(offset))
    }

    fn section_links_to(&self, section: Option<usize>, place: &Place) -> bool {
        let links = self.facts.links.iter().filter(|link| self.section_at(link.span.start) == section);
        links.into_iter().any(|link| {
            let resolution = self.snapshot.resolve(self.note, link);
            matches!(resolution, crate::resolve::Resolution::Found(found) if found.place == *place)
        })
    }

    /// Where a link on a name should lead: to the section that tells what it means; `None` where one is already in it.
    fn home(&self, sense: &Sense, offset: u32) -> Option<Place> {
        let index = &self.snapshot.index;
        let definition =
            sense.definitions.first().and_then(|&id| Some((id.note, index.definition(id)?.name)));
        let topic = || {
            let id = sense.topics.first()?;
            Some((id.note, self.snapshot.facts(id.note)?.topics.get(id.at as usize)?.span))
        };
        let (file, span) = definition.or_else(topic)?;
        let facts = self.snapshot.facts(file)?;
        let around = facts.headings.iter().rposition(|heading| heading.section.contains(span.start));
        let title = facts.title.as_ref().map(|title| title.span);
        let place = match around {
            Some(at) if title != Some(facts.headings[at].name) && !facts.headings[at].slug.is_empty() => {
                Place::Heading(file, at)
            }
            _ => Place::File(file),
        };
        let is_here = file == self.note
            && match place {
                Place::Heading(_, at) => facts.headings[at].section.contains(offset),
                _ => true,
            };
        (!is_here).then_some(place)
    }

    /// The change that makes a name a link.
    fn linked(&self, writer: &LinkText<'_>, sense: &Sense, span: Span) -> Option<Edit> {
        let shown = self.text.get(span.range())?;
        let line = self.text[..span.start as usize].rsplit('\n').next().unwrap_or_default();
        let in_table = line.trim_start().starts_with('|');
        let place = self.home(sense, span.start)?;
        let text = writer.link(self.note, &place, shown, in_table)?;
        Some(Edit { file: self.note, span, text, confirm: false })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, titles};
    use super::*;
    use crate::testing::case;

    const B: &str = "-- b.md\n# Things\n\n## Widget\n\nA widget is a thing with a handle.\n";

    #[test]
    fn a_mention_becomes_a_link_to_where_its_term_is_explained() {
        check(
            &format!("\n-- a.md\n# A\n\nTwo wid$0gets, a widget.\n{B}"),
            "Link this mention",
            &[("a.md", "# A\n\nTwo [widgets](b.md#widget), a widget.\n")],
        );
        check(
            &format!("\n-- a.md\n# A\n\n[[b]]: two wid$0gets.\n{B}"),
            "Link this mention",
            &[("a.md", "# A\n\n[[b]]: two [[b#Widget|widgets]].\n")],
        );
    }

    #[test]
    fn all_mentions_of_the_term_become_links() {
        check(
            &format!(
                "\n-- a.md\n# A widget\n\nTwo wid$0gets, a [widget](b.md), `widget`.\n\n| Widget |\n| - |\n{B}"
            ),
            "Link all mentions in this note",
            &[(
                "a.md",
                "# A widget\n\nTwo [widgets](b.md#widget), a [widget](b.md), `widget`.\n\n| [Widget](b.md#widget) |\n| - |\n",
            )],
        );
    }

    #[test]
    fn where_a_term_is_explained_it_is_not_linked() {
        let found = titles("\n-- b.md\n# Things\n\n## Widget\n\nA wid$0get is a thing with a handle.\n");
        assert!(!found.iter().any(|title| title.starts_with("Link")), "{found:?}");
        let found = titles(&format!("\n-- a.md\n# A\n\nnoth$0ing\n{B}"));
        assert!(!found.iter().any(|title| title.starts_with("Link")), "{found:?}");
    }

    #[test]
    fn a_link_becomes_its_text() {
        let title = "Remove this link, keep its text";
        check(&format!("\n-- a.md\n# A\n\n[*x* y](b$0.md)\n{B}"), title, &[("a.md", "# A\n\n*x* y\n")]);
        check(&format!("\n-- a.md\n# A\n\n[[b|y$0]]\n{B}"), title, &[("a.md", "# A\n\ny\n")]);
    }

    #[test]
    fn each_section_links_a_term_once() {
        let case = case(&format!(
            "\n-- a.md\n# A\n\nA widget and a widget.\n\n## B\n\nWidgets, widgets.\n\n## C\n\n[x](b.md#widget) a widget\n{B}"
        ));
        let edits = link_all(&case.snapshot, case.note, &Cancel::default()).expect("nobody cancels");
        assert_eq!(
            edits.applied(case.note, &case.snapshot.text(case.note).expect("put in")),
            "# A\n\nA [widget](b.md#widget) and a widget.\n\n## B\n\n[Widgets](b.md#widget), widgets.\n\n## C\n\n[x](b.md#widget) a widget\n"
        );
    }
}
