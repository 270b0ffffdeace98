//! Wiki links become Markdown links and Markdown links wiki links, one or all of a note.

use super::super::link_text::LinkText;
use super::{ActionKind, Asked, Offers};
use crate::edit::Edit;
use crate::facts::{Fragment, Link, LinkKind, Target};
use crate::resolve::{Place, Resolution};

pub(super) fn offer(offers: &mut Offers<'_, '_>) {
    let asked = std::rc::Rc::clone(&offers.asked);
    if !offers.wants(ActionKind::RewriteLink) {
        return;
    }
    let Some(link) = asked.snapshot.link_at(asked.note, asked.range.start) else { return };
    let to_wiki = match link.kind {
        LinkKind::Wiki => false,
        LinkKind::Inline => true,
        _ => return,
    };
    let writer = LinkText::new(asked.snapshot).of_kind(to_wiki);
    let Some(edit) = rewritten(&asked, &writer, link) else { return };
    let kind = if to_wiki { "wiki" } else { "Markdown" };
    offers.add(ActionKind::RewriteLink, format!("Make it a {kind} link"), move |_| Some(vec![edit].into()));
    let same = link.kind;
    let count = asked.facts.links.iter().filter(|link| link.kind == same).count();
    if 1 < count {
        offers.add(ActionKind::RewriteLink, format!("Make all such links {kind} links"), move |asked| {
            let writer = LinkText::new(asked.snapshot).of_kind(to_wiki);
            let links = asked.facts.links.iter().filter(|link| link.kind == same);
            Some(links.filter_map(|link| rewritten(asked, &writer, link)).collect::<Vec<Edit>>().into())
        });
    }
}

/// A link written the other way; `None` where it would lead elsewhere or say something else.
fn rewritten(asked: &Asked<'_>, writer: &LinkText<'_>, link: &Link) -> Option<Edit> {
    let Resolution::Found(found) = asked.snapshot.resolve(asked.note, link) else { return None };
    let text = &asked.text;
    // In front matter a link is a value, and inside another link there is none.
    let is_inside = |other: &Link| other.span != link.span && other.span.covers(link.span);
    if asked.facts.is_closed(link.span.start) || asked.facts.links.iter().any(is_inside) {
        return None;
    }
    let source = link.span.of(text);
    let shown = match &link.target {
        Target::Name { path, fragment, .. } if link.shown == link.target_span => match fragment {
            Some(Fragment::Headings(names)) => names.last()?.to_string(),
            Some(Fragment::Block(_)) => path.to_string(),
            None => path.to_string(),
        },
        Target::Name { .. } => link.shown.of(text).to_owned(),
        Target::Path { .. } => {
            // A title or a query has no place in a wiki link.
            let behind = &text[link.target_span.end as usize..link.span.end as usize];
            let is_bare = source.starts_with('[') && matches!(behind, ")" | ">)");
            if !is_bare || link.target_span.of(text).contains('?') {
                return None;
            }
            link.shown.of(text).to_owned()
        }
        _ => return None,
    };
    if shown.trim().is_empty() || matches!(found.place, Place::Folder(_)) {
        return None;
    }
    let line = text[..link.span.start as usize].rsplit('\n').next().unwrap_or_default();
    let in_table = line.trim_start().starts_with('|');
    let written = writer.link(asked.note, &found.place, &shown, in_table)?;
    Some(asked.edit(link.span, written))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, titles};

    const B: &str = "-- d/b.md\n# B\n\n## One two\n\ntext ^id\n";

    #[track_caller]
    fn check_link(before: &str, title: &str, after: &str) {
        check(&format!("\n-- a.md\n{before}\n{B}"), title, &[("a.md", &format!("{after}\n"))]);
    }

    #[test]
    fn one_link_is_written_the_other_way() {
        let markdown = "Make it a Markdown link";
        check_link("[[b$0#One two]] [[b]]", markdown, "[One two](d/b.md#one-two) [[b]]");
        check_link("[[b$0|it]]", markdown, "[it](d/b.md)");
        let wiki = "Make it a wiki link";
        check_link("[it](d/b.md$0#one-two)", wiki, "[[b#One two|it]]");
        check_link("[b](d/b.md$0)", wiki, "[[b]]");
        check_link("[it](d/b.md$0#^id)", wiki, "[[b#^id|it]]");
    }

    #[test]
    fn all_links_of_a_note_are_written_the_other_way() {
        check_link(
            "[[b$0]] [[b#One two|it]] [[gone]] [x](d/b.md)",
            "Make all such links Markdown links",
            "[b](d/b.md) [it](d/b.md#one-two) [[gone]] [x](d/b.md)",
        );
    }

    #[test]
    fn what_would_be_lost_stays() {
        for link in
            ["[x](d/b.md 'T$0')", "[x](d/b.md?q$0)", "[[gone$0]]", "![x](d/b.md$0)", "[x](https://a.b$0)"]
        {
            let found = titles(&format!("\n-- a.md\n{link}\n{B}"));
            assert!(!found.iter().any(|title| title.starts_with("Make it")), "{link}: {found:?}");
        }
    }
}
