//! Tags: what stands under a cursor, and every use of a tag with those below it, in prose and in front matter.

use crate::cancel::{Cancel, Cancellable};
use crate::facts::{Facts, LinkKind, Target};
use crate::index::FileId;
use crate::snapshot::Snapshot;
use crate::syntax::front_matter::FrontMatter;
use crate::text::Span;

/// A tag under a cursor, as far as the cursor reaches: of `#plants/cells` the first part alone where it is on that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TagAt {
    /// The parts of the name, without the sign.
    pub(super) span: Span,
    /// The tag, from its first part on.
    pub(super) name: String,
}

/// One use of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TagUse {
    pub(super) file: FileId,
    /// All of it, with its sign where it has one.
    pub(super) span: Span,
    /// The parts that were asked for.
    pub(super) name: Span,
    /// Whether it is a tag below the one that was asked for.
    pub(super) is_below: bool,
}

/// The tag at an offset, in prose or in front matter.
pub(super) fn tag_at(snapshot: &Snapshot, note: FileId, offset: u32) -> Option<TagAt> {
    let facts = snapshot.facts(note)?;
    let linked = facts.links.iter().find(|link| link.kind == LinkKind::Tag && link.span.touches(offset));
    let whole = linked.map(|link| link.target_span);
    let text = || if whole.is_none() && facts.tags.is_empty() { None } else { snapshot.text(note) };
    let text = text()?;
    let whole = whole.or_else(|| in_front_matter(&text).into_iter().find(|span| span.touches(offset)))?;
    let name = whole.of(&text);
    let typed = offset.saturating_sub(whole.start) as usize;
    let end = name.get(typed..).and_then(|rest| rest.find('/')).map_or(name.len(), |at| typed + at);
    let name = name.get(..end).filter(|name| !name.is_empty())?;
    Some(TagAt { span: Span::new(whole.start as usize..whole.start as usize + end), name: name.to_owned() })
}

/// How much of a tag is `wanted`; `None` where it is neither that nor below it. Letter case does not matter.
pub(super) fn below<'t>(tag: &'t str, wanted: &str) -> Option<&'t str> {
    let mut rest = tag;
    let mut end = 0;
    for part in wanted.split('/') {
        let found = rest.split('/').next()?;
        if found.to_lowercase() != part.to_lowercase() {
            return None;
        }
        end = tag.len() - rest.len() + found.len();
        rest = rest.get(found.len() + 1..).unwrap_or_default();
    }
    tag.get(..end)
}

/// Every use of a tag and of those below it, by path and place.
pub(super) fn uses(snapshot: &Snapshot, wanted: &str, cancel: &Cancel) -> Cancellable<Vec<TagUse>> {
    let mut found = Vec::new();
    for (file, _, facts) in snapshot.index.notes() {
        cancel.check()?;
        found.extend(uses_in(snapshot, file, facts, wanted));
    }
    Ok(found)
}

fn uses_in(snapshot: &Snapshot, file: FileId, facts: &Facts, wanted: &str) -> Vec<TagUse> {
    let part = |start: u32, name: &str| Span { start, end: start + name.len() as u32 };
    let mut found = Vec::new();
    if facts.tags.iter().any(|tag| below(tag, wanted).is_some()) {
        // The names alone do not say where they stand.
        let text = snapshot.text(file).unwrap_or_default();
        for span in in_front_matter(&text) {
            if let Some(name) = below(span.of(&text), wanted) {
                let is_below = name.len() < span.len() as usize;
                found.push(TagUse { file, span, name: part(span.start, name), is_below });
            }
        }
    }
    for link in &facts.links {
        if let Target::Tag(tag) = &link.target
            && let Some(name) = below(tag, wanted)
        {
            let name_span = part(link.target_span.start, name);
            found.push(TagUse { file, span: link.span, name: name_span, is_below: name.len() < tag.len() });
        }
    }
    found
}

/// Where the tags of the front matter are written, signs left out.
fn in_front_matter(text: &str) -> Vec<Span> {
    let Some(front_matter) = FrontMatter::cut(text) else { return Vec::new() };
    let mut found = Vec::new();
    let mut at = front_matter.content.start as usize;
    let mut is_inside = false;
    for line in front_matter.content.of(text).split_inclusive('\n') {
        let key = line.split_once(':').map(|(key, _)| key.trim().trim_matches(['"', '\'']).to_lowercase());
        let opens =
            line.starts_with(|first: char| !first.is_whitespace() && !matches!(first, '-' | ']' | '#'));
        let mut from = 0;
        if opens {
            is_inside = matches!(key.as_deref(), Some("tags" | "tag"));
            from = line.find(':').map_or(line.len(), |colon| colon + 1);
        }
        if is_inside {
            found.extend(
                names(&line[from..]).map(|(start, end)| Span::new(at + from + start..at + from + end)),
            );
        }
        at += line.len();
    }
    found
}

/// The names in one line of a YAML list, as offsets; what stands behind a comment's sign is none.
fn names(line: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut end = line.len();
    let mut quote = None;
    for (at, character) in line.char_indices() {
        match (quote, character) {
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), close) if open == close => quote = None,
            (None, '#') if line[..at].chars().next_back().is_none_or(char::is_whitespace) => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    let line = &line[..end];
    let ends =
        |character: char| character.is_whitespace() || matches!(character, ',' | '[' | ']' | '"' | '\'');
    let pieces = line.split(ends).map(move |piece| {
        let start = piece.as_ptr() as usize - line.as_ptr() as usize;
        let name = piece.trim_start_matches('#');
        (start + piece.len() - name.len(), start + piece.len())
    });
    pieces.filter(move |&(start, end)| start < end && &line[start..end] != "-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::case;

    #[track_caller]
    fn check(fixture: &str, wanted: &str) {
        let case = case(fixture);
        let found = uses(&case.snapshot, wanted, &Cancel::default()).expect("nobody cancels");
        let found: Vec<_> = found.iter().map(|found| (found.file, found.name)).collect();
        assert_eq!(found, case.marks, "{fixture}");
    }

    #[test]
    fn a_tag_is_found_in_prose_with_those_below_it() {
        check(
            "\nA #plants and #Plants/cells, not #plantsman or #x/plants.\n   ^^^^^^      ^^^^^^\n",
            "plants",
        );
        check("\nA #plants and #plants/cells/wall.\n               ^^^^^^^^^^^^\n", "plants/cells");
    }

    #[test]
    fn a_tag_is_found_in_front_matter_however_it_is_written() {
        check(
            "\n---\ntags: [a, plants/x, \"#plants\"] # plants\n          ^^^^^^      ^^^^^^\n---\n",
            "plants",
        );
        check("\n---\ntitle: plants\nTags:\n- plants\n  ^^^^^^\n- 'b'\nother: plants\n---\n", "plants");
        check("\n---\ntag: b plants,c\n       ^^^^^^\n---\n", "plants");
    }

    #[track_caller]
    fn check_at(fixture: &str, expected: Option<&str>) {
        let case = case(fixture);
        let found = tag_at(&case.snapshot, case.note, case.offset);
        assert_eq!(found.map(|found| found.name).as_deref(), expected, "{fixture}");
    }

    #[test]
    fn the_cursor_says_how_much_of_a_tag_is_meant() {
        check_at("\nA #pla$0nts/cells.\n", Some("plants"));
        check_at("\nA #plants/ce$0lls.\n", Some("plants/cells"));
        check_at("\nA $0#plants.\n", Some("plants"));
        check_at("\n---\ntags: [é, b/$0c]\n---\n", Some("b/c"));
        check_at("\n---\ntags: [é, b]\n---\nnot$0hing\n", None);
    }
}
