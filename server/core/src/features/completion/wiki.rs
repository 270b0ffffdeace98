//! Inside `[[`: notes by title, stem, path and alias, files, and notes that are linked and still to be written.

use super::place::Place;
use super::{About, Completion, CompletionKind, Completions, MOST, blocks, headings};
use crate::cancel::Cancellable;
use crate::candidates::Candidates;
use crate::facts::{Facts, Fragment, Target};
use crate::fuzzy::Query;
use crate::index::FileId;
use crate::path::without_note_extension;
use crate::resolve::{self, Place as Spot, Resolution, fold_name};

pub(super) fn complete(place: &Place<'_>, at: usize) -> Cancellable<Completions> {
    let typed = &place.before[at..];
    if typed.contains('|') {
        return Ok(Completions::default());
    }
    if let Some(typed) = typed.strip_prefix("##") {
        return headings::anywhere_by_wiki_link(place, at, typed);
    }
    if let Some(typed) = typed.strip_prefix("^^") {
        return blocks::anywhere(place, at, typed);
    }
    let Some((name, fragment)) = typed.split_once('#') else { return notes(place, at) };
    let target = Target::Name { path: name.trim().into(), fragment: None, shown: None };
    let Some(file) = found_file(place, &target) else { return Ok(Completions::default()) };
    let start = at + name.len() + 1;
    Ok(match fragment.strip_prefix('^') {
        Some(_) => blocks::in_note(place, start + 1, file),
        None => headings::in_note(place, start, file),
    })
}

/// The note or file that a target means.
pub(super) fn found_file(place: &Place<'_>, target: &Target) -> Option<FileId> {
    match resolve::resolve_target(&place.snapshot.index, place.note, target, false) {
        Resolution::Found(found) => match found.place {
            Spot::Folder(folder) => resolve::folder_note(&place.snapshot.index, &folder),
            place => place.file(),
        },
        Resolution::Unjudged | Resolution::Broken(_) => None,
    }
}

/// How a wiki link goes on behind the cursor.
pub(super) struct Rest {
    /// How many bytes belong to the part that the cursor is in.
    pub(super) length: usize,
    /// What closes the link if nothing does yet.
    pub(super) closing: &'static str,
    /// Whether another part follows: a heading or the text to show.
    goes_on: bool,
}

impl Rest {
    /// Up to the next part.
    pub(super) fn of(place: &Place<'_>) -> Self {
        // Inside a table the pipe is written `\|`.
        Self::up_to(&["#", "\\|", "|"], place.behind)
    }

    /// With the heading or block that follows.
    pub(super) fn with_fragment(place: &Place<'_>) -> Self {
        Self::up_to(&["\\|", "|"], place.behind)
    }

    fn up_to(parts: &[&str], behind: &str) -> Self {
        let closed = behind.find("]]").filter(|&end| !behind[..end].contains('['));
        let Some(closed) = closed else { return Self { length: 0, closing: "]]", goes_on: false } };
        let end = parts.iter().filter_map(|part| behind[..closed].find(part)).min();
        Self { length: end.unwrap_or(closed), closing: "", goes_on: end.is_some() }
    }
}

/// A candidate for the name of a link.
#[derive(Clone, Copy)]
enum Found<'s> {
    /// A file by its own name or title.
    File(FileId),
    /// A note by one of its aliases, as an index into [`Facts::aliases`].
    Alias(FileId, usize),
    /// A folded name that links end with and nobody answers to, with the notes of those links.
    Wanted(&'s str, &'s [FileId]),
}

fn notes(place: &Place<'_>, at: usize) -> Cancellable<Completions> {
    let index = &place.snapshot.index;
    let typed = &place.before[at..];
    // Where a path starts, and the extension it ends with, say nothing about which note is meant.
    let sought = typed.trim_start_matches("../").trim_start_matches("./").trim_start_matches('/');
    let is_path = typed.contains(['/', '.']);
    let query = Query::limited(sought);
    let rest = Rest::of(place);
    let embeds = place.before[..at].ends_with("![[");
    let mut candidates = Candidates::new();
    for (file, path, facts) in index.entries_like(query.folded()) {
        place.cancel.check()?;
        if file == place.note || (facts.is_none() && !embeds && query.is_empty()) {
            continue;
        }
        let own = if facts.is_some() { path.stem() } else { path.file_name() };
        let title = title(facts.map(AsRef::as_ref));
        let by_path = is_path.then(|| query.score(path.as_str())).flatten();
        let score = [query.score(own), title.and_then(|title| query.score(title)), by_path];
        let bonus = place.nearness(file, path) + i64::from(facts.is_some() != embeds);
        if let Some(score) = score.into_iter().flatten().max() {
            candidates.push(score + bonus, Found::File(file));
        }
        for (number, alias) in facts.iter().flat_map(|facts| facts.aliases.iter().enumerate()) {
            if let Some(score) = query.score(alias).filter(|_| title != Some(&**alias)) {
                candidates.push(score + bonus - 1, Found::Alias(file, number));
            }
        }
    }
    // With nothing typed they come behind all that is there.
    if !query.is_empty() || candidates.len() < MOST {
        for (name, notes) in index.wanted() {
            place.cancel.check()?;
            if let Some(score) = query.score(name) {
                candidates.push(score - 50, Found::Wanted(name, notes));
            }
        }
    }
    let (best, cut) = candidates.best(MOST);
    let items = best.into_iter().filter_map(|(score, found)| {
        let item = match found {
            Found::File(file) => of_file(place, at, &rest, &query, file),
            Found::Alias(file, number) => of_alias(place, at, &rest, &query, file, number),
            Found::Wanted(name, notes) => wanted(place, at, &rest, name, notes),
        };
        item.map(|item| (score, item))
    });
    let mut items: Vec<(i64, Completion)> = items.collect();
    items.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.label.cmp(&other.label)));
    let items = items.into_iter().map(|(_, item)| item).collect();
    // What is compared with a short text may be another of the names than what is typed next.
    Ok(Completions { items, incomplete: cut || typed.chars().count() < 3 })
}

fn title(facts: Option<&Facts>) -> Option<&str> {
    facts.and_then(|facts| facts.title.as_ref()).map(|title| &*title.text)
}

fn of_file(place: &Place<'_>, at: usize, rest: &Rest, query: &Query, file: FileId) -> Option<Completion> {
    let index = &place.snapshot.index;
    let path = index.path(file)?;
    let facts = index.facts(file).map(AsRef::as_ref);
    let own = if facts.is_some() { path.stem() } else { path.file_name() };
    let embed = place.before[..at].ends_with("![[");
    let name = place.writer().embedding(embed).name(place.note, &Spot::File(file), None)?;
    let title = title(facts).unwrap_or(own);
    let whole = without_note_extension(path.as_str());
    let kind = if facts.is_some() { CompletionKind::Note } else { CompletionKind::File };
    Some(Completion {
        detail: Some(path.as_str().to_owned()),
        about: Some(About::File(file)),
        filter: filter(query, &[title, own, whole]),
        ..place.item(kind, title, place.span(at, rest.length), format!("{name}{}", rest.closing))
    })
}

fn of_alias(
    place: &Place<'_>,
    at: usize,
    rest: &Rest,
    query: &Query,
    file: FileId,
    number: usize,
) -> Option<Completion> {
    let index = &place.snapshot.index;
    let path = index.path(file)?;
    let alias = index.facts(file)?.aliases.get(number)?;
    let name = place.writer().name(place.note, &Spot::File(file), None)?;
    // What is shown in place of an embed is its note.
    let embeds = place.before[..at].ends_with("![[");
    let shows = !embeds && !rest.goes_on && place.writer().can_write(alias);
    let pipe = if place.is_in_table() { "\\|" } else { "|" };
    let shown = if shows { format!("{pipe}{alias}") } else { String::new() };
    let insert = format!("{name}{shown}{}", rest.closing);
    Some(Completion {
        detail: Some(path.as_str().to_owned()),
        about: Some(About::File(file)),
        filter: filter(query, &[alias, path.stem()]),
        ..place.item(CompletionKind::Note, alias, place.span(at, rest.length), insert)
    })
}

/// A note that is linked and not there, spelled as some other link spells it.
fn wanted(place: &Place<'_>, at: usize, rest: &Rest, folded: &str, notes: &[FileId]) -> Option<Completion> {
    let index = &place.snapshot.index;
    let ends_so = |path: &str| {
        let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        without_note_extension(&fold_name(last)) == folded
    };
    let spelled = notes.iter().flat_map(|&note| {
        let links = index.facts(note).map_or(&[][..], |facts| &facts.links);
        let own = note == place.note;
        links
            .iter()
            .filter(move |link| !(own && link.span.touches(place.cursor)))
            .map(move |link| (note, link))
    });
    let name = spelled.into_iter().find_map(|(note, link)| match &link.target {
        Target::Name { path, .. } if ends_so(path) => {
            matches!(resolve::resolve(index, note, link), Resolution::Broken(_)).then_some(path)
        }
        _ => None,
    })?;
    let is_relative = name.starts_with("./") || name.starts_with("../");
    (place.writer().can_write(name) && !is_relative).then(|| Completion {
        detail: Some("not written yet".to_owned()),
        ..place.item(
            CompletionKind::Wanted,
            name,
            place.span(at, rest.length),
            format!("{name}{}", rest.closing),
        )
    })
}

/// What a client compares with the typed text: the name that starts with it first, for those that look at beginnings
/// alone, then the others.
fn filter(query: &Query, names: &[&str]) -> String {
    let mut sorted: Vec<&str> = Vec::new();
    for &name in names {
        if !sorted.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            sorted.push(name);
        }
    }
    sorted.sort_by_key(|name| std::cmp::Reverse(query.score(name)));
    sorted.join(" ")
}

/// Whether a path of headings leads to this heading of a note.
pub(super) fn leads_to(place: &Place<'_>, path: &[&str], file: FileId, heading: usize) -> bool {
    found_heading(place, path, file) == Spot::Heading(file, heading).into()
}

/// Whether a path of headings leads to some heading of a note.
pub(super) fn finds(place: &Place<'_>, path: &[&str], file: FileId) -> bool {
    matches!(found_heading(place, path, file), Resolution::Found(_))
}

fn found_heading(place: &Place<'_>, path: &[&str], file: FileId) -> Resolution {
    let path = path.iter().map(|&part| part.into()).collect();
    let target = Target::Name { path: "".into(), fragment: Some(Fragment::Headings(path)), shown: None };
    resolve::resolve_target(&place.snapshot.index, file, &target, false)
}
