//! Study notes for measuring: made from small word lists, in several habits of writing.
//!
//! The same number always gives the same note, so that two runs measure the same work.

use std::fmt::Write as _;

/// How the writer of a note marks what it is about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Habit {
    /// A question as a heading, its answer in bullets.
    Questions,
    /// Shouted labels between rules, with a gloss a line.
    Labels,
    /// Headings in levels, a table of contents, running text and tables.
    Handbook,
    /// Questions in plain text with indented answers.
    Plain,
    /// One idea a note, with links to others.
    Linked,
}

impl Habit {
    /// Every habit.
    pub(crate) const ALL: [Self; 5] =
        [Self::Questions, Self::Labels, Self::Handbook, Self::Plain, Self::Linked];
}

/// A note of at least so many words.
pub(crate) fn note_of_words(habit: Habit, number: u64, words: usize) -> String {
    let mut writer = Writer::new(number);
    writer.open(habit);
    // Counted by sections, since a section is what a writer adds.
    while writer.text.split_whitespace().count() < words {
        writer.section(habit);
    }
    writer.text
}

/// A note of at least so many bytes that goes through all habits in turn.
pub(crate) fn note_of_bytes(number: u64, bytes: usize) -> String {
    let mut writer = Writer::new(number);
    writer.open(Habit::Handbook);
    for habit in Habit::ALL.into_iter().cycle() {
        if bytes <= writer.text.len() {
            break;
        }
        writer.section(habit);
    }
    writer.text
}

/// A vault: each note with its path, of 300 to 900 words.
pub(crate) fn vault(notes: u64) -> Vec<(String, String)> {
    vault_of(notes, |number| 300 + (number * 37 % 600) as usize)
}

/// A vault of short notes, where their number matters and not what they hold.
pub(crate) fn vault_of_short(notes: u64) -> Vec<(String, String)> {
    vault_of(notes, |_| 60)
}

fn vault_of(notes: u64, words: impl Fn(u64) -> usize) -> Vec<(String, String)> {
    let note = |number: u64| {
        let habit = Habit::ALL[(number % Habit::ALL.len() as u64) as usize];
        (path(number), note_of_words(habit, number, words(number)))
    };
    (0..notes).map(note).collect()
}

fn path(number: u64) -> String {
    format!("part-{}/note-{number}.md", number % 20)
}

const KINDS: [&str; 24] = [
    "lazy", "shared", "nested", "sparse", "bounded", "layered", "mirrored", "frozen", "eager", "folded",
    "signed", "ordered", "virtual", "static", "rolling", "paired", "hidden", "weighted", "cyclic", "greedy",
    "partial", "inverse", "dense", "open",
];
const THINGS: [&str; 24] = [
    "queue",
    "ledger",
    "cache",
    "membrane",
    "index",
    "gateway",
    "sampler",
    "matrix",
    "enzyme",
    "buffer",
    "parser",
    "market",
    "lattice",
    "tensor",
    "archive",
    "channel",
    "pointer",
    "reactor",
    "protocol",
    "graph",
    "filter",
    "scheduler",
    "polymer",
    "treaty",
];
const CLASSES: [&str; 10] = [
    "structure",
    "method",
    "process",
    "mechanism",
    "technique",
    "component",
    "model",
    "unit",
    "record",
    "rule",
];
const DEEDS: [&str; 12] = [
    "keeps recent values close to their readers",
    "moves work away from a busy part of the system",
    "splits a large input into parts of equal size",
    "lets two sides agree without a third",
    "stores every change in the order in which it came",
    "decides which of several requests goes first",
    "carries a signal from one layer to the next",
    "limits how much can be used at one time",
    "finds an entry without looking at all of them",
    "turns a slow step into several short ones",
    "protects what is inside from what is outside",
    "repeats a step until its result does not change",
];
const REMARKS: [&str; 10] = [
    "It costs more memory than the simple way, but reading gets faster",
    "Most exams ask for a drawing of it, so practise one",
    "This works well as long as writes are rare (about one in ten)",
    "The price is paid later, when everything has to be read again",
    "In practice one measures first and chooses the size afterwards",
    "Older books use another word for the same thing",
    "Two of them never stand next to each other, e.g. in the middle layer",
    "Call `reset_all()` before the second run, or the numbers are wrong",
    "See the drawing from week 3 for the order of the steps",
    "A mistake here is hard to find since nothing fails at once",
];

struct Writer {
    text: String,
    state: u64,
}

impl Writer {
    fn new(number: u64) -> Self {
        Self { text: String::new(), state: number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1 }
    }

    /// A number below `limit`, by Knuth's generator.
    fn below(&mut self, limit: u64) -> u64 {
        self.state =
            self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) % limit
    }

    fn pick(&mut self, list: &[&'static str]) -> &'static str {
        list[self.below(list.len() as u64) as usize]
    }

    fn term(&mut self) -> String {
        format!("{} {}", self.pick(&KINDS), self.pick(&THINGS))
    }

    fn add(&mut self, text: impl std::fmt::Display) {
        // Writing to a string cannot fail.
        let _ = write!(self.text, "{text}");
    }

    fn meaning(&mut self) -> String {
        format!("a {} that {}", self.pick(&CLASSES), self.pick(&DEEDS))
    }

    fn remark(&mut self) -> String {
        let other = self.term();
        match self.below(3) {
            0 => format!("{}. Compare it with the {other}.", self.pick(&REMARKS)),
            _ => format!("{}.", self.pick(&REMARKS)),
        }
    }

    fn open(&mut self, habit: Habit) {
        let title = titled(&self.term());
        match habit {
            Habit::Questions => self.add(format_args!("# {title} questions\n\n")),
            Habit::Labels | Habit::Plain => {}
            Habit::Handbook => {
                self.add(format_args!("# The {title} handbook\n\n## Contents\n\n"));
                for _ in 0..4 {
                    let term = self.term();
                    self.add(format_args!("- [{}](#{})\n", titled(&term), term.replace(' ', "-")));
                }
                self.add("\n");
            }
            Habit::Linked => self.add(format_args!("---\ntitle: {title}\ntags: [notes]\n---\n\n")),
        }
    }

    fn section(&mut self, habit: Habit) {
        match habit {
            Habit::Questions => self.question(),
            Habit::Labels => self.label(),
            Habit::Handbook => self.chapter(),
            Habit::Plain => self.answer(),
            Habit::Linked => self.idea(),
        }
    }

    fn question(&mut self) {
        let (term, other) = (self.term(), self.term());
        let (meaning, first, second) = (self.meaning(), self.remark(), self.remark());
        match self.below(3) {
            0 => {
                let apart = self.meaning();
                self.add(format_args!("## What is the difference between a {term} and a {other}?\n\n"));
                self.add(format_args!(
                    "- **{}**: {meaning}.\n- **{}**: {apart}.\n",
                    titled(&term),
                    titled(&other)
                ));
            }
            _ => {
                self.add(format_args!("## What is a {term}?\n\n- A {term} is {meaning}.\n"));
            }
        }
        self.add(format_args!("- {first}\n  - {second}\n\n"));
    }

    fn label(&mut self) {
        let shouted = self.term().to_uppercase();
        self.add(format_args!("---\n\n{shouted}:\n\n"));
        for _ in 0..4 {
            let (term, meaning) = (self.term(), self.meaning());
            self.add(format_args!("- {} - {meaning}\n", titled(&term)));
        }
        let remark = self.remark();
        self.add(format_args!("\n{remark}\n\n"));
    }

    fn chapter(&mut self) {
        let (term, other, meaning, behind) = (self.term(), self.term(), self.meaning(), self.meaning());
        let short: String = titled(&term).split(' ').filter_map(|word| word.chars().next()).collect();
        self.add(format_args!("## {}\n\nA **{term}** ({short}) is {meaning}. ", titled(&term)));
        for _ in 0..4 {
            let remark = self.remark();
            self.add(format_args!("{remark} "));
        }
        self.add(format_args!(
            "\n\n### When to use it\n\nA {term} and a {other} differ: the latter is {behind}.\n\n"
        ));
        self.add("| Term | Meaning |\n| --- | --- |\n");
        for _ in 0..3 {
            let (term, meaning) = (self.term(), self.meaning());
            self.add(format_args!("| {term} | {meaning} |\n"));
        }
        self.add("\n```python\nfor part in parts:\n    part.update(1)  # one step\n```\n\n");
    }

    fn answer(&mut self) {
        let (term, meaning, remark, example) = (self.term(), self.meaning(), self.remark(), self.remark());
        let number = 1 + self.below(40);
        self.add(format_args!("{number}. What is a {term}?\n\n"));
        self.add(format_args!("    A {term} is {meaning}.\n    {remark}\n\n    Example:\n    {example}\n\n"));
    }

    fn idea(&mut self) {
        let (term, meaning, first, second) = (self.term(), self.meaning(), self.remark(), self.remark());
        let (wiki, linked) = (self.below(1000), self.below(1000));
        self.add(format_args!("A {term} means {meaning}. {first}\n\n"));
        self.add(format_args!("{second} More in [[note-{wiki}]] and [there](../{}).\n\n", path(linked)));
    }
}

/// A name as a title writes it.
fn titled(name: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    };
    name.split(' ').map(capital).collect::<Vec<_>>().join(" ")
}
