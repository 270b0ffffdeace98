//! What the tokenizer takes for a word, and what for a gap.

use proptest::prelude::*;

use super::{Gap, words};

/// Compares the words of `prose`, each behind a sign for its gap: `_` space, `~` line break, `-` hyphen,
/// `.` joined, `'` inside a run of characters, `|` anything else.
#[track_caller]
fn check(prose: &str, expected: &str) {
    let mut found = String::new();
    for word in words(prose) {
        found.push_str(match word.gap {
            Gap::Start => "",
            Gap::Space => "_",
            Gap::Newline => "~",
            Gap::Hyphen => "-",
            Gap::Joined => ".",
            Gap::Inside => "'",
            Gap::Other => "|",
        });
        found.push_str(word.span.of(prose));
    }
    assert_eq!(found, expected, "words of {prose:?}");
}

#[test]
fn spaces_hyphens_and_underscores_join_the_words_of_a_name() {
    check("rate limiting", "rate_limiting");
    check("rate-limiting", "rate-limiting");
    check("rate_limiting", "rate-limiting");
    check("rate\u{2011}limiting and en\u{2013}dash", "rate-limiting_and_en-dash");
    check("no\u{a0}break", "no_break");
    check("over two\n   lines", "over_two~lines");
    check("call __init__ twice", "call_init_twice");
}

#[test]
fn punctuation_and_spaced_dashes_end_a_name() {
    check("cell, wall; (plant) - or – not", "cell|wall|plant|or|not");
    check("one\n\ntwo -- three", "one|two|three");
    check("The end. Next", "The_end|Next");
    check("", "");
    check("…!?", "");
}

#[test]
fn emphasis_marks_belong_to_the_words_they_touch() {
    check("**Cell** wall and `code` here", "Cell_wall_and_code_here");
    check("two ** three", "two|three");
}

#[test]
fn signs_that_names_need_stay_in_the_word() {
    check("C++, C# and F#!", "C++|C#_and_F#");
    check("C++11", "C++.11");
    check("use .NET, ASP.NET or Node.js.", "use_.NET|ASP.NET_or_Node.js");
    check("v1.3 of compose.yml", "v1.3_of_compose.yml");
    check("A* beats *A* here", "A*_beats_A_here");
    check("C♯ minor", "C♯_minor");
    check("Disney+ costs", "Disney+_costs");
}

#[test]
fn a_dot_before_a_new_sentence_ends_the_word() {
    check("the file.Networking is", "the_file|Networking_is");
    check("1.Introduction", "1|Introduction");
    check("Python 3.x", "Python_3.x");
    check("e.g. this", "e.g|this");
}

#[test]
fn connectors_are_words_with_or_without_spaces() {
    check("N + 1", "N_+_1");
    check("N+1", "N.+.1");
    check("TCP/IP", "TCP./.IP");
    check("R&D", "R.&.D");
    check("a // b + ", "a|b");
    check("/etc/hosts", "etc./.hosts");
}

#[test]
fn operators_that_stand_alone_are_words() {
    check("the == and `===` operators", "the_==_and_===_operators");
    check("a && b, x?.y ?? z", "a_&&_b|x|y_??_z");
    check("Really?! No... a=b <b>bold</b> | end", "Really|No|a|b|b|bold|b|end");
}

#[test]
fn apostrophes_are_kept_split_or_dropped() {
    check("don't O’Reilly", "don't_O’Reilly");
    check("Brewer's theorem, the VM’s disk", "Brewer_theorem|the_VM_disk");
    check("Bayes' rule", "Bayes|rule");
    check("l'ADN d’Alembert qu'un", "l.ADN_d.Alembert_qu.un");
    check("'quoted' words", "quoted|words");
}

#[test]
fn scripts_without_spaces_give_one_word_a_character() {
    check("微服务", "微'服'务");
    check("使用Docker部署", "使'用.Docker.部'署");
    check("データベースとは", "デ'ー'タ'ベ'ー'ス.と'は");
    check("ข้อมูล", "ข้'อ'มู'ล");
    check("도커는 좋다", "도'커'는_좋'다");
    check("ジョン・スミス", "ジ'ョ'ン-ス'ミ'ス");
    check("か\u{3099}き", "か\u{3099}'き");
}

#[test]
fn a_change_of_script_ends_a_word_but_greek_goes_with_latin() {
    check("HTTP-сервер APIсервер", "HTTP-сервер_API.сервер");
    check("5 μm, ΔG", "5_μm|ΔG");
    check("हिन्दी भाषा", "हिन्दी_भाषा");
}

#[test]
fn what_cannot_be_seen_does_not_split() {
    check("micro\u{ad}service zero\u{200b}width\u{200b}", "micro\u{ad}service_zero\u{200b}width");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_lie_on_character_boundaries_in_order(prose in "\\PC{0,24}|[a-z'’.+#*/& \n_界ー\u{301}-]{0,24}") {
        let mut last = 0;
        for word in words(&prose) {
            let range = word.span.range();
            prop_assert!(last <= range.start && range.start < range.end);
            prop_assert!(prose.get(range.clone()).is_some());
            last = range.end;
        }
    }
}
