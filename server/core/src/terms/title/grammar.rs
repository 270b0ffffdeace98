//! The words that titles are made of, read once from one list per language.
//!
//! A list has sections: `[article]` and its like hold single words that share a [`Class`]; `[aspect]`
//! and its like hold phrases; `[define]` and its like hold templates (see [`super::template`]).

use std::{collections::HashMap, sync::LazyLock};

use foldhash::fast::FixedState;

use super::{
    line::Item,
    template::{Purpose, Template},
};
use crate::terms::{fold::Token, fold::fold_token, tokens::words, words::lines};

/// What the short words of a language do in a title. A word may have several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Class(u32);

impl Class {
    pub(super) const NONE: Self = Self(0);
    /// `a`, `the`: not part of a name.
    pub(super) const ARTICLE: Self = Self(1);
    pub(super) const AND: Self = Self(1 << 1);
    pub(super) const OR: Self = Self(1 << 2);
    pub(super) const VERSUS: Self = Self(1 << 3);
    /// `in`, `with`: what follows is where the name belongs.
    pub(super) const CONTEXT: Self = Self(1 << 4);
    /// `of`, `for`: ties an aspect to its subject.
    pub(super) const OF: Self = Self(1 << 5);
    /// Any other preposition: no name ends in one, and an article may follow.
    pub(super) const PREPOSITION: Self = Self(1 << 6);
    /// `what`, `why`.
    pub(super) const ASKING: Self = Self(1 << 7);
    /// `is`, `does`: opens a question, and shows a clause.
    pub(super) const AUXILIARY: Self = Self(1 << 8);
    /// `will`, `may`: as above, but a noun as well.
    pub(super) const MODAL: Self = Self(1 << 9);
    pub(super) const PRONOUN: Self = Self(1 << 10);
    /// `its`: what follows belongs to the name before.
    pub(super) const POSSESSIVE: Self = Self(1 << 11);
    /// A verb that opens a task.
    pub(super) const VERB: Self = Self(1 << 12);
    /// A verb that opens a task before an article, and a noun otherwise.
    pub(super) const VERB_OR_NOUN: Self = Self(1 << 13);
    /// Opens a clause or an adverbial, so that no name follows.
    pub(super) const SUBORDINATE: Self = Self(1 << 14);
    /// Shows that words are a clause.
    pub(super) const CLAUSE: Self = Self(1 << 15);
    /// An adjective that its ending does not show.
    pub(super) const ADJECTIVE: Self = Self(1 << 16);
    /// `main`, `different`: may stand before an aspect.
    pub(super) const QUANTIFIER: Self = Self(1 << 17);
    /// `best`: asks for a judgement, not for a meaning.
    pub(super) const EVALUATIVE: Self = Self(1 << 18);
    /// `using`: between an aspect and its subject.
    pub(super) const LIGHT: Self = Self(1 << 19);
    /// `loop`, `statement`: the word before is mentioned, not used.
    pub(super) const CONSTRUCT: Self = Self(1 << 20);
    /// `up`, `out`: after a verb.
    pub(super) const PARTICLE: Self = Self(1 << 21);
    /// `to`: a verb may follow.
    pub(super) const INFINITIVE: Self = Self(1 << 22);
    /// `for`: what follows is where two things are compared.
    pub(super) const PURPOSE: Self = Self(1 << 23);
    /// A noun with the ending of an adjective.
    pub(super) const NOUN: Self = Self(1 << 24);
    /// `type`, `war`: a Roman numeral may follow.
    pub(super) const NUMBERED: Self = Self(1 << 25);
    /// Stands in the list of a language: tells which language a title is in.
    const EVIDENCE: Self = Self(1 << 31);

    /// Whether any of `others` is among them.
    pub(super) fn has(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// How strongly the word speaks for the language at `at` of [`LANGUAGES`].
    fn weight(self, at: usize) -> u8 {
        let content = Self::ADJECTIVE
            .and(Self::NOUN)
            .and(Self::VERB_OR_NOUN)
            .and(Self::CONSTRUCT)
            .and(Self::NUMBERED)
            .and(Self::EVIDENCE);
        let weak = Self::PREPOSITION.and(Self::OF).and(Self::CONTEXT).and(Self::PURPOSE).and(Self::EVIDENCE);
        let english = at == 0;
        match self {
            _ if !self.has(Self::EVIDENCE) => 0,
            Self::EVIDENCE => 2 - u8::from(english),
            _ if self.0 & !content.0 == 0 => 0,
            _ if self.0 & !weak.0 == 0 => 1,
            _ => 2,
        }
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn named(section: &str) -> Option<Self> {
        Some(match section {
            "article" => Self::ARTICLE,
            "and" => Self::AND,
            "or" => Self::OR,
            "versus" => Self::VERSUS,
            "context" => Self::CONTEXT,
            "of" => Self::OF,
            "preposition" => Self::PREPOSITION,
            "asking" => Self::ASKING,
            "auxiliary" => Self::AUXILIARY,
            "modal" => Self::MODAL,
            "pronoun" => Self::PRONOUN,
            "possessive" => Self::POSSESSIVE,
            "verb" => Self::VERB,
            "verb or noun" => Self::VERB_OR_NOUN,
            "subordinate" => Self::SUBORDINATE,
            "clause" => Self::CLAUSE,
            "adjective" => Self::ADJECTIVE,
            "quantifier" => Self::QUANTIFIER,
            "evaluative" => Self::EVALUATIVE,
            "light" => Self::LIGHT,
            "construct" => Self::CONSTRUCT,
            "particle" => Self::PARTICLE,
            "infinitive" => Self::INFINITIVE,
            "purpose" => Self::PURPOSE,
            "noun" => Self::NOUN,
            "numbered" => Self::NUMBERED,
            _ => return None,
        })
    }
}

/// The language of a title, as far as its short words tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Language {
    #[default]
    English,
    Spanish,
    German,
    French,
    Russian,
    Chinese,
    Japanese,
    Korean,
}

/// The classes of one word in each language.
pub(super) type Classes = [Class; LANGUAGES.len()];

const LANGUAGES: [(Language, &str); 8] = [
    (Language::English, include_str!("../words/en.txt")),
    (Language::Spanish, include_str!("../words/es.txt")),
    (Language::German, include_str!("../words/de.txt")),
    (Language::French, include_str!("../words/fr.txt")),
    (Language::Russian, include_str!("../words/ru.txt")),
    (Language::Chinese, include_str!("../words/zh.txt")),
    (Language::Japanese, include_str!("../words/ja.txt")),
    (Language::Korean, include_str!("../words/ko.txt")),
];

/// All lists, ready to look up.
#[derive(Default)]
pub(super) struct Grammar {
    classes: HashMap<Token, Classes, FixedState>,
    templates: Vec<Template>,
    /// Whole titles that any note may have.
    pub(super) generic: Phrases,
    /// `advantages`, `types`: what a title asks about its subject.
    pub(super) aspect: Phrases,
    /// The same, where only the plural is meant: `principles of X`, but a `principle of X` is a name.
    pub(super) plural_aspect: Phrases,
    /// `basics`, `best practices`: behind a subject, no part of its name.
    pub(super) tail: Phrases,
    /// The same, where only the plural is meant: `concepts`, but a `comparative advantage` is a name.
    pub(super) plural_tail: Phrases,
    /// `in simple words`: behind anything.
    pub(super) aside: Phrases,
    /// `concept of`: before a name.
    pub(super) naming: Phrases,
    /// `what is`, `explain`.
    pub(super) ask: Phrases,
    /// `list`, `name`: ask for aspects, never for a meaning.
    pub(super) enumerate: Phrases,
    /// `also known as`.
    pub(super) also_called: Phrases,
    /// Expressions whose short words are part of a name: `supply and demand`.
    pub(super) frozen: Phrases,
    /// `pattern`, `theorem`: the name may be used without it.
    pub(super) name_tail: Phrases,
    /// `method`, `model`: the same, where what is left is more than one word or an acronym.
    pub(super) loose_name_tail: Phrases,
    /// `topic`, `optional`: before a colon, says nothing about what follows.
    pub(super) topic_label: Phrases,
    /// `chapter`, `week`: numbers a title.
    pub(super) chapter: Phrases,
    /// `exercise`, `step`: numbers what somebody has to do.
    pub(super) task_label: Phrases,
    /// `example`, `figure`: numbers what names nothing.
    pub(super) aside_label: Phrases,
    /// `definition`: behind a name, promises its meaning.
    pub(super) meaning: Phrases,
    /// `differences`: behind several names, sets them against each other.
    pub(super) comparing: Phrases,
    /// Words that show a question wherever they stand.
    pub(super) question_mark: Phrases,
}

/// What a title is read with.
#[derive(Clone, Copy)]
pub(super) struct Scope {
    pub(super) grammar: &'static Grammar,
    pub(super) language: Language,
}

/// The one grammar of this process.
pub(super) fn grammar() -> &'static Grammar {
    static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| {
        let mut grammar = Grammar::default();
        for (at, (language, list)) in LANGUAGES.into_iter().enumerate() {
            grammar.add(at, language, list);
        }
        grammar.templates.sort_by_key(Template::rank);
        grammar
    });
    &GRAMMAR
}

impl Grammar {
    /// The classes of a word in every language.
    pub(super) fn classes(&self, token: Token) -> Option<&Classes> {
        self.classes.get(&token)
    }

    /// The templates of a language, and those of English, in the order to try them.
    pub(super) fn templates(&self, language: Language) -> impl Iterator<Item = &Template> {
        let fits = move |template: &&Template| {
            template.language == language || template.language == Language::English
        };
        self.templates.iter().filter(fits)
    }

    fn add(&mut self, at: usize, language: Language, list: &'static str) {
        let mut section = "";
        for line in lines(list) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = name;
                continue;
            }
            if let Some(class) = Class::named(section) {
                self.mark(at, fold_token(line), class);
            } else if let Some(purpose) = Purpose::named(section) {
                let template = Template::parse(line, purpose, language);
                for token in template.literals() {
                    self.mark(at, token, Class::NONE);
                }
                self.templates.push(template);
            } else if let Some(phrases) = self.phrases(section) {
                let tokens: Box<[Token]> = words(line).map(|word| fold_token(word.span.of(line))).collect();
                phrases.add(Phrase { language, tokens: tokens.clone() });
                for token in tokens {
                    self.mark(at, token, Class::NONE);
                }
            }
        }
    }

    fn mark(&mut self, at: usize, token: Token, class: Class) {
        let classes = self.classes.entry(token).or_default();
        classes[at] = classes[at].and(class).and(Class::EVIDENCE);
    }

    fn phrases(&mut self, section: &str) -> Option<&mut Phrases> {
        Some(match section {
            "generic" => &mut self.generic,
            "aspect" => &mut self.aspect,
            "plural aspect" => &mut self.plural_aspect,
            "tail" => &mut self.tail,
            "plural tail" => &mut self.plural_tail,
            "aside" => &mut self.aside,
            "naming" => &mut self.naming,
            "ask" => &mut self.ask,
            "enumerate" => &mut self.enumerate,
            "also called" => &mut self.also_called,
            "frozen" => &mut self.frozen,
            "name tail" => &mut self.name_tail,
            "loose name tail" => &mut self.loose_name_tail,
            "topic label" => &mut self.topic_label,
            "chapter" => &mut self.chapter,
            "task label" => &mut self.task_label,
            "aside label" => &mut self.aside_label,
            "meaning" => &mut self.meaning,
            "comparing" => &mut self.comparing,
            "question mark" => &mut self.question_mark,
            _ => return None,
        })
    }
}

/// What one word of a title says about its language.
#[derive(Clone, Copy)]
pub(super) struct Vote<'w> {
    pub(super) word: &'w str,
    pub(super) classes: Option<&'w Classes>,
    /// Whether it is an everyday word of English.
    pub(super) is_common: bool,
    /// Whether it lost its vowel to an apostrophe.
    pub(super) is_elided: bool,
}

/// The language that most of the words vouch for; English where they do not agree.
///
/// A preposition alone is no proof, since other languages borrow it (`al dente`), nor is a word of content.
pub(super) fn language_of<'w>(words: impl Iterator<Item = Vote<'w>>) -> Language {
    let mut votes = [0_u8; LANGUAGES.len()];
    for Vote { word, classes, is_common, is_elided } in words {
        let short = word.len() == 1 && !is_elided;
        for (at, class) in classes.into_iter().flatten().enumerate() {
            let most = if short && !class.has(Class::AND) { 1 } else { 2 };
            votes[at] = votes[at].saturating_add(class.weight(at).min(most));
        }
        let counted = classes.is_some_and(|classes| 0 < classes[0].weight(0));
        votes[0] = votes[0].saturating_add(u8::from(is_common && !counted));
        if !word.is_ascii() {
            for (vote, (_, letters)) in votes[1..].iter_mut().zip(LETTERS) {
                *vote = vote.saturating_add(u8::from(word.contains(letters)));
            }
        }
    }
    let mut best = 0;
    for at in 1..votes.len() {
        if votes[best].max(1) < votes[at] {
            best = at;
        }
    }
    LANGUAGES[best].0
}

/// Letters that hint at a language, in the order of [`LANGUAGES`] without English.
const LETTERS: [(Language, &[char]); 3] = [
    (Language::Spanish, &['ñ', 'á', 'í', 'ó', 'ú']),
    (Language::German, &['ß', 'ä', 'ö', 'ü']),
    (Language::French, &['é', 'ç', 'è', 'ê', 'à', 'œ', 'î', 'ô']),
];

/// The class of a word in one language.
pub(super) fn class_in(language: Language, classes: &Classes) -> Class {
    let known = LANGUAGES.iter().position(|(other, _)| *other == language);
    let class = known.map_or(Class::NONE, |at| classes[at]);
    // `vs` means the same everywhere.
    let versus = classes.iter().any(|class| class.has(Class::VERSUS));
    if versus { class.and(Class::VERSUS) } else { class }
}

/// A set of phrases, found at either end of some words. English ones count in any title.
#[derive(Default)]
pub(super) struct Phrases {
    by_first: HashMap<Token, Vec<Phrase>, FixedState>,
    by_last: HashMap<Token, Vec<Phrase>, FixedState>,
}

#[derive(Clone)]
struct Phrase {
    language: Language,
    tokens: Box<[Token]>,
}

impl Phrase {
    fn is_read_in(&self, language: Language) -> bool {
        self.language == language || self.language == Language::English
    }
}

impl Phrases {
    fn add(&mut self, phrase: Phrase) {
        let (Some(first), Some(last)) = (phrase.tokens.first(), phrase.tokens.last()) else { return };
        self.by_first.entry(*first).or_default().push(phrase.clone());
        self.by_last.entry(*last).or_default().push(phrase);
    }

    /// How many words at the start are one of these phrases, the longest first.
    pub(super) fn prefix(&self, items: &[Item], language: Language) -> Option<usize> {
        let known = self.by_first.get(&items.first()?.token)?.iter();
        let fits = |phrase: &&Phrase| {
            let len = phrase.tokens.len();
            phrase.is_read_in(language) && len <= items.len() && same(&phrase.tokens, &items[..len])
        };
        known.filter(fits).map(|phrase| phrase.tokens.len()).max()
    }

    /// How many words at the end are one of these phrases, the longest first.
    pub(super) fn suffix(&self, items: &[Item], language: Language) -> Option<usize> {
        let known = self.by_last.get(&items.last()?.token)?.iter();
        let fits = |phrase: &&Phrase| {
            let len = phrase.tokens.len();
            phrase.is_read_in(language)
                && len <= items.len()
                && same(&phrase.tokens, &items[items.len() - len..])
        };
        known.filter(fits).map(|phrase| phrase.tokens.len()).max()
    }

    /// Whether the words are one of these phrases.
    pub(super) fn is(&self, items: &[Item], language: Language) -> bool {
        self.prefix(items, language) == Some(items.len())
    }

    /// The first place where one of these phrases stands: its position and length.
    pub(super) fn find(&self, items: &[Item], language: Language) -> Option<(usize, usize)> {
        (0..items.len()).find_map(|at| Some((at, self.prefix(&items[at..], language)?)))
    }

    /// How many tokens at the start are one of these phrases, in any language.
    pub(super) fn prefix_of(&self, tokens: &[Token]) -> Option<usize> {
        let known = self.by_first.get(tokens.first()?)?.iter();
        known.filter(|phrase| tokens.starts_with(&phrase.tokens)).map(|phrase| phrase.tokens.len()).max()
    }
}

fn same(phrase: &[Token], items: &[Item]) -> bool {
    phrase.iter().zip(items).all(|(token, item)| *token == item.token)
}
