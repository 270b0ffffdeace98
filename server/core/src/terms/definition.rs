//! What one sentence says a name means: "X is a …", "X refers to …", "… called X".
//!
//! Only forms that people use to explain are read; which of them to trust, for which term, is
//! decided by the caller: [`Statement::strict`] marks those that hold for any subject, the
//! others need a subject that is known to be a term.

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::asides;
use super::bytes::holds_any;
use super::clause::{self, Clause, Opener, Predicate};
use super::lexicon::{self, Class, Heading};
use super::phrase::{Kind, Phrase};
use super::reading::Reading;

/// How a sentence ties a name to its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// "X is a …", "X are …", "X — это …", "X是一种…".
    Copula,
    /// "X refers to …", "X denotes …".
    RefersTo,
    /// "X stands for …", "X is short for …".
    StandsFor,
    /// "X means …".
    Means,
    /// "X is defined as …", "X can be thought of as …".
    DefinedAs,
    /// "… called X", "… is known as X": the name stands last.
    Called,
    /// "X allows …", "X consists of …", "X is used to …": explains X only where X is known to be
    /// the topic.
    Capability,
    /// "X moves …", "X stores …": any other verb in the present. Says something of X, which is
    /// a definition only where X is the topic and nothing better is found.
    Does,
    /// "…, X, which is …".
    Which,
    /// "X, a … that …", "X (a … that …)".
    Apposition,
}

/// One name and what a sentence says of it, as byte ranges of that sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The name, without article, quotes and marks around it. It may hold a bracket of its own:
    /// "entity-relationship (ER) model".
    pub subject: Range<usize>,
    /// Another name the sentence gives for it: "(ER)", "or Y,", "also known as Y,".
    pub alias: Option<Range<usize>>,
    /// What is said: "a kind of …" behind "is", the clause with its verb for [`Form::Capability`],
    /// the words before the name for [`Form::Called`]. No full stop at its end.
    pub body: Range<usize>,
    /// How name and meaning are tied.
    pub form: Form,
    /// Whether the form alone makes it a definition, whatever the subject.
    pub strict: bool,
    /// Whether the subject (for [`Form::Called`]: the body) is it, they, this or these, so that
    /// another sentence or the title names it.
    pub pronoun: bool,
    /// The single names where the subject joins several: "X and Y are …"; else empty.
    pub joint: Vec<Range<usize>>,
}

/// What the main clause of a sentence defines.
///
/// ```
/// use glossator_core::terms::definition::{read_sentence, Form};
/// let sentence = "In music, a fugue is a piece for several voices.";
/// let statement = read_sentence(sentence).unwrap();
/// assert_eq!(&sentence[statement.subject.clone()], "fugue");
/// assert_eq!(&sentence[statement.body.clone()], "a piece for several voices");
/// assert!(statement.strict && statement.form == Form::Copula);
/// ```
#[must_use]
pub fn read_sentence(sentence: &str) -> Option<Statement> {
    Reading::new(sentence).statement()
}

/// The statement of the clause that was read from the token `from` on.
pub(super) fn main_statement(phrase: &Phrase<'_>, from: usize, clause: &Clause) -> Option<Statement> {
    if phrase.is(from, Class::SUBORDINATE) || is_question(phrase) {
        return None;
    }
    let form = match clause.predicate {
        Predicate::Is(Opener::Plain | Opener::Negated) => return None,
        Predicate::Does if is_telling(phrase, clause) => Form::Does,
        Predicate::Does => return None,
        Predicate::Is(_) => Form::Copula,
        Predicate::Says(form) => form,
        Predicate::Called => return called(phrase, clause),
    };
    let strict = is_strict(phrase, clause, form);
    let body = body(phrase, clause.body, form);
    let subject = name_range(phrase, clause);
    if body.is_empty() || subject.is_empty() {
        return None;
    }
    Some(Statement {
        subject,
        alias: clause.alias.clone().map(|tokens| phrase.range(tokens)),
        body,
        form,
        strict,
        pronoun: clause.pronoun,
        joint: joint_names(phrase, clause),
    })
}

/// "Cells without a nucleus are called prokaryotes."
fn called(phrase: &Phrase<'_>, clause: &Clause) -> Option<Statement> {
    let name = asides::name_at(phrase, clause.body)?;
    let start = clause.subject.start - usize::from(clause.article.is(Class::ARTICLE));
    Some(Statement {
        subject: phrase.range(name),
        alias: None,
        body: phrase.range(start..clause.subject.end),
        form: Form::Called,
        strict: false,
        pronoun: clause.pronoun,
        joint: Vec::new(),
    })
}

/// The bytes of the name in the subject.
fn name_range(phrase: &Phrase<'_>, clause: &Clause) -> Range<usize> {
    let mut tokens = name_tokens(phrase, clause.subject.clone());
    // A bracket at the end is the alias, a bracket inside belongs to the name.
    while tokens.start < tokens.end && !phrase.get(tokens.end - 1).is_some_and(|token| token.is_wordy()) {
        tokens.end -= 1;
    }
    let range = phrase.range(tokens);
    // "L'épicentre est le point …"
    let elided =
        ["L'", "l'", "L’", "l’"].iter().find(|article| phrase.text[range.clone()].starts_with(**article));
    let french = || holds_any(phrase.text, &[" est ", " sont ", " désigne "]);
    match elided {
        Some(article) if french() => range.start + article.len()..range.end,
        _ => range,
    }
}

/// The tokens of a subject that are its name: "in Python" and other places behind it are left out, and so is what
/// a formula stands for ("the span of a set $S$", "an *eigenvector* of $A$").
fn name_tokens(phrase: &Phrase<'_>, subject: Range<usize>) -> Range<usize> {
    if let Some(end) = set_off(phrase, subject.clone()).or_else(|| before_formula(phrase, subject.clone())) {
        return subject.start..end;
    }
    let place = (subject.start + 1..subject.end)
        .find(|index| phrase.is_word(*index, "in") || phrase.is_word(*index, "within"))
        .filter(|inner| {
            let place = inner + 1..subject.end;
            let proper = place.clone().all(|index| phrase.word(index).starts_with(char::is_uppercase));
            (1..=2).contains(&place.len()) && proper
        });
    subject.start..place.unwrap_or(subject.end)
}

/// Where the emphasis or the quotes end that a subject opens with, if a preposition follows: "*kernel* (or null space)
/// of", "“metal” in astronomy".
fn set_off(phrase: &Phrase<'_>, subject: Range<usize>) -> Option<usize> {
    let first = phrase.get(subject.start)?;
    let opens = phrase.text[first.lead()..first.start()].starts_with(['*', '_', '"', '“', '„', '«']);
    let closed = |index: &usize| phrase.tokens[*index].trail() > phrase.tokens[*index].end();
    let end = 1 + subject.clone().find(closed).filter(|_| opens)?;
    let next = if phrase.is_kind(end, Kind::Open) { phrase.behind_bracket(end) } else { end };
    (next < subject.end && phrase.is(next, Class::PREPOSITION)).then_some(end)
}

/// Where the words end that stand before a formula, or before "of" with a formula behind it.
fn before_formula(phrase: &Phrase<'_>, subject: Range<usize>) -> Option<usize> {
    let formula = |index: &usize| phrase.is_kind(*index, Kind::Code) && phrase.word(*index).starts_with('$');
    let first = (subject.start + 1..subject.end).find(formula)?;
    let preposition = (subject.start + 1..first).find(|index| phrase.is(*index, Class::PREPOSITION));
    Some(preposition.unwrap_or(first))
}

/// Whether a subject is said of a letter: "the span of $S$".
fn is_of_formula(phrase: &Phrase<'_>, subject: Range<usize>) -> bool {
    before_formula(phrase, subject.clone()).is_some_and(|end| end < subject.end)
}

/// The names that "and", "or" and commas join in the subject, without their brackets.
fn joint_names(phrase: &Phrase<'_>, clause: &Clause) -> Vec<Range<usize>> {
    if !clause.joint {
        return Vec::new();
    }
    let mut names = Vec::new();
    let mut from = clause.subject.start;
    let mut at = from;
    let mut end = from;
    while at <= clause.subject.end {
        let parts = at == clause.subject.end
            || phrase.is_kind(at, Kind::Comma)
            || phrase.is_kind(at, Kind::Word) && phrase.is(at, Class::CONJUNCTION);
        if parts {
            from += usize::from(phrase.is(from, Class::ARTICLE) || phrase.is_word(from, "both"));
            if from < end {
                names.push(phrase.range(from..end));
            }
            (from, end) = (at + 1, at + 1);
            at += 1;
        } else if phrase.is_kind(at, Kind::Open) {
            at = phrase.behind_bracket(at);
        } else {
            at += 1;
            end = at;
        }
    }
    names
}

/// What is said from the token `from` on: to the end of the sentence, or to where a second
/// clause begins; an expansion ends at the next mark.
fn body(phrase: &Phrase<'_>, from: usize, form: Form) -> Range<usize> {
    let rest = phrase.rest(from);
    let end = (from + 1..phrase.tokens.len()).find(|index| {
        let token = &phrase.tokens[*index];
        match token.kind {
            Kind::Semicolon => true,
            Kind::Comma => asides::second_clause(phrase, *index).is_some() || form == Form::StandsFor,
            Kind::Open | Kind::Dash | Kind::Stop => form == Form::StandsFor,
            Kind::Word => token.is(Class::SUBORDINATE) && asides::second_clause(phrase, *index).is_some(),
            Kind::Code | Kind::Close | Kind::Colon | Kind::Arrow | Kind::Equals => false,
        }
    });
    match end {
        Some(end) => {
            let mut last = end;
            // "… ROM, and it is": the conjunction stays outside.
            while from + 1 < last
                && (phrase.is(last - 1, Class::CONJUNCTION) || phrase.is_kind(last - 1, Kind::Comma))
            {
                last -= 1;
            }
            let trail = phrase.tokens[last - 1].trail();
            if form == Form::StandsFor { phrase.range(from..last) } else { rest.start..trail.max(rest.start) }
        }
        None if form == Form::StandsFor => phrase.range(from..phrase.tokens.len()),
        None => rest,
    }
}

/// Whether a verb in the present is said of a plain name: "A kidney filters blood".
fn is_telling(phrase: &Phrase<'_>, clause: &Clause) -> bool {
    let auxiliary = phrase.is(clause.body, Class::AUXILIARY.or(Class::BE));
    // "Kant calls an imperative hypothetical if …" tells of the imperative.
    let speaks = phrase.is_one_of(
        clause.body,
        &["calls", "says", "argues", "claims", "thinks", "believes", "writes", "asks"],
    );
    !auxiliary && !speaks && !clause.pronoun && !clause.leads_over && is_name(phrase, clause)
}

fn is_question(phrase: &Phrase<'_>) -> bool {
    phrase
        .tokens
        .last()
        .is_some_and(|token| token.kind == Kind::Stop && phrase.text[token.range()].contains('?'))
}

/// Whether the sentence defines its subject whatever the topic: the predicate opens like a
/// definition, and the subject is a plain name.
fn is_strict(phrase: &Phrase<'_>, clause: &Clause, form: Form) -> bool {
    let opens_definition = match clause.predicate {
        Predicate::Is(Opener::Kind | Opener::Activity) => true,
        Predicate::Is(Opener::Genus) => {
            let set_off = |at: usize| phrase.tokens[at].strong || phrase.tokens[at].italic;
            let subject = clause.subject.clone();
            let strong = name_tokens(phrase, subject.clone()).all(set_off) || is_of_formula(phrase, subject);
            !clause.singular || clause.announced || strong || is_measure(phrase, clause)
        }
        Predicate::Is(Opener::Opinion | Opener::Negated | Opener::Plain) => false,
        // "A hammer is used to drive nails": with an article for any one of a kind, what it is for tells what it is.
        Predicate::Says(Form::Capability) => {
            let use_or_duty = phrase.is_one_of(clause.body, &["used", "responsible"]);
            // "*Type physicalism* holds that …": the name of a claim, set off.
            let set_off = |at: usize| phrase.tokens[at].strong || phrase.tokens[at].italic;
            let claims = (clause.body..clause.body + 2).any(|at| phrase.is_word(at, "that"));
            claims && clause.subject.clone().all(set_off)
                || use_or_duty && clause.article.is(Class::INDEFINITE) && clause.singular
        }
        Predicate::Says(_) => form != Form::Does,
        Predicate::Called | Predicate::Does => false,
    };
    opens_definition && !clause.pronoun && !clause.leads_over && is_name(phrase, clause)
}

/// Whether the subject reads like the name of something: at most four words, no "the", "this"
/// or adverb before it, no clause of its own.
fn is_name(phrase: &Phrase<'_>, clause: &Clause) -> bool {
    let tokens = name_tokens(phrase, clause.subject.clone());
    // "The **null hypothesis** is the claim that …": words that are set off are a name whatever stands before, and so
    // are those that are said of a letter, "the span of $S$".
    let strong = tokens.clone().all(|at| phrase.tokens[at].strong || phrase.tokens[at].italic)
        || is_of_formula(phrase, clause.subject.clone());
    if clause.article.is(Class::DEFINITE) && !clause.announced && !strong || clause.joint {
        return false;
    }
    let mut words = 0;
    let mut in_bracket = false;
    for index in tokens.clone() {
        match phrase.tokens[index].kind {
            Kind::Open => in_bracket = true,
            Kind::Close => in_bracket = false,
            Kind::Word | Kind::Code if !in_bracket => words += 1,
            _ => {}
        }
    }
    let first = &phrase.tokens[tokens.start];
    if first.kind == Kind::Code {
        return words <= 4;
    }
    let opening = Class::DETERMINER
        .or(Class::PRONOUN)
        .or(Class::ADVERB)
        .or(Class::CONNECTIVE)
        .or(Class::PREPOSITION)
        .or(Class::PRAISE);
    let framed =
        tokens.clone().any(|index| phrase.is(index, Class::FRAME) && phrase.tokens[index].kind == Kind::Word);
    // "A common example is …" leads to one; "A rhetorical question is …" defines it.
    let named = clause.article.is(Class::INDEFINITE) && 2 <= tokens.len() && !first.is(Class::PRAISE);
    // "Dew point is the temperature at which …"
    let compound = clause.article == Class::NONE
        && tokens.len() == 2
        && !first.is(Class::PRAISE.or(Class::FRAME).or(Class::VAGUE))
        && phrase.is_one_of(tokens.start + 1, &["point", "rule", "key", "problem"]);
    let framed = framed && !named && !compound;
    let text = phrase.word(tokens.start);
    let number = tokens.len() == 1 && text.chars().all(|char| char.is_ascii_digit());
    let adverb = text.ends_with("ly") && 5 < text.len() && 1 < tokens.len();
    words <= 4
        && !first.is(opening)
        && !framed
        && !number
        && !adverb
        && !is_gerund_clause(phrase, clause)
        && lexicon::heading(&phrase.text[phrase.range(tokens)]) != Some(Heading::Always)
}

/// Nouns of what is measured: who says that something is the temperature at which, says what it is.
const AMOUNTS: [&str; 32] = [
    "temperature",
    "pressure",
    "amount",
    "number",
    "ratio",
    "rate",
    "speed",
    "point",
    "distance",
    "force",
    "energy",
    "time",
    "volume",
    "density",
    "percentage",
    "proportion",
    "fraction",
    "probability",
    "level",
    "degree",
    "angle",
    "height",
    "depth",
    "quantity",
    "sum",
    "difference",
    "product",
    "measure",
    "length",
    "area",
    "value",
    "share",
];

/// "Elasticity is the percentage change in …": a bare abstract noun, which stands for nothing near, and "the" with a noun
/// that is told apart.
fn is_measure(phrase: &Phrase<'_>, clause: &Clause) -> bool {
    const ENDINGS: [&str; 9] = ["ity", "ism", "sis", "ance", "ence", "ness", "logy", "ics", "tion"];
    let subject = phrase.word(clause.subject.end - 1);
    let abstract_noun = ENDINGS.iter().any(|ending| subject.ends_with(ending));
    let vague = Class::VAGUE.or(Class::PRAISE).or(Class::OPINION).or(Class::FRAME);
    let plain = (clause.body..clause.body + 4).all(|at| !phrase.is(at, vague))
        && !phrase.is_word(clause.body + 1, "one");
    // "Power is the rate at which …", "A solvent is the liquid that …".
    let amount = phrase.is_one_of(clause.body + 1, &AMOUNTS)
        && phrase
            .is_one_of(clause.body + 2, &["of", "at", "by", "per", "between", "that", "to", "in", "with"]);
    let relative = |at: usize| phrase.is_one_of(at, &["that", "which", "who", "where", "whose"]);
    let any_one = clause.article.is(Class::INDEFINITE) && (clause.body + 2..clause.body + 4).any(relative);
    ((abstract_noun || amount) && clause.article == Class::NONE || any_one)
        && clause.subject.len() <= if any_one { 3 } else { 2 }
        && phrase.is(clause.body, Class::DEFINITE)
        && plain
}

/// "Using a lathe is", "Decoupling services means": a clause and not the name of something.
/// "Testing is" and "Sorting algorithms are" are names.
fn is_gerund_clause(phrase: &Phrase<'_>, clause: &Clause) -> bool {
    let tokens = clause.subject.clone();
    let gerund = phrase.word(tokens.start).to_ascii_lowercase().ends_with("ing");
    if !gerund || tokens.len() < 2 || clause.article.is(Class::ARTICLE) {
        return false;
    }
    let object = Class::ARTICLE.or(Class::DETERMINER).or(Class::PRONOUN).or(Class::PREPOSITION);
    let of = phrase.is_word(tokens.start + 1, "of");
    let many = clause::looks_plural(phrase.word(tokens.end - 1));
    phrase.is(tokens.start, Class::GERUND)
        || phrase.is(tokens.start + 1, object) && !of
        || many && clause.singular
}
