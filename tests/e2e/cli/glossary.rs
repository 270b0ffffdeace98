//! The glossary as a note: how it reads, and that its links hold.

use expect_test::expect;

use crate::shell::run;
use crate::vault::Vault;

const NOTES: &str = "
-- net/The Web (1).md
# Networks

## What is a content delivery network (CDN)?

A content delivery network is a group of servers that keep copies of files close to their readers.

## Étalon

An étalon is a pair of mirrors that face each other and let one colour through.

## Keys

- **CA** (certificate authority): an organisation that signs keys for names in the domain name system.
- **Nonce**: a number that is used once.
-- design.md
## Terms

- **CA** (consistency and availability): the choice of a database that does not survive a partition.
- **Atomicity**: the guarantee that all steps of a transaction happen, or none of them.
- **.NET**: a platform on which programs of several languages run together.
";

#[test]
fn a_glossary_reads_as_if_somebody_had_written_it() {
    let vault = Vault::new(NOTES);
    let printed = run(vault.folder(), &["glossary", "--format", "md"]);
    expect![[r#"
        # Glossary

        ## A

        - **Atomicity** - The guarantee that all steps of a transaction happen, or none of them. ([design](design.md#terms))

        ## C

        - **CA** - 1. (also: consistency and availability) The choice of a database that does not survive a partition. ([design](design.md#terms)) 2. (also: certificate authority) An organisation that signs keys for names in the domain name system. ([Networks](net/The%20Web%20%281%29.md#keys))
        - **Content delivery network** (also: CDN) - A group of servers that keep copies of files close to their readers. ([Networks](net/The%20Web%20%281%29.md#what-is-a-content-delivery-network-cdn))

        ## E

        - **Étalon** - A pair of mirrors that face each other and let one colour through. ([Networks](net/The%20Web%20%281%29.md#étalon))

        ## N

        - **.NET** - A platform on which programs of several languages run together. ([design](design.md#terms))
        - **Nonce** - A number that is used once. ([Networks](net/The%20Web%20%281%29.md#keys))
    "#]].assert_eq(&printed.stdout);
    assert_eq!((printed.code, printed.stderr.as_str()), (Some(0), ""));
}

#[test]
fn entries_say_nothing_twice_and_end_in_a_full_stop() {
    let vault = Vault::new(
        "
-- os.md
# Sessions and cookies

A cookie is a small piece of data that a browser keeps.

## Locks

An interrupt handler runs on an Interrupt Service Routine (ISR). A Global Interpreter Lock (GIL) is of another kind.
The sum is an exclusive OR (XOR) of both.

## DNS ('dns')

Look at the table of times.

LRU stands for *least recently used*.

## What is authentication?

Authentication is checking that somebody is who they claim to be.

- `contextlib.suppress`: a block in which some errors pass unseen

## CAP theorem

### CA

CA is the choice of consistency and availability, without partitions.

## Vectors

A vector is an element of a space, which one can add and scale.

A vector space is a set with two operations:

- **addition** takes two vectors and gives $u + v$
- **scaling** takes a number and a vector
-- health.md
## Vector

A vector is an animal that carries a pathogen from one host to another.
-- de.md
# Die Atmosphäre

Die **Atmosphäre** ist die Lufthülle der Erde.

- **Wolken**: Es werden folgende zwei Haupttypen unterschieden:
    - Cumulus
    - Stratus
- **Winde**: bewegte Luft
    - Föhn
-- ru.md
# Философия

## Монизм

Монизм — признание существования только одной субстанции.
-- zh.md
# 笔记

**泡利原理**：一个轨道最多容纳两个电子；
",
    );
    let printed = run(vault.folder(), &["glossary", "--format", "md"]);
    let entries = printed.stdout.lines().filter_map(|line| line.strip_prefix("- "));
    let told: Vec<String> =
        entries.map(|entry| entry.replace(" ([", "\n([").lines().next().unwrap().to_owned()).collect();
    expect![[r#"
        **Addition** - Addition takes two vectors and gives $u + v$.
        **Atmosphäre** - Die Lufthülle der Erde.
        **Authentication** - Checking that somebody is who they claim to be.
        **CA** - The choice of consistency and availability, without partitions.
        **`contextlib.suppress`** - A block in which some errors pass unseen.
        **Cookie** - A small piece of data that a browser keeps.
        **GIL** (also: Global Interpreter Lock) - Short for Global Interpreter Lock.
        **ISR** (also: Interrupt Service Routine) - Short for Interrupt Service Routine.
        **LRU** (also: least recently used) - Short for least recently used.
        **Scaling** - Scaling takes a number and a vector.
        **Vector** - An animal that carries a pathogen from one host to another.
        **Vector space** - A set with two operations: addition; scaling.
        **Wolken** - Es werden folgende zwei Haupttypen unterschieden: Cumulus; Stratus.
        **XOR** (also: exclusive OR) - Short for exclusive OR.
        **Монизм** - Признание существования только одной субстанции.
        **泡利原理** - 一个轨道最多容纳两个电子。
    "#]]
    .assert_eq(&(told.join("\n") + "\n"));
}

#[test]
fn the_links_of_a_glossary_hold() {
    let vault = Vault::new(NOTES);
    let printed = run(vault.folder(), &["glossary", "--format", "md"]);
    vault.write("GLOSSARY.md", &printed.stdout);
    let checked = run(vault.folder(), &["check", "GLOSSARY.md", "--fail-on", "hint"]);
    assert_eq!((checked.code, checked.stdout.as_str()), (Some(0), "1 note checked, no problems\n"));
    let links = run(vault.folder(), &["links", "GLOSSARY.md", "--format", "json"]).json();
    let resolved = |link: &serde_json::Value| link["resolved"]["line"].as_u64();
    let lines: Vec<_> = links.as_array().unwrap().iter().map(resolved).collect();
    assert!(5 <= lines.len() && lines.iter().all(Option::is_some), "{links}");
    // The anchors lead to the headings, not to the tops of the notes.
    assert!(lines.iter().any(|line| line.is_some_and(|line| 1 < line)), "{links}");
}

#[test]
fn only_a_glossary_is_printed_as_markdown() {
    let vault = Vault::new(NOTES);
    for command in [["topics", ""].as_slice(), &["define", "CA"], &["check", ""]] {
        let arguments: Vec<&str> =
            command.iter().copied().filter(|word| !word.is_empty()).chain(["--format", "md"]).collect();
        assert_eq!(run(vault.folder(), &arguments).code, Some(2), "{arguments:?}");
    }
}
