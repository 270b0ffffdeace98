//! A language client for tests: starts the built server, sends and receives frames over its pipes.
//!
//! Nothing here sleeps: every wait is for a message, with a limit far above what a busy machine needs,
//! so that a failing test fails instead of hanging. The client is strict where the server is forgiving:
//! it panics on any byte of stdout that is no frame, on an answer that nobody asked for, and on a second
//! answer to one request. [`Client::finish`] also demands that no answer is missing.

use std::collections::{HashMap, HashSet, VecDeque};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::vault::Vault;

/// How long any one message may take.
const LIMIT: Duration = Duration::from_secs(60);

/// How long the process may take to end. The server means to do it within a second; the rest is for
/// machines that have other things to do.
const END_LIMIT: Duration = Duration::from_secs(20);

/// A running server and the editor's side of its pipes.
pub(crate) struct Client {
    child: Child,
    writer: Option<Writer>,
    inbox: Receiver<Event>,
    reading: Arc<Reading>,
    log: Arc<Mutex<String>>,
    stdout_ended: bool,
    stderr_ended: bool,
    last_id: i64,
    unanswered: HashSet<i64>,
    answers: HashMap<i64, Value>,
    refusals: VecDeque<Value>,
    notifications: VecDeque<Value>,
    requests: VecDeque<Value>,
}

/// What the threads that read the pipes tell.
enum Event {
    Message(Value),
    Violation(String),
    Logged,
    StdoutEnded,
    StderrEnded,
}

impl Client {
    /// Starts `glossator serve` in the vault, with the test hooks.
    pub(crate) fn start(vault: &Vault) -> Self {
        Self::start_with(vault, &[])
    }

    /// Starts it with more arguments.
    pub(crate) fn start_with(vault: &Vault, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_glossator"));
        command.args(["serve", "--stdio"]).args(arguments).current_dir(vault.folder());
        command.env("GLOSSATOR_TEST_HOOKS", "1").env_remove("GLOSSATOR_LOG").env_remove("RUST_BACKTRACE");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();

        let (events, inbox) = mpsc::channel();
        let reading = Arc::new(Reading::default());
        let log = Arc::new(Mutex::new(String::new()));
        read_messages(child.stdout.take().unwrap(), Arc::clone(&reading), events.clone());
        read_log(child.stderr.take().unwrap(), Arc::clone(&log), events);
        Self {
            writer: Some(Writer::new(child.stdin.take().unwrap())),
            child,
            inbox,
            reading,
            log,
            stdout_ended: false,
            stderr_ended: false,
            last_id: 0,
            unanswered: HashSet::new(),
            answers: HashMap::new(),
            refusals: VecDeque::new(),
            notifications: VecDeque::new(),
            requests: VecDeque::new(),
        }
    }

    /// Starts the server and goes through `initialize` and `initialized`.
    #[track_caller]
    pub(crate) fn initialized(vault: &Vault) -> Self {
        let mut client = Self::start(vault);
        client.initialize(vault);
        client
    }

    /// Goes through `initialize` and `initialized`; answers what the server said to the first.
    #[track_caller]
    pub(crate) fn initialize(&mut self, vault: &Vault) -> Value {
        let root = vault.uri("");
        self.initialize_with(json!({
            "processId": null,
            "rootUri": root,
            "workspaceFolders": [{"uri": root, "name": "vault"}],
            "capabilities": {},
        }))
    }

    /// The same with parameters of one's own.
    #[track_caller]
    pub(crate) fn initialize_with(&mut self, params: Value) -> Value {
        let result = self.request("initialize", params);
        self.notify("initialized", json!({}));
        result
    }

    // Sending.

    /// Sends a request and waits for its result; panics on an error.
    #[track_caller]
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.send_request(method, params);
        self.result(id)
    }

    /// Sends a request; its answer is waited for with [`Client::result`], [`Client::error`] or [`Client::answer`].
    #[track_caller]
    pub(crate) fn send_request(&mut self, method: &str, params: Value) -> i64 {
        let id = self.next_id();
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        id
    }

    /// Sends a notification.
    #[track_caller]
    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Answers a request of the server.
    #[track_caller]
    pub(crate) fn respond(&mut self, request: &Value, result: Value) {
        self.send(&json!({"jsonrpc": "2.0", "id": request["id"], "result": result}));
    }

    #[track_caller]
    fn send(&mut self, message: &Value) {
        self.send_raw(frame(&message.to_string()));
    }

    /// Writes bytes as they are, and waits until the server's pipe has taken them.
    #[track_caller]
    pub(crate) fn send_raw(&mut self, bytes: impl AsRef<[u8]>) {
        let writer = self.writer.as_ref().expect("stdin is still open");
        assert!(writer.write(bytes.as_ref().to_vec()), "the server did not read its stdin\n{}", self.log());
    }

    /// An id for a request that goes out with [`Client::send_raw`]; its answer is then expected.
    pub(crate) fn next_id(&mut self) -> i64 {
        self.last_id += 1;
        self.unanswered.insert(self.last_id);
        self.last_id
    }

    // Receiving.

    /// The result of a request; panics on an error.
    #[track_caller]
    pub(crate) fn result(&mut self, id: i64) -> Value {
        let mut answer = self.answer(id);
        assert!(answer.get("error").is_none(), "request {id} failed: {answer}");
        answer["result"].take()
    }

    /// The code of the error with which a request was answered; panics on a result.
    #[track_caller]
    pub(crate) fn error(&mut self, id: i64) -> i64 {
        let answer = self.answer(id);
        answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("request {id} did not fail: {answer}"))
    }

    /// The whole answer to a request.
    #[track_caller]
    pub(crate) fn answer(&mut self, id: i64) -> Value {
        self.wait(&format!("answer to request {id}"), |client| client.answers.remove(&id))
    }

    /// Whether the answer to a request is here already.
    pub(crate) fn is_answered(&self, id: i64) -> bool {
        self.answers.contains_key(&id)
    }

    /// The code of the next error that names no request.
    #[track_caller]
    pub(crate) fn refusal(&mut self) -> i64 {
        let refusal = self.wait("error without an id", |client| client.refusals.pop_front());
        refusal["error"]["code"].as_i64().unwrap_or_else(|| panic!("no error: {refusal}"))
    }

    /// The parameters of the oldest notification of this method that was not taken yet.
    #[track_caller]
    pub(crate) fn notification(&mut self, method: &str) -> Value {
        self.wait(method, |client| take(&mut client.notifications, method))["params"].take()
    }

    /// The oldest request of this method from the server that was not taken yet.
    #[track_caller]
    pub(crate) fn server_request(&mut self, method: &str) -> Value {
        self.wait(method, |client| take(&mut client.requests, method))
    }

    /// Waits for a request of the server and answers it; its parameters.
    #[track_caller]
    pub(crate) fn respond_to(&mut self, method: &str, result: Value) -> Value {
        let mut request = self.server_request(method);
        self.respond(&request, result);
        request["params"].take()
    }

    /// Waits for a request of the server and refuses it.
    #[track_caller]
    pub(crate) fn refuse(&mut self, method: &str) {
        let request = self.server_request(method);
        let error = json!({"code": -32601, "message": "never heard of it"});
        self.send(&json!({"jsonrpc": "2.0", "id": request["id"], "error": error}));
    }

    /// How many notifications and requests of this method have come and were not taken yet.
    ///
    /// What the server sent before an answer is here when the answer is.
    pub(crate) fn waiting(&self, method: &str) -> usize {
        let all = self.notifications.iter().chain(&self.requests);
        all.filter(|message| message["method"] == method).count()
    }

    /// Everything that has come unasked and was not taken yet: notifications, then requests.
    pub(crate) fn told(&self) -> Vec<Value> {
        self.notifications.iter().chain(&self.requests).cloned().collect()
    }

    /// Asks the same until the answer is what the test waits for: the server learns of the disk when it can.
    #[track_caller]
    pub(crate) fn request_until(
        &mut self,
        method: &str,
        params: &Value,
        is_expected: impl Fn(&Value) -> bool,
    ) -> Value {
        let mut last = Value::Null;
        self.wait_until(method, |client| {
            last = client.request(method, params.clone());
            is_expected(&last)
        });
        last
    }

    /// Asks something again and again until it holds: the server learns of the disk when it can.
    #[track_caller]
    pub(crate) fn wait_until(&mut self, what: &str, mut holds: impl FnMut(&mut Self) -> bool) {
        let end = Instant::now() + LIMIT;
        while !holds(self) {
            assert!(Instant::now() < end, "it never came: {what}\n{}", self.log());
        }
    }

    /// Waits until the server has logged a line with these words.
    #[track_caller]
    pub(crate) fn logged(&mut self, words: &str) {
        self.wait(&format!("log line with {words:?}"), |client| client.log().contains(words).then_some(()));
    }

    /// Stops to read stdout, after at most one more message, until [`Client::resume_reading`].
    pub(crate) fn pause_reading(&self) {
        self.reading.set(State::Paused);
    }

    /// Reads again.
    pub(crate) fn resume_reading(&self) {
        self.reading.set(State::Open);
    }

    /// What the server has logged to stderr so far.
    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    // Ending.

    /// Closes the server's stdin.
    pub(crate) fn close_stdin(&mut self) {
        self.writer = None;
    }

    /// Closes the server's stdout.
    #[track_caller]
    pub(crate) fn close_stdout(&mut self) {
        self.reading.set(State::Closed);
        // The thread that reads notices when it has read one more message.
        let id = self.send_request("glossator/test/nothing", Value::Null);
        self.wait("end of reading", |client| client.stdout_ended.then_some(()));
        self.answers.remove(&id);
    }

    /// Waits until the process has ended; its exit code. Its stdin stays open unless it was closed.
    #[track_caller]
    pub(crate) fn exit_code(&mut self) -> Option<i32> {
        // Nothing but its end closes the stderr of the server, and nothing else can be waited for with a limit.
        self.wait_for(END_LIMIT, "end of the process", |client| client.stderr_ended.then_some(()));
        let status = self.child.wait().unwrap();
        if !self.reading.is_paused() {
            self.wait("end of stdout", |client| client.stdout_ended.then_some(()));
        }
        status.code()
    }

    /// The exit code of a server that notices its end only when it has something to say.
    ///
    /// It is asked again and again, since its first words may still find a reader: when the tests start
    /// a server for another test, that has its own copy of all pipes for a moment.
    #[track_caller]
    pub(crate) fn exit_code_when_asked(&mut self) -> Option<i32> {
        let end = Instant::now() + END_LIMIT;
        while !self.stderr_ended && Instant::now() < end {
            self.send_request("glossator/test/nothing", Value::Null);
            if let Ok(event) = self.inbox.recv_timeout(Duration::from_millis(10)) {
                self.take_event(event);
            }
        }
        self.exit_code()
    }

    /// The number of the server's process.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// The most memory that the server has held so far, in bytes.
    #[cfg(target_os = "linux")]
    pub(crate) fn peak_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process())).unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        peak.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
    }

    /// Shuts the server down as an editor does, and checks that all went well to the end; the whole log.
    #[track_caller]
    pub(crate) fn finish(mut self) -> String {
        assert_eq!(self.request("shutdown", Value::Null), Value::Null);
        self.notify("exit", Value::Null);
        assert_eq!(self.exit_code(), Some(0), "{}", self.log());
        assert!(self.unanswered.is_empty(), "never answered: {:?}", self.unanswered);
        assert!(self.answers.is_empty() && self.refusals.is_empty(), "answers that the test did not look at");
        self.log()
    }

    // Waiting.

    #[track_caller]
    fn wait<T>(&mut self, what: &str, found: impl FnMut(&mut Self) -> Option<T>) -> T {
        self.wait_for(LIMIT, what, found)
    }

    #[track_caller]
    fn wait_for<T>(
        &mut self,
        limit: Duration,
        what: &str,
        mut found: impl FnMut(&mut Self) -> Option<T>,
    ) -> T {
        let end = Instant::now() + limit;
        loop {
            if let Some(found) = found(self) {
                return found;
            }
            match self.inbox.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(event) => self.take_event(event),
                Err(reason) => panic!("no {what} ({reason})\n{}", self.log()),
            }
        }
    }

    #[track_caller]
    fn take_event(&mut self, event: Event) {
        let message = match event {
            Event::Message(message) => message,
            Event::Violation(what) => panic!("{what}\n{}", self.log()),
            Event::Logged => return,
            Event::StdoutEnded => {
                self.stdout_ended = true;
                return;
            }
            Event::StderrEnded => {
                self.stderr_ended = true;
                return;
            }
        };
        match (message.get("method").is_some(), message.get("id")) {
            (true, None) => self.notifications.push_back(message),
            (true, Some(_)) => self.requests.push_back(message),
            (false, Some(Value::Null)) => self.refusals.push_back(message),
            (false, id) => {
                let id = id
                    .and_then(Value::as_i64)
                    .unwrap_or_else(|| panic!("no message of the protocol: {message}"));
                assert!(self.unanswered.remove(&id), "an answer that nobody waits for: {message}");
                self.answers.insert(id, message);
            }
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // It has usually ended by itself, and cannot be killed then.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `body` as a frame.
pub(crate) fn frame(body: &str) -> String {
    format!("Content-Length: {}\r\n\r\n{body}", body.len())
}

fn take(messages: &mut VecDeque<Value>, method: &str) -> Option<Value> {
    let at = messages.iter().position(|message| message["method"] == method)?;
    messages.remove(at)
}

/// Writes on a thread of its own, so that a server that does not read cannot hang the test.
struct Writer {
    queue: Sender<Vec<u8>>,
    written: Receiver<()>,
}

impl Writer {
    fn new(mut stdin: ChildStdin) -> Self {
        let (queue, work) = mpsc::channel::<Vec<u8>>();
        let (done, written) = mpsc::channel();
        thread::spawn(move || {
            for bytes in work {
                // Fails where the server has ended, which is what some tests are about.
                let _ = stdin.write_all(&bytes).and_then(|()| stdin.flush());
                if done.send(()).is_err() {
                    return;
                }
            }
        });
        Self { queue, written }
    }

    /// Whether the pipe took the bytes in time.
    fn write(&self, bytes: Vec<u8>) -> bool {
        self.queue.send(bytes).is_ok() && self.written.recv_timeout(LIMIT).is_ok()
    }
}

/// Whether the thread that reads stdout may read on.
#[derive(Default)]
struct Reading {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum State {
    #[default]
    Open,
    Paused,
    Closed,
}

impl Reading {
    fn set(&self, state: State) {
        *self.state.lock().unwrap() = state;
        self.changed.notify_all();
    }

    fn is_paused(&self) -> bool {
        *self.state.lock().unwrap() == State::Paused
    }

    fn may_go_on(&self) -> bool {
        let paused = |state: &mut State| *state == State::Paused;
        *self.changed.wait_while(self.state.lock().unwrap(), paused).unwrap() == State::Open
    }
}

fn read_messages(stdout: ChildStdout, reading: Arc<Reading>, events: Sender<Event>) {
    thread::spawn(move || {
        let mut stdout = BufReader::new(stdout);
        let mut next = || if reading.may_go_on() { read_message(&mut stdout) } else { Ok(None) };
        loop {
            let event = match next() {
                Ok(Some(message)) => Event::Message(message),
                Ok(None) => break,
                Err(what) => Event::Violation(what),
            };
            let is_violation = matches!(event, Event::Violation(_));
            if events.send(event).is_err() || is_violation {
                break;
            }
        }
        drop(stdout);
        // The test may be over.
        let _ = events.send(Event::StdoutEnded);
    });
}

/// The next message, `None` at the end, or what else there was.
fn read_message(stdout: &mut impl BufRead) -> Result<Option<Value>, String> {
    let mut header = Vec::new();
    let read_line = |line: &mut Vec<u8>, stdout: &mut dyn BufRead| {
        stdout.read_until(b'\n', line).map_err(|error| format!("cannot read stdout: {error}"))
    };
    if read_line(&mut header, stdout)? == 0 {
        return Ok(None);
    }
    read_line(&mut header, stdout)?;
    let header = String::from_utf8_lossy(&header);
    let length = header.strip_prefix("Content-Length: ").and_then(|rest| rest.strip_suffix("\r\n\r\n"));
    let length = length.and_then(|length| length.parse().ok());
    let length: usize =
        length.ok_or_else(|| format!("something other than a frame on stdout: {header:?}"))?;
    let mut body = vec![0; length];
    stdout.read_exact(&mut body).map_err(|_| "a frame on stdout was cut short".to_owned())?;
    match serde_json::from_slice::<Value>(&body) {
        Ok(message) if message["jsonrpc"] == "2.0" => Ok(Some(message)),
        _ => Err(format!("a frame without a message: {:?}", String::from_utf8_lossy(&body))),
    }
}

fn read_log(stderr: ChildStderr, log: Arc<Mutex<String>>, events: Sender<Event>) {
    thread::spawn(move || {
        let mut stderr = BufReader::new(stderr);
        let mut line = Vec::new();
        while stderr.read_until(b'\n', &mut line).is_ok_and(|read| 0 < read) {
            log.lock().unwrap().push_str(&String::from_utf8_lossy(&line));
            line.clear();
            // The test may be over.
            let _ = events.send(Event::Logged);
        }
        // The test may be over.
        let _ = events.send(Event::StderrEnded);
    });
}
