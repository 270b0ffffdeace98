//! Notes that ask and answer.

use super::check;

#[test]
fn plain_questions_above_bullets() {
    check(
        r#"Biology revision, week 3

What is osmosis?
- Movement of water through a membrane
- From dilute to concentrated

What is diffusion?
- Movement of particles down a gradient
- Needs no energy

How does active transport differ?
- Works against the gradient
- Uses ATP

Why do cells need a large surface?
- More exchange
"#,
        "
question What is osmosis?
question What is diffusion?
question How does active transport differ?
question Why do cells need a large surface?
",
    );
}

#[test]
fn titles_at_the_margin_with_indented_answers() {
    check(
        r#"What do enzymes do?
    They lower the activation energy of reactions.
    Each one fits few substrates.

Where is ATP made?
    Mostly in mitochondria.

Factors that matter
    Temperature, pH and the amount of substrate change the rate.

and what about inhibitors?
    Competitive ones sit in the active site.
    Others change its shape from a distance.
"#,
        "
question What do enzymes do?
question Where is ATP made?
label Factors that matter
question And what about inhibitors?
",
    );
}

#[test]
fn quoted_questions_to_a_machine() {
    check(
        r#"“what is the difference between a sonata and a symphony?”

A symphony is in most cases a sonata for orchestra, with four movements.

“so a string quartet is like a small symphony, right?”

In form, yes. It has four voices in place of an orchestra.

“and why are concertos shorter?”

They usually leave out the minuet.
"#,
        "
chat What is the difference between a sonata and a symphony?
chat So a string quartet is like a small symphony, right?
chat And why are concertos shorter?
",
    );
}

#[test]
fn dialogue_in_a_story_asks_nothing() {
    check(
        r#""Who goes there?"

The guard lowered his lamp.

"A friend," said the stranger. "Is the bridge open?"

"What is your business in town?"

Nobody answered. The rain had begun again, and the river could be heard below.

"Do you trust him?"

She did not.
"#,
        "",
    );
}

#[test]
fn questions_and_answers_behind_letters() {
    check(
        r#"Q: What is a tort?
A: A civil wrong.

Q: What is a crime?
A: A wrong against the state.

Q3. Explain mens rea.
Ans. The guilty mind.
"#,
        "
question What is a tort?
question What is a crime?
question Explain mens rea
",
    );
}

#[test]
fn a_conversation_with_its_speakers() {
    check(
        r#"You said:
Explain the French Revolution in short
ChatGPT said:
The French Revolution began in 1789 when the Estates-General met for the first time since 1614.

You said:
What was the Terror?
ChatGPT said:
The Terror was the rule of the Committee of Public Safety in 1793 and 1794.
"#,
        "
chat Explain the French Revolution in short
chat What was the Terror?
",
    );
}

#[test]
fn a_conversation_with_its_speakers_on_the_line() {
    check(
        r#"**You:** What is overfitting?

**ChatGPT:** Overfitting is when a model learns the noise of its training data.

**You:** how do I prevent it?

**ChatGPT:** Stop early.
"#,
        "
chat What is overfitting?
chat How do I prevent it?
",
    );
}

#[test]
fn numbered_questions_with_the_answer_in_the_item() {
    check(
        r#"# Viva questions

1. What is a catalyst?
   A substance that speeds up a reaction.

2. What is an isotope?
   Atoms of one element with different mass.

3. Define molarity.
   Moles per litre.
"#,
        "
atx Viva questions
  numbered What is a catalyst?
  numbered What is an isotope?
  numbered Define molarity
",
    );
}

#[test]
fn numbered_questions_with_the_answer_at_the_margin() {
    check(
        r#"1. What is a catalyst?
Ans: A substance that speeds up a reaction and is not used up.
2. What is an isotope?
Ans: Atoms of one element with different mass.
3. Define molarity
Ans: Moles of solute per litre of solution.
"#,
        "
numbered What is a catalyst?
numbered What is an isotope?
numbered Define molarity
",
    );
}

#[test]
fn questions_in_bullets_with_the_answer_at_the_margin() {
    check(
        r#"# Quiz notes

- What is a foreign key?

A column that refers to the key of another table.

- How are two tables joined?

With JOIN and the columns to match.

- What is an index for?

It makes lookups fast.
"#,
        "
atx Quiz notes
  question What is a foreign key?
  question How are two tables joined?
  question What is an index for?
",
    );
}

#[test]
fn lists_of_questions_are_no_topics() {
    check(
        r#"# Questions

- What is a table?
- What is a view?
- What is a trigger?

They come up every year.

- How are rows deleted?
    - with DELETE
- What is a cursor?
"#,
        "
atx Questions
",
    );
}

#[test]
fn strong_numbered_questions() {
    check(
        r#"**1. What is a primary key?**  
A column that identifies a row.

**2. What is a foreign key?**  
A column that refers to another table.

## More

**3. Why use indexes?**  
They speed up lookups.
"#,
        "
question What is a primary key?
question What is a foreign key?
  atx More
    question Why use indexes?
",
    );
}

#[test]
fn questions_in_bullets_with_the_answer_nested() {
    check(
        r#"- What is entropy?
    - A measure of disorder
- What is enthalpy?

    The heat content of a system.
- Units
    - joule
"#,
        "
question What is entropy?
question What is enthalpy?
",
    );
}

#[test]
fn answers_indented_by_tabs() {
    check(
        r#"what's a fugue?
	a piece in which one theme enters voice by voice

what is a canon
	strict imitation

Difference between homophony and polyphony:
	Homophony has one leading voice.
	Polyphony has several of equal weight.

Does every fugue have a stretto?
	No, many do not.

“And is an invention a kind of fugue?”
	Not quite; it has no fixed plan.
"#,
        "
question What's a fugue?
question What is a canon
label Difference between homophony and polyphony
question Does every fugue have a stretto?
chat And is an invention a kind of fugue?
",
    );
}

#[test]
fn answers_that_read_as_code_to_commonmark() {
    check(
        r#"What is the null hypothesis?

    It says that there is no effect.

What is a p-value?

    The probability of data at least this extreme if the null hypothesis holds.

What is power?

    The chance to find an effect that is there.
"#,
        "
question What is the null hypothesis?
question What is a p-value?
question What is power?
",
    );
}

#[test]
fn strong_questions_behind_letters() {
    check(
        r#"**Q1. What is inflation?**

A general rise of prices.

**Q2. What is deflation?**

A general fall of prices.

**Note**: both are measured by an index.
"#,
        "
question What is inflation?
question What is deflation?
",
    );
}

#[test]
fn questions_wrapped_over_two_lines() {
    check(
        r#"Some notes on logic from the seminar, typed in a hurry on the train back home.

What is the difference between a valid argument and a
sound argument?
- valid: the conclusion follows
- sound: valid, and the premises are true

Why is modus ponens valid while affirming the
consequent is not?
- the truth table decides
"#,
        "
question What is the difference between a valid argument and a sound argument?
question Why is modus ponens valid while affirming the consequent is not?
",
    );
}
