//! What one organisation gains from another: the needs of the one that offers of the other meet.

use super::constants::Constants;
use super::profile::{AgeRange, Give, Profile, Profiles, RemoteMode, Want, bit};
use super::proximity::{Tenths, kilometres, share_a_board};
use super::rarity::{Rarity, side};
use crate::model::{Directory, Sector, ServiceIndex, Travels};

/// The factors of services that no pair changes, worked out once.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Factors {
    services: usize,
    /// 1 plus a step per tier, for each side and service.
    rarity: [Vec<f64>; 2],
    /// Age factor for each age range of [`Profiles::ages`] and service.
    age: Vec<f64>,
    /// Share that can be done from afar, for each service.
    remote: Vec<f64>,
    /// Whether a service is for adults, so that ages do not matter.
    adult: Vec<bool>,
    /// How each service reaches those who need it.
    travels: Vec<Travels>,
    /// The services that are given by footprint, as a mask.
    by_footprint: u128,
    /// The share of a service that can be given either way.
    either: f64,
    /// Presence that a shared care board gives to a service by footprint.
    shared_board: f64,
}

/// One need that is met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Term {
    pub(super) service: ServiceIndex,
    /// Its term in the sum of what is gained.
    pub(super) weight: f64,
    /// The age factor, above 0.
    pub(super) age: f64,
    /// How much of it reaches: what the distance leaves, or whether the giver serves the place.
    pub(super) reach: f64,
    /// Whether it is given by footprint, so that no distance matters.
    pub(super) by_footprint: bool,
}

impl Factors {
    /// Works the factors out for one directory.
    pub(super) fn of(directory: &Directory, constants: &Constants, rarity: &Rarity, profiles: &Profiles) -> Self {
        let services = &directory.vocabulary.services;
        let of_sector = |sector: Sector| {
            services.indices().map(|service| 1.0 + constants.rarity_step * f64::from(rarity.tier(sector, service))).collect()
        };
        let adult = |ages: (u8, u8)| f64::from(ages.0) >= constants.adult_age;
        let range = |service: &crate::model::Service| (service.ages.from, service.ages.to);
        Self {
            services: services.len(),
            rarity: [of_sector(Sector::Nhs), of_sector(Sector::School)],
            age: profiles
                .ages
                .iter()
                .flat_map(|&school| {
                    services.iter().map(move |service| match school {
                        Some(school) if !adult(range(service)) => age_factor(constants.age_least, school, range(service)),
                        _ => 1.0,
                    })
                })
                .collect(),
            remote: services.iter().map(|service| remote_share(constants, service.mode.into())).collect(),
            adult: services.iter().map(|service| adult(range(service))).collect(),
            travels: services.iter().map(|service| service.travels).collect(),
            by_footprint: services
                .numbered()
                .filter(|(_, service)| service.travels == Travels::Footprint)
                .fold(0, |mask, (at, _)| mask | bit(at.at())),
            either: constants.remote_share_either,
            shared_board: constants.presence_shared_board,
        }
    }

    /// How a service reaches those who need it.
    pub(super) fn travels(&self, service: ServiceIndex) -> Travels {
        self.travels[service.at()]
    }

    /// Whether an organisation offers or needs anything by footprint.
    pub(super) fn lists_by_footprint(&self, profile: &Profile) -> bool {
        (profile.offers_mask | profile.needs_mask) & self.by_footprint != 0
    }

    /// How present the giver of a service by footprint is, given whether a care board is shared and the share of the place
    /// that is served.
    pub(super) fn presence(&self, shares_a_board: bool, share: f64) -> f64 {
        if shares_a_board { self.shared_board.max(share) } else { share }
    }

    /// The weight of a service by rarity, for offers of one sector.
    pub(super) fn rarity(&self, sector: Sector, service: ServiceIndex) -> f64 {
        self.rarity[side(sector)][service.at()]
    }

    /// The age factor between an age range of [`Profiles::ages`] and a service.
    pub(super) fn age(&self, ages: u16, service: ServiceIndex) -> f64 {
        self.age[usize::from(ages) * self.services + service.at()]
    }

    /// The share of a service that can be done from afar.
    pub(super) fn remote(&self, service: ServiceIndex) -> f64 {
        self.remote[service.at()]
    }
}

/// The age factor: 0 when the ranges do not touch, else from `least` up to 1 by the share that they have in common.
fn age_factor(least: f64, school: (u8, u8), service: (u8, u8)) -> f64 {
    let number = f64::from;
    let common = number(school.1).min(number(service.1)) - number(school.0).max(number(service.0));
    let shorter = (number(school.1) - number(school.0)).min(number(service.1) - number(service.0));
    let share = (common / shorter.max(1.0)).clamp(0.0, 1.0);
    if share == 0.0 { 0.0 } else { least + (1.0 - least) * share }
}

fn remote_share(constants: &Constants, mode: RemoteMode) -> f64 {
    match mode {
        RemoteMode::OnSite => 0.0,
        RemoteMode::Either => constants.remote_share_either,
        RemoteMode::Remote => 1.0,
    }
}

/// Where a pair stands: its distance and proximity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Between {
    pub(super) tenths: Option<Tenths>,
    pub(super) proximity: f64,
}

/// A pair as its services see it.
#[derive(Clone, Copy)]
struct Meeting {
    /// The number of the age range that counts.
    ages: u16,
    proximity: f64,
    /// How present the giver of a service by footprint is; 0 while no such service is at stake.
    presence: f64,
    /// Whether the distance is beyond how far the giver goes.
    out_of_reach: bool,
}

/// Calls `each` with every need of `needing` that `offering` meets, services ascending.
pub(super) fn each_term(
    profiles: &Profiles,
    factors: &Factors,
    (needing, offering): (&Profile, &Profile),
    between: Between,
    mut each: impl FnMut(Term),
) {
    let shared = needing.needs_mask & offering.offers_mask;
    if shared == 0 {
        return;
    }
    let meeting = Meeting {
        ages: ages_that_count(needing, offering),
        proximity: between.proximity,
        presence: if shared & factors.by_footprint == 0 { 0.0 } else { presence(profiles, factors, needing, offering) },
        out_of_reach: between.tenths.is_some_and(|tenths| kilometres(tenths) > offering.reach_km),
    };
    if needing.careful || offering.careful {
        return each_careful_term(profiles, factors, (needing, offering), meeting, each);
    }
    for want in profiles.wants(needing) {
        if shared & bit(want.service.at()) != 0 {
            let term = term(factors, want, offering.sector, factors.remote(want.service), meeting);
            if term.age > 0.0 {
                each(term);
            }
        }
    }
}

fn presence(profiles: &Profiles, factors: &Factors, a: &Profile, b: &Profile) -> f64 {
    factors.presence(share_a_board(profiles, a, b), profiles.presence.between(a.number, b.number))
}

/// The number of the age range that counts: that of the school trust; among two school trusts, of the one in need.
pub(super) fn ages_that_count(needing: &Profile, offering: &Profile) -> u16 {
    if needing.sector == Sector::School { needing.ages } else { offering.ages }
}

fn term(factors: &Factors, want: &Want, giver: Sector, remote: f64, meeting: Meeting) -> Term {
    let age = factors.age(meeting.ages, want.service);
    let travels = factors.travels(want.service);
    let reach = match travels {
        Travels::Distance => remote + (1.0 - remote) * meeting.proximity,
        Travels::Footprint => meeting.presence,
        Travels::Anywhere => 1.0,
    };
    let weight = want.half * factors.rarity(giver, want.service) * age * reach;
    Term { service: want.service, weight, age, reach, by_footprint: travels == Travels::Footprint }
}

/// The same where listings carry conditions or a service is listed twice: of all listings of a service that fit, the
/// one with the greatest weight counts.
fn each_careful_term(
    profiles: &Profiles,
    factors: &Factors,
    (needing, offering): (&Profile, &Profile),
    meeting: Meeting,
    mut each: impl FnMut(Term),
) {
    let gives = profiles.gives(offering);
    for wants in profiles.wants(needing).chunk_by(|one, next| one.service == next.service) {
        let service = wants[0].service;
        let from = gives.partition_point(|give| give.service < service);
        let to = gives.partition_point(|give| give.service <= service);
        let mut best: Option<Term> = None;
        for want in wants {
            for give in &gives[from..to] {
                let Some(remote) = fit(profiles, factors, *want, *give, meeting.ages) else { continue };
                if remote == 0.0 && meeting.out_of_reach && factors.travels(service) == Travels::Distance {
                    continue;
                }
                let term = term(factors, want, offering.sector, remote, meeting);
                if term.age > 0.0 && best.is_none_or(|best| term.weight > best.weight) {
                    best = Some(term);
                }
            }
        }
        best.into_iter().for_each(&mut each);
    }
}

/// Whether a need and an offer of one service fit, and which share can then be done from afar.
fn fit(profiles: &Profiles, factors: &Factors, want: Want, give: Give, ages: u16) -> Option<f64> {
    let service = want.service;
    if want.condition == 0 && give.condition == 0 {
        return Some(factors.remote(service));
    }
    let (needed, given) = (&profiles.conditions[want.condition as usize], &profiles.conditions[give.condition as usize]);
    let school = profiles.ages[usize::from(ages)];
    let same_ages = factors.adult[service.at()]
        || [(needed.ages, given.ages), (needed.ages, school), (given.ages, school)].into_iter().all(touch);
    if !same_ages {
        return None;
    }
    match (needed.mode, given.mode) {
        (None, None) => Some(factors.remote(service)),
        (Some(RemoteMode::OnSite), Some(RemoteMode::Remote)) | (Some(RemoteMode::Remote), Some(RemoteMode::OnSite)) => None,
        (Some(RemoteMode::Either) | None, Some(mode)) | (Some(mode), _) => Some(match mode {
            RemoteMode::OnSite => 0.0,
            RemoteMode::Either => factors.either,
            RemoteMode::Remote => 1.0,
        }),
    }
}

/// Whether two age ranges touch, where both are stated. Ranges that only meet at a birthday do not (a primary school
/// ends at 11 where a secondary school begins), unless one of them is that single year.
fn touch((one, other): (AgeRange, AgeRange)) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return true };
    let (from, to) = (one.0.max(other.0), one.1.min(other.1));
    from < to || (from == to && (one.0 == one.1 || other.0 == other.1))
}

/// What `needing` gains from `offering`, 0 to 1.
pub(super) fn gain(
    constants: &Constants,
    profiles: &Profiles,
    factors: &Factors,
    pair: (&Profile, &Profile),
    between: Between,
) -> f64 {
    let mut met = 0.0;
    each_term(profiles, factors, pair, between, |term| met += term.weight);
    promise(constants, met, between.proximity)
}

/// What met needs of this weight come to, and the little promise that what is unknown or unmet still holds: a statement
/// never lowers it.
pub(super) fn promise(constants: &Constants, met: f64, proximity: f64) -> f64 {
    let gained = met / (met + constants.gain_half);
    gained + constants.gain_unstated * proximity * (1.0 - gained)
}

/// The two gains joined so that both sides must gain: a softened harmonic mean, 0 to 1.
pub(super) fn mutual(softening: f64, one: f64, other: f64) -> f64 {
    2.0 * (one + softening) * (other + softening) / (one + other + 2.0 * softening) - softening
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_count_by_the_share_in_common() {
        assert!((age_factor(0.4, (4, 16), (4, 18)) - 1.0).abs() < 1e-12);
        assert!((age_factor(0.4, (4, 16), (14, 18)) - 0.7).abs() < 1e-12);
        assert!(age_factor(0.4, (4, 11), (11, 16)).abs() < 1e-12);
    }

    #[test]
    fn a_single_year_touches_but_a_shared_birthday_does_not() {
        assert!(!touch((Some((4, 11)), Some((11, 16)))));
        assert!(touch((Some((11, 11)), Some((11, 16)))));
        assert!(touch((None, Some((11, 16)))));
    }

    #[test]
    fn gains_join_as_the_design_says() {
        assert!((mutual(0.25, 0.6, 0.1) - 0.245_833_333).abs() < 1e-9);
        assert!((mutual(0.25, 1.0, 0.0) - 1.0 / 6.0).abs() < 1e-12);
        assert!((mutual(0.25, 0.35, 0.35) - 0.35).abs() < 1e-12);
    }
}
