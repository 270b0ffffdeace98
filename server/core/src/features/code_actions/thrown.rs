//! Actions taken at places that look thrown: what links meant they mean afterwards, and nothing is done twice.

use std::collections::BTreeMap;

use super::super::rename::random::vault::{Dice, World};
use super::{ActionKind, CodeAction, Wanted, code_actions};
use crate::cancel::Cancel;
use crate::index::FileId;
use crate::path::NotePath;
use crate::resolve::{Place, Resolution, resolve};
use crate::text::Span;

/// How many vaults, and how often something is done in each.
const VAULTS: u64 = 100;
const STEPS: usize = 16;

/// The titles of the files of a vault, by their paths.
fn titles(world: &World) -> BTreeMap<String, String> {
    let title = |(file, path): (FileId, &NotePath)| {
        let own = world.snapshot.facts(file).and_then(|facts| facts.title.as_ref());
        (path.to_string(), own.map_or_else(|| path.stem().to_owned(), |title| title.text.to_string()))
    };
    world.snapshot.index.files().map(title).collect()
}

/// What the links of a vault mean, by the titles of what they lead to, each with their number; and how many are broken.
///
/// A file that was there before goes by the title that it had, whatever heads it now.
fn meanings(world: &World, before: &World) -> (BTreeMap<String, i64>, usize) {
    let index = &world.snapshot.index;
    let mut found: BTreeMap<String, i64> = BTreeMap::new();
    let mut broken = 0;
    let (known, now) = (titles(before), titles(world));
    let title = |file: FileId| {
        let path = index.path(file).expect("found").as_str();
        known.get(path).or_else(|| now.get(path)).expect("found").clone()
    };
    for (note, _, facts) in index.notes() {
        for link in &facts.links {
            let meaning = match resolve(index, note, link) {
                Resolution::Found(found) => match found.place {
                    Place::File(file) => title(file),
                    Place::Heading(file, at) => {
                        index.facts(file).expect("found").headings[at].title.to_string()
                    }
                    Place::Anchor(file, at) => index.facts(file).expect("found").anchors[at].id.to_string(),
                    Place::Footnote(file, at) => {
                        index.facts(file).expect("found").footnotes[at].label.to_string()
                    }
                    Place::Folder(folder) => format!("{folder}/"),
                },
                Resolution::Unjudged => continue,
                Resolution::Broken(_) => {
                    broken += 1;
                    continue;
                }
            };
            *found.entry(meaning.to_lowercase()).or_default() += 1;
        }
    }
    (found, broken)
}

/// The same vault with questions in some of its notes, which say in plain lines what other headings say, and mentions.
fn with_questions(world: World, dice: &mut Dice) -> World {
    let mut texts = world.texts;
    for (_, text) in texts.iter_mut().filter(|(path, _)| path.ends_with(".md")) {
        let start = if text.starts_with("---") { None } else { text.find("\n## ") };
        if let Some(at) = start.filter(|_| dice.below(2) == 0) {
            text.insert_str(at, "\nWhat is a widget?\n\nA widget is a small tool with a handle.\n");
        }
        if dice.below(3) == 0 {
            text.push_str("\nOne widget meets a second widget.\n");
        }
    }
    World::of(texts)
}

/// The actions at a place of a note.
fn actions(world: &World, note: FileId, range: Span) -> Vec<CodeAction<'_>> {
    let kinds = |kind: ActionKind| kind != ActionKind::QuickFix;
    let wanted = Wanted { range, kinds: &kinds, creates: true, deletes: true, copies: true };
    code_actions(&world.snapshot, note, wanted, &Cancel::default()).expect("nobody cancels")
}

/// A place where something may be done.
fn place(world: &World, dice: &mut Dice) -> (FileId, Span) {
    let notes: Vec<FileId> = world.snapshot.index.notes().map(|(file, ..)| file).collect();
    let note = dice.one(&notes);
    let facts = world.snapshot.facts(note).expect("a note");
    let mut places = vec![0];
    places.extend(facts.links.iter().map(|link| link.span.start));
    places.extend(facts.headings.iter().map(|heading| heading.span.start));
    places.extend(facts.topics.iter().map(|topic| topic.name.end));
    let text = world.snapshot.text(note).expect("a note");
    let words = text.match_indices(' ').map(|(at, _)| at as u32 + 1);
    places.extend(words.take(8));
    let mentions = text.match_indices("widget").map(|(at, _)| at as u32);
    places.extend(mentions.flat_map(|at| [at; 4]));
    let start = dice.one(&places);
    let ends = text[start as usize..].match_indices([' ', '\n']).map(|(at, _)| start + at as u32);
    let end = if dice.below(4) == 0 { ends.take(2).last().unwrap_or(start) } else { start };
    (note, Span { start, end })
}

#[test]
fn whatever_is_done_links_mean_what_they_meant() {
    let mut done: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..VAULTS {
        let mut dice = Dice::new(seed + 77);
        let mut world = with_questions(World::thrown(&mut dice), &mut dice);
        for step in 0..STEPS {
            let (note, range) = place(&world, &mut dice);
            let found = actions(&world, note, range);
            if found.is_empty() {
                continue;
            }
            // Mostly what was done least, so that all is done often.
            let times = |action: &CodeAction<'_>| done.get(action.kind.name()).copied().unwrap_or_default();
            let seldom = (0..found.len()).min_by_key(|&at| times(&found[at])).unwrap_or_default();
            let chosen = if dice.below(3) == 0 { dice.below(found.len()) } else { seldom };
            let action = found.into_iter().nth(chosen).expect("one of them");
            let (kind, title) = (action.kind, action.title.clone());
            let Some(changes) = action.changes() else { continue };
            let mut texts = world.texts.clone();
            for file in changes.edits.by_file().into_keys() {
                let path = world.snapshot.index.path(file).expect("edited").to_string();
                let text = changes.edits.applied(file, &texts[&path]);
                texts.insert(path, text);
            }
            if let Some(new) = &changes.created {
                assert!(!texts.contains_key(new.path.as_str()), "{title}: {} is there", new.path);
                texts.insert(new.path.to_string(), new.text.clone());
            }
            if let Some(gone) = changes.deleted {
                texts.remove(world.snapshot.index.path(gone).expect("deleted").as_str());
            }
            let after = World::of(texts);
            check(&world, &after, kind, &format!("vault {seed}, step {step}: {title}"));
            *done.entry(kind.name()).or_default() += 1;
            world = after;
        }
    }
    for kind in ActionKind::ALL.into_iter().filter(|kind| *kind != ActionKind::QuickFix) {
        assert!(5 <= done.get(kind.name()).copied().unwrap_or_default(), "too few of {kind:?}: {done:?}");
    }
}

#[track_caller]
fn check(before: &World, after: &World, kind: ActionKind, what: &str) {
    let ((old, old_broken), (new, new_broken)) = (meanings(before, before), meanings(after, before));
    let less = |one: &BTreeMap<String, i64>, other: &BTreeMap<String, i64>| -> i64 {
        let lacks =
            |(name, count): (&String, &i64)| (count - other.get(name).copied().unwrap_or_default()).max(0);
        one.iter().map(lacks).sum()
    };
    let (gone, come) = (less(&old, &new), less(&new, &old));
    // What is made or moved may be what other links asked for in vain.
    let mended = i64::try_from(old_broken.saturating_sub(new_broken)).unwrap_or_default();
    let is_right = match kind {
        ActionKind::Unlink => come == 0,
        // What stood in the note is gone with it, and a contents list is written anew.
        ActionKind::Delete | ActionKind::Contents => true,
        ActionKind::Link
        | ActionKind::LinkFirst
        | ActionKind::LinkAll
        | ActionKind::Backlink
        | ActionKind::Define
        | ActionKind::Alias => gone == 0,
        ActionKind::ExtractTopic => gone == 0 && (1..=1 + mended).contains(&come),
        ActionKind::InlineTopic => gone == 1 && come <= mended,
        ActionKind::RewriteLink
        | ActionKind::Heading
        | ActionKind::ExtractDefinition
        | ActionKind::CopyLink
        | ActionKind::Definitions => gone == 0 && come <= mended,
        ActionKind::QuickFix => false,
    };
    let texts = || {
        let all = before.texts.keys().chain(after.texts.keys());
        let changed = all.filter(|path| before.texts.get(*path) != after.texts.get(*path));
        let shown = changed.map(|path| {
            format!("== {path}\n{:?}\n== then\n{:?}", before.texts.get(path), after.texts.get(path))
        });
        shown.collect::<Vec<_>>().join("\n")
    };
    assert!(is_right, "{what}: {gone} gone, {come} come\n{old:?}\n{new:?}\n{}", texts());
    // A folder that has lost its last file is still there.
    let folders = |meanings: &BTreeMap<String, i64>| -> i64 {
        meanings.iter().filter(|(name, _)| name.ends_with('/')).map(|(_, count)| count).sum()
    };
    let emptied = usize::try_from(folders(&old) - folders(&new)).unwrap_or_default();
    assert!(
        new_broken <= old_broken + emptied,
        "{what}: {old_broken} broken, then {new_broken}\n{}",
        texts()
    );
}
