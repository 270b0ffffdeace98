//! A vault of made notes, read and ready to be asked.

use std::sync::Arc;

use glossator_core::config::Config;
use glossator_core::facts::Facts;
use glossator_core::index::{FileId, Index};
use glossator_core::path::NotePath;
use glossator_core::rules::Census;
use glossator_core::snapshot::{Beginning, Files, Snapshot};

use crate::{NOTES, notes};

/// The facts of some texts, each with its path.
pub(crate) fn read(texts: &[(String, String)]) -> Vec<(NotePath, Option<Arc<Facts>>)> {
    let read = |(path, text): &(String, String)| {
        let path = NotePath::new(path).expect("a path inside the vault");
        (path, Some(Arc::new(Facts::read(text))))
    };
    texts.iter().map(read).collect()
}

/// A vault of so many notes.
pub(crate) fn snapshot(notes: u64) -> Snapshot {
    snapshot_of(notes::vault(notes))
}

/// A vault with one more note, whose cursor is at the `|` of its text.
pub(crate) fn open(marked: &str) -> (Snapshot, FileId, u32) {
    let offset = marked.find('|').expect("a cursor");
    let mut texts = notes::vault(NOTES);
    texts.push(("open.md".to_owned(), marked.replace('|', "")));
    let snapshot = snapshot_of(texts);
    let note = snapshot.index.file("open.md").expect("put in");
    (snapshot, note, offset as u32)
}

fn snapshot_of(texts: Vec<(String, String)>) -> Snapshot {
    let index = Index::of(read(&texts));
    let (files, config) = (Arc::new(Texts(texts)), Arc::new(Config::default()));
    Snapshot { index, files, config, complete: true, census: Census::default() }
}

/// The texts, in the order they were made.
struct Texts(Vec<(String, String)>);

impl Files for Texts {
    fn text(&self, path: &NotePath) -> Option<String> {
        let found = self.0.iter().rev().find(|(known, _)| known == path.as_str());
        found.map(|(_, text)| text.clone())
    }

    fn exists(&self, _: &str) -> bool {
        false
    }

    fn beginning(&self, _: &NotePath, _: usize) -> Option<Beginning> {
        None
    }
}
