//! Footnotes that nothing refers to, or that are there twice.

use foldhash::HashSet;

use super::report::{Report, quoted};
use super::{Rule, Tag};
use crate::facts::Target;
use crate::letters::caseless;
use crate::text::Span;

pub(super) fn check(report: &mut Report<'_>) {
    let facts = report.facts;
    if facts.footnotes.is_empty() {
        return;
    }
    let used: HashSet<String> = facts
        .links
        .iter()
        .filter_map(|link| match &link.target {
            Target::Footnote(used) => Some(caseless(used)),
            _ => None,
        })
        .collect();
    for (at, footnote) in facts.footnotes.iter().enumerate() {
        let label =
            Span { start: footnote.span.start, end: footnote.span.start + footnote.label.len() as u32 + 3 };
        let first = facts.footnote(&footnote.label).filter(|first| *first < at);
        if let Some(first) = first.map(|first| &facts.footnotes[first]) {
            let related = super::Related {
                file: report.note,
                span: first.span,
                message: "the one that is shown".to_owned(),
            };
            let message =
                format!("the footnote {} is there already", quoted(&format!("[^{}]", footnote.label)));
            report.add(Rule::DuplicateFootnote, label, message).map(|found| found.related([related]));
            continue;
        }
        if !used.contains(&caseless(&footnote.label)) {
            let message =
                format!("nothing refers to the footnote {}", quoted(&format!("[^{}]", footnote.label)));
            report.add(Rule::UnusedFootnote, label, message).map(|found| found.tag(Tag::Unnecessary));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check_codes;

    #[test]
    fn footnotes_are_used_once_and_defined_once() {
        check_codes("\n-- a.md\nA[^1] b[^a].\n\n[^1]: One.\n\n[^A]: Two.\n", &[]);
        check_codes(
            "\n-- a.md\nA[^1].\n\n[^1]: One.\n\n[^2]: Two.\n\n[^1]: Three.\n",
            &["5 footnote/unused", "7 footnote/duplicate"],
        );
    }
}
