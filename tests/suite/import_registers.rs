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

/// The project's `data` with the records that `keep` chooses by their text.
fn site(keep: fn(&str) -> bool) -> Site {
    let site = Site::new(&[]);
    // Who serves which place, and partnerships, name organisations that are not there yet.
    let names_others = |path: &str| path == "data/places/serves.csv" || path.starts_with("data/partnerships/");
    let kept = |path: &str, bytes: &[u8]| {
        !names_others(path) && (!path.starts_with("data/organisations/") || keep(&String::from_utf8_lossy(bytes)))
    };
    project::country()
        .iter()
        .filter(|(path, bytes)| path.is_in("data") && kept(path.as_str(), bytes))
        .for_each(|(path, bytes)| site.put_bytes(path.as_str(), bytes));
    site
}

/// Whether a person has looked at a record.
fn is_a_persons(text: &str) -> bool {
    text.contains("\n[review]\n")
}

/// The extracts under names that say their dates, as the records were made from them.
const NHS: &[(&str, &str)] = &[
    ("ods/etr-2026-07.csv", "etr-20260708.csv"),
    ("nhs/nhs-trusts-202608.csv", "nhs-trusts-20260822.csv"),
    ("nhs/icbs-202608.csv", "icbs-20260822.csv"),
    ("nhs/nhs-hospitals.csv", "hospitals.csv"),
];
const SCHOOLS: &[(&str, &str)] = &[
    ("gias/allgroupsdata20260217.csv", "allgroupsdata20260217.csv"),
    ("gias/edubasealldata-20250718.csv.gz", "edubasealldata-20250718.csv.gz"),
];

fn run(site: &Site, registers: &Path, register: &str, files: &[(&str, &str)], more: &[&str]) -> Ended {
    let at = |name: &str| registers.join(name).to_string_lossy().into_owned();
    let mut all: Vec<String> = vec!["import".to_owned(), register.to_owned()];
    for (from, name) in files {
        site.put_bytes(name, &std::fs::read(registers.join(from)).expect("the extract"));
        all.push(site.root().join(name).to_string_lossy().into_owned());
    }
    for (flag, name) in
        [("--places", "geography/onspd-nov2025-england.csv.gz"), ("--boundaries", "geography/ons-icb-april-2026-bsc.geojson")]
    {
        all.extend([flag.to_owned(), at(name)]);
    }
    // No record was looked at after this day.
    all.extend(["--as-of", "2026-11-26"].map(str::to_owned));
    all.extend(more.iter().map(|argument| (*argument).to_owned()));
    let ended = site.run(&all.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    ended
}

fn records(site: &Site) -> BTreeMap<String, String> {
    let all = site.contents().into_iter();
    let below = all.filter_map(|(path, bytes)| {
        let id = path.to_string_lossy().split("data/organisations/").nth(1)?.to_owned();
        Some((id, String::from_utf8(bytes.clone()).expect("text")))
    });
    below.collect()
}

#[test]
fn the_records_of_england_are_what_the_registers_give_and_a_second_import_is_empty() {
    let Some(registers) = registers() else { return };
    let own: BTreeMap<String, String> = project::country()
        .iter()
        .filter_map(|(path, bytes)| {
            let id = path.as_str().strip_prefix("data/organisations/")?;
            Some((id.to_owned(), String::from_utf8_lossy(bytes).into_owned()))
        })
        .collect();
    let site = site(is_a_persons);
    let persons = records(&site);
    assert!(persons.len() >= 50, "{}", persons.len());
    run(&site, &registers, "ods", NHS, &[]);
    run(&site, &registers, "gias", SCHOOLS, &[]);
    let made = records(&site);
    let kept = persons.iter().filter(|(id, _)| !id.starts_with("bodies/"));
    let changed: Vec<&String> = kept.filter(|(id, text)| made.get(*id) != Some(text)).map(|(id, _)| id).collect();
    assert!(changed.is_empty(), "records that people keep were changed: {changed:?}");
    assert_eq!(made.len(), own.len());

    // What stands in the project agrees with the registers, also where a person has added to it since.
    let site = self::site(|_| true);
    let again = run(&site, &registers, "gias", SCHOOLS, &[]);
    assert!(again.stdout.contains("0 new, 0 refreshed, 0 confirmed, 2,308 same."), "{}", again.stdout);
    let again = run(&site, &registers, "ods", NHS, &[]);
    assert!(again.stdout.contains("0 new, 0 refreshed, 0 confirmed, 238 same."), "{}", again.stdout);
    assert_eq!(records(&site), own, "importing again changed a record");

    // Nor where somebody has no file of postcodes and no boundaries.
    let files = SCHOOLS.iter().map(|(_, name)| site.root().join(name).to_string_lossy().into_owned());
    let bare: Vec<String> = ["import", "gias", "--as-of", "2026-11-26"].map(str::to_owned).into_iter().chain(files).collect();
    let again = site.run(&bare.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(again.stdout.contains("0 new, 0 refreshed, 0 confirmed, 2,308 same."), "{}{}", again.stdout, again.stderr);
}

/// Facts that no record holds, with the reason.
const NOT_TAKEN: &[(&str, &str)] = &[(
    "https://thetelegraphnewstoday.com/london-nhs-scheme-with-schools-improving-grades-hospital",
    "a second copy of a report that is cited",
)];

#[test]
fn every_sourced_fact_stands_in_the_record_of_its_body() {
    let Some(registers) = registers() else { return };
    let rows = |name: &str| -> Vec<BTreeMap<String, String>> {
        let mut table = csv::Reader::from_path(registers.join(name)).expect("the table");
        table.deserialize().map(|row| row.expect("a row")).collect()
    };
    let texts: Vec<(String, String)> = project::country()
        .iter()
        .filter(|(path, _)| {
            path.is_in("data/organisations/nhs") || path.is_in("data/organisations/bodies") || path.is_in("data/partnerships")
        })
        .map(|(path, bytes)| (path.as_str().to_owned(), String::from_utf8_lossy(bytes).into_owned()))
        .collect();
    let facts = rows("offers/sourced-offers.csv");
    assert_eq!(facts.len(), 84);
    for fact in facts.iter().filter(|fact| !NOT_TAKEN.iter().any(|(url, _)| *url == fact["url"])) {
        let code = format!("\nods = \"{}\"\n", fact["nhs_ods"]);
        let own = |(path, text): &&(String, String)| {
            fact["nhs_ods"].is_empty()
                || path.starts_with("data/partnerships/")
                || text.split("[[sites]]").next().unwrap_or_default().contains(&code)
        };
        let cited = texts.iter().filter(own).any(|(_, text)| text.contains(&format!("\"{}\"", fact["url"])));
        assert!(cited, "{} {}: {}", fact["nhs_ods"], fact["kind"], fact["url"]);
    }
    for area in rows("offers/programme-areas.csv") {
        let name = area["area"].replace("Stoke on Trent", "Stoke-on-Trent");
        let told = |(path, text): &(String, String)| {
            path.ends_with("-icb.toml") && text.contains(&name) && text.contains(&area["source_url"])
        };
        assert!(texts.iter().any(told), "{name}");
    }
}

/// Records in which a person's own word differs from the register's, with the reason.
const PERSONS: &[(&str, &str)] = &[
    ("2157", "pupils: its website says 30,000"),
    ("2939", "pupils: its website says 14,000"),
    ("4320", "schools and pupils: its website names a school more and says 20,000"),
    ("5361", "pupils: its strategy says 10,000"),
    ("16926", "schools and pupils: its website names two more and says 9,000"),
];

#[test]
fn schools_and_pupils_are_those_of_the_roll_up() {
    let Some(registers) = registers() else { return };
    let mut table = csv::Reader::from_path(registers.join("gias/trusts-rollup-20250718.csv")).expect("the roll-up");
    let rows: Vec<BTreeMap<String, String>> = table.deserialize().map(|row| row.expect("a row")).collect();
    let wanted = |row: &BTreeMap<String, String>, key: &str| row[key].parse::<i64>().unwrap_or(0);
    let mut found: BTreeMap<String, (i64, i64, bool)> = BTreeMap::new();
    for (path, bytes) in project::country().iter().filter(|(path, _)| path.is_in("data/organisations/schools")) {
        let record: toml::Table =
            toml::from_str(&String::from_utf8_lossy(bytes)).unwrap_or_else(|error| panic!("{path}: {error}"));
        let Some(uid) = record.get("codes").and_then(|codes| codes.get("gias_uid")).and_then(toml::Value::as_str) else {
            continue;
        };
        let schools = record.get("sites").and_then(toml::Value::as_array).map_or(0, Vec::len);
        let pupils = record.get("serves").and_then(|serves| serves.get("people")).and_then(toml::Value::as_integer).unwrap_or(0);
        let draft = record.get("draft").and_then(toml::Value::as_bool).unwrap_or(false);
        found.insert(uid.to_owned(), (i64::try_from(schools).expect("few"), pupils, draft));
    }
    assert_eq!(rows.iter().filter(|row| wanted(row, "schools") > 0).count(), 2134);
    let mut differing = Vec::new();
    for row in &rows {
        let &(schools, pupils, draft) = found.get(&row["trust_uid"]).unwrap_or_else(|| panic!("{} is lost", row["name"]));
        assert!(!draft || schools == 0, "{} has schools and is a draft", row["name"]);
        if (schools, pupils) != (wanted(row, "schools"), wanted(row, "pupils")) {
            differing.push(row["trust_uid"].as_str());
        }
    }
    differing.sort_unstable();
    let mut explained: Vec<&str> = PERSONS.iter().map(|(uid, _)| *uid).collect();
    explained.sort_unstable();
    assert_eq!(differing, explained);
    // Three trusts were founded after the extract of schools: theirs are not known. The rest without one are drafts.
    assert_eq!(found.values().filter(|(schools, _, draft)| *schools == 0 && !draft).count(), 3);
    assert_eq!(found.values().filter(|(_, _, draft)| *draft).count(), 171);
}

/// Known trusts all over England: official number, name, kind, main board, a district of its sites.
const KNOWN: &[(&str, &str, &str, &str, &str)] = &[
    ("REF", "Royal Cornwall Hospitals NHS Trust", "acute-trust", "cornwall-and-the-isles-of-scilly", "E06000052"),
    ("RVV", "East Kent Hospitals University NHS Foundation Trust", "acute-trust", "kent-and-medway", ""),
    ("RWA", "Hull University Teaching Hospitals NHS Trust", "acute-trust", "humber-and-north-yorkshire", ""),
    ("TAH", "Sheffield Health Partnership University NHS Foundation Trust", "mental-health-trust", "south-yorkshire", ""),
    ("RX6", "North East Ambulance Service NHS Foundation Trust", "ambulance-trust", "north-east-and-north-cumbria", ""),
    ("RP4", "Great Ormond Street Hospital for Children NHS Foundation Trust", "specialist-trust", "west-and-north-london", ""),
    // It merged: no record of its own.
    ("RY9", "", "", "", ""),
    (
        "RT5",
        "Leicestershire Partnership NHS Trust",
        "mental-health-and-community-trust",
        "leicester-leicestershire-and-rutland",
        "",
    ),
    ("D7T5G", "NHS Essex Integrated Care Board", "integrated-care-board", "essex", ""),
    ("5361", "Windsor Academy Trust", "multi-academy-trust", "black-country", "E08000027"),
    ("2974", "E-ACT", "multi-academy-trust", "bristol-north-somerset-and-south-gloucestershire", "E06000023"),
    ("2044", "Abbey Academies Trust", "multi-academy-trust", "lincolnshire", "E07000141"),
    ("2045", "Abbey College, Ramsey", "single-academy-trust", "central-east", "E07000011"),
];

#[test]
fn trusts_all_over_england_are_where_they_are() {
    let mut found: BTreeMap<String, (toml::Table, String)> = BTreeMap::new();
    for (_, bytes) in project::country().iter().filter(|(path, _)| path.is_in("data/organisations")) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let record: toml::Table = toml::from_str(&text).expect("a record");
        let codes = record.get("codes").and_then(toml::Value::as_table).cloned().unwrap_or_default();
        for code in ["ods", "gias_uid"].iter().filter_map(|key| codes.get(*key)?.as_str()) {
            found.insert(code.to_owned(), (record.clone(), text.clone()));
        }
    }
    for (code, name, kind, board, district) in KNOWN {
        let Some((record, text)) = found.get(*code) else {
            assert!(name.is_empty(), "{code} {name} is missing");
            continue;
        };
        let said = |key: &str| record.get(key).and_then(toml::Value::as_str).unwrap_or_default();
        assert_eq!((said("name"), said("kind")), (*name, *kind), "{code}");
        let boards = record.get("place").and_then(|place| place.get("icbs")).and_then(toml::Value::as_array);
        assert_eq!(boards.and_then(|boards| boards.first()?.as_str()), Some(*board), "{code}");
        assert!(district.is_empty() || text.contains(&format!("district = \"{district}\"")), "{code} {district}");
    }
}

#[test]
fn april_to_july_shows_what_really_happened() {
    let Some(registers) = registers() else { return };
    let site = site(|_| false);
    run(&site, &registers, "ods", &[("ods/etr-2026-04.csv", "etr-april.csv")], &[]);
    let july = run(&site, &registers, "ods", &[("ods/etr-2026-07.csv", "etr-july.csv")], &["--close"]).stdout;
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
