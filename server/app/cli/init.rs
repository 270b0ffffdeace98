//! `glossator init`: writes the settings of a vault.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use clap::Args;
use glossator_core::config::Notes;

use super::output::{self, Page};
use crate::exit::Exit;
use crate::reading::{Progress, read_vault};
use crate::{disk, settings};

/// Write a `glossator.toml` with every setting, explained, and what fits the vault set; an existing one is left alone.
#[derive(Args)]
pub(super) struct Arguments {
    /// The folder that is, or becomes, a vault.
    #[arg(default_value = ".", hide_default_value = true)]
    path: PathBuf,
    /// Print the JSON schema of the file instead, for editors that check TOML.
    #[arg(long)]
    schema: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Exit> {
    if arguments.schema {
        output::write(&format!("{:#}\n", settings::schema()))?;
        return Ok(Exit::Fine);
    }
    let file = arguments.path.join(settings::FILE_NAME);
    let shown = file.display();
    let mut created = match OpenOptions::new().write(true).create_new(true).open(&file) {
        Ok(created) => created,
        Err(error) => {
            let reason = match error.kind() {
                ErrorKind::AlreadyExists => format!("{shown} is there already; it was left as it is"),
                _ => format!("cannot write {shown}: {}", disk::describe(&error)),
            };
            super::complain(reason);
            return Ok(Exit::Unusable);
        }
    };
    let files = disk::walk(&arguments.path, &Notes::default(), &|| false).files;
    let mut seen = settings::seen(&files);
    let reading = read_vault(&arguments.path, &seen, &Progress::default());
    settings::see_links(&mut seen, &reading.into_index());
    let has_schema = arguments.path.join(settings::SCHEMA_NAME).is_file();
    let template = settings::template(&seen, has_schema);
    if let Err(error) = created.write_all(template.as_bytes()) {
        super::complain(format!("cannot write {shown}: {}", disk::describe(&error)));
        return Ok(Exit::Unusable);
    }
    let mut page = Page::new();
    page.add(format!("wrote {shown}")).end();
    page.print()?;
    Ok(Exit::Fine)
}
