//! Problems for people: the place, the line in question, and carets below it.

use glossator_core::rules::Severity;
use glossator_core::text::width;

use super::super::output::{Page, Style};
use super::{Found, Problem, counted};
use crate::exit::Exit;

/// Most characters of a line that are shown.
const WIDTH: usize = 100;

pub(super) fn print(found: &Found, left_out: usize) -> Result<(), Exit> {
    let mut page = Page::new();
    for problem in &found.problems {
        describe(&mut page, problem);
    }
    let notes = counted(found.notes.len(), "note");
    let left_out =
        if left_out == 0 { String::new() } else { format!(", {left_out} of the baseline left out") };
    match found.problems.len() {
        0 => page.add(format!("{notes} checked, no problems{left_out}")).end(),
        count => page.add(format!("{notes} checked, {}{left_out}", counted(count, "problem"))).end(),
    };
    page.print()
}

fn describe(page: &mut Page, problem: &Problem) {
    let style = match problem.level {
        Severity::Error => Style::Red,
        Severity::Warning => Style::Yellow,
        Severity::Information | Severity::Hint => Style::Cyan,
    };
    page.styled(Style::Bold, format!("{}:{}:{}", problem.file, problem.line, problem.column)).add(": ");
    page.styled(style, problem.severity).add(format!(": {} ", problem.message));
    page.styled(Style::Dim, format!("[{}]", problem.code)).end();
    if !problem.source.trim().is_empty() {
        let margin = problem.line.to_string().len().max(4);
        let (shown, before, width) = window(problem);
        page.styled(Style::Dim, format!("{:>margin$} | ", problem.line)).add(shown).end();
        page.styled(Style::Dim, format!("{:margin$} | ", "")).add(before);
        page.styled(style, "^".repeat(width.max(1))).end();
    }
    for related in &problem.related {
        page.styled(Style::Dim, format!("     = {}:{}: {}", related.file, related.line, related.message))
            .end();
    }
}

/// The part of the line that is shown, what stands before the carets to bring them below their place, and how many
/// carets there are: a sign of Chinese or an emoji is two columns wide.
fn window(problem: &Problem) -> (String, String, usize) {
    // A page prints a tab as a space.
    let line: Vec<char> = problem.source.trim_end().replace('\t', " ").chars().collect();
    let start = (problem.column as usize - 1).min(line.len());
    let end = if problem.end_line == problem.line { problem.end_column as usize - 1 } else { line.len() };
    let end = end.clamp(start, line.len());
    let from = if line.len() <= WIDTH { 0 } else { start.saturating_sub(WIDTH / 3) };
    let to = (from + WIDTH).min(line.len());
    let mut shown: String = line[from..to].iter().collect();
    let mut before = String::new();
    if 0 < from {
        shown.insert(0, '…');
        before.push(' ');
    }
    let skipped: String = line[from..start].iter().collect();
    before.push_str(&" ".repeat(width(&skipped)));
    if to < line.len() {
        shown.push('…');
    }
    let marked: String = line[start..end.min(to).max(start)].iter().collect();
    (shown, before, width(&marked))
}
