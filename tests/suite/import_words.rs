//! What spreadsheets and people do to a table: other separators, words for "no", damaged letters, dropped zeros.

use crate::command::{Ended, Site};
use crate::import::{register, site};

fn import(site: &Site, kind: &str, text: &str, more: &[&str]) -> Ended {
    site.put("table.csv", text);
    let file = site.root().join("table.csv").to_string_lossy().into_owned();
    site.run(&[&["import", kind, &file], more].concat())
}

const ONE: &str = "data/organisations/schools/alpha-synthetic-trust.toml";

/// A record of a person under this name and number.
fn record(name: &str, uid: &str) -> String {
    format!(
        "name = \"{name}\"\nsector = \"school\"\nkind = \"multi-academy-trust\"\nwebsite = \"https://example.org/\"\n\n[codes]\ngias_uid = \"{uid}\"\n"
    )
}

#[test]
fn other_separators_and_a_note_under_the_table_are_read() {
    for text in [
        "name;sector;kind;website\nAlpha Synthetic Trust;school;multi-academy-trust;https://example.org/\n",
        "name\tsector\tkind\twebsite\nAlpha Synthetic Trust\tschool\tmulti-academy-trust\thttps://example.org/\n",
        "name,sector,kind,website\nAlpha Synthetic Trust,school,multi-academy-trust,https://example.org/\n\nSource: my list",
    ] {
        let site = site(&[]);
        let ended = import(&site, "csv", text, &[]);
        assert!(ended.code == 0 && site.has(ONE), "{text}: {}", ended.stderr);
    }
}

#[test]
fn two_columns_of_one_name_are_an_error_that_names_both() {
    let site = site(&[]);
    let text = "name,sector,kind,website,name\nTemporary,school,multi-academy-trust,https://example.org/,Right Synthetic Trust\n";
    let ended = import(&site, "csv", text, &[]);
    assert_eq!(ended.code, 1);
    assert!(ended.stderr.contains("the columns 1 and 5 are both called `name`"), "{}", ended.stderr);
}

#[test]
fn a_word_for_no_closes_nothing_and_an_unclear_one_is_said() {
    for (word, closed) in [
        ("No", false),
        ("FALSE", false),
        ("#N/A", false),
        ("", false),
        ("perhaps", false),
        ("31/12/2025", true),
        ("05-Oct-21", true),
    ] {
        let site = site(&[("schools/alpha-synthetic-trust", &record("Alpha Synthetic Trust", "5426"))]);
        let text = format!("name,sector,kind,gias_uid,closed\nAlpha Synthetic Trust,school,multi-academy-trust,5426,{word}\n");
        let ended = import(&site, "csv", &text, &["--close"]);
        assert_eq!(ended.code, 0, "{word}: {}", ended.stderr);
        assert_eq!(site.text(ONE).contains("closed = "), closed, "{word}");
        assert_eq!(ended.stderr.contains("does not say whether it has ended"), word == "perhaps", "{word}: {}", ended.stderr);
    }
}

#[test]
fn an_end_without_a_day_is_left_to_a_person() {
    let site = site(&[("schools/alpha-synthetic-trust", &record("Alpha Synthetic Trust", "5426"))]);
    let text = "name,sector,kind,gias_uid,closed\nAlpha Synthetic Trust,school,multi-academy-trust,5426,yes\n";
    let ended = import(&site, "csv", text, &["--close", "-v"]);
    assert!(!site.text(ONE).contains("closed"), "{}", site.text(ONE));
    assert!(ended.stdout.contains("the register gives no day that can be read"), "{}", ended.stdout);
    // An end that cannot be read makes nothing new of the organisation.
    let etr = std::fs::read_to_string(register("etr-synthetic-july.csv")).expect("the register");
    import(&site, "ods", &etr.replace("\"20260630\"", "\"30 June\""), &[]);
    assert!(!site.has("data/organisations/nhs/north-synthshire.toml"));
    assert!(site.has("data/organisations/nhs/synthshire-mental-health.toml"));
}

#[test]
fn damaged_letters_replace_no_name_and_dropped_zeros_come_back() {
    let site = site(&[("schools/fierte", &record("Fierté Trust", "5188"))]);
    let text = "name,sector,kind,gias_uid,companies_house\nFiertÃ© Trust,school,multi-academy-trust,5188,7606026\n";
    let ended = import(&site, "csv", text, &["-v"]);
    let after = site.text("data/organisations/schools/fierte.toml");
    assert!(after.contains("name = \"Fierté Trust\"") && after.contains("companies_house = \"07606026\""), "{after}");
    assert!(ended.stderr.contains("were damaged on the way") && ended.stderr.contains("lost the zeros"), "{}", ended.stderr);
}

#[test]
fn an_error_word_is_no_name_and_a_lost_phase_is_said() {
    let site = site(&[]);
    let ended = import(&site, "csv", "name,sector,kind,website\n#REF!,school,multi-academy-trust,https://example.org/\n", &[]);
    assert!(ended.stderr.contains("the row was left out"), "{}", ended.stderr);
    let text = "name,sector,kind,website,phases\nAlpha Synthetic Trust,school,multi-academy-trust,https://example.org/,Primary; secondary; sixth-form\n";
    let ended = import(&site, "csv", text, &[]);
    assert!(site.text(ONE).contains("phases = [\"primary\", \"secondary\"]"), "{}", site.text(ONE));
    assert!(ended.stderr.contains("there is no phase `sixth-form`"), "{}", ended.stderr);
}
