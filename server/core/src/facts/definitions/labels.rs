//! Labels that explain what they name: `**X**: …`, `- X: …`, `X - …`, and items whose explanation
//! stands in the bullets below.
//!
//! A label alone proves little: people label advice, attributes and steps in the same way. What speaks for a
//! label is counted in points; see [`super::credit`].

mod below;
mod name;
mod people;

use std::ops::Range;

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::syntax::BlockKind;
use crate::terms::abbreviation::announced;
use crate::terms::bytes::holds;
use crate::terms::definition::Form;
use crate::terms::fold::Key;
use crate::terms::foreign;
use crate::terms::gloss;
use crate::terms::label::{Label, Mark, read_label, read_name};
use crate::terms::reading::Reading;
use crate::terms::sentence::sentences;
use crate::terms::signs;
use crate::terms::spelling::lowered;
use crate::terms::title::{TitleKind, unshouted};
use crate::text::Span;

use super::affairs;
use super::body::{Part, part_label};
use super::cards;
use super::credit::{self, Belief, Evidence};
use super::prose::Passage;
use super::setting::{self, Setting};
use super::subject::{Term, abbreviates, is_letter};
use super::words::List;
use super::{DefinitionKind, Found, Note, shown};
use name::{
    alternatives, are_lettered, heads_parts, is_label_name, is_other_form, is_shouted, is_task, is_unit,
    two_names,
};

/// A label and the text it stands in.
struct Piece<'n, 't> {
    /// The passage, as an index.
    passage: usize,
    of: &'n Passage<'t>,
    /// The label and its explanation, in the passage.
    range: Range<usize>,
    name: Range<usize>,
    /// The name as it is shown, and its key.
    shown: String,
    key: Key,
    bracket: Option<Range<usize>>,
    /// The explanation; empty where it stands below.
    body: Range<usize>,
    mark: Mark,
    bold: bool,
    code: bool,
    /// Whether the name has no mark: only what stands on the lines below can tell.
    bare: bool,
    /// Whether what follows the name is hardly a mark, so that only neighbours of the same shape make it one.
    faint: bool,
    /// The list it is an item of.
    list: Option<usize>,
}

/// Whether what stands in front of a name is a single mark: italics, not bold.
fn is_italic(text: &str, name: &Range<usize>) -> bool {
    let before = &text[..name.start];
    before.ends_with(['*', '_']) && !before.ends_with("**") && !before.ends_with("__")
}

impl Piece<'_, '_> {
    /// The topic and the list it stands in.
    fn place(&self) -> (Option<usize>, Option<usize>) {
        (self.of.topic, self.list)
    }

    fn label<'l>(&self, term: &'l Term) -> credit::Label<'l> {
        credit::Label {
            term,
            mark: self.mark,
            bold: self.bold,
            code: self.code,
            shouted: is_shouted(&self.of.text[self.name.clone()]),
            listed: self.list.is_some(),
            bare: self.bare,
            topic: self.of.topic,
        }
    }
}

pub(super) fn read(note: &Note<'_, '_>, found: &mut Vec<Found>) {
    let mut pieces = pieces(note);
    lower_shouted(&mut pieces);
    let pieces = pieces;
    // Where one label only names what is compared, its neighbours do, too.
    let comparing: HashSet<(Option<usize>, Option<usize>)> =
        pieces.iter().filter(|piece| names_compared(note, piece)).map(Piece::place).collect();
    let lettered = are_lettered(&pieces);
    let people = people::places(&pieces);
    let fields = fields(&pieces);
    let mut by_key: Vec<&Piece<'_, '_>> = pieces.iter().collect();
    by_key.sort_unstable_by_key(|piece| &piece.key);
    // All items of a list have one setting.
    let mut rows: HashMap<(Option<usize>, Option<usize>), Row> = HashMap::new();
    let mut settings: HashMap<(Option<usize>, Option<usize>), Setting> = HashMap::new();
    // What the title of a topic tells is asked for each of its labels.
    let mut idle_topic = (None, false);
    let mut is_idle = |topic: Option<usize>| {
        if idle_topic.0 != Some(topic) {
            idle_topic = (Some(topic), setting::names_nothing(note, topic));
        }
        idle_topic.1
    };
    for (at, piece) in pieces.iter().enumerate().filter(|(_, piece)| !comparing.contains(&piece.place())) {
        let same = &by_key[by_key.partition_point(|other| other.key < piece.key)..];
        let refused = repeats(piece, same)
            || holds(&piece.shown, " #")
            || piece.shown == "Back" && cards::is_back(note, piece.passage, piece.range.start)
            || !is_label_name(piece)
            || lettered && is_letter(&piece.shown)
            || people.contains(&piece.place())
            || at < fields && is_field(piece)
            || note.affairs && is_affair(note, piece);
        // In a list of things to do only a name that is set off may be a term by the way.
        let mut idle = || !piece.code && !piece.of.is_boxed() && is_idle(piece.of.topic);
        if refused || piece.mark == Mark::DoubleColon || is_task(piece) || idle() {
            continue;
        }
        let around = || setting::around(note, piece.of, piece.passage, piece.range.start, piece.list);
        let setting = match piece.list {
            Some(_) => *settings.entry(piece.place()).or_insert_with(around),
            None => around(),
        };
        if setting != Setting::Reasons
            && let Some((told, belief)) = read_piece(note, &pieces, at, setting)
        {
            let row = rows.entry(piece.place()).or_default();
            row.members |= setting == Setting::Members;
            match belief {
                Belief::Sure => {
                    row.sure += usize::from(!piece.body.is_empty());
                    found.push(told);
                }
                Belief::Likely => row.likely.push(told),
                Belief::No => {}
            }
        }
    }
    // What stands among labels of announced terms that explain explains as well, be it worded like an order.
    for (place, row) in rows.into_iter().filter(|(_, row)| row.members && !row.likely.is_empty()) {
        let all = pieces.iter().filter(|piece| piece.place() == place && !piece.body.is_empty()).count();
        if all <= row.sure + row.likely.len() && 0 < row.sure {
            found.extend(row.likely);
        }
    }
}

/// "**Class:** Law 101", "**Lecturer:** …": a property of the whole note.
fn is_field(piece: &Piece<'_, '_>) -> bool {
    piece.list.is_none() && List::Property.has(&lowered(&piece.shown))
}

/// How many labels a note opens with, if several of them tell its properties.
fn fields(pieces: &[Piece<'_, '_>]) -> usize {
    const FEWEST: usize = 2;
    let opening = pieces.iter().take_while(|piece| piece.passage == 0).count();
    let several = pieces[..opening].iter().filter(|piece| is_field(piece)).nth(FEWEST - 1).is_some();
    if several { opening } else { 0 }
}

/// What is known of the labels of one list.
#[derive(Default)]
struct Row {
    sure: usize,
    likely: Vec<Found>,
    /// Whether a title or an introduction announces terms.
    members: bool,
}

/// Whether a label of a note about affairs is one of them: no code, not set off in a list of things to do, in no list of
/// terms.
fn is_affair(note: &Note<'_, '_>, piece: &Piece<'_, '_>) -> bool {
    let set_off = piece.code || piece.bold && piece.of.is_boxed();
    !set_off && !affairs::names_terms(note.topics, piece.of.topic)
}

/// Every label of a note.
fn pieces<'n, 't>(note: &Note<'n, 't>) -> Vec<Piece<'n, 't>> {
    let (mut found, mut ranges) = (Vec::new(), Vec::new());
    for (at, passage) in note.passages.iter().enumerate().filter(|(_, passage)| !passage.is_link) {
        let list = passage.item.and_then(|item| note.syntax.blocks[item].parent).filter(|_| passage.leads);
        parts(passage, &mut ranges);
        for (index, range) in ranges.drain(..).enumerate() {
            let text = &passage.text[range.clone()];
            let list = list.filter(|_| index == 0);
            let joined = torn_bracket(text);
            let whole = match &joined {
                None if text.len() == passage.text.len() => passage.label().cloned(),
                _ => read_label(joined.as_deref().unwrap_or(text)),
            };
            let whole = whole.map(|label| (label, false));
            let alone = || named(text).filter(|_| list.is_some());
            let label = whole.or_else(|| titled(text)).or_else(|| paired(text)).or_else(alone);
            let plain = label.map(|(label, bare)| piece(at, passage, range.clone(), &label, list, bare));
            let faint = || {
                let label = if list.is_some() { faint(text) } else { coded(text) }?;
                Some(Piece { faint: true, ..piece(at, passage, range, &label, list, false) })
            };
            found.extend(plain.or_else(faint));
        }
    }
    found
}

/// `Granite—a coarse rock`, `**Legato** smooth, with notes joined`: a dash without spaces, small letters behind bold.
fn faint(text: &str) -> Option<Label> {
    const LONGEST: usize = 40;
    if let Some(inside) = text.strip_prefix("**") {
        let close = inside.find("**").filter(|close| *close <= LONGEST)?;
        let behind = inside[close + 2..].strip_prefix(' ')?;
        let opens = inside.starts_with(char::is_uppercase) && behind.starts_with(char::is_lowercase);
        let label = read_name(&inside[..close]).filter(|_| opens)?;
        let name = 2 + label.name.start..2 + label.name.end;
        let body = text.len() - behind.len()..text.len();
        return Some(Label { name, bracket: None, body, mark: Mark::Space, bold: true, code: false });
    }
    let (before, behind) = text.split_once('—')?;
    let tight = before.ends_with(char::is_alphanumeric) && behind.starts_with(char::is_alphabetic);
    let whole = tight && before.len() <= LONGEST && !behind.contains('—');
    let label = read_name(before).filter(|_| whole)?;
    let body = text.len() - behind.len()..text.len();
    Some(Label { body, mark: Mark::Dash, ..label })
}

/// "`agent` 進行動作的單位": no mark is needed where words are not spaced.
fn coded(text: &str) -> Option<Label> {
    let inside = text.strip_prefix('`')?;
    let close = inside.find('`')?;
    let behind = inside[close + 1..].strip_prefix(' ')?;
    let fits = !text.contains('\n') && foreign::is_unspaced(behind) && !behind.contains('`');
    let label = read_name(&text[..close + 2]).filter(|_| fits)?;
    Some(Label { body: text.len() - behind.len()..text.len(), mark: Mark::Space, ..label })
}

/// Writes the names that are all in capitals as sentences write them: `OFFER: a promise …`.
fn lower_shouted(pieces: &mut [Piece<'_, '_>]) {
    let plain = |piece: &&mut Piece<'_, '_>| !piece.code && piece.mark != Mark::Verb;
    let shouting = pieces.iter().filter(|piece| !piece.code && unshouted(&piece.shown, false).is_some());
    let beside = 2 <= shouting.take(2).count();
    for piece in pieces.iter_mut().filter(plain) {
        if let Some(lowered) = unshouted(&piece.shown, beside) {
            piece.key = Key::new(&lowered);
            piece.shown = lowered;
        }
    }
}

/// The text as one line, where a bracket was torn over several: "X (one", "two)". Offsets stay.
fn torn_bracket(text: &str) -> Option<String> {
    let (line, _) = text.split_once('\n')?;
    let open = line.matches(['(', '（']).count();
    (line.matches([')', '）']).count() < open).then(|| text.replace('\n', " "))
}

/// `**X**` on a line of its own, and the explanation on the next lines of the paragraph.
fn titled(text: &str) -> Option<(Label, bool)> {
    let (line, rest) = text.split_once('\n')?;
    let shouted = || shouted(line.trim_end(), rest);
    let label =
        read_label(line.trim_end()).filter(|label| label.body.is_empty() && label.bold).or_else(shouted)?;
    Some((Label { body: text.len() - rest.len()..text.len(), ..label }, false))
}

/// `PHOTOSYNTHESIS` alone in its line, and below it "The process by which …" in the same paragraph.
fn shouted(line: &str, below: &str) -> Option<Label> {
    let article = ["The ", "A ", "An ", "the ", "a ", "an "].iter().any(|article| below.starts_with(article));
    let label = read_name(line).filter(|_| article && line.len() <= 60)?;
    unshouted(&line[label.name.clone()], false).map(|_| Label { bold: true, ..label })
}

/// A name alone in its line, and what it means on the next: "shaping" above "reinforcing closer and closer …".
fn paired(text: &str) -> Option<(Label, bool)> {
    const LONGEST: usize = 40;
    const MOST_LINES: usize = 3;
    let (line, rest) = text.split_once('\n').filter(|(line, _)| line.trim_end().len() <= LONGEST)?;
    let several = rest.lines().nth(MOST_LINES).is_some();
    let label = read_name(line.trim_end()).filter(|_| !several)?;
    Some((Label { body: text.len() - rest.len()..text.len(), ..label }, true))
}

fn named(text: &str) -> Option<(Label, bool)> {
    let short = text.len() <= 80 && !text.contains('\n');
    short.then(|| read_name(text)).flatten().map(|label| (label, true))
}

fn piece<'n, 't>(
    at: usize,
    of: &'n Passage<'t>,
    range: Range<usize>,
    label: &Label,
    list: Option<usize>,
    bare: bool,
) -> Piece<'n, 't> {
    let place = |part: &Range<usize>| range.start + part.start..range.start + part.end;
    let written = &of.text[place(&label.name)];
    // `Option<T>` is code throughout, and no tag stands in it.
    let typed = label.code && written.ends_with('>') && written.starts_with(char::is_alphabetic);
    let shown = if typed { written.to_owned() } else { shown::name(written) };
    // "**To temper** -- …"
    let verb = shown.strip_prefix("To ").or_else(|| shown.strip_prefix("to "));
    let shown =
        verb.filter(|verb| label.bold && gloss::length(verb) <= 2).map_or(shown.clone(), str::to_owned);
    Piece {
        passage: at,
        of,
        name: place(&label.name),
        key: Key::new(&shown),
        shown,
        bracket: label.bracket.as_ref().map(place),
        body: place(&label.body),
        mark: label.mark,
        bold: label.bold,
        code: label.code,
        bare,
        faint: false,
        list,
        range,
    }
}

/// A passage, cut before each line that opens with a label; lines that go on with a sentence are not looked at.
fn parts(passage: &Passage<'_>, parts: &mut Vec<Range<usize>>) {
    if passage.lines().len() == 1 {
        parts.push(0..passage.text.len());
        return;
    }
    for line in passage.lines() {
        let text = &passage.text[line.clone()];
        let opens = parts.last().is_none_or(|before| {
            let before = passage.text[before.clone()].trim_end();
            let ended = before.ends_with(['.', '!', '?', ':', ';', '。', '！', '？', '：']);
            let after_label = || {
                before.len() < 100
                    && (read_label(before).is_some_and(|label| !label.body.is_empty())
                        || part_label(before).is_some()
                        || is_near(before, " = ") && is_near(text, " = "))
            };
            let label = || read_label(text).filter(|label| !label.body.is_empty());
            // A name in bold at the beginning of a line opens something new whatever stands above.
            let marked = || {
                text.starts_with("**") && label().is_some_and(|label| label.bold && label.mark != Mark::Verb)
            };
            let after_code = || {
                let above = before.rsplit('\n').next().unwrap_or_default();
                text.starts_with('`')
                    && above.starts_with('`')
                    && (label().is_some_and(|label| label.mark == Mark::Colon) || coded(text).is_some())
            };
            marked() || after_code() || (ended || after_label()) && label().is_some()
        });
        match parts.last_mut() {
            Some(last) if !opens => last.end = line.end,
            _ => parts.push(line),
        }
    }
}

/// Whether a mark stands behind the first few words of a line.
fn is_near(line: &str, mark: &str) -> bool {
    const NEAR: usize = 40;
    line.find(mark).is_some_and(|at| at < NEAR)
}

/// More labels beside a label prove no more.
const ENOUGH: usize = 2;

/// Items of one list that are further apart than this many passages are no neighbours: without a bound a long note of
/// lists in lists would cost the square of its length.
const FAR: usize = 400;

/// How many labels of the same shape stand beside a label, counted up to [`ENOUGH`].
fn siblings(note: &Note<'_, '_>, pieces: &[Piece<'_, '_>], at: usize) -> usize {
    let piece = &pieces[at];
    // A numbered list that bullets interrupt is several lists to CommonMark, in one parent.
    let parent = |piece: &Piece<'_, '_>| piece.list.map(|list| note.syntax.blocks[list].parent);
    let alike = |other: &Piece<'_, '_>| {
        other.of.topic == piece.of.topic
            && parent(other) == parent(piece)
            && other.body.is_empty() == piece.body.is_empty()
            && (piece.body.is_empty() || !is_entry(&other.of.text[other.body.clone()]))
            && (piece.body.is_empty() || other.bare == piece.bare)
            && other.faint == piece.faint
            && (other.bold == piece.bold && other.code == piece.code || other.mark == piece.mark)
    };
    let near = |other: &Piece<'_, '_>| {
        let far = if piece.list.is_some() { FAR } else { 6 };
        other.of.topic == piece.of.topic && other.passage.abs_diff(piece.passage) <= far
    };
    let before = pieces[..at].iter().rev().take_while(|other| near(other));
    let behind = pieces[at + 1..].iter().take_while(|other| near(other));
    before.chain(behind).filter(|other| alike(other)).take(ENOUGH).count()
}

/// "30 min", "ok": what a log enters behind its labels.
fn is_entry(body: &str) -> bool {
    let numbered = body.starts_with(|char: char| char.is_ascii_digit());
    numbered && !gloss::has_length(body, 4) || !gloss::has_length(body, 2) && !foreign::is_unspaced(body)
}

fn read_piece(
    note: &Note<'_, '_>,
    pieces: &[Piece<'_, '_>],
    at: usize,
    setting: Setting,
) -> Option<(Found, Belief)> {
    let piece = &pieces[at];
    let text = &piece.of.text;
    if heads_parts(piece) {
        return None;
    }
    let written = &text[piece.name.clone()];
    let mut term = match two_names(written).or_else(|| alternatives(written)) {
        Some((name, other)) => {
            let mut term = Term::new(&shown::name(name));
            term.also(&shown::name(other));
            term
        }
        None => Term::keyed(&piece.shown, piece.key.clone()),
    };
    let mut spelled = false;
    if let Some(bracket) = piece.bracket.clone() {
        let inside = shown::name(&text[bracket.clone()]);
        spelled = abbreviates(&piece.shown, &inside);
        if spelled || is_unit(&piece.shown, &inside) || is_other_form(&piece.shown, &inside) {
            term.also(&inside);
        }
        for other in announced(&text[bracket]) {
            term.also(&shown::name(other));
        }
    }
    // "KISS: keep it simple, stupid"
    if signs::is_acronym(&piece.shown) {
        let expansion = text[piece.body.clone()].trim().trim_end_matches('.');
        let listed = 2 <= expansion.matches(", ").count();
        if !listed && abbreviates(&piece.shown, expansion) {
            spelled = true;
            term.also(expansion);
        }
    }
    note.pairs.complete(&mut term, piece.of.topic);
    if piece.mark == Mark::Verb && !says(piece, &term) {
        return None;
    }
    let siblings = siblings(note, pieces, at);
    // A short first line alone is a line of a poem or an address.
    if (piece.bare && !piece.body.is_empty() || piece.faint) && siblings < ENOUGH {
        return None;
    }
    let evidence = Evidence {
        setting,
        siblings,
        known: note.is_titled(&term),
        compared: is_compared(note, piece),
        spelled,
    };
    if !gloss::has_length(&text[piece.body.clone()], 1) {
        return below::read(note, piece, term, &evidence).map(|told| (told, Belief::Sure));
    }
    let body = &text[piece.body.clone()];
    // "*Feudal society* – notes taken by hand" is the title of a book as often: italics that no neighbour shares.
    let cited = piece.mark == Mark::Dash && piece.list.is_none() && is_italic(text, &piece.name);
    if cited && evidence.siblings == 0 && !evidence.known {
        return None;
    }
    let first = Reading::new(&body[sentences(body).next()?]);
    // "**Read** chapter three before class"
    if piece.faint && piece.bold && signs::opens_with_verb(&Reading::new(&piece.shown)) {
        return None;
    }
    let belief = credit::belief(note, piece.label(&term), &first, &evidence);
    let faint = piece.faint && (belief != Belief::Sure || !credit::is_gloss_of_row(&first, setting));
    if belief == Belief::No || faint {
        return None;
    }
    let gist = match piece.mark {
        Mark::Verb => shown::gist(first_sentence(&text[piece.range.clone()])),
        Mark::Equals if credit::is_worded_formula(first.text()) => shown::gist(&text[piece.range.clone()]),
        _ => shown::gist(first.text()),
    };
    let own = piece.of.source(piece.range.clone());
    let last = below::children(note, piece).last().map_or(own.end, |&last| note.passages[last].span().end);
    let told = Found {
        term,
        kind: kind(piece),
        gist,
        excerpt: false,
        span: Span { start: own.start, end: last.max(own.end) },
        name: piece.of.source(piece.name.clone()),
        topic: piece.of.topic,
    };
    Some((told, belief))
}

/// Whether an item that opens with a name in bold or code says what that thing does: "`await` pauses …".
/// What it is, in whatever place, is for the readers of sentences.
fn says(piece: &Piece<'_, '_>, term: &Term) -> bool {
    let text = &piece.of.text[piece.range.clone()];
    let sentence = Reading::new(first_sentence(text));
    let statement = sentence.statement().filter(|said| matches!(said.form, Form::Capability | Form::Does));
    let text = sentence.text();
    piece.list.is_some()
        && statement.is_some_and(|said| {
            term.is_meant_by(&shown::name(&text[said.subject])) && 4 <= gloss::length(&text[said.body])
        })
}

fn first_sentence(text: &str) -> &str {
    sentences(text).next().map_or(text, |range| &text[range])
}

fn kind(piece: &Piece<'_, '_>) -> DefinitionKind {
    match piece.mark {
        _ if piece.bold => DefinitionKind::Bold,
        Mark::Dash => DefinitionKind::Dash,
        _ => DefinitionKind::Colon,
    }
}

/// Whether a label comes again and again in a topic: an attribute of several things. Those with its key are the first of
/// `same`.
fn repeats(piece: &Piece<'_, '_>, same: &[&Piece<'_, '_>]) -> bool {
    let again = |other: &&&Piece<'_, '_>| {
        let apart = 8 < other.passage.abs_diff(piece.passage);
        other.of.topic == piece.of.topic && (other.list != piece.list || other.list.is_none() && apart)
    };
    2 <= same.iter().take_while(|other| other.key == piece.key).filter(again).take(2).count()
}

/// Whether a label names one of the terms that the title right above compares.
fn is_compared(note: &Note<'_, '_>, piece: &Piece<'_, '_>) -> bool {
    piece.of.topic.is_some_and(|topic| {
        note.topics[topic].asks == TitleKind::Compare
            && note.terms[topic].iter().any(|term| term.is_meant_by(&piece.shown))
    })
}

/// Whether a label names one of two terms that an outer title compares: what follows tells one aspect of it.
fn names_compared(note: &Note<'_, '_>, piece: &Piece<'_, '_>) -> bool {
    let nested = piece.list.is_some_and(|list| {
        let item = note.syntax.blocks[list].parent;
        let item = item.filter(|&parent| note.syntax.blocks[parent].kind == BlockKind::Item);
        // "A:" above the list only says that it answers.
        let above =
            note.passages[..piece.passage].iter().rev().find(|above| above.item == item && above.leads);
        item.is_some()
            && !above.is_some_and(|above| {
                part_label(&above.text)
                    .is_some_and(|(part, at)| part == Part::Meaning && at == above.text.len())
            })
    });
    let mut topic =
        if nested { piece.of.topic } else { piece.of.topic.and_then(|at| note.topics[at].parent) };
    while let Some(at) = topic {
        let compares = note.topics[at].asks == TitleKind::Compare;
        if compares && note.terms[at].iter().any(|term| term.is_meant_by(&piece.shown)) {
            return true;
        }
        topic = note.topics[at].parent;
    }
    false
}
