//! Settings as somebody wrote them: the one shape that TOML and the client's JSON have in common.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::Value as Json;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::field::Wrong;

/// A value and where it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Written {
    /// Its line in the file, from 1; `None` in JSON, which has none.
    pub(super) line: Option<usize>,
    pub(super) value: Value,
}

/// A value as it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Value {
    /// JSON's null: not set.
    #[default]
    Nothing,
    Switch(bool),
    Text(String),
    /// No setting is a number or a date.
    Other(&'static str),
    List(Vec<Written>),
    Table(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) key: String,
    /// The line of the key.
    pub(super) line: Option<usize>,
    pub(super) value: Written,
}

impl Value {
    /// What kind of value it is, for people.
    pub(super) fn name(&self) -> Cow<'static, str> {
        match self {
            Value::Nothing => "nothing".into(),
            Value::Switch(on) => on.to_string().into(),
            Value::Text(text) => quoted(text).into(),
            Value::Other(name) => (*name).into(),
            Value::List(_) => "a list".into(),
            Value::Table(_) => "a table".into(),
        }
    }
}

impl Written {
    /// Reads TOML; what is wrong with it where it is none.
    pub(super) fn from_toml(text: &str) -> Result<Self, Wrong> {
        let table = DeTable::parse(text).map_err(|error| Wrong {
            line: error.span().map(|span| Lines(text).number(&span)),
            reason: error.message().lines().collect::<Vec<_>>().join(" "),
        })?;
        Ok(Self { line: None, value: of_table(table.into_inner(), Lines(text)) })
    }

    /// Takes what a client has sent, with or without the name of the server around it.
    pub(crate) fn from_json(json: &Json) -> Self {
        let inner = json.get("glossator").filter(|inner| inner.is_object());
        Self::of_json(inner.unwrap_or(json))
    }

    /// What is written here under keys that the other says nothing of.
    pub(crate) fn without(&self, other: &Self) -> Self {
        let (Value::Table(own), Value::Table(others)) = (&self.value, &other.value) else {
            return self.clone();
        };
        let left = own.iter().filter_map(|entry| match others.iter().find(|other| other.key == entry.key) {
            None => Some(entry.clone()),
            Some(other) => match (&entry.value.value, &other.value.value) {
                (Value::Table(_), Value::Table(_)) => {
                    Some(Entry { value: entry.value.without(&other.value), ..entry.clone() })
                }
                _ => None,
            },
        });
        Self { line: self.line, value: Value::Table(left.collect()) }
    }

    fn of_json(json: &Json) -> Self {
        let value = match json {
            Json::Null => Value::Nothing,
            Json::Bool(on) => Value::Switch(*on),
            Json::Number(_) => Value::Other("a number"),
            Json::String(text) => Value::Text(text.clone()),
            Json::Array(list) => Value::List(list.iter().map(Self::of_json).collect()),
            Json::Object(table) => Value::Table(
                table
                    .iter()
                    .map(|(key, value)| Entry { key: key.clone(), line: None, value: Self::of_json(value) })
                    .collect(),
            ),
        };
        Self { line: None, value }
    }
}

/// Finds the lines of places in a file.
#[derive(Clone, Copy)]
struct Lines<'t>(&'t str);

impl Lines<'_> {
    fn number(self, span: &Range<usize>) -> usize {
        let before = self.0.get(..span.start).unwrap_or(self.0);
        before.matches('\n').count() + 1
    }
}

fn of_table(table: DeTable<'_>, lines: Lines<'_>) -> Value {
    let mut entries: Vec<Entry> = table
        .into_iter()
        .map(|(key, value)| Entry {
            line: Some(lines.number(&key.span())),
            key: key.into_inner().into_owned(),
            value: of_value(value, lines),
        })
        .collect();
    // What is wrong is told in the order of the file.
    entries.sort_by_key(|entry| entry.line);
    Value::Table(entries)
}

fn of_value(value: Spanned<DeValue<'_>>, lines: Lines<'_>) -> Written {
    let line = Some(lines.number(&value.span()));
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(_) | DeValue::Float(_) => Value::Other("a number"),
        DeValue::Datetime(_) => Value::Other("a date"),
        DeValue::Boolean(on) => Value::Switch(on),
        DeValue::Array(list) => Value::List(list.into_iter().map(|value| of_value(value, lines)).collect()),
        DeValue::Table(table) => of_table(table, lines),
    };
    Written { line, value }
}

/// A text as TOML and JSON quote it.
pub(super) fn quoted(text: &str) -> String {
    Json::from(text).to_string()
}
