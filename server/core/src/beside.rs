//! Reading a long note on two cores.
//!
//! A note of usual length is read in less time than it takes to start a thread; only one as long as a book chapter is
//! worth it, and there somebody waits for it with each key. What is found is the same either way.

use std::panic::resume_unwind;
use std::thread;

/// Shorter texts, in bytes, are read by one thread.
const LONG: usize = 32 * 1024;

/// Does two things for a text of so many bytes: at the same time where it is long.
pub(crate) fn both<A: Send, B>(
    bytes: usize,
    one: impl Fn() -> A + Sync,
    other: impl FnOnce() -> B,
) -> (A, B) {
    if bytes < LONG {
        return (one(), other());
    }
    thread::scope(|scope| {
        let beside = thread::Builder::new().spawn_scoped(scope, &one);
        let other = other();
        let one = match beside {
            Ok(beside) => beside.join().unwrap_or_else(|panic| resume_unwind(panic)),
            // The system has no thread to give.
            Err(_) => one(),
        };
        (one, other)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_and_short_texts_are_told_the_same() {
        for bytes in [0, LONG] {
            assert_eq!(both(bytes, || "one", || "other"), ("one", "other"));
        }
    }
}
