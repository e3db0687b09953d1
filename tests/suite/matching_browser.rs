//! Writes the cases that hold the browser's engine to this one: `target/matching-cases.js`, read by
//! `tests/browser/matching-cases.test.mjs` in Node and in Chromium; with the messages that scripts say.

use std::fmt::Write;

use crate::lists::nth;
use crate::synthetic::{self, World};
use serde_json::{Value, json};
use trustbridge::geo::Point;
use trustbridge::matching::{self, Match, Scoring};
use trustbridge::model::{CareBoardIndex, Directory, OrganisationIndex, PostcodeDistrict, Sector};
use trustbridge::wording::sentences;
use trustbridge::wording::sentences::Voice;
use trustbridge::wording::{self, Words};

/// Worlds of all tempers: full and sparse records, odd listings, many organisations without places.
fn worlds() -> impl Iterator<Item = World> {
    (0..12).map(|seed| World {
        stated: [0.95, 0.8, 0.6, 0.3][seed as usize % 4],
        odd: [0.0, 0.2, 0.6][seed as usize % 3],
        services: [44, 12, 150][seed as usize % 3],
        ..World::mixed(900 + seed, 14, 18)
    })
}

fn pair_case(directory: &Directory, found: &Match) -> Value {
    let said = sentences::of(directory, found, Voice::reader(Words::built_in()));
    let (you, they) = (&directory[found.of].name, &directory[found.partner].name);
    let named = sentences::of(directory, found, Voice::by_name(Words::built_in(), you, they));
    json!({
        "you": directory[found.of].id,
        "they": directory[found.partner].id,
        "score": found.score.0,
        "band": found.band.id(),
        "confidence": found.confidence.id(),
        "headline": said.headline,
        "said": said.in_order().collect::<Vec<_>>(),
        "named": named.in_order().collect::<Vec<_>>(),
    })
}

fn cases(world: World) -> Value {
    let directory = synthetic::directory(world);
    let scoring = Scoring::with(&directory, synthetic::presence(world.seed, &directory));
    let matches = matching::all_scored(&directory, scoring, matching::Options::default());
    let takes_part = |one: OrganisationIndex| directory[one].sector != Sector::Body && directory[one].closed.is_none();
    let everybody: Vec<OrganisationIndex> =
        directory.numbered().map(|(number, _)| number).filter(|&number| takes_part(number)).collect();
    let lists: Value = everybody
        .iter()
        .map(|&of| {
            let list: Vec<Value> =
                matches.ranked(of).iter().map(|ranked| json!([directory[ranked.partner].id, ranked.score.0])).collect();
            json!({ "of": directory[of].id, "list": list })
        })
        .collect();
    let pairs: Vec<Value> = everybody
        .iter()
        .flat_map(|&you| everybody.iter().map(move |&they| (you, they)))
        .filter(|&(you, they)| directory[you].sector.other() == Some(directory[they].sector))
        .map(|(you, they)| matching::explain(&directory, matches.scoring(), you, they))
        .filter(|found| (found.of.at() + 3 * found.partner.at()) % 5 == 0)
        .map(|found| pair_case(&directory, &found))
        .collect();
    json!({ "world": matching::world(&directory, matches.scoring()), "lists": lists, "pairs": pairs })
}

#[test]
fn the_browser_has_its_cases() {
    let worlds: Vec<Value> = worlds().map(cases).collect();
    let count = |key: &str| worlds.iter().map(|world| world[key].as_array().map_or(0, Vec::len)).sum::<usize>();
    assert!(count("lists") >= 300 && count("pairs") >= 800, "{} lists, {} pairs", count("lists"), count("pairs"));
    let mut script = String::from("// Written by `cargo test`; see tests/suite/matching_browser.rs.\n");
    let messages = Words::built_in().for_script(wording::ids().iter().map(String::as_str));
    write!(script, "siteWords = {messages};\nmatchingCases({});\n", Value::Array(worlds)).expect("a string takes all text");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
    std::fs::create_dir_all(&folder).expect("cargo made the target folder before");
    std::fs::write(folder.join("matching-cases.js"), script).expect("the target folder can be written");
}

/// A reader in a district where nobody of the directory sits can be placed where the site has imported the table.
#[test]
fn the_browser_knows_the_districts_of_an_imported_table() {
    let mut parts = synthetic::parts(World::mixed(1, 3, 3));
    let point = Point { latitude: 53.0, longitude: -1.0 };
    parts.places.postcode_districts = vec![PostcodeDistrict { name: "ZE1".to_owned(), point, board: Some(nth(1)) }];
    let directory = Directory::new(parts);
    let places = matching::places(&directory);
    let board = nth::<CareBoardIndex>(1);
    let region = Some(directory.places[board].regions[0]);
    let expected = matching::NamedPlace { name: "ZE1".to_owned(), point, district: None, region, board: Some(board) };
    assert!(places.contains(&expected), "{places:?}");
}
