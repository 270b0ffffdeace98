//! Texts that are no study notes (recipes, minutes, diaries, poems): only their headings are topics.

use super::check;

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
