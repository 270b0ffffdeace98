//! The word lists of `words.txt`, read once.

use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt, HashSet};

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
    /// Words of praise and blame, which name nothing.
    Adjective,
}

/// The names of the lists in the file.
const SECTIONS: [(&str, List); 14] = [
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
    ("adjective", List::Adjective),
];

static LISTS: LazyLock<HashMap<List, Vec<&'static str>>> = LazyLock::new(|| read(include_str!("words.txt")));

/// The entries of the longer lists, to be found at once.
static SETS: LazyLock<HashMap<List, HashSet<&'static str>>> = LazyLock::new(|| {
    LISTS.iter().map(|(list, entries)| (*list, entries.iter().copied().collect())).collect()
});

fn read(text: &'static str) -> HashMap<List, Vec<&'static str>> {
    let mut lists: HashMap<List, Vec<&str>> = HashMap::new();
    let mut open = None;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(section) => open = SECTIONS.iter().find(|(name, _)| *name == section).map(|(_, list)| *list),
            None => {
                if let Some(list) = open {
                    lists.entry(list).or_default().push(line);
                }
            }
        }
    }
    lists
}

impl List {
    fn entries(self) -> &'static [&'static str] {
        LISTS.get(&self).map_or(&[], Vec::as_slice)
    }

    /// Whether the list has an entry.
    pub(super) fn has(self, entry: &str) -> bool {
        SETS.get(&self).is_some_and(|entries| entries.contains(entry))
    }

    /// Whether an entry of the list is part of a text.
    pub(super) fn is_in(self, text: &str) -> bool {
        self.entries().iter().any(|entry| text.contains(entry))
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
            assert!(!list.entries().is_empty(), "{name}");
        }
    }

    #[test]
    fn what_is_compared_with_folded_words_is_folded() {
        use crate::terms::fold::Key;
        for list in [List::Advice, List::Reasons, List::Members] {
            for entry in list.entries() {
                assert_eq!(Key::new(entry).as_str(), *entry);
            }
        }
    }
}
