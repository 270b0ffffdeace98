//! Contents lists: lists whose items link to headings of their own note.

use crate::path::percent_decode;
use crate::syntax::marks::MarkKind;
use crate::syntax::{BlockKind, InlineKind, Syntax, plain_text};
use crate::text::Span;

/// Fewest entries of a list that is taken for one of contents.
const ENTRIES: usize = 3;

/// A list whose items link to places of their own note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// The whole list.
    pub span: Span,
    /// Its items with such a link, in the order of the text.
    pub entries: Box<[ContentsEntry]>,
}

/// One item of a contents list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentsEntry {
    /// The item's own line or lines, without its marker.
    pub span: Span,
    /// The link as a whole.
    pub link: Span,
    /// What a reader sees.
    pub shown: Box<str>,
    /// The anchor or heading it names, decoded, without `#`.
    pub fragment: Box<str>,
    /// Whether it is a wiki link, which names a heading by its text.
    pub is_wiki: bool,
}

/// The contents lists of a note.
pub(super) fn contents(syntax: &Syntax<'_>) -> Vec<Contents> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < syntax.blocks.len() {
        let block = &syntax.blocks[at];
        if matches!(block.kind, BlockKind::List(_)) {
            found.extend(contents_list(syntax, at));
            at = block.end;
        } else {
            at += 1;
        }
    }
    found
}

fn contents_list(syntax: &Syntax<'_>, list: usize) -> Option<Contents> {
    let block = &syntax.blocks[list];
    if !block.span.of(syntax.text).contains('#') {
        return None;
    }
    let mut entries = Vec::new();
    let mut items = 0;
    for at in list + 1..block.end {
        if syntax.blocks[at].kind == BlockKind::Item {
            items += 1;
            entries.extend(entry(syntax, at));
        }
    }
    let is_contents = ENTRIES <= entries.len() && items * 4 <= entries.len() * 5;
    is_contents.then(|| Contents { span: block.span, entries: entries.into() })
}

/// The entry that an item is, where its first paragraph is a link and nothing else of weight.
fn entry(syntax: &Syntax<'_>, item: usize) -> Option<ContentsEntry> {
    let first = syntax.blocks.get(item + 1).filter(|inner| inner.kind == BlockKind::Paragraph)?;
    let inlines = syntax.inlines_of(first);
    let link = inlines.iter().position(
        |inline| matches!(&inline.kind, InlineKind::Link(destination) if destination.url.starts_with('#')),
    );
    if let Some(at) = link {
        let link = &inlines[at];
        let InlineKind::Link(destination) = &link.kind else { return None };
        let inside = inlines[at + 1..].iter().take_while(|inner| link.span.covers(inner.span)).count();
        let shown = plain_text(&inlines[at + 1..at + 1 + inside]);
        let rest = first.span.len().saturating_sub(link.span.len());
        return (rest <= 40).then(|| ContentsEntry {
            span: first.span,
            link: link.span,
            shown: shown.trim().into(),
            fragment: percent_decode(&destination.url[1..]).as_ref().into(),
            is_wiki: false,
        });
    }
    let from = syntax.marks.partition_point(|mark| mark.span.start < first.span.start);
    let mark = syntax.marks.get(from).filter(|mark| first.span.covers(mark.span))?;
    let MarkKind::Wiki { embed: false, target, shown } = mark.kind else { return None };
    let fragment = target.of(syntax.text).strip_prefix('#').filter(|heading| !heading.starts_with('^'))?;
    let shown = shown.map_or(fragment, |shown| shown.of(syntax.text));
    (first.span.len().saturating_sub(mark.span.len()) <= 40).then(|| ContentsEntry {
        span: first.span,
        link: mark.span,
        shown: shown.trim().into(),
        fragment: fragment.trim().into(),
        is_wiki: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;

    #[track_caller]
    fn check(text: &str, expected: &[&[&str]]) {
        let found = contents(&parse(text));
        let shown: Vec<Vec<&str>> =
            found.iter().map(|list| list.entries.iter().map(|entry| &*entry.fragment).collect()).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn lists_of_links_to_own_headings_are_contents() {
        check("- [A](#a)\n  - [B b](#b-b)\n- [C](#c%20c)\n", &[&["a", "b-b", "c c"]]);
        check("1. [[#A]]\n2. [[#B|b]]\n3. [[#C]]\n", &[&["A", "B", "C"]]);
    }

    #[test]
    fn other_lists_are_none() {
        check("- [A](#a)\n- [B](#b)\n", &[]);
        check("- [A](#a)\n- [B](b.md)\n- [C](#c)\n- text\n", &[]);
        check(
            "- see the long explanation in the section on walls of cells: [A](#a)\n- [B](#b)\n- [C](#c)\n",
            &[],
        );
    }
}
