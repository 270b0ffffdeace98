//! A name that is used for a note becomes one of its aliases: what a link shows, what a link calls it in vain, what is
//! selected in it.

use super::super::front_matter::with_alias;
use super::near::broken_notes;
use super::{ActionKind, Asked, Changes, Offers};
use crate::facts::{Facts, LinkKind};
use crate::index::FileId;
use crate::resolve::{Place, Resolution, fold_name};
use crate::rules::quoted;

/// Most characters and words of an alias.
const LONGEST: usize = 60;
const MOST_WORDS: usize = 6;

pub(super) fn offer(offers: &mut Offers<'_, '_>) {
    let asked = std::rc::Rc::clone(&offers.asked);
    if !offers.wants(ActionKind::Alias) {
        return;
    }
    for (file, alias) in wanted(&asked) {
        let Some(path) = asked.snapshot.index.path(file) else { continue };
        let is_own = file == asked.note;
        let whose = if is_own { "this note".to_owned() } else { quoted(path.as_str()) };
        let title = format!("Add {} as an alias of {whose}", quoted(&alias));
        offers.add(ActionKind::Alias, title, move |asked| {
            let (text, facts) = (asked.snapshot.text(file)?, asked.snapshot.facts(file)?);
            Some(Changes::from(vec![with_alias(file, &text, facts, &alias)?]))
        });
    }
}

/// The notes that lack a name, with the name.
fn wanted(asked: &Asked<'_>) -> Vec<(FileId, String)> {
    let link = asked.snapshot.link_at(asked.note, asked.range.start);
    let Some(link) = link else {
        let selected = asked.range.of(&asked.text);
        let is_open = !asked.facts.is_closed(asked.range.start) && !asked.range.is_empty();
        let Some(name) = plain(selected).filter(|_| is_open) else { return Vec::new() };
        let senses = super::super::find::senses_of(asked.snapshot, name);
        if senses.iter().any(|sense| !sense.definitions.is_empty()) {
            return Vec::new();
        }
        let short = abbreviated(asked, name).into_iter().filter(|file| *file != asked.note);
        return lacking(asked, std::iter::once(asked.note).chain(short), name);
    };
    let name = link.shown.of(&asked.text);
    match asked.snapshot.resolve(asked.note, link) {
        Resolution::Found(found) => {
            let shows_text = matches!(link.kind, LinkKind::Wiki | LinkKind::Inline | LinkKind::Reference)
                && link.shown != link.target_span;
            let Place::File(file) = found.place else { return Vec::new() };
            let name = plain(name).filter(|_| shows_text);
            name.map_or_else(Vec::new, |name| lacking(asked, std::iter::once(file), name))
        }
        Resolution::Broken(broken) => match broken_notes(asked, &broken) {
            Some((name, near)) => {
                let Some(name) = plain(&name) else { return Vec::new() };
                lacking(asked, abbreviated(asked, name).into_iter().chain(near), name)
            }
            None => Vec::new(),
        },
        Resolution::Unjudged => Vec::new(),
    }
}

/// Those of some notes that are not called so; at most two.
fn lacking(asked: &Asked<'_>, files: impl Iterator<Item = FileId>, name: &str) -> Vec<(FileId, String)> {
    let folded = fold_name(name);
    let lacks = |facts: &Facts, stem: &str| {
        fold_name(stem) != folded && facts.names().all(|own| fold_name(own) != folded)
    };
    let mut found: Vec<(FileId, String)> = Vec::new();
    for file in files {
        let (Some(facts), Some(path)) = (asked.snapshot.facts(file), asked.snapshot.index.path(file)) else {
            continue;
        };
        if lacks(facts, path.stem()) && found.len() < 2 && found.iter().all(|(known, _)| *known != file) {
            found.push((file, name.to_owned()));
        }
    }
    found
}

/// A text that can be a name: of few words on one line, without markup.
fn plain(text: &str) -> Option<&str> {
    let name = text.trim();
    let has_marks =
        name.contains(['\n', '\r', '[', ']', '`', '|', '<', '>', '#', '*', '_', '$', '^', '!', '/']);
    let is_short =
        (2..=LONGEST).contains(&name.chars().count()) && name.split_whitespace().count() <= MOST_WORDS;
    let ends = name.starts_with(char::is_alphanumeric) && !name.ends_with(['.', ',', ';', ':', '?']);
    (!has_marks && is_short && ends && name.contains(char::is_alphabetic)).then_some(name)
}

/// The notes whose titles begin their words with the letters of an acronym.
fn abbreviated(asked: &Asked<'_>, name: &str) -> Vec<FileId> {
    let is_acronym = name.chars().all(char::is_uppercase) && (2..=8).contains(&name.chars().count());
    if !is_acronym {
        return Vec::new();
    }
    let spells = |title: &str| {
        let initials = |is_gap: fn(char) -> bool| {
            let words = title.split(is_gap).filter_map(|word| word.chars().next());
            words.flat_map(char::to_uppercase).eq(name.chars())
        };
        // A word of two parts gives one letter or two.
        initials(char::is_whitespace) || initials(|c| c.is_whitespace() || c == '-')
    };
    let notes = asked.snapshot.index.notes();
    let found = notes.filter(|(_, _, facts)| facts.title.as_ref().is_some_and(|title| spells(&title.text)));
    found.map(|(file, ..)| file).take(2).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, titles};

    #[test]
    fn what_a_link_shows_becomes_an_alias_of_its_note() {
        check(
            "\n-- a.md\nSee [[lock|mutual$0 exclusion]].\n-- lock.md\n# Lock\n",
            "Add `mutual exclusion` as an alias of `lock.md`",
            &[("lock.md", "---\naliases: [mutual exclusion]\n---\n\n# Lock\n")],
        );
        check(
            "\n-- a.md\nSee [mutex](lock$0.md).\n-- lock.md\n---\naliases:\n  - latch\n---\n# Lock\n",
            "Add `mutex` as an alias of `lock.md`",
            &[("lock.md", "---\naliases:\n  - latch\n  - mutex\n---\n# Lock\n")],
        );
    }

    #[test]
    fn what_a_link_calls_a_note_in_vain_becomes_an_alias_of_it() {
        check(
            "\n-- a.md\n[[CRDT$0]]\n-- data.md\n# Conflict-free replicated data type\n",
            "Add `CRDT` as an alias of `data.md`",
            &[("data.md", "---\naliases: [CRDT]\n---\n\n# Conflict-free replicated data type\n")],
        );
    }

    #[test]
    fn what_is_selected_becomes_an_alias_of_its_note() {
        check(
            "\n-- a.md\n# A\n\nA spinning lock.\n  ^^^^^^^^^^^^^\n",
            "Add `spinning lock` as an alias of this note",
            &[("a.md", "---\naliases: [spinning lock]\n---\n\n# A\n\nA spinning lock.\n")],
        );
    }

    #[test]
    fn what_is_a_name_already_or_none_at_all_is_not_offered() {
        for text in ["[[lock|Lock$0]]", "[[lock$0]]", "[see *this*](lock$0.md)", "[[lock|latch$0]]", "`x`$0"]
        {
            let fixture = format!("\n-- a.md\n{text}\n-- lock.md\n---\naliases: [latch]\n---\n# Lock\n");
            let found = titles(&fixture);
            assert!(!found.iter().any(|title| title.contains("alias")), "{text}: {found:?}");
        }
    }
}
