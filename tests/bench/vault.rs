//! A vault of made notes, read and ready to be asked.

use std::collections::HashMap;
use std::sync::Arc;

use glossator_core::cancel::Cancel;
use glossator_core::config::Config;
use glossator_core::facts::Facts;
use glossator_core::index::{FileId, Index};
use glossator_core::path::NotePath;
use glossator_core::rules::{self, Census, Problem};
use glossator_core::snapshot::{Beginning, Files, Snapshot};

/// The facts of some texts, each with its path.
pub(crate) fn read(texts: &[(String, String)]) -> Vec<(NotePath, Option<Arc<Facts>>)> {
    let read = |(path, text): &(String, String)| {
        let path = NotePath::new(path).expect("a path inside the vault");
        (path, Some(Arc::new(Facts::read(text))))
    };
    texts.iter().map(read).collect()
}

/// A view of a vault of some texts.
pub(crate) fn snapshot(texts: Vec<(String, String)>) -> Snapshot {
    let index = Index::of(read(&texts));
    with_texts(index, texts)
}

/// A view of an index of some texts.
pub(crate) fn with_texts(index: Index, texts: Vec<(String, String)>) -> Snapshot {
    let texts = texts.into_iter().collect();
    let (files, config) = (Arc::new(Texts(texts)), Arc::new(Config::default()));
    Snapshot { index, files, config, complete: true, census: Census::default() }
}

/// The same with one more note, whose cursor is at the `|` of its text.
pub(crate) fn open(texts: Vec<(String, String)>, marked: &str) -> (Snapshot, FileId, u32) {
    with_open(&snapshot(texts), marked)
}

/// A vault with one more note, whose cursor is at the `|` of its text.
pub(crate) fn with_open(vault: &Snapshot, marked: &str) -> (Snapshot, FileId, u32) {
    let offset = marked.find('|').expect("a cursor");
    let path = NotePath::new("open.md").expect("a plain name");
    let text = marked.replace('|', "");
    let mut snapshot = vault.clone();
    snapshot.index.put_note(path.clone(), Arc::new(Facts::read(&text)));
    snapshot.files = Arc::new(Open { path, text, others: Arc::clone(&vault.files) });
    let note = snapshot.index.file("open.md").expect("put in");
    (snapshot, note, offset as u32)
}

/// A text, and the same with more in its first line.
pub(crate) fn versions(text: &str, more: &str) -> [String; 2] {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    [text.to_owned(), format!("{first}{more}\n{rest}")]
}

/// A note that is edited in its first line, in turn there and back.
pub(crate) struct Edited {
    snapshot: Snapshot,
    versions: [String; 2],
    turn: usize,
}

impl Edited {
    /// Of a note that is new in a vault.
    pub(crate) fn new(snapshot: Snapshot, text: &str) -> Self {
        Self { snapshot, versions: versions(text, " with more words"), turn: 0 }
    }

    /// Edits it once: from its text to its problems.
    pub(crate) fn edit(&mut self) -> Vec<Problem> {
        self.turn += 1;
        let path = NotePath::new("edited.md").expect("a plain name");
        let facts = Arc::new(Facts::read(&self.versions[self.turn % 2]));
        // As the server does it: whoever reads keeps the index of before.
        let _before = self.snapshot.index.clone();
        self.snapshot.index.put_note(path, facts);
        let note = self.snapshot.index.file("edited.md").expect("put in");
        rules::check(&self.snapshot, note, &Cancel::default()).unwrap_or_default()
    }
}

/// The texts by their paths.
struct Texts(HashMap<String, String>);

impl Files for Texts {
    fn text(&self, path: &NotePath) -> Option<String> {
        self.0.get(path.as_str()).cloned()
    }

    fn exists(&self, _: &str) -> bool {
        false
    }

    fn beginning(&self, _: &NotePath, _: usize) -> Option<Beginning> {
        None
    }
}

/// The text of one note, and those of others.
struct Open {
    path: NotePath,
    text: String,
    others: Arc<dyn Files>,
}

impl Files for Open {
    fn text(&self, path: &NotePath) -> Option<String> {
        if *path == self.path { Some(self.text.clone()) } else { self.others.text(path) }
    }

    fn exists(&self, path: &str) -> bool {
        self.others.exists(path)
    }

    fn beginning(&self, path: &NotePath, most: usize) -> Option<Beginning> {
        self.others.beginning(path, most)
    }
}
