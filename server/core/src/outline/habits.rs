//! How the writer of a note marks topics, measured over the whole note.
//!
//! One short line without a full stop says little; five of them, each with a paragraph below, say that
//! this is how the writer sets titles. Every rule in [`super::accept`] that goes by looks asks here first.

use super::candidate::{Above, Candidate, Shape, What};
use super::evidence::{Evidence, is_speech};
use super::lines::{Lines, Place};
use super::rows::rows;

/// What the lines of one note have in common.
#[derive(Debug, Default)]
pub(super) struct Habits {
    /// Answers are indented below titles that stand at the margin.
    pub(super) hanging: bool,
    /// Blocks follow each other without blank lines and paragraphs are not wrapped, as in text copied from a page.
    pub(super) glued: bool,
    /// Lines with content.
    pub(super) filled: usize,
    /// Paragraphs of running text at the margin.
    pub(super) paragraphs: usize,
    /// Lists at the margin.
    pub(super) lists: usize,
    /// List items that are questions, answered and not.
    pub(super) listed_questions: usize,
    /// Those of them that are answered.
    pub(super) answered_items: usize,
    /// Sound questions.
    pub(super) questions: usize,
    /// Sound questions in quotation marks; 0 where the note tells a dialogue.
    pub(super) chats: usize,
    /// Sound shouted lines that are no acronyms.
    pub(super) shouts: usize,
    /// Sound strong lines.
    pub(super) bolds: usize,
    /// Sound labels.
    pub(super) labels: usize,
    /// Sound bare lines.
    pub(super) bares: usize,
    /// Bare lines right above a list.
    pub(super) list_titles: usize,
    /// Lines in title case between lines of text, where blocks are glued.
    pub(super) squeezed: usize,
    /// Lines behind an emoji, above content.
    pub(super) emojis: usize,
    /// For each candidate, whether it is a number and a title in a row of such.
    pub(super) rows: Vec<bool>,
    /// Titles in lower case that come again and again, in order: parts that every topic of the note has.
    pub(super) recurring: Vec<String>,
}

impl Habits {
    /// Measures a note by its lines, its candidates, and what speaks for each of these.
    pub(super) fn of(lines: &Lines<'_, '_>, candidates: &[Candidate<'_>], evidence: &[Evidence]) -> Self {
        let mut habits = Self::of_text(lines);
        habits.rows = rows(lines, candidates);
        habits.hanging = is_hanging(lines, candidates);
        habits.recurring = recurring(candidates);
        for (candidate, evidence) in candidates.iter().zip(evidence) {
            habits.count(candidate, evidence);
        }
        if 0 < habits.chats && is_dialogue(lines, candidates, evidence) {
            habits.chats = 0;
        }
        habits
    }

    fn count(&mut self, candidate: &Candidate<'_>, evidence: &Evidence) {
        let sound = usize::from(evidence.sound);
        if candidate.question_in_list {
            self.listed_questions += 1;
            self.answered_items += sound;
            return;
        }
        match candidate.shape {
            Shape::Heading { .. } | Shape::Numbered => {}
            Shape::Chat => self.chats += sound,
            Shape::Question => self.questions += sound,
            Shape::Shout => self.shouts += usize::from(evidence.sound && evidence.shouted),
            Shape::Bold => self.bolds += sound,
            Shape::Label => self.labels += sound,
            Shape::Bare => self.bares += sound,
        }
        let titled = matches!(candidate.shape, Shape::Bare | Shape::Label);
        self.squeezed += usize::from(titled && evidence.squeezed);
        self.list_titles += usize::from(evidence.heads_list);
        self.emojis += usize::from(candidate.marked && candidate.has_content());
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

    /// Whether titles are squeezed between blocks, as on a page that lost its blank lines.
    pub(super) fn squeezes(&self) -> bool {
        self.glued && 3 <= self.squeezed
    }

    /// Whether bare lines are frequent enough among the paragraphs to be how this note sets titles.
    pub(super) fn sets_bare_titles(&self) -> bool {
        3 <= self.bares && self.paragraphs <= self.bares * 5
    }

    fn of_text(lines: &Lines<'_, '_>) -> Self {
        let mut habits = Self::default();
        let mut blank = 0;
        let mut long = 0;
        let mut pairs = 0;
        let mut wrapped = 0;
        let mut in_list = false;
        for (at, line) in lines.all.iter().enumerate() {
            let text = lines.text(at);
            let margin = line.place == Place::Prose { inside: false };
            let item = matches!(line.place, Place::Item(item) if !item.nested);
            blank += usize::from(line.place == Place::Blank);
            habits.filled += usize::from(line.place.is_content());
            habits.lists += usize::from(item && !in_list);
            in_list = item || (in_list && line.place != Place::Prose { inside: false });
            long += usize::from((margin || item) && 100 < text.len());
            let paragraph = margin && (60 < text.len() || text.ends_with('。')) && lines.is_free_above(at);
            habits.paragraphs += usize::from(paragraph);
            if margin && lines.place(at + 1) == (Place::Prose { inside: false }) {
                pairs += 1;
                let ended = text.ends_with(|c: char| c.is_ascii_punctuation() || "。！？：”’".contains(c));
                wrapped += usize::from(!ended && lines.text(at + 1).starts_with(char::is_lowercase));
            }
        }
        let dense = 12 <= habits.filled && blank * 6 <= habits.filled;
        habits.glued = dense && 4 <= pairs && 3 <= long && wrapped * 5 <= pairs * 2;
        habits
    }
}

/// Whether quotation marks hold the speech of a story: they open other lines as well, or what follows is no answer.
fn is_dialogue(lines: &Lines<'_, '_>, candidates: &[Candidate<'_>], evidence: &[Evidence]) -> bool {
    let mut questions = 0;
    let mut answers = 0;
    for (candidate, evidence) in candidates.iter().zip(evidence) {
        if candidate.shape == Shape::Chat && evidence.sound {
            questions += candidate.text.len();
            answers += candidate.below.text.len();
        }
    }
    let spoken = (0..lines.all.len()).any(|at| {
        let speech = matches!(lines.place(at), Place::Prose { .. }) && is_speech(lines.text(at));
        speech && candidates.binary_search_by_key(&at, |candidate| candidate.lines.start).is_err()
    });
    answers < questions || spoken
}

/// Titles in lower case that stand at least three times, in order: `symptoms` below each disease.
fn recurring(candidates: &[Candidate<'_>]) -> Vec<String> {
    let weak = |shape| matches!(shape, Shape::Bold | Shape::Shout | Shape::Label | Shape::Bare);
    let weak = candidates.iter().filter(|candidate| weak(candidate.shape));
    let mut titles: Vec<&str> = weak.map(|candidate| candidate.lower.as_str()).collect();
    titles.sort_unstable();
    let runs = titles.chunk_by(|one, other| one == other);
    runs.filter(|run| 3 <= run.len()).map(|run| run[0].to_owned()).collect()
}

/// Whether answers are indented below what is asked: most units at the margin have one.
fn is_hanging(lines: &Lines<'_, '_>, candidates: &[Candidate<'_>]) -> bool {
    let answered = |candidate: &&Candidate<'_>| {
        let title = !matches!(candidate.shape, Shape::Heading { .. } | Shape::Numbered | Shape::Bold);
        let running = matches!(candidate.above, Above::Running | Above::Scrap);
        title && !running && candidate.below.what == What::Deeper
    };
    let titles = candidates.iter().filter(answered).count();
    let units = (0..lines.all.len()).filter(|&at| {
        let margin = lines.place(at) == Place::Prose { inside: false } && lines.all[at].indent < 2;
        margin && lines.is_free_above(at)
    });
    3 <= titles && units.count() <= 2 * titles
}
