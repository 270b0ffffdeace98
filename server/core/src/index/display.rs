//! How a term is shown: as the vault writes it, not as one place happens to.
//!
//! Definitions and titles decide the words (a plural, a hyphen), by majority. The prose of the notes that explain the term
//! decides the capitals, since titles have capitals of their own: `Rate Limiting` above "we use rate limiting" is *rate
//! limiting*. Capitals that a title would not give, of acronyms and of names such as `GitHub`, stay.

use std::cell::RefCell;
use std::rc::Rc;

use foldhash::{HashMap, HashMapExt};

use super::mentions::is_in_title;
use super::{DefinitionId, FileId, Index, NameKey, Named, Sense};
use crate::facts::Case;
use crate::terms::fold::{CaseRule, case_rule};
use crate::terms::tokens::words;

/// Most notes whose prose is asked. The others write no better.
const MOST_NOTES: usize = 8;

/// How often each of the last words of a name is written in each case.
type Cases = [[u32; 4]; 32];

/// Shows the names of senses, and remembers the notes it has read for that.
pub struct Display<'i> {
    index: &'i Index,
    read: RefCell<HashMap<FileId, Rc<HashMap<NameKey, Cases>>>>,
}

/// The spellings of one name.
struct Spellings<'i> {
    key: NameKey,
    /// How often it is the term and not another name of it.
    first: usize,
    /// Each with how often it is used; alike are those that differ in case.
    all: Vec<(&'i str, usize)>,
}

impl Index {
    /// The names of a sense as the vault writes them: the term first.
    #[must_use]
    pub fn display_names(&self, sense: &Sense) -> Vec<String> {
        Display::new(self).names(sense)
    }
}

impl<'i> Display<'i> {
    /// Of the terms of an index.
    #[must_use]
    pub fn new(index: &'i Index) -> Self {
        Self { index, read: RefCell::new(HashMap::new()) }
    }

    /// The names of a sense as the vault writes them: the term first.
    #[must_use]
    pub fn names(&self, sense: &Sense) -> Vec<String> {
        let mut spelled = self.spellings(sense);
        let best = spelled.iter().map(|name| name.first).max().unwrap_or_default();
        if let Some(term) = spelled.iter().position(|name| name.first == best) {
            spelled[..=term].rotate_right(1);
        }
        let notes = self.notes(sense);
        spelled.iter().map(|name| self.cased(name.spelling(), name.key, &notes)).collect()
    }

    /// One of the names of a sense as the vault writes it.
    #[must_use]
    pub fn name(&self, sense: &Sense, name: &str) -> String {
        let Some(key) = NameKey::of(name) else { return name.to_owned() };
        let spelled = self.spellings(sense);
        let spelling = spelled.iter().find(|found| found.key == key).map_or(name, Spellings::spelling);
        self.cased(spelling, key, &self.notes(sense))
    }

    /// A name of what it names, as the vault writes it: by the sense that this is of.
    #[must_use]
    pub fn name_of(&self, named: Named, name: &str) -> String {
        let same = NameKey::of(name).map_or_else(Vec::new, |key| self.index.names().named(key));
        let holds = |sense: &Sense| match named {
            Named::Definition(id) => sense.definitions.contains(&id),
            Named::Topic(id) => sense.topics.contains(&id),
        };
        let sense = self.index.senses(&same, None).into_iter().find(holds);
        sense.map_or_else(|| name.to_owned(), |sense| self.name(&sense, name))
    }

    /// The term that a definition tells, as the vault writes it; empty where there is none.
    #[must_use]
    pub fn term(&self, id: DefinitionId) -> String {
        let name = self.index.definition(id).and_then(|found| found.names.first());
        name.map_or_else(String::new, |name| self.name_of(Named::Definition(id), name))
    }

    /// What definitions and titles call the sense, in the order of the best definitions wherever one looks from.
    fn spellings(&self, sense: &Sense) -> Vec<Spellings<'i>> {
        let mut ranked = sense.clone();
        self.index.rank(&mut ranked);
        let mut found: Vec<Spellings<'i>> = Vec::new();
        let mut add = |name: &'i str, is_first: bool, may_be_new: bool| {
            let Some(key) = NameKey::of(name) else { return };
            let at = found.iter().position(|known| known.key == key);
            let at = match at {
                Some(at) => at,
                None if may_be_new => {
                    found.push(Spellings { key, first: 0, all: Vec::new() });
                    found.len() - 1
                }
                None => return,
            };
            found[at].first += usize::from(is_first);
            match found[at].all.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => found[at].all.push((name, 1)),
            }
        };
        // What sentences call one thing that titles call in the plural.
        let mut singular: Vec<(NameKey, &'i str)> = Vec::new();
        for &id in &ranked.definitions {
            for (at, name) in self.index.definition(id).into_iter().flat_map(|found| &found.names).enumerate()
            {
                let one = self.index.definition(id).and_then(|found| told_as_one(&found.gist, name));
                singular.extend(one.and_then(|one| Some((NameKey::of(name)?, one))));
                add(one.unwrap_or(name), at == 0, true);
            }
        }
        for id in &ranked.topics {
            let topic = self.index.facts(id.note).and_then(|facts| facts.topics.get(id.at as usize));
            for name in topic.into_iter().flat_map(|topic| &topic.names) {
                let key = NameKey::of(&name.text);
                let one = singular.iter().find(|(known, _)| Some(*known) == key).map(|(_, one)| *one);
                add(one.unwrap_or(&name.text), !name.alias, ranked.definitions.is_empty());
            }
        }
        found
    }

    /// The notes that explain a sense, by path.
    fn notes(&self, sense: &Sense) -> Vec<FileId> {
        let defined = sense.definitions.iter().map(|id| id.note);
        let mut notes: Vec<FileId> = defined.chain(sense.topics.iter().map(|id| id.note)).collect();
        notes.sort_by_key(|&note| self.index.path(note));
        notes.dedup();
        notes.truncate(MOST_NOTES);
        notes
    }

    /// A spelling with the capitals of the prose.
    fn cased(&self, spelling: &str, key: NameKey, notes: &[FileId]) -> String {
        // Capitals that are part of the name are no matter of taste: `GITHUB_TOKEN`, `mRNA`.
        if case_rule(spelling) == CaseRule::Exact {
            return spelling.to_owned();
        }
        let mut counts: Cases = [[0; 4]; 32];
        for &note in notes {
            let read = self.cases_in(note);
            for (sum, own) in counts.iter_mut().zip(read.get(&key).into_iter().flatten()) {
                sum.iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
            }
        }
        let spans: Vec<_> = words(spelling).map(|word| word.span).collect();
        let mut shown = String::with_capacity(spelling.len());
        let mut at = 0;
        let mut is_small = false;
        for (count, span) in counts[32_usize.saturating_sub(spans.len())..].iter().zip(&spans) {
            let word = span.of(spelling);
            let most = most(count);
            shown.push_str(&spelling[at..span.range().start]);
            // A title whose first word prose writes small is no proper name: *Circular Wait* is *circular wait*.
            let follows = at > 0 && is_small && most.is_none() && Case::of(word) == Case::Title;
            let cased = cased_word(word, most.or(follows.then_some(Case::Lower)));
            is_small |= at == 0 && Case::of(word) == Case::Title && cased != word;
            shown.push_str(&cased);
            at = span.range().end;
        }
        shown.push_str(&spelling[at..]);
        shown
    }

    fn cases_in(&self, note: FileId) -> Rc<HashMap<NameKey, Cases>> {
        if let Some(known) = self.read.borrow().get(&note) {
            return Rc::clone(known);
        }
        let mut found: HashMap<NameKey, Cases> = HashMap::new();
        if let Some(facts) = self.index.facts(note) {
            for mention in self.index.mentions(note) {
                if mention.code || is_in_title(facts, mention.span) {
                    continue;
                }
                let counts = found.entry(mention.key).or_insert([[0; 4]; 32]);
                let cases = mention.cases();
                for (count, case) in counts.iter_mut().zip(cases) {
                    count[case as usize] += 1;
                }
                let first = 32_usize.saturating_sub(mention.length());
                if !mention.inside && cases[first] == Case::Title {
                    // Any word has a capital there.
                    counts[first][Case::Title as usize] -= 1;
                }
            }
        }
        let found = Rc::new(found);
        self.read.borrow_mut().insert(note, Rc::clone(&found));
        found
    }
}

impl<'i> Spellings<'i> {
    /// The spelling most used, letter case aside; of its forms the most used, and of equals the first.
    fn spelling(&self) -> &'i str {
        let alike = |name: &str| {
            let lower = name.to_lowercase();
            self.all
                .iter()
                .filter(|(other, _)| other.to_lowercase() == lower)
                .map(|(_, count)| count)
                .sum::<usize>()
        };
        let mut best: Option<(&'i str, (usize, usize))> = None;
        for &(name, count) in &self.all {
            let votes = (alike(name), count);
            if best.is_none_or(|(_, most)| most < votes) {
                best = Some((name, votes));
            }
        }
        best.map_or("", |(name, _)| name)
    }
}

/// The name in the singular, where a sentence tells what one of several is: "A cookie is …" below `Cookies`.
fn told_as_one<'g>(gist: &'g str, name: &str) -> Option<&'g str> {
    let (article, rest) = gist.split_once(' ')?;
    if !ONE.contains(&article.to_lowercase().as_str()) {
        return None;
    }
    let start = rest.find(char::is_alphanumeric)?;
    let last = words(&rest[start..]).take(words(name).count()).last()?;
    let told = &rest[start..start + last.span.range().end];
    let is_plain = !told.contains(['*', '_', '`', '=', '[']);
    let is_one = told.len() < name.len() && NameKey::of(told) == NameKey::of(name);
    (is_plain && is_one).then_some(told)
}

/// Articles that go with one thing.
const ONE: [&str; 10] = ["a", "an", "un", "une", "ein", "eine", "um", "uma", "una", "uno"];

/// The case that a word is written in more often than in any other.
fn most(counts: &[u32; 4]) -> Option<Case> {
    [Case::Lower, Case::Title, Case::Upper].into_iter().find(|case| {
        counts.iter().enumerate().all(|(at, count)| at == *case as usize || *count < counts[*case as usize])
    })
}

/// A word of a name in the case that prose mostly writes it in.
fn cased_word(word: &str, most: Option<Case>) -> String {
    let own = Case::of(word);
    match (own, most) {
        (Case::Title, Some(Case::Lower)) => word.to_lowercase(),
        (Case::Lower, Some(Case::Title)) => {
            let mut letters = word.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
        }
        (Case::Lower | Case::Title, Some(Case::Upper)) => word.to_uppercase(),
        _ => word.to_owned(),
    }
}
