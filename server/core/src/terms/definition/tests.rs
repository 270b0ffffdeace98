//! What sentences say a name means, form by form.

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;

/// One line for each statement: name (alias) form, body; "!" strict, "~" pronoun.
#[track_caller]
fn check(sentences: &[&str], expected: Expect) {
    let mut lines = String::new();
    for sentence in sentences {
        let found = Reading::new(sentence).statements();
        if found.is_empty() {
            lines.push_str("-\n");
        }
        for statement in found {
            let alias = statement.alias.map_or(String::new(), |alias| format!(" ({})", &sentence[alias]));
            lines.push_str(&format!(
                "{}{alias} {:?}{}{}: {}\n",
                &sentence[statement.subject],
                statement.form,
                if statement.strict { "!" } else { "" },
                if statement.pronoun { "~" } else { "" },
                &sentence[statement.body],
            ));
        }
    }
    expected.assert_eq(&lines);
}

#[test]
fn a_name_with_a_kind_is_a_strict_definition() {
    check(
        &[
            "A fugue is a piece for several voices.",
            "An enzyme is any protein that speeds up a reaction.",
            "Osmosis is the movement of water through a membrane.",
            "Tuning is the process of setting a pitch.",
            "A deadlock is when two threads wait for each other.",
            "Sonatas are pieces for one or two instruments.",
            "Ribosomes are small molecular machines that build proteins.",
            "**Habeas corpus** is a writ that brings a prisoner before a judge.",
            "`grep` is a program that searches lines.",
            "The lever is a simple machine.",
            "A statute of limitations is typically a law that sets a deadline.",
        ],
        expect![[r#"
            fugue Copula!: a piece for several voices
            enzyme Copula!: any protein that speeds up a reaction
            Osmosis Copula!: the movement of water through a membrane
            Tuning Copula!: the process of setting a pitch
            deadlock Copula!: when two threads wait for each other
            -
            Ribosomes Copula!: small molecular machines that build proteins
            Habeas corpus Copula!: a writ that brings a prisoner before a judge
            grep Copula!: a program that searches lines
            lever Copula: a simple machine
            statute of limitations Copula!: typically a law that sets a deadline
        "#]],
    );
}

#[test]
fn other_verbs_define_too() {
    check(
        &[
            "Latency refers to the time a signal needs.",
            "DNA stands for deoxyribonucleic acid, and it carries genes.",
            "RAM is short for random-access memory.",
            "Ritardando means gradually slower.",
            "A tort is defined as a civil wrong.",
            "Entropy can be thought of as disorder.",
            "A mitochondrion provides the cell with energy.",
            "An orchestra consists of strings, winds and percussion.",
        ],
        expect![[r#"
            Latency RefersTo!: the time a signal needs
            DNA StandsFor!: deoxyribonucleic acid
            RAM StandsFor!: random-access memory
            Ritardando Means!: gradually slower
            tort DefinedAs!: a civil wrong
            Entropy DefinedAs!: disorder
            mitochondrion Capability: provides the cell with energy
            orchestra Capability: strings, winds and percussion
        "#]],
    );
}

#[test]
fn what_does_not_name_a_subject_is_not_strict() {
    check(
        &[
            "This is a common mistake.",
            "It is a writ of a court.",
            "It's a fungus that lives in bread.",
            "They are members of one family.",
            "Using a metronome is a good way to practise.",
            "Splitting verdicts means a second trial.",
            "A common example is a lever.",
            "Usually the verdict is a surprise.",
            "However, a cantata is a piece for singers.",
            "A good memory is a gift.",
            "The goal is a fair trial.",
            "Yeast is an important part of baking.",
            "Mercury is not a gas.",
            "Whales are often seen in winter.",
            "Is a whale a fish?",
            "If a jury is a mess, the judge ends the trial.",
            "There is a tide every twelve hours.",
            "You are a member of a jury.",
            "Running and swimming are activities that need air.",
            "The mean of a sample is a number.",
        ],
        expect![[r#"
            This Copula~: a common mistake
            It Copula~: a writ of a court
            It's Copula~: a fungus that lives in bread
            They Copula~: members of one family
            Using a metronome Copula: a good way to practise
            Splitting verdicts Means: a second trial
            common example Copula: a lever
            Usually the verdict Copula: a surprise
            cantata Copula: a piece for singers
            good memory Copula: a gift
            goal Copula: a fair trial
            Yeast Copula: an important part of baking
            -
            -
            -
            -
            -
            -
            Running and swimming Copula: activities that need air
            mean of a sample Copula: a number
        "#]],
    );
}

#[test]
fn what_stands_before_the_subject_is_skipped() {
    check(
        &[
            "In music, a rest is a silence of a certain length.",
            "Basically, inflation is a rise of all prices.",
            "In Roman law, for example, a pater familias is a man who heads a household.",
            "Definition: Encapsulation is the hiding of state.",
            "In Haskell, a thunk is a value that waits.",
            "Recursion in Lisp is a technique that replaces loops.",
        ],
        expect![[r#"
            rest Copula!: a silence of a certain length
            inflation Copula!: a rise of all prices
            pater familias Copula: a man who heads a household
            Encapsulation Copula!: the hiding of state
            thunk Copula!: a value that waits
            Recursion Copula!: a technique that replaces loops
        "#]],
    );
}

#[test]
fn other_names_of_the_subject_are_kept() {
    check(
        &[
            "The Phillips curve, also known as the trade-off curve, is a model of inflation.",
            "A CPU, or central processing unit, is a chip that runs programs.",
            "Salt (sodium chloride) is a mineral.",
            "The entity-relationship (ER) model is a diagram of data.",
            "Denial, on the other hand, is a defence that is called a traverse.",
        ],
        expect![[r#"
            Phillips curve (trade-off curve) Copula!: a model of inflation
            CPU (central processing unit) Copula!: a chip that runs programs
            Salt (sodium chloride) Copula!: a mineral
            entity-relationship (ER) model (ER) Copula: a diagram of data
            Denial Copula!: a defence that is called a traverse
            traverse Called: defence
        "#]],
    );
}

#[test]
fn names_given_on_the_way_are_found() {
    check(
        &[
            "Plants store energy in large molecules called starches.",
            "Cells without a nucleus are called **prokaryotes**.",
            "This is known as the bystander effect.",
            "The main theme is called by the horns.",
            "The court issued a subpoena, which is an order to appear.",
            "He plays the viola, which is why he sits there.",
            "It relies on memoization, a technique that stores results.",
            "We saw a violin, a cello that was old, and a harp.",
            "Each host is a node (a machine that runs pods).",
            "Arteries are vessels that carry blood from the heart, while veins are vessels that return it.",
            "A solo is for one player; a duet is a piece for two.",
            "This is strict liability, meaning that no fault is needed.",
        ],
        expect![[r#"
            Plants Does: store energy in large molecules called starches
            starches Called: large molecules
            prokaryotes Called: Cells without a nucleus
            bystander effect Called~: This
            -
            subpoena Which: an order to appear
            -
            memoization Apposition: a technique that stores results
            -
            Each host Copula: a node (a machine that runs pods)
            node Apposition: a machine that runs pods
            Arteries Copula!: vessels that carry blood from the heart
            veins Copula!: vessels that return it
            duet Copula!: a piece for two
            strict liability Means: no fault is needed
        "#]],
    );
}

#[test]
fn european_languages_are_read_by_their_phrases() {
    check(
        &[
            "La fotosíntesis es un proceso que convierte la luz en energía.",
            "El contrato se define como un acuerdo entre partes.",
            "Ein Vertrag ist eine Vereinbarung zwischen zwei Parteien.",
            "Der Begriff Fuge bezeichnet ein Stück für mehrere Stimmen.",
            "Unter einem Akkord versteht man das Zusammenklingen von Tönen.",
            "La cellule est l'unité de base de la vie.",
            "Une fugue est une pièce à plusieurs voix.",
            "On appelle photosynthèse le processus qui nourrit les plantes.",
            "Клетка — это основная единица жизни.",
            "Митоз — деление клетки.",
            "Договор является соглашением сторон.",
            "Под рифмой понимают созвучие слов.",
            "Een fuga is een meerstemmig stuk.",
            "Il sonetto è una poesia di quattordici versi.",
            "O soneto é um poema de catorze versos.",
        ],
        expect![[r#"
            fotosíntesis Copula!: un proceso que convierte la luz en energía
            contrato DefinedAs!: un acuerdo entre partes
            Vertrag Copula!: eine Vereinbarung zwischen zwei Parteien
            Fuge RefersTo!: ein Stück für mehrere Stimmen
            Akkord DefinedAs!: das Zusammenklingen von Tönen
            cellule Copula!: l'unité de base de la vie
            fugue Copula!: une pièce à plusieurs voix
            photosynthèse DefinedAs!: le processus qui nourrit les plantes
            Клетка Copula!: основная единица жизни
            Митоз Copula!: деление клетки
            Договор Copula!: соглашением сторон
            рифмой DefinedAs!: созвучие слов
            fuga Copula!: een meerstemmig stuk
            sonetto Copula!: una poesia di quattordici versi
            soneto Copula!: um poema de catorze versos
        "#]],
    );
}

#[test]
fn asian_languages_are_read_without_spaces() {
    check(
        &[
            "细胞是一种有生命的基本单位。",
            "在音乐中，赋格是指一种复调作品。",
            "进程（process）是一个正在运行的程序。",
            "细胞膜，又称质膜，是一层薄膜。",
            "这是一个例子。",
            "它的目的是一种平衡。",
            "这不是一个问题。",
            "水变成气体的过程称为蒸发。",
            "光合作用とは、植物が光から養分を作る働きである。",
            "フーガは複数の声部による曲です。",
            "細胞は生物の基本単位のことである。",
            "この現象を共鳴と呼ぶ。",
            "今日は雨です。",
            "これは本です。",
            "광합성이란 식물이 빛으로 양분을 만드는 과정이다.",
            "계약은 당사자 사이의 합의를 말한다.",
        ],
        expect![[r#"
            细胞 Copula!: 一种有生命的基本单位
            赋格 RefersTo!: 一种复调作品
            进程 (process) Copula!: 一个正在运行的程序
            细胞膜 (质膜) Copula!: 一层薄膜
            这 Copula~: 一个例子
            -
            -
            蒸发 Called: 水变成气体的过程
            光合作用 Copula!: 植物が光から養分を作る働きである
            フーガ Copula: 複数の声部による曲です
            細胞 RefersTo!: 生物の基本単位のことである
            共鳴 Called: この現象
            -
            これ Copula~: 本です
            광합성 Copula!: 식물이 빛으로 양분을 만드는 과정이다
            계약 RefersTo!: 당사자 사이의 합의를 말한다
        "#]],
    );
}

#[test]
fn other_subjects_than_computing_are_read_too() {
    check(
        &[
            "Serfs were peasants who were bound to the land.",
            "The Treaty of Paris was a peace treaty of 1763.",
            "A monopoly is a market with one seller; an oligopoly is a market with a few.",
            "Inflation (CPI) is the rate at which prices rise.",
            "The heart is the organ that pumps blood.",
            "Goods that are free for all are called public goods.",
            "Water passes a wall by a process called <b>osmosis</b>.",
            "It is a move known as [castling](chess.md#moves).",
            "A function $f$ is called even if $f(-x) = f(x)$.",
            "The term fief refers to land held for service.",
            "Feudalism, also known as the feudal system, was a set of customs.",
            "One of the main causes is a shortage of grain.",
            "My favourite composer is a Finn.",
            "Flutes are built as sets of pipes.",
            "Is called a coda.",
        ],
        expect![[r#"
            Serfs Copula!: peasants who were bound to the land
            Treaty of Paris Copula: a peace treaty of 1763
            monopoly Copula!: a market with one seller
            oligopoly Copula!: a market with a few
            Inflation (CPI) Copula!: the rate at which prices rise
            heart Copula: the organ that pumps blood
            public goods Called: Goods that are free for all
            Water Does: passes a wall by a process called <b>osmosis</b>
            osmosis Called: process
            It Copula~: a move known as [castling](chess.md#moves)
            castling Called: move
            -
            fief RefersTo!: land held for service
            Feudalism (feudal system) Copula!: a set of customs
            One of the main causes Copula: a shortage of grain
            My favourite composer Copula: a Finn
            -
            -
        "#]],
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_range_slices_its_sentence(words in prop::collection::vec(
        prop::sample::select(vec![
            "a", "the", "fugue", "is", "are", "called", "known as", "which", "that", ",", ".", ";", "(", ")", "**", "`", "—", "это",
            "while", "means", "refers to", "stands for", "or", "and", "it's", "it", "[x](y)", "[[z]]", "“q”", "是一种", "とは", "は",
            "です", "란", "Unter", "versteht man", "é", "in", "meaning", ":", "->", "<b>", "</b>", "$x$", "not", "used to", "-",
        ]),
        0..14,
    )) {
        for sentence in [words.join(" "), words.concat()] {
            for statement in Reading::new(&sentence).statements() {
                prop_assert!(!sentence[statement.subject].trim().is_empty());
                prop_assert!(sentence.get(statement.body).is_some());
                prop_assert!(statement.alias.is_none_or(|alias| sentence.get(alias).is_some()));
                prop_assert!(statement.joint.into_iter().all(|name| sentence.get(name).is_some()));
            }
        }
    }
}

#[test]
fn odd_text_says_nothing_and_breaks_nothing() {
    check(
        &["", "is", "a", "is a", "— is a", "(", "は", "是", "란", "Unter ", "X is", "`"],
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
        "#]],
    );
}
