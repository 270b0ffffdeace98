//! Runs the work of a request on a thread of its own, so that the reader of messages never waits for it.
//!
//! A handler takes what it needs, its snapshot above all, before it calls [`Workers::run`]: that is the
//! state at the arrival of the request, whatever is edited later.
//!
//! ```text
//! async fn hover(&self, params: HoverParams) -> jsonrpc::Result<Option<Hover>> {
//!     let snapshot = self.session().snapshot();
//!     self.workers.run(Cancel::default(), move |cancel| features::hover(&snapshot, params, cancel)).await
//! }
//! ```

use std::any::Any;
use std::sync::Arc;

use glossator_core::cancel::{Cancel, Cancellable, Cancelled};
use tokio::sync::Semaphore;
use tokio::task;
use tower_lsp::jsonrpc::{self, Error, ErrorCode};

/// How many requests are worked on at once; the others wait in the order of their arrival.
///
/// The threads come from the runtime, which also reads stdin on one of them. Without a limit below the
/// runtime's own, slow requests could take all threads, and the cancels of those requests would wait
/// behind them in stdin.
pub(crate) const MAX_AT_ONCE: usize = 8;

/// The places in which requests are worked on. Clones share them.
#[derive(Clone, Debug)]
pub(crate) struct Workers {
    places: Arc<Semaphore>,
}

impl Workers {
    pub(crate) fn new() -> Self {
        Self { places: Arc::new(Semaphore::new(MAX_AT_ONCE)) }
    }

    /// Does `work` on another thread and waits for its answer.
    ///
    /// Dropping the future, as `$/cancelRequest` does, trips `cancel`; work that still waits for its place
    /// never begins then. Work that stops because its text has changed is answered with ContentModified,
    /// a panic with InternalError.
    pub(crate) fn run<T, W>(
        &self,
        cancel: Cancel,
        work: W,
    ) -> impl Future<Output = jsonrpc::Result<T>> + use<T, W>
    where
        T: Send + 'static,
        W: FnOnce(&Cancel) -> Cancellable<T> + Send + 'static,
    {
        let stop = cancel.stop_on_drop();
        let places = Arc::clone(&self.places);
        async move {
            let _stop = stop;
            // The place is given back by the work itself, which may go on for a while after it was stopped.
            let place = places.acquire_owned().await.map_err(|_| Error::request_cancelled())?;
            let worker = task::spawn_blocking(move || {
                let _place = place;
                cancel.check()?;
                work(&cancel)
            });
            match worker.await {
                Ok(Ok(answer)) => Ok(answer),
                Ok(Err(Cancelled)) => Err(Error::content_modified()),
                Err(failure) => match failure.try_into_panic() {
                    Ok(panic) => Err(internal_error(panic.as_ref())),
                    // The runtime is being shut down.
                    Err(_) => Err(Error::request_cancelled()),
                },
            }
        }
    }
}

/// The answer to a request whose handler has panicked.
pub(crate) fn internal_error(panic: &(dyn Any + Send)) -> Error {
    let reason = match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(text), _) => text,
        (None, Some(text)) => text.as_str(),
        (None, None) => "no reason given",
    };
    let message = format!("the server failed on this request: {reason}");
    Error { code: ErrorCode::InternalError, message: message.into(), data: None }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use futures::FutureExt;
    use glossator_core::cancel::Revisions;

    use super::*;

    /// Says that it has begun, works until it is told to stop, and says that too.
    fn until_stopped(
        say: mpsc::Sender<&'static str>,
    ) -> impl FnOnce(&Cancel) -> Cancellable<()> + Send + 'static {
        move |cancel| {
            say.send("begun").unwrap();
            while cancel.check().is_ok() {
                std::thread::yield_now();
            }
            // The test may be over.
            let _ = say.send("stopped");
            Err(Cancelled)
        }
    }

    #[tokio::test]
    async fn the_answer_of_the_work_comes_back() {
        assert_eq!(Workers::new().run(Cancel::default(), |_| Ok(5)).await, Ok(5));
    }

    #[tokio::test]
    async fn work_on_a_text_that_has_changed_is_answered_so() {
        let revisions = Revisions::default();
        let (say, hear) = mpsc::channel();
        let mut answer = Box::pin(Workers::new().run(revisions.cancel_when_stale(), until_stopped(say)));
        assert!((&mut answer).now_or_never().is_none());
        assert_eq!(hear.recv(), Ok("begun"));
        revisions.advance();
        assert_eq!(answer.await, Err(Error::content_modified()));
    }

    #[tokio::test]
    async fn dropping_the_future_stops_the_work() {
        let (say, hear) = mpsc::channel();
        let mut answer = Box::pin(Workers::new().run(Cancel::default(), until_stopped(say)));
        assert!((&mut answer).now_or_never().is_none());
        assert_eq!(hear.recv(), Ok("begun"));
        drop(answer);
        assert_eq!(hear.recv(), Ok("stopped"));
    }

    #[tokio::test]
    async fn a_panic_is_an_answer_and_gives_its_place_back() {
        let workers = Workers::new();
        for _ in 0..2 * MAX_AT_ONCE {
            let answer =
                workers.run(Cancel::default(), |_| -> Cancellable<()> { panic!("at {}", "sea") }).await;
            assert_eq!(
                answer.map_err(|error| (error.code, error.message.into_owned())),
                Err((ErrorCode::InternalError, "the server failed on this request: at sea".to_owned()))
            );
        }
        assert_eq!(workers.run(Cancel::default(), |_| Ok(5)).await, Ok(5));
    }

    #[tokio::test]
    async fn work_waits_for_its_place_and_can_be_dropped_there() {
        let workers = Workers::new();
        let (say, hear) = mpsc::channel();
        let mut running = Vec::new();
        for _ in 0..MAX_AT_ONCE {
            let mut answer = Box::pin(workers.run(Cancel::default(), until_stopped(say.clone())));
            assert!((&mut answer).now_or_never().is_none());
            assert_eq!(hear.recv(), Ok("begun"));
            running.push(answer);
        }
        let begins = |name| {
            let say = say.clone();
            move |_: &Cancel| say.send(name).map_err(|_| Cancelled)
        };
        let mut dropped = Box::pin(workers.run(Cancel::default(), begins("dropped")));
        let mut waiting = Box::pin(workers.run(Cancel::default(), begins("waiting")));
        assert!((&mut dropped).now_or_never().is_none());
        assert!((&mut waiting).now_or_never().is_none());
        drop(dropped);
        drop(running.pop());
        assert_eq!(waiting.await, Ok(()));
        assert!(!hear.try_iter().any(|word| word == "dropped"));
    }
}
