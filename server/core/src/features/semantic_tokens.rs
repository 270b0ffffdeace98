//! Semantic tokens: every name of a term in a note, for editors that colour them.

use super::subject::mentions;
use crate::cancel::{Cancel, Cancellable};
use crate::facts::Facts;
use crate::index::{FileId, Mention, NameKey};
use crate::snapshot::Snapshot;
use crate::syntax::with_known_line_ends;
use crate::text::Span;

/// A name of a term, or the part of it that stands on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SemanticToken {
    /// Where it stands; inside one line.
    pub span: Span,
    /// Whether the term is defined here, or asked for by a title.
    pub definition: bool,
    /// Whether it is a mention that is no part of a link.
    pub unlinked: bool,
}

/// The names of terms in a note, in the order of the text; of a part of it where one is given.
pub fn semantic_tokens(
    snapshot: &Snapshot,
    note: FileId,
    within: Option<Span>,
    cancel: &Cancel,
) -> Cancellable<Vec<SemanticToken>> {
    let Some(facts) = snapshot.facts(note) else { return Ok(Vec::new()) };
    let places = naming_places(facts);
    let mut text = None;
    let mut tokens = Vec::new();
    let mut links = Covering::new(facts.links.iter().map(|link| link.span));
    for mention in mentions(snapshot, note) {
        cancel.check()?;
        let is_wanted =
            within.is_none_or(|within| within.start <= mention.span.end && mention.span.start <= within.end);
        if !is_wanted || snapshot.index.meant(&mention).is_empty() {
            continue;
        }
        let definition = defines(&places, &mention);
        let unlinked = !definition && !links.cover(mention.span);
        let whole = SemanticToken { span: mention.span, definition, unlinked };
        if facts.lines.line(mention.span.start) == facts.lines.line(mention.span.end) {
            tokens.push(whole);
            continue;
        }
        let text = text.get_or_insert_with(|| snapshot.text(note).unwrap_or_default());
        tokens.extend(by_line(text, mention.span).map(|span| SemanticToken { span, ..whole }));
    }
    Ok(tokens)
}

/// Where the note defines terms or asks for them, each with the term's names; in the order of the text.
fn naming_places(facts: &Facts) -> Vec<(Span, Vec<NameKey>)> {
    let defined = facts.definitions.iter().filter(|definition| !definition.excerpt);
    let defined = defined.map(|definition| {
        (definition.name, definition.names.iter().filter_map(|name| NameKey::of(name)).collect())
    });
    let asked = facts
        .topics
        .iter()
        .map(|topic| (topic.name, topic.names.iter().filter_map(|name| NameKey::of(&name.text)).collect()));
    let mut places: Vec<(Span, Vec<NameKey>)> = defined.chain(asked).collect();
    places.sort_by_key(|(span, _)| *span);
    places
}

fn defines(places: &[(Span, Vec<NameKey>)], mention: &Mention) -> bool {
    let behind = places.partition_point(|(span, _)| span.start <= mention.span.start);
    // Titles are short: what covers the mention begins close before it.
    let near = places[..behind].iter().rev().take(8);
    near.into_iter().any(|(span, keys)| span.covers(mention.span) && keys.contains(&mention.key))
}

/// Answers, for spans in the order of the text, whether one of some others covers them.
struct Covering {
    spans: Vec<Span>,
    next: usize,
    /// The end of the longest of those that begin before.
    reach: u32,
}

impl Covering {
    fn new(spans: impl Iterator<Item = Span>) -> Self {
        let mut spans: Vec<Span> = spans.collect();
        spans.sort_unstable();
        Self { spans, next: 0, reach: 0 }
    }

    fn cover(&mut self, span: Span) -> bool {
        while let Some(found) = self.spans.get(self.next).filter(|found| found.start <= span.start) {
            self.reach = self.reach.max(found.end);
            self.next += 1;
        }
        span.end <= self.reach
    }
}

/// The parts of a span that stand on one line each, without the marks of quotes and the space around them.
fn by_line(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let known = with_known_line_ends(span.of(text)).into_owned();
    let mut parts = Vec::new();
    let mut at = 0;
    for line in known.split_inclusive('\n') {
        let marks = if at == 0 { 0 } else { line.len() - line.trim_start_matches([' ', '\t', '>']).len() };
        let end = at + line.trim_end().len();
        if at + marks < end {
            let start = span.start as usize;
            parts.push(Span::new(start + at + marks..start + end));
        }
        at += line.len();
    }
    parts.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::case;

    /// Each token as its text, `!` behind one that defines and `?` behind an unlinked one.
    #[track_caller]
    fn check(fixture: &str, expected: &[&str]) {
        let case = case(fixture);
        let text = case.snapshot.text(case.note).expect("a fixture has a text");
        let found = semantic_tokens(&case.snapshot, case.note, None, &Cancel::default());
        let shown = |token: SemanticToken| {
            let sign = if token.definition {
                "!"
            } else if token.unlinked {
                "?"
            } else {
                ""
            };
            format!("{}{sign}", token.span.of(&text))
        };
        let found: Vec<String> = found.expect("nobody stops it").into_iter().map(shown).collect();
        assert_eq!(found, expected);
    }

    const BUCKET: &str =
        "\n-- b.md\n## What is a token bucket?\n\nA token bucket is a counter of allowances.\n";

    #[test]
    fn the_title_that_asks_for_a_term_defines_it() {
        check(
            "\n-- b.md\n## What is a token bucket?\n\nA token bucket is a counter of allowances.\n",
            &["token bucket!", "token bucket?"],
        );
    }

    #[test]
    fn mentions_in_links_are_not_unlinked() {
        check(
            &format!("\n-- a.md\nA token bucket, a [token bucket](b.md) and [[b|Token Buckets]].\n{BUCKET}"),
            &["token bucket?", "token bucket", "Token Buckets"],
        );
    }

    #[test]
    fn a_mention_over_a_line_end_is_two_tokens() {
        check(&format!("\n-- a.md\n- A token\n  bucket.\n{BUCKET}"), &["token?", "bucket?"]);
        check(&format!("\n-- a.md\nA token\r\nbucket.\n{BUCKET}"), &["token?", "bucket?"]);
    }

    #[test]
    fn code_and_unknown_words_have_none() {
        check(&format!("\n-- a.md\n```\ntoken bucket\n```\n\nNothing.\n{BUCKET}"), &[]);
    }

    #[test]
    fn a_part_of_the_note_has_those_that_touch_it() {
        let case = case(&format!("\n-- a.md\nToken bucket.\n\n$0Token bucket.\n{BUCKET}"));
        let within = Some(Span { start: case.offset, end: case.offset + 3 });
        let found = semantic_tokens(&case.snapshot, case.note, within, &Cancel::default());
        let starts: Vec<u32> = found.expect("nobody stops it").iter().map(|token| token.span.start).collect();
        assert_eq!(starts, [case.offset]);
    }
}
