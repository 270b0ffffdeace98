//! How the links of a vault are written, counted, so that new ones can be written alike.

use crate::config::{LinkExtension, LinkPaths, LinkStyle, Links};
use crate::facts::{Link, LinkKind, Target};
use crate::path::is_note;

/// The links of some notes by the ways they are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Habit {
    wiki: [usize; 2],
    markdown: [usize; 2],
    /// Markdown links by where their paths start: in the folder of the note, in the root.
    paths: [usize; 2],
}

/// Index into the counts of links to notes: without their extension, with it.
const WITHOUT: usize = 0;
const WITH: usize = 1;

/// How new links of a vault are to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkHabit {
    /// Wiki links, and not Markdown links.
    pub wiki: bool,
    /// Targets of Markdown links end in the extension of their note.
    pub extension: bool,
    /// So do the targets of wiki links.
    pub wiki_extension: bool,
    /// Paths of Markdown links start in the root of the vault, with a slash.
    pub from_root: bool,
}

impl Habit {
    /// The habit that some links show.
    pub(super) fn of<'l>(links: impl IntoIterator<Item = &'l Link>) -> Self {
        let mut habit = Self::default();
        for link in links {
            match &link.target {
                Target::Path { path, .. } if !path.is_empty() && !path.ends_with('/') => {
                    habit.paths[usize::from(path.starts_with('/'))] += 1;
                    let name = path.rsplit('/').next().unwrap_or_default();
                    if is_note(name) {
                        habit.markdown[WITH] += 1;
                    } else if !name.contains('.') {
                        habit.markdown[WITHOUT] += 1;
                    }
                }
                Target::Name { path, .. } if !path.is_empty() && link.kind == LinkKind::Wiki => {
                    habit.wiki[usize::from(is_note(path))] += 1;
                }
                _ => {}
            }
        }
        habit
    }

    pub(super) fn add(&mut self, other: Self) {
        self.each(other, |count, other| *count += other);
    }

    pub(super) fn take(&mut self, other: Self) {
        self.each(other, |count, other| *count -= other);
    }

    fn each(&mut self, other: Self, change: impl Fn(&mut usize, usize)) {
        for at in 0..2 {
            change(&mut self.wiki[at], other.wiki[at]);
            change(&mut self.markdown[at], other.markdown[at]);
            change(&mut self.paths[at], other.paths[at]);
        }
    }

    /// Whether Markdown links to notes mostly leave the extension out.
    pub(super) fn is_without_extension(self) -> bool {
        self.markdown[WITHOUT] > self.markdown[WITH]
    }

    /// How new links are to be written: as the settings say, else as most are.
    pub(super) fn links(self, settings: Links) -> LinkHabit {
        let extension = |habit: bool| match settings.extension {
            LinkExtension::Auto => habit,
            LinkExtension::Always => true,
            LinkExtension::Never => false,
        };
        let (wiki, markdown) = (self.wiki.iter().sum::<usize>(), self.markdown.iter().sum::<usize>());
        LinkHabit {
            wiki: match settings.style {
                LinkStyle::Auto => wiki > markdown,
                LinkStyle::Wiki => true,
                LinkStyle::Markdown => false,
            },
            extension: extension(!self.is_without_extension()),
            wiki_extension: extension(self.wiki[WITH] > self.wiki[WITHOUT]),
            from_root: match settings.paths {
                LinkPaths::Auto => self.paths[1] > self.paths[0],
                LinkPaths::Relative => false,
                LinkPaths::Root => true,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Facts;

    #[track_caller]
    fn check(text: &str, settings: Links, wiki: bool, extension: bool, from_root: bool) {
        let links = Habit::of(&*Facts::read(text).links).links(settings);
        assert_eq!((links.wiki, links.extension, links.from_root), (wiki, extension, from_root), "{text}");
    }

    #[test]
    fn new_links_are_written_as_most_are() {
        let auto = Links::default();
        check("", auto, false, true, false);
        check("[[a]] [[b.c]] [x](c.md)", auto, true, true, false);
        check("[[a]] [x](c.md) [y](d.md)", auto, false, true, false);
        check("[x](c) [y](d) [z](e.md)", auto, false, false, false);
        check("[x](/c.md) [y](/p/d.png) [z](e.md)", auto, false, true, true);
        check("[x](https://e.example) ![[a]] [[#b]] [x](#y) #tag", auto, false, true, false);
    }

    #[test]
    fn a_setting_wins_over_the_habit() {
        let settings =
            Links { style: LinkStyle::Wiki, extension: LinkExtension::Never, paths: LinkPaths::Root };
        check("[x](c.md) [y](d.md)", settings, true, false, true);
    }

    #[test]
    fn what_is_added_can_be_taken_again() {
        let of = |text: &str| Habit::of(&*Facts::read(text).links);
        let (one, other) = (of("[[a]] [x](/b)"), of("[[c.md]] [x](d.md) [y](e)"));
        let mut both = one;
        both.add(other);
        both.take(one);
        assert_eq!(both, other);
    }
}
