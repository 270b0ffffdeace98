//! `glossator check`: what is wrong in notes, for people, for programs and for build servers.
//!
//! Rules are the core's; here they are asked on all cores, their answers sorted, and printed in the format asked for.

mod baseline;
mod diff;
mod fixing;
mod github;
mod gitlab;
mod junit;
mod sarif;
mod text;

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::{Args, ValueEnum};
use glossator_core::cancel::Cancel;
use glossator_core::index::FileId;
use glossator_core::rules::{self, Rule, Severity};
use serde::Serialize;

use super::output::{self, Format as Plain};
use super::vault::{Stdin, Vault};
use crate::disk;
use crate::exit::Exit;
use crate::guard::guarded;

/// Check notes for broken links and other faults; exits with 1 where something is wrong.
///
/// Links, contents lists, topics, terms and text are checked by the rules that `glossator explain` lists. `-` reads one
/// note from stdin.
#[derive(Args)]
pub(super) struct Arguments {
    /// Vaults, folders in them or notes; - for a note on stdin.
    #[arg(default_value = ".", hide_default_value = true)]
    paths: Vec<PathBuf>,

    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// The least severity that makes the command fail.
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t)]
    fail_on: FailOn,

    /// Check by this rule or family only, also where settings turn it off; may be given several times.
    #[arg(long = "rule", value_name = "RULE")]
    rules: Vec<String>,

    /// Report on the files that FILE lists only, one a line; - for stdin, as in `git diff --name-only | …`.
    #[arg(long, value_name = "FILE")]
    files_from: Option<PathBuf>,

    /// The place in the vault of the note on stdin.
    #[arg(long, value_name = "PATH", default_value = "stdin.md")]
    stdin_path: PathBuf,

    /// Mend what can be mended without changing what a note says, and report the rest.
    #[arg(long)]
    fix: bool,

    /// With --fix: print the changes and write nothing.
    #[arg(long, requires = "fix")]
    dry_run: bool,

    /// Leave out the problems that FILE lists.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// Write the problems there are now to the baseline.
    #[arg(long, requires = "baseline", conflicts_with = "fix")]
    write_baseline: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, with the lines in question.
    #[default]
    Text,
    /// For programs; the shape is a promise.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit XML, for build servers.
    Junit,
    /// Annotations of GitHub Actions.
    Github,
    /// A code quality report of GitLab.
    Gitlab,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Hint,
    Information,
    #[default]
    Warning,
    Error,
}

impl FailOn {
    fn severity(self) -> Severity {
        match self {
            FailOn::Hint => Severity::Hint,
            FailOn::Information => Severity::Information,
            FailOn::Warning => Severity::Warning,
            FailOn::Error => Severity::Error,
        }
    }
}

/// A problem as the formats print it; its JSON is a promise.
#[derive(Serialize)]
struct Problem {
    file: String,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    code: &'static str,
    severity: &'static str,
    message: String,
    target: Option<String>,
    related: Vec<Related>,
    fixable: bool,
    /// The path from where the command was called, for programs that look at files from there.
    #[serde(skip)]
    place: String,
    #[serde(skip)]
    rule: Rule,
    #[serde(skip)]
    level: Severity,
    /// The line it starts on, for people.
    #[serde(skip)]
    source: String,
}

#[derive(Serialize)]
struct Related {
    file: String,
    line: u32,
    message: String,
    #[serde(skip)]
    place: String,
}

/// What a check has found.
struct Found {
    problems: Vec<Problem>,
    /// Every note that was checked, by its path from where the command was called.
    notes: Vec<String>,
    /// Whether everything could be read.
    complete: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Exit> {
    let rules = wanted_rules(&arguments.rules)?;
    let listed = arguments.files_from.as_deref().map(listed).transpose()?;
    let stdin = note_on_stdin(arguments)?;
    let mut vaults = read(arguments, &rules, stdin.as_ref())?;
    if arguments.fix {
        let fixed = fixing::fix(&mut vaults.0, listed.as_ref(), &rules, arguments.dry_run)?;
        vaults.1 &= !fixed.refused;
        if arguments.dry_run {
            let complete = vaults.1 && vaults.0.iter().all(|vault| vault.complete);
            return Ok(match (complete, fixed.changed) {
                (false, _) => Exit::Unusable,
                (true, 0) => Exit::Fine,
                (true, _) => Exit::Negative,
            });
        }
    }
    let with_source = arguments.format == Format::Text;
    let mut found = check(&vaults.0, listed.as_ref(), &rules, with_source);
    found.complete &= vaults.1;
    let mut left_out = 0;
    if let Some(file) = &arguments.baseline {
        if arguments.write_baseline {
            let count = baseline::write(file, &found.problems)?;
            super::complain(format!("{} written to {}", counted(count, "problem"), file.display()));
            return Ok(if found.complete { Exit::Fine } else { Exit::Unusable });
        }
        left_out = baseline::subtract(file, &mut found.problems)?;
    }
    print(arguments.format, &found, left_out)?;
    let worst = found.problems.iter().map(|problem| problem.level).max();
    Ok(if !found.complete {
        Exit::Unusable
    } else if worst >= Some(arguments.fail_on.severity()) {
        Exit::Negative
    } else {
        Exit::Fine
    })
}

fn print(format: Format, found: &Found, left_out: usize) -> Result<(), Exit> {
    match format {
        Format::Text => text::print(found, left_out),
        Format::Json => output::print(Plain::Json, &found.problems, |_, _| {}),
        Format::Sarif => output::write(&sarif::report(&found.problems)),
        Format::Junit => output::write(&junit::report(found)),
        Format::Github => output::write(&github::annotations(&found.problems)),
        Format::Gitlab => output::write(&gitlab::report(&found.problems)),
    }
}

/// The rules that `--rule` names; none for all.
fn wanted_rules(names: &[String]) -> Result<BTreeSet<Rule>, Exit> {
    let mut wanted = BTreeSet::new();
    for name in names {
        let rules = Rule::named(name);
        if rules.is_empty() {
            super::complain(format!("there is no rule or family `{name}`; `glossator explain` lists them"));
            return Err(Exit::Unusable);
        }
        wanted.extend(rules);
    }
    Ok(wanted)
}

/// The files that a list names, links and `..` resolved. Those that are gone are left out: a list of changed files
/// names deleted ones too. Git names files from the root of its repository, wherever it is called.
fn listed(file: &Path) -> Result<BTreeSet<PathBuf>, Exit> {
    let bytes = if file == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(file)
    };
    let bytes = bytes.map_err(|error| {
        super::complain(format!("cannot read {}: {}", file.display(), disk::describe(&error)));
        Exit::Unusable
    })?;
    let here = std::env::current_dir().unwrap_or_default();
    let repository = here.ancestors().find(|above| above.join(".git").exists());
    let lines = bytes.split(|byte| matches!(byte, b'\n' | b'\0'));
    let lines = lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line)).filter(|line| !line.is_empty());
    let found = lines.filter_map(|line| {
        let path = PathBuf::from(String::from_utf8_lossy(&unquoted(line)).into_owned());
        let in_repository = || repository?.join(&path).canonicalize().ok();
        path.canonicalize().ok().or_else(in_repository)
    });
    Ok(found.collect())
}

/// A path as it is, where git quotes it for its letters: `"caf\303\251.md"`.
fn unquoted(line: &[u8]) -> Vec<u8> {
    let Some(inside) = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")) else {
        return line.to_vec();
    };
    let mut path = Vec::with_capacity(inside.len());
    let mut rest = inside;
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        if byte != b'\\' {
            path.push(byte);
            continue;
        }
        let digits = rest.iter().take(3).take_while(|digit| (b'0'..=b'7').contains(*digit)).count();
        let octal = rest[..digits].iter().fold(0_u32, |value, digit| value * 8 + u32::from(digit - b'0'));
        if digits == 3 {
            path.push(octal as u8);
            rest = &rest[3..];
        } else if let Some((&escaped, behind)) = rest.split_first() {
            path.push(match escaped {
                b'n' => b'\n',
                b't' => b'\t',
                b'r' => b'\r',
                other => other,
            });
            rest = behind;
        }
    }
    path
}

/// The note on stdin, where a path is `-`.
fn note_on_stdin(arguments: &Arguments) -> Result<Option<Stdin>, Exit> {
    if !arguments.paths.iter().any(|path| path == Path::new("-")) {
        return Ok(None);
    }
    let refused = |reason: String| {
        super::complain(reason);
        Exit::Unusable
    };
    if arguments.files_from.as_deref() == Some(Path::new("-")) || arguments.fix {
        return Err(refused(
            "a note on stdin can be checked only, and stdin cannot be a list as well".to_owned(),
        ));
    }
    let text = disk::read_stdin().map_err(|error| refused(format!("cannot read stdin: {error}")))?;
    Ok(Some(Stdin { text, path: arguments.stdin_path.clone() }))
}

/// Reads the vaults, with the rules asked for turned on.
fn read(
    arguments: &Arguments,
    rules: &BTreeSet<Rule>,
    stdin: Option<&Stdin>,
) -> Result<(Vec<Vault>, bool), Exit> {
    let (mut vaults, complete) = match stdin {
        Some(stdin) => (vec![Vault::read_with_stdin(stdin)?], true),
        None => Vault::read_each(&arguments.paths)?,
    };
    for vault in &mut vaults {
        let mut config = (*vault.snapshot.config).clone();
        for rule in
            rules.iter().filter(|rule| config.severity(**rule, "").is_none()).copied().collect::<Vec<_>>()
        {
            config.rules.set(rule.code(), Some(Severity::Hint));
        }
        vault.snapshot.config = Arc::new(config);
    }
    Ok((vaults, complete))
}

/// The notes of a vault that are to be reported on, in the order of paths.
fn notes(vault: &Vault, listed: Option<&BTreeSet<PathBuf>>) -> Vec<FileId> {
    let is_listed = |note: &FileId| {
        listed.is_none_or(|listed| {
            let place = vault.root.join(vault.path(*note));
            listed.contains(&place) || place.canonicalize().is_ok_and(|place| listed.contains(&place))
        })
    };
    vault.notes().into_iter().filter(is_listed).collect()
}

/// Checks the notes of some vaults on all cores; the order is that of the vaults and paths.
fn check(
    vaults: &[Vault],
    listed: Option<&BTreeSet<PathBuf>>,
    rules: &BTreeSet<Rule>,
    with_source: bool,
) -> Found {
    let mut found = Found { problems: Vec::new(), notes: Vec::new(), complete: true };
    for vault in vaults {
        found.complete &= vault.complete;
        let notes = notes(vault, listed);
        found.notes.extend(notes.iter().map(|note| vault.place_from_here(*note)));
        let of_note = |note: FileId| -> Vec<Result<Problem, String>> {
            let problems = match problems_of(vault, note, rules) {
                Ok(problems) => problems,
                Err(reason) => return vec![Err(format!("cannot check {}: {reason}", vault.path(note)))],
            };
            let source = (with_source && !problems.is_empty()).then(|| vault.snapshot.text(note)).flatten();
            let rows = problems.into_iter().map(|problem| row(vault, note, problem, source.as_deref()));
            rows.map(Ok).collect()
        };
        for problem in on_all_cores(&notes, of_note) {
            match problem {
                Ok(problem) => found.problems.push(problem),
                Err(reason) => {
                    super::complain(reason);
                    found.complete = false;
                }
            }
        }
    }
    found
}

/// The problems of a note that the rules asked for find; an error where a rule fails.
fn problems_of(
    vault: &Vault,
    note: FileId,
    rules: &BTreeSet<Rule>,
) -> Result<Vec<rules::Problem>, &'static str> {
    let found = guarded(|| rules::check(&vault.snapshot, note, &Cancel::default()).unwrap_or_default())?;
    let is_wanted = |problem: &rules::Problem| rules.is_empty() || rules.contains(&problem.rule);
    Ok(found.into_iter().filter(is_wanted).collect())
}

/// Does something to each note on all cores and strings the results together in the order of the notes.
fn on_all_cores<T: Send>(notes: &[FileId], work: impl Fn(FileId) -> Vec<T> + Sync) -> Vec<T> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(notes.len().max(1));
    let next = AtomicUsize::new(0);
    let share = || {
        let mut done = Vec::new();
        while let Some((at, &note)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            notes.get(at).map(|note| (at, note))
        } {
            done.push((at, work(note)));
        }
        done
    };
    let mut done = std::thread::scope(|scope| {
        let workers: Vec<_> = (1..threads).map(|_| scope.spawn(share)).collect();
        let mut done = share();
        for worker in workers {
            match worker.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().flat_map(|(_, found)| found).collect()
}

fn row(vault: &Vault, note: FileId, problem: rules::Problem, source: Option<&str>) -> Problem {
    let place = vault.place(note, problem.span);
    let related = problem.related.into_iter().map(|related| Related {
        file: vault.path(related.file).to_owned(),
        line: vault.place(related.file, related.span).line,
        message: related.message,
        place: vault.place_from_here(related.file),
    });
    let line = source.and_then(|text| vault.line_of(note, text, problem.span));
    Problem {
        file: vault.path(note).to_owned(),
        line: place.line,
        column: place.column,
        end_line: place.end_line,
        end_column: place.end_column,
        code: problem.rule.code(),
        severity: problem.severity.name(),
        message: problem.message,
        target: problem.target,
        related: related.collect(),
        fixable: problem.fix.is_some(),
        place: vault.place_from_here(note),
        rule: problem.rule,
        level: problem.severity,
        source: line.unwrap_or_default().to_owned(),
    }
}

/// `1 problem`, `2 problems`.
fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

/// A name for each problem that stays while lines above it come and go; equal problems of a file are numbered.
fn fingerprints(problems: &[Problem]) -> Vec<String> {
    let mut seen: std::collections::HashMap<u64, u32> = std::collections::HashMap::new();
    let names = problems.iter().map(|problem| {
        // FNV-1a: the same in every version of the program, which the hasher of the library is not.
        let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let parts = [problem.place.as_str(), problem.code, problem.message.as_str()];
        let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325, mix);
        let count = seen.entry(hash).or_default();
        *count += 1;
        format!("{hash:016x}{count:04x}")
    });
    names.collect()
}
