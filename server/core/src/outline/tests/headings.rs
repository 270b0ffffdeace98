//! Notes with headings and with numbered titles.

use super::{check, check_spans};
use crate::outline::topics;
use crate::syntax::parse;

#[test]
fn numbered_titles_and_a_numbered_list() {
    check(
        r#"# Torts

1. Negligence

A duty of care, its breach, and damage caused by it. The standard is that of a reasonable person.

2. Nuisance

Interference with the use of land. It may be private or public.

3. Trespass

Direct and intentional interference. No damage need be shown.

The three steps of any answer:

1. Find the duty.
2. Show the breach.
3. Link it to the damage.
"#,
        "
atx Torts
  numbered Negligence
  numbered Nuisance
  numbered Trespass
",
    );
}

#[test]
fn lecture_notes_with_underlined_headings() {
    check(
        r#"Harmony, lecture 4
==================

Cadences
--------

Authentic cadence
: Ends on the tonic after the dominant.

Plagal cadence
: Ends on the tonic after the subdominant.

Modulation
----------

A change of key inside a piece. Composers often pass through a pivot chord
that belongs to both keys, so that the ear hardly
notices the step.

It can be sudden as well.
---

What comes after the rule is not under a title.
"#,
        "
setext Harmony, lecture 4
  setext Cadences
  setext Modulation
",
    );
}

#[test]
fn a_handbook_with_contents_and_attributes() {
    check(
        r#"# The Roman Republic

## Contents

- [Origins](#origins)
- [Institutions](#institutions)
    - [The Senate](#the-senate)

## Origins

**Founded**: 509 BC
**Ended**: 27 BC

The last king was driven out by the nobles.

**Why did the monarchy fall?**

Livy tells of a crime; historians see a slow shift of power.

## Institutions

### The Senate

- **Members**: about 300
- **Role**: advice that was seldom ignored

Key powers:

- Foreign policy
- Money

### Assemblies

Voting was by centuries and by tribes.
See [[Roman law]].
"#,
        "
atx The Roman Republic
  atx Contents
  atx Origins
    question Why did the monarchy fall?
  atx Institutions
    atx The Senate
    atx Assemblies
",
    );
}

#[test]
fn one_idea_a_note() {
    check(
        r#"# Spaced repetition works because forgetting is steep
#learning #memory

upstream: [[Memory]]
created:: 2024-03-02

Ebbinghaus found that most is lost within a day. A review just before that point flattens the curve.

But how long should the gaps be? Nobody knows for sure; see [[Optimal gaps]].

Related:
- [[Testing effect]]
- [[Interleaving]]

Source: Make It Stick, ch. 4
"#,
        "
atx Spaced repetition works because forgetting is steep
",
    );
}

#[test]
fn a_paper_summary_with_counted_headings() {
    check(
        r#"# Vaswani et al. 2017

## 1 Introduction

Recurrent models are slow to train.

## 2 Model

**Claim.** Attention is enough.

### 2.1 Attention

Queries, keys and values.

## 3 Results

Key findings: BLEU goes up by two points.

Limitations of the study:

- English and German only
- No long documents

My questions:

- Does it scale?
- What about memory?
"#,
        "
atx Vaswani et al. 2017
  atx Introduction
  atx Model
    atx Attention
  atx Results
",
    );
}

#[test]
fn plain_lines_with_section_numbers() {
    check(
        r#"Linear algebra

1 Vectors
1.1 Definition of a vector space
A set with addition and scaling that follow eight axioms.
1.2 Linear independence
No vector of the set is a combination of the others.
2 Maps
2.1 Kernel and image
The kernel holds what goes to zero.
2.2 Rank
The dimension of the image.
"#,
        "
numbered Vectors
  numbered Definition of a vector space
  numbered Linear independence
numbered Maps
  numbered Kernel and image
  numbered Rank
",
    );
}

#[test]
fn headings_in_bullets() {
    check(
        r#"- ## Thermodynamics
	- First law:: energy is conserved
	- What is entropy?
		- A measure of disorder
- ## Mechanics
	- **Force**
		- mass times acceleration
"#,
        "
  atx Thermodynamics
  atx Mechanics
",
    );
}

#[test]
fn strong_lines_below_numbered_headings() {
    check(
        r#"# Constitutional Law

- [1. Separation of Powers](#1-separation-of-powers)
- [2. Judicial Review](#2-judicial-review)

## 1. Separation of Powers

**Definition**: power is divided between branches.

**Legislative Branch**

- Makes laws
- Two chambers

**Executive Branch**

- Enforces laws

**Judicial Branch**

- Interprets laws

**Example:**

The veto.

## 2. Judicial Review

Marbury v. Madison (1803) established it.

Standards of Review:

1. Strict scrutiny
2. Intermediate scrutiny
3. Rational basis

> "It is emphatically the province of the judicial department to say what the law is."

Who can bring a case?
- a party with standing
- no advisory opinions
"#,
        "
atx Constitutional Law
  atx Separation of Powers
    bold Legislative Branch
    bold Executive Branch
    bold Judicial Branch
  atx Judicial Review
    label Standards of Review
    question Who can bring a case?
",
    );
}

#[test]
fn questions_below_underlined_headings() {
    check(
        r#"Vorlesung 5: Thermodynamik
==========================

Erster Hauptsatz
----------------
Die Energie eines abgeschlossenen Systems bleibt erhalten.

Was ist Entropie?
  Ein Maß für die Unordnung eines Systems.

Was besagt der zweite Hauptsatz?
  Die Entropie nimmt nie ab.

Beispiele:
- Gas im Kolben
- Wärmepumpe

Zustandsgrößen
--------------
- Druck
- Volumen
"#,
        "
setext Vorlesung 5: Thermodynamik
  setext Erster Hauptsatz
    question Was ist Entropie?
    question Was besagt der zweite Hauptsatz?
  setext Zustandsgrößen
",
    );
}

#[test]
fn underlined_questions() {
    check(
        r#"Frequently asked questions
==========================

What does it cost?
------------------

Nothing.

Can I use it at work?
---------------------

Yes.
"#,
        "
setext Frequently asked questions
  setext What does it cost?
  setext Can I use it at work?
",
    );
}

#[test]
fn numbers_with_parentheses() {
    check(
        r#"1) Supply and demand

Prices bring them into balance. When supply falls, prices rise.

2) Elasticity

It tells how strongly demand reacts to the price of a good.

3) Market failure

Markets fail where costs fall on others, as with pollution.
"#,
        "
numbered Supply and demand
numbered Elasticity
numbered Market failure
",
    );
}

#[test]
fn an_underlined_line_glued_to_the_paragraph_above() {
    check(
        r#"Cadences
========
A cadence closes a phrase.
Half cadence
------------
It ends on the dominant
and wants to go on.
Deceptive cadence
-----------------
- ends on the sixth degree
"#,
        "
setext Cadences
  setext Half cadence
  setext Deceptive cadence
",
    );
}

#[test]
fn a_line_of_nothing_to_see_is_no_title() {
    for note in ["%%\n# comment\n\u{feff}\n---\n%%", "# \u{feff}\n\nText.", "#\n\nText."] {
        let found = topics(&parse(note));
        assert!(
            found.iter().all(|topic| !topic.title.trim_matches('\u{feff}').is_empty()),
            "{note:?}: {found:?}"
        );
        check_spans(note, &found);
    }
}
