//! Labels that explain what they name: `**X**: …`, `- X: …`, `X - …`, and items whose explanation
//! stands in the bullets below.
//!
//! A label alone proves little: people label advice, attributes and steps in the same way. What speaks for a
//! label is counted in points; see [`super::credit`].

mod below;

use std::ops::Range;

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::syntax::BlockKind;
use crate::terms::abbreviation::announced;
use crate::terms::definition::Form;
use crate::terms::fold::Key;
use crate::terms::foreign;
use crate::terms::gloss;
use crate::terms::label::{Label, Mark, read_label, read_name};
use crate::terms::reading::Reading;
use crate::terms::sentence::sentences;
use crate::terms::spelling::{is_among, spaced};
use crate::terms::title::{TitleKind, unshouted};
use crate::text::Span;

use super::body::part_label;
use super::credit::{self, Evidence};
use super::prose::Passage;
use super::setting::{self, Setting};
use super::subject::{Term, abbreviates, is_letter};
use super::words::List;
use super::{DefinitionKind, Found, Note, running, shown};

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
    let mut by_key: HashMap<&Key, Vec<usize>> = HashMap::new();
    for (at, piece) in pieces.iter().enumerate() {
        by_key.entry(&piece.key).or_default().push(at);
    }
    // All items of a list have one setting.
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
        let same = by_key.get(&piece.key).map_or(&[][..], Vec::as_slice);
        let refused =
            repeats(&pieces, piece, same) || !is_label_name(piece) || lettered && is_letter(&piece.shown);
        // In a list of things to do only a name that is set off may be a term by the way.
        let mut idle = || !piece.code && !is_boxed(piece) && is_idle(piece.of.topic);
        if refused || piece.mark == Mark::DoubleColon || is_task(piece) || idle() {
            continue;
        }
        let around = || setting::around(note, piece.of, piece.passage, piece.range.start, piece.list);
        let setting = match piece.list {
            Some(_) => *settings.entry(piece.place()).or_insert_with(around),
            None => around(),
        };
        if setting != Setting::Reasons {
            found.extend(read_piece(note, &pieces, at, setting));
        }
    }
}

/// Every label of a note.
fn pieces<'n, 't>(note: &Note<'n, 't>) -> Vec<Piece<'n, 't>> {
    let mut found = Vec::new();
    for (at, passage) in note.passages.iter().enumerate().filter(|(_, passage)| !passage.is_link) {
        let list = passage.item.and_then(|item| note.syntax.blocks[item].parent).filter(|_| passage.leads);
        for (index, range) in parts(passage).into_iter().enumerate() {
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
            found.extend(label.map(|(label, bare)| piece(at, passage, range, &label, list, bare)));
        }
    }
    found
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
        list,
        range,
    }
}

/// A passage, cut before each line that opens with a label; lines that go on with a sentence are not looked at.
fn parts(passage: &Passage<'_>) -> Vec<Range<usize>> {
    if passage.lines().len() == 1 {
        return std::iter::once(0..passage.text.len()).collect();
    }
    let mut parts: Vec<Range<usize>> = Vec::new();
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
            marked() || (ended || after_label()) && label().is_some()
        });
        match parts.last_mut() {
            Some(last) if !opens => last.end = line.end,
            _ => parts.push(line),
        }
    }
    parts
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

fn read_piece(note: &Note<'_, '_>, pieces: &[Piece<'_, '_>], at: usize, setting: Setting) -> Option<Found> {
    let piece = &pieces[at];
    let text = &piece.of.text;
    let mut term = Term::with_key(&piece.shown, piece.key.clone());
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
    note.pairs.complete(&mut term, piece.of.topic);
    if piece.mark == Mark::Verb && !says(piece, &term) {
        return None;
    }
    let siblings = siblings(note, pieces, at);
    // A short first line alone is a line of a poem or an address.
    if piece.bare && !piece.body.is_empty() && siblings < ENOUGH {
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
        return below::read(note, piece, term, &evidence);
    }
    let body = &text[piece.body.clone()];
    // "*Feudal society* – notes taken by hand" is the title of a book as often: italics that no neighbour shares.
    let cited = piece.mark == Mark::Dash && piece.list.is_none() && is_italic(text, &piece.name);
    if cited && evidence.siblings == 0 && !evidence.known {
        return None;
    }
    let first = Reading::new(&body[sentences(body).next()?]);
    if !credit::is_enough(note, piece.label(&term), &first, &evidence) {
        return None;
    }
    let gist = match piece.mark {
        Mark::Verb => shown::gist(first_sentence(&text[piece.range.clone()])),
        _ => shown::gist(first.text()),
    };
    let own = piece.of.source(piece.range.clone());
    let last = below::children(note, piece).last().map_or(own.end, |&last| note.passages[last].span().end);
    Some(Found {
        term,
        kind: kind(piece),
        gist,
        excerpt: false,
        span: Span { start: own.start, end: last.max(own.end) },
        name: piece.of.source(piece.name.clone()),
        topic: piece.of.topic,
    })
}

/// Words that stand in sentences and in no name: "UDP just keeps sending".
const SENTENCE: [&str; 10] =
    ["just", "also", "always", "never", "still", "only", "even", "already", "often", "really"];

/// First words of labels that say how much of a quality there is: "Very fast". "Eventually consistent" is a name.
const DEGREES: [&str; 12] = [
    "very",
    "more",
    "less",
    "highly",
    "fully",
    "really",
    "extremely",
    "incredibly",
    "totally",
    "truly",
    "fairly",
    "quite",
];

/// First words of labels that praise: "Better error messages", "No setup", "Uses less memory".
const PRAISES: &[&str] = &[
    "more",
    "better",
    "faster",
    "less",
    "easier",
    "new",
    "no",
    "improved",
    "enhanced",
    "fewer",
    "lower",
    "higher",
    "reduced",
    "increased",
    "easy",
    "great",
    "good",
    "bad",
    "simpler",
    "cleaner",
    "uses",
    "supports",
    "provides",
    "allows",
    "enables",
    "has",
    "adds",
    "makes",
    "gives",
];

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

/// `- [ ] Ana: draft of the poster`: something to do, unless its name is set off.
fn is_task(piece: &Piece<'_, '_>) -> bool {
    !piece.bold && !piece.code && is_boxed(piece)
}

/// Whether a box to tick stands before the name.
fn is_boxed(piece: &Piece<'_, '_>) -> bool {
    ["[ ] ", "[x] ", "[X] "].iter().any(|task| piece.of.text.starts_with(task))
}

/// Whether the name may be that of a term: two joined by "and" are two, a version or a path is none.
fn is_label_name(piece: &Piece<'_, '_>) -> bool {
    let name = piece.shown.as_str();
    let version = || name.starts_with(|char: char| char.is_ascii_digit()) && name.contains('.');
    let joined = || !piece.bold && spaced(name).skip(1).any(|word| ["and", "&", "/"].contains(&word));
    let path = || name.contains("::") || name.contains("//");
    let signs = || piece.code && !name.is_empty() && (name.chars().count() <= 3 || name.ends_with('>'));
    let sentence = || spaced(name).skip(1).any(|word| SENTENCE.contains(&word));
    let counted = || !piece.bold && spaced(name).last().is_some_and(|last| last.parse::<u8>().is_ok());
    let letter = || is_letter(name) && piece.bold && !spells(piece);
    let named = || name.contains(char::is_alphabetic) && running::is_name(name);
    !sentence()
        && !joined()
        && !counted()
        && !is_praise(piece)
        && !version()
        && !path()
        && (named() || signs() || letter())
}

/// "Fast", "Very fast", "Easy to learn", "Better error messages": a quality of something else.
fn is_praise(piece: &Piece<'_, '_>) -> bool {
    let name = piece.shown.as_str();
    let adjective = |word: &str| List::Adjective.has(&word.to_lowercase());
    let mut words = spaced(name);
    let (first, second, more) = (words.next().unwrap_or_default(), words.next(), words.next().is_some());
    let valued = || match second {
        None => adjective(first),
        Some(second) if !more && is_among(first, &DEGREES) => adjective(second),
        Some("to" | "and" | "but" | "for" | "&") => adjective(first),
        Some(_) => false,
    };
    !piece.code && valued()
        || second.is_some() && !(piece.bold && first.eq_ignore_ascii_case("no")) && is_among(first, PRAISES)
}

/// "parsec (pc)", "mole (mol)": a few small letters of the name in their order.
fn is_unit(name: &str, symbol: &str) -> bool {
    let mut letters = name.chars();
    let plain = (2..=4).contains(&symbol.len()) && symbol.bytes().all(|letter| letter.is_ascii_lowercase());
    plain && name.starts_with(&symbol[..1]) && symbol.chars().all(|own| letters.any(|letter| letter == own))
}

/// "互斥锁 (Mutex)", "racemic mixture (racemate)": the name in another language, or a word of the same stem.
fn is_other_form(name: &str, other: &str) -> bool {
    const STEM: usize = 4;
    let translated = foreign::is_unspaced(name) != foreign::is_unspaced(other) && running::is_name(other);
    let stem = other.get(..STEM).filter(|_| STEM + 1 < other.len() && !other.contains([' ', ',', '.', ';']));
    let stem = stem.filter(|stem| stem.bytes().all(|byte| byte.is_ascii_lowercase()));
    let akin = stem.is_some_and(|stem| {
        let word = name.get(..STEM).is_some_and(|opening| opening.eq_ignore_ascii_case(stem));
        word && !name.eq_ignore_ascii_case(other)
    });
    translated || akin
}

/// "**A** – Atomicity": the letter stands for a word that begins with it.
fn spells(piece: &Piece<'_, '_>) -> bool {
    let body = piece.of.text[piece.body.clone()].trim_start_matches(['*', '_', '(', '"', ' ']);
    body.is_empty() || body.starts_with(&piece.shown)
}

/// Whether letters number what stands behind them, as those of choices and questions do: "**A**: …", "**B**: …".
fn are_lettered(pieces: &[Piece<'_, '_>]) -> bool {
    const NUMBERING: [&str; 4] = ["A", "B", "a", "Q"];
    const MOST: usize = 5;
    let letters = || pieces.iter().map(|piece| piece.shown.as_str()).filter(|name| name.chars().count() == 1);
    MOST < letters().count() || letters().any(|letter| NUMBERING.contains(&letter))
}

/// "DATA LINK LAYER": more capitals than a short form has.
fn is_shouted(name: &str) -> bool {
    const FEWEST: usize = 8;
    FEWEST <= name.len()
        && !name.bytes().any(|byte| byte.is_ascii_lowercase())
        && name.chars().all(|char| !char.is_lowercase())
        && FEWEST <= name.chars().filter(|char| char.is_uppercase()).count()
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

/// Whether the same label, found at `same`, comes again and again in a topic: an attribute of several things.
fn repeats(pieces: &[Piece<'_, '_>], piece: &Piece<'_, '_>, same: &[usize]) -> bool {
    let again = |other: &&Piece<'_, '_>| {
        let apart = 8 < other.passage.abs_diff(piece.passage);
        other.of.topic == piece.of.topic && (other.list != piece.list || other.list.is_none() && apart)
    };
    2 <= same.iter().map(|&at| &pieces[at]).filter(again).take(2).count()
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
        note.syntax.blocks[list]
            .parent
            .is_some_and(|parent| note.syntax.blocks[parent].kind == BlockKind::Item)
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
