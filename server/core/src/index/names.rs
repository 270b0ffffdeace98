//! The names of terms and topics: a table and a trie in one.
//!
//! A name is a sequence of folded tokens. Its key is a hash of that sequence that grows token by token, and the key of
//! each of its beginnings is in the table too, with a count of the names that go on from there. So one look-up a token
//! follows all names at once, and adding or removing a name touches the entries of its own tokens only.

use std::collections::BTreeSet;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::FileId;
use crate::facts::{Case, Definition, Facts, Topic, Word, Words};
use crate::terms::fold::{CaseRule, Token, case_rule, is_common_word, tokens};
use crate::terms::title::TitleKind;
use crate::terms::tokens::words;
use crate::text::Span;

/// A definition: its note, and its place in [`Facts::definitions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DefinitionId {
    /// The note.
    pub note: FileId,
    /// Index into [`Facts::definitions`].
    pub at: u32,
}

/// A topic: its note, and its place in [`Facts::topics`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicId {
    /// The note.
    pub note: FileId,
    /// Index into [`Facts::topics`].
    pub at: u32,
}

/// The key of a name: equal for all its spellings. 64 bits, so that no two names of a vault share one by chance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameKey(u64);

impl NameKey {
    /// The key of a name as somebody wrote it; `None` for a name without a word.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        tokens(name).fold(None, |key, token| Some(key.unwrap_or_default().then(token)))
    }

    /// The key of the name that goes on with one more token.
    fn then(self, token: Token) -> Self {
        // The multiplier is that of PCG's generator: odd, and with no pattern that tokens could repeat.
        Self((self.0.rotate_left(5) ^ token.get()).wrapping_mul(6_364_136_223_846_793_005))
    }
}

/// What a name is a name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Named {
    /// A term that is defined there.
    Definition(DefinitionId),
    /// A term that the topic is about.
    Topic(TopicId),
}

/// A name in use, with the capitals it insists on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Use {
    named: Named,
    case: Option<Capitals>,
}

impl Use {
    fn of(name: &str, named: Named) -> Self {
        let case = (case_rule(name) == CaseRule::Exact).then(|| Capitals::of(name));
        Self { named, case }
    }
}

/// How the words of a name are capitalised, two bits a word; words behind the 32nd do not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Capitals(u64);

impl Capitals {
    fn with(self, case: Case) -> Self {
        Self(self.0 << 2 | case as u64)
    }

    fn of(name: &str) -> Self {
        words(name).map(|word| Case::of(word.span.of(name))).fold(Self::default(), Self::with)
    }
}

#[derive(Clone, Debug)]
struct Entry {
    /// `None` where no name ends here.
    uses: Option<Arc<[Use]>>,
    /// How many names, counted once a use, go on from here.
    longer: u32,
    /// The last of the tokens that lead here.
    token: Token,
    /// The entry of the tokens before; the default for the first.
    before: NameKey,
}

impl Entry {
    fn new(token: Token, before: NameKey) -> Self {
        Self { uses: None, longer: 0, token, before }
    }

    fn uses(&self) -> &[Use] {
        self.uses.as_deref().unwrap_or_default()
    }

    fn add(&mut self, own: Use) {
        self.uses = Some(self.uses().iter().copied().chain([own]).collect());
    }

    fn remove(&mut self, own: Use) {
        let gone = self.uses().iter().position(|found| *found == own);
        let rest = self.uses().iter().enumerate().filter(|(at, _)| Some(*at) != gone);
        let rest: Arc<[Use]> = rest.map(|(_, found)| *found).collect();
        self.uses = Some(rest).filter(|rest| !rest.is_empty());
    }

    fn is_empty(&self) -> bool {
        self.uses.is_none() && self.longer == 0
    }
}

/// The names of a vault.
#[derive(Clone, Debug, Default)]
pub struct Names {
    entries: imbl::OrdMap<NameKey, Entry>,
    /// The names in lower case, in order, for completion.
    spellings: imbl::OrdSet<(Arc<str>, Named)>,
}

/// A place in a note where a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The name.
    pub key: NameKey,
    /// Where it stands.
    pub span: Span,
    /// Whether all of it is code.
    pub code: bool,
    capitals: Capitals,
}

impl Names {
    pub(super) fn learn(&mut self, note: FileId, facts: &Facts) {
        each_name(note, facts, |name, named| self.put(name, named, true));
    }

    pub(super) fn forget(&mut self, note: FileId, facts: &Facts) {
        each_name(note, facts, |name, named| self.put(name, named, false));
    }

    /// Goes from what a note named to what it names; a definition or topic whose names stay is left alone.
    pub(super) fn change(&mut self, note: FileId, old: &Facts, new: &Facts) {
        for (at, (before, now)) in (0..).zip(pairs(&old.definitions, &new.definitions)) {
            let named = Named::Definition(DefinitionId { note, at });
            let alike = |(before, now): (&Definition, &Definition)| {
                before.names == now.names && before.excerpt == now.excerpt
            };
            if !before.zip(now).is_some_and(alike) {
                let (before, now) = (before.into_iter(), now.into_iter());
                before.flat_map(names_of_definition).for_each(|name| self.put(name, named, false));
                now.flat_map(names_of_definition).for_each(|name| self.put(name, named, true));
            }
        }
        for (at, (before, now)) in (0..).zip(pairs(&old.topics, &new.topics)) {
            let named = Named::Topic(TopicId { note, at });
            let alike =
                |(before, now): (&Topic, &Topic)| before.names == now.names && before.asks == now.asks;
            if !before.zip(now).is_some_and(alike) {
                let (before, now) = (before.into_iter(), now.into_iter());
                before.flat_map(names_of_topic).for_each(|name| self.put(name, named, false));
                now.flat_map(names_of_topic).for_each(|name| self.put(name, named, true));
            }
        }
    }

    /// The names of many notes: the same as learning them one after the other, and faster where many share a name.
    pub(super) fn of<'f>(notes: impl Iterator<Item = (FileId, &'f Facts)>) -> Self {
        let mut drafts: HashMap<NameKey, (Vec<Use>, Entry)> = HashMap::new();
        let mut known: HashSet<Arc<str>> = HashSet::new();
        let mut spellings = imbl::OrdSet::new();
        for (note, facts) in notes {
            each_name(note, facts, |name, named| {
                let own = Use::of(name, named);
                let spelling = name.to_lowercase();
                let spelling = known.get(&*spelling).cloned().unwrap_or_else(|| {
                    let new: Arc<str> = spelling.into();
                    known.insert(Arc::clone(&new));
                    new
                });
                spellings.insert((spelling, named));
                let mut key = NameKey::default();
                let mut rest = tokens(name).peekable();
                while let Some(token) = rest.next() {
                    let before = key;
                    key = before.then(token);
                    let (uses, entry) =
                        drafts.entry(key).or_insert_with(|| (Vec::new(), Entry::new(token, before)));
                    match rest.peek() {
                        None => uses.push(own),
                        Some(_) => entry.longer += 1,
                    }
                }
            });
        }
        let entries = drafts.into_iter().map(|(key, (uses, entry))| {
            let uses = (!uses.is_empty()).then(|| uses.into());
            (key, Entry { uses, ..entry })
        });
        Self { entries: entries.collect(), spellings }
    }

    fn put(&mut self, name: &str, named: Named, add: bool) {
        let own = Use::of(name, named);
        let spelling = (Arc::from(name.to_lowercase()), named);
        if add {
            self.spellings.insert(spelling);
        } else {
            self.spellings.remove(&spelling);
        }
        let mut key = NameKey::default();
        let mut rest = tokens(name).peekable();
        while let Some(token) = rest.next() {
            let before = key;
            key = before.then(token);
            let ends = rest.peek().is_none();
            if add {
                let entry = self.entries.entry(key).or_insert_with(|| Entry::new(token, before));
                if ends {
                    entry.add(own);
                } else {
                    entry.longer += 1;
                }
            } else if let Some(entry) = self.entries.get_mut(&key) {
                if ends {
                    entry.remove(own);
                } else {
                    entry.longer -= 1;
                }
                if entry.is_empty() {
                    self.entries.remove(&key);
                }
            }
        }
    }

    /// How many definitions and topics have a name, each counted once a spelling.
    #[must_use]
    pub(crate) fn count(&self, key: NameKey) -> usize {
        self.entries.get(&key).map_or(0, |entry| entry.uses().len())
    }

    /// What a name is a name of, whatever its capitals; sorted.
    #[must_use]
    pub fn named(&self, key: NameKey) -> Vec<Named> {
        self.uses(key, |_| true)
    }

    /// What a name may mean with the capitals it is written with; sorted.
    #[must_use]
    pub fn named_as(&self, name: &str) -> Vec<Named> {
        let capitals = Capitals::of(name);
        let uses = |key| self.uses(key, |found| found.case.is_none_or(|case| case == capitals));
        NameKey::of(name).map(uses).unwrap_or_default()
    }

    /// What a mention may mean; sorted.
    #[must_use]
    pub fn meant(&self, mention: &Mention) -> Vec<Named> {
        self.uses(mention.key, |found| found.case.is_none_or(|case| case == mention.capitals))
    }

    fn uses(&self, key: NameKey, fits: impl Fn(&Use) -> bool) -> Vec<Named> {
        let uses = self.entries.get(&key).map_or(&[][..], Entry::uses);
        let mut named: Vec<Named> =
            uses.iter().filter(|found| fits(found)).map(|found| found.named).collect();
        named.sort_unstable();
        named.dedup();
        named
    }

    /// Whether a note with these words, sorted, may mention a name: whether it has all of its tokens.
    #[must_use]
    pub fn may_be_in(&self, key: NameKey, vocabulary: &[Token]) -> bool {
        let tokens = self.tokens(key);
        !tokens.is_empty() && tokens.iter().all(|token| vocabulary.binary_search(token).is_ok())
    }

    /// The tokens of a name, the last first; none where nobody uses it.
    fn tokens(&self, key: NameKey) -> Vec<Token> {
        let mut entry = self.entries.get(&key);
        let chain = std::iter::from_fn(|| {
            let found = entry?;
            entry = self.entries.get(&found.before);
            Some(found.token)
        });
        chain.collect()
    }

    /// Names that start with some typed text, whatever the capitals: in lower case, in order, with what they name.
    pub fn starting_with(&self, typed: &str) -> impl Iterator<Item = (&str, Named)> {
        let typed: Arc<str> = typed.to_lowercase().into();
        let first = (Arc::clone(&typed), Named::Definition(DefinitionId { note: FileId(0), at: 0 }));
        let behind = self.spellings.range(first..).take_while(move |(name, _)| name.starts_with(&*typed));
        behind.map(|(name, named)| (&**name, *named))
    }

    /// Every key that is a whole name, with what it names; in no order.
    pub fn iter(&self) -> impl Iterator<Item = (NameKey, Vec<Named>)> {
        let names = self.entries.iter().filter(|(_, entry)| entry.uses.is_some());
        names.map(|(&key, _)| (key, self.named(key)))
    }

    /// Every mention among some words: the longest names first found from the left, none inside another.
    pub fn mentions(&self, found: &Words) -> impl Iterator<Item = Mention> {
        self.mentions_in(found, |_| true)
    }

    /// Of the mentions among some words those that touch an offset.
    pub fn mentions_at(&self, found: &Words, offset: u32) -> impl Iterator<Item = Mention> {
        let touches = move |run: &[Word]| {
            let (start, end) =
                (run.first().map(|word| word.span.start), run.last().map(|word| word.span.end));
            start.is_some_and(|start| start <= offset) && end.is_some_and(|end| offset <= end)
        };
        self.mentions_in(found, touches).filter(move |mention| mention.span.touches(offset))
    }

    /// Of the mentions among some words those of some names.
    pub fn mentions_of(&self, found: &Words, keys: &BTreeSet<NameKey>) -> impl Iterator<Item = Mention> {
        // A name stands where its first word does.
        let firsts: Vec<Token> = keys.iter().filter_map(|&key| self.tokens(key).pop()).collect();
        let has_first = move |run: &[Word]| run.iter().any(|word| firsts.contains(&word.token));
        self.mentions_in(found, has_first).filter(|mention| keys.contains(&mention.key))
    }

    /// The mentions in those runs of words that are wanted. No mention goes on from one run to the next.
    fn mentions_in(
        &self,
        found: &Words,
        is_wanted: impl Fn(&[Word]) -> bool,
    ) -> impl Iterator<Item = Mention> {
        let mut rest = found.iter().peekable();
        let mut run: Vec<Word> = Vec::new();
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                while at < run.len() {
                    if let Some((length, mention)) = self.mention_from(&run[at..]) {
                        at += length;
                        return Some(mention);
                    }
                    at += 1;
                }
                run.clear();
                run.push(rest.next()?);
                while let Some(word) = rest.next_if(|word| word.joined) {
                    run.push(word);
                }
                at = if is_wanted(&run) { 0 } else { run.len() };
            }
        })
    }

    /// The longest name that starts with the first of some words, and how many of them it takes.
    fn mention_from(&self, words: &[Word]) -> Option<(usize, Mention)> {
        let first = words.first()?;
        let mut key = NameKey::default();
        let mut capitals = Capitals::default();
        let mut code = true;
        let mut longest = None;
        for (at, word) in words.iter().enumerate() {
            if at > 0 && !word.joined {
                break;
            }
            key = key.then(word.token);
            capitals = capitals.with(word.case);
            code &= word.code;
            let Some(entry) = self.entries.get(&key) else { break };
            if entry.uses().iter().any(|found| found.case.is_none_or(|case| case == capitals)) {
                let span = Span { start: first.span.start, end: word.span.end };
                longest = Some((at + 1, Mention { key, span, code, capitals }));
            }
            if entry.longer == 0 {
                break;
            }
        }
        longest
    }
}

/// What stands at the same place of two lists, to the end of the longer one.
fn pairs<'l, T>(one: &'l [T], other: &'l [T]) -> impl Iterator<Item = (Option<&'l T>, Option<&'l T>)> {
    (0..one.len().max(other.len())).map(|at| (one.get(at), other.get(at)))
}

/// Calls `see` with every name that a note can be found by.
pub(crate) fn each_name(note: FileId, facts: &Facts, mut see: impl FnMut(&str, Named)) {
    for (at, definition) in (0..).zip(&*facts.definitions) {
        let named = Named::Definition(DefinitionId { note, at });
        names_of_definition(definition).for_each(|name| see(name, named));
    }
    for (at, topic) in (0..).zip(&*facts.topics) {
        let named = Named::Topic(TopicId { note, at });
        names_of_topic(topic).for_each(|name| see(name, named));
    }
}

/// The names by which a definition can be found.
fn names_of_definition(definition: &Definition) -> impl Iterator<Item = &str> {
    let is_provisional = definition.excerpt;
    let names = definition.names.iter().map(|name| &**name);
    names.filter(move |name| !is_provisional || is_telling(name))
}

/// The names by which a topic can be found.
fn names_of_topic(topic: &Topic) -> impl Iterator<Item = &str> {
    let is_provisional = topic.asks == TitleKind::Phrase;
    let names = topic.names.iter().map(|name| &*name.text);
    names.filter(move |name| !is_provisional || is_telling(name))
}

/// Whether a name that only a bare title vouches for is worth being found in prose: an everyday word is not.
fn is_telling(name: &str) -> bool {
    let lower = name.to_lowercase();
    let singular = lower.strip_suffix('s').unwrap_or(&lower);
    lower.contains(char::is_whitespace) || !(is_common_word(&lower) || is_common_word(singular))
}
