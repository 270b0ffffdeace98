//! Inlay hints: what an acronym stands for where a note first uses it, and how an embedded note begins.

use std::collections::BTreeSet;

use super::location::place_location;
use super::preview::preview;
use super::subject::mentions;
use crate::cancel::{Cancel, Cancellable};
use crate::facts::LinkKind;
use crate::index::{Display, FileId, NameKey, Viewpoint, is_acronym};
use crate::resolve::Resolution;
use crate::snapshot::Snapshot;
use crate::terms::cut::cut;
use crate::text::Span;

/// Most characters of a hint; more would push the text it explains off the screen.
const MOST_CHARACTERS: usize = 60;

/// A note to the reader behind a piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlayHint {
    /// What it is about; it stands behind its end.
    pub span: Span,
    /// What it says, one line.
    pub label: String,
}

/// The hints that stand in a part of a note, in the order of the text.
pub fn inlay_hints(
    snapshot: &Snapshot,
    note: FileId,
    within: Span,
    cancel: &Cancel,
) -> Cancellable<Vec<InlayHint>> {
    let mut hints = expansions(snapshot, note, cancel)?;
    hints.retain(|hint| within.touches(hint.span.end));
    hints.extend(embeds(snapshot, note, within, cancel)?);
    hints.sort_by_key(|hint| hint.span);
    Ok(hints)
}

/// What acronyms stand for, each where the note uses it first, unless the note has said so by then or says so there.
fn expansions(snapshot: &Snapshot, note: FileId, cancel: &Cancel) -> Cancellable<Vec<InlayHint>> {
    let Some(facts) = snapshot.facts(note) else { return Ok(Vec::new()) };
    let index = &snapshot.index;
    let text = snapshot.text(note).unwrap_or_default();
    let found = mentions(snapshot, note);
    let mut known: BTreeSet<NameKey> = BTreeSet::new();
    let display = Display::new(index);
    let mut hints = Vec::new();
    for (at, mention) in found.iter().enumerate() {
        cancel.check()?;
        let is_first = known.insert(mention.key);
        let written = mention.span.of(&text);
        if !is_first || mention.code || !is_acronym(written) {
            continue;
        }
        // A title is a name and not the place to explain it; what stands below it does.
        if facts.topics.iter().any(|topic| topic.span.covers(mention.span)) {
            known.remove(&mention.key);
            continue;
        }
        let from = Viewpoint { note, offset: mention.span.start };
        let Some(sense) = index.senses(&index.meant(mention), Some(from)).into_iter().next() else {
            continue;
        };
        let names = index.sense_names(&sense);
        let Some(long) = names.iter().find(|name| is_expansion(name, written)) else { continue };
        let Some(key) = NameKey::of(long) else { continue };
        // `Content Delivery Network (CDN)` and `CDN (Content Delivery Network)`.
        let is_near = |span: Span| {
            let between = if span.end <= mention.span.start {
                mention.span.start - span.end
            } else {
                span.start.saturating_sub(mention.span.end)
            };
            between <= 4
        };
        let is_told = known.contains(&key)
            || found.get(at + 1).is_some_and(|next| next.key == key && is_near(next.span));
        if !is_told {
            let label = cut(&display.name(&sense, long), MOST_CHARACTERS).into_owned();
            hints.push(InlayHint { span: mention.span, label });
        }
    }
    Ok(hints)
}

/// Whether a name is the long form of an acronym: several words, the first of which begins with its first letter.
fn is_expansion(name: &str, acronym: &str) -> bool {
    let first = |text: &str| text.chars().next().map(|letter| letter.to_lowercase().to_string());
    !is_acronym(name) && name.split_whitespace().count() > 1 && first(name) == first(acronym)
}

/// How the notes begin that are embedded in a part of a note.
fn embeds(snapshot: &Snapshot, note: FileId, within: Span, cancel: &Cancel) -> Cancellable<Vec<InlayHint>> {
    let Some(facts) = snapshot.facts(note) else { return Ok(Vec::new()) };
    let mut hints = Vec::new();
    for link in
        facts.links.iter().filter(|link| link.kind == LinkKind::Embed && within.touches(link.span.end))
    {
        cancel.check()?;
        let Resolution::Found(found) = snapshot.resolve(note, link) else { continue };
        let Some(place) = place_location(snapshot, &found.place) else { continue };
        let Some(target) = snapshot.facts(place.file) else { continue };
        let Some(text) = snapshot.text(place.file) else { continue };
        let span =
            if place.span.is_empty() { Span { start: 0, end: target.lines.len() } } else { place.span };
        let label = first_line(&preview(&text, span));
        if !label.is_empty() {
            hints.push(InlayHint { span: link.span, label });
        }
    }
    Ok(hints)
}

/// The first line of some Markdown that says something, as a reader sees it; a title only where nothing else does.
fn first_line(markdown: &str) -> String {
    let lines = markdown.lines().map(str::trim).filter(|line| line.contains(char::is_alphanumeric));
    let mut lines = lines.peekable();
    let first = lines.peek().copied().unwrap_or_default();
    let said = lines.find(|line| !line.starts_with('#')).unwrap_or(first);
    let said = said.trim_start_matches(['#', '>', '-', '*', '+', ' ']);
    cut(&crate::terms::marks::plain(said), MOST_CHARACTERS).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::case;

    /// Each hint as the text it stands behind and what it says.
    #[track_caller]
    fn check(fixture: &str, expected: &[&str]) {
        let case = case(fixture);
        let text = case.snapshot.text(case.note).expect("a fixture has a text");
        let found = inlay_hints(&case.snapshot, case.note, Span::new(0..text.len()), &Cancel::default());
        let shown = |hint: InlayHint| format!("{} = {}", hint.span.of(&text), hint.label);
        let found: Vec<String> = found.expect("nobody stops it").into_iter().map(shown).collect();
        assert_eq!(found, expected);
    }

    const CDN: &str = "-- cdn.md
## What is a CDN (content delivery network)?

A content delivery network is a set of servers close to readers.
";

    #[test]
    fn an_acronym_is_spelled_out_at_its_first_use() {
        check(
            &format!("\n-- a.md\n# A CDN\n\nUse a CDN. Another CDN.\n{CDN}"),
            &["CDN = content delivery network"],
        );
    }

    #[test]
    fn what_the_note_says_itself_is_not_said_again() {
        check(&format!("\n-- a.md\nA content delivery network (CDN) helps. A CDN.\n{CDN}"), &[]);
        check(&format!("\n-- a.md\nA CDN (content delivery network) helps. A CDN.\n{CDN}"), &[]);
        check(&format!("\n-- a.md\nThe FAQ and `CDN`.\n{CDN}"), &[]);
    }

    #[test]
    fn an_embedded_note_shows_how_it_begins() {
        check(
            "\n-- a.md\n![[b]]\n-- b.md\n# Title\n\nThe **first** thing.\n",
            &["![[b]] = The first thing."],
        );
        check("\n-- a.md\n![[b#two]]\n-- b.md\n# One\n\n1\n\n# Two\n\n2 words\n", &["![[b#two]] = 2 words"]);
        check("\n-- a.md\n![[x.png]]\n-- x.png\n", &[]);
    }
}
