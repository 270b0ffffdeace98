//! From accepted titles to topics: how deep each one lies, what it covers, whether it is answered.

use super::candidate::{Candidate, Shape};
use super::habits::Habits;
use super::lines::{Lines, Place};
use super::print::{Spellings, printed};
use super::title::{End, Number};
use super::{Topic, TopicKind};
use crate::text::Span;

/// Nests titles. Headings have their own level; every other title stands below the heading above it,
/// one deeper than the title whose looks rank above its own.
pub(super) fn nested(lines: &Lines<'_, '_>, titles: &[Candidate<'_>], habits: &Habits) -> Vec<Topic> {
    let mut nest =
        Nest { lines, contents: contents(lines), topics: Vec::with_capacity(titles.len()), open: Vec::new() };
    let mut spellings = Spellings::default();
    let note = lines.syntax.text;
    for (index, title) in titles.iter().enumerate() {
        nest.close_at_rules(titles, index);
        nest.close_items(title.lines.start);
        let form = Form::of(title, habits);
        let directly_below =
            index > 0 && lines.below(titles[index - 1].lines.end - 1) == Some(title.lines.start);
        let body = nest.body(title, titles.get(index + 1));
        let level = nest.make_room(title, form, directly_below, !body.is_empty());
        let question = title.end == End::Question || matches!(title.shape, Shape::Question | Shape::Chat);
        let first = &lines.all[title.lines.start];
        let last = &lines.all[title.lines.end - 1];
        let span = Span { start: first.text.start, end: last.text.end };
        nest.topics.push(Topic {
            title: printed(&title.text, question, note, &mut spellings).into(),
            kind: kind(title.shape),
            level,
            span,
            name: title.name,
            range: span,
            body,
            parent: nest.open.last().map(|open| open.topic),
            answered: false,
        });
        nest.open.push(Open { topic: index, level, form, number: title.number, limit: title.limit });
    }
    nest.close_at_rules(titles, titles.len());
    nest.close_items(lines.all.len());
    nest.close(0, lines.all.len());
    nest.topics
}

fn kind(shape: Shape) -> TopicKind {
    match shape {
        Shape::Heading { setext: false, .. } => TopicKind::Atx,
        Shape::Heading { setext: true, .. } => TopicKind::Setext,
        Shape::Chat => TopicKind::Chat,
        Shape::Question => TopicKind::Question,
        Shape::Numbered => TopicKind::Numbered,
        Shape::Bold => TopicKind::Bold,
        Shape::Shout | Shape::Label | Shape::Bare => TopicKind::Label,
    }
}

/// How a title looks; titles of one form are of one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Form {
    looks: Looks,
    /// For numbered titles, how many parts the number has; 0 for all others.
    depth: u8,
}

/// The looks of titles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Looks {
    Heading,
    /// Stands at the margin with its answer indented, whatever it looks like else.
    Hanging,
    Shouted,
    Numbered,
    /// A number behind an emoji, or a title behind one.
    Marked,
    Question,
    Bare,
    Bold,
    Label,
}

impl Form {
    fn of(title: &Candidate<'_>, habits: &Habits) -> Self {
        let looks = match title.shape {
            Shape::Heading { .. } => Looks::Heading,
            _ if habits.hanging => Looks::Hanging,
            _ if title.front.emoji => Looks::Marked,
            Shape::Chat | Shape::Question => Looks::Question,
            Shape::Numbered => Looks::Numbered,
            Shape::Bold => Looks::Bold,
            Shape::Shout => Looks::Shouted,
            Shape::Label => Looks::Label,
            Shape::Bare => Looks::Bare,
        };
        let depth = if looks == Looks::Numbered { title.number.map_or(0, |number| number.depth) } else { 0 };
        Self { looks, depth }
    }

    /// Smaller for titles that stand above others.
    fn rank(self) -> (u8, u8) {
        let rank = match self.looks {
            Looks::Heading => 0,
            Looks::Hanging | Looks::Shouted => 1,
            Looks::Numbered => 2,
            Looks::Marked | Looks::Question | Looks::Bare => 3,
            Looks::Bold => 4,
            Looks::Label => 5,
        };
        (rank, self.depth)
    }
}

/// A topic that may still cover what comes.
struct Open {
    topic: usize,
    level: u8,
    form: Form,
    number: Option<Number>,
    /// The last line it may cover.
    limit: Option<usize>,
}

struct Nest<'l, 's, 't> {
    lines: &'l Lines<'s, 't>,
    /// For every line, the last line up to it with content; `None` above the first.
    contents: Vec<Option<usize>>,
    topics: Vec<Topic>,
    /// Topics that cover the line at hand, outermost first.
    open: Vec<Open>,
}

/// For every line, the last line up to it that has content.
fn contents(lines: &Lines<'_, '_>) -> Vec<Option<usize>> {
    let mut last = None;
    let filled = lines.all.iter().enumerate().map(|(at, line)| {
        last = if line.place.is_content() { Some(at) } else { last };
        last
    });
    filled.collect()
}

impl Nest<'_, '_, '_> {
    /// Closes the topics that end above a title and tells the title's level.
    fn make_room(&mut self, title: &Candidate<'_>, form: Form, directly_below: bool, has_body: bool) -> u8 {
        let line = title.lines.start;
        if let Shape::Heading { level, .. } = title.shape {
            let keep =
                self.open.iter().take_while(|open| open.form.looks == Looks::Heading && open.level < level);
            let keep = keep.count();
            self.close(keep, line);
            return level;
        }
        let keep = self.room_below_headings(title, form, directly_below, has_body);
        self.close(keep, line);
        self.open.last().map_or(1, |open| open.level.saturating_add(1))
    }

    /// How many of the open topics, outermost first, cover a title that is no heading.
    fn room_below_headings(
        &self,
        title: &Candidate<'_>,
        form: Form,
        directly_below: bool,
        has_body: bool,
    ) -> usize {
        let headings = self.open.iter().take_while(|open| open.form.looks == Looks::Heading).count();
        let pseudo = &self.open[headings..];
        let goes_on = |open: &Open| open.form == form && !restarts(open.number, title.number);
        let first_of_row = title.number.is_some_and(|number| number.value == 1);
        let holding = pseudo.last().filter(|above| {
            // A title without a word of its own holds the one right below it, unless both are members of a row.
            let alike = goes_on(above) && form.looks != Looks::Bare;
            let empty = directly_below && self.topics[above.topic].body.is_empty();
            // An unanswered question does not hold a title that has no word of its own either.
            let fits = above.form.looks != Looks::Question || has_body;
            empty && !alike && fits && (first_of_row || above.form.rank() <= form.rank())
        });
        if holding.is_some() {
            return self.open.len();
        }
        let sibling = pseudo.iter().rposition(goes_on);
        let higher = || pseudo.iter().rposition(|open| open.form.rank() < form.rank() || open.form == form);
        headings + sibling.unwrap_or_else(|| higher().map_or(0, |position| position + 1))
    }

    /// What stands directly below a title, before the next.
    fn body(&self, title: &Candidate<'_>, next: Option<&Candidate<'_>>) -> Span {
        let end = next.map_or(self.lines.all.len(), |next| next.lines.start);
        let last = end.checked_sub(1).and_then(|line| self.contents[line]);
        let first = (title.lines.end..end).find(|&line| self.lines.all[line].place.is_content());
        match (first, last) {
            (Some(first), Some(last)) if first <= last => {
                Span { start: self.lines.all[first].start, end: self.lines.all[last].text.end }
            }
            _ => {
                let end = self.lines.all[title.lines.end - 1].text.end;
                Span { start: end, end }
            }
        }
    }

    /// Closes titles that are no headings at the first rule below their content.
    fn close_at_rules(&mut self, titles: &[Candidate<'_>], next: usize) {
        let end = titles.get(next).map_or(self.lines.all.len(), |title| title.lines.start);
        let Some(above) = next.checked_sub(1).map(|at| titles[at].lines.end) else {
            return;
        };
        let is_rule = |line: usize| self.lines.place(line) == Place::Rule;
        let ruled = |&line: &usize| is_rule(line);
        // Where a rule stands above the title as well, rules part topics; else the first may underline the title.
        let first = titles[next - 1].lines.start;
        let parting =
            (0..first).rev().find(|&line| self.lines.place(line) != Place::Blank).is_some_and(is_rule);
        let filled = |line: usize| parting || self.contents[line].is_some_and(|content| above <= content);
        let Some(rule) = (above..end).filter(ruled).find(|&line| filled(line)) else {
            return;
        };
        let headings = self.open.iter().take_while(|open| open.form.looks == Looks::Heading).count();
        self.close(headings, rule);
    }

    /// Closes the list items that end above a line.
    fn close_items(&mut self, line: usize) {
        while let Some(limit) = self.open.last().and_then(|open| open.limit).filter(|limit| *limit < line) {
            self.close(self.open.len() - 1, limit + 1);
        }
    }

    /// Closes all but the outermost `keep` topics: they cover the content above `line`.
    fn close(&mut self, keep: usize, line: usize) {
        let last = line.checked_sub(1).and_then(|line| self.contents[line]);
        let end = last.map_or(0, |last| self.lines.all[last].text.end);
        while keep < self.open.len() {
            let Some(open) = self.open.pop() else {
                return;
            };
            let topic = &mut self.topics[open.topic];
            topic.range.end = topic.span.end.max(end);
            topic.body.end = topic.body.end.min(topic.range.end).max(topic.body.start);
            let answered = !topic.body.is_empty() || topic.answered;
            topic.answered = answered;
            if let Some(parent) = topic.parent.filter(|_| answered) {
                self.topics[parent].answered = true;
            }
        }
    }
}

/// Whether a number starts a new row below the one that is open.
fn restarts(open: Option<Number>, new: Option<Number>) -> bool {
    let (Some(open), Some(new)) = (open, new) else {
        return false;
    };
    open.depth == new.depth && new.value == 1 && open.value != 0 && new.value != open.value + 1
}
