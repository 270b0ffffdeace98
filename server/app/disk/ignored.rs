//! Which files of a vault are passed over: hidden ones, and what its settings, `.gitignore`, `.ignore` and
//! `.glossatorignore` name.
//!
//! These files are read here and not by the walker, which would wait for ever for the other end of a pipe of such a
//! name, and read one of any size to its end.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// The files that name what is ignored, the strongest first.
const NAMES: [&str; 3] = [".glossatorignore", ".ignore", ".gitignore"];

/// Longest of these files that is read, in bytes.
const MAX_BYTES: u64 = 1024 * 1024;

/// What is passed over below a folder.
pub(super) struct Ignored {
    root: PathBuf,
    /// What the settings name; stronger than any file.
    settings: Gitignore,
    above: Arc<Rules>,
    /// Of each folder that was asked about.
    folders: RwLock<HashMap<PathBuf, Arc<Rules>>>,
}

/// What the files in one folder name, and those in the folders around it.
#[derive(Default)]
struct Rules {
    around: Option<Arc<Rules>>,
    own: [Option<Gitignore>; NAMES.len()],
}

impl Ignored {
    /// For a vault whose settings name these lines.
    pub(super) fn new(root: &Path, settings: &[String]) -> Self {
        let above = Arc::new(rules_above(root));
        let settings = build(root, "the settings", settings.iter().map(String::as_str));
        Self { root: root.to_owned(), settings, above, folders: RwLock::default() }
    }

    /// Whether a file or folder below the root is passed over, provided that the folders around it are not.
    pub(super) fn is_ignored(&self, path: &Path, is_folder: bool) -> bool {
        if path.file_name().is_some_and(is_hidden) {
            return true;
        }
        match self.settings.matched(path, is_folder) {
            Match::None => path.parent().is_some_and(|folder| self.rules(folder).ignore(path, is_folder)),
            told => told.is_ignore(),
        }
    }

    fn rules(&self, folder: &Path) -> Arc<Rules> {
        if let Some(known) = self.folders.read().unwrap_or_else(PoisonError::into_inner).get(folder) {
            return Arc::clone(known);
        }
        let around = match folder.parent() {
            Some(parent) if folder != self.root && folder.starts_with(&self.root) => self.rules(parent),
            _ => Arc::clone(&self.above),
        };
        let rules = Rules::read(around, folder);
        let mut folders = self.folders.write().unwrap_or_else(PoisonError::into_inner);
        folders.insert(folder.to_owned(), Arc::clone(&rules));
        rules
    }
}

impl Rules {
    /// The rules of a folder, which are those around it where it has none of its own.
    fn read(around: Arc<Rules>, folder: &Path) -> Arc<Rules> {
        let own = NAMES.map(|name| read(folder, name));
        if own.iter().all(Option::is_none) {
            return around;
        }
        Arc::new(Rules { around: Some(around), own })
    }

    fn ignore(&self, path: &Path, is_folder: bool) -> bool {
        for kind in 0..NAMES.len() {
            // The nearest folder decides.
            let mut rules = Some(self);
            while let Some(found) = rules {
                match found.own[kind].as_ref().map_or(Match::None, |own| own.matched(path, is_folder)) {
                    Match::None => rules = found.around.as_deref(),
                    Match::Ignore(_) => return true,
                    Match::Whitelist(_) => return false,
                }
            }
        }
        false
    }
}

/// What is always left out, whatever the files say.
fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".") || name == "node_modules"
}

/// The rules of the folders above a root, up to the top of the repository it lies in.
///
/// They do not count where they ignore the root itself: who opens an ignored folder means it.
fn rules_above(root: &Path) -> Rules {
    let Some(top) = root.ancestors().position(|folder| folder.join(".git").exists()) else {
        return Rules::default();
    };
    let mut between: Vec<&Path> = root.ancestors().skip(1).take(top).collect();
    between.reverse();
    let mut rules = Arc::new(Rules::default());
    for (at, folder) in between.iter().enumerate() {
        rules = Rules::read(rules, folder);
        if rules.ignore(between.get(at + 1).copied().unwrap_or(root), true) {
            return Rules::default();
        }
    }
    Rules { around: Some(rules), own: Default::default() }
}

fn read(folder: &Path, name: &str) -> Option<Gitignore> {
    let place = folder.join(name);
    // As in git, a link of such a name is none of these files: it may lead out of the vault.
    let metadata = fs::symlink_metadata(&place).ok()?;
    if !metadata.is_file() || MAX_BYTES < metadata.len() {
        tracing::warn!("{} is not read: no regular file, or too long", place.display());
        return None;
    }
    let mut bytes = Vec::new();
    File::open(&place).ok()?.take(MAX_BYTES).read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    Some(build(folder, &place.to_string_lossy(), text.trim_start_matches('\u{feff}').lines()))
}

/// The rules that lines of a source make below a folder.
fn build<'l>(folder: &Path, source: &str, lines: impl Iterator<Item = &'l str>) -> Gitignore {
    let mut rules = GitignoreBuilder::new(folder);
    for line in lines.filter(|line| is_rule(line)) {
        // A line that makes no sense matches nothing, as in git.
        if let Err(error) = rules.add_line(None, line) {
            tracing::debug!("a line in {source} is passed over: {error}");
        }
    }
    rules.build().unwrap_or_else(|error| {
        tracing::warn!("nothing in {source} is taken: {error}");
        Gitignore::empty()
    })
}

/// Whether anything is left of a line without its signs; a lone `!` would bring back all that is ignored.
fn is_rule(line: &str) -> bool {
    !line.trim().trim_matches(['!', '/']).is_empty()
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    /// Of these paths of a folder with these files, those are passed over.
    #[track_caller]
    fn check(files: &[(&str, &str)], root: &str, paths: &[&str], expected: &[&str]) {
        check_with(&[], files, root, paths, expected);
    }

    /// The same with these lines in the settings.
    #[track_caller]
    fn check_with(settings: &[&str], files: &[(&str, &str)], root: &str, paths: &[&str], expected: &[&str]) {
        let folder = TempDir::new().unwrap();
        for (path, text) in files {
            let place = folder.path().join(path);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, text).unwrap();
        }
        let settings: Vec<String> = settings.iter().map(|&line| line.to_owned()).collect();
        let ignored = Ignored::new(&folder.path().join(root), &settings);
        let is_ignored = |path: &&str| {
            ignored.is_ignored(&folder.path().join(path.trim_end_matches('/')), path.ends_with('/'))
        };
        let found: Vec<&str> = paths.iter().copied().filter(is_ignored).collect();
        assert_eq!(found, expected, "{files:?}");
    }

    #[test]
    fn hidden_files_are_passed_over_whatever_the_files_say() {
        let paths = [".git/", ".x.md", "node_modules/", "a.md", "...md"];
        check(&[(".gitignore", "!*\n!.x.md\n")], "", &paths, &[".git/", ".x.md", "node_modules/", "...md"]);
    }

    #[test]
    fn the_nearest_folder_and_the_strongest_file_decide() {
        let files = [
            (".gitignore", "*.tmp.md\ndrafts/\n/top.md\n"),
            ("a/.gitignore", "!kept.tmp.md\n"),
            (".glossatorignore", "secret.md\n"),
            ("a/.gitignore.bak", "*\n"),
        ];
        let paths = [
            "x.tmp.md",
            "a/x.tmp.md",
            "a/kept.tmp.md",
            "drafts/",
            "drafts",
            "top.md",
            "a/top.md",
            "a/secret.md",
        ];
        check(&files, "", &paths, &["x.tmp.md", "a/x.tmp.md", "drafts/", "top.md", "a/secret.md"]);
        let files = [(".glossatorignore", "!x.md\n"), (".ignore", "y.md\n"), (".gitignore", "x.md\n!y.md\n")];
        check(&files, "", &["x.md", "y.md"], &["y.md"]);
    }

    #[test]
    fn lines_that_make_no_sense_match_nothing() {
        let odd = "\u{feff}a.md\r\n!\n!/\n/\n[\n{\n\\\n[z-a]\n   \n#\n";
        check(&[(".gitignore", odd)], "", &["a.md", "b.md", "c/"], &["a.md"]);
    }

    #[test]
    fn settings_are_stronger_than_files_and_hidden_files_stay_hidden() {
        let files = [(".glossatorignore", "kept.md\n")];
        let paths = ["kept.md", "old/", "a/old/", "x.draft.md", "a/.git/"];
        check_with(
            &["!kept.md", "/old/", "*.draft.md", "!.git", "["],
            &files,
            "",
            &paths,
            &["old/", "x.draft.md", "a/.git/"],
        );
    }

    #[test]
    fn the_repository_around_a_vault_has_a_say_and_nothing_above_it() {
        let files = [
            (".gitignore", "b.md\n"),
            ("repo/.git/HEAD", ""),
            ("repo/.gitignore", "c.md\n/notes/d.md\n"),
            ("repo/notes/x.md", ""),
        ];
        let paths = ["repo/notes/a.md", "repo/notes/b.md", "repo/notes/c.md", "repo/notes/d.md"];
        check(&files, "repo/notes", &paths, &["repo/notes/c.md", "repo/notes/d.md"]);
        // Without a repository nothing above has one.
        check(&[(".gitignore", "*\n"), ("notes/a.md", "")], "notes", &["notes/a.md"], &[]);
    }

    #[test]
    fn a_vault_that_its_repository_ignores_is_read() {
        let files = [
            (".git/HEAD", ""),
            (".gitignore", "*\n"),
            ("notes/deep/a.md", ""),
            ("notes/.gitignore", "b.md\n"),
        ];
        check(&files, "notes/deep", &["notes/deep/a.md", "notes/deep/b.md"], &[]);
        check(&files, "notes", &["notes/a.md", "notes/b.md"], &["notes/b.md"]);
    }
}
