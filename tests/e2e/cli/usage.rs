//! Arguments, exit codes, pipes and settings of the command line.

use std::fs;
use std::process::Stdio;

use expect_test::expect;
use serde_json::json;

use crate::shell::{command, run};
use crate::vault::Vault;

#[track_caller]
fn check_code(vault: &Vault, arguments: &[&str], code: i32) {
    let ran = run(vault.folder(), arguments);
    assert_eq!(ran.code, Some(code), "{arguments:?}: {ran:?}");
    // Whoever cannot use the answer is told why.
    assert!(code != 2 || !ran.stderr.is_empty(), "{arguments:?}: {ran:?}");
}

#[test]
fn the_exit_code_tells_the_worst_that_was_found() {
    let fine = Vault::new("\n-- a.md\n[x](b.md)\n-- b.md\n[x](a.md)\n");
    let hint = Vault::new("\n-- a.md\n[[gone]]\n");
    let warning = Vault::new("\n-- a.md\n[[gone]] [x](gone.md)\n");
    let error = Vault::new(
        "\n-- a.md\n[x](gone.md)\n-- glossator.toml\n[rules]\n\"link/missing-file\" = \"error\"\n",
    );
    for (vault, codes) in
        [(&fine, [0, 0, 0, 0]), (&hint, [1, 1, 0, 0]), (&warning, [1, 1, 1, 0]), (&error, [1, 1, 1, 1])]
    {
        for (severity, code) in ["hint", "information", "warning", "error"].iter().zip(codes) {
            check_code(vault, &["check", "--fail-on", severity], code);
        }
    }
    check_code(&warning, &["check"], 1);
    check_code(&hint, &["check"], 0);
    check_code(&warning, &["check", "--format", "json"], 1);
    // A listing is no judgement.
    check_code(&warning, &["links"], 0);
}

#[test]
fn wrong_usage_is_told_apart_from_problems() {
    let vault = Vault::new("\n-- a.md\n# A\n");
    for arguments in [
        ["check", "--format", "xml"].as_slice(),
        &["check", "--fail-on", "nothing"],
        &["nothing"],
        &["check", "no/such/folder"],
        &["topics", "no.md"],
        &["topics", "a.md", "b.md"],
        &["define"],
        &["completions", "tcsh"],
        &["explain", "x/y"],
        &[],
    ] {
        check_code(&vault, arguments, 2);
    }
}

#[test]
fn a_path_is_a_vault_a_folder_in_it_or_a_note() {
    let vault = Vault::new(
        "\n-- glossator.toml\n-- a.md\n[x](gone1.md)\n-- sub/b.md\n[x](gone2.md) [y](../a.md)\n-- sub2/c.md\n[x](gone3.md)\n",
    );
    let targets = |folder: &str, arguments: &[&str]| -> Vec<String> {
        let mut all = vec!["check", "--format", "json"];
        all.extend(arguments);
        let problems = run(&vault.file(folder), &all).json();
        problems
            .as_array()
            .unwrap()
            .iter()
            .map(|problem| problem["target"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(targets("", &[]), ["gone1.md", "sub/gone2.md", "sub2/gone3.md"]);
    // The settings above make the vault, so that `../a.md` is in it.
    assert_eq!(targets("sub", &[]), ["sub/gone2.md"]);
    assert_eq!(targets("sub", &[".."]), ["gone1.md", "sub/gone2.md", "sub2/gone3.md"]);
    assert_eq!(targets("", &["sub/b.md"]), ["sub/gone2.md"]);
    assert_eq!(targets("", &["sub"]), ["sub/gone2.md"]);
    assert_eq!(targets("", &["sub2", "a.md"]), ["gone1.md", "sub2/gone3.md"]);
    // What is named twice is checked once.
    assert_eq!(
        targets("", &["a.md", ".", "sub/b.md", "./sub"]),
        ["gone1.md", "sub/gone2.md", "sub2/gone3.md"]
    );
}

#[test]
fn one_path_that_is_not_there_does_not_hide_the_others() {
    let vault = Vault::new("\n-- a.md\n[x](gone.md)\n");
    let ran = run(vault.folder(), &["check", "no.md", "a.md"]);
    assert_eq!(
        ran.stdout,
        "a.md:1:5: warning: there is no file `gone.md` [link/missing-file]\n   1 | [x](gone.md)\n     |     ^^^^^^^\n1 note checked, 1 problem\n"
    );
    assert_eq!(
        (ran.stderr.as_str(), ran.code),
        ("glossator: cannot read no.md: no such file or folder\n", Some(2))
    );
}

#[test]
fn a_note_that_is_named_alone_knows_the_notes_around_it() {
    let vault = Vault::new("\n-- a/x.md\n[[y]] [y](../b/y.md)\n-- b/y.md\n[[x]] [[gone]]\n");
    let fine = run(vault.folder(), &["check", "a/x.md"]);
    assert_eq!((fine.stdout.as_str(), fine.code), ("1 note checked, no problems\n", Some(0)));
    let both = run(vault.folder(), &["check", "a/x.md", "b/y.md"]);
    assert!(both.stdout.starts_with("b/y.md:1:9: information: there is no note `gone`"), "{both:?}");
    assert!(both.stdout.ends_with("2 notes checked, 1 problem\n"), "{both:?}");
    // From elsewhere a note has what marks a folder of notes above it, and else its own folder.
    let elsewhere = Vault::new("");
    let note = vault.file("a/x.md");
    let note = note.to_str().unwrap();
    assert!(run(elsewhere.folder(), &["check", note]).stdout.starts_with("x.md:1:3: information"));
    fs::create_dir(vault.file(".obsidian")).unwrap();
    assert_eq!(run(elsewhere.folder(), &["check", note]).stdout, "1 note checked, no problems\n");
}

#[test]
fn a_file_that_is_no_note_is_not_called_fine() {
    let vault = Vault::new(
        "\n-- a.md\n# A\n-- b.txt\n# B\n-- .gitignore\nc.md\n-- c.md\n# C\n-- .d.md\n# D\n-- sub/e.txt\nx\n",
    );
    for path in ["b.txt", "c.md", ".d.md"] {
        let ran = run(vault.folder(), &["check", path]);
        let reason =
            format!("glossator: cannot read {path}: it is hidden, ignored, or not named as notes are\n");
        assert_eq!((ran.stderr, ran.code), (reason, Some(2)));
    }
    // A folder may have no notes.
    check_code(&vault, &["check", "sub"], 0);
}

#[test]
fn settings_that_make_no_sense_are_named_with_their_line_and_left_out() {
    let check = |text: &str, code: i32, expected: expect_test::Expect| {
        let vault = Vault::new("\n-- a.md\n[[gone]]\n");
        vault.write("glossator.toml", text);
        let ran = run(vault.folder(), &["check"]);
        assert_eq!(ran.code, Some(code), "{ran:?}");
        // Where the file is no TOML nothing is checked: nobody knows by what rules.
        assert_eq!(ran.stdout.is_empty(), code == 2, "{ran:?}");
        let folder = vault.folder().canonicalize().unwrap();
        expected.assert_eq(&ran.stderr.replace(folder.to_str().unwrap(), "VAULT"));
    };
    check(
        "[rules]\n\"link/missing-file\" = \n",
        2,
        expect![[r#"
        glossator: cannot use VAULT/glossator.toml: line 2: string values must be quoted, expected literal string
    "#]],
    );
    check(
        "[notes]\n\nextension = [\"txt\"]\n[rules]\n\"link/gone\" = \"off\"\n",
        0,
        expect![[r#"
        glossator: VAULT/glossator.toml: line 3: there is no setting `notes.extension`; did you mean `notes.extensions`?
        glossator: VAULT/glossator.toml: line 5: there is no rule `link/gone`
    "#]],
    );
    // The rest is taken.
    check(
        "[rules]\n\"link/ambiguous\" = \"loud\"\n\"link/missing-note\" = \"error\"\n",
        1,
        expect![[r#"
        glossator: VAULT/glossator.toml: line 2: `link/ambiguous` wants "off", "hint", "information", "warning" or "error", not "loud"
    "#]],
    );
}

#[test]
fn severities_hold_for_rules_families_and_folders() {
    let vault = Vault::new(
        "\n-- a.md\n[[gone]] [x](gone.md)\n-- old/b.md\n[[gone]] [x](gone.md)\n-- old/new/c.md\n[[gone]]\n",
    );
    let check = |settings: &str, expected: &[&str]| {
        vault.write("glossator.toml", settings);
        let ran = run(vault.folder(), &["check"]);
        let told: Vec<&str> = ran.stdout.lines().filter(|line| line.contains(" there is no ")).collect();
        let told: Vec<String> =
            told.iter().map(|line| line.split(" there ").next().unwrap().to_owned()).collect();
        assert_eq!(
            (told.iter().map(String::as_str).collect::<Vec<_>>(), ran.stderr.as_str()),
            (expected.to_vec(), "")
        );
    };
    check("rules.link = \"off\"\n", &[]);
    check(
        "rules.link = \"off\"\nrules.\"link/missing-note\" = \"error\"\n[[folders]]\npath = \"old\"\nrules = { link = \"hint\" }\n         [[folders]]\npath = \"old/new\"\nrules.link = \"off\"\n",
        &["a.md:1:3: error:", "old/b.md:1:3: hint:", "old/b.md:1:14: hint:"],
    );
}

#[test]
fn init_writes_settings_that_can_be_used_and_leaves_existing_ones_alone() {
    let vault = Vault::new("\n-- a.md\n# A\n");
    let ran = run(vault.folder(), &["init"]);
    assert_eq!(
        (ran.stdout.as_str(), ran.stderr.as_str(), ran.code),
        ("wrote ./glossator.toml\n", "", Some(0))
    );
    check_code(&vault, &["check"], 0);
    // Every setting it names can be turned on as it stands.
    let file = vault.file("glossator.toml");
    let template = fs::read_to_string(&file).unwrap();
    let is_setting = |line: &&str| line.starts_with("# \"") || line.contains("# extensions = ");
    let turned_on: Vec<&str> =
        template.lines().map(|line| if is_setting(&line) { &line[2..] } else { line }).collect();
    assert!(10 <= template.lines().filter(is_setting).count(), "{template}");
    fs::write(&file, turned_on.join("\n")).unwrap();
    check_code(&vault, &["check"], 0);

    let ran = run(vault.folder(), &["init", "."]);
    assert_eq!(ran.stderr, "glossator: ./glossator.toml is there already; it was left as it is\n");
    assert_eq!((ran.code, fs::read_to_string(&file).unwrap()), (Some(2), turned_on.join("\n")));
    check_code(&vault, &["init", "no/such/folder"], 2);
    check_code(&vault, &["init", "a.md"], 2);
}

#[test]
fn init_names_the_schema_where_it_lies_beside() {
    let vault = Vault::new("\n-- a.md\n# A\n");
    let line = "#:schema ./glossator.schema.json\n";
    let written = |vault: &Vault| {
        check_code(vault, &["init"], 0);
        fs::read_to_string(vault.file("glossator.toml")).unwrap()
    };
    let told = written(&vault);
    assert!(!told.starts_with("#:") && told.contains(&format!("\n# {line}")), "{told}");
    fs::remove_file(vault.file("glossator.toml")).unwrap();
    vault.write("glossator.schema.json", &run(vault.folder(), &["init", "--schema"]).stdout);
    assert!(written(&vault).starts_with(line));
    check_code(&vault, &["check"], 0);
}

#[test]
fn init_sets_what_it_sees_in_the_vault() {
    let vault = Vault::new("\n-- Words/Glossary.md\n# A\n-- a.qmd\n# B\n");
    for day in 1..=3 {
        vault.write(&format!("log/2024-05-0{day}.md"), "");
    }
    check_code(&vault, &["init"], 0);
    let written = fs::read_to_string(vault.file("glossator.toml")).unwrap();
    let set: Vec<&str> =
        written.lines().filter(|line| !line.starts_with(['#', '[']) && !line.is_empty()).collect();
    assert_eq!(
        set,
        ["extensions = [\"qmd\"]", "file = \"Words/Glossary.md\"", "path = \"log/{year}-{month}-{day}.md\""]
    );
    let ran = run(vault.folder(), &["topics"]);
    assert!(ran.stdout.contains("a.qmd") && ran.stderr.is_empty(), "{ran:?}");
}

#[test]
fn init_prints_the_schema_of_settings() {
    let vault = Vault::new("");
    let ran = run(vault.folder(), &["init", "--schema"]);
    let schema: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(schema["properties"]["features"]["properties"]["hover"]["type"], "boolean");
    assert!(!vault.file("glossator.toml").exists());
}

#[test]
fn a_reader_that_goes_ends_the_output_quietly() {
    let mut notation = String::from("\n-- a.md\n");
    for line in 0..5000 {
        notation.push_str(&format!("# Heading number {line}\n\n[x](gone{line}.md)\n\n"));
    }
    let vault = Vault::new(&notation);
    for arguments in [
        ["topics"].as_slice(),
        &["links", "--format", "json"],
        &["check"],
        &["explain"],
        &["completions", "bash"],
        &["--help"],
        &["check", "--help"],
    ] {
        let mut child =
            command(vault.folder(), arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(ended.stderr).unwrap(), "", "{arguments:?}");
        assert_eq!(ended.status.code(), Some(i32::from(arguments == ["check"])), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_no_success() {
    let vault = Vault::new("\n-- a.md\n# A\n");
    for arguments in
        [["topics"].as_slice(), &["check"], &["links", "--format", "json"], &["completions", "zsh"]]
    {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let ended = command(vault.folder(), arguments).stdout(full).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(ended.status.code(), Some(2), "{arguments:?}");
        assert!(String::from_utf8(ended.stderr).unwrap().starts_with("glossator: cannot write to stdout"));
    }
}

#[test]
fn nothing_is_coloured_in_a_pipe() {
    let vault = Vault::new("\n-- a.md\n# A\n\n[x](gone.md)\n");
    for arguments in
        [["check"].as_slice(), &["topics"], &["links"], &["explain"], &["--help"], &["check", "--nonsense"]]
    {
        let ran = run(vault.folder(), arguments);
        assert!(!ran.stdout.contains('\u{1b}') && !ran.stderr.contains('\u{1b}'), "{ran:?}");
    }
}

#[test]
fn each_command_says_what_it_does() {
    let vault = Vault::new("");
    let listed = run(vault.folder(), &["--help"]);
    assert_eq!(listed.code, Some(0));
    for (command, words) in [
        ("serve", "language server protocol"),
        ("check", "broken links"),
        ("topics", "topics of all notes"),
        ("glossary", "definitions"),
        ("define", "what one term means"),
        ("mentions", "linked or not"),
        ("links", "what they lead to"),
        ("explain", "how to fix"),
        ("init", "glossator.toml"),
        ("completions", "shell"),
    ] {
        assert!(listed.stdout.contains(&format!("\n  {command} ")), "{command}: {}", listed.stdout);
        let ran = run(vault.folder(), &[command, "--help"]);
        assert!(ran.code == Some(0) && ran.stdout.contains(words), "{command}: {ran:?}");
        assert!(ran.stdout.contains(&format!("Usage: glossator {command}")), "{command}: {ran:?}");
    }
    let version = run(vault.folder(), &["--version"]);
    assert_eq!(version.stdout, format!("glossator {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn completions_are_there_for_each_shell() {
    let vault = Vault::new("");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = run(vault.folder(), &["completions", shell]);
        assert!(ran.code == Some(0) && ran.stdout.contains("mentions"), "{shell}: {ran:?}");
    }
}

#[test]
fn listings_of_nothing_are_empty_lists() {
    let vault = Vault::new("");
    for command in ["check", "topics", "glossary", "links"] {
        let ran = run(vault.folder(), &[command, "--format", "json"]);
        assert_eq!((ran.json(), ran.code), (json!([]), Some(0)), "{command}");
    }
}
