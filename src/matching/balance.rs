//! Published lists: everyone is shown to someone, and no one to everyone.
//!
//! Scores are not altered. An organisation that a cap keeps off a published list still stands in the true order
//! ([`super::Matches::ranked`]).

use std::cmp::Reverse;

use super::gain::each_term;
use super::proximity::{distance, kilometres, share_a_board};
use super::rank::Ranked;
use super::score::{Score, Scoring, anatomy};
use crate::model::OrganisationIndex;

/// A place on a published list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The possible partner.
    pub partner: OrganisationIndex,
    /// An order of promise.
    pub score: Score,
    /// Whether it is here because few lists show it, in place of one that many show.
    pub for_visibility: bool,
}

/// How many of those to whom an organisation suits best are asked to make room for it.
pub(super) const ASKED: usize = 50;

/// One direction: those who choose, what they choose from, and how often each has been shown.
struct Dealing<'a> {
    scoring: &'a Scoring,
    length: usize,
    /// For each organisation its list; empty for those who do not choose here.
    lists: Vec<Vec<Listed>>,
    /// For each organisation how many lists show it.
    shown: Vec<usize>,
}

/// Balances the lists of one direction (section 5.1 of the design) and puts them into `lists`.
///
/// `ranked` holds the true order for each organisation; `choosers` are those whose lists are made and `others` those
/// who may be on them. `best_choosers` gives, of some choosers, the [`ASKED`] whom each of some others suits best.
///
/// Lists of those who state neither needs nor offers stay in true order: there is nothing in them to weigh against being
/// seen.
pub(super) fn balance(
    scoring: &Scoring,
    ranked: &[Vec<Ranked>],
    choosers: &[OrganisationIndex],
    others: &[OrganisationIndex],
    best_choosers: impl Fn(&[OrganisationIndex], &[OrganisationIndex]) -> Vec<Vec<Ranked>>,
) -> Vec<(OrganisationIndex, Vec<Listed>)> {
    let length = scoring.constants.list_length as usize;
    let mut dealing = Dealing { scoring, length, lists: vec![Vec::new(); ranked.len()], shown: vec![0; ranked.len()] };
    let cap = cap(scoring, choosers.len(), others.len());
    let telling: Vec<OrganisationIndex> =
        choosers.iter().copied().filter(|&chooser| scoring.profile(chooser).stated.anything()).collect();
    dealing.deal(ranked, &telling, cap);
    dealing.fill(ranked, choosers);
    let floor = floor(scoring, telling.len(), others.len());
    dealing.make_visible(others, floor, &|others| best_choosers(others, &telling));
    choosers.iter().map(|&chooser| (chooser, std::mem::take(&mut dealing.lists[chooser.at()]))).collect()
}

/// How many lists may show one organisation while there is choice.
fn cap(scoring: &Scoring, choosers: usize, others: usize) -> usize {
    let constants = &scoring.constants;
    if constants.list_cap <= 0.0 || others == 0 {
        return usize::MAX;
    }
    (constants.list_cap * constants.list_length.floor() * choosers as f64 / others as f64).ceil() as usize
}

impl Dealing<'_> {
    /// Gives the best pairs of all their places first.
    fn deal(&mut self, ranked: &[Vec<Ranked>], choosers: &[OrganisationIndex], cap: usize) {
        let mut pairs: Vec<(Reverse<Score>, OrganisationIndex, OrganisationIndex)> = choosers
            .iter()
            .flat_map(|&chooser| {
                let candidates = ranked[chooser.at()].iter().take(4 * self.length);
                candidates.map(move |candidate| (Reverse(candidate.score), chooser, candidate.partner))
            })
            .collect();
        pairs.sort_unstable();
        for (score, chooser, partner) in pairs {
            if self.shown[partner.at()] < cap {
                self.add(chooser, Ranked { partner, score: score.0 });
            }
        }
    }

    /// Fills short lists from the chooser's own order, whatever the cap.
    fn fill(&mut self, ranked: &[Vec<Ranked>], choosers: &[OrganisationIndex]) {
        for &chooser in choosers {
            for &candidate in &ranked[chooser.at()] {
                let list = &self.lists[chooser.at()];
                if list.len() >= self.length {
                    break;
                }
                if list.iter().all(|listed| listed.partner != candidate.partner) {
                    self.add(chooser, candidate);
                }
            }
        }
        for &chooser in choosers {
            self.lists[chooser.at()].sort_unstable_by_key(place);
        }
    }

    fn add(&mut self, chooser: OrganisationIndex, candidate: Ranked) {
        let list = &self.lists[chooser.at()];
        if list.len() < self.length && self.unmatched_fits(chooser, list, candidate.partner) {
            let Ranked { partner, score } = candidate;
            self.lists[chooser.at()].push(Listed { partner, score, for_visibility: false });
            self.shown[partner.at()] += 1;
        }
    }

    /// Whether `candidate` may join a list that allows only so many with whom nothing listed matches.
    fn unmatched_fits(&self, chooser: OrganisationIndex, list: &[Listed], candidate: OrganisationIndex) -> bool {
        let most = self.scoring.constants.list_unmatched as usize;
        most >= self.length
            || any_met(self.scoring, chooser, candidate)
            || list.iter().filter(|listed| !any_met(self.scoring, chooser, listed.partner)).count() < most
    }

    /// Makes room for those whom few lists show, in the lower half of lists only.
    ///
    /// Who is shown too rarely is asked again for each `want`: making room for one may leave another with few.
    fn make_visible(
        &mut self,
        others: &[OrganisationIndex],
        floor: usize,
        best_choosers: &impl Fn(&[OrganisationIndex]) -> Vec<Vec<Ranked>>,
    ) {
        for want in 1..=floor {
            let rarely: Vec<OrganisationIndex> = others.iter().copied().filter(|other| self.shown[other.at()] < want).collect();
            if rarely.is_empty() {
                continue;
            }
            let choosers = best_choosers(&rarely);
            let mut asking: Vec<(OrganisationIndex, Vec<Ranked>)> = rarely.into_iter().zip(choosers).collect();
            asking.sort_by_key(|(other, choosers)| (Reverse(choosers.first().map(|best| best.score)), *other));
            for (other, choosers) in &asking {
                self.replace_for(*other, choosers, want);
            }
        }
    }

    /// Puts `other` on the list that loses least by it.
    fn replace_for(&mut self, other: OrganisationIndex, choosers: &[Ranked], want: usize) {
        let best = choosers
            .iter()
            .filter(|chooser| could_meet(self.scoring, chooser.partner, other))
            .filter_map(|chooser| {
                let at = self.replaceable(chooser.partner, other, want)?;
                let displaced = self.lists[chooser.partner.at()][at].score.0;
                Some((i64::from(displaced) - i64::from(chooser.score.0), chooser.place(), chooser.partner, at))
            })
            .min();
        let Some((loss, _, chooser, at)) = best else { return };
        let list = &mut self.lists[chooser.at()];
        let score = Score((i64::from(list[at].score.0) - loss) as u32);
        let displaced = std::mem::replace(&mut list[at], Listed { partner: other, score, for_visibility: true });
        list.sort_unstable_by_key(place);
        self.shown[displaced.partner.at()] -= 1;
        self.shown[other.at()] += 1;
    }

    /// The last place in the lower half of a list that is held by somebody shown more than `want` times.
    fn replaceable(&self, chooser: OrganisationIndex, other: OrganisationIndex, want: usize) -> Option<usize> {
        let list = &self.lists[chooser.at()];
        if list.iter().any(|listed| listed.partner == other) {
            return None;
        }
        let lower = list.len().div_ceil(2);
        let at = (lower..list.len()).rev().find(|&at| self.shown[list[at].partner.at()] > want)?;
        let unmatched = self.scoring.constants.list_unmatched as usize;
        let without: Vec<Listed> = if unmatched >= self.length { Vec::new() } else { [&list[..at], &list[at + 1..]].concat() };
        self.unmatched_fits(chooser, &without, other).then_some(at)
    }
}

/// On how many lists everyone can be seen: a floor for which there are not places enough is no promise.
fn floor(scoring: &Scoring, choosers: usize, others: usize) -> usize {
    let places = scoring.constants.list_length as usize * choosers;
    (scoring.constants.list_floor as usize).min(places.checked_div(others).unwrap_or(0))
}

/// Whether two are near enough for a place on a list that only serves to be seen: one serves the place of the other, they
/// share a care board, or the distance is small.
fn could_meet(scoring: &Scoring, a: OrganisationIndex, b: OrganisationIndex) -> bool {
    let (profiles, one, other) = (&scoring.profiles, scoring.profile(a), scoring.profile(b));
    let near = |tenths| kilometres(tenths) <= scoring.constants.list_floor_km;
    share_a_board(profiles, one, other)
        || profiles.presence.between(a, b) > 0.0
        || distance(profiles, one, other).is_some_and(near)
}

fn place(listed: &Listed) -> (Reverse<Score>, OrganisationIndex) {
    (Reverse(listed.score), listed.partner)
}

/// Whether any listed service matches, in either direction.
pub(super) fn any_met(scoring: &Scoring, a: OrganisationIndex, b: OrganisationIndex) -> bool {
    let (a, b) = (scoring.profile(a), scoring.profile(b));
    let between = anatomy(scoring, a, b).between;
    let mut met = false;
    for (needing, offering) in [(a, b), (b, a)] {
        each_term(&scoring.profiles, &scoring.factors, (needing, offering), between, |_| met = true);
    }
    met
}
