//! A note becomes a section of the one that links to it, where that link stands alone on its line; the note is deleted.
//!
//! The way back from [`extract`](super::extract).

use std::sync::Arc;

use super::relocation::{Relocation, labels_stay_apart, relevelled};
use super::{ActionKind, Asked, Changes, Offers};
use crate::edit::Edits;
use crate::facts::{Facts, Link, LinkKind};
use crate::index::FileId;
use crate::resolve::{Place, Resolution, is_same_label};
use crate::rules::quoted;
use crate::syntax::front_matter::FrontMatter;
use crate::text::Span;

pub(super) fn offer(offers: &mut Offers<'_, '_>) {
    let asked = std::rc::Rc::clone(&offers.asked);
    if !asked.deletes || !asked.snapshot.complete || !offers.wants(ActionKind::InlineTopic) {
        return;
    }
    let Some(guest) = Guest::at(&asked) else { return };
    let Some(path) = asked.snapshot.index.path(guest.note) else { return };
    let title = format!("Move {} in here", quoted(path.as_str()));
    offers.add(ActionKind::InlineTopic, title, move |asked| guest.moved_in(asked));
}

/// A note that can be a section here.
struct Guest<'s> {
    note: FileId,
    facts: &'s Facts,
    /// The link that it takes the place of.
    link: &'s Link,
    /// The level of its first heading here.
    level: u8,
    /// Whether what is said here goes on behind the link, so that no heading may stand between.
    goes_on: bool,
}

impl<'s> Guest<'s> {
    fn at(asked: &Asked<'s>) -> Option<Self> {
        let link = asked.snapshot.link_at(asked.note, asked.range.start)?;
        let is_kind = matches!(link.kind, LinkKind::Wiki | LinkKind::Embed | LinkKind::Inline);
        let line = asked.lines_of(link.span);
        if !is_kind
            || link.span.of(&asked.text) != line.of(&asked.text).trim_end()
            || line.start != link.span.start
        {
            return None;
        }
        let Resolution::Found(found) = asked.snapshot.resolve(asked.note, link) else { return None };
        let Place::File(note) = found.place else { return None };
        let facts = asked.snapshot.facts(note).filter(|_| note != asked.note)?;
        // What only front matter says would be lost.
        let has_fields =
            !facts.aliases.is_empty() || !facts.tags.is_empty() || facts.front_matter_error.is_some();
        if has_fields || !labels_stay_apart(asked.facts, facts) {
            return None;
        }
        let around =
            asked.facts.headings.iter().rev().find(|heading| heading.section.contains(link.span.start));
        let level = around.map_or(1, |heading| heading.level + 1);
        let rest = asked.text[line.end as usize..].trim_start();
        let behind = asked.text.len() - rest.len();
        let is_heading =
            |start: usize| asked.facts.headings.iter().any(|found| found.span.start as usize == start);
        let goes_on = !rest.is_empty() && !is_heading(behind);
        let is_linked = || {
            let mut links = asked.snapshot.links_to(note, |place| place.file() == Some(note));
            links.any(|(from, other)| from != note && (from, other.span) != (asked.note, link.span))
        };
        if goes_on && (!facts.headings.is_empty() || is_linked()) {
            return None;
        }
        Some(Self { note, facts, link, level, goes_on })
    }

    fn moved_in(&self, asked: &Asked<'_>) -> Option<Changes> {
        let snapshot = asked.snapshot;
        let index = &snapshot.index;
        let text = snapshot.text(self.note).filter(|text| text.len() == self.facts.lines.len() as usize)?;
        let body_start = FrontMatter::cut(&text).map_or(0, |front| front.span.end as usize);
        let is_gap = |c: char| c.is_whitespace() || c == '\u{feff}';
        let body_start = text.len() - text[body_start..].trim_start_matches(is_gap).len();
        let body = Span::new(body_start.min(text.trim_end().len())..text.trim_end().len());

        // It starts with a heading, so that links to the note have a place to lead to.
        let first = self.facts.headings.first();
        let is_headed = first.is_some_and(|first| first.span.start as usize == body_start);
        let lift = match first.filter(|_| is_headed) {
            Some(first) => i16::from(self.level) - i16::from(first.level),
            None => i16::from(self.level),
        };
        let levels = relevelled(self.note, &text, &self.facts.headings, lift)?;
        let title = match &self.facts.title {
            Some(title) => title.text.to_string(),
            None => index.path(self.note)?.stem().to_owned(),
        };
        let end = asked.line_end();
        let heading = if is_headed || self.goes_on {
            String::new()
        } else {
            format!("{} {title}{end}{end}", "#".repeat(usize::from(self.level)))
        };
        let put_in = |edits: &[crate::edit::Edit]| {
            let edits = Edits::new([&levels[..], edits].concat());
            let whole = edits.applied(self.note, &text);
            let lost = text.len() - body.end as usize;
            let body = whole.get(body.start as usize..whole.len() - lost).unwrap_or_default();
            format!("{heading}{}", if end == "\n" { body.replace("\r\n", "\n") } else { body.to_owned() })
        };

        let mut after = snapshot.clone();
        let own_path = index.path(asked.note)?.clone();
        let with = Edits::new(vec![asked.edit(self.link.span, put_in(&[]))]).applied(asked.note, &asked.text);
        let now = Arc::new(Facts::read(&with));
        after.index.remove(index.path(self.note)?.as_str());
        after.index.put_note(own_path, Arc::clone(&now));

        let added = usize::from(!heading.is_empty());
        let is_before = |start: u32| start < self.link.span.start;
        let own = asked.facts.headings.iter().filter(|own| is_before(own.span.start)).count();
        let place = |place: &Place| -> Option<Place> {
            let here = |file: FileId| file == asked.note || file == self.note;
            let facts = |file| if file == self.note { self.facts } else { asked.facts };
            Some(match *place {
                Place::File(file) if file == self.note && !self.goes_on => Place::Heading(asked.note, own),
                Place::File(file) if file == self.note => return None,
                Place::Heading(file, at) if file == self.note => Place::Heading(asked.note, own + added + at),
                Place::Heading(file, at) if file == asked.note && own <= at => {
                    Place::Heading(file, at + added + self.facts.headings.len())
                }
                Place::Anchor(file, at) if here(file) => {
                    let anchor = facts(file).anchors.get(at)?;
                    let is_it =
                        |found: &crate::facts::Anchor| found.kind == anchor.kind && found.id == anchor.id;
                    Place::Anchor(asked.note, now.anchors.iter().position(is_it)?)
                }
                Place::Footnote(file, at) if here(file) => {
                    let label = &facts(file).footnotes.get(at)?.label;
                    let found = now.footnotes.iter().position(|found| is_same_label(&found.label, label));
                    Place::Footnote(asked.note, found?)
                }
                ref other => other.clone(),
            })
        };
        let home = |note: FileId, span: Span| match note {
            note if note == self.note => body.covers(span).then_some(asked.note),
            note if note == asked.note && self.link.span.covers(span) => None,
            note => Some(note),
        };
        let relocation = Relocation { before: snapshot, after: &after, place: &place, home: &home };
        // A note that gets its first heading is called by it.
        let linking = [
            index.may_link_to(self.note),
            index.may_link_to(asked.note),
            after.index.may_link_to(asked.note),
        ];
        let links = relocation.relinked(linking.concat())?;
        let (inside, mut outside): (Vec<_>, Vec<_>) =
            links.into_iter().partition(|edit| edit.file == self.note);
        outside.push(asked.edit(self.link.span, put_in(&inside)));
        Some(Changes { edits: Edits::new(outside), created: None, deleted: Some(self.note) })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{DELETED, check, titles};

    #[test]
    fn a_note_becomes_a_section_where_it_is_linked() {
        check(
            "\n-- d/a.md\n# A\n\n[Old part](old-part.md$0)\n\n## Next\n\nn\n-- d/old-part.md\n# Old part\n\ntext\n\n## Sub\n\nend\n",
            "Move `d/old-part.md` in here",
            &[
                ("d/a.md", "# A\n\n## Old part\n\ntext\n\n### Sub\n\nend\n\n## Next\n\nn\n"),
                ("d/old-part.md", DELETED),
            ],
        );
        check(
            "\n-- a.md\n# A\n\n![[b$0]]\n-- b.md\n---\ncreated: 2020\n---\nSmall.\n-- c.md\n[[b]]\n",
            "Move `b.md` in here",
            &[("a.md", "# A\n\n## b\n\nSmall.\n"), ("b.md", DELETED), ("c.md", "[[a#b]]\n")],
        );
    }

    #[test]
    fn in_the_middle_of_a_text_only_text_is_put() {
        check(
            "\n-- a.md\n# A\n\n![[b$0]]\n\nMore.\n-- b.md\nSmall *text*.\n",
            "Move `b.md` in here",
            &[("a.md", "# A\n\nSmall *text*.\n\nMore.\n"), ("b.md", DELETED)],
        );
        for b in ["# B\n\ntext\n", "text [[c]]\n-- c.md\n[[b]]\n"] {
            let found = titles(&format!("\n-- a.md\n# A\n\n![[b$0]]\n\nMore.\n-- b.md\n{b}"));
            assert!(!found.iter().any(|title| title.starts_with("Move")), "{b}: {found:?}");
        }
    }

    #[test]
    fn links_lead_where_they_led() {
        check(
            "
-- a.md
# A

## D

[1](#d) [2](#e) [3](sub/b.md#c) [4](sub/b.md)

[b](sub/b.md$0)

## E
-- e.md
[5](a.md#e) [6](sub/b.md#c) [[sub/b|7]] [8](a.md#d)
-- sub/b.md
# D

[9](#d) [10](#c) [11](../a.md#e) [12](../e.md) ![p](p.png)

## C

[13](../sub) ^id
-- sub/p.png
PNG
",
            "Move `sub/b.md` in here",
            &[
                (
                    "a.md",
                    "# A

## D

[1](#d) [2](#e) [3](#c) [4](#d-1)

### D

[9](#d-1) [10](#c) [11](#e) [12](e.md) ![p](sub/p.png)

#### C

[13](sub) ^id

## E
",
                ),
                ("e.md", "[5](a.md#e) [6](a.md#c) [[a#D#D|7]] [8](a.md#d)\n"),
                ("sub/b.md", DELETED),
            ],
        );
    }

    #[test]
    fn what_would_be_lost_stays_a_note() {
        for (text, b) in [
            ("see [[b$0]]", "# B\n"),
            ("[[b$0#C]]", "# B\n\n## C\n"),
            ("[[b$0]]", "---\ntags: x\n---\n# B\n"),
            ("[[b$0]]", "---\naliases: [x]\n---\n# B\n"),
            ("[[b$0]]\n\n[l]: c.md", "[l]\n\n[l]: d.md\n"),
            ("x[^1]\n\n[^1]: y\n\n[[b$0]]", "z[^1]\n\n[^1]: w\n"),
            ("- [[b$0]]", "# B\n"),
        ] {
            let found = titles(&format!("\n-- a.md\n# A\n\n{text}\n-- b.md\n{b}"));
            assert!(!found.iter().any(|title| title.starts_with("Move `b")), "{text}: {found:?}");
        }
    }
}
