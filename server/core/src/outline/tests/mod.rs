//! Whole notes, each with the topics a reader would find in it.

mod everyday;
mod headings;
mod labels;
mod nesting;
mod pages;
mod prose;
mod questions;

use proptest::prelude::*;

use super::{Topic, topics};
use crate::syntax::parse;

/// Compares the topics of a note with those expected: one a line, indented by level, the kind before the title, an
/// unanswered one marked as open.
#[track_caller]
fn check(note: &str, expected: &str) {
    let topics = topics(&parse(note));
    check_spans(note, &topics);
    let shown: Vec<String> = topics.iter().map(shown).collect();
    assert_eq!(shown.join("\n"), expected.trim_matches('\n'), "{note}");
}

fn shown(topic: &Topic) -> String {
    let kind = topic.kind.name();
    let indent = "  ".repeat(usize::from(topic.level) - 1);
    format!("{indent}{kind} {}{}", topic.title, if topic.answered { "" } else { " (open)" })
}

/// What holds for the topics of every text.
#[track_caller]
fn check_spans(note: &str, topics: &[Topic]) {
    for (at, topic) in topics.iter().enumerate() {
        for span in [topic.span, topic.name, topic.range, topic.body] {
            assert!(note.get(span.range()).is_some(), "{span:?} lies on character boundaries");
        }
        assert!(!topic.title.is_empty() && 0 < topic.level);
        assert!(topic.span.covers(topic.name) && topic.range.covers(topic.span), "{topic:?}");
        assert!(topic.body.is_empty() || topic.range.covers(topic.body), "{topic:?}");
        assert!(topic.body.is_empty() || topic.span.end <= topic.body.start, "{topic:?}");
        let Some(next) = topics.get(at + 1) else {
            continue;
        };
        assert!(topic.span.end <= next.span.start, "titles follow each other: {topic:?} {next:?}");
        assert!(topic.body.end <= next.span.start, "a body ends above the next title: {topic:?} {next:?}");
    }
    for topic in topics {
        let Some(parent) = topic.parent.map(|parent| &topics[parent]) else {
            continue;
        };
        assert!(parent.level < topic.level && parent.range.covers(topic.range), "{parent:?} {topic:?}");
        assert!(parent.answered || !topic.answered, "{parent:?} {topic:?}");
    }
    for pair in topics.windows(2).filter(|pair| pair[1].parent == pair[0].parent) {
        assert!(pair[0].range.end <= pair[1].range.start, "siblings lie apart: {pair:?}");
    }
}

/// Lines of every kind, and pieces that make others of them.
fn line() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "# Title",
        "## 1. Ünïcode 😀",
        "###",
        "##No space",
        "Title\n===",
        "Text\n---",
        "Text\n-",
        "---",
        "***",
        "",
        "",
        "   ",
        "What is a cell?",
        "¿Qué es?",
        "什么是细胞？",
        "  an answer below it",
        "\tindented",
        "- item",
        "  - nested",
        "1. Numbered",
        "2. Numbered",
        "1. What is it?",
        "   inside",
        "- [ ] task",
        "**Bold line**",
        "**Bold**: text",
        "LABEL:",
        "Kinds of Cells:",
        "Kinds of cells:",
        "Bare Title",
        "🔬 Emoji title",
        "ðŸ”¬ torn",
        "“Quoted, right?”",
        "> quote?",
        "> # quoted",
        "| a | b |",
        "|---|---|",
        "```",
        "~~~",
        "    code",
        "# comment",
        "git status",
        "key:",
        "key: value",
        "You said:",
        "ChatGPT said:",
        "What is",
        "code.yml",
        "?",
        "for a Small Team",
        "A vs. B",
        "A sentence that is long enough to be a paragraph, with a full stop at its end, and more than a hundred bytes.",
        "<div>",
        "</div>",
        "<!--",
        "-->",
        "%%",
        "$$",
        "[^1]: note",
        "[a]: b",
        ": definition",
        "(1) Title {#id}",
        "Q: x",
        "\r",
        "\u{feff}",
        "---\ntitle: x\n---",
        "é*_`[",
        "a\\",
        "#tag",
        "key:: value",
        "[[wiki|shown]] ^id",
        "1.1 Dotted Part",
    ]);
    prop_oneof![8 => known.prop_map(str::to_owned), 1 => "[ -~é漢😀\t*_#?:`\\-]{0,30}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_lines_make_topics_that_nest(lines in prop::collection::vec(line(), 0..40), windows in any::<bool>()) {
        let note = lines.join(if windows { "\r\n" } else { "\n" });
        check_spans(&note, &topics(&parse(&note)));
    }

    #[test]
    fn any_text_makes_topics_that_nest(note in "\\PC{0,200}") {
        check_spans(&note, &topics(&parse(&note)));
    }
}
