//! `glossator links`: every reference that notes make.

use clap::Args;
use glossator_core::facts::{Fragment, Link, Target};
use glossator_core::features::place_location;
use glossator_core::index::FileId;
use glossator_core::resolve::Resolution;
use serde::Serialize;

use super::output::{self, Listing, Style};
use super::vault::Vault;
use crate::exit::Exit;

/// List the links of all notes with what they lead to.
#[derive(Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    listing: Listing,
}

#[derive(Serialize)]
struct Row<'v> {
    file: &'v str,
    line: u32,
    column: u32,
    kind: &'static str,
    target: String,
    resolved: Option<Resolved<'v>>,
}

#[derive(Serialize)]
struct Resolved<'v> {
    file: &'v str,
    line: u32,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Exit> {
    let vault = Vault::read(&arguments.listing.path)?;
    let mut rows = Vec::new();
    for note in vault.notes() {
        let Some(facts) = vault.snapshot.facts(note) else { continue };
        for link in &facts.links {
            let place = vault.place(note, link.span);
            rows.push(Row {
                file: vault.path(note),
                line: place.line,
                column: place.column,
                kind: link.kind.name(),
                target: target(&link.target),
                resolved: resolved(&vault, note, link),
            });
        }
    }
    output::print(arguments.listing.format, &rows, |page, row| {
        page.styled(Style::Cyan, format!("{}:{}:{}", row.file, row.line, row.column));
        page.add(format!(": {} {}", row.kind, row.target));
        if let Some(resolved) = &row.resolved {
            page.styled(Style::Dim, format!(" -> {}:{}", resolved.file, resolved.line));
        }
        page.end();
    })?;
    Ok(vault.exit())
}

fn resolved<'v>(vault: &'v Vault, note: FileId, link: &Link) -> Option<Resolved<'v>> {
    let Resolution::Found(found) = vault.snapshot.resolve(note, link) else { return None };
    let location = place_location(&vault.snapshot, &found.place)?;
    let place = vault.place(location.file, location.name);
    Some(Resolved { file: vault.path(location.file), line: place.line })
}

/// The target as the note names it, percent escapes decoded.
fn target(target: &Target) -> String {
    match target {
        Target::External(text) | Target::Template(text) | Target::Label(text) | Target::Footnote(text) => {
            text.to_string()
        }
        Target::Tag(tag) => tag.to_string(),
        Target::Path { path, fragment: None } => path.to_string(),
        Target::Path { path, fragment: Some(fragment) } => format!("{path}#{fragment}"),
        Target::Name { path, fragment, .. } => match fragment {
            None => path.to_string(),
            Some(Fragment::Block(id)) => format!("{path}#^{id}"),
            Some(Fragment::Headings(headings)) => format!("{path}#{}", headings.join("#")),
        },
        Target::Nothing => String::new(),
    }
}
