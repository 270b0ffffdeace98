//! The word lists under `words/`, compiled once: what a word can be in a sentence.
//!
//! Lookups ignore case, take `&str` and never allocate. The lists hold words of the language,
//! never words of a subject, so they say nothing about what a term means.

use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt};

use super::definition::Form;
use super::table::{self, Table};

/// The longest word, in bytes of its lower-case form, that any list may hold.
const LONGEST: usize = 48;

/// A set of word classes; a word may be in several ("use" is a verb and a noun).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Class(u64);

impl Class {
    pub(super) const NONE: Class = Class(0);
    pub(super) const INDEFINITE: Class = Class(1);
    pub(super) const DEFINITE: Class = Class(1 << 1);
    pub(super) const DETERMINER: Class = Class(1 << 2);
    pub(super) const STAND_IN: Class = Class(1 << 3);
    pub(super) const PRONOUN: Class = Class(1 << 4);
    pub(super) const IT_IS: Class = Class(1 << 5);
    pub(super) const BE: Class = Class(1 << 6);
    pub(super) const PLURAL_BE: Class = Class(1 << 7);
    pub(super) const AUXILIARY: Class = Class(1 << 8);
    pub(super) const PREPOSITION: Class = Class(1 << 9);
    pub(super) const CONJUNCTION: Class = Class(1 << 10);
    pub(super) const SUBORDINATE: Class = Class(1 << 11);
    pub(super) const ADVERB: Class = Class(1 << 12);
    pub(super) const CONNECTIVE: Class = Class(1 << 13);
    pub(super) const ASIDE_OPENING: Class = Class(1 << 14);
    pub(super) const STARTER: Class = Class(1 << 15);
    pub(super) const CAPABILITY: Class = Class(1 << 16);
    pub(super) const ACTIVITY: Class = Class(1 << 17);
    pub(super) const PRAISE: Class = Class(1 << 18);
    pub(super) const VAGUE: Class = Class(1 << 19);
    pub(super) const OPINION: Class = Class(1 << 20);
    pub(super) const GERUND: Class = Class(1 << 21);
    pub(super) const NEGATION: Class = Class(1 << 22);
    pub(super) const FRAME: Class = Class(1 << 23);
    /// The base form of a verb that is hardly ever a noun.
    pub(super) const VERB: Class = Class(1 << 24);
    /// The base form of a verb that is a noun as often.
    pub(super) const VERB_OR_NOUN: Class = Class(1 << 25);
    /// The -s form of a verb that is hardly ever a noun.
    pub(super) const VERB_S: Class = Class(1 << 26);
    /// The -s form of a verb that is a plural noun as often.
    pub(super) const VERB_S_OR_NOUN: Class = Class(1 << 27);
    pub(super) const GENUS: Class = Class(1 << 28);
    /// The first word of a phrase in `predicates.txt`.
    pub(super) const PREDICATE: Class = Class(1 << 29);

    /// "term", "word" and the like, behind "the".
    pub(super) const ANNOUNCING: Class = Class(1 << 30);
    /// An article of another language than English.
    pub(super) const FOREIGN_ARTICLE: Class = Class(1 << 31);
    /// An irregular past: "wrote", "made".
    pub(super) const PAST: Class = Class(1 << 32);
    /// A word that may open an aside: "called", "which", "while".
    pub(super) const ASIDE: Class = Class(1 << 33);
    /// A word that joins what a thing does or is for: "that", "where", "responsible".
    pub(super) const RELATIVE: Class = Class(1 << 34);

    /// A word of another language than English that points back, alone or before a noun: "esta", "diese", "sua".
    pub(super) const FOREIGN_POINTER: Class = Class(1 << 35);

    /// Either article.
    pub(super) const ARTICLE: Class = Class(Self::INDEFINITE.0 | Self::DEFINITE.0);

    /// Whether it shares a class with `other`.
    pub(super) fn is(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    pub(super) const fn or(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

/// Names of the sections of `english.txt`.
const SECTIONS: [(&str, Class); 30] = [
    ("indefinite", Class::INDEFINITE),
    ("definite", Class::DEFINITE),
    ("determiner", Class::DETERMINER),
    ("stand-in", Class::STAND_IN),
    ("pronoun", Class::PRONOUN),
    ("it-is", Class::IT_IS),
    ("be", Class::BE),
    ("plural-be", Class::PLURAL_BE),
    ("auxiliary", Class::AUXILIARY),
    ("preposition", Class::PREPOSITION),
    ("conjunction", Class::CONJUNCTION),
    ("subordinate", Class::SUBORDINATE),
    ("adverb", Class::ADVERB),
    ("connective", Class::CONNECTIVE),
    ("aside-opening", Class::ASIDE_OPENING),
    ("starter", Class::STARTER),
    ("capability", Class::CAPABILITY),
    ("activity", Class::ACTIVITY),
    ("praise", Class::PRAISE),
    ("vague", Class::VAGUE),
    ("opinion", Class::OPINION),
    ("gerund", Class::GERUND),
    ("negation", Class::NEGATION),
    ("frame", Class::FRAME),
    ("announcing", Class::ANNOUNCING),
    ("foreign-article", Class::FOREIGN_ARTICLE),
    ("past", Class::PAST),
    ("aside", Class::ASIDE),
    ("relative", Class::RELATIVE),
    ("foreign-pointer", Class::FOREIGN_POINTER),
];

/// A run of words that joins a name to its meaning.
pub(super) struct Predicate {
    /// Lower-case words; the first is the key it is filed under.
    pub(super) words: Vec<&'static str>,
    /// How many of the words are the verb; the others already belong to what is said.
    pub(super) verb_words: usize,
    pub(super) form: Form,
    /// Whether it is of another language than English.
    pub(super) foreign: bool,
}

/// All lists.
struct Lexicon {
    /// By [`table::packed`] form.
    short: Table<Class>,
    /// Words that cannot be packed.
    long: HashMap<Box<[u8]>, Class>,
    predicates: HashMap<&'static [u8], Vec<Predicate>>,
    /// Label -> whether it is one only where it is numbered or stands alone.
    labels: HashMap<&'static [u8], bool>,
    /// Form without its last stop -> whether it may end a sentence.
    abbreviations: HashMap<&'static [u8], bool>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::compile);

/// The classes of a word, whatever its case; typographic apostrophes count as plain ones.
pub(super) fn class(word: &str) -> Class {
    class_at(word, 0, word.len())
}

/// The classes of the word at `start..end`: the same without a copy, for whole sentences.
#[inline]
pub(super) fn class_at(text: &str, start: usize, end: usize) -> Class {
    if let Some(packed) = table::packed(text.as_bytes(), start, end) {
        return LEXICON.short.get(packed).unwrap_or(Class::NONE);
    }
    let mut buffer = [0; LONGEST];
    let Some(lower) = lower(&text[start..end], &mut buffer) else { return Class::NONE };
    // "It’s" can be packed once its apostrophe is a plain one.
    match table::packed(lower, 0, lower.len()) {
        Some(packed) => LEXICON.short.get(packed).unwrap_or(Class::NONE),
        None => LEXICON.long.get(lower).copied().unwrap_or(Class::NONE),
    }
}

/// The phrases of `predicates.txt` that begin with this word, the longest first.
pub(super) fn predicates(first: &str) -> &'static [Predicate] {
    let mut buffer = [0; LONGEST];
    let Some(lower) = lower(first, &mut buffer) else { return &[] };
    LEXICON.predicates.get(lower).map_or(&[], Vec::as_slice)
}

/// How surely words head a part of an answer instead of naming something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// "Pros", "Example".
    Always,
    /// "Step", "Function": only where it is numbered or nothing follows.
    Alone,
}

/// What `labels.txt` says of words with single spaces between.
pub(super) fn heading(words: &str) -> Option<Heading> {
    let mut buffer = [0; LONGEST];
    let alone = *LEXICON.labels.get(lower(words, &mut buffer)?)?;
    Some(if alone { Heading::Alone } else { Heading::Always })
}

/// What `abbreviations.txt` says of a form without its last stop: whether it may end a sentence.
pub(super) fn abbreviation(form: &str) -> Option<bool> {
    let mut buffer = [0; LONGEST];
    lower(form, &mut buffer).and_then(|lower| LEXICON.abbreviations.get(lower).copied())
}

/// Whether two words are equal but for case.
pub(super) fn same_word(word: &str, lower_case: &str) -> bool {
    if lower_case.is_ascii() {
        return word.eq_ignore_ascii_case(lower_case);
    }
    let mut buffer = [0; LONGEST];
    lower(word, &mut buffer) == Some(lower_case.as_bytes())
}

/// The lower-case form of a short word, in `buffer`; `None` when it is too long for any list.
fn lower<'b>(word: &str, buffer: &'b mut [u8; LONGEST]) -> Option<&'b [u8]> {
    let mut length = 0;
    if word.is_ascii() {
        let room = buffer.get_mut(..word.len())?;
        for (place, byte) in room.iter_mut().zip(word.bytes()) {
            *place = byte.to_ascii_lowercase();
        }
        length = word.len();
    } else {
        for char in word.chars() {
            let char = if char == '’' { '\'' } else { char };
            for char in char.to_lowercase() {
                let end = length + char.len_utf8();
                char.encode_utf8(buffer.get_mut(length..end)?);
                length = end;
            }
        }
    }
    buffer.get(..length)
}

/// The lines of a list that hold something: comments and blank lines are left out.
fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

impl Lexicon {
    fn compile() -> Self {
        let mut lexicon = Lexicon {
            short: Table::default(),
            long: HashMap::new(),
            predicates: HashMap::new(),
            labels: HashMap::new(),
            abbreviations: HashMap::new(),
        };
        lexicon.add_english(include_str!("words/english.txt"));
        for verb in entries(include_str!("words/verbs.txt")) {
            let (base, class, class_s) = match verb.strip_suffix('~') {
                Some(base) => (base, Class::VERB_OR_NOUN, Class::VERB_S_OR_NOUN),
                None => (verb, Class::VERB, Class::VERB_S),
            };
            lexicon.add(base, class);
            lexicon.add(&with_s(base), class_s);
        }
        for noun in entries(include_str!("words/genera.txt")) {
            lexicon.add(noun, Class::GENUS);
            lexicon.add(&with_s(noun), Class::GENUS);
        }
        lexicon.add_predicates(include_str!("words/predicates.txt"));
        for entry in entries(include_str!("words/labels.txt")) {
            lexicon.labels.insert(entry.trim_end_matches(" ~").as_bytes(), entry.ends_with('~'));
        }
        for entry in entries(include_str!("words/abbreviations.txt")) {
            let may_end = entry.ends_with(" +");
            lexicon.abbreviations.insert(entry.trim_end_matches(" +").as_bytes(), may_end);
        }
        lexicon
    }

    fn add(&mut self, word: &str, class: Class) {
        let known = match table::packed(word.as_bytes(), 0, word.len()) {
            Some(packed) => self.short.entry(packed),
            None => self.long.entry(word.as_bytes().into()).or_default(),
        };
        *known = known.or(class);
    }

    fn add_english(&mut self, list: &'static str) {
        let mut class = Class::NONE;
        for line in entries(list) {
            if let Some(section) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                class = SECTIONS
                    .iter()
                    .find(|(name, _)| *name == section)
                    .map_or(Class::NONE, |(_, class)| *class);
                continue;
            }
            for word in line.split_whitespace() {
                self.add(word, class);
            }
        }
    }

    fn add_predicates(&mut self, list: &'static str) {
        let mut foreign = false;
        for line in entries(list) {
            foreign |= line == "[foreign]";
            let Some((phrase, form)) = line.split_once(" = ") else { continue };
            let form = match form {
                "copula" => Form::Copula,
                "refers" => Form::RefersTo,
                "stands-for" => Form::StandsFor,
                "means" => Form::Means,
                "defined-as" => Form::DefinedAs,
                "capability" => Form::Capability,
                _ => continue,
            };
            let verb_words = phrase.split(' ').take_while(|word| !word.starts_with('+')).count();
            let words: Vec<_> = phrase.split(' ').map(|word| word.trim_start_matches('+')).collect();
            let Some(&first) = words.first() else { continue };
            self.add(first, Class::PREDICATE);
            self.predicates.entry(first.as_bytes()).or_default().push(Predicate {
                words,
                verb_words,
                form,
                foreign,
            });
        }
        for phrases in self.predicates.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
    }
}

/// The -s form of an English noun or verb.
fn with_s(base: &str) -> String {
    let ends = |endings: &[&str]| endings.iter().any(|ending| base.ends_with(ending));
    if ends(&["s", "x", "z", "ch", "sh", "go", "do"]) {
        return format!("{base}es");
    }
    match base.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{base}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_found_in_any_case_and_with_either_apostrophe() {
        assert!(class("The").is(Class::DEFINITE));
        assert!(class("It’s").is(Class::IT_IS));
        assert!(class("IT'S").is(Class::IT_IS));
        assert_eq!(class("chlorophyll"), Class::NONE);
        assert_eq!(class(&"é".repeat(200)), Class::NONE);
    }

    #[test]
    fn derived_forms_are_known() {
        assert!(class("classifies").is(Class::VERB_S));
        assert!(class("stores").is(Class::VERB_S_OR_NOUN));
        assert!(class("branches").is(Class::GENUS));
        assert!(class("doe").0 == 0);
    }

    #[test]
    fn every_section_and_every_phrase_of_the_lists_is_read() {
        let sections =
            entries(include_str!("words/english.txt")).filter(|line| line.starts_with('[')).count();
        assert_eq!(sections, SECTIONS.len());
        let phrases =
            entries(include_str!("words/predicates.txt")).filter(|line| line.contains(" = ")).count();
        assert_eq!(LEXICON.predicates.values().map(Vec::len).sum::<usize>(), phrases);
    }

    #[test]
    fn lists_are_in_lower_case_so_that_they_can_match() {
        for list in [
            include_str!("words/labels.txt"),
            include_str!("words/abbreviations.txt"),
            include_str!("words/genera.txt"),
            include_str!("words/verbs.txt"),
            include_str!("words/predicates.txt"),
        ] {
            for entry in entries(list) {
                assert_eq!(entry, entry.to_lowercase());
            }
        }
    }
}
