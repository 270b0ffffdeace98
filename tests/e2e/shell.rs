//! Runs the built program as a shell does, with a limit on how long it may take.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// How long a command may take: far more than it needs on a busy machine, far less than for ever.
const LIMIT: Duration = Duration::from_secs(30);

/// What a command did.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// Its output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }
}

/// The program with these arguments, to be run in a folder.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_glossator"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    // Of the terminal that the tests run in.
    command.env_remove("COLUMNS").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

/// Runs the program in a folder.
#[track_caller]
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Ran {
    run_with_input(folder, arguments, "")
}

/// Runs the program in a folder with a text on its stdin.
#[track_caller]
pub(crate) fn run_with_input(folder: &Path, arguments: &[&str], input: &str) -> Ran {
    let mut command = command(folder, arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // Who does not read its stdin has closed it, which is no error.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let stdout = read(child.stdout.take().unwrap());
    let stderr = read(child.stderr.take().unwrap());
    let end = Instant::now() + LIMIT;
    let mut text = |output: mpsc::Receiver<Vec<u8>>| {
        let bytes = output.recv_timeout(end.saturating_duration_since(Instant::now()));
        let bytes = bytes.unwrap_or_else(|_| stop(&mut child, arguments));
        String::from_utf8(bytes).unwrap()
    };
    let (stdout, stderr) = (text(stdout), text(stderr));
    // Its pipes are closed, so that it has ended or is about to.
    Ran { code: child.wait().unwrap().code(), stdout, stderr }
}

fn stop(child: &mut Child, arguments: &[&str]) -> ! {
    // It may have ended meanwhile.
    let _ = child.kill();
    panic!("{arguments:?} did not end");
}

fn read(mut pipe: impl Read + Send + 'static) -> mpsc::Receiver<Vec<u8>> {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What came before a broken pipe is all there is.
        let _ = pipe.read_to_end(&mut bytes);
        // The test may be over.
        let _ = send.send(bytes);
    });
    receive
}
