//! Settings: of the vault and of the client, right and wrong, at the start and later.

use serde_json::{Value, json};

use crate::client::Client;
use crate::scene::{Scene, is_read, messages, modern, open};
use crate::vault::Vault;

/// Capabilities of a client that is asked for its settings.
fn asked() -> Value {
    let mut capabilities = modern();
    capabilities["workspace"] = json!({"configuration": true});
    capabilities
}

/// Starts a client with these settings in `initializationOptions`, and waits until its folders are read.
#[track_caller]
fn start_with(folders: &[&Vault], capabilities: &Value, options: &Value) -> (Client, Value) {
    let named: Vec<Value> = folders.iter().map(|vault| json!({"uri": vault.uri(""), "name": "x"})).collect();
    let mut client = Client::start(folders[0]);
    let result = client.initialize_with(json!({
        "workspaceFolders": named,
        "capabilities": capabilities,
        "initializationOptions": options,
    }));
    for _ in folders {
        is_read(&mut client);
    }
    (client, result)
}

#[track_caller]
fn problems(client: &mut Client, vault: &Vault, path: &str) -> Vec<String> {
    let params = json!({"textDocument": {"uri": vault.uri(path)}});
    messages(&client.request("textDocument/diagnostic", params)["items"])
}

#[track_caller]
fn problems_become(client: &mut Client, vault: &Vault, path: &str, expected: &[&str]) {
    let params = json!({"textDocument": {"uri": vault.uri(path)}});
    client.request_until("textDocument/diagnostic", &params, |report| messages(&report["items"]) == expected);
}

/// What the server told the user.
#[track_caller]
fn told(client: &mut Client) -> String {
    client.notification("window/showMessage")["message"].as_str().unwrap().to_owned()
}

const TWO_LINKS: &str = "\n-- a.md\n[[gone]] [x](gone.md)\n";
const NO_NOTE: &str = "there is no note `gone`";
const NO_FILE: &str = "there is no file `gone.md`";

#[test]
fn settings_given_at_the_start_hold_below_those_of_the_vault() {
    let vault = Vault::new(TWO_LINKS);
    let options = json!({"rules": {"link/missing-note": "off", "link/missing-file": "off"}});
    for options in [options.clone(), json!({"glossator": options})] {
        let (mut client, _) = start_with(&[&vault], &modern(), &options);
        assert_eq!(problems(&mut client, &vault, "a.md"), [""; 0]);
        client.finish();
    }
    vault.write("glossator.toml", "[rules]\n\"link/missing-file\" = \"error\"\n");
    let (mut client, _) = start_with(&[&vault], &modern(), &options);
    assert_eq!(problems(&mut client, &vault, "a.md"), [NO_FILE]);
    client.finish();
}

#[test]
fn settings_that_are_sent_later_take_effect() {
    let vault = Vault::new(TWO_LINKS);
    let (mut client, _) = start_with(&[&vault], &modern(), &json!({}));
    for (settings, expected) in [
        (json!({"glossator": {"rules": {"link/missing-note": "off"}}}), vec![NO_FILE]),
        // Clients that want to be asked send nothing.
        (json!(null), vec![NO_FILE]),
        (json!({"rules": {"link": "off"}}), vec![]),
        (json!({"glossator": {}}), vec![NO_NOTE, NO_FILE]),
    ] {
        client.notify("workspace/didChangeConfiguration", json!({"settings": settings}));
        problems_become(&mut client, &vault, "a.md", &expected);
    }
    client.finish();
}

#[test]
fn clients_that_want_to_be_asked_are_asked_for_each_folder() {
    let (one, two) = (Vault::new(TWO_LINKS), Vault::new(TWO_LINKS));
    let mut capabilities = asked();
    capabilities["workspace"]["didChangeConfiguration"] = json!({"dynamicRegistration": true});
    let (mut client, _) = start_with(&[&one, &two], &capabilities, &json!({}));
    let registered = client.respond_to("client/registerCapability", Value::Null);
    assert_eq!(registered["registrations"][0]["method"], "workspace/didChangeConfiguration");
    assert_eq!(registered["registrations"][0]["registerOptions"], json!({"section": "glossator"}));

    let off = |rule: &str| json!({"rules": {rule: "off"}});
    let answers = json!([off("link/missing-note"), off("link/missing-file"), null]);
    let request = client.respond_to("workspace/configuration", answers);
    let uris: Vec<&str> = request["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| {
            assert_eq!(item["section"], "glossator");
            item["scopeUri"].as_str().unwrap_or_default()
        })
        .collect();
    assert_eq!(
        uris,
        [
            format!("{}/", one.uri("").trim_end_matches('/')),
            format!("{}/", two.uri("").trim_end_matches('/')),
            String::new()
        ]
    );
    problems_become(&mut client, &one, "a.md", &[NO_FILE]);
    problems_become(&mut client, &two, "a.md", &[NO_NOTE]);

    client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    client.respond_to("workspace/configuration", json!([{}, {}, {}]));
    problems_become(&mut client, &one, "a.md", &[NO_NOTE, NO_FILE]);
    problems_become(&mut client, &two, "a.md", &[NO_NOTE, NO_FILE]);
    client.finish();
}

#[test]
fn a_client_that_refuses_to_tell_its_settings_gets_the_usual_ones() {
    let vault = Vault::new(TWO_LINKS);
    let (mut client, _) = start_with(&[&vault], &asked(), &json!({"rules": {"link/missing-note": "off"}}));
    client.refuse("workspace/configuration");
    assert_eq!(problems(&mut client, &vault, "a.md"), [NO_FILE]);
    // And one that knows of none keeps what it said at the start.
    client.notify("workspace/didChangeConfiguration", json!({"settings": {}}));
    client.respond_to("workspace/configuration", json!([null, null]));
    assert_eq!(problems(&mut client, &vault, "a.md"), [NO_FILE]);
    client.finish();
}

#[test]
fn what_makes_no_sense_is_told_once_and_the_rest_is_taken() {
    let vault = Vault::new(TWO_LINKS);
    vault.write("glossator.toml", "[rules]\n\"link/missing-note\" = \"off\"\n[note]\n");
    let options = json!({"rules": {"link/missing-file": "of"}, "trace": {"server": "off"}, "x": 1});
    let (mut client, _) = start_with(&[&vault], &modern(), &options);
    let mut all = [told(&mut client), told(&mut client)];
    all.sort();
    assert!(
        all[0].contains("line 3: there is no setting `note`; did you mean `notes`?")
            && all[0].contains("glossator.toml"),
        "{all:?}"
    );
    assert_eq!(
        all[1],
        "Glossator: settings of the client: `link/missing-file` wants \"off\", \"hint\", \"information\", \
         \"warning\" or \"error\", not \"of\" (and 1 more, which the log names)"
    );
    client.logged("there is no setting `x`");
    assert_eq!(problems(&mut client, &vault, "a.md"), [NO_FILE]);
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"rules": {"link": "off"}}}));
    problems_become(&mut client, &vault, "a.md", &[]);
    assert_eq!(client.waiting("window/showMessage"), 0, "each is told once");
    client.finish();
}

#[test]
fn a_setting_that_makes_other_files_notes_has_the_vault_read_again() {
    let mut scene = Scene::new("\n-- a.md\n[[b]]\n-- b.txt\n# B\n");
    assert_eq!(scene.problems("a.md"), ["there is no note `b`"]);
    let settings = json!({"settings": {"glossator": {"notes": {"extensions": ["txt"]}}}});
    scene.client.notify("workspace/didChangeConfiguration", settings);
    scene.problems_become("a.md", &[]);
    scene.finish();
}

#[test]
fn notes_in_no_folder_have_the_settings_of_the_client() {
    let vault = Vault::new("");
    let mut client = Client::start(&vault);
    let options = json!({"rules": {"link/missing-file": "off"}, "nonsense": true});
    client.initialize_with(json!({"capabilities": asked(), "initializationOptions": options}));
    assert_eq!(told(&mut client), "Glossator: settings of the client: there is no setting `nonsense`");
    let uri = vault.uri("a.md");
    open(&mut client, &uri, "[x](gone.md) [y](#gone)\n");
    let expected = "this note has no heading `gone`";
    problems_become(&mut client, &vault, "a.md", &[expected]);
    client.respond_to("workspace/configuration", json!([{"rules": {"link": "off"}}]));
    problems_become(&mut client, &vault, "a.md", &[]);
    client.finish();
}
