//! What the notes of a vault use that is declared nowhere: tags, languages of code, fields of front matter.

use std::sync::Arc;

use crate::facts::{Facts, Target};

/// How often each thing is used, by its name.
pub(super) type Counts = imbl::OrdMap<Arc<str>, u32>;

/// What some notes use.
#[derive(Clone, Debug, Default)]
pub(super) struct Usage {
    pub(super) tags: Counts,
    pub(super) languages: Counts,
    pub(super) fields: Counts,
    pub(super) callouts: Counts,
    /// What fields of front matter say, by the field, [`BETWEEN`] and the value.
    pub(super) values: Counts,
}

/// What stands between a field and its value: a sign that is in neither.
pub(super) const BETWEEN: char = '\n';

impl Usage {
    pub(super) fn learn(&mut self, facts: &Facts) {
        self.each(facts, |counts, name| {
            if let Some(count) = counts.get_mut(name) {
                *count += 1;
            } else {
                counts.insert(name.into(), 1);
            }
        });
    }

    pub(super) fn forget(&mut self, facts: &Facts) {
        self.each(facts, |counts, name| {
            let Some(count) = counts.get_mut(name) else { return };
            *count -= 1;
            if *count == 0 {
                counts.remove(name);
            }
        });
    }

    /// Goes from what a note used to what it uses.
    pub(super) fn change(&mut self, old: &Facts, new: &Facts) {
        let same = tags(old).eq(tags(new))
            && old.languages == new.languages
            && old.fields == new.fields
            && old.values == new.values
            && old.callouts == new.callouts;
        if !same {
            self.forget(old);
            self.learn(new);
        }
    }

    fn each(&mut self, facts: &Facts, change: impl Fn(&mut Counts, &str)) {
        tags(facts).for_each(|tag| change(&mut self.tags, tag));
        facts.languages.iter().for_each(|language| change(&mut self.languages, language));
        facts.fields.iter().for_each(|field| change(&mut self.fields, field));
        facts.callouts.iter().for_each(|kind| change(&mut self.callouts, kind));
        for (field, value) in &facts.values {
            change(&mut self.values, &format!("{}{BETWEEN}{value}", field.to_lowercase()));
        }
    }
}

/// Every use of a tag in a note.
fn tags(facts: &Facts) -> impl Iterator<Item = &str> {
    let linked = facts.links.iter().filter_map(|link| match &link.target {
        Target::Tag(tag) => Some(&**tag),
        _ => None,
    });
    linked.chain(facts.tags.iter().map(|tag| &**tag))
}
