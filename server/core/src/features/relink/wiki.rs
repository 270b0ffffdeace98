//! Targets of wiki links and embeds.

use super::super::link_text::{SIGNS, heading_text};
use super::{Change, Lost, place};
use crate::facts::{Fragment, Link, Target};
use crate::index::FileId;
use crate::path::{NotePath, without_note_extension};
use crate::resolve::{Place, fold_name};
use crate::text::Span;

impl Change<'_> {
    /// What is to be written where in a wiki link that would lead elsewhere; `None` where nothing would help.
    pub(super) fn wiki(&self, lost: &Lost<'_>, link: &Link, text: &str) -> Option<(Span, String)> {
        let Target::Name { path, shown, .. } = lost.target else { return None };
        let in_its_order = if self.is_swapped(lost, path, shown.as_deref()) {
            self.rewritten(lost, link, text, true)
        } else {
            None
        };
        // What stands in front of the pipe may have become a note itself: then that has to change.
        in_its_order.or_else(|| self.rewritten(lost, link, text, false))
    }

    /// The same with the name in front of the pipe, or behind it where the two are swapped.
    fn rewritten(
        &self,
        lost: &Lost<'_>,
        link: &Link,
        text: &str,
        is_swapped: bool,
    ) -> Option<(Span, String)> {
        let Target::Name { path, fragment, shown } = lost.target else { return None };
        // In front matter a quote would end the text that the link stands in.
        let is_quoted = self.snapshot.facts(lost.note)?.is_closed(link.span.start);
        let old = if is_swapped { shown.as_deref()? } else { path };
        let fragments = self.fragments(lost, old, fragment.as_ref())?;
        let paths = [old.to_owned()].into_iter().chain(self.wiki_paths(lost, old));
        let choices = paths.flat_map(|path| {
            let fragments = fragments.iter().map(|fragment| fragment.as_ref());
            fragments.map(move |fragment| (path.clone(), fragment)).collect::<Vec<_>>()
        });
        let fits_in = |new: &str, fragment: Option<&Fragment>| {
            let written = format!("{new}#{}", shown_fragment(fragment));
            !is_quoted || !written.contains(['"', '\'', '\\'])
        };
        let (new_path, new_fragment) = choices.into_iter().find(|(new, new_fragment)| {
            if !fits_in(new, *new_fragment) {
                return false;
            }
            let (path, shown): (Box<str>, Option<Box<str>>) = if is_swapped {
                (path.clone(), Some(new.as_str().into()))
            } else {
                (new.as_str().into(), shown.clone())
            };
            self.leads_back(lost, &Target::Name { path, fragment: new_fragment.cloned(), shown })
        })?;
        if is_swapped {
            return Some((link.shown, new_path));
        }
        let whole = link.target_span;
        let raw = whole.of(text);
        let hash = raw.find('#');
        let written = raw.get(..hash.unwrap_or(raw.len()))?.trim_end().len();
        let path_span = Span { start: whole.start, end: whole.start + u32::try_from(written).ok()? };
        let same_path = new_path == *old;
        let same_fragment = new_fragment == fragment.as_ref();
        Some(match (same_path, same_fragment, link.fragment_span) {
            (false, true, _) => (path_span, new_path),
            (true, false, Some(span)) => (span, shown_fragment(new_fragment)),
            _ => (whole, format!("{new_path}#{}", shown_fragment(new_fragment))),
        })
    }

    /// Whether the name stands behind the pipe, as Dendron has it.
    fn is_swapped(&self, lost: &Lost<'_>, path: &str, shown: Option<&str>) -> bool {
        let alone = Target::Name { path: path.into(), fragment: None, shown: None };
        shown.is_some()
            && !path.is_empty()
            && place(&self.snapshot.index, lost.note, &alone, lost.embed).is_none()
    }

    /// The names by which the file of a lost link can be called, those in its writer's habit first.
    fn wiki_paths(&self, lost: &Lost<'_>, old: &str) -> Vec<String> {
        let (Some(before), Some(file)) = (lost.before.file(), lost.wanted.file()) else { return Vec::new() };
        let (Some(full), Some(old_full)) = (self.after.path(file), self.snapshot.index.path(before)) else {
            return Vec::new();
        };
        let folded = fold_name(old);
        let last = folded.rsplit('/').next().unwrap_or(&folded);
        let with_extension = *last == fold_name(old_full.file_name());
        let stem = without_note_extension(full.as_str());
        let stem = if stem == full.as_str() && self.after.facts(file).is_some() {
            // A note by the settings: its extension is its own.
            full.extension().map_or(stem, |end| &stem[..stem.len() - end.len() - 1])
        } else {
            stem
        };
        let usual = if with_extension { full.as_str() } else { stem };
        let mut names = Vec::new();
        names.extend(self.new_title(lost, old, file));
        if old.starts_with("./") || old.starts_with("../") {
            let folder = self.after.path(self.moved_to(lost.note)).map_or("", NotePath::parent);
            let relative = NotePath::new(usual).map(|path| path.relative_to(folder));
            names
                .extend(relative.map(|path| if path.starts_with("..") { path } else { format!("./{path}") }));
        } else if old.starts_with('/') {
            names.push(format!("/{usual}"));
        } else {
            let is_whole = folded == fold_name(old_full.as_str())
                || folded == fold_name(without_note_extension(old_full.as_str()));
            if is_whole && old.contains('/') {
                names.push(usual.to_owned());
            }
            names.extend(ends(usual, old.split('/').count()));
        }
        names.extend(ends(usual, 1));
        names.push(format!("/{usual}"));
        names.extend(ends(full.as_str(), 1));
        names.push(format!("/{full}"));
        names.retain(|name| !name.contains(SIGNS));
        names
    }

    /// The new title of a note that a link called by its old one.
    fn new_title(&self, lost: &Lost<'_>, old: &str, file: FileId) -> Option<String> {
        let before = self.snapshot.facts(lost.before.file()?)?.title.as_ref()?;
        if fold_name(&before.text) != fold_name(old) {
            return None;
        }
        let after = self.after.facts(file)?.title.as_ref()?;
        (after.text != before.text).then(|| after.text.to_string())
    }

    /// What may be written behind the `#`: what stands there, the headings it names by their new text, else all
    /// headings around the one it means.
    fn fragments(
        &self,
        lost: &Lost<'_>,
        path: &str,
        fragment: Option<&Fragment>,
    ) -> Option<Vec<Option<Fragment>>> {
        let mut found = vec![fragment.cloned()];
        match (fragment, &lost.before, &lost.wanted) {
            (Some(Fragment::Headings(names)), &Place::Heading(before, at), &Place::Heading(file, _)) => {
                let old = &self.snapshot.facts(before)?.headings;
                let headings = &self.after.facts(file)?.headings;
                let named = (1..=names.len()).map(|length| {
                    let fragment = Some(Fragment::Headings(names[..length].into()));
                    let target = Target::Name { path: path.into(), fragment, shown: None };
                    let named = place(&self.snapshot.index, lost.note, &target, lost.embed)?;
                    let Place::Heading(_, at) = named.place else { return None };
                    let is_same = old.get(at)?.title == headings.get(at)?.title;
                    Some(if is_same {
                        names[length - 1].clone()
                    } else {
                        heading_text(&headings.get(at)?.title)
                    })
                });
                let named: Option<Box<[Box<str>]>> = named.collect();
                found.extend(named.map(|named| Some(Fragment::Headings(named))));
                let start = headings.get(at)?.span.start;
                let around = (0..at).filter(|&outer| start < headings[outer].section.end).chain([at]);
                let around: Box<[Box<str>]> = around.map(|at| heading_text(&headings[at].title)).collect();
                found.push(Some(Fragment::Headings(around)));
            }
            (Some(Fragment::Block(_)), _, &Place::Anchor(file, at)) => {
                let id = self.after.facts(file)?.anchors.get(at)?.id.clone();
                found.push(Some(Fragment::Block(id)));
            }
            _ => {}
        }
        Some(found)
    }
}

/// The ends of a path that have at least `least` parts, the shortest first.
fn ends(path: &str, least: usize) -> Vec<String> {
    let parts: Vec<&str> = path.split('/').collect();
    let least = least.clamp(1, parts.len());
    (least..=parts.len()).map(|count| parts[parts.len() - count..].join("/")).collect()
}

fn shown_fragment(fragment: Option<&Fragment>) -> String {
    match fragment {
        Some(Fragment::Headings(names)) => names.join("#"),
        Some(Fragment::Block(id)) => format!("^{id}"),
        None => String::new(),
    }
}
