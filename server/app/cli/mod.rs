//! The command line: one file per subcommand, each with its arguments and a `run`.

mod serve;

use std::fmt::Display;
use std::io::{self, Write};

use clap::{Parser, Subcommand};

use crate::exit::Exit;

#[derive(Parser)]
#[command(name = "glossator", version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Serve(serve::Arguments),
}

/// Runs the command that the arguments of the process name.
pub(crate) fn run() -> Exit {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Nothing can be told to a closed terminal; the exit code still says it.
            let _ = error.print();
            return if error.use_stderr() { Exit::Unusable } else { Exit::Fine };
        }
    };
    match arguments.command {
        Command::Serve(arguments) => serve::run(&arguments),
    }
}

/// Tells the user why the command cannot do its work.
fn complain(reason: impl Display) {
    let _ = writeln!(io::stderr(), "glossator: {reason}");
}
