//! The whole country from the real registers, where they lie beside the project; else these tests say that they skip.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::command::{Ended, Site};
use crate::project;

fn registers() -> Option<PathBuf> {
    let near = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/registers");
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/registers");
    let found = [near, beside].into_iter().find(|folder| folder.join("national-organisations.csv").is_file());
    if found.is_none() {
        eprintln!("skipped: the register extracts are not beside the project");
    }
    found
}

/// The project's own `data`, to be imported into.
fn site() -> Site {
    let site = Site::new(&[]);
    project::folder()
        .iter()
        .filter(|(path, _)| path.is_in("data"))
        .for_each(|(path, bytes)| site.put_bytes(path.as_str(), bytes));
    site
}

fn run(site: &Site, registers: &Path, arguments: &[&str], files: &[&str], places: bool) -> Ended {
    let at = |name: &str| registers.join(name).to_string_lossy().into_owned();
    let mut all: Vec<String> = vec!["import".to_owned()];
    all.extend(arguments.iter().map(|argument| (*argument).to_owned()));
    all.extend(files.iter().map(|name| at(name)));
    if places {
        for (flag, name) in [
            ("--places", "geography/onspd-nov2025-england.csv.gz"),
            ("--districts", "derived/lad-icb-region.csv"),
            ("--boundaries", "geography/ons-icb-april-2026-bsc.geojson"),
        ] {
            all.extend([flag.to_owned(), at(name)]);
        }
    }
    let ended = site.run(&all.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    ended
}

/// A record's kind, region, main board and point, by its number in the register.
type Facts = BTreeMap<String, (String, String, String, Option<(f64, f64)>)>;

fn facts(site: &Site) -> Facts {
    let mut facts = Facts::new();
    for (path, bytes) in site.contents().iter().filter(|(path, _)| path.to_string_lossy().contains("data/organisations/")) {
        let record: toml::Table =
            toml::from_str(&String::from_utf8_lossy(bytes)).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let inner = |table: &str, key: &str| record.get(table).and_then(|table| table.get(key)).cloned();
        let text = |value: Option<toml::Value>| value.as_ref().and_then(toml::Value::as_str).unwrap_or_default().to_owned();
        let code = inner("codes", "ods").or_else(|| inner("codes", "gias_uid"));
        let board = inner("place", "icbs").and_then(|list| list.as_array()?.first().cloned());
        let degrees = |key: &str| inner("place", key).as_ref().and_then(toml::Value::as_float);
        let point = degrees("latitude").zip(degrees("longitude"));
        if code.is_some() {
            let kind = text(record.get("kind").cloned());
            let twice = facts.insert(text(code), (kind, text(inner("place", "region")), text(board), point));
            assert!(twice.is_none(), "{} has the number of another record", path.display());
        }
    }
    facts
}

#[test]
fn the_whole_country_comes_in_once_and_in_its_place() {
    let Some(registers) = registers() else { return };
    let site = site();
    run(&site, &registers, &["ods", "--boards"], &["ods/etr-2026-07.csv"], true);
    run(&site, &registers, &["gias"], &["gias/allgroupsdata20260217.csv"], true);

    let facts = facts(&site);
    let folder = project::folder();
    let directory = project::directory(&folder);
    let region = |name: &str| directory.places.regions.iter().find(|region| region.name == name).map(|region| region.id.clone());
    let board = |ods: &str| directory.places.boards.iter().find(|board| board.ods == ods).map(|board| board.id.clone());
    let mut table = csv::Reader::from_path(registers.join("national-organisations.csv")).expect("the table");
    let rows: Vec<BTreeMap<String, String>> = table.deserialize().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 2543);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &rows {
        let (kind, here, main, point) = facts.get(&row["id"]).unwrap_or_else(|| panic!("{} {} is lost", row["id"], row["name"]));
        let group = match row["kind"].as_str() {
            "nhs_trust" | "nhs_foundation_trust" => "NHS trusts",
            _ => kind.as_str(),
        };
        *counts.entry(group).or_default() += 1;
        assert!(row["region"].is_empty() || Some(here) == region(&row["region"]).as_ref(), "{} {here}", row["name"]);
        assert!(row["icb_ods_code"].is_empty() || Some(main) == board(&row["icb_ods_code"]).as_ref(), "{} {main}", row["name"]);
        if let (Ok(latitude), Ok(longitude)) = (row["lat"].parse::<f64>(), row["lon"].parse::<f64>()) {
            let (north, east) = point.unwrap_or_else(|| panic!("{} has no point", row["name"]));
            assert!((north - latitude).abs() < 3e-4 && (east - longitude).abs() < 4e-4, "{} {north} {east}", row["name"]);
        }
    }
    assert_eq!(
        counts.into_iter().collect::<Vec<_>>(),
        [
            ("NHS trusts", 199),
            ("integrated-care-board", 36),
            ("multi-academy-trust", 1346),
            ("secure-single-academy-trust", 1),
            ("single-academy-trust", 961)
        ]
    );
    // Two care trusts stand in another file of the service, and were here before.
    let others: Vec<&String> = facts.keys().filter(|code| !rows.iter().any(|row| row["id"] == **code)).collect();
    assert_eq!(others, ["TAD", "TAJ"]);

    let before = site.stamps();
    let again = run(&site, &registers, &["gias"], &["gias/allgroupsdata20260217.csv"], false);
    assert!(again.stdout.contains("0 new, 0 refreshed, 0 confirmed, 2,308 same."), "{}", again.stdout);
    run(&site, &registers, &["ods", "--boards"], &["ods/etr-2026-07.csv"], false);
    assert_eq!(site.stamps(), before, "importing again changed a file");

    let check = site.run(&["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&check.stdout).expect("JSON");
    let ours = |fault: &&serde_json::Value| {
        fault["severity"] == "error" && fault["path"].as_str().is_some_and(|path| path.starts_with("data/organisations/"))
    };
    let errors: Vec<&serde_json::Value> = report["faults"].as_array().expect("faults").iter().filter(ours).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn april_to_july_shows_what_really_happened() {
    let Some(registers) = registers() else { return };
    let site = site();
    run(&site, &registers, &["ods"], &["ods/etr-2026-04.csv"], false);
    let july = run(&site, &registers, &["ods", "--close"], &["ods/etr-2026-07.csv"], false).stdout;
    for news in [
        "university-hospitals-bristol-and-weston: was called University Hospitals Bristol and Weston NHS Foundation Trust and is now Bristol NHS Foundation Trust.",
        "north-bristol: ended on 2026-06-30, says the register.",
    ] {
        assert!(july.contains(news), "{july}");
    }
    let closed = site.text("data/organisations/nhs/north-bristol.toml");
    assert!(closed.contains("\nclosed = 2026-06-30\n"), "{closed}");
    let renamed = site.text("data/organisations/nhs/university-hospitals-bristol-and-weston.toml");
    assert!(renamed.contains("former_names = [\"University Hospitals Bristol and Weston NHS Foundation Trust\"]"), "{renamed}");
}
