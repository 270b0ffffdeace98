//! [`Field`]: how one setting is read, shown and described, by the type it has in [`Config`].

use std::collections::BTreeMap;

use glossator_core::config::{Folder, Severities};
use glossator_core::rules::{Rule, SEVERITIES, Severity};
use serde_json::{Map, Value as Json, json};

use super::choices::Choice;
use super::nearest::nearest;
use super::written::{Value, Written, quoted};

/// Something that is wrong in settings, without the place that [`Complaint`](super::Complaint) adds.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) line: Option<usize>,
    pub(super) reason: String,
}

impl Wrong {
    fn value(key: &str, wanted: &str, written: &Written) -> Self {
        let reason = format!("`{key}` wants {wanted}, not {}", written.value.name());
        Self { line: written.line, reason }
    }
}

/// A setting of some type.
pub(super) trait Field {
    /// Takes what is written under a key as far as it makes sense, and tells what does not.
    fn take(&mut self, key: &str, written: &Written) -> Vec<Wrong>;

    /// Its value as TOML writes it.
    fn shown(&self) -> String;

    /// The values it can have, in a few words of Markdown.
    fn values(&self) -> String;

    /// The values it can have, as JSON schema.
    fn schema(&self) -> Json;
}

impl Field for bool {
    fn take(&mut self, key: &str, written: &Written) -> Vec<Wrong> {
        match written.value {
            Value::Switch(on) => {
                *self = on;
                Vec::new()
            }
            _ => vec![Wrong::value(key, "true or false", written)],
        }
    }

    fn shown(&self) -> String {
        self.to_string()
    }

    fn values(&self) -> String {
        "`true`, `false`".to_owned()
    }

    fn schema(&self) -> Json {
        json!({ "type": "boolean" })
    }
}

impl Field for String {
    fn take(&mut self, key: &str, written: &Written) -> Vec<Wrong> {
        match &written.value {
            Value::Text(text) => {
                self.clone_from(text);
                Vec::new()
            }
            _ => vec![Wrong::value(key, "a text", written)],
        }
    }

    fn shown(&self) -> String {
        quoted(self)
    }

    fn values(&self) -> String {
        "text".to_owned()
    }

    fn schema(&self) -> Json {
        json!({ "type": "string" })
    }
}

impl Field for Vec<String> {
    fn take(&mut self, key: &str, written: &Written) -> Vec<Wrong> {
        let Value::List(list) = &written.value else {
            return vec![Wrong::value(key, "a list of texts", written)];
        };
        let mut wrong = Vec::new();
        self.clear();
        for item in list {
            match &item.value {
                Value::Text(text) => self.push(text.clone()),
                _ => wrong.push(Wrong::value(key, "texts in its list", item)),
            }
        }
        wrong
    }

    fn shown(&self) -> String {
        let quoted: Vec<String> = self.iter().map(|text| quoted(text)).collect();
        format!("[{}]", quoted.join(", "))
    }

    fn values(&self) -> String {
        "list of texts".to_owned()
    }

    fn schema(&self) -> Json {
        json!({ "type": "array", "items": { "type": "string" } })
    }
}

impl Field for BTreeMap<String, String> {
    fn take(&mut self, key: &str, written: &Written) -> Vec<Wrong> {
        let Value::Table(entries) = &written.value else {
            return vec![Wrong::value(key, "a table of texts", written)];
        };
        let mut wrong = Vec::new();
        self.clear();
        for entry in entries.iter().filter(|entry| entry.value.value != Value::Nothing) {
            match &entry.value.value {
                Value::Text(text) => drop(self.insert(entry.key.clone(), text.clone())),
                _ => wrong.push(Wrong::value(&format!("{key}.{}", entry.key), "a text", &entry.value)),
            }
        }
        wrong
    }

    fn shown(&self) -> String {
        let entries: Vec<String> =
            self.iter().map(|(name, text)| format!("{} = {}", quoted(name), quoted(text))).collect();
        if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
    }

    fn values(&self) -> String {
        "table of texts".to_owned()
    }

    fn schema(&self) -> Json {
        json!({ "type": "object", "additionalProperties": { "type": "string" } })
    }
}

impl<T: Choice> Field for T {
    fn take(&mut self, key: &str, written: &Written) -> Vec<Wrong> {
        let name = match &written.value {
            Value::Text(text) => text.as_str(),
            Value::Switch(true) => "true",
            Value::Switch(false) => "false",
            _ => return vec![Wrong::value(key, &one_of(&names::<T>()), written)],
        };
        match T::NAMES.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => {
                *self = *value;
                Vec::new()
            }
            None => vec![Wrong::value(key, &one_of(&names::<T>()), written)],
        }
    }

    fn shown(&self) -> String {
        let name = T::NAMES.iter().find(|(_, value)| value == self);
        name.map_or_else(String::new, |(name, _)| choice(name))
    }

    fn values(&self) -> String {
        names::<T>().iter().map(|name| format!("`{}`", choice(name))).collect::<Vec<_>>().join(", ")
    }

    fn schema(&self) -> Json {
        let values = names::<T>().into_iter().map(|name| match name {
            "true" => Json::Bool(true),
            "false" => Json::Bool(false),
            name => Json::from(name),
        });
        json!({ "enum": values.collect::<Vec<_>>() })
    }
}

fn names<T: Choice>() -> Vec<&'static str> {
    T::NAMES.iter().map(|(name, _)| *name).collect()
}

/// The name of a choice as TOML writes it.
fn choice(name: &str) -> String {
    if matches!(name, "true" | "false") { name.to_owned() } else { quoted(name) }
}

fn one_of(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| choice(name)).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// The names of severities in settings, `off` among them.
fn severity_names() -> Vec<&'static str> {
    std::iter::once("off").chain(SEVERITIES.iter().map(|(name, _)| *name)).collect()
}

/// The families of rules, in the order of the rules.
pub(super) fn families() -> Vec<&'static str> {
    let mut families: Vec<&str> = Rule::ALL.into_iter().map(Rule::family).collect();
    families.dedup();
    families
}

impl Field for Severities {
    fn take(&mut self, key: &str, written: &Written) -> Vec<Wrong> {
        let Value::Table(entries) = &written.value else {
            return vec![Wrong::value(key, "a table of severities", written)];
        };
        let mut wrong = Vec::new();
        for entry in entries.iter().filter(|entry| entry.value.value != Value::Nothing) {
            // `link/*` is how the command line and comments in notes write a family as well.
            let family = entry.key.strip_suffix("/*").unwrap_or(&entry.key);
            let rule = Rule::from_code(&entry.key);
            if rule.is_none() && !families().contains(&family) {
                let known = Rule::ALL.into_iter().map(Rule::code).chain(families());
                let hint = nearest(&entry.key, known);
                let reason = format!("there is no rule `{}`{hint}", entry.key);
                wrong.push(Wrong { line: entry.line, reason });
                continue;
            }
            let Some(severity) = severity(&entry.value.value) else {
                let wanted = one_of(&severity_names());
                let mut value = Wrong::value(&entry.key, &wanted, &entry.value);
                if let Value::Table(inner) = &entry.value.value
                    && let Some(inner) = inner.first()
                {
                    value.reason += &format!("; a rule is written `\"{family}/{}\"`", inner.key);
                }
                wrong.push(value);
                continue;
            };
            match rule {
                Some(rule) => {
                    self.rules.insert(rule, severity);
                }
                None => {
                    self.families.insert(family.to_owned(), severity);
                }
            }
        }
        wrong
    }

    fn shown(&self) -> String {
        "{}".to_owned()
    }

    fn values(&self) -> String {
        severity_names().iter().map(|name| format!("`{}`", quoted(name))).collect::<Vec<_>>().join(", ")
    }

    fn schema(&self) -> Json {
        let severity = json!({ "enum": severity_names() });
        // A family has one name in lists of settings; its other one is taken all the same.
        let keys = families().into_iter().chain(Rule::ALL.into_iter().map(Rule::code));
        let properties: Map<String, Json> = keys.map(|key| (key.to_owned(), severity.clone())).collect();
        let starred = format!("^({})/\\*$", families().join("|"));
        json!({
            "type": "object",
            "properties": properties,
            "patternProperties": { starred: severity },
            "additionalProperties": false,
        })
    }
}

/// The severity of this name, `None` in it where that is `off`; `None` where it is no severity.
fn severity(written: &Value) -> Option<Option<Severity>> {
    let Value::Text(name) = written else { return None };
    if name == "off" {
        return Some(None);
    }
    SEVERITIES.iter().find(|(known, _)| known == name).map(|(_, severity)| Some(*severity))
}

impl Field for Vec<Folder> {
    fn take(&mut self, key: &str, written: &Written) -> Vec<Wrong> {
        let Value::List(list) = &written.value else {
            return vec![Wrong::value(key, "a list of tables, each with `path` and `rules`", written)];
        };
        let mut wrong = Vec::new();
        self.clear();
        for item in list {
            let Value::Table(entries) = &item.value else {
                wrong.push(Wrong::value(key, "tables in its list", item));
                continue;
            };
            let mut folder = Folder::default();
            let mut path = None;
            for entry in entries {
                let key = format!("{key}.{}", entry.key);
                match (entry.key.as_str(), &entry.value.value) {
                    ("path", Value::Text(text)) => path = Some(text.trim_matches('/').to_owned()),
                    ("path", _) => wrong.push(Wrong::value(&key, "a text", &entry.value)),
                    ("rules", _) => wrong.extend(folder.rules.take(&key, &entry.value)),
                    (name, _) => {
                        let hint = nearest(name, ["path", "rules"].into_iter());
                        let reason = format!("there is no setting `{key}`{hint}");
                        wrong.push(Wrong { line: entry.line, reason });
                    }
                }
            }
            match path {
                Some(path) => self.push(Folder { path, ..folder }),
                // Its rules would hold everywhere.
                None => wrong.push(Wrong {
                    line: item.line,
                    reason: format!("`{key}` wants a `path` in each of its tables"),
                }),
            }
        }
        wrong
    }

    fn shown(&self) -> String {
        "[]".to_owned()
    }

    fn values(&self) -> String {
        "list of tables with `path` and `rules`".to_owned()
    }

    fn schema(&self) -> Json {
        let path = json!({
            "type": "string",
            "description": "Path of a folder or note inside the vault.",
        });
        let folder = json!({
            "type": "object",
            "properties": { "path": path, "rules": Severities::default().schema() },
            "required": ["path"],
            "additionalProperties": false,
        });
        json!({ "type": "array", "items": folder })
    }
}
