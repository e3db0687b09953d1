//! The site's own table of organisations, edited as people edit a CSV, and imported again.

use super::{HOSPITAL, site};
use crate::command::{Ended, Site};

/// The table of a site.
fn exported(site: &Site) -> String {
    let out = site.root().join("out").to_string_lossy().into_owned();
    let ended = site.run(&["export", "csv", "--out", &out]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    site.text("out/organisations.csv")
}

fn imported(site: &Site, table: &[u8]) -> Ended {
    site.put_bytes("edited.csv", table);
    let file = site.root().join("edited.csv").to_string_lossy().into_owned();
    site.run(&["import", "csv", &file])
}

/// The table with `cell` in the column `heading` of the row of `id`.
fn edited(table: &str, id: &str, heading: &str, cell: &str) -> String {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let headings = reader.headers().expect("headings").clone();
    let column = headings.iter().position(|name| name == heading).unwrap_or_else(|| panic!("no column {heading}"));
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(&headings).expect("a row");
    let mut found = false;
    for row in reader.records() {
        let mut row: Vec<String> = row.expect("a row").iter().map(str::to_owned).collect();
        if row[0] == id {
            found = true;
            cell.clone_into(&mut row[column]);
        }
        writer.write_record(&row).expect("a row");
    }
    assert!(found, "no row {id}");
    String::from_utf8(writer.into_inner().expect("bytes")).expect("text")
}

#[test]
fn edits_of_the_sites_own_table_come_back() {
    let site = site();
    let table = exported(&site);
    let untouched = imported(&site, table.as_bytes());
    assert_eq!(untouched.code, 0, "{}", untouched.stderr);
    assert!(untouched.stdout.contains("0 new, 0 refreshed, 0 confirmed, 5 same."), "{}", untouched.stdout);

    let before = site.text(HOSPITAL);
    let mut changed = table;
    for (heading, cell) in [
        ("website", "https://example.org/new"),
        ("town", "Netherton"),
        ("checked", "24/11/2026"),
        ("openness", "not-now"),
        ("ods", ""),
    ] {
        changed = edited(&changed, "synthetic-hospital", heading, cell);
    }
    changed = edited(&changed, "quiet-schools", "name", "Quiet Academies Trust");
    let ended = imported(&site, changed.as_bytes());
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    let expected: String = before
        .replace("https://example.org/hospital", "https://example.org/new")
        .replace("town = \"Dudley\"", "town = \"Netherton\"")
        .replace("checked = 2026-11-20\nby", "checked = 2026-11-24\nby")
        .replace("openness = \"open\"", "openness = \"not-now\"")
        .replace("[codes]\nods = \"ZZ1\"\n\n", "");
    assert_eq!(site.text(HOSPITAL), expected);
    // A corrected name is the name of the same record.
    assert!(site.text("data/organisations/schools/quiet-schools.toml").contains("name = \"Quiet Academies Trust\"\n"));
    assert!(!site.has("data/organisations/schools/quiet-academies-trust.toml"));
    for line in [
        "synthetic-hospital: website: `https://example.org/hospital` -> `https://example.org/new` (row ",
        "synthetic-hospital: codes.ods: `ZZ1` cleared (row ",
        "5 open in the register: 0 new, 2 refreshed, 0 confirmed, 3 same.",
    ] {
        assert!(ended.stdout.contains(line), "{line}: {}", ended.stdout);
    }
}

#[test]
fn what_a_spreadsheet_rewrites_is_no_edit() {
    let site = site();
    site.put(HOSPITAL, &site.text(HOSPITAL).replace("ods = \"ZZ1\"", "ods = \"ZZ1\"\ncompanies_house = \"01234567\""));
    let table = exported(&site);
    let before = site.text(HOSPITAL);
    let mut saved = table;
    for (heading, cell) in
        [("companies_house", "1234567"), ("checked", "20/11/2026"), ("latitude", "52.50"), ("longitude", "-2.1")]
    {
        saved = edited(&saved, "synthetic-hospital", heading, cell);
    }
    // As Excel saves it on a computer whose lists have semicolons; as a tab file in UTF-16; with the separator in a line.
    let rows = |separator: u8| {
        let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
        for row in csv::ReaderBuilder::new().has_headers(false).from_reader(saved.as_bytes()).records() {
            writer.write_record(&row.expect("a row")).expect("a row");
        }
        String::from_utf8(writer.into_inner().expect("bytes")).expect("text")
    };
    let utf16 = |mark: bool| {
        let text = rows(b'\t');
        let mark = if mark { vec![0xff, 0xfe] } else { Vec::new() };
        mark.into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect::<Vec<u8>>()
    };
    for bytes in [
        saved.clone().into_bytes(),
        rows(b';').into_bytes(),
        format!("sep=;\r\n{}", rows(b';')).into_bytes(),
        format!("sep=|\n{}", rows(b'|')).into_bytes(),
        rows(b'\t').into_bytes(),
        utf16(true),
        utf16(false),
    ] {
        let ended = imported(&site, &bytes);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        assert!(ended.stdout.contains("0 new, 0 refreshed, 0 confirmed, 5 same."), "{}{}", ended.stdout, ended.stderr);
        assert_eq!(site.text(HOSPITAL), before);
    }
}

#[test]
fn every_ignored_column_and_every_kept_cell_is_named() {
    let site = site();
    let table = exported(&site);
    let mut changed = table.replace("\r\n", ",ask Jo\r\n").replacen("ask Jo", "My notes", 1);
    for (heading, cell) in
        [("sector", "school"), ("offers", "work-experience"), ("kind", "acute"), ("closed", "closed"), ("uuid", "1")]
    {
        changed = edited(&changed, "synthetic-hospital", heading, cell);
    }
    let before = site.text(HOSPITAL);
    let ended = imported(&site, changed.as_bytes());
    for sentence in [
        "a column was ignored: `My notes`",
        "`synthetic-hospital` keeps its `sector`, whatever this cell says: `school`",
        "`synthetic-hospital` keeps its `offers`, whatever this cell says: `work-experience`",
        "there is no kind of organisation `acute`",
        "`closed` does not say on which day it ended",
        "`synthetic-hospital` keeps its `uuid`",
    ] {
        assert!(ended.stderr.contains(sentence), "{sentence}: {}", ended.stderr);
    }
    assert_eq!(site.text(HOSPITAL), before);
}

#[test]
fn a_table_of_others_names_what_a_record_keeps() {
    let site = site();
    let table = "name,sector,kind,town,website,Head teacher\nSynthetic Schools Trust,school,multi-academy-trust,Dudley,https://example.org/s,Jo\n\
                 Synthetic Confederation,body,membership-body,,https://example.org/other,\n";
    let ended = imported(&site, table.as_bytes());
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    assert!(
        ended.stdout.contains("website \"https://example.org/body\", in the table \"https://example.org/other\""),
        "{}",
        ended.stdout
    );
}

#[test]
fn a_postcode_corrected_in_the_table_takes_the_old_point_with_it() {
    let site = site();
    let ended = imported(&site, edited(&exported(&site), "synthetic-hospital", "postcode", "B63 3HY").as_bytes());
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let text = site.text(HOSPITAL);
    assert!(text.contains("postcode = \"B63 3HY\"\n") && !text.contains("itude"), "{text}");
    assert!(ended.stdout.contains("the point 52.5, -2.1 of the old postcode taken out"), "{}", ended.stdout);

    // Read again, the table still holds the old point, which does not come back.
    let once = site.text(HOSPITAL);
    let again = site.root().join("edited.csv").to_string_lossy().into_owned();
    let ended = site.run(&["import", "csv", &again]);
    assert_eq!(site.text(HOSPITAL), once, "{}", ended.stdout);
    assert!(ended.stderr.contains("`synthetic-hospital` takes no `latitude` from this table"), "{}", ended.stderr);
}
