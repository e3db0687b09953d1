//! `import serves`: published tables of who serves which district, as they are published, on made-up numbers.

use std::fmt::Write as _;

use crate::command::{Ended, Site};
use crate::import::{register, site};

const TABLE: &str = "data/places/serves.csv";
const HEAD: &str = "role,district,organisation,share,basis,source,date\n";
const ADMISSIONS: &str = "https://github.com/epiforecasts/covid19.nhs.data";
const TEAMS: &str = "https://github.com/nhsuk/manage-vaccinations-in-schools";

fn trust(name: &str, code: &str) -> String {
    format!(
        "name = \"{name}\"\nsector = \"nhs\"\nkind = \"acute-trust\"\nwebsite = \"https://{code}.example/\"\n\n[codes]\nods = \"{}\"\n",
        code.to_uppercase()
    )
}

fn trusts() -> Site {
    let (one, two) = (trust("Synthshire NHS Trust", "za1"), trust("North Synthton NHS Trust", "za2"));
    site(&[("nhs/synthshire", &one), ("nhs/north-synthton", &two)])
}

fn serves(site: &Site, arguments: &[&str]) -> Ended {
    site.run(&[&["import", "serves"], arguments].concat())
}

/// The rows of the table below its header.
fn rows(site: &Site) -> Vec<String> {
    let text = site.text(TABLE);
    let rows = text.strip_prefix(HEAD).unwrap_or_else(|| panic!("no header: {text}"));
    rows.lines().map(str::to_owned).collect()
}

/// The districts that the rows name.
fn districts_of(site: &Site) -> Vec<String> {
    rows(site).iter().filter_map(|row| row.split(',').nth(1).map(str::to_owned)).collect()
}

#[test]
fn admissions_become_shares_of_districts() {
    let site = trusts();
    let ended = serves(&site, &[&register("admissions-synthetic.csv"), "-v"]);
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    let row = |district: &str, id: &str, share: &str| format!("acute,{district},{id},{share},admissions,{ADMISSIONS},2021");
    let wanted = [
        row("E08000025", "synthshire", "0.1"),
        row("E08000030", "north-synthton", "0.25"),
        row("E08000030", "synthshire", "0.75"),
    ];
    assert_eq!(rows(&site), wanted);
    for said in [
        "3 rows of `acute` from ",
        "admissions-synthetic.csv`: 5 rows read.",
        "Left out, because no record has the code: ZA9.",
        "Left out, because `data/places/districts.csv` does not hold them: W06000001.",
    ] {
        assert!(ended.stdout.contains(said), "`{said}` in: {}", ended.stdout);
    }
    let again = serves(&site, &[&register("admissions-synthetic.csv")]);
    assert!(again.stdout.contains("3 rows. Nothing changes."), "{}", again.stdout);
}

#[test]
fn teams_become_shares_of_schools_and_heirs_are_followed() {
    let site = trusts();
    let files = [register("teams-synthetic.csv"), register("establishments-synthetic.csv"), register("heirs-synthetic.csv")];
    let without = serves(&site, &[&files[0]]);
    assert!(without.code == 1 && without.stderr.contains("add `--schools FILE`"), "{}", without.stderr);
    let ended =
        serves(&site, &[&files[0], "--schools", &files[1], "--trusts", &files[2], "--source", TEAMS, "--date", "2026-01"]);
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    let rows = rows(&site);
    assert!(
        rows.iter().all(|row| row.starts_with("immunisation,") && row.ends_with(&format!(",schools,{TEAMS},2026-01"))),
        "{rows:?}"
    );
    let places: Vec<String> = rows.iter().map(|row| row.split(',').skip(1).take(2).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(places, ["E08000025 synthshire", "E08000030 synthshire"], "the heir serves what its predecessor served");
    assert!(ended.stdout.contains("1 school left out, which the extract of schools does not hold."), "{}", ended.stdout);
}

/// One number that leads to another end of the country is more likely mistyped than a team's only school there.
#[test]
fn one_school_alone_far_from_its_team_makes_no_district_its_own() {
    let site = trusts();
    let mut schools = "URN,DistrictAdministrative (code),StatutoryLowAge,StatutoryHighAge\n1,E08000030,4,11\n".to_owned();
    for number in 100..140 {
        let _ = writeln!(schools, "{number},E08000037,4,11");
    }
    site.put("schools.csv", &schools);
    let at = |name: &str| site.root().join(name).to_string_lossy().into_owned();
    let districts = |urns: &[&str]| -> (Vec<String>, String) {
        let rows: Vec<String> = urns.iter().map(|urn| format!("ZA1,{urn},2026-01-01\n")).collect();
        let rows = rows.concat();
        site.put("teams.csv", &format!("organisation_ods_code,urn,source_date\n{rows}"));
        let ended = serves(&site, &[&at("teams.csv"), "--schools", &at("schools.csv")]);
        assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
        (districts_of(&site), ended.stdout)
    };
    let (found, said) = districts(&["1", "101"]);
    assert_eq!(found, ["E08000030"], "{said}");
    assert!(said.contains("works elsewhere and has one school alone there: Gateshead ("), "{said}");
    assert_eq!(districts(&["1", "101", "102"]).0, ["E08000030", "E08000037"], "two are no accident");
}

/// Of a body that was parted nobody knows which heir serves what it served.
#[test]
fn a_body_with_several_heirs_is_left_out_and_said() {
    let site = trusts();
    site.put("table.csv", "trust_code,geo_code,p_trust,p_geo\nZP1,E08000030,0.5,0.5\nZA1,E08000030,0.5,0.5\n");
    let file = site.root().join("table.csv").to_string_lossy().into_owned();
    let ended = serves(&site, &[&file, "--trusts", &register("heirs-synthetic.csv")]);
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    assert_eq!(rows(&site).len(), 1);
    let said = "Left out, because several bodies took over from it: ZP1 (north-synthton, synthshire).";
    assert!(ended.stdout.contains(said), "{}", ended.stdout);
}

/// Nothing is guessed: what is no share is said and left, a row of a person stays, and two rows of one key are an error.
#[test]
fn doubtful_cells_are_said_and_a_persons_row_stays() {
    let site = trusts();
    let person = "acute,E08000030,synthshire,0.5,stated,https://person.example/,2026\n";
    site.put(TABLE, &format!("{HEAD}{person}"));
    site.put(
        "table.csv",
        "trust_code,geo_code,p_trust,p_geo\nZA1,E08000030,0.5,0.9\nZA2,E08000030,75%,0.1\nZA2,,0.1,0.1\nZA2,E08000025,NaN,1\n",
    );
    let file = site.root().join("table.csv").to_string_lossy().into_owned();
    let ended = serves(&site, &[&file]);
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    assert_eq!(rows(&site), [person.trim_end()]);
    for said in [
        "table.csv:3:15: ",
        "`75%` is no share from 0 to 1",
        "table.csv:4:",
        "does not name both a trust and an area",
        "`NaN` is no share",
    ] {
        assert!(ended.stderr.contains(said), "`{said}` in: {}", ended.stderr);
    }
    assert!(ended.stdout.contains("1 row left out, where the table has one of another source."), "{}", ended.stdout);
    site.put("table.csv", "trust_code,geo_code,p_trust,p_geo\nZA1,E08000030,0.5,0.9\nZA1,E08000030,0.5,0.8\n");
    let ended = serves(&site, &[&file]);
    assert_eq!(ended.code, 1, "{}", ended.stdout);
    assert!(
        ended.stderr.contains("trust and area `ZA1 E08000030` stands in two rows that say different things: lines 2 and 3"),
        "{}",
        ended.stderr
    );
    assert_eq!(rows(&site), [person.trim_end()]);
    site.put("table.csv", "a,b\n1,2\n");
    assert!(serves(&site, &[&file]).stderr.contains("this is no table of who serves which district"));
}
