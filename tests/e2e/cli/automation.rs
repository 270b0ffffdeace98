//! What runs `glossator check` for people: the GitHub action and the pre-commit hook of this repository.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output};

use crate::shell::{command, run};
use crate::vault::Vault;

const ACTION: &str = include_str!("../../../.github/actions/check/action.yml");
const HOOKS: &str = include_str!("../../../.pre-commit-hooks.yaml");

/// The value of a key of a YAML text that stands on one line.
fn value<'t>(yaml: &'t str, key: &str) -> Option<&'t str> {
    let lines = yaml.lines().map(|line| line.trim_start().trim_start_matches("- "));
    lines.filter_map(|line| line.strip_prefix(key)?.strip_prefix(':')).map(str::trim).next()
}

/// The lines of the script of the action's last step.
fn script() -> String {
    let (_, block) = ACTION.rsplit_once("run: |\n").expect("a script of several lines");
    let indent = block.len() - block.trim_start().len();
    block.lines().map(|line| format!("{}\n", line.get(indent..).unwrap_or_default())).collect()
}

/// Runs the script as a runner does, with the inputs that are given and the others as they are by default.
fn run_action(vault: &Vault, inputs: &[(&str, &str)]) -> Output {
    let runner = Vault::new("");
    fs::create_dir_all(runner.file("glossator/bin")).unwrap();
    symlink(env!("CARGO_BIN_EXE_glossator"), runner.file("glossator/bin/glossator")).unwrap();
    let mut shell = Command::new("bash");
    shell.args(["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", &script()]);
    shell.current_dir(vault.folder()).env("RUNNER_TEMP", runner.folder()).env("GITHUB_ACTIONS", "true");
    for (name, input) in
        [("NOTES", "path"), ("FAIL_ON", "fail-on"), ("BASELINE", "baseline"), ("RULE", "rule")]
    {
        assert!(
            ACTION.contains(&format!("{name}: ${{{{ inputs.{input} }}}}")),
            "{name} is the input {input}"
        );
        let (_, rest) = ACTION.split_once(&format!("\n  {input}:\n")).expect("an input");
        let default = value(rest, "default").unwrap().trim_matches('"');
        let given = inputs.iter().find(|(known, _)| *known == input).map_or(default, |(_, given)| given);
        shell.env(name, given);
    }
    shell.output().unwrap()
}

const NOTES: &str =
    "\n-- my notes/a b.md\nIt is in the the book. See [x](gone.md).\n-- my notes/c.md\n# C\n\nText.\n";

#[test]
fn the_action_annotates_and_fails_where_it_is_told_to() {
    let vault = Vault::new(NOTES);
    let ran = run_action(&vault, &[]);
    let printed = String::from_utf8(ran.stdout).unwrap();
    assert_eq!(ran.status.code(), Some(1), "{printed}");
    assert!(printed.contains("::warning file=my notes/a b.md,line=1,"), "{printed}");
    assert!(printed.contains("::notice file=my notes/a b.md,line=1,"), "{printed}");
    assert_eq!(run_action(&vault, &[("path", "my notes"), ("fail-on", "error")]).status.code(), Some(0));
    let one = run_action(&vault, &[("path", "my notes"), ("rule", "text")]);
    assert_eq!((one.status.code(), String::from_utf8(one.stdout).unwrap().lines().count()), (Some(0), 1));
    assert_eq!(run_action(&vault, &[("rule", "no/such")]).status.code(), Some(2));
    run(vault.folder(), &["check", "--baseline", "known problems.json", "--write-baseline"]);
    let known = run_action(&vault, &[("baseline", "known problems.json")]);
    assert_eq!((known.status.code(), known.stdout), (Some(0), Vec::new()));
}

#[test]
fn the_action_builds_the_repository_that_it_lies_in() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(ACTION.contains("--path \"$GITHUB_ACTION_PATH/../../..\""));
    let built = root.join(".github/actions/check/../../..");
    assert_eq!(built.canonicalize().unwrap(), root.canonicalize().unwrap());
}

#[test]
fn the_hook_checks_all_notes_and_takes_names_with_spaces() {
    let vault = Vault::new(NOTES);
    assert_eq!(
        value(HOOKS, "pass_filenames"),
        Some("false"),
        "a change of one note may break links of others"
    );
    assert_eq!(value(HOOKS, "always_run"), Some("true"), "so may a note or image that goes");
    assert_eq!(value(HOOKS, "types"), None, "an image is no Markdown");
    let entry: Vec<&str> = value(HOOKS, "entry").unwrap().split(' ').collect();
    let (program, arguments) = entry.split_first().unwrap();
    assert_eq!(*program, "glossator");
    let ran = run(vault.folder(), arguments);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stdout.contains("my notes/a b.md:1:32: warning: there is no file"), "{}", ran.stdout);
    // Who turns the names on again gets those files alone.
    let named = [arguments, &["my notes/c.md"]].concat();
    assert_eq!(run(vault.folder(), &named).stdout, "1 note checked, no problems\n");
    let named = [arguments, &["my notes/c.md", "my notes/a b.md"]].concat();
    assert!(command(vault.folder(), &named).output().unwrap().status.code() == Some(1));
}
