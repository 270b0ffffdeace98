//! Markdown as plain text, for clients that render none.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The text of some Markdown, its blocks apart by an empty line.
pub(crate) fn plain(markdown: &str) -> String {
    let mut text = String::new();
    let mut is_first_in_item = false;
    let mut is_first_in_row = false;
    let mut shown = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        // A stretch of text comes in pieces where signs in it may be markup and are not.
        if let Event::Text(piece) = &event {
            shown.push_str(piece);
            continue;
        }
        text.push_str(&without_marks(&std::mem::take(&mut shown)));
        match event {
            Event::Code(piece) => text.push_str(&piece),
            Event::Start(Tag::Table(_)) => end_block(&mut text),
            Event::Start(Tag::TableHead | Tag::TableRow) => is_first_in_row = true,
            Event::Start(Tag::TableCell) => {
                text.push_str(if is_first_in_row { "" } else { " | " });
                is_first_in_row = false;
            }
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => end_line(&mut text),
            Event::SoftBreak | Event::HardBreak => text.push('\n'),
            Event::Start(Tag::Item) => {
                end_line(&mut text);
                text.push_str("- ");
                is_first_in_item = true;
            }
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::List(_))
                if !is_first_in_item =>
            {
                end_block(&mut text);
            }
            Event::Start(Tag::Paragraph) => is_first_in_item = false,
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Item) => {
                is_first_in_item = false;
                end_line(&mut text);
            }
            Event::Rule => {
                end_block(&mut text);
                text.push_str("—\n");
            }
            _ => {}
        }
    }
    text.push_str(&without_marks(&shown));
    text.trim().to_owned()
}

/// Text without the marks that note-takers write and CommonMark does not know: `==highlighted==`, and bold that touches
/// letters of a script without spaces.
fn without_marks(text: &str) -> String {
    let mut left = text.to_owned();
    for mark in ["==", "**"] {
        let mut from = 0;
        while let Some(open) = left[from..].find(mark).map(|at| from + at) {
            let inside = open + mark.len();
            let Some(close) = left[inside..].find(mark).map(|at| inside + at) else { break };
            if is_marked(&left, mark, open, close) {
                left.replace_range(close..close + mark.len(), "");
                left.replace_range(open..inside, "");
                from = close - mark.len();
            } else {
                from = inside;
            }
        }
    }
    left
}

/// Whether the signs at two offsets mark what is between them, and compare or raise nothing.
fn is_marked(text: &str, mark: &str, open: usize, close: usize) -> bool {
    let inner = &text[open + mark.len()..close];
    let before = text[..open].chars().next_back();
    let behind = text[close + mark.len()..].chars().next();
    let is_tight = !inner.is_empty() && inner.trim() == inner && !inner.contains('\n');
    let is_foreign =
        |letter: Option<char>| letter.is_some_and(|letter| !letter.is_ascii() && letter.is_alphanumeric());
    let is_free = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    let is_apart = is_free(before) && is_free(behind);
    is_tight && if mark == "==" { is_apart } else { is_foreign(before) || is_foreign(behind) }
}

fn end_line(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

fn end_block(text: &mut String) {
    end_line(text);
    if !text.is_empty() && !text.ends_with("\n\n") {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_structure_stays() {
        let markdown =
            "**CAP** · *also* x\n\nA `b` [c](https://d).\n\n- one\n- two\n\n---\n\n```\ncode\n```\n";
        assert_eq!(plain(markdown), "CAP · also x\n\nA b c.\n\n- one\n- two\n\n—\n\ncode");
    }

    #[test]
    fn tables_are_rows() {
        assert_eq!(plain("A:\n\n| a | **b** |\n|---|:-:|\n| 1 | 2 |\n\nEnd."), "A:\n\na | b\n1 | 2\n\nEnd.");
    }

    #[test]
    fn marks_that_only_notes_have_go_and_signs_stay() {
        assert_eq!(plain("==freedom==: a ~~b~~ c"), "freedom: a b c");
        assert_eq!(plain("处于**全空（$p^3$）**时"), "处于全空（$p^3$）时");
        let code = "if a == b, c == d, 2 ** 3 and 4 ** 5";
        assert_eq!(plain(code), code);
        assert_eq!(plain("\\_x\\_ a\\*b"), "_x_ a*b");
    }
}
