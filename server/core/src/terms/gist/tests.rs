//! Which sentence is chosen, and what each trait is worth.

use super::*;

/// The sentence chosen for `term` among lines that each stand for one sentence; a blank line
/// ends the first block. "=" a definition, "~" an excerpt, "-" nothing.
#[track_caller]
fn check(term: &str, lines: &str, expected: &str) {
    let first_block = lines.split("\n\n").next().map_or(0, |block| block.lines().count());
    let sentences: Vec<_> = lines.lines().filter(|line| !line.is_empty()).collect();
    let readings: Vec<_> = sentences.iter().map(|text| Reading::new(text)).collect();
    let candidates: Vec<_> = readings
        .iter()
        .enumerate()
        .map(|(index, sentence)| Candidate { sentence, first_block: index < first_block })
        .collect();
    let same = |name: &str| {
        let singular = name.strip_suffix('s').unwrap_or(name);
        term.split('|').any(|term| term.eq_ignore_ascii_case(name) || term.eq_ignore_ascii_case(singular))
    };
    let found = choose(&candidates, &same).map_or("-".to_owned(), |gist| {
        format!("{} {}", if gist.accepted { '=' } else { '~' }, sentences[gist.index])
    });
    assert_eq!(found, expected);
}

#[test]
fn the_definition_is_found_behind_background_and_use() {
    check(
        "fugue",
        "In the Baroque, every organist could improvise a fugue.\nThe fugue is widely taught at schools.\nA fugue is a piece in which voices imitate one theme.",
        "= A fugue is a piece in which voices imitate one theme.",
    );
    check(
        "tort",
        "Courts hear many cases about a tort.\nFor example, a tort is a dog bite.\nA tort is a civil wrong that makes somebody liable.",
        "= A tort is a civil wrong that makes somebody liable.",
    );
}

#[test]
fn the_subject_must_be_the_term() {
    check(
        "vein",
        "An artery is a vessel that carries blood away.\nA vein is a vessel that returns it.",
        "= A vein is a vessel that returns it.",
    );
    check(
        "vein",
        "An artery is a vessel that carries blood away.",
        "~ An artery is a vessel that carries blood away.",
    );
    check("vein", "Vein surgeons are doctors for a vein.", "~ Vein surgeons are doctors for a vein.");
}

#[test]
fn a_sentence_about_the_term_alone_wins_over_one_about_several() {
    check(
        "mitosis",
        "Mitosis and meiosis are ways in which cells divide.\nMeiosis is the way to four cells.\nMitosis is the way to two equal cells.",
        "= Mitosis is the way to two equal cells.",
    );
}

#[test]
fn aliases_and_marks_do_not_hide_the_subject() {
    check(
        "ER model|entity-relationship model",
        "The Entity-Relationship (ER) model is a drawing of data.",
        "= The Entity-Relationship (ER) model is a drawing of data.",
    );
    check(
        "habeas corpus",
        "**Habeas corpus** is a writ of the court.",
        "= **Habeas corpus** is a writ of the court.",
    );
    check(
        "gdp",
        "Gross domestic product (GDP) is the value of all goods.",
        "= Gross domestic product (GDP) is the value of all goods.",
    );
    check(
        "osmosis",
        "In biology, osmosis refers to the flow of water through a membrane.",
        "= In biology, osmosis refers to the flow of water through a membrane.",
    );
}

#[test]
fn a_pronoun_stands_for_the_title_in_the_first_two_sentences_only() {
    check(
        "rubato",
        "It’s a way of stealing time from one note for another.",
        "= It’s a way of stealing time from one note for another.",
    );
    check(
        "rubato",
        "Chopin used it all the time in his own music.\nLiszt spoke about it to pupils.\nIt is a way of stealing time from one note.",
        "~ It is a way of stealing time from one note.",
    );
}

#[test]
fn a_first_block_without_a_verb_is_a_definition_of_the_title() {
    check("sonata", "A long piece for one or two instruments.", "= A long piece for one or two instruments.");
    check(
        "kidney",
        "Filters the blood and makes urine from the rest.",
        "= Filters the blood and makes urine from the rest.",
    );
    check(
        "joint",
        "Used for holding two bones together while they move.",
        "= Used for holding two bones together while they move.",
    );
    check(
        "server",
        "Run on one machine and answer what others ask.",
        "~ Run on one machine and answer what others ask.",
    );
}

#[test]
fn praise_negation_questions_and_labels_are_no_definitions() {
    check(
        "yeast",
        "Yeast is an important part of good bread.\nYeast is a fungus that makes dough rise.",
        "= Yeast is a fungus that makes dough rise.",
    );
    check(
        "whale",
        "A whale is not a fish, whatever sailors say.",
        "~ A whale is not a fish, whatever sailors say.",
    );
    check("jury", "What does a jury do?", "-");
    check("jury", "You can be called to a jury once a year.", "-");
    check("treaty", "Examples of a treaty:", "-");
    check("treaty", "", "-");
}

#[test]
fn an_announced_definition_wins() {
    check(
        "closure",
        "Closure means the end of something in daily speech.\nDefinition: a function that keeps the variables around it.",
        "= Definition: a function that keeps the variables around it.",
    );
}

#[test]
fn unspaced_languages_are_scored_by_their_forms() {
    check(
        "细胞",
        "科学家在显微镜下看到了它们。\n细胞是一种有生命的基本单位。",
        "= 细胞是一种有生命的基本单位。",
    );
    check(
        "光合作用",
        "光合作用とは、植物が光から養分を作る働きである。",
        "= 光合作用とは、植物が光から養分を作る働きである。",
    );
}

#[test]
fn the_earlier_of_equal_sentences_is_chosen_and_late_ones_are_not_read() {
    let same = "It rained in the village all day long.";
    check("snow", &format!("{same}\n{same}"), &format!("~ {same}"));
    let late = format!(
        "{}Snow is a form of ice that falls in flakes.",
        "Nobody saw what came down last night.\n".repeat(SENTENCES)
    );
    check("snow", &late, "~ Nobody saw what came down last night.");
}
