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
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use futures::future::{FutureExt, poll_fn};
use futures::sink::SinkExt;
use futures::stream::{Stream, StreamExt};
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::Notify;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
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

/// What a session wants to see and change of the raw `initialize`, where the typed one falls short.
pub(crate) struct Hooks {
    /// Gets the parameters of `initialize` as they were sent, before its handler runs.
    pub(crate) on_initialize: Box<dyn FnMut(&Value) + Send>,
    /// May add to the result of `initialize` before it is sent.
    pub(crate) on_initialize_result: Box<dyn FnMut(&mut Value) + Send>,
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
    O: AsyncWrite + Unpin + Send + 'static,
{
    let (requests, client_answers) = Loopback::split(socket);
    let (answers, queued_answers) = mpsc::unbounded_channel();
    let (bodies, queued_bodies) = mpsc::unbounded_channel();
    tokio::spawn(merge(queued_answers, requests, bodies));
    let mut writer = tokio::spawn(frame::write_frames(queued_bodies, stdout));

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
        _ = &mut writer => return Ending::StdoutClosed,
        () = client_gone.notified() => return Ending::ClientGone,
    };
    // The queue ends when the last task that may still answer has done so.
    drop(reader);
    if timeout(LAST_ANSWERS, writer).await.is_err() {
        tracing::debug!("some answers were not sent in time");
    }
    ending
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
mod tests {
    use std::sync::Mutex;

    use tokio::io::{
        AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, ReadHalf, WriteHalf,
    };
    use tokio::task::JoinHandle;
    use tower_lsp::Client;
    use tower_lsp::jsonrpc;
    use tower_lsp::lsp_types::{InitializeParams, InitializeResult};

    use super::*;

    /// A server whose handlers do what the tests ask for.
    struct Mock {
        client: Client,
        heard: Mutex<Vec<Value>>,
    }

    #[tower_lsp::async_trait]
    impl LanguageServer for Mock {
        async fn initialize(&self, _: InitializeParams) -> jsonrpc::Result<InitializeResult> {
            // More than one poll, so that the transport has to wait for it.
            tokio::task::yield_now().await;
            Ok(InitializeResult::default())
        }

        async fn shutdown(&self) -> jsonrpc::Result<()> {
            Ok(())
        }
    }

    impl Mock {
        async fn hear(&self, params: Value) {
            self.heard.lock().unwrap().push(params);
        }

        async fn heard(&self) -> jsonrpc::Result<Vec<Value>> {
            Ok(self.heard.lock().unwrap().clone())
        }

        /// Tells the client three things, then answers.
        async fn announce(&self) -> jsonrpc::Result<()> {
            for word in ["one", "two", "three"] {
                self.client.log_message(MessageType::INFO, word).await;
                tokio::task::yield_now().await;
            }
            Ok(())
        }

        /// Asks the client and answers with its answer, if that comes before it is cancelled.
        async fn ask(&self) -> jsonrpc::Result<()> {
            self.client.workspace_diagnostic_refresh().await
        }
    }

    /// The client's end of a served connection.
    struct Peer {
        output: BufReader<ReadHalf<DuplexStream>>,
        input: Option<WriteHalf<DuplexStream>>,
        served: JoinHandle<Ending>,
        seen_by_hook: Arc<Mutex<Vec<Value>>>,
    }

    impl Peer {
        fn new() -> Self {
            let (near, far) = tokio::io::duplex(64 * 1024);
            let (stdin, stdout) = tokio::io::split(far);
            let (output, input) = tokio::io::split(near);
            let (service, socket) = LspService::build(|client| Mock { client, heard: Mutex::default() })
                .custom_method("$/setTrace", Mock::hear)
                .custom_method("window/workDoneProgress/cancel", Mock::hear)
                .custom_method("test/heard", Mock::heard)
                .custom_method("test/announce", Mock::announce)
                .custom_method("test/ask", Mock::ask)
                .finish();
            let seen_by_hook = Arc::new(Mutex::new(Vec::new()));
            let seen = Arc::clone(&seen_by_hook);
            let hooks = Hooks {
                on_initialize: Box::new(move |params| seen.lock().unwrap().push(params.clone())),
                on_initialize_result: Box::new(|result| {
                    result["capabilities"]["typeHierarchyProvider"] = json!(true)
                }),
            };
            let served = tokio::spawn(serve(service, socket, stdin, stdout, hooks));
            Self { output: BufReader::new(output), input: Some(input), served, seen_by_hook }
        }

        async fn initialized() -> Self {
            let mut peer = Self::new();
            peer.send(json!({"id": 0, "method": "initialize", "params": {"capabilities": {}}})).await;
            peer.receive().await;
            peer
        }

        async fn send(&mut self, mut message: Value) {
            message["jsonrpc"] = json!("2.0");
            let body = message.to_string();
            let frame = format!("Content-Length: {}\r\n\r\n{body}", body.len());
            self.input.as_mut().unwrap().write_all(frame.as_bytes()).await.unwrap();
        }

        async fn receive(&mut self) -> Value {
            let mut header = String::new();
            self.output.read_line(&mut header).await.unwrap();
            let length = header.trim().strip_prefix("Content-Length: ").unwrap().parse().unwrap();
            self.output.read_line(&mut header).await.unwrap();
            let mut body = vec![0; length];
            self.output.read_exact(&mut body).await.unwrap();
            serde_json::from_slice(&body).unwrap()
        }
    }

    #[tokio::test]
    async fn the_hooks_see_the_raw_initialize_and_add_to_its_result() {
        let mut peer = Peer::new();
        let params = json!({"processId": -1, "capabilities": {"workspace": {"diagnostics": {"refreshSupport": true}}}});
        peer.send(json!({"id": 1, "method": "initialize", "params": params})).await;
        let result = json!({"capabilities": {"typeHierarchyProvider": true}});
        assert_eq!(peer.receive().await, json!({"jsonrpc": "2.0", "id": 1, "result": result}));

        peer.send(json!({"id": 2, "method": "initialize", "params": {"capabilities": {}}})).await;
        assert_eq!(peer.receive().await["error"]["code"], -32600);
        assert_eq!(*peer.seen_by_hook.lock().unwrap(), [params], "a second one is refused unseen");
    }

    #[tokio::test]
    async fn messages_behind_an_initialize_that_waits_are_not_lost() {
        let mut peer = Peer::new();
        peer.send(json!({"id": 1, "method": "initialize", "params": {"capabilities": {}}})).await;
        peer.send(json!({"method": "$/setTrace", "params": {"value": "off"}})).await;
        peer.send(json!({"id": 2, "method": "test/heard"})).await;
        assert_eq!(peer.receive().await["id"], 1);
        assert_eq!(peer.receive().await["result"], json!([{"value": "off"}]));
    }

    #[tokio::test]
    async fn notifications_without_a_trait_method_reach_custom_methods() {
        let mut peer = Peer::initialized().await;
        peer.send(json!({"method": "window/workDoneProgress/cancel", "params": {"token": 7}})).await;
        peer.send(json!({"method": "$/setTrace", "params": {"value": "verbose"}})).await;
        peer.send(json!({"id": 1, "method": "test/heard"})).await;
        assert_eq!(peer.receive().await["result"], json!([{"token": 7}, {"value": "verbose"}]));
    }

    #[tokio::test]
    async fn what_a_handler_told_the_client_goes_out_before_its_answer() {
        let mut peer = Peer::initialized().await;
        for id in 1..10 {
            peer.send(json!({"id": id, "method": "test/announce"})).await;
            for word in ["one", "two", "three"] {
                assert_eq!(peer.receive().await["params"]["message"], word);
            }
            assert_eq!(peer.receive().await["id"], id);
        }
    }

    #[tokio::test]
    async fn a_notification_that_comes_together_with_an_answer_goes_out_first() {
        let (answers, queued_answers) = mpsc::unbounded_channel();
        let (bodies, mut queued_bodies) = mpsc::unbounded_channel();
        // Nothing is there at the first look; both are when the answer is taken.
        let mut looks = 0;
        let requests = futures::stream::poll_fn(|_| {
            looks += 1;
            if looks == 2 { Poll::Ready(Some(Request::build("first").finish())) } else { Poll::Pending }
        });
        answers.send(b"second".to_vec()).unwrap();
        drop(answers);
        merge(queued_answers, requests, bodies).await;
        let mut order = Vec::new();
        while let Some(body) = queued_bodies.recv().await {
            order.push(String::from_utf8(body).unwrap());
        }
        assert_eq!(order, [r#"{"jsonrpc":"2.0","method":"first"}"#, "second"]);
    }

    #[tokio::test]
    async fn answers_of_the_client_reach_the_one_who_asked() {
        let mut peer = Peer::initialized().await;
        peer.send(json!({"id": 1, "method": "test/ask"})).await;
        let asked = peer.receive().await;
        assert_eq!(
            asked,
            json!({"jsonrpc": "2.0", "id": asked["id"], "method": "workspace/diagnostic/refresh"})
        );
        peer.send(json!({"id": asked["id"], "error": {"code": -32601, "message": "never heard of it"}}))
            .await;
        assert_eq!(peer.receive().await["error"]["message"], "never heard of it");
    }

    #[tokio::test]
    async fn answers_that_nobody_waits_for_are_ignored() {
        let mut peer = Peer::initialized().await;
        peer.send(json!({"id": 1, "method": "test/ask"})).await;
        let asked = peer.receive().await;
        peer.send(json!({"method": "$/cancelRequest", "params": {"id": 1}})).await;
        assert_eq!(peer.receive().await["error"]["code"], -32800);
        for id in [asked["id"].clone(), json!(99), json!("none"), json!(null)] {
            peer.send(json!({"id": id, "result": null})).await;
        }
        peer.send(json!({"id": 2, "method": "test/heard"})).await;
        assert_eq!(peer.receive().await["result"], json!([]));
    }

    #[tokio::test]
    async fn unknown_requests_are_answered_whatever_their_name() {
        let mut peer = Peer::initialized().await;
        for method in ["nothing", "$/nothing"] {
            peer.send(json!({"id": 1, "method": method})).await;
            assert_eq!(peer.receive().await["error"]["code"], -32601, "{method}");
            peer.send(json!({"method": method})).await;
        }
        peer.send(json!({"id": 2, "method": "test/heard"})).await;
        assert_eq!(peer.receive().await["result"], json!([]));
    }

    #[tokio::test]
    async fn the_ending_tells_whether_there_was_a_shutdown() {
        let shutdown = || json!({"id": 1, "method": "shutdown", "params": null});
        let exit = || json!({"method": "exit", "params": null});
        for (messages, ending) in [
            (vec![shutdown(), exit()], Ending::ExitAfterShutdown),
            (vec![exit()], Ending::ExitWithoutShutdown),
            (vec![], Ending::StdinClosed),
            (vec![shutdown()], Ending::StdinClosed),
        ] {
            let mut peer = Peer::initialized().await;
            for message in messages {
                peer.send(message).await;
            }
            if ending == Ending::StdinClosed {
                peer.input.take().unwrap().shutdown().await.unwrap();
            }
            assert_eq!(peer.served.await.unwrap(), ending);
        }
    }

    #[tokio::test]
    async fn a_shutdown_that_is_refused_does_not_count() {
        let mut peer = Peer::new();
        peer.send(json!({"id": 1, "method": "shutdown"})).await;
        assert_eq!(peer.receive().await["error"]["code"], -32002);
        peer.send(json!({"method": "exit"})).await;
        assert_eq!(peer.served.await.unwrap(), Ending::ExitWithoutShutdown);
    }

    #[tokio::test]
    async fn the_user_is_told_once_about_messages_that_cannot_be_read() {
        let mut peer = Peer::new();
        for _ in 0..2 {
            peer.input.as_mut().unwrap().write_all(b"Content-Length: 4\r\n\r\n{bad").await.unwrap();
        }
        let (first, told, second) = (peer.receive().await, peer.receive().await, peer.receive().await);
        assert_eq!((&first["id"], &first["error"]["code"]), (&json!(null), &json!(-32700)));
        assert_eq!((&told["method"], &told["params"]["type"]), (&json!("window/showMessage"), &json!(2)));
        assert_eq!(second, first);
    }
}
