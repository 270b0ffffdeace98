//! Whole notes in the habits of their writers, scored against the topics and terms a reader finds in them.
//!
//! The notes stand in `testdata/habits`, each with its labels beside it: what is there, not what we find. All that
//! differs is listed line by line in `differences.txt`, so that every change of a rule shows what it does.

use std::collections::BTreeSet;
use std::fmt::Write;

use expect_test::expect_file;

use super::{Definition, Facts};

/// A note and its labels.
struct Habit {
    name: &'static str,
    note: &'static str,
    labels: &'static str,
}

macro_rules! habits {
    ($($name:literal),* $(,)?) => {
        [$(Habit {
            name: $name,
            note: include_str!(concat!("../testdata/habits/", $name, ".md")),
            labels: include_str!(concat!("../testdata/habits/", $name, ".txt")),
        }),*]
    };
}

const HABITS: [Habit; 30] = habits![
    "questions-biology",
    "questions-medicine",
    "shouted-geology",
    "shouted-economics",
    "handbook-law",
    "handbook-music",
    "plaintext-medicine",
    "plaintext-physics",
    "pasted-music",
    "pasted-cooking",
    "lecture-economics",
    "lecture-history",
    "zettel-memory",
    "zettel-bias",
    "zettel-confounder",
    "zettel-p-value",
    "zettel-sampling-error",
    "espanol-historia",
    "espanol-biology",
    "deutsch-physik",
    "zhongwen-biology",
    "zhongwen-economics",
    "runin-geography",
    "outline-property",
    "log-laboratory",
    "readme-program",
    "lines-languages",
    "cards-networks",
    "cards-anatomy",
    "cestina-zemepis",
];

/// How many of something are expected, found, and both.
#[derive(Clone, Copy, Default)]
struct Score {
    expected: usize,
    found: usize,
    right: usize,
}

impl Score {
    fn add(&mut self, other: Score) {
        self.expected += other.expected;
        self.found += other.found;
        self.right += other.right;
    }

    /// Right ones among those found, in per mille.
    fn precision(self) -> usize {
        1000 * self.right / self.found.max(1)
    }

    /// Right ones among those expected, in per mille.
    fn recall(self) -> usize {
        1000 * self.right / self.expected.max(1)
    }
}

/// A place that tells what a term means: `7 Cardiac output = CO: The volume of blood …`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Told {
    line: u32,
    names: BTreeSet<String>,
    gist: String,
}

impl Told {
    /// Where it stands in the note, with its name and gist as a label writes them.
    fn of(facts: &Facts, found: &Definition) -> (Self, String) {
        let line = facts.lines.line(found.span.start) + 1;
        let names: Vec<String> = found.names.iter().map(|name| name.to_string()).collect();
        let shown = format!("term {line} {}: {}", names.join(" = "), found.gist);
        (Self { line, names: names.into_iter().collect(), gist: found.gist.to_string() }, shown)
    }

    fn labelled(text: &str) -> Option<Self> {
        let (line, rest) = text.split_once(' ')?;
        let (names, gist) = rest.split_once(": ")?;
        let names = names.split(" = ").map(str::to_owned).collect();
        Some(Self { line: line.parse().ok()?, names, gist: gist.to_owned() })
    }

    /// Whether both are about one term at one place.
    fn is_same(&self, other: &Self) -> bool {
        self.line.abs_diff(other.line) <= 1 && !self.names.is_disjoint(&other.names)
    }
}

fn topics(facts: &Facts) -> Vec<String> {
    let shown = facts.topics.iter().map(|topic| {
        let line = facts.lines.line(topic.span.start) + 1;
        let open = if topic.answered { "" } else { " (open)" };
        format!("topic {line} {} {} {}{open}", topic.level, topic.kind.name(), topic.title)
    });
    shown.collect()
}

/// Compares a note with its labels: topics, terms, gists, and what differs.
fn compare(habit: &Habit, differences: &mut String) -> [Score; 3] {
    let facts = Facts::read(habit.note);
    let labels: Vec<&str> =
        habit.labels.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let mut listed = String::new();
    let found = topics(&facts);
    let expected: Vec<&str> = labels.iter().copied().filter(|label| label.starts_with("topic ")).collect();
    let missed = expected.iter().filter(|label| !found.iter().any(|topic| topic == *label));
    missed.clone().for_each(|label| listed.push_str(&format!("  - {label}\n")));
    let odd = found.iter().filter(|topic| !expected.contains(&topic.as_str()));
    odd.for_each(|topic| listed.push_str(&format!("  + {topic}\n")));
    let right = expected.len() - missed.count();
    let topics = Score { expected: expected.len(), found: found.len(), right };

    // "term?" is a place that a reader may take for an explanation or not.
    let told = |prefix: &str| -> Vec<Told> {
        labels.iter().filter_map(|label| Told::labelled(label.strip_prefix(prefix)?)).collect()
    };
    let (sure, possible) = (told("term "), told("term? "));
    let told: Vec<(Told, String)> = facts
        .definitions
        .iter()
        .filter(|found| !found.excerpt)
        .map(|found| Told::of(&facts, found))
        .collect();
    let mut terms = Score { expected: sure.len(), ..Score::default() };
    let mut gists = Score::default();
    for label in &sure {
        let Some((found, shown)) = told.iter().find(|(found, _)| found.is_same(label)) else {
            let names: Vec<&str> = label.names.iter().map(String::as_str).collect();
            listed.push_str(&format!("  - term {} {}: {}\n", label.line, names.join(" = "), label.gist));
            continue;
        };
        terms.right += 1;
        terms.found += 1;
        gists.add(Score { expected: 1, found: 1, right: usize::from(found.gist == label.gist) });
        if (&found.names, &found.gist) != (&label.names, &label.gist) {
            listed.push_str(&format!("  ~ {shown}\n"));
        }
    }
    for (found, shown) in &told {
        if !sure.iter().chain(&possible).any(|label| label.is_same(found)) {
            terms.found += 1;
            listed.push_str(&format!("  + {shown}\n"));
        }
    }
    let share = |score: Score| format!("{} of {}", score.right, score.expected);
    let heading = format!("{}: {} topics, {} terms\n", habit.name, share(topics), share(terms));
    differences.push_str(&heading);
    differences.push_str(&listed);
    [topics, terms, gists]
}

#[test]
fn notes_of_every_habit_are_understood() {
    let mut differences = String::from(
        "What differs from the labels: \"-\" is not found, \"+\" is found and not labelled, \"~\" is told otherwise.\n\n",
    );
    let mut total = [Score::default(); 3];
    for habit in &HABITS {
        for (total, score) in total.iter_mut().zip(compare(habit, &mut differences)) {
            total.add(score);
        }
    }
    differences.push('\n');
    for (name, score) in ["topics", "terms", "gists"].iter().zip(total) {
        let (precision, recall) = (score.precision(), score.recall());
        let _ = writeln!(differences, "{name}: precision {precision}, recall {recall} of 1000");
    }
    expect_file!["../testdata/habits/differences.txt"].assert_eq(&differences);
    let [topics, terms, gists] = total;
    assert!(970 <= topics.precision().min(topics.recall()), "{differences}");
    assert!(950 <= terms.precision() && 900 <= terms.recall(), "{differences}");
    assert!(920 <= gists.precision(), "{differences}");
}
