//! What a candidate has for itself, apart from the habits of the note.

use super::candidate::{Above, Candidate, Shape, What};
use super::phrase::{self, Capitals};
use super::print::is_shouted;
use super::title::End;
use super::words;
use crate::terms::bytes::holds;

/// What speaks for a candidate.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    /// It has what a title of its shape has at best: words, place and content.
    pub(super) sound: bool,
    /// Its words name something: no flow chart, no entry, no furniture of a page, no piece of a sentence.
    pub(super) names: bool,
    /// They name a part that every explanation may have, as `Example` or `Benefits` do, and no subject.
    pub(super) part: bool,
    /// It is in title case or compares two things, between a block that ends and a block that begins.
    pub(super) squeezed: bool,
    /// It is a short line right above a list.
    pub(super) heads_list: bool,
    /// It compares two things: `A vs B`.
    pub(super) compares: bool,
    /// It is in capitals for emphasis, and no acronym.
    pub(super) shouted: bool,
    /// The paragraph below starts with its words: `Osmosis` above `Osmosis is the movement of water`.
    pub(super) echoed: bool,
}

impl Evidence {
    /// Weighs a candidate.
    pub(super) fn of(candidate: &Candidate<'_>) -> Self {
        let sound = |sound| Self { sound, ..Self::default() };
        match candidate.shape {
            Shape::Heading { .. } => sound(true),
            _ if candidate.question_in_list => sound(is_answered_item(candidate)),
            Shape::Numbered => sound(false),
            Shape::Chat => sound(is_asked(candidate)),
            Shape::Question => sound(is_question(candidate)),
            Shape::Bold | Shape::Shout | Shape::Label | Shape::Bare => Self::of_words(candidate),
        }
    }

    fn of_words(candidate: &Candidate<'_>) -> Self {
        let lower = candidate.lower.as_str();
        let part = words::PARTS.has(lower);
        let known = words::FURNITURE.has(lower) || words::MACHINES.has(lower);
        let label = candidate.end == End::Colon;
        let sentence = label && phrase::leads_in(lower);
        let names = !known && !sentence && is_phrase(candidate);
        let compares = is_comparison(lower);
        let subject = names && !part;
        let shouted = candidate.shape == Shape::Shout && is_shouted(&candidate.text);
        let sound = match candidate.shape {
            Shape::Shout => subject && is_shout(candidate),
            Shape::Bold => subject && is_bold(candidate),
            Shape::Label => subject && is_label(candidate),
            _ => subject && is_bare(candidate),
        };
        Self {
            sound,
            names,
            part,
            compares,
            shouted,
            echoed: sound && is_echoed(candidate),
            squeezed: is_squeezed(candidate, compares),
            heads_list: subject && candidate.shape == Shape::Bare && is_list_title(candidate),
        }
    }
}

/// A question in quotation marks that is answered, and by no speech.
fn is_asked(candidate: &Candidate<'_>) -> bool {
    let spoken = is_speech(candidate.below.text) || candidate.below.text.starts_with('>');
    candidate.has_content() && (candidate.told || candidate.below.what != What::Items) && !spoken
}

/// Whether a line starts as direct speech does.
pub(super) fn is_speech(text: &str) -> bool {
    text.starts_with(['"', '“', '„', '«', '「', '—', '–'])
}

/// A question that is a list item and has its answer inside the item, or below it at the margin.
fn is_answered_item(candidate: &Candidate<'_>) -> bool {
    let inside = candidate.limit.is_some() && matches!(candidate.below.what, What::Deeper | What::Items);
    inside || candidate.below.what == What::Prose
}

/// A question that opens a unit of the text and that something follows.
fn is_question(candidate: &Candidate<'_>) -> bool {
    let opens = matches!(candidate.above, Above::Free | Above::Block | Above::Ended);
    let sure = candidate.asks || candidate.front.asks || candidate.below.what == What::Deeper;
    opens && sure && candidate.has_content() && candidate.below.what != What::Other
}

/// A shouted line that stands apart.
fn is_shout(candidate: &Candidate<'_>) -> bool {
    let apart =
        candidate.stands_alone() || candidate.below.what == What::Items || candidate.end == End::Colon;
    candidate.above == Above::Free && apart && candidate.words <= 12
}

/// A strong line with content below.
fn is_bold(candidate: &Candidate<'_>) -> bool {
    let opens = matches!(candidate.above, Above::Free | Above::Block | Above::Ended);
    opens && candidate.has_content() && candidate.words <= 14 && !holds(&candidate.text, ": ")
}

/// A noun phrase with a colon above a list, a table or an answer.
fn is_label(candidate: &Candidate<'_>) -> bool {
    let opens = matches!(candidate.above, Above::Free | Above::Block);
    let leads = matches!(candidate.below.what, What::Items | What::Table | What::Deeper);
    let capital = candidate.capitals != Capitals::Small;
    opens && leads && capital && candidate.words <= 6 && !holds(&candidate.text, ", ")
}

/// A short line alone above a paragraph or a list.
fn is_bare(candidate: &Candidate<'_>) -> bool {
    let titled = match candidate.capitals {
        Capitals::Title => candidate.words <= 10,
        Capitals::Sentence => candidate.words <= 6,
        Capitals::None => candidate.words <= 8,
        Capitals::Small => candidate.code && candidate.words <= 4,
    };
    let holds = match candidate.below.what {
        What::Items | What::Table | What::Deeper => true,
        What::Prose => is_paragraph(candidate.below.text) && !candidate.code,
        What::Nothing | What::Border | What::Question | What::Other => false,
    };
    let entry = candidate.text.split_once(": ").is_some_and(|(name, _)| !is_counted(name));
    candidate.stands_alone() && titled && holds && !entry
}

/// Whether a line is a paragraph or starts one: long, or a sentence.
fn is_paragraph(text: &str) -> bool {
    let ended = text.ends_with(['.', '!', '?', ':', '。', '！', '？', '：', ')', ';']);
    60 < text.len() || (ended && 3 < phrase::words(text))
}

/// Whether the paragraph below starts with the words of a title, articles left out.
fn is_echoed(candidate: &Candidate<'_>) -> bool {
    if candidate.below.what != What::Prose {
        return false;
    }
    let title = phrase::without_article(&candidate.lower);
    let start: String = candidate.below.text.chars().take(120).flat_map(char::to_lowercase).collect();
    let rest = phrase::without_article(start.trim_start_matches(['*', '_', '`'])).strip_prefix(title);
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// A short line right above a list.
fn is_list_title(candidate: &Candidate<'_>) -> bool {
    let opens = matches!(candidate.above, Above::Free | Above::Block);
    let listed = candidate.below.what == What::Items && candidate.below.glued;
    let short = candidate.words <= 6 && candidate.capitals != Capitals::Small;
    opens && listed && short && !phrase::leads_in(&candidate.lower)
}

/// A line in title case, or a comparison, between a block that ends and a block that begins.
fn is_squeezed(candidate: &Candidate<'_>, compares: bool) -> bool {
    let titled = candidate.capitals == Capitals::Title || compares;
    let parted = !matches!(candidate.above, Above::Announcing | Above::Scrap);
    let below = &candidate.below;
    let continued = below.what == What::Prose && below.text.starts_with(char::is_lowercase) && !below.code;
    let fits = titled && parted && candidate.words <= 10 && (compares || !continued);
    fits && below.glued && candidate.has_content()
}

/// Whether the words of a line name something: no flow chart, no address, no date, no piece of a sentence.
fn is_phrase(candidate: &Candidate<'_>) -> bool {
    let text = candidate.text.as_str();
    let lower = candidate.lower.as_str();
    let first = text.split(' ').next().unwrap_or_default();
    let goes_on = first.starts_with(|c: char| c.is_ascii_lowercase()) && words::SMALL.has(first);
    let aside = text.starts_with(['(', '[', '<']);
    let sign = || {
        let pairs = [b"->", b"=>", b"//", b" ="];
        let paired = text.as_bytes().windows(2).any(|pair| pairs.iter().any(|sign| *sign == pair));
        paired || text.contains(['→', '@', '|'])
    };
    let entry = || text.split_once(": ").is_some_and(|(name, more)| !is_divided(candidate, name, more));
    let date = |word: &str| word.chars().all(char::is_numeric) || words::DATES.has(word);
    let dated = || lower.split(|c: char| !c.is_alphanumeric()).all(date);
    let captions =
        || words::CAPTIONS.start(lower) && is_counted(text.split(['.', ':']).next().unwrap_or_default());
    let lead = || candidate.words <= 2 && words::LEADS.start(lower);
    let piece = goes_on || aside || phrase::is_dangling(lower) || lead();
    !piece && !sign() && !entry() && !dated() && !captions()
}

/// Whether a line in title case of the form `Name: More` is a title as a whole: `Example: The Cell Wall`.
fn is_divided(candidate: &Candidate<'_>, name: &str, more: &str) -> bool {
    let named = words::FURNITURE.has(&name.to_lowercase()) || holds(more, ": ");
    let single = !more.contains(' ') && 2 <= phrase::words(name);
    let titled = candidate.capitals == Capitals::Title && phrase::capitals(more) != Capitals::Sentence;
    !named && (is_counted(name) || titled || (single && candidate.capitals == Capitals::Title))
}

/// `Chapter 3`, `Lecture IV`: what stands in front of the colon counts.
fn is_counted(name: &str) -> bool {
    let last = name.rsplit(char::is_whitespace).next().unwrap_or_default();
    let number = last.chars().all(|c| c.is_ascii_digit()) || last.chars().all(|c| "IVX".contains(c));
    number && name.contains(' ')
}

/// `A vs B`.
pub(super) fn is_comparison(lower: &str) -> bool {
    let between = |word: &str| matches!(word, "vs" | "vs." | "versus" | "v/s" | "gegen");
    let mut parts = lower.split(' ').skip(1);
    parts.any(between) && parts.next().is_some()
}
