//! Prose that went wrong on its way into the note.

use super::Rule;
use super::report::{Report, quoted};
use crate::facts::Topic;
use crate::facts::slips::{SlipKind, decoded};
use crate::outline::{Loss, TopicKind};
use crate::text::Span;

pub(super) fn check(report: &mut Report<'_>) {
    let facts = report.facts;
    for slip in &facts.slips {
        match slip.kind {
            SlipKind::Garbled => mojibake(report, slip.span),
            SlipKind::Doubled => doubled(report, slip.span),
            SlipKind::OpenFence => open_fence(report, slip.span),
            SlipKind::CutOff => {
                let message = format!("this sentence stops at {}", quoted(slip.span.of(report.text())));
                report.add(Rule::CutOff, slip.span, message);
            }
            SlipKind::Lost(loss) => lost(report, slip.span, loss),
            SlipKind::Ragged { .. } | SlipKind::EmptyLabel | SlipKind::Repeated => {}
        }
    }
    if report.is_on(Rule::LostMarkup) {
        plain_titles(report);
    }
}

fn mojibake(report: &mut Report<'_>, span: Span) {
    if !report.is_on(Rule::Mojibake) {
        return;
    }
    let facts = report.facts;
    let parts: Vec<(Span, String)> =
        decoded(report.text()).into_iter().filter(|(span, _)| !facts.is_closed(span.start)).collect();
    let signs = quoted(span.of(report.text()));
    let message = format!("{signs} stands here for a sign that was decoded wrongly");
    let Some(found) = report.add(Rule::Mojibake, span, message) else { return };
    if !parts.is_empty() {
        found.safe_fix("Decode the note's garbled signs", parts);
    }
}

fn doubled(report: &mut Report<'_>, span: Span) {
    if !report.is_on(Rule::DoubledWord) {
        return;
    }
    let word = span.of(report.text()).trim().to_owned();
    let found = report.add(Rule::DoubledWord, span, format!("{} stands here twice", quoted(&word)));
    found.map(|found| found.safe_fix(format!("Remove the second `{word}`"), vec![(span, String::new())]));
}

fn open_fence(report: &mut Report<'_>, span: Span) {
    let message = "this code block never ends: all that follows reads as code".to_owned();
    report.add(Rule::UnclosedFence, span, message);
}

fn lost(report: &mut Report<'_>, span: Span, loss: Loss) {
    let message = match loss {
        Loss::Fence => "these lines read as code, and no fence says so",
        Loss::Torn => "this sentence was torn where it had inline code",
        Loss::Glued => "a label is glued to the sentence before it",
    };
    report.add(Rule::LostMarkup, span, message.to_owned());
}

/// Titles that are no headings to Markdown, in a note that has lost its headings: where most titles are headings, the
/// others are what their writer made them.
fn plain_titles(report: &mut Report<'_>) {
    let facts = report.facts;
    let is_heading = |topic: &&Topic| matches!(topic.kind, TopicKind::Atx | TopicKind::Setext);
    let headings = facts.topics.iter().filter(is_heading).count();
    let plain: Vec<&Topic> = facts.topics.iter().filter(|topic| is_plain(topic.kind)).collect();
    if plain.len() <= headings {
        return;
    }
    for topic in plain {
        // `compare with [[Walls]]` leads elsewhere and opens nothing.
        let leads_away = || facts.links.iter().any(|link| topic.span.covers(link.span));
        if !topic.title.ends_with('?') && leads_away() {
            continue;
        }
        let message = match topic.kind {
            TopicKind::Question | TopicKind::Chat => "this question is no heading",
            _ => "this title is no heading",
        };
        let message = format!("{message}: {}", quoted(&topic.title));
        let heading = as_heading(report.text(), topic);
        let Some(found) = report.add(Rule::LostMarkup, topic.name, message) else { return };
        if let Some(heading) = heading {
            found.unsafe_fix("Turn it into a heading", vec![(topic.span, heading)]);
        }
    }
}

fn is_plain(kind: TopicKind) -> bool {
    match kind {
        TopicKind::Question | TopicKind::Label | TopicKind::Numbered | TopicKind::Chat => true,
        TopicKind::Atx | TopicKind::Setext | TopicKind::Bold => false,
    }
}

/// The line of a title as a heading; `None` where it has several lines.
pub(crate) fn as_heading(text: &str, topic: &Topic) -> Option<String> {
    let line = text.get(topic.span.range())?;
    let line = line.trim_start_matches(['-', '*', '+', ' ', '>']).trim_end();
    let title = line.strip_suffix(':').unwrap_or(line).trim_end();
    let is_single = !title.contains('\n') && !title.is_empty();
    is_single.then(|| format!("{} {title}", "#".repeat(usize::from(topic.level.clamp(1, 6)))))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check_codes, check_fixed};

    #[test]
    fn garbled_signs_are_told_once_and_decoded() {
        let note = "\n-- a.md\n# Cells\n\nThey donâ€™t. CafÃ© donâ€™t `â€™`.\n";
        check_codes(note, &["3 text/mojibake"]);
        check_fixed(note, "text/mojibake", "# Cells\n\nThey don’t. Café don’t `â€™`.\n");
    }

    #[test]
    fn doubled_words_are_told_and_removed() {
        let note = "\n-- a.md\nIt is in the the book.\n";
        check_codes(note, &["1 text/doubled-word"]);
        check_fixed(note, "text/doubled-word", "It is in the book.\n");
    }

    #[test]
    fn a_fence_that_never_closes_is_told() {
        check_codes("\n-- a.md\nRun:\n\n```sh\nls\n", &["3 text/unclosed-fence"]);
    }

    #[test]
    fn a_sentence_that_stops_is_told() {
        check_codes("\n-- a.md\nThe cell is enclosed by the\n", &["1 text/cut-off"]);
    }

    #[test]
    fn questions_that_lost_their_headings_are_told_and_turned_back() {
        let note = "\n-- a.md\nWhat is a cell?\n\nA cell is small.\n\nWhat is a wall?\n\nA wall is thin.\n";
        check_codes(note, &["1 text/lost-markup", "5 text/lost-markup"]);
        check_fixed(
            note,
            "text/lost-markup",
            "# What is a cell?\n\nA cell is small.\n\n# What is a wall?\n\nA wall is thin.\n",
        );
    }

    #[test]
    fn questions_among_headings_are_what_their_writer_made_them() {
        check_codes(
            "\n-- a.md\n# Cells\n\nText.\n\n## Walls\n\nText.\n\n## Cores\n\nWhat is a nucleus?\n\nA nucleus is small.\n",
            &[],
        );
    }
}
