//! The tables of settings in README, in the help and types of Neovim and in the extension of VS Code.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::OF_CLIENTS;
use super::table::SETTINGS;

/// Where README's table begins and ends.
const MARKS: [&str; 2] = ["<!-- settings -->\n", "<!-- /settings -->\n"];

/// Every setting as a Markdown table.
fn markdown() -> String {
    let mut text = String::from("| Setting | Values | Default | Meaning |\n| --- | --- | --- | --- |\n");
    for setting in SETTINGS {
        let values = setting.default(|field| field.values());
        let shown = setting.default(|field| field.shown());
        text.push_str(&format!("| `{}` | {values} | `{shown}` | {} |\n", setting.key, setting.meaning));
    }
    text
}

/// `UPDATE_EXPECT=1 cargo test readme_lists` writes it anew.
#[test]
fn readme_lists_every_setting() {
    let readme = include_str!("../../../README.md");
    let (before, rest) = readme.split_once(MARKS[0]).expect("README has the mark");
    let (_, after) = rest.split_once(MARKS[1]).expect("README has the mark");
    let expected = [before, MARKS[0], &markdown(), MARKS[1], after].concat();
    expect_test::expect_file!["../../../README.md"].assert_eq(&expected);
}

/// Widest line of Neovim's help, in characters.
const WIDTH: usize = 78;

/// Every setting as a page of Neovim's help.
fn help() -> String {
    let mut text = String::new();
    for setting in SETTINGS {
        let shown = setting.default(|field| field.shown());
        text.push_str(&format!("\n    `{}`  {shown}", setting.key));
        let meaning = format!("{}.", setting.meaning);
        let mut room = 0;
        for word in meaning.split(' ') {
            if room < word.chars().count() + 1 {
                text.push_str("\n       ");
                room = WIDTH - 7;
            }
            text.push_str(&format!(" {word}"));
            room -= word.chars().count() + 1;
        }
    }
    text.push('\n');
    text
}

/// `UPDATE_EXPECT=1 cargo test the_help_of_neovim` writes it anew.
#[test]
fn the_help_of_neovim_lists_every_setting() {
    let page = include_str!("../../../editors/nvim/doc/glossator.txt");
    let begin = "*glossator-settings-list*\n";
    let end = "\n====";
    let (before, rest) = page.split_once(begin).expect("the help has the tag");
    let (_, after) = rest.split_once(end).expect("a section follows");
    let expected = [before, begin, &help(), end, after].concat();
    expect_test::expect_file!["../../../editors/nvim/doc/glossator.txt"].assert_eq(&expected);
}

/// `npm run settings` in its folder writes them anew, from the schema.
#[test]
fn the_extension_of_vs_code_has_every_setting_with_its_default() {
    let manifest: Json =
        serde_json::from_str(include_str!("../../../editors/vscode/package.json")).expect("it is JSON");
    let groups = manifest["contributes"]["configuration"].as_array().expect("it has groups of settings");
    let own = |name: &str| OF_CLIENTS.iter().any(|own| name.starts_with(&format!("glossator.{own}.")));
    let listed: BTreeMap<String, Json> = groups
        .iter()
        .filter_map(|group| group["properties"].as_object())
        .flatten()
        .filter(|(name, _)| !own(name))
        .map(|(name, setting)| (name.clone(), setting["default"].clone()))
        .collect();
    let mut expected = BTreeMap::new();
    for setting in SETTINGS {
        let schema = setting.schema();
        match schema["properties"].as_object() {
            Some(keys) => {
                expected
                    .extend(keys.keys().map(|key| (format!("glossator.{}.{key}", setting.key), Json::Null)));
            }
            None => {
                expected.insert(format!("glossator.{}", setting.key), schema["default"].clone());
            }
        }
    }
    assert_eq!(listed, expected);
}

/// The type that LuaCATS gives to the values of a setting.
fn lua_type(schema: &Json) -> String {
    if let Some(values) = schema["enum"].as_array() {
        return values.iter().map(Json::to_string).collect::<Vec<_>>().join("|");
    }
    match (schema["type"].as_str(), schema["items"]["type"].as_str()) {
        (Some("boolean"), _) => "boolean".to_owned(),
        (Some("array"), Some("string")) => "string[]".to_owned(),
        (Some("array"), _) => "glossator.settings.Folder[]".to_owned(),
        (Some("object"), _) if schema["additionalProperties"]["type"] == "string" => {
            "table<string, string>".to_owned()
        }
        (Some("object"), _) => "table<string, glossator.settings.Severity>".to_owned(),
        _ => "string".to_owned(),
    }
}

/// Every setting as classes of LuaCATS, by which editors complete and check what is given to `setup` in Neovim.
fn lua() -> String {
    let mut groups: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut fields = Vec::new();
    for setting in SETTINGS {
        let kind = lua_type(&setting.schema());
        match setting.key.split_once('.') {
            Some((group, key)) => {
                let field = format!("---@field {key}? {kind} {}.\n", setting.meaning);
                groups.entry(group).or_default().push(field);
            }
            None => fields.push(format!("---@field {}? {kind} {}.\n", setting.key, setting.meaning)),
        }
    }
    let mut text = String::from(
        "---@meta\n--- The settings of a vault, as types. The server's tests hold them to what it takes.\n\n\
         ---@alias glossator.settings.Severity \"off\"|\"hint\"|\"information\"|\"warning\"|\"error\"\n\n\
         ---@class glossator.settings.Folder\n\
         ---@field path string Path of a folder or note inside the vault.\n\
         ---@field rules? table<string, glossator.settings.Severity>\n\n",
    );
    let class = |group: &str| format!("glossator.settings.{}{}", group[..1].to_uppercase(), &group[1..]);
    for (group, fields) in &groups {
        text.push_str(&format!("---@class {}\n{}\n", class(group), fields.concat()));
    }
    text.push_str("---@class glossator.Settings\n");
    for group in groups.keys() {
        text.push_str(&format!("---@field {group}? {}\n", class(group)));
    }
    text.push_str(&fields.concat());
    text
}

/// `UPDATE_EXPECT=1 cargo test the_types_of_lua` writes them anew.
#[test]
fn the_types_of_lua_have_every_setting() {
    expect_test::expect_file!["../../../editors/nvim/lua/glossator/settings.lua"].assert_eq(&lua());
}
