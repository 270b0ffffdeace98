//! Selections that grow: word, name, link, sentence, item, paragraph, topic, note.

use super::subject::mentions;
use crate::facts::Facts;
use crate::index::FileId;
use crate::snapshot::Snapshot;
use crate::syntax::{BlockKind, InlineKind, Syntax, parse, with_known_line_ends};
use crate::terms::sentence::sentences;
use crate::terms::tokens::words;
use crate::text::Span;

/// For each of some offsets what to select around it, from the inside out: each span covers the one before it and is
/// longer. The last is the whole note.
#[must_use]
pub fn selections(snapshot: &Snapshot, note: FileId, offsets: &[u32]) -> Vec<Vec<Span>> {
    let text = snapshot.text(note).unwrap_or_default();
    let text = with_known_line_ends(&text);
    let syntax = parse(&text);
    let whole = Span::new(0..text.len());
    let mut spans = structure(&syntax);
    spans.extend(snapshot.facts(note).map(|facts| of_facts(facts)).unwrap_or_default());
    spans.extend(mentions(snapshot, note).into_iter().map(|mention| mention.span));
    let around = |&offset: &u32| {
        let mut found: Vec<Span> = spans.iter().copied().filter(|span| span.touches(offset)).collect();
        found.extend(words_at(&text, offset));
        found.extend(sentences_at(&syntax, offset));
        // A text on disk may have changed since its facts were read.
        found.retain(|span| !span.is_empty() && text.get(span.range()).is_some());
        chain(found, whole, offset)
    };
    offsets.iter().map(around).collect()
}

/// From the shortest span on, each that covers the one before; of equally long ones that which begins at the offset.
fn chain(mut found: Vec<Span>, whole: Span, offset: u32) -> Vec<Span> {
    found.sort_by_key(|span| (span.len(), !span.contains(offset), span.start));
    let mut chain: Vec<Span> = Vec::new();
    for span in found.into_iter().chain([whole]) {
        if chain.last().is_none_or(|last| span.covers(*last) && span != *last) {
            chain.push(span);
        }
    }
    chain
}

/// Topics, titles, links, definitions and their texts.
fn of_facts(facts: &Facts) -> Vec<Span> {
    let mut spans = Vec::new();
    for topic in &facts.topics {
        spans.extend([topic.name, topic.span, topic.range]);
    }
    for heading in &facts.headings {
        spans.extend([heading.name, heading.span]);
    }
    for link in &facts.links {
        spans.extend([link.shown, link.target_span, link.span]);
    }
    for label in &facts.labels {
        spans.extend([label.target_span, label.span]);
    }
    spans
}

/// The blocks and inlines of a text; of the cells of tables without the space around them.
fn structure(syntax: &Syntax<'_>) -> Vec<Span> {
    let blocks = syntax.blocks.iter().map(|block| {
        if block.kind == BlockKind::Cell { trimmed(syntax.text, block.span) } else { block.span }
    });
    // Text is cut at signs that a reader does not see.
    let marked = syntax.inlines.iter().filter(|inline| {
        !inline.kind.is_break() && !matches!(inline.kind, InlineKind::Text(_) | InlineKind::TaskMarker)
    });
    let inlines = marked.map(|inline| inline.span);
    let front_matter = syntax.front_matter.iter().flat_map(|found| [found.content, found.span]);
    blocks.chain(inlines).chain(front_matter).collect()
}

fn trimmed(text: &str, span: Span) -> Span {
    let source = span.of(text);
    let start = span.start as usize + source.len() - source.trim_start().len();
    Span::new(start..start + source.trim().len())
}

/// The words at an offset: two where it stands between them.
fn words_at(text: &str, offset: u32) -> Vec<Span> {
    let (Some(before), Some(behind)) = (text.get(..offset as usize), text.get(offset as usize..)) else {
        return Vec::new();
    };
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let end = before.len() + behind.find('\n').unwrap_or(behind.len());
    let found = words(&text[start..end]).map(|word| shifted(word.span, start));
    found.filter(|word| word.touches(offset)).collect()
}

/// The sentences at an offset, in the paragraph, title or cell that it stands in.
fn sentences_at(syntax: &Syntax<'_>, offset: u32) -> Vec<Span> {
    let leaves = syntax.blocks.iter().filter(|block| block.kind.is_leaf() && block.span.touches(offset));
    let found = leaves.flat_map(|block| {
        let found = sentences(block.span.of(syntax.text));
        found.map(|sentence| shifted(Span::new(sentence), block.span.start as usize))
    });
    found.filter(|sentence| sentence.touches(offset)).collect()
}

fn shifted(span: Span, by: usize) -> Span {
    Span::new(span.start as usize + by..span.end as usize + by)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::case;

    /// The selections around the cursor, as texts from the inside out; those below are the first of them.
    #[track_caller]
    fn check(fixture: &str, expected: &[&str]) {
        let case = case(fixture);
        let text = case.snapshot.text(case.note).expect("a fixture has a text");
        let found = selections(&case.snapshot, case.note, &[case.offset]).remove(0);
        let shown: Vec<&str> = found.iter().map(|span| span.of(&text)).collect();
        assert_eq!(shown.get(..expected.len()), Some(expected), "{shown:#?}");
        assert_eq!(found.last(), Some(&Span::new(0..text.len())));
    }

    #[test]
    fn a_word_grows_to_its_sentence_paragraph_and_topic() {
        check(
            "\n-- a.md\n# One\n\nA fi$0rst thing. Another\nthing here.\n\n# Two\n",
            &[
                "first",
                "A first thing.",
                "A first thing. Another\nthing here.",
                "# One\n\nA first thing. Another\nthing here.",
            ],
        );
    }

    #[test]
    fn a_name_of_several_words_comes_before_the_sentence() {
        check(
            "\n-- a.md\nTake a tok$0en bucket here. More.\n-- b.md\n## What is a token bucket?\n\nA token bucket is a counter.\n",
            &["token", "token bucket", "Take a token bucket here."],
        );
    }

    #[test]
    fn the_text_of_a_link_comes_before_the_link() {
        check(
            "\n-- a.md\nSee [the ot$0her one](b.md) now.\n",
            &["other", "the other one", "[the other one](b.md)"],
        );
        check("\n-- a.md\nSee [[no$0te|shown]].\n", &["note", "[[note|shown]]"]);
    }

    #[test]
    fn an_item_comes_before_its_list() {
        check("\n-- a.md\ntext\n\n- one\n- t$0wo\n", &["two", "- two", "- one\n- two"]);
    }

    #[test]
    fn a_cell_comes_before_its_row_and_table() {
        check("\n-- a.md\n| a | b |\n|---|---|\n| x y$0 | z |\n", &["y", "x y"]);
    }

    #[test]
    fn each_position_has_an_answer() {
        let case = case("\n-- a.md\n");
        assert_eq!(selections(&case.snapshot, case.note, &[0, 7]), [[Span::default()], [Span::default()]]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn selections_grow(text in "([a-z]{1,3}|[ \n>|#*`\\[\\]().!-]|é|- |\\| ){0,40}", at in 0_u32..120) {
            // A line that starts so would begin another file of the fixture.
            let text = text.replace("-- ", "- ");
            let case = case(&format!("\n-- a.md\n{text}\n"));
            let text = case.snapshot.text(case.note).expect("a fixture has a text");
            let offset = (0..=at.min(text.len() as u32)).rev().find(|at| text.is_char_boundary(*at as usize));
            for chain in selections(&case.snapshot, case.note, &[offset.unwrap_or(0)]) {
                prop_assert!(chain.windows(2).all(|pair| pair[1].covers(pair[0]) && pair[0] != pair[1]));
                prop_assert!(chain.iter().all(|span| text.get(span.range()).is_some()));
            }
        }
    }
}
