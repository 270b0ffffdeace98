//! From a fixture to a [`Snapshot`], for the tests of this crate.

use std::collections::BTreeMap;
use std::sync::Arc;

use glossator_testkit::Fixture;

use crate::config::Config;
use crate::facts::Facts;
use crate::features::Location;
use crate::index::{FileId, Index};
use crate::path::{NotePath, is_note};
use crate::rules::Census;
use crate::snapshot::{Beginning, Files, Snapshot};
use crate::text::Span;

/// A parsed fixture as a snapshot, a cursor and marks.
pub(crate) struct Case {
    pub(crate) snapshot: Snapshot,
    /// The note of the first cursor, or the first note.
    pub(crate) note: FileId,
    /// Offset of the first cursor.
    pub(crate) offset: u32,
    /// The marked spans with their files, in the order of the fixture.
    pub(crate) marks: Vec<(FileId, Span)>,
}

/// Files by their paths, that nobody changes.
pub(crate) struct Texts(pub(crate) BTreeMap<String, String>);

impl Files for Texts {
    fn text(&self, path: &NotePath) -> Option<String> {
        self.0.get(path.as_str()).cloned()
    }

    fn exists(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    fn beginning(&self, path: &NotePath, most: usize) -> Option<Beginning> {
        let text = self.0.get(path.as_str())?;
        let bytes = text.bytes().take(most).collect();
        Some(Beginning { bytes, length: text.len() as u64 })
    }
}

/// Builds the snapshot of a fixture. A file whose text is `ignored` lies on disk but not in the index.
pub(crate) fn case(source: &str) -> Case {
    let fixture = Fixture::parse(source);
    let mut index = Index::default();
    for file in &fixture.files {
        let path = NotePath::new(&file.path).expect("a fixture names files inside the vault");
        if file.text.trim() == "ignored" {
            continue;
        }
        if is_note(path.as_str()) {
            let facts = Arc::new(Facts::of_note(&file.text, path.stem()));
            index.put_note(path, facts);
        } else {
            index.put_file(path);
        }
    }
    let id = |at: usize| index.file(&fixture.files[at].path).expect("put in above");
    let cursor = fixture.cursors.first();
    let marks = fixture.marks.iter().map(|mark| (id(mark.file), Span::new(mark.range.clone()))).collect();
    let note = id(cursor.map_or(0, |cursor| cursor.file));
    let offset = cursor.map_or(0, |cursor| u32::try_from(cursor.offset).expect("a fixture is small"));
    let texts = fixture.files.iter().map(|file| (file.path.clone(), file.text.clone())).collect();
    let snapshot = Snapshot {
        index,
        files: Arc::new(Texts(texts)),
        config: Arc::new(Config::default()),
        complete: true,
        census: Census::default(),
    };
    Case { snapshot, note, offset, marks }
}

impl Case {
    /// The parts of locations that a test marks.
    pub(crate) fn names(locations: &[Location]) -> Vec<(FileId, Span)> {
        locations.iter().map(|location| (location.file, location.name)).collect()
    }
}
