//! `glossator mentions`: where a term is spoken of.

use clap::Args;
use glossator_core::cancel::Cancel;
use glossator_core::features::mentions_of;
use glossator_core::index::FileId;
use serde::Serialize;

use super::output::{self, Listing, Style};
use super::vault::Vault;
use crate::exit::Exit;

/// List the mentions of a term in all notes, linked or not; exits with 1 where there are none.
#[derive(Args)]
pub(super) struct Arguments {
    /// The term, in any spelling: case, plural and hyphens do not matter.
    term: String,
    #[command(flatten)]
    listing: Listing,
}

#[derive(Serialize)]
struct Mention<'v> {
    file: &'v str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    text: String,
    linked: bool,
    #[serde(skip)]
    context: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Exit> {
    let vault = Vault::read(&arguments.listing.path)?;
    let Ok(found) = mentions_of(&vault.snapshot, &arguments.term, &Cancel::default()) else {
        return Ok(vault.exit());
    };
    let notes = vault.notes();
    let mut mentions = Vec::new();
    let mut read: Option<(FileId, String)> = None;
    for mention in found.iter().filter(|mention| notes.contains(&mention.location.file)) {
        let (file, span) = (mention.location.file, mention.location.name);
        if read.as_ref().is_none_or(|(known, _)| *known != file) {
            read = vault.snapshot.text(file).map(|text| (file, text));
        }
        let Some((_, text)) = &read else { continue };
        let place = vault.place(file, span);
        mentions.push(Mention {
            file: vault.path(file),
            line: place.line,
            column: place.column,
            end_line: place.end_line,
            end_column: place.end_column,
            text: span.of(text).to_owned(),
            linked: mention.linked,
            context: around(text, span.start as usize, span.end as usize),
        });
    }
    output::print(arguments.listing.format, &mentions, |page, mention| {
        page.styled(Style::Cyan, format!("{}:{}:{}", mention.file, mention.line, mention.column));
        page.add(format!(": {}", mention.context)).end();
    })?;
    if mentions.is_empty() {
        let unknown = super::glossary::unknown(&vault, &arguments.term);
        super::complain(unknown.unwrap_or_else(|| format!("nothing mentions `{}`", arguments.term)));
        return Ok(vault.exit_with(Exit::Negative));
    }
    Ok(vault.exit())
}

/// Characters of the line that are shown before and behind a mention.
const AROUND: usize = 50;

/// A mention with what stands around it on its line.
fn around(text: &str, start: usize, end: usize) -> String {
    let (Some(before), Some(own), Some(behind)) = (text.get(..start), text.get(start..end), text.get(end..))
    else {
        return String::new();
    };
    // A line may be as long as the note; only what can be shown is looked at.
    let before = &before[before.floor_char_boundary(before.len().saturating_sub(8 * AROUND))..];
    let behind = &behind[..behind.floor_char_boundary(8 * AROUND)];
    let before = before.rsplit(['\n', '\r']).next().unwrap_or_default().trim_start();
    let behind = behind.split(['\n', '\r']).next().unwrap_or_default().trim_end();
    let cut = before.char_indices().rev().nth(AROUND).map(|(at, character)| at + character.len_utf8());
    let head = cut.map_or_else(|| before.to_owned(), |at| format!("…{}", &before[at..]));
    let cut = behind.char_indices().nth(AROUND).map(|(at, _)| at);
    let tail = cut.map_or_else(|| behind.to_owned(), |at| format!("{}…", &behind[..at]));
    format!("{head}{own}{tail}")
}
