//! Finds terms and topics by name, for commands and the command line.

use super::definition::sense_locations;
use super::location::Location;
use super::references::sense_mentions;
use super::workspace_symbols::workspace_symbols;
use crate::cancel::{Cancel, Cancellable};
use crate::fuzzy::distance;
use crate::index::{Display, NameKey, Sense};
use crate::snapshot::Snapshot;

/// Most names that are proposed for one that is unknown.
const MOST_NEAR: usize = 3;

/// A mention of a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermMention {
    /// Where it is.
    pub location: Location,
    /// Whether it is the text of a link.
    pub linked: bool,
}

/// The senses of a name; none where nobody uses it.
#[must_use]
pub fn senses_of(snapshot: &Snapshot, name: &str) -> Vec<Sense> {
    let index = &snapshot.index;
    NameKey::of(name).map(|key| index.senses(&index.names().named(key), None)).unwrap_or_default()
}

/// The terms that are called nearly so, as they are shown: the nearest first.
#[must_use]
pub fn names_like(snapshot: &Snapshot, name: &str) -> Vec<String> {
    let index = &snapshot.index;
    let asked = name.trim().to_lowercase();
    let most = 1 + asked.chars().count() / 4;
    let mut near: Vec<(usize, &str)> = Vec::new();
    for spelling in index.names().spellings() {
        let is_known = near.last().is_some_and(|(_, last)| *last == spelling);
        if !is_known && let Some(distance) = nearness(&asked, spelling, most) {
            near.push((distance, spelling));
        }
    }
    near.sort_unstable();
    let display = Display::new(index);
    let mut shown: Vec<String> = Vec::new();
    for (_, spelling) in near {
        let Some(sense) = senses_of(snapshot, spelling).into_iter().next() else { continue };
        let name = display.name(&sense, spelling);
        if !shown.contains(&name) {
            shown.push(name);
        }
        if shown.len() == MOST_NEAR {
            break;
        }
    }
    shown
}

/// How many letters one must change, or a little more where one is a word of the other; `None` where they are not alike.
fn nearness(asked: &str, spelling: &str, most: usize) -> Option<usize> {
    let is_part =
        |part: &str, whole: &str| 2 < part.chars().count() && whole.split(' ').any(|word| word == part);
    distance(asked, spelling, most)
        .or_else(|| (is_part(asked, spelling) || is_part(spelling, asked)).then_some(most + 1))
}

/// Where a term or topic is explained, the best place first: by its name, else by the closest title.
pub fn find(snapshot: &Snapshot, name: &str, cancel: &Cancel) -> Cancellable<Vec<Location>> {
    let senses = senses_of(snapshot, name);
    let found: Vec<Location> = senses.iter().flat_map(|sense| sense_locations(snapshot, sense)).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let symbols = workspace_symbols(snapshot, name, cancel)?;
    Ok(symbols.into_iter().map(|symbol| symbol.location).collect())
}

/// Every mention of a term in prose, linked or not, by path and place.
pub fn mentions_of(snapshot: &Snapshot, name: &str, cancel: &Cancel) -> Cancellable<Vec<TermMention>> {
    let mut mentions = Vec::new();
    for sense in senses_of(snapshot, name) {
        for location in sense_mentions(snapshot, &sense, cancel)? {
            let linked = snapshot
                .link_at(location.file, location.name.start)
                .is_some_and(|link| link.span.covers(location.name));
            mentions.push(TermMention { location, linked });
        }
    }
    let path = |mention: &TermMention| snapshot.index.path(mention.location.file);
    mentions.sort_by(|a, b| (path(a), a.location.name).cmp(&(path(b), b.location.name)));
    mentions.dedup();
    Ok(mentions)
}
