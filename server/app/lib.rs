//! The application: the language server and the command line over `glossator-core`.

mod cli;
mod disk;
mod exit;
mod guard;
mod log;
mod lsp;
mod reading;
mod settings;
mod visible;

/// Runs the command that the arguments of the process name.
///
/// The answer is the exit code, for `std::process::exit`: a plain return from `main` would wait for
/// the thread that reads stdin, which nothing can wake. All output is flushed by then.
#[must_use]
pub fn run() -> i32 {
    cli::run().code()
}
