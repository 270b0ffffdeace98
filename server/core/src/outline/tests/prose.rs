//! Texts of which only the headings are topics.

use super::check;

#[test]
fn an_ordinary_readme() {
    check(
        r#"# tinyserve

A tiny file server. It serves one folder and nothing else.

**Note:** this is not meant for the open internet.

## Install

You need Go 1.22. Then run:

```sh
# get it
go install example.org/tinyserve@latest
```

## Usage

Start it like this:

    tinyserve --port 8080 .

Options:

- `--port`: the port
- `--quiet`: no log

1. Build the image
   ```sh
   docker build .
   ```
2. Run it

Why another server? Because the others do too much.

## License

MIT
"#,
        "
atx tinyserve
  atx Install
  atx Usage
  atx License
",
    );
}

#[test]
fn a_recipe() {
    check(
        r#"# Lentil soup

Serves 4, takes 40 minutes.

Ingredients:

- 200 g red lentils
- 1 onion
- 1 tsp cumin

Method:

1. Chop the onion.
2. Fry it until soft.
3. Add lentils and water.
   Let it boil for 20 minutes.

Tip: lemon at the end makes all the difference.

Is it enough for guests? With bread, yes.
"#,
        "
atx Lentil soup
",
    );
}

#[test]
fn meeting_minutes() {
    check(
        r#"# Meeting 12 March

Date: 12 March
Attendees: Ann, Ben, Cho

## Budget

Ben presented the figures.

Decisions:

- Raise the limit to 500
- Review in June

Action items:

- [ ] Ann: ask the bank
- [ ] Cho: update the sheet

## Any other business

Who books the room?

Nobody volunteered, so Ann will do it.
"#,
        "
atx Meeting 12 March
  atx Budget
  atx Any other business
",
    );
}

#[test]
fn a_daily_note_with_tasks() {
    check(
        r#"# 2024-05-17

- [x] Call mum
- [ ] Read chapter 3
- [ ] What to cook?

Slept badly. Why do I always stay up so late?

Work:
- finished the report
- 2 meetings

Ideas:
- a note about rivers

**Grateful for** the rain.
"#,
        "
atx 2024-05-17
",
    );
}

#[test]
fn rhetorical_questions_in_an_essay() {
    check(
        r#"# On walking

Walking was once the only way to get anywhere. It is easy to forget how slow the world was, and
how large. A journey that takes an hour today took a week, and those who made it saw every
hedge and every inn along the way.

What did they gain by it?

Perhaps nothing that can be named. Perhaps patience. There is a kind of thought that comes only
after the tenth mile, when the body has stopped complaining.

But who has the time now?

We have given our hours to machines that promised to save them. The promise was kept, in a way,
and the saved hours went somewhere else.

I do not think this is a loss to be mourned. It is only a change:

the road is still there.
"#,
        "
atx On walking
",
    );
}

#[test]
fn a_poem() {
    check(
        r#"The Long Road Home

The Evening Comes
And Shadows Fall
Upon the Garden
Beside the Wall

Who walks so late
Along the lane?
The wind replies
And walks again
"#,
        "",
    );
}

#[test]
fn a_letter() {
    check(
        r#"Dear Professor Hill,

Thank you for your letter of May 3rd. I have read the draft with great interest and would like to make a few remarks.

First, the second chapter:

- It is too long.
- The map is missing.

Would you be free on Monday?

Kind regards,

Maria Lopez
University of Porto
"#,
        "",
    );
}

#[test]
fn code_without_fences() {
    check(
        r#"# Deploying the site

Put this into the file:

name: deploy
on:
  push:
    branches: [main]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4

Then run:

# build it
make all
# send it
make push

## Rollback

Why would it fail? See the log.
"#,
        "
atx Deploying the site
  atx Rollback
",
    );
}

#[test]
fn quotations_and_callouts() {
    check(
        r#"# Reading notes

> ## A heading in a quotation
> Text.

> [!note] What is this?
> A callout.

> What is freedom?

Arendt says it is a quality of action. He who acts begins something new, and nobody can say how it will end.
"#,
        "
atx Reading notes
",
    );
}

#[test]
fn definition_lists() {
    check(
        r#"Mitosis
: Division into two equal cells.

Meiosis
: Division into four cells.

Cytokinesis
: Division of the cytoplasm.

Is it different in plants? Yes: a cell plate forms.
"#,
        "",
    );
}

#[test]
fn lyrics() {
    check(
        r#"Verse 1
I walked along the river
The night was cold and long
Nobody knew my name there
Nobody knew my song

Chorus
Take me home
Take me home again
Where the willows bend

Verse 2
The morning came so slowly
The boats were on their way
"#,
        "",
    );
}

#[test]
fn lists_without_bullets() {
    check(
        r#"Things to buy
Milk
Bread
Eggs
Butter

Books to read
War and Peace
The Trial
Middlemarch
"#,
        "",
    );
}

#[test]
fn a_diary() {
    check(
        r#"Monday, 3 May

Went to the lab early and set up the second run of the gel, which failed again.

Tuesday, 4 May

Talked to Anna about the failed runs; she thinks the buffer is too old by now.

Wednesday, 5 May

New buffer, and it worked at once. Should have asked on Monday, as always.
"#,
        "",
    );
}

#[test]
fn book_notes_with_pages_and_quotations() {
    check(
        r#"# Notes on Walden

p. 12

> I went to the woods because I wished to live deliberately.

He means simplicity, not poverty.

p. 45

> Simplify, simplify.

Why twice? The joke is that once would have been simpler.

p. 101

Rain. Loons on the pond. The chapter goes nowhere, and that is its point, or so it seems to me on a second reading.
"#,
        "
atx Notes on Walden
",
    );
}

#[test]
fn names_alone_on_their_lines() {
    check(
        r#"Group A

Anna Schmidt

Ben Carter

Chloe Dubois

Group B

David Kim

Elena Rossi

Next meeting will be on Friday in the small room behind the library, at ten.
"#,
        "",
    );
}

#[test]
fn a_transcript() {
    check(
        r#"INTERVIEWER: When did you start?

SMITH: In 1962, I think. We had no money and no plan, only a borrowed press.

INTERVIEWER: What was the first book?

SMITH: A book of poems that nobody bought.

INTERVIEWER: And then?

SMITH: Then we were lucky.
"#,
        "",
    );
}

#[test]
fn a_derivation() {
    check(
        r#"The derivative is the limit of the difference quotient.

f(x) = x^2

f'(x) = 2x

So the slope at 3 is 6.

Let n be even.

Then n = 2k for some k.

QED
"#,
        "",
    );
}

#[test]
fn a_lab_report() {
    check(
        r#"# Lab 3

Aim: to measure g with a pendulum.

Apparatus:

- string
- bob
- stopwatch

Readings:

| L | T |
|---|---|
| 1 | 2.0 |

g = 9.8

Sources of error:

- reaction time
- air drag
"#,
        "
atx Lab 3
",
    );
}

#[test]
fn lines_in_title_case_with_nothing_below() {
    check(
        r#"An Old Silent Pond

A Frog Jumps Into The Pond

Splash

Silence Again
"#,
        "",
    );
}

#[test]
fn a_pasted_message() {
    check(
        r#"From: Anna
To: Ben
Subject: Draft

Hi Ben,

I read the draft. A few things:

1. The title is too long.
2. Chapter 2 needs a map.

Could you send me the new version? I will be away next week.

Best,
Anna

--
Anna Schmidt
Head of Publishing
Northern Press
"#,
        "",
    );
}

#[test]
fn an_argument_in_points() {
    check(
        r#"I have three reasons for this view.

1. The first is practical. Nobody has the time to read
everything, and so a choice must be made.
2. The second is moral. We owe the dead
a fair hearing.
3. The third is that I enjoy it.

What follows from this? Not much, perhaps. But it is enough for me.

**I will not change my mind.**

There is one more thing to say: thank you.
"#,
        "",
    );
}

#[test]
fn lists_of_tasks() {
    check(
        r#"TODO

- call the bank
- fix the bike

DONE

- pay rent

WAITING FOR

- answer from Tom
"#,
        "",
    );
}

#[test]
fn one_line_definitions() {
    check(
        r#"Osmosis - movement of water
Diffusion - movement of particles
Active transport - movement against the gradient

Osmosis: movement of water
Diffusion: movement of particles

**Osmosis** movement of water
**Diffusion** movement of particles
"#,
        "",
    );
}

#[test]
fn a_story_in_german() {
    check(
        r#"Der Zug hielt in einer kleinen Stadt

Niemand stieg aus. Es war früh am Morgen, und der Nebel lag noch über den Feldern, als wollte er nie weichen.

Warum war er gekommen?

Er wusste es selbst nicht. Vielleicht, weil man an einem Ort beginnen muss, an dem man schon einmal aufgehört hat.

Am Bahnhof stand eine Uhr, die nicht ging.
"#,
        "",
    );
}

#[test]
fn rhetorical_questions_below_headings() {
    check(
        r#"# The River

## Morning

The fog lifts slowly. Somebody sings on the other bank.

Who is it?

Nobody answers, and the boats go by.

## Evening

They return:

- three boats
- one singer

And you, reader? Do you hear it?
"#,
        "
atx The River
  atx Morning
  atx Evening
",
    );
}
