//! Sets up the log: to stderr or a file, never to stdout, which belongs to the protocol.
//!
//! `error` = the user lost something, `warn` = an odd client, `info` = start and end, `debug` = per
//! request. Texts of notes are not logged. Panics are logged as errors, so that `--log-file` has them.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::fmt;
use std::fs::OpenOptions;
use std::io;
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ValueEnum;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::writer::BoxMakeWriter;
use tracing_subscriber::prelude::*;

/// The environment variable that names the level where no argument does.
const VARIABLE: &str = "GLOSSATOR_LOG";

/// How much is logged; each level includes those before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    Off,
    Error,
    #[default]
    Warn,
    Info,
    Debug,
    Trace,
}

/// Why there is no log.
#[derive(Debug)]
pub(crate) struct CannotOpen {
    file: PathBuf,
    cause: io::Error,
}

impl fmt::Display for CannotOpen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot open log file {:?}: {}", self.file, self.cause)
    }
}

/// Starts to log at `level`, or at that of `GLOSSATOR_LOG`, into `file` or to stderr.
pub(crate) fn start(level: Option<Level>, file: Option<&Path>) -> Result<(), CannotOpen> {
    let writer = match file {
        None => BoxMakeWriter::new(io::stderr),
        Some(path) => {
            let opened = OpenOptions::new().create(true).append(true).open(path);
            let file = opened.map_err(|cause| CannotOpen { file: path.to_owned(), cause })?;
            BoxMakeWriter::new(Arc::new(file))
        }
    };
    let wanted = std::env::var(VARIABLE).ok().filter(|name| !name.is_empty());
    let named = wanted.as_deref().and_then(|name| Level::from_str(name, true).ok());
    // A log line that cannot be written is dropped: telling about it on a broken stderr would panic.
    let lines =
        tracing_subscriber::fmt::layer().with_ansi(false).log_internal_errors(false).with_writer(writer);
    tracing_subscriber::registry()
        .with(lines)
        .with(targets(level.or(named).unwrap_or_default().into()))
        .init();
    log_panics();
    if let (None, Some(name), None) = (level, wanted, named) {
        tracing::warn!("{VARIABLE} is {name:?}, which is no level; logging warnings");
    }
    Ok(())
}

/// Our own lines at `level`; those of libraries, which are many, only from warnings on.
fn targets(level: LevelFilter) -> Targets {
    Targets::new()
        .with_default(level.min(LevelFilter::WARN))
        .with_target("glossator", level)
        .with_target("tower_lsp", level.min(LevelFilter::INFO))
}

fn log_panics() {
    panic::set_hook(Box::new(|panic| {
        let backtrace = Backtrace::capture();
        match backtrace.status() {
            BacktraceStatus::Captured => tracing::error!("{panic}\n{backtrace}"),
            _ => tracing::error!("{panic}"),
        }
    }));
}

impl From<Level> for LevelFilter {
    fn from(level: Level) -> Self {
        match level {
            Level::Off => LevelFilter::OFF,
            Level::Error => LevelFilter::ERROR,
            Level::Warn => LevelFilter::WARN,
            Level::Info => LevelFilter::INFO,
            Level::Debug => LevelFilter::DEBUG,
            Level::Trace => LevelFilter::TRACE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_are_quieter_than_we_are() {
        let debug = targets(LevelFilter::DEBUG);
        for (target, level, is_logged) in [
            ("glossator_app::lsp", tracing::Level::DEBUG, true),
            ("glossator_core", tracing::Level::DEBUG, true),
            ("glossator_app", tracing::Level::TRACE, false),
            ("tower_lsp::service", tracing::Level::INFO, true),
            ("tower_lsp::service", tracing::Level::DEBUG, false),
            ("notify", tracing::Level::WARN, true),
            ("notify", tracing::Level::INFO, false),
        ] {
            assert_eq!(debug.would_enable(target, &level), is_logged, "{target} {level}");
        }
        assert!(!targets(LevelFilter::OFF).would_enable("notify", &tracing::Level::ERROR));
    }
}
