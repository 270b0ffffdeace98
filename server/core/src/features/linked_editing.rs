//! Linked editing: the places of a note that have to say the same, changed together while one of them is typed.

use crate::facts::Target;
use crate::index::FileId;
use crate::snapshot::Snapshot;
use crate::text::Span;

/// What a label may hold while it is typed, as a regular expression.
pub const LABEL_PATTERN: &str = r"[^\[\]\r\n]+";

/// A label as written in a note.
struct Written {
    span: Span,
    is_footnote: bool,
}

/// Every place of a note where the label at an offset is written, in the order of the text: of a footnote or a
/// reference, with its definition. None where it is written once, or where letter case tells the places apart.
#[must_use]
pub fn linked_editing(snapshot: &Snapshot, note: FileId, offset: u32) -> Vec<Span> {
    let Some(facts) = snapshot.facts(note) else { return Vec::new() };
    let mut labels: Vec<Written> = Vec::new();
    for link in &facts.links {
        match &link.target {
            Target::Footnote(_) => labels.push(Written { span: link.target_span, is_footnote: true }),
            Target::Label(_) => labels.push(Written { span: link.target_span, is_footnote: false }),
            Target::External(_)
            | Target::Template(_)
            | Target::Path { .. }
            | Target::Name { .. }
            | Target::Tag(_)
            | Target::Nothing => {
                if link.label.is_some() {
                    labels.push(Written { span: link.target_span, is_footnote: false });
                }
            }
        }
    }
    let behind = |start: u32, label: &str| Span { start, end: start + label.len() as u32 };
    // `[^label]:` and `[label]:`.
    let footnotes = facts.footnotes.iter().map(|note| behind(note.span.start + 2, &note.label));
    labels.extend(footnotes.map(|span| Written { span, is_footnote: true }));
    let definitions = facts.labels.iter().map(|label| behind(label.span.start + 1, &label.name));
    labels.extend(definitions.map(|span| Written { span, is_footnote: false }));
    let Some(here) = labels.iter().find(|label| label.span.touches(offset)) else { return Vec::new() };
    let text = snapshot.text(note).unwrap_or_default();
    let name = here.span.of(&text);
    let same =
        labels.iter().filter(|label| label.is_footnote == here.is_footnote && label.span.of(&text) == name);
    let mut spans: Vec<Span> = same.map(|label| label.span).collect();
    spans.sort_unstable();
    spans.dedup();
    if name.is_empty() || spans.len() < 2 { Vec::new() } else { spans }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::case;

    #[track_caller]
    fn check(fixture: &str) {
        let case = case(fixture);
        let found = linked_editing(&case.snapshot, case.note, case.offset);
        let marks: Vec<Span> = case.marks.into_iter().map(|(_, span)| span).collect();
        assert_eq!(found, marks);
    }

    #[test]
    fn a_footnote_and_its_text() {
        check("\nA[^no$0te] and b[^note].\n   ^^^^         ^^^^\n\n[^note]: Text.\n  ^^^^\n");
        check("\nA[^note].\n   ^^^^\n\n[^no$0te]: Text.\n  ^^^^\n");
    }

    #[test]
    fn a_label_and_its_references() {
        check("\nSee [x][l$0b] and [lb] and [lb][].\n        ^^       ^^       ^^\n\n[lb]: b.md\n ^^\n");
        check("\n![x][l$0b]\n     ^^\n\n[lb]: b.png\n ^^\n");
    }

    #[test]
    fn what_is_written_once_or_unlike_is_left_alone() {
        check("\nA[^no$0te].\n");
        check("\nSee [x][l$0b].\n\n[LB]: b.md\n");
        check("\nSee [tex$0t](b.md) and [text](c.md).\n");
    }

    #[test]
    fn a_footnote_is_no_label() {
        check("\nA[^n$0] and [n].\n   ^\n\n[^n]: Text.\n  ^\n\n[n]: b.md\n");
    }
}
