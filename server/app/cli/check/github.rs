//! Annotations that GitHub Actions shows beside the lines of a pull request.

use glossator_core::rules::Severity;

use super::Problem;

/// One workflow command a problem.
pub(super) fn annotations(problems: &[Problem]) -> String {
    problems.iter().map(annotation).collect()
}

fn annotation(problem: &Problem) -> String {
    let level = match problem.level {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "notice",
    };
    // GitHub knows columns inside one line only.
    let columns = if problem.line == problem.end_line {
        format!(",col={},endColumn={}", problem.column, problem.end_column.max(problem.column))
    } else {
        String::new()
    };
    format!(
        "::{level} file={},line={},endLine={}{columns},title={}::{}\n",
        property(&problem.place),
        problem.line,
        problem.end_line,
        property(problem.code),
        text(&problem.message),
    )
}

/// The text of a command, whose line ends and escapes are written as its parser reads them.
fn text(value: &str) -> String {
    value.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command, in which colons and commas part it from the next.
fn property(value: &str) -> String {
    text(value).replace(':', "%3A").replace(',', "%2C")
}
