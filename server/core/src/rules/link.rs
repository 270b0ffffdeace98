//! Links that lead nowhere, or perhaps elsewhere, and the labels they use.

mod labels;

use std::cell::OnceCell;

use foldhash::HashSet;

use super::report::Report;
use super::{Related, Rule, toc};
use crate::cancel::{Cancel, Cancellable};
use crate::facts::{Link, LinkKind, Target};
use crate::index::FileId;
use crate::path::Joined;
use crate::resolve::{Broken, Found, Place, Resolution};
use crate::text::Span;

/// The problems of a note's links and labels.
pub(super) fn check(report: &mut Report<'_>, cancel: &Cancel) -> Cancellable<()> {
    let facts = report.facts;
    let told = Told::new();
    for link in &facts.links {
        // A reference whose label is defined is as good as its definition, which is checked once, below.
        if link.label.is_none() {
            cancel.check()?;
            check_link(report, link, &told);
        }
    }
    for label in &facts.labels {
        let definition = Link {
            kind: LinkKind::Reference,
            span: label.span,
            target_span: label.target_span,
            fragment_span: fragment_span(label.target_span, &label.target),
            shown: label.target_span,
            label: None,
            target: label.target.clone(),
        };
        check_link(report, &definition, &told);
    }
    labels::check(report);
    Ok(())
}

fn fragment_span(target_span: Span, target: &Target) -> Option<Span> {
    match target {
        Target::Path { path, fragment: Some(_) } => {
            let start = (target_span.start + path.len() as u32 + 1).min(target_span.end);
            Some(Span { start, end: target_span.end })
        }
        _ => None,
    }
}

/// The links that are told of with their contents list; looked for once, where a link leads to no heading.
type Told = OnceCell<HashSet<Span>>;

fn check_link(report: &mut Report<'_>, link: &Link, told: &Told) {
    match report.snapshot.resolve(report.note, link) {
        Resolution::Unjudged => outside(report, link),
        Resolution::Found(found) => {
            if found.place == Place::File(report.note) {
                leads_to_itself(report, link);
            }
            doubtful(report, link, found);
        }
        Resolution::Broken(Broken::Nothing) => {
            let span = if link.target_span.is_empty() { link.span } else { link.target_span };
            report.add(Rule::EmptyTarget, span, "this link leads nowhere yet".to_owned());
        }
        Resolution::Broken(broken) => {
            let Some((rule, span, message, target, related)) = describe(report, link, broken) else { return };
            // A contents list is told of as a whole.
            if rule == Rule::MissingHeading
                && !report.facts.contents.is_empty()
                && told.get_or_init(|| toc::told_links(report)).contains(&link.span)
            {
                return;
            }
            report.add(rule, span, message).map(|found| found.target(target).related(related));
        }
    }
}

/// A link to something above the vault, which is never read.
fn outside(report: &mut Report<'_>, link: &Link) {
    let Target::Path { path, .. } = &link.target else { return };
    let source = report.snapshot.index.path(report.note);
    if source.is_some_and(|source| matches!(source.join(path), Joined::Outside)) {
        let message = format!("`{path}` is outside the vault");
        report.add(Rule::OutsideVault, link.target_span, message).map(|found| found.target(path.as_ref()));
    }
}

/// A link that names the note it stands in. One without a path, such as `[top](#)`, leads inside the note on purpose.
fn leads_to_itself(report: &mut Report<'_>, link: &Link) {
    let named = match &link.target {
        Target::Path { path, fragment } => !path.is_empty() && fragment.is_none(),
        Target::Name { path, fragment, .. } => !path.is_empty() && fragment.is_none(),
        _ => false,
    };
    if named {
        report.add(Rule::SelfLink, link.target_span, "this link leads to the note it stands in".to_owned());
    }
}

type Description = (Rule, Span, String, String, Vec<Related>);

fn describe(report: &Report<'_>, link: &Link, broken: Broken) -> Option<Description> {
    let note = report.note;
    let whole = link.target_span;
    let part = link.fragment_span.unwrap_or(link.target_span);
    let name = |file: FileId| report.path(file);
    let none = Vec::new();
    let description = match broken {
        Broken::File(path) if link.kind == LinkKind::Image => {
            (Rule::MissingImage, whole, format!("there is no image `{path}`"), path.into(), none)
        }
        Broken::File(path) => {
            let mut message = format!("there is no file `{path}`");
            if let Some(from_root) = from_root(report, link) {
                message.push_str(&format!("; from the root of the vault it is `{from_root}`"));
            }
            (Rule::MissingFile, whole, message, path.into(), none)
        }
        Broken::Note { name: wanted, .. } if is_asset(&wanted) => {
            let rule = if link.kind == LinkKind::Embed { Rule::MissingImage } else { Rule::MissingFile };
            (rule, whole, format!("there is no file `{wanted}`"), wanted.into(), none)
        }
        Broken::Note { name: wanted, near } => {
            let related = near.iter().map(|&file| Related {
                file,
                span: Span::default(),
                message: format!("`{}` has the same name", name(file)),
            });
            (
                Rule::MissingNote,
                whole,
                format!("there is no note `{wanted}`"),
                wanted.into(),
                related.collect(),
            )
        }
        Broken::Heading(file, heading) => {
            let place = if file == note { "this note".to_owned() } else { format!("`{}`", name(file)) };
            (Rule::MissingHeading, part, format!("{place} has no heading `{heading}`"), heading.into(), none)
        }
        Broken::Block(file, id) => {
            let place = if file == note { "this note".to_owned() } else { format!("`{}`", name(file)) };
            (Rule::MissingBlock, part, format!("{place} has no block `^{id}`"), id.into(), none)
        }
        Broken::Label(label) if labels::is_no_label(report, link, &label) => return None,
        Broken::Label(label) => {
            (Rule::MissingLabel, whole, format!("the label `[{label}]` is not defined"), label.into(), none)
        }
        Broken::Footnote(label) => (
            Rule::MissingFootnote,
            link.span,
            format!("the footnote `[^{label}]` has no text"),
            label.into(),
            none,
        ),
        // Somebody is about to write it.
        Broken::Nothing => return None,
    };
    Some(description)
}

/// The destination of a link that is right from the root of the vault, as some programs write it, with the `/` that says
/// so.
fn from_root(report: &Report<'_>, link: &Link) -> Option<String> {
    let Target::Path { path, .. } = &link.target else { return None };
    let is_there = !path.starts_with(['/', '.']) && report.snapshot.index.file(path).is_some();
    is_there.then(|| format!("/{path}"))
}

/// Whether a wiki link's name is that of a file which is no note: `picture.png`, `paper.pdf`.
fn is_asset(name: &str) -> bool {
    let Some((stem, extension)) = name.rsplit_once('.') else { return false };
    let known = [
        "png",
        "jpg",
        "jpeg",
        "gif",
        "svg",
        "webp",
        "avif",
        "bmp",
        "tif",
        "tiff",
        "ico",
        "pdf",
        "mp3",
        "wav",
        "ogg",
        "flac",
        "m4a",
        "mp4",
        "webm",
        "mov",
        "mkv",
        "ogv",
        "canvas",
        "base",
        "csv",
        "excalidraw",
        "zip",
    ];
    !stem.is_empty() && known.contains(&extension.to_ascii_lowercase().as_str())
}

/// A link that leads somewhere, but not on every system or not surely to what was meant.
fn doubtful(report: &mut Report<'_>, link: &Link, found: Found) {
    if let Some(actual) = found.other_case {
        let message = format!("the file is `{actual}`: this link fails where letter case matters");
        let written = link.target_span.of(report.text()).to_owned();
        let fixed = in_case_of(&written, &actual);
        let Some(described) = report.add(Rule::CaseMismatch, link.target_span, message) else { return };
        let described = described.target(actual.as_ref());
        if let Some(fixed) = fixed {
            described.safe_fix(format!("Write `{fixed}`"), vec![(link.target_span, fixed)]);
        }
        return;
    }
    if found.rivals.is_empty() {
        return;
    }
    let Some(chosen) = found.place.file() else { return };
    let path = |file: FileId| report.path(file);
    let others = found.rivals.iter().map(|&file| format!("`{}`", path(file))).collect::<Vec<_>>().join(", ");
    let related: Vec<Related> = std::iter::once(&chosen)
        .chain(&found.rivals)
        .map(|&file| Related { file, span: Span::default(), message: format!("may mean `{}`", path(file)) })
        .collect();
    let target = path(chosen).to_owned();
    let message = format!("this link means `{target}` and could as well mean {others}");
    report.add(Rule::Ambiguous, link.target_span, message).map(|found| found.target(target).related(related));
}

/// A written target with the letters of the path it means; `None` where it is written in another way altogether.
fn in_case_of(written: &str, actual: &str) -> Option<String> {
    let (path, rest) = written.split_at(written.find(['#', '?']).unwrap_or(written.len()));
    let lead = path.len() - path.trim_start_matches(['.', '/']).len();
    let name = &path[lead..];
    let tail = actual.get(actual.len().checked_sub(name.len())?..)?;
    let same = tail.to_lowercase() == name.to_lowercase() && tail != name;
    same.then(|| format!("{}{tail}{rest}", &path[..lead]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::check;
    use crate::rules::testing::{check_codes, check_codes_with, check_fixed};
    use crate::testing::case;

    #[test]
    fn links_that_say_nothing_are_told_mildly() {
        check_codes(
            "\n-- a.md\n[a](a.md) [[a]] [top](#) [own](a.md#a)\n\n# A\n\nText.\n",
            &["1 link/self", "1 link/self"],
        );
        check_codes("\n-- a.md\n[later]()\n", &["1 link/empty-target"]);
        check_codes("\n-- a.md\n[up](../x.md)\n", &[]);
        check_codes_with("\n-- a.md\n[up](../x.md)\n", &["link/outside-vault"], &["1 link/outside-vault"]);
    }

    #[test]
    fn what_is_right_from_the_root_of_the_vault_is_told_of() {
        let case = case("\n-- sub/a.md\n[x](sub/b.md) [y](c.md)\n-- sub/b.md\nText.\n");
        let problems = check(&case.snapshot, case.note, &Cancel::default()).expect("nobody cancels");
        let messages: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "there is no file `sub/sub/b.md`; from the root of the vault it is `/sub/b.md`",
                "there is no file `sub/c.md`"
            ]
        );
    }

    #[test]
    fn another_letter_case_is_mended() {
        check_fixed("\n-- a.md\n[x](./B.md#c)\n-- b.md\n# C\n", "link/case-mismatch", "[x](./b.md#c)\n");
    }

    /// The marks of the first note are its problems, each labelled by nothing; `codes` are their rules in order.
    #[track_caller]
    fn check_problems(fixture: &str, codes: &[&str]) {
        let case = case(fixture);
        let problems = check(&case.snapshot, case.note, &Cancel::default()).expect("nobody cancels");
        let found: Vec<(&str, Span)> =
            problems.iter().map(|problem| (problem.rule.code(), problem.span)).collect();
        let marks = case.marks.iter().map(|(_, span)| *span);
        let expected: Vec<(&str, Span)> = codes.iter().copied().zip(marks).collect();
        assert_eq!(found, expected, "{problems:#?}");
    }

    #[test]
    fn links_to_what_is_there_are_no_problem() {
        check_problems(
            "
-- a.md
# A & b
[b](b.md) [c](./sub/c.md#part-1) [top](#top) [own](#a--b) [img](p%20q.png) ![i](<p q.png>)
[[b]] [[sub/c#Part]] [[c#part#deeper]] [[C]] [[Bee]] [[the bee]] ![[p q.png]] [[#A b]] [[c#^x1]]
[dir](sub) [dir](sub/) [readme](sub#read-me) [root](/sub/c.md) [query](b.md?raw=1#bee) [q](?q) [h](#)
[[{{date}}]] [[<% x %>#y]] [mail](mailto:a@b.c) [web](https://x.y) [host](//x.y) [out](../issues) [[../out/plan]] [hole]({{x}}) [other](${y})
[^1] [label][b] [B][] [shortcut] [x] <a href=\"b.md\">b</a> [line](main.rs#L10-L20) [id](sub/c.md#anchor)
[self](a.md#a--b) [case](b.md#BEE) [up](sub/../b.md)

[^1]: Text.

[b]: b.md
-- b.md
---
aliases: [the bee]
---
# Bee
-- sub/c.md
# Part
## Part
### Deeper ^x1
<span id='anchor'></span>
-- sub/README.md
# Read me
-- p q.png
-- main.rs
",
            &[],
        );
    }

    #[test]
    fn files_that_are_not_there() {
        check_problems(
            "
-- a.md
[x](gone.md) [y](sub/b.md) ![z](no.png) <a href='no.html'>n</a>
    ^^^^^^^                     ^^^^^^           ^^^^^^^
-- sub/b.md
b
",
            &["link/missing-file", "link/missing-image", "link/missing-file"],
        );
    }

    #[test]
    fn ignored_files_are_there() {
        check_problems("\n-- a.md\n[x](built/out.pdf)\n-- built/out.pdf\nignored\n", &[]);
    }

    #[test]
    fn before_all_notes_are_known_only_what_lies_on_disk_is_missed() {
        let fixture = "
-- a.md
[[b]] [[gone]] ![[gone.png]] [x](b.md#part) [y](b) [z](gone.md) n[^no]
-- b.md
ignored
";
        let mut case = case(fixture);
        case.snapshot.complete = false;
        let problems = check(&case.snapshot, case.note, &Cancel::default()).expect("nobody cancels");
        let codes: Vec<&str> = problems.iter().map(|problem| problem.rule.code()).collect();
        assert_eq!(codes, ["link/missing-file", "link/missing-footnote"]);
    }

    #[test]
    fn only_the_fragment_is_marked_where_the_note_is_there() {
        check_problems(
            "
-- a.md
[x](b.md#gone) [[b#gone]] [[b#^gone]] [y](#gone)
         ^^^^      ^^^^       ^^^^^        ^^^^
-- b.md
# B
",
            &["link/missing-heading", "link/missing-heading", "link/missing-block", "link/missing-heading"],
        );
    }

    #[test]
    fn a_wiki_link_to_no_note_is_information() {
        let case = case("\n-- a.md\n[[plan]] [[old/b]]\n-- new/b.md\nb\n");
        let problems = check(&case.snapshot, case.note, &Cancel::default()).expect("nobody cancels");
        assert_eq!(problems.len(), 2);
        assert!(
            problems
                .iter()
                .all(|p| p.rule == Rule::MissingNote && p.severity == crate::rules::Severity::Information)
        );
        assert_eq!(problems[1].related.len(), 1, "the note of the same name is named");
    }

    #[test]
    fn labels_and_footnotes() {
        check_problems(
            "
-- a.md
[x][gone] [y][] n[^no] m[i][j] [z]
    ^^^^   ^     ^^^^^
",
            &["link/missing-label", "link/missing-label", "link/missing-footnote"],
        );
    }

    #[test]
    fn a_label_is_checked_once_where_it_is_defined() {
        check_problems(
            "
-- a.md
[x][l] [y][l]

[l]: gone.md#part
     ^^^^^^^^^^^^
",
            &["link/missing-file"],
        );
    }

    #[test]
    fn another_letter_case_fails_on_some_systems() {
        check_problems("\n-- a.md\n[x](B.md)\n    ^^^^\n-- b.md\nb\n", &["link/case-mismatch"]);
    }

    #[test]
    fn two_notes_of_equal_rank_are_ambiguous() {
        check_problems("\n-- a.md\n[[n]]\n  ^\n-- x/n.md\nn\n-- y/n.md\nn\n", &["link/ambiguous"]);
        check_problems("\n-- a.md\n[[n]]\n-- n.md\nn\n-- y/n.md\nn\n", &[]);
        check_problems("\n-- x/a.md\n[[n]]\n-- x/n.md\nn\n-- y/n.md\nn\n", &[]);
        check_problems("\n-- a.md\n[[x/n]]\n-- x/n.md\nn\n-- y/n.md\nn\n", &[]);
    }

    #[test]
    fn the_vault_s_habit_decides_on_missing_extensions() {
        check_problems("\n-- a.md\n[x](b) [y](c)\n-- b.md\nb\n-- c.md\nc\n", &[]);
        check_problems(
            "\n-- a.md\n[x](b) [y](c.md) [z](b.md)\n    ^\n-- b.md\nb\n-- c.md\nc\n",
            &["link/missing-file"],
        );
    }

    #[test]
    fn dendron_writes_the_name_behind_the_pipe() {
        check_problems("\n-- a.md\n[[The plan|proj.plan]]\n-- proj.plan.md\nx\n", &[]);
    }
}
