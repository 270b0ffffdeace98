//! The JSON schema of `glossator.toml`, for editors that check TOML.

use serde_json::{Map, Value as Json, json};

use super::table::{SETTINGS, Setting};

impl Setting {
    /// What it can be, its meaning and its default.
    pub(super) fn schema(&self) -> Json {
        let mut described = self.default(|field| field.schema());
        described["description"] = format!("{}.", self.meaning).into();
        if let Ok(default) = self.default(|field| field.shown()).parse::<toml::Value>() {
            described["default"] = serde_json::to_value(default).unwrap_or_default();
        }
        described
    }
}

/// The schema, made from the table of settings.
pub(crate) fn schema() -> Json {
    let mut properties = Map::new();
    for setting in SETTINGS {
        let described = setting.schema();
        if setting.group().is_empty() {
            properties.insert(setting.name().to_owned(), described);
            continue;
        }
        let empty = || json!({ "type": "object", "properties": {}, "additionalProperties": false });
        let group = properties.entry(setting.group()).or_insert_with(empty);
        group["properties"][setting.name()] = described;
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "glossator.toml",
        "description": "The settings of a vault of study notes for Glossator.",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `UPDATE_EXPECT=1 cargo test the_schema_that_ships` writes it anew.
    #[test]
    fn the_schema_that_ships_is_that_of_the_settings() {
        let schema = format!("{:#}\n", schema());
        expect_test::expect_file!["../../../editors/glossator.schema.json"].assert_eq(&schema);
    }
}
