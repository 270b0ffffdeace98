//! Blocks that links can lead to: which have no id yet, the id each may get, and how they are shown in a list.

use std::collections::BTreeSet;

use crate::facts::{AnchorKind, Facts};
use crate::syntax::marks::MarkKind;
use crate::syntax::{BlockKind, parse, with_known_line_ends};
use crate::text::Span;

/// Most characters of a block that a list shows.
const MOST_SHOWN: usize = 60;

/// The paragraphs and list items of a note that have no id and are wanted, each with an id it may get.
pub(super) fn without_id(note: &str, facts: &Facts, is_wanted: impl Fn(Span) -> bool) -> Vec<(Span, String)> {
    let text = with_known_line_ends(note);
    let syntax = parse(&text);
    let mut taken = ids(facts);
    let mut found = Vec::new();
    for block in &syntax.blocks {
        let source = block.span.of(&text);
        let span = Span { start: block.span.start, end: block.span.start + source.trim_end().len() as u32 };
        let first = syntax.marks.partition_point(|mark| mark.span.start < span.start);
        let marks = syntax.marks[first..].iter().take_while(|mark| mark.span.start < span.end);
        let has_id = marks.into_iter().any(|mark| matches!(mark.kind, MarkKind::BlockId { .. }));
        let inside_comment =
            syntax.marks.iter().any(|mark| mark.kind == MarkKind::Comment && mark.span.covers(span));
        if block.kind != BlockKind::Paragraph
            || !is_wanted(block.span)
            || has_id
            || inside_comment
            || span.is_empty()
        {
            continue;
        }
        // A line that follows would be underlined or parted by what is added before it; a mark that is open would hold it.
        if source.trim_end().ends_with(['\\', '^', '%', '`', '$']) {
            continue;
        }
        let id = fresh_id(span.of(&text), &taken);
        taken.insert(id.clone());
        found.push((span, id));
    }
    found
}

fn ids(facts: &Facts) -> BTreeSet<String> {
    let ids = facts.anchors.iter().filter(|anchor| anchor.kind == AnchorKind::Block);
    ids.map(|anchor| anchor.id.to_ascii_lowercase()).collect()
}

/// An id for a block: six letters and digits that follow from its text (FNV-1a), so that asking twice gives the same.
fn fresh_id(block: &str, taken: &BTreeSet<String>) -> String {
    let mut hash = block.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    loop {
        let digits = (0..6).map(|place| {
            let digit = (hash / 36_u64.pow(place)) % 36;
            char::from_digit(digit as u32, 36).unwrap_or('0')
        });
        let id: String = digits.collect();
        if !taken.contains(&id) {
            return id;
        }
        hash = hash.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    }
}

/// The start of a block on one line, without its id.
pub(super) fn shown(text: &str, block: Span) -> String {
    let source = text.get(block.range()).unwrap_or_default();
    let source = match source.rsplit_once('^') {
        Some((before, id)) if id.trim_end().chars().all(|c| c.is_ascii_alphanumeric() || c == '-') => before,
        _ => source,
    };
    let words = source.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(MOST_SHOWN) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    }
}
