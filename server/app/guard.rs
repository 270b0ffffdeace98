//! Keeps a note that makes the program fail from taking the others with it.
//!
//! The core never fails by design; what fails all the same is a fault of ours, and one note is all that it may cost.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// What is told of a note that made the program fail. Where it failed stands on stderr.
pub(crate) const FAULT: &str =
    "Glossator fails on this note, which is a fault of Glossator and not of the note";

/// Does something with one note; an error where it panics.
///
/// What the work had in hand must be forgotten then: it may be half done.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, &'static str> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| FAULT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_and_the_next_work_is_done() {
        assert_eq!(guarded(|| -> u8 { panic!("a fault of ours") }), Err(FAULT));
        assert_eq!(guarded(|| 1), Ok(1));
    }
}
