//! Names that the front matter of a note calls deprecated, where other notes still use them; and those that the settings
//! of the vault do, anywhere.

use super::super::report::{Report, quoted};
use super::super::{Related, Rule, Tag};
use crate::facts::Word;
use crate::index::FileId;
use crate::terms::fold::{Key, Token};
use crate::text::Span;

/// A deprecated name with what to write instead.
struct Old {
    /// The note that says so; none where the settings do.
    note: Option<FileId>,
    tokens: Vec<Token>,
    name: String,
    instead: Option<String>,
}

pub(super) fn check(report: &mut Report<'_>) {
    if !report.is_on(Rule::DeprecatedName) {
        return;
    }
    let old = old_names(report);
    if old.is_empty() {
        return;
    }
    let words: Vec<Word> = report.facts.words.iter().collect();
    for old in old {
        for span in found(&words, &old.tokens) {
            let instead =
                old.instead.as_ref().map(|name| format!(": write {}", quoted(name))).unwrap_or_default();
            let message = format!("{} is not to be used any more{instead}", quoted(&old.name));
            let related = old.note.map(|file| Related {
                file,
                span: Span::default(),
                message: "the note that says so".to_owned(),
            });
            let Some(problem) = report.add(Rule::DeprecatedName, span, message) else { return };
            let problem = problem.tag(Tag::Deprecated).related(related);
            if let Some(name) = &old.instead {
                problem.unsafe_fix(format!("Write `{name}`"), vec![(span, name.clone())]);
            }
        }
    }
}

/// The names that other notes and the settings call deprecated.
fn old_names(report: &Report<'_>) -> Vec<Old> {
    let mut found = Vec::new();
    for (_, note, at) in report.tables().deprecated().filter(|(_, note, _)| *note != report.note) {
        if !report.snapshot.index.holds_in(note, report.note) {
            continue;
        }
        let Some(facts) = report.snapshot.facts(note) else { continue };
        let Some(name) = facts.deprecated.get(at as usize) else { continue };
        let instead =
            facts.topics.first().and_then(|topic| topic.names.first()).map(|name| name.text.to_string());
        let note = Some(note);
        found.push(Old { note, tokens: Key::new(name).tokens().collect(), name: name.to_string(), instead });
    }
    for (name, instead) in &report.snapshot.config.terms.deprecated {
        let tokens: Vec<Token> = Key::new(name).tokens().collect();
        let instead = Some(instead.clone()).filter(|instead| !instead.is_empty());
        if !tokens.is_empty() {
            found.push(Old { note: None, tokens, name: name.clone(), instead });
        }
    }
    found
}

/// Where some tokens stand one after the other.
fn found(words: &[Word], tokens: &[Token]) -> Vec<Span> {
    let fits = |window: &&[Word]| {
        window.iter().zip(tokens).all(|(word, token)| word.token == *token && !word.code)
            && window.iter().skip(1).all(|word| word.joined)
    };
    let windows = words.windows(tokens.len().max(1)).filter(fits);
    windows
        .filter_map(|window| Some(Span { start: window.first()?.span.start, end: window.last()?.span.end }))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check_codes, check_fixed};

    #[test]
    fn deprecated_names_are_told_in_other_notes() {
        let vault = "\n-- a.md\nA master node leads.\n-- b.md\n---\ndeprecated: [master node]\n---\n# Leader\n\nOnce called master node.\n";
        check_codes(vault, &["1 term/deprecated"]);
        check_fixed(vault, "term/deprecated", "A Leader leads.\n");
        let limited = vault.replace("deprecated", "glossator: {scope: listed}\ndeprecated");
        check_codes(&limited, &[]);
        check_codes(
            "\n-- a.md\n---\ndeprecated: [master node]\n---\n# Leader\n\nOnce called master node.\n",
            &[],
        );
    }
}
