//! Rename of a term: everywhere its name stands, and in the links to the headings that change with it.
//!
//! A name is renamed for one sense only: where the same letters mean something else they stay. Titles and definitions
//! change at once; a mention in prose is somebody's sentence, so it is changed where the user agrees. Spelling, that is
//! capitals and number, stays that of each place.

mod anchors;

use super::subject::{mentions, name_at};
use crate::cancel::{Cancel, Cancellable};
use crate::edit::{Edit, Edits};
use crate::facts::{Facts, LinkKind};
use crate::index::{FileId, Mention, NameKey, Named, Sense, Viewpoint};
use crate::snapshot::Snapshot;
use crate::terms::respell::respell;
use crate::text::Span;

/// What can be renamed at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameTarget {
    /// The name under the cursor.
    pub span: Span,
    /// The name as it is spelled where it is defined: what the new one takes the place of.
    pub placeholder: String,
}

/// Why something is not renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no term at the place.
    NoTerm,
    /// The new name is empty.
    Empty,
    /// The new name has a line break.
    LineBreak,
    /// The new name has a character that ends a link.
    Character(char),
    /// With the new name a title would be a title no more, or another one would be.
    BreaksTitle,
    /// With the new name a link to a heading that has it could not say which heading it means.
    LosesLink,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoTerm => write!(out, "there is no term here to rename"),
            Self::Empty => write!(out, "a term needs a name: the new one is empty"),
            Self::LineBreak => {
                write!(out, "the name of a term stands on one line: the new one has a line break")
            }
            Self::Character(found) => {
                write!(out, "the name of a term cannot have \"{found}\", which means something else in links")
            }
            Self::BreaksTitle => {
                write!(out, "with this name a heading of the notes would be no heading any more")
            }
            Self::LosesLink => write!(
                out,
                "with this name two headings of a note would be called alike, and a link could not tell them apart"
            ),
        }
    }
}

/// What a rename at an offset would rename; `None` where no term stands there.
#[must_use]
pub fn prepare_rename(snapshot: &Snapshot, note: FileId, offset: u32) -> Option<RenameTarget> {
    term_at(snapshot, note, offset).map(|term| RenameTarget { span: term.span, placeholder: term.spelling })
}

/// The changes that give the term at an offset a new name, or why there are none.
pub fn rename(
    snapshot: &Snapshot,
    note: FileId,
    offset: u32,
    new_name: &str,
    cancel: &Cancel,
) -> Cancellable<Result<Edits, Refusal>> {
    let new_name = match check_name(new_name) {
        Ok(name) => name,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let Some(term) = term_at(snapshot, note, offset) else { return Ok(Err(Refusal::NoTerm)) };
    let mut edits = Vec::new();
    for (file, _, facts) in snapshot.index.notes() {
        cancel.check()?;
        if snapshot.index.names().may_be_in(term.key, facts.words.vocabulary()) {
            edits.extend(term.edits_of_note(snapshot, file, facts, new_name));
        }
    }
    let titles = Edits::new(edits.iter().filter(|edit| !edit.confirm).cloned().collect());
    match anchors::edits(snapshot, &titles, cancel)? {
        Ok(links) => edits.extend(links),
        Err(refusal) => return Ok(Err(refusal)),
    }
    Ok(Ok(Edits::new(edits)))
}

fn check_name(name: &str) -> Result<&str, Refusal> {
    if let Some(found) = name.chars().find(|found| "[]|#".contains(*found)) {
        return Err(Refusal::Character(found));
    }
    let is_break =
        |found: char| matches!(found, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    if name.contains(is_break) {
        return Err(Refusal::LineBreak);
    }
    let name = name.trim();
    if name.is_empty() { Err(Refusal::Empty) } else { Ok(name) }
}

/// A name of one sense of a term.
struct Term {
    /// Where the cursor is.
    span: Span,
    key: NameKey,
    spelling: String,
    sense: Sense,
}

fn term_at(snapshot: &Snapshot, note: FileId, offset: u32) -> Option<Term> {
    let name = name_at(snapshot, note, offset)?;
    let facts = snapshot.facts(note)?;
    let mention = mentions(snapshot, note).into_iter().find(|mention| mention.span == name.span)?;
    if is_target(facts, mention.span) {
        return None;
    }
    let senses = snapshot.index.senses(&name.named, Some(Viewpoint { note, offset }));
    let sense = senses.into_iter().next()?;
    let spelling = spelling(snapshot, &sense, &name.named, mention.key)?;
    Some(Term { span: name.span, key: mention.key, spelling, sense })
}

/// How the best definition that has a name spells it, else the best topic.
fn spelling(snapshot: &Snapshot, sense: &Sense, named: &[Named], key: NameKey) -> Option<String> {
    let fits = |name: &&str| NameKey::of(name) == Some(key);
    let index = &snapshot.index;
    let defined = sense.definitions.iter().filter_map(|&id| index.definition(id));
    let mut defined = defined.flat_map(|definition| definition.names.iter().map(|name| &**name));
    if let Some(name) = defined.find(fits) {
        return Some(name.to_owned());
    }
    let topics = sense.topics.iter().filter(|&&id| named.contains(&Named::Topic(id)));
    let topics = topics.filter_map(|id| index.facts(id.note)?.topics.get(id.at as usize));
    let mut names = topics.flat_map(|topic| topic.names.iter().map(|name| &*name.text));
    names.find(fits).map(str::to_owned)
}

/// Whether a place is read as the target of a link and not as prose alone: a change there would break the link.
fn is_target(facts: &Facts, span: Span) -> bool {
    let meets = |other: Span| other.start < span.end && span.start < other.end;
    let is_closed = |kind: LinkKind| matches!(kind, LinkKind::Tag | LinkKind::Footnote | LinkKind::Embed);
    facts.links.iter().any(|link| meets(link.target_span) || (is_closed(link.kind) && meets(link.span)))
        || facts.labels.iter().any(|label| meets(label.span))
}

impl Term {
    fn edits_of_note(&self, snapshot: &Snapshot, file: FileId, facts: &Facts, new_name: &str) -> Vec<Edit> {
        let meant: Vec<Mention> = mentions(snapshot, file)
            .into_iter()
            .filter(|mention| mention.key == self.key && self.is_meant(snapshot, file, mention))
            .filter(|mention| !is_target(facts, mention.span))
            .collect();
        if meant.is_empty() {
            return Vec::new();
        }
        let Some(text) = snapshot.text(file) else { return Vec::new() };
        let titles = self.titles(snapshot, file, facts);
        let edits = meant.into_iter().filter_map(|mention| {
            let written = mention.span.of(&text);
            // On disk the note may have become another since it was read.
            if NameKey::of(written) != Some(self.key) {
                return None;
            }
            let new = respell(written, &self.spelling, new_name);
            let confirm = !titles.iter().any(|title| title.covers(mention.span));
            (new != written).then_some(Edit { file, span: mention.span, text: new, confirm })
        });
        edits.collect()
    }

    fn is_meant(&self, snapshot: &Snapshot, note: FileId, mention: &Mention) -> bool {
        let index = &snapshot.index;
        let from = Viewpoint { note, offset: mention.span.start };
        let senses = index.senses(&index.names().meant(mention), Some(from));
        senses.first().is_some_and(|nearest| nearest.overlaps(&self.sense))
    }

    /// Where a note names its topics and what it defines.
    fn titles(&self, snapshot: &Snapshot, file: FileId, facts: &Facts) -> Vec<Span> {
        let own = self.sense.definitions.iter().filter(|id| id.note == file);
        let defined = own.filter_map(|&id| snapshot.index.definition(id)).map(|definition| definition.name);
        let headings = facts.headings.iter().map(|heading| heading.name);
        defined.chain(facts.topics.iter().map(|topic| topic.name)).chain(headings).collect()
    }
}

#[cfg(test)]
mod tests;
