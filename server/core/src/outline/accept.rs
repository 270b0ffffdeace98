//! Which candidates open a topic: each shape by its own evidence, the weak ones only where the note has the habit.

use super::candidate::{Above, Candidate, Shape, What};
use super::evidence;
use super::habits::Habits;
use super::phrase::{self, Capitals};
use super::title::End;

/// No page sets more titles than these below each other without a word between; lists of names do.
const LONGEST_STACK: usize = 4;

/// For each candidate, whether it opens a topic.
pub(super) fn accepted(candidates: &[Candidate<'_>], habits: &Habits) -> Vec<bool> {
    let mut accepted = vec![false; candidates.len()];
    let mut answered = 0;
    for (at, candidate) in candidates.iter().enumerate() {
        accepted[at] = by_content(candidate, habits, habits.rows[at]);
        answered += usize::from(accepted[at] && matches!(candidate.shape, Shape::Question | Shape::Chat));
    }
    // From the end, so that a title without text of its own is known by the title below it.
    let mut stack = 0;
    for at in (0..candidates.len()).rev() {
        let candidate = &candidates[at];
        let next = candidates.get(at + 1).filter(|next| next.lines.start == candidate.below.line);
        let titled_below = next.is_some() && accepted[at + 1];
        if !accepted[at] {
            accepted[at] =
                without_content(candidate, habits, answered, titled_below.then_some(next).flatten());
        }
        let bare = matches!(candidate.shape, Shape::Bare);
        stack = if titled_below && accepted[at] && bare { stack + 1 } else { 0 };
        if LONGEST_STACK <= stack {
            accepted[at..at + stack].fill(false);
            stack = 0;
        }
    }
    accepted
}

/// Whether a candidate opens a topic for what stands below it.
fn by_content(candidate: &Candidate<'_>, habits: &Habits, in_row: bool) -> bool {
    let recurs = !habits.recurring.is_empty() && habits.recurring.contains(&candidate.lower);
    match candidate.shape {
        Shape::Heading { .. } => true,
        _ if evidence::is_answered_item(candidate) => in_row || habits.answers_items(),
        Shape::Chat => chat(candidate, habits),
        Shape::Question => question(candidate, habits),
        Shape::Numbered => in_row,
        _ if recurs => false,
        Shape::Bold => bold(candidate, habits),
        Shape::Shout => shout(candidate, habits),
        Shape::Label => label(candidate, habits),
        Shape::Bare => bare(candidate, habits),
    }
}

/// Whether the line may be the continuation of the one above it.
fn is_running(candidate: &Candidate<'_>) -> bool {
    matches!(candidate.above, Above::Running | Above::Scrap)
}

fn chat(candidate: &Candidate<'_>, habits: &Habits) -> bool {
    let answered = evidence::is_asked(candidate);
    answered && (candidate.told || 2 <= habits.chats || habits.hanging)
}

fn question(candidate: &Candidate<'_>, habits: &Habits) -> bool {
    if candidate.question_in_list {
        return false;
    }
    if candidate.front.asks {
        return candidate.has_content();
    }
    if candidate.above == Above::Announcing || (is_running(candidate) && !habits.glued) {
        return false;
    }
    let goes_on = candidate.below.glued && candidate.below.text.starts_with(char::is_lowercase);
    let placed = candidate.stands_alone() || habits.glued || habits.hanging;
    if candidate.end == End::Open && (goes_on || !placed) {
        return false;
    }
    let several = 2 <= habits.questions;
    match candidate.below.what {
        What::Deeper => candidate.asks || several || habits.hanging,
        What::Items | What::Table => candidate.asks || several || habits.hanging,
        What::Prose | What::Other => {
            let echo = candidate.asks && phrase::echoes(&candidate.text, candidate.below.text);
            let asks = candidate.asks || candidate.bold || candidate.front.emoji;
            let lone = candidate.above == Above::Free;
            let marked = candidate.asks && candidate.stands_alone() && candidate.bold;
            let sign = candidate.front.emoji && 2 <= habits.emojis;
            habits.hanging
                || marked
                || sign
                || (lone && echo)
                || (asks && several && (habits.asks_often() || habits.glued || echo))
        }
        What::Nothing | What::Border | What::Question => false,
    }
}

fn shout(candidate: &Candidate<'_>, habits: &Habits) -> bool {
    let marked = candidate.end == End::Colon || candidate.below.what == What::Items;
    evidence::is_shout(candidate) && candidate.has_content() && (marked || 2 <= habits.shouts)
}

fn bold(candidate: &Candidate<'_>, habits: &Habits) -> bool {
    if !evidence::is_bold(candidate) {
        return false;
    }
    let titled = candidate.capitals == Capitals::Title && 2 <= candidate.words;
    let holds = matches!(candidate.below.what, What::Items | What::Table);
    let telling = candidate.end != End::Colon || 2 <= candidate.words || holds;
    let capital = candidate.capitals != Capitals::Small || candidate.code;
    capital && telling && (2 <= habits.bolds || titled || holds)
}

fn label(candidate: &Candidate<'_>, habits: &Habits) -> bool {
    let hangs = habits.hanging && candidate.below.what == What::Deeper && !is_running(candidate);
    if hangs {
        return true;
    }
    let titled = candidate.capitals == Capitals::Title && evidence::is_named(candidate);
    let squeezed = titled && habits.glued && 3 <= habits.squeezed && evidence::is_squeezed(candidate);
    let marked = candidate.front.emoji && 2 <= habits.emojis && titled && candidate.has_content();
    if squeezed || marked {
        return true;
    }
    let telling = titled && 2 <= candidate.words && candidate.words <= 10;
    // A single word says little, and in a long text a few labels are chance.
    let often = if 1 < candidate.words { 2 } else { 3 };
    let habitual = often <= habits.labels && habits.filled <= habits.labels * 60;
    evidence::is_label(candidate) && (telling || habitual)
}

fn bare(candidate: &Candidate<'_>, habits: &Habits) -> bool {
    let phrase = evidence::is_phrase(candidate);
    let clean = evidence::is_clean(candidate);
    let titled = candidate.capitals == Capitals::Title;
    let compares = evidence::is_comparison(&candidate.lower);
    if candidate.front.emoji && 2 <= habits.emojis && titled && candidate.has_content() {
        return phrase;
    }
    if habits.glued && 3 <= habits.squeezed && evidence::is_squeezed(candidate) {
        return clean;
    }
    if habits.hanging && !is_running(candidate) && candidate.below.what == What::Deeper {
        return phrase && candidate.words <= 12;
    }
    if evidence::is_list_title(candidate) && habits.titles_lists() {
        return true;
    }
    if !evidence::is_bare(candidate) {
        return false;
    }
    match candidate.below.what {
        What::Items | What::Table | What::Deeper => {
            let several = 2 <= habits.bares;
            (titled && (3 <= candidate.words || several))
                || (candidate.code && several)
                || compares
                || 3 <= habits.bares
        }
        What::Prose => compares || (3 <= habits.bares && habits.paragraphs <= habits.bares * 5),
        What::Nothing | What::Border | What::Question | What::Other => false,
    }
}

/// Whether a candidate opens a topic though nothing but another title, or nothing at all, stands below it.
fn without_content(
    candidate: &Candidate<'_>,
    habits: &Habits,
    answered: usize,
    title_below: Option<&Candidate<'_>>,
) -> bool {
    let empty = !candidate.has_content() || title_below.is_some();
    let opens = matches!(candidate.above, Above::Free | Above::Block | Above::Ended) || habits.glued;
    if !empty || !opens {
        return false;
    }
    match candidate.shape {
        Shape::Heading { .. } => true,
        Shape::Question => {
            2 <= answered
                && !candidate.question_in_list
                && (candidate.asks || habits.hanging || candidate.front.asks)
        }
        Shape::Shout => 2 <= habits.shouts && evidence::is_shout(candidate),
        Shape::Bold => title_below.is_some() && 2 <= habits.bolds,
        Shape::Label | Shape::Bare => {
            let marked = candidate.front.emoji && 2 <= habits.emojis;
            let squeezed = habits.glued && 3 <= habits.squeezed;
            let titled = candidate.capitals == Capitals::Title
                && !matches!(candidate.above, Above::Announcing | Above::Scrap);
            title_below.is_some() && titled && (marked || squeezed) && evidence::is_clean(candidate)
        }
        Shape::Chat | Shape::Numbered => false,
    }
}
