//! A persistent map from one key to several values.

use std::borrow::Borrow;
use std::hash::Hash;
use std::sync::Arc;

use foldhash::HashMap;

/// Maps a key to a sorted list of distinct values.
///
/// A clone shares everything with its origin, and a change copies a few nodes and one list, so that
/// snapshots are cheap and an edit costs the same in a large vault as in a small one.
#[derive(Clone, Debug)]
pub(crate) struct Multi<K: Ord, V> {
    lists: imbl::OrdMap<K, Arc<[V]>>,
}

/// The lists of a [`Multi`] while they are put together.
pub(crate) type Lists<K, V> = HashMap<K, Vec<V>>;

/// Adds a value to a list, where the values come in their order; nothing happens where it is there.
pub(crate) fn add<K: Eq + Hash, V: Copy + Eq>(lists: &mut Lists<K, V>, key: K, value: V) {
    let list = lists.entry(key).or_default();
    if list.last() != Some(&value) {
        list.push(value);
    }
}

impl<K: Ord, V> Default for Multi<K, V> {
    fn default() -> Self {
        Self { lists: imbl::OrdMap::new() }
    }
}

impl<K: Clone + Ord, V: Copy + Ord> Multi<K, V> {
    /// What some lists hold that [`add`] has made.
    pub(crate) fn of(lists: Lists<K, V>) -> Self {
        Self { lists: lists.into_iter().map(|(key, list)| (key, Arc::from(list))).collect() }
    }

    /// The values of a key, sorted; empty where it has none.
    pub(crate) fn get<Q: Ord + ?Sized>(&self, key: &Q) -> &[V]
    where
        K: Borrow<Q>,
    {
        self.lists.get(key).map_or(&[], |list| list)
    }

    /// Adds a value; nothing happens where it is there.
    pub(crate) fn insert(&mut self, key: K, value: V) {
        let Some(list) = self.lists.get_mut(&key) else {
            self.lists.insert(key, Arc::from([value]));
            return;
        };
        if let Err(at) = list.binary_search(&value) {
            let values = list[..at].iter().copied().chain([value]).chain(list[at..].iter().copied());
            *list = values.collect();
        }
    }

    /// Takes a value away; nothing happens where it is not there.
    pub(crate) fn remove<Q: Ord + ?Sized>(&mut self, key: &Q, value: V)
    where
        K: Borrow<Q>,
    {
        let Some(list) = self.lists.get_mut(key) else { return };
        let Ok(at) = list.binary_search(&value) else { return };
        if list.len() == 1 {
            self.lists.remove(key);
        } else {
            *list =
                list.iter().enumerate().filter(|&(other, _)| other != at).map(|(_, value)| *value).collect();
        }
    }
}
