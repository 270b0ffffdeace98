//! The glossary as a note: a list under letters, each term on one line with a link to where it is explained.
//!
//! Its links hold where it is put into the folder at the top of the vault.

use super::GlossaryEntry;
use crate::index::{DefinitionId, NameKey};
use crate::path::percent_encode_path;
use crate::snapshot::Snapshot;
use crate::terms::definition::Form;
use crate::terms::fold::{CaseRule, Key, case_rule, is_common_word};
use crate::terms::foreign::is_unspaced;
use crate::terms::marks;
use crate::terms::reading::Reading;
use crate::terms::respell::capitalised;

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
        note.push_str(&format!("- **{}**", heading(snapshot, first)));
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

/// A term as the heading of its entry: with a capital, as every entry has it, unless it is code.
fn heading(snapshot: &Snapshot, entry: &GlossaryEntry) -> String {
    let facts = entry.definitions.first().and_then(|id| snapshot.facts(id.note));
    let is_code = facts.zip(NameKey::of(&entry.term)).is_some_and(|(facts, key)| facts.evidence.is_code(key));
    match is_code && !entry.term.contains('`') {
        true => format!("`{}`", entry.term),
        false => escaped(&capitalised_word(&entry.term)),
    }
}

/// The best definition of a sense, and the link to it.
fn told(snapshot: &Snapshot, entry: &GlossaryEntry) -> String {
    let best = entry.definitions.first();
    let told = best.and_then(|&id| {
        let definition = snapshot.index.definition(id)?;
        Some(format!("{} ({})", said(&definition.gist, entry), link(snapshot, id)?))
    });
    told.unwrap_or_default()
}

/// A gist as a glossary words it: without the name that stands before it, and with a capital and a full stop.
fn said(gist: &str, entry: &GlossaryEntry) -> String {
    let is_name = |text: &str| {
        let key = NameKey::of(text);
        key.is_some() && [&entry.term].into_iter().chain(&entry.aliases).any(|name| NameKey::of(name) == key)
    };
    if is_name(gist.trim_end_matches('.')) {
        let words = gist.trim_end_matches('.').split_inclusive(' ');
        let small: String = words.map(uncapitalised).collect();
        return format!("Short for {small}.");
    }
    let told = capitalised_word(predicate(gist, is_name).unwrap_or(gist));
    let ends =
        told.ends_with(|last: char| last.is_alphanumeric() || matches!(last, ')' | '"' | '”' | '`' | '*'));
    if ends && !is_unspaced(&told) { format!("{told}.") } else { told }
}

/// What a sentence says behind "X is" and "X are", where X is the term and nothing else stands between.
fn predicate(gist: &str, is_name: impl Fn(&str) -> bool) -> Option<&str> {
    let reading = Reading::new(gist);
    let said = reading.statement().filter(|said| said.form == Form::Copula && said.strict)?;
    let name = said.joint.is_empty() && is_name(&marks::plain(&gist[said.subject.clone()]));
    let before = gist[..said.subject.start].trim_matches(['*', '_', '`', '"', ' ']);
    let between = marks::plain(gist.get(said.subject.end..said.body.start)?).into_owned();
    let mut words = between.trim_matches(|mark: char| !mark.is_alphanumeric() && mark != '(');
    // "X (Y) is", "X, also known as Y, is": the other name stands in the entry already.
    if let Some(rest) = words.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        words = if is_name(rest.0) { rest.1.trim() } else { words };
    }
    let other = said.alias.as_ref().map_or("", |alias| gist.get(alias.clone()).unwrap_or_default());
    if let Some((known, rest)) = words.rsplit_once(", ").filter(|_| is_name(&marks::plain(other))) {
        words = if known.ends_with(&*marks::plain(other)) { rest } else { words };
    }
    let plain = name && ["", "The", "A", "An"].contains(&before) && ["is", "are"].contains(&words);
    plain.then(|| &gist[said.body.start..])
}

/// A text whose first word has a capital, if that is a plain word in small letters.
fn capitalised_word(text: &str) -> String {
    let word = text.split(|end: char| end.is_whitespace() || matches!(end, ',' | ':' | ';' | '.')).next();
    let plain = word.is_some_and(|word| {
        !word.is_empty()
            && case_rule(word) == CaseRule::Any
            && word.chars().all(|letter| letter.is_lowercase() || matches!(letter, '-' | '\'' | '’'))
    });
    if plain { capitalised(text) } else { text.to_owned() }
}

/// A word without its capital, unless it has more of them or is a name that needs it.
fn uncapitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_lowercase().collect::<String>()).unwrap_or_default();
    let common = is_common_word(&word.trim().to_lowercase());
    if common { first + letters.as_str() } else { word.to_owned() }
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
