//! In which spellings a term is found.

use super::{card, hovered};
use crate::testing::case;

/// Whether a term that a title asks for is found in a sentence, and only as this text.
#[track_caller]
fn check(term: &str, prose: &str, expected: &[&str]) {
    let found =
        hovered(&format!("\n-- a.md\n## What is {term}?\n\nSomething that {term} does.\n-- z.md\n{prose}\n"));
    let found: Vec<&str> = found.iter().filter_map(|found| found.strip_prefix("z.md: ")).collect();
    assert_eq!(found, expected, "{term} in {prose:?}");
}

#[test]
fn capitals() {
    check("WHO", "The WHO knows who is ill.", &["WHO"]);
    check("US", "They told us about the US.", &["US"]);
    check("IT", "Is it IT? It is.", &["IT"]);
    check("CORS", "Then cors, Cors and CORS.", &["cors", "Cors", "CORS"]);
    check("cors", "Then cors and CORS.", &["cors", "CORS"]);
    check("Docker", "We use docker and Docker.", &["docker", "Docker"]);
    check("mRNA", "The mRNA or MRNA.", &["mRNA", "MRNA"]);
}

#[test]
fn an_acronym_that_spells_a_pronoun_is_a_name_by_its_capitals() {
    for (title, sentence) in [
        ("WHO", "The WHO is the agency of the United Nations that cares for health."),
        ("US", "The US is a federal republic of fifty states."),
        ("IT", "IT is the field of computers and what they are used for."),
        ("WHO (World Health Organization)", "An agency of the United Nations."),
    ] {
        let name = title.split(' ').next().expect("it has a word");
        let prose = format!("Who told us what it is? It is the {name}.");
        let found = hovered(&format!("\n-- a.md\n# {title}\n\n{sentence}\n-- z.md\n{prose}\n"));
        let found: Vec<&str> = found.iter().filter_map(|found| found.strip_prefix("z.md: ")).collect();
        assert_eq!(found, [name], "{title}");
    }
}

#[test]
fn a_capital_at_the_start_of_a_sentence_proves_nothing() {
    check("Go", "We write Go. Go home, and go on.", &["Go"]);
}

#[test]
fn a_word_with_a_capital_inside_sentences_is_a_proper_name() {
    let rust = |prose: &str| {
        let a = "## Rust\n\nRust is a language for systems. We like Rust.";
        let found = hovered(&format!("\n-- a.md\n{a}\n-- z.md\n{prose}\n"));
        found.iter().filter(|found| found.starts_with("z.md")).count()
    };
    assert_eq!(rust("There is rust on the car."), 0);
    assert_eq!(rust("There is Rust in the kernel."), 1);
}

#[test]
fn plurals_and_possessives() {
    check("a server rack", "The server rack's door; two server racks.", &["server rack", "server racks"]);
    check("windows management", "Windows management and window management.", &["Windows management"]);
    check("an API", "Some APIs, an API's keys, apis.", &["APIs", "API", "apis"]);
    check("a VM", "VMs, a VM’s disk and a vm.", &["VMs", "VM", "vm"]);
    check("an analysis pipeline", "Analysis pipelines and analyses.", &["Analysis pipelines"]);
    check("a mitochondrion", "All mitochondria.", &["mitochondria"]);
    check("a bus topology", "Bus topologies.", &["Bus topologies"]);
}

#[test]
fn hyphens_spaces_numbers_and_accents() {
    check(
        "a load balancer",
        "A load-balancer, a load  balancer, a load\nbalancer.",
        &["load-balancer", "load  balancer", "load\nbalancer"],
    );
    check("a load balancer", "The class LoadBalancer is another name.", &[]);
    check("two-phase commit", "A 2-phase commit, Two Phase Commit.", &["2-phase commit", "Two Phase Commit"]);
    check("Poincaré duality", "Poincare duality.", &["Poincare duality"]);
    check("a résumé parser", "The resume parser.", &["resume parser"]);
}

#[test]
fn the_longest_name_wins_and_none_stands_in_another() {
    let a = "## What is a token bucket?\n\nA token bucket fills up.\n\n## What is a bucket list?\n\nA bucket list is a list of wishes.\n";
    let found = hovered(&format!("\n-- a.md\n{a}\n-- z.md\nA token bucket list.\n"));
    let found: Vec<&str> = found.iter().filter_map(|found| found.strip_prefix("z.md: ")).collect();
    assert_eq!(found, ["token bucket"]);
}

#[test]
fn other_languages() {
    let german = |title: &str, prose: &str| {
        let found = hovered(&format!("\n-- a.md\n## Was ist {title}?\n\nEtwas Gutes.\n-- z.md\n{prose}\n"));
        found
            .into_iter()
            .filter_map(|found| found.strip_prefix("z.md: ").map(str::to_owned))
            .collect::<Vec<_>>()
    };
    assert_eq!(german("eine Schnittstelle", "Viele Schnittstellen."), ["Schnittstellen"]);
    assert_eq!(german("ein Datenbankindex", "Ein Datenbankindex für die Datenbank."), ["Datenbankindex"]);
    assert_eq!(german("eine Normalisierung", "Zwei Normalisierungen."), ["Normalisierungen"]);
    let asked = |a: &str, prose: &str| {
        let found = hovered(&format!("\n-- a.md\n{a}\n-- z.md\n{prose}\n"));
        found
            .into_iter()
            .filter_map(|found| found.strip_prefix("z.md: ").map(str::to_owned))
            .collect::<Vec<_>>()
    };
    assert_eq!(asked("## 什么是数据库？\n\n数据库是存储数据的系统。", "我们使用数据库和索引。"), ["数据库"]);
    assert_eq!(
        asked(
            "## 什么是数据库？\n\n数据库是存储数据的系统。\n\n## 什么是数据库索引？\n\n数据库索引是一种结构。",
            "建立数据库索引。"
        ),
        ["数据库索引"]
    );
    assert_eq!(
        asked("## データベースとは\n\nデータの集まりです。", "このデータベースは速い。"),
        ["データベース"]
    );
    assert_eq!(asked("## データとは\n\n事実の集まりです。", "このデータベースのデータ。"), ["データ"]);
    assert_eq!(
        asked("## 프로세스란?\n\n실행 중인 프로그램이다.", "프로세스는 메모리를 쓴다. 멀티프로세스."),
        ["프로세스"]
    );
    assert_eq!(
        asked("## Что такое алгоритм?\n\nНабор шагов.", "Много алгоритмов, без алгоритма."),
        ["алгоритмов", "алгоритма"]
    );
    assert_eq!(asked("## Что такое база данных?\n\nХранилище.", "В базе данных."), ["базе данных"]);
    assert_eq!(asked("## ¿Qué es una transacción?\n\nUna unidad.", "Dos transacciones."), ["transacciones"]);
    assert_eq!(
        asked("## Qu'est-ce qu'un signal analogique ?\n\nUne grandeur.", "Des signaux analogiques."),
        ["signaux analogiques"]
    );
}

#[test]
fn code_is_a_mention_of_code_alone() {
    let a = "## What is `ENTRYPOINT`?\n\nIt runs.\n\n## `git rebase`\n\nMoves commits.\n\n## What is Docker?\n\nDocker is a tool.\n\n\
        - `print`: a function that writes a value\n- `tuple`: a sequence of values that never changes\n\n## What is a `Promise`?\n\nA value that comes later.\n";
    let asked = |prose: &str| {
        let found = hovered(&format!("\n-- a.md\n{a}\n-- z.md\n{prose}\n"));
        found
            .into_iter()
            .filter_map(|found| found.strip_prefix("z.md: ").map(str::to_owned))
            .collect::<Vec<_>>()
    };
    assert_eq!(asked("Set `ENTRYPOINT`, then `git rebase -i main`."), ["ENTRYPOINT", "git rebase"]);
    assert_eq!(asked("Run `docker ps` with Docker."), ["Docker"]);
    assert_eq!(asked("A print and a promise, a `print` and a `Promise`."), ["print", "Promise"]);
    assert_eq!(
        asked("Set ENTRYPOINT, or git rebase, or a Promise."),
        ["ENTRYPOINT", "git rebase", "Promise"]
    );
    assert_eq!(asked("```\ngit rebase\n```\n"), [""; 0]);
    let a = "# Modules\n\n## `require`\n\nThe function `require` loads a module.\n";
    let found = hovered(&format!("\n-- a.md\n{a}\n-- z.md\nThis requires care, some require `require`.\n"));
    let found: Vec<&str> = found.iter().filter_map(|found| found.strip_prefix("z.md: ")).collect();
    assert_eq!(found, ["require"]);
}

/// The name on the card of the term at the cursor.
#[track_caller]
fn shown(fixture: &str, expected: &str) {
    let case = case(fixture);
    let card = card(&case, case.note, case.offset).expect("there is a card").markdown;
    assert_eq!(card.lines().next(), Some(expected));
}

#[test]
fn a_term_is_shown_as_the_vault_writes_it() {
    shown(
        "\n-- a.md\n## Rate Limiting\n\nWith rate limit$0ing, and some rate limiting here. Rate limiting is a guard against floods.\n",
        "**rate limiting**",
    );
    shown("\n-- a.md\n## What is cors?\n\nThe browser checks CO$0RS first, then CORS again.\n", "**CORS**");
    shown(
        "\n-- a.md\n## Docker\n\nDocker is a tool. We use Do$0cker, and docker, and Docker.\n",
        "**Docker**",
    );
    shown("\n-- a.md\n## What is GitHub?\n\nThe site github, I say gith$0ub.\n", "**GitHub**");
    shown(
        "\n-- a.md\n- **Circular Wait**: a chain of processes, each waiting for the next\n- **Hold and Wait**: what a process does.\n\nThis makes a circular wa$0it.\n",
        "**circular wait**",
    );
    shown(
        "\n-- a.md\n- **API_TOKEN**: a short-lived token of a job\n- **API_URL**: where it is used\n\nSet API_TO$0KEN.\n",
        "**API\\_TOKEN**",
    );
    shown(
        "\n-- a.md\n# Sessions and cookies\n\nA cookie is a piece of data that a browser keeps. The cook$0ie.\n",
        "**cookie**",
    );
    shown(
        "\n-- a.md\n## What are web hooks?\n\nA call.\n-- b.md\n## What is a web-hook?\n\nA call.\n-- c.md\n## What is a web-hook?\n\nA call back. The web-h$0ook.\n",
        "**web-hook**",
    );
}
