//! [`Uses`]: everything that one name is used for, and what that proves for each use.
//!
//! Adding and removing a use costs the same however many there are: a title like "Morning" opens thousands of topics.

use super::FileId;
use super::names::Named;
use super::worth::{Capitals, Place, Reach, Worth};

/// Fewest different subjects under which a bare title stands before it is taken for one that any topic may have.
const FEWEST_SUBJECTS: usize = 3;

/// Most uses that are kept in one list.
const MOST_IN_LIST: usize = 64;

/// A name in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Use {
    pub(super) named: Named,
    pub(super) worth: Worth,
}

/// All uses of one name.
#[derive(Clone, Debug, Default)]
pub(super) struct Uses {
    list: List,
    /// How often the name is a bare title whose text does not speak of it, by what it stands under.
    subjects: imbl::OrdMap<u32, u32>,
    silent: u32,
    /// How often it is more than that.
    vouched: u32,
    /// What is proved for each way to insist on capitals.
    proved: Vec<(Option<Capitals>, Proved)>,
}

/// How many uses reach how far, by themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Proved {
    all: u32,
    vault: u32,
    /// In the vault, unless the name is a title that any topic may have.
    vault_if_telling: u32,
    note: u32,
}

#[derive(Clone, Debug)]
enum List {
    Few(Vec<Use>),
    /// With how often each stands there: a definition may have two spellings of one name.
    Many(imbl::OrdMap<Use, u32>),
}

impl Default for List {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

impl Uses {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.proved.iter().map(|(_, proved)| proved.all as usize).sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        match &self.list {
            List::Few(list) => list.is_empty(),
            List::Many(list) => list.is_empty(),
        }
    }

    fn iter(&self) -> impl Iterator<Item = &Use> {
        let (few, many) = match &self.list {
            List::Few(list) => (Some(list.iter()), None),
            List::Many(list) => (None, Some(list.keys())),
        };
        few.into_iter().flatten().chain(many.into_iter().flatten())
    }

    pub(super) fn add(&mut self, own: Use) {
        self.count(own, true);
        match &mut self.list {
            List::Few(list) if list.len() < MOST_IN_LIST => list.push(own),
            List::Few(list) => {
                let mut many = imbl::OrdMap::new();
                for one in list.drain(..).chain([own]) {
                    *many.entry(one).or_insert(0) += 1;
                }
                self.list = List::Many(many);
            }
            List::Many(list) => *list.entry(own).or_insert(0) += 1,
        }
    }

    /// Gives back what room was kept for more: nearly every name of a vault has one use, and there are many names.
    pub(super) fn shrink(&mut self) {
        if let List::Few(list) = &mut self.list {
            list.shrink_to_fit();
        }
        self.proved.shrink_to_fit();
    }

    /// Takes a use away; nothing happens where it is not there.
    pub(super) fn remove(&mut self, own: Use) {
        let is_there = match &mut self.list {
            List::Few(list) => {
                let at = list.iter().position(|one| *one == own);
                at.map(|at| list.swap_remove(at)).is_some()
            }
            List::Many(list) => match list.get_mut(&own) {
                Some(1) => list.remove(&own).is_some(),
                Some(count) => {
                    *count -= 1;
                    true
                }
                None => false,
            },
        };
        if is_there {
            self.count(own, false);
        }
    }

    fn count(&mut self, own: Use, add: bool) {
        let step = |count: &mut u32| *count = if add { *count + 1 } else { *count - 1 };
        match own.worth.subject() {
            Some(subject) => {
                step(&mut self.silent);
                let count = self.subjects.get(&subject).copied().unwrap_or_default();
                match (add, count) {
                    (true, count) => drop(self.subjects.insert(subject, count + 1)),
                    (false, 0 | 1) => drop(self.subjects.remove(&subject)),
                    (false, count) => drop(self.subjects.insert(subject, count - 1)),
                }
            }
            None if own.worth.is_bare() => {}
            None => step(&mut self.vouched),
        }
        let at = self.proved.iter().position(|(case, _)| *case == own.worth.case());
        let at = at.unwrap_or_else(|| {
            self.proved.push((own.worth.case(), Proved::default()));
            self.proved.len() - 1
        });
        let proved = &mut self.proved[at].1;
        step(&mut proved.all);
        match (own.worth.reach(false), own.worth.reach(true)) {
            (Reach::Vault, _) if own.worth.is_limited => step(&mut proved.note),
            (Reach::Vault, Reach::Vault) => step(&mut proved.vault),
            (Reach::Vault, _) => step(&mut proved.vault_if_telling),
            (Reach::Note, _) => step(&mut proved.note),
            (Reach::Nowhere, _) => {}
        }
        if proved.all == 0 {
            self.proved.swap_remove(at);
        }
    }

    /// Whether the name is the title of topics under many subjects and hardly ever more than that.
    fn is_generic(&self) -> bool {
        FEWEST_SUBJECTS <= self.subjects.len() && 2 * self.vouched < self.silent
    }

    /// How far a use reaches: as far as the others of its capitals, in the vault or in its note.
    fn reach(&self, one: &Use) -> Reach {
        let is_generic = self.is_generic();
        let own = one.worth.reach(is_generic);
        if own == Reach::Vault {
            return own;
        }
        let mut alike = self.proved.iter().filter(|(case, _)| case.is_none() || *case == one.worth.case());
        let is_proved = |proved: &Proved| 0 < proved.vault || (!is_generic && 0 < proved.vault_if_telling);
        if alike.clone().any(|(_, proved)| is_proved(proved)) {
            return Reach::Vault;
        }
        if own == Reach::Nowhere && alike.any(|(_, proved)| 0 < proved.note) {
            let is_proof = |other: &Use| match other.worth.reach(is_generic) {
                Reach::Note => true,
                Reach::Vault => other.worth.is_limited,
                Reach::Nowhere => false,
            };
            let beside = |other: &&Use| {
                other.named.note() == one.named.note()
                    && is_proof(other)
                    && other.worth.case().is_none_or(|case| Some(case) == one.worth.case())
            };
            if self.iter().find(beside).is_some() {
                return Reach::Note;
            }
        }
        own
    }

    /// Whether any use reaches anywhere.
    fn has_reach(&self) -> bool {
        let is_generic = self.is_generic();
        let reaches =
            |proved: &Proved| 0 < proved.vault + proved.note || (!is_generic && 0 < proved.vault_if_telling);
        self.proved.iter().any(|(_, proved)| reaches(proved))
    }

    /// The uses that make the name a term, be it in one note alone.
    pub(super) fn terms(&self) -> impl Iterator<Item = &Use> {
        let uses = self.has_reach().then(|| self.iter().filter(|one| self.reach(one) != Reach::Nowhere));
        uses.into_iter().flatten()
    }

    /// Whether something makes the name a term.
    pub(super) fn is_term(&self, named: Named) -> bool {
        self.terms().any(|one| one.named == named)
    }

    /// The uses that may be meant at a place.
    pub(super) fn meant<'s>(&'s self, place: Place<'s>) -> impl Iterator<Item = &'s Use> {
        let reaches = move |one: &Use, note: FileId| match self.reach(one) {
            Reach::Nowhere => false,
            Reach::Note => one.named.note() == note,
            Reach::Vault => true,
        };
        let uses = self
            .has_reach()
            .then(|| self.iter().filter(move |one| one.worth.fits(place) && reaches(one, place.note)))
            .into_iter()
            .flatten();
        uses.filter(move |one| !(one.worth.is_limited && place.unseen.hides_note(one.named.note())))
    }
}
