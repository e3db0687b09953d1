//! Indices for made-up records, and changes to lists that are otherwise in order for good.

use trustbridge::model::{Entry, ListIndex, Sorted};

/// The index of the entry at a place, from 0, in a list of any length; only lists make indices.
pub(crate) fn nth<I: ListIndex>(at: impl TryInto<usize>) -> I {
    let Ok(at) = at.try_into() else { panic!("a place in a list is a whole number from 0") };
    let ids: Sorted<String, I> = (0..=at).map(|id| format!("{id:08}")).collect();
    ids.indices().next_back().expect("a list with an entry has a last one")
}

/// Changes a list, which is put in order again.
pub(crate) fn edit<T: Entry, I: ListIndex>(list: &mut Sorted<T, I>, change: impl FnOnce(&mut Vec<T>)) {
    let mut entries: Vec<T> = std::mem::take(list).into_iter().collect();
    change(&mut entries);
    *list = Sorted::new(entries);
}
