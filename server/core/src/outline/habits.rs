//! How the writer of a note marks topics, measured over the whole note.
//!
//! One short line without a full stop says little; five of them, each with a paragraph below, say that
//! this is how the writer sets titles. Every rule in [`super::accept`] that goes by looks asks here first.

use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;

use super::candidate::{Above, Candidate, Shape, What};
use super::evidence::{self, is_speech};
use super::lines::{Lines, Place};
use super::rows::rows;

/// What the lines of one note have in common.
#[derive(Debug, Default)]
pub(super) struct Habits {
    /// Answers are indented below titles that stand at the margin.
    pub(super) hanging: bool,
    /// Blocks follow each other without blank lines and paragraphs are not wrapped, as in text copied from a page.
    pub(super) glued: bool,
    /// Paragraphs of running text at the margin.
    pub(super) paragraphs: usize,
    /// Questions that something follows.
    pub(super) questions: usize,
    /// List items that are questions, answered and not.
    pub(super) listed_questions: usize,
    /// Those of them that are answered.
    pub(super) answered_items: usize,
    /// Questions in quotation marks that are answered; 0 where the note tells a dialogue.
    pub(super) chats: usize,
    /// Shouted lines that stand apart.
    pub(super) shouts: usize,
    /// Strong lines above content.
    pub(super) bolds: usize,
    /// Noun phrases with a colon above a list, a table or an answer.
    pub(super) labels: usize,
    /// Lines with content.
    pub(super) filled: usize,
    /// Short lines alone above a paragraph or a list.
    pub(super) bares: usize,
    /// Short lines right above a list.
    pub(super) list_titles: usize,
    /// Lists at the margin.
    pub(super) lists: usize,
    /// Lines in title case between lines of text, where blocks are glued.
    pub(super) squeezed: usize,
    /// Short lines behind an emoji.
    pub(super) emojis: usize,
    /// For each candidate, whether it is a number and a title in a row of such.
    pub(super) rows: Vec<bool>,
    /// Titles in lower case that come again and again: parts that every topic of the note has.
    pub(super) recurring: HashSet<String, RandomState>,
}

impl Habits {
    /// Measures a note.
    pub(super) fn of(lines: &Lines<'_, '_>, candidates: &[Candidate<'_>]) -> Self {
        let mut habits = Self { rows: rows(lines, candidates), ..Self::of_text(lines) };
        habits.hanging = is_hanging(lines, candidates);
        habits.recurring = recurring(candidates);
        let dialogue = is_dialogue(lines, candidates);
        for candidate in candidates {
            if candidate.question_in_list {
                habits.listed_questions += 1;
                habits.answered_items += usize::from(evidence::is_answered_item(candidate));
                continue;
            }
            let counted = match candidate.shape {
                Shape::Heading { .. } | Shape::Numbered => continue,
                Shape::Chat => (evidence::is_asked(candidate) && !dialogue).then_some(&mut habits.chats),
                Shape::Question => evidence::is_question(candidate).then_some(&mut habits.questions),
                Shape::Shout => evidence::is_shout(candidate).then_some(&mut habits.shouts),
                Shape::Bold => evidence::is_bold(candidate).then_some(&mut habits.bolds),
                Shape::Label => evidence::is_label(candidate).then_some(&mut habits.labels),
                Shape::Bare => evidence::is_bare(candidate).then_some(&mut habits.bares),
            };
            if let Some(count) = counted {
                *count += 1;
            }
            let titled = matches!(candidate.shape, Shape::Bare | Shape::Label);
            habits.squeezed += usize::from(titled && evidence::is_squeezed(candidate));
            let above_list = candidate.shape == Shape::Bare && evidence::is_list_title(candidate);
            habits.list_titles += usize::from(above_list);
            habits.emojis += usize::from(candidate.front.emoji && candidate.has_content());
        }
        habits
    }

    /// Whether lone questions are frequent enough to be how this note is built, and no rhetoric.
    pub(super) fn asks_often(&self) -> bool {
        let share = if 2 < self.questions { 5 } else { 3 };
        1 < self.questions && self.paragraphs <= self.questions * share
    }

    /// Whether the questions of lists are answered below them, most of them at least, and not only counted up.
    pub(super) fn answers_items(&self) -> bool {
        2 <= self.answered_items && self.listed_questions <= 2 * self.answered_items
    }

    /// Whether most lists have a title right above them.
    pub(super) fn titles_lists(&self) -> bool {
        3 <= self.list_titles && self.lists <= 2 * self.list_titles
    }

    fn of_text(lines: &Lines<'_, '_>) -> Self {
        let mut paragraphs = 0;
        let mut pairs = 0;
        let mut wrapped = 0;
        let mut long = 0;
        let mut blank = 0;
        let mut filled = 0;
        let mut lists = 0;
        let is_item = |at: usize| matches!(lines.place(at), Place::Item(item) if !item.nested);
        for at in 0..lines.all.len() {
            let text = lines.text(at);
            let prose = lines.place(at) == Place::Prose { inside: false };
            blank += usize::from(lines.place(at) == Place::Blank);
            let listed_above = (0..at).next_back().is_some_and(is_item);
            lists += usize::from(is_item(at) && !listed_above);
            filled += usize::from(lines.place(at).is_content());
            long += usize::from(
                matches!(lines.place(at), Place::Prose { .. } | Place::Item(_)) && 100 < text.len(),
            );
            paragraphs +=
                usize::from(prose && lines.is_free_above(at) && (60 < text.len() || text.ends_with('。')));
            if prose && lines.place(at + 1) == (Place::Prose { inside: false }) {
                pairs += 1;
                let ended = text.ends_with(|c: char| c.is_ascii_punctuation() || "。！？：”’".contains(c));
                let small = lines.text(at + 1).starts_with(char::is_lowercase);
                wrapped += usize::from(small && !ended);
            }
        }
        let glued =
            12 <= filled && 4 <= pairs && 3 <= long && wrapped * 5 <= pairs * 2 && blank * 6 <= filled;
        Self { paragraphs, glued, filled, lists, ..Self::default() }
    }
}

/// Whether quotation marks hold the speech of a story: they open other lines as well, or what follows is no answer.
fn is_dialogue(lines: &Lines<'_, '_>, candidates: &[Candidate<'_>]) -> bool {
    let asked =
        candidates.iter().filter(|candidate| candidate.shape == Shape::Chat && evidence::is_asked(candidate));
    let (questions, answers) = asked.fold((0, 0), |(questions, answers), candidate| {
        (questions + candidate.text.len(), answers + candidate.below.text.len())
    });
    let spoken = (0..lines.all.len()).filter(|&at| {
        let speech = matches!(lines.place(at), Place::Prose { .. }) && is_speech(lines.text(at));
        speech && candidates.binary_search_by_key(&at, |candidate| candidate.lines.start).is_err()
    });
    answers < questions || spoken.count() != 0
}

/// Titles in lower case that stand at least three times: `Symptoms` below each disease.
fn recurring(candidates: &[Candidate<'_>]) -> HashSet<String, RandomState> {
    let mut times: HashMap<String, usize, RandomState> = HashMap::default();
    for candidate in candidates {
        if matches!(candidate.shape, Shape::Bold | Shape::Shout | Shape::Label | Shape::Bare) {
            *times.entry(candidate.lower.clone()).or_default() += 1;
        }
    }
    times.into_iter().filter(|(_, times)| 3 <= *times).map(|(title, _)| title).collect()
}

/// Whether answers are indented below what is asked: most units at the margin have one.
fn is_hanging(lines: &Lines<'_, '_>, candidates: &[Candidate<'_>]) -> bool {
    let deeper = |candidate: &&Candidate<'_>| {
        let title = !matches!(candidate.shape, Shape::Heading { .. } | Shape::Numbered | Shape::Bold);
        title
            && candidate.below.what == What::Deeper
            && !matches!(candidate.above, Above::Running | Above::Scrap)
    };
    let titled = candidates.iter().filter(deeper).count();
    let units = (0..lines.all.len()).filter(|&at| {
        let margin = lines.place(at) == Place::Prose { inside: false } && lines.all[at].indent < 2;
        margin && lines.is_free_above(at)
    });
    3 <= titled && units.count() <= 2 * titled
}
