//! What understanding costs beside the Markdown parse, how that grows with a note, and what a large vault costs: each in
//! times something else that is measured beside it, since a machine is never alone.
//!
//! Of the large vault three things are told apart, all on one thread and of the same texts:
//! - the *parse*: the Markdown parser alone goes through every text, and nothing is kept;
//! - *loading*: every text is read to its facts (which parses it once) and the index is built, so that all can be asked;
//! - the *whole check*: loading, and then every rule that is on by default, with the tables that rules share.
//!
//! So the whole check is given in times the parse and in times loading.
#![expect(clippy::print_stdout, reason = "it is what a benchmark is for")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use glossator_core::cancel::Cancel;
use glossator_core::facts::Facts;
use glossator_core::index::Index;
use glossator_core::{features, rules};

use crate::notes::{self, Habit};
use crate::vault::{self, Edited};
use crate::{LONG, TYPED, USUAL, markdown};

/// How often each text is read; the fastest counts.
const TURNS: usize = 50;

/// Notes of the vaults that an edit is measured in.
const FEW: u64 = 500;
const MANY: u64 = 50_000;

/// Notes of the vault that is read, checked and asked.
const LARGE: u64 = 10_000;

pub(crate) fn print() {
    facts();
    edits();
    large_vault();
}

fn facts() {
    println!("\nFacts of a note of {USUAL} words beyond the Markdown parse:");
    for habit in Habit::ALL {
        let (parse, facts) = fastest(&notes::note_of_words(habit, 1, USUAL));
        println!("  {habit:10?} {:.3} ms", milliseconds(facts.saturating_sub(parse)));
    }
    let least = fastest(&notes::note_of_bytes(1, LONG[0] * 1024)).1;
    println!("Facts of long notes, in times those of {} KB:", LONG[0]);
    for kilobytes in &LONG[1..] {
        let more = fastest(&notes::note_of_bytes(1, kilobytes * 1024)).1;
        println!("  {kilobytes} KB: {:.1}", milliseconds(more) / milliseconds(least));
    }
}

/// From an edit to the problems of the note, and how much more that is in a large vault.
fn edits() {
    println!("From an edit to the problems of the note, in {FEW} notes, and in {MANY} in times that:");
    let texts = [
        ("usual", notes::note_of_words(Habit::Questions, 1, USUAL)),
        ("200 KB", notes::note_of_bytes(1, 200 * 1024)),
    ];
    let measure = |notes: u64| {
        let snapshot = vault::snapshot(notes::vault_of_short(notes));
        texts.each_ref().map(|(_, text)| {
            let mut edited = Edited::new(snapshot.clone(), text);
            (0..TURNS).map(|_| time(|| edited.edit())).min().unwrap_or_default()
        })
    };
    let (few, many) = (measure(FEW), measure(MANY));
    for (((name, _), few), many) in texts.iter().zip(few).zip(many) {
        let (few, many) = (milliseconds(few), milliseconds(many));
        println!("  {name:10} {few:.3} ms, {:.2}", many / few);
    }
}

/// What reading and checking a large vault takes, in times the parse, and how long answers take there.
fn large_vault() {
    let texts = notes::vault(LARGE);
    let parse = time(|| texts.iter().map(|(_, text)| markdown(text)).sum::<usize>());
    let start = Instant::now();
    let files = vault::read(&texts);
    let read = start.elapsed();
    let start = Instant::now();
    let index = Index::of(files);
    let built = start.elapsed();
    println!("{LARGE} notes, on one thread, in times the Markdown parse ({:.0} ms):", milliseconds(parse));
    let times = |duration: Duration| milliseconds(duration) / milliseconds(parse);
    println!("  facts {:.1}, index {:.1}", times(read), times(built));

    let snapshot = vault::with_texts(index, texts);
    let ids: Vec<_> = snapshot.index.notes().map(|(id, ..)| id).collect();
    let problems = |id| rules::check(&snapshot, id, &Cancel::default()).map_or(0, |found| found.len());
    let all = || ids.iter().map(|&id| problems(id)).sum::<usize>();
    let rules = time(all);
    let loading = read + built;
    let whole = loading + rules;
    println!(
        "  loading (facts and index) {:.1}, rules {:.1}, the whole check {:.1}",
        times(loading),
        times(rules),
        times(whole)
    );
    println!("  the whole check is {:.2} times loading", milliseconds(whole) / milliseconds(loading));
    println!("Completion there, slowest of {TURNS}:");
    for line in TYPED {
        let (snapshot, note, offset) = vault::with_open(&snapshot, line);
        let ask = || features::completion(&snapshot, note, offset, &Cancel::default());
        // The first one reads what later ones share.
        drop(ask());
        let slowest = (0..TURNS).map(|_| time(ask)).max().unwrap_or_default();
        println!("  {line:14} {:.2} ms", milliseconds(slowest));
    }
}

fn time<O>(work: impl FnOnce() -> O) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

/// The shortest times of the parse and of the facts.
fn fastest(text: &str) -> (Duration, Duration) {
    let turns = (0..TURNS).map(|_| {
        let parse = time(|| markdown(black_box(text)));
        (parse, time(|| Facts::read(black_box(text))))
    });
    turns.fold((Duration::MAX, Duration::MAX), |(parse, facts), turn| (parse.min(turn.0), facts.min(turn.1)))
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
