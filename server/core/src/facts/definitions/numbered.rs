//! Definitions and theorems that announce themselves, as mathematicians and lawyers number them:
//! `**Definition 1.2 (Span).** The span of …`, `**Def.** A *group* is …`, `Theorem 3 (Rank-nullity). …`.

use std::ops::Range;

use crate::terms::emphasis::emphasised;
use crate::terms::sentence::sentences;
use crate::terms::spelling::known;

use super::body::Part;
use super::prose::Passage;
use super::subject::Term;
use super::{DefinitionKind, Found, Note, running, shown};

/// Words that announce what something is, in small letters.
const DEFINES: [&str; 11] = [
    "definition",
    "def",
    "defn",
    "dfn",
    "définition",
    "definición",
    "definição",
    "definizione",
    "определение",
    "定义",
    "定義",
];

/// Words that announce a statement which may have a name, in small letters.
const STATES: [&str; 21] = [
    "theorem",
    "thm",
    "lemma",
    "proposition",
    "prop",
    "corollary",
    "cor",
    "axiom",
    "law",
    "postulate",
    "principle",
    "satz",
    "théorème",
    "lemme",
    "teorema",
    "теорема",
    "лемма",
    "定理",
    "引理",
    "公理",
    "補題",
];

pub(super) fn read(note: &Note<'_, '_>, found: &mut Vec<Found>) {
    found.extend(note.passages.iter().filter_map(|passage| announced(note, passage)));
}

fn announced(note: &Note<'_, '_>, passage: &Passage<'_>) -> Option<Found> {
    let text = &*passage.text;
    let opening = Opening::of(text).filter(|_| !passage.is_link)?;
    let body = &text[opening.body..];
    let named = opening.name.clone().filter(|name| is_title(&text[name.clone()]));
    let set_off = || emphasised(body).find(|found| running::is_name(&shown::name(&body[found.clone()])));
    let name = match named {
        Some(name) => name,
        None if opening.defines => set_off().map(|at| opening.body + at.start..opening.body + at.end)?,
        None => return None,
    };
    let mut term = Term::new(&shown::name(&text[name.clone()]));
    if !opening.defines {
        let (own, kind) = (&term.names[0], opening.kind);
        let whole = format!("{own} {kind}");
        if kind.is_ascii() && 3 < kind.len() && !own.to_lowercase().contains(kind) {
            term.also(&whole);
        }
    }
    note.pairs.complete(&mut term, passage.topic);
    let gist = shown::gist(statement(body));
    (!gist.is_empty()).then(|| Found {
        term,
        kind: DefinitionKind::Bold,
        gist,
        excerpt: false,
        span: passage.span(),
        name: passage.source(name),
        topic: passage.topic,
    })
}

/// The first sentence, with those before it that only say what its letters stand for: "Let $f$ be …".
fn statement(body: &str) -> &str {
    let sets_up =
        |text: &str| ["Let ", "Suppose ", "Assume ", "Given "].iter().any(|word| text.starts_with(word));
    let mut end = 0;
    for range in sentences(body) {
        end = range.end;
        if !sets_up(&body[range]) {
            break;
        }
    }
    &body[..end]
}

/// Whether what stands in the bracket names the statement, and not the source it is from: "(Gauss, 1801)".
fn is_title(text: &str) -> bool {
    running::is_name(&shown::name(text)) && !text.contains(|char: char| char.is_ascii_digit() || char == ',')
}

/// What such an opening announces of the title above it, and where that begins.
pub(super) fn part(text: &str) -> Option<(Part, usize)> {
    let opening = Opening::of(text)?;
    Some((if opening.defines { Part::Meaning } else { Part::Other }, opening.body))
}

/// How such a passage opens.
struct Opening<'t> {
    /// The word that announces it, without a full stop.
    kind: &'t str,
    /// Whether it is the word for a definition.
    defines: bool,
    /// What stands in brackets behind it.
    name: Option<Range<usize>>,
    /// Where the statement begins.
    body: usize,
}

impl<'t> Opening<'t> {
    fn of(text: &'t str) -> Option<Self> {
        let behind_marks = |at: usize| at + marks_at(&text[at..]);
        let start = behind_marks(0);
        let length = text[start..].find(|char: char| !char.is_alphabetic()).unwrap_or(text.len() - start);
        let word = &text[start..start + length];
        // Nearly all texts open with a word and go on with another, so that no list needs to be asked.
        let next = text[start + length..].trim_start_matches([' ', '*', '_']).bytes().next();
        if start == 0 && !next.is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'(')) {
            return None;
        }
        let defining = known(word, &DEFINES);
        let kind = defining.or_else(|| known(word, &STATES))?;
        let mut at = start + length;
        if text[at..].starts_with('.') && word.len() <= 4 {
            at += 1;
        }
        let number = text[at..].trim_start_matches(' ');
        let digits = number.find(|char: char| !char.is_ascii_digit() && char != '.').unwrap_or(number.len());
        let numbered = number.starts_with(|char: char| char.is_ascii_digit());
        if numbered {
            at = text.len() - number.len() + digits;
        }
        at = behind_marks(at);
        at += spaces(&text[at..]);
        let mut name = None;
        if let Some(inside) = text[at..].strip_prefix('(') {
            let close = inside.find(')').filter(|close| !inside[..*close].contains('\n'))?;
            name = Some(at + 1..at + 1 + close);
            at += close + 2;
        }
        at = behind_marks(at);
        at += text[at..].len() - text[at..].trim_start_matches(['.', ':', '：', '。', '—', '–']).len();
        at = behind_marks(at);
        // "Definition: …" and "Law is …" are for other readers.
        let closed = text[..at].trim_end().ends_with(['.', '*', '_', ':', ')', '：', '。', '—', '–']);
        let told = 0 < start || numbered || name.is_some() || text[..at].ends_with('.');
        at += text[at..].len() - text[at..].trim_start().len();
        (told && closed && at < text.len()).then_some(Self {
            kind,
            defines: defining.is_some(),
            name,
            body: at,
        })
    }
}

/// The length of the marks of emphasis that a text begins with.
fn marks_at(text: &str) -> usize {
    text.len() - text.trim_start_matches(['*', '_']).len()
}

fn spaces(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}
