//! A section becomes a note of its own, and a link to it is left behind.
//!
//! Where one of the links into the section, out of it or around in it cannot be kept, nothing is moved; see
//! [`relocation`](super::relocation).

use std::sync::Arc;

use super::super::link_text::LinkText;
use super::relocation::{Relocation, relevelled};
use super::{ActionKind, Asked, Changes, NewNote, Offers};
use crate::edit::{Edit, Edits};
use crate::facts::{Facts, Heading, LinkKind, Target};
use crate::index::FileId;
use crate::path::NotePath;
use crate::resolve::{Place, is_same_label};
use crate::snapshot::Snapshot;
use crate::syntax::slug::slug;
use crate::text::Span;

pub(super) fn offer(offers: &mut Offers<'_, '_>) {
    let asked = std::rc::Rc::clone(&offers.asked);
    if !asked.creates || !offers.wants(ActionKind::ExtractTopic) {
        return;
    }
    let Some(section) = Section::at(&asked) else { return };
    let title = format!("Move this section to {}", crate::rules::quoted(section.path.as_str()));
    offers.add(ActionKind::ExtractTopic, title, move |asked| section.moved(asked));
}

/// A section that can be a note.
struct Section {
    /// Its heading.
    heading: usize,
    /// All of it, the empty lines at its end left out.
    span: Span,
    /// Where it is to be.
    path: NotePath,
}

impl Section {
    fn at(asked: &Asked<'_>) -> Option<Self> {
        let facts = asked.facts;
        let title = facts.title.as_ref().map(|title| title.span);
        let cursor = asked.range.start;
        let is_around = |heading: &Heading| Some(heading.name) != title && heading.section.touches(cursor);
        let heading = facts.headings.iter().rposition(is_around)?;
        let found = &facts.headings[heading];
        // A heading in a quote or list has no section of its own.
        let line = asked.lines_of(Span { start: found.span.start, end: found.span.start });
        if line.start != found.span.start {
            return None;
        }
        let length = found.section.of(&asked.text).trim_end().len() as u32;
        let span = Span { start: found.span.start, end: found.span.start + length };
        let own = asked.snapshot.index.path(asked.note)?;
        let name = file_name(asked.snapshot, &found.title)?;
        let folder = own.parent();
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        let path = NotePath::new(&path)?;
        let index = &asked.snapshot.index;
        let is_free = index.file(path.as_str()).is_none()
            && index.file_in_other_case(path.as_str()).is_none()
            && !asked.snapshot.files.exists(path.as_str());
        let section = Self { heading, span, path };
        (is_free && section.stands_alone(facts)).then_some(section)
    }

    /// Whether no label or footnote is used on one side and written on the other.
    fn stands_alone(&self, facts: &Facts) -> bool {
        let inside = |span: Span| self.span.covers(span);
        facts.links.iter().all(|link| {
            let own = inside(link.span);
            let name = match (&link.label, &link.target) {
                (Some(label), _) => label,
                (None, Target::Footnote(label)) => label,
                _ => return true,
            };
            let is_footnote = link.kind == LinkKind::Footnote;
            let labels = facts.labels.iter().filter(|label| !is_footnote && is_same_label(&label.name, name));
            let footnotes =
                facts.footnotes.iter().filter(|note| is_footnote && is_same_label(&note.label, name));
            let mut spans = labels.map(|label| label.span).chain(footnotes.map(|footnote| footnote.span));
            spans.all(|span| inside(span) == own)
        })
    }

    fn moved(&self, asked: &Asked<'_>) -> Option<Changes> {
        let (snapshot, facts, text) = (asked.snapshot, asked.facts, &asked.text);
        let line_end = asked.line_end();
        let up = facts.headings[self.heading].level.saturating_sub(1);
        let own = facts.headings.iter().filter(|heading| self.span.covers(heading.span));
        let raised = relevelled(asked.note, text, own, -i16::from(up))?;
        let cut = |edits: &[Edit]| {
            let within = Edits::new(edits.to_vec()).applied(asked.note, &text[..self.span.end as usize]);
            format!("{}{line_end}", &within[self.span.start as usize..])
        };
        // The notes as they will be, but for what their links say.
        let mut after = snapshot.clone();
        after.index.put_note(self.path.clone(), Arc::new(Facts::read(&cut(&raised))));
        let rest = Edits::new(vec![asked.edit(self.span, "")]).applied(asked.note, text);
        after.index.put_note(snapshot.index.path(asked.note)?.clone(), Arc::new(Facts::read(&rest)));
        let new = after.index.file(self.path.as_str())?;

        let moved = Moved { asked, section: self, new };
        let place = |place: &Place| moved.place(place);
        let home = |note: FileId, span: Span| {
            Some(if note == asked.note && self.span.covers(span) { new } else { note })
        };
        let relocation = Relocation { before: snapshot, after: &after, place: &place, home: &home };
        // A link that another note writes by the name of the new one would lead there.
        let linking = [
            snapshot.index.may_link_to(asked.note),
            after.index.may_link_to(asked.note),
            after.index.may_link_to(new),
        ];
        let links = relocation.relinked(linking.concat())?;
        let is_moved = |edit: &Edit| edit.file == asked.note && self.span.covers(edit.span);
        let (inside, mut outside): (Vec<Edit>, Vec<Edit>) = links.into_iter().partition(is_moved);
        let inside = [raised, inside].concat();
        let title = &facts.headings[self.heading].title;
        let plain = title.replace(['[', ']'], "");
        let link = LinkText::new(&after).link(asked.note, &Place::File(new), &plain, false)?;
        outside.push(asked.edit(self.span, link));
        let created = NewNote { path: self.path.clone(), text: cut(&inside) };
        Some(Changes { edits: Edits::new(outside), created: Some(created), deleted: None })
    }
}

/// Where places are once a section is a note.
struct Moved<'m, 's> {
    asked: &'m Asked<'s>,
    section: &'m Section,
    new: FileId,
}

impl Moved<'_, '_> {
    /// Where a place is then; `None` where that cannot be told.
    fn place(&self, place: &Place) -> Option<Place> {
        let facts = self.asked.facts;
        let inside = |span: Span| self.section.span.covers(span);
        // Of those before a place, how many move, and whether it moves itself.
        let split = |spans: &mut dyn Iterator<Item = Span>, at: usize| {
            let spans: Vec<Span> = spans.collect();
            let moved = spans[..at].iter().filter(|span| inside(**span)).count();
            if inside(spans[at]) { (self.new, moved) } else { (self.asked.note, at - moved) }
        };
        Some(match *place {
            Place::Heading(file, at) if file == self.asked.note => {
                let (file, at) = split(&mut facts.headings.iter().map(|heading| heading.span), at);
                Place::Heading(file, at)
            }
            Place::Anchor(file, at) if file == self.asked.note => {
                let (file, at) = split(&mut facts.anchors.iter().map(|anchor| anchor.name), at);
                Place::Anchor(file, at)
            }
            Place::Footnote(file, at) if file == self.asked.note => {
                let (file, at) = split(&mut facts.footnotes.iter().map(|footnote| footnote.span), at);
                Place::Footnote(file, at)
            }
            ref other => other.clone(),
        })
    }
}

/// A file name for a title, as most notes of the vault are named: with spaces, or in lower case with hyphens.
fn file_name(snapshot: &Snapshot, title: &str) -> Option<String> {
    let stems = || snapshot.index.notes().map(|(_, path, _)| path.stem());
    let spaced = stems().filter(|stem| stem.contains(' ')).count();
    let hyphened = stems().filter(|stem| stem.contains('-')).count();
    let name = if hyphened < spaced {
        let kept = title.replace(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '#', '^', '[', ']'], " ");
        kept.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        slug(title)
    };
    let name = name.trim_matches(['.', ' ', '-']);
    (!name.is_empty() && name.chars().count() <= 100).then(|| format!("{name}.md"))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, titles};

    #[test]
    fn a_section_becomes_a_note_and_a_link_to_it_stays() {
        check(
            "\n-- d/a.md\n# A\n\n## Old part$0\n\ntext\n\n### Sub\n\nend\n\n## Next\n\nn\n",
            "Move this section to `d/old-part.md`",
            &[
                ("d/a.md", "# A\n\n[Old part](old-part.md)\n\n## Next\n\nn\n"),
                ("d/old-part.md", "# Old part\n\ntext\n\n## Sub\n\nend\n"),
            ],
        );
    }

    #[test]
    fn links_into_the_section_out_of_it_and_within_it_lead_where_they_led() {
        check(
            "
-- a.md
# A

## B$0

[1](#c) [2](#d) [3](e.md) [[#D]]

### C

## D

[4](#b) [5](#c) [6](#d)
-- e.md
# E

[7](a.md#c) [8](a.md#d) [9](a.md)
",
            "Move this section to `b.md`",
            &[
                ("a.md", "# A\n\n[B](b.md)\n\n## D\n\n[4](b.md#b) [5](b.md#c) [6](#d)\n"),
                ("b.md", "# B\n\n[1](#c) [2](a.md#d) [3](e.md) [[a#D]]\n\n## C\n"),
                ("e.md", "# E\n\n[7](b.md#c) [8](a.md#d) [9](a.md)\n"),
            ],
        );
    }

    #[test]
    fn what_cannot_stand_alone_is_not_moved() {
        for (text, rest) in [
            ("# A\n\n## B$0\n\n[x][l]\n\n## C\n\n[l]: d.md\n", ""),
            ("# A\n\n## B$0\n\nx[^n]\n\n## C\n\n[^n]: d\n", ""),
            ("# A\n\n## B$0\n\nx\n", "-- b.md\nb\n"),
            ("# A$0\n\nx\n", ""),
        ] {
            let found = titles(&format!("\n-- a.md\n{text}{rest}"));
            assert!(!found.iter().any(|title| title.starts_with("Move")), "{text}: {found:?}");
        }
    }
}
