//! The file that `glossator init` writes.

use glossator_core::config::Config;
use glossator_core::rules::{Rule, Severity};

use super::field::families;
use super::table::SETTINGS;

/// The name under which the JSON schema is looked for beside the settings.
pub(crate) const SCHEMA_NAME: &str = "glossator.schema.json";

/// Every setting with what it means: the defaults commented out, and what else fits the vault as it is to be read.
///
/// An editor that checks TOML is led to the JSON schema by the first line, where `has_schema` says that it lies beside the
/// file; a line that leads nowhere would be a fault of its own.
pub(crate) fn template(seen: &Config, has_schema: bool) -> String {
    let mut seen = seen.clone();
    let line = format!("#:schema ./{SCHEMA_NAME}\n");
    let mut text = if has_schema { format!("{line}\n") } else { String::new() };
    text.push_str(
        "# The settings of this vault, for the Glossator language server and command line.\n\
         # They win over those of an editor. Every line that is commented out shows a default;\n\
         # the others are what `glossator init` saw here.\n",
    );
    if !has_schema {
        text.push_str(&format!(
            "#\n\
             # For an editor that checks TOML: `glossator init --schema > {SCHEMA_NAME}` writes the schema,\n\
             # and this as the first line of this file names it:\n\
             # {line}"
        ));
    }
    let mut group = "";
    // Settings of no group come last: in TOML they would belong to the group above them.
    let (single, grouped): (Vec<_>, Vec<_>) = SETTINGS.iter().partition(|setting| setting.group().is_empty());
    for setting in grouped {
        if setting.group() != group {
            group = setting.group();
            text.push_str(&format!("\n[{group}]\n"));
        }
        let (values, default) = setting.default(|field| (field.values(), field.shown()));
        let values = values.replace('`', "");
        let is_plain = matches!(values.as_str(), "true, false" | "text");
        let choices = if is_plain { String::new() } else { format!(": {values}") };
        let shown = (setting.field)(&mut seen).shown();
        let is_default = if shown == default { "# " } else { "" };
        text.push_str(&format!(
            "# {}{choices}.\n{is_default}{} = {shown}\n",
            setting.meaning,
            setting.name()
        ));
    }
    for setting in single {
        text.push_str(&format!("\n# {}.\n", setting.meaning));
        match setting.key {
            "rules" => text.push_str(&rules()),
            "folders" => text.push_str("# [[folders]]\n# path = \"drafts\"\n# rules = { link = \"off\" }\n"),
            name => text.push_str(&format!("# {name} = {}\n", setting.default(|field| field.shown()))),
        }
    }
    text
}

fn rules() -> String {
    let mut text = String::from("# `glossator explain RULE` tells what a rule finds.\n[rules]\n");
    for family in families() {
        text.push_str(&format!("# {family} = \"off\"\n"));
        for rule in Rule::ALL.into_iter().filter(|rule| rule.family() == family) {
            let severity = rule.severity().map_or("off", Severity::name);
            text.push_str(&format!("# \"{}\" = \"{severity}\"\n", rule.code()));
        }
    }
    text
}
