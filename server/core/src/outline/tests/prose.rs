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
