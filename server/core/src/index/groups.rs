//! Which definitions mean the same thing.
//!
//! Definitions that share a name are of one sense, with two exceptions. An acronym alone proves little: CA is a
//! certificate authority in one note and consistency with availability in the next. And a name in two folders that have
//! nothing to do with each other, told of in words that have nothing in common, is two terms: the cell of a body and the
//! cell of a spreadsheet. So is one in two notes of a folder, or two sections of a note, that share no word of their own:
//! Mercury among the gods and Mercury among the metals. Definitions that hold in different places are never joined; see
//! `reach`.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use foldhash::{HashMap, HashMapExt};

use super::reach::Reach;
use super::{DefinitionId, FileId, Index, NameKey, Sense, is_acronym};
use crate::facts::{Definition, DefinitionKind};
use crate::terms::everyday::Nature;
use crate::terms::fold::{Key, Token};
use crate::terms::tokens::words;
use crate::text::Span;

/// Most definitions with one name that are compared with each other. With more it is taken for one term.
const MOST_NAMESAKES: usize = 40;

impl Index {
    /// Groups definitions by what they mean.
    #[must_use]
    pub fn group(&self, definitions: Vec<DefinitionId>) -> Vec<Sense> {
        let mut grouping = Grouping::new(self, definitions);
        grouping.join_namesakes();
        grouping.join_acronyms();
        grouping.senses()
    }
}

/// The keys of a definition's names that are no acronyms.
pub(super) fn strong_keys(definition: &Definition) -> impl Iterator<Item = NameKey> {
    definition.names.iter().filter(|name| !is_acronym(name)).filter_map(|name| NameKey::of(name))
}

struct Grouping<'i> {
    index: &'i Index,
    definitions: Vec<DefinitionId>,
    groups: Groups,
    /// The words that each definition tells its meaning with, as far as they were asked for.
    told: Vec<Option<BTreeSet<Token>>>,
    /// The words of their own of notes and of sections, as far as they were asked for.
    subjects: HashMap<Subject, Rc<BTreeSet<Token>>>,
}

/// A note, or a section of one.
type Subject = (FileId, Option<usize>);

/// A note or section with fewer words of its own is of any subject.
const FEWEST_WORDS: usize = 4;

impl<'i> Grouping<'i> {
    fn new(index: &'i Index, definitions: Vec<DefinitionId>) -> Self {
        let count = definitions.len();
        Self {
            index,
            definitions,
            groups: Groups::new(count),
            told: vec![None; count],
            subjects: HashMap::new(),
        }
    }

    fn definition(&self, at: usize) -> Option<&'i Definition> {
        self.index.definition(self.definitions[at])
    }

    fn reach(&self, at: usize) -> Reach {
        self.index.reach(self.definitions[at].note)
    }

    /// Joins those that share a name that is no acronym, or that have nothing but acronyms and share one.
    fn join_namesakes(&mut self) {
        let mut namesakes: BTreeMap<(NameKey, Reach), Vec<usize>> = BTreeMap::new();
        for at in 0..self.definitions.len() {
            let Some(definition) = self.definition(at) else { continue };
            let mut keys: Vec<NameKey> = strong_keys(definition).collect();
            if keys.is_empty() {
                keys = all_keys(definition).collect();
            }
            for key in keys {
                namesakes.entry((key, self.reach(at))).or_default().push(at);
            }
        }
        for same in namesakes.values().filter(|same| 1 < same.len()) {
            self.join_alike(same);
        }
    }

    /// Joins the definitions of one name but for those that are told apart.
    fn join_alike(&mut self, same: &[usize]) {
        if MOST_NAMESAKES < same.len() {
            same.iter().for_each(|&at| self.groups.join(same[0], at));
            return;
        }
        // First what is alike, then what lies near: but nothing may stand near two that lie far from each other.
        let mut own = Groups::new(same.len());
        for (one, &a) in same.iter().enumerate() {
            for (other, &b) in same.iter().enumerate().skip(one + 1) {
                let is_one_note = self.definitions[a].note == self.definitions[b].note;
                if is_one_note && self.is_one_subject(a, b) || self.is_told_alike(a, b) {
                    own.join(one, other);
                }
            }
        }
        let mut clusters: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, &definition) in same.iter().enumerate() {
            clusters.entry(own.root(at)).or_default().push(definition);
        }
        let clusters: Vec<Vec<usize>> = clusters.into_values().collect();
        for cluster in &clusters {
            cluster.iter().for_each(|&at| self.groups.join(cluster[0], at));
        }
        // What is told in passing is no second meaning of what a title or a label explains.
        let is_passing = |cluster: &&Vec<usize>| {
            let mut found = cluster.iter().filter_map(|&at| self.definition(at));
            found.all(|found| found.excerpt || found.kind == DefinitionKind::Copula)
        };
        if clusters.iter().filter(|cluster| !is_passing(cluster)).count() < 2 {
            clusters.iter().for_each(|cluster| self.groups.join(clusters[0][0], cluster[0]));
            return;
        }
        let mut around = vec![vec![true; clusters.len()]; clusters.len()];
        for (one, cluster) in clusters.iter().enumerate() {
            for (other, next) in clusters.iter().enumerate().filter(|(other, _)| *other != one) {
                around[one][other] = cluster.iter().any(|&a| {
                    next.iter().any(|&b| self.are_folders_related(a, b) && self.is_one_subject(a, b))
                });
            }
        }
        for (one, cluster) in clusters.iter().enumerate() {
            for (other, next) in clusters.iter().enumerate().skip(one + 1) {
                if around[one][other] && around[one] == around[other] {
                    self.groups.join(cluster[0], next[0]);
                }
            }
        }
    }

    /// Joins what knows its term by an acronym alone with what spells it out: in its note, else where only one does.
    fn join_acronyms(&mut self) {
        let mut spelled_out: BTreeMap<(NameKey, Reach), Vec<usize>> = BTreeMap::new();
        for at in 0..self.definitions.len() {
            let Some(definition) = self.definition(at).filter(|found| strong_keys(found).next().is_some())
            else {
                continue;
            };
            for key in all_keys(definition) {
                spelled_out.entry((key, self.reach(at))).or_default().push(at);
            }
        }
        let mut joins = Vec::new();
        for at in 0..self.definitions.len() {
            let Some(definition) = self.definition(at).filter(|found| strong_keys(found).next().is_none())
            else {
                continue;
            };
            let keys = all_keys(definition).map(|key| (key, self.reach(at))).collect::<Vec<_>>();
            let others: Vec<usize> =
                keys.iter().filter_map(|key| spelled_out.get(key)).flatten().copied().collect();
            let note = self.definitions[at].note;
            let own: Vec<usize> =
                others.iter().copied().filter(|&other| self.definitions[other].note == note).collect();
            let near = if own.is_empty() { &others } else { &own };
            let roots: BTreeSet<usize> = near.iter().map(|&other| self.groups.root(other)).collect();
            if let (1, Some(&other)) = (roots.len(), near.first())
                && (!own.is_empty() || self.are_folders_related(at, other) || self.is_told_alike(at, other))
            {
                joins.push((at, other));
            }
        }
        for (at, other) in joins {
            self.groups.join(at, other);
        }
    }

    /// Whether two definitions tell of their term in words of which they share one.
    fn is_told_alike(&mut self, a: usize, b: usize) -> bool {
        self.read(a);
        self.read(b);
        match (&self.told[a], &self.told[b]) {
            (Some(a), Some(b)) => !a.is_disjoint(b),
            _ => false,
        }
    }

    fn read(&mut self, at: usize) {
        if self.told[at].is_none() {
            self.told[at] = Some(self.definition(at).map(told).unwrap_or_default());
        }
    }

    /// Whether the notes of two definitions, or their sections where they share a note, have words of their own in
    /// common, besides the names that are defined. What has hardly any such words may be of one subject with anything.
    fn is_one_subject(&mut self, a: usize, b: usize) -> bool {
        let (one, other) = (self.definitions[a], self.definitions[b]);
        let section = |id: DefinitionId| {
            let facts = self.index.facts(id.note)?;
            let mut at = self.index.definition(id)?.topic?;
            // The title of the whole note is no section of it.
            while let Some(parent) = facts.topics[at].parent.filter(|&parent| facts.topics[parent].level > 1)
            {
                at = parent;
            }
            Some(at)
        };
        let is_one_note = one.note == other.note;
        let places = if is_one_note {
            [(one.note, section(one)), (other.note, section(other))]
        } else {
            [(one.note, None), (other.note, None)]
        };
        if places[0] == places[1] || is_one_note && places.iter().any(|place| place.1.is_none()) {
            return true;
        }
        let [one, other] = places.map(|place| self.subject(place));
        let names: BTreeSet<Token> = [a, b]
            .into_iter()
            .filter_map(|at| self.definition(at))
            .flat_map(|found| found.names.iter())
            .flat_map(|name| Key::new(name).tokens().collect::<Vec<_>>())
            .collect();
        let own = |words: &BTreeSet<Token>| words.iter().filter(|word| !names.contains(word)).count();
        own(&one) < FEWEST_WORDS
            || own(&other) < FEWEST_WORDS
            || one.intersection(&other).any(|word| !names.contains(word))
    }

    /// The words of the titles, names and gists of a note or section that are neither small nor everyday words.
    fn subject(&mut self, place: Subject) -> Rc<BTreeSet<Token>> {
        if let Some(known) = self.subjects.get(&place) {
            return Rc::clone(known);
        }
        let mut found = BTreeSet::new();
        if let Some(facts) = self.index.facts(place.0) {
            let range = place.1.map(|at| facts.topics[at].range);
            let holds = |span: Span| range.is_none_or(|range| range.covers(span));
            let titles = facts.topics.iter().filter(|topic| holds(topic.span)).map(|topic| &*topic.title);
            let told = facts.definitions.iter().filter(|found| holds(found.span));
            let told = told.flat_map(|found| found.names.iter().map(|name| &**name).chain([&*found.gist]));
            for text in titles.chain(told) {
                found.extend(telling(text, |nature| nature == Nature::Telling));
            }
        }
        let found = Rc::new(found);
        self.subjects.insert(place, Rc::clone(&found));
        found
    }

    /// Whether one folder is the other or holds it.
    fn are_folders_related(&self, a: usize, b: usize) -> bool {
        let folder = |at: usize| self.index.path(self.definitions[at].note).map_or("", |path| path.parent());
        let (a, b) = (folder(a), folder(b));
        let holds = |outer: &str, inner: &str| {
            inner
                .strip_prefix(outer)
                .is_some_and(|rest| outer.is_empty() || rest.is_empty() || rest.starts_with('/'))
        };
        holds(a, b) || holds(b, a)
    }

    fn senses(mut self) -> Vec<Sense> {
        let mut senses: BTreeMap<usize, Sense> = BTreeMap::new();
        for (at, &id) in self.definitions.iter().enumerate() {
            senses.entry(self.groups.root(at)).or_default().definitions.push(id);
        }
        senses.into_values().collect()
    }
}

fn all_keys(definition: &Definition) -> impl Iterator<Item = NameKey> {
    definition.names.iter().filter_map(|name| NameKey::of(name))
}

/// The words of a gist that say something, without those of the names.
fn told(definition: &Definition) -> BTreeSet<Token> {
    let says = telling(&definition.gist, |nature| nature != Nature::Nothing);
    let own: BTreeSet<Token> =
        definition.names.iter().flat_map(|name| Key::new(name).tokens().collect::<Vec<_>>()).collect();
    says.filter(|token| !own.contains(token)).collect()
}

/// The words of a text that are of some nature.
fn telling(text: &str, fits: impl Fn(Nature) -> bool) -> impl Iterator<Item = Token> {
    words(text).filter_map(move |word| {
        let key = Key::new(word.span.of(text));
        fits(Nature::of(word.span.of(text), &key)).then(|| key.tokens().next())?
    })
}

/// Disjoint sets of indices (union-find with path halving).
struct Groups(Vec<usize>);

impl Groups {
    fn new(length: usize) -> Self {
        Self((0..length).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}
