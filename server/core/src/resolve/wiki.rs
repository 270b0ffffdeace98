//! Wiki links: a stem, the end of a path, a title or an alias.

use std::cmp::Reverse;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{Broken, Found, Place, Resolution, anchor};
use crate::facts::Fragment;
use crate::index::{FileId, Index};
use crate::path::Joined;

/// A name as files and titles are compared by: composed (NFC) and in lower case.
#[must_use]
pub fn fold_name(name: &str) -> String {
    if name.is_ascii() {
        name.to_ascii_lowercase()
    } else if is_nfc(name) {
        name.to_lowercase()
    } else {
        name.nfc().collect::<String>().to_lowercase()
    }
}

pub(super) fn resolve(
    index: &Index,
    from: FileId,
    path: &str,
    fragment: Option<&Fragment>,
    shown: Option<&str>,
    embed: bool,
) -> Resolution {
    let within = |file| match fragment {
        Some(fragment) => anchor::resolve_wiki(index, file, fragment),
        None => Place::File(file).into(),
    };
    if path.is_empty() {
        return within(from);
    }
    let found = by_path(index, from, path);
    let titled = if found.is_none() { by_title(index, path) } else { None };
    let is_by_title = titled.is_some();
    // Dendron writes `[[shown|file.name]]`.
    let swapped = || shown.filter(|_| !embed).and_then(|shown| by_path(index, from, shown));
    let Some((file, rivals)) = found.or(titled).or_else(swapped) else {
        let is_relative = path.starts_with("./") || path.starts_with("../");
        if is_relative && index.path(from).is_some_and(|source| source.join(path) == Joined::Outside) {
            return Resolution::Unjudged;
        }
        let last = path.rsplit('/').next().unwrap_or(path);
        let near = if last.len() < path.len() { index.named(&fold_name(last)).to_vec() } else { Vec::new() };
        return Resolution::Broken(Broken::Note { name: path.into(), near: sorted(index, near) });
    };
    match within(file) {
        Resolution::Found(found) => Resolution::Found(Found { rivals, by_title: is_by_title, ..found }),
        other => other,
    }
}

/// The best file whose path ends with the parts of `path`, and those that are as good.
fn by_path(index: &Index, from: FileId, path: &str) -> Option<(FileId, Vec<FileId>)> {
    let folded = fold_name(path.trim_end_matches('/'));
    let source = index.path(from)?;
    if folded.starts_with('/') || folded.starts_with("./") || folded.starts_with("../") {
        let Joined::Inside(place) = source.join(&folded) else { return None };
        let place = fold_name(&place);
        let candidates = index.named(place.rsplit('/').next()?).iter();
        let exact =
            |file: &&FileId| index.path(**file).is_some_and(|path| ends_with(path.as_str(), &place, true));
        return candidates.into_iter().find(exact).map(|file| (*file, Vec::new()));
    }
    let last = folded.rsplit('/').next()?;
    let fits = |file: &FileId| index.path(*file).is_some_and(|path| ends_with(path.as_str(), &folded, false));
    let mut candidates: Vec<FileId> = index.named(last).iter().copied().filter(fits).collect();
    if candidates.is_empty() && last == folded {
        // What is called so, and by no name of its own, begins with the id of a Zettelkasten note.
        candidates = index.named(last).to_vec();
    }
    if candidates.len() == 1 {
        return candidates.pop().map(|file| (file, Vec::new()));
    }
    let rank = |file: FileId| {
        let path = index.path(file).map_or("", |path| path.as_str());
        let exact = ends_with(path, &folded, true);
        (Reverse(exact), distance(source.parent(), folder_of(path)), path.matches('/').count())
    };
    candidates.sort_by_cached_key(|&file| {
        let (exact, distance, depth) = rank(file);
        // A note in the same folder wins over the shortest path; among all others the shortest wins.
        (exact, distance != 0, depth, distance, index.path(file).map(|path| path.as_str().to_owned()))
    });
    let (&best, rest) = candidates.split_first()?;
    let best_rank = rank(best);
    let rivals =
        rest.iter().copied().filter(|&file| best_rank.0 == Reverse(false) && rank(file) == best_rank);
    Some((best, rivals.collect()))
}

fn by_title(index: &Index, name: &str) -> Option<(FileId, Vec<FileId>)> {
    let files = sorted(index, index.titled(&fold_name(name)).to_vec());
    let (&best, rest) = files.split_first()?;
    Some((best, rest.to_vec()))
}

fn sorted(index: &Index, mut files: Vec<FileId>) -> Vec<FileId> {
    files.sort_by(|a, b| index.path(*a).cmp(&index.path(*b)));
    files
}

/// Whether a path, with or without its extension, ends with the parts of `suffix`, which is folded.
fn ends_with(path: &str, suffix: &str, whole: bool) -> bool {
    let path = fold_name(path);
    let stem = match (path.rfind('.'), path.rfind('/')) {
        (Some(dot), slash) if slash.is_none_or(|slash| slash + 1 < dot) => &path[..dot],
        _ => &path,
    };
    [path.as_str(), stem].iter().any(|path| match path.strip_suffix(suffix) {
        Some("") => true,
        Some(before) => !whole && before.ends_with('/'),
        None => false,
    })
}

fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |slash| &path[..slash])
}

/// How many steps up and down lead from one folder to another.
fn distance(from: &str, to: &str) -> usize {
    let parts = |folder: &str| -> Vec<String> {
        folder.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let (from, to) = (parts(from), parts(to));
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    from.len() + to.len() - 2 * shared
}
