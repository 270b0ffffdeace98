//! What is written where for a new name: headings, titles, ids, tags and labels, but for the links to them.

use super::super::tags;
use super::refusal::{Refusal, RenameKind};
use crate::cancel::{Cancel, Cancellable};
use crate::edit::{Edit, Edits};
use crate::facts::{AnchorKind, Facts, Footnote, Label, LinkKind, Target};
use crate::index::FileId;
use crate::resolve::is_same_label;
use crate::snapshot::Snapshot;
use crate::text::Span;

/// Longest label of a link (CommonMark 0.31 section 6.3), in characters.
const MOST_LABEL: usize = 999;

/// A new name on one line without spaces around it; `forbidden` are characters that it cannot have.
fn line<'n>(kind: RenameKind, name: &'n str, forbidden: &[char]) -> Result<&'n str, Refusal> {
    let is_break =
        |found: char| matches!(found, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    if let Some(found) = name.chars().find(|found| forbidden.contains(found)) {
        return Err(Refusal::Character(kind, found));
    }
    if name.contains(is_break) {
        return Err(Refusal::LineBreak(kind));
    }
    let name = name.trim();
    if name.is_empty() { Err(Refusal::Empty(kind)) } else { Ok(name) }
}

/// The same for a name of which each character has to fit.
fn word(kind: RenameKind, name: &str, fits: impl Fn(char) -> bool) -> Result<&str, Refusal> {
    let name = line(kind, name, &[])?;
    match name.chars().find(|&found| !fits(found)) {
        Some(found) => Err(Refusal::Character(kind, found)),
        None => Ok(name),
    }
}

/// A new name of a term.
pub(super) fn term_name(name: &str) -> Result<&str, Refusal> {
    line(RenameKind::Term, name, &['[', ']', '|', '#'])
}

/// A new name of a tag, which may have its sign.
pub(super) fn tag_name(name: &str) -> Result<&str, Refusal> {
    let fits = |found: char| found.is_alphanumeric() || matches!(found, '_' | '-' | '/');
    let trimmed = name.trim();
    let name = word(RenameKind::Tag, trimmed.strip_prefix('#').unwrap_or(trimmed), fits)?;
    let is_whole = name.split('/').all(|part| !part.is_empty()) && !name.ends_with('-');
    if is_whole && name.chars().any(char::is_alphabetic) { Ok(name) } else { Err(Refusal::NoTag) }
}

/// The text of a heading, without an id behind it: `Title {#id}`.
pub(super) fn heading_name(text: &str, facts: &Facts, at: usize) -> Span {
    let name = facts.headings[at].name;
    let own = facts.anchors.iter().find(|anchor| name.covers(anchor.name));
    let before = own.and_then(|anchor| {
        let before = Span { start: name.start, end: anchor.name.start }.of(text);
        before.strip_suffix("{#").map(|before| before.trim_end().len())
    });
    before.map_or(name, |length| Span { start: name.start, end: name.start + length as u32 })
}

/// The change of a heading.
pub(super) fn heading(
    snapshot: &Snapshot,
    file: FileId,
    at: usize,
    new_name: &str,
) -> Result<Vec<Edit>, Refusal> {
    let name = line(RenameKind::Heading, new_name, &[])?;
    let text = snapshot.text(file).ok_or(Refusal::Stale)?;
    let facts = snapshot.facts(file).ok_or(Refusal::Stale)?;
    let span = heading_name(&text, facts, at);
    Ok(changed(file, &text, [span], name))
}

/// The change of a title in the front matter, in quotes where YAML wants them.
pub(super) fn title(snapshot: &Snapshot, file: FileId, new_name: &str) -> Result<Vec<Edit>, Refusal> {
    let name = line(RenameKind::Title, new_name, &[])?;
    let text = snapshot.text(file).ok_or(Refusal::Stale)?;
    let title = snapshot.facts(file).and_then(|facts| facts.title.as_ref()).ok_or(Refusal::Stale)?;
    let quote = format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""));
    let is_quote = |at: Option<char>| matches!(at, Some('"' | '\''));
    let before = text.get(..title.span.start as usize).and_then(|before| before.chars().next_back());
    let behind = text.get(title.span.end as usize..).and_then(|behind| behind.chars().next());
    let quoted = if is_quote(before) && before == behind {
        Span { start: title.span.start - 1, end: title.span.end + 1 }
    } else {
        title.span
    };
    let choices = [(title.span, name.to_owned()), (quoted, quote)];
    let edits = choices.into_iter().map(|(span, new)| changed(file, &text, [span], &new));
    let is_read = |edits: &Vec<Edit>| {
        let now = Facts::read(&Edits::new(edits.clone()).applied(file, &text));
        now.title.is_some_and(|title| *title.text == *name)
    };
    edits.into_iter().find(is_read).ok_or(Refusal::BreaksTitle)
}

/// The change of a block id, or of an id in HTML or behind a heading.
pub(super) fn anchor(
    snapshot: &Snapshot,
    file: FileId,
    at: usize,
    new_name: &str,
) -> Result<Vec<Edit>, Refusal> {
    let facts = snapshot.facts(file).ok_or(Refusal::Stale)?;
    let anchor = facts.anchors.get(at).ok_or(Refusal::Stale)?;
    let (kind, sign, others) = match anchor.kind {
        AnchorKind::Block => (RenameKind::Block, '^', ""),
        AnchorKind::Html => (RenameKind::Anchor, '#', "_.:"),
    };
    let fits = |found: char| match anchor.kind {
        AnchorKind::Block => found.is_ascii_alphanumeric() || found == '-',
        AnchorKind::Html => found.is_alphanumeric() || found == '-' || others.contains(found),
    };
    let trimmed = new_name.trim();
    let name = word(kind, trimmed.strip_prefix(sign).unwrap_or(trimmed), fits)?;
    let is_other = |(other, found): (usize, &crate::facts::Anchor)| {
        other != at && found.kind == anchor.kind && found.id.to_lowercase() == name.to_lowercase()
    };
    let is_heading = anchor.kind == AnchorKind::Html
        && facts.headings.iter().any(|heading| *heading.slug == *name.to_lowercase());
    if is_heading || facts.anchors.iter().enumerate().any(is_other) {
        return Err(Refusal::Taken(kind, name.into()));
    }
    let text = snapshot.text(file).ok_or(Refusal::Stale)?;
    if *anchor.name.of(&text) != *anchor.id {
        return Err(Refusal::Stale);
    }
    Ok(changed(file, &text, [anchor.name], name))
}

/// The changes of a tag and of those below it.
pub(super) fn tags(snapshot: &Snapshot, tag: &str, name: &str, cancel: &Cancel) -> Cancellable<Vec<Edit>> {
    let mut edits = Vec::new();
    for found in tags::uses(snapshot, tag, cancel)? {
        edits.push(Edit { file: found.file, span: found.name, text: name.to_owned(), confirm: false });
    }
    Ok(edits)
}

/// Where the label of a link definition is written.
pub(super) fn label_name(text: &str, label: &Label) -> Option<Span> {
    let source = label.span.of(text);
    let open = source.find('[')?;
    let close = source.find("]:").filter(|&close| open < close)?;
    Some(Span { start: label.span.start + open as u32 + 1, end: label.span.start + close as u32 })
}

/// The changes of a link label: its definitions and its uses.
pub(super) fn label(
    snapshot: &Snapshot,
    note: FileId,
    old: &str,
    new_name: &str,
) -> Result<Vec<Edit>, Refusal> {
    let kind = RenameKind::Label;
    let name = line(kind, new_name, &['[', ']', '\\'])?;
    if name.starts_with('^') || MOST_LABEL < name.chars().count() {
        return Err(Refusal::Character(kind, name.chars().next().unwrap_or('^')));
    }
    let facts = snapshot.facts(note).ok_or(Refusal::Stale)?;
    let is_taken = facts.labels.iter().any(|label| is_same_label(&label.name, name));
    if is_taken && !is_same_label(old, name) {
        return Err(Refusal::Taken(kind, name.into()));
    }
    let text = snapshot.text(note).ok_or(Refusal::Stale)?;
    let called = |label: &&Label| is_same_label(&label.name, old);
    let definitions = facts.labels.iter().filter(called).filter_map(|label| label_name(&text, label));
    let uses =
        facts.links.iter().filter(|link| link.label.as_ref().is_some_and(|label| is_same_label(label, old)));
    let spans: Vec<Span> = definitions.chain(uses.map(|link| link.target_span)).collect();
    Ok(changed(note, &text, spans, name))
}

/// The footnotes of a note that have a label.
pub(super) fn footnotes_called<'f>(facts: &'f Facts, label: &str) -> impl Iterator<Item = &'f Footnote> {
    facts.footnotes.iter().filter(move |footnote| is_same_label(&footnote.label, label))
}

/// Where the label of a footnote is written above its text.
pub(super) fn footnote_name(text: &str, footnote: &Footnote) -> Option<Span> {
    let source = footnote.span.of(text);
    let open = source.find("[^")?;
    let name = source.get(open + 2..)?.strip_prefix(&*footnote.label)?;
    let start = footnote.span.start + open as u32 + 2;
    name.starts_with("]:").then_some(Span { start, end: start + footnote.label.len() as u32 })
}

/// The changes of a footnote's label: above its text and at its uses.
pub(super) fn footnote(
    snapshot: &Snapshot,
    note: FileId,
    old: &str,
    new_name: &str,
) -> Result<Vec<Edit>, Refusal> {
    let kind = RenameKind::Footnote;
    let trimmed = new_name.trim();
    let fits = |found: char| !found.is_whitespace() && !"[]^/\\\"'<>$()+*|`".contains(found);
    let name = word(kind, trimmed.strip_prefix('^').unwrap_or(trimmed), fits)?;
    let facts = snapshot.facts(note).ok_or(Refusal::Stale)?;
    if !is_same_label(old, name) && footnotes_called(facts, name).next().is_some() {
        return Err(Refusal::Taken(kind, name.into()));
    }
    let text = snapshot.text(note).ok_or(Refusal::Stale)?;
    let names = footnotes_called(facts, old).filter_map(|footnote| footnote_name(&text, footnote));
    let uses = facts.links.iter().filter(|link| {
        link.kind == LinkKind::Footnote
            && matches!(&link.target, Target::Footnote(label) if is_same_label(label, old))
    });
    let spans: Vec<Span> = names.chain(uses.map(|link| link.target_span)).collect();
    Ok(changed(note, &text, spans, name))
}

/// Changes of some spans to a text; those that have it already stay.
fn changed(file: FileId, text: &str, spans: impl IntoIterator<Item = Span>, new: &str) -> Vec<Edit> {
    let spans = spans.into_iter().filter(|span| span.of(text) != new);
    spans.map(|span| Edit { file, span, text: new.to_owned(), confirm: false }).collect()
}
