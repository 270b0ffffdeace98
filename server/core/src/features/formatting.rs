//! Formatting: tables are aligned as they are shown, and nothing else in a note is touched.
//!
//! Widths are those of a terminal or an editor with a fixed-width font: `数` takes two columns, `é` one. What the
//! cells say and how the columns are aligned stays, byte for byte.

mod on_newline;

pub use on_newline::on_newline;

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use crate::index::FileId;
use crate::snapshot::Snapshot;
use crate::syntax::{BlockKind, Syntax, parse, with_known_line_ends};
use crate::text::Span;

/// Widest column that others are padded to, in columns of the screen. One long cell would otherwise make every row of a
/// table as long as itself.
const WIDEST: usize = 160;

/// Narrowest column: `:-:` needs that much.
const NARROWEST: usize = 3;

/// A change of the note that is formatted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatEdit {
    /// What is replaced.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// The changes that align the tables of a note, in the order of the text; of those alone that a part of it touches.
#[must_use]
pub fn formatting(snapshot: &Snapshot, note: FileId, within: Option<Span>) -> Vec<FormatEdit> {
    snapshot.text(note).map(|text| format_tables(&text, within)).unwrap_or_default()
}

fn format_tables(text: &str, within: Option<Span>) -> Vec<FormatEdit> {
    let text = &with_known_line_ends(text);
    let syntax = parse(text);
    let tables = syntax.blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::Table);
    let touched = tables.filter(|(_, block)| {
        within.is_none_or(|within| block.span.touches(within.start) || within.touches(block.span.start))
    });
    touched.filter_map(|(at, _)| Table::read(&syntax, at)).flat_map(|table| table.edits(text)).collect()
}

/// The lines of a table.
struct Table<'t> {
    rows: Vec<Row<'t>>,
    alignments: Vec<Alignment>,
}

/// A line of a table.
struct Row<'t> {
    /// The line without indentation, marks of quotes, and line end.
    span: Range<usize>,
    /// The texts of its cells, without space around them.
    cells: Vec<&'t str>,
    is_delimiter: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Alignment {
    None,
    Left,
    Center,
    Right,
}

impl<'t> Table<'t> {
    /// Reads a table; `None` for one whose lines are not what they seem.
    fn read(syntax: &Syntax<'t>, at: usize) -> Option<Self> {
        let block = &syntax.blocks[at];
        let below = syntax.blocks[at + 1..block.end].iter();
        let known = below.filter(|row| matches!(row.kind, BlockKind::Row { .. })).count();
        let mut rows = Vec::new();
        let mut start = block.span.start as usize;
        for line in block.span.of(syntax.text).split_inclusive('\n') {
            let lead = if rows.is_empty() {
                0
            } else {
                line.len() - line.trim_start_matches([' ', '\t', '>']).len()
            };
            let end = line.trim_end().len().max(lead);
            let row = &line[lead..end];
            let is_delimiter = rows.len() == 1;
            rows.push(Row { span: start + lead..start + end, cells: cells(row), is_delimiter });
            start += line.len();
        }
        // The parser does not tell of the line below the header, all others are rows to it.
        let delimiter = rows.get(1).filter(|_| rows.len() == known + 1)?;
        let alignments: Option<Vec<Alignment>> = delimiter.cells.iter().map(|cell| alignment(cell)).collect();
        let alignments = alignments.filter(|alignments| alignments.len() == rows[0].cells.len())?;
        Some(Self { rows, alignments })
    }

    fn edits(&self, text: &str) -> Vec<FormatEdit> {
        let columns = 0..self.alignments.len();
        let width = |column: usize| {
            let rows = self.rows.iter().filter(|row| !row.is_delimiter);
            let widths = rows.filter_map(|row| row.cells.get(column)).map(|cell| cell.width());
            widths.max().unwrap_or(0).clamp(NARROWEST, WIDEST)
        };
        let widths: Vec<usize> = columns.map(width).collect();
        let changed = self.rows.iter().filter_map(|row| {
            let line = self.line(row, &widths);
            (line != text[row.span.clone()])
                .then(|| FormatEdit { span: Span::new(row.span.clone()), text: line })
        });
        changed.collect()
    }

    fn line(&self, row: &Row<'_>, widths: &[usize]) -> String {
        let mut line = String::from("|");
        for (column, (&width, &alignment)) in widths.iter().zip(&self.alignments).enumerate() {
            let cell = row.cells.get(column).copied().unwrap_or_default();
            line.push(' ');
            if row.is_delimiter {
                line.push_str(&rule(alignment, width));
            } else {
                pad_into(cell, alignment, width, &mut line);
            }
            line.push_str(" |");
        }
        // Cells behind the last column are shown nowhere, and still somebody wrote them.
        for cell in row.cells.iter().skip(widths.len()) {
            line.push(' ');
            line.push_str(cell);
            line.push_str(" |");
        }
        line
    }
}

/// The texts between the pipes of a line. A pipe behind a backslash is none (GFM, extension *Tables*); one inside a code
/// span is.
fn cells(line: &str) -> Vec<&str> {
    let mut cells = Vec::new();
    let first = usize::from(line.starts_with('|'));
    let mut start = first;
    for (at, _) in line.match_indices('|').filter(|&(at, _)| first <= at) {
        // Tables are cut before anything else is read, so that one backslash escapes a pipe whatever stands before it.
        if !line[..at].ends_with('\\') {
            cells.push(line[start..at].trim());
            start = at + 1;
        }
    }
    if start < line.len() {
        cells.push(line[start..].trim());
    }
    cells
}

fn alignment(cell: &str) -> Option<Alignment> {
    let dashes = cell.trim_start_matches(':').trim_end_matches(':');
    if dashes.is_empty() || !dashes.bytes().all(|byte| byte == b'-') {
        return None;
    }
    Some(match (cell.starts_with(':'), cell.ends_with(':')) {
        (false, false) => Alignment::None,
        (true, false) => Alignment::Left,
        (true, true) => Alignment::Center,
        (false, true) => Alignment::Right,
    })
}

/// The line below a header.
fn rule(alignment: Alignment, width: usize) -> String {
    match alignment {
        Alignment::None => "-".repeat(width),
        Alignment::Left => format!(":{}", "-".repeat(width - 1)),
        Alignment::Center => format!(":{}:", "-".repeat(width - 2)),
        Alignment::Right => format!("{}:", "-".repeat(width - 1)),
    }
}

fn pad_into(cell: &str, alignment: Alignment, width: usize, line: &mut String) {
    let space = width.saturating_sub(cell.width());
    let before = match alignment {
        Alignment::None | Alignment::Left => 0,
        Alignment::Center => space / 2,
        Alignment::Right => space,
    };
    line.extend(std::iter::repeat_n(' ', before));
    line.push_str(cell);
    line.extend(std::iter::repeat_n(' ', space - before));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn formatted(text: &str, within: Option<Span>) -> String {
        let mut changed = text.to_owned();
        for edit in format_tables(text, within).into_iter().rev() {
            changed.replace_range(edit.span.range(), &edit.text);
        }
        changed
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = formatted(text, None);
        assert_eq!(found, expected);
        assert_eq!(formatted(&found, None), found, "formatting twice is formatting once");
    }

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        check(
            "|a|bb|\n|-|-|\n|long cell|c|\n",
            "| a         | bb  |\n| --------- | --- |\n| long cell | c   |\n",
        );
    }

    #[test]
    fn markers_of_alignment_stay_and_hold() {
        check(
            "|a|b|c|d|\n|:-|:-:|-:|-|\n|long a|long b|long c|long d|\n",
            "| a      |   b    |      c | d      |\n| :----- | :----: | -----: | ------ |\n| long a | long b | long c | long d |\n",
        );
    }

    #[test]
    fn width_is_what_is_seen() {
        check("|数据|é|\n|-|-|\n|a|😀|\n", "| 数据 | é   |\n| ---- | --- |\n| a    | 😀  |\n");
    }

    #[test]
    fn pipes_inside_cells_stay() {
        check(
            "|a|b|\n|-|-|\n|[[n\\|x]]|`c\\|d`|\n",
            "| a        | b      |\n| -------- | ------ |\n| [[n\\|x]] | `c\\|d` |\n",
        );
    }

    #[test]
    fn short_rows_are_filled_and_nothing_is_lost() {
        check(
            "|a|b|\n|-|-|\n|1|\n|1|2|3|\n",
            "| a   | b   |\n| --- | --- |\n| 1   |     |\n| 1   | 2   | 3 |\n",
        );
    }

    #[test]
    fn tables_without_outer_pipes_get_them() {
        check("a|b\n-|-\n1|2\n", "| a   | b   |\n| --- | --- |\n| 1   | 2   |\n");
    }

    #[test]
    fn what_stands_in_front_of_a_row_stays() {
        check("> |a|\n> |-|\n> |1|\n", "> | a   |\n> | --- |\n> | 1   |\n");
        check("- |a|\n  |-|\n  |1|\n", "- | a   |\n  | --- |\n  | 1   |\n");
    }

    #[test]
    fn line_ends_stay() {
        check("|a|\r\n|-|\r\n|1|\r\n\r\ntext", "| a   |\r\n| --- |\r\n| 1   |\r\n\r\ntext");
    }

    #[test]
    fn nothing_but_tables_changes() {
        for text in ["```\n|a|\n|-|\n```\n", "*  a\n\n\n\n#  b  \n", "|a|b|\n", "---\nt: |a|\n---\n"] {
            check(text, text);
        }
    }

    #[test]
    fn a_part_of_a_note_has_the_tables_it_touches() {
        let text = "|a|\n|-|\n\ntext\n\n|b|\n|-|\n";
        let within = Span { start: 10, end: 12 };
        assert_eq!(formatted(text, Some(within)), text);
        let within = Span { start: 17, end: 17 };
        assert_eq!(formatted(text, Some(within)), "|a|\n|-|\n\ntext\n\n| b   |\n| --- |\n");
    }

    #[test]
    fn a_long_cell_does_not_stretch_the_others() {
        let text = format!("|a|\n|-|\n|{}|\n|b|\n", "x".repeat(5000));
        let lengths: Vec<usize> = formatted(&text, None).lines().map(str::len).collect();
        assert_eq!(lengths, [164, 164, 5004, 164]);
    }

    /// The texts of all cells, and whether each stands in a header.
    fn seen(text: &str) -> Vec<(String, bool)> {
        let syntax = parse(text);
        let cells = syntax.blocks.iter().filter(|block| block.kind == BlockKind::Cell);
        let shown = cells.map(|cell| {
            let row = cell.parent.map(|row| &syntax.blocks[row].kind);
            (syntax.plain_text(cell), row == Some(&BlockKind::Row { head: true }))
        });
        shown.filter(|(text, _)| !text.is_empty()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn a_table_says_what_it_said(
            head in "\\|?[ab数`\\\\*]{0,4}\\|[ab ]{0,4}\\|?",
            rule in "\\|?:?-{1,4}:?\\|:?-{1,2}\\|?",
            body in "(\\|?([ab数😀`*\\\\> -]{0,3}\\|){1,3}[ab]{0,2}\n){0,4}",
            prefix in "(|> |- )",
        ) {
            let rest = if prefix == "- " { "  " } else { &prefix };
            let body: String = body.lines().map(|line| format!("{rest}{line}\n")).collect();
            let text = format!("{prefix}{head}\n{rest}{rule}\n{body}\ntext\n");
            let once = formatted(&text, None);
            prop_assert_eq!(seen(&text), seen(&once), "{}", once);
            prop_assert_eq!(&formatted(&once, None), &once);
            prop_assert!(once.ends_with("\ntext\n"));
        }
    }
}
