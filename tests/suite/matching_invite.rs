//! Whom to invite: the laws, on synthetic places, and the room of a care board of the country.

use std::collections::BTreeMap;

use crate::serving::country;
use proptest::prelude::*;
use serde_json::Value;
use trustbridge::matching::{self, Call, Invited, Presence, Scoring, Workshop};
use trustbridge::model::{Directory, DistrictIndex, OrganisationIndex, Reach, Sector};
use trustbridge::serving;

use super::command::{self, Site};

/// The room of a care board, or of the first health body where there is none.
fn call(directory: &Directory, board: Option<usize>, most: usize) -> Call {
    let first = |sector| directory.of_sector(sector).next().map(|(at, _)| at);
    match board {
        Some(board) => Call {
            right: first(Sector::School).into_iter().collect(),
            board: directory.places.boards.indices().nth(board),
            most: Some(most),
            ..Call::default()
        },
        None => Call { left: first(Sector::Nhs).into_iter().collect(), most: Some(most), ..Call::default() },
    }
}

fn distinct(side: &[Invited]) -> bool {
    side.iter().enumerate().all(|(at, one)| side[..at].iter().all(|other| other.who != one.who))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Named ones come first, nobody comes twice, a side is no longer than asked, those of several schools go before those of
    /// one, and no district has two more than one that still had somebody to send.
    #[test]
    fn a_room_is_spread_and_nobody_comes_twice(seed: u64, board in proptest::option::of(0..4_usize), most in 1..9_usize) {
        let directory = Directory::new(country(seed));
        let slots = serving::of(&directory);
        let call = call(&directory, board, most);
        let found = matching::invite(&directory, &slots, &call);
        prop_assert!(distinct(&found.left) && distinct(&found.right));
        prop_assert!(found.left.len() <= most.max(call.left.len()) && found.right.len() <= most.max(call.right.len()));
        prop_assert!(call.left.iter().zip(&found.left).all(|(named, one)| *named == one.who));
        prop_assert!(call.right.iter().zip(&found.right).all(|(named, one)| *named == one.who));
        for one in found.left.iter().skip(call.left.len()) {
            let role = one.role.expect("a body is proposed for a role");
            prop_assert!(directory.vocabulary[role].reach != Reach::Nowhere && slots.patch(one.who).is_some());
        }
        let proposed = &found.right[call.right.len()..];
        let several = |one: &Invited| directory[one.who].sites.len() > 1;
        prop_assert!(proposed.is_sorted_by_key(|one| !several(one)), "{proposed:?}");
        let everybody = matching::invite(&directory, &slots, &Call { most: None, ..call });
        let mut at_table = BTreeMap::<Option<DistrictIndex>, usize>::new();
        found.right.iter().for_each(|one| *at_table.entry(one.district).or_default() += 1);
        let served = |trust: OrganisationIndex| {
            let patches = found.left.iter().filter_map(|body| slots.patch(body.who));
            patches.flat_map(|patch| &patch.trusts).any(|one| one.trust == trust)
        };
        let waiting: Vec<&Invited> = everybody.right.iter().filter(|one| several(one) && served(one.who)).collect();
        for left_out in waiting.into_iter().filter(|one| found.right.iter().all(|other| other.who != one.who)) {
            let own = at_table.get(&left_out.district).copied().unwrap_or(0);
            prop_assert!(at_table.values().all(|&others| others <= own + 1), "{at_table:?} {left_out:?}");
        }
    }

    /// Everybody who is invited sits, where there is somebody on the other side whom they do not work with yet.
    #[test]
    fn everybody_invited_sits(seed: u64, board in 0..4_usize, most in 1..9_usize) {
        let directory = Directory::new(country(seed));
        let slots = serving::of(&directory);
        let invited = matching::invite(&directory, &slots, &call(&directory, Some(board), most));
        prop_assume!(!invited.left.is_empty() && !invited.right.is_empty());
        let workshop = Workshop { seats: 2, ..Workshop::default() }.inviting(&invited);
        let scoring = Scoring::with(&directory, Presence::of(&directory, &slots));
        let pairing = matching::pair_up(&directory, &scoring, &workshop);
        let sits = |one: OrganisationIndex| pairing.tables.iter().any(|table| table.left == one || table.right == one);
        for one in invited.left.iter().chain(&invited.right) {
            prop_assert!(sits(one.who), "{one:?}");
        }
    }
}

#[test]
fn a_board_of_the_country_gets_a_room() {
    let project = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let asked = ["pair", "--icb", "black-country", "--left", "dudley-group", "--invite", "16", "--format", "json"];
    let ended = command::run(project, &asked);
    assert_eq!(ended.code, 0, "{ended:?}");
    let room: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    let side = |side: &str| -> Vec<Value> { room["invited"][side].as_array().expect("a list").clone() };
    let (left, right) = (side("left"), side("right"));
    assert_eq!(left[0]["id"], "dudley-group");
    assert_eq!(right.len(), 16);
    let roles: Vec<&str> = left.iter().filter_map(|one| one["role"].as_str()).collect();
    for role in ["acute", "mental-health", "ambulance", "care-board"] {
        assert!(roles.contains(&role), "{roles:?}");
    }
    let mut districts = BTreeMap::<&str, usize>::new();
    for one in &right {
        *districts.entry(one["district"].as_str().expect("a district")).or_default() += 1;
    }
    assert_eq!(districts.into_values().collect::<Vec<_>>(), [4, 4, 4, 4], "Dudley, Sandwell, Walsall and Wolverhampton");
    let tables = room["tables"].as_array().expect("tables");
    for (side, list) in [("left", &left), ("right", &right)] {
        for one in list {
            assert!(tables.iter().any(|table| table[side] == one["id"]), "{one} sits nowhere");
        }
    }
    let two_sides = command::run(project, &["pair", "--left", "dudley-group"]);
    assert_eq!(two_sides.code, 2);
    assert!(two_sides.stderr.contains("--invite"), "{two_sides:?}");
}

#[test]
fn a_workshop_that_names_one_side_is_a_fault_unless_it_proposes_the_other() {
    let site = |text: &str| {
        let site = Site::new(&[]);
        for part in crate::support::base() {
            site.put(&part.path, &(part.lines.join("\n") + "\n"));
        }
        site.put("data/programmes/meeting.toml", text);
        site.run(&["check"])
    };
    let faulty = site("name = \"A meeting\"\nleft = []\n");
    assert!(faulty.stdout.contains("nobody is named under `left` and `right`"), "{faulty:?}");
    assert!(!site("name = \"A meeting\"\nright = [\"anytown-schools\"]\ninvite = 4\n").stdout.contains("nobody is named"));
}
