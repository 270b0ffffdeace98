//! Anchors inside one note: GitHub's fragments and wiki links' headings and blocks.

use super::{Broken, Place, Resolution};
use crate::facts::{AnchorKind, Facts, Fragment, heading_key};
use crate::index::{FileId, Index};
use crate::syntax::slug::slug;

/// The place of `#fragment` in a note, as GitHub reads it.
pub(super) fn resolve(index: &Index, note: FileId, fragment: &str) -> Resolution {
    let Some(facts) = index.facts(note) else { return Place::File(note).into() };
    if let Some(id) = fragment.strip_prefix('^') {
        return block(facts, note, id);
    }
    let name = fragment.strip_prefix("user-content-").unwrap_or(fragment);
    if name.is_empty() || name.eq_ignore_ascii_case("top") || is_line(name) || name.starts_with(":~:") {
        return Place::File(note).into();
    }
    let lower = name.to_lowercase();
    let by = |fits: &dyn Fn(&str) -> bool| facts.headings.iter().position(|heading| fits(&heading.slug));
    let ids = || {
        facts
            .anchors
            .iter()
            .position(|anchor| anchor.kind == AnchorKind::Html && anchor.id.to_lowercase() == lower)
    };
    if let Some(at) = facts.headings_with_slug(&lower).next() {
        return Place::Heading(note, at).into();
    }
    if let Some(at) = ids() {
        return Place::Anchor(note, at).into();
    }
    // Obsidian writes the heading itself (`#My%20heading`), and other tools give `A — B` one hyphen and not two.
    // Where the reader of the note is such a tool the link works, so it is not called broken.
    let loose = single_hyphens(&slug(name));
    match by(&|slug| !slug.is_empty() && single_hyphens(slug) == loose) {
        Some(at) => Place::Heading(note, at).into(),
        None => Resolution::Broken(Broken::Heading(note, fragment.into())),
    }
}

/// The place of a wiki link's fragment.
pub(super) fn resolve_wiki(index: &Index, note: FileId, fragment: &Fragment) -> Resolution {
    let Some(facts) = index.facts(note) else { return Place::File(note).into() };
    match fragment {
        Fragment::Block(id) => block(facts, note, id),
        Fragment::Headings(path) => match heading_path(facts, path) {
            Some(at) => Place::Heading(note, at).into(),
            None => Resolution::Broken(Broken::Heading(note, path.join("#").into())),
        },
    }
}

/// The heading at the end of a path of headings, each somewhere below the one before it.
fn heading_path(facts: &Facts, path: &[Box<str>]) -> Option<usize> {
    heading_below(facts, path, 0, u32::MAX)
}

/// The same among the headings behind a number and in front of an offset. Of headings that say the same the first counts
/// that has the rest of the path below it.
fn heading_below(facts: &Facts, path: &[Box<str>], from: usize, end: u32) -> Option<usize> {
    let (name, rest) = path.split_first()?;
    let key = heading_key(name);
    let behind = facts.headings_with_key(&key).skip_while(|&at| at < from);
    let below = behind.take_while(|&at| facts.headings[at].span.start < end);
    let mut named = below.filter(|&at| !key.is_empty() || *facts.headings[at].title == **name);
    if rest.is_empty() {
        return named.next();
    }
    named.find_map(|at| heading_below(facts, rest, at + 1, facts.headings[at].section.end))
}

fn block(facts: &Facts, note: FileId, id: &str) -> Resolution {
    let fits = |anchor: &crate::facts::Anchor| {
        anchor.kind == AnchorKind::Block && anchor.id.eq_ignore_ascii_case(id)
    };
    match facts.anchors.iter().position(fits) {
        Some(at) => Place::Anchor(note, at).into(),
        None => Resolution::Broken(Broken::Block(note, id.into())),
    }
}

/// `L10` or `L10-L20`: lines of a source file.
fn is_line(name: &str) -> bool {
    let is_number = |part: &str| {
        let digits = part.strip_prefix('L').unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    name.split('-').all(is_number)
}

fn single_hyphens(slug: &str) -> String {
    let mut single = String::with_capacity(slug.len());
    for character in slug.chars() {
        if character != '-' || !single.ends_with('-') {
            single.push(character);
        }
    }
    single
}
