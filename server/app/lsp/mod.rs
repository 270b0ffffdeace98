//! The language server: from frames on stdin to frames on stdout.
//!
//! Read in this order: [`transport`] moves messages and keeps their order, [`frame`], [`message`] and
//! [`normalise`] make requests out of bytes, [`server`] answers them, [`dispatch`] runs what takes time.

mod capabilities;
mod client;
mod client_process;
mod code_actions;
mod commands;
mod completion;
mod configuration;
mod convert;
mod diagnostics;
mod dispatch;
mod files;
mod frame;
mod message;
mod navigation;
mod normalise;
mod plain;
mod publish;
mod refresh;
mod renaming;
mod semantic_tokens;
mod server;
mod session;
mod settings_file;
mod shared;
mod stale;
mod structure;
mod switches;
mod test_hooks;
mod transport;
mod view;
mod watch;

use tokio::runtime::Builder;

use crate::exit::Exit;

/// How many threads move messages; the work itself is done on others, see [`dispatch`].
const MOVERS: usize = 2;

/// Serves stdin and stdout until the client or its pipes are gone.
pub(crate) fn serve() -> Exit {
    let runtime = Builder::new_multi_thread()
        .worker_threads(MOVERS)
        // Beside the workers: stdin, and a few for the disk.
        .max_blocking_threads(dispatch::MAX_AT_ONCE + 6)
        .enable_time()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!("cannot start threads: {error}");
            return Exit::Unusable;
        }
    };
    let (service, socket, hooks) = server::service();
    let (stdin, stdout) = (tokio::io::stdin(), std::io::stdout());
    let ending = runtime.block_on(transport::serve(service, socket, stdin, stdout, hooks));
    // The thread that reads stdin, and any that still works, end with the process.
    runtime.shutdown_background();
    tracing::info!("{ending}");
    ending.exit()
}
