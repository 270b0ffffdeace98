//! Where a note says that rules are not to be applied.
//!
//! `<!-- glossator: ignore RULE -->` at the end of a line holds for the line; alone in its block, for the block below.
//! `ignore-next-line` holds for the next line, `ignore-file` and the front matter's `glossator: {ignore: […]}` for the
//! whole note. RULE is a code such as `link/ambiguous` or a family such as `link`; several may be named, and none,
//! or `all`, means all. A reason may follow two dashes or a colon.

use crate::syntax::marks::MarkKind;
use crate::syntax::{BlockKind, InlineKind, Syntax};
use crate::terms::bytes::holds;
use crate::text::Span;

/// A place that rules are not to be applied to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// Where it is said.
    pub span: Span,
    /// What it holds for.
    pub covers: Span,
    /// The rules and families it names; none for all.
    pub rules: Box<[Box<str>]>,
    /// What stands where `ignore` is to stand, where that is no order.
    pub unknown: Option<Box<str>>,
}

/// What a comment may be turned off for.
#[derive(Clone, Copy)]
enum Scope {
    Here,
    NextLine,
    File,
}

/// Every place of a note that turns rules off, in the order of the text.
pub(super) fn ignores(syntax: &Syntax<'_>) -> Vec<Ignore> {
    let mut found = Vec::new();
    let whole = Span::new(0..syntax.text.len());
    if let Some(front) = &syntax.front_matter {
        for rule in &front.ignored {
            let content = front.content.of(syntax.text);
            let at = front.content.start as usize + content.find(rule.as_str()).unwrap_or_default();
            let span = Span::new(at..at + rule.len());
            let rules = Box::new([rule.as_str().into()]);
            found.push(Ignore { span, covers: whole, rules, unknown: None });
        }
    }
    if !holds(syntax.text, "glossator:") {
        return found;
    }
    let text = syntax.text;
    for (at, block) in syntax.blocks.iter().enumerate() {
        if block.kind == BlockKind::Html {
            let source = block.span.of(text);
            let lead = source.len() - source.trim_start().len();
            let start = block.span.start as usize + lead;
            let span = Span::new(start..start + source.trim().len());
            found.extend(read(text, span, || below(syntax, at)));
        }
        for inline in syntax.inlines_of(block).iter().filter(|inline| matches!(inline.kind, InlineKind::Html))
        {
            found.extend(read(text, inline.span, || line_of(text, inline.span)));
        }
    }
    for mark in syntax.marks.iter().filter(|mark| mark.kind == MarkKind::Comment) {
        let line = line_of(text, mark.span);
        let alone = line.of(text).trim() == mark.span.of(text);
        let next = || {
            let behind = syntax.blocks.iter().find(|block| mark.span.end <= block.span.start);
            behind.map_or(line, |block| block.span)
        };
        found.extend(read(text, mark.span, || if alone { next() } else { line }));
    }
    found.sort_by_key(|ignore| ignore.span);
    found
}

/// Reads a comment; `here` is what it holds for where it names no scope.
fn read(text: &str, span: Span, here: impl FnOnce() -> Span) -> Option<Ignore> {
    let source = span.of(text);
    let inner = source.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    let inner = inner.or_else(|| source.strip_prefix("%%").and_then(|rest| rest.strip_suffix("%%")))?;
    let order = inner.trim().strip_prefix("glossator:")?.trim_start();
    let is_between = |c: char| c.is_whitespace() || c == ',';
    let mut words = order.split(is_between).filter(|word| !word.is_empty());
    let scope = match words.next()?.to_ascii_lowercase().as_str() {
        "ignore" => Scope::Here,
        "ignore-next-line" => Scope::NextLine,
        "ignore-file" => Scope::File,
        other => {
            let covers = Span { start: span.end, end: span.end };
            return Some(Ignore { span, covers, rules: Box::default(), unknown: Some(other.into()) });
        }
    };
    // Behind two dashes or a colon stands the reason.
    let mut ended = false;
    let words = words.map_while(|word| {
        let name = word.trim_end_matches(':');
        let is_last = std::mem::replace(&mut ended, name.len() < word.len());
        (!is_last && !name.is_empty() && !matches!(word, "--" | "–" | "—")).then_some(name)
    });
    let covers = match scope {
        Scope::Here => here(),
        Scope::NextLine => {
            let next =
                text[span.end as usize..].find('\n').map_or(text.len(), |at| span.end as usize + at + 1);
            line_of(text, Span::new(next..next))
        }
        Scope::File => Span::new(0..text.len()),
    };
    Some(Ignore { span, covers, rules: words.map(Into::into).collect(), unknown: None })
}

/// The line or lines that a span stands on.
fn line_of(text: &str, span: Span) -> Span {
    let start = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end as usize..].find('\n').map_or(text.len(), |at| span.end as usize + at);
    Span::new(start..end)
}

/// The block below a comment that is a block of its own.
fn below(syntax: &Syntax<'_>, at: usize) -> Span {
    let comment = &syntax.blocks[at];
    let behind = syntax.blocks[at + 1..].iter().find(|block| comment.span.end <= block.span.start);
    let label =
        syntax.label_definitions.iter().map(|label| label.span).find(|span| comment.span.end <= span.start);
    match (behind.map(|block| block.span), label) {
        (Some(block), Some(label)) => {
            if label.start < block.start {
                label
            } else {
                block
            }
        }
        (Some(span), None) | (None, Some(span)) => span,
        (None, None) => comment.span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &[&str])]) {
        let found = ignores(&parse(text));
        let found: Vec<(&str, Vec<&str>)> = found
            .iter()
            .map(|ignore| (ignore.covers.of(text), ignore.rules.iter().map(|rule| &**rule).collect()))
            .collect();
        let expected: Vec<(&str, Vec<&str>)> =
            expected.iter().map(|(covers, rules)| (*covers, rules.to_vec())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_comment_holds_for_its_line_or_the_block_below() {
        check(
            "a <!-- glossator: ignore link/self -->\nb\n",
            &[("a <!-- glossator: ignore link/self -->", &["link/self"])],
        );
        check(
            "<!-- glossator: ignore link, toc/stale -->\n- a\n- b\n\nc\n",
            &[("- a\n- b", &["link", "toc/stale"])],
        );
        check("<!-- glossator: ignore -->\n\n# A\n\nb\n", &[("# A", &[])]);
        check("%% glossator: ignore term %%\n\nb\n", &[("b", &["term"])]);
    }

    #[test]
    fn a_comment_may_name_its_scope() {
        check("<!-- glossator: ignore-next-line term -->\na\nb\n", &[("a", &["term"])]);
        let text = "a\n\n<!-- glossator: ignore-file term -->\n";
        check(text, &[(text, &["term"])]);
    }

    #[test]
    fn the_front_matter_holds_for_the_note() {
        let text = "---\nglossator:\n  ignore: [link, term/casing]\n---\na\n";
        check(text, &[(text, &["link"]), (text, &["term/casing"])]);
    }

    #[test]
    fn other_comments_turn_nothing_off() {
        check(
            "<!-- glossator is fine -->\n<!-- ignore: glossator: x -->\n\n`<!-- glossator: ignore -->`\n",
            &[],
        );
    }
}
