//! Matching: golden values and hard rules.

use crate::lists::{edit, nth};
use crate::synthetic::{self, World, blank, listing, places, service, vocabulary};
use trustbridge::geo::Point;
use trustbridge::matching;
use trustbridge::matching::{Confidence, Limit, Method, Options, Reason, Scoring, Who};
use trustbridge::model::{Directory, Listing, Mode, Openness, Organisation, OrganisationIndex, Parts, Sector, Sorted};
use trustbridge::wording::Words;
use trustbridge::wording::sentences;

// Numbers of the golden vocabulary, ids ascending.
const CAREERS_TALKS: u16 = 0;
const CLINIC_SPACE: u16 = 1;
const LEADERSHIP_EXCHANGE: u16 = 2;
const RECRUITMENT_PIPELINE: u16 = 3;
const SCHOOL_NURSING: u16 = 4;
const WORK_EXPERIENCE: u16 = 5;

fn listings(services: &[(u16, u8)]) -> Vec<Listing> {
    services.iter().map(|&(service, priority)| listing(service, priority)).collect()
}

fn organisation(id: &str, sector: Sector, change: impl FnOnce(&mut Organisation)) -> Organisation {
    let mut organisation = blank(id, sector);
    change(&mut organisation);
    organisation
}

/// The four records of section 3.5 of the design.
fn golden_parts() -> Parts {
    let focus = |areas: &[u16]| Some(areas.iter().map(|&area| nth(area)).collect());
    let (careers, onsite, prevent) = (0, 2, 3);
    let organisations = vec![
        organisation("e-cedar", Sector::School, |made| {
            made.place.region = Some(nth(0));
            made.place.icbs = vec![nth(0)];
            made.place.point = Some(Point { latitude: 52.45, longitude: -2.05 });
            made.offers = Some(listings(&[(CLINIC_SPACE, 2), (LEADERSHIP_EXCHANGE, 2)]));
            made.needs = Some(listings(&[(LEADERSHIP_EXCHANGE, 2), (SCHOOL_NURSING, 3), (WORK_EXPERIENCE, 1)]));
            made.focus = focus(&[onsite, prevent]);
            made.serves.phases = vec![nth(1), nth(2)];
            made.openness = Openness::Open;
        }),
        organisation("e-dale", Sector::School, |made| {
            made.place.region = Some(nth(0));
            made.serves.phases = vec![nth(1)];
        }),
        organisation("h-alder", Sector::Nhs, |made| {
            made.place.region = Some(nth(0));
            made.place.icbs = vec![nth(0)];
            made.place.point = Some(Point { latitude: 52.50, longitude: -2.10 });
            made.offers = Some(listings(&[(CAREERS_TALKS, 2), (SCHOOL_NURSING, 2), (WORK_EXPERIENCE, 2)]));
            made.needs = Some(listings(&[(CLINIC_SPACE, 2), (RECRUITMENT_PIPELINE, 2)]));
            made.focus = focus(&[careers, prevent]);
            made.openness = Openness::Offering;
        }),
        organisation("h-birch", Sector::Nhs, |made| {
            made.place.region = Some(nth(1));
            made.place.icbs = vec![nth(1)];
            made.place.point = Some(Point { latitude: 53.80, longitude: -1.55 });
            made.offers = Some(listings(&[(LEADERSHIP_EXCHANGE, 2), (SCHOOL_NURSING, 2)]));
            made.needs = Some(listings(&[(LEADERSHIP_EXCHANGE, 2)]));
            made.focus = focus(&[prevent]);
        }),
    ];
    let services = vec![
        service("careers-talks", Mode::Either, (5, 18), &[]),
        service("clinic-space", Mode::OnSite, (0, 18), &[]),
        service("leadership-exchange", Mode::Remote, (18, 65), &[]),
        service("recruitment-pipeline", Mode::Either, (16, 19), &[]),
        service("school-nursing", Mode::OnSite, (4, 18), &[]),
        service("work-experience", Mode::OnSite, (14, 18), &[]),
    ];
    let places = places(&["West Midlands", "Yorkshire and the Humber"], &["Black Country", "West Yorkshire"]);
    Parts { vocabulary: vocabulary(services), places, organisations: Sorted::new(organisations), ..Parts::default() }
}

fn golden() -> Directory {
    Directory::new(golden_parts())
}

fn find(directory: &Directory, id: &str) -> OrganisationIndex {
    directory.find(id).expect("the golden records are there")
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 5e-7, "found {found}, expected {expected}");
}

#[test]
fn golden_pairs() {
    let directory = golden();
    let scoring = Scoring::of(&directory);
    #[rustfmt::skip]
    let table = [
        ("h-alder", "e-cedar", Some(6.5), 0.968_340, 0.424_090, 0.549_115, 0.481_297, 671_470, 1.00),
        ("h-birch", "e-cedar", Some(153.8), 0.025_742, 0.335_908, 0.344_346, 0.340_097, 305_058, 0.85),
        ("h-alder", "e-dale", None, 0.30, 0.045, 0.045, 0.045, 235_242, 0.30),
        ("h-birch", "e-dale", None, 0.0, 0.0, 0.0, 0.0, 92_000, 0.30),
    ];
    for (health, education, km, proximity, gain_health, gain_education, mutual, score, sureness) in table {
        let (health, education) = (find(&directory, health), find(&directory, education));
        let anatomy = scoring.anatomy(health, education);
        near(anatomy.proximity, proximity);
        near(anatomy.gain, gain_health);
        near(anatomy.gain_of_other, gain_education);
        near(anatomy.mutual, mutual);
        assert_eq!(scoring.score(health, education).0, score);
        assert_eq!(scoring.score(education, health).0, score);
        near(scoring.sureness(health, education), sureness);
        let found = matching::pair(&directory, health, education).expect("they are of different sectors");
        let place = found.reasons.iter().find_map(|reason| match reason {
            Reason::Place { km, .. } => Some(*km),
            _ => None,
        });
        assert_eq!(place, Some(km));
    }
}

#[test]
fn golden_sentences_speak_of_both_sides() {
    let directory = golden();
    let (cedar, alder) = (find(&directory, "e-cedar"), find(&directory, "h-alder"));
    let found = matching::pair(&directory, cedar, alder).expect("they are of different sectors");
    let said = sentences::of(&directory, &found, sentences::Voice::reader(Words::built_in()));
    assert_eq!(said.headline, "A strong match");
    assert_eq!(
        said.in_order().collect::<Vec<_>>(),
        [
            "They offer school nursing and work experience, which you need.",
            "You offer clinic space, which they need.",
            "They also need recruitment pipeline, which you have not listed.",
            "You also need leadership exchange, which they have not listed.",
            "About 4 miles (6.5 km) apart; both in Black Country.",
            "They are looking for partners now.",
            "How sure: high. Both records state all that counts.",
        ]
    );
    let by_name = sentences::of(&directory, &found, sentences::Voice::by_name(Words::built_in(), "Cedar", "Alder"));
    assert_eq!(by_name.you_gain, "Alder offers school nursing and work experience, which Cedar needs.");
    assert_eq!(by_name.missing[0], "Alder also needs recruitment pipeline, which Cedar has not listed.");
}

#[test]
fn thin_records_say_why_they_are_thin() {
    let directory = golden();
    let (birch, dale) = (find(&directory, "h-birch"), find(&directory, "e-dale"));
    let found = matching::pair(&directory, birch, dale).expect("they are of different sectors");
    assert_eq!(found.confidence, Confidence::Low);
    let said = sentences::of(&directory, &found, sentences::Voice::reader(Words::built_in()));
    assert_eq!(said.headline, "Nothing listed matches yet");
    assert_eq!(
        said.in_order().collect::<Vec<_>>(),
        ["The distance is not known.", "Nothing is recorded here yet about what they need, what they offer or where they are.",]
    );
}

#[test]
fn distance_limits_what_happens_in_one_place() {
    let directory = golden();
    let (birch, cedar) = (find(&directory, "h-birch"), find(&directory, "e-cedar"));
    let found = matching::pair(&directory, cedar, birch).expect("they are of different sectors");
    let nursing = found.reasons.iter().find_map(|reason| match reason {
        Reason::Met { service, limited_by, needed_by: Who::You, .. } if *service == nth(SCHOOL_NURSING) => Some(*limited_by),
        _ => None,
    });
    assert_eq!(nursing, Some(Some(Limit::Distance)));
}

#[test]
fn pruned_lists_are_the_exhaustive_ones() {
    for seed in 0..20 {
        let world = World {
            stated: 0.5 + seed as f64 * 0.025,
            odd: if seed % 3 == 0 { 0.0 } else { 0.3 },
            ..World::mixed(seed, 90, 140)
        };
        let directory = synthetic::directory(world);
        for depth in [1, 10, 40] {
            let lists = |method| {
                let scoring = Scoring::with(&directory, synthetic::presence(seed, &directory));
                let options = Options { depth: Some(depth), method, unbalanced: false };
                let matches = matching::all_scored(&directory, scoring, options);
                directory
                    .numbered()
                    .map(|(number, _)| (matches.ranked(number).to_vec(), matches.listed(number).to_vec()))
                    .collect::<Vec<_>>()
            };
            assert_eq!(lists(Method::Pruned), lists(Method::Exhaustive), "seed {seed}, depth {depth}");
        }
    }
}

#[test]
fn published_lists_show_everyone_and_nobody_everywhere() {
    let world = World { odd: 0.0, ..World::mixed(7, 60, 240) };
    let directory = synthetic::directory(world);
    let matches = matching::all(&directory);
    let mut shown = vec![0; directory.organisations.len()];
    for (number, organisation) in directory.numbered() {
        let (listed, ranked) = (matches.listed(number), matches.ranked(number));
        assert_eq!(listed.len(), 10, "{}", organisation.id);
        assert!(listed.is_sorted_by_key(|listed| (std::cmp::Reverse(listed.score), listed.partner)));
        for listed in listed {
            shown[listed.partner.at()] += 1;
            assert!(ranked.iter().any(|ranked| (ranked.partner, ranked.score) == (listed.partner, listed.score)));
            assert!(!listed.for_visibility || could_meet(&directory, number, listed.partner), "{}", organisation.id);
        }
        assert!(listed[..5].iter().all(|listed| !listed.for_visibility) || ranked.len() < 10, "{}", organisation.id);
    }
    let mut rarely = 0;
    for (number, organisation) in directory.numbered() {
        let near = directory
            .numbered()
            .filter(|(other, one)| one.sector != organisation.sector && could_meet(&directory, number, *other))
            .count();
        let shown = shown[number.at()];
        assert!(shown >= 1.min(near), "{} is shown {shown} times, with {near} near", organisation.id);
        rarely += usize::from(shown < 2 && near > 1);
    }
    assert!(rarely <= 3, "{rarely} of 300 are on one list only");
}

/// Whether two share a care board or have no more than 25 km between them: a plain reading of the rule.
fn could_meet(directory: &Directory, a: OrganisationIndex, b: OrganisationIndex) -> bool {
    let (one, other) = (&directory[a], &directory[b]);
    let apart =
        one.points().iter().flat_map(|point| other.points().into_iter().map(|to| point.distance(to))).fold(f64::MAX, f64::min);
    one.place.icbs.iter().any(|board| other.place.icbs.contains(board)) || apart < 25.05
}

/// A floor for which there are not places enough is no promise, and lists of those who say nothing stay as they are.
#[test]
fn lists_of_those_who_say_nothing_are_left_alone() {
    let mut parts = synthetic::parts(World { odd: 0.0, stated: 1.0, ..World::mixed(8, 90, 90) });
    edit(&mut parts.organisations, |organisations| {
        for (_, organisation) in organisations.iter_mut().enumerate().filter(|(at, _)| at % 9 != 0) {
            organisation.offers = None;
            organisation.needs = None;
        }
    });
    let directory = Directory::new(parts);
    let matches = matching::all(&directory);
    for (number, organisation) in directory.numbered() {
        let listed = matches.listed(number);
        assert!(listed.iter().all(|listed| !listed.for_visibility), "10 lists of 10 cannot show 90 twice: {}", organisation.id);
        if organisation.needs.is_none() {
            let best: Vec<OrganisationIndex> = matches.ranked(number).iter().take(10).map(|ranked| ranked.partner).collect();
            assert_eq!(listed.iter().map(|listed| listed.partner).collect::<Vec<_>>(), best);
        }
    }
}
