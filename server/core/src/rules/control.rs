//! Which problems are shown in an editor, and when.

use super::{Problem, Severity};
use crate::text::Span;

/// Most problems of one note that an editor is given, links not counted.
pub const MOST_IN_EDITOR: usize = 20;

/// The problems of a note that an editor shows: all of its links, and of the others the worst. Of equally bad ones
/// those of rules with few problems come first: what a note has everywhere is its habit. The order stays.
#[must_use]
pub fn most_important(problems: Vec<Problem>) -> Vec<Problem> {
    let is_link = |problem: &Problem| problem.rule.family() == "link";
    let others = problems.iter().filter(|problem| !is_link(problem)).count();
    if others <= MOST_IN_EDITOR {
        return problems;
    }
    let of_rule = |problem: &Problem| problems.iter().filter(|other| other.rule == problem.rule).count();
    let mut ranked: Vec<usize> = (0..problems.len()).filter(|&at| !is_link(&problems[at])).collect();
    ranked.sort_by_key(|&at| {
        let problem = &problems[at];
        (std::cmp::Reverse(problem.severity), of_rule(problem), problem.span)
    });
    let mut kept: Vec<bool> = problems.iter().map(is_link).collect();
    for at in ranked.into_iter().take(MOST_IN_EDITOR) {
        kept[at] = true;
    }
    problems.into_iter().zip(kept).filter_map(|(problem, kept)| kept.then_some(problem)).collect()
}

/// Whether a problem waits until the line that is being edited is left: nobody wants to be told of a sentence that is
/// still being written.
#[must_use]
pub fn held_back(problem: &Problem, edited: Span) -> bool {
    let is_mild = problem.severity <= Severity::Information;
    is_mild && problem.span.start <= edited.end && edited.start <= problem.span.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rule;

    fn problem(rule: Rule, severity: Severity, start: u32) -> Problem {
        let span = Span { start, end: start + 1 };
        Problem {
            rule,
            severity,
            span,
            message: String::new(),
            target: None,
            related: Vec::new(),
            tag: None,
            fix: None,
        }
    }

    #[test]
    fn the_worst_and_the_rarest_are_shown() {
        let mut all: Vec<Problem> =
            (0..30).map(|at| problem(Rule::LostMarkup, Severity::Hint, at * 10)).collect();
        all.push(problem(Rule::CutOff, Severity::Hint, 400));
        all.push(problem(Rule::StaleContents, Severity::Warning, 410));
        all.extend((0..25).map(|at| problem(Rule::MissingFile, Severity::Warning, 500 + at)));
        let shown = most_important(all);
        assert_eq!(shown.len(), MOST_IN_EDITOR + 25);
        for rule in [Rule::CutOff, Rule::StaleContents] {
            assert!(shown.iter().any(|problem| problem.rule == rule));
        }
        assert!(shown.is_sorted_by_key(|problem| problem.span.start));
    }

    #[test]
    fn only_mild_problems_of_the_edited_line_wait() {
        let line = Span { start: 10, end: 20 };
        assert!(held_back(&problem(Rule::CutOff, Severity::Hint, 12), line));
        assert!(held_back(&problem(Rule::Casing, Severity::Information, 20), line));
        assert!(!held_back(&problem(Rule::CutOff, Severity::Hint, 21), line));
        assert!(!held_back(&problem(Rule::MissingFile, Severity::Warning, 12), line));
    }
}
