//! Which candidates open a topic: each shape by its own evidence, the weak ones only where the note has the habit.

use super::candidate::{Above, Candidate, Shape, What};
use super::evidence::Evidence;
use super::habits::Habits;
use super::phrase::{self, Capitals};
use super::title::End;
use crate::terms::bytes::holds;

/// No page sets more titles than these below each other without a word between; lists of names do.
const LONGEST_STACK: usize = 4;

/// For each candidate, whether it opens a topic.
pub(super) fn accepted(candidates: &[Candidate<'_>], evidence: &[Evidence], habits: &Habits) -> Vec<bool> {
    let cases = candidates.iter().zip(evidence).zip(&habits.rows);
    let cases = cases.map(|((candidate, evidence), &in_row)| Case { candidate, evidence, habits, in_row });
    let cases: Vec<Case<'_, '_>> = cases.collect();
    let mut accepted: Vec<bool> = cases.iter().map(Case::opens_by_content).collect();
    let asked = |at: &usize| accepted[*at] && matches!(candidates[*at].shape, Shape::Question | Shape::Chat);
    let answered = (0..cases.len()).filter(asked).count();

    // From the end, so that a title without text of its own is known by the title below it.
    let mut stack = 0;
    for at in (0..cases.len()).rev() {
        let below = candidates[at].below.line;
        let above_title = accepted.get(at + 1) == Some(&true) && candidates[at + 1].lines.start == below;
        accepted[at] = accepted[at] || cases[at].opens_without_content(answered, above_title);
        let bare = accepted[at] && candidates[at].shape == Shape::Bare;
        stack = if above_title && bare { stack + 1 } else { 0 };
        if LONGEST_STACK <= stack {
            accepted[at..at + stack].fill(false);
            stack = 0;
        }
    }
    accepted
}

/// A candidate with all there is to decide on it.
struct Case<'c, 't> {
    candidate: &'c Candidate<'t>,
    evidence: &'c Evidence,
    habits: &'c Habits,
    in_row: bool,
}

impl Case<'_, '_> {
    /// Whether it opens a topic for what stands below it.
    fn opens_by_content(&self) -> bool {
        let candidate = self.candidate;
        let recurs = || self.habits.recurring.binary_search(&candidate.lower).is_ok();
        match candidate.shape {
            Shape::Heading { .. } => true,
            _ if candidate.question_in_list => {
                self.in_row || (self.evidence.sound && self.habits.answers_items())
            }
            Shape::Chat => {
                self.evidence.sound && (candidate.told || 2 <= self.habits.chats || self.habits.hanging)
            }
            Shape::Question => self.question(),
            Shape::Numbered => self.in_row,
            _ if recurs() => false,
            Shape::Bold => self.bold(),
            Shape::Shout => self.shout(),
            Shape::Label => self.label(),
            Shape::Bare => self.bare(),
        }
    }

    fn question(&self) -> bool {
        let Self { candidate, habits, .. } = self;
        if candidate.front.asks {
            return candidate.has_content();
        }
        if candidate.above == Above::Announcing || (self.is_running() && !habits.glued) {
            return false;
        }
        let below = &candidate.below;
        let small = below.text.starts_with(char::is_lowercase);
        let goes_on = below.what == What::Prose && below.glued && small;
        let placed = candidate.stands_alone() || habits.glued || habits.hanging;
        if candidate.end == End::Open && (goes_on || !placed) {
            return false;
        }
        let several = 2 <= habits.questions;
        match candidate.below.what {
            What::Deeper | What::Items | What::Table => candidate.asks || several || habits.hanging,
            What::Prose | What::Other => habits.hanging || self.is_answered_in_prose(several),
            What::Nothing | What::Border | What::Question => false,
        }
    }

    /// Whether a question above running text is meant to be answered by it.
    fn is_answered_in_prose(&self, several: bool) -> bool {
        let Self { candidate, habits, .. } = self;
        let marked = candidate.marked && 2 <= habits.emojis;
        let alone = candidate.bold && candidate.stands_alone();
        let asks = candidate.asks || candidate.bold || candidate.marked;
        let usual = asks && several && (habits.asks_often() || habits.glued);
        let echo = || candidate.asks && phrase::echoes(&candidate.text, candidate.below.text);
        let opens = candidate.above == Above::Free || several;
        marked || (candidate.asks && alone) || usual || (opens && echo())
    }

    fn shout(&self) -> bool {
        let candidate = self.candidate;
        let apart = candidate.stands_alone() && (2..=4).contains(&candidate.words);
        let opens = candidate.end == End::Colon || candidate.below.what == What::Items || apart;
        let marked = self.evidence.shouted && opens;
        let shouted = self.evidence.sound && self.candidate.has_content();
        shouted && (marked || 2 <= self.habits.shouts)
    }

    fn bold(&self) -> bool {
        let candidate = self.candidate;
        let titled = self.is_titled() && 2 <= candidate.words;
        let holds = matches!(candidate.below.what, What::Items | What::Table);
        let telling = candidate.end != End::Colon || 2 <= candidate.words || holds;
        let capital = candidate.capitals != Capitals::Small || candidate.code;
        self.evidence.sound
            && capital
            && telling
            && (2 <= self.habits.bolds || titled || holds || self.evidence.echoed)
    }

    fn label(&self) -> bool {
        let Self { candidate, evidence, habits, .. } = self;
        if habits.hanging && candidate.below.what == What::Deeper && !self.is_running() {
            return !evidence.part;
        }
        let titled = self.is_titled() && evidence.names && !holds(&candidate.text, ", ");
        if titled && !evidence.part && (self.is_marked() || (habits.squeezes() && evidence.squeezed)) {
            return true;
        }
        // A single word says little, and in a long text a few labels are chance.
        let often = if 1 < candidate.words { 2 } else { 3 };
        let habitual = often <= habits.labels && habits.filled <= habits.labels * 60;
        evidence.sound && ((titled && 2 <= candidate.words) || habitual)
    }

    fn bare(&self) -> bool {
        let Self { candidate, evidence, habits, .. } = self;
        let subject = evidence.names && !evidence.part;
        if self.is_titled() && self.is_marked() {
            return subject;
        }
        // Pages set parts as titles too: `Purpose`.
        if habits.squeezes() && evidence.squeezed {
            return evidence.names;
        }
        if habits.hanging && candidate.below.what == What::Deeper && !self.is_running() {
            return subject && candidate.words <= 12;
        }
        if evidence.heads_list && habits.titles_lists() {
            return true;
        }
        let several = 2 <= habits.bares;
        let habit = match candidate.below.what {
            What::Items | What::Table | What::Deeper => {
                let telling = self.is_titled() && (3 <= candidate.words || several);
                telling || (candidate.code && several) || 3 <= habits.bares
            }
            What::Prose => habits.sets_bare_titles(),
            What::Nothing | What::Border | What::Question | What::Other => false,
        };
        evidence.sound && (evidence.compares || evidence.echoed || habit)
    }

    /// Whether it opens a topic though nothing but another title, or nothing at all, stands below it.
    fn opens_without_content(&self, answered: usize, above_title: bool) -> bool {
        let Self { candidate, evidence, habits, .. } = self;
        let empty = above_title || !candidate.has_content();
        let opens = !(self.is_running() || candidate.above == Above::Announcing) || habits.glued;
        if !empty || !opens || candidate.question_in_list {
            return false;
        }
        let asks = candidate.asks || candidate.front.asks || habits.hanging;
        match candidate.shape {
            Shape::Heading { .. } => true,
            Shape::Question => asks && 2 <= answered,
            Shape::Shout => evidence.sound && 2 <= habits.shouts,
            Shape::Bold => above_title && evidence.names && !evidence.part && 2 <= habits.bolds,
            Shape::Label | Shape::Bare => {
                let torn = matches!(candidate.above, Above::Announcing | Above::Scrap);
                let habit = self.is_marked() || habits.squeezes();
                above_title && habit && self.is_titled() && evidence.names && !torn
            }
            Shape::Chat | Shape::Numbered => false,
        }
    }

    /// Whether it may be the continuation of the line above it.
    fn is_running(&self) -> bool {
        matches!(self.candidate.above, Above::Running | Above::Scrap)
    }

    fn is_titled(&self) -> bool {
        self.candidate.capitals == Capitals::Title
    }

    /// Whether it stands behind an emoji, as other titles of the note do.
    fn is_marked(&self) -> bool {
        self.candidate.marked && 2 <= self.habits.emojis
    }
}
