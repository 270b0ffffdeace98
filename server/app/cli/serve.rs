//! `glossator serve`: the language server on stdin and stdout.

use std::path::PathBuf;

use clap::Args;

use crate::exit::Exit;
use crate::log::{self, Level};
use crate::lsp;

/// Serve an editor over the language server protocol.
#[derive(Args)]
pub(super) struct Arguments {
    /// Talk over stdin and stdout; accepted because editors pass it, there is no other way.
    #[arg(long)]
    stdio: bool,
    /// Append the log to this file instead of writing it to stderr.
    #[arg(long, value_name = "FILE")]
    log_file: Option<PathBuf>,
    /// How much to log; without it the environment variable GLOSSATOR_LOG decides, else `warn`.
    #[arg(long = "log", value_name = "LEVEL", value_enum, ignore_case = true)]
    level: Option<Level>,
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    if let Err(error) = log::start(arguments.level, arguments.log_file.as_deref()) {
        super::complain(error);
        return Exit::Unusable;
    }
    lsp::serve()
}
