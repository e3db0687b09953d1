//! Ranked lists by scoring every pair, under the hard rules on who may be suggested.

use rayon::prelude::*;

use super::score::{Score, Scoring, anatomy};
use crate::model::{Directory, OrganisationIndex};

/// A place on a ranked list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// The possible partner.
    pub partner: OrganisationIndex,
    /// An order of promise.
    pub score: Score,
}

impl Ranked {
    /// The order of a list: score descending, then id ascending; no other tie-break.
    pub(super) fn place(self) -> (std::cmp::Reverse<Score>, OrganisationIndex) {
        (std::cmp::Reverse(self.score), self.partner)
    }
}

/// The list of each organisation that gets one, by scoring everybody; the lists of others are empty.
pub(super) fn exhaustive(directory: &Directory, scoring: &Scoring, depth: usize) -> Vec<Vec<Ranked>> {
    let candidates = candidates_by_side(scoring);
    let everybody: Vec<OrganisationIndex> = directory.organisations.indices().collect();
    everybody
        .into_par_iter()
        .map(|chooser| {
            let profile = scoring.profile(chooser);
            match profile.sector.other() {
                Some(sector) if profile.chooses => {
                    ranked(directory, scoring, chooser, &candidates[super::rarity::side(sector)], depth)
                }
                _ => Vec::new(),
            }
        })
        .collect()
}

/// For each of `of`, the best `depth` of `candidates`.
pub(super) fn best_of(
    directory: &Directory,
    scoring: &Scoring,
    of: &[OrganisationIndex],
    candidates: &[OrganisationIndex],
    depth: usize,
) -> Vec<Vec<Ranked>> {
    of.par_iter().map(|&one| ranked(directory, scoring, one, candidates, depth)).collect()
}

/// Who may be suggested, for each side.
pub(super) fn candidates_by_side(scoring: &Scoring) -> [Vec<OrganisationIndex>; 2] {
    use crate::model::Sector::{Nhs, School};
    [scoring.suggestible(Nhs), scoring.suggestible(School)]
}

/// The best `depth` of `candidates` for one chooser; never itself, never a known partner.
pub(super) fn ranked(
    directory: &Directory,
    scoring: &Scoring,
    chooser: OrganisationIndex,
    candidates: &[OrganisationIndex],
    depth: usize,
) -> Vec<Ranked> {
    let mut list: Vec<Ranked> = scored(directory, scoring, chooser, candidates).collect();
    best(&mut list, depth);
    list
}

/// All of `candidates` who may be suggested to one chooser, in the order given: never itself, never a known partner.
pub(super) fn scored<'a>(
    directory: &'a Directory,
    scoring: &'a Scoring,
    chooser: OrganisationIndex,
    candidates: &'a [OrganisationIndex],
) -> impl Iterator<Item = Ranked> + 'a {
    let (profile, partners) = (scoring.profile(chooser), directory.partners(chooser));
    candidates.iter().filter(move |&&candidate| candidate != chooser && partners.binary_search(&candidate).is_err()).map(
        move |&partner| {
            let share = anatomy(scoring, profile, scoring.profile(partner)).share;
            Ranked { partner, score: Score::from_share(share) }
        },
    )
}

/// Keeps the best `depth` of a list, in order.
pub(super) fn best(list: &mut Vec<Ranked>, depth: usize) {
    if depth == 0 {
        list.clear();
    } else if depth < list.len() {
        list.select_nth_unstable_by_key(depth - 1, |ranked| ranked.place());
        list.truncate(depth);
    }
    list.sort_unstable_by_key(|ranked| ranked.place());
}
