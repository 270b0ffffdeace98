//! Names that a frame of its own sets off from running text: a number, a callout, a line, a column, a file.

use expect_test::expect;

use super::{check, kind};
use crate::facts::Facts;

#[test]
fn a_numbered_definition_names_its_term_in_brackets_or_by_emphasis() {
    check(
        "# Graphs\n\n**Definition 1.2 (Walk).** A walk is a sequence of edges which joins vertices.\n\n\
         **Def.** A *trail* in $G$ is a walk without repeated edges.\n\n\
         *Definition* (closed walk): Let $W$ be a walk. It is closed if it ends where it began.\n\n\
         **Theorem 3 (Handshaking).** The degrees of all vertices add up to an even number.\n\n\
         **Lemma 4 (Berge, 1957).** A matching is largest if nothing augments it.\n\n\
         **Theorem.** Trees have leaves.\n",
        expect![[r#"
            3-13 ? Graphs [heading]: A walk is a sequence of edges which joins vertices.
            3-3 Walk [bold]: A walk is a sequence of edges which joins vertices.
            5-5 trail [bold]: A *trail* in $G$ is a walk without repeated edges.
            7-7 closed walk [bold]: Let $W$ be a walk. It is closed if it ends where it began.
            9-9 Handshaking = Handshaking theorem [bold]: The degrees of all vertices add up to an even number.
        "#]],
    );
}

#[test]
fn a_name_is_set_off_where_a_condition_follows() {
    check(
        "A graph $G$ is called *connected* if any two vertices are joined by a path.\n\n\
         We say that two vertices are *adjacent* if an edge joins them.\n\nThe step is **skipped** if a test fails.\n",
        expect![[r#"
            1-1 connected [copula]: A graph $G$ is called *connected* if any two vertices are joined by a path.
            3-3 adjacent [copula]: We say that two vertices are *adjacent* if an edge joins them.
        "#]],
    );
}

#[test]
fn what_a_formula_stands_for_is_no_part_of_a_name() {
    check(
        "The degree of a vertex $v$ is the number of edges that end in it.\n\n\
         A *bridge* of $G$ is an edge whose loss takes $G$ apart.\n\n\
         The **kernel** (or null space) of $G$ is the set of vertices which lie on a cycle.\n",
        expect![[r#"
            1-1 degree [copula]: The degree of a vertex $v$ is the number of edges that end in it.
            3-3 bridge [copula]: A *bridge* of $G$ is an edge whose loss takes $G$ apart.
            5-5 kernel = null space [copula]: The **kernel** (or null space) of $G$ is the set of vertices which lie on a cycle.
        "#]],
    );
}

#[test]
fn the_title_of_a_callout_is_explained_inside() {
    check(
        "# Votes\n\n> [!info] Gerrymandering\n> Drawing districts so that one party gains.\n\n\
         > [!question]- What is a caucus?\n> A meeting of the members of a party.\n\n\
         > [!warning] Deadlines\n> A date that nobody keeps.\n\n> [!note]\n> A remark without a title.\n",
        expect![[r#"
            3-4 Gerrymandering [bold]: Drawing districts so that one party gains.
            6-7 caucus [bold]: A meeting of the members of a party.
        "#]],
    );
}

#[test]
fn names_on_lines_of_their_own_are_told_below_where_several_are() {
    check(
        "# Terms\n\nladder\na set of rungs between two rails\n\nrung\nthe bar on which a foot stands\n\nrail\nwhen two \
         of them hold the rungs apart\n",
        expect![[r#"
            3-4 ladder [colon]: a set of rungs between two rails
            6-7 rung [colon]: the bar on which a foot stands
            9-10 rail [colon]: when two of them hold the rungs apart
        "#]],
    );
    check("Old ladder\nleaning on the wall of the barn\n", expect![[""]]);
}

#[test]
fn two_columns_of_names_and_kinds_of_things_need_no_head_that_says_so() {
    check(
        "| Cue | Notes |\n| --- | --- |\n| Rentenmark | a currency that ended the inflation |\n| Reichstag | the \
         parliament in Berlin |\n| Junker | a landowner in the east |\n",
        expect![[r#"
            3-3 Rentenmark [table]: a currency that ended the inflation
            4-4 Reichstag [table]: the parliament in Berlin
            5-5 Junker [table]: a landowner in the east
        "#]],
    );
    check(
        "| Day | Plan |\n| --- | --- |\n| Monday | the market in town |\n| Tuesday | a walk to the lake |\n| Friday | \
         a meeting of the board |\n",
        expect![[""]],
    );
}

#[test]
fn a_note_without_a_title_explains_what_its_file_is_called() {
    let named = |stem: &str, text: &str| -> Vec<String> {
        let found = Facts::of_note(text, stem);
        let definitions = found.definitions.iter().filter(|found| !found.excerpt);
        definitions.map(|one| format!("{} [{}] {}", one.names.join(" = "), kind(one), one.gist)).collect()
    };
    let told = "A condition of learning that feels harder and helps memory.\n\n## Examples\n\nSpacing.\n";
    assert_eq!(
        named("desirable-difficulty", told),
        ["desirable difficulty [heading] A condition of learning that feels harder and helps memory."]
    );
    assert_eq!(
        named("202610121530 Desirable difficulty", &format!("---\naliases: [DD]\n---\n{told}")),
        ["Desirable difficulty = DD [heading] A condition of learning that feels harder and helps memory."]
    );
    assert!(named("2026-10-12", told).is_empty());
    assert!(
        named("desirable-difficulty", &format!("# Another title\n\n{told}"))[0].starts_with("Another title")
    );
    assert!(named("slides", &format!("Lecture 7\nOperating systems\n\n{told}")).is_empty());
}

#[test]
fn a_rule_is_told_by_what_it_says() {
    check(
        "# Acceptance\n\n1. Mirror image rule - acceptance must match the offer exactly\n2. Mailbox rule - acceptance is \
         effective when it is sent\n\n## Law of demand\n\nAs the price goes up, the quantity demanded goes down.\n",
        expect![[r#"
            3-4 ? Acceptance [heading]: Mirror image rule - acceptance must match the offer exactly
            3-3 Mirror image rule [dash]: acceptance must match the offer exactly
            4-4 Mailbox rule [dash]: acceptance is effective when it is sent
            8-8 Law of demand [heading]: As the price goes up, the quantity demanded goes down.
        "#]],
    );
}

#[test]
fn an_example_and_a_simpler_one_are_no_kinds() {
    check(
        "Rent control is an example. A canon is a simpler one. A fugue is a piece for several voices.\n\n\
         Kant calls an order *categorical* where it holds without a condition.\n",
        expect![[r#"
            1-1 fugue [copula]: A fugue is a piece for several voices.
        "#]],
    );
}

#[test]
fn what_opens_a_text_about_two_terms_tells_neither() {
    check(
        "# Ladders and the BRL\n\nClimbing several rungs at a time has two meanings, and most falls come from mixing \
         them.\n\n## What is the BRL?\n\nThe big red ladder (BRL) is a ladder that stands in the barn.\n",
        expect![[r#"
            3-3 ? Ladders [heading]: Climbing several rungs at a time has two meanings, and most falls come from mixing them.
            3-3 ? BRL = big red ladder [heading]: Climbing several rungs at a time has two meanings, and most falls come from mixing them.
            7-7 BRL = big red ladder [heading]: The big red ladder (BRL) is a ladder that stands in the barn.
        "#]],
    );
}
