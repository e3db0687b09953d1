//! Schools of academy trusts and sites of NHS trusts, from extracts in the forms of the real ones.

use crate::command::Site;
use crate::import::{imported, register, site};

const TRUST: &str = "data/organisations/schools/synthetic-learning-multi-academy-trust.toml";

fn text_between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split(from).nth(1).and_then(|rest| rest.split(to).next()).unwrap_or_default()
}

/// Imports trusts and schools, in this order of files.
fn with_schools(site: &Site, files: [&str; 2], more: &[&str]) -> String {
    site.put_bytes("allgroups20260217.csv", &std::fs::read(register("allgroups-synthetic.csv")).expect("trusts"));
    site.put_bytes("edubasealldata20250718.csv", &std::fs::read(register("establishments-synthetic.csv")).expect("schools"));
    let at = |name: &str| site.root().join(name).to_string_lossy().into_owned();
    let files = files.map(at);
    let boundaries = register("boundaries-synthetic.geojson");
    let arguments = ["gias", &files[0], &files[1], "--boundaries", &boundaries];
    imported(site, &[&arguments, more].concat())
}

const GROUPS_FIRST: [&str; 2] = ["allgroups20260217.csv", "edubasealldata20250718.csv"];

const SCHOOLS: &str = r#"[[sites]]
name = "St Synthia's CofE High School"
urn = "900002"
town = "Otherton"
postcode = "ZZ2 1AA"
latitude = 52.47189
longitude = -1.89838
district = "E08000025"
phases = ["secondary", "post-16"]
ages = [11, 18]
pupils = 990

[[sites]]
name = "Synth Primary School"
urn = "900001"
town = "Synthton"
postcode = "ZZ1 1AA"
latitude = 52.51235
longitude = -2.08984
district = "E08000030"
phases = ["early-years", "primary"]
ages = [2, 11]
pupils = 210

[[sites]]
name = "Synth Special School"
urn = "900003"
latitude = 52.47189
longitude = -1.89838
district = "E08000025"
phases = ["primary", "secondary", "post-16"]
ages = [4, 19]
provision = "special"

[serves]
ages = [2, 19]
phases = ["early-years", "primary", "secondary", "post-16"]
site_count = 3
people = 1200
"#;

#[test]
fn a_trust_gets_its_schools_whatever_the_order_of_the_files() {
    let first = site(&[]);
    let said = with_schools(&first, GROUPS_FIRST, &[]);
    let text = first.text(TRUST);
    assert!(text.contains(SCHOOLS), "{text}");
    // Most schools lie in Birmingham.
    assert!(text.contains("icbs = [\"birmingham-and-solihull\", \"black-country\"]\n"), "{text}");
    assert!(
        text.contains("date = 2026-02-17\n") && text.contains("date = 2025-07-18\nfor = [\"sites\", \"serves\", \"place\"]"),
        "{text}"
    );
    assert!(!text.contains("[review]"), "nobody has looked at it: {text}");
    assert!(
        said.contains("99999: Lost School (900006) of Nobody's Trust has no open trust in the group records: it was left out."),
        "{said}"
    );
    let second = site(&[]);
    with_schools(&second, [GROUPS_FIRST[1], GROUPS_FIRST[0]], &[]);
    assert_eq!(second.text(TRUST), text);
    let before = first.contents();
    with_schools(&first, GROUPS_FIRST, &[]);
    assert_eq!(first.contents(), before, "importing again changed a file");
}

#[test]
fn a_trust_without_a_school_is_a_draft_until_it_has_one() {
    let site = site(&[]);
    let said = with_schools(&site, GROUPS_FIRST, &["-v"]);
    let path = "data/organisations/schools/osynth-trust.toml";
    assert!(site.text(path).contains("draft = true\n"), "{}", site.text(path));
    assert!(said.contains("osynth-trust: has no open or proposed school in the extract of 2025-07-18: a draft"), "{said}");
    let schools = std::fs::read(register("establishments-synthetic.csv")).expect("schools");
    let schools: Vec<u8> = String::from_utf8_lossy(&schools).replace("99999", "90005").into_bytes();
    site.put_bytes("edubasealldata20250718.csv", &schools);
    let schools = site.root().join(GROUPS_FIRST[1]).to_string_lossy().into_owned();
    let groups = site.root().join(GROUPS_FIRST[0]).to_string_lossy().into_owned();
    imported(&site, &["gias", &groups, &schools]);
    assert!(!site.text(path).contains("draft") && site.text(path).contains("Lost School"), "{}", site.text(path));
}

#[test]
fn two_trusts_that_claim_a_school_and_a_school_in_wales_are_said() {
    let site = site(&[]);
    with_schools(&site, GROUPS_FIRST, &[]);
    let at = |name: &str| site.root().join(name).to_string_lossy().into_owned();
    let ended = site.run(&["import", "gias", &at(GROUPS_FIRST[0]), &at(GROUPS_FIRST[1]), "--dry-run"]);
    assert!(ended.stderr.contains("two trusts claim the school 900001: 90001 and 90003"), "{}", ended.stderr);
    let welsh = site.text("data/organisations/schools/st-synthias-c-of-e-trust.toml");
    assert!(welsh.contains("name = \"Welsh School\"") && !welsh.contains("district"), "{welsh}");
    let alone = site.run(&["import", "gias", &at(GROUPS_FIRST[1])]);
    assert_eq!(alone.code, 1);
    assert!(alone.stderr.contains("this extract names schools, but no trusts"), "{}", alone.stderr);
}

#[test]
fn links_take_a_school_out_only_when_asked() {
    let site = site(&[]);
    let links = register("links-synthetic.csv");
    let said = with_schools(&site, GROUPS_FIRST, &[&links]);
    let news = "90001: St Synthia's CofE High School (900002) became part of Synth Academy (900102) on 2025-09-01, say the links; it is still listed";
    assert!(said.contains(news), "{said}");
    assert!(site.text(TRUST).contains("900002") && site.text(TRUST).contains("900001"));
    with_schools(&site, GROUPS_FIRST, &[&links, "--close"]);
    assert!(!site.text(TRUST).contains("900002") && site.text(TRUST).contains("site_count = 2\n"), "{}", site.text(TRUST));
}

#[test]
fn a_persons_record_loses_no_line() {
    let record = "#:schema ../../schema/organisation.schema.json\nname = \"Synthetic Learning Multi-Academy Trust\"\nsector = \"school\"\nkind = \"multi-academy-trust\"\nwebsite = \"https://example.org/\"\nsummary = \"Ours.\"\n\n\
                  [codes]\ngias_uid = \"90001\"\n\n[place]\nicbs = [\"black-country\"]\n\n# Our own list.\n[[sites]]\nname = \"Synth Primary School\"\npostcode = \"ZZ1 1AA\"\n\n\
                  [serves]\npeople = 2000\n\n[review]\nchecked = 2026-01-01\nby = \"Us\"\n";
    let site = site(&[("schools/ours", record)]);
    with_schools(&site, GROUPS_FIRST, &[]);
    let after = site.text("data/organisations/schools/ours.toml");
    let mut lines = after.lines();
    for line in record.lines().filter(|line| !line.is_empty()) {
        assert!(lines.any(|other| other == line), "`{line}` is lost: {after}");
    }
    assert!(after.contains("name = \"Synth Primary School\"\nurn = \"900001\"") && after.contains("urn = \"900002\""), "{after}");
    assert!(after.contains("site_count = 3\n") && !after.contains("draft"), "{after}");
    let before = site.contents();
    with_schools(&site, GROUPS_FIRST, &[]);
    assert_eq!(site.contents(), before, "importing again changed a file");
}

#[test]
fn nhs_trusts_get_kind_website_hospitals_and_labelled_mailboxes() {
    let site = site(&[]);
    let files = ["etr-synthetic-july.csv", "trusts-synthetic.csv", "hospitals-synthetic.csv", "ets-synthetic.csv"].map(register);
    let arguments: Vec<&str> = std::iter::once("ods").chain(files.iter().map(String::as_str)).collect();
    imported(&site, &arguments);
    let trust = site.text("data/organisations/nhs/synthshire-nhs.toml");
    for part in [
        "kind = \"acute-trust\"\n",
        "aliases = [\"SFT\"]\n",
        "former_names = [\"Old Synthshire NHS Trust\"]\n",
        "website = \"https://www.synthshire.example/\"\n",
        "former_ods = [\"ZA5\"]\n",
        "name = \"Synth General Hospital\"\nods = \"ZA101\"\ntown = \"Stoke-on-Synth\"\n",
        "role = \"Press office\"\nemail = \"press@synthshire.example\"\n",
        "role = \"Freedom of information requests\"\nemail = \"foi@synthshire.example\"\n",
        "NHS.UK data set of hospitals, January 2020",
        "Organisations with children's services, August 2024",
    ] {
        assert!(trust.contains(part), "{part}: {trust}");
    }
    assert!(!trust.contains("0000 000000"), "a filler is no telephone: {trust}");
    let quiet = site.text("data/organisations/nhs/synthshire-mental-health.toml");
    assert!(quiet.contains("kind = \"mental-health-trust\"\n") && !quiet.contains("\nwebsite = "), "{quiet}");
    assert!(quiet.contains("ods = \"ZA301\"") && !quiet.contains("ZA302"), "{}", text_between(&quiet, "[place]", "[[sources]]"));
    // The list gives it the names of the other trust too.
    assert!(quiet.contains("aliases = [\"SMH\"]\n"), "{quiet}");
    // A trust that only the list holds.
    let care = site.text("data/organisations/nhs/synthshire-care-community.toml");
    assert!(
        care.contains("kind = \"mental-health-and-community-trust\"\n") && care.contains("icbs = [\"black-country\"]"),
        "{care}"
    );
    let before = site.stamps();
    imported(&site, &arguments);
    assert_eq!(site.stamps(), before, "importing again changed a file");
}

#[test]
fn a_care_board_has_the_page_that_tells_how_to_reach_it() {
    let site = site(&[]);
    let etr = register("etr-synthetic-july.csv");
    let list = "ods_code,name,website,comms_email,comms_source_url,foi_email,foi_source_url\n\
                QUA,Black Country ICB,https://board.example,press@board.example,https://board.example/contact-us/,,\n\
                QHL,Birmingham and Solihull ICB,https://other.example,,https://other.example/contact/media/,foi@other.example,\n";
    site.put("boards.csv", list);
    imported(&site, &["ods", &etr, &site.root().join("boards.csv").to_string_lossy()]);
    let board = site.text("data/organisations/nhs/black-country-icb.toml");
    assert!(
        board.contains(
            "role = \"Contact page\"\nurl = \"https://board.example/contact-us/\"\n\n[[contacts]]\nrole = \"Press office\"\n"
        ),
        "{board}"
    );
    let other = site.text("data/organisations/nhs/birmingham-and-solihull-icb.toml");
    assert!(!other.contains("Contact page") && other.contains("foi@other.example"), "a page for the press is none: {other}");
}

/// Where postcodes lie is known from an earlier import: one without the file of postcodes loses nothing of it.
#[test]
fn an_import_without_a_file_of_postcodes_loses_no_place() {
    let site = site(&[]);
    let files = [register("etr-synthetic-july.csv"), register("hospitals-synthetic.csv")];
    site.put(
        "postcodes.csv",
        "pcd7,east1m,north1m,lad25cd,doterm\nZZ1 1AA,394000,290500,E08000030,\nZZ2 1AA,407000,286000,E08000025,\n",
    );
    let places = site.root().join("postcodes.csv").to_string_lossy().into_owned();
    imported(&site, &["ods", &files[0], &files[1], "--places", &places]);
    let records = |site: &Site| -> Vec<_> {
        let all = site.contents().into_iter();
        all.filter(|(path, _)| path.to_string_lossy().contains("data/organisations/")).collect()
    };
    let before = records(&site);
    let text = before.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect::<String>();
    assert!(text.contains("[[sites]]") && text.contains("\ndistrict = "), "{text}");
    let said = imported(&site, &["ods", &files[0], &files[1]]);
    assert_eq!(records(&site), before, "{said}");
}
