//! Which lines name something, and which only look like it.

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;

/// One line for each label: name (bracket) mark: body; "b" bold, "c" code.
#[track_caller]
fn check(lines: &[&str], expected: Expect) {
    let mut found = String::new();
    for line in lines {
        let Some(label) = read_label(line) else {
            found.push_str("-\n");
            continue;
        };
        let bracket = label.bracket.map_or(String::new(), |bracket| format!(" ({})", &line[bracket]));
        let kind = if label.bold {
            " b"
        } else if label.code {
            " c"
        } else {
            ""
        };
        found.push_str(&format!(
            "{}{bracket} {:?}{kind}: {}\n",
            &line[label.name], label.mark, &line[label.body]
        ));
    }
    expected.assert_eq(&found);
}

#[test]
fn bold_and_code_name_what_follows_them() {
    check(
        &[
            "**Osmosis**: water moves through a membrane",
            "- **Mitosis:** a nucleus splits",
            "3. **Adagio** - slow",
            "**Tort**— a civil wrong",
            "* __Novation__ → a new contract replaces the old one",
            "**Habeas corpus** is a writ",
            "**Rubato** (stolen time): free tempo",
            "**GDP (gross domestic product)** - all goods of a year",
            "- **Trochee**:",
            "1. **Hexameter**",
            "`tar`: packs files",
            "- `chmod` -> changes permissions",
            "`yes` repeats a word",
            "The **Treaty of Rome**: founded the community",
            "**O**xygen: a gas",
            "**Note:** this is hard",
            "- **Steps (movements of one dance)**",
            "**Whales breathe the air** of the sea",
            "*Lento:* slow",
            "*Hamlet* is a tragedy",
            "[Rondo](forms.md): a form with a refrain",
        ],
        expect![[r#"
            Osmosis Colon b: water moves through a membrane
            Mitosis Colon b: a nucleus splits
            Adagio Dash b: slow
            Tort Dash b: a civil wrong
            Novation Arrow b: a new contract replaces the old one
            Habeas corpus Verb b: is a writ
            Rubato (stolen time) Colon b: free tempo
            GDP (gross domestic product) Dash b: all goods of a year
            Trochee Colon b: 
            Hexameter Nothing b: 
            tar Colon c: packs files
            chmod Arrow c: changes permissions
            yes Verb c: repeats a word
            Treaty of Rome Colon b: founded the community
            **O**xygen Colon: a gas
            -
            -
            -
            Lento Colon b: slow
            Hamlet Verb b: is a tragedy
            Rondo Colon: a form with a refrain
        "#]],
    );
}

#[test]
fn plain_names_stand_before_a_mark() {
    check(
        &[
            "Osmosis: water moves through a membrane",
            "- 1)Smoke test: a first look",
            "git stash : hides local changes",
            "GDP - all goods of one year",
            "Sonata — a piece for one player",
            "Gross profit = sales minus costs",
            "Mitochondria :: the powerhouse of the cell",
            "capital of Peru::Lima",
            "SPQR -> senate and people",
            "Steps (movements of one dance)",
            "NGOs (non-governmental organizations): private groups",
            "进程：正在运行的程序",
            "Photosynthese: Pflanzen bilden Zucker",
            "Deno.js: a made-up runtime",
            "🎻 String section - violins and the like",
        ],
        expect![[r#"
            Osmosis Colon: water moves through a membrane
            Smoke test Colon: a first look
            git stash Colon: hides local changes
            GDP Dash: all goods of one year
            Sonata Dash: a piece for one player
            Gross profit Equals: sales minus costs
            Mitochondria DoubleColon: the powerhouse of the cell
            capital of Peru DoubleColon: Lima
            SPQR Arrow: senate and people
            Steps (movements of one dance) Brackets: movements of one dance
            NGOs (non-governmental organizations) Colon: private groups
            进程 Colon: 正在运行的程序
            Photosynthese Colon: Pflanzen bilden Zucker
            Deno.js Colon: a made-up runtime
            String section Dash: violins and the like
        "#]],
    );
}

#[test]
fn what_only_looks_like_a_label_is_refused() {
    check(
        &[
            "Pros: it is fast",
            "Example 2: a lever",
            "Advantages of glass: it is clear",
            "优点：速度快",
            "Beispiel: ein Hebel",
            "At 12:30 we met",
            "https://example.org is a site",
            "std::vector is a container",
            "build: ./frontend",
            "version: '3.8'",
            "\"name\": \"value\",",
            "x = 5",
            "let total = a + b",
            "One two three four five six: no name",
            "Use a metronome: it helps",
            "Design for failure: things break",
            "Using a lathe: mind your hair",
            "Continuously improve: learn",
            "Water is wet: everybody knows",
            "A => B => C",
            "Steam -> turbine -> generator",
            "1939 - 1945",
            "Why does it rain? - clouds",
            "This is it: the end",
            "For example: salt",
            "It keeps going - nobody stops it",
            "a, b and c: letters",
            "Just a sentence.",
            "",
        ],
        expect![[r#"
            -
            -
            -
            -
            -
            -
            -
            -
            -
            -
            -
            -
            -
            -
            -
            -
            -
            -
            -
            -
            -
            -
            -
            -
            -
            -
            -
            -
            -
        "#]],
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_range_slices_its_line(line in "([a-c A]|[*_`:()\\[\\]=>|-]|：|—|→|（|）|é|\\*\\*|Rest|1\\. ){0,24}") {
        if let Some(label) = read_label(&line) {
            prop_assert!(!line[label.name].trim().is_empty());
            prop_assert!(line.get(label.body).is_some());
            prop_assert!(label.bracket.is_none_or(|bracket| line.get(bracket).is_some()));
        }
    }
}

#[test]
fn odd_lines_break_nothing() {
    check(
        &["**", "**:**", "`", "::", "- ", ":", "—", "（", "**a", "X (", "= ="],
        expect![[r#"
        -
        -
        -
        -
        -
        -
        -
        -
        -
        -
        -
    "#]],
    );
}
