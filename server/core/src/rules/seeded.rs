//! Faults put into a vault without any, one at a time: all of them are found, and nothing else.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Census, check};
use crate::cancel::Cancel;
use crate::config::Config;
use crate::facts::Facts;
use crate::index::Index;
use crate::path::NotePath;
use crate::snapshot::{Beginning, Files, Snapshot};

const NOTES: usize = 16;
const PARTS: usize = 4;
const FAULTS: usize = 2_000;

/// A vault is its index alone: a file that is gone from it is gone.
struct Nothing;

impl Files for Nothing {
    fn text(&self, _: &NotePath) -> Option<String> {
        None
    }

    fn exists(&self, _: &str) -> bool {
        false
    }

    fn beginning(&self, _: &NotePath, _: usize) -> Option<Beginning> {
        None
    }
}

/// A linear congruential generator (Knuth's MMIX): the same faults in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    /// A word that no other has: of syllables, so that none is one letter from the next.
    fn word(&mut self) -> String {
        const SYLLABLES: [&str; 12] =
            ["bal", "cor", "dem", "fin", "gul", "hap", "jor", "kem", "lun", "mip", "nor", "tuz"];
        (0..4).map(|_| SYLLABLES[self.below(SYLLABLES.len())]).collect()
    }
}

/// How a note links to another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Path,
    PathPart(usize),
    Name,
    NamePart(usize),
}

/// A note before it is written.
#[derive(Clone)]
struct Note {
    name: String,
    parts: Vec<String>,
    texts: Vec<String>,
    links: Vec<(usize, Way)>,
    /// The note that its label leads to.
    label: usize,
    /// How the label is called where it is defined.
    label_name: String,
    /// The contents entry that is wrong, if one is.
    wrong_entry: Option<usize>,
}

impl Note {
    fn of(dice: &mut Dice, own: usize) -> Self {
        let mut other = || (own + 1 + dice.below(NOTES - 1)) % NOTES;
        let targets: Vec<usize> = (0..6).map(|_| other()).collect();
        let label = other();
        let way = |at: usize, part: usize| match at % 4 {
            0 => Way::Path,
            1 => Way::PathPart(part),
            2 => Way::Name,
            _ => Way::NamePart(part),
        };
        let links = targets.into_iter().enumerate().map(|(at, target)| (target, way(at, dice.below(PARTS))));
        let links = links.collect();
        Self {
            name: dice.word(),
            parts: (0..PARTS).map(|_| dice.word()).collect(),
            texts: (0..PARTS).map(|_| format!("{} {} {}.", dice.word(), dice.word(), dice.word())).collect(),
            links,
            label,
            label_name: "more".to_owned(),
            wrong_entry: None,
        }
    }

    fn text(&self, notes: &[Note]) -> String {
        let mut text = format!("# {}\n\n", self.name);
        for (at, part) in self.parts.iter().enumerate() {
            let anchor = if self.wrong_entry == Some(at) { format!("{part}-gone") } else { part.clone() };
            text.push_str(&format!("- [{part}](#{anchor})\n"));
        }
        for (at, part) in self.parts.iter().enumerate() {
            text.push_str(&format!("\n## {part}\n\n{}\n", self.texts[at]));
            for (target, way) in self.links.iter().skip(at).step_by(PARTS) {
                let other = &notes[*target];
                let link = match way {
                    Way::Path => format!("[there]({}.md)", other.name),
                    Way::PathPart(part) => format!("[there]({}.md#{})", other.name, other.parts[*part]),
                    Way::Name => format!("[[{}]]", other.name),
                    Way::NamePart(part) => format!("[[{}#{}]]", other.name, other.parts[*part]),
                };
                text.push_str(&format!("\nSee {link}.\n"));
            }
        }
        let label = &notes[self.label].name;
        text.push_str(&format!("\nAnd [there][more].\n\n[{}]: {label}.md\n", self.label_name));
        text
    }
}

/// How often each rule is broken in each note.
type Broken = BTreeMap<(String, &'static str), usize>;

fn path(note: &Note) -> NotePath {
    NotePath::new(&format!("{}.md", note.name)).expect("a path")
}

fn broken(snapshot: &Snapshot) -> Broken {
    let mut broken = Broken::new();
    for (note, path, _) in snapshot.index.notes() {
        for problem in check(snapshot, note, &Cancel::default()).expect("nobody cancels") {
            *broken.entry((path.to_string(), problem.rule.code())).or_default() += 1;
        }
    }
    broken
}

fn expect(broken: &mut Broken, note: &Note, code: &'static str) {
    *broken.entry((path(note).to_string(), code)).or_default() += 1;
}

#[test]
fn seeded_faults_are_found_and_nothing_else() {
    let mut dice = Dice(7);
    let notes: Vec<Note> = (0..NOTES).map(|own| Note::of(&mut dice, own)).collect();
    let written = |notes: &[Note], at: usize| Arc::new(Facts::read(&notes[at].text(notes)));
    let mut index = Index::default();
    for (at, note) in notes.iter().enumerate() {
        index.put_note(path(note), written(&notes, at));
    }
    let sound = Snapshot {
        index,
        files: Arc::new(Nothing),
        config: Arc::new(Config::default()),
        complete: true,
        census: Census::default(),
    };
    assert_eq!(broken(&sound), Broken::new(), "the vault is sound before faults are put in");

    let (mut wanted, mut found, mut both) = (0, 0, 0);
    for _ in 0..FAULTS {
        let at = dice.below(NOTES);
        let mut faulty = sound.clone();
        let mut expected = Broken::new();
        let mut changed = notes.clone();
        match dice.below(4) {
            0 => {
                faulty.index.remove(path(&notes[at]).as_str());
                for note in notes.iter().filter(|note| note.name != notes[at].name) {
                    for (_, way) in note.links.iter().filter(|(target, _)| *target == at) {
                        let is_path = matches!(way, Way::Path | Way::PathPart(_));
                        expect(
                            &mut expected,
                            note,
                            if is_path { "link/missing-file" } else { "link/missing-note" },
                        );
                    }
                    if note.label == at {
                        expect(&mut expected, note, "link/missing-file");
                    }
                }
            }
            1 => {
                let part = dice.below(PARTS);
                let before = notes[at].text(&notes);
                let heading = format!("## {}\n", notes[at].parts[part]);
                let renamed = before.replace(&heading, &format!("## {}\n", dice.word()));
                faulty.index.put_note(path(&notes[at]), Arc::new(Facts::read(&renamed)));
                expect(&mut expected, &notes[at], "toc/stale");
                for note in &notes {
                    let leads_there = |(target, way): &&(usize, Way)| {
                        *target == at && matches!(way, Way::PathPart(p) | Way::NamePart(p) if *p == part)
                    };
                    note.links
                        .iter()
                        .filter(leads_there)
                        .for_each(|_| expect(&mut expected, note, "link/missing-heading"));
                }
            }
            2 => {
                changed[at].label_name = dice.word();
                faulty.index.put_note(path(&notes[at]), written(&changed, at));
                expect(&mut expected, &notes[at], "link/missing-label");
                expect(&mut expected, &notes[at], "link/unused-label");
            }
            _ => {
                changed[at].wrong_entry = Some(dice.below(PARTS));
                faulty.index.put_note(path(&notes[at]), written(&changed, at));
                expect(&mut expected, &notes[at], "toc/stale");
            }
        }
        let reported = broken(&faulty);
        wanted += expected.values().sum::<usize>();
        found += reported.values().sum::<usize>();
        both += expected
            .iter()
            .map(|(key, count)| (*count).min(reported.get(key).copied().unwrap_or(0)))
            .sum::<usize>();
    }
    assert!(99 * wanted <= 100 * both, "of {wanted} problems {both} are found");
    assert!(99 * found <= 100 * both, "of {found} reports {both} are right");
}
