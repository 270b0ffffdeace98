//! How long reading takes, from the text of a note to its facts and from facts to the index, and how long a completion.
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
        let vault = read_vault(NOTES);
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
        let mut index = index_of(&read_vault(NOTES));
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

    pub(super) fn read_vault(count: u64) -> Vec<(NotePath, Arc<Facts>)> {
        let read = |(path, text): (String, String)| {
            (NotePath::new(&path).expect("a path inside the vault"), Arc::new(Facts::read(&text)))
        };
        notes::vault(count).into_iter().map(read).collect()
    }

    pub(super) fn index_of(vault: &[(NotePath, Arc<Facts>)]) -> Index {
        let mut index = Index::default();
        for (path, facts) in vault {
            index.put_note(path.clone(), Arc::clone(facts));
        }
        index
    }
}

/// Completion in a vault of 10,000 notes.
mod completion {
    use std::sync::OnceLock;

    use glossator_core::cancel::Cancel;
    use glossator_core::features;
    use glossator_core::snapshot::{Files, Snapshot};

    use super::*;

    /// Notes of the vault.
    const MANY: u64 = 10_000;

    /// What is typed in the last line of a note.
    const TYPED: [&str; 10] =
        ["[[", "[[c", "[[cach", "[[web/ca", "[[##wri", "[[^^b", "[x](", "[x](ca", "Then the rat", "See #w"];

    #[divan::bench(args = TYPED)]
    fn proposals(bencher: Bencher<'_, '_>, typed: &str) {
        static VAULT: OnceLock<Index> = OnceLock::new();
        let mut index = VAULT.get_or_init(|| index::index_of(&index::read_vault(MANY))).clone();
        let text = format!("# Own\n\n{typed}");
        let path = NotePath::new("own.md").expect("a path inside the vault");
        index.put_note(path, Arc::new(Facts::read(&text)));
        let own = index.file("own.md").expect("put in above");
        let offset = text.len() as u32;
        let config = Arc::default();
        let snapshot = Snapshot { index, files: Arc::new(Own(text)), config, complete: true };
        bencher.bench(|| features::completion(&snapshot, own, offset, &Cancel::default()));
    }

    /// The text of the note that is written in; no other is read.
    struct Own(String);

    impl Files for Own {
        fn text(&self, _: &NotePath) -> Option<String> {
            Some(self.0.clone())
        }

        fn exists(&self, _: &str) -> bool {
            false
        }
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
