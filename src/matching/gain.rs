//! What one organisation gains from another: the needs of the one that offers of the other meet.

use super::constants::Constants;
use super::profile::{AgeRange, Condition, Give, Profile, Profiles, RemoteMode, Want, bit};
use super::proximity::{Tenths, kilometres};
use super::rarity::{Rarity, side};
use crate::model::{Directory, Sector, ServiceIndex};

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
    /// The share of a service that can be given either way.
    either: f64,
}

/// One need that is met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Term {
    pub(super) service: u16,
    /// Its term in the sum of what is gained.
    pub(super) weight: f64,
    /// The age factor, above 0.
    pub(super) age: f64,
    /// What the distance leaves of it.
    pub(super) reach: f64,
}

impl Factors {
    /// Works the factors out for one directory.
    pub(super) fn of(directory: &Directory, constants: &Constants, rarity: &Rarity, profiles: &Profiles) -> Self {
        let services = &directory.vocabulary.services;
        let of_sector = |sector: Sector| {
            (0..services.len())
                .map(|service| 1.0 + constants.rarity_step * f64::from(rarity.tier(sector, ServiceIndex(service as u16))))
                .collect()
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
            either: constants.remote_share_either,
        }
    }

    /// The weight of a service by rarity, for offers of one sector.
    pub(super) fn rarity(&self, sector: Sector, service: u16) -> f64 {
        self.rarity[side(sector)][usize::from(service)]
    }

    /// The age factor between an age range of [`Profiles::ages`] and a service.
    pub(super) fn age(&self, ages: u16, service: u16) -> f64 {
        self.age[usize::from(ages) * self.services + usize::from(service)]
    }

    /// The share of a service that can be done from afar.
    pub(super) fn remote(&self, service: u16) -> f64 {
        self.remote[usize::from(service)]
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
    let ages = ages_that_count(needing, offering);
    if needing.careful || offering.careful {
        return each_careful_term(profiles, factors, (needing, offering), between, ages, each);
    }
    for want in profiles.wants(needing) {
        if shared & bit(want.service) != 0 {
            let remote = factors.remote(want.service);
            let term = term(factors, want, offering.sector, ages, remote, between.proximity);
            if term.age > 0.0 {
                each(term);
            }
        }
    }
}

/// The number of the age range that counts: that of the school trust; among two school trusts, of the one in need.
pub(super) fn ages_that_count(needing: &Profile, offering: &Profile) -> u16 {
    if needing.sector == Sector::School { needing.ages } else { offering.ages }
}

fn term(factors: &Factors, want: &Want, giver: Sector, ages: u16, remote: f64, proximity: f64) -> Term {
    let age = factors.age(ages, want.service);
    let reach = remote + (1.0 - remote) * proximity;
    let weight = want.half * factors.rarity(giver, want.service) * age * reach;
    Term { service: want.service, weight, age, reach }
}

/// The same where listings carry conditions or a service is listed twice: of all listings of a service that fit, the
/// one with the greatest weight counts.
fn each_careful_term(
    profiles: &Profiles,
    factors: &Factors,
    (needing, offering): (&Profile, &Profile),
    between: Between,
    ages: u16,
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
                let Some(remote) = fit(profiles, factors, *want, *give, ages) else { continue };
                let out_of_reach = between.tenths.is_some_and(|tenths| kilometres(tenths) > offering.reach_km);
                if remote == 0.0 && out_of_reach {
                    continue;
                }
                let term = term(factors, want, offering.sector, ages, remote, between.proximity);
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
    let same_time = !ended_before(needed, given) && !ended_before(given, needed);
    let school = profiles.ages[usize::from(ages)];
    let same_ages = factors.adult[usize::from(service)]
        || [(needed.ages, given.ages), (needed.ages, school), (given.ages, school)].into_iter().all(touch);
    if !same_time || !same_ages {
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

fn ended_before(one: &Condition, other: &Condition) -> bool {
    one.until.zip(other.from).is_some_and(|(until, from)| until < from)
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
    if !pair.0.stated.needs || !pair.1.stated.offers {
        return constants.gain_unstated * between.proximity;
    }
    let mut met = 0.0;
    each_term(profiles, factors, pair, between, |term| met += term.weight);
    met / (met + constants.gain_half)
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
