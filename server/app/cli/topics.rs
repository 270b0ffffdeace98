//! `glossator topics`: the outline of all notes.

use clap::Args;
use serde::Serialize;

use super::output::{self, Listing, Page, Style};
use super::vault::Vault;
use crate::exit::Exit;

/// List the topics of all notes: headings, questions, labels and other lines that open a subject.
#[derive(Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    listing: Listing,
}

#[derive(Serialize)]
struct Topic<'v> {
    file: &'v str,
    line: u32,
    end_line: u32,
    level: u8,
    title: &'v str,
    terms: Vec<&'v str>,
    kind: &'static str,
    answered: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Exit> {
    let vault = Vault::read(&arguments.listing.path)?;
    let mut topics = Vec::new();
    for note in vault.notes() {
        let Some(facts) = vault.snapshot.facts(note) else { continue };
        for topic in &facts.topics {
            let (line, end_line) = vault.line_range(note, topic.range);
            let names = topic.names.iter().filter(|name| !name.alias).map(|name| &*name.text);
            topics.push(Topic {
                file: vault.path(note),
                line,
                end_line,
                level: topic.level,
                title: &topic.title,
                terms: names.chain(topic.about.iter().map(|name| &**name)).collect(),
                kind: topic.kind.name(),
                answered: topic.answered,
            });
        }
    }
    let last = std::cell::Cell::new("");
    output::print(arguments.listing.format, &topics, |page, topic| {
        if last.replace(topic.file) != topic.file {
            page.styled(Style::Bold, topic.file).end();
        }
        text(page, topic);
    })?;
    Ok(vault.exit())
}

fn text(page: &mut Page, topic: &Topic<'_>) {
    page.styled(Style::Dim, format!("{:>6}  ", topic.line));
    page.add("  ".repeat(usize::from(topic.level.saturating_sub(1)))).add(topic.title);
    if !topic.answered {
        page.styled(Style::Yellow, "  (nothing below it)");
    }
    page.end();
}
