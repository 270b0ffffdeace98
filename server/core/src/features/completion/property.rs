//! Random vaults, random lines, random proposals: whatever is taken, the line reads back as what was meant, and nothing
//! else in the note means anything else than before.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::config::{Config, LinkExtension, LinkPaths, LinkStyle, Links, TermInsert};
use crate::facts::{Facts, Link, LinkKind, Target};
use crate::index::Index;
use crate::path::{NotePath, is_note};
use crate::resolve::{self, Broken, Place as Spot, Resolution};
use crate::rules::Census;
use crate::testing::Texts;

/// How many proposals are taken.
const TAKEN: usize = 10_000;

/// Numbers that look random and are the same in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }

    fn of<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }

    fn one_in(&mut self, number: usize) -> bool {
        self.below(number) == 0
    }
}

const FOLDERS: [&str; 6] = ["", "", "web/", "web/deep dir/", "été (1)/", "x.y/"];

const STEMS: [&str; 22] = [
    "caching",
    "token bucket",
    "Token-Bucket",
    "C# notes",
    "a|b",
    "My Notes (2)",
    "ü é",
    "100% sure",
    "x[1]",
    "v1.2",
    "README",
    "数据库",
    "it's",
    "a&amp;b",
    "what?",
    "$cost",
    "$a$",
    "back`tick",
    "a <b> c",
    "~tilde_x_",
    "plan; b!",
    "20240101 day",
];

const HEADINGS: [&str; 20] = [
    "Notes",
    "Notes",
    "Write-through",
    "C# & [x] | pipes",
    "The `code` call",
    "数据库",
    "**Bold** word",
    "Über uns",
    "1. First",
    "$?",
    "Token bucket",
    "What is a queue?",
    "A $x$ b",
    "[link](x.md) in it",
    "a#b",
    "--",
    "Notes-1",
    "Title {#custom-id}",
    "100% of <b>it</b>",
    "Same ^block-h",
];

const BODIES: [&str; 12] = [
    "A token bucket is an algorithm that lets requests pass.",
    "Text with an id ^block-a",
    "- item ^block-b\n- item two",
    "See [[caching]] and [[not yet]] and [x](gone.md).",
    "<a id=\"html-1\"></a>\n<a name='b(2)'></a>",
    "A queue is a list that gives back what came first. #tag #tag/sub/leaf",
    "| a | b |\n|---|---|\n| [[caching\\|c]] | d |",
    "[lab el]: caching.md\n\n[x][lab el] and [y][lab el]",
    "Some[^f1] text[^two].\n\n[^f1]: First note.\n[^two]: Second.",
    "> a quote\n> of two lines",
    "```rust\n[[code]]\n```",
    "Costs $5 and 100% of `x`.",
];

/// What stands before what is being written.
const BEFORE: [&str; 11] =
    ["", "see ", "é 😀 ", "- ", "> ", "| a | ", "(", "`code` ", "**b** ", "cost $5 ", "[q](caching.md) and "];

/// What every note defines that is written in.
const DEFINED: &str = "[lab el]: caching.md\n[lab-2]: <gone (1).md>\n\n[^fn]: One.\n[^last]: Two.\n";

fn vault(dice: &mut Dice) -> (Index, BTreeMap<String, String>) {
    let mut texts = BTreeMap::new();
    for _ in 0..4 + dice.below(12) {
        let path = format!("{}{}.md", dice.of(&FOLDERS), dice.of(&STEMS));
        texts.insert(path, note(dice, 6));
    }
    for name in ["map.png", "img/a b.jpg", "web/p(1).pdf"] {
        texts.insert(name.to_owned(), String::new());
    }
    let mut index = Index::default();
    for (path, text) in &texts {
        put(&mut index, path, text);
    }
    (index, texts)
}

fn put(index: &mut Index, path: &str, text: &str) -> FileId {
    let path = NotePath::new(path).expect("the names are those of files");
    if is_note(path.as_str()) {
        index.put_note(path.clone(), Arc::new(Facts::read(text)));
    } else {
        index.put_file(path.clone());
    }
    index.file(path.as_str()).expect("put in above")
}

/// A note of fewer sections than these.
fn note(dice: &mut Dice, sections: usize) -> String {
    let mut text = String::new();
    if dice.one_in(3) {
        let alias = dice.of(&["cache", "the | pipe", "100% & more", "[odd]", "$a$b", "été"]);
        let _ = write!(text, "---\naliases: [\"{alias}\", second]\ntags: [yaml/tag]\n---\n");
    }
    for _ in 0..dice.below(sections) {
        let level = "#".repeat(1 + dice.below(4));
        let _ = write!(text, "{level} {}\n\n{}\n\n", dice.of(&HEADINGS), dice.of(&BODIES));
    }
    text
}

/// A line with `$0` at the cursor.
fn line(dice: &mut Dice, index: &Index) -> String {
    let files: Vec<String> = index.files().map(|(_, path)| path.as_str().to_owned()).collect();
    // Notes that no wiki link can name are no place to ask for headings in.
    let is_plain = |path: &&String| !path.contains(['#', '|', '[', '`', '<', '$']);
    let plain: Vec<String> = files.iter().filter(is_plain).cloned().collect();
    let path = dice.of(&plain).clone();
    let name = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md").to_owned();
    let url = crate::path::percent_encode_path(&path);
    let openings = [
        "[[".to_owned(),
        "[[".to_owned(),
        "![[".to_owned(),
        format!("[[{name}#"),
        "[[#".to_owned(),
        "[[##".to_owned(),
        format!("[[{name}#^"),
        "[[#^".to_owned(),
        "[[^^".to_owned(),
        "[x](".to_owned(),
        "[x](".to_owned(),
        "![x](".to_owned(),
        "[x](<".to_owned(),
        "[x](/".to_owned(),
        "[x](./".to_owned(),
        format!("[x]({url}#"),
        "[x](#".to_owned(),
        "[x](##".to_owned(),
        format!("<a href=\"{url}#"),
        "<a href=\"".to_owned(),
        "<img src='".to_owned(),
        "[x][".to_owned(),
        "word[^".to_owned(),
        "#".to_owned(),
        "> [!".to_owned(),
        "```".to_owned(),
        String::new(),
    ];
    let opening = dice.of(&openings).clone();
    let pool = [
        "", "", "no", "c", "ca", "tok", "token b", "Que", "wri", "b", "f", "la", "数", "ta", "my", "100%",
        "a ",
    ];
    let typed = if dice.one_in(4) {
        let word = dice.of(&STEMS).to_string();
        let end = word.char_indices().nth(dice.below(5)).map_or(word.len(), |(at, _)| at);
        word[..end].to_owned()
    } else {
        (*dice.of(&pool)).to_owned()
    };
    let tails: &[&str] = match opening.as_str() {
        wiki if wiki.contains("[[") => &["", "]]", "tail]]", "tail|shown]]", "#Notes]]", "ing", "|shown]]"],
        angled if angled.ends_with('<') => &["", ">)", "tail>)"],
        url if url.contains("](") => &["", ")", "tail)", "tail \"title\")", "a(b).md)", "#notes)"],
        html if html.ends_with('\'') => &["'>", "tail'>"],
        html if html.starts_with('<') => &["\">t</a>", "tail\">t</a>"],
        label if label.ends_with('[') || label.ends_with('^') => &["", "]", "tail]"],
        _ => &["", "", "ing"],
    };
    let tail = *dice.of(tails);
    let is_block = opening.starts_with("> ") || opening.starts_with("```");
    let before: &[&str] = if is_block { &["", "- ", "> "] } else { &BEFORE };
    let before = *dice.of(before);
    let behind = *dice.of(&[
        "",
        "",
        " more",
        " and [[caching]]",
        " [y](caching.md) |",
        " `x`",
        ") more",
        " |",
        " $6",
        " [^f1]",
    ]);
    format!("{before}{opening}{typed}$0{tail}{behind}")
}

/// What a link is, where it stands and what it means, without the numbers that an edit changes.
type Meaning = (LinkKind, Target, String);

fn meaning(index: &Index, note: FileId, link: &Link) -> Meaning {
    let found = match resolve::resolve(index, note, link) {
        Resolution::Found(found) => {
            let path = |file| index.path(file).map_or("", |path| path.as_str());
            match found.place {
                Spot::File(file) => path(file).to_owned(),
                Spot::Folder(folder) => format!("{folder}/"),
                Spot::Heading(file, at) => format!("{} heading {at}", path(file)),
                Spot::Anchor(file, at) => {
                    let id = index.facts(file).map_or("", |facts| &facts.anchors[at].id);
                    format!("{} anchor {id}", path(file))
                }
                Spot::Footnote(file, at) => format!("{} footnote {at}", path(file)),
            }
        }
        Resolution::Unjudged => "unjudged".to_owned(),
        Resolution::Broken(_) => "broken".to_owned(),
    };
    (link.kind, link.target.clone(), found)
}

#[test]
fn whatever_is_taken_means_what_was_offered_and_nothing_else_changes() {
    let mut dice = Dice(4);
    let mut taken = 0;
    let mut failures: Vec<String> = Vec::new();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    while taken < TAKEN && failures.len() < 200 {
        let (mut index, mut texts) = vault(&mut dice);
        for _ in 0..40 {
            let line = line(&mut dice, &index);
            let (above, below) = (note(&mut dice, 3), note(&mut dice, 3));
            // Front matter stands at the top alone.
            let below = below.rsplit_once("---\n").map_or(&*below, |(_, below)| below);
            let whole = format!("{above}{line}\n\n{below}\n{DEFINED}");
            let cursor = whole.find("$0").expect("the line has one");
            let text = whole.replacen("$0", "", 1);
            let folder = *dice.of(&FOLDERS);
            let path = format!("{folder}own note.md");
            let own = put(&mut index, &path, &text);
            texts.insert(path.clone(), text.clone());
            let config = Config {
                completion: crate::config::Completion {
                    insert: *dice.of(&[TermInsert::Text, TermInsert::Wiki, TermInsert::Markdown]),
                },
                links: Links {
                    style: LinkStyle::Auto,
                    extension: *dice.of(&[LinkExtension::Auto, LinkExtension::Always, LinkExtension::Never]),
                    paths: *dice.of(&[LinkPaths::Auto, LinkPaths::Relative, LinkPaths::Root]),
                },
                ..Config::default()
            };
            let snapshot = Snapshot {
                index: index.clone(),
                files: Arc::new(Texts(texts.clone())),
                config: Arc::new(config),
                complete: true,
                census: Census::default(),
            };
            let found =
                completion(&snapshot, own, cursor as u32, &Cancel::default()).expect("nobody cancels");
            for _ in 0..found.items.len().min(8) {
                let item = dice.of(&found.items);
                *kinds.entry(format!("{:?}", item.kind)).or_default() += 1;
                let taking = Taking { snapshot: &snapshot, own, path: &path, text: &text, cursor, item };
                failures.extend(taking.check().err());
                taken += 1;
            }
            index.remove(&path);
            texts.remove(&path);
        }
    }
    let told: Vec<&str> = failures.iter().take(12).map(String::as_str).collect();
    assert!(told.is_empty(), "{} of {taken}:\n{}", failures.len(), told.join("\n"));
    let wanted = [
        "Term", "Note", "Wanted", "File", "Folder", "Heading", "Anchor", "Label", "Footnote", "Tag",
        "Callout", "Language",
    ];
    for kind in wanted {
        assert!(20 < kinds.get(kind).copied().unwrap_or_default(), "too few of {kind}: {kinds:?}");
    }
}

/// A proposal that is taken.
struct Taking<'t> {
    snapshot: &'t Snapshot,
    own: FileId,
    path: &'t str,
    text: &'t str,
    cursor: usize,
    item: &'t Completion,
}

/// A note after a proposal was taken.
struct Taken {
    text: String,
    index: Index,
    /// Where the text that was written stands.
    written: Span,
    /// How offsets of the note before have moved: from each of these on by so many bytes.
    moves: [(u32, i64); 2],
}

impl Taken {
    fn moved(&self, offset: u32) -> u32 {
        let passed = self.moves.iter().filter(|(from, _)| *from <= offset);
        (i64::from(offset) + passed.map(|(_, length)| length).sum::<i64>()) as u32
    }
}

impl Taking<'_> {
    fn check(&self) -> Result<(), String> {
        let taken = self.take();
        let told = |reason: &str| {
            let (before, after) =
                (line_at(self.text, self.item.replace.start), line_at(&taken.text, taken.written.start));
            format!("{reason}: {before:?} in {}, gives {after:?}, taken {:?}", self.path, self.item)
        };
        self.check_place()
            .and_then(|()| self.check_others(&taken))
            .and_then(|()| self.check_meaning(&taken))
            .map_err(|reason| told(&reason))
    }

    fn take(&self) -> Taken {
        let replace = self.item.replace.range();
        let grown = self.item.insert.len() as i64 - replace.len() as i64;
        let mut text = self.text.to_owned();
        text.replace_range(replace.clone(), &self.item.insert);
        let mut moves = [(self.item.replace.end, grown), (0, 0)];
        let mut start = replace.start;
        if let Some(also) = &self.item.also {
            let at = also.offset as i64 + if self.item.replace.end <= also.offset { grown } else { 0 };
            text.insert_str(at as usize, &also.text);
            moves[1] = (also.offset, also.text.len() as i64);
            start += if also.offset < self.item.replace.start { also.text.len() } else { 0 };
        }
        let mut index = self.snapshot.index.clone();
        put(&mut index, self.path, &text);
        Taken { text, index, written: Span::new(start..start + self.item.insert.len()), moves }
    }

    /// The cursor is in what is replaced, which is on one line, and an editor keeps the proposal: what is typed is a
    /// subsequence of its filter text, letter case aside.
    fn check_place(&self) -> Result<(), String> {
        let replace = self.item.replace.range();
        let replaced = &self.text[replace.clone()];
        ensure(
            replace.start <= self.cursor && self.cursor <= replace.end && !replaced.contains('\n'),
            "wrong place",
        )?;
        let typed = &self.text[replace.start..self.cursor];
        let fold = |text: &str| -> Vec<char> { text.nfd().flat_map(char::to_lowercase).collect() };
        let filter = fold(&self.item.filter);
        let mut rest = filter.iter();
        let is_kept = fold(typed).iter().all(|typed| rest.any(|found| found == typed));
        ensure(is_kept && !self.item.label.is_empty(), "filtered out")
    }

    /// All that stands elsewhere means what it meant.
    fn check_others(&self, taken: &Taken) -> Result<(), String> {
        let (before, after) = (facts(&self.snapshot.index, self.own)?, facts(&taken.index, self.own)?);
        let replace = self.item.replace;
        let is_apart = |link: &&Link| {
            let is_bare = link.span == link.target_span;
            link.span.end + u32::from(is_bare) <= replace.start || replace.end < link.span.start
        };
        for link in before.links.iter().filter(is_apart) {
            let was = meaning(&self.snapshot.index, self.own, link);
            let same = after
                .links
                .iter()
                .find(|new| new.span.start == taken.moved(link.span.start) && new.kind == link.kind);
            let is = same.map(|new| meaning(&taken.index, self.own, new));
            if was.2 != "broken" && is.as_ref() != Some(&was) {
                return Err(format!("{was:?} became {is:?}"));
            }
        }
        Ok(())
    }

    /// Whether a heading below follows what was written.
    fn goes_on(&self, taken: &Taken) -> bool {
        taken.text[taken.written.end as usize..].starts_with('#')
    }

    /// What was written means what was offered.
    fn check_meaning(&self, taken: &Taken) -> Result<(), String> {
        let after = facts(&taken.index, self.own)?;
        let reaches = |span: Span| span.start <= taken.written.end && taken.written.start <= span.end;
        let touching = after.links.iter().filter(|link| reaches(link.span) && reaches(link.target_span));
        let link = touching.min_by_key(|link| link.span.len()).ok_or("no link");
        let anchor = |file: FileId, id: &str| {
            let found = facts(&taken.index, file)?.anchors.iter().position(|anchor| &*anchor.id == id);
            found.map(|at| Spot::Anchor(file, at)).ok_or_else(|| format!("no anchor {id}"))
        };
        let wanted = match (self.item.kind, self.item.about) {
            (_, Some(About::File(file))) => Spot::File(file),
            (_, Some(About::Heading(file, at))) => Spot::Heading(file, at),
            (_, Some(About::Footnote(file, at))) => Spot::Footnote(file, at),
            (_, Some(About::Anchor(file, at))) => {
                anchor(file, &facts(&self.snapshot.index, file)?.anchors[at].id)?
            }
            (CompletionKind::Anchor, None) if self.item.also.is_some() => {
                let insert = self.item.insert.trim_end_matches("]]");
                anchor(self.own, insert.rsplit('^').next().unwrap_or_default())?
            }
            (_, Some(About::Label(_, at))) => {
                let wanted = &facts(&self.snapshot.index, self.own)?.labels[at].name;
                let label = link?.label.as_ref().ok_or("no reference")?;
                return ensure(resolve::is_same_label(label, wanted), "another label");
            }
            (_, Some(About::Definition(id))) if self.item.insert != self.item.label => {
                let found = meaning(&taken.index, self.own, link?).2;
                let wanted = self.snapshot.index.path(id.note).map_or("", |path| path.as_str());
                return ensure(found.starts_with(wanted), &format!("{found} and not {wanted}"));
            }
            (_, Some(About::Definition(_))) => {
                return ensure(taken.written.of(&taken.text) == self.item.label, "not the term");
            }
            (CompletionKind::Tag, None) => {
                let tag = Target::Tag(self.item.label.as_str().into());
                return ensure(after.links.iter().any(|link| link.target == tag), "no tag");
            }
            (CompletionKind::Wanted, None) => {
                let found = meaning(&taken.index, self.own, link?).2;
                return ensure(found == "broken", &found);
            }
            _ => return Ok(()),
        };
        let found = resolve::resolve(&taken.index, self.own, link?);
        let is_meant = match (&found, &wanted) {
            // What followed in the link was left, and the new target may have none of it.
            (Resolution::Broken(Broken::Heading(file, _) | Broken::Block(file, _)), Spot::File(wanted)) => {
                file == wanted
            }
            (Resolution::Found(found), Spot::File(wanted)) => found.place.file() == Some(*wanted),
            (Resolution::Found(found), Spot::Heading(wanted, _)) if self.goes_on(taken) => {
                found.place.file() == Some(*wanted)
            }
            (Resolution::Found(found), wanted) => found.place == *wanted,
            _ => false,
        };
        ensure(is_meant, &format!("{found:?} and not {wanted:?}"))
    }
}

fn ensure(holds: bool, reason: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(reason.to_owned()) }
}

fn facts(index: &Index, note: FileId) -> Result<&Arc<Facts>, String> {
    index.facts(note).ok_or_else(|| "no note".to_owned())
}

/// The line around an offset.
fn line_at(text: &str, offset: u32) -> &str {
    let start = text[..offset as usize].rfind('\n').map_or(0, |at| at + 1);
    text[start..].lines().next().unwrap_or_default()
}
