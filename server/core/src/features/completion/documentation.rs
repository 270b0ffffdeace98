//! What explains a proposal, made when somebody looks at it.

use super::About;
use crate::features::card::card;
use crate::features::preview::{preview, safe};
use crate::index::{DefinitionId, FileId, NameKey, Named};
use crate::snapshot::Snapshot;
use crate::text::Span;

/// Markdown that explains the proposal with this label; the note may have been edited since it was made.
///
/// Of a term its card, of a note or heading the text it starts with.
#[must_use]
pub fn completion_documentation(snapshot: &Snapshot, about: About, label: &str) -> Option<String> {
    let section = |file: FileId, section: Span| {
        let text = snapshot.text(file)?;
        Some(preview(&text, section)).filter(|shown| !shown.is_empty())
    };
    match about {
        About::Definition(id) => {
            let key = NameKey::of(label)?;
            let id = definition(snapshot, id, key)?;
            let senses = snapshot.index.senses(&[Named::Definition(id)], None);
            let sense = senses.into_iter().find(|sense| sense.definitions.contains(&id))?;
            card(snapshot, &sense, key, &|_| None)
        }
        About::File(file) => {
            let end = snapshot.text(file).filter(|_| snapshot.facts(file).is_some())?.len();
            section(file, Span::new(0..end))
        }
        About::Heading(file, at) => section(file, snapshot.facts(file)?.headings.get(at)?.section),
        About::Anchor(file, at) => section(file, snapshot.facts(file)?.anchors.get(at)?.block),
        About::Label(file, at) => {
            let target = snapshot.facts(file)?.labels.get(at)?.target_span;
            Some(format!("`{}`", snapshot.text(file)?.get(target.range())?.replace('`', "")))
        }
        About::Footnote(file, at) => footnote(snapshot, file, at),
    }
}

/// The same in a sentence that costs nothing, for clients that cannot ask for more when somebody looks; `None` where that
/// sentence would have to be read from a note.
#[must_use]
pub fn completion_gist(snapshot: &Snapshot, note: FileId, about: About) -> Option<String> {
    match about {
        About::Definition(id) => snapshot.index.definition(id).map(|definition| safe(&definition.gist)),
        About::Footnote(file, at) if file == note => footnote(snapshot, file, at),
        About::Footnote(..) | About::File(_) | About::Heading(..) | About::Anchor(..) | About::Label(..) => {
            None
        }
    }
}

/// The definition of a name, where it was or wherever else it is in its note.
fn definition(snapshot: &Snapshot, id: DefinitionId, key: NameKey) -> Option<DefinitionId> {
    let definitions = &snapshot.facts(id.note)?.definitions;
    let names_it = |at: usize| {
        let names = definitions.get(at).map(|definition| &definition.names);
        names.into_iter().flatten().any(|name| NameKey::of(name) == Some(key))
    };
    if names_it(id.at as usize) {
        return Some(id);
    }
    let at = (0..definitions.len()).find(|&at| names_it(at))?;
    Some(DefinitionId { note: id.note, at: u32::try_from(at).ok()? })
}

fn footnote(snapshot: &Snapshot, file: FileId, at: usize) -> Option<String> {
    let text = snapshot.text(file)?;
    let whole = text.get(snapshot.facts(file)?.footnotes.get(at)?.span.range())?;
    Some(safe(whole.split_once("]:").map_or(whole, |(_, body)| body).trim()))
}
