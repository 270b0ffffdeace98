//! `glossator completions`: completion of this command line itself.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::output;
use crate::exit::Exit;

/// Print a completion script for a shell.
#[derive(Args)]
pub(super) struct Arguments {
    /// The shell to print it for.
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Exit> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::Arguments::command(), "glossator", &mut script);
    output::write(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Fine)
}
