//! Nothing hovers in the notes of everyday life but real terms.

use super::hovered;

/// The distinct texts that are hovered, in lower case.
#[track_caller]
fn check(fixture: &str, expected: &[&str]) {
    let found = hovered(fixture);
    let mut texts: Vec<String> = found
        .iter()
        .map(|found| found.split_once(": ").expect("a path is in front").1.to_lowercase())
        .collect();
    texts.sort_unstable();
    texts.dedup();
    assert_eq!(texts, expected, "{found:#?}");
}

#[test]
fn a_changelog_has_no_terms() {
    check(
        "
-- CHANGELOG.md
# Changelog

All notable changes to this project are written down here. Added, changed and fixed things are apart.

## Unreleased

### Added

- **Added**: support for dark pages.
- An option to run tests again when files change.

### Changed

- The default port is 8080. Usage of the old one is deprecated.

### Fixed

- **Fixed**: a bug where notes were lost.
- **Important**: the notes on usage are good and simple.

## 1.2.0

### Added

- Simple search. Good speed. An example was added to the notes.

### Removed

- The old importer. Security is better without.

### Security

- An important fix for the form. Changed and fixed by hand.

### Bug fixes

- The summary was wrong. Improvements are planned.
",
        &[],
    );
}

#[test]
fn a_readme_has_the_terms_it_explains() {
    check(
        "
-- README.md
# Notekeeper

Notekeeper is a tool that keeps notes in plain text files.

## Features

- **Fast**: everything is indexed in memory.
- **Simple**: no configuration is needed.
- Good defaults

## Usage

Run notekeeper in a folder. Important: make a backup first, with good names. The usage is simple and fast.

## Notes

Some notes on usage and features. The license is below. Contributing is good.

## Contributing

Please read the notes first.

## License

MIT
",
        &["notekeeper"],
    );
}

#[test]
fn a_diary_has_the_terms_it_explains() {
    let day = |day: u32, more: &str| {
        format!(
            "
-- diary/2025-03-{day:02}.md
# 2025-03-{day:02}

## Morning

Good breakfast. The weather was fine, and the morning was quiet.

## Work

Work was busy. **Meeting**: we talked about lunch and the plan. Important: ask Anna about work.

## Lunch

Lunch with Anna. Simple food.

## Ablauf

Erst Kaffee, dann Arbeit. {more}
"
        )
    };
    let days = [
        day(1, ""),
        day(2, "Der Ablauf war gut."),
        day(3, "Osmosis is the movement of water through a membrane."),
        day(4, "Osmosis again, and the meeting in the morning."),
    ];
    check(&days.concat(), &["osmosis"]);
}

#[test]
fn a_title_under_many_subjects_names_nothing_until_somebody_says_what_it_is() {
    let muscle = |name: &str, text: &str| format!("\n-- {name}.md\n# {name}\n\n## Innervation\n\n{text}\n");
    let notes = [
        muscle("Biceps", "From the fifth root."),
        muscle("Triceps", "From the seventh root."),
        muscle("Deltoid", "From the axillary nerve."),
    ];
    let rest = "\n-- z.md\nInnervation matters.\n";
    let names = |found: Vec<String>| found.into_iter().filter(|found| found.ends_with("nnervation")).count();
    assert_eq!(names(hovered(&(notes[..2].concat() + rest))), 3, "two titles and the mention");
    assert_eq!(names(hovered(&(notes.concat() + rest))), 0);
    let told = "\n-- y.md\n# What is innervation?\n\nInnervation is the supply of nerves to an organ.\n";
    assert!(2 < names(hovered(&(notes.concat() + told + rest))));
}

#[test]
fn a_title_that_its_text_speaks_of_is_a_name_however_often_it_stands() {
    let week = |week: u32| {
        format!("\n-- {week}.md\n# Week {week}\n\n## Kubernetes\n\nWe ran Kubernetes on {week} machines.\n")
    };
    let found = hovered(&(1..=5).map(week).collect::<String>());
    assert_eq!(found.iter().filter(|found| found.ends_with("Kubernetes")).count(), 10, "{found:?}");
}

#[test]
fn an_everyday_word_is_a_term_where_a_sentence_says_what_it_is() {
    let elsewhere = "\n-- b.md\nA cell here.\n";
    let cells = |a: &str| {
        let found = hovered(&format!("\n-- a.md\n{a}\n\nOne cell more.\n{elsewhere}"));
        let count = |path: &str| found.iter().filter(|found| **found == format!("{path}: cell")).count();
        (0 < count("a.md"), 0 < count("b.md"))
    };
    assert_eq!(cells("# Cell\n\nA cell is the smallest unit of life."), (true, true));
    assert_eq!(cells("# What is a cell?\n\nThe smallest unit of life."), (true, true));
    assert_eq!(cells("# Biology\n\nA cell is the smallest unit of life."), (true, true));
    assert_eq!(
        cells("# Biology\n\n- **cell**: the smallest unit of life\n- **tissue**: many of them"),
        (true, false)
    );
    assert_eq!(cells("# Cell\n\nDraw one before Monday."), (false, false));
}
