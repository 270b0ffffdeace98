//! A term gets an entry where the vault keeps its definitions.

use super::{ActionKind, Asked, Changes, NewNote, Offers};
use crate::edit::Edit;
use crate::path::{NotePath, is_note};
use crate::terms::fold::is_common_word;
use crate::text::Span;

/// Most characters of a term.
const LONGEST: usize = 60;

pub(super) fn offer(offers: &mut Offers<'_, '_>) {
    let asked = std::rc::Rc::clone(&offers.asked);
    if !offers.wants(ActionKind::Define) {
        return;
    }
    let Some(term) = term(&asked) else { return };
    // Where the glossary is not there yet, it has to be made.
    let file = &asked.snapshot.config.glossary.file;
    let Some(path) = NotePath::new(file).filter(|path| is_note(path.as_str())) else { return };
    let is_there = asked.snapshot.index.file(path.as_str()).is_some();
    if !is_there && (!asked.creates || asked.snapshot.files.exists(path.as_str())) {
        return;
    }
    if is_there && has_entry(&asked, &path, &term) {
        return;
    }
    let title = format!("Define {} in {}", crate::rules::quoted(&term), crate::rules::quoted(path.as_str()));
    offers.add(ActionKind::Define, title, move |asked| defined(asked, &path, &term));
}

/// Whether the glossary has an entry for a term already, though no definition in it yet.
fn has_entry(asked: &Asked<'_>, path: &NotePath, term: &str) -> bool {
    let text = asked.snapshot.index.file(path.as_str()).and_then(|file| asked.snapshot.text(file));
    let entry = entry(asked, term).to_lowercase();
    let Some(first) = entry.lines().find(|line| !line.trim().is_empty()) else { return false };
    text.unwrap_or_default().lines().map(str::to_lowercase).any(|line| {
        let goes_on = line.strip_prefix(first.trim_end());
        goes_on.is_some_and(|rest| rest.trim().is_empty() || !first.ends_with(char::is_alphanumeric))
    })
}

/// The entry of a term, without its definition.
fn entry(asked: &Asked<'_>, term: &str) -> String {
    let template = &asked.snapshot.config.glossary.template;
    let entry = template.replace("{term}", term).replace("{definition}", "");
    entry.trim_end().to_owned()
}

/// What is selected, or the word that the cursor is on, if it has no definition.
fn term(asked: &Asked<'_>) -> Option<String> {
    let (facts, range) = (asked.facts, asked.range);
    if facts.is_closed(range.start) || asked.snapshot.link_at(asked.note, range.start).is_some() {
        return None;
    }
    let span = if range.is_empty() { word(asked, range.start)? } else { range };
    let term = span.of(&asked.text).trim();
    let is_term = !term.contains(['\n', '\r', '[', ']', '`', '|', '<', '>', '#', '*'])
        && term.chars().any(char::is_alphabetic)
        && (2..=LONGEST).contains(&term.chars().count())
        && !is_common_word(&term.to_lowercase());
    let senses = super::super::find::senses_of(asked.snapshot, term);
    (is_term && senses.iter().all(|sense| sense.definitions.is_empty())).then(|| term.to_owned())
}

fn word(asked: &Asked<'_>, cursor: u32) -> Option<Span> {
    let (before, behind) = asked.text.split_at(cursor as usize);
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '-' | '\'' | '’');
    let start = before.trim_end_matches(is_part).len();
    let length = behind.len() - behind.trim_start_matches(is_part).len();
    let span = Span::new(start..cursor as usize + length);
    (!span.is_empty()).then_some(span)
}

/// The entry at the end of the glossary, or the glossary with it as its first.
fn defined(asked: &Asked<'_>, path: &NotePath, term: &str) -> Option<Changes> {
    let entry = entry(asked, term);
    let Some(file) = asked.snapshot.index.file(path.as_str()) else {
        let created = NewNote { path: path.clone(), text: format!("# Glossary\n\n{entry}\n") };
        return Some(Changes { created: Some(created), ..Changes::default() });
    };
    let text = asked.snapshot.text(file)?;
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let end = text.trim_end().len();
    let gap = if end == 0 { String::new() } else { line_end.repeat(2) };
    let entry = entry.replace('\n', line_end);
    let span = Span::new(end..text.len());
    let edit = Edit { file, span, text: format!("{gap}{entry}{line_end}"), confirm: false };
    Some(vec![edit].into())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, titles};

    #[test]
    fn a_word_gets_an_entry_in_the_glossary() {
        check(
            "\n-- a.md\n# A\n\nThe kee$0lson is long.\n-- glossary.md\n# Glossary\n\n## Mast\n\nA pole.\n",
            "Define `keelson` in `glossary.md`",
            &[("glossary.md", "# Glossary\n\n## Mast\n\nA pole.\n\n## keelson\n")],
        );
        check(
            "\n-- a.md\n# A\n\nThe kee$0lson is long.\n",
            "Define `keelson` in `glossary.md`",
            &[("glossary.md", "# Glossary\n\n## keelson\n")],
        );
    }

    #[test]
    fn what_has_an_entry_that_says_nothing_yet_gets_no_second_one() {
        let found = titles("\n-- a.md\n# A\n\nThe Kee$0lson.\n-- glossary.md\n# Glossary\n\n## keelson\n");
        assert!(!found.iter().any(|title| title.starts_with("Define")), "{found:?}");
    }

    #[test]
    fn what_is_defined_or_no_term_is_not_offered() {
        for text in ["The ma$0st is long.", "T$0he mast.", "`kee$0lson`", "[kee$0lson](a.md)", "$0"] {
            let found = titles(&format!(
                "\n-- a.md\n# A\n\n{text}\n-- glossary.md\n# Glossary\n\n## Mast\n\nA mast is a pole.\n"
            ));
            assert!(!found.iter().any(|title| title.starts_with("Define")), "{text}: {found:?}");
        }
    }
}
