//! Text of a note made fit for a hover: short, and with nothing in it that a client would load or run.
//!
//! A hover is rendered by the editor. An image there is a request to somebody's server, and a `command:` link a button
//! in the editor's name; so neither ever gets in, whatever a note holds. See the robustness of other servers:
//! trusted Markdown in hovers has been a way in more than once.

use super::document_links::is_web;
use crate::facts::{Target, target_of_url};
use crate::syntax::front_matter::FrontMatter;
use crate::syntax::marks::MarkKind;
use crate::syntax::{BlockKind, InlineKind, LinkStyle, Syntax, parse, with_known_line_ends};
use crate::text::Span;

/// Most lines of a preview.
const MOST_LINES: usize = 16;

/// Most characters of a preview.
const MOST_CHARACTERS: usize = 1200;

/// The start of a section of a note, as Markdown that is safe to show.
#[must_use]
pub(super) fn preview(text: &str, section: Span) -> String {
    preview_of(text, section, MOST_LINES)
}

/// The same with at most some number of lines.
#[must_use]
pub(super) fn preview_of(text: &str, section: Span, most_lines: usize) -> String {
    let text = &with_known_line_ends(text);
    let front_matter = FrontMatter::cut(text).map_or(0, |found| found.span.end);
    let start = if section.start < front_matter { front_matter } else { section.start };
    let whole = Span { start, end: section.end.max(start) };
    let (cut, is_cut) = shorten(without_rule(whole.of(text).trim_end()), most_lines);
    let mut shown = safe(&close_fence(cut)).trim().to_owned();
    if is_cut {
        shown.push_str("\n\n…");
    }
    shown
}

/// A section without the line that is drawn below it.
fn without_rule(text: &str) -> &str {
    let Some((before, last)) = text.rsplit_once('\n') else { return text };
    let is_rule = |sign: char| last.len() > 2 && last.chars().all(|c| c == sign);
    let is_apart = before.ends_with('\n');
    if is_apart && ['-', '*', '_'].into_iter().any(is_rule) { before.trim_end() } else { text }
}

fn shorten(text: &str, most_lines: usize) -> (&str, bool) {
    let mut end = 0;
    let mut characters = 0;
    for (lines, line) in text.split_inclusive('\n').enumerate() {
        characters += line.chars().count();
        if lines >= most_lines || (lines > 0 && characters > MOST_CHARACTERS) {
            break;
        }
        end += line.len();
    }
    // One line may be longer than the whole preview.
    let most = text.char_indices().nth(2 * MOST_CHARACTERS).map_or(text.len(), |(at, _)| at);
    let end = end.min(most);
    (text[..end].trim_end(), end < text.trim_end().len())
}

/// Closes the code block that a cut has torn open.
fn close_fence(text: &str) -> String {
    let mut open: Option<String> = None;
    for line in text.lines() {
        let trimmed = line.trim_start();
        let sign = trimmed.chars().next().filter(|sign| matches!(sign, '`' | '~'));
        let length = sign.map_or(0, |sign| trimmed.chars().take_while(|c| *c == sign).count());
        if length < 3 {
            continue;
        }
        let fence = &trimmed[..length];
        match &open {
            None => open = Some(fence.to_owned()),
            Some(opening) if fence.starts_with(opening.as_str()) && trimmed[length..].trim().is_empty() => {
                open = None
            }
            Some(_) => {}
        }
    }
    match open {
        Some(fence) => format!("{text}\n{fence}"),
        None => text.to_owned(),
    }
}

/// The same Markdown without images, raw HTML, and links that do more than open a page.
#[must_use]
pub(super) fn safe(markdown: &str) -> String {
    // Who shows this ends a line at a lone `\r`; the parser here does not.
    let once = without_dangers(&with_known_line_ends(markdown));
    // Taking something out may join what stood around it to something new: `!<b>[x](y)`.
    if is_harmless(&parse(&once)) { once } else { escaped(&once) }
}

fn without_dangers(markdown: &str) -> String {
    let syntax = parse(markdown);
    let mut cuts: Vec<(Span, String)> = Vec::new();
    for block in &syntax.blocks {
        if block.kind == BlockKind::Html {
            cuts.push((block.span, String::new()));
        }
        let inlines = syntax.inlines_of(block);
        for (at, inline) in inlines.iter().enumerate() {
            let (destination, opening) = match &inline.kind {
                InlineKind::Html => {
                    cuts.push((inline.span, String::new()));
                    continue;
                }
                InlineKind::Link(destination) if is_kept(destination.style, &destination.url) => continue,
                InlineKind::Link(destination) => (destination, 1),
                InlineKind::Image(destination) => (destination, 2),
                _ => continue,
            };
            let content = inlines[at + 1..].iter().take_while(|inner| inline.span.covers(inner.span));
            let start = (inline.span.start + opening).min(inline.span.end);
            let end = content.map(|inner| inner.span.end).max().unwrap_or(start).max(start);
            if destination.style == LinkStyle::Autolink {
                cuts.push((inline.span, format!("`{}`", destination.url.replace('`', ""))));
            } else {
                cuts.push((Span { start: inline.span.start, end: start }, String::new()));
                cuts.push((Span { start: end, end: inline.span.end }, String::new()));
            }
        }
    }
    for mark in &syntax.marks {
        match mark.kind {
            MarkKind::Wiki { target, shown, .. } => {
                let shown = shown.unwrap_or(target);
                cuts.push((Span { start: mark.span.start, end: shown.start }, String::new()));
                cuts.push((Span { start: shown.end, end: mark.span.end }, String::new()));
            }
            MarkKind::Comment | MarkKind::BlockId { .. } => cuts.push((mark.span, String::new())),
            MarkKind::Footnote { .. } | MarkKind::Tag { .. } => {}
        }
    }
    for definition in &syntax.label_definitions {
        cuts.push((definition.span, String::new()));
    }
    cuts.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut kept = String::with_capacity(markdown.len());
    let mut at = 0;
    for (span, replacement) in &cuts {
        if span.start < at {
            at = at.max(span.end);
            continue;
        }
        kept.push_str(Span { start: at, end: span.start }.of(markdown));
        kept.push_str(replacement);
        at = span.end;
    }
    kept.push_str(&markdown[(at as usize).min(markdown.len())..]);
    kept
}

/// Whether a link may stay a link: an inline one that opens a page.
fn is_kept(style: LinkStyle, url: &str) -> bool {
    let web = matches!(target_of_url(url), Target::External(_)) && is_web(url);
    web && matches!(style, LinkStyle::Inline | LinkStyle::Autolink)
}

fn is_harmless(syntax: &Syntax<'_>) -> bool {
    let blocks = syntax.blocks.iter().all(|block| block.kind != BlockKind::Html);
    blocks
        && syntax.inlines.iter().all(|inline| match &inline.kind {
            InlineKind::Html | InlineKind::Image(_) => false,
            InlineKind::Link(destination) => is_kept(destination.style, &destination.url),
            _ => true,
        })
}

/// Text in which nothing is markup any more.
fn escaped(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len() * 2);
    for character in markdown.chars() {
        if character.is_ascii_punctuation() {
            text.push('\\');
        }
        text.push(character);
    }
    text
}

/// Text that shows as itself inside Markdown: a title, a name.
#[must_use]
pub(super) fn literal(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(
            character,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '!' | '#' | '|' | '~' | '$' | '&'
        ) {
            shown.push('\\');
        }
        shown.push(if character.is_control() { ' ' } else { character });
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(markdown: &str, expected: &str) {
        assert_eq!(safe(markdown).trim(), expected);
    }

    #[test]
    fn images_become_their_description() {
        check("See ![a *map*](https://evil.example/p.png) here", "See a *map* here");
        check("![](x.png)", "");
        check("![[map.png]] and ![x][y]\n\n[y]: https://evil.example/p.png", "map.png and x");
    }

    #[test]
    fn links_that_open_a_page_stay() {
        check(
            "[rfc](https://www.example.org/a) <https://b.example>",
            "[rfc](https://www.example.org/a) <https://b.example>",
        );
        check(
            "[run](command:workbench.action.quit) [js](javascript:alert(1)) [f](file:///etc/passwd)",
            "run js f",
        );
        check("[[note|shown]] [rel](other.md#x) [ref][r]\n\n[r]: command:x", "shown rel ref");
        check("<vscode://settings>", "`vscode://settings`");
    }

    #[test]
    fn raw_html_goes() {
        check("a <img src=x onerror=y> b <b>c</b>", "a  b c");
        check("<script>\nalert(1)\n</script>\n\ntext", "text");
    }

    #[test]
    fn what_is_left_never_joins_to_something_new() {
        for hostile in [
            "!<b>[x](https://e.example/p.png)",
            "<<b>img src=x>",
            "[[a|!]][x](https://e.example)",
            "!%%c%%[x](https://e.example)",
        ] {
            let shown = safe(hostile);
            assert!(is_harmless(&parse(&shown)), "{hostile} became {shown}");
        }
    }

    #[test]
    fn a_lone_carriage_return_ends_a_line() {
        check("a\r<img src=x>\rb", "a\n\nb");
        assert_eq!(preview("# T\r\rtext\r", Span::new(0..10)), "# T\n\ntext");
        let lines = "line\r".repeat(50);
        assert!(preview(&lines, Span::new(0..lines.len())).ends_with("line\n\n…"));
    }

    #[test]
    fn code_stays_and_a_cut_block_is_closed() {
        check("`<img>` and\n\n```html\n<img src=x>\n```", "`<img>` and\n\n```html\n<img src=x>\n```");
        let long = format!("# T\n\n```\n{}", "line\n".repeat(50));
        let shown = preview(&long, Span::new(0..long.len()));
        assert!(shown.ends_with("```\n\n…"), "{shown}");
    }

    #[test]
    fn front_matter_is_not_shown() {
        assert_eq!(preview("---\ntitle: x\n---\n# Title\n\ntext\n", Span::new(0..30)), "# Title\n\ntext");
        assert_eq!(preview("text\n\n---\n", Span::new(0..10)), "text");
    }
}
