//! Odd files in a vault: each is named with its reason, the rest is read, and nothing hangs.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use expect_test::{Expect, expect};
use serde_json::{Value, json};

use crate::client::Client;
use crate::scene::{Scene, messages, modern, open, start};
use crate::shell::run;
use crate::vault::Vault;

fn pipe(place: &Path) {
    assert!(Command::new("mkfifo").arg(place).status().unwrap().success());
}

fn sparse(place: &Path, bytes: u64) {
    File::create(place).unwrap().set_len(bytes).unwrap();
}

/// A vault with a note that links to each of the others, and the others cannot be read.
fn odd() -> (Vault, Vault) {
    let vault = Vault::new(
        "\n-- a.md\n[1](big.md) [2](binary.md) [3](latin.md) [4](pipe.md) [5](out.md) [6](folder.md) [7](gone.md)\n-- b.md\n# B\n\n[[a]]\n",
    );
    let outside = Vault::new("\n-- secret.md\n# Secret\n");
    sparse(&vault.file("big.md"), 100_000_000);
    fs::write(vault.file("binary.md"), b"# B\n\0\x01").unwrap();
    fs::write(vault.file("latin.md"), b"# caf\xe9\n").unwrap();
    pipe(&vault.file("pipe.md"));
    fs::write(vault.file("wide.md"), b"\xff\xfe#\0 \0W\0").unwrap();
    symlink("nowhere.md", vault.file("dangling.md")).unwrap();
    symlink("loop.md", vault.file("loop.md")).unwrap();
    symlink(outside.file("secret.md"), vault.file("out.md")).unwrap();
    symlink("b.md", vault.file("inside.md")).unwrap();
    symlink("folder.md", vault.file("link-to-folder")).unwrap();
    symlink(".", vault.file("ring")).unwrap();
    symlink("..", vault.file("up")).unwrap();
    fs::create_dir(vault.file("folder.md")).unwrap();
    vault.write("folder.md/c.md", "# C\n");
    fs::write(vault.folder().join(OsStr::from_bytes(b"name\xff.md")), "# N\n").unwrap();
    fs::write(vault.file("back\\slash.md"), "# N\n").unwrap();
    (vault, outside)
}

const REASONS: [(&str, &str); 10] = [
    ("back\\slash.md", "its name is not Unicode, or holds a backslash, so that no link can name it"),
    ("big.md", "too long to read: 100 MB, at most 16 MB"),
    ("binary.md", "not a text: it holds NUL bytes"),
    ("dangling.md", "a link to something that is not there"),
    ("latin.md", "not UTF-8 from byte 5 on"),
    ("loop.md", "too many levels of symbolic links"),
    ("name\u{fffd}.md", "its name is not Unicode, or holds a backslash, so that no link can name it"),
    ("out.md", "a link to something outside the vault"),
    ("pipe.md", "not a regular file"),
    ("wide.md", "stored as UTF-16, and only UTF-8 is read"),
];

#[test]
fn the_command_line_names_each_file_and_reads_the_rest() {
    let (vault, _outside) = odd();
    let ran = run(vault.folder(), &["check"]);
    let mut told: Vec<&str> = ran.stderr.lines().collect();
    told.sort_unstable();
    let expected: Vec<String> =
        REASONS.iter().map(|(file, reason)| format!("glossator: cannot read {file}: {reason}")).collect();
    assert_eq!(told, expected);
    assert!(
        ran.stdout.starts_with("a.md:1:86: warning: there is no file `gone.md` [link/missing-file]\n"),
        "{ran:?}"
    );
    assert!(ran.stdout.contains("\n4 notes checked, "), "{ran:?}");
    assert_eq!(ran.code, Some(2));
    for arguments in [
        ["topics", "."].as_slice(),
        &["links", "."],
        &["glossary", "."],
        &["define", "B", "."],
        &["mentions", "B", "."],
        &["check", "a.md"],
        &["check", "--fail-on", "error"],
    ] {
        assert_eq!(run(vault.folder(), arguments).code, Some(2), "{arguments:?}");
    }
}

#[test]
fn no_command_shows_what_lies_outside_the_vault() {
    let (vault, outside) = odd();
    let text = outside.file("secret.md");
    fs::write(&text, "# Secret\n\nA secret word is a thing that stays here.\n").unwrap();
    for arguments in [
        ["topics"].as_slice(),
        &["glossary"],
        &["links"],
        &["define", "secret word"],
        &["mentions", "secret word"],
    ] {
        let ran = run(vault.folder(), arguments);
        assert!(!ran.stdout.contains("stays here") && !ran.stdout.contains("Secret"), "{ran:?}");
    }
    let mut client = Client::start(&vault);
    start(&mut client, &[vault.uri("")], &modern());
    for column in [1, 70, 80] {
        let at = json!({"line": 0, "character": column});
        let hover = client.request(
            "textDocument/hover",
            json!({"textDocument": {"uri": vault.uri("a.md")}, "position": at}),
        );
        assert!(!hover.to_string().contains("Secret"), "{hover}");
    }
    // Opened through the link it is the editor's to show, and closed it is not read from there.
    open(&mut client, &vault.uri("out.md"), "# Secret\n");
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": vault.uri("out.md")}}));
    open(&mut client, &vault.uri("up/secret.md"), "# Secret\n");
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": vault.uri("up/secret.md")}}));
    let query = json!({"query": "Secret"});
    client.request_until("workspace/symbol", &query, |found| found == &json!([]));
    client.finish();
}

#[test]
fn the_server_logs_each_file_tells_the_user_once_and_reads_the_rest() {
    let (vault, _outside) = odd();
    let mut client = Client::start(&vault);
    start(&mut client, &[vault.uri("")], &modern());
    let told = client.notification("window/showMessage");
    assert_eq!(told["type"], 2);
    let message = told["message"].as_str().unwrap();
    assert!(message.contains("cannot read 10 files in ") && message.contains("back\\slash.md"), "{message}");
    for (file, reason) in REASONS {
        client.logged(&format!("cannot read {file}: {reason}"));
    }
    let uri = vault.uri("a.md");
    let report = client.request("textDocument/diagnostic", json!({"textDocument": {"uri": uri}}));
    assert_eq!(messages(&report["items"]), ["there is no file `gone.md`"]);

    // Reading all of it again, as for new settings, is no news.
    vault.write("glossator.toml", "notes.extensions = [\"text\"]\n");
    let event = json!({"changes": [{"uri": vault.uri("glossator.toml"), "type": 1}]});
    client.notify("workspace/didChangeWatchedFiles", event);
    crate::scene::is_read(&mut client);
    client.request("textDocument/diagnostic", json!({"textDocument": {"uri": uri}}));
    assert_eq!(client.waiting("window/showMessage"), 0);

    // What cannot be read can be open.
    open(&mut client, &vault.uri("pipe.md"), "# From the editor\n");
    let symbols =
        client.request("textDocument/documentSymbol", json!({"textDocument": {"uri": vault.uri("pipe.md")}}));
    assert_eq!(symbols[0]["name"], "From the editor");
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": vault.uri("pipe.md")}}));
    let symbols =
        client.request("textDocument/documentSymbol", json!({"textDocument": {"uri": vault.uri("b.md")}}));
    assert_eq!(symbols[0]["name"], "B");
    client.finish();
}

#[test]
fn a_note_that_becomes_unreadable_while_the_server_runs_is_told_of() {
    let mut scene = Scene::closed("\n-- a.md\n[x](b.md#b)\n-- b.md\n# B\n", &modern());
    for (text, reason) in [(b"# B\n\0".as_slice(), "not a text"), (b"# caf\xe9\n", "not UTF-8")] {
        fs::write(scene.vault.file("b.md"), text).unwrap();
        scene.file_event("b.md", 2);
        let told = scene.client.notification("window/showMessage");
        let told = told["message"].as_str().unwrap();
        assert!(told.contains("b.md") && told.contains(reason), "{told}");
    }
    fs::write(scene.vault.file("b.md"), "# B\n").unwrap();
    scene.file_event("b.md", 2);
    scene.client.request_until("workspace/symbol", &json!({"query": "B"}), |found| found[0]["name"] == "B");
    assert_eq!(scene.problems("a.md"), [""; 0]);
    scene.finish();
}

#[test]
fn files_of_emacs_are_no_notes() {
    let vault = Vault::new(
        "\n-- a.md\n# A\n-- .#a.md\n# Lock\n-- a.md~\n# Backup\n-- #a.md#\n# Autosave\n-- .a.md.swp\n# Swap\n-- ._a.md\n# Mac\n",
    );
    symbolic_lock(&vault);
    let ran = run(vault.folder(), &["topics"]);
    assert_eq!(
        (ran.stdout.as_str(), ran.stderr.as_str(), ran.code),
        ("a.md\n     1  A  (nothing below it)\n", "", Some(0))
    );
}

/// Emacs locks a file by a link that leads nowhere.
fn symbolic_lock(vault: &Vault) {
    symlink("me@host.4711:1700000000", vault.file(".#b.md")).unwrap();
}

/// Puts something at a place.
type Make<'m> = &'m dyn Fn(&Path);

#[test]
fn ignore_files_may_be_anything() {
    let odd_lines = b"[\n{\n\\\n!\n!/\n/\n[z-a]\n\xff\xfe\nb.md\n# comment\n\n   \n".as_slice();
    let outside = Vault::new("\n-- rules\n*\n");
    for name in [".gitignore", ".ignore", ".glossatorignore"] {
        let makes: [(&str, Make<'_>); 6] = [
            ("odd lines", &|place| fs::write(place, odd_lines).unwrap()),
            ("a pipe", &pipe),
            ("a folder", &|place| fs::create_dir(place).unwrap()),
            ("a link to itself", &|place| symlink(name, place).unwrap()),
            ("a link to rules elsewhere", &|place| {
                symlink(outside.file("rules"), place).unwrap();
            }),
            ("3 GB", &|place| sparse(place, 3_000_000_000)),
        ];
        for (what, make) in makes {
            let vault =
                Vault::new("\n-- a.md\n# A\n-- sub/c.md\n# C\n-- .hidden.md\n# H\n-- .git/d.md\n# D\n");
            vault.write("b.md", "# B\n");
            make(&vault.file(name));
            make(&vault.file(&format!("sub/{name}")));
            let ran = run(vault.folder(), &["topics"]);
            let b = if what == "odd lines" { "" } else { "b.md\n     1  B  (nothing below it)\n" };
            assert_eq!(
                ran.stdout,
                format!("a.md\n     1  A  (nothing below it)\n{b}sub/c.md\n     1  C  (nothing below it)\n"),
                "{name} is {what}"
            );
            assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{name} is {what}");
        }
    }
}

#[test]
fn settings_may_be_anything() {
    let check = |make: Make<'_>, reason: Expect| {
        let vault = Vault::new("\n-- a.md\n# A\n");
        make(&vault.file("glossator.toml"));
        let ran = run(vault.folder(), &["check"]);
        assert_eq!(ran.code, Some(if ran.stdout.is_empty() { 2 } else { 0 }), "{ran:?}");
        let folder = vault.folder().canonicalize().unwrap();
        reason.assert_eq(&ran.stderr.replace(folder.to_str().unwrap(), "VAULT"));

        let mut client = Client::start(&vault);
        start(&mut client, &[vault.uri("")], &modern());
        let told = client.notification("window/showMessage");
        assert!(told["message"].as_str().unwrap().contains("glossator.toml"), "{told}");
        // The notes are read all the same.
        let found = client.request("workspace/symbol", json!({"query": ""}));
        assert_eq!(found[0]["name"], "A");
        client.finish();
    };
    check(
        &|place| fs::write(place, "[rules\n").unwrap(),
        expect![[r#"
        glossator: cannot use VAULT/glossator.toml: line 1: unclosed table, expected `]`
    "#]],
    );
    check(
        &|place| fs::write(place, b"\n\xff\n").unwrap(),
        expect![[r#"
        glossator: cannot use VAULT/glossator.toml: not UTF-8 from byte 1 on
    "#]],
    );
    check(
        &|place| sparse(place, 3_000_000_000),
        expect![[r#"
        glossator: cannot use VAULT/glossator.toml: too long to read: 3000 MB, at most 1 MB
    "#]],
    );
    check(
        &|place| fs::write(place, "[notes]\n\n\"\\u001b[2J\" = 1\n").unwrap(),
        expect![[r#"
        glossator: VAULT/glossator.toml: line 3: there is no setting `notes.\u{1b}[2J`
    "#]],
    );
}

#[test]
fn a_pipe_or_folder_for_settings_is_none() {
    for make in [&pipe as Make<'_>, &|place| fs::create_dir(place).unwrap()] {
        let vault = Vault::new("\n-- a.md\n# A\n");
        make(&vault.file("glossator.toml"));
        let ran = run(vault.folder(), &["topics"]);
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(ran.stderr.contains("glossator.toml: not a regular file"), "{ran:?}");
    }
}

#[test]
fn deep_and_wide_folders_are_read() {
    let vault = Vault::new("\n-- a.md\n[[deep]]\n");
    vault.write(&format!("{}deep.md", "d/".repeat(200)), "# Deep\n\nText.\n");
    vault.write(&format!("{}deeper.md", "e/".repeat(300)), "# Deeper\n\nText.\n");
    for at in 0..300 {
        vault.write(&format!("wide/{at}.md"), "");
    }
    let ran = run(vault.folder(), &["check"]);
    assert_eq!(
        (ran.stdout.as_str(), ran.code),
        ("302 notes checked, no problems\n", Some(0)),
        "{}",
        ran.stderr
    );
}

#[test]
fn what_may_not_be_read_is_named() {
    let vault = Vault::new("\n-- a.md\n# A\n-- b.md\n# B\n-- shut/c.md\n# C\n");
    let shut =
        |path: &str, mode| fs::set_permissions(vault.file(path), fs::Permissions::from_mode(mode)).unwrap();
    shut("b.md", 0o000);
    shut("shut", 0o000);
    if fs::read(vault.file("b.md")).is_ok() {
        eprintln!("skipped: to root and its like no file is closed");
        return;
    }
    let ran = run(vault.folder(), &["topics"]);
    shut("shut", 0o700);
    assert_eq!((ran.stdout.as_str(), ran.code), ("a.md\n     1  A  (nothing below it)\n", Some(2)));
    assert_eq!(
        ran.stderr,
        "glossator: cannot read b.md: permission denied\nglossator: cannot read shut: permission denied\n"
    );
}

#[test]
fn a_note_that_changes_under_an_answer_is_no_harm() {
    let mut scene = Scene::new("\n-- a.md\n[x](b.md#part)\n-- b.md\n# B\n\n## Part\n\ntext of the part\n");
    // Not told of: what is known of the note and what stands there differ.
    for text in ["", "é", "ééééééééé\n", "\u{feff}# B", "# B\n\n## Part", "x\n".repeat(5000).as_str()]
    {
        scene.vault.write("b.md", text);
        for (line, character) in [(0, 1), (2, 3), (4, 0), (9999, 0)] {
            for (path, method) in [
                ("a.md", "textDocument/hover"),
                ("b.md", "textDocument/hover"),
                ("b.md", "textDocument/definition"),
                ("b.md", "textDocument/completion"),
                ("b.md", "textDocument/documentHighlight"),
            ] {
                let at = json!({"line": line, "character": character});
                let params = json!({"textDocument": {"uri": scene.vault.uri(path)}, "position": at});
                scene.client.request(method, params);
            }
        }
    }
    fs::remove_file(scene.vault.file("b.md")).unwrap();
    let at = json!({"line": 0, "character": 1});
    let params = json!({"textDocument": {"uri": scene.vault.uri("a.md")}, "position": at});
    assert_eq!(scene.client.request("textDocument/hover", params), Value::Null);
    scene.finish();
}
