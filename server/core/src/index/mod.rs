//! What all notes of a vault declare and use together.
//!
//! Changed by one file at a time, and then equal to an index built from scratch: every table here is a function of
//! the files put in. A clone shares everything, so a snapshot costs nothing and never changes.

mod display;
mod groups;
mod habit;
mod mentions;
mod multi;
mod names;
mod parents;
mod reach;
mod senses;
#[cfg(test)]
mod tests;
mod usage;
mod uses;
mod worth;

use std::sync::Arc;

pub use self::display::Display;
use self::habit::Habit;
pub use self::habit::LinkHabit;
use self::multi::{Lists, Multi};
pub(crate) use self::names::each_name;
pub use self::names::{DefinitionId, Mention, NameKey, Named, Names, TopicId};
pub(crate) use self::reach::Bond;
pub use self::senses::{Meanings, Sense, Viewpoint, is_acronym};
use self::usage::Usage;
use imbl::ordmap::DiffItem;

use crate::config::Links;
use crate::facts::{Facts, Link, Target};
use crate::letters::{letters, wanted_letters};
use crate::path::{NotePath, is_note};
use crate::resolve::fold_name;

/// A file of the vault; the same number for as long as the file is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A file of the vault: a note with its facts, or any other by its path alone.
#[derive(Clone, Debug)]
struct File {
    path: NotePath,
    facts: Option<Arc<Facts>>,
    /// The letters of its path, title and other names, so that most files are passed over unseen where one is looked
    /// for.
    letters: u64,
}

/// Whether a file is the same as before: its facts are compared by their place, since they never change.
impl PartialEq for File {
    fn eq(&self, other: &Self) -> bool {
        let same_facts = match (&self.facts, &other.facts) {
            (Some(own), Some(others)) => Arc::ptr_eq(own, others),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        same_facts && self.path == other.path
    }
}

impl File {
    fn new(path: NotePath, facts: Option<Arc<Facts>>) -> Self {
        let names = facts.iter().flat_map(|facts| facts.names());
        let letters = names.fold(letters(path.as_str()), |bits, name| bits | letters(name));
        Self { path, facts, letters }
    }

    /// The folded names that wiki links may call it by.
    fn names(&self) -> impl Iterator<Item = String> {
        let stem = (self.facts.is_some() || is_note(self.path.as_str())).then(|| fold_name(self.path.stem()));
        let id = stem.as_deref().and_then(zettel_id).map(str::to_owned);
        [fold_name(self.path.file_name())].into_iter().chain(stem).chain(id)
    }
}

/// The date or number that the names of Zettelkasten notes begin with, and by which they are linked.
fn zettel_id(stem: &str) -> Option<&str> {
    let digits = stem.find(|c: char| !c.is_ascii_digit()).filter(|digits| (8..=17).contains(digits))?;
    stem[digits..].starts_with([' ', '-', '_']).then(|| &stem[..digits])
}

/// The index of one vault.
#[derive(Clone, Debug, Default)]
pub struct Index {
    files: imbl::OrdMap<FileId, File>,
    paths: imbl::OrdMap<Arc<str>, FileId>,
    next: u32,
    /// Folded file names and note stems.
    named: Multi<Arc<str>, FileId>,
    /// Folded titles and aliases of notes.
    titled: Multi<Arc<str>, FileId>,
    /// Notes by the folded last path part, without extension, of each link they make.
    linking: Multi<Arc<str>, FileId>,
    /// The names in `linking` that are in neither of the two before.
    wanted: imbl::OrdSet<Arc<str>>,
    names: Names,
    habit: Habit,
    usage: Usage,
}

impl Index {
    /// The index of many files: notes with their facts, and others.
    ///
    /// The same as putting them in one after the other, and faster: where many share a name its list is made once.
    #[must_use]
    pub fn of(files: Vec<(NotePath, Option<Arc<Facts>>)>) -> Self {
        let mut index = Self::default();
        let (mut named, mut titled, mut linking) = (Lists::default(), Lists::default(), Lists::default());
        let mut doubled = Vec::new();
        for (path, facts) in files {
            if index.paths.contains_key(path.as_str()) {
                doubled.push((path, facts));
                continue;
            }
            let id = FileId(index.next);
            index.next += 1;
            index.paths.insert(Arc::from(path.as_str()), id);
            let file = File::new(path, facts);
            file.names().for_each(|name| multi::add(&mut named, name.into(), id));
            if let Some(facts) = &file.facts {
                facts.names().for_each(|name| multi::add(&mut titled, fold_name(name).into(), id));
                let targets = facts.links.iter().flat_map(|link| link_keys(&link.target));
                targets.for_each(|target| multi::add(&mut linking, target, id));
                index.habit.add(Habit::of(&*facts.links));
                index.usage.learn(facts);
            }
            index.files.insert(id, file);
        }
        let is_wanted =
            |name: &&Arc<str>| !name.is_empty() && !named.contains_key(*name) && !titled.contains_key(*name);
        index.wanted = linking.keys().filter(is_wanted).cloned().collect();
        index.named = Multi::of(named);
        index.titled = Multi::of(titled);
        index.linking = Multi::of(linking);
        index.names =
            Names::of(index.files.iter().filter_map(|(&id, file)| Some((id, &**file.facts.as_ref()?))));
        for (path, facts) in doubled {
            index.put(path, facts);
        }
        index
    }

    /// Puts a note in, in place of what stood at its path.
    pub fn put_note(&mut self, path: NotePath, facts: Arc<Facts>) {
        self.put(path, Some(facts));
    }

    /// Puts a file in that is no note, or a note that could not be read.
    pub fn put_file(&mut self, path: NotePath) {
        self.put(path, None);
    }

    fn put(&mut self, path: NotePath, facts: Option<Arc<Facts>>) {
        let old = self.file(path.as_str()).and_then(|id| Some((id, self.facts(id)?)));
        if let (Some((id, old)), Some(new)) = (old, &facts) {
            let old = Arc::clone(old);
            self.change_facts(id, &old, new);
            self.files.insert(id, File::new(path, facts));
            return;
        }
        self.remove_names(path.as_str());
        let known = self.paths.get(path.as_str()).copied();
        let id = known.unwrap_or_else(|| {
            let id = FileId(self.next);
            self.next += 1;
            self.paths.insert(Arc::from(path.as_str()), id);
            id
        });
        let file = File::new(path, facts);
        for name in file.names() {
            self.named.insert(name.as_str().into(), id);
            self.settle_wanted(&name);
        }
        if let Some(facts) = &file.facts {
            self.learn_facts(id, facts);
        }
        self.files.insert(id, file);
    }

    /// Takes a file out; nothing happens where none stands at the path.
    pub fn remove(&mut self, path: &str) {
        self.remove_names(path);
        if let Some(id) = self.paths.remove(path) {
            self.files.remove(&id);
        }
    }

    /// Forgets what the file at a path is called and says, but not the file.
    fn remove_names(&mut self, path: &str) {
        let Some(id) = self.file(path) else { return };
        let Some(file) = self.files.get(&id).cloned() else { return };
        for name in file.names() {
            self.named.remove(name.as_str(), id);
            self.settle_wanted(&name);
        }
        if let Some(facts) = &file.facts {
            self.forget_facts(id, facts);
        }
    }

    /// Goes from what a note said to what it says. An edit changes little of it, and only that is touched.
    fn change_facts(&mut self, id: FileId, old: &Facts, new: &Facts) {
        if !old.names().eq(new.names()) {
            self.forget_titles(id, old);
            self.learn_titles(id, new);
        }
        let (before, now) = (old.links.iter(), new.links.iter());
        if !before.map(|link| &link.target).eq(now.map(|link| &link.target)) {
            self.forget_links(id, old);
            self.learn_links(id, new);
        }
        self.names.change(id, old, new);
        self.usage.change(old, new);
    }

    fn learn_facts(&mut self, id: FileId, facts: &Facts) {
        self.learn_titles(id, facts);
        self.learn_links(id, facts);
        self.names.learn(id, facts);
        self.usage.learn(facts);
    }

    fn forget_facts(&mut self, id: FileId, facts: &Facts) {
        self.forget_titles(id, facts);
        self.forget_links(id, facts);
        self.names.forget(id, facts);
        self.usage.forget(facts);
    }

    fn learn_titles(&mut self, id: FileId, facts: &Facts) {
        for name in facts.names().map(fold_name) {
            self.titled.insert(name.as_str().into(), id);
            self.settle_wanted(&name);
        }
    }

    fn forget_titles(&mut self, id: FileId, facts: &Facts) {
        for name in facts.names().map(fold_name) {
            self.titled.remove(name.as_str(), id);
            self.settle_wanted(&name);
        }
    }

    fn learn_links(&mut self, id: FileId, facts: &Facts) {
        for link in &facts.links {
            for key in link_keys(&link.target) {
                self.linking.insert(Arc::clone(&key), id);
                self.settle_wanted(&key);
            }
        }
        self.habit.add(Habit::of(&*facts.links));
    }

    fn forget_links(&mut self, id: FileId, facts: &Facts) {
        for link in &facts.links {
            for key in link_keys(&link.target) {
                self.linking.remove(&key, id);
                self.settle_wanted(&key);
            }
        }
        self.habit.take(Habit::of(&*facts.links));
    }

    /// Brings a name in or out of `wanted`, after a file has come to use it or left it.
    fn settle_wanted(&mut self, name: &str) {
        let is_wanted = !name.is_empty()
            && !self.linking.get(name).is_empty()
            && self.named.get(name).is_empty()
            && self.titled.get(name).is_empty();
        if !is_wanted {
            self.wanted.remove(name);
        } else if !self.wanted.contains(name) {
            self.wanted.insert(name.into());
        }
    }

    /// The file at exactly this path.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<FileId> {
        self.paths.get(path).copied()
    }

    /// The file at this path but for letter case and Unicode composition.
    #[must_use]
    pub fn file_in_other_case(&self, path: &str) -> Option<FileId> {
        let folded = fold_name(path);
        let last = folded.rsplit('/').next()?;
        let same = |file: &&FileId| self.path(**file).is_some_and(|path| fold_name(path.as_str()) == folded);
        self.named(last).iter().filter(same).min_by_key(|file| self.path(**file)).copied()
    }

    /// Whether another index holds the very same files, as a clone does.
    #[must_use]
    pub(crate) fn has_same_files(&self, other: &Self) -> bool {
        self.files.ptr_eq(&other.files)
    }

    /// The files that came, went or changed since an earlier state of this index, in order.
    #[must_use]
    pub(crate) fn changed_since(&self, earlier: &Self) -> Vec<FileId> {
        let changes = earlier.files.diff(&self.files);
        let changed = changes.map(|change| match change {
            DiffItem::Add(file, _) | DiffItem::Remove(file, _) => *file,
            DiffItem::Update { new: (file, _), .. } => *file,
        });
        changed.collect()
    }

    /// The path of a file.
    #[must_use]
    pub fn path(&self, file: FileId) -> Option<&NotePath> {
        self.files.get(&file).map(|file| &file.path)
    }

    /// What a note says; `None` for other files.
    #[must_use]
    pub fn facts(&self, file: FileId) -> Option<&Arc<Facts>> {
        self.files.get(&file).and_then(|file| file.facts.as_ref())
    }

    /// Every note, in the order of paths.
    pub fn notes(&self) -> impl Iterator<Item = (FileId, &NotePath, &Arc<Facts>)> {
        self.files().filter_map(|(id, path)| self.facts(id).map(|facts| (id, path, facts)))
    }

    /// Every file, notes and others, in the order of paths.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &NotePath)> {
        self.paths.values().filter_map(|&id| self.path(id).map(|path| (id, path)))
    }

    /// Every file with what it says where it is a note, the oldest first: the fastest way through all of them.
    pub fn entries(&self) -> impl Iterator<Item = (FileId, &NotePath, Option<&Arc<Facts>>)> {
        self.files.iter().map(|(id, file)| (*id, &file.path, file.facts.as_ref()))
    }

    /// The same without most of the files that cannot be called by a name in which the letters of a text are found.
    pub(crate) fn entries_like(
        &self,
        typed: &str,
    ) -> impl Iterator<Item = (FileId, &NotePath, Option<&Arc<Facts>>)> {
        let wanted = wanted_letters(typed);
        let files = self.files.iter().filter(move |(_, file)| file.letters & wanted == wanted);
        files.map(|(id, file)| (*id, &file.path, file.facts.as_ref()))
    }

    /// The names of the folders right inside a folder, in order.
    #[must_use]
    pub fn folders_in(&self, folder: &str) -> Vec<&str> {
        let start = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let mut found = Vec::new();
        let mut from: Arc<str> = start.as_str().into();
        // From each folder straight to what comes behind all of it: `0` follows `/`.
        while let Some((path, _)) = self.paths.range(Arc::clone(&from)..).next() {
            let Some(rest) = path.strip_prefix(start.as_str()) else { break };
            from = match rest.split_once('/') {
                Some((name, _)) => {
                    found.push(name);
                    format!("{start}{name}0").into()
                }
                None => format!("{path}\0").into(),
            };
        }
        found
    }

    /// Names that links end with and that no file or note answers to, folded and without a note's extension, with the
    /// notes that make such links; in order. A link to a folder may be among them.
    pub fn wanted(&self) -> impl Iterator<Item = (&str, &[FileId])> {
        self.wanted.iter().map(|name| (&**name, self.linking.get(&**name)))
    }

    /// Every file below a folder (its path without a final slash), in the order of paths.
    pub fn files_below(&self, folder: &str) -> impl Iterator<Item = (FileId, &NotePath)> {
        let start = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let from = self.paths.range(Arc::<str>::from(start.as_str())..);
        let below = from.take_while(move |(path, _)| path.starts_with(&start));
        below.filter_map(|(_, &id)| self.path(id).map(|path| (id, path)))
    }

    /// Whether a file lies somewhere below a folder; the root is always there.
    #[must_use]
    pub fn has_folder(&self, folder: &str) -> bool {
        folder.is_empty() || self.files_below(folder).next().is_some()
    }

    /// Files with a folded name: a file name, or a note's stem.
    #[must_use]
    pub fn named(&self, folded: &str) -> &[FileId] {
        self.named.get(folded)
    }

    /// Notes with a folded title or alias.
    #[must_use]
    pub fn titled(&self, folded: &str) -> &[FileId] {
        self.titled.get(folded)
    }

    /// Notes with a link that may mean the file: every note with a link that does is among them.
    #[must_use]
    pub fn may_link_to(&self, file: FileId) -> Vec<FileId> {
        let Some(path) = self.path(file) else { return Vec::new() };
        let mut keys: Vec<String> = vec![fold_name(path.stem()), fold_name(path.file_name()), String::new()];
        keys.extend(zettel_id(&keys[0]).map(str::to_owned));
        // A link to a folder means the note that stands for it.
        keys.extend(path.parent().rsplit('/').next().map(fold_name));
        if let Some(facts) = self.facts(file) {
            keys.extend(facts.names().map(fold_name).map(|name| last_part(&name).to_owned()));
        }
        let mut notes: Vec<FileId> =
            keys.iter().flat_map(|key| self.linking.get(key.as_str())).copied().collect();
        notes.push(file);
        notes.sort_unstable();
        notes.dedup();
        notes
    }

    /// Notes with a link whose path ends with this name, letter case and a note's extension aside.
    #[must_use]
    pub fn linking_by_name(&self, name: &str) -> &[FileId] {
        self.linking.get(last_part(&fold_name(name)))
    }

    /// Whether this vault's Markdown links to notes mostly leave the extension out.
    #[must_use]
    pub fn links_without_extension(&self) -> bool {
        self.habit.is_without_extension()
    }

    /// How new links of this vault are to be written: as its settings say, else as most of its links are, but for those
    /// that are being written.
    #[must_use]
    pub fn link_habit<'l>(
        &self,
        settings: Links,
        unfinished: impl IntoIterator<Item = &'l Link>,
    ) -> LinkHabit {
        let mut habit = self.habit;
        habit.take(Habit::of(unfinished));
        habit.links(settings)
    }

    /// Every tag with the number of its uses, in the order of names.
    pub fn tags(&self) -> impl Iterator<Item = (&str, u32)> {
        self.usage.tags.iter().map(|(name, count)| (&**name, *count))
    }

    /// Every language of fenced code with the number of its uses, in the order of names.
    pub fn languages(&self) -> impl Iterator<Item = (&str, u32)> {
        self.usage.languages.iter().map(|(name, count)| (&**name, *count))
    }

    /// Every field of front matter with the number of its uses, in the order of names.
    pub fn fields(&self) -> impl Iterator<Item = (&str, u32)> {
        self.usage.fields.iter().map(|(name, count)| (&**name, *count))
    }

    /// The terms and topics of all notes by their names.
    #[must_use]
    pub fn names(&self) -> &Names {
        &self.names
    }
}

/// The keys of [`Index::linking`] for a target; none where it names no other file.
fn link_keys(target: &Target) -> impl Iterator<Item = Arc<str>> {
    let (path, shown) = match target {
        Target::Path { path, .. } => (Some(path), None),
        // Dendron writes `[[shown|file.name]]`.
        Target::Name { path, shown, .. } => (Some(path), shown.as_ref()),
        Target::External(_)
        | Target::Template(_)
        | Target::Label(_)
        | Target::Footnote(_)
        | Target::Tag(_)
        | Target::Nothing => (None, None),
    };
    let named = path.filter(|path| !path.is_empty()).into_iter().chain(shown);
    named.map(|name| last_part(&fold_name(name)).into())
}

/// The last part of a folded path, without a note's extension.
fn last_part(path: &str) -> &str {
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let last = if matches!(last, "." | "..") { "" } else { last };
    crate::path::without_note_extension(last)
}
