//! `glossator glossary` and `glossator define`: the terms and what they mean.

mod markdown;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use glossator_core::features::senses_of;
use glossator_core::index::{DefinitionId, Sense};
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
    #[serde(skip)]
    id: DefinitionId,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Exit> {
    let vault = Vault::read(&arguments.path)?;
    let index = &vault.snapshot.index;
    let ids = vault.notes().into_iter().flat_map(|note| {
        let definitions = index.facts(note).map_or(0, |facts| facts.definitions.len());
        (0..u32::try_from(definitions).unwrap_or(u32::MAX)).map(move |at| DefinitionId { note, at })
    });
    let defined = ids.filter(|&id| index.definition(id).is_some_and(|found| !found.excerpt));
    let senses = index.group(defined.collect());
    let entries = entries(&vault, &senses, false);
    match arguments.format {
        GlossaryFormat::Text => output::print(Format::Text, &entries, text)?,
        GlossaryFormat::Json => output::print(Format::Json, &entries, text)?,
        GlossaryFormat::Md => markdown::page(&vault, &entries).print()?,
    }
    Ok(vault.exit())
}

pub(super) fn define(arguments: &DefineArguments) -> Result<Exit, Exit> {
    let vault = Vault::read(&arguments.path)?;
    let senses = senses_of(&vault.snapshot, &arguments.term);
    let mut found = entries(&vault, &senses, false);
    if found.is_empty() {
        // Nothing is told for sure; the best there is may still be what the reader wants.
        found = entries(&vault, &senses, true);
    }
    let entries = found;
    output::print(arguments.format, &entries, text)?;
    if entries.is_empty() {
        super::complain(format!("nothing defines `{}`", arguments.term));
        return Ok(vault.exit_with(Exit::Negative));
    }
    Ok(vault.exit())
}

/// One entry a sense that has a definition, in the order of terms.
fn entries<'v>(vault: &'v Vault, senses: &[Sense], with_excerpts: bool) -> Vec<Entry<'v>> {
    let index = &vault.snapshot.index;
    let mut entries: Vec<Entry<'v>> = senses
        .iter()
        .filter_map(|sense| {
            let mut sense = sense.clone();
            index.rank(&mut sense);
            sense
                .definitions
                .retain(|&id| index.definition(id).is_some_and(|found| with_excerpts || !found.excerpt));
            let names = index.sense_names(&sense);
            let (&term, aliases) = names.split_first().filter(|_| !sense.definitions.is_empty())?;
            let definitions = sense.definitions.iter().filter_map(|&id| definition(vault, id, term));
            Some(Entry { term, aliases: aliases.to_vec(), definitions: definitions.collect() })
        })
        .collect();
    entries.sort_by_cached_key(|entry| (entry.term.to_lowercase(), entry.term.to_owned()));
    entries
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
        id,
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
