//! What surrounds a label: whether its list or section names members or tells advice and advantages.

use crate::terms::fold::Key;
use crate::terms::label::is_stop_label;

use super::Note;

/// Words of titles and introductions below which labels are no terms.
const NEGATIVE: [&str; 36] = [
    "advantage",
    "benefit",
    "disadvantage",
    "pro",
    "con",
    "drawback",
    "limitation",
    "challenge",
    "why",
    "reason",
    "tip",
    "step",
    "practice",
    "consideration",
    "requirement",
    "goal",
    "task",
    "todo",
    "question",
    "when",
    "example",
    "improve",
    "should",
    "need",
    "choose",
    "choosing",
    "recommendation",
    "advice",
    "trick",
    "mistake",
    "checklist",
    "exercise",
    "result",
    "agenda",
    "usage",
    "configuration",
];

/// Words of titles and introductions that announce members, each of which is told.
const POSITIVE: [&str; 38] = [
    "type",
    "kind",
    "component",
    "part",
    "principle",
    "concept",
    "term",
    "terminology",
    "glossary",
    "vocabulary",
    "definition",
    "element",
    "level",
    "phase",
    "stage",
    "strategy",
    "form",
    "category",
    "class",
    "layer",
    "keyword",
    "command",
    "pattern",
    "notion",
    "acronym",
    "abbreviation",
    "method",
    "mode",
    "role",
    "rule",
    "organ",
    "instrument",
    "genre",
    "family",
    "theory",
    "difference",
    "anomaly",
    "guarantee",
];

/// What a setting says of its labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// Types, parts, terms.
    Members,
    /// Advice, advantages, steps.
    Advice,
    /// Nothing.
    Open,
}

/// Reads a title or an introduction.
pub(super) fn of_text(text: &str) -> Setting {
    if is_stop_label(text) {
        return Setting::Advice;
    }
    let key = Key::new(text);
    let has = |words: &[&str]| key.as_str().split(' ').any(|word| words.contains(&word));
    let asks_how = key.as_str().starts_with("how to")
        || key.as_str().starts_with("how do you")
        || key.as_str().starts_with("how can");
    if asks_how || has(&NEGATIVE) {
        return Setting::Advice;
    }
    if has(&POSITIVE) { Setting::Members } else { Setting::Open }
}

/// Whether a topic, or one that it is nested in, heads advice, advantages or the like.
pub(super) fn is_negative(note: &Note<'_, '_>, topic: Option<usize>) -> bool {
    let mut at = topic.and_then(|topic| note.topics[topic].parent);
    while let Some(parent) = at {
        if is_stop_label(&note.topics[parent].title) {
            return true;
        }
        at = note.topics[parent].parent;
    }
    topic.is_some_and(|topic| is_stop_label(&note.topics[topic].title))
}
