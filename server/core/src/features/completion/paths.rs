//! Inside `](`: files relative to the note, and behind `#` the anchors of a note.

use super::{Completion, CompletionKind, Completions, MOST, Place, best};
use crate::cancel::Cancellable;
use crate::facts::{AnchorKind, Target, target_of_url};
use crate::fuzzy::Matcher;
use crate::path::{percent_decode, percent_encode_path};
use crate::resolve::{self, Resolution};

pub(super) fn complete(place: &Place<'_>, at: usize) -> Cancellable<Completions> {
    let typed = &place.before[at..];
    // A title follows the destination, and `<` has rules of its own.
    if typed.contains([' ', '<', '"']) || matches!(target_of_url(typed), Target::External(_)) {
        return Ok(Completions::default());
    }
    match typed.split_once('#') {
        None => files(place, at),
        Some((path, fragment)) => Ok(anchors(place, at, path, fragment)),
    }
}

/// How much of the line behind the cursor belongs to the destination, and what closes it if nothing does yet.
fn rest(place: &Place<'_>) -> (usize, &'static str) {
    let Some(end) = place.behind.find([')', '#', ' ', '(', '[']) else { return (0, ")") };
    let behind = &place.behind[end..];
    let is_closed = behind.starts_with([')', '#']) || is_title(behind.trim_start());
    if is_closed { (end, "") } else { (0, ")") }
}

/// Whether a text starts with the title of a link, `"title")`.
fn is_title(text: &str) -> bool {
    let Some(quote) = text.chars().next().filter(|quote| matches!(quote, '"' | '\'')) else { return false };
    let title = text[1..].split_once(quote);
    title.is_some_and(|(_, behind)| behind.trim_start().starts_with(')'))
}

fn files(place: &Place<'_>, at: usize) -> Cancellable<Completions> {
    let index = &place.snapshot.index;
    let Some(source) = index.path(place.note) else { return Ok(Completions::default()) };
    let typed = percent_decode(&place.before[at..]);
    let from_root = typed.starts_with('/');
    // Who writes `./` keeps it, and the client compares with it.
    let here = if typed.starts_with("./") { "./" } else { "" };
    let matcher = Matcher::new(typed.trim_start_matches("./").trim_start_matches('/'));
    let image = is_image(&place.before[..at]);
    let (behind, closing) = rest(place);
    let mut matches = Vec::new();
    for (file, path) in index.files() {
        place.cancel.check()?;
        let is_note = index.facts(file).is_some();
        if file == place.note || (image && is_note) {
            continue;
        }
        let relative = if from_root { format!("/{path}") } else { path.relative_to(source.parent()) };
        let title = index.facts(file).and_then(|facts| facts.title.as_ref()).map(|title| &*title.text);
        let by_title = title.and_then(|title| matcher.score(title));
        let by_path = matcher.score(&relative);
        if let Some(score) = by_path.max(by_title) {
            matches.push((score, relative, title, is_note, by_path < by_title));
        }
    }
    // The first letters match most notes: proposals are put into words from the best on, and no more than are shown.
    matches.sort_by(|(a, left, ..), (b, right, ..)| b.cmp(a).then_with(|| left.cmp(right)));
    let scored = matches.into_iter().take(MOST + 1).map(|(score, relative, title, is_note, by_title)| {
        let insert = format!("{here}{}", percent_encode_path(&relative));
        let item = Completion {
            label: relative,
            kind: if is_note { CompletionKind::Note } else { CompletionKind::File },
            detail: title.map(str::to_owned),
            documentation: None,
            // A client that compares with the path as typed must find it there, whatever matched here.
            filter: if by_title { place.before[at..].to_owned() } else { insert.clone() },
            replace: place.span(at, behind),
            insert: format!("{insert}{closing}"),
        };
        (score, item)
    });
    Ok(best(scored.collect()))
}

/// Whether the brackets before `](` open an image.
fn is_image(before: &str) -> bool {
    let text = before.strip_suffix("](").unwrap_or(before);
    text.rfind('[').is_some_and(|open| text[..open].ends_with('!'))
}

fn anchors(place: &Place<'_>, at: usize, path: &str, fragment: &str) -> Completions {
    let target = target_of_url(&format!("{path}#"));
    let Resolution::Found(found) = resolve::resolve_target(&place.snapshot.index, place.note, &target, false)
    else {
        return Completions::default();
    };
    let facts = found.place.file().and_then(|file| place.snapshot.facts(file));
    let Some(facts) = facts else { return Completions::default() };
    let (behind, closing) = rest(place);
    let replace = place.span(at + path.len() + 1, behind);
    let typed = percent_decode(fragment);
    let matcher = Matcher::new(&typed);
    let headings =
        facts.headings.iter().map(|heading| (&*heading.slug, &*heading.title, CompletionKind::Heading));
    let html = facts.anchors.iter().filter(|anchor| anchor.kind == AnchorKind::Html);
    let html = html.map(|anchor| (&*anchor.id, &*anchor.id, CompletionKind::Anchor));
    let mut scored = Vec::new();
    for (id, title, kind) in headings.chain(html).filter(|(id, ..)| !id.is_empty()) {
        let Some(score) = matcher.score(id).into_iter().chain(matcher.score(title)).max() else { continue };
        scored.push((
            score,
            Completion {
                label: title.to_owned(),
                kind,
                detail: Some(format!("#{id}")),
                documentation: None,
                filter: id.to_owned(),
                replace,
                insert: format!("{id}{closing}"),
            },
        ));
    }
    best(scored)
}
