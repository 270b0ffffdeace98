//! The link to a block or heading, to be pasted elsewhere; a block without an id gets one.

use super::super::blocks::{shown, without_id};
use super::super::link_text::LinkText;
use super::{ActionKind, Asked, Changes, Offers};
use crate::facts::AnchorKind;
use crate::resolve::Place;
use crate::text::Span;

pub(super) fn offer(offers: &mut Offers<'_, '_>) {
    let asked = std::rc::Rc::clone(&offers.asked);
    if !offers.wants(ActionKind::CopyLink) || asked.facts.is_closed(asked.range.start) {
        return;
    }
    let verb = if asked.copies { "Copy" } else { "Show" };
    if let Some((thing, link)) = known(&asked) {
        let title = format!("{verb} a link to this {thing}");
        let action = offers.add(ActionKind::CopyLink, title, |_| None);
        action.into_iter().for_each(|action| action.copied = Some(link.clone()));
        return;
    }
    let Some((block, id)) = nameless(&asked) else { return };
    let Some(link) = link_to_block(&asked, block, &id) else { return };
    let title = format!("Add a block id and {} a link to it", verb.to_lowercase());
    let action = offers.add(ActionKind::CopyLink, title, move |asked| {
        let end = Span { start: block.end, end: block.end };
        Some(Changes::from(vec![asked.edit(end, format!(" ^{id}"))]))
    });
    action.into_iter().for_each(|action| action.copied = Some(link.clone()));
}

/// What the cursor is in that a link can lead to already, with the link.
fn known(asked: &Asked<'_>) -> Option<(&'static str, String)> {
    let cursor = asked.range.start;
    let writer = LinkText::new(asked.snapshot);
    let heading = asked.facts.headings.iter().position(|heading| heading.span.touches(cursor));
    if let Some(at) = heading {
        let heading = &asked.facts.headings[at];
        let is_title = asked.facts.title.as_ref().is_some_and(|title| title.span == heading.name);
        let (thing, place) = if is_title {
            ("note", Place::File(asked.note))
        } else {
            ("heading", Place::Heading(asked.note, at))
        };
        return Some((thing, writer.link_from_anywhere(&place, &heading.title.replace(['[', ']'], ""))?));
    }
    let blocks = asked.facts.anchors.iter().enumerate();
    let mut around =
        blocks.filter(|(_, anchor)| anchor.kind == AnchorKind::Block && anchor.block.touches(cursor));
    let (at, anchor) = around.next()?;
    let shown = shown(&asked.text, anchor.block).replace(['[', ']', '|'], "");
    Some(("block", writer.link_from_anywhere(&Place::Anchor(asked.note, at), &shown)?))
}

/// The block that the cursor is in, with the id it may get: the innermost of nested ones.
fn nameless(asked: &Asked<'_>) -> Option<(Span, String)> {
    let cursor = asked.range.start;
    let found = without_id(&asked.text, asked.facts, |block| block.touches(cursor));
    found.into_iter().filter(|(block, _)| block.touches(cursor)).min_by_key(|(block, _)| block.len())
}

/// The link to a block that is about to get an id.
fn link_to_block(asked: &Asked<'_>, block: Span, id: &str) -> Option<String> {
    let note = LinkText::new(asked.snapshot);
    let shown = shown(&asked.text, block).replace(['[', ']', '|'], "");
    let link = note.link_from_anywhere(&Place::File(asked.note), &shown)?;
    Some(match link.strip_suffix("]]") {
        Some(open) => format!("{open}#^{id}]]"),
        None => format!("{}#^{id})", link.strip_suffix(')')?),
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, copied, titles};

    #[test]
    fn a_block_gets_an_id_and_the_link_to_it_is_copied() {
        let note = "\n-- d/a.md\n# A\n\nOne two.\n\n- x\n- th$0ree\n\n[[b]]\n-- b.md\n# B\n";
        let title = "Add a block id and copy a link to it";
        let link = copied(note, title);
        let id = link.trim_start_matches("[[a#^").trim_end_matches("]]").to_owned();
        assert_eq!((id.len(), link), (6, format!("[[a#^{id}]]")));
        check(note, title, &[("d/a.md", &format!("# A\n\nOne two.\n\n- x\n- three ^{id}\n\n[[b]]\n"))]);
    }

    #[test]
    fn what_can_be_linked_already_is_only_copied() {
        let b = "-- b.md\n# B\n\n[[x]]\n";
        assert_eq!(
            copied(&format!("\n-- d/a.md\n# A\n\n## One [two]$0\n{b}"), "Copy a link to this heading"),
            "[[a#One two]]"
        );
        assert_eq!(
            copied(&format!("\n-- d/a.md\ntext$0 ^id\n{b}"), "Copy a link to this block"),
            "[[a#^id]]"
        );
        assert_eq!(
            copied(&format!("\n-- d/a.md\n# A$0\n{b}-- a.md\n# A\n"), "Copy a link to this note"),
            "[[d/a]]"
        );
        let markdown = "\n-- d e/a.md\n# A\n\n## One two$0\n\n[x](../b.md)\n-- b.md\n# B\n";
        assert_eq!(copied(markdown, "Copy a link to this heading"), "[One two](/d%20e/a.md#one-two)");
        for (link, expected) in [
            ("../d/b.md", "[One two](a.md#one-two)"),
            ("/d/b.md", "[One two](/d/a.md#one-two)"),
            ("b", "[One two](a#one-two)"),
        ] {
            let beside = format!("\n-- d/a.md\n# A\n\n## One two$0\n\n[x]({link})\n-- d/b.md\n# B\n");
            assert_eq!(copied(&beside, "Copy a link to this heading"), expected);
        }
        let block = "\n-- d/a.md\n# A\n\ntext$0 ^id\n\n[x](b.md)\n-- d/b.md\n# B\n";
        assert_eq!(copied(block, "Copy a link to this block"), "[text](a.md#^id)");
    }

    #[test]
    fn code_has_no_id() {
        let found = titles("\n-- a.md\n```\nco$0de\n```\n");
        assert!(!found.iter().any(|title| title.contains("a link to")), "{found:?}");
    }
}
