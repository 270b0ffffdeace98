//! Tells the client when what it was told of one note has changed by an edit of another: its tokens, lenses and hints.
//!
//! A client asks again about a note it edits by itself. About the others it is told to ask again, once a burst of edits
//! is over and only where the edits have changed what is known: names of terms, or how often something is mentioned.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use foldhash::fast::FixedState;
use glossator_core::facts::Facts;
use glossator_core::index::{FileId, Index};
use glossator_core::path::NotePath;
use tokio::time::timeout;

use super::convert::Converter;
use super::shared::Shared;

/// How long nothing has to change before the client is told.
const QUIET: Duration = Duration::from_millis(300);

/// What the client has asked for since it started: nobody has to be told that what they never saw has changed.
#[derive(Default)]
pub(crate) struct Asked {
    tokens: AtomicBool,
    lenses: AtomicBool,
    hints: AtomicBool,
}

impl Asked {
    /// The client shows semantic tokens.
    pub(crate) fn note_tokens(&self) {
        self.tokens.store(true, Ordering::Relaxed);
    }

    /// The client shows code lenses.
    pub(crate) fn note_lenses(&self) {
        self.lenses.store(true, Ordering::Relaxed);
    }

    /// The client shows inlay hints.
    pub(crate) fn note_hints(&self) {
        self.hints.store(true, Ordering::Relaxed);
    }
}

/// What an open note adds to what is known.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Known {
    /// A hash of the names it gives.
    names: u64,
    /// A hash of what it mentions and links to.
    uses: u64,
}

/// Tells the client of changes for as long as the process lives.
pub(crate) async fn run(shared: Arc<Shared>) {
    let mut changed = shared.changed.clone();
    let mut known: HashMap<(PathBuf, NotePath), Known> = HashMap::new();
    let mut readings = 0;
    while changed.changed().await.is_ok() {
        while timeout(QUIET, changed.changed()).await.is_ok_and(|more| more.is_ok()) {}
        let (read, folders) = {
            let mut session = shared.session();
            (session.readings, session.folders())
        };
        let Ok(now) = tokio::task::spawn_blocking(move || known_of(&folders)).await else { continue };
        let differs = |fits: fn(Known, Known) -> bool| {
            now.iter().any(|(note, &now)| known.get(note).is_some_and(|&before| !fits(before, now)))
        };
        let names = read != readings || differs(|before, now| before.names == now.names);
        let uses = names || differs(|before, now| before.uses == now.uses);
        (known, readings) = (now, read);
        let client = shared.session().client.clone();
        let is_asked = |asked: &AtomicBool| asked.load(Ordering::Relaxed);
        // A client may take its time to answer; nobody waits for it.
        if names && client.refreshes_tokens && is_asked(&shared.asked.tokens) {
            let client = shared.client.clone();
            tokio::spawn(async move { client.semantic_tokens_refresh().await });
        }
        if names && client.refreshes_hints && is_asked(&shared.asked.hints) {
            let client = shared.client.clone();
            tokio::spawn(async move { client.inlay_hint_refresh().await });
        }
        if uses && client.refreshes_lenses && is_asked(&shared.asked.lenses) {
            let client = shared.client.clone();
            tokio::spawn(async move { client.code_lens_refresh().await });
        }
    }
}

/// What each open note adds.
fn known_of(folders: &[Converter]) -> HashMap<(PathBuf, NotePath), Known> {
    let mut known = HashMap::new();
    for converter in folders {
        let index = &converter.snapshot.index;
        for path in converter.open.keys() {
            let note = index.file(path.as_str());
            let facts = note.and_then(|note| Some((note, index.facts(note)?)));
            let found =
                facts.map(|(note, facts)| Known { names: names(facts), uses: uses(index, note, facts) });
            known.extend(found.map(|found| ((converter.root.clone(), path.clone()), found)));
        }
    }
    known
}

fn names(facts: &Facts) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    for definition in &facts.definitions {
        hasher.write_u8(u8::from(definition.excerpt));
        definition.names.iter().for_each(|name| hasher.write(name.as_bytes()));
        hasher.write(definition.gist.as_bytes());
    }
    for topic in &facts.topics {
        topic.names.iter().for_each(|name| hasher.write(name.text.as_bytes()));
    }
    if let Some(orders) = &facts.orders {
        hasher.write(format!("{orders:?}").as_bytes());
    }
    hasher.finish()
}

fn uses(index: &Index, note: FileId, facts: &Facts) -> u64 {
    FixedState::default().hash_one((
        index.mentions(note).iter().map(|mention| mention.key).collect::<Vec<_>>(),
        facts.links.iter().map(|link| &link.target).collect::<Vec<_>>(),
    ))
}
