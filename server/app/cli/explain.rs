//! `glossator explain`: the page about a rule.

use clap::Args;
use glossator_core::rules::{Rule, Severity};
use serde::Serialize;

use super::output::{self, Format};
use crate::exit::Exit;

/// Explain a rule of `check`: what it finds, why, and how to fix or silence it.
#[derive(Args)]
pub(super) struct Arguments {
    /// The rule's code, such as `link/missing-file`, or a family; all rules are listed without one.
    #[arg(conflicts_with = "all")]
    rule: Option<String>,

    /// All rules, with their pages in JSON.
    #[arg(long)]
    all: bool,

    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Serialize)]
struct Row {
    code: &'static str,
    family: &'static str,
    severity: &'static str,
    line: &'static str,
    page: &'static str,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Exit> {
    let rules = match &arguments.rule {
        Some(name) if !arguments.all => Rule::named(name),
        Some(_) | None => Rule::ALL.to_vec(),
    };
    if rules.is_empty() {
        let name = arguments.rule.as_deref().unwrap_or_default();
        super::complain(format!("there is no rule or family `{name}`; `glossator explain` lists them"));
        return Ok(Exit::Unusable);
    }
    match (arguments.format, rules.as_slice()) {
        (Format::Text, [rule]) => output::write(rule.page())?,
        _ => {
            let rows: Vec<Row> = rules.into_iter().map(row).collect();
            output::print(arguments.format, &rows, |page, row| {
                page.add(format!("{:26} {:12} {}", row.code, row.severity, row.line)).end();
            })?;
        }
    }
    Ok(Exit::Fine)
}

fn row(rule: Rule) -> Row {
    Row {
        code: rule.code(),
        family: rule.family(),
        severity: rule.severity().map_or("off", Severity::name),
        line: rule.line(),
        page: rule.page(),
    }
}
