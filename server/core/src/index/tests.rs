//! The invariant of the index: changed step by step, it equals one built from scratch.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use proptest::prelude::*;

use super::{FileId, Index, Named, Viewpoint};
use crate::facts::Facts;
use crate::path::NotePath;
use crate::resolve::{Place, Resolution, resolve};

/// Everything the index answers, with paths for ids: equal for indexes of the same files.
fn answers(index: &Index) -> String {
    let path = |file: FileId| index.path(file).map_or("?", |path| path.as_str());
    let named = |named: &Named| match named {
        Named::Definition(id) => format!("definition {} {}", path(id.note), id.at),
        Named::Topic(id) => format!("topic {} {}", path(id.note), id.at),
    };
    let mut text = format!("{:?}\n", index.link_habit(crate::config::Links::default(), []));
    for used in [index.tags().collect::<Vec<_>>(), index.languages().collect(), index.fields().collect()] {
        let _ = writeln!(text, "used {used:?}");
    }
    let wanted = index.wanted().map(|(name, notes)| (name, notes.iter().map(|&note| path(note)).collect()));
    let wanted: BTreeMap<&str, std::collections::BTreeSet<&str>> = wanted.collect();
    let _ = writeln!(text, "wanted {wanted:?}");
    for (file, place) in index.files() {
        let _ = writeln!(text, "{place} note {}", index.facts(file).is_some());
        let mut linking: Vec<&str> = index.may_link_to(file).into_iter().map(path).collect();
        linking.sort_unstable();
        let _ = writeln!(text, "  from {linking:?}");
        let Some(facts) = index.facts(file) else { continue };
        for link in &facts.links {
            let meant = match resolve(index, file, link) {
                Resolution::Found(found) => {
                    let rivals: Vec<&str> = found.rivals.iter().map(|&file| path(file)).collect();
                    // Ids differ between the indexes; the path stands for them.
                    let place = match &found.place {
                        Place::Folder(folder) => format!("folder {folder}"),
                        Place::File(file) => path(*file).to_owned(),
                        Place::Heading(file, at) => format!("{} heading {at}", path(*file)),
                        Place::Anchor(file, at) => format!("{} anchor {at}", path(*file)),
                        Place::Footnote(file, at) => format!("{} footnote {at}", path(*file)),
                    };
                    format!("{place} {rivals:?} {:?}", found.other_case)
                }
                Resolution::Unjudged => "unjudged".to_owned(),
                Resolution::Broken(_) => "broken".to_owned(),
            };
            let _ = writeln!(text, "  {:?} {meant}", link.span);
        }
        for mention in index.mentions(file) {
            let mut meant: Vec<String> = index.meant(&mention).iter().map(named).collect();
            meant.sort();
            let _ = writeln!(text, "  {:?} mentions {meant:?}", mention.span);
            let from = Viewpoint { note: file, offset: mention.span.start };
            for sense in index.senses(&index.meant(&mention), Some(from)) {
                let places = sense.definitions.iter().map(|&id| named(&Named::Definition(id)));
                let places: Vec<String> =
                    places.chain(sense.topics.iter().map(|&id| named(&Named::Topic(id)))).collect();
                let _ = writeln!(text, "    {:?}: {places:?}", index.display_names(&sense));
            }
        }
    }
    let mut names: Vec<String> = index
        .names()
        .iter()
        .map(|(key, uses)| {
            let mut uses: Vec<String> = uses.iter().map(named).collect();
            uses.sort();
            format!("{key:?} {uses:?}")
        })
        .collect();
    names.sort();
    text.push_str(&names.join("\n"));
    text
}

#[derive(Clone, Debug)]
enum Step {
    Write(usize, String),
    Delete(usize),
    Rename(usize, usize),
}

const PATHS: [&str; 7] = ["a.md", "b.md", "x/a.md", "x/Index.md", "x/y/b.markdown", "p.png", "x/p.PNG"];

fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "# Cell wall\n\nA cell wall is a layer around the cell.\n\n",
        "## What is a CDN?\n\nA CDN (Content Delivery Network) is a network of servers.\n\n",
        "- **Latency**: the time an answer takes.\n",
        "---\ntitle: Index of all\naliases: [start, the wall]\n---\n",
        "See [[a]], [[x/a#Cell wall]] and [[start]].\n\n",
        "[b](b.md#cell-wall) [x](x/) [i](../p.png) [n](a) ![p](p.png)\n\n",
        "Cell walls and CDNs keep latency low. ^end\n\n",
        "[[b#^end]] [l][m] [^1]\n\n[m]: x/a.md\n\n[^1]: Cell wall.\n\n",
        "# Index of all\n\n#tag text\n",
        "# One\n\n## Particulars\n\nMany.\n\n",
        "# Two\n\n## Particulars\n\nMore of cells.\n\n",
        "# Three\n\n## Particulars\n\nSome.\n\n",
        "The particulars of Cells are here, and a `git rebase` too.\n\n## `git rebase`\n\nMoves commits.\n\n",
        "## Cell\n\nA cell is a box of a table.\n\n",
        "---\nglossator: {scope: [x/y, ./z], pin: true}\n---\n## Cell\n\nA cell is a small room.\n\n",
        "---\nglossator: {scope: listed}\n---\n# Cell wall\n\nA cell wall is a side of a small room.\n\n",
        "---\nglossator: {uses: [b], exclude: [latency]}\n---\nA cell wall, and latency.\n\n",
        "---\nglossator: {scope: '#tag'}\naliases: [CDN]\n---\n# Latency\n\nLatency is a delay. See CDNs.\n\n",
    ])
}

fn step() -> impl Strategy<Value = Step> {
    let text = prop::collection::vec(piece(), 0..4).prop_map(|pieces| pieces.concat());
    prop_oneof![
        4 => (0..PATHS.len(), text).prop_map(|(at, text)| Step::Write(at, text)),
        1 => (0..PATHS.len()).prop_map(Step::Delete),
        1 => (0..PATHS.len(), 0..PATHS.len()).prop_map(|(from, to)| Step::Rename(from, to)),
    ]
}

fn file(path: &str, text: &str) -> (NotePath, Option<Arc<Facts>>) {
    let place = NotePath::new(path).expect("a path inside the vault");
    (place, crate::path::is_note(path).then(|| Arc::new(Facts::read(text))))
}

fn put(index: &mut Index, path: &str, text: &str) {
    match file(path, text) {
        (place, Some(facts)) => index.put_note(place, facts),
        (place, None) => index.put_file(place),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn incremental_equals_rebuilt(steps in prop::collection::vec(step(), 1..12)) {
        let mut index = Index::default();
        let mut files: BTreeMap<&str, String> = BTreeMap::new();
        for step in steps {
            let before = index.clone();
            let before_answers = answers(&before);
            match step {
                Step::Write(at, text) => {
                    put(&mut index, PATHS[at], &text);
                    files.insert(PATHS[at], text);
                }
                Step::Delete(at) => {
                    index.remove(PATHS[at]);
                    files.remove(PATHS[at]);
                }
                Step::Rename(from, to) => {
                    if let Some(text) = files.remove(PATHS[from]) {
                        index.remove(PATHS[from]);
                        put(&mut index, PATHS[to], &text);
                        files.insert(PATHS[to], text);
                    }
                }
            }
            let mut rebuilt = Index::default();
            // In another order, so that the order of loading cannot matter either.
            for (path, text) in files.iter().rev() {
                put(&mut rebuilt, path, text);
            }
            prop_assert_eq!(answers(&index), answers(&rebuilt));
            let all = Index::of(files.iter().map(|(path, text)| file(path, text)).collect());
            prop_assert_eq!(answers(&index), answers(&all));
            // A snapshot taken before the step still answers as it did.
            prop_assert_eq!(answers(&before), before_answers);
        }
    }
}
