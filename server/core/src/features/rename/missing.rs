//! A note or file that is linked and not there gets another name: every link that asks for it is written anew.

use super::super::backlinks::missing_links;
use super::super::link_text::{Form, SIGNS};
use super::file_name;
use super::refusal::{Refusal, RenameKind};
use crate::edit::Edit;
use crate::facts::{Link, LinkKind, Target};
use crate::index::FileId;
use crate::path::{Joined, NotePath, is_note, without_note_extension};
use crate::resolve::Broken;
use crate::snapshot::Snapshot;
use crate::text::Span;

/// Its name as a user knows it: the last part of what links call it.
pub(super) fn name(target: &Target) -> Option<String> {
    let path = match target {
        Target::Path { path, .. } | Target::Name { path, .. } => path,
        _ => return None,
    };
    let last = match target {
        Target::Path { .. } => path.trim_end_matches('/').rsplit('/').next()?,
        _ => path.trim(),
    };
    let name = without_note_extension(last).trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// Where the path stands in a target, without the fragment and what brackets it.
pub(super) fn path_span(text: &str, link: &Link) -> Span {
    let written = link.target_span.of(text);
    let end = written.find(['#', '?']).unwrap_or(written.len());
    let end = written[..end].trim_end().len();
    Span { start: link.target_span.start, end: link.target_span.start + end as u32 }
}

/// The changes of all links that ask for it.
pub(super) fn renamed(snapshot: &Snapshot, broken: &Broken, new_name: &str) -> Result<Vec<Edit>, Refusal> {
    let typed = new_name.trim();
    let kind = RenameKind::Missing;
    if typed.is_empty() {
        return Err(Refusal::Empty(kind));
    }
    if let Some(found) =
        typed.chars().find(|c| SIGNS.contains(c) || c.is_control() || matches!(c, '<' | '>' | '\\'))
    {
        return Err(match found {
            '\n' | '\r' => Refusal::LineBreak(kind),
            found => Refusal::Character(kind, found),
        });
    }
    let typed = without_note_extension(typed);
    let mut edits = Vec::new();
    for (note, link) in missing_links(snapshot, broken) {
        let text = snapshot.text(note).ok_or(Refusal::Stale)?;
        let span = path_span(&text, link);
        let is_angled = text.get(..span.start as usize).is_some_and(|before| before.ends_with('<'));
        let form = match link.kind {
            LinkKind::Html => Form::Html('"'),
            _ if is_angled => Form::Angled,
            _ => Form::Plain,
        };
        let written = match &link.target {
            Target::Name { path, .. } => of_wiki_link(path, typed),
            Target::Path { path, .. } => form.encoded(&of_path(snapshot, note, path, typed)?),
            _ => continue,
        };
        if span.of(&text) != written {
            edits.push(Edit { file: note, span, text: written, confirm: false });
        }
    }
    Ok(edits)
}

/// The new name in a wiki link, in the folder and with the extension that the old one has there.
fn of_wiki_link(old: &str, typed: &str) -> String {
    let folder = old.rsplit_once('/').map(|(folder, _)| folder).filter(|_| !typed.contains('/'));
    let end = &old[without_note_extension(old).len()..];
    folder.map_or_else(|| format!("{typed}{end}"), |folder| format!("{folder}/{typed}{end}"))
}

/// The same in a path, which starts where the old one starts.
fn of_path(snapshot: &Snapshot, note: FileId, old: &str, typed: &str) -> Result<String, Refusal> {
    let from = snapshot.index.path(note).ok_or(Refusal::Stale)?;
    let Joined::Inside(place) = from.join(old) else { return Err(Refusal::Outside) };
    let gone = NotePath::new(&place).ok_or(Refusal::Outside)?;
    let last = old.rsplit('/').next().unwrap_or(old);
    let end = if is_note(last) {
        last[without_note_extension(last).len()..].to_owned()
    } else {
        // Of another file the extension goes on too, unless a new one is given.
        let end = gone.extension().filter(|_| !typed.rsplit('/').next().unwrap_or_default().contains('.'));
        end.map(|end| format!(".{end}")).unwrap_or_default()
    };
    let to = file_name::checked(&gone, &format!("{typed}{end}"))?;
    if old.starts_with('/') {
        return Ok(format!("/{to}"));
    }
    let relative = to.relative_to(from.parent());
    let here = if old.starts_with("./") && !relative.starts_with("..") { "./" } else { "" };
    Ok(format!("{here}{relative}"))
}
