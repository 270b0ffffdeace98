//! The glossary as a note: a list under letters, each term on one line with a link to where it is explained.
//!
//! Its links hold where it is put into the folder at the top of the vault.

use std::collections::BTreeMap;

use super::GlossaryEntry;
use crate::features::card::announced;
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
    let entries: Vec<&GlossaryEntry> = entries
        .iter()
        .filter(|entry| entry.definitions.iter().any(|&id| tells(snapshot, entry, id)))
        .collect();
    // Senses of one name stand together, by the shortest of its spellings: *Vector* and not *Vectors*.
    let mut names: BTreeMap<NameKey, &str> = BTreeMap::new();
    for &entry in &entries {
        let Some(key) = NameKey::of(&entry.term) else { continue };
        let shortest = names.entry(key).or_insert(&entry.term);
        if entry.term.chars().count() < shortest.chars().count() {
            *shortest = &entry.term;
        }
    }
    let name = |entry: &GlossaryEntry| {
        NameKey::of(&entry.term)
            .and_then(|key| names.get(&key).copied())
            .map_or_else(|| entry.term.clone(), str::to_owned)
    };
    let mut sorted: Vec<(String, String, &GlossaryEntry)> = entries
        .iter()
        .map(|&entry| (name(entry), entry))
        .map(|(name, entry)| (alphabetical(&name), name, entry))
        .collect();
    sorted.sort_by(|(one, own, _), (other, others, _)| {
        (Letter::of(one), one, own).cmp(&(Letter::of(other), other, others))
    });
    let mut note = String::from("# Glossary\n");
    let mut letter = None;
    for senses in sorted.chunk_by(|(_, one, _), (_, other, _)| one.to_lowercase() == other.to_lowercase()) {
        let Some((key, name, first)) = senses.first() else { continue };
        let own = Letter::of(key);
        if letter.as_ref() != Some(&own) {
            note.push_str(&format!("\n## {}\n\n", own.heading()));
            letter = Some(own);
        }
        note.push_str(&format!("- **{}**", heading(snapshot, name, first)));
        match senses {
            [_] => note.push_str(&format!("{} - {}", also(first), told(snapshot, first))),
            _ => {
                note.push_str(" -");
                for (number, (_, _, sense)) in (1..).zip(senses) {
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
fn heading(snapshot: &Snapshot, name: &str, entry: &GlossaryEntry) -> String {
    let facts = entry.definitions.first().and_then(|id| snapshot.facts(id.note));
    let is_code = facts.zip(NameKey::of(name)).is_some_and(|(facts, key)| facts.evidence.is_code(key));
    match is_code && !name.contains('`') {
        true => format!("`{name}`"),
        false => escaped(&capitalised_word(name)),
    }
}

/// The best definition of a sense, and the link to it.
fn told(snapshot: &Snapshot, entry: &GlossaryEntry) -> String {
    let best = entry.definitions.iter().find(|&&id| tells(snapshot, entry, id));
    let told = best.and_then(|&id| {
        let definition = snapshot.index.definition(id)?;
        let items = match definition.gist.trim_end().ends_with(':') {
            true => announced(snapshot, id.note, definition.span).join("; "),
            false => String::new(),
        };
        let gist = match items.is_empty() {
            true => definition.gist.to_string(),
            false => format!("{} {}", definition.gist.trim_end(), escaped(&items)),
        };
        Some(format!("{} ({})", said(&gist, entry), link(snapshot, id)?))
    });
    told.unwrap_or_default()
}

/// Whether a definition says more than the name of its entry: "DNS ('dns')" does not.
fn tells(snapshot: &Snapshot, entry: &GlossaryEntry, id: DefinitionId) -> bool {
    let letters =
        |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let definition = snapshot.index.definition(id);
    definition.is_some_and(|found| letters(&found.gist) != letters(&entry.term))
}

/// A gist as a glossary words it: without the name that stands before it, and with a capital and a full stop.
fn said(gist: &str, entry: &GlossaryEntry) -> String {
    let is_name = |text: &str| {
        let key = NameKey::of(text);
        key.is_some() && [&entry.term].into_iter().chain(&entry.aliases).any(|name| NameKey::of(name) == key)
    };
    if is_name(gist.trim_end_matches('.')) {
        return format!("Short for {}.", long_form(gist.trim_end_matches('.')));
    }
    let gist = without_label(gist, is_name);
    let told = match predicate(gist, is_name) {
        Some(Said::Is(body)) => capitalised_word(body),
        Some(Said::ShortFor(long)) => format!("Short for {long}"),
        None => capitalised_word(&without_marks(gist, is_name)),
    };
    let stop = if is_unspaced(&told) { "。" } else { "." };
    // What was to follow does not.
    let told = told.trim_end_matches([':', '：', ';', '；', ',', '，', '、', ' ']);
    let told = [", e.g", ", i.e"].iter().find_map(|open| told.strip_suffix(open)).unwrap_or(told);
    let ends = |last: char| last.is_alphanumeric() || ")）]\"”»」`*_$%°>+".contains(last);
    if told.ends_with(ends) { format!("{told}{stop}") } else { told.to_owned() }
}

/// What an acronym stands for, in small letters where all of it are everyday words.
fn long_form(long: &str) -> String {
    let is_small = |word: &str| {
        let capitals = word.chars().filter(|letter| letter.is_uppercase()).count();
        capitals == 0 || (capitals == 1 && is_common_word(&word.to_lowercase()))
    };
    let is_title = long.split([' ', '-']).any(|word| word.starts_with(char::is_uppercase));
    if is_title && long.split([' ', '-']).all(is_small) { long.to_lowercase() } else { long.to_owned() }
}

/// A gist without the label of its line, where that is the name: "**Name (N):** what it is".
fn without_label(gist: &str, is_name: impl Fn(&str) -> bool) -> &str {
    let Some((label, rest)) = gist.split_once(":** ").or_else(|| gist.split_once("**: ")) else {
        return gist;
    };
    let Some(label) = label.strip_prefix("**").filter(|label| !label.contains("**")) else { return gist };
    let parts: Vec<&str> = label.split(['(', ')']).map(str::trim).filter(|part| !part.is_empty()).collect();
    if !parts.is_empty() && parts.into_iter().all(is_name) { rest } else { gist }
}

/// A gist in whose beginning the name does not stand out: the entry has it in bold already.
fn without_marks(gist: &str, is_name: impl Fn(&str) -> bool) -> String {
    for mark in ["**", "__", "==", "*", "_"] {
        let start = ["", "A ", "An ", "The ", "a ", "an ", "the "].iter().find_map(|article| {
            let rest = gist.strip_prefix(article)?.strip_prefix(mark)?;
            Some((*article, rest))
        });
        if let Some((article, rest)) = start
            && let Some((name, rest)) = rest.split_once(mark)
            && is_name(name)
        {
            return format!("{article}{name}{rest}");
        }
    }
    gist.to_owned()
}

/// What a sentence says of a term.
enum Said<'g> {
    /// What it is.
    Is(&'g str),
    /// What it stands for.
    ShortFor(String),
}

/// Words between a name and what it is, in the languages that put one there.
const COPULAS: [&str; 15] =
    ["is", "are", "ist", "sind", "est", "sont", "es", "son", "é", "são", "è", "sono", "—", "–", "="];

/// Words before a name that go with it.
const ARTICLES: [&str; 28] = [
    "", "the", "a", "an", "der", "die", "das", "ein", "eine", "le", "la", "les", "un", "une", "el", "los",
    "las", "una", "o", "os", "as", "um", "uma", "il", "lo", "gli", "i", "l'",
];

/// What a sentence says behind "X is" and its like, where X is the term and nothing else stands between.
fn predicate(gist: &str, is_name: impl Fn(&str) -> bool) -> Option<Said<'_>> {
    if let Some(body) = behind_dash(gist, &is_name).or_else(|| behind_is(gist, &is_name)) {
        return Some(Said::Is(body));
    }
    let reading = Reading::new(gist);
    let said = reading.statement()?;
    let name = said.joint.is_empty() && is_name(&marks::plain(&gist[said.subject.clone()]));
    let before = gist[..said.subject.start].trim_matches(['*', '_', '`', '"', '=', ' ']).to_lowercase();
    let between = marks::plain(gist.get(said.subject.end..said.body.start)?).into_owned();
    let mut words = between.trim_matches(|mark: char| !mark.is_alphanumeric() && !"(—–=".contains(mark));
    // "X (Y) is", "X, also known as Y, is": the other name stands in the entry already.
    if let Some(rest) = words.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        words = if is_name(rest.0) { rest.1.trim() } else { words };
    }
    let other = said.alias.as_ref().map_or("", |alias| gist.get(alias.clone()).unwrap_or_default());
    if let Some((known, rest)) = words.rsplit_once(", ").filter(|_| is_name(&marks::plain(other))) {
        words = if known.ends_with(&*marks::plain(other)) { rest } else { words };
    }
    let body = &gist[said.body.start..];
    if !name || !ARTICLES.contains(&before.replace('’', "'").as_str()) {
        return None;
    }
    match said.form {
        Form::Copula if COPULAS.contains(&words) => Some(Said::Is(body)),
        Form::StandsFor => {
            let long = marks::plain(gist.get(said.subject.end..)?).into_owned();
            let long = long.rsplit_once(" for ").map_or("", |(_, long)| long.trim_end_matches('.'));
            is_name(long).then(|| Said::ShortFor(long_form(long)))
        }
        _ => None,
    }
}

/// What stands behind "X is" at the very start, be it "X is making …", where that says more than a word or two.
fn behind_is(gist: &str, is_name: impl Fn(&str) -> bool) -> Option<&str> {
    let named = ["The ", "A ", "An "].iter().find_map(|article| gist.strip_prefix(article)).unwrap_or(gist);
    let (name, body) = named.split_once(" is ").or_else(|| named.split_once(" are "))?;
    let leads_on = ["not ", "also ", "still ", "now ", "often ", "no ", "then ", "only "];
    let says_much =
        2 < body.split_whitespace().count() && !leads_on.iter().any(|lead| body.starts_with(lead));
    (says_much && is_name(&marks::plain(name))).then_some(body)
}

/// What stands behind "X — ", "X = " and "X: ".
fn behind_dash(gist: &str, is_name: impl Fn(&str) -> bool) -> Option<&str> {
    let joints = [" — это ", " — есть ", " — ", " – ", " = ", ": ", " - "];
    let is_led = |(name, _): &(&str, &str)| is_name(&marks::plain(name));
    let (_, body) = joints.iter().find_map(|joint| gist.split_once(joint).filter(is_led))?;
    let body = body.trim_start();
    (!body.is_empty()).then_some(body)
}

/// A text whose first word has a capital, if that is a plain word in small letters.
fn capitalised_word(text: &str) -> String {
    // The stop inside `contextlib.suppress` is part of the word.
    let word = text.split(char::is_whitespace).next();
    let plain = word.map(|word| word.trim_end_matches([',', ':', ';', '.'])).is_some_and(|word| {
        !word.is_empty()
            && case_rule(word) == CaseRule::Any
            && word
                .chars()
                .all(|letter| letter.is_lowercase() || matches!(letter, '-' | '\'' | '’' | '®' | '™'))
    });
    if plain { capitalised(text) } else { text.to_owned() }
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
