//! The laws of matching: P1 to P15 of the design, and what must hold for the strangest directories.

use std::collections::BTreeSet;

use crate::lists::{edit, nth};
use crate::synthetic::{self, Numbers, TODAY, World, blank, listing};
use proptest::prelude::*;
use trustbridge::geo::Point;
use trustbridge::matching::{self, CONSTANTS, Constants, Limit, Method, Options, Reason, Scoring, Who};
use trustbridge::model::{
    Directory, Listing, Openness, Organisation, OrganisationIndex, Parts, Sector, ServiceIndex, Sorted, Status,
};
use trustbridge::wording;
use trustbridge::wording::Words;

const NHS: usize = 12;
const SCHOOLS: usize = 15;

/// Synthetic parts of 12 and 15: plain ones, sparse ones, and ones full of conditions.
fn any_parts() -> impl Strategy<Value = Parts> {
    (any::<u64>(), 0.2..1.0_f64, prop_oneof![Just(0.0), 0.0..0.7_f64])
        .prop_map(|(seed, stated, odd)| synthetic::parts(World { stated, odd, ..World::mixed(seed, NHS, SCHOOLS) }))
}

/// Plain parts: no conditions on listings, everyone exists and states focus areas, so that one change is one change.
fn plain_parts() -> impl Strategy<Value = Parts> {
    (any::<u64>(), 0.3..1.0_f64).prop_map(|(seed, stated)| {
        let mut parts = synthetic::parts(World { stated, odd: 0.0, ..World::mixed(seed, NHS, SCHOOLS) });
        edit(&mut parts.organisations, |organisations| {
            for organisation in organisations {
                organisation.focus = Some(vec![nth(organisation.id.len() % 4)]);
            }
        });
        parts
    })
}

fn everybody(directory: &Directory) -> Vec<OrganisationIndex> {
    directory.numbered().map(|(number, _)| number).collect()
}

fn opposite(directory: &Directory) -> Vec<(OrganisationIndex, OrganisationIndex)> {
    let all = everybody(directory);
    let pairs = all.iter().flat_map(|&a| all.iter().map(move |&b| (a, b)));
    pairs.filter(|&(a, b)| directory[a].sector.other() == Some(directory[b].sector)).collect()
}

fn tiers(directory: &Directory, scoring: &Scoring) -> Vec<u8> {
    let services = directory.vocabulary.services.indices();
    services.flat_map(|service| [Sector::Nhs, Sector::School].map(|sector| scoring.rarity.tier(sector, service))).collect()
}

/// The bytes of every list and every explanation.
fn everything(directory: &Directory) -> String {
    let matches = matching::all(directory);
    let lists = everybody(directory).into_iter().map(|of| {
        let found = matches.ranked(of).iter().map(|ranked| {
            wording::json::of(Words::built_in(), directory, &matching::explain(directory, matches.scoring(), of, ranked.partner))
                .to_string()
        });
        format!("{} {:?} {}\n", directory[of].id, matches.listed(of), found.collect::<String>())
    });
    lists.collect()
}

fn services<'a>(listings: impl Iterator<Item = &'a Listing>) -> BTreeSet<ServiceIndex> {
    listings.map(|listing| listing.service).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// P1 and P2.
    #[test]
    fn scores_are_the_same_both_ways_and_within_bounds(parts in any_parts()) {
        let directory = Directory::new(parts);
        let scoring = Scoring::of(&directory);
        for (a, b) in opposite(&directory) {
            prop_assert_eq!(scoring.score(a, b), scoring.score(b, a));
            let anatomy = scoring.anatomy(a, b);
            for share in [anatomy.gain, anatomy.gain_of_other, anatomy.mutual, anatomy.proximity, anatomy.focus,
                anatomy.readiness, anatomy.share, scoring.sureness(a, b)] {
                prop_assert!((-1e-12..=1.0 + 1e-12).contains(&share), "{share} in {anatomy:?}");
            }
        }
    }

    /// P3 and P4.
    #[test]
    fn the_order_of_fields_and_threads_changes_nothing(parts in any_parts(), seed in any::<u64>()) {
        let expected = everything(&Directory::new(parts.clone()));
        let mut shuffled = parts;
        let mut numbers = Numbers(seed);
        edit(&mut shuffled.organisations, |organisations| {
            for organisation in organisations {
                for listings in [&mut organisation.offers, &mut organisation.needs].into_iter().flatten() {
                    shuffle(&mut numbers, listings);
                }
                shuffle(&mut numbers, &mut organisation.sites);
                shuffle(&mut numbers, &mut organisation.place.icbs);
                shuffle(&mut numbers, &mut organisation.partners);
            }
        });
        let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread can be had");
        prop_assert_eq!(one_thread.install(|| everything(&Directory::new(shuffled))), expected);
    }

    /// P5.
    #[test]
    fn nobody_is_suggested_who_must_not_be(parts in any_parts()) {
        let directory = Directory::new(parts);
        let matches = matching::all(&directory);
        for of in everybody(&directory) {
            let listed = matches.listed(of).iter().map(|listed| listed.partner);
            for other in matches.ranked(of).iter().map(|ranked| ranked.partner).chain(listed) {
                prop_assert_eq!(directory[of].sector.other(), Some(directory[other].sector));
                prop_assert!(!directory.partners(of).contains(&other));
                prop_assert!(directory[other].closed.is_none() && directory[of].closed.is_none());
                prop_assert!(directory[other].capacity != Some(0) && directory[other].openness != Openness::NotNow);
            }
            let ids: BTreeSet<_> = matches.listed(of).iter().map(|listed| listed.partner).collect();
            prop_assert_eq!(ids.len(), matches.listed(of).len());
        }
    }

    /// P6: from "not stated" on, listing what the other offers or needs lowers no score, and no need lowers any.
    #[test]
    fn a_shared_need_or_offer_never_lowers_a_score(parts in plain_parts(), pick in any::<u64>(), service in 0..44_u16) {
        let before = Directory::new(parts.clone());
        let pairs = opposite(&before);
        let (a, b) = pairs[(pick % pairs.len() as u64) as usize];
        let scoring = Scoring::of(&before);
        let mut with_need = parts.clone();
        edit(&mut with_need.organisations, |all| all[a.at()].needs.get_or_insert_default().push(listing(service, 2)));
        let after = Scoring::of(&Directory::new(with_need));
        for (_, other) in pairs.iter().filter(|(one, _)| *one == a) {
            prop_assert!(after.score(a, *other) >= scoring.score(a, *other));
        }
        let mut with_offer = parts;
        edit(&mut with_offer.organisations, |all| all[a.at()].offers.get_or_insert_default().push(listing(service, 2)));
        let after_directory = Directory::new(with_offer);
        let after = Scoring::of(&after_directory);
        if tiers(&after_directory, &after) == tiers(&before, &scoring) {
            prop_assert!(after.score(a, b) >= scoring.score(a, b));
        }
    }

    /// P14: deleting a statement, or all of them, raises no score.
    #[test]
    fn deleting_never_raises_a_score(parts in plain_parts(), pick in 0..NHS + SCHOOLS, keep in any::<u64>(), whole in any::<bool>()) {
        let before = Directory::new(parts.clone());
        let scoring = Scoring::of(&before);
        let mut less = parts;
        edit(&mut less.organisations, |all| {
            let one = &mut all[pick];
            for list in [&mut one.needs, &mut one.offers] {
                match list {
                    Some(_) if whole => *list = None,
                    Some(listings) if !listings.is_empty() => drop(listings.remove((keep % listings.len() as u64) as usize)),
                    _ => {}
                }
            }
        });
        let after_directory = Directory::new(less);
        let after = Scoring::of(&after_directory);
        prop_assume!(tiers(&before, &scoring) == tiers(&after_directory, &after));
        for (a, b) in opposite(&before) {
            prop_assert!(after.score(a, b) <= scoring.score(a, b));
        }
    }

    /// P15: what is over, met or begins later changes nothing that anybody sees of a match.
    #[test]
    fn what_does_not_hold_today_changes_nothing(parts in any_parts(), pick in 0..NHS + SCHOOLS, service in 0..44_u16) {
        let expected = everything(&Directory::new(parts.clone()));
        let dead = |change: &dyn Fn(&mut Listing)| {
            let mut made = listing(service, 3);
            change(&mut made);
            made
        };
        let over = dead(&|one| one.until = Some(TODAY.yesterday().expect("a day")));
        let past = dead(&|one| one.status = Status::Past);
        let met = dead(&|one| one.status = Status::Met);
        let later = dead(&|one| one.from = Some(TODAY.tomorrow().expect("a day")));
        let mut more = parts;
        edit(&mut more.organisations, |all| {
            let one = &mut all[pick];
            for list in [&mut one.needs, &mut one.offers] {
                // An empty list says *none*; with something in it that is over it would say nothing.
                if list.as_ref().is_none_or(|list| !list.is_empty()) {
                    list.get_or_insert_default().extend([over.clone(), past.clone(), met.clone(), later.clone()]);
                }
            }
        });
        prop_assert_eq!(everything(&Directory::new(more)), expected);
    }

    /// P7.
    #[test]
    fn closer_is_never_worse(parts in plain_parts(), pick in any::<u64>(), step in 0.0..1.0_f64) {
        let before = Directory::new(parts.clone());
        let pairs: Vec<_> = opposite(&before)
            .into_iter()
            .filter(|&(a, b)| before[a].place.point.is_some() && before[b].place.point.is_some())
            .collect();
        prop_assume!(!pairs.is_empty());
        let (a, b) = pairs[(pick % pairs.len() as u64) as usize];
        let (Some(from), Some(to)) = (before[b].place.point, before[a].place.point) else { unreachable!() };
        let mut nearer = parts;
        let point = Point {
            latitude: from.latitude + (to.latitude - from.latitude) * step,
            longitude: from.longitude + (to.longitude - from.longitude) * step,
        };
        prop_assume!(point.distance(to) <= from.distance(to));
        edit(&mut nearer.organisations, |all| all[b.at()].place.point = Some(point));
        let after = Scoring::of(&Directory::new(nearer));
        prop_assert!(after.score(a, b) >= Scoring::of(&before).score(a, b));
    }

    /// P8.
    #[test]
    fn twins_tie_and_the_lower_id_comes_first(parts in any_parts(), pick in 0..SCHOOLS) {
        let mut twinned = parts;
        edit(&mut twinned.organisations, |all| {
            for organisation in all.iter_mut() {
                organisation.partners.clear();
            }
            let mut twin = all[pick].clone();
            // The new id sorts directly after it.
            twin.id.push_str("-twin");
            all.push(twin);
        });
        let directory = Directory::new(twinned);
        let matches = matching::all(&directory);
        let (one, other): (OrganisationIndex, OrganisationIndex) = (nth(pick), nth(pick + 1));
        for (of, organisation) in directory.numbered() {
            if organisation.sector == Sector::Nhs {
                prop_assert_eq!(matches.scoring().score(of, one), matches.scoring().score(of, other));
                let list: Vec<_> = matches.ranked(of).iter().map(|ranked| ranked.partner).collect();
                let place = |who| list.iter().position(|&partner| partner == who);
                prop_assert!(place(one) < place(other) || place(one).is_none());
            }
        }
    }

    /// P9, against a plain reading of the records.
    #[test]
    fn reasons_are_true_and_whole_and_parts_sum_to_the_score(parts in plain_parts()) {
        let directory = Directory::new(parts);
        let scoring = Scoring::of(&directory);
        for (you, they) in opposite(&directory) {
            let found = matching::explain(&directory, &scoring, you, they);
            let parts = found.parts;
            let sum = parts.mutual + parts.place + parts.focus + parts.ready;
            prop_assert!((sum - found.score.as_share()).abs() <= 0.500_001e-6);
            for (who, needing, offering) in [(Who::You, you, they), (Who::They, they, you)] {
                let met: BTreeSet<ServiceIndex> = found.reasons.iter().filter_map(|reason| match reason {
                    Reason::Met { needed_by, service, .. } if *needed_by == who => Some(*service),
                    _ => None,
                }).collect();
                let lacks: BTreeSet<ServiceIndex> = found.reasons.iter().filter_map(|reason| match reason {
                    Reason::Missing { needed_by, service } if *needed_by == who => Some(*service),
                    _ => None,
                }).collect();
                let (needing, offering, today) = (&directory[needing], &directory[offering], directory.as_of);
                let (needs, offers) = (services(needing.live_needs(today)), services(offering.live_offers(today)));
                let both_stated = needing.states_needs(today) && offering.states_offers(today);
                let touching: BTreeSet<ServiceIndex> =
                    needs.intersection(&offers).copied().filter(|&service| ages_touch(&directory, you, they, service)).collect();
                prop_assert_eq!(&met, &touching);
                let expected: BTreeSet<ServiceIndex> =
                    if both_stated { needs.difference(&offers).copied().collect() } else { BTreeSet::new() };
                prop_assert_eq!(&lacks, &expected);
            }
            for reason in &found.reasons {
                if let Reason::Met { weight, limited_by, .. } = reason {
                    prop_assert!(*weight > 0.0 || matches!(limited_by, Some(Limit::Distance | Limit::Area)));
                }
            }
        }
    }

    /// P10, through published lists too.
    #[test]
    fn leaving_groups_out_changes_no_list(parts in any_parts(), depth in 1..30_usize) {
        let directory = Directory::new(parts);
        let [pruned, exhaustive] = [Method::Pruned, Method::Exhaustive]
            .map(|method| matching::all_with(&directory, Options { depth: Some(depth), method, unbalanced: false }));
        for of in everybody(&directory) {
            prop_assert_eq!(pruned.ranked(of), exhaustive.ranked(of));
            prop_assert_eq!(pruned.listed(of), exhaustive.listed(of));
        }
    }

    /// P13.
    #[test]
    fn removing_another_record_changes_no_score(parts in any_parts(), pick in 0..NHS + SCHOOLS) {
        let mut cleared = parts;
        edit(&mut cleared.organisations, |all| all.iter_mut().for_each(|one| one.partners.clear()));
        let before = Directory::new(cleared.clone());
        edit(&mut cleared.organisations, |all| drop(all.remove(pick)));
        let after = Directory::new(cleared);
        let (old, new) = (Scoring::of(&before), Scoring::of(&after));
        prop_assume!(tiers(&before, &old) == tiers(&after, &new));
        for (a, b) in opposite(&after) {
            let moved = |one: OrganisationIndex| nth(one.at() + usize::from(one.at() >= pick));
            prop_assert_eq!(new.score(a, b), old.score(moved(a), moved(b)));
        }
    }
}

fn shuffle<T>(numbers: &mut Numbers, list: &mut [T]) {
    for at in (1..list.len()).rev() {
        list.swap(at, numbers.below(at + 1));
    }
}

/// A plain reading of the rule: a service for adults always fits; else the ranges must have more than a birthday in
/// common.
fn ages_touch(directory: &Directory, a: OrganisationIndex, b: OrganisationIndex, service: ServiceIndex) -> bool {
    let school = if directory[a].sector == Sector::School { &directory[a] } else { &directory[b] };
    let service = directory.vocabulary[service].ages;
    let phases: Vec<_> = school.serves.phases.iter().map(|&phase| directory.vocabulary[phase].ages).collect();
    let (Some(from), Some(to)) = (phases.iter().map(|ages| ages.from).min(), phases.iter().map(|ages| ages.to).max()) else {
        return true;
    };
    service.from >= 18 || from.max(service.from) < to.min(service.to)
}

/// P12: profiles that state nothing beyond their region take at most half their share of places.
#[test]
fn empty_profiles_take_few_places() {
    let mut parts = synthetic::parts(World { odd: 0.0, stated: 0.9, ..World::mixed(12, 200, 200) });
    edit(&mut parts.organisations, |all| {
        for organisation in all.iter_mut().step_by(5) {
            let region = organisation.place.region;
            *organisation = blank(&organisation.id, organisation.sector);
            organisation.place.region = region;
        }
    });
    let directory = Directory::new(parts);
    let matches = matching::all(&directory);
    let places: Vec<OrganisationIndex> = everybody(&directory)
        .into_iter()
        .flat_map(|of| matches.ranked(of).iter().take(10).map(|ranked| ranked.partner).collect::<Vec<_>>())
        .collect();
    let empty = places.iter().filter(|partner| partner.at() % 5 == 0).count();
    let share = empty as f64 / places.len() as f64;
    assert!(share <= 0.1, "a fifth of the profiles is empty and takes {share:.3} of the places");
}

/// Everything that can be asked of a directory, so that a panic or a number that is not finite would show.
fn ask_everything(organisations: Vec<Organisation>) -> Directory {
    let base = synthetic::parts(World::mixed(1, 0, 0));
    let mut organisations = organisations;
    organisations.sort_by(|a, b| a.id.cmp(&b.id));
    let directory = Directory::new(Parts { organisations: Sorted::new(organisations), ..base });
    let matches = matching::all(&directory);
    for of in everybody(&directory) {
        let scoring = matches.scoring();
        for ranked in matches.ranked(of).iter().take(20) {
            let found = matching::explain(&directory, scoring, of, ranked.partner);
            assert!(found.gain.you.is_finite() && found.parts.mutual.is_finite());
            assert!(!wording::json::of(Words::built_in(), &directory, &found).to_string().contains("null,\"they\""));
        }
        assert!(matching::with_variety(scoring, of, matches.ranked(of)).len() == matches.ranked(of).len());
        assert!(matches.listed(of).len() <= 10);
    }
    matching::gaps(&directory, &matches);
    assert_eq!(everything(&directory), everything(&directory));
    directory
}

#[test]
fn one_organisation_or_one_sector_has_empty_lists() {
    for sectors in [vec![], vec![Sector::Nhs], vec![Sector::School, Sector::School], vec![Sector::Body, Sector::Nhs]] {
        let organisations = sectors.iter().enumerate().map(|(at, &sector)| blank(&format!("x-{at}"), sector)).collect();
        let directory = ask_everything(organisations);
        let matches = matching::all(&directory);
        assert!(everybody(&directory).into_iter().all(|of| matches.ranked(of).is_empty() && matches.listed(of).is_empty()));
    }
}

#[test]
fn records_that_state_nothing_at_all_are_still_listed() {
    let directory = ask_everything(vec![blank("e-1", Sector::School), blank("h-1", Sector::Nhs)]);
    let matches = matching::all(&directory);
    assert_eq!(matches.ranked(nth(0)).len(), 1);
}

#[test]
fn a_thousand_at_one_point_and_one_that_lists_everything() {
    let mut organisations: Vec<Organisation> = (0..1_000)
        .map(|at| {
            let mut made = blank(&format!("o-{at:04}"), if at % 2 == 0 { Sector::Nhs } else { Sector::School });
            made.place.point = Some(Point { latitude: 52.5, longitude: -1.9 });
            made
        })
        .collect();
    let everything: Vec<Listing> = (0..44).map(|service| listing(service, 3)).collect();
    organisations[0].offers = Some(everything.clone());
    organisations[0].needs = Some(everything);
    let directory =
        Directory::new(Parts { organisations: Sorted::new(organisations), ..synthetic::parts(World::mixed(1, 0, 0)) });
    let [pruned, exhaustive] = [Method::Pruned, Method::Exhaustive]
        .map(|method| matching::all_with(&directory, Options { depth: Some(10), method, unbalanced: false }));
    for of in everybody(&directory) {
        assert_eq!(pruned.ranked(of), exhaustive.ranked(of));
        assert_eq!(pruned.listed(of).len(), 10);
    }
}

#[test]
fn numbers_of_a_site_are_checked_and_used() {
    let set = |name: &str, value: f64| [(name.to_owned(), value)].into();
    let faults = Constants::faults(&set("half_distance", 30.0));
    assert_eq!(faults[0].help, "did you mean `half_distance_km`?");
    assert!(Constants::faults(&set("softening", 0.0))[0].message.contains("outside"));
    assert!(Constants::faults(&set("weight_place", 0.5))[0].message.contains("not to 1"));
    assert!(Constants::faults(&set("half_distance_km", 30.0)).is_empty());
    let own = Constants::with(&set("half_distance_km", 30.0));
    assert!((own.half_distance_km - 30.0).abs() < 1e-12);
    assert_eq!(Constants::with(&set("softening", f64::NAN)), Constants::default());
    let names: BTreeSet<&str> = CONSTANTS.iter().map(|constant| constant.name).collect();
    assert_eq!(names.len(), CONSTANTS.len());
    for constant in CONSTANTS {
        assert!(own.get(constant.name).is_some(), "{}", constant.name);
        assert!((constant.least..=constant.greatest).contains(&constant.default));
    }
}
