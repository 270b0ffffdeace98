//! Forms that people use to explain, one by one, and what looks like them and is none.

use expect_test::expect;

use super::{check, listed};
use crate::facts::Facts;

/// Checks that nothing in a text is told for a definition.
#[track_caller]
fn check_none(text: &str) {
    let facts = Facts::read(text);
    let told: Vec<_> = facts.definitions.iter().filter(|found| !found.excerpt).collect();
    assert!(told.is_empty(), "{text}{told:?}");
}

#[test]
fn a_bold_name_is_told_by_a_condition_a_verb_or_a_participle() {
    check(
        "# Unit 3\n\n**Osmosis**: when water moves through a membrane\n\n**Photosynthesis**: converts light to sugar\n\n\
         **Marginal cost**: added cost of one more unit\n\n**Skewer**: like a pin but turned round\n",
        expect![[r#"
            3-3 Osmosis [bold]: when water moves through a membrane
            5-5 Photosynthesis [bold]: converts light to sugar
            7-7 Marginal cost [bold]: added cost of one more unit
            9-9 Skewer [bold]: like a pin but turned round
        "#]],
    );
}

#[test]
fn a_bold_question_is_answered_behind_it() {
    check(
        "# Chords\n\n**What is a chord?** Three or more notes sounding together.\n\n- **What's a cadence?** A close of a \
         phrase, made by two chords.\n\n**Why practise?** Because it helps.\n",
        expect![[r#"
            3-3 chord [bold]: Three or more notes sounding together.
            5-5 cadence [bold]: A close of a phrase, made by two chords.
        "#]],
    );
    check(
        "Q: What is a quorum?\nA: The least number of members.\n\nQ. Define estoppel.\nA. A bar to denial.\n",
        expect![[r#"
            2-2 quorum [heading]: The least number of members.
            5-5 estoppel [heading]: A bar to denial.
        "#]],
    );
}

#[test]
fn a_question_is_answered_by_a_few_words_or_a_list() {
    check(
        "## What is a contract?\n\n- agreement\n- consideration\n- intention to be bound\n\n## What is estoppel?\n\n\
         > A rule that stops a person from going back on a promise.\n\n## What is mens rea?\n\nguilty mind\n",
        expect![[r#"
            3-5 contract [heading]: agreement; consideration; intention to be bound
            9-9 estoppel [heading]: A rule that stops a person from going back on a promise.
            13-13 mens rea [heading]: guilty mind
        "#]],
    );
    check_none("## What is a tort?\n\nTODO\n\n## What is a deed?\n\nsee chapter 3\n");
}

#[test]
fn other_names_stand_beside_the_subject() {
    check(
        "# Bones\n\nThe patella, or kneecap, is a bone in front of the knee. The clavicle (also known as the collarbone \
         or key bone) is a bone of the shoulder. The scapula (aka shoulder blade) is a flat bone.\n\n\
         - **Sternum** (also called breastbone): the flat bone in the chest\n\n## Plagal cadence\n\n\
         Also called the *Amen cadence*. A cadence that leads from the subdominant home.\n",
        expect![[r#"
            3-5 ? Bones [heading]: The patella, or kneecap, is a bone in front of the knee.
            3-3 patella = kneecap [copula]: The patella, or kneecap, is a bone in front of the knee.
            3-3 clavicle = collarbone = key bone [copula]: The clavicle (also known as the collarbone or key bone) is a bone of the shoulder.
            3-3 scapula = shoulder blade [copula]: The scapula (aka shoulder blade) is a flat bone.
            5-5 Sternum = breastbone [bold]: the flat bone in the chest
            9-9 Plagal cadence = Amen cadence [heading]: A cadence that leads from the subdominant home.
        "#]],
    );
}

#[test]
fn names_are_given_to_what_was_told() {
    check(
        "# Demand\n\nWe define marginal cost as the cost of one more unit. By elasticity we mean how strongly demand \
         answers to price.\n\nA good that is wanted more as income rises is called a normal good. Demand falls when the \
         price rises. This is called the law of demand.\n\nEntrepreneurs are people who start firms at their own risk. \
         Speed is a scalar, which means a quantity with a size only.\n",
        expect![[r#"
            3-7 Demand [heading]: Demand falls when the price rises.
            3-3 marginal cost [copula]: We define marginal cost as the cost of one more unit.
            3-3 elasticity [copula]: By elasticity we mean how strongly demand answers to price.
            5-5 normal good [copula]: A good that is wanted more as income rises
            5-5 law of demand [copula]: Demand falls when the price rises.
            7-7 Entrepreneurs [copula]: Entrepreneurs are people who start firms at their own risk.
            7-7 Speed [copula]: Speed is a scalar, which means a quantity with a size only.
            7-7 scalar [copula]: Speed is a scalar, which means a quantity with a size only.
        "#]],
    );
    check_none(
        "Some words.\n\nThe dog is called Rex. She is called by her aunt. The house in the lane is called Bellevue.\n",
    );
}

#[test]
fn the_tells_of_a_kind_where_nothing_above_names_it() {
    check(
        "# Body\n\nThe heart is a muscular organ that pumps blood.\n",
        expect![[r#"
        3-3 ? Body [heading]: The heart is a muscular organ that pumps blood.
        3-3 heart [copula]: The heart is a muscular organ that pumps blood.
    "#]],
    );
    check(
        "# Study\n\nThe **null hypothesis** is the claim that there is no effect.\n",
        expect![[r#"
        3-3 ? Study [heading]: The **null hypothesis** is the claim that there is no effect.
        3-3 null hypothesis [copula]: The **null hypothesis** is the claim that there is no effect.
    "#]],
    );
    for text in [
        "# Body\n\nWe saw a heart. The heart is a muscular organ that pumps blood.\n",
        "The result is a loss of blood.\n\nThe problem is a lack of oxygen.\n\nThe patient is a man of 60.\n",
    ] {
        assert!(!listed(text).contains("[copula]"), "{text}");
    }
}

#[test]
fn shouted_labels_are_names_in_lower_case() {
    check(
        "OFFER: a promise to do something in exchange.\n\nCONSIDERATION: something of value that each side gives\n\n\
         PHOTOSYNTHESIS\nThe process by which plants turn light into sugar.\n",
        expect![[r#"
            1-1 offer [colon]: a promise to do something in exchange.
            3-3 consideration [colon]: something of value that each side gives
            5-6 photosynthesis [bold]: The process by which plants turn light into sugar.
        "#]],
    );
}

#[test]
fn double_colons_join_names_to_meanings_and_keys_to_values() {
    check(
        "Mitosis:: division of a cell nucleus into two\nMeiosis :: division that makes gametes\n\n\
         Plasmid::A small ring of DNA in bacteria\n",
        expect![[r#"
            1-1 Mitosis [explicit]: division of a cell nucleus into two
            2-2 Meiosis [explicit]: division that makes gametes
            4-4 Plasmid [explicit]: A small ring of DNA in bacteria
        "#]],
    );
    for text in [
        "Author:: Ann Smith\nYear:: 1999\nRating:: 5 stars\nSummary:: a book about whales and men\n",
        "Rope::insert() puts text in.\n",
        "status:: to be read again soon\n",
        "`Rope::remove`:: takes text out\n",
    ] {
        check_none(text);
    }
}

#[test]
fn releases_and_praise_name_nothing() {
    for text in [
        "# Changelog\n\n## Added\n\n- **Dark mode**: a theme for the night\n\n## Fixed\n\n- Crash: the app closed at once\n",
        "# Parser\n\n## 1.2.0 - 2024-03-01\n\n- **Search**: a faster way to find what one needs\n",
        "# Bikes\n\n- Fast: it is quick\n- Reliable: works when the network is down\n- Easy to use: needs no training\n",
        "# Meeting\n\n- Hiring: Bob to write the advert\n- Office: Ann to call the landlord\n",
        "# Bones\n\n> **Clinical note:** Falls are a cause of fractures in old age.\n",
    ] {
        check_none(text);
    }
}

#[test]
fn tables_tell_meanings_in_many_languages() {
    check(
        "| Término | Significado |\n| --- | --- |\n| núcleo | parte de la célula que guarda el ADN |\n\n\
         | Begriff | Bedeutung |\n| --- | --- |\n| Vertrag | Einigung von zwei Parteien |\n\n\
         | 术语 | 含义 |\n| --- | --- |\n| 通货膨胀 | 物价普遍上涨的现象 |\n\n\
         | | Mitosis | Meiosis |\n| --- | --- | --- |\n| What it is | Two equal cells arise | Four gametes arise |\n\n\
         | Wave | What it shows |\n| --- | --- |\n| P wave | depolarisation of the atria |\n",
        expect![[r#"
            3-3 núcleo [table]: parte de la célula que guarda el ADN
            7-7 Vertrag [table]: Einigung von zwei Parteien
            11-11 通货膨胀 [table]: 物价普遍上涨的现象
            15-15 Mitosis [table]: Two equal cells arise
            15-15 Meiosis [table]: Four gametes arise
            19-19 P wave [table]: depolarisation of the atria
        "#]],
    );
}

#[test]
fn sentences_define_in_many_languages() {
    check(
        "# Notes\n\nLas enzimas son proteínas que aceleran reacciones. Llamamos hábitat al lugar donde vive una especie. \
         Por simbiosis se entiende la vida en común.\n\nAls Störer bezeichnet man denjenigen, der stört. Enzyme sind \
         Proteine, die Reaktionen beschleunigen.\n\nLe fief désigne la terre donnée au vassal.\n\n\
         Сила — мера взаимодействия тел.\n",
        expect![[r#"
            3-3 enzimas [copula]: Las enzimas son proteínas que aceleran reacciones.
            3-3 hábitat [copula]: Llamamos hábitat al lugar donde vive una especie.
            3-3 simbiosis [copula]: Por simbiosis se entiende la vida en común.
            5-5 Störer [copula]: Als Störer bezeichnet man denjenigen, der stört.
            5-5 Enzyme [copula]: Enzyme sind Proteine, die Reaktionen beschleunigen.
            7-7 fief [copula]: Le fief désigne la terre donnée au vassal.
            9-9 Сила [copula]: Сила — мера взаимодействия тел.
        "#]],
    );
    check(
        "# 笔记\n\n通货膨胀是货币购买力下降的现象。需求弹性（elasticity）是需求对价格变化的反应程度。\
         丝绸之路指从长安通往西域的商路。所谓共生，就是两种生物共同生活的现象。\n\n小明是我的朋友。老师指出了我们的错误。\n",
        expect![[r#"
            3-3 通货膨胀 [copula]: 通货膨胀是货币购买力下降的现象。
            3-3 需求弹性 = elasticity [copula]: 需求弹性（elasticity）是需求对价格变化的反应程度。
            3-3 丝绸之路 [copula]: 丝绸之路指从长安通往西域的商路。
            3-3 共生 [copula]: 所谓共生，就是两种生物共同生活的现象。
        "#]],
    );
    check(
        "# ノート\n\n酵素は化学反応を速めるタンパク質である。東京は日本の首都です。契約は当事者の合意で成立する法律行為である。\n",
        expect![[r#"
            3-3 酵素 [copula]: 酵素は化学反応を速めるタンパク質である。
            3-3 契約 [copula]: 契約は当事者の合意で成立する法律行為である。
        "#]],
    );
}

#[test]
fn people_and_what_they_do_are_no_terms() {
    check_none(
        "# Field trip\n\n- Ana – slides\n- Ben: review\n- Chloé – the report that goes to the teacher\n",
    );
    check_none(
        "# Rota\n\n- Maria: introduction and the first figure\n- Tom – reads the proofs\n- Zoe: the poster\n",
    );
    check_none(
        "| Who | What |\n| --- | --- |\n| Anna | a mail to the porter |\n| Jonas | the list of the guests |\n",
    );
    check(
        "# Notes\n\n- Emma: a rich girl who meddles in love\n- Harriet: her friend, a girl without parents\n\
         - George: the landlord next door\n",
        expect![[r#"
            3-3 Emma [colon]: a rich girl who meddles in love
            4-4 Harriet [colon]: her friend, a girl without parents
            5-5 George [colon]: the landlord next door
        "#]],
    );
}

#[test]
fn labels_of_minutes_are_no_terms() {
    check_none(
        "# 3 May\n\nPresent: all but one\nMinutes: the chair\n\n- boiler: a part that leaks and wants to be replaced\n\
         - lift: the one in the yard\n- doors: new keys that fit all of them\n",
    );
    check_none(
        "# Yard\n\n- Gate - is open since Friday\n- Well: is dry\n- TODO fence: a coat of paint that lasts\n",
    );
}

#[test]
fn a_highlighted_name_is_as_good_as_a_bold_one() {
    check(
        "# Notes\n\n- ==Stoma==: pore in the skin of a leaf\n- ==Cuticle== :- wax that keeps water in\n",
        expect![[r#"
            3-3 Stoma [bold]: pore in the skin of a leaf
            4-4 Cuticle [bold]: wax that keeps water in
        "#]],
    );
}

#[test]
fn what_something_is_may_be_told_by_what() {
    check(
        "## Turgor\n\nWater is needed all day. Turgor is what holds a plant upright.\n\nThis is what makes it grow.\n",
        expect![[r#"
            3-5 Turgor [heading]: Turgor is what holds a plant upright.
        "#]],
    );
}

#[test]
fn a_bare_name_is_told_by_what_is_measured_and_by_when_it_occurs() {
    check(
        "# Notes\n\nDew point is the temperature at which air is full of water. A front is the line that parts two \
         bodies of air. Icing occurs when cold drops meet a wing. This occurs when it is late.\n",
        expect![[r#"
            3-3 Dew point [copula]: Dew point is the temperature at which air is full of water.
            3-3 front [copula]: A front is the line that parts two bodies of air.
            3-3 Icing [copula]: Icing occurs when cold drops meet a wing.
        "#]],
    );
}

#[test]
fn an_equation_between_words_explains_and_one_between_letters_does_not() {
    check(
        "# Notes\n\n**speed** = distance / time\n\nRange = largest − smallest\n\nF = m * a\n\ncount = 2 * n\n",
        expect![[r#"
            3-3 speed [bold]: **speed** = distance / time
            5-5 Range [colon]: Range = largest − smallest
        "#]],
    );
}

#[test]
fn a_bracket_behind_a_bold_name_tells_what_it_means() {
    check(
        "# Notes\n\nThis link is broken by **disinfection** (removing germs) or by **sterilization** (removal of germs \
         and their spores). Carriers are **mice** (most common) and **fleas** (see below).\n\nThe usual way is \
         **autoclaving**, the process of heating under pressure.\n",
        expect![[r#"
            3-3 disinfection [bold]: removing germs
            3-3 sterilization [bold]: removal of germs and their spores
            5-5 autoclaving [copula]: The process of heating under pressure
        "#]],
    );
}

#[test]
fn two_names_that_are_set_off_are_names_of_one_thing() {
    check(
        "# Notes\n\n- **Thermosphere** or **ionosphere** (up to 100 km): the layer in which gas is charged\n\
         - **Pressure and winds**: Pressure falls by half every five kilometres.\n",
        expect![[r#"
            3-3 Thermosphere = ionosphere [colon]: the layer in which gas is charged
        "#]],
    );
}

#[test]
fn short_forms_are_told_by_all_they_stand_for() {
    check(
        "# Notes\n\n- KISS: keep it simple, stupid\n- GIGO: garbage in, garbage out\n",
        expect![[r#"
            3-3 KISS = keep it simple, stupid [colon]: keep it simple, stupid
            4-4 GIGO = garbage in, garbage out [colon]: garbage in, garbage out
        "#]],
    );
}

#[test]
fn a_cell_may_open_with_a_year() {
    check(
        "| Term | Definition |\n| --- | --- |\n| Peace of Utrecht | 1713 agreement that ended a war |\n| Area | 1500 m |\n",
        expect![[r#"
            3-3 Peace of Utrecht [table]: 1713 agreement that ended a war
        "#]],
    );
}

#[test]
fn a_name_of_another_language_is_told_and_what_points_back_is_none() {
    check(
        "# Notes\n\nUnter der Leistung P versteht man die Arbeit pro Zeit. Das Höchste wird als **Sättigungsmenge** \
         bezeichnet. Sie ist der Grund für Nebel. Diese Menge ist eine Zahl.\n\nL'homéostasie, c'est-à-dire le maintien \
         de l'équilibre dans le corps, dépend du foie. Cette science est une branche de la biologie.\n",
        expect![[r#"
            3-3 Leistung [copula]: Unter der Leistung P versteht man die Arbeit pro Zeit.
            5-5 homéostasie [copula]: Le maintien de l'équilibre dans le corps
        "#]],
    );
    check(
        "## 笔记\n\n把能量相近的轨道称为能级组。电子云是概率密度的形象化描述。\n",
        expect![[r#"
            3-3 能级组 [copula]: 把能量相近的轨道称为能级组
            3-3 电子云 [copula]: 电子云是概率密度的形象化描述。
        "#]],
    );
}

#[test]
fn a_german_sentence_is_no_gloss() {
    check(
        "## Nebel\n\nKälte führt zu Nebel im Tal.\n\n## Tau\n\nWasser, das sich nachts auf Blättern bildet.\n",
        expect![[r#"
            3-3 ? Nebel [heading]: Kälte führt zu Nebel im Tal.
            7-7 Tau [heading]: Wasser, das sich nachts auf Blättern bildet.
        "#]],
    );
}

#[test]
fn what_is_told_of_a_text_is_told_of_no_term() {
    check_none("## Revocation\n\nThe text mentions that offers stay open for a time.\n");
}

#[test]
fn labels_in_other_languages_head_parts() {
    check(
        "# Constituição\n\n- **Conceito:** lei suprema de um Estado\n- **Formas/Momentos:** antes e depois\n",
        expect![[r#"
            3-4 Constituição [heading]: lei suprema de um Estado
        "#]],
    );
}

#[test]
fn who_writes_without_capitals_ends_sentences_all_the_same() {
    check(
        "## courage\n\ncourage is the virtue of facing what one fears. it grows with use.\n",
        expect![[r#"
            3-3 courage [heading]: courage is the virtue of facing what one fears.
        "#]],
    );
}

#[test]
fn a_line_below_an_item_begins_anew_where_the_empty_line_was_forgotten() {
    check(
        "# Notes\n\n- **Stoma**: a pore in a leaf\nTranspiration moves water through all of the plant and cools it.\n",
        expect![[r#"
            3-4 Stoma [bold]: a pore in a leaf
        "#]],
    );
}

#[test]
fn notes_about_affairs_name_no_terms() {
    check_none(
        "# To-do\n\n- [ ] Bank: a call about the card that was blocked\n- [ ] Bike - a brake that squeaks\n- Garden: a bench \
         for the corner by the shed\n- flat: a plumber who can come before ten\n",
    );
    check_none(
        "# Lentils\n\nServes: 4\nTime: an hour\n\n- 250 g lentils\n- 2 tbsp oil\n- Lemon: the juice of half of it\n- Stock: a litre that is \
         hot\n\nToo thick: a splash of water\n\nThe pot is a part of the joy.\n",
    );
    check_none(
        "# Lisbon trip\n\n**Hostel:** a place in Alfama that has a terrace\n**Flight:** the plane that leaves at six\n\n\
         | Item | Notes |\n| --- | --- |\n| Tram | a train that climbs |\n| Castle | a fort on the hill |\n| Market | a hall with food |\n",
    );
    check_none(
        "# Tuesday\n\nSleep: a nap in the train\nMood: a bit of a low\nDinner: a pie that was cold\n\nHope is the thing that dies last. Life is a journey.\n",
    );
    check_none(
        "# Kyoto 2024\n\n## Day 1\n\n- **Kinkaku-ji** – a temple with a golden roof\n- Suica: a card for all trains\n\n## Day 2\n\n\
         - Onsen: a spring where one bathes\n\n## Hotels\n\n**K's House**: a hostel that has a kitchen\n\n## Packing\n\n- Adapter: a \
         plug for type A\n",
    );
    check_none(
        "# Board\n\n## Present\n\n- Ann\n\n## Agenda\n\n- http: a default that keeps connections\n\n## Funding\n\nA grant of \
         the city that came late.\n",
    );
    check(
        "# Birthday problem\n\nTime: O(n)\n\n- coincidence: a match that nobody planned\n\n## Moving average\n\nTime: O(1)\n\n\
         - window: a run of values that moves on\n\n## Bin packing\n\nTime: O(n log n)\n\n- bin: a box of a fixed size\n",
        expect![[r#"
            3-5 ? Birthday problem [heading]: coincidence: a match that nobody planned
            5-5 coincidence [colon]: a match that nobody planned
            9-11 ? Moving average [heading]: window: a run of values that moves on
            11-11 window [colon]: a run of values that moves on
            15-17 ? Bin packing [heading]: bin: a box of a fixed size
            17-17 bin [colon]: a box of a fixed size
        "#]],
    );
    check(
        "# Chapter 3\n\nGoal: the food web\nTime: two hours\nDifficulty: hard\n\n- producer: an organism that makes its own \
         food\n- consumer: an organism that eats others\n- decomposer: an organism that breaks down dead matter\n",
        expect![[r#"
            7-7 producer [colon]: an organism that makes its own food
            8-8 consumer [colon]: an organism that eats others
            9-9 decomposer [colon]: an organism that breaks down dead matter
        "#]],
    );
    check(
        "# Bread\n\n## Ingredients\n\n- 500 g flour\n- Salt: the coarse kind that one grinds\n\n## Vocab\n\nbanneton: a basket \
         in which dough rests\n\nLearned: a levain is a portion of starter that is fed and used at once.\n",
        expect![[r#"
            10-10 banneton [colon]: a basket in which dough rests
            12-12 levain [copula]: A levain is a portion of starter that is fed and used at once.
        "#]],
    );
}

#[test]
fn what_people_like_to_say_is_no_definition() {
    check_none("# Draft\n\nLove is a river that runs to the sea. Patience is the virtue of donkeys.\n");
    check(
        "# Ethics\n\n**Happiness** is a state that is wanted for its own sake.\n",
        expect![[r#"
            3-3 ? Ethics [heading]: **Happiness** is a state that is wanted for its own sake.
            3-3 Happiness [copula]: **Happiness** is a state that is wanted for its own sake.
        "#]],
    );
}

#[test]
fn cards_in_one_line_have_a_bar() {
    check(
        "# Cards\n\n**Fief** | Land held from a lord in return for service\n\n**Vassal** | One who holds such land\n\n\
         **Corvée** | Work owed to a lord without pay\n",
        expect![[r#"
            3-7 ? Cards [heading]: **Fief** | Land held from a lord in return for service
            3-3 Fief [bold]: Land held from a lord in return for service
            5-5 Vassal [bold]: One who holds such land
            7-7 Corvée [bold]: Work owed to a lord without pay
        "#]],
    );
    check_none("# Log\n\nMonday | two hours of scales\n\nTuesday | a walk that was too long\n");
}

#[test]
fn what_something_is_often_called_names_it() {
    check(
        "# Sound\n\nA change of the wave that repeats with time is often called a **beat**.\n\nThe set of all tones that a string \
         gives at once is called the **spectrum** of the string.\n",
        expect![[r#"
            3-5 ? Sound [heading]: A change of the wave that repeats with time is often called a **beat**.
            3-3 beat [copula]: A change of the wave that repeats with time
            5-5 spectrum [copula]: The set of all tones that a string gives at once
        "#]],
    );
}

#[test]
fn lists_of_terms_are_read_as_students_write_them() {
    check(
        "# Words\n\n- Fief- land that a lord lends to a vassal\n- Tithe- a tenth of the harvest\n- pre- and post-war\n- \
         Silk Road - network of trade routes from the east\n\n**Corvée** – work that peasants owe to a lord\n\n\
         | Term | Date | Notes |\n| --- | --- | --- |\n| Charter | 1215 | a paper that grants rights |\n",
        expect![[r#"
            3-8 ? Words [heading]: Fief- land that a lord lends to a vassal
            3-3 Fief [dash]: land that a lord lends to a vassal
            4-4 Tithe [dash]: a tenth of the harvest
            6-6 Silk Road [dash]: network of trade routes from the east
            8-8 Corvée [bold]: work that peasants owe to a lord
            12-12 Charter [table]: a paper that grants rights
        "#]],
    );
}
