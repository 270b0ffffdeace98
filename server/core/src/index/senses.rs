//! The senses of a name: which definitions mean the same thing (see `groups`), and which comes first.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use foldhash::{HashMap, HashMapExt};

use super::groups::strong_keys;
use super::reach::{Bond, Reach};
use super::{DefinitionId, FileId, Index, Mention, NameKey, Named, TopicId};
use crate::facts::{Definition, DefinitionKind};

/// Most definitions that are looked at for one name. A name with more is no name.
const MOST_DEFINITIONS: usize = 500;

/// One meaning of a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sense {
    /// Where it is defined, the best place first.
    pub definitions: Vec<DefinitionId>,
    /// Topics about it, the best first.
    pub topics: Vec<TopicId>,
}

impl Sense {
    /// Whether two senses share a definition or topic: seen from two places, one meaning may have different ones first.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.definitions.iter().any(|id| other.definitions.contains(id))
            || self.topics.iter().any(|id| other.topics.contains(id))
    }
}

/// A place from which a name is looked at: of two senses the nearer is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewpoint {
    /// The note.
    pub note: FileId,
    /// The offset in it.
    pub offset: u32,
}

/// Tells for many mentions whether they mean a sense. What a name may mean is found out once.
#[derive(Debug)]
pub struct Meanings<'i> {
    index: &'i Index,
    /// The senses of what a name names, in no order.
    known: HashMap<Vec<Named>, Vec<Sense>>,
}

impl<'i> Meanings<'i> {
    /// Knows nothing yet.
    #[must_use]
    pub fn new(index: &'i Index) -> Self {
        Self { index, known: HashMap::new() }
    }

    /// Whether a mention that stands in a note means the sense: whether that is the nearest of those it may mean.
    pub fn is_meant(&mut self, note: FileId, mention: &Mention, sense: &Sense) -> bool {
        let index = self.index;
        let meant = index.meant(mention);
        let senses = self.known.entry(meant).or_insert_with_key(|meant| index.senses(meant, None));
        let from = Viewpoint { note, offset: mention.span.start };
        let nearest = match &**senses {
            [only] => Some(only),
            several => several.iter().min_by_key(|sense| index.sense_rank(sense, Some(from))),
        };
        nearest.is_some_and(|nearest| nearest.overlaps(sense))
    }
}

impl Index {
    /// A definition.
    #[must_use]
    pub fn definition(&self, id: DefinitionId) -> Option<&Definition> {
        self.facts(id.note)?.definitions.get(id.at as usize)
    }

    /// Every sense of what a name names, the nearest to the viewpoint first; without one, by path.
    #[must_use]
    pub fn senses(&self, named: &[Named], from: Option<Viewpoint>) -> Vec<Sense> {
        let mut definitions: BTreeSet<DefinitionId> = BTreeSet::new();
        let mut topics: BTreeSet<TopicId> = BTreeSet::new();
        let holds = |named: &&Named| from.is_none_or(|from| self.holds_in(named.note(), from.note));
        for &named in named.iter().filter(holds) {
            match named {
                Named::Definition(id) => drop(definitions.insert(id)),
                Named::Topic(id) => drop(topics.insert(id)),
            }
        }
        // What shares another name with a definition found so far belongs to it, one step at a time.
        let mut fresh: Vec<DefinitionId> = definitions.iter().copied().collect();
        let mut seen: BTreeSet<(NameKey, Reach)> = BTreeSet::new();
        while let Some(id) = fresh.pop().filter(|_| definitions.len() < MOST_DEFINITIONS) {
            let reach = self.reach(id.note);
            let names = self.definition(id).into_iter().flat_map(strong_keys);
            for key in names.filter(|&key| seen.insert((key, reach.clone()))) {
                // A term that holds in other places is another one.
                let alike = |named: &Named| self.reach(named.note()) == reach;
                for named in self.names().named(key).into_iter().filter(alike) {
                    match named {
                        Named::Definition(other) if definitions.insert(other) => fresh.push(other),
                        Named::Definition(_) => {}
                        Named::Topic(topic) => drop(topics.insert(topic)),
                    }
                }
            }
        }
        let mut senses = self.group(definitions.into_iter().collect());
        self.attach(&mut senses, topics.into_iter().collect());
        for sense in &mut senses {
            self.rank_from(sense, from);
        }
        senses.sort_by_cached_key(|sense| self.sense_rank(sense, from));
        senses
    }

    /// Puts the best places of a sense first, as seen from nowhere.
    pub fn rank(&self, sense: &mut Sense) {
        self.rank_from(sense, None);
    }

    fn rank_from(&self, sense: &mut Sense, from: Option<Viewpoint>) {
        sense.definitions.sort_by_cached_key(|&id| self.definition_rank(id, from));
        let distance = |id| from.map(|from| self.topic_distance(id, from));
        sense.topics.sort_by_cached_key(|&id| (distance(id), self.path(id.note), id.at));
    }

    /// Adds topics to the sense they are about, or as a sense of their own.
    fn attach(&self, senses: &mut Vec<Sense>, topics: Vec<TopicId>) {
        let keys: Vec<BTreeSet<NameKey>> = senses.iter().map(|sense| self.keys(sense)).collect();
        let mut rest = Sense::default();
        for id in topics {
            let names = self.facts(id.note).and_then(|facts| facts.topics.get(id.at as usize));
            let names: Vec<NameKey> = names
                .iter()
                .flat_map(|topic| &topic.names)
                .filter_map(|name| NameKey::of(&name.text))
                .collect();
            let from = Viewpoint {
                note: id.note,
                offset: self.facts(id.note).map_or(0, |facts| facts.topics[id.at as usize].span.start),
            };
            let reach = self.reach(id.note);
            let fitting = (0..keys.len()).filter(|&at| {
                let holds_alike =
                    |sense: &Sense| sense.definitions.iter().all(|found| self.reach(found.note) == reach);
                names.iter().any(|name| keys[at].contains(name)) && holds_alike(&senses[at])
            });
            let nearest = fitting.min_by_key(|&at| {
                let ranks = senses[at].definitions.iter();
                ranks.map(|&id| (self.definition_distance(id, from), self.definition_rank(id, None))).min()
            });
            match nearest {
                Some(at) => senses[at].topics.push(id),
                None => rest.topics.push(id),
            }
        }
        if !rest.topics.is_empty() {
            senses.push(rest);
        }
    }

    fn keys(&self, sense: &Sense) -> BTreeSet<NameKey> {
        let definitions = sense.definitions.iter().filter_map(|&id| self.definition(id));
        definitions.flat_map(|definition| &definition.names).filter_map(|name| NameKey::of(name)).collect()
    }

    /// The names of a sense: the term first, then its other names, as often as they are used.
    #[must_use]
    pub fn sense_names(&self, sense: &Sense) -> Vec<&str> {
        let mut spellings: Vec<(NameKey, &str)> = Vec::new();
        for &id in &sense.definitions {
            for name in self.definition(id).iter().flat_map(|definition| &definition.names) {
                let Some(key) = NameKey::of(name) else { continue };
                if spellings.iter().all(|(known, _)| *known != key) {
                    spellings.push((key, name));
                }
            }
        }
        if spellings.is_empty() {
            let topic = sense.topics.first().and_then(|id| self.facts(id.note)?.topics.get(id.at as usize));
            return topic.iter().flat_map(|topic| &topic.names).map(|name| &*name.text).collect();
        }
        spellings.into_iter().map(|(_, name)| name).collect()
    }

    /// Where a sense stands among others, whatever the order of its definitions and topics.
    fn sense_rank(&self, sense: &Sense, from: Option<Viewpoint>) -> impl Ord + use<'_> {
        let nearest = from.and_then(|from| {
            let defined = sense.definitions.iter().map(|&id| self.definition_distance(id, from));
            defined.chain(sense.topics.iter().map(|&id| self.topic_distance(id, from))).min()
        });
        let definition = sense.definitions.iter().map(|&id| self.definition_rank(id, from)).min();
        let topic = sense.topics.iter().map(|&id| (self.path(id.note), id.at)).min();
        let is_pinned = |&id: &DefinitionId| self.is_pinned(id);
        // What a place has of its own, or is told to use, comes before what is pinned for all.
        let is_near = nearest.is_some_and(|nearest| nearest.bond < Bond::Way);
        let pinned = is_near || sense.definitions.iter().any(is_pinned);
        (definition.is_none(), !pinned, nearest, definition, topic)
    }

    /// Whether a definition is to come before others.
    pub(crate) fn is_pinned(&self, id: DefinitionId) -> bool {
        let facts = self.facts(id.note).filter(|facts| facts.orders.is_some());
        facts.zip(self.definition(id)).is_some_and(|(facts, definition)| facts.pins(definition))
    }

    /// What is pinned first, then explicit syntax, then what is near, then the surer form; the path and place decide the rest.
    fn definition_rank(&self, id: DefinitionId, from: Option<Viewpoint>) -> impl Ord + use<'_> {
        let definition = self.definition(id);
        let is_excerpt = definition.is_none_or(|definition| definition.excerpt);
        let distance = from.map(|from| self.definition_distance(id, from));
        let form = definition.map_or(u8::MAX, |definition| form_rank(definition.kind));
        let place = self.path(id.note).map(|path| path.as_str());
        (!self.is_pinned(id), is_excerpt, distance, form, place, id.at)
    }

    fn definition_distance(&self, id: DefinitionId, from: Viewpoint) -> Distance {
        let start = self.definition(id).map_or(0, |definition| definition.span.start);
        self.distance(id.note, start, from)
    }

    fn topic_distance(&self, id: TopicId, from: Viewpoint) -> Distance {
        let topic = self.facts(id.note).and_then(|facts| facts.topics.get(id.at as usize));
        self.distance(id.note, topic.map_or(0, |topic| topic.name.start), from)
    }

    /// In one note the more topics around both the nearer; then the note, the folder, and folders by their way.
    fn distance(&self, note: FileId, offset: u32, from: Viewpoint) -> Distance {
        let bond = self.bond(note, from.note);
        if bond != Bond::Own {
            let folder = |note| self.path(note).map_or("", |path| path.parent());
            return Distance { bond, steps: steps(folder(note), folder(from.note)), topics: Reverse(0) };
        }
        let around =
            |topic: &&crate::facts::Topic| topic.range.touches(offset) && topic.range.touches(from.offset);
        let topics = self.facts(note).map_or(0, |facts| facts.topics.iter().filter(around).count());
        Distance { bond, steps: 0, topics: Reverse(topics) }
    }
}

/// How far a place is from another, the nearest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Distance {
    bond: Bond,
    /// From folder to folder.
    steps: usize,
    /// How many topics hold both.
    topics: Reverse<usize>,
}

/// How many steps up and down lead from one folder to another.
fn steps(one: &str, other: &str) -> usize {
    fn parts(path: &str) -> impl Iterator<Item = &str> {
        path.split('/').filter(|part| !part.is_empty())
    }
    let shared = parts(one).zip(parts(other)).take_while(|(one, other)| one == other).count();
    parts(one).count() + parts(other).count() - 2 * shared
}

fn form_rank(kind: DefinitionKind) -> u8 {
    match kind {
        DefinitionKind::Explicit | DefinitionKind::Deflist => 0,
        DefinitionKind::Heading => 1,
        DefinitionKind::Copula => 2,
        DefinitionKind::Bold | DefinitionKind::Table => 3,
        DefinitionKind::Colon => 4,
        DefinitionKind::Dash => 5,
        DefinitionKind::Abbr => 6,
    }
}

/// Whether a name is short and all capitals: `CA`, `VMs`, `TCP/IP`.
#[must_use]
pub fn is_acronym(name: &str) -> bool {
    let name = name.strip_suffix('s').unwrap_or(name);
    let capitals = name.chars().filter(|letter| letter.is_uppercase()).count();
    let plain = |c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '/' | '-' | '&' | '.');
    (2..=6).contains(&capitals) && name.chars().all(plain)
}
