//! Extracts of schools as they come: columns in another order, one of them gone, half a file, points in the sea, large trusts.

use crate::command::Site;
use crate::import::{imported, register, site};

const TRUST: &str = "data/organisations/schools/synthetic-learning-multi-academy-trust.toml";

type Rows = Vec<csv::ByteRecord>;

/// The synthetic extract of schools: a header and its rows.
fn extract() -> Rows {
    let bytes = std::fs::read(register("establishments-synthetic.csv")).expect("schools");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
    reader.byte_records().map(|row| row.expect("a row")).collect()
}

fn written(rows: &Rows) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
    for row in rows {
        writer.write_byte_record(row).expect("written");
    }
    writer.into_inner().expect("a table")
}

fn column(rows: &Rows, name: &str) -> usize {
    rows[0].iter().position(|cell| cell == name.as_bytes()).expect("the column")
}

/// Every row with its cells chosen anew.
fn chosen(rows: &Rows, places: &[usize]) -> Rows {
    rows.iter().map(|row| places.iter().map(|&at| &row[at]).collect()).collect()
}

fn arguments(site: &Site, schools: &[u8]) -> [String; 2] {
    site.put_bytes("allgroups20260217.csv", &std::fs::read(register("allgroups-synthetic.csv")).expect("trusts"));
    site.put_bytes("edubasealldata20250718.csv", schools);
    ["allgroups20260217.csv", "edubasealldata20250718.csv"].map(|name| site.root().join(name).to_string_lossy().into_owned())
}

/// Imports trusts with these schools, and answers the record of the large one.
fn record(site: &Site, schools: &[u8]) -> String {
    let [groups, schools] = arguments(site, schools);
    imported(site, &["gias", &groups, &schools]);
    site.text(TRUST)
}

#[test]
fn columns_in_another_order_and_columns_that_nobody_knows_change_nothing() {
    let rows = extract();
    let as_published = record(&site(&[]), &written(&rows));
    let backwards: Vec<usize> = (0..rows[0].len()).rev().collect();
    let mut turned = chosen(&rows, &backwards);
    for (at, row) in turned.iter_mut().enumerate() {
        row.push_field(if at == 0 { b"A column of 2031" } else { b"whatever" });
    }
    assert_eq!(record(&site(&[]), &written(&turned)), as_published);
}

#[test]
fn an_extract_without_a_column_that_it_needs_or_cut_in_the_middle_is_refused() {
    let rows = extract();
    let trust = column(&rows, "Trusts (code)");
    let mut renamed = rows.clone();
    renamed[0] = rows[0].iter().enumerate().map(|(at, cell)| if at == trust { b"Trust Code".as_slice() } else { cell }).collect();
    let whole = written(&rows);
    for (schools, message) in [(written(&renamed), "Trusts (code)"), (whole[..whole.len() - 40].to_vec(), "error[register-cut]")]
    {
        let site = site(&[]);
        let [groups, schools] = arguments(&site, &schools);
        let before = site.stamps();
        let ended = site.run(&["import", "gias", &groups, &schools]);
        assert_eq!(ended.code, 1, "{}", ended.stderr);
        assert!(ended.stderr.contains(message), "expected `{message}` in: {}", ended.stderr);
        assert_eq!(site.stamps(), before, "a file changed although the import failed");
    }
}

#[test]
fn a_trust_of_93_schools_keeps_them_all_and_a_point_in_the_sea_is_left_out() {
    let rows = extract();
    let (number, east) = (column(&rows, "URN"), column(&rows, "Easting"));
    let mut many: Rows = vec![rows[0].clone()];
    for school in 0..93 {
        let urn = (910_000 + school).to_string();
        let cells = rows[1].iter().enumerate().map(|(at, cell)| match at {
            at if at == number => urn.as_bytes(),
            at if at == east && school == 0 => b"720000".as_slice(),
            _ => cell,
        });
        many.push(cells.collect());
    }
    let text = record(&site(&[]), &written(&many));
    assert_eq!(text.matches("[[sites]]").count(), 93);
    assert!(text.contains("site_count = 93\n") && text.contains("people = 19530\n"), "{text}");
    let at_sea = text.split("urn = \"910000\"").nth(1).and_then(|rest| rest.split("[[").next()).expect("the school");
    assert!(!at_sea.contains("latitude") && at_sea.contains("postcode = \"ZZ1 1AA\""), "{at_sea}");
    assert_eq!(text.matches("\nlatitude = 52.5").count(), 92, "{text}");
}

/// A column that is not there says nothing: what an earlier extract said of a known school stays.
#[test]
fn a_later_extract_with_fewer_columns_takes_nothing_from_known_schools() {
    let rows = extract();
    let site = site(&[]);
    let whole = record(&site, &written(&rows));
    for name in
        ["NumberOfPupils", "Postcode", "StatutoryLowAge", "Town", "PhaseOfEducation (name)", "DistrictAdministrative (code)"]
    {
        let gone = column(&rows, name);
        let left: Vec<usize> = (0..rows[0].len()).filter(|&at| at != gone).collect();
        assert_eq!(record(&site, &written(&chosen(&rows, &left))), whole, "without {name}");
    }
}
