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
