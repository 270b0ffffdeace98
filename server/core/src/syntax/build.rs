//! From pulldown-cmark's events to [`Syntax`].

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag};

use super::front_matter::FrontMatter;
use super::marks;
use super::tree::{Block, BlockKind, Destination, Inline, InlineKind, LabelDefinition, LinkStyle, Syntax};
use crate::text::Span;

/// Parses one note.
///
/// The text has LF or CRLF line ends (see [`super::with_known_line_ends`]); a byte order mark is skipped.
#[must_use]
pub fn parse(text: &str) -> Syntax<'_> {
    let front_matter = FrontMatter::cut(text);
    let base = front_matter.as_ref().map_or(bom_len(text), |found| found.span.end as usize);
    let body = &text[base..];
    // Without the callback a reference to an undefined label is plain text and its place is lost.
    // Shortcuts stay text: `[word]` alone is how people write placeholders and checkboxes.
    let mut undefined = |link: BrokenLink<'_>| {
        let deliberate = matches!(link.link_type, LinkType::Reference | LinkType::Collapsed);
        deliberate.then_some((CowStr::Borrowed(""), CowStr::Borrowed("")))
    };
    let parser = Parser::new_with_broken_link_callback(body, options(), Some(&mut undefined));
    let mut label_definitions: Vec<LabelDefinition> = parser
        .reference_definitions()
        .iter()
        .map(|(label, definition)| LabelDefinition {
            label: label.to_owned(),
            url: definition.dest.to_string(),
            span: shifted(&definition.span, base),
        })
        .collect();
    label_definitions.sort_by_key(|definition| definition.span);

    let mut builder =
        Builder { base, text, blocks: Vec::new(), inlines: Vec::new(), open: Vec::new(), implicit: None };
    for (event, range) in parser.into_offset_iter() {
        builder.event(event, range);
    }
    let Builder { blocks, inlines, .. } = builder;
    let mut syntax = Syntax { text, front_matter, blocks, inlines, marks: Vec::new(), label_definitions };
    syntax.marks = marks::scan(&syntax);
    syntax
}

/// Length of the byte order mark at the start of a text, 0 where there is none.
pub(super) fn bom_len(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// The fixed option set. Left out on purpose: metadata blocks (quadratic, and they swallow links in
/// mid-document), wiki links (`[[n\|x]]` in a table keeps its backslash), definition lists
/// (superlinear on `> :---`), smart punctuation (changes the text).
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
}

fn shifted(range: &Range<usize>, base: usize) -> Span {
    Span::new(range.start + base..range.end + base)
}

struct Builder<'t> {
    base: usize,
    text: &'t str,
    blocks: Vec<Block<'t>>,
    inlines: Vec<Inline<'t>>,
    /// The open blocks, outermost first.
    open: Vec<usize>,
    /// The innermost open block where it is a paragraph that no tag opened.
    implicit: Option<usize>,
}

impl<'t> Builder<'t> {
    fn event(&mut self, event: Event<'t>, range: Range<usize>) {
        let span = shifted(&range, self.base);
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(end) => {
                use pulldown_cmark::TagEnd as End;
                let inline = matches!(
                    end,
                    End::Emphasis
                        | End::Strong
                        | End::Strikethrough
                        | End::Superscript
                        | End::Subscript
                        | End::Link
                        | End::Image
                );
                if !inline {
                    self.close_implicit_paragraph();
                    self.close();
                }
            }
            Event::Text(text) => {
                let raw = self.open.last().is_some_and(|&at| {
                    matches!(self.blocks[at].kind, BlockKind::Code { .. } | BlockKind::Html)
                });
                if !raw {
                    self.inline(InlineKind::Text(text), span);
                }
            }
            Event::Code(text) => self.inline(InlineKind::Code(text), span),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.inline(InlineKind::Math(text), span),
            Event::InlineHtml(_) => self.inline(InlineKind::Html, span),
            Event::Html(_) => {}
            Event::FootnoteReference(label) => self.inline(InlineKind::Text(label), span),
            Event::SoftBreak => self.inline(InlineKind::SoftBreak, span),
            Event::HardBreak => self.inline(InlineKind::HardBreak, span),
            Event::Rule => {
                self.close_implicit_paragraph();
                self.open_block(BlockKind::Rule, span);
                self.close();
            }
            Event::TaskListMarker(_) => self.inline(InlineKind::TaskMarker, span),
        }
    }

    fn start(&mut self, tag: Tag<'t>, span: Span) {
        let kind = match tag {
            Tag::Paragraph => BlockKind::Paragraph,
            Tag::Heading { level, .. } => {
                let setext = !is_marked(span.of(self.text).trim_start());
                BlockKind::Heading { level: level as u8, setext }
            }
            Tag::BlockQuote(_) => BlockKind::Quote,
            Tag::CodeBlock(CodeBlockKind::Indented) => BlockKind::Code { fence: None },
            Tag::CodeBlock(CodeBlockKind::Fenced(words)) => BlockKind::Code { fence: Some(words) },
            Tag::HtmlBlock => BlockKind::Html,
            Tag::List(first) => BlockKind::List(first),
            Tag::Item => BlockKind::Item,
            Tag::FootnoteDefinition(label) => BlockKind::Footnote(label),
            Tag::Table(_) => BlockKind::Table,
            Tag::TableHead => BlockKind::Row { head: true },
            Tag::TableRow => BlockKind::Row { head: false },
            Tag::TableCell => BlockKind::Cell,
            Tag::Emphasis => return self.inline(InlineKind::Emphasis, span),
            Tag::Strong => return self.inline(InlineKind::Strong, span),
            Tag::Strikethrough => return self.inline(InlineKind::Strikethrough, span),
            Tag::Link { link_type, dest_url, id, .. } => {
                let destination = Destination { style: style(link_type), url: dest_url, label: id };
                return self.inline(InlineKind::Link(destination), span);
            }
            Tag::Image { link_type, dest_url, id, .. } => {
                let destination = Destination { style: style(link_type), url: dest_url, label: id };
                return self.inline(InlineKind::Image(destination), span);
            }
            // Their options are off (see `options`), so no such tag is ever sent.
            Tag::Superscript
            | Tag::Subscript
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => return,
        };
        self.close_implicit_paragraph();
        self.open_block(kind, span);
    }

    fn open_block(&mut self, kind: BlockKind<'t>, span: Span) {
        let trimmed = span.of(self.text).trim_end_matches(['\n', '\r']).len();
        let span = Span::new(span.start as usize..span.start as usize + trimmed);
        let at = self.inlines.len();
        self.blocks.push(Block { kind, span, parent: self.open.last().copied(), inlines: at..at, end: 0 });
        self.open.push(self.blocks.len() - 1);
    }

    fn close(&mut self) {
        let Some(at) = self.open.pop() else { return };
        let end = self.blocks.len();
        let block = &mut self.blocks[at];
        block.end = end;
        if block.kind.is_leaf() {
            block.inlines.end = self.inlines.len();
        }
    }

    /// The text of a tight list item comes without a paragraph; one is opened for it (see [`BlockKind`]).
    fn inline(&mut self, kind: InlineKind<'t>, span: Span) {
        let in_leaf = self.open.last().is_some_and(|&at| self.blocks[at].kind.is_leaf());
        if !in_leaf {
            self.open_block(BlockKind::Paragraph, span);
            self.implicit = self.open.last().copied();
        }
        self.inlines.push(Inline { kind, span });
    }

    /// Ends the paragraph that [`Self::inline`] opened, so that what follows becomes its sibling.
    fn close_implicit_paragraph(&mut self) {
        let Some(at) = self.implicit.take() else { return };
        let inlines = &self.inlines[self.blocks[at].inlines.start..];
        if let Some(end) = inlines.iter().map(|inline| inline.span.end).max() {
            self.blocks[at].span.end = end;
        }
        self.close();
    }
}

/// Whether a heading starts with its `#` signs; `#tag` may start an underlined one.
fn is_marked(heading: &str) -> bool {
    let rest = heading.trim_start_matches('#');
    rest.len() < heading.len() && (rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
}

fn style(link_type: LinkType) -> LinkStyle {
    match link_type {
        LinkType::Inline | LinkType::WikiLink { .. } => LinkStyle::Inline,
        LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => LinkStyle::Reference,
        LinkType::ReferenceUnknown | LinkType::CollapsedUnknown | LinkType::ShortcutUnknown => {
            LinkStyle::UndefinedReference
        }
        LinkType::Autolink | LinkType::Email => LinkStyle::Autolink,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_headings(text: &str, expected: &[(u8, bool)]) {
        let headings = parse(text).blocks.into_iter().filter_map(|block| match block.kind {
            BlockKind::Heading { level, setext } => Some((level, setext)),
            _ => None,
        });
        assert_eq!(headings.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn marked_and_underlined_headings_are_told_apart() {
        check_headings("# One\n\n##\n\n###\tThree ###\n", &[(1, false), (2, false), (3, false)]);
        check_headings("One\n===\n\nTwo\n---\n", &[(1, true), (2, true)]);
        check_headings("#tag\n---\n\n#a #b\n===\n", &[(2, true), (1, true)]);
    }
}
