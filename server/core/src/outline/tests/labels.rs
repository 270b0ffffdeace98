//! Notes that name their parts in labels, strong lines and bare lines, in several languages.

use super::check;

#[test]
fn shouted_labels_between_rules() {
    check(
        r#"OFFER AND ACCEPTANCE:

- An offer is a promise to be bound on certain terms.
- Acceptance must mirror the offer.

---

CONSIDERATION:

- Something of value given for a promise.
- Past consideration does not count.

---

DAMAGES:

---

**Remedies at a Glance**

| Remedy | Aim |
| --- | --- |
| Damages | Money |
| Specific performance | The thing itself |

NOTE: read the case list again.
"#,
        "
label Offer and Acceptance
label Consideration
label Damages (open)
bold Remedies at a Glance
",
    );
}

#[test]
fn questions_in_chinese() {
    check(
        r#"# 细胞生物学

什么是线粒体？

线粒体是细胞的能量工厂，负责产生ATP。

什么是核糖体？

核糖体是合成蛋白质的场所。

## 细胞膜

细胞膜由磷脂双分子层组成。

主要功能：

- 物质运输
- 信号传递

为什么细胞膜是半透性的？

- 磷脂层阻挡离子
- 通道蛋白选择性通过
"#,
        "
atx 细胞生物学
  question 什么是线粒体？
  question 什么是核糖体？
  atx 细胞膜
    question 为什么细胞膜是半透性的？
",
    );
}

#[test]
fn questions_and_labels_in_spanish() {
    check(
        r#"# Repaso de química

¿Qué es un ácido?
- Una sustancia que cede protones.
- Su pH es menor que 7.

¿Qué es una base?
- Una sustancia que acepta protones.

## Enlaces

Tipos de enlaces:

- Iónico
- Covalente

Propiedades de los metales:

- Conducen la corriente
- Son dúctiles

Las etapas son:

1. Mezclar
2. Calentar
"#,
        "
atx Repaso de química
  question ¿Qué es un ácido?
  question ¿Qué es una base?
  atx Enlaces
    label Tipos de enlaces
    label Propiedades de los metales
",
    );
}

#[test]
fn strong_lines_in_german() {
    check(
        r#"# Strafrecht AT

Was ist ein Delikt?

Ein Delikt ist eine rechtswidrige Tat.

**Aufbau der Prüfung**

1. Tatbestand
2. Rechtswidrigkeit
3. Schuld

**Arten des Vorsatzes**

- Absicht
- direkter Vorsatz
- Eventualvorsatz

Wichtig:
Ohne Vorsatz keine Strafe, es sei denn, Fahrlässigkeit ist ausdrücklich genannt.
"#,
        "
atx Strafrecht AT
  question Was ist ein Delikt?
    bold Aufbau der Prüfung
    bold Arten des Vorsatzes
",
    );
}

#[test]
fn strong_lines_glued_to_their_text() {
    check(
        r#"Organic chemistry crash notes

**Alkanes**
Saturated hydrocarbons with single bonds only.
General formula CnH2n+2.

**Alkenes**
Contain one double bond.
They decolourise bromine water.

**Alcohols**
Contain the hydroxyl group.

**Important!**
Do not mix them up.
"#,
        "
bold Alkanes
bold Alkenes
bold Alcohols
",
    );
}

#[test]
fn questions_and_labels_in_russian() {
    check(
        r#"# Клетка

Что такое митохондрия?

Митохондрия — это органоид, который производит АТФ.

Функции мембраны:

- защита
- транспорт

Виды транспорта:

- пассивный
- активный
"#,
        "
atx Клетка
  question Что такое митохондрия?
    label Функции мембраны
    label Виды транспорта
",
    );
}

#[test]
fn lines_behind_an_emoji() {
    check(
        r#"# My notes

🔑 Key Terms

- Supply
- Demand

📈 Elasticity of Demand

How strongly the quantity reacts to the price.

🧠 What shifts the curve?

Income, tastes and the prices of other goods.

✅ done
✅ also done
❌ not done
"#,
        "
atx My notes
  label Key Terms
  label Elasticity of Demand
  question What shifts the curve?
",
    );
}

#[test]
fn bare_lines_right_above_lists() {
    check(
        r#"Cell division
- happens all the time
- needs energy
Prophase
- chromosomes condense
- spindle forms
Metaphase
- chromosomes line up
Anaphase
- chromatids part
Telophase
- two nuclei
"#,
        "
label Cell division
label Prophase
label Metaphase
label Anaphase
label Telophase
",
    );
}

#[test]
fn labels_with_a_colon_and_a_dash() {
    check(
        r#"Types of contract:-
- bilateral
- unilateral

Elements of a contract:-
- offer
- acceptance
- consideration
"#,
        "
label Types of contract
label Elements of a contract
",
    );
}

#[test]
fn a_comparison_alone_on_its_line() {
    check(
        r#"# Music history

Sonata vs. Rondo

A sonata develops its themes, a rondo brings the first one back again and again.

He wrote it in Vienna

Nobody knows why.
"#,
        "
atx Music history
  label Sonata vs. Rondo
",
    );
}

#[test]
fn shouted_lines_without_colons() {
    check(
        r#"THE COLD WAR

- Rivalry of two blocs after 1945
- Fought by proxy

***

MARSHALL PLAN

- Aid for Europe
- 13 billion dollars

***

NATO

- Founded 1949
- Mutual defence

***

CUBAN MISSILE CRISIS (1962):
- Thirteen days in October
- Missiles withdrawn
"#,
        "
label The Cold War
label Marshall Plan
label NATO
label Cuban Missile Crisis (1962)
",
    );
}

#[test]
fn questions_and_strong_lines_in_french() {
    check(
        r#"# Révision d'histoire

Qu'est-ce que l'Ancien Régime ?

L'Ancien Régime est la société d'avant 1789.

Quelles sont les causes de la Révolution ?

- la crise financière
- les mauvaises récoltes

**Les États généraux**

Réunis en mai 1789 à Versailles.

**La nuit du 4 août**

Abolition des privilèges.

Remarque :
Les dates sont à connaître.
"#,
        "
atx Révision d'histoire
  question Qu'est-ce que l'Ancien Régime?
  question Quelles sont les causes de la Révolution?
    bold Les États généraux
    bold La nuit du 4 août
",
    );
}

#[test]
fn parts_that_every_topic_has_are_no_topics() {
    check(
        r#"## Pneumonia

**Symptoms**
- cough
- fever

**Treatment**
- antibiotics

## Asthma

**Symptoms**
- wheezing

**Treatment**
- inhaler

## Anaemia

**Symptoms**
- fatigue

**Treatment**
- iron
"#,
        "
  atx Pneumonia
  atx Asthma
  atx Anaemia
",
    );
}

#[test]
fn labels_of_one_word() {
    check(
        r#"Data structures

Array:
- fixed size
- fast access by index

Linked list:
- nodes with pointers
- slow access

Stack: last in, first out
Queue: first in, first out

Hash table:
- keys are hashed
- collisions must be solved

Note that all of these live in memory.

To sum up:
- choose by access pattern
"#,
        "
label Array
label Linked list
label Hash table
",
    );
}

#[test]
fn lists_of_emoji_are_no_titles() {
    check(
        r#"🔑 Key Terms

- Supply

✅ Fast Access
✅ Small Footprint
❌ Slow Insert
✅ Stable Order
It is a good choice in most cases, as the table below shows once more.

📈 Other Terms

- Demand
"#,
        "
label Key Terms
label Other Terms
",
    );
}

#[test]
fn a_bare_line_that_the_paragraph_takes_up() {
    check(
        r#"Osmosis

Osmosis is the movement of water through a membrane that lets nothing else pass.

Nobody has seen it with the naked eye, of course, but its effects are everywhere.

**Table 1. Osmotic pressure**

| a | b |
|---|---|
| 1 | 2 |
"#,
        "
label Osmosis
",
    );
}
