//! `glossator glossary` and `glossator define`: the terms and what they mean.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use glossator_core::features::{
    Excerpts, GlossaryEntry, glossary, glossary_entries, glossary_note, names_like, senses_of,
};
use glossator_core::index::DefinitionId;
use serde::Serialize;

use super::output::{self, Format, Page, Style};
use super::vault::Vault;
use crate::exit::Exit;

/// List the terms of all notes with their definitions.
#[derive(Args)]
pub(super) struct Arguments {
    /// The vault, a folder in it or a note.
    #[arg(default_value = ".", hide_default_value = true)]
    path: PathBuf,
    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: GlossaryFormat,
}

/// How a glossary is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum GlossaryFormat {
    /// For people.
    #[default]
    Text,
    /// For programs; the shape is a promise.
    Json,
    /// A Markdown note for the top folder of the vault, with links to the sources.
    Md,
}

/// Say what one term means; exits with 1 where nothing defines it.
#[derive(Args)]
pub(super) struct DefineArguments {
    /// The term, in any spelling: case, plural and hyphens do not matter.
    term: String,
    /// The vault, a folder in it or a note.
    #[arg(default_value = ".", hide_default_value = true)]
    path: PathBuf,
    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Serialize)]
struct Entry<'v> {
    term: &'v str,
    aliases: Vec<&'v str>,
    definitions: Vec<Definition<'v>>,
}

#[derive(Serialize)]
struct Definition<'v> {
    file: &'v str,
    line: u32,
    end_line: u32,
    kind: &'static str,
    gist: &'v str,
    names: Vec<&'v str>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Exit> {
    let vault = Vault::read(&arguments.path)?;
    let entries = glossary(&vault.snapshot, vault.notes());
    match arguments.format {
        GlossaryFormat::Text => output::print(Format::Text, &shown(&vault, &entries), text)?,
        GlossaryFormat::Json => output::print(Format::Json, &shown(&vault, &entries), text)?,
        GlossaryFormat::Md => output::write(&glossary_note(&vault.snapshot, &entries))?,
    }
    Ok(vault.exit())
}

pub(super) fn define(arguments: &DefineArguments) -> Result<Exit, Exit> {
    let vault = Vault::read(&arguments.path)?;
    let senses = senses_of(&vault.snapshot, &arguments.term);
    let mut found = glossary_entries(&vault.snapshot, &senses, Excerpts::Left);
    if found.is_empty() {
        // Nothing is told for sure; the best there is may still be what the reader wants.
        found = glossary_entries(&vault.snapshot, &senses, Excerpts::Kept);
    }
    output::print(arguments.format, &shown(&vault, &found), text)?;
    if found.is_empty() {
        super::complain(
            unknown(&vault, &arguments.term)
                .unwrap_or_else(|| format!("nothing defines `{}`", arguments.term)),
        );
        return Ok(vault.exit_with(Exit::Negative));
    }
    Ok(vault.exit())
}

/// What to say of a name that is no term, with the terms that are called nearly so; `None` for a term.
pub(super) fn unknown(vault: &Vault, name: &str) -> Option<String> {
    if !senses_of(&vault.snapshot, name).is_empty() {
        return None;
    }
    let near: Vec<String> =
        names_like(&vault.snapshot, name).iter().map(|name| format!("`{name}`")).collect();
    Some(match near.split_last() {
        None => format!("`{name}` is no known term"),
        Some((only, [])) => format!("`{name}` is no known term; did you mean {only}?"),
        Some((last, others)) => {
            format!("`{name}` is no known term; did you mean {} or {last}?", others.join(", "))
        }
    })
}

/// Entries with the places of their definitions.
fn shown<'v>(vault: &'v Vault, entries: &'v [GlossaryEntry]) -> Vec<Entry<'v>> {
    let entry = |entry: &'v GlossaryEntry| Entry {
        term: &entry.term,
        aliases: entry.aliases.iter().map(String::as_str).collect(),
        definitions: entry.definitions.iter().filter_map(|&id| definition(vault, id, &entry.term)).collect(),
    };
    entries.iter().map(entry).collect()
}

fn definition<'v>(vault: &'v Vault, id: DefinitionId, term: &str) -> Option<Definition<'v>> {
    let found = vault.snapshot.index.definition(id)?;
    let (line, end_line) = vault.line_range(id.note, found.span);
    let own = found.names.first().is_some_and(|name| **name != *term);
    Some(Definition {
        file: vault.path(id.note),
        line,
        end_line,
        kind: found.kind.name(),
        gist: &found.gist,
        names: if own { found.names.iter().map(|name| &**name).collect() } else { Vec::new() },
    })
}

fn text(page: &mut Page, entry: &Entry<'_>) {
    page.styled(Style::Bold, entry.term);
    if !entry.aliases.is_empty() {
        page.styled(Style::Dim, format!(" ({})", entry.aliases.join(", ")));
    }
    page.end();
    for definition in &entry.definitions {
        page.add(format!("    {}", definition.gist)).end();
        page.styled(Style::Dim, format!("    {}:{}", definition.file, definition.line)).end();
    }
}
