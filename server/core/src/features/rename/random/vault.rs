//! Vaults that look thrown: notes with links of every kind to files, headings, ids and labels.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::RenameKind;
use crate::config::Config;
use crate::edit::Edits;
use crate::facts::{AnchorKind, Facts};
use crate::index::{FileId, Index};
use crate::path::{NotePath, is_note, percent_encode_path};
use crate::rules::Census;
use crate::snapshot::Snapshot;
use crate::testing::Texts;

/// Numbers that look thrown and are the same in each run (xorshift64*, Vigna 2016).
pub(in crate::features) struct Dice(u64);

impl Dice {
    pub(in crate::features) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).max(1))
    }

    pub(in crate::features) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % end
    }

    pub(in crate::features) fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// A vault with its texts.
pub(in crate::features) struct World {
    pub(in crate::features) texts: BTreeMap<String, String>,
    pub(in crate::features) snapshot: Snapshot,
}

const STEMS: [&str; 14] = [
    "cells",
    "Cell walls",
    "plan",
    "1.2 intro",
    "notes",
    "über",
    "a_b",
    "c (1)",
    "README",
    "C++ & co",
    "walls",
    "20240101 log",
    "some.note",
    "widget",
];
const FOLDERS: [&str; 5] = ["", "", "sub/", "sub/deep/", "Ä b/"];
const HEADINGS: [&str; 9] = [
    "Walls",
    "Walls",
    "Use of *it*",
    "C++",
    "Größe & Maß",
    "What is a widget?",
    "`code` here",
    "1. First",
    "Über",
];
const NAMES: [&str; 12] = [
    "plan",
    "New name",
    "Größe & Maß",
    "x-1",
    "a_b",
    "two (2) parts",
    "Walls",
    "C sharp",
    "it's",
    "cells",
    "50% off",
    "Ångström",
];

pub(super) fn stem(dice: &mut Dice) -> &'static str {
    dice.one(&STEMS)
}

/// A new name for something, mostly one that it can have.
pub(super) fn name(kind: RenameKind, dice: &mut Dice) -> String {
    let name = dice.one(&NAMES);
    match kind {
        RenameKind::Block | RenameKind::Footnote | RenameKind::Anchor => {
            (dice.one(&["b1", "b2", "new-id", "x", "id-9", "Z"])).to_owned()
        }
        RenameKind::Tag => (dice.one(&["life", "life/green", "Über", "a-b", "plants", "x/y/z"])).to_owned(),
        RenameKind::File => format!("{}{name}", dice.one(&["", "", "/", "../", "deep/"])),
        RenameKind::Folder => (dice.one(&["moved", "Ä b", "x (1)", "../y", "/z/deep"])).to_owned(),
        RenameKind::Missing => (dice.one(&["lost", "not (yet)", "gone", "Ä gone", "a/b"])).to_owned(),
        RenameKind::Term => (dice.one(&["gadget", "big gadget", "Cell", "thing"])).to_owned(),
        RenameKind::Heading | RenameKind::Title | RenameKind::Label => name.to_owned(),
    }
}

impl World {
    /// A vault of a few notes and files.
    pub(in crate::features) fn thrown(dice: &mut Dice) -> Self {
        let mut texts: BTreeMap<String, String> = BTreeMap::new();
        for path in ["img/p.png", "sub/p.png", "doc (1).pdf"] {
            texts.insert(path.to_owned(), "not a note\n".to_owned());
        }
        let mut notes: Vec<String> = Vec::new();
        for _ in 0..4 + dice.below(4) {
            let path = format!("{}{}.md", dice.one(&FOLDERS), stem(dice));
            if !notes.iter().any(|note| note.to_lowercase() == path.to_lowercase()) {
                notes.push(path);
            }
        }
        for (at, path) in notes.iter().enumerate() {
            texts.insert(path.clone(), skeleton(at, dice));
        }
        let bare = Self::of(texts.clone());
        for path in &notes {
            let links = links(&bare, path, dice);
            texts.get_mut(path).expect("put in above").push_str(&links);
        }
        Self::of(texts)
    }

    /// A vault of these files.
    pub(in crate::features) fn of(texts: BTreeMap<String, String>) -> Self {
        let mut index = Index::default();
        for (path, text) in &texts {
            put(&mut index, path, text);
        }
        Self::with(texts, index)
    }

    fn with(texts: BTreeMap<String, String>, index: Index) -> Self {
        let files = Arc::new(Texts(texts.clone()));
        let snapshot = Snapshot {
            index,
            files,
            config: Arc::new(Config::default()),
            complete: true,
            census: Census::default(),
        };
        Self { texts, snapshot }
    }

    /// The vault with edits made and then files moved.
    pub(super) fn after(&self, edits: &Edits, paths: &BTreeMap<String, String>) -> Self {
        let mut index = self.snapshot.index.clone();
        let mut texts = BTreeMap::new();
        let changed = edits.by_file();
        let is_changed =
            |path: &str| self.snapshot.index.file(path).is_some_and(|file| changed.contains_key(&file));
        for (path, _) in paths.iter().filter(|(old, new)| old != new) {
            index.remove(path);
        }
        for (path, text) in &self.texts {
            let file = self.snapshot.index.file(path).expect("it is there");
            let new_path = &paths[path];
            let text = edits.applied(file, text);
            if new_path != path || is_changed(path) {
                put(&mut index, new_path, &text);
            }
            texts.insert(new_path.clone(), text);
        }
        Self::with(texts, index)
    }
}

fn put(index: &mut Index, path: &str, text: &str) {
    let place = NotePath::new(path).expect("a path inside the vault");
    if is_note(path) { index.put_note(place, Arc::new(Facts::read(text))) } else { index.put_file(place) }
}

/// A note without links.
fn skeleton(at: usize, dice: &mut Dice) -> String {
    let mut text = String::new();
    if dice.below(3) == 0 {
        let tag = dice.one(&["[plants, x]", "plants/cells", "\n  - Plants\n  - \"#a-b\""]);
        let alias = if dice.below(2) == 0 { format!("aliases: [other {at}]\n") } else { String::new() };
        let title = if dice.below(3) == 0 { format!("title: \"Note {at}\"\n") } else { String::new() };
        let link = dice.one(&["", "up: \"[[cells]]\"\n", "up: '[[sub/plan|Plan]]'\n"]);
        text.push_str(&format!("---\n{title}{alias}{link}tags: {tag}\n---\n"));
    }
    if dice.below(4) > 0 {
        let title = if dice.below(2) == 0 { stem(dice) } else { dice.one(&HEADINGS) };
        text.push_str(&format!("# {title}\n\n"));
    }
    for heading in 0..1 + dice.below(3) {
        let id = if dice.below(5) == 0 { format!(" {{#h{heading}}}") } else { String::new() };
        let level = "#".repeat(2 + dice.below(2));
        text.push_str(&format!("{level} {}{id}\n\n", dice.one(&HEADINGS)));
        text.push_str(dice.one(&[
            "",
            "Prose #plants/cells about a widget. ^b1\n\n",
            "- item #x ^b2\n\n",
            "<a id=\"spot\"></a> x #a-b\n\n",
            "A widget is a thing with a handle.\n\n",
        ]));
    }
    text
}

/// Links of every kind, as the notes of a vault could have them.
fn links(world: &World, path: &str, dice: &mut Dice) -> String {
    let index = &world.snapshot.index;
    let source = NotePath::new(path).expect("a path inside the vault");
    let mut text = String::from("## Links\n\n");
    let mut definitions = String::new();
    let files: Vec<(FileId, NotePath)> = index.files().map(|(file, path)| (file, path.clone())).collect();
    for number in 0..3 + dice.below(7) {
        let (file, target) = files[dice.below(files.len())].clone();
        let facts = index.facts(file);
        let relative = target.relative_to(source.parent());
        let stem = target.as_str().strip_suffix(".md").unwrap_or(target.as_str());
        let name = stem.rsplit('/').next().unwrap_or(stem).to_owned();
        let anchors: Vec<String> = facts.map_or_else(Vec::new, |facts| {
            let headings = facts.headings.iter().map(|heading| format!("#{}", heading.slug));
            let ids = facts.anchors.iter().map(|anchor| match anchor.kind {
                AnchorKind::Html => format!("#{}", anchor.id),
                AnchorKind::Block => format!("#^{}", anchor.id),
            });
            headings.chain(ids).chain([String::new(), String::new()]).filter(|anchor| anchor != "#").collect()
        });
        let anchor =
            if anchors.is_empty() { String::new() } else { anchors[dice.below(anchors.len())].clone() };
        let wiki_anchors: Vec<String> = facts.map_or_else(Vec::new, |facts| {
            let plain = |title: &str| title.replace(['#', '|', '[', ']'], " ");
            let headings = facts.headings.iter().map(|heading| format!("#{}", plain(&heading.title)));
            let nested = facts
                .headings
                .windows(2)
                .map(|two| format!("#{}#{}", plain(&two[0].title), plain(&two[1].title)));
            let blocks = facts.anchors.iter().filter(|anchor| anchor.kind == AnchorKind::Block);
            let blocks = blocks.map(|anchor| format!("#^{}", anchor.id));
            headings.chain(nested).chain(blocks).chain([String::new(), String::new()]).collect()
        });
        let wiki_anchor = if wiki_anchors.is_empty() {
            String::new()
        } else {
            wiki_anchors[dice.below(wiki_anchors.len())].clone()
        };
        let encoded = percent_encode_path(&relative);
        let title =
            facts.and_then(|facts| facts.names().next().map(str::to_owned)).unwrap_or_else(|| name.clone());
        let alias = facts
            .and_then(|facts| facts.aliases.first())
            .map_or_else(|| name.clone(), |alias| alias.to_string());
        let link = match dice.below(24) {
            0 | 1 => format!("[[{name}{wiki_anchor}]]"),
            2 => format!("[[{stem}{wiki_anchor}|shown]]"),
            3 => format!("[[{target}]]"),
            4 => format!("[[/{stem}{wiki_anchor}]]"),
            5 => format!("[[{title}{wiki_anchor}]]"),
            6 => format!("[[{alias}]]"),
            7 => format!("![[{target}]]"),
            8 => format!("![[{name}{wiki_anchor}]]"),
            9 | 10 => format!("[inline]({encoded}{anchor})"),
            11 => format!("[root](/{}{anchor} \"title\")", percent_encode_path(target.as_str())),
            12 => format!("[angled](<{relative}{anchor}>)"),
            13 => format!("[here](./{encoded}{anchor})"),
            14 => format!("[short]({})", encoded.strip_suffix(".md").unwrap_or(&encoded)),
            15 => {
                definitions.push_str(&format!("[l{number}]: {encoded}{anchor}\n"));
                format!("[reference][l{number}] [L{number}]")
            }
            16 => {
                definitions.push_str(&format!("[l{number}]: <{relative}> 'title'\n"));
                format!("![image][l{number}]")
            }
            17 => format!("![image]({encoded})"),
            18 => {
                format!("<a href=\"{encoded}{anchor}\">html</a> <img src='{}'>", encoded.replace('\'', "%27"))
            }
            19 => {
                definitions.push_str(&format!("[^n{number}]: The note.\n\n"));
                format!("word[^n{number}] again[^N{number}]")
            }
            20 => format!("[folder]({})", percent_encode_path(&folder(&source, &target))),
            21 => "[[gone]] [x](gone.md) [w](/sub/gone.md) ![[Gone]] <a href='gone.md'>v</a> [y](#gone) [z][gone] [^gone]".to_owned(),
            22 => "[up](../../..) [web](https://example.org/a.md) [hole]({{x}}) #plants".to_owned(),
            _ => "[self](#links) [[#Links]]".to_owned(),
        };
        text.push_str(&link);
        text.push_str(dice.one(&[" and ", ".\n\n", "\n\n- ", "\n\n> ", "; "]));
    }
    text.push_str("end.\n\n");
    text + &definitions
}

/// A link path to the folder of a file.
fn folder(source: &NotePath, target: &NotePath) -> String {
    match NotePath::new(target.parent()) {
        Some(folder) => folder.relative_to(source.parent()),
        None => target.relative_to(source.parent()),
    }
}
