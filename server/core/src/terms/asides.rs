//! Names that a sentence explains on its way: "… called X", "X, which is …", "X, a … that …",
//! and a second clause: "…, while Y is …".
//!
//! None of these is strict: they are good names and aliases, and definitions where nothing
//! better is found. A second clause is as strict as it would be alone.

use std::ops::Range;

use super::bytes::holds_any;
use super::clause::{self, Opener, Predicate};
use super::definition::{self, Form, Statement};
use super::lexicon::Class;
use super::phrase::{Kind, Phrase, Token};

/// Adds what the sentence says besides its main clause.
pub(super) fn read(phrase: &Phrase<'_>, found: &mut Vec<Statement>) {
    let main = found.len();
    for at in 1..phrase.tokens.len() {
        let token = &phrase.tokens[at];
        let aside = match token.kind {
            Kind::Word if !token.is(Class::ASIDE) => continue,
            Kind::Word => named(phrase, at).or_else(|| which(phrase, at)).or_else(|| meaning(phrase, at)),
            Kind::Comma | Kind::Dash | Kind::Open => apposition(phrase, at),
            _ => None,
        };
        found.extend(aside);
        if let Some(start) = second_clause(phrase, at) {
            found.extend(clause_statement(phrase, start));
        }
    }
    // "X is called Y" is read as a clause already.
    let mut at = main;
    while at < found.len() {
        if found[..main].iter().any(|known| known.subject == found[at].subject) {
            found.remove(at);
        } else {
            at += 1;
        }
    }
}

fn clause_statement(phrase: &Phrase<'_>, from: usize) -> Option<Statement> {
    let clause = clause::read(phrase, from)?;
    definition::main_statement(phrase, from, &clause)
}

/// Where a second clause begins, when the comma, semicolon or conjunction at `at` opens one
/// with a subject of its own: ", while Y is", "; Y means", ", and Y is a".
pub(super) fn second_clause(phrase: &Phrase<'_>, at: usize) -> Option<usize> {
    const LONGEST_SECOND: usize = 5;
    let token = phrase.get(at)?;
    let contrast = |at: usize| phrase.is_word(at, "while") || phrase.is_word(at, "whereas");
    let start = match token.kind {
        Kind::Comma if contrast(at + 1) => return None,
        Kind::Comma if phrase.is_word(at + 1, "and") || phrase.is_word(at + 1, "but") => at + 2,
        Kind::Semicolon => at + 1,
        Kind::Comma if is_spliced(phrase, at) => at + 1,
        Kind::Word if contrast(at) && follows_clause(phrase, at) => at + 1,
        _ => return None,
    };
    let clause = clause::read(phrase, start)?;
    if clause.joint || LONGEST_SECOND < clause.subject.len() {
        return None;
    }
    let defines = match clause.predicate {
        Predicate::Is(opener) => opener != Opener::Plain || contrast(at),
        Predicate::Says(_) | Predicate::Called => true,
        Predicate::Does => contrast(at),
    };
    (defines && !clause.pronoun).then_some(start)
}

/// "Mass is the amount of matter, weight is the force …": both clauses say by the same verb what a bare name is.
fn is_spliced(phrase: &Phrase<'_>, comma: usize) -> bool {
    let verb = (comma + 2..comma + 4).find(|at| phrase.is(*at, Class::BE));
    let bare = phrase.get(comma + 1).is_some_and(|token| {
        token.is_wordy()
            && !token.is(Class::ARTICLE.or(Class::PREPOSITION).or(Class::SUBORDINATE).or(Class::PRONOUN))
            && !token.is(Class::STAND_IN.or(Class::DETERMINER).or(Class::CONJUNCTION).or(Class::ADVERB))
    });
    let same = |verb: usize| (1..5.min(comma)).any(|at| phrase.word(at) == phrase.word(verb));
    bare && verb.is_some_and(|verb| same(verb) && phrase.is(verb + 1, Class::ARTICLE))
}

/// Whether enough stands before `at` for a clause: "while" at the beginning of a sentence or
/// behind a colon opens the first one.
fn follows_clause(phrase: &Phrase<'_>, at: usize) -> bool {
    3 < at
        && phrase
            .get(at - 1)
            .is_some_and(|token| token.is_wordy() || matches!(token.kind, Kind::Comma | Kind::Close))
}

/// "… environments called containers", "… (also known as sac fungi)".
fn named(phrase: &Phrase<'_>, at: usize) -> Option<Statement> {
    let name = name_at(phrase, clause::naming(phrase, at)?)?;
    let mut end = at;
    while 1 < end && phrase.is(end - 1, Class::ADVERB) {
        end -= 1;
    }
    // A clause: "The process is called X". An aside: "a process called X", "a process, called X,".
    let told = if phrase.is(end - 1, Class::BE) {
        let verb = end - 1;
        let subject = verb - usize::from(is_relative(phrase, verb.wrapping_sub(1)));
        if subject < verb {
            let comma = usize::from(phrase.is_kind(subject.wrapping_sub(1), Kind::Comma));
            phrase_before(phrase, subject - comma)?
        } else {
            told_subject(phrase, subject)
        }
    } else {
        // "Giffen goods, also known as X, are …" gives another name and says nothing.
        if phrase.is_kind(end - 1, Kind::Comma)
            && phrase.is_kind(name.end, Kind::Comma)
            && clause::read(phrase, 0).is_some_and(|main| main.subject.end == end - 1)
        {
            return None;
        }
        let comma = phrase.is_kind(end - 1, Kind::Comma) || phrase.is_kind(end - 1, Kind::Open);
        phrase_before(phrase, end - usize::from(comma))?
    };
    if told.is_empty() {
        return None;
    }
    let pronoun = told.len() == 1 && phrase.is(told.start, Class::STAND_IN);
    Some(Statement {
        subject: phrase.range(name),
        alias: None,
        body: phrase.range(told),
        form: Form::Called,
        strict: false,
        pronoun,
        joint: Vec::new(),
    })
}

/// The subject of the clause whose verb stands at `verb`: "goods that are free are called …".
fn told_subject(phrase: &Phrase<'_>, verb: usize) -> Range<usize> {
    const LONGEST_TOLD: usize = 20;
    let mut start = verb;
    while 0 < start {
        let before = start - 1;
        let relative_verb = phrase.is(before, Class::BE) && is_relative(phrase, before.wrapping_sub(1));
        let inside = phrase.tokens[before].is_wordy() && !phrase.is(before, Class::BE.or(Class::SUBORDINATE));
        if !inside && !relative_verb && !is_relative(phrase, before) {
            break;
        }
        start = before;
    }
    // "The view that there are no moral facts is known as …": one noun phrase from its article on.
    let whole = || phrase.tokens[..verb].iter().all(Token::is_wordy) && verb <= LONGEST_TOLD;
    if 0 < start && phrase.is(0, Class::ARTICLE) && (1..verb).any(|at| is_relative(phrase, at)) && whole() {
        start = 0;
    }
    start..verb
}

fn is_relative(phrase: &Phrase<'_>, at: usize) -> bool {
    phrase.is_word(at, "that") || phrase.is_word(at, "which") || phrase.is_word(at, "who")
}

/// The tokens of the name that begins at `at`: an article is skipped, bold words and code hold
/// together, a small word or a verb ends it.
pub(super) fn name_at(phrase: &Phrase<'_>, at: usize) -> Option<Range<usize>> {
    const LONGEST_NAME: usize = 5;
    let start = at + usize::from(phrase.is(at, Class::ARTICLE));
    let first = phrase.get(start).filter(|token| token.is_wordy())?;
    let strong = first.strong;
    let mut end = start;
    while end < start + LONGEST_NAME {
        let Some(token) = phrase.get(end).filter(|token| token.is_wordy()) else { break };
        if strong != token.strong || start < end && first.kind == Kind::Code {
            break;
        }
        let of = phrase.is_word(end, "of") && phrase.get(end + 1).is_some_and(|next| next.is_wordy());
        let stops = Class::PREPOSITION
            .or(Class::CONJUNCTION)
            .or(Class::SUBORDINATE)
            .or(Class::BE)
            .or(Class::AUXILIARY)
            .or(Class::PRONOUN)
            .or(Class::DETERMINER)
            .or(Class::VERB_S)
            .or(Class::ADVERB);
        let article_inside = phrase.is_word(end.wrapping_sub(1), "of") && token.is(Class::ARTICLE);
        if start < end && token.kind == Kind::Word && token.is(stops) && !of && !strong && !article_inside {
            break;
        }
        end += 1;
    }
    (start < end).then_some(start..end)
}

/// The noun phrase that ends before `end`: back to a small word, a verb or a mark.
fn phrase_before(phrase: &Phrase<'_>, end: usize) -> Option<Range<usize>> {
    const LONGEST_PHRASE: usize = 8;
    let mut start = end;
    while 0 < start && end - start < LONGEST_PHRASE {
        let token = &phrase.tokens[start - 1];
        let of = phrase.is_word(start - 1, "of") && start < end;
        let stops = Class::ARTICLE
            .or(Class::DETERMINER)
            .or(Class::PREPOSITION)
            .or(Class::CONJUNCTION)
            .or(Class::SUBORDINATE)
            .or(Class::BE)
            .or(Class::AUXILIARY)
            .or(Class::PRONOUN)
            .or(Class::ADVERB)
            .or(Class::GERUND)
            .or(Class::VERB_S)
            .or(Class::VERB);
        if !token.is_wordy() || token.kind == Kind::Word && token.is(stops) && !of {
            break;
        }
        start -= 1;
    }
    (start < end).then_some(start..end)
}

/// "… arias, which are the songs of an opera, …".
fn which(phrase: &Phrase<'_>, at: usize) -> Option<Statement> {
    if !phrase.is_word(at, "which") || !phrase.is_kind(at - 1, Kind::Comma) {
        return None;
    }
    let subject = name_before(phrase, at - 1)?;
    let verb = phrase.get(at + 1)?;
    // "is a scalar, which means a quantity …"
    let named = 0 < subject.start && phrase.is(subject.start - 1, Class::INDEFINITE);
    if named && phrase.is_word(at + 1, "means") && phrase.is(at + 2, Class::INDEFINITE) {
        return Some(Statement { strict: true, ..aside(phrase, subject, at + 2, Form::Means) });
    }
    if !verb.is(Class::BE) {
        // "the fugue, which opens the mass": of what things do, only names are told that way.
        let plural = clause::looks_plural(phrase.word(subject.end - 1))
            && verb.is(Class::VERB.or(Class::VERB_OR_NOUN));
        let does = verb.is(Class::VERB_S.or(Class::CAPABILITY)) || plural;
        let does = does && !phrase.is_word(at + 1, "means");
        let named = |index: usize| {
            phrase.get(index).is_some_and(|token| token.strong)
                || phrase.word(index).starts_with(char::is_uppercase)
        };
        let proper = 0 < subject.start && subject.clone().all(named);
        return (does && proper).then(|| aside(phrase, subject, at + 1, Form::Which));
    }
    let (predicate, body) = clause::behind_be(phrase, at + 2);
    let tells = match predicate {
        Predicate::Is(Opener::Kind | Opener::Activity | Opener::Genus) => true,
        Predicate::Is(Opener::Plain) => {
            phrase.is(body, Class::DEFINITE)
                || phrase.is_word(body, "responsible")
                || phrase.is_word(body, "used")
        }
        Predicate::Is(Opener::Opinion | Opener::Negated) => false,
        Predicate::Says(_) | Predicate::Called | Predicate::Does => false,
    };
    tells.then(|| aside(phrase, subject, body, Form::Which))
}

/// "It is strict liability, meaning that no fault is needed."
fn meaning(phrase: &Phrase<'_>, at: usize) -> Option<Statement> {
    if !phrase.is_word(at, "meaning") || !phrase.is_kind(at - 1, Kind::Comma) {
        return None;
    }
    let subject = name_before(phrase, at - 1)?;
    let mut before = subject.start;
    while 0 < before && phrase.is(before - 1, Class::ADVERB.or(Class::ARTICLE)) {
        before -= 1;
    }
    let told = 0 < before && phrase.is(before - 1, Class::BE.or(Class::IT_IS));
    let body = at + 1 + usize::from(phrase.is_word(at + 1, "that"));
    told.then(|| aside(phrase, subject, body, Form::Means))
}

/// "Memoization, a technique that …", "a node (a machine that …)", "X — a device for …".
fn apposition(phrase: &Phrase<'_>, mark: usize) -> Option<Statement> {
    const NEAR: usize = 9;
    let claims = phrase.is_word(mark + 1, "the") && phrase.is_kind(mark, Kind::Comma) && {
        let noun = (mark + 2..mark + 5).find(|at| is_claim(phrase, *at));
        noun.is_some_and(|noun| phrase.is_one_of(noun + 1, &["that", "of", "in", "which"]))
    };
    if !claims && !phrase.is(mark + 1, Class::INDEFINITE) {
        return None;
    }
    // "In law, a tort is …": the comma ends a scene-setter.
    if clause::opening(phrase, 0).0 == mark + 1 {
        return None;
    }
    let subject = name_before(phrase, mark)?;
    if 1 < subject.start
        && phrase.is(subject.start - 1, Class::INDEFINITE)
        && phrase.is_kind(mark, Kind::Comma)
    {
        // "he has a violin, a cello": a list.
        return None;
    }
    let tells = ["that", "which", "who", "where", "used", "in", "for", "of"];
    let noun_phrase_end = (mark + 3..mark + NEAR)
        .take_while(|index| phrase.get(*index).is_some_and(|token| token.is_wordy()))
        .find(|index| phrase.is_one_of(*index, &tells))?;
    let verb_between = (mark + 2..noun_phrase_end)
        .any(|index| phrase.is(index, Class::BE.or(Class::AUXILIARY).or(Class::VERB_S)));
    // "The *extended mind thesis*, the claim that …", "Physicalism, the view that …, comes in two kinds."
    let set_off = |at: usize| phrase.tokens[at].strong || phrase.tokens[at].italic;
    let opens = subject.start == 0 || subject.start == 1 && phrase.is(0, Class::ARTICLE);
    // "The usual way is **autoclaving**, the application of heat": bold names a term wherever it stands.
    let strong = subject.clone().all(|at| phrase.tokens[at].strong) && claims;
    // "A mitochondrion, an organelle that releases energy, has …", "… in ATP, a molecule that carries energy."
    let acronym = || {
        let word = phrase.word(subject.start);
        subject.len() == 1
            && (2..=5).contains(&word.len())
            && word.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    let kind = || {
        let relative = phrase.is_one_of(noun_phrase_end, &["that", "which"]);
        let plain = subject.start == 1 && phrase.word(1).starts_with(char::is_lowercase) || acronym();
        relative && plain && clause::genus(phrase, mark + 2) == Some(noun_phrase_end - 1)
    };
    let strict = phrase.is_kind(mark, Kind::Comma)
        && (opens && (claims || subject.clone().all(set_off)) || strong || kind());
    let found = (!verb_between).then(|| aside(phrase, subject, mark + 1, Form::Apposition))?;
    // "…, the use of a lock is necessary" is a sentence of its own.
    let behind = phrase.text[found.body.end..].trim_start();
    let closed = behind.is_empty() || behind.starts_with([',', '.']);
    let relative = [" that ", " which ", " who ", " in which "];
    let told = &phrase.text[found.body.clone()];
    let verbs = || holds_any(told, &[" is ", " are ", " was ", " were ", " can ", " will "]);
    let plain = || !verbs() || relative.iter().any(|word| told.contains(word));
    Some(Statement { strict: strict && closed && plain(), ..found })
}

/// Nouns that say what a name of an idea or a process is.
fn is_claim(phrase: &Phrase<'_>, at: usize) -> bool {
    const CLAIMS: [&str; 12] = [
        "view",
        "claim",
        "idea",
        "doctrine",
        "thesis",
        "principle",
        "belief",
        "theory",
        "assumption",
        "tendency",
        "movement",
        "ability",
    ];
    phrase.is(at, Class::ACTIVITY) || phrase.is_one_of(at, &CLAIMS)
}

/// The name of up to four words before the mark at `mark`.
fn name_before(phrase: &Phrase<'_>, mark: usize) -> Option<Range<usize>> {
    const LONGEST_NAME: usize = 4;
    let mut name = phrase_before(phrase, mark)?;
    let order = name.start == 0 && 1 < name.len() && phrase.is(0, Class::VERB.or(Class::VERB_OR_NOUN));
    name.start += usize::from(order);
    let fits = name.len() <= LONGEST_NAME && !phrase.is(name.start, Class::GERUND);
    fits.then_some(name)
}

/// A statement whose body ends at the next comma, bracket or full stop.
fn aside(phrase: &Phrase<'_>, subject: Range<usize>, body: usize, form: Form) -> Statement {
    let mut end = body;
    while let Some(token) = phrase.get(end) {
        match token.kind {
            Kind::Word | Kind::Code | Kind::Arrow | Kind::Equals | Kind::Colon => end += 1,
            Kind::Open => end = phrase.behind_bracket(end),
            Kind::Comma if goes_on(phrase, end) => end += 1,
            Kind::Comma | Kind::Close | Kind::Semicolon | Kind::Dash | Kind::Stop => break,
        }
    }
    Statement {
        subject: phrase.range(subject),
        alias: None,
        body: phrase.range(body..end),
        form,
        strict: false,
        pronoun: false,
        joint: Vec::new(),
    }
}

/// Whether the comma at `at` stands in an enumeration: "such as a, b, or c".
fn goes_on(phrase: &Phrase<'_>, at: usize) -> bool {
    let next_mark = (at + 1..at + 5).find(|index| phrase.get(*index).is_none_or(|token| !token.is_wordy()));
    let joined = next_mark.is_some_and(|index| phrase.is(index + 1, Class::CONJUNCTION));
    phrase.is(at + 1, Class::CONJUNCTION)
        && !phrase.is_word(at + 1, "but")
        && !phrase.is(at + 2, Class::PRONOUN)
        || joined
}
