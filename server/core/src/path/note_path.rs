//! [`NotePath`]: where a note is inside its vault.

use std::{fmt, sync::Arc};

/// The path of a note below the root of its vault, such as `biology/Cell walls.md`.
///
/// Its parts are separated by `/`; there is no leading slash and no empty, `.` or `..` part.
/// Letter case is kept, and two paths are equal if their bytes are. Clones share the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NotePath(Arc<str>);

/// Where a link path leads, taken from the folder of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Joined {
    /// To a path below the root, in the spelling of a [`NotePath`]. It may name a folder; empty, it
    /// is the root itself.
    Inside(String),
    /// Above the root of the vault, even where it would come back down.
    Outside,
}

impl NotePath {
    /// A path from text in which `\` may stand for `/` and `.` parts and doubled separators are
    /// dropped; none if it is absolute, has a `..` part or a NUL, or names no file.
    #[must_use]
    pub fn new(path: &str) -> Option<Self> {
        if path.starts_with(SEPARATORS) || path.contains('\0') {
            return None;
        }
        if matches!(parts_with_empty(path).next_back(), None | Some("" | ".")) {
            return None;
        }
        let parts: Vec<&str> = parts(path).collect();
        if parts.contains(&"..") {
            return None;
        }
        Some(Self(parts.join("/").into()))
    }

    /// The whole path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part, with extension.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.split().1
    }

    /// The folder the note is in; empty at the root.
    #[must_use]
    pub fn parent(&self) -> &str {
        self.split().0
    }

    /// The file name without its last extension: `a.b` for `a.b.md`.
    #[must_use]
    pub fn stem(&self) -> &str {
        self.split_name().0
    }

    /// What follows the last dot of the file name. A leading dot starts no extension.
    #[must_use]
    pub fn extension(&self) -> Option<&str> {
        self.split_name().1
    }

    /// Where `link_path`, already percent-decoded, leads from the folder of this note.
    ///
    /// A leading separator starts at the root of the vault. An empty path leads to the folder.
    #[must_use]
    pub fn join(&self, link_path: &str) -> Joined {
        let start = if link_path.starts_with(SEPARATORS) { "" } else { self.parent() };
        let mut joined: Vec<&str> = parts(start).collect();
        for part in parts(link_path) {
            if part != ".." {
                joined.push(part);
            } else if joined.pop().is_none() {
                return Joined::Outside;
            }
        }
        Joined::Inside(joined.join("/"))
    }

    /// The shortest link path that leads to this note from a folder of the same vault.
    #[must_use]
    pub fn relative_to(&self, from_folder: &str) -> String {
        let (parent, name) = self.split();
        let here: Vec<&str> = parts(parent).collect();
        let there: Vec<&str> = parts(from_folder).collect();
        let shared = here.iter().zip(&there).take_while(|(here, there)| here == there).count();
        let climb = there[shared..].iter().map(|_| "..");
        let descend = here[shared..].iter().copied();
        climb.chain(descend).chain([name]).collect::<Vec<_>>().join("/")
    }

    fn split(&self) -> (&str, &str) {
        self.0.rsplit_once('/').unwrap_or(("", &self.0))
    }

    fn split_name(&self) -> (&str, Option<&str>) {
        let name = self.file_name();
        match name.rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() => (stem, Some(extension)),
            _ => (name, None),
        }
    }
}

impl fmt::Display for NotePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Notes are written on every system, so that links and listings come with both.
const SEPARATORS: [char; 2] = ['/', '\\'];

/// The parts of a path that lead anywhere: `.` and the nothing between doubled separators do not.
fn parts(path: &str) -> impl Iterator<Item = &str> {
    parts_with_empty(path).filter(|part| !matches!(*part, "" | "."))
}

fn parts_with_empty(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.split(SEPARATORS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn note(path: &str) -> NotePath {
        NotePath::new(path).unwrap()
    }

    #[track_caller]
    fn check_new(path: &str, expected: Option<&str>) {
        assert_eq!(NotePath::new(path).as_ref().map(NotePath::as_str), expected, "{path:?}");
    }

    #[test]
    fn separators_and_dots_are_normalised() {
        check_new("a.md", Some("a.md"));
        check_new("a\\b\\c.md", Some("a/b/c.md"));
        check_new("./a/./b.md", Some("a/b.md"));
        check_new(".\\a//b.md", Some("a/b.md"));
        check_new("My Notes (2)/ü #1 100%/Ä.md", Some("My Notes (2)/ü #1 100%/Ä.md"));
        check_new("...md", Some("...md"));
        check_new("a/...", Some("a/..."));
    }

    #[test]
    fn what_names_no_file_below_the_root_is_no_note() {
        for path in [
            "",
            ".",
            "./",
            "..",
            "../a.md",
            "a/../b.md",
            "a\\..\\b.md",
            "/a.md",
            "\\a.md",
            "a/",
            "a/.",
            "a\0",
        ] {
            check_new(path, None);
        }
    }

    #[test]
    fn letter_case_is_kept_and_counts() {
        assert_ne!(note("A.md"), note("a.md"));
        assert_eq!(note("A.MD").as_str(), "A.MD");
    }

    #[track_caller]
    fn check_parts(path: &str, parent: &str, file_name: &str, stem: &str, extension: Option<&str>) {
        let note = note(path);
        assert_eq!(
            (note.parent(), note.file_name(), note.stem(), note.extension()),
            (parent, file_name, stem, extension)
        );
    }

    #[test]
    fn a_path_has_a_folder_a_stem_and_an_extension() {
        check_parts("a.md", "", "a.md", "a", Some("md"));
        check_parts("x/y/a.b.markdown", "x/y", "a.b.markdown", "a.b", Some("markdown"));
        check_parts("x.y/README", "x.y", "README", "README", None);
        check_parts("x/.md", "x", ".md", ".md", None);
        check_parts("é/Ünï.MD", "é", "Ünï.MD", "Ünï", Some("MD"));
    }

    #[track_caller]
    fn check_join(from: &str, link: &str, expected: Option<&str>) {
        let expected = expected.map_or(Joined::Outside, |path| Joined::Inside(path.to_owned()));
        assert_eq!(note(from).join(link), expected, "{link:?} from {from:?}");
    }

    #[test]
    fn a_link_path_starts_at_the_folder_of_its_note() {
        check_join("a.md", "b.md", Some("b.md"));
        check_join("x/a.md", "b.md", Some("x/b.md"));
        check_join("x/a.md", "./b.md", Some("x/b.md"));
        check_join("x/a.md", "y\\b.md", Some("x/y/b.md"));
        check_join("x/y/a.md", "../b.md", Some("x/b.md"));
        check_join("x/a.md", "a.md", Some("x/a.md"));
    }

    #[test]
    fn a_leading_separator_starts_at_the_root() {
        check_join("x/y/a.md", "/b.md", Some("b.md"));
        check_join("x/y/a.md", "\\z\\b.md", Some("z/b.md"));
    }

    #[test]
    fn a_link_path_may_lead_to_a_folder_or_the_root() {
        check_join("x/a.md", "", Some("x"));
        check_join("x/a.md", "y/", Some("x/y"));
        check_join("x/a.md", "..", Some(""));
        check_join("a.md", ".", Some(""));
        check_join("x/a.md", "/", Some(""));
    }

    #[test]
    fn a_link_path_above_the_root_is_outside() {
        check_join("a.md", "../a.md", None);
        check_join("x/a.md", "../../vault/a.md", None);
        check_join("x/a.md", "/../a.md", None);
        check_join("x/a.md", "y/../../../b.md", None);
    }

    #[track_caller]
    fn check_relative(to: &str, from_folder: &str, expected: &str) {
        assert_eq!(note(to).relative_to(from_folder), expected);
    }

    #[test]
    fn a_relative_path_climbs_only_where_it_must() {
        check_relative("a.md", "", "a.md");
        check_relative("x/a.md", "", "x/a.md");
        check_relative("x/a.md", "x", "a.md");
        check_relative("x/a.md", "y", "../x/a.md");
        check_relative("a.md", "x/y", "../../a.md");
        check_relative("x/y/a.md", "x/z", "../y/a.md");
        check_relative("x/a.md", "X", "../x/a.md");
        check_relative("xy/a.md", "x", "../xy/a.md");
        check_relative("a.md", "a.md", "../a.md");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn a_relative_path_leads_back(
            to in "([ab.é]{1,3}/){0,4}n\\.md",
            from in "([ab.é]{1,3}/){0,4}n\\.md",
        ) {
            if let (Some(to), Some(from)) = (NotePath::new(&to), NotePath::new(&from)) {
                let link = to.relative_to(from.parent());
                prop_assert_eq!(from.join(&link), Joined::Inside(to.as_str().to_owned()));
            }
        }

        #[test]
        fn what_is_joined_is_normal(from in "[ab]/n\\.md", link in "[ab./\\\\é%\0-]{0,12}") {
            if let Joined::Inside(path) = NotePath::new(&from).unwrap().join(&link) {
                let is_normal = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
                prop_assert!(is_normal && !path.contains('\\') || path.is_empty(), "{:?}", path);
            }
        }

        #[test]
        fn a_note_path_is_normal_already(path in "[ab./\\\\é]{0,12}") {
            if let Some(note) = NotePath::new(&path) {
                prop_assert_eq!(NotePath::new(note.as_str()), Some(note));
            }
        }
    }
}
