//! The body of a topic whose title names a term.

use crate::outline::TopicKind;
use crate::syntax::BlockKind;
use crate::terms::gist::{self, Candidate};
use crate::terms::gloss::{Shape, shape};
use crate::terms::label::is_stop_label;
use crate::terms::marks;
use crate::terms::sentence::sentences;
use crate::terms::title::TitleKind;
use crate::text::Span;

use super::prose::Passage;
use super::subject::Term;
use super::{DefinitionKind, Found, Note, shown};

/// Blocks behind this many are not looked at.
const BLOCKS: usize = 6;

/// A sentence of a body.
pub(super) struct Sentence<'p> {
    pub(super) text: &'p str,
    pub(super) first_block: bool,
}

pub(super) fn read(note: &Note<'_, '_>, found: &mut Vec<Found>) {
    for (at, topic) in note.topics.iter().enumerate() {
        let defines = matches!(topic.asks, TitleKind::Define | TitleKind::Phrase);
        if !defines || note.terms[at].is_empty() || super::setting::is_negative(note, Some(at)) {
            continue;
        }
        let body: Vec<&Passage<'_>> = body(note, at);
        let (Some(first), Some(last)) = (body.first(), body.last()) else { continue };
        let span = Span { start: first.span().start, end: last.span().end };
        let sentences = candidates(&body);
        for term in &note.terms[at] {
            let Some((gist, accepted)) = choose(&sentences, term) else { continue };
            let sure = accepted || is_sure_title(note, at, term) && is_statement(&sentences[0], &gist);
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
fn body<'n, 't>(note: &'n Note<'_, 't>, at: usize) -> Vec<&'n Passage<'t>> {
    let topic = &note.topics[at];
    let own = note.passages.iter().filter(|passage| passage.topic == Some(at));
    let mut own = own.filter(|passage| topic.body.covers(passage.span())).peekable();
    let Some(first) = own.peek() else { return Vec::new() };
    let start = first.span().end;
    let wall = note.syntax.blocks.iter().find(|block| {
        let closed = match &block.kind {
            BlockKind::Code { fence } => fence.is_some(),
            BlockKind::Table => true,
            _ => false,
        };
        closed && start <= block.span.start && block.span.start < topic.body.end
    });
    let end = wall.map_or(topic.body.end, |wall| wall.span.start);
    own.take_while(|passage| passage.span().start < end).collect()
}

/// The sentences among which the gist is chosen.
pub(super) fn candidates<'p>(body: &[&'p Passage<'_>]) -> Vec<Sentence<'p>> {
    let mut found = Vec::new();
    for (block, passage) in body.iter().filter(|passage| !passage.is_link()).take(BLOCKS).enumerate() {
        let (text, announced) = match part_label(&passage.text) {
            Some((Part::Meaning, behind)) => (&passage.text[behind..], true),
            Some((Part::Other, _)) => continue,
            None => (&*passage.text, false),
        };
        for range in sentences(text) {
            let sentence = &text[range];
            if part_label(sentence).is_some_and(|(_, behind)| sentence[behind..].trim().is_empty()) {
                continue;
            }
            found.push(Sentence { text: sentence, first_block: block == 0 || announced });
            if gist::SENTENCES <= found.len() {
                return found;
            }
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
    "definition", "meaning", "purpose", "what", "what it is", "what is it", "what it does", "in short", "tl;dr", "tldr",
    "summary", "idea", "the idea", "main idea", "role", "description", "function", "definición", "significado", "bedeutung",
    "définition", "определение", "定义", "定義", "含义",
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
pub(super) fn choose(sentences: &[Sentence<'_>], term: &Term) -> Option<(String, bool)> {
    let candidates: Vec<Candidate<'_>> =
        sentences.iter().map(|sentence| Candidate { text: sentence.text, first_block: sentence.first_block }).collect();
    let is_subject = |words: &str| term.is_meant_by(words);
    let chosen = gist::choose(&candidates, &is_subject)?;
    let gist = shown::gist(candidates[chosen.index].text);
    (!gist.is_empty()).then_some((gist, chosen.accepted))
}

/// Whether the title itself vouches that its body explains the term.
fn is_sure_title(note: &Note<'_, '_>, at: usize, term: &Term) -> bool {
    let topic = &note.topics[at];
    let spelled_out = term.names.iter().skip(1).any(|name| super::subject::abbreviates(&term.names[0], name));
    topic.asks == TitleKind::Define && topic.kind != TopicKind::Label || spelled_out
}

/// Whether the first sentence is told and is the one chosen: no order, no aside, no question.
fn is_statement(first: &Sentence<'_>, gist: &str) -> bool {
    let told = matches!(
        shape(first.text),
        Shape::Noun | Shape::Does | Shape::StandIn | Shape::Sentence { .. } | Shape::Gerund { purpose: false }
    );
    told && shown::gist(first.text) == gist && !first.text.trim_end().ends_with(':')
}
