//! Groups of candidates, and the best score that anyone in a group could have with one chooser.
//!
//! For a fixed chooser the score rises with proximity, with every met need in both directions, with common focus and
//! with readiness. So the score of an imagined candidate that is as near as the nearest, offers all that anyone in the
//! group offers, needs all that anyone needs, and is as ready as the readiest, is at least that of each member.

use super::constants::Constants;
use super::gain::{mutual, promise};
use super::profile::{Profile, Profiles, bit};
use super::score::{Scoring, readiness};
use crate::geo::EARTH_RADIUS_KM;
use crate::model::{CareBoardIndex, Openness, Sector, ServiceIndex, Travels};

/// What the members of a group have at most.
#[derive(Clone, Debug)]
pub(super) struct Summary {
    /// Centre and radius of a ball around all points, as parts of the Earth's radius; `None` without points.
    pub(super) ball: Option<([f64; 3], f64)>,
    boards: u128,
    focus: u128,
    offers: u128,
    needs: u128,
    regions: u128,
    ready: f64,
    /// Greatest half priority of a need, for each service; in halves, so 1 to 3.
    halves: Vec<u8>,
    flags: Flags,
}

/// Whether anyone in a group leaves something open.
#[derive(Clone, Copy, Debug, Default)]
struct Flags {
    no_region: bool,
    no_boards: bool,
    /// Whether a listing changes where its service can be given.
    changed_mode: bool,
}

/// A chooser, laid out for bounds.
pub(super) struct Seeker<'a> {
    scoring: &'a Scoring,
    profile: &'a Profile,
    units: Vec<[f64; 3]>,
    wants: Vec<Stake>,
    gives: Vec<Stake>,
    ready: f64,
    changed_mode: bool,
    /// The greatest share of its place that it has with anybody.
    served: f64,
}

/// One service that the chooser needs or offers, with all factors that no candidate changes.
struct Stake {
    service: ServiceIndex,
    bit: u128,
    weight: f64,
    remote: f64,
    travels: Travels,
}

impl Summary {
    /// Summarises members; `points` are those of their sites that lie in this group.
    pub(super) fn of<'a>(
        scoring: &Scoring,
        services: usize,
        members: impl Iterator<Item = &'a Profile>,
        points: &[[f64; 3]],
    ) -> Self {
        let mut summary = Self {
            ball: ball(points),
            boards: 0,
            focus: 0,
            offers: 0,
            needs: 0,
            regions: 0,
            ready: 0.0,
            halves: vec![0; services],
            flags: Flags::default(),
        };
        for member in members {
            summary.add(scoring, member);
        }
        summary
    }

    fn add(&mut self, scoring: &Scoring, member: &Profile) {
        self.boards |= member.boards_mask;
        self.focus |= member.focus_mask;
        self.offers |= member.offers_mask;
        self.needs |= member.needs_mask;
        self.regions |= member.region.map_or(0, |region| bit(region.at()));
        self.ready = self.ready.max(readiness(&scoring.constants, member.openness));
        for want in scoring.profiles.wants(member) {
            let half = &mut self.halves[want.service.at()];
            *half = (*half).max((want.half * 2.0) as u8);
        }
        let flags = &mut self.flags;
        flags.no_region |= member.region.is_none();
        flags.no_boards |= member.boards_mask == 0;
        flags.changed_mode |= changes_mode(&scoring.profiles, member);
    }
}

fn changes_mode(profiles: &Profiles, profile: &Profile) -> bool {
    let changed = |condition: u32| profiles.conditions[condition as usize].mode.is_some();
    profile.careful
        && (profiles.wants(profile).iter().any(|want| changed(want.condition))
            || profiles.gives(profile).iter().any(|give| changed(give.condition)))
}

fn ball(points: &[[f64; 3]]) -> Option<([f64; 3], f64)> {
    if points.is_empty() {
        return None;
    }
    let count = points.len() as f64;
    let centre = [0, 1, 2].map(|axis| points.iter().map(|point| point[axis]).sum::<f64>() / count);
    let radius = points.iter().map(|point| apart(*point, centre)).fold(0.0, f64::max);
    Some((centre, radius))
}

fn apart(one: [f64; 3], other: [f64; 3]) -> f64 {
    let [x, y, z] = [one[0] - other[0], one[1] - other[1], one[2] - other[2]];
    (x * x + y * y + z * z).sqrt()
}

impl<'a> Seeker<'a> {
    /// Lays a chooser out.
    pub(super) fn of(scoring: &'a Scoring, profile: &'a Profile) -> Self {
        let (profiles, factors) = (&scoring.profiles, &scoring.factors);
        let other = profile.sector.other().unwrap_or(profile.sector);
        // A school trust's own ages are known; those of a candidate are not, and at best they fit fully.
        let age = |service| if profile.sector == Sector::School { factors.age(profile.ages, service) } else { 1.0 };
        let stake = |service: ServiceIndex, weight: f64| Stake {
            service,
            bit: bit(service.at()),
            weight: weight * age(service),
            remote: factors.remote(service),
            travels: factors.travels(service),
        };
        let wants = profiles.wants(profile).iter();
        let gives = profiles.gives(profile).iter();
        Self {
            scoring,
            profile,
            units: profiles.spots(profile).iter().map(|spot| spot.unit).collect(),
            wants: wants.map(|want| stake(want.service, want.half * factors.rarity(other, want.service))).collect(),
            gives: gives.map(|give| stake(give.service, 0.5 * factors.rarity(profile.sector, give.service))).collect(),
            ready: readiness(&scoring.constants, profile.openness),
            changed_mode: changes_mode(profiles, profile),
            served: profiles.presence.greatest(profile.number),
        }
    }

    /// At most the proximity of any member of a group.
    pub(super) fn proximity(&self, group: &Summary) -> f64 {
        let constants = &self.scoring.constants;
        let shares_board = self.profile.boards_mask & group.boards != 0;
        let same_region = self.profile.region.is_some_and(|region| group.regions & bit(region.at()) != 0);
        match group.ball {
            Some((centre, radius)) if !self.units.is_empty() => {
                let nearest = self.units.iter().map(|unit| apart(*unit, centre)).fold(f64::INFINITY, f64::min);
                known_distance(constants, (nearest - radius) * EARTH_RADIUS_KM, shares_board, same_region)
            }
            _ => self.unknown_distance(group, shares_board, same_region),
        }
    }

    fn unknown_distance(&self, group: &Summary, shares_board: bool, same_region: bool) -> f64 {
        let constants = &self.scoring.constants;
        let unplaced = group.flags;
        let mut most: f64 = 0.0;
        if shares_board {
            most = most.max(constants.shared_board_unknown);
        }
        if same_region {
            most = most.max(constants.same_region_least);
        }
        if self.profile.boards_mask == 0 || unplaced.no_boards {
            if same_region {
                most = most.max(constants.same_region_unknown);
            }
            if self.profile.region.is_none() || unplaced.no_region {
                most = most.max(constants.region_unknown);
            }
        }
        most
    }

    /// At most the share (score from 0 to 1) of any member of a group, given the bound on its proximity.
    pub(super) fn share(&self, group: &Summary, proximity: f64) -> f64 {
        let constants = &self.scoring.constants;
        let loose = self.changed_mode || group.flags.changed_mode;
        let presence = self.scoring.factors.presence(self.profile.boards_mask & group.boards != 0, self.served);
        let reach = |stake: &Stake| match stake.travels {
            Travels::Distance if loose => 1.0,
            Travels::Distance => stake.remote + (1.0 - stake.remote) * proximity,
            Travels::Footprint => presence,
            Travels::Anywhere => 1.0,
        };
        let wants = self.wants.iter().filter(|want| want.bit & group.offers != 0);
        let gain = promise(constants, wants.map(|want| want.weight * reach(want)).sum(), proximity);
        let gives = self.gives.iter().filter(|give| give.bit & group.needs != 0);
        let halves = |give: &Stake| f64::from(group.halves[give.service.at()]);
        let gain_of_other = promise(constants, gives.map(|give| halves(give) * give.weight * reach(give)).sum(), proximity);
        let mutual = mutual(constants.softening, gain, gain_of_other);
        let readiness = (self.ready * group.ready).sqrt();
        constants.weight_mutual * mutual
            + constants.weight_place * proximity
            + constants.weight_focus * self.focus(group)
            + constants.weight_ready * readiness
    }

    fn focus(&self, group: &Summary) -> f64 {
        if self.profile.focus_mask & group.focus == 0 { self.scoring.constants.focus_unstated } else { 1.0 }
    }
}

/// At most the proximity at a distance of at least `kilometres`; 0.05 km for rounding to tenths, and a little more for
/// the last bits of the square roots.
fn known_distance(constants: &Constants, kilometres: f64, shares_board: bool, same_region: bool) -> f64 {
    let share = (kilometres - 0.051).max(0.0) / constants.half_distance_km;
    let near = 1.0 / (1.0 + share * share);
    if shares_board {
        let pulled = near + constants.shared_board_pull * (1.0 - near);
        if same_region { pulled.max(constants.same_region_least) } else { pulled }
    } else if same_region {
        near.max(constants.same_region_least)
    } else {
        near
    }
}

/// What must be equal in a group, because mixing it would make bounds loose.
pub(super) fn kind(profiles: &Profiles, profile: &Profile) -> (Option<CareBoardIndex>, u8, bool, bool) {
    let first_board = profiles.boards(profile).first().copied();
    let ready = match profile.openness {
        Openness::Offering => 0,
        Openness::Open => 1,
        Openness::MayOffer | Openness::NotNow | Openness::NotKnown => 2,
    };
    (first_board, ready, profile.stated.needs, profile.stated.offers)
}
