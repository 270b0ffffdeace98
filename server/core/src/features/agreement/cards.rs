//! A card says more than the name it is about, and what it says is whole.

use super::card;
use crate::testing::case;

/// The lines of the card at the cursor between the name and where it is from, without empty ones.
#[track_caller]
fn check(fixture: &str, expected: &[&str]) {
    let case = case(fixture);
    let card = card(&case, case.note, case.offset).expect("there is a card").markdown;
    let told = card.lines().skip(1).take_while(|line| !line.starts_with("*From*"));
    let told: Vec<&str> = told.filter(|line| !line.is_empty()).collect();
    assert_eq!(told, expected, "{card}");
}

#[test]
fn an_excerpt_of_a_list_is_the_list() {
    check(
        "\n-- a.md\n# Mete$0orology\n\n- Snow\n  - No melting occurs\n- Sleet\n  - Melts and freezes again\n\n---\n\n## Clouds\n\nMany.\n",
        &["- Snow", "  - No melting occurs", "- Sleet", "  - Melts and freezes again"],
    );
}

#[test]
fn what_is_still_to_be_written_is_called_so() {
    check(
        "\n-- a.md\n# Weather\n\n## Cyclo$0genesis and frontolysis\n\nTODO\n\n## Snow\n\nIt falls.\n",
        &["*Nothing is written here yet.*"],
    );
}

#[test]
fn an_acronym_is_shown_where_it_is_put_to_use() {
    check(
        "\n-- a.md\nThreads are slow in languages with a Global Interpreter Lock (GI$0L), such as Python.\n",
        &["*Excerpt:* Threads are slow in languages with a Global Interpreter Lock (GIL), such as Python."],
    );
    check("\n-- a.md\n# Gates\n\n- exclusive OR (XO$0R)\n- NAND\n", &["*Short for* exclusive OR."]);
}

#[test]
fn a_list_that_is_announced_is_the_one_below() {
    check(
        "\n-- a.md\n- **Clou$0ds**: two kinds of drops and ice are told apart:\n    - Cumulus\n    - Stratus\n- **Winds**: air that moves\n    - Foehn\n",
        &["two kinds of drops and ice are told apart:", "- Cumulus", "- Stratus"],
    );
    let long = "when there are more protons than electrons in it, which happens where an electron was lost, it is positive";
    check(
        &format!(
            "\n-- a.md\n## What is an io$0n?\n\nAn ion is an atom with a charge of one of these signs:\n\n- {long}\n- negative\n"
        ),
        &[
            "An ion is an atom with a charge of one of these signs:",
            "- when there are more protons than electrons in it…",
            "- negative",
        ],
    );
}
