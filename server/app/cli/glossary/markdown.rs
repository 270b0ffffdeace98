//! The glossary as a note: a list under letters, each term on one line with a link to where it is explained.
//!
//! Its links hold where it is put into the folder at the top of the vault.

use glossator_core::path::percent_encode_path;
use glossator_core::terms::fold::Key;

use super::super::output::Page;
use super::super::vault::Vault;
use super::{Definition, Entry};

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

/// The page of some entries, one for each sense of a term.
pub(super) fn page(vault: &Vault, entries: &[Entry<'_>]) -> Page {
    let mut sorted: Vec<(String, &Entry<'_>)> =
        entries.iter().map(|entry| (alphabetical(entry.term), entry)).collect();
    sorted.sort_by(|(one, _), (other, _)| (Letter::of(one), one).cmp(&(Letter::of(other), other)));
    let mut page = Page::new();
    page.add("# Glossary").end();
    let mut letter = None;
    for senses in sorted.chunk_by(|(_, one), (_, other)| one.term.to_lowercase() == other.term.to_lowercase())
    {
        let Some((key, first)) = senses.first() else { continue };
        let own = Letter::of(key);
        if letter.as_ref() != Some(&own) {
            page.end().add(format!("## {}", own.heading())).end().end();
            letter = Some(own);
        }
        page.add(format!("- **{}**", escaped(first.term)));
        match senses {
            [_] => page.add(format!("{} - {}", also(first), told(vault, first))),
            _ => {
                page.add(" -");
                for (number, (_, sense)) in (1..).zip(senses) {
                    page.add(format!(" {number}.{} {}", also(sense), told(vault, sense)));
                }
                &mut page
            }
        };
        page.end();
    }
    page
}

/// The other names of a sense in brackets, behind a space.
fn also(entry: &Entry<'_>) -> String {
    let names: Vec<String> = entry.aliases.iter().map(|name| escaped(name)).collect();
    if names.is_empty() { String::new() } else { format!(" (also: {})", names.join(", ")) }
}

/// The best definition of a sense, and the link to it.
fn told(vault: &Vault, entry: &Entry<'_>) -> String {
    entry
        .definitions
        .first()
        .map(|definition| format!("{} ({})", definition.gist, link(vault, definition)))
        .unwrap_or_default()
}

/// A link to the heading that a definition stands under, named as its note.
fn link(vault: &Vault, definition: &Definition<'_>) -> String {
    let path = vault.snapshot.index.path(definition.id.note);
    let stem = path.map_or("", |path| path.stem());
    let Some(facts) = vault.snapshot.facts(definition.id.note) else { return escaped(stem) };
    let start = facts.definitions.get(definition.id.at as usize).map_or(0, |found| found.name.start);
    let above = facts.headings.partition_point(|heading| heading.span.start <= start);
    let slug = above.checked_sub(1).map_or("", |at| &facts.headings[at].slug);
    let anchor = if slug.is_empty() { String::new() } else { format!("#{slug}") };
    let shown = facts.title.as_ref().map_or(stem, |title| &title.text);
    format!("[{}]({}{anchor})", escaped(shown), percent_encode_path(definition.file))
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
