//! The glossary as a note: a list under letters, each term on one line with a link to where it is explained.
//!
//! Its links hold where it is put into the folder at the top of the vault.

use super::GlossaryEntry;
use crate::index::DefinitionId;
use crate::path::percent_encode_path;
use crate::snapshot::Snapshot;
use crate::terms::fold::Key;

/// Where a term stands in the alphabet: signs before digits before letters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Letter {
    Sign,
    Digit,
    /// Under this letter.
    Of(String),
}

impl Letter {
    /// The letter that a term is found under, from how it sorts.
    fn of(sorted: &str) -> Self {
        match sorted.chars().next() {
            None => Self::Sign,
            Some(first) if first.is_numeric() => Self::Digit,
            Some(first) => Self::Of(first.to_uppercase().collect()),
        }
    }

    fn heading(&self) -> &str {
        match self {
            Self::Sign => "Signs",
            Self::Digit => "0–9",
            Self::Of(letter) => letter,
        }
    }
}

/// The note of some entries, as Markdown.
#[must_use]
pub fn glossary_note(snapshot: &Snapshot, entries: &[GlossaryEntry]) -> String {
    let mut sorted: Vec<(String, &GlossaryEntry)> =
        entries.iter().map(|entry| (alphabetical(&entry.term), entry)).collect();
    sorted.sort_by(|(one, _), (other, _)| (Letter::of(one), one).cmp(&(Letter::of(other), other)));
    let mut note = String::from("# Glossary\n");
    let mut letter = None;
    for senses in sorted.chunk_by(|(_, one), (_, other)| one.term.to_lowercase() == other.term.to_lowercase())
    {
        let Some((key, first)) = senses.first() else { continue };
        let own = Letter::of(key);
        if letter.as_ref() != Some(&own) {
            note.push_str(&format!("\n## {}\n\n", own.heading()));
            letter = Some(own);
        }
        note.push_str(&format!("- **{}**", escaped(&first.term)));
        match senses {
            [_] => note.push_str(&format!("{} - {}", also(first), told(snapshot, first))),
            _ => {
                note.push_str(" -");
                for (number, (_, sense)) in (1..).zip(senses) {
                    note.push_str(&format!(" {number}.{} {}", also(sense), told(snapshot, sense)));
                }
            }
        }
        note.push('\n');
    }
    note
}

/// The other names of a sense in brackets, behind a space.
fn also(entry: &GlossaryEntry) -> String {
    let names: Vec<String> = entry.aliases.iter().map(|name| escaped(name)).collect();
    if names.is_empty() { String::new() } else { format!(" (also: {})", names.join(", ")) }
}

/// The best definition of a sense, and the link to it.
fn told(snapshot: &Snapshot, entry: &GlossaryEntry) -> String {
    let best = entry.definitions.first();
    let told = best.and_then(|&id| {
        let definition = snapshot.index.definition(id)?;
        Some(format!("{} ({})", definition.gist, link(snapshot, id)?))
    });
    told.unwrap_or_default()
}

/// A link to the heading that a definition stands under, named as its note.
fn link(snapshot: &Snapshot, id: DefinitionId) -> Option<String> {
    let path = snapshot.index.path(id.note)?;
    let facts = snapshot.facts(id.note)?;
    let start = facts.definitions.get(id.at as usize).map_or(0, |found| found.name.start);
    let above = facts.headings.partition_point(|heading| heading.span.start <= start);
    let slug = above.checked_sub(1).map_or("", |at| &facts.headings[at].slug);
    let anchor = if slug.is_empty() { String::new() } else { format!("#{slug}") };
    let shown = facts.title.as_ref().map_or(path.stem(), |title| &title.text);
    Some(format!("[{}]({}{anchor})", escaped(shown), percent_encode_path(path.as_str())))
}

/// How a term sorts: without case and accents, and without the signs before its first letter or digit.
fn alphabetical(term: &str) -> String {
    let lower = term.to_lowercase();
    let from_letter = lower.trim_start_matches(|character: char| !character.is_alphanumeric());
    let mut sorted = String::with_capacity(from_letter.len());
    for character in from_letter.chars() {
        if character.is_ascii() {
            sorted.push(character);
        } else {
            sorted.push_str(Key::new(character.encode_utf8(&mut [0; 4])).as_str());
        }
    }
    sorted
}

/// A name that stays as it is written when it is read as Markdown.
fn escaped(name: &str) -> String {
    let mut written = String::with_capacity(name.len());
    let mut before = ' ';
    let mut characters = name.chars().peekable();
    while let Some(character) = characters.next() {
        let after = characters.peek().copied().unwrap_or(' ');
        // The underscores of `select_related` mean nothing to Markdown.
        let is_inside = character == '_' && before.is_alphanumeric() && after.is_alphanumeric();
        if matches!(character, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '~' | '$' | '&') && !is_inside
        {
            written.push('\\');
        }
        written.push(character);
        before = character;
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_as_in_a_book() {
        let sorted = |term| alphabetical(term);
        assert_eq!(
            [sorted("Élan"), sorted(".NET"), sorted("=="), sorted("数据库")],
            ["elan", "net", "", "数据库"]
        );
        assert!(Letter::of("") < Letter::of("3") && Letter::of("3") < Letter::of("a"));
        assert_eq!(Letter::of("elan").heading(), "E");
    }

    #[test]
    fn names_survive_markdown() {
        assert_eq!(escaped("A* of [x] & _y_"), "A\\* of \\[x\\] \\& \\_y\\_");
        assert_eq!(escaped("select_related"), "select_related");
    }
}
