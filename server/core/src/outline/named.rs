//! What the title of a topic asks, and the terms it names.

use foldhash::{HashMap, HashMapExt};

use super::asked::asked;
use super::{Topic, TopicName};
use crate::terms::title::{Name, TitleKind, read_title};

/// Reads the title of a topic.
pub(super) fn read(topic: &mut Topic) {
    let title = read_title(without_id(&topic.title));
    topic.asks = title.kind;
    topic.asked = asked(&topic.title, title.kind);
    if is_named(title.kind) {
        topic.names = title.names.iter().flat_map(names).collect();
    } else {
        topic.about = title.names.iter().map(|name| name.text.as_str().into()).collect();
    }
}

/// Takes their names from titles that a note repeats under its subjects, and from those that only a number tells apart:
/// "Odpowiedź", "Zadanie 7". Of what language they are does not matter.
pub(super) fn take_from_parts(topics: &mut [Topic]) {
    /// Fewest titles that are the same but for their place, and fewest that are the same but for their number.
    const FEWEST: [u32; 2] = [3, 4];
    if topics.len() < FEWEST[0] as usize {
        return;
    }
    let mut counts: HashMap<&str, [u32; 2]> = HashMap::with_capacity(topics.len());
    let of_topic = |topic: &'_ Topic| topic.asks == TitleKind::Phrase;
    for topic in topics.iter().filter(|topic| of_topic(topic)) {
        let (name, numbered) = without_number(&topic.title);
        counts.entry(name).or_default()[usize::from(numbered)] += 1;
    }
    let is_part = |topic: &Topic| {
        let (name, numbered) = without_number(&topic.title);
        let kind = usize::from(numbered);
        of_topic(topic) && counts.get(name).is_some_and(|count| FEWEST[kind] <= count[kind])
    };
    let parts: Vec<usize> = (0..topics.len()).filter(|&at| is_part(&topics[at])).collect();
    for at in parts {
        topics[at].asks = TitleKind::Generic;
        topics[at].names = Box::default();
    }
}

/// A title without the number that it ends in, and whether it has one.
fn without_number(title: &str) -> (&str, bool) {
    let name = title.trim_end_matches(|char: char| char.is_ascii_digit());
    match name.strip_suffix(' ') {
        Some(name) if name.len() + 1 < title.len() => (name.trim_end_matches(['.', '#', ' ']), true),
        _ => (title, false),
    }
}

/// A title without the date or number that Zettelkasten notes begin with: `202401011200 Spaced repetition`.
fn without_id(title: &str) -> &str {
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit());
    let name = rest.trim_start_matches([' ', '-', '_', ':']);
    let is_id = (8..=17).contains(&(title.len() - rest.len())) && name.len() < rest.len() && !name.is_empty();
    if is_id { name } else { title }
}

/// Whether a title of this kind makes its topic a place to go to for its names.
fn is_named(kind: TitleKind) -> bool {
    match kind {
        TitleKind::Define | TitleKind::Compare | TitleKind::Phrase => true,
        TitleKind::About | TitleKind::Task | TitleKind::Question | TitleKind::Generic | TitleKind::None => {
            false
        }
    }
}

fn names(name: &Name) -> impl Iterator<Item = TopicName> + use<'_> {
    let own = TopicName { text: name.text.as_str().into(), alias: false };
    let aliases = name.aliases.iter().map(|text| TopicName { text: text.as_str().into(), alias: true });
    [own].into_iter().chain(aliases)
}
