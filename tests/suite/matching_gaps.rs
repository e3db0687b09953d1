//! Gaps: what nobody within reach has listed, with how many have said anything.

use crate::lists::nth;
use crate::synthetic::{blank, listing, places, service, vocabulary};
use trustbridge::geo::Point;
use trustbridge::matching;
use trustbridge::matching::{Area, Gaps};
use trustbridge::model::{Directory, Mode, Organisation, Parts, Sector, Sorted};
use trustbridge::wording::Words;
use trustbridge::wording::sentences;

/// Somebody in care board `board` of the only region, `steps` tenths of a degree (11 km) north of the first.
fn at(id: &str, sector: Sector, board: u16, steps: f64, offers: &[u16], needs: &[u16]) -> Organisation {
    let mut made = blank(id, sector);
    made.place.point = Some(Point { latitude: 52.0 + steps * 0.1, longitude: -1.0 });
    made.place.icbs = vec![nth(board)];
    made.place.region = Some(nth(0));
    made.offers = Some(offers.iter().map(|&service| listing(service, 2)).collect());
    made.needs = Some(needs.iter().map(|&service| listing(service, 3)).collect());
    made
}

const NURSING: u16 = 0;
const TALKS: u16 = 1;

fn directory(organisations: Vec<Organisation>) -> Directory {
    let services = vec![service("nursing", Mode::OnSite, (4, 18), &[]), service("talks", Mode::Remote, (4, 18), &[])];
    let places = places(&["Middle"], &["North", "South"]);
    Directory::new(Parts {
        vocabulary: vocabulary(services),
        places,
        organisations: Sorted::new(organisations),
        ..Parts::default()
    })
}

fn gaps(directory: &Directory) -> Gaps {
    matching::gaps(directory, &matching::all(directory))
}

#[test]
fn a_need_is_unmet_until_somebody_within_reach_lists_it() {
    let directory = directory(vec![
        at("e-1", Sector::School, 0, 0.0, &[], &[NURSING, TALKS]),
        at("h-1", Sector::Nhs, 0, 0.1, &[], &[]),
        at("h-2", Sector::Nhs, 0, 0.2, &[], &[]),
        at("h-3", Sector::Nhs, 0, 0.3, &[], &[]),
        at("h-4", Sector::Nhs, 1, 4.0, &[NURSING, TALKS], &[]),
    ]);
    let gaps = gaps(&directory);
    let here: Vec<_> = gaps.needs.iter().filter(|gap| gap.area == Area::Board(nth(0))).collect();
    assert_eq!(here.len(), 2);
    let (nursing, talks) = (here[0], here[1]);
    assert!(nursing.is_unmet() && !talks.is_unmet(), "talks can be given from afar");
    assert_eq!(nursing.stating, (3, 3));
    assert!((nursing.weight - 1.5).abs() < 1e-12);
    let nearest = nursing.unmet[0].nearest.expect("somebody lists it far away");
    assert_eq!(nearest.0, nth(4));
    assert!((44.0..45.0).contains(&nearest.1));
    assert_eq!(
        sentences::gap(Words::built_in(), &directory, nursing, 25.0),
        "1 organisation here needs nursing; no one within 25 km or the same care board has listed it. \
         3 of the 3 NHS organisations here have said what they offer."
    );
    assert!(gaps.surplus.iter().all(|surplus| surplus.service != nth(TALKS)), "somebody within reach asks for talks");
}

#[test]
fn rows_that_rest_on_too_few_are_left_out_and_counted() {
    let mut silent = at("h-2", Sector::Nhs, 0, 0.2, &[], &[]);
    silent.offers = None;
    let directory =
        directory(vec![at("e-1", Sector::School, 0, 0.0, &[], &[NURSING]), at("h-1", Sector::Nhs, 0, 0.1, &[], &[]), silent]);
    let gaps = gaps(&directory);
    assert!(gaps.needs.is_empty());
    assert_eq!(gaps.left_out, 2, "the care board's row and the region's");
}

#[test]
fn many_who_ask_of_few_are_thin_and_unasked_offers_are_surplus() {
    let mut organisations: Vec<Organisation> =
        (0..6).map(|number| at(&format!("e-{number}"), Sector::School, 0, 0.0, &[TALKS], &[NURSING])).collect();
    organisations.push(at("h-1", Sector::Nhs, 0, 0.1, &[NURSING], &[]));
    organisations.push(at("h-2", Sector::Nhs, 0, 0.1, &[], &[]));
    organisations.push(at("h-3", Sector::Nhs, 0, 0.1, &[], &[]));
    let directory = directory(organisations);
    let gaps = gaps(&directory);
    let nursing = &gaps.needs[0];
    assert!(nursing.thin && !nursing.is_unmet());
    assert_eq!((nursing.asking.len(), nursing.offering), (6, 1));
    let talks = &gaps.surplus[0];
    assert_eq!((talks.service, talks.offering.len(), talks.stating), (nth(TALKS), 6, (3, 3)));
}

#[test]
fn nobody_near_makes_an_orphan() {
    let directory = directory(vec![at("e-1", Sector::School, 0, 0.0, &[], &[]), at("h-1", Sector::Nhs, 1, 30.0, &[], &[])]);
    assert_eq!(gaps(&directory).orphans, [nth(0), nth(1)]);
}
