//! Files that are moved or deleted by the editor: what becomes of the links to and from them.

use super::relink::Change;
use crate::cancel::{Cancel, Cancellable};
use crate::edit::{Edit, Edits};
use crate::facts::{Link, LinkKind, Target};
use crate::index::FileId;
use crate::resolve::{Broken, Place, Resolution};
use crate::snapshot::Snapshot;
use crate::text::Span;

/// The changes of links that keep their meaning when files or whole folders are moved, given as old and new paths.
///
/// A note is changed where it is, before it moves. A link that nothing could keep stays as it is.
pub fn move_files(snapshot: &Snapshot, paths: &[(String, String)], cancel: &Cancel) -> Cancellable<Edits> {
    let mut change = Change::new(snapshot);
    change.move_paths(paths);
    let (links, helpless) = change.relink(cancel)?;
    let edits = Edits::new(links);
    // One link that is read otherwise than it was written takes only the changes of its own note along.
    let mut kept = Vec::new();
    for (_, edits) in edits.by_file() {
        let of_note = Edits::new(edits.into_iter().cloned().collect());
        if change.holds(&of_note, &Edits::default(), &helpless, cancel)? {
            kept.extend(of_note.iter().cloned());
        }
    }
    Ok(Edits::new(kept))
}

/// The changes that make plain text of the links to files or whole folders that are to be deleted.
///
/// Links in what is deleted itself stay. The user is asked about each, since a link to what is gone may be a reminder.
pub fn unlink_files(snapshot: &Snapshot, paths: &[String], cancel: &Cancel) -> Cancellable<Edits> {
    let index = &snapshot.index;
    let below = |path: &str, folder: &str| {
        path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let is_deleted = |path: &str| paths.iter().any(|gone| below(path, gone));
    let goes = |file: FileId| index.path(file).is_some_and(|path| is_deleted(path.as_str()));
    let mut edits = Vec::new();
    for (note, path, facts) in index.notes() {
        cancel.check()?;
        if is_deleted(path.as_str()) {
            continue;
        }
        let leads_there = |target: &Target, embed: bool| {
            let found = crate::resolve::resolve_target(index, note, target, embed);
            match found {
                Resolution::Found(found) => match found.place {
                    Place::Folder(folder) => !folder.is_empty() && is_deleted(&folder),
                    place => place.file().is_some_and(goes),
                },
                Resolution::Broken(Broken::Heading(file, _) | Broken::Block(file, _)) => goes(file),
                Resolution::Unjudged | Resolution::Broken(_) => false,
            }
        };
        let links = facts.links.iter().filter(|link| leads_there(&link.target, link.kind == LinkKind::Embed));
        let links: Vec<&Link> = links.collect();
        let labels: Vec<Span> = facts
            .labels
            .iter()
            .filter(|label| leads_there(&label.target, false))
            .map(|label| label.span)
            .collect();
        if links.is_empty() && labels.is_empty() {
            continue;
        }
        let text = snapshot.text(note).unwrap_or_default();
        let cuts = links.into_iter().flat_map(|link| unlinked(&text, link));
        let cuts = cuts.chain(labels.into_iter().map(|span| with_line_end(&text, span)));
        let cuts = cuts.filter(|span| !span.is_empty());
        edits.extend(cuts.map(|span| Edit { file: note, span, text: String::new(), confirm: true }));
    }
    Ok(Edits::new(edits))
}

/// What is to be cut out of a link so that its text alone stays.
pub(super) fn unlinked(text: &str, link: &Link) -> Vec<Span> {
    if matches!(text.as_bytes().get(link.span.start as usize), Some(b'[' | b'!')) {
        return vec![
            Span { start: link.span.start, end: link.shown.start },
            Span { start: link.shown.end, end: link.span.end },
        ];
    }
    // The span of an attribute is its value: the tag is around it, and for `<a>` another ends its text.
    let (start, end) = (link.span.start as usize, link.span.end as usize);
    let (Some(before), Some(behind)) = (text.get(..start), text.get(end..)) else { return Vec::new() };
    let (Some(open), Some(close)) = (before.rfind('<'), behind.find('>')) else { return Vec::new() };
    let tag = Span::new(open..end + close + 1);
    if link.kind == LinkKind::Image {
        return vec![tag];
    }
    let rest = text.get(tag.end as usize..).unwrap_or_default();
    let ending = rest.to_ascii_lowercase().find("</a>").map(|at| tag.end as usize + at);
    ending.map(|at| vec![tag, Span::new(at..at + "</a>".len())]).unwrap_or_default()
}

/// A span that stands alone on its line together with the end of that line.
fn with_line_end(text: &str, span: Span) -> Span {
    let rest = text.get(span.end as usize..).unwrap_or_default();
    let length = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(['\n', '\r'])) };
    Span { start: span.start, end: span.end + length as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::case;

    /// The notes that change, as they are afterwards.
    #[track_caller]
    fn check_move(fixture: &str, paths: &[(&str, &str)], expected: &[(&str, &str)]) {
        let case = case(fixture);
        let paths: Vec<_> = paths.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect();
        let edits = move_files(&case.snapshot, &paths, &Cancel::default()).expect("nobody cancels");
        check_texts(&case.snapshot, &edits, expected);
    }

    #[track_caller]
    fn check_texts(snapshot: &Snapshot, edits: &Edits, expected: &[(&str, &str)]) {
        let changed = edits.by_file().into_keys().map(|file| {
            let path = snapshot.index.path(file).expect("put in").to_string();
            (path, edits.applied(file, &snapshot.text(file).expect("put in")))
        });
        let changed: Vec<(String, String)> = changed.collect();
        let changed: Vec<(&str, &str)> =
            changed.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        assert_eq!(changed, expected);
    }

    #[test]
    fn links_to_a_moved_note_follow_in_the_habit_of_their_writer() {
        check_move(
            "
-- a.md
[[b]] [[b#H|x]] [1](b.md) [2](./b.md#h) [3](/b.md) [4](<b.md>) <a href='b.md'>y</a> ![[b]] [5][l] [6](b.md?q#h 't')

[l]: b.md
-- b.md
# H
",
            &[("b.md", "sub dir/c (1).md")],
            &[(
                "a.md",
                "[[c (1)]] [[c (1)#H|x]] [1](sub%20dir/c%20%281%29.md) [2](./sub%20dir/c%20%281%29.md#h) [3](/sub%20dir/c%20%281%29.md) [4](<sub dir/c (1).md>) <a href='sub%20dir/c%20%281%29.md'>y</a> ![[c (1)]] [5][l] [6](sub%20dir/c%20%281%29.md?q#h 't')

[l]: sub%20dir/c%20%281%29.md
",
            )],
        );
    }

    #[test]
    fn links_in_front_matter_follow_too() {
        check_move(
            "\n-- a.md\n---\nup: \"[[b]]\"\nx: [[b]]\n---\n-- b.md\nb\n",
            &[("b.md", "c.md")],
            &[("a.md", "---\nup: \"[[c]]\"\nx: [[b]]\n---\n")],
        );
    }

    #[test]
    fn relative_links_of_a_moved_note_follow_it() {
        check_move(
            "
-- a.md
[b](b.md) [[b]] [s](#h) [own](a.md#h) ![i](img/x.png) [out](../../x) [gone](gone.md) [f](img)

# H
-- b.md
b
-- img/x.png
PNG
",
            &[("a.md", "deep/er/a.md")],
            &[(
                "a.md",
                "[b](../../b.md) [[b]] [s](#h) [own](a.md#h) ![i](../../img/x.png) [out](../../x) [gone](gone.md) [f](../../img)

# H
",
            )],
        );
    }

    #[test]
    fn a_name_that_two_notes_have_then_gets_as_much_of_its_path_as_it_needs() {
        check_move(
            "\n-- x/a.md\n[[one]] [[two]]\n-- p/one.md\n1\n-- q/two.md\n2\n",
            &[("p/one.md", "p/two.md")],
            &[("x/a.md", "[[p/two]] [[q/two]]\n")],
        );
    }

    #[test]
    fn a_folder_moves_with_all_in_it() {
        check_move(
            "
-- a.md
[1](old/b.md) [2](old) [3](old/) ![4](old/in/p.png) [[old/b]] [[b]]
-- old/b.md
[up](../a.md) [beside](in/p.png) [c](c.md)
-- old/c.md
c
-- old/in/p.png
PNG
",
            &[("old", "new/er")],
            &[
                (
                    "a.md",
                    "[1](new/er/b.md) [2](new/er) [3](new/er/) ![4](new/er/in/p.png) [[new/er/b]] [[b]]\n",
                ),
                ("old/b.md", "[up](../../a.md) [beside](in/p.png) [c](c.md)\n"),
            ],
        );
    }

    #[test]
    fn notes_that_change_places_are_told_apart() {
        check_move(
            "\n-- a.md\n[b](b.md) [c](c.md)\n-- b.md\nb\n-- c.md\nc\n",
            &[("b.md", "c.md"), ("c.md", "b.md")],
            &[("a.md", "[b](c.md) [c](b.md)\n")],
        );
    }

    #[test]
    fn links_without_extension_stay_without() {
        check_move(
            "\n-- a.md\n[b](b) [c](sub/c#h)\n-- b.md\nb\n-- sub/c.md\n# H\n",
            &[("b.md", "sub/d.md"), ("sub/c.md", "c.md")],
            &[("a.md", "[b](sub/d) [c](c#h)\n")],
        );
    }

    #[test]
    fn names_that_still_lead_there_stay() {
        check_move(
            "\n-- a.md\n[[Title]] [[other]] [[B]]\n-- b.md\n---\naliases: [other]\n---\n# Title\n",
            &[("b.md", "sub/b.md")],
            &[],
        );
    }

    #[test]
    fn a_name_of_a_file_does_not_become_one_of_a_title() {
        // Some tools would not find the note by it.
        check_move(
            "\n-- a.md\n[[Title]] [[title#H|x]]\n-- title.md\n# Title\n\n## H\n",
            &[("title.md", "other.md")],
            &[("a.md", "[[other]] [[other#H|x]]\n")],
        );
    }

    #[test]
    fn the_id_of_a_note_leads_to_it_under_another_name() {
        check_move(
            "\n-- a.md\n[[202401021230]] [[202401021230 Idea]]\n-- z/202401021230 Idea.md\nx\n",
            &[("z/202401021230 Idea.md", "z/202401021230 Thought.md")],
            &[("a.md", "[[202401021230]] [[202401021230 Thought]]\n")],
        );
    }

    #[test]
    fn dendrons_order_is_kept() {
        check_move(
            "\n-- a.md\n[[shown|some.note]]\n-- some.note.md\nx\n",
            &[("some.note.md", "some.other.md")],
            &[("a.md", "[[shown|some.other]]\n")],
        );
    }

    #[test]
    fn dendrons_order_ends_where_the_shown_text_becomes_a_note() {
        check_move(
            "\n-- a.md\n[[shown|some.note]]\n-- some.note.md\nx\n-- c.md\nc\n",
            &[("c.md", "shown.md")],
            &[("a.md", "[[some.note|some.note]]\n")],
        );
    }

    #[test]
    fn a_readme_stands_for_its_folder() {
        check_move(
            "\n-- a.md\n[x](sub#h) [y](sub)\n-- sub/README.md\n# H\n-- sub/b.md\nb\n",
            &[("sub/README.md", "sub/c.md")],
            &[("a.md", "[x](sub/c.md#h) [y](sub)\n")],
        );
    }

    #[test]
    fn escapes_in_a_destination_are_read_before_it_is_written() {
        check_move(
            "\n-- a.md\n[x](b\\_c.md#h) [y](b%5Fc.md) [z](&#98;_c.md)\n-- b_c.md\n# H\n",
            &[("b_c.md", "d.md")],
            &[("a.md", "[x](d.md#h) [y](d.md) [z](d.md)\n")],
        );
    }

    #[test]
    fn a_name_that_changes_its_case_or_its_accents_is_followed_letter_for_letter() {
        check_move(
            "\n-- a.md\n[x](b.md) [[b]] [y](B.md)\n-- b.md\nb\n",
            &[("b.md", "B.md")],
            &[("a.md", "[x](B.md) [[b]] [y](B.md)\n")],
        );
        check_move(
            "\n-- a.md\n[x](cafe\u{301}.md) [[caf\u{e9}]]\n-- cafe\u{301}.md\nb\n",
            &[("cafe\u{301}.md", "caf\u{e9}.md")],
            &[("a.md", "[x](caf\u{e9}.md) [[caf\u{e9}]]\n")],
        );
    }

    #[test]
    fn a_link_that_nothing_helps_holds_no_other_back() {
        check_move(
            "\n-- a.md\n[x](b.md) [[b]] [y](b.md#h)\n-- b.md\n# H\n",
            &[("b.md", "b[1].md")],
            &[("a.md", "[x](b%5B1%5D.md) [[b]] [y](b%5B1%5D.md#h)\n")],
        );
    }

    #[test]
    fn a_link_to_what_a_note_lacks_follows_the_note() {
        check_move(
            "\n-- a.md\n[x](b.md#gone) [[b#gone|y]] [[b#^gone]] [s](#gone) [[#gone]]\n-- b.md\n# H\n",
            &[("b.md", "d/c.md"), ("a.md", "e/a.md")],
            &[("a.md", "[x](../d/c.md#gone) [[c#gone|y]] [[c#^gone]] [s](#gone) [[#gone]]\n")],
        );
    }

    #[test]
    fn nothing_moves_nothing_changes() {
        check_move("\n-- a.md\n[[b]] [x](c.md)\n-- b.md\nb\n", &[("gone.md", "c.md"), ("nowhere", "x")], &[]);
    }

    #[track_caller]
    fn check_unlink(fixture: &str, gone: &[&str], expected: &[(&str, &str)]) {
        let case = case(fixture);
        let gone: Vec<String> = gone.iter().map(|path| (*path).to_owned()).collect();
        let edits = unlink_files(&case.snapshot, &gone, &Cancel::default()).expect("nobody cancels");
        assert!(edits.iter().all(|edit| edit.confirm));
        check_texts(&case.snapshot, &edits, expected);
    }

    #[test]
    fn links_to_what_is_deleted_become_their_text() {
        check_unlink(
            "
-- a.md
[*one*](b.md#h 't') [0](b.md#gone) [[b]] [[b|two]] ![alt](p.png) [three][l] <a href=\"b.md\">four</a> [[c]]

[l]: b.md

end
-- b.md
# H

[[a]] [[b]]
-- c.md
c
-- p.png
PNG
",
            &["b.md", "p.png"],
            &[("a.md", "*one* 0 b two alt three four [[c]]\n\n\nend\n")],
        );
    }

    #[test]
    fn links_to_a_deleted_folder_and_into_it_become_their_text() {
        check_unlink(
            "\n-- a.md\n[1](old) [2](old/b.md) [3](older/c.md)\n-- old/b.md\n[x](../a.md)\n-- older/c.md\nc\n",
            &["old"],
            &[("a.md", "1 2 [3](older/c.md)\n")],
        );
    }
}
