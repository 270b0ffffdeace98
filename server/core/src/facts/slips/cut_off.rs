//! Sentences that stop in their middle.

use std::cell::OnceCell;

use foldhash::{HashMap, HashMapExt};

use super::words::{may_be_last, stops_in_the_middle};
use super::{Slip, SlipKind};
use crate::syntax::{Block, BlockKind, InlineKind, Syntax};
use crate::terms::tokens::words;
use crate::text::Span;

/// Fewest words of a text that is taken for a sentence.
const SENTENCE: usize = 5;

pub(super) fn read(syntax: &Syntax<'_>, slips: &mut Vec<Slip>) {
    let lists = OnceCell::new();
    for at in 0..syntax.blocks.len() {
        if syntax.blocks[at].kind == BlockKind::Paragraph {
            slips.extend(cut_off(syntax, at, &lists));
        }
    }
}

/// How many items of each list end with a comma or semicolon, by the list's place among the blocks.
type Lists = OnceCell<HashMap<usize, u32>>;

fn cut_off(syntax: &Syntax<'_>, at: usize, lists: &Lists) -> Option<Slip> {
    let block = &syntax.blocks[at];
    let source = block.span.of(syntax.text).trim_end();
    // Most paragraphs end with a full stop, so that nothing more has to be looked at.
    let last = source.chars().next_back().filter(|last| *last == ',' || last.is_alphabetic())?;
    // Behind a link or code, a comma is that of a list.
    let words_end = source.trim_end_matches(',').ends_with(char::is_alphabetic);
    if !words_end || (last != ',' && !may_stop(source)) {
        return None;
    }
    if goes_on(syntax, at, last == ',', lists) || !ends_in_text(syntax, block, source) {
        return None;
    }
    let found: Vec<_> = words(source).collect();
    let opens = source.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase);
    if found.len() < SENTENCE || !opens || (last == ',' && is_verse(source)) {
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

/// Whether a text is a part of a poem: lines of their own length that begin with capitals, and may end with a comma.
fn is_verse(source: &str) -> bool {
    /// Longest line of a verse, in characters.
    const LONGEST: usize = 64;
    let is_line = |line: &str| {
        let line = line.trim();
        line.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()) && line.chars().count() <= LONGEST
    };
    1 < source.lines().count() && source.lines().all(is_line)
}

/// Whether the last word of a text, by itself, may be one that no sentence ends with.
fn may_stop(source: &str) -> bool {
    let word = source.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    word.len() <= 12 && may_be_last(word) && word.chars().all(char::is_lowercase)
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
/// letters; below a comma also the next item, where the items of a list end with commas; below `and` or `or` always the
/// next item.
fn goes_on(syntax: &Syntax<'_>, at: usize, comma: bool, lists: &Lists) -> bool {
    let block = &syntax.blocks[at];
    let item = block.parent.filter(|&parent| syntax.blocks[parent].kind == BlockKind::Item);
    if let Some(item) = item
        && comma
        && ends_with_comma_elsewhere(syntax, item, lists)
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
            joins_items(block.span.of(syntax.text))
                || (comma && opens_as_continuation(&text) && !text.trim_end().ends_with(':'))
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

/// Whether an item ends with the word that joins it to the next: `- seen from above, or`.
fn joins_items(source: &str) -> bool {
    let last = source.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    ["and", "or", "und", "oder", "et", "ou", "y", "o", "e", "и", "или"].contains(&last)
}

fn opens_as_continuation(text: &str) -> bool {
    text.trim_start().starts_with(char::is_lowercase)
}

/// Whether another item of an item's list ends with a comma or semicolon.
fn ends_with_comma_elsewhere(syntax: &Syntax<'_>, item: usize, lists: &Lists) -> bool {
    let ends_so = |item: usize| {
        let first = syntax.blocks.get(item + 1).filter(|inner| inner.kind == BlockKind::Paragraph);
        first.is_some_and(|inner| inner.span.of(syntax.text).trim_end().ends_with([',', ';']))
    };
    let lists = lists.get_or_init(|| {
        let mut lists = HashMap::new();
        let items = (0..syntax.blocks.len()).filter(|&at| syntax.blocks[at].kind == BlockKind::Item);
        for list in items.filter(|&at| ends_so(at)).filter_map(|at| syntax.blocks[at].parent) {
            *lists.entry(list).or_default() += 1;
        }
        lists
    });
    let all = syntax.blocks[item].parent.and_then(|list| lists.get(&list)).copied().unwrap_or_default();
    u32::from(ends_so(item)) < all
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
        check("- The cell is seen from above.\n- It may be seen from below or\n", &["or"]);
        check("Die Zelle liegt in der Mitte und die\n", &["die"]);
        check("Клетка окружена стенкой, мембраной и\n", &["и"]);
        check("The wall is made of sugar. which\n\n- is strong\n- is light\n", &["which"]);
    }

    #[test]
    fn sentences_that_are_whole() {
        for text in [
            "The cell is enclosed by a wall.\n",
            "Where the water comes from\n",
            "Without any water the cells die\n",
            "Bei Gefahr geht das rote Licht an\n",
            "This is what the walls are made of\n",
            "They divide one by one with nothing in between\n",
            "This would not be without them. Thanks\nto\n\n- Ada\n",
            "Then b is always larger than a\n",
            "The cell is shown in figure a\n",
            "The tool that cells are seen with\n",
            "You can see it with the\n\n```\ntool\n```\n",
            "The cell consists of a wall, a core and\n\n- a skin\n",
            "Dear Bob,\n\nHello.\n",
            "A cell went out to see the sea\nAnd there it saw a crowd,\n\nA host of golden daffodils.\n",
            "- The first of all cells,\n- The second of all cells,\n- The third of them all\n",
            "- Cells need water and light,\n- and they need food too\n",
            "Use the command `the`\n",
            "Walls are built of\n![](a.png)\n",
            "Cells are small, walls are thin, and so on\n",
            "- The cell is seen from above, or\n- The cell is seen from below.\n",
            "- Cells are told apart by [their walls][],\n- Walls by none\n\n[their walls]: a.md\n",
        ] {
            check(text, &[]);
        }
    }
}
