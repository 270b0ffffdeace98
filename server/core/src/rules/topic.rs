//! Topics without content, and topics that several places are about.

mod duplicate;
mod near;

use std::cell::OnceCell;
use std::sync::LazyLock;

use super::Rule;
use super::report::{Report, quoted};
use crate::cancel::{Cancel, Cancellable};
use crate::facts::slips::SlipKind;
use crate::facts::{Topic, Word};
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
    let words = OnceCell::new();
    let mut is_form: Option<bool> = None;
    for (at, topic) in facts.topics.iter().enumerate() {
        if topic.answered && !holds_a_place(report, topic, &words) {
            continue;
        }
        if leads_elsewhere(report, topic) || is_one_of_several(report, at) {
            continue;
        }
        let title = quoted(&topic.title);
        if is_question(topic) {
            report.add(Rule::Unanswered, topic.name, format!("{title} has no answer below it"));
        } else {
            // What has topics below it is empty where those are, and they are told of.
            let has_topics = facts.topics.get(at + 1).is_some_and(|next| next.parent == Some(at));
            if has_topics || is_to_come(topic) || *is_form.get_or_insert_with(|| self::is_form(report)) {
                continue;
            }
            report.add(Rule::EmptyTopic, topic.name, format!("nothing stands below {title}"));
        }
    }
    for slip in facts.slips.iter().filter(|slip| slip.kind == SlipKind::EmptyLabel) {
        // A label that opens a topic was told of as one.
        let behind = facts.topics.partition_point(|topic| topic.name.start <= slip.span.end);
        let before = behind.checked_sub(1).and_then(|last| facts.topics.get(last));
        if before.is_some_and(|topic| slip.span.start <= topic.name.end) {
            continue;
        }
        let label = quoted(slip.span.of(report.text()).trim_end_matches(':').trim_end());
        report.add(Rule::EmptyTopic, slip.span, format!("nothing stands behind {label}"));
    }
}

/// Whether a title is a link, so that what is said of it stands where that leads: `## [[Walls]]`.
fn leads_elsewhere(report: &Report<'_>, topic: &Topic) -> bool {
    report.facts.links.iter().any(|link| link.span.covers(topic.name) && topic.span.covers(link.span))
}

/// Whether a title in code stands right above another: the forms of one thing, told of together below the last.
fn is_one_of_several(report: &Report<'_>, at: usize) -> bool {
    let topics = &report.facts.topics;
    let (Some(topic), Some(next)) = (topics.get(at), topics.get(at + 1)) else { return false };
    let is_code = |topic: &Topic| {
        let source = report.text().get(topic.span.range()).unwrap_or_default();
        let title = source.trim_matches(|c: char| c == '#' || c.is_whitespace());
        title.starts_with('`') && title.ends_with('`')
    };
    topic.level == next.level && is_code(topic) && is_code(next)
}

/// Words that stand where something is to come; the first three announce an answer.
static PLACEHOLDERS: LazyLock<[Token; 14]> = LazyLock::new(|| {
    let words = [
        "a",
        "ans",
        "answer",
        "fixme",
        "tba",
        "tbd",
        "todo",
        "wip",
        "folgt",
        "kommt",
        "noch",
        "pendiente",
        "pendente",
        "позже",
    ];
    words.map(fold_token)
});

/// Whether all that stands below a title says that something is to come: `TODO`, `...`, `Answer:`.
///
/// `words` are those of the note, unpacked once: a long note has thousands of short topics.
fn holds_a_place(report: &Report<'_>, topic: &Topic, words: &OnceCell<Vec<Word>>) -> bool {
    // A range that goes on behind the body holds nested topics.
    if 40 < topic.body.len() || topic.body.is_empty() || topic.body.end < topic.range.end {
        return false;
    }
    let words = words.get_or_init(|| report.facts.words.iter().collect());
    let first = words.partition_point(|word| word.span.start < topic.body.start);
    let end = words.partition_point(|word| word.span.end <= topic.body.end);
    let words = words.get(first..end).unwrap_or_default();
    if words.is_empty() {
        let body = report.text().get(topic.body.range()).unwrap_or_default().trim();
        // Below a title, an empty item may be what is left of a list that goes on below the next title.
        let nothing = if is_question(topic) { ".…?-–—*+_[]" } else { ".…?" };
        let is_nothing = |c: char| c.is_whitespace() || nothing.contains(c);
        return !body.is_empty() && body.chars().all(is_nothing);
    }
    let announces = |token: Token| PLACEHOLDERS[..3].contains(&token);
    words.iter().all(|word| {
        let label = || {
            let behind = report.text().get(word.span.end as usize..).unwrap_or_default();
            behind.trim_start().starts_with(':')
        };
        PLACEHOLDERS.contains(&word.token) && (!announces(word.token) || label())
    })
}

/// Whether a title says that what belongs below it comes later, as the first part of a log of changes does.
fn is_to_come(topic: &Topic) -> bool {
    let title = topic.title.trim_matches(|c: char| !c.is_alphanumeric());
    ["unreleased", "upcoming", "next release", "next version"]
        .iter()
        .any(|known| title.eq_ignore_ascii_case(known))
}

/// Whether a note is filled in by and by, so that its empty parts are no oversight: that of a day, a template, or a board
/// that a plugin shows.
fn is_form(report: &Report<'_>) -> bool {
    let path = report.path(report.note).to_lowercase();
    let name = path.rsplit('/').next().unwrap_or_default();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    // `2026-03-04`, `2026-W10`, `20260304`.
    let starts_with_date = name.get(..4).is_some_and(digits)
        && (name[4..].starts_with("-w")
            || name.get(4..8).is_some_and(digits)
            || name.get(4..7).is_some_and(|rest| rest.starts_with(['-', '_', '.']) && digits(&rest[1..])));
    let has_hole = |topic: &Topic| ["{{", "<%"].iter().any(|hole| topic.title.contains(hole));
    let is_shown_otherwise = report.facts.fields.iter().any(|field| field.ends_with("-plugin"));
    starts_with_date
        || is_shown_otherwise
        || path.contains("template")
        || report.facts.topics.iter().any(has_hole)
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
    fn titles_that_lead_elsewhere_and_forms_of_one_thing_are_not_empty() {
        check_codes(
            "\n-- a.md\n# Cells\n\nText.\n\n## [[Walls]]\n\n## [**Cores**](https://a.example)\n\n## End\n\nText.\n-- Walls.md\n# Walls\n\nThin.\n",
            &[],
        );
        check_codes("\n-- a.md\n# Cells\n\nText.\n\n## `split(a)`\n\n## `split(a, b)`\n\nIt splits.\n", &[]);
        check_codes("\n-- a.md\n# Cells\n\nText.\n\n## `split`\n\n## End\n\nText.\n", &["5 topic/empty"]);
        check_codes(
            "\n-- a.md\n# Cells\n\nText.\n\n## Walls and [[Cores]]\n\n## End\n\nText.\n-- Cores.md\nx\n",
            &["5 topic/empty"],
        );
    }

    #[test]
    fn what_holds_a_place_is_no_content() {
        check_codes("\n-- a.md\n# Cells\n\nText.\n\n## Walls\n\n...\n", &["5 topic/empty"]);
        check_codes("\n-- a.md\n## What is a wall?\n\nAnswer:\n", &["1 topic/unanswered"]);
        check_codes("\n-- a.md\n## Was ist eine Wand?\n\nkommt noch …\n", &["1 topic/unanswered"]);
        check_codes("\n-- a.md\n## What is a wall?\n\n- [ ]\n", &["1 topic/unanswered"]);
        check_codes("\n-- a.md\n## What is a wall?\n\n-\n", &["1 topic/unanswered"]);
        check_codes("\n-- a.md\n## What is a wall?\n\nA\n", &[]);
    }

    #[test]
    fn forms_are_filled_in_by_and_by() {
        let parts = "# Day\n\nText.\n\n## Ideas\n\n## Tomorrow\n";
        for path in ["2026-03-04.md", "log/2026-W10.md", "20260304 monday.md", "templates/day.md"] {
            check_codes(&format!("\n-- {path}\n{parts}"), &[]);
        }
        check_codes(&format!("\n-- 2026 plans.md\n{parts}"), &["5 topic/empty", "7 topic/empty"]);
        check_codes(&format!("\n-- board.md\n---\nkanban-plugin: basic\n---\n{parts}"), &[]);
        check_codes("\n-- day.md\n# {{title}}\n\nText.\n\n## Ideas\n", &[]);
    }

    #[test]
    fn a_log_of_changes_opens_with_what_is_to_come() {
        check_codes("\n-- a.md\n# Changes\n\nText.\n\n## [Unreleased]\n\n## 1.0\n\nText.\n", &[]);
    }

    #[test]
    fn what_has_topics_below_it_is_told_by_them() {
        check_codes(
            "\n-- a.md\n# Cells\n\nText.\n\n## To ask\n\n### What is a wall?\n\n### What is a core?\n",
            &["7 topic/unanswered", "9 topic/unanswered"],
        );
    }

    #[test]
    fn topics_with_any_content_are_not() {
        check_codes(
            "\n-- a.md\n# Cells\n\n## Walls\n\n![](a.png)\n\n## Cores\n\n```\nx\n```\n-- a.png\nignored\n",
            &[],
        );
    }
}
