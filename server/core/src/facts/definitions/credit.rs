//! How much speaks for a label: how it stands out, what stands around it, what its text looks like.
//!
//! The points are weighed against each other so that one strong sign (bold, and a noun phrase behind it) is
//! enough, and weak ones (a plain word and a colon) need company.

use crate::terms::bytes::{holds, holds_any};
use crate::terms::fold::Key;
use crate::terms::gloss::{self, Shape, shape};
use crate::terms::label::Mark;
use crate::terms::reading::Reading;
use crate::terms::signs;

use super::setting::Setting;
use super::subject::{Term, abbreviates, is_rule};
use super::{Note, shown};

/// Points from which on a label is believed.
const ENOUGH: i32 = 5;

/// A label, as far as it tells something by itself.
#[derive(Clone, Copy)]
pub(super) struct Label<'l> {
    pub(super) term: &'l Term,
    pub(super) mark: Mark,
    pub(super) bold: bool,
    pub(super) code: bool,
    /// Whether it is shouted, as who has no bold sets a name off: "RES IPSA LOQUITUR: …".
    pub(super) shouted: bool,
    /// Whether it is an item of a list.
    pub(super) listed: bool,
    /// Whether it has no mark at all, so that it may as well be a step or an entry.
    pub(super) bare: bool,
    /// The topic around it.
    pub(super) topic: Option<usize>,
}

/// What stands around a label.
pub(super) struct Evidence {
    pub(super) setting: Setting,
    /// Labels of the same shape beside it.
    pub(super) siblings: usize,
    /// Whether a title of the note names it too.
    pub(super) known: bool,
    /// Whether it is one of those that the title right above compares.
    pub(super) compared: bool,
    /// Whether its bracket spells it out: "EAFP (easier to ask forgiveness than permission)".
    pub(super) spelled: bool,
}

impl Evidence {
    fn points(&self) -> i32 {
        let setting = match self.setting {
            Setting::Members => 1,
            Setting::Open => 0,
            Setting::Advice => -3,
            Setting::Reasons => -9,
        };
        setting
            + i32::from(self.known)
            + 2 * i32::from(self.compared)
            + i32::try_from(self.siblings.min(2)).unwrap_or(2)
    }
}

/// How far a label is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Belief {
    /// It explains.
    Sure,
    /// It explains if most beside it do.
    Likely,
    /// It does not.
    No,
}

/// How the entries of a changelog begin.
const CHANGES: [&str; 14] = [
    "Add",
    "Adds",
    "Added",
    "Allow",
    "Attempt",
    "Bump",
    "Deprecate",
    "Fix",
    "Fixed",
    "Improve",
    "Introduce",
    "Remove",
    "Support",
    "Update",
];

/// How far a label is believed to explain its term with a sentence.
pub(super) fn belief(
    note: &Note<'_, '_>,
    label: Label<'_>,
    said: &Reading<'_>,
    evidence: &Evidence,
) -> Belief {
    /// Points of "**Pan sauces**: Using fond" and "**Grilling**: Direct heat" beside two more labels.
    const LIKELY: i32 = 1;
    let points = stands_out(label) + evidence.points() + said_points(note, label, said);
    if ENOUGH <= points || is_spelled(said, evidence) {
        return Belief::Sure;
    }
    let set_off = label.bold || evidence.setting == Setting::Members;
    let neighbours = set_off && label.listed && 1 < evidence.siblings && evidence.setting != Setting::Advice;
    let text = said.text();
    let change =
        || CHANGES.iter().any(|verb| text.strip_prefix(verb).is_some_and(|rest| rest.starts_with(' ')));
    if LIKELY <= points && neighbours && !change() && !text.contains(" vs ") && !text.contains('`') {
        Belief::Likely
    } else {
        Belief::No
    }
}

/// Whether a label explains its term with a sentence.
pub(super) fn is_enough(
    note: &Note<'_, '_>,
    label: Label<'_>,
    said: &Reading<'_>,
    evidence: &Evidence,
) -> bool {
    ENOUGH <= stands_out(label) + evidence.points() + said_points(note, label, said)
        || is_spelled(said, evidence)
}

/// Whether a label is spelled out by its bracket, and told by more than a value.
fn is_spelled(said: &Reading<'_>, evidence: &Evidence) -> bool {
    let value = || {
        matches!(shape(said), Shape::Value | Shape::Aside | Shape::Nothing | Shape::Gerund { purpose: true })
    };
    evidence.spelled && evidence.setting != Setting::Reasons && !value() && 2 <= gloss::length(said.text())
}

fn stands_out(label: Label<'_>) -> i32 {
    match label.mark {
        Mark::Verb => 2,
        _ if label.bold || label.code || label.shouted => 3,
        // Nobody puts a spaced sign of equality between words but to say what the first of them mean.
        Mark::Equals => 3,
        _ if label.listed => 2,
        _ => 1,
    }
}

fn said_points(note: &Note<'_, '_>, label: Label<'_>, said: &Reading<'_>) -> i32 {
    let text = said.text();
    let name = label.term.names.first().map_or("", String::as_str);
    let marked = label.bold || label.code;
    let words = gloss::length_to(text, 5);
    let shape = shape(said);
    if !is_rule(name) && is_about_section(note, label, text, &shape) {
        return -5;
    }
    if signs::is_enumeration(text) || holds_any(text, &[" vs ", " vs. "]) {
        return -4;
    }
    if label.mark == Mark::Equals && is_worded_formula(text) {
        return 3;
    }
    if label.mark == Mark::Equals && is_formula(text) {
        return -9;
    }
    // "Ana: fixed login bug" tells what somebody did, "Tx: fluids, slowly!!" warns, "Paolo: “less pedal here”" speaks.
    // "Website - is down since Saturday"
    let happens = || signs::is_bare_state(said);
    let speech =
        || text.starts_with(['"', '“']) && text.ends_with(['"', '”']) && 3 <= words && !name.contains(' ');
    let equation = || !label.listed && label.mark == Mark::Colon && holds(text, " = ");
    // "Phone: the one that Tom found", "milk: half a litre that is warm" choose and count.
    let chosen = || ["the one ", "half a "].iter().any(|start| text.starts_with(start));
    // "http: keep connections by default #2345"
    let issue =
        || text.find(" #").is_some_and(|at| text[at + 2..].starts_with(|char: char| char.is_ascii_digit()));
    // "US → response (UR)": what follows, and not what it is.
    let leads =
        || label.mark == Mark::Arrow && words <= 4 && text.ends_with(')') && !signs::opens_with_article(said);
    // "Relative: depends on the load", "Experiment: can make conclusions"
    let property = || ["can ", "depends ", "varies "].iter().any(|start| text.starts_with(start));
    if !marked
        && (chosen()
            || issue()
            || leads()
            || property()
            || signs::is_logged(said)
            || text.ends_with('!')
            || speech()
            || happens()
            || equation())
    {
        return -9;
    }
    match shape {
        Shape::Value | Shape::Aside | Shape::Nothing => -9,
        Shape::Noun | Shape::Does | Shape::Gerund { .. } if words < 3 && !abbreviates(name, text) => {
            match words {
                2 if text.starts_with("for ") => -4,
                2 if marked || label.mark == Mark::Equals && signs::is_acronym(name) => 0,
                2 if signs::opens_with_article(said) => 1,
                _ => -4,
            }
        }
        // "Niche: how a species makes its living", "Community: all populations of one place"
        Shape::Noun if is_lower(text) && 4 <= words && signs::tells_how(said) => 2,
        Shape::Noun if !signs::opens_plainly(said) => 0,
        Shape::Noun if signs::opens_with_article(said) => {
            if label.bold && 5 <= words {
                5
            } else if signs::has_relative(said) && 5 <= words {
                4
            } else {
                3
            }
        }
        // "**Sets up the path.** This is what allows …" goes on with a text.
        Shape::StandIn if label.mark == Mark::Space && !signs::is_it(said) => -4,
        // "This method splits …" cannot but be about the label.
        Shape::StandIn if signs::points_back(said) => 3,
        Shape::Noun if signs::has_relative(said) => 3 + i32::from(is_lower(text) && 5 <= words),
        Shape::StandIn if signs::is_it(said) => 3,
        // "东汉末年的农民起义": words before a noun set it apart.
        Shape::Noun if text.contains('的') => 3,
        Shape::Noun if is_lower(text) && 4 <= words => 3,
        // "Mailbox rule - acceptance is effective when it is sent"
        Shape::Sentence { .. } | Shape::Does if is_rule(name) && 4 <= words => 3,
        Shape::Noun | Shape::Does | Shape::StandIn => 2,
        Shape::Sentence { subject } if label.term.is_meant_by(&shown::name(&text[subject.clone()])) => 3,
        Shape::Sentence { .. } if signs::is_demand(said) || label.mark == Mark::Space => -4,
        // Without a mark, only a sentence that wants its subject from above belongs to the name.
        Shape::Sentence { .. } if label.bare => -2,
        Shape::Sentence { .. } => i32::from(marked),
        // "PRN = as needed"
        Shape::Condition if label.mark == Mark::Equals && signs::is_acronym(name) && 2 <= words => 1,
        Shape::Condition if text.trim_start_matches(['*', '"']).starts_with("If ") => -2,
        // "extinction: when a response fades"
        Shape::Condition if is_lower(text) && text.starts_with("when ") => 1,
        Shape::Condition => i32::from(marked) - 1,
        // "**Caching**: keeping copies near": the small letter marks a gloss, whatever verb opens it.
        Shape::Order if signs::forbids(said) => -9,
        Shape::Gerund { .. } | Shape::Order if is_gloss(label, text) => 2,
        Shape::Gerund { purpose: false } if is_lower(text) && 4 <= words => 3,
        Shape::Gerund { purpose } => {
            if purpose {
                -4
            } else {
                1
            }
        }
        Shape::Order if signs::is_advice(said) => -9,
        Shape::Order => order_points(label, name),
    }
}

/// Whether a text behind a name without a real mark is a gloss, where its neighbours have the same shape: a noun phrase
/// told apart, or one in a list of terms.
pub(super) fn is_gloss_of_row(said: &Reading<'_>, setting: Setting) -> bool {
    let noun = matches!(shape(said), Shape::Noun | Shape::Gerund { purpose: false });
    let told = signs::opens_with_article(said) || signs::has_relative(said) || signs::is_noun_phrase(said);
    let activity =
        matches!(shape(said), Shape::Gerund { purpose: false }) && gloss::has_length(said.text(), 4);
    noun && (told || activity || setting == Setting::Members)
}

/// "total distance / total time", "max − min": an equation between words tells what its name means.
pub(super) fn is_worded_formula(text: &str) -> bool {
    const SHORTEST: usize = 3;
    const MOST_WORDS: usize = 4;
    const SIGNS: [&str; 7] = [" / ", " × ", " · ", " + ", " − ", " - ", " * "];
    if !holds_any(text, &SIGNS) {
        return false;
    }
    let word = |word: &str| {
        let word = word.trim_matches(['*', '_', '(', ')', '.']);
        word == "of" || SHORTEST <= word.len() && word.chars().all(|char| char.is_alphabetic() || char == '-')
    };
    let mut words = 0;
    text.trim().split(' ').all(|part| {
        if SIGNS.iter().any(|sign| sign.trim() == part) {
            words = 0;
            return true;
        }
        words += 1;
        words <= MOST_WORDS && word(part)
    })
}

/// "distance / time", "$\\lambda v$", "2x + 1": what an equation says, and no explanation.
fn is_formula(text: &str) -> bool {
    holds_any(text, &[" * ", " / ", " × ", " · ", " ^ ", " < ", " > ", "$", "√", "∑", "∫"])
        || text.starts_with(|char: char| char.is_ascii_digit())
}

/// Whether a text goes on from its label and begins nothing new.
fn is_lower(text: &str) -> bool {
    text.starts_with(char::is_lowercase)
}

fn is_gloss(label: Label<'_>, text: &str) -> bool {
    label.bold && label.mark == Mark::Colon && text.starts_with(char::is_lowercase)
}

/// Commands and code are explained by orders, and so is what an arrow leads to; "Jobs: run in parallel" is what
/// several of them do; else an order is advice.
fn order_points(label: Label<'_>, name: &str) -> i32 {
    if label.code || is_command(name) || label.bold && label.mark == Mark::Arrow {
        1
    } else if label.bold && is_rule(name) {
        2
    } else if label.bold && matches!(label.mark, Mark::Dash | Mark::Space | Mark::Nothing | Mark::Equals) {
        0
    } else if name.ends_with('s') && label.listed && !label.bare {
        -1
    } else {
        -4
    }
}

/// Whether a text tells a property of what the section is about: "Portability: Docker runs everywhere".
fn is_about_section(note: &Note<'_, '_>, label: Label<'_>, text: &str, shape: &Shape) -> bool {
    let opening = text.char_indices().nth(60).map_or(text, |(end, _)| &text[..end]);
    let subject = match shape {
        Shape::Sentence { subject } => &text[subject.clone()],
        _ => "",
    };
    let begins = |words: &str| {
        let mut around = note.terms_around(label.topic).filter(|own| own.may_begin(words)).peekable();
        if words.is_empty() || around.peek().is_none() {
            return false;
        }
        let key = Key::new(words);
        around.any(|own| own.begins(&key) && !own.shares(label.term))
    };
    begins(opening) || begins(subject)
}

/// `docker run`, `git-log`: the name of something one types.
fn is_command(name: &str) -> bool {
    name.is_ascii()
        && name.starts_with(|char: char| char.is_ascii_lowercase())
        && name.contains([' ', '-', '_', '.'])
}
