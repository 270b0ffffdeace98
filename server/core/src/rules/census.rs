//! [`Census`]: what rules must know of all notes at once.
//!
//! Counted once for a vault and kept beside the index; notes that change afterwards are counted anew by themselves, so
//! that an edit costs the same in a vault of ten notes and of ten thousand. The answers are those of counting all
//! anew.

mod names;

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use foldhash::{HashMap, HashMapExt};

use crate::facts::Facts;
use crate::index::{FileId, Index, NameKey, TopicId};
use crate::terms::fold::Token;
use crate::text::Span;

pub(super) use names::NearName;

/// Most notes that are counted anew by themselves; with more, all are.
const MOST_CHANGED: usize = 64;

/// Most sections that have a shingle which tells anything: one that more have is a phrase of the whole vault.
pub(super) const MOST_SHARING: usize = 20;

/// How many of the least shingles two sections have to share to be compared: two that share four of five shingles do
/// so 998 times in a thousand, and two that share a phrase hardly ever.
pub(super) const LEAST_SHARED: usize = 2;

/// What was counted of a vault, shared by all snapshots of it.
#[derive(Clone, Default)]
pub struct Census(Arc<Mutex<Option<Arc<Tables>>>>);

impl Census {
    /// What all notes of an index have in common.
    pub(super) fn tables(&self, index: &Index) -> Arc<Tables> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tables = match kept.take() {
            Some(tables) if tables.current.has_same_files(index) => tables,
            Some(tables) => Arc::new(tables.brought_to(index)),
            None => Arc::new(Tables::of(index)),
        };
        *kept = Some(Arc::clone(&tables));
        tables
    }
}

/// What all notes of one index have in common.
pub(super) struct Tables {
    base: Arc<Base>,
    /// The index these tables are true of.
    current: Index,
    /// The notes that differ from those the base was counted from, sorted.
    changed: Vec<FileId>,
    delta: Delta,
}

/// What was counted of all notes together.
struct Base {
    index: Index,
    asked: Vec<(u64, TopicId)>,
    sketches: Vec<(u32, TopicId)>,
    /// The sections that share enough of their least shingles with others to be looked at, sorted.
    sharing: Vec<TopicId>,
    spellings: HashMap<Token, Spelled>,
    deprecated: Vec<(NameKey, FileId, u32)>,
    names: names::Names,
    /// The names in bold and their notes, sorted; counted where a rule that is off by default asks for it.
    bold: OnceLock<Vec<(NameKey, FileId)>>,
}

/// What was counted of the changed notes.
#[derive(Default)]
struct Delta {
    asked: Vec<(u64, TopicId)>,
    sketches: Vec<(u32, TopicId)>,
    /// How the counts differ from those of the base.
    spellings: HashMap<Token, Spelled>,
    deprecated: Vec<(NameKey, FileId, u32)>,
    names: names::Names,
}

/// How often a word is spelled how.
#[derive(Clone, Debug, Default)]
pub(super) struct Spelled {
    /// Spellings with capitals behind the first letter, and how often each stands.
    pub(super) mixed: Vec<(Box<str>, i64)>,
    /// How often the word has a first capital alone, inside a sentence.
    pub(super) titled: i64,
}

impl Spelled {
    fn count(&mut self, text: &str, count: i64) {
        match self.mixed.iter_mut().find(|(known, _)| **known == *text) {
            Some((_, known)) => *known += count,
            None => self.mixed.push((text.into(), count)),
        }
    }
}

impl Tables {
    fn of(index: &Index) -> Self {
        let mut base = Base {
            index: index.clone(),
            asked: Vec::new(),
            sketches: Vec::new(),
            sharing: Vec::new(),
            spellings: HashMap::new(),
            deprecated: Vec::new(),
            names: names::Names::of_index(index),
            bold: OnceLock::new(),
        };
        for (note, _, facts) in index.notes() {
            count_topics(note, facts, &mut base.asked, &mut base.sketches);
            count_deprecated(note, facts, &mut base.deprecated);
            count_spellings(facts, 1, &mut base.spellings);
        }
        base.asked.sort_unstable();
        base.sketches.sort_unstable();
        base.deprecated.sort_unstable();
        base.sharing = sharing(&base.sketches);
        Self { base: Arc::new(base), current: index.clone(), changed: Vec::new(), delta: Delta::default() }
    }

    /// The tables of a later index.
    fn brought_to(&self, index: &Index) -> Self {
        let changed = index.changed_since(&self.base.index);
        if MOST_CHANGED < changed.len() {
            return Self::of(index);
        }
        let mut delta = Delta::default();
        for &note in &changed {
            if let Some(old) = self.base.index.facts(note) {
                count_spellings(old, -1, &mut delta.spellings);
            }
            let Some(facts) = index.facts(note) else { continue };
            count_topics(note, facts, &mut delta.asked, &mut delta.sketches);
            count_deprecated(note, facts, &mut delta.deprecated);
            count_spellings(facts, 1, &mut delta.spellings);
        }
        delta.asked.sort_unstable();
        delta.sketches.sort_unstable();
        delta.deprecated.sort_unstable();
        delta.names = names::Names::of_notes(index, &changed);
        Self { base: Arc::clone(&self.base), current: index.clone(), changed, delta }
    }

    fn is_changed(&self, note: FileId) -> bool {
        self.changed.binary_search(&note).is_ok()
    }

    /// The topics that ask the same, by note and place.
    pub(super) fn asking(&self, asked: u64) -> Vec<TopicId> {
        let base = equal(&self.base.asked, asked).filter(|topic| !self.is_changed(topic.note));
        let mut found: Vec<TopicId> = base.chain(equal(&self.delta.asked, asked)).collect();
        found.sort_unstable();
        found
    }

    /// Whether a section may share enough of its least shingles with others for them to be looked at.
    pub(super) fn may_share(&self, topic: TopicId) -> bool {
        !self.delta.sketches.is_empty()
            || self.is_changed(topic.note)
            || self.base.sharing.binary_search(&topic).is_ok()
    }

    /// The sections that share one of their least shingles.
    pub(super) fn sharing(&self, shingle: u32) -> impl Iterator<Item = TopicId> + '_ {
        let base = equal(&self.base.sketches, shingle).filter(|topic| !self.is_changed(topic.note));
        base.chain(equal(&self.delta.sketches, shingle))
    }

    /// Whether the vault writes a word with capitals inside anywhere.
    pub(super) fn has_capitals(&self, token: Token) -> bool {
        let inside = |spelled: &Spelled| !spelled.mixed.is_empty();
        self.base.spellings.get(&token).is_some_and(inside)
            || self.delta.spellings.get(&token).is_some_and(inside)
    }

    /// How the vault spells a word; `None` where it never writes it with capitals inside.
    pub(super) fn spelled(&self, token: Token) -> Option<Spelled> {
        let mut spelled = self.base.spellings.get(&token).cloned().unwrap_or_default();
        if let Some(delta) = self.delta.spellings.get(&token) {
            delta.mixed.iter().for_each(|(text, count)| spelled.count(text, *count));
            spelled.titled += delta.titled;
        }
        spelled.mixed.retain(|(_, count)| 0 < *count);
        spelled.mixed.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        (!spelled.mixed.is_empty()).then_some(spelled)
    }

    /// The notes that call a name deprecated, with its place among their deprecated names.
    pub(super) fn deprecated(&self) -> impl Iterator<Item = (NameKey, FileId, u32)> + '_ {
        let base = self.base.deprecated.iter().filter(|(_, note, _)| !self.is_changed(*note));
        base.chain(&self.delta.deprecated).copied()
    }

    /// How many notes set a name in bold.
    pub(super) fn in_bold(&self, name: NameKey) -> usize {
        let base = self.base.bold.get_or_init(|| {
            let notes = self.base.index.notes();
            let mut found: Vec<(NameKey, FileId)> = notes
                .flat_map(|(note, _, facts)| bold_names(facts).into_iter().map(move |(key, _)| (key, note)))
                .collect();
            found.sort_unstable();
            found.dedup();
            found
        });
        let changed = self.changed.iter().filter_map(|note| self.current.facts(*note));
        equal(base, name).filter(|note| !self.is_changed(*note)).count()
            + changed.filter(|facts| bold_names(facts).iter().any(|(key, _)| *key == name)).count()
    }

    /// The names of a note that are one letter away from others, with those.
    pub(super) fn near_names(&self, note: FileId) -> Vec<NearName> {
        names::near(&self.current, &self.base.names, &self.delta.names, note, self.is_changed(note))
    }
}

/// The sections that share enough of their least shingles with others, be it with several of them; sorted.
fn sharing(sketches: &[(u32, TopicId)]) -> Vec<TopicId> {
    let groups = sketches.chunk_by(|a, b| a.0 == b.0);
    let telling = groups.filter(|group| (2..=MOST_SHARING).contains(&group.len()));
    let mut shared: Vec<TopicId> = telling.flatten().map(|(_, topic)| *topic).collect();
    shared.sort_unstable();
    let same = shared.chunk_by(|a, b| a == b).filter(|same| LEAST_SHARED <= same.len());
    same.map(|same| same[0]).collect()
}

/// The values of a key in a sorted list of pairs.
fn equal<K: Ord + Copy, V: Copy>(pairs: &[(K, V)], key: K) -> impl Iterator<Item = V> + '_ {
    let first = pairs.partition_point(|(known, _)| *known < key);
    pairs[first..].iter().take_while(move |(known, _)| *known == key).map(|(_, value)| *value)
}

/// The names that a note sets in bold, in the order of the text.
pub(super) fn bold_names(facts: &Facts) -> Vec<(NameKey, Span)> {
    let mut words = facts.words.iter().peekable();
    let named = facts.bold.iter().map(|bold| {
        while words.next_if(|word| word.span.start < bold.start).is_some() {}
        let inside = std::iter::from_fn(|| words.next_if(|word| word.span.end <= bold.end));
        (NameKey::of_tokens(inside.map(|word| word.token)), *bold)
    });
    named.filter(|(key, _)| *key != NameKey::default()).collect()
}

fn count_topics(
    note: FileId,
    facts: &Facts,
    asked: &mut Vec<(u64, TopicId)>,
    sketches: &mut Vec<(u32, TopicId)>,
) {
    for (at, topic) in (0..).zip(&*facts.topics).filter(|(_, topic)| topic.asked != 0) {
        asked.push((topic.asked, TopicId { note, at }));
    }
    for sketch in &facts.sketches {
        let id = TopicId { note, at: sketch.topic };
        sketches.extend(sketch.least.iter().filter(|least| **least != u32::MAX).map(|least| (*least, id)));
    }
}

fn count_deprecated(note: FileId, facts: &Facts, deprecated: &mut Vec<(NameKey, FileId, u32)>) {
    for (at, name) in (0..).zip(&facts.deprecated) {
        deprecated.extend(NameKey::of(name).map(|key| (key, note, at)));
    }
}

fn count_spellings(facts: &Facts, sign: i64, spellings: &mut HashMap<Token, Spelled>) {
    for spelling in &facts.spellings.mixed {
        spellings.entry(spelling.token).or_default().count(&spelling.text, sign * i64::from(spelling.count));
    }
    for &(token, count) in &facts.spellings.titled {
        spellings.entry(token).or_default().titled += sign * i64::from(count);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::cancel::Cancel;
    use crate::rules::check;
    use crate::testing::case;

    /// The problems of all notes, with the census that a snapshot has and with a new one.
    #[test]
    fn notes_that_change_are_counted_as_if_all_were_counted_anew() {
        let mut notes = String::from("\n");
        for at in 0..6 {
            notes.push_str(&format!(
                "-- n{at}.md\n# Topic {at}\n\nWe use GitHub and again GitHub.\n\n## What is a cell?\n\nA cell is small.\n"
            ));
        }
        let mut case = case(&notes);
        let problems = |snapshot: &crate::snapshot::Snapshot| {
            let notes: Vec<FileId> = snapshot.index.notes().map(|(note, ..)| note).collect();
            let check = |note| check(snapshot, note, &Cancel::default()).expect("nobody cancels");
            notes.into_iter().flat_map(check).map(|p| (p.rule, p.span, p.message)).collect::<Vec<_>>()
        };
        let mut last = problems(&case.snapshot);
        let edits = [
            (2, "# Other\n\nOn Github it is; use the Github page.\n"),
            (3, "## How do cells and walls differ?\n\nThey do.\n"),
            (4, "## Cells vs walls\n\nThey differ.\n"),
            (2, "# Other\n\nOn GitHub it is.\n\n# What is a cell?\n"),
        ];
        for (at, text) in edits {
            let path = crate::path::NotePath::new(&format!("n{at}.md")).expect("a path");
            case.snapshot.index.put_note(path, Arc::new(Facts::read(text)));
            let kept = problems(&case.snapshot);
            let anew =
                problems(&crate::snapshot::Snapshot { census: Census::default(), ..case.snapshot.clone() });
            assert_eq!(kept, anew);
            assert_ne!(kept, last);
            last = kept;
        }
    }
}
