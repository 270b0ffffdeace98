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
