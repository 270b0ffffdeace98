//! Which notes there are: folders that come and go, open notes that win over the disk, and notes that are no files.

mod folders;
mod notes;
mod settings;

use serde_json::{Value, json};

use crate::client::Client;

/// The names of all topics and notes that the server knows, sorted.
#[track_caller]
fn names(client: &mut Client) -> Vec<String> {
    let found = client.request("workspace/symbol", json!({"query": ""}));
    let mut names: Vec<String> =
        found.as_array().unwrap().iter().map(|found| found["name"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

/// Waits until the topics of all folders are these: the end of one reading may be told while another goes on.
#[track_caller]
fn until_named(client: &mut Client, expected: &[&str]) {
    client.wait_until("the names of topics", |client| names(client) == expected);
}

fn about(uri: &str) -> Value {
    json!({"textDocument": {"uri": uri}})
}

fn at(uri: &str, line: u64, character: u64) -> Value {
    json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}})
}
