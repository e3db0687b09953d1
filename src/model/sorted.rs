//! Lists in order by construction, and the indices that only such lists can make.

use std::cmp::Ordering;
use std::marker::PhantomData;
use std::ops::{Deref, Index};

/// What a list can be in order of.
pub trait Entry {
    /// The id by which it is found.
    fn id(&self) -> &str;

    /// What comes first: by id, unless the list is in an order of its own.
    fn order(&self, other: &Self) -> Ordering {
        self.id().cmp(other.id())
    }

    /// Where the entry of this id is in a list that is in order.
    fn position(list: &[Self], id: &str) -> Option<usize>
    where
        Self: Sized,
    {
        list.binary_search_by(|entry| entry.id().cmp(id)).ok()
    }
}

/// The ids alone number a list before its entries can be made, where they refer to each other.
impl Entry for String {
    fn id(&self) -> &str {
        self
    }
}

/// An index of a [`Sorted`] list; it sorts as the list does.
pub trait ListIndex: Copy + Ord + make::Make {}

mod make {
    /// Only [`super::Sorted`] can reach this, so no index is made anywhere else.
    pub trait Make: Sized {
        /// `None` where the list is longer than the indices are wide.
        fn make(at: usize) -> Option<Self>;

        /// The place in the list, from 0.
        fn place(self) -> usize;
    }
}

/// A list in order by construction: its indices ascend with it, and nothing else makes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sorted<T, I> {
    entries: Vec<T>,
    numbered_by: PhantomData<I>,
}

impl<T: Entry, I: ListIndex> Sorted<T, I> {
    /// Puts entries in order.
    ///
    /// # Panics
    /// If two entries have the same id, or if there are more than indices for them: the checks of records allow neither.
    pub fn new(mut entries: Vec<T>) -> Self {
        entries.sort_by(T::order);
        if let Some(pair) = entries.windows(2).find(|pair| pair[0].id() == pair[1].id()) {
            panic!("the id `{}` is in a list twice", pair[0].id());
        }
        let last = entries.len().saturating_sub(1);
        assert!(I::make(last).is_some(), "a list of {} entries is too long for its indices", entries.len());
        Self { entries, numbered_by: PhantomData }
    }

    /// The index of the entry of this id.
    pub fn find(&self, id: &str) -> Option<I> {
        T::position(&self.entries, id).map(index)
    }
}

impl<T, I: ListIndex> Sorted<T, I> {
    /// Every index, ascending.
    pub fn indices(&self) -> impl DoubleEndedIterator<Item = I> + ExactSizeIterator + use<T, I> {
        (0..self.entries.len()).map(index)
    }

    /// Every entry with its index, ascending.
    pub fn numbered(&self) -> impl DoubleEndedIterator<Item = (I, &T)> + ExactSizeIterator {
        self.entries.iter().enumerate().map(|(at, entry)| (index(at), entry))
    }
}

fn index<I: ListIndex>(at: usize) -> I {
    I::make(at).expect("the length of the list was checked when it was made")
}

impl<T, I> Default for Sorted<T, I> {
    fn default() -> Self {
        Self { entries: Vec::new(), numbered_by: PhantomData }
    }
}

impl<T: Entry, I: ListIndex> FromIterator<T> for Sorted<T, I> {
    fn from_iter<Entries: IntoIterator<Item = T>>(entries: Entries) -> Self {
        Self::new(entries.into_iter().collect())
    }
}

/// Read only: a list that can be changed could get out of order.
impl<T, I> Deref for Sorted<T, I> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.entries
    }
}

impl<T, I: ListIndex> Index<I> for Sorted<T, I> {
    type Output = T;
    fn index(&self, index: I) -> &T {
        &self.entries[index.place()]
    }
}

impl<'a, T, I> IntoIterator for &'a Sorted<T, I> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter()
    }
}

impl<T, I> IntoIterator for Sorted<T, I> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;
    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

/// Indices as wide as they need be: millions of pairs of organisations are scored with them.
macro_rules! indices {
    ($($(#[$about:meta])* $name:ident($width:ty);)*) => {$(
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name($width);

        impl $name {
            /// The place in the list, from 0.
            pub fn at(self) -> usize {
                self.0 as usize
            }

            /// The same as published data have it.
            pub fn number(self) -> $width {
                self.0
            }
        }

        impl make::Make for $name {
            fn make(at: usize) -> Option<Self> {
                <$width>::try_from(at).ok().map(Self)
            }

            fn place(self) -> usize {
                self.at()
            }
        }

        impl ListIndex for $name {}
    )*};
}

indices! {
    /// An organisation in [`super::Parts::organisations`]; ids ascend with it.
    OrganisationIndex(u32);
    /// A partnership in [`super::Parts::partnerships`]; ids ascend with it.
    PartnershipIndex(u32);
    /// A service in [`super::Vocabulary::services`]; ids ascend with it.
    ServiceIndex(u16);
    /// A focus area in [`super::Vocabulary::focus_areas`]; ids ascend with it.
    FocusIndex(u16);
    /// A kind in [`super::Vocabulary::kinds`]; ids ascend with it.
    KindIndex(u16);
    /// A role in [`super::Vocabulary::roles`]; ids ascend with it.
    RoleIndex(u16);
    /// A phase in [`super::Vocabulary::phases`]; ages ascend with it.
    PhaseIndex(u16);
    /// A region in [`super::Places::regions`]; ids ascend with it.
    RegionIndex(u16);
    /// A care board in [`super::Places::boards`]; ids ascend with it.
    CareBoardIndex(u16);
    /// A local authority district in [`super::Places::districts`]; codes ascend with it.
    DistrictIndex(u16);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::{Ages, Phase};
    use proptest::prelude::*;

    proptest! {
        /// In whatever order entries come, the list is in order, its indices ascend, and every id leads to its own entry.
        #[test]
        fn every_list_is_in_order(ids in prop::collection::vec("[a-c]{1,4}", 0..40)) {
            let expected: BTreeSet<String> = ids.iter().cloned().collect();
            let mut seen = BTreeSet::new();
            let list: Sorted<String, KindIndex> = ids.into_iter().filter(|id| seen.insert(id.clone())).collect();
            prop_assert!(list.iter().eq(&expected));
            prop_assert!(list.indices().is_sorted_by(|a, b| a < b));
            for (index, id) in list.numbered() {
                prop_assert_eq!(list.find(id), Some(index));
                prop_assert_eq!(&list[index], id);
            }
            prop_assert_eq!(list.find("d"), None);
        }

        /// The index of an id alone is that of its entry, however both lists were made.
        #[test]
        fn ids_alone_have_the_indices_of_their_entries(order in Just(vec![0_u8, 1, 2, 3, 4, 5]).prop_shuffle()) {
            let phase = |&from: &u8| Phase { id: format!("{}", 9 - from), label: String::new(), ages: Ages { from, to: 20 } };
            let one: Sorted<Phase, PhaseIndex> = order.iter().map(phase).collect();
            let other: Sorted<Phase, PhaseIndex> = (0..6).map(|from| phase(&from)).collect();
            prop_assert!(one.iter().is_sorted_by_key(|phase| phase.ages.from), "phases come by age, not by id");
            for phase in &other {
                prop_assert_eq!(one.find(&phase.id), other.find(&phase.id));
            }
        }
    }

    #[test]
    #[should_panic(expected = "the id `a` is in a list twice")]
    fn an_id_twice_is_a_broken_promise() {
        let _: Sorted<String, KindIndex> = ["a", "b", "a"].map(str::to_owned).into_iter().collect();
    }

    #[test]
    #[should_panic(expected = "a list of 65537 entries is too long for its indices")]
    fn a_list_is_no_longer_than_its_indices() {
        let _: Sorted<String, KindIndex> = (0..65_537).map(|id| format!("{id:05}")).collect();
    }
}
