//! Levels, ranges and names.

use super::{check, topics};
use crate::syntax::parse;

/// Compares what each topic covers, its body and its name with those expected.
#[track_caller]
fn check_parts(note: &str, expected: &[(&str, &str, &str)]) {
    let topics = topics(&parse(note));
    let found: Vec<_> =
        topics.iter().map(|topic| (topic.name.of(note), topic.range.of(note), topic.body.of(note))).collect();
    assert_eq!(found, expected, "{note}");
}

#[test]
fn a_range_ends_with_its_last_line_of_text() {
    check_parts(
        "# One\n\ntext\n\n## Two\n\nmore\n\n---\n\n# Three\n",
        &[
            ("One", "# One\n\ntext\n\n## Two\n\nmore", "text"),
            ("Two", "## Two\n\nmore", "more"),
            ("Three", "# Three", ""),
        ],
    );
}

#[test]
fn a_name_is_the_title_without_its_signs() {
    check_parts(
        "## 1. 🔬 **Cell `walls`** {#cw}\nx\n",
        &[("Cell `walls", "## 1. 🔬 **Cell `walls`** {#cw}\nx", "x")],
    );
    check_parts(
        "é\n\n# [[Plant|Plants]] #bio ^id\n",
        &[("Plants]] #bio", "# [[Plant|Plants]] #bio ^id", "")],
    );
}

#[test]
fn a_name_ends_with_its_line() {
    check_parts("##Cells `a\nb`\n", &[("Cells `a", "##Cells `a\nb`", "b`")]);
}

#[test]
fn an_answer_keeps_its_indentation() {
    check_parts(
        "What is a root?\n  It holds the plant.\n  It drinks.\n",
        &[(
            "What is a root?",
            "What is a root?\n  It holds the plant.\n  It drinks.",
            "  It holds the plant.\n  It drinks.",
        )],
    );
}

#[test]
fn a_question_in_a_list_covers_its_item_only() {
    check_parts(
        "- What is a root?\n  - It drinks.\n- What is a stem?\n  - It carries.\n- Leaves\n",
        &[
            ("What is a root?", "- What is a root?\n  - It drinks.", "  - It drinks."),
            ("What is a stem?", "- What is a stem?\n  - It carries.", "  - It carries."),
        ],
    );
}

#[test]
fn a_heading_without_text_is_answered_by_what_is_nested() {
    check(
        "# A\n## B\ntext\n## C\n# D\n## E\n",
        "atx A\n  atx B\n  atx C (open)\natx D (open)\n  atx E (open)",
    );
}

#[test]
fn a_skipped_level_is_no_parent() {
    let topics = topics(&parse("## A\n#### B\n### C\n# D\n"));
    let parents: Vec<_> = topics.iter().map(|topic| topic.parent).collect();
    assert_eq!(parents, [None, Some(0), Some(0), None]);
}
