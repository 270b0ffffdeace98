//! Markdown links: a path relative to the note or, with a leading `/`, to the vault.

use super::{Broken, Found, Place, Resolution, anchor};
use crate::index::{FileId, Index};
use crate::path::{Joined, NOTE_EXTENSIONS};

/// Notes that stand for their folder, as GitHub and site generators take them.
const FOLDER_NOTES: [&str; 5] = ["readme.md", "index.md", "_index.md", "readme.markdown", "index.markdown"];

pub(super) fn resolve(index: &Index, from: FileId, path: &str, fragment: Option<&str>) -> Resolution {
    if path.is_empty() {
        return within(index, from, fragment);
    }
    let Some(source) = index.path(from) else { return Resolution::Unjudged };
    let place = match source.join(path) {
        Joined::Outside => return Resolution::Unjudged,
        Joined::Inside(place) => place,
    };
    if let Some(file) = index.file(&place) {
        return within(index, file, fragment);
    }
    if index.has_folder(&place) {
        return match folder_note(index, &place) {
            Some(note) if fragment.is_some() => within(index, note, fragment),
            _ => Place::Folder(place.into()).into(),
        };
    }
    // `guide` for `guide.md` fails on GitHub and works elsewhere; the vault's own habit decides.
    if index.links_without_extension() {
        let note = NOTE_EXTENSIONS.iter().find_map(|extension| index.file(&format!("{place}.{extension}")));
        if let Some(note) = note {
            return within(index, note, fragment);
        }
    }
    match index.file_in_other_case(&place) {
        Some(file) => match within(index, file, fragment) {
            Resolution::Found(found) => {
                let other_case = index.path(file).map(|path| path.as_str().into());
                Resolution::Found(Found { other_case, ..found })
            }
            other => other,
        },
        None => Resolution::Broken(Broken::File(place.into())),
    }
}

fn within(index: &Index, file: FileId, fragment: Option<&str>) -> Resolution {
    match fragment {
        Some(fragment) => anchor::resolve(index, file, fragment),
        None => Place::File(file).into(),
    }
}

/// The note that gives a folder its anchors.
pub(crate) fn folder_note(index: &Index, folder: &str) -> Option<FileId> {
    FOLDER_NOTES.iter().find_map(|name| {
        let place = if folder.is_empty() { (*name).to_owned() } else { format!("{folder}/{name}") };
        index.file(&place).or_else(|| index.file_in_other_case(&place))
    })
}
