//! Cards as programs for learning by heart keep them in notes: a front that ends in `#card`, sides with `?` or `??`
//! between them, `Front:` above `Back:`, a question above `Back:`.

use std::ops::Range;

use crate::terms::bytes::ByteSet;
use crate::terms::gloss::{self, Shape, shape};
use crate::terms::reading::Reading;
use crate::terms::sentence::sentences;

use super::prose::Passage;
use super::subject::Term;
use super::{DefinitionKind, Found, Note, asked, running, shown};

/// Tags that make a card of what they stand behind.
const TAGS: [&str; 6] = ["#card", "#cards", "#flashcard", "#flashcards", "#anki", "#srs"];

/// Most words of a front that is a name.
const LONGEST_NAME: usize = 5;

/// The front and the back of a card.
struct Card<'n> {
    /// The passage that holds the front, and where in it.
    passage: usize,
    front: Range<usize>,
    back: &'n str,
    /// The passage that holds the back.
    last: usize,
}

pub(super) fn read(note: &Note<'_, '_>, found: &mut Vec<Found>) {
    const TELLING: ByteSet = ByteSet::of(b"#?:");
    for (at, passage) in note.passages.iter().enumerate() {
        if TELLING.find(&passage.text, 0).is_some() {
            let cards = tagged(note, at).into_iter().chain(parted(passage, at)).chain(sided(note, at));
            found.extend(cards.filter_map(|card| told(note, &card)));
        }
    }
}

/// The text behind the line that ends at `end`, or the passage that follows it.
fn behind<'n>(note: &'n Note<'n, '_>, at: usize, end: usize) -> Option<(&'n str, usize)> {
    let passage = &note.passages[at];
    let own = passage.text[end..].trim();
    if !own.is_empty() {
        return Some((own, at));
    }
    let next = note.passages.get(at + 1).filter(|next| next.topic == passage.topic && !next.is_link)?;
    // A card of an outline has its back one level further in, one of a text right below.
    let nested = match passage.item {
        Some(item) => next.item.is_some_and(|inner| item < inner && inner < note.syntax.blocks[item].end),
        None => next.item.is_none(),
    };
    nested.then_some((&*next.text, at + 1))
}

/// `Stroma #card` above what it is.
fn tagged<'n>(note: &'n Note<'n, '_>, at: usize) -> Option<Card<'n>> {
    let passage = &note.passages[at];
    let line = passage.lines().next()?;
    let (front, tag) = passage.text[line.clone()].trim_end().rsplit_once(' ')?;
    let front = front.trim_end();
    if !TAGS.contains(&tag) || front.is_empty() {
        return None;
    }
    let (back, last) = behind(note, at, line.end)?;
    Some(Card { passage: at, front: 0..front.len(), back, last })
}

/// A line, `?` or `??` alone on the next, and the answer below.
fn parted<'n>(passage: &'n Passage<'_>, at: usize) -> Option<Card<'n>> {
    let lines: Vec<Range<usize>> = passage.lines().take(3).collect();
    let [front, mark, back] = lines.as_slice() else { return None };
    let parts = matches!(passage.text[mark.clone()].trim_end(), "?" | "??");
    parts.then(|| Card {
        passage: at,
        front: front.clone(),
        back: passage.text[back.start..].trim(),
        last: at,
    })
}

/// `Front: X` above `Back: …`, or a question above `Back: …`.
fn sided<'n>(note: &'n Note<'n, '_>, at: usize) -> Option<Card<'n>> {
    let passage = &note.passages[at];
    let back =
        passage.lines().find_map(|line| Some((line.start, side(&passage.text[line.clone()], "Back")?)));
    let (line, offset) = back?;
    let (above, of) = above(note, at, line)?;
    let front = front(note, above, of)?;
    Some(Card { passage: of, front, back: passage.text[line + offset..].trim(), last: at })
}

/// Whether `Back:` in a passage, on the line that begins at `line`, is the side of a card.
pub(super) fn is_back(note: &Note<'_, '_>, at: usize, line: usize) -> bool {
    let passage = &note.passages[at];
    if back(&passage.text[line..]).is_none() {
        return false;
    }
    // A question on a line of its own is a title, which no passage holds.
    let asked = || {
        let topic = passage.topic.map(|topic| &note.topics[topic]);
        line == 0
            && topic
                .is_some_and(|topic| topic.title.ends_with('?') && topic.body.start == passage.span().start)
    };
    asked() || above(note, at, line).is_some_and(|(above, of)| front(note, above, of).is_some())
}

/// Where the text of a line begins that is the back of a card.
pub(super) fn back(line: &str) -> Option<usize> {
    side(line, "Back")
}

/// The line above the one that begins at `line`.
fn above(note: &Note<'_, '_>, at: usize, line: usize) -> Option<(Range<usize>, usize)> {
    match note.passages[at].lines().take_while(|above| above.start < line).last() {
        Some(above) => Some((above, at)),
        None => {
            let before = at.checked_sub(1)?;
            Some((note.passages[before].lines().next_back()?, before))
        }
    }
}

/// The front that a line is: `Front: X`, or a question.
fn front(note: &Note<'_, '_>, line: Range<usize>, of: usize) -> Option<Range<usize>> {
    let text = &note.passages[of].text[line.clone()];
    match side(text, "Front") {
        Some(offset) => Some(line.start + offset..line.end),
        None => text.trim_end().ends_with('?').then_some(line),
    }
}

/// Where the text begins behind such a label: "Front:", "**Back**:".
fn side(line: &str, label: &str) -> Option<usize> {
    let rest = line.trim_start_matches(['*', '-', ' ']).strip_prefix(label)?;
    let text = rest.trim_start_matches(['*', ' ']).strip_prefix(':')?.trim_start_matches(['*', ' ']);
    Some(line.len() - text.len())
}

fn told(note: &Note<'_, '_>, card: &Card<'_>) -> Option<Found> {
    let passage = &note.passages[card.passage];
    let front = passage.text[card.front.clone()].trim();
    let (term, gist) = if front.ends_with('?') {
        asked::told(note, front, card.back, passage.topic)?
    } else {
        named(note, front, card.back, passage.topic)?
    };
    Some(Found {
        term,
        kind: DefinitionKind::Explicit,
        gist,
        excerpt: false,
        span: crate::text::Span {
            start: passage.source(card.front.clone()).start,
            end: note.passages[card.last].span().end,
        },
        name: passage.source(card.front.clone()),
        topic: passage.topic,
    })
}

/// A name in front, and behind it what it is.
fn named(note: &Note<'_, '_>, front: &str, back: &str, topic: Option<usize>) -> Option<(Term, String)> {
    let name = shown::name(front);
    let said = Reading::new(&back[sentences(back).next()?]);
    let told = matches!(
        shape(&said),
        Shape::Noun | Shape::Does | Shape::StandIn | Shape::Gerund { .. } | Shape::Sentence { .. }
    );
    let fits = running::is_name(&name) && gloss::length(&name) <= LONGEST_NAME && !name.ends_with(['.', ':']);
    let mut term = Term::new(&name);
    note.pairs.complete(&mut term, topic);
    (fits && told && 2 <= gloss::length(said.text())).then(|| (term, shown::gist(said.text())))
}
