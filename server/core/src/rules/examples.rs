//! The examples on the pages are true: what is wrong there raises the rule, and what is right does not.

use super::Rule;
use super::testing::problems;

/// What stands around the examples of a page.
struct Around {
    code: &'static str,
    /// The note of the examples.
    note: &'static str,
    /// What the note has below the example.
    below: &'static str,
    /// The other files, in the notation of fixtures.
    beside: &'static str,
}

const fn beside(code: &'static str, beside: &'static str) -> Around {
    Around { code, note: "a.md", below: "", beside }
}

const AROUND: [Around; 19] = [
    beside("link/ambiguous", "-- web/index.md\n# Web\n-- data/index.md\n# Data\n"),
    beside("link/case-mismatch", "-- load-balancer.md\n# Balancing\n"),
    beside("link/duplicate-label", "-- plan.md\n# Plan\n-- old-plan.md\n# Old\n"),
    beside("link/empty-target", "-- paper.pdf\npaper\n"),
    beside("link/missing-block", "-- acid.md\nIt stays. ^durability\n"),
    beside("link/missing-file", "-- plans/2025.md\n# Plan\n"),
    beside("link/missing-heading", "-- acid.md\n## Isolation\n\nText.\n"),
    beside("link/missing-image", "-- img/handshake.svg\npicture\n"),
    beside("link/missing-note", "-- circuit breaker.md\n# Circuit breaker\n"),
    Around { code: "link/self", note: "plan.md", below: "\n## Budget\n\nText.\n", beside: "" },
    beside("link/unused-label", "-- plan.md\n# Plan\n"),
    Around {
        code: "topic/duplicate",
        note: "exam.md",
        below: "",
        beside: "-- biology.md\n## What is a cell wall?\n\nA layer.\n",
    },
    beside("term/deprecated", "-- leader.md\n---\ndeprecated: [master node]\n---\n# Leader\n\nIt leads.\n"),
    beside(
        "term/near-miss",
        "-- b.md\n# Liskov substitution\n\nThe Liskov substitution is a rule. A Liskov substitution holds.\n",
    ),
    beside("term/undefined", "-- b.md\n[[cell wall]]\n-- c.md\n[[cell wall]]\n"),
    Around {
        code: "term/used-before-defined",
        note: "01 cells.md",
        below: "",
        beside: "-- 05 energy.md\nA mitochondrion is the part of a cell that makes energy.\n",
    },
    beside("note/orphan", "-- cells.md\n# Cells\n"),
    beside("note/dead-end", "-- cells.md\n# Cells\n"),
    beside("config/unused-ignore", "-- plan.md\n# Plan\n"),
];

/// The pages that describe what is wrong in words.
const IN_WORDS: [&str; 3] = ["topic/near-duplicate", "note/orphan", "note/dead-end"];

/// The first block of code below a title of a page.
fn example(rule: Rule, title: &str) -> Option<String> {
    let page = rule.page();
    let from = page.find(&format!("\n## {title}\n"))?;
    let part = &page[from + 1..];
    let part = &part[..part.find("\n## Fix\n").unwrap_or(part.len())];
    let part = if title == "Wrong" { part.split("\n## Right\n").next().unwrap_or_default() } else { part };
    let mut lines = part.lines().skip_while(|line| !line.starts_with("```"));
    let fence = lines.next()?.trim_end_matches("markdown");
    Some(lines.take_while(|line| *line != fence).map(|line| format!("{line}\n")).collect())
}

fn is_raised(rule: Rule, text: &str) -> bool {
    let around = AROUND.iter().find(|around| around.code == rule.code());
    let (note, below, beside) = around.map_or(("a.md", "", ""), |a| (a.note, a.below, a.beside));
    let (_, problems) = problems(&format!("\n-- {note}\n{text}{below}{beside}"), &[rule.code()]);
    problems.iter().any(|problem| problem.rule == rule)
}

#[test]
fn what_is_wrong_is_raised() {
    let is_silent = |rule: &Rule| match example(*rule, "Wrong") {
        Some(text) => !is_raised(*rule, &text),
        None => !IN_WORDS.contains(&rule.code()),
    };
    let silent: Vec<&str> = Rule::ALL.into_iter().filter(is_silent).map(Rule::code).collect();
    assert!(silent.is_empty(), "silent on what their pages call wrong: {silent:?}");
}

#[test]
fn what_is_right_is_not() {
    let is_loud = |rule: &Rule| example(*rule, "Right").is_some_and(|text| is_raised(*rule, &text));
    let loud: Vec<&str> = Rule::ALL.into_iter().filter(is_loud).map(Rule::code).collect();
    assert!(loud.is_empty(), "raised by what their pages call right: {loud:?}");
}
