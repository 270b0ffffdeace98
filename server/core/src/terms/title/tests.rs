//! Titles and what they are read as.

use std::{fs, path::Path};

use proptest::prelude::*;

use super::{Title, TitleKind, lost_icon, outline_title, read_title};
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
    let rows: Vec<&str> = table.lines().skip(1).filter(|row| row.contains('\t')).collect();
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

/// Compares all that is known of a title, in one line.
#[track_caller]
fn check(title: &str, expected: &str) {
    let read = read_title(title);
    let mut said = kind_name(read.kind).to_owned();
    for name in &read.names {
        said += &format!(" [{}", name.text);
        name.aliases.iter().for_each(|alias| said += &format!(" = {alias}"));
        name.short.iter().for_each(|short| said += &format!(" ~ {short}"));
        said += if name.is_code { " (code)]" } else { "]" };
    }
    read.abbreviations.iter().for_each(|pair| said += &format!(" {}: {}", pair.short, pair.long));
    read.joint.iter().for_each(|joint| said += &format!(" joint {joint}"));
    read.context.iter().for_each(|context| said += &format!(" in {context}"));
    assert_eq!(said, expected, "reading {title:?}");
}

#[test]
fn names_are_spelled_as_in_the_title() {
    check("What is the Golgi Apparatus?", "define [Golgi Apparatus]");
    check(
        "PROXY SERVERS AND TLS:",
        "phrase [proxy servers] [TLS] joint proxy servers AND TLS".replace("AND", "and").as_str(),
    );
    check("Major and minor scales", "phrase [Major scales] [minor scales] joint Major and minor scales");
    check("What's `std::mem::swap()`?", "define [std::mem::swap() (code)]");
}

#[test]
fn brackets_may_stand_for_one_word_of_a_name() {
    check(
        "Docker CLI (Command-Line Interface)",
        "phrase [Docker CLI = Docker Command-Line Interface] CLI: Command-Line Interface",
    );
    check("Control groups (cgroups)", "phrase [Control groups = cgroups]");
    check("SYN (synchronize)", "phrase [SYN = synchronize]");
    check("Consistency (C)", "phrase [Consistency] in C");
}

#[test]
fn general_nouns_at_the_end_may_be_left_out() {
    check("Observer Design Pattern", "phrase [Observer Design Pattern ~ Observer Pattern ~ Observer]");
    check("CAP theorem", "phrase [CAP theorem ~ CAP]");
    check("Data model", "phrase [Data model]");
    check("Query patterns", "phrase [Query patterns]");
}

#[test]
fn a_list_in_several_scripts_keeps_its_parts() {
    check("「は」と「が」の違い", "compare [は] [が]");
    check("Particles は vs が", "compare [Particles は] [が]");
    check("Что такое DNS?", "define [DNS]");
}

#[test]
fn an_outline_prints_titles_without_markup_and_counting() {
    for (title, printed) in [
        ("## **2. Main Parts**:", "Main Parts"),
        ("#### 1. **Mitosis**", "Mitosis"),
        ("- **S - Single Step (SS)**", "S - Single Step (SS)"),
        ("VIRTUAL MACHINES:", "Virtual Machines"),
        ("CONTAINER VS VM:", "Container vs VM"),
        ("LOCAL AREA NETWORK (LAN):", "Local Area Network (LAN)"),
        ("what are lipids ?", "What are lipids?"),
        ("cargo run vs. cargo build", "cargo run vs. cargo build"),
        ("`git merge`", "git merge"),
        ("**- Server Sends Reply**", "Server Sends Reply"),
        ("Key Differences(Cats vs Dogs):", "Key Differences (Cats vs Dogs)"),
        ("matches(String regex)", "matches(String regex)"),
        ("What is Krebs cycle? ( citric )", "What is Krebs cycle? (citric)"),
        ("🚀 Launch [the site](a.md) {#launch}", "Launch the site"),
        ("3-Way Handshake", "3-Way Handshake"),
        ("Chapter 4: Torts", "Chapter 4: Torts"),
        ("“Is it so?”", "Is it so?"),
        ("Type \"yes\" to go on", "Type \"yes\" to go on"),
        ("DELETE", "DELETE"),
        ("第三章 热力学", "第三章 热力学"),
        ("¿qué es?", "¿qué es?"),
    ] {
        assert_eq!(outline_title(title), printed, "printing {title:?}");
    }
}

#[test]
fn the_remains_of_icons_are_told_from_letters() {
    let icon = |title| lost_icon(title).map(|icon| (icon.len, icon.is_certain));
    assert_eq!(icon("π» Docker"), Some((5, true)));
    assert_eq!(icon("π Docker"), Some((3, false)));
    assert_eq!(icon("π 3. Docker"), Some((3, true)));
    assert_eq!(icon("ðŸ³ Docker"), Some((7, true)));
    assert_eq!(icon("β-decay"), None);
    assert_eq!(icon("Docker π"), None);
}

#[test]
fn a_heading_as_long_as_a_paragraph_names_nothing() {
    let title = "word ".repeat(300);
    assert_eq!(read_title(&title), Title::default());
    assert_eq!(outline_title(&title), title.trim());
    assert_eq!(read_title(&"(".repeat(900)), Title::default());
    assert_eq!(read_title(&"a vs ".repeat(150)).kind, TitleKind::None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_can_be_read(title in "\\PC{0,40}|(what|is|the|a|of|vs|and|how|Docker|\\(|\\)|\\*|`|\"|:| - |,|\\?|和|と|def|[A-Za-z]{1,8}| ){0,16}") {
        let read = read_title(&title);
        prop_assert!(read.names.iter().all(|name| !name.text.trim().is_empty()));
        let nameless = matches!(read.kind, TitleKind::Task | TitleKind::Generic | TitleKind::None);
        prop_assert!(!nameless || read.names.is_empty());
        prop_assert!(outline_title(&title).len() <= title.len() + 1);
    }
}
