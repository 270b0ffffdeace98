//! New names of files: which are fit for every system, where they lead, and how a file follows its title.

use super::refusal::{Refusal, RenameKind};
use crate::index::FileId;
use crate::path::{Joined, NotePath, is_note};
use crate::resolve::fold_name;
use crate::snapshot::Snapshot;
use crate::syntax::slug::slug;

/// What no name of a file can have on some system, and what ends or opens something else in a wiki link.
const RESERVED: &[char] = &['\\', ':', '*', '?', '"', '<', '>', '|', '#', '^', '[', ']', '`', '\u{7f}'];

/// Names that Windows keeps for devices, whatever their extension.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Where a file goes by the name that a user typed: beside itself, or by a path from its folder or the root.
pub(super) fn new_path(snapshot: &Snapshot, file: FileId, typed: &str) -> Result<NotePath, Refusal> {
    let old = snapshot.index.path(file).ok_or(Refusal::Nothing)?;
    let typed = typed.trim();
    let last = typed.rsplit('/').next().unwrap_or(typed);
    let is_complete = match old.extension() {
        // A dot in the name of a note is no extension: `1.2 Cells`.
        Some(_) if snapshot.facts(file).is_some() => {
            is_note(last)
                || fold_name(last).ends_with(&format!(".{}", fold_name(old.extension().unwrap_or_default())))
        }
        Some(_) => last.rsplit_once('.').is_some_and(|(stem, end)| !stem.is_empty() && !end.is_empty()),
        None => true,
    };
    let end = old.extension().filter(|_| !is_complete).map(|end| format!(".{end}")).unwrap_or_default();
    let named = if last.trim().is_empty() { typed.to_owned() } else { format!("{typed}{end}") };
    free(snapshot, old, checked(old, &named)?)
}

/// Where a folder goes by the name that a user typed.
pub(super) fn new_folder(snapshot: &Snapshot, folder: &NotePath, typed: &str) -> Result<NotePath, Refusal> {
    let to = checked(folder, typed.trim().trim_end_matches('/'))?;
    // No folder can be inside itself.
    if to.as_str().starts_with(&format!("{folder}/")) {
        return Err(Refusal::Exists(folder.as_str().into()));
    }
    free(snapshot, folder, to)
}

/// A path from the folder of an old one, or from the root, if all systems can have it.
pub(super) fn checked(old: &NotePath, typed: &str) -> Result<NotePath, Refusal> {
    if let Some(found) = typed.chars().find(|found| RESERVED.contains(found) || found.is_control()) {
        return Err(match found {
            '\n' | '\r' => Refusal::LineBreak(RenameKind::File),
            found => Refusal::Character(RenameKind::File, found),
        });
    }
    if typed.rsplit('/').next().unwrap_or(typed).trim().is_empty() {
        return Err(Refusal::Empty(RenameKind::File));
    }
    let joined = match old.join(typed) {
        Joined::Inside(path) => path,
        Joined::Outside => return Err(Refusal::Outside),
    };
    for part in joined.split('/') {
        let stem = part.split('.').next().unwrap_or(part).to_lowercase();
        let is_port = ["com", "lpt"].iter().any(|port| {
            stem.strip_prefix(port).is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']))
        });
        let is_kept = DEVICES.contains(&stem.as_str()) || is_port;
        if is_kept || part.starts_with('.') || part.ends_with(['.', ' ']) || part.starts_with(' ') {
            return Err(Refusal::FileName(part.into()));
        }
    }
    NotePath::new(&joined).ok_or(Refusal::Outside)
}

/// A path, if nothing is there but what is to go there.
fn free(snapshot: &Snapshot, old: &NotePath, path: NotePath) -> Result<NotePath, Refusal> {
    let is_itself = fold_name(path.as_str()) == fold_name(old.as_str());
    let is_there = || {
        let index = &snapshot.index;
        index.has_folder(path.as_str())
            || index.file(path.as_str()).or_else(|| index.file_in_other_case(path.as_str())).is_some()
            || snapshot.files.exists(path.as_str())
    };
    if !is_itself && is_there() {
        return Err(Refusal::Exists(path.as_str().into()));
    }
    Ok(path)
}

/// The stem of a file that is called after its title, for a new title; `None` where it is not called so.
///
/// The habit stays: `cell-walls` for "Cell walls" becomes `plant-cells`, and a date or number in front is kept.
pub(super) fn following(stem: &str, title: &str, new_title: &str) -> Option<String> {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let digits = stem.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let is_dated = (8..=17).contains(&digits) && stem[digits..].starts_with([' ', '-', '_']);
    let own = letters(title);
    let (prefix, name) = if letters(stem) == own {
        ("", stem)
    } else if is_dated && letters(&stem[digits + 1..]) == own {
        stem.split_at(digits + 1)
    } else {
        return None;
    };
    if own.is_empty() {
        return None;
    }
    if name == title {
        return Some(format!("{prefix}{new_title}"));
    }
    let is_lower = !name.chars().any(char::is_uppercase) && title.chars().any(char::is_uppercase);
    let separator = ['-', '_', ' '].into_iter().find(|separator| name.contains(*separator));
    // Of a name of one word only its capitals tell the habit: `cells` for "Cells" is `plant-cells` next.
    let separator = separator.unwrap_or(if is_lower { '-' } else { ' ' });
    let cased = if is_lower { new_title.to_lowercase() } else { new_title.to_owned() };
    if separator == ' ' {
        return Some(format!("{prefix}{cased}"));
    }
    let is_kept = |c: char| !slug(&c.to_string()).is_empty() && !matches!(c, ' ' | '-' | '_');
    let words = cased.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_' | '/'));
    let words = words.map(|word| word.chars().filter(|&c| is_kept(c)).collect::<String>());
    let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| format!("{prefix}{}", words.join(&separator.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::case;

    #[track_caller]
    fn check(path: &str, typed: &str, expected: Result<&str, &str>) {
        let case = case(&format!("\n-- {path}\nx\n-- taken.md\nx\n-- sub/taken.md\nx\n"));
        let file = case.snapshot.index.file(path).expect("put in above");
        let found = new_path(&case.snapshot, file, typed);
        let found = found.map(|path| path.to_string()).map_err(|refusal| refusal.to_string());
        match expected {
            Ok(path) => assert_eq!(found.as_deref(), Ok(path), "{typed}"),
            Err(words) => assert!(found.as_ref().is_err_and(|found| found.contains(words)), "{found:?}"),
        }
    }

    #[test]
    fn a_name_keeps_folder_and_extension() {
        check("sub/a.md", "b", Ok("sub/b.md"));
        check("sub/a.md", " b.md ", Ok("sub/b.md"));
        check("a.md", "1.2 Cells", Ok("1.2 Cells.md"));
        check("a.md", "b.markdown", Ok("b.markdown"));
        check("a.png", "b", Ok("b.png"));
        check("a.png", "b.jpg", Ok("b.jpg"));
        check("a.md", "A", Ok("A.md"));
    }

    #[test]
    fn a_path_moves_the_file() {
        check("sub/a.md", "../b", Ok("b.md"));
        check("sub/a.md", "/b/c", Ok("b/c.md"));
        check("sub/a.md", "deeper/b", Ok("sub/deeper/b.md"));
        check("a.md", "../b", Err("out of the vault"));
    }

    #[test]
    fn names_that_no_file_can_have_are_refused() {
        check("a.md", "", Err("empty"));
        check("a.md", "x/", Err("empty"));
        check("a.md", "a\nb", Err("line break"));
        check("a.md", "taken", Err("already a file \"taken.md\""));
        check("a.md", "TAKEN", Err("already a file"));
        check("a.md", "sub", Ok("sub.md"));
        check("a.md", ".b", Err("hide"));
        check("a.md", "Con", Err("\"Con.md\""));
        check("a.md", "com1", Err("com1"));
        check("a.md", "b./c", Err("\"b.\""));
        for sign in ["\\", ":", "*", "?", "\"", "<", "|", "#", "^", "[", "\t"] {
            check("a.md", &format!("b{sign}c"), Err("cannot have"));
        }
    }

    #[track_caller]
    fn check_following(stem: &str, title: &str, new_title: &str, expected: Option<&str>) {
        assert_eq!(following(stem, title, new_title).as_deref(), expected, "{stem} {title}");
    }

    #[test]
    fn a_file_called_after_its_title_follows_it() {
        check_following("Cell walls", "Cell walls", "Plant cells", Some("Plant cells"));
        check_following("cell-walls", "Cell walls", "Plant, Cells & C++", Some("plant-cells-c"));
        check_following("Cell_Walls", "Cell Walls", "Plant Cells", Some("Plant_Cells"));
        check_following("cells", "Cells", "Plant cells", Some("plant-cells"));
        check_following("cell walls", "Cell walls", "Plant Cells", Some("plant cells"));
        check_following("20240101 Cells", "Cells", "Walls", Some("20240101 Walls"));
        check_following("notes", "Cells", "Walls", None);
        check_following("README", "Cells", "Walls", None);
    }
}
