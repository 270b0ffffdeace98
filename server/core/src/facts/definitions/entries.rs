//! Titles in a row with a short text below each, as in a glossary: what carries them is their shape, so that they are
//! read in any language.

use foldhash::{HashMap, HashMapExt};

use crate::facts::Topic;
use crate::outline::TopicKind;
use crate::terms::gloss::{self, Shape, shape};
use crate::terms::signs;
use crate::terms::title::TitleKind;

use super::body::below_title;
use super::words::List;
use super::{Found, Note};

/// Fewest titles of a row.
const FEWEST: usize = 3;

/// For each topic whether it stands in such a row.
pub(super) struct Entries {
    member: Vec<bool>,
}

impl Entries {
    /// Looks at the rows of a note.
    pub(super) fn of(note: &Note<'_, '_>) -> Self {
        let mut member = vec![false; note.topics.len()];
        if note.affairs {
            return Self { member };
        }
        let mut seen = vec![false; note.topics.len()];
        for first in 0..note.topics.len() {
            if seen[first] || !is_heading(&note.topics[first]) {
                continue;
            }
            let row = row(note, first);
            row.iter().for_each(|&at| seen[at] = true);
            if is_glossary(note, &row) {
                row.iter().filter(|&&at| is_entry(note, at)).for_each(|&at| member[at] = true);
            }
        }
        Self { member }
    }

    /// Whether a topic is an entry of a row.
    pub(super) fn has(&self, topic: usize) -> bool {
        self.member[topic]
    }
}

fn is_heading(topic: &Topic) -> bool {
    matches!(topic.kind, TopicKind::Atx | TopicKind::Setext)
}

/// Believes what headings have below them where the texts of most headings beside them tell what they name.
pub(super) fn believe_neighbours(note: &Note<'_, '_>, found: &mut [Found]) {
    /// Fewest headings that tell so much of each other.
    const FEWEST: usize = 4;
    let doubtful = |one: &Found| one.excerpt && one.topic.is_some_and(|at| is_heading(&note.topics[at]));
    if note.affairs || !found.iter().any(doubtful) {
        return;
    }
    let place = |at: usize| (note.topics[at].parent, note.topics[at].level);
    let mut rows: HashMap<(Option<usize>, u8), (usize, usize)> = HashMap::new();
    for at in (0..note.topics.len()).filter(|&at| is_heading(&note.topics[at])) {
        rows.entry(place(at)).or_default().0 += 1;
    }
    let mut last = None;
    for at in found.iter().filter(|one| !one.excerpt).filter_map(|one| one.topic) {
        // A title of two terms counts once.
        if last.replace(at) != Some(at) {
            rows.entry(place(at)).or_default().1 += 1;
        }
    }
    for one in found.iter_mut().filter(|one| doubtful(one)) {
        let Some(at) = one.topic else { continue };
        let (all, sure) = rows.get(&place(at)).copied().unwrap_or_default();
        if FEWEST <= all && 2 * all <= 3 * sure && is_entry(note, at) && tells(note, at) {
            one.excerpt = false;
        }
    }
}

/// Whether what a title has below it tells what something is or does, and is no order and no mere property.
fn tells(note: &Note<'_, '_>, at: usize) -> bool {
    let start = note.topics[at].body.start;
    let passage = note.passages.partition_point(|passage| passage.span().start < start);
    let first = note.sentences.get(passage).and_then(|sentences| sentences.first());
    first.is_some_and(|first| match shape(&first.reading) {
        Shape::Noun | Shape::Does | Shape::StandIn => true,
        Shape::Sentence { .. } => !signs::is_modal(&first.reading) && !signs::is_plain(&first.reading),
        _ => false,
    })
}

/// The headings of one level in one topic, from `first` on.
fn row(note: &Note<'_, '_>, first: usize) -> Vec<usize> {
    let own = &note.topics[first];
    let inside =
        |at: &usize| own.parent.is_none_or(|parent| parent < *at && note.topics[*at].parent >= Some(parent));
    let behind = (first..note.topics.len()).take_while(inside);
    behind
        .filter(|&at| {
            let topic = &note.topics[at];
            topic.parent == own.parent && topic.level == own.level && is_heading(topic)
        })
        .collect()
}

/// Whether most of a row are entries in a language whose words are not known here, and no title says that it is
/// something else.
fn is_glossary(note: &Note<'_, '_>, row: &[usize]) -> bool {
    if row.len() < FEWEST {
        return false;
    }
    let entries: Vec<usize> = row.iter().copied().filter(|&at| is_entry(note, at)).collect();
    let foreign = entries.iter().filter(|&&at| is_foreign(text(note, at))).count();
    let enough = FEWEST <= entries.len() && 2 * row.len() <= 3 * entries.len();
    let told = |at: &usize| is_part(&note.topics[*at].title);
    let personal = |at: &usize| is_personal(text(note, *at));
    enough && entries.len() <= 2 * foreign && !row.iter().any(told) && !entries.iter().any(personal)
}

/// "Wstęp", "Licenza", "Poniedziałek": a part of any text, a day.
fn is_part(title: &str) -> bool {
    let title = title.trim_end_matches([':', '.']).to_lowercase();
    List::ForeignPart.has(&title) || title.split(' ').next().is_some_and(|first| List::ForeignPart.has(first))
}

/// The text below a title, as far as it is one short passage.
fn text<'n>(note: &'n Note<'n, '_>, at: usize) -> &'n str {
    let start = note.topics[at].body.start;
    let passage = note.passages.partition_point(|passage| passage.span().start < start);
    note.passages.get(passage).map_or("", |passage| &passage.text)
}

/// Whether a title names one thing and has one short text below it, and nothing else.
fn is_entry(note: &Note<'_, '_>, at: usize) -> bool {
    const MOST_WORDS: usize = 45;
    const MOST_SENTENCES: usize = 2;
    /// A bullet and line ends.
    const ROOM: usize = 4;
    /// Bytes of so many words, at the most.
    const LONGEST: usize = 600;
    let topic = &note.topics[at];
    let named = topic.asks == TitleKind::Phrase
        && topic.names.iter().filter(|name| !name.alias).count() == 1
        && !topic.title.chars().any(|char| char.is_ascii_digit());
    let nested = note.topics.get(at + 1).is_some_and(|next| next.parent == Some(at));
    if !named || nested || LONGEST < topic.body.range().len() {
        return false;
    }
    let [passage] = below_title(note, at)[..] else { return false };
    let (own, sentences) = (&note.passages[passage], &note.sentences[passage]);
    let alone = topic.body.of(note.syntax.text).trim().len() <= own.span().range().len() + ROOM;
    let said = &own.text;
    let plain = !own.is_link
        && !said.contains(['`', '?', '!', '@', '{'])
        && !said.contains("](")
        && !said.contains("://")
        && !said.trim_end().ends_with([':', '…']);
    let Some(first) = sentences.first().filter(|_| sentences.len() <= MOST_SENTENCES) else { return false };
    let told =
        !matches!(shape(&first.reading), Shape::Value | Shape::Aside | Shape::Nothing | Shape::Condition);
    alone
        && plain
        && told
        && said.starts_with(char::is_alphabetic)
        && !signs::is_enumeration(first.reading.text())
        && gloss::has_length(first.reading.text(), FEWEST)
        && !gloss::has_length(said, MOST_WORDS)
}

/// "Vstal jsem brzy", "Poszedłem spać": whether a text is about its writer.
fn is_personal(text: &str) -> bool {
    // The first person of the past in Polish.
    const ENDINGS: [&str; 4] = ["łem", "łam", "liśmy", "łyśmy"];
    gloss::words(text).any(|word| {
        ENDINGS.iter().any(|ending| word.ends_with(ending)) || List::ForeignPerson.has(&word.to_lowercase())
    })
}

/// Whether a text is in another language than English: letters beyond ASCII, or two small words.
fn is_foreign(text: &str) -> bool {
    let beyond = text.chars().any(|char| char.is_alphabetic() && !char.is_ascii());
    let small =
        || gloss::words(text).filter(|word| List::ForeignWord.has(&word.to_lowercase())).take(2).count() == 2;
    beyond || small()
}
