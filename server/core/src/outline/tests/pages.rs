//! Pages that lost their markup.

use super::check;

#[test]
fn a_page_without_markup_and_blank_lines() {
    check(
        r#"How to Work with Branches
Branches let you work on several things at the same time without disturbing the main line of development that others rely on.
Prerequisites
- Git 2.30 or newer
- A repository with at least one commit
Creating a Branch
A branch is only a name for a commit, so that making one costs nothing at all and takes no time even in a very large repository.
# create and switch
git switch -c topic
# show all branches
git branch -a
What is
HEAD
?
It is the name of the commit you stand on, and it moves along with every commit you make on the branch that is checked out.
Merging Changes
Use
git merge topic
to bring the commits of another branch into the one you are on. Conflicts have to be solved by hand in an editor.
Common Mistakes
- Forgetting to pull first
- Rewriting history that others have seen already
Example of a Merge
for a Small Team
Two people change the same file. One of them merges first, and the other one has to solve the conflict before pushing.
Share this article
"#,
        "
label How to Work with Branches
label Prerequisites
label Creating a Branch
label Merging Changes
label Common Mistakes
label Example of a Merge for a Small Team
",
    );
}

#[test]
fn an_article_with_bare_titles() {
    check(
        r#"Photosynthesis

Photosynthesis is the process by which plants, algae and some bacteria turn light into chemical energy that is stored in sugars.

Light reactions

The light reactions take place in the thylakoid membranes. Water is split and oxygen is set free, while ATP and NADPH are made.

Calvin cycle

The Calvin cycle takes place in the stroma. Carbon dioxide is fixed by an enzyme called RuBisCO and reduced to sugar with ATP and NADPH.

Photorespiration

Photorespiration happens when RuBisCO binds oxygen in place of carbon dioxide. It costs energy and gives nothing.

C4 plants

C4 plants avoid it by fixing carbon dioxide in two steps in different cells. Maize and sugar cane are examples.
"#,
        "
label Photosynthesis
label Light reactions
label Calvin cycle
label Photorespiration
label C4 plants
",
    );
}

#[test]
fn a_page_with_torn_emoji() {
    check(
        r#"ðŸ”¹ What Is a Ledger?
A ledger is a book in which every transaction is written down in order, so that nobody can change it afterwards without being seen.
ðŸ“Œ Double Entry
- Every entry has two sides
- Debits equal credits
âœ… Trial Balance
A trial balance lists all accounts and their sums, and shows that debits and credits are equal at the end of the period.
Itâ€™s done monthly.
"#,
        "
question What Is a Ledger?
label Double Entry
label Trial Balance
",
    );
}

#[test]
fn short_notes_below_bare_titles() {
    check(
        r#"Krebs cycle

It happens in the matrix.
Acetyl-CoA joins oxaloacetate.
Two turns per glucose.

Electron transport chain

It happens on the inner membrane.
Oxygen is the last acceptor.

Fermentation

It happens without oxygen.
"#,
        "
label Krebs cycle
label Electron transport chain
label Fermentation
",
    );
}

#[test]
fn counted_chapters() {
    check(
        r#"Chapter 1: The Cell

The cell is the smallest unit of life, and all living things are made of cells.

Chapter 2: Tissues

Tissues are groups of cells that do the same work in the body of an animal.

Chapter 3: Organs

Organs are made of several tissues which work together for one purpose.
"#,
        "
label Chapter 1: The Cell
label Chapter 2: Tissues
label Chapter 3: Organs
",
    );
}

#[test]
fn a_page_with_emoji_and_numbers() {
    check(
        r#"🧬 What Is DNA?
DNA is the molecule that carries genetic instructions in all known living organisms and in many viruses, and it is found in nearly every cell.
🔹 Structure of DNA
- Two strands form a double helix
- Bases pair by hydrogen bonds
🔹 Functions of DNA
- Stores information
- Is copied before division
1. Replication
Replication copies the whole molecule before a cell divides, so that each daughter cell receives a complete set of instructions.
2. Transcription
Transcription copies one gene into RNA, which leaves the nucleus and is read by the ribosomes in the cytoplasm of the cell.
3. Translation
Translation builds a protein from amino acids in the order that the RNA gives, three bases for each amino acid.
DNA vs. RNA
Feature | DNA | RNA |
---|---|---|
Strands | Two | One |
Sugar | Deoxyribose | Ribose |
Why does it matter?
Mistakes in copying are called mutations, and some of them lead to disease while others are the raw material of evolution.
"#,
        "
question What Is DNA?
label Structure of DNA
label Functions of DNA
numbered Replication
numbered Transcription
numbered Translation
  label DNA vs. RNA
  question Why does it matter?
",
    );
}

#[test]
fn numbered_titles_in_chinese() {
    check(
        r#"机器学习笔记

一、监督学习

监督学习使用带标签的数据训练模型，目标是学习输入到输出的映射。

二、无监督学习

无监督学习没有标签，模型自己发现数据中的结构，例如聚类。

三、强化学习

强化学习通过奖励信号让智能体学会决策。

问：什么是过拟合？
答：模型在训练集上表现很好，在测试集上表现很差。

问：如何防止过拟合？
答：正则化、早停、更多数据。
"#,
        "
numbered 监督学习
numbered 无监督学习
numbered 强化学习
  question 什么是过拟合？
  question 如何防止过拟合？
",
    );
}

#[test]
fn an_article_in_spanish() {
    check(
        r#"La célula

La célula es la unidad básica de la vida y todos los seres vivos están formados por una o más células.

Membrana celular

La membrana celular separa el interior de la célula del exterior y regula el paso de sustancias.

Núcleo

El núcleo contiene el material genético y dirige las actividades de la célula.

Mitocondrias

Las mitocondrias producen la energía que la célula necesita para vivir.
"#,
        "
label La célula
label Membrana celular
label Núcleo
label Mitocondrias
",
    );
}
