//! Whether words can be the name of something: for the part of a line before its mark.
//!
//! Names are noun phrases. Orders to the reader ("Use a queue"), sentences ("Water is wet") and
//! labels that head a part of an answer ("Pros") stand in the same places.

use super::bytes::ByteSet;
use super::lexicon::{self, Class, Heading};
use super::marks;
use super::phrase::{Kind, Phrase};
use super::spelling::spaced;

/// How many words a name may have.
const LONGEST_NAME: usize = 5;

/// How a name stands out from its line; the less it does, the stricter its words are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Worded {
    /// In bold, and a noun phrase explains it.
    Explained,
    /// In bold.
    Bold,
    /// Before a mark.
    Plain,
    /// Only before a bracket.
    Bare,
}

/// Whether words head a part of an answer and name nothing themselves: "Pros", "Example 2",
/// "Advantages of glass", "优点".
#[must_use]
pub fn is_stop_label(name: &str) -> bool {
    heading(name) == Some(Heading::Always)
}

/// What the list of labels says of a name, its number and what follows "of" left out.
pub(super) fn heading(name: &str) -> Option<Heading> {
    const JOINTS: [&str; 13] =
        ["of", "for", "in", "to", "when", "from", "with", "für", "von", "de", "du", "del", "des"];
    let plain = marks::plain(name);
    let name = plain.trim();
    let bare = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let name =
        if bare(name.as_bytes().first()) && bare(name.as_bytes().last()) { name } else { within(name) };
    if let Some(heading) = lexicon::heading(name) {
        return Some(heading);
    }
    // "Forms/Types"
    if name.contains('/') && name.split('/').all(|part| lexicon::heading(part.trim()).is_some()) {
        return Some(Heading::Always);
    }
    // "Example 2", "Option B", "Step 3.1".
    let short = |tail: &str| {
        let single = tail.len() <= 4 && tail.chars().count() == 1;
        single || tail.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    let last = name.bytes().rposition(|byte| matches!(byte, b' ' | b'#'));
    if let Some(last) = last
        && short(&name[last + 1..])
        && lexicon::heading(name[..last].trim()).is_some()
    {
        return Some(Heading::Always);
    }
    // "Advantages of glass", "Use cases for queues", "Beispiel für Reime".
    let mut end = 0_usize;
    let joint = spaced(name).find_map(|word| {
        let before = end.checked_sub(1);
        end += word.len() + 1;
        before.filter(|_| JOINTS.contains(&word))
    })?;
    lexicon::heading(&name[..joint]).filter(|heading| *heading == Heading::Always)
}

/// Whether the text can be a name: few words, no sentence, no order to the reader.
pub(super) fn is_name(text: &str, worded: Worded) -> bool {
    let bold = matches!(worded, Worded::Bold | Worded::Explained);
    let longest = LONGEST_NAME + usize::from(bold);
    let several = longest < words_at_least(text);
    if several && text.is_ascii() {
        return false;
    }
    let letters = text.chars().filter(|char| char.is_alphabetic()).take(2).count();
    let single = letters == 1 && text.chars().count() <= 2 && bold;
    if letters < 2 && !single || text.contains(['?', '!', '\n', '|']) {
        return false;
    }
    if text.chars().any(|char| matches!(char, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}')) {
        return text.chars().count() <= 16 && !text.contains(['，', '。', '、']);
    }
    if several {
        return false;
    }
    let phrase = Phrase::new(text);
    let words = phrase.tokens.iter().filter(|token| token.is_wordy()).count();
    let broken = [Kind::Comma, Kind::Semicolon, Kind::Stop, Kind::Arrow, Kind::Equals];
    if words == 0 || longest < words || phrase.tokens.iter().any(|token| broken.contains(&token.kind)) {
        return false;
    }
    // Capitals throughout are shouted, or a name: "OR gate", "IF function".
    let first = phrase.word(0);
    let shouted = first.chars().all(char::is_uppercase) && 1 < first.chars().count();
    if shouted {
        // "GYP is a build system" is a sentence.
        return !(1..phrase.tokens.len()).any(|at| phrase.is_word(at, "is") && phrase.word(at) == "is");
    }
    if words == 1 {
        return is_single_name(&phrase);
    }
    let joined = worded == Worded::Bare && has_joint(&phrase);
    let ordered = is_order(&phrase)
        && (worded != Worded::Explained
            || phrase.is(1, Class::ARTICLE.or(Class::DETERMINER).or(Class::PRONOUN)));
    !joined && !opens_clause(&phrase) && !ordered && !has_verb(&phrase)
}

/// A name without signs before it and punctuation behind it.
fn within(name: &str) -> &str {
    let name = name.trim_end_matches([':', '：', '.', '?', '!']);
    let name = name.trim_start_matches(|char: char| !char.is_alphanumeric());
    name.trim_end_matches(|char: char| !char.is_ascii() && !char.is_alphanumeric()).trim_end()
}

/// How many words a text has at least: lines of prose are refused by this without being read.
fn words_at_least(text: &str) -> usize {
    const HOLDING: ByteSet = ByteSet::of(b"`$[<");
    if HOLDING.find(text, 0).is_some() {
        return 0;
    }
    let opens = |pair: &&[u8]| pair[0] == b' ' && pair[1].is_ascii_alphanumeric();
    text.as_bytes().windows(2).filter(opens).count()
}

fn is_single_name(phrase: &Phrase<'_>) -> bool {
    let small = Class::PRONOUN
        .or(Class::SUBORDINATE)
        .or(Class::CONJUNCTION)
        .or(Class::ARTICLE)
        .or(Class::CONNECTIVE)
        .or(Class::IT_IS)
        .or(Class::VERB_S);
    !phrase.is(0, small)
}

/// "If it rains", "Using a lathe", "Not always", "Provides shade", "In summer".
fn opens_clause(phrase: &Phrase<'_>) -> bool {
    let opening = Class::PRONOUN
        .or(Class::SUBORDINATE)
        .or(Class::CONNECTIVE)
        .or(Class::IT_IS)
        .or(Class::AUXILIARY)
        .or(Class::STAND_IN)
        .or(Class::GERUND)
        .or(Class::NEGATION)
        .or(Class::VERB_S);
    let provides = phrase.is(0, Class::CAPABILITY) && phrase.is(0, Class::VERB_S_OR_NOUN);
    let always = phrase.is(0, Class::ADVERB) && phrase.is(1, Class::VERB_S.or(Class::VERB_S_OR_NOUN));
    let controlling = phrase.word(0).ends_with("ing") && phrase.is(1, Class::ARTICLE.or(Class::DETERMINER));
    // "In vitro", "Of Mice and Men": small words open names where all is capitals.
    let title = phrase
        .tokens
        .iter()
        .all(|token| !token.is_wordy() || phrase.text[token.start()..].starts_with(char::is_uppercase));
    let in_summer = phrase.is(0, Class::PREPOSITION) && !title;
    let none = phrase.is_word(0, "no");
    phrase.is(0, opening) && !none || provides || always || controlling || in_summer
}

/// "Use a queue", "Test thoroughly", "Limit and measure", "Continuously improve".
pub(super) fn is_order(phrase: &Phrase<'_>) -> bool {
    let object =
        Class::ARTICLE.or(Class::DETERMINER).or(Class::PRONOUN).or(Class::PREPOSITION).or(Class::ADVERB);
    let any_verb = Class::VERB.or(Class::VERB_OR_NOUN);
    let first = phrase.word(0);
    let second_adverb = phrase.word(1).ends_with("ly") && 4 < phrase.word(1).len();
    let adverb = first.ends_with("ly") && 5 < first.len() && phrase.is(1, any_verb);
    let two_orders = phrase.is(1, Class::CONJUNCTION) && phrase.is(2, any_verb) && phrase.tokens.len() > 3;
    // "Study of the bones" names a study.
    // "Work that peasants owe" is work, "check that it is shut" is an order.
    let told = phrase.is_word(1, "that")
        && !phrase.is_one_of(0, &["check", "note", "show", "claim", "state", "report", "guess", "hope"]);
    let object = phrase.is(1, object) && !phrase.is_word(1, "of") && !told;
    let possible = phrase.is(0, Class::VERB_OR_NOUN) && (object || second_adverb || two_orders);
    phrase.is(0, Class::VERB) || phrase.is_word(0, "use") || possible || adverb
}

/// "Water is wet", "the law says", "several levels exist", "something like".
fn has_verb(phrase: &Phrase<'_>) -> bool {
    let verb = Class::BE.or(Class::AUXILIARY).or(Class::IT_IS).or(Class::SUBORDINATE).or(Class::VERB_S);
    let last = phrase.tokens.len() - 1;
    let hanging = Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::ARTICLE).or(Class::VERB);
    // "Fill-in", "log off": a hyphen or one word before makes it a noun.
    (1..=last).any(|index| phrase.is(index, verb)) || 2 <= last && phrase.is(last, hanging)
}

/// "Rest in a measure": more than a bare noun phrase.
fn has_joint(phrase: &Phrase<'_>) -> bool {
    let joint = Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::ADVERB);
    (0..phrase.tokens.len()).any(|index| phrase.is(index, joint) && !phrase.is_word(index, "of"))
}
