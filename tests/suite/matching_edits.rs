//! P11 of the matching design: after any edit, the lists that are made from those before are those of a full rebuild.

use std::sync::Arc;

use proptest::prelude::*;
use trustbridge::matching::{self, Method, Options};
use trustbridge::model::{Ages, Date, Directory, Mode, Organisation, OrganisationIndex, Parts, Sector};

use crate::lists::{edit, nth};
use crate::synthetic::{self, Numbers, World, blank};

const NHS: usize = 14;
const SCHOOLS: usize = 18;

/// What a maintainer may do between two builds; each gives the parts another edit.
fn any_edit(numbers: &mut Numbers, parts: &mut Parts) {
    let count = parts.organisations.len();
    let at = numbers.below(count);
    // Another world of the same kind, to take changed fields from.
    let world = World { odd: 0.3, ..World::mixed(numbers.bits(), 1, 1) };
    let sector = parts.organisations[nth::<OrganisationIndex>(at)].sector;
    let other = synthetic::parts(world).organisations.into_iter().find(|one| one.sector == sector).expect("one of each sector");
    match numbers.below(14) {
        0 => change(parts, at, |one| one.openness = other.openness),
        1 => change(parts, at, |one| one.offers = other.offers),
        2 => change(parts, at, |one| one.needs = other.needs),
        3 => change(parts, at, |one| one.place = other.place),
        4 => change(parts, at, |one| one.sites = other.sites),
        5 => change(parts, at, |one| one.serves = other.serves),
        6 => change(parts, at, |one| one.focus = other.focus),
        7 => change(parts, at, |one| one.partners = vec![nth(numbers.below(count))]),
        8 => remove(parts, at),
        9 => add(parts, numbers),
        10 => change(parts, at, |one| one.capacity = [None, Some(0), Some(3)][numbers.below(3)]),
        11 | 12 => change(parts, at, |one| {
            for listing in [&mut one.offers, &mut one.needs].into_iter().flatten().flatten() {
                match numbers.below(4) {
                    0 => listing.priority = 1 + numbers.below(3) as u8,
                    1 => listing.ages = Some(Ages { from: 4, to: 5 + numbers.below(12) as u8 }),
                    2 => listing.mode = [None, Some(Mode::Remote), Some(Mode::OnSite)][numbers.below(3)],
                    _ => listing.until = Some(Date::constant(2026, 1 + numbers.below(12) as i8, 1)),
                }
            }
        }),
        // What concerns everybody: a number of the site, or a word.
        _ if numbers.chance(0.5) => {
            parts.settings.matching.insert("half_distance_km".to_owned(), 10.0 + numbers.share() * 30.0);
        }
        _ => edit(&mut parts.vocabulary.services, |services| {
            services[numbers.below(44)].ages.from = numbers.below(10) as u8;
        }),
    }
}

fn change(parts: &mut Parts, at: usize, change: impl FnOnce(&mut Organisation)) {
    edit(&mut parts.organisations, |organisations| change(&mut organisations[at]));
}

fn remove(parts: &mut Parts, at: usize) {
    if parts.organisations.len() > 4 {
        edit(&mut parts.organisations, |organisations| drop(organisations.remove(at)));
        move_partners(parts, |one| match one.cmp(&at) {
            std::cmp::Ordering::Less => Some(one),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(one - 1),
        });
    }
}

fn add(parts: &mut Parts, numbers: &mut Numbers) {
    let sector = [Sector::Nhs, Sector::School][numbers.below(2)];
    let id = format!("{}-{:06}", ["h", "e"][numbers.below(2)], numbers.below(100_000));
    let at = parts.organisations.partition_point(|one| one.id < id);
    if parts.organisations.get(at).is_none_or(|one| one.id != id) {
        let mut new = blank(&id, sector);
        let like = &parts.organisations[nth::<OrganisationIndex>(numbers.below(parts.organisations.len()))];
        (new.offers, new.needs, new.place) = (like.offers.clone(), like.needs.clone(), like.place.clone());
        edit(&mut parts.organisations, |organisations| organisations.push(new));
        move_partners(parts, |one| Some(if one >= at { one + 1 } else { one }));
    }
}

fn move_partners(parts: &mut Parts, to: impl Fn(usize) -> Option<usize>) {
    edit(&mut parts.organisations, |organisations| {
        for organisation in organisations {
            organisation.partners = organisation.partners.iter().filter_map(|one| to(one.at())).map(nth).collect();
        }
    });
}

/// An edit of nothing but words keeps the very lists of before; any other gives those of a full rebuild.
#[test]
fn lists_that_rest_on_nothing_new_are_shared() {
    let options = Options::default();
    let parts = synthetic::parts(World { stated: 0.8, ..World::mixed(7, NHS, SCHOOLS) });
    let before = Directory::new(parts.clone());
    let matches = Arc::new(matching::all(&before));
    let edited = |change: &dyn Fn(&mut Parts)| {
        let mut parts = parts.clone();
        change(&mut parts);
        let directory = Directory::new(parts);
        let shared = matching::again(&directory, options, (&before, &matches));
        assert!(*shared == matching::all(&directory));
        Arc::ptr_eq(&shared, &matches)
    };
    assert!(edited(&|_| {}));
    assert!(edited(&|parts| change(parts, 3, |one| one.summary = "Other words.".to_owned())));
    assert!(edited(&|parts| change(parts, 3, |one| one.name = "Another name".to_owned())));
    assert!(!edited(&|parts| change(parts, 3, |one| one.capacity = Some(0))));
    assert!(!edited(&|parts| change(parts, 0, |one| one.id = "a-new-first-id".to_owned())));
    assert!(!edited(&|parts| remove(parts, 2)));
    assert!(!edited(&|parts| edit(&mut parts.vocabulary.services, |services| services[0].label = "Another label".to_owned())));
    assert!(!edited(&|parts| {
        let last = parts.organisations.len() - 1;
        change(parts, 0, |one| one.partners = vec![nth(last)]);
    }));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// Twenty edits, each upon what the one before it gave.
    #[test]
    fn lists_after_an_edit_are_those_of_a_full_rebuild(
        seed in any::<u64>(),
        stated in 0.3..1.0_f64,
        depth in prop_oneof![Just(None), (1..25_usize).prop_map(Some)],
        pruned in any::<bool>(),
    ) {
        let options = Options { depth, method: if pruned { Method::Pruned } else { Method::Exhaustive }, unbalanced: false };
        let mut numbers = Numbers(seed);
        let mut parts = synthetic::parts(World { stated, ..World::mixed(seed, NHS, SCHOOLS) });
        let mut directory = Directory::new(parts.clone());
        let mut matches = Arc::new(matching::all_with(&directory, options));
        for step in 0..20 {
            any_edit(&mut numbers, &mut parts);
            let edited = Directory::new(parts.clone());
            let after = matching::again(&edited, options, (&directory, &matches));
            let whole = matching::all_with(&edited, options);
            for (of, one) in edited.numbered() {
                prop_assert_eq!(after.ranked(of), whole.ranked(of), "{}, edit {}", &one.id, step);
                prop_assert_eq!(after.listed(of), whole.listed(of), "{}, edit {}", &one.id, step);
            }
            prop_assert!(*after == whole);
            (directory, matches) = (edited, after);
        }
    }
}
