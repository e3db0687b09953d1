//! Registers become records: as people run it, on made-up registers in the forms of the real ones.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::command::{Ended, Site};
use crate::project;

/// A made-up register.
pub(crate) fn register(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/registers").join(name).to_string_lossy().into_owned()
}

/// A site with the project's words and places, and these organisations.
pub(crate) fn site(organisations: &[(&str, &str)]) -> Site {
    let site = Site::new(&[]);
    let folder = project::folder();
    let words = folder.iter().filter(|(path, _)| project::is_shared(path) || path.as_str() == "data/site.toml");
    words.for_each(|(path, bytes)| site.put_bytes(path.as_str(), bytes));
    for (path, text) in organisations {
        site.put(&format!("data/organisations/{path}.toml"), text);
    }
    site
}

fn import(site: &Site, arguments: &[&str]) -> Ended {
    site.run(&[&["import"], arguments].concat())
}

/// The same, which must go well.
pub(crate) fn imported(site: &Site, arguments: &[&str]) -> String {
    let ended = import(site, arguments);
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    ended.stdout
}

fn organisations(site: &Site) -> Vec<String> {
    let all = site.contents();
    let below = all.iter().filter_map(|(path, _)| path.to_string_lossy().split("data/organisations/").nth(1).map(str::to_owned));
    let mut ids: Vec<String> = below.map(|path| path.trim_end_matches(".toml").to_owned()).collect();
    ids.sort();
    ids
}

const PLACES: &[(&str, &str)] = &[("--places", "postcodes-synthetic.csv"), ("--districts", "districts-synthetic.csv")];

/// Arguments for an import with places.
pub(crate) fn with_places(arguments: &[&str], more: &[(&str, &str)]) -> Vec<String> {
    let files = PLACES.iter().chain(more).flat_map(|(flag, name)| [(*flag).to_owned(), register(name)]);
    arguments.iter().map(|argument| (*argument).to_owned()).chain(files).collect()
}

pub(crate) fn words(arguments: &[String]) -> Vec<&str> {
    arguments.iter().map(String::as_str).collect()
}

const NEW_RECORD: &str = r#"#:schema ../../schema/organisation.schema.json
name = "Synthetic Learning Multi-Academy Trust"
sector = "school"
kind = "multi-academy-trust"

[codes]
gias_uid = "90001"
gias_trn = "TR09001"
ukprn = "19000001"
companies_house = "90000001"

[place]
address = "1 First Street, Synthham"
town = "Synthton"
postcode = "ZZ1 1AA"
latitude = 52.51235
longitude = -2.08984
region = "west-midlands"
icbs = ["black-country"]

[[sources]]
url = "https://www.get-information-schools.service.gov.uk/Groups/Group/Details/90001"
title = "Get Information about Schools, all group records"
publisher = "Department for Education"
date = 2026-02-17
for = ["name", "codes", "place"]
"#;

#[test]
fn academy_trusts_become_records() {
    let site = site(&[]);
    let gias = register("allgroups-synthetic.csv");
    let arguments = with_places(&["gias", &gias, "--date", "2026-02-17"], &[("--boundaries", "boundaries-synthetic.geojson")]);
    let said = imported(&site, &words(&arguments));
    assert!(said.ends_with("8 open in the register: 8 new, 0 refreshed, 0 confirmed, 0 same.\n"), "{said}");
    assert_eq!(
        organisations(&site),
        [
            "schools/one-name-trust",
            "schools/one-name-trust-otherton",
            "schools/osynth-trust",
            "schools/st-synthias-c-of-e-trust",
            "schools/synthetic-grammar-school-fierte",
            "schools/synthetic-learning-multi-academy-trust",
            "schools/synthetic-secure-trust",
            "schools/synthetic-unplaced-utc",
        ]
    );
    assert_eq!(site.text("data/organisations/schools/synthetic-learning-multi-academy-trust.toml"), NEW_RECORD);
    let grammar = site.text("data/organisations/schools/synthetic-grammar-school-fierte.toml");
    assert!(grammar.contains("name = \"Synthetic Grammar School (Fierté)\"\n"), "{grammar}");
    assert!(grammar.contains("town = \"Stoke-on-Synth\"\n") && !grammar.contains("ukprn"), "{grammar}");
    // The district is shared by two boards; the boundaries decide.
    assert!(grammar.contains("icbs = [\"birmingham-and-solihull\"]\n"), "{grammar}");
    let unplaced = site.text("data/organisations/schools/synthetic-unplaced-utc.toml");
    assert!(unplaced.contains("name = \"Synthetic Unplaced UTC\"\n") && !unplaced.contains("[place]"), "{unplaced}");
    assert_eq!(
        site.text("data/places/postcode-districts.csv"),
        "district,lat,lon,icb\nZZ1,52.5132,-2.0884,black-country\nZZ2,52.4732,-1.8962,birmingham-and-solihull\n"
    );
    assert_eq!(site.run(&["fmt", "--check"]).code, 0, "new records are laid out as `fmt` lays them out");
}

#[test]
fn importing_again_touches_nothing() {
    let site = site(&[]);
    let (gias, ods) = (register("allgroups-synthetic.csv"), register("etr-synthetic-july.csv"));
    for round in 0..2 {
        let before = site.stamps();
        for arguments in [["gias", gias.as_str()], ["ods", ods.as_str()]] {
            imported(&site, &words(&with_places(&arguments, &[])));
        }
        imported(&site, &["ods", "--boards"]);
        assert!(round == 0 || site.stamps() == before, "the second round changed a file");
    }
    assert_eq!(organisations(&site).iter().filter(|id| id.ends_with("-icb")).count(), 36);
}

#[test]
fn other_columns_zips_and_gzips_give_the_same_records() {
    let plain = std::fs::read(register("allgroups-synthetic.csv")).expect("the register");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [("extract/readme.txt", &b"no table"[..]), ("extract/allgroupsdata.CSV", &plain)] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a member");
        zip.write_all(bytes).expect("written");
    }
    let zip = zip.finish().expect("a zip").into_inner();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&plain).expect("written");
    let gzip = gzip.finish().expect("a gzip");
    let utf8 = plain.iter().map(|&byte| match byte {
        0x92 => '’',
        _ => char::from(byte),
    });
    let utf8 = format!("\u{feff}{}", utf8.collect::<String>()).into_bytes();
    let older = std::fs::read(register("allgroups-older-synthetic.csv")).expect("the register");

    let records = |bytes: &[u8]| {
        let site = site(&[]);
        site.put_bytes("register", bytes);
        let file = site.root().join("register");
        imported(&site, &["gias", &file.to_string_lossy(), "--date", "2026-02-17"]);
        let all = site.contents().into_iter().filter(|(path, _)| path.extension().is_some_and(|ending| ending == "toml"));
        all.map(|(path, bytes)| (path.strip_prefix(site.root()).expect("below").to_owned(), bytes)).collect::<Vec<(PathBuf, _)>>()
    };
    let expected = records(&plain);
    for (form, bytes) in [("zip", zip), ("gzip", gzip), ("UTF-8 with its mark", utf8), ("older columns", older)] {
        assert!(records(&bytes) == expected, "{form}");
    }
}

const KNOWN: &str = "# A person's note.\r\n\
name    = \"Synthshire University Hospitals NHS Foundation Trust\"   # legal name\r\n\
sector  = \"nhs\"\r\n\
kind    = \"acute-trust\"\r\n\
aliases = [\"SUH\"]\r\n\
website = \"https://example.org/\"\r\n\
\r\n\
offers = [] # none, they say\r\n\
\r\n\
[codes]\r\n\
ods = \"ZA1\"\r\n\
\r\n\
[place]\r\n\
address  = \"The old wording, Synthia's Road\"\r\n\
town     = \"Stoke on Synth\"\r\n\
postcode = \"ZZ1 1AA\"\r\n";

#[test]
fn a_known_record_is_refreshed_and_nothing_a_person_wrote_is_lost() {
    let july = register("etr-synthetic-july.csv");
    let arguments = with_places(&["ods", &july, "-v"], &[]);

    // A comment beside the name keeps it; what is missing in the place is filled in, its wording stays.
    let kept = site(&[("nhs/synth", KNOWN)]);
    let said = imported(&kept, &words(&arguments));
    let filled = format!(
        "{KNOWN}latitude = 52.51235\r\nlongitude = -2.08984\r\nregion = \"west-midlands\"\r\nicbs = [\"black-country\"]\r\n"
    );
    assert_eq!(kept.text("data/organisations/nhs/synth.toml"), filled);
    assert!(said.contains("synth: keeps name `Synthshire University Hospitals NHS Foundation Trust`"), "{said}");

    // Without the comment the register's name counts, and the old one is remembered.
    let renamed = site(&[("nhs/synth", &KNOWN.replace("   # legal name", ""))]);
    let said = imported(&renamed, &words(&arguments));
    assert!(said.contains(
        "synth: was called Synthshire University Hospitals NHS Foundation Trust and is now Synthshire NHS Foundation Trust."
    ));
    let text = renamed.text("data/organisations/nhs/synth.toml");
    assert!(text.contains("name    = \"Synthshire NHS Foundation Trust\"\r\n"), "{text}");
    assert!(text.contains("former_names = [\"Synthshire University Hospitals NHS Foundation Trust\"]\r\n"), "{text}");
    assert!(text.starts_with("# A person's note.\r\n") && text.contains("offers = [] # none, they say\r\n"), "{text}");

    // A name that the record has as an alias is no news.
    let alias = site(&[(
        "nhs/synth",
        &KNOWN.replace("   # legal name", "").replace("\"SUH\"", "\"The Synthshire NHS Foundation Trust\""),
    )]);
    imported(&alias, &words(&arguments));
    assert!(alias.text("data/organisations/nhs/synth.toml").contains("name    = \"Synthshire University Hospitals"));
}

#[test]
fn a_trust_that_moved_gets_its_whole_place_anew() {
    let record = "name = \"Synthshire Mental Health NHS Trust\"\nsector = \"nhs\"\nkind = \"mental-health-trust\"\nwebsite = \"https://example.org/\"\n\n\
                  [codes]\nods = \"ZA3\"\n\n[place] # found on its page\naddress = \"Quiet House\"\ntown = \"Synthton\"\npostcode = \"ZZ1 1AE\"\n\
                  latitude = 52.5\nlongitude = -2.1\nregion = \"west-midlands\"\nicbs = [\n  \"black-country\",\n  \"staffordshire-and-stoke-on-trent\", # some wards\n]\nreach_km = 20\n";
    let site = site(&[("nhs/quiet", record)]);
    let july = register("etr-synthetic-july.csv");

    // Without a postcode file nobody knows where it went: it is said, and nothing is half changed.
    let said = imported(&site, &["ods", &july, "-v"]);
    assert!(said.contains("quiet: keeps its old place; it moved to `ZZ2 1AA`"), "{said}");
    assert_eq!(site.text("data/organisations/nhs/quiet.toml"), record);

    let said = imported(&site, &words(&with_places(&["ods", &july], &[])));
    assert!(said.contains("quiet: moved: postcode ZZ1 1AE -> ZZ2 1AA."), "{said}");
    let moved = record
        .replace("Quiet House", "Loud House, Short Lane")
        .replace("\"Synthton\"", "\"Otherton\"")
        .replace("ZZ1 1AE", "ZZ2 1AA")
        .replace("latitude = 52.5\nlongitude = -2.1\n", "latitude = 52.47189\nlongitude = -1.89838\n");
    assert_eq!(site.text("data/organisations/nhs/quiet.toml"), moved);
}

#[test]
fn ended_bodies_are_reported_and_closed_only_when_asked() {
    let (april, july) = (register("etr-synthetic-april.csv"), register("etr-synthetic-july.csv"));
    let succession = register("succession-synthetic.csv");
    let site = site(&[]);
    imported(&site, &["ods", &april, "--as-of", "2026-05-01"]);
    let north = "data/organisations/nhs/north-synthshire.toml";
    let open = site.text(north);

    // Before the day comes, it is open still.
    let said = imported(&site, &["ods", &july, "--as-of", "2026-06-01", "--dry-run"]);
    assert!(said.contains("north-synthshire: will end on 2026-06-30, says the register."), "{said}");
    let said = imported(&site, &["ods", &july]);
    assert!(said.contains("north-synthshire: ended on 2026-06-30, says the register."), "{said}");
    assert!(
        said.contains(
            "synthshire-university-hospitals: was called Synthshire University Hospitals NHS Foundation Trust and is now"
        )
    );
    assert_eq!(site.text(north), open);

    let said = imported(&site, &["ods", &july, "--close", "--succession", &succession]);
    assert!(
        said.contains("north-synthshire: ended on 2026-06-30, says the register; `synthshire-university-hospitals` follows it.")
    );
    let closed = open.replace(
        "kind = \"nhs-trust\"\n",
        "kind = \"nhs-trust\"\nclosed = 2026-06-30\nsuccessor = \"synthshire-university-hospitals\"\n",
    );
    assert_eq!(site.text(north), closed);
    let said = imported(&site, &["ods", &july, "--close", "--succession", &succession]);
    assert!(said.ends_with("3 open in the register: 0 new, 0 refreshed, 0 confirmed, 4 same.\n"), "{said}");
}

#[test]
fn a_company_under_a_new_number_goes_on_and_a_new_company_follows() {
    let school = |name: &str, uid: &str, company: &str| {
        format!(
            "name = \"{name}\"\nsector = \"school\"\nkind = \"single-academy-trust\"\nwebsite = \"https://example.org/\"\nsummary = \"Ours.\"\n\n\
             [codes]\ngias_uid = \"{uid}\"\ncompanies_house = \"{company}\"\n"
        )
    };
    let site = site(&[
        ("schools/st-synthia", &school("St Synthia's C of E School", "90002", "90000002")),
        ("schools/osynth", &school("The O'Synth Trust", "90004", "90000004").replace("single", "multi")),
    ]);
    let said = imported(&site, &["gias", &register("allgroups-synthetic.csv"), "--close"]);
    assert!(said.contains("st-synthia: is registered anew as 90003: the same company, so its record goes on."), "{said}");
    let synthia = site.text("data/organisations/schools/st-synthia.toml");
    for line in [
        "kind = \"multi-academy-trust\"",
        "gias_uid = \"90003\"",
        "summary = \"Ours.\"",
        "former_names = [\"St Synthia's C of E School\"]",
    ] {
        assert!(synthia.contains(line), "{line}: {synthia}");
    }
    let ended = site.text("data/organisations/schools/osynth.toml");
    assert!(ended.contains("closed = 2025-03-31\nsuccessor = \"osynth-trust\"\n"), "{ended}");
    assert!(site.has("data/organisations/schools/osynth-trust.toml"));
}

#[test]
fn who_opted_out_stays_out_and_a_record_without_its_number_gets_it() {
    let out = "name = \"Gone Quiet Trust\"\nsector = \"school\"\nkind = \"multi-academy-trust\"\nopt_out = true\n\n[codes]\ngias_uid = \"90001\"\n";
    let bare = "name = \"O'Synth Trust\"\nsector = \"school\"\nkind = \"multi-academy-trust\"\nwebsite = \"https://example.org/\"\n\n[serves]\nsite_count = 3\n";
    let site = site(&[("schools/gone-quiet", out), ("schools/o-synth", bare)]);
    let said = imported(&site, &["gias", &register("allgroups-synthetic.csv")]);
    assert!(said.contains("o-synth: has the name of 90005, and now its number."), "{said}");
    assert!(said.contains(", 1 asked not to be listed.\n"), "{said}");
    assert_eq!(site.text("data/organisations/schools/gone-quiet.toml"), out);
    let linked = site.text("data/organisations/schools/o-synth.toml");
    let (codes, place, serves) = (linked.find("[codes]"), linked.find("[place]"), linked.find("[serves]"));
    assert!(codes < place && place < serves && codes.is_some(), "new tables stand where they belong: {linked}");
}

#[test]
fn a_dry_run_shows_lines_and_writes_nothing() {
    let site = site(&[("nhs/synth", &KNOWN.replace("   # legal name", ""))]);
    let before = site.stamps();
    let said = imported(&site, &["ods", &register("etr-synthetic-july.csv"), "--dry-run"]);
    assert!(said.contains("data/organisations/nhs/synth.toml\n  - name    = \"Synthshire University"), "{said}");
    assert!(said.contains("\n  + name    = \"Synthshire NHS Foundation Trust\"\n"), "{said}");
    assert!(said.contains("data/organisations/nhs/synthetic-online.toml\n  + new: Synthetic Online NHS Trust\n"), "{said}");
    assert!(said.contains("Nothing was written. 3 open"), "{said}");
    assert_eq!(site.stamps(), before);
}

#[test]
fn boards_come_from_the_full_postcode_file_and_split_districts_stay_open() {
    let gias = register("allgroups-synthetic.csv");
    let board = |arguments: &[&str]| {
        let site = site(&[]);
        imported(&site, arguments);
        let text = site.text("data/organisations/schools/osynth-trust.toml");
        text.lines().find(|line| line.starts_with("icbs")).map(str::to_owned)
    };
    let full = register("postcodes-full-synthetic.csv");
    assert_eq!(board(&["gias", &gias, "--places", &full]).as_deref(), Some("icbs = [\"birmingham-and-solihull\"]"));
    assert_eq!(board(&words(&with_places(&["gias", &gias], &[]))), None, "nobody guesses between two boards");
}

#[test]
fn any_table_goes_through_a_map() {
    let site = site(&[]);
    site.put(
        "trusts.csv",
        "Trust,UID,Sort,Street,Place,E,N,Schools,Boards\n\
         THE MAPPED TRUST,91001,MAT,1 HIGH STREET,SYNTHTON,394000,290500,\"1,200\",QUA; Birmingham and Solihull\n\
         Odd Trust,91002,??,,,,,,\n",
    );
    site.put(
        "map.toml",
        "sector = \"school\"\nknown_by = \"gias_uid\"\nsource = \"https://example.org/list\"\ntitle = \"A list\"\n\n\
         [columns]\nname = \"Trust\"\nkind = \"Sort\"\ncodes.gias_uid = \"UID\"\nplace.address = \"Street\"\nplace.town = \"Place\"\n\
         place.easting = \"E\"\nplace.northing = \"N\"\nserves.site_count = \"Schools\"\n\"place.icbs\" = \"Boards\"\n\n[kinds]\nMAT = \"multi-academy-trust\"\n",
    );
    let at = |name: &str| site.root().join(name).to_string_lossy().into_owned();
    let ended = import(&site, &["csv", &at("trusts.csv"), "--map", &at("map.toml")]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(ended.stderr.contains("trusts.csv:3:17: warning[register-row]: there is no kind `??`"), "{}", ended.stderr);
    let text = site.text("data/organisations/schools/mapped-trust.toml");
    for line in [
        "name = \"The Mapped Trust\"",
        "latitude = 52.51235",
        "site_count = 1200",
        "icbs = [\"black-country\", \"birmingham-and-solihull\"]",
        "url = \"https://example.org/list\"",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }

    let map = site.text("map.toml").replace("place.town", "place.twon");
    site.put("map.toml", &map);
    let ended = import(&site, &["csv", &at("trusts.csv"), "--map", &at("map.toml")]);
    assert_eq!(ended.code, 1);
    assert!(ended.stderr.contains("map.toml:11:7: error[unknown-key]: no column can stand for `place.twon`"), "{}", ended.stderr);
    assert!(ended.stderr.contains("did you mean `place.town`?"), "{}", ended.stderr);
}

#[test]
fn what_was_exported_comes_back_the_same() {
    let first = site(&[]);
    let arguments =
        with_places(&["gias", &register("allgroups-synthetic.csv")], &[("--boundaries", "boundaries-synthetic.geojson")]);
    imported(&first, &words(&arguments));
    let out = first.root().join("out").to_string_lossy().into_owned();
    let ended = first.run(&["export", "csv", "--out", &out]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let table = first.root().join("out/organisations.csv").to_string_lossy().into_owned();

    // Into the site that it came from: nothing to do.
    let said = imported(&first, &["csv", &table]);
    assert!(said.contains("8 open in the register: 0 new, 0 refreshed, 0 confirmed, 8 same."), "{said}");

    // Into an empty site: the same names, numbers and places under the same ids.
    let second = site(&[]);
    imported(&second, &["csv", &table]);
    assert_eq!(organisations(&second), organisations(&first));
    for id in organisations(&first) {
        let facts = |site: &Site| {
            let text = site.text(&format!("data/organisations/{id}.toml"));
            text.split("\n[[sources]]").next().unwrap_or_default().split("\n[review]").next().unwrap_or_default().to_owned()
        };
        assert_eq!(facts(&second), facts(&first), "{id}");
    }
}
