//! Sentences that stop in their middle.

use super::words::{may_be_last, stops_in_the_middle};
use super::{Slip, SlipKind};
use crate::syntax::{Block, BlockKind, InlineKind, Syntax};
use crate::terms::tokens::words;
use crate::text::Span;

/// Fewest words of a text that is taken for a sentence.
const SENTENCE: usize = 5;

pub(super) fn read(syntax: &Syntax<'_>, slips: &mut Vec<Slip>) {
    for at in 0..syntax.blocks.len() {
        if syntax.blocks[at].kind == BlockKind::Paragraph {
            slips.extend(cut_off(syntax, at));
        }
    }
}

fn cut_off(syntax: &Syntax<'_>, at: usize) -> Option<Slip> {
    let block = &syntax.blocks[at];
    let source = block.span.of(syntax.text).trim_end();
    // Most paragraphs end with a full stop, so that nothing more has to be looked at.
    let last = source.chars().next_back().filter(|last| *last == ',' || last.is_alphabetic())?;
    if last != ',' && !may_stop(source) {
        return None;
    }
    if goes_on(syntax, at, last == ',') || !ends_in_text(syntax, block, source) {
        return None;
    }
    let found: Vec<_> = words(source).collect();
    let opens = source.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase);
    if found.len() < SENTENCE || !opens {
        return None;
    }
    let start = found.last()?.span.start;
    if last != ',' {
        let words: Vec<&str> = found.iter().rev().take(14).rev().map(|word| word.span.of(source)).collect();
        // A last word behind a full stop, as in `outside. Which`, begins a sentence that never came.
        if !stops_in_the_middle(&words) {
            return None;
        }
    }
    let base = block.span.start;
    let end = base + source.len() as u32;
    Some(Slip { span: Span { start: base + start, end }, kind: SlipKind::CutOff })
}

/// Whether the last word of a text, by itself, may be one that no sentence ends with.
fn may_stop(source: &str) -> bool {
    let word = source.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    word.len() <= 7 && may_be_last(word) && word.chars().all(char::is_lowercase)
}

/// Whether the text ends with words as they read: not with code, a link or an image.
fn ends_in_text(syntax: &Syntax<'_>, block: &Block<'_>, source: &str) -> bool {
    let end = block.span.start + source.len() as u32;
    let covers = |span: Span| span.end >= end && span.start < end;
    !syntax.inlines_of(block).iter().any(|inline| {
        !matches!(inline.kind, InlineKind::Text(_) | InlineKind::SoftBreak | InlineKind::HardBreak)
            && covers(inline.span)
    }) && !syntax.marks.iter().any(|mark| covers(mark.span))
}

/// Whether what stands below a text may be what it goes on with: a list, code, a table, a picture, a line in small
/// letters; below a comma also the next item, where the items of a list end with commas.
fn goes_on(syntax: &Syntax<'_>, at: usize, comma: bool) -> bool {
    let block = &syntax.blocks[at];
    let item = block.parent.filter(|&parent| syntax.blocks[parent].kind == BlockKind::Item);
    if let Some(item) = item
        && comma
        && ends_with_comma_elsewhere(syntax, item)
    {
        return true;
    }
    let Some(next) = syntax.blocks.get(block.end) else { return false };
    let is_sibling = next.parent == block.parent;
    match next.kind {
        BlockKind::Item => {
            // In `- a, b,` above `- and c` the list is one sentence.
            let text =
                syntax.blocks.get(block.end + 1).map(|inner| syntax.plain_text(inner)).unwrap_or_default();
            comma && opens_as_continuation(&text) && !text.trim_end().ends_with(':')
        }
        BlockKind::Heading { .. } | BlockKind::Rule => false,
        BlockKind::Paragraph => {
            is_sibling && {
                let text = syntax.plain_text(next);
                text.trim_start().starts_with(|c: char| !c.is_uppercase()) || text.trim().is_empty()
            }
        }
        // Below `which`, a list says what was to come; below a full stop and one word, it is the list of the sentence
        // before, so that the word is left over.
        BlockKind::List(_) => !is_left_over(block.span.of(syntax.text)),
        BlockKind::Quote
        | BlockKind::Code { .. }
        | BlockKind::Html
        | BlockKind::Table
        | BlockKind::Row { .. }
        | BlockKind::Cell
        | BlockKind::Footnote(_) => true,
    }
}

/// Whether a text ends with a full stop and one small word: `rather than inside. which`.
fn is_left_over(source: &str) -> bool {
    let source = source.trim_end().trim_end_matches(['*', '_']);
    let Some((before, last)) = source.rsplit_once(' ') else { return false };
    !last.contains('\n') && before.trim_end_matches(['*', '_', ' ']).ends_with(['.', '!', '?'])
}

fn opens_as_continuation(text: &str) -> bool {
    text.trim_start().starts_with(char::is_lowercase)
}

fn ends_with_comma_elsewhere(syntax: &Syntax<'_>, item: usize) -> bool {
    let list = syntax.blocks[item].parent;
    let siblings = (0..syntax.blocks.len()).filter(|&at| at != item && syntax.blocks[at].parent == list);
    siblings.into_iter().any(|at| {
        let first = syntax.blocks.get(at + 1).filter(|inner| inner.kind == BlockKind::Paragraph);
        first.is_some_and(|inner| inner.span.of(syntax.text).trim_end().ends_with([',', ';']))
    })
}

#[cfg(test)]
mod tests {
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        crate::facts::slips::testing::check(super::read, text, expected);
    }

    #[test]
    fn sentences_that_stop_in_their_middle() {
        check("The cell is enclosed by the\n\n# Next\n", &["the"]);
        check("The wall keeps the cell from losing water because\n", &["because"]);
        check("This wall protects the cell and its content from\n\nNext.\n", &["from"]);
        check("- Cells can only be seen with a microscope,\n- for example:\n  - skin\n", &["microscope,"]);
        check("The wall is made of sugar. which\n\n- is strong\n- is light\n", &["which"]);
    }

    #[test]
    fn sentences_that_are_whole() {
        for text in [
            "The cell is enclosed by a wall.\n",
            "Where the water comes from\n",
            "This is what the walls are made of\n",
            "They divide one by one with nothing in between\n",
            "This would not be without them. Thanks\nto\n\n- Ada\n",
            "Then b is always larger than a\n",
            "The cell is shown in figure a\n",
            "The tool that cells are seen with\n",
            "You can see it with the\n\n```\ntool\n```\n",
            "The cell consists of a wall, a core and\n\n- a skin\n",
            "Dear Bob,\n\nHello.\n",
            "- The first of all cells,\n- The second of all cells,\n- The third of them all\n",
            "- Cells need water and light,\n- and they need food too\n",
            "Use the command `the`\n",
            "Walls are built of\n![](a.png)\n",
            "Cells are small, walls are thin, and so on\n",
        ] {
            check(text, &[]);
        }
    }
}
