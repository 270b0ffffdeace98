//! Subject and verb of a sentence, found by word classes instead of a parser.
//!
//! The subject is the run of words up to the first word that must be a verb here. Sentences
//! that do not open with such a run (subordinate clauses, imperatives, questions) have no
//! clause for us: what they define is not worth the guess.

mod predicate;
mod verb;

use std::ops::Range;

use super::definition::Form;
use super::lexicon::Class;
use super::phrase::{Kind, Phrase};
use verb::{Verb, verb_at};

pub(super) use predicate::{behind_be, genus, naming};

/// How many words a subject may have before we stop looking for its verb.
const LONGEST_SUBJECT: usize = 12;

/// How a noun phrase behind "is" or "are" begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opener {
    /// "a", "an", "one of", "any", "when", "where", "how": a kind of thing follows.
    Kind,
    /// "the process of", "the study of".
    Activity,
    /// A noun such as "technique" within the first words, without "a".
    Genus,
    /// "a powerful tool", "the best way", "a must": praise, no explanation.
    Opinion,
    /// "not a …".
    Negated,
    /// Anything else: adjectives, participles, "about …".
    Plain,
}

/// What the verb of a clause says of its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Predicate {
    Is(Opener),
    Says(Form),
    /// "is called", "is known as": the name stands behind it.
    Called,
    /// Any other verb.
    Does,
}

/// A main clause; indices are of tokens.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    /// The subject without its article.
    pub(super) subject: Range<usize>,
    /// Another name of it, from "(…)", "or …," or "also known as …,".
    pub(super) alias: Option<Range<usize>>,
    /// Whether words such as "also known as" give that name: nobody says so of what is no term.
    pub(super) announced: bool,
    /// "A" or "The" before it, else no class.
    pub(super) article: Class,
    /// Whether the subject is it, they, this or these.
    pub(super) pronoun: bool,
    /// Whether it opens with "However", "For example" and the like.
    pub(super) leads_over: bool,
    /// Whether the subject is several names: "X and Y", "X, Y and Z".
    pub(super) joint: bool,
    /// The first token of what is said: behind "is" and "refers to", at the verb elsewhere.
    pub(super) body: usize,
    pub(super) predicate: Predicate,
    /// Whether the verb is in the singular: "is", "means", "refers".
    pub(super) singular: bool,
}

/// The clause that begins at the token `from`.
pub(super) fn read(phrase: &Phrase<'_>, from: usize) -> Option<Clause> {
    let (start, leads_over) = opening(phrase, from);
    if phrase.is(start, Class::IT_IS) {
        let (predicate, body) = behind_be(phrase, start + 1);
        let singular = !phrase.is_word(start, "they're");
        return Some(Clause { leads_over, predicate, body, singular, ..Clause::pronoun_at(start) });
    }
    // "Es un átomo o …", "C'est une …": the verb alone stands for its subject.
    let bare = phrase.is_one_of(start, &["es", "son", "è", "é", "c'est", "c’est", "это"]);
    if bare && phrase.is(start + 1, Class::FOREIGN_ARTICLE) {
        let predicate = Predicate::Is(Opener::Kind);
        return Some(Clause { leads_over, predicate, body: start + 1, ..Clause::pronoun_at(start) });
    }
    if phrase.is(start, Class::STAND_IN)
        && let Some(verb) = verb_at(phrase, start + 1, true)
    {
        let Verb { predicate, body, singular, .. } = verb;
        // "This usually occurs when …" tells when something happens, and not what it is.
        let occurs = phrase.is_one_of(body.saturating_sub(1), &["occurs", "arises"]);
        let predicate = if occurs { Predicate::Does } else { predicate };
        return Some(Clause { leads_over, predicate, body, singular, ..Clause::pronoun_at(start) });
    }
    let article = phrase.get(start).map_or(Class::NONE, |token| token.class);
    let has_article = article.is(Class::ARTICLE);
    let first = start + usize::from(has_article);
    let article = match has_article {
        true if article.is(Class::DEFINITE) => Class::DEFINITE,
        true => Class::INDEFINITE,
        false => Class::NONE,
    };
    let subject = subject(phrase, first)?;
    let (first, article) = announced(phrase, first..subject.end, article, subject.verb.foreign);
    let Verb { mut predicate, body, singular, .. } = subject.verb;
    // "Giffen goods are goods that …"
    let same = |at: usize| phrase.word(at).to_lowercase() == phrase.word(body).to_lowercase();
    if predicate == Predicate::Is(Opener::Plain) && same(subject.end - 1) && phrase.get(body + 3).is_some() {
        predicate = Predicate::Is(Opener::Genus);
    }
    Some(Clause {
        subject: first..subject.end,
        alias: subject.alias,
        announced: subject.announced,
        article,
        pronoun: subject.verb.foreign && subject.end == first + 1 && phrase.is(first, Class::FOREIGN_POINTER),
        leads_over,
        joint: subject.joint,
        body,
        predicate,
        singular,
    })
}

/// Where the name begins behind "the term" and behind the article of another language.
fn announced(phrase: &Phrase<'_>, subject: Range<usize>, article: Class, foreign: bool) -> (usize, Class) {
    let mut first = subject.start;
    let mut article = article;
    let longer = |first: usize| first + 1 < subject.end;
    // "Essa disciplina é a …", "Ihre Aufgabe ist die …": what is meant stands above.
    if foreign && phrase.is(first, Class::FOREIGN_POINTER) && !phrase.is(first, Class::FOREIGN_ARTICLE) {
        return (first, Class::DEFINITE);
    }
    if foreign && longer(first) && phrase.is(first, Class::FOREIGN_ARTICLE) {
        first += 1;
        article = Class::INDEFINITE;
    }
    if article != Class::NONE && longer(first) && phrase.is(first, Class::ANNOUNCING) {
        let of = phrase.is_word(first + 1, "of") && longer(first + 1);
        return (first + 1 + usize::from(of), Class::INDEFINITE);
    }
    (first, article)
}

impl Clause {
    fn pronoun_at(index: usize) -> Clause {
        Clause {
            subject: index..index + 1,
            alias: None,
            announced: false,
            article: Class::NONE,
            pronoun: true,
            leads_over: false,
            joint: false,
            body: index + 1,
            predicate: Predicate::Does,
            singular: true,
        }
    }
}

/// Past what sets the scene ("In music,", "Basically,", "For example,", "Definition:"), and
/// whether any of it leads over from the sentence before.
pub(super) fn opening(phrase: &Phrase<'_>, from: usize) -> (usize, bool) {
    let mut at = from;
    let mut leads_over = false;
    for _ in 0..3 {
        if phrase.is_kind(at + 1, Kind::Colon) && phrase.is_kind(at, Kind::Word) && announces(phrase, at) {
            at += 2;
            continue;
        }
        let reply = ["yes", "no", "sure", "exactly", "right", "well", "ok", "okay"];
        if phrase.is_one_of(at, &reply)
            && (phrase.is_kind(at + 1, Kind::Comma) || phrase.is_kind(at + 1, Kind::Stop))
        {
            at += 2;
            continue;
        }
        if phrase.is(at, Class::CONJUNCTION) && !phrase.is_kind(at, Kind::Code) {
            leads_over = true;
            at += 1;
            continue;
        }
        let opens_scene = Class::PREPOSITION.or(Class::ADVERB).or(Class::CONNECTIVE);
        if !phrase.is(at, opens_scene) {
            break;
        }
        let Some(comma) = scene_end(phrase, at) else { break };
        let example = (at..comma)
            .any(|index| phrase.is_one_of(index, &["example", "instance", "contrast", "addition", "hand"]));
        leads_over |= example || phrase.is(at, Class::CONNECTIVE);
        at = comma + 1;
    }
    (at, leads_over)
}

/// "Definition:", "Notes:", "Learned:": a label that announces what is worth knowing.
fn announces(phrase: &Phrase<'_>, at: usize) -> bool {
    is_announcement(phrase.word(at))
}

/// Whether a word is such a label.
pub(crate) fn is_announcement(word: &str) -> bool {
    const LABELS: [&str; 11] = [
        "definition",
        "def",
        "notes",
        "learned",
        "learnt",
        "til",
        "remember",
        "recall",
        "answer",
        "a",
        "ans",
    ];
    LABELS.iter().any(|label| word.eq_ignore_ascii_case(label))
}

/// The comma that ends a scene-setter of a few words without a verb.
fn scene_end(phrase: &Phrase<'_>, from: usize) -> Option<usize> {
    const LONGEST_SCENE: usize = 8;
    let mut at = from;
    for _ in 0..LONGEST_SCENE {
        at += 1;
        let token = phrase.get(at)?;
        match token.kind {
            Kind::Comma => return Some(at),
            // "In equal temperament (the usual tuning), a semitone is …"
            Kind::Open => at = phrase.behind_bracket(at) - 1,
            Kind::Word if !token.is(Class::BE.or(Class::AUXILIARY).or(Class::STAND_IN)) => {}
            Kind::Code => {}
            _ => return None,
        }
    }
    None
}

struct Subject {
    end: usize,
    alias: Option<Range<usize>>,
    announced: bool,
    joint: bool,
    verb: Verb,
}

fn subject(phrase: &Phrase<'_>, first: usize) -> Option<Subject> {
    if phrase.is(first, Class::PREPOSITION) && !phrase.word(first).chars().all(char::is_uppercase) {
        return None;
    }
    // "Filters the blood", "Creates objects": the subject is left out.
    let object = phrase.is(first + 1, Class::ARTICLE.or(Class::DETERMINER));
    if phrase.is(first, Class::VERB_S) || object && phrase.is(first, Class::VERB_S_OR_NOUN) {
        return None;
    }
    let mut at = first;
    let mut end = first;
    let mut words = 0;
    let mut alias = None;
    let mut announced = false;
    let mut joint = false;
    let mut several = false;
    while words <= LONGEST_SUBJECT {
        let token = phrase.get(at)?;
        match token.kind {
            Kind::Open if first < at => {
                let behind = phrase.behind_bracket(at);
                let named = other_name(phrase, at + 1..behind - 1);
                announced |= named.is_some();
                let inside = || Some(at + 1..behind - 1).filter(|inside| (1..=6).contains(&inside.len()));
                alias = alias.or(named).or_else(inside);
                at = behind;
                continue;
            }
            Kind::Comma if first < at => match parenthesis(phrase, at) {
                Some((inside, names)) => {
                    at = inside.end + 1;
                    announced |= names.is_some();
                    alias = alias.or(names);
                    continue;
                }
                None => {
                    joint = true;
                    at += 1;
                    continue;
                }
            },
            Kind::Dash if first < at => {
                // "X — это Y": the dash stands for the verb, or right before it.
                let verb = verb_at(phrase, at + 1, false)
                    .filter(|verb| matches!(verb.predicate, Predicate::Is(Opener::Kind)));
                let dash = || Verb {
                    predicate: Predicate::Is(Opener::Kind),
                    body: at + 1,
                    singular: true,
                    foreign: true,
                };
                let cyrillic = || {
                    phrase
                        .word(at - 1)
                        .starts_with(|char: char| matches!(char, 'а'..='я' | 'А'..='Я' | 'і' | 'ї' | 'є'))
                };
                let verb = verb.or_else(|| (words <= 4 && cyrillic()).then(dash))?;
                return Some(Subject { end, alias, announced, joint, verb });
            }
            Kind::Word | Kind::Code => {}
            Kind::Open
            | Kind::Comma
            | Kind::Dash
            | Kind::Close
            | Kind::Semicolon
            | Kind::Colon
            | Kind::Arrow
            | Kind::Equals
            | Kind::Stop => {
                return None;
            }
        }
        if first < at {
            let plural = several || looks_plural(phrase.word(at - 1)) && phrase.is_kind(at - 1, Kind::Word);
            if let Some(verb) = verb_at(phrase, at, plural) {
                if (first..end).all(|index| phrase.is(index, Class::ADVERB)) {
                    return None;
                }
                return Some(Subject { end, alias, announced, joint, verb });
            }
        }
        if token.is(Class::SUBORDINATE)
            || token.is(Class::PRONOUN.or(Class::IT_IS).or(Class::AUXILIARY).or(Class::BE))
        {
            return None;
        }
        // A comma alone ("a plan to take France, then Russia") makes no plural.
        several |= token.is(Class::CONJUNCTION);
        joint |= several;
        words += 1;
        at += 1;
        end = at;
    }
    None
}

/// What stands between the comma at `comma` and the next one, when the verb follows: its
/// tokens, and the other name it gives, if any.
fn parenthesis(phrase: &Phrase<'_>, comma: usize) -> Option<(Range<usize>, Option<Range<usize>>)> {
    const LONGEST_PARENTHESIS: usize = 16;
    let closing = (comma + 2..comma + 2 + LONGEST_PARENTHESIS)
        .take_while(|at| {
            !matches!(phrase.get(*at).map(|token| token.kind), None | Some(Kind::Stop | Kind::Semicolon))
        })
        .find(|at| phrase.is_kind(*at, Kind::Comma))?;
    verb_at(phrase, closing + 1, true)?;
    Some((comma + 1..closing, other_name(phrase, comma + 1..closing)))
}

/// "or Y", "also known as Y", "often called Y", "abbreviated Y": the tokens of Y.
fn other_name(phrase: &Phrase<'_>, inside: Range<usize>) -> Option<Range<usize>> {
    let mut at = inside.start;
    let mut named = phrase.is_word(at, "or") || phrase.is_word(at, "aka") || phrase.is_word(at, "a.k.a");
    if named {
        at += 1;
    }
    while phrase.is(at, Class::ADVERB) {
        at += 1;
    }
    for (first, then) in
        [("known", "as"), ("referred", "to"), ("abbreviated", "as"), ("abbreviated", "to"), ("short", "for")]
    {
        if phrase.is_word(at, first) && phrase.is_word(at + 1, then) {
            at += 2 + usize::from(phrase.is_word(at + 2, "as"));
            named = true;
        }
    }
    if phrase.is_one_of(at, &["called", "abbreviated", "formerly", "named", "dubbed", "termed"]) {
        at += 1;
        named = true;
    }
    at += usize::from(phrase.is(at, Class::ARTICLE));
    // "…, known as X in trade,": the name ends where a small word follows.
    let end = (at..inside.end)
        .find(|index| {
            phrase.get(*index).is_none_or(|token| !token.is_wordy()) || phrase.is(*index, Class::SUBORDINATE)
        })
        .unwrap_or(inside.end);
    (named && at < end && end - at <= 6).then_some(at..end)
}

/// Whether an English word looks like a plural.
pub(crate) fn looks_plural(word: &str) -> bool {
    let word = word.trim_end_matches(['*', '_']);
    if ["people", "children", "men", "women", "bacteria", "phenomena", "criteria"].contains(&word) {
        return true;
    }
    3 < word.len()
        && word.ends_with('s')
        && !["ss", "us", "is", "ics", "ous"].iter().any(|ending| word.ends_with(ending))
}
