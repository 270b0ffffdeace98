//! A term: everywhere its name stands.
//!
//! A name is renamed for one sense only: where the same letters mean something else they stay. Titles and definitions
//! change at once; a mention in prose is somebody's sentence, so it is changed where the user agrees. Spelling, that is
//! capitals and number, stays that of each place.

use super::super::subject::{mentions, name_at};
use crate::cancel::{Cancel, Cancellable};
use crate::edit::Edit;
use crate::facts::{Facts, Link, LinkKind};
use crate::index::{DefinitionId, FileId, Meanings, Mention, NameKey, Named, Sense, Viewpoint};
use crate::resolve::Resolution;
use crate::snapshot::Snapshot;
use crate::terms::respell::respell;
use crate::text::Span;

/// A name of one sense of a term.
pub(super) struct Term {
    /// Where the cursor is.
    pub(super) span: Span,
    key: NameKey,
    pub(super) spelling: String,
    sense: Sense,
}

/// The term at an offset; none where it stands in the target of a link.
pub(super) fn term_at(snapshot: &Snapshot, note: FileId, offset: u32) -> Option<Term> {
    let name = name_at(snapshot, note, offset)?;
    let facts = snapshot.facts(note)?;
    let mention = mentions(snapshot, note).into_iter().find(|mention| mention.span == name.span)?;
    if is_target(snapshot, note, facts, mention.span) {
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
///
/// `[[White dwarf]]` that leads to no note breaks by nothing: it is how some write a term.
fn is_target(snapshot: &Snapshot, note: FileId, facts: &Facts, span: Span) -> bool {
    let meets = |other: Span| other.start < span.end && span.start < other.end;
    let is_closed = |kind: LinkKind| matches!(kind, LinkKind::Tag | LinkKind::Footnote | LinkKind::Embed);
    let is_wish = |link: &Link| {
        let whole = link.kind == LinkKind::Wiki && link.target_span == span;
        whole && matches!(snapshot.resolve(note, link), Resolution::Broken(_))
    };
    facts
        .links
        .iter()
        .any(|link| meets(link.target_span) && !is_wish(link) || (is_closed(link.kind) && meets(link.span)))
        || facts.labels.iter().any(|label| meets(label.span))
}

impl Term {
    /// The notes that define it by the name of their file: they have no title.
    pub(super) fn untitled_notes(&self, snapshot: &Snapshot) -> Vec<FileId> {
        let untitled = |id: &&DefinitionId| {
            snapshot.index.definition(**id).is_some_and(|definition| definition.name.is_empty())
        };
        self.sense.definitions.iter().filter(untitled).map(|id| id.note).collect()
    }

    /// The changes of all its mentions.
    pub(super) fn edits(
        &self,
        snapshot: &Snapshot,
        new_name: &str,
        cancel: &Cancel,
    ) -> Cancellable<Vec<Edit>> {
        let mut edits = Vec::new();
        let mut meanings = Meanings::new(&snapshot.index);
        for (file, _, facts) in snapshot.index.notes() {
            cancel.check()?;
            if snapshot.index.names().may_be_in(self.key, facts.words.vocabulary()) {
                edits.extend(self.edits_of_note(snapshot, &mut meanings, file, facts, new_name));
            }
        }
        Ok(edits)
    }

    fn edits_of_note(
        &self,
        snapshot: &Snapshot,
        meanings: &mut Meanings<'_>,
        file: FileId,
        facts: &Facts,
        new_name: &str,
    ) -> Vec<Edit> {
        let meant: Vec<Mention> = mentions(snapshot, file)
            .into_iter()
            .filter(|mention| mention.key == self.key && meanings.is_meant(file, mention, &self.sense))
            .filter(|mention| !is_target(snapshot, file, facts, mention.span))
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

    /// Where a note names its topics and what it defines.
    fn titles(&self, snapshot: &Snapshot, file: FileId, facts: &Facts) -> Vec<Span> {
        let own = self.sense.definitions.iter().filter(|id| id.note == file);
        let defined = own.filter_map(|&id| snapshot.index.definition(id)).map(|definition| definition.name);
        let headings = facts.headings.iter().map(|heading| heading.name);
        defined.chain(facts.topics.iter().map(|topic| topic.name)).chain(headings).collect()
    }
}
