//! What a new line begins with: the next item of a list, the next row of a table.

use super::FormatEdit;
use crate::index::FileId;
use crate::snapshot::Snapshot;
use crate::syntax::{BlockKind, parse, with_known_line_ends};
use crate::text::Span;

/// The change to make after somebody has ended a line, where the cursor is now; `None` where the line is to stay as it
/// is.
///
/// A line that ends an item begins the next one, and one that ends an empty item ends the list.
#[must_use]
pub fn on_newline(snapshot: &Snapshot, note: FileId, offset: u32) -> Option<FormatEdit> {
    let text = snapshot.text(note)?;
    let text = &*with_known_line_ends(&text);
    let cursor = offset as usize;
    let start = text.get(..cursor)?.rfind('\n')? + 1;
    let end = text[cursor..].find('\n').map_or(text.len(), |length| cursor + length);
    let before = text[..start - 1].trim_end_matches('\r');
    let before_start = before.rfind('\n').map_or(0, |end| end + 1);
    let facts = snapshot.facts(note)?;
    if facts.is_closed(before_start as u32 + 1) || facts.is_closed(offset) {
        return None;
    }
    let line = &before[before_start..];
    let here = &text[start..end];
    // What the editor has put there by itself: the indentation and marks of the line before.
    let lead = here.len() - here.trim_start_matches([' ', '\t', '>']).len();
    let rest = &here[lead..];
    let (next, empty_from) = match Item::read(line) {
        // Some editors go on with lists themselves.
        Some(_) if Item::read(here).is_some() => return None,
        Some(item) => (item.next(), item.is_empty.then_some(item.indent)),
        None => {
            let row = TableRow::read(text, before_start, line).filter(|_| rest.trim().is_empty())?;
            (row.next(), row.is_empty.then_some(row.indent))
        }
    };
    match empty_from {
        // Nothing was written: what stood there goes, and the cursor stays where it was.
        Some(indent) if rest.trim().is_empty() => {
            Some(FormatEdit { span: Span::new(before_start + indent..end), text: String::new() })
        }
        Some(_) => None,
        None => Some(FormatEdit { span: Span::new(start..start + lead), text: next }),
    }
}

/// A line that begins an item of a list.
struct Item<'t> {
    /// Space and marks of quotes in front of it.
    lead: &'t str,
    indent: usize,
    marker: Marker<'t>,
    /// The space behind the marker.
    gap: &'t str,
    is_task: bool,
    is_empty: bool,
}

enum Marker<'t> {
    Bullet(&'t str),
    Number(u32, &'t str),
}

impl<'t> Item<'t> {
    fn read(line: &'t str) -> Option<Self> {
        let indent = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
        let (lead, rest) = line.split_at(indent);
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (marker, length) = match rest.as_bytes().get(digits)? {
            b'-' | b'*' | b'+' if digits == 0 => (Marker::Bullet(&rest[..1]), 1),
            // CommonMark reads numbers of up to nine digits (0.31 section 5.2).
            b'.' | b')' if (1..=9).contains(&digits) => {
                (Marker::Number(rest[..digits].parse().ok()?, &rest[digits..=digits]), digits + 1)
            }
            _ => return None,
        };
        let behind = &rest[length..];
        let content = behind.trim_start();
        let gap = &behind[..behind.len() - content.len()];
        // `-text` is no item, and neither is a rule made of `- - -`.
        let is_rule =
            3 <= rest.matches(['-', '*']).count() && rest.chars().all(|c| matches!(c, '-' | '*' | ' '));
        if gap.is_empty() || is_rule {
            return None;
        }
        let boxed =
            content.strip_prefix('[').and_then(|rest| rest.strip_prefix([' ', 'x', 'X'])?.strip_prefix(']'));
        let boxed = boxed.filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
        let is_empty = boxed.unwrap_or(content).trim().is_empty();
        // An item that ends in nothing may have any space behind its marker; the next one gets a single one.
        let gap = if content.is_empty() { " " } else { gap };
        Some(Self { lead, indent, marker, gap, is_task: boxed.is_some(), is_empty })
    }

    fn next(&self) -> String {
        let marker = match self.marker {
            Marker::Bullet(sign) => sign.to_owned(),
            Marker::Number(number, sign) => format!("{}{sign}", number.saturating_add(1)),
        };
        let task = if self.is_task { "[ ] " } else { "" };
        format!("{}{marker}{}{task}", self.lead, self.gap)
    }
}

/// A line of a table.
struct TableRow<'t> {
    lead: &'t str,
    indent: usize,
    is_empty: bool,
}

impl<'t> TableRow<'t> {
    /// Reads a row below the header of a table: only there does another row follow.
    fn read(text: &str, start: usize, line: &'t str) -> Option<Self> {
        let indent = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
        let (lead, row) = line.split_at(indent);
        if !row.starts_with('|') {
            return None;
        }
        let is_empty = row.chars().all(|c| c == '|' || c.is_whitespace());
        let span = Span::new(start + indent..start + line.trim_end().len());
        let syntax = parse(text);
        let tables =
            syntax.blocks.iter().filter(|block| block.kind == BlockKind::Table).map(|block| block.span);
        let mut tables = tables.filter(|table| table.start < span.start);
        let is_row = tables.any(|table| {
            let header = table.of(text).find('\n').map_or(table.end, |end| table.start + end as u32);
            // To the parser a row without a cell is none, and ends the table.
            let between = text.get(table.end as usize..start + indent).unwrap_or_default();
            let is_next = is_empty && between.matches('\n').count() == 1 && between.chars().all(is_lead_sign);
            header < span.start && (table.covers(span) || is_next)
        });
        is_row.then_some(Self { lead, indent, is_empty })
    }

    fn next(&self) -> String {
        format!("{}| ", self.lead)
    }
}

/// What may stand in front of a row.
fn is_lead_sign(character: char) -> bool {
    character.is_whitespace() || character == '>'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::case;

    /// The text after a line was ended at the cursor, and what is changed then.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let case = case(&format!("\n-- a.md\n{text}"));
        let mut changed = case.snapshot.text(case.note).expect("a fixture has a text");
        if let Some(edit) = on_newline(&case.snapshot, case.note, case.offset) {
            changed.replace_range(edit.span.range(), &edit.text);
        }
        assert_eq!(changed, expected);
    }

    #[test]
    fn a_list_goes_on() {
        check("- a\n$0", "- a\n- ");
        check("  * a\n  $0", "  * a\n  * ");
        check("+   a\n$0\n", "+   a\n+   \n");
        check("> - a\n$0", "> - a\n> - ");
    }

    #[test]
    fn numbers_count_on() {
        check("9. a\n$0", "9. a\n10. ");
        check("1) a\n$0", "1) a\n2) ");
    }

    #[test]
    fn a_task_gets_an_empty_box() {
        check("- [x] a\n$0", "- [x] a\n- [ ] ");
        check("1. [ ] a\n$0", "1. [ ] a\n2. [ ] ");
        check("- [link](b.md)\n$0", "- [link](b.md)\n- ");
    }

    #[test]
    fn an_item_that_is_split_is_two() {
        check("- one\n$0two\n", "- one\n- two\n");
    }

    #[test]
    fn an_empty_item_ends_the_list() {
        check("- a\n- \n$0", "- a\n");
        check("1. a\n2. \n$0\n\ntext", "1. a\n\n\ntext");
        check("- a\n- [ ] \n$0", "- a\n");
        check("> - a\n> - \n> $0", "> - a\n> ");
    }

    #[test]
    fn a_table_gets_another_row() {
        check("| a | b |\n|---|---|\n| 1 | 2 |\n$0", "| a | b |\n|---|---|\n| 1 | 2 |\n| ");
        check("| a | b |\n|---|---|\n| 1 | 2 |\n| \n$0", "| a | b |\n|---|---|\n| 1 | 2 |\n");
        check("| no table |\n$0", "| no table |\n");
    }

    #[test]
    fn what_is_no_list_stays() {
        for text in ["text\n", "-text\n", "---\n\n- - -\n", "```\n- a\n", "2024. \n\n", "- a\n- "] {
            check(&format!("{text}$0"), text);
        }
        check("- a\n- $0b", "- a\n- b");
    }
}
