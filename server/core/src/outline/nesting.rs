//! From accepted titles to topics: how deep each one lies, what it covers, whether it is answered.

use super::candidate::{Candidate, Shape};
use super::evidence::is_comparison;
use super::habits::Habits;
use super::lines::{Lines, Place};
use super::print::{Spellings, printed};
use super::title::{End, Number};
use super::words;
use super::{Topic, TopicKind};
use crate::terms::title::TitleKind;
use crate::text::Span;

/// Nests titles. Headings have their own level; every other title stands below the heading above it,
/// one deeper than the title whose looks rank above its own.
pub(super) fn nested(lines: &Lines<'_, '_>, titles: &[Candidate<'_>], habits: &Habits) -> Vec<Topic> {
    let mut nest =
        Nest { lines, contents: contents(lines), topics: Vec::with_capacity(titles.len()), open: Vec::new() };
    let spellings = Spellings::of(lines.syntax.text, titles.iter().map(|title| &*title.text));
    for (index, title) in titles.iter().enumerate() {
        nest.close_at_rules(titles, index);
        nest.close_items(title.lines.start);
        let mut entry = nest.entry(titles, index, Form::of(title, habits));
        if entry.starts_part() {
            entry.form.looks = Looks::Part;
        }
        let level = nest.make_room(&entry);
        let question = title.end == End::Question || matches!(title.shape, Shape::Question | Shape::Chat);
        let first = &lines.all[title.lines.start];
        let last = &lines.all[title.lines.end - 1];
        let span = Span { start: first.text.start, end: last.text.end };
        nest.topics.push(Topic {
            title: printed(&title.text, question, &spellings).into(),
            kind: kind(title.shape),
            level,
            span,
            name: title.name,
            range: span,
            body: entry.body,
            parent: nest.open.last().map(|open| open.topic),
            answered: false,
            asks: TitleKind::None,
            names: Box::default(),
            about: Box::default(),
            asked: 0,
        });
        nest.open.push(entry.open(index, level));
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
    /// A bare line between text and another title: the start of a part of the note.
    Part,
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
            // `Example: The Plant Cell` stands below what it is an example of.
            Shape::Bare if title.text.split_once(": ").is_some_and(|(name, _)| !name.contains(' ')) => {
                Looks::Label
            }
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
            Looks::Numbered | Looks::Part => 2,
            Looks::Marked | Looks::Question | Looks::Bare => 3,
            Looks::Bold => 4,
            Looks::Label => 5,
        };
        (rank, self.depth)
    }
}

/// A title that is about to be nested.
struct Entry<'c, 't> {
    title: &'c Candidate<'t>,
    form: Form,
    body: Span,
    /// Whether nothing stands between it and the title above it.
    below_title: bool,
    /// Whether nothing stands between it and the title below it.
    above_title: bool,
    /// Whether the title below it is no mere label.
    above_subject: bool,
}

impl Entry<'_, '_> {
    fn open(&self, topic: usize, level: u8) -> Open {
        let part = words::PARTS.has(&self.title.lower);
        let Candidate { number, limit, .. } = *self.title;
        Open { topic, level, form: self.form, number, limit, holds: self.above_title && !part }
    }

    /// Whether it starts a part of the note: a bare line between text and a title, and no comparison.
    fn starts_part(&self) -> bool {
        let between = !self.below_title && self.above_title && self.above_subject;
        between && self.form.looks == Looks::Bare && !is_comparison(&self.title.lower)
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
    /// Whether it has no text of its own and may hold the title right below it.
    holds: bool,
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
    /// All there is to know for nesting a title.
    fn entry<'c, 't>(&self, titles: &'c [Candidate<'t>], index: usize, form: Form) -> Entry<'c, 't> {
        let title = &titles[index];
        let touches = |above: &Candidate<'_>, below: &Candidate<'_>| {
            self.lines.below(above.lines.end - 1) == Some(below.lines.start)
        };
        let next = titles.get(index + 1);
        Entry {
            title,
            form,
            body: self.body(title, next),
            below_title: (0..index).next_back().is_some_and(|above| touches(&titles[above], title)),
            above_title: next.is_some_and(|next| touches(title, next)),
            above_subject: next.is_some_and(|next| next.shape != Shape::Label),
        }
    }

    /// Closes the topics that end above a title and tells the title's level.
    fn make_room(&mut self, entry: &Entry<'_, '_>) -> u8 {
        let is_heading = |open: &&Open| open.form.looks == Looks::Heading;
        let line = entry.title.lines.start;
        if let Shape::Heading { level, .. } = entry.title.shape {
            let above = |open: &&Open| is_heading(open) && open.level < level;
            self.close(self.open.iter().take_while(above).count(), line);
            return level;
        }
        let headings = self.open.iter().take_while(is_heading).count();
        let keep = headings + room(&self.open[headings..], entry);
        self.close(keep, line);
        self.open.last().map_or(1, |open| open.level.saturating_add(1))
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

/// How many of the open topics below the headings, outermost first, cover a title that is no heading.
fn room(open: &[Open], entry: &Entry<'_, '_>) -> usize {
    let form = entry.form;
    let alike = |open: &Open| open.form == form;
    let counts_on = |open: &Open| {
        let numbers = open.number.zip(entry.title.number);
        alike(open) && numbers.is_some_and(|(last, next)| last.value + 1 == next.value)
    };
    let holds = |above: &Open| {
        // A title without a word of its own holds the one right below it, unless both are members of a row.
        let below = above.form.rank() <= form.rank() && (!alike(above) || form.looks == Looks::Bare);
        let opens_row = entry.title.number.is_some_and(|number| number.value == 1);
        // An unanswered question does not hold a title that has no word of its own either.
        let answers = above.form.looks != Looks::Question || !entry.body.is_empty();
        entry.below_title && above.holds && answers && (opens_row || below)
    };
    if open.last().is_some_and(holds) {
        return open.len();
    }
    let equal = |open: &Open| open.form.rank() == form.rank();
    let last = |fits: &dyn Fn(&Open) -> bool| open.iter().rposition(fits);
    let sibling = last(&counts_on).or_else(|| last(&alike)).or_else(|| last(&equal));
    let above = || open.iter().rposition(|open| open.form.rank() < form.rank());
    sibling.or_else(|| above().map(|above| above + 1)).unwrap_or_default()
}
