//! The command line: one file per subcommand, each with its arguments and a `run`.

mod check;
mod completions;
mod explain;
mod glossary;
mod init;
mod links;
mod mentions;
mod output;
mod serve;
mod topics;
mod vault;

use std::fmt::Display;
use std::io::{self, Write};

use clap::{Parser, Subcommand};

use crate::exit::Exit;
use crate::visible::visible;

/// Glossator understands study notes: it finds their topics, terms, definitions and mentions, and what is broken.
///
/// Run it without a network and without settings on any folder of Markdown notes. PATH is the vault, a folder in it or
/// a note; the vault is the nearest folder above that holds a glossator.toml, else PATH itself.
///
/// Exit codes: 0 all is fine, 1 problems or nothing found, 2 wrong usage or something could not be read.
#[derive(Parser)]
#[command(name = "glossator", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Serve(serve::Arguments),
    Check(check::Arguments),
    Topics(topics::Arguments),
    Glossary(glossary::Arguments),
    Define(glossary::DefineArguments),
    Mentions(mentions::Arguments),
    Links(links::Arguments),
    Explain(explain::Arguments),
    Init(init::Arguments),
    Completions(completions::Arguments),
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
    let ended = match arguments.command {
        Command::Serve(arguments) => Ok(serve::run(&arguments)),
        Command::Check(arguments) => check::run(&arguments),
        Command::Topics(arguments) => topics::run(&arguments),
        Command::Glossary(arguments) => glossary::run(&arguments),
        Command::Define(arguments) => glossary::define(&arguments),
        Command::Mentions(arguments) => mentions::run(&arguments),
        Command::Links(arguments) => links::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
    };
    ended.unwrap_or_else(|exit| exit)
}

/// Tells the user why the command cannot do its work. The reason may name files and quote notes.
fn complain(reason: impl Display) {
    let _ = writeln!(io::stderr(), "glossator: {}", visible(&reason.to_string()));
}
