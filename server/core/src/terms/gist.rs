//! Which sentence of a section tells what its term means.
//!
//! Students seldom open with the definition: background, use and history come first as often.
//! Each of the first sentences is scored by what a definition looks like, and by how far down
//! it stands; the best one is shown if it scores enough.

#[cfg(test)]
mod tests;

use super::clause::{self, Clause, Opener, Predicate};
use super::definition::Form;
use super::foreign;
use super::gloss::tells_of_text;
use super::lexicon::Class;
use super::marks;
use super::phrase::{Kind, Phrase};
use super::reading::{Reading, Spaced};

/// Sentences behind this many are not looked at.
pub const SENTENCES: usize = 10;

/// The least score of a gist that is called a definition; below it is an excerpt.
pub const ACCEPT: i32 = 20;

/// A sentence that may be chosen.
#[derive(Clone, Copy)]
pub struct Candidate<'r, 't> {
    /// The sentence.
    pub sentence: &'r Reading<'t>,
    /// Whether it stands in the first block of its section.
    pub first_block: bool,
}

/// The chosen sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gist {
    /// Its place among the candidates.
    pub index: usize,
    /// Its score.
    pub score: i32,
    /// Whether it scores enough to be called a definition.
    pub accepted: bool,
}

/// What a trait of a sentence adds to its score.
///
/// Units and most values are those measured on public notes (87 topics, 94 % of accepted
/// sentences right); where a value was changed or added, its reason stands beside it.
mod weight {
    /// The subject is the term of the section.
    pub(super) const SUBJECT: i32 = 30;
    /// The subject joins the term with others: "X and Y are …". Added: a sentence about the term
    /// alone is the better one, also a few lines further down.
    pub(super) const JOINT: i32 = 15;
    /// The subject is it, they, this or these, in the first two sentences.
    pub(super) const STAND_IN: i32 = 15;
    /// The term is not the subject, but named within the first [`NEAR`] characters.
    pub(super) const NAMED: i32 = 10;
    /// "is a …", "is the process of …".
    pub(super) const KIND: i32 = 30;
    /// "are techniques …": a noun that names a kind of thing.
    pub(super) const GENUS: i32 = 25;
    /// "refers to", "means", "stands for", "is defined as".
    pub(super) const MEANS: i32 = 30;
    /// "allows", "consists of": with the term as the subject an explanation in 85 % of a sample.
    pub(super) const CAPABILITY: i32 = 10;
    /// Another verb in the present: "The lungs move air". Added: without it a definition by what
    /// a thing does scores no more than an adjective.
    pub(super) const DOES: i32 = 5;
    /// "Definition: …".
    pub(super) const ANNOUNCED: i32 = 40;
    /// A noun phrase without a verb as the first block: "A court of appeal."
    pub(super) const FRAGMENT: i32 = 25;
    /// The same with a verb that may be an order to the reader: "Run on a single machine".
    /// Added: such a line is shown, but not called a definition.
    pub(super) const ORDER: i32 = 15;
    /// "that", "which", "where", "used to", "responsible for".
    pub(super) const RELATIVE: i32 = 5;
    /// "an important part", "the best way".
    pub(super) const OPINION: i32 = -15;
    /// "is about", "is often …", "is fast".
    pub(super) const PLAIN: i32 = -5;
    /// "is not a …". Changed from -5: what a thing is not was taken for a definition.
    pub(super) const NEGATED: i32 = -15;
    /// Opens with "For example", "When", "However", "You"; a question; a label that ends in a colon.
    pub(super) const ASIDE: i32 = -20;
    /// Shorter than [`super::SHORT`] characters.
    pub(super) const SHORT: i32 = -10;
    /// Longer than [`super::LONG`] characters.
    pub(super) const LONG: i32 = -5;
    /// Two sentences of distance from the beginning of the section.
    pub(super) const TWO_DOWN: i32 = -7;
    /// A sentence about another subject defines that one: whatever its form, it stays below
    /// [`super::ACCEPT`]. Of such sentences 42 % were definitions at all, fewer of the term.
    pub(super) const OTHER_SUBJECT: i32 = super::ACCEPT - 1;
}

/// Characters within which a term counts as named near the beginning.
const NEAR: usize = 60;
/// Characters below which a sentence is short.
const SHORT: usize = 25;
/// Characters above which a sentence is long.
const LONG: usize = 320;

/// Who the subject of a sentence is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Term,
    Joint,
    StandIn,
    Fragment,
    Order,
    Other,
}

/// How much a sentence looks like the definition of a term.
///
/// `at` is its place among the sentences of the section, from 0. `subject_is` tells whether a
/// name, given without marks and article, is the term or one of its aliases; it is called a few
/// times for each sentence. `first_block` tells whether the sentence stands in the first block.
pub fn score(sentence: &Reading<'_>, at: usize, subject_is: &dyn Fn(&str) -> bool, first_block: bool) -> i32 {
    Scored::of(sentence, at, subject_is, first_block).full(subject_is)
}

/// The best of the first [`SENTENCES`] candidates; the earlier one of equals. `None` when there
/// is none, or none that is worth showing.
#[must_use]
pub fn choose(candidates: &[Candidate<'_, '_>], subject_is: &dyn Fn(&str) -> bool) -> Option<Gist> {
    let candidates = candidates.get(..SENTENCES).unwrap_or(candidates);
    let scored: Vec<Scored<'_, '_>> = candidates
        .iter()
        .enumerate()
        .map(|(index, candidate)| Scored::of(candidate.sentence, index, subject_is, candidate.first_block))
        .collect();
    // Whether a sentence about something else names the term is costly to find out and cannot
    // make it win over an accepted one, so it is asked only where there is none.
    let gist = best(scored.iter().map(|scored| scored.score))?;
    let gist = if gist.accepted { gist } else { best(scored.iter().map(|scored| scored.full(subject_is)))? };
    (0 <= gist.score).then_some(gist)
}

/// The best of some scores; the earlier one of equals.
fn best(scores: impl Iterator<Item = i32>) -> Option<Gist> {
    let mut best: Option<Gist> = None;
    for (index, score) in scores.enumerate() {
        if best.is_none_or(|best| best.score < score) {
            best = Some(Gist { index, score, accepted: ACCEPT <= score });
        }
    }
    best
}

/// A sentence with its score, as far as its form and its subject tell.
struct Scored<'r, 't> {
    score: i32,
    /// Of a sentence about something else: its words, and what it scores without its distance.
    other: Option<(&'r Phrase<'t>, i32)>,
}

impl<'r, 't> Scored<'r, 't> {
    fn of(
        sentence: &'r Reading<'t>,
        at: usize,
        subject_is: &dyn Fn(&str) -> bool,
        first_block: bool,
    ) -> Self {
        let Some(Spaced { phrase, clause }) = &sentence.spaced else {
            return Self { score: score_unspaced(sentence.text(), at, subject_is), other: None };
        };
        let (form, about) = score_form(phrase, clause.as_ref(), at, subject_is, first_block);
        Self { score: form + distance(at), other: (about == About::Other).then_some((phrase, form)) }
    }

    /// With what it is worth that a sentence about something else names the term.
    fn full(&self, subject_is: &dyn Fn(&str) -> bool) -> i32 {
        self.score + self.other.map_or(0, |(phrase, form)| named(phrase, form, subject_is))
    }
}

/// The score without distance, and without what it is worth that another subject's sentence
/// names the term.
fn score_form(
    phrase: &Phrase<'_>,
    clause: Option<&Clause>,
    at: usize,
    subject_is: &dyn Fn(&str) -> bool,
    first_block: bool,
) -> (i32, About) {
    if phrase.tokens.is_empty() {
        return (weight::ASIDE, About::Fragment);
    }
    let announced = phrase.is_word(0, "definition") && phrase.is_kind(1, Kind::Colon);
    let about = match about(phrase, clause, at, subject_is, first_block) {
        About::Other if announced => About::Fragment,
        about => about,
    };
    let mut score = match about {
        About::Term => weight::SUBJECT,
        About::Joint => weight::JOINT,
        About::StandIn => weight::STAND_IN,
        About::Fragment => weight::FRAGMENT,
        About::Order => weight::ORDER,
        About::Other => 0,
    };
    if let Some(clause) = clause {
        // What is said of something else tells little about the term, be it a definition.
        let predicate = predicate_weight(clause.predicate);
        score += if about == About::Other { predicate.max(0) / 2 } else { predicate };
    }
    if announced {
        score += weight::ANNOUNCED;
    }
    score += form_weight(phrase, clause, about);
    if about == About::Other {
        score = score.min(weight::OTHER_SUBJECT);
    }
    (score, about)
}

/// What it adds that a sentence of another subject names the term near its beginning.
fn named(phrase: &Phrase<'_>, score: i32, subject_is: &dyn Fn(&str) -> bool) -> i32 {
    let room = weight::OTHER_SUBJECT - score;
    if names_near(phrase, subject_is) { weight::NAMED.min(room) } else { 0 }
}

fn distance(at: usize) -> i32 {
    i32::try_from(at.min(SENTENCES)).unwrap_or(0) * weight::TWO_DOWN / 2
}

fn predicate_weight(predicate: Predicate) -> i32 {
    match predicate {
        Predicate::Is(Opener::Kind | Opener::Activity) => weight::KIND,
        Predicate::Is(Opener::Genus) => weight::GENUS,
        Predicate::Is(Opener::Opinion) => weight::KIND + weight::OPINION,
        Predicate::Is(Opener::Plain) => weight::PLAIN,
        Predicate::Is(Opener::Negated) => weight::NEGATED,
        Predicate::Says(Form::Capability) => weight::CAPABILITY,
        Predicate::Says(_) => weight::MEANS,
        Predicate::Called => weight::KIND,
        Predicate::Does => weight::DOES,
    }
}

/// What the words and the length of the sentence add, whoever its subject is.
fn form_weight(phrase: &Phrase<'_>, clause: Option<&Clause>, about: About) -> i32 {
    let mut score = 0;
    let relative = phrase.tokens.iter().enumerate().skip(1).any(|(index, token)| {
        token.is(Class::RELATIVE) && (!phrase.is_word(index, "used") || phrase.is_word(index + 1, "to"))
    });
    if relative {
        score += weight::RELATIVE;
    }
    let ends_with = |sign: char| {
        phrase
            .text
            .trim_end_matches(|char: char| char.is_whitespace() || matches!(char, '*' | '_' | '"' | '”'))
            .ends_with(sign)
    };
    let label = ends_with(':') && phrase.tokens.len() <= 9;
    let stands_alone = matches!(about, About::Term | About::Joint | About::StandIn);
    if opens_aside(phrase) && !stands_alone
        || clause.is_some_and(|clause| clause.leads_over)
        || ends_with('?')
        || label
    {
        score += weight::ASIDE;
    }
    let length = phrase.text.chars().count();
    if length < SHORT {
        score += weight::SHORT;
    } else if LONG < length {
        score += weight::LONG;
    }
    score
}

/// "For example", "When", "You": openings of sentences that do not say what something is.
fn opens_aside(phrase: &Phrase<'_>) -> bool {
    let example = phrase.is_word(1, "example") || phrase.is_word(1, "instance");
    phrase.is(0, Class::ASIDE_OPENING.or(Class::CONNECTIVE))
        || phrase.is_word(0, "for") && example
        || phrase.is_word(0, "e.g")
        || tells_of_text(phrase, 0)
}

fn about(
    phrase: &Phrase<'_>,
    clause: Option<&Clause>,
    at: usize,
    subject_is: &dyn Fn(&str) -> bool,
    first_block: bool,
) -> About {
    match clause {
        Some(clause) if clause.pronoun && at < 2 => About::StandIn,
        Some(clause) if clause.pronoun => About::Other,
        Some(clause) if clause.predicate == Predicate::Called => {
            let called = phrase.range(clause.body..phrase.tokens.len());
            let told = names_term(phrase, clause, subject_is);
            if told || subject_is(&marks::plain(&phrase.text[called])) { About::Term } else { About::Other }
        }
        Some(clause) if names_term(phrase, clause, subject_is) => {
            if clause.joint {
                About::Joint
            } else {
                About::Term
            }
        }
        Some(_) => About::Other,
        None if begins_with_term(phrase, subject_is) => About::Term,
        None if first_block && at == 0 || at < 3 && phrase.is(0, Class::INDEFINITE) => {
            fragment(phrase, subject_is)
        }
        None => About::Other,
    }
}

/// Whether the subject, an alias beside it, or one of several joined subjects is the term.
fn names_term(phrase: &Phrase<'_>, clause: &Clause, subject_is: &dyn Fn(&str) -> bool) -> bool {
    let name = |from: usize, to: usize| {
        let range = phrase.range(from..to);
        !range.is_empty() && subject_is(&marks::plain(&phrase.text[range]))
    };
    let subject = clause.subject.clone();
    if name(subject.start, subject.end) {
        return true;
    }
    if clause.alias.as_ref().is_some_and(|alias| name(alias.start, alias.end)) {
        return true;
    }
    // "The entity-relationship (ER) model", "a sonata in C", "fugues and canons".
    let mut from = subject.start;
    for index in subject.clone() {
        let token = &phrase.tokens[index];
        let parts = match token.kind {
            Kind::Open | Kind::Comma => true,
            Kind::Word => {
                token.is(Class::CONJUNCTION) || subject.start < index && token.is(Class::PREPOSITION)
            }
            _ => false,
        };
        if !parts {
            continue;
        }
        if name(from, index) {
            return true;
        }
        if token.is(Class::PREPOSITION) {
            return false;
        }
        from = if token.kind == Kind::Open { phrase.behind_bracket(index) } else { index + 1 };
        if phrase.is(from, Class::ARTICLE) {
            from += 1;
        }
    }
    if from != subject.start && from < subject.end && name(from, subject.end) {
        return true;
    }
    without_brackets(phrase, clause).is_some_and(|name| subject_is(&name))
}

/// The subject without a bracket in its middle, if it has one.
fn without_brackets(phrase: &Phrase<'_>, clause: &Clause) -> Option<String> {
    let open = clause.subject.clone().find(|index| phrase.is_kind(*index, Kind::Open))?;
    let behind = phrase.behind_bracket(open);
    if clause.subject.end <= behind {
        return None;
    }
    let before = phrase.range(clause.subject.start..open);
    let after = phrase.range(behind..clause.subject.end);
    Some(format!("{} {}", marks::plain(&phrase.text[before]), marks::plain(&phrase.text[after])))
}

/// Whether the first words are the term although no verb was found behind them.
fn begins_with_term(phrase: &Phrase<'_>, subject_is: &dyn Fn(&str) -> bool) -> bool {
    const LONGEST_TERM: usize = 5;
    let (start, _) = clause::opening(phrase, 0);
    let start = start + usize::from(phrase.is(start, Class::ARTICLE));
    (start + 1..=start + LONGEST_TERM)
        .take_while(|end| phrase.get(end - 1).is_some_and(|token| token.is_wordy()))
        .any(|end| subject_is(&marks::plain(&phrase.text[phrase.range(start..end)])) && goes_on(phrase, end))
}

/// Whether the name that ends before `end` is not the beginning of a longer one: "testing
/// tools" is not about testing.
fn goes_on(phrase: &Phrase<'_>, end: usize) -> bool {
    let Some(next) = phrase.get(end) else { return false };
    let noun = next.is_wordy() && next.class == Class::NONE && !phrase.word(end).ends_with("ed");
    !noun && !next.is(Class::GENUS)
}

/// Whether the term is named within the first [`NEAR`] characters.
fn names_near(phrase: &Phrase<'_>, subject_is: &dyn Fn(&str) -> bool) -> bool {
    const LONGEST_TERM: usize = 3;
    let small = Class::ARTICLE
        .or(Class::PREPOSITION)
        .or(Class::CONJUNCTION)
        .or(Class::PRONOUN)
        .or(Class::BE)
        .or(Class::AUXILIARY)
        .or(Class::SUBORDINATE);
    let is_content =
        |index: usize| phrase.get(index).is_some_and(|token| token.is_wordy() && !token.is(small));
    let near = phrase.tokens.iter().take_while(|token| token.start() < NEAR).count();
    for start in (0..near).filter(|start| is_content(*start)) {
        for end in start + 1..=(start + LONGEST_TERM).min(near) {
            if !phrase.get(end - 1).is_some_and(|token| token.is_wordy()) {
                break;
            }
            if is_content(end - 1) && subject_is(&marks::plain(&phrase.text[phrase.range(start..end)])) {
                return true;
            }
        }
    }
    false
}

/// What a first block without a clause is: a noun phrase ("A court of appeal.", "Collection of
/// parts that …"), a predicate whose subject is the title ("Stores the keys", "Used for joints"),
/// or what may be either that or an order ("Run on one machine").
fn fragment(phrase: &Phrase<'_>, subject_is: &dyn Fn(&str) -> bool) -> About {
    let opening = Class::ASIDE_OPENING
        .or(Class::SUBORDINATE)
        .or(Class::PRONOUN)
        .or(Class::CONNECTIVE)
        .or(Class::STAND_IN);
    let label = phrase.tokens.last().is_some_and(|token| token.kind == Kind::Colon);
    let question = phrase.text.trim_end().ends_with('?');
    let formula = phrase.tokens.iter().any(|token| matches!(token.kind, Kind::Arrow | Kind::Equals));
    if label || question || formula || phrase.is(0, opening) || names_another(phrase, subject_is) {
        return About::Other;
    }
    let object = Class::ARTICLE.or(Class::DETERMINER);
    let third_person = phrase.is(0, Class::VERB_S)
        || phrase.is(0, Class::VERB_S_OR_NOUN) && phrase.is(1, object)
        || phrase.is(0, Class::CAPABILITY) && !phrase.is(0, Class::VERB.or(Class::VERB_OR_NOUN));
    if third_person || phrase.is_word(0, "used") {
        return About::Fragment;
    }
    if phrase.is(0, Class::VERB_OR_NOUN)
        && phrase.is(1, object.or(Class::PREPOSITION))
        && !phrase.is_word(1, "of")
    {
        return About::Order;
    }
    if phrase.is(0, Class::VERB) {
        return About::Other;
    }
    if is_noun_phrase(phrase) { About::Fragment } else { About::Other }
}

/// "A change of the wave that comes again is often called a beat": what is told is told of the name at the end.
fn names_another(phrase: &Phrase<'_>, subject_is: &dyn Fn(&str) -> bool) -> bool {
    const LONGEST_NAME: usize = 4;
    let naming =
        |at| clause::naming(phrase, at).map(|name| (at, name + usize::from(phrase.is(name, Class::ARTICLE))));
    let is_term = |name: usize| {
        let ends = name + 1..=(name + LONGEST_NAME).min(phrase.tokens.len());
        ends.into_iter().any(|end| subject_is(&marks::plain(&phrase.text[phrase.range(name..end)])))
    };
    (2..phrase.tokens.len()).filter_map(naming).any(|(at, name)| {
        let verb = (1..at).rev().find(|&before| !phrase.is(before, Class::ADVERB));
        verb.is_some_and(|verb| {
            phrase.is(verb, Class::BE)
                && !phrase.is_one_of(verb - 1, &["that", "which", "who"])
                && !is_term(name)
        })
    })
}

/// Whether the text begins with a noun phrase and goes on as one ("… of", "… that", "… used
/// for"): nothing in it can be the verb of a sentence.
fn is_noun_phrase(phrase: &Phrase<'_>) -> bool {
    const LONGEST: usize = 8;
    let goes_on = |index: usize| {
        let word = phrase.word(index);
        let participle = word.ends_with("ed") || word.ends_with("ing") || phrase.is(index, Class::PAST);
        phrase.is(index, Class::PREPOSITION.or(Class::SUBORDINATE)) || participle && 0 < index
    };
    let verb = Class::BE.or(Class::AUXILIARY).or(Class::IT_IS).or(Class::VERB_S);
    let other_phrase = Class::ARTICLE.or(Class::DETERMINER).or(Class::PRONOUN).or(Class::STAND_IN);
    // "Romans built roads": a plural with an unknown word behind it may be a sentence.
    let plural =
        phrase.is_kind(0, Kind::Word) && clause::looks_plural(phrase.word(0)) && phrase.tokens.len() > 2;
    let next_unknown =
        phrase.get(1).is_some_and(|token| token.kind == Kind::Word && token.class == Class::NONE);
    if plural && next_unknown && !goes_on(1) {
        return false;
    }
    for index in 0..phrase.tokens.len() {
        let token = &phrase.tokens[index];
        let ends = !token.is_wordy() && token.kind != Kind::Comma || goes_on(index);
        if ends {
            return true;
        }
        if LONGEST <= index || token.is(verb) || 0 < index && token.is(other_phrase) {
            return false;
        }
    }
    true
}

/// Chinese and Japanese: the form decides, since words are not told apart.
fn score_unspaced(sentence: &str, at: usize, subject_is: &dyn Fn(&str) -> bool) -> i32 {
    let length = sentence.chars().count();
    let question = sentence.trim_end().ends_with(['？', '?', '：', ':']);
    let mut score = if question { weight::ASIDE } else { 0 };
    if length < SHORT / 3 {
        score += weight::SHORT;
    }
    let Some(statement) = foreign::read(sentence) else {
        let opens = ["例如", "比如", "如果", "但是", "因此", "例えば", "しかし", "もし"];
        score += if opens.iter().any(|opening| sentence.starts_with(opening)) { weight::ASIDE } else { 0 };
        return score + distance(at);
    };
    let is = |range: &std::ops::Range<usize>| subject_is(&marks::plain(&sentence[range.clone()]));
    let term = is(&statement.subject) || statement.alias.as_ref().is_some_and(is);
    score += match statement.form {
        Form::Copula | Form::Called if statement.strict => weight::KIND,
        Form::Copula | Form::Called | Form::Which | Form::Apposition | Form::Capability | Form::Does => {
            weight::CAPABILITY
        }
        Form::RefersTo | Form::StandsFor | Form::Means | Form::DefinedAs => weight::MEANS,
    };
    if term {
        score += weight::SUBJECT;
    } else if statement.pronoun && at < 2 {
        score += weight::STAND_IN;
    } else {
        score = score.min(weight::OTHER_SUBJECT);
    }
    score + distance(at)
}
