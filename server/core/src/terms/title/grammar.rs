//! The words that titles are made of, read once from one list per language.
//!
//! A list has sections: `[article]` and its like hold single words that share a [`Class`]; `[aspect]`
//! and its like hold phrases; `[define]` and its like hold templates (see [`super::template`]).

use std::{collections::HashMap, sync::LazyLock};

use foldhash::fast::FixedState;

use super::{
    class::Class,
    language::{Classes, Language},
    phrases::Phrases,
    template::{Features, Purpose, Template, TokenSet},
};
use crate::terms::{
    fold::{Token, fold_token},
    tokens::words,
    words::lines,
};

/// All lists, ready to look up.
#[derive(Default)]
pub(super) struct Grammar {
    classes: HashMap<Token, Classes, FixedState>,
    templates: Vec<Template>,
    /// By language: what each of its templates needs, and where it stands in `templates`. A title is compared with all
    /// of them, so that this is short and in one piece.
    tried: [Vec<(TokenSet, usize)>; Language::ALL.len()],
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
        for language in Language::ALL {
            grammar.add(language);
        }
        grammar.order();
        grammar
    });
    &GRAMMAR
}

/// Every whole title, in every language, that any note may have.
pub(in crate::terms) fn generic_titles() -> impl Iterator<Item = &'static str> {
    Language::ALL.into_iter().flat_map(|language| {
        let mut is_generic = false;
        lines(language.list()).filter(move |line| {
            let is_section = line.starts_with('[');
            is_generic = if is_section { *line == "[generic]" } else { is_generic };
            is_generic && !is_section
        })
    })
}

impl Grammar {
    /// The classes of a word in every language.
    pub(super) fn classes(&self, token: Token) -> Option<&Classes> {
        self.classes.get(&token)
    }

    /// The templates of a language, and those of English, in the order to try them.
    ///
    /// Most are left out: those that need a word which a title with such features has not.
    pub(super) fn templates(
        &self,
        language: Language,
        features: &Features,
    ) -> impl Iterator<Item = &Template> {
        let tried = self.tried.get(language as usize).map_or(&[][..], Vec::as_slice);
        let possible = tried.iter().filter(|(need, _)| features.meets(*need));
        possible.map(|(_, at)| &self.templates[*at])
    }

    /// Notes which templates are tried in which language.
    fn order(&mut self) {
        self.templates.sort_by_key(Template::rank);
        self.tried = Language::ALL.map(|language| {
            let read = |template: &Template| [language, Language::English].contains(&template.language);
            let known = self.templates.iter().enumerate().filter(|(_, template)| read(template));
            known.map(|(at, template)| (template.need, at)).collect()
        });
    }

    fn add(&mut self, language: Language) {
        let mut section = "";
        for line in lines(language.list()) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = name;
                continue;
            }
            if let Some(class) = Class::named(section) {
                self.mark(language, fold_token(line), class);
            } else if let Some(purpose) = Purpose::named(section) {
                let template = Template::parse(line, purpose, language);
                for token in template.literals() {
                    self.mark(language, token, Class::NONE);
                }
                self.templates.push(template);
            } else if let Some(phrases) = self.phrases(section) {
                let tokens: Box<[Token]> = words(line).map(|word| fold_token(word.span.of(line))).collect();
                phrases.add(tokens.clone(), language);
                for token in tokens {
                    self.mark(language, token, Class::NONE);
                }
            }
        }
    }

    fn mark(&mut self, language: Language, token: Token, class: Class) {
        let known = &mut self.classes.entry(token).or_default()[language as usize];
        *known = known.and(class).and(Class::EVIDENCE);
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

#[cfg(test)]
mod tests {
    use super::{Class, Grammar, Language, Purpose, lines};

    #[test]
    fn every_section_of_every_list_is_known_and_sorted() {
        let mut grammar = Grammar::default();
        for language in Language::ALL {
            let mut section = "";
            let mut last = "";
            for line in lines(language.list()) {
                if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                    let known = Class::named(name).is_some() || Purpose::named(name).is_some();
                    assert!(known || grammar.phrases(name).is_some(), "{language:?} has a section [{name}]");
                    (section, last) = (name, "");
                } else {
                    assert!(last < line, "{language:?} [{section}]: {line:?} stands behind {last:?}");
                    last = line;
                }
            }
        }
    }

    #[test]
    fn lists_of_spellings_are_sorted() {
        for list in [include_str!("../words/common.txt"), include_str!("../words/plurals.txt")] {
            let words: Vec<&str> = lines(list).collect();
            assert!(words.is_sorted() && !words.is_empty());
        }
    }
}
