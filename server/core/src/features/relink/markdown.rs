//! Destinations of Markdown links, label definitions and HTML attributes.

use super::super::link_text::Form;
use super::{Change, Lost, fragment_of};
use crate::facts::{Target, target_of_url};
use crate::path::{Joined, NotePath, without_note_extension};
use crate::resolve::{Place, fold_name, folder_note};
use crate::text::Span;

impl Change<'_> {
    /// What is to be written where in a destination that would lead elsewhere; `None` where nothing would help.
    pub(super) fn markdown(
        &self,
        lost: &Lost<'_>,
        span: Span,
        html: bool,
        text: &str,
    ) -> Option<(Span, String)> {
        let Target::Path { path, fragment } = lost.target else { return None };
        let raw = span.of(text);
        let angled = text.get(..span.start as usize)?.ends_with('<');
        let form = match (html, angled) {
            (true, _) => Form::Html('"'),
            (false, true) => Form::Angled,
            (false, false) => Form::Plain,
        };
        let fits = |path: &str, fragment: Option<&str>| {
            let target = Target::Path { path: path.into(), fragment: fragment.map(Into::into) };
            self.leads_back(lost, &target)
        };
        let facts = lost.wanted.file().and_then(|file| self.after.facts(file));
        let new_fragment = facts.and_then(|facts| fragment_of(facts, &lost.wanted));
        let mut fragments = vec![fragment.as_deref()];
        fragments.extend(fragment.is_some().then_some(new_fragment.as_deref()));
        let paths = [path.to_string()].into_iter().chain(self.paths(lost, path));
        let (new_path, new_fragment) = paths
            .flat_map(|path| fragments.iter().map(move |&fragment| (path.clone(), fragment)))
            .find(|(path, fragment)| fits(path, *fragment))?;

        let same_path = new_path == **path;
        let same_fragment = new_fragment == fragment.as_deref();
        let encoded = form.encoded(&new_path);
        let encoded_fragment = new_fragment.map(|fragment| form.encoded(fragment));
        // Backslashes and entities stand for what is not written there; such a destination is written anew.
        let is_plain = target_of_url(raw) == *lost.target && raw == raw.trim();
        let path_end = raw.find(['?', '#']).unwrap_or(raw.len());
        let hash = raw.find('#');
        let at = |offset: usize| span.start + u32::try_from(offset).unwrap_or_default();
        Some(match (is_plain, same_path, same_fragment, hash) {
            (true, false, true, _) => (Span { start: span.start, end: at(path_end) }, encoded),
            (true, true, false, Some(hash)) => {
                (Span { start: at(hash + 1), end: span.end }, encoded_fragment.unwrap_or_default())
            }
            _ => {
                let query = raw.get(path_end..hash.unwrap_or(raw.len())).unwrap_or_default();
                let fragment = encoded_fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
                (span, format!("{encoded}{query}{fragment}"))
            }
        })
    }

    /// The paths by which the place of a lost link can be called, those in its writer's habit first.
    fn paths(&self, lost: &Lost<'_>, old: &str) -> Vec<String> {
        let note = self.moved_to(lost.note);
        let Some(from) = self.after.path(note) else { return Vec::new() };
        let from_root = old.starts_with(['/', '\\']);
        let from_here = old.starts_with("./");
        let written = |full: &str| -> Option<String> {
            if from_root {
                return Some(format!("/{full}"));
            }
            let relative = NotePath::new(full)?.relative_to(from.parent());
            Some(if from_here && !relative.starts_with("..") { format!("./{relative}") } else { relative })
        };
        let of_folder = |folder: &str| -> Option<String> {
            let slash = if old.ends_with('/') { "/" } else { "" };
            // Inside the folder itself its path relative to here is what climbs to it.
            let inside = folder.is_empty()
                || from.parent() == folder
                || from.parent().starts_with(&format!("{folder}/"));
            if inside && !from_root {
                let depth = |path: &str| path.split('/').filter(|part| !part.is_empty()).count();
                let up = depth(from.parent()) - depth(folder);
                let climb = if up == 0 { ".".to_owned() } else { vec![".."; up].join("/") };
                return Some(format!("{climb}{slash}"));
            }
            if folder.is_empty() {
                return Some("/".to_owned());
            }
            written(folder).map(|path| format!("{path}{slash}"))
        };
        let file = match &lost.wanted {
            Place::Folder(folder) => return of_folder(folder).into_iter().collect(),
            place => place.file(),
        };
        let Some(full) = file.and_then(|file| self.after.path(file)) else { return Vec::new() };
        let index = &self.snapshot.index;
        let names_folder = index.path(lost.note).is_some_and(|source| match source.join(old) {
            Joined::Inside(place) => index.file(&place).is_none() && index.has_folder(&place),
            Joined::Outside => false,
        });
        let mut paths = Vec::new();
        if names_folder {
            if folder_note(&self.after, full.parent()) == file {
                paths.extend(of_folder(full.parent()));
            }
            paths.extend(written(full.as_str()));
            return paths;
        }
        let old_name = lost.before.file().and_then(|file| index.path(file)).map(NotePath::file_name);
        let last = old.rsplit(['/', '\\']).next().unwrap_or(old);
        let has_extension = old_name.is_some_and(|name| fold_name(name) == fold_name(last));
        if !has_extension {
            paths.extend(written(without_note_extension(full.as_str())));
        }
        paths.extend(written(full.as_str()));
        paths
    }
}
