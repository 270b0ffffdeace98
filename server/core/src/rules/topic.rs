//! Topics without content, and topics that several places are about.

mod duplicate;
mod near;

use super::Rule;
use super::report::{Report, quoted};
use crate::cancel::{Cancel, Cancellable};
use crate::facts::Topic;
use crate::facts::slips::SlipKind;
use crate::outline::TopicKind;
use crate::terms::fold::{Token, fold_token};
use crate::terms::title::TitleKind;

pub(super) fn check(report: &mut Report<'_>, cancel: &Cancel) -> Cancellable<()> {
    if report.is_any_on(&[Rule::EmptyTopic, Rule::Unanswered]) {
        empty(report);
    }
    // What a part of the vault does not have says nothing.
    if report.snapshot.complete {
        if report.is_on(Rule::DuplicateTopic) {
            duplicate::check(report, cancel)?;
        }
        if report.is_on(Rule::NearDuplicate) {
            near::check(report, cancel)?;
        }
    }
    Ok(())
}

fn empty(report: &mut Report<'_>) {
    let facts = report.facts;
    let placeholders = ["fixme", "tba", "tbd", "todo", "wip"].map(fold_token);
    for topic in &facts.topics {
        if topic.answered && !holds_a_place(report, topic, &placeholders) {
            continue;
        }
        let title = quoted(&topic.title);
        if is_question(topic) {
            report.add(Rule::Unanswered, topic.name, format!("{title} has no answer below it"));
        } else {
            report.add(Rule::EmptyTopic, topic.name, format!("nothing stands below {title}"));
        }
    }
    for slip in facts.slips.iter().filter(|slip| slip.kind == SlipKind::EmptyLabel) {
        // A label that opens a topic was told of as one.
        if facts
            .topics
            .iter()
            .any(|topic| topic.name.start <= slip.span.end && slip.span.start <= topic.name.end)
        {
            continue;
        }
        let label = quoted(slip.span.of(report.text()).trim_end_matches(':').trim_end());
        report.add(Rule::EmptyTopic, slip.span, format!("nothing stands behind {label}"));
    }
}

/// Whether all that stands below a title says that something is to come: `TODO`.
fn holds_a_place(report: &Report<'_>, topic: &Topic, placeholders: &[Token]) -> bool {
    // A range that goes on behind the body holds nested topics.
    if 40 < topic.body.len() || topic.body.is_empty() || topic.body.end < topic.range.end {
        return false;
    }
    let words = report.facts.words.iter().skip_while(|word| word.span.start < topic.body.start);
    let mut words = words.take_while(|word| word.span.end <= topic.body.end).peekable();
    words.peek().is_some() && words.all(|word| placeholders.contains(&word.token))
}

fn is_question(topic: &Topic) -> bool {
    matches!(topic.kind, TopicKind::Question | TopicKind::Chat)
        || topic.title.ends_with(['?', '？'])
        || matches!(topic.asks, TitleKind::Question)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check_codes;

    #[test]
    fn topics_without_content_are_told() {
        check_codes(
            "\n-- a.md\n# Cells\n\nText.\n\n## Walls\n\n## What is a core?\n",
            &["5 topic/empty", "7 topic/unanswered"],
        );
        check_codes("\n-- a.md\n# Cells\n\nText.\n\n## Walls\n\nTODO\n", &["5 topic/empty"]);
        check_codes("\n-- a.md\n# Cells\n\n- Walls: thin\n- Cores:\n\n## End\n\nText.\n", &["4 topic/empty"]);
    }

    #[test]
    fn topics_with_any_content_are_not() {
        check_codes(
            "\n-- a.md\n# Cells\n\n## Walls\n\n![](a.png)\n\n## Cores\n\n```\nx\n```\n-- a.png\nignored\n",
            &[],
        );
    }
}
