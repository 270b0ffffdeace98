//! What a row of titles, lines or items tells by its shape, in whatever language, and what looks like it and is none.

use expect_test::{Expect, expect};

use crate::facts::Facts;

/// The names and gists of a text, a line each; what is only an excerpt is left out.
fn told(text: &str) -> String {
    let facts = Facts::read(text);
    let told = facts.definitions.iter().filter(|one| !one.excerpt);
    told.map(|one| format!("{} ~ {}\n", one.names.join(" = "), one.gist)).collect()
}

#[track_caller]
fn check(text: &str, expected: Expect) {
    expected.assert_eq(&told(text));
}

#[track_caller]
fn check_none(texts: &[&str]) {
    for text in texts {
        assert_eq!(told(text), "", "{text}");
    }
}

#[test]
fn headings_above_short_glosses_are_entries_in_any_language() {
    check(
        "# Zeměpis\n\n## Meandr\nOblouk řeky v ploché krajině\n\n## Delta\nÚstí řeky s mnoha rameny\n\n## Soutok\nMísto, \
         kde se spojí dvě řeky.\n",
        expect![[r#"
            Meandr ~ Oblouk řeky v ploché krajině
            Delta ~ Ústí řeky s mnoha rameny
            Soutok ~ Místo, kde se spojí dvě řeky.
        "#]],
    );
    check(
        "# Muziek\n\n## Maat\n\nVerdeling van de tijd in gelijke delen\n\n## Toonladder\n\nReeks van tonen die in hoogte \
         oplopen.\n\n## Akkoord\n\nDrie of meer tonen die samen klinken\n",
        expect![[r#"
            Maat ~ Verdeling van de tijd in gelijke delen
            Toonladder ~ Reeks van tonen die in hoogte oplopen.
            Akkoord ~ Drie of meer tonen die samen klinken
        "#]],
    );
    check(
        "### Zadatek\n- Suma pieniędzy dana przy zawarciu umowy.\n\n### Poręczenie\n- Umowa, w której ktoś odpowiada za \
         cudzy dług.\n\n### Zastaw\n- Prawo na rzeczy, które zabezpiecza dług.\n",
        expect![[r#"
            Zadatek ~ Suma pieniędzy dana przy zawarciu umowy.
            Poręczenie ~ Umowa, w której ktoś odpowiada za cudzy dług.
            Zastaw ~ Prawo na rzeczy, które zabezpiecza dług.
        "#]],
    );
}

#[test]
fn headings_of_a_manual_a_diary_or_a_recipe_are_no_entries() {
    check_none(&[
        "# Program\n\n## Instalacja\nPobierz pliki i uruchom skrypt na komputerze\n\n## Konfiguracja\nUstaw zmienne w \
         pliku przed uruchomieniem\n\n## Autorzy\nAnna Nowak i Jan Kowalski z Krakowa\n",
        "# Prázdniny\n\n## Ráno\nVstal jsem brzy a šel na procházku se psem.\n\n## Odpoledne\nSetkání s Janou v kavárně \
         u řeky.\n\n## Večer\nČetl jsem knihu a šel brzy spát.\n",
        "# Żurek\n\n## Składniki\nMąka żytnia, kiełbasa i jajka na twardo\n\n## Zakwas\nWymieszać mąkę z wodą i odstawić \
         w ciepłe miejsce\n\n## Zupa\nUgotować kiełbasę i dodać zakwas na końcu\n",
        "# Week\n\n## Maandag\nGesprek met de ouders van de klas\n\n## Dinsdag\nToets over de eerste twee \
         hoofdstukken\n\n## Woensdag\nEen dag vrij voor de hele school\n",
    ]);
}

#[test]
fn a_heading_is_believed_where_most_beside_it_tell_what_they_name() {
    let text = "# Glaciers\n\n## Firn\n\nA firn is a layer of snow that has lasted a summer.\n\n## Moraine\n\nA ridge of rubble that \
                a glacier has left.\n\n## Cirque\n\nA hollow that a glacier has carved into a slope.\n\n## Calving\n\nIce \
                breaks off into the sea.\n";
    check(
        text,
        expect![[r#"
            Firn ~ A firn is a layer of snow that has lasted a summer.
            Moraine ~ A ridge of rubble that a glacier has left.
            Cirque ~ A hollow that a glacier has carved into a slope.
            Calving ~ Ice breaks off into the sea.
        "#]],
    );
    check_none(&[
        "# Farm\n\n## Barn\n\nPaint is peeling off.\n\n## Mill\n\nThe wheel turns slowly.\n\n## Field\n\nRows \
         stand empty.\n\n## Pond\n\nDucks return in spring.\n",
    ]);
}

#[test]
fn columns_without_a_table_hold_terms() {
    check(
        "# Feudalism\n\nfief | land that a lord gives to a vassal\nserf | a peasant bound to the land\nmanor | the estate \
         of a lord\n",
        expect![[r#"
            fief ~ land that a lord gives to a vassal
            serf ~ a peasant bound to the land
            manor ~ the estate of a lord
        "#]],
    );
    check(
        "- tariff; a tax on goods from abroad\n- quota; a limit on what may be imported\n- embargo; a ban on trade\n",
        expect![[r#"
            tariff ~ a tax on goods from abroad
            quota ~ a limit on what may be imported
            embargo ~ a ban on trade
        "#]],
    );
    check(
        "#separator:tab\n#html:true\nosteoblast\ta cell that builds bone\thttps://x.y\nosteoclast\ta cell that breaks \
         bone down\t\nperiosteum\tthe skin of a bone\t\n",
        expect![[r#"
            osteoblast ~ a cell that builds bone
            osteoclast ~ a cell that breaks bone down
            periosteum ~ the skin of a bone
        "#]],
    );
    check(
        "термин\tзначение\nмитоз\tделение клетки на две одинаковые\nаллель\tодна из форм гена\nген\tучасток ДНК, который \
         кодирует белок\n",
        expect![[r#"
            митоз ~ деление клетки на две одинаковые
            аллель ~ одна из форм гена
            ген ~ участок ДНК, который кодирует белок
        "#]],
    );
}

#[test]
fn columns_of_values_people_days_and_verse_hold_no_terms() {
    check_none(&[
        "London | 8 million people\nParis | 2 million people\nRome | 3 million people\n",
        "Anna | the slides for the talk\nBen | the poster that we print\nClara | the notes of the day\n",
        "2024-01-02\twent to the lab early\n2024-01-03\tstayed at home all day\n2024-01-04\twrote the report at last\n",
        "The rain; it falls\nThe wind; it blows\nThe night; it calls\n",
        "- size `number | null` - the width of a box\n- name `string | null` - the text of a label\n- open `bool | \
         null` - a flag that is set\n",
        "home | news | contact the team\nblog | shop | about the shop\nhelp | jobs | work with us\n",
    ]);
}

#[test]
fn cards_have_a_front_and_a_back() {
    check(
        "Stoma #card\nA pore in the skin of a leaf.\n\n- Lenticel #flashcard\n  - A pore in the bark of a stem\n",
        expect![[r#"
            Stoma ~ A pore in the skin of a leaf.
            Lenticel ~ A pore in the bark of a stem
        "#]],
    );
    check(
        "What is a fugue? #card\nA piece in which voices enter one after another.\n",
        expect![[r#"
        fugue ~ A piece in which voices enter one after another.
    "#]],
    );
    check(
        "Active transport\n??\nMovement of substances against a gradient\n",
        expect![[r#"
        Active transport ~ Movement of substances against a gradient
    "#]],
    );
    check(
        "Front: Catalyst\nBack: A substance that speeds up a reaction.\n\nSTART\nBasic\nWhat is entropy?\nBack: A measure \
         of disorder.\nEND\n",
        expect![[r#"
            Catalyst ~ A substance that speeds up a reaction.
            entropy ~ A measure of disorder.
        "#]],
    );
    check(
        "Q: What is turgor?\nA: The pressure of water in a cell.\n\nIt keeps leaves up.\n",
        expect![[r#"
        turgor ~ The pressure of water in a cell.
    "#]],
    );
    check_none(&["Why?\nBack: nobody knows\n", "Is it open\n?\n"]);
}

#[test]
fn a_number_in_bold_is_no_part_of_a_name() {
    check(
        "# Defences\n\n**1. Repression** – pushing painful memories away\n\n**2. Denial** – refusing to see what is \
         real\n\nText follows.\n",
        expect![[r#"
            Repression ~ pushing painful memories away
            Denial ~ refusing to see what is real
        "#]],
    );
    check(
        "- **a) Fovea**: the spot of sharpest sight\n- **b) Retina**: the layer that senses light\n",
        expect![[r#"
            Fovea ~ the spot of sharpest sight
            Retina ~ the layer that senses light
        "#]],
    );
}

#[test]
fn faint_marks_are_believed_where_neighbours_share_them() {
    check(
        "- Granite—a coarse rock that cooled underground\n- Basalt—a fine rock that cooled in air\n- Marble—a rock made \
         from limestone\n",
        expect![[r#"
            Granite ~ a coarse rock that cooled underground
            Basalt ~ a fine rock that cooled in air
            Marble ~ a rock made from limestone
        "#]],
    );
    check(
        "# Terms\n\n- **Legato** smooth, with notes joined together\n- **Fermata** a pause on a note or rest\n- \
         **Crescendo** gradually growing in volume\n",
        expect![[r#"
            Legato ~ smooth, with notes joined together
            Fermata ~ a pause on a note or rest
            Crescendo ~ gradually growing in volume
        "#]],
    );
    check_none(&[
        "- Monday—gym and a long swim\n- Tuesday—off\n- Friday—a walk that never ends\n",
        "- **Users** can log in\n- **Docker** images are big\n- **Containers** share the kernel\n",
        "- Time—a great healer\n",
        "- **Read** chapter three before class\n- **Buy** milk for the week\n- **Call** mum about the weekend\n",
    ]);
}

#[test]
fn glosses_open_with_how_and_all() {
    check(
        "- Niche: how a species makes its living\n- Biomass: all living matter of a place\n- Succession: how a community \
         changes over time\n",
        expect![[r#"
            Niche ~ how a species makes its living
            Biomass ~ all living matter of a place
            Succession ~ how a community changes over time
        "#]],
    );
    check_none(&["- Meals: all included\n- Parking: how to get there is on the map\n- Pets: all welcome\n"]);
}

#[test]
fn a_general_sentence_gives_a_name() {
    check(
        "When a map keeps all distances, it is called **rigid**.\n",
        expect![[r#"
        rigid ~ When a map keeps all distances, it is called **rigid**.
    "#]],
    );
    check(
        "If $AB = I$, we call the matrix $B$ an **inverse** of $A$.\n",
        expect![[r#"
        inverse ~ If $AB = I$, we call the matrix $B$ an **inverse** of $A$.
    "#]],
    );
    check(
        "Set of all points at one distance from a centre is called circle.\n",
        expect![[r#"
        circle ~ Set of all points at one distance from a centre
    "#]],
    );
    check(
        "A ribosome, an organelle that builds proteins, is small.\n",
        expect![[r#"
        ribosome ~ An organelle that builds proteins
    "#]],
    );
    check(
        "**Osmóza** je průchod rozpouštědla přes membránu.\n\n**Inflacja** to trwały wzrost cen w kraju.\n",
        expect![[r#"
            Osmóza ~ **Osmóza** je průchod rozpouštědla přes membránu.
            Inflacja ~ **Inflacja** to trwały wzrost cen w kraju.
        "#]],
    );
    check_none(&[
        "When the dog came home, it was called **Rex**.\n",
        "When it fires, all of the listeners are called *synchronously*.\n",
        "Paris, a city that never sleeps, is big. The house, a ruin that nobody wanted, was sold.\n",
    ]);
}

#[test]
fn a_label_among_announced_terms_is_believed_where_those_beside_it_explain() {
    let row = "- **Roux**: equal parts of fat and flour\n- **Emulsion**: a mixture of oil and water\n- **Reduction**: a sauce \
               that has lost most of its water\n- **Pan sauce**: Using what sticks to the pan\n";
    let sure = "Roux ~ equal parts of fat and flour\nEmulsion ~ a mixture of oil and water\nReduction ~ a sauce that has \
                lost most of its water\n";
    assert_eq!(told(&format!("# Sauces\n\n{row}")), sure);
    let all = format!("{sure}Pan sauce ~ Using what sticks to the pan\n");
    assert_eq!(told(&format!("# Sauces\n\nTerms:\n\n{row}")), all);
}

#[test]
fn parts_that_a_note_repeats_name_nothing_whatever_its_language() {
    let part =
        |name: &str, told: &str| format!("### {name}\n\n{told} to ilość, o którą zmienia się koszt.\n\n");
    let repeated: String = ["Popyt", "Podaż", "Cena"].iter().map(|told| part("Odpowiedź", told)).collect();
    let numbered: String = (1..=4).map(|at| part(&format!("Zadanie {at}"), "Koszt")).collect();
    check_none(&[&repeated, &numbered]);
    // A few of one name with numbers are as likely what they are called.
    let few = "# Law 1\n\nA body keeps its motion unless a force acts on it.\n\n# Law 2\n\nA force is mass times \
               acceleration.\n";
    assert!(Facts::read(few).topics.iter().all(|topic| !topic.names.is_empty()));
}

#[test]
fn properties_at_the_head_of_a_note_are_no_terms() {
    check_none(&[
        "# Contracts\n\n> **Class:** the law of contract  \n> **Lecturer:** a professor of law  \n",
    ]);
    let told = told(
        "# Grammar\n\nWords.\n\n**Class**: a group of words that behave alike\n\n**Category**: a property that endings tell\n",
    );
    assert_eq!(told.lines().count(), 2, "{told}");
}

#[test]
fn numbers_of_sections_and_of_rows_are_no_names() {
    check(
        "6.2 Cello is a string instrument that is held between the knees.\n\n6.3 Viola is a string instrument that is \
         a fifth below the violin.\n",
        expect![[r#"
            Cello ~ Cello is a string instrument that is held between the knees.
            Viola ~ Viola is a string instrument that is a fifth below the violin.
        "#]],
    );
    check_none(&[
        "| Class | Meaning |\n|---|---|\n| I | the brightest of all stars |\n| II | bright giants of the sky |\n",
    ]);
}

#[test]
fn names_stand_behind_or_and_behind_what_announces_them() {
    check(
        "- Tuple or row: one record of a table\n- Field or column: one property of all records\n- Positive or negative \
         feedback: an answer that changes its own cause\n",
        expect![[r#"
            Tuple = row ~ one record of a table
            Field = column ~ one property of all records
            Positive or negative feedback ~ an answer that changes its own cause
        "#]],
    );
    check(
        "## Definição de contrato\n\nAcordo de duas partes que cria um laço.\n",
        expect![[r#"
            contrato ~ Acordo de duas partes que cria um laço.
        "#]],
    );
}

#[test]
fn bold_names_are_told_in_other_languages() {
    check(
        "De **lysosoom** bestaat uit een membraan met enzymen. **Ribosomen** zijn blaasjes die eiwitten maken. De beweging \
         van water door een membraan heet **osmose**.\n",
        expect![[r#"
            lysosoom ~ De **lysosoom** bestaat uit een membraan met enzymen.
            Ribosomen ~ **Ribosomen** zijn blaasjes die eiwitten maken.
            osmose ~ De beweging van water door een membraan heet **osmose**.
        "#]],
    );
    check(
        "**Mitochondrien** sind Organellen mit einer eigenen Hülle.\n",
        expect![[r#"
        Mitochondrien ~ **Mitochondrien** sind Organellen mit einer eigenen Hülle.
    "#]],
    );
    check(
        "Water crosses the membrane towards more salt: **osmosis**.\n",
        expect![[r#"
        osmosis ~ Water crosses the membrane towards more salt: **osmosis**.
    "#]],
    );
    check_none(&[
        "We need only one thing for this work: **patience**.\n",
        "These are the parts of a cell: **nucleus**.\n",
    ]);
}

#[test]
fn lines_that_open_with_code_are_apart() {
    check(
        "`linguistic sign`\n`morpheme`：有意義的最小單位\n`prefix`：加在字前的詞素\n`root`：不能再分的部分\n\n`agent` 進行動作的單位\n`theme` 接受動作的單位\n\
         `instrument` 完成動作的方法\n",
        expect![[r#"
            morpheme ~ 有意義的最小單位
            prefix ~ 加在字前的詞素
            root ~ 不能再分的部分
            agent ~ 進行動作的單位
            theme ~ 接受動作的單位
            instrument ~ 完成動作的方法
        "#]],
    );
}

#[test]
fn months_people_and_minutes_name_no_terms() {
    check_none(&[
        "# 1968\n\n- Jan - an attack on the south that surprised all\n- Mar - a speech that ended a career\n- Nov - an \
         election that Nixon won\n",
        "## Lyndon B. Johnson\n\n- The Great Society of LBJ\n",
        "## Frontier thesis\n\nThe frontier thesis of the time offered to Americans...\n\n- land\n",
        "- http: a default that keeps connections #2345\n- stream: a hook that destroys #1234\n- doc: a guide for the new \
         #99\n",
        "## Strategic initiatives\n\nRan out of time.\n",
        "## Farms\n\nFarmers were growing too much food of one kind.\n",
    ]);
}

#[test]
fn lists_that_announce_terms_are_believed_as_a_whole() {
    check(
        "## Key terms\n\n- Acquisition: learning a link between two events\n- Extinction: the fading of a response\n\
         - Recovery: a response that returns after rest\n",
        expect![[r#"
            Acquisition ~ learning a link between two events
            Extinction ~ the fading of a response
            Recovery ~ a response that returns after rest
        "#]],
    );
    check(
        "# Senses\n\n- Transduction: process by which a stimulus is turned into a signal\n- Threshold: the least stimulus \
         that is felt\n",
        expect![[r#"
            Transduction ~ process by which a stimulus is turned into a signal
            Threshold ~ the least stimulus that is felt
        "#]],
    );
}

#[test]
fn what_leads_on_and_what_varies_explains_nothing() {
    check_none(&[
        "- Bell → Neutral stimulus (food)\n- Taste → Unconditioned stimulus (bell)\n- Saliva → Response of dogs (drops)\n",
        "- Absolute: can be met at any time of day\n- Relative: depends on the size of the stimulus\n",
    ]);
}
