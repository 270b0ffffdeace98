//! Moves messages between the client and an [`LspService`], in the place of `tower_lsp::Server`.
//!
//! The order of effects is the order of arrival: each request is polled once by the reader itself, and
//! whatever a handler does before it first waits is done before the next message is looked at. Only what
//! is still pending then goes on as a task. So handlers change state before their first `.await`, or not
//! at all.
//!
//! Nothing the client does or fails to do stops the reading: answers wait in an unbounded queue, and no
//! reply of the client is waited for here. Messages that reach the client are in the order in which they
//! were sent: what a handler told the client before it answered goes out before the answer.
//!
//! Every request is answered exactly once, also after a panic. A message that cannot be read is answered
//! with an error and skipped, see [`frame`](super::frame) and [`message`](super::message).

use std::any::Any;
use std::convert::Infallible;
use std::fmt;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::task::Poll;
use std::thread;
use std::time::Duration;

use futures::future::{FutureExt, poll_fn};
use futures::sink::SinkExt;
use futures::stream::{Stream, StreamExt};
use serde_json::{Value, json};
use tokio::io::AsyncRead;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::sync::{Notify, oneshot};
use tokio::time::timeout;
use tower::Service;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::lsp_types::{MessageType, ShowMessageParams};
use tower_lsp::{ClientSocket, ExitedError, LanguageServer, Loopback, LspService};

use super::client_process::ClientProcess;
use super::dispatch::internal_error;
use super::frame::{self, FrameReader};
use super::message::{self, Incoming};
use super::normalise::normalise;
use crate::exit::Exit;

/// How long the last answers may take at the end.
const LAST_ANSWERS: Duration = Duration::from_millis(500);

/// What a session wants to see and change of raw messages, where the typed handlers fall short.
pub(crate) struct Hooks {
    /// Gets the parameters of `initialize` as they were sent, before its handler runs.
    pub(crate) on_initialize: Box<dyn FnMut(&Value) + Send>,
    /// May add to the result of `initialize` before it is sent.
    pub(crate) on_initialize_result: Box<dyn FnMut(&mut Value) + Send>,
    /// Whether a request is to be answered with null, and no handler is to run.
    pub(crate) answers_nothing: Box<dyn FnMut(&Request) -> bool + Send>,
}

/// Why serving has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    ExitAfterShutdown,
    ExitWithoutShutdown,
    StdinClosed,
    StdoutClosed,
    ClientGone,
}

impl Ending {
    pub(crate) fn exit(self) -> Exit {
        match self {
            Ending::ExitAfterShutdown => Exit::Fine,
            Ending::ExitWithoutShutdown | Ending::StdinClosed | Ending::StdoutClosed | Ending::ClientGone => {
                Exit::Negative
            }
        }
    }
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Ending::ExitAfterShutdown => "the client has shut the server down",
            Ending::ExitWithoutShutdown => "the client has ended the server without a shutdown",
            Ending::StdinClosed => "stdin was closed without an exit",
            Ending::StdoutClosed => "stdout was closed",
            Ending::ClientGone => "the process of the client has ended",
        })
    }
}

/// Serves until the client says `exit`, or it or one of its pipes is gone.
///
/// Answers that are under way then get half a second to be sent.
pub(crate) async fn serve<S, I, O>(
    service: LspService<S>,
    socket: ClientSocket,
    stdin: I,
    stdout: O,
    hooks: Hooks,
) -> Ending
where
    S: LanguageServer,
    I: AsyncRead + Unpin,
    O: Write + Send + 'static,
{
    let (requests, client_answers) = Loopback::split(socket);
    let (answers, queued_answers) = mpsc::unbounded_channel();
    let (bodies, queued_bodies) = mpsc::unbounded_channel();
    tokio::spawn(merge(queued_answers, requests, bodies));
    let mut written = write_on_a_thread(queued_bodies, stdout);

    let client_gone = Arc::new(Notify::new());
    let mut reader = Reader {
        service,
        client_answers,
        answers: Answers(answers),
        hooks,
        client_gone: Arc::clone(&client_gone),
        is_initialized: false,
        is_shut_down: false,
        has_told_user: false,
    };
    let ending = tokio::select! {
        ending = reader.read(stdin) => ending,
        _ = &mut written => return Ending::StdoutClosed,
        () = client_gone.notified() => return Ending::ClientGone,
    };
    // The queue ends when the last task that may still answer has done so.
    drop(reader);
    if timeout(LAST_ANSWERS, written).await.is_err() {
        tracing::debug!("some answers were not sent in time");
    }
    ending
}

/// Writes the queue to stdout; what is returned resolves when nothing more will be written.
fn write_on_a_thread(
    bodies: UnboundedReceiver<Vec<u8>>,
    stdout: impl Write + Send + 'static,
) -> oneshot::Receiver<Infallible> {
    let (writing, written) = oneshot::channel();
    let write = move || {
        if let Err(error) = frame::write_frames(bodies, stdout) {
            tracing::info!("cannot write to stdout: {error}");
        }
        drop(writing);
    };
    if let Err(error) = thread::Builder::new().name("stdout".to_owned()).spawn(write) {
        tracing::error!("cannot start the thread that writes: {error}");
    }
    written
}

/// Brings the answers of handlers and our own requests and notifications into one queue.
async fn merge(
    mut answers: UnboundedReceiver<Vec<u8>>,
    mut requests: impl Stream<Item = Request> + Unpin,
    bodies: UnboundedSender<Vec<u8>>,
) {
    // A queue without a reader means that stdout is closed, which ends everything.
    let send = |body| {
        let _ = bodies.send(body);
    };
    let mut has_requests = true;
    loop {
        let answer = tokio::select! {
            biased;
            request = requests.next(), if has_requests => {
                match request {
                    Some(request) => send(message::encode_request(request)),
                    None => has_requests = false,
                }
                continue;
            }
            answer = answers.recv() => answer,
        };
        // What was sent to the client before this answer is here by now, and goes first.
        while has_requests && let Poll::Ready(Some(request)) = futures::poll!(requests.next()) {
            send(message::encode_request(request));
        }
        match answer {
            Some(answer) => send(answer),
            None => return,
        }
    }
}

/// The way of answers to the client.
#[derive(Clone)]
struct Answers(UnboundedSender<Vec<u8>>);

impl Answers {
    fn send(&self, response: &Response) {
        let body = serde_json::to_vec(response).unwrap_or_else(|error| {
            tracing::error!("cannot encode an answer: {error}");
            let failed =
                Error { code: ErrorCode::InternalError, message: error.to_string().into(), data: None };
            json!({ "jsonrpc": "2.0", "id": response.id(), "error": failed }).to_string().into_bytes()
        });
        self.send_body(body);
    }

    fn send_body(&self, body: Vec<u8>) {
        // Without a receiver stdout is closed, and there is nobody to answer.
        let _ = self.0.send(body);
    }
}

/// The one place that looks at incoming messages.
struct Reader<S> {
    service: LspService<S>,
    client_answers: <ClientSocket as Loopback>::ResponseSink,
    answers: Answers,
    hooks: Hooks,
    client_gone: Arc<Notify>,
    is_initialized: bool,
    is_shut_down: bool,
    has_told_user: bool,
}

impl<S: LanguageServer> Reader<S> {
    async fn read(&mut self, stdin: impl AsyncRead + Unpin) -> Ending {
        let mut frames = FrameReader::new(stdin);
        loop {
            let body = match frames.next().await {
                Ok(Some(Ok(body))) => body,
                Ok(Some(Err(malformed))) => {
                    self.refuse(&malformed.to_string());
                    continue;
                }
                Ok(None) => return Ending::StdinClosed,
                Err(error) => {
                    tracing::warn!("cannot read stdin: {error}");
                    return Ending::StdinClosed;
                }
            };
            for message in message::decode(&body) {
                match message {
                    Incoming::Request(request) if request.method() == "exit" => return self.exit(request),
                    Incoming::Request(request)
                        if request.method() == "initialize" && !self.is_initialized =>
                    {
                        self.initialize(request).await;
                    }
                    Incoming::Request(request) => self.call(request).await,
                    Incoming::Answer(answer) => self.take_answer(answer),
                    Incoming::Invalid(refusal) => {
                        tracing::warn!("the client sent JSON that is no message");
                        self.answers.send(&refusal);
                    }
                    Incoming::Unreadable(reason) => self.refuse(&reason),
                }
            }
        }
    }

    /// Handles a request or a notification up to the point where it has to wait.
    async fn call(&mut self, request: Request) {
        if self.is_initialized
            && !self.is_shut_down
            && let Some(id) = request.id()
            && (self.hooks.answers_nothing)(&request)
        {
            self.answers.send(&Response::from_ok(id.clone(), Value::Null));
            return;
        }
        let is_shutdown = request.method() == "shutdown";
        let mut answer = self.start(request).await.boxed();
        match futures::poll!(&mut answer) {
            Poll::Ready(response) => {
                self.is_shut_down |= is_shutdown && response.as_ref().is_some_and(Response::is_ok);
                if let Some(response) = response {
                    self.answers.send(&response);
                }
            }
            Poll::Pending => {
                // A shutdown that is refused is refused at once.
                self.is_shut_down |= is_shutdown;
                let answers = self.answers.clone();
                tokio::spawn(async move {
                    if let Some(response) = answer.await {
                        answers.send(&response);
                    }
                });
            }
        }
    }

    /// Handles `initialize` to its end: until then a client sends nothing, and what comes is early.
    async fn initialize(&mut self, request: Request) {
        (self.hooks.on_initialize)(request.params().unwrap_or(&Value::Null));
        let request = normalise(request);
        let process = request.params().and_then(|params| params.get("processId")?.as_u64());
        let Some(response) = self.start(request).await.await else { return };
        let (id, mut result) = response.into_parts();
        if let Ok(result) = &mut result {
            (self.hooks.on_initialize_result)(result);
            self.is_initialized = true;
            if let Some(process) = process.and_then(|process| u32::try_from(process).ok()) {
                self.watch_client(process);
            }
        }
        self.answers.send(&Response::from_parts(id, result));
    }

    /// Hands the request to the service; the future it gives neither fails nor panics.
    async fn start(&mut self, request: Request) -> impl Future<Output = Option<Response>> + Send + use<S> {
        let request = normalise(request);
        let (id, method) = (request.id().cloned(), request.method().to_owned());
        // An error here means that the service has exited, which the call below repeats.
        let _ = poll_fn(|context| self.service.poll_ready(context)).await;
        let called = catch_unwind(AssertUnwindSafe(|| self.service.call(request)));
        async move {
            let outcome = match called {
                Ok(handler) => AssertUnwindSafe(handler).catch_unwind().await,
                Err(panic) => Err(panic),
            };
            settle(id, &method, outcome)
        }
    }

    fn exit(&mut self, request: Request) -> Ending {
        // All the service does is in the call itself: it drops the requests that are still pending.
        let _ = catch_unwind(AssertUnwindSafe(|| self.service.call(normalise(request))));
        if self.is_shut_down { Ending::ExitAfterShutdown } else { Ending::ExitWithoutShutdown }
    }

    fn take_answer(&mut self, answer: Response) {
        // tower-lsp panics where the one who asked has stopped waiting for the answer.
        let sent = catch_unwind(AssertUnwindSafe(|| self.client_answers.send(answer).now_or_never()));
        if sent.is_err() {
            tracing::debug!("the client answered a request that nobody waits for any more");
        }
    }

    /// Answers bytes that are no message, and tells the user the first time: it may have been an edit.
    fn refuse(&mut self, reason: &str) {
        tracing::warn!("cannot read a message: {reason}");
        let error = Error { code: ErrorCode::ParseError, message: reason.to_owned().into(), data: None };
        self.answers.send(&Response::from_error(Id::Null, error));
        if std::mem::replace(&mut self.has_told_user, true) {
            return;
        }
        let message = ShowMessageParams {
            typ: MessageType::WARNING,
            message: "Glossator could not read a message from the editor and skipped it. If a note seems \
                      out of step from now on, close it and open it again."
                .to_owned(),
        };
        let told = Request::build("window/showMessage").params(json!(message)).finish();
        self.answers.send_body(message::encode_request(told));
    }

    fn watch_client(&self, process: u32) {
        let Some(watched) = ClientProcess::watch(process) else {
            tracing::debug!("the process {process} of the client cannot be watched");
            return;
        };
        let client_gone = Arc::clone(&self.client_gone);
        tokio::spawn(async move {
            watched.ended().await;
            client_gone.notify_one();
        });
    }
}

/// The answer to a request, whatever became of its handler; `None` for notifications.
fn settle(
    id: Option<Id>,
    method: &str,
    outcome: Result<Result<Option<Response>, ExitedError>, Box<dyn Any + Send>>,
) -> Option<Response> {
    match (outcome, id) {
        (Ok(Ok(Some(response))), _) => Some(response),
        // tower-lsp leaves unknown requests unanswered where their name begins with `$/`.
        (Ok(Ok(None)), Some(id)) => Some(Response::from_error(id, Error::method_not_found())),
        (Ok(Err(ExitedError { .. })), Some(id)) => Some(Response::from_error(id, Error::invalid_request())),
        (Ok(_), None) => None,
        (Err(panic), id) => {
            let error = internal_error(panic.as_ref());
            tracing::error!("the handler of {method} panicked: {}", error.message);
            id.map(|id| Response::from_error(id, error))
        }
    }
}

#[cfg(test)]
mod tests;
