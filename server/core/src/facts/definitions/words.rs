//! The word lists of `words.txt`, read once.

use std::sync::LazyLock;

use foldhash::HashSet;

/// One list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum List {
    /// Below such titles labels are advice or steps.
    Advice,
    /// Below such titles labels tell something of what the section is about.
    Reasons,
    /// Such titles announce members.
    Members,
    AdvicePart,
    ReasonsPart,
    MembersPart,
    /// Labels such as "Definition".
    Meaning,
    MeaningColumn,
    AttributeColumn,
    TermColumn,
    ExampleColumn,
    /// Names of properties: "status:: done".
    Property,
    /// Titles of what a release changed.
    Release,
    /// Titles of the parts of a plan or a log.
    Affairs,
    /// Words of praise and blame, which name nothing.
    Adjective,
    /// Labels of minutes.
    Minutes,
    /// Words in titles of notes about somebody's affairs.
    AffairsTitle,
    /// Words that say so at the end of a title.
    AffairsTitleEnd,
    /// What may stand behind them.
    AffairsKind,
    /// First words of titles of days on the way.
    AffairsDay,
    /// Words in titles of notes on a subject.
    StudyTitle,
    /// Labels that hardly any other note has.
    AffairsLabel,
    /// Labels that such notes have, and others here and there.
    AffairsDetail,
    /// What such a note is a log of.
    AffairsLog,
    /// Units by which one cooks.
    KitchenUnit,
    /// Abstract words of which people like to say what they are to them.
    Saying,
    /// First names that are hardly ever anything else.
    FirstName,
    /// Nouns that say who somebody is.
    Person,
    /// Titles of parts of any text, and days, in languages whose titles are not read word by word.
    ForeignPart,
    /// Small words of languages that hardly write letters beyond ASCII.
    ForeignWord,
    /// Words of such languages by which writers tell of themselves.
    ForeignPerson,
}

/// The names of the lists in the file.
const SECTIONS: [(&str, List); 31] = [
    ("advice", List::Advice),
    ("reasons", List::Reasons),
    ("members", List::Members),
    ("advice part", List::AdvicePart),
    ("reasons part", List::ReasonsPart),
    ("members part", List::MembersPart),
    ("meaning", List::Meaning),
    ("meaning column", List::MeaningColumn),
    ("attribute column", List::AttributeColumn),
    ("term column", List::TermColumn),
    ("example column", List::ExampleColumn),
    ("property", List::Property),
    ("release", List::Release),
    ("affairs", List::Affairs),
    ("adjective", List::Adjective),
    ("minutes", List::Minutes),
    ("affairs title", List::AffairsTitle),
    ("affairs title end", List::AffairsTitleEnd),
    ("affairs kind", List::AffairsKind),
    ("affairs day", List::AffairsDay),
    ("study title", List::StudyTitle),
    ("affairs label", List::AffairsLabel),
    ("affairs detail", List::AffairsDetail),
    ("affairs log", List::AffairsLog),
    ("kitchen unit", List::KitchenUnit),
    ("saying", List::Saying),
    ("first name", List::FirstName),
    ("person", List::Person),
    ("foreign part", List::ForeignPart),
    ("foreign word", List::ForeignWord),
    ("foreign person", List::ForeignPerson),
];

/// The entries of one list.
#[derive(Default)]
struct Entries {
    all: Vec<&'static str>,
    /// The same, to be found at once.
    set: HashSet<&'static str>,
    /// The bytes that entries begin with, so that most places of a text need no comparing.
    opens: ByteSet,
}

/// Some bytes.
#[derive(Default)]
struct ByteSet([u64; 4]);

impl ByteSet {
    fn add(&mut self, byte: u8) {
        self.0[usize::from(byte / 64)] |= 1 << (byte % 64);
    }

    fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte / 64)] & (1 << (byte % 64)) != 0
    }
}

/// Every list, in the order of [`List`].
static LISTS: LazyLock<[Entries; SECTIONS.len()]> = LazyLock::new(|| read(include_str!("words.txt")));

fn read(text: &'static str) -> [Entries; SECTIONS.len()] {
    let mut lists: [Entries; SECTIONS.len()] = Default::default();
    let mut open = None;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(section) => open = SECTIONS.iter().find(|(name, _)| *name == section).map(|(_, list)| *list),
            None => {
                let entries = open.map(|list: List| &mut lists[list as usize]);
                if let (Some(entries), Some(first)) = (entries, line.bytes().next()) {
                    entries.all.push(line);
                    entries.set.insert(line);
                    entries.opens.add(first);
                }
            }
        }
    }
    lists
}

impl List {
    fn entries(self) -> &'static Entries {
        &LISTS[self as usize]
    }

    /// Whether the list has an entry.
    pub(super) fn has(self, entry: &str) -> bool {
        self.entries().set.contains(entry)
    }

    /// Whether an entry of the list is part of a text.
    pub(super) fn is_in(self, text: &str) -> bool {
        let entries = self.entries();
        let bytes = text.as_bytes();
        let begins = |at: usize| entries.all.iter().any(|entry| bytes[at..].starts_with(entry.as_bytes()));
        (0..bytes.len()).any(|at| entries.opens.has(bytes[at]) && begins(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_is_read() {
        let sections = include_str!("words.txt").lines().filter(|line| line.starts_with('[')).count();
        assert_eq!(sections, SECTIONS.len());
        for (name, list) in SECTIONS {
            assert!(!list.entries().all.is_empty(), "{name}");
        }
    }

    #[test]
    fn what_is_compared_with_folded_words_is_folded() {
        use crate::terms::fold::Key;
        for list in [List::Advice, List::Reasons, List::Members] {
            for entry in &list.entries().all {
                assert_eq!(Key::new(entry).as_str(), *entry);
            }
        }
    }
}
