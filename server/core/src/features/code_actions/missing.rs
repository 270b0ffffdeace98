//! Making what a broken link names: the note, or the heading in it.

use std::sync::Arc;

use super::near::{BrokenTarget, broken_targets, told_as};
use super::{ActionKind, Asked, Changes, NewNote, Offers};
use crate::edit::{Edit, Edits};
use crate::facts::{Facts, Fragment, Target};
use crate::index::{FileId, Index};
use crate::path::{Joined, NotePath, is_note};
use crate::resolve::{Broken, Resolution, resolve_target};
use crate::rules::Problem;
use crate::text::Span;

pub(super) fn offer(offers: &mut Offers<'_, '_>, problems: &[Problem]) {
    if !offers.wants(ActionKind::QuickFix) || !offers.asked.snapshot.complete {
        return;
    }
    let asked = std::rc::Rc::clone(&offers.asked);
    for found in broken_targets(&asked) {
        if let Broken::Heading(file, name) = &found.broken
            && let Some(edit) = new_heading(&asked, &found, *file, name)
        {
            let title = format!(
                "Create heading {}",
                crate::rules::quoted(edit.text.trim().trim_start_matches(['#', ' ']))
            );
            let action = offers.add(ActionKind::QuickFix, title, move |_| Some(Changes::from(vec![edit])));
            action.into_iter().for_each(|action| action.problem = told_as(problems, &found));
        }
        let note = new_note(&asked, &found).filter(|_| asked.creates);
        if let Some(note) = note {
            let title = format!("Create note {}", crate::rules::quoted(note.path.as_str()));
            let action = offers.add(ActionKind::QuickFix, title, move |_| {
                Some(Changes { edits: Edits::default(), created: Some(note) })
            });
            action.into_iter().for_each(|action| action.problem = told_as(problems, &found));
        }
    }
}

/// The note that a link looks for in vain, with its title and the heading that the link names.
fn new_note(asked: &Asked<'_>, found: &BrokenTarget<'_>) -> Option<NewNote> {
    let index = &asked.snapshot.index;
    let from = index.path(asked.note)?;
    let inside = |joined: Joined| match joined {
        Joined::Inside(path) => Some(path),
        Joined::Outside => None,
    };
    let place = match &found.broken {
        Broken::File(path) => path.to_string(),
        // Beside the note that speaks of it, unless it names folders of its own.
        Broken::Note { name, .. } if name.contains('/') && !name.starts_with('.') => {
            inside(from.join(&format!("/{}", name.trim_start_matches('/'))))?
        }
        Broken::Note { name, .. } => inside(from.join(name))?,
        _ => return None,
    };
    let path = NotePath::new(&if is_note(&place) { place } else { format!("{place}.md") })?;
    // `[x](data.csv)` asks for a file that is no note.
    let is_other = path.stem().contains('.') && !matches!(found.target, Target::Name { .. });
    if is_other || path.stem().trim().is_empty() || asked.snapshot.files.exists(path.as_str()) {
        return None;
    }
    let shown = found.shown.of(&asked.text);
    let is_text = !shown.contains(['[', ']', '`', '*', '\n']) && !shown.trim().is_empty();
    let title = match found.target {
        Target::Path { .. } if is_text && found.shown != found.span => shown.trim(),
        _ => path.stem(),
    };
    let heading = match found.target {
        Target::Name { fragment: Some(Fragment::Headings(names)), .. } => {
            names.iter().map(|name| format!("\n## {name}\n")).collect()
        }
        _ => String::new(),
    };
    let text = format!("# {title}\n{heading}");
    let mut after = index.clone();
    after.put_note(path.clone(), Arc::new(Facts::of_note(&text, path.stem())));
    let is_there = match resolve_target(&after, asked.note, found.target, false) {
        Resolution::Found(found) => found.place.file() == after.file(path.as_str()),
        // An anchor can be of any heading; the note is what was asked for.
        Resolution::Broken(Broken::Heading(file, _) | Broken::Block(file, _)) => {
            Some(file) == after.file(path.as_str())
        }
        _ => false,
    };
    is_there.then_some(NewNote { path, text })
}

/// The heading that a link looks for, at the end of its note.
fn new_heading(asked: &Asked<'_>, found: &BrokenTarget<'_>, file: FileId, name: &str) -> Option<Edit> {
    let index = &asked.snapshot.index;
    let facts = asked.snapshot.facts(file)?;
    let text = asked.snapshot.text(file)?;
    let path = index.path(file)?;
    let shown = found.shown.of(&asked.text);
    let from_slug = || {
        let words = name.replace('-', " ");
        let mut letters = words.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>())
    };
    let titles = match found.target {
        Target::Name { .. } => vec![name.to_owned()],
        _ => std::iter::once(shown.trim().to_owned()).chain(from_slug()).chain([name.to_owned()]).collect(),
    };
    // As deep as the sections of the note are.
    let title = facts.title.as_ref().map(|title| title.span);
    let sections = facts.headings.iter().filter(|heading| Some(heading.name) != title);
    let level = usize::from(sections.map(|heading| heading.level).min().unwrap_or(2));
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let gap = match text.trim_end_matches(['\n', '\r']).len() {
        0 => String::new(),
        length => line_end.repeat(2_usize.saturating_sub(text[length..].matches('\n').count())),
    };
    let end = Span::new(text.len()..text.len());
    titles.into_iter().filter(|title| !title.is_empty() && !title.contains('\n')).find_map(|title| {
        let added = format!("{gap}{} {title}{line_end}", "#".repeat(level));
        let edit = Edit { file, span: end, text: added, confirm: false };
        let mut after: Index = index.clone();
        let new = Edits::new(vec![edit.clone()]).applied(file, &text);
        after.put_note(path.clone(), Arc::new(Facts::read(&new)));
        let leads = matches!(
            resolve_target(&after, asked.note, found.target, false),
            Resolution::Found(found) if found.place.file() == Some(file)
        );
        leads.then_some(edit)
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, titles};

    #[test]
    fn the_note_that_a_link_names_is_made() {
        check(
            "\n-- d/a.md\n[[New#Part]]$0\n",
            "Create note `d/New.md`",
            &[("d/New.md", "# New\n\n## Part\n")],
        );
        check(
            "\n-- d/a.md\n[A new one](../e/new%20one.md)$0\n",
            "Create note `e/new one.md`",
            &[("e/new one.md", "# A new one\n")],
        );
    }

    #[test]
    fn only_notes_are_made() {
        for link in ["[x](a.csv)", "[x](../../b.md)", "[x](https://example.org)", "[[b]]"] {
            let found = titles(&format!("\n-- a.md\n{link}$0\n-- b.md\n# B\n"));
            assert!(!found.iter().any(|title| title.starts_with("Create")), "{link}: {found:?}");
        }
    }

    #[test]
    fn the_heading_that_a_link_names_is_made() {
        check(
            "\n-- a.md\n[x](b.md#two-words)$0\n-- b.md\n# B\n\n### One\n",
            "Create heading `Two words`",
            &[("b.md", "# B\n\n### One\n\n### Two words\n")],
        );
        check(
            "\n-- a.md\n[[#Here]]$0\n\nend",
            "Create heading `Here`",
            &[("a.md", "[[#Here]]\n\nend\n\n## Here\n")],
        );
    }
}
