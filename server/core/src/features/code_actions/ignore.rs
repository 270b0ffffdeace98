//! Turning a rule off at a place or in a note, by a comment.
//!
//! Where a comment may stand without changing the note depends on the block it would stand in. So each place is tried,
//! the best first, and the note read again: the one is taken where the comment does its work and all else stays.

use std::mem::{Discriminant, discriminant};

use super::{ActionKind, Asked, Changes, Offers};
use crate::edit::{Edit, Edits};
use crate::facts::Facts;
use crate::rules::{Problem, Rule};
use crate::syntax::{BlockKind, parse};
use crate::text::Span;

/// Offers to ignore the rules of some problems.
pub(super) fn offer(offers: &mut Offers<'_, '_>, problems: &[Problem]) {
    let mut seen: Vec<Rule> = Vec::new();
    for problem in problems {
        // What the orders to ignore themselves are told of is not ignored by one more.
        if seen.contains(&problem.rule) || problem.rule == Rule::UnusedIgnore {
            continue;
        }
        seen.push(problem.rule);
        let (rule, span) = (problem.rule, problem.span);
        let titles = [format!("Ignore {} here", rule.code()), format!("Ignore {} in this note", rule.code())];
        let [here, whole] = titles;
        let here = offers.add(ActionKind::QuickFix, here, move |asked| ignored(asked, rule, span, false));
        here.into_iter().for_each(|action| action.problem = Some((rule, span)));
        let whole = offers.add(ActionKind::QuickFix, whole, move |asked| ignored(asked, rule, span, true));
        whole.into_iter().for_each(|action| action.problem = Some((rule, span)));
    }
}

fn ignored(asked: &Asked<'_>, rule: Rule, span: Span, whole: bool) -> Option<Changes> {
    let tried = extended(asked, rule, span, whole).into_iter();
    let tried = tried.chain(if whole { for_note(asked, rule) } else { for_place(asked, rule, span) });
    let kept = tried.map(|edit| Edits::new(vec![edit])).find(|edits| works(asked, edits, rule, span));
    kept.map(|edits| Changes { edits, ..Changes::default() })
}

/// One more rule in a comment that holds for the same.
fn extended(asked: &Asked<'_>, rule: Rule, span: Span, whole: bool) -> Option<Edit> {
    let holds = |covers: Span| {
        let is_whole = covers.len() as usize == asked.text.len();
        is_whole == whole && covers.start <= span.start && span.end <= covers.end
    };
    let comments = asked.facts.ignores.iter().filter(|ignore| !ignore.rules.is_empty());
    let mut comments = comments.filter(|ignore| ignore.span.of(&asked.text).ends_with("-->"));
    let comment = comments.find(|ignore| holds(ignore.covers))?;
    let inner = comment.span.of(&asked.text).strip_suffix("-->")?.trim_end();
    let at = comment.span.start as usize + inner.len();
    Some(asked.edit(Span::new(at..at), format!(" {}", rule.code())))
}

/// At the top of the note, behind its front matter.
fn for_note(asked: &Asked<'_>, rule: Rule) -> Vec<Edit> {
    let is_front = |closed: &&Span| closed.start == 0 && asked.text.starts_with("---");
    let front = asked.facts.closed.first().filter(is_front);
    let behind = front.map_or(0, |front| {
        let rest = &asked.text[front.end as usize..];
        let more = if asked.text[..front.end as usize].ends_with('\n') {
            Some(0)
        } else {
            rest.find('\n').map(|at| at + 1)
        };
        front.end as usize + more.unwrap_or(rest.len())
    });
    let end = asked.line_end();
    let comment = format!("<!-- glossator: ignore-file {} -->{end}{end}", rule.code());
    vec![asked.edit(Span::new(behind..behind), comment)]
}

/// At the end of the line, else on a line above it, else above its block.
fn for_place(asked: &Asked<'_>, rule: Rule, span: Span) -> Vec<Edit> {
    let line = asked.lines_of(Span { start: span.start, end: span.start });
    let written = line.of(&asked.text);
    // Spaces and a backslash at the end break the line; they stay behind.
    let visible = written.trim_end().trim_end_matches('\\').trim_end().len();
    let at = line.start as usize + visible;
    let (code, end) = (rule.code(), asked.line_end());
    let indent = &written[..written.len() - written.trim_start().len()];
    let start = Span { start: line.start, end: line.start };
    let block = above_block(asked, line.start as usize);
    vec![
        asked.edit(Span::new(at..at), format!(" <!-- glossator: ignore {code} -->")),
        asked.edit(start, format!("{indent}<!-- glossator: ignore-next-line {code} -->{end}")),
        asked.edit(Span::new(block..block), format!("<!-- glossator: ignore {code} -->{end}{end}")),
    ]
}

/// The start of the first line behind the last empty one.
fn above_block(asked: &Asked<'_>, line: usize) -> usize {
    let mut at = line;
    while let Some(before) = asked.text[..at].strip_suffix('\n') {
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        if before[start..].trim().is_empty() {
            break;
        }
        at = start;
    }
    at
}

/// Whether the comment holds for the problem, and the note says what it said.
fn works(asked: &Asked<'_>, edits: &Edits, rule: Rule, span: Span) -> bool {
    let text = edits.applied(asked.note, &asked.text);
    let new = Facts::read(&text);
    let moved = |offset: u32| {
        let before = edits.iter().filter(|edit| edit.span.end <= offset);
        offset + before.map(|edit| edit.text.len() as u32 - edit.span.len()).sum::<u32>()
    };
    let (start, end) = (moved(span.start), moved(span.start.max(span.end.saturating_sub(1))));
    let holds = new.ignores.iter().any(|ignore| {
        let names_it = ignore.rules.iter().any(|name| **name == *rule.code());
        names_it && ignore.covers.start <= end && start <= ignore.covers.end
    });
    let old = asked.facts;
    let headings = |facts: &Facts| {
        facts.headings.iter().map(|heading| (heading.level, heading.slug.clone())).collect::<Vec<_>>()
    };
    let meanings = |facts: &Facts| {
        facts.definitions.iter().map(|definition| definition.names.clone()).collect::<Vec<_>>()
    };
    let topics = |facts: &Facts| facts.topics.iter().map(|topic| topic.title.clone()).collect::<Vec<_>>();
    let same = headings(&new) == headings(old)
        && new.links.len() == old.links.len()
        && meanings(&new) == meanings(old)
        && topics(&new) == topics(old)
        && blocks(&text) == blocks(&asked.text);
    holds && same
}

/// The kinds of the blocks of a text, comments left out.
fn blocks(text: &str) -> Vec<Discriminant<BlockKind<'_>>> {
    let syntax = parse(text);
    let blocks = syntax.blocks.iter().filter(|block| block.kind != BlockKind::Html);
    blocks.map(|block| discriminant(&block.kind)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, titles};

    #[test]
    fn a_comment_at_the_end_of_the_line_holds_for_it() {
        check(
            "\n-- a.md\n# A\n\nsee [x](gone$0.md) and\nmore\n",
            "Ignore link/missing-file here",
            &[("a.md", "# A\n\nsee [x](gone.md) and <!-- glossator: ignore link/missing-file -->\nmore\n")],
        );
    }

    #[test]
    fn one_more_rule_is_named_in_the_same_comment() {
        check(
            "\n-- a.md\n# A\n\n[x](gone$0.md) <!-- glossator: ignore text/doubled-word -->\n",
            "Ignore link/missing-file here",
            &[(
                "a.md",
                "# A\n\n[x](gone.md) <!-- glossator: ignore text/doubled-word link/missing-file -->\n",
            )],
        );
    }

    #[test]
    fn above_a_table_a_comment_holds_for_all_of_it() {
        check(
            "\n-- a.md\n# A\n\n| a | b |\n| - | - |\n| [x](gone$0.md) | c |\n",
            "Ignore link/missing-file here",
            &[(
                "a.md",
                "# A\n\n<!-- glossator: ignore link/missing-file -->\n\n| a | b |\n| - | - |\n| [x](gone.md) | c |\n",
            )],
        );
    }

    #[test]
    fn a_comment_at_the_top_holds_for_the_note() {
        let expected = "<!-- glossator: ignore-file link/missing-file -->\n\n";
        check(
            "\n-- a.md\n# A\n\n[x](gone$0.md)\n",
            "Ignore link/missing-file in this note",
            &[("a.md", &format!("{expected}# A\n\n[x](gone.md)\n"))],
        );
        check(
            "\n-- a.md\n---\ntags: [a]\n---\n# A\n\n[x](gone$0.md)\n",
            "Ignore link/missing-file in this note",
            &[("a.md", &format!("---\ntags: [a]\n---\n{expected}# A\n\n[x](gone.md)\n"))],
        );
    }

    #[test]
    fn what_is_right_is_not_ignored() {
        assert!(
            titles("\n-- a.md\n# A\n\n[x](b.md)$0\n-- b.md\n# B\n")
                .iter()
                .all(|title| !title.starts_with("Ignore"))
        );
    }
}
