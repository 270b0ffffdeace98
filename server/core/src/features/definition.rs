//! Go to definition: from a link to its target, from a name to where it is explained.

use super::location::{Location, definition_location, place_location, topic_location};
use super::references::place_under;
use super::subject::{Name, Subject, name_at, subject};
use super::tags::{TagAt, tag_at, uses};
use crate::cancel::Cancel;
use crate::facts::{Label, Link, Target};
use crate::index::{FileId, Sense, TopicId, Viewpoint};
use crate::resolve::{Found, Place, Resolution, is_same_label, resolve_target};
use crate::snapshot::Snapshot;
use crate::terms::title::TitleKind;
use crate::text::Span;

/// Where a name or link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definitions {
    /// What was under the cursor.
    pub origin: Span,
    /// Where it leads, the best place first.
    pub targets: Vec<Location>,
}

/// Where what stands at an offset leads; `None` where nothing is known of it.
#[must_use]
pub fn definition(snapshot: &Snapshot, note: FileId, offset: u32) -> Option<Definitions> {
    if let Some(tag) = tag_at(snapshot, note, offset) {
        return Some(of_tag(snapshot, note, &tag));
    }
    let Some(found) = subject(snapshot, note, offset) else {
        // What is asked about where it is declared leads to itself; editors then offer what refers to it.
        let place = place_under(snapshot, note, offset)?;
        let target = match place {
            Place::File(file) => {
                let title = snapshot.facts(file)?.title.as_ref()?.span;
                Location { file, span: title, name: title }
            }
            place => place_location(snapshot, &place)?,
        };
        let origin = Span { start: target.name.start.min(offset), end: target.name.end.max(offset) };
        return Some(Definitions { origin, targets: vec![target] });
    };
    let found = match found {
        Subject::Link(link) => {
            let targets = link_targets(snapshot, note, link, offset);
            if targets.is_empty() {
                // The text of a link that leads nowhere may still be a name.
                return from_name(snapshot, note, offset, name_at(snapshot, note, offset)?);
            }
            Definitions { origin: link.span, targets }
        }
        Subject::Label(label) => {
            let targets = match resolve_target(&snapshot.index, note, &label.target, false) {
                Resolution::Found(found) => place_location(snapshot, &found.place).into_iter().collect(),
                Resolution::Unjudged | Resolution::Broken(_) => Vec::new(),
            };
            Definitions { origin: label.span, targets }
        }
        Subject::Name(name) => return from_name(snapshot, note, offset, name),
    };
    Some(found)
}

/// The note that has the name of a tag, else every use of the tag and of those below it.
fn of_tag(snapshot: &Snapshot, note: FileId, tag: &TagAt) -> Definitions {
    let named = Target::Name { path: tag.name.as_str().into(), fragment: None, shown: None };
    let targets = match resolve_target(&snapshot.index, note, &named, false) {
        Resolution::Found(found) => place_location(snapshot, &found.place).into_iter().collect(),
        Resolution::Unjudged | Resolution::Broken(_) => {
            let uses = uses(snapshot, &tag.name, &Cancel::default()).unwrap_or_default();
            uses.into_iter()
                .map(|found| Location { file: found.file, span: found.span, name: found.span })
                .collect()
        }
    };
    Definitions { origin: tag.span, targets }
}

fn from_name(snapshot: &Snapshot, note: FileId, offset: u32, name: Name) -> Option<Definitions> {
    let senses = snapshot.index.senses(&name.named, Some(Viewpoint { note, offset }));
    let mut targets: Vec<Location> = Vec::new();
    for target in senses.iter().flat_map(|sense| sense_locations(snapshot, sense)) {
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    Some(Definitions { origin: name.span, targets })
}

/// Where a sense is explained: its definitions, else the topics about it.
pub(super) fn sense_locations(snapshot: &Snapshot, sense: &Sense) -> Vec<Location> {
    let is_excerpt = |id| snapshot.index.definition(id).is_none_or(|definition| definition.excerpt);
    let definitions = sense.definitions.iter().filter(|&&id| !is_excerpt(id));
    let mut locations: Vec<Location> =
        definitions.filter_map(|&id| definition_location(snapshot, id)).collect();
    if locations.is_empty() {
        let excerpts = sense.definitions.iter().filter_map(|&id| definition_location(snapshot, id));
        locations = excerpts.collect();
    }
    if locations.is_empty() {
        let asked = |id: &&TopicId| {
            let topic = snapshot.facts(id.note).and_then(|facts| facts.topics.get(id.at as usize));
            topic.is_some_and(|topic| topic.asks != TitleKind::Compare)
        };
        let mut topics: Vec<&TopicId> = sense.topics.iter().filter(asked).collect();
        if topics.is_empty() {
            topics = sense.topics.iter().collect();
        }
        locations = topics.into_iter().filter_map(|&id| topic_location(snapshot, id)).collect();
    }
    locations
}

fn link_targets(snapshot: &Snapshot, note: FileId, link: &Link, offset: u32) -> Vec<Location> {
    let on_label = link.target_span.touches(offset) && link.target_span != link.shown;
    if let Some(name) = link.label.as_deref().filter(|_| on_label) {
        let label = label(snapshot, note, name);
        return label
            .map(|label| Location { file: note, span: label.span, name: label.span })
            .into_iter()
            .collect();
    }
    match snapshot.resolve(note, link) {
        Resolution::Found(Found { place, rivals, .. }) => {
            let first = place_location(snapshot, &place);
            first.into_iter().chain(rivals.into_iter().map(Location::start_of)).collect()
        }
        Resolution::Unjudged | Resolution::Broken(_) => Vec::new(),
    }
}

/// The definition of a label; letter case does not matter, the first wins.
pub(super) fn label<'s>(snapshot: &'s Snapshot, note: FileId, name: &str) -> Option<&'s Label> {
    snapshot.facts(note)?.labels.iter().find(|label| is_same_label(&label.name, name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Case, case};

    #[track_caller]
    fn check(fixture: &str) {
        let case = case(fixture);
        let found =
            definition(&case.snapshot, case.note, case.offset).map(|found| found.targets).unwrap_or_default();
        assert_eq!(Case::names(&found), case.marks);
    }

    #[test]
    fn link_to_a_heading_in_another_note() {
        check(
            "
-- plan.md
See [[bio#Cell wa$0lls]].
-- bio.md
## Cell walls
   ^^^^^^^^^^
",
        );
    }

    #[test]
    fn a_path_of_headings_goes_on_below_whichever_has_the_rest() {
        let b = "-- b.md\n# B\n\n## Same\n\n### One\n\n## Same\n\n### Two\n    ^^^\n";
        check(&format!("\n-- a.md\n[[b#Same#Two$0]]\n{b}"));
        check(&format!("\n-- a.md\n[[b#B#Same#Two$0]]\n{b}"));
        check(&format!("\n-- a.md\n[[b#One#Two$0]]\n{}", b.replace("    ^^^\n", "")));
    }

    #[test]
    fn a_note_is_found_by_the_id_that_its_name_begins_with() {
        let of = |link: &str, path: &str| {
            let case = case(&format!("\n-- a.md\n[[{link}$0]]\n-- {path}\nb\n"));
            definition(&case.snapshot, case.note, case.offset).is_some_and(|found| !found.targets.is_empty())
        };
        assert!(of("202401021230", "z/202401021230 An idea.md") && of("20240102", "20240102-log.md"));
        assert!(!of("2024", "2024 plans.md") && !of("202401021230", "2024010212301 x.md"));
    }

    #[test]
    fn markdown_link_to_an_anchor() {
        check("\n-- a.md\n[x](b.md#two-$01)\n-- b.md\n# Two\n# Two\n  ^^^\n");
    }

    #[test]
    fn block_footnote_and_label() {
        check("\n-- a.md\n[[b#^i$0d]]\n-- b.md\ntext ^id\n      ^^\n");
        check("\nA[^n$0].\n\n[^n]: Text.\n^^^^^^^^^^^\n");
        check("\n[x][l$0b]\n\n[lb]: b.md\n^^^^^^^^^^\n-- b.md\nb\n");
    }

    #[test]
    fn a_link_in_front_matter_is_one() {
        check("\n-- a.md\n---\né: [\"x [[b#T$0wo|y]]\", z]\n---\n-- b.md\n# Two\n  ^^^\n");
        check("\n-- a.md\n---\nx: [[b#T$0wo]]\n---\n-- b.md\n# Two\n");
        check("\n-- a.md\n---\nup: '[[ b#T$0wo ]]'\nx: \"[[open\"\n---\n-- b.md\n# Two\n  ^^^\n");
    }

    #[test]
    fn a_whole_note_is_its_start() {
        let case = case("\n-- a.md\n[[b$0]]\n-- b.md\nb\n");
        let found = definition(&case.snapshot, case.note, case.offset).expect("the note is there").targets;
        assert_eq!(found, [Location::start_of(case.snapshot.index.file("b.md").expect("put in"))]);
    }

    #[test]
    fn a_link_that_leads_nowhere_has_no_target() {
        check("\n[[gone$0]]\n");
        check("\n[x](https://exam$0ple.org)\n");
    }

    #[test]
    fn a_tag_leads_to_the_note_of_its_name_or_to_its_uses() {
        check("\n-- a.md\n#pla$0nts\n^^^^^^^\n-- b.md\n#plants/cells\n^^^^^^^^^^^^^\n");
        let case = case("\n-- a.md\n#pla$0nts\n-- Plants.md\nb\n");
        let found = definition(&case.snapshot, case.note, case.offset).expect("the note is there").targets;
        assert_eq!(found, [Location::start_of(case.snapshot.index.file("Plants.md").expect("put in"))]);
    }

    #[test]
    fn what_is_declared_leads_to_itself() {
        check("\n# T\n\n## $0Nothing known\n   ^^^^^^^^^^^^^\n");
        check("\nprose ^i$0d\n       ^^\n");
        check("\nA[^n].\n\n[^$0n]: Text.\n^^^^^^^^^^^\n");
    }
}
