//! Asks long work to stop: the text it reads has changed, or nobody waits for the answer.
//!
//! Cooperative, without clocks or threads: two numbers and a flag behind `Arc`s, read by
//! [`Cancel::check`] in every loop over notes. The reading is relaxed: a worker that learns
//! of a change one note later has lost nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Work stopped before it had an answer. What its reason was, [`Cancel::is_dropped`] tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

/// An answer, unless the work for it was stopped.
pub type Cancellable<T> = Result<T, Cancelled>;

/// Counts the changes of what queries read. Clones share one count.
#[derive(Clone, Debug, Default)]
pub struct Revisions(Arc<AtomicU64>);

impl Revisions {
    /// Notes one more change: every [`Cancel`] that watches this count and began before is now stale.
    pub fn advance(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// How many changes there have been.
    #[must_use]
    pub fn current(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// A signal for work whose answer is worthless once anything changes, such as completion.
    ///
    /// Work that answers for its own snapshot, such as rename, takes [`Cancel::default`].
    #[must_use]
    pub fn cancel_when_stale(&self) -> Cancel {
        Cancel { revisions: self.clone(), started: self.current(), dropped: Arc::default() }
    }
}

/// The signal that one piece of work looks at. Clones share it.
///
/// The default one watches no revisions: it stops only when [`StopOnDrop`] trips it, and never where
/// nobody made one, as on the command line.
#[derive(Clone, Debug, Default)]
pub struct Cancel {
    revisions: Revisions,
    started: u64,
    dropped: Arc<AtomicBool>,
}

impl Cancel {
    /// `Err` as soon as the work should stop, to be passed up with `?`.
    pub fn check(&self) -> Cancellable<()> {
        if self.is_dropped() || self.is_stale() { Err(Cancelled) } else { Ok(()) }
    }

    /// Whether something has changed since the work began.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.revisions.current() != self.started
    }

    /// Whether the one who asked has gone.
    #[must_use]
    pub fn is_dropped(&self) -> bool {
        self.dropped.load(Ordering::Relaxed)
    }

    /// A guard for the one who waits: dropping it, early or late, stops the work.
    #[must_use]
    pub fn stop_on_drop(&self) -> StopOnDrop {
        StopOnDrop(Arc::clone(&self.dropped))
    }
}

/// Stops the work of the [`Cancel`] it was made from when it goes out of scope.
#[derive(Debug)]
pub struct StopOnDrop(Arc<AtomicBool>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_stops_the_work_that_began_before_it() {
        let revisions = Revisions::default();
        let before = revisions.cancel_when_stale();
        assert_eq!(before.check(), Ok(()));

        revisions.advance();
        let after = revisions.cancel_when_stale();
        assert_eq!((before.check(), before.is_stale(), before.is_dropped()), (Err(Cancelled), true, false));
        assert_eq!(after.check(), Ok(()));
    }

    #[test]
    fn the_guard_stops_every_clone_of_its_signal_and_no_other() {
        let revisions = Revisions::default();
        let (watched, other) = (revisions.cancel_when_stale(), revisions.cancel_when_stale());
        let clone = watched.clone();

        drop(watched.stop_on_drop());
        assert_eq!((clone.check(), clone.is_dropped(), clone.is_stale()), (Err(Cancelled), true, false));
        assert_eq!(other.check(), Ok(()));
    }

    #[test]
    fn the_default_signal_ignores_changes_but_not_its_guard() {
        let cancel = Cancel::default();
        Revisions::default().advance();
        assert_eq!(cancel.check(), Ok(()));

        drop(cancel.stop_on_drop());
        assert_eq!(cancel.check(), Err(Cancelled));
    }

    #[test]
    fn the_signal_reaches_a_worker_on_another_thread() {
        let revisions = Revisions::default();
        let cancel = revisions.cancel_when_stale();
        let worker = std::thread::spawn(move || {
            while cancel.check().is_ok() {
                std::thread::yield_now();
            }
        });
        revisions.advance();
        assert!(worker.join().is_ok());
    }
}
