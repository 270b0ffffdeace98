//! `glossator topics`: the outline of all notes.

use std::path::PathBuf;

use clap::Args;
use glossator_core::outline::TopicKind;
use serde::Serialize;

use super::output::{self, Format, Page, Style};
use super::vault::Vault;
use crate::exit::Exit;

/// List the topics of all notes: headings, questions, labels and other lines that open a subject.
#[derive(Args)]
pub(super) struct Arguments {
    /// The vault, a folder in it or a note.
    #[arg(default_value = ".", hide_default_value = true)]
    path: PathBuf,
    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
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
    let vault = Vault::read(&arguments.path)?;
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
                kind: kind(topic.kind),
                answered: topic.answered,
            });
        }
    }
    let last = std::cell::Cell::new("");
    output::print(arguments.format, &topics, |page, topic| {
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

/// The name of a kind in the contract.
fn kind(kind: TopicKind) -> &'static str {
    match kind {
        TopicKind::Atx => "atx",
        TopicKind::Setext => "setext",
        TopicKind::Question => "question",
        TopicKind::Label => "label",
        TopicKind::Numbered => "numbered",
        TopicKind::Bold => "bold",
        TopicKind::Chat => "chat",
    }
}
