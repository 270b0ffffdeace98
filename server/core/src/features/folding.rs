//! Folding: what an editor can hide behind its first line.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::index::FileId;
use crate::snapshot::Snapshot;
use crate::syntax::marks::MarkKind;
use crate::syntax::{Block, BlockKind, InlineKind, Syntax, parse, with_known_line_ends};
use crate::text::{LineIndex, Span};

/// Lines that can be folded together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// From the first character to the last; over at least two lines.
    pub span: Span,
    /// What it is.
    pub kind: FoldKind,
}

/// What a fold hides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoldKind {
    /// A topic with all that is nested in it.
    Topic,
    /// The front matter, or what stands between `<!-- #region -->` and `<!-- #endregion -->`.
    Region,
    /// A comment.
    Comment,
    /// A list, an item, a table, a code block, a quote, a footnote.
    Block,
}

/// Everything in a note that can be folded, in the order of the text; of what starts on one line the best fold alone.
///
/// With a limit the topics and the longest of the others are kept.
#[must_use]
pub fn folding(snapshot: &Snapshot, note: FileId, limit: Option<usize>) -> Vec<Fold> {
    let (Some(facts), Some(text)) = (snapshot.facts(note), snapshot.text(note)) else { return Vec::new() };
    let text = with_known_line_ends(&text);
    let syntax = parse(&text);
    let mut folds: Vec<Fold> =
        facts.topics.iter().map(|topic| Fold { span: topic.range, kind: FoldKind::Topic }).collect();
    folds.extend(syntax.front_matter.iter().map(|found| Fold { span: found.span, kind: FoldKind::Region }));
    folds.extend(regions(&syntax).into_iter().map(|span| Fold { span, kind: FoldKind::Region }));
    let comments = syntax.marks.iter().filter(|mark| mark.kind == MarkKind::Comment);
    folds.extend(comments.map(|mark| Fold { span: mark.span, kind: FoldKind::Comment }));
    folds.extend(syntax.blocks.iter().filter_map(|block| block_fold(&syntax, block)));
    let mut folds = one_a_line(&text, &facts.lines, folds);
    if let Some(limit) = limit.filter(|&limit| limit < folds.len()) {
        folds.sort_by_key(|fold| (fold.kind != FoldKind::Topic, Reverse(fold.span.len())));
        folds.truncate(limit);
        folds.sort_by_key(|fold| fold.span);
    }
    folds
}

fn block_fold(syntax: &Syntax<'_>, block: &Block<'_>) -> Option<Fold> {
    let kind = match &block.kind {
        BlockKind::Html if block.span.of(syntax.text).starts_with("<!--") => FoldKind::Comment,
        BlockKind::Html
        | BlockKind::List(_)
        | BlockKind::Item
        | BlockKind::Table
        | BlockKind::Code { .. }
        | BlockKind::Quote
        | BlockKind::Footnote(_) => FoldKind::Block,
        BlockKind::Heading { .. }
        | BlockKind::Paragraph
        | BlockKind::Row { .. }
        | BlockKind::Cell
        | BlockKind::Rule => return None,
    };
    Some(Fold { span: block.span, kind })
}

/// What stands between the comments that open and close regions, them included; regions nest.
fn regions(syntax: &Syntax<'_>) -> Vec<Span> {
    let blocks = syntax.blocks.iter().filter(|block| block.kind == BlockKind::Html).map(|block| block.span);
    let inlines = syntax.inlines.iter().filter(|inline| matches!(inline.kind, InlineKind::Html));
    let mut comments: Vec<Span> = blocks.chain(inlines.map(|inline| inline.span)).collect();
    comments.sort_unstable();
    let mut open = Vec::new();
    let mut regions = Vec::new();
    for span in comments {
        let source = span.of(syntax.text);
        for (at, _) in source.match_indices("<!--") {
            let word = source[at + 4..].trim_start();
            let length = source[at..].find("-->").map_or(source.len() - at, |end| end + 3);
            if is_word(word, "#region") {
                open.push(span.start + at as u32);
            } else if is_word(word, "#endregion") {
                let start = open.pop();
                let end = span.start + (at + length) as u32;
                regions.extend(start.map(|start| Span { start, end }));
            }
        }
    }
    regions
}

fn is_word(text: &str, word: &str) -> bool {
    let rest = text.strip_prefix(word);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == '-'))
}

/// The folds over two lines and more, without blank lines at their ends; of those that start on one line one.
///
/// Editors keep one fold a line. An item wins over its list, since the list has other items to be folded by; of others
/// the longer wins.
fn one_a_line(text: &str, lines: &LineIndex, folds: Vec<Fold>) -> Vec<Fold> {
    let mut by_line: BTreeMap<u32, Fold> = BTreeMap::new();
    let mut folds: Vec<Fold> = folds
        .into_iter()
        .map(|fold| Fold { span: trimmed(text, fold.span), ..fold })
        .filter(|fold| lines.line(fold.span.start) < lines.line(fold.span.end))
        .collect();
    folds.sort_by_key(|fold| (fold.kind, Reverse(fold.span.len())));
    for fold in folds {
        let line = lines.line(fold.span.start);
        let known = by_line.entry(line).or_insert(fold);
        if fold.kind == FoldKind::Block && known.kind == FoldKind::Block {
            *known = fold;
        }
    }
    by_line.into_values().collect()
}

fn trimmed(text: &str, span: Span) -> Span {
    let length = span.of(text).trim_end().len();
    Span { start: span.start, end: span.start + length as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::case;

    /// Each fold as `first-last kind`, lines counted from 1.
    #[track_caller]
    fn check_limited(text: &str, limit: Option<usize>, expected: &[&str]) {
        let case = case(&format!("\n-- a.md\n{text}"));
        let facts = case.snapshot.facts(case.note).expect("a.md is a note");
        let shown = |fold: Fold| {
            let line = |offset| facts.lines.line(offset) + 1;
            format!("{}-{} {:?}", line(fold.span.start), line(fold.span.end), fold.kind)
        };
        let found: Vec<String> = folding(&case.snapshot, case.note, limit).into_iter().map(shown).collect();
        assert_eq!(found, expected);
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        check_limited(text, None, expected);
    }

    #[test]
    fn topics_fold_to_their_last_line() {
        check("# A\n\ntext\n\n## B\n\ntext\n\n\n# C\n", &["1-7 Topic", "5-7 Topic"]);
        check("A\n===\n\ntext\n", &["1-4 Topic"]);
        check(
            "**What is a lock?**\n\nA lock is a guard.\n\n**What is a key?**\n\nA key is a sign.\n",
            &["1-3 Topic", "5-7 Topic"],
        );
    }

    #[test]
    fn lists_fold_and_items_of_several_lines() {
        check("text\n\n- a\n- b\n- c\n", &["3-5 Block"]);
        check("text\n\n- a\n  - b\n  - c\n- d\n", &["3-5 Block", "4-5 Block"]);
    }

    #[test]
    fn code_tables_and_quotes_fold() {
        check("```\na\n```\n\n> b\n> c\n\n| a |\n|---|\n| b |\n", &["1-3 Block", "5-6 Block", "8-10 Block"]);
    }

    #[test]
    fn front_matter_comments_and_regions_fold() {
        check(
            "---\ntitle: A\n---\ntext\n\n<!-- a\nb -->\n\n%%\nc\n%%\n",
            &["1-3 Region", "6-7 Comment", "9-11 Comment"],
        );
        check(
            "<!-- #region one -->\n\na\n\n<!-- #region -->\n\nb\n\n<!-- #endregion -->\n<!-- #endregion -->\n",
            &["1-10 Region", "5-9 Region"],
        );
        check("<!-- #endregion -->\n\na\n\n<!-- #region -->\n\n<!-- #regional -->\n", &[]);
    }

    #[test]
    fn one_line_does_not_fold() {
        check("- a\n\n`b`\n\n> c\n", &[]);
        check("", &[]);
    }

    #[test]
    fn a_limit_keeps_topics_and_what_is_long() {
        check_limited("# A\n\n- a\n- b\n\n> c\n> d\n> e\n", Some(2), &["1-8 Topic", "6-8 Block"]);
    }
}
