//! Hierarchies of terms: what a definition uses and who uses it, and what is a kind of what.
//!
//! An item of a hierarchy is a term at one of its definitions. The client keeps it and asks about it later, so it is
//! found again by its name as seen from its place.

use std::collections::{BTreeMap, BTreeSet};

use super::location::{Location, definition_location, topic_location};
use super::references::{keys_of, sense_mentions};
use super::subject::{mentions, sense_at};
use crate::cancel::{Cancel, Cancellable};
use crate::index::{DefinitionId, FileId, Meanings, NameKey, Sense, Viewpoint};
use crate::snapshot::Snapshot;
use crate::text::Span;

/// Most items of one answer: more fit on no screen.
const MOST: usize = 200;

/// A term at one of its definitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HierarchyItem {
    /// The term.
    pub name: String,
    /// What it means; empty where nobody says.
    pub gist: String,
    /// Where it is defined, else the topic that asks for it.
    pub location: Location,
}

/// One term that uses another, or is used by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HierarchyCall {
    /// The other term.
    pub item: HierarchyItem,
    /// Where the one that uses names the one that is used; in the note of the one that uses.
    pub spans: Vec<Span>,
}

/// The term at an offset.
#[must_use]
pub fn hierarchy_item(snapshot: &Snapshot, note: FileId, offset: u32) -> Option<HierarchyItem> {
    let (_, sense) = sense_at(snapshot, note, offset)?;
    item_of(snapshot, &sense)
}

/// The sense that an item stands for.
fn sense_of_item(snapshot: &Snapshot, name: &str, note: FileId, offset: u32) -> Option<Sense> {
    let named = snapshot.index.names().named(NameKey::of(name)?);
    snapshot.index.senses(&named, Some(Viewpoint { note, offset })).into_iter().next()
}

fn item_of(snapshot: &Snapshot, sense: &Sense) -> Option<HierarchyItem> {
    match sense.definitions.first() {
        Some(&best) => item_at(snapshot, sense, best),
        None => Some(HierarchyItem {
            name: snapshot.index.display_names(sense).into_iter().next()?,
            gist: String::new(),
            location: topic_location(snapshot, *sense.topics.first()?)?,
        }),
    }
}

fn item_at(snapshot: &Snapshot, sense: &Sense, id: DefinitionId) -> Option<HierarchyItem> {
    let definition = snapshot.index.definition(id)?;
    let name = snapshot.index.display_names(sense).into_iter().next();
    Some(HierarchyItem {
        name: name.or_else(|| definition.names.first().map(ToString::to_string))?,
        gist: if definition.excerpt { String::new() } else { definition.gist.to_string() },
        location: definition_location(snapshot, id)?,
    })
}

/// The terms that the definitions of a term use, as far as they stand in the note of the item; in the order of use.
pub fn outgoing(
    snapshot: &Snapshot,
    name: &str,
    note: FileId,
    offset: u32,
    cancel: &Cancel,
) -> Cancellable<Vec<HierarchyCall>> {
    let index = &snapshot.index;
    let Some(sense) = sense_of_item(snapshot, name, note, offset) else { return Ok(Vec::new()) };
    let own: BTreeSet<NameKey> =
        index.sense_names(&sense).iter().filter_map(|name| NameKey::of(name)).collect();
    let told: Vec<Span> = sense
        .definitions
        .iter()
        .filter(|id| id.note == note)
        .filter_map(|&id| index.definition(id).filter(|definition| !definition.excerpt))
        .map(|definition| definition.span)
        .collect();
    let mut calls: Met<HierarchyCall> = Met(Vec::new());
    for mention in mentions(snapshot, note) {
        cancel.check()?;
        if own.contains(&mention.key) || !told.iter().any(|told| told.covers(mention.span)) {
            continue;
        }
        let from = Viewpoint { note, offset: mention.span.start };
        let Some(used) = index.senses(&index.meant(&mention), Some(from)).into_iter().next() else {
            continue;
        };
        if used.overlaps(&sense) {
            continue;
        }
        let first = |used: &Sense| Some(HierarchyCall { item: item_of(snapshot, used)?, spans: Vec::new() });
        calls.meet(used, first).into_iter().for_each(|call| call.spans.push(mention.span));
    }
    Ok(calls.0.into_iter().map(|(_, call)| call).collect())
}

/// The terms whose definitions use a term; by path and place.
pub fn incoming(
    snapshot: &Snapshot,
    name: &str,
    note: FileId,
    offset: u32,
    cancel: &Cancel,
) -> Cancellable<Vec<HierarchyCall>> {
    let Some(sense) = sense_of_item(snapshot, name, note, offset) else { return Ok(Vec::new()) };
    let callers = callers(snapshot, &sense, cancel)?;
    let calls = callers.into_iter().take(MOST).filter_map(|(caller, (id, spans))| {
        Some(HierarchyCall { item: item_at(snapshot, &caller, id)?, spans })
    });
    Ok(calls.collect())
}

/// What is known of some terms, each once, in the order in which they were met.
struct Met<T>(Vec<(Sense, T)>);

impl<T> Met<T> {
    /// What is known of a term; where it is met first, `new` tells what, if there is room.
    fn meet(&mut self, sense: Sense, new: impl FnOnce(&Sense) -> Option<T>) -> Option<&mut T> {
        let known = self.0.iter().position(|(known, _)| known.overlaps(&sense));
        if known.is_none() && self.0.len() < MOST {
            let found = new(&sense)?;
            self.0.push((sense, found));
            return self.0.last_mut().map(|(_, found)| found);
        }
        known.map(|at| &mut self.0[at].1)
    }
}

/// A sense, the first of its definitions in a note that mentions another sense, and where.
type Caller = (Sense, (DefinitionId, Vec<Span>));

/// The senses whose definitions mention a sense, each once a note: at its first definition that does, with the mentions.
fn callers(snapshot: &Snapshot, sense: &Sense, cancel: &Cancel) -> Cancellable<Vec<Caller>> {
    let mut uses: BTreeMap<FileId, Vec<Span>> = BTreeMap::new();
    for mention in sense_mentions(snapshot, sense, cancel)? {
        uses.entry(mention.file).or_default().push(mention.name);
    }
    // Where it is defined or a title names it may be inside of what is told of another term.
    let (keys, mut meanings) = (keys_of(&snapshot.index, sense), Meanings::new(&snapshot.index));
    let defined = sense.definitions.iter().map(|id| id.note);
    let own: BTreeSet<FileId> = defined.chain(sense.topics.iter().map(|id| id.note)).collect();
    for note in own {
        let named = snapshot.index.mentions_of(note, &keys).into_iter();
        let named = named.filter(|mention| meanings.is_meant(note, mention, sense));
        uses.entry(note).or_default().extend(named.map(|mention| mention.span));
    }
    let mut callers = Vec::new();
    let mut notes: Vec<FileId> = uses.keys().copied().collect();
    notes.sort_by(|a, b| snapshot.index.path(*a).cmp(&snapshot.index.path(*b)));
    for note in notes {
        cancel.check()?;
        let mut here: Met<(DefinitionId, Vec<Span>)> = Met(Vec::new());
        let definitions = snapshot.facts(note).map_or(&[][..], |facts| &facts.definitions);
        for (at, definition) in (0..).zip(definitions).filter(|(_, definition)| !definition.excerpt) {
            let inside = uses[&note].iter().copied().filter(|&span| definition.span.covers(span));
            let spans: Vec<Span> = inside.collect();
            let Some(name) = definition.names.first().filter(|_| !spans.is_empty()) else { continue };
            let Some(caller) = sense_of_item(snapshot, name, note, definition.name.start) else { continue };
            if caller.overlaps(sense) {
                continue;
            }
            let first = |_: &Sense| Some((DefinitionId { note, at }, Vec::new()));
            here.meet(caller, first).into_iter().for_each(|(_, known)| known.extend(&spans));
        }
        callers.extend(here.0);
    }
    for (_, (_, spans)) in &mut callers {
        spans.sort_unstable();
        spans.dedup();
    }
    Ok(callers)
}

/// The terms that a term is a kind of, as its definitions say.
#[must_use]
pub fn supertypes(snapshot: &Snapshot, name: &str, note: FileId, offset: u32) -> Vec<HierarchyItem> {
    let Some(sense) = sense_of_item(snapshot, name, note, offset) else { return Vec::new() };
    snapshot.index.parents(&sense).iter().filter_map(|parent| item_of(snapshot, parent)).collect()
}

/// The terms that are a kind of a term, as their definitions say; by path and place.
pub fn subtypes(
    snapshot: &Snapshot,
    name: &str,
    note: FileId,
    offset: u32,
    cancel: &Cancel,
) -> Cancellable<Vec<HierarchyItem>> {
    let Some(sense) = sense_of_item(snapshot, name, note, offset) else { return Ok(Vec::new()) };
    let mut kinds: Met<HierarchyItem> = Met(Vec::new());
    // A definition that calls its term a kind of another names that other.
    for (caller, _) in callers(snapshot, &sense, cancel)? {
        cancel.check()?;
        let is_kind = snapshot.index.parents(&caller).iter().any(|parent| parent.overlaps(&sense));
        if is_kind {
            kinds.meet(caller, |kind| item_of(snapshot, kind));
        }
    }
    Ok(kinds.0.into_iter().map(|(_, item)| item).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Case, case};

    const NOTES: &str = "
-- a.md
A de$0adlock happens.
-- locks.md
## What is a lock?

A lock is a guard of a resource.

## What is a mutex?

A mutex is a kind of lock that one thread holds. Another mutex waits.

## What is a deadlock?

A deadlock is a circle of threads in which each waits for a lock, and no lock is ever freed.
-- threads.md
## What is a thread?

A thread is a line of execution that may take a mutex or another lock.
";

    fn item(case: &Case) -> HierarchyItem {
        hierarchy_item(&case.snapshot, case.note, case.offset).expect("the cursor is on a term")
    }

    /// Each call as the other term and the texts by which it is named.
    fn shown(case: &Case, calls: &[HierarchyCall], caller: Option<&HierarchyItem>) -> Vec<String> {
        let shown = calls.iter().map(|call| {
            let note = caller.unwrap_or(&call.item).location.file;
            let text = case.snapshot.text(note).expect("a fixture has a text");
            let named: Vec<&str> = call.spans.iter().map(|span| span.of(&text)).collect();
            format!("{}: {}", call.item.name, named.join(", "))
        });
        shown.collect()
    }

    #[track_caller]
    fn check_outgoing(fixture: &str, expected: &[&str]) {
        let case = case(fixture);
        let item = item(&case);
        let Location { file, name, .. } = item.location;
        let calls = outgoing(&case.snapshot, &item.name, file, name.start, &Cancel::default());
        assert_eq!(shown(&case, &calls.expect("nobody stops it"), Some(&item)), expected);
    }

    #[track_caller]
    fn check_incoming(fixture: &str, expected: &[&str]) {
        let case = case(fixture);
        let item = item(&case);
        let Location { file, name, .. } = item.location;
        let calls = incoming(&case.snapshot, &item.name, file, name.start, &Cancel::default());
        assert_eq!(shown(&case, &calls.expect("nobody stops it"), None), expected);
    }

    fn on(term: &str) -> String {
        NOTES.replace("de$0adlock", &format!("{}$0{}", &term[..2], &term[2..]))
    }

    #[test]
    fn an_item_is_a_term_at_its_definition() {
        let case = case(NOTES);
        let item = item(&case);
        assert_eq!(
            (item.name.as_str(), case.snapshot.index.file("locks.md")),
            ("deadlock", Some(item.location.file))
        );
        assert!(item.gist.starts_with("A deadlock is a circle"), "{}", item.gist);
        let nothing = self::case("\n-- a.md\nNo$0thing.\n");
        assert_eq!(hierarchy_item(&nothing.snapshot, nothing.note, nothing.offset), None);
    }

    #[test]
    fn a_definition_uses_the_terms_it_names() {
        check_outgoing(NOTES, &["thread: threads", "lock: lock, lock"]);
        check_outgoing(&on("lock"), &[]);
    }

    #[test]
    fn a_term_is_used_by_the_definitions_that_name_it() {
        check_incoming(&on("lock"), &["mutex: lock", "deadlock: lock, lock", "thread: lock"]);
        check_incoming(NOTES, &[]);
    }

    #[test]
    fn what_is_defined_inside_of_a_definition_is_used_by_it() {
        let clouds = "\n-- a.md\n- **Clouds**: two kinds of drops and ice are told apart:\n    - **Cumulus**: a cloud that is heaped\n    - **Stratus**: a cloud in layers\n- **Winds**: air that moves\n\nSome CURSOR here.\n";
        let at = |word: &str| clouds.replace("CURSOR", &format!("{}$0{}", &word[..2], &word[2..]));
        check_outgoing(&at("clouds"), &["Cumulus: Cumulus", "Stratus: Stratus"]);
        check_incoming(&at("stratus"), &["clouds: Stratus"]);
    }

    #[track_caller]
    fn check_kinds(fixture: &str, above: &[&str], below: &[&str]) {
        let case = case(fixture);
        let HierarchyItem { name, location: Location { file, name: at, .. }, .. } = item(&case);
        let names = |items: Vec<HierarchyItem>| items.into_iter().map(|item| item.name).collect::<Vec<_>>();
        assert_eq!(names(supertypes(&case.snapshot, &name, file, at.start)), above);
        let found = subtypes(&case.snapshot, &name, file, at.start, &Cancel::default());
        assert_eq!(names(found.expect("nobody stops it")), below);
    }

    #[test]
    fn kinds_lead_up_and_down() {
        check_kinds(&on("mutex"), &["lock"], &[]);
        check_kinds(&on("lock"), &[], &["mutex"]);
        check_kinds(NOTES, &[], &[]);
    }
}
