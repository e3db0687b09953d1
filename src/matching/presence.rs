//! Where organisations serve each other's place: shares that the matching takes as they are.
//!
//! A support team that is commissioned for an area does not drive 100 km, however good the road: for a service that is
//! given by footprint, what counts is whether its giver serves the place, not how far away its head office stands.

use crate::model::{Directory, OrganisationIndex, Sector};
use crate::serving::Slots;

/// For each organisation, with whom of the other sector it shares a place, and how much of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Presence {
    /// Where the list of each organisation begins in `shares`, and where the last one ends; empty when nothing is known.
    starts: Vec<u32>,
    /// The other organisation and the share, ids ascending within each list.
    shares: Vec<(OrganisationIndex, f64)>,
}

impl Presence {
    /// Of every school trust and body, the greatest part that the one has in the other's place, in whatever role.
    pub fn of(directory: &Directory, slots: &Slots) -> Self {
        let parts =
            directory.of_sector(Sector::School).flat_map(|(trust, _)| slots.parts(trust).iter().map(move |part| (trust, part)));
        Self::new(directory.organisations.len(), parts.map(|(trust, &(body, _, share))| (trust, body, share)))
    }

    /// Takes pairs with the share of the place of one that the other serves, 0 to 1, for `count` organisations. Either order
    /// will do; of a pair that is given twice the greater share counts, and what is not above 0 says nothing.
    pub fn new(count: usize, pairs: impl IntoIterator<Item = (OrganisationIndex, OrganisationIndex, f64)>) -> Self {
        let mut lists: Vec<Vec<(OrganisationIndex, f64)>> = vec![Vec::new(); count];
        for (one, other, share) in pairs.into_iter().filter(|&(one, other, share)| one != other && share > 0.0) {
            let share = share.min(1.0);
            lists[one.at()].push((other, share));
            lists[other.at()].push((one, share));
        }
        let mut presence = Self { starts: vec![0], shares: Vec::new() };
        for mut list in lists {
            list.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
            list.dedup_by_key(|(other, _)| *other);
            presence.shares.append(&mut list);
            presence.starts.push(presence.shares.len() as u32);
        }
        presence
    }

    /// Everybody with whom an organisation shares a place, ids ascending.
    pub(super) fn with(&self, one: OrganisationIndex) -> &[(OrganisationIndex, f64)] {
        match self.starts.get(one.at()..one.at() + 2) {
            Some(&[from, to]) => &self.shares[from as usize..to as usize],
            _ => &[],
        }
    }

    /// The share between two; 0 where nothing is known.
    pub(super) fn between(&self, one: OrganisationIndex, other: OrganisationIndex) -> f64 {
        let list = self.with(one);
        list.binary_search_by_key(&other, |&(other, _)| other).map_or(0.0, |at| list[at].1)
    }

    /// The greatest share that an organisation has with anybody.
    pub(super) fn greatest(&self, one: OrganisationIndex) -> f64 {
        self.with(one).iter().map(|&(_, share)| share).fold(0.0, f64::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Sorted;

    #[test]
    fn shares_go_both_ways_and_the_greater_counts() {
        let all: Sorted<String, OrganisationIndex> = ('a'..'i').map(String::from).collect();
        let number = |at: usize| all.indices().nth(at).expect("one of eight");
        let presence = Presence::new(3, [(number(0), number(2), 0.25), (number(2), number(0), 0.5), (number(1), number(2), 0.0)]);
        assert!((presence.between(number(0), number(2)) - 0.5).abs() < 1e-12);
        assert!((presence.between(number(2), number(0)) - 0.5).abs() < 1e-12);
        assert!(presence.between(number(1), number(2)) == 0.0 && presence.with(number(1)).is_empty());
        assert!((presence.greatest(number(2)) - 0.5).abs() < 1e-12);
        assert!(Presence::default().with(number(7)).is_empty());
    }
}
