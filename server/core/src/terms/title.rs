//! Reads the title of a topic: what it asks, and which names it gives.
//!
//! A pure function of the title. What only other notes can tell (which names exist, how a word is
//! mostly written, which titles repeat under many subjects) is left to those who know them all.
//! The words of each language stand in `words/*.txt`; here is only how they fit together.

mod aspect;
mod brackets;
mod class;
mod grammar;
mod heads;
mod language;
mod line;
mod markup;
mod mood;
mod noun_phrase;
mod ordinal;
mod outline;
mod phrases;
mod reader;
mod shout;
mod source;
mod template;

#[cfg(test)]
mod tests;

pub(super) use grammar::generic_titles;
pub use outline::outline_title;
pub use reader::read_title;
pub use source::{LostIcon, lost_icon};

use super::fold::Key;

/// A name in capitals as it is written in a sentence, its acronyms kept; nothing if it is not shouted.
/// Where its neighbours shout (`beside`), a short word does, too: `OFFER` beside `CONSIDERATION`.
#[must_use]
pub fn unshouted(name: &str, beside: bool) -> Option<String> {
    shout::lowered_name(name, beside, grammar::grammar())
}

/// A title, understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    /// What the title is for.
    pub kind: TitleKind,
    /// The names it gives, in its order.
    pub names: Vec<Name>,
    /// What the names belong to or are told apart by: `Python` in `Decorators in Python`.
    pub context: Option<String>,
    /// All names as one, where `and` joins them: some pairs (`producer and consumer`) are one name
    /// elsewhere.
    pub joint: Option<String>,
    /// Abbreviations that the title spells out, where the pair is not the whole name.
    pub abbreviations: Vec<Abbreviation>,
}

/// What a title is for. It decides what its names are worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TitleKind {
    /// Asks what something is or how it works: the topic defines its names.
    Define,
    /// Sets names against each other: they are related here, not defined.
    Compare,
    /// Asks for one side of something (advantages, types): its name counts only if it is known otherwise.
    About,
    /// Says to do something.
    Task,
    /// A bare name: provisional, until something else bears it out.
    Phrase,
    /// Any other question; a name is what it is asked about.
    Question,
    /// A title that any note may have: `Summary`.
    Generic,
    /// Nothing of these.
    #[default]
    None,
}

/// A name in a title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// As the title spells it, for people: without article, shouted letters lowered.
    pub text: String,
    /// Other names for the same thing that the title gives.
    pub aliases: Vec<String>,
    /// The name without `pattern`, `theorem` and the like: weak, to be used where nothing else has it.
    pub short: Vec<String>,
    /// Whether the title marks it as code.
    pub is_code: bool,
}

impl Name {
    /// What its spellings have in common.
    #[must_use]
    pub fn key(&self) -> Key {
        Key::new(&self.text)
    }
}

/// A short form and the long form it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Abbreviation {
    /// `CLI`.
    pub short: String,
    /// `Command-Line Interface`.
    pub long: String,
}
