//! Titles and what they are read as.

use std::{fs, path::Path};

use super::{Title, TitleKind, read_title};
use crate::terms::fold::Key;

fn kind_name(kind: TitleKind) -> &'static str {
    match kind {
        TitleKind::Define => "define",
        TitleKind::Compare => "compare",
        TitleKind::About => "about",
        TitleKind::Task => "task",
        TitleKind::Phrase => "phrase",
        TitleKind::Question => "question",
        TitleKind::Generic => "generic",
        TitleKind::None => "none",
    }
}

fn keys(names: &str) -> Vec<Key> {
    names.split("; ").filter(|name| !name.is_empty() && *name != "—").map(Key::new).collect()
}

/// How a title differs from what a row expects of it, if it does.
fn difference(row: &str) -> Option<String> {
    let columns: Vec<&str> = row.split('\t').collect();
    let (text, kinds, names) = (columns[0], columns[1], columns[2]);
    let title: Title = read_title(text);
    let found: Vec<Key> = title.names.iter().map(super::Name::key).collect();
    let aliases: Vec<Key> =
        title.names.iter().flat_map(|name| &name.aliases).map(|alias| Key::new(alias)).collect();
    let mut wrong = Vec::new();
    if kinds.split('→').all(|kind| kind != kind_name(title.kind)) {
        wrong.push("kind");
    }
    if found != keys(names) {
        wrong.push("names");
    }
    let note = columns.get(3).copied().unwrap_or_default();
    if let Some(alias) = note.strip_prefix("alias: ") {
        let alias = alias.split(" (").next().unwrap_or(alias);
        if keys(alias).iter().any(|alias| !aliases.contains(alias)) {
            wrong.push("alias");
        }
    }
    if let Some(context) = note.strip_prefix("ctx: ")
        && title.context.as_deref().map(Key::new) != Some(Key::new(context))
    {
        wrong.push("context");
    }
    (!wrong.is_empty()).then(|| format!("{text}: {} differs, found {title:?}", wrong.join(" and ")))
}

#[track_caller]
fn check_rows(table: &str) {
    let rows: Vec<&str> =
        table.lines().skip(1).filter(|row| row.contains('\t') && !row.starts_with('#')).collect();
    let wrong: Vec<String> = rows.iter().filter_map(|row| difference(row)).collect();
    assert!(wrong.is_empty(), "{} of {} titles differ:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn titles_of_the_labelled_notes_are_read_as_labelled() {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/gold/titles.tsv");
    match fs::read_to_string(&table) {
        Ok(table) => check_rows(&table),
        Err(_) => println!("The labelled titles are not here; nothing is compared with them."),
    }
}

#[test]
fn titles_on_many_subjects_in_many_languages_are_read() {
    check_rows(include_str!("../testdata/titles.tsv"));
}
