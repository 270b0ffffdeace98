//! Notes that stand alone; off by default, since in folders without links all of them do.

use super::Rule;
use super::report::Report;
use crate::facts::LinkKind;
use crate::index::FileId;
use crate::resolve::Resolution;
use crate::text::Span;

pub(super) fn check(report: &mut Report<'_>) {
    if report.is_on(Rule::DeadEnd) && !leads_out(report, report.note) {
        let span = title(report);
        report.add(Rule::DeadEnd, span, "this note leads to no other".to_owned());
    }
    if report.is_on(Rule::Orphan) && report.snapshot.complete && is_orphan(report) {
        let span = title(report);
        let message =
            "no link leads to this note or out of it, and it shares no term with another".to_owned();
        report.add(Rule::Orphan, span, message);
    }
}

/// What of the note is marked: its title, or its first line.
fn title(report: &Report<'_>) -> Span {
    let facts = report.facts;
    let first = facts.topics.first().map(|topic| topic.name);
    facts.title.as_ref().map(|title| title.span).or(first).unwrap_or_default()
}

/// Whether a link of a note means another file of the vault.
fn leads_out(report: &Report<'_>, note: FileId) -> bool {
    let Some(facts) = report.snapshot.facts(note) else { return false };
    facts.links.iter().filter(|link| link.kind != LinkKind::Tag).any(|link| {
        match report.snapshot.resolve(note, link) {
            Resolution::Found(found) => found.place.file().is_some_and(|file| file != note),
            Resolution::Unjudged | Resolution::Broken(_) => false,
        }
    })
}

fn is_orphan(report: &Report<'_>) -> bool {
    let index = &report.snapshot.index;
    let is_linked = report.snapshot.links_to(report.note, |_| true).any(|(from, _)| from != report.note);
    if is_linked || leads_out(report, report.note) {
        return false;
    }
    // A term of another note that this one mentions ties the two, and so does the other way round.
    let mentions_others = index
        .mentions(report.note)
        .iter()
        .any(|mention| index.meant(mention).iter().any(|named| super::term::note_of(*named) != report.note));
    let own: Vec<_> = report.facts.definitions.iter().flat_map(|definition| &definition.names).collect();
    let keys: Vec<_> = own.into_iter().filter_map(|name| crate::index::NameKey::of(name)).collect();
    let others = || index.notes().filter(|(note, ..)| *note != report.note);
    let is_mentioned = || {
        others().any(|(_, _, facts)| {
            keys.iter().any(|key| index.names().may_be_in(*key, facts.words.vocabulary()))
        })
    };
    !mentions_others && !is_mentioned()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check_codes, check_codes_with};

    const ON: &[&str] = &["note/orphan", "note/dead-end"];

    #[test]
    fn notes_without_ties_are_told_to_who_asks() {
        check_codes("\n-- a.md\n# Alone\n\nText.\n-- b.md\n# Other\n", &[]);
        check_codes_with(
            "\n-- a.md\n# Alone\n\nText.\n-- b.md\n# Other\n",
            ON,
            &["1 note/orphan", "1 note/dead-end"],
        );
        check_codes_with("\n-- a.md\n# Alone\n\n[b](b.md)\n-- b.md\n# Other\n", ON, &[]);
        check_codes_with(
            "\n-- a.md\n# Alone\n\nText.\n-- b.md\n# Other\n\n[[a]]\n",
            ON,
            &["1 note/dead-end"],
        );
        check_codes_with(
            "\n-- a.md\n# Alone\n\nA mitochondrion.\n-- b.md\n# Mitochondrion\n\nA mitochondrion is a part.\n",
            ON,
            &["1 note/dead-end"],
        );
    }
}
