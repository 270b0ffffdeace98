//! The body of a topic whose title names a term.

use crate::syntax::BlockKind;
use crate::terms::definition::Form;
use crate::terms::fold::Key;
use crate::terms::gist::{self, Candidate};
use crate::terms::gloss::{self, Shape, shape};
use crate::terms::label::{self, Mark, is_stop_label, read_label};
use crate::terms::marks;
use crate::terms::reading::Reading;
use crate::terms::title::TitleKind;
use crate::text::Span;

use crate::facts::Topic;
use crate::outline::TopicKind;

use super::credit::{self, Evidence, Label};
use super::setting::Setting;
use super::subject::{Term, abbreviates};
use super::telling::{self, Place};
use super::{DefinitionKind, Found, Note, setting, shown};

/// Blocks behind this many are not looked at.
const BLOCKS: usize = 6;

/// A sentence of a body: read with its passage, or anew where a label was cut off.
pub(super) struct Told<'p> {
    reading: Held<'p>,
    first_block: bool,
    /// Whether a label such as "Definition:" announced it.
    announced: bool,
    place: Place,
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

    /// Where it stands.
    pub(super) fn place(&self) -> Place {
        self.place
    }

    /// Whether a label such as "Definition:" announced it.
    pub(super) fn is_announced(&self) -> bool {
        self.announced
    }
}

pub(super) fn read(note: &Note<'_, '_>, found: &mut Vec<Found>) {
    for (at, topic) in note.topics.iter().enumerate() {
        let names = matches!(topic.asks, TitleKind::Define | TitleKind::Phrase | TitleKind::Compare);
        if !names || note.terms[at].is_empty() || setting::is_advice(note, at) {
            continue;
        }
        let mut body = body(note, at);
        if body.is_empty() {
            body = meaning_below(note, at);
        }
        let (Some(&first), Some(&last)) = (body.first(), body.last()) else { continue };
        let span = Span { start: note.passages[first].span().start, end: note.passages[last].span().end };
        let sentences = candidates(note, &body);
        let opening = sentences.first().map(Told::reading);
        for term in &note.terms[at] {
            let chosen = choose(note, &sentences, term);
            let sure = chosen.as_ref().filter(|chosen| is_sure(note, at, term, &sentences, chosen));
            let row = is_row(topic) && note.terms[at].len() == 1;
            let member = || opening.filter(|opening| row && is_member(note, at, term, opening));
            let compared = topic.asks == TitleKind::Compare;
            let (gist, excerpt, place) = match (sure, &chosen) {
                (Some(sure), _) => (sure.gist.clone(), false, sentences[sure.index].place),
                _ if member().is_some() => (
                    telling::gist(note, sentences[0].reading(), sentences[0].place),
                    false,
                    sentences[0].place,
                ),
                (None, Some(best)) if !compared => (best.gist.clone(), true, sentences[best.index].place),
                _ => continue,
            };
            found.push(Found {
                term: term.clone(),
                kind: DefinitionKind::Heading,
                gist,
                excerpt,
                // Two compared terms share a body; each has only the passage that is about it.
                span: if compared { note.passages[place.0].span() } else { span },
                name: topic.name,
                topic: Some(at),
            });
        }
    }
}

/// Whether the chosen sentence is a definition of the term, by its score and by what kind of title it stands under.
fn is_sure(note: &Note<'_, '_>, at: usize, term: &Term, sentences: &[Told<'_>], chosen: &Chosen) -> bool {
    let topic = &note.topics[at];
    let first = chosen.index == 0;
    let sentence = sentences[chosen.index].reading();
    let heading = matches!(topic.kind, TopicKind::Atx | TopicKind::Setext);
    match topic.asks {
        TitleKind::Compare => {
            let does = sentence.statement().is_some_and(|said| said.form == Form::Does);
            let opens = sentences[chosen.index].place.1 == 0;
            chosen.accepted && chosen.is_own && (first || !does || opens && introduces(sentence))
        }
        TitleKind::Define => {
            chosen.accepted && (first || !is_narrated(sentence))
                || first && is_statement(sentence) && names_near(sentence, term)
        }
        _ if chosen.accepted && !is_loose(note, at, sentence, term) => true,
        _ if is_spelled_out(term) => {
            first && (is_statement(sentence) || !heading && gloss::shape(sentence) == Shape::Order)
        }
        _ => false,
    }
}

/// "The browser sends a request": a step of a story about the term.
fn is_narrated(sentence: &Reading<'_>) -> bool {
    let definite = sentence.text().trim_start_matches(['*', '_', '"']).starts_with("The ");
    definite && sentence.statement().is_some_and(|said| said.form == Form::Does)
}

/// "A mill …", "**Mill** …", "TLS (…) …": how one introduces what one explains.
fn introduces(sentence: &Reading<'_>) -> bool {
    let text = sentence.text();
    sentence.statement().is_some_and(|said| {
        let (before, behind) = (&text[..said.subject.start], text[said.subject.end..].trim_start());
        before.starts_with("A ")
            || before.starts_with("An ")
            || behind.starts_with(['*', '_', '`', '(', '（'])
    })
}

/// Whether a title is marked as writers mark the entries of a row: bold, numbered, or a bare line.
fn is_row(topic: &Topic) -> bool {
    topic.asks == TitleKind::Phrase && !matches!(topic.kind, TopicKind::Atx | TopicKind::Setext)
}

/// Whether a title that is no heading stands in a row of such titles whose texts tell what each is.
fn is_member(note: &Note<'_, '_>, at: usize, term: &Term, sentence: &Reading<'_>) -> bool {
    let topic = &note.topics[at];
    // A lost bullet is no text.
    let is_empty = |other: &Topic| !other.body.of(note.syntax.text).contains(char::is_alphanumeric);
    let alike = |other: &&Topic| {
        other.parent == topic.parent
            && other.kind == topic.kind
            && other.level == topic.level
            && !is_empty(other)
    };
    let before = note.topics[..at].iter().rev().take_while(alike);
    let row: Vec<&Topic> = before.chain(note.topics[at + 1..].iter().take_while(alike)).collect();
    // One title that is no name ("The browser sends a request") makes a row of steps of them all.
    let steps = row.iter().any(|other| other.names.is_empty() && other.asks != TitleKind::Generic);
    if steps || names_other(sentence.text(), term) {
        return false;
    }
    // The title right above the row may announce it without being its parent: "Types of rock".
    let first = at - note.topics[..at].iter().rev().take_while(alike).count();
    let above = first.checked_sub(1).map(|above| &note.topics[above]).filter(|above| is_empty(above));
    let opener = above.or(topic.parent.map(|parent| &note.topics[parent]));
    let setting = opener.map_or(Setting::Open, |opener| setting::of_text(&opener.title));
    // That the line was taken for a title is evidence, too.
    let evidence = Evidence { setting, siblings: row.len(), known: true };
    let bold = topic.kind == TopicKind::Bold || topic.span.of(note.syntax.text).contains("**");
    let outer = topic.parent;
    let label =
        Label { term, mark: Mark::Nothing, bold, code: false, listed: true, bare: false, topic: outer };
    credit::is_enough(note, label, sentence, &evidence)
}

/// The body of a nested title that only says "Definition" or "Purpose", where the topic has no text of its own.
fn meaning_below(note: &Note<'_, '_>, at: usize) -> Vec<usize> {
    // The first topic behind one is nested in it, or none is.
    let nested = note.topics.iter().enumerate().nth(at + 1).filter(|(_, nested)| nested.parent == Some(at));
    let title = nested.map(|(_, nested)| nested.title.to_lowercase());
    match nested.zip(title) {
        Some(((nested, _), title)) if MEANINGS.contains(&title.trim_end_matches([':', '?'])) => {
            body(note, nested)
        }
        _ => Vec::new(),
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
    let blocks = body.iter().filter(|&&at| !note.passages[at].is_link).take(BLOCKS);
    for (block, &at) in blocks.enumerate() {
        let text: &'n str = &note.passages[at].text;
        match part_label(text) {
            Some((Part::Meaning, behind)) => {
                for (index, sentence) in note.sentences[at].iter().enumerate() {
                    let range = sentence.range.start.max(behind)..sentence.range.end;
                    if range.is_empty() {
                        continue;
                    }
                    let reading = match sentence.range.start < behind {
                        true => Held::Own(Reading::new(&text[range])),
                        false => Held::Shared(&sentence.reading),
                    };
                    found.push(Told { reading, first_block: true, announced: true, place: (at, index) });
                }
            }
            Some((Part::Other, _)) => {}
            None => {
                found.extend(note.sentences[at].iter().enumerate().map(|(index, sentence)| Told {
                    reading: Held::Shared(&sentence.reading),
                    first_block: block == 0,
                    announced: false,
                    place: (at, index),
                }));
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

/// The best sentence of a body.
pub(super) struct Chosen {
    pub(super) gist: String,
    pub(super) accepted: bool,
    /// Whether the term is its subject.
    pub(super) is_own: bool,
    /// Its place among the sentences.
    pub(super) index: usize,
}

/// The best sentence for a term, shown, and whether it is a definition.
pub(super) fn choose(note: &Note<'_, '_>, sentences: &[Told<'_>], term: &Term) -> Option<Chosen> {
    let candidates: Vec<Candidate<'_, '_>> = sentences
        .iter()
        .map(|sentence| Candidate { sentence: sentence.reading(), first_block: sentence.first_block })
        .collect();
    let is_subject = |words: &str| term.is_meant_by(words);
    let chosen = gist::choose(&candidates, &is_subject)?;
    let sentence = &sentences[chosen.index];
    let said = sentence.reading().statements();
    let own = said.iter().find(|said| {
        said.joint.is_empty()
            && term.is_meant_by(&shown::name(&sentence.reading().text()[said.subject.clone()]))
    });
    let clause =
        own.filter(|_| 1 < said.len()).and_then(|own| telling::clause(sentence.reading().text(), own));
    let text = sentence.reading().text();
    // "**Palindrome**: a text …" below the title "Palindromes".
    let labelled = read_label(text)
        .filter(|label| !matches!(label.mark, Mark::Verb | Mark::Brackets) && !label.body.is_empty())
        .filter(|label| term.is_meant_by(&shown::name(&text[label.name.clone()])))
        .map(|label| shown::gist(&text[label.body]));
    let gist = clause.or(labelled).unwrap_or_else(|| telling::gist(note, sentence.reading(), sentence.place));
    let is_own = is_about(sentence.reading(), term);
    (!gist.is_empty()).then_some(Chosen { gist, accepted: chosen.accepted, is_own, index: chosen.index })
}

/// Whether a title gives a name and its abbreviation: nobody does that for a title that is no term.
fn is_spelled_out(term: &Term) -> bool {
    term.names.iter().skip(1).any(|name| abbreviates(&term.names[0], name))
}

/// Whether a sentence is told: no order, no aside, no question, no announcement of a list.
fn is_statement(sentence: &Reading<'_>) -> bool {
    let told = matches!(
        shape(sentence),
        Shape::Noun
            | Shape::Does
            | Shape::StandIn
            | Shape::Sentence { .. }
            | Shape::Gerund { purpose: false }
    );
    told && !sentence.text().trim_end().ends_with([':', '：'])
}

/// Whether the term alone is the subject, and no other is set against it.
fn is_about(sentence: &Reading<'_>, term: &Term) -> bool {
    let statement = sentence.statement().filter(|said| said.joint.is_empty() && !said.pronoun);
    let text = sentence.text();
    let compared =
        [" while ", " whereas ", " than ", " unlike ", "; "].iter().any(|word| text.contains(word))
            || text.find(" but ").is_some_and(|at| {
                !text[at..].starts_with(" but it ") && !text[at..].starts_with(" but they ")
            });
    !compared
        && statement.is_some_and(|said| {
            said.form != Form::Called && term.is_meant_by(&shown::name(&text[said.subject]))
        })
}

/// Whether a sentence names the term at all.
fn names_near(sentence: &Reading<'_>, term: &Term) -> bool {
    let key = Key::new(sentence.text());
    term.is_within(&key)
}

/// Whether a bare title and this sentence hardly belong together: the title may head a part of a text as well.
fn is_loose(note: &Note<'_, '_>, at: usize, sentence: &Reading<'_>, term: &Term) -> bool {
    let text = sentence.text();
    if names_other(text, term) {
        return true;
    }
    let own = sentence.statement().filter(|said| !said.pronoun);
    if own.is_some_and(|said| said.form != Form::Does && term.is_meant_by(&shown::name(&text[said.subject])))
    {
        return false;
    }
    match shape(sentence) {
        Shape::StandIn => !gloss::is_firm(sentence),
        // Below the title of the whole text stands what the text is about.
        Shape::Noun if at == 0 && note.topics[at].level == 1 => gloss::length(text) < 3,
        Shape::Noun => !gloss::is_noun_phrase(sentence),
        Shape::Does | Shape::Gerund { purpose: false } => false,
        Shape::Sentence { subject, .. } => !term.is_meant_by(&shown::name(&text[subject])),
        Shape::Order
        | Shape::Value
        | Shape::Condition
        | Shape::Aside
        | Shape::Nothing
        | Shape::Gerund { purpose: true } => true,
    }
}

/// Whether a sentence is labelled with another name, which it then explains.
pub(super) fn names_other(text: &str, term: &Term) -> bool {
    // A plain arrow leads from cause to effect as often as from name to meaning.
    let names =
        |label: &label::Label| label.bold || label.code || !matches!(label.mark, Mark::Arrow | Mark::Equals);
    read_label(text)
        .filter(names)
        .is_some_and(|label| label.mark != Mark::Verb && !term.is_meant_by(&shown::name(&text[label.name])))
}
