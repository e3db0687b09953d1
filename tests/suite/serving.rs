//! Who serves whom: the laws, on synthetic places, and one place worked out by hand.

use crate::lists::{edit, nth};
use crate::synthetic::{Numbers, blank, places, vocabulary};
use proptest::prelude::*;
use serde_json::Value;
use trustbridge::export::serves;
use trustbridge::geo::Point;
use trustbridge::model::{
    CareBoardIndex, Council, Directory, District, DistrictIndex, Kind, Organisation, OrganisationIndex, Parts, Reach, Role,
    RoleIndex, Sector, Share, ShareCounts, Site, Sorted,
};
use trustbridge::serving::{self, Basis, Slot, Slots};

const BOARDS: usize = 4;
const DISTRICTS: u16 = 10;
const BODIES: usize = 14;
const TRUSTS: usize = 10;

/// Roles of every reach, ids ascending, and a kind for each.
const ROLES: [(&str, Reach, bool); 6] = [
    ("acute", Reach::District, false),
    ("ambulance", Reach::Footprint, false),
    ("care-board", Reach::Footprint, false),
    ("community", Reach::District, true),
    ("mental-health", Reach::District, false),
    ("specialist", Reach::Nowhere, false),
];

fn words(parts: &mut Parts) {
    parts.vocabulary = vocabulary(Vec::new());
    let role = |(order, (id, reach, needs_source)): (usize, (&str, Reach, bool))| Role {
        id: id.to_owned(),
        label: id.to_owned(),
        question: format!("Who is {id}?"),
        services: Vec::new(),
        order: order as u16 + 1,
        reach,
        needs_source,
    };
    parts.vocabulary.roles = ROLES.into_iter().enumerate().map(role).collect();
    edit(&mut parts.vocabulary.kinds, |kinds| {
        let template = kinds.remove(0);
        let kind = |at: usize| Kind { id: format!("kind-{at}"), roles: vec![nth(at)], ..template.clone() };
        *kinds = (0..ROLES.len()).map(kind).collect();
        kinds.push(Kind { id: "kind-none".to_owned(), roles: Vec::new(), ..template.clone() });
    });
}

fn any_point(numbers: &mut Numbers) -> Point {
    Point { latitude: 52.0 + numbers.share(), longitude: -2.5 + numbers.share() * 1.5 }
}

fn any_board(numbers: &mut Numbers) -> CareBoardIndex {
    nth(numbers.below(BOARDS))
}

fn any_district(numbers: &mut Numbers) -> DistrictIndex {
    nth(numbers.below(usize::from(DISTRICTS)))
}

/// A synthetic country: districts in one or two boards, bodies of every role, trusts with schools or without, a table.
pub(crate) fn country(seed: u64) -> Parts {
    let mut numbers = Numbers(seed);
    let numbers = &mut numbers;
    let mut parts = Parts { places: places(&["North", "South"], &["Ash", "Birch", "Cedar", "Dale"]), ..Parts::default() };
    words(&mut parts);
    let mut districts = Vec::new();
    for at in 0..DISTRICTS {
        let mut boards = vec![any_board(numbers)];
        if numbers.chance(0.2) {
            boards.push(nth((boards[0].at() + 1) % BOARDS));
        }
        districts.push(District {
            code: format!("E{:08}", 7_000_000 + u32::from(at)),
            id: format!("district-{at}"),
            name: format!("District {at}"),
            council: Council { code: String::new(), id: String::new(), name: String::new() },
            region: None,
            boards,
            point: any_point(numbers),
            former_codes: Vec::new(),
        });
    }
    parts.places.districts = Sorted::new(districts);
    let mut organisations: Vec<Organisation> = (0..BODIES).map(|at| body(numbers, at)).collect();
    organisations.extend((0..TRUSTS).map(|at| trust(numbers, at)));
    parts.organisations = Sorted::new(organisations);
    parts.shares = table(numbers);
    parts
}

fn body(numbers: &mut Numbers, at: usize) -> Organisation {
    let mut one = blank(&format!("body-{at:02}"), Sector::Nhs);
    one.kind = nth(at % (ROLES.len() + 1));
    if numbers.chance(0.15) {
        one.roles = Some(vec![nth(numbers.below(ROLES.len())), nth(0)]);
    }
    one.place.point = numbers.chance(0.8).then(|| any_point(numbers));
    one.place.icbs = (0..numbers.below(3)).map(|_| any_board(numbers)).collect();
    one.sites = (0..numbers.below(3)).map(|_| Site { point: Some(any_point(numbers)), ..Site::default() }).collect();
    one.serves.districts = if numbers.chance(0.2) { vec![any_district(numbers)] } else { Vec::new() };
    one
}

fn trust(numbers: &mut Numbers, at: usize) -> Organisation {
    let mut one = blank(&format!("trust-{at:02}"), Sector::School);
    one.kind = nth(ROLES.len());
    one.place.point = Some(any_point(numbers));
    one.place.icbs = (0..numbers.below(3)).map(|_| any_board(numbers)).collect();
    one.place.district = numbers.chance(0.7).then(|| any_district(numbers));
    let all_counted = numbers.chance(0.5);
    one.sites = (0..numbers.below(6))
        .map(|_| Site {
            district: numbers.chance(0.9).then(|| any_district(numbers)),
            point: numbers.chance(0.9).then(|| any_point(numbers)),
            pupils: (all_counted || numbers.chance(0.5)).then(|| numbers.below(900) as u32),
            ..Site::default()
        })
        .collect();
    one
}

/// Rows of every kind, in the order of the model: at most one for a role, district and body.
fn table(numbers: &mut Numbers) -> Vec<Share> {
    let mut shares = Vec::new();
    for (role, (_, reach, _)) in ROLES.iter().enumerate() {
        for district in (0..DISTRICTS).map(nth) {
            let mut left = 1.0;
            for at in 0..BODIES {
                if *reach == Reach::District && numbers.chance(0.12) {
                    let share = numbers.chance(0.8).then(|| left * numbers.share());
                    left -= share.unwrap_or(0.0);
                    shares.push(row(role as u16, district, at as u32, share));
                }
            }
        }
    }
    shares
}

fn row(role: u16, district: DistrictIndex, body: u32, share: Option<f64>) -> Share {
    Share {
        role: nth(role),
        district,
        organisation: nth(body),
        share,
        counts: ShareCounts::Admissions,
        source: "https://example.org/".to_owned(),
        date: "2021".to_owned(),
    }
}

fn made(parts: Parts) -> (Directory, Slots) {
    let directory = Directory::new(parts);
    let slots = serving::of(&directory);
    (directory, slots)
}

fn text(parts: Parts) -> String {
    let (directory, slots) = made(parts);
    serves::all(&directory, &slots).to_string()
}

/// The line in which a body stands for a role; `None` where it has none.
fn line(slots: &Slots, trust: OrganisationIndex, role: RoleIndex, body: OrganisationIndex) -> Option<usize> {
    slots.in_role(trust, role).position(|slot| slot.body == body)
}

fn trusts() -> impl Iterator<Item = OrganisationIndex> {
    (BODIES..BODIES + TRUSTS).map(nth)
}

/// Nothing speaks for a body: no share, no source, no care board of both, and further than 25 km.
fn is_unfounded(slot: &Slot) -> bool {
    slot.share <= 0.0 && slot.boards.is_empty() && slot.districts.is_empty() && slot.km.is_none_or(|km| km > 25.0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// A share never lowers a slot: whoever gets one, or a greater one, stands where it stood or higher.
    #[test]
    fn a_share_never_lowers_a_slot(seed: u64, role in 0_u16..ROLES.len() as u16, district in 0..DISTRICTS, body in 0_u32..BODIES as u32) {
        prop_assume!(ROLES[usize::from(role)].1 == Reach::District);
        let parts = country(seed);
        let before = made(parts.clone()).1;
        let mut after = parts;
        let place = |one: &Share| (one.role.number(), one.district.number(), one.organisation.number());
        if let Some(at) = after.shares.iter().position(|one| place(one) == (role, district, body)) {
            prop_assume!(after.shares[at].share.is_some());
            after.shares[at].share = after.shares[at].share.map(|share| (share + 0.3).min(1.0));
        } else {
            after.shares.push(row(role, nth(district), body, Some(0.3)));
            after.shares.sort_by_key(place);
        }
        let after = made(after).1;
        let (role, body): (RoleIndex, OrganisationIndex) = (nth(role), nth(body));
        for trust in trusts() {
            prop_assert!(after.share(trust, body, role) >= before.share(trust, body, role));
            if let Some(at) = line(&before, trust, role, body) {
                let now = line(&after, trust, role, body);
                prop_assert!(now.is_some_and(|now| now <= at), "{trust:?} {role:?} {body:?}: {at} became {now:?}");
            }
        }
    }

    /// Nobody fills a slot for whom nothing speaks, and those who serve no place never do.
    #[test]
    fn slots_are_founded(seed: u64) {
        let (directory, slots) = made(country(seed));
        for slot in trusts().flat_map(|trust| slots.of_trust(trust)) {
            prop_assert!(!is_unfounded(slot), "{slot:?}");
            let roles = directory.roles_of(&directory[slot.body]);
            prop_assert!(roles.iter().all(|&role| directory.vocabulary[role].reach != Reach::Nowhere), "{slot:?}");
            prop_assert!(directory[slot.body].sector != Sector::School);
            if directory.vocabulary[slot.role].id == "care-board" {
                prop_assert_eq!(slot.km, None);
            }
        }
        for (at, one) in directory.numbered() {
            let nowhere = directory.roles_of(one).iter().any(|&role| directory.vocabulary[role].reach == Reach::Nowhere);
            prop_assert!(!nowhere || slots.patch(at).is_none(), "{} has a patch", one.id);
        }
    }

    /// `only` is never said where the area has two of a kind, nor of what is put out to tender; a basis is what its words say.
    #[test]
    fn a_basis_is_true(seed: u64) {
        let (directory, slots) = made(country(seed));
        let holds = |one: &Organisation, role: RoleIndex| {
            directory.roles_of(one).contains(&role)
                && !directory.roles_of(one).iter().any(|&role| directory.vocabulary[role].reach == Reach::Nowhere)
        };
        for slot in trusts().flat_map(|trust| slots.of_trust(trust)) {
            match slot.basis {
                Basis::Share | Basis::Covers => prop_assert!(slot.share > 0.0),
                Basis::Stated => prop_assert!(!slot.districts.is_empty()),
                Basis::Only => {
                    prop_assert!(!directory.vocabulary[slot.role].needs_source && !slot.boards.is_empty());
                    for &board in &slot.boards {
                        let several = directory.numbered().filter(|(at, one)| {
                            *at != slot.body && one.place.icbs.contains(&board) && holds(one, slot.role)
                        });
                        prop_assert_eq!(several.count(), 0);
                    }
                }
                Basis::Nearest => prop_assert!(slot.share <= 0.0),
            }
        }
    }

    /// At most two lines a role, the greater share first, and no second one below 15%.
    #[test]
    fn a_second_line_needs_a_share(seed: u64) {
        let (directory, slots) = made(country(seed));
        for trust in trusts() {
            for role in directory.vocabulary.roles.indices() {
                let shares: Vec<f64> = slots.in_role(trust, role).map(|slot| slot.share).collect();
                prop_assert!(shares.len() <= 2 && shares.is_sorted_by(|a, b| a >= b), "{shares:?}");
                prop_assert!(shares.get(1).is_none_or(|&second| second >= 0.15), "{shares:?}");
            }
        }
    }

    /// The order of rows, schools and hospitals changes nothing.
    #[test]
    fn order_changes_nothing(seed: u64) {
        let parts = country(seed);
        let mut other = parts.clone();
        other.shares.reverse();
        edit(&mut other.organisations, |organisations| {
            for one in organisations {
                one.sites.reverse();
                one.serves.districts.reverse();
            }
        });
        prop_assert_eq!(text(parts), text(other));
    }

    /// A patch holds each trust once, most schools first, and only those with a school where the body works.
    #[test]
    fn patches_follow_the_table_or_the_footprint(seed: u64) {
        let (directory, slots) = made(country(seed));
        for (at, body) in directory.numbered() {
            let Some(patch) = slots.patch(at) else { continue };
            prop_assert!(patch.trusts.is_sorted_by(|a, b| a.schools >= b.schools));
            let named = directory.shares.iter().any(|share| share.organisation == at);
            prop_assert_eq!(named, !patch.districts.is_empty());
            for found in &patch.trusts {
                let trust = &directory[found.trust];
                let schools = trust.sites.iter().filter_map(|site| site.district);
                let here = |district: DistrictIndex| {
                    let boards = &directory.places[district].boards;
                    patch.districts.contains(&district)
                        || !named && (body.serves.districts.contains(&district) || boards.iter().any(|board| body.place.icbs.contains(board)))
                };
                let in_patch = schools.filter(|&district| here(district)).count();
                prop_assert!(found.schools <= in_patch && found.of == trust.sites.len());
                prop_assert!(found.schools > 0 || trust.sites.iter().all(|site| site.district.is_none()));
            }
        }
    }
}

/// Six schools of one trust, worked out by hand: five in one district, one in another.
#[test]
fn a_place_worked_out_by_hand() {
    let mut parts = Parts { places: places(&["North"], &["Ash", "Birch"]), ..Parts::default() };
    words(&mut parts);
    let district = |at: u16, board: u16| District {
        code: format!("E{:08}", 7_000_000 + u32::from(at)),
        id: format!("district-{at}"),
        name: format!("District {at}"),
        council: Council { code: String::new(), id: String::new(), name: String::new() },
        region: None,
        boards: vec![nth(board)],
        point: Point { latitude: 52.5, longitude: -2.0 },
        former_codes: Vec::new(),
    };
    parts.places.districts = Sorted::new(vec![district(0, 0), district(1, 1)]);
    let with = |id: &str, kind: u16, board: u16| {
        let mut one = blank(id, Sector::Nhs);
        one.kind = nth(kind);
        one.place.icbs = vec![nth(board)];
        one.place.point = Some(Point { latitude: 52.5 + f64::from(kind) / 100.0, longitude: -2.0 });
        one
    };
    let mut trust = blank("trust", Sector::School);
    trust.kind = nth(6);
    trust.place.point = Some(Point { latitude: 51.0, longitude: 0.0 });
    let school = |district: u16, pupils: u32| Site {
        district: Some(nth(district)),
        point: Some(Point { latitude: 52.5, longitude: -2.0 }),
        pupils: Some(pupils),
        ..Site::default()
    };
    trust.sites = vec![school(0, 100), school(0, 100), school(0, 100), school(0, 100), school(0, 100), school(1, 500)];
    parts.organisations = Sorted::new(vec![
        with("acute-a", 0, 0),
        with("acute-b", 0, 1),
        with("ambulance", 1, 0),
        with("board-ash", 2, 0),
        with("board-birch", 2, 1),
        with("community", 3, 0),
        with("mind-a", 4, 0),
        with("mind-b", 4, 0),
        with("specialist", 5, 0),
        trust,
    ]);
    parts.shares = vec![row(0, nth(0), 0, Some(0.8)), row(0, nth(0), 1, Some(0.1)), row(0, nth(1), 1, Some(0.9))];
    let (directory, slots) = made(parts);
    let found = serves::all(&directory, &slots);
    let brief = |role: &str| -> Vec<Value> {
        let lines = found["trust"][role].as_array().expect("a role").iter();
        lines.map(|line| serde_json::json!([line["id"], line["basis"], line["share"]])).collect()
    };
    // Half of the pupils are in each district: 0.5 x 0.1 + 0.5 x 0.9 = 0.5 against 0.5 x 0.8 = 0.4.
    assert_eq!(brief("acute"), [serde_json::json!(["acute-b", "share", 0.5]), serde_json::json!(["acute-a", "share", 0.4])]);
    assert_eq!(brief("ambulance"), [serde_json::json!(["ambulance", "covers", 0.5])]);
    // Both boards cover half of the pupils; five of six schools lie in the first.
    assert_eq!(
        brief("care-board"),
        [serde_json::json!(["board-ash", "covers", 0.5]), serde_json::json!(["board-birch", "covers", 0.5])]
    );
    assert_eq!(brief("community"), [serde_json::json!(["community", "nearest", null])]);
    assert_eq!(brief("mental-health"), [serde_json::json!(["mind-a", "nearest", null])]);
    assert_eq!(found["trust"]["mental-health"][0]["of"], 2);
    assert_eq!(found["trust"]["specialist"], Value::Null);
    let patch = &found["acute-a"]["patch"][0];
    assert_eq!([&patch["schools"], &patch["of"], &patch["pupils"]], [5, 6, 500]);
    assert_eq!(found["acute-b"]["patch"][0]["schools"], 1);
    assert_eq!(found.get("specialist"), None);
}
