//! Headings that readers and outlines cannot tell apart, or that skip a level.

use foldhash::{HashMap, HashMapExt};

use super::report::{Report, quoted};
use super::{Related, Rule};
use crate::facts::Heading;

pub(super) fn check(report: &mut Report<'_>) {
    if report.is_on(Rule::DuplicateSibling) {
        duplicate_siblings(report);
    }
    if report.is_on(Rule::LevelSkip) {
        level_skips(report);
    }
}

/// Two headings of one text below the same heading: a link by their name reaches the first one only.
///
/// Below different headings the same title is how people write (`Example` in every chapter), and below the same one
/// sections of a log repeat, so more than two are left alone.
fn duplicate_siblings(report: &mut Report<'_>) {
    let facts = report.facts;
    let headings = &facts.headings;
    let mut alike: HashMap<(Option<usize>, u8, &str), Vec<usize>> = HashMap::new();
    for (at, (heading, parent)) in headings.iter().zip(parents(headings)).enumerate() {
        if !heading.key.is_empty() && !is_part(&heading.key) {
            alike.entry((parent, heading.level, &heading.key)).or_default().push(at);
        }
    }
    let mut pairs: Vec<(usize, usize)> = alike
        .into_values()
        .filter_map(|alike| if let [first, second] = alike[..] { Some((first, second)) } else { None })
        .collect();
    pairs.sort_unstable();
    for (first, second) in pairs {
        let heading = &headings[second];
        let related =
            Related { file: report.note, span: headings[first].name, message: "the first one".to_owned() };
        let message = format!("there is another heading {} below the same heading", quoted(&heading.title));
        report.add(Rule::DuplicateSibling, heading.name, message).map(|found| found.related([related]));
    }
}

/// Titles of parts that repeat because each belongs to what stands above it.
fn is_part(key: &str) -> bool {
    const PARTS: [&str; 16] = [
        "answer",
        "answers",
        "code",
        "cons",
        "example",
        "examples",
        "exercise",
        "explanation",
        "note",
        "notes",
        "output",
        "pros",
        "question",
        "solution",
        "summary",
        "usage",
    ];
    PARTS.binary_search(&key).is_ok() || key.chars().all(|c| c.is_ascii_digit())
}

/// The heading that each one stands below, as an index.
fn parents(headings: &[Heading]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut parents = Vec::with_capacity(headings.len());
    for (at, heading) in headings.iter().enumerate() {
        while open.last().is_some_and(|&last| heading.level <= headings[last].level) {
            open.pop();
        }
        parents.push(open.last().copied());
        open.push(at);
    }
    parents
}

/// A heading more than one level below the one above it. Where the note skips the level everywhere, it is its habit.
fn level_skips(report: &mut Report<'_>) {
    let facts = report.facts;
    let mut levels = [0_u32; 8];
    facts.headings.iter().for_each(|heading| levels[usize::from(heading.level.min(7))] += 1);
    let mut steps = [[0_u32; 7]; 7];
    for pair in facts.headings.windows(2) {
        steps[usize::from(pair[0].level.min(6))][usize::from(pair[1].level.min(6))] += 1;
    }
    for pair in facts.headings.windows(2) {
        let (above, below) = (pair[0].level, pair[1].level);
        let is_used =
            (above + 1..below).any(|level| levels.get(usize::from(level)).is_some_and(|count| 0 < *count));
        if above + 1 < below && is_used && steps[usize::from(above.min(6))][usize::from(below.min(6))] < 3 {
            let message = format!("this heading of level {below} stands right below one of level {above}");
            report.add(Rule::LevelSkip, pair[1].name, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check_codes;

    #[test]
    fn siblings_of_one_name_are_told() {
        check_codes(
            "\n-- a.md\n# A\n## Walls\nx\n## Cells\nx\n## Walls!\ny\n",
            &["6 heading/duplicate-sibling"],
        );
    }

    #[test]
    fn the_same_name_elsewhere_is_fine() {
        check_codes("\n-- a.md\n# A\n## Walls\nx\n# B\n## Walls\ny\n", &[]);
        check_codes("\n-- a.md\n# A\n## Example\nx\n## Example\ny\n", &[]);
        check_codes("\n-- a.md\n# A\n## Monday\nx\n## Monday\ny\n## Monday\nz\n", &[]);
    }

    #[test]
    fn a_skipped_level_is_told_where_the_note_uses_it() {
        check_codes("\n-- a.md\n# A\n### C\nx\n## B\ny\n### D\nz\n", &["2 heading/level-skip"]);
        check_codes("\n-- a.md\n# A\n### C\nx\n# B\n### D\nz\n", &[]);
    }
}
