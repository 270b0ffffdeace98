//! What kind of text stands behind the mark of a label: an explanation, an order, a value.
//!
//! "Osmosis: …" explains osmosis if a noun phrase, a verb without subject or "it is …" follows. An
//! order ("use a pump") or a value ("3 hours") tells something else.

use std::ops::Range;

use super::bytes::{ByteSet, holds, holds_any};
use super::clause;
use super::foreign;
use super::lexicon::Class;
use super::naming;
use super::phrase::{Kind, Phrase};
use super::reading::{Reading, Spaced};

/// The ways a text behind a label begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A noun phrase or a participle: "a piece for several voices", "used for cuts".
    Noun,
    /// A verb in the third person whose subject is the label: "moves water".
    Does,
    /// A sentence about it, they, this or these.
    StandIn,
    /// A sentence with a subject of its own.
    Sentence {
        /// The subject, without article.
        subject: Range<usize>,
    },
    /// A verb in its base form: an order, or what several do ("Jobs: run in parallel").
    Order,
    /// "Finding faults", "Using a pump".
    Gerund {
        /// Whether it names what one does for some purpose ("using", "ensuring") and no activity.
        purpose: bool,
    },
    /// A number, an amount, a yes or no.
    Value,
    /// A condition: "once the wall is torn, …", "if two keys …".
    Condition,
    /// A question, an address to the reader, an example.
    Aside,
    /// No word.
    Nothing,
}

/// Verbs of orders and gerunds that say what one wants rather than what something is.
const PURPOSES: [&str; 27] = [
    "us",
    "utiliz",
    "utilis",
    "leverag",
    "implement",
    "ensur",
    "build",
    "improv",
    "enhanc",
    "optimiz",
    "optimis",
    "protect",
    "adopt",
    "apply",
    "avoid",
    "reduc",
    "increas",
    "keep",
    "help",
    "learn",
    "work",
    "study",
    "practic",
    "maintain",
    "understand",
    "leav",
    "achiev",
];

/// Reads the text behind a label.
#[must_use]
pub fn shape(text: &Reading<'_>) -> Shape {
    let Some(Spaced { phrase, clause }) = &text.spaced else { return unspaced(text.text()) };
    let Some(first) = phrase.tokens.iter().position(|token| token.is_wordy()) else { return Shape::Nothing };
    // "how deep the hull lies" tells what draught is.
    if phrase.is_one_of(first, &["how", "where", "whether", "what"]) && !phrase.text.contains('?') {
        return Shape::Noun;
    }
    if phrase.text.trim_end().ends_with('?') || is_aside(phrase, first) {
        return Shape::Aside;
    }
    if is_condition(phrase, first) {
        return Shape::Condition;
    }
    if is_value(phrase, first) {
        return Shape::Value;
    }
    if let Some(gerund) = gerund(phrase, first, clause.as_ref()) {
        return gerund;
    }
    // "This algorithm spreads …": the label is what it stands for.
    if phrase.is(first, Class::STAND_IN) {
        return Shape::StandIn;
    }
    let does = phrase.is(first, Class::VERB_S.or(Class::CAPABILITY))
        || phrase.is(first, Class::VERB_S_OR_NOUN)
            && phrase.is(
                first + 1,
                Class::ARTICLE.or(Class::DETERMINER).or(Class::PREPOSITION).or(Class::SUBORDINATE),
            );
    let does = does && !phrase.is(first, Class::VERB);
    match clause {
        Some(clause) if clause.pronoun => return Shape::StandIn,
        // "conjunto de seres vivos e do ambiente": what looks like an English verb is none.
        Some(clause)
            if phrase.is(clause.subject.end, Class::AUXILIARY.or(Class::VERB)) && is_foreign(phrase) => {}
        // "a company another company absorbs", "the amount due, usually after a sale has been made"
        Some(clause) if !does && is_reduced(phrase, clause, first) => return Shape::Noun,
        // "network of trade routes from the east": what may be a verb belongs to the nouns.
        Some(clause) if !does && is_compound(phrase, clause, first) => {}
        // "process by which a stimulus is represented": the verb is that of the relative clause.
        Some(clause) if is_within_relative(phrase, clause, first) => {}
        Some(clause) if !does => {
            return Shape::Sentence { subject: phrase.range(clause.subject.clone()) };
        }
        Some(_) | None => {}
    }
    if does {
        return Shape::Does;
    }
    let forbids = phrase.is_one_of(first, &["don't", "don’t", "never", "always"]);
    if forbids && phrase.is(first + 1, Class::VERB.or(Class::VERB_OR_NOUN)) {
        return Shape::Order;
    }
    if let Some(subject) = german_subject(phrase, first) {
        Shape::Sentence { subject }
    } else if !naming::is_order(phrase) && !phrase.is_word(first, "use") || is_by_which(phrase, first) {
        Shape::Noun
    } else if is_foreign(phrase) {
        // "produce ATP en la respiración celular"
        Shape::Does
    } else {
        Shape::Order
    }
}

/// "Der Luftdruck halbiert sich", "Kälte führt zu Nebel": in German, where nouns have capitals, a small word that ends
/// as verbs do and stands right behind a noun is the verb of a sentence.
fn german_subject(phrase: &Phrase<'_>, first: usize) -> Option<Range<usize>> {
    const LONGEST_SUBJECT: usize = 6;
    const SMALL: [&str; 16] = [
        "der", "die", "das", "den", "dem", "des", "ein", "eine", "und", "zu", "mit", "von", "im", "auf",
        "sich", "bei",
    ];
    const NO_VERBS: [&str; 28] = [
        "mit",
        "seit",
        "nicht",
        "statt",
        "fast",
        "erst",
        "oft",
        "jetzt",
        "dort",
        "selbst",
        "bereits",
        "laut",
        "samt",
        "fest",
        "gut",
        "leicht",
        "schlecht",
        "weit",
        "dicht",
        "direkt",
        "meist",
        "sonst",
        "zuerst",
        "zuletzt",
        "nebst",
        "bekannt",
        "verursacht",
        "ist",
    ];
    let capital = |at: usize| phrase.word(at).starts_with(char::is_uppercase);
    let verb = |at: usize| {
        let word = phrase.word(at);
        let participle = || word.starts_with("ge") && !["gibt", "geht", "gilt", "gehört"].contains(&word);
        3 < word.len()
            && word.ends_with('t')
            && word.starts_with(char::is_lowercase)
            && !participle()
            && !NO_VERBS.contains(&word)
    };
    let inside = |at: &usize| phrase.is_kind(*at, Kind::Word);
    let found =
        (first + 1..=first + LONGEST_SUBJECT).take_while(inside).find(|&at| verb(at) && capital(at - 1))?;
    let small = |at: usize| phrase.is_one_of(at, &SMALL);
    // English has words in capitals before such words, too: "The US exit from".
    let german = (first..phrase.tokens.len().min(found + 8)).any(small);
    german.then(|| phrase.range(first..found))
}

/// Whether the word behind a subject such as "network of trade" is a plural rather than a verb: no object follows it.
fn is_compound(phrase: &Phrase<'_>, clause: &clause::Clause, first: usize) -> bool {
    let at = clause.subject.end;
    let sure = Class::VERB_S.or(Class::BE).or(Class::AUXILIARY).or(Class::CAPABILITY);
    phrase.word(first).starts_with(char::is_lowercase)
        && phrase.is_word(first + 1, "of")
        && phrase.is(at, Class::VERB_S_OR_NOUN)
        && !phrase.is(at, sure)
        && phrase.is(at + 1, Class::PREPOSITION)
}

/// "process by which a signal is read": a noun, though it may be an order elsewhere.
fn is_by_which(phrase: &Phrase<'_>, first: usize) -> bool {
    phrase.is(first + 1, Class::PREPOSITION) && phrase.is_word(first + 2, "which")
}

/// Whether "by which", "in which" or the like stands behind the first words and before the verb.
fn is_within_relative(phrase: &Phrase<'_>, clause: &clause::Clause, first: usize) -> bool {
    const NEAR: usize = 6;
    let end = clause.subject.end.min(first + NEAR);
    (first + 2..end).any(|at| phrase.is_word(at, "which") && phrase.is(at - 1, Class::PREPOSITION))
}

/// Whether what looks like the subject of a sentence is a noun phrase and what is told of it: a second noun phrase that no
/// word joins to the first, and that has the verb, or a remark behind a comma.
fn is_reduced(phrase: &Phrase<'_>, clause: &clause::Clause, first: usize) -> bool {
    let opens = Class::ARTICLE.or(Class::DETERMINER);
    let joins = Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::VERB).or(Class::VERB_S).or(Class::ADVERB);
    let follows = |at: usize| {
        let before = &phrase.tokens[at - 1];
        first + 1 < at && phrase.is(at, opens) && before.is_wordy() && !before.is(joins.or(opens))
    };
    let remarks = |at: usize| {
        let next = (at + 1..phrase.tokens.len()).find(|&next| !phrase.is(next, Class::ADVERB));
        let said = Class::PREPOSITION.or(Class::SUBORDINATE);
        phrase.is_kind(at, Kind::Comma) && next.is_some_and(|next| phrase.is(next, said))
    };
    let mut inside = clause.subject.clone().skip(1);
    let indefinite = phrase.is(first, Class::INDEFINITE);
    phrase.is(first, Class::ARTICLE) && inside.any(|at| indefinite && follows(at) || remarks(at))
}

/// Whether two of the first words are small words of another language.
fn is_foreign(phrase: &Phrase<'_>) -> bool {
    const NEAR: usize = 12;
    const SMALL: [&str; 34] = [
        "de", "del", "della", "da", "dos", "das", "du", "des", "que", "qui", "che", "la", "el", "los", "las",
        "le", "les", "il", "un", "una", "une", "um", "uma", "en", "em", "con", "com", "por", "para", "per",
        "di", "e", "y", "et",
    ];
    let small = |at: &usize| phrase.is_one_of(*at, &SMALL);
    1 < (0..phrase.tokens.len().min(NEAR)).filter(small).take(2).count()
}

/// "Finding faults", "Testing the whole of it, to be sure": but "Testing is an art" is a sentence.
fn gerund(phrase: &Phrase<'_>, first: usize, clause: Option<&clause::Clause>) -> Option<Shape> {
    const NAME: usize = 3;
    if !phrase.word(first).ends_with(['g', 'G']) {
        return None;
    }
    let word = phrase.word(first).to_lowercase();
    let stem =
        word.strip_suffix("ing").filter(|stem| 2 <= stem.len() && phrase.is_kind(first, Kind::Word))?;
    let object = phrase.is(first + 1, Class::ARTICLE.or(Class::DETERMINER));
    let sentence = clause.is_some_and(|clause| clause.subject.len() <= NAME) && !object;
    if sentence || phrase.is_word(first + 1, "of") {
        return None;
    }
    // "Learning by association" names what it is, "learning the rules" what one does.
    let named = phrase.is_one_of(first + 1, &["by", "from", "through"]);
    Some(Shape::Gerund { purpose: !named && PURPOSES.iter().any(|verb| stem.starts_with(verb)) })
}

/// "When", "If", "Once".
fn is_condition(phrase: &Phrase<'_>, first: usize) -> bool {
    let condition = ["if", "when", "once", "whenever", "after", "as", "while", "given"];
    phrase.is_one_of(first, &condition)
}

/// "For example", "You", "Imagine", "Think of it as".
fn is_aside(phrase: &Phrase<'_>, first: usize) -> bool {
    // "no legal effect at all" explains, "no, …" answers.
    let lacks = phrase.is_word(first, "no") && phrase.is_kind(first + 1, Kind::Word);
    phrase.is(first, Class::ASIDE_OPENING.or(Class::CONNECTIVE)) && !is_condition(phrase, first) && !lacks
        || phrase.is_word(first, "for") && phrase.is_word(first + 1, "example")
        || {
            let (start, _) = clause::opening(phrase, 0);
            phrase.is_one_of(start, &["you", "we", "i"])
        }
        || phrase.is_one_of(first, &["e.g", "eg", "imagine", "think", "see", "cf", "you", "we", "i", "he", "she"])
        // "like a pin, but turned round" explains.
        || phrase.is_word(first, "like") && !phrase.is(first + 1, Class::INDEFINITE)
        || tells_of_text(phrase, first)
        // "will write the minutes"
        || phrase.is_one_of(first, &["will", "would", "should", "shall"])
        // "Bob to write the minutes"
        || phrase.word(first).starts_with(char::is_uppercase)
            && phrase.is_word(first + 1, "to")
            && phrase.is(first + 2, Class::VERB.or(Class::VERB_OR_NOUN))
}

/// "The text mentions that offers stay open", "This passage explains …": what is told is told of a book.
pub(super) fn tells_of_text(phrase: &Phrase<'_>, first: usize) -> bool {
    const TEXTS: [&str; 12] = [
        "text",
        "passage",
        "chapter",
        "section",
        "article",
        "author",
        "authors",
        "lecture",
        "excerpt",
        "paragraph",
        "slide",
        "video",
    ];
    const TELL: [&str; 16] = [
        "mentions",
        "explains",
        "emphasizes",
        "emphasises",
        "highlights",
        "discusses",
        "describes",
        "introduces",
        "covers",
        "argues",
        "says",
        "notes",
        "states",
        "suggests",
        "outlines",
        "explores",
    ];
    let pointed = phrase.is(first, Class::DEFINITE) || phrase.is_word(first, "this");
    let told = |at: usize| phrase.is_one_of(at, &TEXTS) && phrase.is_one_of(at + 1, &TELL);
    pointed && (first + 1..first + 3).any(told)
}

/// Fewer than three words that are no noun phrase with an article, or a number first.
fn is_value(phrase: &Phrase<'_>, first: usize) -> bool {
    let word = phrase.word(first);
    let number = word.starts_with(|char: char| char.is_ascii_digit()) && !is_dated(phrase, first);
    let words = phrase.tokens.iter().filter(|token| token.is_wordy()).count();
    let answer = phrase
        .is_one_of(first, &["yes", "no", "none", "n/a", "true", "false", "same", "optional", "required"]);
    // "Dawkins, ch. 1–3"
    let cited = words <= 6
        && holds(phrase.text, ", ")
        && holds_any(phrase.text, &[" ch. ", " chap. ", " pp. ", " p. ", " vol. "]);
    let bracket = || phrase.text.trim_start().starts_with(['[', '{', '<', '$']) && !holds(phrase.text, "](");
    let percent = || phrase.text.contains('%');
    let alone = words == 1 || phrase.get(first + 1).is_some_and(|next| !next.is_wordy());
    let coded = phrase.tokens.iter().filter(|token| {
        let word = &phrase.text.as_bytes()[token.range()];
        token.is_wordy() && word.iter().any(|byte| byte.is_ascii_digit() || *byte == b'_')
    });
    let amount = word.chars().all(|char| char.is_ascii_digit()) && !is_dated(phrase, first);
    amount
        || cited
        || number && (words <= 5 || percent())
        || answer && alone
        || words < 2 * coded.count()
        || words <= 8 && bracket()
}

/// "1713 agreement that ended the war": a year before a noun that is told apart.
fn is_dated(phrase: &Phrase<'_>, first: usize) -> bool {
    const NEAR: usize = 4;
    let year = matches!(phrase.word(first).parse::<u16>(), Ok(1000..=2099));
    let noun = phrase.is_kind(first + 1, Kind::Word)
        && phrase.word(first + 1).starts_with(char::is_lowercase)
        && !phrase.is(first + 1, Class::PREPOSITION.or(Class::ARTICLE).or(Class::CONJUNCTION));
    year && noun
        && (first + 2..first + 2 + NEAR).any(|at| phrase.is_one_of(at, &["that", "which", "between"]))
}

/// Where words are not spaced only asides and lengths are told apart.
fn unspaced(text: &str) -> Shape {
    let text = text.trim();
    let aside = ["例如", "比如", "如果", "当", "請", "请", "例えば", "もし"];
    if aside.iter().any(|start| text.starts_with(start)) || text.ends_with(['？', '?']) {
        return Shape::Aside;
    }
    let letters = text.chars().filter(|char| char.is_alphabetic()).count();
    match letters {
        0 => Shape::Nothing,
        1 => Shape::Value,
        _ => Shape::Noun,
    }
}

/// How many words a text has, as a reader counts them; two characters make a word where words are not spaced.
#[must_use]
pub fn length(text: &str) -> usize {
    length_to(text, usize::MAX)
}

/// The same up to a number: a long text is not counted to its end.
pub(crate) fn length_to(text: &str, most: usize) -> usize {
    if text.is_ascii() {
        return ascii_length(text, most);
    }
    if foreign::is_unspaced(text) {
        return most.min(text.chars().filter(|char| char.is_alphanumeric()).count() / 2);
    }
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    words.take(most).count()
}

/// The words of a text without marks around them.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split_whitespace().map(|word| word.trim_matches(|char: char| !char.is_alphanumeric()));
    words.filter(|word| !word.is_empty())
}

/// Whether a text has at least so many words.
pub(crate) fn has_length(text: &str, least: usize) -> bool {
    length_to(text, least) == least
}

/// How many words an ASCII text has: those with a letter or a digit.
fn ascii_length(text: &str, most: usize) -> usize {
    const SPACES: ByteSet = ByteSet::of(b" \t\n\x0b\x0c\r");
    let mut bytes = text.bytes();
    let mut words = 0;
    while words < most && bytes.any(|byte| byte.is_ascii_alphanumeric()) {
        words += 1;
        bytes.any(|byte| SPACES.has(byte));
    }
    words
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    #[track_caller]
    fn check(texts: &[&str], expected: Expect) {
        let mut found = String::new();
        for text in texts {
            let kind = match shape(&Reading::new(text)) {
                Shape::Sentence { subject } => format!("sentence about {}", &text[subject]),
                other => format!("{other:?}").to_lowercase(),
            };
            found.push_str(&format!("{kind}: {text}\n"));
        }
        expected.assert_eq(&found);
    }

    #[test]
    fn explanations_are_told_from_orders_values_and_asides() {
        check(
            &[
                "a piece for several voices",
                "used for cuts",
                "Study of the bones.",
                "how deep the hull lies",
                "moves water through a wall",
                "It is a writ of a court.",
                "This method halves the range at each step.",
                "The jury decides on the facts.",
                "An interference with somebody's use of land",
                "Write the dates in full",
                "testing the whole of it, parts included, to be sure",
                "Using a pump",
                "Once the wall is torn, the cell dies.",
                "16 GB",
                "no",
                "for example a lever",
                "you turn the key",
                "why so?",
                "—",
                "能加快反应的蛋白质",
                "例如水",
            ],
            expect![[r#"
                noun: a piece for several voices
                noun: used for cuts
                noun: Study of the bones.
                noun: how deep the hull lies
                noun: moves water through a wall
                standin: It is a writ of a court.
                standin: This method halves the range at each step.
                sentence about jury: The jury decides on the facts.
                noun: An interference with somebody's use of land
                order: Write the dates in full
                gerund { purpose: false }: testing the whole of it, parts included, to be sure
                gerund { purpose: true }: Using a pump
                condition: Once the wall is torn, the cell dies.
                value: 16 GB
                aside: no
                aside: for example a lever
                aside: you turn the key
                aside: why so?
                nothing: —
                noun: 能加快反应的蛋白质
                aside: 例如水
            "#]],
        );
    }

    #[test]
    fn clauses_without_a_joint_tell_what_stands_before_them() {
        check(
            &[
                "A company another company absorbs",
                "A price a seller is willing to pay",
                "An amount the state asks for",
                "The incoming amount due (but not paid), usually after a sale or service has been completed",
                "A judge in a court decides",
                "A plant and a fungus share sugar",
                "Some say the law is old",
                "The king, a fool, rules the land",
            ],
            expect![[r#"
                noun: A company another company absorbs
                noun: A price a seller is willing to pay
                noun: An amount the state asks for
                noun: The incoming amount due (but not paid), usually after a sale or service has been completed
                sentence about judge in a court: A judge in a court decides
                sentence about plant and a fungus: A plant and a fungus share sugar
                sentence about Some say the law: Some say the law is old
                sentence about king, a fool: The king, a fool, rules the land
            "#]],
        );
    }
}
