//! How long reading and answering take: from the text of a note to its facts, from facts to the index, from an edit to
//! fresh problems, and what is asked of a vault.
//!
//! Beside each reading stands the Markdown parse alone, so that what understanding adds can be seen; the last lines put
//! it in numbers. Nothing here passes or fails; the tests are elsewhere.

mod notes;
mod summary;
mod vault;

use std::sync::Arc;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use glossator_core::cancel::Cancel;
use glossator_core::facts::Facts;
use glossator_core::features;
use glossator_core::index::Index;
use glossator_core::path::NotePath;
use glossator_core::syntax;
use pulldown_cmark::{Options, Parser};

use notes::Habit;

/// Words of a usual note.
const USUAL: usize = 600;

/// Sizes of long notes, in KB.
const LONG: [usize; 3] = [16, 64, 256];

/// Notes of the vault.
const NOTES: u64 = 1000;

/// Lines in which something is to be completed, at the `|`.
const TYPED: [&str; 6] = ["A laz|", "See [[|", "See [[not|", "See [x](par|", "See [[##wri|", "See [[^^b|"];

fn main() {
    divan::main();
    // With a name to choose by, one measurement is wanted and not all.
    if std::env::args().skip(1).eq(["--bench"]) {
        summary::print();
    }
}

/// A usual note of 600 words.
mod usual {
    use super::*;

    #[divan::bench(args = Habit::ALL)]
    fn a_markdown(bencher: Bencher<'_, '_>, habit: Habit) {
        measure(bencher, &notes::note_of_words(habit, 1, USUAL), markdown);
    }

    #[divan::bench(args = Habit::ALL)]
    fn b_syntax(bencher: Bencher<'_, '_>, habit: Habit) {
        measure(bencher, &notes::note_of_words(habit, 1, USUAL), |text| syntax::parse(text).blocks.len());
    }

    #[divan::bench(args = Habit::ALL)]
    fn c_facts(bencher: Bencher<'_, '_>, habit: Habit) {
        measure(bencher, &notes::note_of_words(habit, 1, USUAL), Facts::read);
    }
}

/// Notes of 16, 64 and 256 KB.
mod growth {
    use super::*;

    #[divan::bench(args = LONG)]
    fn a_markdown(bencher: Bencher<'_, '_>, kilobytes: usize) {
        measure(bencher, &notes::note_of_bytes(1, kilobytes * 1024), markdown);
    }

    #[divan::bench(args = LONG)]
    fn b_facts(bencher: Bencher<'_, '_>, kilobytes: usize) {
        measure(bencher, &notes::note_of_bytes(1, kilobytes * 1024), Facts::read);
    }
}

/// A vault of 1,000 notes.
mod index {
    use super::*;

    /// From texts to answers: facts and index, on one thread.
    #[divan::bench(sample_count = 5)]
    fn a_load(bencher: Bencher<'_, '_>) {
        let texts = notes::vault(NOTES);
        let bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
        bencher.counter(BytesCount::new(bytes)).bench(|| Index::of(vault::read(black_box(&texts))));
    }

    #[divan::bench]
    fn b_build(bencher: Bencher<'_, '_>) {
        let files = vault::read(&notes::vault(NOTES));
        bencher.with_inputs(|| files.clone()).bench_values(Index::of);
    }

    #[divan::bench]
    fn c_patch_usual_note(bencher: Bencher<'_, '_>) {
        patch(bencher, &notes::note_of_words(Habit::Questions, 1, USUAL), " with more words");
    }

    #[divan::bench]
    fn d_patch_200_kb_note(bencher: Bencher<'_, '_>) {
        patch(bencher, &notes::note_of_bytes(1, 200 * 1024), " with more words");
    }

    /// What is behind the new topic counts one more.
    #[divan::bench]
    fn e_new_topic_in_200_kb_note(bencher: Bencher<'_, '_>) {
        let topic = "\n\n## What is a drawer?\n\nA drawer is a box that slides.\n";
        patch(bencher, &notes::note_of_bytes(1, 200 * 1024), topic);
    }

    /// Measures how an edit in the first line of a note changes the index, in turn there and back.
    fn patch(bencher: Bencher<'_, '_>, text: &str, more: &str) {
        let path = NotePath::new("edited.md").expect("a plain name");
        let versions = vault::versions(text, more).map(|text| Arc::new(Facts::read(&text)));
        let mut index = Index::of(vault::read(&notes::vault(NOTES)));
        index.put_note(path.clone(), Arc::clone(&versions[0]));
        let mut turn = 0;
        bencher.bench_local(move || {
            turn += 1;
            // As the server does it: whoever reads keeps the index of before.
            let before = index.clone();
            index.put_note(path.clone(), Arc::clone(&versions[turn % 2]));
            before
        });
    }
}

/// From an edit to the problems of the note, in a vault of 1,000 notes.
mod edit {
    use super::*;

    #[divan::bench]
    fn a_usual_note(bencher: Bencher<'_, '_>) {
        edit(bencher, &notes::note_of_words(Habit::Questions, 1, USUAL));
    }

    #[divan::bench]
    fn b_200_kb_note(bencher: Bencher<'_, '_>) {
        edit(bencher, &notes::note_of_bytes(1, 200 * 1024));
    }

    fn edit(bencher: Bencher<'_, '_>, text: &str) {
        let mut edited = vault::Edited::new(vault::snapshot(notes::vault(NOTES)), text);
        bencher.bench_local(|| edited.edit());
    }
}

/// What is asked of a vault of 1,000 notes.
mod ask {
    use super::*;

    #[divan::bench]
    fn a_hover(bencher: Bencher<'_, '_>) {
        let (snapshot, note, offset) = vault::open(notes::vault(NOTES), "A lazy queue| waits.");
        bencher.bench(|| features::hover(&snapshot, note, offset, &|_| None));
    }

    #[divan::bench]
    fn b_references(bencher: Bencher<'_, '_>) {
        let (snapshot, note, offset) = vault::open(notes::vault(NOTES), "A lazy queue| waits.");
        bencher.bench(|| features::references(&snapshot, note, offset, true, &Cancel::default()));
    }

    #[divan::bench(args = TYPED)]
    fn c_completion(bencher: Bencher<'_, '_>, line: &str) {
        let (snapshot, note, offset) = vault::open(notes::vault(NOTES), line);
        bencher.bench(|| features::completion(&snapshot, note, offset, &Cancel::default()));
    }

    #[divan::bench(args = ["lazy queue", "what is"])]
    fn d_symbols(bencher: Bencher<'_, '_>, query: &str) {
        let snapshot = vault::snapshot(notes::vault(NOTES));
        bencher.bench(|| features::workspace_symbols(&snapshot, query, &Cancel::default()));
    }
}

fn measure<O>(bencher: Bencher<'_, '_>, text: &str, read: impl Fn(&str) -> O + Sync) {
    bencher.counter(BytesCount::of_str(text)).bench(|| read(black_box(text)));
}

/// The Markdown parse alone, with the extensions that notes use.
fn markdown(text: &str) -> usize {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM;
    Parser::new_ext(text, options).into_offset_iter().count()
}
