//! What a rename changes and what it leaves.

use super::*;
use crate::facts::Facts;
use crate::resolve::{Resolution, resolve};
use crate::testing::{Case, case};

/// The changes as `path: old > new`, with a `?` behind those that the user is asked about.
#[track_caller]
fn check(fixture: &str, new_name: &str, expected: &[&str]) {
    let case = case(fixture);
    let edits = renamed(&case, new_name).edits;
    let shown = edits.iter().map(|edit| {
        let text = case.snapshot.text(edit.file).expect("in the fixture");
        let path = case.snapshot.index.path(edit.file).expect("in the fixture");
        let ask = if edit.confirm { "?" } else { "" };
        format!("{}: {} > {}{ask}", path.as_str(), edit.span.of(&text), edit.text)
    });
    let mut shown: Vec<String> = shown.collect();
    shown.sort();
    assert_eq!(shown, expected);
}

#[test]
fn a_term_that_is_written_as_a_link_to_no_note_is_renamed() {
    check(
        "
-- a.md
# Stars

- [[White dwarf]]: the leftover core of a star of low mass
- [[Red giant]]: a star that ran out of hydrogen and swelled up

The mass of a white dw$0arf has a limit.
",
        "degenerate star",
        &["a.md: White dwarf > Degenerate star", "a.md: white dwarf > degenerate star?"],
    );
}

/// After all changes every link means what it meant before.
#[track_caller]
fn check_links(fixture: &str, new_name: &str) {
    let case = case(fixture);
    let edits = renamed(&case, new_name).edits;
    let mut after = case.snapshot.index.clone();
    for (file, path, _) in case.snapshot.index.notes() {
        let text = case.snapshot.text(file).expect("in the fixture");
        after.put_note(path.clone(), Facts::read(&edits.applied(file, &text)).into());
    }
    for (file, path, before) in case.snapshot.index.notes() {
        let new = after.facts(file).expect("put in above");
        assert_eq!(new.links.len(), before.links.len(), "{}", path.as_str());
        for (old, new) in before.links.iter().zip(&*new.links) {
            let place = |index, link| match resolve(index, file, link) {
                Resolution::Found(found) => Some(found.place),
                Resolution::Unjudged | Resolution::Broken(_) => None,
            };
            let meant = place(&case.snapshot.index, old);
            assert!(meant.is_some(), "{:?}", old.target);
            assert_eq!(meant, place(&after, new), "{new_name}: {:?} > {:?}", old.target, new.target);
        }
    }
}

#[track_caller]
fn renamed(case: &Case, new_name: &str) -> Renaming {
    let found = rename(&case.snapshot, case.note, case.offset, new_name, true, &Cancel::default());
    found.expect("nobody cancels").expect("the name is fine")
}

/// The files that change or move, as they are afterwards: the notation of fixtures, without what stays.
#[track_caller]
fn check_files(fixture: &str, new_name: &str, expected: &str) {
    let case = case(fixture);
    let found = renamed(&case, new_name);
    let mut shown = String::new();
    for (file, path) in case.snapshot.index.files() {
        let moved = found.moves.iter().find(|moved| moved.from == *path);
        if moved.is_none() && !found.edits.by_file().contains_key(&file) {
            continue;
        }
        let text = case.snapshot.text(file).expect("in the fixture");
        let to = moved.map(|moved| format!("{path} > {}", moved.to)).unwrap_or_else(|| path.to_string());
        shown.push_str(&format!("-- {to}\n{}", found.edits.applied(file, &text)));
    }
    assert_eq!(shown, expected.trim_start_matches('\n'));
}

/// What is offered: its kind, the text of its range, its name.
#[track_caller]
fn check_target(fixture: &str, expected: Option<(RenameKind, &str, &str)>) {
    let case = case(fixture);
    let text = case.snapshot.text(case.note).expect("in the fixture");
    let found = prepare_rename(&case.snapshot, case.note, case.offset);
    let found = found.as_ref().map(|found| (found.kind, found.span.of(&text), found.placeholder.as_str()));
    assert_eq!(found, expected, "{fixture}");
}

#[track_caller]
fn refusal(text: &str, new_name: &str) -> Option<Refusal> {
    let case = case(text);
    rename(&case.snapshot, case.note, case.offset, new_name, true, &Cancel::default())
        .expect("nobody cancels")
        .err()
}

const WIDGET: &str = "-- b.md\n## What is a widget?\n\nA widget is a thing with a handle.\n";

#[test]
fn titles_change_and_mentions_are_asked_about() {
    check(
        &format!("\n-- a.md\nTwo wid$0gets, Widget, WIDGETS.\n{WIDGET}"),
        "gadget",
        &[
            "a.md: WIDGETS > GADGETS?",
            "a.md: Widget > Gadget?",
            "a.md: widgets > gadgets?",
            "b.md: widget > gadget",
            "b.md: widget > gadget?",
        ],
    );
}

#[test]
fn names_of_definitions_change() {
    check(
        "\n- **wid$0get**: a thing that somebody holds by its handle\n",
        "gadget",
        &["note.md: widget > gadget"],
    );
    check(
        "\nwid$0get\n: A thing that somebody holds by its handle.\n",
        "gadget",
        &["note.md: widget > gadget"],
    );
}

#[test]
fn another_name_of_the_term_stays() {
    check(
        "\n-- a.md\nA CD$0N, a content delivery network.\n-- b.md\n## What is a content delivery network (CDN)?\n\nA content delivery network is a group of servers near you.\n",
        "edge cache",
        &["a.md: CDN > edge cache?", "b.md: CDN > edge cache"],
    );
}

#[test]
fn what_is_no_mention_stays() {
    check(
        &format!(
            "\n-- a.md\nA wid$0get. #widget [x](widget.md) `a` $widget$ <b title=\"widget\">\n\n```\nwidget\n```\n\n[widget]\n\n[widget]: b.md\n{WIDGET}-- widget.md\nx\n"
        ),
        "gadget",
        &["a.md: widget > gadget?", "b.md: widget > gadget", "b.md: widget > gadget?"],
    );
}

#[test]
fn another_sense_stays() {
    check(
        "
-- tls/a.md
Ask the C$0A.

## What is a certificate authority (CA)?

A certificate authority (CA) is a company that signs keys.
-- cap/b.md
Give a CA.

## What is a consistent answer (CA)?

A consistent answer (CA) is a reply that all nodes would give.
",
        "signer",
        &["tls/a.md: CA > signer", "tls/a.md: CA > signer?", "tls/a.md: CA > signer?"],
    );
}

#[test]
fn links_to_a_heading_follow_it() {
    check(
        &format!(
            "\n-- a.md\nA wid$0get: [x](b.md#what-is-a-widget), [[b#What is a widget?|this]].\n\n[y][l]\n\n[l]: <b.md#what-is-a-widget>\n{WIDGET}"
        ),
        "small gadget",
        &[
            "a.md: What is a widget? > What is a small gadget?",
            "a.md: what-is-a-widget > what-is-a-small-gadget",
            "a.md: what-is-a-widget > what-is-a-small-gadget",
            "a.md: widget > small gadget?",
            "b.md: widget > small gadget",
            "b.md: widget > small gadget?",
        ],
    );
}

#[test]
fn every_link_means_afterwards_what_it_meant() {
    for new_name in ["gadget", "b", "größe & C++", "two (2) *words*"] {
        check_links(
            "
-- a.md
The wid$0get: [a](b.md#widget) [b](b.md#widget-1) [c](b.md#Widget) [d][l] <a href=\"b.md#widget\">e</a>
[[b#Widget]] [[b#Widget#Use of a widget|f]] [[Widgets]] [[Widgets#Widget]] ![[b#Widget]] [g](b.md#other) [[b]]

[l]: b.md#use-of-a-widget 'title'
-- b.md
# Widgets

[h](#widget) [[#Widget]]

## Widget

A widget is a thing with a handle.

### Use of a widget

Text.

## Widget

Text.

## Other

Text.
",
            new_name,
        );
    }
}

#[test]
fn the_target_is_the_name_and_its_spelling() {
    let case = case(&format!("\n-- a.md\né Two WID$0GETS.\n{WIDGET}"));
    let found = prepare_rename(&case.snapshot, case.note, case.offset);
    let expected = RenameTarget {
        kind: RenameKind::Term,
        span: Span { start: 7, end: 14 },
        placeholder: "widget".to_owned(),
    };
    assert_eq!(found, Some(expected));
}

#[test]
fn where_nothing_has_a_name_nothing_is_offered() {
    for text in [
        "Noth$0ing known.",
        "`x` $0",
        "```\nwid$0get\n```",
        "[x](https://wid$0get.org)",
        "[[gone#pa$0rt]]",
        "[^no$0ne]",
        "[x][no$0ne]",
        "{{x}} [x]({{wid$0get}})",
    ] {
        let fixture = format!("\n-- a.md\n{text}\n{WIDGET}-- sub/c.md\nx\n");
        let case = case(&fixture);
        assert_eq!(prepare_rename(&case.snapshot, case.note, case.offset), None, "{text}");
        assert_eq!(refusal(&fixture, "gadget"), Some(Refusal::Nothing), "{text}");
    }
}

#[test]
fn names_that_cannot_be_written_are_refused() {
    let fixture = format!("\n-- a.md\nA wid$0get.\n{WIDGET}");
    for (name, expected) in [
        ("", Refusal::Empty(RenameKind::Term)),
        (" \t", Refusal::Empty(RenameKind::Term)),
        ("a\nb", Refusal::LineBreak(RenameKind::Term)),
        ("a\r", Refusal::LineBreak(RenameKind::Term)),
        ("a[b", Refusal::Character(RenameKind::Term, '[')),
        ("b]", Refusal::Character(RenameKind::Term, ']')),
        ("a|b", Refusal::Character(RenameKind::Term, '|')),
        ("C#", Refusal::Character(RenameKind::Term, '#')),
    ] {
        assert_eq!(refusal(&fixture, name), Some(expected), "{name:?}");
    }
}

#[test]
fn a_name_that_makes_two_headings_one_for_a_link_is_refused() {
    let notes = "-- b.md\n## Gadget\n\nText.\n\n## Widget\n\nA widget is a thing with a handle.\n";
    let by_wiki = format!("\n-- a.md\nA wid$0get [[b#Widget]].\n{notes}");
    assert_eq!(refusal(&by_wiki, "gadget"), Some(Refusal::LosesLink));
    check_links(&format!("\n-- a.md\nA wid$0get [x](b.md#widget) [[b#Gadget]].\n{notes}"), "gadget");
}

#[test]
fn a_name_that_makes_a_heading_another_kind_of_line_is_refused() {
    let fixture = "\n# A\n\nWid$0get\n------\n\nA widget is a thing with a handle.\n";
    assert_eq!(refusal(fixture, "- x"), Some(Refusal::BreaksTitle));
}

const FILES: &str = "-- b.md\n# Cells\n\n## Walls\n\ntext ^one\n\n<a id=\"spot\"></a> [^n] [l] [x][l]\n\n[^n]: Note.\n\n[l]: c.png\n-- c.png\nPNG\n";

#[test]
fn what_is_under_the_cursor_says_what_is_renamed() {
    use RenameKind::{Anchor, Block, File, Footnote, Heading, Label, Tag, Title};
    for (text, expected) in [
        ("[[b$0]]", (File, "b", "b")),
        ("[[b|sho$0wn]]", (File, "[[b|shown]]", "b")),
        ("[[$0b#Walls]]", (File, "b", "b")),
        ("[[b#Wal$0ls]]", (Heading, "Walls", "Walls")),
        ("[[b#^on$0e]]", (Block, "^one", "one")),
        ("![[c.p$0ng]]", (File, "c.png", "c.png")),
        ("[x](b.$0md)", (File, "b.md", "b")),
        ("[x](b.md#wa$0lls)", (Heading, "walls", "Walls")),
        ("[x](b.md#spo$0t)", (Anchor, "spot", "spot")),
        ("[x](b$0.md#gone)", (File, "b.md", "b")),
        ("![alt](c$0.png)", (File, "c.png", "c.png")),
        ("<a href=\"b$0.md\">x</a>", (File, "b.md", "b")),
        ("[x][l]\n\n[l$0]: b.md", (Label, "l", "l")),
        ("[x][l$0]\n\n[l]: b.md", (Label, "l", "l")),
        ("[$0x][l]\n\n[l]: b.md", (File, "[x][l]", "b")),
        ("[x][l]\n\n[l]: b.$0md", (File, "b.md", "b")),
        ("A[^n$0].\n\n[^n]: x", (Footnote, "n", "n")),
        ("A[^n].\n\n[^$0n]: x", (Footnote, "n", "n")),
        ("#a/b$0/c", (Tag, "a/b", "a/b")),
        ("text ^i$0d", (Block, "id", "id")),
        ("# Tit$0le", (Title, "Title", "Title")),
        ("# T\n\n#$0# A *b* {#c}", (Heading, "A *b*", "A *b*")),
        ("# T\n\n## A {#c$0}", (Anchor, "c", "c")),
        ("---\ntitle: The one$0\n---\nx", (Title, "The one", "The one")),
    ] {
        check_target(&format!("\n-- a.md\n{text}\n{FILES}"), Some(expected));
    }
}

#[test]
fn a_file_is_renamed_from_a_link_to_it() {
    check_files(
        "\n-- a.md\n[[b$0]] [x](b.md#walls)\n-- b.md\n# B title\n\n## Walls\n\n[s](b.md)\n",
        "c d",
        "\n-- a.md\n[[c d]] [x](c%20d.md#walls)\n-- b.md > c d.md\n# B title\n\n## Walls\n\n[s](c%20d.md)\n",
    );
    check_files(
        "\n-- a.md\n![x](im$0g/p.png)\n-- img/p.png\nPNG\n",
        "../q",
        "\n-- a.md\n![x](q.png)\n-- img/p.png > q.png\nPNG\n",
    );
}

#[test]
fn a_note_called_after_its_title_follows_it() {
    check_files(
        "\n-- a.md\n[[cell-walls]] [x](cell-walls.md#cell-walls)\n-- cell-walls.md\n#$0 Cell walls\n",
        "Plant cells",
        "\n-- a.md\n[[plant-cells]] [x](plant-cells.md#plant-cells)\n-- cell-walls.md > plant-cells.md\n# Plant cells\n",
    );
    check_files(
        "\n-- a.md\n[[Cells]]\n-- notes.md\n---\ntitle: Ce$0lls\n---\n",
        "A: b",
        "\n-- a.md\n[[A: b]]\n-- notes.md\n---\ntitle: \"A: b\"\n---\n",
    );
}

#[test]
fn a_title_that_is_given_the_name_of_a_file_renames_the_file() {
    check_files(
        "\n-- a.md\n[x](b.md)\n-- b.md\n#$0 Something else\n",
        "c.md",
        "\n-- a.md\n[x](c.md)\n-- b.md > c.md\n# Something else\n",
    );
}

#[test]
fn headings_ids_and_labels_take_their_links_along() {
    check_files(
        "\n-- a.md\n[[b#Walls]] [x](b.md#walls) [y](b.md#walls-1)\n-- b.md\n# B\n\n#$0# Walls\n\n## Walls\n",
        "The wall!",
        "\n-- a.md\n[[b#The wall!]] [x](b.md#the-wall) [y](b.md#walls)\n-- b.md\n# B\n\n## The wall!\n\n## Walls\n",
    );
    check_files(
        "\n-- a.md\n[[b#^o$0ne|x]] ![[b#^one]] [x](b.md#^one)\n-- b.md\ntext ^one\n\ntwo ^two\n",
        "^the-1",
        "\n-- a.md\n[[b#^the-1|x]] ![[b#^the-1]] [x](b.md#^the-1)\n-- b.md\ntext ^the-1\n\ntwo ^two\n",
    );
    check_files(
        "\n-- a.md\n[x](b.md#sp$0ot)\n-- b.md\n<a id=\"spot\"></a> [y](#spot)\n",
        "place",
        "\n-- a.md\n[x](b.md#place)\n-- b.md\n<a id=\"place\"></a> [y](#place)\n",
    );
    check_files(
        "\n[x][l$0] [L] ![y][l] [l][] [m]\n\n[l]: a.png 'l'\n[m]: b.png\n",
        "new one",
        "\n-- note.md\n[x][new one] [new one] ![y][new one] [new one][] [m]\n\n[new one]: a.png 'l'\n[m]: b.png\n",
    );
    check_files(
        "\n[x][straße$0] [STRASSE] y[^ς] z[^Σ]\n\n[Straße]: a.png\n\n[^σ]: s\n",
        "weg",
        "\n-- note.md\n[x][weg] [weg] y[^ς] z[^Σ]\n\n[weg]: a.png\n\n[^σ]: s\n",
    );
    check_files(
        "\nA[^n$0] b[^N] c[^m].\n\n[^n]: x [^m]\n\n[^m]: y\n",
        "long-one",
        "\n-- note.md\nA[^long-one] b[^long-one] c[^m].\n\n[^long-one]: x [^m]\n\n[^m]: y\n",
    );
}

#[test]
fn a_tag_takes_those_below_it_along() {
    check_files(
        "\n-- a.md\n#pla$0nts/cells #plants\n-- b.md\n---\ntags: [Plants, x]\n---\n#plantsman #x/plants\n",
        "#life/green",
        "\n-- a.md\n#life/green/cells #life/green\n-- b.md\n---\ntags: [life/green, x]\n---\n#plantsman #x/plants\n",
    );
    check_files("\n#plants/ce$0lls/wall #plants\n", "life", "\n-- note.md\n#life/wall #plants\n");
}

#[test]
fn names_that_do_not_fit_are_refused_with_a_sentence() {
    for (text, name, words) in [
        ("# T\n\n#$0# Walls", " ", "a heading cannot be empty"),
        ("# T\n\n#$0# Walls", "a\nb", "line break"),
        ("[[b$0]]", "con", "called \"con.md\""),
        ("[[b$0]]", "a:b", "the name of a file cannot have \":\""),
        ("[[b$0]]", "taken", "already a file \"taken.md\""),
        ("[[b$0]]", "../x", "out of the vault"),
        ("text ^i$0d", "a b", "a block id cannot have \" \""),
        ("text ^i$0d\n\nmore ^od", "OD", "has \"OD\" already"),
        ("#ta$0g", "a b", "a tag cannot have \" \""),
        ("#ta$0g", "a//b", "between its slashes"),
        ("#ta$0g", "12", "a tag needs a letter"),
        ("[x][l$0]\n\n[l]: b.md\n[m]: c.png", "M", "has \"M\" already"),
        ("[x][l$0]\n\n[l]: b.md", "a]b", "a link label cannot have \"]\""),
        ("A[^n$0].\n\n[^n]: x", "a b", "a footnote label cannot have \" \""),
        ("A[^n$0] [^m].\n\n[^n]: x\n\n[^m]: y", "m", "has \"m\" already"),
    ] {
        let fixture = format!("\n-- a.md\n{text}\n-- taken.md\nx\n{FILES}");
        let found = refusal(&fixture, name).map(|refusal| refusal.to_string());
        assert!(found.as_ref().is_some_and(|found| found.contains(words)), "{text} {name:?}: {found:?}");
    }
}

#[test]
fn a_name_that_would_tear_front_matter_is_refused() {
    let fixture = "\n-- a.md\n---\nup: '[[b]]'\n---\n[[b$0]]\n-- b.md\nx\n";
    assert_eq!(refusal(fixture, "it's"), Some(Refusal::LosesLink));
    assert_eq!(refusal(fixture, "its"), None);
}

#[test]
fn a_client_that_cannot_move_files_is_told_so_and_its_titles_change_alone() {
    let without_moves = |fixture: &str| {
        let case = case(fixture);
        rename(&case.snapshot, case.note, case.offset, "c", false, &Cancel::default())
            .expect("nobody cancels")
    };
    assert_eq!(without_moves("\n-- a.md\n[[b$0]]\n-- b.md\nx\n"), Err(Refusal::CannotMove));
    let title = without_moves("\n-- b.md\n#$0 B\n").expect("the title changes");
    assert_eq!((title.edits.iter().count(), title.moves.len()), (1, 0));
}

#[test]
fn a_folder_is_renamed_from_a_link_to_it() {
    let fixture = "
-- a.md
[1](sub/b.md) [2](su$0b) [3](sub/) [[b]] [[sub/b]]
-- sub/b.md
[up](../a.md) [c](deep/c.md)
-- sub/deep/c.md
c
";
    check_target(fixture, Some((RenameKind::Folder, "sub", "sub")));
    check(
        fixture,
        "new one",
        &[
            "a.md: sub > new%20one",
            "a.md: sub/ > new%20one/",
            "a.md: sub/b > new one/b",
            "a.md: sub/b.md > new%20one/b.md",
        ],
    );
    check(
        fixture,
        "x/y",
        &[
            "a.md: sub > x/y",
            "a.md: sub/ > x/y/",
            "a.md: sub/b > x/y/b",
            "a.md: sub/b.md > x/y/b.md",
            "sub/b.md: ../a.md > ../../a.md",
        ],
    );
}

#[test]
fn a_folder_goes_where_none_is() {
    for (name, words) in
        [("other", "already a file"), ("sub/x", "already a file"), ("..", "out of the vault"), ("", "empty")]
    {
        let case = case("\n-- a.md\n[2](su$0b)\n-- sub/b.md\nb\n-- other/c.md\nc\n");
        let found = rename(&case.snapshot, case.note, case.offset, name, true, &Cancel::default());
        let found = found.expect("nobody cancels").map_err(|refusal| refusal.to_string());
        assert!(found.as_ref().is_err_and(|found| found.contains(words)), "{name}: {found:?}");
    }
}

#[test]
fn all_links_to_what_is_missing_are_renamed_together() {
    let fixture = "
-- a.md
[[Not y$0et#H|x]] [[not yet]] [[other]] [1](not%20yet.md#h) [2](d/Not%20yet.md)
-- d/b.md
[3](<Not yet.md>) [4](/d/Not%20yet.md) <a href='Not%20yet'>5</a>
";
    check_target(fixture, Some((RenameKind::Missing, "Not yet", "Not yet")));
    check(
        fixture,
        "Soon (2)",
        &[
            "a.md: Not yet > Soon (2)",
            "a.md: d/Not%20yet.md > d/Soon%20%282%29.md",
            "a.md: not yet > Soon (2)",
            "a.md: not%20yet.md > Soon%20%282%29.md",
            "d/b.md: /d/Not%20yet.md > /d/Soon%20%282%29.md",
            "d/b.md: Not yet.md > Soon (2).md",
            "d/b.md: Not%20yet > Soon%20%282%29",
        ],
    );
}

#[test]
fn a_term_that_only_the_name_of_a_file_names_takes_the_file_along() {
    check_files(
        "
-- notes/spacing-effect.md
Better learning when study is spread over several days.
-- a.md
The spacing eff$0ect helps, says [[spacing-effect]].
",
        "spread effect",
        "-- a.md
The spread effect helps, says [[spread-effect]].
-- notes/spacing-effect.md > notes/spread-effect.md
Better learning when study is spread over several days.
",
    );
}
