//! Markdown as plain text, for clients that render none.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// The text of some Markdown, its blocks apart by an empty line.
pub(crate) fn plain(markdown: &str) -> String {
    let mut text = String::new();
    let mut is_first_in_item = false;
    for event in Parser::new(markdown) {
        match event {
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
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
    text.trim().to_owned()
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
}
