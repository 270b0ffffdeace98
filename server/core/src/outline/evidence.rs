//! What a candidate has for itself, apart from the habits of the note.

use super::candidate::{Above, Candidate, What};
use super::code::is_code;
use super::phrase::{self, Capitals};
use super::title::End;
use super::words;

/// A question in quotation marks that is answered and no line of a dialogue.
pub(super) fn is_asked(candidate: &Candidate<'_>) -> bool {
    let spoken = is_speech(candidate.below.text) || candidate.below.text.starts_with('>');
    candidate.has_content() && (candidate.told || candidate.below.what != What::Items) && !spoken
}

/// A question that is a list item and has its answer inside the item, or below it at the margin.
pub(super) fn is_answered_item(candidate: &Candidate<'_>) -> bool {
    let inside = candidate.limit.is_some() && matches!(candidate.below.what, What::Deeper | What::Items);
    candidate.question_in_list && (inside || candidate.below.what == What::Prose)
}

/// A question that opens a unit of the text and that something follows.
pub(super) fn is_question(candidate: &Candidate<'_>) -> bool {
    let opens = matches!(candidate.above, Above::Free | Above::Block | Above::Ended);
    let sure = candidate.asks || candidate.front.asks || candidate.below.what == What::Deeper;
    opens && sure && candidate.has_content() && candidate.below.what != What::Other
}

/// A shouted line that stands apart.
pub(super) fn is_shout(candidate: &Candidate<'_>) -> bool {
    let part = words::PARTS.has(&candidate.lower) || words::FURNITURE.has(&candidate.lower);
    let apart =
        candidate.stands_alone() || candidate.below.what == What::Items || candidate.end == End::Colon;
    candidate.above == Above::Free && apart && candidate.words <= 12 && !part
}

/// A strong line that is a title by its words and has content below.
pub(super) fn is_bold(candidate: &Candidate<'_>) -> bool {
    let opens = matches!(candidate.above, Above::Free | Above::Block | Above::Ended);
    let flow = candidate.text.contains("->") || candidate.text.contains('→') || candidate.text.contains("=>");
    let lower = &candidate.lower;
    let entry = candidate.text.contains(": ");
    let part = words::PARTS.has(lower) || words::FURNITURE.has(lower) || words::MACHINES.has(lower);
    let announcing = candidate.end == End::Colon && phrase::leads_in(lower);
    opens && candidate.has_content() && candidate.words <= 14 && !flow && !entry && !part && !announcing
}

/// A noun phrase with a colon above a list, a table or an answer.
pub(super) fn is_label(candidate: &Candidate<'_>) -> bool {
    let opens = matches!(candidate.above, Above::Free | Above::Block);
    let holds = matches!(candidate.below.what, What::Items | What::Table | What::Deeper);
    let capital = !matches!(candidate.capitals, Capitals::Small);
    opens && holds && capital && candidate.words <= 6 && is_named(candidate)
}

/// Whether a label names a subject: no part of an explanation, no start of a sentence.
pub(super) fn is_named(candidate: &Candidate<'_>) -> bool {
    let lower = &candidate.lower;
    let known = words::PARTS.has(lower) || words::MACHINES.has(lower);
    !known && !phrase::leads_in(lower) && !candidate.text.contains(", ")
}

/// A short line alone above a paragraph or a list.
pub(super) fn is_bare(candidate: &Candidate<'_>) -> bool {
    let titled = match candidate.capitals {
        Capitals::Title => candidate.words <= 10,
        Capitals::Sentence => candidate.words <= 6,
        Capitals::None => candidate.words <= 8,
        Capitals::Small => candidate.code && candidate.words <= 4,
    };
    let below = match candidate.below.what {
        What::Items | What::Table | What::Deeper => true,
        What::Prose => is_paragraph(candidate.below.text) && !candidate.code,
        What::Nothing | What::Border | What::Question | What::Other => false,
    };
    let entry = candidate.text.split_once(": ").is_some_and(|(name, _)| !is_counted(name));
    candidate.stands_alone() && titled && below && !entry && is_phrase(candidate)
}

/// A short line right above a list.
pub(super) fn is_list_title(candidate: &Candidate<'_>) -> bool {
    let opens = matches!(candidate.above, Above::Free | Above::Block);
    let listed = candidate.below.what == What::Items && candidate.below.glued;
    let capital = candidate.capitals != Capitals::Small;
    opens && listed && capital && candidate.words <= 6 && is_phrase(candidate) && is_named(candidate)
}

/// `Chapter 3`, `Lecture IV`: what stands in front of the colon counts.
fn is_counted(name: &str) -> bool {
    let last = name.rsplit(char::is_whitespace).next().unwrap_or_default();
    let number = last.chars().all(|c| c.is_ascii_digit()) || last.chars().all(|c| "IVX".contains(c));
    number && name.contains(' ')
}

/// Whether the words of a bare line name something: no flow chart, no entry, no furniture of a page.
pub(super) fn is_phrase(candidate: &Candidate<'_>) -> bool {
    is_clean(candidate) && !words::PARTS.has(&candidate.lower)
}

/// As [`is_phrase`], but a part of an explanation, `Purpose`, will do: pages set those as titles too.
pub(super) fn is_clean(candidate: &Candidate<'_>) -> bool {
    let lower = &candidate.lower;
    let signs = ["->", "→", "=>", " = ", "@", "http", " | ", "://"];
    let entry =
        candidate.text.split_once(": ").is_some_and(|(name, more)| !is_divided_title(candidate, name, more));
    let known = words::FURNITURE.has(lower) || words::MACHINES.has(lower);
    let aside = candidate.text.starts_with(['(', '[', '<']);
    let date = |word: &str| word.chars().all(|c| c.is_numeric()) || words::DATES.has(word);
    let dated = lower.split(|c: char| !c.is_alphanumeric()).all(date);
    let first = candidate.text.split(char::is_whitespace).next().unwrap_or_default();
    let goes_on = words::SMALL.has(first) && first.is_ascii() && first.starts_with(char::is_lowercase);
    let piece = goes_on || phrase::is_dangling(lower) || (candidate.words <= 2 && words::LEADS.start(lower));
    !known && !dated && !aside && !piece && !entry && !signs.iter().any(|sign| candidate.text.contains(sign))
}

/// Whether a line is a paragraph or starts one: long, or a sentence.
pub(super) fn is_paragraph(text: &str) -> bool {
    let ended = text.ends_with(['.', '!', '?', ':', '。', '！', '？', '：', ')', ';']);
    60 < text.len() || (ended && 3 < phrase::words(text))
}

/// A line in title case, squeezed between a block that ends and a block that begins.
pub(super) fn is_squeezed(candidate: &Candidate<'_>) -> bool {
    let compares = is_comparison(&candidate.lower);
    let titled = candidate.capitals == Capitals::Title || compares;
    let parted = !matches!(candidate.above, Above::Announcing | Above::Scrap);
    let small = candidate.below.what == What::Prose && candidate.below.text.starts_with(char::is_lowercase);
    let continued = small && !compares && !is_code(candidate.below.text);
    titled
        && parted
        && candidate.below.glued
        && candidate.has_content()
        && candidate.words <= 10
        && !continued
}

/// Whether a line in title case of the form `Name: More` is a title as a whole: `Example: The Cell Wall`.
fn is_divided_title(candidate: &Candidate<'_>, name: &str, more: &str) -> bool {
    let named = words::FURNITURE.has(&name.to_lowercase()) || name.contains(": ");
    let single = !more.contains(' ') && 2 <= phrase::words(name);
    candidate.capitals == Capitals::Title
        && !named
        && (single || phrase::capitals(more) != Capitals::Sentence)
}

/// `A vs B`.
pub(super) fn is_comparison(lower: &str) -> bool {
    [" vs ", " vs. ", " versus ", " v/s ", " gegen ", " frente a "].iter().any(|sign| lower.contains(sign))
}

/// Whether a line starts as direct speech does.
pub(super) fn is_speech(text: &str) -> bool {
    text.starts_with(['"', '“', '„', '«', '「', '—', '–'])
}
