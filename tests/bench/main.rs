//! How long reading takes: from the text of a note to its facts, and from facts to the index.
//!
//! Beside each reading stands the Markdown parse alone, so that what understanding adds can be seen. Nothing here
//! passes or fails; the tests are elsewhere.

mod notes;

use std::sync::Arc;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use glossator_core::facts::Facts;
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

fn main() {
    divan::main();
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

    #[divan::bench]
    fn a_build(bencher: Bencher<'_, '_>) {
        let vault = read_vault();
        bencher.bench(|| index_of(black_box(&vault)));
    }

    #[divan::bench]
    fn b_patch_usual_note(bencher: Bencher<'_, '_>) {
        patch(bencher, &notes::note_of_words(Habit::Questions, 1, USUAL));
    }

    #[divan::bench]
    fn c_patch_200_kb_note(bencher: Bencher<'_, '_>) {
        patch(bencher, &notes::note_of_bytes(1, 200 * 1024));
    }

    /// Measures how an edit in the first line of a note changes the index, in turn there and back.
    fn patch(bencher: Bencher<'_, '_>, text: &str) {
        let path = NotePath::new("edited.md").expect("a plain name");
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let texts = [text.to_owned(), format!("{first} with more words\n{rest}")];
        let versions = texts.map(|text| Arc::new(Facts::read(&text)));
        let mut index = index_of(&read_vault());
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

    fn read_vault() -> Vec<(NotePath, Arc<Facts>)> {
        let read = |(path, text): (String, String)| {
            (NotePath::new(&path).expect("a path inside the vault"), Arc::new(Facts::read(&text)))
        };
        notes::vault(NOTES).into_iter().map(read).collect()
    }

    fn index_of(vault: &[(NotePath, Arc<Facts>)]) -> Index {
        let mut index = Index::default();
        for (path, facts) in vault {
            index.put_note(path.clone(), Arc::clone(facts));
        }
        index
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
