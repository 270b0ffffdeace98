//! Methods for the end-to-end tests: handlers that fail, take long, or wait for the client.
//!
//! They exist only where the environment says `GLOSSATOR_TEST_HOOKS=1`; no editor sets that. Real
//! handlers should never panic and are fast, so what the transport does about those that are not
//! cannot be shown by real ones.
//!
//! | method | what its handler does |
//! | --- | --- |
//! | `glossator/test/panic` | panics at once |
//! | `glossator/test/panicLater` | panics after it has waited, so not in the reader |
//! | `glossator/test/panicBlocking` | panics on a worker |
//! | `glossator/test/panicLocked` | panics while it holds the session |
//! | `glossator/test/panicNotified` | a notification whose handler panics |
//! | `glossator/test/slow` | works for `ms` milliseconds, or until cancelled, or with `untilEdited` until an edit; tells the client how it ended with `glossator/test/slowEnded` |
//! | `glossator/test/askClient` | asks the client for its folders and waits for the answer, as no real handler may |

use std::time::{Duration, Instant};

use glossator_core::cancel::{Cancel, Cancellable};
use serde::{Deserialize, Serialize};
use tower_lsp::LspServiceBuilder;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::WorkspaceFolder;
use tower_lsp::lsp_types::notification::Notification;

use super::server::Server;

/// Adds the methods where the environment asks for them.
pub(crate) fn register_if_wanted(builder: LspServiceBuilder<Server>) -> LspServiceBuilder<Server> {
    if std::env::var_os("GLOSSATOR_TEST_HOOKS").is_none_or(|wanted| wanted != "1") {
        return builder;
    }
    builder
        .custom_method("glossator/test/panic", panic_at_once)
        .custom_method("glossator/test/panicLater", panic_later)
        .custom_method("glossator/test/panicBlocking", panic_blocking)
        .custom_method("glossator/test/panicLocked", panic_locked)
        .custom_method("glossator/test/panicNotified", panic_notified)
        .custom_method("glossator/test/slow", slow)
        .custom_method("glossator/test/askClient", ask_client)
}

async fn panic_at_once(_: &Server) -> Result<()> {
    panic!("a panic at once");
}

async fn panic_later(_: &Server) -> Result<()> {
    tokio::time::sleep(Duration::from_millis(1)).await;
    panic!("a panic later");
}

async fn panic_blocking(server: &Server) -> Result<()> {
    server.workers.run(Cancel::default(), |_| -> Cancellable<()> { panic!("a panic on a worker") }).await
}

async fn panic_locked(server: &Server) -> Result<()> {
    let _session = server.session();
    panic!("a panic that poisons the session");
}

async fn panic_notified(_: &Server) {
    panic!("a panic in a notification");
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SlowParams {
    ms: u64,
    #[serde(default)]
    until_edited: bool,
}

/// How a `glossator/test/slow` ended: `finished` or `stopped`.
enum SlowEnded {}

impl Notification for SlowEnded {
    type Params = SlowEnding;
    const METHOD: &'static str = "glossator/test/slowEnded";
}

#[derive(Deserialize, Serialize)]
struct SlowEnding {
    how: String,
}

async fn slow(server: &Server, params: SlowParams) -> Result<()> {
    let cancel = if params.until_edited { server.shared.revisions.cancel_when_stale() } else { Cancel::default() };
    let end = Instant::now() + Duration::from_millis(params.ms);
    let client = server.shared.client.clone();
    let runtime = tokio::runtime::Handle::current();
    let work = move |cancel: &Cancel| {
        let mut stopped = Ok(());
        while stopped.is_ok() && Instant::now() < end {
            // Yields its processor instead of spinning, since the tests run on small machines.
            std::thread::sleep(Duration::from_millis(1));
            stopped = cancel.check();
        }
        let how = if stopped.is_ok() { "finished" } else { "stopped" }.to_owned();
        runtime.spawn(async move { client.send_notification::<SlowEnded>(SlowEnding { how }).await });
        stopped
    };
    server.workers.run(cancel, work).await
}

async fn ask_client(server: &Server) -> Result<Option<Vec<WorkspaceFolder>>> {
    server.shared.client.workspace_folders().await
}
