//! The changes of a note as a unified diff.

use std::fmt::Write as _;

use glossator_core::edit::Edit;

/// Lines shown above and below a change.
const CONTEXT: usize = 3;

/// Lines that change together.
struct Change {
    /// The first line, from 0.
    start: usize,
    /// How many lines of the old text it replaces.
    length: usize,
    /// What stands there afterwards.
    lines: Vec<String>,
}

/// A unified diff of the changes of a file, in the order of the text. `mark` stands before the text in the file and is
/// no part of it: a byte order mark, or nothing.
pub(super) fn unified(path: &str, mark: &str, text: &str, edits: &[&Edit]) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let changes = changes(text, &lines, edits);
    let mut diff = format!("--- a/{path}\n+++ b/{path}\n");
    let mut shift = 0_isize;
    let mut at = 0;
    while at < changes.len() {
        let mut last = at;
        while changes
            .get(last + 1)
            .is_some_and(|next| next.start <= changes[last].start + changes[last].length + 2 * CONTEXT)
        {
            last += 1;
        }
        hunk(&mut diff, mark, &lines, &changes[at..=last], &mut shift);
        at = last + 1;
    }
    diff
}

/// The changes of whole lines that some changes of characters make.
fn changes(text: &str, lines: &[&str], edits: &[&Edit]) -> Vec<Change> {
    let mut starts = vec![0];
    for line in lines {
        starts.push(starts.last().copied().unwrap_or(0) + line.len());
    }
    let line_of = |offset: usize| {
        starts.partition_point(|start| *start <= offset).saturating_sub(1).min(lines.len().saturating_sub(1))
    };
    let mut groups: Vec<(usize, usize, Vec<&Edit>)> = Vec::new();
    for edit in edits {
        let range = edit.span.range();
        let first = line_of(range.start);
        let last = if range.end == range.start { first } else { line_of(range.end - 1) };
        match groups.last_mut() {
            Some(group) if first <= group.1 => {
                group.1 = group.1.max(last);
                group.2.push(edit);
            }
            _ => groups.push((first, last, vec![edit])),
        }
    }
    let changes = groups.into_iter().map(|(first, last, edits)| {
        let (from, to) = (starts[first], starts.get(last + 1).copied().unwrap_or(text.len()));
        let mut changed = String::new();
        let mut at = from;
        for edit in edits {
            let range = edit.span.range();
            changed.push_str(text.get(at..range.start).unwrap_or_default());
            changed.push_str(&edit.text);
            at = range.end;
        }
        changed.push_str(text.get(at..to).unwrap_or_default());
        let lines = changed.split_inclusive('\n').map(str::to_owned).collect();
        Change { start: first, length: last + 1 - first, lines }
    });
    changes.collect()
}

fn hunk(diff: &mut String, mark: &str, lines: &[&str], changes: &[Change], shift: &mut isize) {
    let (Some(first), Some(last)) = (changes.first(), changes.last()) else { return };
    let from = first.start.saturating_sub(CONTEXT);
    let to = (last.start + last.length + CONTEXT).min(lines.len());
    let grown: isize =
        changes.iter().map(|change| change.lines.len() as isize - change.length as isize).sum();
    let old = to - from;
    let new = old.saturating_add_signed(grown);
    // A range of no lines names the line before it.
    let line = |at: usize, count: usize| if count == 0 { at } else { at + 1 };
    let new_from = from.saturating_add_signed(*shift);
    let _ = writeln!(diff, "@@ -{},{old} +{},{new} @@", line(from, old), line(new_from, new));
    let marked = |at: usize| if at == 0 { mark } else { "" };
    let mut at = from;
    for change in changes {
        (at..change.start).for_each(|at| put(diff, ' ', marked(at), lines[at]));
        at = change.start + change.length;
        (change.start..at).for_each(|at| put(diff, '-', marked(at), lines[at]));
        change
            .lines
            .iter()
            .enumerate()
            .for_each(|(nth, line)| put(diff, '+', marked(change.start + nth), line));
    }
    (at..to).for_each(|at| put(diff, ' ', marked(at), lines[at]));
    *shift += grown;
}

fn put(diff: &mut String, sign: char, mark: &str, line: &str) {
    diff.push(sign);
    diff.push_str(mark);
    diff.push_str(line);
    if !line.ends_with('\n') {
        diff.push_str("\n\\ No newline at end of file\n");
    }
}
