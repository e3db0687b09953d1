//! Open data: what programs read is what records say.

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::Value;
use trustbridge::export::{self, Known};
use trustbridge::folder::Folder;
use trustbridge::insight;
use trustbridge::matching;
use trustbridge::model::{Directory, Sector};
use trustbridge::site::{Route, Site};
use trustbridge::text::csv;

use crate::project;
use crate::synthetic::{self, World};

fn site_of(directory: Directory) -> Site {
    let directory = Arc::new(directory);
    let matches = Arc::new(matching::all(&directory));
    let slots = Arc::new(trustbridge::serving::of(&directory));
    let insights = Arc::new(insight::later(Arc::clone(&directory), Arc::clone(&matches)));
    let mut site = Site::new();
    export::add(
        &Known { directory, slots, matches, insights, words: Arc::clone(trustbridge::wording::Words::built_in()) },
        &mut site,
    );
    assert!(site.faults().is_empty(), "{:?}", site.faults());
    site
}

fn site(folder: &Folder) -> Site {
    site_of(project::directory(folder))
}

fn bytes(site: &Site, address: &str) -> Vec<u8> {
    site.render(Route::of(address).file()).unwrap_or_else(|| panic!("nothing stands at {address}")).expect("no fault")
}

fn json(site: &Site, address: &str) -> Value {
    serde_json::from_slice(&bytes(site, address)).unwrap_or_else(|error| panic!("{address}: {error}"))
}

/// The rows of a CSV file as an independent reader sees them, the header first.
fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    reader.records().map(|row| row.expect("a well-formed row").iter().map(str::to_owned).collect()).collect()
}

fn column(rows: &[Vec<String>], name: &str) -> usize {
    rows[0].iter().position(|head| head == name).unwrap_or_else(|| panic!("no column {name}"))
}

#[test]
fn every_json_file_parses_and_every_table_is_rectangular() {
    let site = site(&project::folder());
    for file in site.files() {
        let bytes = site.render(file).expect("settled").expect("no fault");
        match file.ending() {
            "json" | "geojson" => drop(serde_json::from_slice::<Value>(&bytes).unwrap_or_else(|error| panic!("{file}: {error}"))),
            "csv" => assert!(rows(&bytes).len() > 1, "{file} has no row"),
            "ics" => assert!(bytes.starts_with(b"BEGIN:VCALENDAR\r\n") && bytes.ends_with(b"END:VCALENDAR\r\n"), "{file}"),
            other => panic!("{file} ends in {other}"),
        }
    }
}

#[test]
fn not_stated_none_and_past_are_kept_apart() {
    let mut folder = project::folder();
    let school = |offers: &str| {
        format!(
            "name = \"Case {offers} Trust\"\nsector = \"school\"\nkind = \"multi-academy-trust\"\n{}\n[[sources]]\nurl = \"https://example.org/\"\n",
            match offers {
                "absent" => String::new(),
                "empty" => "offers = []".to_owned(),
                _ => "[[offers]]\nservice = \"work-experience\"\nbasis = \"declared\"\nstatus = \"past\"\n".to_owned(),
            }
        )
    };
    for case in ["absent", "empty", "past"] {
        project::put(&mut folder, &format!("data/organisations/schools/case-{case}.toml"), &school(case));
    }
    let site = site(&folder);
    let absent = json(&site, "data/organisations/case-absent.json");
    assert!(absent.get("offers").is_none() && absent["offers_stated"] == false, "{absent}");
    let empty = json(&site, "data/organisations/case-empty.json");
    assert_eq!(empty["offers"], serde_json::json!([]));
    let past = json(&site, "data/organisations/case-past.json");
    assert_eq!(past["offers"][0]["status"], "past");

    let table = rows(&bytes(&site, "data/organisations.csv"));
    let (id, offers) = (column(&table, "id"), column(&table, "offers"));
    let cell = |wanted: &str| table.iter().find(|row| row[id] == wanted).map(|row| row[offers].clone()).expect("a row");
    assert_eq!([cell("case-absent"), cell("case-empty"), cell("case-past")], ["not stated", "none", "not stated"]);
}

#[test]
fn typical_services_are_never_exported() {
    let mut folder = project::folder();
    project::put(
        &mut folder,
        "data/organisations/schools/case-bare.toml",
        "name = \"Bare Case Trust\"\nsector = \"school\"\nkind = \"multi-academy-trust\"\n[[sources]]\nurl = \"https://example.org/\"\n",
    );
    let directory = project::directory(&folder);
    let kind = &directory.vocabulary[directory.vocabulary.kinds.find("multi-academy-trust").expect("a kind")];
    assert!(!kind.typical_offers.is_empty() && !kind.typical_needs.is_empty(), "the case shows something");
    let site = site(&folder);
    let bare = json(&site, "data/organisations/case-bare.json").to_string();
    for typical in kind.typical_offers.iter().chain(&kind.typical_needs) {
        assert!(!bare.contains(&directory.vocabulary[*typical].id), "{bare}");
    }
    for file in site.files() {
        let text = String::from_utf8(site.render(file).expect("settled").expect("no fault")).expect("UTF-8");
        assert!(!text.contains("typical"), "{file} speaks of what is typical");
    }
}

#[test]
fn those_who_opted_out_stand_in_no_file() {
    let mut folder = project::folder();
    project::put(
        &mut folder,
        "data/organisations/schools/case-hidden.toml",
        "name = \"Utterly Hidden Trust\"\nsector = \"school\"\nkind = \"multi-academy-trust\"\nopt_out = true\n[[sources]]\nurl = \"https://example.org/\"\n",
    );
    let site = site(&folder);
    for file in site.files() {
        assert!(!file.as_str().contains("case-hidden"), "{file}");
        let text = String::from_utf8(site.render(file).expect("settled").expect("no fault")).expect("UTF-8");
        assert!(!text.contains("Utterly Hidden") && !text.contains("case-hidden"), "{file}");
    }
}

#[test]
fn json_gives_a_record_back() {
    let directory = project::directory(&project::folder());
    let site = site(&project::folder());
    let whole = json(&site, "data/organisations.json");
    assert_eq!(whole["organisations"].as_array().map(Vec::len), Some(directory.organisations.len()));
    assert!(!whole["attributions"].as_array().expect("a list").is_empty());
    let one = json(&site, "data/organisations/dudley-group.json");
    assert_eq!(one["codes"]["ods"], "RNA");
    assert_eq!(one["place"]["icbs"], serde_json::json!(["black-country"]));
    assert_eq!(one["place"]["longitude"], -2.11769);
    assert_eq!(one["serves"]["people"], 450_000);
    assert_eq!(one["offers"][0]["ages"], serde_json::json!([14, 15]));
    let bare = json(&site, "data/organisations/ark-schools.json");
    assert!(bare.get("contacts").is_none(), "an empty list of contacts is not exported");
    for exported in whole["organisations"].as_array().expect("a list") {
        let record = &directory[directory.find(exported["id"].as_str().expect("an id")).expect("it exists")];
        let offers = exported.get("offers").map(|list| list.as_array().expect("a list").len());
        assert_eq!(offers, record.offers.as_ref().map(Vec::len), "{}", record.id);
        assert_eq!(exported, &json(&site, &format!("data/organisations/{}.json", record.id)));
    }
}

#[test]
fn points_are_longitude_first() {
    let site = site(&project::folder());
    let points = json(&site, "data/organisations.geojson");
    for feature in points["features"].as_array().expect("a list") {
        let (longitude, latitude) = (
            feature["geometry"]["coordinates"][0].as_f64().expect("x"),
            feature["geometry"]["coordinates"][1].as_f64().expect("y"),
        );
        assert!((-6.5..=1.9).contains(&longitude) && (49.8..=55.9).contains(&latitude), "{feature}");
    }
}

#[test]
fn matches_stand_in_true_order_with_reasons() {
    let directory = project::directory(&project::folder());
    let matches = matching::all(&directory);
    let site = site(&project::folder());
    let mut given = 0;
    for (at, one) in directory.numbered() {
        let file = Route::of(&format!("data/matches/{}.json", one.id));
        let across = directory.partners(at).iter().any(|&partner| Some(directory[partner].sector) == one.sector.other());
        let states = one.offers.is_some() || one.needs.is_some() || across;
        if !site.has(&file) {
            assert!(one.sector == Sector::Body || one.closed.is_some() || !states, "{} states something", one.id);
            continue;
        }
        given += 1;
        let exported = json(&site, &format!("data/matches/{}.json", one.id));
        let list = exported["matches"].as_array().expect("a list");
        assert_eq!(exported["possible"], matches.ranked(at).len(), "{}", one.id);
        assert_eq!(list.len(), matches.ranked(at).len().min(10), "{}: the list is full", one.id);
        for (found, ranked) in list.iter().zip(matches.ranked(at)) {
            assert_eq!(found["id"], directory[ranked.partner].id.as_str());
            let score = found["score"].as_f64().expect("a number");
            assert!((score - ranked.score.as_share()).abs() < 1e-9);
            let explained = matching::explain(&directory, matches.scoring(), at, ranked.partner);
            let meets_a_need = explained.reasons.iter().any(|reason| matches!(reason, matching::Reason::Met { .. }));
            assert_eq!(found.get("reasons").is_some(), meets_a_need, "{found}");
            if !meets_a_need {
                continue;
            }
            let parts = &found["parts"];
            let sum: f64 = ["mutual", "place", "focus", "ready"].iter().map(|part| parts[part].as_f64().expect("a number")).sum();
            assert!((sum - score).abs() < 1e-6, "{found}");
            assert!(!found["reasons"].as_array().expect("a list").is_empty());
        }
    }
    assert!(given > 40, "{given}");
    assert!(!site.has(&Route::of("data/matches/nhs-employers.json")), "bodies are never matched");
}

#[test]
fn open_referral_holds_what_the_standard_asks_for() {
    let site = site(&project::folder());
    let organizations = json(&site, "data/hsds/organizations.json");
    let services = json(&site, "data/hsds/services.json");
    for page in [&organizations, &services] {
        assert_eq!(page["total_items"].as_u64().map(|number| number as usize), page["contents"].as_array().map(Vec::len));
    }
    let ids: std::collections::BTreeSet<&str> =
        organizations["contents"].as_array().expect("a list").iter().map(|one| one["id"].as_str().expect("an id")).collect();
    for one in organizations["contents"].as_array().expect("a list") {
        for key in ["id", "name", "description"] {
            assert!(one[key].as_str().is_some_and(|text| !text.is_empty()), "{key}: {one}");
        }
        let own = json(&site, &format!("data/hsds/organizations/{}.json", one["id"].as_str().expect("an id")));
        assert_eq!(own["name"], one["name"]);
    }
    let mut seen = std::collections::BTreeSet::new();
    for one in services["contents"].as_array().expect("a list") {
        let id = one["id"].as_str().expect("an id");
        assert!(seen.insert(id), "{id} stands twice");
        assert!(["active", "inactive"].contains(&one["status"].as_str().expect("a status")));
        assert!(one["name"].as_str().is_some() && ids.contains(one["organization_id"].as_str().expect("an id")), "{one}");
        assert_eq!(one["status"] == "inactive", one.get("alert").is_some(), "what is not known to hold says so");
        assert_eq!(&json(&site, &format!("data/hsds/services/{id}.json")), one);
    }
    assert_eq!(ids.len(), organizations["contents"].as_array().map_or(0, Vec::len), "identifiers are unique");
}

#[test]
fn identifiers_come_from_official_numbers() {
    let mut folder = project::folder();
    let before = json(&site(&folder), "data/organisations/dudley-group.json")["uuid"].clone();
    // The same by any tool: uuid5(uuid5(DNS, "org-id.guide"), "GB-NHS-RNA").
    assert_eq!(before, "09e4d2d3-7e39-5f92-ab99-a7ad005e7479");
    let path = "data/organisations/nhs/dudley-group.toml";
    project::change(&mut folder, path, "The Dudley Group NHS Foundation Trust", "The Dudley Group of Hospitals");
    assert_eq!(json(&site(&folder), "data/organisations/dudley-group.json")["uuid"], before, "a new name keeps the identifier");
}

#[test]
fn the_data_package_describes_the_columns_that_are_there() {
    let site = site(&project::folder());
    let package = json(&site, "data/datapackage.json");
    assert!(
        !package["licenses"].as_array().expect("a list").is_empty() && !package["sources"].as_array().expect("a list").is_empty()
    );
    let mut tables = 0;
    for resource in package["resources"].as_array().expect("a list") {
        let path = format!("data/{}", resource["path"].as_str().expect("a path"));
        let bytes = bytes(&site, &path);
        if let Some(fields) = resource["schema"]["fields"].as_array() {
            let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().expect("a name")).collect();
            assert_eq!(rows(&bytes)[0], names, "{path}");
            tables += 1;
        }
    }
    assert_eq!(tables, 6);
}

#[test]
fn feeds_need_an_address_and_are_well_formed() {
    let mut folder = project::folder();
    assert!(!site(&folder).has(&Route::of("feed.xml")));
    let settings = format!("base_url = \"https://example.org/a-b/\"\n{}", project::text(&folder, "data/site.toml"));
    project::put(&mut folder, "data/site.toml", &settings);
    let site = site(&folder);
    let feed = String::from_utf8(bytes(&site, "feed.xml")).expect("UTF-8");
    assert!(feed.contains("<id>https://example.org/a-b/organisations/dudley-group/</id>"), "{feed}");
    assert_eq!(feed.matches("<entry>").count(), feed.matches("</entry>").count());
    assert!(feed.matches("<entry>").count() <= 100);
    let days: Vec<&str> = feed.split("<updated>").skip(2).map(|rest| &rest[..10]).collect();
    assert!(days.windows(2).all(|two| two[0] >= two[1]), "the last checked come first: {days:?}");
    let place = String::from_utf8(bytes(&site, "places/west-midlands/black-country/feed.xml")).expect("UTF-8");
    assert!(place.contains("dudley-group") && !place.contains("royal-devon"));
}

/// A text and the cell that every table of the directory has for it, in the program and in the browser.
#[derive(serde::Deserialize)]
struct CsvCase {
    text: String,
    cell: String,
}

#[test]
fn negative_numbers_stay_numbers_and_formulas_do_not() {
    let table: Vec<CsvCase> = serde_json::from_str(include_str!("../csv-cells.json")).expect("the table of cells is JSON");
    for case in &table {
        assert_eq!(csv::cell(&case.text), case.cell, "{:?}", case.text);
    }
    // The browser's file is held to the same bytes as this one: see tests/browser/csv.test.mjs.
    let written = String::from_utf8(csv::write(&["a", "b, c"], [vec!["say \"x\"", "=1,2"], vec!["", " x "]])).expect("UTF-8");
    assert_eq!(written, "a,\"b, c\"\r\n\"say \"\"x\"\"\",\"'=1,2\"\r\n, x \r\n");
}

proptest! {
    #[test]
    fn tables_read_back_cell_by_cell(cells in prop::collection::vec(prop::collection::vec("\\PC{0,12}|[=+@\\-,\"\r\n\t0-9.]{0,8}", 3), 0..6)) {
        let written = csv::write(&["a", "b", "c"], cells.clone());
        let read = rows(&written);
        prop_assert_eq!(read.len(), cells.len() + 1);
        for (row, original) in read[1..].iter().zip(&cells) {
            for (cell, text) in row.iter().zip(original) {
                prop_assert_eq!(cell, &csv::cell(text));
                let first = cell.trim_start().chars().next();
                let number = cell.parse::<f64>().is_ok();
                prop_assert!(number || !matches!(first, Some('=' | '+' | '-' | '@' | '|' | '%')), "{:?}", cell);
                prop_assert!(!cell.contains(['\r', '\n', '\t']));
            }
        }
        prop_assert!(!written.windows(2).any(|two| two[1] == b'\n' && two[0] != b'\r'));
    }

    #[test]
    fn any_directory_exports_and_parses(seed in any::<u64>()) {
        let site = site_of(synthetic::directory(World::mixed(seed, 5, 5)));
        for file in site.files().filter(|file| file.ending() == "json") {
            let bytes = site.render(file).expect("settled").expect("no fault");
            prop_assert!(serde_json::from_slice::<Value>(&bytes).is_ok(), "{}", file);
        }
    }
}
