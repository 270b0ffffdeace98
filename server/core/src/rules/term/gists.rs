//! Definitions that explain nothing: by their own words, or each by the other.

use super::super::report::{Report, quoted};
use super::super::{Related, Rule};
use crate::facts::{Definition, DefinitionKind};
use crate::index::{DefinitionId, NameKey, Named, is_acronym};
use crate::terms::abbreviation::is_abbreviation_of;
use crate::terms::fold::{Token, fold_token, tokens};
use crate::terms::tokens::words;

/// Words that say nothing by themselves about what a term means.
const EMPTY: [&str; 68] = [
    "a",
    "about",
    "act",
    "action",
    "activity",
    "also",
    "an",
    "and",
    "any",
    "are",
    "art",
    "as",
    "at",
    "be",
    "being",
    "by",
    "called",
    "can",
    "do",
    "does",
    "doing",
    "done",
    "each",
    "for",
    "form",
    "from",
    "happens",
    "has",
    "have",
    "in",
    "is",
    "it",
    "its",
    "kind",
    "known",
    "make",
    "means",
    "method",
    "of",
    "on",
    "one",
    "or",
    "practice",
    "process",
    "refers",
    "set",
    "simply",
    "some",
    "something",
    "sort",
    "such",
    "term",
    "that",
    "the",
    "thing",
    "this",
    "to",
    "type",
    "used",
    "uses",
    "using",
    "way",
    "what",
    "when",
    "where",
    "which",
    "with",
    "you",
];

/// Verbs behind the subject of a definition.
const VERBS: [&str; 6] = ["are", "is", "means", "refers", "was", "were"];

/// Most words of its own, beside both names, that a definition in a circle has.
const CIRCULAR: usize = 2;

/// Most places that use a name which is looked up; one that more use is no term of its own.
const DEFINITIONS: usize = 50;

pub(super) fn check(report: &mut Report<'_>) {
    if !report.is_any_on(&[Rule::SelfDefinition, Rule::Circular]) {
        return;
    }
    let facts = report.facts;
    for definition in &*facts.definitions {
        // Only a short gist can say nothing, and most are longer.
        if 120 < definition.gist.len() {
            continue;
        }
        let own: Vec<Token> = own_tokens(definition);
        let Some(said) = little_said(&definition.gist, &own).filter(|_| is_judged(definition)) else {
            continue;
        };
        if says_only_its_name(definition, &own, &said) {
            if is_code(report, definition) {
                continue;
            }
            let term = definition.names.first().map(|name| quoted(name)).unwrap_or_default();
            let message = format!("{term} is explained by its own words");
            report.add(Rule::SelfDefinition, definition.span, message);
        } else if report.is_on(Rule::Circular) && said.len() <= CIRCULAR + 4 {
            circular(report, definition, &own, &said);
        }
    }
}

/// Whether a definition is there to explain its term. One that spells an acronym out repeats its words on purpose.
fn is_judged(definition: &Definition) -> bool {
    let gist = definition.gist.trim_end_matches('.');
    let is_spelled_out =
        |name: &str| is_acronym(name) || (!name.contains(' ') && is_abbreviation_of(name, gist));
    let spells_out =
        definition.kind == DefinitionKind::Abbr || definition.names.iter().any(|name| is_spelled_out(name));
    !definition.excerpt && !spells_out
}

/// Whether a name has code in it: `abort: the abort function` says what kind of thing bears the name.
fn is_code(report: &Report<'_>, definition: &Definition) -> bool {
    let behind = report.facts.words.iter().skip_while(|word| word.span.end <= definition.name.start);
    let mut inside = behind.take_while(|word| word.span.start < definition.name.end);
    inside.any(|word| word.code)
}

/// What a gist says, folded, where that is little or nothing but the words of its own names.
fn little_said(gist: &str, own: &[Token]) -> Option<Vec<Token>> {
    let mut said: Vec<Token> = Vec::new();
    let mut is_own = true;
    for word in words(gist).map(|word| word.span.of(gist)).filter(|word| !is_empty(word)) {
        let token = fold_token(word);
        is_own &= own.contains(&token);
        said.push(token);
        if !is_own && CIRCULAR + 4 < said.len() {
            return None;
        }
    }
    Some(said)
}

/// The words of a gist that say something, folded.
fn said(gist: &str) -> Vec<Token> {
    let all = words(gist).map(|word| word.span.of(gist));
    all.filter(|word| !is_empty(word)).map(fold_token).collect()
}

/// Whether a word says nothing by itself, in whatever case.
fn is_empty(word: &str) -> bool {
    /// Letters of the longest such word.
    const LONGEST: usize = 9;
    let mut lower = [0; LONGEST];
    let Some(lower) = lower.get_mut(..word.len()) else { return false };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    EMPTY.binary_search_by(|known| known.as_bytes().cmp(lower)).is_ok()
}

fn own_tokens(definition: &Definition) -> Vec<Token> {
    definition.names.iter().flat_map(|name| tokens(name)).collect()
}

/// Whether a gist repeats the words of its term and says nothing else. A gist that leaves the term out may consist of
/// small words and still mean something.
fn says_only_its_name(definition: &Definition, own: &[Token], said: &[Token]) -> bool {
    if said.is_empty() || !said.iter().all(|token| own.contains(token)) {
        return false;
    }
    // `Testing: the process of testing` names its term once; the gist of a sentence names it as its subject as well.
    let told: Vec<String> =
        words(&definition.gist).map(|word| word.span.of(&definition.gist).to_lowercase()).collect();
    let verb = told.iter().position(|word| VERBS.contains(&word.as_str()));
    let is_sentence =
        verb.is_some_and(|verb| told[..verb].iter().any(|word| own.contains(&fold_token(word))));
    // `An abstract factory is a factory of factories` leaves out what sets it apart, and tells it so.
    let times = if is_sentence { 2 } else { 1 };
    let first = definition.names.first().map_or("", |name| name);
    let repeats = tokens(first).all(|token| times <= said.iter().filter(|word| **word == token).count());
    3 <= told.len() && repeats
}

/// Tells of a definition whose gist is little more than another term, where that term's is little more than this one.
fn circular(report: &mut Report<'_>, definition: &Definition, own: &[Token], said: &[Token]) {
    let index = &report.snapshot.index;
    let Some(other) = named_in(report, definition) else { return };
    let Some(other_definition) = index.definition(other) else { return };
    // One sentence that names both sets them in relation.
    let (one, two) = (definition.span, other_definition.span);
    if other.note == report.note && (one.contains(two.start) || two.contains(one.start)) {
        return;
    }
    let other_said = said_of(other_definition);
    let theirs = own_tokens(other_definition);
    let is_name = |token: &&Token| own.contains(token) || theirs.contains(token);
    let beside = |said: &[Token]| said.iter().filter(|token| !is_name(token)).count();
    let names_back =
        tokens(definition.names.first().map_or("", |name| name)).all(|token| other_said.contains(&token));
    if own.is_empty() || !names_back || CIRCULAR < beside(said) || CIRCULAR < beside(&other_said) {
        return;
    }
    let name =
        |definition: &Definition| definition.names.first().map(|name| quoted(name)).unwrap_or_default();
    let message =
        format!("{} is explained by {}, and that by this", name(definition), name(other_definition));
    let related = Related {
        file: other.note,
        span: other_definition.span,
        message: format!("{} is explained here", name(other_definition)),
    };
    report.add(Rule::Circular, definition.span, message).map(|found| found.related([related]));
}

fn said_of(definition: &Definition) -> Vec<Token> {
    said(&definition.gist)
}

/// The best definition of the first other term that a gist names, by its longest name there.
fn named_in(report: &Report<'_>, definition: &Definition) -> Option<DefinitionId> {
    /// Most words of a name that is looked for.
    const WORDS: usize = 4;
    let names = report.snapshot.index.names();
    let own: Vec<NameKey> = definition.names.iter().filter_map(|name| NameKey::of(name)).collect();
    let gist = &definition.gist;
    let all: Vec<&str> = words(gist).map(|word| word.span.of(gist)).collect();
    let tokens: Vec<Token> = all.iter().map(|word| fold_token(word)).collect();
    for at in 0..all.len() {
        // A letter or a small word that is a name somewhere is a word here.
        let is_small = all[at].chars().nth(1).is_none() || is_empty(all[at]);
        let mut key = Some(NameKey::default());
        let mut keys: Vec<NameKey> = Vec::new();
        for token in tokens[at..].iter().take(WORDS) {
            key = key.and_then(|key| names.follow(key, *token));
            keys.extend(key);
        }
        for (length, &key) in keys.iter().enumerate().rev() {
            let is_word = is_small && length == 0;
            if is_word || own.contains(&key) || !(1..=DEFINITIONS).contains(&names.count(key)) {
                continue;
            }
            let found = names.named(key).into_iter().find_map(|named| definition_of(report, named));
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

/// What is named, where it is a definition that its note does not take from elsewhere.
fn definition_of(report: &Report<'_>, named: Named) -> Option<DefinitionId> {
    match named {
        Named::Definition(id) => {
            report.snapshot.index.definition(id).filter(|found| !found.excerpt).map(|_| id)
        }
        Named::Topic(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::check_codes;

    #[test]
    fn the_list_is_sorted() {
        assert!(EMPTY.is_sorted());
    }

    #[test]
    fn a_definition_by_its_own_words_is_told() {
        check_codes(
            "\n-- a.md\n## What is testing?\n\nTesting is the process of testing.\n",
            &["3 term/self-definition"],
        );
        check_codes("\n-- a.md\n## What is testing?\n\nTesting is the search for faults.\n", &[]);
        check_codes("\n-- a.md\n# Cells\n\nA mother cell is a cell of cells.\n", &[]);
        check_codes(
            "\n-- a.md\n# Calls\n\n- **resume** `function`: The resume function.\n- **`stop` call**: The stop call.\n",
            &[],
        );
        check_codes(
            "\n-- a.md\n# Words\n\n- **AFAICT**: As Far As I Can Tell.\n- **IMO**: In My Opinion.\n",
            &[],
        );
    }

    #[test]
    fn two_definitions_that_need_each_other_are_told() {
        check_codes(
            "\n-- a.md\n## What is a glomus?\n\nA glomus is a part of a strobe.\n\n## What is a strobe?\n\nA strobe is the whole of a glomus.\n",
            &["3 term/circular", "7 term/circular"],
        );
        check_codes(
            "\n-- a.md\n## What is a client?\n\nA client is a program that asks a server over a network for data.\n\n## What is a server?\n\nA server is a program that answers the requests of many clients at once.\n",
            &[],
        );
    }
}
