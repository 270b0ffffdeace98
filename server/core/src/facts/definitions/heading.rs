//! The body of a topic whose title names a term.

use crate::outline::TopicKind;
use crate::syntax::BlockKind;
use crate::terms::gist::{self, Candidate};
use crate::terms::gloss::{Shape, shape};
use crate::terms::label::is_stop_label;
use crate::terms::marks;
use crate::terms::reading::Reading;
use crate::terms::sentence::sentences;
use crate::terms::title::TitleKind;
use crate::text::Span;

use super::subject::Term;
use super::{DefinitionKind, Found, Note, shown};

/// Blocks behind this many are not looked at.
const BLOCKS: usize = 6;

/// A sentence of a body: read with its passage, or anew where a label was cut off.
pub(super) struct Told<'p> {
    reading: Held<'p>,
    first_block: bool,
}

enum Held<'p> {
    Shared(&'p Reading<'p>),
    Own(Reading<'p>),
}

impl<'p> Told<'p> {
    /// The sentence.
    pub(super) fn reading(&self) -> &Reading<'p> {
        match &self.reading {
            Held::Shared(reading) => reading,
            Held::Own(reading) => reading,
        }
    }
}

pub(super) fn read(note: &Note<'_, '_>, found: &mut Vec<Found>) {
    for (at, topic) in note.topics.iter().enumerate() {
        let defines = matches!(topic.asks, TitleKind::Define | TitleKind::Phrase);
        if !defines || note.terms[at].is_empty() || super::setting::is_negative(note, Some(at)) {
            continue;
        }
        let body = body(note, at);
        let (Some(&first), Some(&last)) = (body.first(), body.last()) else { continue };
        let span = Span { start: note.passages[first].span().start, end: note.passages[last].span().end };
        let sentences = candidates(note, &body);
        for term in &note.terms[at] {
            let Some((gist, accepted)) = choose(&sentences, term) else { continue };
            let sure = accepted
                || is_sure_title(note, at, term)
                    && sentences.first().is_some_and(|first| is_statement(first, &gist));
            found.push(Found {
                term: term.clone(),
                kind: DefinitionKind::Heading,
                gist,
                excerpt: !sure,
                span,
                name: topic.name,
                topic: Some(at),
            });
        }
    }
}

/// The passages right below a title, up to the first code, table or nested topic behind some text.
fn body(note: &Note<'_, '_>, at: usize) -> Vec<usize> {
    let topic = &note.topics[at];
    let start = note.passages.partition_point(|passage| passage.span().start < topic.body.start);
    let own = (start..note.passages.len()).take_while(|&at| note.passages[at].span().start < topic.body.end);
    let mut own = own.filter(|&passage| note.passages[passage].topic == Some(at)).peekable();
    let Some(&first) = own.peek() else { return Vec::new() };
    let start = note.passages[first].span().end;
    let blocks = &note.syntax.blocks;
    let behind = blocks.partition_point(|block| block.span.start < start);
    let inside = blocks[behind..].iter().take_while(|block| block.span.start < topic.body.end);
    let mut walls = inside.filter(|block| match &block.kind {
        BlockKind::Code { fence } => fence.is_some(),
        kind => *kind == BlockKind::Table,
    });
    let end = walls.next().map_or(topic.body.end, |wall| wall.span.start);
    own.take_while(|&at| note.passages[at].span().start < end).collect()
}

/// The sentences among which the gist is chosen.
pub(super) fn candidates<'n>(note: &'n Note<'n, '_>, body: &[usize]) -> Vec<Told<'n>> {
    let mut found = Vec::new();
    let blocks = body.iter().filter(|&&at| !note.passages[at].is_link()).take(BLOCKS);
    for (block, &at) in blocks.enumerate() {
        let text: &'n str = &note.passages[at].text;
        match part_label(text) {
            Some((Part::Meaning, behind)) => {
                let cut = sentences(&text[behind..]).map(|range| Reading::new(&text[behind..][range]));
                found.extend(cut.map(|reading| Told { reading: Held::Own(reading), first_block: true }));
            }
            Some((Part::Other, _)) => {}
            None => {
                let shared = note.sentences[at].iter().map(|sentence| Held::Shared(&sentence.reading));
                found.extend(shared.map(|reading| Told { reading, first_block: block == 0 }));
            }
        }
        if gist::SENTENCES <= found.len() {
            found.truncate(gist::SENTENCES);
            break;
        }
    }
    found
}

/// What a label at the beginning of a passage announces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// "Definition:", "Purpose:": what the term of the title means.
    Meaning,
    /// "Example:", "Goal:".
    Other,
}

/// Labels behind which stands what something is.
const MEANINGS: [&str; 25] = [
    "definition",
    "meaning",
    "purpose",
    "what",
    "what it is",
    "what is it",
    "what it does",
    "in short",
    "tl;dr",
    "tldr",
    "summary",
    "idea",
    "the idea",
    "main idea",
    "role",
    "description",
    "function",
    "definición",
    "significado",
    "bedeutung",
    "définition",
    "определение",
    "定义",
    "定義",
    "含义",
];

/// The label that heads a part of an answer, and where what it announces begins.
fn part_label(text: &str) -> Option<(Part, usize)> {
    let colon = text.char_indices().take(60).find(|(_, char)| matches!(char, ':' | '：' | '\n'))?;
    if colon.1 == '\n' {
        return None;
    }
    let name = marks::plain(&text[..colon.0]);
    let name = name.trim().to_lowercase();
    let mut behind = colon.0 + colon.1.len_utf8();
    behind += text[behind..].len() - text[behind..].trim_start_matches(['*', '_', ' ', '\n']).len();
    // "**Definition:** *X* is": the mark that closes belongs to the label, the one that opens does not.
    if MEANINGS.contains(&name.as_str()) {
        return Some((Part::Meaning, behind));
    }
    is_stop_label(&name).then_some((Part::Other, behind))
}

/// The best sentence for a term, shown, and whether it is a definition.
pub(super) fn choose(sentences: &[Told<'_>], term: &Term) -> Option<(String, bool)> {
    let candidates: Vec<Candidate<'_, '_>> = sentences
        .iter()
        .map(|sentence| Candidate { sentence: sentence.reading(), first_block: sentence.first_block })
        .collect();
    let is_subject = |words: &str| term.is_meant_by(words);
    let chosen = gist::choose(&candidates, &is_subject)?;
    let gist = shown::gist(candidates[chosen.index].sentence.text());
    (!gist.is_empty()).then_some((gist, chosen.accepted))
}

/// Whether the title itself vouches that its body explains the term.
fn is_sure_title(note: &Note<'_, '_>, at: usize, term: &Term) -> bool {
    let topic = &note.topics[at];
    let spelled_out = term.names.iter().skip(1).any(|name| super::subject::abbreviates(&term.names[0], name));
    topic.asks == TitleKind::Define && topic.kind != TopicKind::Label || spelled_out
}

/// Whether the first sentence is told and is the one chosen: no order, no aside, no question.
fn is_statement(first: &Told<'_>, gist: &str) -> bool {
    let told = matches!(
        shape(first.reading()),
        Shape::Noun
            | Shape::Does
            | Shape::StandIn
            | Shape::Sentence { .. }
            | Shape::Gerund { purpose: false }
    );
    let text = first.reading().text();
    told && shown::gist(text) == gist && !text.trim_end().ends_with(':')
}
