//! Inside `](`: files and folders relative to the note or from the root, and behind `#` the anchors of a note.

use super::super::link_text::Form;
use super::place::Place;
use super::{About, Completion, CompletionKind, Completions, MOST, anchors, headings};
use crate::cancel::Cancellable;
use crate::candidates::Candidates;
use crate::facts::{Target, target_of_url};
use crate::fuzzy::Query;
use crate::index::FileId;
use crate::path::{Joined, NotePath, percent_decode, without_note_extension};
use crate::resolve::{self, Resolution};

/// A destination that is being written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Goal {
    /// Where it starts in the line.
    pub(super) at: usize,
    pub(super) form: Form,
    /// Whether it is shown in place.
    pub(super) image: bool,
}

pub(super) fn complete(place: &Place<'_>, at: usize) -> Cancellable<Completions> {
    let opening = &place.before[..at];
    let is_definition = !opening.ends_with("](");
    if place.before[at..].starts_with('<') {
        // What closes a definition in angle brackets is not written by us, so that it has to be there.
        let is_closed =
            || place.behind.find(['<', '>']).is_some_and(|end| place.behind[end..].starts_with('>'));
        if is_definition && !is_closed() {
            return Ok(Completions::default());
        }
        return at_goal(place, &Goal { at: at + 1, form: Form::Angled, image: is_image(opening) });
    }
    // A title follows the destination.
    if place.before[at..].contains([' ', '\t', '<', '"']) {
        return Ok(Completions::default());
    }
    let form = if is_definition { Form::Definition } else { Form::Plain };
    at_goal(place, &Goal { at, form, image: is_image(opening) })
}

pub(super) fn at_goal(place: &Place<'_>, goal: &Goal) -> Cancellable<Completions> {
    let typed = &place.before[goal.at..];
    if matches!(target_of_url(typed), Target::External(_) | Target::Template(_)) {
        return Ok(Completions::default());
    }
    if typed.starts_with("##") {
        return headings::anywhere_by_path(place, goal);
    }
    match typed.split_once('#') {
        None => files(place, goal),
        Some((path, _)) => Ok(anchors::complete(place, goal, path)),
    }
}

/// Whether the brackets before `](` open an image.
fn is_image(before: &str) -> bool {
    let text = before.strip_suffix("](").unwrap_or(before);
    text.rfind('[').is_some_and(|open| text[..open].ends_with('!'))
}

impl Goal {
    /// How much of the line behind the cursor belongs to the destination, up to its `#`, and what closes it if nothing
    /// does yet.
    pub(super) fn rest(&self, place: &Place<'_>) -> (usize, &'static str) {
        let behind = place.behind;
        let (length, closing) = match self.form {
            Form::Html(quote) => match behind.find([quote, '>', '<']) {
                Some(end) if behind[end..].starts_with(quote) => (end, ""),
                _ => (0, if quote == '"' { "\"" } else { "'" }),
            },
            Form::Angled => match behind.find(['>', '<']) {
                Some(end) if behind[end..].starts_with('>') => (end, ""),
                _ => (0, ">)"),
            },
            Form::Definition => (behind.find([' ', '\t', '>']).unwrap_or(behind.len()), ""),
            Form::Plain => plain_rest(&place.before[self.at..], behind),
        };
        match behind[..length].find('#') {
            Some(hash) if !place.before[self.at..].contains('#') => (hash, ""),
            _ => (length, closing),
        }
    }

    /// A path as a destination of this form.
    fn encoded(&self, path: &str) -> String {
        self.form.encoded(path)
    }
}

/// The same for a destination without brackets: it ends at a space or at the parenthesis that closes it.
fn plain_rest(typed: &str, behind: &str) -> (usize, &'static str) {
    let open = |text: &str| text.matches('(').count().saturating_sub(text.matches(')').count());
    let mut depth = open(typed);
    for (at, character) in behind.char_indices() {
        match character {
            '(' => depth += 1,
            ')' if depth == 0 => return (at, ""),
            ')' => depth -= 1,
            // Another link starts before this one ends.
            '[' | '<' => break,
            ' ' | '\t' => {
                let rest = behind[at..].trim_start();
                return if rest.starts_with(')') || is_title(rest) { (at, "") } else { (0, ")") };
            }
            _ => {}
        }
    }
    (0, ")")
}

/// Whether a text starts with the title of a link, `"title")`.
fn is_title(text: &str) -> bool {
    let Some(quote) = text.chars().next().filter(|quote| matches!(quote, '"' | '\'')) else { return false };
    let title = text[1..].split_once(quote);
    title.is_some_and(|(_, behind)| behind.trim_start().starts_with(')'))
}

/// A candidate for a path.
#[derive(Clone, Copy)]
enum Found<'s> {
    File(FileId, &'s NotePath),
    /// A folder, as an index into those right inside the folder that is typed so far.
    Folder(usize),
    /// A folded name that links end with and nobody answers to, with the notes of those links.
    Wanted(&'s str, &'s [FileId]),
}

fn files(place: &Place<'_>, goal: &Goal) -> Cancellable<Completions> {
    let index = &place.snapshot.index;
    let raw = &place.before[goal.at..];
    let typed = percent_decode(raw);
    // Who writes `/` or `./` keeps it, and the client compares with it.
    let is_open = !typed.contains('/') && !typed.starts_with('.');
    let from_root = typed.starts_with('/') || (is_open && place.habit.from_root);
    let writer = Writer { place, goal, from_root, here: if typed.starts_with("./") { "./" } else { "" } };
    let query = Query::limited(typed.trim_start_matches("./").trim_start_matches('/'));
    let climbs = typed.starts_with("..");
    let mut candidates = Candidates::new();
    for (file, path, facts) in index.entries_like(query.folded()) {
        place.cancel.check()?;
        if file == place.note || (goal.image && facts.is_some()) {
            continue;
        }
        let title = facts.and_then(|facts| facts.title.as_ref()).and_then(|title| query.score(&title.text));
        let by_path = if climbs { query.score(&path.relative_to(place.folder)) } else { None };
        let by_path = by_path.or_else(|| query.score(path.as_str()));
        let score = by_path.into_iter().chain(title).max();
        let bonus = place.nearness(file, path) + if goal.image && is_picture(path) { 500 } else { 0 };
        if let Some(score) = score {
            candidates.push(score + bonus, Found::File(file, path));
        }
    }
    let (folder, partial) =
        typed.rsplit_once('/').map_or(("", &*typed), |(folder, partial)| (folder, partial));
    let start = if folder.is_empty() && typed.starts_with('/') { "/" } else { folder };
    let base =
        index.path(place.note).map(|path| path.join(if start.is_empty() && from_root { "/" } else { start }));
    let folders = match &base {
        Some(Joined::Inside(base)) => index.folders_in(base),
        Some(Joined::Outside) | None => Vec::new(),
    };
    let by_name = Query::limited(partial);
    for (number, folder) in folders.iter().enumerate() {
        if let Some(score) = by_name.score(folder) {
            candidates.push(score + 80, Found::Folder(number));
        }
    }
    if !query.is_empty() || candidates.len() < MOST {
        for (name, notes) in index.wanted() {
            place.cancel.check()?;
            if let Some(score) = query.score(name) {
                candidates.push(score - 50, Found::Wanted(name, notes));
            }
        }
    }
    let (best, incomplete) = candidates.best(MOST);
    let items = best.into_iter().filter_map(|(_, found)| match found {
        Found::File(file, path) => writer.file(file, path),
        Found::Folder(number) => Some(writer.folder(raw, folders[number])),
        Found::Wanted(name, notes) => writer.wanted(name, notes),
    });
    let items: Vec<Completion> = items.collect();
    Ok(Completions { items, incomplete })
}

/// Makes proposals of paths.
struct Writer<'w, 's> {
    place: &'w Place<'s>,
    goal: &'w Goal,
    from_root: bool,
    here: &'static str,
}

impl Writer<'_, '_> {
    fn shown(&self, path: &NotePath) -> String {
        if self.from_root { format!("/{path}") } else { path.relative_to(self.place.folder) }
    }

    fn file(&self, file: FileId, path: &NotePath) -> Option<Completion> {
        let place = self.place;
        let facts = place.snapshot.facts(file);
        let title = facts.and_then(|facts| facts.title.as_ref()).map(|title| &*title.text);
        let label = self.shown(path);
        let target = place.writer().path(place.note, file, &label, self.goal.form)?;
        let insert = if target.starts_with('/') { target } else { format!("{}{target}", self.here) };
        let (behind, closing) = self.goal.rest(place);
        let kind = if facts.is_some() { CompletionKind::Note } else { CompletionKind::File };
        Some(Completion {
            detail: title.map(str::to_owned),
            about: Some(About::File(file)),
            filter: insert.clone(),
            ..place.item(kind, &label, place.span(self.goal.at, behind), format!("{insert}{closing}"))
        })
    }

    /// A folder leaves the destination open: the writer goes on into it.
    fn folder(&self, typed: &str, name: &str) -> Completion {
        let before = typed.rsplit_once('/').map_or("", |(before, _)| before);
        let slash = if typed.contains('/') || self.from_root { "/" } else { "" };
        let insert = format!("{before}{slash}{}/", self.goal.encoded(name));
        let (length, _) = self.goal.rest(self.place);
        Completion {
            filter: insert.clone(),
            ..self.place.item(
                CompletionKind::Folder,
                &format!("{name}/"),
                self.place.span(self.goal.at, length),
                insert,
            )
        }
    }

    /// A file that is linked and not there, by its path from this note.
    fn wanted(&self, folded: &str, notes: &[FileId]) -> Option<Completion> {
        let place = self.place;
        let index = &place.snapshot.index;
        let path = notes.iter().find_map(|&note| {
            let source = index.path(note)?;
            let links = index.facts(note)?.links.iter();
            let mut links = links.filter(|link| note != place.note || !link.span.touches(place.cursor));
            links.find_map(|link| {
                let Target::Path { path, .. } = &link.target else { return None };
                let Joined::Inside(found) = source.join(path) else { return None };
                let is_meant = without_note_extension(&resolve::fold_name(&found))
                    .rsplit('/')
                    .next()
                    .is_some_and(|last| last == folded);
                let is_broken = || matches!(resolve::resolve(index, note, link), Resolution::Broken(_));
                (is_meant && is_broken() && !place.snapshot.files.exists(&found))
                    .then(|| NotePath::new(&found))
                    .flatten()
            })
        })?;
        let label = self.shown(&path);
        let target = self.goal.encoded(&label);
        let insert = if target.starts_with('/') { target } else { format!("{}{target}", self.here) };
        let (behind, closing) = self.goal.rest(place);
        Some(Completion {
            detail: Some("not written yet".to_owned()),
            filter: insert.clone(),
            ..place.item(
                CompletionKind::Wanted,
                &label,
                place.span(self.goal.at, behind),
                format!("{insert}{closing}"),
            )
        })
    }
}

fn is_picture(path: &NotePath) -> bool {
    const PICTURES: [&str; 10] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "ico", "tiff"];
    path.extension()
        .is_some_and(|extension| PICTURES.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}
