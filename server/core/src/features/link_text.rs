//! Writing links: the one place that decides how the link to a place is spelled.
//!
//! As the vault writes them: their kind, where their paths start, and whether targets have an extension. What is written
//! is read again before it is given away, so that it leads to the place it was written for and to no other.

use std::borrow::Cow;

use crate::facts::{AnchorKind, Facts, Fragment, Target, target_of_url};
use crate::index::{DefinitionId, FileId, LinkHabit};
use crate::path::{percent_encode_path, without_note_extension};
use crate::resolve::{Place, Resolution, fold_name, resolve_target};
use crate::snapshot::Snapshot;

/// What ends a wiki link, or means something else in one.
pub(super) const SIGNS: [char; 6] = ['[', ']', '|', '#', '^', '`'];

/// How a destination is enclosed, which tells what has to be escaped in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `](path)`.
    Plain,
    /// `](<path>)`.
    Angled,
    /// `[label]: path`.
    Definition,
    /// `href="path"`, with its quote.
    Html(char),
}

impl Form {
    /// A path or fragment as a destination of this form holds it.
    pub(super) fn encoded(self, path: &str) -> String {
        // The sign of a block id stays readable.
        if let Some(id) = path.strip_prefix('^') {
            return format!("^{}", self.encoded(id));
        }
        let escaped = percent_encode_path(path);
        match self {
            // An apostrophe would end the attribute.
            Self::Html(_) => escaped.replace('\'', "%27"),
            // Spaces and parentheses are what the brackets are for; a space at an end would be cut off.
            Self::Angled if path == path.trim() => {
                escaped.replace("%20", " ").replace("%28", "(").replace("%29", ")")
            }
            Self::Plain | Self::Angled | Self::Definition => escaped,
        }
    }
}

/// Writes links into the notes of a vault.
pub(super) struct LinkText<'s> {
    snapshot: &'s Snapshot,
    habit: LinkHabit,
    embed: bool,
    /// Whether a dollar sign stands in the note that is written: with one more it would make a formula.
    has_dollar: bool,
}

impl<'s> LinkText<'s> {
    /// By the settings, and where they say nothing, as most links of the vault are written.
    pub(super) fn new(snapshot: &'s Snapshot) -> Self {
        Self { snapshot, habit: snapshot.link_habit(), embed: false, has_dollar: false }
    }

    /// The same for a note that is being written, by what its other links show.
    pub(super) fn into_text(snapshot: &'s Snapshot, habit: LinkHabit, text: &str) -> Self {
        Self { snapshot, habit, embed: false, has_dollar: text.contains('$') }
    }

    /// The same for wiki links or Markdown links only.
    pub(super) fn of_kind(mut self, is_wiki: bool) -> Self {
        self.habit.wiki = is_wiki;
        self
    }

    /// The same for links that show their target in place.
    pub(super) fn embedding(mut self, embed: bool) -> Self {
        self.embed = embed;
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
            return Some(format!("[{shown}]({})", self.destination(from, to, Form::Plain)?));
        }
        let target = self.name(from, to, Some(shown))?;
        let alone = Target::Name { path: shown.into(), fragment: None, shown: None };
        let is_same = fold_name(&target) == fold_name(shown) && self.can_write(shown);
        if is_same && self.leads(from, &alone, to) {
            return Some(format!("[[{shown}]]"));
        }
        let pipe = if in_table { "\\|" } else { "|" };
        (!shown.contains('|')).then(|| format!("[[{target}{pipe}{shown}]]"))
    }

    /// A link to a place that works in every note; `None` where nothing leads there.
    ///
    /// Where it will stand is not known. A path from there works in notes of one folder alone, so it is written where
    /// the vault has no other; else it starts in the root, as the links of some vaults do anyway.
    pub(super) fn link_from_anywhere(&self, to: &Place, shown: &str) -> Option<String> {
        let file = to.file()?;
        let index = &self.snapshot.index;
        let path = index.path(file)?;
        if !self.habit.wiki {
            let fragment = self.anchor(to)?.map(|anchor| format!("#{anchor}")).unwrap_or_default();
            let is_plain = !shown.contains(['[', ']', '\n', '\r']);
            let is_beside = || index.notes().all(|(_, other, _)| other.parent() == path.parent());
            let written = match self.habit.from_root || !is_beside() {
                true => format!("/{path}"),
                false => path.file_name().to_owned(),
            };
            let paths = [self.usual(&written, file), &written];
            let mut destinations =
                paths.iter().map(|path| format!("{}{fragment}", Form::Plain.encoded(path)));
            let leads = |destination: &String| self.leads(file, &target_of_url(destination), to);
            let destination = destinations.find(leads).filter(|_| is_plain)?;
            return Some(format!("[{shown}]({destination})"));
        }
        let whole = self.short(path.as_str(), file);
        let last = whole.rsplit('/').next().unwrap_or(whole);
        let folded = fold_name(last);
        let is_alone = index.named(&folded).iter().chain(index.titled(&folded)).all(|other| *other == file);
        let name = if is_alone { last } else { whole };
        let fragment = self.fragments(to)?.into_iter().find(|fragment| {
            self.leads(file, &Target::Name { path: "".into(), fragment: fragment.clone(), shown: None }, to)
                || fragment.is_none()
        })?;
        self.can_write(name).then(|| format!("[[{name}{}]]", written(fragment.as_ref())))
    }

    /// The destination of a Markdown link or of an attribute.
    pub(super) fn destination(&self, from: FileId, to: &Place, form: Form) -> Option<String> {
        let file = to.file()?;
        let fragment = self.anchor(to)?.map(|anchor| format!("#{anchor}")).unwrap_or_default();
        let paths = if file == from && !fragment.is_empty() {
            vec![String::new()]
        } else {
            let index = &self.snapshot.index;
            let full = index.path(file)?;
            let relative = full.relative_to(index.path(from)?.parent());
            let rooted = format!("/{full}");
            let usual = if self.habit.from_root { &rooted } else { &relative };
            vec![self.usual(usual, file).to_owned(), usual.clone(), relative.clone(), rooted.clone()]
        };
        let mut written = paths.iter().map(|path| format!("{}{fragment}", form.encoded(path)));
        written.find(|destination| self.leads(from, &target_of_url(destination), to))
    }

    /// The destination that leads a note to a file by a path: without the extension where that is the habit and works.
    pub(super) fn path(&self, from: FileId, file: FileId, path: &str, form: Form) -> Option<String> {
        let written = [self.usual(path, file), path].map(|path| form.encoded(path));
        let to = Place::File(file);
        written.into_iter().find(|destination| self.leads(from, &target_of_url(destination), &to))
    }

    /// A path of a Markdown link as the vault mostly ends it.
    fn usual<'p>(&self, path: &'p str, file: FileId) -> &'p str {
        let is_short = self.snapshot.index.facts(file).is_some() && !self.habit.extension;
        if is_short { without_note_extension(path) } else { path }
    }

    /// The same of a wiki link.
    fn short<'p>(&self, path: &'p str, file: FileId) -> &'p str {
        let is_short = self.snapshot.index.facts(file).is_some() && !self.habit.wiki_extension;
        if is_short { without_note_extension(path) } else { path }
    }

    /// What stands between the brackets of a wiki link, in front of the pipe: the shortest that leads there.
    pub(super) fn name(&self, from: FileId, to: &Place, shown: Option<&str>) -> Option<String> {
        let file = to.file()?;
        let fragments = self.fragments(to)?;
        let names: Vec<String> = if file == from && fragments.iter().all(Option::is_some) {
            vec![String::new()]
        } else {
            let path = self.snapshot.index.path(file)?.as_str();
            let whole = self.short(path, file);
            let last = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
            let rooted = |path: &str| format!("/{path}");
            vec![last(whole), whole.to_owned(), last(path), path.to_owned(), rooted(whole), rooted(path)]
        };
        for name in names.iter().filter(|name| name.is_empty() || self.can_write(name)) {
            for fragment in &fragments {
                let target = Target::Name {
                    path: name.as_str().into(),
                    fragment: fragment.clone(),
                    shown: shown.map(Into::into),
                };
                if self.leads(from, &target, to) {
                    return Some(format!("{name}{}", written(fragment.as_ref())));
                }
            }
        }
        None
    }

    /// Whether a wiki link can hold a name or show a text so: it has to be read back as it is written.
    pub(super) fn can_write(&self, name: &str) -> bool {
        let dollars = name.matches('$').count();
        // Two dollar signs make a formula of what is between them, wherever in a paragraph they stand.
        let is_math = 1 < dollars || (dollars == 1 && self.has_dollar);
        let has_marks =
            name.contains(['#', '|', '[', ']', '`', '<', '\\', '\n', '\r']) || name.contains("%%");
        !name.is_empty() && name == name.trim() && !has_marks && !is_math
    }

    fn leads(&self, from: FileId, target: &Target, to: &Place) -> bool {
        match resolve_target(&self.snapshot.index, from, target, self.embed) {
            Resolution::Found(found) => {
                found.place == *to && found.rivals.is_empty() && found.other_case.is_none()
            }
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
                (!slug.is_empty()).then(|| Some(Form::Plain.encoded(slug)))
            }
            Place::Anchor(file, at) => {
                let anchor = facts(file)?.anchors.get(at)?;
                let sign = if anchor.kind == AnchorKind::Block { "^" } else { "" };
                Some(Some(Form::Plain.encoded(&format!("{sign}{}", anchor.id))))
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
                let facts = facts(file)?;
                let mut names = vec![heading_text(&facts.headings.get(at)?.title)];
                let mut found = vec![Some(Fragment::Headings(names.clone().into()))];
                for parent in parents(facts, at) {
                    names.insert(0, heading_text(&facts.headings[parent].title));
                    found.push(Some(Fragment::Headings(names.clone().into())));
                }
                let is_writable = |fragment: &Option<Fragment>| match fragment {
                    Some(Fragment::Headings(names)) => names.iter().all(|name| self.can_write(name)),
                    Some(Fragment::Block(_)) | None => true,
                };
                found.retain(is_writable);
                found
            }
            Place::Anchor(file, at) => {
                let anchor = facts(file)?.anchors.get(at)?;
                (anchor.kind == AnchorKind::Block).then(|| vec![Some(Fragment::Block(anchor.id.clone()))])?
            }
            Place::Folder(_) | Place::Footnote(..) => return None,
        })
    }
}

/// A fragment of a wiki link with its sign.
fn written(fragment: Option<&Fragment>) -> Cow<'static, str> {
    match fragment {
        Some(Fragment::Headings(names)) => format!("#{}", names.join("#")).into(),
        Some(Fragment::Block(id)) => format!("#^{id}").into(),
        None => "".into(),
    }
}

/// The text of a heading as a wiki link can write it. Headings are compared without signs.
pub(super) fn heading_text(title: &str) -> Box<str> {
    let is_sign = |c: char| SIGNS.contains(&c) || matches!(c, '<' | '>' | '$' | '\\') || c.is_control();
    let plain: String = title.replace("%%", " ").chars().map(|c| if is_sign(c) { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").into()
}

/// The headings around a heading, the innermost first.
pub(super) fn parents(facts: &Facts, at: usize) -> impl Iterator<Item = usize> {
    let mut level = facts.headings[at].level;
    (0..at).rev().filter(move |&before| {
        let is_above = facts.headings[before].level < level;
        level = if is_above { facts.headings[before].level } else { level };
        is_above
    })
}

/// Where a link to a term leads: to the section that defines it, or to its note where that is about nothing else.
pub(super) fn home(snapshot: &Snapshot, id: DefinitionId) -> Option<Place> {
    let name = snapshot.index.definition(id)?.name;
    home_at(snapshot, id.note, name.start)
}

/// The same for an offset of a note.
pub(super) fn home_at(snapshot: &Snapshot, file: FileId, offset: u32) -> Option<Place> {
    let facts = snapshot.facts(file)?;
    let around = facts.headings.iter().rposition(|heading| heading.section.contains(offset));
    let title = facts.title.as_ref().map(|title| title.span);
    Some(match around {
        Some(at) if title != Some(facts.headings[at].name) && !facts.headings[at].slug.is_empty() => {
            Place::Heading(file, at)
        }
        _ => Place::File(file),
    })
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
