//! Aspects: what a title asks about its subject, and the words that only say how many or which.

use super::{class::Class, grammar::Scope, line::Item};

/// How many words from the start are an aspect with all that belongs to it: `the main pros and cons`.
pub(super) fn aspect(scope: Scope, items: &[Item]) -> Option<usize> {
    // Adjectives that no list knows may precede the aspect: `the physical properties of`.
    let first = few(items);
    let adjectives = items[first..].iter().take(2).take_while(|item| item.is_adjective_like()).count();
    let mut end = (first..=first + adjectives).find_map(|at| Some(at + bare_aspect(scope, &items[at..])?))?;
    loop {
        let more = match items.get(end) {
            Some(item) if item.class.has(Class::AND.and(Class::OR)) || item.is_slash() => 1,
            Some(item) if item.follows_comma => 0,
            Some(_) | None => return Some(end),
        };
        let next = end + more;
        let skipped = next + items.get(next..).map_or(0, few);
        match items.get(skipped..).and_then(|rest| bare_aspect(scope, rest)) {
            Some(len) => end = skipped + len,
            None => return Some(end),
        }
    }
}

/// How many words from the start are an aspect without anything around it.
pub(super) fn bare_aspect(scope: Scope, items: &[Item]) -> Option<usize> {
    let plain = scope.grammar.aspect.prefix(items, scope.language);
    let plural =
        scope.grammar.plural_aspect.prefix(items, scope.language).filter(|len| items[*len - 1].ends_in_s);
    plain.max(plural)
}

/// How many words from the start only say how many or which: `the four main`.
pub(super) fn few(items: &[Item]) -> usize {
    let filler = Class::ARTICLE.and(Class::QUANTIFIER).and(Class::EVALUATIVE);
    let mut len = 0;
    while let Some(item) = items.get(len) {
        let joins_fillers =
            item.class.has(Class::AND) && items.get(len + 1).is_some_and(|next| next.class.has(filler));
        let of_the = item.class.has(Class::OF)
            && 0 < len
            && items.get(len + 1).is_some_and(|next| next.class.has(Class::ARTICLE));
        if !(item.class.has(filler) || item.is_number() || (0 < len && (joins_fillers || of_the))) {
            break;
        }
        len += 1;
    }
    len
}

/// Behind `of` or its like; `to` before a verb is no such word (`steps to deploy`).
///
/// `in` needs certain aspects, or several where nothing asks: `classes in Java` are names and their context.
pub(super) fn of(scope: Scope, items: &[Item], at: usize) -> Option<usize> {
    let item = items.get(at)?;
    let certain = |item: &Item| item.class.has(Class::ARTICLE.and(Class::QUANTIFIER)) || item.is_number();
    let several = at.checked_sub(1).is_some_and(|before| items[before].ends_in_s);
    let asked = scope.grammar.ask.prefix(items, scope.language).is_some();
    let told = items[..at].iter().any(certain) || (several && !asked);
    if item.class.has(Class::CONTEXT) && !told {
        return None;
    }
    let verb_follows =
        items.get(at + 1).is_some_and(|next| next.class.has(Class::VERB.and(Class::VERB_OR_NOUN)));
    let infinitive = item.class.has(Class::INFINITIVE) && verb_follows;
    (item.class.has(Class::OF.and(Class::CONTEXT)) && !infinitive).then_some(at + 1)
}
