//! `glossator explain`: the page about a rule.

use clap::Args;
use glossator_core::rules::Rule;
use serde::Serialize;

use super::output::{self, Format};
use crate::exit::Exit;

/// Explain a rule of `check`: what it finds, why, and how to fix or silence it.
#[derive(Args)]
pub(super) struct Arguments {
    /// The rule's code, such as `link/missing-file`; all rules are listed without one.
    rule: Option<String>,
    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Serialize)]
struct Row {
    code: &'static str,
    severity: &'static str,
    page: &'static str,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Exit> {
    let row = |rule: Rule| Row { code: rule.code(), severity: rule.severity().name(), page: rule.page() };
    let Some(code) = &arguments.rule else {
        let rows: Vec<Row> = Rule::ALL.into_iter().map(row).collect();
        output::print(arguments.format, &rows, |page, row| {
            let title = row.page.lines().next().unwrap_or_default();
            let title = title.split_once(": ").map_or(title, |(_, title)| title);
            page.add(format!("{:22} {:12} {title}", row.code, row.severity)).end();
        })?;
        return Ok(Exit::Fine);
    };
    let Some(rule) = Rule::from_code(code) else {
        let codes: Vec<&str> = Rule::ALL.iter().map(|rule| rule.code()).collect();
        super::complain(format!("there is no rule `{code}`; the rules are {}", codes.join(", ")));
        return Ok(Exit::Unusable);
    };
    match arguments.format {
        Format::Text => output::write(rule.page())?,
        Format::Json => output::print(Format::Json, &[row(rule)], |_, _| {})?,
    }
    Ok(Exit::Fine)
}
