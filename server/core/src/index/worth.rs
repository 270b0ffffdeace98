//! What a use of a name is worth: whether it makes the name a term, and in which notes.
//!
//! A false alarm costs a reader more than a miss. A name that says much by itself is a term wherever a title bears it. An
//! everyday word is one in all notes only where a sentence says what it means, and in one note where a label of this
//! note does; an adjective or a verb only where somebody asks for its meaning. And a bare title that stands under one
//! subject after the other, and whose text never speaks of it ("Advantages", "Ablauf"), is no name of anything: that is
//! learned from the titles of the vault, in `uses`.

use super::FileId;
use super::names::NameKey;
use super::reach::Unseen;
use crate::facts::{Case, Definition, DefinitionKind, Facts, Topic, is_katakana};
use crate::terms::everyday::{Nature, is_verb};
use crate::terms::fold::{CaseRule, Key, case_rule};
use crate::terms::title::TitleKind;
use crate::terms::tokens::words;

/// What speaks for a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Witness {
    /// A bare title, or the best sentence below one that says nothing of it.
    Title,
    /// A label, a row of a table, a passing sentence.
    Label,
    /// A sentence that says what it is, below a title or behind an article.
    Sentence,
    /// A title that asks for it, or a syntax that is there for meanings.
    Asked,
}

/// In which code a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Script {
    /// In prose alone.
    Prose,
    /// In code alone: an everyday word that is a command or a keyword.
    Code,
    /// In both: `git rebase`.
    Both,
}

/// What one use of a name is worth by itself. Small, since a vault has one for each name in each place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Worth {
    capitals: Capitals,
    /// Of a bare title whose text does not speak of it: what it stands under.
    subject: u32,
    nature: Nature,
    witness: Witness,
    script: Script,
    /// Whether the name insists on its capitals.
    is_exact: bool,
    /// Whether no Katakana may follow.
    whole: bool,
    has_subject: bool,
    /// Whether the text below a bare title speaks of it.
    spoken_of: bool,
    /// Whether only its capital tells it from an everyday word, so that the start of a sentence proves nothing.
    pub(super) is_capital_all: bool,
    /// Whether the terms of its note do not hold everywhere, so that it proves nothing to other notes.
    pub(super) is_limited: bool,
}

/// In which notes a use of a name makes it a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    Nowhere,
    /// In the note of the use.
    Note,
    Vault,
}

/// How the words of a name are capitalised, two bits a word; words behind the 32nd do not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Capitals(u64);

impl Capitals {
    pub(super) fn with(self, case: Case) -> Self {
        Self(self.0 << 2 | case as u64)
    }

    /// The case of each of the last 32 words, the last one last.
    pub(super) fn cases(self) -> [Case; 32] {
        let mut cases = [Case::Lower; 32];
        for (at, case) in cases.iter_mut().rev().enumerate() {
            *case = match self.0 >> (2 * at) & 3 {
                0 => Case::Lower,
                1 => Case::Title,
                2 => Case::Upper,
                _ => Case::Mixed,
            };
        }
        cases
    }

    pub(super) fn of(name: &str) -> Self {
        words(name).map(|word| Case::of(word.span.of(name))).fold(Self::default(), Self::with)
    }
}

/// Where a name is found: what its place in a text must agree with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'u> {
    pub(super) note: FileId,
    pub(super) capitals: Capitals,
    pub(super) code: bool,
    /// Whether the next character goes on in a run of the same script.
    pub(super) goes_on: bool,
    /// What its note does not see.
    pub(super) unseen: &'u Unseen,
}

impl Worth {
    /// Whether what stands at a place can be the name in this use of it.
    pub(super) fn fits(&self, place: Place<'_>) -> bool {
        let is_script = match self.script {
            Script::Prose => !place.code,
            Script::Code => place.code,
            Script::Both => true,
        };
        let is_spelled = !self.is_exact || self.capitals == place.capitals;
        is_script && is_spelled && !(self.whole && place.goes_on)
    }

    /// The capitals that the name insists on.
    pub(super) fn case(&self) -> Option<Capitals> {
        self.is_exact.then_some(self.capitals)
    }

    /// What a bare title stands under whose text does not speak of it.
    pub(super) fn subject(&self) -> Option<u32> {
        self.has_subject.then_some(self.subject)
    }

    /// Whether nothing speaks for the name but a title, or a sentence below one that is no definition.
    pub(super) fn is_bare(&self) -> bool {
        self.witness == Witness::Title && !self.spoken_of
    }

    /// Of a name of a definition.
    pub(super) fn of_definition(facts: &Facts, definition: &Definition, name: &str, key: &Key) -> Self {
        Self::new(facts, name, key, witness(facts, definition))
    }

    /// Of a name of a topic.
    pub(super) fn of_topic(
        facts: &Facts,
        note: FileId,
        at: u32,
        topic: &Topic,
        name: &str,
        key: &Key,
    ) -> Self {
        let witness = match topic.asks {
            TitleKind::Define => Witness::Asked,
            TitleKind::Compare => Witness::Label,
            _ => Witness::Title,
        };
        let mut worth = Self::new(facts, name, key, witness);
        if witness == Witness::Title {
            worth.spoken_of = facts.evidence.is_spoken_of(at);
            worth.has_subject = !worth.spoken_of;
            worth.subject = if worth.has_subject { subject(facts, note, topic) } else { 0 };
        }
        worth
    }

    fn new(facts: &Facts, name: &str, key: &Key, witness: Witness) -> Self {
        let mut nature = Nature::of(name, key);
        let known = NameKey::of_key(key);
        let is_code = facts.evidence.is_code(known);
        let is_small = !name.chars().any(char::is_uppercase);
        // Of `require` and `'measure'` as of `print`: in prose they are what everybody says.
        let is_said = witness < Witness::Asked && is_verb(name.trim_matches(['\'', '"']));
        let script = match is_code || is_marked_as_code(name) {
            true if !is_small || (nature == Nature::Telling && !is_said) => Script::Both,
            true => Script::Code,
            false => Script::Prose,
        };
        let is_proper = nature != Nature::Telling && facts.evidence.is_proper(known);
        let is_exact = script != Script::Prose || is_proper || case_rule(name) == CaseRule::Exact;
        let is_capital_all = is_exact && nature != Nature::Telling && Case::of(name) == Case::Title;
        if is_exact && (script != Script::Prose || !is_small) {
            // Its capitals, or the code it stands in, say what the letters do not.
            nature = Nature::Telling;
        }
        if name.chars().count() == 1 && name.bytes().all(|letter| letter.is_ascii_uppercase()) {
            // A letter means something in the note that says so, and elsewhere only where a sentence explains it.
            nature = Nature::Everyday;
        }
        Self {
            nature,
            witness,
            script,
            subject: 0,
            has_subject: false,
            spoken_of: false,
            whole: name.chars().next_back().is_some_and(is_katakana),
            is_exact,
            capitals: if is_exact { Capitals::of(name) } else { Capitals::default() },
            is_capital_all,
            is_limited: facts.is_limited(),
        }
    }

    /// How far it reaches by itself; `is_generic` of a bare title that any topic may have.
    pub(super) fn reach(self, is_generic: bool) -> Reach {
        match (self.nature, self.witness) {
            (_, Witness::Asked) => Reach::Vault,
            (Nature::Nothing, _) => Reach::Nowhere,
            (Nature::Everyday, Witness::Sentence) => Reach::Vault,
            (Nature::Everyday, Witness::Label) => Reach::Note,
            (Nature::Everyday, Witness::Title) => Reach::Nowhere,
            (Nature::Telling, Witness::Title) if is_generic => Reach::Nowhere,
            (Nature::Telling, Witness::Title | Witness::Label | Witness::Sentence) => Reach::Vault,
        }
    }
}

/// What a topic stands under: the title above it, else its note.
fn subject(facts: &Facts, note: FileId, topic: &Topic) -> u32 {
    let parent = topic.parent.and_then(|parent| facts.topics.get(parent));
    // The upper half of a key is as well mixed as all of it.
    parent.and_then(|parent| NameKey::of(&parent.title)).map_or(note.0, |key| (key.get() >> 32) as u32)
}

fn witness(facts: &Facts, definition: &Definition) -> Witness {
    if definition.excerpt {
        return Witness::Title;
    }
    let asks = definition.topic.and_then(|topic| facts.topics.get(topic)).map(|topic| topic.asks);
    match definition.kind {
        DefinitionKind::Explicit | DefinitionKind::Deflist | DefinitionKind::Abbr => Witness::Asked,
        DefinitionKind::Heading if asks == Some(TitleKind::Define) => Witness::Asked,
        DefinitionKind::Heading if opens_with_name(definition, false) => Witness::Sentence,
        DefinitionKind::Copula if opens_with_name(definition, true) => Witness::Sentence,
        DefinitionKind::Heading
        | DefinitionKind::Copula
        | DefinitionKind::Bold
        | DefinitionKind::Colon
        | DefinitionKind::Table
        | DefinitionKind::Dash => Witness::Label,
    }
}

/// Whether the sentence that is shown speaks of the term at once: "A cell is …".
fn opens_with_name(definition: &Definition, needs_article: bool) -> bool {
    let gist = Key::new(definition.gist.get(..definition.gist.floor_char_boundary(160)).unwrap_or_default());
    let mut opening = gist.as_str();
    let article = ["a ", "an ", "the "].iter().find_map(|article| opening.strip_prefix(article));
    if needs_article && article.is_none() {
        return false;
    }
    opening = article.unwrap_or(opening);
    definition.names.iter().any(|name| {
        let rest = opening.strip_prefix(Key::new(name).as_str());
        rest.is_some_and(|rest| rest.starts_with(' '))
    })
}

/// Whether a name can only be code, however it is written: `select_related`, `==`.
fn is_marked_as_code(name: &str) -> bool {
    case_rule(name) == CaseRule::Exact
        && (name.contains(['_', '$', '(', ':', '\\']) || !name.chars().any(char::is_alphanumeric))
}
