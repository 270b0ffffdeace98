//! The names of terms and topics: a table and a trie in one.
//!
//! A name is a sequence of folded tokens. Its key is a hash of that sequence that grows token by token, and the key of
//! each of its beginnings is in the table too, with a count of the names that go on from there. So one look-up a token
//! follows all names at once, and adding or removing a name touches the entries of its own tokens only.

use std::collections::BTreeSet;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::FileId;
use super::reach::Unseen;
use super::uses::{Use, Uses};
use super::worth::{Capitals, Place, Reach, Worth};
use crate::facts::{Case, Definition, Facts, Topic, Word, Words};
use crate::letters::{accented, folded};
use crate::terms::fold::{Key, Token, tokens_of, with_key};
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
        with_key(name, |key| (!key.is_empty()).then(|| Self::of_tokens(tokens_of(key))))
    }

    /// The key of the name that some folded words make.
    pub(crate) fn of_tokens(tokens: impl Iterator<Item = Token>) -> Self {
        tokens.fold(Self::default(), Self::then)
    }

    /// The key of a folded name.
    pub(super) fn of_key(key: &Key) -> Self {
        Self::of_tokens(key.tokens())
    }

    /// The number itself.
    pub(super) fn get(self) -> u64 {
        self.0
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

impl Named {
    /// The note that gives the name.
    #[must_use]
    pub fn note(self) -> FileId {
        match self {
            Self::Definition(id) => id.note,
            Self::Topic(id) => id.note,
        }
    }
}

#[derive(Clone, Debug)]
struct Entry {
    /// `None` where no name ends.
    uses: Option<Arc<Uses>>,
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
}

/// The names of a vault.
#[derive(Clone, Debug, Default)]
pub struct Names {
    entries: imbl::OrdMap<NameKey, Entry>,
    /// The names that may make a term by themselves, in lower case, in order.
    spellings: imbl::OrdSet<(Arc<str>, Named)>,
    /// The notes whose terms do not hold everywhere.
    limited: imbl::OrdSet<FileId>,
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
    /// Whether it goes on behind a word, and so does not open a sentence.
    pub(super) inside: bool,
    /// Whether nothing but the capital of what may open a sentence makes it one.
    pub(super) is_doubtful: bool,
    /// How many words it has.
    length: u32,
    note: FileId,
    capitals: Capitals,
}

impl Mention {
    /// The note it stands in.
    pub(super) fn note(&self) -> FileId {
        self.note
    }

    /// How many words it has.
    pub(super) fn length(&self) -> usize {
        self.length as usize
    }

    /// How its last 32 words are capitalised, the last one last.
    pub(super) fn cases(&self) -> [Case; 32] {
        self.capitals.cases()
    }

    fn place<'u>(&self, unseen: &'u Unseen) -> Place<'u> {
        Place { note: self.note, capitals: self.capitals, code: self.code, goes_on: false, unseen }
    }
}

impl Names {
    pub(super) fn learn(&mut self, note: FileId, facts: &Facts) {
        self.limit(note, facts);
        each_given(note, facts, |name| self.put(&name, true));
    }

    pub(super) fn forget(&mut self, note: FileId, facts: &Facts) {
        self.limited.remove(&note);
        each_given(note, facts, |name| self.put(&name, false));
    }

    fn limit(&mut self, note: FileId, facts: &Facts) {
        if facts.is_limited() {
            self.limited.insert(note);
        } else {
            self.limited.remove(&note);
        }
    }

    /// The notes whose terms do not hold everywhere, sorted.
    pub(super) fn limited(&self) -> impl Iterator<Item = FileId> {
        self.limited.iter().copied()
    }

    /// Goes from what a note named to what it names; a definition or topic whose names stay is left alone.
    pub(super) fn change(&mut self, note: FileId, old: &Facts, new: &Facts) {
        self.limit(note, new);
        if names_alike(old, new) {
            return;
        }
        let mut gone: Vec<Given<'_>> = Vec::new();
        let mut come: Vec<Given<'_>> = Vec::new();
        each_given(note, old, |name| gone.push(name));
        each_given(note, new, |name| come.push(name));
        let same = gone.iter().zip(&come).take_while(|(before, now)| before == now).count();
        let (gone, come) = (&gone[same..], &come[same..]);
        let same = gone.iter().rev().zip(come.iter().rev()).take_while(|(before, now)| before == now).count();
        gone[..gone.len() - same].iter().for_each(|name| self.put(name, false));
        come[..come.len() - same].iter().for_each(|name| self.put(name, true));
    }

    /// The names of many notes: the same as learning them one after the other, and faster where many share a name.
    pub(super) fn of<'f>(notes: impl Iterator<Item = (FileId, &'f Facts)>) -> Self {
        let mut drafts: HashMap<NameKey, (Uses, Entry)> = HashMap::new();
        let mut known: HashSet<Arc<str>> = HashSet::new();
        let mut spellings = imbl::OrdSet::new();
        let mut limited = imbl::OrdSet::new();
        for (note, facts) in notes {
            if facts.is_limited() {
                limited.insert(note);
            }
            each_given(note, facts, |given| {
                if given.is_telling() {
                    let spelling = given.name.to_lowercase();
                    let spelling = known.get(&*spelling).cloned().unwrap_or_else(|| {
                        let new: Arc<str> = spelling.into();
                        known.insert(Arc::clone(&new));
                        new
                    });
                    spellings.insert((spelling, given.own.named));
                }
                let mut key = NameKey::default();
                let mut rest = given.key.tokens().peekable();
                while let Some(token) = rest.next() {
                    let before = key;
                    key = before.then(token);
                    let new = || (Uses::default(), Entry::new(token, before));
                    let (uses, entry) = drafts.entry(key).or_insert_with(new);
                    match rest.peek() {
                        None => uses.add(given.own),
                        Some(_) => entry.longer += 1,
                    }
                }
            });
        }
        let entries = drafts.into_iter().map(|(key, (mut uses, entry))| {
            uses.shrink();
            let uses = (!uses.is_empty()).then(|| Arc::new(uses));
            (key, Entry { uses, ..entry })
        });
        Self { entries: entries.collect(), spellings, limited }
    }

    fn put(&mut self, given: &Given<'_>, add: bool) {
        let own = given.own;
        let spelling = (Arc::from(given.name.to_lowercase()), own.named);
        if !add {
            self.spellings.remove(&spelling);
        } else if given.is_telling() {
            self.spellings.insert(spelling);
        }
        let mut key = NameKey::default();
        let mut rest = given.key.tokens().peekable();
        while let Some(token) = rest.next() {
            let before = key;
            key = before.then(token);
            let ends = rest.peek().is_none();
            if add {
                let entry = self.entries.entry(key).or_insert_with(|| Entry::new(token, before));
                if ends {
                    Arc::make_mut(entry.uses.get_or_insert_default()).add(own);
                } else {
                    entry.longer += 1;
                }
            } else if let Some(entry) = self.entries.get_mut(&key) {
                if ends {
                    if let Some(uses) = &mut entry.uses {
                        Arc::make_mut(uses).remove(own);
                    }
                    entry.uses.take_if(|uses| uses.is_empty());
                } else {
                    entry.longer -= 1;
                }
                if entry.uses.is_none() && entry.longer == 0 {
                    self.entries.remove(&key);
                }
            }
        }
    }

    /// How many definitions and topics have a name, each counted once a spelling.
    #[must_use]
    pub(crate) fn count(&self, key: NameKey) -> usize {
        self.uses(key).map_or(0, Uses::len)
    }

    /// What a name is a name of in some note, whatever its capitals; sorted.
    #[must_use]
    pub fn named(&self, key: NameKey) -> Vec<Named> {
        let uses = self.uses(key);
        named(uses.into_iter().flat_map(Uses::terms))
    }

    /// What a name may mean in the prose of a note, with the capitals it is written with; sorted.
    pub(super) fn named_as(&self, name: &str, note: FileId, unseen: &Unseen) -> Vec<Named> {
        let place = Place { note, capitals: Capitals::of(name), code: false, goes_on: false, unseen };
        let key = NameKey::of(name).filter(|&key| !unseen.hides_name(key));
        named(key.and_then(|key| self.uses(key)).into_iter().flat_map(|uses| uses.meant(place)))
    }

    /// What a mention may mean; sorted.
    pub(super) fn meant(&self, mention: &Mention, unseen: &Unseen) -> Vec<Named> {
        let key = Some(mention.key).filter(|&key| !unseen.hides_name(key));
        let uses = key.and_then(|key| self.uses(key)).into_iter();
        named(uses.flat_map(|uses| uses.meant(mention.place(unseen))))
    }

    /// Whether a name makes something a term, be it in its own note alone.
    #[must_use]
    pub fn is_term(&self, key: NameKey, named: Named) -> bool {
        self.uses(key).is_some_and(|uses| uses.is_term(named))
    }

    /// The key of what names go on with by a token behind some others; `None` where no name does.
    pub(crate) fn follow(&self, before: NameKey, token: Token) -> Option<NameKey> {
        let key = before.then(token);
        self.entries.contains_key(&key).then_some(key)
    }

    fn uses(&self, key: NameKey) -> Option<&Uses> {
        self.entries.get(&key)?.uses.as_deref()
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

    /// Names of terms that start with some typed text, whatever the capitals: in lower case, in order, with what they
    /// name.
    pub fn starting_with(&self, typed: &str) -> impl Iterator<Item = (&str, Named)> {
        let typed: Arc<str> = typed.to_lowercase().into();
        let first = (Arc::clone(&typed), Named::Definition(DefinitionId { note: FileId(0), at: 0 }));
        let behind = self.spellings.range(first..).take_while(move |(name, _)| name.starts_with(&*typed));
        self.terms_of(behind)
    }

    /// The same for names with accents that were typed without them, or with others.
    pub(crate) fn starting_with_accents(&self, typed: &str) -> impl Iterator<Item = (&str, Named)> {
        let (plain, typed) = (folded(typed), typed.to_lowercase());
        let letters = plain.chars().next().into_iter().flat_map(accented);
        let behind = letters.flat_map(move |letter| {
            let first = Named::Definition(DefinitionId { note: FileId(0), at: 0 });
            let behind = self.spellings.range((Arc::from(letter.to_string()), first)..);
            behind.take_while(move |(name, _)| name.starts_with(letter))
        });
        let nearly = behind.filter(move |(name, _)| {
            !name.is_ascii() && !name.starts_with(&typed) && folded(name).starts_with(&plain)
        });
        self.terms_of(nearly)
    }

    fn terms_of<'n>(
        &'n self,
        spellings: impl Iterator<Item = &'n (Arc<str>, Named)>,
    ) -> impl Iterator<Item = (&'n str, Named)> {
        let terms =
            spellings.filter(|(name, named)| NameKey::of(name).is_some_and(|key| self.is_term(key, *named)));
        terms.map(|(name, named)| (&**name, *named))
    }

    /// Every name that may make a term by itself, in lower case, in order; a name may come more than once.
    pub(crate) fn spellings(&self) -> impl Iterator<Item = &str> {
        self.spellings.iter().map(|(name, _)| &**name)
    }

    /// Every key that is a whole name, with what it names; in no order.
    pub fn iter(&self) -> impl Iterator<Item = (NameKey, Vec<Named>)> {
        let names = self.entries.iter().filter(|(_, entry)| entry.uses.is_some());
        names.map(|(&key, _)| (key, self.named(key)))
    }

    /// Every mention among the words of a note: the longest names first found from the left, none inside another.
    pub(super) fn mentions(
        &self,
        note: FileId,
        found: &Words,
        unseen: Unseen,
    ) -> impl Iterator<Item = Mention> {
        self.mentions_in(note, found, unseen, |_| true)
    }

    /// Of the mentions among the words of a note those that touch an offset.
    pub(super) fn mentions_at(
        &self,
        note: FileId,
        found: &Words,
        offset: u32,
        unseen: Unseen,
    ) -> impl Iterator<Item = Mention> {
        let touches = move |run: &[Word]| {
            let (start, end) =
                (run.first().map(|word| word.span.start), run.last().map(|word| word.span.end));
            start.is_some_and(|start| start <= offset) && end.is_some_and(|end| offset <= end)
        };
        self.mentions_in(note, found, unseen, touches).filter(move |mention| mention.span.touches(offset))
    }

    /// Of the mentions among the words of a note those of some names.
    pub(super) fn mentions_of(
        &self,
        note: FileId,
        found: &Words,
        keys: &BTreeSet<NameKey>,
        unseen: Unseen,
    ) -> impl Iterator<Item = Mention> {
        // A name stands where its first word does.
        let firsts: Vec<Token> = keys.iter().filter_map(|&key| self.tokens(key).pop()).collect();
        let has_first = move |run: &[Word]| run.iter().any(|word| firsts.contains(&word.token));
        self.mentions_in(note, found, unseen, has_first).filter(|mention| keys.contains(&mention.key))
    }

    /// The mentions in those runs of words that are wanted. No mention goes on from one run to the next.
    fn mentions_in(
        &self,
        note: FileId,
        found: &Words,
        unseen: Unseen,
        is_wanted: impl Fn(&[Word]) -> bool,
    ) -> impl Iterator<Item = Mention> {
        let mut rest = found.iter().peekable();
        let mut run: Vec<Word> = Vec::new();
        let mut at = 0;
        // Behind a name another one may begin in the same run of characters.
        let mut end = 0;
        std::iter::from_fn(move || {
            loop {
                while at < run.len() {
                    let may_begin = !run[at].within || run[at].span.start == end;
                    if may_begin && let Some((length, mention)) = self.mention_from(note, &run[at..], &unseen)
                    {
                        at += length;
                        end = mention.span.end;
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
    fn mention_from(&self, note: FileId, words: &[Word], unseen: &Unseen) -> Option<(usize, Mention)> {
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
            let goes_on = words.get(at + 1).is_some_and(|next| next.within);
            let place = Place { note, capitals, code, goes_on, unseen };
            if let Some(uses) = entry.uses.as_deref()
                && !unseen.hides_name(key)
                && uses.meant(place).next().is_some()
            {
                let inside = first.joined;
                let is_doubtful = !inside && uses.meant(place).all(|found| found.worth.is_capital_all);
                let span = Span { start: first.span.start, end: word.span.end };
                let length = u32::try_from(at + 1).unwrap_or(u32::MAX);
                longest =
                    Some((at + 1, Mention { key, span, code, inside, is_doubtful, length, note, capitals }));
            }
            if entry.longer == 0 {
                break;
            }
        }
        longest
    }
}

/// What some uses name; sorted.
fn named<'u>(uses: impl Iterator<Item = &'u Use>) -> Vec<Named> {
    let mut named: Vec<Named> = uses.map(|found| found.named).collect();
    named.sort_unstable();
    named.dedup();
    named
}

/// A name that a note gives.
#[derive(Debug, PartialEq, Eq)]
struct Given<'f> {
    name: &'f str,
    key: Key,
    own: Use,
}

/// Whether two readings of a note differ in nothing that a name's worth depends on: most edits change no name.
fn names_alike(old: &Facts, new: &Facts) -> bool {
    let definition = |one: &Definition, other: &Definition| {
        (&one.names, one.kind, one.excerpt, &one.gist, one.topic)
            == (&other.names, other.kind, other.excerpt, &other.gist, other.topic)
    };
    let topic = |one: &Topic, other: &Topic| {
        (&one.names, one.asks, &one.title, one.parent)
            == (&other.names, other.asks, &other.title, other.parent)
    };
    old.evidence == new.evidence
        && old.is_limited() == new.is_limited()
        && old.definitions.len() == new.definitions.len()
        && old.topics.len() == new.topics.len()
        && old.definitions.iter().zip(&new.definitions).all(|(one, other)| definition(one, other))
        && old.topics.iter().zip(&new.topics).all(|(one, other)| topic(one, other))
}

/// Calls `see` with every name that a note can be found by, as far as the note alone tells.
pub(crate) fn each_name(note: FileId, facts: &Facts, mut see: impl FnMut(&str, Named)) {
    each_given(note, facts, |given| {
        if given.is_telling() {
            see(given.name, given.own.named);
        }
    });
}

impl Given<'_> {
    /// Whether the name may make a term by itself.
    fn is_telling(&self) -> bool {
        self.own.worth.reach(false) != Reach::Nowhere
    }
}

fn each_given<'f>(note: FileId, facts: &'f Facts, mut see: impl FnMut(Given<'f>)) {
    for (at, definition) in (0..).zip(&*facts.definitions) {
        let named = Named::Definition(DefinitionId { note, at });
        for name in &definition.names {
            let key = Key::new(name);
            let worth = Worth::of_definition(facts, definition, name, &key);
            see(Given { name, key, own: Use { named, worth } });
        }
    }
    for (at, topic) in (0..).zip(&*facts.topics) {
        let named = Named::Topic(TopicId { note, at });
        for name in topic.names.iter().map(|name| &*name.text) {
            let key = Key::new(name);
            let worth = Worth::of_topic(facts, note, at, topic, name, &key);
            see(Given { name, key, own: Use { named, worth } });
        }
    }
}
