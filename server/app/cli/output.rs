//! What commands print: text for people and JSON for programs.

use std::fmt::{Display, Write as _};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::exit::Exit;
use crate::visible::visible;

/// What every listing asks for.
#[derive(Args)]
pub(super) struct Listing {
    /// The vault, a folder in it or a note.
    #[arg(default_value = ".", hide_default_value = true)]
    pub(super) path: PathBuf,
    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

/// How a listing is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs; the shape is a promise.
    Json,
}

/// Prints a listing; a closed pipe ends it quietly.
pub(super) fn print<T: Serialize>(
    format: Format,
    items: &[T],
    text: impl Fn(&mut Page, &T),
) -> Result<(), Exit> {
    match format {
        Format::Json => {
            let mut json = serde_json::to_string_pretty(items).unwrap_or_else(|_| "[]".to_owned());
            json.push('\n');
            write(&json)
        }
        Format::Text => {
            let mut page = Page::new();
            for item in items {
                text(&mut page, item);
            }
            page.print()
        }
    }
}

/// Writes text to stdout. A reader that has gone is no error; anything else that keeps it from being written is.
pub(super) fn write(text: &str) -> Result<(), Exit> {
    let mut stdout = BufWriter::new(io::stdout().lock());
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => {
            super::complain(format!("cannot write to stdout: {error}"));
            Err(Exit::Unusable)
        }
    }
}

/// Text for people, coloured where stdout is a terminal.
pub(super) struct Page {
    text: String,
    colours: bool,
}

/// A way to set text apart; see ECMA-48 section 8.3.117 for the numbers.
#[derive(Clone, Copy, Debug)]
pub(super) enum Style {
    Bold = 1,
    Dim = 2,
    Red = 31,
    Yellow = 33,
    Cyan = 36,
}

impl Page {
    /// An empty page. `NO_COLOR` turns colours off, as its convention has it.
    pub(super) fn new() -> Self {
        let colours =
            io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self { text: String::new(), colours }
    }

    /// Adds text from a note or a path, its control characters made visible.
    pub(super) fn add(&mut self, text: impl Display) -> &mut Self {
        self.text.push_str(&visible(&text.to_string()));
        self
    }

    /// Adds text in a style.
    pub(super) fn styled(&mut self, style: Style, text: impl Display) -> &mut Self {
        let shown = visible(&text.to_string());
        if self.colours {
            let _ = write!(self.text, "\x1b[{}m{shown}\x1b[0m", style as u8);
        } else {
            self.text.push_str(&shown);
        }
        self
    }

    /// Ends the line.
    pub(super) fn end(&mut self) -> &mut Self {
        self.text.push('\n');
        self
    }

    /// Prints it.
    pub(super) fn print(self) -> Result<(), Exit> {
        write(&self.text)
    }
}
