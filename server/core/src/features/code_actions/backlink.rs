//! A link back: from a note that is linked to the one that links it, or from this note to all that link to it.

use super::super::link_text::LinkText;
use super::{ActionKind, Asked, Changes, Offers};
use crate::edit::{Edit, Edits};
use crate::facts::{Facts, LinkKind};
use crate::index::FileId;
use crate::resolve::{Broken, Place, Resolution, resolve};
use crate::rules::quoted;
use crate::text::Span;

pub(super) fn offer(offers: &mut Offers<'_, '_>) {
    let asked = std::rc::Rc::clone(&offers.asked);
    if !offers.wants(ActionKind::Backlink) || !asked.snapshot.complete {
        return;
    }
    let cursor = asked.range.start;
    if let Some(link) = asked.snapshot.link_at(asked.note, cursor) {
        let Resolution::Found(found) = asked.snapshot.resolve(asked.note, link) else { return };
        let Some(other) = found.place.file().filter(|file| *file != asked.note) else { return };
        let (Some(facts), Some(path)) = (asked.snapshot.facts(other), asked.snapshot.index.path(other))
        else {
            return;
        };
        if !links_to(&asked, other, facts, asked.note) {
            let title = format!("Add a link back in {}", quoted(path.as_str()));
            offers.add(ActionKind::Backlink, title, move |asked| added(asked, other, &[asked.note]));
        }
        return;
    }
    let is_title = asked.facts.title.as_ref().is_some_and(|title| title.span.touches(cursor))
        || asked.facts.headings.first().is_some_and(|first| first.level == 1 && first.span.touches(cursor));
    if !is_title {
        return;
    }
    let missing = one_sided(&asked);
    if !missing.is_empty() {
        let title = match missing.len() {
            1 => "Link back to the note that links here".to_owned(),
            count => format!("Link back to the {count} notes that link here"),
        };
        offers.add(ActionKind::Backlink, title, move |asked| added(asked, asked.note, &missing));
    }
}

/// The notes that link to this one and are not linked by it, by path.
fn one_sided(asked: &Asked<'_>) -> Vec<FileId> {
    let index = &asked.snapshot.index;
    let others = index.may_link_to(asked.note).into_iter().filter(|note| *note != asked.note);
    let mut found: Vec<FileId> = others
        .filter(|&note| index.facts(note).is_some_and(|facts| links_to(asked, note, facts, asked.note)))
        .filter(|&note| !links_to(asked, asked.note, asked.facts, note))
        .collect();
    found.sort_by_key(|&note| index.path(note));
    found.dedup();
    found
}

/// Whether a note links to another, by a link that a reader sees.
fn links_to(asked: &Asked<'_>, note: FileId, facts: &Facts, other: FileId) -> bool {
    let links = facts.links.iter().filter(|link| link.kind != LinkKind::Tag);
    links.into_iter().any(|link| match resolve(&asked.snapshot.index, note, link) {
        Resolution::Found(found) => found.place.file() == Some(other),
        Resolution::Broken(Broken::Heading(file, _) | Broken::Block(file, _)) => file == other,
        Resolution::Broken(_) | Resolution::Unjudged => false,
    })
}

/// Links at the end of a note to others: in the list that it ends with, else in one of their own.
fn added(asked: &Asked<'_>, note: FileId, others: &[FileId]) -> Option<Changes> {
    let text = asked.snapshot.text(note)?;
    let writer = LinkText::new(asked.snapshot);
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let behind = text.trim_end().len();
    let last = text[..behind].rsplit('\n').next().unwrap_or_default();
    let marker = ["- ", "* ", "+ "].into_iter().find(|marker| last.starts_with(marker));
    // Of links alone a list is one of links; under other points they would belong to those.
    let goes_on = marker.filter(|_| last.contains("]]") || last.contains("]("));
    let gap = match (behind, goes_on) {
        (0, _) => String::new(),
        (_, Some(_)) => end.to_owned(),
        (_, None) => end.repeat(2),
    };
    let lines = others.iter().map(|&other| {
        let facts = asked.snapshot.facts(other);
        let title =
            facts.and_then(|facts| facts.title.as_ref()).map(|title| title.text.replace(['[', ']'], ""));
        let stem = asked.snapshot.index.path(other)?.stem().to_owned();
        let to = Place::File(other);
        let link = title.and_then(|title| writer.link(note, &to, title.trim(), false));
        let link = link.or_else(|| writer.link(note, &to, &stem, false))?;
        Some(format!("{}{link}{end}", goes_on.unwrap_or("- ")))
    });
    let lines: Option<Vec<String>> = lines.collect();
    let edit = Edit {
        file: note,
        span: Span::new(behind..text.len()),
        text: format!("{gap}{}", lines?.concat()),
        confirm: false,
    };
    // Where a block is open to the end of the note a link would be none.
    let now = Facts::read(&Edits::new(vec![edit.clone()]).applied(note, &text));
    others.iter().all(|&other| links_to(asked, note, &now, other)).then(|| Changes::from(vec![edit]))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, titles};

    #[test]
    fn a_note_that_is_linked_links_back() {
        check(
            "\n-- d/a.md\n# A b\n\n[x](../b.md$0)\n-- b.md\n# B\n\nText.\n\n",
            "Add a link back in `b.md`",
            &[("b.md", "# B\n\nText.\n\n- [A b](d/a.md)\n")],
        );
        check(
            "\n-- a.md\n# A b\n\n[[b$0]]\n-- b.md\n# B\n\n* [[c]]",
            "Add a link back in `b.md`",
            &[("b.md", "# B\n\n* [[c]]\n* [[a|A b]]\n")],
        );
    }

    #[test]
    fn a_note_links_back_to_all_that_link_to_it() {
        check(
            "\n-- a.md\n# A$0\n\n[[c]]\n-- b.md\n# B\n\n[[a]]\n-- c.md\n[[a]]\n-- d.md\n[[A|x]]\n",
            "Link back to the 2 notes that link here",
            &[("a.md", "# A\n\n[[c]]\n\n- [[B]]\n- [[d]]\n")],
        );
    }

    #[test]
    fn links_in_both_directions_need_no_other() {
        for text in ["[[b$0]]", "[[gone$0]]", "[[a$0]]", "[x](https://b.c$0)", "[[e$0]]"] {
            let found =
                titles(&format!("\n-- a.md\n{text}\n-- b.md\n[x](a.md#h)\n-- e.md\n```\n[[a]]\n\n# [[a]]\n"));
            let is_offered = found.iter().any(|title| title.contains("link back"));
            assert_eq!(is_offered, text.contains("[[e"), "{text}: {found:?}");
        }
    }
}
