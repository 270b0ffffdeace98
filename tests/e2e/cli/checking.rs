//! `glossator check`: its formats, its fixes, its baseline, and what it is told to leave out.

use serde_json::{Value, json};

use crate::shell::{run, run_with_input};
use crate::vault::Vault;

const NOTES: &str = "
-- notes/a.md
# Cells

They donâ€™t rest. See [walls](gone.md).
-- notes/b.md
# Walls

It is in the the book.
";

#[test]
fn fixes_are_shown_first_and_made_then() {
    let vault = Vault::new(NOTES);
    let shown = run(vault.folder(), &["check", "--fix", "--dry-run"]);
    assert_eq!(shown.code, Some(1));
    assert_eq!(
        shown.stdout,
        "--- a/notes/a.md\n+++ b/notes/a.md\n@@ -1,3 +1,3 @@\n # Cells\n \n\
         -They donâ€™t rest. See [walls](gone.md).\n+They don’t rest. See [walls](gone.md).\n\
         --- a/notes/b.md\n+++ b/notes/b.md\n@@ -1,3 +1,3 @@\n # Walls\n \n\
         -It is in the the book.\n+It is in the book.\n"
    );
    assert!(vault.read("notes/b.md").contains("the the"), "nothing is written yet");
    let made = run(vault.folder(), &["check", "--fix"]);
    assert_eq!((made.code, made.stderr.as_str()), (Some(1), "glossator: 2 notes mended\n"));
    assert!(made.stdout.contains("link/missing-file") && !made.stdout.contains("mojibake"), "{made:?}");
    assert_eq!(vault.read("notes/b.md"), "# Walls\n\nIt is in the book.\n");
    assert_eq!(run(vault.folder(), &["check", "--fix", "--dry-run"]).code, Some(0));
}

#[cfg(unix)]
#[test]
fn a_note_that_a_link_leads_to_as_well_is_mended_once() {
    let vault = Vault::new("\n-- a.md\n# A\n\nDonâ€™t ask. It is in the the book, and donâ€™t tell.\n");
    std::os::unix::fs::symlink("a.md", vault.folder().join("b.md")).unwrap();
    std::os::unix::fs::symlink(".", vault.folder().join("again")).unwrap();
    let made = run(vault.folder(), &["check", "--fix"]);
    assert_eq!((made.code, made.stderr.as_str()), (Some(0), "glossator: 1 note mended\n"));
    assert_eq!(vault.read("a.md"), "# A\n\nDon’t ask. It is in the book, and don’t tell.\n");
    assert!(vault.folder().join("b.md").is_symlink());
}

#[cfg(unix)]
#[test]
fn a_fix_keeps_the_mode_the_line_ends_and_the_byte_order_mark() {
    use std::os::unix::fs::PermissionsExt as _;
    let vault = Vault::new("");
    let note = vault.folder().join("a.md");
    std::fs::write(&note, "\u{feff}# A\r\n\r\nIt is in the the Github book.").unwrap();
    std::fs::set_permissions(&note, std::fs::Permissions::from_mode(0o640)).unwrap();
    let shown = run(vault.folder(), &["check", "--fix", "--dry-run"]).stdout;
    assert!(
        shown.contains("\n \u{feff}# A\r\n \r\n-It is in the the"),
        "the diff is of the bytes: {shown:?}"
    );
    assert_eq!(run(vault.folder(), &["check", "--fix"]).code, Some(0));
    assert_eq!(std::fs::read(&note).unwrap(), "\u{feff}# A\r\n\r\nIt is in the GitHub book.".as_bytes());
    assert_eq!(std::fs::metadata(&note).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn a_note_that_is_known_by_its_file_name_is_mended_like_others() {
    let vault = Vault::new("\n-- quorum.md\nA quorum is the least number of of voters.\n");
    assert_eq!(run(vault.folder(), &["check", "--fix"]).stderr, "glossator: 1 note mended\n");
    vault.write("glossator.toml", "[terms]\nexclude = [\"quorum\"]\n");
    vault.write("quorum.md", "A quorum is the least number of of voters.\n");
    assert_eq!(run(vault.folder(), &["check", "--fix"]).stderr, "glossator: 1 note mended\n");
    assert_eq!(vault.read("quorum.md"), "A quorum is the least number of voters.\n");
}

#[test]
fn rules_can_be_asked_alone_even_where_they_are_off() {
    let vault = Vault::new(NOTES);
    let codes = |arguments: &[&str]| -> Vec<String> {
        let found = run(vault.folder(), &[&["check", "--format", "json"], arguments].concat()).json();
        found.as_array().unwrap().iter().map(|problem| problem["code"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(codes(&["--rule", "text"]), ["text/mojibake", "text/doubled-word"]);
    assert_eq!(codes(&["--rule", "link/missing-file"]), ["link/missing-file"]);
    assert_eq!(codes(&["--rule", "note/dead-end"]), ["note/dead-end", "note/dead-end"]);
    assert_eq!(run(vault.folder(), &["check", "--rule", "text/none"]).code, Some(2));
}

#[test]
fn a_list_of_changed_files_narrows_what_is_reported() {
    let vault = Vault::new(NOTES);
    let listed = run_with_input(
        vault.folder(),
        &["check", "--files-from", "-", "--format", "json"],
        "notes/b.md\nnotes/deleted.md\nREADME\n",
    );
    let files: Vec<Value> =
        listed.json().as_array().unwrap().iter().map(|problem| problem["file"].clone()).collect();
    assert_eq!(files, [json!("notes/b.md")]);
}

#[test]
fn a_list_of_git_names_files_as_git_does() {
    let vault = Vault::new("\n-- notes/café \"1\".md\n[x](gone.md)\n-- notes/b.md\n[x](gone.md)\n");
    std::fs::create_dir(vault.file(".git")).unwrap();
    // From the root of the repository, wherever it is called, and with letters as numbers.
    let listed = run_with_input(
        &vault.file("notes"),
        &["check", "--files-from", "-", "--format", "json"],
        "\"notes/caf\\303\\251 \\\"1\\\".md\"\n",
    );
    let listed = listed.json();
    let files: Vec<&Value> = listed.as_array().unwrap().iter().map(|problem| &problem["file"]).collect();
    assert_eq!(files, ["café \"1\".md"]);
}

#[test]
fn a_note_on_stdin_is_refused_where_a_file_would_be() {
    let vault = Vault::new(NOTES);
    let refused = |input: &str| run_with_input(vault.folder(), &["check", "-"], input);
    let binary = refused("# A\0");
    assert_eq!(
        (binary.code, binary.stderr.as_str()),
        (Some(2), "glossator: cannot read stdin: not a text: it holds NUL bytes\n")
    );
    let long = refused(&"a line\n".repeat(2_500_000));
    assert_eq!(
        (long.code, long.stderr.as_str()),
        (Some(2), "glossator: cannot read stdin: too long to read: more than 16 MB\n")
    );
}

#[test]
fn a_note_on_stdin_stands_for_one_of_the_vault() {
    let vault = Vault::new(NOTES);
    let arguments = ["check", "-", "--stdin-path", "notes/a.md", "--format", "json"];
    let found = run_with_input(vault.folder(), &arguments, "# Cells\n\n[b](b.md) [x](no.md)\n").json();
    let problems = found.as_array().unwrap();
    assert_eq!(problems.len(), 1, "{found}");
    assert_eq!((&problems[0]["file"], &problems[0]["target"]), (&json!("notes/a.md"), &json!("notes/no.md")));
}

#[test]
fn a_baseline_leaves_out_what_was_there_before() {
    let vault = Vault::new(NOTES);
    let written = run(vault.folder(), &["check", "--baseline", "known.json", "--write-baseline"]);
    assert_eq!((written.code, written.stdout.as_str()), (Some(0), ""), "{written:?}");
    let checked = run(vault.folder(), &["check", "--baseline", "known.json"]);
    assert_eq!(checked.stdout, "2 notes checked, no problems, 3 of the baseline left out\n");
    assert_eq!(checked.code, Some(0));
    // Lines move, and what is new is told.
    vault.write(
        "notes/a.md",
        "# Cells\n\nMore.\n\nThey donâ€™t rest. See [walls](gone.md) and [w](new.md).\n",
    );
    let checked = run(vault.folder(), &["check", "--baseline", "known.json"]);
    assert!(
        checked.stdout.starts_with("notes/a.md:5:49: warning: there is no file `notes/new.md`"),
        "{checked:?}"
    );
    assert_eq!(run(vault.folder(), &["check", "--baseline", "none.json"]).code, Some(2));
}

#[test]
fn the_lines_in_question_are_shown() {
    let vault = Vault::new("\n-- a.md\nSee [é](gone.md).\n");
    assert_eq!(
        run(vault.folder(), &["check"]).stdout,
        "a.md:1:9: warning: there is no file `gone.md` [link/missing-file]\n   1 | See [é](gone.md).\n     |         ^^^^^^^\n1 note checked, 1 problem\n"
    );
}

#[test]
fn carets_stand_below_what_is_wide_or_a_tab() {
    let vault = Vault::new("\n-- a.md\n数据 😀 [é](gone.md).\n\n- x\n\t- y\t[z](off.md)\n");
    let shown = run(vault.folder(), &["check"]).stdout;
    let carets: Vec<&str> = shown.lines().filter(|line| line.contains('^')).collect();
    assert_eq!(carets, ["     |             ^^^^^^^", "     |          ^^^^^^"], "{shown}");
}

#[test]
fn lines_may_end_with_a_carriage_return() {
    let vault = Vault::new("");
    vault.write("a.md", "# A\r\rIt is\r\nin the the book.\rSee [x](gone.md).\r");
    let shown = run(vault.folder(), &["check"]).stdout;
    assert!(shown.contains("   4 | in the the book.\n     |       ^^^^\n"), "{shown}");
    assert!(shown.contains("   5 | See [x](gone.md).\n     |         ^^^^^^^\n"), "{shown}");
}

#[test]
fn build_servers_get_their_formats() {
    let vault = Vault::new("\n-- notes/a, b.md\nSee [é](<gone & \"x\".md>).\n-- notes/c.md\n# C\n\nText.\n");
    let github = run(vault.folder(), &["check", "--format", "github"]);
    assert_eq!(
        github.stdout,
        "::warning file=notes/a%2C b.md,line=1,endLine=1,col=10,endColumn=23,title=link/missing-file::there is no file `notes/gone & \"x\".md`\n"
    );
    // Paths are those of the folder the command runs in, not of the vault.
    let gitlab = run(vault.folder(), &["check", "notes", "--format", "gitlab"]).json();
    assert_eq!(gitlab[0]["location"], json!({"path": "notes/a, b.md", "lines": {"begin": 1, "end": 1}}));
    assert_eq!(
        (&gitlab[0]["severity"], &gitlab[0]["check_name"]),
        (&json!("major"), &json!("link/missing-file"))
    );
    let junit = run(vault.folder(), &["check", "--format", "junit"]).stdout;
    assert!(junit.contains("tests=\"2\" failures=\"1\""), "{junit}");
    assert!(
        junit.contains("gone &amp; &quot;x&quot;.md")
            && junit.contains("classname=\"notes/c.md\" name=\"no problems\""),
        "{junit}"
    );
    let sarif = run(vault.folder(), &["check", "--format", "sarif"]).json();
    let run = &sarif["runs"][0];
    let result = &run["results"][0];
    assert_eq!((&sarif["version"], &result["level"]), (&json!("2.1.0"), &json!("warning")));
    let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
    assert_eq!(rule["id"], result["ruleId"]);
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "notes/a,%20b.md");
    assert_eq!(place["region"], json!({"startLine": 1, "startColumn": 10, "endLine": 1, "endColumn": 23}));
}

#[test]
fn the_readme_lists_the_rules() {
    let vault = Vault::new("");
    let rules = run(vault.folder(), &["explain", "--all", "--format", "json"]).json();
    let mut table = String::from("\n| rule | severity | finds |\n| --- | --- | --- |\n");
    for rule in rules.as_array().unwrap() {
        let text = |field: &str| rule[field].as_str().unwrap().to_owned();
        table.push_str(&format!("| `{}` | {} | {} |\n", text("code"), text("severity"), text("line")));
    }
    let readme = include_str!("../../../README.md");
    let written = readme.split("<!-- rules -->").nth(1).and_then(|rest| rest.split("<!-- /rules -->").next());
    assert_eq!(written.map(str::trim), Some(table.trim()), "the table is that of `glossator explain --all`");
}

#[test]
fn the_notes_that_ship_have_no_problem() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for rules in [&["check", "notes"][..], &["check", "notes", "--rule", "link", "--rule", "toc"]] {
        let ran = run(root, rules);
        assert!(ran.stdout.ends_with(" notes checked, no problems\n"), "{}", ran.stdout);
    }
}
