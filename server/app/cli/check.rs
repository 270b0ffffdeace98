//! `glossator check`: the problems of all notes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use glossator_core::cancel::Cancel;
use glossator_core::rules::{self, Severity};
use serde::Serialize;

use super::output::{self, Format, Page, Style};
use super::vault::Vault;
use crate::exit::Exit;

/// Check notes for broken links; exits with 1 where something is wrong.
#[derive(Args)]
pub(super) struct Arguments {
    /// Vaults, folders in them or notes.
    #[arg(default_value = ".", hide_default_value = true)]
    paths: Vec<PathBuf>,
    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The least severity that makes the command fail.
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t)]
    fail_on: FailOn,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Hint,
    Information,
    #[default]
    Warning,
    Error,
}

impl FailOn {
    fn severity(self) -> Severity {
        match self {
            FailOn::Hint => Severity::Hint,
            FailOn::Information => Severity::Information,
            FailOn::Warning => Severity::Warning,
            FailOn::Error => Severity::Error,
        }
    }
}

#[derive(Serialize)]
struct Problem {
    file: String,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    code: &'static str,
    severity: &'static str,
    message: String,
    target: Option<String>,
    related: Vec<Related>,
    fixable: bool,
}

#[derive(Serialize)]
struct Related {
    file: String,
    line: u32,
    message: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Exit> {
    let mut problems = Vec::new();
    let mut worst = None;
    let mut notes = 0;
    let (vaults, mut complete) = Vault::read_each(&arguments.paths)?;
    for vault in vaults {
        complete &= vault.complete;
        for note in vault.notes() {
            notes += 1;
            let Ok(found) = rules::check(&vault.snapshot, note, &Cancel::default()) else { continue };
            for problem in found {
                worst = worst.max(Some(problem.severity));
                problems.push(row(&vault, note, problem));
            }
        }
    }
    output::print(arguments.format, &problems, text)?;
    if arguments.format == Format::Text {
        summary(&problems, notes)?;
    }
    Ok(if !complete {
        Exit::Unusable
    } else if worst >= Some(arguments.fail_on.severity()) {
        Exit::Negative
    } else {
        Exit::Fine
    })
}

fn row(vault: &Vault, note: glossator_core::index::FileId, problem: rules::Problem) -> Problem {
    let place = vault.place(note, problem.span);
    let related = problem.related.into_iter().map(|related| Related {
        file: vault.path(related.file).to_owned(),
        line: vault.place(related.file, related.span).line,
        message: related.message,
    });
    Problem {
        file: vault.path(note).to_owned(),
        line: place.line,
        column: place.column,
        end_line: place.end_line,
        end_column: place.end_column,
        code: problem.rule.code(),
        severity: problem.severity.name(),
        message: problem.message,
        target: problem.target,
        related: related.collect(),
        fixable: false,
    }
}

fn text(page: &mut Page, problem: &Problem) {
    let style = match problem.severity {
        "error" => Style::Red,
        "warning" => Style::Yellow,
        _ => Style::Cyan,
    };
    page.styled(Style::Bold, format!("{}:{}:{}", problem.file, problem.line, problem.column)).add(": ");
    page.styled(style, problem.severity).add(format!(": {} ", problem.message));
    page.styled(Style::Dim, format!("[{}]", problem.code)).end();
}

fn summary(problems: &[Problem], notes: usize) -> Result<(), Exit> {
    let plural = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let mut page = Page::new();
    match problems.len() {
        0 => page.add(format!("{} checked, no problems", plural(notes, "note"))).end(),
        count => page.add(format!("{} checked, {}", plural(notes, "note"), plural(count, "problem"))).end(),
    };
    page.print()
}
