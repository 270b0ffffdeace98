//! A line that opens a subject becomes the heading that it is.

use super::{ActionKind, Asked, Changes, Offers};
use crate::edit::Edits;
use crate::facts::{Facts, Topic};
use crate::outline::TopicKind;
use crate::rules::as_heading;
use crate::text::Span;

pub(super) fn offer(offers: &mut Offers<'_, '_>) {
    let asked = std::rc::Rc::clone(&offers.asked);
    if !offers.wants(ActionKind::Heading) {
        return;
    }
    let is_heading = |topic: &Topic| matches!(topic.kind, TopicKind::Atx | TopicKind::Setext);
    let here = asked.facts.topics.iter().find(|topic| asked.touches(topic.span) && !is_heading(topic));
    if let Some(changes) = here.and_then(|topic| turned(&asked, topic)) {
        offers.add(ActionKind::Heading, "Turn this line into a heading", move |_| Some(changes));
    }
}

/// The line as a heading, with empty lines around it where it would join what stands there.
fn turned(asked: &Asked<'_>, topic: &Topic) -> Option<Changes> {
    let heading = as_heading(&asked.text, topic)?;
    let heading = heading.replace("**", "");
    let line = asked.lines_of(topic.span);
    // In a quote or behind text on its own line there is no room for a heading.
    let before = asked.text.get(line.start as usize..topic.span.start as usize)?;
    if !before.trim_matches([' ', '\t']).is_empty() {
        return None;
    }
    let line_end = asked.line_end();
    let above = asked.text[..line.start as usize].lines().last().unwrap_or_default();
    let below = asked.text[line.end as usize..].lines().nth(1).unwrap_or_default();
    let gap = |neighbour: &str| if neighbour.trim().is_empty() { "" } else { line_end };
    let text = format!("{}{heading}{}", gap(above), gap(below));
    let edits = Edits::new(vec![asked.edit(Span { start: line.start, end: topic.span.end }, text)]);
    let new = Facts::read(&edits.applied(asked.note, &asked.text));
    let is_one_more = new.headings.len() == asked.facts.headings.len() + 1;
    is_one_more.then_some(Changes { edits, ..Changes::default() })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, titles};

    const TITLE: &str = "Turn this line into a heading";

    #[test]
    fn a_question_becomes_a_heading() {
        check(
            "\n-- a.md\n# Cells\n\nText.\n\nWhat is a ce$0ll?\n\nA cell is small.\n",
            TITLE,
            &[("a.md", "# Cells\n\nText.\n\n## What is a cell?\n\nA cell is small.\n")],
        );
        check(
            "\n-- a.md\n# Cells\n\nWhat is a ce$0ll?\nA cell is small.\n",
            TITLE,
            &[("a.md", "# Cells\n\n## What is a cell?\n\nA cell is small.\n")],
        );
    }

    #[test]
    fn a_heading_and_plain_text_stay() {
        for text in ["# Ce$0lls\n\nText.\n", "# Cells\n\nTe$0xt.\n"] {
            let found = titles(&format!("\n-- a.md\n{text}"));
            assert!(!found.contains(&TITLE.to_owned()), "{found:?}");
        }
    }
}
