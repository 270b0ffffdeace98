//! Callouts whose title names what their text explains: `> [!info] Osmosis` above `> The movement of …`.

use crate::terms::gloss::{self, Shape, shape};
use crate::terms::label::Mark;
use crate::terms::reading::Reading;
use crate::terms::sentence::sentences;
use crate::terms::title::{Title, TitleKind, read_title};
use crate::text::Span;

use super::credit::{self, Evidence, Label};
use super::prose::Passage;
use super::setting::Setting;
use super::subject::Term;
use super::{DefinitionKind, Found, Note, asked, body, running, shown};

/// Kinds of callouts in which a title is no name of what is told: advice, tasks, cases.
const ASIDE: [&str; 18] = [
    "bug",
    "caution",
    "check",
    "danger",
    "done",
    "error",
    "example",
    "fail",
    "failure",
    "hint",
    "missing",
    "quote",
    "cite",
    "success",
    "tip",
    "todo",
    "warning",
    "attention",
];

/// Whether a line opens a callout: `[!note] Title`.
pub(super) fn is_head(line: &str) -> bool {
    kind_of(line).is_some()
}

/// Whether a line opens a callout that says what it is about.
pub(super) fn is_titled(line: &str) -> bool {
    kind_of(line).is_some_and(|(_, title)| !line[title..].trim().is_empty())
}

/// The kind of a callout, and where its title begins.
fn kind_of(line: &str) -> Option<(&str, usize)> {
    let inside = line.strip_prefix("[!")?;
    let kind = &inside[..inside.find(']')?];
    let plain = !kind.is_empty()
        && kind.chars().all(|char| char.is_alphanumeric() || matches!(char, '-' | '_' | '|'));
    let behind = &line[kind.len() + "[!]".len()..];
    let title = behind.trim_start_matches(['+', '-']).trim_start();
    plain.then_some((kind, line.len() - title.len()))
}

pub(super) fn read(note: &Note<'_, '_>, found: &mut Vec<Found>) {
    for (at, head) in note.passages.iter().enumerate() {
        if let Some((kind, title)) = kind_of(&head.text)
            && !ASIDE.contains(&kind.to_lowercase().as_str())
            && let Some(told) = note.passages.get(at + 1)
            && follows(note, head, told)
        {
            found.extend(explained(note, head, title, told));
        }
    }
}

/// Whether a passage stands in the quotation that the head opens.
fn follows(note: &Note<'_, '_>, head: &Passage<'_>, told: &Passage<'_>) -> bool {
    let between = &note.syntax.text[head.span().end as usize..told.span().start as usize];
    !told.is_link
        && told.topic == head.topic
        && between.lines().skip(1).all(|line| line.trim_start().starts_with('>'))
}

fn explained(note: &Note<'_, '_>, head: &Passage<'_>, title: usize, told: &Passage<'_>) -> Option<Found> {
    let written = head.text[title..].trim_end();
    let title_text = written.trim_end_matches([':', '：']);
    let read = read_title(title_text);
    let (term, gist) = match read.kind {
        TitleKind::Define => asked::told(note, title_text, &told.text, head.topic)?,
        TitleKind::Phrase => named(note, head, &read, told)?,
        _ => return None,
    };
    Some(Found {
        term,
        kind: DefinitionKind::Bold,
        gist,
        excerpt: false,
        span: Span { start: head.span().start, end: told.span().end },
        name: head.source(title..title + title_text.len()),
        topic: head.topic,
    })
}

/// The term that a title names, if the first sentence below it explains it as one behind a bold label would.
fn named(
    note: &Note<'_, '_>,
    head: &Passage<'_>,
    title: &Title,
    told: &Passage<'_>,
) -> Option<(Term, String)> {
    let [name] = title.names.as_slice() else { return None };
    let shown = shown::name(&name.text);
    if !running::is_name(&shown) {
        return None;
    }
    let mut term = Term::new(&shown);
    name.aliases.iter().for_each(|alias| term.also(alias));
    note.pairs.complete(&mut term, head.topic);
    let first = Reading::new(&told.text[sentences(&told.text).next()?]);
    if body::names_other(first.text(), &term) || matches!(shape(&first), Shape::Order) {
        return None;
    }
    let label = Label {
        term: &term,
        mark: Mark::Nothing,
        bold: true,
        code: false,
        shouted: false,
        listed: false,
        bare: false,
        topic: head.topic,
    };
    // That it was given a frame of its own is evidence.
    let evidence = Evidence {
        setting: Setting::Open,
        siblings: 1,
        known: note.is_titled(&term),
        compared: false,
        spelled: false,
    };
    let told = credit::is_enough(note, label, &first, &evidence) && 3 <= gloss::length(first.text());
    told.then(|| (term, shown::gist(first.text())))
}
