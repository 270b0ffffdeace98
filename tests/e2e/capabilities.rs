//! What the server announces is shown by a test and told in README.md, and nothing else is.
//!
//! `capabilities.txt` says by which test and in which row.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::client::Client;
use crate::scene::{modern, start};
use crate::vault::Vault;

/// One line of the list.
struct Entry {
    capability: String,
    method: String,
    file: String,
    test: String,
    row: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/e2e")
}

fn entries() -> Vec<Entry> {
    let list = fs::read_to_string(folder().join("capabilities.txt")).unwrap();
    let lines = list.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let entries = lines.map(|line| {
        let parts: Vec<&str> = line.split(" | ").collect();
        let [capability, method, test, row] = parts[..] else { panic!("four parts: {line}") };
        let (file, test) = test.split_once("::").unwrap_or_else(|| panic!("a file and a function: {line}"));
        let [capability, method, file, test, row] = [capability, method, file, test, row].map(str::to_owned);
        Entry { capability, method, file, test, row }
    });
    entries.collect()
}

/// What is announced to an editor that can do everything, as paths in the answer.
fn announced() -> BTreeSet<String> {
    let mut capabilities = modern();
    capabilities["textDocument"]["rename"] = json!({"prepareSupport": true});
    capabilities["workspace"]["workspaceEdit"] = json!({
        "documentChanges": true,
        "resourceOperations": ["create", "rename", "delete"],
        "changeAnnotationSupport": {},
    });
    let vault = Vault::new("");
    let mut client = Client::start(&vault);
    let answer = start(&mut client, &[vault.uri("")], &capabilities);
    client.finish();
    let mut found = BTreeSet::new();
    let capabilities = answer["capabilities"].as_object().unwrap();
    for (name, value) in
        capabilities.iter().filter(|(_, value)| !matches!(value, Value::Null | Value::Bool(false)))
    {
        if name != "workspace" {
            found.insert(name.clone());
        }
        add_parts(name, value, &mut found);
    }
    found
}

/// What is switched on inside a capability: flags, operations on files, and each command and kind of action.
fn add_parts(path: &str, value: &Value, found: &mut BTreeSet<String>) {
    for (name, value) in value.as_object().into_iter().flatten() {
        let path = format!("{path}.{name}");
        match value {
            Value::Bool(true) => drop(found.insert(path)),
            Value::Array(names) if matches!(name.as_str(), "commands" | "codeActionKinds") => {
                found.extend(names.iter().map(|name| format!("{path}.{}", name.as_str().unwrap())));
            }
            Value::Object(_) if path.starts_with("workspace.fileOperations.") => drop(found.insert(path)),
            Value::String(_) if name == "changeNotifications" => drop(found.insert(path)),
            Value::Object(_) => add_parts(&path, value, found),
            _ => {}
        }
    }
}

#[test]
fn what_is_announced_is_listed_and_nothing_else() {
    let listed = entries().into_iter().map(|entry| entry.capability).filter(|capability| capability != "-");
    let listed: BTreeSet<String> = listed.collect();
    let announced = announced();
    let missing: Vec<_> = announced.difference(&listed).collect();
    let stale: Vec<_> = listed.difference(&announced).collect();
    assert!(missing.is_empty(), "announced, but not in tests/e2e/capabilities.txt: {missing:?}");
    assert!(stale.is_empty(), "in tests/e2e/capabilities.txt, but not announced: {stale:?}");
}

#[test]
fn what_is_listed_has_its_test() {
    for Entry { file, test, capability, .. } in entries() {
        let source =
            fs::read_to_string(folder().join(&file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        let is_there = source.contains(&format!("#[test]\nfn {test}()"));
        assert!(is_there, "{capability}: there is no test {test} in tests/e2e/{file}");
    }
}

#[test]
fn what_is_tested_is_listed() {
    let listed: BTreeSet<String> = entries().into_iter().map(|entry| entry.method).collect();
    let mut called = BTreeSet::new();
    for file in sources(&folder()).into_iter().filter(|file| !file.ends_with("capabilities.rs")) {
        let source = fs::read_to_string(&file).unwrap();
        called.extend(source.split('"').filter(|text| is_method(text)).map(str::to_owned));
    }
    // How the server says what it wants to be told, or to tell.
    for own in ["workspace/workspaceFolders", "workspace/diagnostic/refresh"] {
        called.remove(own);
    }
    let missing: Vec<_> = called.difference(&listed).collect();
    assert!(missing.is_empty(), "called by tests, but not in tests/e2e/capabilities.txt: {missing:?}");
}

fn is_method(text: &str) -> bool {
    let families = [
        "textDocument/",
        "workspace/",
        "completionItem/",
        "codeAction/",
        "codeLens/",
        "inlayHint/",
        "callHierarchy/",
        "typeHierarchy/",
        "documentLink/",
    ];
    let family = families.iter().find_map(|family| text.strip_prefix(family));
    family.is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic() || c == '/'))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            found.extend(sources(&entry.path()));
        } else if entry.path().extension().is_some_and(|end| end == "rs") {
            found.push(entry.path());
        }
    }
    found
}

#[test]
fn the_table_in_the_readme_says_what_is_listed() {
    let readme = fs::read_to_string(folder().join("../../README.md")).unwrap();
    let section =
        readme.split("\n## ").find(|section| section.starts_with("Beside other Markdown servers")).unwrap();
    let table = section.lines().filter(|line| line.starts_with("| ")).skip(2);
    let told: BTreeSet<String> = table
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
            assert_eq!(cells.len(), 11, "Glossator and nine others: {line}");
            assert_eq!(cells[1], "●", "what does not work yet has no row: {line}");
            cells[0].to_owned()
        })
        .collect();
    let listed: BTreeSet<String> = entries().into_iter().map(|entry| entry.row).collect();
    let untold: Vec<_> = listed.difference(&told).collect();
    let unlisted: Vec<_> = told.difference(&listed).collect();
    assert!(untold.is_empty(), "in tests/e2e/capabilities.txt, but no row of README.md: {untold:?}");
    assert!(unlisted.is_empty(), "a row of README.md, but not in tests/e2e/capabilities.txt: {unlisted:?}");
}
