//! Slips that the blocks of a note show: fences that never close, ragged tables, labels with nothing behind them.

use super::{Slip, SlipKind};
use crate::syntax::{Block, BlockKind, Inline, InlineKind, Syntax};
use crate::text::Span;

pub(super) fn read(syntax: &Syntax<'_>, slips: &mut Vec<Slip>) {
    let mut columns = 0;
    for (at, block) in syntax.blocks.iter().enumerate() {
        match &block.kind {
            BlockKind::Code { fence: Some(_) } => slips.extend(open_fence(syntax.text, block.span)),
            BlockKind::Row { head: true } => columns = cells(block.span.of(syntax.text)),
            BlockKind::Row { head: false } => {
                let source = block.span.of(syntax.text);
                let found = cells(source);
                if found != columns && !source.trim().is_empty() {
                    let kind = SlipKind::Ragged { cells: found, columns };
                    slips.push(Slip { span: trimmed(syntax.text, block.span), kind });
                }
            }
            BlockKind::List(_) => empty_labels(syntax, at, slips),
            BlockKind::Heading { .. }
            | BlockKind::Paragraph
            | BlockKind::Quote
            | BlockKind::Item
            | BlockKind::Code { fence: None }
            | BlockKind::Html
            | BlockKind::Table
            | BlockKind::Cell
            | BlockKind::Footnote(_)
            | BlockKind::Rule => {}
        }
    }
}

/// A span without the white space at its ends.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let source = span.of(text);
    let lead = source.len() - source.trim_start().len();
    let start = span.start as usize + lead;
    Span::new(start..start + source.trim().len())
}

/// The opening fence of a code block whose last line is no closing fence.
fn open_fence(text: &str, span: Span) -> Option<Slip> {
    let source = span.of(text);
    let first = source.lines().next().unwrap_or_default();
    let opening = first.trim_start();
    let sign = opening.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let width = opening.len() - opening.trim_start_matches(sign).len();
    let last = source.trim_end().lines().next_back().unwrap_or_default();
    let last = last.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
    let is_closed = 1 < source.trim_end().lines().count()
        && width <= last.len()
        && last.chars().all(|found| found == sign);
    if is_closed {
        return None;
    }
    let start = span.start as usize + (first.len() - opening.len());
    Some(Slip { span: Span::new(start..start + opening.trim_end().len()), kind: SlipKind::OpenFence })
}

/// How many cells the source of a row has: every bar that no backslash escapes parts two, also in code.
fn cells(row: &str) -> u16 {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut bars: u16 = 0;
    let mut escaped = false;
    let mut ends = false;
    for byte in row.bytes() {
        ends = byte == b'|' && !escaped;
        bars = bars.saturating_add(u16::from(ends));
        escaped = byte == b'\\' && !escaped;
    }
    bars + u16::from(!ends)
}

/// Items such as `- Costs:` with nothing behind the colon and nothing below.
///
/// Where all items of a list are such, it is a form to be filled in; where something follows the last, it may be its
/// content.
fn empty_labels(syntax: &Syntax<'_>, list: usize, slips: &mut Vec<Slip>) {
    let items: Vec<usize> = (list + 1..syntax.blocks[list].end)
        .filter(|&at| syntax.blocks[at].parent == Some(list) && syntax.blocks[at].kind == BlockKind::Item)
        .collect();
    let is_empty = |item: usize| {
        let block = &syntax.blocks[item];
        let only = block.end == item + 2 && syntax.blocks[item + 1].kind == BlockKind::Paragraph;
        // `- `Files`:` draws a tree of names.
        let is_code = || syntax.blocks[item + 1].span.of(syntax.text).starts_with('`');
        only && ends_in_colon(syntax, &syntax.blocks[item + 1])
            && !is_code()
            && is_label(&syntax.plain_text(&syntax.blocks[item + 1]))
    };
    let empty: Vec<usize> = items.iter().copied().filter(|&item| is_empty(item)).collect();
    let is_form = 2 < empty.len() && empty.len() == items.len();
    if empty.is_empty() || is_form {
        return;
    }
    for item in empty {
        let behind = syntax.blocks.get(syntax.blocks[item].end);
        let is_last = items.last() == Some(&item);
        let feeds = behind.is_some_and(|next| {
            !matches!(next.kind, BlockKind::Heading { .. } | BlockKind::Rule | BlockKind::Paragraph)
                || (next.kind == BlockKind::Paragraph && !opens_bold(syntax, next.span))
        });
        if !is_last || !feeds {
            let span = trimmed(syntax.text, syntax.blocks[item + 1].span);
            slips.push(Slip { span, kind: SlipKind::EmptyLabel });
        }
    }
}

/// Whether the text of a block ends in a colon, as a reader sees it.
fn ends_in_colon(syntax: &Syntax<'_>, block: &Block<'_>) -> bool {
    let shown = |inline: &Inline<'_>| match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) | InlineKind::Math(text) => {
            text.trim_end().chars().next_back()
        }
        _ => None,
    };
    syntax.inlines_of(block).iter().rev().find_map(shown) == Some(':')
}

fn opens_bold(syntax: &Syntax<'_>, span: Span) -> bool {
    let source = span.of(syntax.text).trim();
    source.starts_with("**") && source.ends_with("**") && !source.contains('\n')
}

fn is_label(text: &str) -> bool {
    let text = text.trim();
    let name = text.strip_suffix(':').unwrap_or_default().trim_end();
    let plain = |c: char| c.is_alphanumeric() || " -/&'()+".contains(c);
    let short = name.split_whitespace().count() <= 3;
    !name.is_empty() && short && name.chars().all(plain) && name.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        crate::facts::slips::testing::check(super::read, text, expected);
    }

    #[test]
    fn fences_that_never_close() {
        check("```sh\nls\n", &["```sh"]);
        check("- a\n\n  ~~~\n  x\n\nb\n", &["~~~"]);
        check("````\n```\n", &["````"]);
        check("```", &["```"]);
        check("```\nx\n```\n\n> ~~~\n> y\n> ~~~~\n\n- ```\n  z\n  ```\n", &[]);
    }

    #[test]
    fn rows_with_another_number_of_cells() {
        check(
            "| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n| 1 | \\| |\n1 | 2\n",
            &["| 1 |", "| 1 | 2 | 3 |"],
        );
        check("a | b\n---|---\n1 | 2\n", &[]);
        check("| a | b |\n|---|---|\n| 1 | 2 |\nglued\n", &["glued"]);
    }

    #[test]
    fn labels_with_nothing_behind_them() {
        check("- Costs: none\n- Risks:\n", &["Risks:"]);
        check("- Gains:\n- Losses:\n\n**Next**\n", &["Gains:", "Losses:"]);
        check("- Name:\n- Date:\n- Place:\n", &[]);
        check("- Steps:\n  - one\n- Example:\n\n```\nx\n```\n", &[]);
        check("- see https://a.example:\n- run it:\n", &[]);
        check("- `Files`:\n  - `Filter`:\n  - `File`:\n    - x\n", &[]);
    }
}
