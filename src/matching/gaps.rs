//! Where a need has no listed offer, where offers are thin, and where they lie unused.
//!
//! A gap here means that nobody within reach *has listed* an offer, never that nobody offers it: every row carries how
//! many organisations have said anything, and rows that rest on too few are left out and counted.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::gain::{Between, each_term};
use super::proximity::{distance, kilometres, share_a_board};
use super::score::{Score, Scoring};
use super::{Matches, Ranked};
use crate::model::{CareBoardIndex, Directory, OrganisationIndex, RegionIndex, Sector, ServiceIndex};

/// A part of the country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// The footprint of a care board.
    Board(CareBoardIndex),
    /// A region.
    Region(RegionIndex),
}

/// What one side of an area needs of one service.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// Where.
    pub area: Area,
    /// What.
    pub service: ServiceIndex,
    /// Which side asks; the other would offer.
    pub asking_side: Sector,
    /// Who lists it as a need, ids ascending.
    pub asking: Vec<OrganisationIndex>,
    /// How pressing these needs are together: 0.5, 1 or 1.5 each.
    pub weight: f64,
    /// Those of them within whose reach nobody has listed an offer, ids ascending.
    pub unmet: Vec<Unmet>,
    /// Organisations that offer it within reach of any of those asking.
    pub offering: usize,
    /// Whether more ask than those offering can take on.
    pub thin: bool,
    /// How many organisations of the other side in this area have said what they offer, out of how many.
    pub stating: (usize, usize),
}

/// A need without a listed offer within reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unmet {
    /// Whose need.
    pub organisation: OrganisationIndex,
    /// The nearest that has listed an offer that fits, and how far away it is in kilometres; `None` where nobody has, or
    /// no distance is known.
    pub nearest: Option<(OrganisationIndex, f64)>,
}

/// Offers for which nobody within reach has listed a need.
#[derive(Clone, Debug, PartialEq)]
pub struct Surplus {
    /// Where.
    pub area: Area,
    /// What.
    pub service: ServiceIndex,
    /// Which side offers.
    pub offering_side: Sector,
    /// Who, ids ascending.
    pub offering: Vec<OrganisationIndex>,
    /// How many organisations of the other side in this area have said what they need, out of how many.
    pub stating: (usize, usize),
}

/// The tables of gaps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gaps {
    /// Needs that somebody has listed: care boards first, then regions, then services by id.
    pub needs: Vec<Gap>,
    /// Offers that nobody within reach asks for, in the same order.
    pub surplus: Vec<Surplus>,
    /// Organisations without any possible match, ids ascending.
    pub orphans: Vec<OrganisationIndex>,
    /// Rows left out because too few organisations have said anything.
    pub left_out: usize,
}

impl Gap {
    /// Whether somebody's need has no listed offer within reach.
    pub fn is_unmet(&self) -> bool {
        !self.unmet.is_empty()
    }
}

/// One need or offer, with everybody of the other side within reach who lists the counterpart.
struct Reach {
    organisation: OrganisationIndex,
    service: ServiceIndex,
    half: f64,
    within: Vec<OrganisationIndex>,
    nearest: Option<(u32, OrganisationIndex)>,
}

type Key = (Area, ServiceIndex, Sector);

/// Makes the tables.
pub fn gaps(directory: &Directory, matches: &Matches) -> Gaps {
    let scoring = matches.scoring();
    let mut gaps = Gaps { orphans: orphans(directory, matches), ..Gaps::default() };
    let mut needs: BTreeMap<Key, Vec<&Reach>> = BTreeMap::new();
    let mut idle: BTreeMap<Key, Vec<&Reach>> = BTreeMap::new();
    let asked = reaches(directory, scoring, Role::Needs);
    let given = reaches(directory, scoring, Role::Offers);
    for (rows, reaches) in [(&mut needs, &asked), (&mut idle, &given)] {
        for reach in reaches {
            for area in areas(directory, reach.organisation) {
                let side = directory[reach.organisation].sector;
                rows.entry((area, reach.service, side)).or_default().push(reach);
            }
        }
    }
    let fewest = scoring.constants.gap_stating;
    for (key, reaches) in needs {
        let stating = stating(directory, key.0, key.2, |other| directory[other].states_offers(directory.as_of));
        if (stating.0 as f64) < fewest {
            gaps.left_out += 1;
        } else {
            gaps.needs.push(gap(directory, scoring, key, &reaches, stating));
        }
    }
    for ((area, service, offering_side), reaches) in idle {
        let offering: Vec<OrganisationIndex> =
            reaches.iter().filter(|reach| reach.within.is_empty()).map(|reach| reach.organisation).collect();
        let stating = stating(directory, area, offering_side, |other| directory[other].states_needs(directory.as_of));
        if offering.is_empty() {
            continue;
        }
        if (stating.0 as f64) < fewest {
            gaps.left_out += 1;
        } else {
            gaps.surplus.push(Surplus { area, service, offering_side, offering, stating });
        }
    }
    gaps
}

fn gap(
    directory: &Directory,
    scoring: &Scoring,
    (area, service, asking_side): Key,
    reaches: &[&Reach],
    stating: (usize, usize),
) -> Gap {
    let mut offering: Vec<OrganisationIndex> = reaches.iter().flat_map(|reach| reach.within.iter().copied()).collect();
    offering.sort_unstable();
    offering.dedup();
    let room = |&one: &OrganisationIndex| directory[one].capacity.map_or(scoring.constants.gap_thin, f64::from);
    let served = reaches.iter().filter(|reach| !reach.within.is_empty()).count();
    let unmet = reaches.iter().filter(|reach| reach.within.is_empty());
    Gap {
        area,
        service,
        asking_side,
        asking: reaches.iter().map(|reach| reach.organisation).collect(),
        weight: reaches.iter().map(|reach| reach.half).sum(),
        unmet: unmet
            .map(|reach| Unmet {
                organisation: reach.organisation,
                nearest: reach.nearest.map(|(tenths, other)| (other, kilometres(tenths))),
            })
            .collect(),
        thin: served as f64 > offering.iter().map(room).sum::<f64>(),
        offering: offering.len(),
        stating,
    }
}

/// Whether needs look for offers, or offers for needs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Needs,
    Offers,
}

/// Every need (or offer) of everybody, with who is within its reach.
fn reaches(directory: &Directory, scoring: &Scoring, role: Role) -> Vec<Reach> {
    let everybody = [scoring.choosers(Sector::Nhs), scoring.choosers(Sector::School)];
    let one_and_others: Vec<(OrganisationIndex, &Vec<OrganisationIndex>)> = everybody
        .iter()
        .zip(everybody.iter().rev())
        .flat_map(|(side, others)| side.iter().map(move |&one| (one, others)))
        .collect();
    let mut reaches: Vec<Reach> =
        one_and_others.into_par_iter().flat_map_iter(|(one, others)| reaches_of(scoring, role, one, others)).collect();
    reaches.sort_by_key(|reach| (reach.organisation, reach.service));
    debug_assert!(reaches.iter().all(|reach| directory[reach.organisation].closed.is_none()));
    reaches
}

fn reaches_of(scoring: &Scoring, role: Role, one: OrganisationIndex, others: &[OrganisationIndex]) -> Vec<Reach> {
    let profiles = &scoring.profiles;
    let profile = scoring.profile(one);
    let listed: Vec<(ServiceIndex, f64)> = match role {
        Role::Needs => profiles.wants(profile).iter().map(|want| (want.service, want.half)).collect(),
        Role::Offers => profiles.gives(profile).iter().map(|give| (give.service, 1.0)).collect(),
    };
    let mut reaches: Vec<Reach> = Vec::new();
    for (service, half) in listed {
        match reaches.last_mut() {
            Some(last) if last.service == service => last.half = last.half.max(half),
            _ => reaches.push(Reach { organisation: one, service, half, within: Vec::new(), nearest: None }),
        }
    }
    for &other in others {
        let counterpart = scoring.profile(other);
        let pair = match role {
            Role::Needs => (profile, counterpart),
            Role::Offers => (counterpart, profile),
        };
        if pair.0.needs_mask & pair.1.offers_mask == 0 {
            continue;
        }
        let tenths = distance(profiles, profile, counterpart);
        let near = share_a_board(profiles, profile, counterpart)
            || tenths.is_some_and(|tenths| kilometres(tenths) <= scoring.constants.gap_reach_km);
        // At no proximity at all, what is left of a service is what can be done from afar.
        each_term(profiles, &scoring.factors, pair, Between { tenths, proximity: 0.0 }, |term| {
            let Ok(at) = reaches.binary_search_by_key(&term.service, |reach| reach.service) else { return };
            if near || term.reach >= 1.0 || (term.by_footprint && term.reach > 0.0) {
                reaches[at].within.push(other);
            }
            let nearest = tenths.map(|tenths| (tenths, other));
            reaches[at].nearest = reaches[at].nearest.into_iter().chain(nearest).min();
        });
    }
    reaches
}

fn areas(directory: &Directory, one: OrganisationIndex) -> impl Iterator<Item = Area> {
    let place = &directory[one].place;
    let mut boards = place.icbs.clone();
    boards.sort_unstable();
    boards.dedup();
    boards.into_iter().map(Area::Board).chain(place.region.map(Area::Region))
}

/// How many organisations of the side opposite to `side` lie in an area and have said something, out of how many.
fn stating(directory: &Directory, area: Area, side: Sector, said: impl Fn(OrganisationIndex) -> bool) -> (usize, usize) {
    let other = side.other().unwrap_or(side);
    let here = directory.of_sector(other).filter(|(_, organisation)| match area {
        Area::Board(board) => organisation.place.icbs.contains(&board),
        Area::Region(region) => organisation.place.region == Some(region),
    });
    here.fold((0, 0), |(saying, all), (number, _)| (saying + usize::from(said(number)), all + 1))
}

/// Those who get a list on which nothing reaches a possible match.
fn orphans(directory: &Directory, matches: &Matches) -> Vec<OrganisationIndex> {
    let possible = Score::from_share(matches.scoring().constants.band_possible);
    let lonely = |list: &[Ranked]| list.first().is_none_or(|best| best.score < possible);
    directory
        .numbered()
        .filter(|&(number, organisation)| {
            organisation.sector != Sector::Body && organisation.closed.is_none() && lonely(matches.ranked(number))
        })
        .map(|(number, _)| number)
        .collect()
}
