//! Whether the words of a title ask, say to do something, or are what any note may be titled.

use std::ops::Range;

use super::{
    aspect::{aspect, few},
    class::Class,
    language::Language,
    line::{Item, Line, Shape},
};
use crate::terms::tokens::Gap;

impl Line<'_> {
    /// Whether the words are a generic title: `Some basic questions`, `Summary and outlook`, `Exercise 3`.
    pub(super) fn is_generic(&self, items: &[Item]) -> bool {
        let mut rest = items;
        if items.iter().any(|item| item.is_mentioned) {
            return false;
        }
        loop {
            let skipped = if self.scope.grammar.generic.prefix(rest, self.scope.language).is_some() {
                0
            } else {
                few(rest)
            };
            let possessive = usize::from(
                rest.first().is_some_and(|item| item.class.has(Class::PRONOUN.and(Class::POSSESSIVE))),
            );
            let start = if 0 < skipped { skipped } else { possessive };
            if 0 < skipped && aspect(self.scope, rest) == Some(rest.len()) {
                return true;
            }
            let Some(len) = rest
                .get(start..)
                .and_then(|rest| self.scope.grammar.generic.prefix(rest, self.scope.language))
            else {
                return false;
            };
            rest = &rest[start + len..];
            match rest {
                [] => return true,
                [number] if number.is_number() => return true,
                [number, ..] if number.is_number() => rest = &rest[1..],
                [joint, ..] if joint.class.has(Class::AND.and(Class::OR)) || joint.is_slash() => {
                    rest = &rest[1..]
                }
                [next, ..] if next.follows_comma => {}
                _ => return false,
            }
        }
    }

    /// Up to a second question: `What is X, and why …`, `X and its …`.
    pub(super) fn first_question(&self, range: Range<usize>) -> Range<usize> {
        let items = &self.items[range.clone()];
        let asks = Class::ASKING.and(Class::POSSESSIVE);
        let joint = Class::AND.and(Class::OR);
        let cut = (1..items.len()).find(|at| {
            let (item, next) = (&items[*at], items.get(at + 1));
            let pair = at + 2 == items.len() && items[at - 1].class.has(asks);
            let joined = item.class.has(joint) && next.is_some_and(|next| next.class.has(asks)) && !pair;
            let listed = item.follows_comma
                && (item.class.has(asks)
                    || self.scope.grammar.ask.prefix(&items[*at..], self.scope.language).is_some());
            let alone = items[..*at].iter().all(|item| item.class.has(Class::ASKING));
            (joined || listed) && !alone && !item.script.is_unspaced()
        });
        range.start..cut.map_or(range.end, |at| range.start + at)
    }

    /// Whether the words ask.
    pub(super) fn asks(&self, items: &[Item]) -> bool {
        let grammar = self.scope.grammar;
        let asked = grammar
            .ask
            .prefix(items, self.scope.language)
            .max(grammar.enumerate.prefix(items, self.scope.language));
        let rest = asked.and_then(|len| items.get(len..)).unwrap_or_default();
        let items = if rest.first().is_some_and(|next| next.class.has(Class::ASKING)) { rest } else { items };
        let Some(first) = items.first() else { return false };
        let spaced = !first.script.is_unspaced();
        let asking = spaced && first.class.has(Class::ASKING) && 1 < items.len();
        let auxiliary = spaced && first.class.has(Class::AUXILIARY) && 1 < items.len();
        let subject = Class::PRONOUN.and(Class::ARTICLE);
        let modal = first.class.has(Class::MODAL)
            && (self.is_question || items.get(1).is_some_and(|next| next.class.has(subject)));
        let inside = Class::PRONOUN.and(Class::AUXILIARY).and(Class::ASKING);
        let spoken =
            self.is_question && items.iter().any(|item| item.class.has(inside) && !item.script.is_unspaced());
        asking
            || auxiliary
            || modal
            || spoken
            || self.scope.grammar.question_mark.find(items, self.scope.language).is_some()
    }

    /// Whether the words say to do something.
    pub(super) fn is_task(&self, items: &[Item]) -> bool {
        let [first, second, ..] = items else { return false };
        let (verb, either) = (Class::VERB, Class::VERB_OR_NOUN);
        if first.class.has(verb) && second.gap != Gap::Hyphen {
            return true;
        }
        let object = Class::ARTICLE.and(Class::PRONOUN).and(Class::POSSESSIVE).and(Class::PARTICLE);
        if first.class.has(either) {
            let more = second.class.has(Class::AND)
                && items.get(2).is_some_and(|third| third.class.has(verb.and(either)));
            return second.class.has(object) || more;
        }
        if self.scope.language == Language::German {
            return items.last().is_some_and(|last| last.class.has(verb) && last.shape == Shape::Lower);
        }
        // `Rename the bucket`, `Tighten up the schema`: nothing but a verb stands right before an article.
        let particle = usize::from(second.class.has(Class::PARTICLE));
        let article = items.get(1 + particle).is_some_and(|item| item.class.has(Class::ARTICLE));
        let gerund = self.spelling(&items[..1]).ends_with("ing");
        let capital = |item: &Item| item.shape == Shape::Capital;
        let epithet = items.len() == 3 && capital(first) && capital(&items[2]) && !gerund;
        let verb_like = !first.is_function_word() && first.shape != Shape::Number;
        self.scope.language == Language::English && article && verb_like && !epithet
    }
}
