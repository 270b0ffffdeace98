//! The contents list of a note: put in where there is none, else written anew.

use super::super::link_text::LinkText;
use super::{ActionKind, Asked, Changes, Offers};
use crate::edit::Edit;
use crate::facts::Heading;
use crate::resolve::Place;
use crate::rules::contents_fixes;
use crate::text::Span;

/// Fewest headings that are worth a list; shorter ones are not read as contents either.
const FEWEST: usize = 3;

/// How many levels of headings are listed.
const LEVELS: u8 = 3;

pub(super) fn offer(offers: &mut Offers<'_, '_>) {
    let asked = std::rc::Rc::clone(&offers.asked);
    if !asked.facts.contents.is_empty() {
        // One that is right already has nothing to be offered.
        let fixes = if offers.wants(ActionKind::Contents) {
            contents_fixes(asked.snapshot, asked.note)
        } else {
            Vec::new()
        };
        if !fixes.is_empty() {
            offers.add(ActionKind::Contents, "Update the table of contents", move |asked| {
                let edits = fixes.into_iter().map(|(span, text)| asked.edit(span, text));
                Some(edits.collect::<Vec<Edit>>().into())
            });
        }
    } else if FEWEST <= listed(&asked).len() {
        offers.add(ActionKind::Contents, "Insert a table of contents", inserted);
    }
}

/// The headings to list, as their numbers: not the title, and none that cannot be linked.
fn listed(asked: &Asked<'_>) -> Vec<usize> {
    let facts = asked.facts;
    let title = facts.title.as_ref().map(|title| title.span);
    let is_section = |heading: &Heading| Some(heading.name) != title && !heading.slug.is_empty();
    let sections = facts.headings.iter().filter(|heading| is_section(heading));
    let Some(top) = sections.map(|heading| heading.level).min() else { return Vec::new() };
    let all = facts.headings.iter().enumerate();
    let listed = all.filter(|(_, heading)| is_section(heading) && heading.level < top + LEVELS);
    listed.map(|(at, _)| at).collect()
}

/// The list in front of the first heading that it lists.
fn inserted(asked: &Asked<'_>) -> Option<Changes> {
    let writer = LinkText::new(asked.snapshot);
    let headings = &asked.facts.headings;
    let listed = listed(asked);
    let line_end = asked.line_end();
    let mut list = String::new();
    // The levels of the headings around the one that is written.
    let mut around: Vec<u8> = Vec::new();
    let mut written = 0;
    for &at in &listed {
        let heading = &headings[at];
        while around.last().is_some_and(|outer| heading.level <= *outer) {
            around.pop();
        }
        let Some(link) = entry(asked, &writer, at, &heading.title) else { continue };
        list.push_str(&format!("{}- {link}{line_end}", "  ".repeat(around.len())));
        around.push(heading.level);
        written += 1;
    }
    let first = headings.get(*listed.first()?)?.span.start;
    let line = asked.lines_of(Span { start: first, end: first }).start;
    let before = &asked.text[..line as usize];
    let is_apart = before.lines().last().is_none_or(|last| last.trim().is_empty());
    let gap = if is_apart { "" } else { line_end };
    let at = Span { start: line, end: line };
    (FEWEST <= written).then(|| vec![asked.edit(at, format!("{gap}{list}{line_end}"))].into())
}

fn entry(asked: &Asked<'_>, writer: &LinkText<'_>, at: usize, title: &str) -> Option<String> {
    let place = Place::Heading(asked.note, at);
    if writer.is_wiki() {
        return writer.name(asked.note, &place, None).map(|name| format!("[[{name}]]"));
    }
    let title = title.replace(['[', ']'], "");
    let mut shown = String::new();
    for character in title.chars() {
        if matches!(character, '\\' | '*' | '_' | '`' | '<' | '$') {
            shown.push('\\');
        }
        shown.push(character);
    }
    writer.link(asked.note, &place, &shown, false)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, titles};

    const INSERT: &str = "Insert a table of contents";

    #[test]
    fn the_list_stands_above_the_first_section() {
        check(
            "\n-- a.md\n# A$0\n\nAbout.\n\n## B b\n\n#### C_d\n\n## E [f]\n\ng\n",
            INSERT,
            &[(
                "a.md",
                "# A\n\nAbout.\n\n- [B b](#b-b)\n  - [C\\_d](#c_d)\n- [E f](#e-f)\n\n## B b\n\n#### C_d\n\n## E [f]\n\ng\n",
            )],
        );
        check(
            "\n-- a.md\n# A$0\n## B\n## C\n## D\n[[a]]\n",
            INSERT,
            &[("a.md", "# A\n\n- [[#B]]\n- [[#C]]\n- [[#D]]\n\n## B\n## C\n## D\n[[a]]\n")],
        );
    }

    #[test]
    fn a_list_that_is_there_is_updated_and_no_second_one_offered() {
        let list = "- [B](#b)\n- [C](#c)\n- [D](#d)\n";
        let sections = "\n## B\n\nb\n\n## C\n\nc\n\n## D\n\nd\n";
        let found = titles(&format!("\n-- a.md\n# A$0\n\n{list}{sections}"));
        assert!(!found.iter().any(|title| title.contains("table of contents")), "{found:?}");
        check(
            &format!("\n-- a.md\n# A$0\n\n{list}{sections}\n## E\n\ne\n"),
            "Update the table of contents",
            &[("a.md", &format!("# A\n\n{list}- [E](#e)\n{sections}\n## E\n\ne\n"))],
        );
    }

    #[test]
    fn a_short_note_needs_none() {
        let found = titles("\n-- a.md\n# A$0\n\n## B\n\n## C\n");
        assert!(!found.contains(&INSERT.to_owned()), "{found:?}");
    }
}
