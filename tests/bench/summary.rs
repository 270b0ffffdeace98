//! What understanding costs beside the Markdown parse, and how that grows with a note: measured in turns, so that
//! whatever else the machine does falls on both alike.
#![expect(clippy::print_stdout, reason = "it is what a benchmark is for")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use glossator_core::facts::Facts;

use crate::notes::{self, Habit};
use crate::{LONG, USUAL, markdown};

/// How often each text is read; the fastest counts.
const TURNS: usize = 50;

pub(crate) fn print() {
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

/// The shortest times of the parse and of the facts.
fn fastest(text: &str) -> (Duration, Duration) {
    let time = |read: &dyn Fn()| {
        let start = Instant::now();
        read();
        start.elapsed()
    };
    let turns = (0..TURNS).map(|_| {
        let parse = time(&|| _ = black_box(markdown(black_box(text))));
        (parse, time(&|| drop(black_box(Facts::read(black_box(text))))))
    });
    turns.fold((Duration::MAX, Duration::MAX), |(parse, facts), turn| (parse.min(turn.0), facts.min(turn.1)))
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
