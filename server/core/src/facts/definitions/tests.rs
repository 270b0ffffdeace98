//! What definitions a note holds: by habit, by form, and what is none.

mod forms;
mod framed;
mod rows;

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::{Definition, DefinitionKind};
use crate::facts::Facts;
use crate::terms::cut::GIST_LENGTH;

/// One line for each definition: its lines, names, kind and gist; "?" marks an excerpt.
fn listed(text: &str) -> String {
    let facts = Facts::read(text);
    let line = |offset: u32| facts.lines.line(offset) + 1;
    let mut found = String::new();
    for one in &facts.definitions {
        let names: Vec<&str> = one.names.iter().map(|name| &**name).collect();
        found.push_str(&format!(
            "{}-{} {}{} [{}]: {}\n",
            line(one.span.start),
            line(one.span.end),
            if one.excerpt { "? " } else { "" },
            names.join(" = "),
            kind(one),
            one.gist
        ));
    }
    found
}

fn kind(definition: &Definition) -> &'static str {
    match definition.kind {
        DefinitionKind::Heading => "heading",
        DefinitionKind::Copula => "copula",
        DefinitionKind::Bold => "bold",
        DefinitionKind::Colon => "colon",
        DefinitionKind::Table => "table",
        DefinitionKind::Abbr => "abbr",
        DefinitionKind::Deflist => "deflist",
        DefinitionKind::Dash => "dash",
        DefinitionKind::Explicit => "explicit",
    }
}

#[track_caller]
fn check(text: &str, expected: Expect) {
    expected.assert_eq(&listed(text));
}

/// The name stands behind what is said of it, and a second subject before.
#[test]
fn a_name_behind_two_subjects_is_read() {
    let text = "## Levers\n\nIn mills, “cams” are wheels that push against other parts, called “levers.”\n";
    assert!(listed(text).contains("Levers"), "{}", listed(text));
}

#[test]
fn the_body_of_a_title_explains_its_term() {
    check(
        "# What is a statute?\n\nThe word is old. A statute is a law that a parliament has passed.\n",
        expect![[r#"
            3-3 statute [heading]: A statute is a law that a parliament has passed.
        "#]],
    );
    check(
        "## Counterpoint\n\nThe art of leading several melodies at once.\n\n```\nscore\n```\n\nIt came late.\n",
        expect![[r#"
            3-3 Counterpoint [heading]: The art of leading several melodies at once.
        "#]],
    );
    check(
        "## Data Encryption Standard (DES)\n\nBlocks of 64 bits should be mixed with a key of 56.\n",
        expect![[r#"
            3-3 Data Encryption Standard = DES [heading]: Blocks of 64 bits should be mixed with a key of 56.
        "#]],
    );
    check(
        "## Inflation\n\n### Definition\n\nA lasting rise of most prices.\n",
        expect![[r#"
            5-5 Inflation [heading]: A lasting rise of most prices.
        "#]],
    );
}

#[test]
fn a_title_that_names_two_terms_gives_each_its_own_gist() {
    check(
        "## What are stalactites and stalagmites?\n\nA stalactite is a spike that hangs from a roof, while a \
         stalagmite is a cone that grows up from a floor.\n",
        expect![[r#"
            3-3 stalactites [heading]: A stalactite is a spike that hangs from a roof.
            3-3 stalagmites [heading]: A stalagmite is a cone that grows up from a floor.
        "#]],
    );
    check(
        "## Verdict vs. Sentence\n\nA verdict is the decision of a jury.\n\nA sentence is the punishment that a court sets.\n",
        expect![[r#"
            3-3 Verdict [heading]: A verdict is the decision of a jury.
            5-5 Sentence [heading]: A sentence is the punishment that a court sets.
        "#]],
    );
}

#[test]
fn what_a_title_heads_by_the_way_is_shown_and_not_called_a_definition() {
    for text in [
        "## Harvest\n\nIn autumn everybody helps.\n",
        "## Naming rules\n\nNames were given by the village elders.\n",
        "## Rooks\n\nRooks are costly.\n",
    ] {
        assert!(Facts::read(text).definitions.iter().all(|found| found.excerpt), "{text}");
    }
}

#[test]
fn sentences_define_what_they_are_about() {
    check(
        "# Notes\n\nA lichen is a partnership of a fungus and an alga. Latency refers to the time a signal needs. \
         Cells without a nucleus are called prokaryotes.\n\nNotes written with stems of equal length are known as \
         neumes.\n\nA cantata is defined as a work for singers. Ritardando means gradually slower. However, an aria is \
         a song.\n",
        expect![[r#"
            3-3 lichen [copula]: A lichen is a partnership of a fungus and an alga.
            3-3 Latency [copula]: Latency refers to the time a signal needs.
            3-3 prokaryotes [copula]: Cells without a nucleus
            5-5 neumes [copula]: Notes written with stems of equal length
            7-7 cantata [copula]: A cantata is defined as a work for singers.
            7-7 Ritardando [copula]: Ritardando means gradually slower.
        "#]],
    );
    check(
        "# Geology\n\nMagma cools below ground, whereas lava is molten rock that has reached the surface.\n\n\
         Water is held back by layers called aquitards that let nothing through.\n\n\
         Fossils lie in strata, which are layers of rock of one age.\n",
        expect![[r#"
            3-7 ? Geology [heading]: Magma cools below ground, whereas lava is molten rock that has reached the surface.
            5-5 aquitards [copula]: Layers that let nothing through.
        "#]],
    );
    check(
        "# Law\n\nThe judge hears both sides before anything is decided. This is known as the adversarial system.\n",
        expect![[r#"
            3-3 ? Law [heading]: This is known as the adversarial system.
            3-3 adversarial system [copula]: The judge hears both sides before anything is decided.
        "#]],
    );
}

#[test]
fn opinions_questions_and_hints_define_nothing() {
    for text in [
        "Using a metronome is a good way to practise.",
        "This is a common mistake.",
        "What is a fugue? Nobody knows.",
        "The most important thing is a good night's sleep.",
        "Most birds are animals that build nests.",
        "My favourite piece is a sonata.",
        "There is a castle on the hill.",
        "For example, salt is a mineral.",
    ] {
        assert_eq!(listed(&format!("Some words first.\n\n{text}\n")), "", "{text}");
    }
}

#[test]
fn abbreviations_are_told_with_what_they_stand_for() {
    check(
        "# Bodies\n\nThe European Court of Human Rights (ECHR) sits in Strasbourg. Two MRI scanners \
         (magnetic resonance imaging) were bought.\n\n\
         Data come in bits per second (bps) or bytes per second (Bps). VMs (virtual machines) share a host.\n",
        expect![[r#"
            3-5 ? Bodies [heading]: The European Court of Human Rights (ECHR) sits in Strasbourg.
            3-3 ECHR = European Court of Human Rights [abbr]: European Court of Human Rights
            5-5 bps = bits per second [abbr]: bits per second
            5-5 Bps = bytes per second [abbr]: bytes per second
            5-5 VM = virtual machine [abbr]: virtual machine
        "#]],
    );
    check(
        "## Court of Justice (CJ)\n\nThe highest court of a union of states.\n",
        expect![[r#"
            3-3 Court of Justice = CJ [heading]: The highest court of a union of states.
        "#]],
    );
}

#[test]
fn short_and_long_form_of_a_term_are_one_before_its_gist_is_chosen() {
    check(
        "# What is a UPS?\n\nPower fails now and then. An uninterruptible power supply is a device that bridges such \
         gaps.\n\n## Later\n\nWe bought an uninterruptible power supply (UPS) at once.\n",
        expect![[r#"
            3-3 UPS = uninterruptible power supply [heading]: An uninterruptible power supply is a device that bridges such gaps.
            7-7 UPS = uninterruptible power supply [abbr]: uninterruptible power supply
        "#]],
    );
}

#[test]
fn bold_and_code_labels_explain_their_names() {
    check(
        "# Cell\n\n**Nucleus**: the part that holds the genes. It is round.\n\n- **Vacuole** – a bag of water\n\
         - **Cell wall** → the stiff coat around the cells of plants\n- **Golgi apparatus (GA)**: packs proteins for export\n\
         \n- `ls`: list the files of a folder\n- `grep` prints the lines of a file that fit a pattern\n",
        expect![[r#"
            3-10 ? Cell [heading]: **Nucleus**: the part that holds the genes.
            3-3 Nucleus [bold]: the part that holds the genes.
            5-5 Vacuole [bold]: a bag of water
            6-6 Cell wall [bold]: the stiff coat around the cells of plants
            7-7 Golgi apparatus = GA [bold]: packs proteins for export
            9-9 ls [colon]: list the files of a folder
            10-10 grep [colon]: `grep` prints the lines of a file that fit a pattern
        "#]],
    );
}

#[test]
fn plain_labels_explain_in_company() {
    check(
        "# Rhythm\n\nTerms:\n\n- Beat: the steady pulse of a piece\n- Bar: A group of beats with one accent\n\
         - Upbeat - The beat before a bar begins\n",
        expect![[r#"
            5-5 Beat [colon]: the steady pulse of a piece
            6-6 Bar [colon]: A group of beats with one accent
            7-7 Upbeat [dash]: The beat before a bar begins
        "#]],
    );
    check(
        "# Verbs\n\nGerund: a verb used as a noun\nParticiple: a verb used as an adjective\n\nText: it follows.\n",
        expect![[r#"
            3-6 ? Verbs [heading]: Gerund: a verb used as a noun
            3-3 Gerund [colon]: a verb used as a noun
            4-4 Participle [colon]: a verb used as an adjective
            6-6 Text [colon]: it follows.
        "#]],
    );
    check(
        "# Dances\n\n- Waltz (Dance in three time)\n- Polka (Dance in two time)\n",
        expect![[r#"
            3-4 ? Dances [heading]: Waltz (Dance in three time)
            3-3 Waltz [colon]: Dance in three time
            4-4 Polka [colon]: Dance in two time
        "#]],
    );
}

#[test]
fn names_are_explained_by_the_bullets_below_them() {
    check(
        "# Powers of a state\n\n- **Legislature**\n\n  - Makes the laws.\n  - Example: a parliament.\n\n\
         - **Executive:**\n  - Think of it as the hands of the state.\n  - It is the power that carries out the laws.\n\n\
         1. Court\n\n   A body that decides disputes by law.\n\n2. Jury\n\n   A group of laymen who judge the facts.\n",
        expect![[r#"
            3-18 ? Powers of a state [heading]: Makes the laws.
            3-6 Legislature [bold]: Makes the laws.
            8-10 Executive [bold]: It is the power that carries out the laws.
            14-14 Court [heading]: A body that decides disputes by law.
            18-18 Jury [heading]: A group of laymen who judge the facts.
        "#]],
    );
}

#[test]
fn labels_of_attributes_advice_and_steps_are_left_alone() {
    for text in [
        "# Laptop\n\n- Memory: 16 GB\n- Color: grey\n- Network: high-speed\n",
        "## Advantages of bicycles\n\n- **Health**: a rider moves every day\n- **Price**: cheap to buy and to keep\n",
        "# Docker\n\n- Portability: Docker runs on any system\n- Speed: Docker starts at once\n",
        "# How to bake bread\n\n1. Dough: Mix flour and water\n2. Rest: Wait an hour\n",
        "# Trains vs. planes\n\n1. Speed\n\n   - Trains: fast on short ways\n   - Planes: fast on long ways\n\n\
         2. Price\n\n   - Trains: dear on long ways\n   - Planes: dear on short ways\n",
        "# Essay\n\n**Goal**: show both sides of a matter\n\n**Example**: a lawyer who defends an enemy\n",
        "# Ages\n\n- Query 1: Fetch the first rows\n- Query 2: Fetch the other rows\n",
        "# Log\n\n- Better errors: The parser tells where it stopped\n- 0.3.1: A fix of the fix\n",
    ] {
        let facts = Facts::read(text);
        let told: Vec<_> = facts.definitions.iter().filter(|found| !found.excerpt).collect();
        assert!(told.is_empty(), "{text}{told:?}");
    }
}

#[test]
fn tables_explain_in_a_column_or_a_row_of_meanings() {
    check(
        "# Ships\n\n| Term | Meaning | Since |\n| --- | --- | --- |\n| **Keel** | The beam along the bottom | - |\n\
         | Global Positioning System (GPS) | Finds the place of a ship | 1980 |\n| Knots | 5 | - |\n\n\
         | Concept | In short |\n| --- | --- |\n| Draught | how deep the hull lies |\n| Trim | how level the hull lies |\n",
        expect![[r#"
            5-5 Keel [table]: The beam along the bottom
            6-6 Global Positioning System = GPS [table]: Finds the place of a ship
            11-11 Draught [table]: how deep the hull lies
            12-12 Trim [table]: how level the hull lies
        "#]],
    );
    check(
        "# Cells\n\n| Feature | Prokaryote | Eukaryote |\n| --- | --- | --- |\n| Definition | A cell without a nucleus | \
         A cell with a nucleus |\n| Size | Small | Large |\n",
        expect![[r#"
            5-5 Prokaryote [table]: A cell without a nucleus
            5-5 Eukaryote [table]: A cell with a nucleus
        "#]],
    );
    check(
        "# Cars\n\n| Feature | Old | New |\n| --- | --- | --- |\n| Doors | two of them | four of them |\n",
        expect![""],
    );
}

#[test]
fn cards_and_lists_made_for_it_are_read_and_properties_are_not() {
    check(
        "Mitosis :: division of a nucleus\n\nWho wrote it?::Nobody knows\n\nstatus:: done\n\n\
         use std::vec for that\n\n*[LED]: Light-Emitting Diode\n\nAria\n: A song in an opera\n",
        expect![[r#"
            1-1 Mitosis [explicit]: division of a nucleus
            9-9 LED = Light-Emitting Diode [explicit]: Light-Emitting Diode
            11-12 Aria [deflist]: A song in an opera
        "#]],
    );
}

#[test]
fn nothing_is_mined_from_code() {
    for text in [
        "# Setup\n\n```\nA pod is a group of containers.\n```\n",
        "# Setup\n\n    let pod = 1; // A pod is a group.\n",
        "# Setup\n\nservices:\nweb:\nimage: nginx\nNODE_ENV=production\nkubectl get pods # Pods are groups of containers\n",
        "- [Pod (P)](#pod)\n- [Node](#node)\n",
        "%%\nA pod is a group of containers.\n%%\n",
    ] {
        let facts = Facts::read(text);
        let told: Vec<_> = facts.definitions.iter().filter(|found| !found.excerpt).collect();
        assert!(told.is_empty(), "{text}{told:?}");
    }
}

#[test]
fn an_answer_that_is_indented_like_code_is_read() {
    check(
        "What is a moraine?\n\n    A moraine is a ridge of rubble that a glacier has left.\n\n\
         What is a fjord?\n\n    A fjord is a valley of a glacier that the sea has filled.\n",
        expect![[r#"
            3-3 moraine [heading]: A moraine is a ridge of rubble that a glacier has left.
            7-7 fjord [heading]: A fjord is a valley of a glacier that the sea has filled.
        "#]],
    );
}

#[test]
fn a_gist_is_complete_and_can_be_shown_anywhere() {
    check(
        "## What is a quorum?\n\nA **quorum** is the [least number](rules.md) of ==members== that must be \
         [[Meeting|present]].[^1] ^q1\n\n## What is REM?\n\nREM stands for rapid eye movement. It is the phase of sleep \
         in which we dream.\n\n## What are the senses?\n\nThe senses are the ways in which an animal takes in the world:\n\n\
         - **Sight**: with eyes\n- Hearing\n- Smell\n\n[^1]: A note.\n",
        expect![[r#"
            3-3 quorum [heading]: A **quorum** is the least number of ==members== that must be present.
            7-7 REM = rapid eye movement [heading]: REM stands for rapid eye movement. It is the phase of sleep in which we dream.
            11-17 senses [heading]: The senses are the ways in which an animal takes in the world: Sight; Hearing; Smell
        "#]],
    );
    let long =
        "## Law\n\nA law is a rule ".to_owned() + &"that somebody made, ".repeat(40) + "and that all obey.\n";
    let facts = Facts::read(&long);
    assert!(facts.definitions[0].gist.chars().count() <= GIST_LENGTH);
}

#[test]
fn a_place_is_told_once_by_its_surest_form() {
    check(
        "## What is a tide?\n\n**Tide** is the rise and fall of the sea.\n\n- **Neap tide**: a neap tide is a tide at \
         half moon\n- **Spring tide**: a tide at full moon\n",
        expect![[r#"
            3-6 tide [heading]: **Tide** is the rise and fall of the sea.
            5-5 Neap tide [bold]: a neap tide is a tide at half moon
            6-6 Spring tide [bold]: a tide at full moon
        "#]],
    );
}

#[test]
fn odd_notes_break_nothing() {
    for text in [
        "",
        "\u{feff}",
        ": ",
        "*[]: ",
        "::",
        "a::",
        "| |\n|-|\n| |",
        "# \n\n: x",
        "- \n- **:**\n",
        "**a**:",
        "\r\n\r\n**é**: ü 漢",
        "- **X**\n- **Y**\n",
        "# A\n# B\n# C",
        "a\n: b\n: c\n\n: d",
        "(((",
        "x (",
        "- x\n\n  - y\n\n    - z\n",
        "> **A**: b\n> c",
    ] {
        let facts = Facts::read(text);
        for found in &facts.definitions {
            assert!(!found.gist.is_empty() && !found.names.is_empty(), "{text:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_definition_stands_in_the_text(
        text in "(\\*\\*|: |- |# |\n|\n\n|A tide is |the é|漢是|\\||::|\\(AB\\)|`x`|What is B\\?|\\[\\[|\\]\\]|  |\\. ){0,40}"
    ) {
        for found in Facts::read(&text).definitions.iter() {
            prop_assert!(text.get(found.span.range()).is_some() && text.get(found.name.range()).is_some());
            prop_assert!(!found.gist.is_empty() && found.gist.chars().count() <= GIST_LENGTH);
            prop_assert!(found.names.iter().all(|name| !name.is_empty()));
        }
    }
}
