//! Thousands of renames and moves in vaults that look thrown: no link is lost, nothing is doubled, nothing else changes.
//!
//! Each vault goes through many of them one after the other, so that what one has written the next has to read. All is
//! the same in each run: a failure names the vault and the step.

pub(in crate::features) mod vault;

use std::collections::BTreeMap;

use super::*;
use crate::facts::{Facts, LinkKind, Target as LinkTarget};
use crate::features::move_files;
use crate::index::Index;
use crate::resolve::{Broken, Found, Place, Resolution, resolve_target};
use vault::{Dice, World};

/// How many vaults, and how often something is renamed in each.
const VAULTS: u64 = 480;
const STEPS: usize = 25;

/// One rename or move that was made.
struct Step {
    what: String,
    kind: Option<RenameKind>,
    edits: Edits,
    /// Every file's path by what it was before.
    paths: BTreeMap<String, String>,
    folder: Option<(String, String)>,
}

#[test]
fn ten_thousand_renames_lose_no_link_and_change_nothing_else() {
    let made: Vec<String> = std::thread::scope(|scope| {
        let halves = [0, 1].map(|half| {
            scope.spawn(move || (half..VAULTS).step_by(2).flat_map(run).collect::<Vec<String>>())
        });
        halves.into_iter().flat_map(|half| half.join().expect("a rename went wrong, see above")).collect()
    });
    assert!(10_000 <= made.len(), "only {} renames were made", made.len());
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    made.iter().for_each(|kind| *kinds.entry(kind).or_default() += 1);
    let wanted = [
        "Term",
        "Heading",
        "Title",
        "File",
        "Folder",
        "Missing",
        "Block",
        "Anchor",
        "Tag",
        "Label",
        "Footnote",
        "move of a file",
        "move of a folder",
    ];
    for kind in wanted {
        assert!(60 <= kinds.get(kind).copied().unwrap_or_default(), "too few of {kind}: {kinds:?}");
    }
}

/// Renames in one vault; the kinds of those that were made and not refused.
fn run(seed: u64) -> Vec<String> {
    let mut dice = Dice::new(seed + 1);
    let mut world = World::thrown(&mut dice);
    let mut made = Vec::new();
    for step in 0..STEPS {
        let Some(done) = throw(&world, &mut dice) else { continue };
        let next = world.after(&done.edits, &done.paths);
        check(&world, &next, &done, &format!("vault {seed}, step {step}"));
        world = next;
        made.push(match (done.kind, &done.folder) {
            (Some(kind), _) => format!("{kind:?}"),
            (None, Some(_)) => "move of a folder".to_owned(),
            (None, None) => "move of a file".to_owned(),
        });
    }
    made
}

fn throw(world: &World, dice: &mut Dice) -> Option<Step> {
    if dice.below(4) == 0 { throw_move(world, dice) } else { throw_rename(world, dice) }
}

fn throw_move(world: &World, dice: &mut Dice) -> Option<Step> {
    let index = &world.snapshot.index;
    let files: Vec<&str> = world.texts.keys().map(String::as_str).collect();
    let file = dice.one(&files);
    let folder = file.rsplit_once('/').map(|(folder, _)| folder).filter(|_| dice.below(3) == 0);
    let old = folder.unwrap_or(file).to_owned();
    let new = match folder {
        Some(_) => (dice.one(&["moved", "sub/moved", "Ä b/c", "new (1)"])).to_owned(),
        None => {
            let end = old.rsplit('.').next().unwrap_or_default();
            let place = dice.one(&["", "sub/", "moved/", "x y/deep/"]);
            format!("{place}{}.{end}", vault::stem(dice))
        }
    };
    let is_inside = new.starts_with(&format!("{old}/")) || old.starts_with(&format!("{new}/"));
    let is_taken = |path: &str| index.file_in_other_case(path).is_some() || index.has_folder(path);
    if is_inside || is_taken(&new) {
        return None;
    }
    let edits = move_files(&world.snapshot, &[(old.clone(), new.clone())], &Cancel::default()).ok()?;
    let paths = world.texts.keys().map(|path| {
        let rest = path.strip_prefix(&old).filter(|rest| rest.is_empty() || rest.starts_with('/'));
        (path.clone(), rest.map_or_else(|| path.clone(), |rest| format!("{new}{rest}")))
    });
    let paths = paths.collect();
    let what = format!("move {old} to {new}");
    Some(Step { what, kind: None, edits, paths, folder: folder.map(|_| (old.clone(), new)) })
}

fn throw_rename(world: &World, dice: &mut Dice) -> Option<Step> {
    let notes: Vec<FileId> = world.snapshot.index.notes().map(|(file, ..)| file).collect();
    let note = dice.one(&notes);
    let facts = world.snapshot.facts(note)?;
    let mut places: Vec<u32> = Vec::new();
    for link in &facts.links {
        places.extend([link.target_span.start, link.target_span.end, link.shown.start]);
    }
    places.extend(facts.headings.iter().map(|heading| heading.span.start));
    places.extend(facts.anchors.iter().map(|anchor| anchor.name.start));
    places.extend(facts.labels.iter().flat_map(|label| [label.span.start + 1, label.target_span.start]));
    places.extend(facts.footnotes.iter().map(|footnote| footnote.span.start + 2));
    places.extend(facts.title.iter().map(|title| title.span.start));
    places.extend(facts.topics.iter().map(|topic| topic.name.end));
    let offset = dice.one(&places);
    let target = prepare_rename(&world.snapshot, note, offset)?;
    let new_name = vault::name(target.kind, dice);
    let found = rename(&world.snapshot, note, offset, &new_name, true, &Cancel::default()).ok()?;
    let Ok(found) = found else { return None };
    let what = format!("rename {:?} {:?} to {new_name:?}", target.kind, target.placeholder);
    let sure = found.edits.iter().filter(|edit| !edit.confirm || dice.below(2) == 0).cloned().collect();
    let moved = |path: &str| {
        let rest_in = |moved: &Move| path.strip_prefix(moved.from.as_str()).map(str::to_owned);
        let is_part = |rest: &String| rest.is_empty() || rest.starts_with('/');
        let moved = found.moves.iter().find_map(|moved| Some((moved, rest_in(moved).filter(is_part)?)));
        moved.map_or_else(|| path.to_owned(), |(moved, rest)| format!("{}{rest}", moved.to))
    };
    let folder = found.moves.first().filter(|_| target.kind == RenameKind::Folder);
    let folder = folder.map(|moved| (moved.from.to_string(), moved.to.to_string()));
    let paths = world.texts.keys().map(|path| (path.clone(), moved(path))).collect();
    Some(Step { what, kind: Some(target.kind), edits: Edits::new(sure), paths, folder })
}

fn check(before: &World, after: &World, step: &Step, name: &str) {
    let context = || {
        let changed = step.edits.by_file().into_keys().map(|file| {
            let path = before.snapshot.index.path(file).expect("edited").to_string();
            format!("== {path}\n{}\n== then\n{}", before.texts[&path], after.texts[&step.paths[&path]])
        });
        format!("{name}: {}\n{}", step.what, changed.collect::<Vec<_>>().join("\n"))
    };
    let (old, new) = (&before.snapshot.index, &after.snapshot.index);
    for (note, path, facts) in old.notes() {
        let now = new.file(&step.paths[path.as_str()]).expect("it is there");
        let now_facts = new.facts(now).expect("it is a note");
        assert_eq!(facts.links.len(), now_facts.links.len(), "links of {path}: {}", context());
        for (link, now_link) in facts.links.iter().zip(&*now_facts.links) {
            let embed = link.kind == LinkKind::Embed;
            let found = found(old, note, &link.target, embed);
            let now_found = self::found(new, now, &now_link.target, embed);
            assert_eq!(link.kind, now_link.kind, "{}", context());
            let Some(found) = found else {
                let may_change = matches!(step.kind, Some(RenameKind::Tag | RenameKind::Missing))
                    || matches!(link.target, LinkTarget::Footnote(_));
                let is_own = may_change || link.target == now_link.target;
                assert!(is_own, "{path}: {:?} meant nothing: {}", link.target, context());
                continue;
            };
            let wanted = step.translated(old, new, &found.place);
            // A folder that has lost its last file is still there.
            if matches!(&wanted, Place::Folder(folder) if !new.has_folder(folder)) {
                continue;
            }
            // What a link looked for in vain in a note may be there now.
            let is_vain = matches!(&found.place, Place::File(_));
            let file = |found: &Found| found.place.file().map(Place::File);
            let place =
                now_found.as_ref().and_then(|now| if is_vain { file(now) } else { Some(now.place.clone()) });
            let place = place.as_ref();
            assert_eq!(
                place,
                Some(&wanted),
                "{path}: {:?} > {:?}: {}",
                link.target,
                now_link.target,
                context()
            );
            let is_clear = now_found.is_some_and(|now| {
                let is_alone = now.rivals.is_empty() || !found.rivals.is_empty();
                is_alone && (!now.by_title || found.by_title)
            });
            assert!(is_clear, "{path}: {:?} is unclear: {}", now_link.target, context());
            if link.target != now_link.target && !matches!(link.target, LinkTarget::Footnote(_)) {
                // It would have led elsewhere, or could have.
                let left = self::found(new, now, &link.target, embed);
                let still = left.is_some_and(|left| {
                    let is_sure = left.rivals.is_empty() && left.other_case.is_none();
                    left.place == wanted && is_sure && (!left.by_title || found.by_title)
                });
                assert!(!still, "{path}: {:?} was right: {}", link.target, context());
                let raw = now_link.target_span.of(&after.texts[&step.paths[path.as_str()]]);
                let doubled = [".md.md", "##", "[[", "]]", "%252", "//", "((", "><"];
                assert!(!doubled.iter().any(|twice| raw.contains(twice)), "{raw}: {}", context());
            }
        }
        assert_eq!(facts.headings.len(), now_facts.headings.len(), "{}", context());
        if !matches!(step.kind, Some(RenameKind::Heading | RenameKind::Title | RenameKind::Term)) {
            let titles =
                |facts: &Facts| facts.headings.iter().map(|found| found.title.clone()).collect::<Vec<_>>();
            assert_eq!(titles(facts), titles(now_facts), "{}", context());
        }
        if step.kind != Some(RenameKind::Tag) {
            assert_eq!(facts.tags, now_facts.tags, "{}", context());
        }
    }
    check_places(before, step, &context);
}

/// Every change is of the name itself or inside the target of a link.
fn check_places(before: &World, step: &Step, context: &dyn Fn() -> String) {
    for edit in step.edits.iter() {
        let facts = before.snapshot.facts(edit.file).expect("edited");
        let in_link = facts.links.iter().any(|link| {
            let is_swapped = link.kind == LinkKind::Wiki && link.shown.covers(edit.span);
            link.target_span.covers(edit.span) || is_swapped
        });
        let in_label = facts.labels.iter().any(|label| label.target_span.covers(edit.span));
        let own = match step.kind {
            Some(RenameKind::Term) => true,
            Some(RenameKind::Heading | RenameKind::Title) => {
                let title = facts.title.as_ref().is_some_and(|title| title.span.start <= edit.span.start + 1);
                title || facts.headings.iter().any(|heading| heading.span.covers(edit.span))
            }
            Some(RenameKind::Block | RenameKind::Anchor) => {
                facts.anchors.iter().any(|anchor| anchor.name == edit.span)
            }
            Some(RenameKind::Label) => facts.labels.iter().any(|label| label.span.covers(edit.span)),
            Some(RenameKind::Footnote) => facts.footnotes.iter().any(|note| note.span.covers(edit.span)),
            Some(RenameKind::Tag) => !facts.tags.is_empty(),
            Some(RenameKind::File | RenameKind::Folder | RenameKind::Missing) | None => false,
        };
        assert!(in_link || in_label || own, "{edit:?}: {}", context());
    }
}

impl Step {
    /// What a place is after the step, by the paths alone.
    fn translated(&self, old: &Index, new: &Index, place: &Place) -> Place {
        let file = |file: FileId| {
            let path = old.path(file).expect("it was there").as_str();
            new.file(&self.paths[path]).expect("it is there")
        };
        match place {
            Place::File(found) => Place::File(file(*found)),
            Place::Heading(found, at) => Place::Heading(file(*found), *at),
            Place::Anchor(found, at) => Place::Anchor(file(*found), *at),
            Place::Footnote(found, at) => Place::Footnote(file(*found), *at),
            Place::Folder(folder) => {
                let moved = self.folder.as_ref().and_then(|(from, to)| {
                    let rest = folder.strip_prefix(from.as_str())?;
                    (rest.is_empty() || rest.starts_with('/')).then(|| format!("{to}{rest}"))
                });
                Place::Folder(moved.map_or_else(|| folder.clone(), Into::into))
            }
        }
    }
}

fn found(index: &Index, note: FileId, target: &LinkTarget, embed: bool) -> Option<Found> {
    match resolve_target(index, note, target, embed) {
        Resolution::Found(found) => Some(found),
        Resolution::Broken(Broken::Heading(file, _) | Broken::Block(file, _)) => {
            Some(Found { place: Place::File(file), rivals: Vec::new(), other_case: None, by_title: false })
        }
        Resolution::Unjudged | Resolution::Broken(_) => None,
    }
}
