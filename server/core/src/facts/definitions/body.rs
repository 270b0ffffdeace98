//! The text below a title or a label, and the sentence of it that tells what a term means.

use crate::syntax::BlockKind;
use crate::terms::abbreviation::announced;
use crate::terms::bytes::{ByteSet, holds_any};
use crate::terms::definition::Form;
use crate::terms::gist::{self, Candidate};
use crate::terms::label::{self, Mark, is_stop_label, read_label};
use crate::terms::marks;
use crate::terms::reading::Reading;

use super::prose::Passage;
use super::subject::Term;
use super::telling::{self, Place};
use super::words::List;
use super::{Note, callouts, cards, columns, explicit, numbered, shown};

/// Blocks behind this many are not looked at.
const BLOCKS: usize = 6;

/// A sentence of a body: read with its passage, or anew where a label was cut off.
pub(super) struct Told<'p> {
    reading: Held<'p>,
    first_block: bool,
    /// Whether a label such as "Definition:" announced it.
    pub(super) announced: bool,
    /// Where it stands.
    pub(super) place: Place,
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

/// The passages right below a title, up to the first code, table or nested topic behind some text.
pub(super) fn below_title(note: &Note<'_, '_>, at: usize) -> Vec<usize> {
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
    own.take_while(|&at| {
        let passage = &note.passages[at];
        passage.span().start < end
            && !explicit::is_list(note, at)
            && !callouts::is_titled(&passage.text)
            && !columns::is_run(passage)
    })
    .collect()
}

/// The sentences among which the gist is chosen.
pub(super) fn candidates<'n>(note: &'n Note<'n, '_>, body: &[usize]) -> Vec<Told<'n>> {
    let mut found = Vec::new();
    let blocks = body.iter().filter(|&&at| !note.passages[at].is_link && !is_bare_label(&note.passages[at]));
    let blocks = blocks.take(BLOCKS);
    for (block, &at) in blocks.enumerate() {
        let text: &'n str = &note.passages[at].text;
        let part = part_label(text).or_else(|| numbered::part(text)).or_else(|| lettered_answer(note, at));
        match part {
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
                let named = block == 0 && note.sentences[at].len() > 1;
                let skipped =
                    usize::from(named && !names_only(note.sentences[at][0].reading.text()).is_empty());
                let told = note.sentences[at].iter().enumerate().skip(skipped);
                found.extend(told.map(|(index, sentence)| Told {
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

/// The names that a sentence gives which does nothing else: "Also called the *Amen cadence*."
pub(super) fn names_only(text: &str) -> Vec<String> {
    const LONGEST: usize = 80;
    let plain = marks::plain(text);
    let plain = plain.trim().trim_end_matches('.');
    let opens = |start: &str| plain.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
    let named = ["also ", "aka ", "a.k.a"].into_iter().any(opens);
    if !named || LONGEST < plain.len() || plain.contains([':', '(']) {
        return Vec::new();
    }
    announced(plain).into_iter().map(shown::name).collect()
}

/// "A. The law that …" below "Q. What is …?", and `Back: …` below a question.
fn lettered_answer(note: &Note<'_, '_>, at: usize) -> Option<(Part, usize)> {
    let passage = &note.passages[at];
    if cards::is_back(note, at, 0) {
        return cards::back(&passage.text).map(|behind| (Part::Meaning, behind));
    }
    let asked = passage.topic.is_some_and(|topic| {
        let title = note.topics[topic].span.of(note.syntax.text);
        title.trim_start_matches(['#', '*', ' ', '-']).starts_with("Q.")
    });
    (asked && passage.text.starts_with("A. ")).then_some((Part::Meaning, "A. ".len()))
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
    // What is told of another name is not told of this one.
    let kept: Vec<usize> = (0..sentences.len())
        .filter(|&at| {
            let passage = &note.passages[sentences[at].place.0];
            sentences[at].place.1 == 0 || !is_of_other(&passage.text, passage.label(), term)
        })
        .collect();
    let candidates: Vec<Candidate<'_, '_>> = kept
        .iter()
        .map(|&at| &sentences[at])
        .map(|sentence| Candidate { sentence: sentence.reading(), first_block: sentence.first_block })
        .collect();
    let is_subject = |words: &str| term.is_meant_by(words);
    let chosen = gist::choose(&candidates, &is_subject)?;
    let index = kept[chosen.index];
    let sentence = &sentences[index];
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
    (!gist.is_empty()).then_some(Chosen { gist, accepted: chosen.accepted, is_own, index })
}

/// Whether the term alone is the subject, and no other is set against it.
fn is_about(sentence: &Reading<'_>, term: &Term) -> bool {
    let text = sentence.text();
    let statement = sentence.statement().filter(|said| said.joint.is_empty() && !said.pronoun);
    let own = statement
        .is_some_and(|said| said.form != Form::Called && term.is_meant_by(&shown::name(&text[said.subject])));
    let compared = || {
        holds_any(text, &[" while ", " whereas ", " than ", " unlike ", "; "])
            || text.find(" but ").is_some_and(|at| {
                !text[at..].starts_with(" but it ") && !text[at..].starts_with(" but they ")
            })
    };
    own && !compared()
}

/// Whether a sentence is labelled with another name, which it then explains.
pub(super) fn names_other(text: &str, term: &Term) -> bool {
    is_of_other(text, read_label(text).as_ref(), term)
}

/// The same for a text whose label is known.
fn is_of_other(text: &str, label: Option<&label::Label>, term: &Term) -> bool {
    // A plain arrow leads from cause to effect as often as from name to meaning.
    let names =
        |label: &&label::Label| label.bold || label.code || !matches!(label.mark, Mark::Arrow | Mark::Equals);
    // "The doctrine of the last things: death, judgment …" is a phrase, and no name before a colon.
    let phrase = ["The ", "A ", "An "].iter().any(|article| text.starts_with(article));
    label.filter(names).filter(|label| label.bold || label.code || !phrase).is_some_and(|label| {
        label.mark != Mark::Verb && !term.is_meant_by(&shown::name(&text[label.name.clone()]))
    })
}

/// Whether a list item is a name and nothing else: what it heads stands below it.
fn is_bare_label(passage: &Passage<'_>) -> bool {
    let short = passage.leads && passage.text.len() <= 60 && !passage.text.contains('\n');
    short && passage.label().is_some_and(|label| label.mark == Mark::Nothing || label.body.is_empty())
}

/// What a label at the beginning of a passage announces.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// "Definition:", "Purpose:": what the term of the title means.
    Meaning,
    /// "Example:", "Goal:".
    Other,
}

/// The label that heads a part of an answer, and where what it announces begins.
pub(super) fn part_label(text: &str) -> Option<(Part, usize)> {
    const NEAR: usize = 60;
    // Most texts have no colon near their beginning, which their bytes show before any is decoded.
    const TELLING: ByteSet = ByteSet::of(b":\n").and_beyond_ascii();
    if TELLING.find(text, 0).is_none_or(|at| NEAR <= at) {
        return None;
    }
    let colon = text.char_indices().take(NEAR).find(|(_, char)| matches!(char, ':' | '：' | '\n'))?;
    if colon.1 == '\n' {
        return None;
    }
    let name = marks::plain(&text[..colon.0]);
    let name = name.trim().to_lowercase();
    let mut behind = colon.0 + colon.1.len_utf8();
    behind += text[behind..].len() - text[behind..].trim_start_matches(['*', '_', ' ', '\n']).len();
    // "**Definition:** *X* is": the mark that closes belongs to the label, the one that opens does not.
    if List::Meaning.has(&name) {
        return Some((Part::Meaning, behind));
    }
    is_stop_label(&name).then_some((Part::Other, behind))
}
