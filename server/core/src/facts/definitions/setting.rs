//! What surrounds a label: whether its list or section names members or tells advice and advantages.

use crate::syntax::BlockKind;
use crate::terms::fold::Key;
use crate::terms::label::is_stop_label;
use crate::terms::sentence::sentences;
use crate::terms::title::TitleKind;

use super::Note;
use super::prose::Passage;

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

/// What the introduction, the items around and the title say of a label that stands at `offset` of a passage.
pub(super) fn around(
    note: &Note<'_, '_>,
    passage: &Passage<'_>,
    at: usize,
    offset: usize,
    list: Option<usize>,
) -> Setting {
    let mut best = Setting::Open;
    let mut see = |text: &str| {
        let found = of_text(text);
        if found != Setting::Open && best != Setting::Advice {
            best = found;
        }
    };
    if let Some(topic) = passage.topic.map(|topic| &note.topics[topic])
        && !matches!(topic.asks, TitleKind::Define | TitleKind::Phrase)
    {
        see(&topic.title);
    }
    if let Some(introduction) = introduction(note, passage, at, offset, list) {
        see(introduction);
    }
    let mut item = passage.item.filter(|_| list.is_some());
    while let Some(inner) = item {
        let outer = note.syntax.blocks[inner].parent.and_then(|list| note.syntax.blocks[list].parent);
        item = outer.filter(|&outer| note.syntax.blocks[outer].kind == BlockKind::Item);
        let lead = item.and_then(|outer| {
            note.passages[..at].iter().rev().find(|lead| lead.item == Some(outer) && lead.leads)
        });
        if let Some(lead) = lead {
            see(lead.text.trim_matches(['*', ':', ' ']));
        }
    }
    best
}

/// The line that ends in a colon right before a list or a run of labels.
fn introduction<'n>(
    note: &Note<'n, '_>,
    passage: &'n Passage<'_>,
    at: usize,
    offset: usize,
    list: Option<usize>,
) -> Option<&'n str> {
    if list.is_none() && 0 < offset {
        return last_line(&passage.text[..offset]);
    }
    let within = |item: usize| list.is_some_and(|list| list < item && item < note.syntax.blocks[list].end);
    let same_list = |before: &&Passage<'_>| before.item.is_some_and(within);
    let before = note.passages[..at].iter().rev().find(|before| !same_list(before))?;
    if before.topic != passage.topic { None } else { last_line(&before.text) }
}

/// The last sentence of a text that ends in a colon.
fn last_line(text: &str) -> Option<&str> {
    let text = text.trim_end_matches(|char: char| char.is_whitespace() || matches!(char, '*' | '_'));
    let line = text.rsplit('\n').next().unwrap_or(text);
    let last = sentences(line).last().map_or(line, |range| &line[range]);
    text.ends_with([':', '：']).then_some(last)
}
