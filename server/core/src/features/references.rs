//! References: every link to what is under the cursor, and every mention of it.

use std::collections::BTreeSet;

use super::backlinks::{links_to, links_to_missing};
use super::definition::{label, sense_locations};
use super::location::{Location, place_location};
use super::subject::{Name, Subject, name_at, subject};
use super::tags::{self, tag_at};
use crate::cancel::{Cancel, Cancellable};
use crate::facts::Target;
use crate::index::{FileId, Index, Meanings, Mention, NameKey, Named, Sense, Viewpoint};
use crate::resolve::{Place, Resolution, is_same_label};
use crate::snapshot::Snapshot;
use crate::text::Span;

/// Every place that refers to what stands at an offset, in the order definitions, links, mentions.
///
/// Definitions are left out where `with_definitions` is off.
pub fn references(
    snapshot: &Snapshot,
    note: FileId,
    offset: u32,
    with_definitions: bool,
    cancel: &Cancel,
) -> Cancellable<Vec<Location>> {
    if let Some(tag) = tag_at(snapshot, note, offset) {
        let uses = tags::uses(snapshot, &tag.name, cancel)?.into_iter();
        return Ok(uses
            .map(|found| Location { file: found.file, span: found.span, name: found.span })
            .collect());
    }
    let mut found = Vec::new();
    let place = place_under(snapshot, note, offset);
    if let Some(place) = &place {
        if with_definitions {
            found.extend(place_location(snapshot, place));
        }
        found.extend(links_to(snapshot, place));
    }
    match subject(snapshot, note, offset) {
        Some(Subject::Name(name)) => {
            found.extend(of_name(snapshot, note, offset, &name, with_definitions, cancel)?)
        }
        Some(Subject::Link(link)) => {
            if let Some(name) = &link.label {
                found.extend(same_label(snapshot, note, name, with_definitions));
            }
            if let Resolution::Broken(broken) = snapshot.resolve(note, link) {
                found.extend(links_to_missing(snapshot, &broken));
                // `[[White dwarf]]` that leads to no note may be how the term is written.
                if let Some(name) = name_at(snapshot, note, offset) {
                    found.extend(of_name(snapshot, note, offset, &name, with_definitions, cancel)?);
                }
                found.extend(same_unknown(snapshot, note, &link.target));
            }
        }
        Some(Subject::Label(found_label)) => {
            found.extend(same_label(snapshot, note, &found_label.name, with_definitions));
        }
        None => {}
    }
    // The text of a link to the term is the link itself and no mention beside it.
    let links: BTreeSet<(FileId, Span)> =
        found.iter().filter(|found| found.span == found.name).map(|found| (found.file, found.name)).collect();
    let is_inside = |location: &Location| {
        let before = links.range(..(location.file, Span { start: location.name.start, end: 0 })).next_back();
        let at = links.range((location.file, Span { start: location.name.start, end: 0 })..).next();
        let covers = |link: Option<&(FileId, Span)>| {
            link.is_some_and(|(file, span)| {
                *file == location.file && *span != location.name && span.covers(location.name)
            })
        };
        covers(before) || covers(at)
    };
    let mut seen = BTreeSet::new();
    found.retain(|location| !is_inside(location) && seen.insert((location.file, location.name)));
    Ok(found)
}

/// Where a name stands for what it means at an offset: definitions, links to its topics, mentions.
fn of_name(
    snapshot: &Snapshot,
    note: FileId,
    offset: u32,
    name: &Name,
    with_definitions: bool,
    cancel: &Cancel,
) -> Cancellable<Vec<Location>> {
    let mut found = Vec::new();
    let senses = snapshot.index.senses(&name.named, Some(Viewpoint { note, offset }));
    if let Some(sense) = senses.first() {
        if with_definitions {
            found.extend(sense_locations(snapshot, sense));
            let titles = titles_of(snapshot, sense, cancel)?.into_iter();
            let is_told = |title: &Location| {
                found.iter().any(|told| told.file == title.file && told.name.covers(title.name))
            };
            let titles: Vec<Location> = titles.filter(|title| !is_told(title)).collect();
            found.extend(titles);
        }
        found.extend(sense.topics.iter().flat_map(|&topic| {
            let heading = heading_of_topic(snapshot, topic.note, topic.at as usize);
            heading.map(|at| links_to(snapshot, &Place::Heading(topic.note, at))).unwrap_or_default()
        }));
        found.extend(sense_mentions(snapshot, sense, cancel)?);
    }
    Ok(found)
}

/// The place that links could point at under the cursor: a heading, a footnote's text, an anchor, or what a link means.
pub(super) fn place_under(snapshot: &Snapshot, note: FileId, offset: u32) -> Option<Place> {
    if let Some(link) = snapshot.link_at(note, offset) {
        return match snapshot.resolve(note, link) {
            Resolution::Found(found) => Some(found.place),
            Resolution::Unjudged | Resolution::Broken(_) => None,
        };
    }
    let facts = snapshot.facts(note)?;
    if facts.title.as_ref().is_some_and(|title| title.span.touches(offset)) {
        return Some(Place::File(note));
    }
    if let Some(at) = facts.headings.iter().position(|heading| heading.span.touches(offset)) {
        let is_title = facts.title.as_ref().is_some_and(|title| title.span == facts.headings[at].name);
        return Some(if is_title { Place::File(note) } else { Place::Heading(note, at) });
    }
    if let Some(at) = facts.anchors.iter().position(|anchor| anchor.name.touches(offset)) {
        return Some(Place::Anchor(note, at));
    }
    let marker =
        |span: Span, label: &str| Span { start: span.start, end: span.start + label.len() as u32 + 4 };
    let footnote = facts.footnotes.iter().position(|note| marker(note.span, &note.label).touches(offset));
    footnote.map(|at| Place::Footnote(note, at))
}

fn heading_of_topic(snapshot: &Snapshot, note: FileId, topic: usize) -> Option<usize> {
    let facts = snapshot.facts(note)?;
    let span = facts.topics.get(topic)?.span;
    facts.headings.iter().position(|heading| heading.span.start == span.start)
}

/// Where titles that are about a sense name it.
fn titles_of(snapshot: &Snapshot, sense: &Sense, cancel: &Cancel) -> Cancellable<Vec<Location>> {
    let index = &snapshot.index;
    let keys = keys_of(index, sense);
    let mut meanings = Meanings::new(index);
    let mut found = Vec::new();
    let notes: BTreeSet<FileId> = sense.topics.iter().map(|id| id.note).collect();
    for note in notes {
        cancel.check()?;
        let Some(facts) = index.facts(note) else { continue };
        let own = sense.topics.iter().filter(|id| id.note == note);
        let titles = Cover::of(own.map(|id| facts.topics[id.at as usize].name).collect());
        let named = index.mentions_of(note, &keys).into_iter();
        let named = named.filter(|mention| titles.covers(mention.span));
        let meant = named.filter(|mention| meanings.is_meant(note, mention, sense));
        found.extend(meant.map(|mention| Location { file: note, span: mention.span, name: mention.span }));
    }
    Ok(found)
}

/// Every mention of a sense in prose, by path and place; where it is defined or asked for is none.
pub(crate) fn sense_mentions(
    snapshot: &Snapshot,
    sense: &Sense,
    cancel: &Cancel,
) -> Cancellable<Vec<Location>> {
    let index = &snapshot.index;
    let keys = keys_of(index, sense);
    let mut meanings = Meanings::new(index);
    let mut found = Vec::new();
    for (note, _, _) in index.notes() {
        cancel.check()?;
        let spans = mentions_in_note(index, note, sense, &keys, &mut meanings).into_iter();
        found.extend(spans.map(|span| Location { file: note, span, name: span }));
    }
    Ok(found)
}

/// Whether a sense has any mention in prose; the first that is found ends the search.
pub(super) fn has_mentions(snapshot: &Snapshot, sense: &Sense, cancel: &Cancel) -> Cancellable<bool> {
    let index = &snapshot.index;
    let keys = keys_of(index, sense);
    let mut meanings = Meanings::new(index);
    for (note, _, _) in index.notes() {
        cancel.check()?;
        if !mentions_in_note(index, note, sense, &keys, &mut meanings).is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Every name of a sense.
pub(super) fn keys_of(index: &Index, sense: &Sense) -> BTreeSet<NameKey> {
    index.sense_names(sense).iter().filter_map(|name| NameKey::of(name)).collect()
}

/// The mentions of a sense in the prose of one note, in the order of the text.
pub(super) fn mentions_in_note(
    index: &Index,
    note: FileId,
    sense: &Sense,
    keys: &BTreeSet<NameKey>,
    meanings: &mut Meanings<'_>,
) -> Vec<Span> {
    let Some(facts) = index.facts(note) else { return Vec::new() };
    if !keys.iter().any(|&key| index.names().may_be_in(key, facts.words.vocabulary())) {
        return Vec::new();
    }
    let defined = sense.definitions.iter().filter(|id| id.note == note);
    let defined = defined.filter_map(|&id| index.definition(id).map(|definition| definition.name));
    let asked = sense.topics.iter().filter(|id| id.note == note);
    let own = Cover::of(defined.chain(asked.map(|id| facts.topics[id.at as usize].name)).collect());
    let mentions = index.mentions_of(note, keys).into_iter();
    let meant =
        mentions.filter(|mention| !own.covers(mention.span) && meanings.is_meant(note, mention, sense));
    meant.filter(|mention| !gives_name(index, note, mention)).map(|mention| mention.span).collect()
}

/// Whether a mention is the name that a definition or a title of its note gives to what it means. Where definitions hold
/// in some places only, that need not be one of the sense as seen from elsewhere.
fn gives_name(index: &Index, note: FileId, mention: &Mention) -> bool {
    let name = |named: Named| match named {
        Named::Definition(id) => index.definition(id).map(|definition| definition.name),
        Named::Topic(id) => index.facts(id.note)?.topics.get(id.at as usize).map(|topic| topic.name),
    };
    let own = index.meant(mention).into_iter().filter(|named| named.note() == note);
    own.filter_map(name).any(|name| name.covers(mention.span))
}

/// Some spans of a note, to be asked many times whether one of them covers another.
struct Cover {
    /// Where each starts, and the furthest end of those up to it; by start.
    reach: Vec<(u32, u32)>,
}

impl Cover {
    fn of(mut spans: Vec<Span>) -> Self {
        spans.sort_unstable();
        let mut furthest = 0;
        let reach = spans.iter().map(|span| {
            furthest = furthest.max(span.end);
            (span.start, furthest)
        });
        Self { reach: reach.collect() }
    }

    fn covers(&self, span: Span) -> bool {
        let behind = self.reach.partition_point(|(start, _)| *start <= span.start);
        behind.checked_sub(1).is_some_and(|last| span.end <= self.reach[last].1)
    }
}

/// Every use in its note of a link label or a footnote that is defined nowhere.
fn same_unknown(snapshot: &Snapshot, note: FileId, target: &Target) -> Vec<Location> {
    let is_same = |other: &Target| match (target, other) {
        (Target::Label(one), Target::Label(other)) | (Target::Footnote(one), Target::Footnote(other)) => {
            is_same_label(one, other)
        }
        _ => false,
    };
    let links = snapshot.facts(note).map_or(&[][..], |facts| &facts.links);
    let same = links.iter().filter(|link| is_same(&link.target));
    same.map(|link| Location { file: note, span: link.span, name: link.span }).collect()
}

/// Every use of a link label in its note.
fn same_label(snapshot: &Snapshot, note: FileId, name: &str, with_definitions: bool) -> Vec<Location> {
    let definition = label(snapshot, note, name).filter(|_| with_definitions).map(|label| label.span);
    let links = snapshot.facts(note).map_or(&[][..], |facts| &facts.links);
    let uses = links
        .iter()
        .filter(|link| link.label.as_ref().is_some_and(|label| is_same_label(label, name)))
        .map(|link| link.span);
    definition.into_iter().chain(uses).map(|span| Location { file: note, span, name: span }).collect()
}
