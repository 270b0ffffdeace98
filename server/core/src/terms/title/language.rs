//! Which language a title is in, as far as its short words tell.
//!
//! A title is too short for statistics, and a wrong guess does little harm: English words are read in
//! any language, and names are names in all of them.

use super::class::Class;

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

impl Language {
    pub(super) const ALL: [Self; 8] = [
        Self::English,
        Self::Spanish,
        Self::German,
        Self::French,
        Self::Russian,
        Self::Chinese,
        Self::Japanese,
        Self::Korean,
    ];

    /// The list of its words.
    pub(super) fn list(self) -> &'static str {
        match self {
            Self::English => include_str!("../words/en.txt"),
            Self::Spanish => include_str!("../words/es.txt"),
            Self::German => include_str!("../words/de.txt"),
            Self::French => include_str!("../words/fr.txt"),
            Self::Russian => include_str!("../words/ru.txt"),
            Self::Chinese => include_str!("../words/zh.txt"),
            Self::Japanese => include_str!("../words/ja.txt"),
            Self::Korean => include_str!("../words/ko.txt"),
        }
    }
}

/// The classes of one word, in the order of [`Language::ALL`].
pub(super) type Classes = [Class; Language::ALL.len()];

/// The class of a word in one language.
pub(super) fn class_in(language: Language, classes: &Classes) -> Class {
    let class = classes[language as usize];
    // `vs` means the same everywhere.
    let versus = classes.iter().any(|class| class.has(Class::VERSUS));
    if versus { class.and(Class::VERSUS) } else { class }
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
    let mut votes = [0_u8; Language::ALL.len()];
    let mut add = |language: Language, weight: u8| {
        let vote = &mut votes[language as usize];
        *vote = vote.saturating_add(weight);
    };
    for Vote { word, classes, is_common, is_elided } in words {
        let short = word.len() == 1 && !is_elided;
        let mut counted = false;
        for (language, class) in Language::ALL.into_iter().zip(classes.into_iter().flatten()) {
            let most = if short && !class.has(Class::AND) { 1 } else { 2 };
            let weight = weight(*class, language).min(most);
            counted |= language == Language::English && 0 < weight;
            add(language, weight);
        }
        add(Language::English, u8::from(is_common && !counted));
        if !word.is_ascii() {
            for (language, letters) in LETTERS {
                add(language, u8::from(word.contains(letters)));
            }
        }
    }
    let mut best = Language::English;
    for language in Language::ALL {
        if votes[best as usize].max(1) < votes[language as usize] {
            best = language;
        }
    }
    best
}

/// Letters that hint at a language.
const LETTERS: [(Language, &[char]); 3] = [
    (Language::Spanish, &['ñ', 'á', 'í', 'ó', 'ú']),
    (Language::German, &['ß', 'ä', 'ö', 'ü']),
    (Language::French, &['é', 'ç', 'è', 'ê', 'à', 'œ', 'î', 'ô']),
];

/// How strongly a word of this class speaks for its language.
fn weight(class: Class, language: Language) -> u8 {
    let content = Class::ADJECTIVE
        .and(Class::NOUN)
        .and(Class::VERB_OR_NOUN)
        .and(Class::CONSTRUCT)
        .and(Class::NUMBERED)
        .and(Class::EVIDENCE);
    let weak = Class::PREPOSITION.and(Class::OF).and(Class::CONTEXT).and(Class::PURPOSE).and(Class::EVIDENCE);
    let english = language == Language::English;
    match class {
        _ if !class.has(Class::EVIDENCE) => 0,
        Class::EVIDENCE => 2 - u8::from(english),
        _ if class.is_within(content) => 0,
        _ if class.is_within(weak) => 1,
        _ => 2,
    }
}
