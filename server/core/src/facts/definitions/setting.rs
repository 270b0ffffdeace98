//! What surrounds a label: whether its list or section names members or tells advice and advantages.

use crate::facts::Topic;
use crate::syntax::BlockKind;
use crate::terms::fold::Key;
use crate::terms::sentence::sentences;
use crate::terms::spelling::spaced;
use crate::terms::title::TitleKind;

use super::Note;
use super::prose::Passage;
use super::words::List;

/// What a setting says of its labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// Types, parts, terms.
    Members,
    /// Advantages, mistakes: what is labelled there is told of something else.
    Reasons,
    /// Advice, steps, examples: labels may be terms by the way.
    Advice,
    /// Nothing.
    Open,
}

/// Reads a title or an introduction.
pub(super) fn of_text(text: &str) -> Setting {
    let key = Key::new(text);
    let has = |list: List| spaced(key.as_str()).any(|word| list.has(word));
    let asks_how = ["how to", "how do you", "how can", "how should", "thing to"]
        .iter()
        .any(|start| key.as_str().starts_with(start));
    let elsewhere = if text.is_ascii() { String::new() } else { text.to_lowercase() };
    let holds = |list: List| !elsewhere.is_empty() && list.is_in(&elsewhere);
    if has(List::Reasons) || List::ReasonsPart.is_in(key.as_str()) || holds(List::ReasonsPart) {
        Setting::Reasons
    } else if asks_how {
        Setting::Advice
    } else if has(List::Members) || holds(List::MembersPart) {
        // "The difference between jobs and steps" announces members although steps are advice elsewhere.
        Setting::Members
    } else if has(List::Advice) || List::AdvicePart.is_in(key.as_str()) || holds(List::AdvicePart) {
        Setting::Advice
    } else {
        Setting::Open
    }
}

/// Whether a bare title heads advice, or one above it advantages or the like: its text explains no term.
pub(super) fn is_advice(note: &Note<'_, '_>, topic: usize) -> bool {
    let own = &note.topics[topic];
    if own.asks == TitleKind::Phrase && matches!(of_text(&own.title), Setting::Advice | Setting::Reasons) {
        return true;
    }
    let mut at = own.parent;
    while let Some(parent) = at {
        let key = Key::new(&note.topics[parent].title);
        if spaced(key.as_str()).any(|word| List::Reasons.has(word)) {
            return true;
        }
        at = note.topics[parent].parent;
    }
    false
}

/// Whether a topic, or one it is nested in, tells what a release changed: "Fixed", "1.2.0", "Changelog".
fn is_release(note: &Note<'_, '_>, topic: Option<usize>) -> bool {
    let mut at = topic;
    while let Some(topic) = at {
        let topic = &note.topics[topic];
        let title = topic.title.trim_matches(['[', ']', ':', ' ']).to_lowercase();
        if List::Release.has(&title) || is_version(&title) {
            return true;
        }
        at = topic.parent;
    }
    false
}

/// Whether a topic is the "Features" of a program, which praise it, or a part of a plan or a log.
pub(super) fn names_nothing(note: &Note<'_, '_>, topic: Option<usize>) -> bool {
    topic.is_some_and(|at| {
        let title = note.topics[at].title.trim_end_matches(':').to_lowercase();
        List::Affairs.has(&title) || title.ends_with("features") && is_manual(note)
    })
}

/// Whether a note tells how to get and use a program: that of an author and not of a reader.
fn is_manual(note: &Note<'_, '_>) -> bool {
    const PARTS: [&str; 7] =
        ["install", "installation", "license", "licence", "contributing", "getting started", "quick start"];
    let part = |topic: &&Topic| PARTS.iter().any(|part| topic.title.eq_ignore_ascii_case(part));
    1 < note.topics.iter().filter(part).take(2).count()
}

/// "Task 3 – Risk": what a numbered part is about, and not what kind of part it is.
fn behind_number(title: &str) -> &str {
    let told = [" – ", " — ", " - ", ": "].iter().find_map(|mark| title.split_once(*mark));
    let numbered = |part: &str| part.split_once(' ').is_some_and(|(_, number)| number.parse::<u16>().is_ok());
    told.filter(|(part, _)| numbered(part)).map_or(title, |(_, rest)| rest)
}

/// "1.2.0", "v2.0.1 - 2024-03-01", "[0.3.0]".
fn is_version(title: &str) -> bool {
    let first = title.trim_start_matches(['[', 'v']).split([' ', ']']).next().unwrap_or_default();
    let mut parts = first.split('.');
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    2 <= first.matches('.').count() && parts.by_ref().take(3).all(number)
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
        best = match (best, found) {
            (Setting::Reasons, _) | (_, Setting::Reasons) => Setting::Reasons,
            (Setting::Advice, _) | (_, Setting::Advice) => Setting::Advice,
            (Setting::Members, _) | (_, Setting::Members) => Setting::Members,
            (Setting::Open, Setting::Open) => Setting::Open,
        };
    };
    if let Some(topic) = passage.topic.map(|topic| &note.topics[topic])
        && !matches!(topic.asks, TitleKind::Define | TitleKind::Phrase)
    {
        see(behind_number(&topic.title));
    }
    if is_release(note, passage.topic) {
        return Setting::Reasons;
    }
    if let Some(introduction) = introduction(note, passage, at, offset, list) {
        see(introduction);
    }
    let mut item = passage.item.filter(|_| list.is_some());
    while let Some(inner) = item {
        let outer = note.syntax.blocks[inner].parent.and_then(|list| note.syntax.blocks[list].parent);
        item = outer.filter(|&outer| note.syntax.blocks[outer].kind == BlockKind::Item);
        let lead = item.and_then(|outer| {
            let start = note.syntax.blocks[outer].span.start;
            let mut inside = note.passages[..at].iter().rev().take_while(|lead| start <= lead.span().start);
            inside.find(|lead| lead.item == Some(outer) && lead.leads)
        });
        if let Some(lead) = lead {
            let short = lead.text.len() <= 60;
            see(last_line(&lead.text).unwrap_or(if short { &lead.text } else { "" }));
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
