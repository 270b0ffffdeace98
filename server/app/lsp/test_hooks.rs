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
//! | `glossator/test/slow` | works for `ms` milliseconds, or until cancelled, or with `untilEdited` until an edit; tells the client with `glossator/test/slowIs` that it has `begun`, then that it has `finished` or was `stopped` |
//! | `glossator/test/askClient` | asks the client for its folders and waits for the answer, as no real handler may |

use std::time::{Duration, Instant};

use futures::FutureExt;
use glossator_core::cancel::{Cancel, Cancellable};
use serde::Deserialize;
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

/// Where a `glossator/test/slow` is: `begun`, `finished` or `stopped`.
enum SlowIs {}

impl Notification for SlowIs {
    type Params = (String,);
    const METHOD: &'static str = "glossator/test/slowIs";
}

async fn slow(server: &Server, params: SlowParams) -> Result<()> {
    let cancel =
        if params.until_edited { server.shared.revisions.cancel_when_stale() } else { Cancel::default() };
    let end = Instant::now() + Duration::from_millis(params.ms);
    let client = server.shared.client.clone();
    let work = move |cancel: &Cancel| {
        // Sending to the client waits for nothing but room in its queue, which has room for every sender.
        let tell = |what: &str| client.send_notification::<SlowIs>((what.to_owned(),)).now_or_never();
        tell("begun");
        while Instant::now() < end {
            if let Err(cancelled) = cancel.check() {
                tell("stopped");
                return Err(cancelled);
            }
            // Yields its processor instead of spinning, since the tests run on small machines.
            std::thread::sleep(Duration::from_millis(1));
        }
        tell("finished");
        Ok(())
    };
    server.workers.run(cancel, work).await
}

async fn ask_client(server: &Server) -> Result<Option<Vec<WorkspaceFolder>>> {
    server.shared.client.workspace_folders().await
}
