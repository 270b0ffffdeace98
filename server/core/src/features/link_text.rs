//! Writing links as the vault writes them: their kind, where their paths start, and whether targets have an extension.
//!
//! What is written is read again before it is given away, so that it leads to the place it was written for.

use crate::facts::{AnchorKind, Fragment, Target, target_of_url};
use crate::index::{FileId, LinkHabit};
use crate::path::{percent_encode_path, without_note_extension};
use crate::resolve::{Place, Resolution, resolve_target};
use crate::snapshot::Snapshot;

/// What ends a wiki link, or means something else in one.
const SIGNS: [char; 6] = ['[', ']', '|', '#', '^', '`'];

/// Writes links into the notes of a vault.
pub(super) struct LinkText<'s> {
    snapshot: &'s Snapshot,
    habit: LinkHabit,
}

impl<'s> LinkText<'s> {
    /// By the settings, and where they say nothing, as most links of the vault are written.
    pub(super) fn new(snapshot: &'s Snapshot) -> Self {
        Self { snapshot, habit: snapshot.index.link_habit(snapshot.config.links, []) }
    }

    /// The same for wiki links or Markdown links only.
    pub(super) fn of_kind(mut self, is_wiki: bool) -> Self {
        self.habit.wiki = is_wiki;
        self
    }

    /// Whether wiki links are written.
    pub(super) fn is_wiki(&self) -> bool {
        self.habit.wiki
    }

    /// A link of a note to a place that shows a text, all of it on one line; `None` where nothing leads there.
    pub(super) fn link(&self, from: FileId, to: &Place, shown: &str, in_table: bool) -> Option<String> {
        if shown.contains(['[', ']', '\n', '\r']) {
            return None;
        }
        if !self.habit.wiki {
            return Some(format!("[{shown}]({})", self.destination(from, to)?));
        }
        let target = self.name(from, to, Some(shown))?;
        if target == shown {
            return Some(format!("[[{target}]]"));
        }
        let pipe = if in_table { "\\|" } else { "|" };
        (!shown.contains('|')).then(|| format!("[[{target}{pipe}{shown}]]"))
    }

    /// The destination of a Markdown link.
    pub(super) fn destination(&self, from: FileId, to: &Place) -> Option<String> {
        let file = to.file()?;
        let index = &self.snapshot.index;
        let fragment = self.anchor(to)?;
        let fragment = fragment.map(|anchor| format!("#{anchor}")).unwrap_or_default();
        let paths = if file == from && !fragment.is_empty() {
            vec![String::new()]
        } else {
            let full = index.path(file)?;
            let relative = full.relative_to(index.path(from)?.parent());
            let usual = if self.habit.from_root { format!("/{full}") } else { relative.clone() };
            let short = without_note_extension(&usual).to_owned();
            let is_note = index.facts(file).is_some();
            let first = if is_note && !self.habit.extension { short } else { usual };
            vec![first, relative]
        };
        let mut written = paths.iter().map(|path| format!("{}{fragment}", percent_encode_path(path)));
        written.find(|destination| self.leads(from, &target_of_url(destination), to))
    }

    /// What stands between the brackets of a wiki link, in front of the pipe.
    pub(super) fn name(&self, from: FileId, to: &Place, shown: Option<&str>) -> Option<String> {
        let file = to.file()?;
        let fragments = self.fragments(to)?;
        let names = if file == from && fragments.iter().all(Option::is_some) {
            vec![String::new()]
        } else {
            names(self.snapshot, file, self.habit.wiki_extension)
        };
        for name in names.iter().filter(|name| !name.contains(SIGNS)) {
            for fragment in &fragments {
                let target = Target::Name {
                    path: name.as_str().into(),
                    fragment: fragment.clone(),
                    shown: shown.map(Into::into),
                };
                if self.leads(from, &target, to) {
                    let fragment = fragment.as_ref().map(|fragment| match fragment {
                        Fragment::Headings(names) => format!("#{}", names.join("#")),
                        Fragment::Block(id) => format!("#^{id}"),
                    });
                    return Some(format!("{name}{}", fragment.unwrap_or_default()));
                }
            }
        }
        None
    }

    fn leads(&self, from: FileId, target: &Target, to: &Place) -> bool {
        match resolve_target(&self.snapshot.index, from, target, false) {
            Resolution::Found(found) => found.place == *to && found.rivals.is_empty(),
            Resolution::Unjudged | Resolution::Broken(_) => false,
        }
    }

    /// The anchor of a place as a Markdown link names it; `None` where it has none.
    fn anchor(&self, place: &Place) -> Option<Option<String>> {
        let facts = |file| self.snapshot.facts(file);
        match *place {
            Place::File(_) => Some(None),
            Place::Heading(file, at) => {
                let slug = &facts(file)?.headings.get(at)?.slug;
                (!slug.is_empty()).then(|| Some(percent_encode_path(slug)))
            }
            Place::Anchor(file, at) => {
                let anchor = facts(file)?.anchors.get(at)?;
                let sign = if anchor.kind == AnchorKind::Block { "^" } else { "" };
                Some(Some(format!("{sign}{}", percent_encode_path(&anchor.id))))
            }
            Place::Folder(_) | Place::Footnote(..) => None,
        }
    }

    /// What a wiki link may write behind its `#`, the shortest first.
    fn fragments(&self, place: &Place) -> Option<Vec<Option<Fragment>>> {
        let facts = |file| self.snapshot.facts(file);
        Some(match *place {
            Place::File(_) => vec![None],
            Place::Heading(file, at) => {
                let headings = &facts(file)?.headings;
                let start = headings.get(at)?.span.start;
                let around = (0..at).filter(|&outer| start < headings[outer].section.end).chain([at]);
                let around: Box<[Box<str>]> = around.map(|at| plain(&headings[at].title)).collect();
                let alone: Box<[Box<str>]> = around.last().into_iter().cloned().collect();
                vec![Some(Fragment::Headings(alone)), Some(Fragment::Headings(around))]
            }
            Place::Anchor(file, at) => {
                let anchor = facts(file)?.anchors.get(at)?;
                (anchor.kind == AnchorKind::Block).then(|| vec![Some(Fragment::Block(anchor.id.clone()))])?
            }
            Place::Folder(_) | Place::Footnote(..) => return None,
        })
    }
}

/// The names by which wiki links may find a file, the shortest first.
fn names(snapshot: &Snapshot, file: FileId, with_extension: bool) -> Vec<String> {
    let index = &snapshot.index;
    let Some(path) = index.path(file) else { return Vec::new() };
    let is_short = index.facts(file).is_some() && !with_extension;
    let whole = if is_short { without_note_extension(path.as_str()) } else { path.as_str() };
    let last = whole.rsplit('/').next().unwrap_or(whole);
    vec![last.to_owned(), whole.to_owned(), format!("/{whole}")]
}

/// The text of a heading as a wiki link can write it.
fn plain(title: &str) -> Box<str> {
    let plain = title.replace(SIGNS, " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ").into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::case;

    /// The link from the first note to the place of the mark.
    #[track_caller]
    fn check(fixture: &str, expected: &str) {
        let case = case(fixture);
        let file = case.snapshot.index.file("d/b.md").expect("the fixture has it");
        let place = Place::Heading(file, 1);
        let written = LinkText::new(&case.snapshot).link(case.note, &place, "it", false);
        assert_eq!(written.as_deref(), Some(expected));
    }

    const B: &str = "-- d/b.md\n# B\n\n## One two\n";

    #[test]
    fn links_are_written_as_the_vault_writes_them() {
        check(&format!("\n-- a.md\n[x](c.md)\n{B}-- c.md\n# C\n"), "[it](d/b.md#one-two)");
        check(&format!("\n-- a.md\n[x](/c.md)\n{B}-- c.md\n# C\n"), "[it](/d/b.md#one-two)");
        check(&format!("\n-- a.md\n[[c]]\n{B}-- c.md\n# C\n"), "[[b#One two|it]]");
        check(&format!("\n-- a.md\n[[c]]\n{B}-- c.md\n# C\n-- b.md\n# B\n"), "[[d/b#One two|it]]");
        check(&format!("\n-- a.md\n[x](c) [y](c) [z](c)\n{B}-- c.md\n# C\n"), "[it](d/b#one-two)");
    }
}
