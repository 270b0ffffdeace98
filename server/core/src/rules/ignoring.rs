//! What a note says is not to be reported, and what it says so in vain.

use super::report::{Report, quoted};
use super::{Problem, Rule, Tag};
use crate::fuzzy::distance;

/// The problems of a report that the note does not turn off, in the order of the text, with the orders to ignore that
/// nothing obeyed.
pub(super) fn kept(mut report: Report<'_>) -> Vec<Problem> {
    let facts = report.facts;
    let mut problems = std::mem::take(&mut report.problems);
    if !facts.ignores.is_empty() {
        // Of each order, which of its names (or all rules, by an empty one) held something back.
        let mut used: Vec<Vec<bool>> =
            facts.ignores.iter().map(|ignore| vec![false; ignore.rules.len().max(1)]).collect();
        problems.retain(|problem| {
            let mut keep = true;
            for (ignore, used) in facts.ignores.iter().zip(&mut used) {
                let meets =
                    ignore.covers.start <= problem.span.end && problem.span.start <= ignore.covers.end;
                if !meets || ignore.unknown.is_some() {
                    continue;
                }
                if ignore.rules.is_empty() {
                    used[0] = true;
                    keep = false;
                }
                for (at, name) in ignore.rules.iter().enumerate() {
                    if is_meant(name, problem.rule) {
                        used[at] = true;
                        keep = false;
                    }
                }
            }
            keep
        });
        report_unused(&mut report, &used);
        problems.append(&mut report.problems);
    }
    problems.sort_by_key(|problem| (problem.span, problem.rule));
    problems
}

fn is_meant(name: &str, rule: Rule) -> bool {
    let family = name.strip_suffix("/*").unwrap_or(name);
    rule.code() == name || rule.family() == family || family == "all"
}

fn report_unused(report: &mut Report<'_>, used: &[Vec<bool>]) {
    let facts = report.facts;
    // Where not every note is known yet, a problem may still come.
    if !report.snapshot.complete {
        return;
    }
    for (ignore, used) in facts.ignores.iter().zip(used) {
        if let Some(order) = &ignore.unknown {
            let message = format!(
                "there is no order {}; `ignore`, `ignore-next-line` and `ignore-file` are",
                quoted(order)
            );
            report.add(Rule::UnusedIgnore, ignore.span, message);
            continue;
        }
        if ignore.rules.is_empty() && !used[0] {
            let message = "nothing is wrong here that could be ignored".to_owned();
            report.add(Rule::UnusedIgnore, ignore.span, message).map(|found| found.tag(Tag::Unnecessary));
        }
        for (name, _) in ignore.rules.iter().zip(used).filter(|(_, used)| !**used) {
            let rules = Rule::named(name);
            // A rule that is off now may be on elsewhere, or again.
            if !rules.is_empty() && !rules.iter().any(|rule| report.is_on(*rule)) {
                continue;
            }
            let message = if rules.is_empty() {
                format!("there is no rule {}{}", quoted(name), hint(name))
            } else {
                format!("{} reports nothing here that could be ignored", quoted(name))
            };
            report.add(Rule::UnusedIgnore, ignore.span, message).map(|found| found.tag(Tag::Unnecessary));
        }
    }
}

/// `; did you mean …?` with the rule or family that a name is nearest to, or nothing where none is near.
fn hint(name: &str) -> String {
    let lower = name.to_lowercase();
    let known = Rule::ALL.into_iter().flat_map(|rule| [rule.code(), rule.family()]);
    let far = |known: &str| {
        // Who knows the last part of a code alone is nearly there.
        let last = known.rsplit('/').next().unwrap_or(known);
        let near = |one: &str, other: &str| distance(one, other, other.chars().count() / 3);
        near(&lower, known).or(near(&lower, last).map(|far| far + 2))
    };
    let near = known.filter_map(|known| Some((far(known)?, known))).min();
    near.map(|(_, known)| format!("; did you mean {}?", quoted(known))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::hint;
    use crate::rules::testing::check_codes;

    #[test]
    fn the_rule_that_is_meant_is_named() {
        for (name, expected) in [
            ("link/mising-file", "; did you mean `link/missing-file`?"),
            ("missing-file", "; did you mean `link/missing-file`?"),
            ("Links", "; did you mean `link`?"),
            ("prose", ""),
        ] {
            assert_eq!(hint(name), expected, "{name}");
        }
    }

    #[test]
    fn problems_are_ignored_where_the_note_says_so() {
        check_codes(
            "\n-- a.md\n<!-- glossator: ignore link/missing-file -->\n[x](gone.md)\n\n[y](gone.md)\n",
            &["4 link/missing-file"],
        );
        check_codes("\n-- a.md\n---\nglossator: {ignore: [link]}\n---\n[x](gone.md)\n\n[y][z]\n", &[]);
        check_codes("\n-- a.md\n[x](gone.md) <!-- glossator: ignore -->\n", &[]);
        check_codes("\n-- a.md\n<!-- glossator: ignore-file link/* -->\n\n[x](gone.md)\n", &[]);
    }

    #[test]
    fn orders_that_hold_nothing_back_are_told() {
        check_codes(
            "\n-- a.md\n<!-- glossator: ignore link/self -->\n[x](gone.md)\n",
            &["1 config/unused-ignore", "2 link/missing-file"],
        );
        check_codes("\n-- a.md\n<!-- glossator: ignore link/gone -->\n\ntext\n", &["1 config/unused-ignore"]);
        check_codes("\n-- a.md\n<!-- glossator: ignore note/orphan -->\n\ntext\n", &[]);
        check_codes("\n-- a.md\n<!-- glossator: disable link -->\n\ntext\n", &["1 config/unused-ignore"]);
    }

    #[test]
    fn an_order_may_tell_its_reason_and_stand_on_several_lines() {
        check_codes(
            "\n-- a.md\n<!-- glossator: Ignore link/missing-file -- written in May -->\n[x](gone.md)\n",
            &[],
        );
        check_codes(
            "\n-- a.md\n<!-- glossator: ignore link/missing-file: written in May -->\n[x](gone.md)\n",
            &[],
        );
    }

    #[test]
    fn all_rules_may_be_named() {
        check_codes("\n-- a.md\n---\nglossator: {ignore: all}\n---\n[x](gone.md) in the the\n", &[]);
        check_codes("\n-- a.md\n---\nglossator: {ignore: all}\n---\nText.\n", &["2 config/unused-ignore"]);
        check_codes("\n-- a.md\n<!-- glossator: ignore\r\nlink/missing-file -->\r\n[x](gone.md)\r\n", &[]);
    }
}
