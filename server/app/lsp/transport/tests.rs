//! The transport over a pipe inside the process, around a server that does what each test asks for.

use std::collections::VecDeque;
use std::io;
use std::sync::Mutex;

use tokio::io::{AsyncWriteExt, DuplexStream};
use tokio::task::JoinHandle;
use tokio::time::Instant;
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

    /// Answers after so many milliseconds.
    async fn rest(&self, milliseconds: u64) -> jsonrpc::Result<()> {
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        Ok(())
    }

    /// Asks the client and answers with its answer, if that comes before it is cancelled.
    async fn ask(&self) -> jsonrpc::Result<()> {
        self.client.workspace_diagnostic_refresh().await
    }
}

/// A stdout that passes on what is written to it.
struct Output(UnboundedSender<Vec<u8>>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.send(bytes.to_vec()).map_err(io::Error::other)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The client's end of a served connection.
struct Peer {
    output: UnboundedReceiver<Vec<u8>>,
    received: VecDeque<Value>,
    input: Option<DuplexStream>,
    served: JoinHandle<Ending>,
    seen_by_hook: Arc<Mutex<Vec<Value>>>,
}

impl Peer {
    fn new() -> Self {
        let (input, stdin) = tokio::io::duplex(64 * 1024);
        let (stdout, output) = mpsc::unbounded_channel();
        let (service, socket) = LspService::build(|client| Mock { client, heard: Mutex::default() })
            .custom_method("$/setTrace", Mock::hear)
            .custom_method("window/workDoneProgress/cancel", Mock::hear)
            .custom_method("test/heard", Mock::heard)
            .custom_method("test/announce", Mock::announce)
            .custom_method("test/rest", Mock::rest)
            .custom_method("test/ask", Mock::ask)
            .finish();
        let seen_by_hook = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&seen_by_hook);
        let hooks = Hooks {
            on_initialize: Box::new(move |params| seen.lock().unwrap().push(params.clone())),
            on_initialize_result: Box::new(|result| {
                result["capabilities"]["typeHierarchyProvider"] = json!(true)
            }),
            answers_nothing: Box::new(|request| request.method() == "test/switched-off"),
        };
        let served = tokio::spawn(serve(service, socket, stdin, Output(stdout), hooks));
        Self { output, received: VecDeque::new(), input: Some(input), served, seen_by_hook }
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
        loop {
            if let Some(message) = self.received.pop_front() {
                return message;
            }
            // One write holds whole frames.
            let bytes = self.output.recv().await.expect("the server writes on");
            let mut frames = FrameReader::new(&bytes[..]);
            while let Some(body) = frames.next().await.unwrap() {
                self.received.push_back(serde_json::from_slice(&body.unwrap()).unwrap());
            }
        }
    }

    /// Closes stdin; how serving ended, and after how long.
    async fn end(mut self) -> (Ending, Duration) {
        let start = Instant::now();
        drop(self.input.take());
        (self.served.await.unwrap(), start.elapsed())
    }
}

#[tokio::test]
async fn the_hooks_see_the_raw_initialize_and_add_to_its_result() {
    let mut peer = Peer::new();
    let params =
        json!({"processId": -1, "capabilities": {"workspace": {"diagnostics": {"refreshSupport": true}}}});
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
    assert_eq!(asked, json!({"jsonrpc": "2.0", "id": asked["id"], "method": "workspace/diagnostic/refresh"}));
    peer.send(json!({"id": asked["id"], "error": {"code": -32601, "message": "never heard of it"}})).await;
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
async fn what_the_session_switches_off_is_answered_with_null() {
    let mut peer = Peer::initialized().await;
    peer.send(json!({"id": 1, "method": "test/switched-off"})).await;
    assert_eq!(peer.receive().await, json!({"jsonrpc": "2.0", "id": 1, "result": null}));
    peer.send(json!({"id": 2, "method": "shutdown"})).await;
    assert_eq!(peer.receive().await["id"], 2);
    peer.send(json!({"id": 3, "method": "test/switched-off"})).await;
    assert!(peer.receive().await["error"].is_object(), "nothing is answered after a shutdown");
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
            drop(peer.input.take());
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

#[tokio::test(start_paused = true)]
async fn the_end_of_stdin_waits_for_answers_that_are_under_way() {
    let mut peer = Peer::initialized().await;
    let rest = LAST_ANSWERS - Duration::from_millis(1);
    peer.send(json!({"id": 1, "method": "test/rest", "params": rest.as_millis()})).await;
    let (ending, waited) = peer.end().await;
    assert_eq!(ending, Ending::StdinClosed);
    assert!(rest <= waited && waited <= LAST_ANSWERS, "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn the_end_of_stdin_does_not_wait_for_ever() {
    let mut peer = Peer::initialized().await;
    peer.send(json!({"id": 1, "method": "test/rest", "params": 1_000_000_000})).await;
    assert_eq!(peer.end().await, (Ending::StdinClosed, LAST_ANSWERS));
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
